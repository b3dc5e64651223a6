"""How often a blind second reading gave the level that stood: what is printed under every rate."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from db.engine import Connection
from db.figures import Breakdown, subjects_of
from db.session import Session
from hearings.samples import Agreement, Agreements, Told, told
from hearings.samples import agreement as counted

if TYPE_CHECKING:
    from hearings.disclosure import Audience


def agreement(connection: Connection, asked: Breakdown, before: date | None = None) -> Agreements:
    """Count the blind readings of the subjects that a figure is about.

    Args:
        connection: The transaction of the figure.
        asked: What the figure is of: the same fields and the same period narrow the readings.
        before: The day before which a reading counts; None for any.

    Returns:
        The agreement by kind, empty where nothing of it was read blind; and how many items of
        all samples nobody has read.
    """
    source, values = subjects_of(connection, asked)
    rows = connection.rows(
        "SELECT d.kind, r.level, r.decision FROM readings r"
        " JOIN sampled d ON d.sample_id = r.sample AND d.subject_id = r.subject_id"
        f" WHERE r.day < :before AND EXISTS (SELECT 1 {source} AND s.id = r.subject_id)",
        before="9999-12-31" if before is None else before.isoformat(),
        **values,
    )
    found = counted([(str(kind), str(level), str(stood)) for kind, level, stood in rows])
    left = connection.row(
        "SELECT count(*) FROM sampled d WHERE NOT EXISTS (SELECT 1 FROM readings r"
        " WHERE r.sample = d.sample_id AND r.subject_id = d.subject_id)"
    )
    return Agreements(found, 0 if left is None else int(left[0]))


def agreement_for(session: Session, audience: Audience) -> dict[str, Told]:
    """Give what staff or the public are told of the agreement, beside a table released to them.

    It is of every reading of the force, whatever the table is of: narrowed as the table is, it
    would be a second table of the same officers, and a smaller one. It is of readings up to the end
    of a calendar quarter, the last in which it moved on (`hearings.samples.told`): counted as they
    come, two days' figures would tell of one reading.

    Args:
        session: Who released the table.
        audience: Whom it was for.

    Returns:
        What is told by kind; empty where nothing was read blind.
    """
    with session.database.read() as connection:
        first = connection.row("SELECT min(day) FROM readings")
        if first is None or not first[0]:
            return {}
        ends = [
            agreement(connection, Breakdown(), end)
            for end in _ends(date.fromisoformat(first[0]), session.today)
        ]
    known = ends[-1] if ends else {}
    return {
        kind: told([found.get(kind, Agreement(0, 0)) for found in ends], audience) for kind in known
    }


def _ends(first: date, today: date) -> list[date]:
    """Give the first day after each quarter that is over, from that of the first reading."""
    found, last = [], quarter_start(today)
    after = quarter_start(first)
    while after < last:
        after = quarter_start(after + timedelta(100))
        found.append(after)
    return found


def quarter_start(day: date) -> date:
    """Give the first day of a day's calendar quarter.

    Args:
        day: The day.
    """
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
