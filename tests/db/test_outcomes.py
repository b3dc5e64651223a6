"""The figures of what proceedings ended in, counted on both databases."""

from __future__ import annotations

from datetime import date

import pytest

from db.asking import FIELDS, Asked
from db.held import held
from db.outcomes import WITH_IT, compared, sanctions, summary
from hearings.errors import NotAllowed, UsageError
from hearings.sanctions import Sanctions
from tests.concluded import concluded, found, go, notified, overturned, withdrawn

YEAR = (date(2014, 1, 1), date(2014, 12, 31))


@pytest.fixture
def year(office):
    """Give seven officers: two warned, one dismissed and quashed, one not proven, three without."""
    concluded(office)
    concluded(office, "written_warning", person="201301", name="P One", standard="force")
    quashed = concluded(office, "dismissal_without_notice", person="201302", name="P Two")
    overturned(office, quashed)
    concluded(office, "not_proven", person="201303", name="P Three")
    found(office, person="201304", name="P Four")
    withdrawn(office, "performance_procedures", person="201305", name="P Five")
    withdrawn(office, person="201306", name="P Six")
    return office


def test_everyone_stands_in_the_base_or_beside_it(year):
    """Catches an officer who is lost between those with an outcome and those without."""
    total = sanctions(year.desk("auditor"), Asked()).total
    assert (total.subjects, total.cases, total.base) == (7, 7, 3)
    assert total.base + total.awaiting + total.withdrawn + total.overturned == total.subjects
    assert (total.awaiting, total.withdrawn, total.overturned) == (1, 2, 1)
    assert list(total.outcomes.items()) == [
        ("not_proven", 1), ("written_warning", 1), ("final_written_warning", 1),
    ]  # fmt: skip
    assert total.appeals == {"running": 0, "confirm": 0, "vary": 0, "quash": 1, "new_panel": 0}


def test_by_every_field_the_rows_add_up_where_they_do_not_overlap(year):
    """Catches a join that counts an officer twice, or loses one that a field does not know."""
    desk = year.desk("maker") if year.database.dialect == "sqlite" else year.desk("supervisor")
    for field in FIELDS:
        found = sanctions(desk, Asked(by=(field,)))
        assert found.asked.overlapping is (field == "standard")
        few = 5 if field == "chair" else 0  # Of one person, and withheld.
        assert sum(row.counts.subjects for row in found.rows) == 7 - few, field
        keys = [row.key[field] for row in found.rows]
        assert keys == sorted(keys, key=lambda key: (key == "", key))
    by_finding = sanctions(desk, Asked(by=("finding",))).rows
    assert {row.key["finding"]: row.counts.withdrawn for row in by_finding} == {
        "gross_misconduct": 0, "not_proven": 0, "": 2,
    }  # fmt: skip


def test_the_figures_are_narrowed_by_a_field_and_a_period(year):
    desk = year.desk("auditor")
    force = sanctions(desk, Asked(by=("forum",), where={"standard": "force"}))
    assert [(row.key["forum"], row.counts.base) for row in force.rows] == [("hearing", 1)]
    nobody = sanctions(desk, Asked(where={"finding": ""})).total
    assert (nobody.subjects, nobody.withdrawn) == (2, 2)
    assert sanctions(desk, Asked(start=date(2014, 6, 24))).total.subjects == 5
    assert sanctions(desk, Asked(end=date(2014, 6, 23))).total.subjects == 2
    assert sanctions(desk, Asked(start=date(2015, 1, 1))).total.subjects == 0


def test_a_covert_matter_and_an_archive_are_not_counted(year):
    """Catches a covert inquiry that shows as one more outcome of a small unit."""
    desk = year.desk("auditor")
    year.run("UPDATE cases SET sensitivity = 'covert' WHERE id = 1")
    assert sanctions(desk, Asked()).total.subjects == 6
    year.run("UPDATE conclusions SET regime = 'none' WHERE subject_id = 2")
    year.run("UPDATE cases SET regime = 'none', archive = 'Elsewhere' WHERE id = 2")
    assert sanctions(desk, Asked()).total.subjects == 5
    assert sanctions(desk, Asked(archive="Elsewhere")).total.outcomes == {"written_warning": 1}


def test_the_summary_names_who_was_heard_who_was_not_and_what_came_of_it(year):
    """Catches those withdrawn before a finding among the proven."""
    total = summary(year.desk("auditor"), *YEAR)
    assert (total.cases, total.subjects) == (7, 7)
    assert (total.heard, total.not_proven, total.proven) == (5, 1, 3)
    assert (total.performance, total.discontinued, total.withdrawn) == (1, 1, 2)
    assert (total.awaiting, total.quashed, total.set_aside) == (1, 1, 0)
    assert (total.dismissed, total.warned, total.as_printed) == (0, 2, 5)
    assert sum(total.outcomes.values()) + total.awaiting == total.proven
    assert summary(year.desk("auditor"), date(2013, 1, 1), date(2013, 12, 31)).subjects == 0


def test_a_meeting_is_not_a_hearing(office):
    """Catches the warnings of meetings among the sanctions of hearings."""
    found(office)
    office.run("UPDATE conclusions SET forum = 'meeting'")
    total = summary(office.desk("auditor"), *YEAR)
    assert (total.subjects, total.cases, total.meetings, total.no_forum) == (0, 0, 1, 0)


def test_whoever_was_heard_nobody_knows_where_does_not_vanish(office):
    """Catches an archive's outcome without a forum that the summary leaves out in silence."""
    found(office)
    office.run("UPDATE conclusions SET forum = ''")
    total = summary(office.desk("auditor"), *YEAR)
    assert (total.subjects, total.meetings, total.no_forum) == (0, 0, 1)


def test_where_outcomes_lie_is_counted_and_too_few_are_said_to_be(year):
    desk = year.desk("auditor")
    notified(year, "MC-2014-00001/1")
    go(year, "compare_outcome", "MC-2014-00001/1", date(2014, 6, 26), quoted="Admitted.")
    total = compared(desk, Asked()).total
    assert (total.outcomes, total.compared, total.too_few, total.base) == (3, 1, 1, 0)
    for lighter, heavier, where in ((0, 6, "lighter"), (6, 0, "heavier"), (3, 3, "within"),
                                    (0, 5, "within")):  # fmt: skip
        year.run("UPDATE conclusions SET comparators = 6, lighter = :lighter, heavier = :heavier"
                 " WHERE subject_id = 1", lighter=lighter, heavier=heavier)  # fmt: skip
        total = compared(desk, Asked()).total
        assert (total.base, getattr(total, where)) == (1, 1)
    rows = compared(desk, Asked(by=("standard",))).rows
    assert [(row.key["standard"], row.counts.outcomes) for row in rows] == [
        ("force", 1), ("honesty", 2),
    ]  # fmt: skip


def test_figures_by_chair_need_their_own_right_and_give_no_share_of_a_few(year):
    """Catches a league of chairs made of one hearing each."""
    with pytest.raises(NotAllowed):
        sanctions(year.desk("authority"), Asked(by=("chair",)))
    rows = sanctions(year.desk("auditor"), Asked(by=("chair",))).rows
    assert [(row.key["chair"], row.counts.subjects, row.withheld) for row in rows] == [
        ("300012", 0, True), ("", 2, False),
    ]  # fmt: skip
    assert rows[0].counts == Sanctions()
    assert not any(
        row.withheld for row in sanctions(year.desk("auditor"), Asked(by=("forum",))).rows
    )


@pytest.mark.parametrize("ask", [sanctions, compared])
def test_the_total_of_a_row_that_is_withheld_is_withheld_with_it(year, ask):
    """Catches the few of one chair got back from the total less the other rows of the answer."""
    desk = year.desk("auditor")
    found = ask(desk, Asked(by=("chair",)))
    assert found.rows[0].withheld
    assert found.withheld
    assert found.total == type(found.total)()
    assert found.notes == (WITH_IT,)
    assert not ask(desk, Asked(by=("forum",))).withheld
    year.run("UPDATE conclusions SET chair = '' WHERE chair <> ''")
    year.run("UPDATE appeals SET chair = ''")
    whole = ask(desk, Asked(by=("chair",)))
    assert (whole.withheld, whole.notes) == (False, ())


@pytest.mark.parametrize("ask", [sanctions, compared])
def test_of_one_chair_alone_nothing_is_given_below_ten(year, ask):
    """Catches the withheld counts given by --where in the place of --by."""
    found = ask(year.desk("auditor"), Asked(by=("year",), where={"chair": "300012"}))
    assert found.withheld
    assert found.total == type(found.total)()
    assert all(row.withheld and row.counts == found.total for row in found.rows)
    assert found.rows
    assert not ask(year.desk("auditor"), Asked(where={"chair": ""})).withheld


def test_an_appeal_counts_under_the_decision_that_was_challenged(year):
    """Catches an appeal charged to the chair, the finding and the year of the second round."""
    year.run("UPDATE conclusions SET chair = '300014', finding = 'misconduct', standing = 'stands',"
             " forum = 'accelerated', decided_on = '2015-02-01' WHERE subject_id = 3")  # fmt: skip
    desk = year.desk("auditor")
    for name, first, second in (
        ("year", "2014", "2015"),
        ("finding", "gross_misconduct", "misconduct"),
        ("forum", "hearing", "accelerated"),
    ):
        rows = {row.key[name]: row.counts for row in sanctions(desk, Asked(by=(name,))).rows}
        assert (rows[first].brought, rows[second].brought) == (1, 0), name
    assert sanctions(desk, Asked(end=date(2014, 12, 31))).total.brought == 1
    assert sanctions(desk, Asked(start=date(2015, 1, 1))).total.brought == 0
    assert sanctions(desk, Asked(where={"forum": "accelerated"})).total.brought == 0
    year.run("DELETE FROM conclusions WHERE chair = '300012' AND subject_id <> 3")
    year.run("UPDATE appeals SET chair = ''")
    assert [row.counts.brought for row in sanctions(desk, Asked(by=("chair",))).rows] == [0, 1]


def test_an_outcome_given_on_appeal_is_no_chairs(office):
    """Catches a tribunal's warning counted and compared as one that the chair gave."""
    ref = concluded(office, "dismissal_without_notice")
    overturned(office, ref, "vary", outcome="final_written_warning")
    desk = office.desk("auditor")
    rows = sanctions(desk, Asked(by=("chair",))).rows
    assert [(row.key["chair"], row.counts.base, row.withheld) for row in rows] == [
        ("300012", 0, True), ("on_appeal", 1, False),
    ]  # fmt: skip
    assert sanctions(desk, Asked(where={"chair": "on_appeal"})).total.base == 1
    total = compared(desk, Asked()).total
    assert (total.outcomes, total.on_appeal, total.compared) == (0, 1, 0)


def test_hearings_are_counted_once_by_where_they_stand(year):
    listed = year.listed(
        year.referred(person="201307", name="P Seven"), sitting=["2014-06-25 10:00-16:00"]
    )
    total = held(year.desk("auditor"), Asked())
    assert [dict(key) for key, _ in total.rows] == [{"year": "2014", "forum": "hearing"}]
    assert (total.total.hearings, total.total.heard, total.total.listed) == (6, 4, 1)
    assert total.total.part_heard == 1, "Found, and the outcome still to come."
    assert (total.total.officers, total.total.days, total.total.withdrawn) == (4, 4, 2)
    year.go("vacate", listed, by="practice_support", asked_by="authority",
            delay_reason="disclosure", reason="More came in.")  # fmt: skip
    again = held(year.desk("auditor"), Asked(by=("forum",), start=date(2014, 6, 24))).total
    assert (again.listed, again.vacated, again.withdrawn) == (0, 1, 0)


@pytest.mark.parametrize("account", ["local_assessor", "investigator", "administrator"])
def test_whoever_may_not_see_figures_is_refused_and_the_trail_says_so(office, account):
    for ask in (lambda d: sanctions(d, Asked()), lambda d: compared(d, Asked()),
                lambda d: summary(d, *YEAR), lambda d: held(d, Asked())):  # fmt: skip
        with pytest.raises(NotAllowed):
            ask(office.desk(account))
    lines = office.trail()
    assert [(line[1], line[5]) for line in lines] == [
        ("figures.outcomes", "refused"), ("figures.consistency", "refused"),
        ("figures.outcomes", "refused"), ("figures.hearings", "refused"),
    ]  # fmt: skip


def test_practice_support_may_see_the_figures_it_keeps_and_no_others(year):
    """Catches the figures of hearings refused to whoever enters them, and chairs shown to them."""
    desk = year.desk("practice_support")
    assert held(desk, Asked()).total.heard == 4
    assert compared(desk, Asked(by=("forum",))).total.outcomes == 3
    for refused in (
        lambda: compared(desk, Asked(by=("chair",))),
        lambda: compared(desk, Asked(where={"chair": "300012"})),
        lambda: sanctions(desk, Asked()),
        lambda: summary(desk, *YEAR),
    ):
        with pytest.raises(NotAllowed):
            refused()


@pytest.mark.parametrize(
    ("name", "known"),
    [("forum", "accelerated"), ("regime", "local"), ("finding", "misconduct"),
     ("standard", "force"), ("rank_band", "sergeant"), ("person_type", "staff")],
)  # fmt: skip
def test_a_value_that_no_list_holds_is_refused_with_those_it_does(year, name, known):
    """Catches a slip of the pen that is answered by a true-looking nought."""
    desk = year.desk("auditor")
    for ask in (sanctions, compared):
        with pytest.raises(UsageError, match=f"{name} cannot be 'bogus'; it is one of .*{known}"):
            ask(desk, Asked(where={name: "bogus"}))
        ask(desk, Asked(where={name: known}))
        ask(desk, Asked(where={name: ""}))
    with pytest.raises(UsageError, match="regime cannot be 'none'"):
        sanctions(desk, Asked(where={"regime": "none"}))
    with pytest.raises(UsageError, match="There is no archive 'nope'; there is none"):
        sanctions(desk, Asked(archive="nope"))
    year.run("UPDATE cases SET regime = 'none', archive = 'Elsewhere' WHERE id = 2")
    year.run("UPDATE conclusions SET regime = 'none' WHERE subject_id = 2")
    asked = Asked(where={"regime": "none"}, archive="Elsewhere")
    assert sanctions(desk, asked).total.base == 1
    with pytest.raises(UsageError, match="There is no archive 'nope'; there is Elsewhere"):
        sanctions(desk, Asked(archive="nope"))


def test_a_value_of_an_open_field_or_of_an_archive_of_its_own_is_taken(year):
    """Catches an archive's own Standard refused because the ten do not hold it."""
    desk = year.desk("auditor")
    assert sanctions(desk, Asked(where={"unit": "nowhere"})).total.subjects == 0
    year.run("UPDATE breaches SET standard = 'Excessive Force' WHERE subject_id = 2")
    assert sanctions(desk, Asked(where={"standard": "Excessive Force"})).total.subjects == 1
    year.run("UPDATE cases SET sensitivity = 'covert' WHERE id = 2")
    with pytest.raises(UsageError):
        sanctions(desk, Asked(where={"standard": "Excessive Force"}))


@pytest.mark.parametrize(
    "asked",
    [
        Asked(by=("ethnicity",)),
        Asked(by=("year", "year")),
        Asked(where={"name": "x"}),
        Asked(start=date(2014, 2, 1), end=date(2014, 1, 1)),
    ],
)
def test_what_cannot_be_asked_is_refused(office, asked):
    with pytest.raises(UsageError):
        sanctions(office.desk("auditor"), asked)


def test_a_database_without_outcomes_counts_nothing(office):
    desk = office.desk("auditor")
    assert sanctions(desk, Asked()).total.subjects == 0
    assert sanctions(desk, Asked(by=("year",))).rows == ()
    assert compared(desk, Asked()).total.outcomes == 0
    assert summary(desk, *YEAR).subjects == 0
    assert held(desk, Asked()).rows == ()
