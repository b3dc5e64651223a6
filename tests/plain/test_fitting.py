"""What is printed fits the terminal: 80 cells where none is wider, and no number is ever cut."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from hearings.cells import wide
from tests.conftest import portion
from tui.plain import fitting

STATS = (
    "reassessment", "reassessment --by unit", "reassessment --by rank", "reassessment --by tier",
    "reassessment --by ethnicity", "reassessment --by reason", "reassessment --by assessor",
    "reassessment --by decider", "reassessment --by quarter", "reassessment --by standard",
    "reassessment --by local_level", "reassessment --by unit --by rank",
    "reassessment --by unit --by reason", "reassessment --where unit=Camden --list decided",
    "reassessment --audience staff",
    "funnel --by unit", "funnel --by unit --measure changed --picture", "funnel --by ethnicity",
    "trend", "trend --measure changed --picture", "trend --by month",
    "timeliness", "timeliness --by unit", "mine", "disparity", "disparity --by sex",
    "disparity --measure changed --groups full",
    "disparity --measure changed --by sex --audience staff",
    "outcomes", "outcomes --by standard", "outcomes --by forum", "outcomes --summary 2013",
    "outcomes --audience staff", "outcomes --summary 2013 --audience staff",
    "consistency", "consistency --by standard --by forum", "hearings", "hearings --by forum",
    "revisions", "revisions --by unit", "tiers", "waits", "waits --by unit", "waits --by ethnicity",
    "gross", "workforce", "workforce --by unit", "workforce --by ethnicity",
    "views",
)  # fmt: skip
"""Every figure, each with its widest breakdowns."""

OTHERS = (
    "review queue", "review draw --seed a --size 5 --from 2013-01-01 --to 2014-03-31",
    "review list", "review show 1", "review read 1", "release list", "release show 1",
    "guidance list", "guidance show", "guidance show honesty", "workforce show",
    "workforce show --full", "report --help",
)  # fmt: skip


ALSO = {"stats mine": "whitfield", "workforce show": "osei", "workforce show --full": "osei"}
"""Who asks, where it is not the supervisor."""


def test_every_figure_and_list_fits_eighty_columns_where_there_is_no_terminal(demo):
    """The planted defect: a wide table printed as it is, of up to 234 columns."""
    answered = 0
    for words in (*(f"stats {asked}" for asked in STATS), *OTHERS):
        answer = demo(ALSO.get(words, "chaudhry"), *words.split())
        long = [text for text in answer.out.splitlines() if wide(text) > 80]
        assert not long, (words, long)
        answered += bool(answer.out)
    # Of a small demonstration some tables for staff cannot be given, and no second sample drawn.
    assert answered >= len(STATS) + len(OTHERS) - 5


def lines_of(capsys):
    return capsys.readouterr().out.splitlines()


def test_what_fits_is_printed_as_it_is(capsys):
    fitting.columns([["Camden", "1 of 2"]], ["unit", "changed of decided"])
    assert lines_of(capsys) == ["unit    changed of decided", "Camden  1 of 2"]


def test_titles_are_folded_before_the_cells_and_stand_just_above_them(capsys):
    fitting.columns([["x" * 62, "12 of 40"]], ["unit", "changed of decided"])
    assert lines_of(capsys) == [
        f"{'':<62}  changed of", f"{'unit':<62}  decided", f"{'x' * 62}  12 of 40",
    ]  # fmt: skip


def test_a_row_that_is_still_too_wide_stands_on_two_lines(capsys):
    numbers = [f"{n},000,000 of 9,999,999" for n in range(1, 6)]
    fitting.columns([["Camden", *numbers]], ["unit", *"abcde"])
    first, second = lines_of(capsys)[2:]
    assert first.split("  ")[0] == "Camden"
    assert second.startswith("    ")
    assert all(number in first + second for number in numbers)


def test_a_terminal_that_is_wider_is_used(capsys, monkeypatch):
    monkeypatch.setattr(fitting, "width", lambda: 200)
    fitting.line("word " * 30)
    assert len(lines_of(capsys)) == 1


NAMES = st.text(st.sampled_from("abcde \u00e9\u6f22"), max_size=60)
SHARES = st.tuples(st.integers(0, 999_999), st.integers(1, 9_999_999)).map(
    lambda pair: f"{pair[0]:,} of {pair[1]:,}"
)


@given(st.lists(st.tuples(NAMES, SHARES, SHARES, SHARES, SHARES, NAMES), min_size=1, max_size=4))
@settings(max_examples=portion(300))
def test_no_line_is_too_wide_and_no_number_is_cut(rows):
    """The planted defect: a number with its base cut in two, as the words of a name may be."""
    found = []
    widths = fitting._widths([list(row) for row in rows], ["unit", *"abcd", "flag"], 80)
    for row in rows:
        printed = fitting._printed(row, widths)
        assert all(wide(text) <= 80 for text in printed)
        numbers = re.findall(r"[\d,]+ of [\d,]+", "\n".join(printed))
        assert sorted(numbers) == sorted(row[1:5])
        found += printed
    assert found


@given(st.text(st.sampled_from("ab1 %.,"), max_size=300))
@settings(max_examples=portion(300))
def test_a_folded_line_says_what_was_said(text):
    parts = fitting.folded(text, 40)
    assert all(wide(part) <= 40 for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())
