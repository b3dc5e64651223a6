"""Put data on standard output and words on standard error.

Kept apart from the options of commands, so that an answer can be printed without loading those.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TextIO

from hearings.formulas import csv_line, defused
from tui.widgets.safe import shown


def words(sentence: str) -> None:
    """Say something to the person, beside the data."""
    _put(shown(sentence, lines=True), sys.stderr)


def line(text: str = "") -> None:
    """Print one line of text; what people typed cannot move the cursor."""
    _put(shown(text))


def data(values: object) -> None:
    """Print JSON."""
    plain = (sys.stdout.encoding or "utf-8").lower().replace("-", "") != "utf8"
    _put(json.dumps(values, ensure_ascii=plain, indent=2))


def sheet(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print comma-separated values that no spreadsheet takes for a formula."""
    for row in (columns, *rows):
        sys.stdout.write(f"{csv_line(map(tame, row))}\n")


def tame(value: object) -> str:
    """Write a value so that a spreadsheet shows it as text; what holds or not is yes or no."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = "" if value is None else str(value)
    number = isinstance(value, (int, float))
    return text if number else defused(text)


def columns(
    rows: Sequence[Sequence[str]],
    titles: Sequence[str] = (),
    heads: Mapping[int, str] | None = None,
) -> None:
    """Print rows in columns, without boxes.

    Args:
        rows: The cells of each row.
        titles: What stands over each column.
        heads: What stands on a line of its own before a row, by the row's place.
    """
    from tui.widgets.safe import cell

    table = [*([titles] if titles else []), *rows]
    if not table:
        return
    from rich.cells import cell_len

    widths = [max(cell_len(shown(str(row[n]))) for row in table) for n in range(len(table[0]))]
    for place, row in enumerate(table, len(rows) - len(table)):
        if heads and place in heads:
            line(heads[place])
        cells = [cell(str(value), width) for value, width in zip(row, widths, strict=True)]
        _put("  ".join(cells).rstrip())


def pretty(values: Mapping[str, Any]) -> None:
    """Print a mapping line by line."""
    width = max((len(key) for key in values), default=0)
    for key, value in values.items():
        line(f"{key:<{width}}  {value}")


def _put(text: str, out: TextIO | None = None) -> None:
    """Write one line, and let it go at once: whoever reads it may be waiting."""
    out = out or sys.stdout
    out.write(f"{text}\n")
    out.flush()
