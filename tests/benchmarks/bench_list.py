"""Measure the caseload against an empty app and against Textual's DataTable, on one terminal.

Ours is the whole program, `hearings ui`, on a database of that many subjects.

Both sides of a ratio are measured in turns in the same run, so that a busy machine meets both.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.benchmarks.million import million
from tests.benchmarks.pty import Session, Timing, take_turns, time_of_key, time_to_text

STARTS: Final = 15
"""Times each app is started."""

PAGES: Final = 40
"""Times page-down is pressed in each app."""

SIZES: Final = (1_000_000, 10_000, 1_000)
"""Subjects in the databases that ours is opened on."""

PAGE_DOWN: Final = b"\x1b[6~"
FIRST_ROW: Final = b"200001/1"
TABLE_ROW: Final = b"MC-2014-0000000"
PAINT: Final = re.compile(rb"\x1b\[[0-9;]*48;2;")
"""The first coloured cells of an app that says nothing."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """Hold one line of the table."""

    name: str
    """What is measured against what."""
    ours: Timing
    theirs: Timing
    bound: float | None
    """The ratio above which the benchmark fails, or None where it is only reported."""
    aim: float | None
    """The ratio to work towards."""

    @property
    def value(self) -> float:
        """Give the ratio of the medians."""
        return self.ours.median / self.theirs.median

    @property
    def holds(self) -> bool:
        """Say whether the ratio is within its bound."""
        return self.bound is None or self.value <= self.bound


def program(name: str, *arguments: object) -> list[str]:
    """Give the command that runs one of the small apps.

    Args:
        name: A module of `tests.benchmarks.apps`.
        arguments: Its arguments.
    """
    return [sys.executable, "-m", f"tests.benchmarks.apps.{name}", *map(str, arguments)]


def caseload(place: Path) -> list[str]:
    """Give the command that opens the terminal app on a database."""
    return [str(Path(sys.executable).parent / "hearings"), "--database", str(place), "ui"]


def first_row(place: Path) -> Ratio:
    """Time the first of a million rows against the first paint of an empty app."""
    ours, theirs = take_turns(
        STARTS,
        lambda: time_to_text(caseload(place), FIRST_ROW),
        lambda: time_to_text(program("empty"), PAINT),
    )
    return Ratio("first row of 1,000,000 / empty app", ours, theirs, 2.0, 1.1)


def page_downs(places: Sequence[Path]) -> list[Ratio]:
    """Time page-down in five apps that run side by side."""
    apps = (
        *((caseload(place), FIRST_ROW) for place in places),
        (program("table", 1_000), TABLE_ROW),
        (program("table", 10_000), TABLE_ROW),
    )
    with ExitStack() as stack:
        sessions = [stack.enter_context(Session(argv)) for argv, _row in apps]
        for session, (_argv, row) in zip(sessions, apps, strict=True):
            session.wait_for(row)
        for session in sessions:
            session.settle(quiet=1.0)
        million, ten, one, table, table_ten = take_turns(
            PAGES, *(lambda s=session: time_of_key(s, PAGE_DOWN) for session in sessions)
        )
    return [
        Ratio("page-down, 1,000,000 / DataTable 1,000", million, table, 0.25, None),
        Ratio("page-down, 10,000 / our 1,000", ten, one, 1.2, 1.0),
        Ratio("page-down, 1,000,000 / our 1,000", million, one, None, 1.0),
        Ratio("DataTable 10,000 / DataTable 1,000", table_ten, table, None, None),
    ]


def table(ratios: Sequence[Ratio]) -> str:
    """Lay the ratios out in lines; times are milliseconds, median and worst.

    Args:
        ratios: What was measured.
    """
    lines = [f"{'':42}{'ratio':>7}{'bound':>7}{'aim':>6}{'ours (ms)':>16}{'theirs (ms)':>16}"]
    for ratio in ratios:
        bound, aim = ("–" if x is None else f"{x:g}" for x in (ratio.bound, ratio.aim))
        times = "".join(
            f"{t.median * 1000:8.1f}{t.worst * 1000:8.1f}" for t in (ratio.ours, ratio.theirs)
        )
        fault = "" if ratio.holds else "  OVER"
        lines.append(f"{ratio.name:42}{ratio.value:7.2f}{bound:>7}{aim:>6}{times}{fault}")
    return "\n".join(lines)


def main() -> int:
    """Measure, print the table and say whether every bound holds."""
    with ExitStack() as stack:
        places = [stack.enter_context(million(count)) for count in SIZES]
        ratios = [first_row(places[0]), *page_downs(places)]
    print(table(ratios))
    return 0 if all(ratio.holds for ratio in ratios) else 1


if __name__ == "__main__":
    sys.exit(main())
