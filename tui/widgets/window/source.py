"""Say what a list shows and what it asks of whoever reads the rows."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Column:
    """Describe one column of a list."""

    key: str
    """The name by which a sort asks for the column."""
    title: str
    """The words in the header row."""
    width: int
    """Terminal cells the column takes; nought takes what the others leave."""
    sortable: bool = True
    """Whether `<`, `>`, `s` and a click on the title reach the column."""
    toned: bool = False
    """Whether the row's tone colours this column; where none is, it colours the whole row."""


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one line of a list: its id and a text for each column."""

    id: int
    """The key by which the row is found again after a reload."""
    cells: tuple[str, ...]
    """The texts, as people typed them, in the order of the columns."""
    tone: str = ""
    """The colour that repeats what the words say: one of `TONES`, or nothing."""


class RowSource(Protocol):
    """Read rows for one view; every method is called in a thread worker."""

    def first(self, limit: int) -> tuple[list[Row], int | None]:
        """Read the top of the list, and its length where that costs nothing.

        Args:
            limit: Most rows returned; fewer means that these are all.
        """
        ...

    def order(self) -> array[int]:
        """Read the ids of all rows, in order, as an `array("q")`."""
        ...

    def rows(self, ids: Sequence[int]) -> list[Row]:
        """Read rows by id, in any order, leaving out those that are gone.

        Args:
            ids: The ids of one page.
        """
        ...
