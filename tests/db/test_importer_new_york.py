"""The penalties of New York: two snapshots of one archive, against a plain count of the files."""

from __future__ import annotations

import csv
import gzip
import json
from collections import Counter

import pytest

from db.checking import check
from db.importer import run_import
from db.mapping import read
from db.matrix import lookup
from tests.desks import RULES, opened
from tests.repository import ROOT

MAPPING = read(ROOT / "docs" / "examples" / "new_york.toml")
KEY = ("Complaint Id", "Officer Ref")
PENALTY, STATUS = "NYPD Officer Penalty", "APU Case Status"
DAYS = ("APU Closing Date", "Non-APU NYPD Penalty Report Date")


def plainly(path):
    """Read a snapshot without the importer, by complaint and officer."""
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        found = list(csv.DictReader(file))
    rows = {tuple(row[name] for name in KEY): row for row in found}
    assert len(rows) == len(found), "The oracle takes each officer of a complaint once."
    return rows


@pytest.fixture(scope="module")
def snapshots(shared_data):
    """Give both files, and what they hold."""
    files = [
        shared_data / "nyc" / f"ccrb_penalties_{when}.csv.gz" for when in ("2024-01", "2026-07")
    ]
    return files, [plainly(file) for file in files]


@pytest.fixture(scope="module")
def brought(store_templates, snapshots, tmp_path_factory):
    """Import the first snapshot and the second over it."""
    files, _held = snapshots
    with opened(store_templates.sqlite(tmp_path_factory.mktemp("new_york"))) as office:
        yield office, [run_import(office.desk(), file, MAPPING) for file in files]


def test_the_second_snapshot_over_the_first_changes_what_changed_and_no_more(brought, snapshots):
    """Catches a column that is left out, a repeat that is dropped, a row taken for another."""
    (first, second), (was, now) = brought[1], snapshots[1]
    there = was.keys() & now.keys()
    changed = {key for key in there if was[key] != now[key]}

    assert (first["read"], first["new"], first["rejected"]) == (7_189, 7_189, 0)
    assert first["read"] == len(was)
    assert {name: second[name] for name in ("read", "new", "changed", "unchanged", "absent")} == {
        "read": 9_861, "new": 2_676, "changed": 939, "unchanged": 6_246, "absent": 4,
    }  # fmt: skip
    assert (len(now.keys() - there), len(changed), len(was.keys() - there)) == (2_676, 939, 4)
    assert len(there) - len(changed) == 6_246
    assert (second["rejected"], second["warned"], second["rejects"]) == (0, 0, None)
    assert second["cases"] == len({case for case, _officer in now})
    assert second["subjects"] == len(now)


def history(office):
    """Give the payloads of every officer's imports, by complaint and officer, oldest first."""
    found: dict[tuple[str, str], list[dict[str, str]]] = {}
    view = office.rows(
        "SELECT c.reference, p.number, e.id FROM events e JOIN subjects s ON s.id = e.subject_id"
        " JOIN cases c ON c.id = s.case_id JOIN persons p ON p.id = s.person_id ORDER BY e.id"
    )
    payloads = dict(office.rows("SELECT id, payload FROM events"))
    for case, officer, event in view:
        found.setdefault((case, officer), []).append(json.loads(payloads[event]))
    return found


def test_every_changed_penalty_has_both_values_in_its_history(brought, snapshots):
    """Catches a penalty that takes the place of the old one without a trace."""
    told, (was, now) = history(brought[0]), snapshots[1]
    changed = {k for k in was.keys() & now.keys() if was[k][PENALTY] != now[k][PENALTY]}

    assert len(changed) == 553
    for key in changed:
        both = [payload.get("outcome", "") for payload in told[key]]
        assert both == [was[key][PENALTY], now[key][PENALTY]], key


def test_what_case_show_reads_holds_both_penalties_and_shows_the_new_one(brought, snapshots):
    office, (was, now) = brought[0], snapshots[1]
    case, officer = next(
        key for key in sorted(was.keys() & now.keys())
        if was[key][PENALTY] and now[key][PENALTY] and was[key][PENALTY] != now[key][PENALTY]
    )  # fmt: skip

    view, _ = office.desk().show(case)

    subject = next(one for one in view.file.subjects if one.facts.number == officer)
    assert subject.outcome is not None
    assert subject.outcome.key == now[case, officer][PENALTY]
    assert [one.state for one in subject.outcomes] == ["stands"]
    told = [e.payload.get("outcome") for e in view.history if e.subject == subject.number]
    assert told == [was[case, officer][PENALTY], now[case, officer][PENALTY]]


def test_what_is_kept_for_comparing_is_what_the_newest_file_says(brought, snapshots):
    """Catches an ending of the first snapshot that outlives the second."""
    office, (was, now) = brought[0], snapshots[1]
    newest = {**was, **now}
    kept = office.rows("SELECT k.outcome, k.finding, k.forum, k.decided_on FROM conclusions k")

    def day(row):
        month, date, year = next(filter(None, (row[name] for name in DAYS)), "//").split("/")
        return "-".join(part for part in (year, month, date) if part)

    right = Counter(
        (row[PENALTY], row[STATUS], "hearing" if row["Officer is_APU"] == "Yes" else "", day(row))
        for row in newest.values()
        if row[PENALTY] or row[STATUS]
    )
    assert Counter(kept) == right
    assert check(office.database, RULES) == []


def test_past_outcomes_are_found_for_a_real_record(brought):
    """Catches outcomes that are kept and cannot be compared by."""
    office = brought[0]
    ((ref,),) = office.rows(
        "SELECT s.reference FROM subjects s JOIN conclusions k ON k.subject_id = s.id"
        " WHERE k.finding = 'Closed: Resolved by plea' ORDER BY s.reference LIMIT 1"
    )

    _, answer = lookup(office.desk(), ref)

    assert answer.regime == "none"
    assert answer.n >= 500
    assert sum(share.count for share in answer.distribution) == answer.n
    assert not answer.too_few
    assert answer.precedents[0].similarity == 1.0


def test_the_mapping_says_that_it_is_a_stand_in():
    assert MAPPING.undated
    assert "attention_date" not in MAPPING.fields
    assert "Stand-in" in MAPPING.note
