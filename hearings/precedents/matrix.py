"""Standards against culpability and harm: in each cell how past matters ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from hearings.factors import Factors
from hearings.outcome_kinds import outcome_words, weight_of
from hearings.standards import standards

Column = tuple[str, str]
"""Culpability and level of harm, by key; empty where not coded."""

Coded = tuple[Collection[str], str, str, str]
"""One matter: its Standards, culpability, level of harm, and outcome."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How many matters of a cell ended in one outcome."""

    outcome: str
    """Its key."""
    words: str
    """What the screen says."""
    count: int
    """How many."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The matters of one Standard, culpability and level of harm."""

    standard: str
    """The Standard's key; empty where none is known."""
    culpability: str
    """Its key; empty where not coded."""
    harm_level: str
    """Its key; empty where not coded."""
    n: int
    """How many matters."""
    spread: tuple[Ended, ...]
    """How they ended, the lightest outcome first, those without a known place last."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The matrix: its rows and columns as far as anything stands in them, what is unknown last."""

    standards: tuple[str, ...]
    """The rows."""
    columns: tuple[Column, ...]
    """The columns, the worst first."""
    cells: tuple[Cell, ...]
    """The cells that hold anything, by row and column."""
    n: int
    """How many matters, each once."""
    overlapping: bool
    """Whether a matter stands in several rows, so that the cells do not add up to `n`."""


def cells(rows: Iterable[Coded], factors: Factors) -> Grid:
    """Count past outcomes by Standard, culpability and level of harm.

    A matter of several Standards counts once in the row of each; one of none has a row too.

    Args:
        rows: One for each matter.
        factors: The lists, for the order of the columns; a key they no longer hold comes after.
    """
    counted: dict[tuple[str, Column], Counter[str]] = {}
    n, overlapping = 0, False
    for several, culpability, harm_level, outcome in rows:
        named = set(several) or {""}
        n, overlapping = n + 1, overlapping or len(named) > 1
        for standard in named:
            place = standard, (culpability, harm_level)
            counted.setdefault(place, Counter())[outcome] += 1
    culpabilities, levels = _keys(factors, "culpability"), _keys(factors, "harm_level")
    down = sorted({row for row, _ in counted}, key=lambda key: _place(key, list(standards())))
    across = sorted(
        {column for _, column in counted},
        key=lambda column: (_place(column[0], culpabilities), _place(column[1], levels)),
    )
    found = [
        _cell(row, column, counted[row, column])
        for row in down
        for column in across
        if (row, column) in counted
    ]
    return Grid(tuple(down), tuple(across), tuple(found), n, overlapping)


def _keys(factors: Factors, group: str) -> list[str]:
    return [factor.key for factor in factors.groups[group]]


def _place(key: str, order: list[str]) -> tuple[int, str]:
    """Put keys in the order of a list, then those it does not hold, then the unknown."""
    if key in order:
        return order.index(key), ""
    return len(order) + (0 if key else 1), key


def _cell(standard: str, column: Column, counted: Counter[str]) -> Cell:
    order = sorted(counted, key=lambda key: (weight_of(key) is None, weight_of(key) or 0, key))
    spread = tuple(Ended(key, outcome_words(key), counted[key]) for key in order)
    return Cell(standard, *column, counted.total(), spread)
