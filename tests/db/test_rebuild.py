"""What is kept for speed follows from the events, and the events stay as they were written."""

from __future__ import annotations

import json
import sqlite3
from random import Random

import psycopg
import pytest

from db import summary
from db.checking import check
from hearings.errors import HearingsError
from hearings.rates import NAMES
from tests.cast import PEOPLE, SUPERINTENDENT
from tests.desks import RULES, Office
from tests.hearings.walks import CASE, SAMPLE, STEPS, Step

HISTORY = {
    "events": ("UPDATE", "DELETE"),
    "assessments": ("UPDATE", "DELETE"),
    "trail": ("UPDATE", "DELETE"),
    "trail_detail": ("UPDATE",),
    "person_facts": ("UPDATE", "DELETE"),
}


def wander(office: Office, rng: Random, steps: int) -> int:
    """Make random moves on two cases through the one road, and say how many were made."""
    done = 0
    for case in (CASE, "MC-2014-00002"):
        office.assessed_locally(rng.choice(["neither", "misconduct", "gross_misconduct"]))
        sample(office)
        for _ in range(steps):
            done += _try(office, case, rng.choice(STEPS))
    return done


def sample(office: Office) -> None:
    """Put every officer into the dip sample, so that blind readings are among the moves."""
    with office.database.write() as connection:
        if connection.row("SELECT 1 FROM samples") is None:
            connection.insert("samples", {"seed": "s", "at": "", "account": "", "asked": "{}"})
        connection.run(
            "INSERT INTO sampled (sample_id, place, subject_id, kind, stratum)"
            " SELECT :sample, s.id, s.id, 'unchanged', '' FROM subjects s"
            " WHERE s.id NOT IN (SELECT d.subject_id FROM sampled d)",
            sample=SAMPLE,
        )


def _try(office: Office, case: str, step: Step) -> int:
    given = dict(step.given)
    if step.event == "correct":
        events = office.rows(
            "SELECT e.id FROM events e JOIN cases c ON c.id = e.case_id"
            " WHERE c.reference = :case ORDER BY e.id", case=case
        )  # fmt: skip
        given["event"] = events[max(0, len(events) - 1 - given["event"])][0]
    if given.get("duplicate_of"):
        given["duplicate_of"] = CASE
    maker = SUPERINTENDENT[0] if step.made_by == "superintendent" else step.made_by
    ref = case if step.event == "add_subject" else f"{case}/{step.subject}"
    try:
        office.go(step.event, ref, by=step.by, maker=maker, **given)
    except HearingsError:
        return 0
    return 1


@pytest.mark.parametrize("seed", range(6))
def test_every_row_follows_from_the_events_after_any_moves(office, seed):
    made = wander(office, Random(seed), 100)

    assert made > 20
    assert check(office.database, RULES) == []


def test_the_rows_of_a_walk_are_worth_comparing(office):
    """The walks together reach most of the table; else the comparison compares little."""
    for seed in range(3):
        rng = Random(seed)
        for _ in range(250):
            if office.rows("SELECT count(*) FROM cases")[0][0] == 0:
                wander(office, rng, 0)
            _try(office, CASE, rng.choice(STEPS))
    kinds = {row[0] for row in office.rows("SELECT DISTINCT kind FROM events")}

    assert len(kinds) >= 20
    assert {"correct", "assess", "pass_to_dps", "add_subject", "amend"} <= kinds
    assert check(office.database, RULES) == []


def test_kept_counts_are_those_of_all_cases_together(office):
    for level, to in (("gross_misconduct", "misconduct"), ("misconduct", "misconduct")):
        office.decided(level, to)
    office.passed()
    office.receive(unit="Barnet")
    with office.database.read() as connection:
        total = summary.by(connection, "")[""]
        units = summary.by(connection, "unit")

    assert (total.decided, total.changed, total.undecided, total.no_local_view) == (2, 1, 1, 1)
    assert total.cases == total.subjects == 4
    assert {unit: counts.subjects for unit, counts in units.items()} == {"Barnet": 1, "Camden": 3}


def test_nothing_is_found_in_an_empty_database(office):
    assert check(office.database, RULES) == []


# ------ doctored


STATES = {
    "stage": ("UPDATE subjects SET stage = 'closed'",
              "MC-2014-00001/1: stage is kept as 'closed'; its events make it 'assessed'."),
    "level": ("UPDATE subjects SET level = 'neither'",
              "MC-2014-00001/1: level is kept as 'neither'; its events make it 'misconduct'."),
    "version": ("UPDATE subjects SET version = version + 1",
                "MC-2014-00001/1: version is kept as 5; its events make it 4."),
    "direction": ("UPDATE subjects SET direction = 'same'",
                  "MC-2014-00001/1: direction is kept as 'same'; its events make it 'lowered'."),
    "search": ("UPDATE subjects SET search = ''", "MC-2014-00001/1: search is kept as ''"),
    "case": ("UPDATE cases SET unit = 'Barnet'",
             "MC-2014-00001: unit is kept as 'Barnet'; its events make it 'Camden'."),
    "case version": ("UPDATE cases SET version = 1",
                     "MC-2014-00001: version is kept as 1; its events make it 4."),
    "person": ("UPDATE subjects SET person_id = (SELECT id FROM persons WHERE number = '300002')",
               "MC-2014-00001/1: person is kept as '300002'; its events make it '201234'."),
    "no person": ("UPDATE subjects SET person_id = NULL",
                  "MC-2014-00001/1: person is kept as None; its events make it '201234'."),
    "allegation": ("UPDATE allegations SET standard = 'force'",
                   "MC-2014-00001/1: allegations is kept as"),
    "no allegation": ("DELETE FROM allegations", "MC-2014-00001/1: allegations is kept as []"),
    "involved": ("INSERT INTO involved SELECT id, '300002', 'witness' FROM cases",
                 "MC-2014-00001: involved is kept as"),
    "access": ("INSERT INTO access SELECT id, 'auditor' FROM cases",
               "MC-2014-00001: access is kept as ['auditor']; its events make it []."),
}  # fmt: skip


@pytest.mark.parametrize("what", STATES)
def test_a_doctored_state_is_found_and_its_case_and_field_are_named(office, what):
    office.decided()
    change, said = STATES[what]
    assert office.run(change) > 0
    found = check(office.database, RULES)

    assert len(found) == 1
    assert found[0].startswith(said)


SUMMARIES = {
    "too many": ("UPDATE summary SET decided = decided + 1 WHERE field = 'unit'",
                 "The summary of unit Camden: decided is kept as 2; a recount gives 1."),
    "a total": ("UPDATE summary SET changed = 0 WHERE field = ''",
                "The summary of all: changed is kept as 0; a recount gives 1."),
    "a lost row": ("DELETE FROM summary WHERE field = 'sex'",
                   "The summary of sex not known: decided is kept as 0; a recount gives 1."),
}  # fmt: skip


@pytest.mark.parametrize("what", SUMMARIES)
def test_a_doctored_summary_is_found_and_its_value_and_count_are_named(office, what):
    office.decided()
    change, said = SUMMARIES[what]
    assert office.run(change) > 0

    assert said in check(office.database, RULES)


def test_a_summary_of_what_is_nowhere_is_found(office):
    row = dict.fromkeys(NAMES, 0)
    with office.database.write() as connection:
        connection.insert("summary", {"field": "unit", "value": "Nowhere", **row, "raised": 3})

    assert check(office.database, RULES) == [
        "The summary of unit Nowhere: raised is kept as 3; a recount gives 0."
    ]


def test_a_subject_without_events_is_found(office):
    office.receive()
    office.run("INSERT INTO cases (reference, attention_date, regime, unit, sensitivity, archive,"
               " version) VALUES ('GHOST', '', '2012', '', 'open', '', 1)")  # fmt: skip

    assert check(office.database, RULES) == [
        "GHOST cannot be rebuilt from its events: A case has at least one event."
    ]


def test_batches_miss_no_case(office, monkeypatch):
    monkeypatch.setattr("db.checking.BATCH", 2)
    for _ in range(5):
        office.receive()
    office.run("UPDATE subjects SET handler = 'X'")

    assert len(check(office.database, RULES)) == 5


# ------ append-only


@pytest.mark.parametrize(
    ("table", "verb"), [(table, verb) for table, verbs in HISTORY.items() for verb in verbs]
)
def test_the_database_itself_refuses_to_change_history(office, table, verb):
    ref = office.decided()
    office.desk().show(ref)
    with pytest.raises(HearingsError):
        office.go("assess", ref, by="auditor")
    assert office.rows(f"SELECT count(*) FROM {table}")[0][0] > 0
    column = {"events": "payload", "trail": "account", "trail_detail": "detail"}.get(table, "rank")
    column = "level" if table == "assessments" else column
    sql = f"UPDATE {table} SET {column} = 'x'" if verb == "UPDATE" else f"DELETE FROM {table}"

    with pytest.raises((sqlite3.DatabaseError, psycopg.Error), match="is history and stays"):
        office.run(sql)


def test_a_personal_detail_may_be_disposed_of_and_the_line_stays(office):
    with pytest.raises(HearingsError):
        office.desk().show("MC-1")
    lines = office.counts()["trail"]
    assert office.run("DELETE FROM trail_detail") == 1
    assert office.counts()["trail"] == lines


def test_assessments_are_kept_as_they_were_made_though_one_is_corrected(office):
    ref = office.passed("misconduct")
    office.go("assess", ref, by="authority", level="misconduct",
              rationale={"information": "x", "action": "y"})  # fmt: skip
    event = office.rows("SELECT max(id) FROM events")[0][0]
    office.go("correct", ref, by="authority", event=event, reason="Misread.",
              set={"level": "neither", "reason": "clerical"})  # fmt: skip

    assert office.rows("SELECT kind, level FROM assessments ORDER BY id") == [
        ("initial", "misconduct"), ("dps", "misconduct")]  # fmt: skip
    assert office.rows("SELECT level, direction FROM subjects") == [("neither", "lowered")]
    assert check(office.database, RULES) == []


def test_an_event_is_kept_with_all_that_it_says(office):
    office.decided()
    row = office.rows("SELECT payload, authority FROM events WHERE kind = 'assess'")[0]

    assert json.loads(row[0])["change_reason"] == "threshold_too_high"
    assert "SI 2012/2632" in row[1]
    assert PEOPLE["authority"][0] in office.rows("SELECT maker FROM events")[-1]
