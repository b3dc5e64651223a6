"""The demonstration's appointment book: finds days on which a room and everybody are free."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from random import Random

from db.demo import calendar
from db.demo.data import table
from db.demo.force import Force
from db.demo.left import Slot
from db.demo.shapes import Away, Player

APPEAL = "appeal_meeting"
"""The kind of hearing that an appeal from a meeting is."""

MEMBERS = 10
"""How many boroughs lend a superintendent to the panels."""

_SHORT = {
    "independent": "IND", "counsel_authority": "CNA", "counsel_officer": "CNO",
    "police_friend": "FRD",
}  # fmt: skip
_CAPACITY = {"independent": "member_independent"}


class Book:
    """Keeps who and which room is taken on which day.

    What was once given out stays taken, also where the hearing was moved later: so nothing clashes
    whatever the order in which the cases are entered.
    """

    def __init__(self, rng: Random, force: Force) -> None:
        """Begin with everybody free but those who are away.

        Args:
            rng: Where the chances come from.
            force: The people.
        """
        self._rng = rng
        self._taken: defaultdict[int, set[str]] = defaultdict(set)
        self._rooms: list[str] = table("bench")["rooms"]["names"]
        self._chairs = [_seat("chair_senior_officer", p) for p in force.bench["chair"]]
        self._chief = _seat("chair_chief_officer", force.bench["chief"][0])
        units = [unit for name, unit in sorted(force.units.items())][:MEMBERS]
        self._supers = [(unit.name, unit.superintending[-1]) for unit in units]
        self._outside = {kind: outsiders(kind) for kind in _SHORT}
        self.away = tuple(self._missing(row) for row in table("bench")["away"])

    def find(self, forum: str, first: int, length: int, officers: Sequence[str], unit: str) -> Slot:
        """Find days in a row on which the panel, the officers and a room are free.

        Args:
            forum: Meeting, hearing, accelerated, or an appeal meeting.
            first: The first day that will do.
            length: How many sitting days.
            officers: The officers' numbers.
            unit: The borough of the case, whose superintendents do not sit.
        """
        day, chairs = calendar.worked(first), self._chairs
        waits = _PATIENCE if self._rng.random() < _PERMANENT else 0
        while True:
            days = _in_a_row(day, length)
            likely = chairs[:1] if waits > 0 else [*chairs[1:], chairs[0]]
            if (slot := self._on(days, self._panel(forum, unit, likely), officers)) is not None:
                hours = "10:00-13:00" if "meeting" in forum else self._rng.choice(_HOURS)
                return replace(slot, hours=hours)
            day, waits = calendar.worked(day + 1), waits - 1

    def again(self, slot: Slot, first: int, officers: Sequence[str]) -> Slot | None:
        """Find the same room and people on other days; None where one is taken."""
        days = _in_a_row(first, len(slot.days))
        names = [*(seat["person"] for seat in slot.seats), *officers, slot.room]
        if not self._free(days, names):
            return None
        self._take(days, names)
        return Slot(days, slot.hours, slot.room, slot.seats)

    def _on(
        self, days: tuple[int, ...], panel: list[list[dict[str, str]]], officers: Sequence[str]
    ) -> Slot | None:
        """Take the first room and people who are free on these days; None where some are not."""
        room = next((name for name in self._rooms if self._free(days, [name])), "")
        if not room or not self._free(days, officers):
            return None
        seats = [self._first(days, choices) for choices in panel]
        found = [seat for seat in seats if seat is not None]
        if len(found) < len(seats):
            return None
        self._take(days, [*(seat["person"] for seat in found), *officers, room])
        return Slot(days, "", room, tuple(found))

    def _panel(
        self, forum: str, unit: str, chairs: list[dict[str, str]]
    ) -> list[list[dict[str, str]]]:
        """Give who could take each seat, the likeliest first."""
        friend = self._turned("police_friend")
        if forum == APPEAL:
            # An appeal is for a rank above whoever conducted the meeting.
            return [[{**seat, "capacity": "conducting_officer"} for seat in chairs], friend]
        supers = [player for name, player in self._supers if name != unit]
        self._rng.shuffle(supers)
        if forum == "meeting":
            return [[_seat("conducting_officer", p) for p in supers], friend]
        sides = [self._turned("counsel_authority"), friend]
        if self._rng.random() < 0.6:
            sides.append(self._turned("counsel_officer"))
        if forum == "accelerated":
            return [[self._chief], *sides]
        members = [_seat("member_superintendent", p) for p in supers]
        return [chairs, members, self._turned("independent"), *sides]

    def _turned(self, kind: str) -> list[dict[str, str]]:
        found = [*self._outside[kind]]
        self._rng.shuffle(found)
        return found

    def _first(
        self, days: Iterable[int], choices: Iterable[dict[str, str]]
    ) -> dict[str, str] | None:
        return next((seat for seat in choices if self._free(days, [seat["person"]])), None)

    def _free(self, days: Iterable[int], names: Iterable[str]) -> bool:
        wanted = {*names}
        return not any(wanted & self._taken[day] for day in days)

    def _take(self, days: Iterable[int], names: Iterable[str]) -> None:
        names = {*names}
        for day in days:
            self._taken[day] |= names

    def _missing(self, row: dict[str, object]) -> Away:
        """Read who is away, and keep their days free."""
        kind, _space, place = str(row["who"]).partition(" ")
        who = place
        if kind == "chair":
            who = self._chairs[int(place) - 1]["person"]
        elif kind != "room":
            who = self._outside[kind][int(place) - 1]["person"]
        name = next((s["name"] for s in self._outside.get(kind, ()) if s["person"] == who), "")
        found = Away(who, name, row["first"], row["last"], str(row["why"]), room=kind == "room")  # type: ignore[arg-type]  # dates of the data file
        self._take(range(calendar.place(found.first), calendar.place(found.last) + 1), [who])
        return found


_PERMANENT, _PATIENCE = 0.85, 4
"""How often the permanent chair is meant to sit, and how many days the listing waits for it."""

_HOURS = ("10:00-16:30", "10:00-17:00", "09:30-16:00")


def outsiders(kind: str) -> list[dict[str, str]]:
    """List those of a kind who come from outside the force, as seats."""
    names = table("bench")["outside"][kind]
    return [
        {
            "capacity": _CAPACITY.get(kind, kind),
            "person": f"{_SHORT[kind]}{place:02}",
            "name": name,
        }
        for place, name in enumerate(names, start=1)
    ]


def _seat(capacity: str, player: Player) -> dict[str, str]:
    return {
        "capacity": capacity,
        "person": player.number,
        "name": player.name,
        "rank": player.rank,
    }


def _in_a_row(first: int, length: int) -> tuple[int, ...]:
    days = [calendar.worked(first)]
    while len(days) < length:
        days.append(calendar.worked(days[-1] + 1))
    return tuple(days)
