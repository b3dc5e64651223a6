"""Set a table beside one that was released before, and say what the two together would tell.

Whoever has both can take the numbers of the one from those of the other, one from one or several
rows from one, and may so come upon a cell or a row that neither published. Officers who stand in
the same published cells of both are an atom; the small sets are looked for among unions of atoms.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from hearings.disclosure.attack import Atoms, Few
from hearings.disclosure.audiences import Audience
from hearings.disclosure.tables import Cell, Place, Table

Number = tuple[str, Place]
"""A number of the new table or of the earlier one: `new` or `old`, and where it stands."""

Pair = tuple[Cell | None, Cell | None]
"""Where officers stand in the new table and in the earlier one; None where they do not."""

Small = dict[tuple[int, int, str], list[Place]]
"""The small numbers of tables: of which release, or of the new one, and for whom."""


@dataclass(frozen=True, slots=True)
class Given:
    """A table that was released before."""

    number: int
    """The number of the release."""
    day: date
    """The day it left."""
    audience: Audience
    """Whom it was for."""
    table: Table
    """The table as it was made coarser, with whom each cell counted."""
    published: Mapping[Place, int | None]
    """What was published; None for what was withheld."""
    fine: Table | None = None
    """The table as it was counted; None where that was not kept."""

    @property
    def words(self) -> str:
        """Name it in a sentence."""
        return f"release {self.number} of {self.day.isoformat()} for {self.audience.words}"


@dataclass(frozen=True, slots=True)
class Overlap:
    """Who stands where in a table as it was counted and in an earlier one."""

    given: Given
    """The earlier one."""
    now: Table
    """The new one."""
    was: Table
    """The earlier one as it was counted."""
    counts: Mapping[Pair, int]
    """How many officers stand in each two cells."""
    moved: Mapping[Cell, Cell]
    """Where the cells of the earlier one went when it was made coarser."""
    few: Small
    """What was found to be small already, for this and for other earlier ones."""

    def small(self, side: int, reader: Audience) -> list[Place]:
        """Name what is small in the new table (side 0) or was withheld in the earlier one (1).

        Args:
            side: Which of the two.
            reader: Whose threshold counts.
        """
        key = self.given.number * side, side, reader.name
        if key not in self.few:
            table, told = (self.was, self.given.published) if side else (self.now, {})
            self.few[key] = [place for place in table.places()
                             if told.get(place) is None and table.small(place, reader)]  # fmt: skip
        return self.few[key]


def overlap(table: Table, given: Given, few: Small | None = None) -> Overlap | None:
    """Lay a table upon an earlier one; None where no officer stands in both.

    Args:
        table: The new table as it was counted, with whom each cell counts.
        given: The earlier one.
        few: What was found to be small already.
    """
    fine = given.fine or given.table
    was = {who: cell for cell, them in fine.members.items() for who in them}
    counts: Counter[Pair] = Counter()
    for cell, them in table.members.items():
        counts.update((cell, was.pop(who, None)) for who in them)
    if all(before is None for _now, before in counts):
        return None
    counts.update((None, cell) for cell in was.values())
    return Overlap(given, table, fine, counts, moved(fine, given.table), {} if few is None else few)


def moved(fine: Table, coarse: Table) -> dict[Cell, Cell]:
    """Say into which cell of a coarser table each cell of a table went.

    Args:
        fine: The table as it was counted.
        coarse: The same, with rows and columns counted together.
    """
    at = {who: cell for cell, them in coarse.members.items() for who in them}
    return {cell: at[them[0]] for cell, them in fine.members.items() if them}


class Beside:
    """A new table and an earlier one as they are published, over the officers of either."""

    def __init__(self, laid: Overlap, table: Table, went: Mapping[Cell, Cell]) -> None:
        """Find the atoms.

        Args:
            laid: Who stands where in both as they were counted.
            table: The new table as it was made coarser.
            went: Where the cells of the new one went then.
        """
        self.given = laid.given
        self._laid = laid
        sizes: Counter[Pair] = Counter()
        self._atom: dict[Pair, Pair] = {}
        for (now, was), number in laid.counts.items():
            atom = None if now is None else went[now], None if was is None else laid.moved[was]
            self._atom[now, was] = atom
            sizes[atom] += number
        self._places = {atom: place for place, atom in enumerate(sizes)}
        self.counts = tuple(sizes.values())
        self.numbers: dict[Number, Atoms] = {
            **_numbers("new", table, [now for now, _was in sizes]),
            **_numbers("old", laid.given.table, [was for _now, was in sizes]),
        }
        self._tables = {"new": table, "old": laid.given.table}

    def small(self, reader: Audience) -> list[Few]:
        """List the small sets of officers that the two tables could tell of.

        They are each cell, row and column of either as it was counted; where a number of the one
        and a number of the other meet, and what each has beyond the other; and what a number of the
        one has beyond the rows of the other that lie inside it, or those beyond the number.

        Args:
            reader: Whose threshold counts.
        """
        found = dict.fromkeys(Few(atoms, atoms) for atoms in self._between(reader))
        for side, table in enumerate((self._laid.now, self._laid.was)):
            found.update(dict.fromkeys(self._counted(table, side, reader)))
        return list(found)

    def _counted(self, table: Table, side: int, reader: Audience) -> Iterator[Few]:
        """Give each small number of a table as it was counted, with the atoms it may lie in."""
        behind: dict[Cell, list[Pair]] = {}
        for pair in self._laid.counts:
            cell = pair[side]
            if cell is not None:
                behind.setdefault(cell, []).append(pair)
        for place in self._laid.small(side, reader):
            cells = table.under(place)
            touched: Counter[int] = Counter()
            for cell in cells:
                for pair in behind[cell]:
                    touched[self._places[self._atom[pair]]] += self._laid.counts[pair]
            whole = (atom for atom, number in touched.items() if number == self.counts[atom])
            yield Few(frozenset(whole), frozenset(touched))

    def _between(self, reader: Audience) -> list[Atoms]:
        """Give the small unions of atoms that are numbers, or differ two of them."""
        sets = _Sets(self.counts, reader.threshold)
        masks = {key: sets.mask(atoms) for key, atoms in self.numbers.items()}
        new, old = ({mask for (which, _p), mask in masks.items() if which == side and mask}
                    for side in ("new", "old"))  # fmt: skip
        sets.add(*new, *old)
        for now in new:
            for was in old:
                if now & was:
                    sets.add(now & was, now & ~was, was & ~now)
        for numbers, other in ((new, "old"), (old, "new")):
            for family in _families(self._tables[other]):
                apart = [masks[other, place] for place in family if masks[other, place]]
                for number in numbers:
                    sets.beyond(number, apart)
        return [sets.atoms(mask) for mask in sets.found]


def _numbers(which: str, table: Table, cells: Sequence[Cell | None]) -> dict[Number, Atoms]:
    at: dict[Cell, list[int]] = {}
    for atom, cell in enumerate(cells):
        if cell is not None:
            at.setdefault(cell, []).append(atom)
    return {
        (which, place): frozenset(atom for cell in table.under(place) for atom in at[cell])
        for place in table.places()
    }


def _families(table: Table) -> Iterator[list[Place]]:
    """Give the numbers of a table that lie apart: down a column, along a row, and all cells."""
    for column in (*table.columns, *(total.name for total in table.sums), None):
        yield [(row, column) for row in table.rows]
    for row in (*table.rows, None):
        yield [(row, column) for column in table.columns]
    yield [(row, column) for row in table.rows for column in table.columns]


class _Sets:
    """Unions of atoms as whole numbers: of each atom as many bits as tell whether it is small."""

    def __init__(self, counts: Sequence[int], threshold: int) -> None:
        self._threshold = threshold
        self._owner = [a for a, number in enumerate(counts) for _ in range(min(number, threshold))]
        self._bits = [0] * len(counts)
        for bit, atom in enumerate(self._owner):
            self._bits[atom] |= 1 << bit
        self.found: dict[int, None] = {}

    def mask(self, atoms: Iterable[int]) -> int:
        """Write down a union of atoms."""
        return reduce(or_, (self._bits[atom] for atom in atoms), 0)

    def atoms(self, mask: int) -> Atoms:
        """Read a union of atoms."""
        found = set()
        while mask:
            atom = self._owner[(mask & -mask).bit_length() - 1]
            found.add(atom)
            mask &= ~self._bits[atom]
        return frozenset(found)

    def add(self, *masks: int) -> None:
        """Keep those that are small."""
        for mask in masks:
            if 0 < mask.bit_count() < self._threshold:
                self.found[mask] = None

    def beyond(self, number: int, apart: Iterable[int]) -> None:
        """Keep what a number has beyond the rows that lie in it, and what the rows beyond it.

        Rows that are small themselves are taken from it as well, and are not: nobody is told them.
        """
        inside = large = meeting = 0
        for row in apart:
            if row & number:
                meeting |= row
                if not row & ~number:
                    inside |= row
                    large |= row if row.bit_count() >= self._threshold else 0
        self.add(number & ~inside, number & ~large, meeting & ~number)
