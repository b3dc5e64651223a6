"""Write a bundle as a Word file, whose page numbers are those of the plan.

Every page is a section that begins with its own number, so that a page that runs over in
somebody's Word moves none of the numbers after it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from db.bundles.forms import Laid
from db.documents import new_word, word_bytes
from hearings.bundles import HEADING, QUOTED, TYPED, Block, Entry, Page


def as_word(laid: Laid, moment: datetime) -> bytes:
    """Write a bundle as a Word file.

    Args:
        laid: The bundle with its pages.
        moment: When it is made, in UTC.

    Raises:
        UsageError: python-docx is not installed.
    """
    document = new_word(moment)
    document.core_properties.title = laid.title
    _foot(document.sections[0], laid)
    for place, page in enumerate(laid.plan.pages):
        section = document.add_section() if place else document.sections[0]
        _sized(section)
        _numbered(section, page.number)
        _filled(document, page)
    return word_bytes(document, moment)


def _filled(document: Any, page: Page) -> None:
    for block in page.blocks:
        _said(document, block, first=page.number == 1)
    if page.entries:
        _listed(document, page.entries)


def _said(document: Any, block: Block, *, first: bool) -> None:
    from docx.shared import Cm, Pt

    if block.style == HEADING:
        document.add_heading(block.text, level=1 if first else 2)
        return
    paragraph = document.add_paragraph()
    run = paragraph.add_run(block.text)
    form = paragraph.paragraph_format
    form.space_after, form.space_before = Pt(2), Pt(8 if block.gap else 0)
    if block.style == QUOTED:
        form.left_indent = Cm(0.8)
    if block.style == TYPED:
        run.font.name, run.font.size = "Courier New", Pt(8.5)
        form.line_spacing = 1.0


def _listed(document: Any, entries: tuple[Entry, ...]) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Cm

    table = document.add_table(rows=1, cols=2)
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    rows = [("What", "Page")]
    rows += [(", ".join(filter(None, (one.title, one.note))), one.pages) for one in entries]
    for place, cells in enumerate(rows):
        row = table.rows[0] if place == 0 else table.add_row()
        for cell, text, width in zip(row.cells, cells, (Cm(13), Cm(3)), strict=True):
            cell.text, cell.width = text, width


def _sized(section: Any) -> None:
    from docx.shared import Cm

    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2)


def _numbered(section: Any, number: int) -> None:
    """Have a section count from a number."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    held = section._sectPr
    for old in held.findall(qn("w:pgNumType")):
        held.remove(old)
    start = OxmlElement("w:pgNumType")
    start.set(qn("w:start"), str(number))
    margins = held.find(qn("w:pgMar"))
    margins.addnext(start)


def _foot(section: Any, laid: Laid) -> None:
    """Put the page's number, as Word counts it, at the foot of every page."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    foot = section.footer.paragraphs[0]
    foot.add_run(f"{laid.label}. Page ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    foot._p.append(field)
    foot.add_run(f" of {laid.plan.total}")
