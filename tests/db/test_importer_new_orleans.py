"""The complaints of New Orleans: bad input on purpose, against a plain count of the file."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date

import pytest

from db.checking import check
from db.importer import run_import
from db.mapping import read
from tests.db.archive import read_rejects
from tests.desks import RULES, opened
from tests.repository import ROOT

MAPPING = read(ROOT / "docs" / "examples" / "new_orleans.toml")
CASE, ALLEGATION = "Complaint Tracking Number", "Unique Officer Allegation ID"
OCCURRED, RECEIVED = "Date Complaint Occurred", "Date Complaint Received by NOPD (PIB)"
COMPLETE = "Date Complaint Investigation Complete"

RIGHT = {
    "blank case": 278, "blank allegation": 24, "new": 4_633, "unchanged": 120, "repeat": 0,
}  # fmt: skip
"""How many rows become what; no repeat says anything else in a column that is mapped."""

WARNED = 114
"""The contradictory rows that come in; the last of the 115 does not number its allegation."""


def day(row, column):
    """Read a day such as 2016/1/1 without the importer; None where there is none."""
    return date(*map(int, row[column].split("/"))) if row[column] else None


def closed_before_received(row):
    closed, received = day(row, COMPLETE), day(row, RECEIVED)
    return closed is not None and closed < received


def received_before_occurred(row):
    occurred, received = day(row, OCCURRED), day(row, RECEIVED)
    return occurred is not None and received < occurred


def contradictory(row):
    return closed_before_received(row) or received_before_occurred(row)


@pytest.fixture(scope="module")
def lines(shared_data):
    """Give the file, and its rows as they stand."""
    path = shared_data / "new_orleans" / "nopd_complaints.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return path, list(csv.DictReader(file))


@pytest.fixture(scope="module")
def sorted_plainly(lines):
    """Say what is to become of each row, by the words of the contract and without the importer."""
    mapped = [column for filled in MAPPING.fields.values() for column in filled.columns]
    first: dict[tuple[str, str], tuple[str, ...]] = {}
    found: dict[str, list[dict[str, str]]] = {
        "blank case": [], "blank allegation": [], "new": [], "unchanged": [], "repeat": [],
    }  # fmt: skip
    for row in lines[1]:
        key, says = (row[CASE], row[ALLEGATION]), tuple(row[name].strip() for name in mapped)
        if not row[CASE]:
            found["blank case"].append(row)
        elif not row[ALLEGATION]:
            found["blank allegation"].append(row)
        elif key not in first:
            first[key] = says
            found["new"].append(row)
        else:
            found["unchanged" if first[key] == says else "repeat"].append(row)
    return found


@pytest.fixture(scope="module")
def brought(store_templates, lines, tmp_path_factory):
    """Import the file."""
    with opened(store_templates.sqlite(tmp_path_factory.mktemp("new_orleans"))) as office:
        yield office, run_import(office.desk(), lines[0], MAPPING)


def test_the_file_is_as_dirty_as_it_is_said_to_be(lines):
    """Holds the oracle to the published counts, and says which days each of them compares."""
    rows = lines[1]
    count = {
        "rows": len(rows),
        "closed before received": sum(map(closed_before_received, rows)),
        "received before occurred": sum(map(received_before_occurred, rows)),
        "either": sum(map(contradictory, rows)),
        "closed before occurred": sum(
            bool(row[COMPLETE] and row[OCCURRED]) and day(row, COMPLETE) < day(row, OCCURRED)
            for row in rows
        ),
    }
    keys = Counter((row[CASE], row[ALLEGATION]) for row in rows)

    assert count == {
        "rows": 5_055, "closed before received": 26, "received before occurred": 89, "either": 115,
        "closed before occurred": 42,
    }  # fmt: skip
    assert sum(often > 1 for often in keys.values()) == 107
    assert sum(not row[CASE] for row in rows) == 278


def test_every_row_becomes_what_the_contract_says(brought, sorted_plainly):
    """Catches a repeat that is dropped or merged, and a blank that is taken for a number."""
    answer, right = brought[1], {name: len(rows) for name, rows in sorted_plainly.items()}

    assert right == RIGHT
    assert (answer["read"], answer["new"], answer["unchanged"]) == (
        5_055, right["new"], right["unchanged"],
    )  # fmt: skip
    refused = right["blank case"] + right["blank allegation"] + right["repeat"]
    assert (answer["rejected"], answer["changed"], answer["absent"]) == (refused, 0, 0)
    assert answer["subjects"] == right["new"]
    assert answer["cases"] == len({row[CASE] for row in sorted_plainly["new"]})


def test_every_contradictory_row_that_comes_in_is_warned_and_comes_in_as_it_is(
    brought, sorted_plainly
):
    """Catches a day that is mended, dropped, or not compared."""
    office, answer = brought
    taken = [row for name in ("new", "unchanged") for row in sorted_plainly[name]]
    left = [row for name in ("blank case", "blank allegation", "repeat")
            for row in sorted_plainly[name]]  # fmt: skip

    assert answer["warned"] == sum(map(contradictory, taken)) == WARNED
    assert sum(map(contradictory, taken)) + sum(map(contradictory, left)) == 115
    kept = Counter(office.rows(
        "SELECT json_extract(payload, '$.attention_date'),"
        " coalesce(json_extract(payload, '$.incident_date'), ''),"
        " coalesce(json_extract(payload, '$.closed_date'), '') FROM events"
    ))  # fmt: skip
    right = Counter(
        tuple(str(day(row, column) or "") for column in (RECEIVED, OCCURRED, COMPLETE))
        for row in sorted_plainly["new"]
    )
    assert kept == right


def test_nothing_is_silently_mended(brought, sorted_plainly):
    """Catches a cell that holds another column's value and is tidied away on the road."""
    office = brought[0]
    for column, name in (("Officer Race Ethnicity", "ethnicity"), ("Officer Gender", "sex")):
        right = Counter(row[column].strip() for row in sorted_plainly["new"])
        assert dict(office.rows(f"SELECT {name}, count(*) FROM subjects GROUP BY {name}")) == right
    findings = Counter(row["Disposition"].strip() for row in sorted_plainly["new"])
    assert dict(office.rows("SELECT finding, count(*) FROM conclusions GROUP BY finding")) == {
        finding: often for finding, often in findings.items() if finding
    }
    assert office.rows("SELECT count(*) FROM persons WHERE realm <> ''") == [(0,)]
    assert check(office.database, RULES) == []


def test_every_row_that_is_left_out_stands_whole_in_the_rejects_file(brought, sorted_plainly):
    left_out = read_rejects(brought[1])
    said = Counter((row["column"], row["reason"].split(" line ")[0]) for row in left_out)

    assert said == {
        (CASE, "The case is blank."): RIGHT["blank case"],
        (ALLEGATION, "The allegation is blank."): RIGHT["blank allegation"],
    }
    own = list(sorted_plainly["new"][0])
    right = Counter(
        tuple(row.values())
        for name in ("blank case", "blank allegation", "repeat")
        for row in sorted_plainly[name]
    )
    assert Counter(tuple(row[name] for name in own) for row in left_out) == right


def test_the_same_file_again_changes_nothing(brought, lines, sorted_plainly):
    office, first = brought

    again = run_import(office.desk(), lines[0], MAPPING)

    assert (again["new"], again["changed"], again["absent"]) == (0, 0, 0)
    assert (again["unchanged"], again["warned"], again["rejected"]) == (
        RIGHT["new"] + RIGHT["unchanged"], first["warned"], first["rejected"],
    )  # fmt: skip
