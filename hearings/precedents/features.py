"""What a matter is compared by, and how each of it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hearings.conclusions import FINDINGS
from hearings.factors import GROUPS, Factors
from hearings.people import person_types, rank_band, service_band
from hearings.standards import standard_words
from hearings.warned import FINAL, live_at_severity

if TYPE_CHECKING:
    from hearings.cases import Subject

GROUP_WORDS: Final = {
    "standard": "Standard",
    "category": "category",
    "culpability": "culpability",
    "harm_level": "level of harm",
    "harm": "kind of harm",
    "aggravating": "aggravating",
    "mitigating": "mitigating",
    "special": "special category",
    "finding": "finding",
    "forum": "forum",
    "rank_band": "rank band",
    "service_band": "service",
    "person_type": "person",
    "warnings": "warnings in force at severity",
    "admission": "admission",
}
"""What each kind of feature is called, in the order they are shown."""

_SAID: Final = {
    "finding": FINDINGS,
    "forum": {"meeting": "meeting", "hearing": "hearing", "accelerated": "accelerated hearing"},
    "warnings": {
        "none": "none",
        "written": "written warning",
        "final": "final written warning",
    },
    "admission": {"full": "in full", "part": "in part", "none": "none"},
}


def features_of(subject: Subject) -> frozenset[str]:
    """Give what a matter is compared by; what is not known is absent.

    The Standards are those found breached, where the finding that stands names any answer; else
    those alleged. Neither sex nor ethnicity is among the features.

    Args:
        subject: The officer concerned.
    """
    single = _single(subject)
    several = {
        "standard": _standards(subject),
        "category": {allegation.category for allegation in subject.allegations},
        **_coded(subject),
    }
    found = {f"{group}={key}" for group, key in single.items() if key}
    found |= {f"{group}={key}" for group, keys in several.items() for key in keys if key}
    return frozenset(found)


def _standards(subject: Subject) -> set[str]:
    found = subject.finding
    if found is not None and found.breaches:
        return {key for key, answer in found.breaches.items() if answer == "breached"}
    return {allegation.standard for allegation in subject.allegations}


def _coded(subject: Subject) -> dict[str, tuple[str, ...]]:
    coded = subject.circumstances
    if coded is None:
        return {}
    values = {group: getattr(coded, group) for group in GROUPS}
    return {group: (v,) if isinstance(v, str) else v for group, v in values.items()}


def _single(subject: Subject) -> dict[str, str]:
    facts, found, made = subject.facts, subject.finding, subject.outcome
    concluded = found or made
    return {
        "finding": found.level if found else made.finding if made else "",
        "forum": concluded.forum if concluded else subject.forum,
        "rank_band": rank_band(facts.rank),
        "service_band": service_band(facts.service),
        "person_type": subject.person_type,
        "warnings": _warnings(subject),
        "admission": found.admission if found else "",
    }


def _warnings(subject: Subject) -> str:
    """Name the heaviest warning in force at severity; nothing where that day is not known."""
    made = subject.decision or subject.ruling
    if made is None or made.made_on is None:
        return ""
    live = live_at_severity(subject)
    if any(warning.kind == FINAL for warning in live):
        return "final"
    return "written" if live else "none"


def feature_words(feature: str, factors: Factors) -> str:
    """Say a feature as a screen does; as it was given where no list holds it."""
    group, _, key = feature.partition("=")
    return f"{GROUP_WORDS.get(group, group)}: {_value_words(group, key, factors)}"


def _value_words(group: str, key: str, factors: Factors) -> str:
    if group in factors.groups:
        return factors.words(group, key)
    if group == "standard":
        return standard_words(key)
    if group == "person_type":
        return person_types().get(key, key)
    if group == "rank_band":
        return key.replace("_", " ")
    return _SAID.get(group, {}).get(key, key)
