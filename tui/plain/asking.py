"""What the figures that rest on steps are asked by, and how their shares are said and promised."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hearings.errors import UsageError
from hearings.rate_words import value_words
from tui.plain.face import read_day
from tui.plain.fitting import line, prose
from tui.plain.shares import INSIDE, pair, share, span

if TYPE_CHECKING:
    from db.figures import Breakdown
    from db.matters import Report
    from hearings.proportions import Proportion

By = Annotated[list[str] | None, typer.Option(help="unit, year or another; may be given again.")]
Where = Annotated[list[str] | None, typer.Option(help="Only FIELD=VALUE.")]
From = Annotated[str, typer.Option("--from", help="The first day.")]
To = Annotated[str, typer.Option("--to", help="The last day, included.")]
Named = Annotated[str, typer.Option("--archive", help="Count this archive, and nothing else.")]
Basis = Annotated[str, typer.Option("--date", help="received, assessed or decided.")]

SHARE = ("count", "base", "share", "low", "high", "spread")
"""What is promised of every share."""

NOTE = (
    INSIDE,
    "Restricted matters are counted; a covert one is not, until it is overt.",
)
"""What is said under these figures."""

WIDENED = "Intervals are widened where officers of one case fare alike."
"""What is said under shares; JSON and CSV give the factor."""


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


def heading(schema: str, found: Report[Any]) -> dict[str, Any]:
    """Give what stands at the head of every such answer."""
    asked = found.asked
    return {
        "schema": f"hearings.{schema}/1",
        "count_of": "subjects",
        "audience": asked.audience,
        "note": " ".join(NOTE),
        "date": asked.basis,
        "from": None if asked.start is None else asked.start.isoformat(),
        "to": None if asked.end is None else asked.end.isoformat(),
        "archive": asked.archive or None,
        "notes": list(found.notes),
    }


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
    within = span(found.bounds)
    return [share(found.part, found.base), within and f"95 % interval {within}"]


def period(found: Report[Any]) -> str:
    """Say which day puts a matter in the period, and which period."""
    asked = found.asked
    start = f", from {asked.start.isoformat()}" if asked.start else ""
    end = f", to {asked.end.isoformat()}" if asked.end else ""
    only = f"; of {asked.archive} alone" if asked.archive else ""
    return f"by day {asked.basis}{start}{end}{only}"


def named(key: Mapping[str, str]) -> list[str]:
    """Say the values of a row."""
    return [value_words(name, value) for name, value in key.items()]


def titles(found: Report[Any]) -> list[str]:
    """Say the fields asked for as the heads of columns."""
    return [name.replace("_", " ") for name in found.asked.by]


def foot(found: Report[Any], *sentences: str) -> None:
    """Print what is said under a figure."""
    if found.overlapping:
        line("An officer stands once in each row that applies, so rows overlap.")
    line()
    prose(*found.notes, *sentences, *NOTE)
