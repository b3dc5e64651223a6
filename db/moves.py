"""Make a move: check the right, load, decide, save and write the trail, in one transaction.

The terminal app, the command line and the importer all come through here. A refusal is written to
the trail in a transaction of its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date

from db import store
from db.drafts import drop_draft
from db.engine import Connection, Database
from db.house import settled
from db.people import Named, find_account, known_facts, name_maker, person_name
from db.references import new_reference
from db.session import Clock, Session
from db.store import Kept
from hearings.access import bar
from hearings.cases import CaseFile, parse_reference, reference
from hearings.errors import (
    BadValue,
    NewerVersion,
    NotAllowed,
    Refused,
    UnknownReference,
    UsageError,
)
from hearings.people import Maker
from hearings.requests import Request, Setting
from hearings.rules import Rules
from hearings.samples import NOT_SAMPLED, Sampled
from hearings.sittings import NO_DIARY, Diary
from hearings.stages import NEW, Move, move_named
from hearings.values import clean
from hearings.warned import Warned


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
    item: tuple[int, int] | None = None
    """The sample and place of what is read blind, which no reference alone reaches."""


DIARY_MOVES = frozenset({
    "schedule", "schedule_appeal", "postpone", "vacate", "open", "adjourn", "direct_notice",
})  # fmt: skip
"""The moves that read or change the diary."""

WARNINGS_COUNT = frozenset({"refer", "impose", "determine_appeal", "correct"})
"""The moves that ask which warnings were in force."""


class Moves(Session):
    """The moves one account can make at one database."""

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
        with database.read() as connection:
            self.rules = settled(connection, rules)

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

    def _perform(self, connection: Connection, ask: Ask) -> dict[str, object]:
        known = self._answered(connection, ask)
        if known is not None:
            return known
        move = move_named(ask.event)
        if move.event in DIARY_MOVES:
            # Two hearings listed at once must see each other's times.
            connection.lock("the diary")
        kept, number = self._addressed(connection, move, ask)
        if kept is not None and ask.at_version is not None and move.sources != (NEW,):
            now = kept.file.subject(number).version
            if now != ask.at_version:
                raise NewerVersion(reference(kept.file.case.reference, number), ask.at_version, now)
        others = self._sharing(connection, kept, number) if move.jointly and kept else []
        found = self._make(connection, move, ask, kept, number)
        for ref in others:
            case, also = parse_reference(ref)
            again = store.load(connection, case, lock=True)
            if again is not None and also is not None:
                if bar(self.actor, again.file) is not None:
                    raise NotAllowed(
                        f"{ask.ref}: this hearing cannot be changed by this account alone; somebody"
                        " who may open every case in it has to."
                    )
                self._make(connection, move, replace(ask, ref=ref), again, also)
        self._remember(connection, ask, found)
        return found

    def _make(
        self, connection: Connection, move: Move, ask: Ask, kept: Kept | None, number: int
    ) -> dict[str, object]:
        """Decide on one subject's move, save it and write it into the trail."""
        request = self._request(connection, move, ask, kept, number)
        setting = self._setting()
        # Deciding and saving are most of the program; an app that only reads starts without them.
        from db.making import made

        number, event_id, found = made(connection, kept, request, setting)
        self.trail(connection, f"move.{move.event}", request.case, number, event_id)
        for place in {ask.ref, str(found["subject"])}:
            drop_draft(connection, self.actor.account, f"{move.event}:{place}")
        return found

    def _addressed(self, connection: Connection, move: Move, ask: Ask) -> tuple[Kept | None, int]:
        """Find the case and the subject addressed; None for a case still to be made."""
        if move.event == "receive":
            return None, 1
        if not ask.ref:
            raise UsageError(f"'{move.command}' needs the subject, written CASE/N.")
        if move.by_item:
            from db.sampled import check_item

            check_item(connection, ask.item, ask.ref)
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
        for other in ("other_case", "duplicate_of", "relates_to"):
            if given.get(other):
                self._load(connection, str(given[other]))
        if given.get("seat"):
            from db.planning import seated

            given["seat"] = seated(connection, given["seat"], on)
        if move.event == "appoint_investigator":
            from db.planning import know

            number_of = str(given.get("investigator") or "")
            said = str(given.get("investigator_name") or "")
            given["investigator_name"] = know(connection, number_of, said, on)[0]
        if move.event == "grant_access":
            _known_account(connection, str(given.get("account")))
        maker = None if ask.maker is None else name_maker(connection, ask.maker, on)
        diary = NO_DIARY
        if kept is not None and move.event in DIARY_MOVES:
            diary = self._planned(connection, move, kept, number, given)
        return Request(
            move.event,
            case,
            number,
            given,
            self._own(maker),
            ask.on,
            diary,
            self._warned_elsewhere(connection, move, kept, number),
            self._compared(connection, move, kept, number),
            self._sampled(connection, move, kept, number, maker),
        )

    def _warned_elsewhere(
        self, connection: Connection, move: Move, kept: Kept | None, number: int
    ) -> tuple[Warned, ...]:
        """Gather the warnings the officer was given in other matters, where they may count."""
        if kept is None or move.event not in WARNINGS_COUNT:
            return ()
        from db.matrix import warnings_elsewhere

        case, subject = kept.file.case, kept.file.subject(number)
        return warnings_elsewhere(connection, case.realm, subject.facts.number, kept.id, number)

    def _compared(
        self, connection: Connection, move: Move, kept: Kept | None, number: int
    ) -> Mapping[str, object]:
        """Work out where an outcome lies among its comparators, for the move that records it."""
        if kept is None or move.event != "compare_outcome":
            return {}
        from db.matrix import comparison_for

        return comparison_for(connection, self.actor, kept.file, number, self.rules)

    def _sampled(
        self,
        connection: Connection,
        move: Move,
        kept: Kept | None,
        number: int,
        maker: Maker | None,
    ) -> Sampled:
        """Say in which dip samples a subject was drawn and who knows its level."""
        if kept is None or move.event != "read_blind":
            return NOT_SAMPLED
        from db.sampled import sampled

        reader = maker or self.actor.person
        who = self.actor.account if reader is None else reader.number
        return sampled(connection, kept, number, who or self.actor.account)

    def _sharing(self, connection: Connection, kept: Kept, number: int) -> list[str]:
        """Name the other subjects to whom what befalls a hearing happens as well."""
        from db.diary import sharing

        hearing = kept.file.subject(number).hearing
        if hearing is None or not hearing.stands:
            return []
        own = reference(kept.file.case.reference, number)
        return [ref for ref in sharing(connection, hearing.reference) if ref != own]

    def _planned(
        self,
        connection: Connection,
        move: Move,
        kept: Kept,
        number: int,
        given: Mapping[str, object],
    ) -> Diary:
        """Gather what a move on a hearing has to know of the rest of the diary."""
        from db.planning import listed_for, plan

        joins = str(given.get("joins") or "")
        files = [
            self._load(connection, ref).file for ref in listed_for(connection, joins, self.actor)
        ]
        subject = kept.file.subject(number)
        return plan(connection, self.actor, self.today, move, subject, given, tuple(files))

    def _own(self, maker: Maker | None) -> Maker | None:
        """Give whoever is at the keyboard their own roles, where they name themselves."""
        person = self.actor.person
        if maker is None or person is None or maker.number != person.number:
            return maker
        return replace(maker, roles=self.actor.roles)

    def _setting(self) -> Setting:
        return Setting(self.actor, self.moment(), self.today, self.rules)

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
