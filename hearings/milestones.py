"""The dated facts of a case that a clock starts from or stops at, and when each was reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from hearings.errors import UsageError
from hearings.packaged import facts

_KEYS = {"words", "entered", "of", "round", "ready"}


@dataclass(frozen=True, slots=True)
class Milestone:
    """A kind of dated fact."""

    key: str
    """Its name in the records."""
    words: str
    """What a screen calls it."""
    recorded: bool
    """Whether a person enters it as it is; otherwise a move brings it with it."""
    of_case: bool = False
    """Whether it is one fact for all of the case's officers."""
    round: bool = False
    """Whether a new referral begins it anew."""
    ready: bool = False
    """Whether a hearing is ready to be listed only once it is there."""


@dataclass(frozen=True, slots=True)
class Reached:
    """A milestone, reached."""

    key: str
    """The milestone."""
    on: date
    """The day that counts: for what is served, the day it is taken to be served."""
    how: str = ""
    """How: by post, by email, in person."""
    by: str = ""
    """By whom."""
    note: str = ""
    """What else was written down."""


@cache
def milestones() -> dict[str, Milestone]:
    """Read the kinds of dated fact, by key.

    Raises:
        UsageError: A kind has a setting that is not known.
    """
    found = {}
    for key, row in facts("milestones.toml").items():
        strange = sorted(set(row) - _KEYS)
        if strange or row["entered"] not in {"recorded", "move"}:
            raise UsageError(f"The milestone {key} is not well formed: {', '.join(strange)}.")
        found[key] = Milestone(
            key,
            row["words"],
            recorded=row["entered"] == "recorded",
            of_case=row.get("of") == "case",
            round=row.get("round", False),
            ready=row.get("ready", False),
        )
    return found


def milestone_words(key: str) -> str:
    """Say a milestone as a screen does; as given where it is not known."""
    known = milestones().get(key)
    return key if known is None else known.words
