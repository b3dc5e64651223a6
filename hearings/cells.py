"""Make text that people typed harmless in a picture, and measure it in cells of a terminal."""

from __future__ import annotations

import textwrap
import unicodedata
from typing import Final

ELLIPSIS: Final = "…"
"""What ends a text that was cut."""

UNSEEN: Final = "\N{REPLACEMENT CHARACTER}"
"""What stands for a character that cannot be seen, or that moves or hides others."""

# Python calls these printable, yet a terminal draws nothing, or nothing of a sure width, for them.
INVISIBLE: Final = frozenset(
    map(
        chr,
        (
            0x034F,
            *(0x115F, 0x1160, 0x17B4, 0x17B5),
            *range(0x180B, 0x1810),
            *(0x2800, 0x3164),
            *range(0xFE00, 0xFE10),
            0xFFA0,
            *range(0xE0100, 0xE01F0),
        ),
    )
)
"""The printable characters that cannot be seen."""


def harmless(text: str) -> str:
    """Put a text on one line in which nothing can move the cursor, hide or reorder words."""
    return " ".join("".join(map(_seen, text)).split())


def _seen(sign: str) -> str:
    if sign in "\t\n\r" or unicodedata.category(sign) == "Zs":
        return " "
    return sign if sign.isprintable() and sign not in INVISIBLE else UNSEEN


def wide(text: str) -> int:
    """Count the cells that a harmless text fills: two for wide signs, none for combining ones."""
    if text.isascii():
        return len(text)
    return sum(map(_cells, text))


def _cells(sign: str) -> int:
    if unicodedata.category(sign) in {"Mn", "Me"} or "\u1160" <= sign <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(sign) in {"W", "F"} else 1


def fitted(text: str, cells: int) -> str:
    """Show a text in exactly so many cells, cut with an ellipsis or filled with spaces."""
    safe = harmless(text)
    if cells <= 0:
        return ""
    if (taken := wide(safe)) <= cells:
        return safe + " " * (cells - taken)
    kept, used = "", 0
    for sign in safe:
        if used + _cells(sign) > cells - 1:
            break
        kept, used = kept + sign, used + _cells(sign)
    return kept + ELLIPSIS + " " * (cells - 1 - used)


def folded(text: str, cells: int, indent: str = "") -> list[str]:
    """Put a text on lines of at most so many cells, each after an indent."""
    room = max(cells - len(indent), 2)
    safe = harmless(text)
    if safe.isascii():
        return [indent + line for line in textwrap.wrap(safe, room)]
    lines, line = [], ""
    for word in safe.split(" "):
        if line and wide(line) + 1 + wide(word) > room:
            lines.append(line)
            line = ""
        line = f"{line} {word}" if line else word
        while wide(line) > room:
            cut = next(n for n in range(len(line), 0, -1) if wide(line[:n]) <= room)
            lines.append(line[:cut])
            line = line[cut:]
    return [indent + each for each in (*lines, line) if each]
