"""Save one decision: its event, and every row that follows from the case it makes."""

from __future__ import annotations

import json
from collections.abc import Mapping

from db import summary
from db.engine import Connection
from db.features import feature_bits
from db.people import keep_person, person_id
from db.projection import (
    Row,
    allegation_rows,
    appeal_rows,
    assessment_row,
    breach_rows,
    case_row,
    conclusion_features,
    conclusion_row,
    involved_rows,
    limit_rows,
    reading_rows,
    seat_rows,
    sitting_rows,
    subject_row,
)
from db.steps import COLUMNS, keep_steps
from db.store import Kept, load
from hearings.cases import Case, CaseFile, Event, Subject, reference
from hearings.decisions import Decision
from hearings.endings import proceeds
from hearings.errors import NewerVersion
from hearings.history import facts_of
from hearings.rules import Rules
from hearings.tallies import difference, tally


def save(connection: Connection, before: Kept | None, decision: Decision, rules: Rules) -> int:
    """Save a decision in the transaction it was made in.

    Args:
        connection: The write transaction.
        before: The case the decision was made on; None where it makes the case.
        decision: The event, and the case afterwards.
        rules: The force's reasons, which say what is avoidable.

    Returns:
        The event's id.

    Raises:
        NewerVersion: Somebody else changed the case in the meantime.
    """
    file, event = decision.file, decision.event
    case_id = _save_case(connection, before, file)
    _name_person(connection, event)
    ids = _save_subjects(connection, case_id, before, file, rules)
    event_id = _save_event(connection, case_id, ids[event.subject], event)
    was = None if before is None else _subject(before.file, event.subject)
    made = file.subject(event.subject).assessments
    if len(made) > (0 if was is None else len(was.assessments)):
        row = {"subject_id": ids[event.subject], "event_id": event_id, **assessment_row(made[-1])}
        connection.insert("assessments", row)
    old = {} if before is None else tally(before.file.case, before.file.subjects, rules)
    summary.add(connection, difference(old, tally(file.case, file.subjects, rules)))
    return event_id


def _subject(file: CaseFile, number: int) -> Subject | None:
    """Find a subject that may be about to be made."""
    return next((s for s in file.subjects if s.number == number), None)


def _save_case(connection: Connection, before: Kept | None, file: CaseFile) -> int:
    row = case_row(file.case)
    if before is None:
        case_id = connection.insert_id("cases", row)
    else:
        case_id = before.id
        read = before.file.case.version
        changed = _set(row)
        touched = connection.run(
            f"UPDATE cases SET {changed} WHERE id = :id AND version = :read",
            id=case_id,
            read=read,
            **row,
        )
        if touched != 1:
            raise NewerVersion(file.case.reference, read, read + 1)
    was = None if before is None else before.file
    involved = involved_rows(file)
    if was is None or involved_rows(was) != involved:
        _replace(connection, "involved", case_id, involved)
    if was is None or was.case.access != file.case.access:
        _replace(connection, "access", case_id, [{"account": name} for name in file.case.access])
    return case_id


def _replace(
    connection: Connection, table: str, case_id: int, rows: list[dict[str, object]]
) -> None:
    connection.run(f"DELETE FROM {table} WHERE case_id = :id", id=case_id)
    for row in rows:
        connection.insert(table, {"case_id": case_id, **row})


def _name_person(connection: Connection, event: Event) -> None:
    """Keep the officer a new or newly identified subject names."""
    given = event.payload
    if event.kind in {"receive", "add_subject", "identify", "amend"} and given.get("person"):
        keep_person(connection, facts_of(given), given["name"], event.effective)


def _save_subjects(
    connection: Connection, case_id: int, before: Kept | None, file: CaseFile, rules: Rules
) -> dict[int, int]:
    """Save every subject whose row changes, and give the ids of all."""
    rows = connection.rows("SELECT number, id FROM subjects WHERE case_id = :id", id=case_id)
    ids = {int(number): int(found) for number, found in rows}
    for subject in file.subjects:
        now = subject_row(file.case, subject, rules)
        was = None if before is None else _subject(before.file, subject.number)
        if before is None or was is None:
            owner = _owner(connection, file, subject)
            row = {"case_id": case_id, "person_id": owner, **now}
            ids[subject.number] = connection.insert_id("subjects", row)
            _replace_allegations(connection, ids[subject.number], subject)
            keep_clock(connection, ids[subject.number], file.case, subject, rules)
            keep_steps(connection, ids[subject.number], (), subject.steps)
            if proceeds(subject):
                keep_conclusion(connection, ids[subject.number], file.case, subject)
            continue
        if now != subject_row(before.file.case, was, rules) or was.facts != subject.facts:
            owner = _owner(connection, file, subject)
            _update(connection, ids[subject.number], {"person_id": owner, **now})
        if was.allegations != subject.allegations:
            _replace_allegations(connection, ids[subject.number], subject)
        if (was, before.file.case.reached) != (subject, file.case.reached):
            keep_clock(connection, ids[subject.number], file.case, subject, rules)
        keep_steps(connection, ids[subject.number], was.steps, subject.steps)
        if was.readings != subject.readings:
            _keep(connection, ids[subject.number], {"readings": reading_rows(subject)})
        if (was, before.file.case) != (subject, file.case) and (proceeds(was) or proceeds(subject)):
            keep_conclusion(connection, ids[subject.number], file.case, subject)
    return ids


def keep_clock(
    connection: Connection, subject_id: int, case: Case, subject: Subject, rules: Rules
) -> bool:
    """Keep a subject's limits, hearings and seats, writing only the tables that change.

    Returns:
        Whether anything was written.
    """
    wanted = {
        "limits": limit_rows(case, subject, rules),
        "sittings": sitting_rows(subject),
        "seats": seat_rows(subject),
    }
    return _keep(connection, subject_id, wanted)


def keep_conclusion(connection: Connection, subject_id: int, case: Case, subject: Subject) -> bool:
    """Keep what a subject's proceedings ended in, writing only the tables that change.

    Returns:
        Whether anything was written.
    """
    row = conclusion_row(case, subject)
    if row is not None:
        row["features"] = feature_bits(connection, conclusion_features(case, subject))
    wanted = {
        "conclusions": [] if row is None else [row],
        "breaches": breach_rows(case, subject),
        "appeals": appeal_rows(subject),
    }
    return _keep(connection, subject_id, wanted)


def fill_conclusions(connection: Connection) -> None:
    """Keep what proceedings ended in, of every case that has an event from which that follows."""
    named = ", ".join(f"'{kind}'" for kind in ENDING_EVENTS)
    rows = connection.rows(
        "SELECT DISTINCT c.id, c.reference FROM cases c JOIN events e ON e.case_id = c.id"
        f" WHERE e.kind IN ({named}) OR (e.kind = 'imported' AND (e.payload LIKE :outcome OR"
        " e.payload LIKE :finding)) ORDER BY c.id",
        outcome='%"outcome"%',
        finding='%"finding"%',
    )
    for case_id, name in rows:
        kept = load(connection, str(name), lock=True)
        ids = connection.rows("SELECT number, id FROM subjects WHERE case_id = :id", id=case_id)
        if kept is not None:
            numbers = {int(number): int(found) for number, found in ids}
            for subject in kept.file.subjects:
                keep_conclusion(connection, numbers[subject.number], kept.file.case, subject)


def _keep(connection: Connection, subject_id: int, wanted: Mapping[str, list[Row]]) -> bool:
    """Put a subject's rows in the place of those kept, table by table, where they differ."""
    written = False
    for table, rows in wanted.items():
        if kept_rows(connection, table, subject_id) == rows:
            continue
        written = True
        connection.run(f"DELETE FROM {table} WHERE subject_id = :id", id=subject_id)
        for row in rows:
            connection.insert(table, {"subject_id": subject_id, **row})
    return written


def kept_rows(connection: Connection, table: str, subject_id: int) -> list[Row]:
    """Give the rows of a table that follows from the events as they are kept of a subject."""
    columns = _COLUMNS[table]
    order = _ORDER.get(table, "place")
    rows = connection.rows(
        f"SELECT {', '.join(columns)} FROM {table} WHERE subject_id = :id ORDER BY {order}",
        id=subject_id,
    )
    return [dict(zip(columns, row, strict=True)) for row in rows]


_COLUMNS = {
    "limits": (
        "place", "key", "period", "clock_date", "count", "phrase", "due", "last_day", "met_on",
        "paused", "firm", "open", "code", "agreed_by", "reason",
    ),
    "sittings": (
        "hearing", "place", "day", "starts", "ends", "room", "kind", "state", "sequence",
    ),
    "seats": ("hearing", "place", "capacity", "person", "name", "rank"),
    "conclusions": (
        "ended", "forum", "regime", "finding", "outcome", "standing", "overturned", "disposal",
        "decided_on", "chair", "culpability", "harm_level", "edition", "features", "warns_from",
        "warns_to", "compared_on", "comparators", "lighter", "same", "heavier",
    ),
    "breaches": ("standard",),
    "readings": ("place", "sample", "reader", "level", "decision", "answer", "day"),
    "steps": COLUMNS,
    "appeals": (
        "place", "route", "brought_on", "result", "determined_on", "forum", "regime", "finding",
        "decided_on", "chair",
    ),
}  # fmt: skip

_ORDER = {"sittings": "hearing, place", "seats": "hearing, place", "conclusions": "subject_id",
          "breaches": "standard"}  # fmt: skip


ENDING_EVENTS = ("record_finding", "impose", "withdraw")
"""The moves from which an ending follows."""


def _owner(connection: Connection, file: CaseFile, subject: Subject) -> int | None:
    if not subject.facts.number:
        return None
    return person_id(connection, subject.facts.number, file.case.realm)


def _update(connection: Connection, subject_id: int, row: Mapping[str, object]) -> None:
    connection.run(f"UPDATE subjects SET {_set(row)} WHERE id = :id", id=subject_id, **row)


def _set(row: Mapping[str, object]) -> str:
    return ", ".join(f"{name} = :{name}" for name in row)


def _replace_allegations(connection: Connection, subject_id: int, subject: Subject) -> None:
    connection.run("DELETE FROM allegations WHERE subject_id = :id", id=subject_id)
    for row in allegation_rows(subject):
        connection.insert("allegations", {"subject_id": subject_id, **row})


def event_row(case_id: int, subject_id: int, event: Event) -> dict[str, object]:
    """Give the row of `events`, without its id."""
    return {
        "case_id": case_id,
        "subject_id": subject_id,
        "kind": event.kind,
        "at": event.at.isoformat(),
        "effective": event.effective.isoformat(),
        "from_stage": event.from_stage,
        "to_stage": event.to_stage,
        "maker": event.maker,
        "maker_name": event.maker_name,
        "maker_rank": event.maker_rank,
        "maker_unit": event.maker_unit,
        "authority": event.authority,
        "keyed_by": event.keyed_by,
        "stated": int(event.stated),
        "late": int(event.late),
        "payload": json.dumps(event.payload, sort_keys=True, ensure_ascii=False),
    }


def _save_event(connection: Connection, case_id: int, subject_id: int, event: Event) -> int:
    return connection.insert_id("events", event_row(case_id, subject_id, event))


def answer(reference_of_case: str, number: int, file: CaseFile, event_id: int) -> dict[str, object]:
    """Word what a move answers, as `contract.md` promises it."""
    subject = file.subject(number)
    return {
        "schema": "hearings.subject/1",
        "case": reference_of_case,
        "subject": reference(reference_of_case, number),
        "stage": subject.stage.value,
        "level": None if subject.level is None else subject.level.value,
        "version": subject.version,
        "event": event_id,
    }
