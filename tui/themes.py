"""The four sets of colours; the words and signs on a screen say the same without any."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from textual.theme import BUILTIN_THEMES, Theme

DARK: Final = Theme(
    name="hearings-dark",
    primary="#7aa7d9",
    secondary="#8fb0c9",
    accent="#e0b060",
    warning="#e0b060",
    error="#ff8f8f",
    success="#8fd19e",
    foreground="#e6e6e6",
    background="#101418",
    surface="#101418",
    panel="#1f2830",
    variables={
        "block-cursor-background": "#7aa7d9",
        "block-cursor-foreground": "#0b0f12",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#33414d",
        "block-cursor-blurred-foreground": "#e6e6e6",
        "footer-key-foreground": "#e0b060",
    },
)

LIGHT: Final = Theme(
    name="hearings-light",
    primary="#1f5a94",
    secondary="#3f6680",
    accent="#7a4b00",
    warning="#7a4b00",
    error="#a01020",
    success="#1b6b33",
    foreground="#14181c",
    background="#fafafa",
    surface="#fafafa",
    panel="#dfe5ea",
    dark=False,
    variables={
        "block-cursor-background": "#1f5a94",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#c6d2dd",
        "block-cursor-blurred-foreground": "#14181c",
        "footer-key-foreground": "#7a4b00",
    },
)

CONTRAST: Final = Theme(
    name="hearings-contrast",
    primary="#ffff00",
    secondary="#ffffff",
    accent="#ffff00",
    warning="#ffff00",
    error="#ffb0b0",
    success="#a0ffa0",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    text_alpha=1.0,
    variables={
        "block-cursor-background": "#ffff00",
        "block-cursor-foreground": "#000000",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#ffffff",
        "block-cursor-blurred-foreground": "#000000",
        "footer-key-foreground": "#ffff00",
        "text-muted": "#ffffff",
        "border": "#ffffff",
    },
)

ANSI: Final = replace(BUILTIN_THEMES["ansi-dark"], name="hearings-ansi")

THEMES: Final = (DARK, LIGHT, CONTRAST, ANSI)
"""In the order in which `T` goes through them."""


def offered(*, colourless: bool) -> list[str]:
    """Name the sets of colours that can be seen; the terminal's own cannot be without colours.

    Args:
        colourless: Whether every colour is drawn as a grey, as `NO_COLOR` asks.
    """
    return [theme.name for theme in THEMES if not (colourless and theme.ansi)]
