"""The demonstration's year: days as numbers from its first, and which of them are worked."""

from __future__ import annotations

from datetime import date, timedelta

FIRST, LAST = date(2013, 4, 1), date(2014, 3, 31)
"""The first and the last day of the year."""

LENGTH = (LAST - FIRST).days + 1
"""How many days the year has."""

BEFORE = 400
"""How many days before the year are known, for what came to a hearing in it; they count down."""

_FREE = frozenset({
    date(2012, 4, 6), date(2012, 4, 9), date(2012, 5, 7), date(2012, 6, 4), date(2012, 6, 5),
    date(2012, 8, 27), date(2012, 12, 25), date(2012, 12, 26), date(2013, 1, 1), date(2013, 3, 29),
    date(2013, 4, 1), date(2013, 5, 6), date(2013, 5, 27), date(2013, 8, 26),
    date(2013, 12, 25), date(2013, 12, 26), date(2014, 1, 1), date(2014, 4, 18),
    date(2014, 4, 21), date(2014, 5, 5), date(2014, 5, 26), date(2014, 8, 25),
})  # fmt: skip

_SPAN = LENGTH + 365
_DATES = tuple(FIRST + timedelta(place) for place in range(-BEFORE, _SPAN))


def _worked() -> tuple[int, ...]:
    """Give for every day the next one that is worked, itself if it is."""
    found: list[int] = []
    following = _SPAN - 1
    for place in range(_SPAN - 1, -BEFORE - 1, -1):
        day = on(place)
        if day.weekday() < 5 and day not in _FREE:
            following = place
        found.append(following)
    return tuple(reversed(found))


def on(day: int) -> date:
    """Give the date of a day."""
    return _DATES[_known(day) + BEFORE]


def _known(day: int) -> int:
    """Refuse a day too early to be known, which would be taken for one from the end."""
    if day < -BEFORE:
        raise IndexError(f"day {day} lies before the demonstration")
    return day


_NEXT_WORKED = _worked()


def worked(day: int) -> int:
    """Give the next working day, the day itself where it is one."""
    return _NEXT_WORKED[min(_known(day), _SPAN - 1) + BEFORE]


def after(day: int, days: int) -> int:
    """Give the working day so many working days after a day."""
    for _ in range(days):
        day = worked(day + 1)
    return day


def back(day: int, days: int) -> int:
    """Give the working day so many working days before a day."""
    while days:
        day -= 1
        days -= worked(day) == day
    return day


def in_four_weeks(day: int) -> int:
    """Give the last day of the four weeks that begin with the first working day after a day."""
    return worked(day + 1) + 27


def place(day: date) -> int:
    """Give a date as the calendar counts days."""
    return (day - FIRST).days


def before(day: int, days: int) -> str:
    """Write the date so many days before a day, in ISO form."""
    return (on(day) - timedelta(days)).isoformat()
