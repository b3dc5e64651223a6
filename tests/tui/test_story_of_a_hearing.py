"""A matter listed, postponed, listed again, opened, adjourned and relisted, by keys at 80 × 24."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from textual.pilot import Pilot

from tests.tui import heard
from tests.tui.lists import settled
from tests.tui.office import GROSS, SETTINGS, SMALL, clock, desk_of, press, text_of, type_in, words
from tui.app import HearingsApp
from tui.screens.diary import DiaryScreen
from tui.screens.move_form import MoveForm
from tui.screens.subject import SubjectScreen
from tui.widgets.lines import Lines
from tui.widgets.month import Month
from tui.widgets.paper import Paper

PANEL = (
    ("chair (senior officer)", heard.CHAIR),
    ("member (superintendent", heard.MEMBER),
    ("independent member", f"{heard.LAY} R Shah"),
)


def app_on(path: Path, day: date) -> HearingsApp:
    """Open the application as if it were a day."""
    return HearingsApp(heard.desk_on(path, "me", day), SETTINGS, clock)


async def list_it(app: HearingsApp, pilot: Pilot[None], day: str) -> None:
    """List the only matter in preparation for a free day, everything chosen or typed by keys."""
    await press(pilot, "n", "enter")
    form = app.screen
    assert isinstance(form, MoveForm)
    await press(pilot, "f7")
    await type_in(pilot, day)
    await press(pilot, "enter", "tab")
    await type_in(pilot, "Room 3")
    await press(pilot, "tab")
    for capacity, who in PANEL:
        await press(pilot, "f7")
        await type_in(pilot, capacity)
        await press(pilot, "enter")
        await type_in(pilot, who)
    await press(pilot, "tab", "tab")
    await type_in(pilot, "the Commissioner")
    await press(pilot, "tab")
    await type_in(pilot, "rota")
    await press(pilot, "f2")
    assert isinstance(app.screen, DiaryScreen), text_of(app)


async def do(app: HearingsApp, pilot: Pilot[None], title: str, typed: Mapping[str, str]) -> None:
    """Choose a move in the menu, fill its form in, and save it."""
    await press(pilot, "m")
    await type_in(pilot, title)
    await press(pilot, "enter")
    form = app.screen
    assert isinstance(form, MoveForm), text_of(app)
    form.form.fill(typed)
    await press(pilot, "f2")
    assert isinstance(app.screen, SubjectScreen), text_of(app)


POSTPONED = {
    "asked_by": "friend", "delay_reason": "counsel", "alternative": "2014-04-14",
    "reason": "The friend has another hearing.",
}  # fmt: skip


async def list_and_postpone(app: HearingsApp, pilot: Pilot[None]) -> None:
    """List it for Friday, postpone it, and list it for the day that the friend offers."""
    await settled(pilot)
    await press(pilot, "3")
    await list_it(app, pilot, "fri 11")
    assert words(app, "#line") == "listed: 1 case (1 officer); in preparation: 0"
    await press(pilot, "escape", "right", "enter")
    assert "[listed]" in text_of(app)
    await do(app, pilot, "postpone", POSTPONED)
    told = app.screen.query_one(Paper).text
    assert "H-2014-00001: postponed" in told
    assert "Offered by the friend: Mon 14 Apr 2014" in told
    await press(pilot, "escape", "escape")
    assert words(app, "#line") == "listed: 0 cases (0 officers); in preparation: 1"
    assert "Nothing is listed in April 2014." in words(app, "#state")
    await list_it(app, pilot, "mon 14")
    assert words(app, "#line").startswith("listed: 1 case (1 officer)")


async def test_list_postpone_open_adjourn_and_relist(store: Path) -> None:
    heard.refer(store)
    heard.known(store)
    app = app_on(store, date(2014, 4, 10))
    async with app.run_test(size=SMALL) as pilot:
        await list_and_postpone(app, pilot)
    app = app_on(store, date(2014, 4, 14))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "3", "enter")
        await do(app, pilot, "open the hearing", {"present": "no", "absence": "Unwell; agreed."})
        assert (
            "In the officer's absence, because: Unwell; agreed." in app.screen.query_one(Paper).text
        )
        await press(pilot, "m")
        await type_in(pilot, "adjourn")
        await press(pilot, "enter", "f7")
        await type_in(pilot, "tue 22")
        await press(pilot, "enter")
        form = app.screen
        assert isinstance(form, MoveForm)
        form.form.fill({"delay_reason": "witness", "reason": "The last witness is abroad."})
        await press(pilot, "f2")
        assert "H-2014-00001: part-heard" in app.screen.query_one(Paper).text
        assert "Day 2: Tue 22 Apr 2014, 10:00–17:00" in app.screen.query_one(Paper).text
        await press(pilot, "escape", "escape", "down", "right")
        assert app.screen.query_one(Month).day == date(2014, 4, 22)
        assert "part-heard" in app.screen.query_one("#agenda", Lines).text
        assert "▸ 10:00–17:00  Room 3" in text_of(app)
    history = desk_of(store, "me").show(GROSS)[0].history
    kinds = [event.kind for event in history][-5:]
    assert kinds == ["schedule", "postpone", "schedule", "open", "adjourn"]
