"""A case as it stands: the matter, its officers concerned, its allegations and its people.

Everything here is frozen. A case is what its events make of it (`history.py`); nothing else
changes one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from hearings.adjustments import Adjustment
from hearings.conclusions import (
    STANDS,
    Appeal,
    Circumstances,
    Comparison,
    Document,
    Finding,
    Outcome,
)  # fmt: skip
from hearings.errors import UnknownReference
from hearings.measures import Leaving, Measure
from hearings.milestones import Reached
from hearings.people import PersonFacts
from hearings.realms import ARCHIVE
from hearings.samples import Reading
from hearings.severity import NO_FEEDBACK, Assessment, Feedback, Kind, Level, Pair, PairFacts, pair
from hearings.sittings import Hearing, Offer
from hearings.stages import Stage
from hearings.steps import Step
from hearings.warned import Warned

LONGEST_NUMBER = 9
"""The most digits of a number that counts subjects, allegations or events: what a column holds."""

_OFFICERS = frozenset({"officer", "special", ""})
"""The person types that become a former officer on leaving; one never recorded is taken for one."""


@dataclass(frozen=True, slots=True)
class Allegation:
    """What is said to have been done, in the words that now stand."""

    number: int
    """Its number on the subject."""
    standard: str
    """The key of the Standard said to be breached; as given where an archive has its own."""
    category: str
    """The force's own category."""
    narrative: str
    """What is alleged."""
    place: str = ""
    """Where it happened."""
    happened_on: date | None = None
    """The day of the conduct."""
    edition: int = 1
    """How often its words have been set; the old words stay in the history."""
    attention_date: date | None = None
    """The day it came to the authority's attention; None where that is the case's own day."""
    separate: bool = False
    """Whether it is another matter than the allegations before it."""

    @property
    def mark(self) -> str:
        """Name the allegation and the edition of its words, as an assessment keeps it."""
        return f"{self.number}.{self.edition}"


@dataclass(frozen=True, slots=True)
class Party:
    """A person in a case who is not its subject."""

    role: str
    """Complainant, witness and so on."""
    name: str
    """The name as given."""
    number: str = ""
    """The force number, where they have one."""
    told: str = ""
    """How they are told of progress."""
    protected_disclosure: bool = False
    """Whether they made a protected disclosure."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One officer concerned in one case."""

    number: int
    """The number in the case."""
    facts: PersonFacts
    """Who, as they stood then."""
    stage: Stage
    """Where the matter stands for this officer."""
    version: int = 0
    """How many events have made the subject what it is."""
    allegations: tuple[Allegation, ...] = ()
    """What is alleged against this officer."""
    assessments: tuple[Assessment, ...] = ()
    """Every assessment, oldest first."""
    passed: Assessment | None = None
    """The assessment with which the matter was first passed to DPS."""
    handled_by: str = ""
    """Who in the unit handles it; empty while DPS does."""
    second_reading: str = ""
    """Empty where none is needed; waiting, asked, concurred or confirmed."""
    readings: tuple[Reading, ...] = ()
    """The blind readings of it in dip samples, oldest first."""
    sent_back: bool = False
    """Whether the form is with the unit for information."""
    resubmitted: bool = False
    """Whether the form was changed or sent again after it was first passed."""
    kept: bool = False
    """Whether the unit kept it without passing it on."""
    withdrawn: bool = False
    """Whether it ended before a severity decision."""
    disposal: str = ""
    """How it ended without proceedings."""
    held: bool = False
    """Whether it waits for criminal proceedings."""
    feedback: Feedback = NO_FEEDBACK
    """Where the feedback note stands."""
    stages: tuple[str, ...] = ()
    """The stages it has been in, in order."""
    steps: tuple[Step, ...] = ()
    """The dated steps it has reached, in the order they were entered."""
    imported: bool = False
    """Whether it came from an archive."""
    reached: tuple[Reached, ...] = ()
    """The dated facts that clocks start from or stop at, in the order they were entered."""
    adjustments: tuple[Adjustment, ...] = ()
    """What was done to its limits, in the order it was entered."""
    warned: tuple[Warned, ...] = ()
    """The warnings the officer already had."""
    measures: tuple[Measure, ...] = ()
    """The decisions to suspend or restrict, or not to, oldest first."""
    left: Leaving | None = None
    """How the officer left; None while they serve."""
    investigator: str = ""
    """Who investigates, by number."""
    opinions: Mapping[str, str] = field(default_factory=dict)
    """The investigator's opinion for each allegation, by its number."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """The authority's own case-to-answer decision for each allegation, by its number."""
    forum: str = ""
    """Meeting, hearing or accelerated; empty before it is referred."""
    hearing: Hearing | None = None
    """The hearing it is listed for, or was last postponed from."""
    past_hearings: tuple[Hearing, ...] = ()
    """Hearings that were vacated, oldest first."""
    offer: Offer | None = None
    """The alternative date that has to be taken; None where there is none."""
    deciders: tuple[tuple[str, str], ...] = ()
    """Who decided or read it for the authority: number, and what; `panels.toml` names the bars."""
    reinvestigated: bool = False
    """Whether the Director General investigates again, or so directs."""
    findings: tuple[Finding, ...] = ()
    """What was found, oldest first; those that no longer stand among them."""
    outcomes: tuple[Outcome, ...] = ()
    """What was done, oldest first; those that no longer stand among them."""
    appeals: tuple[Appeal, ...] = ()
    """What was brought against the outcomes, oldest first."""
    coded: tuple[Circumstances, ...] = ()
    """The circumstances as they were coded, oldest first."""
    documents: tuple[Document, ...] = ()
    """The documents, by number."""
    comparisons: tuple[Comparison, ...] = ()
    """Where its outcomes lay among their comparators, oldest first."""

    def last(self, *kinds: Kind) -> Assessment | None:
        """Find the newest assessment of these kinds."""
        return next((a for a in reversed(self.assessments) if a.kind in kinds), None)

    @property
    def local(self) -> Assessment | None:
        """Find the local assessment that counts: the superintending rank's where there is one."""
        return self.last(Kind.FORMAL) or self.last(Kind.INITIAL)

    @property
    def decision(self) -> Assessment | None:
        """Find DPS's first severity decision."""
        return next((a for a in self.assessments if a.kind is Kind.DPS), None)

    @property
    def ruling(self) -> Assessment | None:
        """Find the assessment that now decides: DPS's, its revision, or the external one."""
        return self.last(Kind.DPS, Kind.REVISION, Kind.EXTERNAL)

    @property
    def finding(self) -> Finding | None:
        """Find the finding that stands."""
        return next((one for one in reversed(self.findings) if one.stands), None)

    @property
    def outcome(self) -> Outcome | None:
        """Find the outcome that stands; none while a new panel is to hear the matter."""
        return next((one for one in reversed(self.outcomes) if one.state == STANDS), None)

    @property
    def circumstances(self) -> Circumstances | None:
        """Give the circumstances as they were coded last."""
        return self.coded[-1] if self.coded else None

    @property
    def appeal(self) -> Appeal | None:
        """Find the challenge that runs."""
        return next((one for one in self.appeals if not one.result), None)

    @property
    def level(self) -> Level | None:
        """Give the level that now stands: the decision's, else the unit's, else none."""
        standing = self.ruling or self.passed or self.local
        return None if standing is None else standing.level

    @property
    def person_type(self) -> str:
        """Give the person type for all that asks for no day: former once it is known who leaves.

        Only an officer or a special constable becomes a former one, and not one who died, or whose
        leaving was refused. The facts stay as they stood on the day of the conduct; figures count
        by them.
        """
        return self.person_type_on(date.max)

    def person_type_on(self, day: date) -> str:
        """Give the person type on a day: former once the last day of service has come.

        Args:
            day: The day that is asked about; `person_type` gives what will be once it has come.
        """
        left, kind = self.left, self.facts.person_type
        gone = left is not None and left.on <= day
        stays = left is None or left.consent == "refused" or left.how == "died"
        return "former" if gone and not stays and kind in _OFFICERS else kind

    @property
    def pair(self) -> Pair:
        """Work out where this subject stands in the reassessment figures."""
        first = next((a for a in self.assessments if a.kind in {Kind.DPS, Kind.EXTERNAL}), None)
        local, decision = None if self.passed else self.local, self.decision
        return pair(
            PairFacts(
                passed=self.passed,
                waiting=None if decision or self.kept else local,
                late=local if self._entered_after(decision, local) else None,
                decision=decision,
                elsewhere=first is not None and first.kind is Kind.EXTERNAL,
                kept=self.kept,
                withdrawn=self.withdrawn,
                entered_later=self._entered_after(decision, self.passed),
            )
        )

    @property
    def scope(self) -> tuple[str, ...]:
        """Name the allegations and the editions of their words, as an assessment keeps them."""
        return tuple(allegation.mark for allegation in self.allegations)

    def _entered_after(self, decision: Assessment | None, local: Assessment | None) -> bool:
        """Say whether a local assessment was entered after DPS's first decision."""
        if decision is None or local is None:
            return False
        places = [id(made) for made in self.assessments]
        return id(local) in places[places.index(id(decision)) :]


@dataclass(frozen=True, slots=True)
class Case:
    """One matter."""

    reference: str
    """The case's reference."""
    attention_date: date | None
    """The day it came to the appropriate authority's attention; None in some archives."""
    regime: str
    """The regime's id, chosen by the attention date and never by today."""
    track: str
    """Complaint, recordable conduct or internal conduct."""
    source: str
    """How it came to light."""
    unit: str
    """The unit that owns it."""
    incident_date: date | None = None
    """The day of the conduct."""
    closed_date: date | None = None
    """The day an archive closed it."""
    sensitivity: str = "open"
    """Open, restricted or covert."""
    priority: str = ""
    """Red, amber or green; empty until it is set."""
    priority_factors: tuple[tuple[str, str], ...] = ()
    """The steps of threat, risk and harm it was worked out from."""
    handler: str = ""
    """Who handles it."""
    iopc: str = ""
    """Empty, referred, or the mode the IOPC decided."""
    parties: tuple[Party, ...] = ()
    """The people in it who are not subjects."""
    linked: tuple[str, ...] = ()
    """The cases it is linked with."""
    joined: tuple[str, ...] = ()
    """The cases it is to be heard with; each keeps its own reference and clock."""
    authority_held: str = ""
    """Who holds it since a transfer, and from when; empty before any."""
    access: tuple[str, ...] = ()
    """The accounts that may read it while it is restricted or covert."""
    archive: str = ""
    """The archive it came from; empty for the force's own."""
    reached: tuple[Reached, ...] = ()
    """The dated facts that are one for all its officers."""
    version: int = 0
    """How many events have made the case what it is."""

    @property
    def realm(self) -> str:
        """Say whose force numbers its officers have: empty for the force's own."""
        return self.archive if self.regime == ARCHIVE else ""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with its subjects: what one decision looks at."""

    case: Case
    """The matter."""
    subjects: tuple[Subject, ...]
    """Its officers concerned, by number."""

    def subject(self, number: int) -> Subject:
        """Find a subject by number.

        Raises:
            UnknownReference: The case has no such subject.
        """
        for subject in self.subjects:
            if subject.number == number:
                return subject
        raise UnknownReference(reference(self.case.reference, number))


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, as it is kept for good."""

    case: str
    """The case's reference."""
    subject: int
    """The subject's number."""
    kind: str
    """The event's name in the table of moves."""
    at: datetime
    """When it was entered, in UTC."""
    effective: date
    """The day it took effect."""
    from_stage: str
    """The stage before; `-` for a new subject."""
    to_stage: str
    """The stage after."""
    maker: str
    """The force number of whoever made it; the account's name where it has no person."""
    maker_name: str
    """Their name then."""
    maker_rank: str
    """Their rank then."""
    maker_unit: str
    """Their unit then."""
    authority: str
    """The scheme of delegation it was made under; empty where none is needed."""
    keyed_by: str
    """The account that entered it."""
    stated: bool
    """Whether the maker was named by the one who entered it, and not proved by a login."""
    late: bool
    """Whether it was entered after the day it took effect."""
    payload: dict[str, Any]
    """What the move was given, as JSON values."""
    id: int = 0
    """Its number in the store; 0 until it is saved."""


def reference(case: str, subject: int) -> str:
    """Write a subject as `CASE/N`."""
    return f"{case}/{subject}"


def parse_reference(text: str) -> tuple[str, int | None]:
    """Read `CASE` or `CASE/N`.

    Returns:
        The case's reference, and the subject's number or None.
    """
    case, slash, number = text.strip().rpartition("/")
    if slash and number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER:
        return case, int(number)
    return text.strip(), None
