"""The steps at which groups can fare differently: of whom each is asked, and with whom it happened.

The table is data (`measures.toml`); what its conditions mean to a database is for `db/` to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from hearings.conclusions import STANDS
from hearings.endings import OUTCOME
from hearings.errors import UsageError
from hearings.packaged import facts
from hearings.provisions import needed, only

FILE = "disparity/measures.toml"

SHARE, PEOPLE, DAYS = "share", "people", "days"
"""What a measure is: a share of a base, people per 100 of the workforce, or a length of time."""

COLUMN, CONCLUSION, STEP, NEVER = "column", "conclusion", "step", "never"
"""What a condition is on."""

STRATA = {
    "category": "category",
    "rank_band": "rank band",
    "local_level": "initial level",
    "person_type": "person type",
}
"""What a comparison can be standardised for, and its words."""

ALL = "all"
"""What asks for every measure."""

FOUND = ("misconduct", "gross_misconduct")
"""The findings that an outcome rests on."""

_KEYS = frozenset({
    "key", "kind", "words", "part", "base", "given", "happened", "strata", "steps", "outcomes",
    "until",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that has to hold of an officer's matter."""

    on: str
    """What it is on: a column, a conclusion, a step, or the want of one."""
    names: tuple[str, ...]
    """The column, or the steps of which one is enough."""
    values: tuple[str, ...] = ()
    """The values that do; any that is known where there is none."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One step at which groups can fare differently."""

    key: str
    """The name it is asked for by."""
    kind: str
    """Share, people or days."""
    words: str
    """What it is called."""
    part: str
    """What happened, in words."""
    base: str
    """Of whom it is asked, in words."""
    given: tuple[Condition, ...] = ()
    """Of whom it is asked."""
    happened: tuple[Condition, ...] = ()
    """With whom it happened, of those."""
    strata: tuple[str, ...] = ()
    """What it is standardised for."""
    steps: bool = False
    """Whether it rests on steps, which are not kept of an archive."""
    until: str = ""
    """The step at which a length of time ends."""

    @property
    def count_of(self) -> str:
        """Name what it counts: subjects, who are officers in a case, or people."""
        return "people" if self.kind == PEOPLE else "subjects"


@cache
def measures() -> Mapping[str, Measure]:
    """Read the measures, in the order of a matter.

    Raises:
        UsageError: A row does not hold together.
    """
    return {row["key"]: _measure(row) for row in facts(FILE)["measure"]}


def measures_named(names: str) -> tuple[Measure, ...]:
    """Give one measure by its name, or every one.

    Raises:
        UsageError: There is none of that name.
    """
    known = measures()
    if names == ALL:
        return tuple(known.values())
    if names not in known:
        raise UsageError(
            f"Disparity cannot be measured at {names!r}; at {', '.join(known)}, or {ALL}."
        )
    return (known[names],)


def _measure(row: Mapping[str, Any]) -> Measure:
    where = f"{FILE}, measure {row.get('key', '?')}"
    only(row, _KEYS, where)
    needed(row, {"key", "words", "part", "base"}, where)
    given, happened = _conditions(row, where)
    strata = tuple(row.get("strata", ("category", "rank_band", "local_level")))
    if set(strata) - set(STRATA):
        raise UsageError(f"{where}: a stratum is not known.")
    return Measure(
        key=row["key"],
        kind=row.get("kind", SHARE),
        words=row["words"],
        part=row["part"],
        base=row["base"],
        given=given,
        happened=happened,
        strata=strata,
        steps=row.get("steps", False),
        until=row.get("until", ""),
    )


def _conditions(
    row: Mapping[str, Any], where: str
) -> tuple[tuple[Condition, ...], tuple[Condition, ...]]:
    if "outcomes" in row:
        base = (
            Condition(CONCLUSION, ("ended",), (OUTCOME,)),
            Condition(CONCLUSION, ("standing",), (STANDS,)),
            Condition(CONCLUSION, ("finding",), FOUND),
        )
        return base, (Condition(CONCLUSION, ("outcome",), tuple(row["outcomes"])),)
    given, happened = (
        tuple(_condition(one, where) for one in row.get(name, ())) for name in ("given", "happened")
    )
    return given, happened


def _condition(row: Mapping[str, Any], where: str) -> Condition:
    only(row, {COLUMN, CONCLUSION, STEP, NEVER, "is"}, where)
    on = next((name for name in (COLUMN, CONCLUSION, STEP, NEVER) if name in row), "")
    if not on:
        raise UsageError(f"{where}: a condition is on nothing.")
    names = row[on]
    return Condition(
        on, (names,) if isinstance(names, str) else tuple(names), tuple(row.get("is", ()))
    )
