"""Bring a matter to where bundles are made of it, and read what came out."""

from __future__ import annotations

import html
import io
import re
from datetime import date
from typing import Any

from docx import Document as Word
from pypdf import PdfReader, PdfWriter

from db.actions import Ask
from tests.cast import RATIONALE
from tests.desks import READY, Office

HEARD = date(2014, 6, 24)
"""The day it is heard."""

SECRET = "Pale Heron"
"""A word that stands in everything that may not be in the hearing bundle."""


def referred(office: Office, **facts: Any) -> str:
    """Bring the matter of an officer with a live final warning to its referral.

    The level was raised, so there is a severity history.
    """
    ref = office.assessed_locally("misconduct", **facts)
    office.go("record_warning", ref, warning="final_written_warning", notified_on="2013-06-03")
    office.go("pass_to_dps", ref)
    gross = "gross_misconduct"
    office.go("assess", ref, maker="authority", level=gross, change_reason="threshold_too_low",
              rationale={**RATIONALE, "action": SECRET})  # fmt: skip
    office.go("second_read", ref, by="supervisor", concurs="concur")
    office.go("appoint_investigator", ref, maker="authority", investigator="300009",
              outside_management=True)  # fmt: skip
    office.go("serve_notice", ref, level=gross, likely_form="hearing", method="in_person",
              served_by="I Quest", welfare="Friend named.")  # fmt: skip
    office.go("submit_report", ref, maker="investigator", opinions={"1": gross}, summary="Done.")
    office.go("determine", ref, maker="authority2", answers={"1": gross})
    office.go("refer", ref, maker="authority2", forum="hearing", reason="A case to answer.")
    for fact in READY:
        office.go("record_fact", ref, fact=fact, method="email", served_by="P Room")
    return ref


def attach(office: Office, ref: str, name: str, kind: str, marking: str, **given: Any) -> None:
    """Add a document."""
    if marking == "withheld":
        given = {"limb": "d", "reason": SECRET, **given}
    if marking == "privileged":
        given = {"reason": SECRET, **given}
    if marking:
        given["marking"] = marking
    office.go("attach", ref, document_name=name, document_kind=kind, **given)


PAPERS = (
    ("Notice of referral", "notice", "served", 2),
    ("Statement of R Patel", "served_document", "served", 4),
    ("Response of the officer", "response", "served", 3),
    ("List of witnesses", "witness_list", "served", 1),
    (f"{SECRET} log", "served_document", "withheld", 2),
    (f"{SECRET} counsel", "served_document", "privileged", 2),
    (f"{SECRET} advice", "legal_advice", "privileged", 2),
    (f"{SECRET} draft", "served_document", "", 2),
    (f"{SECRET} severity", "severity", "served", 2),
    (f"{SECRET} unclear", "other", "served", 2),
    ("Service of the officer", "service_record", "served", 2),
    ("Copy of the warning", "warning", "served", 1),
    ("Testimonial", "mitigation", "served", 1),
)
"""Documents of every marking: name, kind, marking and pages."""

IN_HEARING = tuple(name for name, *_rest in PAPERS[:4])
IN_OUTCOME = tuple(name for name, *_rest in PAPERS[-3:])


def papered(office: Office, **facts: Any) -> str:
    """Bring a matter to its referral with documents of every marking."""
    ref = referred(office, **facts)
    for name, kind, marking, pages in PAPERS:
        attach(office, ref, name, kind, marking, pages=pages)
    return ref


def found(office: Office, ref: str, level: str = "gross_misconduct") -> str:
    """Bring a matter from its referral to its finding."""
    office.listed(ref)
    desk = office.desk("practice_support", HEARD)
    proved = level != "not_proven"
    desk.perform(Ask("open", ref, {"present": "yes"}, on=HEARD))
    given = {
        "facts": {"1": "proved" if proved else "not_proved"},
        "breaches": {"honesty": "breached" if proved else "not_breached"},
        "finding": level, "admission": "part", "reason": "The custody record was preferred.",
    }  # fmt: skip
    desk.perform(Ask("record_finding", ref, given, on=HEARD))
    return ref


def text_of(form: str, body: bytes) -> str:
    """Give everything that can be read in a bundle, on one line."""
    if form == "html":
        page = body.decode()
        text = html.unescape(re.sub("<[^>]*>", " ", page.partition("</style>")[2]))
    elif form == "docx":
        word = Word(io.BytesIO(body))
        cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
        text = " ".join([*(p.text for p in word.paragraphs), *cells])
    else:
        text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    return " ".join(text.split())


def pdf_pages(body: bytes) -> dict[int, str]:
    """Give the text of each page of a PDF by the number at its foot."""
    found_pages = {}
    for page in PdfReader(io.BytesIO(body)).pages:
        text = " ".join(page.extract_text().split())
        number = re.search(r"Page (\d+) of \d+$", text)
        assert number, text
        found_pages[int(number[1])] = text
    return found_pages


def blank_pdf(pages: int) -> bytes:
    """Make a PDF of empty pages."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(300, 400)
    kept = io.BytesIO()
    writer.write(kept)
    return kept.getvalue()
