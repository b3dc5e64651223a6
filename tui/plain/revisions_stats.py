"""`hearings stats revisions`: what DPS made of its own decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from tui.plain.agreement_words import agreement_lines, agreement_promised
from tui.plain.asking import (
    SHARE,
    WIDENED,
    Basis,
    By,
    From,
    To,
    Where,
    breakdown,
    cells,
    foot,
    heading,
    known,
    named,
    period,
    said,
    shares,
    titles,
)
from tui.plain.face import face_of
from tui.plain.out import ForceOption, OutOption, fits, put_rows
from tui.plain.output import Format, FormatOption, columns, data, line, sheet
from tui.plain.shares import share, span

if TYPE_CHECKING:
    from db.matters import Report
    from hearings.revisions import Revisions

COUNTED = ("raised", "lowered", "back", "confirmed", "again", "read", "asked", "then_revised",
           "then_confirmed", "unanswered", "cases")  # fmt: skip
"""What is counted beside the share, in the order of the rows."""


def show_revisions(
    ctx: typer.Context,
    by: By = None,
    where: Where = None,
    start: From = "",
    end: To = "",
    basis: Basis = "received",
    output: FormatOption = Format.TEXT,
    out: OutOption = None,
    force: ForceOption = False,
) -> None:
    """Count how often DPS changed its own decision, and what second readers asked of it.

    Example: hearings stats revisions --by year
    """
    from db.revisions import revisions

    fits(out, force=force)
    found = revisions(face_of(ctx).session(), breakdown(by, where, start, end, basis))
    if out is not None:
        put_rows(face_of(ctx), out, "Revisions", promised(found), _grid(found), force=force)
    elif output is Format.JSON:
        data(promised(found))
    elif output is Format.CSV:
        sheet(*_grid(found))
    else:
        print_revisions(found)


def _grid(found: Report[Revisions]) -> tuple[list[str], list[list[object]]]:
    by = found.asked.by
    rows = [(row.key, row.counts) for row in found.rows] if by else [({}, found.total)]
    return [*by, *SHARE, *COUNTED], [
        [*key.values(), *cells(counts.revised), *(getattr(counts, n) for n in COUNTED)]
        for key, counts in rows
    ]


def promised(found: Report[Revisions]) -> dict[str, Any]:
    """Give the figures as `hearings.revisions/1`."""
    return {
        **heading("revisions", found),
        "agreement": agreement_promised(found.agreement),
        "overlapping": found.overlapping,
        "rows": [{"key": known(row.key), **_row(row.counts)} for row in found.rows],
        "total": _row(found.total),
    }


def _row(counts: Revisions) -> dict[str, Any]:
    return {"revised": shares(counts.revised), **{n: getattr(counts, n) for n in COUNTED}}


def print_revisions(found: Report[Revisions]) -> None:
    """Print the figures as lines."""
    total = found.total
    revised = total.revised
    line("Revisions: DPS changing its own decision")
    officers = f"officers DPS has decided ({revised.base:,}) in cases ({total.cases:,})"
    line(f"Counted: {officers}; {period(found)}.")
    line()
    columns([
        ["Revised", *said(revised)],
        ["  raised by it", share(total.raised, revised.part), "of those revised"],
        ["  lowered by it", share(total.lowered, revised.part), "of those revised"],
        ["  changed, and changed back", share(total.back, revised.part), "of those revised"],
    ])  # fmt: skip
    line(f"Revisions that confirmed the level: {total.confirmed:,}")
    line(f"Decided anew after reopening: {total.again:,} (officers; not among the revised)")
    line()
    line(f"Second readings: {total.read:,}")
    line(f"  asked to reconsider {share(total.asked, total.read)} of the readings")
    columns([
        ["    then changed", share(total.then_revised, total.asked)],
        ["    then confirmed", share(total.then_confirmed, total.asked)],
        ["    not answered", share(total.unanswered, total.asked)],
    ])  # fmt: skip
    if found.asked.by:
        line()
        heads = [*titles(found), "revised", "share", "95 % interval", "raised", "lowered",
                 "asked to reconsider"]  # fmt: skip
        columns([[*named(row.key), *_cells(row.counts)] for row in found.rows], heads)
    foot(
        found,
        "A revision is no reassessment: the two are counted apart and never added.",
        "What came from an archive has no steps on record and is not counted.",
        WIDENED,
        *agreement_lines(found.agreement),
    )


def _cells(counts: Revisions) -> list[str]:
    from hearings.shares import percent

    revised = counts.revised
    return [
        f"{revised.part:,} of {revised.base:,}",
        percent(revised.part, revised.base),
        span(revised.bounds),
        f"{counts.raised:,}",
        f"{counts.lowered:,}",
        f"{counts.asked:,} of {counts.read:,}",
    ]
