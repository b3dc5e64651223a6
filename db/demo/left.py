"""Where a subject's course through the desk leaves off, and what is planned to become of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from db.demo.people import Officer


@dataclass(frozen=True, slots=True)
class Left:
    """Where a course leaves off."""

    place: int
    """The case's place in the year."""
    subject: int
    """The subject's number in the case."""
    received: int
    """The day the subject came to notice, or was named."""
    day: int
    """The day of the last step at the desk."""
    level: str
    """The level that DPS set; empty where it set none."""
    passed: str
    """The level of the form that was passed to DPS; empty where none was."""
    goes_on: bool
    """Whether the matter is to be investigated."""
    closed: bool
    """Whether it was closed at the desk."""
    officer: Officer | None
    """Who it is; None where nobody was named at once."""
    unit: str
    """The borough that owns the case."""
    standard: str
    """The Standard of the first allegation."""
    recordable: bool
    """Whether it is a recordable conduct matter."""
    closed_circle: bool
    """Whether the case is covert or restricted."""
    witnessed: bool
    """Whether one of the delegates is a witness in it."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Days, a room and people who are free together."""

    days: tuple[int, ...]
    """The sitting days."""
    hours: str
    """From when to when each sits."""
    room: str
    """Where."""
    seats: tuple[dict[str, str], ...]
    """Who sits and attends."""

    @property
    def chair(self) -> dict[str, str]:
        """Give who chairs or conducts it."""
        return self.seats[0]


@dataclass(slots=True)
class Listing:
    """One hearing, as it is planned."""

    forum: str
    """Meeting, hearing or accelerated."""
    leads: tuple[int, int]
    """The case's place and the subject whose listing the others join."""
    supplied: int
    """The day the documents were supplied; of a special case, the day of its notice."""
    listed: int
    """The day the date was fixed."""
    slot: Slot
    """When, where and before whom."""
    last: int
    """The last day of its limit."""
    code: str
    """Why it lies past the limit, of the counted list."""
    moved: int = 0
    """The day it was postponed or vacated; 0 where it was not."""
    becomes: str = ""
    """What became of it then: vacated, postponed, or again."""
    again: Slot | None = None
    """When it was listed for instead."""
    offered: bool = False
    """Whether the second date is the one that the police friend proposed."""
    joint: bool = False
    """Whether several officers are heard together."""
    heard: str = ""
    """What came of its first days: open, adjourned or unfixed; empty before them."""


@dataclass(slots=True)
class Fate:
    """What is planned for one subject after the severity decision."""

    to: str = ""
    """How far it is to come: investigation, referred or listed; empty for no further."""
    supplied: int = 0
    """The day the documents are supplied."""
    listing: Listing | None = None
    """The hearing."""
    suspended: int = 0
    """The day of suspension; 0 for none."""
    besides: set[str] = field(default_factory=set)
    """What else comes up, such as `leaves` or `paused`."""
    other: int = -1
    """The place of the case it is joined with."""
