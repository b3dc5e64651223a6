"""What was done to a limit of one subject: extended, reduced, paused, or its lateness explained."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from hearings.packaged import facts

EVERY = "all"
"""The limit that a pause names when it stops the display of all of them."""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One thing done to a limit."""

    kind: str
    """Extend, reduce, pause, resume or explain."""
    limit: str
    """The limit's key; `all` for a pause of every limit."""
    on: date
    """The day it took effect."""
    to: date | None = None
    """The new last day, of an extension or a reduction."""
    by: str = ""
    """Who extended, agreed or decided, as they are known: the chair, by name."""
    code: str = ""
    """Why, from the counted list."""
    reason: str = ""
    """Why, in words."""
    told_on: date | None = None
    """The day the officer, and whoever else has to be, was told."""


@cache
def delay_reasons() -> dict[str, str]:
    """Give the counted list of reasons for being out of time, with their words."""
    return dict(facts("delays.toml"))
