"""What a face shows of past matters: honest counts, what matched and differs, and no advice."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import date

import pytest

from hearings.conclusions import Circumstances, Finding, Outcome
from hearings.errors import Refused
from hearings.factors import COUNTED, factors
from hearings.intervals import wilson
from hearings.precedents import (
    Answer,
    Index,
    Precedent,
    Row,
    Share,
    as_json,
    cells,
    comparators,
    feature_words,
    features_of,
    pack,
    position,
)
from hearings.severity import Kind
from hearings.warned import Warned
from tests.hearings.walks import Walk

LISTS = factors()
ALIKE = frozenset({"standard=honesty", "culpability=deliberate", "finding=gross_misconduct"})
NEARLY = ALIKE | {"aggravating=concealment", "service_band=2-4"}
UNLIKE = frozenset({"standard=force", "culpability=negligent", "finding=gross_misconduct"})
SPECIAL = "special=operational_dishonesty"
NAMES = {name: n for n, name in enumerate(sorted(ALIKE | NEARLY | UNLIKE | {SPECIAL}))}
WW, FWW, OUT = "written_warning", "final_written_warning", "dismissal_without_notice"


def ended(*ends, has=ALIKE, regime="2012"):
    return [(has, regime, outcome) for outcome in ends]


def index_of(*groups):
    """Make an index of matters, each newer than the one before."""
    flat = [one for group in groups for one in group]
    rows = [
        Row(f"MC-{n:03}/1", pack(has, NAMES), outcome, regime, f"2014-01-{n + 1:02}")
        for n, (has, regime, outcome) in enumerate(flat)
    ]
    return Index(rows, NAMES, LISTS.weights)


def ask(*groups, query=ALIKE, regime="2012", **given):
    return comparators(index_of(*groups), query, LISTS, regime=regime, **given)


def told(shares):
    return [(share.regime, share.outcome, share.count, share.base) for share in shares]


def test_the_spread_is_of_the_regime_asked_and_the_others_stand_beside_it():
    """Catches a warning of 2013 that raises the share of warnings of 2021."""
    found = ask(ended(OUT, OUT, WW, OUT, FWW), ended(WW, WW, regime="2008"), ended(WW, has=UNLIKE))

    assert found.n == 5
    assert told(found.distribution) == [
        ("2012", WW, 1, 5),
        ("2012", FWW, 1, 5),
        ("2012", OUT, 3, 5),
    ]
    assert told(found.elsewhere) == [("2008", WW, 2, 2)]
    assert found.elsewhere[0].share is None
    assert [(s.share, (s.low, s.high)) for s in found.distribution] == [
        (s.count / 5, wilson(s.count, 5)) for s in found.distribution
    ]


def test_without_a_regime_each_keeps_its_own_base():
    """Catches shares of outcomes pooled over Regulations under which they were not all lawful."""
    found = ask(ended(OUT, OUT, WW, OUT, FWW), ended(WW, WW, regime="2008"), regime="")

    assert (found.n, found.elsewhere) == (7, ())
    assert [share.base for share in found.distribution] == [2, 5, 5, 5]
    assert [share.share is None for share in found.distribution] == [True, False, False, False]


@pytest.mark.parametrize(("many", "too_few"), [(0, True), (4, True), (5, False)])
def test_fewer_than_five_give_no_share_and_still_the_cases(many, too_few):
    """Catches a percentage of three cases."""
    found = ask(ended(*[OUT] * many), ended(*[WW] * 3, has=UNLIKE))

    assert (found.n, found.too_few) == (many, too_few)
    assert all((share.share is None) == too_few for share in found.distribution)
    assert all(
        (share.low is None) == (share.high is None) == too_few for share in found.distribution
    )
    assert len(found.precedents) == many + 3


def test_an_outcome_that_the_list_does_not_hold_comes_last_and_is_never_left_out():
    found = ask(ended("Forfeit 30 days", OUT, "Command discipline", WW, OUT, OUT))

    assert [share.outcome for share in found.distribution] == [
        WW,
        OUT,
        "Command discipline",
        "Forfeit 30 days",
    ]
    assert found.n == 6


def test_what_was_overturned_is_left_out_and_said():
    assert ask(ended(OUT), overturned=3).overturned == 3


def test_each_precedent_says_what_matched_what_differs_and_how_much_each_counted():
    """Catches a difference told without its side, and what weighs nothing left out."""
    query = ALIKE | {"mitigating=remorse"}
    (one,) = ask(ended(OUT, has=NEARLY), query=query).precedents

    assert [(m.feature, m.weight) for m in one.matched] == [
        ("culpability=deliberate", 4),
        ("standard=honesty", 4),
        ("finding=gross_misconduct", 3),
    ]
    assert [(d.feature, d.words, d.weight, d.side) for d in one.differs] == [
        ("aggravating=concealment", "aggravating: concealment, or blaming others", 2, "precedent"),
        ("mitigating=remorse", "mitigating: remorse or insight", 2, "asked"),
        ("service_band=2-4", "service: 2-4", 0, "precedent"),
    ]
    assert (one.shared, one.either, one.similarity) == (11, 15, round(11 / 15, 4))
    weighed = sum(m.weight for m in one.matched)
    assert (one.shared, one.either) == (weighed, weighed + sum(d.weight for d in one.differs))
    assert (one.outcome, one.words, one.comparator) == (OUT, "dismissal without notice", True)


def test_the_nearest_are_shown_though_too_unlike_to_be_counted():
    found = ask(ended(OUT), ended(WW, has=UNLIKE))

    assert [(one.ref, one.comparator) for one in found.precedents] == [
        ("MC-000/1", True),
        ("MC-001/1", False),
    ]
    assert found.n == 1


def test_what_shares_nothing_is_no_nearest_and_is_counted_nowhere():
    """Catches a matter shown as the nearest of which nothing matched."""
    found = ask(ended(OUT), ended(WW, has=frozenset({"standard=force", "service_band=2-4"})))

    assert [one.ref for one in found.precedents] == ["MC-000/1"]
    assert (found.n, told(found.elsewhere)) == (1, [])
    none = ask(ended(OUT), query=frozenset({"standard=force"}))
    assert (none.n, none.precedents) == (0, ())


@pytest.mark.parametrize("most", [0, 20])
def test_what_no_past_matter_has_is_named_and_what_any_has_is_not(most):
    """Catches a bit of the vocabulary taken for a matter, and a name that looks at the nearest."""
    query = ALIKE | {"category=Strange", "standard=force", "mitigating=remorse", "service_band=9"}
    groups = [ended(*[OUT] * 25), ended(WW, has=frozenset({"standard=force"}))]

    named = ask(*groups, query=query, most=most).nowhere

    assert [(one.feature, one.weight) for one in named] == [
        ("category=Strange", 2),
        ("mitigating=remorse", 2),
    ]
    # It has a bit, because something was once coded so; no matter that is looked at has it.
    unseen = ask(*groups, query=ALIKE | {"aggravating=concealment"}, most=most).nowhere
    assert [one.feature for one in unseen] == ["aggravating=concealment"]


def test_the_floor_that_ships_is_a_third():
    """Catches a floor by which half of the past matters have too few to compare."""
    query = frozenset({"standard=honesty", "culpability=deliberate"})
    third = frozenset({"standard=honesty", "standard=force"})
    most = frozenset({"standard=honesty", "finding=gross_misconduct"})

    below = most | {SPECIAL}
    # 4 of 16 lies below a third, and 4 of 12 is one.
    found = ask(
        ended(OUT, has=third), ended(OUT, has=most), ended(OUT), ended(OUT, has=below), query=query
    )
    assert [(one.shared, one.either, one.comparator) for one in found.precedents] == [
        (8, 11, True), (4, 11, True), (4, 12, True), (4, 16, False),
    ]  # fmt: skip
    half = ask(ended(OUT, has=frozenset({"standard=honesty"})), query=query)
    assert [(one.shared, one.either, one.comparator) for one in half.precedents] == [(4, 8, True)]


def test_a_question_of_nothing_that_counts_is_refused():
    """Catches every matter being called alike because nothing was asked."""
    with pytest.raises(Refused, match="Nothing that counts"):
        ask(ended(OUT), query=frozenset({"service_band=2-4"}))


def test_the_weights_the_floor_and_the_edition_are_shown():
    found = ask(ended(OUT))

    assert found.weights == dict(LISTS.weights)
    assert set(COUNTED) <= set(found.weights)
    assert (found.least, found.edition) == ("1/3", LISTS.stamp)


def test_nothing_is_ever_recommended():
    """Catches a field by which a face could say what an outcome should be."""
    names = {field.name for kind in (Answer, Precedent, Share) for field in fields(kind)}
    told = json.dumps(as_json(ask(ended(OUT, WW, WW, WW, WW)))).casefold()

    assert not {name for name in names if name.startswith(("recommend", "suggest", "expect"))}
    for word in ("recommend", "suggest", "expected", "typical", "inconsistent", "should"):
        assert word not in told


def test_an_answer_is_written_by_the_contract():
    found = json.loads(json.dumps(as_json(ask(ended(OUT, WW, WW, WW, WW)))))

    assert {"n", "distribution", "precedents"} <= set(found)
    wanted = {"ref", "similarity", "matched", "differs", "outcome", "regime"}
    assert wanted <= set(found["precedents"][0])
    assert found["distribution"][0]["count"] == 4


@pytest.mark.parametrize(
    ("outcome", "where"),
    [
        (WW, (7, 0, 2, 4)),
        (FWW, (7, 2, 1, 3)),
        (OUT, (7, 3, 3, 0)),
        ("would_have_been_dismissed", (7, 3, 3, 0)),
        ("dismissal_with_notice", (7, 3, 0, 3)),
        ("Forfeit 30 days", (7, 0, 1, 0)),
        ("Something else", (7, 0, 0, 0)),
    ],
)
def test_an_outcome_lies_among_its_comparators_by_weight(outcome, where):
    found = ask(ended(WW, WW, FWW, OUT, OUT, OUT, "Forfeit 30 days"))
    assert position(outcome, found.distribution) == where


CODED = Circumstances(
    date(2014, 7, 1),
    "ours",
    culpability="reckless",
    harm=("physical", "financial"),
    aggravating=("concealment",),
    special=("violence",),
)
FOUND = Finding("H-1", "hearing", date(2014, 7, 1), "misconduct", admission="part",
                breaches={"honesty": "not_breached", "duties": "breached"})  # fmt: skip
MADE = Outcome(WW, date(2014, 7, 1), "H-1", "hearing", "misconduct", "2012")


def subject_with(**changes):
    return replace(Walk().decided("misconduct", "misconduct").subject, **changes)


def test_a_matter_is_compared_by_what_is_known_of_it_and_nothing_else():
    """Catches an unknown value that is compared as if it were one."""
    bare = features_of(subject_with())

    assert bare == {
        "standard=honesty",
        "category=Pocket book",
        "rank_band=sergeant",
        "warnings=none",
    }


def test_what_was_coded_found_and_done_is_compared():
    found = features_of(subject_with(coded=(CODED,), findings=(FOUND,), outcomes=(MADE,)))

    assert {
        "culpability=reckless",
        "harm=physical",
        "harm=financial",
        "aggravating=concealment",
        "special=violence",
        "finding=misconduct",
        "forum=hearing",
        "admission=part",
    } <= found
    assert not any(one.startswith(("harm_level=", "mitigating=")) for one in found)
    assert all(one.partition("=")[0] in COUNTED for one in found)


def test_neither_sex_nor_ethnicity_is_compared():
    """Catches a comparison by which an outcome could follow an officer's ethnicity."""
    subject = subject_with()
    other = replace(
        subject, facts=replace(subject.facts, ethnicity="B1", ethnicity_set="16+1", sex="female")
    )
    assert features_of(other) == features_of(subject)


def test_the_standards_are_those_found_breached_else_those_alleged():
    """Catches a Standard that was cleared and still counts."""
    cleared = replace(FOUND, breaches={"honesty": "not_breached"})
    unsaid = replace(FOUND, breaches={})
    fallen = replace(FOUND, stands=False)
    cases = [(FOUND, {"duties"}), (cleared, set()), (unsaid, {"honesty"}), (fallen, {"honesty"})]
    for finding, expected in cases:
        found = features_of(subject_with(findings=(finding,)))
        assert {o.split("=")[1] for o in found if o.startswith("standard=")} == expected


def test_an_outcome_without_a_finding_says_its_own():
    found = features_of(subject_with(outcomes=(MADE,)))
    assert {"finding=misconduct", "forum=hearing"} <= found


FINAL = Warned("final_written_warning", date(2014, 1, 1), 18)
WRITTEN = Warned("written_warning", date(2014, 1, 1), 12)
OLD = Warned("final_written_warning", date(2010, 1, 1), 18)


@pytest.mark.parametrize(
    ("warned", "said"),
    [((), "none"), ((WRITTEN,), "written"), ((WRITTEN, FINAL), "final"), ((OLD,), "none")],
)
def test_warnings_are_those_in_force_at_severity(warned, said):
    found = features_of(subject_with(warned=warned))
    assert [one for one in found if one.startswith("warnings=")] == [f"warnings={said}"]


def test_warnings_are_unknown_where_severity_has_no_day():
    """Catches an archive's silence compared as a clean record."""
    subject = subject_with()
    undated = tuple(
        replace(one, made_on=None) if one.kind is Kind.DPS else one for one in subject.assessments
    )
    found = features_of(replace(subject, assessments=undated))
    assert not any(one.startswith("warnings=") for one in found)


@pytest.mark.parametrize(
    ("feature", "said"),
    [
        ("standard=honesty", "Standard: Honesty and Integrity"),
        ("standard=Abuse of Authority", "Standard: Abuse of Authority"),
        ("harm_level=none_found", "level of harm: no harm found"),
        ("special=of another edition", "special category: of another edition"),
        ("rank_band=chief_officer", "rank band: chief officer"),
        ("person_type=former", "person: former officer"),
        ("finding=gross_misconduct", "finding: gross misconduct"),
        ("forum=accelerated", "forum: accelerated hearing"),
        ("warnings=final", "warnings in force at severity: final written warning"),
        ("category=a=b", "category: a=b"),
    ],
)
def test_a_feature_is_said_in_words(feature, said):
    assert feature_words(feature, LISTS) == said


ROWS = [
    (("honesty",), "deliberate", "high", OUT),
    (("honesty", "duties"), "deliberate", "high", WW),
    (("honesty",), "", "", FWW),
    (("honesty",), "of old", "low", "Forfeit 30 days"),
    ((), "negligent", "low", WW),
    (("FADO",), "negligent", "low", WW),
    (("duties", "duties"), "negligent", "low", WW),
]


def test_the_matrix_counts_each_matter_in_the_row_of_each_standard():
    """Catches a matter left out because nothing is known of it, and a total of overlapping rows."""
    grid = cells(ROWS, LISTS)
    counts = {(c.standard, c.culpability, c.harm_level): c.n for c in grid.cells}

    assert counts == {
        ("honesty", "deliberate", "high"): 2,
        ("honesty", "of old", "low"): 1,
        ("honesty", "", ""): 1,
        ("duties", "deliberate", "high"): 1,
        ("duties", "negligent", "low"): 1,
        ("FADO", "negligent", "low"): 1,
        ("", "negligent", "low"): 1,
    }
    assert (grid.n, sum(counts.values()), grid.overlapping) == (7, 8, True)
    assert not cells(ROWS[:1] + ROWS[-1:], LISTS).overlapping


def test_the_matrix_puts_the_worst_first_and_the_unknown_last():
    grid = cells(ROWS, LISTS)

    assert grid.standards == ("honesty", "duties", "FADO", "")
    assert grid.columns == (
        ("deliberate", "high"),
        ("negligent", "low"),
        ("of old", "low"),
        ("", ""),
    )
    assert [(e.outcome, e.count) for e in grid.cells[0].spread] == [(WW, 1), (OUT, 1)]
    assert [sum(e.count for e in cell.spread) for cell in grid.cells] == [c.n for c in grid.cells]


def test_an_empty_matrix_is_empty():
    assert cells([], LISTS).cells == ()
