"""What a force settles for its clock: holidays taken in, and rules signed off by a lawyer."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from db.actions import Desk
from db.clock import Moved, affected, remade
from db.engine import Database
from db.house import calendar_of, settled, write_calendar
from db.upgrade import HEAD, schema_of
from hearings.access import may_settle, may_sign_off
from hearings.errors import BadValue, Refused
from hearings.people import Actor
from hearings.regimes import UNVERIFIED, RuleRow, all_rules, limits_of
from hearings.values import clean
from hearings.workdays import Calendar, differences, from_govuk, merged

MONTHS = tuple(month_name)[1:]
"""The months by name, as a vintage may write them."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file of bank holidays changes."""

    calendar: Calendar
    """The table as it would be."""
    changes: tuple[tuple[date, str, str], ...]
    """The days that differ: title before, title now; empty for a working day."""
    older: str
    """Why the file is older than what is kept, in a sentence; empty where it is not."""
    moved: tuple[Moved, ...]
    """The running limits whose days move."""
    kept: bool
    """Whether it was taken in."""


def take_holidays(
    desk: Desk, text: str, vintage: str, *, accept_older: bool = False, dry_run: bool = False
) -> Taken:
    """Take in a file of bank holidays as gov.uk gives it, and move the limits that it moves.

    A file that is older than what is kept is looked at and not taken in, unless it is accepted.

    Args:
        desk: Who asks.
        text: The file.
        vintage: What to call it; a day in it says how old the file is.
        accept_older: Whether a file that is older than what is kept is taken in all the same.
        dry_run: Whether only to say what it would change.

    Raises:
        NotAllowed: The account may not settle it.
        UsageError: It is no such file.
        BadValue: It does not hold together, or leaves years unknown.
    """
    _allowed(desk, may_settle, "calendar.update")
    newer, kept = from_govuk(text, clean("vintage", vintage)), desk.rules.calendar
    calendar = merged(kept, newer)
    changes = tuple(row for row in differences(kept, calendar) if bool(row[1]) != bool(row[2]))
    older = _older(kept, newer, changed=bool(changes))
    keep = not dry_run and (accept_older or not older)
    with desk.database.write() as connection:
        rules = replace(desk.rules, calendar=calendar)
        subjects = affected(connection, kept, rules, [day for day, _was, _is in changes])
        moved = tuple(remade(connection, rules, keep=keep, subjects=subjects))
        if keep:
            row = {
                "vintage": calendar.vintage,
                "body": write_calendar(calendar),
                "account": desk.actor.account,
                "at": desk.moment().isoformat(),
            }
            connection.insert("calendars", row)
            desk.trail(connection, "calendar.update", detail=calendar.vintage)
    if keep:
        desk.rules = rules
    elif older and not dry_run:
        desk.keep_refusal("calendar.update", "", 0, Refused(older))
    return Taken(calendar, changes, older, moved, keep)


def _older(kept: Calendar, newer: Calendar, *, changed: bool) -> str:
    """Say why a file is older than what is kept; empty where it is not."""
    if newer.last < kept.last:
        return (
            f"The file knows the bank holidays up to {newer.last.year} alone; what is kept goes to"
            f" {kept.last.year} ({kept.vintage})."
        )
    file_day, kept_day = dated(newer.vintage), dated(kept.vintage)
    if changed and file_day is not None and kept_day is not None and file_day < kept_day:
        return (
            f"The file is of {file_day.isoformat()} and contradicts what is kept, which is of"
            f" {kept_day.isoformat()} ({kept.vintage})."
        )
    return ""


_DAYS = re.compile(r"(\d{4}-\d{2}-\d{2})|(\d{1,2} [A-Z][a-z]+ \d{4})")


def dated(vintage: str) -> date | None:
    """Read the first day that the name of a vintage holds; None where it holds none."""
    for iso, said in _DAYS.findall(vintage):
        try:
            if iso:
                return date.fromisoformat(iso)
            day, month, year = said.split()
            return date(int(year), MONTHS.index(month) + 1, int(day))
        except ValueError:
            continue
    return None


def sign_off(desk: Desk, rule: str, by: str, note: str) -> tuple[Moved, ...]:
    """Record that a lawyer has signed a rule off, and give it its days.

    Args:
        desk: Who enters it.
        rule: The rule's id, such as `2020/hearing_held`.
        by: The lawyer.
        note: What they rested on.

    Returns:
        The running limits that gain a day, or whose day moves.

    Raises:
        NotAllowed: The account may not enter it.
        Refused: There is no such rule, or it is verified already.
    """
    _allowed(desk, may_sign_off, "rules.sign_off")
    row = rule_named(rule)
    by = clean("by", by)
    if not by:
        raise BadValue("by", f"{rule}: say who signs it off.")
    if not unverified(row):
        raise Refused(
            f"{rule} is verified already ({row.provision.source}); nothing is to be signed off."
        )
    with desk.database.write() as connection:
        kept = {
            "rule": rule,
            "digest": row.digest,
            "signed_by": by,
            "signed_on": desk.today.isoformat(),
            "note": clean("note", note, lines=True),
            "account": desk.actor.account,
            "at": desk.moment().isoformat(),
        }
        connection.insert("sign_offs", kept)
        rules = settled(connection, desk.rules)
        desk.trail(connection, "rules.sign_off", detail=f"{rule} by {by}")
        moved = tuple(remade(connection, rules, keep=True, regime=row.regime))
    desk.rules = rules
    return moved


def rule_named(rule: str) -> RuleRow:
    """Find a rule by its id.

    Raises:
        BadValue: There is none.
    """
    row = next((row for row in all_rules() if row.id == rule), None)
    if row is None:
        raise BadValue("rule", f"There is no rule {rule!r}; 'hearings rules list' names them.")
    return row


def unverified(row: RuleRow) -> bool:
    """Say whether a rule, or the first period of it, waits for a lawyer's sign-off."""
    if row.weak or row.provision.confidence == UNVERIFIED:
        return True
    known = limits_of(row.regime) if row.kind == "limit" else ()
    return any(limit.rule == row.id and limit.confidence_first == UNVERIFIED for limit in known)


def recount(desk: Desk) -> tuple[Moved, ...]:
    """Make every limit again, after the settings or a rule's data changed.

    Raises:
        NotAllowed: The account may not settle it.
    """
    _allowed(desk, may_settle, "rules.recount")
    with desk.database.write() as connection:
        desk.trail(connection, "rules.recount")
        return tuple(remade(connection, desk.rules, keep=True))


def _allowed(desk: Desk, check: Callable[[Actor], None], action: str) -> None:
    """Check a right, and write down where it is refused."""
    with desk.refusing(action):
        check(desk.actor)


def calendar_at(url: str) -> Calendar | None:
    """Read the bank holidays of the database at an address, without making or changing it.

    Returns:
        The table taken in there; None where there is no database, or none was taken in.

    Raises:
        HearingsError: A database is there and cannot be asked.
    """
    database = Database(url, must_exist=False)
    if database.path is not None and not database.path.exists():
        return None
    try:
        if schema_of(database) != HEAD:
            return None
        with database.read() as connection:
            return calendar_of(connection)
    finally:
        database.close()
