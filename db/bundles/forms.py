"""Write a bundle in one of its forms, from one plan of its pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Final

from db.documents import page
from hearings.bundles import Plan
from hearings.errors import UsageError

FORMS: Final = ("html", "docx", "pdf")
"""The forms a bundle is written in."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A bundle with its pages, ready to be written."""

    title: str
    """Its title."""
    label: str
    """What stands at the foot of each page, before its number."""
    plan: Plan
    """Its pages."""
    names: Mapping[int, str] = field(default_factory=dict)
    """The name of each document, by number."""
    pdfs: Mapping[int, bytes] = field(default_factory=dict)
    """The bytes of the documents that are bound in as PDF, by number."""

    def data(self) -> dict[str, Any]:
        """Give it as plain values."""
        pages = [
            {
                "number": one.number,
                "leaf": one.leaf,
                "document": one.document,
                "name": self.names.get(one.document, ""),
                "blocks": [asdict(block) for block in one.blocks],
                "entries": [
                    {"title": e.title, "note": e.note, "pages": e.pages, "first": e.first}
                    for e in one.entries
                ],
            }
            for one in self.plan.pages
        ]
        return {
            "title": self.title, "label": self.label, "total": self.plan.total, "pages": pages,
        }  # fmt: skip


def written(laid: Laid, form: str, moment: datetime) -> bytes:
    """Write a bundle.

    Args:
        laid: The bundle with its pages.
        form: One of `FORMS`.
        moment: When it is made, in UTC; the only date a file of it bears.

    Raises:
        UsageError: The form is not known, or what writes it is not installed.
    """
    if form == "html":
        return page("bundles", "bundle", laid.data()).encode()
    if form == "docx":
        from db.bundles.word import as_word

        return as_word(laid, moment)
    if form == "pdf":
        from db.bundles.pdf import as_pdf

        return as_pdf(laid, moment)
    raise UsageError(f"A bundle cannot be {form!r}; it is one of {', '.join(FORMS)}.")
