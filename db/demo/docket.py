"""Which cases came to a hearing in the year, who was in them, when each sat, and how it ended.

How many ended in what is not left to chance: it is what HMIC counted in 2014, or the same share of
it in a smaller demonstration. A larger one keeps these numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from db.demo import calendar
from db.demo.book import APPEAL, Book
from db.demo.data import shares, table
from db.demo.force import Force
from db.demo.left import Listing, Slot
from db.demo.listings import HEARING, LAST, MEETING
from db.demo.people import Officer, Pool

HEARD = 186
"""Cases that came to a hearing in the year; misconduct meetings are not among them.

Source:
    HMIC 2014 on the Metropolitan Police Service: 186, of which 13 not proven or discontinued, 20
    written warnings, 27 final written warnings, 4 to performance procedures, 2 discontinued and 120
    dismissed.
"""

WITHDRAWN = frozenset({"performance_procedures", "no_further_action"})
"""What a matter that was withdrawn before a finding ended in."""

CHALLENGED = frozenset({
    "confirm", "late", "vary", "new_panel", "running", "internal", "judicial_review",
})  # fmt: skip
"""What befell an outcome against which something was brought, by how that went."""

LEADS, FOLLOWS = "joint", "heard_with"
"""The two officers who are heard together, from two cases."""

PLACES = 1_000_000
"""The places of these cases count from here, apart from those of the year's own."""

_PEOPLE, _MOST = 700_000, 100_000
_PERSONS = {"officer": {"officer", "special"}, "staff": {"staff", "pcso"}}
_ON_TIME, _LENGTHS, _LAST_SITTING = 0.25, (1, 1, 1, 1, 2, 2, 3), LAST - 2
_EARLIEST, _LATEST = -396, -91
"""The days of attention: from March 2012 to the end of that year."""


@dataclass(frozen=True, slots=True)
class Ends:
    """How a case ends."""

    key: str
    """The outcome, or the disposal of what was withdrawn before a finding."""
    finding: str
    """What was found; empty where it was withdrawn."""
    forum: str
    """Meeting, hearing or accelerated."""
    person: str
    """Officer or staff."""
    beside: str
    """What else befell it, such as an appeal and its result; empty for nothing."""
    when: tuple[int, ...]
    """The first and the last day of the year for its hearing; empty for any."""

    @property
    def withdrawn(self) -> bool:
        """Say whether it was withdrawn before a finding."""
        return self.key in WITHDRAWN

    @property
    def challenged(self) -> bool:
        """Say whether something was brought against the outcome of a hearing."""
        return self.beside in CHALLENGED

    @property
    def leaning(self) -> str:
        """Say how what is coded of it leans: dismissed, warned or cleared."""
        if self.key.startswith("dismissal"):
            return "dismissed"
        return "cleared" if self.withdrawn or self.key == "not_proven" else "warned"


@dataclass(slots=True)
class Docketed:
    """One case that came to a hearing or a meeting, as it is planned."""

    ends: Ends
    """How it ends."""
    officer: Officer
    """Who is in it."""
    attention: int
    """The day it came to attention."""
    listing: Listing
    """The hearing."""
    second: Listing | None = None
    """The hearing before another panel."""
    appeal: Slot | None = None
    """The appeal meeting."""
    reference: str = ""
    """The case's reference."""
    place: int = 0
    """The case's place, for others that are heard with it."""
    other: Docketed | None = None
    """The case that it is heard with, which leads."""

    @property
    def ended(self) -> int:
        """Give the last sitting day, of the last panel."""
        last = self.second or self.listing
        return (last.again or last.slot).days[-1]


class Docket:
    """The cases that came to a hearing, with the days on which they did."""

    def __init__(self, seed: int, force: Force, book: Book, share: float) -> None:
        """Plan all of them.

        Args:
            seed: The seed of the demonstration.
            force: The people.
            book: The appointment book, with the hearings to come already in it.
            share: How large the demonstration is, as a share of the year.
        """
        self._rng = Random(f"{seed} docket")
        self._book = book
        self._pool = Pool(self._rng, force.number, _PEOPLE, _MOST, shown=False)
        self._late = shares(table("proceedings")["late_share"])
        self._seen: set[str] = set()
        ends = [*_drawn(min(1.0, share))]
        self._rng.shuffle(ends)
        self._open = list(_spread(sum(not one.when for one in ends)))
        cases = [self._case(one) for one in ends if one.beside != FOLLOWS]
        cases += self._together(cases, [one for one in ends if one.beside == FOLLOWS])
        self.cases = tuple(_numbered(cases))

    def _case(self, ends: Ends) -> Docketed:
        rng = self._rng
        officer = self._officer(ends.person)
        wanted = rng.randint(*ends.when) if ends.when else self._open.pop(0)
        listing = self._listing(ends, officer, wanted)
        made = Docketed(ends, officer, self._attention(listing), listing)
        if ends.beside == "new_panel":
            made.second = self._second(made)
        if ends.forum == "meeting" and ends.beside in {"confirm", "vary"}:
            first = calendar.after(listing.slot.days[-1], 16)
            made.appeal = self._book.find(APPEAL, first, 1, [officer.number], officer.unit)
        return made

    def _together(self, cases: Sequence[Docketed], ends: Sequence[Ends]) -> Iterator[Docketed]:
        """Let others be heard with those that lead; without one, by themselves."""
        leads = [one for one in cases if one.ends.beside == LEADS]
        for place, one in enumerate(ends):
            if place >= len(leads):
                yield self._case(one)
                continue
            lead = leads[place]
            # The hearing was put into the book without this officer, who is in no other; from the
            # same borough, none of whose superintendents sits in it.
            officer = self._officer(one.person, lead.officer.unit)
            made = Docketed(one, officer, lead.attention, lead.listing)
            made.other, lead.listing.joint = lead, True
            yield made

    def _officer(self, person: str, unit: str = "") -> Officer:
        """Draw somebody of a kind, of a borough or of any, who is in no other of these cases."""
        while True:
            officer = self._pool.draw(unit)
            if officer.person_type in _PERSONS[person] and officer.number not in self._seen:
                self._seen.add(officer.number)
                return officer

    def _attention(self, listing: Listing) -> int:
        """Choose the day of attention, months before the documents were supplied."""
        latest = min(_LATEST, listing.supplied - 130)
        earliest = max(_EARLIEST, latest - 200)
        return int(self._rng.triangular(earliest, latest, latest))

    # the diary

    def _listing(self, ends: Ends, officer: Officer, wanted: int) -> Listing:
        rng, forum = self._rng, ends.forum
        length = 2 if ends.beside == "part_heard" else rng.choice(_LENGTHS)
        if forum == "accelerated":
            notice = calendar.worked(wanted)
            slot = self._slot(forum, calendar.after(notice, 11), 1, officer)
            # A room that was not to be had earlier moves the notice, and not the window.
            notice = calendar.back(slot.days[0], 11)
            return Listing(forum, (0, 1), notice, calendar.after(notice, 6), slot,
                           calendar.after(notice, 15), "")  # fmt: skip
        slot = self._slot(forum, wanted, 1 if forum == "meeting" else length, officer)
        made = self._prepared(forum, slot, officer)
        if ends.beside == "part_heard":
            made.again = self._later(slot, officer)
        return made

    def _prepared(self, forum: str, slot: Slot, officer: Officer) -> Listing:
        """Choose when the documents were supplied and the date was fixed, inside the limit or not.

        Somebody whom the Regulations do not reach has no limit.
        """
        rng, first = self._rng, slot.days[0]
        if forum == "meeting":
            supplied = calendar.worked(first - 27)
            listed = calendar.worked(supplied + rng.randint(17, 19))
        elif rng.random() < _ON_TIME:
            supplied = calendar.worked(first - 39)
            listed = calendar.worked(supplied + 23)
        else:
            listed = calendar.worked(first - rng.randint(25, 60))
            supplied = calendar.worked(listed - rng.randint(35, 50))
        clocked = officer.person_type in _PERSONS["officer"]
        last = calendar.after(supplied, MEETING if forum == "meeting" else HEARING)
        if not clocked:
            last = slot.days[-1]
        code = self._late.draw(rng) if first > last else ""
        return Listing(forum, (0, 1), supplied, listed, slot, last, code)

    def _slot(self, forum: str, first: int, length: int, officer: Officer) -> Slot:
        """Find days that end inside the year."""
        while True:
            slot = self._book.find(forum, first, length, [officer.number], officer.unit)
            if slot.days[-1] <= _LAST_SITTING:
                return slot
            first -= 9

    def _later(self, slot: Slot, officer: Officer) -> Slot | None:
        """Find later days of the same year for the same people in the same room."""
        for day in range(slot.days[-1] + 9, _LAST_SITTING - 3):
            again = self._book.again(slot, day, [officer.number])
            if again is not None and again.days[-1] <= _LAST_SITTING:
                return again
        return None

    def _second(self, made: Docketed) -> Listing:
        """Find days for another panel, on which nobody of the first one sits."""
        before = {seat["person"] for seat in made.listing.slot.seats}
        first = made.listing.slot.days[-1] + 200
        while True:
            slot = self._slot("hearing", first, 1, made.officer)
            panel = {seat["person"] for seat in slot.seats[:3]}
            if not panel & before:
                return self._prepared("hearing", slot, made.officer)
            first = slot.days[0] + 1


def _spread(number: int) -> Iterator[int]:
    """Spread so many hearings evenly over the year."""
    for place in range(number):
        yield 3 + place * (_LAST_SITTING - 6) // number


def _numbered(cases: list[Docketed]) -> Iterator[Docketed]:
    """Give the cases their references, in the order they came to attention."""
    counts: Counter[int] = Counter()
    # Whoever is heard with another comes after them, as the story that holds both has it.
    ordered = sorted(cases, key=lambda one: (one.attention, one.other is not None))
    for place, made in enumerate(ordered):
        year = calendar.on(made.attention).year
        counts[year] += 1
        made.reference = f"MC-{year}-{counts[year]:05}"
        made.place = PLACES + place
        if made.other is None:
            made.listing.leads = (made.place, 1)
        if made.second is not None:
            made.second.leads = (made.place, 1)
        yield made


def _drawn(share: float) -> Iterator[Ends]:
    """Give each case its end: all of the year's, or a share of them by largest remainder."""
    for heard in (True, False):
        rows = [row for row in table("decided")["ending"] if _at_hearing(row) is heard]
        whole = sum(row["cases"] for row in rows)
        wanted = [row["cases"] * share for row in rows]
        given = [int(number) for number in wanted]
        short = sorted(range(len(rows)), key=lambda at: (given[at] - wanted[at], at))
        for at in short[: round(whole * share) - sum(given)]:
            given[at] += 1
        for row, number in zip(rows, given, strict=True):
            yield from [_ends(row)] * number


def _at_hearing(row: dict[str, Any]) -> bool:
    return bool(row.get("forum") != "meeting")


def _ends(row: dict[str, Any]) -> Ends:
    return Ends(
        key=row["ends"],
        finding=row.get("finding", ""),
        forum=row.get("forum", "hearing"),
        person=row.get("person", "officer"),
        beside=row.get("beside", ""),
        when=tuple(row.get("when", ())),
    )
