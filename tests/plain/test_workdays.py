"""The date calculator by commands: its data, its words, its exit codes, and no database."""

from __future__ import annotations

import csv
import io

import pytest


def test_the_example_of_the_contract_is_counted_with_its_working(hearings):
    """Catches a key renamed, a day left out of the working, or a day counted twice."""
    found = hearings("workdays", "add", "2014-03-12", "30", "--format", "json").json

    assert list(found) == ["schema", "start", "count", "phrase", "due", "working"]
    assert found["schema"] == "hearings.workdays/1"
    assert (found["start"], found["count"], found["phrase"]) == ("2014-03-12", 30, "after")
    assert found["due"] == "2014-04-25"
    assert found["working"][0] == {"date": "2014-03-13", "counted": 1}
    assert found["working"][2] == {"date": "2014-03-15", "skipped": "Saturday"}
    assert found["working"][-1] == {"date": "2014-04-25", "counted": 30}
    assert {"date": "2014-04-18", "skipped": "Good Friday"} in found["working"]
    assert len(found["working"]) == 44


@pytest.mark.parametrize(
    ("phrase", "start", "number", "due"),
    [
        ("after", "2020-03-02", 5, "2020-03-09"),
        ("from", "2020-03-02", 5, "2020-03-06"),
        ("before", "2014-03-17", 5, "2014-03-07"),
        ("calendar", "2014-03-01", 28, "2014-03-29"),
        ("weeks", "2014-03-14", 4, "2014-04-13"),
        ("months", "2020-02-01", 12, "2021-01-31"),
    ],
)
def test_each_phrase_is_asked_for_by_its_name(hearings, phrase, start, number, due):
    """Catches a phrase that is counted as another."""
    words = ("workdays", "add", start, number, "--phrase", phrase)
    found = hearings(*words, "--format", "json").json
    assert (found["phrase"], found["due"], "from" in found) == (phrase, due, False)
    assert due in hearings(*words).out.splitlines()[0]


def test_a_window_gives_the_day_it_opens_as_well(hearings):
    words = ("workdays", "add", "2014-03-12", "10-15", "--phrase", "window")
    found = hearings(*words, "--format", "json").json
    assert (found["count"], found["from"], found["due"]) == ("10-15", "2014-03-26", "2014-04-02")
    assert "From Wednesday 2014-03-26 to Wednesday 2014-04-02" in hearings(*words).out


def test_the_text_says_the_due_day_what_was_skipped_and_by_which_bank_holidays(hearings):
    """Catches an answer that nobody could check."""
    due, *rest = hearings("workdays", "add", "2014-03-12", "30").out.splitlines()
    assert due.startswith("Due Friday 2014-04-25: 30 working days after Wednesday 2014-03-12,")
    assert due.endswith(" day one Thursday 2014-03-13.")
    assert rest == [
        "Skipped: 6 Saturdays, 6 Sundays, Good Friday (2014-04-18), Easter Monday (2014-04-21).",
        "Bank holidays of England and Wales: gov.uk, 25 February 2026.",
    ]
    one = hearings("workdays", "add", "2014-03-12", "1").out
    assert "1 working day after" in one
    assert "Skipped: no day." in one


def test_a_period_that_ends_on_no_working_day_says_so(hearings):
    out = hearings("workdays", "add", "2014-03-22", "4", "--phrase", "weeks").out
    assert "Due Sunday 2014-04-20" in out
    assert "The last day is no working day: Sunday." in out


def test_the_working_is_given_as_a_sheet(hearings):
    out = hearings("workdays", "add", "2014-04-17", "1", "--format", "csv").out
    assert list(csv.reader(io.StringIO(out))) == [
        ["date", "counted", "skipped"],
        ["2014-04-18", "", "Good Friday"],
        ["2014-04-19", "", "Saturday"],
        ["2014-04-20", "", "Sunday"],
        ["2014-04-21", "", "Easter Monday"],
        ["2014-04-22", "1", ""],
    ]


def test_the_working_days_between_two_days_are_counted_either_way(hearings):
    """Catches a first day that is counted, and a sign that is lost."""
    words = ("workdays", "between", "2014-04-17", "2014-04-22")
    found = hearings(*words, "--format", "json").json
    assert list(found) == ["schema", "start", "end", "count", "working"]
    assert (found["schema"], found["count"]) == ("hearings.workdays/1", 1)
    assert found["working"][-1] == {"date": "2014-04-22", "counted": 1}
    assert "1 working day after Thursday 2014-04-17 up to and including" in hearings(*words).out
    assert hearings(*words, "--format", "csv").out.endswith("2014-04-22,1,\n")

    back = hearings("workdays", "between", "2014-04-25", "2014-03-12", "--format", "json").json
    assert back["count"] == -30


# Catches a refusal and wrong usage that a script could not tell apart.
@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("add", "2011-12-31", "1"), 3, "2012-01-01 to 2028-12-31"),
        (("add", "2028-12-28", "10"), 3, "hearings calendar update"),
        (("add", "2014-03-12", "9" * 40), 3, "2012-01-01 to 2028-12-31"),
        (("between", "2014-03-12", "2029-01-01"), 3, "2029-01-01"),
        (("add", "2014-02-30", "1"), 2, "2014-02-30"),
        (("add", "yesterday", "1"), 2, "yesterday"),
        (("add", "2014-03-12", "0"), 2, "N must be a whole number from 1."),
        (("add", "2014-03-12", "-5"), 2, "N must be a whole number from 1."),
        (("add", "2014-03-12", "-5", "--phrase", "from"), 2, "N must be a whole number from 1."),
        (("add", "2014-03-12", "ten"), 2, "30"),
        (("add", "2014-03-12", "10-15"), 2, "after"),
        (("add", "2014-03-12", "15-10", "--phrase", "window"), 2, "10-15"),
        (("add", "2014-03-12", "10", "--phrase", "fortnight"), 2, "fortnight"),
        (("between", "2014-03-12", "12/03/2014"), 2, "12/03/2014"),
    ],
)
def test_what_cannot_be_counted_is_refused_in_one_sentence(hearings, words, code, said):
    answer = hearings("workdays", *words)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert answer.err.count("\n") == 1


def test_no_database_is_opened_or_made(hearings, tmp_path):
    """Catches a command that cannot be used before `hearings init`, or while a server is down."""
    nowhere = ("--database", "postgresql+psycopg://nobody@localhost:1/none")
    assert hearings(*nowhere, "workdays", "add", "2014-03-12", "1").code == 0
    assert hearings(*nowhere, "workdays", "between", "2014-03-12", "2014-03-13").code == 0
    assert hearings("workdays", "add", "2014-03-12", "1").code == 0
    assert not (tmp_path / "data").exists()


def test_both_commands_have_help_with_an_example(hearings):
    for name in ("add", "between"):
        assert f"Example: hearings workdays {name}" in hearings("workdays", name, "--help").out
