"""Which matters are heard together, and the days on which the demonstration's hearings are put."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from random import Random

from db.demo import calendar
from db.demo.book import Book
from db.demo.data import shares, table
from db.demo.forms import GROSS
from db.demo.left import Fate, Left, Listing, Slot

LAST = calendar.LENGTH - 1
"""The last day of the year."""

HEARING, MEETING = 30, 20
"""Working days within which each is to be held."""

_INVESTIGATION, _BEFORE_LISTING = 60, 32
_SEASON = 160
_TRIPLES = 2
_LENGTHS = (1, 1, 1, 2, 2, 2, 3, 3, 4, 5)


class Groups:
    """The matters that may go to proceedings, each given out once, and each officer once."""

    def __init__(self, rng: Random, lefts: Sequence[Left]) -> None:
        """Begin with all of them.

        Args:
            rng: Where the chances come from.
            lefts: Every matter that may go to proceedings.
        """
        self._rng = rng
        self._at: defaultdict[tuple[int, str], list[Left]] = defaultdict(list)
        seen: set[str] = set()
        for left in lefts:
            number = "" if left.officer is None else left.officer.number
            if number not in seen:
                seen.add(number)
                self._at[left.place, left.level].append(left)
        self._order = list(self._at)
        rng.shuffle(self._order)
        self._used: set[int] = set()

    def single(self, number: int, latest: int, level: str = GROSS) -> list[list[Left]]:
        """Give out so many cases with one officer each.

        Args:
            number: How many.
            latest: The last day on which the severity may have been settled.
            level: The level.
        """
        found: list[list[Left]] = []
        for left in self._fitting(1, latest, level):
            if len(found) >= number:
                break
            found.append(left[:1])
            self._used.add(left[0].place)
        return found

    def several(self, more: int, latest: int) -> list[list[Left]]:
        """Give out cases with two or three officers, so that they make so many more than cases."""
        found: list[list[Left]] = []
        for size, most in ((3, _TRIPLES), (2, more)):
            for group in self._fitting(size, latest, GROSS)[:most]:
                if more >= size - 1:
                    found.append(group[:size])
                    self._used.add(group[0].place)
                    more -= size - 1
        return found

    def two_cases(self, number: int, latest: int) -> list[list[Left]]:
        """Give out pairs of cases of one borough and Standard, to be heard together."""
        found: list[list[Left]] = []
        singles = sorted(group[0].place for group in self._fitting(1, latest, GROSS))
        by_place = {group[0].place: group[0] for group in self._fitting(1, latest, GROSS)}
        for one, other in combinations(singles, 2):
            if len(found) >= number:
                break
            first, second = by_place[one], by_place[other]
            alike = (first.unit, first.standard) == (second.unit, second.standard)
            if alike and other - one < 200 and not {one, other} & self._used:
                found.append([first, second])
                self._used |= {one, other}
        return found

    def _fitting(self, size: int, latest: int, level: str) -> list[list[Left]]:
        """List the groups that are still there and large enough, those just large enough first."""
        found = [
            [left for left in self._at[key] if left.day <= latest]
            for key in self._order
            if key[1] == level and key[0] not in self._used
        ]
        return sorted((group for group in found if len(group) >= size), key=len)


class Listings:
    """Puts hearings into the diary and says so in the fates."""

    def __init__(self, rng: Random, book: Book, fates: dict[tuple[int, int], Fate]) -> None:
        """Begin with an empty diary.

        Args:
            rng: Where the chances come from.
            book: Who and which room is free.
            fates: The fates, by the case's place and the subject.
        """
        self._rng, self._book, self._fates = rng, book, fates
        self._late = shares(table("proceedings")["late_share"])
        self._movable: list[tuple[list[Left], Listing]] = []

    def special(self, groups: Sequence[Sequence[Left]]) -> None:
        """List special case hearings, in their window of working days after the notice."""
        for group in groups:
            notice = calendar.worked(LAST - self._rng.randint(12, 14))
            slot = self._find("accelerated", group, calendar.after(notice, 11), 1)
            self._keep(
                group,
                Listing("accelerated", _key(group[0]), notice, calendar.after(notice, 6), slot,
                        calendar.after(notice, 15), ""),
            )  # fmt: skip

    def part_heard(self, groups: Sequence[Sequence[Left]]) -> None:
        """List hearings that began in March and are not over."""
        for place, group in enumerate(groups):
            slot = self._find("hearing", group, LAST - self._rng.randint(12, 18), 2)
            listed = calendar.worked(slot.days[0] - self._rng.randint(22, 34))
            supplied = calendar.worked(listed - self._rng.randint(35, 50))
            made = self._listing("hearing", group, supplied, listed, slot)
            made.heard = "unfixed" if place else "adjourned"
            if not place:
                made.again = self._later(slot, group, LAST + self._rng.randint(35, 50))
            self._keep(group, made)

    def meetings(self, groups: Sequence[Sequence[Left]]) -> None:
        """List misconduct meetings, one of them inside its limit."""
        for place, group in enumerate(groups):
            listed = calendar.worked(LAST - self._rng.randint(3, 8))
            supplied = calendar.worked(listed - self._rng.randint(17, 19) - 14 * place)
            slot = self._find("meeting", group, LAST + 1 + 15 * place, 1)
            self._keep(group, self._listing("meeting", group, supplied, listed, slot, MEETING))

    def hearings(self, groups: Sequence[Sequence[Left]], inside: int) -> None:
        """List hearings from April on: some inside the limit, the others through the summer.

        Args:
            groups: The officers of each.
            inside: How many are to lie inside the limit.
        """
        rng = self._rng
        ordered = sorted(groups, key=lambda group: (max(x.day for x in group), _key(group[0])))
        short = [group for group in ordered if len(group) == 1][-inside:] if inside else []
        for group in short:
            listed = calendar.worked(LAST - rng.randint(0, 6))
            supplied = calendar.worked(listed - rng.randint(22, 27))
            slot = self._find("hearing", group, LAST + 1 + rng.randint(1, 6), rng.choice((1, 1, 2)))
            self._keep(group, self._listing("hearing", group, supplied, listed, slot))
        kept = {id(group) for group in short}
        longer = [group for group in ordered if id(group) not in kept]
        for place, group in enumerate(longer):
            supplied, listed = self._days(group)
            first = LAST + 4 + place * _SEASON // len(longer) + rng.randint(0, 12)
            slot = self._find("hearing", group, first, rng.choice(_LENGTHS))
            made = self._listing("hearing", group, supplied, listed, slot)
            self._keep(group, made)
            if len(group) == 1:
                self._movable.append((list(group), made))

    def called_off(self, groups: Sequence[Sequence[Left]]) -> None:
        """List hearings that were called off and have no new date: vacated, then postponed."""
        for place, group in enumerate(groups):
            listed = calendar.worked(LAST - self._rng.randint(45, 60))
            supplied = calendar.worked(listed - self._rng.randint(35, 50))
            slot = self._find("hearing", group, LAST + self._rng.randint(5, 40), 2)
            made = self._listing("hearing", group, supplied, listed, slot)
            made.moved = calendar.worked(LAST - self._rng.randint(6, 25))
            made.becomes = "postponed" if place else "vacated"
            self._keep(group, made, "referred")

    def move_some(self, number: int) -> None:
        """Postpone and list again; the first of them on the day that the friend proposed."""
        rng = self._rng
        early = [(group, made) for group, made in self._movable if made.listed < LAST - 14]
        for group, made in early:
            if number <= 0:
                return
            offered = not any(one.offered for _group, one in self._movable)
            first = made.slot.days[0]
            wanted = first + rng.randint(20, 45)
            again = (
                next(filter(None, (self._later(made.slot, group, calendar.after(first, days), 1)
                                   for days in range(1, 6))), None)
                if offered else self._later(made.slot, group, wanted)
            )  # fmt: skip
            if again is not None:
                made.moved = calendar.worked(rng.randint(made.listed + 4, LAST - 7))
                made.becomes, made.again, made.offered = "again", again, offered
                number -= 1

    def prepare(self, groups: Sequence[Sequence[Left]]) -> None:
        """Refer cases that are in preparation on the last day."""
        for group in groups:
            left = group[0]
            fate = self._fates[_key(left)]
            supplied = LAST - self._rng.randint(2, 40)
            fate.to = "referred"
            fate.supplied = calendar.worked(max(supplied, left.day + _INVESTIGATION))

    def _days(self, group: Sequence[Left]) -> tuple[int, int]:
        """Choose when the documents are supplied, and when the date is fixed."""
        rng, settled = self._rng, max(left.day for left in group)
        soonest = settled + _INVESTIGATION + _BEFORE_LISTING + 3
        back = min(130, LAST - soonest)
        listed = calendar.worked(
            LAST - int(rng.triangular(0, max(0, back), 10)) if back > 10 else LAST
        )
        supplied = max(settled + _INVESTIGATION, listed - rng.randint(_BEFORE_LISTING, 60))
        return calendar.worked(min(supplied, listed - _BEFORE_LISTING + 3)), listed

    def _listing(
        self, forum: str, group: Sequence[Left], supplied: int, listed: int, slot: Slot,
        limit: int = HEARING,
    ) -> Listing:  # fmt: skip
        last = calendar.after(supplied, limit)
        code = self._late.draw(self._rng) if slot.days[0] > last else ""
        return Listing(forum, _key(group[0]), supplied, listed, slot, last, code)

    def _find(self, forum: str, group: Sequence[Left], first: int, length: int) -> Slot:
        return self._book.find(forum, first, length, _numbers(group), group[0].unit)

    def _later(self, slot: Slot, group: Sequence[Left], first: int, tries: int = 60) -> Slot | None:
        """Find later days for the same people in the same room."""
        for day in range(first, first + tries):
            again = self._book.again(slot, day, _numbers(group))
            if again is not None:
                return again
        return None

    def _keep(self, group: Sequence[Left], made: Listing, to: str = "listed") -> None:
        made.joint = len(group) > 1
        for left in group:
            fate = self._fates.setdefault(_key(left), Fate())
            fate.to, fate.listing, fate.supplied = to, made, made.supplied
            if left.place != made.leads[0]:
                fate.other = made.leads[0]


def _key(left: Left) -> tuple[int, int]:
    return left.place, left.subject


def _numbers(group: Sequence[Left]) -> list[str]:
    return [left.officer.number for left in group if left.officer is not None]
