"""The assessment: two sides, a decision, and never who the officer is."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from db.people import Named
from hearings.severity import Level
from tests.tui.lists import settled
from tests.tui.office import (
    GROSS,
    HOSTILE,
    LARGE,
    MISCONDUCT,
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
from tui.dialogs.reading import ReadingDialog
from tui.screens.assess import AssessScreen, verdict
from tui.screens.caseload import CaseloadScreen
from tui.screens.drafting import RESTORED
from tui.screens.move_form import MoveForm
from tui.widgets.fields.form import Form
from tui.widgets.paper import Paper


async def assessing(app: HearingsApp, pilot: Pilot[None], ref: str = GROSS) -> AssessScreen:
    """Open the assessment of a subject."""
    await settled(pilot)
    screen = AssessScreen(app.office, ref)
    await app.push_screen(screen)
    await settled(pilot)
    return screen


def fill(screen: AssessScreen, **changed: str) -> None:
    """Fill the form in, as somebody who lowers it would."""
    typed = {
        "level": "misconduct",
        "change_reason": "threshold_too_high",
        "rationale.information": "Late entry, no gain.",
        "rationale.action": "A breach; dismissal would not be justified.",
    }
    screen.form.fill(typed | changed)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
async def test_the_units_side_stands_beside_the_decision(
    store: Path, size: tuple[int, int]
) -> None:
    app = app_of(store)
    async with app.run_test(size=size) as pilot:
        screen = await assessing(app, pilot)
        side = screen.query_one(Paper).text
        assert "Allegation 1: Duties and Responsibilities" in side
        assert "Initial assessment (MM1), 10 Apr 2014\nGROSS MISCONDUCT\nInsp, Camden" in side
        assert "Superintendent's assessment, 10 Apr 2014\nGROSS MISCONDUCT\nSupt, Camden" in side
        assert "Guidance: Duties and Responsibilities" in side
        drawn = text_of(app)
        assert "( ) Gross misconduct" in drawn
        assert "Choose a level." in drawn
        assert "PS, Brent · 2012 Regulations  ● red" in drawn


async def test_an_assessor_never_sees_name_ethnicity_or_sex(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=LARGE) as pilot:
        screen = await assessing(app, pilot)
        name = HOSTILE[1]
        side = screen.query_one(Paper).text.replace(f"late. {name}", "")
        assert name not in side
        for word in (name, "201235", "White", "W1", "Sex", "L Hall", "M Poe"):
            assert word not in side
            assert word not in words(app, "#what")
        await press(pilot, "f4")
        dialog = app.screen
        assert isinstance(dialog, ReadingDialog)
        told = dialog.query_one(Paper).text.replace(f"late. {name}", "")
        assert "Receive a matter" in told
        for word in (name, "201235", "White", "W1", "Sex"):
            assert word not in told
        await press(pilot, "escape")
        assert isinstance(app.screen, AssessScreen)


async def test_each_standard_has_its_guidance_and_none_of_the_two_is_never_bare(
    store: Path,
) -> None:
    given = {"standard": "fitness", "narrative": "Late for duty.", "reason": "Found later."}
    move(desk_of(store, "mensah"), "add_allegation", REPORTED, given)
    app = app_of(store)
    async with app.run_test(size=LARGE) as pilot:
        screen = await assessing(app, pilot, REPORTED)
        side = screen.query_one(Paper).text
        assert "Guidance: Fitness for Duty" in side
        assert "There is no guidance" not in side
        assert "The borough has made none." in side
        assert "Neither of the two" in text_of(app)
        assert "by_allegation.2" in screen.form.rows


@pytest.mark.parametrize(
    ("passed", "chosen", "said_so"),
    [
        (Level.GROSS_MISCONDUCT, "", "Choose a level."),
        (Level.GROSS_MISCONDUCT, "misconduct", "LOWERED · waits for second reader"),
        (Level.GROSS_MISCONDUCT, "gross_misconduct", "THE SAME LEVEL · may be issued"),
        (Level.MISCONDUCT, "neither", "LOWERED · may be issued"),
        (Level.MISCONDUCT, "gross_misconduct", "RAISED · waits for second reader"),
        (Level.NEITHER, "misconduct", "RAISED · may be issued"),
        (None, "neither", "No initial assessment to compare with."),
    ],
)
def test_the_line_says_at_once_what_a_level_would_mean(
    passed: Level | None, chosen: str, said_so: str
) -> None:
    assert verdict(passed, chosen) == said_so


async def test_choosing_a_level_moves_the_line_and_asks_for_a_reason(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        screen = await assessing(app, pilot)
        reason = screen.form.rows["change_reason"]
        assert reason.control.disabled
        await press(pilot, "down", "space")
        assert "▸(•) Misconduct" in text_of(app)
        assert words(app, "#verdict") == "LOWERED · waits for second reader"
        assert not reason.control.disabled
        reason.text = "clerical"
        await press(pilot, "up", "enter")
        assert words(app, "#verdict") == "THE SAME LEVEL · may be issued"
        assert reason.control.disabled
        assert reason.text == ""


async def test_an_arrow_chooses_no_level(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        screen = await assessing(app, pilot)
        level = screen.form.rows["level"]
        for key in ("down", "j", "up", "k", "right", "left", "down", "down"):
            await press(pilot, key)
            assert "(•)" not in text_of(app)
            assert level.text == ""
            assert words(app, "#verdict") == "Choose a level."
        assert "▸( ) Neither of the two" in text_of(app)
        await press(pilot, "space", "up")
        assert level.text == "neither"
        assert "▸( ) Misconduct" in text_of(app)
        assert "THE SAME LEVEL" not in words(app, "#verdict")
        await press(pilot, "tab")
        assert level.text == "neither"


async def test_a_level_is_chosen_by_a_click_and_the_cursor_opens_on_the_one_chosen(
    store: Path,
) -> None:
    desk_of(store, "osei").keep_draft(f"assess:{GROSS}", {"level": "misconduct"}, 5)
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        screen = await assessing(app, pilot)
        assert "▸(•) Misconduct" in text_of(app)
        control = screen.form.rows["level"].control
        await pilot.click(control, offset=(3, 0))
        await settled(pilot)
        assert "▸(•) Gross misconduct" in text_of(app)
        assert screen.form.rows["level"].text == "gross_misconduct"
        await press(pilot, "up")
        assert "▸(•) Gross misconduct" in text_of(app)


async def test_an_authority_lowers_it_and_it_waits_for_the_second_reader(store: Path) -> None:
    app = app_of(store)
    before = len(trail(store))
    async with app.run_test(size=SMALL) as pilot:
        screen = await assessing(app, pilot)
        assert not any("return" in words_ for words_ in text_of(app).splitlines()[-1:])
        fill(screen)
        await press(pilot, "f2")
        assert words(app, "#verdict") == "DECIDED · LOWERED · waits for second reader"
        assert "Decided: misconduct." in said(app)
        assert "F3 return to unit" in text_of(app)
        await press(pilot, "f3")
        assert "waits for its second reader" in said(app)
        await press(pilot, "f2", "escape")
        assert isinstance(app.screen, CaseloadScreen)
    assert trail(store)[before:] == ["read.list", "read.case", "move.assess", "read.case"]
    subject = desk_of(store, "marsh").show(GROSS)[0].file.subject(1)
    assert subject.second_reading == "waiting"
    assert subject.decision is not None
    assert subject.decision.maker.name == "A. Osei"
    assert subject.decision.authority.startswith("delegated to")


async def test_what_needs_no_second_reader_is_returned_to_the_unit_at_once(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        screen = await assessing(app, pilot, MISCONDUCT)
        fill(screen, level="neither")
        await press(pilot, "f2", "f3")
        assert isinstance(app.screen, MoveForm)
        await type_in(pilot, "Insp Hall")
        await press(pilot, "f2")
        assert isinstance(app.screen, AssessScreen)
        assert said(app) == "Saved: return for local handling."
    subject = desk_of(store, "marsh").show(MISCONDUCT)[0].file.subject(1)
    assert subject.handled_by == "Insp Hall"


async def test_a_caseworker_names_the_authority_who_decided(store: Path) -> None:
    app = app_of(store, "mensah")
    async with app.run_test(size=SMALL) as pilot:
        screen = await assessing(app, pilot)
        fill(screen)
        await press(pilot, "f2")
        assert "Say who made this decision" in said(app)
        assert screen.form.rows["@maker"].has_class("-wrong")
        screen.form.fill({"@maker": "mensah"})
        await press(pilot, "f2")
        assert "only a delegate of the appropriate authority" in said(app)
        screen.form.fill({"@maker": "osei"})
        await press(pilot, "f2")
        assert "DECIDED" in words(app, "#verdict")
    decided = desk_of(store, "marsh").show(GROSS)[0].history[-1]
    assert (decided.maker, decided.keyed_by, decided.stated) == ("500001", "mensah", True)


async def test_a_refused_save_keeps_the_text_and_points_at_the_field(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        screen = await assessing(app, pilot)
        fill(screen, **{"rationale.action": ""})
        screen.form.rows["rationale.action"].text = ""
        await press(pilot, "f2")
        assert "'Decision, reasons and review' may not be empty" in said(app)
        row = screen.form.rows["rationale.action"]
        assert row.has_class("-wrong")
        assert app.focused is row.control
        assert screen.form.rows["rationale.information"].text == "Late entry, no gain."
        await type_in(pilot, "quit case")
        assert row.text == "quit case"
        await press(pilot, "f2")
        assert "DECIDED" in words(app, "#verdict")


async def test_the_maker_of_a_local_assessment_is_refused(store: Path) -> None:
    app = app_of(store, "mensah")
    async with app.run_test(size=SMALL) as pilot:
        screen = await assessing(app, pilot)
        fill(screen, **{"@maker": "154321"})
        await press(pilot, "f2")
        assert said(app).startswith("✗ ")
        assert screen.form.rows["level"].text == "misconduct"


async def test_what_cannot_be_decided_says_why_and_offers_nothing(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        screen = await assessing(app, pilot, WAITING)
        assert "“Decide the severity” cannot be done from there." in said(app)
        assert not screen.query(Form)
        assert "F2" not in text_of(app).splitlines()[-1]
        await press(pilot, "f2", "f7", "escape", "escape")
        assert isinstance(app.screen, CaseloadScreen)


async def test_a_subject_that_is_not_there_can_be_left(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        screen = await assessing(app, pilot, "MC-2014-00099/1")
        assert screen.has_class("-failed")
        assert "There is no case or subject" in said(app)
        await press(pilot, "f4", "f3", "escape", "escape")
        assert isinstance(app.screen, CaseloadScreen)


async def test_f7_goes_to_the_units_side_and_back(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        screen = await assessing(app, pilot)
        await press(pilot, "f7")
        assert isinstance(app.focused, Paper)
        await press(pilot, "j")
        assert screen.query_one(Paper).scroll_y == 1
        await press(pilot, "f7")
        assert app.focused is screen.form.rows["level"].control


async def test_a_draft_comes_back_and_goes_when_the_decision_is_made(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        screen = await assessing(app, pilot)
        fill(screen)
        await pilot.pause(0.8)
        await settled(pilot)
    again = app_of(store)
    async with again.run_test(size=SMALL) as pilot:
        screen = await assessing(again, pilot)
        assert said(again) == RESTORED
        assert screen.form.rows["change_reason"].text == "threshold_too_high"
        assert words(again, "#verdict") == "LOWERED · waits for second reader"
        await press(pilot, "f2")
    assert desk_of(store, "osei").draft(f"assess:{GROSS}") is None


async def test_a_decision_in_the_meantime_is_shown_and_what_was_typed_stays(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        screen = await assessing(app, pilot)
        fill(screen)
        decision = {"level": "gross_misconduct", "rationale": RATIONALE}
        move(desk_of(store, "mensah"), "assess", GROSS, decision, Named("adjei"))
        await press(pilot, "f2")
        told = app.screen.query_one(Paper).text
        assert "Decide the severity → assessed, Ch Insp C. Adjei" in told
        assert "Level\nnow: Gross misconduct\nyou: Misconduct" in told
        await press(pilot, "escape")
        assert said(app) == "Nothing was saved; what you typed is still here."
        assert screen.form.rows["rationale.information"].text == "Late entry, no gain."
        await press(pilot, "f2", "f2")
        assert "“Decide the severity” cannot be done from there." in said(app)
        assert screen.form.rows["rationale.information"].text == "Late entry, no gain."
