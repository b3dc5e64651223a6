"""Which extension, reduction, pause or explanation belongs to which period of a limit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from hearings.adjustments import EVERY, Adjustment

if TYPE_CHECKING:
    from hearings.deadlines.clock import Clock

Done = tuple[Adjustment, ...]


def adjustment(done: Done, key: str, begins: date, following: date) -> Adjustment | None:
    """Find the extension or reduction that counts for a period: the last one made in it.

    Args:
        done: What was done to the subject's limits, in the order it was entered.
        key: The limit.
        begins: The first day of the period.
        following: The first day of the next.
    """
    for one in reversed(done):
        if one.limit == key and one.kind in {"extend", "reduce"} and begins <= one.on < following:
            return one
    return None


def pause(done: Done, key: str) -> Adjustment | None:
    """Find the pause that stands for a limit, its own or one of all; None where it goes on."""
    for one in reversed(done):
        if one.limit in {key, EVERY} and one.kind in {"pause", "resume"}:
            return one if one.kind == "pause" else None
    return None


def explained(found: list[Clock], done: Done) -> list[Clock]:
    """Put each explanation to the period it is about: the last one over by then, else the last.

    Args:
        found: The periods of one limit, in order.
        done: What was done to the subject's limits.
    """
    for one in done:
        if one.kind != "explain" or one.limit != found[0].key or one.on < found[0].clock_date:
            continue
        late = [n for n, c in enumerate(found) if c.last_day is not None and c.last_day < one.on]
        place = late[-1] if late else len(found) - 1
        found[place] = replace(found[place], explained=one)
    return found
