"""A standardised share is drawn where it lies, and every form of the picture says the same."""

from __future__ import annotations

import re

from hearings.charts import Intervals, Row, svg, table, text, words

CHART = Intervals(
    "Changed, by unit",
    (Row("Brent", 90, 100, (0.10, 0.20), standardised=0.15), Row("Camden", 15, 100, (0.1, 0.2))),
)
"""Two units at 15 %: one as it was counted, one standardised, whose plain rate is 90 %."""


def test_the_mark_of_a_standardised_share_lies_within_its_own_interval():
    """The planted defect: the plain rate drawn beside the interval of the standardised one."""
    brent, camden = text(CHART, 80)[-2:]
    assert re.search(r"├─+●─+┤", brent)
    assert brent.index("●") == camden.index("●")
    assert "20 %" in text(CHART, 80)[1]


def test_its_words_and_its_table_name_both_numbers_and_no_plain_rate():
    said, grid = words(CHART), table(CHART)
    assert said[0] == "Brent: 90 of 100, standardised 15.0 %, 95 % interval 10.0 % to 20.0 %."
    assert grid[0][3:5] == ("share", "standardised")
    assert grid[1][0][4] == "15.0 %"
    assert grid[1][1][4] == ""
    assert "standardised 15.0 %" in svg(CHART)


def test_a_picture_without_a_standardised_share_has_no_such_column():
    plain = Intervals("x", CHART.rows[1:])
    assert "standardised" not in table(plain)[0]
