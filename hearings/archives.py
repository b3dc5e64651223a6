"""What a row of an archive makes of a case: the `imported` event.

The payload is the mapped row, flat and without its empty fields: case facts, the officer's facts,
one allegation, and the levels of the local view and of the decision.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from hearings.cases import Allegation, Case, CaseFile, Event, Subject
from hearings.payloads import facts_of
from hearings.people import Maker
from hearings.severity import Assessment, Kind, Level
from hearings.stages import Stage


def stage_of(row: Mapping[str, Any], regime: str) -> Stage:
    """Say where an imported subject stands.

    Args:
        row: The mapped row.
        regime: The regime's id; an archive without clocks arrives closed.
    """
    if regime == "none" or row.get("closed_date"):
        return Stage.CLOSED
    if row.get("dps_level"):
        return Stage.ASSESSED
    return Stage.AWAITING_DPS if row.get("local_level") else Stage.REPORTED


def imported(file: CaseFile | None, event: Event) -> CaseFile:
    """Give the case as one imported row makes it.

    A first row makes the subject; a later one of the same subject adds an allegation or, where it
    names one that is there, takes its place: the archive's newest word holds.
    """
    row = event.payload
    case = _case(event, None if file is None else file.case)
    known = () if file is None else file.subjects
    before = next((s for s in known if s.number == event.subject), None)
    subject = _subject(event, row, before)
    others = [kept for kept in known if kept.number != event.subject]
    return CaseFile(case, tuple(sorted([*others, subject], key=lambda s: s.number)))


def _case(event: Event, before: Case | None) -> Case:
    row = event.payload
    case = before or Case(event.case, None, row["regime"], "", "", row.get("unit", ""))
    return replace(
        case,
        attention_date=_day(row, "attention_date"),
        regime=row["regime"],
        source=row.get("source", ""),
        incident_date=_day(row, "incident_date"),
        closed_date=_day(row, "closed_date"),
        archive=row["archive"],
    )


def _subject(event: Event, row: Mapping[str, Any], before: Subject | None) -> Subject:
    number = int(row.get("allegation_number", 1))
    allegation = Allegation(
        number,
        row.get("standard", ""),
        row.get("category", ""),
        row.get("narrative", ""),
        happened_on=_day(row, "incident_date"),
    )
    kept = () if before is None else tuple(a for a in before.allegations if a.number != number)
    allegations = tuple(sorted([*kept, allegation], key=lambda a: a.number))
    scope = tuple(a.mark for a in allegations)
    local = _judged(Kind.INITIAL, "local_level", event, number, before, scope)
    dps = _judged(Kind.DPS, "dps_level", event, number, before, scope)
    return Subject(
        number=event.subject,
        facts=facts_of(event.payload),
        stage=Stage(event.to_stage),
        version=0 if before is None else before.version,
        allegations=allegations,
        assessments=tuple(a for a in (local, dps) if a is not None),
        passed=local,
        stages=() if before is None else before.stages,
        imported=True,
    )


def _judged(
    kind: Kind,
    field: str,
    event: Event,
    number: int,
    before: Subject | None,
    scope: tuple[str, ...],
) -> Assessment | None:
    """Read one side of the pair: the highest of the levels of the subject's allegations."""
    earlier = None if before is None else before.last(kind)
    levels = {} if earlier is None else dict(earlier.by_allegation)
    levels.pop(str(number), None)
    if event.payload.get(field):
        levels[str(number)] = event.payload[field]
    if not levels:
        return None
    assessor = event.payload.get("local_assessor", "") if kind is Kind.INITIAL else ""
    return Assessment(
        kind=kind,
        level=max((Level(level) for level in levels.values()), key=lambda level: level.order),
        made_on=None,
        maker=Maker(assessor, "", ""),
        keyed_by=event.keyed_by,
        by_allegation=levels,
        scope=scope,
    )


def _day(row: Mapping[str, Any], field: str) -> date | None:
    text = row.get(field)
    return date.fromisoformat(text) if text else None
