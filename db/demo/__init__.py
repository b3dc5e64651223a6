"""The demonstration: invented people in a force the size of London's, over the year 2013/14.

`stories` tells the year's 1,775 conduct cases as steps that the actions can take, and before them
the 186 cases that came to a hearing in it; `cast` gives everybody who assesses, decides, sits or
enters. Both are the same for the same seed, and read no clock.
Every name, act and figure in here is invented; only the names of the boroughs are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from db.demo.calendar import FIRST, LAST
from db.demo.force import force
from db.demo.past import Past
from db.demo.plan import Plan
from db.demo.proceeding import References
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
    """Tell what came to a hearing in the year, and then the year's own cases.

    The first come in the order they ended, the others in the order they came to attention.

    Args:
        seed: The seed; the same one tells the same stories.
        subjects: About how many subjects the year's own cases are to have; None for its 1,775
            cases with some 2,100 subjects. What came to a hearing in it comes on top, in the same
            measure.
    """
    plan, past = _plan(seed, subjects)
    references = References()
    yield from past.stories(references)
    yield from Year(seed, subjects).stories(plan, references)


def away(seed: int = 1, subjects: int | None = None) -> tuple[Away, ...]:
    """List who and which room is not to be had on which days; no hearing is listed for them.

    Args:
        seed: The seed of the demonstration.
        subjects: How large it is, as for the stories.
    """
    return _plan(seed, subjects)[0].away


@lru_cache(maxsize=1)
def _plan(seed: int, subjects: int | None) -> tuple[Plan, Past]:
    """Plan the year, and then what came to a hearing in it: the diary is one."""
    plan = Year(seed, subjects).plan()
    return plan, Past(seed, force(seed), plan.book, plan.share)
