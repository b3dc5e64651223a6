"""Gather what goes into a bundle, and refuse one that may not be made."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hearings.bundles.kinds import OUTCOME, Kind, parts
from hearings.bundles.matter import COMPARATORS, Matter, comparators_served
from hearings.bundles.pages import Paragraphs
from hearings.bundles.readers import READERS
from hearings.bundles.selection import choose
from hearings.conclusions import NOT_PROVEN, Document
from hearings.errors import Refused
from hearings.letter_words import forum_words, written
from hearings.people import full_rank
from hearings.realms import ARCHIVE
from hearings.trail import canonical


@dataclass(frozen=True, slots=True)
class Contents:
    """What goes into a bundle, not yet worded."""

    front: Mapping[str, Any]
    """The facts of its first page."""
    parts: tuple[tuple[str, str, Mapping[str, Any]], ...]
    """Name, heading and facts of each part."""
    documents: tuple[Document, ...]
    """The documents, in order."""
    left_out: tuple[tuple[str, int], ...] = field(default=())
    """How many documents stay out, by why; for whoever makes it alone."""


def contents(matter: Matter, kind: Kind) -> Contents:
    """Gather what goes into a bundle.

    Args:
        matter: The case, and what else is known.
        kind: Which bundle.

    Raises:
        Refused: It may not be made yet, or not of this matter.
    """
    _may_be_made(matter, kind)
    asked = (COMPARATORS,) if kind.key == OUTCOME and matter.comparators is not None else ()
    chosen = choose(matter.subject, kind, *asked, regime=matter.file.case.regime)
    known = parts()
    return Contents(
        _front(matter, kind),
        tuple((key, known[key].title, READERS[key](matter)) for key in kind.parts),
        chosen.held,
        chosen.left_out,
    )


def digest(
    front: Paragraphs, said: Sequence[tuple[str, Paragraphs]], documents: Sequence[Document]
) -> str:
    """Work out what a bundle's contents come to, whatever it is written in.

    Args:
        front: What stands on its first page.
        said: The heading and the text of each part.
        documents: The documents, in order; what stands in them is their own hash.

    Returns:
        The SHA-256, in hexadecimal digits.
    """
    held = [[one.name, one.kind, one.sha256, one.pages] for one in documents]
    text = [[title, [list(lines) for lines in paragraphs]] for title, paragraphs in said]
    whole = {"front": [list(lines) for lines in front], "parts": text, "documents": held}
    return hashlib.sha256(canonical(whole)).hexdigest()


def _may_be_made(matter: Matter, kind: Kind) -> None:
    subject, ref = matter.subject, matter.ref
    if matter.file.case.regime == ARCHIVE:
        raise Refused(f"{ref} comes from an archive; no bundle is made of it.")
    if not subject.forum:
        raise Refused(f"{ref} is not referred to proceedings, so there is nothing to bundle.")
    if kind.key != OUTCOME:
        return
    found = subject.finding
    if found is None:
        raise Refused(
            f"{ref}: The outcome bundle is made after a finding, and none stands; record it with"
            " 'record-finding'."
        )
    if found.level == NOT_PROVEN:
        raise Refused(
            f"{ref}: Nothing was found proven, so there is no outcome to decide and no outcome"
            " bundle."
        )
    if matter.comparators is not None and not comparators_served(subject):
        raise Refused(
            f"{ref}: Comparators go into the outcome bundle only when both sides have had them, and"
            " no document of comparators is marked served."
        )


def _front(matter: Matter, kind: Kind) -> dict[str, Any]:
    subject, case = matter.subject, matter.file.case
    forum = forum_words(subject.forum, case.regime)
    hearing = subject.hearing
    return {
        "words": kind.words(subject.forum),
        "reference": matter.ref,
        "force": matter.force,
        "name": matter.name,
        "rank": full_rank(subject.facts.rank),
        "number": subject.facts.number,
        "forum": forum,
        "hearing": "" if hearing is None else hearing.reference,
        "sits": "person conducting the meeting" if subject.forum == "meeting" else "panel",
        "made_on": written(matter.today),
    }
