"""Say things as a practitioner does; every screen takes its words from here. Knows no Textual."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from hearings.people import ethnicity_words, person_types, short_rank
from hearings.severity import Kind, Level, headings
from hearings.stages import Move, moves, stage_words
from hearings.standards import standard_words

if TYPE_CHECKING:
    from hearings.cases import Event
    from hearings.rules import Rules

UNDECIDED = frozenset({"reported", "with_unit", "awaiting_dps"})
"""The stages in which a severity decision is still to come."""

PERSONAL = frozenset({"name", "person", "ethnicity", "ethnicity_set", "sex", "service"})
"""What an event may say of the officer that an assessor does not see."""

NONE = "–"

_BRIEF = {
    "gross_misconduct": "Gross misconduct",
    "misconduct": "Misconduct",
    "neither": "Neither of the two",
}
_PRIORITY = {"red": "● red", "amber": "◐ amber", "green": "○ green"}
_KINDS = {
    Kind.INITIAL: "Initial assessment (MM1)",
    Kind.FORMAL: "Superintendent's assessment",
    Kind.DPS: "{dps} decision",
    Kind.EXTERNAL: "External decision",
    Kind.REVISION: "{dps} decision, revised",
}
_READING = {
    "waiting": "waits for the second reader",
    "asked": "the second reader asked to reconsider",
    "concurred": "the second reader concurred",
    "confirmed": "reconsidered by the decision-maker",
}
_LABELS = {
    "change_reason": "Reason for change",
    "by_allegation": "Level by allegation",
    "likely_form": "Likely form",
    "known": "What was known",
    "not_known": "What was not known",
    "local": "Could the unit deal with it",
    "concurs": "Answer",
    "attention_date": "Came to attention",
    "incident_date": "Day of the conduct",
    "person": "Force number",
    "party_number": "Force number",
    "party_name": "Name",
    "other_case": "Case",
    "source": "Came to light by",
    "set": "Put right",
    "event": "Entry",
    "iopc": "IOPC",
    "investigator": "Investigator, number",
    "investigator_name": "Investigator's name",
    "outside_management": "Outside management line",
    "method": "How given or served",
    "served_by": "Given or served by",
    "refused": "Refused to take it",
    "deemed_on": "Taken to be served",
    "summary": "What it rests on",
    "forum": "Proceedings",
    "opinions": "Opinion",
    "answers": "Decision",
    "evidence": "First condition",
    "public_interest": "Second condition",
    "fact": "Fact",
    "fact_note": "Note",
    "to": "New last day",
    "delay_reason": "Why, from the list",
    "told_on": "Officer told on",
    "imposed": "Is it done",
    "redeployment": "First condition",
    "terms": "What is restricted",
    "goes_on": "Does it go on",
    "how": "How the officer leaves",
    "last_day": "Last day of service",
    "notice_on": "Notice given on",
    "consent_by": "Consent decided by",
    "becomes": "The case",
    "force": "Other force",
    "holds_from": "Held from",
    "joins": "Listed together with",
    "sitting": "Sitting days",
    "seat": "Who sits or attends",
    "estimate": "How many sitting days",
    "appointed_by": "Chair appointed by",
    "appointed_basis": "On what basis",
    "not_ready": "Not ready; listed why",
    "offer_not_taken": "Offer not taken; why",
    "alternative": "Date offered instead",
    "present": "Is the officer there",
    "absence": "Goes on in absence; why",
    "allowed": "May be published",
    "directed_by": "Decided by chair, number",
    "notified_on": "Officer notified on",
    "months": "Months it lasts",
    "months_source": "Length from",
    "break_days": "Days of career break",
    "allegation_attention": "Came to attention",
    "separate": "Another matter",
    "kind": "Kind of hearing",
    "offer_until": "Offer holds until",
    "under": "Under which Regulations",
    "relates_to": "Relates to case",
    "reinvestigates": "Investigated again",
    "extended": "Warning was extended",
    "for_day": "The day it is fixed for",
    "orally": "Told by word of mouth",
    "outside_force": "In another force",
    "remitted_for": "Sent back because",
    "facts": "Facts",
    "breaches": "Standard",
    "finding": "Finding in all",
    "admission": "Accepted by the officer",
    "indictable_only": "Indictable-only offence",
    "told_there": "Told at the hearing",
    "mitigation": "Mitigation heard",
    "notice_days": "Days of notice",
    "exceptional": "Exceptional circumstances",
    "several_incidents": "Several incidents",
    "authority_views": "The authority's views",
    "new_rank": "Reduced to rank",
    "reduced_before": "Reduced in rank before",
    "extended_before": "Warning extended before",
    "outcome_said": "Outcome in words",
    "confirmed_lawful": "Confirmed as lawful",
    "report_by": "Report made by",
    "why_not_dismissed": "Why not dismissed",
    "published_at": "Published at",
    "route": "Against it by",
    "late_permission": "Late; let in by, why",
    "result": "Result",
    "determined_by": "Determined by",
    "harm_kinds": "Kinds of harm",
    "harm_level": "Level of harm",
    "special": "Special categories",
    "quoted": "Reasons, quoted",
    "document_name": "Called",
    "document_kind": "Kind of document",
    "document_place": "Where it is kept",
    "document": "Document",
    "sha256": "SHA-256 of its bytes",
    "pages": "How many pages",
    "limb": "Limb of the harm test",
    "effective_on": "Took effect on",
    "ends_on": "Last day of service",
    "live_warnings": "Warnings that counted",
    "extends": "Extends",
    "overlays": "Changes that applied",
    "chair": "Presided, number",
    "chair_name": "Presided",
    "lighter": "Comparators lighter",
    "same": "Comparators the same",
    "heavier": "Comparators heavier",
    "n": "Comparators",
    "edition": "Edition of the lists",
}
_CHOICES = {
    "iopc": "IOPC",
    "pcso": "PCSO",
    "public": "member of the public",
    "none": "none",
    "not_needed": "not needed",
    "concur": "concurs",
    "reconsider": "asks to reconsider",
    "staff": "police staff",
    "dismissed_elsewhere": "dismissed in another matter",
    "to_be_decided": "to be decided",
    "16+1": "16+1",
    "18+1": "18+1",
}


def level_brief(level: str) -> str:
    """Say a level in a few words, to choose it by."""
    return _BRIEF.get(level, NONE)


def level_in_column(level: str) -> str:
    """Say a level in the sixteen cells of a column; never a bare "Neither"."""
    return level_brief(level).replace(" of the ", " of ")


def level_words(level: str) -> str:
    """Say a level in full."""
    return Level(level).words if level in list(Level) else NONE


def first_upper(text: str) -> str:
    """Begin with a capital, and leave the rest as it is."""
    return text[:1].upper() + text[1:]


def priority_words(colour: str) -> str:
    """Say a priority with a sign of its own, so that it needs no colour."""
    return _PRIORITY.get(colour, NONE)


def stage_of(stage: str, rules: Rules) -> str:
    """Say a stage in the force's words."""
    return stage_words(stage, rules.unit_word, rules.dps)


def target_words(received: str, days: int, today: date) -> str:
    """Say how far off the force's own target for a severity decision is.

    Args:
        received: The day the matter came to attention, in ISO form.
        days: The target, in calendar days.
        today: Today.
    """
    if not received:
        return NONE
    left = (date.fromisoformat(received) + timedelta(days=days) - today).days
    if left == 0:
        return "today"
    count = f"{abs(left)} day{'' if abs(left) == 1 else 's'}"
    return f"in {count}" if left > 0 else f"{count} past"


def day(when: date | str | None) -> str:
    """Write a day as people do: 12 Mar 2014."""
    if not when:
        return NONE
    return f"{date.fromisoformat(when) if isinstance(when, str) else when:%-d %b %Y}"


def days_said(sentence: str) -> str:
    """Write every day of a sentence as people do, where it has them as 2014-03-12."""
    return re.sub(r"\b\d{4}-\d\d-\d\d\b", lambda found: day(found[0]), sentence)


def who(rank: str, name: str, unit: str = "") -> str:
    """Name a person: rank, name and unit."""
    return ", ".join(part for part in (f"{short_rank(rank)} {name}".strip(), unit) if part)


def kind_words(kind: Kind, rules: Rules) -> str:
    """Say where an assessment comes from."""
    return _KINDS[kind].format(dps=rules.dps)


def reading_words(reading: str) -> str:
    """Say where the second reading stands; empty where none is needed."""
    return _READING.get(reading, "")


def move_title(move: Move, rules: Rules) -> str:
    """Say a move as a menu does."""
    return move.title.format(unit_word=rules.unit_word, dps=rules.dps)


def event_title(event: Event, rules: Rules) -> str:
    """Say what happened."""
    move = moves().get(event.kind)
    return first_upper(event.kind.replace("_", " ")) if move is None else move_title(move, rules)


def label(key: str, option: str = "") -> str:
    """Say what a field is called."""
    return _LABELS.get(key, first_upper((option or key).replace("_", " ").replace("-", " ")))


def choice_words(value: str) -> str:
    """Say one of the values of a list."""
    return _CHOICES.get(value) or person_types().get(value, value.replace("_", " "))


def disposal_words(key: str) -> str:
    """Say how a matter ended without proceedings."""
    from hearings.regimes import regimes

    found = (regime.disposal(key) for regime in regimes().values())
    return next((row.words for row in found if row is not None), choice_words(key))


def value_words(key: str, value: Any, rules: Rules) -> str:
    """Say one value of an event in words; what somebody typed stays as it was typed.

    Args:
        key: The field's name in the payload.
        value: The value.
        rules: The force's reasons and words.
    """
    # A list shows no events: their words, and the panels' behind them, come with the first one.
    from tui import diary_words, outcome_words

    if isinstance(value, bool):
        return "yes" if value else "no"
    of_type = _types().get(key, "")
    worded = outcome_words.said(key, of_type, value) or diary_words.said(key, of_type, value)
    if worded:
        return worded
    if isinstance(value, (Mapping, list)):
        return "; ".join(_parts(key, value, rules))
    text, kind = str(value), _types().get(key, "")
    if kind == "reason_code" and text in rules.reasons:
        return rules.reasons[text].words
    if kind in _SAID:
        return _SAID[kind](text)
    return (
        stage_of(text, rules)
        if key == "stage"
        else choice_words(text)
        if kind == "choice"
        else text
    )


def _parts(key: str, value: Mapping[str, Any] | list[Any], rules: Rules) -> list[str]:
    """Say the parts of a value that has several."""
    if isinstance(value, list):
        return [value_words(key, part, rules) for part in value]
    return [f"{k}: {value_words(k, v, rules)}" for k, v in value.items()]


_SAID: dict[str, Callable[[str], str]] = {
    "level": level_words,
    "standard": standard_words,
    "date": day,
    "disposal": disposal_words,
}


@cache
def _types() -> dict[str, str]:
    """Index how each field of the table of moves is read."""
    return {field.key: field.type for move in moves().values() for field in move.fields}


def payload_words(event: Event, rules: Rules, *, blind: bool = False) -> list[tuple[str, str]]:
    """Say everything an event holds, as names and words.

    Args:
        event: The event.
        rules: The force's reasons and words.
        blind: Whether who the officer is stays out.
    """
    from tui.outcome_words import as_coded

    coded = as_coded(event.payload)
    found: list[tuple[str, str]] = []
    skipped = PERSONAL if blind and event.kind in _ABOUT_OFFICER else frozenset()
    for key in _in_order(event):
        value = event.payload[key]
        if key in skipped:
            continue
        if key == "rationale":
            found += [(text, str(value[k])) for k, text in headings().items() if k in value]
        elif key == "by_allegation":
            found += [(f"Allegation {n}", level_words(v)) for n, v in value.items()]
        elif key == "righted":
            found += _righted(value, rules, blind=blind)
        elif key in coded:
            found.append((label(key), coded[key]))
        elif key == "ethnicity":
            words = ethnicity_words(value, event.payload.get("ethnicity_set", ""))
            found.append(("Self-defined ethnicity", words))
        elif key not in {"regime", "ethnicity_set", "words"}:
            name = rules.unit_word.capitalize() if key == "unit" else label(key)
            found.append((name, value_words(key, value, rules)))
    return found


def _in_order(event: Event) -> list[str]:
    """List the fields of an event in the order of its form, then what was worked out."""
    move = moves().get(event.kind)
    fields = [] if move is None else [field.key for field in move.fields]
    return sorted(event.payload, key=lambda k: fields.index(k) if k in fields else len(fields))


def _righted(value: Mapping[str, Any], rules: Rules, *, blind: bool) -> list[tuple[str, str]]:
    if blind:
        return [("Put right", "see the subject's history")]
    return [
        (f"As put right, {label(key).lower()}", value_words(key, part, rules))
        for key, part in value.items()
        if key != "rationale"
    ]


_ABOUT_OFFICER = frozenset({"receive", "add_subject", "identify", "imported"})
