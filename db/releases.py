"""The one road by which a table leaves for staff or the public.

What left is kept with whom each cell counted, as it left and as it was counted, in the transaction
of the trail's line, so that every later table is attacked together with it.
"""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from itertools import accumulate, pairwise
from typing import Any

from db.engine import Connection
from db.peopled import People, people
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
    moved,
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


_TRIES = 3
"""How often a table is made fit before it is given up, where what it is of changes meanwhile."""


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
    with session.refusing(ACTION):
        may_see_figures(session.actor)
        may_release(session.actor)
        return _release(session, whom, figure, asked, build)


def _release(
    session: Session,
    audience: Audience,
    figure: str,
    asked: Asked,
    build: Callable[[Connection], Table],
) -> Release:
    """Make the table fit while others write, and keep it if nothing it rests on has changed."""
    for _try in range(_TRIES):
        with session.database.read() as connection:
            kept, table = _all(connection), build(connection)
            known = people(connection)
        mark = _mark(table)
        same = _same(kept, audience, figure, asked, mark)
        earlier = [] if same else [_peopled(one, known) for one in kept]
        ready = None if same else protect(known.of(table, asked), audience, earlier)
        with session.database.write() as connection:
            connection.lock("releases")
            if (_last(connection), _mark(build(connection))) != (_number(kept), mark):
                continue
            if ready is None:
                session.trail(connection, ACTION, detail=_json({"again": _number(same)}))
                return same[-1].release
            return _keep(session, connection, figure, asked, ready, mark)
    raise Refused(
        "What this counts, or what was released before it, changed each time while it was being"
        " checked; ask again."
    )


def _peopled(one: _Kept, known: People) -> Given:
    """Give an earlier release with the people in it, as it was counted."""
    fine = one.given.fine or one.given.table
    return replace(one.given, fine=known.of(fine, one.release.asked))


def _same(
    kept: Sequence[_Kept], audience: Audience, figure: str, asked: Asked, mark: str
) -> list[_Kept]:
    """Find what was asked for before and counts the same officers."""
    return [
        one
        for one in kept
        if (one.release.audience, one.release.figure, one.release.asked, one.counted)
        == (audience, figure, asked, mark)
    ]


def _keep(
    session: Session,
    connection: Connection,
    figure: str,
    asked: Asked,
    protected: Protected,
    mark: str,
) -> Release:
    audience = protected.audience.name
    number = connection.insert_id(
        "releases",
        {
            "at": session.moment().isoformat(),
            "account": session.actor.account,
            "audience": audience,
            "figure": figure,
            "asked": _json(asked),
            "cells": _written(protected, mark),
        },
    )
    told = _json({"audience": audience, "figure": figure, **asked})
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
        Refused: There is none of that number, or the account has no right to figures.
    """
    found = [one for one in _read(session, str(number)) if one.number == number]
    if not found:
        raise Refused(f"There is no release {number}; 'hearings release list' lists them.")
    return found[0]


def _read(session: Session, detail: str) -> list[Release]:
    with session.refusing("figures.releases"):
        may_see_figures(session.actor)
    with session.reading("figures.releases", detail) as connection:
        return [one.release for one in _all(connection)]


def _all(connection: Connection, number: int = 0) -> list[_Kept]:
    one = " WHERE id = :number" if number else ""
    rows = connection.rows(
        f"SELECT id, at, account, audience, figure, asked, cells FROM releases{one} ORDER BY id",
        **({"number": number} if number else {}),
    )
    return [_kept(*row) for row in rows]


def _number(kept: Sequence[_Kept]) -> int:
    return kept[-1].release.number if kept else 0


def _last(connection: Connection) -> int:
    """Give the number of the newest release; 0 before the first."""
    ((number,),) = connection.rows("SELECT coalesce(max(id), 0) FROM releases")
    return int(number)


def _kept(
    number: int, at: str, account: str, audience: str, figure: str, asked: str, cells: str
) -> _Kept:
    found = json.loads(cells)
    whom, day = audience_named(audience), date.fromisoformat(at[:10])
    published: dict[Place, int | None] = {(r, c): n for r, c, n in found["published"]}
    cells_of = [(place, _apart(them)) for *place, them in _unpacked(found["members"])]
    table = _table(found, [(place[:2], them) for place, them in cells_of])
    # Where the table as it was counted was not kept, what left stands for it.
    fine = _table(found.get("fine", found), [(place[-2:], them) for place, them in cells_of])
    release = Release(
        number, day, account, whom, figure, json.loads(asked), table.rows, table.columns,
        tuple(total.name for total in table.sums), found["together"], published,
    )  # fmt: skip
    return _Kept(release, Given(number, day, whom, table, published, fine), found["counted"])


def _table(found: Mapping[str, Any], cells: Iterable[tuple[list[int], tuple[int, ...]]]) -> Table:
    """Read a table; whom one cell counts may stand in several lots."""
    rows, columns = tuple(found["rows"]), tuple(found["columns"])
    sums = tuple(Sum(name, tuple(made), tells) for name, made, tells in found["sums"])
    lots: dict[tuple[str, str], list[int]] = {}
    for (row, column), them in cells:
        lots.setdefault((rows[row], columns[column]), []).extend(them)
    members = {cell: tuple(sorted(them)) for cell, them in lots.items()}
    return Table(rows, columns, counted(members), sums, members=members)


def _written(protected: Protected, mark: str) -> str:
    """Write what left, and whom it counted: by the cell they left in and the one counted in."""
    table, fine = protected.table, protected.fine
    went = moved(fine, table)
    members = [
        [*_place(table, went[cell]), *_place(fine, cell), _deltas(them)]
        for cell, them in sorted(fine.members.items())
        if them
    ]
    return _json({
        **_shape(table),
        "fine": _shape(fine),
        "together": protected.together,
        "published": [[row, column, n] for (row, column), n in protected.published.items()],
        "members": b64encode(zlib.compress(_json(members).encode(), 9)).decode(),
        "counted": mark,
    })  # fmt: skip


def _shape(table: Table) -> dict[str, object]:
    return {
        "rows": table.rows,
        "columns": table.columns,
        "sums": [[total.name, total.columns, total.tells] for total in table.sums],
    }


def _place(table: Table, cell: tuple[str, str]) -> tuple[int, int]:
    return table.rows.index(cell[0]), table.columns.index(cell[1])


def _mark(table: Table) -> str:
    """Give what is the same only where every cell counts the same officers."""
    members = [[*cell, them] for cell, them in sorted(table.members.items()) if them]
    return sha256(_json([table.columns, members]).encode()).hexdigest()


def _unpacked(text: str) -> list[list[Any]]:
    found: list[list[Any]] = json.loads(zlib.decompress(b64decode(text)))
    return found


def _deltas(numbers: tuple[int, ...]) -> list[int]:
    return [after - before for before, after in pairwise((0, *numbers))]


def _apart(deltas: list[int]) -> tuple[int, ...]:
    return tuple(accumulate(deltas))


def _json(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
