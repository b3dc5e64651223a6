"""The one road by which a table leaves for staff or the public.

What left is kept with whom each cell counted, in the transaction of the trail's line, so that every
later table is attacked together with it.
"""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import accumulate, pairwise

from db.engine import Connection
from db.session import Session
from hearings.access import may_release, may_see_figures
from hearings.disclosure import (
    Audience,
    Given,
    Place,
    Protected,
    Sum,
    Table,
    audience_named,
    counted,
    protect,
)
from hearings.errors import Refused, UsageError

ACTION = "figures.release"
"""What the trail calls a table that leaves."""

Asked = Mapping[str, object]
"""What was asked for, as JSON can hold it."""


@dataclass(frozen=True, slots=True)
class Release:
    """A table that left, as those it left for have it."""

    number: int
    """Its number."""
    day: date
    """The day it left."""
    account: str
    """Who made it."""
    audience: Audience
    """Whom it is for."""
    figure: str
    """Which figures, such as `reassessment`."""
    asked: Asked
    """What was asked for."""
    rows: tuple[str, ...]
    """The labels of the rows, in order."""
    columns: tuple[str, ...]
    """The names of the columns, in order."""
    sums: tuple[str, ...]
    """The names of the columns that are made of others."""
    together: str
    """The label of the row that counts several together; empty where there is none."""
    published: Mapping[Place, int | None]
    """The number at each place; None where it is withheld."""

    @property
    def withheld(self) -> bool:
        """Say whether any number is withheld."""
        return None in self.published.values()


@dataclass(frozen=True, slots=True)
class _Kept:
    """A row of the table of releases."""

    release: Release
    given: Given
    counted: str


def release(
    session: Session,
    audience: str,
    figure: str,
    asked: Asked,
    build: Callable[[Connection], Table],
) -> Release:
    """Make a table fit for an audience, keep it as released, and write down who did.

    Where the very same was asked for before and counts the same officers, that release is given
    again.

    Args:
        session: Who makes it, from which database.
        audience: Whom it is for: staff or public.
        figure: Which figures.
        asked: What is asked for.
        build: Counts the table, with whom each cell counts.

    Raises:
        UsageError: The audience is none of these, or the solver is not installed.
        Refused: The account has no right to it, or the table cannot be made fit.
    """
    whom = audience_named(audience)
    if whom.exact:
        raise UsageError("A table is released to staff or public; internal figures need none.")
    asked = json.loads(_json(asked))
    try:
        may_see_figures(session.actor)
        may_release(session.actor)
        with session.database.write() as connection:
            connection.lock("releases")
            return _release(session, connection, whom, figure, asked, build(connection))
    except Refused as error:
        session.keep_refusal(ACTION, "", 0, error)
        raise


def _release(
    session: Session,
    connection: Connection,
    audience: Audience,
    figure: str,
    asked: Asked,
    table: Table,
) -> Release:
    kept, mark = _all(connection), _mark(table)
    told = _json({"audience": audience.name, "figure": figure, **asked})
    for one in kept:
        was = one.release
        if (was.audience, was.figure, was.asked, one.counted) == (audience, figure, asked, mark):
            session.trail(connection, ACTION, detail=_json({"again": was.number}))
            return was
    protected = protect(table, audience, [one.given for one in kept])
    number = connection.insert_id(
        "releases",
        {
            "at": session.moment().isoformat(),
            "account": session.actor.account,
            "audience": audience.name,
            "figure": figure,
            "asked": _json(asked),
            "cells": _written(protected, mark),
        },
    )
    session.trail(connection, ACTION, detail=told)
    return next(one.release for one in _all(connection, number))


def releases(session: Session) -> list[Release]:
    """List what was released, the newest first.

    Args:
        session: Who asks, of which database.

    Raises:
        Refused: The account has no right to figures.
    """
    return _read(session, "")[::-1]


def released(session: Session, number: int) -> Release:
    """Give one release as it left.

    Args:
        session: Who asks, of which database.
        number: The number of the release.

    Raises:
        UsageError: There is none of that number.
        Refused: The account has no right to figures.
    """
    found = [one for one in _read(session, str(number)) if one.number == number]
    if not found:
        raise UsageError(f"There is no release {number}; 'hearings release list' lists them.")
    return found[0]


def _read(session: Session, detail: str) -> list[Release]:
    try:
        may_see_figures(session.actor)
    except Refused as error:
        session.keep_refusal("figures.releases", "", 0, error)
        raise
    with session.database.write() as connection:
        session.trail(connection, "figures.releases", detail=detail)
        return [one.release for one in _all(connection)]


def _all(connection: Connection, number: int = 0) -> list[_Kept]:
    one = " WHERE id = :number" if number else ""
    rows = connection.rows(
        f"SELECT id, at, account, audience, figure, asked, cells FROM releases{one} ORDER BY id",
        **({"number": number} if number else {}),
    )
    return [_kept(*row) for row in rows]


def _kept(
    number: int, at: str, account: str, audience: str, figure: str, asked: str, cells: str
) -> _Kept:
    found = json.loads(cells)
    whom, day = audience_named(audience), date.fromisoformat(at[:10])
    rows, columns = tuple(found["rows"]), tuple(found["columns"])
    sums = tuple(Sum(name, tuple(made), tells) for name, made, tells in found["sums"])
    published: dict[Place, int | None] = {(r, c): n for r, c, n in found["published"]}
    members = {(rows[r], columns[c]): _apart(them) for r, c, them in _unpacked(found["members"])}
    table = Table(rows, columns, counted(members), sums, members=members)
    release = Release(
        number, day, account, whom, figure, json.loads(asked), rows, columns,
        tuple(total.name for total in sums), found["together"], published,
    )  # fmt: skip
    return _Kept(release, Given(number, day, whom, table, published), found["counted"])


def _written(protected: Protected, mark: str) -> str:
    """Write what left, and whom it counted."""
    table = protected.table
    members = [
        [table.rows.index(row), table.columns.index(column), _deltas(them)]
        for (row, column), them in sorted(table.members.items())
    ]
    return _json({
        "rows": table.rows,
        "columns": table.columns,
        "sums": [[total.name, total.columns, total.tells] for total in table.sums],
        "together": protected.together,
        "published": [[row, column, n] for (row, column), n in protected.published.items()],
        "members": b64encode(zlib.compress(_json(members).encode(), 9)).decode(),
        "counted": mark,
    })  # fmt: skip


def _mark(table: Table) -> str:
    """Give what is the same only where every cell counts the same officers."""
    members = [[*cell, them] for cell, them in sorted(table.members.items()) if them]
    return sha256(_json([table.columns, members]).encode()).hexdigest()


def _unpacked(text: str) -> list[tuple[int, int, list[int]]]:
    found: list[tuple[int, int, list[int]]] = json.loads(zlib.decompress(b64decode(text)))
    return found


def _deltas(numbers: tuple[int, ...]) -> list[int]:
    return [after - before for before, after in pairwise((0, *numbers))]


def _apart(deltas: list[int]) -> tuple[int, ...]:
    return tuple(accumulate(deltas))


def _json(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
