"""Every word on every screen stands out from what it is drawn on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.color import Color

from tests.tui.lists import settled
from tests.tui.office import SMALL, app_of, press
from tests.tui.rated import rate
from tui.app import HearingsApp
from tui.memory import recall, remember
from tui.themes import ANSI, THEMES

LEGIBLE = 4.5
"""The contrast that the accessibility guidelines ask of text."""

SCREENS = {
    "caseload": ("j",),
    "subject": ("j", "enter"),
    "moves": ("enter", "m"),
    "assess": ("j", "a", "down", "f2"),
    "form": ("n", "f2"),
    "diary": ("3", "right", "down"),
    "deadlines": ("j", "enter", "f5", "w"),
    "hearing": ("j", "enter", "left", "left"),
}


def contrast(one: Color, other: Color) -> float:
    """Work out the contrast of two colours, as the guidelines define it."""
    dark, light = sorted((_light(one), _light(other)))
    return (light + 0.05) / (dark + 0.05)


def _light(color: Color) -> float:
    parts = [part / 255 for part in (color.r, color.g, color.b)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def dimmest(app: HearingsApp) -> tuple[float, str]:
    """Find the words that stand out least, and by how much."""
    found = [(99.0, "")]
    area = app.screen.query_one("Vertical").region if app.screen.is_modal else app.screen.region
    strips = app.screen._compositor.render_strips(app.size)
    for strip in (strip.crop(area.x, area.right) for strip in strips[area.y : area.bottom]):
        for text, style, _ in strip:
            if not text.strip(" ▄▆▇▅▃▂▁│▌█▊▎▔╭╮╰╯─") or style is None:
                continue
            assert style.color is not None
            assert style.bgcolor is not None
            front = Color.from_rich_color(style.color)
            back = Color.from_rich_color(style.bgcolor)
            if style.reverse:
                front, back = back, front
            found.append((contrast(front, back), text))
    return min(found)


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES if not theme.ansi])
@pytest.mark.parametrize("keys", SCREENS.values(), ids=SCREENS)
async def test_every_word_can_be_read(store: Path, theme: str, keys: tuple[str, ...]) -> None:
    app = app_of(store, "me", theme=theme)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, *keys)
        ratio, text = dimmest(app)
        assert ratio >= LEGIBLE, (text, ratio)


PICTURES = {"intervals": ("5",), "funnel": ("5", "tab"), "trend": ("5", "tab", "tab")}
"""The ways to each picture; the cursor stands on its first line."""


@pytest.mark.parametrize("colourless", [False, True], ids=["colours", "no colours"])
@pytest.mark.parametrize("theme", [theme.name for theme in THEMES if not theme.ansi])
@pytest.mark.parametrize("keys", PICTURES.values(), ids=PICTURES)
async def test_the_line_of_the_cursor_can_be_read_in_every_picture(
    store: Path,
    theme: str,
    keys: tuple[str, ...],
    colourless: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Would catch the headline in a colour of its own that the cursor's line is drawn on.
    if colourless:
        monkeypatch.setenv("NO_COLOR", "1")
    rate(store)
    app = app_of(store, "me", theme=theme)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, *keys, "home")
        ratio, text = dimmest(app)
        assert ratio >= LEGIBLE, (text, ratio)


async def test_without_colours_the_terminals_own_are_not_offered(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Would catch black on black: without colours the terminal's own are all one grey.
    remember(replace(recall(), theme=ANSI.name))
    monkeypatch.setenv("NO_COLOR", "1")
    app = app_of(store, "me", theme=ANSI.name)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        seen = []
        for _ in THEMES:
            seen.append(app.theme)
            ratio, text = dimmest(app)
            assert ratio >= LEGIBLE, (app.theme, text, ratio)
            await press(pilot, "T")
        assert ANSI.name not in seen
    monkeypatch.delenv("NO_COLOR", raising=False)
    remember(replace(recall(), theme=ANSI.name))
    assert app_of(store, "me").theme == ANSI.name
