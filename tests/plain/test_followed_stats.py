"""The commands that follow matters through their steps, and those of the workforce."""

from __future__ import annotations

import csv
import io
import re

import pytest

from tests.plain.clocks import copied
from tests.plain.followed import HOSTILE, template

COMMANDS = ("revisions", "tiers", "waits", "gross", "workforce")
BROKEN_DOWN = ("revisions", "waits", "workforce")
FILE = """day,unit,rank_band,people
2014-03-01,Camden,sergeant,40
2014-03-01,Barnet,constable,60
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return template(tmp_path_factory.mktemp("followed"))


@pytest.fixture
def ask(place, hearings, tmp_path):
    """Give a function that runs `hearings` on a copy as somebody."""
    return copied(place, hearings, tmp_path)


@pytest.fixture
def loaded(ask, tmp_path):
    """Take a workforce in, and give the function that runs `hearings`."""
    file = tmp_path / "workforce.csv"
    file.write_text(FILE, "utf-8")
    answer = ask("caseworker", "workforce", "import", file)
    assert answer.code == 0, answer.err
    assert answer.out == "Lines: 2\n2014-03-01: 100 people\n"
    return ask


def figures(ask, command, *words):
    answer = ask("auditor", "stats", command, *words, "--format", "json")
    assert answer.code == 0, answer.err
    return answer.json


def sheet(answer):
    return list(csv.DictReader(io.StringIO(answer.out)))


@pytest.mark.parametrize("command", COMMANDS)
def test_each_is_said_in_text_json_and_csv(ask, command):
    text = ask("auditor", "stats", command)
    assert (text.code, text.err) == (0, "")
    assert "For use inside the force" in text.out
    found = figures(ask, command)
    assert found["schema"] == f"hearings.{command}/1"
    assert (found["count_of"], found["audience"]) == ("subjects", "internal")
    rows = sheet(ask("auditor", "stats", command, "--format", "csv"))
    assert rows
    assert None not in rows[0]


@pytest.mark.parametrize("command", COMMANDS)
def test_who_has_no_right_to_figures_is_refused(ask, command):
    answer = ask("local_assessor", "stats", command)
    assert answer.code == 3
    assert answer.out == ""


@pytest.mark.parametrize("command", BROKEN_DOWN)
def test_by_a_person_they_are_refused_with_a_sentence(ask, command):
    answer = ask("auditor", "stats", command, "--by", "decider")
    assert answer.code == 2
    assert f"'stats {command}' cannot be asked for by 'decider'; by unit, " in answer.err


@pytest.mark.parametrize("command", COMMANDS)
def test_a_period_that_ends_before_it_begins_is_refused(ask, command):
    assert ask("auditor", "stats", command, "--from", "2014-02-01", "--to", "2014-01-01").code == 2
    assert ask("auditor", "stats", command, "--date", "heard").code == 2


@pytest.mark.parametrize("command", BROKEN_DOWN)
def test_what_people_typed_neither_moves_the_cursor_nor_becomes_a_formula(ask, command):
    asked = (command, "--by", "unit", "--from", "2014-01-01")
    text = ask("auditor", "stats", *asked).out
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in text
    rows = sheet(ask("auditor", "stats", *asked, "--format", "csv"))
    assert f"'{HOSTILE}" in {row["unit"] for row in rows}
    assert HOSTILE in {row["key"]["unit"] for row in figures(ask, *asked)["rows"]}


def test_revisions_are_said_with_their_base_and_apart_from_reassessment(ask):
    found = figures(ask, "revisions", "--by", "unit")
    total = found["total"]

    assert {name: total["revised"][name] for name in ("count", "base")} == {"count": 1, "base": 3}
    assert total["revised"]["low"] < total["revised"]["share"] < total["revised"]["high"]
    assert (total["raised"], total["asked"], total["then_revised"]) == (1, 1, 1)
    assert sum(row["revised"]["base"] for row in found["rows"]) == 3
    text = ask("auditor", "stats", "revisions").out
    assert "33.3 % (1 of 3)" in text
    assert "A revision is no reassessment" in text


def test_tiers_say_what_the_superintending_rank_changed(ask):
    found = figures(ask, "tiers")
    gross = {row["level"]: row for row in found["superintending_of_inspecting"]}["gross_misconduct"]

    assert (gross["lowered"]["count"], gross["lowered"]["base"]) == (1, 1)
    assert gross["raised"]["share"] == 0
    assert [row["tier"] for row in found["dps"]] == ["inspecting", "superintending", None]
    text = ask("auditor", "stats", "tiers").out
    assert "100.0 % (1 of 1)" in text
    assert "no data (0 of 0)" in text


def test_waits_say_what_still_waits_and_how_long(ask):
    found = figures(ask, "waits", "--as-of", "2014-06-11")
    total = found["total"]

    assert (found["as_of"], found["unit"]) == ("2014-06-11", "day")
    assert (total["subjects"], total["decided"], total["waiting"], total["with_unit"]) == (
        4,
        3,
        1,
        0,
    )
    assert total["waiting_days"] == {"median": 10, "ninetieth": 10}
    assert set(total["with_dps_days"]) == {"times", "over", "median", "ninetieth"}
    assert "Decided 3, waiting 1" in ask("auditor", "stats", "waits", "--as-of", "2014-06-11").out


def test_gross_says_what_became_of_each(ask):
    found = figures(ask, "gross")
    called = {row["by"]: row for row in found["called"]}

    assert sum(row["subjects"] for row in found["table"]) == 4
    assert called["unit"]["subjects"] == 3
    assert [row["value"] for row in called["dps"]["outcomes"]] == ["dismissal_without_notice"]
    stands = {row["value"]: row["count"] for row in called["unit"]["stands"]}
    assert (stands["outcome"], stands["disposed"], stands["running"]) == (1, 1, 1)
    assert [called[who]["running"] for who in ("unit", "dps")] == [1, 0]
    text = ask("auditor", "stats", "gross").out
    assert re.search(r"referred so far, of those\s.*\n?\s+recorded", text)
    assert "still running, of those recorded: 1; they may yet come to either" in text
    assert "Called gross misconduct by the unit" in text
    assert "over-assessed" not in text


@pytest.mark.parametrize("command", BROKEN_DOWN)
def test_a_period_without_matters_has_a_heading_and_no_row(ask, command):
    asked = ("stats", command, "--by", "unit", "--from", "2030-01-01")
    answer = ask("auditor", *asked, "--format", "csv")

    assert (answer.code, len(answer.out.splitlines())) == (0, 1)
    assert answer.out.startswith("unit,")
    assert figures(ask, *asked[1:])["rows"] == []
    assert ask("auditor", *asked).code == 0


@pytest.mark.parametrize("command", ["revisions", "tiers", "gross"])
def test_under_them_stands_how_often_a_blind_reader_agreed(ask, demo, command):
    """Catches a rate of DPS's decisions that stands without it, and one in JSON alone."""
    assert figures(ask, command)["agreement"] == {}
    nothing = "A change does not say who was right. Blind second reading: none recorded."
    assert nothing in " ".join(ask("auditor", "stats", command).out.split())
    found = demo("osei", "stats", command, "--format", "json").json["agreement"]
    assert (found["unchanged"]["read"], found["unchanged"]["agreed"]) == (5, 5)
    assert (found["changed"]["read"], found["changed"]["agreed"]) == (1, 0)
    text = " ".join(demo("osei", "stats", command).out.split())
    for said in ("100.0 % (5 of 5)", "0.0 % (0 of 1)", "3 drawn items are still unread"):
        assert said in text


@pytest.mark.parametrize("command", ["waits", "workforce"])
def test_what_is_no_rate_of_dps_is_without_it(ask, command):
    assert "agreement" not in figures(ask, command)


# ------ the workforce


def test_without_a_workforce_it_says_so_and_gives_no_rate(ask):
    total = figures(ask, "workforce")["total"]

    assert (total["subjects"]["people"], total["subjects"]["per_100"]) == (None, None)
    assert "no workforce figure" in ask("auditor", "stats", "workforce").out
    assert "No workforce is known" in ask("auditor", "workforce", "show").out


def test_rates_are_of_the_workforce_of_the_same_group(loaded):
    asked = ("workforce", "--by", "rank_band", "--where", "unit=Camden", "--as-of", "2014-06-01")
    found = figures(loaded, *asked)
    rows = {row["key"]["rank_band"]: row for row in found["rows"]}

    assert found["workforce_day"] == "2014-03-01"
    assert (rows["sergeant"]["subjects"]["count"], rows["sergeant"]["cases"]["people"]) == (3, 40)
    assert rows["sergeant"]["subjects"]["per_100"] == 7.5
    text = loaded("auditor", "stats", *asked).out
    assert "3 of 40" in text
    assert "7.5" in text
    assert "does not say people's sex" in loaded("auditor", "stats", "workforce", "--by", "sex").out


def test_the_days_of_the_rate_and_the_age_of_the_workforce_are_printed(loaded):
    """Catches two years' matters over one day's workforce, read as yearly."""
    year = figures(loaded, "workforce", "--as-of", "2014-06-01")
    assert {name: year[name] for name in ("from", "to", "days", "workforce_age")} == {
        "from": "2013-06-02", "to": "2014-06-01", "days": 365, "workforce_age": 92,
    }  # fmt: skip
    text = " ".join(loaded("auditor", "stats", "workforce", "--as-of", "2014-06-01").out.split())
    assert "of 2013-06-02 to 2014-06-01; the workforce is of 2014-03-01, 92 days before" in text
    assert "not a year" not in text
    two = ("stats", "workforce", "--from", "2012-06-02", "--to", "2014-06-01")
    assert "That is 730 days and not a year" in " ".join(loaded("auditor", *two).out.split())


def test_the_workforce_is_shown_and_goes_out_and_in_again_as_it_was(loaded, tmp_path):
    shown = loaded("auditor", "workforce", "show", "--day", "2014-06-01")
    assert "The workforce of 2014-03-01: 100 people" in shown.out
    out = loaded("auditor", "workforce", "show", "--day", "2014-06-01", "--format", "csv")
    again = tmp_path / "again.csv"
    again.write_text(out.out, "utf-8")
    assert loaded("caseworker", "workforce", "import", again).code == 0
    found = loaded("auditor", "workforce", "show", "--day", "2014-06-01", "--format", "json").json
    assert found["schema"] == "hearings.workforce_lines/1"
    assert [(row["unit"], row["people"]) for row in found["rows"]] == [
        ("Barnet", 60),
        ("Camden", 40),
    ]


def test_a_bad_file_is_refused_with_line_column_and_value(ask, tmp_path):
    file = tmp_path / "bad.csv"
    file.write_text(FILE + "2014-03-01,Brent,wizard,5\n", "utf-8")
    answer = ask("caseworker", "workforce", "import", file)

    assert answer.code == 2
    assert "line 4, rank_band: 'wizard' is not known" in answer.err
    assert "Nothing was taken in." in answer.err
    assert ask("caseworker", "workforce", "import", tmp_path / "none.csv").code == 2


def test_an_import_is_said_in_every_format(ask, tmp_path):
    file = tmp_path / "workforce.csv"
    file.write_text(FILE, "utf-8")
    found = ask("caseworker", "workforce", "import", file, "--format", "json").json
    assert found == {
        "schema": "hearings.workforce_import/1",
        "lines": 2,
        "days": [{"day": "2014-03-01", "people": 100}],
    }
    rows = sheet(ask("caseworker", "workforce", "import", file, "--format", "csv"))
    assert rows == [{"day": "2014-03-01", "people": "100"}]


def test_the_demonstration_has_a_workforce(hearings, demonstration, tmp_path):
    run = copied(demonstration, hearings, tmp_path)
    found = run("adeyemi", "stats", "workforce", "--by", "ethnicity", "--format", "json").json

    assert found["lacking"] == []
    assert found["total"]["subjects"]["people"] > 1000
    assert all(row["subjects"]["people"] for row in found["rows"])
