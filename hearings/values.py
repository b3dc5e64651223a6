"""Read what a person gave a move, and refuse what cannot be taken.

Faces hand over text, or the JSON values of a script; what comes out is the payload of an event.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from hearings.adjustments import delay_reasons
from hearings.cases import LONGEST_NUMBER
from hearings.errors import BadValue
from hearings.milestones import milestones
from hearings.outcome_kinds import outcomes
from hearings.severity import headings, level_named, required_headings
from hearings.sittings import read_sitting
from hearings.stages import Field, Move
from hearings.standards import standard_named

LONGEST = 20_000
"""The most characters a text of several lines takes."""

LONGEST_LINE = 200
"""The most characters a single line takes: what lists sort by and figures count fits an index."""

_LAYOUT = "\n\t"
_SEAT = frozenset({"capacity", "person", "name", "rank"})
_YES, _NO = frozenset({"yes", "true", "1"}), frozenset({"no", "false", "0", ""})


def clean(field: str, text: str, *, lines: bool = False, key: str = "") -> str:
    """Take text as typed, without the white space around it.

    Args:
        field: The field's name, for the sentence.
        text: What was given.
        lines: Whether line breaks and tabs may stand in it.
        key: The field's name in the table of moves, where it is another.

    Raises:
        BadValue: It holds a control character, or is too long.
    """
    text = text.replace("\r\n", "\n") if lines else text
    allowed = _LAYOUT if lines else ""
    for place, sign in enumerate(text, start=1):
        if unicodedata.category(sign) in {"Cc", "Cs"} and sign not in allowed:
            raise BadValue(
                key or field,
                f"{field} holds a control character (U+{ord(sign):04X}) at place {place};"
                " take it out and enter it again.",
            )
    longest = LONGEST if lines else LONGEST_LINE
    if len(text) > longest:
        raise BadValue(key or field, f"{field} is longer than {longest:,} characters.")
    return text.strip()


EARLIEST = date(1900, 1, 1)
"""The first day that a figure or a report can be asked for; years are counted back from it."""


def read_date(field: str, text: str, *, key: str = "") -> date:
    """Read an ISO date.

    Args:
        field: The field's name, for the sentence.
        text: What was given.
        key: The field's name in the table of moves, where it is another.

    Raises:
        BadValue: The text is no date.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise BadValue(
            key or field, f"{field} cannot be {text!r}; write the day as 2014-03-12."
        ) from None


def read_reference(field: str, text: str) -> str:
    """Read the reference of a case, as it is or will be written.

    Raises:
        BadValue: It names a subject, or holds white space or a control character.
    """
    text = clean(field, text)
    if "/" in text or any(sign.isspace() for sign in text):
        raise BadValue(field, f"{field} cannot be {text!r}; a case has neither '/' nor spaces.")
    return text


def payload(move: Move, given: Mapping[str, object]) -> dict[str, Any]:
    """Read everything a move was given.

    Args:
        move: The row of the table.
        given: Values by field key; text, or the JSON values of a script.

    Returns:
        The values that were given, read and checked; empty ones are left out.

    Raises:
        BadValue: A field is unknown, missing, or holds what it cannot.
    """
    known = {field.key for field in move.fields}
    for key in given:
        if key not in known:
            raise BadValue(key, f"'{move.command}' does not take {key}.")
    found = {}
    for field in move.fields:
        value = given.get(field.key)
        taken = None if value is None else _READERS[field.type](field, value)
        if taken not in (None, "", {}, [], False):
            found[field.key] = taken
        elif field.required:
            raise BadValue(field.key, f"'{move.command}' needs {field.option}: {field.help}")
    return found


def _line(field: Field, value: object) -> str:
    return clean(field.option, str(value), key=field.key)


def _number(field: Field, value: object) -> str:
    """Read a force number; bars compare it, so that one number has one spelling."""
    return _line(field, value).upper()


def _text(field: Field, value: object) -> str:
    return clean(field.option, str(value), lines=True, key=field.key)


def _date(field: Field, value: object) -> str:
    text = _line(field, value)
    return read_date(field.option, text, key=field.key).isoformat() if text else ""


def _choice(field: Field, value: object) -> str:
    text = _line(field, value)
    if text and text not in field.choices:
        raise BadValue(
            field.key,
            f"{field.option} cannot be {text!r}; it is one of {', '.join(field.choices)}.",
        )
    return text


def _whole(field: Field, value: object) -> int | None:
    text = _line(field, value)
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER):
        raise BadValue(field.key, f"{field.option} cannot be {text!r}; it is a whole number.")
    return int(text)


def _flag(field: Field, value: object) -> bool:
    text = str(value).strip().casefold()
    if text not in _YES | _NO:
        raise BadValue(field.key, f"{field.option} cannot be {str(value)!r}; it is yes or no.")
    return text in _YES


def _reference(field: Field, value: object) -> str:
    return read_reference(field.key, str(value))


def _level(field: Field, value: object) -> str:
    text = _line(field, value)
    return level_named(text, field.option, field.key).value if text else ""


def _standard(field: Field, value: object) -> str:
    text = _line(field, value)
    return standard_named(text) if text else ""


def _pairs(field: Field, value: object) -> dict[str, str]:
    """Read `KEY=VALUE` pairs, given as a mapping, a list of lines, or one line."""
    if isinstance(value, Mapping):
        items = [(str(key), str(item)) for key, item in value.items()]
    else:
        lines = [value] if isinstance(value, str) else list(value)  # type: ignore[call-overload]  # a list
        items = [_pair(field, str(line)) for line in lines if str(line).strip()]
    found: dict[str, str] = {}
    for key, item in items:
        name = clean(field.option, key, key=field.key)
        _once(field, name, found)
        found[name] = clean(field.option, item, lines=True, key=field.key)
    return found


def _once(field: Field, name: str, found: Mapping[str, object]) -> None:
    """Refuse to be told twice of one thing: which of the two was meant cannot be known."""
    if name in found:
        raise BadValue(field.key, f"{field.option} names {name} twice; say it once.")


def _pair(field: Field, line: str) -> tuple[str, str]:
    key, sign, item = line.partition("=")
    if not sign or not key.strip():
        raise BadValue(field.key, f"{field.option} cannot be {line!r}; write it as NAME=VALUE.")
    return key.strip(), item


def _levels(field: Field, value: object) -> dict[str, str]:
    found: dict[str, str] = {}
    for number, level in _pairs(field, value).items():
        if not (number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER):
            raise BadValue(field.key, f"{field.option}: {number!r} is no allegation's number.")
        _once(field, str(int(number)), found)
        found[str(int(number))] = level_named(level, field.option, field.key).value
    return found


def _listed(value: object) -> list[object]:
    """Take one line, several lines, or a list."""
    if isinstance(value, str):
        return [line for line in value.replace("\r\n", "\n").split("\n") if line.strip()]
    return [*value] if isinstance(value, Iterable) else []


def _sittings(field: Field, value: object) -> list[str]:
    lines = [clean(field.option, str(line), key=field.key) for line in _listed(value)]
    return [str(sitting) for sitting in sorted(read_sitting(field.key, line) for line in lines)]


def _seats(field: Field, value: object) -> list[dict[str, str]]:
    """Read who sits, as CAPACITY=NUMBER NAME, or as the parts of each."""
    found = []
    for item in _listed(value):
        if isinstance(item, Mapping):
            parts = {str(key): _line(field, text) for key, text in item.items()}
        else:
            capacity, sign, who = _line(field, item).partition("=")
            number, _space, name = who.strip().partition(" ")
            if not (sign and capacity.strip() and number):
                raise BadValue(
                    field.key, f"{field.option} cannot be {item!r}; write it as CAPACITY=NUMBER."
                )
            parts = {"capacity": capacity.strip(), "person": number, "name": name.strip()}
        strange = sorted(set(parts) - _SEAT)
        if strange or not (parts.get("capacity") and parts.get("person")):
            said = f"no {strange[0]}" if strange else "a capacity and a number"
            raise BadValue(field.key, f"{field.option}: a seat has {said}; CAPACITY=NUMBER NAME.")
        parts["person"] = parts["person"].upper()
        found.append({key: text for key, text in parts.items() if text})
    return found


def _answers(field: Field, value: object) -> dict[str, str]:
    """Read one of the field's choices for each numbered allegation."""
    found: dict[str, str] = {}
    for number, answer in _pairs(field, value).items():
        if not (number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER):
            raise BadValue(field.key, f"{field.option}: {number!r} is no allegation's number.")
        if answer not in field.choices:
            known = ", ".join(field.choices)
            raise BadValue(field.key, f"{field.option} cannot be {answer!r}; it is one of {known}.")
        _once(field, str(int(number)), found)
        found[str(int(number))] = answer
    return found


def _several(field: Field, value: object) -> list[str]:
    found = {_choice(field, item) for item in _listed(value)}
    return [choice for choice in field.choices if choice in found]


def _milestone(field: Field, value: object) -> str:
    text = _line(field, value)
    known = [key for key, kind in milestones().items() if kind.recorded]
    if text and text not in known:
        raise BadValue(
            field.key, f"{field.option} cannot be {text!r}; it is one of {', '.join(known)}."
        )
    return text


def _delay(field: Field, value: object) -> str:
    text = _line(field, value)
    if text and text not in delay_reasons():
        known = ", ".join(delay_reasons())
        raise BadValue(field.key, f"{field.option} cannot be {text!r}; it is one of {known}.")
    return text


def _breaches(field: Field, value: object) -> dict[str, str]:
    """Read one of the field's choices for each Standard."""
    found: dict[str, str] = {}
    for standard, answer in _pairs(field, value).items():
        if answer not in field.choices:
            known = ", ".join(field.choices)
            raise BadValue(field.key, f"{field.option} cannot be {answer!r}; it is one of {known}.")
        try:
            key = standard_named(standard)
        except BadValue as error:
            raise BadValue(field.key, str(error)) from error
        _once(field, key, found)
        found[key] = answer
    return found


def _outcome(field: Field, value: object) -> str:
    text = _line(field, value)
    if text and text not in outcomes():
        known = ", ".join(outcomes())
        raise BadValue(field.key, f"{field.option} cannot be {text!r}; it is one of {known}.")
    return text


def _factors(field: Field, value: object) -> list[str]:
    """Read keys of the force's lists; a guard knows the lists."""
    return list(dict.fromkeys(_line(field, item) for item in _listed(value)))


def _rationale(field: Field, value: object) -> dict[str, str]:
    """Read what was written under each heading; the required ones may not be empty."""
    if not isinstance(value, Mapping):
        raise BadValue(field.key, "The rationale is given heading by heading.")
    strange = sorted(set(value) - set(headings()))
    if strange:
        raise BadValue(field.key, f"The rationale has no heading {', '.join(strange)}.")
    found = {
        key: text
        for key in headings()
        if (text := clean(headings()[key], str(value.get(key) or ""), lines=True, key=key))
    }
    for key, words in headings().items():
        if key in required_headings() and key not in found:
            raise BadValue(key, f"'{words}' may not be empty: say what the decision rests on.")
    return found


_READERS: dict[str, Callable[[Field, object], Any]] = {
    "answers": _answers,
    "breaches": _breaches,
    "choice": _choice,
    "date": _date,
    "delay": _delay,
    "disposal": _line,
    "factor": _line,
    "factors": _factors,
    "flag": _flag,
    "level": _level,
    "levels": _levels,
    "line": _line,
    "milestone": _milestone,
    "number": _number,
    "outcome": _outcome,
    "pairs": _pairs,
    "rationale": _rationale,
    "reason_code": _line,
    "reference": _reference,
    "seats": _seats,
    "several": _several,
    "sittings": _sittings,
    "standard": _standard,
    "step": _line,
    "text": _text,
    "whole": _whole,
}


def types() -> frozenset[str]:
    """Name the types of field that can be read."""
    return frozenset(_READERS)
