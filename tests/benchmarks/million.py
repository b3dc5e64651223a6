"""Make a database of a million pairs once a run, for the benchmarks that need one."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from db.actions import Desk
from db.engine import Database
from db.importer import run_import
from db.mapping import read
from db.opening import init, login
from hearings.rules import Rules
from tests.benchmarks.bench_import import MAPPING, TODAY, write_archive

PAIRS: Final = 1_000_000
MOMENT: Final = datetime(2024, 6, 3, 12, tzinfo=UTC)


@contextmanager
def million(pairs: int = PAIRS) -> Iterator[Path]:
    """Give a SQLite database of a million imported subjects, and take it away again.

    Args:
        pairs: How many subjects.
    """
    folder = Path(tempfile.mkdtemp(prefix="hearings-bench-"))
    try:
        print(f"making {pairs:,} subjects …", file=sys.stderr, flush=True)
        write_archive(folder / "archive.csv", pairs)
        (folder / "archive.toml").write_text(MAPPING)
        place = folder / "million.db"
        init(str(place), TODAY)
        database = Database(str(place))
        desk = Desk(database, login(database), lambda: MOMENT, TODAY, Rules())
        run_import(desk, folder / "archive.csv", read(folder / "archive.toml"))
        database.close()
        yield place
    finally:
        shutil.rmtree(folder)
