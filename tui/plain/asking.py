"""What figures are asked by, and how shares that rest on steps are said and promised."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hearings.errors import UsageError
from hearings.rate_words import value_words
from tui.plain.face import read_day
from tui.plain.figure import Figure
from tui.plain.out import fits
from tui.plain.shares import pair, share, span

if TYPE_CHECKING:
    from pathlib import Path

    from db.figures import Breakdown
    from db.matters import Report
    from hearings.proportions import Proportion

By = Annotated[list[str] | None, typer.Option(help="unit, year or another; may be given again.")]
Where = Annotated[list[str] | None, typer.Option(help="Only FIELD=VALUE.")]
From = Annotated[str, typer.Option("--from", help="The first day.")]
To = Annotated[str, typer.Option("--to", help="The last day, included.")]
Named = Annotated[str, typer.Option("--archive", help="Count this archive, and nothing else.")]
Basis = Annotated[str, typer.Option("--date", help="received, assessed or decided.")]

Listed = Annotated[
    str, typer.Option("--list", help="List the officers behind one number, by its name.")
]
Limit = Annotated[int, typer.Option(help="With --list: how many lines.")]
After = Annotated[str, typer.Option(help="With --list: what the page before ended with.")]

SHARE = ("count", "base", "share", "low", "high", "spread")
"""What is promised of every share."""

WIDENED = "Intervals are widened where officers of one case fare alike, as many times as is said."
"""What is said under shares."""

OVERLAP = "An officer stands once in each row that applies, so rows overlap."
"""What is said where they do."""


def breakdown(
    by: list[str] | None,
    where: list[str] | None,
    start: str,
    end: str,
    basis: str = "received",
    archive: str = "",
) -> Breakdown:
    """Read which figures are asked for.

    Raises:
        UsageError: A date, or the kind of date, cannot be read.
    """
    from db.figures import BASES, Breakdown

    if basis not in BASES:
        raise UsageError("--date is received, assessed or decided.")
    return Breakdown(
        by=tuple(by or ()),
        where=dict(pair(text) for text in where or ()),
        start=read_day(start) if start else None,
        end=read_day(end) if end else None,
        basis=basis,
        archive=archive,
    )


def fits_or_lists(out: Path | None, listed: str, *, force: bool) -> None:
    """Refuse, before anything is read, a file that could not be written, or that names officers.

    Args:
        out: The file; None where there is none.
        listed: The number whose officers are listed; empty for none.
        force: Whether to write over a file that is there.

    Raises:
        UsageError: A list goes into no file, or the file's name does not say of which kind it is.
        Refused: It is there already, or its folder is not there or not to be written to.
    """
    if listed and out is not None:
        raise UsageError("--out writes figures; --list names officers and goes into no file.")
    fits(out, force=force)


def followed(
    what: tuple[str, str, str],
    found: Report[Any],
    promised: Mapping[str, Any],
    grid: tuple[Sequence[str], Iterable[Sequence[object]]],
    body: Callable[[], None],
    *said: str,
) -> Figure:
    """Give a figure of matters followed through their steps.

    Args:
        what: Its schema, its title, and what was counted.
        found: What was asked for, and what was counted.
        promised: What its JSON has beside the heading.
        grid: The columns and the rows of its sheet.
        body: Prints it.
        said: What must be read with it.
    """
    schema, title, counted = what
    overlap = (OVERLAP,) if found.overlapping else ()
    return Figure(
        schema,
        title,
        "subjects",
        counted,
        f"by day {found.asked.basis}",
        found.asked,
        promised,
        grid,
        body,
        notes=found.notes,
        said=(*overlap, *said),
    )


def known(key: Mapping[str, str]) -> dict[str, str | None]:
    """Give a row's values; null is one that is not known."""
    return {name: value or None for name, value in key.items()}


def shares(found: Proportion) -> dict[str, Any]:
    """Give a share as it is promised; null where there is no base."""
    bounds = found.bounds
    return {
        "count": found.part,
        "base": found.base,
        "share": None if found.share is None else round(found.share, 10),
        "low": None if bounds is None else round(bounds[0], 10),
        "high": None if bounds is None else round(bounds[1], 10),
        "spread": round(found.spread, 10),
    }


def cells(found: Proportion) -> list[object]:
    """Give a share as the cells of a sheet, in the order of `SHARE`."""
    return list(shares(found).values())


def said(found: Proportion) -> list[str]:
    """Say a share with numerator and base, and its interval."""
    within = spread_span(found)
    return [share(found.part, found.base), within and f"95 % interval {within}"]


def spread_span(found: Proportion) -> str:
    """Write a share's interval, and how many times it is widened where it is."""
    within = span(found.bounds)
    return f"{within}, widened {found.spread:.2f} times" if widened(found) else within


def widened(found: Proportion) -> bool:
    """Say whether a share's interval is widened so far that two decimals show it."""
    return bool(found.base) and round(found.spread, 2) > 1


def named(key: Mapping[str, str]) -> list[str]:
    """Say the values of a row."""
    return [value_words(name, value) for name, value in key.items()]


def titles(found: Report[Any]) -> list[str]:
    """Say the fields asked for as the heads of columns."""
    return [name.replace("_", " ") for name in found.asked.by]
