"""Chicago's worst five districts of each year, on which nobody acted: what is said of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

import pytest

from db.figures import Breakdown, reassessment
from db.importer import run_import
from db.mapping import read
from hearings.funnels import Placed, Unit, funnel
from hearings.improving.likeness import alike
from hearings.improving.verdicts import Levels, Seen, Verdict, changed, judge, pooled
from hearings.rates import NOTHING, Counts, Measure
from hearings.ratios import expected
from tests.desks import opened
from tests.repository import ROOT

MAPPING = read(ROOT / "docs" / "examples" / "chicago.toml")
YEARS = range(2000, 2016)
LOWERED = Measure("lowered")
"""Of those first called misconduct or gross misconduct, the share lowered, within either level."""

Years = Mapping[tuple[int, str], dict[str, Counts]]


@pytest.fixture(scope="module")
def years(shared_data, store_templates, tmp_path_factory) -> Years:
    """Count every district in every year, within misconduct and gross misconduct."""
    url = store_templates.sqlite(tmp_path_factory.mktemp("chicago"))
    found: Years = defaultdict(dict)
    with opened(url) as office:
        archive = shared_data / "chicago" / "complaints_2000_2016.csv.gz"
        run_import(office.desk(), archive, MAPPING)
        asked = Breakdown(by=("year", "unit", "local_level"))
        for row in reassessment(office.desk("auditor"), asked).rows:
            level, year = row.key["local_level"], row.key["year"]
            if level in {"misconduct", "gross_misconduct"} and row.key["unit"] and year:
                # Whoever the archive has no decision of never gets one: nothing waits in it.
                found[int(year), row.key["unit"]][level] = replace(row.counts, undecided=0)
    return found


def worst_of(years: Years, year: int) -> list[str]:
    """Name the five districts of a year that were lowered most often, as the issue has them."""
    units = [
        unit for when, unit in years
        if when == year and pooled(years[year, unit]).decided >= 10
        and pooled(years.get((year + 1, unit), {})).decided >= 5
    ]  # fmt: skip

    def order(unit: str) -> tuple[float, int, str]:
        counts = pooled(years[year, unit])
        return -counts.lowered / counts.decided, counts.decided, unit

    return sorted(units, key=order)[:5]


def together(years: Years, places: Iterable[tuple[int, str]]) -> Levels:
    levels: dict[str, Counts] = {}
    for place in places:
        for level, counts in years.get(place, {}).items():
            levels[level] = levels.get(level, NOTHING) + counts
    return levels


def placed(units: Mapping[str, Levels]) -> tuple[Placed, ...]:
    """Put the districts of a year in a funnel, standardised to the initial level."""
    standard = together({(0, unit): dict(found) for unit, found in units.items()},
                        [(0, unit) for unit in units])  # fmt: skip
    shares = {level: LOWERED.of(counts) for level, counts in standard.items()}
    rows = []
    for unit, levels in units.items():
        bases = {level: counts.decided for level, counts in levels.items()}
        rows.append(Unit(unit, *LOWERED.of(pooled(levels)), expected(bases, shares)))
    return funnel(rows, pooled(standard).spread).points


def groups(years: Years) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Give the worst five districts of each year, and the districts like them without action."""
    ours, theirs = [], []
    for year in YEARS:
        worst = worst_of(years, year)
        points = placed({unit: found for (when, unit), found in years.items() if when == year})
        like = {key for one in worst for key in alike(points, one, worst).keys}
        ours += [(year, unit) for unit in worst]
        theirs += [(year, unit) for unit in sorted(like)]
    return ours, theirs


def windows_of(years: Years, places: list[tuple[int, str]]) -> Seen:
    return Seen(*(together(years, [(y + n, unit) for y, unit in places]) for n in (-1, 0, 1)))


def share(levels: Levels) -> float:
    counts = pooled(levels)
    return round(100 * counts.lowered / counts.decided, 1)


def test_the_worst_districts_fall_in_the_next_year_and_are_no_better_than_the_others(years):
    """21.7 % to 12.4 % is no improvement: in the year before it was 13.0 %."""
    ours, theirs = groups(years)
    seen = windows_of(years, ours)
    assert (share(seen.before), share(seen.flagged), share(seen.after)) == (13.0, 21.7, 12.4)
    fall = changed(seen.flagged, seen.after, LOWERED)
    assert fall is not None
    assert fall.high < 0
    found = judge(seen, windows_of(years, theirs), LOWERED)
    assert found.verdict is Verdict.NO_BETTER, found.because


def test_with_the_flagged_year_as_before_and_nobody_beside_it_would_be_called_a_fall(years):
    """The planted defect: the fall told as what an action did."""
    seen = windows_of(years, groups(years)[0])
    naive = Seen(seen.flagged, seen.flagged, seen.after)
    assert judge(naive, None, LOWERED).verdict is Verdict.ALONE
