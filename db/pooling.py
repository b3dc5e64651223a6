"""Pool what is compared: each case is counted once, and the limits are of all together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from db.engine import Connection
from db.figures import BASES, Breakdown, counted, expression, in_order, subjects_of
from hearings.rates import NOTHING, Counts, Measure, widening

ByLevel = Mapping[str, Counts]
"""Counts by the level of the initial assessment."""

PARTS = {
    "changed": "s.direction IN ('raised', 'lowered')",
    "lowered": "s.direction = 'lowered'",
    "raised": "s.direction = 'raised'",
}
"""What is counted of the decided, by the key of the measure."""


def by_level(
    connection: Connection, asked: Breakdown, name: str, measure: Measure
) -> dict[str, dict[str, Counts]]:
    """Count by a field and, inside it, by the initial level; in the order of the field.

    Args:
        connection: The transaction.
        asked: Which subjects.
        name: The field.
        measure: Which share.
    """
    found: dict[str, dict[str, Counts]] = {}
    for row in counted(connection, within(asked, measure), (name, "local_level")):
        found.setdefault(row.key[name], {})[row.key["local_level"]] = row.counts
    return {key: found[key] for key in sorted(found, key=in_order)}


def alone(
    connection: Connection,
    asked: Breakdown,
    name: str,
    measure: Measure,
    levels: Mapping[str, ByLevel],
) -> dict[str, Counts]:
    """Count each value of a field, each case once over all initial levels.

    Args:
        connection: The transaction.
        asked: Which subjects.
        name: The field.
        measure: Which share; within one initial level its counts are there already.
        levels: What `by_level` gives of them.
    """
    if measure.level:
        return {key: pooled(found) for key, found in levels.items()}
    rows = {row.key[name]: row.counts for row in counted(connection, asked, (name,))}
    return {key: rows[key] for key in levels}


def together(connection: Connection, asked: Breakdown, measure: Measure, known: str = "") -> Counts:
    """Count all together, or those for whom a field is known, each case once over all values.

    Args:
        connection: The transaction.
        asked: Which subjects.
        measure: Which share.
        known: The field; empty for all.
    """
    rows = counted(connection, within(asked, measure), (), known)
    return sum((row.counts for row in rows), NOTHING)


def within(asked: Breakdown, measure: Measure) -> Breakdown:
    """Narrow what is asked for to the initial level of a share.

    Args:
        asked: Which subjects.
        measure: Which share.
    """
    level = {"local_level": measure.level} if measure.level else {}
    return replace(asked, where={**asked.where, **level})


def pooled(levels: ByLevel) -> Counts:
    """Put initial levels together; the sums over cases then hold a case once for each of them."""
    return sum(levels.values(), NOTHING)


def pooled_levels(units: Iterable[ByLevel], measure: Measure) -> dict[str, tuple[int, int]]:
    """Give the part and the base of each initial level, over everything that is compared.

    Args:
        units: The counts of each value by initial level.
        measure: Which share.
    """
    levels: dict[str, Counts] = {}
    for unit in units:
        for level, counts in unit.items():
            levels[level] = levels.get(level, NOTHING) + counts
    return {level: measure.of(counts) for level, counts in levels.items()}


def spread_of_all(
    connection: Connection,
    asked: Breakdown,
    name: str,
    measure: Measure,
    standard: Mapping[str, tuple[int, int]],
) -> float:
    """Give the factor by which limits are widened for officers of one case.

    As `hearings.rates.widening` has it, over what the officers of one case and one unit have
    together above or below the pooled share of their initial level.

    Args:
        connection: The transaction.
        asked: Which subjects.
        name: The field that is compared.
        measure: Which share.
        standard: The part and the base of each initial level.
    """
    rates = {level: part / whole for level, (part, whole) in standard.items() if whole}
    chance = sum(standard[level][1] * rate * (1 - rate) for level, rate in rates.items())
    if not rates:
        return 1.0
    source, values = subjects_of(connection, within(asked, measure), (name,))
    shares = " ".join(f"WHEN :level{n} THEN :rate{n}" for n in range(len(rates)))
    for place, (level, rate) in enumerate(rates.items()):
        values |= {f"level{place}": level, f"rate{place}": rate}
    field = expression(name, BASES[asked.basis])
    row = connection.row(
        "SELECT sum(c.beyond * c.beyond), sum(c.officers), sum(c.officers * c.officers) FROM"
        " (SELECT count(*) AS officers,"
        f" sum(CASE WHEN {PARTS[measure.key]} THEN 1.0 ELSE 0.0 END"
        f" - CASE s.local_level {shares} END) AS beyond {source}"
        f" AND s.pair_state = 'decided' AND {field} <> '' GROUP BY s.case_id, {field}) c",
        **values,
    )
    if row is None or not row[1]:
        return 1.0
    return widening(float(row[0]), chance, int(row[1]), int(row[2]))
