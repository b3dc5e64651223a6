"""A small office for tests of the store: its people, a clock that stands, and what they enter."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from db.actions import Ask, Desk
from db.engine import Connection, Database
from db.people import Account, Named, keep_account, keep_person
from db.upgrade import make
from hearings.people import PersonFacts
from hearings.rules import Rules
from tests.cast import BENCH, MATTER, NOW, PANEL, PEOPLE, RATIONALE, SUPERINTENDENT, TODAY
from tests.conftest import Postgres

READY = (
    "documents_supplied", "response_received", "witness_lists_supplied", "disclosure_complete",
    "bundle_ready", "counsel_confirmed",
)  # fmt: skip
"""What a hearing waits for before its date is fixed; the chair is named with the date."""

RULES = Rules()
"""The rules that ship."""


def furnish(connection: Connection) -> None:
    """Put the people and their accounts into a new database."""
    for account, (found, name, rank, unit, roles) in PEOPLE.items():
        facts = PersonFacts(found, rank=rank, unit=unit)
        keep_person(connection, facts, name, date(2010, 1, 1))
        own_unit = unit if account in {"local_assessor", "champion"} else ""
        keep_account(connection, Account(account, found, own_unit, roles))
    for found, name, rank, unit in (SUPERINTENDENT, *BENCH):
        keep_person(connection, PersonFacts(found, rank=rank, unit=unit), name, date(2010, 1, 1))
    connection.insert("meta", {"key": "maker", "value": "maker"})


class Templates:
    """A furnished database on each engine, made once and copied for every test."""

    def __init__(self, folder: Path) -> None:
        """Say where the SQLite file lies."""
        self._sqlite = folder / "template.db"
        self._postgres = ""

    def sqlite(self, folder: Path) -> str:
        """Copy the SQLite file into a folder and give the copy's URL."""
        if not self._sqlite.exists():
            _furnished(f"sqlite:///{self._sqlite}")
        copy = folder / "hearings.db"
        shutil.copyfile(self._sqlite, copy)
        copy.chmod(0o600)
        return f"sqlite:///{copy}"

    def postgres(self, templates: Postgres, databases: Postgres) -> str:
        """Clone the PostgreSQL database and give the clone's URL."""
        if not self._postgres:
            self._postgres = templates.new_database()
            _furnished(self._postgres)
        return databases.clone(self._postgres)


def _furnished(url: str) -> None:
    database = make(url)
    with database.write() as connection:
        furnish(connection)
    database.close()


class Office:
    """One database with its people at their desks."""

    def __init__(self, url: str) -> None:
        """Open the database."""
        self.url = url
        self.database = Database(url)
        self._desks: dict[tuple[str, date], Desk] = {}

    def desk(self, account: str = "caseworker", today: date = TODAY) -> Desk:
        """Sit somebody down."""
        key = (account, today)
        if key not in self._desks:
            self._desks[key] = Desk(self.database, account, lambda: NOW, today, RULES)
        return self._desks[key]

    def go(
        self,
        move: str,
        ref: str = "",
        /,
        by: str = "caseworker",
        maker: str | Named | None = None,
        on: date | None = None,
        at_version: int | None = None,
        command_id: str = "",
        **given: Any,
    ) -> dict[str, Any]:
        """Make one move; `maker` is an account, a force number, or somebody named in full."""
        named = Named(maker) if isinstance(maker, str) else maker
        ask = Ask(move, ref, given, named, on, at_version, command_id)
        return self.desk(by).perform(ask)

    def receive(self, **facts: Any) -> str:
        """Receive a matter, and give its subject's reference."""
        return str(self.go("receive", **{**MATTER, **facts})["subject"])

    def assessed_locally(self, level: str = "gross_misconduct", **facts: Any) -> str:
        """Receive a matter and enter the inspecting rank's form."""
        ref = self.receive(**facts)
        self.go("assess_locally", ref, maker="local_assessor", level=level, rationale=RATIONALE)
        return ref

    def passed(self, level: str = "gross_misconduct", **facts: Any) -> str:
        """Bring a matter as far as DPS's queue."""
        ref = self.assessed_locally(level, **facts)
        self.go("pass_to_dps", ref)
        return ref

    def decided(self, level: str = "gross_misconduct", to: str = "misconduct", **facts: Any) -> str:
        """Bring a matter as far as a severity decision."""
        ref = self.passed(level, **facts)
        given: dict[str, Any] = {"level": to, "rationale": RATIONALE}
        if level != to:
            given["change_reason"] = "threshold_too_high"
        self.go("assess", ref, maker="authority", **given)
        return ref

    def referred(self, forum: str = "hearing", **facts: Any) -> str:
        """Bring a matter to its referral, with everything there that a date waits for."""
        level = "gross_misconduct" if forum == "hearing" else "misconduct"
        ref = self.decided(level, level, **facts)
        self.go("appoint_investigator", ref, maker="authority", investigator="300009",
                outside_management=True)  # fmt: skip
        self.go("serve_notice", ref, level=level, likely_form=forum, method="in_person",
                served_by="I Quest", welfare="Friend named.")  # fmt: skip
        self.go("submit_report", ref, maker="investigator", opinions={"1": level}, summary="Done.")
        self.go("determine", ref, maker="authority2", answers={"1": level})
        self.go("refer", ref, maker="authority2", forum=forum, reason="A case to answer.")
        for fact in READY:
            self.go("record_fact", ref, fact=fact, method="email", served_by="P Room")
        return ref

    def listed(self, ref: str = "", by: str = "practice_support", **given: Any) -> str:
        """List a matter for hearing before the usual panel, on the usual day."""
        ref = ref or self.referred()
        usual: dict[str, Any] = {
            "sitting": ["2014-06-24 10:00-16:00"], "room": "Room 1", "seat": PANEL,
            "appointed_by": "the Commissioner", "appointed_basis": "rota",
        }  # fmt: skip
        self.go("schedule", ref, by=by, **{**usual, **given})
        return ref

    def rows(self, sql: str, **values: object) -> list[tuple[Any, ...]]:
        """Look into the tables."""
        with self.database.read() as connection:
            return connection.rows(sql, **values)

    def run(self, sql: str, **values: object) -> int:
        """Change the tables behind everyone's back."""
        with self.database.write() as connection:
            return connection.run(sql, **values)

    def trail(self) -> list[tuple[Any, ...]]:
        """Give the trail: account, action, case, subject, whether an event, outcome, detail."""
        return self.rows(
            "SELECT t.account, t.action, t.case_reference, t.subject, t.event_id, t.outcome,"
            " coalesce(d.detail, '') FROM trail t LEFT JOIN trail_detail d ON d.trail_id = t.id"
            " ORDER BY t.id"
        )

    def counts(self) -> Mapping[str, int]:
        """Count the rows of every table that a move writes to."""
        tables = ("cases", "subjects", "events", "assessments", "trail", "commands", "persons",
                  "allegations", "involved", "access", "drafts", "summary", "meta")  # fmt: skip
        return {table: self.rows(f"SELECT count(*) FROM {table}")[0][0] for table in tables}


@contextmanager
def opened(url: str) -> Iterator[Office]:
    """Open an office for as long as it is needed."""
    office = Office(url)
    try:
        yield office
    finally:
        office.database.close()
