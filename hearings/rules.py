"""The rules a force may set for itself, as one value handed to every decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hearings.errors import UsageError
from hearings.factors import Factors, factors
from hearings.packaged import facts
from hearings.priority import Matrix, matrix
from hearings.workdays import Calendar, packaged


@dataclass(frozen=True, slots=True)
class Reason:
    """Why DPS may have changed an initial assessment."""

    code: str
    """Its name in the records."""
    words: str
    """What the screen says."""
    avoidable: bool = False
    """Whether better guidance could have prevented the change."""


def reasons(rows: list[dict[str, Any]] | None = None) -> dict[str, Reason]:
    """Read a list of reasons from a force's settings, or the one that ships.

    Args:
        rows: The `[[reason]]` tables of the settings; None for the ones that ship.

    Raises:
        UsageError: A code stands twice, or is empty.
    """
    rows = facts("severity.toml")["reason"] if rows is None else rows
    found: dict[str, Reason] = {}
    for row in rows:
        code = row.get("code", "")
        words, avoidable = row.get("words", code), row.get("avoidable", False)
        if not (isinstance(words, str) and words.isprintable() and isinstance(avoidable, bool)):
            raise UsageError(f"The reason {code!r} needs plain words, and avoidable true or false.")
        if not isinstance(code, str) or not code or code in found:
            raise UsageError(f"The list of reasons has an empty or repeated code: {code!r}.")
        found[code] = Reason(code, words, avoidable)
    return found


@dataclass(frozen=True, slots=True)
class SignOff:
    """A lawyer's word that a rule of a regime stands as it is."""

    rule: str
    """The rule, written `2012/hearing_held`."""
    digest: str
    """What the rule said then; a rule that has changed since is not signed off."""
    by: str
    """Who signed it off."""
    on: date
    """When."""
    note: str = ""
    """What they rested on."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a force has settled for itself; the defaults are those that ship."""

    reasons: Mapping[str, Reason] = field(default_factory=reasons)
    """The reasons for a change, by code."""
    priority: Matrix = field(default_factory=matrix)
    """The threat, risk and harm matrix."""
    unit_word: str = "unit"
    """What the force calls its units."""
    dps: str = "DPS"
    """What the force calls its directorate."""
    severity_days: int = 0
    """The force's own target from attention to a severity decision, in days; 0 for none."""
    due_soon: int = 5
    """How many working days before its last day a limit is due soon."""
    calendar: Calendar = field(default_factory=packaged)
    """The working days."""
    signed: Mapping[str, SignOff] = field(default_factory=dict)
    """The rules a lawyer has signed off, by rule."""
    triggers: Mapping[str, str] = field(default_factory=dict)
    """Which fact an overlay is chosen by, by overlay, where the force has confirmed one."""
    deemed_service: Mapping[str, int] = field(default_factory=dict)
    """Working days from sending to the day a notice is taken to be served, by way of service."""
    factors: Factors = field(default_factory=factors)
    """The lists by which circumstances are coded, and what each weighs in comparing."""

    def avoidable(self, code: str) -> bool:
        """Say whether a change for this reason could have been prevented by better guidance."""
        reason = self.reasons.get(code)
        return reason is not None and reason.avoidable
