"""Read the records of a file, each with the line it begins in: CSV, a workbook or JSON Lines."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from db.importer.files import Place, Record, check_file, open_text, worded
from db.mapping import Mapping
from hearings.errors import UsageError

WORKBOOK = ".xlsx"
"""How the name of a workbook ends."""

LINES = (".jsonl", ".ndjson")
"""How the names of files with a JSON object in each line end, packed or not."""

_OTHERS = (".xls", ".xlsm", ".xlsb", ".ods", ".json")


def records(file: Path, encoding: str, mapping: Mapping) -> Iterator[Record]:
    """Read a file; the first record is its heading. What its name ends in says what it is.

    Args:
        file: The file.
        encoding: How its text is written; a byte-order mark of UTF-8 is passed over.
        mapping: How it is read; days of a sheet are given as the mapping says its days are written.

    Yields:
        Its records; an empty line is none.

    Raises:
        UsageError: The file, or a record of it, cannot be read.
    """
    name, place = file.name.lower(), Place()
    if name.endswith(_OTHERS):
        raise UsageError(
            f"{file}: a file of the kind {file.suffix} is not imported; save it as CSV or XLSX, or"
            " as JSON Lines (.jsonl), one object in each line."
        )
    with worded(file, encoding, place):
        if name.endswith(WORKBOOK):
            # Loaded here: few files are workbooks, and the reader of them need not be installed.
            from db.importer.workbook import sheet_records

            check_file(file)
            yield from sheet_records(file, mapping)
        elif name.removesuffix(".gz").endswith(LINES):
            from db.importer.json_lines import line_records

            yield from line_records(file, encoding, place)
        else:
            yield from csv_records(file, encoding, place)


def stem(file: Path) -> str:
    """Give a file's name without what says of which kind it is."""
    name = file.name.removesuffix(".gz")
    for ending in (".csv", WORKBOOK, *LINES):
        name = name.removesuffix(ending)
    return name


def csv_records(file: Path, encoding: str, place: Place, most: int = 0) -> Iterator[Record]:
    """Read the records of comma-separated values, inside `worded`.

    Args:
        file: The file.
        encoding: How its text is written.
        place: Where the reading has come to.
        most: How many bytes it may have, unpacked; 0 where any number will do.

    Raises:
        UsageError: The quotation marks do not hold together, it is no plain file, or too large.
    """
    try:
        with open_text(file, encoding, most) as text:
            reader = csv.reader(text, strict=True)
            for cells in reader:
                if cells:
                    yield Record(place.line + 1, cells)
                place.line = reader.line_num
    except csv.Error as error:
        raise UsageError(_malformed(file, place.line + 1, str(error))) from error


def _malformed(file: Path, line: int, error: str) -> str:
    if "field larger than field limit" in error:
        return (
            f"{file}, line {line}: a cell is longer than {csv.field_size_limit():,} characters;"
            " a quotation mark that is opened and not closed does that."
        )
    if "unexpected end of data" in error:
        return f"{file}, line {line}: a quotation mark is opened there and never closed."
    return f"{file}, line {line}: the quotation marks do not hold together ({error})."
