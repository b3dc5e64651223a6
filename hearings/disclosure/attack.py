"""Attack a table as a reader could who knows every rule: how far can a withheld number be narrowed?

Officers who stand in the same cells are an atom. Every published number is a sum of atoms between
two bounds, and a withheld one lies where the rules put it; a linear programme gives the least and
the most that any sum of atoms can then be. The attacker knows of no atom how many it holds, but
knows which hold anybody, and why each number is withheld: more than any reader is told.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Any, Generic, NamedTuple, TypeVar

from hearings.disclosure.audiences import Range
from hearings.errors import Refused, UsageError

Key = TypeVar("Key", bound=Hashable)

Atoms = frozenset[int]
"""Some of the atoms, by their place."""


class Few(NamedTuple):
    """A set of officers who are to stay uncounted, made of atoms and perhaps of parts of atoms."""

    least: Atoms
    """The atoms of which it has everybody."""
    most: Atoms
    """The atoms of which it has anybody: of a part nobody knows how large it is."""


LARGEST = 500
"""The most cells that count somebody in a table that is attacked by itself."""

JOINT = 2_000
"""The most atoms of two tables that are attacked together."""

_KEPT = 64
"""How many solutions are kept, to see without another that a range is wide."""

_NEAR = 1e-6
"""How far the arithmetic of the programme may be off a whole number."""


class Attack(Generic[Key]):
    """One linear programme, asked again and again while numbers are withheld one after the other.

    Withholding a number only widens what is asked, so that what was wide enough stays so.
    """

    def __init__(
        self,
        counts: Sequence[int],
        numbers: Mapping[Key, Atoms],
        bounds: Mapping[Key, Range],
        most: int = LARGEST,
    ) -> None:
        """Make the programme.

        Args:
            counts: How many officers each atom holds, at least one.
            numbers: The atoms that each number adds up.
            bounds: Between which bounds a reader knows each number to lie.
            most: How many atoms are attacked at the most.

        Raises:
            UsageError: The extra that brings the solver is not installed.
            Refused: There are more atoms than are attacked.
        """
        if len(counts) > most:
            raise Refused(
                f"A table of {len(counts):,} cells that count somebody is more than can be checked"
                f" before it leaves ({most:,}); ask by fewer fields."
            )
        self.numbers = {key: atoms for key, atoms in numbers.items() if atoms}
        self._places = {key: place for place, key in enumerate(self.numbers)}
        self._size = len(counts)
        self._solver = _solver(
            len(counts), list(self.numbers.values()), [bounds[key] for key in self.numbers]
        )
        self._seen = _Kept(counts)

    def open(self, key: Key, bounds: Range) -> None:
        """Withhold a number: a reader knows only what the rules say of it."""
        if key in self._places:
            self._solver.changeRowBounds(self._places[key], *bounds)

    def leaned_on(self, few: Few, least: int) -> set[Key] | None:
        """Say which numbers pin a set of officers down to less than a range; None where none do.

        Args:
            few: The set.
            least: How wide its range has to be, in whole officers.
        """
        leaned: set[Key] = set()
        for sign, atoms in ((0.0, few.most), (-1.0, few.most), (1.0, few.least)):
            if sign:
                leaned |= self._extreme(atoms, sign)
            if _whole(self._seen.least(few.least), self._seen.most(few.most)) >= least:
                return None
        return leaned

    def _extreme(self, atoms: Atoms, sign: float) -> set[Key]:
        costs = [0.0] * self._size
        for atom in atoms:
            costs[atom] = sign
        self._solver.changeColsCost(self._size, list(range(self._size)), costs)
        self._solver.run()
        if self._solver.modelStatusToString(self._solver.getModelStatus()) != "Optimal":
            raise Refused("The table could not be checked before it leaves: the attack failed.")
        found = self._solver.getSolution()
        self._seen.keep(found.col_value)
        return {key for key, dual in zip(self.numbers, found.row_dual, strict=True)
                if abs(dual) > _NEAR}  # fmt: skip


class _Kept:
    """The solutions found last, with the true one before the first."""

    def __init__(self, true: Sequence[int]) -> None:
        import numpy as np

        self._points = np.empty((_KEPT, len(true)))
        self._next = self._many = 0
        self.keep(true)

    def keep(self, point: Sequence[float]) -> None:
        """Keep one more, in place of the oldest where there are many."""
        self._points[self._next] = point
        self._next = (self._next + 1) % _KEPT
        self._many = max(self._many, self._next or _KEPT)

    def least(self, atoms: Atoms) -> float:
        """Give the least that a sum of atoms was seen to be."""
        return float(self._points[: self._many, list(atoms)].sum(axis=1).min())

    def most(self, atoms: Atoms) -> float:
        """Give the most that a sum of atoms was seen to be."""
        return float(self._points[: self._many, list(atoms)].sum(axis=1).max())


def _whole(low: float, high: float) -> int:
    """Count how far apart the outermost whole numbers of a range are."""
    return int((high + _NEAR) // 1) - int(-((-(low - _NEAR)) // 1))


def _solver(columns: int, rows: Sequence[Iterable[int]], bounds: Sequence[Range]) -> Any:
    """Hand the programme to the solver, which then keeps it."""
    try:
        import highspy
    except ImportError:
        raise UsageError(
            "Tables for staff and the public are attacked before they leave, which needs the extra:"
            " pip install 'hearings[publish]'."
        ) from None
    solver: Any = highspy
    found = solver.Highs()
    found.silent()
    found.setOptionValue("presolve", "off")
    found.setOptionValue("threads", 1)
    # From one question to the next only what is asked changes, so that the last answer still holds
    # what is known: the primal method goes on from there.
    found.setOptionValue("simplex_strategy", 4)
    model = solver.HighsLp()
    model.num_col_, model.num_row_ = columns, len(rows)
    model.col_cost_, model.col_lower_ = [0.0] * columns, [0.0] * columns
    model.col_upper_ = [float("inf")] * columns
    model.row_lower_ = [low for low, _high in bounds]
    model.row_upper_ = [high for _low, high in bounds]
    indices = [sorted(row) for row in rows]
    model.a_matrix_.format_ = solver.MatrixFormat.kRowwise
    model.a_matrix_.start_ = [0, *accumulate(map(len, indices))]
    model.a_matrix_.index_ = [atom for row in indices for atom in row]
    model.a_matrix_.value_ = [1.0] * sum(map(len, indices))
    found.passModel(model)
    return found
