"""`hearings matrix` and `hearings outcome`: what they print, promise and refuse."""

from __future__ import annotations

import csv
import io
import sqlite3

import pytest

from hearings.factors import COUNTED, factors
from hearings.outcomes import outcomes
from tests.plain.clocks import copied
from tests.plain.ended import WARNED, template

ASKED = ("--standard", "honesty", "--culpability", "deliberate", "--harm-level", "high")

ANSWER = {
    "schema", "subject", "query", "regime", "n", "too_few", "distribution", "elsewhere",
    "overturned", "precedents", "nowhere", "weights", "edition", "least",
}  # fmt: skip
PRECEDENT = {
    "ref", "regime", "outcome", "words", "on", "similarity", "shared", "either", "comparator",
    "matched", "differs",
}  # fmt: skip

STAMP = factors().stamp

GOLDEN = f"""\
MC-2014-00001/1 beside past outcomes
Comparators, not a tariff: they say what was done, not what should be.
Asked: culpability: deliberate (4); level of harm: serious harm (4); Standard: Honesty and \
Integrity (4); finding: gross misconduct (3); warnings in force at severity: none (3); \
aggravating: concealment, or blaming others (2); category: Pocket book (2); admission: in part \
(1); forum: hearing (1); rank band: sergeant (1)

Comparators under the 2012 Regulations, from similarity 1/3 on: n = 5
  written warning           1 of 5  20.00%  3.62%-62.45%
  final written warning     1 of 5  20.00%  3.62%-62.45%
  dismissal with notice     1 of 5  20.00%  3.62%-62.45%
  dismissal without notice  2 of 5  40.00%  11.76%-76.93%
1 in all left out: overturned on appeal or set aside.

The nearest
MC-2014-00003/1  final written warning  the 2012 Regulations, 2014-06-24  similarity 1.0000 \
(25 of 25)
    matched: culpability: deliberate (4); level of harm: serious harm (4); Standard: Honesty and \
Integrity (4); finding: gross misconduct (3); warnings in force at severity: none (3); \
aggravating: concealment, or blaming others (2); category: Pocket book (2); admission: in part \
(1); forum: hearing (1); rank band: sergeant (1)
    asked, not there: nothing
    there, not asked: nothing

Lists: {STAMP}. What each counts: Standard 4, category 2, culpability 4, level of harm 4, kind of \
harm 2, aggravating 2, mitigating 2, special category 5, finding 3, forum 1, rank band 1, service \
0, person 2, warnings in force at severity 3, admission 1.
"""

GRID = """\
How past matters ended, by Standard, culpability and level of harm
Comparators, not a tariff: they say what was done, not what should be.
n = 6 proven, with an outcome that stands; 1 overturned left out, 1 not proven left out
  culpability  level of harm  n  outcomes
Honesty and Integrity
  deliberate   serious harm   5  final written warning 2, dismissal with notice 1, dismissal \
without notice 2
  deliberate   limited harm   1  written warning 1
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return template(tmp_path_factory.mktemp("ended"))


@pytest.fixture
def ask(place, hearings, tmp_path):
    """Give a function that runs `hearings` on a copy as somebody."""
    return copied(place, hearings, tmp_path)


# ------ lookup


def test_a_lookup_of_a_matter_prints_the_spread_and_what_matched(ask):
    assert ask("auditor", "matrix", "lookup", WARNED, "--most", 1).out == GOLDEN


def test_the_answer_has_every_promised_key(ask):
    found = ask("auditor", "matrix", "lookup", WARNED, "--format", "json").json
    assert set(found) == ANSWER
    assert (found["schema"], found["subject"]) == ("hearings.precedents/1", WARNED)
    assert all(set(one) == PRECEDENT for one in found["precedents"])
    assert (found["n"], found["too_few"], found["overturned"]) == (5, False, 1)
    assert sum(one["count"] for one in found["distribution"]) == found["n"]
    assert {one["base"] for one in found["distribution"]} == {5}
    assert found["edition"] == STAMP
    assert set(found["weights"]) >= set(COUNTED)


def test_of_circumstances_typed_in_only_what_is_named_counts(ask):
    found = ask("auditor", "matrix", "lookup", *ASKED, "--format", "json").json
    assert found["subject"] is None
    best = found["precedents"][0]
    assert (best["similarity"], best["shared"], best["either"]) == (1.0, 12, 12)
    assert all(one["weight"] == 0 for one in best["differs"])
    text = ask("auditor", "matrix", "lookup", *ASKED, "--most", 6).out
    assert "    asked, not there: level of harm: serious harm (4)" in text
    assert "    there, not asked: level of harm: limited harm (4)" in text
    assert "    not counted: admission: in part;" in text


def test_fewer_than_five_are_said_to_be_too_few_and_have_no_shares(ask):
    """Catches a share of one in three that reads like a rule."""
    asked = ("matrix", "lookup", "--factor", "mitigating=remorse")
    found = ask("auditor", *asked, "--format", "json").json
    assert (found["n"], found["too_few"]) == (1, True)
    assert {one["share"] for one in found["distribution"]} == {None}
    text = ask("auditor", *asked).out
    assert "n = 1" in text
    assert "Fewer than 5: too little to compare." in text
    assert "%" not in text


def test_another_regime_is_shown_beside_and_not_counted(ask):
    found = ask("auditor", "matrix", "lookup", WARNED, "--regime", "2020", "--format", "json").json
    assert (found["regime"], found["n"], found["distribution"]) == ("2020", 0, [])
    assert sum(one["count"] for one in found["elsewhere"]) == 5
    text = ask("auditor", "matrix", "lookup", WARNED, "--regime", "2020").out
    assert "Beside them, as like, under other rules" in text
    assert "  dismissal without notice  the 2012 Regulations  2 of 5" in text


def test_the_sheet_of_a_lookup_has_a_row_for_each_precedent(ask):
    text = ask("auditor", "matrix", "lookup", WARNED, "--format", "csv").out
    first, *rest = csv.reader(io.StringIO(text))
    assert first[:4] == ["ref", "regime", "outcome", "on"]
    assert [row[0] for row in rest][:2] == ["MC-2014-00003/1", "MC-2014-00004/1"]
    assert len(rest) == 5


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "Name a subject as CASE/N, or the circumstances"),
        ((WARNED, "--standard", "honesty"), 2, "Name a subject as CASE/N, or the circumstances"),
        ((WARNED, "--archive", "Chicago"), 2, "leave --archive out"),
        (("--standard", "nonsense"), 3, "standard cannot be 'nonsense'"),
        (("--culpability", "slight"), 3, "it is one of deliberate, reckless, negligent"),
        (("--factor", "concealment"), 3, "write it as GROUP=KEY"),
        (("--factor", "sex=male"), 3, "There is no kind of factor 'sex'"),
        (("--factor", "aggravating=\x1b[2J"), 3, "aggravating"),
        (("--level", "neither"), 3, "--level cannot be 'neither'; it is one of"),
        (("--level", "bogus"), 3, "--level cannot be 'bogus'; it is one of"),
        (("--factor", "finding=bogus"), 3, "finding cannot be 'bogus'; it is one of"),
        (("--level", "not_proven"), 3, "what was not proven is no precedent, so no past matter"),
        (("--rank-band", "bogus"), 3, "--rank-band cannot be 'bogus'; it is one of constable,"),
        (("--standard", "honesty", "--regime", "1999"), 2, "2008, 2012, 2020, none, local."),
        (("--standard", "honesty", "--archive", "nope"), 2, "no archive 'nope'; there are none."),
        (("MC-2014-09999/1",), 3, "MC-2014-09999/1"),
    ],
)
def test_what_cannot_be_looked_up_is_refused_in_a_sentence(ask, words, code, said):
    answer = ask("auditor", "matrix", "lookup", *words)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err


def test_an_empty_database_has_nothing_to_compare_with(hearings):
    hearings("init")
    text = hearings("matrix", "lookup", "--standard", "honesty").out
    assert "There is no past outcome to compare with." in text
    assert "There is none." in hearings("matrix", "show").out
    assert hearings("matrix", "cases").out == "n = 0\n"


# ------ the matrix


@pytest.mark.parametrize("command", ["show", "cases"])
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--rank-band", "bogus"), "There is no rank band 'bogus'; there are constable, sergeant,"),
        (
            ("--regime", "1999"),
            "There is no regime '1999'; there are 2008, 2012, 2020, none, local.",
        ),
        (("--archive", "nope"), "There is no archive 'nope'; there are none."),
        (("--archive", "\x1b[2J"), "There is no archive '\\x1b[2J'; there are none."),
        (("--standard", "bogus"), "bogus"),
    ],
)
def test_what_the_matrix_cannot_be_narrowed_to_is_refused(ask, command, words, said):
    """Catches a slip of the pen that is answered by a matrix of nought."""
    answer = ask("auditor", "matrix", command, *words)
    assert (answer.code > 1, answer.out) == (True, "")
    assert said in answer.err
    for known in (("--rank-band", "unknown"), ("--regime", "local"), ("--regime", "none")):
        assert ask("auditor", "matrix", command, *known).code == 0


@pytest.fixture(scope="module")
def theirs(place, tmp_path_factory):
    """Turn two matters into those of an archive, and one into that of police staff."""
    folder = tmp_path_factory.mktemp("theirs")
    path = folder / "clocks.db"
    path.write_bytes(place.read_bytes())
    with sqlite3.connect(path) as plain:
        plain.execute("UPDATE conclusions SET regime = 'none' WHERE subject_id IN (2, 3)")
        plain.execute("UPDATE cases SET regime = 'none', archive = 'Elsewhere' WHERE id IN (2, 3)")
        plain.execute("UPDATE conclusions SET regime = 'local' WHERE subject_id = 4")
    plain.close()
    return path


@pytest.fixture
def apart(theirs, hearings, tmp_path):
    """Give a function that runs `hearings` on that copy as somebody."""
    return copied(theirs, hearings, tmp_path)


def test_an_archive_is_said_to_be_as_it_was_given(apart):
    """Catches another force's outcomes told as proven, which nobody here knows."""
    text = apart("auditor", "matrix", "show", "--archive", "Elsewhere").out
    assert "n = 2, as the archive has them, not sustained and pending among them;" in text
    assert "proven" not in text
    answer = apart("auditor", "matrix", "show", "--archive", "nope")
    assert (answer.code, answer.err) == (
        2, "There is no archive 'nope'; there is Elsewhere.\n",
    )  # fmt: skip
    hidden = apart("administrator", "matrix", "show", "--archive", "Elsewhere")
    assert "there are none" in hidden.err


def test_the_local_policy_is_named_and_is_no_regulations(apart):
    """Catches police staff told to have been dismissed under 'the local Regulations'."""
    found = apart("auditor", "matrix", "cases", "--regime", "local")
    assert "the local policy (police staff)" in found.out
    assert found.out.endswith("n = 1\n")
    text = apart("auditor", "matrix", "lookup", *ASKED, "--regime", "local").out
    assert (
        "Comparators under the local policy (police staff), from similarity 1/3 on: n = 1" in text
    )
    assert "Beside them, as like, under other rules" in text
    assert "local Regulations" not in text


def test_what_no_past_matter_has_is_said(ask):
    """Catches a category nobody ever had that is answered by the nearest of nothing."""
    text = ask("auditor", "matrix", "lookup", "--category", "Strange").out
    assert "In no past matter looked at: category: Strange (2)" in text
    assert "There is no past outcome to compare with." in text
    assert "similarity 0.0000" not in text
    assert "In no past matter" not in ask("auditor", "matrix", "lookup", *ASKED).out


def test_the_matrix_prints_each_cell_with_n_and_its_spread(ask):
    assert ask("auditor", "matrix", "show").out == GRID


def test_each_cell_lists_as_many_matters_as_it_counts(ask):
    found = ask("auditor", "matrix", "show", "--format", "json").json
    assert (found["schema"], found["n"], found["overturned"]) == ("hearings.matrix/1", 6, 1)
    for cell in found["cells"]:
        words = [f"--{name.replace('_', '-')}={cell[name] or 'unknown'}"
                 for name in ("standard", "culpability", "harm_level")]  # fmt: skip
        behind = ask("auditor", "matrix", "cases", *words, "--format", "json").json
        assert behind["schema"] == "hearings.cell/1"
        assert behind["n"] == len(behind["rows"]) == cell["n"]
        assert sum(one["count"] for one in cell["spread"]) == cell["n"]


def test_the_sheets_of_the_matrix_hold_the_same(ask):
    rows = list(
        csv.DictReader(io.StringIO(ask("auditor", "matrix", "show", "--format", "csv").out))
    )
    assert sum(int(row["count"]) for row in rows) == 6
    text = ask("auditor", "matrix", "cases", "--harm-level", "low", "--format", "csv").out
    assert text.splitlines() == [
        "subject,regime,forum,finding,outcome,on",
        "MC-2014-00002/1,2012,hearing,gross_misconduct,written_warning,2014-06-24",
    ]


def test_whoever_reads_no_case_is_shown_none(ask):
    """Catches the spread of the whole force given to an account that manages accounts."""
    assert ask("administrator", "matrix", "show", "--format", "json").json["n"] == 0
    found = ask("administrator", "matrix", "lookup", *ASKED, "--format", "json").json
    assert (found["n"], found["overturned"], found["precedents"]) == (0, 0, [])
    assert ask("administrator", "matrix", "cases").out == "n = 0\n"


def test_a_lookup_is_one_line_of_the_trail(ask, tmp_path):
    ask("auditor", "matrix", "lookup", WARNED)
    ask("auditor", "matrix", "lookup", *ASKED)
    with sqlite3.connect(tmp_path / "clocks.db") as plain:
        rows = plain.execute(
            "SELECT action, case_reference FROM trail WHERE account = 'auditor' ORDER BY id"
        ).fetchall()
    plain.close()
    assert rows == [("read.case", "MC-2014-00001"), ("read.precedents", "")]


# ------ the lists, and what is lawful


def test_the_lists_say_where_each_factor_comes_from_and_what_it_counts(ask):
    found = ask("auditor", "matrix", "factors", "--format", "json").json
    assert (found["schema"], found["edition"], found["example"]) == (
        "hearings.factors/1", STAMP, True,
    )  # fmt: skip
    lists = factors().groups
    assert len(found["rows"]) == sum(map(len, lists.values()))
    assert {row["confidence"] for row in found["rows"]} >= {"quoted", "unverified"}
    assert all(row["source"] for row in found["rows"])
    text = ask("auditor", "matrix", "factors").out
    assert "vulnerable victim" in text
    assert "shipped as an example" in text


def test_every_outcome_is_lawful_or_refused_with_its_rule(ask):
    found = ask("auditor", "outcome", "lawful", WARNED, "--format", "json").json
    assert (found["schema"], found["subject"]) == ("hearings.lawful/1", WARNED)
    assert [row["outcome"] for row in found["rows"]] == list(outcomes())
    assert all(row["why"] and row["rule"] and row["source"] for row in found["rows"])
    lawful = {row["outcome"] for row in found["rows"] if row["allowed"]}
    assert "dismissal_with_notice" in lawful
    assert "reduction_in_rank" not in lawful
    text = ask("auditor", "outcome", "lawful", WARNED).out
    assert text.index("\nLawful\n") < text.index("\n  written warning\n")
    none = "    No outcome under the 2012 Regulations. There may be: "
    assert text.count("o outcome under the 2012 Regulations") == text.count(none) == 1
    assert text.count("\n    Open for gross misconduct at a misconduct hearing") == 1
    assert text.index("\nNot lawful\n") < text.index("\n  reduction in rank\n")


def test_what_is_lawful_follows_from_another_finding(ask):
    """Catches a list that is the same whatever was found."""
    asked = ("outcome", "lawful", WARNED, "--format", "json", "--finding")
    rows = ask("auditor", *asked, "not_proven").json["rows"]
    assert {row["outcome"] for row in rows if row["allowed"]} == {"not_proven"}
    answer = ask("auditor", *asked, "guilty")
    assert (answer.code, answer.out) == (3, "")
    assert "finding cannot be 'guilty'" in answer.err


def test_without_a_finding_nothing_is_lawful_yet(ask):
    answer = ask("auditor", "outcome", "lawful", "MC-2014-00009/1")
    assert answer.code == 3
    assert "has no finding that stands" in answer.err


def test_a_case_shows_what_was_found_done_and_compared(ask):
    text = ask("auditor", "case", "show", WARNED).out
    for said in (
        "  Circumstances coded 2014-06-24 under shipped 1",
        "    Culpability: deliberate",
        "  Finding 2014-06-24: gross misconduct (hearing, Commander K Hale)",
        "    Honesty and Integrity: breached",
        "  Outcome 2014-06-24: final written warning",
        "    In effect from 2014-06-24",
        "  Compared 2014-06-26: final written warning beside 5 comparators: 1 lighter, 1 the same,",
        "    The chair's reasons: A single lapse.",
    ):
        assert said in text
    [subject] = ask("auditor", "case", "show", WARNED, "--format", "json").json["subjects"]
    assert subject["outcomes"][0]["key"] == "final_written_warning"
    assert subject["comparisons"][0]["n"] == 5
    quashed = ask("auditor", "case", "show", "MC-2014-00007/1").out
    assert "  Outcome 2014-06-24: dismissal without notice; quashed" in quashed
    assert "gross misconduct (hearing, Commander K Hale); no longer stands" in quashed
    assert "    Quashed 2014-06-26 by the tribunal" in quashed


@pytest.mark.parametrize("words", [("matrix", "show"), ("matrix", "cases"), ("matrix", "lookup"),
                                   ("matrix", "factors"), ("outcome", "lawful")])  # fmt: skip
def test_help_has_an_example(hearings, words):
    assert f"Example: hearings {' '.join(words)}" in hearings(*words, "--help").out
