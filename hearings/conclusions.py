"""What hearings ended in: findings, outcomes, appeals, and what is kept about each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from hearings.warned import Warned

FINDINGS = {
    "not_proven": "not proven",
    "misconduct": "misconduct",
    "gross_misconduct": "gross misconduct",
}
"""What may be found of an officer, and its words."""

NOT_PROVEN, MISCONDUCT, GROSS = FINDINGS

STANDS, VARIED, QUASHED, SET_ASIDE = "stands", "varied", "quashed", "set_aside"
"""What has become of an outcome; set aside where a new panel hears it, or it was reopened."""

ROUTES = {
    "meeting": "appeal from the misconduct meeting",
    "tribunal": "appeal to the police appeals tribunal",
    "internal": "appeal under the force's own policy",
    "judicial_review": "claim for judicial review",
}
"""The roads against an outcome, and their words."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one officer at one hearing."""

    hearing: str
    """The hearing's reference."""
    forum: str
    """Meeting, hearing or accelerated."""
    on: date | None
    """The day of the finding; None where an archive does not say."""
    level: str
    """One of `FINDINGS`."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """Proved, not_proved or withdrawn, by the allegation's number."""
    breaches: Mapping[str, str] = field(default_factory=dict)
    """Breached or not_breached, by the Standard's key."""
    admission: str = ""
    """Whether the officer accepted it: full, part, none; empty where not asked."""
    by: str = ""
    """The chair or person conducting, by number."""
    by_name: str = ""
    """Their rank and name then."""
    reasons: str = ""
    """Why, in the chair's words."""
    indictable_only: bool = False
    """Whether it rests on a conviction for an indictable-only offence."""
    stands: bool = True
    """Whether it still stands."""
    allegation: int = 0
    """The allegation for which an archive gives it; 0 where it is for the whole matter."""

    @property
    def on_appeal(self) -> bool:
        """Say whether it was made on appeal: at no hearing; what an archive gives names nobody."""
        return not self.hearing and bool(self.by)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done with one officer on a finding."""

    key: str
    """Which; `outcomes.toml` lists them."""
    on: date | None
    """The day it was decided; None where an archive does not say."""
    hearing: str
    """The hearing's reference; empty where a tribunal or a court gave it."""
    forum: str
    """Meeting, hearing or accelerated: the forum whose finding it rests on."""
    finding: str
    """The finding it rests on, one of `FINDINGS`."""
    regime: str
    """The Regulations it was given under."""
    overlays: tuple[str, ...] = ()
    """The changes that applied, in order."""
    by: str = ""
    """Who gave it, by number; the words given where it was a tribunal or a court."""
    by_name: str = ""
    """Their rank and name then."""
    reasons: str = ""
    """Why, in the chair's words."""
    source: str = ""
    """The rule that allows it."""
    effective_on: date | None = None
    """The day it took effect; None until the officer is notified."""
    ends_on: date | None = None
    """The last day of service, of a dismissal with notice."""
    notice_days: int = 0
    """The days of notice, of a dismissal with notice."""
    months: int = 0
    """How many months a warning lasts; of an extension, the months added."""
    said: str = ""
    """What it was in words, where the list has no name for it, or the new rank."""
    state: str = STANDS
    """What has become of it: stands, varied, quashed or set_aside."""
    extends: Warned | None = None
    """The final written warning that it extends, as it was in force."""
    substituted: bool = False
    """Whether it was put in the place of another, and dates back to it."""
    allegation: int = 0
    """The allegation for which an archive gives it; 0 where it is for the whole matter."""


@dataclass(frozen=True, slots=True)
class Appeal:
    """A challenge to an outcome."""

    route: str
    """One of `ROUTES`."""
    on: date
    """The day notice of it was given."""
    grounds: str
    """The grounds."""
    against: str
    """The outcome it is against, by its key; empty where what is challenged is an appeal's end."""
    late: str = ""
    """Why it was let in out of time, and by whom; empty where it came in time."""
    result: str = ""
    """Confirm, vary, quash or new_panel; empty while it runs."""
    determined_on: date | None = None
    """The day it was determined."""
    by: str = ""
    """Who determined it."""
    reasons: str = ""
    """Why."""
    place: int = 0
    """Which of the officer's outcomes it is about, from 0."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """The circumstances of a matter, as coded under one edition of the force's lists."""

    on: date
    """The day they were coded."""
    edition: str
    """The edition of the lists."""
    culpability: str = ""
    """Its key; empty where not coded."""
    harm_level: str = ""
    """Its key; empty where not coded."""
    harm: tuple[str, ...] = ()
    """The kinds of harm, by key."""
    aggravating: tuple[str, ...] = ()
    """The aggravating factors, by key."""
    mitigating: tuple[str, ...] = ()
    """The mitigating factors, by key."""
    special: tuple[str, ...] = ()
    """The special categories, by key."""
    words: Mapping[str, str] = field(default_factory=dict)
    """What each key meant in that edition, by `group.key`."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the matter: where it is kept, and who may have it."""

    number: int
    """Its number on the subject."""
    name: str
    """What it is called."""
    kind: str
    """Its class, such as notice or service_record."""
    marking: str
    """Served, withheld or privileged; empty while it has not been decided."""
    limb: str = ""
    """The limb of the harm test under which it is withheld."""
    reason: str = ""
    """Why it is so marked."""
    place: str = ""
    """Where it is kept."""
    sha256: str = ""
    """What its bytes come to."""
    pages: int = 0
    """How many pages it has; 0 where not known."""
    on: date | None = None
    """The day it was added."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Where an outcome lay among its comparators, recorded once the chair's report was in."""

    on: date
    """The day it was recorded."""
    outcome: str
    """The outcome, by its key."""
    n: int
    """How many comparators there were."""
    lighter: int
    """How many of them had a lighter outcome."""
    same: int
    """How many had the same."""
    heavier: int
    """How many had a heavier one."""
    edition: str
    """The edition of the lists it was compared under."""
    quoted: str
    """The chair's own reasons, quoted."""
