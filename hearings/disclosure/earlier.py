"""Set a table beside one that was released before, and say what the two together would tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from hearings.disclosure.attack import Atoms
from hearings.disclosure.audiences import Audience
from hearings.disclosure.tables import Cell, Place, Table

Number = tuple[str, Place]
"""A number of the new table or of the earlier one: `new` or `old`, and where it stands."""


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

    @property
    def words(self) -> str:
        """Name it in a sentence."""
        return f"release {self.number} of {self.day.isoformat()} for {self.audience.words}"


@dataclass(frozen=True, slots=True)
class Beside:
    """A new table and an earlier one, over the officers that either counts."""

    given: Given
    """The earlier one."""
    counts: tuple[int, ...]
    """How many officers each atom holds: those in one cell of the one and one of the other."""
    numbers: Mapping[Number, Atoms]
    """The atoms that each number of either adds up."""

    def small(self, reader: Audience) -> Iterator[Atoms]:
        """Give each set of officers that is small and lies between two numbers, or is one.

        Args:
            reader: Whose threshold counts.
        """
        new = [atoms for (which, _place), atoms in self.numbers.items() if which == "new"]
        old = [atoms for (which, _place), atoms in self.numbers.items() if which == "old"]
        added = [after - before for after in new for before in old if before < after]
        gone = [before - after for after in new for before in old if after < before]
        for atoms in dict.fromkeys((*new, *old, *added, *gone)):
            if reader.small(sum(self.counts[atom] for atom in atoms)):
                yield atoms


def beside(table: Table, given: Given) -> Beside | None:
    """Set a table beside an earlier one; None where no officer stands in both.

    Args:
        table: The new table, with whom each cell counts.
        given: The earlier one.
    """
    was = {who: cell for cell, them in given.table.members.items() for who in them}
    atoms: Counter[tuple[Cell | None, Cell | None]] = Counter()
    for cell, them in table.members.items():
        atoms.update((cell, was.pop(who, None)) for who in them)
    if all(before is None for _now, before in atoms):
        return None
    atoms.update((None, cell) for cell in was.values())
    order = list(atoms)
    numbers = {
        **_numbers("new", table, [now for now, _before in order]),
        **_numbers("old", given.table, [before for _now, before in order]),
    }
    return Beside(given, tuple(atoms[atom] for atom in order), numbers)


def _numbers(which: str, table: Table, cells: list[Cell | None]) -> dict[Number, Atoms]:
    at: dict[Cell, list[int]] = {}
    for atom, cell in enumerate(cells):
        if cell is not None:
            at.setdefault(cell, []).append(atom)
    return {
        (which, place): frozenset(atom for cell in table.under(place) for atom in at[cell])
        for place in table.places()
    }
