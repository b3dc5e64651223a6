"""Word the tables of the rates: every column, or two fields against each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from hearings.cells import folded
from hearings.charts import words as said_of
from hearings.charts.numbers import between, counted
from hearings.intervals import wilson
from hearings.rates import NOTHING
from hearings.shares import percent
from tui.telling.rate_pictures import ALL, Shown, cross, picture
from tui.telling.rates import (
    COLUMNS,
    cell,
    foot,
    in_words,
    said,
    title,
    value_of,
)
from tui.telling.said import HEAD, TEXT, Said
from tui.words import level_brief

if TYPE_CHECKING:
    from hearings.rates import Counts

Table = tuple[list[str], list[tuple[str, str]], list[list[str]]]
"""What the rows and the columns are called, and what stands in the cells."""

SHADES = " ░▒▓█"
"""How dark a share is, by fifths; its figures stand beside it."""

ROOM = 16
"""Cells of a column's name."""


def table(shown: Shown) -> Table:
    """Give the table that the question shows: the values, those not known, and all together."""
    if shown.question.figure == "cross":
        return _by_two(shown)
    rows = _rows(shown)
    heads = [heads for _column, _what, heads in COLUMNS]
    texts = [[cell(counts, place) for place in range(len(COLUMNS))] for _l, counts, _w in rows]
    return [label for label, _counts, _where in rows], heads, texts


def number(shown: Shown, row: int, column: int) -> tuple[Mapping[str, str], str, str]:
    """Give the values of a cell's row, its words, and which number stands in the cell.

    Args:
        shown: The question and what was found for it.
        row: Which row, from 0.
        column: Which column, from 0.
    """
    if shown.question.figure != "cross":
        label, _counts, where = _rows(shown)[row]
        return where, label, COLUMNS[column][0]
    where, label, _counts = _place(shown, row, column)
    return where, label, shown.did


def detail(shown: Shown, row: int, column: int) -> str:
    """Say what a cell holds, and what enter does.

    Args:
        shown: The question and what was found for it.
        row: Which row, from 0.
        column: Which column, from 0.
    """
    if shown.question.figure == "cross":
        _where, label, counts = _place(shown, row, column)
        return f"{_share(shown, label, counts)} Enter lists the subjects, b the base."
    label, counts, _where = _rows(shown)[row]
    level = shown.question.level
    within = f" Initial assessment: {level_brief(level).lower()}." if level else ""
    return f"{said(label, counts, COLUMNS[column][0])}{within} Enter lists the subjects."


def words(shown: Shown) -> tuple[str, list[Said]]:
    """Say everything in sentences: what it is, what it shows, and what is read with it."""
    figure = shown.question.figure
    if figure == "table":
        head, told = title(shown.question, shown.rules), _table_words(shown)
    else:
        chart = picture(shown)
        head, told = chart.title, iter(said_of(chart, scales=False))
    return head, [
        *(Said(TEXT, sentence) for sentence in told),
        Said(HEAD, "Read with it"),
        *(Said(TEXT, sentence) for sentence in foot(shown.found, shown.question)),
    ]


def _table_words(shown: Shown) -> Iterator[str]:
    for label, counts, _where in _rows(shown):
        yield from in_words(label, counts)


def _rows(shown: Shown) -> list[tuple[str, Counts, dict[str, str]]]:
    by, found = shown.question.by, shown.found.table
    rows = [(shown.label(row.key[by]), row.counts, {by: row.key[by]}) for row in found.rows]
    return [*rows, (ALL, found.total, {})]


def _by_two(shown: Shown) -> Table:
    rows, columns, held = cross(shown)
    across = shown.question.across
    heads = [_over_two(value_of(across, column, shown.rules)) for column in columns]
    texts = [[_shaded(shown, held.get((row, column))) for column in columns] for row in rows]
    return [shown.label(row) for row in rows], heads, texts


def _over_two(words: str) -> tuple[str, str]:
    """Put the name of a column on its two lines; what does not fit is cut there."""
    first, *rest = [*folded(words, ROOM), ""]
    return first, " ".join(rest).strip()


def _shaded(shown: Shown, counts: Counts | None) -> str:
    if counts is None:
        return ""
    part, whole = shown.share(counts)
    if not whole:
        return "no data"
    return f"{SHADES[min(int(5 * part / whole), 4)] * 2} {counted(part, whole)}"


def _place(shown: Shown, row: int, column: int) -> tuple[dict[str, str], str, Counts]:
    """Give what a cell of two fields stands for."""
    rows, columns, held = cross(shown)
    by, across = shown.question.by, shown.question.across
    key = rows[row], columns[column]
    label = f"{shown.label(key[0])}, {value_of(across, key[1], shown.rules)}"
    return {by: key[0], across: key[1]}, label, held.get(key, NOTHING)


def _share(shown: Shown, label: str, counts: Counts) -> str:
    part, whole = shown.share(counts)
    if not whole:
        return f"{label}: no data (0 of 0)."
    bounds = wilson(part, whole, counts.spread)
    interval = f", 95 % interval {between(bounds)}" if bounds else ""
    return f"{label}: {counted(part, whole)} {shown.did}, {percent(part, whole)}{interval}."
