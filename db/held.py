"""Count hearings: how many were heard, are part-heard, listed or called off, by forum and year."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from db.asking import OVERT, Asked
from db.engine import Connection
from db.session import Session
from hearings.access import may_see_figures
from hearings.errors import UsageError

BY = ("year", "forum")
"""What hearings are counted by."""

STATES = ("heard", "open", "part_heard", "listed", "postponed", "vacated")
"""Where a hearing can stand; of one whose officers stand differently the first of these counts."""


@dataclass(frozen=True, slots=True)
class Held:
    """What was counted of some hearings."""

    hearings: int = 0
    """Hearings that were ever listed, each once however many officers are before it."""
    heard: int = 0
    """Of them, those heard to their outcome."""
    part_heard: int = 0
    """Of them, those that have begun and are not finished, adjourned or not."""
    listed: int = 0
    """Of them, those still to come."""
    postponed: int = 0
    """Of them, those postponed and not listed again."""
    vacated: int = 0
    """Of them, those vacated."""
    officers: int = 0
    """Officers before the hearings that were heard."""
    days: int = 0
    """Sitting days of the hearings that were heard."""
    withdrawn: int = 0
    """Officers whose proceedings were withdrawn before a finding, by the day of that."""

    def __add__(self, other: Held) -> Held:
        """Pool two counts."""
        return Held(*(getattr(self, name) + getattr(other, name) for name in NAMES))


NAMES = tuple(one.name for one in fields(Held))
"""The names of the counts, in order."""

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Tally:
    """Hearings by year and forum, or by one of them."""

    asked: Asked
    """What was asked for."""
    rows: tuple[tuple[Mapping[str, str], Held], ...]
    """A key and its counts, in the order of the keys; empty text is a value that is not known."""
    total: Held
    """All of them."""


def held(session: Session, asked: Asked) -> Tally:
    """Count hearings, and write down who asked.

    Args:
        session: Who asks, of which database.
        asked: By what, and the period: of the first sitting day, or of the day of a withdrawal.

    Raises:
        UsageError: It cannot be counted so.
        Refused: The account has no right to figures.
    """
    by = asked.by or BY
    if not set(by) <= set(BY) or len(set(by)) != len(by):
        raise UsageError(f"Hearings are counted by {' and '.join(BY)}, each once.")
    if asked.start and asked.end and asked.end < asked.start:
        raise UsageError("The period ends before it begins.")
    with session.refusing("figures.hearings"):
        may_see_figures(session.actor, kept=True)
    with session.reading("figures.hearings", json.dumps({"by": list(by)})) as connection:
        found = [*_listed(connection), *_withdrawn(connection)]
    rows: dict[tuple[str, ...], Held] = {}
    for day, forum, counts in found:
        if _inside(day, asked.start, asked.end):
            values = {"year": day[:4], "forum": forum}
            key = tuple(values[name] for name in by)
            rows[key] = rows.get(key, Held()) + counts
    order = sorted(rows, key=lambda key: [(value == "", value) for value in key])
    return Tally(
        asked,
        tuple((dict(zip(by, key, strict=True)), rows[key]) for key in order),
        sum(rows.values(), Held()),
    )


def _listed(connection: Connection) -> list[tuple[str, str, Held]]:
    """Count each hearing once, on its first sitting day."""
    rows = connection.rows(
        "SELECT t.hearing, t.kind, t.state, min(t.day), count(DISTINCT t.subject_id),"
        " count(DISTINCT t.day) FROM sittings t JOIN subjects s ON s.id = t.subject_id"
        f" WHERE {OVERT} GROUP BY t.hearing, t.kind, t.state ORDER BY t.hearing"
    )
    best: dict[str, tuple[str, str, str, int, int]] = {}
    for hearing, kind, state, day, officers, days in rows:
        if hearing not in best or STATES.index(state) < STATES.index(best[hearing][1]):
            best[hearing] = (kind, state, day, officers, days)
    return [
        (day, kind, _one(state, officers, days))
        for kind, state, day, officers, days in best.values()
    ]


def _one(state: str, officers: int, days: int) -> Held:
    heard = state == "heard"
    return Held(
        hearings=1,
        heard=int(heard),
        part_heard=int(state in {"open", "part_heard"}),
        listed=int(state == "listed"),
        postponed=int(state == "postponed"),
        vacated=int(state == "vacated"),
        officers=officers if heard else 0,
        days=days if heard else 0,
    )


def _withdrawn(connection: Connection) -> list[tuple[str, str, Held]]:
    rows = connection.rows(
        "SELECT k.decided_on, k.forum, count(*) FROM conclusions k"
        f" JOIN subjects s ON s.id = k.subject_id WHERE k.ended = 'withdrawn' AND {OVERT}"
        " GROUP BY k.decided_on, k.forum"
    )
    return [(str(day), str(forum), Held(withdrawn=int(number))) for day, forum, number in rows]


def _inside(day: str, start: date | None, end: date | None) -> bool:
    if start is not None and day < start.isoformat():
        return False
    return end is None or (bool(day) and day <= end.isoformat())
