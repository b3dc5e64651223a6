"""How the subjects behind a number are worded: text, JSON and a sheet."""

from __future__ import annotations

from dataclasses import fields

from db.behind import Behind, Line, behind
from db.figures import Breakdown
from db.session import Session
from tui.plain.fitting import columns, line
from tui.plain.output import Format
from tui.plain.printing import data, sheet, words

NAMES = tuple(field.name for field in fields(Line))
"""What is said of each subject, in order."""

CLOSED = "not open to this account"
"""What stands in the place of a reference that the account may not know."""


def show_behind(
    session: Session, asked: Breakdown, page: tuple[str, int, str], output: Format
) -> None:
    """Print the subjects behind a number.

    Args:
        session: Who asks, of which database.
        asked: Which figures.
        page: Which number, how many lines at most, and the token of the page before.
        output: How they are printed.
    """
    found = behind(session, asked, *page)
    if output is Format.JSON:
        data(promised(found))
    elif output is Format.CSV:
        sheet(NAMES, [list(_said(one).values()) for one in found.lines])
        _more(found)
    else:
        noun = "subject" if found.total == 1 else "subjects"
        line(f"{found.column.replace('_', ' ').capitalize()}: {found.total:,} {noun}")
        columns([_cells(one) for one in found.lines], [name.replace("_", " ") for name in NAMES])
        for note in found.notes:
            line(note)
        _more(found)


def promised(found: Behind) -> dict[str, object]:
    """Give the page as `docs/figures.md` promises it."""
    return {
        "schema": "hearings.behind/1",
        "count_of": "subjects",
        "column": found.column,
        "where": {name: value or None for name, value in found.asked.where.items()},
        "archive": found.asked.archive or None,
        "notes": list(found.notes),
        "total": found.total,
        "rows": [_said(one) for one in found.lines],
        "next": found.next or None,
    }


def _said(one: Line) -> dict[str, str | None]:
    return {name: getattr(one, name) or None for name in NAMES}


def _cells(one: Line) -> list[str]:
    if one.closed:
        return [CLOSED, *[""] * (len(NAMES) - 1)]
    return [getattr(one, name).replace("_", " ") or "not known" for name in NAMES]


def _more(found: Behind) -> None:
    if found.next:
        words(f"More: --after '{found.next}'")
