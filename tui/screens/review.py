"""Review: what waits for a second reader, what is to be reconsidered, and the dip samples."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from db import blind
from db.review import queue
from hearings.access import has
from tui.keys import key
from tui.screens.ways import Ways
from tui.telling import review as telling
from tui.widgets.lines import Entry, Lines
from tui.widgets.safe import shown

if TYPE_CHECKING:
    from db.actions import Desk
    from db.blind import Item
    from db.people import Named
    from db.review import Queue, Sample
    from tui.office import Office

PANES: Final = ("Second reader", "Reconsider and revised", "Dip samples")
"""The lists, in their order."""

LISTS: Final = ("waiting", "reconsidered", "samples")
SAMPLES: Final = 2

EMPTY: Final = (
    "No decision waits for a second reader. Press r to look again, or tab for the other lists.",
    "Nothing is to be reconsidered or was revised. Press r to look again, or tab for other lists.",
    "No dip sample has been drawn. Press n to draw one, or r to look again.",
)
"""What each list says while it has nothing."""

NONE_TO_DRAW: Final = "No dip sample has been drawn; a supervisor draws one. Press r to look again."


class ReviewScreen(Ways):
    """Three lists; opening them is written down in the trail."""

    CSS_PATH = "review.tcss"
    AUTO_FOCUS = "#waiting"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("tab", "pane(1)", "next list", "Go to the next list: second reader, reconsider and"
            " revised, dip samples.", "review.next_list"),
        key("shift+tab", "pane(-1)", "list before", "Go to the list before.",
            "review.list_before", show=False),
        key("n", "draw", "draw", "Draw a dip sample.", "review.draw"),
        key("r", "reload", "reload", "Read the lists again.", "review.reload", show=False),
        key("escape", "back", "back", "Go back to the first list, then to the caseload.",
            "review.back"),
    ]  # fmt: skip

    def __init__(self, office: Office) -> None:
        """Begin with nothing read.

        Args:
            office: What every screen needs.
        """
        super().__init__(office)
        self.pane = 0
        self.queue: Queue | None = None

    def compose_body(self) -> ComposeResult:
        """Put the names of the lists over the one that is shown."""
        yield Static(id="tabs", markup=False)
        yield Static("Reading…", id="state", markup=False)
        for name in LISTS:
            yield Lines(id=name)

    def on_mount(self) -> None:
        """Begin to read."""
        self._set_state("loading", "Reading…")
        self._go(0)
        self._read()

    def on_screen_resume(self) -> None:
        """Read again what may have been answered on another screen."""
        if self.queue is not None:
            self._read()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to draw only to whoever may.

        Args:
            action: The action.
            parameters: What it is given.
        """
        if action == "draw":
            return has(self.office.desk.actor, "samples")
        return super().check_action(action, parameters)

    def action_pane(self, step: int) -> None:
        """Go to another list.

        Args:
            step: How many on.
        """
        self._go((self.pane + step) % len(PANES))

    def action_reload(self) -> None:
        """Read the lists again."""
        self._read()

    def action_draw(self) -> None:
        """Draw a dip sample."""
        from tui.screens.drawing import DrawScreen

        self.put_over(DrawScreen(self.office), self._drawn)

    async def action_back(self) -> None:
        """Take away what is said, then go back to the first list, then to the caseload."""
        if self.said:
            self.say("")
        elif self.pane:
            self._go(0)
        else:
            await self.app.run_action("mode('caseload')")

    @on(Lines.Taken, "#waiting")
    @on(Lines.Taken, "#reconsidered")
    def _matter_taken(self, message: Lines.Taken) -> None:
        """Open the matter; its moves hold the second reading."""
        message.stop()
        if self.queue is not None:
            first = message.lines.id == LISTS[0]
            found = self.queue.waiting if first else self.queue.reconsidered
            self.open([(found[message.place].reference, "")], "Assessments")

    @on(Lines.Taken, "#samples")
    def _sample_taken(self, message: Lines.Taken) -> None:
        """Read the next item of the sample."""
        message.stop()
        if self.queue is not None:
            self.say("Reading…")
            sample = self.queue.samples[message.place].id
            self.ask(partial(_next, self.office.desk, sample), self._item, self._no_item, "item")

    def _item(self, item: Item) -> None:
        """Show the item blind; one that was read and not answered, with what was decided."""
        from tui.screens.blind import AnswerScreen, BlindScreen

        self.say("")
        kind = BlindScreen if item.own is None else AnswerScreen
        self.put_over(kind(self.office, item), self._read_or_answered)

    def _read_or_answered(self, answer: dict[str, object] | None) -> None:
        """Go on from the level to the answer, and from the answer back to the list."""
        from db.blind import Item
        from tui.screens.blind import AnswerScreen

        if answer is None or not isinstance(answer["item"], Item):
            return
        item = answer["item"]
        reader: Named | None = answer["reader"]  # type: ignore[assignment]  # as the screen gives it
        if item.own is not None and not item.own.answer:
            screen = AnswerScreen(self.office, item, reader)
            self.put_over(screen, self._read_or_answered)
        else:
            self.say(f"{telling.title(item)} is answered. Press enter for the next.")

    def _no_item(self, error: Exception) -> None:
        self.say(self.office.sentence(error, "The item could not be read"), wrong=True)

    def _drawn(self, sample: Sample | None) -> None:
        if sample is not None:
            self._go(SAMPLES)
            self.say(f"Dip sample {sample.id} is drawn: {sample.drawn} out of {sample.among:,}.")

    def _read(self) -> None:
        desk = self.office.desk
        self.ask(lambda: queue(desk), self._loaded, self._failed, "review")

    def _loaded(self, found: Queue) -> None:
        """Show what was read; each cursor stays on its line where it is still there."""
        self.queue = found
        entries = (
            [Entry(*telling.waiting_entry(row, self.office.rules)) for row in found.waiting],
            [Entry(*telling.reconsidered_entry(row)) for row in found.reconsidered],
            [Entry(*telling.sample_entry(row)) for row in found.samples],
        )
        for name, lines in zip(LISTS, entries, strict=True):
            shown_in = self.query_one(f"#{name}", Lines)
            at = shown_in.highlighted
            shown_in.tell(lines, at=at if at is not None and at < len(lines) else None)
        self._go(self.pane)

    def _failed(self, error: Exception) -> None:
        self.queue = None
        words = self.office.sentence(error, "The review queue could not be read")
        self._set_state("failed", f"{words} Press r to try again, or 1 for the caseload.")

    def _go(self, pane: int) -> None:
        self.pane = pane
        for place, name in enumerate(LISTS):
            self.set_class(place == pane, f"-{name}")
        self._show_tabs()
        if self.queue is not None:
            found = (self.queue.waiting, self.queue.reconsidered, self.queue.samples)[pane]
            may = pane != SAMPLES or has(self.office.desk.actor, "samples")
            self._set_state("rows" if found else "empty", EMPTY[pane] if may else NONE_TO_DRAW)
        self.call_after_refresh(self._focus_list)

    def _focus_list(self) -> None:
        wanted = self.query_one(f"#{LISTS[self.pane]}", Lines)
        if self.is_current:
            self.set_focus(wanted if wanted.display else None)

    def _show_tabs(self) -> None:
        found, counts = self.queue, ("",) * len(PANES)
        if found is not None:
            numbers = (found.waiting_in_all, found.reconsidered_in_all, len(found.samples))
            counts = tuple(f" {number:,}" for number in numbers)
        parts = []
        for place, name in enumerate(PANES):
            here, words = place == self.pane, f"{name}{counts[place]}"
            parts += [(f"[{words}]" if here else f" {words} ", "bold" if here else ""), ("  ", "")]
        self.query_one("#tabs", Static).update(Content.assemble(*parts))

    def _set_state(self, state: str, words: str = "") -> None:
        for name in ("loading", "empty", "rows", "failed"):
            self.set_class(name == state, f"-{name}")
        self.query_one("#state", Static).update(Content(shown(words)))


def _next(desk: Desk, sample: int) -> Item:
    """Find what this reader has read and not answered, else the next item to read."""
    for one in blind.states(desk, sample):
        if one.own is not None and not one.own[2]:
            return blind.item(desk, sample, one.place)
    return blind.item(desk, sample)
