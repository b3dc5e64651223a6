"""Give whoever assesses locally the figures of their own forms, and of nobody else's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from db.engine import Connection
from db.session import Session
from hearings.errors import NotAllowed, Refused
from hearings.people import Maker
from hearings.rates import NOTHING, Counts
from hearings.severity import Level


@dataclass(frozen=True, slots=True)
class Mine:
    """One person's own forms: what DPS made of the levels they set."""

    person: Maker
    """Whose they are."""
    levels: Mapping[Level, Counts]
    """The counts by the level they set, the gravest first."""
    reasons: Mapping[str, int]
    """How many were changed for each reason, by its code."""
    standards: Mapping[str, int]
    """How many of those changed were about each Standard; one may be about several."""

    @property
    def total(self) -> Counts:
        """Put the levels together."""
        return sum(self.levels.values(), NOTHING)


_OWN = (
    "s.pair_state <> '' AND s.id IN (SELECT a.subject_id FROM assessments a JOIN subjects t"
    " ON t.id = a.subject_id WHERE a.maker = :number AND a.kind IN ('initial', 'formal')"
    " AND a.level = t.local_level)"
    " AND NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = s.case_id AND c.regime = 'none')"
)
"""The forms whose level this person set: where the superintending rank kept the inspecting
rank's, those of both. The numbers of an archive from elsewhere are other people's."""

_CHANGED = "s.direction IN ('raised', 'lowered')"


def mine(session: Session) -> Mine:
    """Count what became of one's own initial assessments, and write down who asked.

    Args:
        session: Who asks.

    Raises:
        NotAllowed: The account belongs to no person.
    """
    try:
        person = _person(session)
    except Refused as error:
        session.keep_refusal("figures.mine", "", 0, error)
        raise
    with session.database.write() as connection:
        session.trail(connection, "figures.mine")
        levels = _levels(connection, person.number)
        reasons = connection.rows(
            f"SELECT s.reason, count(*) FROM subjects s WHERE {_OWN} AND {_CHANGED}"
            " GROUP BY s.reason ORDER BY s.reason",
            number=person.number,
        )
        standards = connection.rows(
            "SELECT g.standard, count(DISTINCT s.id) FROM subjects s JOIN allegations g"
            f" ON g.subject_id = s.id WHERE {_OWN} AND {_CHANGED} AND g.standard <> ''"
            " GROUP BY g.standard ORDER BY g.standard",
            number=person.number,
        )
    return Mine(person, levels, dict(reasons), dict(standards))


def _person(session: Session) -> Maker:
    person = session.actor.person
    if person is None:
        raise NotAllowed(
            f"Own figures are of a person, and the account {session.actor.account} belongs to none."
        )
    return person


def _levels(connection: Connection, number: str) -> dict[Level, Counts]:
    rows = connection.rows(
        "SELECT s.local_level, count(*) FILTER (WHERE s.pair_state = 'decided'),"
        f" count(*) FILTER (WHERE {_CHANGED}), count(*) FILTER (WHERE s.direction = 'raised'),"
        " count(*) FILTER (WHERE s.direction = 'lowered'),"
        " count(*) FILTER (WHERE s.pair_state = 'undecided')"
        f" FROM subjects s WHERE {_OWN} GROUP BY s.local_level",
        number=number,
    )
    found = {Level(level): Counts(*counts) for level, *counts in rows}
    return {level: found[level] for level in reversed(Level) if level in found}
