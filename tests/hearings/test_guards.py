"""Every rule that says no: its sentence, and the lawful case beside it.

The table of the guards up to the severity decision; `test_guards_proceedings.py` and
`test_guards_diary.py` hold the rest. `noes.py` says how a row is run.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from hearings.errors import BadValue, Refused
from hearings.guards import GUARDS
from hearings.rules import Rules
from tests.cast import MATTER
from tests.hearings.noes import No, each, is_noticed, refuses
from tests.hearings.scenes import (
    FORM,
    GROSS,
    HALL,
    MISCONDUCT,
    NEITHER,
    OFFICER,
    assess,
    covert,
    decided_covert,
    hold,
    kept,
    of_rank,
    referred,
    returned,
    seen,
    sent_back,
    two_allegations,
    unknown_officer,
)
from tests.hearings.test_guards_appeals import NOES as APPEALS
from tests.hearings.test_guards_conclusions import NOES as CONCLUSIONS
from tests.hearings.test_guards_diary import NOES as DIARY
from tests.hearings.test_guards_proceedings import NOES as PROCEEDINGS
from tests.hearings.test_readings import NOES as READINGS
from tests.hearings.walks import Walk


def decided_in_a_case_with(role: str, by: str = "authority") -> Walk:
    return assess(seen(role, "300002"), by)


def decided_after(mode: str) -> Walk:
    return assess(referred(mode))


NOES = [
    No("attention_known", lambda: Walk().receive(attention_date="2014-06-02"),
       "2014-06-02 has not come yet", lambda: Walk().receive(attention_date="2014-06-01")),
    No("older_rules_kept", lambda: Walk().receive(under="2008"),
       "give both --under and --relates-to",
       lambda: Walk().receive(under="2008", relates_to="MC-2012-00001")),
    No("older_rules_kept",
       lambda: Walk().receive(under="2012", relates_to="MC-2012-00001"), "are not older than",
       lambda: Walk().receive(under="2008", relates_to="MC-2012-00001")),
    No("older_rules_kept", lambda: Walk().receive(relates_to="MC-2012-00001"),
       "give both --under and --relates-to", lambda: Walk().receive()),
    No("older_rules_kept",
       lambda: Walk().receive(under="2020", relates_to="MC-2012-00001"), "are not older than",
       lambda: Walk(today=date(2021, 6, 1)).receive(
           attention_date="2021-03-01", under="2012", relates_to="MC-2012-00001")),
    No("own_unit_alone",
       lambda: Walk().go("receive", by="local_assessor", **MATTER | {"unit": "Brent"}),
       "receives the matters of Camden",
       lambda: Walk().go("receive", by="local_assessor", **MATTER)),
    No("person_facts", lambda: Walk().receive(name=None), "201234 needs a name",
       lambda: Walk().receive()),
    No("person_facts", lambda: Walk().receive(person=None), "needs the force number",
       unknown_officer),
    No("person_facts", lambda: Walk().receive(service="long"), "give whole years",
       lambda: Walk().receive(service="12")),
    No("person_facts", lambda: Walk().receive(ethnicity="O1"), "needs its code set: 16",
       lambda: Walk().receive(ethnicity="O1", ethnicity_set="16+1")),
    No("person_facts", lambda: Walk().receive(ethnicity="O1", ethnicity_set="18+1"),
       "has no such code", lambda: Walk().receive(ethnicity="A4", ethnicity_set="18+1")),
    *(No("maker_not_involved", partial(decided_in_a_case_with, role),
         f"300002 is a {role.replace('_', ' ')} in MC-2014-00001 and cannot make a decision",
         partial(decided_in_a_case_with, role, "authority2"))
      for role in ("complainant", "interested_person", "witness", "victim", "reporter")),
    No("maker_not_involved", lambda: assess(Walk().receive(**OFFICER | {"person": "300002"})),
       "300002 is an officer concerned", lambda: assess(Walk().receive())),
    No("maker_not_involved", lambda: seen("witness", "300005", Walk().receive()).local(),
       "300005 is a witness", lambda: seen("police_friend", "300005", Walk().receive()).local()),
    No("maker_not_involved", lambda: seen("witness", "300004", Walk().decided()).read(),
       "300004 is a witness", lambda: Walk().decided().read()),
    No("maker_not_involved",
       lambda: seen("witness", "300002", Walk().decided(MISCONDUCT, MISCONDUCT)).go(
           "return_to_unit", made_by="authority", **HALL),
       "300002 is a witness", returned),
    No("maker_not_involved",
       lambda: seen("complainant", "300002", Walk().decided(MISCONDUCT, MISCONDUCT)).dispose(),
       "300002 is a complainant", lambda: Walk().decided(MISCONDUCT, MISCONDUCT).dispose()),
    No("maker_of_rank",
       lambda: Walk().receive().go("assess_locally", made_by="superintendent", **FORM),
       "for the inspecting ranks", lambda: Walk().receive().local()),
    No("maker_of_rank",
       lambda: Walk().receive().go("assess_locally", made_by=of_rank("", "champion"), **FORM),
       "of no recorded rank",
       lambda: Walk().receive().go(
           "assess_locally", made_by=of_rank("Police staff, inspector grade", "champion"), **FORM)),
    No("maker_of_rank",
       lambda: Walk().receive().local().go(
           "assess_formally", made_by=of_rank("Chief Inspector"), **FORM),
       "for the superintending ranks",
       lambda: Walk().receive().local().go(
           "assess_formally", made_by=of_rank("Police staff, superintendent grade"), **FORM)),
    No("not_the_inspecting_assessor",
       lambda: Walk().receive().local().go(
           "assess_formally", made_by=of_rank("Superintendent", "local_assessor"), **FORM),
       "a second person's judgment", lambda: Walk().receive().local().formal()),
    No("not_the_inspecting_assessor",
       lambda: Walk().receive().local().go(
           "assess_locally", made_by=of_rank("Inspector", "champion"), **FORM).go(
           "assess_formally", made_by=of_rank("Superintendent", "local_assessor"), **FORM),
       "a second person's judgment", lambda: Walk().receive().local().formal()),
    No("not_sent_back", lambda: sent_back().go("pass_to_dps"), "send it on with 'resubmit'",
       lambda: sent_back().go("resubmit", supplied="Pages.")),
    No("not_sent_back",
       lambda: sent_back().local(MISCONDUCT).go(
           "keep_locally", made_by="superintendent", reason="First.", **HALL),
       "send it on with 'resubmit'", kept),
    No("sent_back", lambda: Walk().receive().local().go("resubmit", supplied="Pages."),
       "was not sent back", lambda: sent_back().go("resubmit", supplied="Pages.")),
    No("not_gross", lambda: kept(GROSS), "assessed as gross misconduct, which DPS investigates",
       kept),
    No("not_gross", lambda: Walk().decided(GROSS, GROSS).go(
           "return_to_unit", made_by="authority", **HALL),
       "cannot be handled by the unit", returned),
    No("not_already_local",
       lambda: returned().go("return_to_unit", made_by="authority", handled_by="Another"),
       "is already handled by L Hall", returned),
    No("authority_reaches", lambda: assess(Walk().passed(), "supervisor"),
       "300004|D Iyer is none", lambda: assess(Walk().passed())),
    No("authority_reaches", lambda: assess(Walk().passed(), of_rank("Inspector")),
       "delegated to Chief Inspector or above .* A Osei is Inspector",
       lambda: assess(Walk().passed(), of_rank("Police staff, chief inspector grade"))),
    No("authority_reaches", lambda: assess(Walk().passed(), of_rank("")), "of no recorded rank",
       lambda: assess(Walk().passed(), of_rank("Chief Constable"))),
    No("local_or_authority",
       lambda: Walk().decided(MISCONDUCT, MISCONDUCT).go(
           "dispose", by="champion", disposal="management_action", reason="Done."),
       "R Chan is none",
       lambda: returned().go(
           "dispose", by="champion", disposal="management_action", reason="Done.")),
    No("maker_assessed_nothing_locally",
       lambda: assess(Walk().passed(), replace(
           of_rank("Chief Inspector", "local_assessor"), roles=frozenset({"authority"}))),
       "L Hall made a local assessment of it and cannot also decide it",
       lambda: assess(Walk().passed())),
    No("maker_assessed_nothing_locally",
       lambda: Walk().decided(GROSS, GROSS).go(
           "revise", made_by=replace(of_rank("Chief Inspector", "local_assessor"),
                                     roles=frozenset({"authority"})), reason="R", **FORM),
       "made a local assessment", lambda: Walk().decided(GROSS, GROSS).revise(MISCONDUCT)),
    *(No("severity_is_ours", partial(decided_after, mode),
         f"is a {mode} IOPC investigation", lambda: assess(referred()))
      for mode in ("managed", "directed", "independent")),
    No("levels_agree",
       lambda: two_allegations().local(MISCONDUCT, by_allegation={"2": GROSS}),
       "the highest of its allegations, gross misconduct",
       lambda: two_allegations().local(GROSS, by_allegation={"1": NEITHER, "2": GROSS})),
    No("levels_agree", lambda: two_allegations().local(GROSS, by_allegation={"3": GROSS}),
       "has no allegation 3",
       lambda: two_allegations().local(GROSS, by_allegation={"2": GROSS})),
    No("levels_agree",
       lambda: two_allegations().local(GROSS, by_allegation={"1": NEITHER, "2": MISCONDUCT}),
       "say why the level taken together",
       lambda: two_allegations().local(
           GROSS, by_allegation={"1": NEITHER, "2": MISCONDUCT}, taken_together="A pattern.")),
    No("reason_for_change", lambda: assess(Walk().passed(), level=MISCONDUCT),
       "it needs a reason: threshold_too_high, ",
       lambda: assess(Walk().passed(), level=MISCONDUCT, change_reason="clerical")),
    No("reason_for_change",
       lambda: assess(Walk().passed(), level=MISCONDUCT, change_reason="weather"),
       "'weather' is not one of them",
       lambda: assess(Walk().passed(), level=MISCONDUCT, change_reason="clerical")),
    No("reason_for_change", lambda: assess(Walk().passed(), change_reason="clerical"),
       "the level stands", lambda: assess(Walk().passed())),
    No("waits_for_second_reader", lambda: Walk().decided(MISCONDUCT, NEITHER).read(),
       "does not wait for a second reader", lambda: Walk().decided().read()),
    No("second_is_another",
       lambda: Walk().decided().go("second_read", by="authority", concurs="concur"),
       "A Osei made this decision",
       lambda: Walk().decided().go("second_read", by="authority2", concurs="concur")),
    No("second_is_another",
       lambda: Walk().decided().go(
           "second_read", by="supervisor", made_by="champion", concurs="concur"),
       "another delegate or a supervisor", lambda: Walk().decided().read()),
    No("second_is_another",
       lambda: Walk().decided().go("refer_to_iopc", reason="Grave.").go(
           "iopc_decides", mode="independent", level=MISCONDUCT).go(
           "second_read", by="authority", concurs="concur"),
       "A Osei made this decision", lambda: Walk().decided().read()),
    No("reason_to_reconsider", lambda: Walk().decided().read("reconsider"),
       "say why", lambda: Walk().decided().read("reconsider", reason="Look again.")),
    No("second_reading_done",
       lambda: Walk().decided().go("return_to_unit", made_by="authority", **HALL),
       "waits for its second reader",
       lambda: Walk().decided().read().go("return_to_unit", made_by="authority", **HALL)),
    No("second_reading_done", lambda: Walk().decided().dispose(), "waits for its second reader",
       lambda: Walk().decided().read().dispose()),
    No("second_reading_done", lambda: Walk().decided().go("send_feedback"),
       "waits for its second reader", lambda: Walk().decided().read().go("send_feedback")),
    No("second_reading_done",
       lambda: Walk().decided().read("reconsider", reason="Look again.").dispose(),
       "asked to reconsider; confirm or revise it first",
       lambda: Walk().decided().read("reconsider", reason="Look.").revise(MISCONDUCT).dispose()),
    No("decided_before", lambda: kept().revise(NEITHER), "no severity decision by DPS",
       lambda: Walk().decided(MISCONDUCT, MISCONDUCT).revise(NEITHER)),
    No("decided_before",
       lambda: kept().go("return_to_unit", made_by="authority", **HALL),
       "no severity decision by DPS", returned),
    No("referred_to_iopc", lambda: Walk().passed().go("iopc_decides", mode="local"),
       "was not referred to the IOPC", lambda: referred("local")),
    *(No("external_level_fits", partial(referred, mode, level=GROSS),
         f"in mode {mode} the force decides", lambda: referred("directed", level=GROSS))
      for mode in ("none", "local", "supervised")),
    No("unidentified",
       lambda: Walk().receive().go("identify", reason="R", person="1", name="P"),
       "is already identified",
       lambda: unknown_officer().go("identify", reason="Roster.", **OFFICER)),
    No("unidentified",
       lambda: Walk().receive().go("add_subject", standard="force", narrative="N", reason="R").go(
           "identify", subject=2, reason="Roster.", **OFFICER),
       "201234 is already an officer concerned",
       lambda: Walk().receive().go(
           "add_subject", standard="force", narrative="N", reason="R").go(
           "identify", subject=2, reason="Roster.", person="1", name="P")),
    No("identified_person_not_involved",
       lambda: seen("witness", "201234", unknown_officer()).go("identify", reason="R", **OFFICER),
       "201234 is a witness .* cannot be the officer concerned",
       lambda: seen("adviser", "201234", unknown_officer()).go(
           "identify", reason="R", **OFFICER)),
    No("identified_person_not_involved",
       lambda: unknown_officer().local().go(
           "identify", reason="R", person="300005", name="L Hall"),
       "has assessed MC-2014-00001/1 and cannot be the officer",
       lambda: unknown_officer().local().go("identify", reason="R", **OFFICER)),
    No("not_a_subject_already",
       lambda: Walk().receive().go(
           "add_subject", standard="force", narrative="N", reason="R", **OFFICER),
       "201234 is an officer concerned",
       lambda: Walk().receive().go(
           "add_subject", standard="force", narrative="N", reason="R", person="1", name="P")),
    No("case_not_closed",
       lambda: Walk().decided(NEITHER, NEITHER).dispose().go(
           "add_subject", standard="force", narrative="N", reason="R"),
       "is closed; reopen it first",
       lambda: Walk().decided(NEITHER, NEITHER).dispose().reopen("assessed").go(
           "add_subject", standard="force", narrative="N", reason="R")),
    No("party_is_no_subject",
       lambda: Walk().receive().go(
           "add_party", role="witness", party_name="J Smith", party_number="201234"),
       "201234 is an officer concerned", lambda: seen("witness", "201235", Walk().receive())),
    No("not_held", lambda: hold(hold(Walk().passed())), "already held",
       lambda: hold(Walk().passed())),
    No("held", lambda: Walk().passed().go("release", made_by="authority", reason="Over."),
       "is not held",
       lambda: hold(Walk().passed()).go("release", made_by="authority", reason="Over.")),
    No("feedback_prepared", lambda: Walk().decided(GROSS, GROSS).go("send_feedback"),
       "the level was not changed", lambda: Walk().decided().read().go("send_feedback")),
    No("feedback_prepared",
       lambda: Walk().decided().read().go("send_feedback").go("send_feedback"),
       "the feedback note went on 2014-06-01",
       lambda: Walk().decided().read().go("send_feedback")),
    No("feedback_may_go", lambda: decided_covert().go("send_feedback"),
       "the case is covert; the feedback note waits",
       lambda: decided_covert().go("amend", sensitivity="open", reason="Over.").go(
           "send_feedback")),
    No("feedback_may_go",
       lambda: Walk().decided().read().go("amend", sensitivity="restricted", reason="R").go(
           "send_feedback"),
       "the case is restricted", lambda: Walk().decided().read().go("send_feedback")),
    No("feedback_may_go", lambda: hold(Walk().decided().read()).go("send_feedback"),
       "held for criminal proceedings; the feedback note waits",
       lambda: hold(Walk().decided().read()).go(
           "release", made_by="authority", reason="Over.").go("send_feedback")),
    No("stage_was_reached", lambda: kept().dispose().reopen("awaiting_dps"),
       "was never at awaiting_dps; it has been at reported, with_unit, assessed, closed",
       lambda: kept().dispose().reopen("with_unit")),
    No("amends_something", lambda: Walk().receive().go("amend", allegation=1, reason="R"),
       "name the field to put right",
       lambda: Walk().receive().go("amend", allegation=1, place="Desk", reason="R")),
    No("allegation_is_there",
       lambda: Walk().receive().go("amend", allegation=2, place="Desk", reason="R"),
       "has no allegation 2",
       lambda: two_allegations().go("amend", allegation=2, place="Desk", reason="R")),
    No("allegation_is_there",
       lambda: Walk().receive().go("amend", narrative="Later.", reason="R"),
       "name the allegation",
       lambda: Walk().receive().go("amend", allegation=1, narrative="Later.", reason="R")),
    No("links_another",
       lambda: Walk().receive().go("link", other_case="MC-2014-00001", reason="R"),
       "cannot be linked with MC-2014-00001",
       lambda: Walk().receive().go("link", other_case="MC-2014-00002", reason="R")),
    No("links_another",
       lambda: Walk().receive().go("link", other_case="MC-2014-00002", reason="R").go(
           "link", other_case="MC-2014-00002", reason="R"),
       "again", lambda: Walk().receive().go("link", other_case="MC-2014-00002", reason="R")),
    No("not_open",
       lambda: Walk().receive().go("grant_access", account="a", access="grant", reason="R"),
       "is open; only a restricted or covert case",
       lambda: covert().go("grant_access", account="a", access="grant", reason="R")),
    No("someone_remains",
       lambda: covert().go("grant_access", account="caseworker", access="revoke", reason="R"),
       "closed to everyone",
       lambda: covert().go("grant_access", account="a", access="grant", reason="R").go(
           "grant_access", account="caseworker", access="revoke", reason="R")),
    No("lawful_disposal", lambda: Walk().decided(GROSS, GROSS).dispose(),
       "no further action is not open for it under the 2012",
       lambda: Walk().decided(MISCONDUCT, MISCONDUCT).dispose()),
    No("lawful_disposal", lambda: Walk().decided(NEITHER, NEITHER).dispose("reflective_practice"),
       "is no way to end a matter", lambda: Walk().decided(NEITHER, NEITHER).dispose()),
    No("lawful_disposal", lambda: Walk().decided(NEITHER, NEITHER).dispose("duplicate"),
       "name the case that it duplicates",
       lambda: Walk().decided(NEITHER, NEITHER).dispose(
           "duplicate", duplicate_of="MC-2014-00002")),
]  # fmt: skip

UNPLANTED = {"assessed_locally"}
"""A guard with a test of its own below."""


@each(NOES)
def test_a_guard_refuses_with_its_sentence_and_lets_the_lawful_case_pass(no):
    refuses(no)


@each(NOES)
def test_a_guard_switched_off_is_noticed(no, monkeypatch):
    is_noticed(no, monkeypatch)


def test_every_guard_is_proved():
    """What it would catch: a guard that comes without a row of its own."""
    proved = {no.guard for no in (
        *NOES, *PROCEEDINGS, *DIARY, *CONCLUSIONS, *APPEALS, *READINGS,
    )}  # fmt: skip

    assert set(GUARDS) - UNPLANTED == proved


def test_a_step_of_tomorrow_is_refused_and_one_of_yesterday_is_marked_late():
    with pytest.raises(BadValue, match="2014-06-02 has not come yet"):
        Walk().receive().go("note", note="x", on=date(2014, 6, 2))
    with pytest.raises(BadValue, match="1999-01-01 lies before every regime") as refusal:
        Walk().receive().go("note", note="x", on=date(1999, 1, 1))
    assert refusal.value.field == "on"

    walk = Walk().receive().go("note", note="x", on=date(2014, 5, 31))
    assert walk.history[-1].late
    assert not walk.history[0].late


def test_the_forces_own_words_stand_in_the_sentences():
    walk = Walk(rules=Rules(unit_word="borough", dps="PSD"))
    with pytest.raises(Refused, match="PSD investigates; it cannot be handled by the borough"):
        walk.receive().local().go("keep_locally", made_by="superintendent", reason="R", **HALL)


def test_a_matter_with_no_form_has_nothing_to_pass_on():
    """Out of turn in the table; the guard stands for a correction that takes the form away."""
    walk = Walk().receive().local()
    subject = replace(walk.subject, assessments=())
    walk.made = replace(walk.file, subjects=(subject,))

    with pytest.raises(Refused, match="has no local assessment yet"):
        walk.go("pass_to_dps")


def test_an_attention_date_before_every_regime_is_refused():
    with pytest.raises(BadValue, match="lies before 2008-12-01"):
        Walk().receive(attention_date="2008-11-30")
    assert Walk().receive(attention_date="2008-12-01").file.case.regime == "2008"
