"""How many people serve, line by line, and how many matters there are to a hundred of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

from hearings.errors import BadValue
from hearings.intervals import Z95, Bounds
from hearings.packaged import facts
from hearings.people import code_sets, ethnicity_codes, person_types
from hearings.values import clean, read_date

GROUP = ("unit", "rank_band", "person_type", "ethnicity", "sex", "service_band")
"""What a line says of its people; empty where it does not."""

COLUMNS = ("day", *GROUP, "people")
"""The columns of a file; all but the day and the people may be left out."""

LONGEST_PEOPLE = 7
"""The most digits of a number of people."""

NEEDED = ("day", "people")
"""The columns that every file has, and that are filled in every line."""


@dataclass(frozen=True, slots=True)
class Line:
    """So many people of one group on one day."""

    day: date
    """The day."""
    group: tuple[str, ...]
    """What is said of them, in the order of `GROUP`."""
    people: int
    """How many."""


def line_of(cells: Mapping[str, str]) -> Line:
    """Read one line of a file.

    Args:
        cells: Its cells, by column.

    Raises:
        BadValue: A cell cannot be taken; its field is the column.
    """
    for name in NEEDED:
        if not cells.get(name, ""):
            raise BadValue(name, f"the column {name} is blank.")
    group = tuple(_checked(name, clean(name, cells.get(name, ""))) for name in GROUP)
    people = cells["people"]
    if not (people.isascii() and people.isdecimal()) or len(people) > LONGEST_PEOPLE:
        raise BadValue("people", f"{people!r} is not a whole number of people.")
    return Line(read_date("day", cells["day"]), group, int(people))


def _checked(name: str, value: str) -> str:
    """Refuse a value that stands for nothing: a group so called would never meet its matters."""
    known = {"rank_band": facts("people.toml")["bands"], "person_type": person_types()}
    if value and name in known and value not in known[name]:
        raise BadValue(name, f"{value!r} is not known; it is one of {', '.join(known[name])}.")
    code_set, colon, code = value.partition(":")
    if name == "ethnicity" and colon and code_set in code_sets():
        codes = ethnicity_codes(code_set)
        if code not in codes:
            raise BadValue(name, f"{code!r} is no code of {code_set}; it has {', '.join(codes)}.")
    return value


@dataclass(frozen=True, slots=True)
class Period:
    """The days of which matters are set beside the people who serve."""

    first: date
    """The first day."""
    last: date
    """The last day, included."""

    @property
    def days(self) -> int:
        """Count its days."""
        return (self.last - self.first).days + 1

    @property
    def a_year(self) -> bool:
        """Say whether it is twelve months: what a rate to a hundred people is taken for."""
        return self.first == _year_to(self.last)

    def said(self, day: str) -> tuple[str, ...]:
        """Say which days they are, how old the workforce is, and where it is no year.

        Args:
            day: The workforce's day; empty where there is none.
        """
        span = f"The rate is of {self.first.isoformat()} to {self.last.isoformat()}"
        no_year = f"That is {self.days:,} days and not a year; the rate is not made a year's."
        return (
            f"{span}; {_aged(day, self.last)}.",
            *(() if self.a_year else (no_year,)),
        )

    def without(self, unsaid: Sequence[str] = ()) -> str:
        """Say which days they are, and why there is no rate of the people who serve.

        Args:
            unsaid: What the matters are narrowed by and the workforce does not say.
        """
        names = ", ".join(name.replace("_", " ") for name in unsaid)
        nothing = "no workforce figure by these groups"
        why = f"the workforce does not say {names}" if names else nothing
        return f"Of {self.first.isoformat()} to {self.last.isoformat()}; {why}, so no rate."


def period_for(start: date | None, end: date | None, today: date) -> Period:
    """Give the period asked for; up to today, and of twelve months, where it does not say.

    Args:
        start: The first day, or None.
        end: The last day, or None.
        today: Today.
    """
    last = end or max(today, start or today)
    return Period(start or _year_to(last), last)


def left_out(values: Sequence[str]) -> tuple[str, ...]:
    """Say of whom the workforce counts nobody, so that no rate is given in all.

    Args:
        values: The units or other values that officers counted have, and nobody in the workforce.
    """
    named = ", ".join(values)
    why = "no rate is given that their officers are part of"
    return (f"The workforce counts nobody of {named}: {why}.",) if values else ()


def age_of(day: str, last: date) -> int | None:
    """Give how many days before the last day of a period the workforce was counted.

    Args:
        day: The workforce's day; empty where there is none.
        last: The last day of the period.
    """
    return (last - date.fromisoformat(day)).days if day else None


def _aged(day: str, last: date) -> str:
    age = age_of(day, last)
    if age is None:
        return "no workforce was taken in by then"
    before = f", {age:,} day{'' if age == 1 else 's'} before the last of them" if age else ""
    return f"the workforce is of {day}{before}"


def _year_to(last: date) -> date:
    """Give the first of the twelve months that end with a day."""
    leap_day = (last.month, last.day) == (2, 29)
    before = last.replace(year=last.year - 1, day=28 if leap_day else last.day)
    return before + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PerHundred:
    """How many matters there are to a hundred people."""

    count: int
    """The matters."""
    people: int | None
    """The people; None where no workforce figure says."""
    spread: float = 1.0
    """The factor by which the interval is widened, because officers of one case come together."""

    @property
    def rate(self) -> float | None:
        """Give the matters to a hundred people; None where nobody serves or nobody says."""
        return 100 * self.count / self.people if self.people else None

    @property
    def bounds(self) -> Bounds | None:
        """Give the 95 % interval of the rate, from Byar's limits of a Poisson count."""
        if not self.people:
            return None
        low, high = byar(self.count, self.spread)
        return 100 * low / self.people, 100 * high / self.people


def byar(count: int, spread: float = 1.0) -> Bounds:
    """Give Byar's 95 % limits of a Poisson count.

    A person may have several matters in a period, so that a count of matters is no share of people
    and Wilson's interval does not fit it.

    Args:
        count: What was counted.
        spread: The factor by which the interval is widened; it multiplies the deviate.

    Source:
        N. E. Breslow and N. E. Day, Statistical Methods in Cancer Research II (1987), 69.
    """
    above, z = count + 1, Z95 * spread
    high = above * (1 - 1 / (9 * above) + z / (3 * sqrt(above))) ** 3
    if count == 0:
        return 0.0, high
    low = count * max(0.0, 1 - 1 / (9 * count) - z / (3 * sqrt(count))) ** 3
    return low, high


def per_hundred_of(sizes: Mapping[int, int], people: int | None) -> PerHundred:
    """Set the officers of some cases beside the people who serve.

    Args:
        sizes: How many cases have each number of officers.
        people: The people who serve; None where no workforce figure says.
    """
    officers = sum(size * cases for size, cases in sizes.items())
    squares = sum(size * size * cases for size, cases in sizes.items())
    return PerHundred(officers, people, sqrt(squares / officers) if officers else 1.0)
