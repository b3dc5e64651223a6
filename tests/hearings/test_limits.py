"""Every time limit of every regime, with a date worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from hearings.cases import Allegation, Case, Party, Subject
from hearings.deadlines import Deadline, deadlines
from hearings.milestones import Reached
from hearings.people import PersonFacts
from hearings.regimes import all_rules, limits_of, regimes
from hearings.regimes.limits import PRACTICABLE, Limit
from hearings.rules import Rules, SignOff
from hearings.sittings import Hearing, Sitting
from hearings.stages import Stage

RULES = Rules()
ATTENTION = {"2008": "2012-01-09", "2012": "2013-01-07", "2020": "2020-02-03"}
"""An attention date of each regime."""

# By hand, on a wall calendar: rule, the day the clock starts, the last day; for a window also its
# first. The days lie across weekends, Easter and Christmas, and the one-offs of 4 and 5 June 2012,
# 8 May 2020, 2 and 3 June 2022, 19 September 2022 and 8 May 2023.
BY_HAND = """
2008/suspension_confirmed             2012-06-01  2012-06-08
2008/suspension_representations       2012-04-04  2012-04-17
2008/suspension_review                2012-06-01  2012-07-03
2008/officer_told                     2012-12-21  2013-01-20
2008/investigation_representations    2012-12-21  2013-01-09
2008/interview_alternative            2012-08-24  2012-09-03
2008/case_decided                     2012-06-01  -
2008/objection                        2012-05-03  2012-05-09
2008/response                         2012-05-25  2012-06-18
2008/witness_lists                    2012-06-01  2012-06-08
2008/meeting_held                     2012-05-25  2012-06-26
2008/hearing_held                     2012-12-12  2013-01-28
2008/hearing_alternative              2012-06-02  2012-06-12
2008/accelerated_held                 2012-12-14  2013-01-09  2013-01-02
2008/accelerated_response             2012-03-30  2012-04-12
2008/outcome_notice                   2012-05-31  2012-06-11
2008/barred_list                      2017-12-22  2018-01-02
2008/appeal_notice                    2012-06-01  2012-06-14
2008/appeal_meeting_held              2012-04-05  2012-04-16
2008/appeal_result                    2012-12-24  2012-12-31
2008/tribunal_notice                  2012-08-17  2012-09-03
2008/tribunal_result                  2012-12-31  2013-01-04

2012/suspension_confirmed             2014-12-24  2014-12-31
2012/suspension_representations       2014-04-15  2014-04-28
2012/suspension_review                2014-04-17  2014-05-19
2012/officer_told                     2014-03-12  2014-04-09
2012/investigation_representations    2014-04-14  2014-04-30
2012/interview_alternative            2015-12-23  2016-01-04
2012/case_decided                     2014-03-12  -
2012/objection                        2014-05-02  2014-05-08
2012/response                         2014-04-11  2014-05-06
2012/witness_lists                    2014-08-22  2014-08-28
2012/meeting_held                     2014-12-19  2015-01-21
2012/hearing_held                     2014-03-12  2014-04-25
2012/hearing_alternative              2014-05-23  2014-06-02
2012/accelerated_held                 2014-04-04  2014-04-29  2014-04-22
2012/accelerated_response             2014-12-22  2015-01-05
2012/outcome_notice                   2014-04-16  2014-04-25
2012/appeal_notice                    2014-12-23  2015-01-06
2012/appeal_meeting_held              2014-05-01  2014-05-09
2012/appeal_result                    2014-04-17  2014-04-24
2012/tribunal_notice                  2014-07-04  2014-07-18
2012/public_notice                    2016-04-04  2016-03-23
2012/outcome_published                2015-12-18  2016-01-08  2015-12-31
2012/outcome_kept_published           2016-02-10  2016-03-09
2012/barred_list                      2018-03-29  2018-04-06
2012/tribunal_documents               2014-08-08  2014-09-01
2012/tribunal_public_notice           2016-05-10  2016-04-29
2012/tribunal_outcome_published       2016-12-19  2017-01-05  2016-12-28

2020/suspension_confirmed             2020-05-07  2020-05-13
2020/suspension_representations       2022-05-31  2022-06-13
2020/suspension_review                2022-09-16  2022-10-17
2020/iopc_referral                    2023-05-07  2023-05-08
2020/officer_told                     2023-05-05  2023-06-05
2020/complainant_told                 2022-06-01  2022-06-29
2020/investigation_representations    2020-05-01  2020-05-18
2020/interview_alternative            2022-09-15  2022-09-23
2020/delay_report                     2020-03-10  2021-03-09
2020/delay_report.complaint_track     2020-02-29  2021-02-28
2020/case_decided                     2021-12-20  -
2020/decision_explained               2021-12-20  2022-01-13
2020/direction_told                   2020-12-24  2020-12-31
2020/referral_notice                  2022-05-27  -
2020/objection                        2022-09-16  2022-09-22
2020/response                         2020-04-09  2020-05-04
2020/witness_lists                    2020-05-06  2020-05-12
2020/papers_to_chair                  2023-04-28  2023-05-16
2020/witness_lists_to_chair           2022-05-27  2022-06-14
2020/prehearing_held                  2022-12-16  2023-01-11
2020/prehearing_alternative           2023-04-05  2023-04-14
2020/meeting_held                     2022-05-20  2022-06-21
2020/hearing_held                     2023-01-03  2023-05-30
2020/hearing_alternative              2022-12-22  2023-01-03
2020/public_notice                    2022-09-26  2022-09-15
2020/accelerated_held                 2022-05-23  2022-06-15  2022-06-08
2020/accelerated_held.replaced        2024-05-20  2024-06-11  2024-06-04
2020/accelerated_response             2023-04-28  2023-05-11
2020/accelerated_public_notice        2023-04-28  -
2020/report_to_authority              2020-05-05  2020-05-13
2020/report_to_authority.accelerated  2022-05-31  2022-06-09
2020/adviser_draft                    2024-08-22  2024-08-30
2020/outcome_notice                   2024-08-22  -
2020/outcome_notice.accelerated       2024-08-22  -
2020/complainant_told_outcome         2021-12-23  2022-01-04
2020/outcome_published                2021-12-23  -
2020/outcome_kept_published           2023-05-02  2023-05-30
2020/barred_list                      2023-05-06  2023-05-15
2020/appeal_notice                    2023-05-03  2023-05-15
2020/appeal_meeting_held              2022-06-01  2022-06-10
2020/appeal_meeting_alternative       2020-12-23  2021-01-04
2020/appeal_result                    2023-05-05  2023-05-11
2020/tribunal_notice                  2020-04-30  2020-05-15
2020/tribunal_documents               2022-09-09  2022-10-03
2020/reflective_account               2022-09-14  2022-09-22
2020/reflective_discussed             2024-02-29  2025-02-28
2020/former_officer_referred          2025-06-02  -
"""
TABLE = [line.split() for line in BY_HAND.splitlines() if line]
LIMITS = {limit.rule: limit for regime in regimes() for limit in limits_of(regime)}

UNDER = {
    "2012b": ("documents_supplied", "2015-06-01"),
    "2012t": ("tribunal_notice_given", "2015-06-01"),
    "2024": ("special_notice_given", "2024-05-10"),
}
"""A fact that chooses an overlay."""


def day(text: str) -> date:
    return date.fromisoformat(text)


def case(attention: str = "2013-01-07", regime: str = "2012", **given: Any) -> Case:
    on = day(attention)
    given = {"track": "internal_conduct", "source": "supervisor", "unit": "Camden"} | given
    return Case("MC-2014-00042", on, regime, **given)


def subject(*reached: tuple[str, str], **given: Any) -> Subject:
    """Make a subject with these milestones reached, in this order."""
    found = tuple(Reached(key, day(on)) for key, on in reached)
    whole: dict[str, Any] = {
        "facts": PersonFacts(), "stage": Stage.REFERRED, "forum": "hearing",
        "allegations": (Allegation(1, "duties", "", "N"),),
    }  # fmt: skip
    return Subject(1, reached=found, **whole | given)


def listed(on: str, **given: Any) -> Hearing:
    sitting = Sitting(day(on), 600, 960)
    return Hearing(**{"reference": "H-1", "kind": "hearing", "sittings": (sitting,), "room": "1",
                      "seats": ()} | given)  # fmt: skip


def signed(*rules: str) -> Rules:
    """Give rules under which a lawyer has signed these off as they are."""
    digests = {row.id: row.digest for row in all_rules()}
    offs = {rule: SignOff(rule, digests[rule], "A Shah", day("2026-01-05")) for rule in rules}
    return replace(RULES, signed=offs)


def scene(limit: Limit, starts: str) -> tuple[Case, Subject]:
    """Make a case and a subject for whom a limit has started on a day."""
    attention = starts if limit.clock == ("attention",) else ATTENTION[limit.regime]
    if limit.overlay == "2025":
        attention = "2025-05-28"
    facts = [UNDER[limit.overlay]] if limit.overlay in UNDER else []
    key = limit.clock[-1]
    if key not in {"attention", "hearing_day"}:
        facts.append((key, starts))
    track = limit.tracks[0] if limit.tracks else "internal_conduct"
    given: dict[str, Any] = {"forum": limit.forum[0] if limit.forum else ""}
    if key == "hearing_day":
        given["hearing"] = listed(starts)
    parties = (Party("complainant", "J Roe"),)
    matter = case(attention, limit.regime, track=track, parties=parties)
    return matter, subject(*facts, **given)


def row_of(limit: Limit, matter: Case, officer: Subject, rules: Rules, today: date) -> Deadline:
    found = [r for r in deadlines(matter, officer, rules, today) if r.rule == limit.rule]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(("rule", "starts", "due", "opens"), [(*row, "-")[:4] for row in TABLE],
                         ids=[row[0] for row in TABLE])  # fmt: skip
def test_a_limit_ends_on_the_day_worked_out_by_hand(rule, starts, due, opens):
    limit = LIMITS[rule]
    matter, officer = scene(limit, starts)
    row = row_of(limit, matter, officer, signed(rule), day(starts))

    assert row.due == (None if due == "-" else day(due))
    assert row.opens == (None if opens == "-" else day(opens))
    assert row.clock_date == day(starts)
    assert (row.due is None) is (limit.phrase == PRACTICABLE)
    assert (row.source, row.key) == (limit.provision.source, limit.key)


def missing(table: list[list[str]]) -> set[str]:
    return {rule for rule in LIMITS if rule not in {row[0] for row in table}}


def test_the_table_has_a_day_for_every_limit_of_every_regime():
    assert missing(TABLE) == set()
    assert {row[0] for row in TABLE} == set(LIMITS)


def test_a_limit_without_a_day_would_be_seen():
    assert missing(TABLE[1:]) == {TABLE[0][0]}


WEAK = sorted(rule for rule, limit in LIMITS.items() if limit.weak)


def test_these_rules_rest_on_memory_alone():
    assert WEAK == ["2020/adviser_draft", "2020/decision_explained", "2020/hearing_held"]


@pytest.mark.parametrize("rule", WEAK)
def test_a_weak_rule_gives_no_date_until_it_is_signed_off(rule):
    limit = LIMITS[rule]
    starts, due = next(row[1:3] for row in TABLE if row[0] == rule)
    matter, officer = scene(limit, starts)
    before = row_of(limit, matter, officer, RULES, day(starts))
    after = row_of(limit, matter, officer, signed(rule), day(starts))

    assert (before.due, before.status, before.firm) == (None, "running", False)
    assert before.reason == (
        "No date is given until the rule is signed off: its figure rests on memory alone."
    )
    assert (after.due, after.firm, after.reason) == (day(due), True, None)
    assert after.signed_by == "signed off by A Shah on 2026-01-05"
    assert after.confidence == "unverified"


def test_a_sign_off_of_a_rule_that_has_changed_does_not_hold():
    rule = "2020/hearing_held"
    rules = signed(rule)
    lapsed = replace(rules, signed={rule: replace(rules.signed[rule], digest="0" * 16)})
    matter, officer = scene(LIMITS[rule], "2023-01-03")

    assert row_of(LIMITS[rule], matter, officer, lapsed, day("2023-01-03")).due is None


def test_what_is_not_verified_has_its_date_and_is_firm_once_signed_off():
    rule = "2012/response"
    matter, officer = scene(LIMITS[rule], "2014-04-11")
    shown = row_of(LIMITS[rule], matter, officer, RULES, day("2014-04-11"))
    after = row_of(LIMITS[rule], matter, officer, signed(rule), day("2014-04-11"))

    assert (shown.due, shown.confidence, shown.firm) == (day("2014-05-06"), "unverified", False)
    assert (after.due, after.confidence, after.firm) == (day("2014-05-06"), "unverified", True)


# law.md 14G: what is still unverified.
UNVERIFIED = """
2008/suspension_representations 2008/suspension_review 2008/officer_told
2008/investigation_representations 2008/interview_alternative 2008/objection 2008/response
2008/accelerated_held 2008/accelerated_response 2008/outcome_notice 2008/tribunal_notice
2012/suspension_representations 2012/suspension_review 2012/officer_told
2012/interview_alternative 2012/objection 2012/response 2012/accelerated_held
2012/accelerated_response 2012/tribunal_notice
2020/suspension_representations 2020/iopc_referral 2020/decision_explained 2020/meeting_held
2020/hearing_held 2020/public_notice 2020/accelerated_response 2020/adviser_draft
2020/outcome_notice.accelerated
2020/tribunal_notice
"""


def test_the_rules_that_nobody_has_seen_say_so():
    found = {r for r, limit in LIMITS.items() if limit.provision.confidence == "unverified"}

    assert found == set(UNVERIFIED.split())


@pytest.mark.parametrize("rule", ["2020/suspension_review", "2020/officer_told"])
def test_a_first_period_nobody_has_seen_says_so_and_the_next_does_not(rule):
    limit = LIMITS[rule]
    matter, officer = scene(limit, "2022-01-10")
    again = Reached(limit.met_by[0], day("2022-01-20"))
    officer = replace(officer, reached=(*officer.reached, again))
    rows = [r for r in deadlines(matter, officer, RULES, day("2022-01-21")) if r.rule == limit.rule]

    assert [row.confidence for row in rows] == ["unverified", "quoted"]
    assert [row.firm for row in rows] == [False, True]


def test_the_2012_limits_are_those_of_2008_under_their_own_instrument():
    older, newer = ({limit.key: limit for limit in limits_of(r)} for r in ("2008", "2012"))

    assert set(older) - set(newer) == {"tribunal_result"}
    for key in set(older) & set(newer):
        assert older[key].count == newer[key].count
        if key == "barred_list":
            assert newer[key].provision == older[key].provision
            continue
        assert newer[key].provision.source.startswith(("SI 2012/2632 reg", "SI 2012/2630 rule"))


@pytest.mark.parametrize(("on", "due"), [("2017-12-14", None), ("2017-12-15", "2017-12-21")])
def test_a_dismissal_under_the_2008_regulations_is_reported_once_the_list_had_begun(on, due):
    """Catches an old matter that is never reported, and one reported to a list not yet kept."""
    matter, officer = scene(LIMITS["2008/barred_list"], on)
    found = [r.due for r in deadlines(matter, officer, RULES, day(on)) if r.key == "barred_list"]

    assert found == ([] if due is None else [day(due)])


@pytest.mark.parametrize("kind", ["staff", "pcso", "volunteer"])
def test_the_regulations_do_not_govern_police_staff(kind):
    matter, officer = scene(LIMITS["2020/barred_list"], "2023-05-06")
    facts = replace(officer.facts, person_type=kind)
    officer = replace(officer, facts=facts, forum="hearing", reached=(
        *officer.reached, Reached("documents_supplied", day("2023-04-03")),
    ))  # fmt: skip
    keys = {row.key for row in deadlines(matter, officer, RULES, day("2023-05-06"))}

    assert "barred_list" in keys
    assert not keys & {"response", "hearing_held", "public_notice"}


def test_a_day_outside_the_calendar_gives_no_date_and_a_sentence():
    limit = LIMITS["2020/response"]
    last = RULES.calendar.last
    matter, officer = scene(limit, (last - timedelta(days=3)).isoformat())
    row = row_of(limit, matter, officer, RULES, last)

    assert row.due is None
    assert row.status == "running"
    assert "leaves the table of bank holidays" in (row.reason or "")
