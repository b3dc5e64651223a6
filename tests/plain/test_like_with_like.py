"""No figure of reassessment invites a comparison that its counts do not bear."""

from __future__ import annotations

import re

import pytest

from db.demo.build import build
from hearings.funnels import Unit, funnel
from hearings.rate_words import FORUMS, chance_words, value_words
from hearings.ratios import observed


def rows(demo, *words):
    return demo("chaudhry", "stats", "reassessment", *words, "--format", "json").json


@pytest.mark.parametrize("by", ["unit", "rank", "ethnicity", "standard"])
def test_beside_each_plain_rate_stands_observed_over_expected(demo, by):
    """Catches rows of units that were sent graver matters with nothing but their plain rate."""
    found = rows(demo, "--by", by)
    decided = [row for row in found["rows"] if row["decided"]]
    assert all(row["expected"] is not None for row in decided)
    for row in decided:
        if row["ratio"] is not None:
            assert row["ratio"] == pytest.approx(row["changed"] / row["expected"])
            assert row["ratio_low"] <= row["ratio"] <= row["ratio_high"]
    if by != "standard":
        assert sum(row["expected"] for row in decided) == pytest.approx(found["total"]["changed"])
    text = " ".join(demo("chaudhry", "stats", "reassessment", "--by", by).out.split())
    assert "The plain rates are not to be compared with each other" in text


@pytest.mark.parametrize("by", ["local_level", "quarter", "reason", "assessor"])
def test_where_levels_are_alike_or_nobody_is_compared_nothing_is_standardised(demo, by):
    assert {row["expected"] for row in rows(demo, "--by", by)["rows"]} == {None}


@pytest.mark.parametrize("words", [("--by", "assessor"), ("--where", "assessor_rank=Inspector",
                                                          "--by", "decider")])  # fmt: skip
def test_a_person_has_counts_and_never_a_rate(demo, words):
    """Catches a league table of people: a rate and an interval by force number."""
    for row in rows(demo, *words)["rows"]:
        assert (row["rate"], row["low"], row["high"]) == (None, None, None)


def test_people_of_whom_enough_was_decided_are_listed_with_counts_alone(hearings, tmp_path):
    """Catches the same in the text, where nobody's row is withheld."""
    place = tmp_path / "larger.db"
    build(str(place), seed=1, subjects=211)
    words = ("--database", place, "--as", "chaudhry", "stats", "reassessment", "--by", "decider")
    table = hearings(*words).out.partition("changed of decided")[2]
    assert re.search(r"\d of \d\d", table)
    assert "%" not in table.partition("\n\n")[0].replace("95 %", "")
    assert "never by rate" in table


def test_a_reason_is_a_share_of_the_changed(demo):
    """Catches 181 of 181, 100 %: whoever has a reason was changed."""
    found = rows(demo, "--by", "reason")
    known = [row for row in found["rows"] if row["changed"]]
    assert sum(row["of_changed"] for row in known) == pytest.approx(1)
    assert {row["changed_in_all"] for row in known} == {found["total"]["changed"]}
    assert {row["rate"] for row in found["rows"]} == {None}
    text = demo("chaudhry", "stats", "reassessment", "--by", "reason").out
    assert "threshold_" not in text


def test_observed_over_expected_is_none_where_nothing_was_expected():
    assert observed(0, 5, 0.0) is None
    assert observed(0, 0, 1.0) is None
    found = observed(3, 8, 1.0)
    assert found is not None
    assert (found.value, round(found.high, 2)) == (3, 5.55)


def test_what_the_wider_limits_hide_is_said_and_one_in_twenty_only_where_true():
    """Catches a legend of one in twenty over limits that were widened until none is outside."""
    alike = funnel([Unit(f"u{n}", 20, 100) for n in range(32)])
    assert alike.dispersion == 1
    assert "one in twenty" in " ".join(chance_words(alike))
    apart = funnel([Unit(f"u{n}", 40 if n % 3 == 0 else 10, 100) for n in range(32)])
    said = " ".join(chance_words(apart))
    assert apart.dispersion > 1
    assert "one in twenty" not in said
    assert apart.by_chance > sum(1 for point in apart.points if point.flag)
    assert f"chance alone would give lie {apart.by_chance} of 32 units" in said
    assert "each of six such in 28" in said


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("ethnicity", "16+1:A2", "Pakistani (16+1 A2)"),
        ("ethnicity", "BLACK", "BLACK"),
        ("local_level", "neither", "neither misconduct nor gross misconduct"),
        ("tier", "inspecting", "inspecting rank"),
        ("unit", "", "not known"),
    ],
)
def test_a_value_is_said_in_words(field, value, said):
    assert value_words(field, value) == said


def test_a_special_case_hearing_is_not_called_accelerated_alone():
    assert "special case hearing before 2020" in FORUMS["accelerated"]


def test_the_guidance_without_a_standard_is_its_list(demo):
    answer = demo("osei", "guidance", "show")
    assert answer.code == 0
    assert answer.out == demo("osei", "guidance", "list").out


def test_disparity_says_how_many_ratios_would_lie_off_one_by_chance(demo):
    text = " ".join(demo("chaudhry", "stats", "disparity", "--by", "sex").out.split())
    assert "ratios as counted" in text
    assert "by chance alone" in text


def test_the_workforce_is_shown_by_unit_and_line_by_line_only_when_asked(demo):
    short, full = (demo("osei", "workforce", "show", *more).out for more in ((), ("--full",)))
    assert "--full shows each" in short
    assert len(short.splitlines()) < 40 < len(full.splitlines())
