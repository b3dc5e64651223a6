"""Count what the superintending rank changed of the inspecting rank's assessments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from db.figures import Breakdown
from db.matters import Matter, Reading, Report, counted
from db.session import Session
from hearings.severity import Direction
from hearings.tiers import INSPECTING, SUPERINTENDING, TIERS, Changed, Judged, changed, judged

_BY = {Direction.RAISED.value: 1, Direction.SAME.value: 0, Direction.LOWERED.value: -1}


@dataclass(frozen=True, slots=True)
class Tiers:
    """What each judgment made of the one before it, within its level; the empty level is all."""

    between: Mapping[str, Changed]
    """What the superintending rank made of the inspecting rank's."""
    by_dps: Mapping[str, Mapping[str, Changed]]
    """What DPS made of the levels each tier set; the empty tier is one an archive does not say. A
    level the inspecting rank set and the superintending rank kept is in both, which overlap."""
    cases: int
    """The cases of all who are counted in either."""


def tiers(session: Session, asked: Breakdown) -> Report[Tiers]:
    """Count what each judgment changed, and write down who asked.

    Args:
        session: Who asks, of which database.
        asked: Which figures; they are given in all, and by no field.

    Raises:
        UsageError: A field cannot be asked for, or the period ends before it begins.
        Refused: The account has no right to internal figures.
    """
    return counted(session, asked, READING)


def _count(found: Iterable[Matter]) -> Tiers:
    between: list[Judged] = []
    passed: dict[str, list[Judged]] = {tier: [] for tier in TIERS}
    cases = set()
    for one in found:
        pair = judged(one.case, [(step.step, step.value) for step in one.steps])
        if pair is not None:
            between.append(pair)
            cases.add(one.case)
        tier, level, direction = map(str, one.facts)
        if direction:
            by = Judged(one.case, level, _BY[direction])
            passed[tier].append(by)
            cases.add(one.case)
            if tier == SUPERINTENDING and pair is not None and pair.by == 0:
                passed[INSPECTING].append(by)
    by_dps = {tier: changed(pairs) for tier, pairs in passed.items()}
    return Tiers(changed(between), by_dps, len(cases))


def _numbers(found: Tiers) -> Mapping[str, int]:
    tables = {f"dps/{tier or 'not_known'}": levels for tier, levels in found.by_dps.items()}
    numbers = {"cases": found.cases}
    for table, levels in {f"{SUPERINTENDING}/{INSPECTING}": found.between, **tables}.items():
        for level, one in levels.items():
            row = f"{table}/{level or 'all'}"
            numbers[f"{row}/raised"] = one.raised.part
            numbers[f"{row}/lowered"] = one.lowered.part
            numbers[f"{row}/base"] = one.raised.base
    return numbers


READING = Reading("tiers", _count, _numbers, ("s.tier", "s.local_level", "s.direction"), every=True)
"""What is read of each matter, how it is counted, and what each number is called."""
