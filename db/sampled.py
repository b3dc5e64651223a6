"""Say which matter an item of a dip sample is, and what keeps somebody from reading it blind."""

from __future__ import annotations

from db.engine import Connection
from db.people import Named, find_account
from db.store import Kept
from hearings.errors import Refused
from hearings.people import Actor
from hearings.samples import OPENED, Sampled, knowing, shown_from

_BLIND = ("read.blind", "move.read_blind", "move.answer_reading")
"""What the trail says of a blind reading itself; it shows no level of another matter."""


def number_of(connection: Connection, actor: Actor, reader: Named | None = None) -> str:
    """Give the number of whoever reads; the account's name where it has no person.

    Args:
        connection: The transaction.
        actor: Who is at the keyboard.
        reader: Who reads, where that is somebody else.
    """
    if reader is None:
        return actor.account if actor.person is None else actor.person.number
    account = find_account(connection, reader.ref)
    return account.person if account is not None and account.person else reader.ref.upper()


def refs(connection: Connection, sample: int) -> dict[int, str]:
    """Name the subject behind each place of a sample; empty where there is no such sample.

    Args:
        connection: The transaction.
        sample: The sample.
    """
    rows = connection.rows(
        "SELECT d.place, s.reference FROM sampled d JOIN subjects s ON s.id = d.subject_id"
        " WHERE d.sample_id = :sample ORDER BY d.place",
        sample=sample,
    )
    return {int(place): str(ref) for place, ref in rows}


def check_item(connection: Connection, item: tuple[int, int] | None, ref: str) -> None:
    """Refuse a reference that is not the matter behind an item, in one sentence for all.

    Args:
        connection: The transaction.
        item: The sample and the place; None where only the reference was given.
        ref: The reference.

    Raises:
        Refused: It was not asked for by its item: which matters were drawn is nobody's to try.
    """
    if item is None or refs(connection, item[0]).get(item[1]) != ref:
        raise Refused(
            "A blind reading is given and answered by sample and place, in Review or with"
            " 'hearings review level' and 'review answer', and never by a reference."
        )


def sampled(connection: Connection, kept: Kept, number: int, who: str) -> Sampled:
    """Gather what a blind reading of a subject has to know.

    Args:
        connection: The transaction.
        kept: The case.
        number: The subject's number.
        who: Who is to read it, by number; the account's name where it has no person.
    """
    rows = connection.rows(
        "SELECT d.sample_id FROM sampled d JOIN subjects s ON s.id = d.subject_id"
        " WHERE s.case_id = :case AND s.number = :number",
        case=kept.id,
        number=number,
    )
    know = knowing(kept.history, number)
    if who not in know and _opened(connection, kept, number, who):
        know[who] = OPENED
    return Sampled(frozenset(int(row[0]) for row in rows), know)


def _opened(connection: Connection, kept: Kept, number: int, who: str) -> bool:
    """Say whether somebody opened the case, or entered anything in it, since its level is there.

    Every line of the trail that names the case counts: a letter, a bundle, and an entry, which is
    answered with the level. A list names no case. An entry without a line of its own came with
    what was there before the trail, and everything since counts.
    """
    found = connection.row(
        "SELECT 1 FROM trail t WHERE t.case_reference = :case AND t.outcome = 'done'"
        f" AND t.action NOT IN ({', '.join(repr(name) for name in _BLIND)})"
        " AND t.account IN (SELECT name FROM accounts WHERE person = :who OR name = :who)"
        " AND t.id >= (SELECT coalesce(min(d.id), 0) FROM trail d"
        " WHERE d.case_reference = :case AND d.event_id = :event) LIMIT 1",
        case=kept.file.case.reference,
        who=who,
        event=shown_from(kept.history, number),
    )
    return found is not None
