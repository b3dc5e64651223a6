"""Read from the records what a letter states of how proceedings ended."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hearings.cases import Subject, reference
from hearings.conclusions import FINDINGS, NOT_PROVEN, QUASHED, Outcome
from hearings.errors import Refused
from hearings.letter_words import written
from hearings.letters import Matter
from hearings.listing import is_senior
from hearings.outcome_kinds import DISMISSAL, WARNING, effect_of, outcome_words
from hearings.outcomes import in_force_from
from hearings.outcomes.effects import EXTENDED
from hearings.people import person_types
from hearings.realms import LOCAL_POLICY
from hearings.standards import standard_words
from hearings.warned import Warned, ends

BARRED_LIST_BEGAN = date(2017, 12, 15)
"""The first day on which a dismissal is reported to the barred list (SI 2017/1135)."""

_DAY_FIRST = re.compile(r"(\d\d)/(\d\d)/(\d{4})", re.ASCII)
"""How a form has a date of birth: 03/05/1980 is the third of May."""

_ADVISORY = "designation_withdrawn"
"""A volunteer whose designation is withdrawn goes on the advisory list instead."""

_WOULD_HAVE_BEEN = "would_have_been_dismissed"
"""What is found of somebody who had left; it has no day on which service ends."""


def appeal_road(subject: Subject) -> str:
    """Say which road of appeal leads on from what was decided: one of `ROUTES`, or none.

    Args:
        subject: The officer concerned.

    Returns:
        Empty where nothing was found proven, where a senior officer was at a meeting (which road
        there is from it was not seen), and where the appeal by that road has been determined;
        internal for police staff.

    Source:
        SI 2012/2632 reg 38; SI 2020/4 reg 45(1); Police Act 1996 s85.
    """
    facts, meeting = subject.facts, subject.forum == "meeting"
    if subject.finding is not None and subject.finding.level == NOT_PROVEN:
        return ""
    if facts.person_type in LOCAL_POLICY:
        return "internal"
    if meeting and is_senior(facts.rank, facts.person_type):
        return ""
    road = "meeting" if meeting else "tribunal"
    return "" if _determined(subject, road) else road


def _determined(subject: Subject, road: str) -> bool:
    """Say whether the outcome that stands has been appealed against by a road already."""
    made = subject.outcome
    if made is None or made.on is None:
        return False
    return any(one.route == road and one.result and one.on >= made.on for one in subject.appeals)


def open_road(matter: Matter, given: Mapping[str, str]) -> str:
    """Say which road of appeal a notice offers; none where it says that nothing was proven."""
    typed = given.get("finding", "").casefold()
    if matter.subject.finding is None and typed.startswith(FINDINGS[NOT_PROVEN]):
        return ""
    return appeal_road(matter.subject)


def refuse_after_appeal(matter: Matter) -> None:
    """Refuse a notice of an outcome that was changed after the proceedings.

    Its day and reasons are not those of the proceedings, and the appeal that they led to is over.

    Raises:
        Refused: The outcome was varied or quashed.

    Source:
        SI 2020/4 reg 47(3); the tribunal's own rules.
    """
    made, given = matter.subject.outcome, matter.subject.outcomes
    quashed = made is None and bool(given) and given[-1].state == QUASHED
    if quashed or (made is not None and made.substituted):
        ref = reference(matter.file.case.reference, matter.number)
        raise Refused(
            f"{ref}: The outcome was changed on appeal or by a court. The officer is told of that"
            " by whoever changed it; no outcome notice is written of it."
        )


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
    if made.said:
        said += f": {made.said}"
    if made.substituted:
        said += f"; given on appeal by {made.by} on {written(made.on)}"
    return f"{said}."


def in_effect(matter: Matter, _given: Mapping[str, str]) -> str:
    """Give the day on which the outcome took effect; empty until the officer is notified of it."""
    made = matter.subject.outcome
    return "" if made is None else written(made.effective_on)


def lasts(matter: Matter, _given: Mapping[str, str]) -> str:
    """Say from which day to which a warning is in force; empty where the outcome is none.

    An extension runs from the end of the warning that it extends, whenever the officer is told.
    """
    made, before = matter.subject.outcome, matter.subject.warned
    if made is None or effect_of(made.key) != WARNING or not made.months:
        return ""
    if made.key == EXTENDED:
        warned = in_force_from(replace(made, effective_on=made.effective_on or made.on), before)
        return "" if warned is None else _extended(warned)
    warned = in_force_from(made, before)
    count = f"{made.months} months beginning with"
    if warned is None:
        return f"It is in force for {count} the day on which you are notified of it."
    first, last = written(warned.notified_on), written(ends(warned))
    return f"Its first day is {first} and its last day is {last}: {count} its first day."


def _extended(warned: Warned) -> str:
    was = ends(replace(warned, extended=False))
    return (
        f"The {outcome_words(warned.kind)} that it extends has been in force since"
        f" {written(warned.notified_on)}, and its last day was to be {written(was)}. The"
        f" extension's first day is {written(was + timedelta(days=1))} and its last day is"
        f" {written(ends(warned))}: {warned.extension_months} months beginning with its first day."
    )


def reasons(matter: Matter, given: Mapping[str, str]) -> str:
    """Give the reasons for the outcome that stands; as given where none is recorded."""
    made = matter.subject.outcome
    return given.get("reasons", "") if made is None else made.reasons


def dismissed_on(matter: Matter, _given: Mapping[str, str]) -> str:
    """Give the day of a dismissal that is reported to the barred list; empty where there is none.

    Of somebody who would have been dismissed it is the day of that decision, whenever they were
    told of it.

    Source:
        SI 2017/1135 reg 3(1).
    """
    made = matter.subject.outcome
    if made is None or effect_of(made.key) != DISMISSAL or made.key == _ADVISORY:
        return ""
    day = made.on if made.key == _WOULD_HAVE_BEEN else made.ends_on
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


def date_of_birth(_matter: Matter, given: Mapping[str, str]) -> str:
    """Write a date of birth as the letter writes its other days; as given where it is no date."""
    text = given.get("date_of_birth", "").strip()
    figures = _DAY_FIRST.fullmatch(text)
    try:
        return written(date.fromisoformat("-".join(figures.group(3, 2, 1)) if figures else text))
    except ValueError:
        return text


def person_kind(matter: Matter, _given: Mapping[str, str]) -> str:
    """Say what the person serves, or served, as."""
    kind = matter.subject.person_type
    return person_types().get(kind, kind)


ENDINGS: dict[str, Callable[[Matter, Mapping[str, str]], Any]] = {
    "appeal_road": open_road,
    "date_of_birth": date_of_birth,
    "dismissed_on": dismissed_on,
    "finding": finding,
    "found_conduct": found_conduct,
    "in_effect": in_effect,
    "lasts": lasts,
    "outcome": outcome,
    "person_kind": person_kind,
    "reasons": reasons,
}
"""What reads each fact of how proceedings ended."""
