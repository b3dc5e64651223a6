"""Count the reassessment figures for staff and the public."""

from __future__ import annotations

from db import archives
from db.engine import Connection
from db.figures import BASES, Breakdown, check, expression, in_order, subjects_of
from db.releases import ACTION, Release, release
from db.session import Session
from hearings.disclosure import ROW, Merge, Sum, Table, counted, label_of, values_of
from hearings.errors import NotAllowed
from hearings.rates import OVERLAPPING, PERSONS

COLUMNS = ("same", "lowered", "raised", "undecided", "beside")
"""Where an officer in a case can stand; `beside` is every column beside the base but undecided."""

SUMS = (
    Sum("changed", ("lowered", "raised")),
    Sum("decided", ("same", "lowered", "raised"), tells=False),
)
"""The columns made of others: the numerator and the base of the rate."""

MERGES = (
    Merge("not_decided", ("undecided", "beside")),
    Merge("changed", ("lowered", "raised")),
)
"""How the columns are made fewer where rows alone do not do."""


def reassessment_for(session: Session, asked: Breakdown) -> Release:
    """Release the reassessment figures to staff or the public.

    Args:
        session: Who releases them, from which database.
        asked: Which figures, and for whom.

    Raises:
        UsageError: A field or a date is not known, or the solver is not installed.
        Refused: The account has no right to it, the fields are not for this audience, or the table
            cannot be made fit.
    """
    check(asked)
    with session.refusing(ACTION):
        _may(asked)
    told = {
        "by": list(asked.by),
        "where": dict(asked.where),
        "from": None if asked.start is None else asked.start.isoformat(),
        "to": None if asked.end is None else asked.end.isoformat(),
        "date": asked.basis,
        "archive": asked.archive,
    }
    return release(
        session, asked.audience, "reassessment", told, lambda connection: _table(connection, asked)
    )


def _may(asked: Breakdown) -> None:
    """Refuse the fields that are for no audience but the internal one."""
    persons = [name for name in (*asked.by, *asked.where) if name in PERSONS]
    if persons:
        raise NotAllowed(
            f"Figures by {persons[0]} are about a person and are never given to {asked.audience}."
        )
    several = [name for name in asked.by if name in OVERLAPPING]
    if several:
        raise NotAllowed(
            f"Rows by {several[0]} overlap: an officer may stand in several, and how far one row"
            f" tells on another cannot be checked. For {asked.audience} ask for one at a time, as"
            f" in --where {several[0]}=VALUE."
        )


def _table(connection: Connection, asked: Breakdown) -> Table:
    """Count whom each cell counts."""
    archives.counted(connection, asked.archive)
    day = BASES[asked.basis]
    names = [expression(name, day) for name in asked.by]
    source, values = subjects_of(connection, asked, asked.by)
    members: dict[tuple[str, str], list[int]] = {}
    for *key, state, direction, number in connection.rows(
        f"SELECT {', '.join([*names, 's.pair_state', 's.direction', 's.id'])} {source}"
        " ORDER BY s.id",
        **values,
    ):
        row = label_of(key) if key else ROW
        members.setdefault((row, _column(state, direction)), []).append(int(number))
    rows = sorted(
        {row for row, _column in members},
        key=lambda row: [in_order(value) for value in values_of(row)],
    )
    found = {cell: tuple(them) for cell, them in members.items()}
    return Table(tuple(rows), COLUMNS, counted(found), SUMS, MERGES, found)


def _column(state: str, direction: str) -> str:
    if state == "decided":
        return direction
    return state if state == "undecided" else "beside"
