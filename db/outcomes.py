"""The figures of what proceedings ended in, counted from the kept conclusions.

A count is of officers in a case; cases stand beside it. Covert matters are left out, as of every
figure; an archive under regime `none` is counted where it is named, and never with the force's own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

from db.engine import Connection
from db.session import Session
from hearings.access import may_see_figures
from hearings.errors import Refused, UsageError
from hearings.realms import ARCHIVE
from hearings.sanctions import (
    HEARINGS,
    NAMED,
    PERSON,
    Compared,
    Consistency,
    Ended,
    Sanctions,
    Summary,
    consistency,
    counted,
    summarised,
)
from hearings.values import clean

Counts = TypeVar("Counts")

FIELDS = {
    "year": "substr(k.decided_on, 1, 4)",
    "standard": "b.standard",
    "rank_band": "s.rank_band",
    "forum": "k.forum",
    "regime": "k.regime",
    "person_type": "s.person_type",
    "finding": "k.finding",
    "service_band": "s.service_band",
    "unit": "s.unit",
    "culpability": "k.culpability",
    "harm_level": "k.harm_level",
    "chair": "k.chair",
}
"""The fields that outcomes are broken down by, and where they are kept."""

OVERLAPPING = "standard"
"""The field of which an officer may have several values: rows by it overlap."""

_FROM = " FROM conclusions k JOIN subjects s ON s.id = k.subject_id"
_STANDARDS = " LEFT JOIN breaches b ON b.subject_id = k.subject_id"
_OVERT = "s.case_id NOT IN (SELECT c.id FROM cases c WHERE c.sensitivity = 'covert')"
_ENDED = "k.ended, k.finding, k.outcome, k.standing, k.disposal"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which figures are asked for."""

    by: tuple[str, ...] = ()
    """The fields to break down by, in order."""
    where: Mapping[str, str] = field(default_factory=dict)
    """Only officers with these values; an empty value is one that is not known."""
    start: date | None = None
    """The first day of the period."""
    end: date | None = None
    """The last day of the period, included."""
    archive: str = ""
    """The archive; empty for the force's own."""

    @property
    def overlapping(self) -> bool:
        """Say whether an officer may stand in several rows."""
        return OVERLAPPING in self.by


@dataclass(frozen=True, slots=True)
class Figure(Generic[Counts]):
    """One row: a value of each field, and what was counted."""

    key: Mapping[str, str]
    """The values; empty text is a value that is not known."""
    counts: Counts
    """What was counted."""
    withheld: bool = False
    """Whether shares are withheld: too few outcomes of one chair."""


@dataclass(frozen=True, slots=True)
class Report(Generic[Counts]):
    """What was asked for, and what was counted."""

    asked: Asked
    """What was asked for."""
    rows: tuple[Figure[Counts], ...]
    """One row for each value, in the order of the values and never of the counts."""
    total: Counts
    """All of them: counted, not added up, where rows overlap."""


def sanctions(session: Session, asked: Asked) -> Report[Sanctions]:
    """Count what proceedings ended in, and write down who asked.

    Args:
        session: Who asks, of which database.
        asked: Which figures; a period is of the day of the outcome, the finding or the withdrawal.

    Raises:
        UsageError: A field is not known, or the period ends before it begins.
        Refused: The account has no right to them.
    """
    _may(session, "figures.outcomes", asked)
    with session.database.write() as connection:
        session.trail(connection, "figures.outcomes", detail=_told(asked))
        rows = _sanctions(connection, asked, asked.by)
        total = _sanctions(connection, asked, ())
    whole = next(iter(total.values()), Sanctions())
    return Report(asked, _figures(rows, asked, lambda row: row.base), whole)


def compared(session: Session, asked: Asked) -> Report[Consistency]:
    """Count where outcomes that stand lay among their comparators, and write down who asked.

    Args:
        session: Who asks, of which database.
        asked: Which figures.

    Raises:
        UsageError: As `sanctions`.
        Refused: As `sanctions`.
    """
    _may(session, "figures.consistency", asked)
    with session.database.write() as connection:
        session.trail(connection, "figures.consistency", detail=_told(asked))
        rows = _consistency(connection, asked, asked.by)
        total = _consistency(connection, asked, ())
    whole = next(iter(total.values()), Consistency())
    return Report(asked, _figures(rows, asked, lambda row: row.base), whole)


def summary(session: Session, start: date, end: date) -> Summary:
    """Sum up a period's sanctions as HMIC asked for them, and write down who asked.

    Args:
        session: Who asks, of which database.
        start: The first day.
        end: The last day, included.

    Raises:
        UsageError: The period ends before it begins.
        Refused: The account has no right to figures.
    """
    asked = Asked(start=start, end=end)
    _may(session, "figures.outcomes", asked)
    forums = ", ".join(f"'{forum}'" for forum in HEARINGS)
    with session.database.write() as connection:
        session.trail(connection, "figures.outcomes", detail=_told(asked))
        where, values = _where(asked)
        came = f" WHERE {where} AND k.forum IN ({forums})"
        rows = connection.rows(
            f"SELECT {_ENDED}, count(*){_FROM}{came} GROUP BY {_ENDED}", **values
        )
        cases = connection.row(f"SELECT count(DISTINCT s.case_id){_FROM}{came}", **values)
        met = connection.row(
            f"SELECT count(*){_FROM} WHERE {where} AND k.forum = 'meeting'", **values
        )
    ended = [Ended(*row) for row in rows]
    return summarised(ended, 0 if cases is None else cases[0], 0 if met is None else met[0])


def _sanctions(
    connection: Connection, asked: Asked, by: tuple[str, ...]
) -> dict[tuple[str, ...], Sanctions]:
    ended = _grouped(connection, asked, by, _ENDED)
    cases = _grouped(connection, asked, by, "", "count(DISTINCT s.case_id)")
    joined = " JOIN appeals a ON a.subject_id = k.subject_id"
    appeals = _grouped(connection, asked, by, "a.result", joined=joined)
    return {
        key: counted(
            [Ended(*row) for row in rows], cases[key][0][0], _results(appeals.get(key, ()))
        )
        for key, rows in ended.items()
    }


def _results(rows: Iterable[tuple[Any, ...]]) -> dict[str, int]:
    return {str(result): int(number) for result, number in rows}


def _consistency(
    connection: Connection, asked: Asked, by: tuple[str, ...]
) -> dict[tuple[str, ...], Consistency]:
    recorded = "CASE WHEN k.compared_on = '' THEN 0 ELSE 1 END"
    columns = f"{recorded}, k.comparators, k.lighter, k.heavier"
    rows = _grouped(connection, asked, by, columns, standing="stands")
    return {
        key: consistency(Compared(bool(first), *rest) for first, *rest in found)
        for key, found in rows.items()
    }


def _grouped(
    connection: Connection,
    asked: Asked,
    by: tuple[str, ...],
    columns: str,
    number: str = "count(*)",
    *,
    joined: str = "",
    standing: str = "",
) -> dict[tuple[str, ...], list[tuple[Any, ...]]]:
    """Count by the fields asked for, and by columns inside them; what is not known has its key."""
    where, values = _where(asked)
    if standing:
        where, values = f"{where} AND k.standing = :standing", {**values, "standing": standing}
    if OVERLAPPING in {*by, *asked.where}:
        joined += _STANDARDS
    names = [f"coalesce({FIELDS[name]}, '')" for name in by]
    several = [*names, *([columns] if columns else [])]
    grouped = f" GROUP BY {', '.join(several)}" if several else ""
    rows = connection.rows(
        f"SELECT {', '.join([*several, number])}{_FROM}{joined} WHERE {where}{grouped}", **values
    )
    found: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    for row in rows:
        found.setdefault(tuple(row[: len(by)]), []).append(tuple(row[len(by) :]))
    return found


def _figures(
    rows: Mapping[tuple[str, ...], Counts], asked: Asked, base: Callable[[Counts], int]
) -> tuple[Figure[Counts], ...]:
    """Put rows in the order of their values, what is not known last; withhold by chair."""
    order = sorted(rows, key=lambda key: [(value == "", value) for value in key])
    few = PERSON in asked.by
    return tuple(
        Figure(dict(zip(asked.by, key, strict=True)), rows[key], few and base(rows[key]) < NAMED)
        for key in (order if asked.by else ())
    )


def _where(asked: Asked) -> tuple[str, dict[str, object]]:
    parts, values = [_OVERT], dict[str, object](none=ARCHIVE)
    if asked.archive:
        parts.append(
            "s.case_id IN (SELECT c.id FROM cases c"
            " WHERE c.regime = :none AND c.archive = :archive)"
        )
        values["archive"] = asked.archive
    else:
        parts.append("k.regime <> :none")
    for place, (name, value) in enumerate(asked.where.items()):
        parts.append(f"coalesce({FIELDS[name]}, '') = :value{place}")
        values[f"value{place}"] = value
    if asked.start is not None:
        parts.append("k.decided_on >= :start")
        values["start"] = asked.start.isoformat()
    if asked.end is not None:
        parts.append("k.decided_on <> '' AND k.decided_on <= :finish")
        values["finish"] = asked.end.isoformat()
    return " AND ".join(parts), values


def _may(session: Session, action: str, asked: Asked) -> None:
    """Refuse what cannot be asked for, and what the account may not ask for."""
    _check(asked)
    try:
        may_see_figures(session.actor, persons=PERSON in {*asked.by, *asked.where})
    except Refused as error:
        session.keep_refusal(action, "", 0, error)
        raise


def _check(asked: Asked) -> None:
    for name in (*asked.by, *asked.where):
        if name not in FIELDS:
            raise UsageError(f"Outcomes cannot be asked for by {name!r}; by {', '.join(FIELDS)}.")
    if len(set(asked.by)) != len(asked.by):
        raise UsageError("A field can be asked for once.")
    if asked.start and asked.end and asked.end < asked.start:
        raise UsageError("The period ends before it begins.")
    for name, value in asked.where.items():
        clean(name, value)
    clean("archive", asked.archive)


def _told(asked: Asked) -> str:
    told = {
        "by": list(asked.by),
        "where": dict(asked.where),
        "from": None if asked.start is None else asked.start.isoformat(),
        "to": None if asked.end is None else asked.end.isoformat(),
        "archive": asked.archive,
    }
    return json.dumps(told, sort_keys=True)
