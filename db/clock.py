"""Read the clock, and make kept limits again where holidays or a rule move them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from db import store
from db.actions import Desk, only_subject
from db.engine import Connection
from db.projection import Row, limit_rows, subject_row
from db.saving import kept_rows
from db.sight import visible
from hearings.cases import reference
from hearings.deadlines import OVER, Deadline, deadlines
from hearings.errors import BadValue, UnknownReference
from hearings.regimes import limits_of
from hearings.rules import Rules
from hearings.workdays import Calendar, count

BATCH = 500
"""How many cases, or subjects, are asked for at a time."""

SOON = timedelta(days=100)
"""How long after a day a count of working days that spans it may end."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A limit whose day is another than it was."""

    reference: str
    """The subject, written `CASE/N`."""
    key: str
    """The limit."""
    title: str
    """What a screen calls the limit."""
    before: str
    """The last day as it was kept; empty for none."""
    after: str
    """The last day as it is now; empty for none."""


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
    with desk.reading("read.overdue") as connection:
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
            known[ref] = limits_of_subject(connection, desk, str(ref))
        found += [(ref, row) for row in known[ref] if (row.key, row.period) == (key, period)]
    return found


def limits_of_subject(connection: Connection, desk: Desk, ref: str) -> tuple[Deadline, ...]:
    """Give the limits of a subject as they stand today.

    Args:
        connection: The transaction.
        desk: Whose rules and day count; that they may see the case is known already.
        ref: The subject, written `CASE/N`.

    Raises:
        UnknownReference: There is none.
    """
    case, _slash, number = ref.rpartition("/")
    kept = store.load(connection, case)
    if kept is None:
        raise UnknownReference(ref)
    return deadlines(kept.file.case, kept.file.subject(int(number)), desk.rules, desk.today)


def remade(
    connection: Connection,
    rules: Rules,
    *,
    keep: bool,
    subjects: set[int] | None = None,
    regime: str = "",
) -> Iterator[Moved]:
    """Make limits again and say which days move; only rows that change are written.

    Args:
        connection: The write transaction.
        rules: The rules that hold now.
        keep: Whether to write what changes.
        subjects: The subjects to look at; None for all of the force's own.
        regime: Only cases of this regime; empty for any.
    """
    for case_id, name in _cases(connection, subjects, regime):
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
            alive = subject.stage not in OVER
            ref = f"{name}/{subject.number}"
            yield from _moves(ref, kept.file.case.regime, before, now, alive=alive)
            if keep:
                _rewrite(connection, subject_id, before, now)
                due = subject_row(kept.file.case, subject, rules)["due"]
                connection.run("UPDATE subjects SET due = :due WHERE id = :id AND due <> :due",
                               due=due, id=subject_id)  # fmt: skip


def _rewrite(
    connection: Connection, subject_id: int, before: Sequence[Row], now: Sequence[Row]
) -> None:
    """Write a subject's limits, row by row, and of each what differs."""
    old = {row["place"]: row for row in before}
    for row in now:
        was = old.pop(row["place"], None)
        if was is None:
            connection.insert("limits", {"subject_id": subject_id, **row})
            continue
        changed = {name: value for name, value in row.items() if was[name] != value}
        if changed:
            said = ", ".join(f"{name} = :{name}" for name in changed)
            connection.run(
                f"UPDATE limits SET {said} WHERE subject_id = :whose AND place = :at",
                whose=subject_id,
                at=row["place"],
                **changed,
            )
    for place in old:
        connection.run(
            "DELETE FROM limits WHERE subject_id = :id AND place = :place",
            id=subject_id,
            place=place,
        )


def affected(
    connection: Connection, kept: Calendar, rules: Rules, changed: Sequence[date]
) -> set[int]:
    """Find the subjects whom another table of holidays may concern.

    Beside those with a kept limit that another day comes of, they are those to whom something
    happened soon after a day that changes: a limit that fell away in time is not kept, and may have
    been missed under the other table.
    """
    rows = connection.rows("SELECT subject_id, phrase, count, clock_date, due FROM limits")
    found = stale(rows, rules.calendar, kept)
    for day in changed:
        soon = connection.rows(
            "SELECT DISTINCT subject_id FROM events WHERE effective BETWEEN :first AND :last",
            first=day.isoformat(),
            last=(day + SOON).isoformat(),
        )
        found |= {int(row[0]) for row in soon}
    return found


def stale(
    rows: Iterable[tuple[int, str, str, str, str]], calendar: Calendar, kept: Calendar | None = None
) -> set[int]:
    """Find the subjects for whom a count gives another day under a table of holidays.

    Args:
        rows: Subject, phrase, count, clock date and the day that was counted.
        calendar: The working days.
        kept: Those by which the rows were counted, where they are known: a row without a day, of a
            rule that gives none, is then told from one whose day the table did not reach.
    """
    known: dict[tuple[str, str, str], tuple[str, bool]] = {}
    found = set()
    for subject, phrase, number, start, due in rows:
        count_of = (phrase, number, start)
        if count_of not in known:
            day = _due(phrase, number, start, calendar)
            known[count_of] = day, kept is not None and day == _due(phrase, number, start, kept)
        day, same = known[count_of]
        if day != due and not (same and not due):
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


def _cases(
    connection: Connection, subjects: set[int] | None, regime: str
) -> Iterator[tuple[int, str]]:
    """Give the cases of some subjects, or every one of the force's own, or of a regime."""
    if subjects is None:
        rows = connection.rows(
            "SELECT id, reference FROM cases WHERE regime <> 'none'"
            " AND (:regime = '' OR regime = :regime) ORDER BY id",
            regime=regime,
        )
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


def _moves(
    ref: str, regime: str, before: Sequence[Row], now: Sequence[Row], *, alive: bool
) -> Iterator[Moved]:
    """Tell which running limits have another last day, also those that come or go.

    Args:
        ref: The subject.
        regime: The case's regime.
        before: The limits as they were kept.
        now: The limits as they are.
        alive: Whether the subject's matter goes on, so that a right not yet used still runs.
    """
    titles = {limit.key: limit.title for limit in limits_of(regime)}
    old = {(row["key"], row["period"]): row for row in before}
    new = {(row["key"], row["period"]): row for row in now}
    for place in {**old, **new}:
        was, now_is = old.get(place), new.get(place)
        rows = [row for row in (was, now_is) if row is not None]
        running = any(row["open"] or (alive and not row["met_on"]) for row in rows)
        days = ["" if row is None else str(row["last_day"]) for row in (was, now_is)]
        if running and days[0] != days[1]:
            key = str(place[0])
            yield Moved(ref, key, titles.get(key, key), *days)


@dataclass(frozen=True, slots=True)
class Held:
    """What a hearing has to keep of one officer's limits."""

    regime: str
    """The case's regime."""
    due: Mapping[str, tuple[date, date]]
    """By limit, the law's last day and the last day that counts."""


def held_limits(desk: Desk, refs: Iterable[str], keys: Iterable[str]) -> dict[str, Held]:
    """Give the kept last days of some limits of some subjects; of a repeated one the last period.

    Args:
        desk: Who asks; the subjects are ones the account was shown.
        refs: The subjects, each written `CASE/N`.
        keys: The limits.
    """
    wanted, found = sorted(set(refs)), dict[str, Held]()
    named = ", ".join(f"'{key}'" for key in sorted(keys))
    with desk.database.read() as connection:
        for start in range(0, len(wanted), BATCH):
            batch = dict(enumerate(wanted[start : start + BATCH]))
            rows = connection.rows(
                "SELECT s.reference, c.regime, coalesce(l.key, ''), coalesce(l.due, ''),"
                " coalesce(l.last_day, '') FROM subjects s JOIN cases c ON c.id = s.case_id"
                f" LEFT JOIN limits l ON l.subject_id = s.id AND l.key IN ({named})"
                f" WHERE s.reference IN ({', '.join(f':ref{n}' for n in batch)})"
                " ORDER BY s.reference, l.period",
                **{f"ref{n}": ref for n, ref in batch.items()},
            )
            for ref, regime, key, due, last in rows:
                days = dict(found[ref].due) if ref in found else {}
                if due and last:
                    days[key] = (date.fromisoformat(due), date.fromisoformat(last))
                found[ref] = Held(regime, days)
    return found
