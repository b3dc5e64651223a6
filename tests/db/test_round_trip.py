"""People's text that could be a formula goes into a file and comes back through the import."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from db.sheets import Sheet, keep_out
from hearings.formulas import starts
from tests.db.archive import HEADING, Shelf, rows

MOMENT = datetime(2014, 4, 2, 9, 0, tzinfo=UTC)

UNITS = ("=1+1", "+44 20 7946", "-5", "@SUM(A1)", "＝1", "＋1", "－1", "＠a", "'=1", "''=1",
         "'plain", "plain", '=HYPERLINK("http://x";"y")', 'a,b"c', "_x0041_", "漢字",
         "007")  # fmt: skip
"""Units whose names a spreadsheet could run, or could change."""


def given(units):
    return rows(*({"ref": f"OF-{n}", "station": unit} for n, unit in enumerate(units)))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_formula_text_survives_the_round_trip(office, tmp_path, kind):
    """Catches an apostrophe that stays, one of somebody's own that goes, and a live formula.

    The file is written, imported, written again from what was kept, and imported again: nothing
    has changed.
    """
    shelf = Shelf(office, tmp_path)
    first = tmp_path / f"first.{kind}"
    keep_out(Sheet("Archive", tuple(HEADING), given(UNITS), {}), first, MOMENT)
    assert shelf.take(first)["new"] == len(UNITS)
    kept = [row[0] for row in office.rows("SELECT unit FROM subjects ORDER BY id")]
    assert kept == list(UNITS)

    again = tmp_path / f"again.{kind}"
    keep_out(Sheet("Archive", tuple(HEADING), given(kept), {}), again, MOMENT)
    answer = shelf.take(again)
    assert (answer["unchanged"], answer["rejected"]) == (len(UNITS), 0)


def test_a_figure_by_hostile_units_has_no_formula_in_it(office, tmp_path):
    shelf = Shelf(office, tmp_path)
    first = tmp_path / "first.csv"
    keep_out(Sheet("Archive", tuple(HEADING), given(UNITS), {}), first, MOMENT)
    lines = first.read_text("utf-8").splitlines()[1:]
    assert all(not starts(cell.strip('"')) for line in lines for cell in line.split(","))
    assert shelf.take(first)["rejected"] == 0
