"""`hearings workdays`: count days as the law counts them, and show every day of the count."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from tui.plain.face import face_of, read_day
from tui.plain.output import Format, FormatOption, data, line, sheet, words

if TYPE_CHECKING:
    from hearings.workdays import Calendar, Counted, Day

SCHEMA = "hearings.workdays/1"
"""The promise that the JSON keeps."""

PHRASES = {
    "after": "{count} working {days} after {start}, day one {first}",
    "from": "{count} working {days} from {start}, day one {first}",
    "before": "the last working day with {count} whole working {days} between it and {start}",
    "window": "not less than {low} and not more than {high} working days after {start}",
    "calendar": "{count} calendar {days} after {start}, day one {first}",
    "weeks": "{count} {weeks} beginning with the first working day after {start}, {first}",
    "months": "{count} {months} beginning with {start}",
}
"""How each phrase of counting is said of one count."""

app = typer.Typer(
    help="Count working days, calendar days, weeks and months as the law does.",
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=False,
)


@app.callback()
def _workdays() -> None:
    """Count working days, calendar days, weeks and months as the law does."""


# A count below nought is no option: it is taken as the count, and refused as such.
@app.command("add", context_settings={"ignore_unknown_options": True})
def add(
    ctx: typer.Context,
    start: Annotated[str, typer.Argument(metavar="DATE", help="The day of the event.")],
    number: Annotated[str, typer.Argument(metavar="N", help="How many; 10-15 for a window.")],
    phrase: Annotated[
        str, typer.Option(help="after, from, before, window, calendar, weeks or months.")
    ] = "after",
    output: FormatOption = Format.TEXT,
) -> None:
    """Say what day a count from a day comes to, and how it was counted.

    Example: hearings workdays add 2014-03-12 30 --phrase after
    """
    from hearings.errors import UsageError
    from hearings.workdays import count, working

    if phrase != "window" and re.fullmatch(r"-?\d+", number) and int(number[:9]) < 1:
        raise UsageError("N must be a whole number from 1.")
    day, calendar = read_day(start), _calendar(ctx)
    found = count(phrase, day, number, calendar)
    days = working(phrase, day, number, calendar)
    if output is Format.JSON:
        data({
            "schema": SCHEMA,
            "start": day.isoformat(),
            "count": number if phrase == "window" else int(number),
            "phrase": phrase,
            **({"from": found.opens.isoformat()} if found.opens else {}),
            "due": found.due.isoformat(),
            "working": _rows(days),
        })  # fmt: skip
    elif output is Format.CSV:
        _sheet(days)
    else:
        line(f"{_due(found)}: {_said(phrase, day, number, days)}.")
        _how(days, calendar)
        if not calendar.is_working(found.due):
            line(f"The last day is no working day: {calendar.why_not(found.due)}.")


@app.command("between")
def between_days(
    ctx: typer.Context,
    start: Annotated[str, typer.Argument(metavar="A", help="A day; it is not counted.")],
    end: Annotated[str, typer.Argument(metavar="B", help="A day; it is counted.")],
    output: FormatOption = Format.TEXT,
) -> None:
    """Count the working days after A up to and including B.

    Where B is the earlier day, the answer is that of B and A below nought.

    Example: hearings workdays between 2014-03-12 2014-04-25
    """
    from hearings.workdays import between, days_between

    one, two, calendar = read_day(start), read_day(end), _calendar(ctx)
    number, days = between(one, two, calendar), days_between(one, two, calendar)
    if output is Format.JSON:
        data({
            "schema": SCHEMA,
            "start": one.isoformat(),
            "end": two.isoformat(),
            "count": number,
            "working": _rows(days),
        })  # fmt: skip
    elif output is Format.CSV:
        _sheet(days)
    else:
        plural = "day" if abs(number) == 1 else "days"
        line(f"{number} working {plural} after {_day(one)} up to and including {_day(two)}.")
        _how(days, calendar)


def _calendar(ctx: typer.Context) -> Calendar:
    """Give the bank holidays to count by: the database's where there is one, else those packaged.

    It makes no database and needs none; where one is there and does not answer, it says so.
    """
    from db.settling import calendar_at
    from hearings.errors import HearingsError
    from hearings.workdays import packaged

    face = face_of(ctx)
    try:
        return calendar_at(face.url) or packaged()
    except HearingsError as error:
        words(f"{error} The bank holidays that ship are used.")
        return packaged()


def _rows(days: Sequence[Day]) -> list[dict[str, object]]:
    """Give each day of a count with its number, or with why it was skipped."""
    return [
        {"date": day.on.isoformat(), "skipped": day.skipped}
        if day.counted is None
        else {"date": day.on.isoformat(), "counted": day.counted}
        for day in days
    ]


def _sheet(days: Sequence[Day]) -> None:
    rows = [(day.on.isoformat(), day.counted, day.skipped) for day in days]
    sheet(["date", "counted", "skipped"], rows)


def _due(found: Counted) -> str:
    if found.opens is None:
        return f"Due {_day(found.due)}"
    return f"From {_day(found.opens)} to {_day(found.due)}"


def _said(phrase: str, start: date, number: str, days: Sequence[Day]) -> str:
    """Say one count in words."""
    low, _, high = number.partition("-")
    first = next(day.on for day in days if day.counted == 1)
    one = low.lstrip("0") == "1"
    return PHRASES[phrase].format(
        count=int(low),
        low=int(low),
        high=high.lstrip("0"),
        start=_day(start),
        first=_day(first),
        **{unit: unit.removesuffix("s") if one else unit for unit in ("days", "weeks", "months")},
    )


def _how(days: Sequence[Day], calendar: Calendar) -> None:
    """Name what was skipped, and the bank holidays that were gone by."""
    weekend = Counter(day.skipped for day in days if day.skipped and day.on.weekday() >= 5)
    skipped = [f"{number} {name}{'s' if number > 1 else ''}" for name, number in weekend.items()]
    skipped += [
        f"{day.skipped} ({day.on.isoformat()})"
        for day in days
        if day.skipped and day.on.weekday() < 5
    ]
    line(f"Skipped: {', '.join(skipped) or 'no day'}.")
    line(f"Bank holidays of England and Wales: {calendar.vintage}.")


def _day(day: date) -> str:
    return f"{day:%A} {day.isoformat()}"
