"""Lay out the form of a move from the table of moves, and read back what was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from db.people import Named
from hearings.adjustments import EVERY, delay_reasons
from hearings.cases import Allegation, CaseFile, Event, Subject
from hearings.deadlines import deadlines
from hearings.factors import FIELDS
from hearings.milestones import milestones
from hearings.outcome_kinds import outcomes
from hearings.regimes import regimes
from hearings.severity import Level, headings, required_headings
from hearings.stages import Field, Move
from hearings.standards import standard_words, standards
from hearings.values import read_date
from tui import several, words
from tui.outcome_words import factor_words
from tui.spec import Options, Spec
from tui.telling.clock import standing

if TYPE_CHECKING:
    from hearings.rules import Rules

MAKER, MAKER_NAME, MAKER_RANK, MAKER_UNIT, ON = "@maker", "@name", "@rank", "@unit", "@on"
"""The keys of what a form asks beside the move's own fields."""

_MADE_BY = {
    "inspecting": "The assessor: force number, or account; of an inspecting rank.",
    "superintending": "The assessor: force number, or account; of a superintending rank.",
    "authority": "The delegated authority: force number, or account.",
    "investigator": "The investigator: force number, or account.",
    "second": "The second reader: force number, or account.",
}
_KINDS = {
    "choice": "choice",
    "date": "line",
    "delay": "choice",
    "disposal": "choice",
    "factor": "choice",
    "factors": "marks",
    "flag": "tick",
    "level": "radio",
    "line": "line",
    "milestone": "choice",
    "number": "line",
    "outcome": "opens",
    "pairs": "area",
    "reason_code": "choice",
    "reference": "line",
    "seats": "area",
    "sittings": "area",
    "standard": "choice",
    "step": "choice",
    "text": "area",
    "whole": "line",
}


@dataclass(frozen=True, slots=True)
class Matter:
    """What a form is about."""

    rules: Rules
    """The force's words and reasons."""
    file: CaseFile | None = None
    """The case; None while it is still to be received."""
    number: int = 1
    """The subject's number."""
    history: Sequence[Event] = ()
    """The case's events."""
    today: date | None = None
    """The day the limits stand as; None where no form asks for one."""

    @property
    def subject(self) -> Subject | None:
        """Give the subject the form is about."""
        return None if self.file is None else self.file.subject(self.number)


def specs_of(move: Move, matter: Matter, *, own: str = "") -> list[Spec]:
    """List what the form of a move asks for, in the order of the table.

    Args:
        move: The move.
        matter: The case it is about.
        own: Who the maker is where nobody is named; empty where somebody has to be.
    """
    found: list[Spec] = []
    for field in move.fields:
        found += _specs(field, move, matter)
    return found + list(_last(move, own))


def _specs(field: Field, move: Move, matter: Matter) -> list[Spec]:
    if field.type == "rationale":
        return [_heading(key, text) for key, text in headings().items()]
    if field.key in {"by_allegation", "taken_together"} and len(_allegations(matter)) < 2:
        return []
    if field.type in several.PARTED:
        return several.specs(field, _allegations(matter))
    if field.type == "levels":
        return [_allegation_level(field, a.number, a.standard) for a in _allegations(matter)]
    options = _options(field, move, matter)
    kind = _KINDS[field.type]
    if options and kind in _TYPED:
        kind = "choice"
    help_text = field.help
    help_text = _HELP.get(field.type, _HELP.get(field.key, help_text))
    name = words.label(field.key, field.option)
    if field.key == "unit":
        name, kind = matter.rules.unit_word.capitalize(), "line"
    return [
        Spec(
            key=field.key,
            label=name,
            kind=kind,
            help=help_text,
            options=options,
            required=field.required,
            aliases=frozenset({field.key, field.option}),
        )
    ]


_TYPED = frozenset({"area", "line"})
"""What gives way to a list where there is one."""

_HELP = {
    "factor": "One of the force's list; the edition and its words are kept with it. “Unverified”:"
    " the list's source was not seen.",
    "factors": "Space marks one or takes the mark away; any number may be marked.",
    "outcome": "Enter opens the list: what is lawful here first, then all else, each with the rule"
    " against it.",
    "document": "Which of the documents, by its number.",
    "pairs": "What to put right, one line each, as level=misconduct; empty undoes the entry.",
    "level": "The level for the officer concerned, all allegations taken together.",
    "sittings": "One sitting day in a line, as 2014-04-22 10:00-16:30; a day alone is 10:00 to"
    " 17:00. F7 shows the free days.",
    "seats": "One person in a line: what they are there as, the number, and the name where the"
    " records lack it. F7 chooses what somebody is there as.",
    "limit": "The time limit, as the Deadlines tab shows it.",
}


def _heading(key: str, text: str) -> Spec:
    needed = key in required_headings()
    said = "What was considered under this heading of the National Decision Model."
    names = frozenset({key, text, "rationale"} if needed else {key, text})
    return Spec(f"rationale.{key}", text, "area", said, (), needed, names)


def _allegation_level(field: Field, number: int, standard: str) -> Spec:
    return Spec(
        key=f"by_allegation.{number}",
        label=f"Allegation {number}",
        kind="choice",
        help=f"The level of allegation {number}, {standard_words(standard)}; may be left open.",
        options=_levels(),
        aliases=frozenset({field.key, field.option}),
    )


def _allegations(matter: Matter) -> tuple[Allegation, ...]:
    return () if matter.subject is None else matter.subject.allegations


def _levels() -> Options:
    return tuple((level.value, words.level_brief(level)) for level in reversed(Level))


def _options(field: Field, move: Move, matter: Matter) -> Options:
    """Give what a field can be, where that is a list."""
    if move.event == "correct" and field.key == "event":
        return _entries(matter)
    if field.key == "document":
        return _documents(matter)
    if field.key == "limit":
        return _limits(move, matter)
    if field.key == "allegation":
        return tuple(
            (str(a.number), f"{a.number}: {standard_words(a.standard)}")
            for a in _allegations(matter)
        )
    lister = _LISTS.get(field.type)
    return () if lister is None else lister(field, matter)


def _reasons(_field: Field, matter: Matter) -> Options:
    return tuple((code, reason.words) for code, reason in matter.rules.reasons.items())


def _steps(_field: Field, matter: Matter) -> Options:
    return tuple((step, step) for step in matter.rules.priority.scale)


def _choices(field: Field, matter: Matter) -> Options:
    rules = matter.rules
    return tuple((value, words.value_words(field.key, value, rules)) for value in field.choices)


def _disposals(_field: Field, matter: Matter) -> Options:
    """Give how a matter of this regime and level may end; all of the regime's where none fits."""
    if matter.file is None or matter.subject is None:
        return ()
    day, level = matter.file.case.attention_date, matter.subject.level
    known = regimes()[matter.file.case.regime].disposals
    fit = [
        row for row in known
        if (level is None or level in row.levels)
        and (row.starts is None or day is None or row.starts <= day)
    ]  # fmt: skip
    return tuple((row.key, row.words) for row in fit or known)


def _limits(move: Move, matter: Matter) -> Options:
    """Give the limits whose clock has started; of those missed alone where lateness is told."""
    file, subject, today = matter.file, matter.subject, matter.today
    if file is None or subject is None or today is None:
        return ()
    calendar = matter.rules.calendar
    found = {
        row.key: f"{row.title}: {standing(row, calendar, today)}"
        for row in deadlines(file.case, subject, matter.rules, today)
        if row.statutory
        and row.status != "not_started"
        and (move.event != "explain_delay" or row.over > 0)
    }
    every = {EVERY: "Every limit"} if move.event in {"pause", "resume"} else {}
    return tuple((every | found).items()) or (("", "No limit runs here now"),)


def _facts(_field: Field, _matter: Matter) -> Options:
    known = milestones().items()
    return tuple((k, words.first_upper(kind.words)) for k, kind in known if kind.recorded)


def _factors(field: Field, matter: Matter) -> Options:
    """Give the force's own list; what nobody has seen at its source says so."""
    listed = matter.rules.factors.groups[FIELDS[field.key]]
    return tuple((one.key, factor_words(one)) for one in listed)


def _documents(matter: Matter) -> Options:
    documents = () if matter.subject is None else matter.subject.documents
    return tuple((str(one.number), f"{one.number}: {one.name}") for one in documents)


_LISTS: dict[str, Callable[[Field, Matter], Options]] = {
    "choice": _choices,
    "delay": lambda _field, _matter: tuple(delay_reasons().items()),
    "milestone": _facts,
    "disposal": _disposals,
    "factor": _factors,
    "factors": _factors,
    "level": lambda _field, _matter: _levels(),
    "outcome": lambda _field, _matter: tuple((k, kind.words) for k, kind in outcomes().items()),
    "reason_code": _reasons,
    "standard": lambda _field, _matter: tuple(standards().items()),
    "step": _steps,
}


def _entries(matter: Matter) -> Options:
    """Give the entries of the subject's history, newest first."""
    return tuple(
        (str(e.id), f"{e.id}  {words.day(e.effective)}  {words.event_title(e, matter.rules)}")
        for e in reversed(matter.history)
        if e.subject == matter.number
    )


def _last(move: Move, own: str) -> Iterable[Spec]:
    """Ask who made the decision, and when it took effect."""
    if move.made_by != "keyer":
        told = _MADE_BY[move.made_by]
        self_made = f" Leave empty for yourself: {own}." if own else ""
        new = "Only for somebody the records do not hold yet."
        yield Spec(
            MAKER, "Made by", "line", told + self_made, (), not own, frozenset({"maker", MAKER})
        )
        yield Spec(MAKER_NAME, "  their name", "line", new)
        yield Spec(MAKER_RANK, "  rank", "line", new)
        yield Spec(MAKER_UNIT, "  unit", "line", new)
    yield Spec(
        ON, "Took effect", "line", "The day it took effect, as 2014-03-12; empty for today.", (),
        aliases=frozenset({"on"}),
    )  # fmt: skip


def given(move: Move, typed: Mapping[str, str]) -> dict[str, object]:
    """Put what was typed into the shape a move takes.

    Args:
        move: The move.
        typed: Texts by key of the form.
    """
    found: dict[str, object] = {}
    for field in move.fields:
        if field.type in {"rationale", "levels"}:
            head = f"{field.key}."
            part = {k.removeprefix(head): v for k, v in typed.items() if k.startswith(head) and v}
            if part or field.type == "rationale":
                found[field.key] = part
        elif field.type in several.PARTED:
            found |= several.given(field, typed)
        elif text := typed.get(field.key, ""):
            found[field.key] = _shaped(field, text)
    return found


def _shaped(field: Field, text: str) -> object:
    """Give what was typed in an area line by line; who sits, in the names of the records."""
    if field.type == "seats":
        return several.seats(text)
    return text.splitlines() if field.type in {"pairs", "sittings"} else text


def maker(typed: Mapping[str, str]) -> Named | None:
    """Read who made the decision; None for whoever types."""
    ref, name, rank, unit = (
        typed.get(key, "").strip() for key in (MAKER, MAKER_NAME, MAKER_RANK, MAKER_UNIT)
    )
    return Named(ref, name, rank, unit) if ref else None


def took_effect(typed: Mapping[str, str]) -> date | None:
    """Read the day it took effect; None for today.

    Raises:
        BadValue: What was typed is no date.
    """
    text = typed.get(ON, "").strip()
    return read_date("on", text) if text else None


def in_words(spec: Spec, sentence: str) -> str:
    """Word a refusal of a field with the name that the form gives it.

    Args:
        spec: The field.
        sentence: The refusal, in the names of the command line.
    """
    if " needs " in sentence and sentence.startswith("'"):
        return f"{spec.label.strip()} may not be empty."
    for name in sorted(spec.aliases, key=len, reverse=True):
        if sentence.startswith(f"{name} "):
            return f"{spec.label.strip()}{sentence.removeprefix(name)}"
    return sentence


def meant(specs: Iterable[Spec], field: str) -> str:
    """Find the key of what a refusal means; empty where the form has nothing of that name."""
    return next((spec.key for spec in specs if field == spec.key or field in spec.aliases), "")
