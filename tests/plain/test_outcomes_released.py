"""`stats outcomes --audience`: what leaves, as the lines, the data and the sheet say it."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from tests.db.test_outward_outcomes import ENDS, ended
from tests.plain.clocks import copied, made

ROW = {"key", "subjects", "cases", "base", "awaiting", "withdrawn", "overturned", "no_outcome",
       "outcomes", "appeals", "withheld", "suppressed"}  # fmt: skip
HEADING = {"schema", "count_of", "audience", "note", "from", "to", "release", "released",
           "threshold", "rounded_to"}  # fmt: skip
YEAR = ("--summary", "2014")

TEXT = """\
What proceedings ended in
Release 1 of 2014-06-01, for staff. Counted: officers.

In all: 103 with an outcome, of 137
  not proven                  13.6 % (14 of 103)  95 % interval 8.3 % to 21.5 %
  another outcome             10.7 % (11 of 103)  95 % interval 6.1 % to 18.1 %
  a warning                   31.1 % (32 of 103)  95 % interval 22.9 % to 40.5 %
  dismissed                   29.1 % (30 of 103)  95 % interval 21.2 % to 38.5 %
  would have been dismissed   15.5 % (16 of 103)  95 % interval 9.8 % to 23.8 %
  beside: 11 outcome still to come; 13 withdrawn before a finding; 10 quashed
    or set aside

For staff, numbers of 1 to 4 officers are withheld.
So are larger ones where they are no more people than that, or all of one case.
Others are withheld with them, so that none of those can be worked out.
The table was attacked before it left, by itself and together with each earlier
one.
With any two tables, every withheld number stays open over a range of at least
3.
Adding and subtracting the numbers of all tables gives none of 1 to 4 officers
exactly; how closely three or more bound one was not looked for.
Shares and intervals follow from the numbers given here alone.
Outcomes of a kind are counted together; cases and appeals are not given.
"""

SUMMARY = """\
Annual summary of sanctions, 2014-01-01 to 2014-12-31
Release 1 of 2014-06-01, for staff. Counted: officers.
Misconduct hearings and accelerated (special case) hearings, by the day of the
outcome, the finding or the withdrawal.

                               officers  of those to hearing  of those proven
came to hearing                114
  not proven                   14         12.3 % (14 of 114)
  withdrawn before a finding   13         11.4 % (13 of 114)
  quashed or set aside         10          8.8 % (10 of 114)
  proven                       77         67.5 % (77 of 114)
    another outcome            0           0.0 % (0 of 114)     0.0 % (0 of 77)
    a warning                  20         17.5 % (20 of 114)   26.0 % (20 of 77)
    dismissed                  30         26.3 % (30 of 114)   39.0 % (30 of 77)
    would have been dismissed  16         14.0 % (16 of 114)   20.8 % (16 of 77)
    outcome still to come      11          9.6 % (11 of 114)   14.3 % (11 of 77)
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    place = tmp_path_factory.mktemp("many") / "clocks.db"
    with made(place) as office:
        ended(office, ENDS)
    return place


@pytest.fixture
def ask(place, hearings, tmp_path):
    """Give a function that runs `stats outcomes` on a copy as a supervisor."""
    run = copied(place, hearings, tmp_path)
    return lambda *words: run("supervisor", "stats", "outcomes", *words)


def undated(text):
    return re.sub(r"Release 1 of \d{4}-\d\d-\d\d", "Release 1 of 2014-06-01", text)


def test_the_text_is_as_it_was_agreed(ask):
    answer = ask("--audience", "staff")
    assert (answer.code, answer.err) == (0, "")
    assert undated(answer.out) == TEXT


def test_the_summary_is_as_it_was_agreed(ask):
    answer = ask(*YEAR, "--audience", "staff")
    assert (answer.code, answer.err) == (0, "")
    assert undated(answer.out).startswith(SUMMARY)


@pytest.mark.parametrize(("audience", "threshold", "base"), [("staff", 5, 1), ("public", 10, 5)])
def test_the_data_has_the_promised_keys_and_shares_of_what_is_given(ask, audience, threshold, base):
    """Catches a share worked out from a number that is withheld."""
    found = ask("--by", "forum", "--audience", audience, "--format", "json").json
    assert set(found) == {*HEADING, "archive", "overlapping", "rows", "total"}
    assert (found["schema"], found["audience"]) == ("hearings.outcomes/1", audience)
    assert (found["threshold"], found["rounded_to"], found["release"]) == (threshold, base, 1)
    assert [row["key"]["forum"] for row in found["rows"]] == ["hearing", "meeting"]
    for row in [*found["rows"], found["total"]]:
        assert set(row) == ROW
        for one in row["outcomes"]:
            numbers = [n for n in (one["count"], one["base"]) if n is not None]
            assert all(n == 0 or (n >= threshold and n % base == 0) for n in numbers)
            known = None not in (one["count"], one["base"]) and bool(one["base"])
            assert (one["share"] is not None) is known
            if known:
                assert one["share"] == round(one["count"] / one["base"], 10)


def test_the_summary_has_the_promised_keys(ask):
    found = ask(*YEAR, "--audience", "public", "--format", "json").json
    assert set(found) == {*HEADING, "cases", "to_hearing", "not_proven", "withdrawn", "overturned",
                          "withdrawn_or_overturned", "proven", "awaiting", "outcomes",
                          "suppressed"}  # fmt: skip
    assert (found["schema"], found["cases"]) == ("hearings.sanctions/1", None)
    assert found["to_hearing"] % 5 == 0
    for one in found["outcomes"]:
        assert set(one) == {"outcome", "words", "count", "of_hearing", "of_proven"}
    assert "rounded to the nearest 5" in found["note"]


def test_the_sheets_have_the_numbers_of_the_data(ask):
    for words in (("--by", "forum"), YEAR):
        given = (*words, "--audience", "staff")
        found = ask(*given, "--format", "json").json
        rows = list(csv.DictReader(io.StringIO(ask(*given, "--format", "csv").out)))
        table = found.get("rows", [found])
        counts = [one["count"] for row in table for one in row["outcomes"]]
        assert [row["count"] for row in rows if row["outcome"]] == [
            "" if n is None else str(n) for n in counts
        ]


def test_what_leaves_goes_into_a_file_as_well(ask, tmp_path):
    for number, words in enumerate(((), YEAR)):
        out = tmp_path / f"{number}.json"
        assert ask(*words, "--audience", "staff", "--out", out).code == 0
        assert json.loads(out.read_text("utf-8"))["audience"] == "staff"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--by", "chair", "--audience", "staff"], 3, "about a person"),
        (["--by", "standard", "--audience", "public"], 3, "overlap"),
        (["--audience", "press"], 2, "internal, staff or public"),
        (["--by", "nonsense", "--audience", "staff"], 2, "cannot be asked for"),
        (["--summary", "1999", "--by", "forum", "--audience", "staff"], 2, "a period alone"),
    ],
)
def test_what_cannot_leave_is_refused_with_a_sentence(ask, words, code, said):
    answer = ask(*words)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
