"""Suspension, restriction of duties, and leaving while under investigation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, slots=True)
class Review:
    """One review of a measure."""

    on: date
    """The day of the review."""
    by: str
    """Who decided."""
    goes_on: bool
    """Whether the measure goes on."""
    reasons: str
    """Why."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A decision to suspend or to restrict duties, or not to."""

    kind: str
    """Suspension or restriction."""
    on: date
    """The day it was decided."""
    imposed: bool
    """Whether it was decided to do it; a decision not to is kept as well."""
    by: str
    """Who decided, with their rank."""
    redeployment: str = ""
    """The first condition: temporary redeployment considered, and why it is not appropriate."""
    second_condition: str = ""
    """The second condition: prejudice, public_interest, both or neither."""
    alternatives: str = ""
    """What else was considered."""
    reasons: str = ""
    """Why."""
    terms: str = ""
    """What the restriction is."""
    reviews: tuple[Review, ...] = ()
    """Its reviews, oldest first."""
    ended_on: date | None = None
    """The day it was lifted; None while it stands."""

    @property
    def stands(self) -> bool:
        """Say whether the measure is in force."""
        return self.imposed and self.ended_on is None


@dataclass(frozen=True, slots=True)
class Leaving:
    """How an officer left, or was refused to."""

    how: str
    """Resigned, retired, died or dismissed in another matter."""
    on: date
    """The last day of service."""
    notice_on: date | None
    """The day notice was given."""
    consent: str
    """Given, refused or not needed."""
    consent_by: str
    """Who gave or refused consent."""
    becomes: str
    """What becomes of the case."""


def standing(measures: tuple[Measure, ...], kind: str) -> Measure | None:
    """Find the measure of a kind that is in force."""
    return next((m for m in reversed(measures) if m.kind == kind and m.stands), None)


def changed(measures: tuple[Measure, ...], kind: str, **changes: object) -> tuple[Measure, ...]:
    """Give the measures with the one in force changed.

    Args:
        measures: All of them.
        kind: Which is meant.
        changes: Its new values.
    """
    last = standing(measures, kind)
    return tuple(replace(m, **changes) if m is last else m for m in measures)  # type: ignore[arg-type]  # values of its own fields
