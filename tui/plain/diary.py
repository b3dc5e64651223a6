"""`hearings diary`: what is listed, what clashes, what runs out, who is away, and free days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hearings.errors import Refused, UnknownReference, UsageError
from tui.plain.agenda import (
    COLUMNS,
    SCHEMA,
    hearing_row,
    held_of,
    kind_words,
    print_agenda,
    print_hearing,
    promised,
    sitting_rows,
)
from tui.plain.deadlines import as_row, limit_words, said
from tui.plain.face import face_of, read_day
from tui.plain.output import AsOf, Format, FormatOption, data, line, sheet, words

if TYPE_CHECKING:
    from db.actions import Desk
    from db.agenda import Agenda, Planning
    from db.clock import Held

SPAN = timedelta(days=28)
"""How far the agenda looks where no last day is given."""

CALENDAR = b"BEGIN:VCALENDAR"
"""How a calendar file begins: no other file is written over."""

Begin = Annotated[str, typer.Option("--from", help="The first day; today where left out.")]
End = Annotated[str, typer.Option("--to", help="The last day; four weeks on where left out.")]

app = typer.Typer(
    rich_markup_mode=None,
    add_completion=False,
    invoke_without_command=True,
)


@app.callback()
def diary(
    ctx: typer.Context,
    start: Begin = "",
    end: End = "",
    called_off: Annotated[
        bool, typer.Option("--called-off", help="Postponed and vacated hearings as well.")
    ] = False,
    ics: Annotated[
        Path | None, typer.Option(help="Write the hearings to this file as iCalendar.")
    ] = None,
    as_of: AsOf = "",
    output: FormatOption = Format.TEXT,
) -> None:
    """Show the diary: hearings day by day, clashes, what runs out, and who is away.

    Example: hearings diary --from 2014-04-01 --to 2014-05-31 --ics diary.ics
    """
    if ctx.invoked_subcommand is not None:
        return
    from db.agenda import agenda

    desk = face_of(ctx).desk(as_of)
    first = read_day(start) if start else desk.today
    last = read_day(end) if end else first + SPAN
    if last < first:
        raise UsageError("--to lies before --from.")
    found = agenda(desk, first, last, called_off=called_off or ics is not None)
    held = held_of(desk, found.entries)
    if ics is not None:
        _write(ctx, desk, found, held, ics)
    shown = tuple(entry for entry in found.entries if called_off or entry.hearing.stands)
    if output is Format.JSON:
        data(promised(found, shown, held, desk))
    elif output is Format.CSV:
        sheet(COLUMNS, [row for entry in shown for row in sitting_rows(entry, held)])
    else:
        print_agenda(found, shown, held, desk)


def _write(
    ctx: typer.Context, desk: Desk, found: Agenda, held: Mapping[str, Held], path: Path
) -> None:
    from db.feed import feed

    force = face_of(ctx).settings().force
    body = feed(desk, found.entries, force, lambda entry: kind_words(entry, held))
    _put(path, body)
    number = len(found.entries)
    many = "1 hearing is" if number == 1 else f"{number:,} hearings are"
    words(f"{many} written to {path}.")


def _is_calendar(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(CALENDAR)) == CALENDAR


def _put(path: Path, body: bytes) -> None:
    """Write the file; a feed is written again.

    Raises:
        Refused: The file is there and is no calendar, or it cannot be written.
    """
    from db.files import write

    try:
        if path.exists() and not _is_calendar(path):
            raise Refused(f"{path} is there already and is no calendar; name another file.")
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}.") from error
    write(path, body, over=True)


@app.command("plan")
def plan(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="CASE/N", help="The subject.")],
    days: Annotated[int, typer.Option(min=1, max=60, help="How many sitting days.")] = 1,
    hours: Annotated[str, typer.Option(help="When each day starts and ends.")] = "10:00-17:00",
    room: Annotated[str, typer.Option(help="The room; any where left out.")] = "",
    person: Annotated[
        list[str] | None, typer.Option(help="Somebody needed, by number; may be given again.")
    ] = None,
    until: Annotated[str, typer.Option(help="The last day that will do.")] = "",
    as_of: AsOf = "",
    output: FormatOption = Format.TEXT,
) -> None:
    """Say what bears on a date: the limit, what is outstanding, and free days inside it.

    Example: hearings diary plan MC-2014-00042/1 --days 3 --hours 10:00-16:30 --person 154321
    """
    from db.agenda import planning
    from hearings.listing import Wanted
    from hearings.sittings import read_sitting

    desk = face_of(ctx).desk(as_of)
    times = read_sitting("hours", f"{desk.today.isoformat()} {hours}")
    found = planning(
        desk,
        ref,
        Wanted(days, times.starts, times.ends, frozenset(person or ()), room),
        until=read_day(until) if until else None,
    )
    if output is Format.JSON:
        data(_plan(found, desk))
    elif output is Format.CSV:
        sheet(["free"], [[day.isoformat()] for day in found.free])
    else:
        _print_plan(found, desk)


def _plan(found: Planning, desk: Desk) -> dict[str, object]:
    return {
        "schema": "hearings.plan/1",
        "subject": found.reference,
        "kind": found.kind or None,
        "limit": None if found.limit is None else as_row(found.limit, desk.rules.calendar),
        "readiness": [
            {
                "key": item.key,
                "words": item.words,
                "done": item.done,
                "on": None if item.done_on is None else item.done_on.isoformat(),
                "note": item.note or None,
            }
            for item in found.items
        ],
        "free": [day.isoformat() for day in found.free],
    }


def _print_plan(found: Planning, desk: Desk) -> None:
    from hearings.access import keeps_diary
    from hearings.sittings import KINDS

    line(f"{found.reference}: {KINDS.get(found.kind, 'not referred to proceedings yet')}")
    if found.limit is None:
        line("Limit: none runs yet")
    else:
        line(f"Limit: {'; '.join(limit_words(found.limit, desk.today))}")
    line("Before a date is fixed")
    for item in found.items:
        since = f" on {item.done_on.isoformat()}" if item.done_on else ""
        note = f": {item.note}" if item.note else ""
        line(f"  {'done' if item.done else 'missing':<8}{item.words}{since}{note}")
    if not keeps_diary(desk.actor):
        line("Free days are for those who keep the diary.")
        return
    line("Free days")
    for day in found.free:
        line(f"  {said(day)}")
    if not found.free:
        line("  none inside the limit; --until looks further")


@app.command("away")
def away(
    ctx: typer.Context,
    who: Annotated[str, typer.Argument(help="A person's number, or a room with --room.")],
    start: Annotated[str, typer.Option("--from", help="The first day.")],
    end: Annotated[str, typer.Option("--to", help="The last day, included.")],
    why: Annotated[str, typer.Option(help="Why, in a few words.")],
    room: Annotated[bool, typer.Option("--room", help="It is a room, not a person.")] = False,
    name: Annotated[str, typer.Option(help="The person's name, where not yet known.")] = "",
) -> None:
    """Say that a person or a room is not to be had on some days.

    Example: hearings diary away 154321 --from 2014-04-14 --to 2014-04-25 --why leave
    """
    from db.agenda import add_away

    first, last = read_day(start), read_day(end)
    number = add_away(face_of(ctx).desk(), who, first, last, why, room=room, name=name)
    words(f"Kept as entry {number}; 'hearings diary back {number}' takes it back.")


@app.command("back")
def back(
    ctx: typer.Context,
    number: Annotated[int, typer.Argument(metavar="ID", help="The entry of somebody away.")],
) -> None:
    """Take back that somebody or a room is away; the entry stays, marked as withdrawn.

    Example: hearings diary back 3
    """
    from db.agenda import withdraw_away

    withdraw_away(face_of(ctx).desk(), number)
    words(f"Entry {number} is taken back.")


@app.command("show")
def show(
    ctx: typer.Context,
    hearing: Annotated[str, typer.Argument(help="The hearing, as H-2014-00007.")],
    output: FormatOption = Format.TEXT,
) -> None:
    """Show one hearing: its sittings, its officers, and who sits and attends.

    Example: hearings diary show H-2014-00007
    """
    from db.agenda import entry_of

    desk = face_of(ctx).desk()
    found = tuple(entry_of(desk, hearing))
    if not found:
        raise UnknownReference(hearing)
    held = held_of(desk, found)
    if output is Format.JSON:
        data({"schema": SCHEMA, "hearings": [hearing_row(entry, held) for entry in found]})
    elif output is Format.CSV:
        sheet(COLUMNS, [row for entry in found for row in sitting_rows(entry, held)])
    else:
        for entry in found:
            print_hearing(entry, held)
