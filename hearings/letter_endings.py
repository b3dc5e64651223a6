"""Read from the records what a letter states of how proceedings ended."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from hearings.conclusions import FINDINGS, Outcome
from hearings.letter_words import written
from hearings.letters import Matter
from hearings.outcomes import DISMISSAL, effect_of, outcome_words
from hearings.people import person_types
from hearings.standards import standard_words

BARRED_LIST_BEGAN = date(2017, 12, 15)
"""The first day on which a dismissal is reported to the barred list (SI 2017/1135)."""

_ADVISORY = "designation_withdrawn"
"""A volunteer whose designation is withdrawn goes on the advisory list instead."""


def finding(matter: Matter, given: Mapping[str, str]) -> str:
    """Say the finding that stands; as given where none is recorded."""
    found = matter.subject.finding
    if found is None:
        return given.get("finding", "")
    words = FINDINGS[found.level]
    return f"{words[:1].upper()}{words[1:]}."


def outcome(matter: Matter, given: Mapping[str, str]) -> str:
    """Say the outcome that stands; as given where none is recorded."""
    made = matter.subject.outcome
    return given.get("outcome", "") if made is None else _outcome_words(made)


def _outcome_words(made: Outcome) -> str:
    words = outcome_words(made.key)
    said = f"{words[:1].upper()}{words[1:]}"
    if made.months:
        said += f", {made.months} months"
    if made.notice_days:
        said += f", {made.notice_days} days of notice"
    return f"{said}: {made.said}." if made.said else f"{said}."


def reasons(matter: Matter, given: Mapping[str, str]) -> str:
    """Give the reasons for the outcome that stands; as given where none is recorded."""
    made = matter.subject.outcome
    return given.get("reasons", "") if made is None else made.reasons


def dismissed_on(matter: Matter, _given: Mapping[str, str]) -> str:
    """Give the day of a dismissal that is reported to the barred list; empty where there is none.

    Source:
        SI 2017/1135 reg 3(1).
    """
    made = matter.subject.outcome
    if made is None or effect_of(made.key) != DISMISSAL or made.key == _ADVISORY:
        return ""
    day = made.ends_on
    return "" if day is None or day < BARRED_LIST_BEGAN else written(day)


def found_conduct(matter: Matter, _given: Mapping[str, str]) -> list[dict[str, str]]:
    """Give the allegations whose facts were proved and whose Standard was found breached."""
    found = matter.subject.finding
    if found is None:
        return []
    return [
        {
            "number": str(one.number),
            "standard": standard_words(one.standard),
            "narrative": one.narrative,
        }
        for one in matter.subject.allegations
        if found.facts.get(str(one.number)) == "proved"
        and found.breaches.get(one.standard) == "breached"
    ]


def person_kind(matter: Matter, _given: Mapping[str, str]) -> str:
    """Say what the person serves, or served, as."""
    kind = matter.subject.person_type
    return person_types().get(kind, kind)


ENDINGS: dict[str, Callable[[Matter, Mapping[str, str]], Any]] = {
    "dismissed_on": dismissed_on,
    "finding": finding,
    "found_conduct": found_conduct,
    "outcome": outcome,
    "person_kind": person_kind,
    "reasons": reasons,
}
"""What reads each fact of how proceedings ended."""
