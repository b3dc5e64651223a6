"""Read the records of a JSON Lines file: an object in each line, its keys the columns."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

from db.importer.cells import NOT_TEXT, BadCell
from db.importer.files import Place, Record, open_text
from hearings.errors import UsageError

LONGEST_ROW = 4_000_000
"""The most characters of one line."""

_WHOLE = 1e15
"""Below this a number written with a point and no more is a whole one."""


def line_records(file: Path, encoding: str, place: Place) -> Iterator[Record]:
    """Read a JSON Lines file; the heading is all keys of the file, in the order they come up.

    A key that a line does not have, and null, are a blank. True, false and numbers are the text
    they are written as, but for a whole number with a point (12.0), which loses it.

    Args:
        file: The file, packed or not.
        encoding: How it is written.
        place: Told where the reading has come to.

    Yields:
        Its records, the heading first; an empty line is none.

    Raises:
        UsageError: A line is not one JSON object.
    """
    columns: dict[str, int] = {}
    found = []
    with open_text(file, encoding) as text:
        while line := text.readline(LONGEST_ROW + 1):
            place.line += 1
            where = f"{file}, line {place.line}"
            if len(line) > LONGEST_ROW:
                raise UsageError(f"{where}: the line is longer than {LONGEST_ROW:,} characters.")
            if line.strip():
                found.append(_record(where, place.line, line, columns))
    if not found:
        raise UsageError(f"{file} holds no rows.")
    yield Record(0, list(columns))
    for record in found:
        record.cells.extend([""] * (len(columns) - len(record.cells)))
        yield record


def _record(where: str, line: int, text: str, columns: dict[str, int]) -> Record:
    """Read one line, and add the keys that are new to the columns."""
    given = _object(where, text)
    for key in given:
        columns.setdefault(key, len(columns))
    cells, faults = [""] * len(columns), []
    for key, value in given.items():
        said = cells[columns[key]] = _said(where, value)
        if isinstance(value, dict | list):
            faults.append(BadCell(key.strip(), said, NOT_TEXT))
    return Record(line, cells, tuple(faults))


def _object(where: str, text: str) -> dict[str, Any]:
    try:
        given = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        because = getattr(error, "msg", None) or error
        raise UsageError(f"{where}: this is not one JSON object ({because}).") from error
    if not isinstance(given, dict):
        raise UsageError(f"{where}: this is not one JSON object.")
    return given


def _said(where: str, value: object) -> str:
    """Give a value as text."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        if not math.isfinite(value):
            raise UsageError(f"{where}: a number is too large to be read.")
        return str(int(value)) if value.is_integer() and abs(value) < _WHOLE else repr(value)
    return json.dumps(value, ensure_ascii=False)


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object of its pairs, and refuse a key that stands there twice."""
    made = dict(pairs)
    if len(made) < len(pairs):
        keys = [key for key, _value in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key {twice!r} stands there twice")
    return made


def _no_number(said: str) -> NoReturn:
    raise ValueError(f"{said} is no number of JSON")
