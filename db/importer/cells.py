"""Read one cell as the field its column fills, or say why it cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from db.mapping import DATES, Filled, Mapping, own_value
from hearings.errors import BadValue
from hearings.formulas import restored
from hearings.values import LONGEST, LONGEST_LINE

NOT_TEXT = "A list or an object stands where the mapping needs one value."
"""Why a row with a list or an object of JSON in a mapped column is left out."""

SHEET_ERROR = "The cell holds an error of the spreadsheet."
"""Why a row with such a cell in a mapped column is left out."""


_EXAMPLE = date(2014, 3, 12)
"""How a day is written, shown where one cannot be read."""


class BadCell(Exception):
    """Say why a row cannot be taken."""

    def __init__(self, column: str, value: str, reason: str) -> None:
        """Keep the column and its value beside the sentence."""
        super().__init__(reason)
        self.column = column
        self.value = value
        self.reason = reason


def taker(mapping: Mapping, field: str, column: str) -> Callable[[str], str]:
    """Give the function that reads one text of a column that fills a field.

    Args:
        mapping: What fills which field.
        field: The field.
        column: The column.

    Returns:
        A function that gives the value, empty where there is none, or raises `BadCell`.
    """
    filled = mapping.fields[field]
    longest = LONGEST if field == "narrative" else LONGEST_LINE
    needed = field in {"case", "person", "attention_date"} or (
        field == "allegation" and "person" not in mapping.fields
    )
    words = field.replace("_", " ")

    def take(cell: str) -> str:
        text = restored(cell.strip()).strip()
        if len(text) > longest:
            reason = f"The {words} is longer than {longest:,} characters."
            raise BadCell(column, cell, reason)
        value = _meant(field, filled, column, text, undated=mapping.undated)
        if needed and not value:
            raise BadCell(column, cell, f"The {words} is blank.")
        return value

    return take


def _meant(field: str, filled: Filled, column: str, text: str, *, undated: bool) -> str:
    if filled.values is not None:
        return _looked_up(filled, column, text)
    if not text:
        return ""
    if field in DATES:
        return _day(filled, column, text)
    if field == "narrative":
        return text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        return own_value(field, text, undated=undated)
    except BadValue as error:
        raise BadCell(column, text, str(error)) from None


def _looked_up(filled: Filled, column: str, text: str) -> str:
    known = filled.values or {}
    if text in known:
        return known[text]
    digits = text.removeprefix("-")
    if digits.isascii() and digits.isdecimal() and len(digits) <= 18:
        for run in filled.ranges:
            if run.low <= int(text) <= run.high:
                return run.value
    said = repr(text) if text else "a blank"
    raise BadCell(column, text, f"The mapping has no line for {said}.")


def _day(filled: Filled, column: str, text: str) -> str:
    try:
        if filled.format:
            day = datetime.strptime(text, filled.format).date()  # noqa: DTZ007 - a day has no zone
        else:
            day = date.fromisoformat(text)
    except ValueError:
        day = None
    # Python takes 20140312 and numbered weeks as well; nobody who reads the file would expect it.
    if day is None or (not filled.format and day.isoformat() != text):
        form = _EXAMPLE.strftime(filled.format) if filled.format else _EXAMPLE.isoformat()
        raise BadCell(column, text, f"There is no such day; one is written as {form}.")
    return day.isoformat()
