"""Gather what a move on a hearing has to know: who is named, and what else is in the diary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from db import diary
from db.engine import Connection
from db.people import OWN, find_maker, keep_person
from hearings.cases import CaseFile, Subject
from hearings.errors import BadValue, UnknownReference
from hearings.people import Actor, PersonFacts, full_rank
from hearings.sittings import Diary, Hearing, Sitting, read_sitting
from hearings.stages import Move

AHEAD = timedelta(days=200)
"""How far past a hearing other times are read, so that free days can be proposed."""


def plan(
    connection: Connection,
    actor: Actor,
    today: date,
    move: Move,
    subject: Subject,
    given: Mapping[str, object],
    files: tuple[CaseFile, ...],
) -> Diary:
    """Read the part of the diary that a move looks at.

    Args:
        connection: The transaction.
        actor: Who asks.
        today: Today.
        move: The move.
        subject: The subject as it stands.
        given: What the move is given, as text.
        files: The cases of the officers of the hearing to be joined.
    """
    joined = _joined(files, str(given.get("joins") or ""))
    own = "" if subject.hearing is None else subject.hearing.reference
    name = _reference(connection, today, move, subject) if joined is None else joined.reference
    days = _days(given, joined, today)
    if subject.hearing is not None:
        days += [sitting.day for sitting in subject.hearing.sittings]
    taken = diary.bookings(
        connection, actor, min(days), min(max(days), date.max - AHEAD) + AHEAD, without=name or own
    )  # fmt: skip
    return Diary(name, taken, joined, files)


def _reference(connection: Connection, today: date, move: Move, subject: Subject) -> str:
    """Name the hearing to be listed: the postponed one keeps its reference."""
    if not move.event.startswith("schedule"):
        return ""
    kept = subject.hearing
    # Another officer may have taken the reference up again; two hearings never share one.
    if (
        kept is not None
        and kept.state == "postponed"
        and not diary.sharing(connection, kept.reference)
    ):
        return kept.reference
    return diary.new_reference(connection, today.year)


def _joined(files: Sequence[CaseFile], name: str) -> Hearing | None:
    for file in files:
        for subject in file.subjects:
            if subject.hearing is not None and subject.hearing.reference == name:
                return subject.hearing
    return None


def _days(given: Mapping[str, object], joined: Hearing | None, today: date) -> list[date]:
    if joined is not None:
        return [today, *(sitting.day for sitting in joined.sittings)]
    return [today, *(sitting.day for sitting in _sittings(given))]


def _sittings(given: Mapping[str, object]) -> list[Sitting]:
    said = given.get("sitting") or ()
    found = []
    for line in _given_lines(said):
        try:
            found.append(read_sitting("sitting", str(line)))
        except BadValue:
            # What cannot be read is refused with its sentence when the move is decided.
            continue
    return found


def _given_lines(said: object) -> list[object]:
    """Take what a face hands over: text of several lines, or a list."""
    if isinstance(said, str):
        return [*said.splitlines()]
    return [*said] if isinstance(said, Iterable) else []


def listed_for(connection: Connection, hearing: str, actor: Actor) -> list[str]:
    """Name the cases of the officers already listed for a hearing.

    Raises:
        UnknownReference: There is no such hearing, or none that this account may know of.
    """
    if not hearing:
        return []
    wide = diary.entries(connection, actor, date.min, date.max, hearing=hearing)
    if not wide:
        raise UnknownReference(hearing)
    cases = {officer.reference.rpartition("/")[0] for entry in wide for officer in entry.officers}
    return sorted(cases)


def seated(connection: Connection, said: object, on: date) -> list[dict[str, str]]:
    """Give who is to sit with the name and rank on record; somebody new is kept by name.

    Args:
        connection: The transaction.
        said: Lines of CAPACITY=NUMBER NAME, RANK, or the parts of each.
        on: The day whose rank counts.
    """
    found = []
    for item in _given_lines(said):
        parts = dict(item) if isinstance(item, Mapping) else _parts(str(item))
        if not parts.get("person"):
            found.append(parts)
            continue
        parts["person"] = parts["person"].upper()
        said, comma, held = parts.get("name", "").rpartition(",")
        given = (said, held) if comma else (held, parts.get("rank", ""))
        name, rank = know(connection, parts["person"], given[0].strip(), on, given[1].strip())
        found.append({**parts, "name": name, "rank": rank})
    return [parts for parts in found if parts]


def _parts(line: str) -> dict[str, str]:
    capacity, _sign, who = line.strip().partition("=")
    number, _space, name = who.strip().partition(" ")
    if not line.strip():
        return {}
    return {"capacity": capacity.strip(), "person": number, "name": name.strip()}


def know(
    connection: Connection, number: str, name: str, on: date, rank: str = ""
) -> tuple[str, str]:
    """Give a person's name and rank; somebody new is kept with what is said of them.

    Raises:
        BadValue: Nobody of that number is known and no name is given.
    """
    number = number.upper()
    if not number:
        return name, ""
    known = find_maker(connection, number, on)
    if known is not None:
        if name and known.name and name.casefold() != known.name.casefold():
            raise BadValue(
                "seat", f"The number {number} is {known.name}'s, not {name}'s; check the number."
            )
        if rank and not known.rank:
            keep_person(connection, PersonFacts(number, rank=full_rank(rank)), known.name, on, OWN)
        return known.name, known.rank or full_rank(rank)
    if not name:
        raise BadValue(
            "seat", f"Nobody of the number {number} is known; give the name behind the number."
        )
    rank = full_rank(rank)
    keep_person(connection, PersonFacts(number, rank=rank), name, on, OWN)
    return name, rank
