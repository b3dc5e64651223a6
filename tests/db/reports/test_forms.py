"""A report opens in every form, and its words match its figures."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from docx import Document
from pypdf import PdfReader

from db.reports.forms import FORMS, written
from db.reports.model import Report, Section, Table
from hearings.charts import words
from hearings.errors import UsageError
from tests.hearings.charts.pictures import HOSTILE, funnel_of, heat, hostile_pictures, trend_of

MOMENT = datetime(2014, 4, 2, 9, 0, tzinfo=UTC)
NUMBER = re.compile(r"\d(?:[\d,]*\d)?(?:\.\d+)?")


def report(*blocks, title="Quarter"):
    return Report(title, ("For staff.",), (Section("Part", blocks),), "Foot")


PLAIN = report(
    "A paragraph of 17 words.",
    Table("Numbers", ("", "officers"), (("changed", "1,234"), ("not known", "withheld"))),
    funnel_of([*((f"unit {n}", 20 + n, 300 + n) for n in range(12)), ("high", 90, 300)]),
    trend_of([(3, 30, 0), (5, 31, 0), (4, 32, 9)]),
    heat(["row", ""], [[0.1, 0.25], [None, 1.0]]),
)


def text_of(form: str, body: bytes) -> str:
    """Read every word of a report, whatever it is written in, on one line."""
    if form == "pdf":
        return " ".join(" ".join(p.extract_text() for p in PdfReader(BytesIO(body)).pages).split())
    if form == "docx":
        document = Document(BytesIO(body))
        said = [paragraph.text for paragraph in document.paragraphs]
        said += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return " ".join(" ".join(said).split())
    page = re.sub(r"<svg.*?</svg>", " ", body.decode(), flags=re.DOTALL)
    plain = re.sub(r"<style>.*?</style>", " ", page, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", plain).split())


@pytest.mark.parametrize("form", FORMS)
def test_a_report_opens_and_holds_every_sentence_and_every_cell(form):
    """Catches a form that leaves out what another has."""
    said = text_of(form, written(PLAIN, form, MOMENT))
    held = said.replace(" ", "")
    for section in PLAIN.data()["sections"]:
        for block in section["blocks"]:
            sentences = [*block.get("words", []), *filter(None, [block.get("text")])]
            grid = block.get("table", {"columns": [], "rows": []})
            cells = [*grid["columns"], *(cell for row in grid["rows"] for cell in row)]
            for text in (*sentences, *cells):
                assert text.replace(" ", "") in held, text


@pytest.mark.parametrize("form", FORMS)
def test_the_same_report_makes_the_same_bytes(form):
    assert written(PLAIN, form, MOMENT) == written(PLAIN, form, MOMENT)


def test_a_pdf_is_tagged_and_its_pictures_are_described():
    """Catches a PDF that a screen reader cannot follow."""
    reader = PdfReader(BytesIO(written(PLAIN, "pdf", MOMENT)))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode()
    assert root["/Lang"].lower() == "en-gb"
    raw = written(PLAIN, "pdf", MOMENT)
    assert reader.metadata is not None
    assert reader.metadata.title == "Quarter"
    assert len(raw) > 10_000


def test_a_word_file_has_headings_repeated_heads_and_described_pictures():
    document = Document(BytesIO(written(PLAIN, "docx", MOMENT)))
    assert [p.text for p in document.paragraphs if _styled(p) == "Heading 1"] == ["Quarter"]
    assert len(document.inline_shapes) == 3
    for shape in document.inline_shapes:
        assert "say the same" in shape._inline.docPr.get("descr")
    assert all(table._tbl.xpath(".//w:tblHeader") for table in document.tables)
    assert document.core_properties.title == "Quarter"
    assert document.core_properties.author == "hearings"


def _styled(paragraph: Any) -> str:
    return str(paragraph.style.name)


def test_a_page_runs_and_fetches_nothing():
    page = written(PLAIN, "html", MOMENT).decode()
    assert "default-src 'none'" in page
    assert not re.search(r"<script|src=|href=|url\(|@import", page)
    assert page.count("<svg") == 3


@pytest.mark.parametrize("form", FORMS)
def test_hostile_words_are_words(form):
    """Catches a title, a label or a cell that is read as markup."""
    table = Table(HOSTILE[0], tuple(HOSTILE), (tuple(HOSTILE),))
    body = written(report(*HOSTILE, table, *hostile_pictures(), title=HOSTILE[0]), form, MOMENT)
    said = text_of(form, body)
    if form == "html":
        assert "<script" not in body.decode()
        assert "&lt;script&gt;" in body.decode()
    else:
        assert "<script>alert(1)</script>" in said.replace(" ", "")
    for svg in re.findall(r"<svg.*?</svg>", body.decode("utf-8", "replace"), flags=re.DOTALL):
        ET.fromstring(svg)


def test_the_words_of_every_picture_match_its_table():
    """Catches words and figures that are worked out apart from each other."""
    for section in PLAIN.data()["sections"]:
        for block in section["blocks"]:
            if block["kind"] == "picture":
                grid = block["table"]
                cells = [*grid["columns"], *(c for row in grid["rows"] for c in row)]
                said = " ".join(block["words"]).replace("99.8 % limits around", "")
                assert set(NUMBER.findall(said)) <= set(NUMBER.findall(" ".join(cells)))


def test_an_unknown_form_is_refused():
    with pytest.raises(UsageError, match="html, pdf, docx"):
        written(PLAIN, "odt", MOMENT)


@pytest.mark.parametrize(("form", "library"), [("pdf", "typst"), ("docx", "docx")])
def test_a_form_without_its_library_names_the_extra(monkeypatch, form, library):
    import sys

    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(UsageError, match=r"hearings\[publish\]"):
        written(PLAIN, form, MOMENT)
    assert written(PLAIN, "html", MOMENT)


def test_words_of_a_picture_without_data_say_so():
    assert words(funnel_of([("a", 0, 0)])) == ["There is no data."]
    assert "There is no data." in text_of("html", written(report(funnel_of([])), "html", MOMENT))
