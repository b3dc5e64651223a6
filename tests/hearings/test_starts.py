"""What starts a clock, and what starts nothing: the first fact, the day fixed, what runs out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from hearings.cases import Case, Party, Subject
from hearings.deadlines import Clock, clocks, next_due
from hearings.milestones import Reached, milestones
from hearings.regimes import limits_of
from hearings.stages import Stage
from tests.hearings.test_deadlines import adjust, keys, row, rows
from tests.hearings.test_limits import RULES, case, day, listed, subject

COMPLAINANT = (Party("complainant", "J Roe"),)
MATTER = case("2020-02-03", "2020")


def complaint(attention: str = "2022-06-01", **given: Any) -> Case:
    return case(attention, "2020", track="complaint", parties=COMPLAINANT, **given)


def made(on: str) -> tuple[Reached, ...]:
    return (Reached("complaint_made", day(on)),)


# ------ the complainant


def test_the_complainant_is_told_within_four_weeks_of_the_start_of_the_handling():
    """Planted once: it ran from the investigator's appointment, and from the next working day."""
    officer = subject(("investigator_appointed", "2022-08-01"), stage=Stage.INVESTIGATION)
    without = row(officer, "2022-06-02", "complainant_told", complaint())
    dated = row(officer, "2022-06-02", "complainant_told", complaint(reached=made("2022-05-27")))
    told = (*made("2022-05-27"), Reached("complainant_told", day("2022-06-18")))
    again = [r for r in rows(officer, "2022-06-20", complaint(reached=told))
             if r.key == "complainant_told"]  # fmt: skip

    assert (without.clock, without.due) == ("attention", day("2022-06-29"))
    assert (dated.clock, dated.due) == ("complaint_made", day("2022-06-24"))
    assert [(r.clock, r.due, r.met_on) for r in again] == [
        ("complaint_made", day("2022-06-24"), day("2022-06-18")),
        ("complainant_told", day("2022-07-16"), None),
    ]  # fmt: skip


def test_a_second_complaint_in_the_same_handling_starts_nothing_anew():
    matter = complaint(reached=(*made("2022-05-27"), *made("2022-06-20")))

    assert row(subject(), "2022-06-20", "complainant_told", matter).due == day("2022-06-24")


def test_the_handling_has_started_whoever_investigates():
    assert "complainant_told" in keys(subject(stage=Stage.REPORTED), "2022-06-02", complaint())
    alone = replace(complaint(), parties=())
    assert "complainant_told" not in keys(subject(stage=Stage.REPORTED), "2022-06-02", alone)


def test_the_length_of_an_investigation_of_a_complaint_runs_from_the_complaint():
    """Planted once: the day it came to attention started it, the complaint being older."""
    dated = row(subject(), "2022-06-02", "delay_report", complaint(reached=made("2022-05-27")))
    without = row(subject(), "2022-06-02", "delay_report", complaint())

    assert (dated.clock, dated.due) == ("complaint_made", day("2023-05-26"))
    assert (without.clock, without.due) == ("attention", day("2023-05-31"))
    assert dated.title.endswith("to the policing body and the Director General")


CLOSED = subject(("closed", "2022-07-08"), stage=Stage.CLOSED, forum="")
OUTCOME = "complainant_told_outcome"


def live(officer: Subject, matter: Case) -> list[str]:
    return [one.key for one in clocks(matter, officer, RULES) if one.live]


def test_closing_without_proceedings_starts_the_time_to_tell_the_complainant():
    """Planted once: only a hearing's end started it, and closing the subject ended it."""
    found = row(CLOSED, "2022-07-18", OUTCOME, complaint())

    assert (found.clock, found.clock_date) == ("closed", day("2022-07-08"))
    assert (found.due, found.status, found.over) == (day("2022-07-15"), "overdue", 1)
    assert next_due(complaint(), CLOSED, RULES) == day("2022-07-15")
    # Whoever keeps a limit as open may go by `live` alone, whatever the stage.
    assert live(CLOSED, complaint()) == [OUTCOME]


def test_a_complainant_who_was_told_of_the_closing_is_owed_nothing_more():
    told = complaint(reached=(Reached(OUTCOME, day("2022-07-12")),))

    assert row(CLOSED, "2022-08-01", OUTCOME, told).status == "met"
    assert next_due(told, CLOSED, RULES) is None
    assert live(CLOSED, told) == []
    assert next_due(replace(complaint(), parties=()), CLOSED, RULES) is None


def test_the_hearings_end_starts_it_where_there_was_one():
    heard = subject(("hearing_concluded", "2022-07-04"), ("closed", "2022-07-22"),
                    stage=Stage.CLOSED)  # fmt: skip

    assert row(heard, "2022-07-25", OUTCOME, complaint()).due == day("2022-07-11")
    assert row(heard, "2022-07-25", OUTCOME, complaint()).status == "overdue"


def test_a_matter_that_was_reopened_has_had_no_outcome():
    again = replace(CLOSED, stage=Stage.INVESTIGATION)
    closed = replace(CLOSED, reached=(*CLOSED.reached, Reached("closed", day("2022-10-03"))))

    assert OUTCOME not in keys(again, "2022-08-01", complaint())
    assert row(closed, "2022-10-04", OUTCOME, complaint()).due == day("2022-10-10")


def test_nothing_else_goes_on_after_the_end():
    after = {r for regime in ("2008", "2012", "2020") for r in limits_of(regime) if r.after_close}

    assert {limit.key for limit in after} == {OUTCOME}
    many = replace(CLOSED, reached=(
        Reached("suspended", day("2022-06-06")), Reached("documents_supplied", day("2022-06-20")),
        *CLOSED.reached,
    ), forum="hearing")  # fmt: skip
    assert live(many, complaint()) == [OUTCOME]
    gone = replace(many, stage=Stage.WITHDRAWN)
    assert live(gone, MATTER) == []


# ------ the day fixed


@pytest.mark.parametrize(
    ("regime", "forum", "on", "due"),
    [("2012", "hearing", "2014-05-23", "2014-06-02"),
     ("2012", "meeting", "2014-05-23", "2014-06-02"),
     ("2020", "meeting", "2022-12-22", "2023-01-03")],
)  # fmt: skip
def test_an_alternative_falls_within_five_days_of_the_day_fixed(regime, forum, on, due):
    """Planted once: the five days ran from the day on which the date was fixed."""
    fixed = ("hearing_specified", "2014-04-01" if regime == "2012" else "2022-11-01")
    officer = subject(fixed, forum=forum, hearing=listed(on, kind=forum), stage=Stage.LISTED)
    matter = case("2013-01-07") if regime == "2012" else MATTER
    found = row(officer, fixed[1], "hearing_alternative", matter)

    assert (found.clock, found.clock_date, found.due) == ("hearing_day", day(on), day(due))
    assert (found.status, found.optional) == ("not_started", True)
    assert row(officer, due, "hearing_alternative", matter).status == "due_soon"
    assert row(officer, "2024-01-03", "hearing_alternative", matter).status == "met"
    assert "hearing_alternative" not in {one.key for one in clocks(matter, subject(fixed), RULES)}


@pytest.mark.parametrize(
    ("key", "fact"),
    [("interview_alternative", "interview_specified"),
     ("prehearing_alternative", "prehearing_specified"),
     ("appeal_meeting_alternative", "appeal_meeting_specified")],
)  # fmt: skip
def test_a_day_specified_may_lie_ahead(key, fact):
    forum = "meeting" if key.startswith("appeal") else "hearing"
    officer = subject((fact, "2022-09-15"), forum=forum)
    moved = replace(officer, reached=(*officer.reached, Reached(fact, day("2022-09-22"))))

    assert milestones()[fact].words.startswith("day specified for the ")
    assert row(officer, "2022-09-01", key, MATTER).status == "not_started"
    assert row(officer, "2022-09-01", key, MATTER).due == day("2022-09-23")
    assert row(moved, "2022-09-01", key, MATTER).due == day("2022-09-29")
    assert row(officer, "2022-10-03", key, MATTER).met_on is None
    assert row(officer, "2022-10-03", key, MATTER).status == "met"


def test_the_day_of_an_appeal_meeting_is_the_diarys_where_it_is_there():
    """Planted once: listing it today started the five days today."""
    said = ("appeal_meeting_specified", "2022-09-01")
    meeting = listed("2022-09-15", kind="appeal_meeting")
    officer = subject(said, forum="meeting", hearing=meeting, stage=Stage.APPEALED)
    off = replace(officer, hearing=replace(meeting, state="postponed"))
    key = "appeal_meeting_alternative"

    assert row(officer, "2022-09-01", key, MATTER).due == day("2022-09-23")
    assert key not in {one.key for one in clocks(MATTER, off, RULES)}


# ------ the response, and its expiry


def papers(officer: Subject, today: str = "2022-09-01", key: str = "papers_to_chair"):
    found = row(officer, today, key, MATTER)
    return found.clock, found.due


DOCUMENTS = ("documents_supplied", "2022-05-20")
"""The response is due by 14 June 2022."""
LATE = ("response_received", "2022-07-01")


def test_a_response_after_its_time_does_not_start_the_papers_again():
    """Planted once: a response two weeks late gave the authority two weeks more."""
    assert papers(subject(DOCUMENTS, LATE)) == ("response_expired", day("2022-06-28"))
    assert papers(subject(DOCUMENTS, LATE), key="witness_lists_to_chair") == (
        "response_expired", day("2022-06-28"))  # fmt: skip
    lists = ("witness_lists_supplied", "2022-07-05")
    assert papers(subject(DOCUMENTS, LATE, lists), key="witness_lists_to_chair") == (
        "response_expired", day("2022-06-28"))  # fmt: skip


def test_a_response_in_time_starts_the_papers_and_the_lists_start_their_own():
    answered = subject(DOCUMENTS, ("response_received", "2022-06-14"))
    lists = replace(answered, reached=(*answered.reached,
                    Reached("witness_lists_supplied", day("2022-06-17"))))  # fmt: skip

    assert papers(answered) == ("response_received", day("2022-06-28"))
    assert "witness_lists_to_chair" not in {one.key for one in clocks(MATTER, answered, RULES)}
    assert papers(lists, key="witness_lists_to_chair") == (
        "witness_lists_supplied", day("2022-07-01"))  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "to", "due"),
    [("extend", "2022-06-21", "2022-07-05"), ("reduce", "2022-06-07", "2022-06-21")],
)
def test_the_expiry_is_that_of_the_response_as_extended_or_reduced(kind, to, due):
    changed = (adjust(kind, "2022-05-23", to, "response"),)

    assert papers(subject(DOCUMENTS, LATE, adjustments=changed)) == ("response_expired", day(due))
    assert papers(subject(DOCUMENTS, adjustments=changed)) == ("response_expired", day(due))


def test_a_response_without_documents_starts_the_papers_itself():
    assert papers(subject(LATE)) == ("response_received", day("2022-07-15"))


# ------ the first fact counts


def test_documents_that_come_again_start_nothing_anew():
    """Planted once: a supplementary bundle gave every limit of the proceedings more time."""
    first, more = ("documents_supplied", "2014-03-12"), ("documents_supplied", "2014-04-14")
    further = ("further_documents", "2014-04-14")

    assert row(subject(first, more), "2014-04-15").due == day("2014-04-25")
    assert row(subject(more, first), "2014-04-15").due == day("2014-04-25")
    assert row(subject(first, more), "2014-04-15", "response").due == day("2014-04-01")
    assert rows(subject(first), "2014-04-15") == rows(subject(first, further), "2014-04-15")
    assert milestones()["further_documents"].recorded
    clocked = {key for regime in ("2008", "2012", "2020") for limit in limits_of(regime)
               for key in (*limit.clock, limit.clock_else)}  # fmt: skip
    assert "further_documents" not in clocked


def test_the_notice_of_a_second_referral_runs_from_that_referral():
    officer = subject(("referred", "2022-05-03"), DOCUMENTS, ("referred", "2022-09-05"))
    found = row(officer, "2022-09-06", "referral_notice", MATTER)

    assert (found.clock_date, found.met_on) == (day("2022-09-05"), None)


def test_what_is_a_new_event_in_law_begins_anew():
    named = subject(("panel_named", "2022-09-05"), ("panel_named", "2022-09-16"))
    orally = subject(("suspended_orally", "2022-05-03"), ("suspended_orally", "2022-09-16"))
    latest = {limit.key for regime in ("2008", "2012", "2020") for limit in limits_of(regime)
              if limit.latest}  # fmt: skip

    assert row(named, "2022-09-17", "objection", MATTER).due == day("2022-09-22")
    assert row(orally, "2022-09-17", "suspension_confirmed", MATTER).due == day("2022-09-22")
    assert latest == {
        "suspension_confirmed", "suspension_representations", "interview_alternative", "objection",
        "prehearing_alternative", "accelerated_held", "direction_told",
        "appeal_meeting_alternative", "tribunal_public_notice", "tribunal_result",
        "tribunal_outcome_published",
    }  # fmt: skip


def test_a_second_notice_of_an_accelerated_hearing_opens_no_new_window():
    twice = (("special_notice_given", "2024-05-10"), ("special_notice_given", "2024-05-24"))
    one = row(subject(*twice, forum="accelerated"), "2024-05-27", "accelerated_held", MATTER)
    new = subject(*twice, ("panel_replaced", "2024-05-20"), forum="accelerated")

    assert one.due == day("2024-06-03")
    assert row(new, "2024-05-27", "accelerated_held", MATTER).due == day("2024-06-11")


def test_another_investigator_gives_no_more_time_to_tell_the_officer():
    told = ("investigator_appointed", "2022-05-03"), ("investigator_appointed", "2022-05-16")
    again = (told[0], ("report_submitted", "2022-05-09"), told[1])
    key = "officer_told"

    assert row(subject(*told, forum=""), "2022-05-17", key, MATTER).due == day("2022-05-31")
    assert row(subject(*again, forum=""), "2022-05-17", key, MATTER).due == day("2022-06-13")


# ------ other rows


def test_only_a_suspension_given_orally_is_confirmed_in_writing():
    """Planted once: a suspension that was in writing from the first had to be confirmed."""
    written = subject(("suspended", "2014-03-03"))
    orally = subject(("suspended", "2014-03-03"), ("suspended_orally", "2014-03-03"))

    assert "suspension_confirmed" not in keys(written, "2014-03-04")
    assert row(orally, "2014-03-04", "suspension_confirmed").due == day("2014-03-06")
    assert not milestones()["suspended_orally"].recorded


def clock_of(officer: Subject, key: str, matter: Case = MATTER) -> Clock:
    return next(one for one in clocks(matter, officer, RULES) if one.key == key)


def test_telling_the_officer_why_is_what_a_late_decision_asks_for():
    officer = subject(("report_submitted", "2021-12-20"), stage=Stage.CASE_DECISION, forum="")
    told = Reached("decision_delay_explained", day("2022-01-10"))
    explained = replace(officer, reached=(*officer.reached, told))

    assert clock_of(officer, "decision_explained").met_on is None
    assert clock_of(explained, "decision_explained").met_on == day("2022-01-10")
    assert clock_of(explained, "case_decided").met_on is None


def test_the_outcome_of_an_accelerated_hearing_has_a_row_of_its_own():
    fact = ("report_to_authority", "2024-08-22")
    found = {forum: clock_of(subject(fact, forum=forum), "outcome_notice")
             for forum in ("meeting", "hearing", "accelerated")}  # fmt: skip

    assert {forum: one.confidence for forum, one in found.items()} == {
        "meeting": "quoted", "hearing": "quoted", "accelerated": "unverified",
    }  # fmt: skip


@pytest.mark.parametrize(
    "key", ["suspension_review", "officer_told", "objection", "hearing_alternative",
            "direction_told"],
)  # fmt: skip
def test_a_number_that_was_inferred_is_said_to_be(key):
    limit = next(one for one in limits_of("2020") if one.key == key)

    assert limit.provision.source.endswith(", paragraph number inferred")


def test_a_rule_says_its_second_clock_in_words():
    words = {limit.rule: limit.words for limit in limits_of("2020")}

    assert words["2020/complainant_told"] == (
        "within 28 days after: complaint made, else came to the authority's attention,"
        " then each time again"
    )
    assert (
        "or after the last day of 'response' where that is earlier"
        in (words["2020/papers_to_chair"])
    )


def test_an_officer_who_never_responds_does_not_hold_up_the_papers():
    matter = case("2020-02-03", "2020")
    silent = subject(("documents_supplied", "2022-05-20"))
    papers = row(silent, "2022-06-01", "papers_to_chair", matter)
    lists = row(silent, "2022-06-15", "witness_lists_to_chair", matter)
    answered = subject(("documents_supplied", "2022-05-20"), ("response_received", "2022-06-01"))

    assert row(silent, "2022-06-01", "response", matter).due == day("2022-06-14")
    assert (papers.clock, papers.clock_date) == ("response_expired", day("2022-06-14"))
    assert (papers.due, papers.status) == (day("2022-06-28"), "not_started")
    assert papers.reason == "It starts then if no response has come."
    assert (lists.due, lists.status) == (day("2022-06-28"), "running")
    assert row(answered, "2022-06-02", "papers_to_chair", matter).due == day("2022-06-17")
    assert row(answered, "2022-06-02", "witness_lists_to_chair", matter).clock_date is None


def test_an_extended_response_moves_what_starts_from_its_expiry():
    silent = subject(("documents_supplied", "2022-05-20"), adjustments=(
        adjust("extend", "2022-06-10", "2022-06-21", "response"),
    ))  # fmt: skip

    found = row(silent, "2022-06-13", "papers_to_chair", case("2020-02-03", "2020"))
    assert (found.clock_date, found.due) == (day("2022-06-21"), day("2022-07-05"))
