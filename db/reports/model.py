"""What a report holds, whatever it is written in: sections of paragraphs, tables and pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hearings.cells import harmless
from hearings.charts import Chart, Grid, svg, table, words

TABLE = "The figures of the picture"
"""What stands over the table of a picture."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table in a report; every cell is written out."""

    title: str
    """What it holds."""
    columns: tuple[str, ...]
    """Its heading."""
    rows: tuple[tuple[str, ...], ...]
    """Its rows, each as long as the heading."""


Block = str | Table | Chart
"""A paragraph, a table or a picture."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report under its own heading."""

    title: str
    """The heading."""
    blocks: tuple[Block, ...]
    """What stands under it, in order."""


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report."""

    title: str
    """Its title."""
    lead: tuple[str, ...]
    """What stands under the title: for whom, of when, and what was counted."""
    sections: tuple[Section, ...]
    """Its parts."""
    foot: str = ""
    """What stands at the foot of each page, before its number."""
    aside: tuple[str, ...] = ()
    """What whoever makes it has to know; it never stands in it."""

    def data(self) -> dict[str, Any]:
        """Give it as plain values, harmless wherever they are put.

        A picture is its SVG, its words and its table.
        """
        return {
            "title": harmless(self.title),
            "lead": [harmless(said) for said in self.lead],
            "foot": harmless(self.foot or self.title),
            "sections": [
                {"title": harmless(one.title), "blocks": [_plain(block) for block in one.blocks]}
                for one in self.sections
            ],
        }


def _plain(block: Block) -> dict[str, Any]:
    if isinstance(block, str):
        return {"kind": "said", "text": harmless(block)}
    if isinstance(block, Table):
        return {"kind": "table", "table": _grid(block.title, (block.columns, block.rows))}
    return {
        "kind": "picture",
        "title": harmless(block.title),
        "svg": svg(block),
        "words": words(block, scales=False),
        "table": _grid(f"{TABLE}: {block.title}", table(block)),
    }


def _grid(title: str, grid: Grid) -> dict[str, Any]:
    heads, rows = grid
    return {
        "title": harmless(title),
        "columns": [harmless(cell) for cell in heads],
        "rows": [[harmless(cell) for cell in row] for row in rows],
    }
