"""Days on which a hearing fits, and the alternative day an officer may insist on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from hearings.errors import UsageError
from hearings.listing.clashes import MOST_DAYS, room_key
from hearings.sittings import DAY, Booking, Sitting
from hearings.workdays import Calendar, after

OFFER = 5
"""Working days after the day specified within which an alternative has to fall."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A hearing that looks for its days: the same times on working days in a row."""

    days: int
    """How many sitting days."""
    starts: int
    """When each starts, in minutes after midnight."""
    ends: int
    """When each ends, in minutes after midnight."""
    who: frozenset[str]
    """The numbers of everybody who is needed."""
    room: str = ""
    """The room; empty where any will do."""

    def __post_init__(self) -> None:
        if not (1 <= self.days <= MOST_DAYS and 0 <= self.starts < self.ends <= DAY):
            raise UsageError(
                f"Free days are looked for on 1 to {MOST_DAYS} days, each starting before it ends."
            )

    @classmethod
    def like(cls, sittings: Sequence[Sitting], who: frozenset[str], room: str) -> Wanted:
        """Want as many days as these sittings have, from their earliest to their latest time.

        Args:
            sittings: The sittings of a hearing, or of its first attempt.
            who: The numbers of everybody who is needed.
            room: The room; empty where any will do.

        Raises:
            UsageError: There are no sittings, or more than a hearing may have.
        """
        return cls(
            len({sitting.day for sitting in sittings}),
            min((sitting.starts for sitting in sittings), default=0),
            max((sitting.ends for sitting in sittings), default=0),
            who,
            room,
        )


def free_days(
    wanted: Wanted,
    bookings: Iterable[Booking],
    calendar: Calendar,
    earliest: date,
    latest: date,
    most: int = 3,
) -> tuple[date, ...]:
    """Propose first days on which the whole hearing fits and nobody is taken.

    Args:
        wanted: The hearing; its days are working days in a row.
        bookings: What is taken already, without the hearing's own.
        calendar: The working days; no day outside its table is proposed or sat on.
        earliest: The first day that will do.
        latest: The last day that will do for the first sitting.
        most: How many to propose.

    Returns:
        The first days, soonest first; fewer than `most` where there are no more.
    """
    taken = _taken(wanted, bookings)
    found: list[date] = []
    run: list[date] = []
    for day in _working_days(max(earliest, calendar.first), calendar):
        if len(found) >= most or (run and run[0] > latest) or (not run and day > latest):
            break
        # A run of free working days: the hearing starts on each day that begins one long enough.
        free = all(e <= wanted.starts or wanted.ends <= s for s, e in taken.get(day, ()))
        run = [*run, day] if free else []
        if len(run) == wanted.days:
            found.append(run.pop(0))
    return tuple(found)


def sittings_from(first: date, wanted: Wanted, calendar: Calendar) -> tuple[Sitting, ...]:
    """Give the sittings of a hearing that starts on a day, on working days in a row.

    Args:
        first: The first day that will do; the next working day where it is none.
        wanted: The hearing.
        calendar: The working days.

    Returns:
        The sittings; fewer than wanted where the table of holidays ends before them.
    """
    days = islice(_working_days(first, calendar), wanted.days)
    return tuple(Sitting(day, wanted.starts, wanted.ends) for day in days)


def offer_window(specified: date, calendar: Calendar) -> date:
    """Give the last day on which an alternative offered by the officer or friend may fall.

    Args:
        specified: The day that had been specified for the hearing.
        calendar: The working days.

    Raises:
        BadValue: The table of holidays ends before it.

    Source:
        SI 2012/2632 reg 24(7); SI 2020/4 reg 33(3) and reg 34.
    """
    return after(specified, OFFER, calendar)


def offer_binds(offered: date, specified: date, calendar: Calendar) -> bool:
    """Say whether an alternative day, if it is reasonable, has to be taken.

    It falls on a working day after the day specified and inside the window. Whether it is
    reasonable, whoever conducts the hearing decides.

    Args:
        offered: The alternative.
        specified: The day that had been specified for the hearing.
        calendar: The working days.

    Raises:
        BadValue: The table of holidays ends before the window does.

    Source:
        SI 2012/2632 reg 24(7); SI 2020/4 reg 33(3) and reg 34.
    """
    last = offer_window(specified, calendar)
    return specified < offered <= last and calendar.is_working(offered)


def _taken(wanted: Wanted, bookings: Iterable[Booking]) -> dict[date, list[tuple[int, int]]]:
    place, people = room_key(wanted.room), wanted.who - {""}
    found: dict[date, list[tuple[int, int]]] = defaultdict(list)
    for booking in bookings:
        if people & booking.who or (place and place == room_key(booking.room)):
            sitting = booking.sitting
            found[sitting.day].append((sitting.starts, sitting.ends))
    return found


def _working_days(first: date, calendar: Calendar) -> Iterator[date]:
    for ordinal in range(max(first, calendar.first).toordinal(), calendar.last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        if calendar.is_working(day):
            yield day
