"""Count what proceedings ended in: outcomes with their base, appeals, and the annual summary.

A count is of officers in a case. Nothing here ranks anyone, and no share is averaged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from hearings.conclusions import NOT_PROVEN, QUASHED, SET_ASIDE, STANDS
from hearings.endings import FINDING, OUTCOME, WITHDRAWN, lies
from hearings.outcome_kinds import DISMISSAL, WARNING, effect_of, weight_of

RESULTS = ("running", "confirm", "vary", "quash", "new_panel")
"""How an appeal stands or ended."""

HEARINGS = ("hearing", "accelerated")
"""The forums whose matters came to hearing; what a meeting decided is not among them."""

PERFORMANCE = "performance_procedures"
"""The disposal of a matter that went to performance procedures."""

PERSON = "chair"
"""The field that names a person: its own right, and no count below `NAMED`."""

LEFT_BEFORE = "would_have_been_dismissed"
"""The outcome of one who had left: counted by itself, for nobody was dismissed."""

OVERTURNED = "overturned"
"""What an outcome is that was quashed or set aside, and has none in its place."""

NAMED = 10
"""The fewest outcomes of which anything is given by chair."""


class Ended(NamedTuple):
    """How some officers' proceedings ended, as the store counts them."""

    ended: str
    """Outcome, finding or withdrawn."""
    finding: str
    """What was found; empty where nothing was, or it is not known."""
    outcome: str
    """The outcome; empty where there is none."""
    standing: str
    """Whether it stands, or was quashed or set aside."""
    disposal: str
    """What a matter that was withdrawn ended in."""
    number: int
    """How many officers."""


@dataclass(frozen=True, slots=True)
class Sanctions:
    """What was counted of some officers whose proceedings ended, or came to a finding."""

    subjects: int = 0
    """All of them: the base, and the three counts beside it."""
    cases: int = 0
    """Cases that they belong to, each once."""
    base: int = 0
    """Those with an outcome that stands."""
    outcomes: Mapping[str, int] = field(default_factory=dict)
    """Of the base, how many had each outcome, from the lightest to the heaviest."""
    awaiting: int = 0
    """Beside the base: found, and the outcome still to come."""
    withdrawn: int = 0
    """Beside the base: withdrawn before a finding."""
    overturned: int = 0
    """Beside the base: the outcome was quashed or set aside, and none stands in its place."""
    appeals: Mapping[str, int] = field(default_factory=dict)
    """Appeals brought, by how they stand or ended; one officer may have brought several."""

    @property
    def brought(self) -> int:
        """Count the appeals brought."""
        return sum(self.appeals.values())


def counted(rows: Iterable[Ended], cases: int, appeals: Mapping[str, int]) -> Sanctions:
    """Put together what a store counted.

    Args:
        rows: How proceedings ended, and of how many officers.
        cases: How many cases they belong to.
        appeals: The appeals, by result; empty text for one that runs.
    """
    found = list(rows)
    outcomes = Counter[str]()
    beside = Counter[str]()
    for row in found:
        if row.ended == OUTCOME and row.standing == STANDS:
            outcomes[row.outcome] += row.number
        else:
            beside[OVERTURNED if row.ended == OUTCOME else row.ended] += row.number
    results = Counter({result or RESULTS[0]: number for result, number in appeals.items()})
    return Sanctions(
        subjects=sum(row.number for row in found),
        cases=cases,
        base=outcomes.total(),
        outcomes={key: outcomes[key] for key in sorted(outcomes, key=place)},
        awaiting=beside[FINDING],
        withdrawn=beside[WITHDRAWN],
        overturned=beside[OVERTURNED],
        appeals={result: results[result] for result in RESULTS},
    )


def place(outcome: str) -> tuple[bool, int, str]:
    """Put outcomes from the lightest to the heaviest, and those without a known place last."""
    weight = weight_of(outcome)
    return weight is None, weight or 0, outcome


@dataclass(frozen=True, slots=True)
class Summary:
    """The sanctions of a period, as HMIC asked for them: of whoever came to a hearing."""

    cases: int
    """Cases that came to hearing."""
    subjects: int
    """Officers that came to hearing: heard, and withdrawn before a finding; the base."""
    not_proven: int
    """Heard, and nothing was proven."""
    proven: int
    """Heard, and misconduct or gross misconduct was proven."""
    outcomes: Mapping[str, int]
    """Of those proven, how many had each outcome that stands, the lightest first."""
    awaiting: int
    """Of those proven, those whose outcome is still to come."""
    quashed: int
    """Heard, and the decision was quashed: neither proven nor not proven."""
    set_aside: int
    """Heard, and the decision was set aside, to be heard again: neither as well."""
    performance: int
    """Withdrawn before a finding, and taken to performance procedures."""
    discontinued: int
    """Withdrawn before a finding, and discontinued or still to be disposed of."""
    meetings: int
    """Officers dealt with at misconduct meetings in the period, counted nowhere else here."""
    no_forum: int
    """Officers of the period whose forum is not known, counted nowhere else here."""

    @property
    def heard(self) -> int:
        """Count the officers that were heard to a finding."""
        return self.not_proven + self.proven + self.overturned

    @property
    def overturned(self) -> int:
        """Count the officers whose decision was quashed or set aside, and none stands."""
        return self.quashed + self.set_aside

    @property
    def withdrawn(self) -> int:
        """Count the officers whose proceedings were withdrawn before a finding."""
        return self.performance + self.discontinued

    @property
    def dismissed(self) -> int:
        """Count the officers that were dismissed; not those who had left before they could be."""
        return self._of(DISMISSAL) - self.outcomes.get(LEFT_BEFORE, 0)

    @property
    def warned(self) -> int:
        """Count the officers that were given a warning, or a longer one."""
        return self._of(WARNING)

    @property
    def as_printed(self) -> int:
        """Count what HMIC prints as proven: those withdrawn before a finding are among them."""
        return self.proven + self.withdrawn

    def _of(self, effect: str) -> int:
        return sum(n for key, n in self.outcomes.items() if effect_of(key) == effect)


def summarised(
    rows: Iterable[Ended], *, cases: int, meetings: int = 0, no_forum: int = 0
) -> Summary:
    """Sum a period up.

    Args:
        rows: How proceedings at hearings ended, and of how many officers.
        cases: How many cases came to hearing.
        meetings: How many officers were dealt with at meetings.
        no_forum: How many it is not known of where they were heard.
    """
    parts, outcomes = Counter[str](), Counter[str]()
    for row in rows:
        if row.ended == WITHDRAWN:
            parts["performance" if row.disposal == PERFORMANCE else "discontinued"] += row.number
        elif row.ended == OUTCOME and row.standing != STANDS:
            # What was found of them fell with the outcome.
            parts[QUASHED if row.standing == QUASHED else SET_ASIDE] += row.number
        elif NOT_PROVEN in {row.outcome, row.finding}:
            parts["not_proven"] += row.number
        else:
            parts["proven"] += row.number
            if row.ended == FINDING:
                parts["awaiting"] += row.number
            else:
                outcomes[row.outcome] += row.number
    base = ("not_proven", "proven", "quashed", "set_aside", "performance", "discontinued")
    return Summary(
        cases=cases,
        subjects=sum(parts[name] for name in base),
        outcomes={key: outcomes[key] for key in sorted(outcomes, key=place)},
        awaiting=parts["awaiting"],
        meetings=meetings,
        no_forum=no_forum,
        **{name: parts[name] for name in base},
    )


class Compared(NamedTuple):
    """Where some outcomes lay among their comparators, as the store counts them."""

    recorded: bool
    """Whether a comparison was recorded."""
    on_appeal: bool
    """Whether they were given on appeal, in another's place."""
    comparators: int
    """How many comparators there were."""
    lighter: int
    """How many of them had a lighter outcome."""
    heavier: int
    """How many of them had a heavier one."""
    number: int
    """How many outcomes."""


@dataclass(frozen=True, slots=True)
class Consistency:
    """How many outcomes were compared, and where they lay; none is called inconsistent."""

    outcomes: int = 0
    """Outcomes that stand, as the hearing gave them."""
    on_appeal: int = 0
    """Beside them: outcomes given on appeal, of which no chair's reasons can be quoted."""
    compared: int = 0
    """Of them, those with a comparison recorded."""
    too_few: int = 0
    """Of those compared, those with too few comparators to say."""
    lighter: int = 0
    """Of those compared, those lighter than every comparator."""
    within: int = 0
    """Of those compared, those within the range of their comparators."""
    heavier: int = 0
    """Of those compared, those heavier than every comparator."""

    @property
    def base(self) -> int:
        """Count the outcomes of which it can be said where they lie."""
        return self.lighter + self.within + self.heavier


def consistency(rows: Iterable[Compared]) -> Consistency:
    """Put together where outcomes lay among their comparators."""
    found = Counter[str]()
    for row in rows:
        found["on_appeal" if row.on_appeal else "outcomes"] += row.number
        if row.recorded and not row.on_appeal:
            found["compared"] += row.number
            found[lies(row.comparators, row.lighter, row.heavier)] += row.number
    return Consistency(**found)
