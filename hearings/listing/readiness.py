"""What has to be there before a date can be fixed, and what is still missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from hearings.cases import Subject
from hearings.listing.panels import capacity_words
from hearings.milestones import Reached, milestones
from hearings.sittings import Seat

CHAIR = "chair_appointed"
"""The item that is there also where the seats name a chair or person conducting."""

_LEFT_OUT = {
    "meeting": frozenset({"counsel_confirmed"}),
    "accelerated": frozenset({"documents_supplied", "response_received", "witness_lists_supplied"}),
    "appeal_meeting": frozenset(
        {"documents_supplied", "response_received", "witness_lists_supplied", "counsel_confirmed"}
    ),
}
"""What a kind of hearing does not wait for."""

_INSTEAD = {
    "accelerated": ("special_notice_given", "special_response_received"),
    "appeal_meeting": ("appeal_made", "appeal_grounds_arguable"),
}
"""What it waits for instead."""


METHODS: Final = {
    "in_person": "in person",
    "post": "by post",
    "email": "by email",
    "through_solicitor": "through a solicitor",
    "left_at_address": "left at the address",
    "at_meeting": "at a meeting",
    "telephone": "by telephone",
}
"""How a document was given or served, in words."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that has to be there before a date is fixed."""

    key: str
    """The milestone."""
    words: str
    """What a screen calls it."""
    done: bool
    """Whether it is there."""
    done_on: date | None = None
    """Since when; None where it is missing, or where the diary names a chair without a day."""
    note: str = ""
    """How, by whom and what else was written down."""


def readiness(subject: Subject, seats: Sequence[Seat] = (), kind: str = "") -> tuple[Item, ...]:
    """List what has to be there before a date is fixed, done or not.

    Args:
        subject: The officer's matter. Only what was reached since it was last referred counts.
        seats: Who is to sit.
        kind: One of `hearings.sittings.KINDS`; empty for the forum it was referred to, or a hearing
            where there is none yet.
    """
    kind = kind or subject.forum or "hearing"
    known = milestones()
    left_out = _LEFT_OUT.get(kind, frozenset())
    keys = [*_INSTEAD.get(kind, ())]
    keys += [key for key, row in known.items() if row.ready and key not in left_out]
    return tuple(_item(key, _reached(subject, key), seats) for key in keys)


def outstanding(subject: Subject, seats: Sequence[Seat] = (), kind: str = "") -> tuple[Item, ...]:
    """List what is still missing before a date can be fixed; the arguments are `readiness`'s."""
    return tuple(item for item in readiness(subject, seats, kind) if not item.done)


def _item(key: str, reached: Reached | None, seats: Sequence[Seat]) -> Item:
    words = milestones()[key].words
    if reached is not None:
        how = METHODS.get(reached.how, reached.how)
        note = "; ".join(part for part in (how, reached.by, reached.note) if part)
        return Item(key, words, done=True, done_on=reached.on, note=note)
    if key == CHAIR:
        for seat in seats:
            if seat.capacity.startswith(("chair_", "conducting_")):
                who = f"{seat.name or seat.person}, {capacity_words(seat.capacity)}"
                return Item(key, words, done=True, note=who)
    return Item(key, words, done=False)


def _reached(subject: Subject, key: str) -> Reached | None:
    """Find the newest of a kind; of the current referral where a referral begins it anew."""
    for fact in reversed(subject.reached):
        if fact.key == key:
            return fact
        if fact.key == "referred" and milestones()[key].round:
            return None
    return None
