"""What is wrong with a hearing as it would be listed, and whether that stops it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, or that nobody but a person can check."""

    words: str
    """The sentence, with the rule's source and how sure that is."""
    firm: bool = True
    """Whether it refuses; otherwise it is a warning, as where the rule itself is unverified."""


def refusals(faults: Iterable[Fault]) -> tuple[str, ...]:
    """Give the sentences that refuse, in their order."""
    return tuple(fault.words for fault in faults if fault.firm)


def warnings(faults: Iterable[Fault]) -> tuple[str, ...]:
    """Give the sentences that only warn, in their order."""
    return tuple(fault.words for fault in faults if not fault.firm)
