"""Keep the rows that were left out in a file that imports again once it is mended."""

from __future__ import annotations

import csv
import io
import os
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from db.importer.cells import NOT_TEXT, SHEET_ERROR, BadCell
from db.importer.reading import LINES, WORKBOOK, stem
from db.places import is_there, make_private_folder
from hearings.errors import HearingsError, UsageError
from hearings.formulas import starts

ADDED = ("line", "column", "value", "reason")
"""The columns that stand behind a rejected row's own."""

UNTEXTUAL = (NOT_TEXT, SHEET_ERROR)
"""The reasons that the text of a cell does not show."""

MISSING = "(no cell)"
"""What stands in a rejects file for a cell that a short row did not have, until it is mended."""


class Rejected(NamedTuple):
    """A row that was left out, and why."""

    line: int
    """The line it begins in."""
    cells: list[str]
    """The whole row, as it stood."""
    column: str
    """The column at fault; empty where it is the row."""
    value: str
    """What stood there."""
    reason: str
    """The sentence that says what is wrong."""


def shown(value: str) -> str:
    """Give a value with its control characters spelt out."""
    return "".join(
        repr(sign)[1:-1] if unicodedata.category(sign) in {"Cc", "Cs"} else sign for sign in value
    )


def inert(value: str) -> str:
    """Give text that a spreadsheet takes as text, and never as a formula."""
    return f"'{value}" if starts(value) else value


def own_cells(given: list[str], width: int) -> list[str]:
    """Take the added cells, and those that stand for none, out of a row of a rejects file.

    Args:
        given: The row.
        width: How many columns of its own the file has.
    """
    if len(given) >= width + len(ADDED):
        given = given[:width] + given[width + len(ADDED) :]
    kept = len(given)
    while kept and given[kept - 1] == MISSING:
        kept -= 1
    return given[:kept]


def still_wrong(given: list[str], heading: Sequence[str]) -> BadCell | None:
    """Find what no text can show in a row of a rejects file, where it is not mended.

    A list or an error of a spreadsheet stands in the file as text, which could be taken for one.

    Args:
        given: The row, the added cells in it.
        heading: The file's own columns.
    """
    width = len(heading)
    if len(given) < width + len(ADDED) or given[width + len(ADDED) - 1] not in UNTEXTUAL:
        return None
    _line, column, value, reason = given[width : width + len(ADDED)]
    if column in heading and shown(given[heading.index(column)]) == value:
        return BadCell(column, value, reason)
    return None


def wrong_number(cells: list[str], width: int) -> BadCell:
    """Word that a row has too many cells or too few."""
    reason = f"The row has {len(cells)} cells and the heading {width}"
    if len(cells) < width:
        reason += f"; those that are not there are written {MISSING} here"
    return BadCell("", ",".join(cells), f"{reason}.")


def rendered(heading: Sequence[str], rejected: Sequence[Rejected]) -> str:
    """Write the rejects file.

    The added columns stand under their names in every row: a short one is filled up with `MISSING`,
    and the cells of a long one that have no heading stand behind them.

    Args:
        heading: The file's own columns.
        rejected: The rows, in any order.
    """
    text, width = io.StringIO(), len(heading)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*heading, *ADDED])
    for row in sorted(rejected, key=lambda row: row.line):
        own = [*row.cells[:width], *[MISSING] * (width - len(row.cells))]
        why = [str(row.line), *(inert(shown(w)) for w in (row.column, row.value, row.reason))]
        writer.writerow([*own, *why, *row.cells[width:]])
    return text.getvalue()


def place_for(file: Path, named: Path | None, folder: Path) -> Path:
    """Choose where the rejects file goes, and check that it can go there.

    Args:
        file: The file that is imported.
        named: The place asked for, if one was.
        folder: The folder of the database.

    Raises:
        UsageError: It would take the place of the file that is imported, cannot be written, or is
            named as if it were no CSV.
    """
    place = named or _free(folder, stem(file))
    if place.suffix.lower() in {WORKBOOK, *LINES}:
        raise UsageError(f"The rejected rows are written as CSV; {place} names another kind.")
    if is_there(place) and is_there(file) and place.samefile(file):
        raise UsageError(f"The rejected rows cannot be written over {file} itself.")
    above = place.parent
    if place.is_dir() or (above.exists() and not os.access(above, os.W_OK | os.X_OK)):
        raise UsageError(f"The rejected rows cannot be written to {place}.")
    return place


def keep(place: Path, text: str, encoding: str) -> None:
    """Write the rejects file, for its owner alone; the old one stays until the new one is whole.

    Raises:
        HearingsError: It cannot be written; the import itself is done.
    """
    part = place.with_name(f".{place.name}.part")
    try:
        make_private_folder(place.parent)
        part.unlink(missing_ok=True)
        handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(text.encode(encoding, "backslashreplace"))
            out.flush()
            os.fsync(handle)
        part.replace(place)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise HearingsError(
            f"The import is done, but its rejected rows cannot be written to {place}"
            f" ({error.strerror}): import the same file again to have them."
        ) from error


def _free(folder: Path, name: str) -> Path:
    """Name a file that is not there yet: someone may be mending the last one."""
    place, number = folder / f"{name}.rejects.csv", 2
    while place.exists():
        place, number = folder / f"{name}.rejects-{number}.csv", number + 1
    return place
