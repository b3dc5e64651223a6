"""Which outcomes are open and which are barred, as `outcomes.toml` gives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import Any

from hearings.conclusions import FINDINGS
from hearings.errors import UsageError
from hearings.outcome_kinds import FILE, outcome_words, outcomes
from hearings.packaged import facts
from hearings.people import person_types
from hearings.provisions import Provision, needed, only, provision

ANY = "any"
"""Stands for every outcome, in an archive that has its own."""

FORUMS = ("meeting", "hearing", "accelerated")
"""The forums."""

TESTED = {
    "live_final": "a final written warning was in force on the day of the severity assessment",
    "live_written": "a written warning was in force on the day of the severity assessment",
    "exceptional": "exceptional circumstances are recorded",
    "several_incidents": "several incidents, not closely connected, are recorded",
    "authority_views": "the authority's views are recorded",
    "reduced_before": "the officer had already been reduced in rank",
    "extended_before": "the warning had already been extended",
    "indictable_only": "the finding rests on a conviction for an indictable-only offence",
    "lowest_rank": "the officer holds the lowest rank",
}
"""What a bar may ask, and its words."""

GIVEN = {
    "exceptional": "the exceptional circumstances",
    "several_incidents": "the incidents that are not closely connected",
    "authority_views": "the authority's views",
}
"""Those of them that recording something makes true, and what is recorded."""

_SCOPE = frozenset({"name", "regimes", "forum", "finding", "person", "confidence"})
_BESIDE = frozenset({"overlay", "not_overlay", "reg", "source", "words", "parallel_in"})
_KINDS = {
    "open": (frozenset({"outcomes"}), frozenset({"closed"})),
    "bar": (frozenset({"outcomes", "words"}), frozenset({"where", "unless"})),
    "finding": (frozenset({"words"}), frozenset({"where"})),
    "length": (frozenset({"outcomes", "words", "fixed"}), frozenset()),
}
"""The tables of the file: what each needs beside its scope, and what it may have."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a rule is asked about."""

    regime: str
    """The regime's id."""
    overlays: frozenset[str]
    """The changes that apply."""
    forum: str
    """Meeting, hearing or accelerated."""
    finding: str
    """What was found."""
    person: str
    """Officer, special, former, staff, pcso or volunteer."""


@dataclass(frozen=True, slots=True)
class OutcomeRule:
    """One rule on what proceedings may find, or end in."""

    kind: str
    """Open, bar, finding or length, as the file's tables."""
    name: str
    """Its name in the file."""
    regime: str
    """The regime."""
    forums: frozenset[str]
    """The forums where it holds."""
    findings: frozenset[str]
    """The findings on which it holds; of a finding rule, the ones that it bars."""
    persons: frozenset[str]
    """The person types for whom it holds."""
    provision: Provision
    """Where it comes from."""
    outcomes: tuple[str, ...] = ()
    """What it opens, bars or measures."""
    overlay: str = ""
    """The overlay under which it holds; empty for none."""
    not_overlay: str = ""
    """The overlay under which it does not; empty for none."""
    words: str = ""
    """What it says; of an open row, why nothing else is open."""
    closed: Provision | None = None
    """Where it comes from that nothing else is open; None where that is the same."""
    where: str = ""
    """What has to be so for it to bite; empty where it always does."""
    unless: tuple[str, ...] = ()
    """What keeps it from biting, any of them."""
    fixed: bool = False
    """Whether no length but the regime's own may be set."""

    @property
    def rule(self) -> str:
        """Name the rule as a sign-off does: `2012/outcome.hearing.misconduct`."""
        return f"{self.regime}/{self.listed_as}.{self.name}"

    @property
    def listed_as(self) -> str:
        """Say which kind of rule it is among all the others."""
        return "finding" if self.kind == "finding" else "outcome"

    @property
    def title(self) -> str:
        """Say where it holds."""
        said = f"{_listed(self.forums, FORUMS)}, {_listed(self.findings, FINDINGS, FINDINGS)}"
        return f"{said}, {_listed(self.persons, person_types(), person_types())}"

    @property
    def said(self) -> str:
        """Say in one line what it opens or bars, and when."""
        listed = ", ".join(outcome_words(key) for key in self.outcomes) or "nothing"
        said = {
            "open": f"open: {listed}",
            "bar": f"barred: {listed}",
            "finding": "cannot be found",
            "length": f"length of: {listed}",
        }[self.kind]
        said += f"; where {TESTED[self.where]}" if self.where else ""
        if self.unless:
            said += f"; unless {' or '.join(TESTED[fact] for fact in self.unless)}"
        conditional = self.kind == "bar" and (self.where or self.unless)
        said += f"; {self.words}" if self.words and not conditional else ""
        said += f" ({self.closed})" if self.closed is not None else ""
        said += f"; under {self.overlay}" if self.overlay else ""
        return said + (f"; not under {self.not_overlay}" if self.not_overlay else "")

    @property
    def closing(self) -> Provision:
        """Say where it comes from that nothing else is open."""
        return self.provision if self.closed is None else self.closed

    def names(self, outcome: str) -> bool:
        """Say whether it opens, bars or measures an outcome."""
        return outcome in self.outcomes or ANY in self.outcomes

    def holds(self, place: Place) -> bool:
        """Say whether it holds at a place."""
        return (
            place.regime == self.regime
            and place.forum in self.forums
            and place.finding in self.findings
            and place.person in self.persons
            and (not self.overlay or self.overlay in place.overlays)
            and self.not_overlay not in place.overlays
        )

    def bites(self, true: frozenset[str]) -> bool:
        """Say whether a bar bites.

        Args:
            true: Which of `TESTED` are so.
        """
        if self.where and self.where not in true:
            return False
        return not true.intersection(self.unless)


@dataclass(frozen=True, slots=True, eq=False)
class Book:
    """A table of rules, and which of them hold where."""

    rules: tuple[OutcomeRule, ...]
    """The rules, in the order of the file."""
    _found: dict[tuple[str, Place], tuple[OutcomeRule, ...]] = field(default_factory=dict)
    _open: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)

    def at(self, place: Place, kind: str) -> tuple[OutcomeRule, ...]:
        """Give the rules of a kind that hold at a place, in the order of the file."""
        if (kind, place) not in self._found:
            holding = (row for row in self.rules if row.kind == kind and row.holds(place))
            self._found[kind, place] = tuple(holding)
        return self._found[kind, place]

    def ever(self, place: Place, outcome: str) -> bool:
        """Say whether an outcome is open to such a person under the Regulations at all."""
        key = (place.regime, place.person)
        if key not in self._open:
            rows = (r for r in self.rules if r.kind == "open" and r.regime == place.regime)
            named = (r.outcomes for r in rows if place.person in r.persons)
            self._open[key] = frozenset(chain.from_iterable(named))
        return not self._open[key].isdisjoint({outcome, ANY})


@cache
def outcome_rules() -> Book:
    """Read the rules that ship.

    Raises:
        UsageError: A row does not hold together.
    """
    return read_rules({key: rows for key, rows in facts(FILE).items() if key != "outcome"})


def read_rules(table: Mapping[str, Any]) -> Book:
    """Read a table of rules, one for each regime that a row names.

    Raises:
        UsageError: A row has an unknown key or name, lacks a source, or stands twice.
    """
    only(table, set(_KINDS), FILE)
    found: dict[str, OutcomeRule] = {}
    for kind, rows in table.items():
        for row in rows:
            where = f"{FILE}, {kind} {row.get('name', '?')}"
            _whole(kind, row, where)
            for regime in row["regimes"]:
                rule = _rule(kind, row, regime, where)
                if rule.rule in found:
                    raise UsageError(f"{where}: the name stands twice under {regime}.")
                found[rule.rule] = rule
    return Book(tuple(found.values()))


def _whole(kind: str, row: Mapping[str, Any], where: str) -> None:
    """Refuse a row with a key or a name that is not known."""
    from hearings.regimes import overlays, regimes

    more, may = _KINDS[kind]
    only(row, _SCOPE | _BESIDE | more | may, where)
    needed(row, _SCOPE | more, where)
    asked = (*row.get("unless", ()), *([row["where"]] if "where" in row else ()))
    for key, names, known in (
        ("regimes", row["regimes"], regimes()),
        ("parallel_in", row.get("parallel_in", ()), row["regimes"]),
        ("forum", row["forum"], FORUMS),
        ("finding", row["finding"], FINDINGS),
        ("person", row["person"], person_types()),
        ("outcomes", row.get("outcomes", ()), {*outcomes(), ANY}),
        ("where or unless", asked, TESTED),
    ):
        if strange := [name for name in names if name not in known]:
            raise UsageError(f"{where}: {key} names what is not known: {', '.join(strange)}.")
        if len(set(names)) != len(names) or (not names and key in _SCOPE):
            raise UsageError(f"{where}: {key} is empty, or names something twice.")
    for key in ("overlay", "not_overlay"):
        chosen = overlays().get(row.get(key, ""))
        if key in row and (chosen is None or row["regimes"].count(chosen.regime) == 0):
            raise UsageError(f"{where}: {key} {row[key]} is not known there.")


def _rule(kind: str, row: Mapping[str, Any], regime: str, where: str) -> OutcomeRule:
    """Make the rule that a row is under one of its regimes."""
    closed = row.get("closed")
    if closed is not None:
        only(closed, {"reg", "source", "confidence"}, f"{where}, closed")
    parallel = regime in row.get("parallel_in", ())
    return OutcomeRule(
        kind=kind,
        name=row["name"],
        regime=regime,
        forums=frozenset(row["forum"]),
        findings=frozenset(row["finding"]),
        persons=frozenset(row["person"]),
        provision=_from(row, regime, where, parallel=parallel),
        outcomes=tuple(row.get("outcomes", ())),
        overlay=row.get("overlay", ""),
        not_overlay=row.get("not_overlay", ""),
        words=row.get("words", ""),
        closed=None if closed is None else _from(closed, regime, where, parallel=parallel),
        where=row.get("where", ""),
        unless=tuple(row.get("unless", ())),
        fixed=row.get("fixed", False),
    )


def _from(row: Mapping[str, Any], regime: str, where: str, *, parallel: bool) -> Provision:
    """Say where a rule comes from; quoted from the parallel instrument, it is parallel."""
    from hearings.regimes import regimes

    found = provision(row, where, regimes()[regime].provision.source)
    if parallel and found.confidence == "quoted":
        return Provision(found.source, "parallel")
    return found


def _listed(
    names: frozenset[str],
    order: Mapping[str, str] | tuple[str, ...],
    words: Mapping[str, str] | None = None,
) -> str:
    """Join names in their order."""
    said = [name if words is None else words[name] for name in order if name in names]
    return " or ".join(said)
