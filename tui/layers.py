"""What lies over what: a screen goes once, and opens nothing where somebody is no more."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Generic, TypeVar

from textual import events, on
from textual.await_complete import AwaitComplete
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen, ScreenResultCallbackType, ScreenResultType
from textual.widgets import OptionList

Given = TypeVar("Given")


def drawn(node: DOMNode | None) -> bool:
    """Say whether a screen has what it shows, and a list its lines.

    Args:
        node: The screen or the widget; None for the app.
    """
    if isinstance(node, Screen):
        return node.is_mounted and bool(node.children)
    if isinstance(node, OptionList):
        node._update_lines()
        return not node.option_count or bool(node._index_to_line)
    return True


class Layer(Screen[ScreenResultType]):
    """A screen that is asked to go, or to open another, while another may lie over it already.

    Keys, clicks and answers arrive in the order of their own queues: a second Enter reaches a
    dialog that the first has closed, and an answer a screen that has been left.
    """

    _waiting: tuple[Callable[[], object], ...] = ()

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Go, and take no other screen away: below another it waits, and gone it stays so.

        Args:
            result: What it gives.
        """
        if self.is_active:
            return super().dismiss(result)
        self.when_on_top(partial(self.dismiss, result))
        return AwaitComplete()

    def put_over(
        self, screen: Screen[Given], then: ScreenResultCallbackType[Given] | None = None
    ) -> None:
        """Open a screen over this one, unless somebody has gone elsewhere in the meantime.

        Args:
            screen: The screen.
            then: Called with what it gives.
        """
        if self.is_active:
            self.app.push_screen(screen, then)

    def when_on_top(self, do: Callable[[], object]) -> None:
        """Do something once nothing lies over this screen; never where it has gone itself.

        Args:
            do: What is done.
        """
        if self.is_active:
            do()
        elif any(self in stack for stack in self.app._screen_stacks.values()):
            self._waiting += (do,)

    def call_after_refresh(self, callback: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
        """Do something once the screen is drawn; where it has gone in the meantime, never.

        Args:
            callback: What is done.
            args: What it is given.
            kwargs: The same, by name.
        """
        return super().call_after_refresh(
            lambda: callback(*args, **kwargs) if drawn(self) else None
        )

    @on(events.ScreenResume)
    def _on_top(self) -> None:
        """Do what has waited."""
        waiting, self._waiting = self._waiting, ()
        for do in waiting:
            self.when_on_top(do)


class Dialog(ModalScreen[ScreenResultType], Layer[ScreenResultType], Generic[ScreenResultType]):
    """A layer that leaves the screen under it in sight, and takes every key."""
