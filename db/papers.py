"""Find what was written and kept, and give it out again byte for byte."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Protocol, TypeVar

from db.actions import Desk
from db.engine import Connection
from hearings.errors import FoundFaults, Refused, UnknownReference
from hearings.people import Actor


class Paper(Protocol):
    """A letter or a bundle, as it was made."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def case(self) -> str:
        """The case's reference."""

    @property
    def subject(self) -> int:
        """The number of the officer concerned in the case."""

    @property
    def ref(self) -> str:
        """The subject, written `CASE/N`."""

    @property
    def sha256(self) -> str:
        """The hash of its bytes, in hexadecimal digits."""

    @property
    def body(self) -> bytes:
        """Its bytes."""

    @property
    def detail(self) -> str:
        """Which it is, for the trail."""


Kept = TypeVar("Kept", bound=Paper)
Read = Callable[..., list[Kept]]
"""Reads papers in a transaction, by a condition and its values; `whole` says with their bytes."""


def listed(desk: Desk, ref: str, read: Read[Kept]) -> list[Kept]:
    """List the papers of a case or of one of its officers, oldest first, without bytes.

    Args:
        desk: Who asks.
        ref: The case, or one of its subjects.
        read: What reads such papers.

    Raises:
        UnknownReference: There is none, or none that this person may know of.
    """
    view, number = desk.show(ref)
    wanted = view.ids if number is None else {number: view.ids[number]}
    found: list[Kept] = []
    with desk.database.read() as connection:
        for subject_id in wanted.values():
            found += read(connection, "l.subject_id = :id", whole=False, id=subject_id)
    return sorted(found, key=lambda paper: paper.id)


def reissued(
    desk: Desk, number: int, what: str, may: Callable[[Actor], None], read: Read[Kept]
) -> Kept:
    """Give a paper out again, byte for byte as it was made.

    Args:
        desk: Who asks.
        number: The paper's number.
        what: What it is called: letter or bundle.
        may: Refuses an account that may make none.
        read: What reads such papers.

    Raises:
        Refused: There is none such, or none that this person may know of.
        NotAllowed: The account may make none.
        FoundFaults: Its bytes are no longer those that were made.
    """
    with desk.refusing(f"{what}.reissue"):
        may(desk.actor)
        with desk.database.read() as connection:
            paper = _only(read, connection, number, what)
    try:
        desk.show(paper.ref)
    except UnknownReference:
        raise Refused(f"There is no {what} {number}.") from None
    if hashlib.sha256(paper.body).hexdigest() != paper.sha256:
        raise FoundFaults(
            f"{what.capitalize()} {number} is not as it was made: its bytes no longer fit their"
            f" hash {paper.sha256}. It is not given out."
        )
    with desk.database.write() as connection:
        desk.trail(connection, f"{what}.reissue", paper.case, paper.subject, detail=paper.detail)
    return paper


def _only(read: Read[Kept], connection: Connection, number: int, what: str) -> Kept:
    found = read(connection, "l.id = :id", id=number)
    if not found:
        raise Refused(f"There is no {what} {number}.")
    return found[0]
