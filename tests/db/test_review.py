"""The review queue and the dip sample on both databases: drawn, read blind, answered, counted."""

from __future__ import annotations

import json
from datetime import date

import pytest

from db import blind, drawing, review
from db.checking import check
from db.figures import Breakdown, reassessment
from db.people import Named
from hearings.errors import BadValue, NotAllowed, Refused, UsageError
from hearings.samples import CHANGED, KEPT, UNCHANGED, Agreement
from tests.cast import RATIONALE
from tests.desks import RULES, Office

YEAR = (date(2014, 1, 1), date(2014, 12, 31))
PEOPLE = ("Ann Archer", "Ben Baker", "Cyril Carter", "Dee Draper", "Edna Eaton", "Flora Fisher")
ETHNICITY = {"ethnicity": "B1", "ethnicity_set": "16+1", "sex": "F"}


def officer(place: int) -> dict[str, str]:
    """Describe another officer each time, whose name and unit stand in the narrative too."""
    name = PEOPLE[place]
    return {
        "person": f"20130{place}", "name": name, "rank": "PS", **ETHNICITY,
        "narrative": f"Sgt {name.split()[1]} (20130{place}) of Camden, a Black officer: misconduct,"
                     " entry made late.",
    }  # fmt: skip


def keep(office: Office, ref: str) -> None:
    """Let the unit keep a matter."""
    office.go("keep_locally", ref, maker="300010", handled_by="L Hall", reason="First.")


@pytest.fixture
def desk(office, monkeypatch):
    """Give an office with two changed, two unchanged and two kept; and one restricted.

    A sample may take all six here; `test_drawing.py` has how many it may.
    """
    monkeypatch.setattr("hearings.samples.ONE_IN", 1)
    office.go("assess_locally", office.receive(sensitivity="restricted", reference="MC-2014-00099"),
              maker="local_assessor", level="misconduct", rationale=RATIONALE)  # fmt: skip
    for place in range(2):
        office.decided("misconduct", "neither", **officer(place))
    for place in range(2, 4):
        office.decided("misconduct", "misconduct", **officer(place))
    for place in range(4, 6):
        keep(office, office.assessed_locally("misconduct", **officer(place)))
    return office


def refs(office: Office, sample: int) -> list[str]:
    return [row[0] for row in office.rows(
        "SELECT s.reference FROM sampled d JOIN subjects s ON s.id = d.subject_id"
        " WHERE d.sample_id = :sample ORDER BY d.place", sample=sample,
    )]  # fmt: skip


def kinds(office: Office, sample: int) -> list[str]:
    return [row[0] for row in office.rows(
        "SELECT kind FROM sampled WHERE sample_id = :sample ORDER BY place", sample=sample
    )]  # fmt: skip


def test_a_sample_is_drawn_from_changed_unchanged_and_kept_and_kept_with_its_seed(desk):
    found = drawing.draw(desk.desk("supervisor"), "autumn", 6, *YEAR)

    assert (found.id, found.drawn, found.read, found.left, found.among) == (1, 6, 0, 6, 6)
    assert sorted(kinds(desk, 1)) == sorted([CHANGED, UNCHANGED, KEPT] * 2)
    (row,) = desk.rows("SELECT seed, account, asked FROM samples")
    assert row[:2] == ("autumn", "supervisor")
    assert json.loads(row[2]) == {
        "size": 6, "from": "2014-01-01", "to": "2014-12-31", "among": 6, "reason": "",
    }  # fmt: skip
    assert set(desk.rows("SELECT stratum FROM sampled")) == {('["Camden", "16+1:B1"]',)}
    assert desk.trail()[-1][:2] == ("supervisor", "sample.draw")
    assert review.queue(desk.desk("supervisor")).samples == (found,)


def test_drawn_twice_with_one_seed_it_is_the_same_whoever_draws(desk):
    """Catches a draw that rests on ids, on the order of rows, or on whose cases they are."""
    drawing.draw(desk.desk("supervisor"), "autumn", 4, *YEAR)
    desk.run("UPDATE accounts SET roles = 'authority supervisor' WHERE name = 'authority'")
    desk._desks.clear()
    drawing.draw(desk.desk("authority"), "autumn", 4, *YEAR)
    drawing.draw(desk.desk("supervisor"), "spring", 4, *YEAR, "Another seed.")

    assert refs(desk, 1) == refs(desk, 2)
    assert refs(desk, 3) != refs(desk, 1)


def test_what_is_restricted_covert_from_an_archive_or_of_another_day_is_not_drawn(desk):
    """Catches a sample whose reader learns that a covert matter is there."""
    desk.run("UPDATE cases SET sensitivity = 'covert' WHERE reference = 'MC-2014-00001'")
    desk.run("UPDATE cases SET regime = 'none' WHERE reference = 'MC-2014-00002'")
    desk.run("UPDATE subjects SET decided = '2013-12-31' WHERE reference = 'MC-2014-00003/1'")
    desk.run("UPDATE steps SET day = '2015-01-01' WHERE step = 'handled_locally' AND subject_id ="
             " (SELECT id FROM subjects WHERE reference = 'MC-2014-00005/1')")  # fmt: skip
    drawing.draw(desk.desk("supervisor"), "s", 2, *YEAR)

    assert sorted(refs(desk, 1)) == ["MC-2014-00004/1", "MC-2014-00006/1"]


@pytest.mark.parametrize("account", ["authority", "caseworker", "auditor", "administrator"])
def test_only_whoever_has_the_right_draws(desk, account):
    with pytest.raises(NotAllowed, match="Dip samples are drawn by supervisor"):
        drawing.draw(desk.desk(account), "s", 3, *YEAR)
    assert desk.trail()[-1][:2] == (account, "sample.draw")
    assert desk.trail()[-1][5] == "refused"


def test_what_cannot_be_drawn_is_refused(desk):
    desk = desk.desk("supervisor")
    for seed, size, period, said in (
        (" ", 3, YEAR, "A seed may not be empty"),
        ("s", 0, YEAR, "it holds from 1 to 500"),
        ("s", 501, YEAR, "it holds from 1 to 500"),
        ("s", 3, YEAR[::-1], "ends before it begins"),
    ):
        with pytest.raises(UsageError, match=said):
            drawing.draw(desk, seed, size, *period)
    with pytest.raises(BadValue, match="control character"):
        drawing.draw(desk, "a\x1bb", 3, *YEAR)


@pytest.mark.parametrize("account", ["caseworker", "auditor", "local_assessor", "administrator"])
def test_review_is_for_delegates_and_supervisors(desk, account):
    drawing.draw(desk.desk("supervisor"), "s", 3, *YEAR)
    here = desk.desk(account)
    for job in (lambda: review.queue(here), lambda: review.listed(here),
                lambda: blind.item(here, 1), lambda: blind.states(here, 1),
                lambda: blind.read(here, 1, 1, "neither", "")):  # fmt: skip
        with pytest.raises(NotAllowed, match="Review is open to authority or supervisor"):
            job()
        assert desk.trail()[-1][5] == "refused"


def test_an_item_holds_nothing_that_says_who_or_how_grave(desk):
    """Catches a level, a name, a number, a unit, a group or a reference on the blind page."""
    drawing.draw(desk.desk("supervisor"), "s", 6, *YEAR)
    for place in range(1, 7):
        told = str(blind.item(desk.desk("supervisor"), 1, place))
        for word in ("misconduct", "neither", "Camden", "MC-2014", "20130", "B1", "Black",
                     "300005", "Hall", "Osei", "Sergeant", "threshold",
                     *(part for name in PEOPLE for part in name.split())):  # fmt: skip
            assert word.casefold() not in told.casefold(), (word, told)
        assert "[name] ([number]) of [unit], a [ethnicity] officer: [level], entry" in told
        assert "What the form says." in told
        assert "What follows from it." not in told


def test_reading_shows_what_was_decided_and_answering_is_once(desk):
    here = desk.desk("supervisor")
    drawing.draw(here, "s", 6, *YEAR)
    place = kinds(desk, 1).index(CHANGED) + 1
    assert blind.item(here, 1, place).judged == ()
    found = blind.read(here, 1, place, "misconduct", "A late entry.")

    assert found.own is not None
    assert (found.own.level, found.own.decision, found.own.answer) == ("misconduct", "neither", "")
    assert [(one.kind, one.level, one.code) for one in found.judged] == [
        ("initial", "misconduct", ""), ("dps", "neither", "threshold_too_high"),
    ]  # fmt: skip
    assert found.judged[0].reasons == "What follows from it."
    with pytest.raises(BadValue, match=rf"1/{place}: say why"):
        blind.answer(here, 1, place, "reconsider", "")
    found = blind.answer(here, 1, place, "reconsider", "Look at the book.")
    assert found.own is not None
    assert found.own.answer == "reconsider"
    with pytest.raises(Refused, match=rf"1/{place}: D Iyer has no blind reading"):
        blind.answer(here, 1, place, "concur", "")
    ref = refs(desk, 1)[place - 1]
    assert [(row.reference, row.what, row.level) for row in review.queue(here).reconsidered] == [
        (ref, "asked_blind", "neither")
    ]
    assert check(desk.database, RULES) == []

    desk.go("revise", ref, maker="authority", level="neither", rationale=RATIONALE, reason="Same.")
    assert [row.what for row in review.queue(here).reconsidered] == ["revised"]


def test_the_next_item_is_one_that_nobody_has_read_and_this_reader_may(desk):
    """Catches a decision-maker before their own decisions, and a case that is not open to them."""
    drawing.draw(desk.desk("supervisor"), "s", 6, *YEAR)
    held = kinds(desk, 1)
    decided = [place for place, kind in enumerate(held, start=1) if kind != KEPT]
    here = desk.desk("authority")
    found = blind.item(here, 1)
    assert held[found.place - 1] == KEPT
    assert found.passed == tuple(
        (place, "you have decided it") for place in decided if place < found.place
    )
    for place in [n for n, kind in enumerate(held, start=1) if kind == KEPT]:
        blind.read(here, 1, place, "misconduct", "")
    with pytest.raises(Refused, match="nothing left for this reader to read") as refusal:
        blind.item(here, 1)
    assert "MC-2014" not in str(refusal.value)
    with pytest.raises(Refused, match=rf"1/{decided[0]} is not for you to read: you have dec"):
        blind.read(here, 1, decided[0], "neither", "")
    assert "MC-2014" not in desk.trail()[-1][6]
    assert blind.item(desk.desk("supervisor"), 1).place == decided[0]


def test_what_was_read_in_another_sample_is_not_the_next(desk):
    """Catches a reader who is handed, level and all, what they have read before."""
    here = desk.desk("supervisor")
    drawing.draw(here, "s", 6, *YEAR)
    drawing.draw(here, "t", 6, *YEAR, "A second one.")
    known = refs(desk, 2)[0]
    blind.read(here, 1, refs(desk, 1).index(known) + 1, "neither", "")
    found = blind.item(here, 2)

    assert found.own is None
    assert found.passed == ((1, "you have read it blind already"),)
    with pytest.raises(Refused, match="2/1: D Iyer read it blind already"):
        blind.read(here, 2, 1, "misconduct", "")
    assert blind.item(desk.desk("authority2"), 2).place == 1


def test_a_restricted_item_and_one_that_one_is_in_are_passed_over(desk):
    drawing.draw(desk.desk("supervisor"), "s", 6, *YEAR)
    closed, seen = refs(desk, 1)[:2]
    desk.go("amend", closed, sensitivity="restricted", reason="R")
    desk.go("add_party", seen, role="witness", party_name="D Iyer", party_number="300004")
    found = blind.item(desk.desk("supervisor"), 1)

    assert found.passed == ((1, "it is not open to you"), (2, "it is not open to you"))
    assert found.place == 3


def test_a_second_person_is_named_on_ones_own_file(desk):
    """On SQLite the one who made the file reads with another's eyes: stated, not proved."""
    if desk.database.dialect != "sqlite":
        return
    maker = desk.desk("maker")
    drawing.draw(maker, "s", 6, *YEAR)
    place = kinds(desk, 1).index(UNCHANGED) + 1
    with pytest.raises(Refused, match="is not for this reader; pass on to the next") as refusal:
        blind.read(maker, 1, place, "neither", "", Named("authority"))
    assert "decided" not in str(refusal.value)
    assert {why for _place, why in blind.item(maker, 1, None, Named("authority")).passed} <= {
        "it is not for this reader"
    }
    found = blind.read(maker, 1, place, "neither", "", Named("supervisor"))
    assert found.own is not None
    assert found.own.reader == "300004"
    assert desk.rows("SELECT stated FROM events WHERE kind = 'read_blind'") == [(1,)]


def test_how_far_a_sample_is_says_no_level_that_was_not_seen(desk):
    here, other = desk.desk("supervisor"), desk.desk("authority2")
    drawing.draw(here, "s", 6, *YEAR)
    blind.read(here, 1, 1, "gross_misconduct", "")
    blind.answer(here, 1, 1, "concur", "")
    mine, theirs = blind.states(here, 1), blind.states(other, 1)

    assert [(one.place, one.read, one.answered) for one in mine] == [
        (1, 1, 1), *((place, 0, 0) for place in range(2, 7)),
    ]  # fmt: skip
    assert mine[0].own is not None
    assert (mine[0].own[0], mine[0].own[2]) == ("gross_misconduct", "concur")
    assert all(one.own is None for one in (*mine[1:], *theirs))
    (kept,) = review.listed(here)
    assert (kept.read, kept.answered, kept.left) == (1, 1, 5)
    with pytest.raises(Refused, match="There is no dip sample 7"):
        blind.states(here, 7)
    with pytest.raises(Refused, match="no place 9; it holds 1 to 6"):
        blind.item(here, 1, 9)


@pytest.mark.parametrize("text", ["3", "3/", "/7", "3-7", "MC-2014-00001/1", "3/7/1", "\u0663/7"])
def test_an_item_is_written_sample_and_place(text):
    assert blind.place_of(" 3/7 ") == (3, 7)
    with pytest.raises(UsageError, match="SAMPLE/PLACE"):
        blind.place_of(text)


def test_agreement_is_of_the_same_subjects_as_the_rate(desk):
    """Catches an agreement of other matters than the figure it stands under."""
    here = desk.desk("supervisor")
    drawing.draw(here, "s", 6, *YEAR)
    for place, kind in enumerate(kinds(desk, 1), start=1):
        blind.read(here, 1, place, "neither" if kind == CHANGED else "gross_misconduct", "")

    def of(**asked) -> dict[str, Agreement]:
        return dict(reassessment(here, Breakdown(**asked)).agreement)

    counted = {CHANGED: Agreement(2, 2), UNCHANGED: Agreement(2, 0), KEPT: Agreement(2, 0)}
    assert of() == counted
    assert of(by=("unit",), where={"unit": "Camden", "standard": "honesty"}) == counted
    assert of(where={"unit": "Brent"}) == {}
    assert of(end=date(2014, 1, 1)) == {}
    assert list(of(start=YEAR[0], end=YEAR[1], basis="decided")) == [CHANGED, UNCHANGED]


def test_a_reading_that_was_tampered_with_or_lost_is_found(desk):
    """Catches an agreement that somebody improves behind the events."""
    here = desk.desk("supervisor")
    drawing.draw(here, "s", 6, *YEAR)
    blind.read(here, 1, 1, "gross_misconduct", "")
    assert check(desk.database, RULES) == []
    for sql in ("UPDATE readings SET level = decision", "DELETE FROM readings"):
        desk.run(sql)
        (fault,) = check(desk.database, RULES)
        assert (
            fault == f"{refs(desk, 1)[0]}: its readings are kept other than its events make them."
        )


def test_what_a_list_does_not_show_is_counted(desk, monkeypatch):
    """Catches work that drops out of the queue without a word."""
    monkeypatch.setattr(review, "MOST", 1)
    for place in range(2):
        ref = desk.decided("gross_misconduct", "misconduct", person=f"20140{place}", name="G Grey")
        desk.go("second_read", ref, by="supervisor", concurs="reconsider", reason="Look.")
    found = review.queue(desk.desk("supervisor"))
    assert (len(found.reconsidered), found.reconsidered_in_all) == (1, 2)


def test_what_waits_for_a_second_reader_stands_in_the_queue_oldest_first(desk):
    ref = desk.decided("gross_misconduct", "misconduct", person="201400", name="G Grey")
    asked = desk.decided("gross_misconduct", "misconduct", person="201401", name="H Holt")
    desk.go("second_read", asked, by="supervisor", concurs="reconsider", reason="Look.")
    found = review.queue(desk.desk("supervisor"))

    assert found.waiting_in_all == 1
    assert [(row.reference, row.local_level, row.level) for row in found.waiting] == [
        (ref, "gross_misconduct", "misconduct")
    ]
    assert [(row.reference, row.what) for row in found.reconsidered] == [(asked, "asked")]
    assert found.reconsidered_in_all == 1
    assert desk.trail()[-1][:2] == ("supervisor", "read.review")
    desk.go("amend", ref, sensitivity="covert", reason="R")
    assert review.queue(desk.desk("supervisor")).waiting_in_all == 0
