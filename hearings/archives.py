"""What a row of an archive makes of a case: the `imported` event.

The payload is the mapped row, flat and without its empty fields: case facts, the officer's facts,
one allegation, the levels of the local view and of the decision, and what proceedings ended in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from hearings.cases import Allegation, Case, CaseFile, Event, Subject
from hearings.conclusions import FINDINGS, Finding, Outcome
from hearings.outcome_kinds import weight_of
from hearings.payloads import day_of, facts_of
from hearings.people import Maker
from hearings.realms import governed_by
from hearings.severity import Assessment, Kind, Level
from hearings.stages import Stage

Made = TypeVar("Made", Finding, Outcome)

_GRAVITY = {level: place for place, level in enumerate(FINDINGS)}


def stage_of(row: Mapping[str, Any], regime: str, before: Subject | None = None) -> Stage:
    """Say where an imported subject stands: as far as any of its rows says it came.

    Args:
        row: The mapped row.
        regime: The regime's id; an archive without clocks arrives closed.
        before: The subject as its other rows made it; None where this is its first.
    """
    if regime == "none" or row.get("closed_date"):
        return Stage.CLOSED
    number = int(row.get("allegation_number", 1))
    if row.get("outcome") or (before and _others(before.outcomes, number)):
        return Stage.DECIDED
    if row.get("finding") or (before and _others(before.findings, number)):
        return Stage.HEARD
    if row.get("dps_level") or _levels(Kind.DPS, number, before):
        return Stage.ASSESSED
    told = row.get("local_level") or _levels(Kind.INITIAL, number, before)
    return Stage.AWAITING_DPS if told else Stage.REPORTED


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
        attention_date=day_of(row.get("attention_date")),
        regime=row["regime"],
        source=row.get("source", ""),
        incident_date=day_of(row.get("incident_date")),
        closed_date=day_of(row.get("closed_date")),
        archive=row["archive"],
    )


def _subject(event: Event, row: Mapping[str, Any], before: Subject | None) -> Subject:
    number = int(row.get("allegation_number", 1))
    allegation = Allegation(
        number,
        row.get("standard", ""),
        row.get("category", ""),
        row.get("narrative", ""),
        happened_on=day_of(row.get("incident_date")),
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
        forum=row.get("forum", ""),
        findings=_findings(row, number, before),
        outcomes=_outcomes(row, number, before),
    )


def _findings(row: Mapping[str, Any], number: int, before: Subject | None) -> tuple[Finding, ...]:
    """Put what a row says was found in the place of what it said before, the gravest last.

    The archive says it anew and nobody appealed: what it said before stays in the history alone.
    """
    kept = [] if before is None else _others(before.findings, number)
    if level := row.get("finding", ""):
        day = day_of(row.get("closed_date"))
        kept.append(Finding("", row.get("forum", ""), day, level, allegation=number))
    return tuple(sorted(kept, key=lambda one: (_GRAVITY.get(one.level, -1), one.allegation)))


def _outcomes(row: Mapping[str, Any], number: int, before: Subject | None) -> tuple[Outcome, ...]:
    """Put the outcome a row gives in the place of the one it gave before, the heaviest last."""
    kept = [] if before is None else _others(before.outcomes, number)
    if key := row.get("outcome", ""):
        kept.append(
            Outcome(
                key=key,
                on=day_of(row.get("closed_date")),
                hearing="",
                forum=row.get("forum", ""),
                finding=row.get("finding", ""),
                regime=governed_by(row["regime"], row.get("person_type", "")),
                allegation=number,
            )
        )
    return tuple(sorted(kept, key=lambda one: (weight_of(one.key) or 0, one.allegation)))


def _judged(
    kind: Kind,
    field: str,
    event: Event,
    number: int,
    before: Subject | None,
    scope: tuple[str, ...],
) -> Assessment | None:
    """Read one side of the pair: the highest of the levels of the subject's allegations."""
    levels = _levels(kind, number, before)
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


def _levels(kind: Kind, number: int, before: Subject | None) -> dict[str, str]:
    """Give one side's levels of the subject's other allegations."""
    earlier = None if before is None else before.last(kind)
    levels = {} if earlier is None else dict(earlier.by_allegation)
    levels.pop(str(number), None)
    return levels


def _others(made: Iterable[Made], number: int) -> list[Made]:
    """Leave out what was given for one allegation."""
    return [one for one in made if one.allegation != number]
