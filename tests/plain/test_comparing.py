"""`stats funnel`, `stats trend` and the list behind a number, as lines, JSON and sheets."""

from __future__ import annotations

import csv
import io

import pytest

from hearings.rates import MEASURES
from tui.plain.figure import HEADING
from tui.plain.printing import tame

PLACED = {"key", "part", "whole", "expected", "rate", "low", "high", "spread", "base", "low_95",
          "high_95", "low_998", "high_998", "flag", "too_small", "ratio", "ratio_low",
          "ratio_high"}  # fmt: skip
MARKED = {"key", "start", "end", "part", "whole", "undecided", "rate", "low", "high", "spread",
          "centre", "unfinished", "mixed", "break_before", "flag"}  # fmt: skip
ASKED = {*HEADING, "measure", "by", "rows", "unknown", "total", "agreement"}

FUNNEL = """\
Changed, standardised to the initial assessment, by rank band
Counted: subjects decided (57); by day received, all days.
Centre       7.0 % (4 of 57), 95 % interval 2.7 % to 17.0 %
Limits     widened 1.02 times for officers of one case, not for units that
differ: no more than chance is shown.

            changed of            observed ÷  95 %        95 %        99.8 %
rank band   decided     expected  expected    interval    limits      limits
    flag
constable   2 of 34     2.3       0.87        0.23-2.86   0.00-2.44   0.00-3.48
inspecting  1 of 2      0.2       5.67        1.07-10.26  0.00-8.05   0.00-13.82
    too few
sergeant    0 of 7      0.5       0.00        0.00-5.34   0.00-4.95   0.00-7.67
    too few
special     0 of 2      0.0       no data                 0.00-14.25  0.00-14.25
    too few
staff       1 of 12     1.0       0.95        0.17-4.05   0.00-3.26   0.00-5.03

Too few: fewer than 10 decided, or limits from none to all.
Observed ÷ expected: those changed, over how many there would be if each initial
assessment were changed as often as among all counted here. Above 1 is more
often, below 1 less. The limits are of that, too.
Of rank bands that do not differ at all, one in twenty lies outside the 95 %
limits and one in five hundred outside the 99.8 %: a reason to look, and no
finding.
For officers of one case the limits are widened by what holds of all rank bands
together, and each interval by what holds of its own cases.
A change does not say who was right. Blind second readings gave the level that
stood:
  decisions that changed the initial assessment   0.0 % (0 of 1), 95 %
    interval 0.0 % to 79.3 %
  decisions that left it as it was              100.0 % (5 of 5), 95 %
    interval 56.6 % to 100.0 %
  In all dip samples 3 drawn items are still unread.
For use inside the force: nothing here is suppressed for staff or the public.
Restricted matters are counted; a covert one is not, until it is overt.
Everybody here is invented: this is a demonstration.
What is not over is counted up to 2014-03-31.
"""

TREND = """\
Changed, by quarter
Counted: subjects decided (57); by day received, all days.

         changed of
quarter  decided            rate     95 % interval  centre line  undecided  flag
2012-Q2  0 of 1             0.0 %    0.0-79.3 %     6.0 %        0
2012-Q3  0 of 2             0.0 %    0.0-65.8 %     6.0 %        0
2012-Q4  0 of 2             0.0 %    0.0-65.8 %     6.0 %        0
2013-Q1  0 of 0             no data                 6.0 %        0
2013-Q2  1 of 13            7.7 %    1.4-33.3 %     6.0 %        0
2013-Q3  1 of 16            6.3 %    1.0-30.0 %     6.0 %        0
2013-Q4  1 of 16            6.3 %    1.0-30.3 %     6.0 %        0
2014-Q1  1 of 7*            14.3 %   2.6-51.3 %     6.0 %        4

Intervals are widened period by period: officers of one case are often decided
alike.
The limits are widened 1.02 times, of all periods together.
* unfinished: the period is not over, or less than 95 % of it is decided.
Matters of graver initial assessment in a period can move this line by
themselves.
A change is flagged where eight finished periods in a row lie on one side of the
centre line, or where one lies outside the 99.8 % limits around it; the centre
line is the pooled share of the finished periods between two breaks.
A change does not say who was right. Blind second readings gave the level that
stood:
  decisions that changed the initial assessment   0.0 % (0 of 1), 95 %
    interval 0.0 % to 79.3 %
  decisions that left it as it was              100.0 % (5 of 5), 95 %
    interval 56.6 % to 100.0 %
  In all dip samples 3 drawn items are still unread.
For use inside the force: nothing here is suppressed for staff or the public.
Restricted matters are counted; a covert one is not, until it is overt.
Everybody here is invented: this is a demonstration.
What is not over is counted up to 2014-03-31.
"""

BEHIND = """\
Same: 17 subjects
reference        rank                              unit      received
    local level  state    direction  stage
MC-2013-00001/1  Police staff                      Haringey  2013-04-01
    misconduct   decided  same       closed
MC-2013-00002/1  Police Community Support Officer  Havering  2013-04-08
    misconduct   decided  same       closed
"""


def test_the_funnel_of_the_demonstration_reads_so(demo):
    assert (
        demo("osei", "stats", "funnel", "--by", "rank_band", "--measure", "changed").out == FUNNEL
    )


def test_the_trend_of_the_demonstration_reads_so(demo):
    assert demo("osei", "stats", "trend", "--measure", "changed").out == TREND


def test_the_list_behind_a_number_reads_so(demo):
    words = ("--where", "local_level=misconduct", "--list", "same", "--limit", "2")
    answer = demo("osei", "stats", "reassessment", *words)
    assert answer.out == BEHIND
    assert answer.err.startswith("More: --after 'MC-")


@pytest.mark.parametrize("width", [80, 140])
def test_a_printed_funnel_keeps_its_marks_where_the_scale_puts_them(demo, monkeypatch, width):
    """Catches a picture whose lines are folded as sentences are, with its gaps run together."""
    monkeypatch.setenv("COLUMNS", str(width))
    words = ("stats", "funnel", "--by", "unit", "--measure", "changed", "--picture")
    lines = demo("osei", *words).out.splitlines()
    floor = next(place for place, line in enumerate(lines) if "└" in line)
    first, last = lines[floor].index("└") + 1, len(lines[floor]) - 1
    nought, middle, _end = lines[floor + 1].split()
    assert lines[floor + 1].index(nought) == first
    at = lines[floor + 1].index(f" {middle} ") + 1 + len(middle) // 2
    assert abs(at - (first + last) / 2) <= 1
    assert len(lines[floor + 1]) - 1 == last


@pytest.mark.parametrize("measure", MEASURES)
def test_a_funnel_has_the_promised_keys_and_its_units_in_the_order_of_their_names(demo, measure):
    answer = demo("osei", "stats", "funnel", "--by", "unit", "--measure", measure, "-f", "json")
    found = answer.json
    assert found["schema"] == "hearings.funnel/1"
    assert set(found) == ASKED | {"centre", "spread", "dispersion"}
    names = [row["key"]["unit"] for row in found["rows"]]
    assert names == sorted(names)
    assert len(names) > 3
    for row in found["rows"]:
        assert set(row) == PLACED
        assert (row["expected"] is None) is (measure != "changed")
    placed = sum(row["whole"] for row in found["rows"])
    assert placed + found["unknown"]["whole"] == found["total"]["whole"]


@pytest.mark.parametrize("by", ["year", "quarter", "month"])
def test_a_trend_has_the_promised_keys_and_every_period(demo, by):
    found = demo("osei", "stats", "trend", "--by", by, "--format", "json").json
    assert found["schema"] == "hearings.trend/1"
    assert set(found) == ASKED | {"rule", "spread"}
    ends = [(row["start"], row["end"]) for row in found["rows"]]
    assert ends == sorted(ends)
    assert all(set(row) == MARKED for row in found["rows"])
    assert sum(row["whole"] for row in found["rows"]) == found["total"]["whole"]


@pytest.mark.parametrize(
    "words",
    [("funnel", "--by", "unit"), ("trend",), ("reassessment", "--list", "decided")],
    ids=lambda words: words[0],
)
def test_the_sheet_says_what_the_json_says(demo, words):
    rows = demo("osei", "stats", *words, "--format", "json").json["rows"]
    sheet = list(csv.DictReader(io.StringIO(demo("osei", "stats", *words, "-f", "csv").out)))
    assert len(sheet) == len(rows) > 0
    for line, row in zip(sheet, rows, strict=True):
        for name in set(row) - {"key"}:
            assert line[name] == tame(row[name]), name


def test_a_picture_stands_above_the_table(demo):
    for words in (("funnel", "--by", "unit"), ("trend",)):
        plain, drawn = (demo("osei", "stats", *words, *more).out for more in ((), ("--picture",)))
        assert drawn.splitlines()[0] == plain.splitlines()[0]
        assert drawn.endswith(plain.partition("\n")[2])
        assert len(drawn.splitlines()) > len(plain.splitlines()) + 10


def test_the_list_turns_its_pages_and_counts_what_the_figure_counts(demo):
    ask = ("stats", "reassessment", "--where", "unit=Camden")
    total = demo("osei", *ask, "--format", "json").json["total"]
    seen, after = [], ""
    while after is not None:
        words = ("--list", "decided", "--limit", "2", "--after", after, "--format", "json")
        page = demo("osei", *ask, *words).json
        seen += page["rows"]
        after = page["next"]
    assert page["schema"] == "hearings.behind/1"
    assert len(seen) == page["total"] == total["decided"] > 2


@pytest.mark.parametrize(
    "words",
    [
        ("funnel", "--by", "standard"),
        ("funnel", "--by", "decider"),
        ("funnel", "--by", "unit", "--measure", "most"),
        ("trend", "--by", "week"),
        ("reassessment", "--list", "rate"),
        ("reassessment", "--by", "unit", "--list", "changed"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_compared_or_listed_is_wrong_usage(demo, words):
    answer = demo("osei", "stats", *words)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.strip().endswith(".")


def test_an_account_without_the_right_is_refused(demo):
    for words in (("funnel", "--by", "unit"), ("trend",), ("reassessment", "--list", "changed")):
        assert demo("whitfield", "stats", *words).code == 3
