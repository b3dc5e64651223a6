"""Whether a finding is open at a forum and an outcome lawful on it, why, and by which rule."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from hearings.conclusions import FINDINGS, NOT_PROVEN
from hearings.errors import BadValue, UsageError
from hearings.outcome_kinds import RANK, effect_of, outcome_words, outcomes
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
    lowest_rank: bool = False
    """Whether the officer holds the lowest rank, below which there is none."""

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
            "lowest_rank": self.lowest_rank,
        }
        return frozenset(name for name, so in found.items() if so)


@dataclass(frozen=True, slots=True)
class Ruling:
    """Whether an outcome, or a finding, is open."""

    outcome: str
    """The outcome's key; of a ruling on a finding, its level."""
    allowed: bool
    """Whether it is open."""
    standing: str
    """Whether it is open, and where, as its name goes on: is open for misconduct at a meeting."""
    because: str
    """Why not, without capital or full stop; empty where it is open, or the rule says no more."""
    provision: Provision
    """Where the rule comes from."""
    rule: str
    """The rule, as a sign-off names it."""
    needs: tuple[str, ...] = ()
    """The fields of the move without which it is not lawful, or cannot be recorded."""
    unverified: bool = False
    """Whether the rule waits for a lawyer's sign-off."""
    known: bool = True
    """Whether such a person is given it under these Regulations at all."""
    instead: str = ""
    """What there may be instead, where the rule says no more."""

    @property
    def named(self) -> str:
        """Name the outcome, or the level, without capital."""
        return FINDINGS.get(self.outcome, outcome_words(self.outcome))

    @property
    def mend(self) -> str:
        """Say what would open it if it were so and recorded; empty where nothing would."""
        if self.allowed:
            return ""
        said = " and ".join(GIVEN[fact] for fact in self.needs if fact in GIVEN)
        return f"; where that is so, record {said}" if said else ""

    @property
    def why(self) -> str:
        """Say it in one sentence without full stop or provision."""
        because = self.because or self.instead
        said = f"{self.named} {self.standing} {because}".rstrip() + self.mend
        return said[:1].upper() + said[1:]


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
        return _closed(known, facts, key, rules)
    if biting := _biting(known, facts, key):
        return _barred(biting, key, rules)
    row = min(holding, key=lambda row: _waits(row, row.provision, rules))
    waits = _waits(row, row.provision, rules)
    standing = f"is open {_where(place)}"
    with_it = _with_it(key) if facts.regime != ARCHIVE else ()
    return Ruling(key, True, standing, "", row.provision, row.rule, with_it, unverified=waits)


def _biting(known: Book, facts: Facts, key: str) -> list[OutcomeRule]:
    """Give the bars that close an outcome."""
    true = facts.true
    return [row for row in known.at(facts.place, "bar") if row.names(key) and row.bites(true)]


def _with_it(key: str) -> tuple[str, ...]:
    """Name what is recorded with an outcome and without which it says nothing."""
    return ("new_rank",) if effect_of(key) == RANK else ()


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
        return Ruling(level, True, "can be found there", "", _RECORDS, f"{regime}/finding")
    row = min(biting, key=lambda row: _waits(row, row.provision, rules))
    waits = _waits(row, row.provision, rules)
    return Ruling(
        level, False, "cannot be found:", row.words, row.provision, row.rule, unverified=waits
    )


def _closed(known: Book, facts: Facts, key: str, rules: Rules | None) -> Ruling:
    """Refuse an outcome that no rule opens: the first that holds there says why."""
    place = facts.place
    row, ever = known.at(place, "open")[0], known.ever(place, key)
    standing = f"is not open {_where(place)};" if ever else f"is no outcome {_under(place)};"
    waits = _waits(row, row.closing, rules)
    return Ruling(
        outcome=key,
        allowed=False,
        standing=standing,
        because=row.words,
        provision=row.closing,
        rule=row.rule,
        unverified=waits,
        known=ever,
        instead="" if row.words else _instead(known, facts),
    )


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
    because = "; and ".join(one.words for one in said)
    if all(_mendable(one) for one in biting):
        facts = tuple(fact for fact in GIVEN if any(fact in one.unless for one in biting))
        needs = (*facts, *_with_it(key))
    return Ruling(
        key, False, "is not open:", because, row.provision, row.rule, needs, unverified=not sure
    )


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


def _instead(known: Book, facts: Facts) -> str:
    """Say what is open instead, as things stand."""
    opens = known.at(facts.place, "open")
    words = [
        outcome_words(key)
        for key in outcomes()
        if any(row.names(key) for row in opens) and not _biting(known, facts, key)
    ]
    return f"there may be: {'; '.join(words)}" if words else "as things stand, nothing is"
