"""The real archive: 83,996 rows of Chicago, against the counts that were made apart from us."""

from __future__ import annotations

import csv
import gzip
import io
import json
import signal
import subprocess
import sys
import time
from collections import Counter
from random import Random

import pytest

from db import summary
from db.figures import Breakdown
from db.gross import gross
from db.importer import run_import
from db.mapping import read
from db.precedents import Scope, like
from hearings.rates import Counts
from tests.db.archive import read_rejects
from tests.desks import opened
from tests.repository import ROOT

MAPPING = read(ROOT / "docs" / "examples" / "chicago.toml")

FIELDS = {
    "total": "", "category_group": "category", "district": "unit", "officer_race": "ethnicity",
    "officer_rank": "rank", "complaint_year": "year", "local_view": "local_level",
}  # fmt: skip
"""Our fields, by the names of the expected counts."""

UNKNOWN = {"all", "not known", "none"}
"""How the expected counts write a value that is not known, and all."""


@pytest.fixture(scope="module")
def archive(shared_data):
    """Give the archive's file and its counts."""
    folder = shared_data / "chicago"
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    return folder / "complaints_2000_2016.csv.gz", expected


@pytest.fixture(scope="module")
def lines(archive):
    """Give the archive's heading and its rows."""
    with gzip.open(archive[0], "rt", encoding="utf-8", newline="") as file:
        heading, *rows = csv.reader(file)
    return heading, rows


def by_field(connection, field):
    """Give the kept counts by one field; by year, from the months."""
    if field != "year":
        return summary.by(connection, field)
    years: dict[str, Counts] = {}
    for month, found in summary.by(connection, "month").items():
        years[month[:4]] = years.get(month[:4], Counts()) + found
    return years


def assert_as_expected(database, expected):
    with database.read() as connection:
        for name, field in FIELDS.items():
            right = {
                "" if value in UNKNOWN else value: found for value, found in expected[name].items()
            }
            kept = {
                value: {key: getattr(found, key) for key in right[value]}
                for value, found in by_field(connection, field).items()
            }
            assert kept == right, name


FINDINGS = {
    "SU": "sustained", "NS": "not sustained", "EX": "exonerated", "UN": "unfounded",
    "NAF": "no affidavit", "NC": "no cooperation", "DIS": "discharged", "": "",
}  # fmt: skip
"""What Chicago's codes mean, as the archive says."""

DISCIPLINE = {
    "0": "violation noted", "100": "reprimand", "200": "suspended over 30 days",
    "300": "administrative termination", "400": "separation", "600": "no action",
    "800": "resigned", "900": "not served", "": "",
}  # fmt: skip
"""What those of its codes mean that are no days."""


def discipline(code):
    """Say what was done; a number of days by its run, and a code of no meaning as a code."""
    runs = ((5, "1 to 5"), (15, "6 to 15"), (30, "16 to 30"), (180, "31 to 180"))
    days = next((words for last, words in runs if code and int(code) <= last), "")
    return DISCIPLINE.get(code) or (code and (f"suspended {days} days" if days else f"code {code}"))


def assert_outcomes_as_in_the_file(office, lines):
    """Compare what is kept for comparing with a plain count of the file."""
    heading, rows = lines
    found, done, on = (
        heading.index(name) for name in ("final_finding", "final_discipline", "closed_date")
    )
    right = Counter(
        (FINDINGS[row[found]], discipline(row[done]), row[on])
        for row in rows
        if row[found] or row[done]
    )
    assert Counter(office.rows("SELECT finding, outcome, decided_on FROM conclusions")) == right


def assert_past_outcomes_answer(office, lines):
    """Compare a look-up by category with a plain count of the file."""
    heading, rows = lines
    kind, done = heading.index("category_group"), heading.index("final_discipline")
    right = Counter(
        discipline(row[done]) for row in rows if row[kind] == "05" and discipline(row[done])
    )

    desk = office.desk()
    asked, scope = frozenset({"category=05"}), Scope(archive=MAPPING.name)
    answer = like(desk, desk.rules.factors, asked, scope, most=3)
    assert {share.outcome: share.count for share in answer.distribution} == right
    assert answer.n == right.total() > 10_000
    assert [one.similarity for one in answer.precedents] == [1.0] * 3


def level(code):
    """Say which level a code of discipline stands for; empty for one that stands for none."""
    if code == "600":
        return "neither"
    if code in {"200", "300", "326", "365", "400", "540"}:
        return "gross_misconduct"
    return "misconduct" if code and int(code) <= 180 else ""


def assert_levels_as_in_the_file(office, lines):
    """Compare the initial level beside the decision with a plain count of the file."""
    heading, rows = lines
    said, done = (heading.index(f"{name}_discipline") for name in ("recommended", "final"))
    right = Counter((level(row[said]), level(row[done])) for row in rows)
    found = gross(office.desk("auditor"), Breakdown()).total

    assert right == {(local, dps): number for local, row in found.table.items()
                     for dps, number in row.items() if number}  # fmt: skip
    assert found.became["unit"].recorded == 0
    assert office.rows("SELECT count(*) FROM steps") == [(0,)]


def tables(office):
    names = ("cases", "subjects", "persons", "events", "assessments", "trail", "imports",
             "imported", "summary", "allegations", "person_facts")  # fmt: skip
    return {name: office.rows(f"SELECT count(*) FROM {name}")[0][0] for name in names}


def test_the_archive_comes_in_whole_and_its_figures_are_right_to_the_last_count(
    office, archive, lines, tmp_path
):
    file, expected = archive
    empty = tables(office)
    desk = office.desk()

    dry = run_import(desk, file, MAPPING, dry_run=True)
    assert tables(office) == empty
    answer = run_import(desk, file, MAPPING)

    assert dry == answer
    assert answer == {
        "schema": "hearings.import/1", "read": 83_996, "new": 83_996, "changed": 0,
        "unchanged": 0, "absent": 0, "rejected": 0, "warned": 10, "cases": 45_105,
        "subjects": 83_996, "rejects": None, "ignored_columns": 3,
    }  # fmt: skip
    assert (expected["rows"], expected["cases"]) == (83_996, 45_105)
    assert expected["date_contradictions"] == answer["warned"]
    people = office.rows("SELECT count(*) FROM persons WHERE realm = :name", name=MAPPING.name)
    assert people == [(expected["officers"],)]
    assert_as_expected(office.database, expected)
    assert_outcomes_as_in_the_file(office, lines)
    assert_past_outcomes_answer(office, lines)
    assert_levels_as_in_the_file(office, lines)
    full = tables(office)
    again = run_import(desk, file, MAPPING)
    assert (again["unchanged"], again["new"], again["cases"]) == (83_996, 0, 45_105)
    assert tables(office) == full | {"trail": full["trail"] + 1, "imports": 2}
    assert not list(tmp_path.glob("*rejects*"))


SPOILS = {
    "an unmapped level": ("recommended_discipline", "sacked", "no line for 'sacked'"),
    "a number in no range": ("final_discipline", "181", "no line for '181'"),
    "a day that is none": ("complaint_date", "2001-02-29", "no such day"),
    "a day otherwise written": ("incident_date", "03/04/2001", "no such day"),
    "a blank case": ("cr_id", "", "The case is blank."),
    "a blank person": ("officer_no", " ", "The person is blank."),
    "a blank attention date": ("complaint_date", "", "The attention date is blank."),
    "a control character": ("category_group", "0\x1b[2J1", "U+001B"),
    "one in a column that is ignored": ("complaint_category", "01A\x07", "U+0007"),
    "a cell too few": ("", "", "The row has 15 cells and the heading 16"),
}
"""Ten ways to spoil a row: the column, what stands in it, and words of the reason."""


def spoilt(rows, heading):
    """Spoil 50 rows, five in each way; give all rows, and what is wrong on which line."""
    dice, wrong = Random(3), {}
    spoils = [spoil for spoil in SPOILS.values() for _ in range(5)]
    rows = [*rows]
    places = sorted(dice.sample(range(len(rows)), 50))
    for place, (column, value, reason) in zip(places, spoils, strict=True):
        cells = [*rows[place]]
        if column:
            cells[heading.index(column)] = value
        else:
            del cells[-1]
        rows[place] = cells
        wrong[place + 2] = (column, value if column else ",".join(cells), reason)
    return rows, wrong


def written(path, heading, rows):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([heading, *rows])
    path.write_text(text.getvalue(), "utf-8", newline="")
    return path


def test_fifty_spoilt_rows_are_rejected_and_no_others_and_import_once_mended(
    store_templates, archive, lines, tmp_path
):
    heading, right = lines
    rows, wrong = spoilt(right, heading)
    file = written(tmp_path / "spoilt.csv", heading, rows)

    with opened(store_templates.sqlite(tmp_path)) as office:
        answer = run_import(office.desk(), file, MAPPING)
        assert (answer["read"], answer["new"], answer["rejected"]) == (83_996, 83_946, 50)
        left_out = read_rejects(answer)
        assert [int(row["line"]) for row in left_out] == sorted(wrong)
        for row in left_out:
            column, value, reason = wrong[int(row["line"])]
            shown = value.replace("\x1b", "\\x1b").replace("\x07", "\\x07")
            assert (row["column"], row["value"]) == (column, shown)
            assert reason in row["reason"]
            own = rows[int(row["line"]) - 2]
            assert [row[name] for name in heading][: len(own)] == own

        mended = [
            [*right[int(row["line"]) - 2], *(row[n] for n in ("line", "column", "value", "reason"))]
            for row in left_out
        ]
        added = [*heading, "line", "column", "value", "reason"]
        again = run_import(office.desk(), written(tmp_path / "m.csv", added, mended), MAPPING)
        assert (again["new"], again["rejected"]) == (50, 0)
        assert_as_expected(office.database, archive[1])
        last = run_import(office.desk(), archive[0], MAPPING)
        assert (last["unchanged"], last["absent"]) == (83_996, 0)


CHILD = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from db.actions import Desk
from db.engine import Database
from db.importer import run_import
from db.mapping import read
from hearings.rules import Rules
url, mapping, file = sys.argv[1:]
now = datetime(2014, 6, 1, 9, 30, tzinfo=UTC)
desk = Desk(Database(url), "caseworker", lambda: now, date(2014, 6, 1), Rules())
print("ready", flush=True)
run_import(desk, Path(file), read(Path(mapping)))
print("done", flush=True)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_an_import_killed_at_any_moment_leaves_nothing(store_url, lines, tmp_path, portion, how):
    heading, rows = lines
    file = written(tmp_path / "part.csv", heading, rows[:12_000])
    words = [sys.executable, "-c", CHILD, store_url, str(MAPPING.path), str(file)]
    dice = Random(7)
    with opened(store_url) as office:
        before = tables(office)
    for _ in range(portion(20)):
        with subprocess.Popen(
            words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT, text=True
        ) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
            time.sleep(dice.uniform(0, 0.5))
            child.send_signal(how)
            done = child.stdout.readline() == "done\n"
        with opened(store_url) as office:
            now = tables(office)
            if done or now != before:
                assert now["subjects"] == 12_000
                break
    assert not list(tmp_path.glob("*reject*"))
    with opened(store_url) as office:
        answer = run_import(office.desk(), file, MAPPING)
        assert 12_000 in {answer["new"], answer["unchanged"]}
