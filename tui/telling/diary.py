"""Word a span of the diary: its hearings day by day, clashes, what runs out, and who is away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from hearings.deadlines import Deadline
from hearings.guards.diary import LIMIT_OF
from hearings.people import short_rank
from hearings.sittings import Sitting
from tui.diary_words import (
    conducts,
    counted,
    hearing_kind,
    hearing_state,
    named,
    sitting_words,
    times,
    weekday,
)
from tui.telling.clock import SIGNS, how_counted, standing
from tui.words import day

if TYPE_CHECKING:
    from db.agenda import Agenda
    from db.diary import Entry
    from hearings.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in a pane of the diary."""

    head: str
    """What it is."""
    about: tuple[str, ...] = ()
    """What stands under it."""
    refs: tuple[tuple[str, str], ...] = ()
    """The subjects it is about, with their names; none for a heading."""
    on: date | None = None
    """The day it is on."""
    heading: bool = False
    """Whether it stands over others and is nothing to open."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a month shows of a day."""

    sittings: int = 0
    """How many hearings sit."""
    clashes: int = 0
    """How many times somebody or a room is in two places."""


def marks(agenda: Agenda) -> dict[date, Mark]:
    """Count what is on each day.

    Args:
        agenda: The span.
    """
    sit = Counter(s.day for entry in agenda.entries for s in entry.hearing.sittings)
    clash = Counter(found.sitting.day for _hearing, found in agenda.clashes)
    return {on: Mark(sit[on], clash[on]) for on in {*sit, *clash}}


def day_words(on: date, mark: Mark, calendar: Calendar) -> list[str]:
    """Say what is on a day: whether it is a working day, how many hearings sit, and clashes.

    Args:
        on: The day.
        mark: What is on it.
        calendar: The bank holidays.
    """
    if calendar.first <= on <= calendar.last:
        why = calendar.why_not(on)
        what = f"bank holiday: {why}" if why and on.weekday() < 5 else "weekend" if why else ""
    else:
        what = "outside the table of bank holidays"
    said = [f"{weekday(on)}{f' · {what}' if what else ''}"]
    said.append(counted(mark.sittings, "hearing sits", "hearings sit") if mark.sittings
                else "no hearing sits")  # fmt: skip
    if mark.clashes:
        said.append(f"✗ {counted(mark.clashes, 'clash', 'clashes')}: tab shows them")
    return said


def agenda_lines(agenda: Agenda, first: date, last: date) -> list[Line]:
    """Tell the days that have sittings, and each sitting.

    Args:
        agenda: The span that was read.
        first: The first day told.
        last: The last day told.
    """
    late = _late(agenda)
    rows = [
        (sitting, entry)
        for entry in agenda.entries
        for sitting in entry.hearing.sittings
        if first <= sitting.day <= last
    ]
    found: list[Line] = []
    for sitting, entry in sorted(rows, key=lambda row: (row[0], row[1].hearing.reference)):
        if not found or found[-1].on != sitting.day:
            found.append(Line(weekday(sitting.day), on=sitting.day, heading=True))
        found.append(_sitting(sitting, entry, late))
    return found


def _sitting(sitting: Sitting, entry: Entry, late: dict[str, Deadline]) -> Line:
    hearing = entry.hearing
    kind = hearing_kind(hearing.kind, entry.officers[0].regime if entry.officers else "")
    about = [f"{kind} {hearing.reference}, {hearing_state(hearing)}"]
    about += [
        " ".join(part for part in (o.reference, short_rank(o.rank), o.name) if part)
        for o in entry.officers
    ]
    if chair := conducts(hearing):
        about.append(chair)
    for officer in entry.officers:
        row = late.get(officer.reference)
        if row is not None and row.key == LIMIT_OF.get(hearing.kind) and row.due is not None:
            about += _past(row, hearing.first, officer.reference)
    refs = tuple((o.reference, f"{short_rank(o.rank)} {o.name}".strip()) for o in entry.officers)
    room = f"  {hearing.room}" if hearing.room else ""
    return Line(f"{times(sitting)}{room}", tuple(about), refs, sitting.day)


def _past(row: Deadline, first: date, ref: str) -> Iterator[str]:
    """Say that a hearing is listed past its limit, extended or not."""
    if row.last_day is not None and first > row.last_day:
        yield f"✗ past limit: {ref} was due {day(row.last_day)}"
    elif row.due is not None and first > row.due:
        yield f"past limit, extended: {ref} was due {day(row.due)}"


def _late(agenda: Agenda) -> dict[str, Deadline]:
    """Find the limit that each listed officer's hearing has to keep, among those that run out."""
    wanted = set(LIMIT_OF.values())
    return {ref: row for ref, row in agenda.running_out if row.key in wanted}


def clash_lines(agenda: Agenda) -> list[Line]:
    """Tell who or which room is in two places at once.

    Args:
        agenda: The span.
    """
    names = {
        seat.person: named(seat.name, seat.rank)
        for entry in agenda.entries
        for seat in entry.hearing.seats
        if seat.name
    }
    names |= {
        o.number: named(o.name, o.rank)
        for entry in agenda.entries
        for o in entry.officers
        if o.name
    }
    refs = {
        entry.hearing.reference: tuple((o.reference, o.name) for o in entry.officers)
        for entry in agenda.entries
    }
    return [
        Line(
            f"✗ {hearing}, {sitting_words(found.sitting)}",
            (found.words(names),),
            refs.get(hearing, ()),
            found.sitting.day,
        )
        for hearing, found in sorted(agenda.clashes, key=lambda row: (row[1].sitting, row[0]))
    ]


def out_lines(rows: Sequence[tuple[str, Deadline]], calendar: Calendar, today: date) -> list[Line]:
    """Tell the limits that are past or run out, by how much and why.

    Args:
        rows: The limits with their subjects, soonest first.
        calendar: The working days.
        today: The day they stand as.
    """
    found = []
    for ref, row in rows:
        about = [f"last day {weekday(row.last_day)}" if row.last_day is not None else ""]
        about.append(how_counted(row))
        if row.reason:
            about.append(row.reason)
        state = standing(row, calendar, today)
        found.append(Line(
            f"{SIGNS[row.status]} {ref}  {state}: {row.title}",
            tuple(line for line in about if line), ((ref, ""),), row.last_day,
        ))  # fmt: skip
    return found


def away_lines(agenda: Agenda) -> list[Line]:
    """Tell who and which room is not to be had.

    Args:
        agenda: The span.
    """
    names = {
        seat.person: named(seat.name, seat.rank)
        for entry in agenda.entries
        for seat in entry.hearing.seats
        if seat.name
    }
    found = []
    for row in agenda.away:
        if row.room:
            who = f"Room {row.room}"
        else:
            who = ", ".join(part for part in (names.get(row.person, ""), row.person) if part)
        span = weekday(row.first)
        if row.last != row.first:
            span += f" to {weekday(row.last)}"
        found.append(Line(who, (f"{span}: {row.why}" if row.why else span,), on=row.first))
    return found
