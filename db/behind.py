"""List the subjects behind any number of the reassessment figures: as many lines as it counts.

A matter that the account may not open is counted, and is a line that says nothing of it. Those
lines come after all the others, so that not even their place says which matter is meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db import archives, persons
from db.columns import NO_REASON
from db.engine import Connection
from db.figures import Breakdown, allowed, check, one_person, subjects_of, told
from db.session import Session
from db.sight import visible
from hearings.errors import NotAllowed, UsageError
from hearings.people import Actor
from hearings.rates import NAMED, STATES

MOST = 1000
"""The most lines on a page."""

LIMIT = 50
"""How many lines a page has unless another number is asked for."""

CLOSED = "#"
"""What a token begins with once only lines without a reference are left; then how many were."""

COLUMNS = {
    **{state: f"s.pair_state = '{state}'" for state in STATES},
    "changed": "s.direction IN ('raised', 'lowered')",
    "lowered": "s.direction = 'lowered'",
    "raised": "s.direction = 'raised'",
    "same": "s.direction = 'same'",
    "reasoned": "s.direction IN ('raised', 'lowered') AND s.reason <> ''",
    "avoidable": "s.avoidable = 1",
    "no_reason": NO_REASON,
    "resubmitted": "s.resubmitted = 1",
}
"""The numbers that a list can stand behind, and which subjects each counts."""


@dataclass(frozen=True, slots=True)
class Line:
    """One subject behind a number; every field is empty where the account may not open it."""

    reference: str = ""
    """The subject, written `CASE/N`."""
    rank: str = ""
    """The rank held then."""
    unit: str = ""
    """The unit served in then."""
    received: str = ""
    """The day the matter came to attention."""
    local_level: str = ""
    """The level of the initial assessment."""
    state: str = ""
    """Whether it stands in the base, or where beside it."""
    direction: str = ""
    """Raised, lowered or same; empty outside the base."""
    stage: str = ""
    """Where it stands now."""

    @property
    def closed(self) -> bool:
        """Say whether the account may not open it."""
        return not self.reference


LINE = "s.reference, s.rank, s.unit, s.received, s.local_level, s.pair_state, s.direction, s.stage"
"""The columns of a line, in order."""


@dataclass(frozen=True, slots=True)
class Behind:
    """A page of the subjects behind a number."""

    asked: Breakdown
    """Which figures."""
    column: str
    """Which number, of `COLUMNS`."""
    total: int
    """The number: how many lines there are on all pages together."""
    lines: tuple[Line, ...]
    """The lines of this page: by reference, then those without one."""
    next: str
    """The token of the page that follows; empty on the last."""
    notes: tuple[str, ...] = ()
    """Which archives are counted, in their own words, and which are not unless named."""


def behind(
    session: Session, asked: Breakdown, column: str, limit: int = LIMIT, after: str = ""
) -> Behind:
    """List the subjects behind a number, and write down who asked.

    Args:
        session: Who asks, of which database.
        asked: Which figures; a row of a table is named by `where`, so `by` stays empty.
        column: Which number, of `COLUMNS`.
        limit: The most lines to give.
        after: The token of the page before; empty for the first page.

    Raises:
        UsageError: The column, the token or something asked for is not known, or the archive.
        Refused: The account has no right to the figures, or too few were decided by one person.
    """
    _check(asked, column)
    shown = begin(limit, after)
    allowed(session, "figures.behind", asked)
    with session.reading("figures.behind", told(asked, column=column)) as connection:
        notes = archives.notes(connection, asked.archive)
        _not_too_few(connection, session.actor, asked)
        parts, seen = visible(session.actor)
        source, values = subjects_of(connection, asked)
        source = f"{source} AND {COLUMNS[column]}"
        total = _number(connection, source, values)
        source, values = f"{source} AND {' AND '.join(parts)}", {**values, **seen}
        closed = total - _number(connection, source, values)
        lines = [] if only_closed(after) else _page(connection, source, values, limit, after)
    return Behind(asked, column, total, *ended(lines, limit, closed, shown), notes)


def begin(limit: int, after: str) -> int:
    """Give how many lines without a reference the pages before had.

    Args:
        limit: The most lines to give.
        after: The token of the page before; empty for the first page.

    Raises:
        UsageError: So many lines are not given, or the token is none.
    """
    if not 1 <= limit <= MOST:
        raise UsageError(f"A page has 1 to {MOST} lines.")
    digits = after.removeprefix(CLOSED)
    if not after.isprintable() or (digits != after and not _is_number(digits)):
        raise UsageError(f"--after {after!r} is no token of a page before.")
    return int(digits) if digits != after else 0


def only_closed(after: str) -> bool:
    """Say whether only lines without a reference are left.

    Args:
        after: The token of the page before.
    """
    return after.startswith(CLOSED)


def ended(lines: list[Line], limit: int, closed: int, shown: int) -> tuple[tuple[Line, ...], str]:
    """Fill a page with those that the account may not open, and give the next page's token.

    Args:
        lines: The next lines that it may open, and one more if there is one.
        limit: The most lines of the page.
        closed: How many it may not open.
        shown: How many of those the pages before had.
    """
    more, lines = len(lines) > limit, lines[:limit]
    given = max(0, min(limit - len(lines), closed - shown)) * (not more)
    token = ""
    if more:
        token = lines[-1].reference
    elif shown + given < closed:
        token = f"{CLOSED}{shown + given}"
    return (*lines, *([Line()] * given)), token


def open_to(connection: Connection, actor: Actor) -> dict[int, str]:
    """Give the subjects that the account may open, and the reference of each.

    Args:
        connection: The transaction.
        actor: Who asks.
    """
    parts, seen = visible(actor)
    rows = connection.rows(
        f"SELECT s.id, s.reference FROM subjects s WHERE {' AND '.join(parts)}", **seen
    )
    return {int(number): str(ref) for number, ref in rows}


def lines_of(connection: Connection, refs: Sequence[str]) -> list[Line]:
    """Say what a list says of subjects, in the order in which they are given.

    Args:
        connection: The transaction.
        refs: The references; one that is given twice has two lines.
    """
    values = {f"r{place}": ref for place, ref in enumerate(dict.fromkeys(refs))}
    if not values:
        return []
    rows = connection.rows(
        f"SELECT {LINE} FROM subjects s WHERE s.reference IN"
        f" ({', '.join(f':{name}' for name in values)})",
        **values,
    )
    found = {str(row[0]): Line(*row) for row in rows}
    return [found[ref] for ref in refs]


def _check(asked: Breakdown, column: str) -> None:
    check(asked)
    if column not in COLUMNS:
        raise UsageError(f"A list cannot be of {column!r}; it can of {', '.join(COLUMNS)}.")
    if asked.by:
        raise UsageError("A list is of one number: name its row with --where FIELD=VALUE.")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 18


def _not_too_few(connection: Connection, actor: Actor, asked: Breakdown) -> None:
    """Refuse the list behind a figure that is withheld."""
    if not one_person(asked) and not persons.about_assessors(asked, ()):
        return
    source, values = subjects_of(connection, asked)
    decided = _number(connection, f"{source} AND {COLUMNS['decided']}", values)
    if one_person(asked) and decided < NAMED:
        raise NotAllowed(f"Figures of one person are withheld below {NAMED} decided.")
    persons.not_of_one(connection, actor, asked, decided)


def _number(connection: Connection, source: str, values: dict[str, object]) -> int:
    row = connection.row(f"SELECT count(*) {source}", **values)
    return 0 if row is None else int(row[0])


def _page(
    connection: Connection, source: str, values: dict[str, object], limit: int, after: str
) -> list[Line]:
    """Give the next lines that the account may open, and one more if there is one."""
    rows = connection.rows(
        f"SELECT {LINE} {source} AND s.reference > :after ORDER BY s.reference LIMIT :limit",
        **values,
        after=after,
        limit=limit + 1,
    )
    return [Line(*row) for row in rows]
