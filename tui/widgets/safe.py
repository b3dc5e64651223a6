"""Make text that people typed harmless on a terminal, and fit it to a number of cells."""

from __future__ import annotations

import unicodedata
from typing import Final

from rich.cells import cell_len, get_character_cell_size

from hearings.cells import ELLIPSIS, INVISIBLE

UNSHOWABLE: Final = "\N{REPLACEMENT CHARACTER}"
"""What stands for a character that must not reach the terminal and has no symbol of its own."""

TAB_STOP: Final = 4
"""Cells that a tab stands for where lines are kept."""


def shown(text: str, *, lines: bool = False) -> str:
    """Make `text` safe to draw: nothing in it can move the cursor, hide or reorder words.

    Control characters become their pictures, every other invisible character becomes `�`;
    brackets, accents, wide characters and right-to-left letters stay as they were typed.

    Args:
        text: What somebody typed.
        lines: Whether line ends are kept and tabs widened, for text that may run over lines.
    """
    if lines:
        unix = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(TAB_STOP)
        return "\n".join(shown(line) for line in unix.split("\n"))
    if text.isascii():
        return text if text.isprintable() else "".join(map(_visible, text))
    if text.isprintable() and INVISIBLE.isdisjoint(text):
        return text
    return "".join(map(_visible, text))


def cell(text: str, width: int) -> str:
    """Show `text` in exactly `width` cells, cut with an ellipsis or filled with spaces.

    Args:
        text: What somebody typed; it goes through `shown` here.
        width: Terminal cells to fill; nought or less gives nothing.
    """
    if width <= 0:
        return ""
    safe = shown(text)
    taken = len(safe) if safe.isascii() else cell_len(safe)
    if taken <= width:
        return safe + " " * (width - taken)
    if safe.isascii():
        return safe[: width - 1] + ELLIPSIS
    return _cut(safe, width - 1)


def _cut(safe: str, room: int) -> str:
    """Keep what fits into `room` cells of a text too wide for them, and fill up to the width."""
    used = kept = 0
    while used + (size := get_character_cell_size(safe[kept])) <= room:
        used += size
        kept += 1
    return safe[:kept] + ELLIPSIS + " " * (room - used)


def _visible(char: str) -> str:
    """Give the character itself, its control picture, or the sign that it cannot be shown."""
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\N{SYMBOL FOR DELETE}"
    if char in INVISIBLE:
        return UNSHOWABLE
    if char.isprintable() or unicodedata.category(char) == "Zs":
        return char
    return UNSHOWABLE
