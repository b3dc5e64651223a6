"""Turn rows into lines of exactly the window's width."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

from tui.widgets.safe import cell, shown

if TYPE_CHECKING:
    from rich.style import Style

    from tui.widgets.window.source import Column

MARK: Final = "▸ "
"""What stands before the row the cursor is on, so that it is found without colour."""

NO_MARK: Final = "  "
GAP: Final = "  "
LEAST: Final = 8
"""Cells below which a column that takes what is left is cut off instead."""

NOT_YET: Final = "…"
GONE: Final = "no longer in the list"


class Span(NamedTuple):
    """Say how wide a column is drawn at the present width."""

    place: int
    """The column's place among all columns."""
    width: int
    """Cells it is drawn in."""


def spans(columns: Sequence[Column], width: int, skipped: int) -> tuple[Span, ...]:
    """Share out the width; what does not fit is cut or left out.

    Args:
        columns: All columns of the list.
        width: Cells of the whole line.
        skipped: Columns after the first that are scrolled out to the left.
    """
    chosen = [(i, c) for i, c in enumerate(columns) if i == 0 or i > skipped]
    room = width - len(MARK)
    fixed = sum(c.width for _, c in chosen) + len(GAP) * (len(chosen) - 1)
    greedy = [i for i, c in chosen if c.width == 0]
    share, extra = divmod(max(room - fixed, 0), len(greedy)) if greedy else (0, 0)
    out: list[Span] = []
    for index, column in chosen:
        wide = column.width
        if wide == 0:
            wide = max(share + (extra if index == greedy[-1] else 0), LEAST)
        wide = min(wide, room)
        if wide <= 0:
            break
        out.append(Span(index, wide))
        room -= wide + len(GAP)
    return tuple(out)


def row_strip(
    cells: Sequence[str],
    layout: Sequence[Span],
    width: int,
    *,
    mark: str,
    base: Style,
    tone: Style,
    toned: frozenset[int],
) -> Strip:
    """Draw one row.

    Args:
        cells: The row's texts; a missing one is drawn empty.
        layout: What `spans` gave.
        width: Cells of the whole line.
        mark: `MARK` or `NO_MARK`.
        base: The style of the line.
        tone: The style of the row's tone.
        toned: The columns the tone colours; none means the whole row.
    """
    last = len(cells) - 1
    texts = [cell(cells[i] if i <= last else "", wide) for i, wide in layout]
    if tone is base or not toned:
        return _whole(mark + GAP.join(texts), taken(layout), width, tone)
    segments = [Segment(mark, base)]
    used = len(mark)
    for (index, wide), text in zip(layout, texts, strict=True):
        if used > len(mark):
            segments.append(Segment(GAP, base))
            used += len(GAP)
        segments.append(Segment(text, tone if index in toned else base))
        used += wide
    if used < width:
        segments.append(Segment(" " * (width - used), base))
    return Strip(segments, width) if used <= width else Strip(segments, used).crop(0, width)


def header_strip(
    columns: Sequence[Column],
    layout: Sequence[Span],
    width: int,
    *,
    sort_key: str | None,
    descending: bool,
    style: Style,
) -> Strip:
    """Draw the titles, with ▲ or ▼ after the one the list is sorted by.

    Args:
        columns: All columns of the list.
        layout: What `spans` gave.
        width: Cells of the whole line.
        sort_key: The column the list is sorted by.
        descending: Whether the largest comes first.
        style: The style of the line.
    """
    sign = "▼" if descending else "▲"
    titles: list[str] = []
    for index, wide in layout:
        title = shown(columns[index].title)
        if columns[index].key == sort_key:
            kept = cell(title, wide - 2).rstrip()
            title = f"{kept} {sign}" if kept else sign
        titles.append(cell(title, wide))
    return _whole(NO_MARK + GAP.join(titles), taken(layout), width, style)


def words_strip(words: str, width: int, style: Style, *, mark: str = NO_MARK) -> Strip:
    """Draw a line that holds words instead of columns.

    Args:
        words: The words.
        width: Cells of the whole line.
        style: The style of the line.
        mark: `MARK` or `NO_MARK`.
    """
    text = mark + cell(words, width - len(mark))
    return _whole(text, max(width, len(mark)), width, style)


def wrapped(words: str, width: int) -> list[str]:
    """Break a sentence into lines by cells.

    Args:
        words: The sentence.
        width: Cells of a line.
    """
    lines: list[str] = []
    for word in shown(words).split(" "):
        if lines and cell_len(lines[-1]) + 1 + cell_len(word) <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def column_at(layout: Sequence[Span], x: int) -> int | None:
    """Find the column under a cell of the header.

    Args:
        layout: What `spans` gave.
        x: Cells from the left edge.
    """
    start = len(MARK)
    for index, wide in layout:
        if start <= x < start + wide:
            return index
        start += wide + len(GAP)
    return None


def taken(layout: Sequence[Span]) -> int:
    """Count the cells that the mark and the columns take.

    Args:
        layout: What `spans` gave.
    """
    return len(MARK) + sum(wide + len(GAP) for _, wide in layout) - (len(GAP) if layout else 0)


def _whole(text: str, used: int, width: int, style: Style) -> Strip:
    """Make one line of one style out of a text of known width, filled or cut to the width."""
    if used < width:
        text += " " * (width - used)
    strip = Strip([Segment(text, style)], max(used, width))
    return strip.crop(0, width) if used > width else strip
