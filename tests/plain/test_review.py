"""`hearings review`: the whole of it without a screen, and nothing on the blind page it hides."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from hearings.severity import Level

LEVELS = ("misconduct", "neither")
PERIOD = ("--from", "2013-10-01", "--to", "2014-03-31")
AGAIN = ("--reason", "Of its own.")


@pytest.fixture
def drawn(demo):
    """Draw a sample of its own; the demonstration has one already."""
    assert (
        demo("chaudhry", "review", "draw", "--size", 8, "--seed", "own", *PERIOD, *AGAIN).code == 0
    )
    return demo


def behind(tmp_path: Path, sample: int, place: int) -> tuple[str, ...]:
    """Look behind a place: reference, name, number, unit, level, local level."""
    with sqlite3.connect(tmp_path / "demo.db") as database:
        found: tuple[str, ...] = database.execute(
            "SELECT s.reference, p.name, p.number, s.unit, s.level, s.local_level FROM sampled d"
            " JOIN subjects s ON s.id = d.subject_id LEFT JOIN persons p ON p.id = s.person_id"
            " WHERE d.sample_id = ? AND d.place = ?",
            (sample, place),
        ).fetchone()
    return found


def test_a_sample_is_drawn_listed_read_and_answered_in_plain_lines(drawn, tmp_path):
    assert "Sample 2: 0 of 8 read" in drawn("chaudhry", "review", "list").out
    page = drawn("chaudhry", "review", "read", 2)
    assert page.code == 0
    found = re.search(r"Dip sample 2, item (\d) of 8", page.out)
    assert found
    place = int(found[1])
    ref, name, number, unit, level, _local = behind(tmp_path, 2, place)
    for word in (ref, ref.partition("/")[0], *(name or "").split(), number, unit, *LEVELS):
        assert not word or len(word) < 3 or word.casefold() not in (page.out + page.err).casefold()

    other = "neither" if level != "neither" else "misconduct"
    shown = drawn("chaudhry", "review", "level", f"2/{place}", "--level", other, "--reason", "No.")
    assert "You came to another level as the one that stood" in shown.out
    assert f"review answer 2/{place}" in shown.err
    assert drawn("chaudhry", "review", "answer", f"2/{place}", "--answer", "reconsider").code == 3
    last = drawn("chaudhry", "review", "answer", f"2/{place}", "--answer", "reconsider",
                 "--reason", "See the custody record.")  # fmt: skip
    assert "Your answer: asks to reconsider" in last.out
    assert f"{ref} 31 Mar 2014 asked to reconsider after a blind" in " ".join(
        drawn("chaudhry", "review", "queue").out.split()
    )
    assert f"2/{place}  read by 1, answered by 1; you: {Level(other).words}" in drawn(
        "chaudhry", "review", "show", 2
    ).out  # fmt: skip
    assert "read by 1, answered by 1\n" in drawn("marsh", "review", "show", 2).out


def test_the_json_is_what_the_manual_promises(drawn):
    queue = drawn("osei", "review", "queue", "--format", "json").json
    names = {
        "schema",
        "waiting_in_all",
        "waiting",
        "reconsidered_in_all",
        "reconsidered",
        "samples",
    }
    assert set(queue) == names
    assert queue["schema"] == "hearings.review/1"
    assert queue["waiting_in_all"] == len(queue["waiting"]) > 0
    samples = drawn("osei", "review", "list", "--format", "json").json
    assert samples["schema"] == "hearings.samples/1"
    assert samples["rows"][0] | {"drawn_at": ""} == {
        "sample": 2, "seed": "own", "drawn_at": "", "drawn_by": "chaudhry", "from": "2013-10-01",
        "to": "2014-03-31", "asked_for": 8, "out_of": 28, "drawn": 8, "read": 0, "answered": 0,
        "left": 8, "reason": "Of its own.",
    }  # fmt: skip
    item = drawn("chaudhry", "review", "read", 2, "--format", "json").json
    assert (item["schema"], item["reading"], item["judged"]) == ("hearings.blind/1", None, None)
    assert set(item["allegations"][0]) == {"standard", "category", "narrative"}
    read = drawn("chaudhry", "review", "level", item["item"], "--level", "neither",
                 "--format", "json").json  # fmt: skip
    assert read["reading"]["level"] == "neither"
    assert read["judged"]
    states = drawn("chaudhry", "review", "show", 2, "--format", "json").json
    assert states["schema"] == "hearings.sample/1"
    assert [row["own_level"] for row in states["items"] if row["read"]] == ["neither"]


def test_no_reference_reads_an_item_whether_it_was_drawn_or_not(drawn, tmp_path):
    """Catches a command that picks a matter, and that says of each reference whether it was drawn.

    The move itself is refused in `tests/db/test_sampled.py`.
    """
    refs = [behind(tmp_path, 2, 1)[0], "MC-2013-00001/1", "MC-2999-00001/1"]
    for command, more in (
        ("read-blind", ("--sample", 2, "--level", "misconduct")),
        ("answer-reading", ("--answer", "concur")),
    ):
        answers = [drawn("chaudhry", "case", command, ref, *more) for ref in refs]
        assert {answer.code for answer in answers} == {2}
        assert len({answer.err for answer in answers}) == 1
        assert f"'{command}'" in answers[0].err
    assert "read-blind" not in drawn("chaudhry", "case", "--help").out


def test_whoever_opened_the_matter_is_passed_over_in_words(drawn, tmp_path):
    """Catches a reader who looks the level up in another window, and then reads blind."""
    page = drawn("chaudhry", "review", "read", 2).out
    place = int(page.partition("item ")[2].partition(" ")[0])
    ref = behind(tmp_path, 2, place)[0]
    assert drawn("chaudhry", "case", "show", ref).code == 0
    answer = drawn("chaudhry", "review", "level", f"2/{place}", "--level", "neither")
    assert answer.code == 3
    assert "you have opened it since it was decided" in " ".join(answer.err.split())
    assert "you have opened it" in " ".join(drawn("chaudhry", "review", "read", 2).err.split())


def test_each_draw_is_listed_with_who_drew_it_the_seed_and_what_is_unread(drawn):
    told = " ".join(drawn("osei", "review", "list").out.split())
    assert "Sample 2: 0 of 8 read, 8 still unread" in told
    assert "by chaudhry, seed own, out of 28; drawn again because: Of its own." in told
    stats = " ".join(drawn("osei", "stats", "reassessment").out.split())
    left = sum(
        row["left"] for row in drawn("osei", "review", "list", "--format", "json").json["rows"]
    )
    assert f"In all dip samples {left} drawn items are still unread." in stats


def test_each_list_is_a_sheet_as_well(drawn):
    for words, first in (
        (("queue",), "list,subject,local_level,level,day"),
        (("list",), "sample,seed,drawn_at"),
        (("show", 2), "place,read,answered,own_level,decision,answer"),
        (("read", 2), "part,what,text"),
    ):
        assert drawn("chaudhry", "review", *words, "--format", "csv").out.startswith(first)


def test_what_is_refused_is_exit_3_and_what_is_wrongly_put_exit_2(drawn):
    draw = ("review", "draw", "--seed", "s", *PERIOD)
    for account, words, code, said in (
        ("osei", draw, 3, "Dip samples are drawn by supervisor"),
        ("mensah", ("review", "queue"), 3, "Review is open to authority or supervisor"),
        ("chaudhry", ("review", "show", 9), 3, "There is no dip sample 9"),
        ("chaudhry", ("review", "read", 2, "--place", 99), 3, "no place 99"),
        ("chaudhry", ("review", "level", "2", "--level", "neither"), 2, "SAMPLE/PLACE"),
        ("chaudhry", ("review", "draw", *PERIOD), 2, "--seed"),
        ("chaudhry", (*draw, "--size", 0), 2, "it holds from 1 to 500"),
        ("chaudhry", (*draw, "--size", 3), 3, "are not read yet"),
        ("chaudhry", (*draw, *AGAIN, "--size", 10), 3, "ask for 9 at most"),
        (
            "chaudhry",
            ("review", "draw", "--seed", "s", "--from", "2014-03-01", "--to", "2014-03-30"),
            2,
            "a month of the calendar",
        ),
        ("chaudhry", ("review", "draw", "--seed", "s", "--from", "1", "--to", "2"), 2, "A date"),
    ):
        answer = drawn(account, *words)
        assert (answer.code, said in answer.err) == (code, True), (words, answer.err)


def test_a_level_that_is_none_is_refused_without_a_word_of_the_case(drawn, tmp_path):
    item = drawn("chaudhry", "review", "read", 2, "--format", "json").json["item"]
    answer = drawn("chaudhry", "review", "level", item, "--level", "grave")
    assert answer.code == 3
    assert "level cannot be 'grave'" in answer.err
    assert behind(tmp_path, *map(int, item.split("/")))[0] not in answer.err


def test_agreement_stands_under_the_reassessment_rate(demo):
    text = demo("chaudhry", "stats", "reassessment").out
    assert "Blind second readings gave the level that stood:" in " ".join(text.split())
    assert re.search(
        r"  decisions that left it as it was +\d+\.\d % \(\d+ of \d+\), 95 %\s+inter", text
    )
    found = demo("chaudhry", "stats", "reassessment", "--format", "json").json["agreement"]
    assert set(found) <= {"changed", "unchanged", "kept_locally"}
    for one in found.values():
        assert one["share"] == pytest.approx(one["agreed"] / one["read"])
        assert one["low"] <= one["share"] <= one["high"]
    none = demo("chaudhry", "stats", "reassessment", "--to", "2013-04-02")
    assert "Blind second reading: none recorded." in none.out
    none = demo("chaudhry", "stats", "reassessment", "--to", "2013-04-02", "--format", "json")
    assert none.json["agreement"] == {}
