"""What the steps of an investigation and of the clock change of a subject."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hearings.adjustments import Adjustment
from hearings.cases import Event, Subject
from hearings.history.assessments import assessment_of
from hearings.measures import Leaving, Measure, Review, changed, standing
from hearings.milestones import milestones
from hearings.payloads import day_of, reached_by
from hearings.severity import Kind
from hearings.warned import Warned

Change = Callable[[Subject, Event], Subject]


def reach(subject: Subject, event: Event, key: str) -> Subject:
    """Add a milestone, reached on the day the event counts from."""
    return replace(subject, reached=(*subject.reached, reached_by(event, key)))


def decided_by(subject: Subject, event: Event, what: str) -> Subject:
    """Keep who decided something for the authority: they do not sit on the panel."""
    return replace(subject, deciders=(*subject.deciders, (event.maker, what)))


def marks(key: str, then: Change | None = None) -> Change:
    """Make the change that adds a milestone, beside what else the event changes."""

    def change(subject: Subject, event: Event) -> Subject:
        return reach(subject if then is None else then(subject, event), event, key)

    return change


def _appointed(subject: Subject, event: Event) -> Subject:
    return replace(subject, investigator=event.payload["investigator"])


def _assessed(subject: Subject, event: Event) -> Subject:
    made = assessment_of(Kind.EXTERNAL, subject, event)
    subject = replace(subject, assessments=(*subject.assessments, made))
    return reach(subject, event, "severity_decided")


def _reported(subject: Subject, event: Event) -> Subject:
    return replace(subject, opinions=dict(event.payload["opinions"]))


def _determined(subject: Subject, event: Event) -> Subject:
    answered = replace(subject, answers=dict(event.payload["answers"]))
    return decided_by(answered, event, "case_to_answer")


def _referred(subject: Subject, event: Event) -> Subject:
    return replace(subject, forum=event.payload["forum"], offer=None)


def _certified(subject: Subject, event: Event) -> Subject:
    accelerated = replace(subject, forum="accelerated", offer=None)
    certified = reach(accelerated, event, "special_conditions_certified")
    return decided_by(certified, event, "certified")


def _warned(subject: Subject, event: Event) -> Subject:
    given = event.payload
    warned = Warned(
        given["warning"],
        day_of(given["notified_on"]) or event.effective,
        given["months"],
        given.get("break_days", 0),
        given.get("months_source", ""),
        extended=given.get("extended", False),
        extension_months=given.get("extension_months", 0),
    )
    return replace(subject, warned=(*subject.warned, warned))


def _fact(subject: Subject, event: Event) -> Subject:
    key = event.payload["fact"]
    return subject if milestones()[key].of_case else reach(subject, event, key)


def _adjusted(kind: str) -> Change:
    def change(subject: Subject, event: Event) -> Subject:
        given = event.payload
        done = Adjustment(
            kind=kind,
            limit=given["limit"],
            on=event.effective,
            to=day_of(given.get("to")),
            by=given.get("extended_by", "") or given.get("agreed_by", ""),
            code=given.get("delay_reason", ""),
            reason=given.get("reason", ""),
            told_on=day_of(given.get("told_on")),
        )
        return replace(subject, adjustments=(*subject.adjustments, done))

    return change


def _measured(kind: str) -> Change:
    def change(subject: Subject, event: Event) -> Subject:
        given = event.payload
        measure = Measure(
            kind=kind,
            on=event.effective,
            imposed=given["imposed"] == "yes",
            by=_maker(event),
            redeployment=given.get("redeployment", ""),
            second_condition=given.get("second_condition", ""),
            alternatives=given.get("alternatives", ""),
            reasons=given["reason"],
            terms=given.get("terms", ""),
        )
        subject = replace(subject, measures=(*subject.measures, measure))
        if kind != "suspension" or not measure.imposed:
            return subject
        suspended = reach(subject, event, "suspended")
        return reach(suspended, event, "suspended_orally") if given.get("orally") else suspended

    return change


def _reviewed(subject: Subject, event: Event) -> Subject:
    given, kind = event.payload, event.payload["measure"]
    known = standing(subject.measures, kind)
    if known is None:
        return subject
    goes_on = given["goes_on"] == "yes"
    review = Review(event.effective, _maker(event), goes_on, given["reason"])
    ends = {} if goes_on else {"ended_on": event.effective}
    measures = changed(subject.measures, kind, reviews=(*known.reviews, review), **ends)
    subject = replace(subject, measures=measures)
    if kind != "suspension":
        return subject
    subject = reach(subject, event, "suspension_reviewed")
    return subject if goes_on else reach(subject, event, "suspension_lifted")


def _lifted(subject: Subject, event: Event) -> Subject:
    kind = event.payload["measure"]
    measures = changed(subject.measures, kind, ended_on=event.effective)
    subject = replace(subject, measures=measures)
    return reach(subject, event, "suspension_lifted") if kind == "suspension" else subject


def _left(subject: Subject, event: Event) -> Subject:
    given = event.payload
    leaving = Leaving(
        given["how"],
        day_of(given["last_day"]) or event.effective,
        day_of(given.get("notice_on")),
        given.get("consent", ""),
        given.get("consent_by", ""),
        given["becomes"],
    )
    return replace(subject, left=leaving)


def _maker(event: Event) -> str:
    return " ".join(part for part in (event.maker_rank, event.maker_name or event.maker) if part)


PROCEEDING_CHANGES: dict[str, Change] = {
    "appoint_investigator": marks("investigator_appointed", _appointed),
    "certify_special_conditions": marks("referred", _certified),
    "determine": marks("case_decided", _determined),
    "explain_delay": _adjusted("explain"),
    "extend": _adjusted("extend"),
    "investigator_assesses": _assessed,
    "leave": _left,
    "lift_measure": _lifted,
    "pause": _adjusted("pause"),
    "record_fact": _fact,
    "record_warning": _warned,
    "reduce": _adjusted("reduce"),
    "refer": marks("referred", _referred),
    "restrict": _measured("restriction"),
    "resume": _adjusted("resume"),
    "review_measure": _reviewed,
    "serve_notice": marks("notice_served"),
    "submit_report": marks("report_submitted", _reported),
    "suspend": _measured("suspension"),
}
"""What each kind of event makes of the subject it is about."""
