"""Count what came before and after an action, and what stands beside it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date

from db.agreement import agreement
from db.engine import Connection
from db.figures import Breakdown, counted
from db.improving import everything, find
from db.session import Session
from hearings.access import may_see_figures
from hearings.errors import Refused
from hearings.improving.actions import Action
from hearings.improving.beside import Beside
from hearings.improving.likeness import Likeness, alike
from hearings.improving.verdicts import Judged, Levels, Seen, judge
from hearings.improving.windows import Span, Windows, settled, windows
from hearings.rates import MEASURES, NOTHING, Counts

Units = dict[str, dict[str, Counts]]
"""Counts by unit, rank or tier, and inside it by initial level."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An action with its rate before and after, beside like units without one."""

    action: Action
    """The action."""
    windows: Windows
    """The days before and flagged, and after as far as nearly all is decided."""
    likeness: Likeness
    """Which units are like."""
    ours: Seen
    """What was counted of whom the action is on."""
    theirs: Seen | None
    """What was counted of like units, pooled; None where there are none."""
    judged: Judged | None
    """What is said of it; None of an action that was dropped."""
    before: Beside
    """What could make a fall that is none, before."""
    after: Beside | None
    """The same from the day it was done to today; None while it is not."""


def show(session: Session, number: int) -> Shown:
    """Show an action with its rate before and after, and write down who asked.

    Args:
        session: Who asks.
        number: The action's number.

    Raises:
        Refused: The account has no right to figures, or there is no such action.
    """
    try:
        may_see_figures(session.actor)
        with session.database.write() as connection:
            found = find(connection, number)
            session.trail(connection, "figures.action", detail=json.dumps({"action": number}))
            return _shown(session, connection, found)
    except Refused as error:
        session.keep_refusal("figures.action", "", 0, error)
        raise


def _shown(session: Session, connection: Connection, action: Action) -> Shown:
    given, whole = action.given, windows(action, session.today)
    spans = replace(whole, after=_settled(connection, action, whole.after))
    measure = MEASURES[given.measure]
    before, flagged, after = (
        _units(connection, action, span) for span in (spans.before, spans.flagged, spans.after)
    )
    likeness = alike(flagged, given.value, measure, _acted(connection, action))
    ours = Seen(*(_pooled(units, (given.value,)) for units in (before, flagged, after)))
    theirs = Seen(*(_pooled(units, likeness.keys) for units in (before, flagged, after)))
    others = theirs if likeness.keys else None
    judged = judge(ours, others, measure, spans.after)
    return Shown(
        action,
        spans,
        likeness,
        ours,
        others,
        None if action.dropped_on else judged,
        _beside(connection, action, spans.before),
        None if whole.after is None else _beside(connection, action, whole.after),
    )


def _settled(connection: Connection, action: Action, after: Span | None) -> Span | None:
    """Cut the time after to the last day up to which nearly all of ours is decided."""
    if after is None:
        return None
    level = MEASURES[action.given.measure].level
    rows = connection.rows(
        "SELECT s.assessed, count(*) FILTER (WHERE s.pair_state = 'decided'),"
        " count(*) FILTER (WHERE s.pair_state = 'undecided') FROM subjects s"
        f" WHERE s.{action.given.field} = :value AND s.assessed BETWEEN :first AND :last"
        f"{' AND s.local_level = :level' if level else ''} GROUP BY s.assessed",
        value=action.given.value,
        first=after.first.isoformat(),
        last=after.last.isoformat(),
        **({"level": level} if level else {}),
    )
    return settled(after, {date.fromisoformat(day): (done, wait) for day, done, wait in rows})


def _acted(connection: Connection, action: Action) -> frozenset[str]:
    """Name the units that had an action, of whatever kind, which was not dropped."""
    return frozenset(
        other.given.value
        for other in everything(connection).values()
        if other.given.field == action.given.field and other.dropped_on is None
    )


def _units(connection: Connection, action: Action, span: Span | None) -> Units:
    """Count by the field of the action and by initial level, by the day of initial assessment."""
    found: Units = {}
    if span is None:
        return found
    given = action.given
    level = MEASURES[given.measure].level
    within = {"local_level": level} if level else {}
    asked = Breakdown((), within, span.first, span.last, "assessed")
    for row in counted(connection, asked, (given.field, "local_level")):
        if row.key["local_level"]:
            found.setdefault(row.key[given.field], {})[row.key["local_level"]] = row.counts
    return found


def _pooled(units: Units, keys: tuple[str, ...]) -> Levels:
    levels: dict[str, Counts] = {}
    for key in keys:
        for level, counts in units.get(key, {}).items():
            levels[level] = levels.get(level, NOTHING) + counts
    return levels


_NUMBER = "count(*) FILTER (WHERE {0})"
_PARTS = {
    "received": (
        "s.assessed <> '' AND (s.decided <> '' OR EXISTS"
        " (SELECT 1 FROM steps p WHERE p.subject_id = s.id AND p.step = 'passed'))"
    ),
    "kept_locally": "s.pair_state = 'kept_locally'",
    "straight": "s.pair_state IN ('no_local_view', 'late_local_view') AND s.decided <> ''",
    "resubmitted": "s.resubmitted = 1",
    "undecided": "s.pair_state = 'undecided'",
    "changed": "s.direction IN ('raised', 'lowered')",
    "avoidable": "s.avoidable = 1",
}
_FORMS = ", ".join(_NUMBER.format(part) for part in _PARTS.values())

_GROSS = (
    "SELECT count(*), count(*) FILTER (WHERE EXISTS (SELECT 1 FROM steps v"
    " WHERE v.subject_id = s.id AND v.step = 'revised' AND v.value <> 'gross_misconduct')),"
    " count(a.value),"
    " count(*) FILTER (WHERE a.value <> 'gross_misconduct')"
    " FROM steps d JOIN subjects s ON s.id = d.subject_id"
    " LEFT JOIN steps a ON a.subject_id = s.id AND a.step = 'case_to_answer'"
    " WHERE d.step = 'decided' AND d.value = 'gross_misconduct'"
)


def _beside(connection: Connection, action: Action, span: Span) -> Beside:
    """Count what stands beside a fall: of every initial level, by the day of attention."""
    field = action.given.field
    of = f"s.pair_state <> '' AND s.{field} = :value"
    values = {
        "value": action.given.value,
        "first": span.first.isoformat(),
        "last": span.last.isoformat(),
    }
    forms = connection.row(
        f"SELECT {_FORMS} FROM subjects s WHERE {of} AND s.received BETWEEN :first AND :last",
        **values,
    )
    gross = connection.row(f"{_GROSS} AND {of} AND s.received BETWEEN :first AND :last", **values)
    counts: dict[str, int | None] = dict(zip(_PARTS, forms or (), strict=True))
    if field != "unit":
        counts["straight"] = None
    names = ("gross", "gross_revised", "gross_answered", "gross_less")
    read = Breakdown((), {field: action.given.value}, span.first, span.last)
    return Beside(
        **counts,  # type: ignore[arg-type]  # only what is sent straight may be unknown
        agreement=agreement(connection, read),
        **dict(zip(names, gross or (), strict=True)),
    )
