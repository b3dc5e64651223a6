"""Say what went wrong in a sentence that a caseworker can act on.

    HearingsError
    ├── UsageError            the request was put wrongly
    ├── Refused               a rule, a right, a gate or a newer version said no
    │   ├── UnknownReference  there is no such case, or none that this person may know of
    │   ├── NotAllowed        the person's role does not reach this
    │   ├── OutOfTurn         the table of moves has no such move from here
    │   ├── NotBuiltYet       the move stands in the table and comes later
    │   ├── BadValue          a field holds something that cannot be taken
    │   └── NewerVersion      somebody else changed the subject in the meantime
    ├── PartlyDone            some rows were left out, and where they are
    └── FoundFaults           a check found something

Each class is one thing a person can do about it; each message is the whole sentence.
"""

from __future__ import annotations

from typing import Literal

Bar = Literal["own_case", "restricted", "other_unit", "not_a_reader", "no_such_case"]


class HearingsError(Exception):
    """Carry one sentence for the person at the keyboard."""


class UsageError(HearingsError):
    """Say how the request should have been put."""


class Refused(HearingsError):
    """Say which rule, right or gate said no."""


class UnknownReference(Refused):
    """Answer a reference that is not there and one that may not be seen in the same words."""

    def __init__(self, reference: str, because: Bar = "no_such_case") -> None:
        """Keep the true reason for the trail, out of the sentence.

        Args:
            reference: The reference as it was asked for.
            because: Why it is unknown to this person; never shown to them.
        """
        super().__init__(f"There is no case or subject {reference}.")
        self.reference = reference
        self.because = because


class NotAllowed(Refused):
    """Say which role the step needs."""


class OutOfTurn(Refused):
    """Say where the subject stands and what can be done from there."""


class NotBuiltYet(Refused):
    """Say that the step is known and comes later."""


class BadValue(Refused):
    """Name the field and what it can hold."""

    def __init__(self, field: str, sentence: str) -> None:
        """Keep the field's name beside the sentence, for a form to point at.

        Args:
            field: The field's name as it stands in the table of moves.
            sentence: The whole message.
        """
        super().__init__(sentence)
        self.field = field


class NewerVersion(Refused):
    """Say that the subject has moved on since it was read."""

    def __init__(self, reference: str, read: int, now: int) -> None:
        """Keep both versions, for a screen to show the difference.

        Args:
            reference: The subject, written `CASE/N`.
            read: The version the person had read.
            now: The version that stands.
        """
        super().__init__(
            f"{reference} has moved on: you read version {read} and it is now at {now}."
            " Read it again, settle the difference and save once more."
        )
        self.reference = reference
        self.read = read
        self.now = now


class PartlyDone(HearingsError):
    """Say what was done, what was left out and where that is."""


class FoundFaults(HearingsError):
    """Say how many faults a check found."""
