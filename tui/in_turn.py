"""Take keys one after the other: the next once what the one before has started is over.

Textual gives a letter to the field that has the focus at once, but looks up Tab, Enter and Esc
only when they have climbed from the field to the application. Of keys that come in a burst, from
a quick hand, a paste or a slow line, the letters after a Tab would land in the field before it.
"""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TYPE_CHECKING, Final

from textual import events

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from textual.app import App
    from textual.message_pump import MessagePump

ROUNDS: Final = 3
"""How often the way up is gone: the key, what it has posted, and the screen that this opened."""

PATIENCE: Final = 0.2
"""Seconds after which a key is not waited for any more; a widget on its way up has gone."""

MOMENT: Final = 0.005
"""Seconds after which a screen that is not made yet is looked at again."""


class InTurn:
    """The keys, pastes and clicks that wait for the one before."""

    def __init__(self, app: App[None], take: Callable[[events.Event], Awaitable[None]]) -> None:
        """Begin with nothing held.

        Args:
            app: Where every key ends.
            take: Takes what was held, as if it came now.
        """
        self._app = app
        self._take = take
        self._held: deque[events.Event] = deque()
        self._turn = 0
        self._busy = False
        self._then: Callable[[], object] | None = None

    def once_over(self, do: Callable[[], object]) -> None:
        """Do something once every key that has come is taken.

        Args:
            do: What is done.
        """
        if not self._busy:
            do()
            return
        self._then = do
        self._app.set_timer(PATIENCE, partial(self._over, self._turn))

    def holds(self, event: events.Event) -> bool:
        """Keep what has come while the one before is not over; say whether it is kept.

        Args:
            event: A key, a paste or a click.
        """
        if not self._busy:
            return False
        if not self._held:
            self._app.set_timer(PATIENCE, partial(self._over, self._turn))
        self._held.append(event)
        return True

    def follow(self) -> None:
        """Follow what was just given to the widget with the focus until nothing of it is left."""
        self._turn += 1
        self._busy = True
        self._climb(self._turn, ROUNDS, ())

    def _climb(self, turn: int, rounds: int, way: Sequence[MessagePump]) -> None:
        """Go a step up behind the key, past what has gone; at the top go again, or end."""
        for place, pump in enumerate(way, start=1):
            if pump.call_later(self._climb, turn, rounds, way[place:]):
                return
        if not rounds or self._app._exit:
            self._app.call_later(self._over, turn)
            return
        start = self._app.focused or self._app.screen
        again = [*start.ancestors_with_self]
        if self._app not in again:
            again.append(self._app)
        again[0].call_later(self._climb, turn, rounds - 1, again[1:])

    async def _over(self, turn: int) -> None:
        """Take the next; for a turn that is over already there is nothing to do."""
        if turn != self._turn or not self._busy:
            return
        if not self._app.screen.is_mounted:
            # A key must not find a screen without its lines, however long those take.
            self._app.set_timer(MOMENT, partial(self._over, turn))
            return
        self._busy = False
        while self._held and not self._busy:
            await self._take(self._held.popleft())
        if self._held or (self._busy and self._then is not None):
            self._app.set_timer(PATIENCE, partial(self._over, self._turn))
        elif self._then is not None:
            self._then()
