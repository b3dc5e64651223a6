"""Say whom a table is for, and what each audience may be told."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from hearings.errors import UsageError
from hearings.packaged import facts

Range = tuple[float, float]
"""The least and the most a number can be."""


@dataclass(frozen=True, slots=True)
class Audience:
    """What one audience may be told."""

    name: str
    """Its name: internal, staff or public."""
    words: str
    """What sentences call it."""
    threshold: int
    """A number of officers from 1 to one below it is withheld."""
    base: int
    """What published numbers are rounded to; 1 is not at all."""
    narrowest: int
    """Over how wide a range a withheld number must stay open."""
    reads: tuple[str, ...]
    """Whose releases its readers have."""

    @property
    def exact(self) -> bool:
        """Say whether it is told the numbers as they are."""
        return self.threshold == 0

    def small(self, number: int) -> bool:
        """Say whether a number is withheld for what it is; nought is not."""
        return 0 < number < self.threshold

    def published(self, number: int) -> int:
        """Round a number to the nearest of the base, a half upwards.

        With an odd base no whole number lies half way.
        """
        return (2 * number + self.base) // (2 * self.base) * self.base

    def behind(self, number: int) -> Range:
        """Say what a published number can have been; whoever reads it knows the rules."""
        if number == 0:
            return 0, 0
        low, high = number - self.base // 2, number + (self.base - 1) // 2
        return max(low, self.threshold), high

    def hidden(self, number: int) -> Range:
        """Say what a withheld number can have been, for one who is told why it is withheld."""
        if self.small(number):
            return 1, self.threshold - 1
        return self.threshold, float("inf")


@cache
def audiences() -> dict[str, Audience]:
    """Read the table of audiences, the narrowest first."""
    return {
        name: Audience(**{"name": name, **row, "reads": tuple(row["reads"])})
        for name, row in facts("disclosure/audiences.toml").items()
    }


def audience_named(name: str) -> Audience:
    """Find an audience by its name.

    Raises:
        UsageError: There is none of that name.
    """
    if name not in audiences():
        raise UsageError("The audience is internal, staff or public.")
    return audiences()[name]


def readers(audience: Audience) -> list[Audience]:
    """Name the audiences whose readers get what is released to one."""
    return [reader for reader in audiences().values() if audience.name in reader.reads]
