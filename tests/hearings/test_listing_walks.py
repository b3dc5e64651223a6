"""Listing, from the referral to the register: limits, regimes, holidays and hours of the clock."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hearings.deadlines import Deadline, deadlines
from hearings.errors import Refused
from hearings.regimes.listing import digests
from hearings.rules import Rules, SignOff
from hearings.sittings import Diary
from tests.hearings.scenes_diary import (
    ADVISED,
    CHIEF,
    CONDUCTS,
    EXTENDED,
    LAY,
    LQC,
    MEMBER,
    PANEL,
    QUALIFIED,
    accelerated,
    adjourn,
    begin,
    beside,
    fact,
    listed,
    opened,
    postpone,
    ready,
    referred_for,
    schedule,
    seat,
    taken,
)
from tests.hearings.walks import HEARING, Walk

LATE = "2014-07-14 10:00-16:00"
"""One working day past the thirty."""


def held(walk: Walk, key: str = "hearing_held") -> Deadline:
    """Find the limit in which the hearing is to be held."""
    found = deadlines(walk.file.case, walk.subject, walk.rules, walk.today)
    return next(row for row in found if row.key == key)


# ------ past the limit


def test_a_listing_past_thirty_days_without_the_chair_is_refused_with_the_days_that_are_free():
    busy = taken("2014-06-03 09:00-10:30", "300013")
    with pytest.raises(Refused) as refusal:
        schedule(ready(), busy, sitting=[LATE])

    said = str(refusal.value)
    assert "the last lawful day is 2014-07-11 (hearing held, counted from 2014-06-01" in said
    assert "Free days inside it: 2014-06-02, 2014-06-04, 2014-06-05." in said
    assert "--extended-by, --delay-reason and --reason" in said


@pytest.mark.parametrize("without", ["extended_by", "delay_reason", "reason"])
def test_an_extension_names_who_why_by_the_list_and_why_in_words(without):
    with pytest.raises(Refused, match="last lawful day is 2014-07-11"):
        listed(sitting=[LATE], **{**EXTENDED, without: None})


def test_a_listing_past_thirty_days_with_the_chairs_extension_is_in_the_register_with_its_days():
    """The figure HMIC missed: by how much a hearing is out of time, why, and who agreed."""
    walk = listed(sitting=[LATE], told_on="2014-06-01", **EXTENDED)
    row = held(walk)
    assert (row.status, row.extended_to, row.over) == ("extended", date(2014, 7, 14), 0)
    assert (row.code, row.reason, row.agreed_by) == (
        "counsel", "In another trial.", "K Hale, chair",
    )  # fmt: skip
    assert row.notified_on == date(2014, 6, 1)

    waiting = held(walk.at("2014-07-14"))
    assert (waiting.over, waiting.code, waiting.agreed_by) == (1, "counsel", "K Hale, chair")

    met = held(begin(walk, "2014-07-14"))
    assert (met.status, met.met_on, met.over) == ("met", date(2014, 7, 14), 1)
    assert (met.due, met.code, met.agreed_by) == (date(2014, 7, 11), "counsel", "K Hale, chair")


def test_an_extension_reaches_the_day_listed_and_no_further():
    walk = postpone(listed(sitting=[LATE], **EXTENDED), by="authority")
    with pytest.raises(Refused, match="last lawful day is 2014-07-14"):
        schedule(walk, sitting=["2014-07-15 10:00-16:00"])

    schedule(walk, sitting=["2014-07-15 10:00-16:00"], **EXTENDED)
    assert held(walk).extended_to == date(2014, 7, 15)


def test_an_extension_of_documents_served_on_a_later_day_counts_from_then():
    """What it would catch: an extension dated before its clock, which nothing would show."""
    walk = referred_for()
    fact(walk, "documents_supplied", deemed_on="2014-06-03")
    schedule(walk, sitting=["2014-07-16 10:00-16:00"], not_ready="R", **EXTENDED)

    assert held(walk.at("2014-06-04")).extended_to == date(2014, 7, 16)


def test_where_nobody_may_extend_a_date_past_the_window_is_out_of_time_and_says_why():
    """SI 2020/4 reg 52 gives no power: the register has the reason, and no extension."""
    walk = accelerated(Walk(today=date(2021, 6, 1)), attention_date="2021-03-01")
    fact(walk, "special_notice_given", "2021-06-01")
    schedule(walk, sitting=["2021-06-23 10:00-16:00"], seat=[CHIEF], not_ready="R", **EXTENDED)
    row = held(walk.at("2021-06-23"), "accelerated_held")

    assert (row.extended_to, row.over) == (None, 1)
    assert (row.code, row.agreed_by) == ("counsel", "K Hale, chair")
    assert held(begin(walk, "2021-06-23"), "accelerated_held").status == "met_late"


def special_case(rules: Rules | None = None, **given: Any) -> Walk:
    """List a special case hearing of 2014, whose window rests on memory."""
    walk = fact(accelerated(Walk(rules=rules)), "special_notice_given")
    usual = {"seat": [CHIEF], "not_ready": "R", "sitting": ["2014-06-10 10:00-16:00"]}
    return schedule(walk, **{**usual, **given})


def test_a_window_that_is_not_verified_refuses_nothing_until_it_is_signed_off():
    rule = "2012/accelerated_held"
    signed = Rules(signed={rule: SignOff(rule, digests()[rule], "R Law", date(2014, 1, 2))})
    assert special_case().subject.stage == "listed"
    assert special_case(sitting=["2014-07-01 10:00-16:00"]).subject.stage == "listed"

    with pytest.raises(Refused, match="is to be on or after 2014-06-13"):
        special_case(signed)
    with pytest.raises(Refused, match="last lawful day is 2014-06-20"):
        special_case(signed, sitting=["2014-07-01 10:00-16:00"])


def test_an_extension_of_a_limit_that_is_not_verified_says_why_as_well():
    with pytest.raises(Refused, match="last lawful day is 2014-06-20"):
        special_case(sitting=["2014-07-01 10:00-16:00"], extended_by="The chief officer")


def test_a_reduced_window_has_no_earliest_day():
    walk = accelerated(Walk(today=date(2021, 6, 1)), attention_date="2021-03-01")
    fact(walk, "special_notice_given", "2021-06-01")
    walk.go("reduce", limit="accelerated_held", to="2021-06-09", agreed_by="All.", reason="R")

    schedule(walk, sitting=["2021-06-09 10:00-16:00"], seat=[CHIEF], not_ready="R")
    assert walk.subject.stage == "listed"


# ------ one date, three regimes


OWN_2008, OWN_2020 = "2012-11-21", "2020-02-01"
FIRM = Rules(triggers={"2012c": "hearing_specified"})
"""The force has had it confirmed that the first date chooses the chair."""
ABOVE = {**MEMBER, "rank": "Superintendent"}


def in_2020(attention: str, **given: Any) -> Walk:
    walk = ready("hearing", Walk(today=date(2020, 6, 1), rules=FIRM), attention_date=attention)
    return schedule(walk, sitting=["2020-06-24 10:00-16:00"], **given)


@pytest.mark.parametrize(
    ("attention", "regime", "panel", "wrong"),
    [
        pytest.param(OWN_2008, "2008", PANEL, QUALIFIED, id="2008"),
        pytest.param("2012-11-22", "2012", QUALIFIED, PANEL, id="2012-first-day"),
        pytest.param("2020-01-31", "2012", QUALIFIED, PANEL, id="2012-last-day"),
        pytest.param(OWN_2020, "2020", [LQC, ABOVE, LAY], PANEL, id="2020"),
    ],
)
def test_one_hearing_date_has_the_panel_of_the_day_the_matter_came_to_attention(
    attention, regime, panel, wrong
):
    walk = in_2020(attention, seat=panel)
    assert walk.file.case.regime == regime
    assert walk.subject.stage == "listed"
    assert walk.again() == walk.file

    with pytest.raises(Refused, match="it needs one and has none"):
        in_2020(attention, seat=wrong)


def specified(days: tuple[str, str], seats: Any, rules: Rules | None = None) -> Walk:
    """Specify a hearing of 2015 for the first time, on a day and for a day."""
    today, first = days
    walk = Walk(today=date.fromisoformat(today), rules=rules)
    ready("hearing", walk, attention_date="2015-06-01")
    return schedule(walk, sitting=[first], seat=seats)


BEFORE_2016, OVER_2016 = ("2015-12-01", "2015-12-21"), ("2015-12-31", "2016-01-20")
SINCE_2016 = ("2016-01-01", "2016-01-20")


@pytest.mark.parametrize("seats", [PANEL, QUALIFIED])
@pytest.mark.parametrize("days", [OVER_2016, SINCE_2016])
def test_while_nobody_knows_what_chooses_the_chair_of_2016_either_panel_may_sit(days, seats):
    """What it would catch: an unconfirmed rule that refuses a lawful panel.

    The day specified may be the first of 2016, or only the day for which it was specified.
    """
    walk = specified(days, seats)

    assert walk.subject.stage == "listed"
    assert begin(walk, days[1]).subject.stage == "in_hearing"


@pytest.mark.parametrize(
    ("days", "rules", "panel", "wrong"),
    [
        pytest.param(BEFORE_2016, None, PANEL, QUALIFIED, id="all-before"),
        pytest.param(OVER_2016, FIRM, PANEL, QUALIFIED, id="confirmed-last-day"),
        pytest.param(SINCE_2016, FIRM, QUALIFIED, PANEL, id="confirmed-first-day"),
    ],
)
def test_the_chair_of_2016_is_firm_before_it_began_and_once_its_fact_is_confirmed(
    days, rules, panel, wrong
):
    assert specified(days, panel, rules).subject.stage == "listed"
    with pytest.raises(Refused, match="There is no place at a misconduct hearing"):
        specified(days, wrong, rules)


def test_an_unconfirmed_chair_still_sits_with_two_members_who_are_of_one_kind():
    """What it would catch: any panel at all while the rule is in doubt."""
    with pytest.raises(Refused, match="it needs one and has none"):
        specified(SINCE_2016, [MEMBER, LAY])


@pytest.mark.parametrize(
    ("attention", "last"),
    [(OWN_2008, date(2020, 7, 13)), ("2012-11-22", date(2020, 7, 13)), (OWN_2020, None)],
)
def test_one_hearing_date_is_held_to_the_limit_of_its_own_regime(attention, last):
    """The hundred days of 2020 rest on memory: they give no date until they are signed off."""
    walk = ready("hearing", Walk(today=date(2020, 6, 1)), attention_date=attention)

    assert held(walk).last_day == last


@pytest.mark.parametrize(
    ("served", "panel"), [("2024-05-06", [LQC, MEMBER, LAY]), ("2024-05-07", ADVISED)]
)
def test_a_chief_officer_chairs_where_the_documents_were_served_from_7_may_2024(served, panel):
    walk = ready("hearing", Walk(today=date(2024, 6, 3)), served, attention_date="2024-01-08")

    assert schedule(walk, sitting=["2024-06-24"], seat=panel).subject.stage == "listed"


def test_cases_of_two_regimes_are_heard_together_only_by_a_panel_both_have():
    """The chair of 2008 is a senior officer, and of 2020 legally qualified: no panel is both."""
    first = in_2020(OWN_2008, seat=PANEL)
    second = ready("hearing", Walk(date(2020, 6, 1), case="MC-2020-00002"), person="201299",
                   name="P Jones", attention_date=OWN_2020)  # fmt: skip
    second.go("join", other_case="MC-2014-00001", reason="Same incident.")
    with pytest.raises(Refused, match="There is no place at a misconduct hearing for K Hale"):
        second.go("schedule", diary=beside(first), joins=HEARING)

    third = in_2020("2020-01-31", seat=QUALIFIED)
    assert second.go("schedule", diary=beside(third), joins=HEARING).subject.stage == "listed"


# ------ holidays and hours


def august(*days: str, **given: Any) -> Walk:
    return schedule(ready("hearing", Walk(today=date(2014, 8, 1))), sitting=list(days), **given)


def test_a_hearing_of_three_days_passes_over_a_bank_holiday():
    days = [f"2014-08-{day} 10:00-16:00" for day in (22, 26, 27)]
    with pytest.raises(Refused, match=r"25 August 2014 is .*; a hearing sits on working days"):
        august("2014-08-22", "2014-08-25", "2014-08-26")
    with pytest.raises(Refused, match="23 August 2014 is a Saturday"):
        august("2014-08-22", "2014-08-23", "2014-08-26")

    walk = begin(august(*days), "2014-08-22")
    adjourn(walk.at("2014-08-26"), "2014-08-28")
    hearing = walk.subject.hearing
    assert hearing is not None
    assert [one.day.day for one in hearing.sittings] == [22, 26, 28]


def test_three_free_days_in_a_row_are_proposed_over_the_holiday():
    """Friday, Tuesday and Wednesday are in a row: the days between are none to sit on."""
    days = ["2014-09-16", "2014-09-17", "2014-09-18"]
    busy = Diary(HEARING, tuple(
        taken(f"2014-08-{day:02d} 09:00-17:00", "300012").bookings[0]
        for day in (4, 5, 6, 7, 8, 11, 12, 13, 14, 15, 18, 19, 20, 21, 28, 29)
    ))  # fmt: skip
    with pytest.raises(Refused, match=r"last lawful day is 2014-09-15.*: 2014-08-22, 2014-09-01"):
        august(*days, diary=busy)


def test_a_hearing_until_midnight_is_on_one_day():
    late = "2014-06-24 22:00-24:00"
    walk = schedule(ready(), taken("2014-06-25 00:00-09:00", "300012"), sitting=[late])
    assert [str(one) for one in walk.subject.hearing.sittings] == [late]  # type: ignore[union-attr]  # listed
    assert begin(walk).subject.stage == "in_hearing"

    with pytest.raises(Refused, match="is taken on 24 June 2014 from 23:59 to 24:00"):
        schedule(ready(), taken("2014-06-24 23:59-24:00", "300012"), sitting=[late])
    with pytest.raises(Refused, match="is listed for 2014-06-24, not for 2014-06-25"):
        begin(schedule(ready(), sitting=[late]), "2014-06-25")


@pytest.mark.parametrize("day", ["2014-12-25", "2014-12-26", "2015-01-01"])
def test_nobody_sits_at_christmas_or_new_year(day):
    with pytest.raises(Refused, match="a hearing sits on working days"):
        winter("2014-12-23", day)


def winter(*days: str) -> Walk:
    return schedule(ready("hearing", Walk(today=date(2014, 12, 1))), sitting=list(days))


def test_a_hearing_runs_over_the_end_of_the_year():
    days = ["2014-12-30", "2014-12-31", "2015-01-02"]
    walk = begin(winter(*days), "2014-12-30")
    assert held(walk).due == date(2015, 1, 15)

    adjourn(walk.at("2014-12-31"), "2015-01-05")
    hearing = walk.subject.hearing
    assert hearing is not None
    assert [one.day.isoformat() for one in hearing.sittings] == [*days[:2], "2015-01-05"]
    assert walk.again() == walk.file


def test_the_last_of_thirty_days_is_lawful_and_the_next_working_day_is_not():
    assert winter("2015-01-15").subject.stage == "listed"
    with pytest.raises(Refused, match="last lawful day is 2015-01-15"):
        winter("2015-01-16")


@pytest.mark.parametrize("night", ["2014-03-28", "2014-03-31", "2014-10-27"])
def test_a_hearing_beside_the_night_the_clock_changes_is_like_any_other(night):
    walk = ready("hearing", Walk(today=date(2014, 11, 3)), "2014-03-12")
    listed_ = schedule(walk, sitting=[f"{night} 00:00-24:00"], **_out_of_time(night))
    hearing = listed_.subject.hearing

    assert hearing is not None
    assert (hearing.sittings[0].starts, hearing.sittings[0].ends) == (0, 1440)


def _out_of_time(day: str) -> dict[str, Any]:
    return EXTENDED if day > "2014-04-28" else {}


def test_a_meeting_has_twenty_days_and_its_own_sentence():
    walk = ready("meeting")
    with pytest.raises(Refused, match=r"last lawful day is 2014-06-27 .meeting held"):
        schedule(walk, sitting=["2014-06-30"], seat=[CONDUCTS])

    assert schedule(walk, sitting=["2014-06-27"], seat=[CONDUCTS]).subject.stage == "listed"


def test_a_hearing_that_was_opened_cannot_be_listed_again():
    with pytest.raises(Refused, match="'schedule' cannot be done from there"):
        schedule(opened(), seat=[seat("clerk", "300040")])
