"""Questions about the reassessment figures: what is asked, those that are ready, those kept.

An account sees the questions that it kept itself; every figure they lead to is read, allowed and
written down as if it had been asked for anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from db.comparing import PLACED
from db.figures import Breakdown, check, one_reason
from db.session import Session
from hearings.access import may_see_figures
from hearings.errors import UsageError
from hearings.rates import COLUMNS, MEASURES, OVERLAPPING, PERIODS, PERSONS
from hearings.values import clean

FIGURES: Final = ("intervals", "funnel", "trend", "table", "cross")
"""How the figures can be shown: beside each other, as a funnel, as a trend, in full, by two."""

BY: Final = (*(n for n in COLUMNS if n not in {*PERSONS, "month"}), *OVERLAPPING, *PERIODS)
"""The fields that figures are broken down by here: everything but who assessed or decided."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the reassessment figures."""

    figure: str = "intervals"
    """How it is shown, of `FIGURES`."""
    measure: str = "gross_lowered"
    """Which share, of `MEASURES`."""
    by: str = "unit"
    """The field the figures are broken down by."""
    across: str = "tier"
    """The second field, for the table by two."""
    period: str = "quarter"
    """What a trend goes by."""
    where: Mapping[str, str] = field(default_factory=dict)
    """Only subjects with these values; an empty value is one that is not known."""
    start: date | None = None
    """The first day of the period."""
    end: date | None = None
    """The last day of the period, included."""
    basis: str = "received"
    """Which date puts a subject in the period: received, assessed or decided."""

    @property
    def level(self) -> str:
        """Give the initial assessment that the share is within; empty for all three together."""
        return MEASURES[self.measure].level

    @property
    def places(self) -> bool:
        """Say whether a funnel can place the values of the field beside each other."""
        return self.by in PLACED and not self.bare

    @property
    def bare(self) -> bool:
        """Say whether it is narrowed to a reason, so that there are counts and no rate."""
        return one_reason(self.asked)

    @property
    def asked(self) -> Breakdown:
        """Give which subjects are asked about, by no field."""
        return Breakdown((), dict(self.where), self.start, self.end, self.basis)

    @property
    def within(self) -> Breakdown:
        """Give the same within the initial assessment of the share."""
        level = {"local_level": self.level} if self.level else {}
        return replace(self.asked, where={**self.where, **level})

    def narrow(self, name: str, value: str | None) -> Question:
        """Ask about other subjects.

        Args:
            name: A field.
            value: What it has to be; empty for not known, None for any.
        """
        kept = {key: held for key, held in self.where.items() if key != name}
        return replace(self, where=kept if value is None else {**kept, name: value})

    def of(self, measure: str) -> Question:
        """Ask for another share; one within an initial assessment is narrowed to no other.

        Args:
            measure: One of `MEASURES`.
        """
        found = replace(self, measure=measure)
        return found.narrow("local_level", None) if found.level else found


@dataclass(frozen=True, slots=True)
class View:
    """A question under a name."""

    name: str
    """Its name."""
    question: Question
    """What is asked."""
    own: bool = False
    """Whether the account kept it; the others are ready made."""


READY: Final = (
    View("all by unit", Question(measure="changed")),
    View("gross misconduct lowered by unit", Question("funnel")),
    View("gross misconduct lowered by ethnicity", Question(by="ethnicity")),
    View("all by tier", Question(measure="changed", by="tier")),
    View("trend by quarter", Question("trend")),
    View("avoidable by reason", Question("table", "changed", by="reason")),
)
"""The questions that are asked every quarter."""


def keep(session: Session, name: str, question: Question) -> str:
    """Keep a question under a name; one of the same name is replaced.

    Args:
        session: Whose question it is.
        name: Its name, as typed.
        question: What is asked.

    Returns:
        The name it is kept under.

    Raises:
        Refused: The account has no right to figures, or the name cannot be used.
        UsageError: Something asked for is not known.
    """
    checked(question)
    _allowed(session, "figures.keep_view")
    name = named(name)
    values = {"account": session.actor.account, "name": name, "asked": _written(question)}
    with session.database.write() as connection:
        connection.run(
            "INSERT INTO saved_views (account, name, asked) VALUES (:account, :name, :asked)"
            " ON CONFLICT (account, name) DO UPDATE SET asked = excluded.asked",
            **values,
        )
        session.trail(connection, "figures.keep_view", detail=json.dumps(values, sort_keys=True))
    return name


def named(typed: str) -> str:
    """Read the name that a question is to be kept under.

    Args:
        typed: The name, as typed.

    Raises:
        Refused: It holds what no name can.
        UsageError: It is empty, or the name of a question that is ready made.
    """
    name = " ".join(clean("name", typed).split())
    if not name:
        raise UsageError("A question is kept under a name; type one.")
    if any(view.name == name for view in READY):
        raise UsageError(f"{name!r} is the name of a question that is ready made; take another.")
    return name


def views(session: Session) -> tuple[View, ...]:
    """List the questions that are ready made, then those the account kept, by name.

    Args:
        session: Who asks.

    Raises:
        Refused: The account has no right to figures.
    """
    _allowed(session, "figures.list_views")
    with session.database.read() as connection:
        rows = connection.rows(
            "SELECT name, asked FROM saved_views WHERE account = :account ORDER BY name",
            account=session.actor.account,
        )
    return (*READY, *(View(name, _read(asked), own=True) for name, asked in rows))


def view_named(session: Session, name: str) -> View:
    """Find a question by its name.

    Raises:
        UsageError: There is none of that name.
        Refused: The account has no right to figures.
    """
    known = views(session)
    found = next((view for view in known if view.name == name), None)
    if found is None:
        raise UsageError(
            f"There is no question {name!r}; there are {', '.join(view.name for view in known)}."
        )
    return found


def drop(session: Session, name: str) -> None:
    """Drop a question that the account kept.

    Args:
        session: Whose question it is.
        name: Its name.

    Raises:
        UsageError: There is none of that name, or it is ready made.
        Refused: The account has no right to figures.
    """
    if not view_named(session, name).own:
        raise UsageError(f"{name!r} is ready made and stays.")
    account = session.actor.account
    with session.database.write() as connection:
        connection.run("DELETE FROM saved_views WHERE account = :account AND name = :name",
                       account=account, name=name)  # fmt: skip
        detail = json.dumps({"account": account, "name": name}, sort_keys=True)
        session.trail(connection, "figures.drop_view", detail=detail)


def checked(question: Question) -> Question:
    """Refuse what cannot be asked.

    Raises:
        UsageError: A word of it is not known.
    """
    known = (
        ("A figure", question.figure, FIGURES),
        ("A measure", question.measure, tuple(MEASURES)),
        ("A field", question.by, BY),
        ("A second field", question.across, BY),
        ("A period", question.period, PERIODS),
    )
    for what, word, words in known:
        if word not in words:
            raise UsageError(f"{what} cannot be {word!r}; it is one of {', '.join(words)}.")
    if PERSONS & {*question.where}:
        raise UsageError("Nobody is compared by name: a kept question takes no person.")
    if question.level and question.where.get("local_level", question.level) != question.level:
        raise UsageError(f"{question.measure} cannot be narrowed to another initial assessment.")
    check(question.asked)
    return question


def _allowed(session: Session, action: str) -> None:
    with session.refusing(action):
        may_see_figures(session.actor)


def _written(question: Question) -> str:
    return json.dumps(promised(question), sort_keys=True)


def promised(question: Question) -> dict[str, Any]:
    """Give a question as it is kept, and as JSON has it."""
    return {
        "figure": question.figure,
        "measure": question.measure,
        "by": question.by,
        "across": question.across,
        "period": question.period,
        "where": dict(question.where),
        "from": None if question.start is None else question.start.isoformat(),
        "to": None if question.end is None else question.end.isoformat(),
        "date": question.basis,
    }


def _read(text: str) -> Question:
    kept = json.loads(text)
    start, end = (date.fromisoformat(kept[n]) if kept[n] else None for n in ("from", "to"))
    return Question(kept["figure"], kept["measure"], kept["by"], kept["across"], kept["period"],
                    kept["where"], start, end, kept["date"])  # fmt: skip
