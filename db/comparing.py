"""Compare units, ranks and groups with each other, and one period with the next.

A comparison is within the initial level of its measure. What was changed in all is standardised to
the initial level instead: the plain rate of a unit that is sent graver matters says nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from db import ages, archives
from db.ages import dated
from db.agreement import agreement
from db.engine import Connection
from db.figures import (
    BASES,
    Breakdown,
    Figures,
    allowed,
    check,
    counted,
    expression,
    in_order,
    period_of,
    subjects_of,
    told,
)
from db.session import Session
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
    widening,
)
from hearings.ratios import expected
from hearings.regimes import regimes
from hearings.samples import Agreements
from hearings.trends import Period, Trend, days_of, trend

ByLevel = Mapping[str, Counts]
"""Counts by the level of the initial assessment."""

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
        levels, points = placed_in(connection, asked, measure)
        agreed = agreement(connection, _within(asked, measure))
        notes = archives.notes(connection, asked.archive)
        notes += dated(connection, session, *subjects_of(connection, asked), ages.NOTHING)
    counts = {key: _pooled(found) for key, found in levels.items()}
    return FunnelFigure(
        asked,
        measure_name,
        points,
        {key: found for key, found in counts.items() if key},
        counts.get("", NOTHING),
        sum(counts.values(), NOTHING),
        agreed,
        notes,
    )


def placed_in(
    connection: Connection, asked: Breakdown, measure: Measure
) -> tuple[dict[str, dict[str, Counts]], Funnel]:
    """Place the values of one field beside each other, inside a transaction that is open.

    Args:
        connection: The transaction.
        asked: Which figures, by exactly one field.
        measure: Which share.

    Returns:
        What was counted of each value and initial level, and the funnel of those known.
    """
    name = asked.by[0]
    levels = _by_level(connection, asked, name, measure)
    known = {key: found for key, found in levels.items() if key}
    standard = _pooled_levels(known.values(), measure)
    spread = _spread(connection, asked, name, measure, standard)
    units = [
        Unit(key, *measure.of(_pooled(found)), _expected(found, standard, measure))
        for key, found in known.items()
    ]
    return levels, funnel([unit for unit in units if unit.whole], spread)


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
        levels = _by_level(connection, asked, by, measure)
        known = {key: found for key, found in levels.items() if key}
        standard = _pooled_levels(known.values(), measure)
        spread = _spread(connection, asked, by, measure, standard)
        breaks = _breaks(connection)
        agreed = agreement(connection, _within(asked, measure))
        notes = archives.notes(connection, asked.archive)
        notes += dated(connection, session, *subjects_of(connection, asked), ages.OVER)
    counts = {key: _pooled(found) for key, found in levels.items()}
    periods = []
    for key in _periods(list(known), by):
        found = counts.get(key, NOTHING)
        periods.append(Period(key, *days_of(key), *measure.of(found), found.undecided, spread))
    return TrendFigure(
        asked,
        measure_name,
        by,
        trend(periods, breaks, session.today),
        {key: found for key, found in counts.items() if key},
        counts.get("", NOTHING),
        sum(counts.values(), NOTHING),
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


def _by_level(
    connection: Connection, asked: Breakdown, name: str, measure: Measure
) -> dict[str, dict[str, Counts]]:
    """Count by a field and, inside it, by the initial level; in the order of the field."""
    found: dict[str, dict[str, Counts]] = {}
    for row in counted(connection, _within(asked, measure), (name, "local_level")):
        found.setdefault(row.key[name], {})[row.key["local_level"]] = row.counts
    return {key: found[key] for key in sorted(found, key=in_order)}


def _within(asked: Breakdown, measure: Measure) -> Breakdown:
    level = {"local_level": measure.level} if measure.level else {}
    return replace(asked, where={**asked.where, **level})


def _pooled(levels: ByLevel) -> Counts:
    return sum(levels.values(), NOTHING)


def _pooled_levels(units: Iterable[ByLevel], measure: Measure) -> dict[str, tuple[int, int]]:
    """Give the part and the base of each initial level, over everything that is compared."""
    levels: dict[str, Counts] = {}
    for unit in units:
        for level, counts in unit.items():
            levels[level] = levels.get(level, NOTHING) + counts
    return {level: measure.of(counts) for level, counts in levels.items()}


def _expected(
    levels: ByLevel, standard: Mapping[str, tuple[int, int]], measure: Measure
) -> float | None:
    """Give how many would be changed if each initial level were changed as often as in all."""
    if measure.level:
        return None
    own = {level: measure.of(counts)[1] for level, counts in levels.items()}
    return expected(own, standard)


def _spread(
    connection: Connection,
    asked: Breakdown,
    name: str,
    measure: Measure,
    standard: Mapping[str, tuple[int, int]],
) -> float:
    """Give the factor by which intervals are widened for officers of one case.

    As `hearings.rates.widening` has it, over what the officers of one case and one unit have
    together above or below the pooled share of their initial level.
    """
    rates = {level: part / whole for level, (part, whole) in standard.items() if whole}
    alone = sum(standard[level][1] * rate * (1 - rate) for level, rate in rates.items())
    if not rates:
        return 1.0
    source, values = subjects_of(connection, _within(asked, measure), (name,))
    pooled = " ".join(f"WHEN :level{n} THEN :rate{n}" for n in range(len(rates)))
    for place, (level, rate) in enumerate(rates.items()):
        values |= {f"level{place}": level, f"rate{place}": rate}
    field = expression(name, BASES[asked.basis])
    row = connection.row(
        "SELECT sum(c.beyond * c.beyond), sum(c.officers), sum(c.officers * c.officers) FROM"
        " (SELECT count(*) AS officers,"
        f" sum(CASE WHEN {PARTS[measure.key]} THEN 1.0 ELSE 0.0 END"
        f" - CASE s.local_level {pooled} END) AS beyond {source}"
        f" AND s.pair_state = 'decided' AND {field} <> '' GROUP BY s.case_id, {field}) c",
        **values,
    )
    if row is None or not row[1]:
        return 1.0
    return widening(float(row[0]), alone, int(row[1]), int(row[2]))


PARTS = {
    "changed": "s.direction IN ('raised', 'lowered')",
    "lowered": "s.direction = 'lowered'",
    "raised": "s.direction = 'raised'",
}
"""What is counted of the decided, by the key of the measure."""


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
