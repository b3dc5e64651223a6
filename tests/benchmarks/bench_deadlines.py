"""Measure the recount of 50,000 open subjects' limits against `holidays` with a loop.

The peer does what a script would: step day by day and ask `holidays` about each. Both are handed
the kept limits; reading them from the database is measured beside it. The subjects that one bank
holiday more moves have to be the same.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import holidays

from db.clock import stale
from db.engine import Connection, Database
from hearings.workdays import after, packaged
from tests.benchmarks.million import million

SUBJECTS: Final = 50_000
COUNTS: Final = (3, 5, 7, 10, 14, 15, 20, 30)
FIRST: Final = date(2014, 1, 2)
DAYS: Final = 365
BOUND: Final = 1 / 20
PROCLAIMED: Final = date(2014, 6, 18)
"""A bank holiday that one table knows and the other does not."""


def clock_date(subject: int, place: int) -> date:
    """Give the day a subject's clock starts: spread over a year."""
    return FIRST + timedelta(days=(subject * 7 + place * 13) % DAYS)


def put_limits(connection: Connection) -> None:
    """Keep eight running limits of each subject."""
    calendar = packaged()
    columns = ("subject_id", "place", "key", "period", "clock_date", "count", "phrase", "due",
               "last_day", "met_on", "paused", "firm", "open", "code", "agreed_by",
               "reason")  # fmt: skip
    rows = []
    for subject in range(1, SUBJECTS + 1):
        for place, number in enumerate(COUNTS):
            start = clock_date(subject, place)
            due = after(start, number, calendar).isoformat()
            rows.append((subject, place, f"limit{place}", 1, start.isoformat(), str(number),
                         "after", due, due, "", 0, 1, 1, "", "", ""))  # fmt: skip
    connection.bulk("limits", columns, rows)


def kept(connection: Connection) -> list[tuple[Any, ...]]:
    """Read the running limits as they are kept."""
    return connection.rows(
        "SELECT subject_id, phrase, count, clock_date, due FROM limits WHERE open = 1"
    )


def peer(rows: list[tuple[Any, ...]]) -> set[int]:
    """Count every limit again by a loop over the days, and find the subjects that move."""
    known = holidays.country_holidays("GB", subdiv="ENG", years=range(2013, 2017))
    known[PROCLAIMED] = "proclaimed"
    found = set()
    for subject, _phrase, number, start, due in rows:
        day, left = date.fromisoformat(start), int(number)
        while left:
            day += timedelta(days=1)
            if day.weekday() < 5 and day not in known:
                left -= 1
        if day.isoformat() != due:
            found.add(subject)
    return found


def timed(work: Callable[[], set[int]]) -> tuple[float, set[int]]:
    """Give the seconds that `work` takes, and what it finds."""
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def best(work: Callable[[], set[int]], rounds: int) -> tuple[float, set[int]]:
    """Give the quickest of some rounds."""
    tries = [timed(work) for _ in range(rounds)]
    return min(tries, key=lambda one: one[0])


def measure(place: Path) -> bool:
    """Compare the two and print the table; say whether the bound holds."""
    database = Database(str(place))
    calendar = packaged()
    newer = replace(calendar, holidays={**calendar.holidays, PROCLAIMED: "proclaimed"})
    with database.write() as connection:
        put_limits(connection)
    with database.read() as connection:
        rows = kept(connection)
        ours, moved = best(lambda: stale(kept(connection), newer), 5)
        counting, same = best(lambda: stale(rows, newer), 5)
    theirs, expected = best(lambda: peer(rows), 1)
    database.close()
    assert moved == same == expected, "The two do not move the same subjects."
    print(
        f"{len(rows):,} limits; one bank holiday more moves {len(moved):,} of {SUBJECTS:,} subjects"
    )
    for name, ours_took in (
        ("read and counted again", ours),
        ("counted again, once read", counting),
    ):
        bound = f"{BOUND:.3f}" if ours_took is counting else ""
        print(f"{name:<52} {ours_took / theirs:7.3f} {bound:>6}"
              f"   {ours_took * 1000:8.1f} ms {theirs * 1000:8.1f} ms")  # fmt: skip
    return counting / theirs <= BOUND


def main() -> int:
    """Run the benchmark; give 1 where its bound is missed."""
    with million(SUBJECTS) as place:
        return 0 if measure(place) else 1


if __name__ == "__main__":
    sys.exit(main())
