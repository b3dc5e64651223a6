"""Word how many outcomes were compared and where they lay; none is called inconsistent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from tui.plain.output import columns, line
from tui.plain.sanction_words import WITHHELD, part, period, share_cells, when

if TYPE_CHECKING:
    from db.outcomes import Report
    from hearings.sanctions import Consistency

PLACES = {
    "lighter": "lighter than each of its comparators",
    "within": "within their range",
    "heavier": "heavier than each of them",
}
"""Where an outcome can lie, in words."""


def promised(found: Report[Consistency]) -> dict[str, Any]:
    """Give the figures as `hearings.consistency/1`."""
    return {
        "schema": "hearings.consistency/1",
        "count_of": "outcomes",
        **period(found.asked),
        "overlapping": found.asked.overlapping,
        "rows": [_row(row.key, row.counts, withheld=row.withheld) for row in found.rows],
        "total": _row({}, found.total),
    }


def _row(key: Any, counts: Consistency, *, withheld: bool = False) -> dict[str, Any]:
    return {
        "key": {name: value or None for name, value in key.items()},
        **asdict(counts),
        "base": counts.base,
        "within_share": part(counts.within, counts.base, withheld=withheld)["share"],
        "withheld": withheld,
    }


def rows(found: Report[Consistency]) -> tuple[list[str], Iterator[list[object]]]:
    """Give the figures as a sheet."""
    by = found.asked.by
    titles = [*by, "outcomes", "compared", "too_few", *PLACES, "base", "within_share"]
    several = [(row.key, row.counts, row.withheld) for row in found.rows]
    table = (
        [*key.values(), *(_row(key, counts, withheld=withheld)[name] for name in titles[len(by) :])]
        for key, counts, withheld in (several if by else [({}, found.total, False)])
    )
    return titles, table


def print_consistency(found: Report[Consistency]) -> None:
    """Print how many outcomes were compared, and where they lay."""
    total = found.total
    line("Where outcomes lay among their comparators, as recorded after the chair's report")
    line(f"Counted: outcomes that stand ({total.outcomes:,});{when(found.asked)}.")
    line("An outcome outside the range is no error: the chair's reasons are on the record.")
    line()
    line(f"Compared: {total.compared:,} of {total.outcomes:,}; too few to say: {total.too_few:,}")
    columns([
        [f"  {words}", *share_cells(getattr(total, name), total.base)]
        for name, words in PLACES.items()
    ])  # fmt: skip
    if found.asked.by:
        line()
        _print_rows(found)


def _print_rows(found: Report[Consistency]) -> None:
    titles = [name.replace("_", " ") for name in found.asked.by]
    titles += ["outcomes", "compared", "too few", "lighter", "within", "heavier", "within, share"]
    table = []
    for row in found.rows:
        counts = row.counts
        numbers = (counts.outcomes, counts.compared, counts.too_few, counts.lighter,
                   counts.within, counts.heavier)  # fmt: skip
        shared = share_cells(counts.within, counts.base, withheld=row.withheld)
        said = "withheld" if row.withheld else shared[0].strip()
        keys = [value or "not known" for value in row.key.values()]
        table.append([*keys, *(f"{number:,}" for number in numbers), said])
    columns(table, titles)
    if found.asked.overlapping:
        line("An officer stands once under each Standard, so rows overlap.")
    if any(row.withheld for row in found.rows):
        line(WITHHELD)
