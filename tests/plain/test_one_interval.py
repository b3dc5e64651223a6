"""One share of one row has one interval wherever it is printed: a walk over every figure."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from db.comparing import funnel_of
from db.figures import Breakdown, counted, reassessment
from db.reports.reassessment import reassessment_report
from db.saved_views import Question
from hearings.rates import MEASURES, Counts, Measure
from tests.db.archive import Shelf, rows
from tests.desks import RULES
from tests.plain.clocks import made
from tui.rating import Found
from tui.telling.rate_pictures import picture
from tui.telling.rate_rows import ALL, Shown

UNITS = ("Brent", "Camden", "Ealing")
QUARTERS = ("2013-Q2", "2013-Q3", "2013-Q4")
DAYS = ("2013-04-12", "2013-08-12", "2013-11-12")
EVER = ("--from", "2010-01-01")
SHARES = tuple(name for name, measure in MEASURES.items() if measure.level)


def together():
    """Give cases of one to four officers, lowered together more than they are raised."""
    found = []
    for case in range(90):
        for n in range(1 + case % 4):
            first = "GMN"[(case + (n == 3)) % 3]
            final = {"G": "M", "M": "N", "N": "N"}[first] if case % 5 == 0 else first
            if (case + n) % 7 == 0:
                final = {"G": "G", "M": "G", "N": "M"}[first]
            found.append({
                "ref": f"OF-{case}", "officer": 1000 + 5 * case + n, "first": first, "final": final,
                "station": UNITS[(case // 4 + n // 2) % 3], "sex": "FM"[(case // 3 + n) % 2],
                "received": DAYS[case // 7 % 3],
            })  # fmt: skip
    return found


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Give an office with such cases."""
    folder = tmp_path_factory.mktemp("one_interval")
    with made(folder / "one.db") as office:
        Shelf(office, folder).bring(rows(*together()))
        yield SimpleNamespace(office=office, place=folder / "one.db")


@pytest.fixture
def seen(hearings, office):
    """Give a function that walks every figure, and gives what each says of each share."""

    def walk():
        told: defaultdict[tuple[str, ...], dict[str, tuple[object, ...]]] = defaultdict(dict)

        def ask(figure, *words):
            answer = hearings("--database", office.place, "--as", "auditor", "stats", figure,
                              *words, *EVER, "--format", "json")  # fmt: skip
            assert answer.code == 0, answer.err
            return json.loads(answer.out)

        for where in [(), *((("unit", unit),) for unit in UNITS),
                      *((("quarter", quarter),) for quarter in QUARTERS),
                      *((("sex", sex),) for sex in "FM")]:  # fmt: skip
            _within_levels(told, ask, where)
        for by in ("unit", "quarter", "sex"):
            for row in ask("reassessment", "--by", by)["rows"]:
                key = ("", "changed", by, row["key"][by])
                told[key]["reassessment by"] = _of(row, "changed", "decided")
                told[(*key, "ratio")]["reassessment by"] = _ratio(row)
        for measure in MEASURES:
            _compared(told, ask, measure)
        _fared(told, ask)
        _reported(told, office.office.desk("auditor"))
        _drawn(told, office.office.desk("auditor"))
        return told

    return walk


def _of(row, part, base, name=""):
    low, high = row[f"{name}low"], row[f"{name}high"]
    return row[part], row[base], *(None if end is None else round(end, 8) for end in (low, high))


def _ratio(row):
    return tuple(row[n] and round(row[n], 8) for n in ("ratio", "ratio_low", "ratio_high"))


def _within_levels(told, ask, where):
    """Read the total and the initial levels of one value, or of all."""
    words = [word for name, value in where for word in ("--where", f"{name}={value}")]
    field, value = where[0] if where else ("", "")
    found = ask("reassessment", *words)
    told["", "changed", field, value]["total"] = _of(found["total"], "changed", "decided")
    low, high = (f"{100 * found['total'][end]:.1f} %" for end in ("low", "high"))
    counted = found["total"]["changed"], found["total"]["decided"]
    told["in words", "changed", field, value]["total"] = (*counted, f"{low} to {high}")
    for row in found["by_level"]:
        for way in ("lowered", "raised"):
            key = (row["key"]["local_level"], way, field, value)
            told[key]["by level"] = _of(row, way, "decided", f"{way}_")


def _compared(told, ask, measure):
    level, way = MEASURES[measure].level, MEASURES[measure].key
    for row in ask("funnel", "--by", "unit", "--measure", measure)["rows"]:
        key = (level, way, "unit", row["key"]["unit"])
        if level:
            told[key]["funnel"] = _of(row, "part", "whole")
        else:
            told[(*key, "ratio")]["funnel"] = _ratio(row)
    for row in ask("trend", "--by", "quarter", "--measure", measure)["rows"]:
        key = (level, way, "quarter", row["key"]["quarter"])
        told[key]["trend"] = _of(row, "part", "whole")


def _fared(told, ask):
    """Read how groups fared: the same shares, counted by themselves."""
    for step in ask("disparity", "--by", "sex")["steps"]:
        if step["measure"] in {*SHARES, "changed"}:
            measure = MEASURES[step["measure"]]
            for row in step["rows"]:
                key = (measure.level, measure.key, "sex", row["group"])
                told[key]["disparity"] = _of(row, "part", "base")
            told[measure.level, measure.key, "", ""]["disparity"] = _of(
                step["total"], "part", "base"
            )


def _reported(told, desk):
    """Read the quarterly report: the quarter by itself, and in its trend."""
    for quarter in QUARTERS:
        sections: Any = {
            one.title: one.blocks for one in reassessment_report(desk, quarter).sections
        }
        _label, part, base, _share, within = sections["How often, and which way"][0].rows[0]
        told["in words", "changed", "quarter", quarter]["report"] = (int(part), int(base), within)
        for block in sections["Quarter by quarter"]:
            for one in getattr(getattr(block, "trend", None), "periods", ()):
                level = "gross_misconduct" if "ross" in block.title else "misconduct"
                if one.period.key == quarter:
                    told[level, "lowered", "quarter", quarter]["report"] = (
                        one.period.part, one.period.whole, *_ends(one.interval),
                    )  # fmt: skip


def _ends(bounds):
    return tuple(None if end is None else round(end, 8) for end in bounds or (None, None))


def _drawn(told, desk):
    """Read the rows of the app's picture, those of units and of all together."""
    for name in SHARES:
        question, measure = Question(measure=name, start=date(2010, 1, 1)), MEASURES[name]
        asked = replace(question.within, by=("unit",))
        found = Found(reassessment(desk, asked), funnel_of(
            desk, replace(question.asked, by=("unit",)), name
        ))  # fmt: skip
        chart: Any = picture(Shown(question, found, RULES))
        for row in chart.rows:
            where = ("", "") if row.label == ALL else ("unit", row.label)
            told[measure.level, measure.key, *where]["app"] = (
                row.part,
                row.whole,
                *_ends(row.bounds),
            )


def differing(told):
    """Give the shares of which two figures say different things."""
    return {key: said for key, said in told.items() if len(set(said.values())) > 1}


def test_one_share_of_one_row_has_one_interval_wherever_it_is_printed(seen):
    """Catches a funnel, a trend, a report or the disparity that widens by another factor."""
    told = seen()
    assert differing(told) == {}
    several = [key for key, said in told.items() if len(said) > 1]
    assert {key[1] for key in several} == {"changed", "lowered", "raised"}
    assert {key[2] for key in several} == {"", "unit", "quarter", "sex"}
    figures = {name for key in several for name in told[key]}
    assert figures == {"reassessment by", "total", "by level", "funnel", "trend", "disparity",
                       "report", "app"}  # fmt: skip
    assert len(several) > 40


DEFECTS: dict[str, Any] = {
    "a funnel and a trend that widen by nothing of their own": (
        Measure, "spread", lambda _measure, _counts: 1.2, {"funnel", "trend"},
    ),
    "what was lowered widened by the spread of what was changed": (
        Counts, "spread_of",
        lambda counts, _part, right=Counts.spread_of: right(counts, "changed"), {"disparity"},
    ),
}  # fmt: skip
"""Planted defects: what is replaced, by what, and which figures then stand alone."""


@pytest.mark.parametrize("what", DEFECTS)
def test_another_factor_anywhere_is_found(seen, monkeypatch, what):
    of, name, wrong, figures = DEFECTS[what]
    monkeypatch.setattr(of, name, wrong)
    found = differing(seen())
    assert found
    assert figures <= {figure for said in found.values() for figure in said}


def test_officers_are_lowered_together_and_raised_apart_here(office):
    """Without that the walk would find nothing: every share would have one factor."""
    with office.office.database.read() as connection:
        (row,) = counted(connection, Breakdown(), ())
    lowered, raised = (row.counts.spread_of(way) for way in ("lowered", "raised"))
    assert lowered > raised + 0.2
    assert row.counts.spread not in {lowered, raised}
