"""Every rule that says no to a finding, an outcome, its notice, its report and its publication."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.hearings.noes import No, each, is_noticed, refuses
from tests.hearings.scenes import GROSS, MISCONDUCT, two_allegations
from tests.hearings.scenes_conclusions import (
    DISMISSED,
    FINAL,
    NOT_PROVEN,
    NOTICE,
    REDUCED,
    WRITTEN,
    appealed,
    attach,
    code,
    compare,
    decided,
    determine_appeal,
    find,
    heard,
    impose,
    mark,
    met,
    notified,
    notify,
    of_staff,
    publish,
    remit,
    report_outcome,
    since_2024,
    special_case,
    special_heard,
    under_2020,
    withdraw,
)
from tests.hearings.scenes_diary import (
    accelerated,
    appoint,
    begin,
    determine,
    leave,
    listed,
    meeting,
    notice,
    opened,
    postpone,
    ready,
    refer,
    report,
    schedule,
    supplied,
    warned,
)
from tests.hearings.walks import Walk

BEFORE, THE_DAY = date(2014, 6, 23), date(2014, 6, 24)
AFTER = date(2014, 6, 25)
SHA = "9f" * 32


def two_heard(**given: Any) -> Walk:
    """Bring a matter with two allegations, under two Standards, before a panel, and find."""
    walk = appoint(two_allegations().local().go("pass_to_dps").decide(GROSS))
    report(notice(walk), a1=GROSS, a2=GROSS)
    walk = supplied(refer(determine(walk, a1=GROSS, a2=GROSS)))
    return find(begin(schedule(walk)), **given)


FIRST_ALONE = {"facts": {"1": "proved", "2": "not_proved"}}


def after_final(level: str = MISCONDUCT) -> Walk:
    """Hear an officer who had a final written warning on the day of the assessment."""
    walk = warned(Walk().receive(), months="18").local(GROSS).go("pass_to_dps").decide(GROSS)
    walk = report(notice(appoint(walk)), a1=GROSS)
    return find(begin(schedule(supplied(refer(determine(walk, a1=GROSS))))), level)


def in_public(on: str = "2015-05-01", **facts: Any) -> Walk:
    """Bring a hearing of 2015, its documents given on a day, to the report of its outcome."""
    walk = ready("hearing", Walk(today=date(2015, 5, 5)), on, attention_date="2015-01-05", **facts)
    walk = begin(schedule(walk, sitting=["2015-05-12 10:00-16:00"]), "2015-05-12")
    return report_outcome(notify(impose(find(walk))))


def gone(level: str = GROSS, **given: Any) -> Walk:
    """Hear an officer of 2014 who has left meanwhile."""
    return find(leave(opened(), last_day="2014-06-20"), level, **given)


def demoted(**given: Any) -> Walk:
    """Reduce a sergeant in rank under the 2020 Regulations."""
    usual = {"authority_views": "The command can take it.", "new_rank": "PC"}
    return impose(find(under_2020()), REDUCED, **{**usual, **given})


def spared(**given: Any) -> Walk:
    """Report on gross misconduct that did not lead to dismissal, before a chief officer."""
    return report_outcome(impose(find(since_2024())), **given)


def at_a_meeting() -> Walk:
    """Open a meeting at which a final written warning of the year before comes to light."""
    return warned(begin(meeting()), months="18")


def under_privilege(**given: Any) -> Walk:
    return attach(Walk().receive(), marking="privileged", reason="Advice.", **given)


def varied() -> Walk:
    """Vary an outcome on appeal, the circumstances coded."""
    return determine_appeal(appealed(), "vary", outcome="final_written_warning")


NOES = [
    No("may_go_back", lambda: remit(listed()), "does not go back to the authority from here",
       lambda: remit(accelerated())),
    No("may_go_back", lambda: remit(opened(), "hearing_needed"), "does not go back to the",
       lambda: remit(at_a_meeting(), "hearing_needed")),
    No("may_go_back", lambda: remit(warned(meeting(), months="18"), "hearing_needed"),
       "proceedings are withdrawn with 'withdraw'",
       lambda: remit(find(at_a_meeting(), MISCONDUCT), "hearing_needed")),
    No("remitted_for_this", lambda: remit(special_heard(GROSS), "not_gross_misconduct"),
       "has been heard; it goes back only where gross misconduct was not found",
       lambda: remit(special_heard(), "not_gross_misconduct")),
    No("remitted_for_this", lambda: remit(special_heard()), "has been heard; it goes back only",
       lambda: remit(special_case())),
    No("remitted_for_this", lambda: remit(special_case(), "not_gross_misconduct"),
       "has not been heard; before the hearing",
       lambda: remit(special_heard(), "not_gross_misconduct")),
    No("remitted_for_this", lambda: remit(begin(meeting()), "hearing_needed"),
       "no final written warning was in force on the day of the severity assessment",
       lambda: remit(at_a_meeting(), "hearing_needed")),
    No("remitted_for_this", lambda: remit(begin(meeting())), "because it needs a hearing, and no",
       lambda: remit(special_case())),
    No("remitted_for_this", lambda: remit(special_case(), "hearing_needed"),
       "because it needs a hearing, and no other", lambda: remit(special_case())),
    No("remitted_for_this",
       lambda: remit(begin(special_case(sitting=["2014-06-17"]), "2014-06-17"),
                     "not_gross_misconduct"),
       "is being heard; record the finding before it goes back",
       lambda: remit(special_heard(), "not_gross_misconduct")),
    No("authority_or_presiding", lambda: remit(special_case(), by=None),
       "only a delegate", lambda: remit(special_case())),
    No("published_in_turn", lambda: publish(in_public(), reason=None),
       "the outcome is published from 2015-05-21 on", lambda: publish(in_public())),
    No("published_in_turn", lambda: publish(in_public().at("2015-05-20"), reason=None),
       "say why it went out earlier",
       lambda: publish(in_public().at("2015-05-21"), reason=None)),
    No("before_the_start", lambda: withdraw(listed().at("2014-06-25")),
       "was to begin on 2014-06-24", lambda: withdraw(postpone(listed()).at("2014-06-25"))),
    No("hearing_has_sat", lambda: find(opened(), on=BEFORE),
       "the hearing opened on 2014-06-24; nothing was found on 2014-06-23",
       lambda: find(opened().at("2014-06-25"), on=THE_DAY)),
    No("each_allegation_answered", lambda: two_heard(facts={"1": "proved"}),
       "left out: allegation 2|allegation 2|left out", two_heard),
    No("each_standard_found", lambda: two_heard(breaches={"honesty": "breached"}),
       "say for each Standard alleged; left out: Duties and Responsibilities", two_heard),
    No("each_standard_found",
       lambda: heard(breaches={"honesty": "breached", "force": "not_breached"}),
       "no allegation names the Standard Use of Force", heard),
    No("each_standard_found", lambda: two_heard(**FIRST_ALONE),
       "no allegation under Duties and Responsibilities was proved, so it cannot",
       lambda: two_heard(**FIRST_ALONE,
                         breaches={"honesty": "breached", "duties": "not_breached"})),
    No("each_standard_found", lambda: heard(facts={"1": "withdrawn"}),
       "no allegation under Honesty and Integrity was proved",
       lambda: heard(NOT_PROVEN, facts={"1": "withdrawn"})),
    No("finding_fits", lambda: met(GROSS), "Gross misconduct cannot be found.*meeting",
       met),
    No("finding_fits", lambda: special_heard(MISCONDUCT),
       "goes back to the authority with 'remit'", special_heard),
    No("finding_fits", lambda: heard(breaches={"honesty": "not_breached"}),
       "no Standard was found breached, so it is not proven", heard),
    No("finding_fits", lambda: heard(NOT_PROVEN, facts={"1": "proved"},
                                     breaches={"honesty": "breached"}),
       "a breach of a Standard is misconduct under these Regulations",
       lambda: find(under_2020(), NOT_PROVEN, facts={"1": "proved"},
                    breaches={"honesty": "breached"})),
    No("finding_fits", lambda: heard(indictable_only=True),
       "came with the 2025 changes .SI 2025/558 reg 6.; leave it out", heard),
    No("finding_fits", gone, "began on 15 December 2017 .* confirms that the finding is lawful",
       lambda: gone(confirmed_lawful="Counsel, in writing.")),
    No("outcome_lawful", lambda: decided(REDUCED), r"Reduction in rank is no outcome .*35\(3\)",
       decided),
    No("outcome_lawful", lambda: decided(DISMISSED, MISCONDUCT),
       r"only where a final written warning was in force .*reg 35\(5\)",
       lambda: impose(after_final(), DISMISSED)),
    No("outcome_lawful", lambda: impose(find(under_2020()), WRITTEN),
       r"Written warning is .*42\(3\)\(b\)", lambda: impose(find(under_2020()), DISMISSED)),
    No("outcome_lawful", lambda: impose(met(), DISMISSED), "Dismissal without notice is not open",
       lambda: impose(met(), WRITTEN)),
    No("outcome_lawful",
       lambda: impose(find(under_2020(), NOT_PROVEN), "local_policy"), "local policy", decided),
    No("outcome_complete", lambda: decided(NOTICE), "has a notice of at least 28 days",
       lambda: decided(NOTICE, notice_days="28")),
    No("outcome_complete", lambda: decided(NOTICE, notice_days="27"), "at least 28 days",
       lambda: decided(NOTICE, notice_days="28")),
    No("outcome_complete", lambda: decided(DISMISSED, notice_days="28"),
       "dismissal without notice has no notice; leave it out", lambda: decided(DISMISSED)),
    No("outcome_complete", lambda: impose(of_staff(), "local_policy"),
       "say in words what the outcome was",
       lambda: impose(of_staff(), "local_policy", outcome_said="Moved to another post.")),
    No("outcome_complete", lambda: decided(DISMISSED, months="18"),
       "MC-2014-00001/1: dismissal without notice is no warning; leave the months out",
       lambda: decided(FINAL, months="18")),
    No("outcome_complete", lambda: decided(FINAL, months="24"),
       "00001/1: .* for 18 months .* cannot be for 24",
       lambda: decided(FINAL, months="18")),
    No("outcome_complete", lambda: decided(new_rank="PC"), "final written warning changes no rank",
       demoted),
    No("outcome_complete", lambda: demoted(new_rank=None), "say to which rank the officer",
       demoted),
    No("outcome_complete", lambda: demoted(new_rank="Inspector"),
       "Inspector is not below Sergeant", demoted),
    No("outcome_complete", lambda: demoted(new_rank="PS"), "Sergeant is not below Sergeant",
       demoted),
    No("outcome_complete", lambda: demoted(new_rank="Wizard"), "Wizard is no rank", demoted),
    No("day_not_before_finding", lambda: impose(find(opened().at("2014-06-25")), on=THE_DAY),
       "the finding is of 2014-06-25; no outcome is older",
       lambda: impose(find(opened().at("2014-06-25")), on=AFTER)),
    No("day_not_before_outcome", lambda: notify(decided(), BEFORE),
       "the outcome is of 2014-06-24; this cannot be earlier", notified),
    No("day_not_before_attention", lambda: notify(decided(), deemed_on="2014-06-23"),
       "cannot be taken to be served on 2014-06-23",
       lambda: notify(decided(), deemed_on="2014-06-26")),
    No("notified_in_turn", lambda: notify(notified()), "has been notified of the outcome already",
       notified),
    No("notified_in_turn", lambda: notify(impose(find(under_2020()), DISMISSED)),
       "is notified with the report on it .*; record that first with 'report-outcome'",
       lambda: notify(report_outcome(impose(find(under_2020()), DISMISSED)))),
    No("notified_in_turn",
       lambda: notify(report_outcome(impose(find(under_2020()), DISMISSED).at("2021-06-24")),
                      date(2021, 6, 23)),
       "to the authority on 2021-06-24; this cannot be earlier",
       lambda: notify(report_outcome(impose(find(under_2020()), DISMISSED).at("2021-06-24")))),
    No("reported_in_turn", lambda: report_outcome(decided()),
       "is notified of the outcome before it is reported; use 'notify-outcome'",
       lambda: report_outcome(notified())),
    No("reported_in_turn", lambda: report_outcome(report_outcome(notified())),
       "the report is in already", lambda: report_outcome(notified())),
    No("reported_in_turn",
       lambda: report_outcome(report_outcome(impose(find(under_2020()), DISMISSED))),
       "the report is in already",
       lambda: report_outcome(impose(find(under_2020()), DISMISSED))),
    No("published_in_turn", lambda: publish(impose(find(under_2020()), DISMISSED)),
       "the officer is notified before anything is published",
       lambda: publish(notify(report_outcome(impose(find(under_2020()), DISMISSED))))),
    No("published_in_turn", lambda: publish(publish(in_public())),
       "the outcome has been published already", lambda: publish(in_public())),
    No("published_in_turn", lambda: publish(notify(report_outcome(impose(
        find(under_2020()), DISMISSED)), deemed_on="2021-06-24")),
       "notified of the outcome in writing on 2021-06-24; this cannot be earlier",
       lambda: publish(notify(report_outcome(impose(find(under_2020()), DISMISSED)),
                              deemed_on="2021-06-24").at("2021-06-24"))),
    No("outcome_may_be_published", lambda: publish(report_outcome(notified())),
       "was not served on or after 1 May 2015", lambda: publish(in_public())),
    No("outcome_may_be_published", lambda: publish(in_public("2015-04-30")),
       "its outcome is not published. Learning from it", lambda: publish(in_public())),
    No("outcome_may_be_published", lambda: publish(report_outcome(notify(impose(met())))),
       "a misconduct meeting is private", lambda: publish(in_public())),
    No("outcome_may_be_published",
       lambda: publish(report_outcome(notify(impose(of_staff(), DISMISSED)))),
       "are not for police staff", lambda: publish(in_public(person_type="special"))),
    No("why_not_dismissed", spared,
       r"says why not dismissal .SI 2020/4 reg 43, as reg 63\(1\)\(d\) has it",
       lambda: spared(why_not_dismissed="A single lapse, at once admitted.")),
    No("why_not_dismissed", spared, "the outcome is final written warning",
       lambda: report_outcome(impose(find(since_2024()), DISMISSED))),
    No("factors_known", lambda: code(Walk().receive(), culpability="wicked"),
       "culpability cannot be 'wicked'; the list holds deliberate, reckless, negligent",
       lambda: code(Walk().receive())),
    No("factors_known", lambda: code(Walk().receive(), aggravating=["concealment", "malice"]),
       "aggravating cannot be 'malice'",
       lambda: code(Walk().receive(), aggravating=["concealment"])),
    No("codes_something", lambda: code(Walk().receive(), culpability=None, reason="R"),
       "nothing is coded; give at least one of", lambda: code(Walk().receive())),
    No("report_is_in", lambda: compare(code(notified())),
       "is compared once the report on it is in, not before",
       lambda: compare(report_outcome(code(notified())))),
    No("report_is_in", lambda: compare(report_outcome(varied())),
       "was given on appeal, and the reasons of whoever heard the matter are not of it",
       lambda: compare(report_outcome(code(notified())))),
    No("circumstances_coded", lambda: compare(report_outcome(notified())),
       "code the circumstances first", lambda: compare(code(report_outcome(notified())))),
    No("comparators_read", lambda: compare(report_outcome(code(notified())), {}),
       "its comparators have not been read",
       lambda: compare(report_outcome(code(notified())))),
    No("marking_reasoned", lambda: attach(Walk().receive(), marking="withheld", reason="R"),
       "is withheld under a limb of the harm test; say which",
       lambda: attach(Walk().receive(), marking="withheld", reason="R", limb="d")),
    No("marking_reasoned", lambda: attach(Walk().receive(), marking="withheld", limb="d"),
       "say why the document is withheld",
       lambda: attach(Walk().receive(), marking="withheld", reason="R", limb="d")),
    No("marking_reasoned", lambda: attach(Walk().receive(), marking="privileged"),
       "say why the document is privileged", under_privilege),
    No("marking_reasoned", lambda: attach(Walk().receive(), marking="served", limb="a"),
       "the harm test is for what is withheld", lambda: attach(Walk().receive(), marking="served")),
    No("marking_reasoned", lambda: attach(Walk().receive(), document_kind="legal_advice",
                                          marking="served"),
       "legal advice is not served",
       lambda: attach(Walk().receive(), document_kind="legal_advice", marking="privileged",
                      reason="Advice of counsel.")),
    No("marking_reasoned", lambda: mark(attach(Walk().receive()), "withheld"),
       "under a limb of the harm test",
       lambda: mark(attach(Walk().receive()), "withheld", limb="f")),
    No("document_hashed", lambda: attach(Walk().receive(), sha256=SHA[1:]),
       "has 64 signs of 0-9 and a-f", lambda: attach(Walk().receive(), sha256=SHA)),
    No("document_hashed", lambda: attach(Walk().receive(), sha256=SHA.upper()),
       "has 64 signs", lambda: attach(Walk().receive(), sha256=SHA)),
    No("document_is_there", lambda: mark(Walk().receive(), "served"), "has no document 1",
       lambda: mark(attach(Walk().receive()), "served")),
    No("document_is_there", lambda: mark(attach(Walk().receive()), "served", document="2"),
       "has no document 2", lambda: mark(attach(Walk().receive()), "served")),
    No("privilege_is_lifted_by_legal", lambda: mark(under_privilege(), "served"),
       "document 1 is privileged; role legal alone marks it otherwise",
       lambda: mark(under_privilege(), "privileged")),
]  # fmt: skip


@each(NOES)
def test_a_guard_refuses_with_its_sentence_and_lets_the_lawful_case_pass(no):
    refuses(no)


@each(NOES)
def test_a_guard_switched_off_is_noticed(no, monkeypatch):
    is_noticed(no, monkeypatch)
