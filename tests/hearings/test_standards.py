"""The ten Standards of Professional Behaviour."""

from __future__ import annotations

import pytest

from hearings.errors import BadValue
from hearings.regimes import CONFIDENCES
from hearings.standards import (
    standard_named,
    standard_words,
    standards,
    standards_provision,
)

KEYS = [
    "honesty",
    "authority",
    "equality",
    "force",
    "orders",
    "duties",
    "confidentiality",
    "fitness",
    "discreditable",
    "challenging",
]


def test_there_are_ten_in_the_order_of_the_schedule():
    assert list(standards()) == KEYS


def test_changing_the_answer_does_not_change_the_list():
    standards().clear()

    assert list(standards()) == KEYS


@pytest.mark.parametrize("key", KEYS)
def test_each_is_found_by_its_key_and_by_its_words(key):
    words = standard_words(key)

    assert words != key
    assert standard_named(key) == key
    assert standard_named(f"  {key.upper()} ") == key
    assert standard_named(words) == key
    assert standard_named(words.upper().replace(" ", "  ")) == key


@pytest.mark.parametrize("text", ["probity", "honesty and", ""])
def test_another_word_is_refused_with_the_keys_that_there_are(text):
    with pytest.raises(BadValue) as refusal:
        standard_named(text)

    assert refusal.value.field == "standard"
    assert str(refusal.value) == f"standard cannot be {text!r}; it is one of {', '.join(KEYS)}."


def test_a_standard_from_an_archive_is_shown_as_it_was_given():
    assert standard_words("Operations/Personnel Violations") == "Operations/Personnel Violations"


def test_the_list_says_where_it_comes_from():
    provision = standards_provision()

    assert "SI 2012/2632 Sch 2" in provision.source
    assert provision.confidence in CONFIDENCES
