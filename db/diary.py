"""Read the diary: what is listed, what takes people's and rooms' time, and what is in preparation.

Whoever asks sees the hearings of the cases they may see; that a person or a room is taken, they see
of all, without a word about the case.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from db.engine import Connection
from db.sight import visible
from hearings.access import keeps_diary
from hearings.people import Actor
from hearings.sittings import DAY, Booking, Hearing, Seat, Sitting

STANDS = "('listed', 'open', 'part_heard')"
"""The states of a hearing that takes time."""


@dataclass(frozen=True, slots=True)
class Attender:
    """An officer concerned in a hearing."""

    reference: str
    """The subject, written `CASE/N`."""
    number: str
    """The force number."""
    name: str
    """The name."""
    rank: str
    """The rank then."""
    stage: str
    """Where the matter stands."""
    due: str
    """The next due day."""
    regime: str = ""
    """The case's regime."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One hearing in the diary, with its officers."""

    hearing: Hearing
    """The hearing."""
    officers: tuple[Attender, ...]
    """Its officers, by reference."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many cases and officers."""

    cases: int = 0
    """Cases."""
    officers: int = 0
    """Subjects: one officer in one case."""


@dataclass(frozen=True, slots=True)
class Away:
    """Days on which a person or a room is not to be had."""

    id: int
    """Its number."""
    person: str
    """The person; empty for a room."""
    room: str
    """The room; empty for a person."""
    first: date
    """The first day."""
    last: date
    """The last day."""
    why: str
    """Why."""


@dataclass(slots=True)
class _Part:
    """One officer's rows of one hearing, while they are put together."""

    sittings: list[Sitting] = field(default_factory=list)
    room: str = ""
    kind: str = ""
    state: str = ""
    sequence: int = 0


def bookings(
    connection: Connection, actor: Actor, first: date, last: date, *, without: str = ""
) -> tuple[Booking, ...]:
    """Give every time that is taken in a span of days.

    Args:
        connection: The transaction.
        actor: Who asks; of what they may not see they learn that the time is taken, no more.
        first: The first day.
        last: The last day.
        without: The hearing that is being listed, whose own times are not in its way.
    """
    seen, values = visible(actor)
    rows = connection.rows(
        "SELECT t.hearing, t.day, t.starts, t.ends, t.room, coalesce(p.number, ''),"
        f" CASE WHEN {' AND '.join(seen)} THEN 1 ELSE 0 END"
        " FROM sittings t JOIN subjects s ON s.id = t.subject_id"
        " LEFT JOIN persons p ON p.id = s.person_id AND p.realm = ''"
        f" WHERE t.state IN {STANDS} AND t.day BETWEEN :first AND :last AND t.hearing <> :without",
        first=first.isoformat(),
        last=last.isoformat(),
        without=without,
        **values,
    )
    seats = _seated(connection, {str(row[0]) for row in rows})
    taken: dict[tuple[str, Sitting], tuple[set[str], str, bool]] = {}
    for hearing, day, starts, ends, room, number, shown in rows:
        sitting = Sitting(date.fromisoformat(day), starts, ends)
        who, _room, told = taken.setdefault(
            (hearing, sitting), (set(seats[hearing]), room, bool(shown))
        )
        who |= {number} - {""}
        taken[hearing, sitting] = (who, room, told and bool(shown))
    found = [
        Booking(sitting, frozenset(who), room, hearing if told else "")
        for (hearing, sitting), (who, room, told) in taken.items()
    ]
    return (*found, *_away_bookings(connection, actor, first, last))


def _seated(connection: Connection, hearings: set[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {name: set() for name in hearings}
    if not hearings:
        return found
    rows = connection.rows(
        "SELECT DISTINCT e.hearing, e.person FROM seats e JOIN sittings t"
        " ON t.subject_id = e.subject_id AND t.hearing = e.hearing"
        f" WHERE t.state IN {STANDS} AND e.person <> ''"
    )
    for hearing, person in rows:
        if hearing in found:
            found[hearing].add(str(person))
    return found


def _away_bookings(connection: Connection, actor: Actor, first: date, last: date) -> list[Booking]:
    found = []
    for row in away(connection, actor, first, last):
        found += booked(row, first, last)
    return found


def booked(row: Away, first: date, last: date) -> list[Booking]:
    """Give the whole days somebody is away, inside a span."""
    begin, end = max(row.first, first).toordinal(), min(row.last, last).toordinal()
    who = frozenset({row.person} - {""})
    return [
        Booking(Sitting(date.fromordinal(day), 0, DAY), who, row.room, row.why)
        for day in range(begin, end + 1)
    ]


def away(connection: Connection, actor: Actor, first: date, last: date) -> list[Away]:
    """List who and which room is not to be had in a span of days.

    Why is for those who keep the diary; others learn that somebody is away.
    """
    told = keeps_diary(actor)
    rows = connection.rows(
        "SELECT id, person, room, first, last, why FROM away WHERE withdrawn = ''"
        " AND first <= :last AND last >= :first ORDER BY first, id",
        first=first.isoformat(),
        last=last.isoformat(),
    )
    return [
        Away(
            int(n), person, room, date.fromisoformat(a), date.fromisoformat(b), why if told else ""
        )
        for n, person, room, a, b, why in rows
    ]


def entries(
    connection: Connection,
    actor: Actor,
    first: date,
    last: date,
    *,
    called_off: bool = False,
    hearing: str = "",
) -> list[Entry]:
    """List the hearings of the cases an account may see that sit in a span of days.

    Args:
        connection: The transaction.
        actor: Who asks.
        first: The first day.
        last: The last day.
        called_off: Whether postponed and vacated ones are listed too.
        hearing: Only this one.
    """
    seen, values = visible(actor)
    states = "" if called_off else f" AND t.state IN {STANDS}"
    only = " AND t.hearing = :hearing" if hearing else ""
    rows = connection.rows(
        "SELECT t.subject_id, t.hearing, t.place, t.day, t.starts, t.ends, t.room, t.kind, t.state,"
        " t.sequence, s.reference, coalesce(p.number, ''), coalesce(p.name, ''), s.rank, s.stage,"
        " s.due, c.regime FROM sittings t JOIN subjects s ON s.id = t.subject_id"
        " JOIN cases c ON c.id = s.case_id"
        " LEFT JOIN persons p ON p.id = s.person_id"
        f" WHERE {' AND '.join(seen)}{states}{only} AND EXISTS (SELECT 1 FROM sittings u"
        " WHERE u.subject_id = t.subject_id AND u.hearing = t.hearing"
        " AND u.day BETWEEN :first AND :last) ORDER BY t.subject_id, t.hearing, t.place",
        first=first.isoformat(),
        last=last.isoformat(),
        **({"hearing": hearing} if hearing else {}),
        **values,
    )
    parts: dict[tuple[str, int], _Part] = defaultdict(_Part)
    officers: dict[tuple[str, int], Attender] = {}
    for row in rows:
        subject, name, _place, day, starts, ends, room, kind, state, sequence, *who = row
        part = parts[str(name), int(subject)]
        part.sittings.append(Sitting(date.fromisoformat(day), starts, ends))
        part.room, part.kind, part.state, part.sequence = room, kind, state, sequence
        officers[str(name), int(subject)] = Attender(*(str(item) for item in who))
    return _entries(connection, parts, officers)


def _entries(
    connection: Connection,
    parts: dict[tuple[str, int], _Part],
    officers: dict[tuple[str, int], Attender],
) -> list[Entry]:
    """Put one officer's parts together: those of one hearing in one state are one entry."""
    seats = _seats(connection, {name for name, _subject in parts})
    together: dict[Hearing, list[Attender]] = {}
    for (name, subject), part in parts.items():
        hearing = Hearing(
            reference=name,
            kind=part.kind,
            sittings=tuple(part.sittings),
            room=part.room,
            seats=tuple(seats.get((name, subject), ())),
            state=part.state,
            sequence=part.sequence,
        )
        together.setdefault(hearing, []).append(officers[name, subject])
    found = [
        Entry(hearing, tuple(sorted(who, key=lambda officer: officer.reference)))
        for hearing, who in together.items()
    ]
    return sorted(found, key=lambda entry: (entry.hearing.sittings[0], entry.hearing.reference))


def _seats(connection: Connection, names: set[str]) -> dict[tuple[str, int], list[Seat]]:
    found: dict[tuple[str, int], list[Seat]] = defaultdict(list)
    for start in range(0, len(names), 500):
        batch = sorted(names)[start : start + 500]
        listed = ", ".join(f":name{place}" for place in range(len(batch)))
        rows = connection.rows(
            "SELECT hearing, subject_id, capacity, person, name, rank FROM seats"
            f" WHERE hearing IN ({listed}) ORDER BY hearing, subject_id, place",
            **{f"name{place}": name for place, name in enumerate(batch)},
        )
        for hearing, subject, *seat in rows:
            found[str(hearing), int(subject)].append(Seat(*(str(item) for item in seat)))
    return found


def counted(connection: Connection, actor: Actor, stage: str) -> Counted:
    """Count the cases and officers at a stage that an account may see."""
    seen, values = visible(actor)
    row = connection.row(
        "SELECT count(DISTINCT s.case_id), count(*) FROM subjects s"
        f" WHERE {' AND '.join(seen)} AND s.stage = :stage",
        stage=stage,
        **values,
    )
    return Counted() if row is None else Counted(int(row[0]), int(row[1]))


def sharing(connection: Connection, hearing: str) -> list[str]:
    """Name the subjects a hearing stands for, seen or not."""
    rows = connection.rows(
        "SELECT DISTINCT s.reference FROM sittings t JOIN subjects s ON s.id = t.subject_id"
        f" WHERE t.hearing = :hearing AND t.state IN {STANDS} ORDER BY s.reference",
        hearing=hearing,
    )
    return [str(row[0]) for row in rows]


def new_reference(connection: Connection, year: int) -> str:
    """Give the next reference of a hearing, such as `H-2014-00007`."""
    row = connection.row(
        "SELECT max(hearing) FROM sittings WHERE hearing LIKE :like", like=f"H-{year}-%"
    )
    last = 0 if row is None or row[0] is None else int(str(row[0]).rpartition("-")[2])
    return f"H-{year}-{last + 1:05d}"
