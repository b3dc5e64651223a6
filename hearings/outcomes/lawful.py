"""Whether a finding is open at a forum and an outcome lawful on it, why, and by which rule."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from hearings.conclusions import FINDINGS, NOT_PROVEN
from hearings.errors import BadValue, UsageError
from hearings.outcome_kinds import outcome_words, outcomes
from hearings.outcomes.rows import FORUMS, GIVEN, Book, OutcomeRule, Place, outcome_rules
from hearings.people import person_types
from hearings.provisions import UNVERIFIED, Provision
from hearings.realms import ARCHIVE
from hearings.warned import FINAL, WRITTEN

if TYPE_CHECKING:
    from hearings.rules import Rules

_PLAIN = ("officer", "special")
_RECORDS = Provision("record keeping; no provision needed", "quoted")


@dataclass(frozen=True, slots=True)
class Facts:
    """What an outcome is judged by."""

    regime: str
    """The regime's id."""
    overlays: frozenset[str]
    """The changes inside it that apply."""
    forum: str
    """Meeting, hearing or accelerated: whose finding it rests on."""
    finding: str
    """Not proven, misconduct or gross misconduct."""
    person_type: str
    """The person type on the day; one never recorded is taken for an officer."""
    live: frozenset[str] = frozenset()
    """The kinds of warning that were in force on the day of the severity assessment."""
    exceptional: bool = False
    """Whether exceptional circumstances are recorded."""
    several_incidents: bool = False
    """Whether several incidents that are not closely connected are recorded."""
    authority_views: bool = False
    """Whether the authority's views on a reduction in rank are recorded."""
    reduced_before: bool = False
    """Whether the officer had already been reduced in rank on that day."""
    extended_before: bool = False
    """Whether the final written warning had already been extended."""
    indictable_only: bool = False
    """Whether the finding rests on a conviction for an indictable-only offence."""

    @property
    def place(self) -> Place:
        """Say where the rules are asked about; what an archive does not say changes nothing."""
        person, forum, finding = self.person_type or "officer", self.forum, self.finding
        if self.regime == ARCHIVE:
            person = person if person in person_types() else "officer"
            forum = forum if forum in FORUMS else FORUMS[0]
            finding = finding if finding in FINDINGS else NOT_PROVEN
        return Place(self.regime, self.overlays, forum, finding, person)

    @property
    def true(self) -> frozenset[str]:
        """Name those of the facts that rules ask for and that are so."""
        found = {
            "live_final": FINAL in self.live,
            "live_written": WRITTEN in self.live,
            "exceptional": self.exceptional,
            "several_incidents": self.several_incidents,
            "authority_views": self.authority_views,
            "reduced_before": self.reduced_before,
            "extended_before": self.extended_before,
            "indictable_only": self.indictable_only,
        }
        return frozenset(name for name, so in found.items() if so)


@dataclass(frozen=True, slots=True)
class Ruling:
    """Whether an outcome, or a finding, is open."""

    outcome: str
    """The outcome's key; of a ruling on a finding, its level."""
    allowed: bool
    """Whether it is open."""
    why: str
    """Why, without capital, full stop or provision; of a refusal what would mend it as well."""
    provision: Provision
    """Where the rule comes from."""
    rule: str
    """The rule, as a sign-off names it."""
    needs: tuple[str, ...] = ()
    """The fields of the move that would make it lawful."""
    unverified: bool = False
    """Whether the rule waits for a lawyer's sign-off."""


def ruling(facts: Facts, key: str, rules: Rules | None = None) -> Ruling:
    """Say whether an outcome is lawful.

    Args:
        facts: What it is judged by.
        key: The outcome, of `outcomes.toml`; an archive may have its own.
        rules: The force's own, with what was signed off.

    Raises:
        BadValue: There is no such outcome.
    """
    if key not in outcomes() and facts.regime != ARCHIVE:
        raise BadValue(
            "outcome", f"There is no outcome {key!r}; there are {', '.join(outcomes())}."
        )
    return ruling_among(outcome_rules(), facts, key, rules)


def rulings(facts: Facts, rules: Rules | None = None) -> tuple[Ruling, ...]:
    """Say of every outcome whether it is lawful, lightest first."""
    return tuple(ruling(facts, key, rules) for key in outcomes())


def ruling_among(known: Book, facts: Facts, key: str, rules: Rules | None = None) -> Ruling:
    """Say whether an outcome is lawful under a table of rules.

    Raises:
        UsageError: No rule says anything of such a forum, finding or person.
    """
    place = facts.place
    opens = known.at(place, "open")
    if not opens:
        raise UsageError(f"No rule says what is open at this place: {place}.")
    holding = [row for row in opens if row.names(key)]
    if not holding:
        return _closed(known, place, key, rules)
    true, bars = facts.true, known.at(place, "bar")
    if biting := [row for row in bars if row.names(key) and row.bites(true)]:
        return _barred(biting, key, rules)
    row = min(holding, key=lambda row: _waits(row, row.provision, rules))
    why = f"{outcome_words(key)} is open {_where(place)}"
    waits = _waits(row, row.provision, rules)
    return Ruling(key, True, why, row.provision, row.rule, unverified=waits)


def finding_ruling(
    regime: str,
    overlays: Collection[str],
    forum: str,
    person_type: str,
    indictable_only: bool,
    level: str,
    rules: Rules | None = None,
) -> Ruling:
    """Say whether a level can be found at a forum.

    Args:
        regime: The regime's id.
        overlays: The changes inside it that apply.
        forum: Meeting, hearing or accelerated.
        person_type: The person type on the day; one never recorded is taken for an officer.
        indictable_only: Whether it rests on a conviction for an indictable-only offence.
        level: What is to be found, of `FINDINGS`.
        rules: The force's own, with what was signed off.
    """
    place = Place(regime, frozenset(overlays), forum, level, person_type or "officer")
    true = frozenset({"indictable_only"}) if indictable_only else frozenset()
    biting = [row for row in outcome_rules().at(place, "finding") if row.bites(true)]
    if not biting:
        why = f"{FINDINGS[level]} can be found there"
        return Ruling(level, True, why, _RECORDS, f"{regime}/finding")
    row = min(biting, key=lambda row: _waits(row, row.provision, rules))
    waits = _waits(row, row.provision, rules)
    why = f"{FINDINGS[level]} cannot be found: {row.words}"
    return Ruling(level, False, why, row.provision, row.rule, unverified=waits)


def _closed(known: Book, place: Place, key: str, rules: Rules | None) -> Ruling:
    """Refuse an outcome that no rule opens: the first that holds there says why."""
    opens = known.at(place, "open")
    row, words = opens[0], outcome_words(key)
    why = f"{words} is not open {_where(place)}; {row.words or _listed(opens)}"
    if not known.ever(place, key):
        why = f"{words} is no outcome {_under(place)}; {row.words or _listed(opens)}"
    waits = _waits(row, row.closing, rules)
    return Ruling(key, False, why, row.closing, row.rule, unverified=waits)


def _barred(biting: list[OutcomeRule], key: str, rules: Rules | None) -> Ruling:
    """Refuse an outcome that bars close: a certain one before one that waits for a sign-off.

    Where something can be recorded against each of them, the refusal asks for all of it; one that
    nothing can be recorded against, and that is as certain as any, is named alone.
    """
    sure = [row for row in biting if not _waits(row, row.provision, rules)]
    counted = sure or biting
    lasting = [row for row in counted if not _mendable(row)]
    row, said = (lasting or counted)[0], lasting[:1] or biting
    needs: tuple[str, ...] = ()
    why = f"{outcome_words(key)} is not open: {'; and '.join(one.words for one in said)}"
    if all(_mendable(one) for one in biting):
        needs = tuple(fact for fact in GIVEN if any(fact in one.unless for one in biting))
        why += f"; where that is so, record {' and '.join(GIVEN[fact] for fact in needs)}"
    return Ruling(key, False, why, row.provision, row.rule, needs, unverified=not sure)


def _mendable(row: OutcomeRule) -> bool:
    """Say whether something can be recorded that keeps a bar from biting."""
    return not GIVEN.keys().isdisjoint(row.unless)


def _waits(row: OutcomeRule, where: Provision, rules: Rules | None) -> bool:
    """Say whether a rule rests on a provision that nobody has seen, nor signed off."""
    if where.confidence != UNVERIFIED:
        return False
    from hearings.regimes.listing import digests, is_signed

    return rules is None or is_signed(row.rule, digests().get(row.rule, ""), rules) is None


@cache
def _where(place: Place) -> str:
    """Say at which forum, on which finding, of whom and under which Regulations."""
    if place.regime == ARCHIVE:
        return "in an archive"
    forum = f"a misconduct {place.forum}"
    if place.forum == "accelerated":
        forum = "an accelerated misconduct hearing"
        if place.regime in {"2008", "2012"}:
            forum = "a special case hearing"
    found = f"for {FINDINGS[place.finding]}"
    if place.finding == NOT_PROVEN:
        found = "where nothing is proven"
    return f"{found} at {forum} {_under(place)}"


@cache
def _under(place: Place) -> str:
    from hearings.regimes import regimes

    whom = "" if place.person in _PLAIN else f"for a {person_types()[place.person]} "
    return f"{whom}under the {regimes()[place.regime].title}"


def _listed(opens: tuple[OutcomeRule, ...]) -> str:
    """Say what is open instead."""
    words = [outcome_words(key) for key in outcomes() if any(row.names(key) for row in opens)]
    return f"there may be: {'; '.join(words)}"
