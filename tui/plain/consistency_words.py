"""Word how many outcomes were compared and where they lay; none is called inconsistent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from hearings.intervals import wilson
from tui.plain.figure import Figure
from tui.plain.fitting import columns, line
from tui.plain.sanction_words import BY_DAY, part, said_under, share_cells, titled, valued
from tui.plain.shares import share, span

if TYPE_CHECKING:
    from db.outcomes import Report
    from hearings.sanctions import Consistency

PLACES = {
    "lighter": "lighter than each of its comparators",
    "within": "within their range",
    "heavier": "heavier than each of them",
}
"""Where an outcome can lie, in words."""


def consistency_figure(found: Report[Consistency]) -> Figure:
    """Give the figures in every form."""
    counted = f"outcomes that stand ({found.total.outcomes:,})"
    return Figure(
        "consistency",
        "Where outcomes lay among their comparators, as recorded after the chair's report",
        "outcomes",
        "outcomes that stand, how many is withheld" if found.withheld else counted,
        BY_DAY,
        found.asked,
        promised(found),
        rows(found),
        lambda: print_consistency(found),
        notes=found.notes,
        said=(
            "An outcome outside the range is no error: the chair's reasons are on the record.",
            *said_under(found),
        ),
        words=valued,
    )


def promised(found: Report[Consistency]) -> dict[str, Any]:
    """Give what `hearings.consistency/1` has of its own."""
    return {
        "overlapping": found.asked.overlapping,
        "rows": [_row(row.key, row.counts, withheld=row.withheld) for row in found.rows],
        "total": _row({}, found.total, withheld=found.withheld),
    }


def _row(key: Any, counts: Consistency, *, withheld: bool = False) -> dict[str, Any]:
    told = {
        **asdict(counts),
        "base": counts.base,
        "within_share": part(counts.within, counts.base)["share"],
    }
    return {
        "key": {name: value or None for name, value in key.items()},
        **(dict.fromkeys(told) if withheld else told),
        "withheld": withheld,
    }


def rows(found: Report[Consistency]) -> tuple[list[str], Iterator[list[object]]]:
    """Give the figures as a sheet."""
    by = found.asked.by
    counts = ["outcomes", "on_appeal", "compared", "too_few", *PLACES, "base", "within_share",
              "withheld"]  # fmt: skip
    several = [_row(row.key, row.counts, withheld=row.withheld) for row in found.rows]
    whole = [_row({}, found.total, withheld=found.withheld)]
    table = (
        [*row["key"].values(), *(row[name] for name in counts[:-1]), _yes(row["withheld"])]
        for row in (several if by else whole)
    )
    return [*by, *counts], table


def _yes(so: bool) -> str:
    return "yes" if so else "no"


def print_consistency(found: Report[Consistency]) -> None:
    """Print how many outcomes were compared, and where they lay."""
    if not found.withheld:
        _print_total(found)
    if found.asked.by:
        line()
        _print_rows(found)


def _print_total(found: Report[Consistency]) -> None:
    total = found.total
    if total.on_appeal:
        line(f"Given on appeal, and not counted: {total.on_appeal:,}.")
    line()
    line(f"Compared: {total.compared:,} of {total.outcomes:,}; too few to say: {total.too_few:,}")
    columns([
        [f"  {words}", *share_cells(getattr(total, name), total.base)]
        for name, words in PLACES.items()
    ])  # fmt: skip


def _print_rows(found: Report[Consistency]) -> None:
    titles = [titled(name) for name in found.asked.by]
    titles += ["outcomes", "compared", "too few", "lighter", "within", "heavier", "on appeal",
               "within, share", "95 % interval"]  # fmt: skip
    table = []
    for row in found.rows:
        counts = row.counts
        keys = [valued(name, value) for name, value in row.key.items()]
        if row.withheld:
            table.append([*keys, "withheld", *[""] * 8])
            continue
        numbers = (counts.outcomes, counts.compared, counts.too_few, counts.lighter,
                   counts.within, counts.heavier, counts.on_appeal)  # fmt: skip
        said = share(counts.within, counts.base).strip()
        within = span(wilson(counts.within, counts.base))
        table.append([*keys, *(f"{number:,}" for number in numbers), said, within])
    columns(table, titles)
