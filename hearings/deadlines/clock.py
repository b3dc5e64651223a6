"""A time limit whose clock has started, as it follows from the facts alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hearings.adjustments import Adjustment
from hearings.regimes import UNVERIFIED
from hearings.regimes.limits import Limit
from hearings.rules import SignOff


@dataclass(frozen=True, slots=True)
class Clock:
    """A limit whose clock has started, or is sure to start on a day that is known."""

    limit: Limit
    """The rule."""
    period: int
    """1, 2, 3 of a limit that repeats; 1 for any other."""
    clock: str
    """The milestone that started it."""
    clock_date: date
    """The day it started."""
    due: date | None
    """The last day as the law counts it; the earliest day for a floor; None where none is given."""
    opens: date | None
    """The first day of a window; None for any other limit."""
    met_on: date | None
    """The day it was met; None while it is not."""
    ended_on: date | None
    """The day it fell away after its last day, without being met; None where it did not."""
    over: int
    """Working days from the original last day to the day it was met or fell away."""
    adjusted: Adjustment | None
    """The extension or reduction that counts."""
    paused_by: Adjustment | None
    """The pause that stands; None where it is not paused, and once it is met."""
    explained: Adjustment | None
    """The explanation of its lateness."""
    signed: SignOff | None
    """The sign-off that holds for its rule."""
    problem: str
    """Why no day can be given; empty where one is."""

    @property
    def key(self) -> str:
        """Give the limit's name in the records."""
        return self.limit.key

    @property
    def phrase(self) -> str:
        """Say how it is counted."""
        return self.limit.phrase

    @property
    def count(self) -> int | str | None:
        """Give the number that was counted: of a later period on a grid, that period's own."""
        later = self.period > 1 and self.limit.then is not None
        return self.limit.then if later else self.limit.count

    @property
    def statutory(self) -> bool:
        """Say whether the law sets it, and not the force."""
        return self.limit.statutory

    @property
    def confidence(self) -> str:
        """Say how sure the rule is, as it is given, signed off or not."""
        first = self.limit.confidence_first if self.period == 1 else ""
        return first or self.limit.provision.confidence

    @property
    def firm(self) -> bool:
        """Say whether a step may be refused for it: it is verified, or signed off."""
        return self.confidence != UNVERIFIED or self.signed is not None

    @property
    def last_day(self) -> date | None:
        """Give the last day that counts, extended or reduced; a floor has none."""
        due, adjusted = self.due, self.adjusted
        if self.limit.floor:
            return None
        if adjusted is None or adjusted.to is None:
            return due
        if due is None:
            return adjusted.to
        return max(due, adjusted.to) if adjusted.kind == "extend" else min(due, adjusted.to)

    @property
    def paused(self) -> bool:
        """Say whether it is shown as paused."""
        return self.paused_by is not None

    @property
    def live(self) -> bool:
        """Say whether it can still be missed: not met, not fallen away, and no mere right."""
        return self.met_on is None and self.ended_on is None and not self.limit.optional

    @property
    def code(self) -> str:
        """Give the counted reason for being out of time; empty where none is recorded."""
        said = self.explained or self.adjusted or self.paused_by
        return "" if said is None else said.code

    @property
    def agreed_by(self) -> str:
        """Say who agreed or extended; empty where nobody did."""
        said = self.explained or self.adjusted or self.paused_by
        return "" if said is None else said.by

    @property
    def reason(self) -> str:
        """Say why it moved, waits or was late, or why it has no day; empty where none is said."""
        said = self.explained or self.adjusted or self.paused_by
        return " ".join(filter(None, ("" if said is None else said.reason, self.problem)))
