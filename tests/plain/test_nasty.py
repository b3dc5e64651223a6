"""Nothing that is typed, named or fed makes the program fail: every answer is a sentence."""

from __future__ import annotations

import io
import json
import sqlite3
import sys

import pytest

from db.engine import without_password
from tests.plain.conftest import Answer

LONG = "9" * 5_000
RANDOM = "".join(chr(0x4E00 + n * 7 % 20_000) for n in range(9_000))


def refused(answer: Answer, code: int) -> str:
    """Check that an answer is one refusal in words, and give them."""
    assert answer.code == code, answer
    assert not answer.out
    assert answer.err
    assert "fault" not in answer.err
    assert answer.err.replace("\n", " ").isprintable()
    return answer.err


@pytest.mark.parametrize(
    "number", ["0", "00", "99999999999999999999", LONG, "-1", "1/2", "²", "٣", "1_0", "\u202e"]
)
@pytest.mark.parametrize("command", [("show",), ("feedback",), ("note", "--text", "x")])
def test_a_reference_with_an_odd_number_is_unknown(demo, number, command):
    what, *options = command
    case = "MC-2013-00001"
    words = refused(demo("root", "case", what, f"{case}/{number}", *options), 3)
    assert "There is no case or subject" in words


@pytest.mark.parametrize("ref", [RANDOM, "X/1 ", "", " ", "/", "//1", "\x1b]52;c;Zm9v\x07/1"])
def test_an_odd_reference_is_unknown(demo, ref):
    refused(demo("root", "case", "show", ref), 3)


@pytest.mark.parametrize(
    "words",
    [
        ("user", "close", "\udcff"),
        ("case", "list", "--search", "a\udcff"),
        ("case", "show", "\udcff"),
        ("init", "--name", "\udcff"),
    ],
)
def test_bytes_that_are_no_text_are_wrong_usage(hearings, words):
    assert "bytes that are no text" in refused(hearings(*words), 2)


def test_standard_input_that_is_no_text_is_wrong_usage(demo, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a\xff"), encoding="utf-8"))
    answer = demo("root", "case", "note", "MC-2013-00001/1", "--text", "-")
    assert "Standard input cannot be read" in refused(answer, 2)


@pytest.mark.parametrize("option", ["--unit", "--category", "--rank", "--place", "--reference"])
def test_a_line_that_no_index_could_hold_is_refused(demo, option):
    """On PostgreSQL an index takes 2,704 bytes, and a whole number of 5,000 digits stops Python."""
    for value in (RANDOM, LONG):
        answer = demo(
            "root", "case", "receive", "--attention-date", "2013-05-01", "--track", "complaint",
            "--source", "public", "--unit", "Camden", "--standard", "honesty",
            "--narrative", "x", option, value,
        )  # fmt: skip
        assert "longer than 200 characters" in refused(answer, 3)


def test_an_allegation_of_a_very_large_number_is_refused(demo):
    answer = demo(
        "root", "case", "assess", "MC-2013-00001/1", "--level", "neither", "--information", "x",
        "--action", "x", "--allegation-level", f"{LONG}=neither",
    )  # fmt: skip
    assert answer.code in {2, 3}
    assert "fault" not in answer.err


@pytest.mark.parametrize("place", ["/etc/passwd/x.db", "/proc/none/y.db", f"/{'a' * 300}.db"])
@pytest.mark.parametrize("command", [("init",), ("demo", "--no-ui", "--subjects", "5")])
def test_a_database_that_cannot_be_made_is_refused(hearings, place, command):
    refused(hearings("--database", place, *command), 3)


@pytest.mark.parametrize("command", [("case", "list"), ("db", "check"), ("db", "upgrade")])
def test_a_place_that_holds_no_database_is_refused(hearings, tmp_path, command):
    text = tmp_path / "text.db"
    text.write_text("This is no database. " * 100)
    folder = tmp_path / "folder"
    folder.mkdir()
    for place in (text, folder, "/" + "a" * 5_000):
        refused(hearings("--database", place, *command), 3)


@pytest.mark.parametrize("url", ["postgresql://u:secret@[::bad/db", "postgresql://u:secret@h?x=1"])
def test_an_address_that_cannot_be_read_is_not_repeated(hearings, url):
    assert "secret" not in refused(hearings("--database", url, "case", "list"), 2)


def test_a_password_is_not_shown(hearings):
    url = "postgresql+psycopg://hearings:s3cret@localhost/db"
    answer = hearings("--database", url, "where", "--format", "json")
    assert answer.json["database"] == "postgresql+psycopg://hearings:***@localhost/db"
    assert without_password("postgresql://h/db?user=a&password=b") == (
        "postgresql://h/db?user=a&password=***"
    )
    assert without_password("a:b@c.db") == "a:b@c.db"


@pytest.mark.parametrize(
    "text",
    [
        "[[force]]\nname = 'x'",
        "priority = []",
        "screen = []",
        "reason = 'x'",
        "[targets]\nseverity_days = 99999999999999999999",
        "[priority]\nscale = 3",
        '[force]\nname = "\\u001b]52;c;Zm9v\\u0007"',
        '[force]\nunit_word = "a\\u202eb"',
    ],
)
def test_settings_that_do_not_hold_together_are_wrong_usage(hearings, tmp_path, monkeypatch, text):
    place = tmp_path / "settings.toml"
    place.write_text(text)
    monkeypatch.setenv("HEARINGS_SETTINGS", str(place))
    hearings("init")
    words = refused(hearings("case", "list"), 2)
    assert "attribute" not in words
    assert "indices" not in words


def test_a_folder_in_the_place_of_the_settings_is_wrong_usage(hearings, tmp_path, monkeypatch):
    monkeypatch.setenv("HEARINGS_SETTINGS", str(tmp_path))
    hearings("init")
    refused(hearings("case", "list"), 2)


@pytest.mark.parametrize("encoding", ["latin-1", "ascii"])
def test_a_name_reaches_an_output_that_has_no_such_letters(demo, monkeypatch, encoding):
    for form in ("text", "json", "csv"):
        out = io.TextIOWrapper(io.BytesIO(), encoding=encoding, write_through=True)
        monkeypatch.setattr(sys, "stdout", out)
        assert demo("root", "case", "list", "--format", form).code == 0
        written = out.buffer.getvalue()
        if form == "json":
            assert "李 Wei" in [row["name"] for row in json.loads(written)["rows"]]


@pytest.mark.parametrize(
    "words",
    [("case", "show", "MC-2013-00001/1"), ("where",), ("db", "check"),
     ("case", "note", "MC-2013-00001/1", "--text", "x")],
)  # fmt: skip
def test_what_is_asked_for_as_csv_comes_as_csv(demo, words):
    answer = demo("root", *words, "--format", "csv")
    assert answer.code == 0
    heading = answer.out.splitlines()[0]
    assert heading == heading.lower()
    assert "  " not in answer.out


def archive(folder, *rows: str):
    """Write an archive and its mapping."""
    file, mapping = folder / "archive.csv", folder / "mapping.toml"
    file.write_text("\n".join(["case,person,day,local,dps", *rows]) + "\n")
    mapping.write_text(SMALL)
    return file, mapping


SMALL = """
[source]
name = "Small"
regime = "none"
[columns]
case = "case"
person = "person"
attention_date = "day"
"""


def test_a_dry_run_needs_no_database_and_makes_none(hearings, tmp_path):
    file, mapping = archive(tmp_path, "A,1,2014-03-12,,", "B,2,yesterday\x1b[2J,,")
    place = tmp_path / "new" / "new.db"
    before = sorted(tmp_path.rglob("*"))
    answer = hearings(
        "--database", place, "import", file, "--mapping", mapping, "--dry-run", "--format", "json"
    )
    assert answer.code == 4
    assert (answer.json["new"], answer.json["rejected"]) == (1, 1)
    assert "line 3, day: 'yesterday\\x1b[2J'" in answer.err.replace("\\\\", "\\")
    assert sorted(tmp_path.rglob("*")) == before


def test_an_archive_that_is_not_there_makes_no_database(hearings, tmp_path):
    _file, mapping = archive(tmp_path)
    place = tmp_path / "new.db"
    for file in (tmp_path / "none.csv", tmp_path / ("a" * 300)):
        answer = hearings("--database", place, "import", file, "--mapping", mapping)
        assert answer.code in {2, 3}
        assert "fault" not in answer.err
    assert not place.exists()


@pytest.mark.parametrize(
    ("column", "value"),
    [("payload", "{"), ("payload", "[]"), ("effective", "x"), ("at", "x"), ("kind", "nosuch")],
)
def test_an_event_that_was_tampered_with_is_found(demo, tmp_path, column, value):
    with sqlite3.connect(tmp_path / "demo.db") as driver:
        for (name,) in driver.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            driver.execute(f'DROP TRIGGER "{name}"')
        driver.execute(f"UPDATE events SET {column} = ? WHERE id = 5", [value])
    answer = demo("root", "db", "check")
    assert answer.code == 5
    assert "5" in answer.out + answer.err


@pytest.mark.parametrize("version", ["9999", None])
def test_an_upgrade_of_what_this_program_did_not_make_is_refused(demo, tmp_path, version):
    with sqlite3.connect(tmp_path / "demo.db") as driver:
        driver.execute("DELETE FROM alembic_version")
        if version:
            driver.execute("INSERT INTO alembic_version VALUES (?)", [version])
    driver.close()
    refused(demo("root", "db", "upgrade"), 3)
