"""The schema goes forward whole or not at all, and ends where the tables say it is."""

from __future__ import annotations

import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from random import Random

import psycopg
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from db import migrations
from db import upgrade as module
from db.engine import SQLITE, Database
from db.opening import init
from db.tables import METADATA
from db.upgrade import HEAD, check_schema, make, schema_of, upgrade
from hearings.errors import Refused
from hearings.rates import CLUSTERS
from tests.cast import TODAY
from tests.concluded import concluded, overturned, withdrawn
from tests.conftest import portion
from tests.desks import Office, furnish
from tests.repository import ROOT

PLUGINS = ["alembic.autogenerate.*", "alembic.ext.checkconstraint_byname"]
FOLDER = Path(next(iter(migrations.__path__))) / "versions"
STEPS = sorted(path.name[:4] for path in FOLDER.glob("[0-9]*.py"))

HISTORY = {
    "events_no_update", "events_no_delete", "assessments_no_update", "assessments_no_delete",
    "trail_no_update", "trail_no_delete", "trail_detail_no_update", "person_facts_no_update",
    "person_facts_no_delete", "sign_offs_no_update", "sign_offs_no_delete", "calendars_no_update",
    "calendars_no_delete", "letters_no_update", "letters_no_delete", "features_no_update",
    "features_no_delete", "samples_no_update", "samples_no_delete", "sampled_no_update",
    "sampled_no_delete", "improvements_no_update", "improvements_no_delete", "releases_no_update",
    "releases_no_delete", "workforce_no_update", "workforce_no_delete",
}  # fmt: skip
TRUNCATE = {
    f"{table}_no_truncate"
    for table in (
        "events", "assessments", "trail", "person_facts", "sign_offs", "calendars", "letters",
        "features", "samples", "sampled", "improvements", "releases", "workforce",
    )
}  # fmt: skip
"""What PostgreSQL guards as well: SQLite has no such statement."""


NEWER = ("limits", "sittings", "seats", "away", "sign_offs", "calendars", "letters", "conclusions",
         "breaches", "appeals", "features", "steps", "readings", "samples", "sampled",
         "improvements", "releases", "workforce", "saved_views")  # fmt: skip
"""The tables that came after the first step."""


@pytest.fixture
def empty(empty_url):
    """Give a database without a schema."""
    database = Database(empty_url, must_exist=False)
    yield database
    database.close()


def guards(database: Database) -> set[str]:
    return HISTORY if database.dialect == SQLITE else HISTORY | TRUNCATE


def triggers(database: Database) -> set[str]:
    sql = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if database.dialect != SQLITE:
        sql = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    with database.read() as connection:
        return {row[0] for row in connection.rows(sql)}


def test_the_head_is_the_newest_migration():
    assert STEPS[-1] == HEAD
    assert len(set(STEPS)) == len(STEPS)


def test_an_upgrade_from_the_first_migration_keeps_the_data(empty, tmp_path):
    """What was kept stays as it was, and the newer tables are filled from it."""
    database = make(f"sqlite:///{tmp_path / 'newest.db'}")
    with database.write() as connection:
        furnish(connection)
    office = Office(database.url)
    ref = office.decided()
    office.go("suspend", ref, maker="authority", imposed="yes", redeployment="None.",
              second_condition="both", alternatives="None.", reason="Trust.")  # fmt: skip
    withdrawn(office, "performance_procedures", person="201235", name="P Two")
    concluded(office, "dismissal_without_notice", person="201236", name="P Three")
    overturned(office, "MC-2014-00003/1", "vary", outcome="written_warning")
    right = {table: everything(office.database, table) for table in METADATA.tables}
    assert right["limits"]
    assert len(right["conclusions"]) == len(right["breaches"]) == 2
    assert len(right["appeals"]) == 1
    assert upgrade(empty, STEPS[0]) == STEPS[0]
    first = moved(office.database, empty)
    assert upgrade(empty) == HEAD
    assert len(right["steps"]) > 10
    # Nothing was listed in a database of the first step, so sittings and seats are not filled.
    filled = {"limits", "conclusions", "breaches", "appeals", "features", "steps"}
    for table, rows in right.items():
        if table in first or table in filled:
            assert everything(empty, table) == rows, table
    office = Office(empty.url)
    try:
        assert office.go("second_read", ref, by="supervisor", concurs="concur")["version"] == 6
    finally:
        office.database.close()


def everything(database: Database, table: str) -> list[tuple[object, ...]]:
    with database.read() as connection:
        return sorted(connection.rows(f"SELECT * FROM {table}"), key=repr)


def moved(source: Database, target: Database) -> set[str]:
    """Put what one database keeps into another of an older schema; give the tables it has."""
    inspector = sa.inspect(module._engine(target))
    known = {name: {column["name"] for column in inspector.get_columns(name)}
             for name in inspector.get_table_names()}  # fmt: skip
    tables = [table for table in METADATA.sorted_tables if table.name in known]
    with source.read() as read, target.write() as connection:
        for table in tables:
            columns = [column.name for column in table.columns if column.name in known[table.name]]
            rows = read.rows(f"SELECT {', '.join(columns)} FROM {table.name}")
            connection.bulk(table.name, columns, rows)
            if "id" in columns and table.name != "commands" and target.dialect != SQLITE:
                connection.run(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'),"
                    f" (SELECT max(id) FROM {table.name}))"
                )
    return {table.name for table in tables}


def test_after_every_step_to_the_head_history_is_guarded(empty):
    for step in STEPS:
        upgrade(empty, step)
    assert triggers(empty) == guards(empty)


def test_an_upgrade_of_what_is_new_changes_nothing(empty):
    upgrade(empty)
    assert upgrade(empty) == HEAD


def test_the_migrations_make_the_tables_that_the_program_works_with(empty):
    upgrade(empty)
    with module._engine(empty).connect() as connection:
        options = {"autogenerate_plugins": PLUGINS, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, METADATA) == []
        assert checks(sa.inspect(connection)) == wanted()


def checks(inspector):
    """Give the values that each CHECK of the database lets in."""
    return {
        (table, found["name"]): frozenset(re.findall(r"'([^']*)'", found["sqltext"]))
        for table in METADATA.tables
        for found in inspector.get_check_constraints(table)
    }


def wanted():
    return {
        (table.name, str(found.name)): frozenset(re.findall(r"'([^']*)'", str(found.sqltext)))
        for table in METADATA.tables.values()
        for found in table.constraints
        if isinstance(found, sa.CheckConstraint)
    }


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE drafts ADD COLUMN colour TEXT",
        "ALTER TABLE drafts DROP COLUMN version",
        "DROP TABLE drafts",
        "DROP INDEX subjects_by_stage",
        "CREATE TABLE extra (id INTEGER PRIMARY KEY)",
    ],
)
def test_a_table_that_differs_would_be_seen(empty, change):
    upgrade(empty)
    with empty.write() as connection:
        connection.run(change)
    with module._engine(empty).connect() as connection:
        context = MigrationContext.configure(connection, opts={"autogenerate_plugins": PLUGINS})
        assert compare_metadata(context, METADATA) != []


@pytest.mark.parametrize(
    ("table", "column"),
    [("subjects", "stage"), ("subjects", "level"), ("subjects", "pair_state"),
     ("subjects", "local_level")],
)  # fmt: skip
def test_the_database_refuses_a_value_it_does_not_know(office, table, column):
    office.receive()
    with pytest.raises((sqlite3.IntegrityError, psycopg.errors.CheckViolation)):
        office.run(f"UPDATE {table} SET {column} = 'limbo'")


# ------ whose schema it is


def test_a_database_of_another_version_is_refused_with_what_to_do(empty):
    with pytest.raises(Refused, match="holds no hearings database; run 'hearings init'"):
        check_schema(empty)
    upgrade(empty, STEPS[0])
    with pytest.raises(Refused, match="from an older version; run 'hearings db upgrade'"):
        check_schema(empty)
    upgrade(empty)
    check_schema(empty)
    with empty.write() as connection:
        connection.run("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(Refused, match="made by a newer version"):
        check_schema(empty)


def test_a_database_is_made_once(empty_url):
    make(empty_url).close()
    with pytest.raises(Refused, match="already"):
        make(empty_url)


def test_a_making_that_was_broken_off_is_taken_up_again(empty_url, monkeypatch):
    """What it would catch: an empty file that `init` refuses and nothing else can use."""

    def fail(_database):
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "upgrade", fail)
    with pytest.raises(KeyboardInterrupt):
        make(empty_url)
    monkeypatch.undo()

    database = make(empty_url)
    assert schema_of(database) == HEAD
    database.close()


def test_an_init_broken_off_before_the_maker_was_kept_is_taken_up_again(empty_url):
    make(empty_url).close()
    account = init(empty_url, TODAY)
    with pytest.raises(Refused, match="already"):
        init(empty_url, TODAY)

    database = Database(empty_url)
    with database.read() as connection:
        assert connection.rows("SELECT name, active FROM accounts") == [(account, 1)]
    database.close()


def test_somebody_elses_file_is_not_made_into_ours(tmp_path):
    other = tmp_path / "other.db"
    driver = sqlite3.connect(other)
    driver.execute("CREATE TABLE notes (text)")
    driver.close()
    other.chmod(0o600)
    with pytest.raises(Refused, match="is there already"):
        make(f"sqlite:///{other}")

    text = tmp_path / "text.db"
    text.write_text("This is no database." * 100)
    text.chmod(0o600)
    with pytest.raises(Refused, match="cannot be used: file is not a database"):
        make(f"sqlite:///{text}")
    assert text.read_text() == "This is no database." * 100


def test_what_was_made_is_private_and_keeps_its_log_ahead(tmp_path):
    path = tmp_path / "deep" / "down" / "hearings.db"
    database = make(f"sqlite:///{path}")
    with database.read() as connection:
        assert connection.row("PRAGMA journal_mode") == ("wal",)
    database.close()

    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert path.parent.parent.stat().st_mode & 0o777 == 0o700


# ------ killed half way

UPGRADE = """
import sys
from db.engine import Database
from db.upgrade import upgrade
database = Database(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
upgrade(database)
"""


def test_an_upgrade_that_is_killed_leaves_the_old_schema_or_the_new(empty, tmp_path):
    """Every kill falls somewhere else in the upgrade; what is left can be upgraded."""
    upgrade(empty, STEPS[0])
    with empty.write() as connection:
        furnish(connection)
    empty.close()
    rng, left = Random(3), set()
    for _ in range(portion(40)):
        found = Database(_copy(empty, tmp_path))
        process = subprocess.Popen(
            [sys.executable, "-c", UPGRADE, found.url], cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        assert process.stdout is not None
        assert process.stdin is not None
        assert process.stdout.readline() == "ready\n"
        process.stdin.write("\n")
        process.stdin.flush()
        try:
            process.wait(rng.uniform(0.2, 0.7))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        process.communicate()
        schema = schema_of(found)
        left.add(schema)
        assert schema in {STEPS[0], HEAD}
        assert triggers(found) == (guards(found) if schema == HEAD else set())
        assert upgrade(found) == HEAD
        assert triggers(found) == guards(found)
        found.close()
    assert left


def _copy(database: Database, folder: Path) -> str:
    """Copy a SQLite file; PostgreSQL's is taken back to the first step instead."""
    if database.path is not None:
        copy = folder / f"copy{len(list(folder.iterdir()))}.db"
        shutil.copyfile(database.path, copy)
        copy.chmod(0o600)
        return f"sqlite:///{copy}"
    if schema_of(database) == HEAD:
        with database.write() as connection:
            for name in sorted(guards(database)):
                table, _, _verb = name.rpartition("_no_")
                connection.run(f"DROP TRIGGER {name} ON {table}")
            for table in reversed(NEWER):
                connection.run(f"DROP TABLE {table}")
            for column in ("no_reason", *CLUSTERS):
                connection.run(f"ALTER TABLE summary DROP COLUMN {column}")
            connection.run("DROP INDEX subjects_waiting")
            connection.run("DROP INDEX cases_by_regime")
            connection.run("DROP FUNCTION history_stays()")
            connection.run("UPDATE alembic_version SET version_num = :step", step=STEPS[0])
    database.close()
    return database.url
