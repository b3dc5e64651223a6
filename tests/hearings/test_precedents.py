"""Similarity is exact and lawful on every road, and the nearest come in the order stated."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hearings.factors import factors
from hearings.precedents import Hit, Index, Row, asked_only, pack, similarity, unpack, weigh
from hearings.precedents.index import MANY
from hearings.precedents.rows import LIMIT, planes

WEIGHTS = {"standard": 4, "culpability": 3, "aggravating": 2, "rank_band": 1, "service_band": 0,
           "aggravating=vulnerable": 7}  # fmt: skip
POOL = [f"{group}={key}" for group in ("standard", "culpability", "aggravating", "rank_band",
        "service_band") for key in ("a", "b", "c", "d")] + ["aggravating=vulnerable"]  # fmt: skip
NAMES = {feature: number for number, feature in enumerate(POOL)}
STRANGE = ["standard=strange", "aggravating=strange", "service_band=strange"]
"""Features that no past matter has."""

REGIMES = ("2008", "2012", "2020")
ROADS = pytest.mark.parametrize("wide", [False, True], ids=["plain", "numpy"])

features = st.frozensets(st.sampled_from(POOL), max_size=12)
questions = st.frozensets(st.sampled_from(POOL + STRANGE), max_size=12)


def row(number, bits, dice):
    day = f"201{dice.randrange(4)}-0{dice.randrange(1, 4)}-01" if dice.random() < 0.9 else ""
    outcome = dice.choice(("written_warning", "dismissal_without_notice", "reprimand"))
    return Row(f"MC-{number:05}/1", bits, outcome, dice.choice(REGIMES), day)


def matters(count, dice, most=5):
    """Give matters of few features, so that many are equally similar."""
    sets = [frozenset(dice.sample(POOL, dice.randrange(most))) for _ in range(count)]
    numbers = dice.sample(range(count * 3), count)
    rows = [row(number, pack(one, NAMES), dice) for number, one in zip(numbers, sets, strict=True)]
    return rows, sets


def by_loops(rows, sets, query, regime):
    """Compare one feature at a time and put each row in its place, by no road of ours."""
    found: list[tuple[int, int, int]] = []
    for place, has in enumerate(sets):
        shared = either = 0
        for feature in [*POOL, *STRANGE]:
            weight = WEIGHTS.get(feature, WEIGHTS[feature.split("=")[0]])
            if feature in query and feature in has:
                shared += weight
            if feature in query or feature in has:
                either += weight
        hit = (place, shared, either) if either else (place, 1, 1)
        spot = 0
        while spot < len(found) and comes_first(found[spot], hit, rows, regime):
            spot += 1
        found.insert(spot, hit)
    return found


def comes_first(one, other, rows, regime):
    """Say whether one hit goes before another, by the order as it is documented."""
    ours, theirs = one[1] * other[2], other[1] * one[2]
    if ours != theirs:
        return ours > theirs
    one_row, other_row = rows[one[0]], rows[other[0]]
    if regime and (one_row.regime == regime) != (other_row.regime == regime):
        return one_row.regime == regime
    if one_row.on != other_row.on:
        return one_row.on > other_row.on
    return one_row.ref < other_row.ref


@ROADS
def test_the_nearest_of_a_thousand_are_those_of_a_double_loop_in_the_stated_order(
    wide, monkeypatch
):
    """Catches a tie broken by chance, a wrong mask, and a row lost between two blocks."""
    monkeypatch.setattr("hearings.precedents.wide.BLOCK", 64)
    dice = random.Random(4)
    rows, sets = matters(1000, dice)
    index = Index(rows, NAMES, WEIGHTS, wide=wide)
    ties = 0
    for turn in range(12):
        query = frozenset(dice.sample(POOL + STRANGE, dice.randrange(1, 7)))
        regime = dice.choice((*REGIMES, ""))
        expected = by_loops(rows, sets, query, regime)
        ties += len(expected) - len({Fraction(s, e) for _, s, e in expected})
        most = (1, 7, 20, 999, 1000, 2000)[turn % 6]
        assert [tuple(hit) for hit in index.nearest(query, most, regime)] == expected[:most]
    assert ties > 5000


@ROADS
def test_every_row_alike_is_given_by_regime_then_newest_then_reference(wide):
    """Catches an order that holds only while similarities differ."""
    ends = [("2012", "2014-01-01"), ("2020", "2021-01-01"), ("2012", "2014-01-02"),
            ("2020", ""), ("2012", "2014-01-01")]  # fmt: skip
    rows = [Row(f"{5 - n}/1", 1, "x", regime, on) for n, (regime, on) in enumerate(ends)]
    found = Index(rows, NAMES, WEIGHTS, wide=wide).nearest(frozenset({POOL[0]}), 9, "2012")

    assert [hit.position for hit in found] == [2, 4, 0, 1, 3]


@ROADS
def test_what_ended_how_is_counted_from_the_floor_on(wide):
    """Catches a floor that leaves out what stands exactly on it."""
    dice = random.Random(5)
    rows, sets = matters(1000, dice)
    index = Index(rows, NAMES, WEIGHTS, wide=wide)
    on_the_floor = 0
    for least in (Fraction(1, 2), Fraction(1, 3), Fraction(2, 3), Fraction(1)):
        query = frozenset(dice.sample(POOL, 3))
        expected: dict[tuple[str, str], int] = {}
        for one, has in zip(rows, sets, strict=True):
            found = similarity(query, has, WEIGHTS)
            on_the_floor += found == least
            if found >= least:
                place = one.regime, one.outcome
                expected[place] = expected.get(place, 0) + 1
        assert index.ask(query).spread(least) == expected
    assert on_the_floor


@ROADS
def test_no_rows_and_no_features_are_answered_too(wide):
    assert Index([], {}, WEIGHTS, wide=wide).nearest(frozenset(POOL), 5) == []
    bare = Index([Row("A/1", 0, "x", "2012", "")], {}, WEIGHTS, wide=wide)
    assert bare.nearest(frozenset(), 5) == [Hit(0, 1, 1)]
    assert bare.nearest(frozenset({"standard=a"}), 5) == [Hit(0, 0, 4)]
    assert bare.nearest(frozenset({"standard=a"}), 0) == []


@ROADS
def test_features_past_the_first_word_count_as_the_others_do(wide):
    """Catches a second word of bits that is cut off."""
    names = {f"standard={n}": n for n in range(200)}
    rows = [Row(f"{n:03}/1", 1 << n | 1 << 199 - n, "x", "", "") for n in range(100)]
    index = Index(rows, names, WEIGHTS, wide=wide)

    for n in (0, 63, 64, 99):
        query = frozenset({f"standard={n}", f"standard={199 - n}"})
        assert index.nearest(query, 1) == [Hit(n, 8, 8)]
        assert index.features_at(n) == query


def test_many_rows_take_the_quick_road_and_few_do_not():
    rows = [Row("A/1", 1, "x", "2012", "")] * MANY
    assert type(Index(rows, NAMES, WEIGHTS).ask(frozenset())).__name__ == "WideScored"
    assert type(Index(rows[1:], NAMES, WEIGHTS).ask(frozenset())).__name__ == "PlainScored"


def test_without_numpy_many_rows_are_answered_all_the_same(monkeypatch):
    monkeypatch.setattr("hearings.precedents.index.find_spec", lambda _name: None)
    rows = [Row("A/1", 1, "x", "2012", "")] * MANY
    index = Index(rows, NAMES, WEIGHTS)

    assert type(index.ask(frozenset())).__name__ == "PlainScored"


def test_weights_too_great_to_be_compared_exactly_are_refused():
    index = Index([], {"a=1": 0}, {"a": LIMIT // 2})
    index.ask(frozenset({"b=1"}))
    with pytest.raises(ValueError, match="too much"):
        index.ask(frozenset({"a=1"}))


places = st.integers(1, LIMIT - 1)


@given(places, places, places, places)
@example(1, LIMIT - 1, 1, LIMIT - 2)
@example(LIMIT - 2, LIMIT - 1, LIMIT - 3, LIMIT - 2)
@example(1, 3, 21, 63)
def test_quotients_compare_as_the_fractions_do(a, b, c, d):
    """Catches a limit at which rounding would make a tie, or part one; the proof is at `LIMIT`."""
    (a, b), (c, d) = sorted((a, b)), sorted((c, d))
    assert (a / b < c / d, a / b == c / d) == (a * d < c * b, a * d == c * b)


@given(st.lists(features, min_size=1, max_size=30), questions, st.sampled_from([*REGIMES, ""]))
@settings(deadline=None)
def test_bits_and_numpy_give_what_sets_give(sets, query, regime):
    dice = random.Random(len(sets))
    rows = [row(n, pack(one, NAMES), dice) for n, one in enumerate(sets)]
    plain = Index(rows, NAMES, WEIGHTS, wide=False).nearest(query, len(rows), regime)
    wide = Index(rows, NAMES, WEIGHTS, wide=True).nearest(query, len(rows), regime)

    assert plain == wide
    for hit in plain:
        exact = similarity(query, sets[hit.position], WEIGHTS)
        assert Fraction(hit.shared, hit.either) == exact


@given(features)
def test_identical_circumstances_score_one(one):
    assert similarity(one, one, WEIGHTS) == 1


@given(questions, features)
def test_similarity_is_symmetric_and_lies_from_0_to_1(one, other):
    found = similarity(one, other, WEIGHTS)
    assert found == similarity(other, one, WEIGHTS)
    assert 0 <= found <= 1


@given(questions, features, st.sampled_from(["service_band=b", "service_band=strange", "sex=F"]))
def test_changing_what_weighs_nothing_changes_nothing(one, other, unweighted):
    """Catches a weight of nought that counts, and two bare matters told apart by it."""
    assert similarity(one ^ {unweighted}, other, WEIGHTS) == similarity(one, other, WEIGHTS)


@given(questions, features, st.sampled_from(POOL))
def test_a_shared_feature_never_lowers_similarity(one, other, feature):
    assert similarity(one | {feature}, other | {feature}, WEIGHTS) >= similarity(
        one, other, WEIGHTS
    )


@given(questions, features)
def test_one_is_reached_only_by_agreeing_on_all_that_counts(one, other):
    """Catches a measure by which a matter with more against it is as like as one with the same."""
    counts = {feature for feature in one ^ other if weigh([feature], WEIGHTS)}
    assert (similarity(one, other, WEIGHTS) == 1) == (not counts)


def test_unknown_counts_against_once_and_different_twice():
    asked = frozenset({"standard=a", "culpability=a"})

    assert similarity(asked, frozenset({"standard=a"}), WEIGHTS) == Fraction(4, 7)
    assert similarity(asked, frozenset({"standard=a", "culpability=b"}), WEIGHTS) == Fraction(4, 10)


def test_a_factor_with_a_weight_of_its_own_counts_by_that():
    assert weigh(["aggravating=a", "aggravating=vulnerable"], WEIGHTS) == 2 + 7


def test_a_question_of_a_few_circumstances_counts_those_alone():
    """Catches a look-up by one Standard that finds nothing because past matters say more."""
    asked = frozenset({"standard=a", "aggravating=vulnerable"})
    rich = frozenset({"standard=a", "aggravating=vulnerable", "culpability=b", "rank_band=c"})
    narrow = asked_only(asked, WEIGHTS)

    assert similarity(asked, rich, WEIGHTS) < 1 == similarity(asked, rich, narrow)
    assert similarity(asked, rich | {"standard=b"}, narrow) == Fraction(11, 15)
    assert narrow == {
        "standard": 4,
        "culpability": 0,
        "aggravating": 2,
        "rank_band": 0,
        "service_band": 0,
        "aggravating=vulnerable": 7,
    }


@given(features)
def test_features_survive_their_bits(one):
    assert unpack(pack(one, NAMES), {number: name for name, number in NAMES.items()}) == one


def test_a_feature_without_a_bit_is_left_out_of_the_bits():
    assert pack({"standard=a", "standard=strange"}, NAMES) == 1


@given(features)
def test_the_planes_add_up_to_the_weights(one):
    bits = pack(one, NAMES)
    counted = sum((bits & p.mask).bit_count() * p.power for p in planes(NAMES, WEIGHTS))
    assert counted == weigh(one, WEIGHTS)


def test_the_weights_that_ship_are_compared_exactly():
    """Catches a list so long or so heavy that the proof of the order no longer holds."""
    shipped = factors()
    whole = [f"{g}={f.key}" for g, held in shipped.groups.items() for f in held]
    assert weigh(whole, shipped.weights) * 1000 < LIMIT
