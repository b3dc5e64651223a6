"""Word the question of the rates, its fields and their values, and the table under them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from db.saved_views import Question
from hearings.charts.numbers import between, counted
from hearings.disparity.groups import group_words
from hearings.intervals import wilson
from hearings.people import short_rank
from hearings.rate_words import BESIDE, MEASURED, unread_words
from hearings.rates import MEASURES, OVERLAPPING
from hearings.samples import CHANGED, KEPT, UNCHANGED
from hearings.shares import percent
from hearings.standards import standard_words
from tui.plain.rate_words import ALIKE, widened
from tui.words import choice_words, day, first_upper, level_brief, stage_of

if TYPE_CHECKING:
    from db.behind import Behind, Line
    from hearings.rates import Counts
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

_NAMED: Final = {"decided": "decided", "avoidable": "changed for an avoidable reason",
                 "no_reason": "changed without a recorded reason",
                 "resubmitted": "form sent again", **PARTS, **dict(BESIDE)}  # fmt: skip
"""The numbers in words."""

COLUMNS: Final = (
    ("decided", "", ("Decided", "the base")),
    ("changed", "", ("Changed", "of decided")),
    ("changed", "rate", ("Rate", "of changed")),
    ("changed", "interval", ("95 % interval", "of the rate")),
    ("lowered", "", ("Lowered", "of decided")),
    ("raised", "", ("Raised", "of decided")),
    ("avoidable", "", ("Avoidable", "with a reason")),
    ("no_reason", "", ("Reason not", "recorded")),
    ("undecided", "", ("Not yet", "decided")),
    ("no_local_view", "", ("No initial", "assessment")),
    ("late_local_view", "", ("Initial later", "than decision")),
    ("decided_elsewhere", "", ("Decided by IOPC", "or complaint")),
    ("scope_changed", "", ("Allegations", "changed between")),
    ("withdrawn", "", ("Withdrawn or", "duplicate")),
    ("kept_locally", "", ("Kept by", "the unit")),
    ("resubmitted", "", ("Form sent", "again as well")),
)
"""The table: which number, what of it, and the two lines over it."""

_OF: Final = {"changed": "decided", "lowered": "decided", "raised": "decided",
              "avoidable": "reasoned", "no_reason": "changed"}  # fmt: skip
"""What a number is a part of, as `Counts` names it."""

_BASE: Final = {"reasoned": "changed with a reason recorded"}
"""Such a base in words, where its name is none."""


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
    share = measured(rules)[question.measure].partition(", standardised")[0]
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
    """Say the question in the line over the panes, but for what the picture's title says."""
    only = narrowed(question, rules)
    return f"{period(question)}{f' · only {only}' if only else ''}"


def foot(found: Found, question: Question) -> Iterator[str]:
    """Say what must be read with every rate: what widens it, what is unfinished, and the rest."""
    total, table = found.table.total, found.table
    placed = found.placed if question.figure in {"intervals", "funnel"} else None
    trend = found.trend if question.figure == "trend" else None
    spread = total.spread
    if placed is not None:
        spread = placed.funnel.spread
    elif trend is not None and trend.trend.periods:
        spread = trend.trend.periods[0].period.spread
    if widened(spread) and question.figure in {"table", "cross"}:
        yield f"Intervals are widened row by row, {spread:.2f} times in all: {ALIKE}"
    elif widened(spread):
        yield f"Intervals are widened {spread:.2f} times: {ALIKE}"
    if total.unfinished:
        yield (f"* unfinished: less than 95 % decided; {total.undecided:,} are not yet decided in"
               " all.")  # fmt: skip
    if table.overlapping and trend is None:
        yield "An officer stands once in each row that applies, so rows overlap."
    if not question.level and question.figure != "table":
        yield _standard(standardised=placed is not None)
    yield agreement(found)
    yield from table.notes


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


def cell(counts: Counts, place: int) -> str:
    """Write one cell of the table."""
    column, what, _heads = COLUMNS[place]
    number = getattr(counts, column)
    if what == "interval":
        bounds = wilson(counts.changed, counts.decided, counts.spread)
        return "" if bounds is None else f"{100 * bounds[0]:.1f}-{100 * bounds[1]:.1f} %"
    if what == "rate":
        return percent(counts.changed, counts.decided)
    mark = "*" if column == "decided" and counts.unfinished else ""
    if column in _OF:
        return f"{number:,} of {getattr(counts, _OF[column]):,}"
    return f"{number:,}{mark}"


def said(label: str, counts: Counts, column: str) -> str:
    """Say one number of the table in a sentence, with its base and its interval."""
    number = getattr(counts, column)
    if column not in _OF:
        return f"{label}: {number:,} {_NAMED[column]}."
    base = getattr(counts, _OF[column])
    of = _BASE.get(_OF[column], _OF[column])
    told = f"{label}: {counted(number, base)} {of} were {_NAMED[column]}"
    told += f", {percent(number, base)}" if base else ", no data"
    bounds = wilson(number, base, counts.spread) if column == "changed" else None
    return f"{told}, 95 % interval {between(bounds)}." if bounds else f"{told}."


def in_words(label: str, counts: Counts) -> Iterator[str]:
    """Say a row of the table in sentences."""
    for column in ("changed", "lowered", "raised", "avoidable"):
        yield said(label, counts, column)
    beside = [f"{getattr(counts, name):,} {_NAMED[name]}" for name, _words in BESIDE]
    beside += [f"{getattr(counts, name):,} {_NAMED[name]}" for name in ("no_reason", "resubmitted")]
    yield f"{label}, beside the base: {', '.join(beside)}."


def behind_title(found: Behind, question: Question, label: str) -> str:
    """Say which number it is that subjects stand behind."""
    level = f", initial assessment {level_brief(question.level).lower()}" if question.level else ""
    return f"{first_upper(_NAMED[found.column])} · {label}{level}: {subjects(found.total)}"


def nobody(found: Behind) -> str:
    """Say that a number has nobody behind it, and which key to press."""
    back = "Nobody is counted there. Press esc to go back to the figure"
    return f"{back}." if found.column == "decided" else f"{back}, or b to list its base."


def subjects(number: int) -> str:
    """Say how many subjects."""
    return f"{number:,} subject{'' if number == 1 else 's'}"


def behind_line(one: Line, rules: Rules) -> tuple[str, tuple[str, ...]]:
    """Word a subject: its first line, and what stands under it."""
    if one.closed:
        return CLOSED, ()
    held = ", ".join(part for part in (short_rank(one.rank), one.unit) if part)
    level = f"{level_brief(one.local_level)} at first" if one.local_level else "Not assessed"
    state = {"same": "left as it was"}.get(one.direction, one.direction) or _NAMED[one.state]
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
    return f"{why} Press shift+tab for the intervals, or tab for the trend."


def why_nothing(found: Found, question: Question, rules: Rules) -> str:
    """Say why there is nothing to show, and which key to press; empty where there is something."""
    total = found.table.total
    if not total.subjects and question == Question(question.figure):
        return NONE_AT_ALL
    if not (total.subjects if question.figure == "table" else total.decided):
        return NONE_THAT_FITS
    if question.figure == "funnel" and not question.places:
        return why_no_funnel(question, rules)
    return SAME_FIELD if question.figure == "cross" and found.cross is None else ""
