"""What follows from what a move was given: days of service, offers, warnings, Regulations kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from hearings.deadlines import deadlines
from hearings.errors import BadValue
from hearings.rules import Rules
from hearings.sittings import Offer
from hearings.warned import ends
from tests.hearings.scenes import GROSS, MISCONDUCT
from tests.hearings.scenes_diary import (
    CHIEF,
    CONDUCTS,
    LAY,
    LQC,
    MEMBER,
    accelerated,
    determined,
    fact,
    investigated,
    leave,
    notice,
    postpone,
    ready,
    refer,
    schedule,
    suspend,
    warned,
)
from tests.hearings.walks import Walk

BY_POST = Rules(deemed_service={"post": 2})
SINCE_2025, IN_2021 = {"attention_date": "2025-05-28"}, {"attention_date": "2021-03-01"}


def in_2025(rules: Rules | None = BY_POST) -> Walk:
    """Begin on a Tuesday, so that two working days are two days."""
    return Walk(today=date(2025, 7, 1), rules=rules)


def in_2021() -> Walk:
    return Walk(today=date(2021, 6, 1), rules=BY_POST)


def last(walk: Walk) -> dict[str, Any]:
    return walk.history[-1].payload


# ------ the day of service


def posted(walk: Walk, **facts: Any) -> Walk:
    """Send the notice of investigation by post."""
    return notice(investigated(GROSS, walk, **facts), method="post")


def test_what_is_posted_is_taken_to_be_served_later_under_the_2025_changes():
    walk = posted(in_2025(), **SINCE_2025)

    assert last(walk)["deemed_on"] == "2025-07-03"
    assert walk.subject.reached[-1].on == date(2025, 7, 3)


@pytest.mark.parametrize(
    ("walk", "facts"),
    [(in_2025, {"attention_date": "2025-05-27"}), (in_2021, IN_2021),
     (lambda: Walk(rules=BY_POST), {})],
)  # fmt: skip
def test_before_the_2025_changes_the_day_it_was_given_counts(walk, facts):
    """What it would catch: a force's days of service that reach back to older Regulations."""
    assert "deemed_on" not in last(posted(walk(), **facts))


@pytest.mark.parametrize("key", ["documents_supplied", "further_documents", "panel_named"])
def test_what_is_given_to_the_officer_is_taken_to_be_served_later(key):
    walk = fact(in_2025().receive(**SINCE_2025), key, method="post")

    assert last(walk)["deemed_on"] == "2025-07-03"


@pytest.mark.parametrize("key", ["response_received", "complainant_told", "disclosure_complete"])
def test_what_is_given_to_anybody_else_has_no_deemed_day(key):
    """What it would catch: an officer's own response that comes in two days late by a rule."""
    walk = fact(in_2025().receive(**SINCE_2025), key, method="post")

    assert "deemed_on" not in last(walk)


@pytest.mark.parametrize(
    ("rules", "given", "found"),
    [
        (BY_POST, {"method": "in_person"}, None),
        (BY_POST, {}, None),
        (Rules(), {"method": "post"}, None),
        (BY_POST, {"method": "post", "deemed_on": "2025-07-02"}, "2025-07-02"),
    ],
)
def test_a_day_of_service_is_the_forces_by_the_way_of_service_or_the_one_that_was_given(
    rules, given, found
):
    walk = fact(in_2025(rules).receive(**SINCE_2025), "documents_supplied", **given)

    assert last(walk).get("deemed_on") == found


# ------ an alternative date


def hearing_2021() -> Walk:
    above = {**MEMBER, "rank": "Superintendent"}
    walk = ready("hearing", in_2021(), **IN_2021)
    return schedule(walk, sitting=["2021-06-22"], seat=[LQC, above, LAY])


def meeting_2021() -> Walk:
    walk = ready("meeting", in_2021(), **IN_2021)
    return schedule(walk, sitting=["2021-06-22"], seat=[CONDUCTS])


def special_2014() -> Walk:
    walk = fact(accelerated(), "special_notice_given")
    return schedule(walk, sitting=["2014-06-24"], seat=[CHIEF], not_ready="R")


def test_an_alternative_date_binds_at_a_meeting_of_2020():
    walk = postpone(meeting_2021(), alternative="2021-06-24")

    assert walk.subject.offer == Offer(date(2021, 6, 24), date(2021, 6, 29), "friend")


@pytest.mark.parametrize(
    ("walk", "day"), [(hearing_2021, "2021-06-24"), (special_2014, "2014-06-26")]
)
def test_an_alternative_date_binds_only_where_the_regulations_give_one(walk, day):
    """What it would catch: an authority held to a date that the officer had no right to."""
    made = postpone(walk(), alternative=day)

    assert last(made)["alternative"] == day
    assert "offer_until" not in last(made)
    assert made.subject.offer is None


# ------ warnings


LATER = date(2024, 6, 3)


def told(day: str, kind: str = "final_written_warning", **given: Any) -> Walk:
    """Record a warning in 2024 that was notified on a day."""
    walk = Walk(today=LATER).receive(attention_date="2024-01-08")
    return warned(walk, kind, notified_on=day, **given)


@pytest.mark.parametrize(
    ("day", "months"),
    [("2008-12-01", 18), ("2012-11-21", 18), ("2012-11-22", 18), ("2020-01-31", 18),
     ("2022-01-31", 24)],
)  # fmt: skip
def test_a_warning_has_the_length_of_its_day_where_no_other_regulations_give_another(day, months):
    """By hand: the change of 2012 changed no length, and two years after 2020 nobody is asked."""
    (warning,) = told(day).subject.warned

    assert warning.months == months


@pytest.mark.parametrize("kind", ["written_warning", "final_written_warning"])
@pytest.mark.parametrize("day", ["2020-02-01", "2022-01-30"])
def test_near_a_change_the_regulations_of_a_warning_have_to_be_said(day, kind):
    """What it would catch: a warning of a case kept under 2012 that lasts six months too long."""
    with pytest.raises(BadValue, match=r"may be under the 2012 .* or the 2020 .*say which") as said:
        told(day, kind)
    assert said.value.field == "under"

    usual = {"2012": (12, 18), "2020": (18, 24)}
    for regime, (written, final) in usual.items():
        (warning,) = told(day, kind, under=regime).subject.warned
        assert warning.months == (written if kind == "written_warning" else final)
        assert "reg" in warning.source


def test_a_length_that_was_stated_leaves_nothing_to_ask():
    (warning,) = told("2020-06-01", months=18).subject.warned

    assert (warning.months, warning.source) == (18, "")


@pytest.mark.parametrize(
    ("day", "under", "kind", "most"),
    [("2013-06-03", "2012", "final_written_warning", 18),
     ("2013-06-03", "2012", "written_warning", 12),
     ("2022-06-01", "2012", "final_written_warning", 18),
     ("2022-06-01", "2020", "final_written_warning", 60),
     ("2022-06-01", "2020", "written_warning", 18)],
)  # fmt: skip
def test_a_warning_lasts_no_longer_than_its_regulations_let_it(day, under, kind, most):
    assert told(day, kind, under=under, months=most).subject.warned[0].months == most
    with pytest.raises(BadValue, match=f"it is at most {most}"):
        told(day, kind, under=under, months=most + 1)


@pytest.mark.parametrize(
    ("day", "under", "said"),
    [("2020-01-31", "2020", "cannot be under the 2020 Regulations, which began on 2020-02-01"),
     ("2012-11-21", "2012", "cannot be under the 2012 Regulations")],
)  # fmt: skip
def test_no_warning_is_older_than_its_regulations(day, under, said):
    """What it would catch: a warning of 2013 that lasts as long as one of 2020."""
    with pytest.raises(BadValue, match=said) as refusal:
        told(day, under=under)

    assert refusal.value.field == "under"


@pytest.mark.parametrize("given", [{}, {"under": "2008"}])
def test_a_warning_from_before_every_regime_is_refused(given):
    with pytest.raises(BadValue, match="2008-11-30 lies before every regime"):
        told("2008-11-30", **given)


def test_an_extended_final_warning_lasts_eighteen_months_and_eighteen_more():
    """By hand: 3 June 2013 to 2 December 2014, and from 3 December 2014 to 2 June 2016."""
    walk = told("2013-06-03", extended=True)
    (warning,) = walk.subject.warned

    assert (warning.months, warning.extension_months) == (18, 18)
    assert ends(warning) == date(2016, 6, 2)
    assert ends(told("2013-06-03").subject.warned[0]) == date(2014, 12, 2)
    assert walk.again() == walk.file


@pytest.mark.parametrize(
    ("day", "kind", "under"),
    [("2013-06-03", "written_warning", "2012"), ("2022-06-01", "final_written_warning", "2020")],
)
def test_only_a_final_warning_of_before_2020_is_extended(day, kind, under):
    with pytest.raises(BadValue, match="Only a final written warning of the 2008 or 2012"):
        told(day, kind, under=under, extended=True)


# ------ suspended by word of mouth


@pytest.mark.parametrize(
    ("given", "due"),
    [({"orally": True}, date(2014, 5, 22)), ({}, None), ({"orally": True, "imposed": "no"}, None)],
)
def test_only_a_suspension_by_word_of_mouth_has_to_be_confirmed_in_writing(given, due):
    """By hand: suspended on Monday 19 May 2014, and three working days after that."""
    walk = suspend(Walk().passed(), on="2014-05-19", **given)
    found = deadlines(walk.file.case, walk.subject, walk.rules, walk.today)
    rows = {row.key: row.due for row in found if row.status != "not_started"}

    assert rows.get("suspension_confirmed") == due
    assert walk.again() == walk.file


# ------ the older Regulations


def related(**given: Any) -> Walk:
    """Receive in 2014 a matter that relates to one still handled under the 2008 Regulations."""
    return Walk().receive(under="2008", relates_to="MC-2012-00001", **given)


def test_a_related_matter_keeps_the_older_regulations_though_its_day_is_later():
    walk = related()

    assert walk.file.case.regime == "2008"
    assert walk.file.case.attention_date == date(2014, 3, 10)
    assert walk.again() == walk.file
    assert Walk().receive().file.case.regime == "2012"


@pytest.mark.parametrize(
    ("day", "regime"), [("2014-03-11", "2008"), ("2012-11-22", "2008"), ("2012-11-21", "2008")]
)
def test_a_day_put_right_leaves_a_related_matter_under_the_older_regulations(day, regime):
    """What it would catch: an amended day that brings the case under that day's Regulations."""
    walk = related().go("amend", attention_date=day, reason="Typo.")

    assert (walk.file.case.regime, str(walk.file.case.attention_date)) == (regime, day)
    assert walk.again() == walk.file


@pytest.mark.parametrize(("day", "regime"), [("2012-11-21", "2008"), ("2012-11-22", "2012")])
def test_a_day_put_right_brings_any_other_matter_under_its_own_regulations(day, regime):
    walk = Walk().receive().go("amend", attention_date=day, reason="Typo.")

    assert walk.file.case.regime == regime


def test_a_day_put_right_before_what_was_kept_brings_it_under_the_oldest():
    """A matter kept under 2012 cannot stay there once its own day lies before 2012's."""
    walk = Walk(today=date(2021, 6, 1)).receive(
        attention_date="2021-03-01", under="2012", relates_to="MC-2019-00001"
    )
    walk.go("amend", attention_date="2012-11-21", reason="Typo.")

    assert walk.file.case.regime == "2008"


@pytest.mark.parametrize(("before", "regime"), [(date(2014, 3, 10), "none"), (None, "2012")])
def test_a_day_put_right_leaves_an_archives_case_without_clocks_where_it_had_a_day(before, regime):
    """What it would catch: statutory clocks that start in an archive for a typing mistake."""
    walk = Walk().receive()
    case = replace(walk.file.case, regime="none", archive="Old", attention_date=before)
    walk.made = replace(walk.file, case=case)

    walk.go("amend", attention_date="2014-03-11", reason="Typo.")
    assert walk.file.case.regime == regime


# ------ who is a former officer, and when


def test_an_officer_who_is_to_leave_is_referred_as_an_officer_until_the_last_day():
    """What it would catch: a notice to leave that keeps a meeting from an officer who serves."""
    walk = leave(determined(MISCONDUCT, person_type="officer"), last_day="2014-06-30")

    assert walk.subject.person_type_on(date(2014, 6, 29)) == "officer"
    assert walk.subject.person_type_on(date(2014, 6, 30)) == "former"
    assert refer(walk, "meeting").subject.stage == "referred"
