"""Letters from the command line: previewed, written, listed and given out again."""

from __future__ import annotations

import hashlib
import json
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hearings.letters import kinds
from tests.db.test_letters import investigated
from tests.desks import Templates, opened
from tests.plain.conftest import Answer

NOTICE = "notice-of-investigation"
Run = Callable[..., Answer]


@pytest.fixture
def made(store_templates: Templates, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Give a database in which `--as` works, and a matter under investigation in it."""
    url = store_templates.sqlite(tmp_path)
    with opened(url) as office:
        office.run("INSERT INTO meta (key, value) VALUES ('demonstration', '1')")
        yield url, investigated(office)


@pytest.fixture
def letter(hearings: Run, made: tuple[str, str]) -> Run:
    """Give a function that runs `hearings letter` as a caseworker, or as somebody else."""

    def run(*words: object, by: str = "caseworker") -> Answer:
        return hearings("--database", made[0], "--as", by, "letter", *words)

    return run


def test_every_command_has_an_example(hearings):
    for command in ("kinds", "list", "preview", "write", "reissue"):
        answer = hearings("letter", command, "--help")
        assert answer.code == 0
        assert f"Example: hearings letter {command}" in " ".join(answer.out.split())


def test_the_kinds_say_which_facts_they_take(hearings):
    answer = hearings("letter", "kinds", "--format", "json")
    assert answer.json["schema"] == "hearings.letters/1"
    assert [row["kind"] for row in answer.json["kinds"]] == list(kinds())
    assert "terms_of_reference" in answer.json["kinds"][0]["given"]
    assert hearings("letter", "kinds", "--format", "csv").out.startswith("kind,title,given\n")
    assert "notice_of_referral" in hearings("letter", "kinds").out


def test_a_preview_is_printed_and_nothing_is_kept(letter, made):
    answer = letter("preview", made[1], NOTICE, "--fact", "contact=Sgt Bell")
    assert answer.code == 0
    assert answer.out.startswith("Notice of investigation (Reg 15)\n")
    assert "ask Sgt Bell." in answer.out
    assert letter("list", made[1], "--format", "json").json["rows"] == []


def test_a_letter_is_printed_kept_listed_and_given_out_again(letter, made):
    answer = letter("write", made[1], NOTICE)
    assert answer.code == 0
    assert "Kept as letter 1" in answer.err
    listed = letter("list", made[1], "--format", "json").json
    assert listed["schema"] == "hearings.letters/1"
    (row,) = listed["rows"]
    assert (row["id"], row["subject"], row["kind"], row["format"]) == (
        1, made[1], "notice_of_investigation", "text",
    )  # fmt: skip
    assert row["sha256"] == hashlib.sha256(answer.out.encode()).hexdigest()
    assert letter("reissue", 1).out == answer.out
    assert letter("list", made[1], "--format", "csv").out.startswith("id,subject,kind,format,")
    assert "1 letter." in letter("list", made[1]).err


@pytest.mark.parametrize("form", ["text", "html", "docx"])
def test_a_letter_is_written_to_a_private_file(letter, made, tmp_path, form):
    out, again = tmp_path / f"letter.{form}", tmp_path / f"again.{form}"
    answer = letter("write", made[1], NOTICE, "--file-format", form, "--out", out)
    assert (answer.code, answer.out) == (0, "")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert hashlib.sha256(out.read_bytes()).hexdigest() in answer.err
    assert letter("reissue", 1, "--out", again).code == 0
    assert again.read_bytes() == out.read_bytes()


def test_a_file_that_is_there_is_not_written_over(letter, made, tmp_path):
    out = tmp_path / "letter.txt"
    out.write_text("Mine.")
    answer = letter("write", made[1], NOTICE, "--out", out)
    assert answer.code == 3
    assert "is there already" in answer.err
    assert out.read_text() == "Mine."
    assert letter("list", made[1], "--format", "json").json["rows"] == []


def test_a_folder_that_is_not_there_is_refused_and_not_made(letter, made, tmp_path):
    """Catches a misspelt folder that appears with a letter in it."""
    assert letter("write", made[1], NOTICE).code == 0
    out = tmp_path / "nowhere" / "letter.txt"
    answer = letter("reissue", 1, "--out", out)
    assert (answer.code, answer.out) == (3, "")
    assert f"there is no folder {out.parent}" in answer.err
    assert not out.parent.exists()


def test_a_word_file_is_not_printed(letter, made):
    answer = letter("write", made[1], NOTICE, "--file-format", "docx")
    assert answer.code == 2
    assert "--out" in answer.err
    assert letter("write", made[1], NOTICE, "--file-format", "pdf").code == 2


def test_a_missing_fact_is_named(letter, made):
    answer = letter("write", made[1], "notice-of-referral")
    assert answer.code == 3
    assert answer.out == ""
    assert "the day the documents were supplied is missing. Record it with" in answer.err


def test_a_fact_may_come_from_a_file(letter, made, tmp_path):
    told = tmp_path / "told.txt"
    told.write_text("Sgt Bell,\nroom 4")
    answer = letter("preview", made[1], NOTICE, "--fact", f"contact=@{told}")
    assert "ask Sgt Bell, room 4." in answer.out
    assert letter("preview", made[1], NOTICE, "--fact", f"contact=@{told}x").code == 2


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("preview", "MC-1900-00001/1", NOTICE), 3),
        (("preview", "MC-2014-00001/1", "love-letter"), 3),
        (("preview", "MC-2014-00001/1", NOTICE, "--fact", "contact"), 2),
        (("preview", "MC-2014-00001/1", NOTICE, "--fact", "name=Somebody"), 3),
        (("reissue", 99), 3),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(letter, words, code):
    answer = letter(*words)
    assert answer.code == code
    assert answer.out == ""
    assert answer.err.strip()


def test_an_auditor_lists_letters_and_writes_none(letter, made):
    assert letter("write", made[1], NOTICE).code == 0
    assert len(letter("list", made[1], "--format", "json", by="auditor").json["rows"]) == 1
    assert letter("write", made[1], NOTICE, by="auditor").code == 3
    assert letter("reissue", 1, by="auditor").code == 3


def test_the_docs_name_every_kind_and_every_fact_that_is_given():
    from tests.repository import ROOT

    told = (ROOT / "docs/letters.md").read_text("utf-8")
    for kind in kinds().values():
        assert f"`{kind.key}`" in told
        for fact in (*kind.given("2012"), *kind.given("2020")):
            assert f"`{fact.name}`" in told, fact.name
    assert json.dumps("hearings.letters/1").strip('"') in told
