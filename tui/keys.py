"""Make the keys of the application: each has an id, and a sentence that says what it does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from textual.binding import Binding

if TYPE_CHECKING:
    from textual.app import App
    from textual.dom import DOMNode
    from textual.screen import Screen

HERE: Final = Binding.Group("On this screen")
FORM: Final = Binding.Group("In a form")
MOVE: Final = Binding.Group("Move about")
EVERYWHERE: Final = Binding.Group("Everywhere")


def key(
    keys: str,
    action: str,
    words: str,
    tooltip: str,
    name: str,
    *,
    group: Binding.Group = HERE,
    show: bool = True,
    priority: bool = False,
) -> Binding:
    """Make one binding.

    Args:
        keys: The keys, with commas between them.
        action: What they do.
        words: What the line of keys says.
        tooltip: The sentence of the help.
        name: The id, such as `caseload.filter`.
        group: The heading it stands under in the help.
        show: Whether the line of keys at the bottom shows it.
        priority: Whether it goes before what the focused widget makes of the key.
    """
    return Binding(
        keys, action, words, show=show, tooltip=tooltip, id=name, group=group, priority=priority
    )


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be done here and now, and its keys."""

    keys: tuple[str, ...]
    """The keys as they are written on a screen."""
    words: str
    """What it is called."""
    tooltip: str
    """What it does."""
    group: str
    """The heading it stands under."""
    action: str
    """The action, for `run_action`."""
    node: DOMNode
    """Whose action it is."""
    shown: bool
    """Whether the line of keys shows it."""


_WRITTEN: Final = {
    "slash": "/",
    "question_mark": "?",
    "colon": ":",
    "escape": "esc",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "pgup",
    "pagedown": "pgdn",
}


def written(name: str) -> str:
    """Write a key as the screen does."""
    if name.startswith("f") and name[1:].isdecimal():
        return name.upper()
    return _WRITTEN.get(name, name)


def commands(screen: Screen[Any]) -> list[Command]:
    """List what can be done on a screen, each thing once with all of its keys.

    Bindings without an id are the screen library's own and are left out.

    Args:
        screen: The screen.
    """
    found: dict[tuple[DOMNode, str], Command] = {}
    for name, active in screen.active_bindings.items():
        binding = active.binding
        if not binding.id or not active.enabled:
            continue
        place = (active.node, binding.action)
        before = found.get(place)
        keys = (*(before.keys if before else ()), written(name))
        found[place] = Command(
            keys,
            binding.description,
            binding.tooltip,
            binding.group.description if binding.group else HERE.description,
            binding.action,
            active.node,
            binding.show,
        )
    return list(found.values())


def fitting(found: Iterable[Command], text: str) -> list[Command]:
    """Keep the commands in which every word typed stands."""
    words = text.casefold().split()
    return [
        each
        for each in found
        if all(
            word in f"{' '.join(each.keys)} {each.words} {each.tooltip} {each.group}".casefold()
            for word in words
        )
    ]


def app_keys() -> list[Binding]:
    """Give the keys that work on every screen."""
    return [
        key("question_mark,f1", "keys", "keys", "Show every key of this screen, and search them.",
            "app.keys", group=EVERYWHERE),
        key("colon,ctrl+p", "palette", "commands", "Find something by its name, and do it.",
            "app.palette", group=EVERYWHERE, show=False),
        key("1", "mode('caseload')", "caseload", "Go to the caseload.",
            "app.caseload", group=EVERYWHERE, show=False),
        key("2", "mode('review')", "review", "Go to what waits for a second reader.",
            "app.review", group=EVERYWHERE, show=False),
        key("3", "mode('diary')", "diary", "Go to the diary.",
            "app.diary", group=EVERYWHERE, show=False),
        key("4", "mode('matrix')", "matrix", "Go to the matrix of past outcomes.",
            "app.matrix", group=EVERYWHERE, show=False),
        key("5", "mode('rates')", "rates", "Go to the rates of reassessment.",
            "app.rates", group=EVERYWHERE, show=False),
        key("T", "next_theme", "colours", "Change to the next set of colours.",
            "app.theme", group=EVERYWHERE, show=False),
        key("q", "leave", "quit", "Leave the program; what you have typed is kept.",
            "app.leave", group=EVERYWHERE),
        key("ctrl+q", "quit", "quit", "Leave the program from anywhere; drafts are kept.",
            "app.quit", group=EVERYWHERE, show=False, priority=True),
    ]  # fmt: skip


def run(app: App[Any], command: Command) -> None:
    """Do what a command says, as if its key had been pressed.

    Args:
        app: The application.
        command: One of `commands`.
    """
    app.call_later(app.run_action, command.action, command.node)
