"""Read an assessment from the event that made it."""

from __future__ import annotations

from hearings.cases import Event, Subject
from hearings.people import Maker
from hearings.severity import Assessment, Kind, Level


def assessment_of(kind: Kind, subject: Subject, event: Event) -> Assessment:
    """Read an assessment from the event that made it."""
    given = event.payload
    maker = Maker(event.maker, event.maker_name, event.maker_rank, event.maker_unit)
    return Assessment(
        kind=kind,
        level=Level(given["level"]),
        made_on=event.effective,
        maker=maker,
        keyed_by=event.keyed_by,
        authority=event.authority,
        reason=given.get("change_reason", ""),
        by_allegation=given.get("by_allegation", {}),
        taken_together=given.get("taken_together", ""),
        rationale=given.get("rationale", {}),
        likely_form=given.get("likely_form", ""),
        known=given.get("known", ""),
        not_known=given.get("not_known", ""),
        local=given.get("local", ""),
        scope=subject.scope,
    )
