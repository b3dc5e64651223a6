"""What two people may not do at once waits for its lock: one after the other, on both databases.

SQLite has one writer anyway. On PostgreSQL the named lock alone keeps two draws from finding the
same days free, two actions from one number, and two releases from being attacked apart. The
planted defect is any of the `connection.lock(…)` taken out: its case below is red.
"""

from __future__ import annotations

from contextlib import closing, suppress
from datetime import date
from threading import Thread

import pytest

from db import drawing, improving
from db.engine import Database
from db.releases import release
from db.workforce import load_workforce
from hearings.errors import HearingsError
from tests.db.test_improving import ASKED as ACTION
from tests.db.test_improving import OCTOBER
from tests.db.test_releases import ASKED as TABLE
from tests.db.test_releases import table

YEAR = (date(2014, 1, 1), date(2014, 12, 31))


def release_one(office, _folder):
    found = table((20, 30))
    release(office.desk("supervisor"), "staff", "test", TABLE, lambda _connection: found)


def take_in(office, folder):
    file = folder / "workforce.csv"
    file.write_text("day,people\n2014-05-01,300\n", "utf-8")
    load_workforce(office.desk("caseworker"), file)


HELD = {
    ("dip samples", "a draw"):
        lambda office, _folder: drawing.draw(office.desk("supervisor"), "s", 1, *YEAR),
    ("improvements", "an action given"):
        lambda office, _folder: improving.give(office.desk("supervisor", OCTOBER), ACTION),
    ("improvements", "an action done"):
        lambda office, _folder: improving.done(office.desk("supervisor"), 1),
    ("improvements", "an action dropped"):
        lambda office, _folder: improving.drop(office.desk("supervisor"), 1, "Moved."),
    ("releases", "a release"): release_one,
    ("the workforce", "a workforce taken in"): take_in,
}  # fmt: skip
"""What waits, by the lock and by what it is."""


@pytest.mark.parametrize("name", HELD, ids=" ".join)
def test_it_waits_until_whoever_holds_the_lock_has_ended(office, tmp_path, name):
    """Whether it is then refused does not matter here: it was not answered before."""

    def do():
        with suppress(HearingsError), closing(office.database):
            HELD[name](office, tmp_path)

    other = Database(office.database.url)
    waiting = Thread(target=do, daemon=True)
    with other.write() as connection:
        connection.lock(name[0])
        waiting.start()
        waiting.join(1.0)
        assert waiting.is_alive()
    waiting.join(30)
    assert not waiting.is_alive()
    other.close()
