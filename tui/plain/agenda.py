"""Word the diary: in plain lines, and as `hearings.diary/1`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from tui.plain.deadlines import as_row, limit_words, said
from tui.plain.output import line

if TYPE_CHECKING:
    from db.actions import Desk
    from db.agenda import Agenda
    from db.clock import Held
    from db.diary import Away, Entry
    from hearings.listing import Clash

SCHEMA = "hearings.diary/1"
"""The promise that the JSON keeps."""

COLUMNS = ("hearing", "kind", "state", "room", "day", "from", "to", "subjects", "chair",
           "past_limit")  # fmt: skip
"""What a line of the sheet holds: one sitting of one hearing."""


def held_of(desk: Desk, entries: tuple[Entry, ...]) -> dict[str, Held]:
    """Find what each officer's hearing has to keep."""
    from db.clock import held_limits
    from hearings.guards.diary import LIMIT_OF

    refs = [officer.reference for entry in entries for officer in entry.officers]
    return held_limits(desk, refs, LIMIT_OF.values())


def past_limit(entry: Entry, held: Mapping[str, Held]) -> tuple[date, date] | None:
    """Give the law's last day and the last that counts, where a hearing starts past the first."""
    from hearings.guards.diary import LIMIT_OF

    hearing = entry.hearing
    for officer in entry.officers:
        known = held.get(officer.reference)
        days = None if known is None else known.due.get(LIMIT_OF.get(hearing.kind, ""))
        if days is not None and hearing.first > days[0]:
            return days
    return None


def kind_words(entry: Entry, held: Mapping[str, Held]) -> str:
    """Say the kind of a hearing: an accelerated one was a special case hearing before 2020."""
    from hearings.sittings import KINDS

    regimes = {held[o.reference].regime for o in entry.officers if o.reference in held}
    if entry.hearing.kind == "accelerated" and regimes & {"2008", "2012"}:
        return "special case hearing"
    return KINDS.get(entry.hearing.kind, entry.hearing.kind)


def promised(
    found: Agenda, shown: tuple[Entry, ...], held: Mapping[str, Held], desk: Desk
) -> dict[str, object]:
    """Give the diary as `docs/commands.md` promises it."""
    counted = {
        "listed": found.listed, "in_preparation": found.preparing, "part_heard": found.part_heard,
    }  # fmt: skip
    return {
        "schema": SCHEMA,
        "from": found.first.isoformat(),
        "to": found.last.isoformat(),
        **{
            name: {"cases": number.cases, "officers": number.officers}
            for name, number in counted.items()
        },
        "hearings": [hearing_row(entry, held) for entry in shown],
        "clashes": [_clash(name, clash) for name, clash in found.clashes],
        "running_out": [
            {"subject": ref, **as_row(row, desk.rules.calendar)} for ref, row in found.running_out
        ],
        "away": [_away(row) for row in found.away],
    }


def hearing_row(entry: Entry, held: Mapping[str, Held]) -> dict[str, object]:
    """Give one hearing as `docs/commands.md` promises it."""
    from hearings.sittings import clock

    hearing = entry.hearing
    return {
        "hearing": hearing.reference,
        "kind": hearing.kind,
        "state": hearing.state,
        "room": hearing.room,
        "sittings": [
            {"day": s.day.isoformat(), "from": clock(s.starts), "to": clock(s.ends)}
            for s in hearing.sittings
        ],
        "subjects": [officer.reference for officer in entry.officers],
        "seats": [
            {"capacity": seat.capacity, "person": seat.person or None, "name": seat.name or None}
            for seat in hearing.seats
        ],
        "past_limit": past_limit(entry, held) is not None,
    }


def _clash(name: str, clash: Clash) -> dict[str, object]:
    from hearings.sittings import clock

    sitting = clash.sitting
    return {
        "hearing": name,
        "day": sitting.day.isoformat(),
        "from": clock(sitting.starts),
        "to": clock(sitting.ends),
        "people": sorted(clash.people),
        "room": clash.room or None,
        "with": clash.booking.what,
    }


def _away(row: Away) -> dict[str, object]:
    return {
        "id": row.id,
        "person": row.person or None,
        "room": row.room or None,
        "from": row.first.isoformat(),
        "to": row.last.isoformat(),
        "why": row.why,
    }


def sitting_rows(entry: Entry, held: Mapping[str, Held]) -> list[list[object]]:
    """Give the lines of a sheet for one hearing, one for each sitting."""
    row = hearing_row(entry, held)
    who = " ".join(officer.reference for officer in entry.officers)
    start = [row["hearing"], row["kind"], row["state"], row["room"]]
    past = "yes" if row["past_limit"] else "no"
    sittings: Any = row["sittings"]
    return [[*start, *sitting.values(), who, _chair(entry), past] for sitting in sittings]


def _chair(entry: Entry) -> str:
    for seat in entry.hearing.seats:
        if seat.capacity.startswith(("chair_", "conducting_")):
            return seat.name or seat.person
    return ""


def print_agenda(
    found: Agenda, shown: tuple[Entry, ...], held: Mapping[str, Held], desk: Desk
) -> None:
    """Print the diary day by day, then what clashes, what runs out and who is away."""
    line(found.first_line)
    part = found.part_heard
    if part.officers:
        cases, officers = ("" if n == 1 else "s" for n in (part.cases, part.officers))
        line(f"part-heard: {part.cases} case{cases} ({part.officers} officer{officers})")
    days: dict[date, list[tuple[str, Entry]]] = {}
    for entry in shown:
        for sitting in entry.hearing.sittings:
            if found.first <= sitting.day <= found.last:
                times = str(sitting).partition(" ")[2]
                days.setdefault(sitting.day, []).append((times, entry))
    for day in sorted(days):
        line()
        line(said(day))
        for times, entry in sorted(days[day], key=lambda row: (row[0], row[1].hearing.reference)):
            line(f"  {times}  {entry_words(entry, held)}")
    if not days:
        line(f"Nothing sits from {said(found.first)} to {said(found.last)}.")
    _print_rest(found, desk)


def entry_words(entry: Entry, held: Mapping[str, Held]) -> str:
    """Say a hearing in one line: where, what, whom it is about, who is in the chair.

    Args:
        entry: The hearing.
        held: The limits its officers' hearings have to keep.
    """
    hearing, past = entry.hearing, past_limit(entry, held)
    parts = [hearing.room or "no room", f"{hearing.reference} {kind_words(entry, held)}"]
    parts.append(", ".join(officer.reference for officer in entry.officers))
    if chair := _chair(entry):
        parts.append(f"chair {chair}" if hearing.kind == "hearing" else f"conducted by {chair}")
    if hearing.state != "listed":
        parts.append(hearing.state.replace("_", "-"))
    if past is not None:
        extended = f", extended to {said(past[1])}" if past[1] > past[0] else ""
        parts.append(f"past the limit of {said(past[0])}{extended}")
    return "; ".join(parts)


def _print_rest(found: Agenda, desk: Desk) -> None:
    if found.clashes:
        line()
        line("Clashes")
    for name, clash in found.clashes:
        line(f"  {name}: {clash.words()}")
    if found.running_out:
        line()
        line(f"Runs out by {said(found.last)}, or has run out")
    for ref, row in found.running_out:
        line(f"  {ref}  {'; '.join(limit_words(row, desk.today))}")
    if found.away:
        line()
        line("Away")
    for gone in found.away:
        who = gone.person or f"the room {gone.room}"
        span = f"{gone.first.isoformat()} to {gone.last.isoformat()}"
        line(f"  {gone.id}  {who}  {span}  {gone.why}".rstrip())


def print_hearing(entry: Entry, held: Mapping[str, Held]) -> None:
    """Print one hearing with everyone who is to be there."""
    from hearings.listing import capacity_words

    line(entry_words(entry, held))
    for sitting in entry.hearing.sittings:
        line(f"  {sitting.day:%a} {sitting}")
    for officer in entry.officers:
        who = " ".join(filter(None, [officer.rank, officer.name, officer.number]))
        line(f"  officer concerned: {who} ({officer.reference})")
    for seat in entry.hearing.seats:
        who = " ".join(filter(None, [seat.rank, seat.name, seat.person]))
        line(f"  {capacity_words(seat.capacity)}: {who}")
