"""A picture, its SVG and its words say the same, whatever people typed."""

from __future__ import annotations

import re
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from rich.cells import cell_len

from hearings import trends
from hearings.cells import folded, wide
from hearings.charts import Heat, Intervals, Row, svg, table, text, words
from hearings.charts.numbers import top_base, top_share
from tests.conftest import portion
from tests.hearings.charts.pictures import (
    FIRST,
    HOSTILE,
    RANDOM,
    funnel_of,
    heat,
    hostile_pictures,
    intervals,
    trend_of,
)

SVG = "{http://www.w3.org/2000/svg}"
KINDS = ("intervals", "funnel", "trend", "heat")


def numbers(said: str) -> set[str]:
    """Find the numbers of a text, without the commas of thousands."""
    return {found.replace(",", "") for found in re.findall(r"\d[\d,]*(?:\.\d+)?", said)}


def drawn(chart) -> str:
    """Give every text that an SVG draws, without its title and its words."""
    root = ET.fromstring(svg(chart))
    return " | ".join(found.text or "" for found in root.iter(f"{SVG}text"))


@given(RANDOM)
@settings(max_examples=portion(1000), deadline=None)
def test_every_number_of_a_picture_stands_in_its_words(chart):
    """Would catch words that round otherwise than the picture, or leave a row or a mark out."""
    said = numbers(" ".join(words(chart)))
    assert numbers(drawn(chart)) <= said
    assert numbers(" ".join(text(chart, 100))) <= said
    assert numbers(" ".join(text(chart, 100, ascii_only=True))) <= said


@given(RANDOM)
@settings(max_examples=portion(1000), deadline=None)
def test_no_line_is_wider_than_asked(chart):
    for width in (40, 80):
        assert max(map(cell_len, text(chart, width))) <= width


@pytest.mark.parametrize("place", range(len(KINDS)), ids=KINDS)
def test_hostile_labels_change_nothing_but_themselves(place):
    """Would catch a label that is put into XML or onto a terminal as it was typed."""
    chart = hostile_pictures()[place]
    root = ET.fromstring(svg(chart))
    assert {found.tag.removeprefix(SVG) for found in root.iter()} <= {
        "svg", "title", "desc", "rect", "text", "polyline", "polygon", "circle"
    }  # fmt: skip
    for line in [*text(chart, 60), *words(chart)]:
        assert line.isprintable(), repr(line)
        assert not {"\u202e", "\ufffe", "\x1b"} & set(line)
    assert max(map(cell_len, text(chart, 60))) <= 60


@pytest.mark.parametrize("place", range(len(KINDS)), ids=KINDS)
def test_an_svg_fetches_nothing_and_says_what_it_is(place):
    root = ET.fromstring(svg(hostile_pictures()[place]))
    assert [found.tag for found in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert root.get("role") == "img"
    for found in root.iter():
        said = " ".join(found.attrib.values())
        assert not re.search(r"url|http|javascript|href", said), said
        assert not any(name.startswith("on") or "href" in name for name in found.attrib)


def test_wide_and_combining_signs_are_measured_as_a_terminal_does():
    """Would catch a measure by the number of characters."""
    for label in ("漢字", "e\u0301", "Zoë", "한국", "🚓", "plain", "ｆｕｌｌ"):
        assert wide(label) == cell_len(label), label
    rows = [("漢字漢字", 3, 10), ("e\u0301e\u0301e\u0301", 3, 10), ("plain", 3, 10)]
    lines = text(intervals(rows), 80)[2:]
    assert len({cell_len(line[: line.index("●")]) for line in lines}) == 1


@pytest.mark.parametrize("label", HOSTILE)
def test_a_folded_text_keeps_its_words(label):
    lines = folded(f"{label} and {label}", 20, "  ")
    assert all(cell_len(line) <= 20 for line in lines)


@pytest.mark.parametrize("place", range(3), ids=KINDS[:3])
def test_ascii_is_ascii(place):
    chart = [
        intervals([("a" * 90, 1, 3), ("b", 0, 0)]),
        funnel_of([(f"{n}", n * (5 if n == 9 else 1), 100) for n in range(12)]),
        trend_of([(3, 30, 0), (0, 0, 0), (9, 30, 9)], {FIRST + timedelta(56): "New law."}),
    ][place]
    assert all(line.isascii() for line in text(chart, 70, ascii_only=True))


def test_an_interval_is_a_line_with_a_mark():
    line = text(intervals([("unit", 30, 100)]), 80)[-1]
    assert re.search(r"├─+●─+┤$", line)
    assert "30 of 100, 30.0 %" in line


def test_without_a_base_there_is_no_data_and_no_mark():
    chart = intervals([("unit", 0, 0), ("other", 0, 40)])
    assert text(chart, 80)[2].endswith("0 of 0, no data")
    assert "●" in text(chart, 80)[3]
    assert words(chart)[0] == "unit: 0 of 0, no data."
    assert svg(chart).count("<circle") == 1


def test_a_note_stands_beside_its_row():
    chart = Intervals("t", (Row("unit", 1, 4, None, "too small to say."),))
    assert "  too small to say." in text(chart, 60)
    assert "too small to say" in drawn(chart)
    assert words(chart)[0] == "unit: 1 of 4, 25.0 %; too small to say."


def test_both_limits_of_a_funnel_are_drawn_and_outliers_have_shapes_of_their_own():
    """Would catch outliers told apart by colour, or a limit left out."""
    chart = funnel_of([*((f"{n}", 30, 300 + n) for n in range(14)), ("high", 90, 300)])
    lines = "\n".join(text(chart, 80))
    plot = "".join(text(chart, 80)[1:15])
    assert "·" in plot
    assert "═" in plot
    assert "▲ high: 90 of 300, 30.0 %" in lines
    assert svg(chart).count("<polyline") == 10
    assert svg(chart).count("<polygon") == 3
    assert "above the 99.8 % limit" in " ".join(words(chart))


@pytest.mark.parametrize("largest", [9, 43, 60, 815, 12_000])
@pytest.mark.parametrize("width", [80, 140])
def test_the_marks_under_a_funnel_stand_where_its_scale_puts_them(width, largest):
    """Catches marks that are run together, so that a unit of 43 seems to stand at 60."""
    chart = funnel_of([("small", 2, 8), ("large", largest // 3, largest)])
    most = top_base(largest)
    lines = text(chart, width)
    floor = next(place for place, line in enumerate(lines) if "└" in line)
    first, last = lines[floor].index("└") + 1, len(lines[floor]) - 1
    below, end = lines[floor + 1], f"{most:,}"
    middle = f" {most // 2:,} "
    assert below.split() == ["0", middle.strip(), end]
    assert below[first] == "0"
    assert abs(below.index(middle) + len(middle) / 2 - (first + last) / 2) <= 1
    assert len(below) - 1 == last
    columns = [
        column for line in lines[1:floor] for column, sign in enumerate(line) if sign in "●○"
    ]
    wanted = [first + base / most * (last - first) for base in (8, largest)]
    assert sorted(columns) == pytest.approx(wanted, abs=0.51)


@pytest.mark.parametrize("width", [480, 720])
def test_the_marks_of_a_drawn_funnel_stand_where_its_scale_puts_them(width):
    """Catches the same in a report."""
    root = ET.fromstring(svg(funnel_of([("small", 2, 8), ("large", 14, 43)]), width))
    placed = {said.text: float(said.attrib["x"]) for said in root.iter(f"{SVG}text")}
    middle, end = (placed["0"] + placed["50"]) / 2, placed["50"]
    assert placed["25"] == pytest.approx(middle, abs=0.1)
    dots = sorted(float(dot.attrib["cx"]) for dot in root.iter(f"{SVG}circle"))
    assert any(dot == pytest.approx(placed["0"] + 43 / 50 * (end - placed["0"]), abs=0.1)
               for dot in dots)  # fmt: skip


def test_a_unit_without_a_base_is_said_and_not_drawn():
    chart = funnel_of([("a", 3, 30), ("none", 0, 0)])
    assert "none: no data (0 of 0)." in words(chart)
    assert (
        svg(chart).count('fill="#222"/>') - svg(funnel_of([("a", 3, 30)])).count('fill="#222"/>')
        == 0
    )


def test_what_is_unfinished_and_where_the_line_breaks_is_drawn_and_said():
    """Would catch a line drawn through a break, and an unfinished period like any other."""
    whole = trend_of([(3, 30, 0), (4, 30, 0), (5, 30, 0)])
    broken = trend_of([(3, 30, 0), (4, 30, 9), (5, 30, 0)], {FIRST + timedelta(56): "New law."})
    assert "○" not in "".join(text(whole, 80)[1:15])
    assert "○" in "".join(text(broken, 80)[1:15])
    assert "┊" in "".join(text(broken, 80)[1:15])
    assert "unfinished, 9 not yet decided" in " ".join(words(broken))
    assert "The line breaks before 2010-02-26: New law." in words(broken)
    joined = re.compile(
        r'<polyline points="[^" ]+ [^" ]+" stroke="#222" fill="none" stroke-dasharray="5 4"/>'
    )
    assert len(joined.findall(svg(broken))) == 1


def test_of_more_periods_than_fit_the_last_are_drawn_and_that_is_said():
    chart = trend_of([(3, 30, 0)] * 60)
    assert any(line.startswith("Drawn: the last 23 of 60") for line in text(chart, 80))
    assert len(words(chart)) >= 60


def test_the_shade_of_a_table_is_repeated_in_figures():
    chart = heat(["a", ""], [[0.05, 0.95, None], [0.5, 1.0, 0.0]])
    lines = text(chart, 80)
    assert "██ 95.0 %" in lines[2]
    assert "no data" in lines[2]
    assert lines[3].startswith("not known")
    assert words(chart)[0] == "a: column 0 5.0 %; column 1 95.0 %; column 2 no data."


def test_columns_that_do_not_fit_stand_below():
    values = [[0.1 * n for n in range(10)]]
    lines = text(Heat("t", ("row",), *_wide(values)), 50)
    assert len([line for line in lines if line.startswith("row")]) > 1
    assert all(f"{10 * n}.0 %" in " ".join(lines) for n in range(10))


def _wide(values):
    table = heat(["row"], values)
    return table.columns, table.cells


@given(RANDOM)
@settings(max_examples=portion(300), deadline=None)
def test_a_scale_holds_what_stands_on_it(chart):
    if isinstance(chart, Intervals):
        top = top_share([row.part / row.whole for row in chart.rows if row.whole])
        assert all(row.part <= top * row.whole + 1e-9 for row in chart.rows)


@pytest.mark.parametrize("most", [0, 1, 9, 10, 11, 99, 101, 6001, 30_152, 1_000_000])
def test_a_base_has_a_scale_that_can_be_halved(most):
    assert top_base(most) >= most
    assert top_base(most) % 2 == 0


@given(RANDOM)
@settings(max_examples=portion(1000), deadline=None)
def test_every_number_of_the_words_stands_in_the_table(chart):
    """Would catch words that round otherwise than the table, or a column left out of it."""
    heads, rows = table(chart)
    held = numbers(" ".join([*heads, *(cell for row in rows for cell in row)]))
    said = " ".join(words(chart, scales=False)).replace(trends.RULE.rstrip("."), "")
    assert numbers(said) <= held
    assert {len(row) for row in rows} <= {len(heads)}


@pytest.mark.parametrize("width", [80, 100, 140])
def test_the_label_of_a_period_stands_under_its_point(width):
    """The planted defect: labels pushed to the left, each under the point of another period."""
    lines = text(trend_of([(n, 20 + n, 0) for n in range(1, 6)]), width)
    floor = next(n for n, line in enumerate(lines) if "└" in line)
    below = lines[floor + 1]
    points = sorted({at for line in lines[:floor] for at, sign in enumerate(line) if sign in "●○"})
    middles = [(one.start() + one.end() - 1) / 2 for one in re.finditer(r"\S+", below)]
    assert len(points) == len(middles) == 5
    assert all(abs(point - middle) <= 1.5 for point, middle in zip(points, middles, strict=True))
