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
    Basis,
    From,
    Named,
    To,
    Where,
    breakdown,
    cells,
    foot,
    heading,
    period,
    shares,
)
from tui.plain.face import face_of
from tui.plain.fitting import columns, line
from tui.plain.out import ForceOption, OutOption, fits, put_rows
from tui.plain.output import Format, FormatOption, data, sheet
from tui.plain.shares import share, span

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
    output: FormatOption = Format.TEXT,
    out: OutOption = None,
    force: ForceOption = False,
) -> None:
    """Count what the superintending rank changed of the inspecting rank's assessments.

    Example: hearings stats tiers --from 2014-01-01 --to 2014-12-31
    """
    from db.tiers import tiers

    fits(out, force=force)
    found = tiers(face_of(ctx).session(), breakdown(None, where, start, end, basis, archive))
    grid = ["judged_by", "judged", "level", "direction", *SHARE], _rows(found.total)
    if out is not None:
        said = agreement_lines(found.agreement)
        put_rows(face_of(ctx), out, "Tiers", promised(found), grid, said, force=force)
    elif output is Format.JSON:
        data(promised(found))
    elif output is Format.CSV:
        sheet(*grid)
    else:
        print_tiers(found)


def promised(found: Report[Tiers]) -> dict[str, Any]:
    """Give the figures as `hearings.tiers/1`; a tier that is not known has key null."""
    total = found.total
    return {
        **heading("tiers", found),
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
    line("Tiers: what each judgment made of the one before it")
    line(f"Counted: officers, in cases ({total.cases:,}); {period(found)}.")
    _table("The superintending rank, of what the inspecting rank had assessed", total.between)
    for tier, levels in total.by_dps.items():
        if tier or levels[""].raised.base:
            who = f"the {tier} rank" if tier else "a rank that is not known"
            _table(f"DPS, of the levels passed to it that {who} set", levels)
    foot(
        found,
        "The first table is of forms before they were first passed to DPS; the others are the",
        "reassessment by DPS, within each level. A level that the inspecting rank set and the",
        "superintending rank kept stands in the tables of both; all three overlap, and are never",
        "added.",
        WIDENED,
        *agreement_lines(found.agreement),
    )


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
    return [share(found.part, found.base).strip(), span(found.bounds)]
