"""A number counts officers in a case; whether it is small goes by how many people they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from hearings.disclosure import Given, Table, audience_named, counted, protect
from hearings.errors import Refused

STAFF = audience_named("staff")


def table(rows, people=None, cases=None, assessors=None):
    """Count officers in two columns, one row each; person and case of each by number."""
    members, who = {}, 1
    for row, cells in rows.items():
        for column, number in zip("ab", cells, strict=True):
            members[row, column] = tuple(range(who, who + number))
            who += number
    people, cases = people or {}, cases or {}
    whose = {n: (people.get(n, 1000 + n), cases.get(n, 1000 + n)) for n in range(1, who)}
    return Table(tuple(rows), ("a", "b"), counted(members), members=members, whose=whose,
                 assessors=assessors or {})  # fmt: skip


ROWS = {"r": (5, 40), "s": (60, 70), "t": (50, 30)}


def test_five_officers_in_a_case_who_are_four_people_are_withheld():
    """Catches Chicago's changed 5 of 249, who are four people: one of them is counted twice."""
    assert protect(table(ROWS), STAFF).published["r", "a"] == 5
    twice = table(ROWS, people={5: 1004})
    assert protect(twice, STAFF).published["r", "a"] is None


def test_nine_officers_of_one_case_are_withheld_and_a_row_of_one_case_stands_with_others():
    """Catches a unit's year of nine lowered, which is one evening: all of one case."""
    rows = {**ROWS, "r": (9, 40)}
    one = table(rows, cases=dict.fromkeys(range(1, 10), 7))
    assert protect(table(rows), STAFF).published["r", "a"] == 9
    assert protect(one, STAFF).published["r", "a"] is None
    whole = table(rows, cases=dict.fromkeys(range(1, 50), 7))
    found = protect(whole, STAFF)
    assert "r" not in found.table.rows
    assert found.together


def test_the_totals_of_few_people_are_withheld_too():
    """Catches a column of which all numbers are withheld but their total: twelve of four people."""
    few = {who: who % 4 for who in (*range(1, 7), *range(47, 53))}
    found = protect(table({"r": (6, 40), "s": (6, 50)}, people=few), STAFF)
    assert found.published[None, "a"] is None


@pytest.mark.parametrize("what", [{"cases": 7}, {"people": 7}])
def test_a_table_of_one_case_or_one_person_is_refused(what):
    ((name, number),) = what.items()
    with pytest.raises(Refused, match="fewer than 5 officers in all, those of one case"):
        protect(table({"r": (20, 30)}, **{name: dict.fromkeys(range(1, 51), number)}), STAFF)


def test_a_row_that_two_people_assessed_stands_with_others():
    """Catches 19 of 44 of one superintendent, and what two assessed, either of whom knows half."""
    of = {who: f"{who % 9}" for who in range(1, 256)}
    two = of | {who: f"{who % 2}" for who in range(1, 46)}
    assert protect(table(ROWS, assessors=of), STAFF).table.rows == ("r", "s", "t")
    assert "r" not in protect(table(ROWS, assessors=two), STAFF).table.rows
    # What is not decided is nobody's work yet: the decided are of one.
    one = of | {who: "1" if who < 40 else "" for who in range(1, 46)}
    assert "r" not in protect(table(ROWS, assessors=one), STAFF).table.rows


def test_a_row_put_together_for_its_people_is_not_the_difference_of_two_tables():
    """An attacker takes the second table from the first.

    Catches nine officers of one case who stand with others in one table and are left out of the
    next: nine are not few, but they are one case.
    """
    rows = {"r": (5, 4), "s": (60, 70), "t": (50, 30)}
    first = table(rows, cases=dict.fromkeys(range(1, 10), 7))
    left = protect(first, STAFF)
    assert left.together
    given = Given(1, date(2014, 1, 1), STAFF, left.table, left.published, left.fine)
    without = {cell: them for cell, them in first.members.items() if cell[0] != "r"}
    second = replace(first, rows=("s", "t"), members=without, counts=counted(without))
    try:
        found = protect(second, STAFF, [given])
    except Refused:
        return
    whole = left.published[None, None]
    assert whole is None or found.published[None, None] is None


def test_officers_of_whom_no_person_is_known_are_each_their_own():
    """Catches releases of an older version, and tables of none but numbers, withheld as one."""
    plain = replace(table(ROWS), whose={})
    assert protect(plain, STAFF).published == protect(table(ROWS), STAFF).published
