"""Actions on outliers from the rates, own figures from the caseload, and what was mended beside."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from db import improved, improving
from db.actions import Desk
from db.engine import Database
from db.mine import mine
from db.people import Account, keep_account
from db.saved_views import Question
from hearings.improving.actions import Action, Given
from hearings.standards import standard_words
from tests.tui.lists import settled
from tests.tui.office import (
    LARGE,
    RULES,
    SMALL,
    TODAY,
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
from tests.tui.rated import EVIL, rate
from tui import acting
from tui.app import HearingsApp
from tui.dialogs.reading import ReadingDialog
from tui.keys import commands
from tui.plain.action_words import print_one
from tui.screens.acting import ActingScreen
from tui.screens.actions import ActionScreen, ActionsScreen
from tui.screens.caseload import CaseloadScreen
from tui.screens.drafting import RESTORED
from tui.screens.rates import RatesScreen
from tui.widgets.cells import Cells
from tui.widgets.drawn import Drawn
from tui.widgets.fields.form import Form
from tui.widgets.lines import Lines
from tui.widgets.paper import Paper

SPRING = Question(start=date(2013, 4, 1), end=date(2013, 6, 30))
"""The quarter in which Brent stood out."""

ASKED = Given(
    "unit", "Brent", "gross_lowered", date(2013, 4, 1), date(2013, 6, 30), "training", "R Mensah",
    date(2014, 6, 30), "Two sessions.",
)  # fmt: skip

HOSTILE = "[@click=app.quit]x\x1b[31m\u202e李 [/]"


@pytest.fixture
def rated(store: Path) -> Path:
    """Give a store with figures to act on."""
    rate(store)
    return store


def give(path: Path, **changed: object) -> int:
    """Give an action as the command line would."""
    return improving.give(desk_of(path, "marsh"), replace(ASKED, **changed))  # type: ignore[arg-type]  # by name


def listed(path: Path) -> list[Action]:
    return improving.listing(desk_of(path, "lowe"))


def keys(app: HearingsApp) -> set[str]:
    """Give the actions that the screen offers."""
    return {each.action for each in commands(app.screen)}


async def at(app: HearingsApp, pilot: Pilot[None], question: Question, value: str | None) -> None:
    """Go to the rates, ask a question, and put the cursor on the row of a value."""
    await press(pilot, "5")
    screen = app.screen
    assert isinstance(screen, RatesScreen)
    screen.put(question)
    await settled(pilot)
    row_of(app, {} if value is None else {question.by: value})


def row_of(app: HearingsApp, where: dict[str, str]) -> None:
    """Put the cursor on the row of some values; of none for all together."""
    drawn = app.screen.query_one(Drawn)
    found = [n for n, line in enumerate(drawn.drawings) if line.where == where]
    drawn.highlighted = found[-1]


def form(app: HearingsApp) -> Form:
    """Give the form about an action that is shown."""
    assert isinstance(app.screen, ActingScreen)
    return app.screen.form


async def test_an_action_is_given_on_the_row_with_the_share_and_the_period_of_the_question(
    rated: Path,
) -> None:
    # Would catch a form that acts on another unit, another share or another period than is shown.
    app = app_of(rated, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await at(app, pilot, SPRING, "Brent")
        await press(pilot, "a")
        assert isinstance(app.screen, ActingScreen)
        title = words(app, "#what")
        assert title.startswith("Give an action on borough Brent · Gross misconduct at first, low")
        typed = app.screen.form.typed
        assert (typed["start"], typed["end"]) == ("2013-04-01", "2013-06-30")
        app.screen.form.fill({"kind": "training", "due": "2014-06-30", "note": "Two sessions."})
        app.screen.form.rows["owner"].control.focus()
        await type_in(pilot, "R Mensah")
        await press(pilot, "f2")
        assert isinstance(app.screen, RatesScreen)
        # Would catch an action on what is no outlier that is taken without a word.
        assert said(app).startswith(
            "Action 1 is given, due 30 Jun 2014. A lists the actions. No flag: inside the limits."
        )
    assert [one.given for one in listed(rated)] == [ASKED]
    assert trail(rated).count("action.add") == 1


@pytest.mark.parametrize("pane", ["funnel", "table"])
async def test_the_funnel_and_the_table_give_actions_too(rated: Path, pane: str) -> None:
    app = app_of(rated, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await at(app, pilot, SPRING, "Brent")
        await press(pilot, *(["tab"] if pane == "funnel" else ["tab"] * 3))
        if pane == "funnel":
            row_of(app, {"unit": "Brent"})
        await press(pilot, "a")
        assert "on borough Brent" in words(app, "#what")


async def test_what_no_action_can_be_on_says_so(rated: Path) -> None:
    """The planted defect: an action on what is not known, on all together, or on a group."""
    app = app_of(rated, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        for question, row, why in (
            (Question(), None, acting.NOT_ONE),
            (Question(), "", acting.NOT_ONE),
            (Question(by="rank"), "", acting.NO_FIELD),
            (Question(by="sex"), "F", acting.NO_FIELD),
        ):
            await at(app, pilot, question, row)
            await press(pilot, "a")
            assert (said(app), isinstance(app.screen, RatesScreen)) == (why, True)
        await press(pilot, "escape", "tab", "tab", "a")
        assert isinstance(app.screen, RatesScreen)
        assert "give" not in keys(app)
        await press(pilot, "shift+tab", "shift+tab")
        await at(app, pilot, Question(by="tier"), "inspecting")
        await press(pilot, "a")
        assert "on tier inspecting rank" in words(app, "#what")
    assert listed(rated) == []


async def test_a_refusal_stands_in_the_form_and_loses_nothing(rated: Path) -> None:
    app = app_of(rated, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await at(app, pilot, Question(where={"sex": "F"}), "Brent")
        await press(pilot, "a")
        assert "counts all of them, not only what the question is narrowed to" in text_of(app)
        screen = app.screen
        assert isinstance(screen, ActingScreen)
        await press(pilot, "f2")
        assert said(app) == "✗ What is done may not be empty."
        filled = {"kind": "visit", "owner": "Osei", "due": "soon"}
        screen.form.fill(filled | {"start": "2013-01-01", "end": "2013-01-31"})
        for wrong, field, sentence in (
            ({}, "due", "Due"),
            ({"due": "2014-01-01"}, "due", "is past"),
            ({"due": "2014-06-30", "end": TODAY.isoformat()}, "end", "is not over"),
            ({"end": "2013-01-31"}, "start", "“Gross misconduct at first, lowered by DPS”"),
        ):
            screen.form.fill(wrong)
            await press(pilot, "f2")
            assert said(app).startswith("✗ ")
            assert sentence in said(app)
            marked = {key for key, row in screen.form.rows.items() if row.has_class("-wrong")}
            assert marked == {field}
        assert screen.form.typed == {**filled, "due": "2014-06-30", "start": "2013-01-01",
                                     "end": "2013-01-31"}  # fmt: skip
        screen.form.fill({"start": "2013-04-01", "end": "2013-06-30"})
        await press(pilot, "f2")
        assert isinstance(app.screen, RatesScreen)
    assert [one.given.owner for one in listed(rated)] == ["Osei"]


async def test_what_was_typed_is_back_for_the_same_unit_and_period_alone(rated: Path) -> None:
    """The planted defect: one draft for every unit, or a period that is not the question's."""
    app = app_of(rated, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await at(app, pilot, SPRING, "Brent")
        await press(pilot, "a")
        form(app).rows["owner"].control.focus()
        await type_in(pilot, "half an ow")
        await press(pilot, "escape", "a")
        assert said(app) == RESTORED
        assert form(app).typed["owner"] == "half an ow"
        await press(pilot, "escape", "escape")
        await at(app, pilot, replace(SPRING, end=date(2013, 9, 30)), "Brent")
        await press(pilot, "a")
        typed = form(app).typed
        assert typed == {"start": "2013-04-01", "end": "2013-09-30"}


async def test_the_list_says_how_each_stands_and_enter_says_what_action_show_says(
    rated: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # Would catch a number that the command line prints and the screen does not.
    earlier = Desk(Database(f"sqlite:///{rated}"), "marsh", clock, date(2014, 2, 10), RULES)
    late = improving.give(earlier, replace(ASKED, value="Camden", due=date(2014, 4, 9)))
    give(rated)
    found = improved.show(desk_of(rated, "lowe"), late)
    app = app_of(rated, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "5", "A")
        assert isinstance(app.screen, ActionsScreen)
        told = app.screen.query_one(Lines).text
        assert "Action 1: training, borough Camden · overdue" in told
        assert "Action 2: training, borough Brent · to do" in told
        assert "R Mensah, due 30 Jun 2014" in told
        await press(pilot, "enter")
        assert isinstance(app.screen, ActionScreen)
        page = app.screen.query_one(Paper).text
        assert found.judged is not None
        for part in (found.judged.verdict.value, found.judged.because, "Note: Two sessions.",
                     "Before, 1 Apr 2012 to 31 Mar 2013: no data (0 of 0).",
                     "Looked at, 1 Apr 2013 to 30 Jun 2013: 12 of 30, 40.0 %",
                     "After: not done yet.",
                     f"What it shows: {found.judged.verdict.value}",
                     "Forms passed to DPS", "Blind second reading agreed"):  # fmt: skip
            assert part in page, part
        for key in found.likeness.keys:
            assert key in page
        # Would catch a day that is written as 2014-04-01 beside others as 1 Apr 2014.
        assert re.search(r"\d{4}-\d\d-\d\d", page) is None
    print_one(found, TODAY, RULES)
    printed = re.findall(r"\((\d+ of \d+)\)", capsys.readouterr().out)
    assert len(printed) > 6
    assert [share for share in printed if share not in page] == []
    assert trail(rated).count("figures.action") == 2


async def test_an_action_is_marked_done_on_a_day_and_then_ends(rated: Path) -> None:
    give(rated)
    app = app_of(rated, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "5", "A", "enter", "d")
        assert isinstance(app.screen, ActingScreen)
        assert app.screen.form.typed == {"on": TODAY.isoformat()}
        app.screen.form.fill({"on": "2014-04-09"})
        await press(pilot, "f2")
        assert "it cannot have been done on 2014-04-09, before that" in said(app)
        assert app.screen.form.rows["on"].has_class("-wrong")
        app.screen.form.fill({"on": "2014-04-10"})
        await press(pilot, "f2")
        assert isinstance(app.screen, ActionScreen)
        assert said(app) == "Action 1 is done."
        assert "done on 10 Apr 2014" in app.screen.query_one(Paper).text
        assert keys(app).isdisjoint({"done", "drop"})
        await press(pilot, "escape", "escape")
        assert "done on 10 Apr 2014" in app.screen.query_one(Lines).text
    assert [one.done_on for one in listed(rated)] == [TODAY]


async def test_an_action_is_dropped_with_a_reason(rated: Path) -> None:
    give(rated)
    app = app_of(rated, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "5", "A", "enter", "x", "f2")
        assert said(app) == "✗ Why may not be empty."
        await type_in(pilot, "Merged with Harrow")
        await press(pilot, "f2")
        assert said(app) == "Action 1 is dropped."
        page = app.screen.query_one(Paper).text
        assert "Dropped because: Merged with Harrow" in page
        assert "there is nothing to judge" in page
    assert [one.reason for one in listed(rated)] == ["Merged with Harrow"]


async def test_what_somebody_else_ended_meanwhile_is_refused_in_the_form(rated: Path) -> None:
    give(rated)
    app = app_of(rated, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "5", "A", "enter", "x")
        improving.done(desk_of(rated, "marsh"), 1, TODAY)
        await type_in(pilot, "Merged")
        await press(pilot, "f2")
        assert "was done on 2014-04-10 already" in said(app)
        assert isinstance(app.screen, ActingScreen)
        assert app.screen.form.typed == {"reason": "Merged"}
    assert "action.drop" in trail(rated)


@pytest.mark.parametrize("account", ["mensah", "osei", "lowe"])
async def test_whoever_may_not_give_actions_sees_them_and_no_key_for_it(
    rated: Path, account: str
) -> None:
    """The planted defect: a key that is offered to somebody who is then refused."""
    app = app_of(rated, account)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await at(app, pilot, SPRING, "Brent")
        assert "give" not in keys(app)
        assert "actions" in keys(app)
        await press(pilot, "a")
        assert isinstance(app.screen, RatesScreen)
        await press(pilot, "A")
        assert "a supervisor gives one" in words(app, "#state")
        give(rated)
        await press(pilot, "r", "enter")
        assert isinstance(app.screen, ActionScreen)
        assert keys(app).isdisjoint({"done", "drop"})
        await press(pilot, "d", "x")
        assert isinstance(app.screen, ActionScreen)
    assert trail(rated).count("action.add") == 1


async def test_a_hostile_owner_note_and_unit_draw_harmlessly(rated: Path) -> None:
    """The planted defect: an owner whose name would quit, colour or turn round the screen."""
    give(rated)
    plant_hostile(rated)
    app = app_of(rated, "marsh")
    async with app.run_test(size=LARGE) as pilot:
        await settled(pilot)
        await at(app, pilot, SPRING, "Brent")
        await press(pilot, "a")
        form(app).fill({"kind": "visit", "due": "2014-06-30", "owner": HOSTILE})
        await press(pilot, "f2")
        assert "Owner holds a control character" in said(app)
        told = text_of(app)
        await press(pilot, "escape", "escape", "A", "down")
        told += text_of(app)
        await press(pilot, "enter")
        told += text_of(app)
        await press(pilot, "x")
        told += text_of(app)
        assert told.count("[@click=app.quit]x␛[31m�李") >= 7
        assert "\x1b" not in told
        assert "\u202e" not in told
        assert app.is_running


def plant_hostile(path: Path) -> None:
    """Plant a second action as nobody could type it, as an older program may have left it."""
    database = Database(f"sqlite:///{path}")
    with database.write() as connection:
        row = connection.row("SELECT day, at, account, said FROM improvements")
        assert row is not None
        told = json.loads(row[3]) | {"value": EVIL, "owner": HOSTILE, "note": HOSTILE}
        connection.insert(
            "improvements",
            {"action": 2, "step": "given", "day": row[0], "at": row[1], "account": row[2],
             "said": json.dumps(told)},
        )  # fmt: skip
    database.close()


async def test_an_empty_list_and_one_that_cannot_be_read_say_what_to_do(
    rated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_of(rated, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "5", "A")
        assert app.screen.has_class("-empty")
        assert "press a." in words(app, "#state")
        with monkeypatch.context() as patch:
            patch.setattr(improving, "listing", fail)
            await press(pilot, "r")
            assert app.screen.has_class("-failed")
            assert "Press r to try again, or esc to go back." in words(app, "#state")
        give(rated)
        with monkeypatch.context() as patch:
            patch.setattr(improved, "show", fail)
            await press(pilot, "r", "enter")
            assert app.screen.has_class("-failed")
        await press(pilot, "r")
        assert app.screen.has_class("-rows")


def fail(*_given: object) -> None:
    raise OSError(5, "words of a case")


# ------ own figures


@pytest.fixture
def assessed(store: Path) -> Path:
    """Give an account to the inspector who assessed three matters, and one without a person."""
    database = Database(f"sqlite:///{store}")
    with database.write() as connection:
        keep_account(connection, Account("hall", "176543", "Camden", ("local_assessor",)))
    database.close()
    return store


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_whoever_assesses_sees_their_own_figures_and_the_guidance_that_applies(
    assessed: Path, size: tuple[int, int]
) -> None:
    # Would catch figures of everybody's, and a key that leads to the rates of the force.
    found = mine(desk_of(assessed, "hall"))
    app = app_of(assessed, "hall")
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, "5")
        assert isinstance(app.screen, CaseloadScreen)
        await press(pilot, "m")
        assert isinstance(app.screen, ReadingDialog)
        page = app.screen.query_one(Paper).text
        total = found.total
        assert (total.changed, total.decided, total.undecided) == (1, 1, 2)
        assert "In all: 1 of 1 decided were changed (1 lowered, 0 raised), 2 waiting" in page
        assert "too few for a rate" in page
        assert "100.0 %" not in page
        assert "Threshold set too high: 1" in page
        (standard,) = found.standards
        assert f"{standard_words(standard)}: 1" in page
        assert f"Guidance: {standard_words(standard)}" in page
        assert "Only you are shown these." in page
        await press(pilot, "escape")
        assert isinstance(app.screen, CaseloadScreen)
    assert trail(assessed).count("figures.mine") == 2


async def test_nobody_else_is_shown_and_an_account_without_a_person_has_no_key(
    assessed: Path,
) -> None:
    app = app_of(assessed, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "m")
        assert "None of your initial assessments" in app.screen.query_one(Paper).text
        assert "Hall" not in app.screen.query_one(Paper).text
    app = app_of(assessed, "me")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert "mine" not in keys(app)
        await press(pilot, "m")
        assert isinstance(app.screen, CaseloadScreen)


# ------ what was mended


async def test_a_page_of_the_table_is_a_key(rated: Path) -> None:
    app = app_of(rated, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "5", "tab", "tab", "tab", "pagedown")
        cells = app.screen.query_one(Cells)
        last = cells.row
        assert last > 2
        await press(pilot, "pageup")
        assert cells.row == 0


async def test_a_list_wrapped_while_it_was_hidden_is_wrapped_anew(rated: Path) -> None:
    """The planted defect: lines wrapped for no width, as a list was once seen at 80 cells."""
    give(rated, note="A long note " * 9)
    app = app_of(rated, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "5", "A")
        before = text_of(app)
        lines = app.screen.query_one(Lines)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Lines, "size", property(lambda _self: type(app.size)(0, 0)))
            lines.tell(lines.entries)
        await settled(pilot)
        assert text_of(app) == before
