"""What a person asks for, and what it is decided in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from hearings.people import Actor, Maker
from hearings.rules import Rules
from hearings.samples import NOT_SAMPLED, Sampled
from hearings.sittings import NO_DIARY, Diary
from hearings.warned import Warned


@dataclass(frozen=True, slots=True)
class Request:
    """What a person asks for."""

    event: str
    """The move, by its event."""
    case: str
    """The case's reference."""
    subject: int = 1
    """The subject's number; ignored where the move makes the subject."""
    given: Mapping[str, object] = field(default_factory=dict)
    """What the move is given, by field."""
    maker: Maker | None = None
    """Who made the decision, where that is not whoever enters it."""
    on: date | None = None
    """The day it took effect; None for today."""
    diary: Diary = NO_DIARY
    """What a move on a hearing has to know of the rest of the diary."""
    elsewhere: tuple[Warned, ...] = ()
    """The warnings that the officer was given in other matters."""
    comparison: Mapping[str, Any] = field(default_factory=dict)
    """Where the outcome lies among its comparators, for the move that records it."""
    sampled: Sampled = NOT_SAMPLED
    """In which dip samples it was drawn and who knows its level, for a blind reading."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a decision is made in: who, when, and under which rules."""

    actor: Actor
    """Whose account asks."""
    now: datetime
    """The moment, in UTC."""
    today: date
    """Today, where the force is."""
    rules: Rules
    """What the force has settled for itself."""
