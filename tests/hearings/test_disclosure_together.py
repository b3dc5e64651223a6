"""Any number of exact releases, added and subtracted, count no few officers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearings.disclosure import ROW, Given, Table, audience_named, counted, protect
from hearings.disclosure.span import PRIME, Span, coming_to_nought, weights_of
from hearings.errors import Refused
from tests.conftest import SOAK
from tests.hearings.attacker import RULES, counted_together, sheet
from tests.hearings.crowds import COLUMNS, MERGES, SUMS, Officer, officers

STAFF = audience_named("staff")
DEFENCE = sys.modules[protect.__module__]
MONTHS = 24 if SOAK else 6


def table(them: Iterable[tuple[int, str, str]]) -> Table:
    """Count officers by number, row and column."""
    found: dict[tuple[str, str], list[int]] = {}
    for who, row, column in them:
        found.setdefault((row, column), []).append(who)
    members = {cell: tuple(whose) for cell, whose in found.items()}
    rows = tuple(sorted({row for row, _column in members}))
    return Table(rows, COLUMNS, counted(members), SUMS, MERGES, members)


def lot(first: int, *numbers: int, row: str = ROW) -> list[tuple[int, str, str]]:
    """Make so many officers of each column, numbered from the first."""
    columns = [name for name, many in zip(COLUMNS, numbers, strict=True) for _one in range(many)]
    return [(first + place, row, column) for place, column in enumerate(columns)]


def left(tables: Iterable[Table], audience: str = "staff") -> list[Given]:
    """Release tables one after the other, those that are not refused."""
    found: list[Given] = []
    for one in tables:
        whom = audience_named(audience)
        try:
            made = protect(one, whom, found)
        except Refused:
            continue
        found.append(Given(len(found) + 1, date(2014, 1, 1), whom, made.table, made.published,
                           made.fine))  # fmt: skip
    return found


def told(found: Iterable[Given]) -> list[frozenset[int]]:
    exact = [sheet(one) for one in found if one.audience.name == "staff"]
    return counted_together(exact, RULES["staff"][0])


def blind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plant the defect: earlier releases are looked at one at a time only."""
    monkeypatch.setattr(DEFENCE, "_known", lambda *_given: [])


HALF = lot(0, 200, 60, 26, 13, 10)
OTHER = lot(400, 150, 48, 19, 31, 30)
YEAR = [*HALF, *OTHER, (999, ROW, "lowered")]
"""A year of 588: on the one day between its halves one officer came, who was lowered."""

OCTOBER = lot(0, 40, 3, 2, 8, 7)
NOVEMBER = lot(100, 41, 6, 3, 9, 8)
DECEMBER = lot(200, 39, 2, 1, 7, 9)
QUARTER = [*OCTOBER, *NOVEMBER, *DECEMBER]
"""Of December three were changed, of the other months five and nine."""

NORTH, SOUTH = lot(0, 60, 9, 8, 7, 6), lot(100, 50, 8, 7, 6, 9)
UNITS = [*NORTH, *SOUTH, (200, ROW, "same"), (201, ROW, "beside"), (202, ROW, "raised")]
"""Three were of neither of two units."""

SEQUENCES = {
    "the year, then its halves": (YEAR, HALF, OTHER),
    "the halves, then the year": (HALF, OTHER, YEAR),
    "December between its months and the quarter": (DECEMBER, OCTOBER, NOVEMBER, QUARTER),
    "the quarter before its months": (QUARTER, NOVEMBER, OCTOBER, DECEMBER),
    "all, then one unit and the other": (UNITS, NORTH, SOUTH),
}


@pytest.mark.parametrize("sequence", SEQUENCES)
def test_no_sequence_of_releases_counts_a_few(sequence):
    """Catches one officer told of by three tables every two of which differ by hundreds."""
    tables = [table(one) for one in SEQUENCES[sequence]]
    found = left(tables)
    assert told(found) == []
    assert len(found) >= 2  # To refuse them all would be safe, and of no use.


def test_with_one_release_looked_at_at_a_time_the_attack_sees_it(monkeypatch):
    """The planted defect: every sequence of three tells of somebody then."""
    blind(monkeypatch)
    for sequence in ("the year, then its halves", "the halves, then the year"):
        assert frozenset({999}) in told(left(table(one) for one in SEQUENCES[sequence]))
    assert sum(bool(told(left(table(one) for one in each))) for each in SEQUENCES.values()) >= 4


def test_the_refusal_names_a_release_that_counts_the_same_officers_and_says_there_are_others():
    found = left([table(YEAR), table(HALF)])
    with pytest.raises(Refused, match="release 1 of 2014-01-01 for staff and others, it would"):
        protect(table(OTHER), STAFF, found)


asks = st.lists(
    st.tuples(st.integers(0, 5), st.integers(1, 6), st.sampled_from(("", "unit", "rank")),
              st.sampled_from(("", "u1", "u2"))),
    min_size=3, max_size=6,
)  # fmt: skip


def drawn(seed: int, each: int) -> list[dict[str, object]]:
    random = Random(seed)
    return [
        {"id": who, "month": random.randrange(6), "column": random.choices(
            COLUMNS, (60, 20, 15, 15, 15))[0], "unit": random.choice(("u1", "u1", "u1", "u2")),
         "rank": random.choice(("pc", "pc", "sgt"))}
        for who in range(each)
    ]  # fmt: skip


def asked(them: list[dict[str, object]], ask: tuple[int, int, str, str]) -> Table:
    start, months, by, unit = ask
    return table(
        (int(str(one["id"])), str(one.get(by, ROW)), str(one["column"])) for one in them
        if start <= int(str(one["month"])) < start + months and unit in {"", one["unit"]}
    )  # fmt: skip


@settings(max_examples=120 if SOAK else 30, deadline=None)
@given(seed=st.integers(0, 1000), several=asks)
def test_of_random_periods_and_rows_no_number_of_releases_counts_a_few(seed, several):
    """Catches whatever sum of releases the elimination would miss; by fractions over all."""
    them = drawn(seed, 240)
    assert told(left(asked(them, ask) for ask in several)) == []


def test_with_one_at_a_time_random_periods_and_rows_tell(monkeypatch):
    """The planted defect, for the law above."""
    blind(monkeypatch)
    random = Random(2)
    seen = 0
    for seed in range(12):
        several = [(random.randrange(6), random.randint(1, 6), random.choice(("", "unit")), "")
                   for _one in range(6)]  # fmt: skip
        seen += bool(told(left(asked(drawn(seed, 240), ask) for ask in several)))
    assert seen > 2


def calendar(them: list[Officer]) -> Iterable[Table]:
    """Ask every month for the month, and every quarter for it by group, and for the year so far."""

    def since(first: int, now: int, row: Callable[[Officer], str]) -> Table:
        return table(
            (who, row(one), one.outcome if now >= one.decided else "undecided")
            for who, one in enumerate(them) if first <= one.month <= now
        )  # fmt: skip

    for month in range(MONTHS):
        yield since(month, month, lambda _one: ROW)
        if month % 3 == 2:
            yield since(month - 2, month, lambda _one: ROW)
            yield since(month - 2, month, lambda one: one.group[:1])
            yield since(month // 12 * 12, month, lambda one: one.group)


def test_a_calendar_of_releases_counts_no_few_and_is_of_use():
    """Catches a month that was refused and comes of the quarter; and a defence that refuses all."""
    tables = list(calendar(officers(Random(3), MONTHS, 90)))
    found = left(tables)
    assert told(found) == []
    assert len(found) > 0.8 * len(tables)
    parts = [{one.published.get((None, name)) for name in ("changed", "decided")} for one in found]
    assert sum(None not in both for both in parts) > 0.6 * len(found)


def test_what_was_told_before_is_held_against_no_new_table():
    """Catches one old release too many that stops all that come after it."""
    whom = audience_named("staff")
    old = [Given(n, date(2014, 1, 1), whom, one, {p: one.count(p) for p in one.places()}, one)
           for n, one in enumerate((table(YEAR), table(HALF), table(OTHER)))]  # fmt: skip
    assert told(old)
    again = table([*HALF, *OTHER, (999, ROW, "lowered"), *lot(2000, 90, 30, 20, 9, 8)])
    assert not protect(again, STAFF, old).withheld


def test_what_leaves_rounded_is_not_added_up_here():
    """The public's numbers are not exact: what they tell is a range, which the programme gives."""
    found = left([table(YEAR), table(HALF)], "public")
    assert len(found) == 2
    laid = [one for one in found if one.audience.base == 1]
    assert DEFENCE._known(table(OTHER), audience_named("public"), found, found) == []
    assert DEFENCE._known(table(OTHER), STAFF, found, found) == []
    assert laid == []


def test_all_exact_numbers_have_a_threshold_that_four_parts_reach():
    """Catches a threshold raised to where sets of five parts are small, and not looked for."""
    for whom in map(audience_named, ("staff", "public")):
        assert whom.base > 1 or whom.threshold <= 5


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(st.lists(st.booleans(), min_size=7, max_size=7), min_size=1, max_size=5),
    parts=st.lists(st.integers(0, 6), min_size=1, max_size=4),
)
def test_a_set_comes_to_nought_where_it_lies_in_the_span_and_only_there(rows, parts):
    """Catches an elimination that loses a row or weighs a pivot wrongly."""
    span = Span()
    for row in rows:
        span.add({column: 1 for column, there in enumerate(row) if there})
    weights = weights_of(7, [span])
    vector = {column: parts.count(column) for column in parts}
    inside = not span.rest(vector)
    assert inside == (sum(weights[part] for part in parts) % PRIME == 0)
    found = {frozenset(some) for some in coming_to_nought(weights, [1] * 7, 5, four=True)}
    if inside and all(weights[part] for part in parts):
        assert any(some <= frozenset(parts) for some in found)


def test_many_pairs_are_looked_at_in_bands_and_give_the_same(monkeypatch):
    """Catches sums that meet their opposite in another band."""
    random = Random(4)
    weights = [random.randrange(1, PRIME) for _ in range(40)]
    weights[7] = -sum(weights[n] for n in (1, 2, 3)) % PRIME
    weights[9] = -sum(weights[n] for n in (4, 5)) % PRIME
    whole = set(coming_to_nought(weights, [1] * 40, 5, four=True))
    assert whole == {(1, 2, 3, 7), (4, 5, 9)}
    monkeypatch.setattr("hearings.disclosure.span._AT_ONCE", 50)
    assert set(coming_to_nought(weights, [1] * 40, 5, four=True)) == whole
