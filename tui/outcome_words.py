"""Say findings, outcomes, appeals and documents as a practitioner does. Knows no Textual."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from hearings.bundles.kinds import document_words
from hearings.conclusions import FINDINGS, QUASHED, ROUTES, SET_ASIDE, STANDS, VARIED
from hearings.factors import FIELDS, Factor
from hearings.harm import limb_words
from hearings.outcome_kinds import outcome_words
from hearings.provisions import UNVERIFIED
from hearings.standards import standard_words
from tui.words import day

FACTS: Final = {
    "proved": "proved",
    "not_proved": "not proved",
    "withdrawn": "withdrawn",
}
"""What was found of the facts of one allegation."""

BREACHES: Final = {"breached": "breached", "not_breached": "not breached"}
"""Whether a Standard was breached."""

ADMISSION: Final = {"full": "in full", "part": "in part", "none": "not at all"}
"""Whether the officer accepted what was found."""

RESULTS: Final = {
    "confirm": "confirmed",
    "vary": "varied",
    "quash": "quashed",
    "new_panel": "sent to a new panel",
}
"""How an appeal ended."""

BECAME: Final = {
    STANDS: "stands",
    VARIED: "varied on appeal",
    QUASHED: "quashed",
    SET_ASIDE: "set aside; it is to be decided again",
}
"""What has become of an outcome."""

MARKINGS: Final = {
    "served": "served on the officer",
    "withheld": "withheld under the harm test",
    "privileged": "privileged",
}
"""How a document is marked."""

REMITTED: Final = {
    "conditions_no_longer_met": "the special conditions are no longer met",
    "not_gross_misconduct": "gross misconduct was not found",
    "hearing_needed": "it has to go to a hearing",
}
"""Why a matter goes back to the authority."""

_LEGAL: Final = {"severity": "severity assessment", "legal_advice": "legal advice"}


def era_words(regime: str) -> str:
    """Name what a hearing gives as its Regulations and their time do: a sanction, or an outcome.

    Args:
        regime: The regime's id.
    """
    return "sanction" if regime in {"2008", "2012"} else "outcome"


def chair_words(forum: str) -> str:
    """Name whoever presides; only a panel has a chair."""
    return "person conducting the meeting" if forum == "meeting" else "chair"


def decider_words(forum: str) -> str:
    """Name whoever decides: the panel, or the person conducting a meeting."""
    return "person conducting the meeting" if forum == "meeting" else "panel"


def kind_of_document(kind: str) -> str:
    """Say what kind of document it is, as the index of a bundle does."""
    return _LEGAL.get(kind) or document_words(kind)


def factor_words(factor: Factor) -> str:
    """Say a factor of the force's list; one whose source nobody has seen says so."""
    unseen = factor.provision.confidence == UNVERIFIED
    return f"{factor.words} (unverified)" if unseen else factor.words


def as_coded(payload: Mapping[str, Any]) -> dict[str, str]:
    """Word coded circumstances as the lists did when they were coded.

    Args:
        payload: The payload of an event; one that codes nothing gives nothing.

    Returns:
        The words by field.
    """
    words = payload.get("words")
    if not isinstance(words, Mapping):
        return {}
    found = {}
    for field, group in FIELDS.items():
        value = payload.get(field) or ()
        keys = (value,) if isinstance(value, str) else value
        if keys:
            found[field] = ", ".join(str(words.get(f"{group}.{key}", key)) for key in keys)
    return found


def said(key: str, kind: str, value: Any) -> str:
    """Word a value of an event of a hearing's end; empty where it is no such value.

    Args:
        key: The field's name in the payload.
        kind: How the field is read.
        value: The value.
    """
    if key == "live_warnings" and isinstance(value, list):
        return "; ".join(map(_warning, value))
    if isinstance(value, Mapping):
        return _warning(value) if key == "extends" else _answers(key, kind, value)
    worded = _BY_KEY.get(key) or _BY_KIND.get(kind)
    return worded(value) if worded is not None and isinstance(value, str) else ""


def _answers(key: str, kind: str, value: Mapping[str, Any]) -> str:
    """Word what was found of each Standard, or of the facts of each allegation."""
    if kind == "breaches":
        rows = (f"{standard_words(k)}: {BREACHES.get(v, v)}" for k, v in value.items())
        return "; ".join(rows)
    if key == "facts":
        return "; ".join(f"allegation {n}: {FACTS.get(v, v)}" for n, v in value.items())
    return ""


def _warning(kept: Mapping[str, Any]) -> str:
    kind = str(kept.get("kind", ""))
    return (
        f"{outcome_words(kind)} of {day(str(kept.get('notified_on', '')))},"
        f" {kept.get('months', '')} months"
    )


def _in(known: Mapping[str, str]) -> Callable[[str], str]:
    return lambda text: known.get(text, text)


_BY_KIND: Final[dict[str, Callable[[str], str]]] = {
    "breaches": _in(BREACHES),
    "outcome": outcome_words,
}
_BY_KEY: Final[dict[str, Callable[[str], str]]] = {
    "admission": _in(ADMISSION),
    "document_kind": kind_of_document,
    "facts": _in(FACTS),
    "finding": _in(FINDINGS),
    "effective_on": day,
    "ends_on": day,
    "limb": limb_words,
    "marking": _in(MARKINGS),
    "remitted_for": _in(REMITTED),
    "result": _in(RESULTS),
    "route": _in(ROUTES),
}
