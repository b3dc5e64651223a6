"""The demonstration: invented people in a force the size of London's, over the year 2013/14.

`stories` tells the year's 1,775 conduct cases as steps that the actions can take, and `cast` gives
everybody who assesses, decides, sits or enters. Both are the same for the same seed, and read no
clock.
Every name, act and figure in here is invented; only the names of the boroughs are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from db.demo.calendar import FIRST, LAST
from db.demo.force import force
from db.demo.plan import Plan
from db.demo.shapes import Away, Player, Step, Story
from db.demo.year import Year

__all__ = ["FIRST", "LAST", "Away", "Player", "Step", "Story", "away", "cast", "stories"]


def cast(seed: int = 1) -> tuple[Player, ...]:
    """List everybody who acts in the demonstration, those with an account first.

    Args:
        seed: The seed of the demonstration.
    """
    return force(seed).players()


def stories(seed: int = 1, subjects: int | None = None) -> Iterator[Story]:
    """Tell the year's cases, in the order they came to attention.

    Args:
        seed: The seed; the same one tells the same stories.
        subjects: About how many subjects there are to be, over the whole year; None for the
            year's 1,775 cases with some 2,100 subjects.
    """
    yield from Year(seed, subjects).stories(_plan(seed, subjects))


def away(seed: int = 1, subjects: int | None = None) -> tuple[Away, ...]:
    """List who and which room is not to be had on which days; no hearing is listed for them.

    Args:
        seed: The seed of the demonstration.
        subjects: How large it is, as for the stories.
    """
    return _plan(seed, subjects).away


@lru_cache(maxsize=1)
def _plan(seed: int, subjects: int | None) -> Plan:
    return Year(seed, subjects).plan()
