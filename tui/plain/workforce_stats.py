"""`hearings stats workforce`: how many matters there are to a hundred of the workforce."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hearings.shares import per_hundred
from hearings.workforce import age_of, left_out
from tui.plain.asking import (
    Basis,
    From,
    To,
    Where,
    breakdown,
    followed,
    known,
    named,
    titles,
)
from tui.plain.face import face_of
from tui.plain.figure import Figure, give
from tui.plain.fitting import columns, line
from tui.plain.narrowing import narrowed
from tui.plain.out import ForceOption, OutOption, fits
from tui.plain.output import AsOf, Format, FormatOption

if TYPE_CHECKING:
    from db.workforce import PerWorkforce, Rates
    from hearings.workforce import PerHundred

RATE = ("count", "people", "per_100", "low", "high", "spread")
"""What is promised of every rate."""

NO_FIGURE = "no workforce figure"
"""What is said where nobody says how many serve."""


def show_workforce(
    ctx: typer.Context,
    by: Annotated[
        list[str] | None,
        typer.Option(help="unit, rank_band, person_type, ethnicity, sex or service_band."),
    ] = None,
    where: Where = None,
    start: From = "",
    end: To = "",
    basis: Basis = "received",
    as_of: AsOf = "",
    output: FormatOption = Format.TEXT,
    out: OutOption = None,
    force: ForceOption = False,
) -> None:
    """Count officers and cases to a hundred of the workforce, of a year unless days are given.

    Example: hearings stats workforce --by rank_band --from 2013-04-01 --to 2014-03-31
    """
    from db.workforce import per_workforce

    fits(out, force=force)
    session = face_of(ctx).session(as_of)
    asked = narrowed(session, breakdown(by, where, start, end, basis))
    found = per_workforce(session, asked)
    give(session, workforce_figure(found), output, out, force=force)


def workforce_figure(found: PerWorkforce) -> Figure:
    """Give the rates in every form."""
    total = found.report.total
    figure = followed(
        (
            "workforce",
            "Officers and cases to a hundred of the workforce",
            f"officers in a case ({total.subjects.count:,}) and cases ({total.cases.count:,})",
        ),
        found.report,
        promised(found),
        _grid(found),
        lambda: print_workforce(found),
        "A person may have several matters; intervals are Byar's of a Poisson count, widened for",
        "officers of one case.",
    )
    return replace(figure, under=tuple(_served(found)))


def _served(found: PerWorkforce) -> Iterator[str]:
    """Say of which days the rates are, and what the workforce does not say."""
    yield from found.period.said(found.day)
    for name in found.lacking:
        yield f"The workforce does not say people's {name.replace('_', ' ')}."
    yield from left_out(found.uncounted)


def _grid(found: PerWorkforce) -> tuple[list[str], list[list[object]]]:
    report = found.report
    by = report.asked.by
    rows = [(row.key, row.counts) for row in report.rows] if by else [({}, report.total)]
    return [*by, "of", *RATE], [
        [*key.values(), name, *_rate(getattr(rates, name)).values()]
        for key, rates in rows
        for name in ("subjects", "cases")
    ]


def promised(found: PerWorkforce) -> dict[str, Any]:
    """Give what `hearings.workforce/1` has of its own."""
    return {
        "days": found.period.days,
        "workforce_day": found.day or None,
        "workforce_age": age_of(found.day, found.period.last),
        "lacking": list(found.lacking),
        "uncounted": list(found.uncounted),
        "rows": [{"key": known(row.key), **_rates(row.counts)} for row in found.report.rows],
        "total": _rates(found.report.total),
    }


def _rates(rates: Rates) -> dict[str, Any]:
    return {"subjects": _rate(rates.subjects), "cases": _rate(rates.cases)}


def _rate(found: PerHundred) -> dict[str, Any]:
    bounds = found.bounds
    return {
        "count": found.count,
        "people": found.people,
        "per_100": None if found.rate is None else round(found.rate, 10),
        "low": None if bounds is None else round(bounds[0], 10),
        "high": None if bounds is None else round(bounds[1], 10),
        "spread": round(found.spread, 10),
    }


def print_workforce(found: PerWorkforce) -> None:
    """Print the rates as lines."""
    report = found.report
    for said in _served(found):
        line(said)
    line()
    columns([
        ["Officers in a case", *_cells(report.total.subjects)],
        ["Cases", *_cells(report.total.cases)],
    ])  # fmt: skip
    if report.asked.by:
        line()
        heads = [*titles(report), "officers", "per 100", "95 %", "cases", "per 100", "95 %"]
        columns([[*named(row.key), *_row(row.counts)] for row in report.rows], heads)


def _row(rates: Rates) -> list[str]:
    return [*_cells(rates.subjects), *_cells(rates.cases)]


def _cells(found: PerHundred) -> list[str]:
    if found.people is None:
        return [f"{found.count:,}", NO_FIGURE, ""]
    bounds = found.bounds
    span = "" if bounds is None else f"{bounds[0]:.2f}-{bounds[1]:.2f}"
    counted = f"{found.count:,} of {found.people:,}"
    return [counted, per_hundred(found.count, found.people), span]
