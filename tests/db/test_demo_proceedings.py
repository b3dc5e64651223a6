"""The demonstration after the severity decision: HMIC's numbers, a lawful diary, nobody twice."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, date, datetime

import pytest

from db import agenda
from db.actions import Desk
from db.checking import check
from db.demo import LAST, away, stories
from db.demo.build import build
from db.demo.force import force
from db.demo.plan import Plan
from db.demo.year import Year
from db.engine import Database
from hearings.adjustments import delay_reasons
from hearings.deadlines import deadlines
from hearings.measures import standing
from hearings.rules import Rules
from hearings.sittings import people_of
from hearings.stages import Stage
from tests.db.telling import lived, of_the_year, of_the_year_lived, steps, subjects

NOON = datetime(2014, 3, 31, 12, tzinfo=UTC)


def at(stage, seed=1, size=None):
    return {
        (reference, subject.number): subject
        for reference, file in lived(seed, size).items()
        for subject in file.subjects
        if subject.stage is stage
    }


def cases(found):
    return {reference for reference, _number in found}


def hearings(*stages):
    """Give each hearing that stands, with its officers."""
    found = defaultdict(list)
    for subject in subjects():
        if subject.stage in stages:
            found[subject.hearing.reference].append(subject)
    return found


def every_hearing():
    """Give each hearing that is to be held, or was, with its officers."""
    found = defaultdict(list)
    for subject in subjects():
        for hearing in (*subject.past_hearings, *([subject.hearing] if subject.hearing else [])):
            if hearing.state not in {"vacated", "postponed"}:
                found[hearing.reference].append((hearing, subject))
    return found


def suspended(seed=1, size=None):
    return [s for s in subjects(seed, size) if standing(s.measures, "suspension")]


@pytest.mark.parametrize("seed", [1, 2])
def test_62_cases_with_72_officers_are_listed_and_10_cases_are_in_preparation(seed):
    listed, preparing = at(Stage.LISTED, seed), at(Stage.REFERRED, seed)

    assert (len(cases(listed)), len(listed)) == (62, 72)
    assert len(cases(preparing)) == 10
    assert not cases(listed) & cases(preparing)


def test_who_is_suspended_is_what_hmic_counted():
    found = suspended()

    assert Counter(s.facts.person_type for s in found) == {
        "officer": 42, "special": 34, "pcso": 1, "staff": 5,
    }  # fmt: skip
    assert len({s.facts.number for s in found}) == len(found)
    assert all(s.stage is not Stage.CLOSED for s in found)
    assert "neither" not in {s.level.value for s in found if s.level}


def test_a_small_demonstration_has_a_little_of_each():
    assert len(cases(at(Stage.LISTED, 1, 60))) == 2
    assert len(cases(at(Stage.REFERRED, 1, 60))) == 1
    assert len(cases(at(Stage.IN_HEARING, 1, 60))) == 1
    assert suspended(1, 60)


@pytest.mark.parametrize("size", [1, 5, 25, 150, 6000])
def test_it_can_be_told_at_any_size(size):
    assert list(stories(4, size))


def test_a_large_one_keeps_the_numbers_of_the_diary():
    listed = {
        (story.reference, step.subject)
        for story in of_the_year(1, 6000)
        for step in story.steps
        if step.event == "schedule"
    }

    assert 70 <= len(listed) <= 90


def test_nobody_and_no_room_is_in_two_places_at_once():
    taken = defaultdict(set)
    for reference, officers in every_hearing().items():
        hearing, _subject = officers[0]
        who = people_of(hearing, (s.facts.number for _h, s in officers)) | {hearing.room}
        for sitting in hearing.sittings:
            for name in who:
                assert (sitting.day, name) not in taken, reference
                taken[sitting.day, name].add(reference)
    for row in away():
        assert not any(row.first <= day <= row.last and name == row.who for day, name in taken)


def test_an_officer_is_in_one_hearing_alone():
    found = [s.facts.number for s in at(Stage.LISTED).values()]

    assert len(set(found)) == len(found)
    assert {s.facts.person_type for s in at(Stage.LISTED).values()} <= {"officer", "special"}


def test_hearings_last_one_to_five_days_from_april_to_september():
    found = [officers[0].hearing for officers in hearings(Stage.LISTED).values()]

    assert {len(hearing.sittings) for hearing in found} == {1, 2, 3, 4, 5}
    assert min(h.first for h in found) > LAST
    assert max(h.sittings[-1].day for h in found) <= date(2014, 9, 30)
    assert {h.room for h in found} == {"Room 1", "Room 2", "Room 3"}
    kinds = Counter(hearing.kind for hearing in found)
    assert (kinds["accelerated"], kinds["meeting"]) == (1, 2)


def test_some_officers_are_heard_together_and_two_of_them_from_joined_cases():
    together = [found for found in hearings(Stage.LISTED).values() if len(found) > 1]

    assert Counter(map(len, together)) == {2: 7, 3: 2} or len(together) >= 6
    joined = [file for file in of_the_year_lived().values() if file.case.joined]
    assert len(joined) == 1
    other = lived()[joined[0].case.joined[0]]
    one, two = (
        {s.hearing.reference for s in file.subjects if s.hearing} for file in (joined[0], other)
    )
    assert one & two


def test_the_permanent_chair_takes_most_of_the_hearings():
    chairs = Counter(
        officers[0].hearing.seats[0].person
        for officers in hearings(Stage.LISTED).values()
        if officers[0].hearing.kind == "hearing"
    )

    assert len(chairs) == 3
    assert chairs.most_common(1)[0][1] > chairs.total() / 2


def test_most_are_past_the_limit_with_who_extended_it_and_a_counted_reason():
    past, inside = 0, 0
    codes: Counter[str] = Counter()
    for (reference, _number), subject in at(Stage.LISTED).items():
        if subject.forum == "accelerated":
            continue
        case = lived()[reference].case
        row = next(
            row
            for row in deadlines(case, subject, Rules(), LAST)
            if row.key in {"hearing_held", "meeting_held"}
        )
        inside += subject.hearing.first <= row.due
        past += row.extended_to == subject.hearing.first > row.due
        if row.extended_to:
            codes[row.code] += 1
            assert row.extended_by
            assert row.code in delay_reasons()
    assert past + inside == len(at(Stage.LISTED)) - 1
    assert past > 4 * inside > 20
    assert len(codes) >= 7


def test_some_are_postponed_and_listed_again_one_for_the_day_the_friend_proposed():
    again = [s for s in at(Stage.LISTED).values() if s.hearing.sequence]
    offered = [step for step in steps("postpone") if "alternative" in step.fields]

    assert len(again) == 4
    assert len(offered) == 1
    assert offered[0].fields["asked_by"] == "friend"
    day = date.fromisoformat(offered[0].fields["alternative"])
    assert any(s.hearing.first == day for s in again)
    states = Counter(s.hearing.state for s in at(Stage.REFERRED).values() if s.hearing)
    assert states == {"vacated": 1, "postponed": 1}


def test_part_heard_hearings_have_a_next_day_or_wait_for_one():
    found = [s.hearing for s in at(Stage.IN_HEARING).values()]

    assert {hearing.state for hearing in found} == {"part_heard"}
    assert sorted(hearing.sittings[-1].day > LAST for hearing in found) == [False, True]
    assert sum(bool(hearing.absence) for hearing in found) == 1


def test_reviews_and_word_to_the_officer_are_mostly_in_time_and_the_late_ones_explained():
    for key, least in (("suspension_review", 400), ("officer_told", 1000)):
        met = [
            row
            for reference, file in lived().items()
            for subject in file.subjects
            for row in deadlines(file.case, subject, Rules(), LAST)
            if row.key == key and row.met_on
        ]
        late = [row for row in met if row.met_on and row.due and row.met_on > row.due]
        assert len(met) > least, key
        assert 5 < len(late) < len(met) / 8
        assert all(row.code for row in late)


def test_the_authority_sometimes_differs_from_the_investigator_and_says_why():
    found = [s for s in subjects() if s.answers and s.answers != s.opinions]

    assert len(found) >= 15
    assert sum("reason" in step.fields for step in steps("determine")) >= len(found)


def test_what_is_investigated_has_an_investigator_and_what_goes_on_was_served():
    for subject in subjects():
        reached = {fact.key for fact in subject.reached}
        if subject.stage in {Stage.LISTED, Stage.REFERRED, Stage.CASE_DECISION}:
            assert subject.investigator
            assert "notice_served" in reached
        if subject.stage is Stage.LISTED and subject.forum != "accelerated":
            assert {"documents_supplied", "response_received", "bundle_ready"} <= reached


def test_officers_leave_and_what_becomes_of_the_case_is_said():
    found = [s for s in subjects() if s.left]

    assert {s.left.becomes for s in found} == {"ends", "goes_on", "to_be_decided"}
    assert {s.left.how for s in found} == {"resigned", "retired"}
    ended = [s for s in found if s.left.becomes == "ends"]
    assert {(s.stage, s.disposal) for s in ended} == {(Stage.CLOSED, "officer_left")}


@pytest.mark.parametrize(("seed", "size"), [(1, None), (2, 150)])
def test_what_is_told_afterwards_leaves_what_happened_at_the_desk_alone(seed, size):
    nothing_more = Plan(seed, force(seed), [], 1.0)
    at_the_desk = list(Year(seed, size).stories(nothing_more))
    whole = of_the_year(seed, size)

    assert sum(len(story.steps) for story in at_the_desk) < sum(len(s.steps) for s in whole)
    for desk, story in zip(at_the_desk, whole, strict=True):
        following = iter(story.steps)
        assert all(step in following for step in desk.steps)


def test_the_built_one_says_so_in_the_first_line_of_the_diary(tmp_path):
    place = str(tmp_path / "demo.db")
    build(place, 1, 60)
    desk = Desk(Database(place), "fenn", lambda: NOON, LAST, Rules())
    seen = agenda.look(desk, LAST, date(2014, 9, 30))

    assert seen.first_line == "listed: 2 cases (2 officers); in preparation: 1"
    assert not seen.clashes
    assert {row.why for row in seen.away} >= {"Annual leave.", "Abroad."}
    assert check(desk.database, Rules()) == []
