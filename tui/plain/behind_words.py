"""How the subjects behind a number are worded: text, JSON and a sheet."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, TypeAlias

from db.behind import Behind, Line, behind
from db.disparity import Asked
from db.disparity_behind import StepBehind, behind_step
from db.figures import Breakdown
from db.matters import Reading
from db.matters_behind import MattersBehind, behind_matters
from db.session import Session
from hearings.disparity.groups import group_words
from hearings.rate_words import value_words
from tui.plain.fitting import columns, line
from tui.plain.output import Format
from tui.plain.printing import data, sheet, words

NAMES = tuple(field.name for field in fields(Line))
"""What is said of each subject, in order."""

CLOSED = "not open to this account"
"""What stands in the place of a reference that the account may not know."""

_Found: TypeAlias = Behind | StepBehind | MattersBehind


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
    _show(found, promised(found), found.column.replace("_", " ").capitalize(), output)


def show_step_behind(
    session: Session,
    asked: Asked,
    number: tuple[str, str | None],
    page: tuple[int, str],
    output: Format,
) -> None:
    """Print the officers behind a number of one step of the disparity figures.

    Args:
        session: Who asks, of which database.
        asked: Which figures; one step.
        number: Which number, and of which group; None for all together.
        page: How many lines at most, and the token of the page before.
        output: How they are printed.
    """
    found = behind_step(session, asked, *number, page)
    _show(found, step_promised(found), step_title(found), output)


def show_matters_behind(
    session: Session,
    asked: Breakdown,
    how: Reading[Any],
    column: str,
    page: tuple[int, str],
    output: Format,
) -> None:
    """Print the officers behind a number of a figure that follows matters.

    Args:
        session: Who asks, of which database.
        asked: Which figures.
        how: Which figure.
        column: Which number.
        page: How many lines at most, and the token of the page before.
        output: How they are printed.
    """
    found = behind_matters(session, asked, how, column, page)
    said = ", ".join(found.column.replace("_", " ").split("/"))
    title = f"{found.figure.capitalize()}, {said}"
    _show(found, matters_promised(found), title, output, found.count_of)


def step_title(found: StepBehind) -> str:
    """Say which number of which step and group it is."""
    measure, by = found.measure, found.asked.by
    whom = "all" if found.group is None else group_words(by, found.group)
    what = measure.part if found.column == "part" else measure.base
    return f"{measure.words[:1].upper()}{measure.words[1:]}, {whom}: {what}"


def _show(
    found: _Found, told: dict[str, object], title: str, output: Format, counted: str = "subjects"
) -> None:
    if output is Format.JSON:
        data(told)
    elif output is Format.CSV:
        sheet(NAMES, [list(_said(one).values()) for one in found.lines])
        _more(found)
    else:
        noun = counted.removesuffix("s") if found.total == 1 else counted
        line(f"{title}: {found.total:,} {noun}")
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
        **_page(found),
    }


def step_promised(found: StepBehind) -> dict[str, object]:
    """Give the page as `docs/disparity.md` promises it."""
    asked = found.asked
    return {
        "schema": "hearings.disparity_behind/1",
        "count_of": "subjects",
        "by": asked.by,
        "groups": asked.groups,
        "measure": found.measure.key,
        "column": found.column,
        "all": found.group is None,
        "group": found.group or None,
        "where": {name: value or None for name, value in asked.where.items()},
        "archive": asked.archive or None,
        **_page(found),
    }


def matters_promised(found: MattersBehind) -> dict[str, object]:
    """Give the page as `docs/figures.md` promises it."""
    asked = found.asked
    return {
        "schema": "hearings.matters_behind/1",
        "figure": found.figure,
        "count_of": found.count_of,
        "column": found.column,
        "date": asked.basis,
        "from": None if asked.start is None else asked.start.isoformat(),
        "to": None if asked.end is None else asked.end.isoformat(),
        "as_of": found.today.isoformat(),
        "where": {name: value or None for name, value in asked.where.items()},
        "archive": asked.archive or None,
        **_page(found),
    }


def _page(found: _Found) -> dict[str, object]:
    return {
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
    told = {"local_level": value_words("local_level", one.local_level)}
    return [told.get(name, getattr(one, name).replace("_", " ") or "not known") for name in NAMES]


def _more(found: _Found) -> None:
    if found.next:
        words(f"More: --after '{found.next}'")
