"""The lawful-outcome table, exhausted against the law told apart from it."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import replace

import pytest

from hearings.errors import UsageError
from hearings.outcome_kinds import FILE
from hearings.outcomes import Facts, finding_ruling, outcomes, ruling, rulings
from hearings.outcomes.lawful import ruling_among
from hearings.outcomes.rows import outcome_rules, read_rules
from hearings.packaged import facts as packaged
from hearings.provisions import CONFIDENCES
from hearings.regimes import overlays
from tests.hearings.outcome_law import (
    CLOSED,
    CLOSED_UNSEEN,
    CODES,
    COMBINATIONS,
    FINDINGS,
    FLAGS,
    FORUMS,
    LAW,
    OPEN,
    OPEN_UNSEEN,
    OVERLAYS,
    all_facts,
    expected,
)

NO_FLAGS = dict.fromkeys(FLAGS, False)
TABLE = {key: rows for key, rows in packaged(FILE).items() if key != "outcome"}


def state(found):
    if found.allowed:
        return OPEN_UNSEEN if found.unverified else OPEN
    return CLOSED_UNSEEN if found.unverified else CLOSED


def test_every_combination_is_ruled_as_the_law_has_it_and_each_ruling_names_its_source():
    """Catches any cell that the data opens, closes or marks otherwise than the law does."""
    counted, wrong = 0, []
    for facts in all_facts():
        said = expected(facts)
        for found in rulings(facts):
            counted += 1
            if state(found) != said[found.outcome]:
                wrong.append((facts, found.outcome, state(found), said[found.outcome]))
            assert found.provision.source
            assert found.provision.confidence in CONFIDENCES
            assert found.rule
            assert found.why
    assert wrong[:3] == []
    assert counted == COMBINATIONS == 898_128


def test_the_law_and_the_data_name_the_same_outcomes_lightest_first():
    assert set(CODES.values()) == set(outcomes())
    facts = next(all_facts())
    assert [found.outcome for found in rulings(facts)] == list(outcomes())


def test_no_other_overlay_bears_on_an_outcome():
    """Catches a row under an overlay that the table above does not turn on."""
    named = {row.overlay for row in outcome_rules().rules}
    named |= {row.not_overlay for row in outcome_rules().rules}
    turned_on = {name for _regime, names in OVERLAYS for name in names}
    assert named - {""} == {"2012d", "2025"}
    assert turned_on == set(overlays())


def test_one_never_recorded_is_taken_for_an_officer():
    for facts in all_facts(regimes=("2012",), people=("officer",)):
        unknown = rulings(replace(facts, person_type=""))
        assert unknown == rulings(facts)


# ------ planted defects

SAME = {
    # A quoted row opens the same before 2025, and it counts.
    "2020/hearing.misconduct.2025": {"without overlay"},
    # What was seen in others' words opens the same.
    "2020/hearing.gross_misconduct": {"without not_overlay"},
    "2020/hearing.gross_misconduct.2025": {"without overlay"},
    # What it opens is always barred.
    "2008/hearing.gross_misconduct.no_action": {"unverified"},
    "2020/misconduct.no_action": {"quoted"},
    # From 2025 on a certain bar closes it beside this one.
    "2020/misconduct.no_action_unseen": {"without not_overlay"},
    # Before 2025 a certain bar closes the same beside these.
    "2020/hearing.misconduct.more_than_warning.2025": {"without overlay"},
    "2020/hearing.live_final_warning.2025": {"without overlay"},
    "2020/hearing.live_written_warning.2025": {"without overlay"},
    "2020/hearing.reduction.views.2025": {"without overlay"},
    "2020/hearing.reduction.again.2025": {"without overlay"},
}
"""The changes that change no ruling."""


def _rows():
    for kind in ("open", "bar"):
        for number, row in enumerate(TABLE[kind]):
            yield pytest.param(kind, number, id=f"{kind} {row['name']} {row['regimes'][0]}")


def mutants(kind, number):
    """Alter a row in every way that changes what it says; each gives what was altered."""

    def altered(change):
        table = deepcopy(TABLE)
        change(table[kind][number])
        return table

    gone = deepcopy(TABLE)
    del gone[kind][number]
    yield "removed", gone
    row = TABLE[kind][number]
    for key in ("regimes", "forum", "finding", "person", "outcomes", "unless"):
        for place in range(len(row.get(key, []))):
            if key == "unless" or len(row[key]) > 1:
                table = altered(lambda it, key=key, place=place: it[key].pop(place))
                table[kind][number].get("parallel_in", []).clear()
                yield f"{key} without {row[key][place]}", table
    for key in {"where", "overlay", "not_overlay"} & set(row):
        yield f"without {key}", altered(lambda it, key=key: it.pop(key))
    if row["outcomes"] and row["outcomes"] != ["any"]:
        other = "quoted" if row["confidence"] == "unverified" else "unverified"
        yield other, altered(lambda it: it.update(confidence=other))


def differs(table, row):
    """Say whether the oracle notices, looking where the row says something, first at its own."""
    try:
        book = read_rules(table)
    except UsageError:
        return True
    places = row["regimes"], row["forum"], row["finding"], row["person"]
    own = [key for key in row["outcomes"] if key in outcomes()]
    return any(wrong(book, all_facts(*places), keys) for keys in (own, outcomes()))


def wrong(book, places, keys):
    for facts in places:
        said = expected(facts)
        try:
            if any(state(ruling_among(book, facts, key)) != said[key] for key in keys):
                return True
        except UsageError:
            return True
    return False


@pytest.mark.parametrize(("kind", "number"), list(_rows()))
def test_the_oracle_notices_each_row_altered(kind, number):
    """Catches a row, or a part of one, that the table above could lose without turning red."""
    row = TABLE[kind][number]
    unnoticed = {what for what, table in mutants(kind, number) if not differs(table, row)}
    assert unnoticed == SAME.get(f"{row['regimes'][0]}/{row['name']}", set())


# ------ what was seen, and what was not


def test_nothing_that_reg_42_says_of_a_hearing_since_2025_is_called_quoted():
    """Catches a row of the text as made that passes for the text as amended, which nobody saw."""
    known = 0
    for finding in ("misconduct", "gross_misconduct"):
        place = Facts("2020", frozenset({"2025"}), "hearing", finding, "officer").place
        for row in (*outcome_rules().at(place, "open"), *outcome_rules().at(place, "bar")):
            known += 1
            if "reg 42" in row.provision.source:
                assert row.provision.confidence in {"unverified", "secondary"}, row.rule
    assert known >= 10


def test_reg_55_was_seen_of_a_special_case_of_2012_alone():
    """Catches a row of reg 55 called quoted at a hearing, or under the Regulations of 2008."""
    rows = [row for row in outcome_rules().rules if re.search("reg.* 55", row.provision.source)]
    assert len(rows) == 2 * (1 + 3 + 1 + 1 + 3 + 1 + 1)
    for row in rows:
        seen = row.regime == "2012" and row.forums == {"accelerated"}
        assert row.provision.confidence == ("quoted" if seen else "parallel"), row.rule


# ------ laws


def test_a_bar_never_opens_anything():
    """Catches bars that are read as permissions: a law of the way rows are put together."""
    without = read_rules({**TABLE, "bar": []})
    for facts in all_facts(people=("officer", "former")):
        for key in outcomes():
            if ruling(facts, key).allowed:
                assert ruling_among(without, facts, key).allowed


def test_what_is_asked_for_makes_it_lawful():
    """Catches a refusal that asks for something which does not help."""
    asked = 0
    for facts in all_facts(people=("officer",)):
        for found in rulings(facts):
            if found.needs and not found.allowed:
                asked += 1
                asked_for = set(found.needs) - {"new_rank"}
                mended = replace(facts, **dict.fromkeys(asked_for, True))
                assert ruling(mended, found.outcome).allowed
    assert asked > 500


def test_the_law_holds_whatever_the_flags_of_those_outside_the_regulations():
    """A former officer gets no warning, and nobody outside the Regulations needs a condition."""
    warnings = {"written_warning", "final_written_warning", "final_written_warning_extended"}
    for facts in all_facts(regimes=("2008", "2012", "2020"), people=("former",)):
        for found in rulings(facts):
            assert not (found.allowed and found.outcome in warnings)
    for facts in all_facts(regimes=("2020",), people=("staff", "volunteer")):
        assert rulings(facts) == rulings(replace(facts, live=frozenset(), **NO_FLAGS))


# ------ findings


def may_be_found(regime, names, forum, person, indictable, level):
    """Say what the law says of a finding: open, closed, or closed for want of a provision seen."""
    former, above = person == "former", level == "gross_misconduct"
    closed = {
        "archive": False,
        "local": forum == "accelerated",
        "officer": (indictable and "2025" in names and not above)
        or (above and forum == "meeting")
        or (level == "misconduct" and (former or forum == "accelerated")),
    }[whose(regime, person)]
    before = former and above and regime in {"2008", "2012"} and "2012d" not in names
    return CLOSED if closed else CLOSED_UNSEEN if before else OPEN


def whose(regime, person):
    if regime == "none":
        return "archive"
    return "local" if person in {"staff", "pcso", "volunteer"} else "officer"


def test_every_finding_is_ruled_as_the_law_has_it():
    """Catches a meeting that finds gross misconduct, and a conviction found to be less."""
    counted = 0
    for regime, names in OVERLAYS:
        for forum in FORUMS:
            for person in LAW:
                for indictable in (False, True):
                    for level in FINDINGS:
                        asked = (regime, names, forum, person, indictable, level)
                        found = finding_ruling(*asked)
                        assert state(found) == may_be_found(*asked), asked
                        assert found.provision.source
                        counted += 1
    assert counted == 9 * 3 * 6 * 2 * 3 == 972


@pytest.mark.parametrize("number", range(len(TABLE["finding"])))
def test_each_row_on_findings_is_noticed_when_it_goes(number, monkeypatch):
    """Catches a row on findings that says what another says already."""
    table = deepcopy(TABLE)
    row = table["finding"].pop(number)
    book = read_rules(table)
    monkeypatch.setattr("hearings.outcomes.lawful.outcome_rules", lambda: book)
    wrong = 0
    for regime, names in OVERLAYS:
        for forum in row["forum"]:
            for person in row["person"]:
                for level in row["finding"]:
                    asked = (regime, names, forum, person, True, level)
                    wrong += state(finding_ruling(*asked)) != may_be_found(*asked)
                    asked = (regime, names, forum, person, False, level)
                    wrong += state(finding_ruling(*asked)) != may_be_found(*asked)
    assert wrong
