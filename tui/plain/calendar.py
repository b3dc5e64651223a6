"""`hearings calendar`: the bank holidays that days are counted by, and taking in newer ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hearings.errors import Refused, UsageError
from tui.plain.face import face_of
from tui.plain.output import AsOf, Format, FormatOption, columns, data, line, sheet, words

if TYPE_CHECKING:
    from db.clock import Moved
    from db.settling import Taken

SCHEMA = "hearings.calendar/1"
"""The promise that the JSON keeps."""

LARGEST = 5_000_000
"""The most bytes read of a file; gov.uk's has some tens of thousands."""

app = typer.Typer(
    help="Show the bank holidays, and take in newer ones.",
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=False,
)


@app.callback()
def _calendar() -> None:
    """Show the bank holidays, and take in newer ones."""


@app.command("show")
def show(
    ctx: typer.Context,
    year: Annotated[int, typer.Option(help="Only this year.")] = 0,
    output: FormatOption = Format.TEXT,
) -> None:
    """Show the bank holidays that the database counts by.

    Example: hearings calendar show --year 2020
    """
    calendar = face_of(ctx).desk().rules.calendar
    if year and not calendar.first.year <= year <= calendar.last.year:
        raise Refused(
            f"The bank holidays of {year} are not known; the table covers"
            f" {calendar.first.year} to {calendar.last.year}."
        )
    days = [row for row in sorted(calendar.holidays.items()) if year in {0, row[0].year}]
    if output is Format.JSON:
        data({
            "schema": SCHEMA,
            "vintage": calendar.vintage,
            "first": calendar.first.isoformat(),
            "last": calendar.last.isoformat(),
            "holidays": [{"date": day.isoformat(), "title": title} for day, title in days],
        })  # fmt: skip
    elif output is Format.CSV:
        sheet(["date", "title"], [[day.isoformat(), title] for day, title in days])
    else:
        for day, title in days:
            line(f"{_said(day)}  {title}")
        words(
            f"Bank holidays of England and Wales, {calendar.first.year} to {calendar.last.year}:"
            f" {calendar.vintage}."
        )


@app.command("update")
def update(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="gov.uk's bank-holidays.json, downloaded.")],
    vintage: Annotated[
        str, typer.Option(help="What to call it; with a day in it, that is its age.")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    accept_older: Annotated[
        bool, typer.Option("--accept-older", help="Take it in although it is the older one.")
    ] = False,
    as_of: AsOf = "",
    output: FormatOption = Format.TEXT,
) -> None:
    """Take in a newer file of bank holidays, and say which days and running limits it moves.

    A file that knows less of the years to come than what is kept, or is of an earlier day and
    contradicts it, is not taken in (exit 3), unless --accept-older is given.

    Example: hearings calendar update bank-holidays.json --vintage 'gov.uk, 3 March 2027' --dry-run
    """
    from db.settling import take_holidays

    desk = face_of(ctx).desk(as_of)
    named = vintage or f"{file.name}, taken in on {desk.today.isoformat()}"
    found = take_holidays(desk, _read(file), named, accept_older=accept_older, dry_run=dry_run)
    _print(found, output)
    if found.older and not accept_older:
        raise Refused(f"{found.older} It is not taken in; --accept-older takes it in all the same.")
    done = "taken in" if found.kept else "only looked at: nothing is changed"
    words(f"{file.name} is {done}.")


def _read(path: Path) -> str:
    from db.importer.files import check_file

    if not path.exists():
        raise UsageError(f"There is no file {path}.")
    try:
        check_file(path, LARGEST)
        return path.read_text("utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} cannot be read: it is no text in UTF-8.") from error


def _print(found: Taken, output: Format) -> None:
    changes = [
        {"date": day.isoformat(), "before": before or None, "after": after or None}
        for day, before, after in found.changes
    ]
    if output is Format.JSON:
        data({
            "schema": SCHEMA,
            "vintage": found.calendar.vintage,
            "first": found.calendar.first.isoformat(),
            "last": found.calendar.last.isoformat(),
            "kept": found.kept,
            "older": found.older or None,
            "changes": changes,
            "moved": [_row(row) for row in found.moved],
        })  # fmt: skip
        return
    if output is Format.CSV:
        sheet(MOVED, [list(_row(row).values()) for row in found.moved])
        return
    for day, before, after in found.changes:
        line(f"{_said(day)}  {before or 'a working day'} → {after or 'a working day'}")
    if not found.changes:
        line("No day changes.")
    print_moved(found.moved)


MOVED = ("subject", "limit", "title", "before", "after")
"""What is said of a limit that moves, in order."""


def _row(row: Moved) -> dict[str, object]:
    return {
        "subject": row.reference,
        "limit": row.key,
        "title": row.title,
        "before": row.before or None,
        "after": row.after or None,
    }


def print_moved(moved: Sequence[Moved]) -> None:
    """Print the running limits whose last day moves, one a line."""
    if not moved:
        line("No running limit moves.")
        return
    line(f"Running limits that move: {len(moved):,}")
    rows = [[row.reference, row.title, _moved(row.before), "→", _moved(row.after)] for row in moved]
    columns(rows)


def _moved(day: str) -> str:
    return _said(date.fromisoformat(day)) if day else "no day"


def _said(day: date) -> str:
    return f"{day:%a} {day.isoformat()}"
