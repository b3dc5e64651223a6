"""Rulings that say the same are put together, and said once."""

from __future__ import annotations

import pytest

from hearings.outcomes import grouped, rulings
from tests.hearings.test_outcomes import LIVE_FINAL, at


@pytest.mark.parametrize(
    "facts", [at("2012"), at("2020"), at("2025"), at("2020", "meeting", "misconduct"),
              at("2012", person="staff"), at("2020", live=LIVE_FINAL), at("none")],
)  # fmt: skip
def test_what_says_the_same_is_said_once_of_all_and_nothing_is_lost(facts):
    """Catches a sentence that is repeated, and an outcome that fell out of its group."""
    groups = grouped(rulings(facts))
    kept = [one for each in groups for one in each.rulings]
    assert sorted(kept, key=lambda one: one.outcome) == sorted(
        rulings(facts), key=lambda one: one.outcome
    )
    said = [(g.standing, g.because, g.first.rule, g.first.needs, g.first.allowed) for g in groups]
    assert len(set(said)) == len(said)
    for each in groups:
        assert len({(one.allowed, one.because, one.provision) for one in each.rulings}) == 1
        assert all(words in each.why.lower() for words in map(str.lower, each.outcomes))
        assert "there may be" not in each.plain.lower()
        assert "record the" not in each.plain


def test_outcomes_that_are_none_of_these_regulations_stand_in_one_sentence():
    found = [g for g in grouped(rulings(at("2012"))) if g.standing.startswith("No outcome")]
    assert [g.why for g in found] == [(
        "No outcome under the 2012 Regulations: reflective practice review process directed;"
        " finding recorded, no action; another outcome under the local policy; reduction in rank;"
        " would have been dismissed; designation withdrawn. There may be: management advice;"
        " written warning; final written warning; dismissal with notice; dismissal without notice"
    )]  # fmt: skip
    assert not any(one.known for one in found[0].rulings)
