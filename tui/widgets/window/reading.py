"""Read for a list in thread workers, which only post messages."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from tui.widgets.window.messages import Answered

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.widget import Widget

Answer = TypeVar("Answer")


class Reader:
    """Run readings in threads, and hand what came of them to the event loop."""

    def __init__(self, owner: Widget) -> None:
        """Remember whom to tell.

        Args:
            owner: The list; it gets an `Answered` for each reading.
        """
        self._owner = owner

    def read(
        self,
        group: str,
        read: Callable[[], Answer],
        take: Callable[[Answer], None],
        fail: Callable[[Exception], None],
    ) -> None:
        """Start a reading; an earlier one of its group that has not begun is dropped.

        Args:
            group: Which readings make each other void.
            read: Called in the thread.
            take: Called on the event loop with what was read.
            fail: Called on the event loop with what went wrong.
        """
        self._owner.run_worker(
            partial(self._tell, read, take, fail),
            group=group,
            exclusive=True,
            thread=True,
            exit_on_error=False,
        )

    def _tell(
        self,
        read: Callable[[], Answer],
        take: Callable[[Answer], None],
        fail: Callable[[Exception], None],
    ) -> None:
        """Read, and post what came of it."""
        try:
            answer = read()
        except Exception as error:  # noqa: BLE001 - a broken read must reach the person
            self._owner.post_message(Answered(partial(fail, error)))
        else:
            self._owner.post_message(Answered(partial(take, answer)))
