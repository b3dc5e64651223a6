"""Show what has changed since a form was opened, beside what was typed in it. Knows no Textual."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hearings.cases import CaseFile, Event, Subject
from hearings.severity import Assessment, Kind
from tui import words
from tui.forms import Spec

if TYPE_CHECKING:
    from hearings.rules import Rules

_OWN_KINDS = {
    "assess": (Kind.DPS, Kind.REVISION, Kind.EXTERNAL),
    "revise": (Kind.REVISION, Kind.DPS),
    "assess_locally": (Kind.INITIAL,),
    "assess_formally": (Kind.FORMAL,),
}
"""The assessments that a form of each move would stand beside, the newest first."""


@dataclass(frozen=True, slots=True)
class Row:
    """One field: what now stands, and what was typed."""

    label: str
    """The field."""
    stands: str
    """What now stands; empty where nothing does."""
    typed: str
    """What was typed."""


def since(history: Sequence[Event], number: int, version: int) -> list[Event]:
    """List what happened to a subject after a version of it was read.

    Args:
        history: The case's events, oldest first.
        number: The subject's number.
        version: The version that had been read.
    """
    return [event for event in history if event.subject == number][version:]


def compare(
    event: str,
    specs: Sequence[Spec],
    typed: Mapping[str, str],
    file: CaseFile,
    number: int,
    rules: Rules,
) -> list[Row]:
    """Put what was typed beside what now stands, field by field.

    Args:
        event: The move of the form.
        specs: What the form asks for.
        typed: What was typed, by key.
        file: The case as it now stands.
        number: The subject's number.
        rules: The force's words.
    """
    subject = file.subject(number)
    rows = []
    for spec in specs:
        text = typed.get(spec.key, "")
        stands = _stands(event, spec.key, typed, file, subject)
        if text and not spec.key.startswith("@"):
            said = dict(spec.options)
            now = said.get(stands, words.value_words(spec.key, stands, rules) if stands else "")
            rows.append(Row(spec.label, now, said.get(text, text)))
    return rows


def _stands(
    event: str, key: str, typed: Mapping[str, str], file: CaseFile, subject: Subject
) -> str:
    """Give what now stands in the place of a field."""
    made = subject.last(*_OWN_KINDS.get(event, ()))
    if made is not None:
        return _assessed(key, made)
    if event in _OWN_KINDS:
        return ("" if subject.level is None else subject.level.value) if key == "level" else ""
    case = file.case
    allegation = next(
        (a for a in subject.allegations if str(a.number) == typed.get("allegation", "")), None
    )
    if allegation is not None and key in {"standard", "category", "narrative", "place"}:
        return str(getattr(allegation, key))
    known = {
        "handler": case.handler,
        "handled_by": subject.handled_by,
        "sensitivity": case.sensitivity,
        "source": case.source,
        "unit": case.unit,
        "rank": subject.facts.rank,
        "person_type": subject.facts.person_type,
        "mode": case.iopc,
        "disposal": subject.disposal,
        **dict(case.priority_factors),
    }
    return known.get(key, "")


def _assessed(key: str, made: Assessment) -> str:
    """Give one field of an assessment that is on record."""
    head, _, tail = key.partition(".")
    if head == "rationale":
        return made.rationale.get(tail, "")
    if head == "by_allegation":
        return made.by_allegation.get(tail, "")
    if key == "level":
        return made.level.value
    if key == "change_reason":
        return made.reason
    return str(getattr(made, key, "") or "")
