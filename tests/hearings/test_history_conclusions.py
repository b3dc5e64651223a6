"""What findings, outcomes, appeals and documents make of the matter, read back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from hearings.conclusions import Appeal, Circumstances, Comparison, Document, Finding
from hearings.deadlines import Deadline, deadlines
from hearings.history import fold
from hearings.outcomes import in_force_from
from hearings.stages import moves
from hearings.warned import FINAL as FINAL_KIND
from hearings.warned import Warned, ends
from tests.hearings.scenes import GROSS, MISCONDUCT
from tests.hearings.scenes_conclusions import (
    DISMISSED,
    FINAL,
    NOT_PROVEN,
    NOTICE,
    appeal,
    appealed,
    attach,
    close,
    code,
    compare,
    decided,
    determine_appeal,
    dismissed_on,
    find,
    heard,
    impose,
    listed_again,
    listed_appeal,
    mark,
    met,
    notified,
    notify,
    publish,
    remit,
    report_outcome,
    special_case,
    special_heard,
    states,
    two_days,
    under_2020,
    withdraw,
)
from tests.hearings.scenes_diary import (
    accelerated,
    begin,
    fact,
    leave,
    listed,
    meeting,
    opened,
    postpone,
    ready,
    refer,
    report,
    schedule,
    warned,
)
from tests.hearings.walks import CONCLUSIONS, Walk

DAY = date(2014, 6, 24)


def row(walk: Walk, key: str) -> Deadline | None:
    """Find a limit whose clock has started."""
    found = deadlines(walk.file.case, walk.subject, walk.rules, walk.today)
    return next((one for one in found if one.key == key and one.clock_date), None)


def published() -> Walk:
    return publish(notify(report_outcome(impose(find(under_2020()), DISMISSED))))


WALKS: dict[str, Callable[[], Walk]] = {
    "record_finding": heard,
    "impose": decided,
    "notify_outcome": notified,
    "report_outcome": lambda: report_outcome(notified()),
    "publish_outcome": published,
    "appeal": appealed,
    "determine_appeal": lambda: determine_appeal(appealed(), "vary", outcome=FINAL),
    "schedule_appeal": lambda: listed_appeal("2014-06-04"),
    "close": lambda: close(notified(), reason="All is done."),
    "remit": lambda: remit(accelerated()),
    "withdraw": lambda: withdraw(listed()),
    "reopen": lambda: close(notified(), reason="Done.").reopen("decided"),
    "code_circumstances": lambda: code(Walk().receive()),
    "compare_outcome": lambda: compare(code(report_outcome(notified()))),
    "attach": lambda: attach(Walk().receive()),
    "mark_document": lambda: mark(attach(Walk().receive()), "served"),
}
"""A walk that ends with each event."""


@pytest.mark.parametrize("event", WALKS)
def test_what_an_event_gave_is_read_back_from_the_history(event):
    walk = WALKS[event]()

    assert walk.history[-1].kind == event
    assert fold(walk.history) == walk.file
    assert walk.history[-1].to_stage == walk.subject.stage
    assert walk.history[-1].to_stage in {*moves()[event].targets, walk.history[-1].from_stage} or (
        event == "reopen"
    )


def test_every_move_that_concludes_something_has_a_walk():
    """What it would catch: a move that comes without one."""
    assert {step.event for step in CONCLUSIONS} == set(WALKS)


# ------ two sitting days, a finding, an outcome, an appeal, another panel


def first_round() -> Walk:
    """Dismiss after two days, notify and report."""
    return report_outcome(notify(impose(find(two_days()), DISMISSED)))


def second_round() -> Walk:
    """Send it to another panel, which gives a final written warning."""
    walk = determine_appeal(appeal(first_round().at("2014-07-10")).at("2014-08-01"), "new_panel")
    walk = begin(listed_again(walk, "2014-09-02"), "2014-09-02")
    return notify(impose(find(walk, admission="full"), FINAL))


def test_a_finding_keeps_the_forum_the_hearing_and_who_presided():
    walk = find(two_days())
    (found,) = walk.subject.findings

    assert found == Finding(
        "H-2014-00001", "hearing", date(2014, 7, 8), GROSS, {"1": "proved"},
        {"honesty": "breached"}, "none", "300012", "Commander K Hale",
        "The panel preferred the custody record.",
    )  # fmt: skip
    assert [number for number, what in walk.subject.deciders if what == "heard_it"] == [
        "300012", "300013", "IND04",
    ]  # fmt: skip


def test_the_days_that_are_left_stay_taken_until_the_outcome():
    """What it would catch: a room given away between the finding and the outcome."""
    walk = find(begin(schedule(ready(), sitting=["2014-06-24", "2014-06-25"])))
    assert walk.subject.hearing is not None
    assert walk.subject.hearing.stands

    impose(walk)
    assert walk.subject.hearing.state == "heard"
    assert not walk.subject.hearing.stands


def test_a_new_panel_hears_it_and_both_outcomes_stay_on_record():
    walk = second_round()
    subject = walk.subject

    assert states(walk) == [(DISMISSED, "set_aside"), (FINAL, "stands")]
    assert [(one.level, one.stands, one.hearing) for one in subject.findings] == [
        (GROSS, False, "H-2014-00001"), (GROSS, True, "H-2014-00002"),
    ]  # fmt: skip
    assert subject.finding is subject.findings[1]
    assert subject.outcome is subject.outcomes[1]
    assert (subject.outcomes[0].by, subject.outcomes[1].by) == ("300012", "300014")
    assert [one.reference for one in subject.past_hearings] == ["H-2014-00001"]
    assert [str(one.day) for one in subject.past_hearings[0].sittings] == [
        "2014-06-24", "2014-07-08",
    ]  # fmt: skip
    assert subject.appeals == (
        Appeal("tribunal", date(2014, 7, 10), "Unreasonable.", DISMISSED, "", "new_panel",
               date(2014, 8, 1), "the tribunal", "As the tribunal said."),
    )  # fmt: skip
    assert dismissed_on(walk) == []
    assert walk.again() == walk.file


def test_every_limit_follows_the_new_round():
    """What it would catch: the first round's notice, which answers or starts the second's."""
    first, walk = first_round(), second_round()
    notice, tribunal = row(walk, "outcome_notice"), row(walk, "tribunal_notice")
    before = row(first, "tribunal_notice")

    assert before is not None
    assert (before.clock_date, before.last_day) == (date(2014, 7, 8), date(2014, 7, 22))
    assert notice is not None
    assert (notice.clock_date, notice.met_on) == (date(2014, 9, 2), date(2014, 9, 2))
    assert tribunal is not None
    assert (tribunal.clock_date, tribunal.met_on) == (date(2014, 9, 2), None)
    assert tribunal.last_day == date(2014, 9, 16)
    held = row(walk, "hearing_held")
    assert held is not None
    assert (held.clock_date, held.met_on) == (date(2014, 8, 1), date(2014, 9, 2))


def test_the_second_outcome_is_notified_reported_and_appealed_against_anew():
    walk = report_outcome(second_round())
    appeal(walk.at("2014-09-16"))

    assert [one.against for one in walk.subject.appeals] == [DISMISSED, FINAL]
    assert walk.subject.appeal is walk.subject.appeals[1]


# ------ the effect of an outcome


def test_a_warning_told_at_the_hearing_counts_from_that_day():
    made = decided(FINAL).subject.outcome
    assert made is not None

    assert (made.effective_on, made.ends_on, made.months) == (DAY, None, 18)
    assert ends(Warned(FINAL_KIND, made.effective_on or DAY, made.months)) == date(2015, 12, 23)


def test_an_outcome_not_told_at_the_hearing_takes_effect_with_the_written_notice():
    walk = decided(DISMISSED, told_there="no")
    assert walk.subject.outcome is not None
    assert (walk.subject.outcome.effective_on, dismissed_on(walk)) == (None, [])
    assert row(walk, "outcome_notice") is not None

    notify(walk.at("2014-06-27"), deemed_on="2014-06-30")
    assert walk.subject.outcome.effective_on == date(2014, 6, 30)
    assert walk.subject.outcome.ends_on == date(2014, 6, 30)
    assert dismissed_on(walk) == [date(2014, 6, 30)]
    assert walk.again() == walk.file


def test_the_written_notice_of_what_was_told_changes_no_day():
    walk = notify(decided(DISMISSED).at("2014-06-27"))

    assert walk.subject.outcome is not None
    assert walk.subject.outcome.effective_on == DAY
    assert dismissed_on(walk) == [DAY]


@pytest.mark.parametrize("told", ["yes", "no"])
def test_a_dismissal_with_notice_ends_service_when_the_notice_ends(told):
    walk = notify(decided(NOTICE, notice_days="28", told_there=told))
    made = walk.subject.outcome

    assert made is not None
    assert (made.effective_on, made.ends_on) == (DAY, date(2014, 7, 22))
    assert dismissed_on(walk) == [date(2014, 7, 22)]


def test_the_outcome_says_under_which_rules_it_was_given():
    walk = impose(find(under_2020()), DISMISSED)
    made = walk.subject.outcome

    assert made is not None
    assert (made.regime, made.source, made.forum) == ("2020", "SI 2020/4 reg 42(3)(b)", "hearing")
    assert walk.history[-1].payload["source"] == made.source


def test_the_warning_that_counted_is_kept_from_any_matter():
    """Given elsewhere, it opens dismissal for misconduct and stays with the event."""
    elsewhere = (Warned(FINAL_KIND, date(2013, 6, 3), 18),)
    walk = heard(MISCONDUCT).go(
        "impose", by="practice_support", elsewhere=elsewhere, outcome=DISMISSED, told_there="yes",
        reason="R",
    )  # fmt: skip

    assert walk.history[-1].payload["live_warnings"] == [
        {"kind": FINAL_KIND, "notified_on": "2013-06-03", "months": 18}
    ]


def test_a_warning_of_another_matter_that_is_extended_lasts_from_its_own_last_day():
    """By hand: 18 months from 3 June 2013 end on 2 December 2014, and 18 more on 2 June 2016."""
    before = Warned(FINAL_KIND, date(2013, 6, 3), 18)
    walk = heard(MISCONDUCT).go(
        "impose", by="practice_support", elsewhere=(before,), outcome=f"{FINAL}_extended",
        exceptional="Her son had died that week.", told_there="yes", reason="R",
    )  # fmt: skip
    made = walk.subject.outcome
    assert made is not None
    assert (made.extends, made.months) == (before, 18)

    longer = in_force_from(made)
    assert longer is not None
    assert (ends(before), ends(longer)) == (date(2014, 12, 2), date(2016, 6, 2))
    assert walk.again() == walk.file


# ------ the barred list


def barred(on: str) -> Deadline | None:
    """Dismiss on a day under the 2020 Regulations."""
    return row(impose(find(under_2020(on)), DISMISSED), "barred_list")


@pytest.mark.parametrize(
    ("on", "due"),
    [
        ("2021-06-22", "2021-06-28"),  # A Tuesday is the first of the five.
        ("2021-06-25", "2021-07-01"),  # The weekend counts for none.
        ("2021-08-27", "2021-09-03"),  # Monday 30 August is a bank holiday.
    ],
)
def test_the_barred_lists_clock_counts_the_day_of_the_dismissal(on, due):
    """Planted once: the five days after it."""
    found = barred(on)

    assert found is not None
    assert (found.clock_date, found.last_day) == (date.fromisoformat(on), date.fromisoformat(due))


def test_who_would_have_been_dismissed_is_reported_from_the_day_of_the_decision():
    """What it would catch: five days counted from the written notice, which comes later."""
    walk = leave(under_2020(), last_day="2021-06-18", notice_on="2021-06-07")
    walk = impose(find(walk), "would_have_been_dismissed", told_there="no")
    before = row(walk, "barred_list")
    assert before is not None
    assert before.clock_date == date(2021, 6, 22)

    walk = notify(report_outcome(walk.at("2021-06-29")), deemed_on="2021-06-30")
    after = row(walk, "barred_list")
    assert after is not None
    assert (after.clock_date, dismissed_on(walk)) == (date(2021, 6, 22), [date(2021, 6, 22)])


def test_a_quashed_dismissal_has_no_barred_list():
    walk = appeal(notify(report_outcome(impose(find(under_2020()), DISMISSED))))
    assert row(walk, "barred_list") is not None

    determine_appeal(walk, "quash")
    assert row(walk, "barred_list") is None
    assert (walk.subject.stage, walk.subject.outcome, walk.subject.finding) == (
        "closed", None, None,
    )  # fmt: skip
    assert states(walk) == [(DISMISSED, "quashed")]
    assert walk.again() == walk.file


def test_the_barred_list_came_with_the_overlay_of_2017():
    assert row(decided(DISMISSED), "barred_list") is None


# ------ the roads back


def test_what_is_sent_back_from_the_hearing_is_decided_on_anew():
    walk = remit(special_heard(), "not_gross_misconduct")
    subject = walk.subject
    assert (subject.stage, subject.forum, subject.finding) == ("investigation", "", None)
    assert [(one.state, one.kind) for one in subject.past_hearings] == [("heard", "accelerated")]
    assert [one.level for one in subject.findings] == [NOT_PROVEN]

    walk = report(walk, a1=MISCONDUCT)
    walk.go("determine", made_by="authority", answers={"1": MISCONDUCT}, reason="R")
    refer(walk, "meeting")
    assert walk.subject.stage == "referred"
    assert walk.again() == walk.file


def test_a_meeting_that_may_not_deal_with_it_sends_it_back_and_it_goes_to_a_hearing():
    """What it would catch: a meeting broken off that leaves its finding, or its forum."""
    walk = warned(begin(meeting()), months="18")
    remit(find(walk, MISCONDUCT), "hearing_needed")
    subject = walk.subject
    assert (subject.stage, subject.forum, subject.finding) == ("case_decision", "", None)
    assert [(one.state, one.kind) for one in subject.past_hearings] == [("heard", "meeting")]

    refer(walk, "hearing")
    assert (walk.subject.stage, walk.subject.forum) == ("referred", "hearing")
    assert walk.again() == walk.file


def test_what_is_sent_back_before_the_hearing_gives_its_time_back():
    walk = remit(special_case())

    assert walk.subject.hearing is not None
    assert (walk.subject.hearing.state, walk.subject.hearing.sequence) == ("vacated", 1)


@pytest.mark.parametrize("place", [listed, ready, lambda: postpone(listed())])
def test_withdrawn_proceedings_give_their_time_back_and_end_as_the_regime_has_it(place):
    """The 2012 Regulations open performance procedures then, whatever the level was."""
    walk = withdraw(place())
    hearing = walk.subject.hearing
    assert hearing is None or not hearing.stands
    assert walk.subject.stage == "withdrawn"
    assert "proceedings_withdrawn" in {one.key for one in walk.subject.reached}
    assert row(walk, "hearing_held") is None

    walk.dispose("performance_procedures")
    assert (walk.subject.stage, walk.subject.disposal) == ("closed", "performance_procedures")
    assert walk.again() == walk.file


def test_a_matter_reopened_where_it_was_decided_keeps_its_outcome():
    walk = close(notified(), reason="Done.").reopen("decided")

    assert (walk.subject.stage, states(walk)) == ("decided", [(FINAL, "stands")])
    assert walk.subject.finding is not None
    assert appeal(walk, "judicial_review").subject.stage == "appealed"


@pytest.mark.parametrize("stage", ["assessed", "case_decision", "referred"])
def test_a_matter_reopened_earlier_sets_finding_and_outcome_aside(stage):
    walk = close(notified(DISMISSED), reason="Done.").reopen(stage)

    assert (walk.subject.stage, states(walk)) == (stage, [(DISMISSED, "set_aside")])
    assert [one.stands for one in walk.subject.findings] == [False]
    assert (walk.subject.hearing, dismissed_on(walk)) == (None, [])
    assert [one.state for one in walk.subject.past_hearings] == ["heard"]
    assert walk.again() == walk.file


def test_a_matter_reopened_at_its_referral_begins_its_clocks_anew():
    """What it would catch: the first hearing, which meets the limit of the second."""
    walk = close(notified(), reason="Done.").at("2014-09-01").reopen("referred")
    assert row(walk, "hearing_held") is None

    fact(walk, "documents_supplied")
    found = row(walk, "hearing_held")
    assert found is not None
    assert (found.clock_date, found.met_on) == (date(2014, 9, 1), None)


def test_a_closed_matter_keeps_what_it_ended_in():
    walk = close(report_outcome(notified()), reason="No appeal.")

    assert walk.subject.stage == "closed"
    assert walk.subject.outcome is not None
    assert walk.again() == walk.file


# ------ circumstances, comparison, documents


def test_circumstances_keep_their_edition_and_the_words_of_it():
    walk = code(Walk().receive(), harm_level="low", aggravating=["concealment"])
    code(walk, culpability="negligent")

    assert [one.culpability for one in walk.subject.coded] == ["reckless", "negligent"]
    first = walk.subject.coded[0]
    assert isinstance(first, Circumstances)
    assert (first.edition, first.aggravating) == (walk.rules.factors.stamp, ("concealment",))
    assert set(first.words.values()) >= {"reckless"}
    assert walk.subject.circumstances == walk.subject.coded[1]


def test_a_comparison_keeps_what_the_store_worked_out_and_the_chairs_own_words():
    walk = compare(code(report_outcome(notified())))

    assert walk.subject.comparisons == (
        Comparison(DAY, FINAL, 7, 2, 4, 1, "shipped 1", "A lapse."),
    )


def test_a_document_keeps_its_number_and_its_newest_marking():
    walk = attach(attach(Walk().receive(), marking="served", pages="4"), document_name="S2")
    mark(walk, "withheld", limb="d", reason="It would show how the leak was found.")

    assert walk.subject.documents == (
        Document(1, "S1", "other", "withheld", "d", "It would show how the leak was found.",
                 pages=4, on=walk.today),
        Document(2, "S2", "other", "", on=walk.today),
    )  # fmt: skip


def test_a_meeting_has_no_written_decision_for_a_tribunal():
    reached = {one.key for one in notify(impose(met())).subject.reached}

    assert "outcome_notified" in reached
    assert "tribunal_decision_supplied" not in reached


def test_a_dismissed_case_of_a_warned_officer_keeps_the_warning_it_counted():
    walk = warned(opened(), months="18")
    find(walk, MISCONDUCT)

    assert impose(walk, DISMISSED).history[-1].payload["live_warnings"][0]["months"] == 18
