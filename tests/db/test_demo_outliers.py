"""The demonstration's actions: one to judge, one overdue, one too early to tell."""

from __future__ import annotations

from datetime import date

from db import improved, improving
from db.demo.calendar import LAST
from db.demo.outliers import PLANS, improve
from tests.planted import plant


def test_there_is_one_to_judge_one_overdue_and_one_too_early(office):
    """Planted as the demonstration's year is: 40 forms a quarter of a unit and its rank."""
    days = (date(2013, 5, 15), date(2013, 8, 15), date(2013, 11, 15), date(2014, 2, 15))
    ranks = {"Camden": "Inspector", "Brent": "Inspector", "Ealing": "Chief Inspector"}
    with office.database.write() as connection:
        for lowered, (unit, rank) in enumerate(ranks.items(), start=5):
            for day in days:
                plant(connection, unit, day, lowered, 20, assessor_rank=rank)
    improve(office.desk("supervisor"))
    desk = office.desk("auditor", LAST)
    found = improving.listing(desk)
    assert [(one.given.value, one.status(LAST)) for one in found] == [
        ("Ealing", "done"), ("Chief Inspector", "overdue"), ("Brent", "done"),
    ]  # fmt: skip
    judged = [improved.show(desk, one.number).judged for one in found]
    assert [one and one.verdict.value for one in judged] == [
        "no clear change",
        "too early to tell",
        "too early to tell",
    ]
    assert all(plan.end < plan.given_on <= plan.due <= LAST for plan in PLANS)


def test_a_year_too_small_for_an_outlier_has_no_action(office):
    office.decided()
    improve(office.desk("supervisor"))
    assert improving.listing(office.desk("auditor")) == []
