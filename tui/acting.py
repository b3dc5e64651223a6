"""What the forms about an action on an outlier ask, and what they tell the desk. No Textual."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

from db import improving
from hearings.errors import BadValue
from hearings.improving import flags
from hearings.improving.actions import FIELDS, Given, kinds
from hearings.values import read_date
from tui.spec import Spec
from tui.telling import actions as telling
from tui.words import day, first_upper

if TYPE_CHECKING:
    from datetime import date

    from db.saved_views import Question
    from db.session import Session
    from hearings.improving.actions import Action
    from tui.office import Office

Save = Callable[[], str]
"""Saves what was typed, in a thread, and says so."""

BY_INITIAL: Final = "Days of the initial assessment count."

NO_FIELD: Final = (
    "An action is on a unit, or on the rank or tier of those who assess. Choose one of them in the"
    " question, under By."
)
NOT_ONE: Final = "Go to one row that is known: an action is on one unit, one rank or one tier."


@dataclass(frozen=True, slots=True)
class Acting:
    """A form about an action."""

    place: str
    """Where its draft is kept."""
    title: str
    """What stands over it."""
    specs: tuple[Spec, ...]
    """What it asks for."""
    read: Callable[[Mapping[str, str]], Save]
    """Reads what was typed; refuses what cannot be taken."""
    filled: Mapping[str, str] = field(default_factory=dict)
    """What stands in it before anything is typed."""


def acted_on(question: Question, where: Mapping[str, str]) -> tuple[str, str] | str:
    """Give whom an action would be on: the field and its value; or why there can be none.

    Args:
        question: What is asked.
        where: The row of the cursor.
    """
    if question.by not in FIELDS.values():
        return NO_FIELD
    value = where.get(question.by, "")
    return (question.by, value) if value else NOT_ONE


def giving(office: Office, question: Question, of: tuple[str, str]) -> Acting:
    """Ask for what a new action needs; the share and the period are those of the question.

    Args:
        office: The desk, and the force's words.
        question: What is asked of the figures.
        of: The field and its value.
    """
    name, value = of
    whom = telling.on(name, value, office.rules)
    share = telling.share_words(question.measure, office.rules)
    only = " It counts all of them, not only what the question is narrowed to."
    title = f"Give an action on {whom} · {share}.{only if question.where else ''}"
    period = f"day of the period that was looked at, as 2013-07-01. {BY_INITIAL}"
    specs = (
        Spec("kind", "What is done", "choice", "What is to be done about it.",
             tuple((key, first_upper(words)) for key, words in kinds().items()), True),
        Spec("owner", "Owner", "line", "Who sees to it.", (), True, frozenset({"owner"})),
        Spec("due", "Due", "line", "The last day to have it done, as 2014-04-30.", (), True,
             frozenset({"due"})),
        Spec("start", "Period from", "line", f"The first {period}", (), True,
             frozenset({"from"})),
        Spec("end", "Period to", "line", f"The last {period}", (), True, frozenset({"to"})),
        Spec("note", "Note", "area", "What else is to be known.", (), False, frozenset({"note"})),
    )  # fmt: skip
    days = {"start": question.start, "end": question.end}
    filled = {key: when.isoformat() for key, when in days.items() if when}
    read = partial(_give, office.desk, specs, question.measure, of)
    place = ":".join(("action", name, value, question.measure, *filled.values()))
    return Acting(place, title, specs, read, filled)


def doing(office: Office, action: Action) -> Acting:
    """Ask for the day an action was done.

    Args:
        office: The desk, and the force's words.
        action: The action.
    """
    specs = (Spec("on", "Done on", "line", "The day it was done; from it on counts as after.", (),
                  True),)  # fmt: skip
    title = f"{telling.title(action, office.rules)} · say that it was done"
    read = partial(_do, office.desk, specs, action.number)
    filled = {"on": office.today.isoformat()}
    return Acting(f"action:done:{action.number}", title, specs, read, filled)


def dropping(office: Office, action: Action) -> Acting:
    """Ask why an action will not be done.

    Args:
        office: The desk, and the force's words.
        action: The action.
    """
    specs = (Spec("reason", "Why", "area", "Why it will not be done.", (), True,
                  frozenset({"reason"})),)  # fmt: skip
    title = f"{telling.title(action, office.rules)} · say that it will not be done"
    read = partial(_drop, office.desk, specs, action.number)
    return Acting(f"action:drop:{action.number}", title, specs, read)


def _needed(specs: tuple[Spec, ...], typed: Mapping[str, str]) -> None:
    """Refuse a form in which something is missing.

    Raises:
        BadValue: Something that may not be empty is.
    """
    for spec in specs:
        if spec.required and not typed.get(spec.key, "").strip():
            raise BadValue(spec.key, f"{spec.label} may not be empty.")


def _day(specs: tuple[Spec, ...], typed: Mapping[str, str], key: str) -> date:
    label = next(spec.label for spec in specs if spec.key == key)
    return read_date(label, typed[key], key=key)


def _give(
    session: Session, specs: tuple[Spec, ...], measure: str, of: tuple[str, str],
    typed: Mapping[str, str],
) -> Save:  # fmt: skip
    _needed(specs, typed)
    start, end, due = (_day(specs, typed, key) for key in ("start", "end", "due"))
    asked = Given(*of, measure, start, end, typed["kind"], typed["owner"], due,
                  typed.get("note", ""))  # fmt: skip

    def save() -> str:
        number, flag = improving.flagged(session, asked)
        unflagged = "" if flag.raised else f" {flags.sentence(flag)}"
        return f"Action {number} is given, due {day(due)}. A lists the actions.{unflagged}"

    return save


def _do(
    session: Session, specs: tuple[Spec, ...], number: int, typed: Mapping[str, str]
) -> Save:  # fmt: skip
    _needed(specs, typed)
    done = _day(specs, typed, "on")

    def save() -> str:
        improving.done(session, number, done)
        return f"Action {number} is done."

    return save


def _drop(
    session: Session, specs: tuple[Spec, ...], number: int, typed: Mapping[str, str]
) -> Save:  # fmt: skip
    _needed(specs, typed)

    def save() -> str:
        improving.drop(session, number, typed["reason"])
        return f"Action {number} is dropped."

    return save
