"""A subject, as a person sees it: its facts, its history, and what can be done."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot

from db.people import Named
from hearings.stages import built
from tests.tui.lists import settled
from tests.tui.office import (
    GROSS,
    INSPECTOR,
    MISCONDUCT,
    NAMELESS,
    RATIONALE,
    REPORTED,
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
from tui.dialogs.moves import MovesDialog
from tui.screens.assess import AssessScreen
from tui.screens.caseload import CaseloadScreen
from tui.screens.move_form import MoveForm
from tui.screens.subject import SubjectScreen
from tui.widgets.paper import Paper
from tui.widgets.stage_bar import cut, way


async def opened(app: HearingsApp, pilot: Pilot[None], ref: str) -> None:
    """Open a subject."""
    await settled(pilot)
    await app.push_screen(SubjectScreen(app.office, ref))
    await settled(pilot)


def page(app: HearingsApp) -> str:
    """Give the words of the page."""
    return app.screen.query_one(Paper).text


async def test_a_subject_shows_who_where_and_what(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await opened(app, pilot, WAITING)
        assert "2012 Regulations" in words(app, "#what")
        assert "──▶ [assessed]" in text_of(app)
        for sentence in (
            "Level now: misconduct",
            "Passed on as: gross misconduct, 10 Apr 2014",
            "Compared: DPS: lowered, threshold set too high",
            "Second reading: waits for the second reader",
            "Feedback note: prepared, not sent",
            "Borough: Hackney",
            "Handler: A. Osei",
        ):
            assert sentence in page(app)


async def test_opening_a_subject_is_one_entry_in_the_trail(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        before = len(trail(store))
        await press(pilot, "enter", "right", "right", "left", "escape")
        assert trail(store)[before:] == ["read.case"]


async def test_the_tabs_are_gone_through_and_no_empty_shell_is_among_them(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await opened(app, pilot, GROSS)
        assert words(app, "#tabs").split() == [
            "[Summary]", "Assessments", "Deadlines", "Hearing", "Outcome", "History",
        ]  # fmt: skip
        await press(pilot, "l")
        assert "Superintendent's assessment, 10 Apr 2014" in page(app)
        assert "Insp L Hall, Camden" in page(app)
        await press(pilot, "tab", "tab", "tab", "tab")
        assert "[History]" in words(app, "#tabs")
        await press(pilot, "h", "left", "h", "left", "h")
        assert "[Summary]" in words(app, "#tabs")
        await pilot.click("#tabs", offset=(14, 0))
        await settled(pilot)
        assert "[Assessments]" in words(app, "#tabs")


async def test_a_subject_nobody_has_assessed_says_which_key_to_press(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await opened(app, pilot, NAMELESS)
        assert "Name: not yet identified" in page(app)
        await press(pilot, "right")
        assert "Nobody has assessed this yet. Press m for what can be done." in page(app)


async def test_the_history_tells_number_day_maker_and_what_is_only_stated(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await opened(app, pilot, WAITING)
        await press(pilot, "left")
        told = page(app)
        assert "Insp L Hall, Camden; keyed by me; stated, not proved" in told
        assert "10 Apr 2014  Pass the form to DPS → awaiting DPS" in told
        assert "Reason for change: threshold set too high" in told


async def test_a_correction_stands_beside_what_it_corrects(store: Path) -> None:
    desk = desk_of(store, "mensah")
    move(desk, "note", REPORTED, {"note": "Keyed by mistake."})
    wrong = next(e for e in desk.show(REPORTED)[0].history if e.kind == "note")
    righted = {"event": str(wrong.id), "set": {"note": "As meant."}, "reason": "A slip."}
    move(desk, "correct", REPORTED, righted)
    move(
        desk, "assess_locally", REPORTED, {"level": "misconduct", "rationale": RATIONALE}, INSPECTOR
    )
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await opened(app, pilot, REPORTED)
        await press(pilot, "left")
        told = page(app)
        assert "Note: Keyed by mistake." in told
        assert f"put right by entry {wrong.id + 1}, 10 Apr 2014: A slip." in told
        assert "As put right, note: As meant." in told


async def test_a_page_scrolls_by_letters(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await opened(app, pilot, WAITING)
        paper = app.screen.query_one(Paper)
        await press(pilot, "j")
        assert paper.scroll_y == 1
        await press(pilot, "G")
        assert paper.scroll_y == paper.max_scroll_y > 1
        await press(pilot, "k", "g")
        assert paper.scroll_y == 0


async def test_a_subject_says_that_it_is_read_and_a_refusal_says_what_to_do(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, door = app_of(store), Event()
    show = app.office.desk.show

    def wait(ref: str) -> object:
        door.wait(10)
        return show(ref)

    monkeypatch.setattr(app.office.desk, "show", wait)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await app.push_screen(SubjectScreen(app.office, "MC-2014-00099/1"))
        await pilot.pause()
        assert app.screen.has_class("-loading")
        assert "Reading…" in text_of(app)
        door.set()
        await settled(pilot)
        assert app.screen.has_class("-failed")
        assert words(app, "#state") == (
            "There is no case or subject MC-2014-00099/1. Press r to try again, or Esc to go back."
        )
        await press(pilot, "m", "r", "right", "escape")
        assert isinstance(app.screen, CaseloadScreen)


async def test_the_menu_shows_every_move_and_why_it_cannot_be_made(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await opened(app, pilot, WAITING)
        await press(pilot, "m")
        dialog = app.screen
        assert isinstance(dialog, MovesDialog)
        assert {item.value.event for item in dialog.items} == {found.event for found in built()} - {
            "receive"
        }
        why = {item.value.event: item.about for item in dialog.items if not item.open}
        assert "waits for its second reader" in why["return_to_unit"]
        assert why["assess"] == "Is assessed; it cannot be done from there."
        assert why["allocate"].startswith("It is entered by role ")
        assert why["add_subject"].partition(";")[2] == why["allocate"].partition(";")[2]
        assert why["add_subject"].startswith("It is entered by role caseworker or local assessor;")
        await type_in(pilot, "local handling")
        await press(pilot, "enter")
        assert isinstance(app.screen, MovesDialog)
        assert "waits for its second reader" in words(app, "#why")
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, SubjectScreen)


async def test_no_officer_is_added_to_a_case_that_is_closed(store: Path) -> None:
    end = {"disposal": "management_action", "reason": "Words of advice."}
    move(desk_of(store, "me"), "second_read", WAITING, {"concurs": "concur"}, Named("marsh"))
    move(desk_of(store, "me"), "dispose", WAITING, end, Named("osei"))
    app = app_of(store, "mensah")
    async with app.run_test(size=SMALL) as pilot:
        await opened(app, pilot, WAITING)
        await press(pilot, "m")
        dialog = app.screen
        assert isinstance(dialog, MovesDialog)
        why = {item.value.event: item.about for item in dialog.items if not item.open}
        assert why["add_subject"] == f"{WAITING[:-2]} is closed; reopen it first."


async def test_a_move_chosen_opens_its_form_and_saving_it_shows_the_subject_again(
    store: Path,
) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await opened(app, pilot, GROSS)
        await press(pilot, "m")
        await type_in(pilot, "add a note")
        await press(pilot, "enter")
        assert isinstance(app.screen, MoveForm)
        await type_in(pilot, "quit case [/]")
        await press(pilot, "f2")
        assert isinstance(app.screen, SubjectScreen)
        assert said(app) == "Saved: add a note."
        await press(pilot, "left")
        assert "Note: quit case [/]" in page(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, SubjectScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, CaseloadScreen)


async def test_deciding_from_the_menu_opens_the_assessment(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await opened(app, pilot, MISCONDUCT)
        await press(pilot, "m", "enter")
        assert isinstance(app.screen, AssessScreen)


async def test_brackets_go_to_the_next_officer_of_the_case(store: Path) -> None:
    given = {"standard": "honesty", "narrative": "Supported it.", "reason": "Named.", "rank": "PC"}
    move(desk_of(store, "mensah"), "add_subject", GROSS.partition("/")[0], given)
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await opened(app, pilot, GROSS)
        assert f"Officers in this case: {GROSS} PS Brent, MC-2014-00002/2 PC" in page(app)
        await press(pilot, "right_square_bracket")
        assert words(app, "#what").startswith("MC-2014-00002/2  PC")
        await press(pilot, "left_square_bracket")
        assert words(app, "#what").startswith(GROSS)
        await opened(app, pilot, REPORTED)
        await press(pilot, "right_square_bracket")
        assert said(app) == "There is one officer in this case."


async def test_y_sends_the_reference_of_the_subject(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await opened(app, pilot, GROSS)
        await press(pilot, "y")
        assert app.clipboard == GROSS


@pytest.mark.parametrize(
    ("been", "stage", "expected"),
    [
        (["reported"], "reported", ["reported", "with_unit", "awaiting_dps"]),
        (["reported", "with_unit"], "with_unit", ["reported", "with_unit", "awaiting_dps"]),
        (["reported", "assessed"], "assessed", ["reported", "assessed", "investigation"]),
    ],
)
def test_the_stages_are_those_it_has_been_in_and_those_ahead(
    been: list[str], stage: str, expected: list[str]
) -> None:
    names, here = way(been, stage)
    assert names[:3] == expected
    assert names[here] == stage


def test_a_closed_matter_has_nothing_ahead() -> None:
    been = ["reported", "with_unit", "awaiting_dps", "assessed", "closed"]
    assert way(been, "closed") == (been, 4)


@pytest.mark.parametrize("width", [20, 40, 79, 200])
def test_the_stage_it_stands_at_is_always_drawn(width: int) -> None:
    names = ["reported", "with borough", "awaiting DPS", "assessed", "investigation", "decision"]
    for here in range(len(names)):
        first, last = cut(names, here, width)
        assert first <= here < last
        assert width < 200 or (first, last) == (0, len(names))
