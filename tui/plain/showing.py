"""Word a whole case: in plain lines, and as `hearings.case/1`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from db.actions import View
from hearings.cases import Event, Subject, reference
from hearings.outcome_kinds import outcome_words
from hearings.people import ethnicity_words
from hearings.severity import Assessment, Kind, headings
from hearings.stages import moves, stage_words
from hearings.standards import standard_words
from tui.plain.ended_words import ended_lines

KIND_WORDS = {
    Kind.INITIAL: "Initial assessment (MM1)",
    Kind.FORMAL: "Superintendent's assessment",
    Kind.DPS: "DPS decision",
    Kind.EXTERNAL: "Decided elsewhere",
    Kind.REVISION: "Revision",
}
"""What each kind of assessment is called."""


def promised(view: View, number: int | None) -> dict[str, object]:
    """Give a case as JSON: the matter, its subjects, and every event."""
    case = view.file.case
    subjects = [s for s in view.file.subjects if number in (None, s.number)]
    events = [e for e in view.history if number in (None, e.subject)]
    return {
        "schema": "hearings.case/1",
        "case": _plain(asdict(case)),
        "subjects": [_subject(view, subject) for subject in subjects],
        "events": [_plain(asdict(event)) for event in events],
    }


EVENT_COLUMNS = ("id", "subject", "kind", "at", "effective", "maker", "maker_name", "maker_rank",
                 "keyed_by", "from_stage", "to_stage")  # fmt: skip
"""What a line of a case's history holds as comma-separated values."""


def event_rows(view: View, number: int | None) -> Iterator[list[object]]:
    """Give the history of a case, one row an event."""
    for event in view.history:
        if number in (None, event.subject):
            row = _plain(asdict(event))
            yield [row[name] for name in EVENT_COLUMNS]


def _subject(view: View, subject: Subject) -> dict[str, object]:
    pair = subject.pair
    found: dict[str, object] = _plain(asdict(subject))
    return found | {
        "subject": reference(view.file.case.reference, subject.number),
        "name": view.names.get(subject.facts.number) or None,
        "level": None if subject.level is None else subject.level.value,
        "pair": {
            "state": pair.state.value,
            "direction": None if pair.direction is None else pair.direction.value,
            "initial": None if pair.initial is None else pair.initial.level.value,
            "decision": None if pair.decision is None else pair.decision.level.value,
        },
    }


def _plain(value: Any) -> Any:
    """Write dates, enums and tuples as JSON does."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, frozenset):
        return sorted(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value


def case_lines(view: View, number: int | None) -> Iterator[str]:
    """Give a case line by line."""
    case = view.file.case
    day = "not known" if case.attention_date is None else case.attention_date.isoformat()
    yield f"{case.reference}  {case.track.replace('_', ' ')}  came to attention {day}"
    yield f"Regime {case.regime}; unit {case.unit or 'not known'}; {case.sensitivity}"
    yield f"Priority {case.priority or 'not set'}; handler {case.handler or 'none'}"
    if case.iopc:
        yield f"IOPC: {case.iopc}"
    if case.linked:
        yield f"Linked with {', '.join(case.linked)}"
    for party in case.parties:
        told = f"; told by {party.told}" if party.told else ""
        shielded = "; protected disclosure" if party.protected_disclosure else ""
        role = party.role.replace("_", " ").capitalize()
        who = " ".join(dict.fromkeys(filter(None, (party.name, party.number))))
        yield f"{role}: {who}{told}{shielded}"
    for subject in view.file.subjects:
        if number in (None, subject.number):
            yield ""
            yield from _subject_lines(view, subject)
    yield ""
    yield "History"
    for event in view.history:
        if number in (None, event.subject):
            yield f"  {event_line(event)}"


def _subject_lines(view: View, subject: Subject) -> Iterator[str]:
    facts = subject.facts
    who = view.names.get(facts.number) or "not yet identified"
    yield (
        f"{reference(view.file.case.reference, subject.number)}  {facts.rank} {who}"
        f" {facts.number}  {facts.unit}"
    )
    ethnicity = ethnicity_words(facts.ethnicity, facts.ethnicity_set) or "not recorded"
    yield f"  Self-defined ethnicity {ethnicity}; sex {facts.sex or 'not recorded'}"
    level = "no level yet" if subject.level is None else subject.level.words
    yield f"  {stage_words(subject.stage).capitalize()}; {level}; version {subject.version}"
    if subject.handled_by:
        yield f"  Handled by {subject.handled_by}"
    if subject.second_reading:
        yield f"  Second reading: {subject.second_reading}"
    if subject.held:
        yield "  Held for criminal proceedings"
    for allegation in subject.allegations:
        yield (
            f"  Allegation {allegation.number}: {standard_words(allegation.standard)}"
            f" {allegation.category}".rstrip()
        )
        for text in allegation.narrative.splitlines():
            yield f"    {text}"
    for made in subject.assessments:
        yield from assessment_lines(made)
    yield from ended_lines(subject)
    pair = subject.pair
    way = f", {pair.direction.value}" if pair.direction else ""
    yield f"  In the figures: {pair.state.value.replace('_', ' ')}{way}"


def assessment_lines(made: Assessment) -> Iterator[str]:
    """Give an assessment line by line."""
    who = ", ".join(p for p in (made.maker.rank, made.maker.name or made.maker.number) if p)
    day = "" if made.made_on is None else f" on {made.made_on.isoformat()}"
    yield f"  {KIND_WORDS[made.kind]}{day}: {made.level.words} ({who or 'not known'})"
    if made.authority:
        yield f"    Authority: {made.authority}"
    if made.reason:
        yield f"    Reason for the change: {made.reason.replace('_', ' ')}"
    for number, level in made.by_allegation.items():
        yield f"    Allegation {number}: {level.replace('_', ' ')}"
    for key, words in headings().items():
        if key in made.rationale:
            yield f"    {words}: {' / '.join(made.rationale[key].splitlines())}"


_TOLD = {
    "read_blind": {"sample": "sample {}", "level": "{}"},
    "answer_reading": {"concurs": "{}"},
    "record_fact": {"fact": "{}", "for_day": "for {}"},
    "extend": {"limit": "{}", "to": "to {}", "extended_by": "by {}"},
    "reduce": {"limit": "{}", "to": "to {}", "agreed_by": "agreed by {}"},
    "pause": {"limit": "{}"},
    "resume": {"limit": "{}"},
    "explain_delay": {"limit": "{}"},
    "review_measure": {"measure": "{}"},
    "lift_measure": {"measure": "{}"},
    "transfer": {"unit": "to {}", "force": "to {}"},
    "link": {"other_case": "with {}"},
    "join": {"other_case": "with {}"},
    "split": {"other_case": "from {}"},
    "schedule": {"sitting": "{}", "room": "{}", "extended_by": "limit extended by {}"},
    "schedule_appeal": {"sitting": "{}", "room": "{}", "extended_by": "limit extended by {}"},
    "adjourn": {"sitting": "to {}", "room": "{}"},
    "record_finding": {"finding": "{}"},
    "imported": {"finding": "found {}", "outcome": "outcome {}"},
    "impose": {"outcome": "{}"},
    "appeal": {"route": "{}"},
    "determine_appeal": {"result": "{}", "outcome": "{}", "determined_by": "by {}"},
    "attach": {"document_name": "{}", "marking": "{}"},
    "mark_document": {"document": "document {}", "marking": "{}"},
}
"""What a line of the history says of an event, by its kind and field, beside who and why."""


def _told(event: Event) -> Iterator[str]:
    """Say what an event kept, short and in words."""
    from tui import diary_words, words

    move = moves().get(event.kind)
    types = {} if move is None else {field.key: field.type for field in move.fields}
    for key, shape in _TOLD.get(event.kind, {}).items():
        value, kind = event.payload.get(key), types.get(key, "")
        if value and kind == "date":
            yield shape.format(words.day(value))
        elif value and kind == "outcome":
            yield shape.format(outcome_words(str(value)))
        elif value:
            plain = words.choice_words(str(value)) if kind == "choice" else value
            yield shape.format(diary_words.said(key, kind, value) or plain)


def event_line(event: Event) -> str:
    """Give one line of the history."""
    move = moves().get(event.kind)
    title = event.kind if move is None else move.command
    who = " ".join(part for part in (event.maker_rank, event.maker_name or event.maker) if part)
    marks = [f"keyed by {event.keyed_by}" if event.keyed_by else "in a dip sample"]
    if event.stated:
        marks.append("stated, not proved")
    if event.late:
        marks.append(f"entered {event.at.date().isoformat()}")
    moved = "" if event.from_stage == event.to_stage else f" to {event.to_stage.replace('_', ' ')}"
    reason = event.payload.get("reason", "")
    told = [*_told(event), *([str(reason)] if reason else [])]
    said = f": {' / '.join('; '.join(told).splitlines())}" if told else ""
    day = event.effective.isoformat()
    made = " ".join(filter(None, (who, f"({', '.join(marks)})")))
    return f"{event.id}  {day}  {title}{moved}  {made}{said}"
