"""`hearings deadlines`: what is due, how it was counted, and what went out of time."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from hearings.deadlines import Deadline
from tests.plain.clocks import copied, template
from tui.plain.deadlines import limit_words, status_words

SUBJECT = "MC-2014-00001/1"
ON = ("--as-of", "2014-05-10")
LATE = ("--as-of", "2014-06-30")
ROW = ["key", "title", "regime", "overlays", "clock", "clock_date", "count", "unit", "phrase",
       "due", "status", "met_on", "from", "extended_to", "extended_by", "reduced_to", "reason",
       "notified_on", "statutory", "working", "source", "confidence"]  # fmt: skip
"""The promise of `contract.md`, in its order."""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return template(tmp_path_factory.mktemp("deadlines"))


@pytest.fixture
def ask(place, hearings, tmp_path):
    return copied(place, hearings, tmp_path)


def limits(ask, *words):
    return ask("auditor", "deadlines", *words, "--format", "json").json


def test_a_row_has_the_promised_keys_in_their_order(ask):
    found = limits(ask, SUBJECT, *ON)
    assert (found["schema"], found["subject"]) == ("hearings.deadlines/1", SUBJECT)
    assert all(list(row) == ROW for row in found["rows"])
    row = next(row for row in found["rows"] if row["key"] == "hearing_held")
    assert (row["count"], row["unit"], row["phrase"], row["clock_date"], row["due"]) == (
        30, "working_day", "after", "2014-04-04", "2014-05-21",
    )  # fmt: skip
    assert (row["status"], row["extended_to"], row["extended_by"]) == (
        "extended", "2014-05-29", "Cmdr Hale, chair",
    )  # fmt: skip
    assert row["working"][-1] == {"date": "2014-05-21", "counted": 30}


def test_the_text_says_the_day_the_state_the_count_and_the_source_in_one_line(ask):
    """Catches a date nobody could check, and a rule shown as surer than it is."""
    lines = ask("auditor", "deadlines", SUBJECT, *ON).out.splitlines()
    assert lines[0] == f"{SUBJECT}: time limits on Saturday 10 May 2014"
    assert next(line for line in lines if line.startswith("Hearing held")) == (
        "Hearing held: due Thursday 29 May 2014; extended by Cmdr Hale, chair from Wednesday 21 May"
        " 2014; 30 working days after 4 April 2014, notice of referral and documents supplied;"
        " Counsel is in another trial; SI 2012/2632 reg 24(1)(b)"
    )
    assert next(line for line in lines if line.startswith("Officer's response")).endswith(
        "met on Thursday 24 April 2014; 14 working days after 4 April 2014, notice of referral and"
        " documents supplied; SI 2012/2632 reg 22(1), unverified"
    )
    assert "overdue by 7 working days" in next(line for line in lines if "Witness lists" in line)


def test_the_working_shows_every_day_and_why_it_was_skipped(ask):
    lines = ask("auditor", "deadlines", SUBJECT, "--working", *ON).out.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("Hearing held"))
    assert lines[start + 1] == "          Sat 2014-04-05  Saturday"
    assert "          Fri 2014-04-18  Good Friday" in lines
    assert "      30  Wed 2014-05-21" in lines
    assert not any(line.startswith("    ") for line in ask("auditor", "deadlines", SUBJECT).out)


def test_the_forces_own_target_stands_apart_and_is_past_never_overdue(ask, tmp_path):
    """Catches a target of the force's own taken for one the law sets."""
    place = tmp_path / "config" / "hearings" / "settings.toml"
    place.parent.mkdir(parents=True)
    place.write_text("[targets]\nseverity_days = 5\n")
    statutory, _sign, own = ask("auditor", "deadlines", SUBJECT, *LATE).out.partition("\n\n")
    assert "own target" not in statutory
    heading, line = own.splitlines()
    assert heading == "The force's own target, which the law does not set"
    assert "78 days past target" in line
    assert "overdue" not in line
    keys = {row["key"] for row in limits(ask, "--overdue", *LATE)["rows"]}
    assert "severity_target" not in keys


def test_overdue_limits_are_listed_with_their_subject_first(ask):
    found = limits(ask, "--overdue", *LATE)
    assert all(list(row) == ["subject", *ROW] for row in found["rows"])
    assert [(row["subject"], row["key"]) for row in found["rows"]] == [
        (SUBJECT, "witness_lists"), (SUBJECT, "hearing_held"),
    ]  # fmt: skip
    answer = ask("auditor", "deadlines", "--overdue", "--limit", "1", *LATE)
    assert answer.out.startswith(f"{SUBJECT}  Witness lists from both sides: due Tuesday 29 April")
    assert "there may be more" in answer.err
    assert answer.err.startswith("1 limit past its last day")
    assert limits(ask, "--overdue", "--as-of", "2014-04-20")["rows"] == []


def test_the_register_tells_days_over_reason_and_who_agreed(ask):
    """Catches an extension that takes a hearing out of the register, and a reason without words."""
    lines = ask("auditor", "deadlines", "--register", *ON).out.splitlines()
    assert lines[1] == (
        f"{SUBJECT}  Hearing held: 5 working days past Wednesday 21 May 2014; extended to Thursday"
        " 29 May 2014; counsel not available; Counsel is in another trial; agreed by Cmdr Hale,"
        " chair"
    )
    assert lines[0].startswith(f"{SUBJECT}  Witness lists from both sides: 7 working days past")
    assert "no reason recorded; nobody is said to agree" in lines[0]
    assert [line.split() for line in lines[3:]] == [
        ["By", "reason"],
        ["counsel", "not", "available", "1", "5", "working", "days"],
        ["no", "reason", "recorded", "1", "7", "working", "days"],
    ]


def test_the_register_as_data_keeps_the_promised_rows_and_adds_what_it_knows(ask):
    found = limits(ask, "--register", *ON)
    assert all(list(row) == ["subject", *ROW] for row in found["rows"])
    assert found["out_of_time"][1] == {
        "subject": SUBJECT, "limit": "hearing_held", "period": 1, "days_over": 5,
        "code": "counsel", "agreed_by": "Cmdr Hale, chair",
    }  # fmt: skip
    assert found["by_reason"] == [
        {"code": "counsel", "words": "counsel not available", "entries": 1, "days_over": 5},
        {"code": None, "words": "no reason recorded", "entries": 1, "days_over": 7},
    ]
    one = limits(ask, "--register", "--limit", "1", *ON)
    assert (len(one["rows"]), one["total"], one["by_reason"]) == (1, 2, found["by_reason"])


def test_a_reason_given_later_stands_in_the_register(ask):
    words = ("case", "explain-delay", SUBJECT, "--limit", "witness_lists", "--delay-reason",
             "late_response", "--reason", "The list came on 9 May.", "--agreed-by", "Supt Marsh",
             "--on", "2014-05-09", *ON)  # fmt: skip
    assert ask("caseworker", *words).code == 0
    line = ask("auditor", "deadlines", "--register", *ON).out.splitlines()[0]
    assert line.endswith(
        "late response by the officer; The list came on 9 May; agreed by Supt Marsh"
    )


@pytest.mark.parametrize("words", [(SUBJECT,), ("--overdue",), ("--register",)])
def test_the_sheet_has_the_same_columns_without_the_working(ask, words):
    text = ask("auditor", "deadlines", *words, *LATE, "--format", "csv").out
    assert {row["statutory"] for row in csv.DictReader(io.StringIO(text))} == {"yes"}
    first, *rest = csv.reader(io.StringIO(text))
    head = [] if words == (SUBJECT,) else ["subject"]
    wanted = [*head, *(name for name in ROW if name != "working")]
    assert first[: len(wanted)] == wanted
    assert rest
    assert all(len(row) == len(first) for row in rest)


# Catches a script that cannot tell a slip of the keyboard from a right it does not have.
@pytest.mark.parametrize(
    ("account", "words", "code"),
    [
        ("auditor", (), 2),
        ("auditor", (SUBJECT, "--overdue"), 2),
        ("auditor", ("--overdue", "--register"), 2),
        ("auditor", ("MC-1999-00001/1",), 3),
        ("administrator", (SUBJECT,), 3),
        ("auditor", (SUBJECT, "--as-of", "2999-01-01"), 2),
    ],
)
def test_what_cannot_be_answered_is_refused(ask, account, words, code):
    answer = ask(account, "deadlines", *words)
    assert (answer.code, answer.out) == (code, "")


def test_whoever_may_see_no_case_sees_no_limit_and_no_register(ask):
    for words in (("--overdue",), ("--register",)):
        found = ask("administrator", "deadlines", *words, *LATE, "--format", "json").json
        assert found["rows"] == []
    assert found["total"] == 0
    assert found["by_reason"] == []


DAY = date(2014, 5, 21)
LIMIT = Deadline("x", "X", "2012", (), "referred", date(2014, 4, 4), 30, "working_day", "after",
                 DAY, "running", last_day=DAY)  # fmt: skip


# Catches a status that a reader would take for another.
@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"status": "met"}, "nothing is left to do"),
        ({"status": "met_late", "met_on": date(2014, 5, 22), "over": 1},
         "met on Thursday 22 May 2014, 1 working day late"),
        ({"status": "met_late", "met_on": date(2014, 5, 1), "opens": date(2014, 5, 9)},
         "met on Thursday 1 May 2014, too early"),
        ({"status": "met_late", "met_on": date(2014, 5, 1), "floor": True},
         "met on Thursday 1 May 2014, too early"),
        ({"status": "overdue", "over": 2}, "overdue by 2 working days"),
        ({"status": "overdue", "over": 2, "ended_on": date(2014, 5, 23)},
         "missed by 2 working days"),
        ({"status": "overdue", "over": 1, "extended_to": date(2014, 5, 20)},
         "overdue, past its extension; 1 working day past Wednesday 21 May 2014"),
        ({"status": "overdue", "over": 3, "extended_to": DAY, "ended_on": date(2014, 5, 26)},
         "missed, past its extension; 3 working days past Wednesday 21 May 2014"),
        ({"status": "reduced"}, "reduced by agreement from Wednesday 21 May 2014"),
        ({"status": "extended"}, "extended from Wednesday 21 May 2014"),
        ({"status": "due_soon"}, "due today"),
        ({"status": "due_soon", "last_day": date(2014, 5, 23)}, "due soon"),
        ({"status": "not_started"}, "not started"),
        ({"statutory": False, "status": "running"}, "inside the target"),
        ({"statutory": False, "status": "met", "met_on": date(2014, 5, 20)},
         "met on Tuesday 20 May 2014, inside the target"),
        ({"statutory": False, "status": "overdue", "due": date(2014, 5, 20)},
         "1 day past target"),
    ],
)  # fmt: skip
def test_where_a_limit_stands_is_said_in_words(changed, said):
    assert status_words(replace(LIMIT, **changed), DAY) == said


def test_an_earliest_day_is_never_said_to_be_due():
    [first, *_rest] = limit_words(replace(LIMIT, floor=True, last_day=None), DAY)
    assert first == "X: not before Wednesday 21 May 2014"


# Catches a window of which nobody learns when it begins.
@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"opens": date(2014, 5, 13)},
         "X: due from Tuesday 13 May 2014 to Wednesday 21 May 2014"),
        ({"opens": date(2014, 5, 13), "reduced_to": date(2014, 5, 9), "last_day": date(2014, 5, 9)},
         "X: due Friday 9 May 2014"),
        ({"due": None, "last_day": None}, "X: no day"),
    ],
)  # fmt: skip
def test_a_window_is_said_with_its_first_day(changed, said):
    [first, *_rest] = limit_words(replace(LIMIT, **changed), DAY)
    assert first == said


def test_help_has_an_example(hearings):
    assert "Example: hearings deadlines" in hearings("deadlines", "--help").out
