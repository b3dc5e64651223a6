"""The lists by which the circumstances of a matter are coded, and what each weighs in comparing.

A force sets its own lists without code. What was coded keeps the words and the edition it was coded
under, so a list may change and no history does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from hashlib import sha256
from typing import Any, Final

from hearings.errors import UsageError
from hearings.packaged import facts
from hearings.provisions import UNVERIFIED, Provision, needed, only, provision

FILE: Final = "factors.toml"

FIELDS: Final = {
    "culpability": "culpability",
    "harm_level": "harm_level",
    "harm_kinds": "harm",
    "aggravating": "aggravating",
    "mitigating": "mitigating",
    "special": "special",
}
"""The list that each field of the move draws from."""

GROUPS: Final = tuple(FIELDS.values())
"""The lists, in the order they are shown."""

COUNTED: Final = ("standard", "category", *GROUPS, "finding", "forum", "rank_band",
                  "service_band", "person_type", "warnings", "admission")  # fmt: skip
"""What matters are compared by."""

SETTINGS: Final = frozenset({"edition", "source", "least", "weights", *GROUPS})
"""What a force's `[factors]` may hold."""

HEAVIEST: Final = 20
"""The most that one value may weigh."""

OWN: Final = "the force's own list"
"""The source of a force's factor that names none."""

_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
_ROW: Final = frozenset({"key", "words", "confidence", "source", "weight"})


@dataclass(frozen=True, slots=True)
class Factor:
    """One thing that can be said of the circumstances of a matter."""

    key: str
    """Its name in the records."""
    words: str
    """What the screen says."""
    provision: Provision
    """Where it comes from and how sure that is."""
    weight: int
    """What it counts when matters are compared; 0 is shown and not counted."""


@dataclass(frozen=True, slots=True)
class Factors:
    """One edition of the lists, and what matters are compared by."""

    edition: str
    """What the edition is called."""
    example: bool
    """Whether these are the lists that ship with the product."""
    source: str
    """Where the lists come from."""
    groups: Mapping[str, tuple[Factor, ...]]
    """The factors of each list, in order; of culpability and harm level the worst first."""
    weights: Mapping[str, int]
    """What a value of each kind counts; a factor with its own weight stands as `group=key`."""
    least: Fraction
    """The similarity from which on a precedent is counted in the spread."""
    stamp: str
    """The edition's name with a digest of what it holds, so that no two editions are mistaken."""

    def known(self, group: str, key: str) -> bool:
        """Say whether a list holds a key."""
        return any(factor.key == key for factor in self.groups.get(group, ()))

    def words(self, group: str, key: str) -> str:
        """Say a factor as a screen does; its key where this edition does not hold it."""
        held = (factor.words for factor in self.groups.get(group, ()) if factor.key == key)
        return next(held, key)

    def words_of(self, given: Mapping[str, Any]) -> dict[str, str]:
        """Give the words of everything that was coded, for the history to keep.

        Args:
            given: The fields of the move: a key, or a list of keys, under each of `FIELDS`.

        Returns:
            The words by `group.key`.
        """
        found = {}
        for field, group in FIELDS.items():
            value = given.get(field) or ()
            for key in (value,) if isinstance(value, str) else value:
                found[f"{group}.{key}"] = self.words(group, key)
        return found


def factors(table: Mapping[str, Any] | None = None) -> Factors:
    """Read the lists a force has set, or the ones that ship.

    Args:
        table: The `[factors]` table of the settings; None for what ships. A list that it leaves
            out stays as it ships, and so does a weight.

    Raises:
        UsageError: A row, a key or a weight does not hold together.
    """
    return _shipped() if table is None else _read(table, "[factors]")


@cache
def _shipped() -> Factors:
    table = {key: value for key, value in facts(FILE).items() if key != "example"}
    return replace(_read(table, FILE), example=True)


def _read(given: Mapping[str, Any], where: str) -> Factors:
    """Read an edition; what it leaves out is as it ships."""
    shipped = facts(FILE)
    only(given, SETTINGS, where)
    needed(given, {"edition"}, where)
    edition = _line(given["edition"], f"{where}: edition")
    source = _line(given.get("source", OWN), f"{where}: source")
    weights = _weights(shipped["weights"], FILE) | _weights(given.get("weights", {}), where)
    least = _least(given.get("least", shipped["least"]), where)
    groups = {}
    for group in GROUPS:
        own = group in given
        rows, origin = (given[group], source) if own else (shipped[group], shipped["source"])
        groups[group] = _group(rows, weights[group], f"{where if own else FILE}, {group}", origin)
    for group, held in groups.items():
        weights |= {f"{group}={f.key}": f.weight for f in held if f.weight != weights[group]}
    stamp = f"{edition} [{_digest(groups, weights, least)}]"
    return Factors(edition, False, source, groups, weights, least, stamp)


def _group(rows: Any, weight: int, where: str, source: str) -> tuple[Factor, ...]:
    """Read the rows of one list."""
    if not isinstance(rows, list) or not rows:
        raise UsageError(f"{where} must be one or more tables, each with a key and words.")
    found: dict[str, Factor] = {}
    for place, row in enumerate(rows, start=1):
        here = f"{where}, row {place}"
        if not isinstance(row, dict):
            raise UsageError(f"{here} must be a table with a key and words.")
        factor = _factor(row, weight, here, source)
        if factor.key in found:
            raise UsageError(f"{here}: the key {factor.key!r} stands twice.")
        found[factor.key] = factor
    return tuple(found.values())


def _factor(row: Mapping[str, Any], weight: int, where: str, source: str) -> Factor:
    key = row.get("key", "")
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise UsageError(
            f"{where}: the key {key!r} must be small letters, figures and _, at most 40."
        )
    here = f"{where}, {key}"
    only(row, _ROW, here)
    needed(row, {"words"}, here)
    made = provision({"source": source, "confidence": UNVERIFIED, **row}, here)
    own = _weight(row.get("weight", weight), here)
    return Factor(key, _line(row["words"], f"{here}: words"), made, own)


def _weights(table: Any, where: str) -> dict[str, int]:
    here = f"{where}: weights"
    if not isinstance(table, dict):
        raise UsageError(f"{here} must be a table.")
    only(table, set(COUNTED), here)
    return {group: _weight(value, f"{here}, {group}") for group, value in table.items()}


def _weight(value: Any, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= HEAVIEST:
        raise UsageError(f"{where}: the weight must be a whole number from 0 to {HEAVIEST}.")
    return value


def _least(value: Any, where: str) -> Fraction:
    try:
        least = Fraction(value) if isinstance(value, str) else Fraction(0)
    except (ValueError, ZeroDivisionError):
        least = Fraction(0)
    if not 0 < least <= 1 or least.denominator > 100:
        raise UsageError(f"{where}: least must be a fraction such as '1/2', above 0 and at most 1.")
    return least


def _line(value: Any, where: str) -> str:
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise UsageError(f"{where} must be plain text, and not empty.")
    return value.strip()


def _digest(
    groups: Mapping[str, tuple[Factor, ...]], weights: Mapping[str, int], least: Fraction
) -> str:
    """Digest what the lists say and count; where they come from changes neither."""
    lists = {group: [(f.key, f.words) for f in held] for group, held in groups.items()}
    whole = json.dumps([lists, sorted(weights.items()), str(least)], sort_keys=True)
    return sha256(whole.encode()).hexdigest()[:8]
