"""Disparity in the real archives: Chicago's reversal, and New Orleans in its own words."""

from __future__ import annotations

import pytest

from db.disparity import Asked, disparity
from db.importer import run_import
from db.mapping import read
from tests.desks import opened
from tests.repository import ROOT
from tui.plain.disparity import disparity_figure
from tui.plain.figure import give
from tui.plain.output import Format

EXAMPLES = ROOT / "docs" / "examples"


@pytest.fixture(scope="module")
def chicago(store_templates, shared_data, tmp_path_factory):
    """Bring Chicago's archive in."""
    file = shared_data / "chicago" / "complaints_2000_2016.csv.gz"
    with opened(store_templates.sqlite(tmp_path_factory.mktemp("chicago"))) as office:
        run_import(office.desk(), file, read(EXAMPLES / "chicago.toml"))
        yield office.desk("auditor")


def by_group(desk, key, by="ethnicity", **more):
    found = disparity(desk, Asked(by, key, **more))
    (step,) = found.steps
    return found, {row.group: row for row in step.found.rows}


def rate(row):
    return round(100 * row.counts.changed / row.counts.decided, 2)


def test_chicagos_reversal_is_reproduced(chicago):
    """Catches the plain rate told for what DPS made of like assessments.

    More of Black officers' assessments changed; of those first called misconduct, fewer of theirs
    were lowered.
    """
    found, changed = by_group(chicago, "changed")
    assert found.reference == "WHITE"
    assert (rate(changed["BLACK"]), rate(changed["WHITE"])) == (1.62, 0.96)
    assert changed["BLACK"].crude.low > 1
    assert changed["BLACK"].standardised.value < 1, "Within category, rank and level it turns."
    _found, lowered = by_group(chicago, "misconduct_lowered")
    assert [(lowered[name].counts.changed, lowered[name].counts.decided)
            for name in ("BLACK", "WHITE")] == [(198, 2052), (314, 2089)]  # fmt: skip
    assert (rate(lowered["BLACK"]), rate(lowered["WHITE"])) == (9.65, 15.03)
    assert lowered["BLACK"].crude.high < 1
    assert lowered["BLACK"].standardised.high < 1


def test_chicagos_reversal_is_printed_in_its_own_words(chicago, capsys):
    """Catches BLACK told as Black, and the note of a stand-in left out."""
    found = disparity(chicago, Asked("ethnicity", "misconduct_lowered"))
    give(chicago, disparity_figure(found), Format.TEXT)
    text = capsys.readouterr().out
    (black,) = [line for line in text.splitlines() if line.startswith("  BLACK ")]
    assert "198 of 2,052" in black
    assert "  9.6  " in black
    (white,) = [line for line in text.splitlines() if line.startswith("  WHITE ")]
    assert "314 of 2,089  15.0 " in white
    assert "Compared with: WHITE." in text
    assert "As they were recorded, in no group: ASIAN/PACIFIC ISLANDER, BLACK," in text
    assert "Stand-in for MM1 forms" in text
    assert "an association is not a cause" in text


def test_every_group_of_chicago_adds_up_to_the_published_counts(chicago, shared_data):
    import json

    expected = json.loads((shared_data / "chicago" / "expected.json").read_text("utf-8"))
    _found, changed = by_group(chicago, "changed")
    assert {
        row.group or "not known": (row.counts.changed, row.counts.decided)
        for row in changed.values()
    } == {
        name: (counts["changed"], counts["decided"])
        for name, counts in expected["officer_race"].items()
    }


def test_by_sex_the_others_are_compared_with_the_men(chicago):
    found, rows = by_group(chicago, "changed", "sex")
    assert found.reference in {"M", "MALE"}
    assert sum(row.counts.decided for row in rows.values()) == 78_195


def test_new_orleans_runs_and_says_where_there_is_nothing(
    store_templates, shared_data, tmp_path, capsys
):
    """Catches a step that an archive does not keep, told as happening to nobody."""
    file = shared_data / "new_orleans" / "nopd_complaints.csv"
    with opened(store_templates.sqlite(tmp_path)) as office:
        run_import(office.desk(), file, read(EXAMPLES / "new_orleans.toml"))
        found = disparity(
            office.desk("auditor"), Asked("ethnicity", archive="New Orleans complaints")
        )
        give(office.desk("auditor"), disparity_figure(found), Format.TEXT)
    text = capsys.readouterr().out
    assert all(step.total.decided == 0 for step in found.steps)
    assert text.count("  no data") == len(found.steps) - 1
    assert "0.0" not in text
    assert "dispositions stand for findings" in text
    assert "of New Orleans complaints alone" in " ".join(text.split())
