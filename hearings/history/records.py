"""What is kept about a matter: its circumstances as coded, its comparison, its documents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hearings.cases import Event, Subject
from hearings.conclusions import Circumstances, Comparison, Document

Change = Callable[[Subject, Event], Subject]


def _coded(subject: Subject, event: Event) -> Subject:
    given = event.payload
    made = Circumstances(
        on=event.effective,
        edition=given["edition"],
        culpability=given.get("culpability", ""),
        harm_level=given.get("harm_level", ""),
        harm=tuple(given.get("harm_kinds", ())),
        aggravating=tuple(given.get("aggravating", ())),
        mitigating=tuple(given.get("mitigating", ())),
        special=tuple(given.get("special", ())),
        words=dict(given.get("words", {})),
    )
    return replace(subject, coded=(*subject.coded, made))


def _compared(subject: Subject, event: Event) -> Subject:
    given: dict[str, Any] = event.payload
    made = Comparison(
        on=event.effective,
        outcome="" if subject.outcome is None else subject.outcome.key,
        n=given["n"],
        lighter=given["lighter"],
        same=given["same"],
        heavier=given["heavier"],
        edition=given["edition"],
        quoted=given["quoted"],
    )
    return replace(subject, comparisons=(*subject.comparisons, made))


def _attached(subject: Subject, event: Event) -> Subject:
    given = event.payload
    made = Document(
        number=len(subject.documents) + 1,
        name=given["document_name"],
        kind=given["document_kind"],
        marking=given.get("marking", ""),
        limb=given.get("limb", ""),
        reason=given.get("reason", ""),
        place=given.get("document_place", ""),
        sha256=given.get("sha256", ""),
        pages=given.get("pages", 0),
        on=event.effective,
    )
    return replace(subject, documents=(*subject.documents, made))


def _marked(subject: Subject, event: Event) -> Subject:
    given = event.payload
    documents = tuple(
        replace(one, marking=given["marking"], limb=given.get("limb", ""), reason=given["reason"])
        if one.number == given["document"]
        else one
        for one in subject.documents
    )
    return replace(subject, documents=documents)


RECORD_CHANGES: dict[str, Change] = {
    "attach": _attached,
    "code_circumstances": _coded,
    "compare_outcome": _compared,
    "mark_document": _marked,
}
"""What each kind of event makes of the subject it is about."""
