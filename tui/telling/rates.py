"""Word the question of the rates, its fields and their values, and the table under them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from db.saved_views import Question
from hearings.charts.numbers import counted
from hearings.disparity.groups import group_words
from hearings.people import short_rank
from hearings.rate_words import (
    BESIDE,
    MEASURED,
    NOT_ALIKE,
    OVER_EXPECTED,
    share_words,
    unread_words,
)
from hearings.rates import MEASURES, OVERLAPPING
from hearings.samples import CHANGED, KEPT, UNCHANGED
from hearings.shares import percent
from hearings.standards import standard_words
from tui.plain.rate_words import (
    ALIKE,
    NO_RATE_OF_REASONS,
    OF_REASONS,
    widened,
)
from tui.words import choice_words, day, first_upper, level_brief, stage_of

if TYPE_CHECKING:
    from db.behind import Behind, Line
    from hearings.rules import Rules
    from tui.rating import Found

UNKNOWN: Final = "not known"
NO_REASON: Final = "not changed, or not known"
"""What a reason is where there is none: what was not changed has none to be known."""

CLOSED: Final = "A matter that is not open to you: it is counted, and nothing more is said of it."
"""What stands in the place of a matter that the account may not open."""

NONE_AT_ALL: Final = (
    "Nothing is counted yet for this question. Press v for another one, 1 and n to receive a"
    " matter, or r to read again."
)
NONE_THAT_FITS: Final = (
    "Nothing fits that is decided. Press shift+tab for the question and backspace on what it is"
    " narrowed to, or r to read again."
)
SHADED: Final = (
    "Shades go by fifths of the share: none below 20 %, ░ from 20 %, ▒ from 40 %, ▓ from 60 %, █"
    " from 80 %."
)
"""How dark the table by two fields is."""

SAME_FIELD: Final = (
    "Both fields are the same. Press shift+tab for the question, and choose a second field there."
)
"""What stands where a figure would, and which key to press."""

NARROWED: Final = ("local_level", "unit", "rank", "rank_band", "person_type", "tier", "standard",
                   "category", "ethnicity", "sex", "service_band", "track", "source",
                   "assessor_rank", "assessor_unit", "reason")  # fmt: skip
"""The fields that the question can be narrowed to, in the order they are shown."""

_FIELDS: Final[Mapping[str, str]] = {
    "local_level": "Initial assessment",
    "person_type": "Person type",
    "tier": "Tier of the assessor",
    "standard": "Standard",
    "ethnicity": "Self-defined ethnicity",
    "service_band": "Years of service",
    "track": "Kind of matter",
    "source": "Came to light by",
    "assessor_rank": "Rank of the assessor",
    "reason": "Reason for the change",
}

_SEXES: Final[Mapping[str, str]] = {"F": "female", "M": "male"}

_WORDS: Final[Mapping[str, Callable[[str], str]]] = {
    "local_level": level_brief,
    "standard": standard_words,
    "track": choice_words,
    "source": choice_words,
    "sex": lambda value: _SEXES.get(value, value),
    "tier": lambda value: f"{value} rank",
}
"""How the values of a field are said that are not words already."""

BASES: Final[Mapping[str, str]] = {
    "received": "the matter came to attention",
    "assessed": "the initial assessment was made",
    "decided": "it was decided",
}
"""What happened on the day that puts a subject in the period."""

READ: Final = {CHANGED: "changed", UNCHANGED: "left as it was", KEPT: "kept locally"}

PARTS: Final = {"changed": "changed", "lowered": "lowered", "raised": "raised"}

NAMED: Final = {"decided": "decided", "reasoned": "changed with a reason recorded",
                 "avoidable": "changed for an avoidable reason",
                 "no_reason": "changed without a recorded reason",
                 "resubmitted": "form sent again", **PARTS, **dict(BESIDE)}  # fmt: skip
"""The numbers in words."""

BASE_OF: Final = {"changed": "decided", "lowered": "decided", "raised": "decided",
                  "avoidable": "reasoned", "no_reason": "changed"}  # fmt: skip
"""What a number is a part of, as `Counts` names it."""


def field_words(name: str, rules: Rules) -> str:
    """Name a field."""
    if name in {"unit", "assessor_unit"}:
        unit = rules.unit_word
        return first_upper(unit) if name == "unit" else f"{first_upper(unit)} of the assessor"
    return _FIELDS.get(name, first_upper(name.replace("_", " ")))


def within_words(name: str, rules: Rules) -> str:
    """Name a field amid a sentence; a Standard keeps its capital."""
    words = field_words(name, rules)
    return words if name == "standard" else words.lower()


def value_of(name: str, value: str, rules: Rules) -> str:
    """Say a value of a field; what somebody typed stays as it was typed."""
    if not value:
        return NO_REASON if name == "reason" else UNKNOWN
    if name in _WORDS:
        return _WORDS[name](value)
    if name in {"ethnicity", "person_type", "rank_band"}:
        return group_words(name, value)
    reasons = rules.reasons if name == "reason" else {}
    return reasons[value].words if value in reasons else value


def plural(name: str, rules: Rules) -> str:
    """Say what the values of a field are called, of several."""
    words = within_words(name, rules)
    return f"{words}s" if name in {"unit", "rank", "rank_band"} else f"values of {words}"


def title(question: Question, rules: Rules, by: str = "") -> str:
    """Say which share is shown, by what.

    Args:
        question: What is asked.
        rules: The force's words.
        by: The field, where it is not that of the question.
    """
    name = within_words(by or question.by, rules)
    if question.figure == "cross":
        name += f" and {within_words(question.across, rules)}"
    share = share_words(question.measure, rules.dps)
    if question.figure == "table" and question.level:
        share = f"{share.partition(' at first, ')[0]} at first, changed by {rules.dps}"
    return f"{share}, by {name}"


def period(question: Question) -> str:
    """Say which day counts, and from when to when."""
    said = question.basis.capitalize()
    said += f" from {day(question.start)}" if question.start else ""
    said += f" to {day(question.end)}" if question.end else ""
    return said if question.start or question.end else f"{said} on any day"


def narrowed(question: Question, rules: Rules) -> str:
    """Say what the subjects are narrowed to; empty for all."""
    return ", ".join(
        f"{within_words(name, rules)} {value_of(name, value, rules)}"
        for name, value in question.where.items()
    )


def line(question: Question, rules: Rules) -> str:
    """Say the question in the line over the panes, but for what the picture's title says.

    A table has no title of its own, so it stands here.
    """
    only = narrowed(question, rules)
    head = f"{title(question, rules)} · " if question.figure in {"table", "cross"} else ""
    return f"{head}{period(question)}{f' · only {only}' if only else ''}"


def foot(found: Found, question: Question) -> Iterator[str]:
    """Say what must be read with every rate: what widens it, what is unfinished, and the rest."""
    total, table = found.table.total, found.table
    # What is withheld is explained first: on a small screen the last lines are out of sight.
    withheld = _withheld(found, question)
    yield from withheld
    yield from _unlike(found, question)
    placed = found.placed if question.figure in {"intervals", "funnel"} else None
    trend = found.trend if question.figure == "trend" else None
    part = "changed" if question.figure == "table" else MEASURES[question.measure].key
    if widened(total.spread_of(part)) and not question.bare:
        wide = f"{total.spread_of(part):.2f} times in all"
        yield f"Intervals are widened row by row, {wide}: {ALIKE}"
    around = trend.trend.spread if trend else placed.funnel.spread if placed else 1.0
    if widened(around) and question.figure != "intervals":
        yield f"Limits are widened {around:.2f} times, by what holds of all rows together."
    if total.unfinished:
        yield (f"* unfinished: less than 95 % decided; {total.undecided:,} are not yet decided in"
               " all.")  # fmt: skip
    if table.overlapping and trend is None:
        yield "An officer stands once in each row that applies, so rows overlap."
    if any(row.expected is not None for row in table.rows) and question.figure == "table":
        yield f"{OVER_EXPECTED} {NOT_ALIKE}"
    elif not (question.level or question.bare or by_reason(question)):
        yield _standard(standardised=placed is not None)
    yield agreement(found)
    crossed = found.cross if question.figure == "cross" else None
    notes = (placed or trend or crossed or table).notes
    yield from (note for note in notes if note not in withheld)


def _withheld(found: Found, question: Question) -> tuple[str, ...]:
    """Say why cells of a table are withheld; nothing where none is."""
    table = found.cross if question.figure == "cross" and found.cross else found.table
    return table.notes if table.withheld and question.figure in {"table", "cross"} else ()


def by_reason(question: Question) -> bool:
    """Say whether each row, or each cell, is a reason for the change."""
    fields = {"cross": {question.by, question.across}, "trend": set[str]()}
    return "reason" in fields.get(question.figure, {question.by})


def _unlike(found: Found, question: Question) -> Iterator[str]:
    """Say what the shares are of, where they are not of the decided, and how shades are read."""
    if question.figure == "cross" and not question.bare:
        yield SHADED
    if question.bare:
        yield NO_RATE_OF_REASONS
    elif by_reason(question):
        table = question.figure == "table"
        yield OF_REASONS.format("changed" if table else MEASURES[question.measure].key)
        part, base = found.table.total.avoidable, found.table.total.reasoned
        if base:
            yield (f"Of all changed with a reason recorded, {counted(part, base)} for an avoidable"
                   f" one, {percent(part, base)}.")  # fmt: skip


def _standard(*, standardised: bool) -> str:
    if standardised:
        return (
            "Standardised: what was changed beside what would be, were each initial assessment"
            " changed as often as in all; the plain rate can point the wrong way."
        )
    return (
        "Not standardised: graver matters move this rate by themselves. Choose a share within one"
        " initial assessment to compare."
    )


def agreement(found: Found) -> str:
    """Say how often a blind second reading gave the level that stood, under every rate."""
    read = found.table.agreement
    unread = unread_words(read.unread)
    if not read:
        said = "A change does not say who was right. Blind second reading: none recorded."
        return f"{said} {unread}".rstrip()
    parts = [f"{READ[kind]} {percent(one.agreed, one.read)} ({counted(one.agreed, one.read)})"
             for kind, one in read.items()]  # fmt: skip
    return (
        "A change does not say who was right. Blind second readings gave the level that stood:"
        f" {', '.join(parts)}. {unread}"
    ).rstrip()


def behind_title(found: Behind, question: Question, label: str) -> str:
    """Say which number it is that subjects stand behind."""
    level = f", initial assessment {level_brief(question.level).lower()}" if question.level else ""
    return f"{first_upper(NAMED[found.column])} · {label}{level}: {subjects(found.total)}"


def nobody(*, base: bool) -> str:
    """Say that a number has nobody behind it, and which key to press.

    Args:
        base: Whether `b` lists the base from there.
    """
    back = "Nobody is counted there. Press esc to go back to the figure"
    return f"{back}, or b to list its base." if base else f"{back}."


def subjects(number: int) -> str:
    """Say how many subjects."""
    return f"{number:,} subject{'' if number == 1 else 's'}"


def behind_line(one: Line, rules: Rules) -> tuple[str, tuple[str, ...]]:
    """Word a subject: its first line, and what stands under it."""
    if one.closed:
        return CLOSED, ()
    held = ", ".join(part for part in (short_rank(one.rank), one.unit) if part)
    level = f"{level_brief(one.local_level)} at first" if one.local_level else "Not assessed"
    state = {"same": "left as it was"}.get(one.direction, one.direction) or NAMED[one.state]
    about = f"{level}, {state}; received {day(one.received)}; {stage_of(one.stage, rules)}"
    return f"{one.reference}  {held}", (about,)


def measured(rules: Rules) -> dict[str, str]:
    """Give the shares that can be compared, in the force's words."""
    return {name: MEASURED[name].replace("DPS", rules.dps) for name in MEASURES}


def why_no_funnel(question: Question, rules: Rules) -> str:
    """Say why the values of a field are not placed in a funnel, and which key to press."""
    name = field_words(question.by, rules)
    why = f"A funnel cannot be drawn by {within_words(question.by, rules)}."
    if question.by in OVERLAPPING:
        why = (f"An officer stands under each {name} that applies, so a funnel would count one"
               " officer several times.")  # fmt: skip
    if question.bare:
        why = NO_RATE_OF_REASONS
    return f"{why} Press shift+tab for the intervals, or tab for the trend."


def why_no_trend() -> str:
    """Say why there is no trend within a reason, and which key to press."""
    return f"{NO_RATE_OF_REASONS} Press tab for the table, where the counts stand."


def why_nothing(found: Found, question: Question, rules: Rules) -> str:
    """Say why there is nothing to show, and which key to press; empty where there is something."""
    total, table = found.table.total, found.table
    if table.withheld:
        seen = any(not row.withheld for row in table.rows)
        return "" if seen else " ".join(table.notes)
    if not total.subjects and question == Question(question.figure):
        return NONE_AT_ALL
    if not (total.subjects if question.figure == "table" else total.decided):
        return NONE_THAT_FITS
    if question.figure == "funnel" and not question.places:
        return why_no_funnel(question, rules)
    if question.figure == "trend" and question.bare:
        return why_no_trend()
    return SAME_FIELD if question.figure == "cross" and found.cross is None else ""
