"""Draw a dip sample, and say how often a blind reading gave the level that stands.

A draw is reproducible: it depends on the seed and on what there was to draw from, on nothing else,
and comes out the same on any machine.
"""

from __future__ import annotations

import hashlib
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from hearings.intervals import Bounds, wilson

if TYPE_CHECKING:
    from hearings.cases import Event, Subject
    from hearings.disclosure import Audience

CHANGED, UNCHANGED, KEPT = "changed", "unchanged", "kept_locally"

KINDS = (CHANGED, UNCHANGED, KEPT)
"""What a sample is drawn from: decisions that changed the initial assessment, those that left it,
and matters that the unit kept."""

LARGEST = 500
"""The most that one sample holds: each item is read by a person."""

ONE_IN = 3
"""A sample takes at most one in so many: one that takes all there is says which they are."""

READ_BLIND = frozenset({"read_blind", "answer_reading"})
"""The moves on an item: what was said of a decision by somebody who is then shown it."""

OPENED = "opened it since it was decided"
"""What keeps whoever has opened the case from a blind reading."""

KNOW = {
    "assess": "decided it",
    "assess_formally": "assessed it locally",
    "assess_locally": "assessed it locally",
    "certify_special_conditions": "certified the special conditions",
    "determine": "decided whether there is a case to answer",
    "investigator_assesses": "assessed it as its investigator",
    "keep_locally": "decided that the unit keeps it",
    "read_blind": "read it blind already",
    "refer": "referred it to proceedings",
    "revise": "revised the decision on it",
    "second_read": "read the decision on it as second reader",
}
"""What keeps whoever did it from a blind reading: they know the level, or gave it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A matter that a sample may be drawn from."""

    reference: str
    """The subject, written `CASE/N`."""
    kind: str
    """Changed, unchanged or kept locally."""
    unit: str
    """The unit served in; empty where it is not known."""
    ethnicity: str
    """The self-defined group; empty where it is not known."""

    @property
    def stratum(self) -> tuple[str, str]:
        """Give the stratum: unit and ethnicity; not known is a value of each."""
        return self.unit, self.ethnicity


@dataclass(frozen=True, slots=True)
class Reading:
    """One blind reading of a subject, and what came of it."""

    sample: int
    """The sample it was drawn in."""
    reader: str
    """Who read it, by number; the account's name where it has no person."""
    level: str
    """The level the reader gave before seeing any."""
    decision: str
    """The level that stood; empty where none did."""
    on: date
    """The day it was read."""
    reason: str = ""
    """Why that level, where the reader said so."""
    answer: str = ""
    """Concur or reconsider, once the levels had been shown; empty before."""
    answered_because: str = ""
    """Why, where the decision-maker was asked to reconsider."""


@dataclass(frozen=True, slots=True)
class Sampled:
    """What a blind reading has to know that the case as it stands does not say."""

    samples: frozenset[int] = frozenset()
    """The samples in which the subject was drawn."""
    know: Mapping[str, str] = field(default_factory=dict)
    """Who may not read it blind, by number, each with what they did."""


NOT_SAMPLED = Sampled()
"""What is known of a subject that no sample holds."""


def knowing(history: Iterable[Event], subject: int) -> dict[str, str]:
    """Name who has set or seen a subject's level; an entry that was undone counts all the same.

    Args:
        history: The case's events, as they were entered.
        subject: The subject's number.

    Returns:
        What each of them did, by number; the first thing where there are several.
    """
    found: dict[str, str] = {}
    for event in history:
        if event.subject == subject and event.kind in KNOW:
            found.setdefault(event.maker, KNOW[event.kind])
    return found


def shown_from(history: Iterable[Event], subject: int) -> int:
    """Give the id of the entry from which the case shows the level that an item is about.

    Args:
        history: The case's events, as they were entered.
        subject: The subject's number.

    Returns:
        DPS's first decision; the unit's first assessment where it kept the matter; 0 without any.
    """
    first: dict[str, int] = {}
    for event in history:
        if event.subject == subject:
            first.setdefault(event.kind, event.id)
    shown = (first.get(kind) for kind in ("assess", "assess_locally", "assess_formally"))
    return next(filter(None, shown), 0)


def unsigned(event: Event, who: str) -> Event:
    """Leave out of another's blind reading who gave it and its level; what they ask for stays.

    Whoever decided it would know who disagreed, and a second reader what the first one said.

    Args:
        event: An entry of the history.
        who: Who looks, by number; the account's name where it has no person.
    """
    if event.kind not in READ_BLIND or event.maker == who:
        return event
    said = event.payload if event.kind == "answer_reading" else {}
    return replace(event, maker="", maker_name="", maker_rank="", maker_unit="", authority="",
                   keyed_by="", stated=False, payload=said)  # fmt: skip


def own_readings(subjects: Iterable[Subject], who: str) -> tuple[Subject, ...]:
    """Leave out of subjects the blind readings that others gave.

    Args:
        subjects: The subjects of a case.
        who: Who looks, by number; the account's name where it has no person.
    """
    return tuple(
        replace(one, readings=tuple(reading for reading in one.readings if reading.reader == who))
        for one in subjects
    )


def most_from(candidates: int) -> int:
    """Give the most that a sample takes from so many."""
    return min(LARGEST, candidates // ONE_IN)


def lasts_a_month(start: date, end: date) -> bool:
    """Say whether a period is as long as the month of the calendar in which it begins.

    Args:
        start: The first day.
        end: The last day, included.
    """
    return (end - start).days + 1 >= monthrange(start.year, start.month)[1]


def draw(candidates: Iterable[Candidate], seed: str, size: int) -> tuple[Candidate, ...]:
    """Draw a stratified sample.

    A stratum is a unit and an ethnic group, a cell one kind within it. Places are given out one
    at a time: first to the strata that have none, so that each has one while the size allows; then
    to the kind that has fewest; within that to the cell that has fewest. Ties go by the hash of
    the seed and the cell. Within a cell, and in the order they are read, candidates stand by the
    hash of the seed and the reference: a further candidate moves nobody else's place, and the
    order says nothing of kind or stratum.

    Args:
        candidates: What there is to draw from; each reference once.
        seed: The seed, any text.
        size: How many to draw; fewer come where there are fewer.
    """
    cells: dict[tuple[str, ...], list[Candidate]] = defaultdict(list)
    for one in candidates:
        cells[(one.kind, *one.stratum)].append(one)
    for members in cells.values():
        members.sort(key=lambda one: _hash(seed, one.reference))
    taken = _allocated({cell: len(members) for cell, members in cells.items()}, seed, size)
    drawn = [one for cell, members in cells.items() for one in members[: taken[cell]]]
    return tuple(sorted(drawn, key=lambda one: _hash(seed, one.reference)))


def _allocated(
    sizes: Mapping[tuple[str, ...], int], seed: str, size: int
) -> dict[tuple[str, ...], int]:
    """Say how many of each cell are drawn."""
    taken = dict.fromkeys(sizes, 0)
    kinds: dict[str, int] = defaultdict(int)
    covered: set[tuple[str, ...]] = set()
    ties = {cell: _hash(seed, "\n".join(cell)) for cell in sizes}
    for _place in range(min(size, sum(sizes.values()))):
        left = (cell for cell in sizes if taken[cell] < sizes[cell])
        cell = min(left, key=lambda c: (c[1:] in covered, kinds[c[0]], taken[c], ties[c]))
        taken[cell] += 1
        kinds[cell[0]] += 1
        covered.add(cell[1:])
    return taken


def _hash(seed: str, text: str) -> str:
    return hashlib.sha256(f"{seed}\n{text}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many blind readings gave the level that stood; counts readings, not subjects."""

    read: int
    """How many were read."""
    agreed: int
    """How many of those gave the level that stood."""

    @property
    def bounds(self) -> Bounds | None:
        """Give the Wilson 95 % interval; None where nothing was read."""
        return wilson(self.agreed, self.read)


class Agreements(dict[str, Agreement]):
    """The agreement by kind, and how many drawn items nobody has read yet.

    What is unread is of all samples and all kinds: narrowed as the agreement is, it would tell a
    reader of which kind an item is that they are about to read.
    """

    def __init__(self, found: Mapping[str, Agreement] | None = None, unread: int = 0) -> None:
        """Take what was counted.

        Args:
            found: By kind; None where nothing was read.
            unread: How many drawn items nobody has read.
        """
        super().__init__(found or {})
        self.unread = unread


def agreement(readings: Sequence[tuple[str, str, str]]) -> dict[str, Agreement]:
    """Count agreement by kind.

    The kinds are never pooled: a sample takes as many of each as it can, so a share over all of
    them would be a share of the sampling.

    Args:
        readings: Of each the kind, the level given blind, and the level that stood.

    Returns:
        One for each kind that was read, in the order of `KINDS`.
    """
    counted: dict[str, list[int]] = {kind: [0, 0] for kind in KINDS}
    for kind, level, stood in readings:
        if stood:
            counted[kind][0] += 1
            counted[kind][1] += level == stood
    return {kind: Agreement(*row) for kind, row in counted.items() if row[0]}


@dataclass(frozen=True, slots=True)
class Told:
    """What staff or the public are told of an agreement."""

    read: int | None
    """How many were read; None where they are too few to say."""
    agreed: int | None
    """How many gave the level that stood; None where those that did, or did not, are too few."""

    @property
    def bounds(self) -> Bounds | None:
        """Give the Wilson 95 % interval of what is told; None where not both are."""
        if self.read is None or self.agreed is None:
            return None
        return wilson(self.agreed, self.read)


def told(ends: Iterable[Agreement], audience: Audience) -> Told:
    """Say what is told of one kind, so that nothing small lies in it or between two of its figures.

    The figure moves on with the end of a quarter only where the readings since it last moved, those
    of them that agreed and those that did not are each none or as many as the threshold; until then
    what was told stands. It follows from the readings alone, so that every day and every reader is
    told the same. Until both parts can be told, how many were read is, by the same rule.

    Args:
        ends: All readings of the kind up to the end of each quarter, the first quarter first.
        audience: Whom it is for.
    """
    read, whole = 0, Agreement(0, 0)
    for now in ends:
        more = now.read - read
        agreed = now.agreed - whole.agreed
        parts = more, agreed, now.read - whole.read - agreed
        if all(not number or abs(number) >= audience.threshold for number in parts):
            read, whole = now.read, now
        elif not whole.read and abs(more) >= audience.threshold:
            read = now.read
    return Told(
        audience.published(read) if read else None,
        audience.published(whole.agreed) if whole.read else None,
    )
