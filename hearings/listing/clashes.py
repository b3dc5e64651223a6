"""Who and which room would be in two places at once, and which days a hearing may sit on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from types import MappingProxyType

from hearings.sittings import DAY, Booking, Sitting, clock
from hearings.workdays import Calendar

MOST_DAYS = 60
"""The most sitting days one hearing may have; more is taken for a slip of the keyboard."""

_NAMELESS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Clash:
    """A sitting that somebody or the room is not free for."""

    sitting: Sitting
    """The sitting that is wanted."""
    booking: Booking
    """What takes the time."""
    people: frozenset[str]
    """The numbers of the people who are in both."""
    room: str
    """The room that both are in; empty where it is not the room."""

    def words(self, names: Mapping[str, str] = _NAMELESS) -> str:
        """Say who or which room is taken, when, and by what.

        Args:
            names: The names of people by their numbers; a number without a name stands for itself.
        """
        taken = sorted(names.get(number) or number for number in self.people)
        if self.room:
            taken.append(f"{'the' if taken else 'The'} room {self.room}")
        listed = ", ".join(taken[:-1]) + " and " + taken[-1] if len(taken) > 1 else taken[0]
        verb = "are" if len(taken) > 1 else "is"
        if not self.booking.what:
            return f"{listed} {verb} not free on {self.booking.sitting.day:%-d %B %Y}."
        return f"{listed} {verb} taken on {_when(self.booking.sitting)} by {self.booking.what}."


def room_key(room: str) -> str:
    """Write a room so that one room is one text: without regard to case and white space."""
    return " ".join(room.split()).casefold()


def clashes(
    sittings: Sequence[Sitting], who: frozenset[str], room: str, bookings: Iterable[Booking]
) -> tuple[Clash, ...]:
    """List every time that a person or the room is wanted and already taken.

    Times are half-open: a sitting that ends at 13:00 leaves 13:00 free, and one that ends at 24:00
    is on its own day alone. Minutes are those of the clock on the wall, so that a night on which
    the clock changes is like any other.

    Args:
        sittings: The sitting days wanted.
        who: The numbers of everybody who is needed; an empty number is nobody.
        room: The room wanted; an empty one never clashes.
        bookings: What is taken already, without the hearing's own.

    Returns:
        The clashes in the order of the sittings, then of what takes the time.
    """
    by_day: dict[date, list[Sitting]] = defaultdict(list)
    for sitting in sittings:
        by_day[sitting.day].append(sitting)
    place, people = room_key(room), who - {""}
    found = []
    for booking in bookings:
        wanted = by_day.get(booking.sitting.day)
        if wanted is None:
            continue
        both = people & booking.who
        same = bool(place) and place == room_key(booking.room)
        if both or same:
            taken = (s for s in wanted if s.overlaps(booking.sitting))
            found += [Clash(s, booking, both, room.strip() if same else "") for s in taken]
    return tuple(sorted(found, key=_order))


def sittings_fault(sittings: Sequence[Sitting], calendar: Calendar) -> str:
    """Say why these cannot be the sittings of one hearing; empty where they can.

    A hearing sits on working days, each sitting starts before it ends, and they follow each other
    without overlapping.

    Args:
        sittings: The sittings, as they were given.
        calendar: The working days; a day that its table does not cover is refused.
    """
    if not sittings:
        return "A hearing needs at least one sitting."
    days = len({sitting.day for sitting in sittings})
    if days > MOST_DAYS:
        return f"A hearing has at most {MOST_DAYS} sitting days; these are {days}."
    for sitting in sittings:
        fault = _sitting_fault(sitting, calendar)
        if fault:
            return fault
    for one, other in pairwise(sittings):
        if one.overlaps(other):
            return f"The sittings {one} and {other} overlap."
        if other < one:
            return f"The sittings are not in order: {other} comes before {one}."
    return ""


def _sitting_fault(sitting: Sitting, calendar: Calendar) -> str:
    if not 0 <= sitting.starts < sitting.ends <= DAY:
        return f"The sitting {sitting} has to start before it ends, between 00:00 and 24:00."
    if not calendar.first <= sitting.day <= calendar.last:
        return (
            f"{sitting.day:%-d %B %Y} is outside the table of holidays, which runs from"
            f" {calendar.first:%-d %B %Y} to {calendar.last:%-d %B %Y}."
        )
    why = calendar.why_not(sitting.day)
    if not why:
        return ""
    known = f"a {why}" if sitting.day.weekday() > 4 else why
    return f"{sitting.day:%-d %B %Y} is {known}; a hearing sits on working days."


def _when(taken: Sitting) -> str:
    if (taken.starts, taken.ends) == (0, DAY):
        return f"{taken.day:%-d %B %Y}, all day,"
    return f"{taken.day:%-d %B %Y} from {clock(taken.starts)} to {clock(taken.ends)}"


def _order(clash: Clash) -> tuple[Sitting, Sitting, str, str]:
    return clash.sitting, clash.booking.sitting, clash.booking.what, clash.room
