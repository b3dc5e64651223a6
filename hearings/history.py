"""Rebuild a case from its events: the one place that says what an event changes.

`apply` takes one event; `fold` takes all of them. A decision saves what `apply` gives, so a case
read back from its events is the case that was saved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from hearings import archives
from hearings.cases import (
    Allegation,
    Case,
    CaseFile,
    Event,
    Feedback,
    Party,
    PersonFacts,
    Subject,
)
from hearings.people import Maker
from hearings.severity import Assessment, Kind, Level, crosses_gross
from hearings.stages import Stage

WAITING, ASKED, CONCURRED, CONFIRMED = "waiting", "asked", "concurred", "confirmed"


def fold(events: Iterable[Event]) -> CaseFile:
    """Rebuild a case from all of its events, in the order they were saved.

    A correction puts right, or takes out, the event it names; the event itself stays in the
    history as it was entered.

    Raises:
        ValueError: There are no events.
    """
    events = list(events)
    righted = {e.payload["event"]: e.payload for e in events if e.kind == "correct"}
    file: CaseFile | None = None
    for event in events:
        correction = righted.get(event.id)
        file = apply(file, event if correction is None else corrected(event, correction))
    if file is None:
        raise ValueError("A case has at least one event.")
    return file


def corrected(event: Event, correction: dict[str, Any]) -> Event:
    """Give an event as its correction says it should have been.

    Args:
        event: The event as it was entered.
        correction: The payload of the correcting event; without `righted`, the event is undone
            and stands as a note that changes nothing.
    """
    righted = correction.get("righted")
    if righted is None:
        return replace(event, kind="note", to_stage=event.from_stage, payload={})
    return replace(event, payload=righted)


def apply(file: CaseFile | None, event: Event) -> CaseFile:
    """Give the case as one more event makes it.

    Args:
        file: The case before; None for the event that makes it.
        event: What happened.
    """
    if event.kind in _BIRTHS:
        return _counted(_BIRTHS[event.kind](file, event), event)
    if file is None:
        raise ValueError(f"{event.case} cannot begin with {event.kind}.")
    subject = file.subject(event.subject)
    if event.kind in _CASE_CHANGES:
        case = _CASE_CHANGES[event.kind](file.case, event.payload)
        file = replace(file, case=_kept_open(case, event))
    if event.kind in _SUBJECT_CHANGES:
        file = _with(file, _SUBJECT_CHANGES[event.kind](subject, event))
    return _counted(file, event)


def _counted(file: CaseFile, event: Event) -> CaseFile:
    """Move the subject to its new stage and count the event on it and on the case."""
    subject = file.subject(event.subject)
    stages = subject.stages
    if not stages or stages[-1] != event.to_stage:
        stages = (*stages, event.to_stage)
    moved = replace(
        subject, stage=Stage(event.to_stage), version=subject.version + 1, stages=stages
    )
    file = _with(file, moved)
    return replace(file, case=replace(file.case, version=file.case.version + 1))


def _with(file: CaseFile, subject: Subject) -> CaseFile:
    others = [kept for kept in file.subjects if kept.number != subject.number]
    return replace(file, subjects=tuple(sorted([*others, subject], key=lambda s: s.number)))


def _received(_file: CaseFile | None, event: Event) -> CaseFile:
    given = event.payload
    case = Case(
        reference=event.case,
        attention_date=_day(given.get("attention_date")),
        regime=given["regime"],
        track=given["track"],
        source=given["source"],
        unit=given["unit"],
        incident_date=_day(given.get("incident_date")),
        sensitivity=given.get("sensitivity", "open"),
        access=() if given.get("sensitivity", "open") == "open" else (event.keyed_by,),
    )
    return CaseFile(case, (_new_subject(event),))


def _subject_added(file: CaseFile | None, event: Event) -> CaseFile:
    if file is None:
        raise ValueError(f"{event.case} cannot begin with an added subject.")
    return _with(file, _new_subject(event))


def _new_subject(event: Event) -> Subject:
    first = _allegation(1, event.payload)
    return Subject(event.subject, facts_of(event.payload), Stage.REPORTED, allegations=(first,))


def facts_of(given: dict[str, Any]) -> PersonFacts:
    """Read an officer's facts from the payload of an event."""
    return PersonFacts(
        number=given.get("person", ""),
        rank=given.get("rank", ""),
        unit=given.get("unit", ""),
        person_type=given.get("person_type", ""),
        ethnicity=given.get("ethnicity", ""),
        ethnicity_set=given.get("ethnicity_set", ""),
        sex=given.get("sex", ""),
        service=given.get("service", ""),
    )


def _allegation(number: int, given: dict[str, Any]) -> Allegation:
    return Allegation(
        number,
        given["standard"],
        given.get("category", ""),
        given["narrative"],
        given.get("place", ""),
        _day(given.get("incident_date")),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _assessment(kind: Kind, subject: Subject, event: Event, level: str = "") -> Assessment:
    given = event.payload
    maker = Maker(event.maker, event.maker_name, event.maker_rank, event.maker_unit)
    return Assessment(
        kind=kind,
        level=Level(level or given["level"]),
        made_on=event.effective,
        maker=maker,
        keyed_by=event.keyed_by,
        authority=event.authority,
        reason=given.get("change_reason", ""),
        by_allegation=given.get("by_allegation", {}),
        taken_together=given.get("taken_together", ""),
        rationale=given.get("rationale", {}),
        likely_form=given.get("likely_form", ""),
        known=given.get("known", ""),
        not_known=given.get("not_known", ""),
        local=given.get("local", ""),
        scope=subject.scope,
    )


def _assessed_locally(kind: Kind) -> Callable[[Subject, Event], Subject]:
    def change(subject: Subject, event: Event) -> Subject:
        made = _assessment(kind, subject, event)
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
    made = _assessment(Kind.DPS, subject, event)
    before = None if subject.passed is None else subject.passed.level
    return replace(
        subject,
        assessments=(*subject.assessments, made),
        second_reading=WAITING if crosses_gross(before, made.level) else "",
        feedback=Feedback(prepared=before is not None and before is not made.level),
        handled_by="",
    )


def _read_again(subject: Subject, event: Event) -> Subject:
    answer = CONCURRED if event.payload["concurs"] == "concur" else ASKED
    return replace(subject, second_reading=answer)


def _revised(subject: Subject, event: Event) -> Subject:
    before = subject.ruling
    made = _assessment(Kind.REVISION, subject, event)
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
    if "level" not in event.payload:
        return subject
    made = _assessment(Kind.EXTERNAL, subject, event)
    return replace(subject, assessments=(*subject.assessments, made))


def _identified(subject: Subject, event: Event) -> Subject:
    known, given = subject.facts, facts_of(event.payload)
    facts = {name: getattr(given, name) or getattr(known, name) for name in PersonFacts.__slots__}
    return replace(subject, facts=PersonFacts(**facts))


def _returned(subject: Subject, event: Event) -> Subject:
    return replace(subject, handled_by=event.payload["handled_by"])


def _disposed(subject: Subject, event: Event) -> Subject:
    return replace(
        subject,
        disposal=event.payload["disposal"],
        withdrawn=subject.withdrawn or subject.ruling is None,
    )


def _held(subject: Subject, _event: Event) -> Subject:
    return replace(subject, held=True)


def _released(subject: Subject, _event: Event) -> Subject:
    return replace(subject, held=False)


def _feedback_sent(subject: Subject, event: Event) -> Subject:
    return replace(subject, feedback=Feedback(prepared=True, sent_on=event.effective))


def _reopened(subject: Subject, _event: Event) -> Subject:
    return replace(subject, disposal="")


def _allegation_added(subject: Subject, event: Event) -> Subject:
    number = 1 + max((a.number for a in subject.allegations), default=0)
    return replace(subject, allegations=(*subject.allegations, _allegation(number, event.payload)))


def _amended(subject: Subject, event: Event) -> Subject:
    given = event.payload
    facts = replace(
        subject.facts,
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
    return replace(
        old,
        standard=given.get("standard", old.standard),
        category=given.get("category", old.category),
        narrative=given.get("narrative", old.narrative),
        place=given.get("place", old.place),
        happened_on=_day(given.get("incident_date")) or old.happened_on,
        edition=old.edition + 1,
    )


def _case_amended(case: Case, given: dict[str, Any]) -> Case:
    day = case.incident_date if "allegation" in given else _day(given.get("incident_date"))
    return replace(
        case,
        unit=given.get("unit", case.unit),
        source=given.get("source", case.source),
        sensitivity=given.get("sensitivity", case.sensitivity),
        incident_date=day or case.incident_date,
    )


def _kept_open(case: Case, event: Event) -> Case:
    """Keep whoever restricts a case on its access list, so that it is not lost to everyone."""
    closed = case.sensitivity != "open" and "sensitivity" in event.payload
    if not closed or event.keyed_by in case.access:
        return case
    return replace(case, access=(*case.access, event.keyed_by))


def _party_added(case: Case, given: dict[str, Any]) -> Case:
    party = Party(
        given["role"],
        given["party_name"],
        given.get("party_number", ""),
        given.get("told", ""),
        given.get("protected_disclosure", False),
    )
    return replace(case, parties=(*case.parties, party))


def _linked(case: Case, given: dict[str, Any]) -> Case:
    return replace(case, linked=(*case.linked, given["other_case"]))


def _allocated(case: Case, given: dict[str, Any]) -> Case:
    return replace(case, handler=given["handler"])


def _prioritised(case: Case, given: dict[str, Any]) -> Case:
    factors = tuple((name, given[name]) for name in ("threat", "risk", "harm"))
    return replace(case, priority=given["priority"], priority_factors=factors)


def _access_changed(case: Case, given: dict[str, Any]) -> Case:
    others = tuple(name for name in case.access if name != given["account"])
    return replace(
        case, access=(*others, given["account"]) if given["access"] == "grant" else others
    )


def _referred(case: Case, _given: dict[str, Any]) -> Case:
    return replace(case, iopc="referred")


def _iopc_mode(case: Case, given: dict[str, Any]) -> Case:
    return replace(case, iopc=given["mode"])


_BIRTHS: dict[str, Callable[[CaseFile | None, Event], CaseFile]] = {
    "receive": _received,
    "add_subject": _subject_added,
    "imported": archives.imported,
}

_CASE_CHANGES: dict[str, Callable[[Case, dict[str, Any]], Case]] = {
    "add_party": _party_added,
    "allocate": _allocated,
    "amend": _case_amended,
    "grant_access": _access_changed,
    "iopc_decides": _iopc_mode,
    "link": _linked,
    "refer_to_iopc": _referred,
    "set_priority": _prioritised,
}

_SUBJECT_CHANGES: dict[str, Callable[[Subject, Event], Subject]] = {
    "add_allegation": _allegation_added,
    "amend": _amended,
    "assess": _decided,
    "assess_formally": _assessed_locally(Kind.FORMAL),
    "assess_locally": _assessed_locally(Kind.INITIAL),
    "dispose": _disposed,
    "hold": _held,
    "identify": _identified,
    "iopc_decides": _decided_by_iopc,
    "keep_locally": _kept,
    "pass_to_dps": _passed,
    "release": _released,
    "reopen": _reopened,
    "request_information": _sent_back,
    "resubmit": _resubmitted,
    "return_to_unit": _returned,
    "revise": _revised,
    "second_read": _read_again,
    "send_feedback": _feedback_sent,
}
