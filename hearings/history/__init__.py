"""Rebuild a case from its events: the one place that says what an event changes.

`apply` takes one event; `fold` takes all of them. A decision saves what `apply` gives, so a case
read back from its events is the case that was saved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from hearings import archives
from hearings.cases import Case, CaseFile, Event, Subject
from hearings.history.case_changes import CASE_CHANGES
from hearings.history.conclusions import CONCLUSION_CHANGES
from hearings.history.diary import DIARY_CHANGES
from hearings.history.proceedings import PROCEEDING_CHANGES
from hearings.history.readings import READING_CHANGES
from hearings.history.records import RECORD_CHANGES
from hearings.history.steps import reached
from hearings.history.subject_changes import ASKED, CONCURRED, CONFIRMED, SUBJECT_CHANGES, WAITING
from hearings.payloads import allegation_of, day_of, facts_of
from hearings.stages import Stage

__all__ = [
    "ASKED", "CONCURRED", "CONFIRMED", "WAITING", "apply", "corrected", "effective", "facts_of",
    "fold",
]  # fmt: skip


def fold(events: Iterable[Event]) -> CaseFile:
    """Rebuild a case from all of its events, in the order they were saved.

    A correction puts right, or takes out, the event it names; the event itself stays in the
    history as it was entered.

    Raises:
        ValueError: There are no events.
    """
    file: CaseFile | None = None
    for event in effective(events):
        file = apply(file, event)
    if file is None:
        raise ValueError("A case has at least one event.")
    return file


def effective(events: Iterable[Event], before: int | None = None) -> list[Event]:
    """Give events as their corrections say they should have been.

    Args:
        events: The case's events, in the order they were saved.
        before: Leave out this event and those after it; their corrections still count.
    """
    events = list(events)
    righted = {e.payload["event"]: e.payload for e in events if e.kind == "correct"}
    return [
        corrected(event, righted[event.id]) if event.id in righted else event
        for event in events
        if before is None or 0 < event.id < before
    ]


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
    # A move that goes where it is told goes where it should have been told.
    return replace(event, payload=righted, to_stage=righted.get("stage", event.to_stage))


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
    if event.kind in CASE_CHANGES:
        case = CASE_CHANGES[event.kind](file.case, event)
        file = CaseFile(_kept_open(case, event), file.subjects)
    if event.kind in _CHANGES:
        file = _with(file, _CHANGES[event.kind](subject, event))
    return _counted(file, event)


def _counted(file: CaseFile, event: Event) -> CaseFile:
    """Move the subject to its new stage and count the event on it and on the case.

    An event that moves nothing leaves the stage to those before it, and a correction to the event
    it puts right: what was undone was never reached.
    """
    subject = file.subject(event.subject)
    stays = event.kind == "correct" or event.from_stage == event.to_stage
    stage = subject.stage if stays else Stage(event.to_stage)
    stages = subject.stages
    if not stages or stages[-1] != stage.value:
        stages = (*stages, stage.value)
    moved = replace(
        subject,
        stage=stage,
        version=subject.version + 1,
        stages=stages,
        steps=reached(subject, event),
    )
    file = _with(file, moved)
    return CaseFile(replace(file.case, version=file.case.version + 1), file.subjects)


def _with(file: CaseFile, subject: Subject) -> CaseFile:
    if len(file.subjects) == 1 and file.subjects[0].number == subject.number:
        return CaseFile(file.case, (subject,))
    others = [kept for kept in file.subjects if kept.number != subject.number]
    return CaseFile(file.case, tuple(sorted([*others, subject], key=lambda s: s.number)))


def _received(_file: CaseFile | None, event: Event) -> CaseFile:
    given = event.payload
    case = Case(
        reference=event.case,
        attention_date=day_of(given.get("attention_date")),
        regime=given["regime"],
        track=given["track"],
        source=given["source"],
        unit=given["unit"],
        incident_date=day_of(given.get("incident_date")),
        sensitivity=given.get("sensitivity", "open"),
        access=() if given.get("sensitivity", "open") == "open" else (event.keyed_by,),
    )
    return CaseFile(case, (_new_subject(event),))


def _subject_added(file: CaseFile | None, event: Event) -> CaseFile:
    if file is None:
        raise ValueError(f"{event.case} cannot begin with an added subject.")
    return _with(file, _new_subject(event))


def _new_subject(event: Event) -> Subject:
    first = allegation_of(1, event.payload)
    return Subject(event.subject, facts_of(event.payload), Stage.REPORTED, allegations=(first,))


def _kept_open(case: Case, event: Event) -> Case:
    """Keep whoever restricts a case on its access list, so that it is not lost to everyone."""
    closed = case.sensitivity != "open" and "sensitivity" in event.payload
    if not closed or event.keyed_by in case.access:
        return case
    return replace(case, access=(*case.access, event.keyed_by))


_CHANGES = {
    **SUBJECT_CHANGES,
    **PROCEEDING_CHANGES,
    **DIARY_CHANGES,
    **CONCLUSION_CHANGES,
    **RECORD_CHANGES,
    **READING_CHANGES,
}

_BIRTHS: dict[str, Callable[[CaseFile | None, Event], CaseFile]] = {
    "receive": _received,
    "add_subject": _subject_added,
    "imported": archives.imported,
}
