"""Write a report as HTML, PDF or Word: the same report in each, the same bytes each time."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from markupsafe import Markup

from db.documents import check_word, page
from db.reports.model import Report
from hearings.errors import UsageError

FORMS: Final = ("html", "pdf", "docx")
"""The forms a report is written in."""

FOLDER: Final = "reports"
"""The templates."""


def check_form(form: str) -> None:
    """Refuse, before anything is counted or released, a form that could not be written.

    Raises:
        UsageError: The form is not known, or what writes it is not installed.
    """
    if form not in FORMS:
        raise UsageError(f"A report cannot be {form!r}; it is one of {', '.join(FORMS)}.")
    if form == "docx":
        check_word()
    if form != "html":  # The pictures of a Word file are drawn by what writes a PDF.
        from db.bundles.pdf import check_pdf

        check_pdf()


def written(report: Report, form: str, moment: datetime) -> bytes:
    """Write a report.

    Args:
        report: The report.
        form: One of `FORMS`.
        moment: When it is made, in UTC; the only date a file of it bears.

    Raises:
        UsageError: The form is not known, or what writes it is not installed.
        Refused: It holds something that a PDF cannot show.
    """
    check_form(form)
    if form == "html":
        return as_html(report).encode()
    if form == "docx":
        from db.reports.word import as_word

        return as_word(report, moment)
    return _as_pdf(report, moment)


def as_html(report: Report) -> str:
    """Write a report as one page that runs and fetches nothing."""
    data = report.data()
    for block in _pictures(data):
        block["svg"] = Markup(block["svg"])  # noqa: S704 - `hearings.charts` has escaped it
    return page(FOLDER, "report", data)


def _as_pdf(report: Report, moment: datetime) -> bytes:
    from db.bundles.pdf import showable, typeset

    data = showable(report.data())
    parts = {}
    for number, block in enumerate(_pictures(data), 1):
        parts[f"{number}.svg"] = block.pop("svg").encode()
        block["file"] = f"/{number}.svg"
    return typeset(FOLDER, "report", data, parts, moment)


def _pictures(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        block
        for section in data["sections"]
        for block in section["blocks"]
        if block["kind"] == "picture"
    ]
