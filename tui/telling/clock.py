"""Word the time limits of a matter so that a lawyer can check each by reading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from hearings.adjustments import EVERY, Adjustment
from hearings.deadlines import Deadline, working_of
from hearings.errors import BadValue
from hearings.regimes import PRACTICABLE, UNVERIFIED
from hearings.workdays import Calendar, Day, between
from tui import words
from tui.diary_words import counted, delay_words, fact_words, weekday
from tui.telling.said import FAINT, HEAD, TEXT, Said

SIGNS: Final = {
    "met": "✓",
    "met_late": "✓",
    "running": "○",
    "due_soon": "◐",
    "overdue": "✗",
    "extended": "○",
    "reduced": "○",
    "paused": "‖",
    "not_started": "–",
}
"""The sign before each status; the words say the same."""

_OPEN = frozenset({"running", "due_soon", "overdue", "extended", "reduced", "paused"})
_COUNTED = {
    "after": "{n}, beginning with the first working day after {anchor}",
    "from": "{n}, beginning with {anchor}",
    "before": "at least {n}, whole, between it and {anchor}",
    "window": "on working day {low} at the earliest and {high} at the latest after {anchor}",
    "calendar": "{n} of the calendar after {anchor}",
    "weeks": "{n}, beginning with the first working day after {anchor}",
    "months": "{n}, beginning with {anchor}",
    PRACTICABLE: "as soon as practicable after {anchor}; the law counts no days",
}
_DONE = {"extend": "Extended", "reduce": "Reduced", "pause": "Paused", "resume": "Goes on again",
         "explain": "Lateness explained"}  # fmt: skip
_ISO = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


@dataclass(frozen=True, slots=True)
class Told:
    """One limit in words."""

    key: str
    """Its name, with its period."""
    head: str
    """The sign, the title and the status."""
    lines: tuple[str, ...]
    """The day, how it is counted, what was done to it, and where it comes from."""
    working: tuple[str, ...]
    """How it was counted, day by day in runs; empty where it has no day."""


@dataclass(frozen=True, slots=True)
class Group:
    """Limits under one heading."""

    title: str
    """The heading."""
    limits: tuple[Told, ...]
    """The limits."""


def groups(
    rows: Sequence[Deadline], done: Sequence[Adjustment], calendar: Calendar, today: date
) -> tuple[Group, ...]:
    """Put limits under headings: to be met, missed, not started, met; the force's own target apart.

    What fell away after its last day is missed: nobody can meet it any more.

    Args:
        rows: The limits of one subject.
        done: What was done to them.
        calendar: The working days.
        today: The day they stand as.
    """

    def told(row: Deadline) -> Told:
        return limit(row, _own(row, rows, done), calendar, today)

    law = [row for row in rows if row.statutory]
    running = sorted(
        (row for row in law if row.status in _OPEN and row.ended_on is None),
        key=lambda r: r.last_day or date.max,
    )
    parts = (
        ("To be met", [row for row in running if not row.optional]),
        ("May be used, and may be left", [row for row in running if row.optional]),
        ("Missed", [row for row in law if row.status in _OPEN and row.ended_on is not None]),
        ("Not started yet", [row for row in law if row.status == "not_started"]),
        ("Met, or over", [row for row in law if row.status in {"met", "met_late"}]),
        ("The force's own target, which is no limit of the law",
         [row for row in rows if not row.statutory]),
    )  # fmt: skip
    return tuple(Group(title, tuple(map(told, found))) for title, found in parts if found)


def limit(row: Deadline, done: Sequence[Adjustment], calendar: Calendar, today: date) -> Told:
    """Tell one limit.

    Args:
        row: The limit.
        done: What was done to this period of it.
        calendar: The working days.
        today: The day it stands as.
    """
    period = f" ({row.period})" if row.period > 1 else ""
    head = f"{SIGNS[row.status]} {row.title}{period}: {standing(row, calendar, today)}"
    lines = [_due(row), how_counted(row), *map(_adjusted, done)]
    if row.reason and not done:
        lines.append(row.reason)
    elif row.reason and row.ended_on is not None:
        lines.append(f"It fell away on {weekday(row.ended_on)} without being met.")
    lines.append(_source(row))
    return Told(
        f"{row.key}.{row.period}",
        head,
        tuple(line for line in lines if line),
        tuple(runs(working_of(row, calendar), row.phrase)),
    )


def standing(row: Deadline, calendar: Calendar, today: date) -> str:
    """Say where a limit stands, in words alone.

    Args:
        row: The limit.
        calendar: The working days.
        today: The day it stands as.
    """
    if row.status in {"met", "met_late"}:
        return _met(row)
    if row.status in {"not_started", "paused"}:
        return words.choice_words(row.status)
    if row.last_day is None:
        return "no day is given" if row.due is None else "waits for its day"
    if row.ended_on is not None and row.statutory:
        return _missed(row)
    moved = {"extended": "extended; ", "reduced": "reduced; "}.get(row.status, "")
    return f"{moved}{_how_far(row, calendar, today)}"


def _met(row: Deadline) -> str:
    if row.met_on is None:
        return "its day has come" if row.floor else "not used, and its time is over"
    if row.status == "met":
        return f"met {weekday(row.met_on)}"
    late = f", {counted(row.over, 'working day')} past" if row.over else ""
    return f"met {'late' if row.statutory else 'past target'}, {weekday(row.met_on)}{late}"


def _missed(row: Deadline) -> str:
    """Say by how much a limit that fell away was missed; it grows no longer."""
    over = counted(row.over, "working day")
    if row.extended_to is not None and row.due is not None:
        return f"missed, past its extension; {over} past {weekday(row.due)}"
    return f"missed by {over}" if row.over else "missed"


def _how_far(row: Deadline, calendar: Calendar, today: date) -> str:
    last = row.last_day or today
    if not row.statutory:
        days = (last - today).days
        if days < 0:
            return f"past target by {counted(-days, 'day')}"
        return "target is today" if not days else f"target in {counted(days, 'day')}"
    try:
        left = between(today, last, calendar)
    except BadValue:
        return f"due {weekday(last)}"
    if today > last:
        return f"overdue, {counted(-left, 'working day')} past" if left else "overdue"
    more = counted(left, "working day")
    if today == last or row.optional:
        what = "open" if row.optional else "due"
        return f"{what} today" if today == last else f"open for {more} more"
    return f"due in {more}" if left else "due before the next working day"


def _due(row: Deadline) -> str:
    """Say the day or days, with the weekday, and the day that the law gave where it has moved."""
    if row.due is None:
        return ""
    if row.floor:
        return f"Not before {weekday(row.due)}."
    if row.opens is not None and row.last_day is not None:
        found = f"From {weekday(row.opens)} to {weekday(row.last_day)}."
    else:
        found = f"Last day {weekday(row.last_day or row.due)}."
    if row.last_day is not None and row.last_day != row.due:
        found += f" As the law counts it: {weekday(row.due)}."
    return found


def how_counted(row: Deadline) -> str:
    """Say in a sentence from what and how a limit is counted.

    Args:
        row: The limit.
    """
    fact = fact_words(row.clock)
    begun = row.clock_date
    anchor = f"the day of: {fact}" if begun is None else f"{weekday(begun)} ({fact})"
    low, _, high = str(row.count or "").partition("-")
    said = _COUNTED[row.phrase].format(n=_number(row), low=low, high=high, anchor=anchor)
    if row.floor:
        said = f"not before the end of {said}"
    return f"{words.first_upper(said)}."


def _number(row: Deadline) -> str:
    unit = (row.unit or "").replace("_", " ")
    if isinstance(row.count, int):
        return counted(row.count, unit)
    text = str(row.count or "")
    return counted(int(text), unit) if text.isdecimal() else f"{text} {unit}s"


def _adjusted(done: Adjustment) -> str:
    """Say what was done to a limit, by whom, why, and when the officer was told."""
    to = f" to {weekday(done.to)}" if done.to is not None else ""
    by = f" by {done.by}" if done.by else ""
    why = "; ".join(part for part in (delay_words(done.code), done.reason) if part)
    told = f" Officer told {weekday(done.told_on)}." if done.told_on is not None else ""
    every = " (every limit)" if done.limit == EVERY else ""
    said = f"{_DONE[done.kind]}{every}{to}{by}, {words.day(done.on)}"
    return f"{said}: {why.rstrip('.')}.{told}" if why else f"{said}.{told}"


def _source(row: Deadline) -> str:
    """Say where the rule comes from, and whether a lawyer has signed it off."""
    if not row.statutory:
        return "Set by the force; the law gives no number of days."
    if row.signed_by:
        return f"{row.source} · {_ISO.sub(lambda d: words.day(d[0]), row.signed_by)}"
    if row.confidence == UNVERIFIED:
        return f"{row.source} · UNVERIFIED: nothing is refused for it until a lawyer signs it off"
    sure = "" if row.confidence == "quoted" else f" · {row.confidence}"
    return f"{row.source}{sure} · not signed off"


def _own(row: Deadline, rows: Sequence[Deadline], done: Sequence[Adjustment]) -> list[Adjustment]:
    """Find what was done to one period of a limit."""
    if row.clock_date is None:
        return []
    later = [
        other.clock_date
        for other in rows
        if other.key == row.key and other.period == row.period + 1 and other.clock_date
    ]
    until = later[0] if later else date.max
    first = row.clock_date if row.period > 1 else date.min
    return [
        one
        for one in done
        if (one.limit == row.key or (one.limit == EVERY and row.statutory))
        and first <= one.on < until
    ]


def runs(days: Sequence[Day], phrase: str = "after") -> Iterator[str]:
    """Say a count in runs: days in a row that are counted, and each that is not, with why.

    Args:
        days: The days of the count, in their order.
        phrase: How it is counted; of months only their last days are shown.
    """
    if phrase == "months":
        yield from (f"{counted(d.counted or 0, 'month')}: {weekday(d.on)}" for d in days)
        return
    year = 0
    for part in _parts(days):
        first, last = part[0], part[-1]
        with_year, year = last.on.year != year, last.on.year
        span = _span(first.on, last.on, with_year=with_year)
        if first.counted is None:
            skipped = ", ".join(day.skipped for day in part)
            yield f"{span}: {skipped.replace('Saturday, Sunday', 'weekend')}"
        elif first is last:
            yield f"{span}: {first.counted}"
        else:
            yield f"{span}: {first.counted}–{last.counted}"


def _parts(days: Sequence[Day]) -> Iterator[list[Day]]:
    part = list(days[:1])
    for before, day in pairwise(days):
        follows = day.on - before.on == timedelta(days=1)
        if follows and (before.counted is None) == (day.counted is None):
            part.append(day)
        else:
            yield part
            part = [day]
    if part:
        yield part


def _span(first: date, last: date, *, with_year: bool) -> str:
    end = f"{last:%a %-d %b %Y}" if with_year else f"{last:%a %-d %b}"
    if first == last:
        return end
    start = f"{first:%a %-d}" if first.month == last.month else f"{first:%a %-d %b}"
    return f"{start} – {end}"


def page(found: Sequence[Group]) -> Iterator[Said]:
    """Tell limits as a page to read, each with its working.

    Args:
        found: The limits under their headings.
    """
    if not found:
        yield Said(FAINT, NOTHING)
    for group in found:
        yield Said(HEAD, group.title)
        for told in group.limits:
            yield Said(TEXT, told.head)
            yield from (Said(FAINT, line, 4) for line in told.lines)
            if told.working:
                yield Said(FAINT, f"Counted: {'; '.join(told.working)}.", 4)


NOTHING: Final = "No time limit of the law runs here, and none is about to start."
"""What is said where there is no limit."""
