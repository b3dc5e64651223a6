"""Move one case without a store, and moves to try in any order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from hearings.cases import CaseFile, Event, Subject
from hearings.corrections import correct
from hearings.decisions import Request, Setting, decide
from hearings.errors import Refused
from hearings.history import fold
from hearings.people import Actor, Maker
from hearings.rules import Rules
from hearings.samples import NOT_SAMPLED, Sampled, knowing
from hearings.sittings import NO_DIARY, Diary
from hearings.warned import Warned
from tests.cast import MATTER, NOW, RATIONALE, TODAY, actor, maker, superintendent

CASE = "MC-2014-00001"
HEARING = "H-2014-00001"
SAMPLE = 1
LISTS = frozenset({"schedule", "schedule_appeal"})
COMPARED: dict[str, Any] = {"n": 7, "lighter": 2, "same": 4, "heavier": 1, "edition": "shipped 1"}
"""What a store works out of the comparators."""


class Walk:
    """One case and its history, as the store would hold them."""

    def __init__(self, today: date = TODAY, rules: Rules | None = None, case: str = CASE) -> None:
        """Begin with nothing."""
        self.case = case
        self.today = today
        self.rules = rules or Rules()
        self.history: list[Event] = []
        self.made: CaseFile | None = None

    @property
    def file(self) -> CaseFile:
        """Give the case as it stands."""
        assert self.made is not None
        return self.made

    @property
    def subject(self) -> Subject:
        """Give the first subject as it stands."""
        return self.file.subject(1)

    @property
    def state(self) -> str:
        """Name the column of the figures that the first subject stands in."""
        return self.subject.pair.state.value

    def go(
        self,
        move: str,
        /,
        by: str | Actor = "caseworker",
        made_by: str | Maker | None = None,
        on: date | None = None,
        subject: int = 1,
        diary: Diary | None = None,
        elsewhere: tuple[Warned, ...] = (),
        comparison: Mapping[str, Any] | None = None,
        *,
        sampled: Sampled | None = None,
        **given: Any,
    ) -> Walk:
        """Make one move, or raise what refuses it.

        A listing finds an empty diary by default, and a blind reading a sample that holds it.
        """
        who = actor(by) if isinstance(by, str) else by
        whom = person(made_by)
        if diary is None:
            diary = Diary(self.next_hearing()) if move in LISTS else NO_DIARY
        if sampled is None:
            known = Sampled(frozenset({SAMPLE}), knowing(self.history, subject))
            sampled = known if move == "read_blind" else NOT_SAMPLED
        request = Request(
            move, self.case, subject, given, whom, on, diary, elsewhere, comparison or {}, sampled
        )
        setting = Setting(who, NOW, self.today, self.rules)
        if move == "correct":
            decision = correct(self.file, request, setting, self.history)
        else:
            decision = decide(self.made, request, setting)
        self.history.append(replace(decision.event, id=len(self.history) + 1))
        self.made = decision.file
        return self

    def next_hearing(self) -> str:
        """Name the hearing to be listed, as the store would: a postponed one keeps its name."""
        if self.made is None:
            return HEARING
        before, past = self.subject.hearing, self.subject.past_hearings
        if before is not None and before.state == "postponed":
            return before.reference
        return f"H-2014-{1 + (before is not None) + len(past):05d}"

    def at(self, today: str) -> Walk:
        """Let it be another day."""
        self.today = date.fromisoformat(today)
        return self

    def again(self) -> CaseFile:
        """Rebuild the case from its events."""
        return fold(self.history)

    def receive(self, **facts: Any) -> Walk:
        """Receive the usual matter."""
        return self.go("receive", **{**MATTER, **facts})

    def local(self, level: str = "gross_misconduct", **given: Any) -> Walk:
        """Enter the inspecting rank's form."""
        form = {"level": level, "rationale": RATIONALE, **given}
        return self.go("assess_locally", made_by="local_assessor", **form)

    def formal(self, level: str = "gross_misconduct", **given: Any) -> Walk:
        """Enter the superintending rank's form."""
        form = {"level": level, "rationale": RATIONALE, **given}
        return self.go("assess_formally", made_by="superintendent", **form)

    def passed(self, level: str = "gross_misconduct") -> Walk:
        """Bring the usual matter into DPS's queue."""
        return self.receive().local(level).go("pass_to_dps")

    def decide(self, level: str, by: str = "authority", **given: Any) -> Walk:
        """Decide the severity, with a reason where it changes."""
        passed = self.subject.passed
        if passed is not None and passed.level != level:
            given.setdefault("change_reason", "threshold_too_high")
        return self.go("assess", made_by=by, level=level, rationale=RATIONALE, **given)

    def decided(self, local: str = "gross_misconduct", to: str = "misconduct") -> Walk:
        """Bring the usual matter to a severity decision."""
        return self.passed(local).decide(to)

    def read(self, answer: str = "concur", **given: Any) -> Walk:
        """Read the decision as second reader."""
        return self.go("second_read", by="supervisor", concurs=answer, **given)

    def revise(self, level: str, by: str = "authority") -> Walk:
        """Revise the decision."""
        form: dict[str, Any] = {"level": level, "rationale": RATIONALE, "reason": "Again."}
        return self.go("revise", made_by=by, **form)

    def dispose(self, disposal: str = "no_further_action", **given: Any) -> Walk:
        """Close without proceedings."""
        return self.go("dispose", made_by="authority", disposal=disposal, reason="Done.", **given)

    def reopen(self, stage: str) -> Walk:
        """Reopen at a stage."""
        return self.go("reopen", made_by="authority", stage=stage, reason="More came in.")

    def try_step(self, step: Step) -> bool:
        """Make a move if it can be made, and say whether it was."""
        try:
            worked = COMPARED if step.event == "compare_outcome" else None
            self.go(step.event, step.by, step.made_by, step.on, step.subject,
                    comparison=worked, **self.given(step))  # fmt: skip
        except Refused:
            return False
        return True

    def given(self, step: Step) -> dict[str, Any]:
        """Give what a step gives, with the event to correct counted back from the newest."""
        if step.event != "correct":
            return dict(step.given)
        back = step.given["event"]
        return {**step.given, "event": max(1, len(self.history) - back)}


def person(made_by: str | Maker | None) -> Maker | None:
    """Find a maker by the name of the account."""
    if made_by == "superintendent":
        return superintendent()
    return maker(made_by) if isinstance(made_by, str) else made_by


@dataclass(frozen=True)
class Step:
    """A move to try, whether or not it can be made."""

    event: str
    """The move."""
    by: str
    """Who enters it."""
    made_by: str | None
    """Who made it."""
    given: dict[str, Any]
    """What it gives."""
    subject: int = 1
    """Which subject."""
    on: date | None = None
    """The day it took effect; None for today."""


def _form(level: str, **more: Any) -> dict[str, Any]:
    return {"level": level, "rationale": RATIONALE, **more}


LEVELS = ("neither", "misconduct", "gross_misconduct")

SEATS = [
    {"capacity": "chair_senior_officer", "person": "300012", "name": "K Hale", "rank": "Commander"},
    {"capacity": "member_superintendent", "person": "300013", "name": "T Frost",
     "rank": "Superintendent"},
    {"capacity": "member_independent", "person": "IND04", "name": "R Shah"},
]  # fmt: skip
CONDUCTING = [{**SEATS[1], "capacity": "conducting_officer"}]
LATE_DAY, DAY, PAST_LIMIT = "2014-05-30", "2014-06-24", "2014-07-14"
"""A sitting day that is over, one that comes, and one past every limit."""
DELAY = {"delay_reason": "counsel", "reason": "In another trial."}
EXTENDED = {"extended_by": "K Hale, chair", **DELAY}


def listing(day: str, seats: list[dict[str, str]], **given: Any) -> Step:
    """List for a day before these people."""
    usual = {"sitting": [day], "room": "Room 3", "seat": seats, "appointed_by": "the Commissioner",
             "appointed_basis": "rota", "not_ready": "It will be."}  # fmt: skip
    return Step("schedule", "practice_support", None, {**usual, **given})


PROCEEDINGS = [
    *[Step("appoint_investigator", "caseworker", "authority2",
           {"investigator": "300009", "investigator_name": "I Quest",
            "outside_management": True})] * 3,
    *[Step("serve_notice", "caseworker", None,
           {"level": level, "likely_form": "hearing", "method": "in_person", "served_by": "X",
            "welfare": "W"}) for level in LEVELS[1:]],
    *[Step("submit_report", "caseworker", "investigator",
           {"opinions": {"1": level}, "summary": "Done."}) for level in LEVELS[1:]],
    *[Step("determine", "caseworker", "authority2", {"answers": {"1": level}, "reason": "R"})
      for level in (*LEVELS[1:], "none")],
    *[Step("refer", "caseworker", "authority2", {"forum": forum, "reason": "R"})
      for forum in ("meeting", "hearing")],
    *[Step("record_fact", "caseworker", None, {"fact": fact})
      for fact in ("documents_supplied", "response_received", "officer_told", "complainant_told")],
    *[listing(day, seats, **given)
      for day in (LATE_DAY, DAY, PAST_LIMIT) for seats in (SEATS, CONDUCTING)
      for given in ({}, EXTENDED)],
    listing(DAY, SEATS[:2]),
    listing("2014-06-28", SEATS),
    Step("postpone", "practice_support", None, {"asked_by": "friend", **DELAY,
                                                "alternative": "2014-06-25"}),
    Step("vacate", "practice_support", None, {"asked_by": "authority", **DELAY}),
    *[Step("open", "practice_support", None, {"present": "yes"}, on=date.fromisoformat(LATE_DAY))]
    * 2,
    *[Step("adjourn", "practice_support", None, {**DELAY, "sitting": days})
      for days in ([], ["2014-06-10"], ["2014-06-11", "2014-06-12"])],
    Step("direct_notice", "practice_support", None, {"directed_by": "300012", "reason": "R"}),
    Step("extend", "caseworker", None, {"limit": "hearing_held", "to": "2014-08-01", **EXTENDED}),
    Step("pause", "caseworker", None, {"limit": "all", "agreed_by": "S", **DELAY}),
    Step("resume", "caseworker", None, {"limit": "all", "reason": "R"}),
    Step("explain_delay", "caseworker", None, {"limit": "suspension_review", **DELAY}),
    *[Step("suspend", "caseworker", "authority",
           {"imposed": imposed, "redeployment": "None.", "second_condition": "prejudice",
            "alternatives": "None.", "reason": "R"}, on=date(2014, 4, 1))
      for imposed in ("yes", "no")],
    Step("restrict", "caseworker", "authority",
         {"imposed": "yes", "terms": "T", "alternatives": "None.", "reason": "R"}),
    *[Step("review_measure", "caseworker", "authority",
           {"measure": kind, "goes_on": goes_on, "reason": "R"})
      for kind in ("suspension", "restriction") for goes_on in ("yes", "no")],
    Step("lift_measure", "caseworker", "authority", {"measure": "suspension", "reason": "R"}),
    Step("record_warning", "caseworker", None,
         {"warning": "final_written_warning", "notified_on": "2013-06-03"}),
    Step("leave", "caseworker", None, {"how": "resigned", "last_day": "2014-05-30",
                                       "notice_on": "2014-05-02", "becomes": "to_be_decided"}),
]  # fmt: skip
"""Moves from the investigation to the hearing, and those of the clock."""

FOUND = {"not_proven": ("not_proved", "not_breached"), "misconduct": ("proved", "breached"),
         "gross_misconduct": ("proved", "breached")}  # fmt: skip
"""What is found of the facts and of the Standard, by what is found in all."""

CONCLUSIONS = [
    *[Step("record_finding", "practice_support", None,
           {"facts": {"1": fact}, "breaches": {"honesty": breach}, "finding": level,
            "admission": "part", "reason": "R"})
      for level, (fact, breach) in FOUND.items()],
    *[Step("impose", "practice_support", None,
           {"outcome": outcome, "told_there": told, "notice_days": days, "reason": "R"})
      for outcome, days in (("not_proven", None), ("management_advice", None),
                            ("written_warning", None), ("final_written_warning", None),
                            ("dismissal_with_notice", "28"), ("dismissal_without_notice", None))
      for told in ("yes", "no")],
    *[Step("notify_outcome", "practice_support", None, {"method": "in_person", "served_by": "X"})]
    * 3,
    *[Step("report_outcome", "practice_support", None, {"report_by": "X", "summary": "S"})] * 2,
    Step("publish_outcome", "practice_support", None, {"published_at": "the website"}),
    *[Step("appeal", "caseworker", None, {"route": route, "grounds": "G"})
      for route in ("meeting", "tribunal", "judicial_review")],
    *[Step("determine_appeal", "caseworker", None,
           {"result": result, "determined_by": "X", "reason": "R", "outcome": outcome})
      for result, outcome in (("confirm", None), ("vary", "written_warning"),
                              ("vary", "final_written_warning"), ("quash", None),
                              ("new_panel", None))],
    Step("close", "caseworker", None, {"reason": "Done."}),
    *[Step("remit", "caseworker", "authority", {"remitted_for": because, "reason": "R"})
      for because in ("conditions_no_longer_met", "not_gross_misconduct")],
    Step("withdraw", "caseworker", "authority", {"reason": "R"}),
    *[Step("reopen", "authority", None, {"stage": stage, "reason": "More."})
      for stage in ("case_decision", "referred", "decided")],
    Step("code_circumstances", "caseworker", None, {"culpability": "reckless"}),
    Step("compare_outcome", "practice_support", None, {"quoted": "Q"}),
    *[Step("attach", "caseworker", None,
           {"document_name": "S1", "document_kind": "served_document", "marking": marking,
            "reason": "R"}) for marking in ("served", "privileged")],
    Step("mark_document", "caseworker", None,
         {"document": "1", "marking": "withheld", "limb": "d", "reason": "R"}),
    Step("schedule_appeal", "practice_support", None,
         {"sitting": ["2014-06-04 10:00-12:00"], "room": "Room 3", "seat": CONDUCTING}),
]  # fmt: skip
"""Moves from the finding to the end."""

STEPS = [
    *(Step("assess_locally", "caseworker", "local_assessor", _form(level)) for level in LEVELS),
    *(Step("assess_formally", "caseworker", "superintendent", _form(level)) for level in LEVELS),
    *[Step("pass_to_dps", "caseworker", None, {})] * 3,
    *(Step("assess", "caseworker", "authority", _form(level)) for level in LEVELS),
    *[
        Step("assess", "authority2", None, _form(level, change_reason=reason))
        for level in LEVELS
        for reason in ("threshold_too_high", "new_information")
    ],
    Step("assess", "local_assessor", "local_assessor", _form("misconduct")),
    Step("second_read", "supervisor", None, {"concurs": "concur"}),
    Step("second_read", "authority", None, {"concurs": "concur"}),
    Step("second_read", "supervisor", None, {"concurs": "reconsider", "reason": "Look again."}),
    *(Step("revise", "caseworker", "authority", _form(level, reason="Hm.")) for level in LEVELS),
    *(Step("read_blind", by, None, {"sample": SAMPLE, "level": "misconduct"})
      for by in ("supervisor", "authority2")),
    Step("answer_reading", "supervisor", None, {"concurs": "concur"}),
    Step("answer_reading", "authority2", None, {"concurs": "reconsider", "reason": "Look again."}),
    Step("request_information", "authority", None, {"missing": "Pages."}),
    Step("resubmit", "caseworker", None, {"supplied": "Pages."}),
    Step("keep_locally", "caseworker", "superintendent", {"handled_by": "L Hall", "reason": "R"}),
    Step("return_to_unit", "caseworker", "authority", {"handled_by": "L Hall"}),
    *[
        Step("dispose", "caseworker", "authority", {"disposal": disposal, "reason": "Done."})
        for disposal in ("no_further_action", "management_action", "performance_procedures")
    ],
    Step("dispose", "authority", None,
         {"disposal": "duplicate", "duplicate_of": CASE, "reason": "Same."}),
    *[
        Step("reopen", "authority", None, {"stage": stage, "reason": "More."})
        for stage in ("reported", "with_unit", "awaiting_dps", "assessed")
    ],
    Step("refer_to_iopc", "caseworker", None, {"reason": "Grave."}),
    Step("iopc_decides", "caseworker", None, {"mode": "local"}),
    Step("iopc_decides", "caseworker", None, {"mode": "independent", "level": "misconduct"}),
    Step("hold", "authority", None,
         {"consulted": "yes", "prejudice": "P", "review_date": "2014-09-01"}),
    Step("release", "authority", None, {"reason": "Over."}),
    Step("send_feedback", "caseworker", None, {}),
    Step("add_allegation", "caseworker", None,
         {"standard": "duties", "narrative": "Left post.", "reason": "Seen."}),
    Step("amend", "caseworker", None, {"allegation": 1, "narrative": "Later.", "reason": "Typo."}),
    Step("amend", "caseworker", None, {"rank": "PC", "reason": "Typo."}),
    Step("amend", "caseworker", None, {"unit": "Barnet", "reason": "Typo."}),
    Step("amend", "caseworker", None, {"sensitivity": "covert", "reason": "Test."}),
    Step("amend", "caseworker", None, {"sensitivity": "open", "reason": "Over."}),
    Step("amend", "caseworker", None, {"source": "public", "reason": "Typo."}),
    Step("add_party", "caseworker", None,
         {"role": "witness", "party_name": "R Patel", "party_number": "300003"}),
    Step("add_party", "caseworker", None, {"role": "complainant", "party_name": "Z Ali"}),
    Step("add_subject", "caseworker", None,
         {"standard": "force", "narrative": "Pushed.", "reason": "Seen."}),
    Step("identify", "caseworker", None,
         {"person": "201235", "name": "P Jones", "rank": "PC", "reason": "Roster."}, 2),
    Step("grant_access", "caseworker", None,
         {"account": "authority", "access": "grant", "reason": "Decides."}),
    Step("grant_access", "caseworker", None,
         {"account": "caseworker", "access": "revoke", "reason": "Leaves."}),
    Step("allocate", "caseworker", None, {"handler": "R. Mensah"}),
    Step("set_priority", "caseworker", None, {"threat": "high", "risk": "low", "harm": "low"}),
    Step("note", "caseworker", None, {"note": "Welfare told."}),
    *[
        Step("correct", "authority", None, {"event": back, "reason": "Wrong."})
        for back in range(5)
    ],
    *[
        Step("correct", "authority", None,
             {"event": back, "set": {"level": level}, "reason": "Wrong."})
        for back in range(3) for level in LEVELS
    ],
    Step("assess_locally", "caseworker", "local_assessor", _form("misconduct"), 2),
    Step("pass_to_dps", "caseworker", None, {}, 2),
    Step("assess", "caseworker", "authority", _form("misconduct"), 2),
    Step("leave", "caseworker", None, {}),
    *PROCEEDINGS,
    *CONCLUSIONS,
]  # fmt: skip
"""Moves to try in any order: most can be made somewhere, some nowhere."""
