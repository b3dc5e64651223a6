"""Published percentages, reproduced from their counts with the rounding they were published in.

What is not known is outside the base. Where what was printed comes from no base, that is asserted
as well: the figure then stands as printed, and ours with its base beside it.
"""

from __future__ import annotations

import json

import pytest

from hearings.shares import change, per_hundred, percent


@pytest.fixture(scope="module")
def published(shared_data):
    """Give the published figures with their counts."""
    return json.loads((shared_data / "home_office" / "published_figures.json").read_text("utf-8"))


@pytest.mark.parametrize(
    ("what", "counts", "unknown", "printed"),
    [
        ("complaints: meeting, hearing, accelerated", (105, 46, 6), 1, (67, 29, 4)),
        ("complaints: gross, misconduct, not proven", (38, 78, 38), 4, (25, 51, 25)),
        ("conduct: meeting, hearing, accelerated", (471, 189, 124), 7, (60, 24, 16)),
        ("conduct: gross, misconduct, not proven", (284, 414, 86), 7, (36, 53, 11)),
        ("recordable: meeting, hearing, accelerated", (200, 126, 175), 0, (40, 25, 35)),
    ],
)
def test_the_year_to_march_2022_has_what_is_not_known_outside_its_base(
    what, counts, unknown, printed
):
    """Home Office, Police misconduct, England and Wales, officers: 154, 157, 784 and 501."""
    base = sum(counts)
    assert base in {154, 157, 501, 784}, what
    assert tuple(percent(count, base, 0) for count in counts) == whole_numbers(printed), what


@pytest.mark.parametrize(
    ("count", "base", "wrong", "printed"),
    [
        (414, 784, 791, "53 %"),
        (105, 157, 158, "67 %"),
        (78, 154, 158, "51 %"),
        (40, 244, 242, "16 %"),
        (585, 1312, 1698, "45 %"),
        (266, 972, 1300, "27 %"),
    ],
)
def test_the_wrong_base_would_be_seen(count, base, wrong, printed):
    """Put the unknown into the base, or staff into that of officers, and the figure is another."""
    assert percent(count, base, 0) == printed
    assert percent(count, wrong, 0) != printed


def test_the_year_to_march_2023(published):
    found = published["home_office_ye_2023_03"]
    officers = found["officers"]

    assert officers + found["staff"] == found["individuals"] == 1300
    assert found["meeting"] + found["hearing"] + found["accelerated"] == officers == 972
    for forum in ("meeting", "hearing", "accelerated"):
        assert percent(found[forum], officers, 0) == whole(found[f"published_{forum}_pct"])
    # Rounded one by one they add up to 99.
    assert 53 + 27 + 19 == 99
    for level in ("gross", "misconduct"):
        proven = percent(found[f"hearing_{level}_proven"], found["hearing"], 0)
        assert proven == whole(found[f"published_hearing_{level}_pct"])


def test_the_meeting_whose_finding_is_not_known_is_outside_the_base(published):
    """Of 518, not of 519: both print 79 %, and only the decimal tells them apart."""
    found = published["home_office_ye_2023_03"]
    proven, known, meetings = (
        found[name]
        for name in ("meeting_misconduct_proven", "meeting_with_known_finding", "meeting")
    )

    assert (known, meetings) == (518, 519)
    assert percent(proven, known, 0) == whole(found["published_meeting_proven_pct"])
    assert percent(proven, known) == "79.0 %"
    assert percent(proven, meetings) == "78.8 %"


def test_the_year_to_march_2024_and_its_change_from_the_year_before(published):
    before, found = published["home_office_ye_2023_03"], published["home_office_ye_2024_03"]

    assert found["officers"] + found["staff"] == found["individuals"]
    assert percent(found["meeting"], found["officers"], 0) == whole(found["published_meeting_pct"])
    for group in ("individuals", "officers", "staff"):
        printed = f"+{whole(found[f'published_change_{group}_pct'])}"
        assert change(before[group], found[group], 0) == printed


def test_hmics_hearings_and_the_share_that_comes_from_no_base(published):
    """`Just under 26 per cent` were warned: 47 of 186 are 25.3 %, 47 of 173 are 27.2 %."""
    found = published["hmic_mps_2014"]
    heard, proven = found["to_hearing"], found["proven"]
    warned = found["written_warning"] + found["final_written_warning"]
    ended = ("unsatisfactory_performance", "discontinued_among_proven", "dismissed")

    assert warned + sum(found[name] for name in ended) == proven == 173
    assert proven + found["not_proven_or_discontinued"] == heard == 186
    assert percent(found["dismissed"], proven) == "69.4 %"
    assert percent(found["dismissed"], heard) == "64.5 %"
    assert (percent(warned, heard), percent(warned, proven)) == ("25.3 %", "27.2 %")
    assert found["published_warning_share"] == "just under 26 percent"
    just_under = [base for base in range(warned, 400) if 0.255 <= warned / base < 0.26]
    assert just_under == [181, 182, 183, 184]
    assert not {heard, proven} & set(just_under)


def test_an_outcome_that_is_not_listed_is_still_in_the_base(published):
    """The four outcomes are 242 of 244: of 242, the warnings would be 17 %."""
    found = published["bbc_sdu_2022"]
    base = found["case_to_answer"]

    assert sum(found[outcome] for outcome in found["published_pct"]) == 242
    for outcome, printed in found["published_pct"].items():
        assert percent(found[outcome], base, 0) == whole(printed)


def test_the_rise_that_was_cut_and_not_rounded():
    """HMIC printed 35 %: 636 to 864 is 35.8 %, which rounds to 36."""
    assert change(636, 864) == "+35.8 %"
    assert change(636, 864, 0) == "+36 %"


def test_conduct_cases_and_complaints_to_a_hundred_of_the_workforce():
    """HMIC gives no workforce: 1,775 cases are 4.0 to a hundred, 7,029 complaints 15.8."""
    assert {per_hundred(1775, workforce) for workforce in range(44_350, 44_631)} == {"4.0"}
    fitting = [n for n in range(40_000, 50_000) if per_hundred(7029, n) == "15.8"]
    assert (fitting[0], fitting[-1]) == (44_348, 44_628)


@pytest.mark.parametrize("key", ["mpa_drink_drive_2003_2005", "mpa_drink_drive_2005"])
def test_the_sanctions_of_the_drink_drive_boards_add_up_to_their_cases(published, key):
    """One officer of the first had two sanctions, so that 28 of them are of 28 cases by chance."""
    found = published[key]

    assert sum(found["board"].values()) == found["cases"]


def test_those_still_serving_are_the_sum_of_both_findings(published):
    found = published["as_2023_03"]

    assert found["misconduct"] + found["gross"] == found["still_serving_with_finding"]


def whole(number: int) -> str:
    """Write a published whole percentage as we print it."""
    return f"{number} %"


def whole_numbers(numbers: tuple[int, ...]) -> tuple[str, ...]:
    """Write several."""
    return tuple(whole(number) for number in numbers)
