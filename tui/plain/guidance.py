"""`hearings guidance`: read the guidance for assessors."""

from __future__ import annotations

from typing import Annotated

import typer

from tui.plain.fitting import columns, line

app = typer.Typer(
    help="Read the guidance for assessors.",
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=False,
)


@app.callback()
def _guidance() -> None:
    """Read the guidance for assessors."""


@app.command("show")
def show(
    standard: Annotated[
        str, typer.Argument(help="A Standard's key or full name; the list where left out.")
    ] = "",
    level: Annotated[str, typer.Option(help="neither, misconduct or gross_misconduct.")] = "",
    regime: Annotated[str, typer.Option(help="2008, 2012 or 2020; all where left out.")] = "",
) -> None:
    """Show the guidance for a Standard, at every level or at one.

    Example: hearings guidance show honesty --level misconduct
    """
    from hearings.guidance import all_guidance, lines
    from hearings.severity import level_named
    from hearings.standards import standard_named, standard_words

    if not standard:
        list_standards()
        return
    key = standard_named(standard)
    if level:
        line(standard_words(key))
    for text in lines(all_guidance()[key], level_named(level) if level else None, regime):
        line(text)


@app.command("list")
def list_standards() -> None:
    """List the ten Standards and what each asks, by the names that `show` takes.

    Example: hearings guidance list
    """
    from hearings.guidance import all_guidance
    from hearings.standards import standards

    found = all_guidance()
    rows = [[key, words, found[key].opening.text] for key, words in standards().items()]
    columns(rows, ["name", "Standard", "what it asks"])
    line("'hearings guidance show honesty' shows the guidance for one of them.")
