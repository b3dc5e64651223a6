"""Read the records of the first sheet of a workbook (XLSX) that is not hidden.

What is read is what the cells hold, not how they are shown: formulas by their kept results, days as
days. The file is looked through before it is loaded, since the library sets up every cell between
the first and the last in memory, and reads an error of the spreadsheet as an empty cell.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any, NamedTuple
from xml.etree import ElementTree as ET

from db.importer.cells import SHEET_ERROR, BadCell
from db.importer.files import Record
from db.mapping import DATES, Mapping
from hearings.errors import UsageError

MOST_BYTES = 2**30
"""The most bytes a workbook may unpack to."""

MOST_CELLS = 40_000_000
"""The most cells a sheet may span, empty ones included."""

_LONGEST_ROW = 2**24
_PART = 2**20
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PLACE = re.compile(rb"""\sr=["']([A-Z]{1,3})?([0-9]{1,7})["']""")
_FAULTY = re.compile(rb"""<(?:\w+:)?c\s([^>]*\bt=["']e["'][^>]*)>(.*?)</(?:\w+:)?c>""", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)<")
_ROW_ENDS = re.compile(rb"</(?:\w+:)?row>")
_WHOLE = 1e15

Where = tuple[int, int]
"""A row and a column, from 0."""


class Seen(NamedTuple):
    """What was seen of a sheet before it is loaded."""

    name: str
    """Its name."""
    errors: dict[int, dict[int, str]]
    """The cells that hold an error, and which, by row and column from 0."""


def sheet_records(file: Path, mapping: Mapping) -> Iterator[Record]:
    """Read a workbook; the heading is the first row of its sheet that is not empty.

    Args:
        file: The workbook.
        mapping: Says in which columns days stand, and how they are written where they are text.

    Yields:
        The sheet's records by the numbers of its rows; an empty row is none.

    Raises:
        UsageError: It is no workbook, is too large, or what reads workbooks is not installed.
    """
    seen = _look_through(file)
    first, rows = _rows(file, seen.name)
    heading: list[str] = []
    formats: dict[int, str] = {}
    for number, row in enumerate(rows, start=first[0]):
        cells = [_said(value, formats.get(place, "")) for place, value in enumerate(row)]
        wrong = {place - first[1]: said for place, said in seen.errors.get(number, {}).items()}
        for place, said in wrong.items():
            cells[place] = said
        cells = _ended(cells, len(heading))
        if not any(cells):
            continue
        if not heading:
            heading = cells
            formats = _formats(heading, mapping)
            yield Record(number + 1, heading)
            continue
        faults = (
            BadCell(heading[place].strip(), said, SHEET_ERROR)
            for place, said in wrong.items()
            if place < len(heading)
        )
        yield Record(number + 1, cells, tuple(faults))


def _ended(cells: list[str], least: int) -> list[str]:
    """Leave out the empty cells at the end, but for those under the heading."""
    width = len(cells)
    while width > least and not cells[width - 1].strip():
        width -= 1
    return cells[:width]


def _formats(heading: Sequence[str], mapping: Mapping) -> dict[int, str]:
    """Say how the text of a day is written, by column: so a day of the sheet is read like it."""
    named = {
        column: mapping.fields[field].format
        for field in DATES
        if field in mapping.fields
        for column in mapping.fields[field].columns
    }
    return {
        place: named[name.strip()]
        for place, name in enumerate(heading)
        if named.get(name.strip())
    }  # fmt: skip


def _said(value: object, written: str) -> str:
    """Give what a cell holds as text."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _WHOLE else repr(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.strftime(written) if written else value.isoformat()
    return str(value)


def _rows(file: Path, name: str) -> tuple[Where, Iterator[list[Any]]]:
    """Load a sheet: where it begins, and its rows from there."""
    try:
        from python_calamine import CalamineError, load_workbook
    except ImportError as error:
        raise UsageError(
            f"{file}: what reads workbooks is not installed; install hearings[excel], or save the"
            " sheet as CSV."
        ) from error
    try:
        sheet = load_workbook(file).get_sheet_by_name(name)
        return sheet.start or (0, 0), iter(sheet.to_python())
    except CalamineError as error:
        raise UsageError(f"{file} cannot be read: {error}.") from error


def _look_through(file: Path) -> Seen:
    """Find the sheet, and refuse what would not fit into memory."""
    try:
        with zipfile.ZipFile(file) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_BYTES:
                raise UsageError(f"{file} unpacks to more than {MOST_BYTES:,} bytes.")
            spoilt = archive.testzip()
            if spoilt is not None:
                raise UsageError(f"{file} cannot be read: its part {spoilt} is spoilt.")
            name, path = _first_sheet(archive)
            with archive.open(path) as sheet:
                return Seen(name, _errors(file, sheet))
    except (zipfile.BadZipFile, KeyError, StopIteration, ET.ParseError,
            NotImplementedError, RuntimeError) as error:  # fmt: skip
        raise UsageError(
            f"{file} is no workbook (XLSX) that can be read; one with a password cannot."
        ) from error


def _first_sheet(archive: zipfile.ZipFile) -> tuple[str, str]:
    """Give the name of the first sheet that is not hidden, and the part that holds it."""
    book = _tree(archive, "xl/workbook.xml")
    links = _tree(archive, "xl/_rels/workbook.xml.rels")
    sheets = {link.attrib["Id"]: link.attrib["Target"] for link in links
              if link.attrib["Type"].endswith("/worksheet")}  # fmt: skip
    sheet = next(
        sheet
        for sheet in book.iter(f"{_MAIN}sheet")
        if sheet.get("state", "visible") == "visible" and sheet.get(_LINK) in sheets
    )
    target = sheets[sheet.attrib[_LINK]]
    return sheet.attrib["name"], target[1:] if target.startswith("/") else f"xl/{target}"


def _tree(archive: zipfile.ZipFile, part: str) -> ET.Element:
    return ET.fromstring(archive.read(part))  # noqa: S314 - expat refuses entities that unfold far


def _errors(file: Path, sheet: IO[bytes]) -> dict[int, dict[int, str]]:
    """Find the cells of a sheet that hold an error, and refuse a sheet that spans too much."""
    found: dict[int, dict[int, str]] = {}
    rest, width, height = b"", 0, 0
    while part := sheet.read(_PART):
        rest += part
        if b"\0" in part:
            raise UsageError(f"{file}: its sheet is not written in UTF-8.")
        ends = [end.end() for end in _ROW_ENDS.finditer(rest)]
        if not ends:
            if len(rest) > _LONGEST_ROW:
                raise UsageError(f"{file}: a row of its sheet is too long to be read.")
            continue
        rows, rest = rest[: ends[-1]], rest[ends[-1] :]
        places = set(_PLACE.findall(rows))
        width = max([width, *(_column(letters) for letters, _row in places if letters)])
        height = max([height, *(int(row) for _letters, row in places)])
        if width * height > MOST_CELLS:
            raise UsageError(
                f"{file}: its sheet spans {height:,} rows and {width:,} columns, more than can be"
                " read; take out what stands far below or beside the table."
            )
        for cell, inside in _FAULTY.findall(rows):
            place, value = _PLACE.search(b" " + cell), _VALUE.search(inside)
            if place is None or not place[1]:
                raise UsageError(f"{file}: a cell of its sheet holds an error and no place.")
            said = "#N/A" if value is None else value[1].decode("utf-8", "replace")
            found.setdefault(int(place[2]) - 1, {})[_column(place[1]) - 1] = said
    return found


def _column(letters: bytes) -> int:
    """Give the number of a column: A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
