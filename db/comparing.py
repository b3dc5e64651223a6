"""Compare units, ranks and groups with each other, and one period with the next.

A comparison is within the initial level of its measure. What was changed in all is standardised to
the initial level instead: the plain rate of a unit that is sent graver matters says nothing of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from db import ages, archives, persons
from db.ages import dated
from db.agreement import agreement
from db.engine import Connection
from db.figures import (
    Breakdown,
    Figures,
    allowed,
    check,
    counted,
    one_reason,
    period_of,
    subjects_of,
    told,
)
from db.pooling import ByLevel, alone, by_level, pooled_levels, spread_of_all, together, within
from db.session import Session
from db.summary import gone
from hearings.errors import UsageError
from hearings.funnels import Funnel, Unit, funnel
from hearings.rates import (
    COLUMNS,
    MEASURES,
    NOTHING,
    OVERLAPPING,
    PERIODS,
    PERSONS,
    Counts,
    Measure,
)
from hearings.ratios import expected
from hearings.regimes import regimes
from hearings.samples import Agreements
from hearings.trends import Period, Trend, days_of, trend

PLACED = tuple(n for n in COLUMNS if n not in {*PERSONS, *PERIODS, "reason", "local_level"})
"""The fields whose values a funnel places beside each other."""


@dataclass(frozen=True, slots=True)
class FunnelFigure:
    """Units beside each other, each against the limits for a base of its size."""

    asked: Breakdown
    """What was asked for; its one field is what is compared."""
    measure: str
    """Which share, of `MEASURES`."""
    funnel: Funnel
    """The units, in the order of their names, with the limits."""
    counts: Mapping[str, Counts]
    """What was counted of each unit, within the initial level of the measure."""
    unknown: Counts
    """What was counted where the field is not known; it is not placed."""
    total: Counts
    """What was counted in all, the unknown included."""
    known: Counts
    """What was counted where the field is known: the centre is its share."""
    agreement: Agreements
    """How often a blind second reading of the same subjects gave the level that stood, by kind."""
    notes: tuple[str, ...] = ()
    """Which archives are counted, in their own words, and which are not unless named."""


@dataclass(frozen=True, slots=True)
class TrendFigure:
    """One period after another."""

    asked: Breakdown
    """What was asked for."""
    measure: str
    """Which share, of `MEASURES`."""
    by: str
    """Month, quarter or year."""
    trend: Trend
    """The periods in their order, none left out in between."""
    counts: Mapping[str, Counts]
    """What was counted in each period, within the initial level of the measure."""
    unknown: Counts
    """What was counted where the day is not known; it stands in no period."""
    total: Counts
    """What was counted in all, the unknown included."""
    agreement: Agreements
    """How often a blind second reading of the same subjects gave the level that stood, by kind."""
    notes: tuple[str, ...] = ()
    """Which archives are counted, in their own words, and which are not unless named."""


def funnel_of(
    session: Session, asked: Breakdown, measure_name: str = "gross_lowered"
) -> FunnelFigure:
    """Place the values of one field beside each other, and write down who asked.

    Args:
        session: Who asks, of which database.
        asked: Which figures, by exactly one field.
        measure_name: Which share, of `MEASURES`.

    Raises:
        UsageError: The field cannot be placed, or something asked for is not known.
        Refused: The account has no right to figures.
    """
    measure = _measure(asked, measure_name)
    _placed(asked)
    allowed(session, "figures.funnel", asked)
    with session.reading("figures.funnel", told(asked, measure=measure_name)) as connection:
        several = persons.of_several(connection, within(asked, measure), asked.by)
        _levels, counts, points = placed_in(connection, several, measure)
        total = together(connection, several, measure)
        known = total
        if counts.get("", NOTHING).decided:
            known = together(connection, several, measure, asked.by[0])
        agreed = agreement(connection, several)
        notes = archives.notes(connection, asked.archive) + gone(connection, asked.where)
        notes += persons.said_without(several)
        notes += dated(connection, session, *subjects_of(connection, asked), ages.NOTHING)
    return FunnelFigure(
        asked,
        measure_name,
        points,
        {key: found for key, found in counts.items() if key},
        counts.get("", NOTHING),
        total,
        known,
        agreed,
        notes,
    )


def placed_in(
    connection: Connection, asked: Breakdown, measure: Measure
) -> tuple[dict[str, dict[str, Counts]], dict[str, Counts], Funnel]:
    """Place the values of one field beside each other, inside a transaction that is open.

    Args:
        connection: The transaction.
        asked: Which figures, by exactly one field.
        measure: Which share.

    Returns:
        What was counted of each value and initial level, of each value, and the funnel of those
        known.
    """
    name = asked.by[0]
    levels = by_level(connection, asked, name, measure)
    counts = alone(connection, asked, name, measure, levels)
    known = {key: found for key, found in levels.items() if key}
    standard = pooled_levels(known.values(), measure)
    spread = spread_of_all(connection, asked, name, measure, standard)
    units = [
        Unit(
            key,
            *measure.of(counts[key]),
            _expected(found, standard, measure),
            measure.spread(counts[key]),
        )
        for key, found in known.items()
    ]
    return levels, counts, funnel([unit for unit in units if unit.whole], spread)


def trend_of(
    session: Session, asked: Breakdown, measure_name: str = "gross_lowered", by: str = "quarter"
) -> TrendFigure:
    """Put one period after another, and write down who asked.

    Args:
        session: Who asks, of which database.
        asked: Which figures, by no field: the period is the field.
        measure_name: Which share, of `MEASURES`.
        by: Month, quarter or year.

    Raises:
        UsageError: Something asked for is not known.
        Refused: The account has no right to figures.
    """
    measure = _measure(asked, measure_name)
    if by not in PERIODS:
        raise UsageError(f"A trend goes by {', '.join(PERIODS)}, not by {by!r}.")
    if asked.by:
        raise UsageError("A trend has no field to break down by; narrow it with FIELD=VALUE.")
    _no_persons(asked)
    allowed(session, "figures.trend", asked)
    detail = told(asked, measure=measure_name, period=by)
    with session.reading("figures.trend", detail) as connection:
        several = persons.of_several(connection, within(asked, measure), (by,))
        levels = by_level(connection, several, by, measure)
        known = {key: found for key, found in levels.items() if key}
        standard = pooled_levels(known.values(), measure)
        spread = spread_of_all(connection, several, by, measure, standard)
        counts = alone(connection, several, by, measure, levels)
        total = together(connection, several, measure)
        breaks = _breaks(connection)
        agreed = agreement(connection, several)
        notes = archives.notes(connection, asked.archive) + gone(connection, asked.where)
        notes += persons.said_without(several)
        notes += dated(connection, session, *subjects_of(connection, asked), ages.OVER)
    periods = []
    for key in _periods(list(known), by):
        found = counts.get(key, NOTHING)
        own = measure.spread(found)
        periods.append(Period(key, *days_of(key), *measure.of(found), found.undecided, own))
    return TrendFigure(
        asked,
        measure_name,
        by,
        trend(periods, breaks, session.today, spread),
        {key: found for key, found in counts.items() if key},
        counts.get("", NOTHING),
        total,
        agreed,
        notes,
    )


def standardised(session: Session, found: Figures) -> Figures:
    """Add to each row of a reassessment how many would be changed with its mix of initial levels.

    The standard is what was changed of each initial level among all that was asked for. Rows by
    the level itself or by nothing but periods are left as they are, and so are those by reason,
    which only the changed have, and by person, who are never compared.

    Args:
        session: Who asked; that is written down already.
        found: The figures.
    """
    by = found.asked.by
    if not {*by} - {*PERIODS} or {*by} & {*PERSONS, "local_level", "reason"} or found.withheld:
        return found
    with session.database.read() as connection:
        rows = counted(connection, found.asked, (*by, "local_level"))
    measure = MEASURES["changed"]
    standard = {row.key["local_level"]: measure.of(row.counts) for row in found.by_level}
    levels: dict[tuple[str, ...], dict[str, Counts]] = {}
    for row in rows:
        *key, level = row.key.values()
        levels.setdefault(tuple(key), {})[level] = row.counts
    return replace(
        found,
        rows=tuple(
            replace(
                row,
                expected=_expected(levels.get(tuple(row.key.values()), {}), standard, measure),
            )
            for row in found.rows
        ),
    )


def _measure(asked: Breakdown, name: str) -> Measure:
    check(asked)
    if asked.audience != "internal":
        raise UsageError("Funnels and trends are internal figures.")
    if one_reason(asked):
        raise UsageError(
            "A reason is recorded only where a level is changed, so nothing has a rate within one;"
            " use 'stats reassessment'."
        )
    if name not in MEASURES:
        raise UsageError(f"There is no measure {name!r}; there are {', '.join(MEASURES)}.")
    found = MEASURES[name]
    if found.level and asked.where.get("local_level", found.level) != found.level:
        raise UsageError(
            f"The measure {name} is within the initial assessment {found.level}; it cannot be"
            f" narrowed to {asked.where['local_level'] or 'those not known'}."
        )
    return found


def _placed(asked: Breakdown) -> None:
    """Refuse what a funnel cannot place, with the reason."""
    _no_persons(asked)
    if len(asked.by) != 1:
        raise UsageError("A funnel compares the values of one field.")
    name = asked.by[0]
    if name in OVERLAPPING:
        raise UsageError(
            f"An officer stands under each {name} that applies, so a funnel by {name} would"
            " count one officer several times; use 'stats reassessment'."
        )
    if name in PERIODS:
        raise UsageError("Periods follow each other; use 'stats trend'.")
    if name not in PLACED:
        raise UsageError(f"A funnel cannot be by {name!r}; it can by {', '.join(PLACED)}.")


def _no_persons(asked: Breakdown) -> None:
    if PERSONS & {*asked.by, *asked.where}:
        raise UsageError("Nobody is compared by name: a funnel or trend takes no person.")


def _expected(
    levels: ByLevel, standard: Mapping[str, tuple[int, int]], measure: Measure
) -> float | None:
    """Give how many would be changed if each initial level were changed as often as in all."""
    if measure.level:
        return None
    own = {level: measure.of(counts)[1] for level, counts in levels.items()}
    return expected(own, standard)


def _breaks(connection: Connection) -> dict[date, str]:
    """Say on which days a regime that is in use here moved a threshold."""
    used = {str(row[0]) for row in connection.rows("SELECT DISTINCT regime FROM cases")}
    return {
        regime.starts: f"{regime.title}: {regime.threshold.words}"
        for regime in regimes().values()
        if regime.id in used and regime.threshold is not None and regime.starts is not None
    }


def _periods(known: list[str], by: str) -> list[str]:
    """Give the keys of all periods from the first to the last, those without any subject too."""
    if not known:
        return []
    found, (_, end) = [known[0]], days_of(known[0])
    while found[-1] != known[-1]:
        first = end + timedelta(days=1)
        found.append(period_of(by, first.isoformat()[:7]))
        end = days_of(found[-1])[1]
    return found
