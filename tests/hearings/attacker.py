"""An attacker on released tables, written apart from the defence and sharing none of its code.

What is attacked is a `Sheet`: published numbers, and `None` for withheld ones. The attacker knows
the rules: which numbers are small, that noughts are published, and what rounding hides. Being told
beside that which of the withheld numbers are small makes the attack sharper than any reader's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from scipy.optimize import linprog

RULES = {"staff": (5, 1, 3), "public": (10, 5, 5)}
"""For each audience the threshold, what numbers are rounded to, and the narrowest range."""

Cell = tuple[str, str]
Place = tuple[str | None, str | None]


@dataclass(frozen=True)
class Sheet:
    """A released table, and the truth that the attacker is after."""

    audience: str
    """Whom it was released to."""
    published: Mapping[Place, int | None]
    """What everyone can read."""
    cells: Mapping[Place, tuple[Cell, ...]]
    """The cells that each number adds up; what is not broken down further."""
    truth: Mapping[Cell, int]
    """How many officers each cell counts."""
    members: Mapping[Cell, tuple[int, ...]]
    """Whom each cell counts."""

    def true(self, place: Place) -> int:
        return sum(self.truth.get(cell, 0) for cell in self.cells[place])

    def range(self, place: Place, *, told: bool = True) -> tuple[float, float | None]:
        """Say between what a reader knows a number to lie; `told` says why it is withheld."""
        threshold, base, _narrowest = RULES[self.audience]
        number = self.published[place]
        if number is None and not told:
            return 1, None
        if number is None:
            return (1, threshold - 1) if self.true(place) < threshold else (threshold, None)
        if number == 0:
            return 0, 0
        half = (base - 1) // 2
        return max(number - half, threshold), number + half


def sheet(protected: Any) -> Sheet:
    """Read what the defence released; it is asked for its answer and for nothing else."""
    table = protected.table
    made = {total.name: total.columns for total in table.sums}
    cells: dict[Place, tuple[Cell, ...]] = {}
    for row, column in protected.published:
        rows = table.rows if row is None else (row,)
        names = table.columns if column is None else made.get(column, (column,))
        cells[row, column] = tuple(product(rows, names))
    return Sheet(protected.audience.name, protected.published, cells, table.counts, table.members)


@dataclass(frozen=True)
class Programme:
    """Unknown numbers of officers, and what is known of their sums."""

    size: int
    """How many unknowns there are."""
    rows: list[tuple[frozenset[int], float, float | None]]
    """Each sum of unknowns, with the least and the most it can be."""

    def range(self, form: Iterable[int]) -> tuple[float, float]:
        """Give the least and the most that a sum of unknowns can be."""
        chosen = set(form)
        above, limits = [], []
        for row, low, high in self.rows:
            line = [1.0 if n in row else 0.0 for n in range(self.size)]
            if high is not None:
                above.append(line)
                limits.append(high)
            above.append([-number for number in line])
            limits.append(-low)
        ends = []
        for sign in (1.0, -1.0):
            costs = [sign if n in chosen else 0.0 for n in range(self.size)]
            found = linprog(costs, A_ub=above, b_ub=limits, bounds=(0, None), method="highs")
            assert found.status in {0, 3}, found.message
            ends.append(sign * found.fun if found.status == 0 else float("inf"))
        return ends[0], ends[1]


def width(bounds: tuple[float, float]) -> float:
    """Count the whole numbers between two bounds, less one."""
    low, high = bounds
    if high == float("inf"):
        return high
    return (high + 1e-6) // 1 + (-low + 1e-6) // 1


def programme(found: Sheet) -> tuple[Programme, dict[Cell, int]]:
    """Write down all that a reader knows of one table; noughts are known."""
    cells = sorted({cell for place in found.cells for cell in found.cells[place]})
    places = {cell: n for n, cell in enumerate(c for c in cells if found.truth.get(c, 0))}
    rows = [
        (frozenset(places[c] for c in found.cells[place] if c in places), *found.range(
            place))
        for place in found.published
    ]  # fmt: skip
    return Programme(len(places), [row for row in rows if row[0]]), places


def too_narrow(found: Sheet) -> list[Place]:
    """Name the withheld numbers of a table that can be worked out, or nearly."""
    narrowest = RULES[found.audience][2]
    known, places = programme(found)
    return [
        place
        for place, number in found.published.items()
        if number is None
        and width(known.range(places[c] for c in found.cells[place] if c in places)) < narrowest
    ]


def recoverable(found: Sheet) -> list[Place]:
    """Name the numbers that plain algebra gives exactly, by elimination in fractions.

    Only for tables that are not rounded: what is published are equations.
    """
    _known, places = programme(found)
    lines = []
    for place, number in found.published.items():
        if number is not None:
            inside = {places[c] for c in found.cells[place] if c in places}
            lines.append([Fraction(n in inside) for n in range(len(places))])
    basis = _reduced(lines)
    return [
        place
        for place, number in found.published.items()
        if number is None and _spanned(basis, [Fraction(c in found.cells[place]) for c in places])
    ]


def _reduced(lines: list[list[Fraction]]) -> dict[int, list[Fraction]]:
    basis: dict[int, list[Fraction]] = {}
    for line in lines:
        left = _rest(basis, line)
        pivot = next((n for n, number in enumerate(left) if number), None)
        if pivot is not None:
            basis[pivot] = [number / left[pivot] for number in left]
    return basis


def _rest(basis: Mapping[int, list[Fraction]], line: list[Fraction]) -> list[Fraction]:
    left = list(line)
    for n in range(len(left)):
        if left[n] and n in basis:
            times = left[n]
            left = [a - times * b for a, b in zip(left, basis[n], strict=True)]
    return left


def _spanned(basis: Mapping[int, list[Fraction]], line: list[Fraction]) -> bool:
    return not any(_rest(basis, line))


def by_hand(found: Sheet, most: int) -> dict[Place, tuple[int, int]]:
    """Try every table of whole numbers that a reader cannot rule out; only for tiny ones.

    Args:
        found: The table.
        most: The largest number that a cell can hold.
    """
    cells = [cell for cell, number in sorted(found.truth.items()) if number]
    ends: dict[Place, tuple[int, int]] = {}
    checks = [(found.cells[p], *found.range(p)) for p in found.published]
    spans = []
    for cell in cells:
        low, high = found.range(cell)
        spans.append(range(int(low), (most if high is None else int(high)) + 1))
    for numbers in product(*spans):
        tried = dict(zip(cells, numbers, strict=True))
        sums = [sum(tried.get(c, 0) for c in them) for them, _low, _high in checks]
        if all(low <= n <= (n if high is None else high)
               for n, (_them, low, high) in zip(sums, checks, strict=True)):  # fmt: skip
            for place, n in zip(found.published, sums, strict=True):
                low, high = ends.get(place, (n, n))
                ends[place] = min(low, n), max(high, n)
    return ends


def between(first: Sheet, second: Sheet, threshold: int, narrowest: int) -> list[str]:
    """Name the small sets of officers that two releases give away together.

    Every number of the one is held against every number of the other; where the officers of one
    are among those of the other, the few who are not can be worked out, or nearly, or cannot.

    Args:
        first: One release.
        second: Another.
        threshold: A set of fewer officers is small.
        narrowest: Over how wide a range the number of a small set must stay open.
    """
    sets = {
        (which, place): frozenset(
            who for cell in one.cells[place] for who in one.members.get(cell, ())
        )
        for which, one in ((0, first), (1, second))
        for place in one.published
    }
    if not (sets[0, (None, None)] & sets[1, (None, None)]):
        return []
    atoms, known = _joint(first, second, sets)
    found = []
    for name, whose in _small(sets, threshold):
        inside = [n for n, atom in enumerate(atoms) if atom <= whose]
        if width(known.range(inside)) < narrowest:
            found.append(name)
    return found


def _joint(
    first: Sheet, second: Sheet, sets: Mapping[tuple[int, Place], frozenset[int]]
) -> tuple[list[frozenset[int]], Programme]:
    """Write down all that a reader of both knows, over officers who stand alike in both.

    A reader of both is told why each number is withheld; of the public's, staff who have their own
    releases beside are told only that it is.
    """
    alike: dict[tuple[Any, Any], set[int]] = {}
    seats = [{who: cell for cell, them in one.members.items() for who in them}
             for one in (first, second)]  # fmt: skip
    for who in {*seats[0], *seats[1]}:
        alike.setdefault((seats[0].get(who), seats[1].get(who)), set()).add(who)
    atoms = [frozenset(them) for them in alike.values()]
    rows = []
    for which, one in ((0, first), (1, second)):
        told = one.audience == "staff" or first.audience == second.audience
        for place in one.published:
            inside = frozenset(n for n, atom in enumerate(atoms) if atom <= sets[which, place])
            if inside:
                rows.append((inside, *one.range(place, told=told)))
    return atoms, Programme(len(atoms), rows)


def _small(
    sets: Mapping[tuple[int, Place], frozenset[int]], threshold: int
) -> list[tuple[str, frozenset[int]]]:
    """List the small sets: those that a number counts, and those between two numbers."""
    found: dict[frozenset[int], str] = {}
    few: Callable[[frozenset[int]], bool] = lambda whose: 0 < len(whose) < threshold  # noqa: E731
    for key, whose in sets.items():
        if few(whose):
            found.setdefault(whose, f"{key}")
    for (a, place), inner in sets.items():
        for (b, other), outer in sets.items():
            if a != b and inner < outer and few(outer - inner):
                found.setdefault(outer - inner, f"{(b, other)} without {(a, place)}")
    return [(name, whose) for whose, name in found.items()]
