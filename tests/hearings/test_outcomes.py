"""Rulings in words, what they are judged by, sign-off, lengths, effect, and the loader."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearings.cases import Case, Subject
from hearings.conclusions import QUASHED, SET_ASIDE, VARIED, Finding, Outcome
from hearings.errors import BadValue, Refused, UsageError
from hearings.measures import Leaving
from hearings.outcome_kinds import FILE
from hearings.outcomes import (
    Facts,
    effect_of,
    facts_of,
    finding_ruling,
    in_force_from,
    length_of,
    outcomes,
    ruling,
    rulings,
    took_effect,
)
from hearings.outcomes.facts import is_lowest
from hearings.outcomes.lawful import ruling_among
from hearings.outcomes.rows import outcome_rules, read_rules
from hearings.packaged import facts as packaged
from hearings.people import PersonFacts
from hearings.regimes import all_rules
from hearings.regimes.listing import digests
from hearings.rules import Rules, SignOff
from hearings.stages import Stage
from hearings.warned import FINAL, WRITTEN, Warned, ends, in_force

LIVE_FINAL, LIVE_WRITTEN = frozenset({FINAL}), frozenset({WRITTEN})
SOURCE = "SI 2012/2632 reg 35"
EXTENDED = "final_written_warning_extended"
TABLE = {key: rows for key, rows in packaged(FILE).items() if key != "outcome"}


def at(
    regime, forum="hearing", finding="gross_misconduct", person="officer", live=frozenset(), **more
):
    overlays = {"2012d": "2012", "2024": "2020", "2025": "2020"}
    names = frozenset({regime}) if regime in overlays else frozenset()
    return Facts(overlays.get(regime, regime), names, forum, finding, person, live, **more)


MISCONDUCT = {"finding": "misconduct"}

# What is asked, whether it is open, and what the sentence and its provision say.
SAID = [
    (at("2012"), "written_warning", True, "for gross misconduct at a misconduct hearing", "35(3)"),
    (at("2020"), "written_warning", False,
     ("not open for gross misconduct at a misconduct hearing under the 2020 Regulations; there may"
     " be: final written warning; dismissal without notice"), "42(3)(b)"),
    (at("2012"), "reduction_in_rank", False, "is no outcome under the 2012 Regulations", "35(3)"),
    (at("2020"), "dismissal_with_notice", False, "is no outcome under the 2020", "42(3)(b)"),
    (at("2020", **MISCONDUCT), "management_advice", False, "is no outcome under", "42(3)(a)"),
    (at("2012", **MISCONDUCT), "dismissal_without_notice", False,
     "only where a final written warning was in force on the day of the severity", "35(5)"),
    (at("2012", **MISCONDUCT, live=LIVE_FINAL), "dismissal_with_notice", True, "is open", "35"),
    (at("2012", **MISCONDUCT, live=LIVE_FINAL), EXTENDED, False,
     "exceptional circumstances alone; where that is so, record the exceptional circumst", "55"),
    (at("2012", "accelerated", live=LIVE_FINAL), "final_written_warning", False,
     "may be extended, and no new one given", "55(3)-(5)"),
    (at("2012", "accelerated", **MISCONDUCT), "final_written_warning", False,
     ("not open for misconduct at a special case hearing under the 2012 Regulations; without gross"
     " misconduct the case is dismissed, or goes back to the authority with 'remit'"), "55(6)"),
    (at("2020", "accelerated", **MISCONDUCT), "written_warning", False,
     "the case is dismissed, or goes back to the authority with 'remit'", "62(8)"),
    (at("2020", "meeting", **MISCONDUCT), "reduction_in_rank", False,
     "a meeting gives a written warning or a final written warning, and nothing else", "42(2)"),
    (at("2020", "meeting", **MISCONDUCT, live=LIVE_FINAL), "written_warning", False,
     "so neither warning is open", "42(8)"),
    (at("2020", "meeting", **MISCONDUCT, live=LIVE_WRITTEN), "written_warning", False,
     "so no further one is open", "42(7)"),
    (at("2025", **MISCONDUCT), "no_further_action", False,
     "a finding of misconduct must lead to disciplinary action", "SI 2025/558 reg 6(2)"),
    (at("2025"), "final_written_warning", False,
     ("gross misconduct leads to dismissal without notice unless exceptional circumstances justify"
     " less; where that is so, record the exceptional circumstances"), "SI 2025/558"),
    (at("2025"), "reduction_in_rank", False,
     "record the exceptional circumstances and the authority's views", "by SI 2025/558"),
    (at("2020", **MISCONDUCT), "no_further_action", False,
     "the Regulations list no outcome of misconduct that is without action",
     "as it stood before SI 2025/558"),
    (at("2012", "meeting", **MISCONDUCT, live=LIVE_FINAL), "written_warning", False,
     "in force on the day of the severity assessment; at a hearing it may be extended", "35"),
    (at("2008", live=LIVE_WRITTEN), "written_warning", False, "so no further one is open", "35"),
    (at("2012", "meeting", **MISCONDUCT, person="former"), "finding_only", True, "is open", "1134"),
    (at("2012", "meeting", **MISCONDUCT, person="former"), "written_warning", False,
     "of a former officer gross misconduct alone is in scope; there are no warn", "SI 2017/1134"),
    (at("2020", reduced_before=True), "reduction_in_rank", False,
     "already been reduced in rank on the day of the severity assessment", "62(7)"),
    (at("2020", person="former"), "final_written_warning", False,
     "is no outcome for a former officer under the 2020 Regulations;", "Sch 1"),
    (at("2020", "meeting", person="former"), "would_have_been_dismissed", False,
     "dealt with at a hearing, never at a meeting", "Sch 1"),
    (at("2012", person="former"), "would_have_been_dismissed", False,
     "proceedings against former officers began on 15 December 2017", "SI 2017/1134"),
    (at("2012", person="staff"), "reduction_in_rank", False,
     "what that has beside these is a local outcome", "own procedure for police staff"),
    (at("2020", "accelerated", person="pcso"), "dismissal_without_notice", False,
     "the Conduct Regulations do not apply to others", "Police Staff Council"),
    (at("none"), "fined ten dollars", True, "is open in an archive", "record keeping"),
    (at("none", "", "sustained", "rat catcher"), "30 days", True, "in an archive", "record keep"),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "key", "allowed", "said", "source"), SAID)
def test_a_ruling_says_the_rule_and_where_it_comes_from(facts, key, allowed, said, source):
    """Catches a refusal that names another rule than the one that refuses."""
    found = ruling(facts, key)
    assert found.allowed is allowed
    assert said in found.why
    assert source in found.provision.source
    assert not found.why.endswith(".")


def test_a_refusal_names_the_fields_that_would_help_and_none_where_nothing_would():
    """Catches a caseworker sent to record what cannot help."""
    assert ruling(at("2025"), "reduction_in_rank").needs == (
        "exceptional", "authority_views", "new_rank",
    )  # fmt: skip
    assert ruling(at("2025", reduced_before=True), "reduction_in_rank").needs == ()
    allowed = ruling(at("2020", authority_views=True), "reduction_in_rank")
    assert (allowed.allowed, allowed.needs) == (True, ("new_rank",))
    asked = at("2020", finding="misconduct")
    assert ruling(asked, "dismissal_without_notice").needs == ("several_incidents",)
    assert ruling(at("2012", finding="misconduct"), "dismissal_with_notice").needs == ()


@pytest.mark.parametrize(
    ("rank", "lowest"),
    [
        ("Constable", True), ("DC", True), ("Special Constable", True), ("Sergeant", False),
        ("Chief Constable", False), ("", False), ("Rat catcher", False),
    ],
)  # fmt: skip
def test_an_officer_of_the_lowest_rank_is_reduced_to_none(rank, lowest):
    """Catches a reduction offered to a constable, and one refused where the rank is not known."""
    assert is_lowest(rank) is lowest
    facts = at("2020", authority_views=True, lowest_rank=lowest)
    found = ruling(facts, "reduction_in_rank")
    assert found.allowed is not lowest
    if lowest:
        assert (found.needs, found.unverified) == ((), False)
        assert "holds the lowest rank" in found.why


def test_what_there_may_be_instead_is_what_is_open_in_this_very_case():
    """Catches a list of outcomes that the same page refuses a line further down."""
    for facts in (at("2020", live=LIVE_FINAL), at("2020"), at("2012", live=LIVE_WRITTEN)):
        opened = {one.outcome for one in rulings(facts) if one.allowed}
        said = next(one.instead for one in rulings(facts) if one.instead)
        listed = said.removeprefix("there may be: ").split("; ")
        assert listed == [kind.words for key, kind in outcomes().items() if key in opened]
    none = at("2020", "hearing", "misconduct", live=LIVE_FINAL | LIVE_WRITTEN)
    assert "reduction in rank" not in ruling(none, "management_advice").why


def test_where_nothing_is_open_as_things_stand_a_refusal_says_so():
    table = deepcopy(TABLE)
    for row in table["open"]:
        row.pop("words", None)
    met = at("2020", "meeting", "misconduct", live=LIVE_FINAL)
    found = ruling_among(read_rules(table), met, "management_advice")
    assert found.why.endswith("under the 2020 Regulations; as things stand, nothing is")


def test_a_ruling_begins_with_a_capital_and_has_no_full_stop():
    for facts in (at("2012"), at("2020", "meeting", "misconduct"), at("none")):
        for one in rulings(facts):
            assert one.why[0].isupper()
            assert not one.why.endswith((".", ";", ":"))
    assert finding_ruling("2020", (), "meeting", "", False, "gross_misconduct").why.startswith(
        "Gross misconduct cannot be found: a meeting"
    )


def test_an_outcome_nobody_lists_is_refused_outside_an_archive():
    with pytest.raises(BadValue, match="There is no outcome 'fined'; there are not_proven"):
        ruling(at("2012"), "fined")


def test_what_a_meeting_an_accelerated_hearing_and_a_conviction_allow_to_be_found():
    """Catches the sentence that leaves the person at the keyboard without the way on."""
    meeting = finding_ruling("2020", (), "meeting", "officer", False, "gross_misconduct")
    assert "a meeting finds misconduct or none" in meeting.why
    special = finding_ruling("2012", (), "accelerated", "", False, "misconduct")
    assert "dismissed as not proven, or goes back to the authority with 'remit'" in special.why
    convicted = finding_ruling("2020", ("2025",), "hearing", "officer", True, "misconduct")
    assert (convicted.allowed, convicted.rule) == (False, "2020/finding.indictable_only")
    assert finding_ruling("2020", (), "hearing", "officer", True, "misconduct").allowed


# ------ sign-off


def signed(*names):
    return Rules(signed={n: SignOff(n, digests()[n], "R Shah", date(2026, 1, 5)) for n in names})


def test_a_signed_permission_loses_its_badge_and_a_lapsed_sign_off_changes_nothing():
    """Catches a sign-off that outlives the rule's words."""
    asked, rule = at("2020", finding="not_proven"), "2020/outcome.hearing.reflective_practice"
    plain = ruling(asked, "reflective_practice")
    assert (plain.rule, plain.allowed, plain.unverified) == (rule, True, True)
    assert not ruling(asked, "reflective_practice", signed(rule)).unverified
    lapsed = Rules(signed={rule: SignOff(rule, "0" * 16, "R Shah", date(2026, 1, 5))})
    assert ruling(asked, "reflective_practice", lapsed).unverified


@pytest.mark.parametrize(
    ("asked", "key", "rule"),
    [
        (at("2020", **MISCONDUCT), "no_further_action", "2020/outcome.misconduct.no_action_unseen"),
        (at("2020", "meeting", **MISCONDUCT), "no_further_action",
         "2020/outcome.misconduct.no_action_unseen"),
        (at("2012"), "no_further_action", "2012/outcome.hearing.gross_misconduct.no_action_unseen"),
        (at("2008", live=LIVE_FINAL), "final_written_warning", "2008/outcome.live_final_warning"),
        (at("2012", "meeting", **MISCONDUCT, live=LIVE_WRITTEN), "written_warning",
         "2012/outcome.live_written_warning"),
        (at("2025", **MISCONDUCT), "dismissal_without_notice",
         "2020/outcome.hearing.misconduct.more_than_warning.2025"),
    ],
)  # fmt: skip
def test_what_rests_on_no_text_is_refused_until_somebody_confirms_it_is_lawful(asked, key, rule):
    """Catches a rule from memory that either refuses for good or lets anything pass unsaid."""
    found = ruling(asked, key)
    assert (found.rule, found.allowed, found.unverified) == (rule, False, True)
    assert not ruling(asked, key, signed(rule)).unverified


def test_an_unverified_bar_that_is_signed_off_can_no_longer_be_passed():
    asked, rule = at("2012", person="former"), "2012/outcome.former.before"
    plain = ruling(asked, "would_have_been_dismissed")
    assert (plain.rule, plain.allowed, plain.unverified) == (rule, False, True)
    firm = ruling(asked, "would_have_been_dismissed", signed(rule))
    assert (firm.allowed, firm.unverified) == (False, False)
    found = ("2012", (), "hearing", "former", False, "gross_misconduct")
    assert finding_ruling(*found).unverified
    assert not finding_ruling(*found, signed("2012/finding.former.before")).unverified


def test_a_certain_bar_comes_before_one_that_waits_for_a_sign_off():
    """Catches a verified refusal that somebody can confirm away because another one is weak."""
    table = deepcopy(TABLE)
    row = next(row for row in table["bar"] if row["name"] == "hearing.reduction.again")
    row["confidence"] = "unverified"
    book = read_rules(table)
    both = at("2020", reduced_before=True)
    found = ruling_among(book, both, "reduction_in_rank")
    assert (found.unverified, found.rule) == (False, "2020/outcome.hearing.reduction.views")
    assert found.needs == ()
    assert "the authority's views" in found.why
    assert "already been reduced in rank" in found.why
    alone = ruling_among(
        book, at("2020", reduced_before=True, authority_views=True), "reduction_in_rank"
    )
    assert (alone.allowed, alone.unverified) == (False, True)


def test_each_rule_on_outcomes_is_listed_once_and_can_be_signed_off():
    """Catches a rule that no list names, so that nobody could sign it off."""
    listed = {row.id: row for row in all_rules() if row.kind in {"outcome", "finding"}}
    assert set(listed) == {row.rule for row in outcome_rules().rules}
    assert listed["2012/outcome.hearing.misconduct.dismissal"].words == (
        "barred: dismissal with notice, dismissal without notice; unless a final written warning"
        " was in force on the day of the severity assessment"
    )
    assert listed["2020/finding.indictable_only"].kind == "finding"
    assert listed["2008/outcome.meeting.misconduct"].provision.confidence == "parallel"
    assert listed["2012/outcome.meeting.misconduct"].provision.confidence == "quoted"
    assert all(row.title and row.words and row.regime for row in listed.values())


# ------ what it is judged by

CASE = Case("MC-2014-00042", date(2014, 1, 6), "2012", "internal", "internal", "CU")


def subject(level="misconduct", **more):
    found = Finding("H-1", "hearing", date(2014, 6, 2), level, indictable_only=True)
    return Subject(
        1, PersonFacts("201234", "Constable", "CU", "officer"), Stage.HEARD,
        forum="hearing", findings=(found,), **more,
    )  # fmt: skip


def judged(one, live=None, **given):
    return facts_of(CASE, one, Rules(), on=date(2014, 6, 2), given=given, live=live)


def test_what_is_recorded_with_an_outcome_is_what_it_is_judged_by():
    """Catches a condition that is recorded and not counted."""
    plain = judged(subject())
    assert plain == Facts("2012", frozenset(), "hearing", "misconduct", "officer",
                          indictable_only=True, lowest_rank=True)  # fmt: skip
    told = judged(
        subject(), exceptional="Terminal illness.", several_incidents="Two.", reduced_before=True,
        authority_views="Given.", extended_before=True, finding="gross_misconduct",
    )  # fmt: skip
    assert told == Facts("2012", frozenset(), "hearing", "gross_misconduct", "officer",
                         frozenset(), True, True, True, True, True, True, True)  # fmt: skip


def test_the_live_warnings_handed_in_count_and_one_extended_already_says_so():
    """Catches a warning extended a second time because nobody ticked a box."""
    final = Warned(FINAL, date(2013, 6, 3), 18, extended=True, extension_months=18)
    told = judged(subject(), live=(final,))
    assert (told.live, told.extended_before) == (LIVE_FINAL, True)
    assert judged(subject(warned=(final,))).live == frozenset()


def test_an_officer_who_has_left_by_that_day_is_a_former_one():
    left = Leaving("resigned", date(2014, 6, 1), None, "given", "Cmdr", "goes_on")
    assert judged(subject(left=left)).person_type == "former"


def test_without_a_finding_or_a_forum_nothing_is_judged():
    one = subject()
    with pytest.raises(Refused, match="MC-2014-00042/1 has no finding that stands"):
        judged(Subject(1, one.facts, Stage.HEARD, forum="hearing"))
    with pytest.raises(Refused, match="no finding that stands"):
        judged(Subject(1, one.facts, Stage.HEARD, findings=one.findings))
    archived, closed = replace(CASE, regime="none"), Subject(1, one.facts, Stage.CLOSED)
    told = facts_of(archived, closed, Rules(), on=date(2014, 6, 2), given={})
    assert ruling(told, "suspended 5 days").allowed


# ------ how long

LENGTHS = [
    (at("2008"), "written_warning", None, 12),
    (at("2012"), "written_warning", None, 12),
    (at("2012"), "written_warning", 12, 12),
    (at("2012"), "final_written_warning", None, 18),
    (at("2012"), EXTENDED, None, 18),
    (at("2020"), "written_warning", None, 18),
    (at("2020"), "final_written_warning", None, 24),
    (at("2020"), "final_written_warning", 60, 60),
    (at("2020", "accelerated"), "final_written_warning", 60, 60),
    (at("2020", "meeting", "misconduct"), "final_written_warning", 24, 24),
    (at("2012", person="staff"), "written_warning", 6, 6),
    (at("none"), "written_warning", None, 0),
    (at("2012"), "dismissal_without_notice", None, 0),
]
NO_LENGTHS = [
    (at("2012"), "written_warning", 18, "for 12 months"),
    (at("2012"), "final_written_warning", 24, "for 18 months"),
    (at("2012"), EXTENDED, 12, "for 18 months"),
    (at("2020"), "written_warning", 24, "for 18 months"),
    (at("2020"), "final_written_warning", 23, "for 24 to 60 months"),
    (at("2020"), "final_written_warning", 61, "for 24 to 60 months"),
    (at("2020", "meeting", "misconduct"), "final_written_warning", 25, "for 24 months"),
    (at("2012", person="pcso"), "written_warning", None, "set no length for a written warning"),
    (at("2012", person="staff"), "written_warning", 0, "own procedure gives it, 1 to 60"),
    (at("2012"), "dismissal_without_notice", 12, "is no warning; leave the months out"),
]


@pytest.mark.parametrize(("facts", "key", "months", "lasts"), LENGTHS)
def test_a_warning_lasts_as_long_as_the_regime_says(facts, key, months, lasts):
    """Catches a length of another regime, and one of the Regulations given to police staff."""
    length, source = length_of(facts, key, months)
    assert length == lasts
    assert source.source
    if (facts.regime, facts.forum, facts.finding) == ("2020", "accelerated", "gross_misconduct"):
        assert source.source == "SI 2020/4 reg 62(4)-(5)"


@pytest.mark.parametrize(("facts", "key", "months", "said"), NO_LENGTHS)
def test_a_length_the_regime_does_not_allow_is_refused(facts, key, months, said):
    with pytest.raises(BadValue, match=said) as refusal:
        length_of(facts, key, months)
    assert refusal.value.field == "months"


@pytest.mark.parametrize("regime", ["2008", "2012"])
@pytest.mark.parametrize(
    ("key", "months"),
    [("written_warning", 6), ("written_warning", 18), ("final_written_warning", 24)],
)
def test_a_length_from_memory_gives_way_to_one_that_somebody_confirmed(regime, key, months):
    """Catches a figure nobody saw that a chair who has the text before them cannot put right."""
    with pytest.raises(BadValue, match=r"unless the chair, .* with --confirmed-lawful"):
        length_of(at(regime), key, months)
    length, source = length_of(at(regime), key, months, confirmed=True)
    assert (length, source.confidence) == (months, "unverified")


@pytest.mark.parametrize(
    ("facts", "key", "months", "said"),
    [
        (at("2020"), "written_warning", 24, "for 18 months"),
        (at("2020"), "final_written_warning", 61, "for 24 to 60 months"),
        (at("2020", "meeting", "misconduct"), "final_written_warning", 25, "for 24 months"),
        (at("2012"), EXTENDED, 12, "for 18 months"),
        (at("2012"), "written_warning", 0, "for 12 months"),
        (at("2012"), "final_written_warning", 61, "for 18 months"),
        (at("2012", person="staff"), "written_warning", 61, "1 to 60"),
    ],
)
def test_a_length_that_was_seen_is_never_confirmed_away(facts, key, months, said):
    """Catches a confirmation that opens more than the figures from memory."""
    with pytest.raises(BadValue, match=said) as refusal:
        length_of(facts, key, months, confirmed=True)
    assert "--confirmed-lawful" not in str(refusal.value)


def test_an_extension_has_no_length_under_the_2020_regulations():
    with pytest.raises(BadValue, match="no final written warning extended under the 2020"):
        length_of(at("2020"), EXTENDED, None)


def test_a_warning_of_five_years_ends_before_the_anniversary():
    """Catches a ceiling counted from the day after; the two texts differ by a day."""
    assert ends(Warned(FINAL, date(2021, 3, 1), 60)) == date(2026, 2, 28)


# ------ effect


@given(st.sampled_from(sorted(outcomes())), st.dates(), st.integers(1, 400))
def test_only_a_dismissal_ends_service_and_only_notice_ends_it_later(key, told, days):
    """Catches a dismissal that takes effect on the wrong day, and a warning that dismisses."""
    if told > date.max - timedelta(days=days):
        return
    effective, last = took_effect(key, told, days)
    assert effective == told
    if effect_of(key) != "dismissal":
        assert last is None
    elif key == "dismissal_with_notice":
        assert last == told + timedelta(days=days)
    else:
        assert last == told


@pytest.mark.parametrize(
    ("key", "last"),
    [
        ("would_have_been_dismissed", date(2021, 3, 1)),
        ("dismissal_without_notice", date(2021, 3, 9)),
        ("designation_withdrawn", None),
        ("final_written_warning", None),
    ],
)
def test_the_barred_list_counts_from_the_finding_of_one_who_had_left(key, last):
    """Catches a day counted from a letter, and a volunteer taken to the list of officers."""
    found = took_effect(key, date(2021, 3, 9), decided_on=date(2021, 3, 1))
    assert found == (date(2021, 3, 9), last)


def test_a_dismissal_with_notice_needs_days_that_can_be_counted():
    told = date(2014, 6, 2)
    assert took_effect("dismissal_with_notice", told, 28) == (told, date(2014, 6, 30))
    for days in (0, -1, 10**7, 10**12):
        with pytest.raises(BadValue, match="notice"):
            took_effect("dismissal_with_notice", told, days)


def outcome(key="final_written_warning", effective=date(2014, 6, 2), months=18, **more):
    return Outcome(
        key, date(2014, 6, 2), "H-1", "hearing", "misconduct", "2012",
        effective_on=effective, months=months, source=SOURCE, **more,
    )  # fmt: skip


def test_a_warning_is_in_force_from_the_day_the_officer_is_told_until_its_last_day():
    warned = in_force_from(outcome())
    assert warned is not None
    assert warned == Warned(FINAL, date(2014, 6, 2), 18, source=SOURCE)
    assert in_force((warned,), date(2015, 12, 1)) == (warned,)
    assert in_force((warned,), date(2015, 12, 2)) == ()
    assert in_force_from(outcome("written_warning")) == replace(warned, kind=WRITTEN)


@pytest.mark.parametrize(
    "made",
    [
        outcome(effective=None), outcome(months=0), outcome("management_advice"),
        outcome("reduction_in_rank"), *(outcome(state=s) for s in (VARIED, QUASHED, SET_ASIDE)),
    ],
)  # fmt: skip
def test_what_has_not_taken_effect_or_no_longer_stands_is_no_warning(made):
    """Catches a quashed warning that goes on counting against an officer."""
    assert in_force_from(made) is None


def test_an_extension_lengthens_the_warning_it_extends():
    """Catches an extension counted from the day it was given instead of the old last day."""
    first = Warned(FINAL, date(2013, 6, 3), 18)
    older = Warned(FINAL, date(2010, 1, 4), 18)
    written = Warned(WRITTEN, date(2014, 1, 6), 12)
    later = Warned(FINAL, date(2015, 1, 5), 18)
    warned = in_force_from(outcome(EXTENDED), (first, written, older, later))
    assert warned is not None
    assert warned == Warned(FINAL, date(2013, 6, 3), 18, extended=True, extension_months=18)
    assert ends(first) == date(2014, 12, 2)
    assert ends(warned) == date(2016, 6, 2)


def test_an_extension_lengthens_the_warning_that_it_names_before_any_other():
    """Catches an extension of a warning of another matter counted from one of this."""
    named = Warned(FINAL, date(2013, 3, 4), 18, break_days=10)
    newer = Warned(FINAL, date(2013, 6, 3), 18)
    made = outcome(EXTENDED, extends=named)
    longer = replace(named, extended=True, extension_months=18)
    assert in_force_from(made) == in_force_from(made, (newer,)) == longer
    assert (ends(named), ends(longer)) == (date(2014, 9, 13), date(2016, 3, 13))


@pytest.mark.parametrize(
    "before",
    [(), (Warned(WRITTEN, date(2014, 1, 6), 12),), (Warned(FINAL, date(2015, 1, 5), 18),)],
    ids=["none", "a written one alone", "a later one alone"],
)
def test_an_extension_of_nothing_that_is_known_is_no_warning(before):
    """Catches a last day made up from the day of the outcome, which no rule gives."""
    assert in_force_from(outcome(EXTENDED), before) is None


# ------ the loader


def broken(kind, change):
    table = deepcopy(TABLE)
    change(table[kind][0])
    return table


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (broken("open", lambda row: row.update(weight=1)), "unknown key: weight"),
        (broken("open", lambda row: row.update(unless=["live_final"])), "unknown key: unless"),
        (broken("open", lambda row: row.pop("reg")), "without a source"),
        (broken("open", lambda row: row.update(confidence="certain")), "without a source"),
        (broken("open", lambda row: row.update(closed={"reg": "1"})), "without a source"),
        (broken("open", lambda row: row.update(closed={"why": "1"})), "unknown key: why"),
        (broken("open", lambda row: row.pop("outcomes")), "lacks a key: outcomes"),
        (broken("open", lambda row: row.update(outcomes=["fine"])), "not known: fine"),
        (broken("open", lambda row: row.update(outcomes=["not_proven"] * 2)), "twice"),
        (broken("open", lambda row: row.update(person=["chair"])), "not known: chair"),
        (broken("open", lambda row: row.update(forum=[])), "forum is empty"),
        (broken("open", lambda row: row.update(finding=["guilty"])), "not known: guilty"),
        (broken("open", lambda row: row.update(regimes=["2004"])), "not known: 2004"),
        (broken("open", lambda row: row.update(parallel_in=["2020"])), "parallel_in names"),
        (broken("open", lambda row: row.update(overlay="2025")), "overlay 2025 is not known there"),
        (broken("open", lambda row: row.update(not_overlay="")), "not_overlay  is not known there"),
        (broken("open", lambda row: row.update(name="meeting.misconduct")), "stands twice"),
        (broken("bar", lambda row: row.pop("words")), "lacks a key: words"),
        (broken("bar", lambda row: row.update(unless=["sorry"])), "not known: sorry"),
        (broken("bar", lambda row: row.update(where="sorry")), "not known: sorry"),
        (broken("length", lambda row: row.pop("fixed")), "lacks a key: fixed"),
        ({**TABLE, "shut": []}, "unknown key: shut"),
    ],
)
def test_a_table_that_does_not_hold_together_is_refused_with_file_and_row(table, said):
    """Catches a mistyped condition or source that would be read as none."""
    with pytest.raises(UsageError, match=said) as refusal:
        read_rules(table)
    assert str(refusal.value).startswith("outcomes.toml")


def test_a_place_that_no_row_speaks_of_is_an_error_and_never_a_permission():
    """Catches a new forum or person type that everything would be open or closed for in silence."""
    with pytest.raises(UsageError, match="No rule says what is open"):
        ruling(at("2012", forum="tea"), "not_proven")
