"""Text that people typed is shown as they typed it, on every screen, in every field."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.people import Named
from tests.tui.lists import settled
from tests.tui.office import (
    HOSTILE,
    LARGE,
    NAMELESS,
    RATIONALE,
    app_of,
    desk_of,
    move,
    press,
    text_of,
    type_in,
    words,
)
from tui.screens.assess import AssessScreen
from tui.screens.matrix import MatrixScreen
from tui.screens.subject import SubjectScreen
from tui.widgets.lines import Lines
from tui.widgets.paper import Paper

BAD = HOSTILE[0]
CLICK = HOSTILE[1]


@pytest.fixture
def hostile(store: Path) -> Path:
    """Put hostile text into every field that takes one."""
    desk = desk_of(store, "me")
    move(desk, "amend", NAMELESS, {"unit": BAD, "reason": CLICK})
    who = {"person": "299999", "name": CLICK, "rank": BAD, "sex": CLICK, "reason": BAD}
    move(desk, "identify", NAMELESS, who)
    more = {"standard": "honesty", "narrative": f"{BAD}\n{CLICK}", "category": CLICK,
            "place": BAD, "reason": CLICK}  # fmt: skip
    move(desk, "add_allegation", NAMELESS, more)
    party = {"role": "witness", "party_name": CLICK, "told": BAD, "reason": BAD}
    move(desk, "add_party", NAMELESS, party)
    move(desk, "allocate", NAMELESS, {"handler": CLICK})
    move(desk, "note", NAMELESS, {"note": f"{BAD}\n[bold]{CLICK}"})
    form: dict[str, object] = {"level": "misconduct", "known": CLICK, "not_known": BAD}
    form |= {"rationale": dict.fromkeys(RATIONALE, BAD) | {"threat": CLICK}, "local": CLICK}
    maker = Named("177777", CLICK, "Insp", BAD)
    move(desk, "assess_locally", NAMELESS, form, maker)
    move(desk, "pass_to_dps", NAMELESS)
    return store


async def test_a_hostile_matter_is_shown_as_typed_on_every_page(hostile: Path) -> None:
    app = app_of(hostile)
    async with app.run_test(size=LARGE) as pilot:
        await settled(pilot)
        assert BAD in text_of(app)
        await app.push_screen(SubjectScreen(app.office, NAMELESS))
        await settled(pilot)
        assert CLICK in words(app, "#what")
        for keys in (("g",), ("right",), ("left", "left")):
            await press(pilot, *keys)
            told = app.screen.query_one(Paper).text
            assert BAD in told
            assert CLICK in told
        drawn = text_of(app)
        assert CLICK in drawn
        await pilot.click(offset=(drawn.splitlines()[1].index(CLICK) + 2, 1))
        await settled(pilot)
        assert app.is_running
        assert isinstance(app.screen, SubjectScreen)
        await press(pilot, "m", "escape")


async def test_a_hostile_matter_is_assessed_as_typed(hostile: Path) -> None:
    app = app_of(hostile)
    async with app.run_test(size=LARGE) as pilot:
        await settled(pilot)
        await app.push_screen(AssessScreen(app.office, NAMELESS))
        await settled(pilot)
        told = app.screen.query_one(Paper).text
        assert f"{BAD}\n{CLICK}" in told
        assert BAD in words(app, "#what")
        await press(pilot, "f4")
        assert CLICK in app.screen.query_one(Paper).text


async def test_hostile_filters_change_nothing(hostile: Path) -> None:
    app = app_of(hostile)
    async with app.run_test(size=LARGE) as pilot:
        await settled(pilot)
        await press(pilot, "slash")
        for text in HOSTILE[:3]:
            await type_in(pilot, text)
            assert text in text_of(app)
            await press(pilot, "escape")
        assert app.is_running


async def test_hostile_circumstances_are_asked_about_as_typed(hostile: Path) -> None:
    app = app_of(hostile)
    async with app.run_test(size=LARGE) as pilot:
        await settled(pilot)
        await app.push_screen(SubjectScreen(app.office, NAMELESS))
        await settled(pilot)
        await press(pilot, "f6")
        assert isinstance(app.screen, MatrixScreen)
        assert f"Category: {CLICK}" in app.screen.query_one("#question", Lines).text
        drawn = text_of(app)
        at = next(y for y, line in enumerate(drawn.splitlines()) if CLICK in line)
        await pilot.click(offset=(drawn.splitlines()[at].index(CLICK) + 2, at))
        await settled(pilot)
        assert app.is_running
