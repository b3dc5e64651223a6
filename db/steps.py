"""Keep the steps a matter has reached, as its events make them."""

from __future__ import annotations

from db.engine import Connection
from db.store import load
from hearings.history.steps import CLOSING, STEP_OF
from hearings.steps import Step, step_rows

COLUMNS = ("place", "step", "value", "day")
"""The columns of `steps` behind the subject's id."""


def keep_steps(
    connection: Connection, subject_id: int, before: tuple[Step, ...], after: tuple[Step, ...]
) -> None:
    """Put the steps a subject has reached in the place of those kept, writing only what changes.

    Args:
        connection: The write transaction.
        subject_id: The subject's id.
        before: The steps that are kept.
        after: Those to be kept.
    """
    same = 0
    while same < len(before) and before[: same + 1] == after[: same + 1]:
        same += 1
    if same < len(before):
        connection.run(
            "DELETE FROM steps WHERE subject_id = :id AND place >= :same", id=subject_id, same=same
        )
    for row in step_rows(after)[same:]:
        connection.insert("steps", {"subject_id": subject_id, **row})


def fill_steps(connection: Connection) -> None:
    """Keep the steps of every case that is there, in a database that has none yet."""
    named = ", ".join(f"'{kind}'" for kind in sorted({*STEP_OF, *CLOSING}))
    rows = connection.rows(
        "SELECT DISTINCT c.id, c.reference FROM cases c JOIN events e ON e.case_id = c.id"
        f" WHERE e.kind IN ({named}) ORDER BY c.id"
    )
    for case_id, name in rows:
        kept = load(connection, str(name), lock=True)
        ids = dict(
            connection.rows("SELECT number, id FROM subjects WHERE case_id = :id", id=case_id)
        )
        for subject in () if kept is None else kept.file.subjects:
            keep_steps(connection, ids[subject.number], (), subject.steps)
