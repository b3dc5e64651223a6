"""`hearings stats workforce`: how many matters there are to a hundred of the workforce."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from hearings.shares import per_hundred
from hearings.workforce import age_of
from tui.plain.asking import (
    Basis,
    From,
    To,
    Where,
    breakdown,
    foot,
    heading,
    known,
    named,
    period,
    titles,
)
from tui.plain.face import face_of
from tui.plain.fitting import columns, line
from tui.plain.out import ForceOption, OutOption, fits, put_rows
from tui.plain.output import AsOf, Format, FormatOption, data, sheet

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
    found = per_workforce(face_of(ctx).session(as_of), breakdown(by, where, start, end, basis))
    if out is not None:
        grid = _grid(found)
        put_rows(
            face_of(ctx), out, "To a hundred of the workforce", promised(found), grid, force=force
        )
    elif output is Format.JSON:
        data(promised(found))
    elif output is Format.CSV:
        sheet(*_grid(found))
    else:
        print_workforce(found)


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
    """Give the rates as `hearings.workforce/1`."""
    return {
        **heading("workforce", found.report),
        "days": found.period.days,
        "workforce_day": found.day or None,
        "workforce_age": age_of(found.day, found.period.last),
        "lacking": list(found.lacking),
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
    line("Officers and cases to a hundred of the workforce")
    line(f"Counted: {period(report)}.")
    for said in found.period.said(found.day):
        line(said)
    for name in found.lacking:
        line(f"The workforce does not say people's {name.replace('_', ' ')}.")
    line()
    columns([
        ["Officers in a case", *_cells(report.total.subjects)],
        ["Cases", *_cells(report.total.cases)],
    ])  # fmt: skip
    if report.asked.by:
        line()
        heads = [*titles(report), "officers", "per 100", "95 %", "cases", "per 100", "95 %"]
        columns([[*named(row.key), *_row(row.counts)] for row in report.rows], heads)
    foot(
        report,
        "A person may have several matters; intervals are Byar's of a Poisson count, widened for",
        "officers of one case.",
    )


def _row(rates: Rates) -> list[str]:
    return [*_cells(rates.subjects), *_cells(rates.cases)]


def _cells(found: PerHundred) -> list[str]:
    if found.people is None:
        return [f"{found.count:,}", NO_FIGURE, ""]
    bounds = found.bounds
    span = "" if bounds is None else f"{bounds[0]:.2f}-{bounds[1]:.2f}"
    counted = f"{found.count:,} of {found.people:,}"
    return [counted, per_hundred(found.count, found.people), span]
