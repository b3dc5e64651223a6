"""`hearings deadlines`: what is due, how that was counted, and what went out of time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hearings.errors import UsageError
from tui.plain.face import face_of
from tui.plain.output import AsOf, Format, FormatOption, columns, data, line, sheet, words

if TYPE_CHECKING:
    from db.actions import Desk
    from db.timeliness import Entry, Register
    from hearings.deadlines import Deadline
    from hearings.workdays import Calendar

SCHEMA = "hearings.deadlines/1"
"""The promise that the JSON keeps."""

PHRASES = {
    "after": "{count} working {days} after {start}",
    "from": "{count} working {days} beginning with {start}",
    "before": "{count} whole working {days} before {start}",
    "window": "working days {low} to {high} after {start}",
    "calendar": "{count} {days} after {start}",
    "weeks": "{count} {weeks} beginning with the first working day after {start}",
    "months": "{count} {months} beginning with {start}",
    "practicable": "as soon as practicable after {start}",
}
"""How each phrase of counting is said of one limit."""

COLUMNS = ("key", "title", "regime", "overlays", "clock", "clock_date", "count", "unit", "phrase",
           "due", "status", "met_on", "from", "extended_to", "extended_by", "reduced_to", "reason",
           "notified_on", "statutory", "source", "confidence")  # fmt: skip
"""What a row of the sheet holds, in order: the promised keys without the working."""

LATE = ("limit", "period", "days_over", "code", "agreed_by")
"""What the register knows of an entry beside its limit."""

NO_REASON = "no reason recorded"

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("deadlines")
def deadlines(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="[CASE/N]", help="The subject.")] = "",
    overdue: Annotated[
        bool, typer.Option("--overdue", help="Every limit past its last day, the longest first.")
    ] = False,
    register: Annotated[
        bool, typer.Option("--register", help="The out-of-time register, with its reasons.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="The most rows of a list.")] = 50,
    working: Annotated[
        bool, typer.Option("--working", help="How each was counted, day by day.")
    ] = False,
    as_of: AsOf = "",
    output: FormatOption = Format.TEXT,
) -> None:
    """List the time limits of a subject, those that are overdue, or the out-of-time register.

    Example: hearings deadlines MC-2014-00042/1 --working
    """
    if sum([bool(ref), overdue, register]) != 1:
        raise UsageError("Name one subject, written CASE/N, or say --overdue or --register.")
    desk = face_of(ctx).desk(as_of)
    if register:
        _register(desk, limit, output, working=working)
    elif overdue:
        _overdue(desk, limit, output, working=working)
    else:
        _subject(desk, ref, output, working=working)


def _subject(desk: Desk, ref: str, output: Format, *, working: bool) -> None:
    from db.clock import read_deadlines

    name, rows = read_deadlines(desk, ref)
    calendar = desk.rules.calendar
    if output is not Format.TEXT:
        _given([as_row(row, calendar) for row in rows], output, COLUMNS, {"subject": name})
        return
    statutory = [row for row in rows if row.statutory]
    own = [row for row in rows if not row.statutory]
    line(f"{name}: time limits on {said(desk.today)}")
    for row in statutory:
        _print(row, desk, working=working)
    if not statutory:
        line("No time limit runs, and none is about to start.")
    if own:
        line()
        line("The force's own target, which the law does not set")
        for row in own:
            _print(row, desk, working=working)


def _overdue(desk: Desk, limit: int, output: Format, *, working: bool) -> None:
    from db.clock import overdue

    found = overdue(desk, limit)
    if output is not Format.TEXT:
        calendar = desk.rules.calendar
        listed = [{"subject": ref, **as_row(row, calendar)} for ref, row in found]
        _given(listed, output, ("subject", *COLUMNS))
        return
    for ref, row in found:
        _print(row, desk, before=f"{ref}  ", working=working)
    more = "; there may be more, --limit shows them" if len(found) == limit else ""
    many = "1 limit past its" if len(found) == 1 else f"{len(found):,} limits past their"
    words(f"{many} last day, the longest first{more}.")


def _register(desk: Desk, limit: int, output: Format, *, working: bool) -> None:
    from db.timeliness import register

    found = register(desk, limit)
    if output is not Format.TEXT:
        calendar = desk.rules.calendar
        rows = [
            {"subject": entry.reference, **as_row(entry.limit, calendar)} for entry in found.entries
        ]
        if output is Format.CSV:
            late = [_late(entry) for entry in found.entries]
            rows = [{**row, **more} for row, more in zip(rows, late, strict=True)]
        _given(rows, output, ("subject", *COLUMNS, *LATE), _counts(found))
        return
    for entry in found.entries:
        line(f"{entry.reference}  {_entry_words(entry)}")
        if working:
            _working(entry.limit, desk.rules.calendar)
    if found.reasons:
        line()
        line("By reason")
    columns([
        [f"  {reason_words(code)}", f"{number:,}", f"{days:,} working {_s('day', days)}"]
        for code, (number, days) in found.reasons.items()
    ])  # fmt: skip
    words(f"{len(found.entries):,} of {found.total:,} entries, the furthest out of time first.")


def _counts(found: Register) -> dict[str, object]:
    """Give what the register knows beside the rows that every deadline has."""
    return {
        "total": found.total,
        "out_of_time": [{"subject": entry.reference, **_late(entry)} for entry in found.entries],
        "by_reason": reason_rows(found.reasons),
    }


def reason_rows(reasons: Mapping[str, tuple[int, int]]) -> list[dict[str, object]]:
    """Give the counts of the register by reason as JSON does."""
    return [
        {"code": code or None, "words": reason_words(code), "entries": entries, "days_over": days}
        for code, (entries, days) in reasons.items()
    ]


def _late(entry: Entry) -> dict[str, object]:
    row = entry.limit
    found = (row.key, row.period, entry.over, entry.code or None, entry.agreed_by or None)
    return dict(zip(LATE, found, strict=True))


def reason_words(code: str) -> str:
    """Say a reason of the counted list; that none is recorded, where it is empty."""
    from hearings.adjustments import delay_reasons

    return delay_reasons().get(code, code) if code else NO_REASON


def _entry_words(entry: Entry) -> str:
    row = entry.limit
    law = "no day" if row.due is None else said(row.due)
    parts = [f"{row.title}: {entry.over} working {_s('day', entry.over)} past {law}"]
    if row.met_on is not None:
        parts.append(f"met on {said(row.met_on)}")
    elif row.extended_to is not None:
        parts.append(f"extended to {said(row.extended_to)}")
    else:
        parts.append("not met")
    parts.append(reason_words(entry.code))
    if row.reason:
        parts.append(row.reason.rstrip("."))
    parts.append(f"agreed by {entry.agreed_by}" if entry.agreed_by else "nobody is said to agree")
    return "; ".join(parts)


def as_row(row: Deadline, calendar: Calendar) -> dict[str, Any]:
    """Give a limit as `contract.md` promises it."""
    from hearings.deadlines import as_json

    return as_json(row, calendar)


def _given(
    rows: Sequence[Mapping[str, Any]],
    output: Format,
    titles: Sequence[str],
    more: Mapping[str, object] | None = None,
) -> None:
    if output is Format.JSON:
        data({"schema": SCHEMA, **(more or {}), "rows": rows})
    else:
        sheet(titles, [[_cell(row[name]) for name in titles] for row in rows])


def _cell(value: object) -> object:
    return " ".join(map(str, value)) if isinstance(value, list) else value


def _print(row: Deadline, desk: Desk, *, before: str = "", working: bool) -> None:
    line(f"{before}{'; '.join(limit_words(row, desk.today))}")
    if working:
        _working(row, desk.rules.calendar)


def limit_words(row: Deadline, today: date) -> Iterator[str]:
    """Say a limit in parts of one line: its day, where it stands, how it was counted, its source.

    Args:
        row: The limit.
        today: The day it stands as.
    """
    yield f"{row.title}: {_when(row)}"
    yield status_words(row, today)
    yield _how(row)
    if row.reason:
        yield row.reason.rstrip(".")
    yield f"{row.source}, {_sure(row)}" if _sure(row) else row.source


def _when(row: Deadline) -> str:
    """Say the last day; of a window its first as well, and of a floor the earliest."""
    day = row.last_day or row.due
    if day is None:
        return "no day"
    if row.floor:
        return f"not before {said(day)}"
    if row.opens is None or row.reduced_to is not None:
        return f"due {said(day)}"
    return f"due from {said(row.opens)} to {said(day)}"


def _sure(row: Deadline) -> str:
    return row.signed_by or ("unverified" if row.confidence == "unverified" else "")


def status_words(row: Deadline, today: date) -> str:
    """Say where a limit stands; the force's own target is never called overdue."""
    if not row.statutory:
        return _target_words(row, today)
    if row.status in {"met", "met_late"}:
        return _met_words(row)
    return _over_words(row) if row.status == "overdue" else _moving_words(row, today)


def _met_words(row: Deadline) -> str:
    if row.met_on is None:
        return "nothing is left to do"
    late = f", {_late_words(row)}" if row.status == "met_late" else ""
    return f"met on {said(row.met_on)}{late}"


def _over_words(row: Deadline) -> str:
    """Say by how much a limit is past; what was extended, from the day that the law gave."""
    verb = "overdue" if row.ended_on is None else "missed"
    over = f"{row.over} working {_s('day', row.over)}"
    if row.extended_to is not None and row.due is not None:
        return f"{verb}, past its extension; {over} past {said(row.due)}"
    return f"{verb} by {over}"


def _moving_words(row: Deadline, today: date) -> str:
    if row.status == "extended" and row.due is not None:
        by = f" by {row.extended_by}" if row.extended_by else ""
        return f"extended{by} from {said(row.due)}"
    if row.status == "reduced" and row.due is not None:
        return f"reduced by agreement from {said(row.due)}"
    if row.status == "due_soon":
        return "due today" if row.last_day == today else "due soon"
    return row.status.replace("_", " ")


def _late_words(row: Deadline) -> str:
    if row.floor:
        return "too early"
    early = row.opens is not None and row.met_on is not None and row.met_on < row.opens
    return "too early" if early else f"{row.over} working {_s('day', row.over)} late"


def _target_words(row: Deadline, today: date) -> str:
    """Say how the force's own target stands, in the calendar days it is set in."""
    end = row.met_on or today
    past = 0 if row.due is None else max(0, (end - row.due).days)
    beyond = f"{past} {_s('day', past)} past target" if past else ""
    if row.met_on is not None:
        return ", ".join(
            filter(None, [f"met on {said(row.met_on)}", beyond or "inside the target"])
        )
    return beyond or "inside the target"


def _how(row: Deadline) -> str:
    from hearings.milestones import milestone_words

    clock = milestone_words(row.clock)
    start = clock if row.clock_date is None else f"{row.clock_date:%-d %B %Y}, {clock}"
    low, _dash, high = str(row.count or "").partition("-")
    one = str(row.count) == "1"
    units = {unit: unit.removesuffix("s") if one else unit for unit in ("days", "weeks", "months")}
    return PHRASES[row.phrase].format(count=row.count, low=low, high=high, start=start, **units)


def _working(row: Deadline, calendar: Calendar) -> None:
    from hearings.deadlines import working_of

    for day in working_of(row, calendar):
        number = "" if day.counted is None else str(day.counted)
        line(f"    {number:>4}  {day.on:%a} {day.on.isoformat()}  {day.skipped}".rstrip())


def said(day: date) -> str:
    """Write a day in full: Friday 25 April 2014."""
    return f"{day:%A %-d %B %Y}"


def _s(word: str, number: int) -> str:
    return word if number == 1 else f"{word}s"
