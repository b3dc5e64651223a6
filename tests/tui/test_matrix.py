"""The matrix: what is asked, what past outcomes say, the cells and the cases behind them."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.app import App, ComposeResult

from db import matrix as reading
from db import precedents
from db.engine import Database
from db.people import Account, keep_account
from hearings.errors import Refused
from hearings.factors import factors
from tests.tui import decided, heard
from tests.tui.lists import settled
from tests.tui.office import (
    GROSS,
    HOSTILE,
    LARGE,
    MISCONDUCT,
    SETTINGS,
    SMALL,
    WAITING,
    app_of,
    clock,
    press,
    said,
    text_of,
    trail,
    type_in,
    words,
)
from tui import asking
from tui.app import HearingsApp
from tui.dialogs.marks import MarksDialog
from tui.dialogs.reading import ReadingDialog
from tui.keys import commands
from tui.screens.assess import AssessScreen
from tui.screens.caseload import CaseloadScreen
from tui.screens.matrix import MatrixScreen
from tui.screens.subject import SubjectScreen
from tui.widgets.cells import Cells
from tui.widgets.lines import Lines
from tui.widgets.paper import Paper


@pytest.fixture(scope="module")
def two(built_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Decide two matters, once for the tests that only read."""
    import shutil

    folder = tmp_path_factory.mktemp("two")
    for name in built_store.parent.iterdir():
        shutil.copy(name, folder / name.name)
    path = folder / "hearings.db"
    decided.decide(path)
    decided.second(path)
    return path


def app_on(path: Path, account: str = "me") -> HearingsApp:
    """Open the application after both were decided."""
    return HearingsApp(heard.desk_on(path, account, decided.LATER), SETTINGS, clock)


def matrix(app: HearingsApp) -> MatrixScreen:
    """Give the screen, which is there."""
    assert isinstance(app.screen, MatrixScreen), text_of(app)
    return app.screen


def shown(app: HearingsApp) -> object:
    """Give the screen that is shown now."""
    return app.screen


def states(app: HearingsApp) -> set[str]:
    """Give what the screen says of itself."""
    return {"-loading", "-empty", "-rows", "-failed"} & set(app.screen.classes)


def answer(app: HearingsApp) -> str:
    """Give the answer as it is shown."""
    return matrix(app).query_one("#answer", Lines).text


async def test_before_anything_is_asked_it_says_which_key_to_press(two: Path) -> None:
    # Would catch a matrix that is blank, or reads everything, before a person has asked.
    before = len(trail(two))
    app = app_on(two)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "4")
        assert states(app) == {"-empty"}
        assert "Press enter on a circumstance" in words(app, "#state")
        assert words(app, "#line") == "Sanctions matrix"
        assert "4 Matrix" in text_of(app)
    assert "read.precedents" not in trail(two)[before:]


async def test_while_it_reads_it_says_so(two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    door = threading.Event()
    real = reading.grid

    def slow(*given: object) -> object:
        assert door.wait(10)
        return real(*given)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(reading, "grid", slow)
    app = app_on(two)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "4", "tab")
        await pilot.press("tab")
        await pilot.pause()
        assert states(app) == {"-loading"}
        assert words(app, "#state") == "Reading…"
        door.set()
        await settled(pilot)
        assert states(app) == {"-rows"}


async def test_a_reading_that_fails_says_what_to_do_and_can_be_repeated(
    two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object) -> None:
        raise OSError(5, "Input/output error")

    app = app_on(two)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        with monkeypatch.context() as patch:
            patch.setattr(reading, "grid", fail)
            await press(pilot, "4", "tab", "tab")
            assert states(app) == {"-failed"}
            assert "Past outcomes could not be read (fault" in words(app, "#state")
            assert "Press r to try again, or 1 for the caseload." in words(app, "#state")
        await press(pilot, "r")
        assert states(app) == {"-rows"}


async def test_circumstances_are_chosen_and_the_cases_like_them_stand_beside(two: Path) -> None:
    # Would catch a choice that is not asked, and an answer without n, weights or sides.
    app = app_on(two)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "4", "enter")
        assert isinstance(app.screen, MarksDialog)
        await press(pilot, "down", "space", "f2")
        question = matrix(app).question
        assert len(question.chosen["standard"]) == 1
        await press(pilot, "n", "enter")
        assert matrix(app).question == question
        await press(pilot, "n", "down", "enter")
        assert not matrix(app).question.chosen
        await press(pilot, "n")
        assert isinstance(shown(app), MatrixScreen)
        await press(pilot, "down", "enter")
        await type_in(pilot, "deliberate")
        await press(pilot, "enter")
        assert matrix(app).question.features == {"culpability=deliberate"}
        assert "Culpability: deliberate" in matrix(app).query_one("#question", Lines).text
        assert states(app) == {"-rows"}
        told = answer(app)
        assert "Comparators, not a tariff." in told
        assert "n = 1 · 2012 Regulations" in told
        assert "Fewer than 5: too little to compare. No shares are given." in told
        assert "%" not in told
        assert f"{GROSS}  Dismissal without notice" in told
        assert "Similarity 1.00 (4 of 4)" in told
        assert "Matched: culpability: deliberate (4)" in told
        assert "Differs: nothing" in told
        assert MISCONDUCT not in told
        assert "(0)" not in told
        assert "Not counted: " in told
        assert " more" in told.partition("Not counted: ")[2].partition("\n")[0]
        await press(pilot, "tab", "enter")
        assert isinstance(app.screen, SubjectScreen)
        assert app.screen.ref == GROSS
        assert "[Outcome]" in text_of(app)
        await press(pilot, "escape", "escape", "backspace")
        assert not matrix(app).question.features
        assert states(app) == {"-empty"}


async def test_what_a_case_has_is_asked_with_f6_and_the_case_is_not_its_own_comparator(
    two: Path,
) -> None:
    app = app_on(two)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await app.push_screen(SubjectScreen(app.office, GROSS))
        await settled(pilot)
        await press(pilot, "f6")
        screen = matrix(app)
        assert app.current_mode == "matrix"
        assert words(app, "#line") == f"Sanctions matrix · {GROSS} as it stands"
        assert screen.question.chosen["culpability"] == ("deliberate",)
        assert GROSS not in answer(app)
        assert f"{MISCONDUCT}  Final written warning" in answer(app)
        differs = answer(app).partition("Differs: ")[2].partition("\n")[0]
        assert "culpability: deliberate, only in this one (4)" in differs
        assert "culpability: reckless, only in that matter (4)" in differs
        await press(pilot, "down", "backspace")
        assert words(app, "#line") == "Sanctions matrix"
        assert "culpability" not in screen.question.chosen


async def test_esc_leads_back_to_the_case_that_was_asked_with(two: Path) -> None:
    # Would catch a way back that loses the case, and one that outlives going elsewhere.
    app = app_on(two)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        for away, back in (("tab", SubjectScreen), ("1", CaseloadScreen)):
            await app.push_screen(SubjectScreen(app.office, GROSS))
            await settled(pilot)
            await press(pilot, "f6", "down", "enter", "escape", away)
            await press(pilot, *(("4", "escape") if away == "1" else ("escape", "escape")))
            assert isinstance(shown(app), back), text_of(app)
        await press(pilot, "4", "escape")
        assert isinstance(shown(app), CaseloadScreen)


async def test_an_outcome_under_other_regulations_never_counts_into_the_spread(two: Path) -> None:
    # Would catch a spread that pools regimes: there was no such warning under those of 2020.
    app = app_on(two)
    async with app.run_test(size=LARGE) as pilot:
        await settled(pilot)
        await press(pilot, "4")
        ask = matrix(app).question.choose("culpability", ("deliberate",)).narrow("regime", "2020")
        matrix(app).put(ask)
        await settled(pilot)
        assert words(app, "#line") == "Outcomes matrix"
        told = answer(app)
        assert "n = 0 · 2020 Regulations" in told
        assert "Apart, under other rules: 1" in told
        assert "2012 Regulations, n = 1:" in told


async def test_the_whole_matrix_leads_from_a_cell_to_its_cases_and_to_a_case(two: Path) -> None:
    app = app_on(two)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "4", "tab", "tab")
        assert words(app, "#line") == (
            "Sanctions matrix · 2012 Regulations · n = 2 proven, 0 overturned left out"
        )
        drawn = text_of(app)
        assert "Duties and Responsibilities" in drawn
        assert "1: 1D" in drawn
        assert "1: 1W" in drawn
        assert "Use of Force · reckless · limited harm" in words(app, "#cell")
        assert "n = 1: final written warning 1." in words(app, "#cell")
        await press(pilot, "left", "enter")
        assert said(app) == "No outcome stands in this cell."
        assert "n = 0" in words(app, "#cell")
        await press(pilot, "right")
        assert said(app) == ""
        await press(pilot, "right", "up", "enter")
        assert matrix(app).query_one(Cells).column == 1
        assert "[Cases of a cell]" in text_of(app)
        assert f"{MISCONDUCT}  Final written warning" in matrix(app).query_one("#cases", Lines).text
        await press(pilot, "y")
        assert said(app) == f"{MISCONDUCT} was sent to the terminal's clipboard."
        await press(pilot, "escape", "enter")
        assert isinstance(app.screen, SubjectScreen)
        await press(pilot, "escape", "escape")
        assert "[Matrix]" in text_of(app)
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, CaseloadScreen)


async def test_the_matrix_is_narrowed_by_year_and_says_when_nothing_is_left(two: Path) -> None:
    app = app_on(two)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "4")
        for _ in range(14):
            await pilot.press("down")
        await press(pilot, "enter")
        await type_in(pilot, "2011")
        await press(pilot, "enter")
        assert "Decided in: 2011" in matrix(app).query_one("#question", Lines).text
        await press(pilot, "tab", "tab")
        assert states(app) == {"-empty"}
        assert "backspace" in words(app, "#state")
        await press(pilot, "shift+tab", "shift+tab", "backspace", "tab", "tab")
        assert states(app) == {"-rows"}
        assert not any(each.keys == ("/",) for each in commands(app.screen))


async def test_every_line_of_the_question_opens_a_list_of_words(two: Path) -> None:
    app = app_on(two)
    async with app.run_test(size=LARGE) as pilot:
        await settled(pilot)
        await press(pilot, "4")
        screen = matrix(app)
        lines = screen.query_one("#question", Lines)
        for place, row in enumerate(screen.rows):
            if not row:
                continue
            lines.highlighted = place
            await press(pilot, "enter")
            if row == "@archive":
                assert said(app) == "No archive has brought outcomes in."
                continue
            assert app.screen is not screen, row
            assert "_" not in text_of(app), row
            await press(pilot, "escape")


async def test_reading_is_written_down(two: Path) -> None:
    before = len(trail(two))
    app = app_on(two)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "4", "tab", "tab", "enter")
        matrix(app).put(matrix(app).question.choose("finding", ("gross_misconduct",)))
        await settled(pilot)
    assert trail(two)[before:].count("read.matrix") == 2
    assert trail(two)[before:].count("read.precedents") == 1


@pytest.mark.parametrize("role", ["local_assessor", "administrator", "publisher", "investigator"])
async def test_who_does_not_read_every_case_has_no_matrix(store: Path, role: str) -> None:
    # Would catch a mode that is offered to somebody who sees their own forms alone.
    database = Database(f"sqlite:///{store}")
    with database.write() as connection:
        keep_account(connection, Account("other", "", "Camden", (role,)))
    database.close()
    app = app_of(store, "other")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "4")
        assert isinstance(app.screen, CaseloadScreen)
        await press(pilot, "question_mark")
        await type_in(pilot, "matrix")
        assert "Nothing fits" in text_of(app)


async def test_the_assessment_shows_comparable_cases_once_a_level_is_entered(
    store: Path,
) -> None:
    # Would catch past outcomes that are shown before somebody has made up their mind.
    decided.decide(store)
    app = app_on(store, "osei")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        screen = AssessScreen(app.office, MISCONDUCT)
        await app.push_screen(screen)
        await settled(pilot)
        await press(pilot, "f6")
        assert said(app) == "Comparable cases are shown once a level is entered."
        screen.form.fill({"level": "misconduct"})
        await settled(pilot)
        await press(pilot, "f6")
        assert isinstance(app.screen, ReadingDialog)
        told = app.screen.query_one(Paper).text
        assert "Comparators, not a tariff." in told
        assert HOSTILE[0] not in told
        await press(pilot, "f6")
        assert isinstance(shown(app), AssessScreen)


async def test_a_refusal_of_the_desk_is_said(two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object, **_named: object) -> None:
        raise Refused("Nothing that counts is known of these circumstances.")

    monkeypatch.setattr(precedents, "like", refuse)
    app = app_on(two)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "4")
        matrix(app).put(matrix(app).question.choose("rank_band", ("constable",)))
        await settled(pilot)
        assert states(app) == {"-failed"}
        assert "Nothing that counts is known" in words(app, "#state")


async def test_an_older_answer_does_not_replace_a_newer_question(
    two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    door = threading.Event()
    real = precedents.like

    def slow(*given: Any, **named: Any) -> object:
        if "culpability=deliberate" in given[2]:
            assert door.wait(10)
        return real(*given, **named)

    monkeypatch.setattr(precedents, "like", slow)
    app = app_on(two)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "4")
        screen = matrix(app)
        screen.put(asking.opening(date(2014, 5, 9)).choose("culpability", ("deliberate",)))
        await pilot.pause()
        screen.put(asking.opening(date(2014, 5, 9)).choose("culpability", ("reckless",)))
        await pilot.pause()
        door.set()
        await settled(pilot)
        assert screen.question.features == {"culpability=reckless"}
        assert "Matched: culpability: reckless (4)" in answer(app)


async def test_from_the_matrix_the_digits_lead_on(two: Path) -> None:
    app = app_on(two)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "4", "tab")
        # With nothing asked there is no list to go to; the keys stay with the question.
        assert isinstance(app.focused, Lines)
        await press(pilot, "1")
        assert isinstance(app.screen, CaseloadScreen)
        await press(pilot, "colon")
        await type_in(pilot, "past outcomes")
        await press(pilot, "enter")
        assert isinstance(app.screen, MatrixScreen)


def test_a_case_that_waits_can_be_asked_about(two: Path) -> None:
    view, number = heard.desk_on(two, "me", decided.LATER).show(WAITING)
    question = asking.about(WAITING, view.file.case, view.file.subject(number or 1))
    assert question.chosen["standard"] == ("honesty",)
    assert question.scope.regime == "2012"
    assert reading.lookup(heard.desk_on(two, "me", decided.LATER), WAITING)[1].n >= 0


def test_police_staff_are_asked_about_under_the_local_policy(two: Path) -> None:
    # Would catch a member of staff compared under Regulations that never reached them.
    view, number = heard.desk_on(two, "me", decided.LATER).show(WAITING)
    subject = view.file.subject(number or 1)
    staff = replace(subject, facts=replace(subject.facts, person_type="staff"))
    question = asking.about(WAITING, view.file.case, staff)
    assert question.scope.regime == "local"
    narrowed = dict(asking.narrowings("regime", decided.LATER))
    assert narrowed["local"] == "Local policy (police staff)"
    assert asking.narrowed("regime", "local") == narrowed["local"]
    assert "none" not in narrowed


def test_what_was_not_proven_cannot_be_asked_for() -> None:
    # Would catch a choice that no past outcome can ever meet.
    assert [key for key, _ in asking.options("finding", factors())] == [
        "gross_misconduct", "misconduct",
    ]  # fmt: skip


class CellsApp(App[None]):
    """A table of cells alone."""

    def compose(self) -> ComposeResult:
        yield Cells()


async def test_cells_that_do_not_fit_are_reached_and_counted() -> None:
    # Would catch a table whose last columns nobody at eighty cells can see.
    app = CellsApp()
    async with app.run_test(size=SMALL) as pilot:
        cells = app.query_one(Cells)
        cells.tell(
            [f"row {n}" for n in range(40)],
            [(f"blame {n}", HOSTILE[1]) for n in range(9)],
            [[f"{row}:{column}" for column in range(9)] for row in range(40)],
        )
        cells.focus()

        def drawn() -> str:
            return "\n".join(strip.text for strip in cells.render_lines(cells.size.region))

        assert "6 more →" in drawn()
        assert HOSTILE[1][:10] in drawn()
        await pilot.press("end")
        assert "← 6 more" in drawn()
        assert "▸0:8" in drawn()
        await pilot.press(*["down"] * 45)
        assert "▸39:8" in drawn()
        await pilot.press("home", "enter", "up", "left")
        assert "▸38:0" in drawn()
        await pilot.click(Cells, offset=(29 + 17 + 2, 4))
        assert cells.column == 1
