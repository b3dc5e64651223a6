"""`hearings stats revisions`: what DPS made of its own decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from hearings.intervals import wilson
from tui.plain.agreement_words import agreement_lines, agreement_promised
from tui.plain.asking import (
    SHARE,
    WIDENED,
    Basis,
    By,
    From,
    Named,
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
from tui.plain.fitting import columns, line
from tui.plain.out import ForceOption, OutOption, fits, put_rows
from tui.plain.output import Format, FormatOption, data, sheet
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
    archive: Named = "",
    output: FormatOption = Format.TEXT,
    out: OutOption = None,
    force: ForceOption = False,
) -> None:
    """Count how often DPS changed its own decision, and what second readers asked of it.

    Example: hearings stats revisions --by year
    """
    from db.revisions import revisions

    fits(out, force=force)
    found = revisions(face_of(ctx).session(), breakdown(by, where, start, end, basis, archive))
    if out is not None:
        told, read = promised(found), agreement_lines(found.agreement)
        put_rows(face_of(ctx), out, "Revisions", told, _grid(found), read, force=force)
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
        ["  raised by it", *_of(total.raised, revised.part, revised.spread)],
        ["  lowered by it", *_of(total.lowered, revised.part, revised.spread)],
        ["  changed, and changed back", *_of(total.back, revised.part, revised.spread)],
    ])  # fmt: skip
    line("The last three are of those revised.")
    line(f"Revisions that confirmed the level: {total.confirmed:,}")
    line(f"Decided anew after reopening: {total.again:,} (officers; not among the revised)")
    line()
    line(f"Second readings: {total.read:,}")
    columns([
        ["  asked to reconsider, of the readings", *_of(total.asked, total.read)],
        ["    then changed, of those asked", *_of(total.then_revised, total.asked)],
        ["    then confirmed, of those asked", *_of(total.then_confirmed, total.asked)],
        ["    not answered, of those asked", *_of(total.unanswered, total.asked)],
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


def _of(part: int, whole: int, spread: float = 1.0) -> list[str]:
    """Say a share and its interval."""
    within = span(wilson(part, whole, spread))
    return [share(part, whole), within and f"95 % interval {within}"]


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
