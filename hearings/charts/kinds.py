"""What a picture shows: four kinds, each with its title."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hearings.funnels import Funnel
    from hearings.intervals import Bounds
    from hearings.trends import Trend


@dataclass(frozen=True, slots=True)
class Row:
    """One share with its interval."""

    label: str
    """What it is a share of; empty is not known."""
    part: int
    """How many of the whole."""
    whole: int
    """The base."""
    bounds: Bounds | None
    """The 95 % interval; None where there is none."""
    note: str = ""
    """What must be said beside it."""
    standardised: float | None = None
    """Observed ÷ expected, at which it is drawn instead of its plain share; the bounds are its
    own. It may pass 1, so it is never said as a share."""

    @property
    def value(self) -> float:
        """Give where it is drawn; there is a base."""
        return self.part / self.whole if self.standardised is None else self.standardised


@dataclass(frozen=True, slots=True)
class Intervals:
    """Shares under one another, each a mark on the line of its interval."""

    title: str
    """What is shown."""
    rows: tuple[Row, ...]
    """The shares, in their order."""
    said: tuple[str, ...] = ()
    """What must be read with them."""

    @property
    def standardised(self) -> bool:
        """Say whether observed ÷ expected is drawn; a row without it then has its figures alone."""
        return any(row.standardised is not None for row in self.rows)

    def drawn(self, row: Row) -> bool:
        """Say whether a row has a place on the scale."""
        return row.whole > 0 and (row.standardised is not None or not self.standardised)


@dataclass(frozen=True, slots=True)
class FunnelPicture:
    """Units by the size of their base, between the limits of chance."""

    title: str
    """What is shown."""
    funnel: Funnel
    """The units and the limits."""
    units: str = "units"
    """What the points are called: units, ranks, tiers."""


@dataclass(frozen=True, slots=True)
class TrendPicture:
    """A share period by period."""

    title: str
    """What is shown."""
    trend: Trend
    """The periods, in their order."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a heat table."""

    value: float | None
    """How dark it is, from 0 to 1; None where there is nothing to shade."""
    text: str
    """Its figure, which says what the shade says."""


@dataclass(frozen=True, slots=True)
class Heat:
    """A table whose cells are shaded by their figures."""

    title: str
    """What is shown."""
    rows: tuple[str, ...]
    """The words of each row; empty is not known."""
    columns: tuple[str, ...]
    """The words of each column; empty is not known."""
    cells: tuple[tuple[Cell, ...], ...]
    """The cells, row by row."""
    said: tuple[str, ...] = ()
    """What must be read with them."""


Chart = Intervals | FunnelPicture | TrendPicture | Heat
"""Any picture."""
