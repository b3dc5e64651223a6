"""An action on an outlier: what it is on, who does it by when, and how it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from hearings.errors import BadValue, OutOfTurn
from hearings.improving import flags, likeness
from hearings.improving.flags import Flag
from hearings.improving.likeness import Likeness
from hearings.packaged import facts
from hearings.rates import MEASURES
from hearings.values import clean, read_date

FIELDS = {"unit": "unit", "rank": "assessor_rank", "tier": "tier"}
"""What an action can be on, and the field of the figures; a rank is that of whoever assessed."""

GIVEN, DONE, DROPPED = "given", "done", "dropped"
"""The steps of an action; each stands once at most, and either of the last two ends it."""

TO_DO, OVERDUE = "to do", "overdue"
"""How an action stands that is not ended; one that is stands as its last step says."""


@dataclass(frozen=True, slots=True)
class Given:
    """What is said when an action is given."""

    field: str
    """Unit, assessor_rank or tier."""
    value: str
    """Which of them."""
    measure: str
    """The share that raised the flag, of `MEASURES`."""
    start: date
    """The first day of the period that raised it."""
    end: date
    """The last day of that period, included."""
    kind: str
    """What is to be done, of `kinds`."""
    owner: str
    """Who sees to it."""
    due: date
    """The last day to have it done."""
    note: str = ""
    """What else is to be known."""

    def said(self) -> dict[str, str]:
        """Give it as the records keep it."""
        return {key: str(value) for key, value in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an action, as it is kept."""

    action: int
    """The action's number."""
    step: str
    """Given, done or dropped."""
    day: date
    """The day it counts from."""
    account: str
    """Who entered it."""
    said: Mapping[str, Any]
    """What was said; when it was given also the flag and the like units, as they were found."""


@dataclass(frozen=True, slots=True)
class Action:
    """An action as it stands."""

    number: int
    """Its number."""
    given: Given
    """What was said when it was given."""
    given_on: date
    """The day it was given."""
    given_by: str
    """Who gave it."""
    flag: Flag
    """Where it lay in the funnel when the action was given."""
    likeness: Likeness
    """Which units were like it then."""
    done_on: date | None = None
    """The day it was done."""
    dropped_on: date | None = None
    """The day it was dropped."""
    reason: str = ""
    """Why it was dropped."""

    @property
    def open(self) -> bool:
        """Say whether it is still to be done."""
        return self.done_on is None and self.dropped_on is None

    def status(self, today: date) -> str:
        """Say how it stands: to do, overdue, done or dropped."""
        if self.dropped_on is not None:
            return DROPPED
        if self.done_on is not None:
            return DONE
        return OVERDUE if self.given.due < today else TO_DO


def kinds() -> dict[str, str]:
    """Give the kinds of action, and the words of each."""
    return dict(facts("improving/kinds.toml")["kinds"])


def given(asked: Given, today: date) -> Given:
    """Check an action that is to be given.

    Args:
        asked: The action, as it was typed.
        today: The day it is given.

    Returns:
        The action with its texts cleaned.

    Raises:
        BadValue: Something in it cannot be taken.
    """
    if asked.measure not in MEASURES:
        known = ", ".join(MEASURES)
        raise BadValue("measure", f"measure cannot be {asked.measure!r}; it is one of {known}.")
    if asked.kind not in kinds():
        known = ", ".join(kinds())
        raise BadValue("kind", f"kind cannot be {asked.kind!r}; it is one of {known}.")
    _days(asked, today)
    return replace(
        asked,
        value=_needed(asked.field.removeprefix("assessor_"), asked.value),
        owner=_needed("owner", asked.owner),
        note=clean("note", asked.note, lines=True),
    )


def _days(asked: Given, today: date) -> None:
    if asked.end < asked.start:
        raise BadValue("to", "The period that raised the flag ends before it begins.")
    if asked.end >= today:
        raise BadValue(
            "to",
            f"The period that raised the flag runs to {asked.end.isoformat()} and is not over;"
            " an action is given once it is.",
        )
    if asked.due < today:
        raise BadValue(
            "due", f"due cannot be {asked.due.isoformat()}: it is past; give a day to come."
        )


def _needed(field: str, text: str) -> str:
    text = clean(field, text)
    if not text:
        raise BadValue(field, f"An action needs its {field}.")
    return text


def done(action: Action, on: date, today: date, account: str) -> Step:
    """Say that an action was done.

    Args:
        action: The action.
        on: The day it was done.
        today: Today.
        account: Who says so.

    Raises:
        OutOfTurn: It is ended already.
        BadValue: The day lies ahead, or before the action was given.
    """
    _still_open(action)
    if on > today:
        raise BadValue("on", f"Action {action.number}: {on.isoformat()} has not come yet.")
    if on < action.given_on:
        raise BadValue(
            "on",
            f"Action {action.number} was given on {action.given_on.isoformat()}; it cannot have"
            f" been done on {on.isoformat()}, before that.",
        )
    return Step(action.number, DONE, on, account, {})


def dropped(action: Action, reason: str, today: date, account: str) -> Step:
    """Say that an action will not be done.

    Args:
        action: The action.
        reason: Why.
        today: Today.
        account: Who says so.

    Raises:
        OutOfTurn: It is ended already.
        BadValue: No reason is given.
    """
    _still_open(action)
    reason = clean("reason", reason, lines=True)
    if not reason:
        raise BadValue("reason", f"Action {action.number} is dropped with a reason; give one.")
    return Step(action.number, DROPPED, today, account, {"reason": reason})


def _still_open(action: Action) -> None:
    if action.done_on is not None:
        day = action.done_on.isoformat()
        raise OutOfTurn(f"Action {action.number} was done on {day} already.")
    if action.dropped_on is not None:
        day = action.dropped_on.isoformat()
        raise OutOfTurn(f"Action {action.number} was dropped on {day} already.")


def actions(steps: Iterable[Step]) -> dict[int, Action]:
    """Read actions from their steps.

    Args:
        steps: The steps in the order they were entered.

    Returns:
        Each action by its number, in the order they were given.
    """
    found: dict[int, Action] = {}
    for step in steps:
        if step.step == GIVEN:
            found[step.action] = _opened(step)
        elif step.action in found:
            ended = {"done_on": step.day} if step.step == DONE else {"dropped_on": step.day}
            reason = step.said.get("reason", "")
            found[step.action] = replace(found[step.action], **ended, reason=reason)  # type: ignore[arg-type]  # a day for a day
    return found


def entered(asked: Given, flag: Flag, like: Likeness) -> dict[str, Any]:
    """Give what is kept when an action is given.

    Args:
        asked: What was said.
        flag: Where it lies in the funnel.
        like: Which units are like it.
    """
    return {**asked.said(), "flag": flag.said(), "like": like.said()}


def _opened(step: Step) -> Action:
    said = dict(step.said)
    flag, like = flags.read(said.pop("flag")), likeness.read(said.pop("like"))
    days = {name: read_date(name, said[name]) for name in ("start", "end", "due")}
    given = Given(**{**said, **days})
    return Action(step.action, given, step.day, step.account, flag, like)
