"""A question that is written down: nobody who saves waits for its answer, and it is of one moment.

Catches figures counted inside a write transaction: on SQLite it holds the one lock that every save
needs, for as long as it counts, and on PostgreSQL each of its statements sees another moment.
"""

from __future__ import annotations

from contextlib import contextmanager

import pytest

from db import timeliness as timed
from db.asking import Asked as Outcomes
from db.behind import behind
from db.comparing import funnel_of, standardised, trend_of
from db.disparity import Asked, disparity
from db.disparity_behind import behind_step
from db.engine import Connection, Database
from db.figures import Breakdown, reassessment
from db.gross import READING, gross
from db.matters_behind import behind_matters
from db.mine import mine
from db.outcomes import compared, sanctions
from db.revisions import revisions
from db.store import Query
from db.tiers import tiers
from db.timeliness import timeliness
from db.waits import waited
from db.workforce import per_workforce

SUBJECTS = "SELECT count(*) FROM subjects"


def test_somebody_else_saves_while_an_answer_is_counted(office, monkeypatch):
    monkeypatch.setattr("db.engine.BUSY_SECONDS", 1)
    ref = office.decided()
    other = Database(office.database.url)
    with office.desk("auditor").reading("figures.reassessment") as connection:
        before = connection.row(SUBJECTS)
        with other.write() as writing:
            writing.run("UPDATE subjects SET unit = 'Brent' WHERE reference = :ref", ref=ref)
        assert connection.row("SELECT unit FROM subjects WHERE unit = 'Brent'") is None
        assert connection.row(SUBJECTS) == before
    assert office.rows("SELECT unit FROM subjects") == [("Brent",)]
    other.close()


def test_what_was_asked_is_on_the_trail_before_it_is_answered(office):
    """Catches a line that is lost with an answer that fails: somebody has looked all the same."""
    desk = office.desk("auditor")
    with pytest.raises(ZeroDivisionError), desk.reading("figures.trend", "detail"):
        raise ZeroDivisionError
    assert office.rows("SELECT account, action, outcome FROM trail ORDER BY id DESC LIMIT 1") == [
        ("auditor", "figures.trend", "done")
    ]


ASKED = {
    "reassessment": lambda desk: reassessment(desk, Breakdown(by=("unit", "tier"))),
    "standardised": lambda desk: standardised(desk, reassessment(desk, Breakdown(by=("unit",)))),
    "funnel": lambda desk: funnel_of(desk, Breakdown(by=("unit",)), "changed"),
    "trend": lambda desk: trend_of(desk, Breakdown(), "changed"),
    "behind": lambda desk: behind(desk, Breakdown(), "changed"),
    "disparity": lambda desk: disparity(desk, Asked("sex")),
    "disparity behind": lambda desk: behind_step(desk, Asked("sex", "changed"), "part"),
    "tiers": lambda desk: tiers(desk, Breakdown()),
    "revisions": lambda desk: revisions(desk, Breakdown()),
    "waits": lambda desk: waited(desk, Breakdown()),
    "gross": lambda desk: gross(desk, Breakdown()),
    "matters behind": lambda desk: behind_matters(desk, Breakdown(), READING, "subjects"),
    "workforce": lambda desk: per_workforce(desk, Breakdown()),
    "outcomes": lambda desk: sanctions(desk, Outcomes()),
    "consistency": lambda desk: compared(desk, Outcomes()),
    "timeliness": lambda desk: timeliness(desk, timed.Asked()),
    "mine": mine,
    "list": lambda desk: desk.listing(Query(), 10),
}
"""Every question about figures, and the list of cases."""


@pytest.mark.parametrize("name", ASKED)
def test_no_question_counts_while_it_holds_the_lock_of_those_who_save(office, monkeypatch, name):
    """The planted defect: `reassessment` counting inside `database.write()`."""
    office.decided()
    desk, held, locked = office.desk("supervisor"), [], set()
    run, write = Connection._run, Database.write

    @contextmanager
    def watched(self):
        with write(self) as connection:
            locked.add(id(connection))
            yield connection

    def noted(self, sql, values):
        if id(self) in locked:
            held.append(sql)
        return run(self, sql, values)

    monkeypatch.setattr(Database, "write", watched)
    monkeypatch.setattr(Connection, "_run", noted)
    ASKED[name](desk)
    assert held
    assert [sql for sql in held if " trail" not in sql] == []
