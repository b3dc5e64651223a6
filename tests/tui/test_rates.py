"""Rates: what is asked, the figures as they are drawn, and the subjects behind each number."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from db import comparing, figures, saved_views
from db.behind import behind
from db.comparing import funnel_of, trend_of
from db.figures import Breakdown, reassessment
from db.people import Account, keep_account
from db.saved_views import Question
from db.upgrade import make
from hearings.charts import FunnelPicture
from hearings.charts import words as said_of
from hearings.rate_words import BESIDE
from tests.tui.lists import settled
from tests.tui.office import (
    LARGE,
    SMALL,
    app_of,
    desk_of,
    press,
    said,
    text_of,
    trail,
    type_in,
    words,
)
from tests.tui.rated import EVIL, rate
from tui.app import HearingsApp
from tui.dialogs.line import LineDialog
from tui.dialogs.rate_views import RateViewsDialog
from tui.keys import commands
from tui.screens.caseload import CaseloadScreen
from tui.screens.page import PageScreen
from tui.screens.rates import RatesScreen
from tui.screens.subject import SubjectScreen
from tui.telling.rates import BASE_OF, CLOSED
from tui.widgets.cells import Cells
from tui.widgets.drawn import Drawn
from tui.widgets.lines import Lines
from tui.widgets.paper import Paper
from tui.widgets.safe import shown

GROSS_LEVEL = {"local_level": "gross_misconduct"}


@pytest.fixture
def rated(store: Path) -> Path:
    """Give a store with figures to show."""
    rate(store)
    return store


def rates(app: HearingsApp) -> RatesScreen:
    assert isinstance(app.screen, RatesScreen), text_of(app)
    return app.screen


def now(app: HearingsApp) -> object:
    """Give the screen that is shown now."""
    return app.screen


def states(app: HearingsApp) -> set[str]:
    """Give what the screen says of itself."""
    return {"-loading", "-empty", "-rows", "-failed"} & set(app.screen.classes)


def drawn(app: HearingsApp) -> list[str]:
    """Give the rows of the picture that have a number, as they are drawn."""
    return [line.text for line in rates(app).query_one(Drawn).drawings if line.where is not None]


def under(app: HearingsApp) -> list[str]:
    """Give the rows under a picture whose title stands for all together."""
    return drawn(app)[1:]


def everything(app: HearingsApp) -> str:
    """Give the picture and all that stands under it."""
    return "\n".join(line.text for line in rates(app).query_one(Drawn).drawings)


def offered(app: HearingsApp) -> set[str]:
    """Name what the keys do that work now."""
    return {each.action for each in commands(rates(app))}


def subjects(app: HearingsApp) -> list[str]:
    """Give the heads of the subjects behind a number, the number itself first."""
    return [entry.head for entry in rates(app).query_one("#subjects", Lines).entries]


async def test_it_opens_with_gross_misconduct_lowered_by_unit_in_order_of_names(
    rated: Path,
) -> None:
    # Would catch a list that ranks its units, a row without its base, and unknowns left out.
    found = funnel_of(desk_of(rated, "marsh"), Breakdown(by=("unit",)))
    app = app_of(rated, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "5")
        assert states(app) == {"-rows"}
        assert "5 Rates" in text_of(app)
        assert "[Intervals]" in words(app, "#tabs")
        assert "Gross misconduct at first, lowered by DPS, by borough" in everything(app)
        rows = drawn(app)
        assert [row.split()[0].rstrip("*") for row in rows[:2]] == ["Brent", "Camden"]
        assert rows[-2].startswith("not known")
        assert rows[-1].startswith("In all")
        for key, counts in found.counts.items():
            share = f"{counts.lowered} of {counts.decided}"
            assert any(share in row for row in rows), key
        assert f"{found.total.lowered} of {found.total.decided}" in rows[-1]
        assert "├" in rows[0]
        assert "Camden*" not in text_of(app) or found.counts["Camden"].unfinished
        told = everything(app)
        assert "not yet decided in all" in told
        assert "Blind second reading: none recorded." in told


async def test_while_it_reads_it_says_so(rated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    door = threading.Event()
    real = comparing.funnel_of

    def slow(*given: object) -> object:
        assert door.wait(10)
        return real(*given)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(comparing, "funnel_of", slow)
    app = app_of(rated, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await pilot.press("5")
        await pilot.pause()
        assert states(app) == {"-loading"}
        assert words(app, "#state") == "Reading…"
        door.set()
        await settled(pilot)
        assert states(app) == {"-rows"}


async def test_a_reading_that_fails_says_what_to_do_and_can_be_repeated(
    rated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object) -> None:
        raise OSError(5, "Input/output error")

    app = app_of(rated, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        with monkeypatch.context() as patch:
            patch.setattr(figures, "reassessment", fail)
            await press(pilot, "5")
            assert states(app) == {"-failed"}
            assert "The figures could not be read (fault" in words(app, "#state")
            assert "Press r to try again, or 1 for the caseload." in words(app, "#state")
            assert {"words", "base", "give", "copy"}.isdisjoint(offered(app))
            await press(pilot, "w", "b")
            assert states(app) == {"-failed"}
        await press(pilot, "r")
        assert states(app) == {"-rows"}


async def test_what_has_nothing_says_which_key_to_press(rated: Path) -> None:
    app = app_of(rated, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "5")
        rates(app).put(Question(where={"unit": "Nowhere"}))
        await settled(pilot)
        assert states(app) == {"-empty"}
        assert "backspace" in words(app, "#state")
        await press(pilot, "tab")
        rates(app).put(Question("funnel", by="standard"))
        await settled(pilot)
        assert "would count one officer several times" in words(app, "#state")
        assert "shift+tab" in words(app, "#state")
        for _ in range(3):
            await press(pilot, "tab")
        rates(app).put(replace(rates(app).question, across="standard"))
        await settled(pilot)
        assert "Both fields are the same." in words(app, "#state")


async def test_the_funnel_says_every_unit_in_words_and_what_chance_alone_does(rated: Path) -> None:
    # Would catch a picture whose words say something else, or a unit outside that is not named.
    found = funnel_of(desk_of(rated, "marsh"), Breakdown(by=("unit",)))
    outside = [one for one in found.funnel.points if one.flag]
    app = app_of(rated, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "5", "tab")
        assert states(app) == {"-rows"}
        told = " ".join(everything(app).split())
        able = [one for one in found.funnel.points if not one.too_small]
        assert outside
        assert f"Outside the 95 % limits: {len(outside)} of {len(able)} boroughs" in told
        assert "without any true difference about none or one lie outside the 95 %" in told
        for one in found.funnel.points:
            row = next(row for row in under(app) if row.startswith(shown(one.unit.key)[:4]))
            assert f"{one.unit.part} of {one.unit.whole}" in row
            assert ("above" in row) == one.flag.startswith("above")
            assert ("too few" in row) == one.too_small
        total = found.total
        assert f"{total.lowered} of {total.decided}" in drawn(app)[0]
        await press(pilot, "w")
        assert isinstance(app.screen, PageScreen)
        page = app.screen.query_one(Paper).text
        for sentence in said_of(FunnelPicture("", found.funnel, "boroughs"), scales=False)[:4]:
            assert sentence in page
        await press(pilot, "escape")
        assert "[Funnel]" in words(app, "#tabs")


async def test_the_trend_has_every_quarter_with_its_figures_and_its_rule(rated: Path) -> None:
    found = trend_of(desk_of(rated, "marsh"), Breakdown())
    app = app_of(rated, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "5", "tab", "tab")
        assert "[Trend]" in words(app, "#tabs")
        rows = under(app)
        for one, row in zip(found.trend.periods, rows, strict=False):
            period = one.period
            assert row.startswith(period.key)
            assert f"{period.part} of {period.whole}" in row
            assert ("unfinished" in row) == one.unfinished
        assert "no data" in next(row for row in rows if row.startswith("2013-Q4"))
        assert "eight finished periods in a row" in " ".join(everything(app).split())
        rows_behind = behind(desk_of(rated, "marsh"), Breakdown(
            where={"quarter": "2013-Q2", **GROSS_LEVEL}), "lowered")  # fmt: skip
        await press(pilot, "down", "enter")
        assert len(subjects(app)) == rows_behind.total + 1


async def test_every_number_of_the_table_is_that_of_the_figures_and_opens_its_subjects(
    rated: Path,
) -> None:
    # Would catch a column that shows another count than the one behind it.
    table = reassessment(desk_of(rated, "marsh"), Breakdown(by=("unit",), where=GROSS_LEVEL))
    camden = next(row.counts for row in table.rows if row.key["unit"] == "Camden")
    app = app_of(rated, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "5", "tab", "tab", "tab")
        assert "[Table]" in words(app, "#tabs")
        cells = rates(app).query_one(Cells)
        place = next(n for n, row in enumerate(table.rows) if row.key["unit"] == "Camden")
        for _ in range(place):
            await pilot.press("down")
        await settled(pilot)
        expected = ("changed", "changed", "changed", "changed", "lowered", "raised", "avoidable",
                    "no_reason", "undecided", "no_local_view")  # fmt: skip
        for column, name in enumerate(expected):
            assert cells.column == column
            number = getattr(camden, name)
            beside = f"Camden, {dict(BESIDE).get(name)}: {number}."
            told = f"Camden: {number} of " if name in BASE_OF else beside
            assert told in words(app, "#cell"), name
            if name in {"changed", "undecided"}:
                await press(pilot, "enter")
                heads = subjects(app)
                assert f"{number} subject" in heads[0]
                assert len(heads) - 1 == number
                await press(pilot, "escape")
            await press(pilot, "right")
        await press(pilot, "end", "home")
        assert "Initial assessment: gross misconduct." in words(app, "#cell")
        assert "unfinished" in words(app, "#legend")
        await press(pilot, "w")
        page = app.screen.query_one(Paper).text
        assert f"Camden: {camden.changed} of {camden.decided} decided were changed" in page


async def test_two_fields_stand_against_each_other_with_their_bases(rated: Path) -> None:
    asked = Breakdown(by=("unit", "tier"), where=GROSS_LEVEL)
    found = reassessment(desk_of(rated, "marsh"), asked)
    app = app_of(rated, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "5", "tab", "tab", "tab", "tab")
        assert "[Two fields]" in words(app, "#tabs")
        screen = text_of(app)
        for row in found.rows:
            if row.counts.decided:
                assert f"{row.counts.lowered} of {row.counts.decided}" in screen, row.key
        await press(pilot, "b")
        head = subjects(app)[0]
        assert head.startswith("Decided · ")
        assert len(subjects(app)) - 1 == int(head.rpartition(": ")[2].split()[0])
        await press(pilot, "escape", "w")
        assert "superintending rank" in app.screen.query_one(Paper).text


async def test_a_drilled_number_has_as_many_rows_one_of_them_closed_to_the_account(
    rated: Path,
) -> None:
    """The planted defect: two restricted matters left out, or named."""
    app = app_of(rated, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "5", "down")
        here = rates(app).query_one(Drawn).here
        assert here is not None
        assert here.where == {"unit": "Camden"}
        assert "18 of 50" in here.text
        await press(pilot, "enter")
        heads = subjects(app)
        assert heads[0] == "Lowered · Camden, initial assessment gross misconduct: 18 subjects"
        assert len(heads) - 1 == 18
        assert heads.count(CLOSED) == 2
        assert sum(head.startswith("PL-") for head in heads) == 16
        await press(pilot, "end", "enter")
        assert said(app) == "This matter is not open to you."
        await press(pilot, "escape", "escape", "b")
        assert subjects(app)[0].startswith("Decided · Camden")
        assert len(subjects(app)) - 1 == 50
        await press(pilot, "escape")
        assert rates(app).query_one(Drawn).here == here


async def test_a_long_list_goes_on_page_by_page(
    rated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Would catch a list that ends at its first page, under a title that promises more.
    monkeypatch.setattr("db.behind.MOST", 20)
    app = app_of(rated, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "5", "down", "b")
        assert subjects(app)[0].endswith("50 subjects")
        for left in ("30 subjects more", "10 subjects more"):
            assert subjects(app)[-1].startswith(left)
            await press(pilot, "end", "enter")
        assert len(subjects(app)) - 1 == 50


async def test_a_subject_opens_and_esc_leads_back_to_the_figures(rated: Path) -> None:
    with_one = "MC-2014-00004/1"
    app = app_of(rated, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "5")
        rates(app).put(Question(where={"unit": "Hackney"}))
        await settled(pilot)
        await press(pilot, "enter")
        assert subjects(app)[1].startswith(with_one)
        await press(pilot, "y")
        assert said(app) == f"Sent to the terminal's clipboard: {with_one}"
        await press(pilot, "enter")
        assert isinstance(app.screen, SubjectScreen)
        assert app.screen.ref == with_one
        await press(pilot, "escape")
        assert "[Subjects]" in words(app, "#tabs")
        await press(pilot, "escape")
        assert "[Intervals]" in words(app, "#tabs")
        await press(pilot, "y")
        assert "1 of 1, 100.0 %" in said(app)
        await press(pilot, "escape", "escape")
        assert isinstance(now(app), CaseloadScreen)


async def test_the_question_is_changed_line_by_line(rated: Path) -> None:
    # Would catch a share that is narrowed to an initial assessment which is not its own.
    app = app_of(rated, "marsh")
    async with app.run_test(size=LARGE) as pilot:
        await settled(pilot)
        await press(pilot, "5", "shift+tab", "enter")
        await type_in(pilot, "misconduct at first, raised")
        await press(pilot, "enter")
        assert rates(app).question.measure == "misconduct_raised"
        assert "raised by DPS, by borough" in everything(app)
        await press(pilot, "down", "enter")
        await type_in(pilot, "sex")
        await press(pilot, "enter")
        assert rates(app).question.by == "sex"
        await press(pilot, "down", "down", "down", "enter")
        await type_in(pilot, "2013-13-01")
        await press(pilot, "enter")
        assert isinstance(app.screen, LineDialog)
        assert "write the day as" in str(app.screen.query_one("#why").render())
        await press(pilot, "escape", "enter")
        await type_in(pilot, "2013-08-01")
        await press(pilot, "enter")
        assert words(app, "#line") == "Received from 1 Aug 2013"
        await press(pilot, "down", "enter")
        await type_in(pilot, "2013-07-01")
        await press(pilot, "enter")
        assert "would end before it begins" in said(app)
        await press(pilot, "up", "backspace", "down", "down", "down", "enter")
        assert said(app).startswith("The share is within this initial assessment already.")
        await press(pilot, "down", "enter")
        await type_in(pilot, "hackney")
        await press(pilot, "enter")
        assert rates(app).question.where == {"unit": "Hackney"}
        assert words(app, "#line") == "Received on any day · only borough Hackney"
        await press(pilot, "backspace")
        assert rates(app).question.where == {}


async def test_every_line_of_the_question_opens_a_list_of_words_and_no_person(rated: Path) -> None:
    """The planted defect: a field that compares assessors by their names."""
    app = app_of(rated, "marsh")
    async with app.run_test(size=LARGE) as pilot:
        await settled(pilot)
        await press(pilot, "5", "shift+tab")
        screen = rates(app)
        lines = screen.query_one("#question", Lines)
        for place, row in enumerate(screen.rows):
            if not row or row == "@local_level":
                continue
            lines.highlighted = place
            await press(pilot, "enter")
            assert app.screen is not screen, row
            assert "_" not in text_of(app), row
            assert "decider" not in text_of(app).lower()
            await press(pilot, "escape", "escape")


async def test_what_was_changed_in_all_is_standardised_and_says_so(rated: Path) -> None:
    # Would catch the plain rate beside an interval of the standardised one.
    asked = Question(measure="changed", start=date(2013, 1, 1))
    breakdown = replace(asked.asked, by=("unit",))
    found = funnel_of(desk_of(rated, "marsh"), breakdown, "changed")
    app = app_of(rated, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "5")
        rates(app).put(asked)
        await settled(pilot)
        camden = next(one for one in found.funnel.points if one.unit.key == "Camden")
        row = next(row for row in drawn(app) if row.startswith("Camden"))
        assert camden.rate is not None
        ratio = found.funnel.ratio(camden)
        assert f"19 of 60, {ratio.value if ratio else 0:.2f} times expected" in row
        assert "the plain rate can point the wrong way" in " ".join(everything(app).split())
        rates(app).put(replace(asked, by="standard"))
        await settled(pilot)
        assert "Not standardised:" in everything(app)


async def test_a_view_is_kept_opened_by_its_digit_and_dropped(rated: Path) -> None:
    app = app_of(rated, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "5")
        rates(app).put(Question(where={"unit": "Brent"}))
        await settled(pilot)
        await press(pilot, "s")
        await type_in(pilot, "my brent")
        await press(pilot, "enter")
        assert said(app) == "Kept as my brent; v opens it."
        await press(pilot, "v")
        assert isinstance(app.screen, RateViewsDialog)
        assert "7  my brent  (kept by you)" in text_of(app)
        await press(pilot, "5")
        assert "[Trend]" in words(app, "#tabs")
        assert not rates(app).question.where
        await press(pilot, "v", "7")
        assert rates(app).question.where == {"unit": "Brent"}
        assert "[Intervals]" in words(app, "#tabs")
        await press(pilot, "v", "x")
        assert "ready made, and stays" in text_of(app)
        await press(pilot, *["down"] * 6, "x")
        assert said(app) == "my brent is dropped."
        assert len(saved_views.views(desk_of(rated, "marsh"))) == len(saved_views.READY)
    assert "figures.keep_view" in trail(rated)
    assert "figures.drop_view" in trail(rated)


async def test_every_ready_made_question_shows_rows(rated: Path) -> None:
    app = app_of(rated, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "5")
        for digit in range(1, len(saved_views.READY) + 1):
            await press(pilot, "v", str(digit))
            assert states(app) == {"-rows"}, digit


async def test_hostile_names_draw_harmlessly_in_every_pane(rated: Path) -> None:
    """The planted defect: a unit whose name would quit, colour or turn round the screen."""
    app = app_of(rated, "marsh")
    async with app.run_test(size=LARGE) as pilot:
        await settled(pilot)
        await press(pilot, "5")
        for pane in range(5):
            told = text_of(app)
            assert ("[@click=app.quit]x" in told) == (pane != 2)
            for key in ("enter", "escape", "w", "escape"):
                await press(pilot, key)
                told += text_of(app)
            assert "\x1b" not in told
            assert "\u202e" not in told
            assert app.is_running
            await press(pilot, "tab")
        rates(app).put(Question(where={"unit": EVIL}))
        await settled(pilot)
        assert "\u202e" not in text_of(app)


async def test_each_reading_is_written_down_and_none_is_repeated(rated: Path) -> None:
    before = len(trail(rated))
    app = app_of(rated, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "5", "tab", "tab", "tab", "shift+tab", "shift+tab", "enter")
    found = trail(rated)[before:]
    assert found.count("figures.reassessment") == 1
    assert found.count("figures.funnel") == 1
    assert found.count("figures.trend") == 1
    assert found.count("figures.behind") == 1


async def test_an_empty_database_says_which_key_to_press(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    database = make(f"sqlite:///{path}")
    with database.write() as connection:
        keep_account(connection, Account("press", "", "", ("supervisor",)))
    database.close()
    app = app_of(path, "press")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "5")
        for _pane in range(5):
            assert states(app) == {"-empty"}
            assert "1 and n to receive a matter" in words(app, "#state")
            await press(pilot, "enter", "b", "w", "y", "tab")


async def test_the_question_stays_beside_the_figures_where_there_is_room(rated: Path) -> None:
    app = app_of(rated, "marsh")
    async with app.run_test(size=LARGE) as pilot:
        await settled(pilot)
        await press(pilot, "5")
        assert "Tier of the assessor" in text_of(app)
        assert "In all" in text_of(app)
        await pilot.resize_terminal(*SMALL)
        await settled(pilot)
        assert "Tier of the assessor" not in text_of(app)
        assert all(len(line) <= SMALL[0] for line in text_of(app).splitlines())
