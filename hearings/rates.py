"""Count reassessment pairs and give their rates with honest intervals.

A rate is changed ÷ decided of pooled counts; rates are never averaged, and no rate is given where
nothing was decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from math import sqrt

from hearings.cases import Case, Subject
from hearings.people import rank_band, service_band
from hearings.rules import Rules
from hearings.severity import Direction, Kind, PairState

Z95 = 1.959963984540054
"""The standard normal deviate of a two-sided 95 % interval."""

FINISHED = 0.95
"""A period less decided than this is marked unfinished."""

COLUMNS = ("unit", "rank", "rank_band", "person_type", "assessor", "assessor_rank",
           "assessor_unit", "tier", "decider", "reason", "track", "source", "ethnicity", "sex",
           "service_band", "local_level", "month")  # fmt: skip
"""The fields of which a subject has one value."""

OVERLAPPING = ("standard", "category")
"""The fields of which a subject may have several values: rows by them overlap."""

PERIODS = ("year", "quarter", "month")
"""The fields that say when."""

FIELDS = (*COLUMNS, *OVERLAPPING, "year", "quarter")
"""Every field that figures can be broken down by."""

PERSONS = frozenset({"assessor", "decider"})
"""The fields that name a person: their own right, never a rate, withheld below `NAMED`."""

NAMED = 10
"""The fewest decided pairs for which a figure by person is given."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted: subjects in the base and beside it; whole numbers, never negative."""

    decided: int = 0
    """Subjects with an initial assessment and a decision on the same allegations: the base."""
    changed: int = 0
    """Of them, those whose level DPS changed."""
    raised: int = 0
    """Of them, raised."""
    lowered: int = 0
    """Of them, lowered."""
    undecided: int = 0
    """Subjects that wait for DPS's decision."""
    no_local_view: int = 0
    """Subjects without an initial assessment."""
    late_local_view: int = 0
    """Subjects whose initial assessment is later than the decision."""
    decided_elsewhere: int = 0
    """Subjects decided by the IOPC or by a complaint's investigator."""
    scope_changed: int = 0
    """Subjects whose allegations changed between the two."""
    withdrawn: int = 0
    """Subjects withdrawn, or found duplicates, before a decision."""
    kept_locally: int = 0
    """Subjects the unit kept without passing them on."""
    avoidable: int = 0
    """Of the changed, those for a reason called avoidable."""
    resubmitted: int = 0
    """Subjects whose form came again after it was first passed."""
    cases: int = 0
    """Cases that the subjects belong to, each once."""

    def __add__(self, other: Counts) -> Counts:
        """Pool two counts."""
        return Counts(*(a + b for a, b in zip(self.values(), other.values(), strict=True)))

    def __sub__(self, other: Counts) -> Counts:
        """Take one count from another; the parts may be negative, as a change is."""
        return Counts(*(a - b for a, b in zip(self.values(), other.values(), strict=True)))

    def values(self) -> tuple[int, ...]:
        """Give the numbers in the order of `NAMES`."""
        return tuple(getattr(self, name) for name in NAMES)

    @property
    def subjects(self) -> int:
        """Count all subjects: the base and every column beside it."""
        return sum(getattr(self, state.value) for state in PairState)

    @property
    def rate(self) -> float | None:
        """Give changed ÷ decided; None where nothing was decided."""
        return self.changed / self.decided if self.decided else None

    @property
    def unfinished(self) -> bool:
        """Say whether too much still waits for a decision to compare this with other periods."""
        due = self.decided + self.undecided
        return due > 0 and self.decided < FINISHED * due


NAMES = tuple(field.name for field in fields(Counts))
"""The names of the counts, in order."""

NOTHING = Counts()

Tally = Mapping[tuple[str, str], Counts]
"""Counts by field and value; an empty value is a value that is not known."""


def wilson(part: int, whole: int, z: float = Z95) -> tuple[float, float] | None:
    """Give the Wilson score interval of a share.

    Args:
        part: How many of the whole, from 0 to `whole`.
        whole: The base.
        z: The normal deviate of the confidence wanted.

    Returns:
        The lower and the upper bound, or None where the base is empty.
    """
    if whole == 0:
        return None
    share, spread = part / whole, z * z / whole
    middle = share + spread / 2
    reach = z * sqrt((share * (1 - share) + spread / 4) / whole)
    low = 0.0 if part == 0 else (middle - reach) / (1 + spread)
    high = 1.0 if part == whole else (middle + reach) / (1 + spread)
    return low, high


def count(subject: Subject, rules: Rules) -> Counts:
    """Count one subject; `cases` is left to whoever knows the whole case.

    Args:
        subject: The subject.
        rules: The force's reasons, which say what is avoidable.
    """
    pair = subject.pair
    reason = "" if pair.decision is None else pair.decision.reason
    tally = {pair.state.value: 1, "resubmitted": int(subject.resubmitted)}
    if pair.changed and pair.direction is not None:
        tally |= {"changed": 1, pair.direction.value: 1}
        tally["avoidable"] = int(rules.avoidable(reason))
    return Counts(**tally)


def keys(case: Case, subject: Subject) -> dict[str, str]:
    """Give the value of every single-valued field for a subject; empty where it is not known."""
    pair, facts = subject.pair, subject.facts
    initial, decision = pair.initial, pair.decision
    maker = None if initial is None else initial.maker
    ethnicity = (
        f"{facts.ethnicity_set}:{facts.ethnicity}" if facts.ethnicity_set else facts.ethnicity
    )
    return {
        "unit": facts.unit,
        "rank": facts.rank,
        "rank_band": rank_band(facts.rank),
        "person_type": facts.person_type,
        "assessor": "" if maker is None else maker.number,
        "assessor_rank": "" if maker is None else maker.rank,
        "assessor_unit": "" if maker is None else maker.unit,
        "tier": _tier(subject),
        "decider": "" if decision is None else decision.maker.number,
        "reason": decision.reason if decision is not None and pair.changed else "",
        "track": case.track,
        "source": case.source,
        "ethnicity": ethnicity if facts.ethnicity else "",
        "sex": facts.sex,
        "service_band": service_band(facts.service),
        "local_level": "" if initial is None else initial.level.value,
        "month": "" if case.attention_date is None else case.attention_date.isoformat()[:7],
    }


def _tier(subject: Subject) -> str:
    initial = subject.pair.initial
    if initial is None or subject.imported:
        return ""
    return "superintending" if initial.kind is Kind.FORMAL else "inspecting"


def overlapping(subject: Subject) -> dict[str, frozenset[str]]:
    """Give the values of the fields of which a subject may have several."""
    return {
        "standard": frozenset(a.standard for a in subject.allegations),
        "category": frozenset(a.category for a in subject.allegations),
    }


def counted(case: Case) -> bool:
    """Say whether a case enters the figures: a covert matter does when it becomes overt."""
    return case.sensitivity != "covert"


def tally(case: Case, subjects: Iterable[Subject], rules: Rules) -> dict[tuple[str, str], Counts]:
    """Count one case by each single field, and in all under the empty field.

    A case stands once under each value that any of its subjects has, so that the difference of
    two tallies of a case is what a write does to the kept counts.
    """
    found: dict[tuple[str, str], Counts] = {}
    if not counted(case):
        return found
    for subject in subjects:
        one = count(subject, rules)
        places = [("", ""), *keys(case, subject).items()]
        places += [(field, v) for field, many in overlapping(subject).items() for v in many]
        for place in places:
            found[place] = found.get(place, NOTHING) + one
    once = Counts(cases=1)
    return {place: counts + once for place, counts in found.items()}


def difference(before: Tally, after: Tally) -> dict[tuple[str, str], Counts]:
    """Give what changes from one tally to another, without what stays."""
    places = set(before) | set(after)
    changes = {p: after.get(p, NOTHING) - before.get(p, NOTHING) for p in places}
    return {place: change for place, change in changes.items() if change != NOTHING}


def direction_of(subject: Subject) -> str:
    """Say raised, lowered or same; empty outside the base."""
    direction: Direction | None = subject.pair.direction
    return "" if direction is None else direction.value
