"""Find the nearest of many past matters, exactly and by bits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from typing import Final

from hearings.precedents.plain import Plain
from hearings.precedents.rows import LIMIT, Ask, Hit, Row, Scored, planes
from hearings.precedents.similarity import Weights, pack, unpack, weigh

MANY: Final = 50_000
"""From how many rows on numpy is worth its import."""


class Index:
    """Past matters, ready to be asked."""

    def __init__(
        self,
        rows: Sequence[Row],
        names: Mapping[str, int],
        weights: Weights,
        *,
        wide: bool | None = None,
    ) -> None:
        """Make ready what every question needs.

        Args:
            rows: The past matters; those whose outcome was overturned are not among them.
            names: The number of each feature's bit.
            weights: What each feature counts.
            wide: Whether numpy counts; None for where it is installed and the rows are many.
        """
        self.rows = rows
        self.names = names
        self.weights = weights
        self._features = {number: feature for feature, number in names.items()}
        self._weighs = weigh(names, weights)
        many = len(rows) >= MANY and find_spec("numpy") is not None
        self._ask = self._road(many if wide is None else wide)

    def _road(self, wide: bool) -> Ask:
        made = planes(self.names, self.weights)
        if not wide:
            return Plain(self.rows, made).ask
        from hearings.precedents.wide import Wide

        return Wide(self.rows, made, max(self._features, default=0) + 1).ask

    def ask(self, query: frozenset[str]) -> Scored:
        """Compare every row with a question.

        Args:
            query: The features asked about; one that no row has still counts against every row.

        Raises:
            ValueError: The features weigh too much to be compared exactly.
        """
        weighs = weigh(query, self.weights)
        if self._weighs + weighs >= LIMIT:
            raise ValueError("The features weigh too much to be compared exactly.")
        return self._ask(pack(query, self.names), weighs)

    def nearest(self, query: frozenset[str], most: int, regime: str = "") -> list[Hit]:
        """Find the nearest rows, those of equal similarity in a stated order.

        The most similar come first; of equals those of the regime asked, then the newest decision,
        then the reference in ascending order.

        Args:
            query: The features asked about.
            most: How many rows to give at most.
            regime: The regime asked about; empty where none is preferred.
        """
        return self.ask(query).nearest(most, regime)

    def held(self, features: Iterable[str]) -> frozenset[str]:
        """Give those of some features that any row has.

        Args:
            features: The features asked about.
        """
        bits = 0
        for row in self.rows:
            bits |= row.bits
        return unpack(bits & pack(frozenset(features), self.names), self._features)

    def features_at(self, position: int) -> frozenset[str]:
        """Give the features of the row at a place."""
        return unpack(self.rows[position].bits, self._features)
