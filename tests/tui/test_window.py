"""The list, as a person sees it: what it shows, where the cursor is, what it says."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.binding import Binding
from textual.events import MouseScrollDown

from hearings.errors import Refused
from tests.tui.lists import COLUMNS, EMPTY, ListApp, Source, lines, row, settled
from tui.widgets.window import UNREADABLE, Column, ListState, Row, WindowList

SMALL = (80, 24)


async def test_a_list_says_that_it_is_reading_until_rows_are_there() -> None:
    source = Source(range(3))
    source.hold("first")
    app = ListApp(source)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        assert app.cases.state is ListState.LOADING
        assert app.cases.has_class("-loading")
        assert "Subject" in lines(app.cases)[0]
        assert "Reading…" in lines(app.cases)[2]
        assert app.cases.position == ""
        source.let("first")
        await settled(pilot)
        assert app.cases.has_class("-rows")
        assert not app.cases.has_class("-loading")


async def test_an_empty_list_says_which_key_to_press() -> None:
    app = ListApp(Source([]))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert app.cases.has_class("-empty")
        assert EMPTY in "\n".join(lines(app.cases))
        assert app.cases.sentence == EMPTY
        app.cases.say_when_empty("Nothing is past its target. Press v for another view.")
        assert "Press v" in "\n".join(lines(app.cases))
        await pilot.press("enter", "down", "end")
        assert (app.cases.cursor_id, app.cases.cursor_row) == (None, None)
        assert [each.total for each in app.heard(WindowList.Loaded)] == [0]


async def test_rows_are_drawn_under_their_titles() -> None:
    app = ListApp(Source(range(143)))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        drawn = lines(app.cases)
        assert drawn[0].split() == ["Subject", "Unit", "Initial", "(MM1)", "Note", "Priority"]
        assert drawn[0].index("Unit") == drawn[1].index("Camden")
        assert drawn[1].startswith("▸ MC-2014-00000/1")
        assert drawn[23].startswith("  MC-2014-00022/1")
        assert app.cases.position == "1–23 of 143"
        assert app.cases.total == 143
        assert app.cases.sentence == ""
        assert [each.total for each in app.heard(WindowList.Loaded)] == [143]


@pytest.mark.parametrize("reading", ["first", "order", "rows"])
async def test_a_fault_is_one_sentence_that_says_what_to_do(reading: str) -> None:
    source = Source(range(500))
    source.faults[reading] = ValueError("Sgt Pepper, near line 12 of store.py")
    app = ListApp(source)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        drawn = "\n".join(lines(app.cases))
        assert app.cases.has_class("-failed")
        assert UNREADABLE in drawn
        assert "Pepper" not in drawn
        assert "MC-2014" not in drawn
        (failed,) = app.heard(WindowList.Failed)
        assert (failed.reason, failed.control) == (UNREADABLE, app.cases)
        assert isinstance(failed.error, ValueError)


async def test_a_refusal_is_shown_in_its_own_words_over_as_many_lines_as_it_takes() -> None:
    source = Source(range(5))
    source.faults["first"] = Refused("This view is for second readers; ask a 李 supervisor.\x1b[0m")
    app = ListApp(source)
    async with app.run_test(size=(30, 10)) as pilot:
        await settled(pilot)
        drawn = [line.strip() for line in lines(app.cases)]
        assert drawn[2:5] == ["This view is for second", "readers; ask a 李", "supervisor.␛[0m"]
        assert {cell_len(line) for line in lines(app.cases)} == {30}


async def test_a_list_that_failed_can_be_read_again() -> None:
    source = Source(range(500))
    app = ListApp(source)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await pilot.press("down", "down")
        source.faults["first"] = ValueError()
        app.cases.reload()
        await settled(pilot)
        assert app.cases.has_class("-failed")
        source.faults.clear()
        source.hold("first")
        app.cases.reload()
        await pilot.pause()
        assert app.cases.has_class("-loading")
        source.let("first")
        await settled(pilot)
        assert (app.cases.state, app.cases.cursor_id) == (ListState.ROWS, 2)


async def test_a_list_never_shown_has_nothing_to_read_again() -> None:
    app = ListApp()
    async with app.run_test(size=SMALL) as pilot:
        app.cases.reload()
        await settled(pilot)
        assert app.cases.state is ListState.LOADING
        assert not app.cases.go_to(3)
        await pilot.press("end", "l", "pageup")
        assert (app.cases.total, app.cases.cursor_id, app.cases.pages_held) == (None, None, 0)


@pytest.mark.parametrize(
    ("keys", "index"),
    [
        pytest.param(["down"], 1, id="down"),
        pytest.param(["j", "j", "k"], 1, id="j-and-k"),
        pytest.param(["down", "down", "up"], 1, id="up"),
        pytest.param(["up"], 0, id="not-above-the-first"),
        pytest.param(["pagedown"], 23, id="page-down"),
        pytest.param(["pagedown", "pagedown", "pageup"], 23, id="page-up"),
        pytest.param(["end"], 142, id="end"),
        pytest.param(["G"], 142, id="G"),
        pytest.param(["G", "down", "pagedown"], 142, id="not-below-the-last"),
        pytest.param(["end", "home"], 0, id="home"),
        pytest.param(["G", "g"], 0, id="g"),
    ],
)
async def test_keys_move_the_cursor(keys: list[str], index: int) -> None:
    app = ListApp(Source(range(143)))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await pilot.press(*keys)
        await settled(pilot)
        assert app.cases.cursor_index == index
        assert app.cases.cursor_row == row(index)
        assert app.heard(WindowList.Highlighted)[-1].id == index
        marked = [line for line in lines(app.cases) if line.startswith("▸ ")]
        assert marked == [line for line in lines(app.cases) if f"{index:05d}" in line]


async def test_a_move_inside_the_window_draws_two_lines_again() -> None:
    app = ListApp(Source(range(143)))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        app.cases._repaint_regions.clear()
        app.cases.action_row_down()
        assert {(r.y, r.height) for r in app.cases._repaint_regions} == {(1, 1), (2, 1)}


async def test_a_scroll_by_less_than_a_line_draws_nothing_again() -> None:
    app = ListApp(Source(range(143)))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        app.cases._repaint_regions.clear()
        app.cases.scroll_y = 0.3
        assert not app.cases._repaint_regions


async def test_a_row_out_of_sight_is_not_drawn_again() -> None:
    app = ListApp(Source(range(143)))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        app.cases._repaint_regions.clear()
        app.cases.refresh_row(50)
        assert not app.cases._repaint_regions


async def test_the_position_follows_the_window() -> None:
    app = ListApp(Source(range(1_143)))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await pilot.press("pagedown")
        assert app.cases.position == "24–46 of 1,143"
        await pilot.press("end")
        assert app.cases.position == "1,121–1,143 of 1,143"


async def test_enter_chooses_the_row() -> None:
    app = ListApp(Source(range(143)))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await pilot.press("down", "enter")
        (chosen,) = app.heard(WindowList.Selected)
        assert (chosen.id, chosen.control) == (1, app.cases)


async def test_a_click_moves_the_cursor_and_another_chooses_the_row() -> None:
    app = ListApp(Source(range(143)))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await pilot.click(WindowList, offset=(10, 5))
        assert app.cases.cursor_index == 4
        assert not app.heard(WindowList.Selected)
        await pilot.click(WindowList, offset=(10, 7), times=2)
        assert [each.id for each in app.heard(WindowList.Selected)] == [6]


async def test_a_click_on_the_row_of_the_cursor_chooses_it_once() -> None:
    app = ListApp(Source(range(3)))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await pilot.click(WindowList, offset=(10, 1), times=2)
        await pilot.click(WindowList, offset=(10, 9))
        assert [each.id for each in app.heard(WindowList.Selected)] == [0]
        assert app.cases.cursor_index == 0


async def test_the_wheel_scrolls_and_leaves_the_cursor() -> None:
    app = ListApp(Source(range(143)))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        wheel = MouseScrollDown(app.cases, 5, 5, 0, 1, 0, shift=False, meta=False, ctrl=False)
        app.cases.post_message(wheel)
        await settled(pilot)
        assert (app.cases.scroll_offset.y > 0, app.cases.cursor_index) == (True, 0)
        await pilot.press("down")
        assert (app.cases.scroll_offset.y, app.cases.cursor_index) == (1, 1)


async def test_sorting_asks_the_screen_and_marks_the_title() -> None:
    app = ListApp(Source(range(143)))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await pilot.press("s", "s", "s", ">", ">", ">", ">", "s", "<", "<")
        asked = [(m.column_key, m.descending) for m in app.heard(WindowList.SortChanged)]
        assert asked == [
            *[("subject", False), ("subject", True), ("subject", False)],
            *[("unit", False), ("level", False), ("priority", False), ("subject", False)],
            *[("subject", True), ("priority", False), ("level", False)],
        ]
        assert app.cases.sort == ("level", False)
        assert "Initial (MM1) ▲" in lines(app.cases)[0]


async def test_a_click_on_a_title_sorts_where_that_can_be_done() -> None:
    app = ListApp(Source(range(143)))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        at = {title: lines(app.cases)[0].index(title) for title in ("Unit", "Note")}
        for x in (at["Unit"], at["Unit"] + 1, at["Note"], at["Unit"] - 1, 0):
            await pilot.click(WindowList, offset=(x, 0))
        asked = [(m.column_key, m.descending) for m in app.heard(WindowList.SortChanged)]
        assert asked == [("unit", False), ("unit", True)]
        assert "Unit ▼" in lines(app.cases)[0]


async def test_a_remembered_order_is_marked_without_asking() -> None:
    app = ListApp(Source(range(3)), [Column("due", "Target", 3), Column("no", "No", 3, False)])
    async with app.run_test(size=SMALL) as pilot:
        app.cases.set_sort("due", descending=True)
        await settled(pilot)
        assert lines(app.cases)[0].startswith("  … ▼")
        assert not app.heard(WindowList.SortChanged)
        app.cases.set_sort(None)
        await pilot.press("<")
        assert app.cases.sort == ("due", False)


async def test_a_list_without_sortable_columns_never_asks() -> None:
    app = ListApp(Source(range(3)), [Column("no", "No", 3, sortable=False)])
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await pilot.press("s", "<", ">")
        assert not app.heard(WindowList.SortChanged)


HOSTILE = "J Smith [/] [@click=app.quit]x \x1b]52;c;eA==\x07\u202e"


async def test_hostile_text_is_shown_as_typed_and_does_nothing() -> None:
    rows = [Row(1, (HOSTILE, "[red]x", "[bold", "\n", ""))]
    app = ListApp(Source([1], rows), [Column("name", "Name [/]", 0), *COLUMNS[1:4]])
    async with app.run_test(size=(120, 24)) as pilot:
        await settled(pilot)
        drawn = lines(app.cases)
        assert "Name [/]" in drawn[0]
        assert "J Smith [/] [@click=app.quit]x ␛]52;c;eA==␇�" in drawn[1]
        assert "[red]x" in drawn[1]
        assert "␊" in drawn[1]
        await pilot.click(WindowList, offset=(20, 1))
        assert app.is_running


async def test_wide_and_combining_characters_leave_the_columns_in_line() -> None:
    words = ("Camden", "李小龍李小龍李小龍", "e\u0301" * 30, "Zoë", "", "محمد")
    rows = [row(number, word) for number, word in enumerate(words)]
    app = ListApp(Source(range(len(words)), rows))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        drawn = lines(app.cases)[1 : len(words) + 1]
        assert {cell_len(line[: line.index("Gross")]) for line in drawn} == {34}


@pytest.mark.parametrize("width", [1, 2, 3, 10, 21, 40, 79, 80, 81, 200])
async def test_every_line_is_as_wide_as_the_window(width: int) -> None:
    app = ListApp(Source(range(4), [row(0, "李小龍李小龍"), row(1, tone="red")]))
    async with app.run_test(size=(width, 8)) as pilot:
        await settled(pilot)
        app.cases.set_sort("unit")
        assert {cell_len(line) for line in lines(app.cases)} == {width}
        app.cases.say_when_empty("Nothing.")
        app.cases.show(Source([]), keep=False)
        await settled(pilot)
        assert {cell_len(line) for line in lines(app.cases)} == {width}


async def test_columns_that_do_not_fit_are_cut_and_can_be_brought_in() -> None:
    app = ListApp(Source(range(3)))
    async with app.run_test(size=(40, 8)) as pilot:
        await settled(pilot)
        assert "Unit" in lines(app.cases)[0]
        assert "Priority" not in lines(app.cases)[0]
        await pilot.press("l", "right", "l", "l", "l", "l")
        assert lines(app.cases)[0].split() == ["Subject", "Note", "Priority"]
        assert lines(app.cases)[1].split() == ["▸", "MC-2014-00000/1", "late", "●", "red"]
        await pilot.press("h", "left", "h", "h")
        assert "Unit" in lines(app.cases)[0]


async def test_a_row_with_too_few_cells_is_drawn_with_empty_ones() -> None:
    app = ListApp(Source([7], [Row(7, ("MC-2014-00007/1",), "red")]))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert lines(app.cases)[1].rstrip() == "▸ MC-2014-00007/1"


async def test_a_tone_colours_its_column_and_an_unknown_one_nothing() -> None:
    rows = [row(0), row(1, tone="red"), row(2, tone="purple"), row(3)]
    app = ListApp(Source(range(4), rows))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        strips = app.cases.render_lines(app.cases.size.region)
        red = {segment.text.strip(): segment.style for segment in strips[2]}
        assert red["● red"] != red["Camden"]
        assert red["Camden"] == next(iter(strips[4])).style == next(iter(strips[3])).style


async def test_a_tone_colours_the_whole_row_where_no_column_takes_it() -> None:
    rows = [row(0), row(1, tone="overdue"), row(2)]
    app = ListApp(Source(range(3), rows), COLUMNS[:3])
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        strips = app.cases.render_lines(app.cases.size.region)
        (toned,), (plain,) = strips[2], strips[3]
        assert toned.style != plain.style


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-dark", "ansi-light"])
async def test_the_cursor_is_marked_by_a_sign_in_every_theme(theme: str) -> None:
    app = ListApp(Source(range(3), [row(1, tone="amber")]))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        before = app.cases.render_lines(app.cases.size.region)[1]
        app.theme = theme
        await pilot.pause()
        after = app.cases.render_lines(app.cases.size.region)[1]
        assert after.text.startswith("▸ ")
        assert (before == after) is (theme == "textual-dark")


async def test_the_cursor_is_marked_without_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = ListApp(Source(range(3)))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        strips = app.cases.render_lines(app.cases.size.region)
        assert [strip.text[0] for strip in strips[1:4]] == ["▸", " ", " "]
        for segment in strips[1]:
            assert segment.style is not None
            assert segment.style.color is not None
            assert len(set(segment.style.color.get_truecolor())) == 1


async def test_a_border_and_a_scrollbar_are_drawn_where_a_screen_asks_for_them() -> None:
    class Framed(ListApp):
        CSS = "WindowList { border: solid red; scrollbar-size-vertical: 1; }"

    app = Framed(Source(range(143)))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await pilot.press("end")
        await pilot.pause()
        region = app.cases.outer_size.region
        drawn = [strip.text for strip in app.cases.render_lines(region)]
        assert drawn[0].startswith("┌")
        assert drawn[22].startswith("│▸ MC-2014-00142/1")
        assert app.cases.vertical_scrollbar.position == app.cases.scroll_offset.y
        await pilot.click(WindowList, offset=(10, 21))
        assert app.cases.cursor_index == 141


async def test_keys_scroll_where_a_screen_lets_nothing_overflow() -> None:
    class Still(ListApp):
        CSS = "WindowList { overflow-y: hidden; }"

    app = Still(Source(range(143)))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await pilot.press("end")
        await settled(pilot)
        assert lines(app.cases)[23].startswith("▸ MC-2014-00142/1")


async def test_a_smaller_window_keeps_the_cursor_in_sight() -> None:
    app = ListApp(Source(range(143)))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await pilot.press(*["down"] * 20)
        await pilot.resize_terminal(60, 10)
        await settled(pilot)
        assert app.cases.position == "13–21 of 143"
        assert lines(app.cases)[9].startswith("▸ MC-2014-00020/1")


def test_every_key_can_be_changed_and_says_what_it_does() -> None:
    bindings = [each for each in WindowList.BINDINGS if isinstance(each, Binding)]
    assert len(bindings) == len(WindowList.BINDINGS)
    assert len({each.id for each in bindings}) == len(bindings)
    assert all(each.id and each.id.startswith("list.") and each.tooltip for each in bindings)
    assert all(each.group for each in bindings if each.id != "list.select")
    assert all(hasattr(WindowList, f"action_{each.action}") for each in bindings)
