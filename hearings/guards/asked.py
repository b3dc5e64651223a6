"""A move as it was asked for: what a guard looks at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hearings.cases import CaseFile, Subject, reference
from hearings.errors import Refused
from hearings.people import Actor, Maker
from hearings.rules import Rules
from hearings.samples import NOT_SAMPLED, Sampled
from hearings.sittings import NO_DIARY, Diary
from hearings.warned import Warned, live_at_severity


@dataclass(frozen=True, slots=True)
class Asked:
    """A move as it was asked for: everything a guard may look at."""

    case: str
    """The case's reference."""
    file: CaseFile | None
    """The case as it stands; None where the move makes it."""
    subject: Subject | None
    """The subject as it stands; None where the move makes it."""
    given: Mapping[str, Any]
    """What the move was given, read and checked."""
    maker: Maker
    """Who makes the decision."""
    actor: Actor
    """Whose account enters it."""
    rules: Rules
    """What the force has settled for itself."""
    on: date
    """The day it takes effect."""
    today: date
    """Today."""
    made_by: str
    """What the table says its maker must be."""
    diary: Diary = NO_DIARY
    """What a move on a hearing has to know of the rest of the diary."""
    elsewhere: tuple[Warned, ...] = ()
    """The warnings that the officer was given in other matters."""
    comparison: Mapping[str, Any] = field(default_factory=dict)
    """Where the outcome lies among its comparators, for the move that records it."""
    sampled: Sampled = NOT_SAMPLED
    """In which dip samples it was drawn and who knows its level, for a blind reading."""

    @property
    def live_warnings(self) -> tuple[Warned, ...]:
        """Give the warnings in force on the day of the severity assessment, from any matter."""
        return live_at_severity(self.the_subject, self.elsewhere)

    @property
    def ref(self) -> str:
        """Write the subject, or the case where there is none yet."""
        return self.case if self.subject is None else reference(self.case, self.subject.number)

    @property
    def the_file(self) -> CaseFile:
        """Give the case, for a guard of a move that needs one."""
        if self.file is None:
            raise Refused(f"{self.case} has not been received yet.")
        return self.file

    @property
    def the_subject(self) -> Subject:
        """Give the subject, for a guard of a move that needs one."""
        if self.subject is None:
            raise Refused(f"{self.case} has no such subject yet.")
        return self.subject
