"""The diary: its month and its panes, by keys, in each of its states."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot

from db.agenda import add_away
from db.engine import Database
from db.people import Account, keep_account
from tests.tui import heard
from tests.tui.lists import settled
from tests.tui.office import (
    GROSS,
    HOSTILE,
    MISCONDUCT,
    SMALL,
    app_of,
    clock,
    desk_of,
    press,
    said,
    text_of,
    trail,
    type_in,
    words,
)
from tui.app import HearingsApp
from tui.dialogs.pick import PickDialog
from tui.screens import diary
from tui.screens.away import AwayScreen
from tui.screens.caseload import CaseloadScreen
from tui.screens.diary import DiaryScreen
from tui.screens.listing import PreparingDialog
from tui.screens.move_form import MoveForm
from tui.screens.subject import SubjectScreen
from tui.widgets.lines import Lines
from tui.widgets.month import Month


@pytest.fixture
def listed(store: Path) -> Path:
    """List one matter for two days, whose chair is away on the second; another is referred."""
    heard.refer(store)
    heard.schedule(store)
    heard.refer(store, MISCONDUCT, facts=False)
    heard.clash(store)
    return store


async def opened(app: HearingsApp, pilot: Pilot[None]) -> DiaryScreen:
    """Go to the diary."""
    await settled(pilot)
    await press(pilot, "3")
    assert isinstance(app.screen, DiaryScreen)
    return app.screen


def entries(app: HearingsApp, pane: str = "#entries") -> str:
    """Give the words of a pane."""
    return app.screen.query_one(pane, Lines).text


async def test_the_first_line_counts_cases_and_officers(listed: Path) -> None:
    app = app_of(listed)
    async with app.run_test(size=SMALL) as pilot:
        await opened(app, pilot)
        assert words(app, "#line") == "listed: 1 case (1 officer); in preparation: 1"


async def test_the_month_shows_today_hearings_holidays_and_clashes_without_colour(
    listed: Path,
) -> None:
    app = app_of(listed)
    async with app.run_test(size=SMALL) as pilot:
        await opened(app, pilot)
        drawn = [line[:37].split() for line in text_of(app).splitlines()]
        assert ["April", "2014"] in drawn
        assert ["7", "8", "9", "▸[10]", "11", "12", "13"] in drawn
        assert ["hol", "1", "1✗"] in drawn
        assert "✗ clash" in text_of(app)
        await press(pilot, "down", "right")
        assert words(app, "#day") == (
            "Fri 18 Apr 2014 · bank holiday: Good Friday\nno hearing sits"
        )
        await press(pilot, "down", "left", "left")
        assert "▸ 23" in text_of(app)
        assert words(app, "#day").splitlines() == [
            "Wed 23 Apr 2014",
            "1 hearing sits",
            "✗ 1 clash: tab shows them",
        ]


async def test_the_agenda_says_when_where_what_who_and_how_it_stands(listed: Path) -> None:
    app = app_of(listed)
    async with app.run_test(size=SMALL) as pilot:
        await opened(app, pilot)
        told = entries(app, "#agenda").splitlines()
        assert told[:5] == [
            "Tue 22 Apr 2014",
            f"10:00–16:30  {heard.ROOM}",
            "misconduct hearing H-2014-00001, listed",
            f"{GROSS} PS {HOSTILE[1]}",
            f"chair Cmdr {heard.CONDUCTS}",
        ]
        drawn = text_of(app)
        assert heard.ROOM in drawn
        assert HOSTILE[1] in drawn


async def test_the_cursor_goes_by_days_weeks_and_months(listed: Path) -> None:
    app = app_of(listed)
    async with app.run_test(size=SMALL) as pilot:
        screen = await opened(app, pilot)
        month = screen.query_one(Month)
        for keys, day in (
            (("l",), (2014, 4, 11)), (("left", "h"), (2014, 4, 9)), (("j",), (2014, 4, 16)),
            (("k", "up"), (2014, 4, 2)), (("pagedown",), (2014, 5, 2)),
            (("right_square_bracket",), (2014, 6, 2)), (("pageup",), (2014, 5, 2)),
            (("left_square_bracket", "left_square_bracket"), (2014, 3, 2)),
            (("g",), (2014, 4, 10)),
        ):  # fmt: skip
            await press(pilot, *keys)
            assert month.day == date(*day), keys
        await pilot.click(Month, offset=(6, 10))
        await settled(pilot)
        assert month.day == date(2014, 4, 29)


async def test_another_day_is_brought_into_sight_in_the_agenda(listed: Path) -> None:
    app = app_of(listed)
    async with app.run_test(size=SMALL) as pilot:
        await opened(app, pilot)
        agenda = app.screen.query_one("#agenda", Lines)
        assert agenda.highlighted is None
        await press(pilot, "j", "j", "left")
        assert agenda.highlighted == 3
        assert "▸ 10:00–13:00" in text_of(app)


async def test_tab_goes_through_what_clashes_what_runs_out_and_who_is_away(listed: Path) -> None:
    app = app_of(listed, "mensah")
    async with app.run_test(size=SMALL) as pilot:
        await opened(app, pilot)
        await press(pilot, "right_square_bracket", "g", "tab")
        assert words(app, "#tabs").split()[:3] == ["Agenda", "[Clashes", "1]"]
        assert entries(app).splitlines() == [
            "✗ H-2014-00001, Wed 23 Apr 2014, 10:00–13:00",
            f"Cmdr {heard.CONDUCTS} is taken on 23 April 2014, all day, by leave [red]x.",
        ]
        await press(pilot, "tab", "tab")
        assert entries(app).splitlines() == [
            f"Cmdr {heard.CONDUCTS}, {heard.CHAIR}",
            "Wed 23 Apr 2014 to Thu 24 Apr 2014: leave [red]x",
        ]
        await press(pilot, "shift+tab", "right_square_bracket")
        assert "[Runs out 1]" in words(app, "#tabs")
        assert entries(app) == (
            f"○ {GROSS}  due in 30 working days: Hearing held\nlast day Wed 28 May 2014\n"
            "30 working days, beginning with the first working day after Thu 10 Apr 2014"
            " (notice of referral and documents supplied)."
        )
        await press(pilot, "enter")
        assert isinstance(app.screen, SubjectScreen)
        assert "[Deadlines]" in words(app, "#tabs")
        assert " 3 Diary" in text_of(app)


async def test_what_is_past_says_by_how_much(listed: Path) -> None:
    app = HearingsApp(
        heard.desk_on(listed, "osei", date(2014, 6, 2)), app_of(listed).office.settings,
        clock,
    )  # fmt: skip
    async with app.run_test(size=SMALL) as pilot:
        await opened(app, pilot)
        await press(pilot, "tab", "tab")
        assert f"✗ {GROSS}  overdue, 3 working days past: Hearing held" in entries(app)


async def test_esc_goes_back_to_the_agenda_and_then_to_the_caseload(listed: Path) -> None:
    app = app_of(listed)
    async with app.run_test(size=SMALL) as pilot:
        screen = await opened(app, pilot)
        await press(pilot, "tab", "escape")
        assert screen.pane == 0
        await press(pilot, "enter")
        assert said(app) == "No hearing sits on Thu 10 Apr 2014. Press n to list a matter."
        await press(pilot, "escape")
        assert said(app) == ""
        await press(pilot, "slash")
        assert said(app).startswith("The diary has no filter.")
        await press(pilot, "escape")
        await press(pilot, "escape")
        assert isinstance(app.screen, CaseloadScreen)


async def test_enter_opens_what_is_heard_and_of_several_officers_the_one_chosen(
    listed: Path,
) -> None:
    app = app_of(listed)
    async with app.run_test(size=SMALL) as pilot:
        screen = await opened(app, pilot)
        await press(pilot, "j", "j", "left", "left", "enter")
        assert isinstance(app.screen, SubjectScreen)
        assert "[Hearing]" in words(app, "#tabs")
        await press(pilot, "escape")
        assert isinstance(app.screen, DiaryScreen)
        assert screen.query_one(Month).day == date(2014, 4, 22)
        await press(pilot, "y")
        assert app.clipboard == GROSS
        screen.open([(GROSS, "PS X"), (MISCONDUCT, HOSTILE[2])], "Hearing")
        await settled(pilot)
        assert isinstance(app.screen, PickDialog)
        await press(pilot, "down", "enter")
        assert words(app, "#what").startswith(MISCONDUCT)


async def test_opening_the_diary_is_one_entry_and_another_month_one_once_it_rests(
    listed: Path,
) -> None:
    app = app_of(listed)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        before = len(trail(listed))
        await opened(app, pilot)
        await press(pilot, "right", "r", "tab", "escape")
        assert trail(listed)[before:] == ["read.diary"]
        await press(pilot, "pagedown", "pagedown", "pagedown")
        assert trail(listed)[before:] == ["read.diary"]
        await pilot.pause(0.7)
        await settled(pilot)
        assert trail(listed)[before:] == ["read.diary"] * 2


async def test_the_diary_says_that_it_is_read_and_a_fault_says_what_to_do(
    listed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, door = app_of(listed), Event()

    def wait(*given: object) -> object:
        door.wait(10)
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(diary, "agenda", wait)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await pilot.press("3")
        await pilot.pause()
        assert app.screen.has_class("-loading") or "Reading…" in text_of(app)
        assert "April 2014" in text_of(app)
        door.set()
        await settled(pilot)
        assert app.screen.has_class("-failed")
        assert words(app, "#state").endswith("Press r to try again, or 1 for the caseload.")
        assert "(fault " in words(app, "#state")
        monkeypatch.undo()
        await press(pilot, "r")
        assert app.screen.has_class("-rows")


async def test_what_was_read_for_a_month_that_was_left_is_not_shown(listed: Path) -> None:
    app = app_of(listed)
    async with app.run_test(size=SMALL) as pilot:
        screen = await opened(app, pilot)
        found = screen.found
        assert found is not None
        screen._loaded(replace(found, first=date(2014, 1, 1), entries=()))
        assert screen.found is found


async def test_a_list_that_cannot_be_read_says_so(
    listed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_of(listed)

    def fail(*_given: object) -> None:
        raise OSError(5, "Input/output error")

    async with app.run_test(size=SMALL) as pilot:
        await opened(app, pilot)
        monkeypatch.setattr(app.office.desk, "listing", fail)
        await press(pilot, "n")
        assert "The matter could not be read (fault " in said(app)


async def test_the_calendar_of_the_world_has_two_ends(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        screen = await opened(app, pilot)
        month = screen.query_one(Month)
        for end, keys in ((date(9999, 11, 30), ("right", "pagedown")),
                          (date(1, 2, 1), ("left", "pageup"))):  # fmt: skip
            month.go(end)
            await press(pilot, *keys)
            assert month.day == end
        month.focus()
        await pilot.click(Month, offset=(6, 0))
        assert month.day == date(1, 2, 1)


async def test_each_empty_pane_says_which_key_to_press(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await opened(app, pilot)
        assert words(app, "#line") == "listed: 0 cases (0 officers); in preparation: 0"
        assert words(app, "#state").startswith("Nothing is listed in April 2014. Press n to list")
        for start in ("Nobody and no room is in two", "No limit is past", "Nobody and no room is"):
            await press(pilot, "tab")
            assert app.screen.has_class("-empty")
            assert words(app, "#state").startswith(start)
            assert "Press " in words(app, "#state")
        await press(pilot, "n")
        assert said(app).startswith("Nothing is in preparation")


async def test_n_lists_a_matter_in_preparation(listed: Path) -> None:
    app = app_of(listed, "me")
    async with app.run_test(size=SMALL) as pilot:
        await opened(app, pilot)
        await press(pilot, "n")
        assert isinstance(app.screen, PreparingDialog)
        assert f"{MISCONDUCT}  DC {HOSTILE[2]}, Newham" in text_of(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, MoveForm)
        assert app.screen.move.event == "schedule"


async def test_whoever_may_not_list_is_told_so(listed: Path) -> None:
    app = app_of(listed, "lowe")
    async with app.run_test(size=SMALL) as pilot:
        await opened(app, pilot)
        await press(pilot, "n", "enter")
        assert isinstance(app.screen, DiaryScreen)
        assert "is entered by role" in said(app)


async def test_the_diary_is_not_there_for_an_account_that_reads_no_case(store: Path) -> None:
    database = Database(f"sqlite:///{store}")
    with database.write() as connection:
        keep_account(connection, Account("admin", "", "", ("administrator",)))
    database.close()
    app = app_of(store, "admin")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "3")
        assert isinstance(app.screen, CaseloadScreen)
        await press(pilot, "question_mark")
        assert "Go to the diary" not in text_of(app)


async def test_a_wide_window_keeps_the_month_beside_every_pane(listed: Path) -> None:
    app = app_of(listed)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        await press(pilot, "tab")
        drawn = text_of(app)
        assert "April 2014" in drawn
        assert "is not free on 23 April 2014" in drawn


async def test_hostile_reasons_and_rooms_are_shown_as_typed(store: Path) -> None:
    desk = desk_of(store, "me")
    for place, text in enumerate(HOSTILE):
        day = date(2014, 4, 14 + place)
        add_away(desk, f"Room {text}", day, day, f"why {text}", room=True)
    app = app_of(store, "mensah")
    async with app.run_test(size=SMALL) as pilot:
        await opened(app, pilot)
        await press(pilot, "shift+tab")
        drawn = text_of(app)
        for text in HOSTILE:
            assert f"Room {text}" in drawn
            assert f"why {text}" in drawn
        await press(pilot, "down", "enter", "y")
        assert app.is_running


async def test_w_says_who_is_away_and_x_takes_it_back(store: Path) -> None:
    app = app_of(store, "mensah")
    async with app.run_test(size=SMALL) as pilot:
        screen = await opened(app, pilot)
        await press(pilot, "w", "f2")
        form = app.screen
        assert isinstance(form, AwayScreen)
        assert said(app) == "✗ Who, or which room may not be empty."
        await press(pilot, "escape")
        await type_in(pilot, "q3 [/]")
        form.form.fill({"first": "2014-04-14", "last": "soon", "why": HOSTILE[1], "room": "yes"})
        assert words(app, "#hint") == "A person's number; or the room's name."
        await press(pilot, "f2")
        assert form.form.rows["last"].has_class("-wrong")
        assert said(app).startswith("✗ Last day cannot be 'soon'")
        form.form.fill({"last": ""})
        await press(pilot, "f2")
        assert isinstance(app.screen, DiaryScreen)
        assert said(app) == "Saved: the days are not offered any more."
        await press(pilot, "escape", "x", "shift+tab")
        assert entries(app) == f"Room q3 [/]\nMon 14 Apr 2014: {HOSTILE[1]}"
        await press(pilot, "x", "enter")
        assert screen.lines[3]
        await press(pilot, "x", "down", "enter")
        assert not screen.lines[3]
        assert said(app) == "Taken back; the entry stays on record as withdrawn."
        assert words(app, "#state").startswith("Nobody and no room is away in these weeks.")
        await press(pilot, "w", "escape")
        assert isinstance(app.screen, DiaryScreen)


async def test_whoever_does_not_keep_the_diary_is_refused(store: Path) -> None:
    app = app_of(store, "lowe")
    async with app.run_test(size=SMALL) as pilot:
        await opened(app, pilot)
        await press(pilot, "w")
        form = app.screen
        assert isinstance(form, AwayScreen)
        form.form.fill({"who": "100007", "first": "2014-04-14", "why": "leave"})
        await press(pilot, "f2")
        assert "The diary is kept by" in said(app)
