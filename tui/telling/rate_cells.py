"""Word the tables of the rates: every column, or two fields against each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hearings.cells import folded
from hearings.charts import words as said_of
from hearings.charts.numbers import between, counted
from hearings.shares import percent
from tui.telling.rate_pictures import beside, picture
from tui.telling.rate_rows import Line, Shown, crossed, of_table
from tui.telling.rate_table import cell, columns, in_words, said
from tui.telling.rates import foot, title
from tui.telling.said import HEAD, TEXT, Said
from tui.words import level_brief

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
    lines = of_table(shown)
    kept = columns(shown.question, lines)
    texts = [[cell(line, name, what) for name, what, _heads in kept] for line in lines]
    return [line.label for line in lines], [heads for _name, _what, heads in kept], texts


def number(shown: Shown, row: int, column: int) -> tuple[Mapping[str, str], str]:
    """Give the values of a cell's row, and which number stands in the cell.

    Args:
        shown: The question and what was found for it.
        row: Which row, from 0.
        column: Which column, from 0.
    """
    if shown.question.figure == "cross":
        return crossed(shown).lines[row][column].where, shown.did
    lines = of_table(shown)
    return lines[row].where, columns(shown.question, lines)[column][0]


def detail(shown: Shown, row: int, column: int) -> str:
    """Say what a cell holds, and what enter does.

    Args:
        shown: The question and what was found for it.
        row: Which row, from 0.
        column: Which column, from 0.
    """
    if shown.question.figure == "cross":
        told = _share(crossed(shown).lines[row][column], shown.did)
    else:
        lines = of_table(shown)
        told = said(lines[row], columns(shown.question, lines)[column][0])
        level = shown.question.level
        told += f" Initial assessment: {level_brief(level).lower()}." if level else ""
    return f"{told} Enter lists the subjects, b the base."


def words(shown: Shown) -> tuple[str, list[Said]]:
    """Say everything in sentences: what it is, what it shows, and what is read with it."""
    figure = shown.question.figure
    told: Iterator[str]
    if figure == "table":
        told = (sentence for line in of_table(shown) for sentence in in_words(line))
    elif figure == "intervals" and shown.question.bare:
        told = (said(line, shown.did) for line in of_table(shown))
    else:
        told = iter([*said_of(picture(shown), scales=False), *beside(shown)])
    return title(shown.question, shown.rules, shown.question.period if figure == "trend" else ""), [
        *(Said(TEXT, sentence) for sentence in told),
        Said(HEAD, "Read with it"),
        *(Said(TEXT, sentence) for sentence in foot(shown.found, shown.question)),
    ]


def _by_two(shown: Shown) -> Table:
    grid = crossed(shown)
    texts = [[_shaded(line, shown.did) for line in lines] for lines in grid.lines]
    return grid.rows, [_over_two(column) for column in grid.columns], texts


def _over_two(words: str) -> tuple[str, str]:
    """Put the name of a column on its two lines; what does not fit is cut there."""
    first, *rest = [*folded(words, ROOM), ""]
    return first, " ".join(rest).strip()


def _shaded(line: Line, did: str) -> str:
    if line.withheld or not line.counts.subjects:
        return "withheld" if line.withheld else ""
    part, whole = line.of(did)
    if not whole:
        return "no data"
    shade = "" if line.bare else f"{SHADES[min(int(5 * part / whole), 4)] * 2} "
    return f"{shade}{counted(part, whole)}{'*' if line.unfinished else ''}"


def _share(line: Line, did: str) -> str:
    part, whole = line.of(did)
    if not whole:
        return f"{line.label}: {'withheld' if line.withheld else 'no data (0 of 0)'}."
    bounds = line.bounds(did)
    interval = f", {percent(part, whole)}, 95 % interval {between(bounds)}" if bounds else ""
    return f"{line.label}: {counted(part, whole)} {did}{interval}."
