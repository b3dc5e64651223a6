"""Keep a spreadsheet from taking people's text for a formula, and give the text back as it was."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

# The last four are full-width signs, which some spreadsheets read like the others.
SIGNS: Final = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
"""What a formula begins with."""

_BEGINS = re.compile(f"'*[{re.escape(SIGNS)}]")
_DEFUSED = re.compile(f"''*[{re.escape(SIGNS)}]")
_NEEDS_QUOTES = re.compile('[,"\r\n]')


def starts(text: str) -> bool:
    """Say whether a spreadsheet could take a text for a formula."""
    return text[:1] != "" and text[0] in SIGNS


def defused(text: str) -> str:
    """Put an apostrophe before a text that could be taken for a formula.

    A text that has apostrophes before such a sign gets one more, so that `restored` gives every
    text back as it was.
    """
    return f"'{text}" if _BEGINS.match(text) else text


def restored(text: str) -> str:
    """Take away the apostrophe that `defused` put before a text."""
    return text[1:] if _DEFUSED.match(text) else text


def csv_line(texts: Iterable[str]) -> str:
    """Write a row of comma-separated values, without the end of its line.

    The csv module leaves a carriage return bare where lines end otherwise; what stands behind it
    would begin a row of its own, and there a formula.
    """
    cells = [
        '"{}"'.format(text.replace('"', '""')) if _NEEDS_QUOTES.search(text) else text
        for text in texts
    ]
    return '""' if cells == [""] else ",".join(cells)
