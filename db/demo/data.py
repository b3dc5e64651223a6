"""Read the demonstration's lists of names, units, narratives and phrases."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate
from random import Random
from typing import Any


@dataclass(frozen=True, slots=True)
class Shares:
    """Things to be drawn, each with its share."""

    names: tuple[str, ...]
    """What can be drawn."""
    upto: tuple[float, ...]
    """The running total of the shares."""

    def draw(self, rng: Random) -> str:
        """Draw one, each by its share."""
        return rng.choices(self.names, cum_weights=self.upto)[0]


@dataclass(frozen=True, slots=True)
class Matter:
    """One kind of allegation."""

    standard: str
    """The key of the Standard."""
    level: str
    """What it comes to on a cool reading."""
    category: str
    """The force's own category."""
    text: str
    """What is alleged, with places for a time and a number."""
    seen: str
    """What the forms say was read, with the same places."""


@cache
def table(name: str) -> dict[str, Any]:
    """Read one of the lists.

    Args:
        name: The file's name without its ending.
    """
    return tomllib.loads(files("db.demo").joinpath(f"{name}.toml").read_text("utf-8"))


def shares(rows: Mapping[str, float]) -> Shares:
    """Make a table of shares ready to be drawn from."""
    return Shares(tuple(rows), tuple(accumulate(rows.values())))


@cache
def share(name: str) -> Shares:
    """Read one of the force's tables of shares."""
    return shares(table("force")[name])


@cache
def matters() -> dict[tuple[str, str], tuple[Matter, ...]]:
    """Read the kinds of allegation, by Standard and level."""
    found: dict[tuple[str, str], tuple[Matter, ...]] = {}
    for row in table("narratives")["matter"]:
        key = (row["standard"], row["level"])
        found[key] = (*found.get(key, ()), Matter(**row))
    return found
