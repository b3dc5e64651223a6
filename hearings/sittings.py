"""A hearing in the diary: its sitting days, who sits and attends, and where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from hearings.errors import BadValue

if TYPE_CHECKING:
    from hearings.cases import CaseFile

DAY = 24 * 60
"""Minutes in a day; a sitting that ends at midnight ends then, on its own day."""

KINDS = {
    "meeting": "misconduct meeting",
    "hearing": "misconduct hearing",
    "accelerated": "accelerated hearing",
    "appeal_meeting": "appeal meeting",
}
"""The kinds of hearing, in words; before 2020 an accelerated one is a special case hearing."""


@dataclass(frozen=True, slots=True, order=True)
class Sitting:
    """One sitting day, from its start up to but not including its end."""

    day: date
    """The day."""
    starts: int
    """Minutes after midnight."""
    ends: int
    """Minutes after midnight; 1440 for the end of the day."""

    def overlaps(self, other: Sitting) -> bool:
        """Say whether two sittings share a moment."""
        return self.day == other.day and self.starts < other.ends and other.starts < self.ends

    def __str__(self) -> str:
        """Write it as `2014-04-22 10:00-16:30`."""
        return f"{self.day.isoformat()} {clock(self.starts)}-{clock(self.ends)}"


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody who sits, attends or is needed."""

    capacity: str
    """What they are there as, such as `chair_senior_officer`; `panels.toml` lists them."""
    person: str
    """The stable number; clashes and bars compare it and nothing else."""
    name: str = ""
    """The name then."""
    rank: str = ""
    """The rank then."""


@dataclass(frozen=True, slots=True)
class PublicNotice:
    """What the chair allows to be published before a hearing."""

    fields: tuple[str, ...]
    """Any of name, date, time, place, conduct; empty where nothing is."""
    by: str
    """The chair who decided."""
    on: date
    """The day of the decision."""
    reasons: str
    """Why, and whose representations were considered."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """One hearing of one or several subjects."""

    reference: str
    """Its reference; kept when it is postponed and listed again."""
    kind: str
    """One of `KINDS`."""
    sittings: tuple[Sitting, ...]
    """Its sitting days, in order, also those that are over."""
    room: str
    """Where."""
    seats: tuple[Seat, ...]
    """Who sits, attends and is needed, the officer aside."""
    estimate: int = 1
    """How many sitting days it is thought to take."""
    appointed_by: str = ""
    """Who appointed the chair."""
    appointed_basis: str = ""
    """On what basis: rota, cab-rank, standing appointment."""
    state: str = "listed"
    """Listed, postponed, vacated, open, part_heard or heard."""
    sequence: int = 0
    """How often its entry in the diary was changed."""
    entered_late: bool = False
    """Whether a sitting was entered after its day."""
    absence: str = ""
    """Why it went on in the officer's absence; empty where the officer was there."""
    notice: PublicNotice | None = None
    """What may be published of it; None until the chair has decided."""

    @property
    def first(self) -> date:
        """Give its first sitting day."""
        return self.sittings[0].day

    @property
    def stands(self) -> bool:
        """Say whether it takes up people's and rooms' time."""
        return self.state in {"listed", "open", "part_heard"}


@dataclass(frozen=True, slots=True)
class Offer:
    """An alternative date the officer or friend proposed when the hearing was postponed."""

    on: date
    """The date proposed."""
    until: date
    """The last day an alternative could lie on: five working days after the day specified."""
    by: str
    """Officer or friend."""


@dataclass(frozen=True, slots=True)
class Booking:
    """A time that is taken: by a hearing, or because somebody or a room is not available."""

    sitting: Sitting
    """When."""
    who: frozenset[str]
    """The numbers of the people it takes up."""
    room: str
    """The room it takes up; empty for none."""
    what: str
    """The hearing, or why they are away; empty where whoever asks may not know what it is."""


@dataclass(frozen=True, slots=True)
class Diary:
    """What a move on a hearing has to know of the rest of the diary."""

    reference: str = ""
    """The reference of the hearing to be listed; empty where the move lists none."""
    bookings: tuple[Booking, ...] = ()
    """Every time that is taken by something else."""
    joined: Hearing | None = None
    """The hearing to be listed with; None where it has its own days."""
    files: tuple[CaseFile, ...] = ()
    """The cases of the officers already listed for it."""


NO_DIARY = Diary()
"""The diary of a move that has nothing to do with it."""


def clock(minutes: int) -> str:
    """Write minutes after midnight as `10:30`; the end of the day is `24:00`."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def minutes(field: str, text: str) -> int:
    """Read a time of day.

    Raises:
        BadValue: It is none.
    """
    hours, colon, rest = text.strip().partition(":")
    plain = hours.isascii() and hours.isdecimal() and rest.isascii() and rest.isdecimal()
    if not (colon and plain and len(hours) <= 2 and len(rest) == 2 and int(rest) < 60):
        raise BadValue(field, f"{field} cannot be {text!r}; write a time as 10:30.")
    found = int(hours) * 60 + int(rest)
    if found > DAY:
        raise BadValue(field, f"{field} cannot be {text!r}; the day ends at 24:00.")
    return found


def read_sitting(field: str, text: str) -> Sitting:
    """Read a sitting written as `2014-04-22 10:00-16:30`; a bare day is 10:00 to 17:00.

    Raises:
        BadValue: It cannot be read, or ends before it starts.
    """
    day, _space, times = text.strip().partition(" ")
    try:
        on = date.fromisoformat(day)
    except ValueError:
        raise BadValue(
            field, f"{field} cannot be {text!r}; write a sitting as 2014-04-22 10:00-16:30."
        ) from None
    starts, dash, ends = (times.strip() or "10:00-17:00").partition("-")
    if not dash:
        raise BadValue(field, f"{field} cannot be {text!r}; write the times as 10:00-16:30.")
    sitting = Sitting(on, minutes(field, starts), minutes(field, ends))
    if sitting.starts >= sitting.ends:
        raise BadValue(field, f"{field}: the sitting of {day} ends before it starts.")
    return sitting


def sittings_of(given: Mapping[str, Any]) -> tuple[Sitting, ...]:
    """Read the sitting days of a payload, in order."""
    return tuple(sorted(read_sitting("sitting", text) for text in given.get("sitting", ())))


def seats_of(given: Mapping[str, Any]) -> tuple[Seat, ...]:
    """Read who sits from a payload."""
    return tuple(
        Seat(row["capacity"], row["person"], row.get("name", ""), row.get("rank", ""))
        for row in given.get("seat", ())
    )


def people_of(hearing: Hearing, officers: Iterable[str] = ()) -> frozenset[str]:
    """Name everyone whose time a hearing takes.

    Args:
        hearing: The hearing.
        officers: The officers concerned, by number.
    """
    found = {seat.person for seat in hearing.seats} | set(officers)
    return frozenset(number for number in found if number)
