"""`hearings stats outcomes`, `consistency` and `hearings`: each share with its base."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from hearings.sanctions import Ended, summarised
from tests.plain.clocks import copied
from tests.plain.ended import template
from tui.plain.summary_words import percent, print_summary, promised

ROW = {"key", "subjects", "cases", "base", "awaiting", "withdrawn", "overturned", "outcomes",
       "appeals", "withheld"}  # fmt: skip

HMIC = """\
Annual summary of sanctions, 2013-04-01 to 2014-03-31
Misconduct hearings and accelerated (special case) hearings, by the day of the outcome,
the finding or the withdrawal. 186 officers in 186 cases came to hearing.

Came to hearing                186
  not proven                   13   7 % (13 of 186 to hearing)
  withdrawn before a finding   6    3.2 % (6 of 186 to hearing)
    to performance procedures  4
    discontinued               2
  proven                       167  89.8 % (167 of 186 to hearing)
    written warning            20   10.8 % (20 of 186 to hearing)   12 % (20 of 167 proven)
    final written warning      27   14.5 % (27 of 186 to hearing)   16.2 % (27 of 167 proven)
    dismissal without notice   120  64.5 % (120 of 186 to hearing)  71.9 % (120 of 167 proven)
  dismissed, in all            120  64.5 % (120 of 186 to hearing)  71.9 % (120 of 167 proven)
  warned, in all               47   25.3 % (47 of 186 to hearing)   28.1 % (47 of 167 proven)

As HMIC prints it
  186 to hearing = 13 not proven + 173 proven
  173 = 20 written warning + 27 final written warning + 120 dismissal without notice + \
4 to performance procedures + 2 discontinued
  dismissed: 64.5 % (120 of 186 to hearing); 69.4 % (120 of 173 proven as printed)
  warned: 25.3 % (47 of 186 to hearing); 27.2 % (47 of 173 proven as printed)
  HMIC counts among the proven those taken to performance procedures and those discontinued.
  No finding was made of them: they were withdrawn before one, and stand so above.
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return template(tmp_path_factory.mktemp("ended"))


@pytest.fixture
def ask(place, hearings, tmp_path):
    """Give a function that runs `hearings` on a copy as somebody."""
    return copied(place, hearings, tmp_path)


def figures(ask, command, *words, account="auditor"):
    answer = ask(account, "stats", command, *words, "--format", "json")
    assert answer.code == 0, answer.err
    return answer.json


def year_of_2013():
    """Give the hearings of 2013/14 as HMIC counted them."""
    gross = ("outcome", "gross_misconduct")
    return summarised(
        [
            Ended("outcome", "not_proven", "not_proven", "stands", "", 13),
            Ended(*gross, "written_warning", "stands", "", 20),
            Ended(*gross, "final_written_warning", "stands", "", 27),
            Ended(*gross, "dismissal_without_notice", "stands", "", 120),
            Ended("withdrawn", "", "", "", "performance_procedures", 4),
            Ended("withdrawn", "", "", "", "no_further_action", 2),
        ],
        cases=186,
        meetings=0,
    )


# ------ outcomes


def test_a_row_has_every_promised_key(ask):
    found = figures(ask, "outcomes", "--by", "finding")
    assert list(found) == ["schema", "count_of", "from", "to", "archive", "overlapping", "rows",
                           "total"]  # fmt: skip
    assert (found["schema"], found["count_of"]) == ("hearings.outcomes/1", "subjects")
    for row in [*found["rows"], found["total"]]:
        assert set(row) == ROW
        assert row["subjects"] == sum(
            row[name] for name in ("base", "awaiting", "withdrawn", "overturned")
        )
        for one in row["outcomes"]:
            assert one["base"] == row["base"]
            assert one["share"] == pytest.approx(one["count"] / row["base"])
            assert one["low"] < one["share"] < one["high"] or one["share"] == 1


def test_what_is_not_known_has_key_null_and_comes_last(ask):
    rows = figures(ask, "outcomes", "--by", "finding")["rows"]
    assert [row["key"]["finding"] for row in rows] == ["gross_misconduct", "not_proven", None]
    assert rows[-1]["withdrawn"] == 1
    assert (rows[-1]["base"], rows[-1]["outcomes"]) == (0, [])


def test_appeals_are_counted_by_how_they_ended(ask):
    total = figures(ask, "outcomes")["total"]
    assert total["appeals"] == {
        "brought": 1, "running": 0, "confirm": 0, "vary": 0, "quash": 1, "new_panel": 0,
    }  # fmt: skip
    assert total["overturned"] == 1


def test_the_text_prints_the_numerator_and_the_base_beside_every_share(ask):
    text = ask("auditor", "stats", "outcomes", "--by", "standard").out
    assert "Counted: officers (10) in cases (10); by the day of the outcome." in text
    assert "  final written warning      28.57% (2 of 7)  95 % interval" in text
    assert "          1  withdrawn before a finding" in text
    assert "Appeals brought: 1 (running 0, confirmed 0, varied 0, quashed 1," in text
    assert "standard force: 1 with an outcome, of 1" in text
    assert "rows overlap" in text


def test_the_figures_are_narrowed(ask):
    found = figures(ask, "outcomes", "--where", "standard=force", "--from", "2014-01-01")
    assert (found["from"], found["total"]["subjects"]) == ("2014-01-01", 1)
    assert figures(ask, "outcomes", "--archive", "Chicago")["total"]["subjects"] == 0
    text = ask("auditor", "stats", "outcomes", "--archive", "Chicago").out
    assert "The archive Chicago; the force's own matters are not counted." in text


def test_the_sheet_holds_the_same(ask):
    text = ask("auditor", "stats", "outcomes", "--by", "finding", "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(text)))
    assert sum(int(row["count"]) for row in rows) == 7
    assert [row["outcome"] for row in rows if row["finding"] == "not_proven"] == ["not_proven"]
    assert rows[-1] | {"share": "", "low": "", "high": ""} == rows[-1]
    total = ask("auditor", "stats", "outcomes", "--format", "csv").out
    assert sum(int(row["count"]) for row in csv.DictReader(io.StringIO(total))) == 7


# ------ the annual summary


def test_the_summary_of_2013_reads_as_hmic_printed_it_and_says_what_is_withdrawn(capsys):
    """Catches the six withdrawn before a finding among the proven, and a share without a base."""
    print_summary(year_of_2013(), date(2013, 4, 1), date(2014, 3, 31))
    assert capsys.readouterr().out == HMIC


def test_the_summary_promises_both_sums():
    found = promised(year_of_2013(), date(2013, 4, 1), date(2014, 3, 31))
    assert found["schema"] == "hearings.sanctions/1"
    assert (found["to_hearing"], found["heard"], found["proven"]) == (186, 180, 167)
    assert (found["withdrawn"], found["performance"], found["discontinued"]) == (6, 4, 2)
    printed = found["hmic"]
    assert (printed["not_proven"], printed["proven"]) == (13, 173)
    assert printed["dismissed"]["of_hearing"]["base"] == 186
    assert round(printed["dismissed"]["of_hearing"]["share"], 3) == 0.645
    assert round(printed["warned"]["of_hearing"]["share"], 3) == 0.253
    assert round(printed["warned"]["of_proven"]["share"], 3) == 0.272
    assert "withdrawn before one" in printed["note"]


def test_the_summary_of_a_period_counts_its_matters(ask):
    words = ("auditor", "stats", "outcomes", "--summary")
    found = ask(*words, "2014", "--format", "json").json
    assert (found["from"], found["to"]) == ("2014-01-01", "2014-12-31")
    assert (found["to_hearing"], found["proven"], found["not_proven"]) == (10, 8, 1)
    assert (found["awaiting"], found["overturned"], found["withdrawn"]) == (1, 1, 1)
    span = ask(*words, "2014-06-24..2014-06-24", "--format", "json").json
    assert (span["to_hearing"], span["hmic"]) == (9, None)
    for year in ("2014/15", "2014/2015"):
        april = ask(*words, year, "--format", "json").json
        assert (april["from"], april["to"]) == ("2014-04-01", "2015-03-31")
        assert april["to_hearing"] == 10
    text = ask(*words, "2013").out
    assert "0 officers in 0 cases came to hearing." in text
    assert "no data (0 of 0 to hearing)" in text
    sheet = ask(*words, "2014", "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(sheet)))
    assert [row["count"] for row in rows if row["outcome"]] == ["1", "2", "1", "2"]


@pytest.mark.parametrize(
    ("number", "base", "said"),
    [(29, 100, "29 %"), (120, 186, "64.5 %"), (47, 186, "25.3 %"), (47, 173, "27.2 %"),
     (1, 2000, "0.1 %"), (0, 7, "0 %"), (7, 7, "100 %"), (57, 200, "28.5 %")],
)  # fmt: skip
def test_a_share_is_rounded_half_up_to_one_place_and_a_whole_one_has_none(number, base, said):
    assert percent(number, base) == said


# ------ consistency and hearings


def test_consistency_counts_where_outcomes_lay_in_the_order_of_the_keys(ask):
    found = figures(ask, "consistency", "--by", "finding")
    assert found["schema"] == "hearings.consistency/1"
    total = found["total"]
    assert (total["outcomes"], total["compared"], total["too_few"]) == (7, 1, 0)
    assert (total["lighter"], total["within"], total["heavier"], total["base"]) == (0, 1, 0, 1)
    keys = [row["key"]["finding"] for row in found["rows"]]
    assert keys == ["gross_misconduct", "not_proven"]
    text = ask("auditor", "stats", "consistency", "--by", "finding").out
    assert "  within their range                    100.00% (1 of 1)" in text
    assert "inconsistent" not in text
    sheet = ask("auditor", "stats", "consistency", "--by", "year", "--format", "csv").out
    assert sheet.splitlines()[1].startswith("2014,7,1,0,0,1,0,1,")


def test_a_chair_has_counts_and_no_share_below_ten(ask):
    """Catches a league table of chairs."""
    [row] = figures(ask, "consistency", "--by", "chair")["rows"]
    assert (row["key"], row["withheld"], row["within_share"]) == ({"chair": "300012"}, True, None)
    text = ask("auditor", "stats", "consistency", "--by", "chair").out
    assert "withheld" in text
    assert "Shares are withheld of a chair with fewer than 10 outcomes" in text
    assert ask("authority", "stats", "outcomes", "--by", "chair").code == 3


def test_hearings_are_counted_by_year_and_forum(ask):
    found = figures(ask, "hearings")
    assert found["schema"] == "hearings.hearings/1"
    assert [row["key"] for row in found["rows"]] == [{"year": "2014", "forum": "hearing"}]
    total = found["total"]
    assert (total["hearings"], total["heard"], total["part_heard"]) == (9, 8, 1)
    assert (total["officers"], total["withdrawn"]) == (8, 1)
    assert "2014  hearing  9         8" in ask("auditor", "stats", "hearings").out
    sheet = ask("auditor", "stats", "hearings", "--by", "forum", "--format", "csv").out
    assert sheet.splitlines()[1] == "hearing,9,8,1,0,0,0,8,8,1"


# ------ what may be asked


@pytest.mark.parametrize(
    ("account", "words", "code"),
    [
        ("local_assessor", ("outcomes",), 3),
        ("local_assessor", ("consistency",), 3),
        ("local_assessor", ("hearings",), 3),
        ("local_assessor", ("outcomes", "--summary", "2014"), 3),
        ("auditor", ("outcomes", "--by", "ethnicity"), 2),
        ("auditor", ("outcomes", "--by", "year", "--by", "year"), 2),
        ("auditor", ("outcomes", "--where", "forum"), 2),
        ("auditor", ("outcomes", "--summary", "soon"), 2),
        ("auditor", ("outcomes", "--summary", "2013/15"), 2),
        ("auditor", ("outcomes", "--summary", "2014..2013"), 2),
        ("auditor", ("outcomes", "--summary", "2014-02-01..2014-01-01"), 2),
        ("auditor", ("outcomes", "--summary", "2014", "--by", "year"), 2),
        ("auditor", ("hearings", "--by", "chair"), 2),
        ("auditor", ("hearings", "--from", "2014-05-01", "--to", "2014-04-01"), 2),
    ],
)
def test_what_may_not_be_asked_is_refused(ask, account, words, code):
    answer = ask(account, "stats", *words)
    assert (answer.code, answer.out) == (code, "")


def test_an_empty_database_counts_nothing(hearings):
    hearings("init")
    assert "Counted: officers (0) in cases (0)" in hearings("stats", "outcomes").out
    assert "no data (0 of 0)" in hearings("stats", "consistency").out
    assert "There is none." in hearings("stats", "hearings").out


@pytest.mark.parametrize("command", ["outcomes", "consistency", "hearings"])
def test_help_has_an_example(hearings, command):
    assert f"Example: hearings stats {command}" in hearings("stats", command, "--help").out
