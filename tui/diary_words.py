"""Say days, sittings, hearings and limits as a practitioner does. Knows no Textual."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any, Final

from hearings.adjustments import EVERY, delay_reasons
from hearings.errors import BadValue
from hearings.listing import capacity_words
from hearings.listing.readiness import METHODS
from hearings.milestones import milestone_words
from hearings.people import short_rank
from hearings.regimes import regimes
from hearings.sittings import KINDS, Hearing, Seat, Sitting, clock, read_sitting

STATES: Final = {
    "listed": "listed",
    "postponed": "postponed",
    "vacated": "vacated",
    "open": "open",
    "part_heard": "part-heard",
    "heard": "heard",
}
"""Where a hearing stands, in words."""

CASE_TO_ANSWER: Final = {
    "gross_misconduct": "case to answer for gross misconduct",
    "misconduct": "case to answer for misconduct",
    "none": "no case to answer",
}
"""What an opinion or a decision on one allegation says."""

PUBLISHED: Final = {
    "name": "the officer's name",
    "date": "the date",
    "time": "the time",
    "place": "the place",
    "conduct": "the conduct alleged",
}
"""What a chair may allow to be published."""

SECOND_CONDITION: Final = {
    "prejudice": "the officer could prejudice the case",
    "public_interest": "the public interest requires it",
    "both": "the officer could prejudice the case, and the public interest requires it",
    "neither": "neither holds",
}
"""The second condition of a suspension."""

BECOMES: Final = {
    "goes_on": "goes on against a former officer",
    "ends": "ends",
    "to_be_decided": "is to be decided",
}
"""What becomes of the case of an officer who leaves."""


def weekday(when: date) -> str:
    """Write a day with its weekday: Fri 25 Apr 2014."""
    return f"{when:%a %-d %b %Y}"


def times(sitting: Sitting) -> str:
    """Write when a sitting starts and ends: 10:00–16:30."""
    return f"{clock(sitting.starts)}–{clock(sitting.ends)}"


def sitting_words(sitting: Sitting) -> str:
    """Write a sitting day: Tue 22 Apr 2014, 10:00–16:30."""
    return f"{weekday(sitting.day)}, {times(sitting)}"


def sitting_text(text: str) -> str:
    """Word a sitting of a payload; as it is where it cannot be read."""
    try:
        return sitting_words(read_sitting("sitting", text))
    except BadValue:
        return text


def hearing_kind(kind: str, regime: str = "") -> str:
    """Name the kind of proceedings as its Regulations do.

    Args:
        kind: One of `hearings.sittings.KINDS`.
        regime: The case's regime; empty where it is not at hand.
    """
    if kind == "accelerated" and regime in {"2008", "2012"}:
        return "special case hearing"
    return KINDS.get(kind, kind.replace("_", " "))


def hearing_state(hearing: Hearing) -> str:
    """Say where a hearing stands."""
    return STATES.get(hearing.state, hearing.state)


def named(name: str, rank: str = "", number: str = "") -> str:
    """Name somebody: rank and name, else the number."""
    return f"{short_rank(rank)} {name}".strip() if name else number


def seat_words(seat: Seat | Mapping[str, Any]) -> str:
    """Say who sits as what: chair (senior officer): Cmdr A Hale, 100007."""
    if not isinstance(seat, Seat):
        seat = Seat(
            str(seat.get("capacity", "")),
            str(seat.get("person", "")),
            str(seat.get("name", "")),
            str(seat.get("rank", "")),
        )
    who = named(seat.name, seat.rank)
    listed = ", ".join(part for part in (who, seat.person) if part)
    return f"{capacity_words(seat.capacity)}: {listed}"


def conducts(hearing: Hearing) -> str:
    """Name the chair, or the person conducting a meeting; empty where nobody is named yet."""
    for seat in hearing.seats:
        head, _, _ = seat.capacity.partition("_")
        if head in {"chair", "conducting"}:
            what = "chair" if head == "chair" else "conducted by"
            return f"{what} {named(seat.name, seat.rank, seat.person)}"
    return ""


def limit_title(key: str) -> str:
    """Name a limit by its key; as given where no regime has it."""
    return "Every limit" if key == EVERY else limit_titles().get(key, key.replace("_", " "))


@cache
def limit_titles() -> dict[str, str]:
    """Index the names of the limits of every regime by their keys."""
    return {
        limit.key: limit.title
        for regime in reversed(regimes().values())
        for limit in regime.limits
    }  # fmt: skip


def delay_words(code: str) -> str:
    """Say a counted reason for being out of time; as given where it is not in the list."""
    return delay_reasons().get(code, code)


def fact_words(key: str) -> str:
    """Say a dated fact."""
    return milestone_words(key)


def noted(note: str) -> str:
    """Word how, by whom and with what note a fact was reached; the way of service is a code."""
    how, joint, rest = note.partition("; ")
    return f"{METHODS.get(how, how)}{joint}{rest}"


def said(key: str, kind: str, value: Any) -> str:
    """Word a value of an event of the clock or the diary; empty where it is no such value.

    Args:
        key: The field's name in the payload.
        kind: How the field is read.
        value: The value.
    """
    if kind in _LISTED and isinstance(value, list):
        one = _LISTED[kind]
        return "; ".join(one(part) for part in value)
    if kind == "answers" and isinstance(value, Mapping):
        rows = (f"allegation {n}: {CASE_TO_ANSWER.get(v, v)}" for n, v in value.items())
        return "; ".join(rows)
    if not isinstance(value, str):
        return ""
    if key in _BY_KEY:
        return _BY_KEY[key](value)
    return _BY_KIND[kind](value) if kind in _BY_KIND else ""


_LISTED: dict[str, Callable[[Any], str]] = {
    "seats": seat_words,
    "several": lambda part: PUBLISHED.get(part, str(part)),
    "sittings": sitting_text,
}
_BY_KIND: dict[str, Callable[[str], str]] = {
    "answers": lambda text: CASE_TO_ANSWER.get(text, text),
    "delay": delay_words,
    "milestone": fact_words,
    "sittings": lambda text: "; ".join(map(sitting_text, text.splitlines())),
}
_BY_KEY: dict[str, Callable[[str], str]] = {
    "asked_by": lambda text: "officer concerned" if text == "officer" else text,
    "becomes": lambda text: BECOMES.get(text, text),
    "forum": hearing_kind,
    "kind": hearing_kind,
    "limit": limit_title,
    "method": noted,
    "offer_until": lambda text: weekday(date.fromisoformat(text)),
    "second_condition": lambda text: SECOND_CONDITION.get(text, text),
}


def counted(number: int, one: str, more: str = "") -> str:
    """Say how many: 1 sitting, 2 sittings.

    Args:
        number: How many.
        one: The word for one.
        more: The word for several; with an s where it is left out.
    """
    return f"{number:,} {one if number == 1 else more or f'{one}s'}"
