"""Give actions on outliers, say what became of them, and list them."""

from __future__ import annotations

import json
from datetime import date

from db.comparing import placed_in
from db.engine import Connection
from db.figures import Breakdown
from db.session import Session
from hearings.access import may_improve, may_see_figures
from hearings.errors import BadValue, Refused
from hearings.funnels import Funnel
from hearings.improving import actions as rules
from hearings.improving.actions import GIVEN, Action, Given, Step, actions, entered
from hearings.improving.flags import Flag, flag_of, too_few
from hearings.improving.likeness import Likeness, alike
from hearings.rates import MEASURES


def give(session: Session, asked: Given) -> int:
    """Give an action as `flagged` does, and return its number alone."""
    return flagged(session, asked)[0]


def flagged(session: Session, asked: Given) -> tuple[int, Flag]:
    """Give an action on an outlier, and keep its flag and the units like it as they stand now.

    Args:
        session: Who gives it.
        asked: The action, as it was typed.

    Returns:
        Its number, and where it lay: inside the limits there is no flag that it answers.

    Raises:
        Refused: The account may not, something cannot be taken, or too few were decided there
            in the period for any flag.
    """
    with session.refusing("action.add"):
        may_improve(session.actor)
        checked = rules.given(asked, session.today)
        with session.database.write() as connection:
            connection.lock("improvements")
            flag, likeness = _found(connection, checked)
            found = entered(checked, flag, likeness)
            row = connection.row("SELECT coalesce(max(action), 0) + 1 FROM improvements")
            number = 1 if row is None else int(row[0])
            step = Step(number, GIVEN, session.today, session.actor.account, found)
            _keep(session, connection, "action.add", step)
    return number, flag


def _found(connection: Connection, asked: Given) -> tuple[Flag, Likeness]:
    """Look up the flag and the like units; refuse what is not there, or too small for a flag."""
    _known(connection, asked)
    around = funnel_when(connection, asked.field, asked.measure, asked.start, asked.end)
    own = next((one for one in around.points if one.unit.key == asked.value), None)
    refused = too_few(
        asked.value,
        0 if own is None else own.unit.whole,
        asked.measure,
        asked.start.isoformat(),
        asked.end.isoformat(),
    )
    if own is None or refused:
        raise BadValue("from", refused)
    return flag_of(own, around), alike(around.points, asked.value, _acted(connection, asked.field))


def funnel_when(connection: Connection, field: str, measure: str, start: date, end: date) -> Funnel:
    """Give the funnel of `stats funnel --date assessed` that a flag is read from.

    Args:
        connection: The transaction.
        field: What is compared.
        measure: Which share, of `MEASURES`.
        start: The first day of the period.
        end: Its last day.
    """
    return placed_in(
        connection, Breakdown((field,), {}, start, end, "assessed"), MEASURES[measure]
    )[2]


def _known(connection: Connection, asked: Given) -> None:
    """Refuse an action on what is not in the figures."""
    noun = asked.field.removeprefix("assessor_")
    known = connection.row(
        f"SELECT 1 FROM subjects s WHERE s.pair_state <> '' AND s.{asked.field} = :value LIMIT 1",
        value=asked.value,
    )
    if known is None:
        raise BadValue(
            noun,
            f"The figures have no {noun} {asked.value!r}; 'hearings stats reassessment --by"
            f" {asked.field}' lists them.",
        )


def _acted(connection: Connection, field: str) -> frozenset[str]:
    """Name the units that have an action, of whatever kind, which was not dropped."""
    return frozenset(
        one.given.value
        for one in everything(connection).values()
        if one.given.field == field and one.dropped_on is None
    )


def done(session: Session, number: int, on: date | None = None) -> None:
    """Say that an action was done.

    Args:
        session: Who says so.
        number: The action's number.
        on: The day it was done; None for today.

    Raises:
        Refused: The account may not, or the action is not there, ended already, or was given
            later.
    """
    with session.refusing("action.done"):
        may_improve(session.actor)
        with session.database.write() as connection:
            connection.lock("improvements")
            found = find(connection, number)
            account = session.actor.account
            step = rules.done(found, on or session.today, session.today, account)
            _keep(session, connection, "action.done", step)


def drop(session: Session, number: int, reason: str) -> None:
    """Say that an action will not be done.

    Args:
        session: Who says so.
        number: The action's number.
        reason: Why.

    Raises:
        Refused: As `done`, or no reason is given.
    """
    with session.refusing("action.drop"):
        may_improve(session.actor)
        with session.database.write() as connection:
            connection.lock("improvements")
            found = find(connection, number)
            step = rules.dropped(found, reason, session.today, session.actor.account)
            _keep(session, connection, "action.drop", step)


def listing(session: Session, *, still_open: bool = False) -> list[Action]:
    """List the actions in the order they were given, and write down who asked.

    Args:
        session: Who asks.
        still_open: Whether those done or dropped are left out.

    Raises:
        NotAllowed: The account has no right to figures.
    """
    with session.refusing("figures.actions"):
        may_see_figures(session.actor)
    with session.reading("figures.actions") as connection:
        found = everything(connection)
    return [action for action in found.values() if action.open or not still_open]


def everything(connection: Connection) -> dict[int, Action]:
    """Read every action, by its number."""
    rows = connection.rows("SELECT action, step, day, account, said FROM improvements ORDER BY id")
    return actions(
        Step(int(number), step, date.fromisoformat(day), account, json.loads(said))
        for number, step, day, account, said in rows
    )


def find(connection: Connection, number: int) -> Action:
    """Find one action.

    Raises:
        Refused: There is none of that number.
    """
    found = everything(connection).get(number)
    if found is None:
        raise Refused(f"There is no action {number}; 'hearings action list' names them.")
    return found


def _keep(session: Session, connection: Connection, name: str, step: Step) -> None:
    connection.insert(
        "improvements",
        {
            "action": step.action,
            "step": step.step,
            "day": step.day.isoformat(),
            "at": session.moment().isoformat(),
            "account": step.account,
            "said": json.dumps(dict(step.said), sort_keys=True, ensure_ascii=False),
        },
    )
    detail = {"action": step.action, "day": step.day.isoformat(), **step.said}
    session.trail(connection, name, detail=json.dumps(detail, sort_keys=True))
