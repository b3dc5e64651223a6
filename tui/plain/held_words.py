"""Word how many hearings were held: in plain lines, as rows, and as `hearings.hearings/1`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from db.held import BY, NAMES
from tui.plain.figure import Figure
from tui.plain.fitting import columns, line
from tui.plain.sanction_words import valued

if TYPE_CHECKING:
    from db.held import Tally

TITLES = ("hearings", "heard", "part-heard", "to come", "postponed", "vacated", "officers heard",
          "days heard", "withdrawn")  # fmt: skip
"""What stands over each count."""


def held_figure(found: Tally) -> Figure:
    """Give the figures in every form."""
    total = found.total
    return Figure(
        "hearings",
        "Hearings, each once however many officers are before it",
        "hearings",
        f"hearings ({total.hearings:,}), and officers withdrawn before a finding"
        f" ({total.withdrawn:,})",
        "by the first sitting day, or the day of the withdrawal",
        found.asked,
        promised(found),
        rows(found),
        lambda: print_held(found),
    )


def promised(found: Tally) -> dict[str, Any]:
    """Give what `hearings.hearings/1` has of its own."""
    return {
        "rows": [
            {"key": {name: value or None for name, value in key.items()}, **asdict(counts)}
            for key, counts in found.rows
        ],
        "total": asdict(found.total),
    }


def rows(found: Tally) -> tuple[list[str], Iterator[list[object]]]:
    """Give the figures as a sheet."""
    by = found.asked.by or BY
    table = (
        [*key.values(), *(getattr(counts, name) for name in NAMES)] for key, counts in found.rows
    )
    return [*by, *NAMES], table


def print_held(found: Tally) -> None:
    """Print how many hearings were held."""
    by = found.asked.by or BY
    line()
    if not found.rows:
        line("There is none.")
        return
    table = [
        [
            *(valued(name, value) for name, value in key.items()),
            *(f"{getattr(counts, n):,}" for n in NAMES),
        ]
        for key, counts in found.rows
    ]
    whole = ["all", *[""] * (len(by) - 1), *(f"{getattr(found.total, n):,}" for n in NAMES)]
    columns([*table, whole], [*by, *TITLES])
