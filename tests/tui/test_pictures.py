"""The three screens as they look, at two sizes; everything else is asserted by what it says."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.lists import settled
from tests.tui.office import LARGE, SMALL, app_of, press

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


@pytest.mark.parametrize("theme", ["hearings-light", "hearings-contrast", "hearings-ansi"])
def test_the_caseload_looks_as_it_did_in_other_colours(
    snap_compare: Callable[..., bool], store: Path, theme: str
) -> None:
    app = app_of(store, theme=theme)
    assert snap_compare(app, run_before=settled, terminal_size=SMALL)
