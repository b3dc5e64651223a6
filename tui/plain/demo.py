"""`hearings demo`: make a demonstration of invented people, and open it."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Annotated

import typer

from hearings.errors import Refused
from tui.plain.face import Face, face_of
from tui.plain.output import words
from tui.plain.progress import progress

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("demo")
def demo(
    ctx: typer.Context,
    subjects: Annotated[int, typer.Option(min=0, help="About how many; 0 for the year's.")] = 0,
    seed: Annotated[int, typer.Option(help="The same seed tells the same stories.")] = 1,
    no_ui: Annotated[bool, typer.Option("--no-ui", help="Print the report instead.")] = False,
) -> None:
    """Make a demonstration of invented people, and open the terminal app on it.

    Without a terminal it prints the reassessment report instead.

    Example: hearings demo --subjects 200 --seed 7 --no-ui
    """
    face = face_of(ctx)
    face = replace(face, database=face.database or _place(subjects, seed))
    _make(face, subjects, seed)
    if no_ui or not (sys.stdin.isatty() and sys.stdout.isatty()):
        _report(face)
        return
    from tui.plain.opening import open_app

    raise typer.Exit(open_app(face))


def _place(subjects: int, seed: int) -> str:
    """Name the file of a demonstration; another size or seed is another file."""
    from db.places import data_folder

    name = f"demo-{subjects or 'year'}-{seed}.db"
    return f"sqlite:///{data_folder() / name}"


def _make(face: Face, subjects: int, seed: int) -> None:
    """Make the demonstration, unless the very one is there already."""
    from db.demo.build import build
    from db.opening import demonstration_of
    from db.upgrade import schema_of

    database = face.plain_database()
    there = database.path.exists() if database.path else bool(schema_of(database))
    if there:
        if demonstration_of(database) != (str(seed), str(subjects or "")):
            raise Refused(f"{face.place} holds something else; name another place with --database.")
        return
    words("Making a demonstration of invented people.")
    with progress("cases") as tell:
        build(face.url, seed, subjects or None, tell)


def _report(face: Face) -> None:
    from db.comparing import standardised
    from db.figures import Breakdown, reassessment
    from tui.plain.figure import give
    from tui.plain.output import Format
    from tui.plain.rate_sheets import reassessment_figure

    words(f"Everyone in {face.place} is invented.")
    session = face.session()
    found = standardised(session, reassessment(session, Breakdown(by=("unit",))))
    give(session, reassessment_figure(found), Format.TEXT)
