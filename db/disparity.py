"""Count how groups of officers fare at each step of a matter.

A count is of officers in a case; of being concerned at all, of people. Covert matters are left out,
as of every figure. Archives are counted as in the reassessment figures (`db.archives`); what an
archive does not keep, such as suspensions, is not asked of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from db import archives, disparity_counts, persons
from db.agreement import agreement
from db.engine import Connection
from db.figures import BASES, Breakdown
from db.releases import Release, release
from db.session import Session
from hearings.access import may_see_figures
from hearings.disclosure import Table, counted
from hearings.disparity.comparing import Disparity, compared
from hearings.disparity.groups import (
    FIVE,
    GROUPINGS,
    check_field,
    in_order,
    own_words,
    reference_of,
    within,
)
from hearings.disparity.measures import ALL, DAYS, PEOPLE, SHARE, Measure, measures_named
from hearings.disparity.times import Times, timed
from hearings.errors import UsageError
from hearings.rates import MEASURES, NOTHING, Counts
from hearings.samples import Agreements
from hearings.workforce import Period, period_for

ACTION = "figures.disparity"
"""What the trail calls it."""

HAPPENED, NOT_HAPPENED = "happened", "did_not"
"""The columns of the table that leaves."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which figures are asked for."""

    by: str
    """What groups are made by."""
    measure: str = ALL
    """At which step, or at every one."""
    reference: str = ""
    """The group to compare with; empty for the usual one."""
    groups: str = FIVE
    """The five groups of self-defined ethnicity, or every value as it is kept."""
    where: Mapping[str, str] = field(default_factory=dict)
    """Only officers with these values; an empty value is one that is not known."""
    start: date | None = None
    """The first day of the period."""
    end: date | None = None
    """The last day of the period, included."""
    basis: str = "received"
    """Which date puts an officer in the period: received, assessed or decided."""
    archive: str = ""
    """The archive, alone; empty for the force's own, or for all where there is nothing else."""

    @property
    def counted(self) -> Mapping[str, object]:
        """Give what decides who is counted where, as JSON can hold it."""
        return {
            "by": self.by,
            "measure": self.measure,
            "groups": self.groups,
            "where": dict(self.where),
            "from": None if self.start is None else self.start.isoformat(),
            "to": None if self.end is None else self.end.isoformat(),
            "date": self.basis,
            "archive": self.archive,
        }

    @property
    def narrowed(self) -> Breakdown:
        """Give the question of all that it is narrowed to."""
        return Breakdown((), self.where, self.start, self.end, self.basis, archive=self.archive)

    @property
    def told(self) -> str:
        """Give what the trail keeps of it."""
        return json.dumps({**self.counted, "reference": self.reference}, sort_keys=True)


@dataclass(frozen=True, slots=True)
class Step:
    """What was counted at one step."""

    measure: Measure
    """The step."""
    strata: tuple[str, ...]
    """What the ratios are standardised for."""
    found: Disparity
    """The groups, compared; none where it is about lengths of time."""
    total: Counts
    """All groups together, those not known among them."""
    times: tuple[Times, ...] = ()
    """How long it took, group by group."""
    all_times: Times | None = None
    """How long it took in all."""
    workforce: str = ""
    """The day of the workforce that people are counted against; empty where there is none."""
    period: Period | None = None
    """The days that it is of, where people are counted against the workforce."""
    unsaid: tuple[str, ...] = ()
    """What it is narrowed by and the workforce does not say, so that there is no base."""
    agreement: Agreements | None = None
    """How often a blind second reading gave the level that stood, by kind, of those in the base;
    None where the step is none of DPS's changes."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was asked for, and what was counted."""

    asked: Asked
    """What was asked for."""
    reference: str
    """The group that the others are compared with; empty where nobody is known."""
    steps: tuple[Step, ...]
    """One for each step, in the order of a matter."""
    notes: tuple[str, ...] = ()
    """Which archives are counted, in their own words, and which are not unless named."""
    own_words: tuple[str, ...] = ()
    """The groups that stand as they were recorded, for no code set holds them."""


@dataclass(frozen=True, slots=True)
class Released:
    """One step as staff or the public may have it: its numbers, and what follows from those."""

    asked: Asked
    """What was asked for."""
    measure: Measure
    """The step."""
    release: Release
    """The table that left."""
    found: Disparity
    """The groups of which both numbers were published, compared by those numbers alone."""


def disparity(session: Session, asked: Asked) -> Report:
    """Count how groups fare, compare them, and write down who asked.

    Args:
        session: Who asks, of which database.
        asked: Which figures.

    Raises:
        UsageError: A field, a step, an archive or the reference is not known.
        Refused: The account has no right to figures.
    """
    found = measures_named(asked.measure)
    check(asked)
    with session.refusing(ACTION):
        may_see_figures(session.actor)
    with session.reading(ACTION, asked.told) as connection:
        notes = archives.notes(connection, asked.archive)
        persons.of_several(connection, asked.narrowed, ())
        bases = disparity_counts.subjects(connection, asked)
        reference = reference_of(asked.by, bases, asked.reference)
        steps = tuple(
            _step(connection, asked, measure, reference, session.today) for measure in found
        )
    return Report(asked, reference, steps, notes, own_words(asked.by, bases))


def disparity_for(session: Session, asked: Asked, audience: str) -> Released:
    """Release one step to staff or the public: who it happened to and who not, by group.

    Rates and ratios are worked out from the published numbers, and nothing is standardised: the
    strata would be a table of their own.

    Args:
        session: Who makes it, from which database.
        asked: Which figures; one step, and a share.
        audience: Whom it is for.

    Raises:
        UsageError: As `disparity`, or several steps are asked for, or one that is no share.
        Refused: The account has no right to it, or the table cannot be made fit.
    """
    found = measures_named(asked.measure)
    check(asked)
    if len(found) > 1 or found[0].kind != SHARE:
        raise UsageError(
            "Staff and the public are given one step at a time, and a share: --measure"
            " misconduct_lowered and the like."
        )
    measure, named = found[0], ""

    def build(connection: Connection) -> Table:
        nonlocal named
        archives.notes(connection, asked.archive)
        whom = disparity_counts.members(connection, asked, measure)
        bases: dict[str, int] = {}
        for (group, _happened), numbers in whom.items():
            bases[group] = bases.get(group, 0) + len(numbers)
        named = reference_of(asked.by, bases, asked.reference)
        return _table(asked.by, whom, named)

    left = release(session, audience, "disparity", asked.counted, build)
    counts = _published(left)
    reference = named if named in counts else ""
    return Released(asked, measure, left, compared(asked.by, (), counts, reference))


def _published(left: Release) -> dict[str, Counts]:
    """Give the groups of which both numbers left; rows counted together are no group."""
    return {
        row: Counts(decided=base, changed=part)
        for row in left.rows
        if not (row and row == left.together)
        and (part := left.published[row, HAPPENED]) is not None
        and (base := left.published[row, None]) is not None
    }


def _table(by: str, whom: Mapping[tuple[str, bool], tuple[int, ...]], reference: str) -> Table:
    members = {
        (group, HAPPENED if happened else NOT_HAPPENED): numbers
        for (group, happened), numbers in whom.items()
    }
    rows = in_order(by, {group for group, _happened in whom})
    columns = HAPPENED, NOT_HAPPENED
    return Table(tuple(rows), columns, counted(members), members=members, reference=reference)


def check(asked: Asked) -> None:
    """Refuse what cannot be asked of any database.

    Raises:
        UsageError: A field or a date is not known, or the period ends before it begins.
    """
    check_field(asked.by)
    if asked.groups not in GROUPINGS:
        raise UsageError(f"The groups are {' or '.join(GROUPINGS)}.")
    for name in asked.where:
        if name not in disparity_counts.NARROWED:
            known = ", ".join(disparity_counts.NARROWED)
            raise UsageError(f"Disparity cannot be narrowed by {name!r}; by {known}.")
    if asked.basis not in BASES:
        raise UsageError(f"The date cannot be {asked.basis!r}; it is one of {', '.join(BASES)}.")
    if asked.start and asked.end and asked.end < asked.start:
        raise UsageError("The period ends before it begins.")


def _step(
    connection: Connection, asked: Asked, measure: Measure, reference: str, today: date
) -> Step:
    strata = tuple(name for name in measure.strata if name not in within(asked.by))
    if measure.kind == DAYS:
        lengths = disparity_counts.lengths(connection, asked, measure, today)
        rows, total = timed(asked.by, {name: [*each.values()] for name, each in lengths.items()})
        return Step(measure, (), Disparity(reference, ()), NOTHING, rows, total)
    if measure.kind == PEOPLE:
        return _people(connection, asked, measure, reference, today)
    cells = disparity_counts.cells(connection, asked, measure, strata)
    counts = disparity_counts.counts(connection, asked, measure)
    total_counts = disparity_counts.counts(connection, asked, measure, total=True).get("", NOTHING)
    found = compared(asked.by, cells, counts, reference)
    return Step(measure, strata, found, total_counts, agreement=_agreed(connection, asked, measure))


def _people(
    connection: Connection, asked: Asked, measure: Measure, reference: str, today: date
) -> Step:
    """Count people against the workforce, of a year where no day is given."""
    period = period_for(asked.start, asked.end, today)
    asked = within_days(asked, period)
    strata = tuple(name for name in measure.strata if name not in within(asked.by))
    cells, day = disparity_counts.people(connection, asked, strata, period.last)
    counts: dict[str, Counts] = {}
    for cell in cells:
        own = Counts(decided=cell.whole, changed=cell.part)
        counts[cell.group] = counts.get(cell.group, NOTHING) + own
    return Step(
        measure,
        strata,
        compared(asked.by, cells, counts, reference),
        sum(counts.values(), NOTHING),
        workforce=day,
        period=period,
        unsaid=disparity_counts.unsaid(asked),
    )


def within_days(asked: Asked, period: Period) -> Asked:
    """Ask the same of the days that people are counted in.

    Args:
        asked: Which figures.
        period: The days.
    """
    return replace(asked, start=period.first, end=period.last)


def _agreed(connection: Connection, asked: Asked, measure: Measure) -> Agreements | None:
    """Count the blind readings of those whom a step is asked of; of an archive there are none."""
    if measure.key not in MEASURES:
        return None
    level = MEASURES[measure.key].level
    if asked.archive or (level and asked.where.get("local_level", level) != level):
        return Agreements()
    where = {**asked.where, "local_level": level} if level else asked.where
    return agreement(
        connection, Breakdown(where=where, start=asked.start, end=asked.end, basis=asked.basis)
    )
