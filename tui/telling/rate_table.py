"""The table of the rates: its columns, and each number of it in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from hearings.charts.numbers import between, counted
from hearings.rate_words import BESIDE
from hearings.shares import percent
from tui.plain.rate_words import over_expected
from tui.telling.rates import BASE_OF, NAMED

if TYPE_CHECKING:
    from db.saved_views import Question
    from tui.telling.rate_rows import Line

Column = tuple[str, str, tuple[str, str]]
"""Which number, what of it, and the two lines over it."""

COLUMNS: Final = (
    ("changed", "", ("Changed", "of decided")),
    ("changed", "rate", ("Rate", "")),
    ("changed", "interval", ("95 % interval", "")),
    ("changed", "ratio", ("Observed", "÷ expected")),
    ("lowered", "", ("Lowered", "")),
    ("raised", "", ("Raised", "")),
    ("avoidable", "", ("Avoidable", "with a reason")),
    ("no_reason", "", ("Reason not", "recorded")),
    ("undecided", "", ("Not yet", "decided")),
    ("no_local_view", "", ("No initial", "assessment")),
    ("late_local_view", "", ("Initial later", "than decision")),
    ("decided_elsewhere", "", ("Decided by IOPC", "or complaint")),
    ("scope_changed", "", ("Allegations", "changed between")),
    ("withdrawn", "", ("Withdrawn or", "duplicate")),
    ("kept_locally", "", ("Kept by", "the unit")),
    ("resubmitted", "", ("Form sent", "again as well")),
)
"""The table: which number, what of it, and the two lines over it."""

_BASE: Final = {"reasoned": NAMED["reasoned"]}
"""Such a base in words, where its name is none."""

_BY_REASON: Final = {"": ("Changed", "of all changed"), "rate": ("Share of", "the changed")}
"""What stands over the changed where each row is a reason."""


def columns(question: Question, lines: Sequence[Line]) -> list[Column]:
    """Give the columns of the table; without a rate where a question has none.

    Args:
        question: What is asked.
        lines: The rows of the table.
    """
    expected = any(line.ratio for line in lines)
    kept = [one for one in COLUMNS if not (question.bare and one[1])]
    kept = [one for one in kept if expected or one[1] != "ratio"]
    if question.by != "reason":
        return kept
    return [(name, what, _BY_REASON.get(what, heads) if name == "changed" else heads)
            for name, what, heads in kept]  # fmt: skip


def cell(line: Line, column: str, what: str) -> str:
    """Write one cell of the table.

    Args:
        line: Its row.
        column: Which number.
        what: What of it: empty for the number itself.
    """
    number, base = line.of(column)
    if line.withheld:
        return "withheld" if (column, what) == ("changed", "") else ""
    if what == "interval":
        bounds = line.bounds(column)
        return "" if bounds is None else f"{100 * bounds[0]:.1f}-{100 * bounds[1]:.1f} %"
    if what == "rate":
        return percent(number, base)
    if what == "ratio":
        told = "none expected" if line.ratio is None else over_expected(line.ratio)
        return told if line.where and base else ""
    if column == "changed":
        return f"{counted(number, base)}{'*' if line.unfinished else ''}"
    return counted(number, base) if column in {"avoidable", "no_reason"} else f"{number:,}"


def said(line: Line, column: str) -> str:
    """Say one number of the table in a sentence, with its base and its interval.

    Args:
        line: Its row.
        column: Which number.
    """
    if line.withheld:
        return f"{line.label}: withheld."
    if column not in BASE_OF:
        return f"{line.label}, {NAMED[column]}: {getattr(line.counts, column):,}."
    number, base = line.of(column)
    told = f"{line.label}: {counted(number, base)}"
    if column in line.reasons:
        told += f" {NAMED[column]}"
    else:
        told += f" {_BASE.get(BASE_OF[column], BASE_OF[column])} were {NAMED[column]}"
    bounds = line.bounds(column)
    if bounds:
        told += f", {percent(number, base)}, 95 % interval {between(bounds)}"
    elif not base:
        told += ", no data"
    if column == "changed" and line.ratio and line.where:
        told += f"; observed ÷ expected {over_expected(line.ratio)}"
    return f"{told}."


def in_words(line: Line) -> Iterator[str]:
    """Say a row of the table in sentences."""
    if line.withheld:
        yield said(line, "changed")
        return
    for column in ("changed", "lowered", "raised", "avoidable", "no_reason"):
        yield said(line, column)
    beside = [f"{NAMED[name]} {getattr(line.counts, name):,}"
              for name in (*dict(BESIDE), "resubmitted")]  # fmt: skip
    yield f"{line.label}, beside the base: {', '.join(beside)}."
    if line.unfinished:
        yield f"{line.label}*: unfinished."
