"""`hearings stats outcomes`, `consistency` and `hearings`: each share with its base."""

from __future__ import annotations

import csv
import io
import re

import pytest

from hearings.sanctions import Ended, summarised
from hearings.shares import percent
from tests.plain.clocks import copied
from tests.plain.ended import template
from tui.plain.figure import HEADING
from tui.plain.shares import interval, share, span
from tui.plain.summary_words import print_summary, promised, rows

ROW = {"key", "subjects", "cases", "base", "awaiting", "withdrawn", "overturned", "outcomes",
       "appeals", "withheld"}  # fmt: skip

HMIC = """\

                              officers  of those to hearing  of those proven
Came to hearing               186
  not proven                  13        7.0 % (13 of 186)
  withdrawn before a finding  6         3.2 % (6 of 186)
    to performance            4
    procedures
    discontinued              2
  proven                      167       89.8 % (167 of 186)
    written warning           20        10.8 % (20 of 186)   12.0 % (20 of 167)
    final written warning     27        14.5 % (27 of 186)   16.2 % (27 of 167)
    dismissal without notice  120       64.5 % (120 of 186)  71.9 % (120 of 167)
  dismissed, in all           120       64.5 % (120 of 186)  71.9 % (120 of 167)
  warned, in all              47        25.3 % (47 of 186)   28.1 % (47 of 167)

As HMIC prints it
  186 to hearing = 13 not proven + 173 proven
  173 = 20 written warning + 27 final written warning + 120 dismissal without
    notice + 4 to performance procedures + 2 discontinued
  dismissed: 64.5 % (120 of 186 to hearing); 69.4 % (120 of 173 proven as
    printed)
  warned: 25.3 % (47 of 186 to hearing); 27.2 % (47 of 173 proven as printed)
  HMIC counts among the proven those taken to performance procedures and those
    discontinued.
  No finding was made of them: they were withdrawn before one, and stand so
    above.
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
    )


# ------ outcomes


def test_a_row_has_every_promised_key(ask):
    found = figures(ask, "outcomes", "--by", "finding")
    assert list(found) == [*HEADING, "overlapping", "rows", "total"]
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
    assert "Counted: officers (10) in cases (10); by the day of the outcome, all days.\n" in text
    assert "  final written warning      28.6 % (2 of 7)  95 % interval 8.2 % to 64.1 %" in text
    assert "          1  withdrawn before a finding" in text
    assert "Appeals brought: 1 (quashed 1)" in text
    assert "standard Use of Force: 1 with an outcome, of 1" in text
    assert "rows overlap" in text
    assert "For use inside the force" in text
    assert "a covert one is not, until it is overt" in text


def test_a_row_says_what_is_beside_it_and_no_noughts(ask):
    """Catches `beside: 0 …; 0 …` under every row."""
    text = ask("auditor", "stats", "outcomes", "--by", "finding").out
    first, second = re.findall(r"beside: (?:\S| (?! )|\n    )+", text)
    first, second = (" ".join(said.split()) for said in (first, second))
    assert first == (
        "beside: 1 found, and the outcome still to come;"
        " 1 quashed or set aside, and nothing in its place; appeals 1 (quashed 1)"
    )
    assert second == "beside: 1 withdrawn before a finding"


def test_the_figures_are_narrowed(ask):
    found = figures(ask, "outcomes", "--where", "standard=force", "--from", "2014-01-01")
    assert (found["from"], found["total"]["subjects"]) == ("2014-01-01", 1)


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
    print_summary(year_of_2013())
    assert capsys.readouterr().out == HMIC


def test_the_summary_promises_both_sums():
    found = promised(year_of_2013())
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
    assert found["schema"] == "hearings.sanctions/1"
    assert (found["from"], found["to"]) == ("2014-01-01", "2014-12-31")
    assert (found["to_hearing"], found["proven"], found["not_proven"]) == (10, 7, 1)
    assert (found["awaiting"], found["overturned"], found["withdrawn"]) == (1, 1, 1)
    assert (found["quashed"], found["set_aside"], found["no_forum"]) == (1, 0, 0)
    text = ask(*words, "2014").out
    assert "quashed on appeal 1 10.0 % (1 of 10)" in " ".join(text.split())
    assert "10 to hearing = 1 not proven + 8 proven + 1 quashed or set aside" in text
    span = ask(*words, "2014-06-24..2014-06-24", "--format", "json").json
    assert (span["to_hearing"], span["hmic"]) == (9, None)
    for year in ("2014/15", "2014/2015"):
        april = ask(*words, year, "--format", "json").json
        assert (april["from"], april["to"]) == ("2014-04-01", "2015-03-31")
        assert april["to_hearing"] == 10
    text = ask(*words, "2013").out
    assert "Counted: 0 officers in 0 cases who came to" in text
    assert "stand without an interval" in " ".join(text.split())
    assert "no data (0 of 0)" in text
    sheet = ask(*words, "2014", "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(sheet)))
    assert [row["count"] for row in rows if row["outcome"]] == ["1", "2", "1", "2"]


def test_the_summary_as_a_sheet_has_every_sum_with_its_base():
    """Catches a sheet of outcomes alone: nobody dismissed, warned or withdrawn, and no HMIC."""
    found = {row[0]: row[2:] for row in rows(year_of_2013()) if not row[1]}
    assert {name: (row[0], row[1], row[3]) for name, row in found.items()} == {
        "to_hearing": (186, None, None), "heard": (180, 186, None), "withdrawn": (6, 186, None),
        "not_proven": (13, 186, None), "proven": (167, 186, None), "awaiting": (0, 186, 167),
        "quashed": (0, 186, None), "set_aside": (0, 186, None), "performance": (4, 186, None),
        "discontinued": (2, 186, None), "dismissed": (120, 186, 167), "warned": (47, 186, 167),
        "meetings": (0, None, None), "no_forum": (0, None, None),
        "hmic_proven": (173, 186, None), "hmic_dismissed": (120, 186, 173),
        "hmic_warned": (47, 186, 173),
    }  # fmt: skip
    assert found["dismissed"] == [120, 186, round(120 / 186, 10), 167, round(120 / 167, 10)]
    assert found["hmic_warned"] == [47, 186, round(47 / 186, 10), 173, round(47 / 173, 10)]


def test_what_is_not_counted_is_said(capsys):
    """Catches meetings, and outcomes nobody knows the forum of, that vanish in silence."""
    found = summarised([], cases=0, meetings=1, no_forum=2)
    print_summary(found)
    text = capsys.readouterr().out
    assert "Not counted here: 1 officer dealt with at meetings." in text
    assert "Not counted here: 2 officers whose forum is not known." in text
    assert promised(found)["no_forum"] == 2


def test_the_summary_says_whom_the_dismissed_leave_out(capsys):
    """Catches a former officer added to those dismissed, in all, without a word."""
    gross = ("outcome", "gross_misconduct")
    found = summarised(
        [Ended(*gross, "dismissal_without_notice", "stands", "", 3),
         Ended(*gross, "would_have_been_dismissed", "stands", "", 1)], cases=4,
    )  # fmt: skip
    print_summary(found)
    text = " ".join(capsys.readouterr().out.split())
    assert re.search(r"dismissed, in all, (without )?.*75.0 % .3 of 4. .*had left", text)


@pytest.mark.parametrize(
    ("number", "base", "said"),
    [(29, 100, "29.0 %"), (13, 186, "7.0 %"), (120, 186, "64.5 %"), (47, 186, "25.3 %"),
     (47, 173, "27.2 %"), (1, 2000, "0.1 %"), (0, 7, "0.0 %"), (7, 7, "100.0 %"),
     (57, 200, "28.5 %")],
)  # fmt: skip
def test_a_share_has_one_place_everywhere_and_is_rounded_half_up(number, base, said):
    """Catches 28.57%, 29 % and 64.5 % in one report."""
    assert percent(number, base) == said
    assert share(number, base).strip() == f"{said} ({number:,} of {base:,})"


def test_an_interval_has_one_place_as_well():
    assert interval((0.03624, 0.624456)) == "95 % interval 3.6 % to 62.4 %"
    assert span((0.03624, 0.624456)) == "3.6-62.4 %"
    assert interval(None) == span(None) == ""


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
    assert "  within their range 100.0 % (1 of 1)" in re.sub(r"(?<=\S) +", " ", text)
    assert "inconsistent" not in text
    sheet = ask("auditor", "stats", "consistency", "--by", "year", "--format", "csv").out
    assert sheet.splitlines()[1].startswith("2014,7,0,1,0,0,1,0,1,")


def test_of_a_chair_nothing_is_given_below_ten_and_that_is_said(ask):
    """Catches a league table of chairs."""
    [row] = figures(ask, "consistency", "--by", "chair")["rows"]
    assert (row.pop("key"), row.pop("withheld")) == ({"chair": "300012"}, True)
    assert set(row.values()) == {None}
    rows = figures(ask, "outcomes", "--by", "chair")["rows"]
    assert [(row["key"]["chair"], row["withheld"], row["subjects"]) for row in rows] == [
        ("300012", True, None), (None, False, 1),
    ]  # fmt: skip
    assert (rows[0]["outcomes"], rows[0]["appeals"]) == (None, None)
    said = "Withheld: of a person with fewer than 10 outcomes that count, no count is given."
    text = ask("auditor", "stats", "consistency", "--by", "chair").out
    assert re.search(r"^(chair|person)\b", text, re.MULTILINE)
    assert re.search(r"^300012 +withheld$", text, re.MULTILINE)
    assert said in text
    text = ask("auditor", "stats", "outcomes", "--by", "chair").out
    assert "\nchair or person conducting 300012: withheld\n" in text
    assert said in text
    assert ask("authority", "stats", "outcomes", "--by", "chair").code == 3


@pytest.mark.parametrize("command", ["outcomes", "consistency"])
def test_of_one_chair_alone_the_total_is_withheld_as_well(ask, command):
    """Catches --where chair=… giving what --by chair withholds."""
    words = (command, "--where", "chair=300012")
    total = figures(ask, *words)["total"]
    assert total.pop("withheld")
    assert (total.pop("key"), set(total.values())) == ({}, {None})
    text = ask("auditor", "stats", *words).out
    assert "how many is withheld; by the day of the outcome" in text
    assert "dismissal" not in text
    sheet = ask("auditor", "stats", *words, "--format", "csv").out
    [row] = csv.DictReader(io.StringIO(sheet))
    assert (row.pop("withheld"), set(row.values())) == ("yes", {""})


def test_hearings_are_counted_by_year_and_forum(ask):
    found = figures(ask, "hearings")
    assert found["schema"] == "hearings.hearings/1"
    assert [row["key"] for row in found["rows"]] == [{"year": "2014", "forum": "hearing"}]
    total = found["total"]
    assert (total["hearings"], total["heard"], total["part_heard"]) == (9, 8, 1)
    assert (total["officers"], total["withdrawn"]) == (8, 1)
    text = ask("auditor", "stats", "hearings").out
    assert re.search(r"^2014  misconduct hearing +9 +8 ", text, re.MULTILINE)
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
        ("auditor", ("outcomes", "--where", "forum=bogus"), 2),
        ("auditor", ("outcomes", "--where", "regime=1999"), 2),
        ("auditor", ("outcomes", "--archive", "nope"), 2),
        ("auditor", ("consistency", "--where", "finding=bogus"), 2),
        ("practice_support", ("outcomes",), 3),
        ("practice_support", ("consistency", "--by", "chair"), 3),
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


@pytest.mark.parametrize("command", ["consistency", "hearings"])
def test_practice_support_sees_what_it_keeps(ask, command):
    assert figures(ask, command, account="practice_support")["audience"] == "internal"


def test_an_empty_database_counts_nothing(hearings):
    hearings("init")
    assert "Counted: officers (0) in cases (0)" in hearings("stats", "outcomes").out
    assert "no data (0 of 0)" in hearings("stats", "consistency").out
    assert "There is none." in hearings("stats", "hearings").out


@pytest.mark.parametrize("command", ["outcomes", "consistency", "hearings"])
def test_help_has_an_example(hearings, command):
    assert f"Example: hearings stats {command}" in hearings("stats", command, "--help").out
