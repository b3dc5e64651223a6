"""Write a figure to a file: what the file's name ends in says of which kind it is.

Text that a spreadsheet could take for a formula gets an apostrophe, which the import takes away.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from db.files import check_place, write
from db.reports.model import Block, Report, Section, Table
from hearings.charts import Chart, svg
from hearings.column_words import cell_words, column_words, is_share, shown_number
from hearings.errors import Refused, UsageError
from hearings.formulas import csv_line, defused

KINDS: Final = (".csv", ".xlsx", ".json", ".html", ".svg")
"""How the names of the files end that a figure can be written to."""

_LONGEST = 32_767
"""The most characters a cell of a workbook takes."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A figure as it goes into a file."""

    title: str
    """What it is, as the title of a page."""
    columns: tuple[str, ...]
    """The heading."""
    rows: Sequence[Sequence[object]]
    """The rows as data: numbers as numbers, None where there is nothing."""
    promised: object
    """The same as the JSON that is documented."""
    said: tuple[str, ...] = ()
    """What must be read with it: what was counted, and the notes."""
    picture: Chart | None = None
    """Its picture; None where there is none to draw."""


def check_out(path: Path, *, over: bool = False, picture: bool = True) -> None:
    """Refuse a file that could not be written, before anything is counted or released.

    Args:
        path: Where it would go.
        over: Whether it may take the place of a file that is there.
        picture: Whether the figure has a picture.

    Raises:
        UsageError: Its name does not end in one of `KINDS`, what writes it is not installed, or
            there is no picture.
        Refused: It is there already, or its folder is not there or not to be written to.
    """
    if path.suffix.lower() not in KINDS:
        raise UsageError(f"{path} does not say of which kind it is; end it in {', '.join(KINDS)}.")
    if path.suffix.lower() == ".svg" and not picture:
        raise UsageError("This figure has no picture; write it as CSV, XLSX, JSON or HTML.")
    if path.suffix.lower() == ".xlsx":
        _writer()
    check_place(path, over=over)


def keep_out(sheet: Sheet, path: Path, moment: datetime, *, over: bool = False) -> None:
    """Write a figure to a file that only its owner can read, whole or not at all.

    Args:
        sheet: The figure.
        path: Where it goes; the ending of its name is one of `KINDS`.
        moment: When it is written, in UTC.
        over: Whether it may take the place of a file that is there.

    Raises:
        UsageError: Its name is of no kind, what writes it is not installed, or there is no picture.
        Refused: It is there already, or it cannot be written.
    """
    check_out(path, over=over, picture=sheet.picture is not None)
    write(path, _body(sheet, path.suffix.lower(), moment), over=over)


def _body(sheet: Sheet, kind: str, moment: datetime) -> bytes:
    if kind == ".csv":
        return as_csv(sheet)
    if kind == ".xlsx":
        return as_workbook(sheet, moment)
    if kind == ".json":
        return (json.dumps(sheet.promised, ensure_ascii=False, indent=2) + "\n").encode()
    if kind == ".html":
        from db.reports.forms import written

        return written(_page(sheet), "html", moment)
    return "".join(f"{svg(chart, under=sheet.said)}\n" for chart in _pictures(sheet)).encode()


def as_csv(sheet: Sheet) -> bytes:
    """Write a figure as comma-separated values in UTF-8."""
    lines = (csv_line(map(_tame, row)) for row in (sheet.columns, *sheet.rows))
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")


def as_workbook(sheet: Sheet, moment: datetime) -> bytes:
    """Write a figure as a workbook (XLSX) in words: numbers as numbers, and text as text alone.

    Args:
        sheet: The figure.
        moment: When it is written, in UTC; the only date in it.

    Raises:
        UsageError: What writes workbooks is not installed.
        Refused: A text is longer than a cell takes.
    """
    kept = io.BytesIO()
    book = _writer()(kept, {"in_memory": True})
    book.set_properties({"title": "", "author": "hearings", "created": moment.replace(tzinfo=None)})
    heading, per_cent = book.add_format({"bold": True}), book.add_format({"num_format": "0.0 %"})
    page = book.add_worksheet("Figures")
    page.freeze_panes(1, 0)
    for place, column in enumerate(sheet.columns):
        page.write_string(0, place, _told(_tame(column_words(column))), heading)
    shares = [per_cent if is_share(column, sheet.columns) else None for column in sheet.columns]
    for number, row in enumerate(sheet.rows, 1):
        for place, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            _cell(page, (number, place), cell_words(column, value), shares[place])
    if sheet.said:
        notes = book.add_worksheet("Notes")
        for number, said in enumerate((sheet.title, *sheet.said)):
            notes.write_string(number, 0, _told(_tame(said)))
    book.close()
    return kept.getvalue()


def _writer() -> Any:
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise UsageError("Workbooks need the extra: pip install 'hearings[excel]'.") from None
    return Workbook


def _cell(page: Any, place: tuple[int, int], value: object, form: object) -> None:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        page.write_number(*place, value, form)
    elif value is not None and value != "":
        page.write_string(*place, _told(_tame(value)))


def _told(text: str) -> str:
    """Refuse a text that a workbook would leave out, and make what it cannot hold visible."""
    if len(text) > _LONGEST:
        raise Refused(f"A text is longer than the {_LONGEST:,} characters of a cell; write CSV.")
    return text.encode("utf-8", "backslashreplace").decode()


def _tame(value: object) -> str:
    """Write a value as text; what holds or not is yes or no."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return str(value)
    return "" if value is None else defused(str(value))


def _page(sheet: Sheet) -> Report:
    names = sheet.columns
    rows = tuple(
        tuple(_shown(names, name, value) for name, value in zip(names, row, strict=True))
        for row in sheet.rows
    )
    heads = tuple(map(column_words, names))
    blocks: list[Block] = [*_pictures(sheet), Table(sheet.title, heads, rows)]
    return Report(sheet.title, sheet.said, (Section("Figures", tuple(blocks)),))


def _pictures(sheet: Sheet) -> Iterator[Chart]:
    if sheet.picture is not None:
        yield sheet.picture


def _shown(names: Sequence[str], name: str, value: object) -> str:
    """Write a value for a page: in words, whole numbers with commas, shares as per cent."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return shown_number(value, share=is_share(name, names))
    return str(cell_words(name, value) or "")
