"""The reassessment figures: from the kept counts where one field is asked for, else by counting.

A count is of subjects in a case; cases stand beside it. Nothing here averages a rate.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from unicodedata import combining, normalize

from db import archives, columns, summary
from db.ages import NOBODY, Waiting, dated, waiting
from db.engine import Connection
from db.session import Session
from hearings.access import may_see_figures
from hearings.errors import NotAllowed, UsageError
from hearings.rates import (
    FIELDS,
    NAMES,
    NOTHING,
    OVERLAPPING,
    PERIODS,
    PERSONS,
    SHOWN,
    WIDENED,
    Counts,
)
from hearings.samples import Agreements

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
    archive: str = ""
    """The archive, alone; empty for the force's own, or for all where there is nothing else."""
    without: Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    """The values of some fields whose subjects are left out, as being of too few people."""

    @property
    def plain(self) -> bool:
        """Say whether all that there is is asked for, which the kept counts hold."""
        narrowed = self.where or self.without or self.archive or self.start or self.end
        return not narrowed and self.basis == "received"


@dataclass(frozen=True, slots=True)
class Figure:
    """One row: a value of each field, and its counts."""

    key: Mapping[str, str]
    """The values; empty text is a value that is not known."""
    counts: Counts
    """What was counted."""
    withheld: bool = False
    """Whether too few were decided to show a figure about a person."""
    expected: float | None = None
    """How many would be changed if each initial level were changed as often as among all that was
    asked for; None where that is not worked out (`comparing.standardised`)."""


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
    waiting: Waiting = NOBODY
    """How long those have waited that are not yet decided."""
    withheld: bool = False
    """Whether the total is withheld: it is of one person, with too few decided."""
    notes: tuple[str, ...] = ()
    """Which archives are counted, in their own words, and which are not unless named; what the
    day moves that it is asked for as of."""
    agreement: Agreements = field(default_factory=Agreements)
    """How often a blind second reading gave the level that stood, by kind; none where none was."""
    today: date = date.max
    """The day as of which it was asked."""

    def unfinished(self, row: Figure) -> bool:
        """Say whether a row cannot be compared with other periods yet, as in a trend.

        It cannot while the last day of its period is not past, nor while too much of it waits for
        a decision.

        Args:
            row: One of the rows, or the total.
        """
        ends = [self.asked.end] if self.asked.end else []
        for name, value in {**self.asked.where, **row.key}.items():
            if name in PERIODS and value:
                from hearings.trends import days_of

                ends.append(days_of(value)[1])
        return row.counts.unfinished or (bool(ends) and min(ends) >= self.today)

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
        UsageError: A field, a date or the archive is not known.
        Refused: The account has no right to them, or they are not for this audience.
    """
    check(asked)
    allowed(session, "figures.reassessment", asked)
    from db import persons
    from db.agreement import agreement

    with session.reading("figures.reassessment", told(asked)) as connection:
        said = archives.notes(connection, asked.archive) + summary.gone(connection, asked.where)
        rows = tuple(_figures(connection, asked, asked.by))
        total = sum((row.counts for row in _figures(connection, asked, ())), NOTHING)
        levels = tuple(_figures(connection, asked, ("local_level",)))
        source, values = subjects_of(connection, asked)
        waited = waiting(connection, source, values, session.today)
        said += dated(connection, session, source, values)
        agreed = agreement(connection, asked)
        found = Figures(
            asked, rows, total, levels, waited, notes=said, agreement=agreed, today=session.today
        )
        return persons.shown(connection, session.actor, found)


def one_person(asked: Breakdown) -> bool:
    """Say whether figures are narrowed to one person."""
    return any(asked.where.get(name) for name in PERSONS)


def one_reason(asked: Breakdown) -> bool:
    """Say whether figures are narrowed to one reason for a change: then there are no others."""
    return "reason" in asked.where


def check(asked: Breakdown) -> None:
    """Refuse what cannot be asked for.

    Raises:
        UsageError: A field or a date is not known, or the period ends before it begins.
    """
    for name in (*asked.by, *asked.where):
        if name not in FIELDS:
            raise UsageError(f"Figures cannot be asked for by {name!r}; by {', '.join(FIELDS)}.")
    if len(set(asked.by)) != len(asked.by):
        raise UsageError("A field can be asked for once.")
    if asked.basis not in BASES:
        raise UsageError(f"The date cannot be {asked.basis!r}; it is one of {', '.join(BASES)}.")
    if asked.start and asked.end and asked.end < asked.start:
        raise UsageError("The period ends before it begins.")


def allowed(session: Session, action: str, asked: Breakdown) -> None:
    """Refuse what the account may not ask for, and keep the refusal.

    Args:
        session: Who asks.
        action: What the trail calls it.
        asked: Which figures.

    Raises:
        Refused: The account has no right to them, or they are not for this audience.
    """
    with session.refusing(action):
        may_see_figures(session.actor, persons=bool(PERSONS & {*asked.by, *asked.where}))
        if asked.audience != "internal":
            raise NotAllowed(
                f"Exact figures are for use inside the force; for {asked.audience} a table is made"
                " fit to leave, which withholds what could identify a person."
            )


def told(asked: Breakdown, **more: str) -> str:
    """Write what was asked for as the trail keeps it.

    Args:
        asked: Which figures.
        more: What else was asked for, by name.
    """
    found = {
        "by": list(asked.by),
        "where": dict(asked.where),
        "from": None if asked.start is None else asked.start.isoformat(),
        "to": None if asked.end is None else asked.end.isoformat(),
        "date": asked.basis,
        "audience": asked.audience,
        "archive": asked.archive,
        **more,
    }
    return json.dumps(found, sort_keys=True)


def _figures(connection: Connection, asked: Breakdown, by: tuple[str, ...]) -> list[Figure]:
    # The kept counts are of everybody, whoever they belong to.
    kept = asked.plain and len(by) <= 1 and not archives.mixed(connection)
    found = _from_kept(connection, by) if kept else counted(connection, asked, by)
    known = [row for row in found if row.counts != NOTHING]
    return sorted(known, key=lambda row: [in_order(value) for value in row.key.values()])


def in_order(value: str) -> tuple[bool, float, str, str]:
    """Give what values are ordered by: numbers as numbers, then words, not known last.

    A letter with an accent stands where the letter does, and a small one where its capital does.
    """
    letters = "".join(one for one in normalize("NFKD", value) if not combining(one))
    return value == "", _numeric(value), letters.upper(), value


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
        period = period_of(name, month)
        periods[period] = periods.get(period, NOTHING) + counts
    return [Figure({name: value}, counts) for value, counts in periods.items()]


def period_of(name: str, month: str) -> str:
    """Give the month, quarter or year that a month lies in.

    Args:
        name: Which of the three.
        month: The month, as 2014-03; empty where it is not known.
    """
    if not month or name == "month":
        return month
    year = month[:4]
    return year if name == "year" else f"{year}-Q{(int(month[5:]) + 2) // 3}"


_STATE = "count(*) FILTER (WHERE s.pair_state = '{0}')"
_COUNTED = {
    "changed": "count(*) FILTER (WHERE s.direction IN ('raised', 'lowered'))",
    "raised": "count(*) FILTER (WHERE s.direction = 'raised')",
    "lowered": "count(*) FILTER (WHERE s.direction = 'lowered')",
    "avoidable": "sum(s.avoidable)",
    "no_reason": f"count(*) FILTER (WHERE {columns.NO_REASON})",
    "resubmitted": "sum(s.resubmitted)",
    "cases": "1",
}
_CLUSTERED = {
    **{f"{part}_squared": f"c.{part} * c.{part}" for part in (*WIDENED, "decided")},
    **{f"{part}_decided": f"c.{part} * c.decided" for part in WIDENED},
}


def counted(
    connection: Connection, asked: Breakdown, by: tuple[str, ...], known: str = ""
) -> list[Figure]:
    """Count the subjects again, for a question the kept counts do not answer.

    Each case is counted by itself first: the spread rests on how far the officers of one case
    are decided alike.

    Args:
        connection: The transaction.
        asked: Which subjects.
        by: The fields to count by.
        known: Only subjects for whom this field, of which each has one value, is known.
    """
    fields = [expression(name, BASES[asked.basis]) for name in by]
    source, values = subjects_of(connection, asked, by)
    if known:
        source += f" AND {expression(known, BASES[asked.basis])} <> ''"
    if columns.worth_it(connection):
        whole = any(name in OVERLAPPING for name in {*by, *asked.where})
        found = columns.count_columns(connection, fields, source, values, whole=whole)
        return [Figure(dict(zip(by, key, strict=True)), found[key]) for key in found]
    keys = [f"key{place}" for place in range(len(by))]
    named = [f"{field} AS {key}" for field, key in zip(fields, keys, strict=True)]
    numbers = [f"{_COUNTED.get(name, _STATE.format(name))} AS {name}" for name in SHOWN]
    inner = (
        f"SELECT {', '.join([*named, *numbers])} {source}"
        f" GROUP BY {', '.join([*keys, 's.case_id'])}"
    )
    sums = [f"coalesce(sum({_CLUSTERED.get(name, f'c.{name}')}), 0)" for name in NAMES]
    grouped = f" GROUP BY {', '.join(keys)}" if keys else ""
    rows = connection.rows(
        f"SELECT {', '.join([*keys, *sums])} FROM ({inner}) c{grouped}", **values
    )
    cut = len(by)
    return [
        Figure(dict(zip(by, row[:cut], strict=True)), Counts(*(int(n) for n in row[cut:])))
        for row in rows
    ]


def subjects_of(
    connection: Connection, asked: Breakdown, by: tuple[str, ...] = ()
) -> tuple[str, dict[str, object]]:
    """Give the `FROM … WHERE …` of the subjects that were asked for, and the values in it.

    Args:
        connection: The transaction: who is counted depends on whose matters it holds.
        asked: Which subjects.
        by: The fields they are counted by, which may need a table of their own.
    """
    day = BASES[asked.basis]
    joined = "".join(_JOIN.format(name) for name in OVERLAPPING if name in {*by, *asked.where})
    where, values = _where(asked, day)
    own, more = archives.whose(connection, asked.archive)
    if own:
        where, values = f"{where} AND {own}", {**values, **more}
    return f"FROM subjects s{joined} WHERE {where}", values


_JOIN = (
    " JOIN (SELECT DISTINCT subject_id, {0} FROM allegations) by_{0} ON by_{0}.subject_id = s.id"
)


def expression(name: str, day: str) -> str:
    """Give the SQL of a field.

    Args:
        name: The field.
        day: The column of the date that says when.
    """
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
        parts.append(f"{expression(name, day)} = :value{place}")
        values[f"value{place}"] = value
    if asked.without:
        from db.persons import but_those

        parts.append(but_those(asked, day, values))
    if asked.start is not None:
        parts.append(f"{day} >= :start")
        values["start"] = asked.start.isoformat()
    if asked.end is not None:
        parts.append(f"{day} <> '' AND {day} <= :finish")
        values["finish"] = asked.end.isoformat()
    return " AND ".join(parts), values
