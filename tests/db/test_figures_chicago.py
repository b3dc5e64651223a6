"""The figures of the real archive: its expected counts in every breakdown, and its reversals."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from datetime import date

import pytest

from db.comparing import funnel_of, trend_of
from db.figures import Breakdown, reassessment
from db.importer import run_import
from db.mapping import read
from hearings.funnels import Placed
from hearings.rates import NOTHING, Counts
from tests.desks import opened
from tests.repository import ROOT

MAPPING = read(ROOT / "docs" / "examples" / "chicago.toml")

FIELDS = {
    "category_group": "category", "district": "unit", "officer_race": "ethnicity",
    "officer_rank": "rank", "complaint_year": "year", "local_view": "local_level",
}  # fmt: skip
"""Our fields, by the names of the expected counts."""

UNKNOWN = {"not known", "none"}
"""How the expected counts write a value that is not known."""

EVER = Breakdown(start=date(1990, 1, 1), end=date(2030, 12, 31))
"""A period that holds everything: it is counted by SQL and not answered from the kept counts."""


@pytest.fixture(scope="module")
def folder(shared_data):
    return shared_data / "chicago"


@pytest.fixture(scope="module")
def desk(folder, store_templates, tmp_path_factory):
    """Import the archive once, and sit an auditor down."""
    url = store_templates.sqlite(tmp_path_factory.mktemp("chicago"))
    with opened(url) as office:
        run_import(office.desk(), folder / "complaints_2000_2016.csv.gz", MAPPING)
        yield office.desk("auditor")


@pytest.fixture(scope="module")
def expected(folder):
    return json.loads((folder / "expected.json").read_text("utf-8"))


def as_promised(counts, names):
    return {name: getattr(counts, name) for name in names}


@pytest.mark.parametrize("period", [Breakdown(), EVER], ids=["kept", "by SQL"])
@pytest.mark.parametrize("name", FIELDS)
def test_the_expected_counts_come_out_in_every_breakdown(desk, expected, name, period):
    field = FIELDS[name]
    found = reassessment(desk, replace(period, by=(field,)))
    right = {("" if v in UNKNOWN else v): counts for v, counts in expected[name].items()}
    assert {
        row.key[field]: as_promised(row.counts, right[row.key[field]]) for row in found.rows
    } == right
    assert as_promised(found.total, expected["total"]["all"]) == expected["total"]["all"]


def test_the_spread_is_the_same_kept_and_counted_anew(desk):
    """Catches sums over cases that an import of 45,105 cases makes otherwise than a query."""
    for by in ((), ("unit",), ("ethnicity",), ("category",), ("quarter",)):
        kept, anew = (reassessment(desk, replace(of, by=by)) for of in (Breakdown(), EVER))
        assert kept.rows == anew.rows
        assert kept.total == anew.total
    assert 1 < kept.total.spread < 2


def test_two_fields_add_up_to_one(desk):
    both = reassessment(desk, Breakdown(by=("ethnicity", "local_level"))).rows
    one = reassessment(desk, Breakdown(by=("ethnicity",))).rows
    for row in one:
        parts = (r.counts for r in both if r.key["ethnicity"] == row.key["ethnicity"])
        pooled = sum(parts, NOTHING)
        assert (pooled.decided, pooled.changed) == (row.counts.decided, row.counts.changed)


def rate(of: Counts | Placed) -> float:
    assert of.rate is not None
    return of.rate


def test_the_plain_rate_points_the_other_way_than_the_rate_within_the_initial_level(desk):
    """More of Black officers' assessments changed; within misconduct fewer were lowered."""
    plain = {r.key["ethnicity"]: r.counts for r in
             reassessment(desk, Breakdown(by=("ethnicity",))).rows}  # fmt: skip
    assert round(100 * rate(plain["BLACK"]), 2) == 1.62
    assert round(100 * rate(plain["WHITE"]), 2) == 0.96

    asked = Breakdown(by=("ethnicity",))
    within = {p.unit.key: p for p in funnel_of(desk, asked, "misconduct_lowered").funnel.points}
    assert round(100 * rate(within["BLACK"]), 1) == 9.6
    assert round(100 * rate(within["WHITE"]), 1) == 15.0
    standard = {p.unit.key: p for p in funnel_of(desk, asked, "changed").funnel.points}
    assert rate(standard["BLACK"]) < rate(standard["WHITE"])


def test_the_worst_five_districts_of_a_year_fall_in_the_next_with_no_action_known(desk):
    """From 21.7 % to 12.4 %: regression to the mean, which looks as if something had helped.

    The share is of what was misconduct or gross misconduct at first and was lowered, pooled over
    the years 2000 to 2015; of districts with at least ten decided in the year and five in the
    next, the smaller base first where rates are equal.
    """
    pairs: defaultdict[tuple[int, str], Counts] = defaultdict(lambda: NOTHING)
    for row in reassessment(desk, Breakdown(by=("year", "unit", "local_level"))).rows:
        if row.key["local_level"] in {"misconduct", "gross_misconduct"}:
            pairs[int(row.key["year"]), row.key["unit"]] += row.counts
    before = after = Counts()
    for year in range(2000, 2016):
        worst = sorted(
            (-counts.lowered / counts.decided, counts.decided, unit)
            for (when, unit), counts in pairs.items()
            if when == year and counts.decided >= 10
            and pairs.get((year + 1, unit), NOTHING).decided >= 5
        )[:5]  # fmt: skip
        before += sum((pairs[year, unit] for _, _, unit in worst), NOTHING)
        after += sum((pairs[year + 1, unit] for _, _, unit in worst), NOTHING)
    assert round(100 * before.lowered / before.decided, 1) == 21.7
    assert round(100 * after.lowered / after.decided, 1) == 12.4


def test_a_trend_of_seventeen_years_has_every_period_and_no_break(desk):
    """An archive under no Regulations knows no change of their threshold."""
    found = trend_of(desk, Breakdown(), "misconduct_lowered", "year")
    assert [p.period.key for p in found.trend.periods] == [str(y) for y in range(2000, 2017)]
    assert not any(p.break_before for p in found.trend.periods)
    pooled = (sum(p.period.part for p in found.trend.periods),
              sum(p.period.whole for p in found.trend.periods))  # fmt: skip
    assert pooled == (619, 5046)
