"""The keys that each pane of the rates offers, its pages of words and of groups, and a nought."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from db.disparity import Asked, disparity
from db.engine import Database
from db.people import Account, keep_account
from db.saved_views import Question
from hearings.rates import Counts
from tests.tui.lists import settled
from tests.tui.office import SMALL, app_of, desk_of, press, said, text_of
from tests.tui.test_rates import rated, rates, states, subjects
from tui.app import HearingsApp
from tui.keys import commands
from tui.plain.disparity_words import rate_cells
from tui.screens.caseload import CaseloadScreen
from tui.screens.page import PageScreen
from tui.screens.rates import RatesScreen
from tui.telling import disparity as telling
from tui.telling.rates import CLOSED
from tui.widgets.paper import Paper

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


@pytest.mark.parametrize("key", ["w", "d"])
async def test_a_page_shows_its_own_keys_and_those_of_everywhere_work(
    rated: Path, key: str
) -> None:
    """The planted defect: a page over the figures, on which `q` and the digits did nothing."""
    app = app_of(rated, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "5", key)
        assert isinstance(app.screen, PageScreen)
        assert line(app).split() == ["esc", "back", "?", "keys"]
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


async def test_the_groups_of_each_step_stand_in_a_table_that_fits_80_cells(rated: Path) -> None:
    """The planted defect: a page of prose, with two groups to a screen."""
    found = disparity(desk_of(rated, "marsh"), Asked(by="ethnicity"))
    paragraphs = list(telling.page(found))
    tables = [one.text for one in paragraphs if one.text.startswith(("Group ", " "))]
    assert len(tables) == len(found.steps)
    assert all(len(row) <= 77 for table in tables for row in table.splitlines())
    app = app_of(rated, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "5", "d")
        shown = text_of(app)
        assert "Group " in shown
        assert "standardised" in shown
        for row in found.steps[0].found.rows[:3]:
            assert f"{row.counts.changed:,}" in shown
        page = app.screen.query_one(Paper).text
        assert page.index(tables[-1]) < page.index("The same in sentences")


def test_a_row_of_the_table_has_its_part_and_base_both_ratios_or_why_there_is_none(
    rated: Path,
) -> None:
    # Would catch a ratio without its interval, and a base of none that reads as a rate of 0.
    found = disparity(desk_of(rated, "marsh"), Asked(by="sex"))
    told = "\n".join(one.text for one in telling.page(found))
    for step in found.steps:
        for row in step.found.rows:
            part, base = row.counts.changed, row.counts.decided
            assert f"{part:,} of {base:,}" in told or (not base and "no data" in told)
            if row.crude is not None:
                assert f"{row.crude.value:.2f}" in told
                assert f"({row.crude.low:.2f}-{row.crude.high:.2f})" in told
    assert rate_cells(Counts()) == ["0 of 0", "no data", ""]


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


async def test_disparity_is_said_step_by_step_for_what_the_question_is_narrowed_to(
    rated: Path,
) -> None:
    asked = Asked(by="sex", where={"unit": "Brent"})
    found = disparity(desk_of(rated, "marsh"), asked)
    app = app_of(rated, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "5")
        rates(app).put(Question(by="sex", where={"unit": "Brent"}))
        await settled(pilot)
        await press(pilot, "d")
        assert isinstance(app.screen, PageScreen)
        page = app.screen.query_one(Paper).text
        lowered = next(one for one in found.steps if one.measure.key == "gross_lowered")
        assert (lowered.total.changed, lowered.total.decided) == (30, 40)
        assert "F: 30 of 40, 75.0 %" in page
        assert "an association is not a cause" in page
        for step in found.steps:
            assert step.measure.words[1:] in page
        await press(pilot, "escape")
        rates(app).put(Question())
        await settled(pilot)
        await press(pilot, "d")
        assert "Disparity by self-defined ethnicity" in text_of(app)
