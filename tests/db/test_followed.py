"""Revisions, tiers, waits and gross misconduct: what follows matters through their steps."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from db.figures import Breakdown, reassessment
from db.gross import gross
from db.matters import BY
from db.revisions import revisions
from db.tiers import tiers
from db.waits import waited
from hearings.errors import NotAllowed, UsageError
from hearings.waits import Length, Part
from tests.cast import RATIONALE, SUPERINTENDENT
from tests.concluded import concluded, withdrawn
from tests.db.archive import Shelf, mapping, rows

ALL = Breakdown()
FIGURES = {"revisions": revisions, "tiers": tiers, "waits": waited, "gross": gross}
GROSS, MISCONDUCT = "gross_misconduct", "misconduct"


def asking(office, account="auditor"):
    return office.desk(account)


def formal(office, ref, level):
    office.go("assess_formally", ref, maker=SUPERINTENDENT[0], level=level, rationale=RATIONALE)


def revise(office, ref, level):
    office.go("revise", ref, maker="authority", level=level, rationale=RATIONALE, reason="Again.")


def test_a_revision_is_counted_and_no_reassessment_changes_for_it(office):
    ref = office.decided(GROSS, MISCONDUCT)
    office.decided(MISCONDUCT, MISCONDUCT, person="201235", name="P Two", unit="Barnet")
    before = reassessment(asking(office), ALL).total
    office.go("second_read", ref, by="supervisor", concurs="reconsider", reason="Look again.")
    revise(office, ref, GROSS)
    found = revisions(asking(office), Breakdown(by=("unit",)))

    assert reassessment(asking(office), ALL).total == before
    assert (found.total.revised.part, found.total.revised.base) == (1, 2)
    assert (found.total.raised, found.total.asked, found.total.then_revised) == (1, 1, 1)
    assert [(row.key["unit"], row.counts.revised.part) for row in found.rows] == [
        ("Barnet", 0), ("Camden", 1)]  # fmt: skip


def test_the_superintending_rank_is_set_beside_the_inspecting_rank_and_beside_dps(office):
    kept = office.assessed_locally(GROSS)
    lowered = office.assessed_locally(GROSS, person="201235", name="P Two")
    office.passed(MISCONDUCT, person="201236", name="P Three")
    formal(office, kept, GROSS)
    formal(office, lowered, MISCONDUCT)
    for ref in (kept, lowered):
        office.go("pass_to_dps", ref)
    office.go("assess", lowered, maker="authority", level="neither", rationale=RATIONALE,
              change_reason="threshold_too_high")  # fmt: skip
    found = tiers(asking(office), ALL).total

    assert (found.between[GROSS].lowered.part, found.between[GROSS].lowered.base) == (1, 2)
    assert found.between[MISCONDUCT].lowered.base == 0
    by_dps = found.by_dps["superintending"][MISCONDUCT].lowered
    assert (by_dps.part, by_dps.base) == (1, 1)
    assert found.by_dps["inspecting"][""].lowered.base == 0
    assert found.cases == 2


def test_a_level_the_superintending_rank_kept_stands_in_the_tables_of_both(office):
    """Catches levels of the inspecting rank counted for the superintending rank alone.

    It had looked at them and kept them; a level that it changed is its own.
    """
    for person, level in (("201235", GROSS), ("201236", MISCONDUCT)):
        ref = office.assessed_locally(GROSS, person=person, name=f"P {person}")
        formal(office, ref, level)
        office.go("pass_to_dps", ref)
        office.go("assess", ref, maker="authority", level="neither", rationale=RATIONALE,
                  change_reason="threshold_too_high")  # fmt: skip
    found = tiers(asking(office), ALL).total

    inspecting, superintending = (found.by_dps[t][""] for t in ("inspecting", "superintending"))
    assert (inspecting.lowered.part, inspecting.lowered.base) == (1, 1)
    assert (superintending.lowered.part, superintending.lowered.base) == (2, 2)
    assert found.by_dps["inspecting"][GROSS].lowered.part == 1
    assert found.cases == 2


def test_the_days_are_split_into_the_units_and_those_of_dps(office):
    ref = office.receive()
    days = {"assess_locally": 1, "pass_to_dps": 3, "request_information": 5, "resubmit": 11,
            "assess": 15}  # fmt: skip
    given: dict[str, dict[str, Any]] = {
        "assess_locally": {"level": GROSS, "rationale": RATIONALE, "maker": "local_assessor"},
        "request_information": {"missing": "Pages."},
        "resubmit": {"supplied": "Pages."},
        "assess": {"level": GROSS, "rationale": RATIONALE, "maker": "authority"},
    }
    for event, day in days.items():
        office.go(event, ref, on=date(2014, 4, day), **given.get(event, {}))
    late = office.receive(person="201235", name="P Two")
    office.go("assess_locally", late, on=date(2014, 5, 2), level=MISCONDUCT, rationale=RATIONALE,
              maker="local_assessor")  # fmt: skip
    office.receive(person="201236", name="P Three")
    found = waited(asking(office), ALL).total

    assert (found.subjects, found.decided, found.waiting, found.with_unit) == (2, 1, 1, 1)
    assert (found.total, found.unit, found.dps) == (
        Length(14, None), Part(3, 2, 6, None), Part(2, 2, 2, 4))  # fmt: skip
    assert found.age == Length(30, 30)
    earlier = waited(office.desk("auditor", date(2014, 4, 20)), ALL).total
    assert (earlier.subjects, earlier.unknown) == (1, 0)


def test_gross_misconduct_is_followed_to_where_it_ended(office):
    concluded(office)
    withdrawn(office, "performance_procedures", person="201240", name="P W")
    office.decided(GROSS, MISCONDUCT, person="201241", name="P L")
    office.decided(MISCONDUCT, MISCONDUCT, person="201242", name="P M")
    found = gross(asking(office), ALL).total

    assert found.table[GROSS] == {"neither": 0, MISCONDUCT: 1, GROSS: 2, "": 0}
    assert found.table[MISCONDUCT][MISCONDUCT] == 1
    unit, dps = found.became["unit"], found.became["dps"]
    assert (unit.subjects, dps.subjects) == (3, 2)
    assert (unit.investigated.part, unit.investigated.base) == (2, 3)
    assert (dps.referred.part, dps.referred.base) == (2, 2)
    assert {k: v.part for k, v in unit.stands.items() if v.part} == {
        "outcome": 1, "disposed": 1, "running": 1}  # fmt: skip
    assert dps.disposals["performance_procedures"].base == 1


def test_a_covert_matter_is_in_none_of_them(office):
    ref = office.decided(GROSS, MISCONDUCT)
    office.go("amend", ref, sensitivity="covert", reason="Test.")

    assert revisions(asking(office), ALL).total.revised.base == 0
    assert tiers(asking(office), ALL).total.cases == 0
    assert waited(asking(office), ALL).total.subjects == 0
    assert gross(asking(office), ALL).total.cases == 0


def test_an_officer_stands_once_in_the_total_though_rows_by_standard_overlap(office):
    ref = office.decided(GROSS, MISCONDUCT)
    office.go("add_allegation", ref, standard="force", narrative="Pushed.", reason="Seen.")
    found = revisions(asking(office), Breakdown(by=("standard",)))

    assert found.overlapping
    assert [row.counts.revised.base for row in found.rows] == [1, 1]
    assert found.total.revised.base == 1


def test_a_period_and_a_value_narrow_what_is_counted(office):
    office.decided(GROSS, MISCONDUCT)
    inside = Breakdown(where={"unit": "Camden"}, start=date(2014, 3, 10), end=date(2014, 3, 10))
    outside = Breakdown(start=date(2014, 3, 11))

    assert revisions(asking(office), inside).total.revised.base == 1
    assert revisions(asking(office), outside).total.revised.base == 0
    assert waited(asking(office), Breakdown(where={"unit": "Barnet"})).total.subjects == 0


def test_those_decided_agree_with_the_reassessment_figures(office):
    office.decided(GROSS, MISCONDUCT)
    office.passed(person="201235", name="P Two")
    office.receive(person="201236", name="P Three")
    total = reassessment(asking(office), ALL).total
    table = gross(asking(office), ALL).total.table

    assert revisions(asking(office), ALL).total.revised.base == total.decided
    assert waited(asking(office), ALL).total.waiting == total.undecided
    assert sum(number for row in table.values() for number in row.values()) == total.subjects


# ------ archives


def test_an_archive_has_levels_and_outcomes_and_no_steps(office, tmp_path):
    """Counted as not investigated, its matters would lower the share of those that were."""
    shelf = Shelf(office, tmp_path)
    old = rows({"first": "G", "final": "M"}, {"first": "M"},
               {"first": "G", "final": "G", "sanction": "dismissal"})  # fmt: skip
    shelf.bring(old, mapping=mapping(tmp_path, regime="none"))
    office.decided(GROSS, GROSS)
    named = Breakdown(archive="Old forms")
    found = gross(asking(office), named).total

    assert office.rows("SELECT count(DISTINCT subject_id) FROM steps") == [(1,)]
    assert found.table[GROSS] == {"neither": 0, MISCONDUCT: 1, GROSS: 1, "": 0}
    unit = found.became["unit"]
    assert (unit.subjects, unit.recorded, unit.investigated.base) == (2, 0, 0)
    assert unit.stands["outcome"].part == 1
    assert revisions(asking(office), named).total.revised.base == 0
    assert waited(asking(office), named).total.unknown == 3
    assert tiers(asking(office), named).total.by_dps[""][GROSS].lowered.part == 1


def test_what_still_runs_is_said_beside_what_came_of_it_so_far(office):
    """Catches a share of referred whose base still grows into it, and says nothing of that."""
    concluded(office, "dismissal_without_notice", person="201236", name="P Three")
    office.decided(GROSS, GROSS, person="201237", name="P Four")
    office.assessed_locally(GROSS, person="201238", name="P Five")
    unit = gross(asking(office), ALL).total.became["unit"]

    assert (unit.referred.part, unit.referred.base, unit.running) == (1, 3, 2)
    assert unit.running == unit.stands["running"].part


def test_an_archived_matter_that_goes_on_here_has_the_steps_it_takes_here(office, tmp_path):
    shelf = Shelf(office, tmp_path)
    shelf.bring(rows({"first": "G", "final": ""}))
    office.go("assess", "OF-1/1", maker="authority", level=MISCONDUCT, rationale=RATIONALE,
              change_reason="threshold_too_high")  # fmt: skip

    assert office.rows("SELECT step, value FROM steps") == [("decided", MISCONDUCT)]
    assert gross(asking(office), ALL).total.table[GROSS][MISCONDUCT] == 1
    shelf.sound()


# ------ who may ask, and for what


@pytest.mark.parametrize("figure", FIGURES)
def test_who_asks_is_written_down_and_who_may_not_is_refused_and_kept(office, figure):
    FIGURES[figure](asking(office), ALL)
    account, action, *_rest, outcome, detail = office.trail()[-1]
    assert (account, action, outcome) == ("auditor", f"figures.{figure}", "done")
    assert json.loads(detail)["audience"] == "internal"
    with pytest.raises(NotAllowed):
        FIGURES[figure](asking(office, "local_assessor"), ALL)
    account, action, *_rest, outcome, _detail = office.trail()[-1]
    assert (account, action, outcome) == ("local_assessor", f"figures.{figure}", "refused")


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("name", ["assessor", "decider", "colour"])
def test_by_a_person_or_by_nothing_known_they_cannot_be_asked_for(office, figure, name):
    with pytest.raises(UsageError, match=name):
        FIGURES[figure](asking(office), Breakdown(by=(name,)))
    with pytest.raises(UsageError, match=name):
        FIGURES[figure](asking(office), Breakdown(where={name: "x"}))


def test_every_field_of_the_contract_but_persons_can_be_asked_for(office):
    office.decided(GROSS, MISCONDUCT)
    for name in BY:
        found = waited(asking(office), Breakdown(by=(name,)))
        assert sum(row.counts.subjects for row in found.rows) == 1, name
