"""Count days as the law counts them: one function for each phrase, on a dated table of holidays.

A working day is any day but a Saturday, a Sunday or a bank holiday in England and Wales. The days
come from a table, never from a formula, and a count that leaves the table is refused: the holidays
of a year nobody has announced are not guessed. Every phrase takes and refuses what `after` does.
"""

from __future__ import annotations

import json
import re
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import accumulate
from typing import Any, Final

from hearings.errors import BadValue, UsageError
from hearings.packaged import facts

WEEKEND: Final = {5: "Saturday", 6: "Sunday"}
"""The days of the week that are never working days, by Python's number."""
FEWEST: Final = 8
"""The bank holidays of a usual year; a year with fewer has not been copied whole."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The bank holidays of England and Wales over whole years; two with the same days are equal."""

    first: date
    """The first day the table covers."""
    last: date
    """The last day the table covers."""
    holidays: Mapping[date, str] = field(hash=False)
    """The title of every bank holiday, by its day."""
    vintage: str
    """Where the table is from and of what day, such as `gov.uk, 25 February 2026`."""
    _why: tuple[str, ...] = field(init=False, repr=False, compare=False)
    """For each day, why it is no working day; empty for a working day."""
    _days: tuple[date, ...] = field(init=False, repr=False, compare=False)
    """The working days in order."""
    _so_far: tuple[int, ...] = field(init=False, repr=False, compare=False)
    """For each day, and the day after the last, the working days before it."""

    def __post_init__(self) -> None:
        # Worked out once, so that a count is two look-ups.
        span = range(self.first.toordinal(), self.last.toordinal() + 1)
        days = [date.fromordinal(ordinal) for ordinal in span]
        why = tuple(WEEKEND.get(day.weekday()) or self.holidays.get(day, "") for day in days)
        working = (day for day, reason in zip(days, why, strict=True) if not reason)
        object.__setattr__(self, "_why", why)
        object.__setattr__(self, "_days", tuple(working))
        object.__setattr__(self, "_so_far", tuple(accumulate((not r for r in why), initial=0)))

    def is_working(self, day: date) -> bool:
        """Say whether `day` is a working day; a day outside the table is refused.

        Source:
            SI 2012/2632 reg 3; SI 2020/4 reg 2, "working day".
        """
        return not self.why_not(day)

    def why_not(self, day: date) -> str:
        """Say why `day` is no working day: Saturday, Sunday or the holiday; empty if it is one."""
        return self._why[_place(day, self)]


@dataclass(frozen=True, slots=True)
class Day:
    """One day that a count looked at."""

    on: date
    """The day."""
    counted: int | None = None
    """Its number in the count, from 1; None where it was skipped."""
    skipped: str = ""
    """Why it was skipped; empty where it was counted."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What a count came to."""

    due: date
    """The last day on which the step may be taken."""
    opens: date | None = None
    """The first day on which it may be taken; for a window alone."""


def after(start: date, count: int, calendar: Calendar) -> date:
    """“before the end of N working days beginning with the first working day after D”.

    Args:
        start: The day of the event; it may be no working day, and is never counted.
        count: How many working days.
        calendar: The bank holidays.

    Raises:
        UsageError: `count` is not a whole number from 1.
        BadValue: The count leaves the table.

    Source:
        The usual phrase of SI 2012/2632 and SI 2020/4, such as SI 2020/4 reg 31(1).
    """
    so_far = calendar._so_far[_place(start, calendar) + 1]
    return _working_day(so_far + _whole(count) - 1, start, calendar)


def from_day(start: date, count: int, calendar: Calendar) -> date:
    """“before the end of 5 working days beginning with the date of dismissal”.

    The day of the event is day one where it is a working day; otherwise the next working day is.

    Source:
        SI 2017/1135 reg 3(1).
    """
    so_far = calendar._so_far[_place(start, calendar)]
    return _working_day(so_far + _whole(count) - 1, start, calendar)


def before(start: date, count: int, calendar: Calendar) -> date:
    """“at least 5 working days before the day”.

    The answer is the last working day that leaves `count` whole working days between it and the
    event `start`: neither of the two is one of them.

    Source:
        SI 2015/626; SI 2020/4 reg 36(2), read cautiously.
    """
    so_far = calendar._so_far[_place(start, calendar)]
    return _working_day(so_far - _whole(count) - 1, start, calendar)


def window(start: date, low: int, high: int, calendar: Calendar) -> Counted:
    """“not less than 10 and not more than 15 working days after the date”.

    The window opens on working day `low` after the event and ends with working day `high`.

    Source:
        SI 2020/4 reg 52(1).
    """
    if _whole(low) > _whole(high):
        raise UsageError("The two numbers of a window are written 10-15, the lesser first.")
    return Counted(after(start, high, calendar), after(start, low, calendar))


def calendar_days(start: date, count: int, calendar: Calendar) -> date:
    """“not less than 28 days”.

    Every day of the calendar counts, and day one is the day after the event.

    Source:
        SI 2020/4 reg 63(7).
    """
    _place(start, calendar)
    return _any_day(start.toordinal() + _whole(count), start, calendar)


def weeks(start: date, count: int, calendar: Calendar) -> date:
    """“4 weeks beginning with first working day after”.

    Seven days of the calendar make a week, and day one is the first working day after the event.

    Source:
        SI 2012/2632 reg 10(8); SI 2020/4 reg 11(8).
    """
    first = after(start, 1, calendar)
    return _any_day(first.toordinal() + 7 * _whole(count) - 1, start, calendar)


def months(start: date, count: int, calendar: Calendar) -> date:
    """“12 months beginning with the day on which” something happened: that day is day one.

    The period ends on the day of the month before the start's own number, or on the month's last
    day where it has none.

    Source:
        SI 2020/4 regs 19(1) and 42(9).
    """
    _place(start, calendar)
    number = start.year * 12 + start.month - 1 + _whole(count) - (start.day == 1)
    year, month = divmod(number, 12)
    if year > calendar.last.year:
        raise _leaves(start, calendar)
    length = monthrange(year, month + 1)[1]
    due = date(year, month + 1, min(start.day - 1, length) or length)
    return _any_day(due.toordinal(), start, calendar)


PHRASES: Final[dict[str, Callable[..., date | Counted]]] = {
    "after": after,
    "from": from_day,
    "before": before,
    "window": window,
    "calendar": calendar_days,
    "weeks": weeks,
    "months": months,
}
"""The function of every phrase of counting, by its name."""


def count(phrase: str, start: date, number: str | int, calendar: Calendar) -> Counted:
    """Count by the name of a phrase; the refusals are those of `after`.

    Args:
        phrase: A name of `PHRASES`; any other is a UsageError.
        start: The day of the event.
        number: How many days, weeks or months; for a window two numbers, written `10-15`.
        calendar: The bank holidays.
    """
    if phrase not in PHRASES:
        raise UsageError(f"There is no phrase {phrase!r}; it is one of {', '.join(PHRASES)}.")
    found = PHRASES[phrase](start, *_numbers(phrase, number), calendar)
    return found if isinstance(found, Counted) else Counted(found)


def working(phrase: str, start: date, number: str | int, calendar: Calendar) -> tuple[Day, ...]:
    """Show a count day by day, in order of date: each day counted from 1, or skipped and why.

    Of `before` the days in between are shown, of `months` the last day of each month.
    """
    due = count(phrase, start, number, calendar).due.toordinal()
    begun = start.toordinal()
    if phrase == "months":
        ends = (months(start, n, calendar) for n in range(1, _numbers(phrase, number)[0] + 1))
        return tuple(Day(end, n) for n, end in enumerate(ends, 1))
    if phrase == "calendar":
        return _every_day(begun + 1, due)
    if phrase == "weeks":
        first = after(start, 1, calendar).toordinal()
        return (*_looked_at(begun + 1, first - 1, calendar), *_every_day(first, due))
    if phrase == "before":
        return _looked_at(due + 1, begun - 1, calendar)
    return _looked_at(begun + (phrase != "from"), due, calendar)


def between(a: date, b: date, calendar: Calendar) -> int:
    """Count the working days after `a` up to and including `b`; below nought if `b` is earlier."""
    return calendar._so_far[_place(b, calendar) + 1] - calendar._so_far[_place(a, calendar) + 1]


def days_between(a: date, b: date, calendar: Calendar) -> tuple[Day, ...]:
    """Show the days that `between` looks at, in order of date; the same whichever is earlier."""
    origin, places = calendar.first.toordinal(), (_place(a, calendar), _place(b, calendar))
    return _looked_at(origin + min(places) + 1, origin + max(places), calendar)


@cache
def packaged() -> Calendar:
    """Give the table that ships with the package."""
    kept = facts("bank_holidays.toml")
    years = [rows for rows in kept.values() if isinstance(rows, dict)]
    days = [(date.fromisoformat(day), name) for rows in years for day, name in rows.items()]
    return _covering(days, kept["vintage"])


def from_govuk(text: str, vintage: str) -> Calendar:
    """Read the bank holidays of England and Wales from the file that gov.uk gives out.

    Args:
        text: The whole of `bank-holidays.json`.
        vintage: What to call it, such as `gov.uk, 25 February 2026`.

    Raises:
        UsageError: It is not such a file.
        BadValue: It has a day twice, a day of the weekend, or a year that is not whole.
    """
    try:
        whole = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        raise UsageError("This is no bank holiday file of gov.uk: it is not JSON.") from None
    division = whole.get("england-and-wales") if isinstance(whole, dict) else None
    events = division.get("events") if isinstance(division, dict) else None
    if not isinstance(events, list) or not events:
        raise UsageError("This is no bank holiday file of gov.uk: it has none for England.")
    return _covering([_event(event) for event in events], vintage)


def merged(kept: Calendar, newer: Calendar) -> Calendar:
    """Put the years of a newer table in the place of those kept; the vintage is the newer one's.

    A year between the two that neither covers is refused.
    """
    if newer.first.year > kept.last.year + 1 or kept.first.year > newer.last.year + 1:
        raise BadValue("calendar", f"Unknown years lie between {_range(kept)} and {_range(newer)}.")
    days = {
        day: name for day, name in kept.holidays.items() if not newer.first <= day <= newer.last
    }
    days = dict(sorted({**days, **newer.holidays}.items()))
    first, last = min(kept.first, newer.first), max(kept.last, newer.last)
    return Calendar(first, last, days, newer.vintage)


def differences(kept: Calendar, other: Calendar) -> list[tuple[date, str, str]]:
    """List the days on which two tables differ, in the years that both cover.

    Each comes with its title in the one and in the other; empty where it is no bank holiday.
    """
    first, last = max(kept.first, other.first), min(kept.last, other.last)
    one, two = kept.holidays, other.holidays
    days = sorted(day for day in {*one, *two} if first <= day <= last)
    titles = [(day, one.get(day, ""), two.get(day, "")) for day in days]
    return [row for row in titles if row[1] != row[2]]


def _place(day: date, calendar: Calendar) -> int:
    place = day.toordinal() - calendar.first.toordinal()
    if 0 <= place < len(calendar._why):
        return place
    raise _outside(f"{day.isoformat()} lies outside", calendar)


def _working_day(number: int, start: date, calendar: Calendar) -> date:
    if 0 <= number < len(calendar._days):
        return calendar._days[number]
    raise _leaves(start, calendar)


def _any_day(ordinal: int, start: date, calendar: Calendar) -> date:
    if ordinal <= calendar.last.toordinal():
        return date.fromordinal(ordinal)
    raise _leaves(start, calendar)


def _leaves(start: date, calendar: Calendar) -> BadValue:
    return _outside(f"The count from {start.isoformat()} leaves", calendar)


def _outside(words: str, calendar: Calendar) -> BadValue:
    return BadValue(
        "date",
        f"{words} the table of bank holidays, {_range(calendar)} ({calendar.vintage});"
        " 'hearings calendar update' brings a newer one.",
    )


def _range(calendar: Calendar) -> str:
    return f"{calendar.first.isoformat()} to {calendar.last.isoformat()}"


def _whole(number: int) -> int:
    if type(number) is int and number > 0:
        return number
    raise UsageError("A count is a whole number from 1.")


def _numbers(phrase: str, number: str | int) -> list[int]:
    """Read what stands for the count: one number, or two for a window."""
    if type(number) is int and phrase != "window":
        return [number]
    one = "[0-9]{1,999}"
    form, like = (f"{one}-{one}", "10-15") if phrase == "window" else (one, "30")
    if isinstance(number, str) and re.fullmatch(form, number):
        return [int(part) for part in number.split("-")]
    raise UsageError(f"The count of the phrase '{phrase}' is written as {like}.")


def _looked_at(first: int, last: int, calendar: Calendar) -> tuple[Day, ...]:
    """Number the working days between two ordinals, both included, and say why others are not."""
    origin, days = calendar.first.toordinal(), []
    for place in range(first - origin, last - origin + 1):
        why, on = calendar._why[place], date.fromordinal(origin + place)
        number = calendar._so_far[place + 1] - calendar._so_far[first - origin]
        days.append(Day(on, None, why) if why else Day(on, number))
    return tuple(days)


def _every_day(first: int, last: int) -> tuple[Day, ...]:
    return tuple(Day(date.fromordinal(n), n - first + 1) for n in range(first, last + 1))


def _event(event: Any) -> tuple[date, str]:
    try:
        day, title = date.fromisoformat(event["date"]), " ".join(event["title"].split())
        if title.isprintable() and 0 < len(title) <= 200:
            return day, title
    except (AttributeError, KeyError, TypeError, ValueError):
        pass
    raise UsageError("This is no bank holiday file of gov.uk: a holiday has no date or no title.")


def _covering(rows: Iterable[tuple[date, str]], vintage: str) -> Calendar:
    """Make a table of whole years of what was read, or say what is wrong with it."""
    found: dict[date, str] = {}
    for day, title in sorted(rows):
        fault = "there twice" if day in found else WEEKEND.get(day.weekday())
        if fault:
            raise BadValue("calendar", f"{title} on {day.isoformat()}: that day is {fault}.")
        found[day] = title
    years = Counter(day.year for day in found)
    first, last = min(years), max(years)
    thin = next((year for year in range(first, last + 1) if years[year] < FEWEST), None)
    if thin is not None:
        sentence = f"The year {thin} has {years[thin]} bank holidays; a whole year has {FEWEST}."
        raise BadValue("calendar", sentence)
    return Calendar(date(first, 1, 1), date(last, 12, 31), found, vintage)
