"""What a face shows of past matters: how many, how they spread, and the nearest of them.

There is no word here of what an outcome should be, and none may be added.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal, NamedTuple

from hearings.errors import Refused
from hearings.factors import COUNTED, Factors
from hearings.intervals import wilson
from hearings.outcome_kinds import outcome_words, weight_of
from hearings.precedents.features import feature_words
from hearings.precedents.index import Index
from hearings.precedents.rows import Hit
from hearings.precedents.similarity import Weights, weigh, weight_of_feature

FEWEST: Final = 5
"""Of fewer than these no share is given: there is too little to compare."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One feature and what it counts."""

    feature: str
    """Its name, `group=key`."""
    words: str
    """What the screen says."""
    weight: int
    """What it counts; 0 is shown and not counted."""


@dataclass(frozen=True, slots=True)
class Difference(Counted):
    """One feature that only one of two matters has."""

    side: Literal["asked", "precedent"]
    """Which of them has it."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many comparators under one regime ended in one outcome."""

    outcome: str
    """Its key."""
    words: str
    """What the screen says."""
    count: int
    """How many."""
    base: int
    """Of how many: all comparators under that regime."""
    share: float | None
    """Count over base; None where the base is below `FEWEST`."""
    low: float | None
    """The lower bound of its Wilson 95 % interval."""
    high: float | None
    """The upper bound."""
    regime: str
    """The regime."""


@dataclass(frozen=True, slots=True)
class Precedent:
    """One past matter beside the question."""

    ref: str
    """The subject, written `CASE/N`."""
    regime: str
    """The regime its outcome was given under."""
    outcome: str
    """What it ended in, by its key."""
    words: str
    """What it ended in, as a screen says it."""
    on: str
    """The day it was decided, as ISO text; empty where it is not known."""
    similarity: float
    """Shared over either, to four places."""
    shared: int
    """The weight of what both have."""
    either: int
    """The weight of what either has."""
    comparator: bool
    """Whether it is counted in the spread: similar enough."""
    matched: tuple[Counted, ...]
    """What both have."""
    differs: tuple[Difference, ...]
    """What one of them has."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What past matters say of a question."""

    query: tuple[Counted, ...]
    """What was asked."""
    regime: str
    """The regime asked about; empty where none was named."""
    n: int
    """How many comparators there are: similar enough, and of the regime where one was named."""
    too_few: bool
    """Whether they are too few to compare; then no share is given."""
    distribution: tuple[Share, ...]
    """How they spread, the lightest outcome first, by regime where none was named."""
    elsewhere: tuple[Share, ...]
    """How those similar enough spread under every other regime."""
    overturned: int
    """How many matters were left out because their outcome was overturned."""
    precedents: tuple[Precedent, ...]
    """The nearest matters that have anything of what was asked, whatever their regime."""
    nowhere: tuple[Counted, ...]
    """What was asked, counts, and is in no past matter that was looked at."""
    weights: Mapping[str, int]
    """What each kind of feature counted."""
    edition: str
    """The edition of the lists and weights."""
    least: str
    """The similarity from which on a matter is a comparator, as a fraction."""


class Position(NamedTuple):
    """Where an outcome lies among its comparators; those without a known place are in n alone."""

    n: int
    """How many comparators there are."""
    lighter: int
    """How many had a lighter outcome."""
    same: int
    """How many had one of the same weight."""
    heavier: int
    """How many had a heavier one."""


def comparators(
    index: Index,
    query: frozenset[str],
    factors: Factors,
    *,
    regime: str = "",
    most: int = 20,
    overturned: int = 0,
) -> Answer:
    """Find past matters like the one asked about, and say how they ended.

    Args:
        index: The past matters, with what each feature counts; the matter asked about is not among
            them.
        query: The features asked about.
        factors: The lists, for the words and for how similar a comparator has to be.
        regime: The regime asked about; empty for every regime, each with its own base.
        most: How many precedents to show at most.
        overturned: How many matters the index leaves out because their outcome was overturned.

    Raises:
        Refused: Nothing that counts was asked.
    """
    if not weigh(query, index.weights):
        raise Refused("Nothing that counts is known of these circumstances, so none are like them.")
    scored = index.ask(query)
    spread = scored.spread(factors.least)
    asked = Counter({end: n for end, n in spread.items() if not regime or end[0] == regime})
    n = asked.total()
    hits = [hit for hit in scored.nearest(most, regime) if hit.shared]
    return Answer(
        query=_counted(query, index.weights, factors),
        regime=regime,
        n=n,
        too_few=n < FEWEST,
        distribution=_shares(asked),
        elsewhere=_shares(spread - asked),
        overturned=overturned,
        precedents=tuple(_precedent(index, query, hit, factors) for hit in hits),
        nowhere=_counted(_nowhere(index, query, hits), index.weights, factors),
        weights={group: index.weights.get(group, 0) for group in COUNTED} | dict(index.weights),
        edition=factors.stamp,
        least=str(factors.least),
    )


def _nowhere(index: Index, query: frozenset[str], hits: Iterable[Hit]) -> frozenset[str]:
    """Give what counts of a question and no row has.

    The rows are read only where the nearest lack something, so that a usual question costs nothing.
    """
    left = frozenset(one for one in query if weight_of_feature(one, index.weights))
    left -= frozenset().union(*(index.features_at(hit.position) for hit in hits))
    return left - index.held(left) if left else left


def _shares(spread: Counter[tuple[str, str]]) -> tuple[Share, ...]:
    bases: Counter[str] = Counter()
    for (regime, _outcome), count in spread.items():
        bases[regime] += count
    order = sorted(spread, key=lambda end: (end[0], _place(end[1]), end[1]))
    return tuple(_share(end, spread[end], bases[end[0]]) for end in order)


def _share(end: tuple[str, str], count: int, base: int) -> Share:
    regime, outcome = end
    words = outcome_words(outcome)
    bounds = None if base < FEWEST else wilson(count, base)
    if bounds is None:
        return Share(outcome, words, count, base, None, None, None, regime)
    return Share(outcome, words, count, base, count / base, *bounds, regime)


def _place(outcome: str) -> tuple[bool, int]:
    """Put outcomes from lightest to heaviest, and those without a known place last."""
    weight = weight_of(outcome)
    return weight is None, weight or 0


def _precedent(index: Index, query: frozenset[str], hit: Hit, factors: Factors) -> Precedent:
    row, has = index.rows[hit.position], index.features_at(hit.position)
    differs = _counted(query ^ has, index.weights, factors)
    return Precedent(
        ref=row.ref,
        regime=row.regime,
        outcome=row.outcome,
        words=outcome_words(row.outcome),
        on=row.on,
        similarity=round(hit.shared / hit.either, 4),
        shared=hit.shared,
        either=hit.either,
        comparator=hit.shared >= factors.least * hit.either,
        matched=_counted(query & has, index.weights, factors),
        differs=tuple(
            Difference(
                one.feature, one.words, one.weight, "asked" if one.feature in query else "precedent"
            )
            for one in differs
        ),
    )


def _counted(features: Iterable[str], weights: Weights, factors: Factors) -> tuple[Counted, ...]:
    """Give features with what they count, the heaviest first, of equals in alphabetical order."""
    found = [
        Counted(one, feature_words(one, factors), weight_of_feature(one, weights))
        for one in features
    ]
    return tuple(sorted(found, key=lambda one: (-one.weight, one.feature)))


def position(outcome: str, distribution: Iterable[Share]) -> Position:
    """Say where an outcome lies among comparators: how many were lighter, the same, heavier.

    Args:
        outcome: Its key.
        distribution: The comparators; an outcome that has no place among the others is counted in
            `n`, and as the same where it is this very one.
    """
    n = lighter = same = heavier = 0
    place = weight_of(outcome)
    for share in distribution:
        n += share.count
        theirs = weight_of(share.outcome)
        if share.outcome == outcome:
            same += share.count
        elif place is not None and theirs is not None:
            lighter += share.count if theirs < place else 0
            same += share.count if theirs == place else 0
            heavier += share.count if theirs > place else 0
    return Position(n, lighter, same, heavier)


def as_json(answer: Answer) -> dict[str, Any]:
    """Write an answer as JSON values, by the contract `hearings.precedents/1`."""
    return asdict(answer)
