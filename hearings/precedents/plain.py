"""Compare with plain whole numbers: nothing to install, and quickest where the rows are few."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from heapq import nlargest

from hearings.precedents.rows import Hit, Plane, Row


class Plain:
    """Past matters, ready to be asked."""

    def __init__(self, rows: Sequence[Row], planes: tuple[Plane, ...]) -> None:
        self._rows = rows
        self._planes = planes
        self._bits = [row.bits for row in rows]
        self._weighs = self._shared(-1)

    def ask(self, bits: int, weighs: int) -> PlainScored:
        """Compare every row with a question.

        Args:
            bits: The question's features.
            weighs: What they weigh, those without a bit included.
        """
        shared = self._shared(bits)
        pairs = zip(shared, self._weighs, strict=True)
        return PlainScored(self._rows, shared, [weighs + own - both for both, own in pairs])

    def _shared(self, bits: int) -> list[int]:
        """Weigh what every row has of these features."""
        found = [0] * len(self._bits)
        for plane in self._planes:
            mask, power = plane.mask & bits, plane.power
            if mask:
                pairs = zip(found, self._bits, strict=True)
                found = [so_far + (row & mask).bit_count() * power for so_far, row in pairs]
        return found


class PlainScored:
    """Every row's similarity to one question."""

    def __init__(self, rows: Sequence[Row], shared: list[int], either: list[int]) -> None:
        self._rows = rows
        self._shared = shared
        self._either = either
        pairs = zip(shared, either, strict=True)
        self._scores = [both / all_ if all_ else 1.0 for both, all_ in pairs]

    def nearest(self, most: int, regime: str = "") -> list[Hit]:
        """Give the nearest rows, those of equal similarity in the order `Index` states."""
        best = nlargest(most, self._scores)
        if not best:
            return []
        last, rows, scores = best[-1], self._rows, self._scores
        found = [place for place, score in enumerate(scores) if score >= last]
        found.sort(key=lambda place: rows[place].ref)
        found.sort(key=lambda place: rows[place].on, reverse=True)
        found.sort(
            key=lambda place: (-scores[place], bool(regime) and rows[place].regime != regime)
        )
        return [self._hit(place) for place in found[:most]]

    def _hit(self, place: int) -> Hit:
        if not self._either[place]:
            return Hit(place, 1, 1)
        return Hit(place, self._shared[place], self._either[place])

    def spread(self, least: Fraction) -> Counter[tuple[str, str]]:
        """Count the rows from a similarity on, by regime and outcome."""
        floor, pairs = float(least), zip(self._rows, self._scores, strict=True)
        return Counter((row.regime, row.outcome) for row, score in pairs if score >= floor)
