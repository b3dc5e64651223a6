"""Say how long those have waited that are not yet decided, and what a day asked for moves.

Figures count decisions as they now stand, whatever day they are asked for as of: a day moves ages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from db.engine import Connection
from db.session import Session

AGES = "how long those have waited that are not yet decided"
OVER = "which periods are over"
NOTHING = "nothing here"
"""What the day moves in the reassessment figures, in a trend, and in a funnel."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long those have waited that are not yet decided, in days since they were received."""

    subjects: int = 0
    """How many wait whose day of receipt is known."""
    median: int | None = None
    """Half of them have waited this long or less; None where nobody waits."""
    ninetieth: int | None = None
    """Nine in ten of them have waited this long or less."""


NOBODY = Waiting()
"""Nobody waits."""


def waiting(
    connection: Connection, source: str, values: Mapping[str, object], today: date
) -> Waiting:
    """Say how long those have waited that are not yet decided.

    Args:
        connection: The transaction.
        source: The `FROM … WHERE …` of the subjects.
        values: The values in it.
        today: The day up to which they have waited; whoever was received later has no age yet.
    """
    rows = connection.rows(
        f"SELECT s.received, count(*) {source} AND s.pair_state = 'undecided'"
        " AND s.received <> '' AND s.received <= :as_of GROUP BY s.received"
        " ORDER BY s.received DESC",
        **values,
        as_of=today.isoformat(),
    )
    if not rows:
        return NOBODY
    ages = [(today - date.fromisoformat(day)).days for day, _number in rows]
    reached = list(accumulate(int(number) for _day, number in rows))
    total = reached[-1]

    def within(tenths: int) -> int:
        return next(
            age for age, so_far in zip(ages, reached, strict=True) if 10 * so_far >= tenths * total
        )

    return Waiting(total, within(5), within(9))


def dated(
    connection: Connection,
    session: Session,
    source: str,
    values: Mapping[str, object],
    moves: str = AGES,
) -> tuple[str, ...]:
    """Say what the day asked for moves, where some of what is counted came after it.

    Args:
        connection: The transaction.
        session: Who asks, as of which day.
        source: The `FROM … WHERE …` of the subjects.
        values: The values in it.
        moves: What the day moves in this figure.

    Returns:
        One sentence; none where nothing counted is later than the day.
    """
    if session.today >= session.moment().date():
        return ()
    later = connection.row(
        f"SELECT 1 {source} AND (s.received > :as_of OR s.decided > :as_of) LIMIT 1",
        **values,
        as_of=session.today.isoformat(),
    )
    if later is None:
        return ()
    day = session.today.isoformat()
    said = "Forms and decisions are counted as they now stand, later ones included"
    return (f"{said}: as of {day} moves {moves}.",)
