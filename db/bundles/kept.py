"""Find the bundles that were made, and give one out again byte for byte."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from db import papers
from db.actions import Desk
from db.engine import Connection
from hearings.bundles import kind_named, kinds, may_make
from hearings.cases import reference


@dataclass(frozen=True, slots=True)
class Kept:
    """A bundle as it was made."""

    id: int
    """Its number."""
    case: str
    """The case's reference."""
    subject: int
    """The number of the officer concerned in the case."""
    kind: str
    """Hearing or outcome."""
    format: str
    """One of `FORMS`."""
    digest: str
    """What its contents come to, whatever it is written in."""
    pages: int
    """The number of its last page."""
    sha256: str
    """The hash of its bytes, in hexadecimal digits."""
    body: bytes
    """Its bytes; empty in a list."""
    made_at: datetime
    """When, in UTC."""
    account: str
    """Whose account made it."""

    @property
    def ref(self) -> str:
        """Write the subject as `CASE/N`."""
        return reference(self.case, self.subject)

    @property
    def detail(self) -> str:
        """Say which bundle it is, for the trail."""
        return f"bundle {self.id}: {self.kind}, {self.format}, {self.sha256}"


def listed(desk: Desk, ref: str) -> list[Kept]:
    """List the bundles of a case or of one of its officers, oldest first, without bytes.

    Args:
        desk: Who asks.
        ref: The case, or one of its subjects.

    Raises:
        UnknownReference: There is none, or none that this person may know of.
    """
    return papers.listed(desk, ref, _read)


def reissue(desk: Desk, number: int) -> Kept:
    """Give a bundle out again, byte for byte as it was made.

    Args:
        desk: Who asks.
        number: The bundle's number.

    Raises:
        Refused: There is no such bundle, or none that this person may know of.
        NotAllowed: The account may make no bundles.
        FoundFaults: Its bytes are no longer those that were made.
    """
    return papers.reissued(desk, number, "bundle", may_make, _read)


def _read(
    connection: Connection, where: str, *, whole: bool = True, **values: object
) -> list[Kept]:
    body = "l.body" if whole else "''"
    rows = connection.rows(
        f"SELECT l.id, c.reference, s.number, l.kind, l.format, l.facts, l.sha256, {body},"
        " l.issued_at, l.account FROM letters l JOIN subjects s ON s.id = l.subject_id"
        f" JOIN cases c ON c.id = s.case_id WHERE {where} ORDER BY l.id",
        **values,
    )
    ours = {kind.kept_as for kind in kinds().values()}
    return [_kept(row, whole=whole) for row in rows if row[3] in ours]


def _kept(row: tuple[object, ...], *, whole: bool) -> Kept:
    number, case, subject, kind, form, facts, sha256, body, at, account = row
    said = json.loads(str(facts))
    return Kept(
        id=int(str(number)),
        case=str(case),
        subject=int(str(subject)),
        kind=kind_named(str(kind)).key,
        format=str(form),
        digest=said["digest"],
        pages=said["pages"],
        sha256=str(sha256),
        body=bytes(body) if whole and isinstance(body, (bytes, memoryview)) else b"",
        made_at=datetime.fromisoformat(str(at)),
        account=str(account),
    )
