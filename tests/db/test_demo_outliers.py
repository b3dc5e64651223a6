"""The demonstration's actions: one looked at, one overdue, one too early to tell."""

from __future__ import annotations

from datetime import date

from db import improved, improving
from db.demo.calendar import LAST
from db.demo.outliers import PLANS, improve
from tests.planted import plant

RANKS = ("Chief Inspector", "Superintendent")


def quarters(office, units: dict[str, tuple[int, int, int, int]]) -> None:
    """Plant 20 forms of a unit a quarter, so many of them lowered; inspectors assess the first."""
    days = (date(2013, 5, 15), date(2013, 8, 15), date(2013, 11, 15), date(2014, 2, 15))
    with office.database.write() as connection:
        for place, (unit, lowered) in enumerate(units.items()):
            rank = RANKS[place % len(RANKS)] if place else "Inspector"
            for day, number in zip(days, lowered, strict=True):
                plant(connection, unit, day, number, 20, assessor_rank=rank)


def test_one_was_looked_at_one_is_overdue_and_one_is_too_early_and_all_are_flagged(office):
    """Catches an action on whoever is highest, where nothing is beyond any limit."""
    plain = {f"Unit {n:02}": (5, 5, 5, 5) for n in range(11)}
    quarters(office, {"Ealing": (16, 16, 5, 5), **plain, "Brent": (5, 5, 16, 5)})
    improve(office.desk("supervisor"))
    desk = office.desk("auditor", LAST)
    found = improving.listing(desk)
    assert [(one.given.value, one.status(LAST)) for one in found] == [
        ("Ealing", "done"), ("Inspector", "overdue"), ("Brent", "done"),
    ]  # fmt: skip
    assert [one.flag.raised for one in found] == [True, True, True]
    shown = [improved.show(desk, one.number) for one in found]
    assert [one.judged and one.judged.verdict.value for one in shown] == [
        "too few before to compare with",
        "too early to tell",
        "too early to tell",
    ]
    assert [one.look and one.look.months for one in shown] == [3, None, None]
    assert all(plan.end < plan.given_on <= plan.due <= LAST for plan in PLANS)


def test_where_nobody_is_flagged_the_highest_has_an_action_that_says_so(office):
    quarters(office, {f"Unit {n:02}": (5, 5 + (n == 4), 5, 5) for n in range(12)})
    improve(office.desk("supervisor"))
    first = improving.listing(office.desk("auditor", LAST))[0]
    assert (first.given.value, first.flag.raised) == ("Unit 04", False)


def test_a_year_too_small_for_an_outlier_has_no_action(office):
    office.decided()
    improve(office.desk("supervisor"))
    assert improving.listing(office.desk("auditor")) == []
