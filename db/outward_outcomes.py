"""Count what proceedings ended in for staff and the public: the outcomes, and the annual summary.

The outcomes of a kind are counted together, since single outcomes are few: warnings, dismissals,
those who would have been dismissed had they not left, and the others.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from db.asking import FIELDS, OVERLAPPING, Asked, check, check_values, narrowed
from db.engine import Connection
from db.outcomes import FROM, STANDARDS
from db.releases import ACTION, Release, release
from db.session import Session
from hearings.conclusions import NOT_PROVEN, STANDS
from hearings.disclosure import ROW, Merge, Sum, Table, counted, label_of, values_of
from hearings.endings import FINDING, OUTCOME, WITHDRAWN
from hearings.errors import NotAllowed
from hearings.outcome_kinds import DISMISSAL, WARNING, effect_of
from hearings.sanctions import HEARINGS, LEFT_BEFORE, OVERTURNED, PERSON

KINDS = (NOT_PROVEN, "other_outcome", "warning", "dismissed", LEFT_BEFORE)
"""The kinds of outcome, as columns."""

COLUMNS = (*KINDS, "awaiting", WITHDRAWN, OVERTURNED)
"""Where an officer whose proceedings ended, or came to a finding, can stand."""

BASE = "base"
"""The column of those with an outcome that stands: the base of the shares of `stats outcomes`."""

PROVEN = "proven"
"""The column of those proven, the outcomes to come among them: a base of the summary."""

_LEFT = Merge("dismissed_or_left", ("dismissed", LEFT_BEFORE))
_SHORT = Merge("short_of_dismissal", ("other_outcome", "warning"))

_SUMS = (Sum(BASE, KINDS, tells=False),)
_MERGES = (
    Merge("no_outcome", ("awaiting", WITHDRAWN, OVERTURNED)),
    _LEFT,
    _SHORT,
    Merge("not_dismissed", (NOT_PROVEN, "short_of_dismissal")),
)

_SUMMARY_SUMS = (Sum(PROVEN, (*KINDS[1:], "awaiting")),)
_SUMMARY_MERGES = (
    Merge("withdrawn_or_overturned", (WITHDRAWN, OVERTURNED)),
    _LEFT,
    _SHORT,
    Merge("short_of_dismissal_or_to_come", ("short_of_dismissal", "awaiting")),
)

_Column = Callable[[str, str, str, str], str]
"""Gives an officer's column: of how it ended, the finding, the outcome and whether that stands."""


def outcomes_for(session: Session, asked: Asked, audience: str) -> Release:
    """Release what proceedings ended in to staff or the public.

    Args:
        session: Who releases it, from which database.
        asked: Which figures; by no Standard, and about no person.
        audience: Whom they are for.

    Raises:
        UsageError: A field or value is not known, or the solver is not installed.
        Refused: The account has no right to it, the fields are not for this audience, or the table
            cannot be made fit.
    """
    check(asked)
    with session.refusing(ACTION):
        _may(asked, audience)

    def build(connection: Connection) -> Table:
        check_values(connection, asked)
        members = _members(connection, asked, _column)
        rows = sorted(
            {row for row, _column_of in members},
            key=lambda row: [(value == "", value) for value in values_of(row)],
        )
        return Table(tuple(rows), COLUMNS, counted(members), _SUMS, _MERGES, members)

    return release(session, audience, "outcomes", _told(asked), build)


def summary_for(session: Session, start: date, end: date, audience: str) -> Release:
    """Release the annual summary of sanctions to staff or the public: one row.

    Args:
        session: Who releases it, from which database.
        start: The first day.
        end: The last day, included.
        audience: Whom it is for.

    Raises:
        UsageError: The period ends before it begins, or the solver is not installed.
        Refused: The account has no right to it, or the row cannot be made fit.
    """
    asked = Asked(start=start, end=end)
    check(asked)

    def build(connection: Connection) -> Table:
        members = _members(connection, asked, _summary_column, hearings=True)
        rows = (ROW,) if members else ()
        return Table(rows, COLUMNS, counted(members), _SUMMARY_SUMS, _SUMMARY_MERGES, members)

    return release(session, audience, "sanctions", _told(asked), build)


def _told(asked: Asked) -> dict[str, object]:
    return {
        "by": list(asked.by),
        "where": dict(asked.where),
        "from": None if asked.start is None else asked.start.isoformat(),
        "to": None if asked.end is None else asked.end.isoformat(),
        "archive": asked.archive,
    }


def _may(asked: Asked, audience: str) -> None:
    """Refuse the fields that are for no audience but the internal one."""
    if asked.persons:
        raise NotAllowed(
            f"Figures by {PERSON} are about a person and are never given to {audience}."
        )
    if asked.overlapping:
        raise NotAllowed(
            f"Rows by {OVERLAPPING} overlap: an officer may stand in several, and how far one row"
            f" tells on another cannot be checked. For {audience} ask for one at a time, as in"
            f" --where {OVERLAPPING}=VALUE."
        )


def _members(
    connection: Connection, asked: Asked, column: _Column, *, hearings: bool = False
) -> dict[tuple[str, str], tuple[int, ...]]:
    """Give whom each cell counts."""
    where, values = narrowed(asked)
    if hearings:
        forums = ", ".join(f"'{forum}'" for forum in HEARINGS)
        where += f" AND k.forum IN ({forums})"
    joined = STANDARDS if OVERLAPPING in asked.where else ""
    names = [f"coalesce({FIELDS[name]}, '')" for name in asked.by]
    several = [*names, "k.ended", "k.finding", "k.outcome", "k.standing", "k.subject_id"]
    members: dict[tuple[str, str], list[int]] = {}
    for *key, ended, finding, outcome, standing, number in connection.rows(
        f"SELECT {', '.join(several)}{FROM}{joined} WHERE {where} ORDER BY k.subject_id", **values
    ):
        row = label_of(map(str, key)) if key else ROW
        cell = row, column(ended, finding, outcome, standing)
        members.setdefault(cell, []).append(int(number))
    return {cell: tuple(them) for cell, them in members.items()}


def _column(ended: str, _finding: str, outcome: str, standing: str) -> str:
    """Place an officer as `stats outcomes` does."""
    if ended != OUTCOME:
        return "awaiting" if ended == FINDING else WITHDRAWN
    return _kind(outcome) if standing == STANDS else OVERTURNED


def _summary_column(ended: str, finding: str, outcome: str, standing: str) -> str:
    """Place an officer as the summary does: one found not proven is, whatever was imposed."""
    if ended == WITHDRAWN or (ended == OUTCOME and standing != STANDS):
        return WITHDRAWN if ended == WITHDRAWN else OVERTURNED
    if NOT_PROVEN in {outcome, finding}:
        return NOT_PROVEN
    return "awaiting" if ended == FINDING else _kind(outcome)


def _kind(outcome: str) -> str:
    """Give the kind of an outcome; what an archive calls otherwise is another."""
    if outcome in {NOT_PROVEN, LEFT_BEFORE}:
        return outcome
    return {DISMISSAL: "dismissed", WARNING: "warning"}.get(effect_of(outcome), "other_outcome")
