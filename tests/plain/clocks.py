"""A database with one matter on its way to a hearing, and one of 2020 about the May holiday."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from db.actions import Ask, Desk
from db.people import Account, keep_account, keep_person
from hearings.people import PersonFacts
from tests.cast import NOW, TODAY
from tests.desks import RULES, Office, _furnished, opened

HEARING = "H-2014-00001"
LISTED = ("2014-05-29 10:00-16:30", "2014-05-30 10:00-16:00")
SEATS = ("chair_senior_officer=100007", "member_superintendent=300003",
         "member_independent=IND04 R Shah")  # fmt: skip


@contextmanager
def made(place: Path) -> Iterator[Office]:
    """Furnish a database in which `--as` works, and sit down at it."""
    _furnished(f"sqlite:///{place}")
    place.chmod(0o600)
    with opened(f"sqlite:///{place}") as office:
        with office.database.write() as connection:
            connection.insert("meta", {"key": "demonstration", "value": "1"})
            senior = PersonFacts("100007", rank="Commander", unit="DPS")
            keep_person(connection, senior, "A Hale", date(2010, 1, 1))
            keep_account(connection, Account("legal", "", "", ("legal",)))
        yield office


def referred(office: Office, **facts: Any) -> str:
    """Bring a matter of March 2014 to a hearing, its limit running from 4 April to 21 May."""
    ref = office.decided(to="gross_misconduct", **facts)
    answers, march = ["1=gross_misconduct"], date(2014, 3, 17)
    office.go("appoint_investigator", ref, maker="authority", on=march, investigator="300009",
              outside_management=True)  # fmt: skip
    office.go("serve_notice", ref, on=march, level="gross_misconduct", likely_form="hearing",
              method="in_person", served_by="Insp Lane", welfare="Named.")  # fmt: skip
    office.go(
        "submit_report", ref, maker="investigator", on=march, opinions=answers, summary="Two."
    )
    office.go("determine", ref, maker="authority", on=march, answers=answers)
    office.go("refer", ref, maker="authority", on=march, forum="hearing", reason="A case.")
    for fact, day in (("documents_supplied", 4), ("response_received", 24)):
        office.go("record_fact", ref, on=date(2014, 4, day), fact=fact)
    return ref


def listed(office: Office, ref: str, *, on: date = date(2014, 5, 6), **given: Any) -> None:
    """List a matter for two days past its limit, extended by the chair."""
    said = {
        "sitting": list(LISTED), "room": "Room 3", "seat": list(SEATS),
        "appointed_by": "the Commissioner", "appointed_basis": "rota",
        "not_ready": "Counsel has one date.", "extended_by": "Cmdr Hale, chair",
        "delay_reason": "counsel", "reason": "Counsel is in another trial.",
        "told_on": "2014-05-06", **given,
    }  # fmt: skip
    desk(office, on).perform(Ask("schedule", ref, said, on=on))


def desk(office: Office, day: date = TODAY, account: str = "caseworker") -> Desk:
    """Sit somebody down on a day."""
    return Desk(office.database, account, lambda: NOW, day, RULES)


def of_may_2020(office: Office) -> str:
    """Receive a matter whose limit ends on 5 May 2020, or on the 6th where the 4th is a holiday."""
    on = date(2020, 4, 30)
    given = {
        "attention_date": "2020-04-01", "track": "internal_conduct", "source": "supervisor",
        "unit": "Brent", "person": "201299", "name": "K May", "rank": "PC", "standard": "honesty",
        "narrative": "An entry.",
    }  # fmt: skip
    found = desk(office, on).perform(Ask("receive", given=given))
    ref = str(found["subject"])
    desk(office, on).perform(Ask("record_fact", ref, {"fact": "direction_received"}))
    return ref


def template(folder: Path) -> Path:
    """Make the database that tests copy: a matter listed past its limit, and that of 2020."""
    place = folder / "clocks.db"
    with made(place) as office:
        listed(office, referred(office))
        of_may_2020(office)
    return place


def copied(place: Path, hearings: Callable[..., Any], folder: Path) -> Callable[..., Any]:
    """Copy it, and give a function that runs `hearings` on the copy as somebody."""
    copy = folder / "clocks.db"
    shutil.copy(place, copy)
    copy.chmod(0o600)

    def run(account: str, *words: object) -> Any:
        return hearings("--database", copy, "--as", account, *words)

    return run
