"""`hearings stats tiers`: the superintending rank's assessment beside the inspecting rank's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import typer

from hearings.severity import Level
from tui.plain.agreement_words import agreement_lines, agreement_promised
from tui.plain.asking import (
    SHARE,
    WIDENED,
    After,
    Basis,
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
    shares,
    spread_span,
)
from tui.plain.face import face_of
from tui.plain.figure import Figure, give
from tui.plain.fitting import columns, line
from tui.plain.narrowing import narrowed
from tui.plain.out import ForceOption, OutOption
from tui.plain.output import Format, FormatOption
from tui.plain.shares import share

if TYPE_CHECKING:
    from db.matters import Report
    from db.tiers import Tiers
    from hearings.proportions import Proportion
    from hearings.tiers import Changed

LEVELS = {**{level.value: level.words for level in Level}, "": "all levels"}
"""The level that was changed, in words; the empty one is all of them."""


def show_tiers(
    ctx: typer.Context,
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
    """Count what the superintending rank changed of the inspecting rank's assessments.

    Example: hearings stats tiers --from 2014-01-01 --to 2014-12-31

    Example: hearings stats tiers --list superintending/inspecting/all/lowered
    """
    from db.tiers import READING, tiers

    fits_or_lists(out, listed, force=force)
    session = face_of(ctx).session()
    asked = narrowed(session, breakdown(None, where, start, end, basis, archive))
    if listed:
        from tui.plain.behind_words import show_matters_behind

        show_matters_behind(session, asked, READING, listed, (limit, after), output)
        return
    found = tiers(session, asked)
    give(session, tiers_figure(found), output, out, force=force)


def tiers_figure(found: Report[Tiers]) -> Figure:
    """Give the figures in every form."""
    total = found.total
    both = total.between[""].raised.base
    passed = ", ".join(
        f"{tier or 'not known'} {levels[''].raised.base:,}" for tier, levels in total.by_dps.items()
    )
    counted = (
        f"officers both ranks assessed ({both:,}), and officers DPS decided, by the rank that set"
        f" their level ({passed}), in cases ({total.cases:,})"
    )
    return followed(
        (
            "tiers",
            "Tiers: what each judgment made of the one before it",
            counted,
        ),
        found,
        promised(found),
        (["judged_by", "judged", "level", "direction", *SHARE], _rows(total)),
        lambda: print_tiers(found),
        "The first table is of forms before they were first passed to DPS; the others are the",
        "reassessment by DPS, within each level. A level that the inspecting rank set and the",
        "superintending rank kept stands in the tables of both; all three overlap, and are never",
        "added.",
        WIDENED,
        *agreement_lines(found.agreement),
    )


def promised(found: Report[Tiers]) -> dict[str, Any]:
    """Give what `hearings.tiers/1` has of its own; a tier that is not known has key null."""
    total = found.total
    return {
        "agreement": agreement_promised(found.agreement),
        "cases": total.cases,
        "superintending_of_inspecting": _levels(total.between),
        "dps": [
            {"tier": tier or None, "levels": _levels(levels)}
            for tier, levels in total.by_dps.items()
        ],
    }


def _levels(found: Mapping[str, Changed]) -> list[dict[str, Any]]:
    return [
        {"level": level or None, "raised": shares(one.raised), "lowered": shares(one.lowered)}
        for level, one in found.items()
    ]


def _rows(total: Tiers) -> Iterator[list[object]]:
    tables = [("superintending", "inspecting", total.between)]
    tables += [("dps", tier, levels) for tier, levels in total.by_dps.items()]
    for judge, judged, levels in tables:
        for level, one in levels.items():
            for direction, found in (("raised", one.raised), ("lowered", one.lowered)):
                yield [judge, judged, level, direction, *cells(found)]


def print_tiers(found: Report[Tiers]) -> None:
    """Print the figures as lines."""
    total = found.total
    _table("The superintending rank, of what the inspecting rank had assessed", total.between)
    for tier, levels in total.by_dps.items():
        if tier or levels[""].raised.base:
            who = f"the {tier} rank" if tier else "a rank that is not known"
            _table(f"DPS, of the levels passed to it that {who} set", levels)


def _table(title: str, found: Mapping[str, Changed]) -> None:
    line()
    line(title)
    columns(
        [
            [f"  {words}", *_cells(found[level].raised), *_cells(found[level].lowered)]
            for level, words in LEVELS.items()
        ],
        ["  level before", "raised", "95 %", "lowered", "95 %"],
    )


def _cells(found: Proportion) -> list[str]:
    return [share(found.part, found.base).strip(), spread_span(found)]
