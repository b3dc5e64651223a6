"""List the officers behind any number of the figures that follow matters: a line for each counted.

What one matter adds to a number is what is counted of that matter alone, by the same road as the
figure itself, so that a list and its number cannot part. An officer whose decision was read twice
adds two second readings, and has two lines; a case has one line, of the first of its officers.

What an account may not open is counted and said as in `db.behind`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from db import archives, persons
from db.behind import CLOSED, LIMIT, Line, begin, ended, lines_of, only_closed, open_to
from db.figures import Breakdown, told
from db.matters import Matter, Reading, matters, may_ask
from db.session import Session
from hearings.errors import UsageError

CASES = "cases"
"""The number, or the last word of one, that counts each case once however many officers it has."""


@dataclass(frozen=True, slots=True)
class MattersBehind:
    """A page of the officers behind a number of a figure that follows matters."""

    figure: str
    """Which figure."""
    asked: Breakdown
    """Of whom."""
    today: date
    """The day up to which it was counted."""
    column: str
    """Which number."""
    count_of: str
    """What it counts: subjects, cases, or what an officer may have several of."""
    total: int
    """The number: how many lines there are on all pages together."""
    lines: tuple[Line, ...]
    """The lines of this page: by reference, then those without one."""
    next: str
    """The token of the page that follows; empty on the last."""
    notes: tuple[str, ...] = ()
    """Which archives are counted, in their own words, and which are not unless named."""


def behind_matters(
    session: Session,
    asked: Breakdown,
    how: Reading[Any],
    column: str,
    page: tuple[int, str] = (LIMIT, ""),
) -> MattersBehind:
    """List the officers behind a number, and write down who asked.

    Args:
        session: Who asks, of which database.
        asked: Which figures; a row of a table is named by `where`, so `by` stays empty.
        how: Which figure: what is read of each matter, and how it is counted.
        column: Which number, by its name.
        page: The most lines to give, and the token of the page before.

    Raises:
        UsageError: The number, the token or something asked for is not known, or the archive.
        Refused: The account has no right to internal figures, or the figure is about a person.
    """
    action = f"figures.{how.figure}.behind"
    may_ask(session, how.figure, asked, action=action)
    if asked.by:
        raise UsageError("A list is of one number: name its row with --where FIELD=VALUE.")
    limit, after = page
    shown = begin(limit, after)
    with session.reading(action, told(asked, column=column)) as connection:
        notes = archives.notes(connection, asked.archive)
        persons.of_several(connection, asked, ())
        adds = _adds(list(matters(connection, asked, how)), how, column)
        may_open = {
            ref: adds[number]
            for number, ref in open_to(connection, session.actor).items()
            if number in adds
        }
        refs = [] if only_closed(after) else _after(may_open, after, limit + 1)
        lines = lines_of(connection, refs)
    total, what = sum(adds.values()), _count_of(how, column)
    given, token = ended(lines, limit, total - sum(may_open.values()), shown)
    token = _within(token, may_open, refs[:limit], after)
    return MattersBehind(how.figure, asked, session.today, column, what, total, given, token, notes)


def _count_of(how: Reading[Any], column: str) -> str:
    word = column.rpartition("/")[2]
    return CASES if word == CASES else how.things.get(word, "subjects")


def _adds(found: Sequence[Matter], how: Reading[Any], column: str) -> dict[int, int]:
    """Give what each matter adds to a number, of those that add to it."""
    names = how.numbers(how.count(found))
    if column not in names:
        raise UsageError(f"A list cannot be of {column!r}; it can of {', '.join(names)}.")
    known: dict[tuple[object, ...], int] = {}
    adds: dict[int, int] = {}
    cases: set[int] = set()
    for one in found:
        # Many matters are alike in all that is counted of them, most of all those of an archive.
        steps = one.steps if how.dated else tuple((step.step, step.value) for step in one.steps)
        alike = (one.facts, steps)
        if alike not in known:
            known[alike] = how.numbers(how.count([one])).get(column, 0)
        if known[alike] and not (_count_of(how, column) == CASES and one.case in cases):
            adds[one.subject] = known[alike]
            cases.add(one.case)
    return adds


def _after(may_open: Mapping[str, int], after: str, most: int) -> list[str]:
    """Give the next references, each as often as it is counted."""
    last, given = _read(after)
    refs: list[str] = []
    for ref in sorted(ref for ref in may_open if ref >= last):
        times = may_open[ref]
        refs += [ref] * (times - (given or times) if ref == last else times)
        if len(refs) >= most:
            break
    return refs[:most]


def _read(after: str) -> tuple[str, int]:
    """Read a token: the last reference, and how many of its lines were given; nought for all."""
    ref, sign, given = after.rpartition(CLOSED)
    # A reference ends in the officer's number behind a stroke, so that it ends in no such count.
    many = sign and given.isascii() and given.isdecimal() and len(given) <= 18
    return (ref, int(given)) if many else (after, 0)


def _within(token: str, may_open: Mapping[str, int], refs: list[str], after: str) -> str:
    """Give the token of a page that ends between two lines of one officer."""
    if not token or only_closed(token):
        return token
    last, before = _read(after)
    given = refs.count(token) + (before if token == last else 0)
    return token if given == may_open[token] else f"{token}{CLOSED}{given}"
