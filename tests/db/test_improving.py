"""Actions on outliers, kept and judged on both databases."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from db import improved, improving
from db.checking import check
from db.comparing import funnel_of
from db.figures import Breakdown, reassessment
from hearings.errors import BadValue, NotAllowed, OutOfTurn, Refused
from hearings.improving import actions as rules
from hearings.improving.actions import Given
from hearings.improving.flags import Flag, flag_of
from hearings.improving.likeness import Likeness
from hearings.improving.verdicts import pooled
from hearings.improving.windows import windows
from hearings.intervals import wilson
from hearings.rates import NOTHING
from tests.cast import TODAY
from tests.desks import RULES
from tests.planted import AFTER, BEFORE, FLAGGED, plant, plant_units

ASKED = Given(
    "unit", "Camden", "gross_lowered", date(2013, 7, 1), date(2013, 9, 30), "training",
    "R Mensah", date(2013, 12, 1), "Two sessions.",
)  # fmt: skip
OCTOBER = date(2013, 10, 7)
DONE = date(2013, 11, 1)


@pytest.fixture
def units(office):
    """Give an office with 91 units in the three windows of an action."""
    with office.database.write() as connection:
        plant_units(connection)
    return office


def given(office, unit="Camden", *, done=DONE, **more) -> int:
    number = improving.give(office.desk("supervisor", OCTOBER), replace(ASKED, value=unit, **more))
    if done is not None:
        improving.done(office.desk("supervisor"), number, done)
    return number


def shown(office, number, today=TODAY):
    return improved.show(office.desk("auditor", today), number)


# ------ what is said of an action


@pytest.mark.parametrize(
    ("unit", "verdict"),
    [
        ("Camden", "improved"),
        ("Brent", "worse"),
        ("Ealing", "no better than units without action"),
        ("Hackney", "too early to tell"),
        ("Sutton", "no clear change"),
    ],
)
def test_planted_units_are_called_what_they_are(units, unit, verdict):
    found = shown(units, given(units, unit))
    assert found.judged.verdict.value == verdict, found.judged.because
    assert found.windows.flagged.first == ASKED.start


def test_the_windows_are_counted_by_the_day_of_the_initial_assessment(units):
    """Catches the flagged period counted before, and what was made between it and the action."""
    number = given(units)
    with units.database.write() as connection:
        plant(connection, "Camden", date(2013, 10, 15), 9, 9)  # Between the two: in neither.
        plant(connection, "Camden", date(2012, 6, 30), 9, 9)  # The day before the time before.
        plant(connection, "Camden", BEFORE, 9, 9, level="misconduct")  # Of another level.
        plant(connection, "Camden", ASKED.start, 2, 2)  # It came to attention days before.
    found = shown(units, number)
    levels = (found.ours.before, found.ours.flagged, found.ours.after)
    counts = [one["gross_misconduct"] for one in levels]
    assert [(one.lowered, one.decided) for one in counts] == [(40, 80), (22, 27), (14, 70)]
    assert {*found.ours.before} == {"gross_misconduct"}


def test_the_flagged_period_left_in_would_call_ealing_improved(units, monkeypatch):
    """The planted defect: a unit that only came down from its peak."""
    number = given(units, "Ealing")
    assert shown(units, number).judged.verdict.value != "improved"

    def left_in(action, today):
        found = windows(action, today)
        return replace(found, before=found.flagged)

    monkeypatch.setattr(improved, "windows", left_in)
    fell = shown(units, number).judged
    assert fell.verdict.value == "no better than units without action"
    assert fell.change.high < 0


# ------ the flag and the like units, kept as they were


def test_the_flag_is_that_of_the_funnel_and_stays_as_it_was(units):
    """Catches a flag that somebody says, and one that moves with what is decided later."""
    number = given(units)
    asked = Breakdown(("unit",), {}, ASKED.start, ASKED.end, "assessed")
    around = funnel_of(units.desk("auditor"), asked, "gross_lowered").funnel
    own = next(one for one in around.points if one.unit.key == "Camden")
    assert shown(units, number).action.flag == flag_of(own, around)
    assert own.flag == "above_998"
    with units.database.write() as connection:
        plant(connection, "Camden", FLAGGED, 0, 90)
    kept = shown(units, number)
    assert (kept.action.flag.part, kept.action.flag.whole) == (20, 25)
    assert kept.ours.flagged["gross_misconduct"].decided == 25 + 90


def test_an_action_without_a_flag_is_given_and_says_so(units):
    found = shown(units, given(units, "Sutton")).action.flag
    assert (found.raised, found.flag, found.part, found.whole) == (False, "", 8, 25)
    assert found.warning[0] < 8 / 25 < found.warning[1]


def test_the_period_that_is_named_cannot_hide_the_high_one(units):
    """Catches an action on a later period, so that the high one falls into the time before."""
    with units.database.write() as connection:
        plant(connection, "Camden", date(2013, 10, 5), 3, 12)
    later = {"start": date(2013, 10, 1), "end": date(2013, 10, 6)}
    assert not shown(units, given(units, **later)).action.flag.raised


def test_like_units_do_not_move_when_others_are_given_actions(units):
    """The reviewed defect: three actions on other units changed the like units of the first."""
    number = given(units)
    keys = shown(units, number).likeness.keys
    theirs = shown(units, number).theirs
    for other in ("Like 0", "Like 1", "Like 2"):
        given(units, other)
    found = shown(units, number)
    assert (found.likeness.keys, found.theirs) == (keys, theirs)
    assert found.acted_since == ("Like 0", "Like 1", "Like 2")


def test_like_units_are_those_without_action_beyond_the_same_limit(units):
    """Catches a unit that had its own action counted among those that had none."""
    other = given(units, "Like 1")
    number = given(units)
    keys = shown(units, number).likeness.keys
    assert "Like 1" not in keys
    assert {"Like 0", "Like 2", "Like 3", "Like 4", "Like 5"} <= {*keys}
    assert not any(key.startswith("Other") for key in keys)
    assert shown(units, number).theirs.before["gross_misconduct"].decided == 80 * len(keys)
    improving.drop(units.desk("supervisor"), given(units, "Like 2", done=None), "Merged.")
    assert "Like 2" in shown(units, given(units, "Ealing")).likeness.keys
    assert other != number


def test_what_is_not_done_is_too_early_and_what_is_dropped_is_not_judged(units):
    number = given(units, done=None)
    found = shown(units, number)
    assert (found.judged.verdict.value, found.after) == ("too early to tell", None)
    improving.drop(units.desk("supervisor"), number, "Merged.")
    assert shown(units, number).judged is None


def test_it_is_looked_at_after_three_six_and_twelve_months(units):
    """Catches a verdict on any day that somebody happens to ask."""
    number = given(units)
    days = {
        date(2014, 1, 31): (None, date(2014, 1, 31)),
        date(2014, 2, 1): (3, date(2014, 1, 31)),
        date(2014, 4, 30): (3, date(2014, 1, 31)),
        date(2014, 5, 1): (6, date(2014, 4, 30)),
        date(2014, 11, 1): (12, date(2014, 10, 31)),
        date(2016, 1, 1): (12, date(2014, 10, 31)),
    }
    for today, (months, last) in days.items():
        found = shown(units, number, today)
        assert (found.look and found.look.months, found.windows.after.last) == (months, last)
        assert found.judged.verdict.value == ("improved" if months else "too early to tell")


def test_a_look_waits_for_the_forms_that_wait_and_the_one_before_it_stands(units):
    """Catches a queue at DPS read as a fall, and one that silences every action."""
    number = given(units)
    with units.database.write() as connection:
        plant(connection, "Camden", date(2014, 4, 20), 0, 2, 40)
    found = shown(units, number)
    assert found.look.months == 3
    assert found.looked.endswith(
        "The next, after 6 months, was due on 2014-05-01 and waits for decisions."
    )
    assert found.after.undecided == 40
    with units.database.write() as connection:
        plant(connection, "Camden", date(2013, 12, 1), 0, 2, 40)
    found = shown(units, number)
    assert (found.look, found.judged.verdict.value) == (None, "too early to tell")
    assert "At the look after 6 months: 74 of 154 are decided" in found.judged.because


def test_a_look_waits_for_the_forms_of_like_units_too(units):
    number = given(units)
    with units.database.write() as connection:
        plant(connection, "Like 0", AFTER, 0, 0, 40)
    found = shown(units, number)
    assert found.judged.verdict.value == "too early to tell"
    assert "of like units are decided" in found.judged.because


def test_the_spread_is_that_of_what_the_measure_counts(units):
    """Catches the spread of all that was changed: six lowered by themselves, six raised as one."""
    with units.database.write() as connection:
        plant(connection, "Camden", FLAGGED, 6, 24, level="misconduct")
        ids = plant(connection, "Camden", FLAGGED, 0, 6, level="misconduct", direction="raised")
        together = "UPDATE subjects SET case_id = :first, number = :number WHERE id = :id"
        first = connection.row("SELECT case_id FROM subjects WHERE id = :id", id=ids[0])
        for place, one in enumerate(ids[1:], start=2):
            connection.run(together, first=first[0], number=place, id=one)
    lowered, raised = (
        shown(units, given(units, measure=f"misconduct_{way}")).ours.flagged["misconduct"]
        for way in ("lowered", "raised")
    )
    assert (lowered.lowered, raised.raised, lowered.decided) == (6, 6, 30)
    assert raised.spread_of("raised") > 1.4
    assert lowered.spread_of("lowered") < 1.2


@pytest.mark.parametrize(
    ("field", "column", "value"),
    [("assessor_rank", "assessor_rank", "Superintendent"), ("tier", "tier", "inspecting")],
)
def test_an_action_is_on_a_rank_or_a_tier_too(units, field, column, value):
    with units.database.write() as connection:
        for day in (BEFORE, FLAGGED, AFTER):
            plant(connection, "Camden", day, 10, 30, **{column: value})
    number = given(units, value, field=field)
    found = shown(units, number)
    assert found.ours.after["gross_misconduct"].decided == 30
    assert found.before.straight is None


def test_over_all_levels_the_change_is_within_each(units):
    """Catches the plain rate over all levels, which falls when a unit sends milder matters."""
    with units.database.write() as connection:
        plant(connection, "Ealing", AFTER, 0, 400, level="misconduct")
        plant(connection, "Ealing", BEFORE, 0, 4, level="misconduct")
    found = shown(units, given(units, "Ealing", measure="changed"))
    assert {*found.ours.after} == {"", "gross_misconduct", "misconduct"}
    assert found.judged.change.value > -0.1
    assert 22 / 475 - 24 / 84 < -0.2


def test_a_rate_over_all_levels_has_the_interval_of_the_figures(units):
    """Catches a case of two initial levels that an action takes for two cases."""
    with units.database.write() as connection:
        several = [plant(connection, "Camden", BEFORE, 12, 20, level=level)
                   for level in ("gross_misconduct", "misconduct")]  # fmt: skip
        for grave, other in zip(*several, strict=True):
            connection.run(
                "UPDATE subjects SET number = 2, case_id = (SELECT case_id FROM subjects"
                " WHERE id = :grave) WHERE id = :other",
                grave=grave,
                other=other,
            )
    found = shown(units, given(units, measure="changed"))
    span = found.windows.before
    asked = Breakdown((), {"unit": "Camden"}, span.first, span.last, "assessed")
    right = reassessment(units.desk("auditor"), asked).total
    ours = pooled(found.ours.before)
    assert (ours.changed, ours.decided) == (right.changed, right.decided)
    assert ours.spread == right.spread > 1.1
    levels = (one for level, one in found.ours.before.items() if level)
    assert sum(levels, NOTHING).spread < right.spread


# ------ what could fake a fall


def test_beside_a_fall_stands_what_could_fake_it(units):
    """Each number is planted by itself; catches one that counts another's matters."""
    number = given(units)
    with units.database.write() as connection:
        kept = {"pair_state": "kept_locally", "decided": "", "direction": ""}
        straight = {"pair_state": "no_local_view", "assessed": "", "local_level": "",
                    "direction": ""}  # fmt: skip
        plant(connection, "Camden", AFTER, 0, 3, level="misconduct", **kept)
        plant(connection, "Camden", AFTER, 0, 2, **straight)
        waiting = {**straight, "decided": "", "stage": "reported"}
        plant(connection, "Camden", AFTER, 0, 8, **waiting)
        plant(connection, "Camden", AFTER, 4, 5, level="misconduct", resubmitted=1, avoidable=1,
              reason="threshold_too_high")  # fmt: skip
        plant(connection, "Camden", AFTER, 0, 0, 6)
        plant(connection, "Brent", AFTER, 0, 9, **kept)
    before, after = shown(units, number).before, shown(units, number).after
    assert (before.received, after.received) == (80, 70 + 5)
    assert (before.kept_locally, after.kept_locally) == (0, 3)
    assert (before.straight, after.straight, after.straight_waiting) == (0, 2 + 8, 8)
    assert (before.matters, after.matters) == (80, 70 + 3 + 2 + 8 + 5 + 6)
    assert (before.resubmitted, after.resubmitted) == (0, 5)
    assert (before.undecided, after.undecided) == (0, 6)
    assert (after.changed, after.no_reason, after.reasoned) == (14 + 4, 14, 4)
    assert after.base("avoidable") == 4
    assert before.monthly("received") == pytest.approx(80 / 12, rel=0.01)
    assert after.bounds("kept_locally") == wilson(3, 94)
    assert (before.agreement, after.agreement) == ({}, {})


def test_what_became_of_dps_s_own_gross_misconduct_is_among_it(units):
    """Catches DPS that calls fewer forms lowered and lowers its own decisions afterwards."""
    number = given(units)
    with units.database.write() as connection:
        ids = plant(connection, "Camden", AFTER, 0, 6)
        steps = [(one, 0, "decided", "gross_misconduct") for one in ids]
        steps += [(ids[0], 1, "revised", "misconduct"), (ids[1], 1, "revised", "gross_misconduct")]
        steps += [
            (ids[2], 1, "case_to_answer", "none"),
            (ids[3], 1, "case_to_answer", "misconduct"),
        ]
        steps += [(ids[4], 1, "case_to_answer", "gross_misconduct")]
        for subject, place, step, value in steps:
            connection.insert("steps", {
                "subject_id": subject, "place": place, "step": step, "value": value,
                "day": "2014-02-01",
            })  # fmt: skip
    after = shown(units, number).after
    assert (after.gross, after.gross_revised) == (6, 1)
    assert (after.gross_answered, after.gross_less) == (3, 2)
    assert shown(units, number).before.gross == 0


def test_agreement_on_blind_second_reading_stands_beside_it_by_kind(units):
    number = given(units)
    with units.database.write() as connection:
        ids = plant(connection, "Camden", AFTER, 0, 4)
        sample = connection.insert_id(
            "samples", {"seed": "1", "at": "2014-05-01", "account": "supervisor", "asked": "{}"}
        )
        for place, (subject, level) in enumerate(
            zip(ids, ("gross_misconduct",) * 3 + ("misconduct",), strict=True)
        ):
            connection.insert("sampled", {"sample_id": sample, "place": place, "kind": "unchanged",
                                          "subject_id": subject, "stratum": ""})  # fmt: skip
            connection.insert("readings", {
                "subject_id": subject, "place": 0, "sample": sample, "reader": "300004",
                "level": level, "decision": "gross_misconduct", "answer": "", "day": "2014-05-02",
            })  # fmt: skip
    after = shown(units, number).after
    assert {kind: (one.agreed, one.read) for kind, one in after.agreement.items()} == {
        "unchanged": (3, 4)
    }


# ------ who may, and what is refused


def test_each_step_is_one_row_and_one_line_of_the_trail(units):
    first, second = given(units), given(units, "Brent", done=None)
    improving.drop(units.desk("supervisor"), second, "Merged.")
    improving.listing(units.desk("auditor"))
    shown(units, first)
    assert (first, second) == (1, 2)
    rows = units.rows("SELECT action, step, day, account FROM improvements ORDER BY id")
    assert rows == [
        (1, "given", "2013-10-07", "supervisor"), (1, "done", "2013-11-01", "supervisor"),
        (2, "given", "2013-10-07", "supervisor"), (2, "dropped", "2014-06-01", "supervisor"),
    ]  # fmt: skip
    lines = [line for line in units.trail() if "action" in line[1]]
    assert [(line[0], line[1], line[5]) for line in lines] == [
        ("supervisor", "action.add", "done"), ("supervisor", "action.done", "done"),
        ("supervisor", "action.add", "done"), ("supervisor", "action.drop", "done"),
        ("auditor", "figures.actions", "done"), ("auditor", "figures.action", "done"),
    ]  # fmt: skip
    assert json.loads(lines[0][6])["value"] == "Camden"


def test_the_list_says_what_is_open_in_the_order_it_was_given(units):
    first, second = given(units), given(units, "Brent", done=None)
    desk = units.desk("auditor")
    assert [one.number for one in improving.listing(desk)] == [first, second]
    assert [one.number for one in improving.listing(desk, still_open=True)] == [second]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"value": "Nowhere"}, "The figures have no unit 'Nowhere'"),
        ({"value": "Nowhere", "field": "assessor_rank"}, "The figures have no rank 'Nowhere'"),
        ({"start": date(2013, 9, 1)}, "Camden has 0 decided in the base of gross_lowered"),
        ({"measure": "neither_raised"}, "an action takes at least 10, fewer raise no flag"),
        ({"value": "Small"}, "Small has 9 decided in the base of gross_lowered"),
        ({"due": date(2013, 10, 6)}, "it is past"),
        ({"value": "Cam\x00den"}, "control character"),
    ],
)
def test_what_cannot_be_given_is_refused_and_leaves_nothing_but_the_refusal(units, more, said):
    with units.database.write() as connection:
        plant(connection, "Small", FLAGGED, 9, 9)
    before = units.rows("SELECT count(*) FROM improvements")
    with pytest.raises(BadValue) as refused:
        improving.give(units.desk("supervisor", OCTOBER), replace(ASKED, **more))
    assert said in str(refused.value)
    assert units.rows("SELECT count(*) FROM improvements") == before
    assert units.trail()[-1][1:6:4] == ("action.add", "refused")


def test_an_action_ends_once_and_not_before_it_was_given(units):
    number, desk = given(units, done=None), units.desk("supervisor")
    with pytest.raises(BadValue, match="before that"):
        improving.done(desk, number, OCTOBER - timedelta(1))
    with pytest.raises(BadValue, match="has not come yet"):
        improving.done(desk, number, TODAY + timedelta(1))
    improving.done(desk, number)
    for again in (lambda: improving.done(desk, number), lambda: improving.drop(desk, number, "x")):
        with pytest.raises(OutOfTurn, match="was done on 2014-06-01 already"):
            again()
    with pytest.raises(Refused, match="There is no action 9"):
        improving.done(desk, 9)
    assert len(units.rows("SELECT 1 FROM improvements")) == 2


@pytest.mark.parametrize("account", ["authority", "caseworker", "auditor", "administrator"])
def test_only_who_improves_gives_and_ends_actions(units, account):
    number, desk = given(units, done=None), units.desk(account)
    for refused in (
        lambda: improving.give(desk, ASKED),
        lambda: improving.done(desk, number),
        lambda: improving.drop(desk, number, "No."),
    ):
        with pytest.raises(NotAllowed, match="Actions are given by supervisor"):
            refused()
    assert len(units.rows("SELECT 1 FROM improvements")) == 1
    assert [line[5] for line in units.trail()[-3:]] == ["refused"] * 3


@pytest.mark.parametrize("account", ["local_assessor", "champion", "investigator", "administrator"])
def test_only_who_sees_figures_reads_actions(units, account):
    number, desk = given(units), units.desk(account)
    for refused in (lambda: improving.listing(desk), lambda: improved.show(desk, number)):
        with pytest.raises(NotAllowed, match="Internal figures are open to"):
            refused()
    assert [line[1] for line in units.trail()[-2:]] == ["figures.actions", "figures.action"]


def test_a_covert_matter_is_in_no_window(units):
    """Catches a covert inquiry that shows as one more form of a small unit."""
    number = given(units)
    with units.database.write() as connection:
        plant(connection, "Camden", AFTER, 5, 5, pair_state="", direction="")
    assert shown(units, number).ours.after["gross_misconduct"].decided == 70
    assert shown(units, number).after.received == 70


def test_a_database_with_actions_is_still_in_order(office):
    office.decided()
    with office.database.write() as connection:
        flag = Flag("", 1, 10, 0.1, (0.0, 0.4), (0.0, 0.6))
        said = rules.entered(ASKED, flag, Likeness((), "", ""))
        connection.insert("improvements", {
            "action": 1, "step": "given", "day": "2013-10-07", "at": "2013-10-07T12:00:00",
            "account": "supervisor", "said": json.dumps(said),
        })  # fmt: skip
    assert check(office.database, RULES) == []
    assert improving.listing(office.desk("auditor"))[0].given == ASKED
