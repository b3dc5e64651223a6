"""Write a letter, keep it byte for byte, and give it out again as it was."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from db import papers
from db.actions import Desk, View, only_subject
from db.documents import FORMATS, as_text, paragraphs, render
from db.engine import Connection
from db.people import person_name
from hearings.cases import CaseFile, parse_reference, reference
from hearings.deadlines import deadlines
from hearings.errors import (
    NewerVersion,
    NotAllowed,
    UsageError,
)
from hearings.letter_facts import facts_for
from hearings.letters import Letter, Matter, check, kind_named, kinds, may_write
from hearings.people import Maker, full_rank


@dataclass(frozen=True, slots=True)
class Issued:
    """A letter as it was issued."""

    id: int
    """Its number."""
    case: str
    """The case's reference."""
    subject: int
    """The number of the officer concerned in the case."""
    kind: str
    """The kind of letter."""
    format: str
    """Text, html or docx."""
    sha256: str
    """The hash of its bytes, in hexadecimal digits."""
    body: bytes
    """Its bytes; empty in a list."""
    issued_at: datetime
    """When, in UTC."""
    account: str
    """Whose account issued it."""

    @property
    def ref(self) -> str:
        """Write the subject as `CASE/N`."""
        return reference(self.case, self.subject)

    @property
    def detail(self) -> str:
        """Say which letter it is, for the trail."""
        return f"letter {self.id}: {self.kind}, {self.format}, {self.sha256}"


def preview(
    desk: Desk, ref: str, kind: str, extra: Mapping[str, str], *, force: str = "the force"
) -> str:
    """Word a letter as text, and keep nothing.

    Args:
        desk: Who asks.
        ref: The subject, written `CASE/N`.
        kind: The kind of letter.
        extra: Facts given with it, by name.
        force: The force's name.

    Raises:
        Refused: A fact is missing, or the right to write it.
        UnknownReference: There is no such subject, or none that this person may know of.
    """
    _view, letter = _built(desk, ref, kind, extra, force)
    return as_text(paragraphs(letter.kind, letter.facts))


def issue(
    desk: Desk,
    ref: str,
    kind: str,
    form: str,
    extra: Mapping[str, str],
    *,
    force: str = "the force",
) -> Issued:
    """Write a letter and keep its bytes, its hash and the facts it states.

    Args:
        desk: Who issues it.
        ref: The subject, written `CASE/N`.
        kind: The kind of letter.
        form: Text, html or docx.
        extra: Facts given with it, by name.
        force: The force's name.

    Raises:
        Refused: A fact is missing, or the right to write it.
        UnknownReference: There is no such subject, or none that this person may know of.
        NewerVersion: The subject has moved on while the letter was written.
        UsageError: The form is not known, or what writes it is not installed.
    """
    if form not in FORMATS:
        raise UsageError(f"A letter cannot be {form!r}; it is one of {', '.join(FORMATS)}.")
    view, letter = _built(desk, ref, kind, extra, force)
    moment = desk.moment()
    body = render(paragraphs(letter.kind, letter.facts), form, moment)
    sha256 = hashlib.sha256(body).hexdigest()
    row = {
        "subject_id": view.ids[letter.subject],
        "kind": letter.kind,
        "format": form,
        "issued_at": moment.isoformat(),
        "account": desk.actor.account,
        "facts": json.dumps(dict(letter.facts), ensure_ascii=False, sort_keys=True),
        "sha256": sha256,
        "body": body,
    }
    with desk.database.write() as connection:
        _still(connection, view.file, letter)
        number = connection.insert_id("letters", row)
        detail = f"letter {number}: {letter.kind}, {form}, {sha256}"
        desk.trail(connection, "letter.issue", letter.case, letter.subject, detail=detail)
    return Issued(
        number,
        letter.case,
        letter.subject,
        letter.kind,
        form,
        sha256,
        body,
        moment,
        desk.actor.account,
    )


def reissue(desk: Desk, number: int) -> Issued:
    """Give out a letter again, byte for byte as it was issued.

    Args:
        desk: Who asks.
        number: The letter's number.

    Raises:
        Refused: There is no such letter, or none that this person may know of.
        NotAllowed: The account may write no letters.
        FoundFaults: Its bytes are no longer those that were issued.
    """
    return papers.reissued(desk, number, "letter", may_write, _kept)


def issued(desk: Desk, ref: str) -> list[Issued]:
    """List the letters issued in a case, or to one of its officers, oldest first, without bytes.

    Args:
        desk: Who asks.
        ref: The case, or one of its subjects.

    Raises:
        UnknownReference: There is none, or none that this person may know of.
    """
    return papers.listed(desk, ref, _kept)


def _built(
    desk: Desk, ref: str, kind: str, extra: Mapping[str, str], force: str
) -> tuple[View, Letter]:
    """Read the case and gather the facts, and refuse a letter that lacks one."""
    key = kind_named(kind).key
    try:
        may_write(desk.actor)
    except NotAllowed as error:
        case, given = parse_reference(ref)
        desk.keep_refusal("letter.issue", case, given or 0, error)
        raise
    view, number = desk.show(ref)
    number = only_subject(view.file) if number is None else number
    with desk.refusing("letter.issue", view.file.case.reference, number):
        letter = facts_for(key, _matter(desk, view, number, key, force), extra)
        check(letter)
    return view, letter


def _matter(desk: Desk, view: View, number: int, kind: str, force: str) -> Matter:
    file = view.file
    subject = file.subject(number)
    seats = () if subject.hearing is None else subject.hearing.seats
    wanted = {subject.facts.number, subject.investigator, *(seat.person for seat in seats)} - {""}
    with desk.database.read() as connection:
        names = {who: person_name(connection, who, file.case.realm) for who in wanted}
    person = desk.actor.person
    note = kind == "feedback_note" and subject.feedback.prepared
    return Matter(
        file=file,
        number=number,
        names=names,
        deadlines=deadlines(file.case, subject, desk.rules, desk.today),
        rules=desk.rules,
        force=force,
        today=desk.today,
        writer="" if person is None else _signed(person),
        note=tuple(desk.feedback(reference(file.case.reference, number))) if note else (),
    )


def _signed(person: Maker) -> str:
    """Sign with a name and, where there is one, a rank."""
    return ", ".join(part for part in (person.name, full_rank(person.rank)) if part)


def _still(connection: Connection, file: CaseFile, letter: Letter) -> None:
    """Refuse to keep a letter about a subject that has moved on since it was read."""
    held = connection.row("SELECT version FROM subjects WHERE reference = :ref", ref=letter.ref)
    read = file.subject(letter.subject).version
    now = read if held is None else int(held[0])
    if now != read:
        raise NewerVersion(letter.ref, read, now)


def _kept(
    connection: Connection, where: str, *, whole: bool = True, **values: object
) -> list[Issued]:
    body = "l.body" if whole else "''"
    rows = connection.rows(
        f"SELECT l.id, c.reference, s.number, l.kind, l.format, l.sha256, {body}, l.issued_at,"
        " l.account FROM letters l JOIN subjects s ON s.id = l.subject_id"
        f" JOIN cases c ON c.id = s.case_id WHERE {where} ORDER BY l.id",
        **values,
    )
    return [
        Issued(
            id=int(row[0]),
            case=row[1],
            subject=int(row[2]),
            kind=row[3],
            format=row[4],
            sha256=row[5],
            body=bytes(row[6]) if whole else b"",
            issued_at=datetime.fromisoformat(row[7]),
            account=row[8],
        )
        for row in rows
        if row[3] in kinds()
    ]
