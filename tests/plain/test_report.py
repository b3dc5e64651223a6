"""`report make`: a file that opens, whose words match what `stats` says."""

from __future__ import annotations

import re
import shutil
import stat
from io import BytesIO

import pytest
from docx import Document
from pypdf import PdfReader

from db.demo.build import build


def read(out) -> str:
    """Read every word of a report on one line without spaces."""
    body = out.read_bytes()
    if out.suffix == ".pdf":
        said = " ".join(page.extract_text() for page in PdfReader(BytesIO(body)).pages)
    elif out.suffix == ".docx":
        document = Document(BytesIO(body))
        cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
        said = " ".join([*(p.text for p in document.paragraphs), *cells])
    else:
        page = re.sub(r"<(svg|style).*?</\1>", " ", body.decode(), flags=re.DOTALL)
        said = re.sub(r"<[^>]+>", " ", page)
    return re.sub(r"\s", "", said)


@pytest.mark.parametrize("kind", ["html", "pdf", "docx"])
def test_the_report_opens_and_says_what_the_figures_say(demo, tmp_path, kind):
    """Catches a report of another quarter, and one that rounds otherwise than `stats` does."""
    out = tmp_path / f"quarter.{kind}"
    answer = demo("chaudhry", "report", "make", "reassessment", "--quarter", "2014-Q1",
                  "--out", out)  # fmt: skip
    assert answer.code == 0, answer.err
    assert (answer.out, stat.S_IMODE(out.stat().st_mode)) == ("", 0o600)
    text = demo("chaudhry", "stats", "reassessment", "--from", "2014-01-01", "--to",
                "2014-03-31").out  # fmt: skip
    shares = re.findall(r"lowered +([\d.]+ %) \(([\d,]+) of ([\d,]+)\)", text)
    assert shares
    said = read(out)
    for rate, part, whole in shares:
        whole_row = f"{part}{whole}{rate}".replace(" ", "")
        assert whole_row in said, whole_row
    assert "inventedpeople" in said or "isinvented" in said


def test_every_number_in_the_words_stands_in_a_table_of_the_file(demo, tmp_path):
    """Catches a file whose sentences were made apart from its tables."""
    out = tmp_path / "quarter.html"
    demo("chaudhry", "report", "make", "reassessment", "--quarter", "2014-Q1", "--out", out)
    page = re.sub(r"<svg.*?</svg>", "", out.read_text("utf-8"), flags=re.DOTALL)
    number = re.compile(r"\d(?:[\d,]*\d)?(?:\.\d+)?")
    pairs = re.findall(r"<figcaption>(.*?)</figcaption>.*?<table>(.*?)</table>", page, re.DOTALL)
    assert len(pairs) >= 5
    for words, table in pairs:
        said = re.sub(r"<[^>]+>", " ", words).replace("outside the 99.8 % limits around", "")
        held = set(number.findall(re.sub(r"<[^>]+>", " ", table)))
        assert set(number.findall(said)) <= held


@pytest.mark.parametrize("audience", ["staff", "public"])
@pytest.mark.parametrize("kind", ["reassessment", "associations"])
def test_a_report_for_others_says_what_was_left_out_to_whoever_made_it(
    demo, tmp_path, kind, audience
):
    out = tmp_path / "it.html"
    words = ("report", "make", kind, "--quarter", "2014-Q1", "--audience", audience, "--out", out)
    answer = demo("chaudhry", *words)
    assert answer.code == 0, answer.err
    page = out.read_text("utf-8")
    assert page.count("This table is not given") == answer.err.count("Not given:")
    assert "Ask by fewer fields" not in page
    assert demo("mensah", *words, "--force").code == 3


def test_it_is_written_once_and_over_only_where_that_is_said(demo, tmp_path):
    out = tmp_path / "it.html"
    words = ("chaudhry", "report", "make", "reassessment", "--quarter", "2014-Q1", "--out", out)
    assert demo(*words).code == 0
    first = out.read_bytes()
    refused = demo(*words)
    assert (refused.code, out.read_bytes()) == (3, first)
    assert "--force" in refused.err
    assert demo(*words, "--force").code == 0


@pytest.mark.parametrize(
    ("name", "more", "code"),
    [
        ("it.odt", (), 2),
        ("it", (), 2),
        ("none/it.pdf", (), 3),
        ("it.pdf", ("--quarter", "spring"), 2),
        ("it.pdf", ("--quarter", "2014-Q9"), 2),
        ("it.pdf", ("--quarter", "0002-Q1"), 2),
        ("it.pdf", ("--quarter", "2014-Q1", "--as-of", "0001-05-01"), 2),
        ("it.pdf", ("--audience", "press"), 2),
    ],
)
def test_what_cannot_be_made_is_refused_with_a_sentence(demo, tmp_path, name, more, code):
    answer = demo("chaudhry", "report", "make", "reassessment", "--quarter", "2014-Q1",
                  "--out", tmp_path / name, *more)  # fmt: skip
    assert answer.code == code
    assert answer.err.strip().endswith(".")
    assert not (tmp_path / name).exists()


def test_what_was_made_is_said_as_json(demo, tmp_path):
    out = tmp_path / "it.html"
    found = demo("chaudhry", "report", "make", "associations", "--quarter", "2014-Q1", "--out",
                 out, "--format", "json").json  # fmt: skip
    assert found["schema"] == "hearings.report/1"
    assert (found["kind"], found["audience"], found["form"]) == ("associations", "staff", "html")
    assert len(found["sha256"]) == 64


@pytest.fixture(scope="module")
def larger(tmp_path_factory):
    """Make a larger demonstration once."""
    place = tmp_path_factory.mktemp("larger") / "demo.db"
    build(str(place), seed=1, subjects=900)
    return place


@pytest.fixture
def large(larger, tmp_path):
    """Give a larger demonstration of the test's own."""
    place = tmp_path / "large.db"
    shutil.copy(larger, place)
    place.chmod(0o600)
    return place


@pytest.mark.parametrize("audience", ["staff", "public"])
def test_the_table_for_associations_comes_out(hearings, tmp_path, large, audience):
    """Catches tables that keep each other back: ethnicity against outcome is what was asked for."""
    for quarter in ("2013-Q3", "2013-Q4", "2014-Q1"):
        out = tmp_path / f"{quarter}.html"
        answer = hearings("--database", large, "--as", "chaudhry", "report", "make", "associations",
                          "--quarter", quarter, "--audience", audience, "--out", out)  # fmt: skip
        assert answer.code == 0, answer.err
    assert "Not given:" not in answer.err
    page = out.read_text("utf-8")
    assert page.count("<table>") == 9
    assert "not given" not in page
    assert page.index("self-defined against outcome") < page.index("Sex against outcome")


def test_every_ratio_in_a_sentence_stands_in_the_table_above_it(hearings, tmp_path, large):
    """Catches a sentence on how groups fared that was worked out apart from its table."""
    out = tmp_path / "quarter.html"
    answer = hearings("--database", large, "--as", "chaudhry", "report", "make", "reassessment",
                      "--quarter", "2013-Q4", "--out", out)  # fmt: skip
    assert answer.code == 0, answer.err
    page = out.read_text("utf-8")
    page = page[page.index("How groups fared") : page.index("To a hundred of the workforce")]
    ratio = re.compile(r"\d+\.\d\d")
    said = 0
    for table in page.split("<table>")[1:]:
        held, _end, after = table.partition("</table>")
        for sentence in re.findall(r"as counted, [^<]*", after):
            said += 1
            assert ratio.findall(sentence)
            assert set(ratio.findall(sentence)) <= set(ratio.findall(held)), sentence
    assert said
