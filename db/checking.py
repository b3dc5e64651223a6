"""Check what is kept for speed against the events it follows from.

The rows of the state and the kept counts are made again from every case's events; whatever differs
is said in one sentence, naming the case and the field.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from db import store, summary
from db.engine import Connection, Database
from db.features import Vocabulary
from db.projection import (
    Row,
    allegation_rows,
    appeal_rows,
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
from db.saving import kept_rows
from hearings.cases import CaseFile, Event, Subject, reference
from hearings.errors import HearingsError
from hearings.history import fold
from hearings.rates import NAMES, NOTHING, Counts
from hearings.rules import Rules
from hearings.stages import moves
from hearings.steps import step_rows
from hearings.tallies import tally

BATCH = 500
"""How many cases are rebuilt at a time."""


def check(database: Database, rules: Rules) -> list[str]:
    """Rebuild every case from its events, recount the summary, and compare.

    Args:
        database: The database; others may go on writing to it.
        rules: The force's reasons, which say what is avoidable.

    Returns:
        One sentence for each difference; empty where there is none.
    """
    found: list[str] = []
    counted: dict[tuple[str, str], Counts] = {}
    with database.read() as connection:
        known = Vocabulary(connection)
        for number, name, events in _cases(connection):
            file = _rebuilt(name, events, found)
            if file is None:
                continue
            found += _case_differences(connection, number, file, rules)
            found += _conclusion_differences(connection, number, file, known)
            for place, counts in tally(file.case, file.subjects, rules).items():
                counted[place] = counted.get(place, NOTHING) + counts
        found += _summary_differences(summary.everything(connection), counted)
    return found


def _cases(connection: Connection) -> Iterator[tuple[int, str, tuple[Event, ...]]]:
    last = 0
    while batch := store.histories(connection, last, BATCH):
        yield from batch
        last = batch[-1][0]


def _rebuilt(name: str, events: tuple[Event, ...], found: list[str]) -> CaseFile | None:
    """Fold a case; where its events make none, say so and go on to the next."""
    found += [
        f"{name}: event {event.id} is of a kind that is not known: {event.kind!r}."
        for event in events
        if event.kind not in moves()
    ]
    try:
        return fold(events)
    except (HearingsError, KeyError, ValueError) as error:
        found.append(f"{name} cannot be rebuilt from its events: {error}")
        return None


def _case_differences(
    connection: Connection, case_id: int, file: CaseFile, rules: Rules
) -> Iterator[str]:
    name, right = file.case.reference, case_row(file.case)
    yield from _differences(name, _one(connection, "cases", right, case_id), right)
    subjects = {int(row[0]): int(row[1]) for row in connection.rows(
        "SELECT number, id FROM subjects WHERE case_id = :id ORDER BY number", id=case_id
    )}  # fmt: skip
    made = {subject.number for subject in file.subjects}
    for number in sorted(set(subjects) - made):
        yield f"{reference(name, number)} is kept; the events of its case make no such subject."
    for subject in file.subjects:
        if subject.number not in subjects:
            yield f"{reference(name, subject.number)} is not kept; the events of its case make it."
        else:
            kept = subjects[subject.number]
            yield from _subject_differences(connection, kept, file, subject, rules)
    yield from _lists(connection, case_id, file)


def _subject_differences(
    connection: Connection, subject_id: int, file: CaseFile, subject: Subject, rules: Rules
) -> Iterator[str]:
    name, right = reference(file.case.reference, subject.number), subject_row(
        file.case, subject, rules
    )  # fmt: skip
    yield from _differences(name, _one(connection, "subjects", right, subject_id), right)
    owner = connection.row(
        "SELECT p.realm, p.number FROM subjects s JOIN persons p ON p.id = s.person_id"
        " WHERE s.id = :id",
        id=subject_id,
    )
    whose = (file.case.realm, subject.facts.number) if subject.facts.number else None
    if owner != whose:
        yield _difference(name, "person", owner and owner[1], whose and whose[1])
    kept = connection.rows(
        "SELECT number, standard, category FROM allegations WHERE subject_id = :id ORDER BY number",
        id=subject_id,
    )
    made = [(row["number"], row["standard"], row["category"]) for row in allegation_rows(subject)]
    if kept != made:
        yield _difference(name, "allegations", kept, made)
    made_again = {
        "limits": limit_rows(file.case, subject, rules),
        "sittings": sitting_rows(subject),
        "seats": seat_rows(subject),
        "steps": step_rows(subject.steps),
        "readings": reading_rows(subject),
    }
    for table, rows in made_again.items():
        if kept_rows(connection, table, subject_id) != rows:
            yield f"{name}: its {table} are kept other than its events make them."


def _conclusion_differences(
    connection: Connection, case_id: int, file: CaseFile, known: Vocabulary
) -> Iterator[str]:
    """Compare what each subject's proceedings ended in with what is kept of it."""
    ids = dict(connection.rows("SELECT number, id FROM subjects WHERE case_id = :id", id=case_id))
    for subject in file.subjects:
        if subject.number not in ids:
            continue
        name = reference(file.case.reference, subject.number)
        right = conclusion_row(file.case, subject)
        kept = kept_rows(connection, "conclusions", ids[subject.number])
        if right is None or not kept:
            if (right is None) == bool(kept):
                said = "no ending is kept; its events make one"
                yield f"{name}: {said if right else 'an ending is kept; its events make none'}."
        else:
            right["features"] = known.known(conclusion_features(file.case, subject))
            yield from _differences(name, kept[0], right)
        for table, rows in (
            ("breaches", breach_rows(file.case, subject)),
            ("appeals", appeal_rows(subject)),
        ):
            if kept_rows(connection, table, ids[subject.number]) != rows:
                yield f"{name}: its {table} are kept other than its events make them."


def _lists(connection: Connection, case_id: int, file: CaseFile) -> Iterator[str]:
    """Compare who is in the case and who is on its access list."""
    involved = connection.rows("SELECT number, role FROM involved WHERE case_id = :id", id=case_id)
    people = [(row["number"], row["role"]) for row in involved_rows(file)]
    if sorted(involved) != sorted(people):
        yield _difference(file.case.reference, "involved", sorted(involved), people)
    access = connection.rows("SELECT account FROM access WHERE case_id = :id", id=case_id)
    accounts = sorted(row[0] for row in access)
    if accounts != sorted(file.case.access):
        yield _difference(file.case.reference, "access", accounts, sorted(file.case.access))


def _one(connection: Connection, table: str, right: Row, key: int) -> Row:
    """Read the kept row beside the one its events make."""
    row = connection.row(f"SELECT {', '.join(right)} FROM {table} WHERE id = :id", id=key)
    return {} if row is None else dict(zip(right, row, strict=True))


def _differences(name: str, kept: Row, right: Row) -> Iterable[str]:
    return [
        _difference(name, field, kept.get(field), value)
        for field, value in right.items()
        if kept.get(field) != value
    ]


def _difference(name: str, field: str, kept: object, right: object) -> str:
    return f"{name}: {field} is kept as {kept!r}; its events make it {right!r}."


def _summary_differences(
    kept: dict[tuple[str, str], Counts], right: dict[tuple[str, str], Counts]
) -> Iterator[str]:
    for place in sorted(set(kept) | set(right)):
        field, value = place
        ours, theirs = kept.get(place, NOTHING), right.get(place, NOTHING)
        where = f"{field} {value or 'not known'}" if field else "all"
        for name in NAMES:
            one, other = getattr(ours, name), getattr(theirs, name)
            if one != other:
                yield f"The summary of {where}: {name} is kept as {one}; a recount gives {other}."
