"""Suspension and restriction of duties, leaving, and clocks that wait."""

from __future__ import annotations

from db.demo import calendar
from db.demo.forms import GROSS
from db.demo.later import LAST, Later

_REVIEW_LATE, _CONFIRMED_LATE, _SPOKEN_AGAINST = 0.05, 0.05, 0.25
_AGAINST, _RESTRICTED, _ORALLY = 0.2, 0.16, 0.8
_LEAVES = {"resigned": "goes_on", "retired": "to_be_decided"}


class Measured(Later):
    """Tells what is done about the officer while the matter goes on."""

    over = LAST + 1
    """The day after which nothing more is done here."""

    def tell(self) -> None:
        """Tell it."""
        rng, fate, left = self.rng, self.fate, self.left
        if fate.suspended:
            self._suspend(fate.suspended, LAST + 1)
        if left.closed_circle or left.officer is None or fate.to == "":
            return
        day = calendar.worked(left.day + rng.randint(3, 20))
        if "lifted" in fate.besides:
            lifted = calendar.worked(day + rng.randint(40, 90))
            self._suspend(day, lifted)
            self._lift(lifted)
        elif left.level == GROSS and not fate.suspended:
            if rng.random() < _AGAINST:
                self._not_suspended(day)
            if rng.random() < _RESTRICTED:
                self._restrict(day)
        self._befalls(calendar.worked(left.day + rng.randint(30, 60)))

    def until(self, day: int, reason: str) -> None:
        """Suspend the officer soon after the severity decision, until the outcome.

        Args:
            day: The day of the outcome.
            reason: Why it ends then.
        """
        first = calendar.worked(self.left.day + self.rng.randint(1, 15))
        if first < day:
            self._suspend(first, day)
            self.decide(day, "lift_measure", {"measure": "suspension", "reason": reason})

    def _suspend(self, day: int, until: int) -> None:
        rng, orally = self.rng, self.rng.random() < _ORALLY
        fields: dict[str, object] = {
            "imposed": "yes",
            "orally": orally,
            "redeployment": self.phrase("redeployment", "measures"),
            "second_condition": rng.choice(("public_interest", "both", "prejudice")),
            "alternatives": self.phrase("alternatives", "measures"),
            "reason": self.phrase("reasons", "measures"),
            "told_on": calendar.on(day).isoformat(),
        }
        self.decide(day, "suspend", fields)
        if orally:
            self._confirm(day)
        if rng.random() < _SPOKEN_AGAINST:
            self.fact(calendar.after(day, rng.randint(3, 7)), "suspension_representations")
        for review, behind in self.every_four_weeks(day, until, _REVIEW_LATE):
            self._review("suspension", review, "yes")
            if behind:
                reason = self.phrase("review_late", "measures")
                self.explain(review, "suspension_review", "other", reason)

    def _confirm(self, day: int) -> None:
        """Confirm in writing what was said by word of mouth."""
        late = self.rng.random() < _CONFIRMED_LATE
        days = self.rng.randint(4, 8) if late else self.rng.randint(0, 3)
        confirmed = calendar.after(day, days)
        self.fact(confirmed, "suspension_confirmed", method="post")
        if late:
            reason = self.phrase("confirmed_late", "measures")
            self.explain(confirmed, "suspension_confirmed", "other", reason)

    def _review(self, measure: str, day: int, goes_on: str) -> None:
        name = "reviewed" if goes_on == "yes" else "lifted"
        reason = self.phrase(name, "measures")
        fields = {"measure": measure, "goes_on": goes_on, "reason": reason}
        self.decide(day, "review_measure", fields)

    def _lift(self, day: int) -> None:
        """End a suspension, on a review or between two."""
        if self.rng.random() < 0.5:
            self._review("suspension", day, "no")
        else:
            reason = self.phrase("lifted", "measures")
            self.decide(day, "lift_measure", {"measure": "suspension", "reason": reason})

    def _not_suspended(self, day: int) -> None:
        fields = {
            "imposed": "no",
            "redeployment": self.phrase("against_redeployment", "measures"),
            "second_condition": "neither",
            "alternatives": self.phrase("restricted_alternatives", "measures"),
            "reason": self.phrase("against", "measures"),
        }
        self.decide(day, "suspend", fields)

    def _restrict(self, day: int) -> None:
        rng, imposed = self.rng, self.rng.random() < 0.75
        fields = {
            "imposed": "yes" if imposed else "no",
            "terms": self.phrase("restricted", "measures") if imposed else "",
            "alternatives": self.phrase("restricted_alternatives", "measures"),
            "reason": self.phrase("restricted_reasons" if imposed else "not_restricted",
                                  "measures"),
        }  # fmt: skip
        self.decide(day, "restrict", fields)
        if not imposed:
            return
        for review, _late in self.every_four_weeks(day, LAST, 0.0)[:3]:
            self._review("restriction", review, "yes")
        if rng.random() < 0.2:
            ended = calendar.worked(day + 100)
            reason = self.phrase("lifted", "measures")
            self.decide(ended, "lift_measure", {"measure": "restriction", "reason": reason})

    def _befalls(self, day: int) -> None:
        """Let the officer leave, the matter go to another force, or its clocks wait."""
        rng, besides = self.rng, self.fate.besides
        for leaves, becomes in _LEAVES.items():
            if leaves in besides:
                self.leave(day, leaves, becomes)
        if "transferred" in besides:
            fields = {
                "force": self.phrase("forces"),
                "holds_from": calendar.on(day).isoformat(),
                "reason": self.phrase("transferred"),
            }
            self.put(day, "transfer", fields)
            self.over = day
        if "paused" in besides:
            fields = {
                "limit": "all",
                "agreed_by": self.desk.authority.name,
                "delay_reason": "criminal_proceedings",
            }
            self.put(day, "pause", fields | {"reason": self.phrase("paused")})
            again = calendar.worked(day + rng.randint(30, 70))
            self.put(again, "resume", {"limit": "all", "reason": self.phrase("resumed")})
