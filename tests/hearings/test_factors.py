"""The lists of circumstances: what ships, what a force sets for itself, and what history keeps."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from hearings.cases import Event
from hearings.errors import UsageError
from hearings.factors import COUNTED, FIELDS, GROUPS, HEAVIEST, factors
from hearings.history import fold
from hearings.precedents.features import GROUP_WORDS
from hearings.provisions import CONFIDENCES
from hearings.rules import Rules
from hearings.stages import moves
from tests.hearings.walks import CASE, Walk

OURS = {
    "edition": "Ours 2015",
    "weights": {"culpability": 7},
    "culpability": [
        {"key": "wilful", "words": "wilful"},
        {
            "key": "careless",
            "words": "careless",
            "weight": 2,
            "confidence": "quoted",
            "source": "X",
        },
    ],
}
"""A force's own list of culpability; the other lists stay as they ship."""

QUOTED = {
    "aggravating": {"vulnerable_victim", "discrimination"},
    "special": {"operational_dishonesty"},
}
"""What was seen in the guidance or in a copy of its headings; all else is from memory or a case."""


def keys(group, held=None):
    return [factor.key for factor in (held or factors()).groups[group]]


def test_every_list_that_the_move_asks_for_ships():
    """Catches a field of the move without a list behind it, and a list that is empty."""
    fields = {field.key for field in moves()["code_circumstances"].fields}

    assert set(FIELDS) <= fields
    assert set(factors().groups) == set(GROUPS)
    assert all(factors().groups.values())


def test_culpability_and_harm_go_from_the_worst_to_the_least():
    assert keys("culpability") == ["deliberate", "reckless", "negligent"]
    assert keys("harm_level") == ["high", "medium", "low", "none_found"]


def test_only_what_was_seen_is_called_quoted():
    """Catches a row from memory that passes for the guidance's own words."""
    for group, held in factors().groups.items():
        quoted = {factor.key for factor in held if factor.provision.confidence == "quoted"}
        assert quoted == QUOTED.get(group, set()), group
    assert all(
        factor.provision.source and factor.provision.confidence in CONFIDENCES
        for held in factors().groups.values()
        for factor in held
    )


def test_an_abuse_of_position_and_a_sexual_impropriety_are_coded_apart():
    """Catches two kinds of matter that would be compared as if they were one."""
    words = {factor.key: factor.words for factor in factors().groups["special"]}

    assert words["sexual_purpose"] == "abuse of position for a sexual purpose"
    assert words["sexual_impropriety"] == "sexual impropriety"


def test_everything_that_is_compared_has_a_weight_and_words():
    shipped = factors()

    assert set(shipped.weights) == set(COUNTED) == set(GROUP_WORDS)
    assert all(0 <= weight <= HEAVIEST for weight in shipped.weights.values())
    assert shipped.least == Fraction(1, 3)
    assert shipped.example


def test_a_force_sets_its_own_list_and_keeps_the_others():
    ours = factors(OURS)

    assert keys("culpability", ours) == ["wilful", "careless"]
    assert keys("harm", ours) == keys("harm")
    assert (ours.edition, ours.example) == ("Ours 2015", False)
    assert [f.weight for f in ours.groups["culpability"]] == [7, 2]
    assert ours.weights["culpability=careless"] == 2
    assert "culpability=wilful" not in ours.weights
    assert ours.weights["standard"] == factors().weights["standard"]


def test_a_force_s_own_row_is_its_own_and_unverified_unless_it_says_otherwise():
    wilful, careless = factors(OURS).groups["culpability"]

    assert str(wilful.provision) == "the force's own list, unverified"
    assert (careless.provision.source, careless.provision.confidence) == ("X", "quoted")
    kept = factors(OURS).groups["harm"][0]
    assert kept.provision == factors().groups["harm"][0].provision


@pytest.mark.parametrize(
    "change",
    [
        {"culpability": [{"key": "wilful", "words": "on purpose"}]},
        {"weights": {"culpability": 6}},
        {"least": "2/3"},
        {"edition": "Ours 2016"},
    ],
    ids=str,
)
def test_two_editions_that_differ_are_never_stamped_alike(change):
    """Catches a list changed under its old name: history could not tell which was meant."""
    assert factors(OURS | change).stamp != factors(OURS).stamp


def test_one_edition_is_always_stamped_alike():
    assert factors(dict(OURS)).stamp == factors(OURS).stamp
    assert factors(OURS).stamp.startswith("Ours 2015 [")


def test_the_words_of_a_coding_are_given_under_list_and_key():
    given = {
        "culpability": "reckless",
        "harm_kinds": ["financial"],
        "aggravating": ["concealment", "sustained"],
        "reason": "Not a list.",
    }

    assert factors().words_of(given) == {
        "culpability.reckless": "reckless",
        "harm.financial": "financial or to property",
        "aggravating.concealment": "concealment, or blaming others",
        "aggravating.sustained": "repeated or sustained",
    }


def test_a_key_of_another_edition_is_said_as_it_was_kept():
    assert factors(OURS).words("culpability", "reckless") == "reckless"
    assert not factors(OURS).known("culpability", "reckless")
    assert factors(OURS).known("culpability", "wilful")
    assert not factors().known("nonsense", "wilful")


ROW = {"key": "a", "words": "A"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"harms": [ROW]}, "unknown key: harms"),
        ({"edition": " "}, r"\[factors\]: edition must be plain text"),
        ({"edition": 5}, "edition must be plain text"),
        ({"edition": "a\x1b[2J"}, "edition must be plain text"),
        ({"source": ""}, "source must be plain text"),
        ({"harm": [ROW, ROW]}, r"\[factors\], harm, row 2: the key 'a' stands twice"),
        ({"harm": [{"key": "a"}]}, r"harm, row 1, a lacks a key: words"),
        ({"harm": [{"words": "A"}]}, "harm, row 1: the key '' must be"),
        ({"harm": [ROW, {"key": "B=1", "words": "B"}]}, "harm, row 2: the key 'B=1' must be"),
        ({"harm": [ROW | {"key": "a" * 41}]}, "at most 40"),
        ({"harm": [ROW | {"key": "a\n"}]}, "must be small letters"),
        ({"harm": [ROW | {"words": ""}]}, "row 1, a: words must be plain text"),
        ({"harm": [ROW | {"words": "a\u202eb"}]}, "words must be plain text"),
        ({"harm": [ROW | {"word": "A"}]}, "row 1, a has an unknown key: word"),
        ({"harm": [ROW | {"weight": -1}]}, "row 1, a: the weight must be a whole number"),
        ({"harm": [ROW | {"weight": 21}]}, "from 0 to 20"),
        ({"harm": [ROW | {"weight": True}]}, "the weight must be a whole number"),
        ({"harm": [ROW | {"weight": 1.5}]}, "the weight must be a whole number"),
        ({"harm": [ROW | {"confidence": "sure"}]}, "without a source or a known confidence"),
        ({"harm": [ROW | {"source": ""}]}, "without a source or a known confidence"),
        ({"harm": []}, "harm must be one or more tables"),
        ({"harm": ROW}, "harm must be one or more tables"),
        ({"harm": ["a"]}, "harm, row 1 must be a table"),
        ({"weights": {"harms": 1}}, r"\[factors\]: weights has an unknown key: harms"),
        ({"weights": {"harm": "1"}}, "weights, harm: the weight must be"),
        ({"weights": 5}, "weights must be a table"),
        ({"least": "0"}, "least must be a fraction"),
        ({"least": "3/2"}, "least must be a fraction"),
        ({"least": "1/0"}, "least must be a fraction"),
        ({"least": "half"}, "least must be a fraction"),
        ({"least": "1/101"}, "least must be a fraction"),
        ({"least": 0.5}, "least must be a fraction"),
    ],
    ids=str,
)
def test_lists_that_do_not_hold_together_are_refused_by_row_and_key(change, said):
    with pytest.raises(UsageError, match=said):
        factors({"edition": "Ours"} | change)


def test_a_list_without_the_name_of_its_edition_is_refused():
    """Catches lists that history could not name."""
    with pytest.raises(UsageError, match=r"\[factors\] lacks a key: edition"):
        factors({"culpability": OURS["culpability"]})


def coded(lists, **given):
    """Give what the fold makes of one coding under some lists."""
    walk = Walk().receive()
    payload = {**given, "edition": lists.stamp, "words": lists.words_of(given)}
    event = Event(CASE, 1, "code_circumstances", datetime(2014, 7, 1, tzinfo=UTC),
                  date(2014, 7, 1), walk.subject.stage.value, walk.subject.stage.value,
                  "", "", "", "", "", "", False, False, payload, 2)  # fmt: skip
    return fold([*walk.history, event]).subject(1)


def test_a_coding_keeps_its_words_and_edition_when_the_lists_change():
    """Catches a fold that reads the lists of today: an old coding would change its meaning."""
    subject = coded(factors(OURS), culpability="wilful", harm_kinds=["financial"])
    kept = subject.circumstances
    later = factors({**OURS, "culpability": [{"key": "wilful", "words": "something else"}]})

    assert later.words("culpability", "wilful") == "something else"
    assert kept.words == {
        "culpability.wilful": "wilful",
        "harm.financial": "financial or to property",
    }
    assert kept.edition == factors(OURS).stamp
    assert kept.edition != later.stamp
    assert (kept.culpability, kept.harm) == ("wilful", ("financial",))


def test_the_move_keeps_the_words_and_the_edition_it_was_made_under():
    """Catches a move that keeps bare keys, which a later edition would give another meaning."""
    lists = factors(OURS)
    walk = Walk(rules=Rules(factors=lists)).receive()
    kept = walk.go("code_circumstances", culpability="careless").subject.circumstances

    assert kept is not None
    assert kept.edition == lists.stamp
    assert kept.words == {"culpability.careless": "careless"}
    walk.rules = Rules()
    assert walk.go("code_circumstances", culpability="reckless").subject.coded[0] == kept
