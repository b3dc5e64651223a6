"""Everything a person does at the desk: moves, and reading with its line in the trail."""

from __future__ import annotations

import json
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from db import store
from db.drafts import drop_draft
from db.engine import Connection
from db.moves import Ask, Moves, only_subject
from db.people import person_name
from db.store import Kept, Listed, Query
from hearings.access import has
from hearings.cases import CaseFile, Event, parse_reference
from hearings.errors import Refused, UnknownReference
from hearings.samples import own_readings, unsigned
from hearings.stages import NEW, Move, built
from hearings.values import clean

__all__ = ["Ask", "Desk", "View", "only_subject"]


@dataclass(frozen=True, slots=True)
class View:
    """A case as it is shown to one person."""

    file: CaseFile
    """The case."""
    history: tuple[Event, ...]
    """Its events, oldest first."""
    names: Mapping[str, str]
    """The names of its officers, by force number."""
    ids: Mapping[int, int]
    """The ids of its subjects, by number."""


POINTS = ("other_case", "duplicate_of", "relates_to")
"""The fields of an event that name another case."""


class Desk(Moves):
    """What one account can do at one database; every method is one transaction."""

    def show(self, ref: str) -> tuple[View, int | None]:
        """Open a case, and write down who did.

        Args:
            ref: The case, or one of its subjects.

        Returns:
            The case, and the subject's number where one was named.

        Raises:
            UnknownReference: There is none, or none that this person may know of.
        """
        case, number = parse_reference(ref)
        try:
            with self.database.write() as connection:
                kept = self._load(connection, ref)
                if number is not None:
                    kept.file.subject(number)
                self.trail(connection, "read.case", case, number or 0)
                return self._view(connection, kept), number
        except UnknownReference as error:
            self.keep_refusal("read.case", case, number or 0, error)
            raise

    def listing(self, query: Query, limit: int, after: str = "") -> tuple[int, int, list[Listed]]:
        """Give a page of the caseload, and write down what was looked for.

        Returns:
            How many subjects and cases the whole list holds, and the page.
        """
        with self.reading("read.list", _looked_for(query)) as connection:
            total, cases = store.count(connection, query, self.actor)
            if after:
                page = store.after(connection, query, self.actor, after, limit)
            else:
                page = store.first(connection, query, self.actor, limit)
        return total, cases, page

    def top(self, query: Query, limit: int) -> list[Listed]:
        """Give the top of a list; `settle` writes down who looked, once it rests."""
        with self.database.read() as connection:
            return store.first(connection, query, self.actor, limit)

    def size(self, query: Query) -> tuple[int, int]:
        """Count the subjects a list holds, and the cases they belong to."""
        with self.database.read() as connection:
            return store.count(connection, query, self.actor)

    def order(self, query: Query) -> array[int]:
        """Give the ids of a whole list in its order."""
        with self.database.read() as connection:
            return store.order(connection, query, self.actor)

    def lines(self, ids: Sequence[int]) -> list[Listed]:
        """Give the lines of these subjects, in any order."""
        with self.database.read() as connection:
            return store.page(connection, ids, self.actor)

    def settle(self, query: Query) -> None:
        """Write down that a list was opened, or a filter settled, in the terminal app."""
        with self.database.write() as connection:
            self.trail(connection, "read.list", detail=_looked_for(query))

    def feedback(self, ref: str) -> list[str]:
        """Word the feedback note of a subject; one reader alone is told how their forms fared.

        Raises:
            UnknownReference: There is no such subject.
            Refused: No change has prepared a note.
        """
        from db.mine import of_person
        from hearings.feedback import note, readers

        view, number = self.show(ref)
        number = number or only_subject(view.file)
        subject = view.file.subject(number)
        to = readers(subject)
        own = None
        if len(to) == 1:
            with self.database.read() as connection:
                own = of_person(connection, to[0].number)
        found = note(view.file, number, own, self.rules)
        if not found:
            raise Refused(f"{ref}: the level was not changed, so there is no feedback note.")
        return found

    def refusals(self, file: CaseFile, number: int) -> list[tuple[Move, str]]:
        """List every move that is built, each with the reason why it cannot be made now."""
        from hearings.decisions import refusal

        subject = file.subject(number)
        return [
            (move, refusal(file, move, subject, self._setting()))
            for move in built()
            if move.sources != (NEW,)
        ]

    def draft(self, place: str) -> tuple[dict[str, object], int] | None:
        """Give what this account had typed at a place, and the version it was typed on."""
        with self.database.read() as connection:
            row = connection.row(
                "SELECT body, version FROM drafts WHERE account = :account AND place = :place",
                account=self.actor.account,
                place=place,
            )
        return None if row is None else (json.loads(row[0]), int(row[1]))

    def keep_draft(self, place: str, body: Mapping[str, object], version: int) -> None:
        """Keep what this account has typed at a place; nothing typed removes it."""
        with self.database.write() as connection:
            drop_draft(connection, self.actor.account, place)
            if any(body.values()):
                row = {
                    "account": self.actor.account,
                    "place": place,
                    "body": json.dumps(body, ensure_ascii=False),
                    "version": version,
                    "saved_at": self.moment().isoformat(),
                }
                connection.insert("drafts", row)

    def _view(self, connection: Connection, kept: Kept) -> View:
        numbers = {subject.facts.number for subject in kept.file.subjects if subject.facts.number}
        names = {
            number: person_name(connection, number, kept.file.case.realm) for number in numbers
        }
        rows = connection.rows("SELECT number, id FROM subjects WHERE case_id = :id", id=kept.id)
        ids = {int(number): int(found) for number, found in rows}
        hidden = self._hidden(connection, kept)
        case = kept.file.case
        case = replace(
            case,
            linked=tuple(name for name in case.linked if name not in hidden),
            joined=tuple(name for name in case.joined if name not in hidden),
        )
        history = tuple(_without(event, hidden) for event in kept.history)
        if has(self.actor, "readers"):
            return View(replace(kept.file, case=case), history, names, ids)
        person = self.actor.person
        who = self.actor.account if person is None else person.number
        return View(
            replace(kept.file, case=case, subjects=own_readings(kept.file.subjects, who)),
            tuple(unsigned(event, who) for event in history),
            names,
            ids,
        )

    def _hidden(self, connection: Connection, kept: Kept) -> frozenset[str]:
        """Name the cases this one points to that this account may not know of."""
        named = {*kept.file.case.linked, *kept.file.case.joined}
        named |= {str(e.payload[key]) for e in kept.history for key in POINTS if key in e.payload}
        return frozenset(named - store.known(connection, self.actor, named))


def _without(event: Event, hidden: frozenset[str]) -> Event:
    """Leave out of an event the case it names, where that may not be known of."""
    if not any(event.payload.get(key) in hidden for key in POINTS):
        return event
    said = {k: v for k, v in event.payload.items() if k not in POINTS or v not in hidden}
    return replace(event, payload=said)


def _looked_for(query: Query) -> str:
    """Write down a list's filters; they may hold a name, so they are a personal detail."""
    held = {name: getattr(query, name) for name in Query.__slots__}
    given = {name: value for name, value in held.items() if value}
    for name, value in given.items():
        clean(name, str(value), lines=True)
    return json.dumps(given, ensure_ascii=False)
