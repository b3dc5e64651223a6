"""Measure one breakdown of a million pairs against DuckDB, and the command against sqlite-utils.

DuckDB counts its own copy of the pairs; sqlite-utils is asked for the same answer twice: counted
from the subjects, which is how anyone without our kept counts would ask, and from the kept counts.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import Any, Final

import duckdb

from db.figures import Breakdown, reassessment
from db.opening import open_session
from tests.benchmarks.million import MOMENT, million

ROUNDS: Final = 15

COUNT: Final = (
    "SELECT unit, count(*) FILTER (WHERE pair_state = 'decided') AS decided,"
    " count(*) FILTER (WHERE direction IN ('raised', 'lowered')) AS changed,"
    " count(*) FILTER (WHERE direction = 'raised') AS raised,"
    " count(*) FILTER (WHERE direction = 'lowered') AS lowered,"
    " count(*) FILTER (WHERE pair_state = 'undecided') AS undecided,"
    " count(*) FILTER (WHERE pair_state = 'no_local_view') AS no_local_view"
    " FROM {table} GROUP BY unit ORDER BY unit"
)
KEPT: Final = (
    "SELECT value, decided, changed, raised, lowered, undecided, no_local_view"
    " FROM summary WHERE field = 'unit'"
)


def timed(work: Callable[[], Any]) -> float:
    """Give the seconds that `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def copied(place: Path) -> Any:
    """Give DuckDB a copy of the pairs of its own."""
    with closing(sqlite3.connect(place)) as plain:
        rows = plain.execute("SELECT unit, pair_state, direction FROM subjects").fetchall()
    duck = duckdb.connect(str(place.with_suffix(".duckdb")))
    duck.execute("CREATE TABLE pairs (unit VARCHAR, pair_state VARCHAR, direction VARCHAR)")
    with place.with_suffix(".pairs").open("w") as out:
        out.writelines(f"{unit},{state},{way}\n" for unit, state, way in rows)
    duck.execute(f"COPY pairs FROM '{place.with_suffix('.pairs')}' (FORMAT csv, HEADER false)")
    return duck


def show(name: str, ours: float, theirs: float, bound: float | None, aim: float | None) -> bool:
    """Print one line of the table; say whether the bound holds."""
    ratio = ours / theirs
    print(f"{name:<52} {ratio:7.3f} {bound or '':>6} {aim or '':>6}"
          f"   {ours * 1000:8.1f} ms {theirs * 1000:8.1f} ms")  # fmt: skip
    return bound is None or ratio <= bound


def in_process(place: Path) -> bool:
    """Compare the breakdown by unit with DuckDB's, answer for answer."""
    session = open_session(str(place), lambda: MOMENT, MOMENT.date())
    duck = copied(place)
    asked = Breakdown(by=("unit",))
    found = {row.key["unit"]: row.counts for row in reassessment(session, asked).rows}
    for unit, decided, changed, raised, lowered, *_rest in duck.execute(
        COUNT.format(table="pairs")
    ).fetchall():
        counts = found[unit or ""]
        assert (counts.decided, counts.changed) == (decided, changed)
        assert (counts.raised, counts.lowered) == (raised, lowered)
    ours = [timed(lambda: reassessment(session, asked)) for _ in range(ROUNDS)]
    theirs = [
        timed(lambda: duck.execute(COUNT.format(table="pairs")).fetchall()) for _ in range(ROUNDS)
    ]
    session.database.close()
    duck.close()
    return show("breakdown of 1,000,000 pairs / DuckDB", median(ours), median(theirs), 0.5, 0.1)


def command(place: Path) -> bool:
    """Compare the whole command with sqlite-utils', each a process of its own."""
    folder = Path(sys.executable).parent
    ask = [folder / "hearings", "--database", place, "stats", "reassessment", "--by", "unit"]
    query = [folder / "sqlite-utils", "query", place]
    runs = {
        "ours": [*ask, "--format", "json"],
        "counted": [*query, COUNT.format(table="subjects")],
        "kept": [*query, KEPT],
    }
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, words in runs.items():
            times[name].append(timed(lambda words=words: run(words)))  # type: ignore[misc]  # bound
    assert len(json.loads(run(runs["ours"]))["rows"]) == len(json.loads(run(runs["kept"])))
    ours = median(times["ours"])
    holds = show("command / sqlite-utils query, counted", ours, median(times["counted"]), 1.5, None)
    show("command / sqlite-utils query of the kept counts", ours, median(times["kept"]), None, None)
    return holds


def run(words: list[Any]) -> bytes:
    """Run a command and give its output."""
    done = subprocess.run([str(word) for word in words], capture_output=True, check=True)
    return done.stdout


def main() -> int:
    """Print the table; give how many bounds were missed."""
    print(f"{'':<52} {'ratio':>7} {'bound':>6} {'aim':>6}   {'ours':>11} {'theirs':>11}")
    with million() as place:
        return [in_process(place), command(place)].count(False)


if __name__ == "__main__":
    sys.exit(main())
