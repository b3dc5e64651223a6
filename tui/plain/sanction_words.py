"""Word what proceedings ended in: in plain lines, as rows, and as `hearings.outcomes/1`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from hearings.endings import ON_APPEAL
from hearings.intervals import wilson
from hearings.outcome_kinds import outcome_words
from hearings.rate_words import FORUMS, value_words
from hearings.realms import LOCAL
from tui.plain import figure
from tui.plain.fitting import columns, line
from tui.plain.shares import interval, share

if TYPE_CHECKING:
    from db.outcomes import Figure, Report
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

WITHHELD = "Withheld: of a person with fewer than 10 outcomes that count, no count is given."
"""What is said where counts are missing."""

TITLES = {"chair": "chair or person conducting"}
"""The fields that are called otherwise than by their name."""

VALUES = {("chair", ON_APPEAL): "none (given on appeal)", ("regime", LOCAL): "local policy"}
"""The values that are called otherwise than as they are kept."""


def promised(found: Report[Sanctions]) -> dict[str, Any]:
    """Give what `hearings.outcomes/1` has of its own; what is not known has key null."""
    return {
        "overlapping": found.asked.overlapping,
        "rows": [_row(row.key, row.counts, withheld=row.withheld) for row in found.rows],
        "total": _row({}, found.total, withheld=found.withheld),
    }


def outcomes_figure(found: Report[Sanctions]) -> figure.Figure:
    """Give the figures in every form."""
    total = found.total
    counted = f"officers ({total.subjects:,}) in cases ({total.cases:,})"
    return figure.Figure(
        "outcomes",
        "What proceedings ended in",
        "subjects",
        "officers, how many is withheld" if found.withheld else counted,
        BY_DAY,
        found.asked,
        promised(found),
        outcome_sheet(found),
        lambda: print_outcomes(found),
        notes=found.notes,
        said=said_under(found),
        words=valued,
    )


BY_DAY = "by the day of the outcome"
"""Which day puts an outcome in the period."""


def said_under(found: Report[Any]) -> tuple[str, ...]:
    """Say what must be read with figures of outcomes."""
    told = {
        "An officer stands once under each Standard, so rows overlap.": found.asked.overlapping,
        WITHHELD: found.withheld or any(row.withheld for row in found.rows),
    }
    return tuple(words for words, so in told.items() if so)


def _row(key: Any, counts: Sanctions, *, withheld: bool = False) -> dict[str, Any]:
    known = {name: value or None for name, value in key.items()}
    if withheld:
        nothing = dict.fromkeys(("subjects", "cases", "base", *BESIDE, "outcomes", "appeals"))
        return {"key": known, **nothing, "withheld": True}
    return {
        "key": known,
        "subjects": counts.subjects,
        "cases": counts.cases,
        "base": counts.base,
        **{name: getattr(counts, name) for name in BESIDE},
        "outcomes": [
            {
                "outcome": outcome,
                "words": outcome_words(outcome),
                "count": number,
                **part(number, counts.base),
            }
            for outcome, number in counts.outcomes.items()
        ],
        "appeals": {"brought": counts.brought, **counts.appeals},
        "withheld": False,
    }


def part(number: int, base: int) -> dict[str, Any]:
    """Give a share with its base and interval; null where there is no base."""
    bounds = wilson(number, base)
    if bounds is None:
        return {"base": base, "share": None, "low": None, "high": None}
    low, high = (round(bound, 10) for bound in bounds)
    return {"base": base, "share": round(number / base, 10), "low": low, "high": high}


def outcome_sheet(found: Report[Sanctions]) -> tuple[list[str], Iterator[list[object]]]:
    """Give the figures as a sheet: one row for each outcome of each key, and one for none."""
    by = found.asked.by
    titles = [*by, "outcome", "count", "base", "share", "low", "high", "subjects", "cases",
              *BESIDE, "appeals", "withheld"]  # fmt: skip
    return titles, _sheet_rows(found)


def _sheet_rows(found: Report[Sanctions]) -> Iterator[list[object]]:
    rows = [(row.key, row.counts, row.withheld) for row in found.rows]
    for key, counts, withheld in rows if found.asked.by else [({}, found.total, found.withheld)]:
        if withheld:
            yield [*key.values(), *[None] * (len(BESIDE) + 9), "yes"]
            continue
        tail = [counts.subjects, counts.cases, *(getattr(counts, name) for name in BESIDE)]
        for outcome, number in counts.outcomes.items() or [("", 0)]:
            shares = part(number, counts.base).values()
            yield [*key.values(), outcome, number, *shares, *tail, counts.brought, "no"]


def print_outcomes(found: Report[Sanctions]) -> None:
    """Print what proceedings ended in: in all, beside the base, the appeals, then the rows."""
    if not found.withheld:
        _print_total(found.total)
    if found.asked.by:
        _print_rows(found)


def _print_total(total: Sanctions) -> None:
    line()
    line(f"With an outcome that stands: {total.base:,}")
    columns(_cells(total))
    line("Beside the base")
    for name, words in BESIDE.items():
        line(f"  {getattr(total, name):>9,}  {words}")
    line(f"Appeals brought: {_appeals(total)}")


def _cells(counts: Sanctions) -> list[list[str]]:
    if not counts.outcomes:
        return [["  none", "", ""]]
    return [
        ["  " + outcome_words(outcome), *share_cells(number, counts.base)]
        for outcome, number in counts.outcomes.items()
    ]


def share_cells(number: int, base: int) -> list[str]:
    """Give a share with numerator and base, and its interval."""
    return [share(number, base), interval(wilson(number, base))]


def _appeals(counts: Sanctions) -> str:
    parts = [f"{RESULT_WORDS[name]} {number:,}" for name, number in counts.appeals.items()
             if number]  # fmt: skip
    return f"{counts.brought:,}" + (f" ({', '.join(parts)})" if parts else "")


def _print_rows(found: Report[Sanctions]) -> None:
    for row in found.rows:
        counts = row.counts
        line()
        if row.withheld:
            line(f"{named(row)}: withheld")
            continue
        line(f"{named(row)}: {counts.base:,} with an outcome, of {counts.subjects:,}")
        columns(_cells(counts))
        beside = [
            f"{getattr(counts, name):,} {words}"
            for name, words in BESIDE.items()
            if getattr(counts, name)
        ]
        beside += [f"appeals {_appeals(counts)}"] if counts.brought else []
        if beside:
            line(f"  beside: {'; '.join(beside)}")


def titled(name: str) -> str:
    """Say what a field is called."""
    return TITLES.get(name, name.replace("_", " "))


def valued(name: str, value: str) -> str:
    """Say a value of a field."""
    if name == "forum":
        return FORUMS.get(value, value) or "not known"
    return VALUES.get((name, value)) or value_words(name, value)


def named(row: Figure[Any]) -> str:
    """Say which values a row is of."""
    return ", ".join(f"{titled(name)} {valued(name, value)}" for name, value in row.key.items())
