"""Observed ÷ expected is drawn where it lies, and no form of a picture says it as a share."""

from __future__ import annotations

import re

from hearings.charts import FunnelPicture, Intervals, Row, svg, table, text, words
from hearings.funnels import Unit, funnel

CHART = Intervals(
    "Changed, by unit",
    (
        Row("Brent", 90, 100, (1.10, 2.20), standardised=1.5),
        Row("Camden", 15, 100, (0.5, 2.0), standardised=1.5),
        Row("not placed", 15, 100, (0.1, 0.2)),
    ),
)
"""Two units at one and a half times the expected, and one that is not placed."""

FUNNEL = FunnelPicture(
    "Changed, by unit", funnel([Unit("Merton", 30, 80, 10.0), Unit("Brent", 10, 120, 30.0)])
)
"""A unit with three times what its levels would give: as a share, 60 %, and up to 81 %."""


def test_the_mark_of_a_standardised_share_lies_within_its_own_interval():
    """The planted defect: the plain rate drawn beside the interval of the standardised one."""
    brent, camden, last = text(CHART, 80)[-3:]
    assert re.search(r"├─+●─+┤", brent)
    assert brent.index("●") == camden.index("●")
    assert "●" not in last
    assert text(CHART, 80)[1].split() == ["0", "1.5", "3"]


def test_its_words_and_its_table_name_both_numbers_and_no_plain_rate():
    said, grid = words(CHART), table(CHART)
    assert said[0] == "Brent: 90 of 100, 1.50 times expected, 95 % interval 1.10 to 2.20."
    assert grid[0][3:5] == ("share", "observed ÷ expected")
    assert grid[1][0][4] == "1.50"
    assert grid[1][2][4] == ""
    assert "1.50 times expected" in svg(CHART)
    assert "The scale of observed ÷ expected is marked at 0, 1.5 and 3." in svg(CHART)


def test_a_picture_without_a_standardised_share_has_no_such_column():
    plain = Intervals("x", CHART.rows[2:])
    assert "observed ÷ expected" not in table(plain)[0]


def test_a_standardised_funnel_says_times_and_never_a_share_above_all_of_them():
    """The planted defect: 141.2 % as the end of an interval, which no share can be."""
    said = words(FUNNEL)[4]
    assert said.startswith("Merton: 30 of 80, 37.5 %, against 10.0 expected: 3.00 times expected")
    assert re.search(r"95 % interval 2\.\d\d to 3\.\d\d;", said)
    assert re.search(r"The 95 % limits there are 0\.\d\d to 1\.\d\d", said)
    assert words(FUNNEL)[0] == "The centre is 1.00 times expected, 20.0 % in all."
    for form in ("\n".join(text(FUNNEL, 80)), svg(FUNNEL), "\n".join(map(str, table(FUNNEL)))):
        shares = [float(n) for n in re.findall(r"([\d.]+) %", form)]
        assert max(shares) <= 100
