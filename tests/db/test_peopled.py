"""Every table that leaves is laid beside who its officers are, on both databases."""

from __future__ import annotations

from datetime import date

import pytest

from db.disparity import Asked, disparity_for
from db.figures import Breakdown
from db.outward import reassessment_for
from tests.planted import plant

DAY = date(2014, 1, 15)


@pytest.fixture
def force(office):
    """Give a force of 120 officers in a case, five lowered in Brent."""
    with office.database.write() as connection:
        for unit, lowered, sex in (("Camden", 20, "F"), ("Brent", 5, "M"), ("Ealing", 20, "F")):
            plant(connection, unit, DAY, lowered, 40, 20, sex=sex)
    return office


def lowered(office):
    found = reassessment_for(office.desk("supervisor"), Breakdown(("unit",), audience="staff"))
    return found.published.get(("Brent", "lowered"))


def happened(office):
    found = disparity_for(office.desk("supervisor"), Asked("sex", "gross_lowered"), "staff")
    return found.release.published.get(("M", "happened"))


IN_BRENT = "unit = 'Brent' AND direction = 'lowered'"


@pytest.mark.parametrize("figure", [lowered, happened])
def test_five_different_people_of_five_cases_are_told(force, figure):
    assert figure(force) == 5


@pytest.mark.parametrize("figure", [lowered, happened])
def test_one_who_is_counted_twice_makes_them_too_few(force, figure):
    """Catches a figure that forgets whose its officers are: the road asks, not the figure."""
    with force.database.write() as connection:
        person = connection.insert_id(
            "persons", {"realm": "", "number": "990099", "name": "", "search": ""}
        )
        connection.run(
            f"UPDATE subjects SET person_id = {person} WHERE id IN"
            f" (SELECT id FROM subjects WHERE {IN_BRENT} ORDER BY id LIMIT 2)"
        )
    assert figure(force) is None


@pytest.mark.parametrize("figure", [lowered, happened])
def test_five_of_one_case_are_too_few(force, figure):
    force.run(
        f"UPDATE subjects SET number = id, case_id = (SELECT min(case_id) FROM subjects WHERE"
        f" {IN_BRENT}) WHERE {IN_BRENT}"
    )
    assert figure(force) is None
