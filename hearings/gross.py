"""What became of what was called gross misconduct, by the unit and by DPS.

Every count has a base of its own, which is named; what an archive does not record is in none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from hearings.conclusions import FINDINGS
from hearings.conclusions import STANDS as STILL
from hearings.endings import FINDING, OUTCOME, WITHDRAWN
from hearings.outcome_kinds import weight_of
from hearings.proportions import NONE, Proportion, proportion

UNIT, DPS = "unit", "dps"
"""Who called it gross misconduct: the unit in its initial assessment, or DPS in its decision."""

ANSWERS = ("gross_misconduct", "misconduct", "none")
"""What the authority can have answered to whether there is a case."""

FORUMS = ("hearing", "accelerated", "meeting")
"""Where it can have been referred to."""

STANDS = ("outcome", "overturned", "found", "withdrawn", "disposed", "closed", "running")
"""How a matter can stand; each stands in exactly one."""


@dataclass(frozen=True, slots=True)
class Matter:
    """One officer's matter, as far as it is asked about."""

    case: int
    """The case, by a number that two officers of it share."""
    recorded: bool = True
    """Whether its steps are recorded; an archive's are not."""
    closed: bool = False
    """Whether it is closed."""
    investigated: bool = False
    """Whether an investigator was appointed."""
    answer: str = ""
    """The gravest answer to whether there is a case; empty where that was not decided."""
    referred: str = ""
    """Where it was referred to; empty where it was not."""
    disposed: str = ""
    """How it was closed without an outcome of proceedings; empty where it was not."""
    ended: str = ""
    """How far proceedings came, as `hearings.endings` has it; empty where they have no ending."""
    finding: str = ""
    """What was found."""
    outcome: str = ""
    """The outcome given."""
    standing: str = ""
    """Whether that stands."""

    @property
    def stands(self) -> str:
        """Say how it stands, one of `STANDS`."""
        if self.ended == OUTCOME and self.standing == STILL:
            return "outcome"
        if self.disposed:
            return "disposed"
        if self.ended == OUTCOME:
            return "overturned"
        if self.ended == WITHDRAWN:
            return "withdrawn"
        if self.ended == FINDING:
            return "found"
        return "closed" if self.closed else "running"


@dataclass(frozen=True, slots=True)
class Became:
    """What became of the matters that were called gross misconduct by one of the two."""

    subjects: int = 0
    """Officers called so."""
    cases: int = 0
    """Their cases."""
    recorded: int = 0
    """Of the officers, those whose steps are recorded: the rest came from an archive."""
    running: int = 0
    """Of those recorded, the ones still running: they may yet be investigated or referred."""
    investigated: Proportion = NONE
    """Investigated so far, of those whose steps are recorded."""
    answers: Mapping[str, Proportion] = field(default_factory=dict)
    """Each answer, of those of whom it was decided whether there is a case."""
    referred: Proportion = NONE
    """Referred to proceedings so far, of those whose steps are recorded."""
    forums: Mapping[str, Proportion] = field(default_factory=dict)
    """Each forum, of those referred."""
    findings: Mapping[str, Proportion] = field(default_factory=dict)
    """Each finding, of those with one."""
    outcomes: Mapping[str, Proportion] = field(default_factory=dict)
    """Each outcome, of those with one that stands; the heaviest first."""
    stands: Mapping[str, Proportion] = field(default_factory=dict)
    """How they stand, of all called so."""
    disposals: Mapping[str, Proportion] = field(default_factory=dict)
    """Each disposal, of those closed without an outcome of proceedings."""


def became(matters: Iterable[Matter]) -> Became:
    """Count what became of some matters."""
    rows = list(matters)
    recorded = [one for one in rows if one.recorded]
    answered = [(one.case, one.answer) for one in recorded if one.answer]
    referred = [(one.case, one.referred) for one in recorded if one.referred]
    found = [(one.case, one.finding) for one in rows if one.finding]
    given = [(one.case, one.outcome) for one in rows if one.stands == "outcome"]
    disposed = [(one.case, one.disposed) for one in rows if one.stands == "disposed"]
    return Became(
        subjects=len(rows),
        cases=len({one.case for one in rows}),
        recorded=len(recorded),
        running=sum(one.stands == "running" for one in recorded),
        investigated=proportion((one.case, one.investigated) for one in recorded),
        answers=_each(answered, ANSWERS),
        referred=proportion((one.case, bool(one.referred)) for one in recorded),
        forums=_each(referred, FORUMS),
        findings=_each(found, tuple(reversed(FINDINGS))),
        outcomes=_each(given, _heaviest(given)),
        stands=_each([(one.case, one.stands) for one in rows], STANDS),
        disposals=_each(disposed, _commonest(disposed)),
    )


_Valued = Sequence[tuple[int, str]]


def _each(rows: _Valued, values: Iterable[str]) -> dict[str, Proportion]:
    """Count the share of each value; one that is in no list comes behind, and is not left out."""
    known = list(values)
    known += sorted({value for _case, value in rows} - set(known))
    return {value: proportion((case, one == value) for case, one in rows) for value in known}


def _heaviest(rows: _Valued) -> list[str]:
    return sorted({value for _case, value in rows}, key=lambda key: (-(weight_of(key) or 0), key))


def _commonest(rows: _Valued) -> list[str]:
    found = Counter(value for _case, value in rows)
    return sorted(found, key=lambda value: (-found[value], value))
