"""What others are compared with is withheld last: the rate of the whole, and the reference."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from random import Random

import pytest

from hearings.disclosure import Protected, Table, audience_named, counted, protect
from hearings.errors import Refused
from tests.hearings.crowds import crowd

RANK = sys.modules[protect.__module__]._Rank


def made(many: int, make: Callable[[Table], Table]) -> list[Protected]:
    """Protect so many random tables for staff; give those that were not refused."""
    random = Random(5)
    found = []
    for _one in range(many):
        try:
            found.append(protect(make(crowd(random)), audience_named("staff")))
        except Refused:
            continue
    return found


def whole(found: Iterable[Protected]) -> int:
    """Count the tables with the rate of the whole."""
    parts = [{one.published.get((None, name)) for name in ("changed", "decided")} for one in found]
    return sum(None not in both for both in parts)


def halves(table: Table) -> Table:
    """Count those decided as a disparity table does: lowered or not."""
    members: dict[tuple[str, str], tuple[int, ...]] = {}
    for (row, column), them in table.members.items():
        if column in {"same", "lowered", "raised"}:
            cell = row, "yes" if column == "lowered" else "no"
            members[cell] = (*members.get(cell, ()), *them)
    rows = tuple(row for row in table.rows if {(row, "yes"), (row, "no")} & members.keys())
    return Table(rows, ("yes", "no"), counted(members), members=members)


def shares(found: Iterable[Protected], rows: Iterable[str] | None = None) -> int:
    """Count the rows with a share: of some rows, or of all."""
    return sum(
        one.published.get((row, "yes")) is not None and one.published.get((row, None)) is not None
        for one in found
        for row in (one.table.rows if rows is None else rows)
    )


def test_the_rate_of_the_whole_is_withheld_last(monkeypatch, portion):
    """Catches a force's own rate withheld where rows put together would have spared it."""
    many = portion(300)
    found = made(many, lambda table: table)
    monkeypatch.setattr(RANK, "spares", lambda *_given: False)
    without = made(many, lambda table: table)
    assert len(found) == len(without)  # Nothing is refused for it.
    assert whole(found) > 0.7 * len(found)
    assert whole(found) > 1.1 * whole(without)


def test_the_row_of_reference_is_withheld_last(portion):
    """Catches groups that left without the one they are all compared with."""
    many = portion(300)
    found = made(many, lambda table: replace(halves(table), reference="W1"))
    without = made(many, halves)
    assert len(found) == len(without)
    assert shares(found, ["W1"]) > 0.8 * len(found) > shares(without, ["W1"])
    assert shares(found) > shares(without)


@pytest.mark.parametrize("reference", ["", "W1"])
def test_a_row_not_known_is_no_reference(reference):
    """Catches an empty label taken for the reference of a table that has none."""
    members = {("W1", "yes"): tuple(range(40)), ("W1", "no"): tuple(range(100, 160)),
               ("", "yes"): (300, 301, 302), ("", "no"): tuple(range(400, 420)),
               ("B1", "yes"): tuple(range(500, 530)),
               ("B1", "no"): tuple(range(600, 640))}  # fmt: skip
    table = Table(("W1", "B1", ""), ("yes", "no"), counted(members), members=members,
                  reference=reference)  # fmt: skip
    found = protect(table, audience_named("staff"))
    assert found.published["W1", "yes"] == 40
    assert found.published.get(("", "yes")) is None
