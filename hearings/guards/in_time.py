"""Whether a date can be fixed: what is outstanding, the limit to keep, and what was offered."""

from __future__ import annotations

from datetime import timedelta

from hearings.deadlines import Deadline, deadlines
from hearings.errors import BadValue
from hearings.guards.asked import Asked
from hearings.guards.diary import (
    LIMIT_OF,
    kind_of,
    wanted_people,
    wanted_room,
    wanted_seats,
    wanted_sittings,
)
from hearings.listing import Wanted, free_days, outstanding
from hearings.regimes import regimes

LOOK_AHEAD = timedelta(days=90)
"""How far past a limit free days are looked for."""

_EXTENSION = frozenset({"extended_by", "delay_reason", "reason"})
"""What a date past the limit has to say."""


def ready_to_list(asked: Asked) -> None:
    """Refuse to fix a date while something is outstanding, unless it is said why."""
    left = outstanding(asked.the_subject, wanted_seats(asked), kind_of(asked))
    words = [item.words for item in left] + _in_the_way(asked)
    if words and "not_ready" not in asked.given:
        raise BadValue(
            "not_ready",
            f"{asked.ref} is not ready to be listed: {', '.join(words)}. Record what is there with"
            " 'record-fact', or say with --not-ready why the date is fixed all the same.",
        )


def _in_the_way(asked: Asked) -> list[str]:
    """Say what of the subject itself speaks against fixing a date."""
    subject, found = asked.the_subject, list[str]()
    if not subject.facts.number:
        found.append("the officer is not identified")
    if subject.held:
        found.append("it is held for criminal proceedings")
    if subject.left is not None and subject.left.becomes == "ends":
        found.append("the officer has left and the case was to end")
    return found


def limit_row(asked: Asked) -> Deadline | None:
    """Find the limit the hearing has to keep; None while nothing has started its clock.

    Documents that are taken to be served on a later day start it then; the day is known already.
    """
    key = LIMIT_OF.get(kind_of(asked), "")
    case, subject = asked.the_file.case, asked.the_subject
    rows = [
        row
        for row in deadlines(case, subject, asked.rules, asked.today)
        if row.key == key and row.clock_date is not None
    ]
    return rows[-1] if rows else None


def needs_extension(asked: Asked) -> Deadline | None:
    """Give the limit that the first sitting day lies past; None where it lies inside."""
    row, sittings = limit_row(asked), wanted_sittings(asked)
    if row is None or row.last_day is None or not sittings or sittings[0].day <= row.last_day:
        return None
    return row


def inside_the_limit(asked: Asked) -> None:
    """Refuse a date past the limit without the extender's name and reason.

    Where nobody may extend it, the name and reason are those for being out of time. A limit that is
    not verified refuses nothing, but who extends it says why.

    Source:
        The limit's row in the regime; SI 2012/2632 reg 24(2)-(3).
    """
    _not_too_early(asked)
    past, named = needs_extension(asked), _EXTENSION & set(asked.given)
    if past is None:
        if "extended_by" in named:
            raise BadValue(
                "extended_by",
                f"{asked.ref}: the date is past no limit that runs; leave the extension out.",
            )
        return
    if named == _EXTENSION or not (past.firm or "extended_by" in named):
        return
    ways = "To list it later, name who extended the limit and why with"
    if not extendable(asked, past):
        ways = (
            "There is no power to extend it; to list it out of time, name who agreed and why with"
        )
    raise BadValue(
        "sitting",
        f"{_past(asked, past)} {ways} --extended-by, --delay-reason and --reason.",
    )


def _not_too_early(asked: Asked) -> None:
    """Refuse a date before the limit's window opens; one that was reduced has no such day."""
    row, sittings = limit_row(asked), wanted_sittings(asked)
    if row is None or row.opens is None or row.reduced_to is not None or not row.firm:
        return
    if sittings[0].day < row.opens:
        raise BadValue(
            "sitting",
            f"{asked.ref}: {row.title.lower()} is to be on or after {row.opens.isoformat()}"
            f" ({row.source}).",
        )


def extendable(asked: Asked, row: Deadline) -> bool:
    """Say whether anybody has the power to extend a limit."""
    rules = regimes()[asked.the_file.case.regime].limits
    return any(rule.extend for rule in rules if rule.key == row.key)


def _past(asked: Asked, row: Deadline) -> str:
    """Say by when the hearing has to be held, and which days are free before."""
    last = row.last_day or asked.today
    wanted = Wanted.like(wanted_sittings(asked), wanted_people(asked), wanted_room(asked))
    calendar, bookings = asked.rules.calendar, asked.diary.bookings
    earliest = min(max(asked.today, row.opens or asked.today), calendar.last)
    free = free_days(wanted, bookings, calendar, earliest, last)
    said = "Free days inside it: "
    if not free:
        latest = min(last + LOOK_AHEAD, calendar.last)
        free = free_days(wanted, bookings, calendar, max(earliest, last), latest)
        said = "No day inside it is free; the first free days after it: "
    days = ", ".join(day.isoformat() for day in free) or "none in the diary"
    start = "" if row.clock_date is None else f" from {row.clock_date.isoformat()}"
    return (
        f"{asked.ref}: the last lawful day is {last.isoformat()} ({row.title.lower()}, counted"
        f"{start}, {row.source}). {said}{days}."
    )


def offer_taken(asked: Asked) -> None:
    """Refuse another date than the one the officer or friend could insist on.

    Source:
        SI 2012/2632 reg 24(7); SI 2020/4 regs 33(3) and 34.
    """
    offer, sittings = asked.the_subject.offer, wanted_sittings(asked)
    if offer is None or not sittings or sittings[0].day == offer.on:
        return
    if "offer_not_taken" not in asked.given:
        raise BadValue(
            "offer_not_taken",
            f"{asked.ref}: the {offer.by} proposed {offer.on.isoformat()}, within five working days"
            f" (by {offer.until.isoformat()}), and a reasonable date has to be taken. List it for"
            " that day, or say with --offer-not-taken why it is not reasonable.",
        )


GUARDS = (inside_the_limit, offer_taken, ready_to_list)
"""The guards of this module, as the table of moves may name them."""
