"""Review: its three lists and their states, and a sample read blind and answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import blind, review
from db.people import Named
from tests.tui.dipped import TOLD, dip
from tests.tui.lists import settled
from tests.tui.office import (
    GROSS,
    LARGE,
    MISCONDUCT,
    RATIONALE,
    SMALL,
    WAITING,
    app_of,
    desk_of,
    move,
    press,
    said,
    text_of,
    trail,
    type_in,
    words,
)
from tui.app import HearingsApp
from tui.screens.blind import AnswerScreen, BlindScreen
from tui.screens.drawing import DrawScreen
from tui.screens.review import ReviewScreen
from tui.screens.subject import SubjectScreen
from tui.widgets.lines import Lines
from tui.widgets.paper import Paper


@pytest.fixture
def sampled(store: Path) -> Path:
    """Give a store with one matter in a dip sample."""
    dip(store)
    return store


def tabs(app: HearingsApp) -> str:
    return words(app, "#tabs")


def lines(app: HearingsApp, name: str) -> str:
    return app.screen.query_one(f"#{name}", Lines).text


async def test_two_opens_what_waits_for_a_second_reader(store: Path) -> None:
    app = app_of(store, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "2")
        assert isinstance(app.screen, ReviewScreen)
        assert tabs(app).startswith("[Second reader 1]")
        assert lines(app, "waiting") == (
            f"{WAITING}  PC, Hackney\nGross misconduct → misconduct; decided by DPS on 10 Apr 2014"
        )
        assert "2 Review" in text_of(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, SubjectScreen)
        assert "Initial assessment (MM1)" in app.screen.query_one(Paper).text
        await press(pilot, "escape", "escape")
    assert "read.review" in trail(store)


@pytest.mark.parametrize("account", ["mensah", "lowe"])
async def test_the_mode_is_not_there_for_whoever_reviews_nothing(store: Path, account: str) -> None:
    app = app_of(store, account)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "2")
        assert not isinstance(app.screen, ReviewScreen)
        await press(pilot, "question_mark")
        assert "waits for a second reader" not in text_of(app)
    assert "read.review" not in trail(store)


async def test_a_list_with_nothing_says_the_key_to_press(store: Path) -> None:
    app = app_of(store, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        move(desk_of(store, "marsh"), "second_read", WAITING, {"concurs": "concur"})
        await press(pilot, "2")
        assert app.screen.has_class("-empty")
        assert "Press r to look again" in words(app, "#state")
        await press(pilot, "tab")
        assert "Nothing is to be reconsidered" in words(app, "#state")
        await press(pilot, "tab")
        assert "Press n to draw one" in words(app, "#state")
    app = app_of(store, "osei")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "2", "shift+tab")
        assert "a supervisor draws one" in words(app, "#state")
        await press(pilot, "n")
        assert isinstance(app.screen, ReviewScreen)


async def test_while_it_is_read_it_says_so_and_a_failure_says_what_to_do(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_desk: object) -> None:
        raise RuntimeError("words of a case")

    monkeypatch.setattr("tui.screens.review.queue", broken)
    app = app_of(store, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await pilot.press("2")
        await pilot.pause()
        assert app.screen.has_class("-loading") or app.screen.has_class("-failed")
        await settled(pilot)
        assert app.screen.has_class("-failed")
        assert "Press r to try again, or 1 for the caseload." in words(app, "#state")
        assert "words of a case" not in text_of(app)
        monkeypatch.setattr("tui.screens.review.queue", review.queue)
        await press(pilot, "r")
        assert app.screen.has_class("-rows")


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_blind_fields_are_nowhere_on_the_screen(sampled: Path, size: tuple[int, int]) -> None:
    """Catches a name, a number, a level, a group, a unit, a rank or a reference on the blind page.

    The form below the page offers the three levels to everybody alike, and is left out.
    """
    app = app_of(sampled, "adjei")
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, "2", "tab", "tab", "enter")
        screen = app.screen
        assert type(screen) is BlindScreen
        seen = screen.query_one(Paper).text
        top, _form, rest = text_of(app).partition("Level *")
        page = f"{seen}\n{top.partition(chr(10))[2]}"  # The first line says who is at the keyboard.
        for word in ("misconduct", "neither", "Zoë", "Ashdown", "Osei", "Hall", "201239", "176543",
                     "Newham", "Camden", "Black", "Caribbean", "B1", "MC-2014", "lowered", "raised",
                     "threshold", "Not more than a slip"):  # fmt: skip
            assert word.casefold() not in page.casefold(), word
        assert "MC-2014" not in rest
        assert "Dip sample 1, item 1 of 1 · read blind" in top
        assert "Sgt [name] of [unit], a [ethnicity] officer, force number [number]: [level]" in seen
        assert "Pocket book ([level])" in seen
        assert "No live warning of [name]." in seen
    assert trail(sampled)[-1] == "read.blind"


async def test_an_item_is_read_then_shown_with_what_was_decided_and_answered(sampled: Path) -> None:
    app = app_of(sampled, "marsh")
    async with app.run_test(size=LARGE) as pilot:
        await settled(pilot)
        await press(pilot, "2", "tab", "tab")
        assert "Sample 1: 0 of 1 read" in lines(app, "samples")
        await press(pilot, "enter", "f2")
        assert "Level" in said(app)
        await press(pilot, "escape", "space", "f2")
        assert isinstance(app.screen, AnswerScreen)
        page = app.screen.query_one(Paper).text
        assert "You came to another level as the one that stood" in page
        assert "Your level: gross misconduct" in page
        assert "The level that stood: neither misconduct nor gross misconduct" in page
        assert "Not more than a slip." in page
        assert "Reason for the change: threshold set too high" in page
        assert "Ashdown" not in text_of(app)

        app.screen.form.fill({"concurs": "reconsider"})
        await press(pilot, "f2")
        assert "say why" in said(app).lower()
    (row,) = review.queue(desk_of(sampled, "marsh")).samples
    assert (row.read, row.answered) == (1, 0)


async def test_what_was_read_and_not_answered_comes_first(sampled: Path) -> None:
    """Catches a reading that can never be answered once the terminal was lost."""
    blind.read(desk_of(sampled, "marsh"), 1, 1, "neither", "")
    app = app_of(sampled, "marsh")
    async with app.run_test(size=LARGE) as pilot:
        await settled(pilot)
        await press(pilot, "2", "tab", "tab", "enter")
        assert isinstance(app.screen, AnswerScreen)
        app.screen.form.rows["concurs"].text = "reconsider"
        app.screen.form.rows["reason"].text = "Read the custody record."
        await press(pilot, "f2")
        assert isinstance(app.screen, ReviewScreen)
        assert "Dip sample 1, item 1 of 1 is answered" in said(app)
        await press(pilot, "tab", "tab")
        assert "10 Apr 2014: asked to reconsider after a blind reading" in lines(
            app, "reconsidered"
        )
        await press(pilot, "tab", "enter")
        assert "nothing left for this reader to read" in said(app)


async def test_the_decision_maker_is_passed_over_in_words(sampled: Path) -> None:
    app = app_of(sampled, "osei")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "2", "tab", "tab", "enter")
        assert "1: you have decided it." in said(app)
        assert TOLD not in text_of(app)


async def test_what_is_typed_is_kept_as_a_draft_and_the_level_too(sampled: Path) -> None:
    app = app_of(sampled, "marsh")
    async with app.run_test(size=LARGE) as pilot:
        await settled(pilot)
        await press(pilot, "2", "tab", "tab", "enter", "f6", "space", "tab")
        await type_in(pilot, "quit")
        await press(pilot, "escape")
        assert isinstance(app.screen, ReviewScreen)
        await press(pilot, "enter")
        assert isinstance(app.screen, BlindScreen)
        assert app.screen.form.typed == {"level": "gross_misconduct", "reason": "quit"}


async def test_on_ones_own_file_the_reader_is_named(sampled: Path) -> None:
    app = app_of(sampled, "me")
    async with app.run_test(size=LARGE) as pilot:
        await settled(pilot)
        await press(pilot, "2", "tab", "tab", "enter")
        assert isinstance(app.screen, BlindScreen)
        app.screen.form.fill({"level": "neither", "@maker": "marsh"})
        await press(pilot, "f2")
        assert isinstance(app.screen, AnswerScreen)
        assert "@maker" not in app.screen.form.rows
        app.screen.form.fill({"concurs": "concur"})
        await press(pilot, "f2")
        assert "is answered" in said(app)
    (row,) = review.queue(desk_of(sampled, "marsh")).samples
    assert (row.read, row.answered) == (1, 1)


async def test_a_sample_is_drawn_in_the_app(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    move(desk_of(store, "me"), "assess", MISCONDUCT,
         {"level": "misconduct", "rationale": RATIONALE}, Named("osei"))  # fmt: skip
    app = app_of(store, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "2", "tab", "tab", "n")
        assert isinstance(app.screen, DrawScreen)
        await press(pilot, "f2")
        assert "From may not be empty" in said(app)
        await press(pilot, "escape")
        app.screen.query_one("Form").fill(  # type: ignore[attr-defined]  # as the screen has it
            {"start": "2014-01-01", "end": "2014-12-31", "seed": "autumn", "size": "many"}
        )
        await press(pilot, "f2")
        assert "How many cannot be 'many'" in said(app)
        app.screen.query_one("Form").fill({"size": "5"})  # type: ignore[attr-defined]  # as above
        await press(pilot, "f2")
        assert "2 matters were decided or kept locally that a sample may be drawn from" in said(app)
        monkeypatch.setattr("hearings.samples.ONE_IN", 1)
        app.screen.query_one("Form").fill({"size": "1"})  # type: ignore[attr-defined]  # as above
        await press(pilot, "f2")
        assert said(app) == "Dip sample 1 is drawn: 1 out of 2."
        assert "[Dip samples 1]" in tabs(app)
        assert "1 still unread" in lines(app, "samples")
        assert "by marsh, seed autumn, out of 2" in lines(app, "samples")
        await press(pilot, "n")
        again = {"start": "2014-05-01", "end": "2014-12-31", "seed": "b", "size": "1"}
        app.screen.query_one("Form").fill(again)  # type: ignore[attr-defined]  # as above
        await press(pilot, "f2")
        assert "are not read yet" in said(app)
        await press(pilot, "escape", "escape", "escape", "escape")
        assert tabs(app).startswith("[Second reader")
    assert "sample.draw" in trail(store)
    assert GROSS not in str(review.queue(desk_of(store, "marsh")).samples)
