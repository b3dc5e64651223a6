"""Count what came before and after an action, and what stands beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from db.agreement import agreement
from db.columns import NO_REASON
from db.engine import Connection
from db.figures import Breakdown, counted, subjects_of
from db.improving import everything, find
from db.pooling import PARTS
from db.session import Session
from hearings.access import may_see_figures
from hearings.improving.actions import Action
from hearings.improving.beside import Beside
from hearings.improving.likeness import Likeness
from hearings.improving.verdicts import Judged, Levels, Seen, judge, unripe
from hearings.improving.windows import Look, Span, Windows, looked, looks, windows
from hearings.rates import MEASURES, NOTHING, Counts

Units = dict[str, dict[str, Counts]]
"""Counts by unit, rank or tier, and inside it by initial level."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An action with its rate before and after, beside like units without one."""

    action: Action
    """The action."""
    windows: Windows
    """The days before and flagged, and after as far as the look reaches."""
    likeness: Likeness
    """Which units were like when it was given."""
    acted_since: tuple[str, ...]
    """Of them, those given an action of their own since."""
    ours: Seen
    """What was counted of whom the action is on."""
    theirs: Seen | None
    """What was counted of like units, pooled; None where there are none."""
    judged: Judged | None
    """What is said of it; None of an action that was dropped."""
    look: Look | None
    """The look it is judged at; None before the first that can be told."""
    looked: str
    """The sentence on that, and on when the next look is; empty where it is not done."""
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
    with session.refusing("figures.action"):
        may_see_figures(session.actor)
        with session.database.read() as connection:
            found = find(connection, number)
        with session.reading("figures.action", json.dumps({"action": number})) as connection:
            return _shown(connection, found, session.today)


def _shown(connection: Connection, action: Action, today: date) -> Shown:
    whole, done = windows(action, today), action.done_on
    look, early = _look(connection, action, today)
    spans = replace(whole, after=look.span) if look else whole
    before, flagged, after = (
        _counted(connection, action, span) for span in (spans.before, spans.flagged, spans.after)
    )
    keys = action.likeness.keys
    ours = Seen(*(_of(units, [action.given.value]) for units in (before, flagged, after)))
    theirs = Seen(*(_of(units, keys) for units in (before, flagged, after))) if keys else None
    judged = judge(ours, theirs, MEASURES[action.given.measure], early)
    return Shown(
        action,
        spans,
        action.likeness,
        _acted_since(connection, action),
        ours,
        theirs,
        None if action.dropped_on else judged,
        look,
        looked(done, today, look) if done and whole.after else "",
        _beside(connection, action, spans.before),
        None if whole.after is None else _beside(connection, action, whole.after),
    )


def _look(connection: Connection, action: Action, today: date) -> tuple[Look | None, str]:
    """Find the latest look that can be told, else why there is none."""
    done = action.done_on
    if done is None or done > today:
        return None, "It is not done yet."
    why = ""
    for look in reversed(looks(done, today)):
        units = _counted(connection, action, look.span)
        keys = action.likeness.keys
        found = unripe(_of(units, [action.given.value]), _of(units, keys) if keys else None)
        if not found:
            return look, ""
        why = why or f"At the look after {look.months} months: {found}"
    return None, why or "Not even the first look is due."


def _acted_since(connection: Connection, action: Action) -> tuple[str, ...]:
    """Name the like units that were given an action of their own, later than this one."""
    acted = {
        other.given.value
        for other in everything(connection).values()
        if other.given.field == action.given.field and other.dropped_on is None
    }
    return tuple(key for key in action.likeness.keys if key in acted)


def _counted(connection: Connection, action: Action, span: Span | None) -> Units:
    """Count ours and the like ones, by initial level and by the day of the initial assessment.

    Under the empty level stand all of them where the measure is of all, each case once.
    """
    found: Units = {}
    if span is None:
        return found
    whole = () if MEASURES[action.given.measure].level else ("''",)
    for level in ("s.local_level", *whole):
        for whom, key, counts in _counted_by(connection, action, span, level):
            found.setdefault(whom, {})[key] = counts
    return found


def _counted_by(
    connection: Connection, action: Action, span: Span, level: str
) -> Iterator[tuple[str, str, Counts]]:
    """Count by whom it is of and by a level, each case by itself first."""
    given, measure = action.given, MEASURES[action.given.measure]
    within = {"local_level": measure.level} if measure.level else {}
    asked = Breakdown((), within, span.first, span.last, "assessed")
    source, values = subjects_of(connection, asked)
    named = {f"key{n}": key for n, key in enumerate((given.value, *action.likeness.keys))}
    rows = connection.rows(
        "SELECT c.whom, c.local_level, sum(c.part), sum(c.decided), sum(c.undecided),"
        " sum(c.part * c.part), sum(c.part * c.decided), sum(c.decided * c.decided) FROM"
        f" (SELECT s.{given.field} AS whom, {level} AS local_level,"
        f" count(*) FILTER (WHERE s.pair_state = 'decided' AND {PARTS[measure.key]}) AS part,"
        " count(*) FILTER (WHERE s.pair_state = 'decided') AS decided,"
        f" count(*) FILTER (WHERE s.pair_state = 'undecided') AS undecided {source}"
        f" AND s.{given.field} IN ({', '.join(f':{name}' for name in named)})"
        f" AND s.local_level <> '' GROUP BY 1, 2, s.case_id) c GROUP BY c.whom, c.local_level",
        **values,
        **named,
    )
    names = (measure.key, "decided", "undecided", f"{measure.key}_squared",
             f"{measure.key}_decided", "decided_squared")  # fmt: skip
    for whom, key, *numbers in rows:
        yield whom, key, Counts(**dict(zip(names, map(int, numbers), strict=True)))


def _of(units: Units, keys: Iterable[str]) -> Levels:
    levels: dict[str, Counts] = {}
    for key in keys:
        for level, counts in units.get(key, {}).items():
            levels[level] = levels.get(level, NOTHING) + counts
    return levels


_NUMBER = "count(*) FILTER (WHERE {0})"
_BESIDE = {
    "matters": "1 = 1",
    "received": (
        "s.assessed <> '' AND (s.decided <> '' OR EXISTS"
        " (SELECT 1 FROM steps p WHERE p.subject_id = s.id AND p.step = 'passed'))"
    ),
    "kept_locally": "s.pair_state = 'kept_locally'",
    "straight": "s.pair_state IN ('no_local_view', 'late_local_view')",
    "straight_waiting": "s.pair_state = 'no_local_view' AND s.stage = 'reported'",
    "resubmitted": "s.resubmitted = 1",
    "undecided": "s.pair_state = 'undecided'",
    "changed": "s.direction IN ('raised', 'lowered')",
    "no_reason": NO_REASON,
    "avoidable": "s.avoidable = 1",
}
_FORMS = ", ".join(_NUMBER.format(part) for part in _BESIDE.values())

_GROSS = (
    "SELECT count(*), count(*) FILTER (WHERE EXISTS (SELECT 1 FROM steps v"
    " WHERE v.subject_id = d.subject_id AND v.step = 'revised'"
    " AND v.value <> 'gross_misconduct')),"
    " count(a.value),"
    " count(*) FILTER (WHERE a.value <> 'gross_misconduct')"
    " FROM steps d"
    " LEFT JOIN steps a ON a.subject_id = d.subject_id AND a.step = 'case_to_answer'"
    " WHERE d.step = 'decided' AND d.value = 'gross_misconduct'"
)


def _beside(connection: Connection, action: Action, span: Span) -> Beside:
    """Count what stands beside a fall: of every initial level, by the day of attention."""
    field = action.given.field
    asked = Breakdown((), {field: action.given.value}, span.first, span.last)
    source, values = subjects_of(connection, asked)
    forms = connection.row(f"SELECT {_FORMS} {source}", **values)
    gross = connection.row(f"{_GROSS} AND d.subject_id IN (SELECT s.id {source})", **values)
    counts: dict[str, int | None] = dict(zip(_BESIDE, forms or (), strict=True))
    if field != "unit":
        counts |= {"straight": None, "straight_waiting": None}
    together = sum((row.counts for row in counted(connection, asked, ())), NOTHING)
    names = ("gross", "gross_revised", "gross_answered", "gross_less")
    return Beside(
        span,
        **counts,  # type: ignore[arg-type]  # only what is sent straight may be unknown
        agreement=agreement(connection, asked),
        spread=together.spread,
        **dict(zip(names, gross or (), strict=True)),
    )
