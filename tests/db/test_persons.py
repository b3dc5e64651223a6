"""A row that is one person's is a figure about a person, whatever it is called."""

from __future__ import annotations

from datetime import date

import pytest

from db import persons
from db.behind import behind
from db.comparing import funnel_of, trend_of
from db.disparity import Asked, disparity, disparity_for
from db.figures import Breakdown, reassessment
from db.gross import gross
from db.outward import reassessment_for
from db.revisions import revisions
from db.tiers import tiers
from db.waits import waited
from hearings.errors import NotAllowed, Refused
from hearings.rates import NOTHING
from tests.planted import plant

UNIT, RANK = "assessor_unit", "assessor_rank"
DAY = date(2014, 1, 15)


@pytest.fixture
def force(office):
    """Give a force in which each unit has three inspectors, and Hackney one superintendent.

    She set the level of 44 forms, of which 19 were lowered. Two of Brent set 6.
    """
    with office.database.write() as connection:
        for unit, first in (("Camden", 100), ("Brent", 200), ("Hackney", 300)):
            for place in range(3):
                plant(connection, unit, DAY, 5, 20, 2, assessor=str(first + place),
                      assessor_rank="Inspector", assessor_unit=unit, tier="inspecting")  # fmt: skip
        plant(connection, "Hackney", DAY, 19, 44, assessor="910", assessor_rank="Superintendent",
              assessor_unit="Hackney")  # fmt: skip
        for number in ("920", "921"):
            plant(connection, "Brent", DAY, 1, 3, assessor=number, assessor_rank="Superintendent",
                  assessor_unit="Brent")  # fmt: skip
    return office


def rows(found):
    return {tuple(row.key.values()): None if row.withheld else row.counts.decided
            for row in found.rows}  # fmt: skip


def test_a_unit_and_a_rank_that_are_one_person_need_the_right_to_persons(force):
    """Catches the superintendent of Hackney, 19 of 44, told to whoever may not ask for her."""
    asked = Breakdown(by=(UNIT, RANK))
    found = reassessment(force.desk("caseworker"), asked)
    assert rows(found) == {
        ("Brent", "Inspector"): 60, ("Brent", "Superintendent"): None,
        ("Camden", "Inspector"): 60,
        ("Hackney", "Inspector"): 60, ("Hackney", "Superintendent"): None,
    }  # fmt: skip
    # The total less the other rows would be the two that are withheld.
    assert (found.withheld, found.total, found.by_level) == (True, NOTHING, ())
    assert found.notes[-2:] == (persons.WHY, persons.WITH_IT)


def test_with_the_right_to_persons_it_is_shown_from_ten_decided(force):
    """Catches six forms of two people under another name, to one who may ask for both by name."""
    found = rows(reassessment(force.desk("supervisor"), Breakdown(by=(UNIT, RANK))))
    assert found["Hackney", "Superintendent"] == 44
    assert found["Brent", "Superintendent"] is None


@pytest.mark.parametrize("unit", [UNIT, "unit"])
def test_narrowed_to_one_person_nothing_is_told_and_no_list_is_given(force, unit):
    """Catches the same person asked for by --where, by rows of months, and as a list."""
    where = {RANK: "Superintendent", unit: "Hackney"}
    desk = force.desk("caseworker")
    for by in ((), ("month",), ("unit",), ("standard",)):
        found = reassessment(desk, Breakdown(by=by, where=where))
        assert found.withheld, by
        assert all(row.withheld for row in found.rows)
        assert persons.WHY in found.notes
    with pytest.raises(NotAllowed, match="fewer than 3 people"):
        behind(desk, Breakdown(where=where), "lowered")
    assert behind(force.desk("supervisor"), Breakdown(where=where), "lowered").total == 19
    with pytest.raises(NotAllowed, match="fewer than 3 people"):
        behind(force.desk("supervisor"), Breakdown(where={**where, unit: "Brent"}), "lowered")


def test_a_funnel_and_a_trend_leave_out_what_is_one_persons_whoever_asks(force):
    """Catches a unit's only superintendent placed against limits, and the total less the others."""
    for account in ("caseworker", "supervisor"):
        desk = force.desk(account)
        found = funnel_of(desk, Breakdown(by=(UNIT,), where={RANK: "Superintendent"}), "changed")
        assert (found.funnel.points, found.total.decided) == ((), 0)
        assert "2 of assessor unit" in found.notes[-1]
        placed = funnel_of(desk, Breakdown(by=(UNIT,)), "changed")
        assert [one.unit.whole for one in placed.funnel.points] == [66, 60, 104]
        line = trend_of(desk, Breakdown(where={RANK: "Superintendent", UNIT: "Hackney"}), "changed")
        assert (line.trend.periods, line.total.decided) == ((), 0)
    assert [one for one in placed.notes if "Left out" in one] == []


@pytest.mark.parametrize("figure", [gross, revisions, tiers, waited])
def test_the_figures_of_steps_leave_it_out_too(force, figure):
    """Catches the same superintendent under another figure, and in its total."""
    desk = force.desk("caseworker")
    found = figure(desk, Breakdown(by=(UNIT, RANK)))
    assert "Superintendent" not in {row.key[RANK] for row in found.rows}
    assert "2 of assessor unit and assessor rank" in found.notes[-1]
    with pytest.raises(NotAllowed, match="fewer than 3 people"):
        figure(desk, Breakdown(where={UNIT: "Hackney", RANK: "Superintendent"}))


def test_no_disparity_is_of_one_assessor(force):
    where = {UNIT: "Hackney", RANK: "Superintendent"}
    with pytest.raises(NotAllowed, match="fewer than 3 people"):
        disparity(force.desk("supervisor"), Asked("sex", "changed", where=where))
    with pytest.raises(Refused):
        disparity_for(force.desk("supervisor"), Asked("sex", "changed", where=where), "staff")


def test_by_a_unit_or_a_rank_alone_nobody_is_counted_again(force, monkeypatch):
    """Catches a scan of every subject for a question that the kept counts answer."""
    monkeypatch.setattr(persons, "RECORDED", "no such column")
    for by in ((), ("unit",), ("rank",), ("ethnicity",), ("unit", "rank"), (UNIT,), (RANK,)):
        assert not reassessment(force.desk("caseworker"), Breakdown(by=by)).withheld


def test_what_nobody_is_known_to_have_assessed_is_nobodys(office):
    """Catches an archive, of which no assessor is recorded, withheld as one person's."""
    with office.database.write() as connection:
        plant(connection, "Camden", DAY, 5, 20, tier="")
    asked = Breakdown((UNIT, RANK), start=date(2014, 1, 1))
    found = reassessment(office.desk("caseworker"), asked)
    assert rows(found) == {("", ""): 20}
    assert not found.withheld


def test_assessors_without_a_number_are_taken_for_one(office):
    with office.database.write() as connection:
        plant(connection, "Camden", DAY, 5, 20, assessor_unit="Camden")
    asked = Breakdown((UNIT, "tier"), start=date(2014, 1, 1))
    found = rows(reassessment(office.desk("caseworker"), asked))
    assert [*found.values()] == [None]


@pytest.mark.parametrize("audience", ["staff", "public"])
def test_what_one_person_assessed_goes_out_with_others_alone(force, audience):
    """Catches Hackney Superintendent, 19 of 44, on a notice board."""
    found = reassessment_for(
        force.desk("supervisor"), Breakdown(by=(UNIT, RANK), audience=audience)
    )
    assert not any("Superintendent" in row for row in found.rows)
    assert found.together in found.rows
    # Brent's two and Hackney's one are three people together.
    assert found.published[found.together, None] is not None
    with pytest.raises(Refused, match="one or two people assessed"):
        reassessment_for(
            force.desk("supervisor"),
            Breakdown(where={UNIT: "Hackney", RANK: "Superintendent"}, audience=audience),
        )


def test_a_unit_less_its_inspectors_is_its_superintendent(force):
    """An attacker has staff's figures by unit, asks by unit and rank, and takes these from those.

    Catches a row that is withheld in one table and is the difference of two.
    """
    desk = force.desk("supervisor")
    first = reassessment_for(desk, Breakdown(by=(UNIT,), audience="staff"))
    assert first.published["Hackney", None] == 110
    try:
        second = reassessment_for(desk, Breakdown(by=(UNIT, RANK), audience="staff"))
    except Refused:
        return
    assert second.published.get(("Hackney\tInspector", None)) is None
