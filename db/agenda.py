"""What a person reads in the diary, and what they say of who is away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from db import diary
from db.actions import Desk, View, only_subject
from db.clock import running_out
from db.diary import Away, Counted, Entry
from db.planning import know
from hearings.access import keeps_diary, may_keep_diary, may_read_diary
from hearings.cases import parse_reference, reference
from hearings.deadlines import Deadline, deadlines
from hearings.errors import BadValue, Refused
from hearings.guards.diary import LIMIT_OF
from hearings.listing import Clash, Item, Wanted, clashes, free_days, readiness
from hearings.sittings import Booking, people_of
from hearings.values import clean

MOST = 500
"""The most limits that are listed as running out."""


@dataclass(frozen=True, slots=True)
class Agenda:
    """The diary of a span of days."""

    first: date
    """The first day."""
    last: date
    """The last day."""
    entries: tuple[Entry, ...]
    """The hearings, in order of their first sitting."""
    clashes: tuple[tuple[str, Clash], ...]
    """Who or which room is in two places at once: the hearing, and the clash."""
    listed: Counted
    """How many cases and officers are listed, whenever."""
    preparing: Counted
    """How many are referred and not yet listed."""
    part_heard: Counted
    """How many are being heard."""
    running_out: tuple[tuple[str, Deadline], ...]
    """The limits that are past, or run out in the span."""
    away: tuple[Away, ...]
    """Who and which room is not to be had."""

    @property
    def first_line(self) -> str:
        """Say what is listed and what is in preparation, each number with its unit."""
        listed, preparing = self.listed, self.preparing
        officers = "officer" if listed.officers == 1 else "officers"
        return (
            f"listed: {listed.cases} {'case' if listed.cases == 1 else 'cases'}"
            f" ({listed.officers} {officers}); in preparation: {preparing.cases}"
        )


def agenda(desk: Desk, first: date, last: date, *, called_off: bool = False) -> Agenda:
    """Give the diary of a span of days, and write down who read it.

    Args:
        desk: Who asks.
        first: The first day.
        last: The last day.
        called_off: Whether postponed and vacated hearings are listed too.
    """
    may_read_diary(desk.actor)
    with desk.database.write() as connection:
        desk.trail(connection, "read.diary", detail=f"{first.isoformat()} to {last.isoformat()}")
    return look(desk, first, last, called_off=called_off)


def look(desk: Desk, first: date, last: date, *, called_off: bool = False) -> Agenda:
    """Give the diary of a span of days; `agenda` also writes down who read it.

    Raises:
        NotAllowed: The account reads no case.
    """
    may_read_diary(desk.actor)
    with desk.database.read() as connection:
        found = tuple(diary.entries(connection, desk.actor, first, last, called_off=called_off))
        missing = tuple(diary.away(connection, desk.actor, first, last))
        listed, preparing, part = (
            diary.counted(connection, desk.actor, stage)
            for stage in ("listed", "referred", "in_hearing")
        )
    return Agenda(
        first,
        last,
        found,
        _clashes(found, missing),
        listed,
        preparing,
        part,
        tuple(running_out(desk, last, MOST)),
        missing,
    )


def _clashes(entries: Sequence[Entry], missing: Sequence[Away]) -> tuple[tuple[str, Clash], ...]:
    """Find who or which room is in two places; each pair of hearings is told once."""
    taken: list[tuple[str, Booking]] = []
    found: list[tuple[str, Clash]] = []
    days = [sitting.day for entry in entries for sitting in entry.hearing.sittings]
    for row in missing if days else ():
        taken += [("", booking) for booking in diary.booked(row, min(days), max(days))]
    for entry in entries:
        hearing = entry.hearing
        if not hearing.stands:
            continue
        who = people_of(hearing, (officer.number for officer in entry.officers))
        others = [booking for name, booking in taken if name != hearing.reference]
        found += [
            (hearing.reference, clash)
            for clash in clashes(hearing.sittings, who, hearing.room, others)
        ]
        taken += [
            (hearing.reference, Booking(sitting, who, hearing.room, hearing.reference))
            for sitting in hearing.sittings
        ]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Planning:
    """What there is to know before a date is fixed for one officer."""

    reference: str
    """The subject, written `CASE/N`."""
    kind: str
    """The kind of proceedings it was referred to; empty where it was not."""
    limit: Deadline | None
    """The limit the hearing has to keep; None while its clock has not started."""
    items: tuple[Item, ...]
    """What has to be there, done or not."""
    free: tuple[date, ...]
    """The first days on which it fits."""


LONGEST_AWAY = timedelta(days=366)
"""The longest that somebody is away in one entry; more is taken for a slip of the keyboard."""

ONE_DAY = Wanted(1, 600, 1020, frozenset())
"""A hearing of one day, from 10:00 to 17:00, in any room."""


def planning(
    desk: Desk,
    ref: str,
    wanted: Wanted = ONE_DAY,
    *,
    until: date | None = None,
    most: int = 3,
    opened: View | None = None,
) -> Planning:
    """Say what bears on a date: the limit, what is outstanding, and the free days.

    Args:
        desk: Who asks.
        ref: The subject.
        wanted: How many days, when, where, and who is needed beside the officer.
        until: The last day that will do; None for the limit, or ninety days where there is none.
        most: How many days to propose.
        opened: The case as it has been opened already; None to open it, which the trail tells.
    """
    view, number = (opened, parse_reference(ref)[1]) if opened else desk.show(ref)
    number = number or only_subject(view.file)
    subject, case = view.file.subject(number), view.file.case
    kind = subject.forum
    rows = [
        row
        for row in deadlines(case, subject, desk.rules, desk.today)
        if row.key == LIMIT_OF.get(kind, "") and row.status != "not_started"
    ]
    limit = rows[-1] if rows else None
    calendar = desk.rules.calendar
    last = until or (limit and limit.last_day) or desk.today + timedelta(days=90)
    last = min(last, calendar.last)
    if wanted.who or wanted.room:
        may_keep_diary(desk.actor)
    needed = (subject.facts.number, *(person.upper() for person in wanted.who))
    wanted = replace(wanted, who=frozenset(needed))
    first = max(desk.today, (limit and limit.opens) or desk.today)
    with desk.database.read() as connection:
        own = "" if subject.hearing is None else subject.hearing.reference
        taken = diary.bookings(
            connection, desk.actor, min(first, last), last + timedelta(days=120), without=own
        )
    # Which days are free tells where people are: that is for those who keep the diary.
    keeps = keeps_diary(desk.actor)
    free = free_days(wanted, taken, calendar, first, last, most) if keeps else ()
    hearing = subject.hearing
    seats = hearing.seats if hearing is not None and hearing.stands else ()
    items = readiness(subject, seats, kind)
    return Planning(reference(case.reference, number), kind, limit, items, free)


def add_away(
    desk: Desk, who: str, first: date, last: date, why: str, *, room: bool = False, name: str = ""
) -> int:
    """Say that a person or a room is not to be had on some days.

    Args:
        desk: Who says so.
        who: The person's number, or the room.
        first: The first day.
        last: The last day.
        why: Why, in a few words.
        room: Whether it is a room.
        name: The person's name, where the records lack it.

    Returns:
        Its number in the diary.
    """
    may_keep_diary(desk.actor)
    who, why = clean("who", who), clean("why", why)
    if not who or not why:
        raise BadValue("why", "Say who or which room is away, and why.")
    if last < first:
        raise BadValue("last", f"{last.isoformat()} lies before {first.isoformat()}.")
    calendar = desk.rules.calendar
    if not calendar.first <= first <= last <= calendar.last or last - first > LONGEST_AWAY:
        raise BadValue(
            "last",
            f"Somebody is away for a year at most, between {calendar.first.isoformat()} and"
            f" {calendar.last.isoformat()}.",
        )
    with desk.database.write() as connection:
        if not room:
            who = who.upper()
            know(connection, who, clean("name", name), desk.today)
        row = {
            "person": "" if room else who,
            "room": who if room else "",
            "first": first.isoformat(),
            "last": last.isoformat(),
            "why": why,
            "account": desk.actor.account,
            "at": desk.moment().isoformat(),
            "withdrawn": "",
        }
        found = connection.insert_id("away", row)
        desk.trail(connection, "diary.away", detail=f"{who} {first.isoformat()} {last.isoformat()}")
    return found


def withdraw_away(desk: Desk, number: int) -> None:
    """Take back that somebody is away; the entry stays, marked as withdrawn.

    Raises:
        Refused: There is no such entry.
    """
    may_keep_diary(desk.actor)
    with desk.database.write() as connection:
        said = f"{desk.moment().isoformat()} {desk.actor.account}"
        touched = connection.run(
            "UPDATE away SET withdrawn = :said WHERE id = :id AND withdrawn = ''",
            said=said,
            id=number,
        )
        if touched != 1:
            raise Refused(f"The diary has no entry {number} of somebody away.")
        desk.trail(connection, "diary.back", detail=str(number))


def entry_of(desk: Desk, hearing: str) -> list[Entry]:
    """Give one hearing, as far as the account may see it, and write down who read it."""
    with desk.database.write() as connection:
        found = diary.entries(
            connection, desk.actor, date.min, date.max, called_off=True, hearing=hearing
        )
        for officer in (officer for entry in found for officer in entry.officers):
            case, number = parse_reference(officer.reference)
            desk.trail(connection, "read.hearing", case, number or 0, detail=hearing)
    return found
