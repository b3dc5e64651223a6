"""Whose matters figures count, on both databases: an archive from elsewhere only by its name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from db import columns
from db.archives import mixed, notes
from db.behind import behind
from db.comparing import funnel_of, trend_of
from db.disparity import Asked, disparity, disparity_for
from db.figures import Breakdown, reassessment
from db.gross import gross
from db.mapping import read
from db.outward import reassessment_for
from db.revisions import revisions
from db.tiers import tiers
from db.waits import waited
from db.workforce import keep_lines, per_workforce
from hearings.errors import UsageError
from hearings.workforce import line_of
from tests.db.archive import Shelf, mapping, rows

ELSEWHERE, OWN = "Old forms", "Own forms"
"""An archive without Regulations, and one of the force's own."""

LEFT_OUT = f"The archive {ELSEWHERE} is not counted; --archive names it."


def bring(office, folder, name, *lines, regime=""):
    """Bring in officers whose forms were decided."""
    folder.mkdir()
    shelf = Shelf(office, folder)
    mapping(folder, regime=regime)
    path = folder / "map.toml"
    path.write_text(path.read_text("utf-8").replace(ELSEWHERE, name), "utf-8")
    shelf.bring(rows(*lines), mapping=read(path))


def bring_elsewhere(office, folder):
    lines = [{"ref": f"E-{n}", "first": "G", "final": "M"} for n in range(3)]
    bring(office, folder / "elsewhere", ELSEWHERE, *lines, regime="none")


@pytest.fixture
def both(office, tmp_path):
    """Put three officers from elsewhere and one of an own archive beside one kept here."""
    office.decided("gross_misconduct", "gross_misconduct")
    bring_elsewhere(office, tmp_path)
    bring(office, tmp_path / "own", OWN, {"ref": "W-1", "first": "G", "final": "G", "officer": 3})
    return office


def funnel(desk, one):
    return funnel_of(desk, Breakdown(by=("unit",), archive=one.archive)).total.decided


def first_gross(desk, one):
    return disparity(desk, Asked("sex", "initial_gross", archive=one.archive)).steps[0]


FIGURES: dict[str, Callable[[Any, Breakdown], int]] = {
    "reassessment": lambda desk, one: reassessment(desk, one).total.subjects,
    "its levels": lambda desk, one: reassessment(desk, one).by_level[0].counts.decided,
    "by unit": lambda desk, one: sum(
        row.counts.decided
        for row in reassessment(desk, Breakdown(by=("unit",), archive=one.archive)).rows
    ),
    "behind": lambda desk, one: behind(desk, one, "decided").total,
    "funnel": funnel,
    "trend": lambda desk, one: trend_of(desk, one).total.decided,
    "tiers": lambda desk, one: sum(
        levels[""].raised.base for levels in tiers(desk, one).total.by_dps.values()
    ),
    "waits": lambda desk, one: (
        (found := waited(desk, one).total).unknown + found.subjects
    ),
    "gross": lambda desk, one: gross(desk, one).total.became["unit"].subjects,
    "disparity": lambda desk, one: first_gross(desk, one).total.decided,
}  # fmt: skip
"""How many officers each figure of the family counts."""


@pytest.mark.parametrize("figure", FIGURES)
def test_an_archive_from_elsewhere_is_counted_by_its_name_alone(both, figure):
    """Catches another city's officers in the force's rates, its districts beside the units.

    Planted: without the condition of `db.archives.whose` each of these is five; with the kept
    counts, which hold everybody, the first three are.
    """
    count, desk = FIGURES[figure], both.desk("auditor")
    assert count(desk, Breakdown()) == 2, "The force's own, and its own archive."
    assert count(desk, Breakdown(archive=ELSEWHERE)) == 3
    assert count(desk, Breakdown(archive=OWN)) == 1


@pytest.mark.parametrize("figure", FIGURES)
def test_a_database_with_nothing_else_answers_without_a_name(office, tmp_path, figure):
    bring_elsewhere(office, tmp_path)
    assert FIGURES[figure](office.desk("auditor"), Breakdown()) == 3


def test_the_columns_that_numpy_counts_are_the_same_officers(both, monkeypatch):
    """Catches a million subjects counted another way than a thousand."""
    desk = both.desk("auditor")
    asked = [Breakdown(by=("unit", "rank"), archive=name) for name in ("", ELSEWHERE, OWN)]
    plain = [reassessment(desk, one).total for one in asked]
    monkeypatch.setattr(columns, "FEWEST", 1)
    assert [reassessment(desk, one).total for one in asked] == plain


def test_what_is_counted_and_what_is_left_out_is_said(both):
    """Catches a stand-in that is counted and not called one, and one that vanishes in silence."""
    desk = both.desk("auditor")
    for found in (reassessment, trend_of, gross, revisions, waited, tiers):
        assert found(desk, Breakdown()).notes == (OWN, LEFT_OUT)
        assert found(desk, Breakdown(archive=ELSEWHERE)).notes == (ELSEWHERE,)
    assert behind(desk, Breakdown(), "decided").notes == (OWN, LEFT_OUT)
    assert disparity(desk, Asked("sex", "changed")).notes == (OWN, LEFT_OUT)
    told = f'"archive": "{ELSEWHERE}"'
    assert any(told in str(line[-1]) for line in both.trail()), "The trail says so too."


def test_an_archive_that_was_never_brought_in_is_refused(both):
    """Catches a name mistyped, and nought counted for it as if that were so."""
    desk = both.desk("auditor")
    for ask in (reassessment, trend_of, gross):
        with pytest.raises(UsageError, match="There is no archive 'Chigaco'"):
            ask(desk, Breakdown(archive="Chigaco"))
    with pytest.raises(UsageError, match="no archive"):
        behind(desk, Breakdown(archive="Chigaco"), "decided")
    with pytest.raises(UsageError, match="no archive"):
        reassessment_for(both.desk("supervisor"), Breakdown(audience="staff", archive="Chigaco"))


def test_a_database_of_the_forces_own_alone_is_not_mixed(office, tmp_path):
    """The kept counts answer there, and nothing is said of archives that are not."""
    office.decided()
    bring(office, tmp_path / "own", OWN, {"ref": "W-1", "officer": 3})
    with office.database.read() as connection:
        assert not mixed(connection)
        assert notes(connection, "") == (OWN,)


def test_no_archive_from_elsewhere_is_set_beside_the_workforce(office, tmp_path):
    """Catches 271 in 100: the officers of another city over the force's own people.

    Planted: with `whose` alone, a database that holds nothing else counts three.
    """
    bring_elsewhere(office, tmp_path)
    with office.database.write() as connection:
        keep_lines(connection, [line_of({"day": "2014-03-01", "people": "100"})])
    asked: dict[str, Any] = {"start": date(2014, 1, 1), "end": date(2014, 12, 31)}
    alone = per_workforce(office.desk("auditor"), Breakdown(**asked)).report
    assert (alone.total.subjects.count, alone.total.cases.count) == (0, 0)
    assert alone.notes == (f"The archive {ELSEWHERE} is not counted: its people serve elsewhere.",)
    found = disparity(office.desk("auditor"), Asked("sex", "concerned", **asked)).steps[0]
    assert found.total.changed == 0
    office.receive()
    mixed_in = per_workforce(office.desk("auditor"), Breakdown(**asked)).report
    assert mixed_in.total.subjects.count == 1


def test_what_leaves_the_force_follows_the_same_rule(office, tmp_path):
    """Catches staff told of a stand-in's officers as if they were colleagues."""
    for number in range(24):
        level = "misconduct" if number % 2 else "neither"
        office.decided("misconduct", level, person=str(202000 + number), name="P")
    bring_elsewhere(office, tmp_path)
    desk = office.desk("supervisor")
    table = reassessment_for(desk, Breakdown(audience="staff"))
    assert table.published[None, "decided"] == 24
    assert table.asked["archive"] == ""
    step = disparity_for(desk, Asked("rank_band", "changed"), "staff")
    assert step.release.published[None, None] == 24
