"""Measure breakdowns of a million pairs against DuckDB, and the command against sqlite-utils.

By one field, DuckDB counts its own copy of the pairs. By two, with the cases and the sums over them
that our intervals rest on, it is asked the same of the very SQLite file, attached, by its own
extension of the same version (both are locked together). Beside that stand DuckDB's own copy, a
stricter comparison without a bound, and sqlite3 answering the same SQL. Where the extension cannot
be loaded the table says so, and nothing is claimed against DuckDB attached.

sqlite-utils is asked for the same answer twice: counted from the subjects, which is how anyone
without our kept counts would ask, and from the kept counts.
"""

from __future__ import annotations

import csv
import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from statistics import median
from typing import Any, Final

import duckdb

from db.figures import Breakdown, reassessment
from db.opening import open_session
from hearings.rates import STATES, WIDENED
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


ONE: Final = Breakdown(by=("unit",))
TWO: Final = Breakdown(by=("unit", "ethnicity"))

EACH: Final = {
    **{state: f"count(*) FILTER (WHERE pair_state = '{state}')" for state in STATES},
    "changed": "count(*) FILTER (WHERE direction IN ('raised', 'lowered'))",
    "raised": "count(*) FILTER (WHERE direction = 'raised')",
    "lowered": "count(*) FILTER (WHERE direction = 'lowered')",
    "avoidable": "sum(avoidable)",
    "no_reason": "count(*) FILTER (WHERE direction IN ('raised', 'lowered')"
    " AND coalesce(reason, '') = '')",
    "resubmitted": "sum(resubmitted)",
}
SUMS: Final = {
    **{f"{part}_squared": (part, part) for part in (*WIDENED, "decided")},
    **{f"{part}_decided": (part, "decided") for part in WIDENED},
}
CROSS: Final = (
    f"SELECT unit, ethnicity, {', '.join(f'sum({name})' for name in EACH)}, count(*),"
    f" {', '.join(f'sum({one} * {other})' for one, other in SUMS.values())} FROM (SELECT unit,"
    f" ethnicity, {', '.join(f'{sql} AS {name}' for name, sql in EACH.items())}"
    " FROM {table} WHERE pair_state <> '' GROUP BY unit, ethnicity, case_id) AS c"
    " GROUP BY unit, ethnicity ORDER BY unit, ethnicity"
)


def timed(work: Callable[[], Any]) -> float:
    """Give the seconds that `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


COPIED: Final = ("case_id", "unit", "ethnicity", "pair_state", "direction", "reason",
                 "avoidable", "resubmitted")  # fmt: skip


def copied(place: Path) -> Any:
    """Give DuckDB a copy of the pairs of its own."""
    with closing(sqlite3.connect(place)) as plain:
        rows = plain.execute(f"SELECT {', '.join(COPIED)} FROM subjects").fetchall()
    duck = duckdb.connect(str(place.with_suffix(".duckdb")))
    numbers = {"case_id", "avoidable", "resubmitted"}
    columns = (f"{name} {'BIGINT' if name in numbers else 'VARCHAR'}" for name in COPIED)
    duck.execute(f"CREATE TABLE pairs ({', '.join(columns)})")
    with place.with_suffix(".pairs").open("w", newline="") as out:
        csv.writer(out, quoting=csv.QUOTE_NONNUMERIC).writerows(rows)
    duck.execute(f"COPY pairs FROM '{place.with_suffix('.pairs')}' (FORMAT csv, HEADER false)")
    return duck


def attached(place: Path) -> Any:
    """Give DuckDB the SQLite file itself; None where it has no extension that reads one."""
    duck = duckdb.connect()
    folder = files("duckdb_extension_sqlite") / "extensions" / f"v{duckdb.__version__}"
    # DuckDB finds an extension's beginning by the file's name, and the package gives it another.
    named = place.with_name("sqlite_scanner.duckdb_extension")
    try:
        named.symlink_to(str(folder / "sqlite.duckdb_extension"))
        duck.execute(f"LOAD '{named}'")
        duck.execute(f"ATTACH '{place}' AS it (TYPE sqlite, READ_ONLY)")
    except (OSError, duckdb.Error):
        duck.close()
        return None
    return duck


def show(name: str, ours: float, theirs: float, bound: float | None, aim: float | None) -> bool:
    """Print one line of the table; say whether the bound holds."""
    ratio = ours / theirs
    print(f"{name:<52} {ratio:7.3f} {bound or '':>6} {aim or '':>6}"
          f"   {ours * 1000:8.1f} ms {theirs * 1000:8.1f} ms")  # fmt: skip
    return bound is None or ratio <= bound


def one_field(session: Any, duck: Any) -> bool:
    """Compare the breakdown by unit with DuckDB's own, answer for answer."""
    found = {row.key["unit"]: row.counts for row in reassessment(session, ONE).rows}
    for unit, decided, changed, raised, lowered, *_rest in duck.execute(
        COUNT.format(table="pairs")
    ).fetchall():
        counts = found[unit or ""]
        assert (counts.decided, counts.changed) == (decided, changed)
        assert (counts.raised, counts.lowered) == (raised, lowered)
    ours, theirs = turns(
        lambda: reassessment(session, ONE),
        lambda: duck.execute(COUNT.format(table="pairs")).fetchall(),
    )
    return show("one field of 1,000,000 pairs / DuckDB's own file", ours, theirs, 0.5, 0.1)


def two_fields(session: Any, duck: Any, place: Path) -> bool:
    """Compare unit by ethnicity, answer for answer, with everything the interval needs."""
    found = {tuple(row.key.values()): row.counts for row in reassessment(session, TWO).rows}
    there = attached(place)
    asked = {"DuckDB's own file": (lambda: duck.execute(CROSS.format(table="pairs")).fetchall())}
    if there is not None:
        asked["DuckDB attached"] = lambda: there.execute(
            CROSS.format(table="it.subjects")
        ).fetchall()
    with closing(sqlite3.connect(place)) as plain:
        asked["sqlite3"] = lambda: plain.execute(CROSS.format(table="subjects")).fetchall()
        holds = True
        for name, ask in asked.items():
            for unit, ethnicity, *numbers in ask():
                counts = found[unit or "", ethnicity or ""]
                right = [getattr(counts, each) for each in EACH]
                sums = (getattr(counts, name) for name in SUMS)
                assert [*right, counts.cases, *sums] == [int(n) for n in numbers]
            ours, theirs = turns(lambda: reassessment(session, TWO), ask, rounds=5)
            bound = None if name == "DuckDB's own file" else 1.5
            holds &= show(f"two fields of 1,000,000 pairs / {name}", ours, theirs, bound, None)
    if there is None:
        print("two fields / DuckDB attached: it has no SQLite extension here; nothing is claimed")
    return holds


def turns(
    ours: Callable[[], Any], theirs: Callable[[], Any], rounds: int = ROUNDS
) -> tuple[float, float]:
    """Take turns, so that a busy machine meets both; give the median seconds of each."""
    times = [(timed(ours), timed(theirs)) for _ in range(rounds)]
    return median(one for one, _ in times), median(other for _, other in times)


def growth(session: Any) -> None:
    """Print how much longer a hundred times as many pairs take."""
    with million(10_000) as place:
        small = open_session(str(place), lambda: MOMENT, MOMENT.date())
        for name, asked in (("one field", ONE), ("two fields", TWO)):
            long, short = turns(
                lambda asked=asked: reassessment(session, asked),  # type: ignore[misc]  # bound
                lambda asked=asked: reassessment(small, asked),  # type: ignore[misc]  # bound
                rounds=5,
            )
            show(f"{name}: 1,000,000 pairs / 10,000 pairs", long, short, None, None)
        small.database.close()


def in_process(place: Path) -> list[bool]:
    """Compare the breakdowns with DuckDB's, and with those of a hundredth of the pairs."""
    session = open_session(str(place), lambda: MOMENT, MOMENT.date())
    duck = copied(place)
    held = [one_field(session, duck), two_fields(session, duck, place)]
    growth(session)
    session.database.close()
    duck.close()
    return held


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
        return [*in_process(place), command(place)].count(False)


if __name__ == "__main__":
    sys.exit(main())
