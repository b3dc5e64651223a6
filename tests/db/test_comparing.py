"""Units beside each other and one period after another, on both databases."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime
from math import inf, isclose, sqrt

import pytest

from db.comparing import funnel_of, trend_of
from db.figures import Breakdown
from hearings.errors import NotAllowed, UsageError
from hearings.rates import MEASURES
from tests.db.archive import Shelf, rows

UNITS = ("Brent", "Camden", "Ealing", "Harrow", "Merton", "Newham", "Sutton")
"""Units of thirty decided each; in Newham twice as many are lowered."""


def planted(count=30):
    """Give one officer a case: a third lowered everywhere, two thirds in Newham, some unknown."""
    found = []
    for unit in (*UNITS, ""):
        lowered = count * 9 // 10 if unit == "Newham" else count // 3
        found += [{"station": unit, "first": "G", "final": "M" if n < lowered else "G"}
                  for n in range(count)]  # fmt: skip
    return [cells | {"ref": f"OF-{n}", "officer": 1000 + n} for n, cells in enumerate(found)]


@pytest.fixture
def shelf(office, tmp_path):
    return Shelf(office, tmp_path)


def by_unit(figure):
    return {point.unit.key: point for point in figure.funnel.points}


def test_a_planted_doubling_lies_above_and_the_unknown_is_not_placed(shelf):
    """Catches a funnel that ranks its units, or pools the unknown into its centre."""
    shelf.bring(rows(*planted()))
    found = funnel_of(shelf.office.desk("auditor"), Breakdown(by=("unit",)), "gross_lowered")
    assert [point.unit.key for point in found.funnel.points] == list(UNITS)
    points = by_unit(found)
    assert points["Newham"].flag == "above_998"
    assert {p.flag for name, p in points.items() if name != "Newham"} <= {"", "below_95"}
    assert found.funnel.centre is not None
    assert isclose(found.funnel.centre, (6 * 10 + 27) / 210)
    assert (found.unknown.lowered, found.unknown.decided) == (10, 30)
    assert (found.total.lowered, found.total.decided) == (97, 240)
    assert found.counts["Brent"].decided == 30


def mixed():
    """Give two units of the same shares within each level; one is sent graver matters."""
    found = []
    for unit, grave in (("Brent", 80), ("Camden", 20)):
        found += [{"station": unit, "first": "G", "final": "M" if n % 2 else "G"}
                  for n in range(grave)]  # fmt: skip
        found += [{"station": unit, "first": "M", "final": "M" if n % 10 else "N"}
                  for n in range(100 - grave)]  # fmt: skip
    return [cells | {"ref": f"OF-{n}", "officer": 1000 + n} for n, cells in enumerate(found)]


def test_units_that_differ_in_what_they_are_sent_alone_do_not_differ(shelf):
    """Catches a plain rate, 42 % against 18 %, where standardised both have the pooled 30 %."""
    shelf.bring(rows(*mixed()))
    found = funnel_of(shelf.office.desk("auditor"), Breakdown(by=("unit",)), "changed")
    points = by_unit(found)
    assert [points[unit].unit.part for unit in ("Brent", "Camden")] == [42, 18]
    assert [points[unit].unit.expected for unit in ("Brent", "Camden")] == pytest.approx([42, 18])
    assert [points[unit].rate for unit in ("Brent", "Camden")] == pytest.approx([0.3, 0.3])
    assert not any(point.flag for point in points.values())
    assert funnel_of(
        shelf.office.desk("auditor"), Breakdown(by=("unit",)), "gross_lowered"
    ).total.decided == 100  # fmt: skip


def together():
    """Give cases of five officers who are all decided alike."""
    return [
        {"ref": f"OF-{case}", "officer": 1000 + 5 * case + n, "station": UNITS[case % 3],
         "first": "G", "final": "M" if case % 4 == 0 else "G"}
        for case in range(24) for n in range(5)
    ]  # fmt: skip


def test_officers_of_one_case_who_are_decided_alike_widen_the_funnel(shelf):
    """Five decided as one: the factor is near the root of five; alone, it is 1."""
    shelf.bring(rows(*together()))
    desk = shelf.office.desk("auditor")
    found = funnel_of(desk, Breakdown(by=("unit",)), "gross_lowered")
    assert found.funnel.spread == pytest.approx(sqrt(5))
    whole = funnel_of(desk, Breakdown(by=("unit",)), "changed")
    assert whole.funnel.spread == pytest.approx(sqrt(5))


@pytest.mark.parametrize("measure", MEASURES)
def test_the_factor_is_that_of_a_plain_count_case_by_case(shelf, measure):
    """Kish's design effect, worked out here from the subjects one by one."""
    shelf.bring(rows(*(
        {"ref": f"OF-{n // 3}", "officer": 1000 + n, "station": UNITS[n % 7 % 2],
         "first": "GMN"[n // 5 % 3], "final": "GMN"[n * n // 7 % 3]}
        for n in range(120)
    )))  # fmt: skip
    wanted = MEASURES[measure]
    part = {"changed": {"raised", "lowered"}}.get(wanted.key, {wanted.key})
    subjects = shelf.office.rows(
        "SELECT case_id, unit, local_level, direction FROM subjects WHERE pair_state = 'decided'"
    )
    subjects = [row for row in subjects if wanted.level in {"", row[2]}]
    levels = defaultdict(list)
    for _case, _unit, level, direction in subjects:
        levels[level].append(direction in part)
    shares = {level: sum(moved) / len(moved) for level, moved in levels.items()}
    beyond: defaultdict[tuple[int, str], float] = defaultdict(float)
    sizes: defaultdict[tuple[int, str], int] = defaultdict(int)
    for case, unit, level, direction in subjects:
        beyond[case, unit] += (direction in part) - shares[level]
        sizes[case, unit] += 1
    squares, base = sum(size * size for size in sizes.values()), len(subjects)
    cases = base**2 / squares
    alone = sum(len(levels[level]) * p * (1 - p) for level, p in shares.items())
    found = funnel_of(shelf.office.desk("auditor"), Breakdown(by=("unit",)), measure)
    effect = sum(b * b for b in beyond.values()) / alone * cases / (cases - 1) if alone else inf
    right = sqrt(max(1, min(effect, squares / base)))
    assert found.funnel.spread == pytest.approx(right)


QUARTERS = ("2019-05-12", "2019-12-12", "2020-03-12", "2020-08-12")
"""Days of receipt on both sides of the 2020 Regulations; the third quarter of 2019 has none."""


def test_a_trend_has_every_quarter_and_breaks_where_the_threshold_of_misconduct_rose(shelf):
    """Catches a quarter left out because nothing was received, and a line drawn over the break."""
    shelf.bring(
        rows(*({"received": QUARTERS[n % 4], "ref": f"OF-{n}", "officer": 1000 + n, "first": "G",
                "final": "M" if n % 3 else "G"} for n in range(40))),
        today=date(2021, 1, 1),
    )  # fmt: skip
    desk = shelf.office.desk("auditor", date(2021, 1, 1))
    found = trend_of(desk, Breakdown(), "gross_lowered", "quarter")
    keys = [p.period.key for p in found.trend.periods]
    assert keys == ["2019-Q2", "2019-Q3", "2019-Q4", "2020-Q1", "2020-Q2", "2020-Q3"]
    assert [p.period.whole for p in found.trend.periods] == [10, 0, 10, 10, 0, 10]
    broken = {p.period.key: p.break_before for p in found.trend.periods if p.break_before}
    assert list(broken) == ["2020-Q1"]
    assert "so serious as to justify disciplinary action" in broken["2020-Q1"]
    assert found.total.decided == 40
    months = trend_of(desk, Breakdown(), "gross_lowered", "month").trend.periods
    assert [p.period.key for p in months if p.break_before] == ["2020-02"]
    by_decision = trend_of(desk, Breakdown(basis="decided"), "gross_lowered", "year")
    assert by_decision.trend.periods == ()
    assert by_decision.unknown.decided == 40


def test_as_of_a_day_moves_which_periods_are_over_and_says_what_it_does_not_move(shelf):
    """Catches the running quarter taken for a whole one, and figures called an earlier day's."""
    shelf.bring(rows(*({"received": QUARTERS[n % 4], "ref": f"OF-{n}", "officer": 1000 + n,
                        "first": "G", "final": "M"} for n in range(40))),
                today=date(2021, 1, 1))  # fmt: skip
    says = "counted as they now stand, later ones included: as of 2020-02-01 moves"
    for day, unfinished in ((date(2021, 1, 1), []), (date(2020, 9, 30), ["2020-Q3"]),
                            (date(2020, 2, 1), ["2020-Q1", "2020-Q2", "2020-Q3"])):  # fmt: skip
        desk = shelf.office.desk("auditor", day)
        desk._clock = lambda: datetime(2021, 1, 1, tzinfo=UTC)
        found = trend_of(desk, Breakdown(), "gross_lowered", "quarter")
        assert [p.period.key for p in found.trend.periods if p.unfinished] == unfinished
        assert found.total.decided == 40
        beside = funnel_of(desk, Breakdown(by=("unit",)), "gross_lowered")
        for notes, moves in ((found.notes, "which periods are over"),
                             (beside.notes, "nothing here")):  # fmt: skip
            told = [note for note in notes if f"{says} {moves}." in note]
            assert len(told) == (day == date(2020, 2, 1))


REFUSED = {
    "two fields": (Breakdown(by=("unit", "rank")), "one field"),
    "none": (Breakdown(), "one field"),
    "overlapping": (Breakdown(by=("standard",)), "several times"),
    "assessor": (Breakdown(by=("assessor",)), "Nobody is compared by name"),
    "decider": (Breakdown(by=("unit",), where={"decider": "1"}), "Nobody is compared by name"),
    "a period": (Breakdown(by=("quarter",)), "stats trend"),
    "the level": (Breakdown(by=("local_level",)), "cannot be by 'local_level'"),
    "a reason": (Breakdown(by=("reason",)), "cannot be by 'reason'"),
    "nothing known": (Breakdown(by=("colour",)), "cannot be asked for"),
    "another level": (Breakdown(by=("unit",), where={"local_level": "neither"}), "is within"),
    "the public": (Breakdown(by=("unit",), audience="public"), "internal figures"),
}


@pytest.mark.parametrize("why", REFUSED)
def test_what_a_funnel_cannot_compare_is_refused_with_the_reason(office, why):
    asked, says = REFUSED[why]
    with pytest.raises(UsageError, match=says):
        funnel_of(office.desk("auditor"), asked, "gross_lowered")


def test_what_a_trend_cannot_show_is_refused_with_the_reason(office):
    desk = office.desk("auditor")
    for asked, measure, by, says in (
        (Breakdown(), "gross_lowered", "week", "goes by year, quarter, month"),
        (Breakdown(by=("unit",)), "gross_lowered", "year", "no field"),
        (Breakdown(where={"assessor": "1"}), "gross_lowered", "year", "by name"),
        (Breakdown(), "lowered", "year", "no measure 'lowered'"),
    ):
        with pytest.raises(UsageError, match=says):
            trend_of(desk, asked, measure, by)


def test_who_compares_stands_in_the_trail_and_so_does_who_may_not(office):
    funnel_of(office.desk("auditor"), Breakdown(by=("unit",)), "changed")
    trend_of(office.desk("auditor"), Breakdown(), "changed", "year")
    for ask in (
        lambda desk: funnel_of(desk, Breakdown(by=("unit",))),
        lambda desk: trend_of(desk, Breakdown()),
    ):
        with pytest.raises(NotAllowed):
            ask(office.desk("local_assessor"))
    told = [(line[0], line[1], line[5]) for line in office.trail()][-4:]
    assert told == [
        ("auditor", "figures.funnel", "done"), ("auditor", "figures.trend", "done"),
        ("local_assessor", "figures.funnel", "refused"),
        ("local_assessor", "figures.trend", "refused"),
    ]  # fmt: skip


def test_a_force_with_nothing_decided_has_no_centre_and_no_periods(office):
    desk = office.desk("auditor")
    found = funnel_of(desk, Breakdown(by=("unit",)))
    assert (found.funnel.centre, found.funnel.points, found.funnel.spread) == (None, (), 1.0)
    assert trend_of(desk, Breakdown()).trend.periods == ()
