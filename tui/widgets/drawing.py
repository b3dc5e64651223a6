"""A line as it was drawn for a width. Knows no Textual."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Drawing:
    """A line of a picture, a row under it, or a sentence."""

    text: str
    """Its words; it may have several lines."""
    where: Mapping[str, str] | None = None
    """The values of the row it stands for; None where no number stands in it."""
    still: bool = False
    """Whether the cursor passes over it."""
    bold: bool = False
    """Whether it is a heading."""
    said: str = ""
    """What it says in full, where its text was cut; empty for its text."""


Draw = Callable[[int, int], Sequence[Drawing]]
"""Makes the lines for so many cells and so many lines."""
