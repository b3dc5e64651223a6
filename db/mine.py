"""Give whoever assesses locally the figures of their own forms, and of nobody else's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from db.archives import ELSEWHERE, OWN
from db.engine import Connection
from db.session import Session
from hearings.errors import NotAllowed
from hearings.people import Maker
from hearings.rates import NOTHING, Counts
from hearings.severity import Level
from hearings.tallies import clustered


@dataclass(frozen=True, slots=True)
class Mine:
    """One person's own forms: what DPS made of the levels they set."""

    person: Maker
    """Whose they are."""
    levels: Mapping[Level, Counts]
    """The counts by the level they set, the gravest first."""
    total: Counts
    """The levels together, each case once."""
    reasons: Mapping[str, int]
    """How many were changed for each reason, by its code."""
    standards: Mapping[str, int]
    """How many of those changed were about each Standard; one may be about several."""


_PASSED = (
    "EXISTS (SELECT 1 FROM events e WHERE e.case_id = t.case_id AND e.subject_id = t.id"
    " AND e.kind = 'pass_to_dps' AND e.id < {0}.event_id)"
)
_MINE = (
    "s.pair_state <> '' AND s.id IN (SELECT a.subject_id FROM assessments a JOIN subjects t"
    " ON t.id = a.subject_id WHERE a.maker = :number AND a.kind IN ('initial', 'formal')"
    f" AND a.level = t.local_level AND NOT {_PASSED.format('a')} AND NOT EXISTS"
    " (SELECT 1 FROM assessments b WHERE b.subject_id = a.subject_id AND b.kind = a.kind"
    f" AND b.id > a.id AND NOT {_PASSED.format('b')})) AND {OWN}"
)
"""The counted forms whose level this person set before they were first passed: where the
superintending rank kept the inspecting rank's, those of both. Of either rank the last assessment
before then counts. The numbers of an archive from elsewhere are other people's."""

_CHANGED = "s.direction IN ('raised', 'lowered')"


def mine(session: Session) -> Mine:
    """Count what became of one's own initial assessments, and write down who asked.

    Args:
        session: Who asks.

    Raises:
        NotAllowed: The account belongs to no person.
    """
    with session.refusing("figures.mine"):
        person = _person(session)
    values = {"number": person.number, **ELSEWHERE}
    with session.reading("figures.mine") as connection:
        levels = _counted(connection, person.number, "s.local_level")
        total = of_person(connection, person.number)
        reasons = connection.rows(
            f"SELECT s.reason, count(*) FROM subjects s WHERE {_MINE} AND {_CHANGED}"
            " GROUP BY s.reason ORDER BY s.reason",
            **values,
        )
        standards = connection.rows(
            "SELECT g.standard, count(DISTINCT s.id) FROM subjects s JOIN allegations g"
            f" ON g.subject_id = s.id WHERE {_MINE} AND {_CHANGED} AND g.standard <> ''"
            " GROUP BY g.standard ORDER BY g.standard",
            **values,
        )
    gravest = {level: levels[level] for level in reversed(Level) if level in levels}
    return Mine(person, gravest, total, dict(reasons), dict(standards))


def of_person(connection: Connection, number: str) -> Counts:
    """Count what became of one person's own forms, as `mine` does, all levels together.

    Args:
        connection: The transaction.
        number: The person's force number.
    """
    return next(iter(_counted(connection, number, "s.case_id * 0").values()), NOTHING)


def _person(session: Session) -> Maker:
    person = session.actor.person
    if person is None:
        raise NotAllowed(
            f"Own figures are of a person, and the account {session.actor.account} belongs to none."
        )
    return person


def _counted(connection: Connection, number: str, field: str) -> dict[str, Counts]:
    """Count a person's own forms by a field, each case by itself first."""
    rows = connection.rows(
        f"SELECT {field}, count(*) FILTER (WHERE s.pair_state = 'decided'),"
        f" count(*) FILTER (WHERE {_CHANGED}), count(*) FILTER (WHERE s.direction = 'raised'),"
        " count(*) FILTER (WHERE s.direction = 'lowered'),"
        " count(*) FILTER (WHERE s.pair_state = 'undecided')"
        f" FROM subjects s WHERE {_MINE} GROUP BY 1, s.case_id",
        number=number,
        **ELSEWHERE,
    )
    found: dict[str, Counts] = {}
    for value, *numbers in rows:
        one = Counts(*map(int, numbers))
        found[value] = found.get(value, NOTHING) + one + clustered(one)
    return found
