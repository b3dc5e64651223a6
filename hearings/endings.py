"""What an officer's proceedings ended in, as it now stands: one answer for precedents and figures.

Only what was referred to proceedings ends here: a matter that ended before, or goes on, has no
ending. What an archive says it ended in counts as its ending.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hearings.cases import Case, Subject
from hearings.conclusions import STANDS, Appeal, Comparison, Finding, Outcome
from hearings.outcomes import in_force_from
from hearings.precedents.answers import FEWEST
from hearings.realms import governed_by
from hearings.stages import Stage
from hearings.warned import Warned

OUTCOME, FINDING, WITHDRAWN = "outcome", "finding", "withdrawn"
"""How far proceedings came: an outcome; a finding whose outcome is still to come; withdrawn."""

ON_APPEAL = "on_appeal"
"""Who gave an outcome that a tribunal or a court put in another's place: no chair did."""

POSITIONS = ("too_few", "lighter", "within", "heavier")
"""Where an outcome lies among its comparators: lighter than each, within, heavier than each."""


@dataclass(frozen=True, slots=True)
class Ending:
    """What one officer's proceedings ended in."""

    ended: str
    """Outcome, finding or withdrawn."""
    forum: str
    """Meeting, hearing or accelerated; empty where an archive does not say."""
    regime: str
    """The Regulations it was decided under."""
    finding: str
    """What was found; empty where nothing was, or it is not known."""
    outcome: str
    """The outcome, by its key, or as an archive gave it; empty where there is none."""
    standing: str
    """What became of it: stands, or quashed or set aside and none stands; empty without one."""
    overturned: int
    """How many outcomes of this officer were varied, quashed or set aside."""
    disposal: str
    """What a matter withdrawn before a finding ended in; empty while that is open."""
    decided_on: date | None
    """The day of the outcome, the finding or the withdrawal; a substituted outcome dates back."""
    chair: str
    """The chair or person conducting, by number; `ON_APPEAL` where it was given there."""
    standards: tuple[str, ...]
    """The Standards found breached; those alleged, where none was found or that is not known."""
    warning: Warned | None = None
    """The warning it gave, where that stands and has taken effect."""
    comparison: Comparison | None = None
    """Where the outcome that stands lay among its comparators, as recorded."""


def ending(case: Case, subject: Subject) -> Ending | None:
    """Say what an officer's proceedings ended in; None where they have not, or there were none."""
    overturned = sum(one.state != STANDS for one in subject.outcomes)
    made = subject.outcome
    if made is not None:
        return _outcome(subject, made, overturned)
    if subject.finding is not None:
        return _finding(case, subject, subject.finding, overturned)
    if withdrawn(subject):
        return _withdrawn(case, subject, overturned)
    if subject.outcomes:
        return _outcome(subject, subject.outcomes[-1], overturned)
    return None


def proceeds(subject: Subject) -> bool:
    """Say whether a matter was ever referred to proceedings, or came with an outcome."""
    return bool(subject.forum or subject.findings or subject.outcomes)


def withdrawn(subject: Subject) -> bool:
    """Say whether proceedings were withdrawn, and the matter waits for or has had its disposal."""
    last = subject.stages[-2:]
    if not last or subject.stage not in {Stage.WITHDRAWN, Stage.CLOSED}:
        return False
    return last[-1] == Stage.WITHDRAWN or last == (Stage.WITHDRAWN, Stage.CLOSED)


def _outcome(subject: Subject, made: Outcome, overturned: int) -> Ending:
    return Ending(
        ended=OUTCOME,
        forum=made.forum,
        regime=made.regime,
        finding=made.finding,
        outcome=made.key,
        standing=made.state,
        overturned=overturned,
        disposal="",
        decided_on=_first(subject, made).on,
        chair=ON_APPEAL if made.substituted else made.by,
        standards=standards_of(subject),
        warning=in_force_from(made, subject.warned) if made.state == STANDS else None,
        comparison=_comparison(subject, made),
    )


def _comparison(subject: Subject, made: Outcome) -> Comparison | None:
    """Find where an outcome that stands was compared: itself, and no earlier one like it."""
    if made.state != STANDS or made.substituted or not subject.comparisons:
        return None
    last = subject.comparisons[-1]
    earlier = made.on is not None and last.on < made.on
    return None if earlier or last.outcome != made.key else last


def _finding(case: Case, subject: Subject, found: Finding, overturned: int) -> Ending:
    under = governed_by(case.regime, subject.facts.person_type)
    return Ending(FINDING, found.forum, under, found.level, "", "", overturned, "", found.on,
                  found.by, standards_of(subject))  # fmt: skip


def _withdrawn(case: Case, subject: Subject, overturned: int) -> Ending:
    days = [one.on for one in subject.reached if one.key == "proceedings_withdrawn"]
    under = governed_by(case.regime, subject.facts.person_type)
    return Ending(WITHDRAWN, subject.forum, under, "", "", "", overturned, subject.disposal,
                  days[-1] if days else None, "", standards_of(subject))  # fmt: skip


def _first(subject: Subject, made: Outcome) -> Outcome:
    """Go back from an outcome put in another's place to the one the hearing gave."""
    place = next(n for n, one in enumerate(subject.outcomes) if one is made)
    while place and subject.outcomes[place].substituted:
        place -= 1
    return subject.outcomes[place]


@dataclass(frozen=True, slots=True)
class Challenged:
    """The decision that an appeal was against, as it was when the appeal was brought."""

    forum: str = ""
    """Meeting, hearing or accelerated: where the matter was heard."""
    regime: str = ""
    """The Regulations it was given under."""
    finding: str = ""
    """The finding it rested on."""
    decided_on: date | None = None
    """Its day; that of the hearing's outcome where it was put in its place."""
    chair: str = ""
    """Who gave it, by number; `ON_APPEAL` where a tribunal or a court did."""


def challenged(subject: Subject, appeal: Appeal) -> Challenged:
    """Say which decision an appeal was against, whatever has been decided since."""
    if not subject.outcomes:
        return Challenged()
    made = subject.outcomes[appeal.place]
    # A claim about how an appeal ended is against no outcome that stood.
    given_there = made.substituted or not appeal.against
    return Challenged(
        forum=made.forum,
        regime=made.regime,
        finding=made.finding,
        decided_on=_first(subject, made).on,
        chair=ON_APPEAL if given_there else made.by,
    )


def standards_of(subject: Subject) -> tuple[str, ...]:
    """Give the Standards an ending is about: breached ones, or those alleged where none was."""
    found = subject.finding or (subject.findings[-1] if subject.findings else None)
    breached = [] if found is None else [k for k, v in found.breaches.items() if v == "breached"]
    alleged = [one.standard for one in subject.allegations if one.standard]
    return tuple(sorted(set(breached or alleged)))


def lies(n: int, lighter: int, heavier: int) -> str:
    """Say where an outcome lies among its comparators.

    Args:
        n: How many comparators there were.
        lighter: How many of them had a lighter outcome.
        heavier: How many had a heavier one.

    Returns:
        One of `POSITIONS`: lighter where every comparator's was heavier, heavier where every one's
        was lighter, and otherwise within; too_few where there were fewer than `FEWEST`.
    """
    if n < FEWEST:
        return "too_few"
    if heavier == n:
        return "lighter"
    if lighter == n:
        return "heavier"
    return "within"
