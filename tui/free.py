"""Which days are free for a hearing that is about to be listed. Knows no Textual."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from db.agenda import Planning, planning
from hearings.errors import BadValue
from hearings.listing import Wanted, sittings_from
from hearings.listing.readiness import CHAIR
from hearings.sittings import Sitting, read_sitting
from tui.diary_words import counted, weekday
from tui.several import seats
from tui.telling.clock import standing

if TYPE_CHECKING:
    from db.actions import View
    from hearings.cases import Subject
    from tui.office import Office

MOST: Final = 30
"""The most free days that are offered."""

FIRST: Final = 3
"""How many of them the form shows by itself."""

BEYOND: Final = timedelta(days=90)
"""How far past the limit free days are looked for, where there are none inside."""

USUAL: Final = (600, 1020)
"""When a sitting starts and ends where nothing is typed: 10:00 to 17:00."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day on which the whole hearing fits."""

    first: date
    """The day."""
    words: str
    """The day, and whether it lies inside the limit."""
    lines: tuple[str, ...]
    """Its sitting days as they are typed."""


@dataclass(frozen=True, slots=True)
class Free:
    """What bears on a date."""

    words: str
    """The limit, what is outstanding and the first free days, in up to four lines."""
    days: tuple[Day, ...]
    """The free days."""


def free(office: Office, event: str, ref: str, view: View, typed: Mapping[str, str]) -> Free:
    """Find the days that are free for the officer and for what has been typed.

    Args:
        office: The desk that is asked.
        event: The move; an adjournment looks at the days after today and keeps no limit.
        ref: The subject.
        view: The case as it was read.
        typed: The form's texts: the room, who sits, and how many days.
    """
    subject = view.file.subject(int(ref.rpartition("/")[2]))
    sits, hours = _wanted(typed)
    room, people = _room(typed, subject), _people(typed, subject)

    def find(until: date | None) -> Planning:
        wanted = Wanted(sits, *hours, frozenset(people), room)
        return planning(office.desk, ref, wanted, until=until, most=MOST, opened=view)

    adjourns = event == "adjourn"
    found = find(office.today + BEYOND if adjourns else None)
    limit = None if adjourns else found.limit
    last = None if limit is None else limit.last_day
    if not found.free and last is not None:
        found = find(max(last, office.today) + BEYOND)
    days = _days(office, found.free, (sits, hours), last)
    if adjourns:
        days = [day for day in days if day.first > office.today]
    said = []
    if subject.offer is not None:
        day = weekday(subject.offer.on)
        said.append(f"The {subject.offer.by} offered {day}; a reasonable date has to be taken.")
    if limit is not None:
        ends = "" if last is None else f", last lawful day {weekday(last)}"
        state = standing(limit, office.rules.calendar, office.today)
        said.append(f"{limit.title}: {state}{ends}.")
    # Who sits is typed in the same form.
    left = [item.words for item in found.items if not item.done and item.key != CHAIR]
    if left and not adjourns:
        said.append(f"Outstanding: {', '.join(left)}.")
    said.append(_first(days, sits))
    return Free("\n".join(said), tuple(days))


def _days(
    office: Office, free: Sequence[date], wanted: tuple[int, tuple[int, int]], last: date | None
) -> list[Day]:
    """Give each free day with the sittings that would begin on it."""
    hearing = Wanted(wanted[0], *wanted[1], frozenset())
    return [
        Day(day, _day(day, last),
            tuple(map(str, sittings_from(day, hearing, office.rules.calendar))))
        for day in free
    ]  # fmt: skip


def _first(days: list[Day], sits: int) -> str:
    if not days:
        return "No day is free. Take another room or other people, and press F7."
    shown = "; ".join(day.words for day in days[:FIRST])
    what = "Free days" if sits == 1 else f"Free for {counted(sits, 'sitting day')} from"
    return f"{what}: {shown}{'; …' if len(days) > FIRST else ''}. F7 chooses one."


def _day(day: date, last: date | None) -> str:
    past = last is not None and day > last
    return f"{weekday(day)}{' (past the limit)' if past else ''}"


def _wanted(typed: Mapping[str, str]) -> tuple[int, tuple[int, int]]:
    """Read how many sitting days are wanted and at what times, from what is typed."""
    sittings: list[Sitting] = []
    for line in typed.get("sitting", "").splitlines():
        try:
            sittings.append(read_sitting("sitting", line))
        except BadValue:
            continue
    hours = (sittings[0].starts, sittings[0].ends) if sittings else USUAL
    estimate = typed.get("estimate", "").strip()
    given = int(estimate) if estimate.isascii() and estimate.isdecimal() else len(sittings)
    return max(1, min(given, 60)), hours


def _room(typed: Mapping[str, str], subject: Subject) -> str:
    held = subject.hearing
    return typed.get("room", "").strip() or ("" if held is None else held.room)


def _people(typed: Mapping[str, str], subject: Subject) -> list[str]:
    """Name who is needed: those typed, else those of the hearing in hand."""
    found: list[str] = []
    for line in typed.get("seat", "").splitlines():
        try:
            found += [seat["person"] for seat in seats(line)]
        except BadValue:
            continue
    if found or subject.hearing is None:
        return found
    return [seat.person for seat in subject.hearing.seats]
