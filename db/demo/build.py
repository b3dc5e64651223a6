"""Play the demonstration's stories into a database, through the same actions as everyone."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, time
from pathlib import Path

from db.actions import Ask, Desk
from db.agenda import add_away
from db.demo import FIRST, LAST, away, cast, stories
from db.demo.dipped import dip
from db.demo.later import DIARY
from db.demo.outliers import GIVES, improve
from db.demo.shapes import Player, Step
from db.demo.workforce import workforce
from db.engine import Connection, Database
from db.opening import login
from db.people import Account, Named, keep_account, keep_person
from db.upgrade import make
from db.workforce import keep_lines
from hearings.errors import Refused
from hearings.people import PersonFacts
from hearings.rules import Rules

Progress = Callable[[int, int | None], None]

NOON = time(12, tzinfo=UTC)


def build(url: str, seed: int, subjects: int | None, progress: Progress | None = None) -> None:
    """Make a demonstration database: all of it, or none.

    A SQLite file is played beside its place and moved there whole.

    Args:
        url: The database's address; nothing may be there yet.
        seed: The same seed tells the same stories.
        subjects: About how many subjects of the year's own; None for its 1,775 cases.
        progress: Told how many cases have been played.

    Raises:
        Refused: There is something at that address already.
    """
    place = Database(url, must_exist=False).path
    if place is None:
        _play(make(url), seed, subjects, progress)
        return
    if place.exists():
        raise Refused(f"{place} is there already.")
    part = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        _play(make(str(part)), seed, subjects, progress)
        os.link(part, place)
    except FileExistsError:
        raise Refused(f"{place} is there already.") from None
    finally:
        for left in (part, Path(f"{part}-wal"), Path(f"{part}-shm")):
            with suppress(OSError):
                left.unlink()


def _play(database: Database, seed: int, subjects: int | None, progress: Progress | None) -> None:
    accounts = [player for player in cast(seed) if player.account]
    with database.write() as connection:
        _people(connection, database, seed, subjects)
    desks = {
        player.account: Desk(database, player.account, _never, FIRST, Rules())
        for player in accounts
    }
    with database.write() as connection:
        for done, story in enumerate(stories(seed, subjects), start=1):
            for step in story.steps:
                _take(connection, desks[step.keyed_by], step.case or story.reference, step)
            if progress is not None:
                progress(done, None)
        keep_lines(connection, workforce(subjects))
        connection.insert("meta", {"key": "demonstration", "value": "1"})
    for row in away(seed, subjects):
        desks[DIARY].act_on(datetime.combine(LAST, NOON))
        add_away(desks[DIARY], row.who, row.first, row.last, row.why, room=row.room, name=row.name)
    improve(desks[GIVES])
    for desk in desks.values():
        desk.act_on(datetime.combine(LAST, NOON))
    dip(desks, seed)
    database.close()


def _people(connection: Connection, database: Database, seed: int, subjects: int | None) -> None:
    """Keep everybody who acts, and the account that made this, which holds every role."""
    maker = login(database)
    for player in cast(seed):
        facts = PersonFacts(player.number, rank=player.rank, unit=player.unit)
        keep_person(connection, facts, player.name, date(2010, 1, 1))
        if player.account:
            keep_account(connection, _account(player))
    keep_account(connection, Account(maker, "", "", ()))
    marks = {"maker": maker, "seed": str(seed), "subjects": str(subjects or "")}
    for key, value in marks.items():
        connection.insert("meta", {"key": key, "value": value})


def _account(player: Player) -> Account:
    return Account(player.account, player.number, player.unit, player.roles)


def _take(connection: Connection, desk: Desk, case: str, step: Step) -> None:
    desk.act_on(datetime.combine(step.on, NOON))
    given = dict(step.fields)
    if step.event == "receive":
        given["reference"] = case
    maker = Named(step.maker) if step.maker else None
    desk.perform_in(connection, Ask(step.event, f"{case}/{step.subject}", given, maker, step.on))


def _never() -> datetime:
    raise AssertionError("a story says when each of its steps is taken")
