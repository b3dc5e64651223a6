"""The one road by which a table leaves, on both databases."""

from __future__ import annotations

import json
import zlib
from base64 import b64encode
from dataclasses import replace
from datetime import date

import pytest

from db.figures import Breakdown
from db.outward import reassessment_for
from db.releases import _all, release, released, releases
from db.tables.cases import SubjectRow
from hearings.disclosure import Table, counted, protect
from hearings.errors import NotAllowed, Refused, UsageError
from tests.planted import apart

ASKED = {"by": ["unit"], "from": date(2014, 1, 1).isoformat()}


def table(*rows, first=0):
    """Count officers in two columns, one row each."""
    members, who = {}, first
    for name, row in zip("rst", rows, strict=False):
        for column, number in zip("ab", row, strict=True):
            members[name, column] = tuple(range(who, who + number))
            who += number
    return Table(tuple("rst"[: len(rows)]), ("a", "b"), counted(members), members=members)


def leave(office, found, audience="staff", asked=ASKED, by="supervisor", figure="test"):
    return release(office.desk(by), audience, figure, asked, lambda _connection: found)


def test_what_leaves_is_kept_with_its_line_in_the_trail(office):
    """Catches a table that leaves without a trace, or a trace of one that did not."""
    found = leave(office, table((20, 30), (40, 50)))
    assert (found.number, found.day, found.account) == (1, date(2014, 6, 1), "supervisor")
    assert found.published["r", "a"] == 20
    assert found.published[None, None] == 140
    assert office.rows("SELECT count(*) FROM releases")[0][0] == 1
    lines = [line for line in office.trail() if line[1] == "figures.release"]
    assert [(line[0], line[5]) for line in lines] == [("supervisor", "done")]
    told = {**ASKED, "audience": "staff", "figure": "test"}
    assert json.loads(lines[0][6]) == told
    with pytest.raises(Exception, match="releases"):
        office.run("UPDATE releases SET audience = 'public'")


def test_the_very_same_asked_again_gives_the_same_and_no_second_release(office):
    """Catches two answers to one question, which together tell more than either."""
    small = table((20, 3), (40, 50), (30, 30))
    first = leave(office, small)
    assert first.withheld
    assert leave(office, small) == first
    assert leave(office, small, "public").number == 2
    assert leave(office, table((20, 30), (40, 50), first=500)).number == 3
    assert len(releases(office.desk("auditor"))) == 3
    assert len([line for line in office.trail() if line[1] == "figures.release"]) == 4


def test_a_few_officers_more_are_refused_with_the_release_that_tells_of_them(office):
    """Catches a second release whose difference from the first is two officers."""
    leave(office, table((20, 30)))
    more = table((20, 30))
    members = {**more.members, ("r", "a"): (*range(20), 900, 901)}
    with pytest.raises(Refused, match="release 1 of 2014-06-01 for staff"):
        leave(office, replace(more, members=members, counts=counted(members)), asked={"by": []})
    assert office.rows("SELECT count(*) FROM releases")[0][0] == 1
    last = office.trail()[-1]
    assert (last[1], last[5]) == ("figures.release", "refused")
    assert "release 1 of 2014-06-01" in last[6]


def test_what_was_told_under_another_name_is_compared_all_the_same(office):
    """Catches the same officers counted for another figure, with a few more."""
    leave(office, table((20, 30)), figure="one")
    members = {("q", "x"): (*range(50), 900)}
    members["q", "y"] = tuple(range(2000, 2040))
    other = Table(("q",), ("x", "y"), counted(members), members=members)
    found = leave(office, other, figure="another")
    assert found.published["q", "x"] is None


@pytest.mark.parametrize("account", ["caseworker", "authority", "auditor", "champion"])
def test_only_those_with_the_right_release(office, account):
    with pytest.raises(NotAllowed):
        leave(office, table((20, 30)), by=account)
    assert office.trail()[-1][5] == "refused"
    assert office.rows("SELECT count(*) FROM releases")[0][0] == 0


def test_releases_are_read_by_those_who_may_see_figures(office):
    leave(office, table((20, 3), (40, 50), (30, 30)))
    assert released(office.desk("auditor"), 1).published["r", "b"] is None
    assert [one.number for one in releases(office.desk("authority"))] == [1]
    for account in ("champion", "practice_support"):
        with pytest.raises(NotAllowed):
            releases(office.desk(account))
    with pytest.raises(Refused, match="no release 9"):
        released(office.desk("auditor"), 9)
    with pytest.raises(UsageError, match="staff or public"):
        leave(office, table((20, 30)), "internal")


def test_whom_each_cell_counted_is_kept_and_shown_to_nobody(office):
    """Catches members that come back other than they went in, or come out at all."""
    found = table((20, 30), (40, 3))
    shown = leave(office, found)
    with office.database.read() as connection:
        kept = _all(connection)[0].given.table
    them = {who for whose in kept.members.values() for who in whose}
    assert them == {who for whose in found.members.values() for who in whose}
    assert not hasattr(shown, "members")
    assert not hasattr(shown, "table")


def test_what_was_put_together_is_kept_as_it_was_counted_too(office):
    """Catches a small row that is looked for no more once it left with others."""
    fine = table((20, 30), (2, 1), (7, 8))
    shown = leave(office, fine)
    assert shown.rows == ("r", "others together")
    with office.database.read() as connection:
        kept = _all(connection)[0].given
    assert kept.table.members["others together", "a"] == fine.members["s", "a"] + fine.members[
        "t", "a"]  # fmt: skip
    assert kept.fine is not None
    assert (kept.fine.rows, kept.fine.members) == (fine.rows, fine.members)
    with pytest.raises(Refused, match="release 1 of 2014-06-01 for staff"):
        # All but the row of three: a total of 65 beside one of 68.
        leave(office, replace(fine, rows=("r", "t"), counts={
            cell: n for cell, n in fine.counts.items() if cell[0] != "s"}, members={
            cell: n for cell, n in fine.members.items() if cell[0] != "s"}))  # fmt: skip


def test_a_release_kept_without_what_was_put_together_is_still_read(office):
    """Catches releases of an older version that stop all others."""
    leave(office, table((20, 30), (2, 1), (7, 8)))
    old = json.loads(office.rows("SELECT cells FROM releases")[0][0])
    del old["fine"]
    members = [[r, c, n] for (r, c), n in (((0, 0), [*range(1)]), ((1, 1), [100, 1]))]
    old["members"] = b64encode(zlib.compress(json.dumps(members).encode())).decode()
    with office.database.write() as connection:
        connection.insert("releases", {"at": "2014-06-02T09:00:00+00:00", "account": "supervisor",
                                       "audience": "staff", "figure": "old", "asked": "{}",
                                       "cells": json.dumps(old)})  # fmt: skip
    with office.database.read() as connection:
        given = _all(connection)[1].given
    assert given.fine == given.table
    assert given.table.members == {("r", "a"): (0,), ("others together", "b"): (100, 101)}


def test_a_table_is_made_fit_while_others_write_and_again_where_one_came_between(
    office, monkeypatch
):
    """Catches a lock held through the attack, and a release attacked without the one before it."""
    between: list[None] = []

    def meanwhile(*given):
        found = protect(*given)
        if len(between) < 1:
            between.append(None)
            leave(office, table((20, 31), (40, 50)), figure="between")
        return found

    monkeypatch.setattr("db.releases.protect", meanwhile)
    with pytest.raises(Refused, match="release 1 of 2014-06-01"):
        leave(office, table((20, 30)))
    assert [one.figure for one in releases(office.desk("auditor"))] == ["between"]


def test_a_table_that_changes_whenever_it_was_checked_is_given_up(office):
    counts = iter(range(100))
    with pytest.raises(Refused, match="changed each time"):
        release(office.desk("supervisor"), "staff", "test", ASKED,
                lambda _connection: table((20, 30), first=next(counts)))  # fmt: skip
    assert office.rows("SELECT count(*) FROM releases")[0][0] == 0
    assert office.trail()[-1][5] == "refused"


@pytest.fixture
def force(office):
    """Give a force of 90 officers: most White and unchanged, twelve lowered, two raised."""
    office.decided("misconduct", "misconduct")
    with office.database.write() as connection:
        own = {"id", "number", "reference"}
        names = [name for name in SubjectRow.model_fields if name not in own]
        for number in range(2, 91):
            connection.run(
                f"INSERT INTO subjects (number, reference, {', '.join(names)})"
                f" SELECT :number, :reference, {', '.join(names)} FROM subjects WHERE number = 1",
                number=number, reference=f"MC-2014-00001/{number}",
            )  # fmt: skip
        apart(connection)
        for ethnicity, low, high in (("W1", 1, 60), ("A1", 61, 80), ("B1", 81, 88), ("", 89, 90)):
            connection.run("UPDATE subjects SET ethnicity = :e WHERE number BETWEEN :a AND :b",
                           e=ethnicity, a=low, b=high)  # fmt: skip
        connection.run("UPDATE subjects SET direction = 'lowered' WHERE number % 7 = 0")
        connection.run("UPDATE subjects SET direction = 'raised' WHERE number IN (3, 62)")
        connection.run("UPDATE subjects SET pair_state = 'undecided', direction = ''"
                       " WHERE number % 10 = 1")  # fmt: skip
    return office


def test_the_reassessment_figures_leave_by_this_road(force):
    desk = force.desk("supervisor")
    found = reassessment_for(desk, Breakdown(by=("ethnicity",), audience="staff"))
    assert found.figure == "reassessment"
    assert found.published[None, None] == 90
    assert found.together == "others together"
    # Rows are put together before the rate of the whole is withheld.
    assert found.rows == ("W1", "others together")
    rates = {found.published[r, name] for r in ("W1", None) for name in ("changed", "decided")}
    assert None not in rates
    # Two were raised: whatever else is withheld, the total of those lowered would tell of them.
    assert found.columns == ("same", "changed", "not_decided")
    public = reassessment_for(desk, Breakdown(by=("ethnicity",), audience="public"))
    assert all(n is None or n % 5 == 0 for n in public.published.values())


@pytest.mark.parametrize("audience", ["staff", "public"])
@pytest.mark.parametrize("field", ["assessor", "decider"])
def test_no_audience_is_given_figures_by_person(force, audience, field):
    """Catches a league of assessors on a notice board, and one person asked for by --where."""
    for asked in (Breakdown(by=(field,), audience=audience),
                  Breakdown(where={field: "300002"}, audience=audience)):  # fmt: skip
        with pytest.raises(NotAllowed, match=f"Figures by {field} are about a person"):
            reassessment_for(force.desk("supervisor"), asked)
    assert force.trail()[-1][5] == "refused"


def test_rows_that_overlap_are_refused_and_one_at_a_time_is_not(force):
    desk = force.desk("supervisor")
    with pytest.raises(NotAllowed, match="Rows by standard overlap"):
        reassessment_for(desk, Breakdown(by=("standard",), audience="staff"))
    with pytest.raises(UsageError):
        reassessment_for(desk, Breakdown(by=("nonsense",), audience="staff"))


def test_nobody_is_told_that_nobody_is_there(force):
    found = reassessment_for(
        force.desk("supervisor"), Breakdown(where={"unit": "nowhere"}, audience="public")
    )
    assert found.rows == ()
    assert set(found.published.values()) == {0}
