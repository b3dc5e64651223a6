"""Write the diary as iCalendar, for the calendars of those who sit and attend.

An entry names the officers by their initials alone. Its UID stays the same when a hearing is
postponed and listed again, and its SEQUENCE rises, so that a calendar moves it instead of showing
it twice; what is called off is sent as cancelled.

Source:
    RFC 5545; RFC 5546 section 3.2.1 for PUBLISH.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from hearings.letter_words import one_line
from hearings.sittings import KINDS, Hearing, Sitting

if TYPE_CHECKING:
    from icalendar import Event

ZONE: Final = "Europe/London"
PRODUCT: Final = "-//hearings//diary 1//EN"


@dataclass(frozen=True, slots=True)
class Listing:
    """A hearing as the diary lists it, with those it is about."""

    hearing: Hearing
    """The hearing."""
    subjects: tuple[str, ...]
    """The officers concerned, each written `CASE/N`."""
    initials: tuple[str, ...]
    """Their initials, and nothing else that names them."""
    force: str
    """The force's name."""
    words: str = ""
    """What it is called under its regime, such as special case hearing; empty for the usual."""
    before: tuple[Sitting, ...] = ()
    """The sitting days it had before; those beyond the number it has now are cancelled."""


def calendar_of(listings: Sequence[Listing], moment: datetime) -> bytes:
    """Write hearings as one iCalendar file, one entry for each sitting day.

    Args:
        listings: The hearings; those called off are cancelled in the calendar.
        moment: When it is written, in UTC.

    Returns:
        The file; the same for the same hearings and moment.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-timezone", ZONE)
    stamp = moment.astimezone(UTC).replace(microsecond=0)
    for listing in listings:
        for entry in _entries(listing, stamp):
            calendar.add_component(entry)
    return bytes(calendar.to_ical())


def moments(sitting: Sitting) -> tuple[datetime, datetime]:
    """Give the start and the end of a sitting in UTC; 24:00 is the next midnight in London.

    Where the clocks go forward in between, or a time falls into the hour that is left out, the
    sitting keeps a length: it is never nothing.
    """
    starts, ends = _utc(sitting, sitting.starts), _utc(sitting, sitting.ends)
    if ends <= starts:
        ends = starts + timedelta(minutes=sitting.ends - sitting.starts)
    return starts, ends


def _utc(sitting: Sitting, minutes: int) -> datetime:
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    day = sitting.day + timedelta(days=days)
    local = datetime(day.year, day.month, day.day, hours, minutes, tzinfo=ZoneInfo(ZONE))
    return local.astimezone(UTC)


def _entries(listing: Listing, stamp: datetime) -> Iterator[Event]:
    hearing = listing.hearing
    days = hearing.sittings
    for place, sitting in enumerate((*days, *listing.before[len(days) :]), start=1):
        called_off = not hearing.stands or place > len(days)
        yield _entry(listing, sitting, place, stamp, called_off=called_off)


def _entry(
    listing: Listing, sitting: Sitting, place: int, stamp: datetime, *, called_off: bool
) -> Event:
    from icalendar import Event

    hearing = listing.hearing
    starts, ends = moments(sitting)
    entry = Event()
    entry.add("uid", one_line(f"{hearing.reference}.{place}@hearings"))
    entry.add("sequence", hearing.sequence)
    entry.add("dtstamp", stamp)
    entry.add("dtstart", starts)
    entry.add("dtend", ends)
    entry.add("summary", _summary(listing, place))
    entry.add("location", one_line(hearing.room))
    entry.add("description", one_line(f"{', '.join(listing.subjects)}. {listing.force}"))
    entry.add("status", "CANCELLED" if called_off else "CONFIRMED")
    return entry


def _summary(listing: Listing, place: int) -> str:
    hearing = listing.hearing
    kind = listing.words or KINDS.get(hearing.kind, hearing.kind)
    days = len(hearing.sittings)
    day = f", day {place} of {days}" if days > 1 and place <= days else ""
    who = ", ".join(listing.initials)
    return one_line(f"{kind[:1].upper()}{kind[1:]} {hearing.reference}{day}: {who}")
