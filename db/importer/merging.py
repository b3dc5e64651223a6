"""Take rows into cases by way of the domain: those that are there, and new ones less plain."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from db import store
from db.engine import Connection
from db.importer.concluding import Conclusions
from db.importer.counting import Tallies
from db.importer.known import Held
from db.importer.people import People
from db.importer.rows import Reader, Row
from db.importer.stamp import ACTION, Stamp
from db.importer.tables import Tables
from db.projection import allegation_rows, assessment_row, case_row, subject_row
from db.saving import event_row
from db.store import Kept
from hearings.archives import stage_of
from hearings.cases import CaseFile, Event, Subject, reference
from hearings.history import apply
from hearings.rules import Rules
from hearings.severity import Assessment
from hearings.stages import NEW
from hearings.tallies import difference, tally
from hearings.trail import Entry, entry_bytes

_BY_HAND = frozenset({"amend", "correct"})
"""The moves that put right what stands on the case itself."""


@dataclass(slots=True)
class Told:
    """One case, as row after row changes it."""

    kept: Kept | None
    """The case as it was; None for a new one."""
    file: CaseFile | None
    """The case as it is."""
    case_id: int
    """Its id."""
    ids: dict[int, int]
    """The ids of its subjects, by number."""
    held: dict[str, Held]
    """What the archive's rows of it were, by key."""
    taken: list[tuple[Row, int, int]]
    """The rows it took, each with the numbers of its subject and of its allegation."""
    amended: bool
    """Whether the case itself was changed by hand."""

    def subject(self, number: int) -> Subject | None:
        """Find a subject; None where there is none of that number."""
        subjects = () if self.file is None else self.file.subjects
        return next((s for s in subjects if s.number == number), None)

    def numbered(self, row: Row) -> int:
        """Give the number of the subject a row belongs to."""
        held = self.held.get(row.key)
        if held is not None:
            return held.number
        subjects = () if self.file is None else self.file.subjects
        for subject in subjects:
            if row.person and subject.facts.number == row.person:
                return subject.number
        return 1 + max((subject.number for subject in subjects), default=0)

    def allegation(self, row: Row, number: int) -> int:
        """Give the number of the allegation a row tells of."""
        held = self.held.get(row.key)
        if held is not None:
            return held.allegation
        subject = self.subject(number)
        return 1 + max((a.number for a in subject.allegations), default=0) if subject else 1


class Merger:
    """Folds rows into their cases and keeps what follows."""

    def __init__(
        self,
        connection: Connection,
        tables: Tables,
        people: People,
        stamp: Stamp,
        rules: Rules,
        tallies: Tallies,
    ) -> None:
        """Get ready.

        Args:
            connection: The write transaction.
            tables: Where new rows wait.
            people: The people of the archive.
            stamp: What every event has in common.
            rules: The force's reasons.
            tallies: What the import changes of the kept counts.
        """
        self._connection = connection
        self._tables = tables
        self._people = people
        self._stamp = stamp
        self._rules = rules
        self._tallies = tallies
        self._conclusions = Conclusions(connection, tables)

    def case(self, rows: Sequence[Row], held: dict[str, Held], reader: Reader) -> list[Row]:
        """Take the rows of one case, in the order of the file.

        Args:
            rows: The rows.
            held: What the archive's rows of this case were, by key.
            reader: What read them; it keeps those that are refused.

        Returns:
            Those that were taken.
        """
        told = self._open(rows[0].case, held)
        for row in rows:
            number = told.numbered(row)
            refused = _refusal(told, row, number)
            if refused:
                reader.refuse(row, "case", refused)
            else:
                self._take(told, row, number)
        if told.taken and told.file is not None:
            self._save(told, told.file)
        return [row for row, _number, _allegation in told.taken]

    def _open(self, case: str, held: dict[str, Held]) -> Told:
        kept = store.load(self._connection, case, lock=True)
        if kept is None:
            new = next(self._tables.numbers("cases"))
            return Told(None, None, new, {}, held, [], amended=False)
        ids = self._connection.rows(
            "SELECT number, id FROM subjects WHERE case_id = :id", id=kept.id
        )
        amended = any(event.kind in _BY_HAND for event in kept.history)
        return Told(kept, kept.file, kept.id, dict(ids), held, [], amended=amended)

    def _take(self, told: Told, row: Row, number: int) -> None:
        """Fold one row into its case."""
        allegation, before = told.allegation(row, number), told.subject(number)
        payload = json.loads(row.payload)
        if allegation > 1:
            payload["allegation_number"] = allegation
        event = self._event(row.case, number, payload, before)
        told.file = apply(told.file, event)
        told.taken.append((row, number, allegation))
        tables = self._tables
        if number not in told.ids:
            told.ids[number] = next(tables.numbers("subjects"))
        subject_id, event_id = told.ids[number], next(tables.numbers("events"))
        tables.add("events", {"id": event_id, **event_row(told.case_id, subject_id, event)})
        for made in _new(before, told.file.subject(number)):
            link = {"subject_id": subject_id, "event_id": event_id}
            tables.add("assessments", link | assessment_row(made))
        entry = Entry(self._stamp.at, self._stamp.account, ACTION, row.case, number, event_id)
        tables.waiting["trail"].append((
            entry.at.isoformat(), entry.account, ACTION, entry.case, number, event_id,
            entry.outcome, entry_bytes(entry),
        ))  # fmt: skip

    def _event(
        self, case: str, number: int, payload: dict[str, object], before: Subject | None
    ) -> Event:
        account = self._stamp.account
        return Event(
            case=case,
            subject=number,
            kind="imported",
            at=self._stamp.at,
            effective=self._stamp.today,
            from_stage=NEW if before is None else before.stage.value,
            to_stage=stage_of(payload, str(payload["regime"]), before).value,
            maker=account,
            maker_name="",
            maker_rank="",
            maker_unit="",
            authority="",
            keyed_by=account,
            stated=False,
            late=False,
            payload=payload,
        )

    def _save(self, told: Told, file: CaseFile) -> None:
        """Keep what follows from a case as it has become."""
        was = None if told.kept is None else told.kept.file
        new = case_row(file.case)
        if was is None:
            self._tables.add("cases", {"id": told.case_id, **new})
        elif new != case_row(was.case):
            self._update("cases", told.case_id, new)
        owners = {number: self._people.id_of(row) for row, number, _ in told.taken}
        self._tables.put("persons", "person_facts")
        for subject in file.subjects:
            before = None if was is None else _numbered(was, subject.number)
            self._save_subject(told, file, subject, before, owners)
            self._conclusions.keep(
                told.ids[subject.number],
                None if was is None or before is None else (was.case, before),
                (file.case, subject),
            )
        self._save_keys(told, file)
        old = {} if was is None else tally(was.case, was.subjects, self._rules)
        self._tallies.add(difference(old, tally(file.case, file.subjects, self._rules)))

    def _save_subject(
        self,
        told: Told,
        file: CaseFile,
        subject: Subject,
        before: Subject | None,
        owners: dict[int, int | None],
    ) -> None:
        subject_id, row = told.ids[subject.number], subject_row(file.case, subject, self._rules)
        if subject.number in owners:
            row["person_id"] = owners[subject.number]
        if before is None:
            ids = {"id": subject_id, "case_id": told.case_id}
            self._tables.add("subjects", ids | row)
        else:
            self._update("subjects", subject_id, row)
            if before.allegations == subject.allegations:
                return
            self._connection.run("DELETE FROM allegations WHERE subject_id = :id", id=subject_id)
        for allegation in allegation_rows(subject):
            self._tables.add("allegations", {"subject_id": subject_id, **allegation})

    def _save_keys(self, told: Told, file: CaseFile) -> None:
        """Remember what each row held, and the version at which its subject was left."""
        versions = {number: file.subject(number).version for _row, number, _ in told.taken}
        archive = file.case.archive
        for row, number, allegation in told.taken:
            if row.key not in told.held:
                self._tables.waiting["imported"].append((
                    archive, row.key, row.digest, told.ids[number], allegation, versions[number],
                ))  # fmt: skip
        digests = {row.key: row.digest for row, _number, _allegation in told.taken}
        self._connection.many(
            "UPDATE imported SET digest = :digest, version = :version"
            " WHERE archive = :archive AND row_key = :key",
            [
                {
                    "archive": archive,
                    "key": key,
                    "digest": digests.get(key, held.digest),
                    "version": versions[held.number],
                }
                for key, held in told.held.items()
                if held.number in versions
            ],
        )

    def _update(self, table: str, row_id: int, row: dict[str, object]) -> None:
        changed = ", ".join(f"{name} = :{name}" for name in row)
        self._connection.run(f"UPDATE {table} SET {changed} WHERE id = :id", id=row_id, **row)


def _refusal(told: Told, row: Row, number: int) -> str:
    """Say why a row may not change its case; empty where it may."""
    named = reference(row.case, number)
    kept = None if told.kept is None else _numbered(told.kept.file, number)
    if told.amended:
        return f"{row.case} was changed by hand since its import; it is not overwritten."
    if kept is None:
        return ""
    if not kept.imported:
        return f"{named} was entered by hand; it is not overwritten."
    versions = {held.version for held in told.held.values() if held.number == number}
    if versions != {kept.version}:
        return f"{named} was changed by hand since its import; it is not overwritten."
    return ""


def _numbered(file: CaseFile, number: int) -> Subject | None:
    return next((s for s in file.subjects if s.number == number), None)


def _new(before: Subject | None, after: Subject) -> list[Assessment]:
    """Give the assessments a row made: those that did not stand like this before it."""
    stood = {} if before is None else {a.kind: (a.level, a.maker) for a in before.assessments}
    return [a for a in after.assessments if stood.get(a.kind) != (a.level, a.maker)]
