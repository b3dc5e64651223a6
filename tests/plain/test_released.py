"""`stats reassessment --audience` and `release`: what leaves, as the lines and the data say it."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sqlite3
from typing import Any

import pytest

from db.demo.build import build
from hearings.rates import SHOWN

ROW = {*SHOWN, "key", "same", "beside", "not_decided", "rate", "low", "high", "spread",
       "expected", "ratio", "ratio_low", "ratio_high", "unfinished", "suppressed"}  # fmt: skip


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """Make a demonstration of enough officers that something can be told of them."""
    place = tmp_path_factory.mktemp("large") / "demo.db"
    build(str(place), seed=1, subjects=600)
    return place


@pytest.fixture
def force(large, hearings, tmp_path):
    """Give a function that runs `hearings` on it, as somebody."""
    place = tmp_path / "large.db"
    shutil.copy(large, place)
    place.chmod(0o600)
    return lambda account, *words: hearings("--database", place, "--as", account, *words)


def figures(force, audience, *words) -> Any:
    return force("chaudhry", "stats", "reassessment", "--audience", audience, *words)


@pytest.mark.parametrize(("audience", "threshold", "base"), [("staff", 5, 1), ("public", 10, 5)])
def test_the_data_has_the_promised_keys_and_null_where_it_is_withheld(
    force, audience, threshold, base
):
    found = figures(force, audience, "--by", "ethnicity", "--format", "json").json
    assert found["schema"] == "hearings.reassessment/1"
    assert (found["audience"], found["threshold"], found["rounded_to"]) == (
        audience, threshold, base,
    )  # fmt: skip
    assert found["release"] == 1
    for row in [*found["rows"], found["total"]]:
        assert set(row) == ROW
        numbers = [row[name] for name in SHOWN if row[name] is not None]
        assert all(n == 0 or (n >= threshold and n % base == 0) for n in numbers)
        assert all(row[name] is None for name in ("cases", "avoidable", "resubmitted", "spread"))
    assert any(row["suppressed"] for row in found["rows"])
    assert found["rows"][-1]["key"]["ethnicity"] == "others together"


def keys_of(told, at="") -> set[str]:
    """Name every key of an answer, with where it stands; of lists those of each row."""
    if isinstance(told, list):
        return {key for one in told for key in keys_of(one, f"{at}[]")}
    if not isinstance(told, dict) or at.endswith(("agreement", "notes")):
        return set()
    return {f"{at}.{key}" for key in told} | {
        name for key, value in told.items() for name in keys_of(value, f"{at}.{key}")
    }


@pytest.mark.parametrize(
    "words",
    [
        ("reassessment", "--by", "ethnicity"),
        ("disparity", "--by", "sex", "--measure", "changed"),
        ("disparity", "--by", "sex", "--measure", "investigated"),
    ],
)
def test_one_schema_has_the_same_keys_for_every_audience(force, words):
    """Catches a key that is left out where it is not given: a program would break on staff's.

    Planted: without `by_level` and each row's `expected`, or a step without its `strata`.
    """
    inside, *outside = (
        force("chaudhry", "stats", *words, "--audience", whom, "--format", "json")
        for whom in ("internal", "staff", "public")
    )
    right = {key for key in keys_of(inside.json)
             if not key.startswith((".by_level[]", ".waiting."))}  # fmt: skip
    given = [answer for answer in outside if answer.code == 0]
    assert given
    for answer in given:
        assert keys_of(answer.json) == right
        assert (answer.json["as_of"], answer.json["note"]) == (None, None)
        assert answer.json["release"]
    assert inside.json["release"] is None


@pytest.mark.parametrize("audience", ["staff", "public"])
def test_a_rate_is_given_only_of_numbers_that_are_given(force, audience):
    """Catches a rate from which a withheld number is worked out."""
    found = figures(force, audience, "--by", "ethnicity", "--format", "json").json
    for row in [*found["rows"], found["total"]]:
        known = row["changed"] is not None and bool(row["decided"])
        assert (row["rate"] is not None) is known
        assert (row["low"] is not None) is known
        if known:
            assert row["rate"] == round(row["changed"] / row["decided"], 10)


def test_asked_twice_it_gives_the_same_and_lists_one_release(force):
    words = ("--by", "ethnicity", "--by", "local_level")
    first = figures(force, "staff", *words)
    assert first.code == 0, first.err
    assert figures(force, "staff", *words) == first
    answer = force("osei", "release", "list", "--format", "json").json
    assert answer["schema"] == "hearings.releases/1"
    assert [(row["release"], row["audience"], row["figure"], row["asked"]["by"])
            for row in answer["rows"]] == [
        (1, "staff", "reassessment", ["ethnicity", "local_level"])]  # fmt: skip
    asked = force("osei", "release", "show", 1, "--format", "json").json["asked"]
    assert asked == answer["rows"][0]["asked"]
    assert asked["archive"] is None  # As everywhere; an empty text would be an archive's name.
    text = force("osei", "release", "list").out
    assert "by ethnicity and" in text
    assert "local_level, date received" in text
    assert "1,2" in force("osei", "release", "list", "-f", "csv").out


def test_the_text_says_what_is_withheld_and_how_it_was_protected(force):
    text = figures(force, "public", "--by", "ethnicity").out
    assert "for the public" in text
    assert "numbers of 1 to 9 officers are withheld" in text
    assert "rounded to the nearest 5, totals by themselves" in text
    assert "totals need not add up" in text
    assert "withheld" in text
    assert "others together" in text
    staff = figures(force, "staff").out
    assert "numbers of 1 to 4 officers are withheld" in staff
    assert "rounded" not in staff
    assert "A change does not say who was right." in staff


def test_columns_that_are_given_together_are_named(force):
    """A unit of twenty-odd officers: too few are undecided to be told apart from the others."""
    words = ("--by", "ethnicity", "--where", "unit=Wandsworth")
    found = figures(force, "staff", *words, "--format", "json").json
    told = "Those undecided and those beside the base are given together, as not decided."
    assert told in found["notes"]
    assert found["total"]["undecided"] is None


def test_the_sheet_has_the_same_numbers_the_total_and_its_release(force):
    """Catches a sheet without its total, one that does not say for whom, and empty columns."""
    found = figures(force, "staff", "--by", "ethnicity", "--format", "json").json
    sheet = figures(force, "staff", "--by", "ethnicity", "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(sheet)))
    assert [row["decided"] for row in rows] == [
        "" if row["decided"] is None else str(row["decided"])
        for row in [*found["rows"], found["total"]]
    ]
    assert rows[-1]["ethnicity"] == "in all"
    assert {(row["audience"], row["release"], row["threshold"]) for row in rows} == {
        ("staff", "1", "5")}  # fmt: skip
    assert {"cases", "spread", "avoidable"}.isdisjoint(rows[0])
    assert all(any(row[name] for row in rows) for name in rows[0] if name != "ethnicity")
    assert {row["suppressed"] for row in rows} <= {"yes", "no"}
    alone = figures(force, "staff", "--format", "csv").out
    assert len(alone.splitlines()) == 2


def test_show_invents_no_row_for_a_table_that_is_not_broken_down(force):
    """Catches the label of the one row, which is empty, read as a value that is not known."""
    assert figures(force, "staff").code == 0
    assert "not known" not in force("osei", "release", "show", 1).out
    assert force("osei", "release", "show", 1, "--format", "json").json["rows"] == []
    sheet = force("osei", "release", "show", 1, "--format", "csv").out
    assert [line.partition(",")[0] for line in sheet.splitlines()] == ["row", "in all"]


def test_disparity_for_staff_goes_into_a_file_with_what_is_read_with_it(force, tmp_path):
    """Catches a file of other numbers than the release, or one without its notes or its total."""
    words = ("stats", "disparity", "--by", "sex", "--measure", "changed", "--audience", "staff")
    found = force("chaudhry", *words, "--format", "json").json
    for kind in ("csv", "json", "html"):
        out = tmp_path / f"it.{kind}"
        answer = force("chaudhry", *words, "--out", out)
        assert (answer.code, answer.out) == (0, ""), answer.err
    assert json.loads((tmp_path / "it.json").read_text())["steps"] == found["steps"]
    rows = list(csv.DictReader(io.StringIO((tmp_path / "it.csv").read_text())))
    (step,) = found["steps"]
    assert [row["part"] for row in rows] == [
        "" if row["part"] is None else str(row["part"]) for row in [*step["rows"], step["total"]]
    ]
    assert {(row["audience"], row["release"]) for row in rows} == {("staff", "1")}
    page = (tmp_path / "it.html").read_text()
    assert "Release 1 of" in page
    assert "an association is not a cause" in page
    assert "numbers of 1 to 4 officers are withheld" in page


def test_show_gives_the_published_numbers_and_no_other(force, tmp_path):
    """Catches a number that is withheld in the table and stands in what is kept of it."""
    given = figures(force, "staff", "--by", "ethnicity", "--format", "json").json
    shown = force("osei", "release", "show", 1, "--format", "json").json
    assert shown["schema"] == "hearings.release/1"
    assert [row["decided"] for row in shown["rows"]] == [row["decided"] for row in given["rows"]]
    assert shown["total"]["decided"] == given["total"]["decided"]
    assert "members" not in str(shown)
    text = force("osei", "release", "show", 1).out
    assert "Release 1 of" in text
    assert "reassessment: by ethnicity" in text
    assert text.count("withheld") > 3
    assert force("osei", "release", "show", 1, "-f", "csv").out.startswith("row,same,")
    assert force("osei", "release", "show", 7).code == 3  # As an action or a sample that is none.
    assert force("fenn", "release", "list").code == 3


def test_a_small_force_is_told_what_to_ask_instead(demo):
    words = ("--where", "ethnicity=16+1:B1", "--by", "unit", "--audience", "public")
    answer = demo("chaudhry", "stats", "reassessment", *words)
    assert answer.code == 3
    assert "too few" in answer.err
    assert demo("osei", "release", "list").out == "Nothing was released yet.\n"


def test_persons_and_overlapping_rows_are_refused(force):
    for field, words in (("assessor", "about a person"), ("decider", "about a person"),
                         ("standard", "overlap"), ("category", "overlap")):  # fmt: skip
        answer = figures(force, "public", "--by", field)
        assert answer.code == 3
        assert words in answer.err
    assert figures(force, "staff", "--where", "standard=honesty").code in {0, 3}


def test_a_filter_that_leaves_a_few_more_is_refused_by_name(force, tmp_path):
    """Catches a period a week longer, whose difference is a few officers."""
    with sqlite3.connect(tmp_path / "large.db") as plain:
        days = [row[0] for row in plain.execute(
            "SELECT received FROM subjects WHERE pair_state <> '' ORDER BY received")]  # fmt: skip
    plain.close()
    first = days[len(days) // 2]
    second = next(day for day in days if day > first)
    few = sum(first < day <= second for day in days)
    assert 0 < few < 5
    assert figures(force, "staff", "--to", first).code == 0
    answer = figures(force, "staff", "--to", second)
    assert answer.code == 3
    assert "taken together with release 1 of" in answer.err


def test_the_agreement_of_blind_readings_stands_under_it_without_the_few(force, tmp_path):
    """Catches the eight of nine who agreed: the ninth would be one reading by itself."""
    with sqlite3.connect(tmp_path / "large.db") as plain:
        plain.execute("UPDATE readings SET day = '2013-04-01'")  # In a quarter that is closed.
    plain.close()
    found = figures(force, "staff", "--format", "json").json["agreement"]
    assert found["changed"]["read"] == found["changed"]["agreed"] == 8
    assert (found["unchanged"]["read"], found["unchanged"]["agreed"]) == (9, None)
    assert set(found["kept_locally"].values()) == {None}
    text = " ".join(figures(force, "staff").out.split())
    assert "100.0 % (8 of 8)" in text
    assert "9 read; how many did is withheld" in text
    assert "fewer than 5 read" in text
    narrowed = figures(force, "staff", "--where", "unit=Camden", "--format", "json")
    if narrowed.code == 0:
        assert narrowed.json["agreement"] == found
    words = ("--by", "sex", "--measure", "changed", "--audience", "staff", "--format", "json")
    (step,) = force("chaudhry", "stats", "disparity", *words).json["steps"]
    assert step["agreement"] == found
    assert "fewer than 5 read" in force("chaudhry", "stats", "disparity", *words[:-2]).out
    out = tmp_path / "public.html"
    assert figures(force, "public", "--out", out).code == 0
    assert out.read_text("utf-8").count("fewer than 10 read") == 3
