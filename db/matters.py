"""Read the matters that a figure counts, each with the steps it has reached, some at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, Generic, NamedTuple, TypeVar

from db import archives, persons
from db.agreement import agreement
from db.engine import Connection
from db.figures import BASES, Breakdown, allowed, check, expression, in_order, subjects_of, told
from db.session import Session
from hearings.errors import UsageError
from hearings.rates import FIELDS, OVERLAPPING, PERSONS
from hearings.samples import Agreements
from hearings.steps import Step

Counts = TypeVar("Counts")

BATCH = 5_000
"""How many subjects are read at a time."""

BY = tuple(name for name in FIELDS if name not in PERSONS)
"""The fields these figures are broken down by: no person is among them."""


class Matter(NamedTuple):
    """One officer's matter under one value of each field asked for."""

    subject: int
    """The id of the officer in the case."""
    case: int
    """The case's id."""
    key: tuple[str, ...]
    """The values of the fields asked for; empty text is a value that is not known."""
    facts: tuple[Any, ...]
    """The other columns asked for."""
    steps: tuple[Step, ...]
    """The steps it has reached, in the order they were entered."""


@dataclass(frozen=True, slots=True)
class Row(Generic[Counts]):
    """One row: a value of each field, and what was counted."""

    key: Mapping[str, str]
    """The values; empty text is a value that is not known."""
    counts: Counts
    """What was counted."""


@dataclass(frozen=True, slots=True)
class Report(Generic[Counts]):
    """What was asked for, and what was counted."""

    asked: Breakdown
    """What was asked for."""
    today: date
    """The day up to which it was counted."""
    rows: tuple[Row[Counts], ...]
    """One row for each value, in the order of the values; what is not known comes last."""
    total: Counts
    """All of them: counted, not added up, where rows overlap."""
    agreement: Agreements = field(default_factory=Agreements)
    """How often a blind second reading of the same subjects gave the level that stood, by kind."""
    notes: tuple[str, ...] = ()
    """Which archives are counted, in their own words, and which are not unless named."""

    @property
    def overlapping(self) -> bool:
        """Say whether an officer may stand in several rows."""
        return any(name in OVERLAPPING for name in self.asked.by)


@dataclass(frozen=True, slots=True)
class Reading(Generic[Counts]):
    """What a figure reads of each matter, and how it counts them."""

    figure: str
    """Its name on the command line."""
    count: Callable[[Iterable[Matter]], Counts]
    """What counts some matters."""
    numbers: Callable[[Counts], Mapping[str, int]]
    """Names every number in what was counted, as the list behind it is asked for."""
    columns: tuple[str, ...] = ()
    """What it reads beside the steps, as expressions over `s`, the case `c` and the ending `k`."""
    condition: str = ""
    """What must hold of a subject."""
    every: bool = False
    """Whether subjects without any step are read as well; archives have none."""
    things: Mapping[str, str] = field(default_factory=dict)
    """What a number counts, by the last word of its name, where that is no officer in a case."""
    dated: bool = False
    """Whether what is counted of a matter rests on the days of its steps."""


def counted(session: Session, asked: Breakdown, how: Reading[Counts]) -> Report[Counts]:
    """Count matters by the fields asked for, and write down who asked.

    Args:
        session: Who asks, of which database.
        asked: Which figures.
        how: What is read of each matter, and what counts them.

    Raises:
        UsageError: A field cannot be asked for, the period ends before it begins, or the archive
            is not known.
        Refused: The account has no right to internal figures.
    """
    may_ask(session, how.figure, asked)
    with session.reading(f"figures.{how.figure}", told(asked)) as connection:
        several = persons.of_several(connection, asked, asked.by)
        notes = archives.notes(connection, asked.archive) + persons.said_without(several)
        groups: dict[tuple[str, ...], list[Matter]] = {}
        for matter in matters(connection, several, how) if asked.by else ():
            groups.setdefault(matter.key, []).append(matter)
        total = how.count(matters(connection, replace(several, by=()), how))
        agreed = agreement(connection, asked)
    keys = sorted(groups, key=lambda key: [in_order(value) for value in key])
    rows = [Row(dict(zip(asked.by, key, strict=True)), how.count(groups[key])) for key in keys]
    return Report(asked, session.today, tuple(rows), total, agreed, notes)


def may_ask(
    session: Session,
    figure: str,
    asked: Breakdown,
    known: Sequence[str] = BY,
    action: str = "",
) -> None:
    """Refuse what cannot be asked of a figure, and what the account may not ask.

    Args:
        session: Who asks.
        figure: The figure's name, as the trail has it behind `figures.`.
        asked: Which figures.
        known: The fields it can be broken down by and narrowed to.
        action: What the trail calls it, where it is not the figure itself that is asked for.

    Raises:
        UsageError: A field cannot be asked for, or the period ends before it begins.
        Refused: The account has no right to internal figures.
    """
    for name in (*asked.by, *asked.where):
        if name not in known:
            raise UsageError(
                f"'stats {figure}' cannot be asked for by {name!r}; by {', '.join(known)}."
            )
    check(asked)
    allowed(session, action or f"figures.{figure}", asked)


def matters(connection: Connection, asked: Breakdown, how: Reading[Any]) -> Iterator[Matter]:
    """Read the matters asked for, in the order they were entered.

    Args:
        connection: The transaction.
        asked: Which subjects, and the fields they are counted by.
        how: What is read of each.
    """
    day = BASES[asked.basis]
    source, values = subjects_of(connection, asked, asked.by)
    tables, _where, conditions = source.partition(" WHERE ")
    joined = (
        f"{tables} JOIN cases c ON c.id = s.case_id"
        " LEFT JOIN conclusions k ON k.subject_id = s.id"
        f" {'LEFT ' if how.every else ''}JOIN steps t ON t.subject_id = s.id"
    )
    keys = [expression(name, day) for name in asked.by]
    order = ", ".join(["s.id", *(str(place) for place in range(3, 3 + len(keys))), "t.place"])
    sql = (
        f"SELECT {', '.join(['s.id', 's.case_id', *keys, *how.columns, 't.step, t.value, t.day'])}"
        f" {joined} WHERE {conditions}{f' AND {how.condition}' if how.condition else ''}"
        f" AND s.id BETWEEN :low AND :high ORDER BY {order}"
    )
    cut = 2 + len(keys)
    last = connection.row("SELECT coalesce(max(id), 0) FROM subjects")
    for low in range(1, (0 if last is None else int(last[0])) + 1, BATCH):
        rows = connection.rows(sql, low=low, high=low + BATCH - 1, **values)
        for _one, found in groupby(rows, key=itemgetter(*range(cut))):
            lines = list(found)
            first = lines[0]
            taken = tuple(
                Step(step, value, date.fromisoformat(on))
                for *_rest, step, value, on in lines
                if step is not None
            )
            yield Matter(
                int(first[0]), int(first[1]), tuple(first[2:cut]), tuple(first[cut:-3]), taken
            )
