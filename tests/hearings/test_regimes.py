"""The day a matter came to attention picks its Regulations; its facts pick their overlays."""

from __future__ import annotations

import copy
import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearings import regimes as module
from hearings.cases import Allegation
from hearings.errors import BadValue, UsageError
from hearings.measures import Leaving
from hearings.milestones import Reached
from hearings.packaged import facts
from hearings.people import PersonFacts
from hearings.regimes import (
    CONFIDENCES,
    all_rules,
    check_triggers,
    digest_of,
    is_signed,
    limits_of,
    overlay_of_allegation,
    overlays,
    overlays_of,
    regime_on,
    regimes,
    warning_months,
)
from hearings.regimes.overlays import read_overlays
from hearings.regimes.thresholds import read_threshold
from hearings.rules import Rules
from hearings.severity import Kind
from hearings.warned import FINAL, WRITTEN, Warned, ends, in_force, live_at_severity
from hearings.workdays import months
from tests.hearings.test_deadlines import assessed
from tests.hearings.test_limits import RULES, case, day, signed, subject

# law.md 4.1 and the design's table of moves.
LAWFUL = {
    "2008": {
        "no_further_action": "neither misconduct",
        "management_action": "neither misconduct",
        "performance_procedures": "neither",
        "probationer_discharge": "neither misconduct gross_misconduct",
        "officer_left": "neither misconduct gross_misconduct",
        "officer_died": "neither misconduct gross_misconduct",
        "duplicate": "neither misconduct gross_misconduct",
    },
    "2020": {
        "no_further_action": "neither",
        "reflective_practice": "neither",
        "performance_procedures": "neither",
        "vetting_referral": "neither",
        "probationer_discharge": "neither misconduct gross_misconduct",
        "officer_died": "neither misconduct gross_misconduct",
        "duplicate": "neither misconduct gross_misconduct",
    },
    "none": {
        "closed_in_archive": "neither misconduct gross_misconduct",
        "duplicate": "neither misconduct gross_misconduct",
    },
}
LAWFUL["2012"] = LAWFUL["2008"]


@pytest.mark.parametrize(
    ("day", "regime"),
    [
        ("2008-12-01", "2008"),
        ("2012-11-21", "2008"),
        ("2012-11-22", "2012"),
        ("2014-03-10", "2012"),
        ("2020-01-31", "2012"),
        ("2020-02-01", "2020"),
        ("2025-05-28", "2020"),
        ("2031-01-01", "2020"),
    ],
)
def test_the_attention_date_picks_the_regime(day, regime):
    assert regime_on(date.fromisoformat(day)).id == regime


def test_a_day_before_the_first_regime_is_refused():
    with pytest.raises(BadValue, match="2008-11-30 lies before 2008-12-01") as refusal:
        regime_on(date(2008, 11, 30))

    assert refusal.value.field == "attention_date"


@pytest.mark.parametrize(
    ("regime", "rank"), [("2008", "Chief Inspector"), ("2012", "Chief Inspector"),
                         ("2020", "Inspector"), ("none", "")]
)  # fmt: skip
def test_the_severity_decision_is_delegated_to_a_rank(regime, rank):
    assert regimes()[regime].delegated_rank == rank


@pytest.mark.parametrize("regime", LAWFUL)
def test_a_regime_has_the_ways_to_end_a_matter_that_the_law_gives_it(regime):
    found = {row.key: {str(level) for level in row.levels} for row in regimes()[regime].disposals}

    assert found == {key: set(levels.split()) for key, levels in LAWFUL[regime].items()}


def test_every_rule_has_a_source_and_says_how_sure_it_is():
    for regime in regimes().values():
        groups = (regime.limits, regime.warnings, regime.delegations, regime.disposals)
        rules: list[Any] = [rule for group in groups for rule in group]
        for provision in (regime.provision, *(rule.provision for rule in rules)):
            assert provision.source
            assert provision.confidence in CONFIDENCES
            assert ("unverified" in str(provision)) is (provision.confidence == "unverified")


@pytest.mark.parametrize(
    ("regime", "what", "rank"),
    [
        ("2020", "severity", "Inspector"),
        ("2020", "suspension", "Commander"),
        ("2020", "special_conditions", "Commander"),
        ("2012", "severity", "Chief Inspector"),
        ("2012", "suspension", None),
        ("2008", "special_conditions", None),
        ("none", "severity", None),
    ],
)
def test_some_decisions_have_a_lowest_rank(regime, what, rank):
    floor = regimes()[regime].floor(what)

    assert (None if floor is None else floor[0]) == rank
    if what == "severity":
        assert regimes()[regime].delegation == (None if floor is None else floor[1])


@pytest.mark.parametrize(
    ("regime", "kind", "months", "confidence"),
    [
        ("2008", "written_warning", 12, "unverified"),
        ("2008", "final_written_warning", 18, "unverified"),
        ("2012", "written_warning", 12, "unverified"),
        ("2012", "final_written_warning", 18, "unverified"),
        ("2012", "final_written_warning_extension", 18, "quoted"),
        ("2020", "written_warning", 18, "quoted"),
        ("2020", "final_written_warning", 24, "quoted"),
    ],
)
def test_a_warning_lasts_as_long_as_its_regime_says(regime, kind, months, confidence):
    found = warning_months(regime, kind)

    assert found is not None
    assert (found[0], found[1].confidence) == (months, confidence)


def test_a_regime_without_a_warning_gives_no_length():
    assert warning_months("none", "written_warning") is None
    assert warning_months("2020", "final_written_warning_extension") is None


# ------ warnings


@pytest.mark.parametrize(
    ("notified", "lasts", "extra", "last"),
    [
        ("2013-03-11", 12, 0, "2014-03-10"),
        ("2014-08-31", 18, 0, "2016-02-29"),
        ("2014-01-01", 12, 0, "2014-12-31"),
        ("2013-03-11", 12, 30, "2014-04-09"),
        ("2024-05-20", 60, 0, "2029-05-19"),
    ],
)
def test_a_warning_ends_the_day_before_its_anniversary(notified, lasts, extra, last):
    warned = Warned(WRITTEN, day(notified), lasts, extra)

    assert ends(warned) == day(last)
    assert in_force((warned,), day(last)) == (warned,)
    assert in_force((warned,), day(last) + timedelta(days=1)) == ()
    assert in_force((warned,), day(notified) - timedelta(days=1)) == ()


@given(st.dates(date(2012, 1, 1), date(2023, 12, 31)), st.integers(1, 60))
def test_a_warnings_months_are_those_of_the_phrase(start, number):
    assert ends(Warned(FINAL, start, number)) == months(start, number, RULES.calendar)


def test_live_warnings_are_those_of_the_severity_date_and_never_of_today():
    warned = Warned(FINAL, day("2013-03-11"), 12)
    officer = subject(warned=(warned,), assessments=(assessed("2014-03-10"),))

    assert live_at_severity(officer) == (warned,)
    late = replace(officer, assessments=(assessed("2014-03-11"), assessed("2014-03-10")))
    assert live_at_severity(late) == ()
    assert live_at_severity(replace(officer, assessments=())) == ()
    outside = replace(officer, assessments=(assessed("2014-03-10", Kind.EXTERNAL),))
    assert live_at_severity(outside) == (warned,)
    undated = replace(outside.assessments[0], made_on=None)
    assert live_at_severity(replace(officer, assessments=(undated,))) == ()


# ------ overlays


def chosen(*reached: tuple[str, str], regime: str = "2012", rules: Rules = RULES, **given: Any):
    attention = {"2012": "2013-01-07", "2020": "2020-02-03"}[regime]
    return overlays_of(case(attention, regime), subject(*reached, **given), rules)


def test_the_same_hearing_date_with_three_attention_dates_gives_three_regimes():
    found = [regime_on(day(on)).id for on in ("2012-11-21", "2020-01-31", "2020-02-03")]

    assert found == ["2008", "2012", "2020"]
    hearing = ("hearing_specified", "2020-06-01")
    named = [overlays_of(case("2012-11-21", one), subject(hearing), RULES) for one in found]
    assert named == [(), ("2012c",), ()]


@pytest.mark.parametrize(
    ("regime", "fact", "on", "overlay"),
    [
        ("2012", "documents_supplied", "2015-04-30", ()),
        ("2012", "documents_supplied", "2015-05-01", ("2012b",)),
        ("2012", "special_notice_given", "2015-05-01", ("2012b",)),
        ("2012", "hearing_specified", "2015-12-31", ()),
        ("2012", "hearing_specified", "2016-01-01", ("2012c",)),
        ("2012", "dismissed", "2017-12-14", ()),
        ("2012", "dismissed", "2017-12-15", ("2012d",)),
        ("2012", "proceedings_opened", "2019-12-15", ()),
        ("2020", "documents_supplied", "2024-05-06", ()),
        ("2020", "documents_supplied", "2024-05-07", ("2024",)),
        ("2020", "proceedings_opened", "2026-01-05", ()),
    ],
)
def test_an_overlay_is_chosen_by_its_own_fact(regime, fact, on, overlay):
    assert chosen((fact, on), regime=regime) == overlay


@pytest.mark.parametrize(
    ("notice", "overlay"),
    [("2015-01-11", ()), ("2015-01-12", ("2012a",)), ("2017-12-14", ("2012a",)),
     ("2017-12-15", ("2012d",))],
)  # fmt: skip
def test_consent_to_leave_was_needed_for_a_time(notice, overlay):
    left = Leaving("resigned", day("2018-02-01"), day(notice), "given", "", "goes_on")

    assert chosen(left=left) == overlay
    assert chosen(left=replace(left, how="died")) == ()


def test_a_fact_from_before_a_new_referral_chooses_nothing():
    assert chosen(("documents_supplied", "2015-06-01"), ("referred", "2015-07-01")) == ()


@pytest.mark.parametrize(("overlay", "regime"), [("2012c", "2012"), ("2024", "2020")])
def test_a_force_may_name_the_fact_where_the_laws_own_is_not_known(overlay, regime):
    rules = replace(RULES, triggers={overlay: "referred"})
    check_triggers(rules.triggers)
    facts = (("referred", "2024-06-03"), ("documents_supplied", "2013-06-03"),
             ("hearing_specified", "2013-06-03"))  # fmt: skip

    assert chosen(*facts, regime=regime) == ()
    assert chosen(*facts, regime=regime, rules=rules) == (overlay,)


@pytest.mark.parametrize(
    ("triggers", "said"),
    [
        ({"2031": "referred"}, "There is no overlay '2031'; there are 2012a"),
        ({"2012b": "referred"}, "2012b is set by law"),
        ({"2025": "referred"}, "2025 is set by law"),
        ({"2024": "moonrise"}, "2024 cannot be chosen by 'moonrise'"),
    ],
)
def test_a_trigger_that_cannot_be_set_is_refused(triggers, said):
    with pytest.raises(UsageError, match=said):
        check_triggers(triggers)


OLD = Allegation(1, "duties", "", "N")
SAME = Allegation(2, "duties", "", "N", attention_date=date(2025, 6, 10))
OTHER = replace(SAME, separate=True)


def by_allegation(*allegations: Allegation, attention: str = "2024-01-08", **given: Any):
    matter, officer = case(attention, "2020"), subject(allegations=allegations, **given)
    return [overlay_of_allegation(matter, officer, one, RULES) for one in allegations]


def test_one_case_holds_allegations_from_either_side_of_28_may_2025():
    assert by_allegation(OLD, OTHER) == [(), ("2025",)]
    assert overlays_of(case("2024-01-08", "2020"), subject(allegations=(OLD, OTHER)), RULES) == (
        "2025",
    )


def test_a_later_allegation_of_the_same_matter_stays_with_the_first():
    assert by_allegation(OLD, SAME) == [(), ()]
    assert by_allegation(OLD, SAME, attention="2025-05-28") == [("2025",), ("2025",)]
    assert by_allegation(OLD, attention="2025-05-27") == [()]


def test_a_new_investigation_by_the_director_general_is_under_the_new_rules():
    assert by_allegation(OLD, SAME, reinvestigated=True) == [("2025",), ("2025",)]


@pytest.mark.parametrize(
    ("key", "on", "overlay"),
    [
        ("documents_supplied", "2025-05-27", ("2024",)),
        ("documents_supplied", "2025-05-28", ("2024", "2025")),
        ("report_submitted", "2025-05-02", ()),
        ("report_submitted", "2025-06-02", ("2025",)),
    ],
)
def test_a_former_officer_without_notice_by_28_may_2025_is_under_the_new_rules(key, on, overlay):
    matter = case("2024-01-08", "2020")
    former = subject((key, on), facts=PersonFacts(person_type="former"))
    later = Reached("panel_named", date(2025, 7, 1))

    assert overlays_of(matter, former, RULES) == overlay
    assert overlays_of(matter, subject((key, on)), RULES) == tuple(
        o for o in overlay if o == "2024"
    )
    if key == "documents_supplied":
        more = replace(former, reached=(*former.reached, later))
        assert overlays_of(matter, more, RULES) == overlay


# ------ listing and sign-off


def test_every_rule_is_listed_once_with_what_it_says():
    rows = all_rules()
    counts = Counter(row.id for row in rows)

    assert max(counts.values()) == 1
    assert {row.id for row in rows} >= {
        "2008/hearing_held", "2012/hearing_held", "2020/accelerated_held.replaced",
        "2012/overlay.2012b", "2020/warning.written_warning", "2012/disposal.management_action",
        "2020/delegation.suspension", "2020/threshold",
    }  # fmt: skip
    assert all(row.title and row.words and re.fullmatch("[0-9a-f]{16}", row.digest) for row in rows)
    assert {row.kind for row in rows} == {
        "limit", "overlay", "warning", "disposal", "delegation", "threshold", "outcome", "finding",
    }  # fmt: skip


def test_a_rule_says_what_it_asks_for_in_one_line():
    words = {row.id: row.words for row in all_rules()}

    assert words["2012/hearing_held"] == (
        "within 30 working days after: notice of referral and documents supplied;"
        " the chair may extend it (interests of justice)"
    )
    assert words["2020/outcome_kept_published"] == (
        "not before the end of 28 days after: outcome published"
    )
    assert words["2020/delay_report"] == (
        "before the end of 12 months beginning with: came to the authority's attention,"
        " then every 6 months"
    )
    assert words["2020/iopc_referral"].startswith("within 1 day after")
    assert words["2012/overlay.2012c"].endswith(
        "Chosen by: hearing_specified, not confirmed; from 2016-01-01."
    )


@pytest.mark.parametrize(
    "change",
    [{"count": 31}, {"clock": ("referred",)}, {"extend": ()}, {"title": "Heard"}, {"weak": True}],
)
def test_a_rule_that_changes_is_no_longer_signed_off(change):
    limit = next(one for one in limits_of("2012") if one.key == "hearing_held")
    rules = signed(limit.rule)

    assert is_signed(limit.rule, digest_of(limit), rules) is not None
    assert is_signed(limit.rule, digest_of(replace(limit, **change)), rules) is None
    assert is_signed("2012/meeting_held", digest_of(limit), rules) is None


# ------ tables that do not hold together


def planted(change, name: str = "2012.toml") -> None:
    table = copy.deepcopy(facts(f"regimes/{name}"))
    change(table)
    tables = {one: facts(f"regimes/{one}") for one in ("2008.toml", "2012.toml", "2020.toml")}
    module._regime(table, name, tables)


def limit(table: dict[str, Any], key: str = "public_notice") -> dict[str, Any]:
    row: dict[str, Any] = next(one for one in table["limit"] if one["key"] == key)
    return row


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda t: t.update(limits=5), "unknown key: limits"),
        (lambda t: t.update(limit=5), "limit is not a table"),
        (lambda t: t.pop("title"), "2012.toml lacks a key: title"),
        (lambda t: t.pop("source"), "without a source"),
        (lambda t: t.update(confidence="hearsay"), "known confidence"),
        (lambda t: t.update(not_for=["wizard"]), "unknown person type"),
        (lambda t: t["disposal"][0].update(level=["neither"]), "unknown key: level"),
        (lambda t: t["disposal"][0].pop("source"), "without a source"),
        (lambda t: t["disposal"][0].pop("confidence"), "known confidence"),
        (lambda t: t["disposal"][0].pop("words"), "no_further_action lacks a key: words"),
        (lambda t: t["disposal"].append(t["disposal"][0]), "no_further_action: the key stands"),
        (lambda t: t["delegation"]["severity"].pop("source"), "without a source"),
        (lambda t: t["delegation"].update(suspend={}), "unknown key: suspend"),
        (lambda t: t["delegation"]["severity"].update(rank="Wizard"), "unknown rank: Wizard"),
        (lambda t: t["delegation"]["severity"].pop("rank"), "unknown rank: "),
        (lambda t: t.update(limits_from="2031"), "limits_from names no regime"),
        (lambda t: t.update(limits_from="2012"), "limits_from names no regime"),
        (lambda t: t.update(limits_without=["moon"]), "limits_without names no limit: moon"),
        (lambda t: t["limit"].append(limit(t, "outcome_notice")), "outcome_notice: the key stands"),
        (lambda t: t["limit"].append(limit(t) | {"variant": "x"}), "public_notice: the key stands"),
        (lambda t: t["warning"].append(t["warning"][0]), "written_warning: the kind stands twice"),
        (lambda t: t["warning"][0].update(kind="shout"), "warning shout: the kind is not known"),
        (lambda t: t["warning"][0].update(months=0), "months do not hold together"),
        (lambda t: t["warning"][0].update(most=6), "months do not hold together"),
        (lambda t: t["warning"][0].pop("reg"), "without a source"),
        (lambda t: t["warning"][0].pop("months"), "lacks a key: months"),
    ],
)
def test_a_regime_that_does_not_hold_together_is_refused(change, said):
    with pytest.raises(UsageError, match=said):
        planted(change)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"colour": "red"}, "unknown key: colour"),
        ({"source": ""}, "without a source"),
        ({"confidence": "hearsay"}, "known confidence"),
        ({"phrase": "soonish"}, "phrase 'soonish' is not known"),
        ({"clock": ["moonrise"]}, "clock has an unknown name: moonrise"),
        ({"met_by": ["moonset"]}, "met_by has an unknown name: moonset"),
        ({"until": ["moonset"]}, "until has an unknown name: moonset"),
        ({"clock": []}, "each name a milestone"),
        ({"clock": "hearing_day"}, "clock is not well formed"),
        ({"optional": "yes"}, "optional is not well formed"),
        ({"title": 5}, "title is not well formed"),
        ({"forum": ["pub"]}, "forum has an unknown name: pub"),
        ({"tracks": ["fast"]}, "tracks has an unknown name: fast"),
        ({"extend": ["moon"]}, "extend has an unknown name: moon"),
        ({"part": "middle"}, "part has an unknown name: middle"),
        ({"confidence_first": "hearsay"}, "confidence_first has an unknown name"),
        ({"clock_or_expiry_of": "hearing_held"}, "clock_or_expiry_of has an unknown name"),
        ({"count": "5-10"}, "count '5-10' does not fit the phrase 'before'"),
        ({"count": 0}, "count 0 does not fit"),
        ({"count": True}, "count True does not fit"),
        ({"phrase": "window"}, "count 5 does not fit the phrase 'window'"),
        ({"phrase": "window", "count": "9-3"}, "count '9-3' does not fit"),
        ({"phrase": "practicable"}, "count 5 does not fit the phrase 'practicable'"),
        ({"unit": "week"}, "unit 'week' does not fit the phrase 'before'"),
        ({"then": 6}, "then is for months that repeat"),
        ({"floor": True}, "floor is for the phrase 'calendar'"),
    ],
)
def test_a_limit_that_does_not_hold_together_is_refused(change, said):
    with pytest.raises(UsageError, match=said) as refusal:
        planted(lambda t: limit(t).update(change))

    assert str(refusal.value).startswith("2012.toml, limit public_notice")


def test_a_limit_without_what_it_needs_is_refused():
    for key in ("title", "part", "phrase", "clock", "met_by", "confidence"):
        with pytest.raises(UsageError, match=f"limit public_notice lacks a key: {key}"):
            planted(lambda t, key=key: limit(t).pop(key))


def test_the_limit_whose_last_day_starts_another_has_to_be_there():
    with pytest.raises(UsageError, match="papers_to_chair: clock_or_expiry_of names no limit"):
        planted(lambda t: t["limit"].remove(limit(t, "response")), "2020.toml")


def renamed(monkeypatch, **changes: Any) -> None:
    """Read the regimes with the table of 2012 changed."""
    table = copy.deepcopy(facts("regimes/2012.toml")) | changes
    monkeypatch.setattr(module, "facts", lambda n: table if n.endswith("2012.toml") else facts(n))
    regimes.__wrapped__()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"starts": date(2012, 11, 23)}, "2012.toml, starts: a gap lies after the regime 2008"),
        ({"starts": date(2012, 11, 21)}, "2012.toml, starts: it overlaps with the regime 2008"),
        ({"starts": date(2008, 12, 1)}, "overlaps with the regime"),
        ({"ends": date(2020, 2, 1)}, "2020.toml, starts: it overlaps with the regime 2012"),
        ({"id": "2008"}, "2012.toml: the id 2008 stands twice"),
    ],
)
def test_regimes_neither_overlap_nor_leave_a_gap(monkeypatch, changes, said):
    with pytest.raises(UsageError, match=said):
        renamed(monkeypatch, **changes)


@pytest.mark.parametrize("name", ["2031", "2024"])
def test_a_limit_under_an_overlay_that_its_regime_lacks_is_refused(monkeypatch, name):
    rows = copy.deepcopy(facts("regimes/2012.toml")["limit"])
    next(row for row in rows if row["key"] == "public_notice")["overlay"] = name

    with pytest.raises(UsageError, match=f"2012.toml, limit public_notice: overlay {name}"):
        renamed(monkeypatch, limit=rows)


def test_an_overlay_outside_its_regime_is_refused(monkeypatch):
    table = read_overlays(facts("regimes/overlays.toml"))
    table["2012a"] = replace(table["2012a"], regime="2020")
    monkeypatch.setattr(module, "overlays", lambda: table)

    with pytest.raises(UsageError, match="overlay 2012a: regime does not reach its start"):
        regimes.__wrapped__()


LATER = date(2016, 5, 2)


def first(**changes: Any):
    return lambda t: t["overlay"][0].update(changes)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda t: t.update(other=5), "unknown key: other"),
        (first(colour="red"), "overlay 2012a has an unknown key: colour"),
        (lambda t: t["overlay"][0].pop("trigger"), "overlay 2012a lacks a key: trigger"),
        (lambda t: t["overlay"][0].pop("source"), "overlay 2012a has a rule without a source"),
        (first(trigger=["moon"]), "trigger has an unknown name: moon"),
        (first(trigger=[]), "trigger has an unknown name"),
        (first(ends=date(2014, 1, 1)), "2012a: it ends before it starts"),
        (lambda t: t["overlay"][1].update(id="2012a"), "2012a: the id stands twice"),
        (
            lambda t: t["overlay"].append(
                t["overlay"][1] | {"id": "x", "starts": date(2016, 5, 1)}
            ),
            "overlay x: its facts and days overlap with 2012b",
        ),
    ],
)
def test_overlays_that_do_not_hold_together_are_refused(change, said):
    table = copy.deepcopy(facts("regimes/overlays.toml"))
    change(table)

    with pytest.raises(UsageError, match=said):
        read_overlays(table)


def test_every_overlay_has_a_source_and_says_whether_its_trigger_is_known():
    assert {key: row.confirmed for key, row in overlays().items()} == {
        "2012a": True, "2012b": True, "2012t": False, "2012c": False, "2012d": False,
        "2008d": True, "2024": False, "2025": True,
    }  # fmt: skip
    assert all(row.provision.source for row in overlays().values())


def test_the_2020_regulations_alone_move_the_threshold_of_misconduct():
    moved = {name: regime.threshold for name, regime in regimes().items() if regime.threshold}

    assert list(moved) == ["2020"]
    assert moved["2020"].words == (
        "misconduct is a breach so serious as to justify disciplinary action"
    )
    assert str(moved["2020"].provision) == "SI 2020/4 reg 2(1)"


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("high", "threshold is not a table"),
        ({"source": "x", "confidence": "quoted"}, "threshold has no words"),
        ({"words": "x", "confidence": "quoted"}, "without a source"),
        ({"words": "x", "source": "x", "confidence": "quoted", "day": 1}, "unknown key: day"),
    ],
)
def test_a_threshold_that_does_not_hold_together_is_refused(table, says):
    with pytest.raises(UsageError, match=says):
        read_threshold(table, "2020", "SI 2020/4", "2020.toml")
