"""The workforce as the force counts it, loaded from a file, and the rates that rest on it.

Lines are only ever added: of a day that was loaded twice the later load counts, and the earlier
one stays on record.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from db import archives
from db.engine import Connection
from db.figures import BASES, Breakdown, expression, in_order, subjects_of, told
from db.importer.files import Place, worded
from db.importer.reading import csv_records
from db.matters import Report, Row, may_ask
from db.session import Session
from hearings.access import may_import, may_see_figures
from hearings.errors import BadValue, UsageError
from hearings.formulas import restored
from hearings.workforce import (
    COLUMNS,
    GROUP,
    NEEDED,
    Line,
    PerHundred,
    Period,
    line_of,
    per_hundred_of,
    period_for,
)

ENCODING = "utf-8"

UNIT = "unit"
"""The field by which a file that leaves people out does so."""

LARGEST = 16 * 2**20
"""The most bytes that are read of a file of the workforce, unpacked."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load brought."""

    lines: int
    """Its lines."""
    people: Mapping[str, int]
    """The people of each day."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The lines that count of one day."""

    day: str
    """The day; empty where there is none."""
    lines: tuple[tuple[tuple[str, ...], int], ...]
    """What each says of its people, and how many."""


@dataclass(frozen=True, slots=True)
class Rates:
    """How many matters there were to a hundred of the workforce."""

    subjects: PerHundred
    """Officers in a case."""
    cases: PerHundred
    """Cases, each once."""


@dataclass(frozen=True, slots=True)
class PerWorkforce:
    """The rates, and the day of the workforce that they are of."""

    report: Report[Rates]
    """What was asked for, and the rates."""
    day: str
    """The latest workforce day on or before the period's end; empty where there is none."""
    lacking: tuple[str, ...]
    """The fields asked for that no line of that day has."""
    period: Period
    """The days that the rates are of."""
    uncounted: tuple[str, ...] = ()
    """The values that officers have and nobody in the workforce does, such as a unit that the file
    leaves out: no rate in all is given with them."""


def load_workforce(session: Session, file: Path) -> Loaded:
    """Take in a file of the workforce: all of its lines or none.

    Args:
        session: Who imports, into which database.
        file: Comma-separated values with a heading, in UTF-8.

    Raises:
        UsageError: The file is no plain file or larger than `LARGEST`, or one of its lines cannot
            be read; line, column and value are named.
        Refused: The account may not import.
    """
    with session.refusing("workforce.import"):
        may_import(session.actor)
    lines = list(_lines(file))
    people: dict[str, int] = {}
    for line in lines:
        day = line.day.isoformat()
        people[day] = people.get(day, 0) + line.people
    with session.database.write() as connection:
        load = keep_lines(connection, lines)
        detail = json.dumps({"load": load, "people": people}, sort_keys=True)
        session.trail(connection, "workforce.import", detail=detail)
    return Loaded(len(lines), people)


def keep_lines(connection: Connection, lines: Iterable[Line]) -> int:
    """Add lines as one load, and give its number.

    Args:
        connection: The write transaction.
        lines: The lines; no group of a day stands twice.
    """
    connection.lock("the workforce")
    top = connection.row("SELECT coalesce(max(load), 0) FROM workforce")
    load = 1 + (0 if top is None else int(top[0]))
    rows = [(load, line.day.isoformat(), *line.group, line.people) for line in lines]
    connection.bulk("workforce", ("load", *COLUMNS), rows)
    return load


def _lines(file: Path) -> Iterator[Line]:
    """Read the lines of a file; a group that stands twice would count its people twice."""
    place, heading, seen = Place(), list[str](), dict[tuple[object, ...], int]()
    with worded(file, ENCODING, place):
        for record in csv_records(file, ENCODING, place, LARGEST):
            cells = [restored(cell.strip()).strip() for cell in record.cells]
            if not heading:
                heading = _heading(file, cells)
                continue
            line = _line(file, record.line, heading, cells)
            before = seen.setdefault((line.day, *line.group), record.line)
            if before != record.line:
                raise UsageError(
                    f"{file}, line {record.line}: the same group of the same day stands in line"
                    f" {before}. Nothing was taken in."
                )
            yield line
    if not seen:
        raise UsageError(f"{file} has no line of people. Nothing was taken in.")


def _heading(file: Path, cells: list[str]) -> list[str]:
    names = [cell.casefold() for cell in cells]
    for name in names:
        if name not in COLUMNS or names.count(name) > 1:
            raise UsageError(
                f"{file}, line 1: {name!r} is not a column, or stands twice; the columns are"
                f" {', '.join(COLUMNS)}."
            )
    for name in NEEDED:
        if name not in names:
            raise UsageError(f"{file}, line 1: the column {name} is missing.")
    return names


def _line(file: Path, number: int, heading: list[str], cells: list[str]) -> Line:
    if len(cells) != len(heading):
        raise UsageError(
            f"{file}, line {number}: {len(cells)} cells stand under {len(heading)} columns."
            " Nothing was taken in."
        )
    try:
        return line_of(dict(zip(heading, cells, strict=True)))
    except BadValue as error:
        raise UsageError(
            f"{file}, line {number}, {error.field}: {error} Nothing was taken in."
        ) from None


def show_workforce(session: Session, day: date) -> Shown:
    """Give the lines that count on a day, and write down who asked.

    Args:
        session: Who asks, of which database.
        day: The lines are those of the latest workforce day on or before it.

    Raises:
        Refused: The account has no right to internal figures.
    """
    with session.refusing("workforce.show"):
        may_see_figures(session.actor)
    with session.reading("workforce.show", json.dumps({"day": day.isoformat()})) as connection:
        found, people = workforce(connection, GROUP, day)
    return Shown(found, tuple(sorted(people.items())))


def workforce(
    connection: Connection,
    by: tuple[str, ...],
    day: date,
    where: Mapping[str, str] | None = None,
) -> tuple[str, dict[tuple[str, ...], int]]:
    """Give the people who served, by some of `GROUP`, on the latest workforce day up to a day.

    Args:
        connection: The transaction.
        by: The fields; none for all of them together.
        day: The day.
        where: Only people with these values.

    Returns:
        The workforce day, empty where there is none, and the people by the values of the fields;
        an empty value is people of whom the line does not say.
    """
    row = connection.row("SELECT max(day) FROM workforce WHERE day <= :day", day=day.isoformat())
    found = "" if row is None or row[0] is None else str(row[0])
    parts = ["day = :day", "load = (SELECT max(load) FROM workforce WHERE day = :day)"]
    values = dict[str, object](day=found)
    for place, (name, value) in enumerate((where or {}).items()):
        parts.append(f"{name} = :value{place}")
        values[f"value{place}"] = value
    fields = "".join(f"{name}, " for name in by)
    rows = connection.rows(
        f"SELECT {fields}sum(people) FROM workforce WHERE {' AND '.join(parts)}"
        f"{f' GROUP BY {fields[:-2]}' if by else ' HAVING count(*) > 0'}",
        **values,
    )
    return found, {tuple(map(str, key)): int(people) for *key, people in rows}


def per_workforce(session: Session, asked: Breakdown) -> PerWorkforce:
    """Set the officers and the cases of a period beside the workforce, and write down who asked.

    An archive without Regulations is of people who are not in the workforce, and is not counted.

    Args:
        session: Who asks, of which database.
        asked: Which figures, by fields of `GROUP` alone; of the twelve months up to the last day,
            or to today, where no day is given.

    Raises:
        UsageError: A field cannot be asked for, or the period ends before it begins.
        Refused: The account has no right to internal figures.
    """
    period = period_for(asked.start, asked.end, session.today)
    asked = replace(asked, start=period.first, end=period.last)
    may_ask(session, "workforce", asked, GROUP)
    with session.reading("figures.workforce", told(asked)) as connection:
        day, lacking = _known(connection, asked, period.last)
        rows = _rates(connection, asked, asked.by, period.last, lacking)
        total = _rates(connection, asked, (), period.last, lacking)
        uncounted = _uncounted(connection, asked, period.last, lacking)
        notes = archives.notes_of_people(connection)
    keys = sorted(rows, key=lambda key: [in_order(value) for value in key]) if asked.by else []
    figures = [Row(dict(zip(asked.by, key, strict=True)), rows[key]) for key in keys]
    whole = total.get((), Rates(PerHundred(0, None), PerHundred(0, None)))
    whole = _without_base(whole) if uncounted else whole
    if uncounted and UNIT not in asked.by:
        figures = [Row(row.key, _without_base(row.counts)) for row in figures]
    report = Report(asked, session.today, tuple(figures), whole, notes=notes)
    return PerWorkforce(report, day, lacking, period, uncounted)


def _uncounted(
    connection: Connection, asked: Breakdown, last: date, lacking: tuple[str, ...]
) -> tuple[str, ...]:
    """Name the values that officers counted here have, and nobody in the workforce.

    Of the fields asked for, and of the unit always: a file that leaves units out would set the
    officers of all of them over the people of some. Whose value is not known may be anybody.
    """
    found: list[str] = []
    for name in dict.fromkeys((*asked.by, UNIT)):
        if name in lacking or name in asked.where:
            continue
        _day, people = workforce(connection, (name,), last, asked.where)
        if any(value for (value,) in people):
            sizes = _sizes(connection, asked, (name,))
            found += sorted(value for (value,) in sizes if value and (value,) not in people)
    return tuple(found)


def _without_base(rates: Rates) -> Rates:
    """Give the counts without the people that they are no part of."""
    return Rates(replace(rates.subjects, people=None), replace(rates.cases, people=None))


def _known(connection: Connection, asked: Breakdown, last: date) -> tuple[str, tuple[str, ...]]:
    """Give the workforce day, and the fields asked for of which none of its lines says anything."""
    day, _people = workforce(connection, (), last)
    lacking = []
    for name in dict.fromkeys((*asked.by, *asked.where)):
        _day, people = workforce(connection, (name,), last)
        if not any(value for (value,) in people):
            lacking.append(name)
    return day, tuple(lacking)


def _rates(
    connection: Connection,
    asked: Breakdown,
    by: tuple[str, ...],
    last: date,
    lacking: tuple[str, ...],
) -> dict[tuple[str, ...], Rates]:
    # Of a field that no line has, nobody is known to have any value: there is no base at all.
    without = set(lacking) & {*by, *asked.where}
    people: dict[tuple[str, ...], int] = {}
    if not without:
        _day, people = workforce(connection, by, last, asked.where)
    sizes = _sizes(connection, asked, by)
    return {
        key: Rates(
            per_hundred_of(sizes.get(key, {}), people.get(key)),
            PerHundred(sum(sizes.get(key, {}).values()), people.get(key)),
        )
        for key in {**people, **sizes}
    }


def _sizes(
    connection: Connection, asked: Breakdown, by: tuple[str, ...]
) -> dict[tuple[str, ...], dict[int, int]]:
    """Count the cases by how many officers of the group they have."""
    day = BASES[asked.basis]
    keys = [f"key{place}" for place in range(len(by))]
    named = [f"{expression(name, day)} AS {key}" for name, key in zip(by, keys, strict=True)]
    source, values = subjects_of(connection, asked, by)
    source, values = f"{source} AND {archives.OWN}", {**values, **archives.ELSEWHERE}
    grouped = ", ".join([*keys, "s.case_id"])
    outer = ", ".join([*keys, "size"])
    rows = connection.rows(
        f"SELECT {outer}, count(*) FROM (SELECT {', '.join([*named, 'count(*) AS size'])} {source}"
        f" GROUP BY {grouped}) c GROUP BY {outer}",
        **values,
    )
    found: dict[tuple[str, ...], dict[int, int]] = {}
    for *key, size, cases in rows:
        found.setdefault(tuple(map(str, key)), {})[int(size)] = int(cases)
    return found
