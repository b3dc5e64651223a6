"""How often a blind second reading agreed, under each figure with a rate of DPS's decision."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import combinations
from typing import Any

import pytest

from db import blind, drawing
from db.agreement import agreement_for, quarter_start
from db.disparity import Asked, disparity
from db.figures import Breakdown, reassessment
from db.gross import gross
from db.matters import Report
from db.revisions import revisions
from db.session import Session
from db.tiers import tiers
from hearings.disclosure import audience_named
from hearings.disparity.measures import measures
from hearings.rates import MEASURES
from hearings.samples import CHANGED, UNCHANGED, Agreement, Told
from tests.planted import plant
from tui.plain.agreement_words import agreement_lines

YEAR = date(2014, 1, 1), date(2014, 12, 31)
FIGURES: dict[str, Callable[[Session, Breakdown], Report[Any]]] = {
    "revisions": revisions, "tiers": tiers, "gross": gross,
}  # fmt: skip


@pytest.fixture
def dipped(office, monkeypatch):
    """Read four of six decisions blind: two gross ones lowered, two misconduct ones left alone."""
    for place, (level, to) in enumerate(
        [("gross_misconduct", "misconduct")] * 2 + [("misconduct", "misconduct")] * 2
    ):
        office.decided(level, to, person=f"20130{place}", name=f"P {place}", ethnicity="B1",
                       ethnicity_set="16+1")  # fmt: skip
    here = office.desk("supervisor")
    monkeypatch.setattr("hearings.samples.ONE_IN", 1)
    drawing.draw(here, "s", 4, *YEAR)
    for place in range(1, 5):
        blind.read(here, 1, place, "misconduct", "")
    return office


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_has_the_agreement_of_the_subjects_that_it_counts(dipped, name):
    """Catches a rate that stands without it, and one under which that of other matters stands."""
    here = dipped.desk("supervisor")
    for asked in (
        Breakdown(),
        Breakdown(where={"unit": "Brent"}),
        Breakdown(where={"local_level": "misconduct"}),
        Breakdown(end=date(2014, 1, 1)),
    ):
        found = dict(FIGURES[name](here, asked).agreement)
        assert found == dict(reassessment(here, asked).agreement), asked
    assert dict(FIGURES[name](here, Breakdown()).agreement) == {
        CHANGED: Agreement(2, 2), UNCHANGED: Agreement(2, 2)}  # fmt: skip


def test_a_step_has_it_where_the_step_is_a_change_by_dps(dipped):
    """Catches the agreement of all levels under a rate within one, and one under a suspension."""
    here = dipped.desk("supervisor")
    steps = {step.measure.key: step.agreement for step in disparity(here, Asked("sex")).steps}
    assert list(steps) == list(measures())
    assert {key for key, found in steps.items() if found is not None} == set(MEASURES)
    assert steps["changed"] == {CHANGED: Agreement(2, 2), UNCHANGED: Agreement(2, 2)}
    assert steps["gross_lowered"] == {CHANGED: Agreement(2, 2)}
    assert steps["misconduct_lowered"] == {UNCHANGED: Agreement(2, 2)}
    assert steps["neither_raised"] == {}

    def of(**more):
        (step,) = disparity(here, Asked("sex", "gross_lowered", **more)).steps
        return step.agreement

    assert of(where={"local_level": "misconduct"}) == {}
    assert of(start=date(2015, 1, 1)) == {}
    assert of(where={"ethnicity": "16+1:B1"}) == {CHANGED: Agreement(2, 2)}


def test_nothing_of_an_archive_was_read_blind(dipped):
    """Catches the force's own readings under the rates of an archive."""
    dipped.run("UPDATE cases SET archive = 'Elsewhere' WHERE id = 1")
    dipped.run(
        "INSERT INTO imports (archive, note, at, account, counts)"
        " VALUES ('Elsewhere', '', '2014-06-01', 'importer', '{}')"
    )
    asked = Asked("sex", "gross_lowered", archive="Elsewhere")
    (step,) = disparity(dipped.desk("supervisor"), asked).steps
    assert step.agreement == {}


def test_what_is_drawn_and_not_read_is_counted_of_all_samples_whatever_the_figure_is_of(dipped):
    """Catches a sample read only while it agrees, and a count that says of which kind one is."""
    here = dipped.desk("supervisor")
    assert reassessment(here, Breakdown()).agreement.unread == 0
    drawing.draw(here, "t", 3, *YEAR)
    for asked in (Breakdown(), Breakdown(where={"unit": "Brent"}), Breakdown(end=YEAR[0])):
        found = reassessment(here, asked).agreement
        assert found.unread == 3, asked
        *_lines, last = agreement_lines(found)
        assert last.endswith("In all dip samples 3 drawn items are still unread.")


def test_staff_and_the_public_are_told_of_the_whole_force_alone_and_of_no_few(dipped):
    """Catches readings of a handful in what leaves, which no attack on the table would see."""
    dipped.run("UPDATE readings SET day = '2014-03-31'")
    here = dipped.desk("supervisor")
    for name in ("staff", "public"):
        assert agreement_for(here, audience_named(name)) == {
            CHANGED: Told(None, None), UNCHANGED: Told(None, None)}  # fmt: skip


def test_staff_and_the_public_are_told_of_no_reading_of_a_quarter_that_still_runs(dipped):
    """Catches two days' figures between which lies one reading, and how it fell."""
    here = dipped.desk("supervisor")
    assert agreement_for(here, audience_named("staff")) == {}
    dipped.run("UPDATE readings SET day = '2014-03-31' WHERE subject_id IN"
               " (SELECT subject_id FROM sampled WHERE kind = 'changed')")  # fmt: skip
    assert agreement_for(here, audience_named("staff")) == {CHANGED: Told(None, None)}


@pytest.mark.parametrize(
    ("day", "start"),
    [((2014, 1, 1), (2014, 1, 1)), ((2014, 3, 31), (2014, 1, 1)), ((2014, 4, 1), (2014, 4, 1)),
     ((2014, 9, 30), (2014, 7, 1)), ((2014, 12, 31), (2014, 10, 1))],
)  # fmt: skip
def test_a_quarter_begins_in_january_april_july_and_october(day, start):
    assert quarter_start(date(*day)) == date(*start)


def test_an_attacker_who_notes_it_every_day_comes_by_no_few_readings(office):
    """Catches 7 of 7 in one quarter and 8 of 8 in the next, between which lies one reading.

    Each quarter some more are read, now one and now many; on every day of two years the figure of
    that day is noted, and each is taken from each later one.
    """
    staff = audience_named("staff")
    with office.database.write() as connection:
        ids = plant(connection, "Camden", date(2012, 1, 1), 0, 60)
        sample = connection.insert_id(
            "samples", {"seed": "s", "at": "2012-01-01", "account": "supervisor", "asked": "{}"}
        )
        days = [("2012-02-10", 7, 0), ("2012-05-10", 1, 0), ("2012-08-10", 6, 1),
                ("2012-11-10", 2, 6), ("2013-02-10", 1, 1), ("2013-05-10", 20, 9)]  # fmt: skip
        place = iter(range(60))
        for day, agreed, not_agreed in days:
            for level in ["gross_misconduct"] * agreed + ["misconduct"] * not_agreed:
                number = next(place)
                connection.insert("sampled", {"sample_id": sample, "subject_id": ids[number],
                                              "place": number + 1, "kind": CHANGED,
                                              "stratum": ""})  # fmt: skip
                connection.insert("readings", {
                    "subject_id": ids[number], "place": 0, "sample": sample, "reader": "9",
                    "level": level, "decision": "gross_misconduct", "answer": "", "day": day,
                })  # fmt: skip
    noted = []
    for month in range(24):
        here = office.desk("supervisor", date(2012 + month // 12, month % 12 + 1, 15))
        noted.append(agreement_for(here, staff).get(CHANGED, Told(None, None)))
    assert [*dict.fromkeys(noted)] == [Told(None, None), Told(7, 7), Told(23, 16), Told(54, 37)]
    for was, now in combinations(dict.fromkeys(noted), 2):
        more = (now.read or 0) - (was.read or 0)
        agreed = (now.agreed or 0) - (was.agreed or 0)
        assert not any(staff.small(number) for number in (more, agreed, more - agreed))
