"""The ways from the diary into a matter: to open it, and to list it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from db.agenda import withdraw_away
from tui.screens.base import OfficeScreen

if TYPE_CHECKING:
    from db.actions import View
    from db.store import Listed


class Ways(OfficeScreen[None]):
    """A screen from which matters are opened and listed."""

    def action_away(self) -> None:
        """Say that somebody or a room is away."""
        from tui.screens.away import AwayScreen

        def said(saved: bool | None) -> None:
            if saved:
                self.say("Saved: the days are not offered any more.")

        self.put_over(AwayScreen(self.office), said)

    def take_back(self, number: int, what: str) -> None:
        """Ask whether somebody is to be had after all, and take the entry back.

        Args:
            number: The entry's number in the diary.
            what: Who or which room.
        """
        from tui.screens.away import BackDialog

        desk = self.office.desk

        def chosen(back: bool | None) -> None:
            if back:
                self.ask(
                    lambda: withdraw_away(desk, number), self._taken_back, self._not_read, "away"
                )

        self.put_over(BackDialog(what), chosen)

    def _taken_back(self, _nothing: None) -> None:
        self.action_reload()
        self.say("Taken back; the entry stays on record as withdrawn.")

    def action_reload(self) -> None:
        """Read again what the screen shows."""
        raise NotImplementedError

    def action_list(self) -> None:
        """Choose a matter that is in preparation, to list it."""
        from tui.screens.listing import preparing

        self.ask(partial(preparing, self.office), self._choose, self._not_read, "list")

    def open(self, refs: list[tuple[str, str]], tab: str) -> None:
        """Open a matter; of several, the one that is chosen.

        Args:
            refs: The subjects and their names.
            tab: The tab to open it at.
        """
        if len(refs) > 1:
            from tui.dialogs.pick import Item, PickDialog

            items = [Item(ref, f"{ref}  {name}") for ref, name in refs]
            dialog: PickDialog[str] = PickDialog("Whose matter", items)
            self.put_over(dialog, lambda ref: self._show(ref, tab))
        elif refs:
            self._show(refs[0][0], tab)

    def _show(self, ref: str | None, tab: str) -> None:
        from tui.screens.subject import SubjectScreen

        if ref is not None:
            self.say("")
            self.put_over(SubjectScreen(self.office, ref, tab))

    def _choose(self, found: list[Listed]) -> None:
        from tui.screens.listing import PreparingDialog

        if not found:
            self.say("Nothing is in preparation: a matter is listed once it has been referred.")
            return
        self.put_over(PreparingDialog(found), self._chosen)

    def _chosen(self, ref: str | None) -> None:
        if ref is not None:
            desk = self.office.desk
            self.ask(lambda: desk.show(ref)[0], partial(self._form, ref), self._not_read, "list")

    def _form(self, ref: str, view: View) -> None:
        from tui.screens.listing import form_or_why

        form = form_or_why(self.office, ref, view)
        if isinstance(form, str):
            self.say(form, wrong=True)
        else:
            self.say("")
            self.put_over(form, self._listed)

    def _listed(self, answer: dict[str, object] | None) -> None:
        if answer is not None:
            self.say(f"{answer['subject']} is listed.")

    def _not_read(self, error: Exception) -> None:
        self.say(self.office.sentence(error, "The matter could not be read"), wrong=True)
