"""Everything a person does: check the right, load, decide, save and write the trail.

The terminal app, the command line and the importer all come through here, and each thing a person
does is one transaction. A refusal is written to the trail in a transaction of its own.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date

from db import store, summary
from db.engine import Connection, Database
from db.people import Named, find_account, known_facts, name_maker, person_name
from db.references import new_reference
from db.saving import answer, save
from db.session import Clock, Session
from db.store import Kept, Listed, Query
from hearings.access import bar
from hearings.cases import CaseFile, Event, parse_reference, reference
from hearings.corrections import correct
from hearings.decisions import Request, Setting, decide, refusal
from hearings.errors import BadValue, NewerVersion, Refused, UnknownReference, UsageError
from hearings.feedback import note, readers
from hearings.people import Maker
from hearings.rules import Rules
from hearings.stages import NEW, Move, built, move_named
from hearings.values import clean


@dataclass(frozen=True, slots=True)
class Ask:
    """A move as a face asks for it."""

    event: str
    """The move, by its event or its command."""
    ref: str = ""
    """The subject `CASE/N`; the case alone where it has one subject, or for a new one."""
    given: Mapping[str, object] = field(default_factory=dict)
    """What the move is given, by field."""
    maker: Named | None = None
    """Who made the decision, where that is not whoever enters it."""
    on: date | None = None
    """The day it took effect; None for today."""
    at_version: int | None = None
    """The version the person had read; None for whatever now stands."""
    command_id: str = ""
    """The same id twice has one effect and gives the first answer."""


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


class Desk(Session):
    """What one account can do at one database; every method is one transaction."""

    def __init__(
        self, database: Database, account: str, clock: Clock, today: date, rules: Rules
    ) -> None:
        """Find out who is acting, under which rules.

        Args:
            database: The database.
            account: The account's name.
            clock: Gives the moment, in UTC.
            today: Today, or the day to answer as of.
            rules: What the force has settled for itself.

        Raises:
            Refused: The account is not known here, or is closed.
        """
        super().__init__(database, account, clock, today)
        self.rules = rules

    def perform(self, ask: Ask) -> dict[str, object]:
        """Make one move.

        Args:
            ask: The move.

        Returns:
            The answer of `contract.md`: case, subject, stage, level, version, event.

        Raises:
            Refused: A rule, a right, or a newer version says no; the trail says so too.
        """
        try:
            with self.database.write() as connection:
                return self._perform(connection, ask)
        except Refused as error:
            case, number = parse_reference(ask.ref)
            self.keep_refusal(f"move.{ask.event.replace('-', '_')}", case, number or 0, error)
            raise

    def perform_in(self, connection: Connection, ask: Ask) -> dict[str, object]:
        """Make one move inside a transaction that makes many, such as a demonstration's."""
        return self._perform(connection, ask)

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
        with self.database.write() as connection:
            self.trail(connection, "read.list", detail=_looked_for(query))
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
        """Word the feedback note of a subject, with the local assessors' own figures.

        Raises:
            UnknownReference: There is no such subject.
            Refused: No change has prepared a note.
        """
        view, number = self.show(ref)
        number = number or only_subject(view.file)
        subject = view.file.subject(number)
        with self.database.read() as connection:
            figures = {
                maker.number: summary.of_assessor(connection, maker.number)
                for maker in readers(subject)
            }
        found = note(view.file, number, figures, self.rules)
        if not found:
            raise Refused(f"{ref}: the level was not changed, so there is no feedback note.")
        return found

    def refusals(self, file: CaseFile, number: int) -> list[tuple[Move, str]]:
        """List every move that is built, each with the reason why it cannot be made now."""
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
            _drop_draft(connection, self.actor.account, place)
            if any(body.values()):
                row = {
                    "account": self.actor.account,
                    "place": place,
                    "body": json.dumps(body, ensure_ascii=False),
                    "version": version,
                    "saved_at": self.moment().isoformat(),
                }
                connection.insert("drafts", row)

    def _perform(self, connection: Connection, ask: Ask) -> dict[str, object]:
        known = self._answered(connection, ask)
        if known is not None:
            return known
        move = move_named(ask.event)
        kept, number = self._addressed(connection, move, ask)
        if kept is not None and ask.at_version is not None and move.sources != (NEW,):
            now = kept.file.subject(number).version
            if now != ask.at_version:
                raise NewerVersion(reference(kept.file.case.reference, number), ask.at_version, now)
        request = self._request(connection, move, ask, kept, number)
        setting = self._setting()
        if kept is not None and move.event == "correct":
            decision = correct(kept.file, request, setting, kept.history)
        else:
            decision = decide(None if kept is None else kept.file, request, setting)
        event_id = save(connection, kept, decision, self.rules)
        number = decision.event.subject
        found = answer(request.case, number, decision.file, event_id)
        self.trail(connection, f"move.{move.event}", request.case, number, event_id)
        for place in {ask.ref, str(found["subject"])}:
            _drop_draft(connection, self.actor.account, f"{move.event}:{place}")
        self._remember(connection, ask, found)
        return found

    def _addressed(self, connection: Connection, move: Move, ask: Ask) -> tuple[Kept | None, int]:
        """Find the case and the subject addressed; None for a case still to be made."""
        if move.event == "receive":
            return None, 1
        if not ask.ref:
            raise UsageError(f"'{move.command}' needs the subject, written CASE/N.")
        kept = self._load(connection, ask.ref, lock=True)
        _case, number = parse_reference(ask.ref)
        if move.event == "add_subject":
            return kept, 1
        number = only_subject(kept.file) if number is None else number
        kept.file.subject(number)
        return kept, number

    def _load(self, connection: Connection, ref: str, *, lock: bool = False) -> Kept:
        case, _number = parse_reference(ref)
        kept = store.load(connection, case, lock=lock) if case.isprintable() else None
        if kept is None:
            raise UnknownReference(ref)
        barred = bar(self.actor, kept.file)
        if barred is not None:
            raise UnknownReference(ref, barred)
        return kept

    def _request(
        self, connection: Connection, move: Move, ask: Ask, kept: Kept | None, number: int
    ) -> Request:
        given = dict(ask.given)
        on = ask.on or self.today
        case = new_reference(connection, given) if kept is None else kept.file.case.reference
        if move.event in {"receive", "add_subject", "identify"}:
            given = _with_known_facts(connection, given, on)
        for other in ("other_case", "duplicate_of"):
            if given.get(other):
                self._load(connection, str(given[other]))
        if move.event == "grant_access":
            _known_account(connection, str(given.get("account")))
        maker = None if ask.maker is None else name_maker(connection, ask.maker, on)
        return Request(move.event, case, number, given, self._own(maker), ask.on)

    def _own(self, maker: Maker | None) -> Maker | None:
        """Give whoever is at the keyboard their own roles, where they name themselves."""
        person = self.actor.person
        if maker is None or person is None or maker.number != person.number:
            return maker
        return replace(maker, roles=self.actor.roles)

    def _setting(self) -> Setting:
        return Setting(self.actor, self.moment(), self.today, self.rules)

    def _view(self, connection: Connection, kept: Kept) -> View:
        numbers = {subject.facts.number for subject in kept.file.subjects if subject.facts.number}
        names = {
            number: person_name(connection, number, kept.file.case.realm) for number in numbers
        }
        ids = connection.rows("SELECT number, id FROM subjects WHERE case_id = :id", id=kept.id)
        return View(kept.file, kept.history, names, {int(n): int(found) for n, found in ids})

    def _answered(self, connection: Connection, ask: Ask) -> dict[str, object] | None:
        if not ask.command_id:
            return None
        clean("command-id", ask.command_id)
        connection.lock(f"command {ask.command_id}")
        row = connection.row(
            "SELECT account, asked, answer FROM commands WHERE id = :id", id=ask.command_id
        )
        if row is None:
            return None
        if (row[0], row[1]) != (self.actor.account, _asked(ask)):
            raise Refused(f"The command id {ask.command_id} was used for another command.")
        found: dict[str, object] = json.loads(row[2])
        return found

    def _remember(self, connection: Connection, ask: Ask, found: Mapping[str, object]) -> None:
        if ask.command_id:
            row = {
                "id": ask.command_id,
                "account": self.actor.account,
                "asked": _asked(ask),
                "answer": json.dumps(found),
            }
            connection.insert("commands", row)


def only_subject(file: CaseFile) -> int:
    """Give the number of a case's only subject.

    Raises:
        UsageError: It has several.
    """
    if len(file.subjects) == 1:
        return file.subjects[0].number
    case = file.case.reference
    known = ", ".join(reference(case, subject.number) for subject in file.subjects)
    raise UsageError(f"{case} has several subjects; name one of {known}.")


def _known_account(connection: Connection, name: str) -> None:
    if find_account(connection, name) is None:
        raise BadValue("account", f"There is no account {name}.")


def _with_known_facts(
    connection: Connection, given: dict[str, object], on: date
) -> dict[str, object]:
    """Fill what a form leaves out of a known officer from what was known on the day."""
    number = str(given.get("person") or "")
    if not number:
        return given
    known = known_facts(connection, number, on)
    filled: dict[str, object] = {"name": person_name(connection, number)}
    for name in ("rank", "unit", "person_type", "ethnicity", "ethnicity_set", "sex", "service"):
        filled[name] = getattr(known, name)
    return filled | {key: value for key, value in given.items() if value not in (None, "")}


def _asked(ask: Ask) -> str:
    """Write down what a command asked for, to know the same command again."""
    maker = None if ask.maker is None else asdict(ask.maker)
    on = None if ask.on is None else ask.on.isoformat()
    return json.dumps([ask.event, ask.ref, dict(ask.given), maker, on], sort_keys=True)


def _looked_for(query: Query) -> str:
    """Write down a list's filters; they may hold a name, so they are a personal detail."""
    held = {name: getattr(query, name) for name in Query.__slots__}
    given = {name: value for name, value in held.items() if value}
    for name, value in given.items():
        clean(name, str(value), lines=True)
    return json.dumps(given, ensure_ascii=False)


def _drop_draft(connection: Connection, account: str, place: str) -> None:
    connection.run(
        "DELETE FROM drafts WHERE account = :account AND place = :place",
        account=account,
        place=place,
    )
