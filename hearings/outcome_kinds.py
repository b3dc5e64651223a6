"""What proceedings may end in: the names, the words, and which is heavier.

Kept apart from what is lawful where, so that whatever only names an outcome starts without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from hearings.errors import UsageError
from hearings.packaged import facts
from hearings.provisions import needed, only

FILE = "outcomes.toml"

DISMISSAL, WARNING, RANK = "dismissal", "warning", "rank"
"""What an outcome does beside being recorded."""

_KEYS = frozenset({"words", "weight", "effect"})


@dataclass(frozen=True, slots=True)
class Kind:
    """One thing that proceedings may end in."""

    key: str
    """Its name in the records."""
    words: str
    """Its name on the screen."""
    weight: int
    """Its place from lightest to heaviest."""
    effect: str = ""
    """Dismissal, warning or rank; empty for the others."""


@cache
def outcomes() -> dict[str, Kind]:
    """Read what proceedings may end in, by key, lightest first.

    Raises:
        UsageError: A row does not hold together.
    """
    found = {}
    for key, row in facts(FILE)["outcome"].items():
        where = f"{FILE}, outcome {key}"
        only(row, _KEYS, where)
        needed(row, {"words", "weight"}, where)
        if row.get("effect", "") not in {"", DISMISSAL, WARNING, RANK}:
            raise UsageError(f"{where}: the effect is not known.")
        found[key] = Kind(key, row["words"], row["weight"], row.get("effect", ""))
    return dict(sorted(found.items(), key=lambda item: item[1].weight))


def outcome_words(key: str) -> str:
    """Say an outcome as a screen does; as given where an archive has its own."""
    known = outcomes().get(key)
    return key if known is None else known.words


def effect_of(key: str) -> str:
    """Say what an outcome does: dismissal, warning, rank, or nothing more."""
    known = outcomes().get(key)
    return "" if known is None else known.effect


def weight_of(key: str) -> int | None:
    """Give an outcome's place from lightest to heaviest; None where the list does not hold it."""
    known = outcomes().get(key)
    return None if known is None else known.weight
