"""The question of the matrix: what is chosen, line by line, and how it is changed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on

from tui.asking import (
    ASKED,
    CARRIED,
    FILTERS,
    SEVERAL,
    Question,
    group_title,
    narrowed,
    narrowings,
    options,
    value_words,
)
from tui.screens.ways import Ways
from tui.widgets.lines import Entry, Lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.spec import Options


class QuestionScreen(Ways):
    """A screen with a question on its left."""

    question: Question

    def put(self, question: Question) -> None:
        """Ask something else.

        Args:
            question: What is asked.
        """
        raise NotImplementedError

    @property
    def rows(self) -> list[str]:
        """Name the lines of the question: headings are empty, filters begin with `@`."""
        carried = [group for group in CARRIED if group in self.question.chosen]
        return ["", *ASKED, *carried, "", *(f"@{name}" for name in FILTERS)]

    def action_remove(self) -> None:
        """Take away what is chosen on the line of the cursor."""
        lines = self.query_one("#question", Lines)
        at = lines.highlighted
        row = self.rows[at] if at is not None and lines.has_focus else ""
        if row.startswith("@"):
            self.put(self.question.narrow(row[1:], ""))
        elif row:
            self.put(self.question.choose(row, ()))

    @on(Lines.Taken, "#question")
    def _row_taken(self, message: Lines.Taken) -> None:
        """Choose what is asked on a line."""
        message.stop()
        row = self.rows[message.place]
        if row == "@archive":
            from tui.comparing import known_archives

            self.ask(partial(known_archives, self.office), self._archives, self._not_read, "list")
        elif row.startswith("@"):
            self._pick(row[1:], narrowings(row[1:], self.office.today), self.question.narrow)
        elif row in SEVERAL:
            self._mark(row)
        else:
            found = self._options(row)
            self._pick(row, found, lambda group, key: self.question.choose(group, (key,)))

    def _archives(self, found: tuple[str, ...]) -> None:
        if found:
            known = narrowings("archive", self.office.today, found)
            self._pick("archive", known, self.question.narrow)
        else:
            self.say("No archive has brought outcomes in.")

    def _options(self, group: str) -> Options:
        return options(group, self.office.rules.factors, self.question.chosen.get(group, ()))

    def _mark(self, group: str) -> None:
        """Mark any number of a kind of circumstance."""
        from tui.dialogs.marks import MarksDialog

        def marked(keys: tuple[str, ...] | None) -> None:
            if keys is not None:
                self.put(self.question.choose(group, keys))

        chosen = self.question.chosen.get(group, ())
        dialog = MarksDialog(group_title(group), self._options(group), chosen)
        self.put_over(dialog, marked)

    def _pick(self, name: str, found: Options, ask: Callable[[str, str], Question]) -> None:
        """Pick one of a list."""
        from tui.dialogs.pick import Item, PickDialog

        def picked(key: str | None) -> None:
            if key is not None:
                self.put(ask(name, key))

        title = FILTERS.get(name) or group_title(name)
        dialog: PickDialog[str] = PickDialog(title, [Item(key, words) for key, words in found])
        self.put_over(dialog, picked)

    def _show_question(self, *, from_the_top: bool = False) -> None:
        """Show what is chosen; the cursor stays on its line but for another case's question."""
        lines = self.query_one("#question", Lines)
        at = None if from_the_top else lines.highlighted
        rows = self.rows
        entries = [self._entry(row, place) for place, row in enumerate(rows)]
        lines.tell(entries, at=at if at is not None and at < len(rows) and rows[at] else None)

    def _entry(self, row: str, place: int) -> Entry:
        if not row:
            return Entry("Outcomes looked at" if place else "Circumstances", heading=True)
        if row.startswith("@"):
            value = narrowed(row[1:], getattr(self.question.scope, row[1:]))
            return Entry(f"{FILTERS[row[1:]]}: {value}")
        factors = self.office.rules.factors
        chosen = self.question.chosen.get(row, ())
        said = ", ".join(value_words(row, key, factors) for key in chosen)
        return Entry(f"{group_title(row)}: {said or '–'}")
