"""The caseload, as a person sees it: views, filter, order, and what it says."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from textual.widgets import Input

from db.engine import Database
from db.store import Listed, Query
from hearings.errors import Refused
from tests.tui.lists import settled
from tests.tui.office import (
    GROSS,
    HOSTILE,
    MISCONDUCT,
    NAMELESS,
    REPORTED,
    SMALL,
    WAITING,
    app_of,
    cases,
    press,
    said,
    text_of,
    trail,
    type_in,
    words,
)
from tui.memory import recall
from tui.screens import rows
from tui.screens.assess import AssessScreen
from tui.screens.caseload import CaseloadScreen
from tui.screens.move_form import MoveForm
from tui.screens.subject import SubjectScreen
from tui.widgets.window import ListState, WindowList


async def test_the_caseload_names_its_view_and_counts_subjects_and_cases(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        drawn = text_of(app)
        assert "hearings  1 Caseload" in drawn
        assert "A. Osei, Ch Insp, delegated authority" in drawn
        assert "All subjects  5 subjects in 5 cases" in drawn
        assert words(app, "#position") == "1–5 of 5"
        head = drawn.splitlines()[2].split()
        assert head == ["Subject", "▲", "Rank", "Borough", "Initial", "(MM1)", "Priority", "Target"]
        assert "Overdue" not in drawn.title()


async def test_a_target_is_the_forces_own_and_a_decided_matter_shows_its_stage(
    store: Path,
) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        rows = cases(app)
        assert "today" in rows[0]
        assert "in 1 day" in rows[1]
        assert "assessed" in rows[3]


async def test_without_a_target_the_column_shows_the_stage(store: Path) -> None:
    app = app_of(store, severity_days=0)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert "Stage" in text_of(app)
        assert "awaiting DPS" in cases(app)[1]


async def test_a_reference_of_two_figures_is_not_cut_at_eighty_cells(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = f"{GROSS.removesuffix('1')}12"
    row_of = rows.row_of
    monkeypatch.setattr(
        rows, "row_of", lambda line, office: row_of(replace(line, reference=long), office)
    )
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert [line.removeprefix("▸ ").split()[0] for line in cases(app)] == [long] * 5
        assert "Gross misconduct  ● red" in cases(app)[1]


async def test_the_words_of_a_level_and_a_priority_need_no_colour(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert "Gross misconduct" in cases(app)[1]
        assert "● red" in cases(app)[1]
        assert "○ green" in cases(app)[2]


@pytest.mark.parametrize(
    ("digit", "title", "found"),
    [
        ("1", "All subjects", [REPORTED, GROSS, MISCONDUCT, WAITING, NAMELESS]),
        ("2", "Awaiting DPS", [GROSS, MISCONDUCT]),
        ("3", "Mine", [WAITING]),
        ("4", "Waiting for a second reader", [WAITING]),
        ("5", "Asked to reconsider", []),
        ("6", "With the borough", []),
        ("7", "Reported, not yet assessed", [REPORTED, NAMELESS]),
        ("8", "Decided this month", [WAITING]),
        ("9", "Closed", []),
    ],
)
async def test_v_and_a_digit_open_a_view(
    store: Path, digit: str, title: str, found: list[str]
) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "v", digit)
        assert words(app, "#title") == title
        window = app.screen.query_one(WindowList)
        if found:
            assert [line.removeprefix("▸ ").split()[0] for line in cases(app)] == found
        else:
            assert window.state is ListState.EMPTY
            assert "Press v for another view" in window.sentence


async def test_the_menu_of_views_can_be_walked_and_left(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "v", "down", "enter")
        assert words(app, "#title") == "Awaiting DPS"
        await press(pilot, "v", "escape")
        assert words(app, "#title") == "Awaiting DPS"


async def test_the_filter_narrows_as_it_is_typed_and_escape_clears_then_leaves(
    store: Path,
) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "slash")
        assert isinstance(app.focused, Input)
        await type_in(pilot, "gross ps")
        await pilot.pause(0.3)
        await settled(pilot)
        assert [line.split()[1] for line in cases(app)] == [GROSS]
        assert "1 subject in 1 case" in text_of(app)
        await press(pilot, "enter")
        assert isinstance(app.focused, WindowList)
        await press(pilot, "escape")
        await pilot.pause(0.3)
        await settled(pilot)
        assert len(cases(app)) == 5
        await press(pilot, "escape")
        assert not app.screen.query_one("#head").has_class("-filtering")
        await press(pilot, "escape", "escape")
        assert app.is_running


async def test_the_filter_finds_a_name_in_brackets(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "slash")
        await type_in(pilot, "smith [/]")
        await pilot.pause(0.3)
        await settled(pilot)
        assert [line.split()[1] for line in cases(app)] == [REPORTED]


async def test_letters_in_the_filter_stay_letters(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "slash")
        await type_in(pilot, "quit case n a v r y s")
        assert app.screen.query_one("#filter", Input).value == "quit case n a v r y s"
        assert app.is_running


async def test_a_filter_that_finds_nothing_says_how_to_take_it_away(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "slash")
        await type_in(pilot, "zzz")
        await pilot.pause(0.3)
        await settled(pilot)
        assert "Nothing fits the filter. Press Esc to take it away." in text_of(app)


async def test_a_view_opened_and_a_filter_settled_are_one_entry_each(store: Path) -> None:
    app = app_of(store)
    before = len(trail(store))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert trail(store)[before:] == ["read.list"]
        await press(pilot, "slash")
        await type_in(pilot, "gross")
        await pilot.pause(0.9)
        await settled(pilot)
        assert trail(store)[before:] == ["read.list", "read.list"]
        await press(pilot, "r")
        assert len(trail(store)) == before + 2


async def test_the_order_is_turned_round_and_remembered(store: Path, own_state: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "s")
        assert cases(app)[-1].endswith("today")
        await press(pilot, ">", ">", "v", "2")
    kept = own_state / "screen.json"
    assert json.loads(kept.read_text())["sort"] == "unit"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert "gross" not in kept.read_text()
    again = app_of(store)
    async with again.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert words(again, "#title") == "Awaiting DPS"
        assert again.screen.query_one(WindowList).sort == ("unit", False)


@pytest.mark.parametrize("text", ['{"view": 3, "sort": "nonsense", "x": 1}', "[]", "{", ""])
def test_what_is_remembered_may_be_spoilt(store: Path, own_state: Path, text: str) -> None:
    own_state.mkdir(parents=True)
    (own_state / "screen.json").write_text(text)
    assert recall().view == "all"
    query = CaseloadScreen(app_of(store).office).query_now
    assert (query.sort, query.descending) == ("reference", False)


async def test_the_cursor_stays_on_its_row_when_the_list_is_read_again(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "j", "j", "r")
        row = app.screen.query_one(WindowList).cursor_row
        assert row is not None
        assert row.cells[0] == MISCONDUCT


async def test_the_cursor_stays_on_its_subject_while_the_filter_changes(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        window = app.screen.query_one(WindowList)

        async def on_which(*keys: str) -> str:
            await pilot.press(*keys)
            await pilot.pause(0.3)
            await settled(pilot)
            row = window.cursor_row
            return "" if row is None else row.cells[0]

        assert await on_which("j", "j", "j") == WAITING
        assert await on_which("slash", *"honesty") == WAITING
        assert window.cursor_index == 1
        assert await on_which(*"zz") == ""
        assert await on_which("backspace", "backspace") == WAITING
        assert await on_which("escape") == WAITING
        assert window.cursor_index == 3
        assert await on_which(*"brent") == GROSS
        assert await on_which("escape") == GROSS


async def test_y_sends_the_reference_to_the_terminal(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "j", "y")
        assert app.clipboard == GROSS
        assert said(app) == f"{GROSS} was sent to the terminal's clipboard."


async def test_the_keys_open_what_they_say(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        assert isinstance(app.screen, SubjectScreen)
        await press(pilot, "escape", "a")
        assert isinstance(app.screen, AssessScreen)
        await press(pilot, "escape", "escape", "n")
        assert isinstance(app.screen, MoveForm)


async def test_an_empty_database_says_which_key_receives_a_matter(store: Path) -> None:
    database = Database(f"sqlite:///{store}")
    with database.write() as connection:
        connection.run("UPDATE cases SET sensitivity = 'covert'")
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert "There is no matter here yet. Press n to receive one." in text_of(app)
        assert "0 subjects in 0 cases" in text_of(app)
        await press(pilot, "enter", "a", "y")
        assert app.is_running


async def test_a_list_says_that_it_is_being_read(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, door = app_of(store), Event()
    top = app.office.desk.top

    def wait(query: Query, limit: int) -> list[Listed]:
        door.wait(10)
        return top(query, limit)

    monkeypatch.setattr(app.office.desk, "top", wait)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        assert "Reading…" in text_of(app)
        assert "All subjects" in text_of(app)
        door.set()
        await settled(pilot)
        assert len(cases(app)) == 5


async def test_a_fault_is_a_sentence_that_says_what_to_do(
    store: Path, own_state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_of(store)

    def fail(*_args: object) -> object:
        raise ValueError(f"{HOSTILE[0]}, at line 12")

    monkeypatch.setattr(app.office.desk, "top", fail)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        drawn = text_of(app)
        assert "The list could not be read. Press r to try again." in drawn
        assert "line 12" not in drawn
        log = (own_state / "faults.log").read_text()
        assert "ValueError" in log
        assert "Smith" not in log
        monkeypatch.undo()
        await press(pilot, "r")
        assert len(cases(app)) == 5


async def test_a_refusal_is_shown_in_its_own_words(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_of(store)

    def refuse(_query: Query, _limit: int) -> object:
        raise Refused("This list is for supervisors.")

    monkeypatch.setattr(app.office.desk, "top", refuse)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert "This list is for supervisors." in text_of(app)


async def test_no_name_stands_in_the_list(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=(140, 40)) as pilot:
        await settled(pilot)
        assert "Level now" in text_of(app)
        assert not any(name in text_of(app) for name in HOSTILE)
