"""An action on an outlier: its steps, its windows, and what is said of it before and after."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearings.errors import BadValue, OutOfTurn
from hearings.funnels import Funnel, Unit, funnel
from hearings.improving import actions as rules
from hearings.improving import flags, likeness
from hearings.improving.actions import DONE, DROPPED, GIVEN, Action, Given, Step, actions, kinds
from hearings.improving.flags import Flag, flag_of
from hearings.improving.likeness import ENOUGH, FARTHEST, Likeness, alike, said
from hearings.improving.verdicts import (
    DRIFT,
    FALSE_CLAIMS,
    FALSE_DRIFTING,
    FALSE_EVER,
    LEAST,
    Seen,
    Verdict,
    beyond,
    changed,
    judge,
    unripe,
)
from hearings.improving.windows import Look, Span, looked, looks, months_on, windows
from hearings.rates import MEASURES, NOTHING, Counts
from hearings.ratios import Ratio, difference
from tests.conftest import portion

GROSS, MISCONDUCT = "gross_misconduct", "misconduct"
MEASURE = MEASURES["gross_lowered"]
TODAY = date(2014, 6, 1)
ASKED = Given(
    "unit", "Camden", "gross_lowered", date(2013, 7, 1), date(2013, 9, 30), "training",
    "R Mensah", date(2014, 7, 1),
)  # fmt: skip
FLAG = Flag("above_95", 20, 25, 0.3, (0.1, 0.5), (0.05, 0.6))
LIKE = Likeness(("Brent", "Ealing"), "95 %", "95 %")
ACTION = Action(1, ASKED, date(2013, 10, 7), "supervisor", FLAG, LIKE)


def counts(lowered: int, decided: int, undecided: int = 0, together: int = 1) -> Counts:
    """Count officers, so many of one case together and decided alike."""
    return Counts(
        decided=decided, changed=lowered, lowered=lowered, undecided=undecided,
        lowered_squared=lowered * together, lowered_decided=lowered * together,
        decided_squared=decided * together,
    )  # fmt: skip


def gross(lowered: int, decided: int, undecided: int = 0, together: int = 1) -> dict[str, Counts]:
    return {GROSS: counts(lowered, decided, undecided, together)}


def seen(before, flagged, after) -> Seen:
    return Seen(gross(*before), gross(*flagged), gross(*after))


# ------ the action and its steps


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"measure": "wrong"}, "measure cannot be 'wrong'; it is one of changed, gross_lowered"),
        ({"kind": "telling off"}, "kind cannot be 'telling off'; it is one of guidance, training"),
        ({"owner": "  "}, "An action needs its owner."),
        ({"value": ""}, "An action needs its unit."),
        ({"field": "assessor_rank", "value": ""}, "An action needs its rank."),
        ({"value": "Cam\x1bden"}, "unit holds a control character (U+001B) at place 4"),
        ({"note": "a\x00b"}, "note holds a control character"),
        ({"end": date(2013, 6, 30)}, "ends before it begins"),
        ({"end": TODAY}, "runs to 2014-06-01 and is not over"),
        ({"due": date(2014, 5, 31)}, "due cannot be 2014-05-31: it is past"),
    ],
)
def test_what_cannot_be_given_is_refused_in_a_sentence(more, said):
    with pytest.raises(BadValue) as refused:
        rules.given(replace(ASKED, **more), TODAY)
    assert said in str(refused.value)


def test_what_is_given_is_cleaned():
    found = rules.given(replace(ASKED, value=" Camden ", note=" One.\r\nTwo. "), TODAY)
    assert (found.value, found.note) == ("Camden", "One.\nTwo.")
    assert rules.given(replace(ASKED, due=TODAY), TODAY).due == TODAY


def test_an_action_is_to_do_then_overdue_then_done_or_dropped():
    """Catches an action that is overdue on its last day."""
    assert ACTION.status(date(2014, 7, 1)) == "to do"
    assert ACTION.status(date(2014, 7, 2)) == "overdue"
    assert replace(ACTION, done_on=TODAY).status(date(2020, 1, 1)) == "done"
    assert replace(ACTION, dropped_on=TODAY).status(date(2020, 1, 1)) == "dropped"


@pytest.mark.parametrize(
    ("action", "on", "error", "said"),
    [
        (ACTION, date(2013, 10, 6), BadValue, "cannot have been done on 2013-10-06, before that"),
        (ACTION, date(2014, 6, 2), BadValue, "2014-06-02 has not come yet"),
        (replace(ACTION, done_on=TODAY), TODAY, OutOfTurn, "was done on 2014-06-01 already"),
        (replace(ACTION, dropped_on=TODAY), TODAY, OutOfTurn, "was dropped on 2014-06-01 already"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence(action, on, error, said):
    with pytest.raises(error) as refused:
        rules.done(action, on, TODAY, "supervisor")
    assert said in str(refused.value)


def test_an_action_is_dropped_with_a_reason_and_once():
    with pytest.raises(BadValue, match="dropped with a reason"):
        rules.dropped(ACTION, " ", TODAY, "supervisor")
    with pytest.raises(OutOfTurn, match="was done on"):
        rules.dropped(replace(ACTION, done_on=TODAY), "Merged.", TODAY, "supervisor")
    assert rules.dropped(ACTION, "Merged.", TODAY, "supervisor").said == {"reason": "Merged."}


def kept(asked: Given) -> dict[str, object]:
    """Give what is kept of an action, as it comes back from the records."""
    found: dict[str, object] = json.loads(json.dumps(rules.entered(asked, FLAG, LIKE)))
    return found


@given(st.lists(st.sampled_from((DONE, DROPPED, "")), max_size=6))
def test_steps_read_back_as_they_were_kept(ends):
    """Holds for any run of actions: each stands as its own steps say, in the order given."""
    steps = []
    for number, end in enumerate(ends, start=1):
        day = TODAY + timedelta(number)
        asked = replace(ASKED, value=f"Unit {number}")
        steps.append(Step(number, GIVEN, day, "supervisor", kept(asked)))
        if end:
            more = {"reason": "Merged."} if end == DROPPED else {}
            steps.append(Step(number, end, day, "supervisor", more))
    found = actions(steps)
    assert [one.given.value for one in found.values()] == [
        f"Unit {n + 1}" for n in range(len(ends))
    ]
    assert [one.open for one in found.values()] == [not end for end in ends]
    assert all((one.dropped_on is None) == (one.reason == "") for one in found.values())
    assert all(one.given == replace(ASKED, value=one.given.value) for one in found.values())
    assert all((one.flag, one.likeness) == (FLAG, LIKE) for one in found.values())


def test_the_kinds_are_data_and_have_words():
    assert list(kinds()) == ["guidance", "training", "visit", "dip_sample"]


# ------ the windows


def test_the_period_that_raised_the_flag_is_in_neither_window():
    """Catches regression to the mean being counted as a fall."""
    found = windows(replace(ACTION, done_on=date(2013, 11, 1)), TODAY)
    assert found.before == Span(date(2012, 7, 1), date(2013, 6, 30))
    assert found.flagged == Span(date(2013, 7, 1), date(2013, 9, 30))
    assert found.after == Span(date(2013, 11, 1), TODAY)
    assert windows(ACTION, TODAY).after is None


@pytest.mark.parametrize(
    ("day", "months", "there"),
    [
        (date(2014, 1, 31), 1, date(2014, 2, 28)),
        (date(2014, 3, 31), -1, date(2014, 2, 28)),
        (date(2014, 1, 15), -12, date(2013, 1, 15)),
        (date(2013, 12, 1), 1, date(2014, 1, 1)),
        (date(2012, 2, 29), 12, date(2013, 2, 28)),
    ],
)
def test_months_end_where_the_calendar_has_no_such_day(day, months, there):
    assert months_on(day, months) == there


DONE_ON = date(2013, 11, 1)


def test_it_is_judged_after_three_six_and_twelve_months_alone():
    """Catches a look at whatever day somebody asks: who looks every month sees more falls."""
    ends = {3: date(2014, 1, 31), 6: date(2014, 4, 30), 12: date(2014, 10, 31)}
    for months, last in ends.items():
        assert months not in [one.months for one in looks(DONE_ON, last)]
        at = looks(DONE_ON, last + timedelta(1))[-1]
        assert at == Look(months, Span(DONE_ON, last))
    assert [one.months for one in looks(DONE_ON, date(2020, 1, 1))] == [3, 6, 12]


def test_it_is_said_which_look_it_is_and_when_the_next_is():
    first, _, last = looks(DONE_ON, date(2015, 1, 1))
    assert looked(DONE_ON, date(2013, 12, 1), None) == (
        "Not judged yet. The next, after 3 months, on 2014-02-01."
    )
    assert looked(DONE_ON, date(2014, 3, 1), first) == (
        "Judged at the look after 3 months. The next, after 6 months, on 2014-05-01."
    )
    assert looked(DONE_ON, TODAY, first).endswith(
        "after 6 months, was due on 2014-05-01 and waits for decisions."
    )
    assert looked(DONE_ON, TODAY, last) == "Judged at the look after 12 months. It was the last."


# ------ the difference


def test_within_one_level_the_difference_is_newcombes():
    found = changed(gross(30, 60), gross(10, 50), MEASURE)
    right = difference(10, 50, 30, 60)
    assert found is not None
    assert right is not None
    assert (found.value, found.low, found.high) == pytest.approx(
        (right.value, right.low, right.high)
    )


def test_a_unit_that_sends_graver_matters_is_not_judged_by_that():
    """Catches the plain rate: the same share of each level, and half the levels exchanged."""
    was = {GROSS: counts(40, 100), MISCONDUCT: counts(2, 20)}
    now = {GROSS: counts(8, 20), MISCONDUCT: counts(10, 100)}
    found = changed(was, now, MEASURES["changed"])
    assert found is not None
    assert found.value == pytest.approx(0)
    assert found.low < 0 < found.high
    assert 42 / 120 - 18 / 120 > 0.1


def test_officers_of_one_case_widen_the_interval():
    """Catches twenty officers of one van counted as twenty forms."""
    alone = changed(gross(30, 60), gross(10, 60), MEASURE)
    together = changed(gross(30, 60, together=10), gross(10, 60, together=10), MEASURE)
    assert alone is not None
    assert together is not None
    assert together.low < alone.low < alone.high < together.high


LEVELS = st.dictionaries(
    st.sampled_from((GROSS, MISCONDUCT, "neither")),
    st.builds(lambda part, more: counts(part, part + more), st.integers(0, 80), st.integers(0, 80)),
)


@given(LEVELS, LEVELS)
def test_a_change_read_backwards_is_its_opposite(was, now):
    """Catches weights that go by one side alone, so that before and after are not treated alike."""
    there, back = changed(was, now, MEASURES["changed"]), changed(now, was, MEASURES["changed"])
    if there is None or back is None:
        assert there is back is None
        return
    assert (there.value, there.low, there.high) == pytest.approx(
        (-back.value, -back.high, -back.low)
    )
    assert there.low <= there.value <= there.high


def test_beyond_is_wider_than_either_part():
    ours, theirs = Ratio(-0.2, -0.3, -0.1), Ratio(-0.1, -0.15, -0.05)
    found = beyond(ours, theirs)
    assert found.value == pytest.approx(-0.1)
    assert found.high - found.low > 0.2


# ------ the verdicts

STEADY = seen((60, 200), (15, 50), (60, 200))
FALLING = seen((100, 200), (25, 50), (40, 200))
RISING = seen((40, 200), (10, 50), (100, 200))
PEAK = seen((60, 200), (35, 50), (60, 200))

HALVED = ((40, 80), (15, 25), (14, 70))

PLANTED = [
    ("halved, and theirs as before", seen(*HALVED), STEADY, "improved"),
    ("halved, and nobody is like", seen(*HALVED), None, "fell; nothing to compare with"),
    ("halved, and theirs have no before", seen(*HALVED), seen((0, 0), (15, 50), (60, 200)),
     "fell; nothing to compare with"),
    ("halved, and theirs too", seen(*HALVED), FALLING, "no better than units without action"),
    ("a third fewer, and too few beside it", seen((40, 80), (15, 25), (21, 70)),
     seen((12, 40), (8, 25), (12, 40)), "fell, not clearly more than units without action"),
    ("a third fewer, and theirs perhaps", seen((40, 80), (15, 25), (21, 70)),
     seen((14, 40), (8, 25), (8, 40)), "fell, not clearly more than units without action"),
    ("doubled", seen((14, 70), (15, 25), (40, 80)), STEADY, "worse"),
    ("doubled, and nobody is like", seen((14, 70), (15, 25), (40, 80)), None, "worse"),
    ("doubled, and theirs too", seen((14, 70), (15, 25), (40, 80)), RISING,
     "no better than units without action"),
    ("as before", seen((24, 80), (8, 25), (22, 75)), STEADY, "no clear change"),
    ("as before, from a peak all had", seen((24, 80), (20, 25), (22, 75)), PEAK,
     "no better than units without action"),
    ("as before, from a peak of its own", seen((24, 80), (20, 25), (22, 75)), STEADY,
     "no better than units without action"),
    ("as before, from a peak, and nobody is like", seen((24, 80), (20, 25), (22, 75)), None,
     "no clear change"),
    ("as before, from a peak, and theirs rose", seen((6, 20), (15, 20), (6, 21)),
     seen((4, 20), (8, 20), (8, 20)), "no clear change"),
    ("as before, from a small peak", seen((24, 80), (25, 50), (22, 75)),
     seen((12, 40), (8, 25), (12, 40)), "no clear change"),
    ("nothing before", seen((0, 0), (8, 25), (22, 75)), STEADY, "too few before to compare with"),
    ("too few before", seen((0, LEAST - 1), (8, 25), (40, 80)), STEADY,
     "too few before to compare with"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("ours", "theirs", "verdict"), [row[1:] for row in PLANTED], ids=[row[0] for row in PLANTED]
)
def test_a_planted_change_is_called_what_it_is(ours, theirs, verdict):
    found = judge(ours, theirs, MEASURE)
    assert found.verdict.value == verdict, found.because
    assert found.because.endswith(".")


def test_a_fall_of_like_units_that_may_be_none_matches_nothing():
    """Catches a verdict that turns with the sign of what like units did since the flagged period.

    Theirs fell, or rose, by a tenth of a point; ours came down from a peak, and whether it fell by
    more than theirs since the time before cannot be told.
    """
    ours = seen((6, 20), (15, 20), (6, 21))
    verdicts = set()
    for lately in (299, 301):
        theirs = seen((2, 20), (300, 1000), (lately, 1000))
        verdicts.add(judge(ours, theirs, MEASURE).verdict)
    assert verdicts == {Verdict.NO_CHANGE}


@pytest.mark.parametrize(
    ("ours", "theirs", "said"),
    [
        ((0, LEAST - 1), None, f"{LEAST - 1} were decided since; it takes at least {LEAST}."),
        ((0, LEAST), None, ""),
        ((14, 70, 4), None, "70 of 74 are decided; it takes at least 95 %."),
        ((14, 70, 3), (60, 200, 10), ""),
        ((14, 70), (60, 200, 11), "200 of 211 of like units are decided; it takes at least 95 %."),
    ],
)
def test_a_look_waits_until_nearly_all_is_decided_of_like_units_too(ours, theirs, said):
    """Catches like units whose own queue at DPS reads as a fall of theirs."""
    assert unripe(gross(*ours), None if theirs is None else gross(*theirs)) == said


def test_levels_that_were_not_sent_before_are_nothing_to_compare_with():
    """Catches 25 decided before of one level set beside 25 since of another."""
    was, now = {GROSS: counts(5, 25)}, {MISCONDUCT: counts(5, 25)}
    found = judge(Seen(was, was, now), None, MEASURES["changed"])
    assert found.verdict is Verdict.NO_BEFORE
    assert found.because.startswith("Of the levels decided since nothing was decided in the 12")


def test_what_is_too_early_is_said_to_be_and_why():
    found = judge(seen(*HALVED), STEADY, MEASURE, "It is not done yet.")
    assert (found.verdict, found.because) == (Verdict.TOO_EARLY, "It is not done yet.")
    assert (found.change, found.theirs, found.beyond) == (None, None, None)


# ------ how often a verdict is wrong


def force(seed: int, month: int, drift: float, leave_in: bool) -> Counter[str]:
    """Judge the five highest of 32 units at three looks; nothing had any effect on any of them."""
    rng = Random(f"force {seed}")

    def draw(share: float, size: int) -> Counts:
        decided = max(1, round(rng.gauss(size, size / 5)))
        held = min(0.99, max(0.01, share))
        return counts(sum(rng.random() < held for _ in range(decided)), decided)

    before, flagged, after = {}, {}, {}
    for number in range(32):
        key, share = f"U{number:02}", rng.betavariate(6, 14)
        before[key] = draw(share + rng.gauss(0, drift), 12 * month)
        flagged[key] = draw(share, 3 * month)
        later = share + rng.gauss(0, drift)
        first = draw(later, 3 * month)
        second = first + draw(later, 3 * month)
        after[key] = (first, second, second + draw(later, 6 * month))
    points = placed({key: {GROSS: one} for key, one in flagged.items()}).points
    worst = sorted(flagged, key=lambda key: -(flagged[key].rate or 0))[:5]
    found: Counter[str] = Counter()

    def of(keys, look: int) -> Seen:
        span = [flagged if leave_in else before, flagged, {k: after[k][look] for k in keys}]
        return Seen(*({GROSS: sum((one[key] for key in keys), NOTHING)} for one in span))

    for one in worst:
        like = () if leave_in else alike(points, one, worst).keys
        said = []
        for look in range(3):
            ours, theirs = of((one,), look), of(like, look) if like else None
            early = unripe(ours.after, None if theirs is None else theirs.after)
            said.append(judge(ours, theirs, MEASURE, early).verdict)
        claimed = (Verdict.IMPROVED, Verdict.ALONE) if leave_in else (Verdict.IMPROVED,)
        found["actions"] += 1
        found["once"] += said[-1] in claimed
        found["ever"] += any(verdict in claimed for verdict in said)
    return found


def false_claims(
    month: int = 15, drift: float = 0.0, *, leave_in: bool = False
) -> tuple[float, float]:
    """Give the share that is called improved at the last look, and at any of the three."""
    forces = portion(400)
    found = sum((force(seed, month, drift, leave_in) for seed in range(forces)), Counter())
    return found["once"] / found["actions"], found["ever"] / found["actions"]


@pytest.mark.parametrize("month", [7, 15])
def test_where_nothing_had_an_effect_hardly_any_action_is_called_improved(month):
    """400 forces, the five highest of 32 units each, at each of the three looks."""
    once, ever = false_claims(month)
    assert once <= FALSE_CLAIMS
    assert once <= ever <= FALSE_EVER


@pytest.mark.parametrize(("month", "stated"), [(7, FALSE_DRIFTING[0]), (40, FALSE_DRIFTING[1])])
def test_where_units_drift_as_many_are_called_improved_as_is_stated(month, stated):
    """Within four points of what is printed beside each verdict."""
    assert abs(false_claims(month, DRIFT)[1] - stated) < 0.04


def test_with_the_flagged_period_left_in_more_would_be_called_improved():
    """The planted defect: whoever is picked for a high rate comes down by itself."""
    assert false_claims(leave_in=True)[1] > 2 * FALSE_EVER


# ------ like units and the flag


def placed(units: dict[str, dict[str, Counts]]) -> Funnel:
    return funnel([Unit(key, *MEASURE.of(levels[GROSS])) for key, levels in units.items()])


def rates(**units: tuple[int, int]) -> Funnel:
    return placed({key: gross(*numbers) for key, numbers in units.items()})


MANY = {f"U{n:02}": (20, 100) for n in range(20)}


def test_like_units_lie_beyond_the_same_limit_and_had_no_action():
    high = {f"H{n}": (50, 100) for n in range(7)}
    others = {f"L{n:02}": (20, 100) for n in range(60)}
    found = alike(rates(**others, **high).points, "H0", {"H0", "H6"})
    assert found.keys == ("H1", "H2", "H3", "H4", "H5")
    assert (found.limit, found.ours) == ("95 %", "95 %")


def test_where_too_few_lie_beyond_the_limit_the_nearest_by_rate_stand_in():
    near_by = {"N1": (56, 100), "N2": (55, 100), "N3": (54, 100), "N4": (53, 100), "N5": (52, 100),
               "N6": (51, 100)}  # fmt: skip
    units = rates(**MANY, **near_by, H0=(60, 100), small=(6, 9))
    found = alike(units.points, "H0", {"H0", "N1"})
    assert found.keys == ("N2", "N3", "N4", "N5", "N6")
    assert (found.limit, len(found.keys)) == ("", ENOUGH)
    words = said(found, "borough", "boroughs")
    assert "nearest by rate, within 10 points of its rate." in words
    assert found.ours == "" or f"Fewer than {ENOUGH} lay above the same {found.ours}" in words


def test_a_unit_much_lower_is_like_nobody_however_near_it_is_to_the_rest():
    """Catches 31 % called like 73 %: it cannot show how far 73 % comes down by itself."""
    assert alike(rates(**MANY, H0=(60, 100)).points, "H0", ()).keys == ()
    edge = {"In": (50, 100), "Out": (49, 100)}
    assert alike(rates(**MANY, **edge, H0=(60, 100)).points, "H0", ()).keys == ("In",)
    assert FARTHEST == 0.1


def test_a_unit_with_too_few_decided_is_like_nobody():
    """Catches two of three being called like sixty of a hundred."""
    units = rates(small=(6, 9), H0=(60, 100))
    assert alike(units.points, "H0", {"H0"}).keys == ()
    none = said(Likeness((), "", "95 %"), "rank", "ranks")
    assert none.startswith("There is no like rank")
    assert none.endswith("Fewer than 5 lay above the same 95 % limit.")
    assert alike(units.points, "gone", ()) == Likeness((), "", "")


def test_the_limit_is_said_in_words():
    found = said(Likeness(("A", "B", "C"), "99.8 %", "99.8 %"), "borough", "boroughs")
    assert found == (
        "Like: the 3 boroughs without action and with at least 10 decided in the flagged period"
        " that lay above the same 99.8 % limit."
    )


def test_a_flag_is_said_with_the_numbers_it_rests_on_and_so_is_none():
    around = rates(**MANY, H0=(60, 100), L0=(2, 100))
    found = {one.unit.key: flag_of(one, around) for one in around.points}
    assert found["H0"].raised
    assert not found["U00"].raised
    assert not found["L0"].raised
    assert flags.short(found["H0"]) == "above the 99.8 % limit"
    assert flags.short(found["U00"]) == "no flag: inside the limits"
    assert flags.short(found["L0"]).startswith("no flag: below the 9")
    assert flags.sentence(found["U00"]).startswith(
        "No flag: inside the limits. 20.0 % (20 of 100); 95 % limits "
    )
    assert flags.sentence(found["H0"]).startswith("Flag: above the 99.8 % limit. 60.0 % (60 of")


def test_a_standardised_flag_is_said_as_observed_over_expected():
    """Catches a share of more than 100 %, which a standardised rate can be."""
    found = Flag("above_95", 15, 26, 0.25, (0.1, 0.5), (0.05, 0.6), 7.5)
    assert flags.sentence(found) == (
        "Flag: above the 95 % limit. 15 of 26 against 7.5 expected at the force's share of each"
        " level, 2.0 times; 95 % limits 0.4 to 2.0 times."
    )
    assert flags.sentence(replace(found, flag="", expected=0.0)).endswith("none expected at the"
        " force's share of each level.")  # fmt: skip
    assert likeness.read(LIKE.said()) == LIKE
    assert flags.read(json.loads(json.dumps(found.said()))) == found
