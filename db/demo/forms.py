"""What the demonstration's assessors write: phrases put together under the six headings."""

from __future__ import annotations

from random import Random
from typing import Any

from db.demo.data import Matter, Shares, shares, table

LEVELS = ("neither", "misconduct", "gross_misconduct")
"""The levels, lowest first."""

GROSS = LEVELS[2]

LIKELY_FORMS = {"neither": "none", "misconduct": "meeting", "gross_misconduct": "hearing"}

_LOWERED = {
    "threshold_too_high": 66, "wrong_standard": 7, "new_information": 11, "record_not_open": 7,
    "force_policy": 4, "clerical": 3,
}  # fmt: skip
_REASONS: dict[str, Shares] = {
    "to_neither": shares({**_LOWERED, "not_conduct": 14}),
    "lowered": shares(_LOWERED),
    "raised": shares({
        "threshold_too_low": 50, "new_information": 26, "record_not_open": 14,
        "wrong_standard": 6, "clerical": 4,
    }),
}  # fmt: skip


def crosses_gross(before: str, after: str) -> bool:
    """Say whether a decision moves a subject to or from gross misconduct."""
    return (before == GROSS) is not (after == GROSS)


def reason_for(rng: Random, before: str, after: str) -> str:
    """Draw the reason for which DPS came to another level."""
    if LEVELS.index(after) > LEVELS.index(before):
        return _REASONS["raised"].draw(rng)
    return _REASONS["to_neither" if after == "neither" else "lowered"].draw(rng)


class Pen:
    """Writes what a form asks for."""

    def __init__(self, rng: Random) -> None:
        """Take the chances from `rng`."""
        self._rng = rng
        self._words: dict[str, Any] = table("forms")

    def phrase(self, name: str) -> str:
        """Choose one of the phrases of a list, or give the only one."""
        found = self._words[name]
        return found if isinstance(found, str) else str(self._rng.choice(found))

    def question(self) -> tuple[str, str]:
        """Choose what is missing from a form, and what comes of asking for it."""
        missing, supplied = self._words["missing"], self._words["supplied"]
        place = self._rng.randrange(len(missing))
        return missing[place], supplied[place]

    def fill(self, matter: Matter) -> tuple[str, str]:
        """Write what is alleged and what was read, with a time and numbers put in."""
        slots = {
            "hour": self._rng.choice(self._words["hours"]),
            "n": self._rng.randint(2, 6),
            "weeks": self._rng.randint(3, 11),
            "sum": self._rng.randrange(20, 180, 5),
        }
        return matter.text.format_map(slots), matter.seen.format_map(slots)

    def local(self, matter: Matter, seen: str, level: str) -> dict[str, object]:
        """Write what an inspecting rank's form says beside its level."""
        rng = self._rng
        fields = self._levels(level)
        fields["rationale"] = self._rationale(
            information=f"I have read {seen}.",
            threat=f"{rng.choice(self._words['threat'][level])} {self.phrase('local_threat')}",
            action=rng.choice(self._words[matter.standard][level]),
        )
        fields["known"] = self.phrase("known")
        fields["not_known"] = self.phrase("not_known")
        fields["local"] = self.phrase("local_no" if level == GROSS else "local_yes")
        return fields

    def formal(self, matter: Matter, seen: str, level: str, first: str) -> dict[str, object]:
        """Write what a superintending rank says beside its own level.

        Args:
            matter: What is alleged, in kind.
            seen: What was read.
            level: The superintending rank's level.
            first: The inspecting rank's.
        """
        opinion = self.phrase("agree" if level == first else "differ")
        fields = self._levels(level)
        fields["rationale"] = self._rationale(
            information=f"The form, {seen}.",
            action=f"{opinion} {self._rng.choice(self._words[matter.standard][level])}",
        )
        return fields

    def decision(self, seen: str, level: str, reason: str = "") -> dict[str, object]:
        """Write what DPS says beside its level, for the reason of a change where there is one."""
        says = self._words["dps"][level]
        fields = self._levels(level)
        fields["rationale"] = self._rationale(
            options="dps_options",
            information=f"I have read the form, {seen}.",
            threat=self._rng.choice(self._words["threat"][level]),
            action=self._rng.choice(says[reason if reason in says else "other"]
                                    if reason else says["same"]),
        )  # fmt: skip
        if reason:
            fields["change_reason"] = reason
        return fields

    def _levels(self, level: str) -> dict[str, object]:
        return {"level": level, "likely_form": LIKELY_FORMS[level]}

    def _rationale(self, options: str = "options", **written: str) -> dict[str, str]:
        """Add the headings that not everybody fills in."""
        for heading, name in (("ethics", "ethics"), ("powers", "powers"), ("options", options)):
            if self._rng.random() < 0.4:
                written[heading] = self.phrase(name)
        return written
