"""Measure an import of 100,000 rows against the finished rows put into the same tables.

The other side is the least that any importer has to do: the rows of every table, ready made, put by
bare `executemany` into a fresh file of the same schema with the same settings, in one transaction.
"""

from __future__ import annotations

import csv
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median
from typing import Any, Final

from db.actions import Desk
from db.engine import PRAGMAS, Database
from db.importer import run_import
from db.mapping import read
from db.opening import init, login
from hearings.rules import Rules

ROWS: Final = 100_000
ROUNDS: Final = 5
BOUND: Final = 2.5
AIM: Final = 1.7
TODAY: Final = date(2024, 6, 3)
NOW: Final = datetime(2024, 6, 3, 9, 30, tzinfo=UTC)

MAPPING: Final = """
[source]
name = "Invented"
regime = "none"
[columns]
case = "case"
person = "officer"
attention_date = { column = "received", format = "%Y-%m-%d" }
incident_date = { column = "happened", format = "%Y-%m-%d" }
closed_date = { column = "closed", format = "%Y-%m-%d" }
unit = "unit"
rank = "rank"
ethnicity = "ethnicity"
sex = "sex"
category = "category"
[columns.local_level]
column = "recommended"
values = { "600" = "neither", "0..180" = "misconduct", "400" = "gross_misconduct", "" = "none" }
[columns.dps_level]
column = "final"
values = { "600" = "neither", "0..180" = "misconduct", "400" = "gross_misconduct", "" = "none" }
"""

HEADING: Final = ("row", "case", "officer", "sex", "ethnicity", "rank", "unit", "category", "words",
                  "happened", "received", "closed", "recommended", "final")  # fmt: skip


def write_archive(path: Path, rows: int) -> None:
    """Write an archive like Chicago's: nearly two officers a case, some 16,000 officers.

    Args:
        path: Where.
        rows: How many.
    """
    dice, case, size = Random(1), 200_000, 0
    with path.open("w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(HEADING)
        for row in range(rows):
            if not size:
                case, size = case + 1, dice.choices((1, 2, 3, 5), (60, 20, 12, 8))[0]
                received = date(2000, 1, 1) + timedelta(days=row * 6000 // rows)
                used = dice.sample(range(16_000), size)
            size -= 1
            officer = Random(used[size])
            first = dice.choices(("600", "", "10", "100", "400"), (88, 6, 3, 2, 1))[0]
            writer.writerow((
                row, case, used[size], officer.choice("MF"),
                officer.choice(("WHITE", "BLACK", "HISPANIC", "ASIAN", "")),
                officer.choice(("PO", "SGT", "DET", "LT", "")), officer.randrange(1, 32),
                f"{dice.randrange(1, 16):02}", "UNBECOMING CONDUCT, AS INVENTED",
                received - timedelta(days=dice.randrange(30)), received,
                received + timedelta(days=dice.randrange(700)), first,
                first if dice.random() < 0.98 else "10",
            ))  # fmt: skip


def bring_in(folder: Path) -> Path:
    """Import the archive into a database that is already made; give its file."""
    database = Database(f"sqlite:///{folder / 'made.db'}")
    desk = Desk(database, login(database), lambda: NOW, TODAY, Rules())
    answer = run_import(desk, folder / "archive.csv", read(folder / "archive.toml"))
    database.close()
    assert (answer["new"], answer["rejected"]) == (ROWS, 0), answer
    return folder / "made.db"


def finished(path: Path) -> list[tuple[str, list[tuple[Any, ...]]]]:
    """Give an `INSERT` and its rows for each table of an import, in the order of the schema."""
    with closing(sqlite3.connect(path)) as driver:
        tables = [name for (name,) in driver.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid")]  # fmt: skip
        left = {"alembic_version", "accounts", "meta"}
        found = []
        for table in tables:
            rows = driver.execute(f"SELECT * FROM {table}").fetchall()
            if rows and table not in left:
                marks = ", ".join("?" * len(rows[0]))
                found.append((f"INSERT INTO {table} VALUES ({marks})", rows))
    return found


def put(path: Path, work: list[tuple[str, list[tuple[Any, ...]]]]) -> None:
    """Put finished rows into a database in one transaction."""
    with closing(sqlite3.connect(path, isolation_level=None)) as driver:
        for pragma in PRAGMAS:
            driver.execute(pragma)
        driver.execute("BEGIN IMMEDIATE")
        for sql, rows in work:
            driver.executemany(sql, rows)
        driver.execute("COMMIT")


def shell_import(folder: Path) -> None:
    """Put the file as it is into one table without a key, by SQLite's own shell."""
    (folder / "shell.db").unlink(missing_ok=True)
    words = [
        "sqlite3",
        "-csv",
        str(folder / "shell.db"),
        f".import {folder / 'archive.csv'} archive",
    ]
    subprocess.run(words, check=True)


def timed(work: Callable[[], object]) -> float:
    """Give the seconds something takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> int:
    """Print the ratios; give 1 where the bound is passed."""
    with tempfile.TemporaryDirectory(prefix="hearings-") as name:
        folder = Path(name)
        write_archive(folder / "archive.csv", ROWS)
        (folder / "archive.toml").write_text(MAPPING)
        init(f"sqlite:///{folder / 'empty.db'}", TODAY)
        ours, theirs, process, shell = measured(folder)
    print(f"{ROWS:,} rows, medians of {ROUNDS}: ours {ours:.2f} s, bare executemany {theirs:.2f} s")
    ratio = ours / theirs
    over = "" if ratio <= BOUND else "  OVER"
    print(f"import / finished rows put bare    {ratio:5.2f}  bound {BOUND}  aim {AIM}{over}")
    print(f"the same as a process of its own   {process / theirs:5.2f}  ({process:.2f} s)")
    if shell is None:
        print("import / sqlite3 .import           there is no sqlite3 shell on this machine")
    else:
        print(f"import / sqlite3 .import           {ours / shell:5.2f}  ({shell:.2f} s, one table)")
    return int(ratio > BOUND)


def measured(folder: Path) -> tuple[float, float, float, float | None]:
    """Take turns, so that a busy machine meets every side.

    Returns:
        The seconds of our import, of the bare one, of our process, and of the shell's if it is
        there.
    """
    ours, theirs, process, shell = [], [], [], []
    itself = [sys.executable, "-m", __spec__.name, str(folder)]
    for _ in range(ROUNDS):
        fresh(folder)
        ours.append(timed(lambda: bring_in(folder)))
        theirs.append(bare(folder))
        fresh(folder)
        process.append(timed(lambda: subprocess.run(itself, check=True)))
        if shutil.which("sqlite3"):
            shell.append(timed(lambda: shell_import(folder)))
    return median(ours), median(theirs), median(process), median(shell) if shell else None


def bare(folder: Path) -> float:
    """Time the rows of the import just made, put into a database of their own."""
    work = finished(folder / "made.db")
    fresh(folder)
    return timed(lambda: put(folder / "made.db", work))


def fresh(folder: Path) -> None:
    """Put an empty database where the rows go."""
    for path in folder.glob("made.db*"):
        path.unlink()
    shutil.copy(folder / "empty.db", folder / "made.db")


if __name__ == "__main__":
    if sys.argv[1:]:
        bring_in(Path(sys.argv[1]))
        sys.exit()
    sys.exit(main())
