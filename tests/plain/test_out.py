"""`--out`: figures in files, whole and private, whose text is never a formula."""

from __future__ import annotations

import csv
import io
import json
import stat
import sys
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from python_calamine import load_workbook

from db.importer.cells import taker
from db.importer.reading import records
from db.mapping import read
from db.sheets import KINDS, Sheet, as_csv, as_workbook, check_out, keep_out
from hearings.charts import Intervals, Row
from hearings.errors import Refused, UsageError
from hearings.formulas import SIGNS, defused, restored, starts
from tests.conftest import portion

MOMENT = datetime(2014, 4, 2, 9, 0, tzinfo=UTC)

HOSTILE = (
    "=1+1", "+44 20 7946 0000", "-5", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1",
    "＠a", "'=1", "''=1", "'plain", "'", "''", "plain", "a,b\"c", "a\nb", "a\r=1+1", "_x0041_",
    "=HYPERLINK(\"http://x\";\"y\")", "<b>&amp;", "漢字", "1e5", "007", "TRUE", "=" * 50,
)  # fmt: skip
"""What people could have typed."""

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from(SIGNS + "'"))


def sheet(texts, picture=None):
    return Sheet("Title", ("text", "number"), [[t, n] for n, t in enumerate(texts)], {}, ("Said.",),
                 picture)  # fmt: skip


@given(TEXTS)
@settings(max_examples=portion(3000))
@example("'=1")
@example("''=1")
@example("'")
def test_a_defused_text_comes_back_the_same_and_begins_no_formula(text):
    """Catches an apostrophe of somebody's own that is taken away, and two texts that become one."""
    assert restored(defused(text)) == text
    assert not starts(defused(text))


@pytest.mark.parametrize("sign", SIGNS)
def test_every_sign_of_a_formula_is_defused(sign):
    assert defused(f"{sign}1") == f"'{sign}1"


@pytest.fixture
def mapping(tmp_path):
    place = tmp_path / "map.toml"
    place.write_text(
        '[source]\nname = "Test"\n[columns]\ncase = "case"\nperson = "number"\n'
        'attention_date = "day"\nnarrative = "text"\n',
        "utf-8",
    )
    return read(place)


def through_import(path, mapping):
    """Read the first column of a file as the import reads a narrative."""
    take = taker(mapping, "narrative", "text")
    return [take(record.cells[0]) for record in list(records(path, "utf-8", mapping))[1:]]


@pytest.mark.parametrize("kind", [".csv", ".xlsx"])
def test_hostile_text_comes_back_the_same_through_the_import(tmp_path, mapping, kind):
    """Catches formulas that a spreadsheet would run, and text that comes back changed."""
    out = tmp_path / f"it{kind}"
    keep_out(sheet(HOSTILE), out, MOMENT)
    assert through_import(out, mapping) == [text.strip().replace("\r", "\n") for text in HOSTILE]


def test_a_formula_is_never_live_in_a_file():
    rows = list(csv.reader(io.StringIO(as_csv(sheet(HOSTILE)).decode(), newline="")))
    assert all(not starts(row[0]) for row in rows)
    import zipfile

    with zipfile.ZipFile(io.BytesIO(as_workbook(sheet(HOSTILE), MOMENT))) as book:
        page = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in page
    assert "<hyperlink" not in page


def test_numbers_are_numbers_and_text_is_text(tmp_path):
    """Catches a force number that becomes 7, and a count that a spreadsheet cannot add up."""
    out = tmp_path / "it.xlsx"
    rows = [["007", 7, -0.25, None, True]]
    keep_out(Sheet("t", ("a", "b", "c", "d", "e"), rows, {}), out, MOMENT)
    found = load_workbook(out).get_sheet_by_name("Figures").to_python()
    assert found == [["a", "b", "c", "d", "e"], ["007", 7.0, -0.25, "", "yes"]]
    assert as_csv(Sheet("t", ("a",), rows, {})).decode() == "a\n007,7,-0.25,,yes\n"


def test_the_same_figure_makes_the_same_bytes():
    assert as_workbook(sheet(HOSTILE), MOMENT) == as_workbook(sheet(HOSTILE), MOMENT)


def test_a_text_too_long_for_a_cell_is_refused():
    """Catches a text that the library leaves out without a word."""
    with pytest.raises(Refused, match="32,767"):
        as_workbook(sheet(["x" * 40_000]), MOMENT)


def test_what_writes_workbooks_may_be_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(UsageError, match=r"hearings\[excel\]"):
        as_workbook(sheet([]), MOMENT)


def test_a_page_holds_table_picture_and_words_and_fetches_nothing(tmp_path):
    chart = Intervals("<Changed>", (Row("=1<b>", 3, 40, (0.01, 0.2)),))
    out = tmp_path / "it.html"
    keep_out(sheet(HOSTILE, chart), out, MOMENT)
    page = out.read_text("utf-8")
    assert page.count("<svg") == 1
    assert "=1&lt;b&gt;: 3 of 40, 7.5 %" in page
    assert "<b>" not in page
    assert "&lt;b&gt;&amp;amp;" in page
    assert "src=" not in page
    assert "href" not in page.replace("HREF", "")


def test_a_picture_is_svg(tmp_path):
    chart = Intervals("Changed", (Row("a", 3, 40, (0.01, 0.2)),))
    out = tmp_path / "it.svg"
    keep_out(sheet([], chart), out, MOMENT)
    assert ET.fromstring(out.read_text("utf-8")).tag.endswith("svg")
    with pytest.raises(UsageError, match="has no picture"):
        keep_out(sheet([]), tmp_path / "other.svg", MOMENT)


@pytest.mark.parametrize("name", ["it", "it.txt", "it.pdf", ".csv", "it.xls"])
def test_an_unknown_kind_is_refused(tmp_path, name):
    with pytest.raises(UsageError, match=r"\.csv, \.xlsx, \.json, \.html, \.svg"):
        check_out(tmp_path / name)


@pytest.mark.parametrize("kind", KINDS)
def test_figures_go_into_a_private_file_once(demo, tmp_path, kind):
    """Catches a file that others can read, and one that is written over unasked."""
    out = tmp_path / f"rates{kind}"
    words = ("chaudhry", "stats", "reassessment", "--by", "unit", "--out", out)
    answer = demo(*words)
    assert (answer.code, answer.out) == (0, "")
    assert f"Written to {out}." in answer.err
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    first = out.read_bytes()
    refused = demo(*words)
    assert refused.code == 3
    assert "is there already" in refused.err
    assert out.read_bytes() == first
    assert demo(*words, "--force").code == 0


def test_a_file_says_what_the_command_says(demo, tmp_path):
    words = ("chaudhry", "stats", "reassessment", "--by", "unit")
    for kind in ("json", "csv"):
        out = tmp_path / f"rates.{kind}"
        demo(*words, "--out", out)
        assert out.read_text("utf-8") == demo(*words, "--format", kind).out
    book = tmp_path / "rates.xlsx"
    demo(*words, "--out", book)
    found = load_workbook(book).get_sheet_by_name("Figures").to_python()
    promised = json.loads((tmp_path / "rates.json").read_text("utf-8"))
    assert [row[1] for row in found[1:]] == [row["decided"] for row in promised["rows"]]


@pytest.mark.parametrize("words", [("funnel", "--by", "unit"), ("trend",), ("reassessment",)])
def test_every_comparison_goes_into_a_picture(demo, tmp_path, words):
    out = tmp_path / "it.svg"
    answer = demo("chaudhry", "stats", *words, "--out", out)
    assert answer.code == 0, answer.err
    assert ET.fromstring(out.read_text("utf-8")).find("{*}title") is not None


def test_nothing_is_counted_for_a_file_that_cannot_be_written(demo, tmp_path):
    """Catches figures that leave a trail and no file."""
    for out, code in ((tmp_path / "none" / "it.csv", 3), (tmp_path / "it.txt", 2)):
        assert demo("chaudhry", "stats", "reassessment", "--out", out).code == code


def test_figures_about_persons_have_no_picture(demo, tmp_path):
    words = ("chaudhry", "stats", "reassessment", "--by", "decider", "--out")
    assert demo(*words, tmp_path / "it.svg").code == 2
    assert demo(*words, tmp_path / "it.csv").code == 0


OUTWARD = (
    ("stats", "reassessment", "--by", "quarter", "--audience", "public"),
    ("stats", "outcomes", "--by", "year", "--audience", "staff"),
    ("stats", "outcomes", "--summary", "2013/14", "--audience", "staff"),
    ("stats", "disparity", "--by", "sex", "--measure", "changed", "--audience", "staff"),
    ("report", "make", "associations", "--quarter", "2013-Q4"),
    ("report", "make", "reassessment", "--quarter", "2013-Q4", "--audience", "public"),
)
"""Everything that makes a release and writes a file."""

MISSING = {"it.xlsx": "xlsxwriter", "it.pdf": "typst", "it.docx": "docx"}
"""What writes a file may not be installed."""


@pytest.mark.parametrize("words", OUTWARD, ids=" ".join)
@pytest.mark.parametrize(
    "name",
    ["it", "it.txt", "it.svg", "none/it.csv", "none/it.html", "there.html", "there.csv", "link.csv",
     "link.html", "folder.csv", "folder.html", "x" * 300 + ".html", *MISSING],
)  # fmt: skip
def test_no_release_is_made_for_a_file_that_cannot_be_written(
    demo, tmp_path, monkeypatch, words, name
):
    """Catches a figure that counts as given away though nobody has it; later ones suffer for it."""
    place = tmp_path / "out"
    place.mkdir()
    for there in ("there.html", "there.csv"):
        (place / there).write_text("kept", "utf-8")
    for folder in ("folder.csv", "folder.html"):
        (place / folder).mkdir()
    for link in ("link.csv", "link.html"):
        (place / link).symlink_to("nowhere")
    monkeypatch.setitem(sys.modules, MISSING.get(name, "xlsxwriter"), None)
    force = ("--force",) if name.startswith("folder") else ()
    before = sorted(place.iterdir())
    answer = demo("chaudhry", *words, "--out", place / name, *force)
    assert answer.code in {2, 3}, answer.err
    assert answer.err.strip().endswith(".")
    assert demo("chaudhry", "release", "list", "--format", "json").json["rows"] == []
    assert sorted(place.iterdir()) == before


EVERY = (
    ("outcomes", "--by", "year"), ("outcomes", "--summary", "2013/14"), ("consistency",),
    ("hearings",), ("disparity",), ("tiers",), ("gross",), ("revisions", "--by", "year"),
    ("waits", "--by", "year"), ("timeliness",), ("workforce",),
)  # fmt: skip
"""Every other figure that goes into a file."""


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_every_figure_goes_into_a_file_that_says_what_is_printed(demo, tmp_path, words):
    """Catches a file with other numbers than the command prints."""
    for kind in ("csv", "json"):
        out = tmp_path / f"it.{kind}"
        answer = demo("chaudhry", "stats", *words, "--out", out)
        assert answer.code == 0, answer.err
        assert out.read_text("utf-8") == demo("chaudhry", "stats", *words, "--format", kind).out
    assert demo("chaudhry", "stats", *words, "--out", tmp_path / "it.xlsx").code == 0
    assert demo("chaudhry", "stats", *words, "--out", tmp_path / "it.svg").code == 2
