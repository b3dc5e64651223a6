"""What a bundle is made from: the case, and what else has to be known for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hearings.bundles.selection import SERVED
from hearings.cases import CaseFile, Subject, reference
from hearings.warned import Warned

COMPARATORS = "comparators"
"""The kind of document that sets comparators out."""


@dataclass(frozen=True, slots=True)
class Lawful:
    """Whether outcomes of which the same is said are lawful on the finding, and why."""

    lawful: bool
    """Whether they are."""
    why: str
    """Whether, and why not; it names the outcomes, and has no full stop."""
    source: str
    """The rule that allows it, or forbids it."""
    confidence: str = "quoted"
    """How sure the rule is."""
    waits: bool = False
    """Whether the rule waits for a lawyer's sign-off."""
    open_with_more: bool = False
    """Whether they would be lawful if more were recorded."""


@dataclass(frozen=True, slots=True)
class Comparator:
    """A past matter beside this one, without anything that says whose it was."""

    year: str
    """The year of its outcome, and nothing more exact; empty where it is not known."""
    regime: str
    """The Regulations it was decided under."""
    outcome: str
    """What was done."""
    matched: tuple[str, ...] = ()
    """The circumstances it shares."""
    differs: tuple[str, ...] = ()
    """The circumstances in which it differs."""


@dataclass(frozen=True, slots=True)
class Matter:
    """What a bundle is made from. It names no side: there is one bundle for all of them."""

    file: CaseFile
    """The case."""
    number: int
    """The number of the officer concerned in the case."""
    name: str
    """The officer's name."""
    force: str
    """The force's name."""
    today: date
    """The day it is made."""
    mitigation: str = ""
    """The mitigation that was recorded with the outcome, where there is one already."""
    lawful: tuple[Lawful, ...] = ()
    """What such a person may have under these Regulations, lawful on the finding or not."""
    elsewhere: tuple[Warned, ...] = ()
    """The warnings that the officer was given in other matters."""
    comparators: tuple[Comparator, ...] | None = None
    """The comparators, nearest first; None where they were not asked for."""
    considered: int = 0
    """How many past matters they were found among."""
    overlays: tuple[str, ...] = ()
    """The changes inside its regime that apply, by id."""

    @property
    def subject(self) -> Subject:
        """Give the officer concerned."""
        return self.file.subject(self.number)

    @property
    def ref(self) -> str:
        """Write the subject as `CASE/N`."""
        return reference(self.file.case.reference, self.number)


def comparators_served(subject: Subject) -> bool:
    """Say whether both sides have had comparators: a document of them is marked served."""
    return any(one.kind == COMPARATORS and one.marking == SERVED for one in subject.documents)
