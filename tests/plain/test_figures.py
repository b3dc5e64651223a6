"""`stats reassessment`: the promise of `contract.md`, counted two ways."""

from __future__ import annotations

import sqlite3

import pytest

from hearings.intervals import wilson
from hearings.rates import FIELDS, STATES

ROW = {
    "key", "decided", "changed", "raised", "lowered", "undecided", "no_local_view", "rate", "low",
    "high", "suppressed", "avoidable", "no_reason", "resubmitted", "late_local_view",
    "decided_elsewhere", "scope_changed", "withdrawn", "kept_locally", "cases", "spread",
    "expected", "ratio", "ratio_low", "ratio_high", "unfinished", "same", "beside", "not_decided",
}  # fmt: skip


def figures(demo, *words, account="chaudhry"):
    answer = demo(account, "stats", "reassessment", *words, "--format", "json")
    assert answer.code == 0, answer.err
    return answer.json


def test_a_row_has_every_promised_key(demo):
    found = figures(demo, "--by", "unit")
    assert found["schema"] == "hearings.reassessment/1"
    assert (found["count_of"], found["audience"]) == ("subjects", "internal")
    for row in [*found["rows"], found["total"]]:
        assert set(row) == ROW


@pytest.mark.parametrize("field", FIELDS)
def test_the_kept_counts_equal_a_count_anew(demo, field):
    """A period that holds everything asks the same, and cannot be answered from the kept counts."""
    kept = figures(demo, "--by", field)
    anew = figures(demo, "--by", field, "--from", "2000-01-01")
    assert kept["rows"] == anew["rows"]
    assert kept["total"] == anew["total"]


def test_the_columns_add_up_to_the_subjects(demo, tmp_path):
    total = figures(demo)["total"]
    with sqlite3.connect(tmp_path / "demo.db") as plain:
        overt = plain.execute(
            "SELECT count(*) FROM subjects s JOIN cases c ON c.id = s.case_id"
            " WHERE c.sensitivity <> 'covert'"
        ).fetchone()[0]
    plain.close()
    assert sum(total[name] for name in STATES) == overt
    by_unit = figures(demo, "--by", "unit")["rows"]
    for name in STATES:
        assert sum(row[name] for row in by_unit) == total[name]


def test_no_rate_is_given_without_a_base(demo):
    demo("mensah", "case", "receive", "--attention-date", "2014-03-10", "--track",
         "internal_conduct", "--source", "court", "--unit", "Camden", "--standard", "honesty",
         "--narrative", "No form yet.")  # fmt: skip
    rows = figures(demo, "--by", "local_level")["rows"]
    empty = next(row for row in rows if row["key"]["local_level"] is None)
    assert (empty["decided"], empty["rate"], empty["low"], empty["high"]) == (0, None, None, None)


def test_figures_about_persons_need_a_right_and_ten_decided(demo):
    assert demo("osei", "stats", "reassessment", "--by", "decider").code == 3
    rows = figures(demo, "--by", "decider")["rows"]
    assert all(row["suppressed"] or row["decided"] >= 10 for row in rows)
    withheld = figures(demo, "--by", "assessor")["rows"]
    assert all(row["decided"] is None for row in withheld if row["suppressed"])
    assert any(row["suppressed"] for row in withheld)


@pytest.mark.parametrize("audience", ["staff", "public"])
def test_another_audience_never_gets_what_is_for_inside(demo, audience):
    """Catches the exact figures printed by the road that is theirs."""
    answer = demo("osei", "stats", "reassessment", "--audience", audience)
    assert answer.code == 3
    answer = demo("osei", "stats", "reassessment", "--audience", audience, "--list", "changed")
    assert answer.code == 2
    assert answer.out == ""


def test_the_interval_is_widened_by_the_spread_that_is_printed(demo):
    """Catches a spread that is printed and not used, or cut to fewer decimals than the bounds."""
    seen = set()
    for row in figures(demo, "--by", "unit")["rows"]:
        if row["rate"] is None:
            continue
        right = wilson(row["changed"], row["decided"], row["spread"])
        assert (row["low"], row["high"]) == pytest.approx(right, abs=1e-8)
        assert row["spread"] == round(row["spread"], 10) >= 1
        seen.add(row["spread"])
    assert max(seen) > 1
    text = demo("chaudhry", "stats", "reassessment", "--by", "unit").out
    assert "Widened: officers of one case are often decided alike." in text


def test_what_was_lowered_and_raised_is_given_within_each_initial_level(demo):
    found = figures(demo)
    for row in found["by_level"]:
        assert set(row) == ROW | {"lowered_rate", "lowered_low", "lowered_high",
                                  "lowered_spread", "raised_spread", "raised_rate", "raised_low",
                                  "raised_high"}  # fmt: skip
        if row["decided"]:
            assert row["lowered_rate"] == round(row["lowered"] / row["decided"], 10)
            assert row["raised_low"] <= row["raised_rate"] <= row["raised_high"]
    levels = [row["key"]["local_level"] for row in found["by_level"]]
    assert levels[:3] == ["gross_misconduct", "misconduct", "neither"]
    assert sum(row["decided"] for row in found["by_level"]) == found["total"]["decided"]


def test_how_long_the_undecided_have_waited_is_said_as_of_the_day_asked_for(demo):
    early, late = (figures(demo, "--as-of", day)["waiting"] for day in ("2014-03-31", "2014-04-10"))
    assert early["subjects"] == figures(demo)["total"]["undecided"] > 0
    assert late["median"] == early["median"] + 10
    assert 0 <= early["median"] <= early["ninetieth"]
    text = demo("osei", "stats", "reassessment").out
    assert f"half {early['median']} days or less" in text


def test_a_person_with_fewer_than_ten_decided_has_no_total_either(demo):
    rows = figures(demo, "--by", "assessor")["rows"]
    few = next(r["key"]["assessor"] for r in rows if r["suppressed"] and r["key"]["assessor"])
    found = figures(demo, "--where", f"assessor={few}")
    assert found["total"]["suppressed"]
    assert (found["total"]["decided"], found["by_level"]) == (None, [])
    text = demo("chaudhry", "stats", "reassessment", "--where", f"assessor={few}").out
    assert "\nWithheld: fewer than 10 decided.\n" in text


def test_the_total_is_withheld_with_the_row_of_a_person(demo):
    """Catches the few of one assessor got back from the total less the other rows."""
    found = figures(demo, "--by", "assessor")
    assert any(row["suppressed"] for row in found["rows"])
    total = found["total"]
    assert (total.pop("key"), total.pop("suppressed")) == ({}, True)
    assert {*total.values()} == {None}
    assert (found["by_level"], found["waiting"], found["agreement"]) == ([], None, {})
    said = "taken from them, the other rows would give it back."
    assert said in " ".join(found["notes"])
    text = demo("chaudhry", "stats", "reassessment", "--by", "assessor").out
    assert said in " ".join(text.split())
    assert " of those with a reason" not in text


def test_a_cross_table_and_a_filter_count_the_same(demo):
    both = figures(demo, "--by", "unit", "--by", "local_level")["rows"]
    camden = figures(demo, "--by", "local_level", "--where", "unit=Camden")["rows"]
    assert [r["decided"] for r in camden] == [
        r["decided"] for r in both if r["key"]["unit"] == "Camden"
    ]


def test_rows_by_standard_may_overlap_and_say_so(demo):
    assert figures(demo, "--by", "standard")["overlapping"] is True
    assert figures(demo, "--by", "unit")["overlapping"] is False
    assert "rows overlap" in demo("osei", "stats", "reassessment", "--by", "standard").out


def test_the_text_prints_the_numerator_and_the_base_of_each_level(demo):
    text = demo("osei", "stats", "reassessment").out
    total = figures(demo)["total"]
    assert f"({total['changed']} of {total['decided']})" in text
    for level in ("gross misconduct", "misconduct", "neither"):
        assert f"  {level} " in text


def test_a_month_of_decisions_is_another_question_than_a_month_of_receipts(demo):
    received = figures(demo, "--by", "month")["rows"]
    decided = figures(demo, "--by", "month", "--date", "decided")["rows"]
    assert {r["key"]["month"] for r in received} != {r["key"]["month"] for r in decided}
    assert sum(r["decided"] for r in received) == sum(r["decided"] for r in decided)


def test_whoever_asks_for_figures_stands_in_the_trail(demo, tmp_path):
    demo("osei", "stats", "reassessment", "--by", "ethnicity")
    with sqlite3.connect(tmp_path / "demo.db") as plain:
        rows = plain.execute(
            "SELECT t.account, d.detail FROM trail t JOIN trail_detail d ON d.trail_id = t.id"
            " WHERE t.action = 'figures.reassessment'"
        ).fetchall()
    plain.close()
    assert rows[-1][0] == "osei"
    assert '"by": ["ethnicity"]' in rows[-1][1]


def test_by_whoever_assessed_it_says_how_ones_own_figures_differ(demo):
    """Catches two counts of one person's forms that nobody can bring together."""
    says = "'stats mine' counts a level that the superintending rank kept for the inspecting rank"
    for field in ("assessor_rank", "tier"):
        text = demo("chaudhry", "stats", "reassessment", "--by", field).out
        assert says in " ".join(text.split())
    assert says not in " ".join(demo("chaudhry", "stats", "reassessment").out.split())


def test_as_of_a_day_is_said_to_move_ages_alone(demo):
    text = " ".join(demo("chaudhry", "stats", "reassessment", "--as-of", "2013-06-30").out.split())
    assert "as of 2013-06-30 moves how long those have waited that are not yet decided." in text
    assert "later ones included" not in demo("chaudhry", "stats", "reassessment").out
