"""The sheet on which a course is written down: steps, their days and who enters them."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from db.demo import calendar
from db.demo.data import Matter
from db.demo.desk import Desk
from db.demo.forms import GROSS, Pen
from db.demo.people import Officer
from db.demo.shapes import Player, Step


class Sheet:
    """Keeps one subject's steps, and writes the ones that need no judgment."""

    def __init__(self, rng: Random, desk: Desk, number: int, day: int, matter: Matter) -> None:
        """Begin on the day the subject comes to notice.

        Args:
            rng: Where the chances come from.
            desk: Who deals with the case.
            number: The subject's number in the case.
            day: The day, as the calendar counts.
            matter: What is alleged, in kind.
        """
        self.rng, self.desk, self.number, self.day = rng, desk, number, day
        self.matter = matter
        self.pen = Pen(rng)
        self.narrative, self.seen = self.pen.fill(matter)
        self.steps: list[Step] = []
        self.performance = False
        self.officer: Officer | None = None
        self.noticed = day
        self._allegations = 1

    @property
    def allegations(self) -> int:
        """Say how many allegations there are."""
        return self._allegations

    def begin(self, event: str, fields: dict[str, object], officer: Officer | None) -> None:
        """Bring the subject in.

        Args:
            event: `receive` or `add_subject`.
            fields: What the move is given, but for the officer and the allegation.
            officer: Who it is; None while unidentified.
        """
        fields = dict(fields)
        self.officer = officer
        if officer is not None:
            fields |= officer.facts()
            self.performance = officer.person_type in {"officer", "special"}
        fields |= self._allegation(self.matter.category, self.narrative)
        self.put(event, fields, self.desk.local)

    def name(self, officer: Officer, day: int) -> None:
        """Name an officer who was unidentified so far."""
        fields = officer.facts() | {"reason": self.pen.phrase("named")}
        keyer = self.desk.typist
        self.officer, self.noticed = officer, day
        self.steps.append(Step(calendar.on(day), "identify", fields, keyer, "", self.number))

    def put_local(
        self, event: str, fields: Mapping[str, object], maker: Player, wait: tuple[int, int]
    ) -> None:
        """Put down what a local assessor made: by their own account, or typed from paper."""
        own = maker.account == self.desk.local
        keyer = maker.account if own else self.desk.typist
        self.put(event, fields, keyer, "" if own else maker.number, wait)

    def put(
        self,
        event: str,
        fields: Mapping[str, object],
        keyer: str,
        maker: str = "",
        wait: tuple[int, int] = (0, 0),
    ) -> None:
        """Put a step down so many days on; only the day of attention may be a free one."""
        if event not in {"receive", "add_subject"}:
            self.day = calendar.worked(self.day + self.rng.randint(*wait))
        on = calendar.on(self.day)
        self.steps.append(Step(on, event, dict(fields), keyer, maker, self.number))

    def handled_by(self) -> str:
        """Name somebody in the borough to handle it."""
        return self.rng.choice(self.desk.unit.inspecting).name

    def add_allegation(self) -> None:
        """Add a second, smaller allegation."""
        self._allegations += 1
        words = self.pen.phrase("second_matter").format(n=self.rng.randint(2, 6))
        fields = self._allegation(self.pen.phrase("second_category"), words)
        fields |= {"standard": "duties", "reason": self.pen.phrase("found")}
        self.put("add_allegation", fields, self.desk.typist)

    def _allegation(self, category: str, narrative: str) -> dict[str, object]:
        return {
            "standard": self.matter.standard,
            "category": category,
            "narrative": narrative,
            "place": self.pen.phrase("places"),
        }

    def by_allegation(self, level: str) -> dict[str, object]:
        """Give each allegation its own level where there are two, and now and then where not."""
        if self._allegations == 1:
            return {"by_allegation": {"1": level}} if self.rng.random() < 0.25 else {}
        if level == GROSS and self.rng.random() < 0.2:
            return {
                "by_allegation": {"1": "misconduct", "2": "misconduct"},
                "taken_together": "Two in one shift; together they weigh more than either.",
            }
        return {"by_allegation": {"1": level, "2": "neither"}}
