"""The day a matter came to attention picks its Regulations."""

from __future__ import annotations

import copy
from datetime import date

import pytest

from hearings import regimes as module
from hearings.errors import BadValue, UsageError
from hearings.packaged import facts
from hearings.regimes import CONFIDENCES, regime_on, regimes

# law.md 4.1 and the design's table of moves.
LAWFUL = {
    "2008": {
        "no_further_action": "neither misconduct",
        "management_action": "neither misconduct",
        "performance_procedures": "neither",
        "probationer_discharge": "neither misconduct gross_misconduct",
        "duplicate": "neither misconduct gross_misconduct",
    },
    "2020": {
        "no_further_action": "neither",
        "reflective_practice": "neither",
        "performance_procedures": "neither",
        "vetting_referral": "neither",
        "probationer_discharge": "neither misconduct gross_misconduct",
        "duplicate": "neither misconduct gross_misconduct",
    },
    "none": {
        "closed_in_archive": "neither misconduct gross_misconduct",
        "duplicate": "neither misconduct gross_misconduct",
    },
}
LAWFUL["2012"] = LAWFUL["2008"]


@pytest.mark.parametrize(
    ("day", "regime"),
    [
        ("2008-12-01", "2008"),
        ("2012-11-21", "2008"),
        ("2012-11-22", "2012"),
        ("2014-03-10", "2012"),
        ("2020-01-31", "2012"),
        ("2020-02-01", "2020"),
        ("2025-05-28", "2020"),
        ("2031-01-01", "2020"),
    ],
)
def test_the_attention_date_picks_the_regime(day, regime):
    assert regime_on(date.fromisoformat(day)).id == regime


def test_a_day_before_the_first_regime_is_refused():
    with pytest.raises(BadValue, match="2008-11-30 lies before 2008-12-01") as refusal:
        regime_on(date(2008, 11, 30))

    assert refusal.value.field == "attention_date"


@pytest.mark.parametrize(
    ("regime", "rank"), [("2008", "Chief Inspector"), ("2012", "Chief Inspector"),
                         ("2020", "Inspector"), ("none", "")]
)  # fmt: skip
def test_the_severity_decision_is_delegated_to_a_rank(regime, rank):
    assert regimes()[regime].delegated_rank == rank


@pytest.mark.parametrize("regime", LAWFUL)
def test_a_regime_has_the_ways_to_end_a_matter_that_the_law_gives_it(regime):
    found = {row.key: {str(level) for level in row.levels} for row in regimes()[regime].disposals}

    assert found == {key: set(levels.split()) for key, levels in LAWFUL[regime].items()}


def test_a_vetting_referral_is_open_from_28_may_2025():
    disposal = regimes()["2020"].disposal("vetting_referral")

    assert disposal is not None
    assert disposal.starts == date(2025, 5, 28)


def test_every_rule_has_a_source_and_says_how_sure_it_is():
    for regime in regimes().values():
        rules = [regime.provision, regime.delegation, *(row.provision for row in regime.disposals)]
        for provision in rules:
            if provision is not None:
                assert provision.source
                assert provision.confidence in CONFIDENCES
                assert ("unverified" in str(provision)) is (provision.confidence == "unverified")


def planted(change) -> None:
    table = copy.deepcopy(facts("regimes/2012.toml"))
    change(table)
    module._regime(table, "2012.toml")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda t: t.update(limit=5), "unknown key: limit"),
        (lambda t: t.pop("source"), "without a source"),
        (lambda t: t.update(confidence="hearsay"), "known confidence"),
        (lambda t: t["disposal"][0].update(level=["neither"]), "unknown key: level"),
        (lambda t: t["disposal"][0].pop("source"), "without a source"),
        (lambda t: t["disposal"][0].pop("confidence"), "known confidence"),
        (lambda t: t["delegation"]["severity"].pop("source"), "without a source"),
        (lambda t: t["delegation"].update(suspend={}), "unknown key: suspend"),
        (lambda t: t["delegation"]["severity"].update(rank="Wizard"), "unknown rank: Wizard"),
    ],
)
def test_a_regime_that_does_not_hold_together_is_refused(change, said):
    with pytest.raises(UsageError, match=said):
        planted(change)


def test_two_regimes_that_start_on_one_day_are_refused(monkeypatch):
    table = copy.deepcopy(facts("regimes/2012.toml")) | {"id": "2013"}
    monkeypatch.setattr(module, "names", lambda _folder: ["2012.toml", "2013.toml"])
    monkeypatch.setattr(module, "facts", lambda n: table if "2013" in n else facts(n))

    with pytest.raises(UsageError, match="start on the same day"):
        regimes.__wrapped__()
