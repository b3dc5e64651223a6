"""The panes of the rates say what `stats reassessment` says: of what a share is, and of whom."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from db.behind import behind
from db.comparing import funnel_of, standardised, trend_of
from db.engine import Database
from db.figures import Breakdown, in_order, reassessment
from db.saved_views import READY, Question
from hearings.errors import UsageError
from hearings.rate_words import NOT_ALIKE
from tests.planted import plant
from tests.tui.lists import settled
from tests.tui.office import LARGE, SMALL, app_of, desk_of, press, text_of, words
from tests.tui.rated import SUMMER, rate
from tests.tui.test_rates import drawn, everything, rates, states, subjects
from tui.app import HearingsApp
from tui.plain.rate_answers import ratio_of
from tui.plain.rate_words import NO_RATE_OF_REASONS, OF_REASONS, over_expected
from tui.widgets.cells import SIDE_BY_SIDE, Cells
from tui.widgets.drawn import Drawn
from tui.widgets.paper import Paper

GROSS = {"local_level": "gross_misconduct"}
SINCE = date(2013, 1, 1)
"""From when all is planted: figures of a period are counted, not kept."""

OF = re.compile(r"[\d,]+ of [\d,]*\d")


@pytest.fixture
def rated(store: Path) -> Path:
    """Give a store with figures, two reasons among them, and a unit that is not finished."""
    rate(store)
    database = Database(f"sqlite:///{store}")
    with database.write() as connection:
        plant(connection, "Camden", SUMMER, 4, 4, reason="clerical")
        plant(connection, "Haringey", SUMMER, 4, 20, 9)
    database.close()
    return store


def since(figure: str = "intervals", measure: str = "gross_lowered", **more: Any) -> Question:
    """Ask a question from then on."""
    return Question(figure, measure, start=SINCE, **more)


async def ask(app: HearingsApp, pilot: Pilot[None], question: Question) -> None:
    """Ask a question on the pane that shows its figure."""
    await settled(pilot)
    await press(pilot, "5")
    rates(app).open_view(replace(READY[0], question=question))
    await settled(pilot)


def texts(app: HearingsApp) -> list[list[str]]:
    """Give what stands in the cells."""
    return [list(row) for row in rates(app).query_one(Cells)._texts]


async def test_a_reason_is_a_share_of_all_changes_as_in_plain(rated: Path) -> None:
    """The planted defect: 100.0 % beside every reason, and those not changed in a row."""
    found = reassessment(desk_of(rated, "marsh"), Breakdown(start=SINCE, by=("reason",)))
    changed = {row.key["reason"]: row.counts.changed for row in found.rows if row.counts.changed}
    whole = sum(changed.values())
    app = app_of(rated, "marsh")
    async with app.run_test(size=LARGE) as pilot:
        await ask(app, pilot, since("table", "changed", by="reason"))
        cells = rates(app).query_one(Cells)
        told = texts(app)
        assert [row[0] for row in told] == [f"{part} of {whole}" for part in changed.values()]
        assert "100.0 %" not in [row[1] for row in told]
        assert "In all" not in cells._rows
        legend = words(app, "#legend")
        total = found.total
        assert OF_REASONS.format("changed") in legend
        assert f"{total.avoidable} of {total.reasoned} for an avoidable one" in legend
        assert "Not standardised" not in legend
        await press(pilot, "enter")
        assert subjects(app)[0].endswith(f": {next(iter(changed.values()))} subjects")
        await press(pilot, "escape", "b")
        assert subjects(app)[0] == f"Changed · In all: {whole} subjects"
        await press(pilot, "escape")
        rates(app).open_view(replace(READY[0], question=since(measure="changed", by="reason")))
        await settled(pilot)
        assert [OF.search(row)[0] for row in drawn(app)] == [row[0] for row in told]  # type: ignore[index]  # each has it


@pytest.mark.parametrize("figure", ["intervals", "funnel", "trend", "table", "cross"])
async def test_within_a_reason_there_are_counts_and_no_rate(rated: Path, figure: str) -> None:
    """The planted defect: 100.0 % of every unit, as only what was changed has a reason."""
    asked = since(figure, "changed", across="sex", where={"reason": "clerical"})
    app = app_of(rated, "marsh")
    async with app.run_test(size=LARGE) as pilot:
        await ask(app, pilot, asked)
        said = " ".join(f"{words(app, '#legend')} {words(app, '#state')}".split())
        if figure == "intervals":
            said = " ".join(everything(app).split())
            assert not any("%" in row for row in drawn(app))
        assert NO_RATE_OF_REASONS in said
        assert (states(app) == {"-empty"}) == (figure in {"funnel", "trend"})
        assert not any("%" in cell for row in texts(app) for cell in row)
        if figure in {"table", "cross", "intervals"}:
            assert "4 of 4" in text_of(app)
            await press(pilot, "w")
            page = app.screen.query_one(Paper).text
            assert "4 of 4" in page
            assert "100.0 %" not in page


async def test_the_table_has_observed_over_expected_and_says_what_is_not_alike(rated: Path) -> None:
    """The planted defect: units beside each other by the plain rate, without a warning."""
    desk = desk_of(rated, "marsh")
    found = standardised(desk, reassessment(desk, Breakdown(start=SINCE, by=("unit",))))
    app = app_of(rated, "marsh")
    async with app.run_test(size=LARGE) as pilot:
        await ask(app, pilot, since("table", "changed"))
        heads = rates(app).query_one(Cells)._columns
        place = heads.index(("Observed", "÷ expected"))
        for row, told in zip(found.rows, texts(app), strict=False):
            ratio = ratio_of(row)
            assert told[place] == (over_expected(ratio) if ratio else "")
        assert NOT_ALIKE in words(app, "#legend")
        rates(app).open_view(replace(READY[0], question=since("table", "changed", by="quarter")))
        await settled(pilot)
        assert ("Observed", "÷ expected") not in rates(app).query_one(Cells)._columns
        assert "Not standardised" in words(app, "#legend")


BASES = (("avoidable", "reasoned"), ("no_reason", "changed"), ("lowered", "decided"))
"""Numbers of the table, and what each is a part of."""


@pytest.mark.parametrize(("column", "base"), BASES)
async def test_b_lists_the_base_of_the_number_it_stands_on(
    rated: Path, column: str, base: str
) -> None:
    """The planted defect: the decided listed under a cell that says `34 of 40` with a reason."""
    desk = desk_of(rated, "marsh")
    right = behind(desk, Breakdown(start=SINCE, where={"unit": "Brent"}), base).total
    heads = {"avoidable": "Avoidable", "no_reason": "Reason not", "lowered": "Lowered"}
    app = app_of(rated, "marsh")
    async with app.run_test(size=LARGE) as pilot:
        await ask(app, pilot, since("table", "changed"))
        cells = rates(app).query_one(Cells)
        row = list(cells._rows).index("Brent")
        place = [first for first, _second in cells._columns].index(heads[column])
        cells.action_go(row - cells.row, place - cells.column)
        await settled(pilot)
        of = words(app, "#cell")
        assert f" of {right}" in of
        await press(pilot, "b")
        assert subjects(app)[0].endswith(f"Brent: {right} subjects")
        assert len(subjects(app)) - 1 == right
        await press(pilot, "escape", "enter", "b")
        assert subjects(app)[0].endswith(f"Brent: {right} subjects")


@pytest.mark.parametrize("figure", ["intervals", "funnel", "trend", "table", "cross"])
async def test_the_words_have_every_share_of_the_picture(rated: Path, figure: str) -> None:
    """The planted defect: no total, no row of those not known, nothing of chance in the words."""
    app = app_of(rated, "marsh")
    async with app.run_test(size=LARGE) as pilot:
        await ask(app, pilot, since(figure))
        cells = [cell for row in texts(app) for cell in row]
        in_cells = figure in {"table", "cross"}
        told = " ".join((" ".join(cells) if in_cells else everything(app)).split())
        shares = set(OF.findall(told))
        rows = [] if in_cells else [row.split()[0] for row in drawn(app)]
        marked = [name for name in rows if name.endswith("*")]
        chance = "a reason to look" in told
        await press(pilot, "w")
        page = app.screen.query_one(Paper).text
        assert shares
        assert {share for share in shares if share not in page} == set()
        assert [name for name in marked if name not in page] == []
        assert chance == (figure == "funnel")
        assert ("a reason to look" in page) == chance


async def test_what_is_unfinished_is_marked_in_every_pane(rated: Path) -> None:
    """The planted defect: a foot that explains a mark which no row of the funnel bears."""
    app = app_of(rated, "marsh")
    async with app.run_test(size=LARGE) as pilot:
        for figure in ("intervals", "funnel"):
            await ask(app, pilot, since(figure))
            assert any(row.startswith("Haringey*") for row in drawn(app)), figure
        await ask(app, pilot, since("trend"))
        assert any(row.startswith("2013-Q3*") for row in drawn(app))
        await press(pilot, "w")
        assert "2013-Q3*: " in app.screen.query_one(Paper).text


@pytest.mark.parametrize("figure", ["table", "cross"])
async def test_a_table_says_what_it_is_at_eighty_cells(rated: Path, figure: str) -> None:
    """The planted defect: nothing said that gross misconduct was meant, nor what shades mean."""
    app = app_of(rated, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await ask(app, pilot, since(figure))
        head = words(app, "#line")
        shown = "changed" if figure == "table" else "lowered"
        assert head.startswith(f"Gross misconduct at first, {shown} by DPS, by borough")
        assert head in " ".join(text_of(app).split())
        if figure == "cross":
            assert "█ from 80 %" in words(app, "#legend")


async def test_two_fields_have_their_totals_each_officer_once(rated: Path) -> None:
    """The planted defect: totals that add up Standards, under which an officer stands twice."""
    desk = desk_of(rated, "marsh")
    asked = since("cross", by="standard", across="unit")
    units = reassessment(desk, Breakdown(start=SINCE, by=("unit",), where=GROSS))
    app = app_of(rated, "marsh")
    async with app.run_test(size=LARGE) as pilot:
        await ask(app, pilot, asked)
        cells = rates(app).query_one(Cells)
        assert cells._rows[-1] == "In all"
        assert cells._columns[-1] == ("In all", "")
        last = [OF.search(told) for told in texts(app)[-1]]
        assert [one[0] if one else "" for one in last] == [
            f"{one.lowered} of {one.decided}" if one.decided else ""
            for one in (*(row.counts for row in units.rows), units.total)
        ]
        cells.action_go(99, -99)
        await settled(pilot)
        total = units.rows[0].counts
        await press(pilot, "b")
        assert subjects(app)[0].endswith(f": {total.decided} subjects")


@pytest.mark.parametrize(("size", "fewest"), [(SMALL, 3), (LARGE, 4)])
async def test_the_columns_are_as_wide_as_what_stands_in_them(
    rated: Path, size: tuple[int, int], fewest: int
) -> None:
    """The planted defect: three of sixteen columns, and half of the pane empty beside them."""
    app = app_of(rated, "marsh")
    async with app.run_test(size=size) as pilot:
        await ask(app, pilot, since("table", "changed"))
        cells = rates(app).query_one(Cells)
        assert fewest <= len(cells._seen()) <= SIDE_BY_SIDE
        assert cells._seen().stop < len(cells._columns)
        for column in range(len(cells._columns)):
            assert column in cells._seen()
            await press(pilot, "right")
        await pilot.resize_terminal(300, 40)
        await settled(pilot)
        assert len(cells._seen()) == SIDE_BY_SIDE


async def test_a_number_beside_the_base_is_said_as_people_say_it(rated: Path) -> None:
    """The planted defect: `Camden: 4 form sent again`."""
    app = app_of(rated, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await ask(app, pilot, since("table"))
        await press(pilot, "end")
        assert ", form sent again: 0." in words(app, "#cell")
        assert "enter open" in text_of(app)


def test_letters_with_accents_stand_where_the_letters_do() -> None:
    """The planted defect: Çelik and Źoë after Westminster."""
    names = ["Westminster", "", "Źoë", "Çelik", "Camden", "Zürich", "10", "9", "d'Arcy"]
    assert sorted(names, key=in_order) == [
        "9", "10", "Camden", "Çelik", "d'Arcy", "Westminster", "Źoë", "Zürich", "",
    ]  # fmt: skip


async def test_the_cursor_of_the_picture_is_on_every_row(rated: Path) -> None:
    # Would catch rows within a reason that cannot be opened.
    app = app_of(rated, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await ask(app, pilot, since("intervals", "changed", where={"reason": "clerical"}))
        assert rates(app).query_one(Drawn).here is not None
        await press(pilot, "enter")
        assert len(subjects(app)) == 5


@pytest.mark.parametrize("figure", [trend_of, funnel_of])
def test_the_figures_themselves_refuse_a_rate_within_a_reason(rated: Path, figure: Any) -> None:
    # Would catch a funnel on the command line in which each unit has 100.0 %.
    by = ("unit",) if figure is funnel_of else ()
    with pytest.raises(UsageError, match="only where a level is changed"):
        figure(desk_of(rated, "marsh"), Breakdown(by, {"reason": "clerical"}), "changed")
