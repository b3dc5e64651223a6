"""The subjects behind a number, page by page: how they are read, shown and opened."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

from textual import on

from tui.screens.ways import Ways
from tui.telling import rates as telling
from tui.widgets.lines import Entry, Lines

if TYPE_CHECKING:
    from db.behind import Behind
    from db.disparity_behind import StepBehind
    from tui.office import Office

Page = TypeVar("Page", bound="Behind | StepBehind")


class SubjectsBehind(Ways, Generic[Page]):
    """A screen with the subjects behind a number in `#subjects`: as many lines as it counts."""

    def __init__(self, office: Office) -> None:
        """Begin with nothing listed.

        Args:
            office: What every screen needs.
        """
        super().__init__(office)
        self.pages: list[Page] = []
        self.refs: list[str] = []

    @property
    def has_base(self) -> bool:
        """Say whether the base of the number can be listed as well."""
        raise NotImplementedError

    def page_job(self, after: str) -> Callable[[], Page]:
        """Give what reads a page, in a thread.

        Args:
            after: The token of the page before.
        """
        raise NotImplementedError

    def heading(self, page: Page) -> str:
        """Say which number it is, and how many it counts.

        Args:
            page: A page of it.
        """
        raise NotImplementedError

    def go_to_subjects(self) -> None:
        """Show the list."""
        raise NotImplementedError

    def list_subjects(self) -> None:
        """Read the first page; what is still being read for another number is not shown."""
        self.pages = []
        self._read_page("")

    @property
    def reference(self) -> str:
        """Give the subject that the cursor is on; empty where that is none to be named."""
        at = self.query_one("#subjects", Lines).highlighted
        return "" if at is None else self.refs[at]

    @on(Lines.Taken, "#subjects")
    def _subject_taken(self, message: Lines.Taken) -> None:
        """Open the subject, or read the next page."""
        message.stop()
        ref = self.refs[message.place]
        if ref:
            self.open([(ref, "")], "Assessments")
        elif message.place == len(self.refs) - 1 and self.pages[-1].next:
            self._read_page(self.pages[-1].next)
        else:
            self.say("This matter is not open to you.")

    def _read_page(self, after: str) -> None:
        take = partial(self._page_read, self.pages, after)
        self.ask(self.page_job(after), take, self._not_listed, "subjects")

    def _page_read(self, into: list[Page], after: str, page: Page) -> None:
        """Show the subjects read so far, under the number that they are."""
        follows = (into[-1].next or None) if into else ""
        if into is not self.pages or after != follows:
            return
        into.append(page)
        lines = [one for each in into for one in each.lines]
        none = () if lines else (telling.nobody(base=self.has_base),)
        told = [telling.behind_line(one, self.office.rules) for one in lines]
        entries = [Entry(self.heading(page), none, heading=True), *(Entry(*one) for one in told)]
        self.refs = ["", *(one.reference for one in lines)]
        if page.next:
            left = page.total - len(lines)
            entries.append(Entry(f"{telling.subjects(left)} more; enter lists them."))
            self.refs.append("")
        at = len(lines) - len(page.lines) + 1 if lines else None
        self.query_one("#subjects", Lines).tell(entries, at=at)
        self.go_to_subjects()

    def _not_listed(self, error: Exception) -> None:
        self.say(self.office.sentence(error, "The subjects could not be read"), wrong=True)
