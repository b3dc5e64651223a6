"""The terminal application: its modes, the keys that work everywhere, and its end."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Final

from rich.text import Text
from textual import events
from textual.app import App
from textual.binding import BindingType

from hearings.errors import UsageError
from tui.faults import keep_fault
from tui.hangup import SIGNALLED, end_for_certain, let_go, watch_terminal
from tui.in_turn import InTurn
from tui.keys import app_keys
from tui.layers import drawn
from tui.memory import recall, remember
from tui.office import Office
from tui.screens.base import OfficeScreen
from tui.screens.caseload import CaseloadScreen
from tui.screens.cover import SMALL, Cover
from tui.themes import THEMES, offered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.actions import ActionParseResult
    from textual.dom import DOMNode

    from db.actions import Desk
    from db.settings import Settings
    from tui.keys import Command

MINUTE: Final = 60.0
"""Seconds in a minute; a test makes them pass more quickly."""

LEAST: Final = (80, 24)
"""The smallest window that is drawn in."""


class HearingsApp(App[None]):
    """A composition of modes; it knows no case."""

    TITLE = "hearings"
    CSS_PATH = "app.tcss"
    DEFAULT_MODE = "caseload"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [*app_keys()]

    def __init__(self, desk: Desk, settings: Settings, clock: Callable[[], datetime]) -> None:
        """Take the desk of one account.

        Args:
            desk: What the account can do.
            settings: What the force has set.
            clock: Gives the moment, in UTC.

        Raises:
            UsageError: The settings name a theme that there is not.
        """
        super().__init__()
        if "TEXTUAL_ANIMATIONS" not in os.environ:
            self.animation_level = "none"
        self.office = Office(desk, settings, clock)
        for theme in THEMES:
            self.register_theme(theme)
        known = [theme.name for theme in THEMES]
        if settings.theme not in known:
            raise UsageError(f"There is no theme {settings.theme!r}; there are {', '.join(known)}.")
        self._colours = offered(colourless=self.no_color)
        wanted = (recall().theme, settings.theme, *self._colours)
        # Set without watchers: they would parse every style sheet once more before the first frame.
        self.set_reactive(App.theme, next(name for name in wanted if name in self._colours))
        self.add_mode("caseload", lambda: CaseloadScreen(self.office))
        self.add_mode("review", self._review)
        self.add_mode("diary", self._diary)
        self.add_mode("matrix", self._matrix)
        self.add_mode("rates", self._rates)
        self._cover: Cover | None = None
        self._in_turn = InTurn(self, self.on_event)
        self._last_key = time.monotonic()

    def on_ready(self) -> None:
        """Take up the collection of garbage that `tui/plain/opening.py` put off.

        What the start has made stays for good, so the collector need never look at it again.
        """
        gc.freeze()
        gc.enable()

    def on_mount(self) -> None:
        """Watch for nobody being there, and listen for the end."""
        self._watch_idleness()
        if not self.is_headless:
            loop = asyncio.get_running_loop()
            for number in (signal.SIGHUP, signal.SIGTERM):
                loop.add_signal_handler(number, self._end, number)
            if sys.__stdin__ is not None:
                watch_terminal(
                    sys.__stdin__.fileno(),
                    lambda: loop.call_soon_threadsafe(self._end, signal.SIGHUP),
                )

    async def on_event(self, event: events.Event) -> None:
        """Let a covered screen take no keys, and note that somebody is there."""
        if isinstance(event, events.AppBlur):
            self.keep_drafts()
        typed = isinstance(event, (events.Key, events.Paste, events.MouseEvent))
        typed = typed and not event.is_forwarded
        pressed = typed and not isinstance(event, events.MouseMove)
        if pressed:
            self._last_key = time.monotonic()
            if self._in_turn.holds(event):
                return
        if typed and self._cover is not None and self._covered(event):
            return
        await super().on_event(event)
        if pressed:
            self._in_turn.follow()

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Drop a key for what is not drawn yet, or is there no more: it has nothing to act on.

        Args:
            action: The action.
            default_namespace: Whose it is.
            namespaces: Others by their names.
        """
        if not drawn(default_namespace):
            return True
        return await super().run_action(action, default_namespace, namespaces)

    def on_resize(self) -> None:
        """Cover the screen where the window is too small."""
        self.call_after_refresh(self._fit)

    def keep_drafts(self) -> None:
        """Write down at once what is being typed anywhere."""
        for stack in self._screen_stacks.values():
            for screen in stack:
                if isinstance(screen, OfficeScreen):
                    screen.keep_drafts()

    def exit(
        self, result: None = None, return_code: int = 0, message: object | None = None
    ) -> None:
        """End, with every draft kept.

        Args:
            result: None.
            return_code: The exit code.
            message: What to print when the screen has gone.
        """
        self.keep_drafts()
        super().exit(result, return_code, message)  # type: ignore[arg-type]  # as Textual's

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keep a letter from ending the program, or a digit from leaving, amid a form.

        Args:
            action: The action.
            parameters: What it is given.
        """
        if action in {"leave", "mode"}:
            screen = self.screen
            if parameters == ("review",) and not self.office.reviews:
                return False
            if parameters == ("diary",) and not self.office.reads_cases:
                return False
            if parameters == ("matrix",) and not self.office.compares:
                return False
            if parameters == ("rates",) and not self.office.sees_figures:
                return False
            return not screen.is_modal and not getattr(screen, "TYPING", False)
        return super().check_action(action, parameters)

    def action_leave(self) -> None:
        """End the program."""
        self.exit()

    def action_help_quit(self) -> None:
        """Say how to leave; ctrl+c does not end the program."""
        screen = self.screen
        if isinstance(screen, OfficeScreen):
            screen.say("Press ctrl+q to leave the program; what you have typed is kept.")

    async def action_mode(self, mode: str) -> None:
        """Go to a mode's own screen.

        Args:
            mode: The mode's name.
        """
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        await self.switch_mode(mode)

    def action_next_theme(self) -> None:
        """Take the next set of colours, and remember it."""
        from dataclasses import replace

        names = self._colours
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
        remember(replace(recall(), theme=self.theme))

    def action_keys(self) -> None:
        """Show the keys of this screen."""
        self._find("Keys", everything=True)

    def action_palette(self) -> None:
        """Find something to do by what it is called."""
        self._find("Commands", everything=False)

    def _review(self) -> OfficeScreen[None]:
        """Make the review queue when somebody first goes there."""
        from tui.screens.review import ReviewScreen

        return ReviewScreen(self.office)

    def _diary(self) -> OfficeScreen[None]:
        """Make the diary when somebody first goes there."""
        from tui.screens.diary import DiaryScreen

        return DiaryScreen(self.office)

    def _matrix(self) -> OfficeScreen[None]:
        """Make the matrix when somebody first goes there."""
        from tui.screens.matrix import MatrixScreen

        return MatrixScreen(self.office)

    def _rates(self) -> OfficeScreen[None]:
        """Make the rates when somebody first goes there."""
        from tui.screens.rates import RatesScreen

        return RatesScreen(self.office)

    def _find(self, title: str, *, everything: bool) -> None:
        from tui.dialogs.keys import KeysDialog
        from tui.keys import commands, run

        if self.screen.is_modal:
            return
        found = [
            each for each in commands(self.screen)
            if everything or each.group != "Move in the list"
        ]  # fmt: skip

        def do(chosen: Command | None) -> None:
            if chosen is not None:
                run(self, chosen)

        self.push_screen(KeysDialog(title, found), do)

    def _handle_exception(self, error: Exception) -> None:
        """End on a fault with one sentence; how it came about goes to the log."""
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        kept = keep_fault(error, self.office.clock())
        try:
            self.keep_drafts()
        except Exception as second:  # noqa: BLE001 - nothing may hide the first fault
            keep_fault(second, self.office.clock())
        self._exit_renderables.append(
            Text(f"hearings had to stop (fault {kept}). What was typed is kept as a draft.")
        )
        self._close_messages_no_wait()

    def _end(self, number: int) -> None:
        """End because the terminal has gone, or somebody asked the program to.

        What was typed is kept at once, and again with the keys that still wait for their turn.
        """
        end_for_certain(SIGNALLED + number)
        self.keep_drafts()
        self._in_turn.once_over(lambda: self.exit(return_code=SIGNALLED + number))

    def _watch_idleness(self) -> None:
        """Blank the screen once nobody has touched a key for long enough."""
        allowed = self.office.settings.blank_after * MINUTE
        if allowed <= 0:
            return
        left = allowed - (time.monotonic() - self._last_key)
        if left <= 0 and self._cover is None:
            self._put_cover(Cover())
            left = allowed
        self.set_timer(max(left, 0.01) if left > 0 else allowed, self._watch_idleness)

    def _covered(self, event: events.Event) -> bool:
        """Say whether the cover takes what was typed; any key takes a blank one away."""
        cover = self._cover
        if cover is None:
            return False
        if not cover.sentence and not isinstance(event, (events.MouseMove, events.MouseUp)):
            self._take_cover()
            return True
        leaving = isinstance(event, events.Key) and event.key in {"q", "ctrl+q"}
        return not leaving

    def _fit(self) -> None:
        """Put the sentence up, or take it away."""
        small = self.size.width < LEAST[0] or self.size.height < LEAST[1]
        if small and (self._cover is None or not self._cover.sentence):
            self._take_cover()
            self._put_cover(Cover(SMALL))
        elif not small and self._cover is not None and self._cover.sentence:
            self._take_cover()

    def _put_cover(self, cover: Cover) -> None:
        self.keep_drafts()
        self._cover = cover
        self.push_screen(cover)

    def _take_cover(self) -> None:
        cover, self._cover = self._cover, None
        if cover is not None and cover.is_active:
            self.pop_screen()


def run(desk: Desk, settings: Settings, clock: Callable[[], datetime]) -> int:
    """Open the terminal application, and stay until it is left.

    Args:
        desk: What the account can do.
        settings: What the force has set.
        clock: Gives the moment, in UTC.

    Returns:
        The exit code.
    """
    app = HearingsApp(desk, settings, clock)
    app.run(mouse=settings.mouse)
    code = app.return_code or 0
    if code > SIGNALLED:
        let_go()
    return code
