"""A paragraph to be shown: a style, and a text that may hold anything a person typed."""

from __future__ import annotations

from typing import NamedTuple

HEAD, TEXT, FAINT = "head", "text", "faint"


class Said(NamedTuple):
    """One paragraph."""

    style: str
    """Head, text or faint."""
    text: str
    """The words."""
    indent: int = 0
    """Cells it stands in from the left."""


def fact(name: str, value: str, indent: int = 0) -> Said:
    """Tell one fact after its name.

    Args:
        name: What it is called.
        value: What it is.
        indent: Cells it stands in from the left.
    """
    return Said(TEXT, f"{name}: {value}", indent)
