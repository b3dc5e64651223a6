"""Compare with numpy: a million rows in the time it takes to read them a few times.

Rows are kept in the order of equal rows, newest first and then by reference, so that no tie has to
be sorted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from hearings.precedents.rows import Hit, Plane, Row

BLOCK: Final = 1 << 15
"""How many rows are counted at once: few enough to stay in a core's cache."""

_WORD: Final = 64


class Wide:
    """Past matters, ready to be asked."""

    def __init__(self, rows: Sequence[Row], planes: tuple[Plane, ...], bits: int) -> None:
        order = sorted(range(len(rows)), key=lambda place: rows[place].ref)
        order.sort(key=lambda place: rows[place].on, reverse=True)
        self.order = np.array(order, dtype=np.int64)
        self._words = max(1, -(-bits // _WORD))
        width = self._words * 8
        packed = b"".join(rows[place].bits.to_bytes(width, "little") for place in order)
        table = np.frombuffer(packed, dtype="<u8").reshape(len(rows), self._words)
        self.columns = np.ascontiguousarray(table.T)
        self._planes = planes
        self.endings = sorted({(row.regime, row.outcome) for row in rows})
        places = {ending: place for place, ending in enumerate(self.endings)}
        ending = [places[rows[place].regime, rows[place].outcome] for place in order]
        self.ending = np.array(ending, dtype=np.int64)
        self._weighs = self._shared(-1)

    def ask(self, bits: int, weighs: int) -> WideScored:
        """Compare every row with a question.

        Args:
            bits: The question's features.
            weighs: What they weigh, those without a bit included.
        """
        shared = self._shared(bits)
        return WideScored(self, shared, self._weighs - shared + np.int32(weighs))

    def _shared(self, bits: int) -> NDArray[np.int32]:
        """Weigh what every row has of these features."""
        found = np.zeros(len(self.order), dtype=np.int32)
        cuts = self._cuts(bits)
        for start in range(0, len(found), BLOCK):
            block = slice(start, start + BLOCK)
            for column, mask, power in cuts:
                count = np.bitwise_count(self.columns[column, block] & mask)
                found[block] += count * power
        return found

    def _cuts(self, bits: int) -> list[tuple[int, Any, Any]]:
        """Cut each plane into words; a word that holds none of the features is left out."""
        found = []
        for plane in self._planes:
            mask = plane.mask & bits
            for column in range(self._words):
                word = mask >> (column * _WORD) & (1 << _WORD) - 1
                if word:
                    found.append((column, np.uint64(word), np.int32(plane.power)))
        return found


class WideScored:
    """Every row's similarity to one question."""

    def __init__(self, wide: Wide, shared: NDArray[np.int32], either: NDArray[np.int32]) -> None:
        self._wide = wide
        self._shared = shared
        self._either = either
        self._scores = np.ones(len(shared), dtype=np.float64)
        np.divide(shared, either, out=self._scores, where=either != 0)

    def nearest(self, most: int, regime: str = "") -> list[Hit]:
        """Give the nearest rows, those of equal similarity in the order `Index` states."""
        most = min(most, len(self._scores))
        if most < 1:
            return []
        last = self._last(most)
        found: list[int] = []
        near = np.flatnonzero(self._scores >= last)
        for score in np.unique(self._scores[near])[::-1]:
            equal = near[self._scores[near] == score]
            found += self._asked_first(equal, regime)[: most - len(found)].tolist()
        return [self._hit(place) for place in found]

    def _last(self, most: int) -> float:
        """Find the similarity of the last row that is given."""
        best = np.empty(0, dtype=np.float64)
        for start in range(0, len(self._scores), BLOCK):
            block = self._scores[start : start + BLOCK]
            if len(best) == most:
                block = block[block > best[0]]
            if len(block):
                best = np.sort(np.concatenate((best, block)))[-most:]
        return float(best[0])

    def _asked_first(self, places: NDArray[np.int64], regime: str) -> NDArray[np.int64]:
        """Put the rows of the regime asked before the others; both are in order already."""
        if not regime:
            return places
        ours = [place for place, ending in enumerate(self._wide.endings) if ending[0] == regime]
        same = np.isin(self._wide.ending[places], ours)
        return np.concatenate((places[same], places[~same]))

    def _hit(self, place: int) -> Hit:
        position = int(self._wide.order[place])
        if not self._either[place]:
            return Hit(position, 1, 1)
        return Hit(position, int(self._shared[place]), int(self._either[place]))

    def spread(self, least: Fraction) -> Counter[tuple[str, str]]:
        """Count the rows from a similarity on, by regime and outcome."""
        endings = self._wide.endings
        counted = np.bincount(self._wide.ending[self._scores >= float(least)])
        return Counter({endings[place]: n for place, n in enumerate(counted.tolist()) if n})
