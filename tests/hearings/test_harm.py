"""The limbs of the harm test in words, each with how sure they are."""

from __future__ import annotations

import pytest

from hearings import harm
from hearings.errors import UsageError
from hearings.harm import limb_words, limbs
from hearings.packaged import facts
from hearings.stages import move_named

ALL = "abcdefg"


def test_every_limb_that_a_document_can_be_withheld_under_has_its_words():
    choices = next(f for f in move_named("attach").fields if f.key == "limb").choices
    assert tuple(limbs()) == tuple(choices) == tuple(ALL)
    assert len({one.words for one in limbs().values()}) == len(ALL)


@pytest.mark.parametrize("limb", ALL)
@pytest.mark.parametrize(
    ("regime", "source"),
    [("2008", "SI 2008/2864 reg 4"), ("2012", "SI 2012/2632 reg 4"), ("2020", "SI 2020/4 reg 6")],
)
def test_a_limb_names_its_provision_and_says_where_its_words_were_not_seen(limb, regime, source):
    """What was seen of 2020 is no more than a parallel for the Regulations before it."""
    found = limbs()[limb].provisions[regime]
    seen = {"2020": set("abcdfg")}.get(regime, set("abcd"))
    assert found.source == source
    assert (found.confidence != "unverified") is (limb in seen)
    assert (found.confidence == "quoted") is (limb in seen and regime == "2020")
    said = limb_words(limb, regime)
    assert said.startswith(f"({limb}) {limbs()[limb].words} ({source}")
    assert ("unverified" in said) is (limb not in seen)


def test_a_limb_is_said_without_its_provision_too():
    assert limb_words("f") == (
        "(f) necessary and proportionate for the welfare and safety of an informant or a witness"
    )
    assert limb_words("z", "2020") == "(z)"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"confidence": {"2020": "quoted"}}, "does not say of each regime"),
        ({"confidence": dict.fromkeys(("2008", "2012", "2020"), "sure")}, "known confidence"),
        ({"colour": "red"}, "unknown key: colour"),
    ],
)
def test_a_row_that_does_not_hold_together_is_refused(change, sentence, monkeypatch):
    table = facts(harm.FILE)
    spoilt = {**table, "limb": {**table["limb"], "a": {**table["limb"]["a"], **change}}}
    monkeypatch.setattr(harm, "facts", lambda _name: spoilt)
    with pytest.raises(UsageError, match=f"limb a.*{sentence}"):
        limbs.__wrapped__()
