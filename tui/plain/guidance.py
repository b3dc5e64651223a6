"""`hearings guidance`: read the guidance for assessors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tui.plain.fitting import columns, line
from tui.plain.output import Format, FormatOption, data, sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hearings.guidance import Guidance, Point
    from hearings.severity import Level

app = typer.Typer(
    help="Read the guidance for assessors.",
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=False,
)


POINT = ("text", "source", "confidence", "regimes")
"""What is given of a point; no regime means all of them."""


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
    output: FormatOption = Format.TEXT,
) -> None:
    """Show the guidance for a Standard, at every level or at one.

    Example: hearings guidance show honesty --level misconduct
    """
    from hearings.guidance import all_guidance, lines
    from hearings.severity import level_named
    from hearings.standards import standard_named, standard_words

    if not standard:
        list_standards(output)
        return
    key = standard_named(standard)
    named = level_named(level) if level else None
    rows = list(_points(all_guidance()[key], named, regime))
    if output is Format.JSON:
        heading = {"standard": key, "words": standard_words(key)}
        told = {"level": named and named.value, "regime": regime or None}
        data({"schema": "hearings.guidance/1", **heading, **told, "rows": rows})
        return
    if output is Format.CSV:
        titles = ("level", "part", *POINT)
        sheet(titles, [[_cell(row[name]) for name in titles] for row in rows])
        return
    if named:
        line(standard_words(key))
    for text in lines(all_guidance()[key], named, regime):
        line(text)


def _points(guidance: Guidance, level: Level | None, regime: str) -> Iterator[dict[str, object]]:
    """Give each point under its level and part; the opening is of no level."""
    if level is None:
        yield {"level": None, "part": "opening", **_point(guidance.opening)}
    for one in guidance.levels.values():
        if level in {None, one.level}:
            for part, points in one.parts.items():
                for point in points:
                    if point.holds(regime):
                        yield {"level": one.level.value, "part": part, **_point(point)}


def _point(point: Point) -> dict[str, object]:
    told = (point.text, point.provision.source, point.provision.confidence, sorted(point.regimes))
    return dict(zip(POINT, told, strict=True))


def _cell(value: object) -> object:
    return " ".join(value) if isinstance(value, list) else value


@app.command("list")
def list_standards(output: FormatOption = Format.TEXT) -> None:
    """List the ten Standards and what each asks, by the names that `show` takes.

    Example: hearings guidance list
    """
    from hearings.guidance import all_guidance
    from hearings.standards import standards

    found = all_guidance()
    if output is not Format.TEXT:
        titles = ("standard", "words", *POINT)
        told = [{"standard": key, "words": words, **_point(found[key].opening)}
                for key, words in standards().items()]  # fmt: skip
        if output is Format.JSON:
            data({"schema": "hearings.guidance_list/1", "rows": told})
        else:
            sheet(titles, [[_cell(row[name]) for name in titles] for row in told])
        return
    rows = [[key, words, found[key].opening.text] for key, words in standards().items()]
    columns(rows, ["name", "Standard", "what it asks"])
    line("'hearings guidance show honesty' shows the guidance for one of them.")
