"""The demonstration's stories: how many, how legal, how alike from one run to the next."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from datetime import date

import pytest

from db.demo import FIRST, LAST, cast, stories
from db.demo.force import HEADQUARTERS
from hearings.guidance import guidance_for
from hearings.people import ethnicity_codes, full_rank, known_ranks
from hearings.severity import Direction, PairState, crosses_gross
from hearings.stages import NEW, Stage, moves
from tests.db.telling import (
    lived,
    of_the_year,
    of_the_year_lived,
    of_the_year_subjects,
    people,
    steps,
    subjects,
    told,
)

ROLES = {
    "administrator",
    "auditor",
    "authority",
    "caseworker",
    "champion",
    "investigator",
    "local_assessor",
    "practice_support",
    "supervisor",
}

NEVER = {
    "correct",  # a correction is decided with the history, which no story carries
    "read_blind",  # a sample is drawn from what the stories made: test_demo_dipped.py
    "answer_reading",  # as above
    "reduce",  # the 2012 Regulations leave no limit to agreement; those of 2020 do
    "publish_outcome",  # hearings are public where the referral was served from 1 May 2015 on
}
"""The moves that are built and do not happen, each with its reason."""

LEADS_TO = {
    "confirm": "decided",
    "vary": "decided",
    "new_panel": "referred",
    "conditions_no_longer_met": "case_decision",
}
"""Where an appeal's result, or the reason for sending it back, leaves a matter here."""


def rates(group) -> dict[str, float]:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for file in of_the_year_lived().values():
        for subject in file.subjects:
            if subject.pair.state is PairState.DECIDED:
                row = counts[group(file, subject)]
                row[0] += subject.pair.changed
                row[1] += 1
    return {key: changed / base for key, (changed, base) in counts.items() if base >= 20}


def test_the_year_has_its_1775_cases_and_some_2100_subjects():
    assert len(of_the_year()) == 1775
    assert 2050 <= len(of_the_year_subjects()) <= 2170


def test_the_same_seed_tells_the_same_stories():
    assert tuple(stories(3, 150)) == tuple(stories(3, 150))
    assert cast(3) == cast(3)


def test_another_seed_tells_others():
    assert told(2, 150) != told(3, 150)
    assert cast(2) != cast(3)


@pytest.mark.parametrize("asked", [1, 40, 500, 5000])
def test_it_is_as_large_as_asked(asked):
    made = sum(
        step.event in {"receive", "add_subject"}
        for story in of_the_year(1, asked)
        for step in story.steps
    )

    assert made == pytest.approx(asked, rel=0.15, abs=6)
    assert of_the_year(1, asked)[0].steps[0].on == FIRST


@pytest.mark.parametrize("seed", [1, 2, 7])
def test_the_domain_takes_every_step(seed):
    size = None if seed == 1 else 700
    received = [
        step for story in told(seed, size) for step in story.steps if step.event == "receive"
    ]

    assert len(lived(seed, size)) == len(received)


def test_every_step_stands_in_the_table_of_moves():
    table, accounts = moves(), {p.account: p for p in cast() if p.account}
    for story in told():
        stages: dict[tuple[str, int], str] = {}
        for step in story.steps:
            place = (step.case, step.subject)
            move = table[step.event]
            known = {field.key for field in move.fields}
            required = {field.key for field in move.fields if field.required}
            fresh = step.event in {"receive", "add_subject"}
            stage = NEW if fresh else stages[place]
            assert not move.later
            assert stage in move.sources
            assert set(step.fields) <= known
            assert required <= set(step.fields)
            assert move.keyed_by & set(accounts[step.keyed_by].roles)
            assert not step.maker or step.maker in people()
            in_the_case = sum(case == step.case for case, _number in stages)
            assert not fresh or step.subject == in_the_case + 1
            chosen = step.fields.get("result", step.fields.get("remitted_for", ""))
            named = step.fields.get("stage", LEADS_TO.get(str(chosen), ""))
            if fresh:
                stages[place] = move.targets[0]
            elif not move.jointly:
                stages[place] = str(move.target(Stage(stage), str(named)))
            else:
                for one in stages:
                    stages[one] = str(move.target(Stage(stage), str(named)))


def test_a_story_runs_forward_and_stays_in_its_year():
    for story in told():
        days = [step.on for step in story.steps]
        assert days == sorted(days)
        assert days[-1] <= LAST
        assert story.steps[0].event == "receive"
        assert story.steps[0].fields["attention_date"] == days[0].isoformat()
        assert date.fromisoformat(str(story.steps[0].fields["incident_date"])) <= days[0]


def test_references_count_up_by_the_year_of_attention():
    received = [
        (step.on, step.case or story.reference)
        for story in told()
        for step in story.steps
        if step.event == "receive"
    ]
    for year in (2012, 2013, 2014):
        own = [ref for day, ref in sorted(received) if day.year == year]
        assert own == [f"MC-{year}-{place:05}" for place in range(1, len(own) + 1)]


def test_fields_are_plain_json_values():
    for story in told():
        for step in story.steps:
            assert json.loads(json.dumps(step.fields)) == step.fields


def test_everybody_has_a_number_of_their_own():
    numbers = [player.number for player in cast()]
    concerned = {subject.facts.number for subject in subjects()} - {""}

    assert len(set(numbers)) == len(numbers)
    assert all(len(number) == 6 and number.isdecimal() for number in {*numbers, *concerned})
    assert not concerned & set(numbers)


def test_one_number_is_always_the_same_person():
    names = defaultdict(set)
    for step in [*steps("receive"), *steps("add_subject"), *steps("identify")]:
        if "person" in step.fields:
            names[step.fields["person"]].add((step.fields["name"], step.fields["sex"]))

    assert all(len(found) == 1 for found in names.values())


def test_the_accounts_cover_the_roles_of_the_desk():
    accounts = [player for player in cast() if player.account]

    assert {role for player in accounts for role in player.roles} == ROLES
    assert len({player.account for player in accounts}) == len(accounts)
    assert {full_rank(player.rank) for player in cast()} <= set(known_ranks())
    osei = next(player for player in accounts if player.account == "osei")
    assert (osei.name, osei.rank, osei.roles) == ("A. Osei", "Chief Inspector", ("authority",))


def test_there_are_32_boroughs_with_assessors_of_both_ranks():
    units = defaultdict(set)
    for player in cast():
        units[player.unit].add(player.rank)
    boroughs = {unit: ranks for unit, ranks in units.items() if unit not in {"DPS", HEADQUARTERS}}

    assert len(boroughs) == 32
    assert all({"Inspector", "Superintendent"} <= ranks for ranks in boroughs.values())
    assert {str(step.fields["unit"]) for step in steps("receive")} == set(boroughs)


def test_a_fair_part_is_changed_and_most_of_it_lowered_from_gross_misconduct():
    pairs = [s.pair for s in of_the_year_subjects() if s.pair.state is PairState.DECIDED]
    changed = [pair for pair in pairs if pair.changed]
    lowered = [pair for pair in changed if pair.direction is Direction.LOWERED]
    from_gross = [
        pair for pair in lowered if pair.initial is not None and pair.initial.level.order == 2
    ]

    assert 0.18 < len(changed) / len(pairs) < 0.35
    assert len(from_gross) > len(changed) / 2
    assert 20 < len(changed) - len(lowered) < len(lowered) / 3


def test_the_reassessment_rate_differs_by_unit_and_by_rank():
    units = rates(lambda file, _subject: file.case.unit)
    ranks = rates(lambda _file, subject: subject.pair.initial.maker.rank)

    assert max(units.values()) - min(units.values()) > 0.3
    assert ranks["Inspector"] > ranks["Chief Inspector"] + 0.08
    assert ranks["Superintendent"] > ranks["Chief Superintendent"] + 0.08


def test_the_queue_is_populated_at_the_end_of_the_year():
    stages = Counter(subject.stage for subject in subjects())

    assert 110 <= stages[Stage.AWAITING_DPS] <= 175
    assert stages[Stage.WITH_UNIT] >= 10
    assert stages[Stage.REPORTED] >= 3
    assert stages[Stage.ASSESSED] >= 100
    assert stages[Stage.CLOSED] >= 500


def test_every_column_beside_the_base_has_somebody_but_those_that_cannot_come_up():
    states = Counter(subject.pair.state for subject in subjects())
    never = {PairState.LATE_LOCAL_VIEW, PairState.WITHDRAWN}

    assert set(states) == set(PairState) - never


def test_what_crosses_gross_misconduct_is_read_again():
    readings: Counter[str] = Counter()
    for subject in subjects():
        before, decision = subject.passed, subject.decision
        if before and decision and crosses_gross(before.level, decision.level):
            readings[subject.second_reading] += 1

    assert readings["waiting"] >= 5
    assert readings["concurred"] > 8 * readings["confirmed"] > 0
    assert set(readings) <= {"waiting", "asked", "concurred", "confirmed"}


def test_every_kind_of_thing_that_happens_at_the_desk_happens():
    happened = Counter(step.event for story in told() for step in story.steps)
    built = {move.event for move in moves().values() if not move.later and move.keyed_by}

    assert built - set(happened) == NEVER
    assert happened["request_information"] > 150
    sensitivities = Counter(file.case.sensitivity for file in lived().values())
    assert sensitivities["covert"] >= 2
    assert sensitivities["restricted"] >= 5
    assert sum(subject.held for subject in subjects()) >= 10


def test_some_officers_are_in_several_cases_and_some_stay_unidentified():
    counts = Counter(subject.facts.number for subject in subjects())
    unidentified = counts.pop("")

    assert 5 <= unidentified <= 60
    assert sum(count >= 2 for count in counts.values()) >= 100
    assert sum(count >= 3 for count in counts.values()) >= 10


def test_some_cases_have_two_to_four_officers():
    sizes = Counter(len(file.subjects) for file in lived().values())

    assert set(sizes) == {1, 2, 3, 4}
    assert sizes[1] > 1400


def test_ethnicity_is_16_plus_1_with_some_that_say_nothing_and_some_not_recorded():
    codes = Counter(s.facts.ethnicity for s in subjects() if s.facts.number)

    assert set(codes) <= {*ethnicity_codes("16+1"), ""}
    assert codes["NS"] >= 10
    assert codes[""] >= 20
    assert 0.6 < codes["W1"] / codes.total() < 0.85


def test_all_person_types_come_up():
    assert {s.facts.person_type for s in subjects() if s.facts.number} == {
        "officer",
        "special",
        "staff",
        "pcso",
    }


def test_names_reach_beyond_ascii():
    makers = [*steps("receive"), *steps("add_subject"), *steps("identify")]
    names = {str(step.fields.get("name", "")) for step in makers}

    assert {"Zoë O'Brien-Hughes", "李 Wei", "Łukasz Żak"} <= names


def test_the_standards_used_are_those_with_guidance():
    used = {
        str(step.fields["standard"])
        for story in of_the_year()
        for step in story.steps
        if step.event in {"receive", "add_subject"}
    }

    assert used == {"honesty", "duties", "force"}
    assert all(guidance_for(standard) is not None for standard in used)


def test_narratives_are_varied_and_filled_in():
    narratives = Counter(str(step.fields["narrative"]) for step in steps("receive"))

    assert len(narratives) > 300
    assert not any("{" in words or "}" in words for words in narratives)


def test_nothing_of_a_later_day_is_named():
    words = json.dumps([step.fields for story in told() for step in story.steps])

    assert "Code of Ethics" not in words
    assert "IOPC" not in words


def test_a_closed_circle_is_entered_by_one_caseworker_and_decided_by_one_delegate():
    marsh = next(player for player in cast() if player.account == "marsh")
    closed = [s for s in told() if "sensitivity" in s.steps[0].fields]

    assert closed
    for story in closed:
        assert lived()[story.reference].case.access == ("mensah", "marsh")
        assert {step.keyed_by for step in story.steps} == {"mensah"}
        assert {step.maker for step in story.steps if step.event == "assess"} <= {marsh.number}


def test_one_delegate_is_a_witness_in_a_case_and_has_no_hand_in_it():
    osei = next(player for player in cast() if player.account == "osei")
    own = [
        story
        for story in told()
        if any(step.fields.get("party_number") == osei.number for step in story.steps)
    ]

    assert len(own) == 1
    assert all(step.keyed_by != osei.account and step.maker != osei.number for step in own[0].steps)
