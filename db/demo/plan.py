"""What becomes of the year's matters after the severity decision, planned for all of them at once.

How many are listed, are in preparation and are suspended on the last day is not left to chance: it
is what HMIC counted in 2014, or the same share of it in a smaller demonstration. A larger one keeps
these numbers; what it has more of is under investigation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random

from db.demo import calendar
from db.demo.book import Book
from db.demo.force import Force
from db.demo.forms import GROSS
from db.demo.left import Fate, Left
from db.demo.listings import Groups, Listings
from db.demo.shapes import Away

LISTED, OFFICERS, PREPARING = 62, 72, 10
"""Cases listed, the officers in them, and cases in preparation.

Source:
    HMIC 2014 on the Metropolitan Police Service: 62 cases (72 officers), with 10 more.
"""

SUSPENDED = {"officer": 42, "special": 34, "pcso": 1, "staff": 5}
"""Who was suspended in March 2014.

Source:
    HMIC 2014 on the Metropolitan Police Service.
"""

ALL = 0.3
"""From which share of the year on every kind of thing comes up."""

_LATEST = calendar.LENGTH - 1 - 95
_INVESTIGATED, _ENDS = 0.42, 0.6
_EARLY = 240
_BESIDES = {
    "left": 2, "resigned": 2, "retired": 1, "transferred": 1, "paused": 2, "lifted": 6,
}  # fmt: skip


class Plan:
    """The fate of every matter that goes on, and the diary they share."""

    def __init__(self, seed: int, force: Force, lefts: Iterable[Left], share: float) -> None:
        """Plan everything.

        Args:
            seed: The seed of the demonstration.
            force: The people.
            lefts: Where every subject's course leaves off, in the order of the cases.
            share: How large the demonstration is, as a share of the year.
        """
        self._rng = rng = Random(f"{seed} proceedings")
        self.share = min(1.0, share)
        self.fates: dict[tuple[int, int], Fate] = {}
        still = [left for left in lefts if not left.closed]
        for left in still:
            wanted = left.level == GROSS or rng.random() < _INVESTIGATED
            if left.goes_on and left.officer is not None and wanted:
                self.fates[left.place, left.subject] = Fate("investigation")
        self.book = book = Book(Random(f"{seed} book"), force)
        self._proceedings(still, book)
        self._suspend(still)
        self._besides(still)
        self._joined(still)
        self.away: tuple[Away, ...] = book.away

    @property
    def leaders(self) -> frozenset[int]:
        """Name the cases that others are joined with, by their place."""
        return frozenset(fate.other for fate in self.fates.values() if fate.other >= 0)

    def of(self, left: Left) -> Fate:
        """Give the fate of a subject."""
        return self.fates.get((left.place, left.subject), Fate())

    def _size(self, number: int, least: int = 0) -> int:
        return max(least, round(number * self.share))

    # proceedings

    def _proceedings(self, still: Sequence[Left], book: Book) -> None:
        """Choose what goes to proceedings, and put it into the diary."""
        rng, whole = self._rng, self.share >= ALL
        groups = Groups(rng, [left for left in still if _may_be_listed(left)])
        meetings = groups.single(2 * whole, _LATEST, "misconduct")
        special = groups.single(int(whole), _LATEST)
        part_heard = groups.single(self._size(2, 1), 200)
        cases = self._size(LISTED, 2) - len(meetings) - len(special)
        officers = self._size(OFFICERS, 2) - len(meetings) - len(special)
        pairs = groups.two_cases(int(whole), _LATEST)
        called_off = groups.single(2 * whole, 195)
        hearings = groups.several(officers - cases, _LATEST)
        held = sum(_cases(group) for group in (*pairs, *hearings))
        hearings += groups.single(cases - held, _LATEST)
        preparing = groups.single(self._size(PREPARING, 1) - len(called_off), _LATEST)
        listings = Listings(rng, book, self.fates)
        listings.special(special)
        listings.part_heard(part_heard)
        listings.meetings(meetings)
        listings.hearings([*pairs, *hearings], self._size(13))
        listings.called_off(called_off)
        listings.move_some(self._size(4))
        listings.prepare(preparing)

    # measures

    def _suspend(self, still: Sequence[Left]) -> None:
        """Choose who is suspended: those whose matter is gravest and open first."""
        for kind, number in SUSPENDED.items():
            tiers: list[list[Left]] = [[], [], []]
            seen: set[str] = set()
            for left in still:
                officer = left.officer
                if officer is None or officer.person_type != kind or officer.number in seen:
                    continue
                level = left.level or left.passed
                if left.closed_circle or left.witnessed or level == "neither":
                    continue
                if left.received > calendar.LENGTH - 6:
                    continue
                seen.add(officer.number)
                gross = left.goes_on and left.level == GROSS
                tiers[0 if gross else 1 if left.goes_on or not left.level else 2].append(left)
            for tier in tiers:
                self._rng.shuffle(tier)
            chosen = [left for tier in tiers for left in tier][
                : self._size(number, kind == "officer")
            ]
            for left in chosen:
                fate = self.fates.setdefault((left.place, left.subject), Fate())
                latest = calendar.LENGTH - 3
                soon = left.received + self._rng.randint(1, 35)
                fate.suspended = calendar.worked(min(soon, latest))

    # what else comes up

    def _besides(self, still: Sequence[Left]) -> None:
        """Let some officers leave, some clocks wait and some warnings be known."""
        rng = self._rng
        plain = [
            left
            for left in still
            if left.officer is not None
            and left.officer.person_type == "officer"
            and not (left.closed_circle or left.witnessed)
            and self.of(left).to == "investigation"
            and not self.of(left).suspended
        ]
        gross = [left for left in plain if left.level == GROSS and left.day < _EARLY]
        rng.shuffle(gross)
        for what, number in _BESIDES.items():
            for _ in range(self._size(number)):
                if gross:
                    self.of(gross.pop()).besides.add(what)
        for left in [left for left in gross if left.recordable][: self._size(2)]:
            self.of(left).besides.add("assessed_again")
        for left in gross[: self._size(12)]:
            self.of(left).besides.add("warned")
        for left in still:
            fate = self.of(left)
            if left.level != GROSS and fate.to == "investigation" and not fate.suspended:
                fate.besides |= {"ends"} if rng.random() < _ENDS else set()

    def _joined(self, still: Sequence[Left]) -> None:
        """Join two cases of one borough that are parted again."""
        if self.share < ALL:
            return
        last: dict[str, Left] = {}
        for left in still:
            fate = self.of(left)
            if fate.to != "investigation" or fate.besides or left.day > 260 or left.closed_circle:
                continue
            other = last.setdefault(left.unit, left)
            if other.place != left.place and other.standard == left.standard:
                fate.other = other.place
                fate.besides.add("split")
                return


def _may_be_listed(left: Left) -> bool:
    officer = left.officer
    return (
        left.goes_on
        and officer is not None
        and officer.person_type in {"officer", "special"}
        and not (left.closed_circle or left.witnessed)
    )


def _cases(group: Sequence[Left]) -> int:
    return len({left.place for left in group})
