"""Look for small sets of officers that a table tells of exactly with any number of earlier ones.

Numbers that leave as they are can be added and subtracted over as many releases as there are: a
year less its other months, a part less what is known of the whole. Whatever set of officers can be
counted so, whether a table had it as a cell or not, is not to be a small one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from hearings.disclosure.earlier import Given
from hearings.disclosure.span import PRIME, Span, Vector, coming_to_nought, weights_of
from hearings.disclosure.tables import Cell, Place, Table

Parts = tuple[int, ...]
"""A small set: columns, each as often as its officers are counted."""

_LOOKS = 2
"""How often small sets are looked for: those of one or two columns, then those of up to four."""


class Known:
    """What earlier releases tell exactly, over the officers of them and of a new table.

    Officers who stand in the same numbers of all, and in one cell of the new one, are a column.
    """

    def __init__(
        self, table: Table, earlier: Sequence[Given], beside: Sequence[Given], threshold: int
    ) -> None:
        """Add up what they tell.

        Args:
            table: The new table as it was counted, with whom each cell counts.
            earlier: The releases of exact numbers that its readers have.
            beside: Those of them that count any of the same officers.
            threshold: How many officers are no longer few.
        """
        self.threshold = threshold
        newest = max(beside, key=lambda given: given.number)
        self.words = newest.words if len(earlier) == 1 else f"{newest.words} and others"
        numbers, standing = _standing(earlier)
        cells = {who: cell for cell, them in table.members.items() for who in them}
        sizes = Counter(
            (tuple(standing.get(who, ())), cells.get(who)) for who in {**standing, **cells}
        )
        self.sizes = list(sizes.values())
        vectors: list[Vector] = [{} for _ in range(numbers)]
        inside: dict[Cell, Vector] = {}
        for column, (stands, cell) in enumerate(sizes):
            for number in stands:
                vectors[number][column] = 1
            if cell is not None:
                inside.setdefault(cell, {})[column] = 1
        self.span = Span()
        for vector in vectors:
            self.span.add(vector)
        self.before = weights_of(len(self.sizes), [self.span])
        self.rests = {cell: self.span.rest(vector) for cell, vector in inside.items()}


def _standing(earlier: Iterable[Given]) -> tuple[int, dict[int, list[int]]]:
    """Say in which of the numbers given before everybody stands, and how many those are."""
    numbers = 0
    standing: dict[int, list[int]] = {}
    for given in earlier:
        of: dict[Cell, list[int]] = {}
        for place, number in given.published.items():
            if number:
                for cell in given.table.under(place):
                    of.setdefault(cell, []).append(numbers)
                numbers += 1
        for cell, where in of.items():
            for who in given.table.members[cell]:
                standing.setdefault(who, []).extend(where)
    return numbers, standing


class Together:
    """The table beside all earlier ones at once."""

    given: Given | None = None

    def __init__(
        self, known: Known, table: Table, went: Mapping[Cell, Cell], precious: Sequence[Place]
    ) -> None:
        """Write down what each number of the table adds to what is known.

        Args:
            known: What is known from the earlier ones.
            table: The table as it was made coarser.
            went: Where the cells of the new one went then.
            precious: Its places, those that are to be withheld last before the others.
        """
        self.words = known.words
        self._known = known
        rests: dict[Cell, Vector] = {}
        for cell, rest in known.rests.items():
            _add(rests.setdefault(went[cell], {}), rest)
        self._places = [place for place in precious if table.count(place)]
        self._vectors: list[Vector] = []
        for number, place in enumerate(self._places):
            vector: Vector = {-1 - number: 1}
            for cell in table.under(place):
                _add(vector, rests[cell])
            self._vectors.append(vector)
        self._sets: list[Parts] = []
        self._ways: list[set[Place]] = []
        self._looked = 0

    def open(self, place: Place) -> None:
        """Take a number away; what is left is worked out when it is asked for."""

    def leaned_on(self, withheld: set[Place]) -> set[Place] | None:
        """Name the numbers of the table that tell of a small set; None where none is told.

        What is withheld later takes from what can be told, so that nothing new is to be found.
        """
        while True:
            for way in self._ways:
                if not way & withheld:
                    return way
            if not self._sets and self._looked == _LOOKS:
                return None
            self._look(withheld)

    def _look(self, withheld: set[Place]) -> None:
        """Find the small sets that are still told, and by what."""
        span = Span()
        for place, vector in zip(self._places, self._vectors, strict=True):
            if place not in withheld:
                span.add(vector)
        weights = weights_of(len(self._known.sizes), [span, self._known.span])
        self._sets = [parts for parts in self._sets if _nought(weights, parts)]
        while not self._sets and self._looked < _LOOKS:
            self._looked += 1
            found = coming_to_nought(
                weights, self._known.sizes, self._known.threshold, four=self._looked > 1
            )
            # What was told before this table is not told by it.
            self._sets = [parts for parts in dict.fromkeys(found)
                          if not _nought(self._known.before, parts)]  # fmt: skip
        self._ways = [self._way(span, parts) for parts in self._sets]

    def _way(self, span: Span, parts: Parts) -> set[Place]:
        """Say which numbers of the table give a set, with what is known before."""
        left = span.rest(self._known.span.rest(Counter(parts)))
        return {self._places[-1 - column] for column in left if column < 0}


def _add(to: Vector, vector: Mapping[int, int]) -> None:
    for column, number in vector.items():
        now = (to.get(column, 0) + number) % PRIME
        if now:
            to[column] = now
        else:
            to.pop(column, None)


def _nought(weights: Sequence[int], parts: Parts) -> bool:
    return not sum(weights[part] for part in parts) % PRIME
