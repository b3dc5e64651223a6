"""The screens as they look, at two sizes; everything else is asserted by what it says."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui import decided, heard
from tests.tui.dipped import dip
from tests.tui.lists import settled
from tests.tui.office import LARGE, MISCONDUCT, SETTINGS, SMALL, app_of, clock, press
from tests.tui.rated import rate
from tui.app import HearingsApp

pytestmark = pytest.mark.skipif(
    sys.version_info[:2] != (3, 11), reason="The pictures are those of the oldest Python."
)

KEYS = {"caseload": ("j",), "subject": ("j", "enter"), "assess": ("j", "a", "down", "down")}


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
@pytest.mark.parametrize("screen", KEYS)
def test_a_screen_looks_as_it_did(
    snap_compare: Callable[..., bool], store: Path, screen: str, size: tuple[int, int]
) -> None:
    async def go_there(pilot: Pilot[None]) -> None:
        await settled(pilot)
        await press(pilot, *KEYS[screen])

    assert snap_compare(app_of(store), run_before=go_there, terminal_size=size)


@pytest.fixture
def listed(store: Path) -> Path:
    """List one matter whose chair is away on its second day; another is referred."""
    heard.refer(store)
    heard.schedule(store)
    heard.refer(store, MISCONDUCT, facts=False)
    heard.clash(store)
    return store


HEARD = {
    "diary": ((80, 24), ("3", "j", "j", "left")),
    "diary-wide": ((120, 40), ("3", "j", "j", "left")),
    "deadlines": ((80, 24), ("j", "enter", "f5", "j")),
    "deadlines-wide": ((120, 40), ("j", "enter", "f5", "j", "enter")),
}
"""The screens of a matter that is listed: the size, and the keys that lead there."""


@pytest.mark.parametrize("screen", HEARD)
def test_a_screen_of_a_hearing_looks_as_it_did(
    snap_compare: Callable[..., bool], listed: Path, screen: str
) -> None:
    size, keys = HEARD[screen]

    async def go_there(pilot: Pilot[None]) -> None:
        await settled(pilot)
        await press(pilot, *keys)

    assert snap_compare(app_of(listed), run_before=go_there, terminal_size=size)


@pytest.fixture
def decided_two(store: Path) -> Path:
    """Decide two matters, so that there is something to compare."""
    decided.conclude(store)
    decided.second(store)
    return store


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
def test_the_rates_look_as_they_did(
    snap_compare: Callable[..., bool], store: Path, size: tuple[int, int]
) -> None:
    async def go_there(pilot: Pilot[None]) -> None:
        await settled(pilot)
        await press(pilot, "5", "down")

    rate(store)
    assert snap_compare(app_of(store, "marsh"), run_before=go_there, terminal_size=size)


DECIDED = {
    "outcome": (SMALL, ("j", "enter", "right", "right", "right", "right")),
    "factors": ((80, 40), ("j", "enter", "m", *"code the circ", "enter", "tab", "tab", "tab")),
    "matrix": (SMALL, ("j", "enter", "f6")),
    "matrix-wide": (LARGE, ("j", "enter", "f6", "tab")),
    "matrix-cells": (SMALL, ("4", "tab", "tab", "right")),
}
"""The screens of what was decided: the size, and the keys that lead there."""


@pytest.mark.parametrize("screen", DECIDED)
def test_a_screen_of_an_outcome_looks_as_it_did(
    snap_compare: Callable[..., bool], decided_two: Path, screen: str
) -> None:
    size, keys = DECIDED[screen]

    async def go_there(pilot: Pilot[None]) -> None:
        await settled(pilot)
        await press(pilot, *("space" if key == " " else key for key in keys))

    app = HearingsApp(heard.desk_on(decided_two, "me", decided.LATER), SETTINGS, clock)
    assert snap_compare(app, run_before=go_there, terminal_size=size)


REVIEWED = {"review": ("2",), "blind": ("2", "tab", "tab", "enter")}
"""The screens of review, and the keys that lead there."""


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
@pytest.mark.parametrize("screen", REVIEWED)
def test_a_screen_of_review_looks_as_it_did(
    snap_compare: Callable[..., bool], store: Path, screen: str, size: tuple[int, int]
) -> None:
    dip(store)

    async def go_there(pilot: Pilot[None]) -> None:
        await settled(pilot)
        await press(pilot, *REVIEWED[screen])

    assert snap_compare(app_of(store, "marsh"), run_before=go_there, terminal_size=size)


@pytest.mark.parametrize("theme", ["hearings-light", "hearings-contrast", "hearings-ansi"])
def test_the_caseload_looks_as_it_did_in_other_colours(
    snap_compare: Callable[..., bool], store: Path, theme: str
) -> None:
    app = app_of(store, theme=theme)
    assert snap_compare(app, run_before=settled, terminal_size=SMALL)
