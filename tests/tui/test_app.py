"""What holds on every screen: the keys, the end, the cover, the colours and the faults."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.widgets import Input, OptionList

from db.engine import Database
from hearings.errors import UsageError
from tests.tui.lists import settled
from tests.tui.office import (
    GROSS,
    HOSTILE,
    LARGE,
    SETTINGS,
    SMALL,
    app_of,
    clock,
    desk_of,
    press,
    said,
    text_of,
    type_in,
    words,
)
from tui.app import MINUTE, HearingsApp, run
from tui.dialogs.keys import KeysDialog
from tui.dialogs.pick import PickDialog
from tui.dialogs.reading import ReadingDialog
from tui.keys import commands
from tui.screens.assess import AssessScreen
from tui.screens.caseload import CaseloadScreen
from tui.screens.cover import SMALL as TOO_SMALL
from tui.screens.cover import Cover
from tui.screens.diary import DiaryScreen
from tui.screens.move_form import MoveForm
from tui.screens.subject import SubjectScreen
from tui.themes import THEMES
from tui.widgets.window import WindowList

SCREENS = {"caseload": (), "subject": ("j", "enter"), "assess": ("j", "a"), "form": ("n",)}
"""The keys that lead to each screen."""


def demonstrated(store: Path) -> None:
    """Mark everybody in the database as invented."""
    with Database(f"sqlite:///{store}").write() as connection:
        connection.insert("meta", {"key": "demonstration", "value": "1"})


@pytest.mark.parametrize("keys", SCREENS.values(), ids=SCREENS)
async def test_a_demonstration_says_on_every_screen_that_its_people_are_invented(
    store: Path, keys: tuple[str, ...]
) -> None:
    demonstrated(store)
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, *keys)
        assert "INVENTED PEOPLE" in text_of(app).splitlines()[0]
        await press(pilot, "f1")
        assert "INVENTED PEOPLE" in text_of(app).splitlines()[0]


async def test_a_real_database_does_not_call_its_people_invented(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert "INVENTED" not in text_of(app)


@pytest.mark.parametrize("keys", SCREENS.values(), ids=SCREENS)
async def test_every_key_has_a_name_a_sentence_and_a_heading(
    store: Path, keys: tuple[str, ...]
) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, *keys)
        found = commands(app.screen)
        assert found
        for each in found:
            assert each.tooltip.endswith("."), each
            assert each.group, each
            assert each.words, each


def test_no_id_of_a_key_is_used_twice() -> None:
    owners = (
        HearingsApp, CaseloadScreen, SubjectScreen, AssessScreen, MoveForm, WindowList,
        PickDialog, ReadingDialog,
    )  # fmt: skip
    for owner in owners:
        ids = [b.id for b in owner.__dict__.get("BINDINGS", []) if isinstance(b, Binding)]
        assert all(ids), owner
        assert len(set(ids)) == len(ids), owner


async def test_the_help_is_searched_by_typing_and_does_what_is_chosen(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "question_mark")
        assert isinstance(app.screen, KeysDialog)
        await type_in(pilot, "saved view")
        assert app.screen.query_one(OptionList).option_count == 1
        await press(pilot, "enter")
        assert "Views: a digit opens one" in text_of(app)


@pytest.mark.parametrize("key", ["colon", "ctrl+p"])
async def test_the_palette_lists_what_can_be_done_and_offers_no_picture_of_the_screen(
    store: Path, key: str
) -> None:
    app = app_of(store)
    async with app.run_test(size=LARGE) as pilot:
        await settled(pilot)
        await press(pilot, key)
        dialog = app.screen
        assert isinstance(dialog, KeysDialog)
        held = " ".join(f"{item.words} {item.about}" for item in dialog.items).casefold()
        assert "receive a new matter" in held
        assert "screenshot" not in held
        assert "svg" not in held
        await press(pilot, "x")
        await press(pilot, "escape")
        assert dialog.query_one(Input).value == ""
        await press(pilot, "escape")
        assert isinstance(app.screen, CaseloadScreen)


async def test_the_librarys_own_palette_is_not_there(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert not app.use_command_palette
        assert not any("screenshot" in b.action for _, b, *_ in app.active_bindings.values())


async def test_a_list_of_keys_that_fits_nothing_says_so(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "question_mark")
        await type_in(pilot, "zzzz")
        await press(pilot, "down", "enter")
        assert "Nothing fits. Press Esc to clear the box." in text_of(app)


async def test_q_leaves_and_escape_never_does(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "escape", "escape", "ctrl+c")
        assert app.is_running
        assert "ctrl+q" in said(app)
        await pilot.press("q")
        await pilot.pause()
    assert app.return_code == 0


@pytest.mark.parametrize("keys", [("n", "f2"), ("n", "tab", "tab")], ids=["refused", "a-choice"])
async def test_q_does_not_leave_a_form(store: Path, keys: tuple[str, ...]) -> None:
    app = app_of(store, "mensah")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, *keys, "q", "1")
        assert isinstance(app.screen, MoveForm)
        assert app.is_running


async def test_1_goes_back_to_the_caseload(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "j", "enter", "1")
        assert isinstance(app.screen, CaseloadScreen)
        await press(pilot, "6", "7")
        assert isinstance(app.screen, CaseloadScreen)
        await press(pilot, "3")
        assert isinstance(app.screen, DiaryScreen)
        await press(pilot, "1")
        assert isinstance(app.screen, CaseloadScreen)


async def test_a_small_window_gets_one_sentence_until_it_grows(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=(70, 20)) as pilot:
        await settled(pilot)
        assert " ".join(text_of(app).split()) == TOO_SMALL
        await press(pilot, "n", "enter")
        assert isinstance(app.screen, Cover)
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert isinstance(app.screen, CaseloadScreen)
        await pilot.resize_terminal(79, 24)
        await settled(pilot)
        assert isinstance(app.screen, Cover)
        await pilot.press("q")
        await pilot.pause()
    assert not app.is_running


async def test_the_screen_blanks_after_idle_minutes_and_the_waking_key_types_nothing(
    store: Path,
) -> None:
    app = app_of(store, "mensah", blank_after=10)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "n")
        await type_in(pilot, "2014")
        form = app.screen
        app._last_key -= 9 * MINUTE
        app._watch_idleness()
        await settled(pilot)
        assert app.screen is form
        app._last_key -= MINUTE
        app._watch_idleness()
        await settled(pilot)
        assert text_of(app).strip() == ""
        assert isinstance(app.screen, Cover)
        await pilot.press("x")
        await pilot.pause()
        assert app.screen is form
        assert isinstance(app.focused, Input)
        assert app.focused.value == "2014"


async def test_a_screen_is_never_blanked_where_the_settings_say_nought(store: Path) -> None:
    app = app_of(store, blank_after=0)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert not isinstance(app.screen, Cover)


async def test_t_goes_through_the_colours_and_they_are_remembered(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        for theme in [*THEMES[1:], THEMES[0], THEMES[1]]:
            await press(pilot, "T")
            assert app.theme == theme.name
            assert "All subjects" in text_of(app)
    assert app_of(store).theme == THEMES[1].name


async def test_without_colour_every_word_is_still_there(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert "● red" in text_of(app)
        assert "▸ MC-2014" in text_of(app)


def test_an_unknown_theme_is_refused_in_a_sentence(store: Path) -> None:
    with pytest.raises(UsageError, match="There is no theme 'pink'; there are hearings-dark"):
        app_of(store, theme="pink")


def test_nothing_moves_unless_it_is_asked_to(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEXTUAL_ANIMATIONS", raising=False)
    assert app_of(store).animation_level == "none"


@pytest.mark.parametrize("mouse", [True, False])
def test_the_mouse_can_be_turned_off(
    store: Path, monkeypatch: pytest.MonkeyPatch, mouse: bool
) -> None:
    seen: dict[str, object] = {}
    monkeypatch.setattr(HearingsApp, "run", lambda _self, **given: seen.update(given))
    assert run(desk_of(store, "osei"), replace(SETTINGS, mouse=mouse), clock) == 0
    assert seen == {"mouse": mouse}


async def test_a_fault_ends_with_a_number_and_no_word_of_a_case(
    store: Path, own_state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_of(store)

    def fail(_self: object) -> None:
        raise ValueError(f"{HOSTILE[0]} said so")

    monkeypatch.setattr(CaseloadScreen, "action_copy", fail)

    async def open_and_press() -> None:
        async with app.run_test(size=SMALL) as pilot:
            await settled(pilot)
            await press(pilot, "y")

    with pytest.raises(ValueError, match="J Smith"):
        await open_and_press()
    assert app.return_code == 1
    last = " ".join(str(each) for each in app._exit_renderables)
    assert "Smith" not in last
    log = (own_state / "faults.log").read_text()
    assert "20140410-093000 ValueError" in log
    assert "Smith" not in log


async def test_a_command_is_done_by_clicking_on_its_key(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        line = text_of(app).splitlines()[-1]
        await pilot.click("KeyLine", offset=(line.index("v views"), 0))
        await settled(pilot)
        assert "Views: a digit opens one" in text_of(app)


async def test_every_role_is_told_from_one(store: Path) -> None:
    app = app_of(store, "me")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert "me, every role" in text_of(app).splitlines()[0]
        await press(pilot, "j", "enter")
        assert GROSS in words(app, "#what")
