"""Guidance for those who assess, Standard by Standard and level by level.

Each Standard that has guidance has a TOML file here, named after its key:

    standard = "honesty"
    [opening]                          one point: what the Standard asks
    [[neither.marks]]                  what marks the level
    [[neither.ask]]                    what to ask before settling on it
    [[neither.raised]]                 what has tipped cases upwards from here
    [[neither.lowered]]                what has tipped cases downwards, or kept them here
    [[neither.local]]                  whether and when the unit can deal with it
    [[misconduct.marks]] …             the same five for each of the three levels

A point holds `text`, `source` and `confidence` (quoted, parallel, secondary, unverified), and
`regimes` where it holds under some of them only: the threshold of misconduct rose in February 2020.
The words are our own and are no law; `docs/guidance.md` says more.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from hearings.errors import UsageError
from hearings.packaged import facts, names
from hearings.regimes import CONFIDENCES, Provision, regimes
from hearings.severity import Level
from hearings.standards import standard_words, standards

WIDTH = 76
"""The most cells a line of guidance takes."""

LABELS = {
    "marks": "Marks it",
    "ask": "Ask",
    "raised": "Tips up",
    "lowered": "Tips down",
    "local": "Locally",
}
"""The five parts of a level's guidance, and what the screen calls them."""

_MARGIN = 11
_POINT_KEYS = {"text", "source", "confidence", "regimes"}


@dataclass(frozen=True, slots=True)
class Point:
    """One piece of guidance and where it comes from."""

    text: str
    """The words, our own."""
    provision: Provision
    """The source, and how sure it is."""
    regimes: frozenset[str] = frozenset()
    """The regimes under which it holds; empty for all of them."""

    def holds(self, regime: str) -> bool:
        """Say whether it holds under a regime; any point does where none is named."""
        return not regime or not self.regimes or regime in self.regimes


@dataclass(frozen=True, slots=True)
class LevelGuidance:
    """What helps to settle on one level."""

    level: Level
    """The level."""
    parts: Mapping[str, tuple[Point, ...]]
    """The points of each part, by the keys of `LABELS`."""


@dataclass(frozen=True, slots=True)
class Guidance:
    """What helps to assess a breach of one Standard."""

    standard: str
    """The Standard's key."""
    opening: Point
    """What the Standard asks."""
    levels: Mapping[Level, LevelGuidance]
    """The guidance for each of the three levels."""


@cache
def all_guidance() -> dict[str, Guidance]:
    """Read the guidance of every Standard that has some, by key.

    Raises:
        UsageError: A file does not hold together.
    """
    found = {}
    for name in names("guidance"):
        guidance = read_guidance(facts(f"guidance/{name}"), name)
        found[guidance.standard] = guidance
    return found


def guidance_for(standard: str) -> Guidance | None:
    """Find the guidance for a Standard; None where it is none of the ten.

    Args:
        standard: The Standard's key.
    """
    return all_guidance().get(standard)


def read_guidance(table: Mapping[str, Any], name: str) -> Guidance:
    """Read one Standard's guidance.

    Args:
        table: The parsed file.
        name: The file's name, for the sentences.

    Raises:
        UsageError: A key is unknown, or a level, a part or a source is missing.
    """
    _only(table, {"standard", "opening", *Level}, name)
    standard = table.get("standard", "")
    if standard not in standards():
        raise UsageError(f"{name} is for an unknown Standard: {standard!r}.")
    if "opening" not in table:
        raise UsageError(f"{name} has no opening.")
    missing = [level for level in Level if level not in table]
    if missing:
        raise UsageError(f"{name} has no guidance for {', '.join(missing)}.")
    return Guidance(
        standard=standard,
        opening=_point(table["opening"], name),
        levels={level: _level(table[level], level, name) for level in Level},
    )


def lines(guidance: Guidance, level: Level | None = None, regime: str = "") -> list[str]:
    """Write guidance as plain lines of at most `WIDTH` cells.

    Args:
        guidance: The guidance of one Standard.
        level: The level to show; None for the opening and all three.
        regime: The id of the case's regime; without it, points that depend on one name theirs.
    """
    if level is not None:
        return _level_lines(guidance.levels[level], regime)
    found = [standard_words(guidance.standard)]
    found += textwrap.wrap(guidance.opening.text, WIDTH)
    found += textwrap.wrap(f"From: {guidance.opening.provision}.", WIDTH)
    for each in guidance.levels.values():
        found += ["", *_level_lines(each, regime)]
    return found


def _level_lines(guidance: LevelGuidance, regime: str) -> list[str]:
    words = guidance.level.words
    found = [words[0].upper() + words[1:]]
    shown: list[Point] = []
    for key, label in LABELS.items():
        points = [point for point in guidance.parts[key] if point.holds(regime)]
        for place, point in enumerate(points):
            found += _wrapped("" if place else label, point_words(point, regime))
        shown += points
    return found + _wrapped("From", _sources(shown))


def _sources(points: Sequence[Point]) -> str:
    """Name each source once, those that nobody has verified apart."""
    seen = {point.provision: None for point in points}
    sure = [row.source for row in seen if row.confidence != "unverified"]
    unsure = [row.source for row in seen if row.confidence == "unverified"]
    found = f"{'; '.join(sure)}." if sure else ""
    return f"{found} Unverified: {'; '.join(unsure)}.".strip() if unsure else found


def point_words(point: Point, regime: str) -> str:
    """Give a point's words, and the regimes they hold under where the case's is not known."""
    if regime or not point.regimes:
        return point.text
    return f"{', '.join(sorted(point.regimes))} Regulations: {point.text}"


def _wrapped(label: str, text: str) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=label.ljust(_MARGIN),
        subsequent_indent=" " * _MARGIN,
        break_on_hyphens=False,
    )


def _level(table: Mapping[str, Any], level: Level, name: str) -> LevelGuidance:
    _only(table, set(LABELS), name)
    parts = {key: tuple(_point(row, name) for row in table.get(key, [])) for key in LABELS}
    for key, points in parts.items():
        bare = [regime for regime in _dated() if not any(point.holds(regime) for point in points)]
        if bare:
            raise UsageError(f"{name} says nothing under {level}.{key} for {', '.join(bare)}.")
    return LevelGuidance(level, parts)


def _dated() -> list[str]:
    """Name the regimes of law; an archive without one needs no guidance."""
    return [regime.id for regime in regimes().values() if regime.starts is not None]


def _point(row: Mapping[str, Any], name: str) -> Point:
    _only(row, _POINT_KEYS, name)
    text, source, confidence = (row.get(key, "") for key in ("text", "source", "confidence"))
    if not text or not source or confidence not in CONFIDENCES:
        raise UsageError(f"{name} has a point without words, a source or a known confidence.")
    strange = sorted(set(row.get("regimes", [])) - set(regimes()))
    if strange:
        raise UsageError(f"{name} names an unknown regime: {', '.join(strange)}.")
    return Point(text, Provision(source, confidence), frozenset(row.get("regimes", [])))


def _only(table: Mapping[str, Any], known: set[str], name: str) -> None:
    strange = sorted(set(table) - known)
    if strange:
        raise UsageError(f"{name} has an unknown key: {', '.join(strange)}.")
