"""An attacker on released tables, written apart from the defence and sharing none of its code.

What is attacked is a `Sheet`: published numbers, and `None` for withheld ones. The attacker knows
the rules: which numbers are small, that noughts are published, and what rounding hides. Being told
beside that which of the withheld numbers are small makes the attack sharper than any reader's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations, product
from random import Random
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

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
    counted: Mapping[Place, frozenset[int]]
    """Whom each number counted before rows and columns were put together."""
    seats: Mapping[int, Cell]
    """Where everybody was counted before."""

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
    fine = protected.fine or table
    cells = _cells(table, protected.published)
    before = [(r, c) for r in (*fine.rows, None)
              for c in (*fine.columns, *(s.name for s in fine.sums), None)]  # fmt: skip
    counted = {
        place: frozenset(who for cell in them for who in fine.members.get(cell, ()))
        for place, them in _cells(fine, before).items()
    }
    seats = {who: cell for cell, them in fine.members.items() for who in them}
    name = protected.audience.name
    return Sheet(name, protected.published, cells, table.counts, table.members, counted, seats)


def _cells(table: Any, places: Iterable[Place]) -> dict[Place, tuple[Cell, ...]]:
    made = {total.name: total.columns for total in table.sums}
    found: dict[Place, tuple[Cell, ...]] = {}
    for row, column in places:
        rows = table.rows if row is None else (row,)
        names = table.columns if column is None else made.get(column, (column,))
        found[row, column] = tuple(product(rows, names))
    return found


@dataclass(frozen=True)
class Programme:
    """Unknown numbers of officers, and what is known of their sums."""

    size: int
    """How many unknowns there are."""
    rows: list[tuple[frozenset[int], float, float | None]]
    """Each sum of unknowns, with the least and the most it can be."""

    @cached_property
    def lines(self) -> tuple[Any, list[float]]:
        """Give all that is known as sums that are at most some number."""
        above, limits = [], []
        for row, low, high in self.rows:
            line = np.array([1.0 if n in row else 0.0 for n in range(self.size)])
            if high is not None:
                above.append(line)
                limits.append(high)
            above.append(-line)
            limits.append(-low)
        return csr_array(np.array(above)), limits

    @cached_property
    def seen(self) -> list[Any]:
        """Keep what the unknowns were found that they can be."""
        return []

    def range(self, form: Iterable[int]) -> tuple[float, float]:
        """Give the least and the most that a sum of unknowns can be."""
        chosen = set(form)
        above, limits = self.lines
        ends = []
        for sign in (1.0, -1.0):
            costs = [sign if n in chosen else 0.0 for n in range(self.size)]
            found = linprog(costs, A_ub=above, b_ub=limits, bounds=(0, None), method="highs")
            assert found.status in {0, 3}, found.message
            if found.status == 0:
                self.seen.append(found.x)
            ends.append(sign * found.fun if found.status == 0 else float("inf"))
        return ends[0], ends[1]

    def narrower(self, form: Iterable[int], narrowest: int) -> bool:
        """Say whether a sum of unknowns is pinned down to less than a range."""
        chosen = list(form)
        if self.seen:
            values = np.array(self.seen)[:, chosen].sum(axis=1)
            if width((values.min(), values.max())) >= narrowest:
                return False
        return width(self.range(chosen)) < narrowest


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

    Small are the sets that either counted before it put anything together, those in which two
    numbers meet or that the one has beyond the other, and those that a number has beyond some of
    the rows of the other that lie in it, whichever those are, or that such rows have beyond it.

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
    at = {who: n for n, atom in enumerate(atoms) for who in atom}
    small = {
        **_small(sets, threshold),
        **_beyond(first, second, sets, threshold),
        **_counted(first, second, threshold),
    }
    return [
        name
        for whose, name in small.items()
        if known.narrower({at[who] for who in whose}, narrowest)
    ]


def _joint(
    first: Sheet, second: Sheet, sets: Mapping[tuple[int, Place], frozenset[int]]
) -> tuple[list[frozenset[int]], Programme]:
    """Write down all that a reader of both knows, over officers whom both counted alike.

    A reader of both is told why each number is withheld; of the public's, staff who have their own
    releases beside are told only that it is.
    """
    alike: dict[tuple[Any, Any], set[int]] = {}
    for who in {*first.seats, *second.seats}:
        alike.setdefault((first.seats.get(who), second.seats.get(who)), set()).add(who)
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
) -> dict[frozenset[int], str]:
    """List the small sets that a number counts, and those that two numbers make."""
    found: dict[frozenset[int], str] = {}
    for key, whose in sets.items():
        if 0 < len(whose) < threshold:
            found.setdefault(whose, f"{key}")
    for (a, place), one in sets.items():
        for (b, other), two in sets.items():
            if a != b and one & two:
                for whose, word in ((one & two, "and"), (one - two, "without")):
                    if 0 < len(whose) < threshold:
                        found.setdefault(whose, f"{(a, place)} {word} {(b, other)}")
    return found


def _counted(first: Sheet, second: Sheet, threshold: int) -> dict[frozenset[int], str]:
    """List what each counted that was small, whether it was published like that or not."""
    return {
        whose: f"{(which, place)} as counted"
        for which, one in enumerate((first, second))
        for place, whose in one.counted.items()
        if 0 < len(whose) < threshold
    }


def _beyond(
    first: Sheet,
    second: Sheet,
    sets: Mapping[tuple[int, Place], frozenset[int]],
    threshold: int,
) -> dict[frozenset[int], str]:
    """List the small sets between a number of one and rows, or columns, of the other."""
    found: dict[frozenset[int], str] = {}
    for which, other in ((0, second), (1, first)):
        groups = [[sets[1 - which, place] for place in group] for group in _apart(other)]
        for (a, place), number in sets.items():
            if a != which or not number:
                continue
            for rows in groups:
                meeting = [row for row in rows if row & number]
                over = frozenset().union(*meeting) - number
                inside = [row for row in meeting if row <= number]
                for whose in (over, *_left(number, inside, threshold)):
                    if 0 < len(whose) < threshold:
                        found.setdefault(whose, f"{(a, place)} and rows of the other")
    return found


def _apart(other: Sheet) -> list[list[Place]]:
    """Group the numbers that lie apart: down each column, along each row, and all single cells."""
    rows, columns = ({place[n] for place in other.published} for n in (0, 1))
    single = {c for (_r, c), cells in other.cells.items() if c and {k for _q, k in cells} == {c}}
    labels = [row for row in rows if row is not None]
    found: list[list[Place]] = [[(row, column) for row in labels] for column in columns]
    found += [[(row, column) for column in single] for row in rows]
    return [*found, [(row, column) for row in labels for column in single]]


def _left(
    number: frozenset[int], inside: list[frozenset[int]], threshold: int
) -> Iterable[frozenset[int]]:
    """Give what is left of a number without some rows, whichever, as long as it is small."""
    left = [number.difference(*inside)]
    for row in inside:
        if len(left[0]) + len(row) < threshold:
            left += [one | row for one in left if len(one | row) < threshold]
    return left


def counted_together(sheets: Iterable[Sheet], threshold: int) -> list[frozenset[int]]:
    """Name the small sets of officers whose number all releases together give exactly.

    The numbers given out are added and subtracted, however many it takes, in fractions; any sets
    of up to four lots of officers who were always counted together are tried.

    Args:
        sheets: Releases that are not rounded.
        threshold: A set of fewer officers is small.
    """
    counted: dict[int, list[Any]] = {}
    for which, one in enumerate(sheets):
        for place, number in one.published.items():
            for cell in one.cells[place] if number else ():
                for who in one.members.get(cell, ()):
                    counted.setdefault(who, []).append((which, place))
    lots: dict[frozenset[Any], set[int]] = {}
    for who, numbers in counted.items():
        lots.setdefault(frozenset(numbers), set()).add(who)
    lines: dict[Any, dict[int, Fraction]] = {}
    for lot, named in enumerate(lots):
        for name in named:
            lines.setdefault(name, {})[lot] = Fraction(1)
    marks = _marks(_steps(lines.values()), len(lots))
    them = list(lots.values())
    small = [lot for lot, whose in enumerate(them) if len(whose) < threshold]
    found: list[tuple[int, ...]] = [(lot,) for lot in small if not marks[lot]]
    found += _coming_to_nought([lot for lot in small if marks[lot]], marks)
    sets = {frozenset(who for lot in some for who in them[lot]) for some in found}
    return [whose for whose in sets if len(whose) < threshold]


def _steps(lines: Iterable[dict[int, Fraction]]) -> dict[int, dict[int, Fraction]]:
    """Bring equations into steps: each begins where no other does."""
    steps: dict[int, dict[int, Fraction]] = {}
    for line in lines:
        left = dict(line)
        while left and min(left) in steps:
            first = min(left)
            times = left[first]
            for n, number in steps[first].items():
                left[n] = left.get(n, Fraction(0)) - times * number
                if not left[n]:
                    del left[n]
        if left:
            first = min(left)
            steps[first] = {n: number / left[first] for n, number in left.items()}
    return steps


def _marks(steps: Mapping[int, Mapping[int, Fraction]], size: int) -> list[Fraction]:
    """Give each unknown a mark; the marks of what the equations give come to nought."""
    random = Random(7)
    marks = [Fraction(random.getrandbits(60)) for _ in range(size)]
    for first in sorted(steps, reverse=True):
        marks[first] = -sum((number * marks[n] for n, number in steps[first].items()
                             if n != first), Fraction(0))  # fmt: skip
    return marks


def _coming_to_nought(few: list[int], marks: list[Fraction]) -> Iterable[tuple[int, ...]]:
    """Find two, three and four unknowns whose marks come to nought."""
    by: dict[Fraction, list[tuple[int, ...]]] = {}
    for some in (*combinations(few, 1), *combinations(few, 2)):
        by.setdefault(sum((marks[n] for n in some), Fraction(0)), []).append(some)
    yield from by.get(Fraction(0), [])
    for mark, ones in by.items():
        if mark > 0:
            yield from ((*one, *other) for one in ones for other in by.get(-mark, ()))
