"""`hearings workforce`: take in how many people serve, and show it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hearings.errors import UsageError
from hearings.rate_words import value_words
from hearings.workforce import COLUMNS
from tui.plain.face import face_of
from tui.plain.fitting import columns, line
from tui.plain.output import Format, FormatOption, data, sheet

app = typer.Typer(
    help="Take in how many people serve, and show it.",
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=False,
)


@app.command("import")
def bring_in(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="Comma-separated values with a heading.")],
    output: FormatOption = Format.TEXT,
) -> None:
    """Take in the workforce of one day or several: all of the file or nothing.

    Example: hearings workforce import workforce.csv
    """
    from db.places import is_there
    from db.workforce import load_workforce

    if not is_there(file):
        raise UsageError(f"There is no file {file}.")
    found = load_workforce(face_of(ctx).session(), file)
    if output is Format.JSON:
        days = [{"day": day, "people": people} for day, people in sorted(found.people.items())]
        data({"schema": "hearings.workforce_import/1", "lines": found.lines, "days": days})
    elif output is Format.CSV:
        sheet(["day", "people"], sorted(found.people.items()))
    else:
        line(f"Lines: {found.lines:,}")
        for day, people in sorted(found.people.items()):
            line(f"{day}: {people:,} people")


@app.command("show")
def show(
    ctx: typer.Context,
    day: Annotated[str, typer.Option(help="The day; today unless said.")] = "",
    full: Annotated[bool, typer.Option("--full", help="Each line, not the units alone.")] = False,
    output: FormatOption = Format.TEXT,
) -> None:
    """Show who counts on a day: the people of the latest workforce day up to it, by unit.

    Example: hearings workforce show --day 2014-03-31
    """
    from db.workforce import show_workforce

    face = face_of(ctx)
    found = show_workforce(face.session(), face.day(day))
    if output is Format.JSON:
        rows = [
            dict(zip(COLUMNS[1:], [*(value or None for value in group), people], strict=True))
            for group, people in found.lines
        ]
        data({"schema": "hearings.workforce_lines/1", "day": found.day or None, "rows": rows})
    elif output is Format.CSV:
        sheet(COLUMNS, [[found.day, *group, people] for group, people in found.lines])
    else:
        _print(found.day, found.lines, full=full)


def _print(day: str, lines: tuple[tuple[tuple[str, ...], int], ...], *, full: bool) -> None:
    if not day:
        line("No workforce is known on or before that day.")
        return
    line(f"The workforce of {day}: {sum(people for _group, people in lines):,} people")
    place = COLUMNS[1:].index("unit")
    units: dict[str, int] = {}
    for group, people in lines:
        units[group[place]] = units.get(group[place], 0) + people
    known = sorted(units.items(), key=lambda one: (not one[0], one[0]))
    columns([[unit or "not known", f"{people:,}"] for unit, people in known], ["unit", "people"])
    if not full:
        line(f"Lines: {len(lines):,}; --full shows each.")
        return
    line()
    names = COLUMNS[1:-1]
    table = [
        [*(value_words(name, value) if value else "–"
           for name, value in zip(names, group, strict=True)), f"{people:,}"]
        for group, people in lines
    ]  # fmt: skip
    columns(table, [name.replace("_", " ") for name in COLUMNS[1:]])
