"""Read cases: whole ones from their events, and lists by pages of ids.

Every query is bounded and ordered; what comes out is frozen, and no row leaves this package.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from db.engine import POSTGRESQL, Connection
from db.sight import visible
from hearings.cases import CaseFile, Event
from hearings.errors import FoundFaults, UnknownReference, UsageError
from hearings.people import Actor
from hearings.values import clean

_EVENT = (
    "e.id, s.number, e.kind, e.at, e.effective, e.from_stage, e.to_stage, e.maker, e.maker_name,"
    " e.maker_rank, e.maker_unit, e.authority, e.keyed_by, e.stated, e.late, e.payload"
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A case as the store holds it."""

    id: int
    """The case's id."""
    file: CaseFile
    """The case."""
    history: tuple[Event, ...]
    """Its events, oldest first."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a caseload."""

    id: int
    """The subject's id."""
    reference: str
    """The subject, written `CASE/N`."""
    name: str
    """The officer's name; empty while unidentified."""
    rank: str
    """The rank held then."""
    unit: str
    """The unit served in then."""
    stage: str
    """Where it stands."""
    level: str
    """The level that now stands; empty before any assessment."""
    local_level: str
    """The level of the initial assessment."""
    priority: str
    """Red, amber or green; empty until it is set."""
    handler: str
    """Who handles it."""
    due: str
    """The next due day; empty where none runs."""
    version: int
    """The subject's version."""
    received: str
    """The day it came to attention."""


@dataclass(frozen=True, slots=True)
class Query:
    """Which subjects a list shows, and in which order."""

    stage: str = ""
    """Only those at this stage."""
    unit: str = ""
    """Only those of this unit."""
    level: str = ""
    """Only those at this level."""
    priority: str = ""
    """Only those of this priority."""
    handler: str = ""
    """Only those this person handles."""
    reading: str = ""
    """Only those whose second reading stands so."""
    decided_from: str = ""
    """Only those decided on or after this day."""
    overdue_on: str = ""
    """Only those whose due day lies before this day."""
    search: str = ""
    """Only those in which every one of these words stands."""
    sort: str = "reference"
    """The column to sort by."""
    descending: bool = False
    """Whether the last comes first."""


SORTS = {
    "reference": "s.reference",
    "name": "coalesce(p.name, '')",
    "rank": "s.rank",
    "unit": "s.unit",
    "stage": "s.stage",
    "level": "CASE s.level WHEN 'gross_misconduct' THEN 3 WHEN 'misconduct' THEN 2"
    " WHEN 'neither' THEN 1 ELSE 0 END",
    "local_level": "CASE s.local_level WHEN 'gross_misconduct' THEN 3 WHEN 'misconduct' THEN 2"
    " WHEN 'neither' THEN 1 ELSE 0 END",
    "priority": "CASE s.priority WHEN 'red' THEN 1 WHEN 'amber' THEN 2 WHEN 'green' THEN 3"
    " ELSE 4 END",
    "handler": "s.handler",
    "received": "s.received",
    "due": "s.due",
}
"""What a list can be sorted by, and the expression that sorts it."""

_LISTED = (
    "s.id, s.reference, coalesce(p.name, ''), s.rank, s.unit, s.stage, s.level, s.local_level,"
    " s.priority, s.handler, s.due, s.version, s.received"
)
_FROM = "subjects s LEFT JOIN persons p ON p.id = s.person_id"


def load(connection: Connection, reference: str, *, lock: bool = False) -> Kept | None:
    """Rebuild a case from its events.

    Args:
        connection: The transaction.
        reference: The case's reference.
        lock: Whether to hold the case against other writers until the transaction ends.

    Returns:
        The case, or None where there is none of that reference.
    """
    held = " FOR UPDATE" if lock and connection.dialect == POSTGRESQL else ""
    row = connection.row(f"SELECT id FROM cases WHERE reference = :ref{held}", ref=reference)
    if row is None:
        return None
    rows = connection.rows(
        f"SELECT {_EVENT} FROM events e JOIN subjects s ON s.id = e.subject_id"
        " WHERE e.case_id = :id ORDER BY e.id",
        id=row[0],
    )
    # A list reads no history; only a case that is opened needs what an event changes.
    from hearings.history import fold

    history = tuple(_event(reference, found) for found in rows)
    return Kept(int(row[0]), fold(history), history)


def _event(reference: str, row: Sequence[object]) -> Event:
    """Read an event; one that was tampered with is found out here."""
    try:
        return _event_of(reference, row)
    except (AttributeError, TypeError, ValueError) as error:
        raise FoundFaults(f"Event {row[0]} of {reference} cannot be read: {error}.") from error


def _event_of(reference: str, row: Sequence[object]) -> Event:
    (number, subject, kind, at, effective, before, after, maker, name, rank, unit, authority,
     keyed_by, stated, late, payload) = row  # fmt: skip
    return Event(
        case=reference,
        subject=int(str(subject)),
        kind=str(kind),
        at=datetime.fromisoformat(str(at)),
        effective=date.fromisoformat(str(effective)),
        from_stage=str(before),
        to_stage=str(after),
        maker=str(maker),
        maker_name=str(name),
        maker_rank=str(rank),
        maker_unit=str(unit),
        authority=str(authority),
        keyed_by=str(keyed_by),
        stated=bool(stated),
        late=bool(late),
        payload=dict(json.loads(str(payload)).items()),
        id=int(str(number)),
    )


def histories(
    connection: Connection, after: int, limit: int
) -> list[tuple[int, str, tuple[Event, ...]]]:
    """Give the histories of a batch of cases, in the order of their ids.

    Args:
        connection: The transaction.
        after: The id of the last case of the batch before; 0 for the first.
        limit: The most cases to give.

    Returns:
        The id, the reference and the events of each.
    """
    cases = connection.rows(
        "SELECT id, reference FROM cases WHERE id > :after ORDER BY id LIMIT :limit",
        after=after,
        limit=limit,
    )
    if not cases:
        return []
    found: dict[int, list[Event]] = {int(number): [] for number, _reference in cases}
    names = {int(number): str(reference) for number, reference in cases}
    rows = connection.rows(
        f"SELECT e.case_id, {_EVENT} FROM events e JOIN subjects s ON s.id = e.subject_id"
        " WHERE e.case_id > :after AND e.case_id <= :last ORDER BY e.id",
        after=after,
        last=max(found),
    )
    for number, *row in rows:
        found[int(number)].append(_event(names[int(number)], row))
    return [(number, names[number], tuple(events)) for number, events in found.items()]


def case_of(connection: Connection, subject_id: int) -> str | None:
    """Name the subject of an id, written `CASE/N`."""
    row = connection.row("SELECT reference FROM subjects WHERE id = :id", id=subject_id)
    return None if row is None else str(row[0])


def known(connection: Connection, actor: Actor, references: Iterable[str]) -> frozenset[str]:
    """Give those of some cases that an account may know of."""
    seen, values = visible(actor)
    named = {f"ref{place}": name for place, name in enumerate(sorted(set(references)))}
    if not named:
        return frozenset()
    listed = ", ".join(f":{key}" for key in named)
    rows = connection.rows(
        "SELECT DISTINCT c.reference FROM cases c JOIN subjects s ON s.case_id = c.id"
        f" WHERE c.reference IN ({listed}) AND {' AND '.join(seen)}",
        **named,
        **values,
    )
    return frozenset(str(row[0]) for row in rows)


def count(connection: Connection, query: Query, actor: Actor) -> tuple[int, int]:
    """Count the subjects a list holds, and the cases they belong to."""
    where, values = _where(query, actor)
    row = connection.row(
        f"SELECT count(*), count(DISTINCT s.case_id) FROM {_source(query)}{where}",
        **values,
    )
    return (0, 0) if row is None else (int(row[0]), int(row[1]))


def first(connection: Connection, query: Query, actor: Actor, limit: int) -> list[Listed]:
    """Give the top of a list."""
    where, values = _where(query, actor)
    rows = connection.rows(
        f"SELECT {_LISTED} FROM {_FROM}{where}{_order(query)} LIMIT :limit",
        limit=limit,
        **values,
    )
    return [Listed(*row) for row in rows]


def after(
    connection: Connection, query: Query, actor: Actor, reference: str, limit: int
) -> list[Listed]:
    """Give what follows a subject in a list.

    Args:
        connection: The transaction.
        query: Which subjects, in which order.
        actor: Who asks.
        reference: The last subject of the page before.
        limit: The most rows to give.

    Raises:
        UnknownReference: There is no such subject, or none that this person may know of.
    """
    where, values = _where(query, actor)
    column, way = _sort(query), "<" if query.descending else ">"
    seen, mine = visible(actor)
    place = connection.row(
        f"SELECT {column}, s.reference FROM {_FROM} WHERE {' AND '.join(seen)}"
        " AND s.reference = :after",
        after=reference if reference.isprintable() else "",
        **mine,
    )
    if place is None:
        raise UnknownReference(reference)
    rows = connection.rows(
        f"SELECT {_LISTED} FROM {_FROM}{where} AND ({column}, s.reference) {way} (:here, :after)"
        f"{_order(query)} LIMIT :limit",
        here=place[0],
        after=place[1],
        limit=limit,
        **values,
    )
    return [Listed(*row) for row in rows]


def order(connection: Connection, query: Query, actor: Actor) -> array[int]:
    """Give the ids of a whole list in its order: eight bytes a subject."""
    where, values = _where(query, actor)
    source = _FROM if query.sort == "name" else _source(query)
    rows = connection.rows(f"SELECT s.id FROM {source}{where}{_order(query)}", **values)
    return array("q", [row[0] for row in rows])


def page(connection: Connection, ids: Sequence[int], actor: Actor) -> list[Listed]:
    """Give the lines of those of these subjects that may still be seen, in any order."""
    if not ids:
        return []
    listed = ", ".join(str(int(number)) for number in ids)
    parts, values = visible(actor)
    where = " AND ".join([f"s.id IN ({listed})", *parts])
    rows = connection.rows(f"SELECT {_LISTED} FROM {_FROM} WHERE {where}", **values)
    return [Listed(*row) for row in rows]


def _source(query: Query) -> str:
    """Leave the persons out where nothing asks for their names."""
    return _FROM if query.search else "subjects s"


def _sort(query: Query) -> str:
    try:
        return SORTS[query.sort]
    except KeyError:
        raise UsageError(
            f"A list cannot be sorted by {query.sort!r}; it can by {', '.join(SORTS)}."
        ) from None


def _order(query: Query) -> str:
    way = " DESC" if query.descending else ""
    column = _sort(query)
    if query.sort == "reference":
        return f" ORDER BY s.reference{way}"
    return f" ORDER BY {column}{way}, s.reference{way}"


def _where(query: Query, actor: Actor) -> tuple[str, dict[str, object]]:
    parts, values = visible(actor)
    for field in ("stage", "unit", "level", "priority", "handler"):
        wanted = getattr(query, field)
        if wanted:
            parts.append(f"s.{field} = :{field}")
            values[field] = clean(field, wanted)
    if query.reading:
        parts.append("s.second_reading = :reading")
        values["reading"] = query.reading
    if query.decided_from:
        parts.append("s.decided >= :decided_from")
        values["decided_from"] = query.decided_from
    if query.overdue_on:
        parts.append("s.due <> '' AND s.due < :overdue_on")
        values["overdue_on"] = query.overdue_on
    words = clean("search", query.search, lines=True).casefold().split()
    for place, word in enumerate(words):
        parts.append(
            f"(s.search LIKE :word{place} ESCAPE '!' OR p.search LIKE :word{place} ESCAPE '!')"
        )
        values[f"word{place}"] = f"%{_literal(word)}%"
    return f" WHERE {' AND '.join(parts)}", values


def _literal(word: str) -> str:
    for sign in "!%_":
        word = word.replace(sign, f"!{sign}")
    return word
