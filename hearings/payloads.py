"""Read the payload of an event: what the parts of a case are made from."""

from __future__ import annotations

from datetime import date
from typing import Any

from hearings.cases import Allegation, Event
from hearings.milestones import Reached
from hearings.people import PersonFacts


def facts_of(given: dict[str, Any]) -> PersonFacts:
    """Read an officer's facts from the payload of an event."""
    return PersonFacts(
        number=given.get("person", ""),
        rank=given.get("rank", ""),
        unit=given.get("unit", ""),
        person_type=given.get("person_type", ""),
        ethnicity=given.get("ethnicity", ""),
        ethnicity_set=given.get("ethnicity_set", ""),
        sex=given.get("sex", ""),
        service=given.get("service", ""),
    )


def allegation_of(number: int, given: dict[str, Any]) -> Allegation:
    """Read an allegation from the payload of an event."""
    return Allegation(
        number,
        given["standard"],
        given.get("category", ""),
        given["narrative"],
        given.get("place", ""),
        day_of(given.get("incident_date")),
        attention_date=day_of(given.get("allegation_attention")),
        separate=given.get("separate", False),
    )


def day_of(text: str | None) -> date | None:
    """Read a day that may not have been given."""
    return date.fromisoformat(text) if text else None


def reached_by(event: Event, key: str) -> Reached:
    """Read a milestone from the event that reached it.

    Args:
        event: The event; what it serves counts from the day it is taken to be served, and a date
            fixed ahead is that date.
        key: The milestone.
    """
    given = event.payload
    on = day_of(given.get("for_day")) or day_of(given.get("deemed_on")) or event.effective
    by = given.get("served_by", "") or event.maker_name
    return Reached(key, on, given.get("method", ""), by, given.get("fact_note", ""))
