"""Releases of many months tell of nobody when they are laid side by side, any two of them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from random import Random

import pytest

from hearings.disclosure import Given, Table, audience_named, counted, protect
from hearings.errors import Refused
from tests.conftest import SOAK
from tests.hearings.attacker import RULES, between, sheet
from tests.hearings.crowds import counted_in, officers

MONTHS = 24 if SOAK else 6
"""How many months are simulated."""

DEFENCE = sys.modules[protect.__module__]

READERS = {"staff": ("staff", "public"), "public": ("public",)}
"""Whose releases the readers of each audience have."""


def simulated(audiences: tuple[str, ...], seed: int = 3, each: int = 60) -> list[Given]:
    """Release every month what came in it and what came so far, as the records then stand."""
    them = officers(Random(seed), MONTHS, each)
    found: list[Given] = []
    for month in range(MONTHS):
        day = date(2014 + month // 12, month % 12 + 1, 28)
        for audience in audiences:
            for first in (0, month):
                whom = audience_named(audience)
                try:
                    one = protect(counted_in(them, month, first), whom, found)
                except Refused:
                    continue
                given = Given(len(found) + 1, day, whom, one.table, one.published, one.fine)
                found.append(given)
    return found


def told(found: list[Given], reader: str) -> Iterator[str]:
    """Attack any two releases that the same people read."""
    threshold, _base, narrowest = RULES[reader]
    read = [sheet(one) for one in found if one.audience.name in READERS[reader]]
    for place, later in enumerate(read):
        for earlier in read[:place]:
            yield from between(earlier, later, threshold, narrowest)


@pytest.mark.parametrize("audiences", [("staff",), ("public",), ("staff", "public")])
def test_of_many_months_of_releases_no_two_tell_of_a_few(audiences):
    """Catches last month's total taken from this month's, and a late change seen in between."""
    found = simulated(audiences)
    assert len(found) > MONTHS * len(audiences)  # To refuse them all would be safe, and of no use.
    given_out = [n for one in found for n in one.published.values()]
    assert sum(n is not None for n in given_out) > 0.25 * len(given_out)
    for reader in READERS:
        assert list(told(found, reader)) == []


@pytest.mark.parametrize("audience", ["staff", "public"])
def test_without_the_look_at_earlier_releases_the_attack_sees_it(monkeypatch, audience):
    """The planted defect: each table is safe by itself, and nobody lays two side by side."""
    monkeypatch.setattr(DEFENCE, "_pairs", lambda *_given: [])
    monkeypatch.setattr(DEFENCE, "_known", lambda *_given: [])
    assert next(told(simulated((audience,)), audience), None) is not None


def grown(*cells: int, more: tuple[int, ...] = ()) -> Table:
    """Count officers in the columns a, b and so on of one row, then more in the same."""
    members: dict[tuple[str, str], tuple[int, ...]] = {}
    who = 0
    for first, numbers in ((True, cells), (False, more)):
        for name, number in zip("abc", numbers, strict=False):
            before = members.get(("r", name), ())
            members["r", name] = (*before, *range(who, who + number))
            who += number
        assert first or who
    return Table(("r",), ("a", "b", "c"), counted(members), members=members)


def given(table: Table, audience: str = "staff", number: int = 7) -> Given:
    one = protect(table, audience_named(audience))
    return Given(number, date(2014, 2, 28), one.audience, one.table, one.published, one.fine)


def test_a_few_officers_more_are_refused_and_the_earlier_release_is_named():
    """Catches a table a month later whose totals tell of the two who came in between."""
    before = given(grown(20, 30, 40))
    after = grown(20, 30, 40, more=(1, 1))
    with pytest.raises(Refused, match="release 7 of 2014-02-28 for staff"):
        protect(after, audience_named("staff"), [before])
    assert protect(after, audience_named("staff")).published["r", None] == 92


def test_enough_officers_more_are_told():
    before = given(grown(20, 30, 40))
    after = protect(grown(20, 30, 40, more=(6, 7, 8)), audience_named("staff"), [before])
    assert not after.withheld


def test_a_late_change_of_one_is_not_told():
    """Catches the one of ten undecided whose decision shows as a difference of one."""
    was = Table(("r",), ("a", "b", "c"), {("r", "a"): 20, ("r", "b"): 10, ("r", "c"): 30},
                members={("r", "a"): tuple(range(20)), ("r", "b"): tuple(range(20, 30)),
                         ("r", "c"): tuple(range(30, 60))})  # fmt: skip
    now = Table(("r",), ("a", "b", "c"), {("r", "a"): 21, ("r", "b"): 9, ("r", "c"): 30},
                members={("r", "a"): tuple(range(21)), ("r", "b"): tuple(range(21, 30)),
                         ("r", "c"): tuple(range(30, 60))})  # fmt: skip
    after = protect(now, audience_named("staff"), [given(was)])
    assert after.published["r", "a"] is None
    assert after.published["r", "b"] is None


def test_staff_also_read_what_the_public_was_given():
    """Catches an exact number that says how few came since a rounded one."""
    before = given(grown(40, 11, 40), "public")
    after = grown(40, 11, 40, more=(0, 2, 0))
    assert protect(after, audience_named("staff")).published["r", "b"] == 13
    assert protect(after, audience_named("staff"), [before]).published["r", "b"] is None


def test_what_leaves_for_the_public_is_checked_for_staff_who_read_both():
    """Catches a rounded number that, for those who had the exact one, tells of two."""
    before = given(grown(40, 40, 40), "staff")
    with pytest.raises(Refused, match="release 7 of 2014-02-28 for staff"):
        protect(grown(40, 40, 40, more=(2,)), audience_named("public"), [before])


def test_a_release_of_other_officers_bears_on_nothing():
    before = given(grown(20, 30, 40))
    table = Table(("r",), ("a", "b", "c"), {("r", "a"): 20, ("r", "b"): 30, ("r", "c"): 40},
                  members={("r", "a"): tuple(range(100, 120)), ("r", "b"): tuple(range(200, 230)),
                           ("r", "c"): tuple(range(300, 340))})  # fmt: skip
    assert not protect(table, audience_named("staff"), [before]).withheld
