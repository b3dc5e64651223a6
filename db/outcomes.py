"""The figures of what proceedings ended in, counted from the kept conclusions.

A count is of officers in a case; cases stand beside it. Covert matters are left out, as of every
figure; an archive under regime `none` is counted where it is named, and never with the force's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from db import archives
from db.asking import FIELDS, OVERLAPPING, Asked, check, check_values, narrowed
from db.engine import Connection
from db.session import Session
from hearings.access import may_see_figures
from hearings.endings import ON_APPEAL
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

Counts = TypeVar("Counts", Sanctions, Consistency)

FROM = " FROM conclusions k JOIN subjects s ON s.id = k.subject_id"
"""Where the endings are kept, an officer in a case at a time."""

STANDARDS = " LEFT JOIN breaches b ON b.subject_id = k.subject_id"
"""What a breakdown by Standard joins beside: an officer may have several."""

_APPEALS = " JOIN appeals a ON a.subject_id = k.subject_id"
_ENDED = "k.ended, k.finding, k.outcome, k.standing, k.disposal"

_CHALLENGED = FIELDS | {
    "year": "substr(a.decided_on, 1, 4)",
    "forum": "a.forum",
    "regime": "a.regime",
    "finding": "a.finding",
    "chair": "a.chair",
}
"""Where the fields of an appeal are kept: of the decision it was against, whatever came since."""


@dataclass(frozen=True, slots=True)
class Figure(Generic[Counts]):
    """One row: a value of each field, and what was counted."""

    key: Mapping[str, str]
    """The values; empty text is a value that is not known."""
    counts: Counts
    """What was counted."""
    withheld: bool = False
    """Whether the counts are withheld, and none is given: too few outcomes of one person."""


@dataclass(frozen=True, slots=True)
class Report(Generic[Counts]):
    """What was asked for, and what was counted."""

    asked: Asked
    """What was asked for."""
    rows: tuple[Figure[Counts], ...]
    """One row for each value, in the order of the values and never of the counts."""
    total: Counts
    """All of them: counted, not added up, where rows overlap."""
    withheld: bool = False
    """Whether that is withheld: it is of one person, and of too few outcomes; or a row is withheld,
    which the other rows taken from the total would give back."""
    notes: tuple[str, ...] = ()
    """Which archives are counted, in their own words, and which are not; why the total is not
    given."""


WITH_IT = "The total is withheld with it: the other rows, taken from the total, would give it back."
"""Why the total of a row that is withheld is not given."""


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
    with session.database.read() as connection:
        check_values(connection, asked)
    with session.reading("figures.outcomes", asked.told) as connection:
        rows = _sanctions(connection, asked, asked.by)
        total = _sanctions(connection, asked, ())
        notes = archives.notes_of_outcomes(connection, asked.archive)
    return _report(asked, rows, total.get((), Sanctions()), Sanctions(), notes)


def compared(session: Session, asked: Asked) -> Report[Consistency]:
    """Count where outcomes that stand lay among their comparators, and write down who asked.

    Args:
        session: Who asks, of which database.
        asked: Which figures.

    Raises:
        UsageError: As `sanctions`.
        Refused: As `sanctions`.
    """
    _may(session, "figures.consistency", asked, kept=True)
    with session.database.read() as connection:
        check_values(connection, asked)
    with session.reading("figures.consistency", asked.told) as connection:
        rows = _consistency(connection, asked, asked.by)
        total = _consistency(connection, asked, ())
        notes = archives.notes_of_outcomes(connection, "", ": its outcomes were given elsewhere")
    return _report(asked, rows, total.get((), Consistency()), Consistency(), notes)


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
    with session.reading("figures.outcomes", asked.told) as connection:
        where, values = narrowed(asked)
        came = f" WHERE {where} AND k.forum IN ({forums})"
        rows = connection.rows(f"SELECT {_ENDED}, count(*){FROM}{came} GROUP BY {_ENDED}", **values)
        cases = connection.row(f"SELECT count(DISTINCT s.case_id){FROM}{came}", **values)
        met = connection.rows(
            f"SELECT k.forum, count(*){FROM} WHERE {where} GROUP BY k.forum", **values
        )
    numbers = {str(forum): int(number) for forum, number in met}
    return summarised(
        [Ended(*row) for row in rows],
        cases=0 if cases is None else cases[0],
        meetings=numbers.get("meeting", 0),
        no_forum=numbers.get("", 0),
    )


def _sanctions(
    connection: Connection, asked: Asked, by: tuple[str, ...]
) -> dict[tuple[str, ...], Sanctions]:
    ended = _grouped(connection, asked, by, _ENDED)
    cases = _grouped(connection, asked, by, "", "count(DISTINCT s.case_id)")
    appeals = _grouped(connection, asked, by, "a.result", appeals=True)
    return {
        key: counted(
            [Ended(*row) for row in ended.get(key, ())],
            cases[key][0][0] if key in cases else 0,
            _results(appeals.get(key, ())),
        )
        for key in {**ended, **appeals}
    }


def _results(rows: Iterable[tuple[Any, ...]]) -> dict[str, int]:
    return {str(result): int(number) for result, number in rows}


def _consistency(
    connection: Connection, asked: Asked, by: tuple[str, ...]
) -> dict[tuple[str, ...], Consistency]:
    recorded = "CASE WHEN k.compared_on = '' THEN 0 ELSE 1 END"
    given = f"CASE WHEN k.chair = '{ON_APPEAL}' THEN 1 ELSE 0 END"
    columns = f"{recorded}, {given}, k.comparators, k.lighter, k.heavier"
    rows = _grouped(connection, asked, by, columns, standing="stands")
    return {
        key: consistency(Compared(bool(told), bool(there), *n) for told, there, *n in found)
        for key, found in rows.items()
    }


def _grouped(
    connection: Connection,
    asked: Asked,
    by: tuple[str, ...],
    columns: str,
    number: str = "count(*)",
    *,
    appeals: bool = False,
    standing: str = "",
) -> dict[tuple[str, ...], list[tuple[Any, ...]]]:
    """Count by the fields asked for, and by columns inside them; what is not known has its key."""
    fields = _CHALLENGED if appeals else FIELDS
    where, values = narrowed(asked, fields, "a.decided_on" if appeals else "k.decided_on")
    joined = _APPEALS if appeals else ""
    if standing:
        where, values = f"{where} AND k.standing = :standing", {**values, "standing": standing}
    if OVERLAPPING in {*by, *asked.where}:
        joined += STANDARDS
    names = [f"coalesce({fields[name]}, '')" for name in by]
    several = [*names, *([columns] if columns else [])]
    grouped = f" GROUP BY {', '.join(several)}" if several else ""
    rows = connection.rows(
        f"SELECT {', '.join([*several, number])}{FROM}{joined} WHERE {where}{grouped}", **values
    )
    found: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    for row in rows:
        found.setdefault(tuple(row[: len(by)]), []).append(tuple(row[len(by) :]))
    return found


def _report(
    asked: Asked,
    rows: Mapping[tuple[str, ...], Counts],
    total: Counts,
    nothing: Counts,
    notes: tuple[str, ...],
) -> Report[Counts]:
    """Put rows in the order of their values, what is not known last; withhold by person.

    Args:
        asked: What was asked for.
        rows: What was counted, by key.
        total: What was counted in all.
        nothing: What stands in the place of counts that are withheld.
        notes: Which archives are counted.
    """
    order = sorted(rows, key=lambda key: [(value == "", value) for value in key])
    figures = []
    for values in order if asked.by else ():
        key = dict(zip(asked.by, values, strict=True))
        named = asked.one_person or key.get(PERSON, "") not in {"", ON_APPEAL}
        few = named and rows[values].base < NAMED
        figures.append(Figure(key, nothing if few else rows[values], few))
    few = asked.one_person and total.base < NAMED
    given_back = not few and any(figure.withheld for figure in figures)
    notes += (WITH_IT,) if given_back else ()
    gone = few or given_back
    return Report(asked, tuple(figures), nothing if gone else total, gone, notes)


def _may(session: Session, action: str, asked: Asked, *, kept: bool = False) -> None:
    """Refuse what cannot be asked for, and what the account may not ask for."""
    check(asked)
    with session.refusing(action):
        may_see_figures(session.actor, persons=asked.persons, kept=kept)
