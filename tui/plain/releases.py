"""`hearings release`: what was released to staff and the public."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tui.plain.face import face_of
from tui.plain.fitting import columns, line
from tui.plain.output import Format, FormatOption, data, sheet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.releases import Release

app = typer.Typer(
    help="Show what was released to staff and the public.",
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=False,
)


@app.callback()
def _release() -> None:
    """Show what was released to staff and the public."""


@app.command("list")
def list_releases(ctx: typer.Context, output: FormatOption = Format.TEXT) -> None:
    """List the releases, the newest first.

    Example: hearings release list
    """
    from db.releases import releases

    found = releases(face_of(ctx).session())
    if output is Format.JSON:
        data({"schema": "hearings.releases/1", "rows": [_told(one) for one in found]})
    elif output is Format.CSV:
        names = ("release", "released", "account", "audience", "figure", "asked")
        sheet(names, [[*_told(one, plain=True).values()] for one in found])
    elif not found:
        line("Nothing was released yet.")
    else:
        rows = [[str(value) for value in _told(one, plain=True).values()] for one in found]
        columns(rows, ["release", "day", "by", "for", "figure", "asked"])


@app.command("show")
def show_release(
    ctx: typer.Context,
    number: Annotated[int, typer.Argument(help="The number of the release.")],
    output: FormatOption = Format.TEXT,
) -> None:
    """Show one release as it left: the published numbers, and which were withheld.

    Example: hearings release show 1
    """
    from db.releases import released
    from hearings.disclosure.words import notes

    found = released(face_of(ctx).session(), number)
    said = notes(found.audience, together=bool(found.together))
    if output is Format.JSON:
        rows = [{"row": _values(found, row), **_numbers(found, row)} for row in _labels(found)]
        total = _numbers(found, None)
        answer = {"schema": "hearings.release/1", **_told(found), "notes": list(said)}
        data({**answer, "rows": rows, "total": total})
        return
    names = ["row", *_numbers(found, None)]
    say = _as_kept if output is Format.CSV else _in_words
    lines = [[say(found, row), *_cells(found, row)] for row in _labels(found)]
    lines.append(["in all", *_cells(found, None)])
    if output is Format.CSV:
        sheet(names, lines)
        return
    line(f"Release {found.number} of {found.day.isoformat()} for {found.audience.words}")
    line(f"{found.figure}: {_asked(found)}")
    line()
    columns(lines, [name.replace("_", " ") for name in names])
    line()
    for note in said:
        line(note)


def _told(one: Release, *, plain: bool = False) -> dict[str, object]:
    return {
        "release": one.number,
        "released": one.day.isoformat(),
        "account": one.account,
        "audience": one.audience.name,
        "figure": one.figure,
        "asked": _asked(one) if plain else _named(one.asked),
    }


def _named(asked: Mapping[str, object]) -> dict[str, object]:
    """Give what was asked for; null for an archive that was not named."""
    return {name: None if (name, of) == ("archive", "") else of for name, of in asked.items()}


def _asked(one: Release) -> str:
    """Say what was asked for in a line, without what was left open."""
    said = []
    for name, value in one.asked.items():
        if isinstance(value, dict):
            said += [f"{field}={of or 'not known'}" for field, of in value.items()]
        elif isinstance(value, list):
            said += [f"{name} {' and '.join(map(str, value))}"] if value else []
        elif value:
            said.append(f"{name} {value}")
    return ", ".join(said)


def _labels(found: Release) -> tuple[str, ...]:
    """Name the rows; a table that was not broken down has its total alone."""
    return found.rows if found.asked.get("by") else ()


def _values(found: Release, row: str) -> list[str]:
    from hearings.disclosure import values_of

    return [row] if row == found.together else list(values_of(row))


def _as_kept(found: Release, row: str) -> str:
    """Name a row as it was kept."""
    return " / ".join(value or "not known" for value in _values(found, row))


def _in_words(found: Release, row: str) -> str:
    """Name a row in words, where the fields that the rows are by are known."""
    from hearings.rate_words import value_words

    by, values = found.asked.get("by"), _values(found, row)
    fields = [by] if isinstance(by, str) else by
    if row == found.together or not isinstance(fields, list) or len(fields) != len(values):
        return _as_kept(found, row)
    return " / ".join(value_words(str(name), value) for name, value in zip(fields, values,
                                                                          strict=True))  # fmt: skip


def _numbers(found: Release, row: str | None) -> dict[str, int | None]:
    names = [*found.columns, *found.sums]
    return {
        **{name: found.published[row, name] for name in names},
        "officers": found.published[row, None],
    }


def _cells(found: Release, row: str | None) -> list[str]:
    return ["withheld" if n is None else str(n) for n in _numbers(found, row).values()]
