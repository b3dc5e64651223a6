"""What a blind reader is not to see is taken out of a free text."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearings.blinding import mask

KNOWN: dict[str, Any] = {
    "names": ["Zoë Ann O'Brien-Hughes", "J Smith", "L Ng"],
    "numbers": ["201234"],
    "units": ["Camden", "Tower Hamlets"],
    "cases": ["MC-2014-00042"],
}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("PS J Smith was late.", "PS [name] was late."),
        ("SMITH (201234) left; Smith's book.", "[name] ([number]) left; [name]'s book."),
        (
            "Zoe O\N{RIGHT SINGLE QUOTATION MARK}Brien and Hughes.",
            "[name] [name] and [name].",
        ),
        (unicodedata.normalize("NFD", "Zoë spoke."), "[name] spoke."),
        ("PC Ng was seen running.", "PC [name] was seen running."),
        ("The blacksmith's smithy.", "The blacksmith's smithy."),
        ("At Tower Hamlets, then CAMDEN.", "At [unit], then [unit]."),
        ("As in MC-2014-00042/1.", "As in [case]/1."),
        ("Gross misconduct, or gross-\nmisconduct?", "[level], or [level]?"),
        ("GROSS  MISCONDUCT; misconduct; neither.", "[level]; [level]; [level]."),
        ("neither misconduct nor gross misconduct", "[level]"),
        ("gross_misconduct=no", "[level]=no"),
        ("A Black man and two Asians.", "A [ethnicity] man and two [ethnicity]."),
        ("British Transport Police", "British Transport Police"),
        ("He was 20123 metres away.", "He was 20123 metres away."),
    ],
)
def test_it_is_masked_by_what_it_was(text, left):
    assert mask(text, **KNOWN) == left


def test_levels_stay_once_they_may_be_seen_and_names_do_not():
    assert mask("Smith: misconduct.", **KNOWN, levels=False) == "[name]: misconduct."


def test_what_nobody_named_is_no_pattern():
    """Catches a name such as '.*' that would be read as one, and an empty one that hides all."""
    assert mask("All of it stays.", names=["", ".*", "(", "A"], numbers=[""], units=[""]) == (
        "All of it stays."
    )


WORDS = ["smith", "Smith", "SMITH", "\u0160mith", "Hughes", "201234", "camden", "gross misconduct"]


@given(st.text(max_size=60), st.sampled_from(WORDS))
def test_wherever_it_stands_as_a_word_it_goes(around, word):
    left = mask(f"{around} {word} {around}", **KNOWN)
    assert f" {word} " not in f" {left} "
