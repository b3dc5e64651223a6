"""Count reassessment pairs and give their rates.

A rate is changed ÷ decided of pooled counts; rates are never averaged, and no rate is given where
nothing was decided.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from math import sqrt
from operator import add, attrgetter, sub

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

PLACES = frozenset({"unit", "assessor_unit"})
"""The fields that say where somebody serves."""

STANDINGS = frozenset({"assessor_rank", "tier"})
"""The fields that say what an assessor is; one rank of one unit may be one person."""

ASSESSORS = STANDINGS | {"assessor_unit"}
"""The fields that say something of an assessor and name nobody."""

SEVERAL = 3
"""The fewest different assessors of whom a row by such a field is not a figure about a person: of
two, either takes their own from it and has the other's."""


STATES = ("decided", "undecided", "no_local_view", "late_local_view", "decided_elsewhere",
          "scope_changed", "withdrawn", "kept_locally")  # fmt: skip
"""Where a subject can stand, in the base or beside it; every subject stands in exactly one."""


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
    """Of the changed with a reason, those for one that is called avoidable."""
    no_reason: int = 0
    """Of the changed, those without a recorded reason: whether it was avoidable is not known."""
    resubmitted: int = 0
    """Subjects whose form came again after it was first passed."""
    cases: int = 0
    """Cases that the subjects belong to, each once."""
    changed_squared: int = 0
    """The sum over cases of the square of the changed; `spread_of` rests on this and the next."""
    changed_decided: int = 0
    """The sum over cases of changed times decided."""
    lowered_squared: int = 0
    """The same of the lowered."""
    lowered_decided: int = 0
    """The same of the lowered."""
    raised_squared: int = 0
    """The same of the raised."""
    raised_decided: int = 0
    """The same of the raised."""
    decided_squared: int = 0
    """The sum over cases of the square of the decided."""

    def __add__(self, other: Counts) -> Counts:
        """Pool two counts."""
        return Counts(*map(add, self.values(), other.values()))

    def __sub__(self, other: Counts) -> Counts:
        """Take one count from another; the parts may be negative, as a change is."""
        return Counts(*map(sub, self.values(), other.values()))

    def values(self) -> tuple[int, ...]:
        """Give the numbers in the order of `NAMES`."""
        found: tuple[int, ...] = _VALUES(self)
        return found

    @property
    def subjects(self) -> int:
        """Count all subjects: the base and every column beside it."""
        return sum(getattr(self, name) for name in STATES)

    @property
    def rate(self) -> float | None:
        """Give changed ÷ decided; None where nothing was decided."""
        return self.changed / self.decided if self.decided else None

    @property
    def reasoned(self) -> int:
        """Count the changed of which a reason is recorded: the base of the avoidable."""
        return self.changed - self.no_reason

    @property
    def spread(self) -> float:
        """Give the factor by which the interval of the rate is widened for officers of one case."""
        return self.spread_of("changed")

    def spread_of(self, part: str) -> float:
        """Give the factor by which the interval of a share of the decided is widened.

        As `widening` has it; 1 where the sums over cases are not kept. Officers of one case may be
        lowered together and raised one by one, so each share has its own.

        Args:
            part: Which share: one of `WIDENED`.
        """
        if not 0 < self.decided <= self.decided_squared:
            return 1.0
        rate = getattr(self, part) / self.decided
        between = (
            getattr(self, f"{part}_squared")
            - 2 * rate * getattr(self, f"{part}_decided")
            + rate * rate * self.decided_squared
        )
        alone = self.decided * rate * (1 - rate)
        return widening(between, alone, self.decided, self.decided_squared)

    @property
    def unfinished(self) -> bool:
        """Say whether too much still waits for a decision to compare this with other periods."""
        due = self.decided + self.undecided
        return due > 0 and self.decided < FINISHED * due


def widening(between: float, alone: float, base: int, squares: int) -> float:
    """Give the factor by which an interval is widened for officers who are decided together.

    Its square is Kish's design effect: the variance of a ratio over cases ÷ that of as many
    independent officers, times k/(k - 1), where k = base² ÷ squares, the number of equal cases that
    would have these squares. It is never less than 1, nor more than squares ÷ base, which it would
    be if the officers of each case were decided as one. Where it cannot be estimated, of a single
    case or of a share of none or all, they are taken to be.

    Args:
        between: The sum over cases of the square of what each has beyond the share.
        alone: What that would be of as many independent officers.
        base: The officers, one at least.
        squares: The sum over cases of the square of their officers.

    Source:
        L. Kish, Survey Sampling (1965), 5.4 and 8.2.
    """
    most = squares / base
    rest = 1 - squares / base**2
    if alone <= 0 or rest <= 0:
        return sqrt(max(1.0, most))
    return sqrt(max(1.0, min(most, between / alone / rest)))


NAMES = tuple(field.name for field in fields(Counts))
"""The names of the counts, in order."""

WIDENED = ("changed", "lowered", "raised")
"""The shares of the decided whose interval is widened for officers of one case."""

CLUSTERS = (
    *(f"{part}_{sum_}" for part in WIDENED for sum_ in ("squared", "decided")),
    "decided_squared",
)
"""The sums over cases from which the spread is worked out; no figure prints them."""

SHOWN = tuple(name for name in NAMES if name not in CLUSTERS)
"""The names of the counts that figures print, in order."""

_VALUES = attrgetter(*NAMES)

NOTHING = Counts()


@dataclass(frozen=True, slots=True)
class Measure:
    """Which share of the decided is compared: what was changed, lowered or raised, from where."""

    key: str
    """Changed, lowered or raised."""
    level: str = ""
    """The level of the initial assessment it is within; empty for all three together."""

    def of(self, counts: Counts) -> tuple[int, int]:
        """Give the part and the base in counts that are of this initial level alone."""
        return getattr(counts, self.key), counts.decided

    def spread(self, counts: Counts) -> float:
        """Give the factor by which the interval of that share is widened."""
        return counts.spread_of(self.key)


MEASURES = {
    "changed": Measure("changed"),
    "gross_lowered": Measure("lowered", "gross_misconduct"),
    "misconduct_lowered": Measure("lowered", "misconduct"),
    "misconduct_raised": Measure("raised", "misconduct"),
    "neither_raised": Measure("raised", "neither"),
}
"""The shares that are compared, by the name they are asked for; the first is standardised."""

Tally = Mapping[tuple[str, str], Counts]
"""Counts by field and value; an empty value is a value that is not known."""
