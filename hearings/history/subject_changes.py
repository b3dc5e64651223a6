"""What an event changes of the subject it is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hearings.cases import Allegation, Event, Subject
from hearings.history.assessments import assessment_of
from hearings.history.conclusions import called_off, reopened
from hearings.history.proceedings import decided_by, marks, reach
from hearings.payloads import allegation_of, day_of, facts_of
from hearings.people import PersonFacts
from hearings.severity import Feedback, Kind, crosses_gross
from hearings.stages import Stage

WAITING, ASKED, CONCURRED, CONFIRMED = "waiting", "asked", "concurred", "confirmed"


def _assessed_locally(kind: Kind) -> Callable[[Subject, Event], Subject]:
    def change(subject: Subject, event: Event) -> Subject:
        made = assessment_of(kind, subject, event)
        again = subject.passed is not None
        return replace(
            subject,
            assessments=(*subject.assessments, made),
            resubmitted=subject.resubmitted or again,
        )

    return change


def _passed(subject: Subject, _event: Event) -> Subject:
    return replace(subject, passed=subject.passed or subject.local, kept=False)


def _kept(subject: Subject, event: Event) -> Subject:
    return replace(subject, kept=True, handled_by=event.payload["handled_by"])


def _decided(subject: Subject, event: Event) -> Subject:
    made = assessment_of(Kind.DPS, subject, event)
    before = None if subject.passed is None else subject.passed.level
    standing = None if subject.ruling is None else subject.ruling.level
    crosses = crosses_gross(before, made.level) or crosses_gross(standing, made.level)
    # The note is about the first decision, as the figures are; deciding again prepares no other.
    feedback = Feedback(prepared=before is not None and before is not made.level)
    decided = replace(
        subject,
        assessments=(*subject.assessments, made),
        second_reading=WAITING if crosses else "",
        feedback=feedback if subject.decision is None else subject.feedback,
        handled_by="",
    )
    return reach(decided, event, "severity_decided")


def _read_again(subject: Subject, event: Event) -> Subject:
    answer = CONCURRED if event.payload["concurs"] == "concur" else ASKED
    return decided_by(replace(subject, second_reading=answer), event, "second_reader")


def _revised(subject: Subject, event: Event) -> Subject:
    before = subject.ruling
    made = assessment_of(Kind.REVISION, subject, event)
    reading = subject.second_reading
    if reading == ASKED:
        reading = CONFIRMED
    elif crosses_gross(None if before is None else before.level, made.level):
        reading = WAITING
    return replace(subject, assessments=(*subject.assessments, made), second_reading=reading)


def _sent_back(subject: Subject, _event: Event) -> Subject:
    return replace(subject, sent_back=True)


def _resubmitted(subject: Subject, _event: Event) -> Subject:
    return replace(subject, sent_back=False, resubmitted=True)


def _decided_by_iopc(subject: Subject, event: Event) -> Subject:
    if event.payload.get("reinvestigates"):
        subject = replace(subject, reinvestigated=True)
    if "level" not in event.payload:
        return subject
    made = assessment_of(Kind.EXTERNAL, subject, event)
    decided = replace(subject, assessments=(*subject.assessments, made))
    return reach(decided, event, "severity_decided")


def _identified(subject: Subject, event: Event) -> Subject:
    known, given = subject.facts, facts_of(event.payload)
    facts = {name: getattr(given, name) or getattr(known, name) for name in PersonFacts.__slots__}
    return replace(subject, facts=PersonFacts(**facts))


def _returned(subject: Subject, event: Event) -> Subject:
    return replace(subject, handled_by=event.payload["handled_by"])


def _disposed(subject: Subject, event: Event) -> Subject:
    return replace(
        called_off(subject),
        disposal=event.payload["disposal"],
        withdrawn=subject.ruling is None and event.payload["disposal"] == "duplicate",
    )


def _held(subject: Subject, _event: Event) -> Subject:
    return replace(subject, held=True)


def _released(subject: Subject, _event: Event) -> Subject:
    return replace(subject, held=False)


def _feedback_sent(subject: Subject, event: Event) -> Subject:
    return replace(subject, feedback=Feedback(prepared=True, sent_on=event.effective))


def _reopened(subject: Subject, event: Event) -> Subject:
    handled = event.to_stage == Stage.ASSESSED
    return replace(
        reopened(subject, event),
        disposal="",
        withdrawn=False,
        kept=subject.kept and handled,
        handled_by=subject.handled_by if handled else "",
    )


def _allegation_added(subject: Subject, event: Event) -> Subject:
    number = 1 + max((a.number for a in subject.allegations), default=0)
    return replace(
        subject, allegations=(*subject.allegations, allegation_of(number, event.payload))
    )


def _amended(subject: Subject, event: Event) -> Subject:
    given = event.payload
    facts = replace(
        subject.facts,
        number=given.get("person", subject.facts.number),
        rank=given.get("rank", subject.facts.rank),
        person_type=given.get("person_type", subject.facts.person_type),
        unit=given.get("unit", subject.facts.unit),
    )
    number = given.get("allegation")
    allegations = tuple(
        _reworded(a, given) if a.number == number else a for a in subject.allegations
    )
    return replace(subject, facts=facts, allegations=allegations)


def _reworded(old: Allegation, given: dict[str, Any]) -> Allegation:
    if not {"standard", "category", "narrative", "place", "incident_date"} & set(given):
        return old
    return replace(
        old,
        standard=given.get("standard", old.standard),
        category=given.get("category", old.category),
        narrative=given.get("narrative", old.narrative),
        place=given.get("place", old.place),
        happened_on=day_of(given.get("incident_date")) or old.happened_on,
        edition=old.edition + 1,
    )


SUBJECT_CHANGES: dict[str, Callable[[Subject, Event], Subject]] = {
    "add_allegation": _allegation_added,
    "amend": _amended,
    "assess": _decided,
    "assess_formally": _assessed_locally(Kind.FORMAL),
    "assess_locally": _assessed_locally(Kind.INITIAL),
    "dispose": marks("closed", _disposed),
    "hold": _held,
    "identify": _identified,
    "iopc_decides": _decided_by_iopc,
    "keep_locally": _kept,
    "pass_to_dps": _passed,
    "release": _released,
    "refer_to_iopc": marks("referred_to_iopc"),
    "reopen": _reopened,
    "request_information": _sent_back,
    "resubmit": _resubmitted,
    "return_to_unit": _returned,
    "revise": _revised,
    "second_read": _read_again,
    "send_feedback": _feedback_sent,
}
"""What each kind of event makes of its subject."""
