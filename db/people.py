"""Find and keep persons and accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.engine import Connection
from hearings.access import role_named, roles
from hearings.errors import BadValue, Refused, UsageError
from hearings.people import Actor, Maker, PersonFacts, full_rank

OWN = ""
"""The realm of the force's own people; an archive from elsewhere has its name for one."""

_FACTS = "rank, unit, person_type, ethnicity, ethnicity_set, sex, service"


@dataclass(frozen=True, slots=True)
class Account:
    """Who may act, and as what."""

    name: str
    """The login, or the operating system's account."""
    person: str
    """The force number of the person it belongs to; empty for a bare account."""
    unit: str
    """The unit whose matters a local role may see."""
    roles: tuple[str, ...]
    """What it may do."""
    active: bool = True
    """Whether it may still act."""


@dataclass(frozen=True, slots=True)
class Named:
    """A person as a form names them: the number, and what else is said of them."""

    ref: str
    """A force number, or the name of an account."""
    name: str = ""
    """The name, for somebody the records do not hold yet."""
    rank: str = ""
    """The rank they hold."""
    unit: str = ""
    """The unit they serve in."""


def find_account(connection: Connection, name: str) -> Account | None:
    """Find an account by name."""
    row = connection.row(
        "SELECT name, person, unit, roles, active FROM accounts WHERE name = :name", name=name
    )
    return None if row is None else _account(row)


def all_accounts(connection: Connection) -> list[Account]:
    """List every account, by name."""
    rows = connection.rows("SELECT name, person, unit, roles, active FROM accounts ORDER BY name")
    return [_account(row) for row in rows]


def _account(row: tuple[object, ...]) -> Account:
    name, person, unit, held, active = row
    return Account(str(name), str(person), str(unit), tuple(str(held).split()), bool(active))


def keep_account(connection: Connection, account: Account) -> None:
    """Add an account, or put its person, unit, roles and state right.

    Raises:
        UsageError: A role is not known.
    """
    for role in account.roles:
        role_named(role)
    connection.run(
        "INSERT INTO accounts (name, person, unit, roles, active)"
        " VALUES (:name, :person, :unit, :roles, :active)"
        " ON CONFLICT (name) DO UPDATE SET person = excluded.person, unit = excluded.unit,"
        " roles = excluded.roles, active = excluded.active",
        name=account.name,
        person=account.person,
        unit=account.unit,
        roles=" ".join(sorted(account.roles)),
        active=int(account.active),
    )


def actor_of(connection: Connection, account: Account, today: date, *, sole: bool = False) -> Actor:
    """Say who an account is when it acts.

    Args:
        connection: The transaction.
        account: The account.
        today: The day whose rank and unit count.
        sole: Whether this is the one account of a SQLite file, which holds every role.
    """
    held = frozenset(roles()) if sole else frozenset(account.roles)
    person = None
    if account.person:
        # Somebody not on record yet is barred from their own case all the same.
        known = find_maker(connection, account.person, today) or Maker(account.person, "", "")
        person = Maker(known.number, known.name, known.rank, known.unit, held)
    return Actor(account.name, held, person, account.unit, sole)


def find_maker(connection: Connection, number: str, on: date) -> Maker | None:
    """Find one of the force's own people by number, as they stood on a day."""
    row = connection.row(
        "SELECT p.name, f.rank, f.unit FROM persons p"
        " LEFT JOIN person_facts f ON f.person_id = p.id AND f.starts <= :on"
        " WHERE p.realm = '' AND p.number = :number ORDER BY f.starts DESC, f.id DESC LIMIT 1",
        number=number,
        on=on.isoformat(),
    )
    if row is None:
        return None
    held = connection.row(
        "SELECT roles FROM accounts WHERE person = :number AND active = 1", number=number
    )
    return Maker(
        number, row[0], row[1] or "", row[2] or "", frozenset(held[0].split() if held else ())
    )


def name_maker(connection: Connection, named: Named, on: date) -> Maker:
    """Find whoever a form names as the maker; somebody new is kept with what is said of them.

    Args:
        connection: The transaction.
        named: The force number or account, and what the form says of the person.
        on: The day the decision was made.

    Raises:
        Refused: Nobody of that number is known and the form does not say who they are, or it
            gives somebody with an account another rank than the one on record.
    """
    from hearings.values import clean

    named = Named(
        clean("maker", named.ref),
        clean("maker-name", named.name),
        full_rank(clean("maker-rank", named.rank)),
        clean("maker-unit", named.unit),
    )
    if not named.ref:
        raise BadValue("maker", "Whoever made the decision is named by force number or account.")
    account = find_account(connection, named.ref)
    number = account.person if account is not None and account.person else named.ref.upper()
    known = find_maker(connection, number, on)
    if known is None and not named.name:
        raise Refused(
            f"Nobody with the force number or account {named.ref} is known; give the name and rank"
            " as well (--maker-name, --maker-rank)."
        )
    if known is not None and known.roles and named.rank not in {"", known.rank}:
        # Else a typist could lift whoever is named to the rank that a decision needs.
        raise BadValue(
            "maker",
            f"{known.name} is on record as {known.rank or 'of no rank'}, not {named.rank};"
            " an administrator puts the record right.",
        )
    said = any((named.name, named.rank, named.unit))
    if said:
        before = known or Maker(number, "", "")
        facts = PersonFacts(
            number=number,
            rank=named.rank or before.rank,
            unit=named.unit or before.unit,
        )
        keep_person(connection, facts, named.name or before.name, on)
        known = find_maker(connection, number, on)
    if known is None:
        raise UsageError(f"{named.ref} cannot be found.")
    return known


def person_id(connection: Connection, number: str, realm: str = OWN) -> int | None:
    """Find the id of a person."""
    row = connection.row(
        "SELECT id FROM persons WHERE realm = :realm AND number = :number",
        realm=realm,
        number=number,
    )
    return None if row is None else int(row[0])


def person_name(connection: Connection, number: str, realm: str = OWN) -> str:
    """Find a person's name; empty where they are not known."""
    row = connection.row(
        "SELECT name FROM persons WHERE realm = :realm AND number = :number",
        realm=realm,
        number=number,
    )
    return "" if row is None else str(row[0])


def known_facts(connection: Connection, number: str, on: date) -> PersonFacts:
    """Give what is known of one of the force's own people on a day."""
    row = connection.row(
        f"SELECT {_FACTS} FROM person_facts f JOIN persons p ON p.id = f.person_id"
        " WHERE p.realm = '' AND p.number = :number AND f.starts <= :on"
        " ORDER BY f.starts DESC, f.id DESC LIMIT 1",
        number=number,
        on=on.isoformat(),
    )
    return PersonFacts(number) if row is None else PersonFacts(number, *row)


def keep_person(
    connection: Connection, facts: PersonFacts, name: str, on: date, realm: str = OWN
) -> int:
    """Keep a person and what is now known of them; a fact that is not given stays as it was.

    Args:
        connection: The transaction.
        facts: What is known, with the force number.
        name: The name.
        on: The day from which it is known.
        realm: Whose numbers these are.

    Returns:
        The person's id.
    """
    found = person_id(connection, facts.number, realm)
    if found is None:
        # Two writers may meet the same person at once.
        connection.lock(f"person {realm} {facts.number}")
        found = person_id(connection, facts.number, realm)
    if found is None:
        row = {"realm": realm, "number": facts.number, "name": name, "search": name.casefold()}
        found = connection.insert_id("persons", row)
    elif name and name != person_name(connection, facts.number, realm):
        connection.run(
            "UPDATE persons SET name = :name, search = :search WHERE id = :id",
            name=name,
            search=name.casefold(),
            id=found,
        )
    before = known_facts(connection, facts.number, on)
    fields = [field for field in PersonFacts.__slots__ if field != "number"]
    now = {field: getattr(facts, field) or getattr(before, field) for field in fields}
    if any(now[field] != getattr(before, field) for field in fields):
        connection.insert("person_facts", {"person_id": found, "starts": on.isoformat(), **now})
    return found
