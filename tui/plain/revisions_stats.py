"""`hearings stats revisions`: what DPS made of its own decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from hearings.proportions import Proportion
from tui.plain.agreement_words import agreement_lines, agreement_promised
from tui.plain.asking import (
    SHARE,
    WIDENED,
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
    cells,
    fits_or_lists,
    followed,
    known,
    named,
    said,
    shares,
    spread_span,
    titles,
)
from tui.plain.face import face_of
from tui.plain.figure import Figure, give
from tui.plain.fitting import columns, line
from tui.plain.narrowing import narrowed
from tui.plain.out import ForceOption, OutOption
from tui.plain.output import Format, FormatOption

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
    listed: Listed = "",
    limit: Limit = 50,
    after: After = "",
    output: FormatOption = Format.TEXT,
    out: OutOption = None,
    force: ForceOption = False,
) -> None:
    """Count how often DPS changed its own decision, and what second readers asked of it.

    Example: hearings stats revisions --by year

    Example: hearings stats revisions --where unit=Camden --list revised
    """
    from db.revisions import READING, revisions

    fits_or_lists(out, listed, force=force)
    session = face_of(ctx).session()
    asked = narrowed(session, breakdown(by, where, start, end, basis, archive))
    if listed:
        from tui.plain.behind_words import show_matters_behind

        show_matters_behind(session, asked, READING, listed, (limit, after), output)
        return
    found = revisions(session, asked)
    give(session, revisions_figure(found), output, out, force=force)


def revisions_figure(found: Report[Revisions]) -> Figure:
    """Give the figures in every form."""
    total = found.total
    return followed(
        (
            "revisions",
            "Revisions: DPS changing its own decision",
            f"officers DPS has decided ({total.revised.base:,}) in cases ({total.cases:,})",
        ),
        found,
        promised(found),
        _grid(found),
        lambda: print_revisions(found),
        "A revision is no reassessment: the two are counted apart and never added.",
        "What came from an archive has no steps on record and is not counted.",
        WIDENED,
        *agreement_lines(found.agreement),
    )


def _grid(found: Report[Revisions]) -> tuple[list[str], list[list[object]]]:
    by = found.asked.by
    rows = [(row.key, row.counts) for row in found.rows] if by else [({}, found.total)]
    return [*by, *SHARE, *COUNTED], [
        [*key.values(), *cells(counts.revised), *(getattr(counts, n) for n in COUNTED)]
        for key, counts in rows
    ]


def promised(found: Report[Revisions]) -> dict[str, Any]:
    """Give what `hearings.revisions/1` has of its own."""
    return {
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
    line()
    columns([
        ["Revised", *said(revised)],
        ["  raised by it", *said(total.moved_up)],
        ["  lowered by it", *said(total.moved_down)],
        ["  changed, and changed back", *said(total.moved_back)],
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


def _of(part: int, whole: int) -> list[str]:
    """Say a share and its interval."""
    return said(Proportion(part, whole))


def _cells(counts: Revisions) -> list[str]:
    from hearings.shares import percent

    revised = counts.revised
    return [
        f"{revised.part:,} of {revised.base:,}",
        percent(revised.part, revised.base),
        spread_span(revised),
        f"{counts.raised:,}",
        f"{counts.lowered:,}",
        f"{counts.asked:,} of {counts.read:,}",
    ]
