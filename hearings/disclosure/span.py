"""Find what exact numbers tell when they are added and subtracted, over any number of releases.

An exact number says how many a set of officers has. Those sets, as vectors over the officers, span
all that adding and subtracting can give: the number of another set is told exactly where its own
vector lies in that span. It is kept by elimination, in whole numbers modulo a prime: what is told
is always seen, and what is seen and is not told, so rarely that it costs a number withheld for
nothing once in a great many years.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import combinations_with_replacement
from typing import Any

PRIME = 2**61 - 1
"""What the elimination counts modulo."""

Vector = dict[int, int]
"""What stands in the columns that are not nought; a column below nought is never a pivot."""

_AT_ONCE = 8_000_000
"""How many pairs are looked at together."""


class Span:
    """All that some vectors give by adding and subtracting, as a reduced basis."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._rows: dict[int, Vector] = {}
        self._users: dict[int, set[int]] = {}

    def rest(self, vector: Mapping[int, int]) -> Vector:
        """Take from a vector all that is in the span: of one that lies in it, nothing is left."""
        left = dict(vector)
        for pivot in [column for column in vector if column in self._rows]:
            _subtract(left, left[pivot], self._rows[pivot])
        return left

    def add(self, vector: Mapping[int, int]) -> None:
        """Add a vector to the span."""
        left = self.rest(vector)
        columns = [column for column in left if column >= 0]
        if not columns:
            return
        # The column that the fewest rows have: clearing it makes the fewest of them longer.
        pivot = min(columns, key=lambda column: (len(self._users.get(column, ())), column))
        inverse = pow(left[pivot], -1, PRIME)
        row = {column: number * inverse % PRIME for column, number in left.items()}
        for other in self._users.pop(pivot, ()):
            self._clear(other, pivot, row)
        self._rows[pivot] = row
        for column in row:
            if column != pivot:
                self._users.setdefault(column, set()).add(pivot)

    def _clear(self, other: int, pivot: int, row: Vector) -> None:
        """Make nought of a row's number in a new pivot."""
        found = self._rows[other]
        _subtract(found, found[pivot], row)
        for column in row:
            if column == pivot:
                continue
            if column in found:
                self._users.setdefault(column, set()).add(other)
            elif column in self._users:
                self._users[column].discard(other)

    def silent(self, weights: dict[int, int]) -> None:
        """Give each pivot the weight with which every vector in the span comes to nought.

        Args:
            weights: Any weight of each column that is no pivot; those of the pivots are put in.
        """
        for pivot, row in self._rows.items():
            weights[pivot] = 0
            known = sum(n * weights[column] for column, n in row.items() if column >= 0)
            weights[pivot] = -known % PRIME


def _subtract(left: Vector, times: int, row: Vector) -> None:
    for column, number in row.items():
        now = (left.get(column, 0) - times * number) % PRIME
        if now:
            left[column] = now
        else:
            left.pop(column, None)


def weights_of(columns: int, spans: Sequence[Span]) -> list[int]:
    """Weigh columns so that what is in any of some spans comes to nought, and nothing else does.

    Args:
        columns: How many there are.
        spans: Of the first no vector has a pivot of the later ones, and so on.
    """
    weights = {
        column: int.from_bytes(sha256(str(column).encode()).digest()) % PRIME
        for column in range(columns)
    }
    for span in spans:
        span.silent(weights)
    return [weights[column] for column in range(columns)]


def coming_to_nought(
    weights: Sequence[int], sizes: Sequence[int], threshold: int, *, four: bool
) -> Iterator[tuple[int, ...]]:
    """Give the sets of officers, fewer than a threshold, whose weights come to nought.

    An officer may be counted in one more than once, so that one officer and twice another are
    three. Only sets of at most four parts are found, which is all where the threshold is five.

    Args:
        weights: The weight of each column.
        sizes: How many officers each column has.
        threshold: How many are no longer few.
        four: Whether sets of three and four parts are looked for too, which takes longer.
    """
    small = [column for column, size in enumerate(sizes) if size < threshold]
    yield from ((column,) for column in small if not weights[column])
    small = sorted((column for column in small if weights[column]), key=lambda c: (sizes[c], c))
    for meeting in _meeting(small, weights, sizes, threshold, four=four):
        for one, other in combinations_with_replacement(meeting, 2):
            parts = tuple(sorted((*one, *other)))
            if (sum(sizes[part] for part in parts) < threshold
                    and not sum(weights[part] for part in parts) % PRIME):  # fmt: skip
                yield parts


def _meeting(
    small: Sequence[int],
    weights: Sequence[int],
    sizes: Sequence[int],
    threshold: int,
    *,
    four: bool,
) -> Iterator[list[tuple[int, ...]]]:
    """Give the parts and pairs of parts that have a weight in common, or one and its opposite.

    Args:
        small: The columns, those of the fewest officers first.
        weights: The weight of each column.
        sizes: How many officers each column has.
        threshold: Pairs of as many are left out.
        four: Whether pairs are looked at beside single parts.
    """
    import numpy as np

    whose = np.array([weights[column] for column in small], dtype=np.int64)
    size = np.array([sizes[column] for column in small], dtype=np.int64)
    place = np.arange(len(small), dtype=np.int32)
    ends = np.maximum(np.searchsorted(size, threshold - size), place) if four else place
    bands = 1 + int((ends - place).sum()) // _AT_ONCE
    for band in range(bands):
        found: list[tuple[Any, Any, Any]] = [(whose, place, np.full(len(small), -1, np.int32))]
        found += [
            ((whose[n] + whose[n:end]) % PRIME, np.full(end - n, n, np.int32), place[n:end])
            for n, end in enumerate(ends.tolist())
        ]
        kept = [_in_band(np, one, band, bands) for one in found]
        keys, first, second = (np.concatenate(column) for column in zip(*kept, strict=True))
        order = np.argsort(keys)
        again = np.flatnonzero(keys[order][1:] == keys[order][:-1])
        for run in np.split(again, np.flatnonzero(np.diff(again) > 1) + 1):
            if run.size:
                them = order[run[0] : run[-1] + 2]
                yield [
                    (small[a], small[b]) if b >= 0 else (small[a],)
                    for a, b in zip(first[them].tolist(), second[them].tolist(), strict=True)
                ]


def _in_band(np: Any, sums: tuple[Any, Any, Any], band: int, bands: int) -> tuple[Any, Any, Any]:
    """Keep the sums whose turn it is, by what a sum and its opposite have in common."""
    found, first, second = sums
    keys = np.minimum(found, PRIME - found)
    kept = (keys % bands == band) & (found != 0) if bands > 1 else found != 0
    return keys[kept], first[kept], second[kept]
