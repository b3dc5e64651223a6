"""What a figure says as data is documented; a period that is not over says so in every form."""

from __future__ import annotations

import csv
import io
import re

import pytest

from hearings.rules import Rules
from hearings.severity import Level
from tests.repository import ROOT
from tui.plain.review_words import print_queue

FIGURES = (
    ("reassessment", "--by", "unit"),
    ("reassessment", "--by", "reason"),
    ("revisions", "--by", "unit"),
    ("waits", "--by", "unit"),
    ("workforce", "--by", "unit"),
    ("gross",),
    ("tiers",),
    ("outcomes",),
    ("consistency",),
)


def keys_of(told, at=""):
    """Name every key of an answer but the fields and kinds, which are values."""
    if isinstance(told, list):
        return {key for one in told for key in keys_of(one, at)}
    if not isinstance(told, dict):
        return set()
    own = set() if at in {"key", "where", "agreement"} else set(told)
    return own | {name for key, value in told.items() for name in keys_of(value, key)}


@pytest.mark.parametrize("words", FIGURES, ids=" ".join)
def test_every_key_of_a_figure_is_documented(demo, words):
    """Catches a key that no page promises: `hearings.reassessment/1` had no list of its own."""
    answer = demo("chaudhry", "stats", *words, "--format", "json")
    assert answer.code == 0, answer.err
    page = (ROOT / "docs" / "figures.md").read_text("utf-8")
    assert f"`{answer.json['schema']}`" in page
    # Bounds of a share are said to go with it by its name: `lowered_low` …
    assert {key for key in keys_of(answer.json) if f"`{key}`" not in page} <= {
        "lowered_high", "raised_low", "raised_high",
    }  # fmt: skip


def rows(demo, *words):
    answer = demo("chaudhry", "stats", "reassessment", *words, "--format", "json")
    assert answer.code == 0, answer.err
    return answer.json


@pytest.mark.parametrize(
    ("end", "today", "unfinished"),
    [
        ("2013-06-30", "2013-06-30", True),
        ("2013-06-30", "2013-07-01", False),
        ("2013-06-30", "2014-03-31", False),
    ],
)
def test_a_period_whose_last_day_is_not_past_is_unfinished_in_every_form(
    demo, end, today, unfinished
):
    """Catches a quarter of which all is decided so far, compared with those that are over.

    Planted: the mark of the text looked at the 95 % alone, and neither JSON nor CSV had any.
    """
    words = ("--from", "2013-04-01", "--to", end, "--as-of", today)
    found = rows(demo, *words)
    assert found["total"]["undecided"] == 0
    assert found["total"]["unfinished"] is unfinished
    by = (*words, "--by", "quarter")
    assert [row["unfinished"] for row in rows(demo, *by)["rows"]] == [unfinished]
    sheet = demo("chaudhry", "stats", "reassessment", *by, "--format", "csv").out
    assert [one["unfinished"] for one in csv.DictReader(io.StringIO(sheet))] == [
        "yes" if unfinished else "no"
    ]
    text = demo("chaudhry", "stats", "reassessment", *by).out
    assert ("This period is unfinished: its last day is not past." in text) is unfinished
    assert bool(re.search(r"^2013-Q2 .*\d\* ", text, re.MULTILINE)) is unfinished
    assert ("\n* unfinished: " in text) is unfinished


def test_a_row_of_a_quarter_is_unfinished_until_that_quarter_is_over(demo):
    """Catches the day of `--to` taken for that of each row."""
    found = rows(demo, "--by", "quarter", "--as-of", "2013-12-31")["rows"]
    told = {row["key"]["quarter"]: row["unfinished"] for row in found}
    assert (told["2013-Q2"], told["2013-Q4"]) == (False, True)
    assert rows(demo, "--where", "quarter=2013-Q4", "--as-of", "2013-12-31")["total"]["unfinished"]


def test_a_reason_says_whether_the_force_calls_it_avoidable(demo):
    """Catches the view "avoidable by reason", which never said which reasons are."""
    known = Rules().reasons
    found = rows(demo, "--by", "reason")["rows"]
    for row in found:
        reason = known.get(row["key"]["reason"])
        assert row["called_avoidable"] is (None if reason is None else reason.avoidable)
        assert (row["avoidable"] == row["changed"]) or not row["called_avoidable"]
    changed = [row for row in found if row["changed"]]
    assert {row["called_avoidable"] for row in changed} >= {True, False}
    text = demo("chaudhry", "stats", "reassessment", "--by", "reason").out
    table = text[text.index("reason ") : text.index("A reason is recorded")]
    told = re.findall(r" (yes|no)$", table, re.MULTILINE)
    assert told == ["yes" if row["called_avoidable"] else "no" for row in changed
                    if row["called_avoidable"] is not None]  # fmt: skip
    assert "* unfinished" not in text  # No row by reason has the mark.


BARE = re.compile(r"\bneither\b(?!\s+misconduct\b)")


def test_neither_never_stands_alone_as_a_level(demo, capsys):
    """Catches `gross misconduct  neither`, which reads as a fault of the program."""
    for words in (
        ("stats", "reassessment"),
        ("stats", "reassessment", "--by", "local_level"),
        ("stats", "reassessment", "--list", "decided", "--limit", "500"),
        ("case", "list", "--limit", "200"),
    ):
        text = demo("chaudhry", *words).out
        assert "neither" in text
        assert not BARE.search(text), words
    from db.review import Queue, Waiting

    levels = (Level.GROSS_MISCONDUCT.value, Level.NEITHER.value)
    print_queue(Queue((Waiting("MC-1/1", "", "", *levels, "2014-03-10"),), 1, (), 0, ()))
    text = capsys.readouterr().out
    assert "neither" in text
    assert not BARE.search(text)
    assert max(map(len, text.splitlines())) <= 80
