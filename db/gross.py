"""Follow what was called gross misconduct, by the unit and by DPS, to where it ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from db.figures import Breakdown
from db.matters import Matter as Kept
from db.matters import Reading, Report, counted
from db.session import Session
from hearings import steps
from hearings.gross import DPS, UNIT, Became, Matter, became
from hearings.severity import Level
from hearings.stages import Stage

LEVELS = (*(level.value for level in Level), "")
"""The levels; empty where there is none."""

_COLUMNS = (
    "c.archive", "s.stage", "s.local_level", "s.level", "s.pair_state", "coalesce(k.ended, '')",
    "coalesce(k.finding, '')", "coalesce(k.outcome, '')", "coalesce(k.standing, '')",
)  # fmt: skip

_DECIDED = frozenset({"decided", "scope_changed", "late_local_view", "no_local_view"})
"""Where a subject of an archive stands that has a decision, where it has a level at all."""


@dataclass(frozen=True, slots=True)
class Gross:
    """What was called gross misconduct, and what became of it."""

    table: Mapping[str, Mapping[str, int]]
    """Officers by the level of the initial assessment, and by DPS's first decision."""
    cases: int
    """The cases of all in the table."""
    became: Mapping[str, Became]
    """What became of those called so by the unit, and by DPS."""


def gross(session: Session, asked: Breakdown) -> Report[Gross]:
    """Follow what was called gross misconduct, and write down who asked.

    Args:
        session: Who asks, of which database.
        asked: Which figures; they are given in all, and by no field.

    Raises:
        UsageError: A field cannot be asked for, or the period ends before it begins.
        Refused: The account has no right to internal figures.
    """
    return counted(session, asked, READING)


def _count(found: Iterable[Kept]) -> Gross:
    table = {level: dict.fromkeys(LEVELS, 0) for level in LEVELS}
    called: dict[str, list[Matter]] = {UNIT: [], DPS: []}
    cases = set()
    for one in found:
        cases.add(one.case)
        local, decision = str(one.facts[2]), _decision(one)
        table[local][decision] += 1
        for who, level in ((UNIT, local), (DPS, decision)):
            if level == Level.GROSS_MISCONDUCT:
                called[who].append(_matter(one))
    return Gross(
        table,
        len(cases),
        {who: became(matters) for who, matters in called.items()},
    )


def _decision(one: Kept) -> str:
    """Give DPS's first decision; of an archive, which has no steps, the level that stands."""
    archive, _stage, _local, level, state, *_rest = one.facts
    if not archive or any(step.step == steps.DECIDED for step in one.steps):
        return next((step.value for step in one.steps if step.step == steps.DECIDED), "")
    return str(level) if state in _DECIDED else ""


def _matter(one: Kept) -> Matter:
    archive, stage, _local, _level, _state, ended, finding, outcome, standing = one.facts
    values = {step.step: step.value for step in one.steps}
    return Matter(
        case=one.case,
        recorded=not archive,
        closed=stage == Stage.CLOSED,
        investigated=steps.INVESTIGATED in values,
        answer=values.get(steps.CASE_TO_ANSWER, ""),
        referred=values.get(steps.REFERRED, ""),
        disposed=values.get(steps.DISPOSED, ""),
        ended=ended,
        finding=finding,
        outcome=outcome,
        standing=standing,
    )


MANY = ("answers", "forums", "findings", "outcomes", "stands", "disposals")
"""What became of them in several ways, of one base each."""


def _numbers(found: Gross) -> Mapping[str, int]:
    cells = {
        f"table/{local or 'none'}/{decision or 'none'}": number
        for local, row in found.table.items()
        for decision, number in row.items()
    }
    numbers = {"subjects": sum(cells.values()), "cases": found.cases, **cells}
    for who, one in found.became.items():
        for name in ("subjects", "cases", "recorded", "running"):
            numbers[f"{who}/{name}"] = getattr(one, name)
        for name in ("investigated", "referred"):
            share = getattr(one, name)
            numbers |= {f"{who}/{name}": share.part, f"{who}/{name}/base": share.base}
        for name in MANY:
            values = getattr(one, name)
            numbers |= {f"{who}/{name}/{value}": share.part for value, share in values.items()}
            numbers[f"{who}/{name}/base"] = max(
                (share.base for share in values.values()), default=0
            )
    return numbers


READING = Reading("gross", _count, _numbers, _COLUMNS, every=True)
"""What is read of each matter, how it is counted, and what each number is called."""
