"""Keys and clicks that come quicker than the screens: what comes too late does nothing."""

from __future__ import annotations

import asyncio
import importlib
import pkgutil
import random
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, OptionList

import tui.dialogs
import tui.screens
from db import blind, saved_views
from hearings.stages import move_named
from tests.conftest import portion
from tests.tui.dipped import dip
from tests.tui.lists import settled
from tests.tui.office import (
    GROSS,
    LARGE,
    REPORTED,
    RULES,
    SMALL,
    app_of,
    press,
    said,
    type_in,
)
from tests.tui.rated import rate
from tui.acting import Acting
from tui.app import HearingsApp
from tui.dialogs.anew import AnewDialog
from tui.dialogs.free import FreeDialog
from tui.dialogs.keys import KeysDialog
from tui.dialogs.line import LineDialog
from tui.dialogs.marks import MarksDialog
from tui.dialogs.moves import MovesDialog
from tui.dialogs.newer import NewerDialog
from tui.dialogs.outcomes import OutcomesDialog
from tui.dialogs.pick import Item, PickDialog
from tui.dialogs.rate_views import RateViewsDialog
from tui.dialogs.reading import ReadingDialog
from tui.dialogs.seats import SeatsDialog
from tui.dialogs.views import ViewsDialog
from tui.difference import Difference
from tui.free import Day, Free
from tui.keys import commands
from tui.layers import Dialog
from tui.screens.acting import ActingScreen
from tui.screens.assess import AssessScreen
from tui.screens.away import AwayScreen, BackDialog
from tui.screens.blind import AnswerScreen, BlindScreen
from tui.screens.caseload import CaseloadScreen
from tui.screens.cover import Cover
from tui.screens.drawing import DrawScreen
from tui.screens.listing import PreparingDialog
from tui.screens.move_form import MoveForm
from tui.screens.page import PageScreen
from tui.screens.rates import RatesScreen
from tui.screens.subject import SubjectScreen
from tui.screens.views import VIEWS
from tui.spec import Spec
from tui.widgets.window.messages import Answered

LINE = SimpleNamespace(reference=REPORTED, rank="PC", name="X", unit="Brent", due="")
RULING = SimpleNamespace(outcome="no_action", unverified=False, allowed=True, why="", provision="1")
NOTE = Spec("note", "Note", "line", "")

DIALOGS: dict[type[Dialog[Any]], Callable[[HearingsApp], Dialog[Any]]] = {
    AnewDialog: lambda _app: AnewDialog(),
    BackDialog: lambda _app: BackDialog("Room 3"),
    FreeDialog: lambda app: FreeDialog(
        Free("", (Day(app.office.today, "free", ("2014-04-22 10:00-16:30",)),))
    ),
    KeysDialog: lambda app: KeysDialog("Keys", commands(app.screen)),
    LineDialog: lambda _app: LineDialog("Name", "typed", str),
    MarksDialog: lambda _app: MarksDialog("Marks", (("a", "one"), ("b", "two")), ()),
    MovesDialog: lambda app: MovesDialog(app.office, app.office.desk.show(REPORTED)[0], 1),
    NewerDialog: lambda _app: NewerDialog("It moved", Difference((), ()), keep="k", leave="l"),
    OutcomesDialog: lambda _app: OutcomesDialog((cast("Any", RULING),), {}, RULES),
    PickDialog: lambda _app: PickDialog("One", [Item("a", "one")]),
    PreparingDialog: lambda _app: PreparingDialog((cast("Any", LINE),)),
    RateViewsDialog: lambda app: RateViewsDialog(saved_views.views(app.office.desk)),
    ReadingDialog: lambda _app: ReadingDialog("A page", ()),
    SeatsDialog: lambda _app: SeatsDialog(None, 1, RULES),
    ViewsDialog: lambda app: ViewsDialog(app.office, VIEWS[0]),
}
"""How each dialog is made."""


def _acting(app: HearingsApp) -> ActingScreen:
    return ActingScreen(app.office, Acting("x:1", "Done", (NOTE,), lambda _typed: lambda: "."))


FORMS: dict[type[Screen[Any]], Callable[[HearingsApp], Screen[Any]]] = {
    ActingScreen: _acting,
    AnswerScreen: lambda app: AnswerScreen(app.office, blind.item(app.office.desk, 1)),
    AssessScreen: lambda app: AssessScreen(app.office, GROSS),
    AwayScreen: lambda app: AwayScreen(app.office),
    BlindScreen: lambda app: BlindScreen(app.office, blind.item(app.office.desk, 1)),
    DrawScreen: lambda app: DrawScreen(app.office),
    MoveForm: lambda app: MoveForm(app.office, move_named("receive")),
}
"""How each form is made."""


@pytest.fixture
def full(store: Path) -> Path:
    """Give a store with something to see in every mode."""
    dip(store)
    rate(store)
    return store


def burst(app: HearingsApp, *keys: str) -> None:
    """Send keys all at once, as a quick hand, a paste or a slow line does."""
    for key in keys:
        name = key if key.isalnum() or len(key) > 1 else _character_to_key(key)
        letter = " " if key == "space" else key if len(key) == 1 else None
        app.post_message(events.Key(name, letter))


def leaves(kind: type[Any]) -> Iterator[type[Any]]:
    """Give the kinds of screen that take what is typed and end with it."""
    for sub in kind.__subclasses__():
        if sub.__module__.startswith("tui."):
            yield sub
            yield from leaves(sub)


def test_every_dialog_and_every_form_is_looked_at() -> None:
    # Would catch a new dialog, or a new form, that nobody sends two submissions to.
    for package in (tui.dialogs, tui.screens):
        for each in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            importlib.import_module(each.name)
    assert set(DIALOGS) == set(leaves(Dialog))
    from tui.screens.drafting import DraftScreen
    from tui.screens.form import FormScreen

    typing = {each for each in leaves(Screen) if each.__dict__.get("TYPING")}
    assert set(FORMS) == {*leaves(DraftScreen), *typing} - {FormScreen, DraftScreen}


async def over_a_page(
    pilot: Pilot[None], make: Callable[[HearingsApp], Screen[Any]]
) -> tuple[PageScreen, Screen[Any], list[object]]:
    """Open a screen over a page, and give both with what the screen will give."""
    app = cast("HearingsApp", pilot.app)
    page, given = PageScreen(app.office, "Under it", ()), list[object]()
    await app.push_screen(page)
    await settled(pilot)
    made = make(app)
    await app.push_screen(made, given.append)
    await settled(pilot)
    assert app.screen is made
    return page, made, given


@pytest.mark.parametrize("kind", DIALOGS)
async def test_two_submissions_in_one_burst_close_one_dialog(
    full: Path, kind: type[Dialog[Any]]
) -> None:
    # Would catch a second Enter, or a double click, that closes what lies under the dialog, or
    # ends the program where nothing does: a dialog that has gone must not go again.
    app = app_of(full, "marsh")
    async with app.run_test(size=LARGE) as pilot:
        await settled(pilot)
        page, made, given = await over_a_page(pilot, DIALOGS[kind])
        if made.query(OptionList):
            lines = made.query_one(OptionList)
            at = lines.highlighted or 0
            option = lines.get_option_at_index(at)
            for _ in range(2):
                lines.post_message(OptionList.OptionSelected(lines, option, at))
        if made.query(Input):
            box = made.query_one(Input)
            for _ in range(2):
                box.post_message(Input.Submitted(box, box.value))
        for name in ("choose", "take", "keep", "leave", "back"):
            if hasattr(made, f"action_{name}"):
                for _ in range(2):
                    made.call_later(getattr(made, f"action_{name}"))
        await settled(pilot)
        assert app.screen_stack[1:] == [page] or kind is KeysDialog
        assert page in app.screen_stack
        assert len(given) == 1


@pytest.mark.parametrize("kind", FORMS)
async def test_two_f2_in_one_burst_save_once_and_close_one_form(
    full: Path, kind: type[Screen[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Would catch a form that saves twice, and one whose second answer closes what lies under it.
    saved: list[int] = []

    def perform(*_given: object) -> dict[str, object]:
        saved.append(1)
        return {"subject": GROSS, "said": "Done.", "item": None, "reader": None}

    if hasattr(kind, "_ask_for"):
        monkeypatch.setattr(kind, "_ask_for", lambda _self, _typed: None)
        monkeypatch.setattr(kind, "_perform", perform)
    else:
        monkeypatch.setattr(f"{kind.__module__}._asked", lambda _office, _typed: perform)
    app = app_of(full, "osei" if kind is AssessScreen else "marsh")
    async with app.run_test(size=LARGE) as pilot:
        await settled(pilot)
        page, made, given = await over_a_page(pilot, FORMS[kind])
        burst(app, "f2", "f2")
        await pilot.pause()
        made.call_later(made.run_action, "screen.save")
        await settled(pilot)
        assert saved == [1]
        stays = kind is AssessScreen
        assert app.screen is (made if stays else page)
        assert len(given) == (0 if stays else 1)


async def test_a_double_click_on_a_view_opens_it_once(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "v")
        await pilot.double_click(OptionList, offset=(6, 1))
        await settled(pilot)
        assert [type(screen) for screen in app.screen_stack] == [CaseloadScreen]


@pytest.mark.parametrize(
    ("ways", "last", "left"),
    [
        (("5", "v"), ("enter", "enter"), RatesScreen),
        (("5", "v"), ("enter", "escape", "5"), RatesScreen),
        (("5", "s", "a"), ("enter", "enter"), RatesScreen),
        (("v",), ("enter", "enter"), SubjectScreen),
        (("v",), ("1", "enter", "enter", "enter"), SubjectScreen),
    ],
)
async def test_no_second_enter_ends_the_program(
    full: Path, ways: tuple[str, ...], last: tuple[str, ...], left: type[Screen[Any]]
) -> None:
    app = app_of(full, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, *ways)
        burst(app, *last)
        await settled(pilot)
        assert isinstance(app.screen, left | RatesScreen | CaseloadScreen)
        assert app._exception is None


async def test_a_second_enter_in_the_moves_leaves_the_subject_under_the_form(store: Path) -> None:
    # Would catch the subject closed behind the form that is opened from it.
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "m")
        await type_in(pilot, "note")
        burst(app, "enter", "enter")
        await settled(pilot)
        kinds = [type(screen) for screen in app.screen_stack]
        assert kinds == [CaseloadScreen, SubjectScreen, MoveForm]


async def test_two_enters_in_the_caseload_open_one_subject(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        burst(app, "enter", "enter")
        await settled(pilot)
        assert [type(screen) for screen in app.screen_stack] == [CaseloadScreen, SubjectScreen]


@pytest.mark.parametrize(
    ("ways", "last", "left"),
    [(("5",), ("d", "1"), CaseloadScreen), ((), ("enter", "escape", "5"), RatesScreen)],
)
async def test_what_is_opened_and_left_in_one_burst_is_not_there_any_more(
    full: Path, ways: tuple[str, ...], last: tuple[str, ...], left: type[Screen[Any]]
) -> None:
    # Would catch a subject, or the groups, put over another mode than it was asked for in.
    app = app_of(full, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, *ways)
        burst(app, *last)
        await settled(pilot)
        assert [type(screen) for screen in app.screen_stack] == [left]


async def test_an_answer_opens_nothing_over_a_mode_that_somebody_has_gone_to(full: Path) -> None:
    # Would catch the list of questions, read for the rates, put over the caseload.
    app = app_of(full, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "5")
        rates = app.screen
        assert isinstance(rates, RatesScreen)
        views = saved_views.views(app.office.desk)
        await press(pilot, "1")
        rates.post_message(Answered(partial(rates._choose_view, views)))
        rates.post_message(Answered(partial(rates._kept, "mine")))
        await settled(pilot)
        assert [type(screen) for screen in app.screen_stack] == [CaseloadScreen]
        await press(pilot, "5")
        assert said(app) == "Kept as mine; v opens it."


async def test_a_form_saved_under_another_screen_goes_once_that_has_gone(store: Path) -> None:
    # Would catch an answer that closes the screen over its form, and one that nobody is told of.
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        _page, form, given = await over_a_page(pilot, FORMS[MoveForm])
        cover = Cover()
        await app.push_screen(cover)
        form.call_later(partial(form.dismiss, {"subject": REPORTED}))
        await settled(pilot)
        assert app.screen is cover
        assert given == []
        await app.pop_screen()
        await settled(pilot)
        assert given == [{"subject": REPORTED}]
        assert form not in app.screen_stack


async def test_a_save_is_waited_for(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Would catch Esc during a save: what was saved would be told to nobody.
    door = asyncio.Event()
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        loop = asyncio.get_running_loop()

        def slowly(*_given: object) -> dict[str, object]:
            asyncio.run_coroutine_threadsafe(door.wait(), loop).result(10)
            return {"subject": REPORTED}

        monkeypatch.setattr(MoveForm, "_ask_for", lambda _self, _typed: None)
        monkeypatch.setattr(MoveForm, "_perform", slowly)
        page, form, given = await over_a_page(pilot, FORMS[MoveForm])
        await pilot.press("f2", "escape", "escape")
        assert app.screen is form
        door.set()
        await settled(pilot)
        assert app.screen is page
        assert given == [{"subject": REPORTED}]


@pytest.mark.parametrize("name", ["", "avoidable by reason"])
async def test_a_name_that_cannot_be_taken_loses_nothing(full: Path, name: str) -> None:
    # Would catch a box that closes on the name, and says only then why it cannot be taken.
    app = app_of(full, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "5", "s")
        await type_in(pilot, name)
        await press(pilot, "enter")
        assert isinstance(app.screen, LineDialog)
        assert app.screen.query_one(Input).value == name
        why = "type one" if not name else "ready made; take another"
        assert why in str(app.screen.query_one("#why").render())
        await type_in(pilot, " x")
        await press(pilot, "enter")
        assert said(app).startswith("Kept as ")


async def test_what_is_typed_in_one_burst_lands_where_it_was_typed(full: Path) -> None:
    # Would catch letters after a Tab in the field before it: Textual looks Tab up after them.
    app = app_of(full, "marsh")
    async with app.run_test(size=LARGE) as pilot:
        await settled(pilot)
        _page, form, _given = await over_a_page(pilot, FORMS[AwayScreen])
        assert isinstance(form, AwayScreen)
        burst(app, *"201234", "tab", "tab", *"2014-04-22", "tab", *"2014-04-23", "shift+tab", "x")
        burst(app, "backspace", "tab", "tab", *"leafe", "left", "backspace", "v")
        await settled(pilot)
        assert form.form.typed == {
            "who": "201234", "first": "2014-04-22", "last": "2014-04-23", "why": "leave",
        }  # fmt: skip


@pytest.mark.parametrize("keys", [("colon", "escape", "5"), ("v", "escape", "5")])
async def test_a_dialog_left_in_a_burst_takes_none_of_the_keys_after_it(
    full: Path, keys: tuple[str, ...]
) -> None:
    # Would catch a digit that is typed into the box of a dialog before Esc has closed it.
    app = app_of(full, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        burst(app, *keys)
        await settled(pilot)
        assert [type(screen) for screen in app.screen_stack] == [RatesScreen]


async def test_a_form_that_is_not_there_is_not_emptied(store: Path) -> None:
    # Would catch F8 on a matter that has nothing to decide, which ended the program.
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await app.push_screen(AssessScreen(app.office, REPORTED))
        await settled(pilot)
        await press(pilot, "f8", "f8")
        assert app._exception is None


KEYS = [
    *["escape"] * 6, *["enter"] * 8, *["tab"] * 4, "shift+tab", *"1234512345",
    *"abcdmnvswxyrjkhlgATG", *"/:?[]<>", "space", "backspace", "delete", "home", "end", "pagedown",
    "down", "down", "up", "left", "right", "f1", "f2", "f2", "f3", "f4", "f5", "f6", "f7", "f8",
    "ctrl+a", "ctrl+c",
]  # fmt: skip
"""Every key but those that leave the program."""


@pytest.mark.parametrize("seed", range(4))
async def test_no_burst_of_keys_ends_the_program(
    full: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Would catch any screen that breaks on a key, an answer or a click that it has not waited for.
    monkeypatch.setattr(HearingsApp, "exit", lambda *_given, **_named: None)
    chance = random.Random(seed)
    app = app_of(full, "marsh" if seed % 2 else "me")
    async with app.run_test(size=(SMALL, LARGE)[seed // 2 % 2]) as pilot:
        await settled(pilot)
        sent: list[str] = []
        for _ in range(portion(300)):
            sent = chance.choices(KEYS, k=chance.randint(2, 24))
            burst(app, *sent)
            if chance.random() < 0.7:
                await asyncio.sleep(chance.choice((0, 0.002, 0.03)))
            else:
                await settled(pilot)
            assert app._exception is None, sent
        await settled(pilot)
        assert app._exception is None, sent
