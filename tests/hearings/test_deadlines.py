"""Where a time limit stands: met, late, extended, paused, in which round and which period."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearings.adjustments import Adjustment
from hearings.cases import Allegation, Party
from hearings.deadlines import STATUSES, as_json, clocks, deadlines, next_due, working_of
from hearings.milestones import Reached
from hearings.people import Maker
from hearings.severity import Assessment, Kind, Level
from hearings.stages import Stage
from tests.hearings.test_limits import RULES, case, day, listed, signed, subject

SUPPLIED = ("documents_supplied", "2014-03-12")
"""The hearing is to be held by 25 April 2014."""
HELD = "hearing_held"
COMPLAINANT = (Party("complainant", "J Roe"),)


def adjust(kind: str, on: str, to: str = "", limit: str = HELD, **more: object) -> Adjustment:
    return Adjustment(kind, limit, day(on), day(to) if to else None, **more)  # type: ignore[arg-type]  # its texts


def rows(officer, today, matter=None, rules=RULES):
    return deadlines(matter or case(), officer, rules, day(today))


def row(officer, today, key=HELD, matter=None, rules=RULES):
    found = [one for one in rows(officer, today, matter, rules) if one.key == key]
    assert len(found) == 1
    return found[0]


def keys(officer, today, matter=None):
    return {one.key for one in rows(officer, today, matter)}


def test_a_row_is_what_the_contract_promises_to_scripts():
    found = as_json(row(subject(SUPPLIED), "2014-03-12"), RULES.calendar)
    days = found.pop("working")

    assert json.dumps(found) == json.dumps({
        "key": "hearing_held", "title": "Hearing held", "regime": "2012", "overlays": [],
        "clock": "documents_supplied", "clock_date": "2014-03-12", "count": 30,
        "unit": "working_day", "phrase": "after", "due": "2014-04-25", "status": "running",
        "met_on": None, "from": None, "extended_to": None, "extended_by": None,
        "reduced_to": None, "reason": None, "notified_on": None, "statutory": True,
        "source": "SI 2012/2632 reg 24(1)(b)", "confidence": "parallel",
    })  # fmt: skip
    assert days[0] == {"date": "2014-03-13", "counted": 1}
    assert days[2] == {"date": "2014-03-15", "skipped": "Saturday"}
    assert days[-1] == {"date": "2014-04-25", "counted": 30}


@pytest.mark.parametrize(
    ("today", "status", "over"),
    [
        ("2014-04-15", "running", 0),
        ("2014-04-16", "due_soon", 0),
        ("2014-04-25", "due_soon", 0),
        ("2014-04-26", "overdue", 0),
        ("2014-04-28", "overdue", 1),
        ("2014-05-06", "overdue", 6),
    ],
)
def test_a_limit_runs_is_due_soon_and_then_overdue(today, status, over):
    found = row(subject(SUPPLIED), today)

    assert (found.status, found.over) == (status, over)


@pytest.mark.parametrize(
    ("on", "status", "over"),
    [("2014-03-12", "met", 0), ("2014-04-25", "met", 0), ("2014-04-28", "met_late", 1),
     ("2014-03-03", "met", 0)],
)  # fmt: skip
def test_a_limit_is_met_by_its_fact_in_whichever_order(on, status, over):
    found = row(subject(SUPPLIED, ("proceedings_opened", on)), "2014-09-01")

    assert (found.status, found.over, found.met_on) == (status, over, day(on))


def test_a_fact_from_before_does_not_meet_a_clock_that_was_started_again():
    officer = subject(("suspended_orally", "2014-01-06"), ("suspension_confirmed", "2014-01-07"),
                      ("suspension_lifted", "2014-02-03"),
                      ("suspended_orally", "2014-03-10"))  # fmt: skip

    assert row(officer, "2014-03-11", "suspension_confirmed").met_on is None


def test_of_several_facts_after_the_clock_the_first_meets_it():
    held = [("proceedings_opened", on) for on in ("2014-03-03", "2014-04-14", "2014-05-06")]
    assert row(subject(SUPPLIED, *held), "2014-06-02").met_on == day("2014-04-14")


def test_a_hearing_past_its_limit_with_the_chairs_extension_is_in_time_and_its_days_are_kept():
    extension = adjust("extend", "2014-04-22", "2014-05-30", by="Cdr Ash", code="counsel",
                       reason="Counsel was ill.", told_on=day("2014-04-23"))  # fmt: skip
    officer = subject(SUPPLIED, adjustments=(extension,))
    before = row(officer, "2014-05-01")
    after = row(replace(officer, reached=(*officer.reached,
                Reached("proceedings_opened", day("2014-05-12")))), "2014-09-01")  # fmt: skip

    assert (before.status, before.due, before.last_day, before.over) == (
        "extended", day("2014-04-25"), day("2014-05-30"), 4)  # fmt: skip
    assert (before.extended_to, before.extended_by) == (day("2014-05-30"), "Cdr Ash")
    assert (before.reason, before.code) == ("Counsel was ill.", "counsel")
    assert (before.agreed_by, before.notified_on) == ("Cdr Ash", day("2014-04-23"))
    assert (after.status, after.over) == ("met", 10)
    assert row(officer, "2014-05-29").status == "due_soon"
    assert row(officer, "2014-06-02").status == "overdue"


def test_a_reduction_by_agreement_counts_and_what_is_over_is_counted_from_the_law():
    reduced = adjust("reduce", "2014-03-13", "2014-04-04", by="all")
    officer = subject(SUPPLIED, adjustments=(reduced,))

    assert row(officer, "2014-03-17").status == "reduced"
    assert row(officer, "2014-03-17").reduced_to == day("2014-04-04")
    late = row(officer, "2014-04-07")
    assert (late.status, late.over, late.last_day) == ("overdue", 0, day("2014-04-04"))


def test_the_latest_of_two_adjustments_counts():
    officer = subject(SUPPLIED, adjustments=(
        adjust("extend", "2014-04-01", "2014-06-30"), adjust("extend", "2014-04-02", "2014-05-16"),
    ))  # fmt: skip

    assert row(officer, "2014-04-03").last_day == day("2014-05-16")


def test_a_pause_is_shown_and_moves_no_date():
    pause = adjust("pause", "2014-03-20", limit="all", reason="Trial.", code="criminal_proceedings")
    officer = subject(SUPPLIED, adjustments=(pause,))
    paused = row(officer, "2014-06-02")
    resumed = replace(officer, adjustments=(pause, adjust("resume", "2014-06-03", limit="all")))

    assert (paused.status, paused.due, paused.over) == ("paused", day("2014-04-25"), 24)
    assert paused.reason == "Trial."
    assert next_due(case(), officer, RULES) is None
    assert row(resumed, "2014-06-04").status == "overdue"
    assert next_due(case(), resumed, RULES) == day("2014-04-01")


def test_a_pause_of_one_limit_leaves_the_others_running():
    officer = subject(SUPPLIED, adjustments=(adjust("pause", "2014-03-20"),))

    assert row(officer, "2014-03-21").status == "paused"
    assert row(officer, "2014-03-21", "response").status == "running"
    assert next_due(case(), officer, RULES) == day("2014-04-01")


def test_holding_a_matter_is_no_pause():
    assert row(subject(SUPPLIED, held=True), "2014-03-13").status == "running"


def test_an_explanation_stands_beside_the_limit_it_is_about():
    told = adjust("explain", "2014-05-02", code="room", reason="No room.", by="Cdr Ash")
    found = row(subject(SUPPLIED, adjustments=(told,)), "2014-05-06")

    assert (found.status, found.code, found.reason) == ("overdue", "room", "No room.")
    assert found.agreed_by == "Cdr Ash"


def test_a_new_referral_begins_a_new_round():
    first = (("referred", "2014-01-06"), ("documents_supplied", "2014-01-08"),
             ("response_received", "2014-01-20"), ("proceedings_opened", "2014-02-10"))  # fmt: skip
    again = (*first, ("referred", "2014-03-03"))
    officer = subject(*again, SUPPLIED, adjustments=(adjust("extend", "2014-01-30", "2014-08-01"),))

    assert row(subject(*again), "2014-03-04").status == "not_started"
    found = row(officer, "2014-03-13")
    assert (found.clock_date, found.met_on, found.extended_to) == (day("2014-03-12"), None, None)
    assert row(officer, "2014-03-13", "response").met_on is None


def test_a_suspension_reviewed_late_shows_as_such():
    officer = subject(("suspended", "2014-04-17"), ("suspension_reviewed", "2014-05-27"),
                      ("suspension_reviewed", "2014-06-10"))  # fmt: skip
    found = [one for one in rows(officer, "2014-06-11") if one.key == "suspension_review"]

    assert [(one.period, one.status, one.over, one.clock) for one in found] == [
        (1, "met_late", 5, "suspended"), (2, "met", 0, "suspension_reviewed"),
        (3, "running", 0, "suspension_reviewed"),
    ]  # fmt: skip
    assert [one.clock_date for one in found] == [
        day("2014-04-17"), day("2014-05-27"), day("2014-06-10"),
    ]  # fmt: skip
    assert found[2].due == day("2014-07-08")


def test_a_review_that_was_never_held_stays_in_the_register_when_suspension_ends():
    officer = subject(("suspended", "2014-04-17"), ("suspension_lifted", "2014-05-21"))
    found = row(officer, "2014-09-01", "suspension_review")

    assert (found.status, found.over, found.ended_on) == ("overdue", 2, day("2014-05-21"))
    assert found.reason == "It fell away on 21 May 2014 without being met."
    assert next_due(case(), officer, RULES) is None


def test_a_duty_that_fell_away_before_the_matter_closed_fell_away_then():
    officer = subject(("suspended", "2014-04-17"), ("suspension_lifted", "2014-05-21"),
                      ("closed", "2014-08-01"), stage=Stage.CLOSED)  # fmt: skip

    assert row(officer, "2014-09-01", "suspension_review").ended_on == day("2014-05-21")


def test_a_duty_that_falls_away_in_time_is_gone():
    officer = subject(("suspended", "2014-04-17"), ("suspension_lifted", "2014-05-19"),
                      ("suspension_confirmed", "2014-04-17"))  # fmt: skip

    assert "suspension_review" not in keys(officer, "2014-09-01")


def test_each_suspension_has_its_own_periods():
    officer = subject(("suspended", "2014-01-06"), ("suspension_reviewed", "2014-01-20"),
                      ("suspension_lifted", "2014-02-03"), ("suspended", "2014-03-10"))  # fmt: skip
    found = [one for one in rows(officer, "2014-03-11") if one.key == "suspension_review"]

    assert [(one.period, one.clock_date, one.status) for one in found] == [
        (1, day("2014-01-06"), "met"), (2, day("2014-03-10"), "running"),
    ]  # fmt: skip


def test_an_extension_belongs_to_the_period_it_was_made_in_and_an_explanation_to_the_late_one():
    officer = subject(
        ("suspended", "2014-04-17"), ("suspension_reviewed", "2014-05-27"),
        adjustments=(
            adjust("extend", "2014-05-15", "2014-05-30", "suspension_review"),
            adjust("explain", "2014-07-01", "", "suspension_review", code="other"),
        ),
    )  # fmt: skip
    first, second = (r for r in rows(officer, "2014-07-02") if r.key == "suspension_review")

    assert (first.status, first.extended_to, first.code) == ("met", day("2014-05-30"), "")
    assert (second.status, second.extended_to, second.code) == ("overdue", None, "other")


def test_the_complainants_clock_runs_beside_the_officers():
    matter = case("2022-06-01", "2020", parties=COMPLAINANT, reached=(
        Reached("complainant_told", day("2022-06-20")),
    ))  # fmt: skip
    officer = subject(("investigator_appointed", "2022-06-01"), stage=Stage.INVESTIGATION)
    found = [one for one in rows(officer, "2022-06-21", matter) if one.key == "complainant_told"]

    assert [(one.due, one.met_on) for one in found] == [
        (day("2022-06-29"), day("2022-06-20")), (day("2022-07-18"), None),
    ]  # fmt: skip
    assert "officer_told" in keys(officer, "2022-06-21", matter)
    assert "complainant_told" not in keys(officer, "2022-06-21", replace(matter, parties=()))


def test_what_was_told_about_another_officer_does_not_meet_this_ones_limit():
    matter = case("2021-12-01", "2020", parties=COMPLAINANT, reached=(
        Reached("complainant_told_outcome", day("2022-06-20")),
    ))  # fmt: skip
    officer = subject(("hearing_concluded", "2022-07-04"), stage=Stage.HEARD)

    assert row(officer, "2022-07-05", "complainant_told_outcome", matter).met_on is None


def grid(*reported: str, ended: str = "", today: str = "2023-01-09"):
    facts = [("delay_reported", on) for on in reported]
    if ended:
        facts.append(("report_submitted", ended))
    officer = subject(*facts, stage=Stage.INVESTIGATION, forum="")
    found = rows(officer, today, case("2021-01-11", "2020"))
    return [(r.period, r.clock_date.isoformat(), r.due.isoformat(), r.status)
            for r in found if r.key == "delay_report"]  # fmt: skip


ONE = (1, "2021-01-11", "2022-01-10")
TWO = (2, "2022-01-11", "2022-07-10")
THREE = (3, "2022-07-11", "2023-01-10")


def test_the_length_of_an_investigation_is_reported_on_a_fixed_grid():
    assert grid() == [(*ONE, "overdue")]
    assert grid("2022-01-04") == [(*ONE, "met"), (*TWO, "overdue")]
    assert grid("2022-02-01") == [(*ONE, "met_late"), (*TWO, "overdue")]
    assert grid("2022-01-04", "2022-05-03") == [(*ONE, "met"), (*TWO, "met"), (*THREE, "due_soon")]


def test_a_late_report_answers_every_period_that_was_over_and_no_other():
    assert grid("2022-08-01") == [(*ONE, "met_late"), (*TWO, "met_late"), (*THREE, "due_soon")]


def test_the_grid_ends_with_the_investigators_report():
    assert grid(ended="2021-06-01") == []
    assert grid("2022-01-04", ended="2022-03-01") == [(*ONE, "met")]
    assert grid(ended="2022-08-01") == [(*ONE, "overdue"), (*TWO, "overdue")]


@pytest.mark.parametrize(
    ("opened", "status", "reason"),
    [
        ("2022-06-07", "met_late", "It came before 8 June 2022, when its time began."),
        ("2022-06-08", "met", None),
        ("2022-06-15", "met", None),
        ("2022-06-16", "met_late", None),
    ],
)
def test_an_accelerated_hearing_is_held_inside_its_window(opened, status, reason):
    officer = subject(("special_notice_given", "2022-05-23"), ("proceedings_opened", opened),
                      forum="accelerated")  # fmt: skip
    found = row(officer, "2022-09-01", "accelerated_held", case("2020-02-03", "2020"))

    assert (found.status, found.reason, found.opens) == (status, reason, day("2022-06-08"))


def test_a_window_that_was_reduced_by_agreement_has_no_first_day():
    officer = subject(
        ("special_notice_given", "2022-05-23"), ("proceedings_opened", "2022-06-07"),
        forum="accelerated",
        adjustments=(adjust("reduce", "2022-05-24", "2022-06-07", "accelerated_held"),),
    )  # fmt: skip

    found = row(officer, "2022-09-01", "accelerated_held", case("2020-02-03", "2020"))
    assert found.status == "met"


@pytest.mark.parametrize(("supplied", "due"), [("2024-05-03", "2024-05-28"),
                                               ("2024-05-10", "2024-06-11")])  # fmt: skip
def test_a_replaced_panel_member_gives_a_new_window_from_7_may_2024(supplied, due):
    officer = subject(("special_notice_given", supplied), ("panel_replaced", "2024-05-20"),
                      forum="accelerated")  # fmt: skip

    found = row(officer, "2024-05-21", "accelerated_held", case("2020-02-03", "2020"))
    assert found.due == day(due)


@pytest.mark.parametrize(
    ("taken_down", "today", "status"),
    [("", "2016-03-08", "running"), ("", "2016-03-09", "met"),
     ("2016-03-08", "2016-09-01", "met_late"), ("2016-03-09", "2016-09-01", "met")],
)  # fmt: skip
def test_an_outcome_stays_published_for_28_days_at_least(taken_down, today, status):
    facts = [("documents_supplied", "2015-06-01"), ("outcome_published", "2016-02-10")]
    if taken_down:
        facts.append(("outcome_taken_down", taken_down))
    found = row(subject(*facts, stage=Stage.DECIDED), today, "outcome_kept_published")

    assert (found.status, found.due, found.last_day, found.over) == (
        status, day("2016-03-09"), None, 0)  # fmt: skip


def test_public_notice_is_counted_back_from_the_day_the_diary_holds():
    facts = (("documents_supplied", "2016-02-01"),)
    officer = subject(*facts, hearing=listed("2016-04-04"), stage=Stage.LISTED)
    off = replace(officer, hearing=listed("2016-04-04", state="postponed"))
    appeal = replace(officer, hearing=listed("2016-04-04", kind="appeal_meeting"))
    notice = Reached("public_notice_published", day("2016-03-24"))
    late = replace(officer, reached=(*officer.reached, notice))

    assert row(officer, "2016-03-22", "public_notice").due == day("2016-03-23")
    assert row(late, "2016-03-25", "public_notice").status == "met_late"
    assert row(late, "2016-03-25", "public_notice").over == 1
    for other in (off, appeal):
        assert row(other, "2016-03-22", "public_notice").status == "not_started"


def test_a_right_that_was_not_used_is_no_limit_missed():
    officer = subject(("special_notice_given", "2014-01-06"), ("panel_named", "2014-03-12"),
                      forum="")  # fmt: skip
    found = row(officer, "2014-09-01", "objection")

    assert (found.status, found.over, found.met_on) == ("met", 0, None)
    assert found.reason == "It was not used; the time for it is over."
    assert row(officer, "2014-03-13", "objection").status == "due_soon"
    assert next_due(case(), officer, RULES) is None


def test_what_is_due_as_soon_as_practicable_has_no_day():
    officer = subject(("report_submitted", "2014-02-03"), stage=Stage.CASE_DECISION, forum="")
    found = row(officer, "2014-09-01", "case_decided")

    assert (found.status, found.due, found.count, found.unit) == ("running", None, None, None)
    assert working_of(found, RULES.calendar) == ()


def test_what_has_not_started_is_listed_while_its_part_of_the_matter_is_near():
    assert keys(subject(stage=Stage.REFERRED), "2014-03-03") == {
        "response", "witness_lists", "hearing_held", "outcome_notice",
    }  # fmt: skip
    assert keys(subject(stage=Stage.REPORTED, forum=""), "2014-03-03") == {"officer_told"}
    assert keys(subject(stage=Stage.INVESTIGATION, forum=""), "2014-03-03") == {
        "officer_told", "case_decided",
    }  # fmt: skip
    assert keys(subject(stage=Stage.DECIDED, forum="meeting"), "2014-03-03") == {"outcome_notice"}
    assert keys(subject(stage=Stage.CLOSED), "2014-03-03") == set()


def test_the_rows_stand_in_the_order_of_the_regime():
    officer = subject(("panel_named", "2014-03-12"), ("report_submitted", "2014-02-03"),
                      ("suspended", "2014-03-03"), ("suspended_orally", "2014-03-03"),
                      SUPPLIED)  # fmt: skip

    assert [one.key for one in rows(officer, "2014-03-13")] == [
        "suspension_confirmed", "suspension_representations", "suspension_review", "case_decided",
        "objection", "response", "witness_lists", "hearing_held", "outcome_notice",
    ]  # fmt: skip


def test_an_archive_has_no_statutory_limits():
    rules = replace(RULES, severity_days=5)
    archive = replace(case(), regime="none")

    assert deadlines(archive, subject(SUPPLIED), rules, day("2014-03-13")) == ()
    assert clocks(archive, subject(SUPPLIED), rules) == ()
    assert next_due(archive, subject(SUPPLIED), rules) is None


@pytest.mark.parametrize("stage", [Stage.CLOSED, Stage.WITHDRAWN])
def test_nothing_is_due_of_a_subject_that_is_over_and_what_was_missed_stays(stage):
    last = "closed" if stage is Stage.CLOSED else "proceedings_withdrawn"
    officer = subject(SUPPLIED, ("response_received", "2014-04-02"), stage=stage)
    dated = replace(officer, reached=(*officer.reached, Reached(last, day("2014-04-29"))))

    assert next_due(case(), dated, RULES) is None
    assert [(r.key, r.status, r.over) for r in rows(officer, "2014-09-01")] == [
        ("response", "met_late", 1),
    ]  # fmt: skip
    assert [(r.key, r.status, r.over) for r in rows(dated, "2014-09-01")] == [
        ("response", "met_late", 1), ("witness_lists", "overdue", 14),
        ("hearing_held", "overdue", 2),
    ]  # fmt: skip


def assessed(on: str, kind: Kind = Kind.DPS) -> Assessment:
    return Assessment(kind, Level.MISCONDUCT, day(on), Maker("1", "A", "Superintendent"))


def test_the_forces_own_target_is_never_statutory():
    rules, matter = replace(RULES, severity_days=10), case("2014-03-12")
    officer = subject(stage=Stage.AWAITING_DPS, forum="")
    found = row(officer, "2014-03-13", "severity_target", matter, rules)
    done = replace(officer, assessments=(assessed("2014-03-31"),))
    met = row(done, "2014-04-01", "severity_target", matter, rules)

    assert (found.due, found.statutory, found.confidence) == (day("2014-03-22"), False, "own")
    assert (found.source, found.rule) == ("the force's own target", "")
    assert (met.status, met.met_on) == ("met_late", day("2014-03-31"))
    assert next_due(matter, officer, rules) is None
    assert "severity_target" not in keys(officer, "2014-03-13", matter)
    closed = replace(officer, stage=Stage.CLOSED, reached=(Reached("closed", day("2014-03-14")),))
    assert rows(closed, "2014-04-01", matter, rules) == ()


def test_today_outside_the_calendar_stops_nothing():
    found = row(subject(SUPPLIED), (RULES.calendar.last + timedelta(days=400)).isoformat())

    assert (found.status, found.over) == ("overdue", 0)


def test_a_period_that_ends_outside_the_calendar_has_no_date():
    late = (RULES.calendar.last - timedelta(days=30)).isoformat()
    officer = subject(("delay_reported", late), stage=Stage.INVESTIGATION, forum="")
    found = row(officer, late, "delay_report", case(late, "2020"))

    assert (found.due, found.met_on, found.status) == (None, None, "running")
    assert "leaves the table" in (found.reason or "")


def test_an_extension_gives_a_day_to_a_limit_that_has_none():
    far = (RULES.calendar.last + timedelta(days=40)).isoformat()
    officer = subject(("documents_supplied", "2022-05-20"),
                      adjustments=(adjust("extend", "2022-06-01", far),))  # fmt: skip
    found = row(officer, "2022-06-02", HELD, case("2020-02-03", "2020"))

    assert (found.due, found.last_day, found.status) == (None, day(far), "extended")


def test_an_undated_matter_has_no_target():
    undated = replace(case(), attention_date=None)

    assert rows(subject(stage=Stage.HEARD), "2014-03-13", undated, replace(RULES, severity_days=5))


def test_an_overlay_is_named_in_the_row():
    found = row(subject(("documents_supplied", "2015-05-01")), "2015-05-05")

    assert found.overlays == ("2012b",)


# ------ laws

DAYS = st.dates(date(2013, 1, 7), date(2019, 12, 31))
FACTS = st.lists(
    st.tuples(
        st.sampled_from([
            "suspended", "suspension_reviewed", "suspension_lifted", "investigator_appointed",
            "officer_told", "report_submitted", "referred", "documents_supplied", "panel_named",
            "response_received", "witness_lists_supplied", "proceedings_opened",
            "hearing_concluded", "outcome_notified",
        ]),
        DAYS.map(date.isoformat),
    ),
    max_size=14,
)  # fmt: skip


@given(FACTS, DAYS, DAYS, DAYS, st.sampled_from(["hearing_held", "response", "suspension_review"]))
def test_extending_never_makes_a_met_limit_late(facts, on, to, today, key):
    officer = subject(*facts)
    longer = replace(officer, adjustments=(Adjustment("extend", key, on, to),))
    before = deadlines(case(), officer, RULES, today)
    # By its days: a period that then falls away in time is gone, and those after it move up.
    after = {(r.rule, r.clock_date, r.met_on): r for r in deadlines(case(), longer, RULES, today)}

    for one in before:
        if one.status == "met" and one.met_on is not None:
            assert after[one.rule, one.clock_date, one.met_on].status == "met"


@given(FACTS, DAYS, DAYS)
def test_a_fact_that_no_limit_asks_for_changes_nothing(facts, on, today):
    officer = subject(*facts)
    more = replace(officer, reached=(*officer.reached, Reached("bundle_ready", on)))

    assert deadlines(case(), officer, RULES, today) == deadlines(case(), more, RULES, today)


@given(FACTS)
def test_the_next_due_day_is_the_first_of_those_that_can_be_missed(facts):
    officer = subject(*facts)
    days = [one.last_day for one in clocks(case(), officer, RULES)
            if one.live and one.statutory and not one.paused and one.last_day]  # fmt: skip

    assert next_due(case(), officer, RULES) == min(days, default=None)


@given(FACTS, DAYS)
def test_every_row_holds_together(facts, today):
    found = deadlines(case(), subject(*facts), RULES, today)
    numbered = [(one.rule, one.period) for one in found]

    assert len(numbered) == len(set(numbered))
    for one in found:
        assert one.status in STATUSES
        assert (one.status == "not_started") or one.clock_date is not None
        assert one.over == 0 or one.due is not None
        days = [d for d in working_of(one, RULES.calendar) if d.counted is not None]
        assert not days or one.phrase == "before" or days[-1].on == one.due


@given(FACTS, DAYS)
def test_what_is_kept_does_not_depend_on_today(facts, today):
    officer = subject(*facts)
    kept = [(one.limit.rule, one.period, one.due, one.met_on, one.last_day, one.firm)
            for one in clocks(case(), officer, RULES)]  # fmt: skip
    shown = [(one.rule, one.period, one.due, one.met_on, one.last_day, one.firm)
             for one in deadlines(case(), officer, RULES, today) if one.clock_date]  # fmt: skip

    assert kept == shown


def test_a_signed_rule_is_signed_for_every_period():
    officer = subject(("suspended", "2014-04-17"), ("suspension_reviewed", "2014-05-06"))
    found = rows(officer, "2014-05-07", rules=signed("2012/suspension_review"))

    assert {r.firm for r in found if r.key == "suspension_review"} == {True}


def test_allegations_either_side_of_28_may_2025_are_both_in_one_row():
    new = Allegation(2, "duties", "", "N", attention_date=day("2025-06-10"), separate=True)
    officer = subject(("documents_supplied", "2024-06-03"))
    officer = replace(officer, allegations=(*officer.allegations, new))
    found = row(officer, "2024-06-04", "response", case("2024-01-08", "2020"))

    assert found.overlays == ("2024", "2025")
