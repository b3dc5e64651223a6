"""Word what proceedings ended in: in plain lines, as rows, and as `hearings.outcomes/1`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from hearings.outcome_kinds import outcome_words
from hearings.rates import wilson
from tui.plain.output import columns, line
from tui.plain.shares import share

if TYPE_CHECKING:
    from db.outcomes import Asked, Figure, Report
    from hearings.sanctions import Sanctions

BESIDE = {
    "awaiting": "found, and the outcome still to come",
    "withdrawn": "withdrawn before a finding",
    "overturned": "quashed or set aside, and nothing in its place",
}
"""The counts beside the base, in words."""

RESULT_WORDS = {
    "running": "running",
    "confirm": "confirmed",
    "vary": "varied",
    "quash": "quashed",
    "new_panel": "sent to a new panel",
}
"""How appeals stand or ended, in words."""

WITHHELD = "Shares are withheld of a chair with fewer than 10 outcomes that count."
"""What is said where a share is missing."""


def promised(found: Report[Sanctions]) -> dict[str, Any]:
    """Give the figures as `hearings.outcomes/1`; what is not known has key null."""
    return {
        "schema": "hearings.outcomes/1",
        "count_of": "subjects",
        **period(found.asked),
        "archive": found.asked.archive or None,
        "overlapping": found.asked.overlapping,
        "rows": [_row(row.key, row.counts, withheld=row.withheld) for row in found.rows],
        "total": _row({}, found.total),
    }


def period(asked: Asked) -> dict[str, str | None]:
    """Give the period that was asked for."""
    return {
        "from": None if asked.start is None else asked.start.isoformat(),
        "to": None if asked.end is None else asked.end.isoformat(),
    }


def _row(key: Any, counts: Sanctions, *, withheld: bool = False) -> dict[str, Any]:
    return {
        "key": {name: value or None for name, value in key.items()},
        "subjects": counts.subjects,
        "cases": counts.cases,
        "base": counts.base,
        **{name: getattr(counts, name) for name in BESIDE},
        "outcomes": [
            {
                "outcome": outcome,
                "words": outcome_words(outcome),
                "count": number,
                **part(number, counts.base, withheld=withheld),
            }
            for outcome, number in counts.outcomes.items()
        ],
        "appeals": {"brought": counts.brought, **counts.appeals},
        "withheld": withheld,
    }


def part(number: int, base: int, *, withheld: bool = False) -> dict[str, Any]:
    """Give a share with its base and interval; null where there is no base, or it is withheld."""
    bounds = None if withheld else wilson(number, base)
    if bounds is None:
        return {"base": base, "share": None, "low": None, "high": None}
    low, high = (round(bound, 10) for bound in bounds)
    return {"base": base, "share": round(number / base, 10), "low": low, "high": high}


def outcome_sheet(found: Report[Sanctions]) -> tuple[list[str], Iterator[list[object]]]:
    """Give the figures as a sheet: one row for each outcome of each key, and one for none."""
    by = found.asked.by
    titles = [*by, "outcome", "count", "base", "share", "low", "high", "subjects", "cases",
              *BESIDE, "appeals"]  # fmt: skip
    return titles, _sheet_rows(found)


def _sheet_rows(found: Report[Sanctions]) -> Iterator[list[object]]:
    rows = [(row.key, row.counts, row.withheld) for row in found.rows]
    for key, counts, withheld in rows if found.asked.by else [({}, found.total, False)]:
        tail = [counts.subjects, counts.cases, *(getattr(counts, name) for name in BESIDE)]
        for outcome, number in counts.outcomes.items() or [("", 0)]:
            shares = part(number, counts.base, withheld=withheld).values()
            yield [*key.values(), outcome, number, *shares, *tail, counts.brought]


def print_outcomes(found: Report[Sanctions]) -> None:
    """Print what proceedings ended in: in all, beside the base, the appeals, then the rows."""
    total, asked = found.total, found.asked
    line("What proceedings ended in")
    line(f"Counted: officers ({total.subjects:,}) in cases ({total.cases:,});{when(asked)}.")
    if asked.archive:
        line(f"The archive {asked.archive}; the force's own matters are not counted.")
    line()
    line(f"With an outcome that stands: {total.base:,}")
    columns(_cells(total))
    line("Beside the base")
    for name, words in BESIDE.items():
        line(f"  {getattr(total, name):>9,}  {words}")
    line(f"Appeals brought: {_appeals(total)}")
    if asked.by:
        _print_rows(found)


def when(asked: Asked) -> str:
    """Say which period was counted, and by which day."""
    start = f", from {asked.start.isoformat()}" if asked.start else ""
    end = f", to {asked.end.isoformat()}" if asked.end else ""
    return f" by the day of the outcome{start}{end}"


def _cells(counts: Sanctions, *, withheld: bool = False) -> list[list[str]]:
    if not counts.outcomes:
        return [["  none", "", ""]]
    return [
        ["  " + outcome_words(outcome), *share_cells(number, counts.base, withheld=withheld)]
        for outcome, number in counts.outcomes.items()
    ]


def share_cells(number: int, base: int, *, withheld: bool = False) -> list[str]:
    """Give a share with numerator and base, and its interval; the count alone where withheld."""
    if withheld:
        return [f"{number:,}", "withheld"]
    bounds = wilson(number, base)
    said = "" if bounds is None else f"95 % interval {bounds[0]:.2%} to {bounds[1]:.2%}"
    return [share(number, base), said]


def _appeals(counts: Sanctions) -> str:
    parts = [f"{RESULT_WORDS[name]} {number:,}" for name, number in counts.appeals.items()]
    return f"{counts.brought:,}" + (f" ({', '.join(parts)})" if counts.brought else "")


def _print_rows(found: Report[Sanctions]) -> None:
    for row in found.rows:
        counts = row.counts
        line()
        line(f"{named(row)}: {counts.base:,} with an outcome, of {counts.subjects:,}")
        columns(_cells(counts, withheld=row.withheld))
        beside = [f"{getattr(counts, name):,} {words}" for name, words in BESIDE.items()]
        line(f"  beside: {'; '.join(beside)}; appeals {_appeals(counts)}")
    if found.asked.overlapping:
        line("An officer stands once under each Standard, so rows overlap.")
    if any(row.withheld for row in found.rows):
        line(WITHHELD)


def named(row: Figure[Any]) -> str:
    """Say which values a row is of."""
    return ", ".join(
        f"{name.replace('_', ' ')} {value or 'not known'}" for name, value in row.key.items()
    )
