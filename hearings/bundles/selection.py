"""Choose the documents of a bundle: by kind, and of these only what is marked served.

A document withheld under the harm test is named nowhere, nor is it counted: that something is
withheld can be the very information the test protects. A privileged one enters neither bundle,
whatever its kind.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from hearings.bundles.kinds import Kind
from hearings.cases import Subject
from hearings.conclusions import Document
from hearings.harm import limb_words

SERVED, WITHHELD = "served", "withheld"

LEFT_OUT = {
    "other_kind": "of a kind that this bundle does not hold",
    WITHHELD: "withheld under the harm test",
    "privileged": "privileged",
    "": "not yet marked served, withheld or privileged",
}
"""Why a document stays out of a bundle; said to whoever makes it and never in it."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The documents of a bundle, and how many stay out of it."""

    held: tuple[Document, ...]
    """Those that go in, in the order in which they are bound."""
    left_out: tuple[tuple[str, int], ...]
    """How many stay out, by why; for whoever makes the bundle alone."""


def choose(subject: Subject, kind: Kind, *also: str, regime: str = "") -> Chosen:
    """Choose the documents of an officer's bundle.

    Args:
        subject: The officer concerned.
        kind: Which bundle.
        also: Kinds of document that were asked for beside its own.
        regime: The regime's id, whose provision is named with each limb of the harm test.

    Source:
        SI 2012/2632 reg 4; SI 2020/4 reg 6 (the harm test).
    """
    order = (*kind.documents, *also)
    held = [one for one in subject.documents if goes_in(one, order)]
    held.sort(key=lambda one: (order.index(one.kind), one.number))
    why = Counter((_why(one), _limb(one)) for one in subject.documents if one not in held)
    order_of = list(LEFT_OUT)
    left_out = sorted(why.items(), key=lambda item: (order_of.index(item[0][0]), item[0][1]))
    return Chosen(
        tuple(held),
        tuple((_said(key, limb, regime), count) for (key, limb), count in left_out),
    )


def goes_in(document: Document, allowed: tuple[str, ...]) -> bool:
    """Say whether a document goes into a bundle that holds these kinds."""
    return document.marking == SERVED and document.kind in allowed


def _why(document: Document) -> str:
    return "other_kind" if document.marking == SERVED else document.marking


def _limb(document: Document) -> str:
    return document.limb if document.marking == WITHHELD else ""


def _said(why: str, limb: str, regime: str) -> str:
    """Say why documents stay out, with the words of the limb they are withheld under."""
    return f"{LEFT_OUT[why]}, limb {limb_words(limb, regime)}" if limb else LEFT_OUT[why]
