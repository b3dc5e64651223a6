"""`stats disparity`: its text, its promise, and who is refused."""

from __future__ import annotations

import csv
import io

import pytest

from hearings.disparity.groups import fields
from hearings.disparity.measures import measures
from tui.plain.disparity import COLUMNS

GOLDEN = """\
Disparity by self-defined ethnicity, by day received
Compared with: White.

First assessed as gross misconduct (initial_gross)
  Counted: subjects, who are officers in a case. Part: initial assessment of
    gross misconduct. Base: officers with an initial assessment.
  Standardised for category, rank band.
            part of   per                ratio as
  group     base      100    95 %        counted     standardised  strata  alike
  White     13 of 42  31.0   18.2-47.4   reference   reference
  Mixed     2 of 2    100.0  34.2-100.0  fewer than  fewer than
                                         20          20
  Asian     2 of 10   20.0   5.7-51.0    fewer than  fewer than
                                         20          20
  Black     3 of 6    50.0   18.8-81.2   fewer than  fewer than
                                         20          20
  Prefers   0 of 1    0.0    0.0-79.3    fewer than  fewer than
  not to                                 20          20
  say
  not       0 of 1    0.0    0.0-79.3    not         not compared
  recorded                               compared
  in all    20 of 62  32.3   21.2-45.7

ratio as counted: the group's rate ÷ the reference's. standardised: the same
among like matters, pooled over strata (Mantel-Haenszel). Each with its 95 %
interval, widened for officers of one case. strata: those in which the reference
stands too, of the group's.
alike: the officers of the group and of the reference in those.
No ratio: fewer than 20 in a base, or alike; fewer than 5 expected, or expected
not, were both alike; none or all: none of one group, or everybody in both.
This says that groups fared differently, where they did. It says neither why,
nor that any decision was wrong: an association is not a cause.
"""

SHARE = {
    "group", "words", "part", "base", "rate", "low", "high", "spread", "ratio", "ratio_low",
    "ratio_high", "ratio_why_not", "standardised", "standardised_low", "standardised_high",
    "standardised_why_not", "strata", "strata_used", "alike", "alike_reference",
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
    assert "standardised" not in step["rows"][0]
    withheld = [row for row in step["rows"] if row["suppressed"]]
    assert all(row["rate"] is None and row["ratio"] is None for row in withheld)
    sheet = list(csv.DictReader(io.StringIO(ask(demo, *words, "--format", "csv").out)))
    assert [row["part"] for row in sheet] == [
        "" if row["part"] is None else str(row["part"]) for row in step["rows"]
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
