"""The same commands on PostgreSQL: the login is who acts, and roles are given by an account."""

from __future__ import annotations

import pytest

from db.engine import Database
from db.people import Account, keep_account
from hearings.access import roles


@pytest.fixture
def login(postgres):
    """Make an empty PostgreSQL database and give its address."""
    return postgres.new_database()


def test_init_gives_the_login_every_role_which_can_be_taken_away(hearings, login):
    assert hearings("--database", login, "init").code == 0
    assert hearings("--database", login, "init").code == 3
    rows = hearings("--database", login, "user", "list", "--format", "json").json["rows"]
    assert [row["roles"] for row in rows] == [sorted(roles())]
    assert hearings("--database", login, "stats", "reassessment").code == 0
    me = rows[0]["account"]
    assert hearings("--database", login, "user", "add", me, "--role", "administrator").code == 0
    assert hearings("--database", login, "stats", "reassessment").code == 3


def test_a_case_is_received_and_counted(hearings, login):
    hearings("--database", login, "init")
    rows = hearings("--database", login, "user", "list", "--format", "json").json["rows"]
    database = Database(login)
    with database.write() as connection:
        keep_account(connection, Account(rows[0]["account"], "", "", ("caseworker",)))
    database.close()
    answer = hearings(
        "--database", login, "case", "receive", "--attention-date", "2020-02-01", "--track",
        "complaint", "--source", "public", "--unit", "Brent", "--standard", "Use of Force",
        "--narrative", "Pushed.", "--sensitivity", "covert", "--format", "json",
    )  # fmt: skip
    assert answer.code == 0, answer.err
    ref = answer.json["subject"]
    covert = hearings("--database", login, "stats", "reassessment", "--format", "json").json
    assert covert["total"]["no_local_view"] == 0
    hearings("--database", login, "case", "amend", ref, "--sensitivity", "open", "--reason", "Out")
    overt = hearings("--database", login, "stats", "reassessment", "--format", "json").json
    assert overt["total"]["no_local_view"] == 1
    assert hearings("--database", login, "db", "check").code == 0


def test_as_is_refused_and_a_server_that_is_not_there_is_a_sentence(hearings, login):
    hearings("--database", login, "init")
    assert hearings("--database", login, "--as", "osei", "case", "list").code == 3
    gone = hearings("--database", "postgresql+psycopg://nobody@127.0.0.1:1/none", "case", "list")
    assert gone.code == 1
    assert "cannot be reached" in gone.err


def test_an_archive_makes_the_database_and_comes_in(hearings, login, tmp_path):
    (tmp_path / "old.csv").write_text("ref,officer,day,first,last\nA1,7,2014-03-01,600,400\n")
    levels = '{ "600" = "neither", "400" = "gross_misconduct" }'
    (tmp_path / "old.toml").write_text(
        '[source]\nname = "Old"\nregime = "none"\n[columns]\ncase = "ref"\nperson = "officer"\n'
        'attention_date = "day"\n'
        f'local_level = {{ column = "first", values = {levels} }}\n'
        f'dps_level = {{ column = "last", values = {levels} }}\n'
    )
    words = ("import", tmp_path / "old.csv", "--mapping", tmp_path / "old.toml", "--format", "json")
    answer = hearings("--database", login, *words)
    assert (answer.code, answer.json["new"]) == (0, 1), answer.err
    total = hearings("--database", login, "stats", "reassessment", "--format", "json").json["total"]
    assert (total["decided"], total["raised"]) == (1, 1)
