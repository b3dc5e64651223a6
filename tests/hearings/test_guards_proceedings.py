"""Every rule on the investigation, the referral, the clock and measures that says no."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from tests.cast import RATIONALE
from tests.hearings.noes import No, each, is_noticed, refuses
from tests.hearings.scenes import (
    GROSS,
    MISCONDUCT,
    NEITHER,
    assess,
    of_rank,
    seen,
    two_allegations,
)
from tests.hearings.scenes_diary import (
    DELAY,
    EXTENDED,
    INVESTIGATOR,
    accelerated,
    appoint,
    certify,
    complaint,
    determine,
    determined,
    fact,
    investigated,
    leave,
    lift,
    notice,
    noticed,
    ready,
    refer,
    referred_for,
    report,
    reported,
    restrict,
    review,
    schedule,
    suspend,
    suspended,
    warned,
)
from tests.hearings.walks import Walk

BOTH = replace(INVESTIGATOR, rank="Chief Inspector", roles=frozenset({"authority"}))
"""The investigator, who is a delegate as well."""
SENIOR_BOTH = replace(BOTH, rank="Commander")
LATE: dict[str, Any] = {"attention_date": "2021-03-01"}
SINCE_2025: dict[str, Any] = {"attention_date": "2025-05-28", "person_type": "officer"}


def in_2021() -> Walk:
    return Walk(today=date(2021, 6, 1))


def investigator_assesses(walk: Walk, **given: Any) -> Walk:
    form = {"level": GROSS, "rationale": RATIONALE, **given}
    return walk.go("investigator_assesses", made_by=INVESTIGATOR, **form)


def assessed_complaint(**given: Any) -> Walk:
    return investigator_assesses(complaint(), **given)


def two_reported() -> Walk:
    walk = two_allegations().local().go("pass_to_dps").decide(GROSS)
    return notice(appoint(walk))


def misconduct_case(*, final: bool) -> Walk:
    """Find a case to answer for misconduct, beside a warning that is live or over."""
    walk = warned(Walk().receive().local(MISCONDUCT), months=18 if final else 6)
    appoint(walk.go("pass_to_dps").decide(MISCONDUCT))
    return determine(report(notice(walk, MISCONDUCT), a1=MISCONDUCT), a1=MISCONDUCT)


def extend(
    walk: Walk,
    to: str = "2014-08-01",
    limit: str = "hearing_held",
    on: date | None = None,
    **given: Any,
) -> Walk:
    return walk.go("extend", on=on, limit=limit, to=to, **{**EXTENDED, **given})


def reduce(walk: Walk, to: str, limit: str = "response") -> Walk:
    return walk.go("reduce", limit=limit, to=to, agreed_by="All.", reason="Admitted.")


def pause(walk: Walk, limit: str = "all") -> Walk:
    return walk.go("pause", limit=limit, agreed_by="Supt Hale", reason="Trial.",
                   delay_reason="criminal_proceedings")  # fmt: skip


def resume(walk: Walk, limit: str = "all") -> Walk:
    return walk.go("resume", limit=limit, reason="Acquitted.")


def explain(walk: Walk, limit: str) -> Walk:
    return walk.go("explain_delay", limit=limit, **DELAY)


def late_review() -> Walk:
    return review(suspended("2014-04-01"))


def transfer(walk: Walk, **given: Any) -> Walk:
    return walk.go("transfer", holds_from="2014-06-01", reason="Moved.", **given)


def join(walk: Walk, other: str = "MC-2014-00002") -> Walk:
    return walk.go("join", other_case=other, reason="Same incident.")


def split(walk: Walk, other: str = "MC-2014-00002") -> Walk:
    return walk.go("split", other_case=other, reason="Unwell.")


def ready_2021(on: str = "2021-06-01") -> Walk:
    return ready("hearing", in_2021(), on, **LATE)


def held_in_may() -> Walk:
    """Open a hearing in time, and enter it late."""
    walk = schedule(ready(on="2014-04-01"), sitting=["2014-05-14 10:00-16:00"])
    return walk.go("open", on=date(2014, 5, 14), present="yes")


def archived() -> Walk:
    """Take a case for one of an archive, which has no limits."""
    walk = Walk().receive()
    walk.made = replace(walk.file, case=replace(walk.file.case, regime="none", archive="Old"))
    return walk


def supplied_2021() -> Walk:
    return fact(referred_for("hearing", in_2021(), **LATE), "documents_supplied")


def leave_2015(notice_on: str, facts: dict[str, Any] | None = None, **given: Any) -> Walk:
    """Resign under the 2012 Regulations while gross misconduct is pending."""
    walk = Walk(today=date(2018, 1, 2)).receive(**{"attention_date": "2014-12-01", **(facts or {})})
    assess(walk.local().go("pass_to_dps"))
    return leave(walk, notice_on=notice_on, last_day="2017-12-31", **given)


def in_2025() -> Walk:
    return Walk(today=date(2025, 7, 1))


def former_referred(level: str, forum: str, last_day: str = "2014-06-01") -> Walk:
    """Refer a matter of 2014 whose officer leaves on a day."""
    return refer(leave(determined(level, person_type="officer"), last_day=last_day), forum)


def with_old_final(**given: Any) -> Walk:
    """Find a case to answer for misconduct, beside a warning whose eighteen months are over."""
    walk = warned(Walk().receive().local(MISCONDUCT), notified_on="2012-03-01", under="2008",
                  **given)  # fmt: skip
    appoint(walk.go("pass_to_dps").decide(MISCONDUCT))
    return determine(report(notice(walk, MISCONDUCT), a1=MISCONDUCT), a1=MISCONDUCT)


def senior(**given: Any) -> Walk:
    """Appoint an investigator of a senior officer."""
    return appoint(Walk().receive(rank="Commander").local().go("pass_to_dps").decide(GROSS),
                   **given)  # fmt: skip


def replaced() -> Walk:
    """Replace an investigator who is a delegate as well, and have the report of the second."""
    walk = appoint(investigated(), investigator="300019", investigator_name="N Ext")
    return report(notice(walk), by=replace(INVESTIGATOR, number="300019", name="N Ext"))


def misconduct_2015(*, final: bool) -> Walk:
    """Resign in 2015 with misconduct pending, beside a warning or none."""
    walk = Walk(today=date(2018, 1, 2)).receive(attention_date="2014-12-01")
    if final:
        warned(walk, notified_on="2017-01-09")
    walk.local(MISCONDUCT).go("pass_to_dps").decide(MISCONDUCT)
    return leave(walk, notice_on="2015-01-12", last_day="2017-12-31")


def closed_2015() -> Walk:
    """Resign in 2015 once the matter is closed."""
    walk = Walk(today=date(2018, 1, 2)).receive(attention_date="2014-12-01").local()
    walk.go("pass_to_dps").decide(GROSS).dispose("duplicate", duplicate_of="MC-2014-00002")
    return leave(walk, notice_on="2015-01-12", last_day="2017-12-31")


def suspended_2021() -> Walk:
    return suspend(in_2021().receive(**LATE), of_rank("Commander"))


NOES = [
    # From the investigator to the referral.
    No("may_be_investigated", lambda: appoint(Walk().passed()), "no severity decision yet",
       investigated),
    No("may_be_investigated", lambda: investigated(NEITHER), "neither misconduct nor gross",
       lambda: investigated(MISCONDUCT)),
    No("second_reading_done", lambda: appoint(Walk().decided()), "waits for its second reader",
       lambda: appoint(Walk().decided().read())),
    No("investigator_not_in_it", lambda: appoint(Walk().decided(GROSS, GROSS),
                                                 investigator="201234"),
       "201234 is an officer concerned", investigated),
    No("investigator_not_in_it",
       lambda: appoint(seen("witness", "300009", Walk().decided(GROSS, GROSS))),
       "300009 is a witness in .* cannot investigate", investigated),
    No("investigator_not_in_it",
       lambda: appoint(Walk().decided(GROSS, GROSS), investigator="300005"),
       "300005 has assessed", investigated),
    No("investigator_not_in_it",
       lambda: appoint(Walk().decided(GROSS, GROSS), by=BOTH), "cannot be appointed .* themselves",
       investigated),
    No("investigator_not_in_it",
       lambda: appoint(Walk().decided(GROSS, GROSS), outside_management=False),
       r"say with --outside-management .* .SI 2012/2632 reg 13\)", investigated),
    No("investigator_not_in_it", senior,
       r"a senior officer is investigated from outside the force .* .SI 2012/2632 reg 13\)",
       lambda: senior(outside_force=True)),
    No("investigator_not_in_it", lambda: appoint(investigated(), investigator="300005"),
       "300005 has assessed", lambda: appoint(investigated(), investigator="300019")),
    No("complaint_track", lambda: investigator_assesses(investigated()),
       "is internal conduct; there DPS assesses", assessed_complaint),
    No("maker_investigates",
       lambda: complaint().go("investigator_assesses", made_by="authority", level=GROSS,
                              rationale=RATIONALE),
       "made by the investigator, 300009; A Osei is not", assessed_complaint),
    No("maker_investigates", lambda: report(noticed(), by="authority"), "A Osei is not", reported),
    No("consulted_on_change", lambda: investigator_assesses(assessed_complaint(), level=MISCONDUCT),
       "after consulting the authority",
       lambda: investigator_assesses(assessed_complaint(), level=MISCONDUCT,
                                     authority_consulted="A Osei, 30 May.")),
    No("notice_level_stands", lambda: notice(investigated(), MISCONDUCT),
       "stands as gross misconduct; the notice cannot state another", noticed),
    No("notice_level_stands", lambda: notice(complaint()),
       "no severity assessment yet", lambda: notice(assessed_complaint())),
    No("second_reading_done", lambda: notice(investigated(MISCONDUCT).revise(GROSS)),
       "waits for its second reader",
       lambda: notice(investigated(MISCONDUCT).revise(GROSS).read())),
    No("each_allegation_answered", lambda: report(two_reported(), a1=GROSS),
       "say for each allegation; 2 is left out",
       lambda: report(two_reported(), a1=GROSS, a2="none")),
    No("each_allegation_answered", lambda: report(noticed(), a1=GROSS, a3=GROSS),
       "has no allegation 3", reported),
    No("each_allegation_answered",
       lambda: determine(report(two_reported(), a1=GROSS, a2="none"), a1=GROSS),
       "2 is left out",
       lambda: determine(report(two_reported(), a1=GROSS, a2="none"), a1=GROSS, a2="none")),
    No("reason_where_it_differs", lambda: determine(reported(), a1="none"),
       "differs from the investigator's opinion; say why",
       lambda: reported().go("determine", made_by="authority", answers={"1": "none"}, reason="R")),
    No("maker_did_not_investigate", lambda: determine(reported(), BOTH, a1=GROSS),
       "I Quest investigated it and cannot also decide it", determined),
    No("maker_did_not_investigate", lambda: refer(determined(), by=BOTH),
       "I Quest investigated it", lambda: refer(determined())),
    # Somebody else finished the investigation; whoever began it decides nothing either.
    No("maker_did_not_investigate", lambda: determine(replaced(), BOTH, a1=GROSS),
       "I Quest investigated it", lambda: determine(replaced(), a1=GROSS)),
    No("maker_did_not_investigate", lambda: certify(noticed(), SENIOR_BOTH),
       "I Quest investigated it", accelerated),
    No("case_to_answer", lambda: refer(reported()), "no case-to-answer decision yet",
       referred_for),
    No("case_to_answer",
       lambda: refer(determine(report(noticed(), a1="none"), a1="none")),
       "has no case to answer; close it", referred_for),
    No("case_to_answer",
       lambda: refer(determined().go("add_allegation", standard="duties", narrative="Left post.",
                                     reason="Seen.")),
       "allegation 2 has no case-to-answer decision", referred_for),
    No("second_reading_done", lambda: refer(determined(MISCONDUCT).revise(GROSS), "meeting"),
       "waits for its second reader",
       lambda: refer(determined(MISCONDUCT).revise(GROSS).read(), "meeting")),
    No("forum_fits", lambda: refer(determined(), "meeting"),
       "gross misconduct goes to a hearing, never a meeting", referred_for),
    No("forum_fits", lambda: refer(misconduct_case(final=True), "meeting"),
       "a final written warning was in force on 2014-06-01",
       lambda: refer(misconduct_case(final=False), "meeting")),
    *(No("forum_fits", partial(former_referred, MISCONDUCT, forum),
         "a former officer answers for gross misconduct alone; close it with 'dispose'", lawful)
      for forum, lawful in (
          ("meeting", partial(former_referred, GROSS, "hearing")),
          # Until the last day of service has come nobody is a former officer.
          ("meeting", partial(former_referred, MISCONDUCT, "meeting", "2014-06-02")),
          ("accelerated", partial(former_referred, GROSS, "hearing")))),
    No("forum_fits", lambda: refer(determined(), "accelerated"),
       "needs the special conditions; use 'certify-special-conditions'", accelerated),
    No("forum_fits", lambda: refer(determined(GROSS, in_2025(), **SINCE_2025), "accelerated"),
       "needs the special conditions",
       lambda: refer(leave(determined(GROSS, in_2025(), **SINCE_2025)), "accelerated")),
    # Before the 2025 changes leaving alone opened no accelerated road.
    No("forum_fits", lambda: refer(leave(determined(GROSS, in_2021(), **LATE)), "accelerated"),
       "needs the special conditions",
       lambda: refer(leave(determined(GROSS, in_2021(), **LATE)), "hearing")),
    No("forum_fits", lambda: refer(misconduct_case(final=False), "hearing"),
       "misconduct without a live final written warning on 2014-06-01.* goes to a meeting",
       lambda: refer(misconduct_case(final=True), "hearing")),
    No("forum_fits", lambda: refer(determined(MISCONDUCT, attention_date="2012-11-21"), "hearing"),
       "goes to a meeting",
       lambda: refer(determined(MISCONDUCT, in_2021(), **LATE), "hearing")),
    # Extended, the warning was live though its own eighteen months were over.
    No("forum_fits", lambda: refer(with_old_final(extended=True), "meeting"),
       "a final written warning was in force on 2014-06-01",
       lambda: refer(with_old_final(), "meeting")),
    No("is_gross", lambda: certify(noticed(MISCONDUCT)), "is not assessed as gross misconduct",
       accelerated),
    No("senior_officer_certifies", lambda: certify(noticed(), of_rank("Chief Superintendent")),
       "certified by a senior officer, Commander or above", accelerated),
    No("senior_officer_certifies",
       lambda: certify(noticed(GROSS, in_2021(), **LATE), of_rank("Chief Superintendent")),
       "SI 2020/4 reg 2",
       lambda: certify(noticed(GROSS, in_2021(), **LATE))),
    # The clock.
    No("clocks_run_here", lambda: fact(archived(), "documents_supplied"),
       "comes from an archive without statutory clocks",
       lambda: fact(Walk().receive(), "documents_supplied")),
    No("day_not_before_attention", lambda: fact(Walk().receive(), "officer_told", "2014-03-09"),
       "2014-03-09 lies before that",
       lambda: fact(Walk().receive(), "officer_told", "2014-03-10")),
    # A complaint is made first, and comes to the authority's attention after that.
    No("day_not_before_attention", lambda: fact(Walk().receive(), "officer_told", "2014-03-09"),
       "2014-03-09 lies before that",
       lambda: fact(Walk().receive(), "complaint_made", "2014-03-09")),
    No("fixed_ahead", lambda: fact(Walk().receive(), "officer_told", for_day="2014-06-09"),
       "only a date that is fixed ahead .*: interview_specified, prehearing_specified,"
       " appeal_meeting_specified\\.",
       lambda: fact(Walk().receive(), "interview_specified", for_day="2014-06-09")),
    No("fixed_ahead",
       lambda: fact(Walk().receive(), "interview_specified", "2014-05-30", for_day="2014-05-29"),
       "2014-05-29 lies before 2014-05-30, when it was specified",
       lambda: fact(Walk().receive(), "interview_specified", "2014-05-30", for_day="2014-05-30")),
    No("day_not_before_attention",
       lambda: fact(Walk().receive(), "documents_supplied", "2014-05-12", deemed_on="2014-05-09"),
       "given on 2014-05-12 and cannot be taken to be served on 2014-05-09",
       lambda: fact(Walk().receive(), "documents_supplied", "2014-05-09", deemed_on="2014-05-12")),
    No("day_not_before_attention", lambda: suspended("2014-03-09"), "2014-03-09 lies before that",
       lambda: suspended("2014-03-10")),
    No("days_have_come", lambda: extend(ready(), told_on="2014-06-02"),
       "told on cannot be 2014-06-02; it has not come yet",
       lambda: extend(ready(), told_on="2014-06-01")),
    No("days_have_come", lambda: warned(Walk().receive(), notified_on="2015-06-03"),
       "notified on cannot be 2015-06-03", lambda: warned(Walk().receive())),
    No("days_have_come", lambda: leave(Walk().receive(), notice_on="2014-06-02",
                                       last_day="2014-06-30"),
       "notice on cannot be 2014-06-02",
       lambda: leave(Walk().receive(), notice_on="2014-06-01", last_day="2014-06-30")),
    No("limit_is_there", lambda: extend(ready(), limit="hearing"), "the regime has no limit",
       lambda: extend(ready())),
    No("limit_or_all_is_there", lambda: pause(ready(), "every"), "the regime has no limit 'every'",
       lambda: pause(ready())),
    No("limit_may_be_extended", lambda: extend(referred_for()),
       "the clock of hearing_held has not started", lambda: extend(ready())),
    No("limit_may_be_extended", lambda: extend(ready(), "2014-07-11"),
       "is due on 2014-07-11; an extension goes past that",
       lambda: extend(ready(), "2014-07-14")),
    No("limit_may_be_extended", lambda: extend(extend(ready()), "2014-07-31"),
       "is due on 2014-08-01", lambda: extend(extend(ready()), "2014-08-04")),
    No("limit_may_be_extended", lambda: extend(ready(), limit="witness_lists"),
       "has no power to extend", lambda: extend(ready())),
    No("limit_may_be_extended",
       lambda: extend(held_in_may()), "was over on 2014-05-14 and cannot be moved after that",
       lambda: extend(held_in_may(), on=date(2014, 5, 13))),
    No("limit_may_be_extended",
       lambda: extend(ready(on="2014-05-20"), on=date(2014, 5, 19)),
       "started on 2014-05-20; it cannot be moved before that",
       lambda: extend(ready(on="2014-05-20"), on=date(2014, 5, 20))),
    No("limit_may_be_reduced", lambda: reduce(ready(), "2014-06-05"), "is not open to agreement",
       lambda: reduce(supplied_2021(), "2021-06-10")),
    No("limit_may_be_reduced", lambda: reduce(supplied_2021(), "2021-07-30"),
       "a reduction ends inside that", lambda: reduce(supplied_2021(), "2021-06-10")),
    No("limit_may_be_reduced", lambda: reduce(ready_2021().at("2021-06-03"), "2021-06-10"),
       "was over on 2021-06-01", lambda: reduce(supplied_2021(), "2021-06-10")),
    No("not_paused", lambda: pause(pause(ready())), "all is paused already",
       lambda: pause(resume(pause(ready())))),
    No("paused", lambda: resume(ready()), "all is not paused", lambda: resume(pause(ready()))),
    No("paused", lambda: resume(pause(ready()), "hearing_held"), "hearing_held is not paused",
       lambda: resume(pause(ready(), "hearing_held"), "hearing_held")),
    No("limit_was_missed", lambda: explain(ready(), "hearing_held"), "was not missed",
       lambda: explain(late_review(), "suspension_review")),
    # Measures, leaving, transfer.
    No("conditions_recorded", lambda: suspend(Walk().passed(), second_condition="neither"),
       "an officer is suspended only where",
       lambda: suspend(Walk().passed(), second_condition="neither", imposed="no")),
    No("senior_officer_suspends", lambda: suspend(in_2021().receive(**LATE)),
       "authorised by a senior officer, Commander or above",
       lambda: suspend(in_2021().receive(**LATE), of_rank("Commander"))),
    No("senior_officer_suspends",
       lambda: review(suspend(in_2021().receive(**LATE), of_rank("Commander"))),
       "authorised by a senior officer", lambda: review(suspended())),
    *(No("senior_officer_suspends", lambda: lift(suspended_2021()),
         "authorised by a senior officer", lawful)
      for lawful in (
          lambda: lift(suspended_2021(), by=of_rank("Commander")),
          lambda: lift(restrict(suspended_2021()), measure="restriction"),
          lambda: lift(suspended()))),
    No("restriction_named", lambda: restrict(Walk().passed(), terms=""),
       "say what the officer may not do", lambda: restrict(Walk().passed())),
    No("not_already_measured", lambda: suspend(suspended()), "a suspension is in force already",
       lambda: suspend(lift(suspended()))),
    No("not_already_measured", lambda: restrict(restrict(suspended())),
       "a restriction is in force already", lambda: restrict(suspended())),
    No("measure_stands", lambda: review(Walk().passed()), "no suspension is in force",
       lambda: review(suspended())),
    No("measure_stands", lambda: lift(suspend(Walk().passed(), imposed="no")),
       "no suspension is in force", lambda: lift(suspended())),
    No("measure_stands", lambda: lift(suspended(), measure="restriction"),
       "no restriction is in force", lambda: lift(restrict(suspended()), measure="restriction")),
    No("measure_stands", lambda: review(suspended("2014-04-01"), "2014-03-31"),
       "began on 2014-04-01, later than that",
       lambda: review(suspended("2014-04-01"), "2014-04-01")),
    No("measure_stands", lambda: lift(review(suspended(), "2014-04-28"), "2014-04-27"),
       "was reviewed on 2014-04-28 and went on",
       lambda: lift(review(suspended(), "2014-04-28"), "2014-04-28")),
    No("serves_still", lambda: leave(leave(Walk().receive())),
       "the officer left on 2014-05-30",
       lambda: leave(leave(Walk().receive(), consent="refused", consent_by="A Osei"))),
    No("serves_still", lambda: leave(Walk().receive(), notice_on="2014-05-31"),
       "notice was given before the last day",
       lambda: leave(Walk().receive(), notice_on="2014-05-30")),
    No("serves_still", lambda: leave(Walk().receive(), "died"), "nothing goes on against",
       lambda: leave(Walk().receive(), "died", becomes="ends")),
    No("consent_where_needed", lambda: leave(Walk().receive(), notice_on=None),
       "on which day notice to leave was given",
       lambda: leave(Walk().receive(), "dismissed_elsewhere", notice_on=None)),
    No("consent_where_needed", lambda: leave_2015("2015-01-12"),
       "needs the authority's consent", lambda: leave_2015("2015-01-11")),
    No("consent_where_needed", lambda: leave_2015("2017-12-14", consent="given"),
       "needs the authority's consent",
       lambda: leave_2015("2017-12-14", consent="given", consent_by="A Osei")),
    No("consent_where_needed", lambda: leave_2015("2017-12-14", consent="not_needed",
                                                  consent_by="A Osei"),
       "needs the authority's consent", lambda: leave_2015("2017-12-15")),
    # Consent was asked for by the 2012 Regulations, of officers, while the matter was pending.
    *(No("consent_where_needed", partial(leave_2015, "2015-01-12"), "the authority's consent", free)
      for free in (
          partial(leave_2015, "2015-01-12", {"attention_date": "2012-11-21"}),
          partial(leave_2015, "2015-01-12", {"person_type": "staff"}),
          closed_2015)),
    No("consent_where_needed", lambda: misconduct_2015(final=True),
       "or misconduct with a live final written warning, is pending",
       lambda: misconduct_2015(final=False)),
    No("transfers_somewhere", lambda: transfer(Walk().receive()), "say to which unit or force",
       lambda: transfer(Walk().receive(), unit="Brent")),
    No("not_joined", lambda: join(join(Walk().receive())), "is joined with MC-2014-00002 already",
       lambda: join(split(join(Walk().receive())))),
    No("not_joined", lambda: join(Walk().receive(), "MC-2014-00001"),
       "cannot be joined with itself",
       lambda: join(Walk().receive().go("link", other_case="MC-2014-00002", reason="R"))),
    No("is_joined", lambda: split(Walk().receive()), "is not joined with MC-2014-00002",
       lambda: split(join(Walk().receive()))),
]  # fmt: skip


@each(NOES)
def test_a_guard_refuses_with_its_sentence_and_lets_the_lawful_case_pass(no):
    refuses(no)


@each(NOES)
def test_a_guard_switched_off_is_noticed(no, monkeypatch):
    is_noticed(no, monkeypatch)
