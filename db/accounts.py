"""Add, list and close accounts; only an administrator does, and the trail says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from db.actions import Desk
from db.people import Account, all_accounts, find_account, find_maker, keep_account, keep_person
from hearings.access import may_manage, roles
from hearings.errors import BadValue, Refused
from hearings.people import PersonFacts
from hearings.values import clean


def listing(desk: Desk) -> list[dict[str, object]]:
    """List every account with its person and roles; the maker of a SQLite file holds them all."""
    with desk.reading("read.accounts") as connection:
        found = []
        for account in all_accounts(connection):
            person = find_maker(connection, account.person, desk.today) if account.person else None
            sole = desk.marks.get("maker") == account.name and desk.database.path is not None
            found.append({
                "account": account.name,
                "person": account.person,
                "name": "" if person is None else person.name,
                "rank": "" if person is None else person.rank,
                "unit": account.unit or ("" if person is None else person.unit),
                "roles": sorted(roles()) if sole else sorted(account.roles),
                "active": account.active,
            })  # fmt: skip
    return found


def add(
    desk: Desk,
    name: str,
    held: tuple[str, ...],
    facts: PersonFacts,
    person: str,
    since: date | None = None,
) -> None:
    """Add an account, or put its person, unit and roles right.

    Args:
        desk: Who asks.
        name: The account.
        held: Its roles.
        facts: The person it belongs to; without a number it belongs to none.
        person: The person's name.
        since: The day from which rank and unit are so; None for today.

    Raises:
        Refused: The account at the keyboard is no administrator, or a person needs a name.
    """
    may_manage(desk.actor)
    if since is not None and since > desk.today:
        raise BadValue("since", f"{name}: {since.isoformat()} has not come yet.")
    facts = replace(facts, number=clean("person", facts.number).upper())
    name = clean("account", name)
    if not name:
        raise BadValue("account", "An account needs a name.")
    with desk.database.write() as connection:
        if facts.number:
            known = find_maker(connection, facts.number, desk.today)
            if known is None and not person:
                raise BadValue("name", f"The person {facts.number} needs a name.")
            keep_person(connection, facts, clean("name", person), since or desk.today)
        unit = clean("unit", facts.unit)
        keep_account(connection, Account(name, facts.number, unit, held))
        desk.trail(connection, "account.add", detail=f"{name}: {' '.join(sorted(held))}")


def close(desk: Desk, name: str) -> None:
    """Close an account.

    Raises:
        Refused: The account at the keyboard is no administrator, or there is no such account.
    """
    may_manage(desk.actor)
    with desk.database.write() as connection:
        account = find_account(connection, name)
        if account is None:
            raise Refused(f"There is no account {name}.")
        if name == desk.actor.account:
            raise Refused("An account cannot close itself.")
        keep_account(connection, replace(account, active=False))
        desk.trail(connection, "account.close", detail=name)
