"""Levels of severity, the assessments that set them, and the reassessment pair.

Severity is a judgment on conduct; priority, the threat, risk and harm of a matter, is another thing
and lives in `priority.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from hearings.errors import BadValue
from hearings.packaged import facts
from hearings.people import Maker


class Level(StrEnum):
    """How serious conduct is, from neither to gross misconduct."""

    NEITHER = "neither"
    MISCONDUCT = "misconduct"
    GROSS_MISCONDUCT = "gross_misconduct"

    @property
    def words(self) -> str:
        """Say the level as a practitioner does."""
        return str(facts("severity.toml")["levels"][self.value])

    @property
    def order(self) -> int:
        """Give the level's place: a higher number is more serious."""
        return list(Level).index(self)


class Kind(StrEnum):
    """Who an assessment comes from."""

    INITIAL = "initial"
    """The inspecting rank's form, the MM1."""
    FORMAL = "formal"
    """The superintending rank's own formal assessment."""
    DPS = "dps"
    """The appropriate authority's delegate."""
    EXTERNAL = "external"
    """The IOPC, or the investigator on the complaint track."""
    REVISION = "revision"
    """DPS changing its own decision."""


class Direction(StrEnum):
    """How a decision stands to the initial assessment."""

    RAISED = "raised"
    LOWERED = "lowered"
    SAME = "same"


class PairState(StrEnum):
    """Where a subject stands in the reassessment figures: in the base, or beside it and why."""

    DECIDED = "decided"
    UNDECIDED = "undecided"
    NO_LOCAL_VIEW = "no_local_view"
    LATE_LOCAL_VIEW = "late_local_view"
    DECIDED_ELSEWHERE = "decided_elsewhere"
    SCOPE_CHANGED = "scope_changed"
    WITHDRAWN = "withdrawn"
    KEPT_LOCALLY = "kept_locally"


@dataclass(frozen=True, slots=True)
class Assessment:
    """One judgment of how serious a subject's conduct is; never changed once made."""

    kind: Kind
    """Who it comes from."""
    level: Level
    """The level for the subject, all allegations taken together."""
    made_on: date | None
    """The day it was made; None where an archive does not say."""
    maker: Maker
    """Who made it, as they stood then."""
    keyed_by: str = ""
    """The account that entered it."""
    authority: str = ""
    """The scheme of delegation it was made under."""
    reason: str = ""
    """The code of the reason for a change; empty where the level stands."""
    by_allegation: Mapping[str, str] = field(default_factory=dict)
    """The level of each allegation that has its own, by allegation number."""
    taken_together: str = ""
    """Why the subject's level is higher than that of any one allegation."""
    rationale: Mapping[str, str] = field(default_factory=dict)
    """What was written under each National Decision Model heading."""
    likely_form: str = ""
    """The likely form of proceedings: none, meeting or hearing."""
    known: str = ""
    """What was known: live warnings, history."""
    not_known: str = ""
    """What was not known."""
    local: str = ""
    """Whether the unit could deal with it, and if not why."""
    scope: tuple[str, ...] = ()
    """The allegations it covers, each with the edition of its words: `1.1`, `2.1`."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """Where the feedback note to the local assessors stands."""

    prepared: bool = False
    """Whether a change has prepared one."""
    sent_on: date | None = None
    """The day a person sent it."""


NO_FEEDBACK = Feedback()
"""Where it stands before anything has changed."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A subject's initial assessment beside DPS's first decision."""

    state: PairState
    """In the base, or the column beside it."""
    initial: Assessment | None
    """The assessment with which the matter was first passed to DPS."""
    decision: Assessment | None
    """DPS's first severity decision by a delegated authority."""
    direction: Direction | None = None
    """Raised, lowered or the same; None outside the base."""

    @property
    def changed(self) -> bool:
        """Say whether DPS set another level than the unit."""
        return self.direction in {Direction.RAISED, Direction.LOWERED}


@dataclass(frozen=True, slots=True)
class PairFacts:
    """What the pair is worked out from."""

    passed: Assessment | None
    """The assessment with which the matter was first passed to DPS."""
    waiting: Assessment | None
    """A local assessment that has not been passed to DPS, if there is one."""
    late: Assessment | None
    """A local assessment made after DPS had decided, if there is one."""
    decision: Assessment | None
    """DPS's first decision."""
    elsewhere: bool = False
    """Whether the IOPC or a complaint's investigator decided first."""
    kept: bool = False
    """Whether the unit kept the matter without passing it to DPS."""
    withdrawn: bool = False
    """Whether it was withdrawn, or found to be a duplicate, before a decision."""
    entered_later: bool = False
    """Whether the assessment passed on was entered after DPS had decided."""


def direction(initial: Level, decision: Level) -> Direction:
    """Compare a decision with the initial assessment.

    Args:
        initial: The level passed to DPS.
        decision: The level DPS decided.
    """
    if initial is decision:
        return Direction.SAME
    return Direction.RAISED if decision.order > initial.order else Direction.LOWERED


def pair(known: PairFacts) -> Pair:
    """Work out where a subject stands in the reassessment figures.

    The columns beside the base are tried in the order of `workflow.md`; the first that fits holds,
    so that every subject stands in exactly one.

    Args:
        known: The assessments and the facts that keep a subject out of the base.
    """
    initial, decision = known.passed or known.waiting, known.decision
    state = _state(known, initial)
    if state is not PairState.DECIDED or initial is None or decision is None:
        return Pair(state, initial, decision)
    return Pair(state, initial, decision, direction(initial.level, decision.level))


def _state(known: PairFacts, initial: Assessment | None) -> PairState:
    decision = known.decision
    if decision is None:
        return _undecided(known, initial)
    if initial is None:
        return PairState.LATE_LOCAL_VIEW if known.late else PairState.NO_LOCAL_VIEW
    if _later(known, initial, decision):
        return PairState.LATE_LOCAL_VIEW
    if known.elsewhere:
        return PairState.DECIDED_ELSEWHERE
    return PairState.DECIDED if initial.scope == decision.scope else PairState.SCOPE_CHANGED


def _undecided(known: PairFacts, initial: Assessment | None) -> PairState:
    """Say why there is no decision by DPS yet, or why there will be none."""
    if known.withdrawn and (known.kept or initial is not None):
        return PairState.WITHDRAWN
    if known.kept:
        return PairState.KEPT_LOCALLY
    if initial is None:
        return PairState.NO_LOCAL_VIEW
    return PairState.DECIDED_ELSEWHERE if known.elsewhere else PairState.UNDECIDED


def _later(known: PairFacts, initial: Assessment, decision: Assessment) -> bool:
    """Say whether the initial assessment was made after the decision; on one day, by entry."""
    if initial.made_on is None or decision.made_on is None or initial.made_on == decision.made_on:
        return known.entered_later
    return initial.made_on > decision.made_on


def crosses_gross(before: Level | None, after: Level) -> bool:
    """Say whether a decision moves a subject to or from gross misconduct."""
    if before is None:
        return False
    return (before is Level.GROSS_MISCONDUCT) is not (after is Level.GROSS_MISCONDUCT)


def level_named(text: str, field_name: str = "level", key: str = "") -> Level:
    """Read a level.

    Args:
        text: What was given.
        field_name: The field's name, for the sentence.
        key: The field's name in the table of moves, where it is another.

    Raises:
        BadValue: The text is not a level.
    """
    try:
        return Level(text.strip().lower().replace(" ", "_"))
    except ValueError:
        known = ", ".join(Level)
        raise BadValue(
            key or field_name, f"{field_name} cannot be {text!r}; it is one of {known}."
        ) from None


def headings() -> dict[str, str]:
    """Give the keys of the six National Decision Model headings and their words."""
    return {row["key"]: row["words"] for row in facts("severity.toml")["heading"]}


def required_headings() -> frozenset[str]:
    """Name the headings that may not be left empty."""
    rows = facts("severity.toml")["heading"]
    return frozenset(row["key"] for row in rows if row.get("required", False))
