"""What every screen has: the line at the top, a line that says what happened, and the keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.screen import ScreenResultType
from textual.widgets import Static

from tui.layers import Layer
from tui.widgets.key_line import KeyLine
from tui.widgets.lines import Lines
from tui.widgets.safe import shown
from tui.widgets.top_line import TopLine
from tui.widgets.window.messages import Answered
from tui.widgets.window.reading import Reader

if TYPE_CHECKING:
    from tui.office import Office

Answer = TypeVar("Answer")


class OfficeScreen(Layer[ScreenResultType]):
    """A screen of the application; it reads and writes in thread workers only."""

    MODES: ClassVar[dict[str, str]] = {
        "caseload": "1 Caseload",
        "review": "2 Review",
        "diary": "3 Diary",
        "matrix": "4 Matrix",
        "rates": "5 Rates",
    }
    """The modes, as the top line says them."""

    DEFAULT_CSS = """
    OfficeScreen {
        & > #said { height: auto; max-height: 4; padding: 0 1; display: none;
            background: $surface; color: $text-primary; }
        & > #said.-said { display: block; }
        & > #said.-wrong { color: $text-error; text-style: bold; }
    }
    """

    def __init__(self, office: Office) -> None:
        """Take the desk and the settings.

        Args:
            office: What every screen needs.
        """
        super().__init__()
        self.office = office

    def compose(self) -> ComposeResult:
        """Put what is particular to the screen between the lines of every screen."""
        mode = self.MODES.get(self.app.current_mode, self.MODES["caseload"])
        yield TopLine(mode, self.office.who, invented=self.office.desk.demonstration)
        yield from self.compose_body()
        yield Static(id="said", markup=False)
        yield KeyLine()

    def compose_body(self) -> ComposeResult:
        """Make what is particular to the screen."""
        raise NotImplementedError

    def say(self, sentence: str, *, wrong: bool = False) -> None:
        """Say what happened in the line above the keys; an empty sentence takes it away.

        Args:
            sentence: The sentence.
            wrong: Whether something was refused or broke.
        """
        line = self.query_one("#said", Static)
        text = shown(sentence, lines=True)
        line.update(Content(f"✗ {text}" if wrong and text else text))
        line.set_class(bool(sentence), "-said")
        line.set_class(wrong, "-wrong")

    @property
    def said(self) -> str:
        """Give the sentence above the keys."""
        return str(self.query_one("#said", Static).content)

    def copy_out(self, said: str) -> None:
        """Send words to the terminal's clipboard, and say which; none where there are none.

        Args:
            said: The words.
        """
        if said:
            self.app.copy_to_clipboard(said)
            self.say(f"Sent to the terminal's clipboard: {said}")

    def ask(
        self,
        job: Callable[[], Answer],
        take: Callable[[Answer], None],
        fail: Callable[[Exception], None],
        group: str = "ask",
    ) -> None:
        """Ask the desk in a thread; the answer comes back on the event loop.

        Args:
            job: Called in the thread.
            take: Called with the answer.
            fail: Called with what went wrong.
            group: Questions of one group make an earlier one void that has not begun.
        """
        Reader(self).read(group, job, take, fail)

    @on(Answered)
    def _take(self, message: Answered) -> None:
        """Take what a worker has brought, unless the screen has gone in the meantime."""
        message.stop()
        if self.is_attached:
            message.take()

    async def _on_message(self, message: Message) -> None:
        """Leave alone what was opened in a list that holds something else by now."""
        if not (isinstance(message, Lines.Taken) and message.stale):
            await super()._on_message(message)

    def keep_drafts(self) -> None:
        """Write down at once what is being typed; a screen with a form does."""
