"""Every figure of `stats` says what it is, whoever meets it on whatever sheet."""

from __future__ import annotations

import inspect
import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from python_calamine import load_workbook
from typer.main import get_command

from tui.plain.stats import app

STATS: Any = vars(get_command(app))["commands"]
"""Every command of `stats`: one that is new is walked over without being named here."""

NO_FIGURE = {"keep"}
"""The one that gives none: it keeps a question."""

NEEDS = {"funnel": ("--by", "rank_band"), "views": ("gross misconduct lowered by unit",)}
"""What a command cannot do without."""

ONLY = ("rank_band=constable", "step=hearing_held")
"""What figures can be narrowed to: those of steps to a step, all others to a rank band."""

UNIT = re.compile(r"Counted: .*?\([\d,]+\)|Counted: .*?[\d,]+ officers?|\(at most [\d,]+\)")
"""What was counted, and how many."""

MARKS = (
    "For use inside the force: nothing here is suppressed for staff or the public.",
    "Everybody here is invented: this is a demonstration.",
    "What is not over is counted up to 2014-03-31.",
)


def words_of(command):
    """Give the words that narrow a command as far as it can be narrowed, and what it must say."""
    takes = {option for one in STATS[command].params for option in one.opts}
    words, said = [*NEEDS.get(command, ())], []
    if "--where" in takes:
        only = ONLY[command == "timeliness"]
        words += ["--where", only]
        said.append(f"only {only.partition('=')[0].replace('_', ' ')} {only.partition('=')[2]}")
    if "--from" in takes:
        words += ["--from", "2013-04-02"]
        said.append("from 2013-04-02")
    return words, tuple(said)


EVERY = sorted(set(STATS) - NO_FIGURE)
ALL = [*EVERY, "outcomes --summary 2013"]


def asked(command):
    """Give the words of a command, and what must be said of it."""
    if command in STATS:
        words, said = words_of(command)
        return (command, *words), said
    name, *words = command.split()
    return (name, *words), ("from 2013-01-01, to 2013-12-31",)


def flat(text):
    return " ".join(text.split())


def marked(text, said):
    """Find the marks in a text."""
    text = flat(text)
    for mark in (*MARKS, *said):
        assert mark in text, mark
    assert UNIT.search(text), text


@pytest.mark.parametrize("command", ALL)
def test_every_printed_figure_says_what_it_is(demo, command):
    """Catches a figure of constables alone that reads as the force's own, and none that is marked.

    The words stand beside comma-separated values, which have no room for them.
    """
    words, said = asked(command)
    text = demo("mensah" if command == "mine" else "chaudhry", "stats", *words)
    assert text.code == 0, text.err
    marked(text.out, said)
    sheet = demo("mensah" if command == "mine" else "chaudhry", "stats", *words, "--format", "csv")
    marked(sheet.err, said)
    assert "Counted" not in sheet.out


@pytest.mark.parametrize("command", ALL)
def test_every_figure_as_json_says_to_what_it_is_narrowed(demo, command):
    """Catches a schema without `where`, and one without the day its ages run to."""
    words, _said = asked(command)
    account = "mensah" if command == "mine" else "chaudhry"
    found = demo(account, "stats", *words, "--format", "json").json
    narrowed = dict([words[words.index("--where") + 1].split("=")]) if "--where" in words else {}
    if command == "views":
        narrowed = found["where"]
    assert found["where"] == narrowed
    assert found["from"] == next((day for day in ("2013-04-02",) if day in words), found["from"])
    assert {"to", "date", "archive", "notes", "count_of"} <= set(found)
    assert (found["audience"], found["as_of"]) == ("internal", "2014-03-31")
    assert all(mark in found["note"] for mark in MARKS[:2])


FILED = [one for one in ALL if one.split()[0] in {
    name for name in EVERY
    if "--out" in {option for param in STATS[name].params for option in param.opts}}]  # fmt: skip


@pytest.mark.parametrize("kind", ["html", "xlsx", "csv", "json"])
@pytest.mark.parametrize("command", FILED)
def test_every_filed_figure_says_what_it_is(demo, tmp_path, command, kind):
    """Catches a page that is a title and a table, which nobody can tell from a public one."""
    words, said = asked(command)
    out = tmp_path / f"it.{kind}"
    answer = demo("chaudhry", "stats", *words, "--out", out)
    assert answer.code == 0, answer.err
    if kind == "xlsx":
        notes = load_workbook(out).get_sheet_by_name("Notes").to_python()
        marked(" ".join(str(cell) for row in notes for cell in row), said)
    elif kind == "csv":
        marked(answer.err, said)
    elif kind == "html":
        marked(re.sub(r"<[^>]+>", " ", out.read_text("utf-8")), said)
    else:
        assert all(mark in out.read_text("utf-8") for mark in MARKS[:2])


DRAWN = (
    ("funnel", "--by", "rank_band"), ("trend",), ("reassessment",),
    ("reassessment", "--by", "unit"), ("reassessment", "--by", "sex", "--by", "unit"),
    ("reassessment", "--by", "quarter"), ("reassessment", "--by", "reason"),
)  # fmt: skip


@pytest.mark.parametrize("words", DRAWN, ids=" ".join)
def test_every_filed_picture_says_what_it_is_to_whoever_sees_it_and_whoever_does_not(
    demo, tmp_path, words
):
    """Catches a picture of constables with nothing in it that says so."""
    out = tmp_path / "it.svg"
    only = ("--where", "rank_band=constable", "--from", "2013-04-02")
    answer = demo("chaudhry", "stats", *words, *only, "--out", out)
    assert answer.code == 0, answer.err
    drawn = ET.fromstring(out.read_text("utf-8"))
    said = ("only rank band constable", "from 2013-04-02")
    marked(drawn.findtext("{*}desc"), said)
    seen = " ".join(one.text or "" for one in drawn.iter("{http://www.w3.org/2000/svg}text"))
    marked(seen, said)
    lowest = max(float(one.get("y", 0)) for one in drawn.iter("{http://www.w3.org/2000/svg}text"))
    assert float(drawn.get("height", 0)) >= lowest


@pytest.mark.parametrize("by", [("ethnicity",), ("unit",), ("unit", "sex")])
def test_no_picture_puts_plain_rates_of_groups_beside_each_other(demo, tmp_path, by):
    """Catches Chicago's reversal drawn: who is sent graver matters has more of them lowered."""
    asked = [word for field in by for word in ("--by", field)]
    rows = demo("chaudhry", "stats", "reassessment", *asked, "--format", "json").json["rows"]
    for kind in ("svg", "html"):
        out = tmp_path / f"it.{kind}"
        assert demo("chaudhry", "stats", "reassessment", *asked, "--out", out).code == 0
        page = flat(out.read_text("utf-8"))
        assert "The plain rates are not to be compared with each other" in page
        for row in rows:
            if row["ratio"] is not None:
                said = (
                    f"{row['changed']:,} of {row['decided']:,}, {row['ratio']:.2f} times expected"
                )
                assert said in page
                assert f"{row['changed']:,} of {row['decided']:,}, {row['rate']:.1%}" not in page


def test_two_fields_are_drawn_as_a_heat_table(demo, tmp_path):
    """Catches a cross-table drawn as a list of rows, and a table whose figures are cut."""
    words = ("stats", "reassessment", "--by", "rank_band", "--by", "sex", "--out")
    for kind in ("svg", "html"):
        out = tmp_path / f"it.{kind}"
        assert demo("chaudhry", *words, out).code == 0
        page = out.read_text("utf-8")
        assert page.count("<rect") > 4
        assert "Shaded by observed ÷ expected" in page
        assert "female" in page
        assert "…" not in "".join(re.findall(r"<text[^>]*>([^<]*)", page))


def test_a_reason_is_drawn_as_a_share_of_the_changed(demo, tmp_path):
    """Catches 181 of 181, 100 %, in a picture: whoever has a reason was changed."""
    out = tmp_path / "it.svg"
    words = ("stats", "reassessment", "--by", "reason")
    demo("chaudhry", *words, "--out", out)
    total = demo("chaudhry", *words, "--format", "json").json["total"]["changed"]
    assert f" of {total}, " in out.read_text("utf-8")
    assert demo("chaudhry", "stats", "reassessment", "--where", "reason=", "--out",
                tmp_path / "other.svg").code == 2  # fmt: skip


def test_a_page_and_a_workbook_speak_words_and_shares(demo, tmp_path):
    """Catches 0.0561764706 and no_local_view on a page, and M for male."""
    words = ("stats", "reassessment", "--by", "sex", "--out")
    page, book = tmp_path / "it.html", tmp_path / "it.xlsx"
    demo("chaudhry", *words, page)
    demo("chaudhry", *words, book)
    text = page.read_text("utf-8")
    assert "no_local_view" not in text
    assert "no initial assessment" in text
    assert ">female<" in text
    assert not re.search(r"\b0\.\d{3,}", re.sub(r"<svg.*?</svg>", "", text, flags=re.DOTALL))
    head, *rows = load_workbook(book).get_sheet_by_name("Figures").to_python()
    assert {"not yet decided", "sex"} <= set(head)
    assert [row[0] for row in rows][:2] == ["female", "male"]
    assert isinstance(rows[0][head.index("share")], float)


WIDE = ("tiers", "gross", "revisions", "disparity")


@pytest.mark.parametrize("command", WIDE)
def test_the_factor_by_which_an_interval_is_widened_is_printed(demo, command):
    """Catches intervals that are said to be widened, and not how much."""
    found = demo("chaudhry", "stats", command, "--format", "json").json
    spreads = {round(one, 2) for one in spread_in(found)} - {1.0}
    text = flat(demo("chaudhry", "stats", command).out)
    printed = {float(one) for one in re.findall(r"([\d.]+) times", text)}
    assert spreads >= printed - {1.0}
    assert bool(spreads) == bool(printed)


def spread_in(found):
    """Give every spread of an answer whose base is there."""
    if isinstance(found, dict):
        if found.get("spread") and found.get("base", 1):
            yield found["spread"]
        for one in found.values():
            yield from spread_in(one)
    elif isinstance(found, list):
        for one in found:
            yield from spread_in(one)


def test_what_a_figure_says_of_itself_has_one_home():
    """Catches a command that writes its own heading, which the next mark would pass by."""
    from pathlib import Path

    import tui.plain.figure

    folder = Path(inspect.getfile(tui.plain.figure)).parent
    for path in folder.glob("*.py"):
        if path.name != "figure.py":
            text = path.read_text("utf-8")
            assert 'f"Counted: {' not in text or path.name == "disparity_words.py", path
