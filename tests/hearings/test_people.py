"""Ranks, their bands and seniority, ethnicity codes and service bands."""

from __future__ import annotations

import pytest

from hearings.packaged import facts
from hearings.people import (
    acts_as,
    at_or_above,
    code_sets,
    ethnicity_codes,
    ethnicity_words,
    full_rank,
    known_ranks,
    person_types,
    rank_band,
    rank_named,
    service_band,
    short_rank,
)


@pytest.mark.parametrize(
    ("text", "full", "band"),
    [
        ("PC", "Constable", "constable"),
        ("wpc", "Constable", "constable"),
        ("DC", "Detective Constable", "constable"),
        ("PS", "Sergeant", "sergeant"),
        ("t/ds", "Detective Sergeant", "sergeant"),
        ("Insp", "Inspector", "inspecting"),
        (" Ch Insp ", "Chief Inspector", "inspecting"),
        ("DCI", "Detective Chief Inspector", "inspecting"),
        ("Supt", "Superintendent", "superintending"),
        ("DCS", "Detective Chief Superintendent", "superintending"),
        ("Commander", "Commander", "chief_officer"),
        ("SC", "Special Constable", "special"),
        ("PCSO", "Police Community Support Officer", "staff"),
    ],
)
def test_a_rank_is_known_by_its_short_form_and_has_a_band(text, full, band):
    assert full_rank(text) == full
    assert rank_band(text) == band
    assert rank_band(full) == band
    assert full_rank(short_rank(full)) == full


def test_a_rank_that_is_not_known_stays_as_it_was_given_and_has_no_band():
    assert rank_named("Wizard") is None
    assert full_rank(" Wizard ") == "Wizard"
    assert short_rank("Wizard") == "Wizard"
    assert rank_band("Wizard") == ""
    assert acts_as("Wizard") == ""


@pytest.mark.parametrize(
    ("rank", "floor", "reaches"),
    [
        ("Inspector", "Inspector", True),
        ("Detective Inspector", "Inspector", True),
        ("Sergeant", "Inspector", False),
        ("Inspector", "Chief Inspector", False),
        ("Chief Inspector", "Chief Inspector", True),
        ("Superintendent", "Chief Inspector", True),
        ("Police staff, inspector grade", "Chief Inspector", False),
        ("Police staff, chief inspector grade", "Chief Inspector", True),
        ("Police staff", "Inspector", False),
        ("Wizard", "Inspector", False),
        ("", "Inspector", False),
        ("Commissioner", "Wizard", False),
    ],
)
def test_seniority_reaches_a_floor_and_the_unknown_never_does(rank, floor, reaches):
    assert at_or_above(rank, floor) is reaches


@pytest.mark.parametrize(
    ("rank", "stands_for"),
    [
        ("Inspector", "inspecting"),
        ("Police staff, inspector grade", "inspecting"),
        ("Police staff, superintendent grade", "superintending"),
        ("Police staff", "staff"),
        ("Sergeant", "sergeant"),
    ],
)
def test_a_grade_of_staff_stands_for_a_rank(rank, stands_for):
    assert acts_as(rank) == stands_for


def test_no_short_form_means_two_ranks():
    rows = facts("people.toml")["rank"]
    names = [name.casefold() for row in rows for name in (row["name"], *row["short"])]

    assert sorted(names) == sorted({row["name"].casefold() for row in rows} | {
        short.casefold() for row in rows for short in row["short"]
    } | set(names))  # fmt: skip
    meant: dict[str, set[str]] = {}
    for row in rows:
        for name in {row["name"].casefold(), *(short.casefold() for short in row["short"])}:
            meant.setdefault(name, set()).add(row["name"])
    assert {name: ranks for name, ranks in meant.items() if len(ranks) > 1} == {}


def test_every_band_is_one_of_the_bands():
    bands = set(facts("people.toml")["bands"])

    assert {rank_band(rank) for rank in known_ranks()} == bands


@pytest.mark.parametrize(
    ("years", "band"),
    [
        ("0", "0-1"), ("1", "0-1"), ("2", "2-4"), ("4", "2-4"), ("5", "5-9"), ("9", "5-9"),
        ("10", "10-19"), ("19", "10-19"), ("20", "20+"), ("43", "20+"), ("", ""),
        ("6-10 years", "6-10 years"),
    ],
)  # fmt: skip
def test_service_falls_into_its_band_both_ends_included(years, band):
    assert service_band(years) == band


def test_the_two_code_sets_stay_apart():
    assert code_sets() == ("16+1", "18+1")
    assert len(ethnicity_codes("16+1")) == 17
    assert len(ethnicity_codes("18+1")) == 19
    assert ethnicity_words("O1", "16+1") == "Chinese"
    assert ethnicity_words("O1", "18+1") == "O1"
    assert ethnicity_words("A4", "18+1") == "Chinese"
    assert ethnicity_codes("20+1") == ()


def test_declining_is_a_code_and_not_an_empty_field():
    assert all("NS" in ethnicity_codes(code_set) for code_set in code_sets())


def test_there_are_six_types_of_person():
    assert set(person_types()) == {"officer", "special", "staff", "pcso", "volunteer", "former"}
