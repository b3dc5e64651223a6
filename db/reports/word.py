"""Write a report as a Word file; a picture stands in it with the words that say the same."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

from db.documents import new_word, word_bytes
from db.reports.model import Report


def as_word(report: Report, moment: datetime) -> bytes:
    """Write a report as a Word file.

    Args:
        report: The report.
        moment: When it is made, in UTC.

    Raises:
        UsageError: What writes it is not installed.
    """
    document = new_word(moment)
    data = report.data()
    document.core_properties.title = data["title"]
    document.sections[0].footer.paragraphs[0].add_run(data["foot"])
    document.add_heading(data["title"], level=1)
    for said in data["lead"]:
        document.add_paragraph(said)
    for section in data["sections"]:
        document.add_heading(section["title"], level=2)
        for block in section["blocks"]:
            _put(document, block)
    return word_bytes(document, moment)


def _put(document: Any, block: dict[str, Any]) -> None:
    if block["kind"] == "said":
        document.add_paragraph(block["text"])
        return
    if block["kind"] == "picture":
        _drawn(document, block)
        for said in block["words"]:
            document.add_paragraph(said, style="List Bullet")
    _table(document, block["table"])


def _drawn(document: Any, block: dict[str, Any]) -> None:
    from docx.shared import Cm

    from db.bundles.pdf import as_png

    document.add_heading(block["title"], level=3)
    document.add_picture(BytesIO(as_png(block["svg"])), width=Cm(16))
    shape = document.inline_shapes[-1]._inline.docPr
    shape.set("descr", f"{block['title']}. The sentences below say the same.")


def _table(document: Any, held: dict[str, Any]) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    document.add_paragraph(held["title"], style="Caption")
    table = document.add_table(rows=1 + len(held["rows"]), cols=len(held["columns"]))
    table.style = "Table Grid"
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    # The cells of a table are looked up anew each time they are asked for, which is slow.
    cells = table._cells
    values = [value for row in (held["columns"], *held["rows"]) for value in row]
    for cell, value in zip(cells, values, strict=True):
        run = cell.paragraphs[0].add_run(value)
        run.font.size = Pt(8)
    document.add_paragraph()
