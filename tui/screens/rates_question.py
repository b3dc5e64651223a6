"""The question of the rates, line by line: how it is changed, kept and opened."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from textual import on

from db import saved_views
from hearings.rates import PERIODS
from hearings.values import read_date
from tui import rating
from tui.screens.ways import Ways
from tui.telling import rates as telling
from tui.widgets.lines import Entry, Lines
from tui.words import day

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from db.saved_views import Question, View

ASKED: Final = ("measure", "by", "across", "period", "start", "end", "basis")
"""The lines of the question over those that narrow it."""

TITLES: Final = {
    "measure": "Share",
    "by": "By",
    "across": "Second field",
    "period": "Trend by",
    "start": "From",
    "end": "To",
    "basis": "Day that counts",
}

SAID_BY_SHARE: Final = (
    "The share is within this initial assessment already. Choose another share to narrow it."
)


class RatesQuestion(Ways):
    """A screen with the question of the rates on its left."""

    question: Question

    def put(self, question: Question) -> None:
        """Ask something else.

        Args:
            question: What is asked.
        """
        raise NotImplementedError

    @property
    def rows(self) -> list[str]:
        """Name the lines of the question: headings are empty, what narrows begins with `@`."""
        return ["", *ASKED, "", *(f"@{name}" for name in telling.NARROWED)]

    def action_remove(self) -> None:
        """Take away what is narrowed on the line of the cursor."""
        lines = self.query_one("#question", Lines)
        at = lines.highlighted
        row = self.rows[at] if at is not None and lines.has_focus else ""
        if row.startswith("@"):
            self.put(self.question.narrow(row[1:], None))
        elif row in {"start", "end"}:
            self.put(replace(self.question, **{row: None}))  # type: ignore[arg-type]  # days, by name

    def action_views(self) -> None:
        """Choose a question by its digit."""
        desk = self.office.desk
        self.ask(lambda: saved_views.views(desk), self._choose_view, self._no_view, "views")

    def action_keep(self) -> None:
        """Keep the question under a name."""
        from tui.dialogs.line import LineDialog

        desk, question = self.office.desk, self.question

        def typed(name: str | None) -> None:
            if name is not None:
                job = partial(saved_views.keep, desk, name, question)
                self.ask(job, self._kept, self._no_view, "keep")

        title = "Keep this question under which name"
        self.put_over(LineDialog(title, "", saved_views.named), typed)

    def action_disparity(self) -> None:
        """Say how groups fare at every step, by the field of the question where it makes groups."""
        from tui.screens.rates_disparity import DisparityScreen

        self.say("")
        self.put_over(DisparityScreen(self.office, self.question))

    @on(Lines.Taken, "#question")
    def _row_taken(self, message: Lines.Taken) -> None:
        """Choose what is asked on a line."""
        message.stop()
        row = self.rows[message.place]
        if row == "@local_level" and self.question.level:
            self.say(SAID_BY_SHARE)
        elif row.startswith("@"):
            name = row[1:]
            job = partial(rating.values, self.office, name)
            self.ask(job, partial(self._pick_value, name), self._not_counted, "values")
        elif row in {"start", "end"}:
            self._type_day(row)
        else:
            self._pick(row)

    def _pick(self, row: str) -> None:
        rules = self.office.rules
        fields = [(name, telling.field_words(name, rules)) for name in saved_views.BY]
        choices: dict[str, Sequence[tuple[str, str]]] = {
            "measure": tuple(telling.measured(rules).items()),
            "by": fields,
            "across": fields,
            "period": [(name, name) for name in reversed(PERIODS)],
            "basis": [(name, f"the day {words}") for name, words in telling.BASES.items()],
        }
        self._choose_one(TITLES[row], choices[row], lambda key: self._changed(row, key))

    def _changed(self, row: str, key: str) -> Question:
        if row == "measure":
            return self.question.of(key)
        return replace(self.question, **{row: key})  # type: ignore[arg-type]  # texts, by name

    def _pick_value(self, name: str, found: tuple[str, ...]) -> None:
        rules = self.office.rules
        if not found:
            self.say("No subject is counted yet.")
            return
        words = [(value, telling.value_of(name, value, rules)) for value in found]
        title = f"Only {telling.within_words(name, rules)}"
        self._choose_one(title, words, lambda value: self.question.narrow(name, value))

    def _choose_one(
        self, title: str, found: Sequence[tuple[str, str]], ask: Callable[[str], Question]
    ) -> None:
        from tui.dialogs.pick import Item, PickDialog

        def picked(key: str | None) -> None:
            if key is not None:
                self.put(ask(key))

        items = [Item(key, words) for key, words in found]
        dialog: PickDialog[str] = PickDialog(title, items)
        self.put_over(dialog, picked)

    def _type_day(self, row: str) -> None:
        from tui.dialogs.line import LineDialog

        def typed(when: date | None) -> None:
            if when is not None:
                self._put_day(row, when)

        title = {"start": "The first day, as 2013-04-01", "end": "The last day, as 2014-03-31"}
        held: date | None = getattr(self.question, row)
        text = "" if held is None else held.isoformat()
        self.put_over(LineDialog(title[row], text, partial(read_date, TITLES[row])), typed)

    def _put_day(self, row: str, when: date) -> None:
        asked = replace(self.question, **{row: when})  # type: ignore[arg-type]  # days, by name
        if asked.start and asked.end and asked.end < asked.start:
            self.say("The period would end before it begins; nothing was changed.", wrong=True)
        else:
            self.put(asked)

    def _choose_view(self, found: tuple[View, ...]) -> None:
        from tui.dialogs.rate_views import RateViewsDialog

        def chosen(picked: tuple[View, bool] | None) -> None:
            if picked is None:
                return
            view, opens = picked
            if opens:
                self.open_view(view)
            else:
                desk = self.office.desk
                self.ask(lambda: saved_views.drop(desk, view.name),
                         partial(self._dropped, view.name), self._no_view, "drop")  # fmt: skip

        self.put_over(RateViewsDialog(found), chosen)

    def open_view(self, view: View) -> None:
        """Ask what a view asks.

        Args:
            view: The view.
        """
        raise NotImplementedError

    def _kept(self, name: str) -> None:
        self.say(f"Kept as {name}; v opens it.")

    def _dropped(self, name: str, _nothing: None) -> None:
        self.say(f"{name} is dropped.")

    def _no_view(self, error: Exception) -> None:
        self.say(self.office.sentence(error, "That could not be done"), wrong=True)

    def _not_counted(self, error: Exception) -> None:
        self.say(self.office.sentence(error, "The figures could not be read"), wrong=True)

    def _show_question(self) -> None:
        """Show what is asked; the cursor stays on its line."""
        lines = self.query_one("#question", Lines)
        at = lines.highlighted
        rows = self.rows
        lines.tell([self._entry(row, place) for place, row in enumerate(rows)],
                   at=at if at is not None and rows[at] else None)  # fmt: skip

    def _entry(self, row: str, place: int) -> Entry:
        question, rules = self.question, self.office.rules
        if not row:
            return Entry("Only" if place else "Question", heading=True)
        if row.startswith("@"):
            name = row[1:]
            held = question.where.get(name)
            said = "–" if held is None else telling.value_of(name, held, rules)
            if name == "local_level" and question.level:
                said = f"{telling.value_of(name, question.level, rules)}, by the share"
            return Entry(f"{telling.field_words(name, rules)}: {said}")
        said = {
            "measure": telling.measured(rules)[question.measure],
            "by": telling.field_words(question.by, rules),
            "across": telling.field_words(question.across, rules),
            "period": question.period,
            "start": day(question.start),
            "end": day(question.end),
            "basis": f"the day {telling.BASES[question.basis]}",
        }[row]
        return Entry(f"{TITLES[row]}: {said}")
