"""Overlays by the first fact, by allegation and in doubt; disposals, warnings, who is former."""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from hearings import regimes as module
from hearings.cases import Allegation
from hearings.errors import UsageError
from hearings.measures import Leaving
from hearings.packaged import facts
from hearings.people import PersonFacts
from hearings.regimes import (
    all_rules,
    limits_of,
    longest_warning,
    overlay_of_allegation,
    overlays,
    overlays_of,
    regimes,
    unsure_overlays,
)
from hearings.regimes.disposals import Disposal
from hearings.severity import Level
from hearings.warned import FINAL, WRITTEN, Warned, ends, in_force
from tests.hearings.test_limits import RULES, case, day, listed, signed, subject

NEITHER, MISCONDUCT, GROSS = Level.NEITHER, Level.MISCONDUCT, Level.GROSS_MISCONDUCT


def chosen(*reached: tuple[str, str], attention: str = "2013-01-07", **given: Any):
    return overlays_of(case(attention), subject(*reached, **given), RULES)


# ------ the first fact of the round


def test_a_supplementary_bundle_turns_no_hearing_public():
    """Planted once: the newest notice chose, so documents from after 1 May 2015 did."""
    first, more = ("documents_supplied", "2015-04-20"), ("documents_supplied", "2015-05-11")

    assert chosen(first, more) == ()
    assert chosen(more, first) == ()
    assert chosen(first, ("referred", "2015-05-05"), more) == ("2012b",)
    assert chosen(first, ("further_documents", "2015-05-11")) == ()


def test_the_first_date_of_the_round_chooses_the_chair():
    """Planted once: a hearing postponed into 2016 changed its chair."""
    first, moved = ("hearing_specified", "2015-11-02"), ("hearing_specified", "2016-02-01")

    assert chosen(first, moved) == ()
    assert chosen(first, ("referred", "2016-01-11"), moved) == ("2012c",)


def test_a_force_that_names_the_referral_means_the_present_one():
    rules = replace(RULES, triggers={"2012c": "referred"})
    officer = subject(("referred", "2015-05-05"), ("referred", "2016-02-01"))

    assert overlays_of(case(), officer, rules) == ("2012c",)


def test_public_tribunals_have_an_overlay_of_their_own():
    """Planted once: they went by the notice of the hearing (2012b)."""
    hearing = ("documents_supplied", "2015-06-01")
    under = {limit.key: limit.overlay for limit in limits_of("2012")}
    overlay = overlays()["2012t"]

    assert chosen(hearing) == ("2012b",)
    assert chosen(("tribunal_notice_given", "2015-04-30")) == ()
    assert chosen(("tribunal_notice_given", "2015-05-01")) == ("2012t",)
    assert (overlay.starts, overlay.confirmed) == (date(2015, 5, 1), False)
    assert (under["tribunal_public_notice"], under["tribunal_outcome_published"]) == (
        "2012t", "2012t")  # fmt: skip


# ------ by allegation

NEW = Allegation(1, "duties", "", "N")


@pytest.mark.parametrize(
    ("first", "own", "separate", "found"),
    [
        ("2025-06-02", "2025-05-27", False, ()),
        ("2025-06-02", "2025-05-27", True, ()),
        ("2025-06-02", "2025-05-28", False, ("2025",)),
        ("2025-05-27", "2025-06-02", False, ()),
        ("2025-05-27", "2025-06-02", True, ("2025",)),
    ],
)
def test_an_older_allegation_that_was_added_later_is_under_the_old_rules(
    first, own, separate, found
):
    """Planted once: an older allegation took the day of the first."""
    added = Allegation(2, "duties", "", "N", attention_date=day(own), separate=separate)
    officer = subject(allegations=(NEW, added))

    assert overlay_of_allegation(case(first, "2020"), officer, added, RULES) == found


# ------ in doubt


def unsure(attention: str, *reached: tuple[str, str], rules=RULES, until="", **given: Any):
    regime = "2020" if attention > "2020" else "2012"
    return unsure_overlays(
        case(attention, regime), subject(*reached, **given), rules, day(until) if until else None
    )


def test_an_overlay_is_in_doubt_only_where_it_began_inside_the_matter():
    supplied = ("documents_supplied", "2024-04-22")

    assert unsure("2024-01-08", supplied) == frozenset()
    assert unsure("2024-01-08", supplied, until="2024-06-03") == {"2024"}
    assert unsure("2024-01-08", supplied, hearing=listed("2024-06-03")) == {"2024"}
    assert unsure("2024-01-08", supplied, ("panel_named", "2024-05-07")) == {"2024"}
    assert unsure("2024-01-08", supplied, ("panel_named", "2024-05-06")) == frozenset()
    assert unsure("2024-05-07", ("documents_supplied", "2024-06-03")) == frozenset()
    assert unsure("2024-01-08") == frozenset()


def test_of_a_long_matter_every_unconfirmed_overlay_is_in_doubt_and_no_other():
    facts = ("documents_supplied", "2018-01-15")
    left = Leaving("resigned", day("2018-03-30"), day("2018-03-02"), "", "", "goes_on")

    assert unsure("2014-01-06", facts) == {"2012t", "2012c", "2012d"}
    assert unsure("2014-01-06", ("documents_supplied", "2016-01-15")) == {"2012t", "2012c"}
    assert unsure("2014-01-06", left=left) == {"2012t", "2012c", "2012d"}
    assert unsure("2014-01-06", left=replace(left, how="died")) == frozenset()


def test_who_says_which_fact_it_is_or_signs_it_off_is_in_no_doubt():
    facts = (("documents_supplied", "2024-04-22"), ("panel_named", "2024-05-20"))

    assert unsure("2024-01-08", *facts) == {"2024"}
    assert unsure("2024-01-08", *facts, rules=signed("2020/overlay.2024")) == frozenset()
    named = replace(RULES, triggers={"2024": "referred"})
    assert unsure("2024-01-08", *facts, rules=named) == frozenset()


def test_a_matter_without_a_day_is_in_doubt_of_whatever_began_by_its_newest_fact():
    undated = replace(case("2024-01-08", "2020"), attention_date=None)
    officer = subject(("panel_named", "2024-05-20"))

    assert unsure_overlays(undated, officer, RULES) == {"2024"}


# ------ disposals


def disposal(regime: str, key: str) -> Disposal:
    found = regimes()[regime].disposal(key)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "key", ["no_further_action", "reflective_practice", "performance_procedures"]
)
def test_misconduct_without_proceedings_can_be_closed_after_the_decision(key):
    """Planted once: a 2020 matter of misconduct without proceedings could not be closed at all."""
    found = disposal("2020", key)

    assert [found.open_at(one, after_decision=True) for one in (NEITHER, MISCONDUCT, GROSS)] == [
        True, True, False,
    ]  # fmt: skip
    assert [found.open_at(one, after_decision=False) for one in (NEITHER, MISCONDUCT, GROSS)] == [
        True, False, False,
    ]  # fmt: skip
    after, before = (found.provision_at(after_decision=one) for one in (True, False))
    assert (after.source, after.confidence) == (
        "SI 2020/4 reg 23(5), paragraph number inferred", "quoted")  # fmt: skip
    assert before.confidence == "unverified"


def test_a_disposal_without_levels_of_its_own_after_the_decision_keeps_its_levels():
    found = disposal("2012", "management_action")

    assert found.open_at(MISCONDUCT, after_decision=True)
    assert not found.open_at(GROSS, after_decision=True)
    assert found.provision_at(after_decision=True) == found.provision


def test_a_vetting_referral_goes_by_allegation():
    """Planted once: the day of the case opened it, whatever its allegations."""
    found = disposal("2020", "vetting_referral")

    assert (found.overlay, found.starts, found.until) == ("2025", None, None)


def test_a_matter_ends_with_the_officers_leaving_until_former_officers_came_in():
    assert disposal("2012", "officer_left").until == date(2017, 12, 14)
    assert disposal("2008", "officer_left").until is None


def test_a_disposal_says_in_the_list_when_it_is_open():
    words = {row.id: row.words for row in all_rules() if row.kind == "disposal"}

    assert words["2020/disposal.vetting_referral"].endswith("; where an allegation is under 2025")
    assert words["2012/disposal.officer_left"].endswith("; to 2017-12-14")
    assert words["2020/disposal.no_further_action"] == (
        "open at: neither misconduct nor gross misconduct; after the case-to-answer decision:"
        " misconduct, neither misconduct nor gross misconduct"
        " (SI 2020/4 reg 23(5), paragraph number inferred)"
        "; once proceedings are withdrawn: any level (SI 2020/4 reg 27, unverified)"
    )


def read(change, name: str = "2020.toml") -> None:
    table = copy.deepcopy(facts(f"regimes/{name}"))
    change(table["disposal"][0])
    module._regime(table, name, {})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda row: row["decided"].pop("levels"), "decided lacks a key: levels"),
        (lambda row: row["decided"].pop("source"), "decided has a rule without a source"),
        (lambda row: row["decided"].update(from_=1), "decided has an unknown key: from_"),
    ],
)
def test_a_disposal_that_does_not_hold_together_is_refused(change, said):
    with pytest.raises(UsageError, match=f"2020.toml, disposal no_further_action, {said}"):
        read(change)


def test_a_limit_that_begins_anew_does_not_repeat():
    table = copy.deepcopy(facts("regimes/2020.toml"))
    next(r for r in table["limit"] if r["key"] == "officer_told")["latest"] = True

    with pytest.raises(UsageError, match="latest is for a limit that does not repeat"):
        module._regime(table, "2020.toml", {})


def test_a_disposal_of_another_regimes_overlay_is_refused(monkeypatch):
    table = copy.deepcopy(facts("regimes/2020.toml"))
    table["disposal"][0]["overlay"] = "2012b"
    monkeypatch.setattr(module, "facts", lambda n: table if n.endswith("2020.toml") else facts(n))

    with pytest.raises(UsageError, match="no_further_action: overlay 2012b is not known"):
        regimes.__wrapped__()


# ------ warnings


@pytest.mark.parametrize(
    ("regime", "kind", "months"),
    [("2020", FINAL, 60), ("2020", WRITTEN, 18), ("2012", FINAL, 18), ("2012", WRITTEN, 12),
     ("none", WRITTEN, 0)],
)  # fmt: skip
def test_a_warning_has_a_longest_length(regime, kind, months):
    assert longest_warning(regime, kind) == months


@pytest.mark.parametrize(
    ("notified", "extra", "last"),
    [("2013-03-11", 0, "2016-03-10"), ("2014-08-31", 0, "2017-08-31"),
     ("2013-03-11", 30, "2016-04-10"), ("2013-09-01", 0, "2016-08-31")],
)  # fmt: skip
def test_an_extension_runs_from_the_day_the_warning_would_otherwise_expire(notified, extra, last):
    """By hand: a final written warning of 18 months, extended by 18."""
    plain = Warned(FINAL, day(notified), 18, extra)
    longer = replace(plain, extended=True, extension_months=18)

    assert ends(longer) == day(last)
    assert ends(replace(plain, extension_months=18)) == ends(plain)
    assert in_force((longer,), day(last)) == (longer,)
    assert ends(plain) < day(last)


def test_an_extension_says_from_when_it_counts():
    words = {row.id: row.words for row in all_rules()}

    for regime in ("2008", "2012"):
        assert words[f"{regime}/warning.final_written_warning_extension"] == (
            "18 months from the date it would otherwise expire, once only"
        )


# ------ who is former

LEFT = Leaving("resigned", date(2014, 6, 30), date(2014, 6, 2), "given", "", "goes_on")


@pytest.mark.parametrize(
    ("kind", "left", "found"),
    [
        ("officer", LEFT, "former"),
        ("special", LEFT, "former"),
        ("officer", replace(LEFT, consent="refused"), "officer"),
        ("officer", replace(LEFT, how="died"), "officer"),
        ("staff", LEFT, "staff"),
        ("pcso", LEFT, "pcso"),
        ("volunteer", LEFT, "volunteer"),
        ("former", None, "former"),
        ("officer", None, "officer"),
    ],
)
def test_only_an_officer_or_special_who_left_is_former(kind, left, found):
    """Planted once: staff who left were former officers, to whom the Regulations then applied."""
    officer = subject(facts=PersonFacts(person_type=kind), left=left)

    assert officer.person_type == found
    assert officer.person_type_on(date(2014, 6, 30)) == found
    assert officer.person_type_on(date(2014, 6, 29)) == kind
