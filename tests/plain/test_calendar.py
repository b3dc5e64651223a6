"""`hearings calendar`: the bank holidays, and what a newer or older file moves."""

from __future__ import annotations

import json
import sqlite3

import pytest

from tests.plain.clocks import copied, template

SUBJECT = "MC-2020-00001/1"
UPDATE = ("calendar", "update")
MAY = ("--as-of", "2020-05-03")


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return template(tmp_path_factory.mktemp("calendar"))


@pytest.fixture
def ask(place, hearings, tmp_path):
    return copied(place, hearings, tmp_path)


@pytest.fixture
def newest(shared_data):
    return shared_data / "bank_holidays" / "bank-holidays_moj_2026-02-25.json"


@pytest.fixture
def old_file(shared_data, tmp_path):
    """Write the file of October 2019 with 4 May 2020 put back by hand."""
    source = shared_data / "bank_holidays" / "bank-holidays_moj_2019-10-11.json"
    whole = json.loads(source.read_text("utf-8"))
    for event in whole["england-and-wales"]["events"]:
        if event["date"] == "2020-05-08":
            event.update({"date": "2020-05-04", "title": "Early May bank holiday"})
    copy = tmp_path / source.name
    copy.write_text(json.dumps(whole), "utf-8")
    return copy


def test_a_stale_file_is_noticed_and_the_deadlines_it_moves_are_listed(ask, old_file):
    """Catches last year's download, taken in and moving the days of running matters."""
    answer = ask("caseworker", *UPDATE, old_file, *MAY)
    assert answer.code == 3
    assert answer.out.splitlines() == [
        "Mon 2020-05-04  a working day → Early May bank holiday",
        "Fri 2020-05-08  Early May bank holiday (VE day) → a working day",
        "Running limits that move: 1",
        f"{SUBJECT}  Officer told of the direction  Tue 2020-05-05  →  Wed 2020-05-06",
    ]
    assert "up to 2020 alone" in answer.err
    assert "--accept-older" in answer.err
    assert ask("caseworker", "calendar", "show", "--year", "2020").out.count("2020-05-08") == 1


def test_an_accepted_older_file_moves_them_and_the_newest_moves_them_back(ask, old_file, newest):
    """Catches limits that move one way alone."""
    first = ask("caseworker", *UPDATE, old_file, "--accept-older", *MAY, "--format", "json")
    assert first.code == 0
    found = first.json
    assert (found["schema"], found["kept"], found["vintage"]) == (
        "hearings.calendar/1", True, "bank-holidays_moj_2019-10-11.json, taken in on 2020-05-03",
    )  # fmt: skip
    assert found["moved"] == [
        {"subject": SUBJECT, "limit": "direction_told", "title": "Officer told of the direction",
         "before": "2020-05-05", "after": "2020-05-06"},
    ]  # fmt: skip
    assert "due Wednesday 6 May 2020" in ask("auditor", "deadlines", SUBJECT, *MAY).out

    again = ask("caseworker", *UPDATE, newest, *MAY, "--format", "json")
    assert (again.code, again.json["older"]) == (0, None)
    assert [(row["before"], row["after"]) for row in again.json["moved"]] == [
        ("2020-05-06", "2020-05-05")
    ]
    assert "due Tuesday 5 May 2020" in ask("auditor", "deadlines", SUBJECT, *MAY).out
    assert ask("caseworker", "db", "check").code == 0


def test_a_dry_run_keeps_nothing(ask, old_file, tmp_path):
    words = (*UPDATE, old_file, "--accept-older", "--dry-run", *MAY)
    answer = ask("caseworker", *words)
    assert (answer.code, "nothing is changed" in answer.err) == (0, True)
    with sqlite3.connect(tmp_path / "clocks.db") as plain:
        assert plain.execute("SELECT count(*) FROM calendars").fetchone() == (0,)
    plain.close()


def test_the_date_calculator_counts_by_the_table_taken_in_and_says_so(ask, old_file, hearings):
    """Catches a calculator that answers by other holidays than the matter's own deadlines."""
    words = ("workdays", "add", "2020-04-30", "3")
    assert ask("auditor", *words).out.startswith("Due Tuesday 2020-05-05")
    ask("caseworker", *UPDATE, old_file, "--accept-older", "--vintage", "October 2019", *MAY)
    text = ask("auditor", *words).out
    assert text.startswith("Due Wednesday 2020-05-06")
    assert "Bank holidays of England and Wales: October 2019." in text
    assert "gov.uk, 25 February 2026" in hearings(*words).out


def test_a_database_that_cannot_be_asked_is_named_and_the_packaged_table_used(hearings, tmp_path):
    """Catches an answer by other holidays without a word."""
    (tmp_path / "broken.db").write_text("no database at all" * 100)
    (tmp_path / "broken.db").chmod(0o600)
    answer = hearings("--database", tmp_path / "broken.db", "workdays", "add", "2020-04-30", "3")
    assert answer.code == 0
    assert answer.out.startswith("Due Tuesday 2020-05-05")
    assert "The bank holidays that ship are used." in answer.err


def test_the_table_is_shown_by_year_and_as_data(ask):
    found = ask("auditor", "calendar", "show", "--year", "2022", "--format", "json").json
    assert list(found) == ["schema", "vintage", "first", "last", "holidays"]
    assert "2022-09-19" in {day["date"] for day in found["holidays"]}
    assert {day["date"][:4] for day in found["holidays"]} == {"2022"}
    assert ask("auditor", "calendar", "show", "--year", "2011").code == 3
    lines = ask("auditor", "calendar", "show", "--format", "csv").out.splitlines()
    assert lines[0] == "date,title"
    assert lines[1].startswith("2012-01-02,")


# Catches a file that is no such file, and a right that is not asked for.
@pytest.mark.parametrize(
    ("account", "text", "code", "said"),
    [
        ("caseworker", "{}", 2, "no bank holiday file"),
        ("caseworker", None, 2, "There is no file"),
        ("authority", "{}", 3, "settled by"),
    ],
)
def test_what_cannot_be_taken_in_is_refused(ask, tmp_path, account, text, code, said):
    file = tmp_path / "given.json"
    if text is not None:
        file.write_text(text)
    answer = ask(account, *UPDATE, file)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert "Errno" not in answer.err


@pytest.mark.parametrize("name", ["show", "update"])
def test_each_command_has_help_with_an_example(hearings, name):
    assert f"Example: hearings calendar {name}" in hearings("calendar", name, "--help").out
