"""`hearings stats waits`: how long a decision takes, and whose time that was."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import typer

from tui.plain.asking import (
    After,
    Basis,
    By,
    From,
    Limit,
    Listed,
    Named,
    To,
    Where,
    breakdown,
    fits_or_lists,
    followed,
    known,
    named,
    titles,
)
from tui.plain.face import face_of
from tui.plain.figure import Figure, give
from tui.plain.fitting import columns, line
from tui.plain.narrowing import narrowed
from tui.plain.out import ForceOption, OutOption
from tui.plain.output import AsOf, Format, FormatOption

if TYPE_CHECKING:
    from db.matters import Report
    from hearings.waits import Length, Part, Waits

COUNTED = ("subjects", "decided", "waiting", "with_unit", "ended", "unknown")
"""What is counted, in the order of the rows."""

PARTS = {
    "unit": "each time with the unit, until passed",
    "dps": "each time with DPS, until decided or sent back",
}
"""The parts that are measured, in words."""


def show_waits(
    ctx: typer.Context,
    by: By = None,
    where: Where = None,
    start: From = "",
    end: To = "",
    basis: Basis = "received",
    archive: Named = "",
    listed: Listed = "",
    limit: Limit = 50,
    after: After = "",
    as_of: AsOf = "",
    output: FormatOption = Format.TEXT,
    out: OutOption = None,
    force: ForceOption = False,
) -> None:
    """Say how long DPS's decision takes from the local assessment, split into the unit's and DPS's.

    Example: hearings stats waits --by unit --from 2014-01-01

    Example: hearings stats waits --where unit=Camden --list waiting
    """
    from db.waits import reading, waited

    fits_or_lists(out, listed, force=force)
    desk = face_of(ctx).desk(as_of)
    asked = narrowed(desk, breakdown(by, where, start, end, basis, archive))
    if listed:
        from tui.plain.behind_words import show_matters_behind

        show_matters_behind(desk, asked, reading(desk.today), listed, (limit, after), output)
        return
    found = waited(desk, asked)
    give(desk, waits_figure(found), output, out, force=force)


def waits_figure(found: Report[Waits]) -> Figure:
    """Give the figures in every form."""
    return followed(
        (
            "waits",
            "Waits: from the initial assessment to DPS's decision, in calendar days",
            f"officers with an initial assessment ({found.total.subjects:,})",
        ),
        found,
        promised(found),
        _grid(found),
        lambda: print_waits(found),
        "What is not over counts for as long as it has lasted (Kaplan and Meier); – is not yet",
        "known. A form lies with the unit until it is passed, and again while DPS waits for",
        "information; each time is over when the form moves on, and counts by itself. The days of",
        "one matter add up to its whole; the medians do not.",
    )


def promised(found: Report[Waits]) -> dict[str, Any]:
    """Give what `hearings.waits/1` has of its own."""
    return {
        "unit": "day",
        "overlapping": found.overlapping,
        "rows": [{"key": known(row.key), **_row(row.counts)} for row in found.rows],
        "total": _row(found.total),
    }


def _row(counts: Waits) -> dict[str, Any]:
    lengths: dict[str, Length | Part] = {
        "from_assessment": counts.total,
        "with_unit_days": counts.unit,
        "with_dps_days": counts.dps,
        "waiting_days": counts.age,
    }
    return {
        **{name: getattr(counts, name) for name in COUNTED},
        **{name: asdict(length) for name, length in lengths.items()},
    }


def _grid(found: Report[Waits]) -> tuple[list[str], list[list[object]]]:
    by = found.asked.by
    rows = [(row.key, row.counts) for row in found.rows] if by else [({}, found.total)]
    cells: list[list[object]] = [[*key.values(), *_flat(counts).values()] for key, counts in rows]
    return [*by, *_flat(found.total)], cells


def _flat(counts: Waits) -> dict[str, int | None]:
    """Give a row as the cells of a sheet: a length is two of them."""
    cells: dict[str, int | None] = {}
    for name, value in _row(counts).items():
        if isinstance(value, dict):
            cells |= {f"{name}_{part}": number for part, number in value.items()}
        else:
            cells[name] = value
    return cells


def print_waits(found: Report[Waits]) -> None:
    """Print the figures as lines."""
    total = found.total
    line()
    rows = [["initial assessment to DPS's decision", *_length(total.total), f"{total.decided:,}",
             f"{total.subjects - total.decided:,}"]]  # fmt: skip
    for name, words in PARTS.items():
        part = getattr(total, name)
        rows.append([words, *_length(part), f"{part.over:,}", f"{part.times - part.over:,}"])
    columns(rows, ["", "median", "90 %", "over", "not over"])
    line()
    line(f"Decided {total.decided:,}, waiting {total.waiting:,}, ended otherwise {total.ended:,}")
    at_dps = total.waiting - total.with_unit
    line(f"Of those waiting, with the unit {total.with_unit:,}, with DPS {at_dps:,}")
    half, nine = _length(total.age)
    line(f"Waited so far: half {half} or less, nine in ten {nine} or less")
    line(f"Beside them: days not known, or at odds with each other, {total.unknown:,}")
    if found.asked.by:
        line()
        heads = [*titles(found), "officers", "decided", "waiting", "median", "90 %", "unit",
                 "unit 90 %", "DPS", "DPS 90 %", "waited", "not known"]  # fmt: skip
        columns([[*named(row.key), *_cells(row.counts)] for row in found.rows], heads)
        line("median: half are decided within so many days; unit, DPS: half of the times the form"
             " lay there were over within so many days; waited: half of those that wait have waited"
             " so long or less.")  # fmt: skip


def _length(found: Length | Part) -> list[str]:
    return ["–" if days is None else f"{days:,}" for days in (found.median, found.ninetieth)]


def _cells(counts: Waits) -> list[str]:
    return [
        f"{counts.subjects:,}",
        f"{counts.decided:,}",
        f"{counts.waiting:,}",
        *_length(counts.total),
        *_length(counts.unit),
        *_length(counts.dps),
        _length(counts.age)[0],
        f"{counts.unknown:,}",
    ]
