"""One's own initial assessments, on both databases."""

from __future__ import annotations

import pytest

from db.mine import mine, of_person
from db.people import Account, keep_account
from hearings.errors import NotAllowed
from hearings.severity import Level
from tests.cast import RATIONALE, SUPERINTENDENT, number
from tests.planted import AFTER, plant


def test_a_form_counts_for_whoever_set_the_level_that_was_passed(office):
    """Catches a level the superintending rank changed told as the inspecting rank's own."""
    office.decided()  # Gross misconduct, lowered.
    ref = office.assessed_locally("gross_misconduct", person="201301", name="P One")
    formal = {"maker": SUPERINTENDENT[0], "rationale": RATIONALE}
    office.go("assess_formally", ref, level="misconduct", **formal)
    office.go("pass_to_dps", ref)
    ref = office.assessed_locally("misconduct", person="201302", name="P Two")
    office.go("assess_formally", ref, level="misconduct", **formal)
    office.go("pass_to_dps", ref)
    found = mine(office.desk("local_assessor"))
    assert found.person.number == number("local_assessor")
    assert [*found.levels] == [Level.GROSS_MISCONDUCT, Level.MISCONDUCT]
    gross, misconduct = found.levels.values()
    assert (gross.decided, gross.changed, gross.lowered, gross.raised) == (1, 1, 1, 0)
    assert (misconduct.decided, misconduct.undecided) == (0, 1)
    assert (found.reasons, found.standards) == ({"threshold_too_high": 1}, {"honesty": 1})


def test_a_level_set_after_the_form_was_passed_is_nobodys_record(office):
    """Catches a form that was changed once DPS had asked credited to whoever changed it."""
    ref = office.passed("misconduct")
    office.go("request_information", ref, missing="Pages.")
    again = {"maker": SUPERINTENDENT[0], "rationale": RATIONALE}
    office.go("assess_formally", ref, level="misconduct", **again)
    office.go("resubmit", ref, supplied="Pages.")
    office.go("assess", ref, maker="authority", level="misconduct", rationale=RATIONALE)
    assert mine(office.desk("local_assessor")).total.decided == 1
    with office.database.read() as connection:
        assert of_person(connection, SUPERINTENDENT[0]).subjects == 0
        assert of_person(connection, number("local_assessor")).decided == 1


def test_an_assessment_that_the_same_rank_replaced_before_passing_is_not_counted(office):
    """Catches an inspector counted for a level they gave up, because the next rank came to it."""
    ref = office.assessed_locally("misconduct")
    office.go("assess_locally", ref, maker="local_assessor", level="gross_misconduct",
              rationale=RATIONALE)  # fmt: skip
    office.go("assess_formally", ref, maker=SUPERINTENDENT[0], level="misconduct",
              rationale=RATIONALE)  # fmt: skip
    office.go("pass_to_dps", ref)
    with office.database.read() as connection:
        people = (number("local_assessor"), SUPERINTENDENT[0])
        assert [of_person(connection, who).undecided for who in people] == [0, 1]


def test_ones_own_figures_know_which_forms_are_of_one_case(office):
    """Catches an interval that takes two officers of one case for two cases."""
    office.decided()
    office.decided(person="201301", name="P One")
    office.run("UPDATE subjects SET case_id = 1, number = id")
    total = mine(office.desk("local_assessor")).total
    assert (total.changed, total.decided_squared, total.spread) == (2, 4, 2**0.5)


def test_a_case_of_two_initial_levels_counts_once_in_all(office):
    """Catches a total that is the sum of its levels, whose interval takes it for two cases."""
    office.decided("gross_misconduct", "misconduct")
    office.decided("misconduct", "neither", person="201301", name="P One")
    office.run("UPDATE subjects SET case_id = 1, number = id")
    found = mine(office.desk("local_assessor"))
    assert sum(one.changed_squared for one in found.levels.values()) == 2
    assert (found.total.changed, found.total.changed_squared) == (2, 4)
    assert (found.total.lowered_squared, found.total.spread) == (4, 2**0.5)


def test_nobody_elses_forms_are_counted_and_each_reading_leaves_a_line(office):
    office.decided()
    for account in ("champion", "auditor", "supervisor"):
        assert mine(office.desk(account)).total.subjects == 0
        assert office.trail()[-1][:2] == (account, "figures.mine")


def test_a_covert_form_and_one_of_an_archive_are_not_counted(office):
    """Catches another force's inspector who happens to have one's own number."""
    office.decided()
    office.decided(person="201301", name="P One")
    desk = office.desk("local_assessor")
    assert mine(desk).total.decided == 2
    office.run("UPDATE subjects SET pair_state = '', direction = '' WHERE id = 1")
    office.run("UPDATE cases SET regime = 'none', archive = 'Elsewhere' WHERE id = 2")
    assert mine(desk).total.subjects == 0
    with office.database.read() as connection:
        assert of_person(connection, number("local_assessor")).subjects == 0


def test_an_account_without_a_person_is_refused_and_the_refusal_kept(office):
    with office.database.write() as connection:
        keep_account(connection, Account("bare", "", "", ("supervisor",)))
        plant(connection, "Camden", AFTER, 1, 1)
    with pytest.raises(NotAllowed, match="belongs to none"):
        mine(office.desk("bare"))
    assert office.trail()[-1][1:6:4] == ("figures.mine", "refused")
