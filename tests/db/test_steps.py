"""The kept steps follow from the events, are written sparingly, and fill an older database."""

from __future__ import annotations

from random import Random

import pytest

from db.checking import check
from db.engine import Connection
from db.steps import fill_steps, keep_steps
from hearings.steps import step_rows
from tests.concluded import concluded, overturned, withdrawn
from tests.db.test_rebuild import wander
from tests.desks import RULES
from tests.hearings.walks import Walk

EVERYTHING = "SELECT subject_id, place, step, value, day FROM steps ORDER BY subject_id, place"


def test_a_matter_is_kept_with_its_steps_from_the_assessment_to_the_appeal(office):
    overturned(office, concluded(office), "vary", outcome="written_warning")
    taken = [row[2] for row in office.rows(EVERYTHING)]

    assert taken == ["assessed", "passed", "decided", "investigated", "case_to_answer", "referred"]
    assert check(office.database, RULES) == []


def test_a_correction_takes_the_kept_step_away(office):
    ref = office.decided("misconduct", "misconduct")
    event = office.rows("SELECT max(id) FROM events")[0][0]
    office.go("correct", ref, by="authority", event=event, reason="Wrong officer.")

    assert [row[2] for row in office.rows(EVERYTHING)] == ["assessed", "passed"]
    assert check(office.database, RULES) == []


DEFECTS = {
    "a lost step": "DELETE FROM steps WHERE step = 'passed'",
    "another day": "UPDATE steps SET day = '2014-01-01' WHERE step = 'decided'",
    "another value": "UPDATE steps SET value = 'neither' WHERE step = 'decided'",
    "another order": "UPDATE steps SET place = place + 10 WHERE step = 'assessed'",
    "one too many": "INSERT INTO steps SELECT subject_id, 9, 'closed', '', day FROM steps"
    " WHERE step = 'decided'",
}


@pytest.mark.parametrize("what", DEFECTS)
def test_a_doctored_step_is_found(office, what):
    office.decided()
    assert office.run(DEFECTS[what]) > 0

    assert check(office.database, RULES) == [
        "MC-2014-00001/1: its steps are kept other than its events make them."
    ]


@pytest.mark.parametrize("seed", range(3))
def test_what_fills_an_older_database_is_what_every_write_kept(office, seed):
    wander(office, Random(f"filled {seed}"), 120)
    withdrawn(office, "performance_procedures", person="201299", name="P W")
    right = office.rows(EVERYTHING)
    assert right
    office.run("DELETE FROM steps")
    with office.database.write() as connection:
        fill_steps(connection)

    assert office.rows(EVERYTHING) == right


class Counting(Connection):
    """A connection that only counts what is written to the steps."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def run(self, sql: str, **values: object) -> int:
        self.done.append(f"{sql.split(maxsplit=1)[0]} from {values['same']}")
        return 1

    def insert(self, _table, row):
        self.done.append(f"insert {row['place']} {row['step']}")


def test_only_what_changes_is_written():
    walk = Walk().decided("misconduct", "misconduct")
    before = walk.subject.steps
    after = walk.dispose().subject.steps

    same, more, less = Counting(), Counting(), Counting()
    keep_steps(same, 1, before, before)
    keep_steps(more, 1, before, after)
    keep_steps(less, 1, after, before)
    assert same.done == []
    assert more.done == ["insert 3 disposed", "insert 4 closed"]
    assert less.done == ["DELETE from 3"]
    assert len(step_rows(after)) == 5
