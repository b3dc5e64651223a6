"""The list, as it reads: what it asks for, what it keeps, what it throws away."""

from __future__ import annotations

from array import array

import pytest

from tests.tui.lists import ListApp, Source, lines, row, settled
from tui.widgets.window import ListState, Row, WindowList
from tui.widgets.window.pages import PAGE_ROWS, PAGES_KEPT, Pages
from tui.widgets.window.view import View

SMALL = (80, 24)
MILLION = 1_000_000


async def test_a_million_rows_open_with_one_reading_and_end_is_one_seek() -> None:
    source = Source(range(MILLION))
    app = ListApp(source)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert source.calls == ["first", "order", "rows"]
        await pilot.press("end")
        await settled(pilot)
        assert source.calls.count("rows") <= 4
        assert app.cases.position == "999,978–1,000,000 of 1,000,000"
        assert lines(app.cases)[23].startswith("▸ MC-2014-999999/1")


async def test_the_first_rows_are_drawn_before_the_order_is_there() -> None:
    source = Source(range(500))
    source.hold("order")
    app = ListApp(source)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause(0.2)
        assert lines(app.cases)[1].startswith("▸ MC-2014-00000/1")
        assert app.cases.position == "1–23 of …"
        assert not app.heard(WindowList.Loaded)
        source.let("order")
        await settled(pilot)
        assert app.cases.position == "1–23 of 500"
        assert [each.total for each in app.heard(WindowList.Loaded)] == [500]


async def test_a_length_known_at_once_is_shown_at_once_and_put_right_later() -> None:
    source = Source(range(500))
    source.total = 499
    source.hold("order")
    app = ListApp(source)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause(0.2)
        assert app.cases.position == "1–23 of 499"
        await pilot.press("end")
        assert app.cases.cursor_id is None
        assert lines(app.cases)[23].startswith("▸ …")
        await pilot.press("enter")
        source.let("order")
        await settled(pilot)
        assert app.cases.cursor_id == 499
        assert lines(app.cases)[23].startswith("▸ MC-2014-00499/1")
        assert [each.total for each in app.heard(WindowList.Loaded)] == [499, 500]
        assert not app.heard(WindowList.Selected)


async def test_a_short_list_needs_no_order() -> None:
    source = Source(range(PAGE_ROWS - 1))
    app = ListApp(source)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert source.calls == ["first"]


async def test_end_pressed_too_soon_goes_to_the_end_when_the_order_comes() -> None:
    source = Source(range(500))
    source.hold("order")
    app = ListApp(source)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause(0.2)
        await pilot.press("end")
        assert app.cases.cursor_id == PAGE_ROWS - 1
        source.let("order")
        await settled(pilot)
        assert app.cases.cursor_id == 499


async def test_rows_not_read_yet_are_drawn_as_such_and_then_as_they_are() -> None:
    source = Source(range(500))
    app = ListApp(source)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        source.hold("rows")
        await pilot.press("end")
        await pilot.pause()
        assert lines(app.cases)[1].strip() == "…"
        assert app.cases.cursor_row is None
        assert app.cases.cursor_id == 499
        source.let("rows")
        await settled(pilot)
        assert app.cases.cursor_row == row(499)


async def test_a_row_gone_since_the_order_was_read_says_so() -> None:
    source = Source(range(500))
    source.gone = {498}
    app = ListApp(source)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await pilot.press("end")
        await settled(pilot)
        assert lines(app.cases)[22].strip() == "no longer in the list"


async def test_only_a_few_pages_are_kept() -> None:
    source = Source(range(20_000))
    app = ListApp(source)
    async with app.run_test(size=(80, 100)) as pilot:
        await settled(pilot)
        await pilot.press(*["pagedown"] * 20)
        await settled(pilot)
        assert source.calls.count("rows") > PAGES_KEPT
        assert app.cases.pages_held <= PAGES_KEPT
        await pilot.press(*["pageup"] * 20)
        await settled(pilot)
        assert lines(app.cases)[1].startswith("▸ MC-2014-00000/1")
        assert len(app.cases._strips) <= 512


async def test_the_cursor_stays_on_its_row_when_rows_come_before_it() -> None:
    app = ListApp(Source(range(100, 140)))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await pilot.press("down", "down")
        app.cases.show(Source(range(95, 140)))
        await settled(pilot)
        assert (app.cases.cursor_id, app.cases.cursor_index) == (102, 7)


async def test_the_cursor_stays_at_its_place_when_its_row_has_gone() -> None:
    app = ListApp(Source(range(300)))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await pilot.press("down", "down")
        app.cases.show(Source([each for each in range(300) if each != 2]))
        await settled(pilot)
        assert (app.cases.cursor_id, app.cases.cursor_index) == (3, 2)
        app.cases.show(Source(range(2)))
        await settled(pilot)
        assert (app.cases.cursor_id, app.cases.cursor_index) == (1, 1)


async def test_the_cursor_goes_with_a_row_that_moved_out_of_the_first_rows() -> None:
    app = ListApp(Source(range(300)))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        app.cases.show(Source([*range(1, 300), 0]))
        await settled(pilot)
        assert (app.cases.cursor_id, app.cases.cursor_index) == (0, 299)


async def test_a_reload_deep_in_the_list_shows_nothing_else_meanwhile() -> None:
    app = ListApp(Source(range(1_000)))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert app.cases.go_to(700)
        await settled(pilot)
        again = Source(range(-5, 1_000))
        again.hold("order")
        app.cases.show(again)
        await pilot.pause(0.3)
        assert app.cases.state is ListState.ROWS
        assert lines(app.cases)[23].startswith("▸ MC-2014-00700/1")
        again.let("order")
        await settled(pilot)
        assert (app.cases.cursor_id, app.cases.cursor_index) == (700, 705)
        assert lines(app.cases)[23].startswith("▸ MC-2014-00700/1")


async def test_a_longer_list_shows_the_row_at_once_or_nothing_new() -> None:
    app = ListApp(Source([7_000, 9_000]))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("down")
        longer = Source(range(10_000))
        longer.hold("order")
        app.cases.show(longer, keep=True, narrowed=True)
        await pilot.pause()
        assert "MC-2014-09000/1" in lines(app.cases)[2], "The old rows have gone too soon."
        longer.let("order")
        await settled(pilot)
        assert app.cases.cursor_id == 9_000
        assert app.cases.cursor_index - app.cases.scroll_offset.y == 1


async def test_a_longer_list_that_is_slow_begins_at_the_top_and_then_goes_to_the_row() -> None:
    app = ListApp(Source([7_000, 9_000]))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("down")
        longer = Source(range(10_000))
        longer.hold("order")
        app.cases.show(longer, keep=True, narrowed=True)
        await pilot.pause(0.4)
        assert app.cases.cursor_id == 0
        longer.let("order")
        await settled(pilot)
        assert app.cases.cursor_id == 9_000


async def test_a_shorter_list_without_the_row_begins_at_the_top() -> None:
    app = ListApp(Source(range(50)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(*["down"] * 5)
        app.cases.show(Source([3, 9, 20, 30, 31, 32]), keep=True, narrowed=True)
        await settled(pilot)
        assert (app.cases.cursor_id, app.cases.cursor_index) == (3, 0)


async def test_another_list_begins_at_the_top() -> None:
    app = ListApp(Source(range(300)))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await pilot.press("end")
        app.cases.show(Source(range(300)), keep=False)
        await settled(pilot)
        assert (app.cases.cursor_id, app.cases.scroll_offset.y) == (0, 0)


async def test_old_rows_go_when_another_list_is_slow() -> None:
    app = ListApp(Source(range(300)))
    slow = Source(range(5))
    slow.hold("first")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        app.cases.show(slow, keep=False)
        await pilot.pause()
        assert app.cases.has_class("-rows")
        await pilot.pause(0.3)
        assert app.cases.has_class("-loading")
        slow.let("first")
        await settled(pilot)
        assert app.cases.total == 5


@pytest.mark.parametrize("late", ["first", "order", "rows"])
@pytest.mark.parametrize("broken", [False, True])
async def test_what_an_older_show_brings_is_thrown_away(late: str, *, broken: bool) -> None:
    old = Source(range(500), [Row(0, ("old",))])
    old.hold(late)
    if broken:
        old.faults[late] = ValueError()
    app = ListApp(old)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause(0.2)
        app.cases.show(Source(range(30)), keep=False)
        await pilot.pause(0.2)
        assert app.cases.total == 30
        old.let(late)
        await pilot.pause(0.2)
        await settled(pilot)
        assert (app.cases.total, app.cases.state) == (30, ListState.ROWS)
        assert lines(app.cases)[1].startswith("▸ MC-2014-00000/1")
        assert not app.heard(WindowList.Failed)


async def test_an_order_is_not_read_for_a_list_nobody_wants_any_more() -> None:
    app = ListApp()
    old = Source(range(500))
    async with app.run_test(size=SMALL) as pilot:
        app.cases._coming = None
        app.cases._read_order(View(old, keep=True))
        await settled(pilot)
        assert old.calls == []


async def test_rows_that_changed_places_while_the_order_was_read_are_read_again() -> None:
    source = Source(range(500))
    source.hold("order")
    app = ListApp(source)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause(0.2)
        source.ids = [1, 0, *range(2, 500)]
        source.let("order")
        await settled(pilot)
        assert (app.cases.cursor_id, app.cases.cursor_index) == (0, 1)
        assert lines(app.cases)[1].startswith("  MC-2014-00001/1")


async def test_a_list_may_be_asked_for_before_it_is_on_the_screen() -> None:
    class Early(ListApp):
        def on_mount(self) -> None:
            """Leave it to compose."""

        def compose(self):
            for each in super().compose():
                assert isinstance(each, WindowList)
                each.show(Source(range(3)))
                yield each

    app = Early()
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert app.cases.total == 3


async def test_a_very_tall_window_does_not_read_for_ever() -> None:
    source = Source(range(2_000))
    app = ListApp(source)
    async with app.run_test(size=(80, 700)) as pilot:
        await settled(pilot)
        await settled(pilot)
        assert source.calls.count("rows") <= PAGES_KEPT


def test_pages_not_looked_at_for_longest_go_first() -> None:
    pages = Pages()
    for number in range(PAGES_KEPT):
        pages.keep(number, (row(number),))
    assert pages.look(0) == (row(0),)
    pages.keep(99, ())
    assert (0 in pages, 1 in pages, len(pages)) == (True, False, PAGES_KEPT)
    assert pages.look(1) is None
    pages.forget()
    assert len(pages) == 0


def test_a_view_knows_no_place_for_a_row_it_has_not() -> None:
    view = View(Source([]), keep=True)
    view.finish(array("q", [5, 7]))
    assert (view.index_of(7), view.index_of(8), view.index_of(None)) == (1, None, None)
    assert (view.id_at(1), view.id_at(2), view.id_at(-1)) == (7, None, None)
    assert view.row_at(0) == (False, None)


async def test_a_reload_further_down_leaves_the_row_on_its_line() -> None:
    app = ListApp(Source(range(300)))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await pilot.press("pagedown", "down", "down")
        app.cases.show(Source(range(-4, 300)))
        await settled(pilot)
        assert lines(app.cases)[3].startswith("▸ MC-2014-00025/1")
