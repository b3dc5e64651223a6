"""The importer: what it makes of rows, of the same rows again, and of other rows of the same."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from db.engine import POSTGRESQL, SQLITE
from db.importer import Rejected
from db.mapping import read
from db.people import find_maker
from hearings.errors import NotAllowed, Refused
from tests.db.archive import ROW, Shelf, mapping, read_rejects, row, rows

KEYS = ["schema", "read", "new", "changed", "unchanged", "absent", "rejected", "warned", "cases",
        "subjects", "rejects", "ignored_columns"]  # fmt: skip

TABLES = ("cases", "subjects", "persons", "person_facts", "allegations", "events", "assessments",
          "imported", "trail", "imports", "summary")  # fmt: skip


@pytest.fixture
def shelf(office, tmp_path):
    return Shelf(office, tmp_path)


def counts(shelf):
    return {table: shelf.office.rows(f"SELECT count(*) FROM {table}")[0][0] for table in TABLES}


def test_a_row_becomes_a_subject_with_its_event_its_pair_and_its_trail(shelf):
    answer = shelf.bring([row()])

    assert list(answer) == KEYS
    assert answer == {
        "schema": "hearings.import/1", "read": 1, "new": 1, "changed": 0, "unchanged": 0,
        "absent": 0, "rejected": 0, "warned": 0, "cases": 1, "subjects": 1, "rejects": None,
        "ignored_columns": 2,
    }  # fmt: skip
    view, _ = shelf.office.desk().show("OF-1/1")
    (event,), subject = view.history, view.file.subjects[0]
    assert event.payload == {
        "archive": "Old forms", "regime": "2012", "person": "901", "name": "J Smith [/]",
        "attention_date": "2014-03-12", "incident_date": "2014-03-01", "unit": "Camden",
        "rank": "PC", "person_type": "officer", "ethnicity": "W1", "sex": "F", "service": "7",
        "standard": "honesty", "category": "Pocket book", "source": "supervisor",
        "narrative": "Written up late.", "local_level": "gross_misconduct",
        "local_assessor": "777", "dps_level": "misconduct",
    }  # fmt: skip
    assert (event.kind, event.from_stage, event.to_stage) == ("imported", "-", "assessed")
    assert (event.maker, event.keyed_by) == ("caseworker", "caseworker")
    assert event.effective.isoformat() == "2014-06-01"
    assert subject.pair.direction == "lowered"
    assert view.names == {"901": "J Smith [/]"}
    made = shelf.office.rows("SELECT kind, level, maker, made_on FROM assessments ORDER BY id")
    assert made == [("initial", "gross_misconduct", "777", ""), ("dps", "misconduct", "", "")]
    assert [line[1] for line in shelf.office.trail()[:2]] == ["import.row", "import.file"]
    ((archive, account, kept),) = shelf.office.rows("SELECT archive, account, counts FROM imports")
    assert (archive, account, json.loads(kept)["new"]) == ("Old forms", "caseworker", 1)


def test_what_an_event_holds_is_canonical_json(shelf):
    shelf.bring([row(words='Said "no",\nthen \\ left. Zoë 🚓', first="", final="")])

    ((payload,),) = shelf.office.rows("SELECT payload FROM events")
    assert payload == json.dumps(json.loads(payload), sort_keys=True, ensure_ascii=False)
    assert json.loads(payload)["narrative"] == 'Said "no",\nthen \\ left. Zoë 🚓'
    assert "local_level" not in payload


ENDS = [
    {},
    {"found": "gross misconduct", "sanction": "dismissal without notice", "heard by": "hearing"},
    {"found": "misconduct", "sanction": "written warning", "heard by": "meeting"},
    {"found": "not proven", "heard by": "hearing"},
    {"sanction": "final written warning"},
]

MANY: list[dict[str, Any]] = (
    [{"ref": f"A-{n // 2}", "station": "XYZ"[n % 3], "rank": ["PC", "PS", "odd", ""][n % 4],
      "first": ["G", "M", "N", "", "3"][n % 5], "final": ["M", "G", "", "N"][n % 4],
      "closed": "2014-05-01" if n % 7 == 0 else "", "years": n, "kind": "" if n % 6 else "kind",
      "received": f"2014-0{1 + n // 2 % 5}-12", "inspector": n % 3, "officer": 900 + n % 41}
     | ENDS[n % 5] for n in range(80)]
)  # fmt: skip


SQL = {
    "cases": "SELECT reference, attention_date, regime, unit, sensitivity, archive, version"
    " FROM cases WHERE reference LIKE :like ORDER BY reference",
    "subjects": "SELECT s.*, p.number FROM subjects s LEFT JOIN persons p ON p.id = s.person_id"
    " WHERE s.reference LIKE :like ORDER BY s.reference",
    "allegations": "SELECT s.reference, a.number, a.standard, a.category FROM allegations a"
    " JOIN subjects s ON s.id = a.subject_id WHERE s.reference LIKE :like"
    " ORDER BY s.reference, a.number",
    "events": "SELECT s.reference, e.* FROM events e JOIN subjects s ON s.id = e.subject_id"
    " WHERE s.reference LIKE :like ORDER BY s.reference, e.id",
    "assessments": "SELECT s.reference, a.kind, a.level, a.made_on, a.maker, a.maker_rank,"
    " a.maker_unit, a.authority, a.keyed_by, a.reason FROM assessments a"
    " JOIN subjects s ON s.id = a.subject_id WHERE s.reference LIKE :like"
    " ORDER BY s.reference, a.id",
    "conclusions": "SELECT s.reference, c.* FROM conclusions c"
    " JOIN subjects s ON s.id = c.subject_id WHERE s.reference LIKE :like ORDER BY s.reference",
    "breaches": "SELECT s.reference, b.standard FROM breaches b"
    " JOIN subjects s ON s.id = b.subject_id WHERE s.reference LIKE :like ORDER BY s.reference",
    "imported": "SELECT archive, row_key, digest, allegation, version FROM imported"
    " WHERE row_key LIKE :like ORDER BY row_key",
}


def told(shelf, table, prefix):
    """Give what stands in a table about the cases of a prefix, without ids and the prefix."""
    ids = {"subjects": (0, 1, 3), "events": (1, 2, 3), "conclusions": (1,)}.get(table, ())
    found = shelf.office.rows(SQL[table], like=f"{prefix}%")
    return [
        [str(value).replace(prefix, "").replace(prefix.lower(), "")
         for place, value in enumerate(line) if place not in ids]
        for line in found
    ]  # fmt: skip


@pytest.mark.parametrize("regime", ["", "none"])
def test_straight_or_by_way_of_the_domain_the_tables_hold_the_same(
    shelf, tmp_path, monkeypatch, regime
):
    plan = mapping(tmp_path, regime=regime)
    shelf.bring(rows(*MANY), mapping=plan)
    monkeypatch.setattr("db.importer.known._plain", lambda _rows: False)
    shelf.bring(
        rows(*({**cells, "ref": cells["ref"].replace("A-", "B-")} for cells in MANY)), mapping=plan
    )

    for table in SQL:
        straight = told(shelf, table, "A-")
        assert straight, table
        assert told(shelf, table, "B-") == straight, table


def test_the_same_file_again_changes_nothing(shelf):
    first = shelf.bring(rows(*MANY))
    before = counts(shelf)

    again = shelf.bring(rows(*MANY))

    assert (first["new"], again["new"], again["unchanged"]) == (80, 0, 80)
    assert (again["cases"], again["subjects"]) == (first["cases"], first["subjects"])
    after = counts(shelf)
    assert after == before | {"trail": before["trail"] + 1, "imports": 2}


def test_postgresql_knows_how_much_an_import_brought(shelf):
    """Catches a second import of minutes, planned for the tables as they were while empty."""
    shelf.office.run("ANALYZE")
    shelf.bring(rows(*MANY))

    # SQLite plans by the indexes alone and keeps no count of rows that could be stale.
    known = {
        SQLITE: "SELECT 'imported', count(*) FROM imported UNION"
        " SELECT 'subjects', count(*) FROM subjects",
        POSTGRESQL: "SELECT relname, reltuples FROM pg_class"
        " WHERE relname IN ('imported', 'subjects')",
    }
    held = known[shelf.office.database.dialect]
    assert dict(shelf.office.rows(held)) == {"imported": 80, "subjects": 80}


def test_a_changed_row_is_one_event_more_and_the_first_stays_in_the_history(shelf):
    shelf.bring(rows({}, {}, {"ref": "OF-2", "final": ""}))

    answer = shelf.bring(rows({"final": "G", "station": "Hackney"}, {}, {"ref": "OF-2"}))

    assert (answer["changed"], answer["unchanged"], answer["new"]) == (2, 1, 0)
    view, _ = shelf.office.desk().show("OF-1/1")
    first, _other, last = view.history
    assert (first.payload["dps_level"], last.payload["dps_level"]) == (
        "misconduct",
        "gross_misconduct",
    )
    assert (last.from_stage, last.to_stage) == ("assessed", "assessed")
    subject = view.file.subjects[0]
    assert (subject.version, subject.facts.unit, subject.pair.direction) == (2, "Hackney", "same")
    moved, _ = shelf.office.desk().show("OF-2/1")
    assert [event.to_stage for event in moved.history] == ["awaiting_dps", "assessed"]
    again = shelf.bring(rows({"final": "M"}, {}, {"ref": "OF-2"}))
    assert (again["changed"], again["unchanged"]) == (1, 2)


def test_a_file_can_bring_new_officers_into_a_case_that_is_there(shelf):
    shelf.bring(rows({}))

    answer = shelf.bring(rows({}, {"received": "2014-04-02", "happened": "2014-04-01"}))

    assert (answer["new"], answer["unchanged"]) == (1, 1)
    view, _ = shelf.office.desk().show("OF-1")
    assert [s.facts.number for s in view.file.subjects] == ["901", "902"]
    assert str(view.file.case.attention_date) == "2014-04-02"
    assert shelf.office.rows("SELECT DISTINCT received FROM subjects") == [("2014-04-02",)]


def test_rows_that_are_gone_from_a_later_file_are_left_alone_and_counted(shelf):
    shelf.bring(rows({}, {}, {"ref": "OF-2"}, {"ref": "OF-3"}))

    answer = shelf.bring(rows({}, {}, {"ref": "OF-2", "first": "unheard of"}))

    assert (answer["absent"], answer["unchanged"], answer["rejected"]) == (1, 2, 1)
    assert counts(shelf)["subjects"] == 4


def test_what_was_changed_by_hand_is_not_overwritten(shelf):
    shelf.bring(rows({}, {}, {"ref": "OF-2"}, {"ref": "OF-3"}, {"ref": "OF-4"}))
    shelf.office.go("note", "OF-1/1", note="Seen.")
    shelf.office.go("amend", "OF-3/1", source="colleague", reason="Misread.")
    shelf.office.go(
        "add_subject", "OF-4", person="999", name="N New", rank="PC", unit="Camden",
        standard="duties", narrative="Was there too.", reason="Named.",
    )  # fmt: skip

    answer = shelf.bring([
        row(officer=901, final="N"), row(officer=902, final="N"),
        row(ref="OF-2", officer=903, final="N"), row(ref="OF-3", officer=904, final="N"),
        row(ref="OF-3", officer=905), row(ref="OF-4", officer=999),
        row(ref="OF-4", officer=905, final="N"),
    ])  # fmt: skip

    assert (answer["changed"], answer["rejected"]) == (3, 4)
    by_hand = "was changed by hand since its import; it is not overwritten."
    assert [(r["line"], r["column"], r["value"], r["reason"]) for r in read_rejects(answer)] == [
        ("2", "ref", "OF-1", f"OF-1/1 {by_hand}"),
        ("5", "ref", "OF-3", f"OF-3 {by_hand}"),
        ("6", "ref", "OF-3", f"OF-3 {by_hand}"),
        ("7", "ref", "OF-4", "OF-4/2 was entered by hand; it is not overwritten."),
    ]
    view, _ = shelf.office.desk().show("OF-1/1")
    assert view.file.subjects[0].level == "misconduct"


def test_a_reference_that_is_another_s_is_rejected(shelf, tmp_path):
    own = shelf.office.receive().partition("/")[0]
    shelf.bring(rows({}))
    (tmp_path / "map.toml").unlink()
    mapping(tmp_path)
    text = (tmp_path / "map.toml").read_text().replace("Old forms", "Other forms")
    (tmp_path / "map.toml").write_text(text)
    other = read(tmp_path / "map.toml")

    answer = shelf.bring(rows({}, {"ref": own}, {"ref": "OF-9"}), mapping=other)

    assert (answer["new"], answer["rejected"]) == (1, 2)
    assert [(r["value"], r["reason"]) for r in read_rejects(answer)] == [
        ("OF-1", "OF-1 is already the reference of one of the archive Old forms."),
        (own, f"{own} is already the reference of one of the force's own cases."),
    ]


def test_a_mapping_that_would_take_rows_for_others_is_refused(shelf, tmp_path):
    shelf.bring(rows({}))

    with pytest.raises(Refused, match="was imported with another mapping"):
        shelf.bring(rows({}), mapping=mapping(tmp_path, regime="none"))


def test_a_row_that_stands_twice_is_unchanged_or_rejected(shelf):
    answer = shelf.bring([row(), row(), row(final="G"), row(ref="OF-2")])

    assert (answer["new"], answer["unchanged"], answer["rejected"]) == (2, 1, 1)
    (left_out,) = read_rejects(answer)
    assert (left_out["line"], left_out["column"], left_out["value"]) == ("4", "officer", "901")
    assert left_out["reason"] == "The row repeats line 2 with other values."


def test_with_allegations_a_row_that_stands_twice_is_a_further_one(shelf, tmp_path):
    plan = mapping(tmp_path, allegation="count")
    first = [row(count="a", first="M", final="M"), row(count="b", kind="Other", first="N"),
             row(count="a", first="M", final="M"), row(count="b", final="G"),
             row(ref="OF-2", count="a")]  # fmt: skip

    answer = shelf.bring(first, mapping=plan)

    assert (answer["new"], answer["unchanged"], answer["rejected"]) == (3, 1, 1)
    assert (answer["cases"], answer["subjects"]) == (2, 2)
    view, _ = shelf.office.desk().show("OF-1")
    (subject,) = view.file.subjects
    assert [a.category for a in subject.allegations] == ["Pocket book", "Other"]
    assert [event.payload.get("allegation_number") for event in view.history] == [None, 2]
    assert (subject.passed.level, subject.decision.level) == ("misconduct", "misconduct")
    assert shelf.bring(first, mapping=plan)["unchanged"] == 4

    later = [
        row(count="a", first="M", final="N"), row(count="b", kind="Third", first="N"),
        row(ref="OF-2", count="a"), row(ref="OF-2", count="b", first="N", final=""),
    ]  # fmt: skip
    again = shelf.bring(later, mapping=plan)

    assert (again["changed"], again["new"], again["unchanged"]) == (2, 1, 1)
    view, _ = shelf.office.desk().show("OF-1")
    assert [a.category for a in view.file.subjects[0].allegations] == ["Pocket book", "Third"]
    assert view.file.subjects[0].version == 4
    assert shelf.bring(later, mapping=plan)["unchanged"] == 4


def test_an_archive_without_people_is_known_by_its_allegations(shelf, tmp_path):
    plan = mapping(tmp_path, regime="none", person="", allegation="count", attention_date="")
    lines = [row(count="x"), row(count="y"), row(count=""), row(ref="OF-2", count="x")]

    answer = shelf.bring(lines, mapping=plan)

    assert (answer["new"], answer["rejected"], answer["cases"], answer["subjects"]) == (3, 1, 2, 3)
    assert shelf.office.rows("SELECT DISTINCT stage, received, person_id FROM subjects") == [
        ("closed", "", None)
    ]
    assert shelf.bring(lines, mapping=plan)["unchanged"] == 3
    view, _ = shelf.office.desk().show("OF-1/2")
    assert view.file.case.attention_date is None
    assert view.file.subject(2).facts.number == ""


def test_people_of_a_foreign_archive_are_nobody_of_ours(shelf, tmp_path):
    shelf.bring(
        [row(officer="300002", called="Stranger")], mapping=mapping(tmp_path, regime="none")
    )

    known = shelf.office.rows("SELECT realm, name FROM persons WHERE number = '300002' ORDER BY 1")
    assert known == [("", "A Osei"), ("Old forms", "Stranger")]
    assert shelf.office.desk("authority").show("OF-1/1")
    assert shelf.bring([row(officer="300002", called="Named since")],
                       mapping=mapping(tmp_path, regime="none"))["changed"] == 1  # fmt: skip
    assert shelf.office.desk().show("OF-1/1")[0].names == {"300002": "Named since"}


def test_our_own_people_keep_the_name_they_have_and_get_one_where_they_have_none(shelf):
    shelf.bring(rows({"officer": "300002", "called": "Somebody Else"}, {"called": ""}))

    shelf.bring(rows({"officer": "300002", "called": "Again Else"}, {"called": "N Found"}))

    names = shelf.office.rows(
        "SELECT number, name, search FROM persons WHERE number IN ('300002', '902') ORDER BY number"
    )
    assert names == [("300002", "A Osei", "a osei"), ("902", "N Found", "n found")]


def test_a_new_officer_of_ours_is_known_from_the_day_of_the_first_row(shelf):
    shelf.bring(rows({"rank": "PS"}))

    with shelf.office.database.read() as connection:
        found = find_maker(connection, "901", date(2014, 3, 12))
        earlier = find_maker(connection, "901", date(2014, 3, 11))
    assert found is not None
    assert earlier is not None
    assert earlier.rank == ""
    assert (found.name, found.rank, found.unit) == ("J Smith [/]", "PS", "Camden")


def test_a_subject_stands_where_its_row_leaves_it(shelf):
    shelf.bring(rows(
        {"first": "", "final": ""}, {"ref": "b", "final": ""}, {"ref": "c"},
        {"ref": "d", "closed": "2014-05-01"}, {"ref": "e", "first": ""},
    ))  # fmt: skip

    assert shelf.office.rows("SELECT stage, pair_state FROM subjects ORDER BY reference") == [
        ("reported", "no_local_view"), ("awaiting_dps", "undecided"), ("assessed", "decided"),
        ("closed", "decided"), ("assessed", "no_local_view"),
    ]  # fmt: skip


def test_dates_that_contradict_each_other_are_counted_and_imported(shelf):
    answer = shelf.bring(rows(
        {"closed": "2014-03-11"}, {"happened": "2014-03-13"}, {"closed": "2014-03-12"},
        {"happened": ""},
    ))  # fmt: skip

    assert (answer["warned"], answer["new"]) == (2, 4)
    again = shelf.bring(rows({"closed": "2014-03-11"}))
    assert (again["warned"], again["absent"]) == (1, 3)


def test_rows_of_one_case_that_disagree_leave_it_as_the_last_says(shelf):
    shelf.bring(rows({"source": "public"}, {"source": "court", "received": "2014-05-05"}, {}))

    assert shelf.office.rows("SELECT DISTINCT source, received FROM subjects") == [
        ("supervisor", "2014-03-12")
    ]


@pytest.mark.parametrize(
    "account", ["authority", "local_assessor", "auditor", "investigator", "administrator"]
)
def test_nobody_imports_without_the_right(shelf, account):
    with pytest.raises(NotAllowed, match="Importing is open to caseworker"):
        shelf.bring(rows({}), by=account)

    ((who, action, *_rest, outcome, detail),) = shelf.office.trail()
    assert (who, action, outcome) == (account, "import.file", "refused")
    assert "Importing is open" in detail
    assert counts(shelf)["cases"] == 0


def test_a_dry_run_says_the_same_and_leaves_nothing(shelf, tmp_path):
    shelf.bring(rows({}, {}))
    before, files = counts(shelf), sorted(tmp_path.iterdir())
    later = rows({}, {"final": "N"}, {"ref": "OF-2"}, {"ref": "OF-3", "first": "?"})
    told: list[Rejected] = []

    dry = shelf.bring(later, dry_run=True, tell=told.append, name="old.csv")

    assert counts(shelf) == before
    assert sorted(tmp_path.iterdir()) == files
    assert [(one.line, one.column, one.value) for one in told] == [(5, "first", "?")]
    wet = shelf.bring(later)
    assert wet["rejects"]
    assert dry == wet | {"rejects": None}


@pytest.mark.parametrize("at", [1, 4, 6])
def test_an_interrupted_import_leaves_nothing(shelf, monkeypatch, at):
    shelf.bring(rows({"ref": "OF-0"}))
    before = counts(shelf)
    monkeypatch.setattr("db.importer.run.STEP", 32)
    monkeypatch.setattr("db.importer.writing.STEP", 32)
    seen = []

    def interrupt(done, total):
        seen.append((done, total))
        if len(seen) == at:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        shelf.bring(rows(*MANY), progress=interrupt)

    assert counts(shelf) == before
    shelf.sound()
    assert shelf.bring(rows(*MANY))["new"] == 80


def test_progress_is_told_in_steps(shelf, monkeypatch):
    monkeypatch.setattr("db.importer.run.STEP", 32)
    monkeypatch.setattr("db.importer.writing.STEP", 32)
    told: list[tuple[int, int | None]] = []

    shelf.bring(rows(*MANY), progress=lambda done, total: told.append((done, total)))

    assert told == [(0, None), (32, None), (64, None), (32, 80), (64, 80), (80, 80)]


def test_people_and_cases_keep_their_ids_apart_from_those_entered_by_hand(shelf):
    shelf.office.receive()
    shelf.bring(rows({}, {}, {"ref": "OF-2"}))
    after = shelf.office.receive(person="205555", name="P Later")
    shelf.bring(rows({}, {}, {"ref": "OF-2"}, {"ref": "OF-3"}))

    assert shelf.office.desk().show(after)[0].names == {"205555": "P Later"}


def test_text_from_an_archive_is_only_text(shelf):
    shelf.bring(rows({"called": "[@click=app.quit]x", "station": "'; DROP TABLE cases; --"}))

    view, _ = shelf.office.desk().show("OF-1/1")
    assert view.names == {"901": "[@click=app.quit]x"}
    assert view.file.subjects[0].facts.unit == "'; DROP TABLE cases; --"
    assert ROW["called"] == "J Smith [/]"
