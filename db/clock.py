"""Keep the clock: holidays taken in, rules signed off, and limits made again where they move."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from db import store
from db.actions import Desk, only_subject
from db.engine import Connection
from db.house import settled, write_calendar
from db.projection import Row, limit_rows, subject_row
from db.saving import keep_clock, kept_rows
from db.store import visible
from hearings.access import may_settle, may_sign_off
from hearings.cases import reference
from hearings.deadlines import Deadline, deadlines
from hearings.errors import BadValue, Refused, UnknownReference
from hearings.regimes import all_rules
from hearings.rules import Rules
from hearings.values import clean
from hearings.workdays import Calendar, count, differences, from_govuk, merged

BATCH = 500
"""How many cases are rebuilt at a time."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A limit whose day is another than it was."""

    reference: str
    """The subject, written `CASE/N`."""
    key: str
    """The limit."""
    before: str
    """The last day as it was kept; empty for none."""
    after: str
    """The last day as it is now; empty for none."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file of bank holidays changes."""

    calendar: Calendar
    """The table as it would be."""
    changes: tuple[tuple[date, str, str], ...]
    """The days that differ: title before, title now; empty for a working day."""
    older: bool
    """Whether the file knows less of the years to come than what is kept."""
    moved: tuple[Moved, ...]
    """The running limits whose days move."""


def read_deadlines(desk: Desk, ref: str) -> tuple[str, tuple[Deadline, ...]]:
    """Give every limit of a subject, and write down who read it.

    Returns:
        The subject, written `CASE/N`, and its limits.
    """
    view, number = desk.show(ref)
    number = number or only_subject(view.file)
    rows = deadlines(view.file.case, view.file.subject(number), desk.rules, desk.today)
    return reference(view.file.case.reference, number), rows


def overdue(desk: Desk, limit: int) -> list[tuple[str, Deadline]]:
    """List the limits past their last day of the cases an account may see, longest first."""
    with desk.database.write() as connection:
        desk.trail(connection, "read.overdue")
        return _open_limits(connection, desk, "l.last_day < :today", limit)


def running_out(desk: Desk, until: date, limit: int) -> list[tuple[str, Deadline]]:
    """List the limits that are past or run out by a day, soonest first."""
    with desk.database.read() as connection:
        return _open_limits(connection, desk, "l.last_day <= :until", limit, until=until)


def _open_limits(
    connection: Connection, desk: Desk, which: str, limit: int, *, until: date | None = None
) -> list[tuple[str, Deadline]]:
    """Find subjects by their kept limits, and give the limits as they are now."""
    seen, values = visible(desk.actor)
    asked: dict[str, object] = {"today": desk.today.isoformat()}
    if until is not None:
        asked = {"until": until.isoformat()}
    rows = connection.rows(
        "SELECT s.reference, l.key, l.period FROM limits l JOIN subjects s ON s.id = l.subject_id"
        f" WHERE l.met_on = '' AND l.last_day <> '' AND l.open = 1 AND l.paused = 0 AND {which}"
        f" AND {' AND '.join(seen)} ORDER BY l.last_day, s.reference, l.place LIMIT :limit",
        limit=limit,
        **asked,
        **values,
    )
    found: list[tuple[str, Deadline]] = []
    known: dict[str, tuple[Deadline, ...]] = {}
    for ref, key, period in rows:
        if ref not in known:
            known[ref] = _limits_of(connection, desk, str(ref))
        found += [(ref, row) for row in known[ref] if (row.key, row.period) == (key, period)]
    return found


def _limits_of(connection: Connection, desk: Desk, ref: str) -> tuple[Deadline, ...]:
    case, _slash, number = ref.rpartition("/")
    kept = store.load(connection, case)
    if kept is None:
        raise UnknownReference(ref)
    return deadlines(kept.file.case, kept.file.subject(int(number)), desk.rules, desk.today)


def take_holidays(
    desk: Desk, text: str, vintage: str, *, accept_older: bool = False, dry_run: bool = False
) -> Taken:
    """Take in a file of bank holidays as gov.uk gives it, and move the limits that it moves.

    Args:
        desk: Who asks.
        text: The file.
        vintage: What to call it.
        accept_older: Whether a file that knows less than what is kept is taken all the same.
        dry_run: Whether only to say what it would change.

    Raises:
        Refused: It is older than what is kept, or the account may not settle it.
    """
    may_settle(desk.actor)
    newer = from_govuk(text, clean("vintage", vintage))
    kept = desk.rules.calendar
    older = newer.last < kept.last
    calendar = merged(kept, newer)
    changes = tuple(row for row in differences(kept, calendar) if bool(row[1]) != bool(row[2]))
    rules = replace(desk.rules, calendar=calendar)
    keeps = not dry_run and (accept_older or not older)
    with desk.database.write() as connection:
        moved = tuple(remade(connection, rules, keep=keeps))
        if keeps:
            row = {
                "vintage": calendar.vintage,
                "body": write_calendar(calendar),
                "account": desk.actor.account,
                "at": desk.moment().isoformat(),
            }
            connection.insert("calendars", row)
            desk.trail(connection, "calendar.update", detail=calendar.vintage)
    if keeps:
        desk.rules = rules
    return Taken(calendar, changes, older, moved)


def sign_off(desk: Desk, rule: str, by: str, note: str) -> tuple[Moved, ...]:
    """Record that a lawyer has signed a rule off, and give it its days.

    Args:
        desk: Who enters it.
        rule: The rule's id, such as `2020/hearing_held`.
        by: The lawyer.
        note: What they rested on.

    Raises:
        Refused: There is no such rule, or the account may not enter it.
    """
    may_sign_off(desk.actor)
    row = next((row for row in all_rules() if row.id == rule), None)
    if row is None:
        raise BadValue("rule", f"There is no rule {rule!r}; 'rules list' names them.")
    by = clean("by", by)
    if not by:
        raise BadValue("by", f"{rule}: say who signs it off.")
    if row.provision.confidence != "unverified" and not row.weak:
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
        desk.rules = settled(connection, desk.rules)
        desk.trail(connection, "rules.sign_off", detail=f"{rule} by {by}")
        return tuple(remade(connection, desk.rules, keep=True, every=True))


def recount(desk: Desk) -> tuple[Moved, ...]:
    """Make every limit again, after the settings or a rule's data changed."""
    may_settle(desk.actor)
    with desk.database.write() as connection:
        desk.trail(connection, "rules.recount")
        return tuple(remade(connection, desk.rules, keep=True, every=True))


def remade(
    connection: Connection, rules: Rules, *, keep: bool, every: bool = False
) -> Iterator[Moved]:
    """Make limits again and say which days move; only rows that change are written.

    Args:
        connection: The write transaction.
        rules: The rules that hold now.
        keep: Whether to write what changes.
        every: Whether to look at every subject with a case of the force's own; otherwise at those
            alone for whom a kept count gives another day.
    """
    subjects = None if every else stale(_counted(connection), rules.calendar)
    for case_id, name in _cases(connection, subjects):
        kept = store.load(connection, name, lock=keep)
        if kept is None:
            continue
        ids = dict(
            connection.rows("SELECT number, id FROM subjects WHERE case_id = :id", id=case_id)
        )
        for subject in kept.file.subjects:
            subject_id = int(ids[subject.number])
            before = kept_rows(connection, "limits", subject_id)
            now = limit_rows(kept.file.case, subject, rules)
            if before == now:
                continue
            ref = f"{name}/{subject.number}"
            yield from _moves(ref, before, now)
            if keep:
                keep_clock(connection, subject_id, kept.file.case, subject, rules)
                due = subject_row(kept.file.case, subject, rules)["due"]
                connection.run("UPDATE subjects SET due = :due WHERE id = :id AND due <> :due",
                               due=due, id=subject_id)  # fmt: skip


def stale(rows: Iterable[tuple[int, str, str, str, str]], calendar: Calendar) -> set[int]:
    """Find the subjects for whom a kept count gives another day under a table of holidays.

    Args:
        rows: Subject, phrase, count, clock date and the day that was counted.
        calendar: The working days.
    """
    known: dict[tuple[str, str, str], str] = {}
    found = set()
    for subject, phrase, number, start, due in rows:
        day = known.get((phrase, number, start))
        if day is None:
            day = known[phrase, number, start] = _due(phrase, number, start, calendar)
        if day != due:
            found.add(subject)
    return found


def _due(phrase: str, number: str, start: str, calendar: Calendar) -> str:
    if not number:
        return ""
    whole: str | int = int(number) if number.isdecimal() else number
    try:
        return count(phrase, date.fromisoformat(start), whole, calendar).due.isoformat()
    except BadValue:
        return ""


def _counted(connection: Connection) -> Iterable[tuple[int, str, str, str, str]]:
    return connection.rows(
        "SELECT subject_id, phrase, count, clock_date, due FROM limits WHERE open = 1"
    )


def _cases(connection: Connection, subjects: set[int] | None) -> Iterator[tuple[int, str]]:
    """Give the cases of some subjects, or of every one of the force's own."""
    if subjects is None:
        rows = connection.rows("SELECT id, reference FROM cases WHERE regime <> 'none' ORDER BY id")
        yield from ((int(number), str(name)) for number, name in rows)
        return
    seen: set[int] = set()
    ordered = sorted(subjects)
    for start in range(0, len(ordered), BATCH):
        listed = ", ".join(str(number) for number in ordered[start : start + BATCH])
        rows = connection.rows(
            "SELECT DISTINCT c.id, c.reference FROM cases c JOIN subjects s ON s.case_id = c.id"
            f" WHERE s.id IN ({listed}) ORDER BY c.id"
        )
        for case_id, name in rows:
            if case_id not in seen:
                seen.add(case_id)
                yield int(case_id), str(name)


def _moves(ref: str, before: Sequence[Row], now: Sequence[Row]) -> Iterator[Moved]:
    old = {(row["key"], row["period"]): str(row["last_day"]) for row in before}
    for row in now:
        was = old.get((row["key"], row["period"]), "")
        if was != row["last_day"] and not row["met_on"]:
            yield Moved(ref, str(row["key"]), was, str(row["last_day"]))
