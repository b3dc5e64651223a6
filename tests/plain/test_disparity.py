"""`stats disparity`: its text, its promise, and who is refused."""

from __future__ import annotations

import csv
import io
import re

import pytest

from hearings.disparity.groups import fields
from hearings.disparity.measures import measures
from tests.repository import ROOT
from tui.plain.behind_words import NAMES
from tui.plain.disparity import COLUMNS

GOLDEN = """\
Disparity by self-defined ethnicity
Counted: subjects (62); by day received, all days.
Compared with: White.

First assessed as gross misconduct (initial_gross)
  Counted: subjects, who are officers in a case. Part: initial assessment of
    gross misconduct. Base: officers with an initial assessment.
  Standardised for category, rank band.
                      part of   per                 ratio as
  group               base      100     95 %        counted        standardised
    strata  alike  widened
  White               13 of 42  31.0    18.2-47.4   reference      reference
                   1.09 times
  Mixed               2 of 2    100.0   34.2-100.0  fewer than 20  fewer than 20
  Asian               2 of 10   20.0    5.7-51.0    fewer than 20  fewer than 20
  Black               3 of 6    50.0    18.8-81.2   fewer than 20  fewer than 20
  Prefers not to say  0 of 1    0.0     0.0-79.3    fewer than 20  fewer than 20
  not recorded        0 of 1    0.0     0.0-79.3    not compared   not compared
  in all              20 of 62  32.3    21.2-45.7
                   1.09 times

ratio as counted: the group's rate ÷ the reference's. standardised: the same
among like matters, pooled over strata (Mantel-Haenszel). Each with its 95 %
interval, widened for officers of one case, the rate's as many times as is said.
strata: those in which the reference stands too, of the group's. alike: the
officers of the group and of the reference in those.
No ratio: fewer than 20 in a base, or alike; fewer than 5 expected, or expected
not, were both alike; none or all: none of one group, or everybody in both.

This says that groups fared differently, where they did. It says neither why,
nor that any decision was wrong: an association is not a cause.
For use inside the force: nothing here is suppressed for staff or the public.
Restricted matters are counted; a covert one is not, until it is overt.
Everybody here is invented: this is a demonstration.
What is not over is counted up to 2014-03-31.
"""

SHARE = {
    "group", "words", "part", "base", "rate", "low", "high", "spread", "ratio", "ratio_low",
    "ratio_high", "ratio_why_not", "standardised", "standardised_low", "standardised_high",
    "standardised_why_not", "strata", "strata_used", "alike", "alike_reference", "suppressed",
}  # fmt: skip
TIME = {"group", "words", "started", "finished", "median", "ninetieth", "few"}


def ask(demo, *words, account="chaudhry"):
    return demo(account, "stats", "disparity", *words)


def test_the_text_is_as_it_was_agreed(demo):
    """Catches a ratio of two officers, an unknown left out, and the sentence under the table."""
    answer = ask(demo, "--by", "ethnicity", "--measure", "initial_gross")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == GOLDEN


def test_every_step_is_printed_in_the_order_of_a_matter(demo):
    text = ask(demo).out
    places = [text.index(f"({key})\n") for key in measures()]
    assert places == sorted(places)
    assert "*" not in text
    assert "significant" not in text


@pytest.mark.parametrize("by", fields())
def test_a_row_has_every_promised_key_and_the_groups_add_up(demo, by):
    found = ask(demo, "--by", by, "--format", "json").json
    assert (found["schema"], found["audience"], found["by"]) == (
        "hearings.disparity/1", "internal", by,
    )  # fmt: skip
    assert [step["measure"] for step in found["steps"]] == list(measures())
    for step in found["steps"]:
        for row in step["rows"]:
            assert set(row) == (TIME if step["kind"] == "days" else SHARE)
        for name in {"part", "base", "started", "finished"} & set(step["total"]):
            assert sum(row[name] for row in step["rows"]) == step["total"][name]
        groups = [row["group"] for row in step["rows"]]
        assert None not in groups or groups[-1] is None


def test_the_sheet_has_a_row_for_each_step_and_group(demo):
    answer = ask(demo, "--format", "csv")
    heading, *rows = csv.reader(io.StringIO(answer.out))
    assert heading == list(COLUMNS)
    steps = ask(demo, "--format", "json").json["steps"]
    assert len(rows) == sum(len(step["rows"]) for step in steps)


def test_no_rate_is_given_without_a_base(demo):
    steps = ask(demo, "--format", "json").json["steps"]
    empty = [step["total"] for step in steps if step["total"].get("base") == 0]
    assert all(total["rate"] is None and total["low"] is None for total in empty)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--by", "unit"], 2, "by ethnicity, sex"),
        (["--measure", "lowered"], 2, "gross_lowered"),
        (["--reference", "Martian"], 2, "there is White"),
        (["--groups", "6"], 2, "5 or full"),
        (["--audience", "press"], 2, "internal, staff or public"),
        (["--where", "decider=1"], 2, "cannot be narrowed"),
        (["--archive", "Nowhere"], 2, "There is no archive"),
        (["--audience", "staff"], 2, "one step at a time"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_can(demo, words, code, said):
    answer = ask(demo, *words)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err


def test_whoever_has_no_right_to_figures_is_refused(demo):
    assert ask(demo, account="whitfield").code == 3
    released = ["--measure", "changed", "--audience", "staff"]
    assert ask(demo, *released, account="osei").code == 3


def test_what_is_released_has_its_number_and_nothing_standardised(demo):
    """Catches a withheld number that stands in another format."""
    words = ["--by", "sex", "--measure", "initial_gross", "--audience", "staff"]
    found = ask(demo, *words, "--format", "json").json
    assert (found["audience"], found["release"], found["threshold"]) == ("staff", 1, 5)
    (step,) = found["steps"]
    assert {row["standardised"] for row in step["rows"]} == {None}
    withheld = [row for row in step["rows"] if row["suppressed"]]
    assert all(row["rate"] is None and row["ratio"] is None for row in withheld)
    sheet = list(csv.DictReader(io.StringIO(ask(demo, *words, "--format", "csv").out)))
    assert [row["part"] for row in sheet] == [
        "" if row["part"] is None else str(row["part"]) for row in [*step["rows"], step["total"]]
    ]
    text = ask(demo, *words).out
    assert "Release 1 of" in text
    assert text.count("withheld of") >= len(withheld)
    assert "an association is not a cause" in text


def test_under_a_change_by_dps_stands_how_often_a_blind_reader_agreed(demo, tmp_path):
    """Catches a rate that is read as a verdict on whoever assessed first."""
    steps = {step["measure"]: step for step in ask(demo, "--format", "json").json["steps"]}
    assert set(steps["changed"]["agreement"]["unchanged"]) == {
        "read", "agreed", "share", "low", "high"}  # fmt: skip
    assert steps["suspended"]["agreement"] is None
    text = " ".join(ask(demo, "--measure", "changed").out.split())
    assert "A change does not say who was right. Blind second readings gave the level" in text
    assert "100.0 % (5 of 5)" in text
    assert "0.0 % (0 of 1)" in text
    assert "Blind" not in ask(demo, "--measure", "suspended").out
    out = tmp_path / "disparity.html"
    assert ask(demo, "--measure", "changed", "--out", out).code == 0
    assert "100.0 % (5 of 5)" in " ".join(out.read_text("utf-8").split())


LISTED = ("--measure", "initial_gross", "--list")


def test_a_list_is_as_long_as_its_number_and_fits_80_cells(demo):
    """Catches a list of another group, a page that repeats a line, and a line cut at its end."""
    (step,) = ask(demo, *LISTED[:2], "--format", "json").json["steps"]
    whom: list[tuple[str, int, tuple[str, ...]]] = [
        (row["words"], row["part"], ("part", "--group", row["group"] or "")) for row in step["rows"]
    ]
    whom.append(("all", step["total"]["base"], ("base",)))
    assert "not recorded" in [words for words, _number, _asked in whom]
    for words, number, asked in whom:
        answer = ask(demo, *LISTED, *asked, "--limit", "1000")
        assert (answer.code, answer.err) == (0, "")
        assert all(len(line) <= 80 for line in answer.out.splitlines())
        head = " ".join(answer.out.split())
        assert head.startswith(f"First assessed as gross misconduct, {words}: ")
        assert f": {number:,} subject" in head
        found = re.findall(r"^(MC-\S+/\d+|not open to this account)", answer.out, re.MULTILINE)
        assert len(found) == number


def test_the_pages_of_a_list_are_turned_by_the_token_of_the_one_before(demo):
    (step,) = ask(demo, *LISTED[:2], "--format", "json").json["steps"]
    rows, after, total = [], "", step["total"]["part"]
    while True:
        page = ask(demo, *LISTED, "part", "--limit", "3", "--after", after, "--format", "json").json
        rows += page["rows"]
        assert page["total"] == total
        if page["next"] is None:
            break
        after = page["next"]
    assert len({row["reference"] for row in rows}) == len(rows) == total
    answer = ask(demo, *LISTED, "part", "--limit", "3")
    assert f"More: --after '{rows[2]['reference']}'" in answer.out + answer.err


def test_the_json_of_a_list_has_the_keys_that_are_documented(demo):
    """Catches a key that the page does not promise, and all together read as those not known."""
    promise = (ROOT / "docs" / "disparity.md").read_text("utf-8")
    promise = promise.partition("`hearings.disparity_behind/1` (`--list`)")[2]
    asked = (
        (("--group", "Asian"), False, "5+1:Asian"),
        (("--group", ""), False, None),
        ((), True, None),
    )
    for words, every, group in asked:
        page = ask(demo, *LISTED, "base", *words, "--format", "json").json
        assert page["schema"] == "hearings.disparity_behind/1"
        assert (page["all"], page["group"], page["column"]) == (every, group, "base")
        assert (page["measure"], page["by"], page["count_of"]) == (
            "initial_gross", "ethnicity", "subjects",
        )  # fmt: skip
        assert set(page["rows"][0] if page["rows"] else NAMES) == set(NAMES)
        assert all(f"`{key}`" in promise for key in {*page, *NAMES} - {"schema"})


def test_the_sheet_of_a_list_has_a_line_for_each_subject(demo):
    page = ask(demo, *LISTED, "base", "--format", "json").json
    answer = ask(demo, *LISTED, "base", "--format", "csv")
    heading, *rows = csv.reader(io.StringIO(answer.out))
    assert heading == list(NAMES)
    assert rows == [[value or "" for value in row.values()] for row in page["rows"]]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--measure", "changed", "--list", "part", "--group", "Martian"), "'Martian'; there is"),
        (("--measure", "changed", "--list", "part", "--out", "list.csv"), "goes into no file"),
        (("--measure", "changed", "--list", "part", "--audience", "staff"), "it is internal"),
        (("--measure", "concerned", "--list", "base"), "nobody in it can be listed"),
        (("--list", "part"), "name its step with --measure"),
        (("--measure", "changed", "--list", "rate"), "part or base"),
        (("--measure", "changed", "--list", "part", "--limit", "0"), "1 to 1000 lines"),
        (("--measure", "changed", "--group", "White"), "--list part or --list base"),
    ],
)
def test_what_cannot_be_listed_is_refused_with_a_sentence(demo, words, said):
    answer = ask(demo, *words)
    assert (answer.code, answer.out) == (2, "")
    assert said in " ".join(answer.err.split())


def test_the_examples_of_the_help_answer(demo):
    """Catches an example of a group that nobody is in, which would be refused."""
    examples = re.findall(r"Example: hearings stats disparity (.*?)\n", _help())
    assert len(examples) == 2
    for words in examples:
        assert ask(demo, *words.split()).code == 0


def _help():
    from tui.plain.disparity import show_disparity

    return show_disparity.__doc__ or ""
