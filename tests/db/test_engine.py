"""Transactions on both databases: whole, alone where they must be, and gone when they fail."""

from __future__ import annotations

import sqlite3
import threading
from datetime import UTC, datetime

import pytest

from db import engine
from db.engine import POSTGRESQL, SQLITE, Database, read_url
from db.upgrade import make
from hearings.errors import HearingsError, Refused, UsageError


@pytest.fixture
def database(empty_url):
    """Give a database with one table of our own."""
    found = Database(empty_url, must_exist=False)
    with found.write() as connection:
        key = "INTEGER PRIMARY KEY" if found.dialect == SQLITE else "SERIAL PRIMARY KEY"
        connection.run(f"CREATE TABLE things (id {key}, name TEXT UNIQUE, size INTEGER)")
    yield found
    found.close()


def names(database):
    with database.read() as connection:
        return [row[0] for row in connection.rows("SELECT name FROM things ORDER BY id")]


@pytest.mark.parametrize(
    ("url", "dialect", "target"),
    [
        ("sqlite:////srv/x.db", SQLITE, "/srv/x.db"),
        ("sqlite:///x.db", SQLITE, "x.db"),
        ("/srv/x.db", SQLITE, "/srv/x.db"),
        ("postgresql+psycopg://a@/b", POSTGRESQL, "postgresql://a@/b"),
        ("postgresql://a@/b", POSTGRESQL, "postgresql://a@/b"),
    ],
)
def test_an_address_is_read(url, dialect, target):
    assert read_url(url) == (dialect, target)


@pytest.mark.parametrize("url", ["mysql://x", "http://x", "sqlite://", "sqlite:///", ""])
def test_an_address_that_is_none_is_a_wrong_use(url):
    with pytest.raises(UsageError, match="A database cannot be"):
        Database(url)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Refused, match="make one with 'hearings init'"):
        Database(f"sqlite:///{tmp_path / 'none.db'}")
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_is_not_there_is_said_in_a_sentence():
    database = Database("postgresql+psycopg://postgres@/x?host=/nowhere/at/all")
    with pytest.raises(HearingsError, match="cannot be reached"), database.read():
        pass


def test_a_file_that_is_no_database_is_said_in_a_sentence(tmp_path):
    path = tmp_path / "x.db"
    path.write_text("no database" * 100)
    path.chmod(0o600)
    database = Database(f"sqlite:///{path}")
    with pytest.raises(HearingsError, match="file is not a database"), database.read():
        pass


def test_a_write_is_kept_whole_or_not_at_all(database):
    with database.write() as connection:
        connection.insert("things", {"name": "a", "size": 1})

    class Planted(BaseException):
        """Not an Exception: an interrupt is none either."""

    def fail(connection):
        connection.insert("things", {"name": "b", "size": 1})
        raise Planted

    with pytest.raises(Planted), database.write() as connection:
        fail(connection)
    assert names(database) == ["a"]


def test_a_failed_statement_leaves_the_connection_usable(database):
    def fail(connection):
        connection.insert("things", {"name": "x", "size": 1})
        connection.run("UPDATE no_such SET a = 1")

    for _ in range(2):
        with pytest.raises(Exception, match="no_such"), database.write() as connection:
            fail(connection)
    assert names(database) == []


def test_values_are_bound_and_never_read_as_sql(database):
    hostile = "x'); DROP TABLE things; -- :name %s %(a)s ?"
    with database.write() as connection:
        number = connection.insert_id("things", {"name": hostile, "size": 5})
        connection.insert("things", {"name": "50%", "size": 6})
        row = connection.row("SELECT id FROM things WHERE name = :name", name=hostile)
        assert row == (number,)
        like = connection.rows("SELECT size FROM things WHERE name LIKE '50%' AND size = :size",
                               size=6)  # fmt: skip
        assert like == [(6,)]
        assert connection.run("UPDATE things SET size = :size", size=9) == 2


def test_many_and_bulk_add_rows(database):
    with database.write() as connection:
        connection.many("INSERT INTO things (name, size) VALUES (:name, :size)",
                        [{"name": "a", "size": 1}, {"name": "b", "size": 2}])  # fmt: skip
        connection.many("INSERT INTO things (name, size) VALUES (:name, :size)", [])
        ids = connection.numbers("things")
        rows = [(next(ids), "c", 3), (next(ids), "d", None)]
        connection.bulk("things", ("id", "name", "size"), rows)
        assert connection.insert_id("things", {"name": "e", "size": 5}) > rows[-1][0]
    assert names(database) == ["a", "b", "c", "d", "e"]


def test_a_reader_sees_one_moment(database):
    other = Database(database.url)
    if database.path:
        with database.write() as connection:
            connection.insert("things", {"name": "a", "size": 1})
        driver = sqlite3.connect(database.path)
        driver.execute("PRAGMA journal_mode=WAL")
        driver.close()
    with database.read() as connection:
        before = connection.rows("SELECT name FROM things")
        with other.write() as theirs:
            theirs.insert("things", {"name": "b", "size": 1})
        assert connection.rows("SELECT name FROM things") == before
    assert "b" in names(database)
    other.close()


def test_on_sqlite_one_writer_waits_for_another_from_its_first_statement(tmp_path, monkeypatch):
    database = make(f"sqlite:///{tmp_path / 'x.db'}")
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.05)
    other = Database(database.url)
    with (
        database.write(),
        pytest.raises(HearingsError, match="cannot be used: database is locked"),
        other.write(),
    ):
        pass
    database.close()
    other.close()


def test_sqlite_is_durable_and_keeps_its_references(tmp_path):
    database = make(f"sqlite:///{tmp_path / 'x.db'}")
    with database.read() as connection:
        found = {name: connection.row(f"PRAGMA {name}") for name in
                 ("journal_mode", "synchronous", "foreign_keys", "secure_delete")}  # fmt: skip
    database.close()

    assert found == {"journal_mode": ("wal",), "synchronous": (2,), "foreign_keys": (1,),
                     "secure_delete": (1,)}  # fmt: skip
    assert engine.BUSY_SECONDS == 30


def test_each_thread_has_a_connection_of_its_own(database):
    seen = []

    def look():
        with database.read():
            seen.append(id(database._driver()))

    look()
    thread = threading.Thread(target=look)
    thread.start()
    thread.join()

    assert len(set(seen)) == 2


def test_on_postgresql_a_lock_of_a_name_waits_for_its_transaction(postgres):
    one = Database(postgres.new_database())
    two = Database(one.url)
    order = []

    def second():
        with two.write() as connection:
            connection.lock("a name")
            order.append("second")

    with one.write() as connection:
        connection.lock("a name")
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(0.2)
        order.append("first")
    thread.join()
    one.close()
    two.close()

    assert order == ["first", "second"]


def test_a_server_started_again_is_found_again(crash_postgres):
    database = Database(crash_postgres.server.new_database())
    with database.write() as connection:
        connection.run("CREATE TABLE things (id SERIAL PRIMARY KEY, name TEXT)")
    crash_postgres.kill()
    with pytest.raises(HearingsError, match="cannot be reached"), database.read():
        pass
    crash_postgres.start()

    assert names(database) == []
    crash_postgres.kill()
    crash_postgres.start()
    assert names(database) == []
    database.close()


def test_a_moment_is_kept_as_text_in_utc(office):
    office.receive()
    assert office.rows("SELECT at FROM events") == [
        (datetime(2014, 6, 1, 9, 30, tzinfo=UTC).isoformat(),)
    ]
