"""The review queue: what waits for a second reader, what is to be reconsidered, and dip samples.

How a sample is drawn is in `db/drawing.py`, the blind reading itself in `db/blind.py`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from db.engine import Connection
from db.session import Session
from db.sight import visible
from hearings.access import may_review

MOST = 200
"""The most rows of a list: a screen shows no more, and the count says how many there are."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A decision that waits for its second reader."""

    reference: str
    """The subject, written `CASE/N`."""
    rank: str
    """The rank held then."""
    unit: str
    """The unit served in then."""
    local_level: str
    """The level of the initial assessment."""
    level: str
    """The level that was decided."""
    decided: str
    """The day of the first decision."""


@dataclass(frozen=True, slots=True)
class Reconsidered:
    """A decision that is to be reconsidered, or was revised."""

    reference: str
    """The subject, written `CASE/N`."""
    what: str
    """`asked` by the second reader, `asked_blind` after a blind reading, or `revised`."""
    level: str
    """The level that now stands."""
    day: str
    """The day it was asked or revised."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A dip sample, and how far its reading has come; it says nothing of any item."""

    id: int
    """Its number."""
    seed: str
    """The seed it was drawn with."""
    at: str
    """When it was drawn, in UTC."""
    account: str
    """Who drew it."""
    start: str
    """The first day of the period it was drawn from."""
    end: str
    """The last day of it."""
    size: int
    """How many were asked for."""
    among: int
    """How many matters there were to draw from."""
    reason: str
    """Why it was drawn beside one that was not read through; empty where there was none."""
    drawn: int
    """How many it holds."""
    read: int
    """How many of those somebody has read blind."""
    answered: int
    """How many of the readings were answered."""

    @property
    def left(self) -> int:
        """Give how many nobody has read yet."""
        return self.drawn - self.read


@dataclass(frozen=True, slots=True)
class Queue:
    """What a second reader has to do."""

    waiting: tuple[Waiting, ...]
    """Decisions that wait for a second reader, the oldest first."""
    waiting_in_all: int
    """How many of those there are."""
    reconsidered: tuple[Reconsidered, ...]
    """Those to be reconsidered, then those revised, the newest first."""
    reconsidered_in_all: int
    """How many of those there are."""
    samples: tuple[Sample, ...]
    """The dip samples, the newest first."""


def queue(session: Session) -> Queue:
    """Read the review queue, and write down who did.

    Raises:
        NotAllowed: The account reads no decision a second time.
    """
    _allowed(session, "read.review")
    with session.reading("read.review") as connection:
        where, values = visible(session.actor)
        seen = " AND ".join([*where, "s.second_reading = 'waiting'"])
        rows = connection.rows(
            "SELECT s.reference, s.rank, s.unit, s.local_level, s.level, s.decided FROM subjects s"
            f" WHERE {seen} ORDER BY s.decided, s.reference LIMIT {MOST}",
            **values,
        )
        total = connection.row(f"SELECT count(*) FROM subjects s WHERE {seen}", **values)
        return Queue(
            tuple(Waiting(*row) for row in rows),
            0 if total is None else int(total[0]),
            *_reconsidered(session, connection),
            samples(connection),
        )


def _reconsidered(session: Session, connection: Connection) -> tuple[tuple[Reconsidered, ...], int]:
    """List what somebody asked to reconsider and is not revised since; then what was revised.

    Returns:
        As many as a list shows, and how many there are.
    """
    where, values = visible(session.actor)
    seen = " AND ".join(where)
    found: list[Reconsidered] = []
    number = 0
    for what, tables, told in _RECONSIDERED:
        rows = connection.rows(
            f"SELECT s.reference, s.level, max(k.day) FROM subjects s {tables} WHERE {seen}"
            f" AND {told} GROUP BY s.reference, s.level ORDER BY max(k.day) DESC, s.reference"
            f" LIMIT {MOST}",
            **values,
        )
        found += [Reconsidered(ref, what, level, day) for ref, level, day in rows]
        total = connection.row(
            f"SELECT count(DISTINCT s.id) FROM subjects s {tables} WHERE {seen} AND {told}",
            **values,
        )
        number += 0 if total is None else int(total[0])
    return tuple(found[:MOST]), number


_RECONSIDERED = (
    (
        "asked",
        "JOIN steps k ON k.subject_id = s.id",
        "s.second_reading = 'asked' AND k.step = 'second_read' AND k.value = 'reconsider'",
    ),
    (
        "asked_blind",
        "JOIN readings k ON k.subject_id = s.id",
        (
            "k.answer = 'reconsider' AND NOT EXISTS (SELECT 1 FROM steps v"
            " WHERE v.subject_id = s.id AND v.step = 'revised' AND v.day >= k.day)"
        ),
    ),
    ("revised", "JOIN steps k ON k.subject_id = s.id", "k.step = 'revised'"),
)
"""What is listed, the table beside the subjects', and what holds for it."""


def samples(connection: Connection, *, drawn_by: str = "") -> tuple[Sample, ...]:
    """List the samples, the newest first.

    Args:
        connection: The transaction.
        drawn_by: The account that drew them, all of whose are given; empty for anybody's, as many
            as a list shows.
    """
    whose, most = ("WHERE m.account = :account", "") if drawn_by else ("", f"LIMIT {MOST}")
    rows = connection.rows(
        "SELECT m.id, m.seed, m.at, m.account, m.asked, count(*),"
        " coalesce(sum(CASE WHEN r.times > 0 THEN 1 ELSE 0 END), 0), coalesce(sum(r.answered), 0)"
        " FROM samples m JOIN sampled d ON d.sample_id = m.id LEFT JOIN"
        " (SELECT sample, subject_id, count(*) AS times,"
        " sum(CASE WHEN answer <> '' THEN 1 ELSE 0 END) AS answered"
        " FROM readings GROUP BY sample, subject_id) r"
        f" ON r.sample = d.sample_id AND r.subject_id = d.subject_id {whose}"
        " GROUP BY m.id, m.seed, m.at, m.account, m.asked"
        f" ORDER BY m.id DESC {most}",
        account=drawn_by,
    )
    return tuple(sample_of(*row) for row in rows)


def sample_of(number: int, seed: str, at: str, account: str, asked: str, *counts: int) -> Sample:
    """Make a sample of its row, and of how many it holds, were read and answered."""
    told = json.loads(asked)
    drawn, read, answered = (int(count) for count in counts)
    return Sample(
        id=int(number),
        seed=seed,
        at=at,
        account=account,
        start=told["from"],
        end=told["to"],
        size=told["size"],
        among=told["among"],
        reason=told["reason"],
        drawn=drawn,
        read=read,
        answered=answered,
    )


def listed(session: Session) -> tuple[Sample, ...]:
    """List the samples, and write down who asked.

    Raises:
        NotAllowed: The account reads no decision a second time.
    """
    _allowed(session, "read.samples")
    with session.reading("read.samples") as connection:
        return samples(connection)


def _allowed(session: Session, action: str) -> None:
    """Refuse whoever reads nothing a second time, and keep the refusal."""
    with session.refusing(action):
        may_review(session.actor)
