"""Invented officers for tests of disclosure: skewed groups, rare outcomes, late changes."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from hearings.disclosure import Merge, Sum, Table, counted

COLUMNS = ("same", "lowered", "raised", "undecided", "beside")
SUMS = (
    Sum("changed", ("lowered", "raised")),
    Sum("decided", ("same", "lowered", "raised"), tells=False),
)
MERGES = (Merge("not_decided", ("undecided", "beside")), Merge("changed", ("lowered", "raised")))
GROUPS = ("W1", "W2", "W9", "M1", "A1", "A2", "A9", "B1", "B2", "B9", "O1", "NS", "")
SHARES = (60, 2, 8, 2, 4, 2, 2, 4, 3, 1, 1, 5, 6)


def crowd(random: Random) -> Table:
    """Draw an ethnicity × outcome table of 40 to 5,000 officers, with small cells and noughts."""
    some = random.randint(2, len(GROUPS))
    weights = [share * random.uniform(0.3, 2) for share in SHARES[:some]]
    outcomes = {
        group: [n * random.uniform(0.3, 2) for n in (80, 6, 3, 8, 10)] for group in GROUPS[:some]
    }
    found: dict[tuple[str, str], list[int]] = {}
    for who in range(random.choice((40, 100, 300, 1000, 5000))):
        group = random.choices(GROUPS[:some], weights)[0]
        column = random.choices(COLUMNS, outcomes[group])[0]
        found.setdefault((group, column), []).append(who)
    return _table(found)


@dataclass(frozen=True)
class Officer:
    """One officer in one case, and how the record of it changes."""

    month: int
    """When it came to attention."""
    group: str
    """The group as first recorded."""
    later: str
    """The group as recorded from `known` on."""
    known: int
    """When that was put right."""
    outcome: str
    """What DPS did."""
    decided: int
    """When it did."""


def officers(random: Random, months: int, each: int) -> list[Officer]:
    """Draw the officers of some months, about so many in each."""
    found = []
    for month in range(months):
        for _one in range(random.randint(each * 3 // 4, each * 5 // 4)):
            group, later = random.choices(GROUPS, SHARES, k=2)
            late = group == "" and random.random() < 0.5
            outcome = random.choices(("same", "lowered", "raised", "beside"), (70, 9, 4, 12))[0]
            wait = random.choices((0, 1, 2, 3, 5), (50, 20, 15, 10, 5))[0]
            known = month + random.choice((1, 2, 4)) if late else 0
            found.append(Officer(month, group, later if late else group, known, outcome,
                                 month + wait))  # fmt: skip
    return found


def counted_in(them: list[Officer], now: int, first: int) -> Table:
    """Count those who came from one month to now, as the record stands now."""
    found: dict[tuple[str, str], list[int]] = {}
    for who, one in enumerate(them):
        if first <= one.month <= now:
            group = one.later if now >= one.known else one.group
            column = one.outcome if now >= one.decided else "undecided"
            found.setdefault((group, column), []).append(who)
    return _table(found)


def _table(found: dict[tuple[str, str], list[int]]) -> Table:
    members = {cell: tuple(them) for cell, them in found.items()}
    rows = tuple(group for group in GROUPS if any((group, name) in members for name in COLUMNS))
    return Table(rows, COLUMNS, counted(members), SUMS, MERGES, members)
