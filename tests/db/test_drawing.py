"""How much a draw needs, and that nobody draws until a sample suits, on both databases."""

from __future__ import annotations

from datetime import date

import pytest

from db import blind, drawing, review
from hearings.errors import Refused, UsageError
from tests.desks import Office

MARCH = (date(2014, 3, 1), date(2014, 3, 31))
YEAR = (date(2014, 1, 1), date(2014, 12, 31))


@pytest.fixture
def seven(office: Office) -> Office:
    """Give an office with seven decisions, and a second supervisor."""
    for place in range(7):
        office.decided("misconduct", "misconduct", person=f"20130{place}", name=f"P {place}")
    office.run("UPDATE accounts SET roles = 'authority supervisor' WHERE name = 'authority2'")
    return office


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2014, 3, 20), date(2014, 3, 20)),
        (date(2014, 3, 1), date(2014, 3, 30)),
        (date(2014, 3, 20), date(2014, 4, 18)),
        (date(2014, 1, 31), date(2014, 3, 1)),
        (date(2014, 2, 1), date(2014, 2, 27)),
        (date(9999, 12, 2), date(9999, 12, 31)),
    ],
)
def test_a_draw_of_less_than_a_month_is_refused(seven, start, end, monkeypatch):
    """Catches a draw aimed at the one matter of a day; with the bar off, it is drawn."""
    desk = seven.desk("supervisor")
    with pytest.raises(UsageError, match="from a month of the calendar at least"):
        drawing.draw(desk, "s", 1, start, end)

    monkeypatch.setattr(drawing, "lasts_a_month", lambda *_days: True)
    seven.run("UPDATE subjects SET decided = :day", day=end.isoformat())
    assert drawing.draw(desk, "s", 1, start, end).among == 7


@pytest.mark.parametrize(
    ("start", "end"),
    [MARCH, (date(2014, 3, 20), date(2014, 4, 19)), (date(2014, 2, 1), date(2014, 2, 28))],
)
def test_a_month_may_begin_on_any_day(seven, start, end):
    seven.run("UPDATE subjects SET decided = :day", day=end.isoformat())
    assert drawing.draw(seven.desk("supervisor"), "s", 2, start, end).drawn == 2


def test_a_sample_takes_one_in_three_and_says_which_size_would_do(seven, monkeypatch):
    """Catches a sample of all there is, whose levels a figure of the same days gives away."""
    desk = seven.desk("supervisor")
    with pytest.raises(Refused, match=r"7 matters were .* one in 3: ask for 2 at most, or a longe"):
        drawing.draw(desk, "s", 3, *YEAR)
    assert seven.trail()[-1][1:6:4] == ("sample.draw", "refused")
    with pytest.raises(Refused, match=r" 0 matters were .* one in 3: ask for a longer period"):
        drawing.draw(desk, "s", 1, date(2012, 1, 1), date(2012, 1, 31))
    found = drawing.draw(desk, "s", 2, *YEAR)
    assert (found.drawn, found.size, found.among) == (2, 2, 7)

    monkeypatch.setattr("hearings.samples.ONE_IN", 1)
    assert drawing.draw(desk, "s", 7, *YEAR, "Again.").drawn == 7


def test_the_same_days_are_not_drawn_again_before_the_first_are_read(seven):
    """Catches seeds tried until a sample suits: a second draw is refused, or says why."""
    desk, other = seven.desk("supervisor"), seven.desk("authority2")
    drawing.draw(desk, "a", 1, *YEAR)
    for period in (YEAR, (date(2014, 12, 31), date(2015, 2, 28))):
        with pytest.raises(
            Refused, match="Of the 1 items of dip sample 1, which you drew from 201"
        ):
            drawing.draw(desk, "b", 1, *period)
    with pytest.raises(Refused, match="0 matters"):  # Other days may be drawn from.
        drawing.draw(desk, "b", 1, date(2015, 1, 1), date(2015, 3, 1))
    assert drawing.draw(other, "b", 1, *YEAR).account == "authority2"

    again = drawing.draw(desk, "c", 1, *YEAR, "The first file was lost.")
    assert again in review.listed(desk)
    assert [(one.account, one.seed, one.reason) for one in review.listed(desk)] == [
        ("supervisor", "c", "The first file was lost."), ("authority2", "b", ""),
        ("supervisor", "a", ""),
    ]  # fmt: skip


def test_an_unread_sample_bars_another_however_many_others_were_drawn_since(seven, monkeypatch):
    """Catches a bar that looks through as many samples as a list shows, of all accounts."""
    monkeypatch.setattr(review, "MOST", 1)
    desk, other = seven.desk("supervisor"), seven.desk("authority2")
    drawing.draw(desk, "a", 1, *YEAR)
    drawing.draw(other, "b", 1, *YEAR)
    assert [one.account for one in review.listed(desk)] == ["authority2"]
    with pytest.raises(Refused, match="Of the 1 items of dip sample 1"):
        drawing.draw(desk, "c", 1, *YEAR)


def test_once_it_is_read_the_same_days_may_be_drawn_from_again(seven):
    desk = seven.desk("supervisor")
    drawing.draw(desk, "a", 1, *YEAR)
    blind.read(desk, 1, 1, "misconduct", "")
    assert drawing.draw(desk, "b", 1, *YEAR).id == 2
