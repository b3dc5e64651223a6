"""Print lines and columns as wide as the terminal: what is wider is folded, and no number is cut.

Where the answer goes into no terminal, a line has 80 cells: it is read on one, or sent in a letter.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Mapping, Sequence
from typing import Final

from hearings.cells import wide
from tui.plain import printing
from tui.widgets.safe import shown

FEWEST: Final = 80
"""The cells of a line where no terminal is wider."""

NAME: Final = 16
"""A word that is longer may be broken."""

SHORT: Final = 10
"""What is no longer stays on one line."""

GAP: Final = 2
"""The cells between two columns."""

_PIECES = re.compile(
    r"\([\d.]+ to [\d.]+\)|\(?[\d,]+\*? of [\d,]+[*,.;:)]*|[\d,.]+ times\b[,.;:)]*"
    r"|\S+ %[,.;:)]*|\S+"
)
"""What stands on one line: a word, or a number with its base or its unit."""


def width() -> int:
    """Give the cells of a line: those of the terminal, and never fewer than 80."""
    if not sys.stdout.isatty():
        return FEWEST
    return max(FEWEST, shutil.get_terminal_size().columns)


def line(text: str = "") -> None:
    """Print a line, folded between words where it is too wide."""
    for part in folded(text, width()):
        printing.line(part)


def prose(*lines: str) -> None:
    """Print sentences; one that is written over several lines is put together and folded anew."""
    told: list[str] = []
    for text in lines:
        indented = text.startswith(" ") or (told and told[-1].startswith(" "))
        if told and not indented and told[-1][-1:] not in {".", ":", ""}:
            told[-1] += f" {text}"
        else:
            told.append(text)
    for text in told:
        line(text)


def folded(text: str, room: int) -> list[str]:
    """Put a text on lines of so many cells; what belongs to an indented line is indented more."""
    safe = shown(text)
    if wide(safe) <= room:
        return [safe]
    indent = " " * (len(safe) - len(safe.lstrip(" ")))
    more = f"{indent}  " if indent else ""
    first, *rest = _wrapped(safe.lstrip(" "), room - len(more))
    return [indent + first, *(more + part for part in rest)]


def columns(
    rows: Sequence[Sequence[str]],
    titles: Sequence[str] = (),
    heads: Mapping[int, str] | None = None,
) -> None:
    """Print rows in columns; where they are too wide, in narrower ones, or on several lines a row.

    Args:
        rows: The cells of each row.
        titles: What stands over each column.
        heads: What stands on a line of its own before a row, by the row's place.
    """
    table = [[shown(str(value)) for value in row] for row in rows]
    over = [shown(title) for title in titles]
    if not table and not over:
        return
    widths = _widths(table, over, width())
    for part in _printed(over, widths, titled=True) if over else ():
        printing.line(part)
    for place, row in enumerate(table):
        if heads and place in heads:
            line(heads[place])
        for part in _printed(row, widths):
            printing.line(part)


def tabled(rows: Sequence[Sequence[str]], titles: Sequence[str], room: int) -> list[list[str]]:
    """Give the lines of the titles, and those of each row, of a table in so many cells.

    Args:
        rows: The cells of each row.
        titles: What stands over each column.
        room: The cells of a line.
    """
    table = [[shown(value) for value in row] for row in rows]
    widths = _widths(table, [*titles], room)
    return [_printed(titles, widths, titled=True), *(_printed(row, widths) for row in table)]


def _widths(rows: list[list[str]], titles: list[str], room: int) -> list[list[int]]:
    """Give the width of each column, on one line a row or on as many as it takes."""
    count = len(rows[0] if rows else titles)
    body = [max((wide(row[n]) for row in rows), default=0) for n in range(count)]
    over = [wide(title) for title in titles] or [0] * count
    words = [_longest(title) for title in titles] or [0] * count
    natural = [max(pair) for pair in zip(body, over, strict=True)]
    under = [max(pair) for pair in zip(body, words, strict=True)]
    least = [
        max(words[n], min(body[n], max((SHORT, *(_longest(row[n]) for row in rows)))))
        for n in range(count)
    ]
    for floor in (under, least):
        narrow = _narrowed(natural, floor, room)
        if _taken(narrow) <= room:
            return [narrow]
    return _lines(natural, under, least, room)


def _lines(natural: list[int], wished: list[int], least: list[int], room: int) -> list[list[int]]:
    """Put the columns of a row on several lines, each as far as there is room."""
    lines: list[list[int]] = [[]]
    for place in range(len(wished)):
        if lines[-1] and _taken([wished[n] for n in (*lines[-1], place)]) > room - _in(lines):
            lines.append([])
        lines[-1].append(place)
    found = []
    for number, places in enumerate(lines):
        free = room - 2 * GAP * bool(number)
        floor = [min(wished[n], max(min(least[n], free), 1)) for n in places]
        if _taken([wished[n] for n in places]) <= free:
            floor = [wished[n] for n in places]
        found.append(_narrowed([natural[n] for n in places], floor, free))
    return found


def _in(lines: list[list[int]]) -> int:
    return 2 * GAP * (len(lines) > 1)


def _narrowed(widths: list[int], floor: list[int], room: int) -> list[int]:
    """Narrow the widest columns first, none below its floor, until they fit."""
    found = list(widths)
    while _taken(found) > room:
        able = [n for n in range(len(found)) if found[n] > floor[n]]
        if not able:
            break
        found[max(able, key=found.__getitem__)] -= 1
    return found


def _taken(widths: Sequence[int]) -> int:
    return sum(widths) + GAP * (len(widths) - 1)


def _printed(cells: Sequence[str], lines: list[list[int]], *, titled: bool = False) -> list[str]:
    """Give the lines of one row; titles stand on the last line of theirs, just above the cells."""
    found, first = [], 0
    for number, widths in enumerate(lines):
        parts = [
            [cell] if wide(cell) <= size else _wrapped(cell, size)
            for cell, size in zip(cells[first : first + len(widths)], widths, strict=True)
        ]
        tall = max(map(len, parts))
        first += len(widths)
        if number and not any(map(any, parts)):
            continue
        for row in range(tall):
            at = [row - (tall - len(part) if titled else 0) for part in parts]
            told = [
                part[place] if 0 <= place < len(part) else ""
                for part, place in zip(parts, at, strict=True)
            ]
            padded = (
                text + " " * (size - wide(text)) for text, size in zip(told, widths, strict=True)
            )
            said = " " * (2 * GAP * bool(number)) + (" " * GAP).join(padded)
            found.append(said.rstrip())
    return found


def _pieces(text: str) -> list[str]:
    return _PIECES.findall(text)


def _longest(text: str) -> int:
    """Give the cells of the longest piece; a word that is a name may be broken."""
    return max(
        (wide(one) if " " in one or one[:1].isdigit() else min(wide(one), NAME)
         for one in _pieces(text)), default=0,
    )  # fmt: skip


def _wrapped(text: str, room: int) -> list[str]:
    """Fold a text between its pieces; only a word wider than the room is broken."""
    indent = " " * min(len(text) - len(text.lstrip(" ")), room // 2)
    lines, last, end = [], "", 0
    for found in _PIECES.finditer(text):
        piece, gap = found.group(), text[end : found.start()]
        end = found.end()
        if last and wide(last) + len(gap) + wide(piece) > room - len(indent):
            lines.append(last)
            last = ""
        last = f"{last}{gap}{piece}" if last else piece
        while wide(last) > room - len(indent):
            cut = next(
                n for n in range(len(last), 0, -1) if n == 1 or wide(last[:n]) <= room - len(indent)
            )
            lines.append(last[:cut])
            last = last[cut:]
    return [indent + one for one in (*lines, last) if one] or [""]
