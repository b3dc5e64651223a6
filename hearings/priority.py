"""Work out a matter's priority from the force's threat, risk and harm matrix.

Priority decides response and resourcing. It is never severity, and the matrix that ships with the
product is an example and says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from hearings.errors import BadValue, UsageError
from hearings.packaged import facts

FACTORS = ("threat", "risk", "harm")


class Colour(StrEnum):
    """How soon and with how much a matter is met."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the matrix: a colour and the floors that reach it."""

    colour: Colour
    """The colour of a matter that this line catches."""
    floors: Mapping[str, int]
    """The lowest place on the scale of each factor named."""
    needs_all: bool
    """Whether every floor has to be reached, or one is enough."""

    def catches(self, scores: Mapping[str, int]) -> bool:
        """Say whether a matter with these scores falls in this line."""
        reached = (scores[factor] >= floor for factor, floor in self.floors.items())
        return all(reached) if self.needs_all else any(reached)


@dataclass(frozen=True, slots=True)
class Matrix:
    """A force's threat, risk and harm matrix."""

    title: str
    """What the matrix is called, shown wherever its colour is."""
    example: bool
    """Whether this is the example that ships with the product."""
    scale: tuple[str, ...]
    """The steps of each factor, lowest first."""
    lines: tuple[Line, ...]
    """The lines, tried in order; the last catches everything."""

    def colour(self, factors: Mapping[str, str]) -> Colour:
        """Give the colour of a matter.

        Args:
            factors: The step of each of threat, risk and harm.

        Raises:
            BadValue: A factor is missing or is no step of the scale.
        """
        scores = {factor: self._score(factor, factors.get(factor, "")) for factor in FACTORS}
        return next(line.colour for line in self.lines if line.catches(scores))

    def _score(self, factor: str, step: str) -> int:
        if step not in self.scale:
            known = ", ".join(self.scale)
            raise BadValue(factor, f"{factor} cannot be {step!r}; it is one of {known}.")
        return self.scale.index(step)


def matrix(table: Mapping[str, Any] | None = None) -> Matrix:
    """Read a matrix from a force's settings, or the example that ships.

    Args:
        table: The `[priority]` table of the settings; None for the example.

    Raises:
        UsageError: A line names an unknown factor, step or colour, or no line catches everything.
    """
    table = facts("severity.toml")["priority"] if table is None else table
    scale = tuple(table["scale"])
    lines = tuple(_line(row, scale) for row in table["line"])
    if not lines or lines[-1].floors or not lines[-1].needs_all:
        raise UsageError("The last line of the priority matrix must be `all = {}`.")
    return Matrix(table["title"], bool(table.get("example", False)), scale, lines)


def _line(row: Mapping[str, Any], scale: Sequence[str]) -> Line:
    floors = row.get("all", row.get("any", {}))
    try:
        places = {factor: scale.index(step) for factor, step in floors.items()}
        colour = Colour(row["colour"])
    except (ValueError, KeyError) as error:
        raise UsageError(f"The priority matrix has a line that cannot be read: {error}.") from error
    strange = set(places) - set(FACTORS)
    if strange:
        raise UsageError(f"The priority matrix names an unknown factor: {', '.join(strange)}.")
    return Line(colour, places, needs_all="all" in row)
