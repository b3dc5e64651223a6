"""`stats timeliness`: how long each step takes, with what is unfinished counted as such."""

from __future__ import annotations

import csv
import io
import sqlite3
from datetime import date

import pytest

from tests.plain.clocks import copied, listed, made, referred
from tui.plain.figure import HEADING

LATE = ("--as-of", "2014-06-30")
COUNTS = ["started", "finished", "unfinished", "ended", "in_time", "by_extension", "base",
          "not_yet", "no_day", "median", "ninetieth", "unit", "share", "low", "high"]  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Give three officers bound for a hearing: one listed late, one opened late, one waiting."""
    place = tmp_path_factory.mktemp("timeliness") / "clocks.db"
    with made(place) as office:
        first = referred(office)
        listed(office, first)
        second = referred(office, person="201236", name="P Two", unit="Brent")
        listed(
            office, second, sitting=["2014-05-23 10:00-16:30"], room="Room 4",
            extended_by="the chair", delay_reason="witness", reason="A witness was abroad.",
        )  # fmt: skip
        referred(office, person="201237", name="P Three", unit="Brent")
        office.go("open", second, on=date(2014, 5, 23), present="yes")
    return place


@pytest.fixture
def ask(place, hearings, tmp_path):
    return copied(place, hearings, tmp_path)


def figures(ask, *words, account="auditor"):
    answer = ask(account, "stats", "timeliness", *words, "--format", "json")
    assert answer.code == 0, answer.err
    return answer.json


def step(found, key, **more):
    wanted = {"step": key, **more}
    return next(row for row in found["rows"] if row["key"] == wanted)


def test_a_row_has_every_promised_key(ask):
    found = figures(ask, *LATE)
    assert list(found) == [*HEADING, "rows", "total", "targets", "out_of_time"]
    assert (found["schema"], found["as_of"]) == ("hearings.timeliness/1", "2014-06-30")
    assert all(list(row) == ["key", "title", *COUNTS] for row in found["rows"])
    assert list(found["total"]) == COUNTS
    assert (found["total"]["median"], found["targets"]) == (None, [])


def test_unfinished_cases_are_counted_and_the_median_is_not_made_of_the_finished_alone(ask):
    """Catches the quickest case standing for all: one of three has been heard, after 32 days."""
    row = step(figures(ask, *LATE), "hearing_held")
    assert (row["started"], row["finished"], row["unfinished"]) == (3, 1, 2)
    assert (row["median"], row["ninetieth"]) == (None, None)
    assert (row["in_time"], row["by_extension"], row["base"]) == (1, 1, 3)
    assert row["share"] == pytest.approx(1 / 3)
    assert row["low"] < row["share"] < row["high"]


def test_what_is_not_due_yet_stands_outside_the_base(ask):
    """Catches a share that falls because a case has only just begun."""
    row = step(figures(ask, "--as-of", "2014-05-12"), "hearing_held")
    assert (row["base"], row["not_yet"], row["share"], row["low"]) == (0, 3, None, None)
    response = step(figures(ask, "--as-of", "2014-05-12"), "response")
    assert (response["in_time"], response["base"], response["median"]) == (3, 3, 12)


def test_by_unit_and_year_the_parts_add_up(ask):
    whole = figures(ask, *LATE)
    parts = figures(ask, "--by", "unit", "--by", "year", *LATE)
    assert {tuple(row["key"]) for row in parts["rows"]} == {("step", "unit", "year")}
    for row in whole["rows"]:
        mine = [part for part in parts["rows"] if part["key"]["step"] == row["key"]["step"]]
        for name in ("started", "finished", "in_time", "base", "not_yet", "no_day"):
            assert sum(part[name] for part in mine) == row[name]
    brent = step(parts, "hearing_held", unit="Brent", year="2014")
    assert (brent["started"], brent["base"]) == (2, 2)


def test_the_figures_are_narrowed_by_a_field_a_step_and_the_day_of_the_clock(ask):
    found = figures(ask, "--where", "unit=Brent", "--where", "step=hearing_held", *LATE)
    assert [row["key"] for row in found["rows"]] == [{"step": "hearing_held"}]
    assert found["rows"][0]["started"] == 2
    assert figures(ask, "--from", "2014-05-01", "--where", "step=hearing_held", *LATE)["rows"] == []
    assert figures(ask, "--to", "2014-04-04", "--where", "step=hearing_held", *LATE)["rows"] != []
    assert figures(ask, "--by", "step", *LATE)["rows"] == figures(ask, *LATE)["rows"]


def test_own_targets_stand_apart_in_calendar_days(ask, tmp_path):
    """Catches a force's own target pooled with what the law sets."""
    before = figures(ask, *LATE)
    place = tmp_path / "config" / "hearings" / "settings.toml"
    place.parent.mkdir(parents=True)
    place.write_text("[targets]\nseverity_days = 5\n")
    found = figures(ask, *LATE)
    assert (found["rows"], found["total"]) == (before["rows"], before["total"])
    [target] = found["targets"]
    assert (target["key"], target["unit"], target["started"]) == (
        {"step": "severity_target"}, "day", 3,
    )  # fmt: skip
    assert (target["in_time"], target["base"], target["median"]) == (0, 3, 83)
    assert "own targets, which the law does not set" in ask("auditor", "stats", "timeliness").out


def test_the_registers_reasons_are_counted_beside(ask):
    found = figures(ask, *LATE)
    register = ask("auditor", "deadlines", "--register", *LATE, "--format", "json").json
    assert found["out_of_time"] == register["by_reason"]
    assert {row["code"] for row in found["out_of_time"]} == {"counsel", "witness", None}


def test_the_text_prints_the_numerator_and_the_base_beside_every_share(ask):
    text = ask("auditor", "stats", "timeliness", "--by", "unit", *LATE).out
    held = text.partition("\nHearing held\n")[2].splitlines()
    line = next(line for line in held if "Brent" in line)
    assert "1 of 2" in line
    assert "50.0 %" in line
    assert " –  " in line
    assert max(map(len, text.splitlines())) < 120
    total = figures(ask, *LATE)["total"]
    assert f"({total['in_time']} of {total['base']})" in text
    assert "counsel not available" in text


def test_the_sheet_holds_the_same(ask):
    text = ask("auditor", "stats", "timeliness", "--by", "unit", *LATE, "--format", "csv").out
    first, *rest = csv.reader(io.StringIO(text))
    assert first == ["step", "unit", "title", "statutory", *COUNTS]
    assert len(rest) == len(figures(ask, "--by", "unit", *LATE)["rows"])


def test_a_covert_matter_and_an_archive_are_not_counted(ask, tmp_path):
    """Catches a covert inquiry that shows as one more case of a small unit."""
    with sqlite3.connect(tmp_path / "clocks.db") as plain:
        plain.execute("UPDATE cases SET sensitivity = 'covert' WHERE reference = 'MC-2014-00003'")
    plain.close()
    assert step(figures(ask, *LATE), "hearing_held")["started"] == 2


def test_a_limit_that_fell_away_late_counts_as_missed_and_not_as_running(ask):
    """Catches a suspension confirmed by nobody and lifted past its day, that leaves the count."""
    subject, made = "MC-2014-00003/1", ("--maker", "300003", "--as-of", "2014-06-01")
    suspend = ("--imposed", "yes", "--orally", "--redeployment", "None.", "--alternatives", "No.",
               "--second-condition", "both", "--reason", "Why.", "--on", "2014-05-01")  # fmt: skip
    assert ask("caseworker", "case", "suspend", subject, *suspend, *made).code == 0
    lift = ("--measure", "suspension", "--reason", "No case.", "--on", "2014-05-12")
    assert ask("caseworker", "case", "lift-measure", subject, *lift, *made).code == 0
    row = step(figures(ask, *LATE), "suspension_confirmed")
    assert (row["started"], row["finished"], row["unfinished"], row["ended"]) == (1, 0, 0, 1)
    assert (row["in_time"], row["base"], row["median"]) == (0, 1, None)
    # Due on 7 May; 8, 9 and 12 May are past it.
    text = ask("auditor", "deadlines", "--register", *LATE).out
    assert "3 working days past Wednesday 7 May 2014; not met" in text


@pytest.mark.parametrize(
    ("account", "words", "code"),
    [
        ("local_assessor", (), 3),
        ("auditor", ("--by", "ethnicity"), 2),
        ("auditor", ("--by", "unit", "--by", "unit"), 2),
        ("auditor", ("--where", "unit"), 2),
        ("auditor", ("--from", "2014-05-01", "--to", "2014-04-01"), 2),
    ],
)
def test_what_may_not_be_asked_is_refused(ask, account, words, code):
    """Catches figures of the whole force given to whoever may see one unit."""
    answer = ask(account, "stats", "timeliness", *words)
    assert (answer.code, answer.out) == (code, "")


def test_whoever_asks_stands_in_the_trail(ask, tmp_path):
    figures(ask, "--by", "year")
    ask("local_assessor", "stats", "timeliness")
    with sqlite3.connect(tmp_path / "clocks.db") as plain:
        rows = plain.execute(
            "SELECT account, outcome FROM trail WHERE action = 'figures.timeliness'"
        ).fetchall()
    plain.close()
    assert rows == [("auditor", "done"), ("local_assessor", "refused")]


def test_without_any_case_it_says_so(hearings):
    hearings("init")
    assert "No clock has started." in hearings("stats", "timeliness").out


def test_help_has_an_example(hearings):
    help_text = hearings("stats", "timeliness", "--help").out
    assert "Example: hearings stats timeliness" in help_text
