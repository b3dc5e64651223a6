"""Guidance for assessors: its files, its loader and its lines."""

from __future__ import annotations

import re
from copy import deepcopy

import pytest

from hearings.errors import UsageError
from hearings.guidance import (
    LABELS,
    WIDTH,
    Guidance,
    all_guidance,
    guidance_for,
    lines,
    read_guidance,
)
from hearings.packaged import facts
from hearings.regimes import CONFIDENCES
from hearings.severity import Level
from hearings.standards import standard_words, standards

WRITTEN = sorted(standards())
REGIMES = ["2008", "2012", "2020"]
COURT_WORDS = re.compile(
    r"\b(guilty|plea|verdict|defendant|offences?|sentenced|downgraded?|overturned|over-assessed)\b",
    re.IGNORECASE,
)


@pytest.fixture
def honesty():
    return deepcopy(facts("guidance/honesty.toml"))


def found(standard: str) -> Guidance:
    guidance = guidance_for(standard)
    assert guidance is not None
    return guidance


def test_all_ten_standards_are_written():
    """It would catch a Standard whose file was forgotten, or named after no Standard."""
    assert sorted(all_guidance()) == WRITTEN
    assert len(WRITTEN) == 10


def test_what_is_no_standard_has_no_guidance():
    assert guidance_for("Operations/Personnel Violations") is None


@pytest.mark.parametrize("standard", WRITTEN)
@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize("regime", REGIMES)
def test_every_part_of_every_level_says_something_and_where_from(standard, level, regime):
    parts = found(standard).levels[level].parts

    assert list(parts) == list(LABELS)
    for points in parts.values():
        assert any(point.holds(regime) for point in points)
        for point in points:
            assert point.provision.source
            assert point.provision.confidence in CONFIDENCES


@pytest.mark.parametrize("standard", WRITTEN)
@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize("regime", REGIMES)
def test_a_level_fits_the_box_it_is_read_in(standard, level, regime):
    written = lines(found(standard), level, regime)

    assert max(map(len, written)) <= WIDTH
    assert len(written) <= 15


@pytest.mark.parametrize("standard", WRITTEN)
def test_the_whole_guidance_opens_with_the_standard_and_holds_every_level(standard):
    guidance = found(standard)
    written = lines(guidance, regime="2012")

    assert written[0] == standard_words(standard)
    assert "From: SI 2012/2632 Sch 2." in written
    for level in Level:
        assert "\n".join(lines(guidance, level, "2012")) in "\n".join(written)


@pytest.mark.parametrize("standard", WRITTEN)
def test_it_accuses_nobody(standard):
    assert COURT_WORDS.search("\n".join(lines(found(standard)))) is None


@pytest.mark.parametrize("standard", WRITTEN)
def test_the_threshold_of_misconduct_follows_the_regime(standard):
    guidance = found(standard)
    before = " ".join(" ".join(lines(guidance, Level.MISCONDUCT, "2012")).split())
    after = " ".join(" ".join(lines(guidance, Level.MISCONDUCT, "2020")).split())

    assert "no threshold" in before
    assert "so serious as to justify disciplinary action" not in before
    assert "so serious as to justify disciplinary action" in after
    assert "management action" in before
    assert "management action" not in after


def test_without_a_regime_the_points_that_depend_on_one_name_theirs():
    written = "\n".join(lines(found("honesty"), Level.NEITHER))

    assert "2008, 2012 Regulations: Yes: no action, management action" in written
    assert "2020 Regulations: Yes: no action, reflective practice" in written


def test_what_nobody_has_verified_is_named_apart():
    written = " ".join(" ".join(lines(found("honesty"), Level.NEITHER, "2012")).split())

    assert written.endswith("From SI 2012/2632 reg 19(3). Unverified: our own words.")


def test_each_source_is_named_once():
    written = "\n".join(lines(found("duties"), Level.GROSS_MISCONDUCT, "2012"))

    assert written.count("our own words") == 1


def test_a_level_with_nothing_unverified_says_nothing_of_it(honesty):
    for part in honesty["neither"].values():
        for row in part:
            row["confidence"] = "secondary"

    written = lines(read_guidance(honesty, "x.toml"), Level.NEITHER, "2012")

    assert "Unverified" not in "\n".join(written)


def unknown_key(table):
    table["colour"] = "red"


def unknown_part(table):
    table["misconduct"]["sanction"] = []


def unknown_in_point(table):
    table["misconduct"]["ask"][0]["author"] = "nobody"


def no_level(table):
    del table["gross_misconduct"]


def no_part(table):
    del table["neither"]["ask"]


def no_point_under_a_regime(table):
    table["neither"]["local"].pop()


def no_opening(table):
    del table["opening"]


def no_source(table):
    table["neither"]["marks"][0]["source"] = ""


def no_words(table):
    del table["neither"]["marks"][0]["text"]


def odd_confidence(table):
    table["neither"]["marks"][0]["confidence"] = "sure"


def odd_regime(table):
    table["neither"]["marks"][0]["regimes"] = ["1999"]


def odd_standard(table):
    table["standard"] = "probity"


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (unknown_key, "x.toml has an unknown key: colour."),
        (unknown_part, "x.toml has an unknown key: sanction."),
        (unknown_in_point, "x.toml has an unknown key: author."),
        (no_level, "x.toml has no guidance for gross_misconduct."),
        (no_part, "x.toml says nothing under neither.ask for 2008, 2012, 2020."),
        (no_point_under_a_regime, "x.toml says nothing under neither.local for 2020."),
        (no_opening, "x.toml has no opening."),
        (no_source, "x.toml has a point without words, a source or a known confidence."),
        (no_words, "x.toml has a point without words, a source or a known confidence."),
        (odd_confidence, "x.toml has a point without words, a source or a known confidence."),
        (odd_regime, "x.toml names an unknown regime: 1999."),
        (odd_standard, "x.toml is for an unknown Standard: 'probity'."),
    ],
)
def test_a_file_that_does_not_hold_together_is_refused(honesty, spoil, sentence):
    spoil(honesty)

    with pytest.raises(UsageError) as refusal:
        read_guidance(honesty, "x.toml")

    assert str(refusal.value) == sentence
