"""What blind readings in a dip sample add to a subject: nothing else about it changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hearings.cases import Event, Subject
from hearings.samples import Reading


def _read(subject: Subject, event: Event) -> Subject:
    given = event.payload
    made = Reading(
        sample=given["sample"],
        reader=event.maker,
        level=given["level"],
        decision="" if subject.level is None else subject.level.value,
        on=event.effective,
        reason=given.get("reason", ""),
    )
    return replace(subject, readings=(*subject.readings, made))


def _answered(subject: Subject, event: Event) -> Subject:
    given = event.payload
    answer = {"answer": given["concurs"], "answered_because": given.get("reason", "")}
    readings = tuple(
        replace(one, **answer) if one.reader == event.maker and not one.answer else one
        for one in subject.readings
    )
    return replace(subject, readings=readings)


READING_CHANGES: dict[str, Callable[[Subject, Event], Subject]] = {
    "answer_reading": _answered,
    "read_blind": _read,
}
"""What each kind of event makes of the subject it is about."""
