"""Who conducts proceedings, by regime, overlays, forum and the officer's rank: the table as data.

The product records who was appointed and on what basis. It proposes nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from typing import Any

from hearings.errors import Refused, UsageError
from hearings.packaged import facts
from hearings.people import at_or_above, rank_named
from hearings.provisions import CONFIDENCES, UNVERIFIED, Provision
from hearings.provisions import provision as provision_of
from hearings.sittings import KINDS

OFFICERS = ("not_senior", "senior", "special")
"""The kinds of officer that panels are told apart by."""

SIDES = frozenset({"panel", "adviser", "attends"})
"""Sits and decides; advises without a vote; is there for another reason."""

_TABLES = {"capacity", "era", "shape", "panel", "bar"}
_PANEL_KEYS = {"eras", "forums", "officers", "shape", "appoints", "unchecked", "closed", "three"}
_SEAT_KEYS = {
    *("words", "of", "number", "more", "including", "along", "only_for"),
    *("lowest", "above_officer", "above_meeting", "source", "confidence"),
    *("above_source", "above_confidence"),
}


@dataclass(frozen=True, slots=True)
class Capacity:
    """What somebody is at a hearing as."""

    key: str
    """Its name in the records."""
    words: str
    """What a screen calls it."""
    side: str
    """One of `SIDES`."""
    police: bool = False
    """Whether only a member of a police force can be it."""
    lowest: str = ""
    """The lowest rank that can be it; empty where the seat or nothing says."""
    check: str = ""
    """What only a person can check, as a sentence; empty for nothing."""

    @property
    def sits(self) -> bool:
        """Say whether the bars hold for it: it decides, or advises those who do."""
        return self.side != "attends"


@dataclass(frozen=True, slots=True)
class SeatRule:
    """A seat of a panel, or several alike."""

    words: str
    """What the law calls it."""
    of: tuple[str, ...]
    """The capacities that fill it."""
    number: int
    """How many sit."""
    source: str
    """The regulation."""
    confidence: str
    """How sure that is."""
    more: bool = False
    """Whether more than `number` may."""
    including: str = ""
    """The capacity that at least one of them has; empty where none has to."""
    along: Mapping[str, str] = field(default_factory=dict)
    """Capacities that need another one beside them, by what they need."""
    only_for: Mapping[str, str] = field(default_factory=dict)
    """The rank an officer needs to have for a capacity to be open, by capacity."""
    lowest: str = ""
    """The lowest rank of a police officer on it; empty where nothing says."""
    above_officer: bool = False
    """Whether it has to be somebody of at least one rank above the officer."""
    above_meeting: bool = False
    """Whether it has to be somebody of at least one rank above who conducted the meeting."""
    above_source: str = ""
    """The regulation that asks for a rank above; empty where it is the seat's."""
    above_confidence: str = ""
    """How sure that is; empty where it is as sure as the seat."""

    @property
    def firm(self) -> bool:
        """Say whether it refuses; an unverified one warns."""
        return self.confidence != UNVERIFIED

    @property
    def above_firm(self) -> bool:
        """Say whether a rank that is not above refuses."""
        return (self.above_confidence or self.confidence) != UNVERIFIED

    @property
    def above(self) -> str:
        """Name the regulation that asks for a rank above, and how sure that is."""
        return provision(self.above_source or self.source, self.above_confidence or self.confidence)

    @property
    def provision(self) -> str:
        """Name the regulation, and how sure that is where it was not read itself."""
        return provision(self.source, self.confidence)


@dataclass(frozen=True, slots=True)
class PanelRule:
    """Who conducts one kind of proceedings against one kind of officer."""

    era: str
    """The key of the era."""
    forum: str
    """One of `hearings.sittings.KINDS`."""
    officer: str
    """One of `OFFICERS`."""
    seats: tuple[SeatRule, ...]
    """The seats; empty where who sits is not laid down."""
    appoints: str
    """Who appoints, in words; recorded, never done."""
    source: str
    """The regulation."""
    confidence: str
    """How sure that is."""
    unchecked: str = ""
    """Why who sits is not checked; empty where it is."""
    three: Provision | None = None
    """Where it is from that three sit, where that is surer than who they are."""

    @property
    def words(self) -> str:
        """Name the forum as its time did, with its article."""
        called = _table("era")[self.era].get("words", {}).get(self.forum, KINDS[self.forum])
        return f"{'an' if called[0] in 'aeiou' else 'a'} {called}"

    @property
    def provision(self) -> str:
        """Name the regulation, and how sure that is where it was not read itself."""
        return provision(self.source, self.confidence)


def provision(source: str, confidence: str) -> str:
    """Name a source, and say so where the words themselves were not read."""
    return source if confidence == "quoted" else f"{source}, {confidence}"


@cache
def capacities() -> dict[str, Capacity]:
    """Read what somebody can be at a hearing as, by key.

    Raises:
        UsageError: A row is not well formed.
    """
    found = {}
    for key, row in _table("capacity").items():
        _only(row, {"words", "side", "police", "lowest", "check"}, f"capacity {key}")
        if row["side"] not in SIDES or not _known(row.get("lowest", "")):
            raise UsageError(f"panels.toml: the capacity {key} has an unknown side or rank.")
        found[key] = Capacity(key, **row)
    return found


def capacity_words(key: str) -> str:
    """Say a capacity as a screen does; as given where it is not known."""
    known = capacities().get(key)
    return key.replace("_", " ") if known is None else known.words


@cache
def panels() -> tuple[PanelRule, ...]:
    """Read every rule on who sits.

    Raises:
        UsageError: A row is not well formed, or two rows answer the same question.
    """
    found: dict[tuple[str, str, str], PanelRule] = {}
    for row in _table("panel"):
        for rule in _rules(row):
            key = (rule.era, rule.forum, rule.officer)
            if key in found:
                raise UsageError(f"panels.toml says twice who sits: {', '.join(key)}.")
            found[key] = rule
    return tuple(found.values())


def era(regime: str, overlays: Collection[str]) -> str:
    """Choose the era of panels from the regime and overlays that apply; never from a date.

    Source:
        SI 2012/2632 Sch 1 para 2: panels appointed before 22 November 2012 keep the composition of
        the 2008 Regulations. A case of that time has that regime, so nothing differs here.
    """
    for key, row in _table("era").items():
        _only(row, {"regime", "needs", "without", "words"}, f"era {key}")
        fits = row["regime"] == regime and set(row.get("needs", ())) <= set(overlays)
        if fits and not set(row.get("without", ())) & set(overlays):
            return str(key)
    raise UsageError(f"panels.toml has no era for the regime {regime!r}.")


def panel_rule(
    regime: str,
    overlays: Collection[str],
    forum: str,
    *,
    senior: bool = False,
    special: bool = False,
) -> PanelRule:
    """Find the rule on who conducts proceedings.

    Args:
        regime: The case's regime.
        overlays: The keys of the overlays that apply to the subject.
        forum: One of `hearings.sittings.KINDS`.
        senior: Whether the officer is above chief superintendent.
        special: Whether the officer is a special constable, who is never senior.

    Raises:
        Refused: There are no such proceedings against such an officer.
        UsageError: No row answers.
    """
    key = era(regime, overlays)
    kind = "special" if special else "senior" if senior else "not_senior"
    for officer in (kind, "not_senior") if special else (kind,):
        for rule in panels():
            if (rule.era, rule.forum, rule.officer) == (key, forum, officer):
                return rule
    for row in _table("panel"):
        asked = key in row["eras"] and forum in row["forums"] and kind in row["officers"]
        if asked and "closed" in row:
            raise Refused(f"{row['closed']} ({provision(row['source'], row['confidence'])}).")
    raise UsageError(f"panels.toml does not say who sits at: {key}, {forum}, {kind}.")


def panel_rules(
    regime: str,
    overlays: Collection[str],
    forum: str,
    *,
    senior: bool = False,
    special: bool = False,
    unsure: Collection[str] = frozenset(),
) -> tuple[PanelRule, ...]:
    """Find every rule that may hold, where nobody can say whether some overlays apply.

    Args:
        regime: The case's regime.
        overlays: The keys of the overlays that apply to the subject as far as is known.
        forum: One of `hearings.sittings.KINDS`.
        senior: Whether the officer is above chief superintendent.
        special: Whether the officer is a special constable, who is never senior.
        unsure: The overlays of `regimes.unsure_overlays`.

    Returns:
        The rule of `panel_rule` first, then each other that may hold, once.

    Raises:
        Refused: There are no such proceedings against such an officer.
        UsageError: No row answers.
    """
    sure, open_ones = set(overlays) - set(unsure), sorted(unsure)
    either = [some for n in range(len(open_ones) + 1) for some in combinations(open_ones, n)]
    held = [tuple(overlays), *((*sure, *some) for some in either)]
    found = (panel_rule(regime, some, forum, senior=senior, special=special) for some in held)
    return tuple({(rule.era, rule.officer): rule for rule in found}.values())


def is_senior(rank: str, person_type: str) -> bool:
    """Say whether an officer is a senior officer: above chief superintendent and no special.

    Source:
        SI 2012/2632 reg 3; SI 2020/4 reg 2, "senior officer".
    """
    return person_type != "special" and at_or_above(rank, "Commander")


def _rules(row: dict[str, Any]) -> Iterable[PanelRule]:
    what = f"panel {row.get('eras')} {row.get('forums')}"
    _only(row, _PANEL_KEYS | {"source", "confidence"}, what)
    _sure(row, what)
    unknown = {*row["eras"]} - {*_table("era")} | {*row["forums"]} - {*KINDS}
    if unknown or {*row["officers"]} - {*OFFICERS}:
        raise UsageError(f"panels.toml: {what} names an unknown era, forum or officer.")
    if "closed" in row:
        return
    shape = _table("shape")[row["shape"]] if "shape" in row else []
    seats = tuple(_seat(seat, row, what) for seat in shape)
    three = provision_of(row["three"], f"panels.toml: {what}, three") if "three" in row else None
    if bool(seats) == bool(row.get("unchecked")):
        raise UsageError(f"panels.toml: {what} needs a shape, or to say why it has none.")
    for key in row["eras"]:
        for forum in row["forums"]:
            for officer in row["officers"]:
                yield PanelRule(
                    *(key, forum, officer, seats, row["appoints"], row["source"]),
                    row["confidence"],
                    row.get("unchecked", ""),
                    three,
                )


def _seat(seat: dict[str, Any], row: dict[str, Any], what: str) -> SeatRule:
    _only(seat, _SEAT_KEYS, what)
    sure = {"source": row["source"], "confidence": row["confidence"], **seat}
    _sure(sure, what)
    if seat.get("above_confidence", sure["confidence"]) not in CONFIDENCES:
        raise UsageError(f"panels.toml: {what} has a rank above without a known confidence.")
    ranks = [seat.get("lowest", ""), *seat.get("only_for", {}).values()]
    named = {*seat["of"], *seat.get("along", {}), *seat.get("along", {}).values()}
    named |= {*seat.get("only_for", {}), *([seat["including"]] if "including" in seat else [])}
    if named - {*capacities()} or not all(_known(rank) for rank in ranks):
        raise UsageError(f"panels.toml: {what} has a seat with an unknown capacity or rank.")
    return SeatRule(**{**sure, "of": tuple(seat["of"])})


def _table(name: str) -> Any:
    table = facts("panels.toml")
    _only(table, _TABLES, "the file")
    return table[name]


def _known(text: str) -> bool:
    return not text or rank_named(text) is not None


def _sure(row: dict[str, Any], what: str) -> None:
    if not row.get("source") or row.get("confidence") not in CONFIDENCES:
        raise UsageError(f"panels.toml: {what} lacks a source or a known confidence.")


def _only(row: dict[str, Any], known: set[str], what: str) -> None:
    strange = sorted(set(row) - known)
    if strange:
        raise UsageError(f"panels.toml: {what} has an unknown key: {', '.join(strange)}.")
