"""Keep the counts by each single field true with every write."""

from __future__ import annotations

from collections.abc import Mapping

from db.engine import Connection
from hearings.rate_words import value_words
from hearings.rates import CLUSTERS, COLUMNS, NAMES, NOTHING, OVERLAPPING, PERIODS, Counts
from hearings.rules import Rules

BATCH = 500
"""How many cases are rebuilt at a time."""

_LATER = ("no_reason", *CLUSTERS)
_COLUMNS = ", ".join(NAMES)
_ADD = (
    f"INSERT INTO summary (field, value, {_COLUMNS})"
    f" VALUES (:field, :value, {', '.join(f':{name}' for name in NAMES)})"
    " ON CONFLICT (field, value) DO UPDATE SET "
    + ", ".join(f"{name} = summary.{name} + excluded.{name}" for name in NAMES)
)


def add(connection: Connection, changes: Mapping[tuple[str, str], Counts]) -> None:
    """Add what a write changes to the kept counts.

    In the order of their keys, so that two writers on PostgreSQL never wait for each other.
    """
    connection.many(
        _ADD,
        [
            {"field": field, "value": value, **dict(zip(NAMES, counts.values(), strict=True))}
            for (field, value), counts in sorted(changes.items())
        ],
    )


def by(connection: Connection, field: str) -> dict[str, Counts]:
    """Give the kept counts by one field; by the empty field, those in all."""
    rows = connection.rows(
        f"SELECT value, {_COLUMNS} FROM summary WHERE field = :field ORDER BY value",
        field=field,
    )
    return {value: Counts(*numbers) for value, *numbers in rows}


def everything(connection: Connection) -> dict[tuple[str, str], Counts]:
    """Give all kept counts that are not nothing."""
    rows = connection.rows(f"SELECT field, value, {_COLUMNS} FROM summary")
    return {(field, value): Counts(*rest) for field, value, *rest in rows if any(rest)}


def gone(connection: Connection, where: Mapping[str, str]) -> tuple[str, ...]:
    """Say which values nobody counted has, as when a kept question outlives a unit.

    Args:
        connection: The transaction.
        where: The values by field, as they are kept.
    """
    found = []
    for name, value in where.items():
        if value and name in {*COLUMNS, *OVERLAPPING} - {*PERIODS}:
            sql = "SELECT 1 FROM summary WHERE field = :name AND value = :value AND cases > 0"
            if connection.row(sql, name=name, value=value) is None:
                words = value_words(name, value)
                found.append(f"Nobody counted here has {name.replace('_', ' ')} {words}.")
    return tuple(found)


def recount(connection: Connection, rules: Rules) -> None:
    """Fill what older databases do not keep, from the events of every case.

    That is how many have no reason, and the sums over cases. The other counts stay as they are
    kept: what is avoidable is for the force's own rules to say.

    Args:
        connection: The write transaction: all of it is kept, or nothing.
        rules: What a case is counted by.
    """
    from db.store import histories
    from hearings.history import fold
    from hearings.tallies import tally

    sums: dict[tuple[str, str], Counts] = {}
    last = 0
    while batch := histories(connection, last, BATCH):
        for _number, _reference, events in batch:
            file = fold(events)
            for place, counts in tally(file.case, file.subjects, rules).items():
                more = Counts(**{name: getattr(counts, name) for name in _LATER})
                sums[place] = sums.get(place, NOTHING) + more
        last = batch[-1][0]
    connection.run(f"UPDATE summary SET {', '.join(f'{name} = 0' for name in _LATER)}")
    add(connection, sums)
