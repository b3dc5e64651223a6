"""The keys that each pane of the rates offers, its pages, and a nought."""

from __future__ import annotations

import re
import threading
from pathlib import Path

import pytest

from db import behind as listing
from db.actions import Desk
from db.engine import Database
from db.figures import Breakdown
from db.people import Account, keep_account
from db.saved_views import Question
from tests.tui.lists import settled
from tests.tui.office import SMALL, app_of, press, said, text_of, words
from tests.tui.test_rates import rated, rates, states, subjects
from tui.app import HearingsApp
from tui.keys import commands
from tui.screens.caseload import CaseloadScreen
from tui.screens.page import PageScreen
from tui.screens.rates import RatesScreen
from tui.screens.rates_disparity import DisparityScreen
from tui.telling.rates import CLOSED

__all__ = ["rated"]


def line(app: HearingsApp) -> str:
    """Give the line of keys at the bottom."""
    return text_of(app).splitlines()[-1]


WHERE = {
    "intervals": ((), {"open", "words", "disparity", "act", "actions"}, {"take away"}),
    "trend": (("tab", "tab"), {"open", "words", "disparity", "base"}, {"act", "take away"}),
    "table": (("tab",) * 3, {"words", "disparity", "act", "actions"}, {"take away"}),
    "two fields": (("tab",) * 4, {"words", "disparity", "base"}, {"act", "take away"}),
    "question": (("shift+tab",), {"open", "disparity", "take away"},
                 {"words", "base", "act", "copy"}),
    "subjects": (("enter",), {"open", "base", "copy", "back"}, {"words", "act", "actions"}),
    "the base": (("b",), {"open", "copy", "back"}, {"words", "disparity", "base"}),
}  # fmt: skip
"""What leads to a pane, what its line of keys offers at 80 cells, and what it does not."""


@pytest.mark.parametrize("pane", WHERE)
async def test_the_line_of_keys_offers_what_works_on_the_pane(rated: Path, pane: str) -> None:
    """The planted defect: the line of the figures under the subjects, where `w` did nothing."""
    keys, offered, withheld = WHERE[pane]
    app = app_of(rated, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "5", *keys)
        shown = {re.sub(r"^\S+ ", "", part) for part in re.split(r"\s{2,}", line(app).strip())}
        assert offered <= shown
        assert withheld.isdisjoint(shown)
        assert {"keys", "pane"} <= shown
        assert all(each.words.lower() not in withheld for each in commands(app.screen))


PAGES = {
    "w": (PageScreen, ""),
    "d": (DisparityScreen, "enter open b base w words y copy "),
}  # fmt: skip
"""The pages over the figures by their key, and the keys of a row there."""


@pytest.mark.parametrize("key", PAGES)
async def test_a_page_shows_its_own_keys_and_those_of_everywhere_work(
    rated: Path, key: str
) -> None:
    """The planted defect: a page over the figures, on which `q` and the digits did nothing."""
    kind, own = PAGES[key]
    app = app_of(rated, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "5", key)
        assert isinstance(app.screen, kind)
        assert " ".join(line(app).split()) == f"{own}esc back ? keys"
        await press(pilot, "escape")
        assert isinstance(app.screen, RatesScreen)
        await press(pilot, key, "1")
        assert isinstance(app.screen, CaseloadScreen)
        await press(pilot, "5", key, "q")
    assert not app.is_running


async def test_a_nought_says_that_nobody_is_counted_and_which_key_goes_back(rated: Path) -> None:
    """The planted defect: an empty page under `0 subjects`."""
    app = app_of(rated, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "5")
        rates(app).put(Question(measure="misconduct_lowered", where={"unit": "Hackney"}))
        await settled(pilot)
        rates(app).put(Question("table", measure="gross_lowered"))
        await settled(pilot)
        await press(pilot, "tab", "tab", "tab", *["right"] * 5, "enter")
        assert subjects(app)[0].endswith(": 0 subjects")
        assert "Nobody is counted there. Press esc to go back to the figure, or b to" in text_of(
            app
        )
        assert "enter open" not in line(app)
        await press(pilot, "b")
        assert subjects(app)[0].startswith("Decided · ")
        await press(pilot, "escape")
        assert states(app) == {"-rows"}


async def test_a_list_that_comes_late_is_shown_neither_elsewhere_nor_under_another_number(
    rated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted defect: Brent's subjects under Camden's name, or in the place of the funnel."""
    door, begun, read = threading.Event(), threading.Event(), threading.Event()
    real = listing.behind

    def slow(desk: Desk, asked: Breakdown, *given: str) -> object:
        begun.set()
        first = asked.where["unit"] == "Brent"
        assert (door if first else read).wait(10)
        found = real(desk, asked, *given)  # type: ignore[arg-type]  # as it was called
        read.set()
        return found

    monkeypatch.setattr(listing, "behind", slow)
    app = app_of(rated, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "5")
        await pilot.press("enter")
        assert begun.wait(10)
        await pilot.press("down", "enter")
        door.set()
        await settled(pilot)
        assert subjects(app)[0].startswith("Lowered · Camden")
        assert subjects(app)[0].endswith(": 18 subjects")
        assert len(subjects(app)) == 19
        begun.clear()
        door.clear()
        await press(pilot, "escape", "up")
        await pilot.press("enter")
        assert begun.wait(10)
        await pilot.press("tab")
        door.set()
        await settled(pilot)
        assert "[Funnel]" in words(app, "#tabs")


@pytest.mark.parametrize("role", ["local_assessor", "information_officer", "practice_support"])
async def test_who_may_not_see_figures_has_no_rates(store: Path, role: str) -> None:
    # Would catch a mode that is offered to somebody who is then refused.
    database = Database(f"sqlite:///{store}")
    with database.write() as connection:
        keep_account(connection, Account("other", "", "Camden", (role,)))
    database.close()
    app = app_of(store, "other")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "5")
        assert isinstance(app.screen, CaseloadScreen)
        assert not any("5" in each.keys for each in commands(app.screen))


async def test_who_reads_no_case_sees_figures_and_no_reference_behind_them(rated: Path) -> None:
    """The planted defect: a publisher, who reads no case, is shown whose matters were lowered."""
    database = Database(f"sqlite:///{rated}")
    with database.write() as connection:
        keep_account(connection, Account("press", "", "", ("publisher",)))
    database.close()
    app = app_of(rated, "press")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "5", "enter")
        heads = subjects(app)
        assert heads[0].startswith("Lowered · Brent")
        assert heads[1:] == [CLOSED] * 30
        await press(pilot, "y")
        assert said(app) == ""
