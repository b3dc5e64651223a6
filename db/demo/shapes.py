"""The shapes in which the demonstration hands over its people and its stories."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Step:
    """One move of a story, as it would be entered."""

    on: date
    """The day it takes effect."""
    event: str
    """The move, by its event."""
    fields: dict[str, object]
    """What it is given, as JSON values."""
    keyed_by: str
    """The account that enters it."""
    maker: str = ""
    """The force number of whoever made it; empty for the person at the keyboard."""
    subject: int = 1
    """The subject's number; `receive` and `add_subject` make their own."""
    case: str = ""
    """The case, where that is not the story's own but one that is heard with it."""


@dataclass(frozen=True, slots=True)
class Story:
    """One case, or cases heard together, to the end of the year, in the order it happened."""

    reference: str
    """The reference of the case; of cases heard together, of the first of them."""
    steps: tuple[Step, ...]
    """What was done; the first receives the matter."""


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody who assesses, decides or enters."""

    account: str
    """The account's name; empty where they have none."""
    number: str
    """The six-digit force number."""
    name: str
    """The name as it is shown."""
    rank: str
    """The rank in full."""
    unit: str
    """The unit served in."""
    roles: tuple[str, ...]
    """What the account may do."""


@dataclass(frozen=True, slots=True)
class Away:
    """Days on which somebody or a room is not to be had."""

    who: str
    """The person's number, or the room."""
    name: str
    """The person's name, where the records may lack it."""
    first: date
    """The first day."""
    last: date
    """The last day."""
    why: str
    """Why."""
    room: bool = False
    """Whether it is a room."""
