"""The sheet on which a matter's time after the severity decision is written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from db.demo import calendar
from db.demo.data import table
from db.demo.desk import Desk
from db.demo.left import Fate, Left
from db.demo.shapes import Player, Step

LAST = calendar.LENGTH - 1
"""The last day of the year."""

DIARY = "fenn"
"""The account that keeps the diary."""


@dataclass(frozen=True, slots=True)
class Matter:
    """One subject's matter as it goes on."""

    left: Left
    """Where the desk left it."""
    fate: Fate
    """What is planned for it."""
    desk: Desk
    """Who deals with the case."""
    allegations: int
    """How many allegations there are."""
    investigator: Player
    """Who investigates."""

    @property
    def clocked(self) -> bool:
        """Say whether the Regulations' limits run for the officer."""
        officer = self.left.officer
        return officer is not None and officer.person_type in {"officer", "special"}


class Later:
    """Keeps the steps, and writes those that need no judgment.

    Its chances are its own: whatever it tells, what happened at the desk stays as it was.
    """

    def __init__(self, rng: Random, matter: Matter) -> None:
        """Begin with an empty sheet.

        Args:
            rng: Where the chances come from.
            matter: What goes on.
        """
        self.rng, self.matter = rng, matter
        self.left, self.fate, self.desk = matter.left, matter.fate, matter.desk
        self.steps: list[Step] = []

    def put(
        self, day: int, event: str, fields: Mapping[str, object], keyer: str = "", maker: str = ""
    ) -> None:
        """Put a step down on a day of the year; what comes after the year is not told."""
        if day > LAST:
            return
        given = {key: value for key, value in fields.items() if value != ""}
        keyer = self.desk.typist if self.desk.closed_circle or not keyer else keyer
        self.steps.append(
            Step(calendar.on(day), event, given, keyer, maker, self.left.subject)
        )  # fmt: skip

    def decide(self, day: int, event: str, fields: Mapping[str, object]) -> None:
        """Put down a decision of the delegate, keyed by them or typed."""
        self.put(day, event, fields, *self.desk.delegate(self.rng))

    def fact(self, day: int, fact: str, keyer: str = "", **said: str) -> None:
        """Put down a dated fact."""
        self.put(day, "record_fact", {"fact": fact, **said}, keyer)

    def explain(self, day: int, limit: str, code: str, reason: str, agreed: str = "") -> None:
        """Say why a limit was missed, where one runs."""
        if self.matter.clocked:
            fields = {"limit": limit, "delay_reason": code, "reason": reason, "agreed_by": agreed}
            self.put(day, "explain_delay", fields)

    def leave(self, day: int, how: str, becomes: str) -> None:
        """Let the officer leave, a month after notice was given.

        Args:
            day: The last day of service.
            how: Resigned or retired.
            becomes: What becomes of the case.
        """
        fields = {
            "how": how,
            "notice_on": calendar.before(day, 28),
            "last_day": calendar.on(day).isoformat(),
            "becomes": becomes,
            "reason": self.phrase(how),
        }
        self.put(day, "leave", fields)

    def every_four_weeks(self, start: int, until: int, late: float) -> list[tuple[int, bool]]:
        """Choose the days of something that is due every four weeks, a few of them late.

        Args:
            start: The day it is counted from.
            until: The day before which it ends.
            late: The share that is late.

        Returns:
            Each day, and whether it is late.
        """
        found: list[tuple[int, bool]] = []
        day = start
        while True:
            behind = self.rng.random() < late
            last = calendar.in_four_weeks(day)
            if behind:
                day = calendar.worked(last + self.rng.randint(3, 11))
            else:
                day = calendar.worked(day + self.rng.randint(21, 25))
                # Easter may carry the next working day past the four weeks.
                day = day if day <= last else calendar.back(day, 1)
            if day >= min(until, LAST + 1):
                return found
            found.append((day, behind))

    def phrase(self, name: str, within: str = "") -> str:
        """Choose one of the phrases of a list, or give the only one."""
        words: dict[str, Any] = table("proceedings")
        found = words[within][name] if within else words[name]
        return found if isinstance(found, str) else str(self.rng.choice(found))
