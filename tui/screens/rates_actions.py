"""The ways from the rates to what is done about an outlier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hearings.access import has
from tui.screens.rates_question import RatesQuestion

if TYPE_CHECKING:
    from collections.abc import Mapping


class RatesActions(RatesQuestion):
    """A screen from whose rows actions are given."""

    @property
    def here(self) -> Mapping[str, str] | None:
        """Give the values of the row of the cursor, where it stands in a figure by one field."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to give an action only to whoever may.

        Args:
            action: What is asked.
            parameters: What it is given.
        """
        if action == "give":
            return has(self.office.desk.actor, "improves")
        return super().check_action(action, parameters)

    def action_give(self) -> None:
        """Give an action on the unit, the rank or the tier of the cursor."""
        from tui import acting
        from tui.screens.acting import ActingScreen

        where = self.here
        if where is None:
            self.say("Go to a row of the intervals, the funnel or the table first.")
            return
        of = acting.acted_on(self.question, where)
        if isinstance(of, str):
            self.say(of)
            return
        self.say("")
        form = ActingScreen(self.office, acting.giving(self.office, self.question, of))
        self.put_over(form, self._given)

    def action_actions(self) -> None:
        """List the actions, with how each stands."""
        from tui.screens.actions import ActionsScreen

        self.say("")
        self.put_over(ActionsScreen(self.office))

    def _given(self, answer: dict[str, object] | None) -> None:
        if answer is not None:
            self.say(str(answer["said"]))
