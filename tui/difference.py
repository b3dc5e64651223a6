"""Show what has changed since a form was opened, beside what was typed in it. Knows no Textual."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hearings.cases import CaseFile, Subject
from hearings.severity import Assessment, Kind
from hearings.stages import move_named
from tui import words
from tui.forms import Matter, specs_of
from tui.telling import Said, events_since

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


@dataclass(frozen=True, slots=True)
class Difference:
    """Both sides of what has to be settled."""

    told: tuple[Said, ...]
    """What happened in the meantime, in words."""
    rows: tuple[Row, ...]
    """The fields that were filled in."""


def difference(matter: Matter, event: str, typed: Mapping[str, str], version: int) -> Difference:
    """Put what was typed beside what now stands, with what happened since a version was read.

    Args:
        matter: The case as it now stands.
        event: The move of the form.
        typed: What was typed, by key.
        version: The version that had been read.
    """
    own = [e for e in matter.history if e.subject == matter.number]
    told = tuple(events_since(own[version:], matter.rules))
    return Difference(told, tuple(_rows(matter, event, typed)))


def _rows(matter: Matter, event: str, typed: Mapping[str, str]) -> Iterator[Row]:
    file, subject, rules = matter.file, matter.subject, matter.rules
    if file is None or subject is None:
        return
    for spec in specs_of(move_named(event), matter):
        text = typed.get(spec.key, "")
        if not text or spec.key.startswith("@"):
            continue
        stands = _stands(event, spec.key, typed, file, subject)
        said = dict(spec.options)
        now = said.get(stands, words.value_words(spec.key, stands, rules) if stands else "")
        yield Row(spec.label, now, said.get(text, text))


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
