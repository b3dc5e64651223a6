"""Who deals with a case of the demonstration, and how high they pitch it."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from db.demo.force import Unit
from db.demo.forms import GROSS, LEVELS
from db.demo.shapes import Player

RANK_TILT = {"Inspector": 0.14, "Detective Inspector": 0.03, "Chief Inspector": -0.18}
"""How an inspecting rank's habit moves its unit's."""

CORRECTS = {"Superintendent": 0.1, "Chief Superintendent": 0.55}
"""How often a superintending rank brings a form that is pitched too high down to what it is."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Who deals with a case, and what is particular about it."""

    unit: Unit
    """The borough that owns it."""
    inspecting: Player
    """Who fills in the MM1."""
    superintending: Player
    """Who makes the formal assessment."""
    authority: Player
    """The delegate who decides."""
    reader: Player
    """The second reader."""
    typist: str
    """The caseworker's account."""
    local: str
    """The account that enters what the borough does."""
    closed_circle: bool = False
    """Whether the case is covert or restricted: one caseworker, one delegate, no surprises."""
    iopc: str = ""
    """The mode the IOPC decides on; empty where it is not asked."""
    earlier: str = ""
    """An earlier case that anyone may know of."""

    def delegate(self, rng: Random) -> tuple[str, str]:
        """Say who enters a decision of the delegate, and who made it where that is another."""
        if not self.closed_circle and rng.random() < 0.7:
            return self.authority.account, ""
        return self.typist, self.authority.number

    def first_level(self, rng: Random, true: str) -> str:
        """Set the level that the inspecting rank sets.

        Args:
            rng: Where the chances come from.
            true: What it comes to on a cool reading.
        """
        chance = rng.random()
        if self.closed_circle:
            return true
        tilt = max(0.02, self.unit.tilt + RANK_TILT[self.inspecting.rank])
        if true == GROSS:
            return "misconduct" if chance < 0.07 else GROSS
        if true == "misconduct":
            return GROSS if chance < tilt else "neither" if chance > 0.97 else true
        if chance < tilt:
            return GROSS if rng.random() < 0.6 else "misconduct"
        return true

    def formal_level(self, rng: Random, true: str, first: str) -> str:
        """Set the level that the superintending rank sets.

        Args:
            rng: Where the chances come from.
            true: What it comes to on a cool reading.
            first: The inspecting rank's level.
        """
        if LEVELS.index(first) > LEVELS.index(true):
            return true if rng.random() < CORRECTS[self.superintending.rank] else first
        if true == "misconduct" and not self.closed_circle and rng.random() < 0.04:
            return GROSS
        return first
