"""The reassessment figures: from the kept counts where one field is asked for, else by counting.

A count is of subjects in a case; cases stand beside it. Nothing here averages a rate.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from db import summary
from db.engine import Connection
from db.session import Session
from hearings.access import may_see_figures
from hearings.errors import NotBuiltYet, Refused, UsageError
from hearings.rates import (
    FIELDS,
    NAMED,
    NAMES,
    NOTHING,
    OVERLAPPING,
    PERIODS,
    PERSONS,
    Counts,
)

BASES = {"received": "s.received", "assessed": "s.assessed", "decided": "s.decided"}
"""Which date puts a pair in a period."""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Which figures are asked for."""

    by: tuple[str, ...] = ()
    """The fields to break down by, in order; none for the total alone."""
    where: Mapping[str, str] = field(default_factory=dict)
    """Only subjects with these values; an empty value is one that is not known."""
    start: date | None = None
    """The first day of the period."""
    end: date | None = None
    """The last day of the period, included."""
    basis: str = "received"
    """Which date puts a pair in the period: received, assessed or decided."""
    audience: str = "internal"
    """Who the figures are for."""

    @property
    def kept(self) -> bool:
        """Say whether the kept counts answer this without counting again."""
        plain = not self.where and self.start is None and self.end is None
        return plain and len(self.by) <= 1 and self.basis == "received"


@dataclass(frozen=True, slots=True)
class Figure:
    """One row: a value of each field, and its counts."""

    key: Mapping[str, str]
    """The values; empty text is a value that is not known."""
    counts: Counts
    """What was counted."""
    withheld: bool = False
    """Whether too few were decided to show a figure about a person."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What was asked for, and what was counted."""

    asked: Breakdown
    """What was asked for."""
    rows: tuple[Figure, ...]
    """One row for each value, in the order of the values; not known comes last."""
    total: Counts
    """The counts in all: counted, not added up, where rows overlap."""
    by_level: tuple[Figure, ...]
    """The same by the level of the initial assessment."""
    notes: tuple[str, ...] = ()
    """What the archives among the subjects say of themselves: a stand-in is called one."""

    @property
    def overlapping(self) -> bool:
        """Say whether a subject may stand in several rows."""
        return any(name in OVERLAPPING for name in self.asked.by)


def reassessment(session: Session, asked: Breakdown) -> Figures:
    """Count reassessments, and write down who asked.

    Args:
        session: Who asks, of which database.
        asked: Which figures.

    Raises:
        UsageError: A field or a date is not known.
        Refused: The account has no right to them, or the audience's issue is not built.
    """
    _check(asked)
    try:
        _may(session, asked)
    except Refused as error:
        session.keep_refusal("figures.reassessment", "", 0, error)
        raise
    with session.database.write() as connection:
        session.trail(connection, "figures.reassessment", detail=_told(asked))
        rows = tuple(_figures(connection, asked, asked.by))
        total = sum((row.counts for row in _figures(connection, asked, ())), NOTHING)
        levels = tuple(_figures(connection, asked, ("local_level",)))
        notes = connection.rows("SELECT DISTINCT archive, note FROM imports ORDER BY archive, note")
    told = tuple(f"{archive}: {note}" for archive, note in notes if note)
    return Figures(asked, tuple(_shown(row) for row in rows), total, levels, told)


def _check(asked: Breakdown) -> None:
    for name in (*asked.by, *asked.where):
        if name not in FIELDS:
            raise UsageError(f"Figures cannot be asked for by {name!r}; by {', '.join(FIELDS)}.")
    if len(set(asked.by)) != len(asked.by):
        raise UsageError("A field can be asked for once.")
    if asked.basis not in BASES:
        raise UsageError(f"The date cannot be {asked.basis!r}; it is one of {', '.join(BASES)}.")
    if asked.start and asked.end and asked.end < asked.start:
        raise UsageError("The period ends before it begins.")


def _may(session: Session, asked: Breakdown) -> None:
    """Refuse what the account may not ask for, and audiences that are not built."""
    persons = bool(PERSONS & {*asked.by, *asked.where})
    may_see_figures(session.actor, persons=persons)
    if asked.audience != "internal":
        raise NotBuiltYet(
            f"Figures for {asked.audience} are not built yet; they come with"
            " 'The figures a supervisor acts on', which withholds what could identify a person."
        )


def _shown(row: Figure) -> Figure:
    """Withhold a figure about a person who has too few decided pairs."""
    if PERSONS & set(row.key) and row.counts.decided < NAMED:
        return Figure(row.key, NOTHING, withheld=True)
    return row


def _told(asked: Breakdown) -> str:
    told = {
        "by": list(asked.by),
        "where": dict(asked.where),
        "from": None if asked.start is None else asked.start.isoformat(),
        "to": None if asked.end is None else asked.end.isoformat(),
        "date": asked.basis,
        "audience": asked.audience,
    }
    return json.dumps(told, sort_keys=True)


def _figures(connection: Connection, asked: Breakdown, by: tuple[str, ...]) -> list[Figure]:
    kept = asked.kept and len(by) <= 1
    found = _from_kept(connection, by) if kept else _counted(connection, asked, by)
    known = [row for row in found if row.counts != NOTHING]
    return sorted(known, key=lambda row: [(v == "", _numeric(v), v) for v in row.key.values()])


def _numeric(value: str) -> float:
    """Order numbers as numbers, before words."""
    sign, digits = (-1, value[1:]) if value.startswith("-") else (1, value)
    return sign * int(digits) if digits.isdecimal() and len(digits) <= 18 else float("inf")


def _from_kept(connection: Connection, by: tuple[str, ...]) -> list[Figure]:
    if not by:
        return [Figure({}, counts) for counts in summary.by(connection, "").values()]
    name = by[0]
    if name not in PERIODS:
        rows = summary.by(connection, name).items()
        return [Figure({name: value}, counts) for value, counts in rows]
    # A case has one day of attention, so months add up to quarters and years without repeats.
    periods: dict[str, Counts] = {}
    for month, counts in summary.by(connection, "month").items():
        period = _period(name, month)
        periods[period] = periods.get(period, NOTHING) + counts
    return [Figure({name: value}, counts) for value, counts in periods.items()]


def _period(name: str, month: str) -> str:
    if not month or name == "month":
        return month
    year = month[:4]
    return year if name == "year" else f"{year}-Q{(int(month[5:]) + 2) // 3}"


_STATE = "count(*) FILTER (WHERE s.pair_state = '{0}')"
_COUNTED = {
    "changed": "count(*) FILTER (WHERE s.direction IN ('raised', 'lowered'))",
    "raised": "count(*) FILTER (WHERE s.direction = 'raised')",
    "lowered": "count(*) FILTER (WHERE s.direction = 'lowered')",
    "avoidable": "coalesce(sum(s.avoidable), 0)",
    "resubmitted": "coalesce(sum(s.resubmitted), 0)",
    "cases": "count(DISTINCT s.case_id)",
}


def _counted(connection: Connection, asked: Breakdown, by: tuple[str, ...]) -> list[Figure]:
    """Count the subjects again, for a question the kept counts do not answer."""
    day = BASES[asked.basis]
    names = [_expression(name, day) for name in by]
    numbers = [_COUNTED.get(name, _STATE.format(name)) for name in NAMES]
    where, values = _where(asked, day)
    joined = "".join(_JOIN.format(name) for name in OVERLAPPING if name in {*by, *asked.where})
    grouped = f" GROUP BY {', '.join(str(n + 1) for n in range(len(names)))}" if names else ""
    rows = connection.rows(
        f"SELECT {', '.join([*names, *numbers])} FROM subjects s{joined}{where}{grouped}",
        **values,
    )
    cut = len(by)
    return [
        Figure(dict(zip(by, row[:cut], strict=True)), Counts(*(int(n) for n in row[cut:])))
        for row in rows
    ]


_JOIN = (
    " JOIN (SELECT DISTINCT subject_id, {0} FROM allegations) by_{0} ON by_{0}.subject_id = s.id"
)


def _expression(name: str, day: str) -> str:
    if name in OVERLAPPING:
        return f"by_{name}.{name}"
    if name == "year":
        return f"substr({day}, 1, 4)"
    if name == "month":
        return f"substr({day}, 1, 7)"
    if name == "quarter":
        quarter = f"(CAST(substr({day}, 6, 2) AS INTEGER) + 2) / 3"
        return (
            f"CASE WHEN {day} = '' THEN '' ELSE substr({day}, 1, 4) || '-Q' ||"
            f" CAST({quarter} AS TEXT) END"
        )
    return f"s.{name}"


def _where(asked: Breakdown, day: str) -> tuple[str, dict[str, object]]:
    parts, values = ["s.pair_state <> ''"], dict[str, object]()
    for place, (name, value) in enumerate(asked.where.items()):
        parts.append(f"{_expression(name, day)} = :value{place}")
        values[f"value{place}"] = value
    if asked.start is not None:
        parts.append(f"{day} >= :start")
        values["start"] = asked.start.isoformat()
    if asked.end is not None:
        parts.append(f"{day} <> '' AND {day} <= :finish")
        values["finish"] = asked.end.isoformat()
    return f" WHERE {' AND '.join(parts)}", values
