"""What the demonstration's hearings of 2013/14 ended in: HMIC's numbers, each of them lawful."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, datetime

import pytest

from db import outcomes
from db.actions import Desk
from db.checking import check
from db.demo import FIRST, LAST
from db.demo.build import build
from db.engine import Database
from hearings.deadlines import deadlines
from hearings.measures import standing
from hearings.outcomes import effect_of, facts_of, finding_ruling, ruling
from hearings.regimes import overlays_of
from hearings.rules import Rules
from hearings.stages import Stage
from tests.db.telling import came_in, concluded, ended, lived, of_the_year_lived, steps, told

NOON = datetime(2014, 3, 31, 12, tzinfo=UTC)
WARNINGS = {"written_warning", "final_written_warning"}
DISMISSALS = {"dismissal_without_notice", "dismissal_with_notice"}


def hearings():
    return list(concluded().values())


def of_earlier(seed=1):
    """Give the stories of the cases that came to attention before the year."""
    return [story for story in told(seed) if story.steps[0].on < FIRST]


def meetings():
    return [
        file.subjects[0]
        for file in lived().values()
        if came_in(file) < FIRST and file.subjects[0].forum == "meeting"
    ]


def appeals(route=""):
    return [
        (subject, one)
        for subject in [*hearings(), *meetings()]
        for one in subject.appeals
        if one.route == route or not route
    ]


def the_day(subject):
    """Give the day by which a matter is counted: of the outcome, or of the withdrawal."""
    days = {"hearing_concluded", "proceedings_withdrawn"}
    return [fact.on for fact in subject.reached if fact.key in days][-1]


def test_186_cases_came_to_a_hearing_and_ended_as_hmic_counted():
    """Would catch a case told twice, or one whose end the domain did not take."""
    found = concluded()
    counts = Counter(map(ended, found.values()))
    dismissed = sum(counts[key] for key in DISMISSALS)
    warned = sum(counts[key] for key in WARNINGS)

    assert len(found) == 186
    assert all(len(lived()[ref].subjects) == 1 for ref in found)
    assert (counts["written_warning"], counts["final_written_warning"]) == (20, 27)
    assert (counts["performance_procedures"], counts["no_further_action"]) == (4, 2)
    assert counts["not_proven"] == 13
    assert (dismissed, warned) == (120, 47)
    assert counts.total() - counts["not_proven"] == 173
    assert round(100 * dismissed / 186, 1) == 64.5
    assert (round(100 * warned / 186, 1), round(100 * warned / 173, 1)) == (25.3, 27.2)


@pytest.mark.parametrize("seed", [2, 3])
def test_another_seed_tells_other_hearings_with_the_same_ends(seed):
    """Would catch a number that hangs on chance."""
    given = Counter(
        step.fields["outcome"]
        for story in of_earlier(seed)
        for step in story.steps
        if step.event == "impose"
    )

    # One of those dismissed was dismissed again by another panel; eight warnings and advices and a
    # finding of nothing came from meetings.
    assert given["dismissal_without_notice"] + given["dismissal_with_notice"] == 121
    assert (given["written_warning"], given["final_written_warning"]) == (24, 28)
    assert (given["management_advice"], given["not_proven"]) == (3, 14)
    assert of_earlier(seed) != of_earlier()


def test_an_outcome_at_the_hearing_and_the_one_that_stands_give_the_same_figures():
    """Would catch an appeal that moves somebody between the kinds that HMIC counted."""
    first = Counter(effect_of(s.outcomes[0].key) for s in hearings() if s.outcomes)
    stands = Counter(effect_of(s.outcome.key) for s in hearings() if s.outcome)

    assert first == stands == Counter({"dismissal": 120, "warning": 47, "": 13})


def test_the_two_discontinued_are_told_from_the_thirteen_not_proven():
    """Would catch a withdrawal with a finding, which no regulation of 2012 has."""
    withdrawn = [s for s in hearings() if s.outcome is None]
    not_proven = [s for s in hearings() if s.outcome and s.outcome.key == "not_proven"]

    assert Counter(s.disposal for s in withdrawn) == {
        "performance_procedures": 4,
        "no_further_action": 2,
    }
    assert all(not s.findings and s.stages[-2:] == ("withdrawn", "closed") for s in withdrawn)
    assert {s.finding.level for s in not_proven} == {"not_proven"}


def test_every_finding_and_outcome_is_lawful_on_its_own_day():
    """Runs the rulings again, so that a table that changes is noticed here."""
    asked = 0
    for file in lived().values():
        for subject in file.subjects:
            for made in subject.outcomes:
                assert made.on is not None
                on, rules = made.on, Rules()
                given = {"outcome": made.key, "finding": made.finding}
                facts = facts_of(file.case, subject, rules, on=on, given=given)
                found = finding_ruling(
                    file.case.regime, overlays_of(file.case, subject, rules), subject.forum,
                    subject.person_type_on(on), indictable_only=False, level=made.finding,
                )  # fmt: skip
                assert found.allowed, found.why
                assert ruling(facts, made.key, rules).allowed, (file.case.reference, made.key)
                asked += 1
    assert asked == 180 + 9 + 2 + 1  # hearings, meetings, two varied, one heard twice


def test_months_officers_and_forums_are_mixed():
    days = [the_day(subject) for subject in hearings()]
    months = Counter((day.year, day.month) for day in days)
    dismissed = Counter(
        (s.facts.person_type in {"staff", "pcso"}, s.outcome.forum, s.outcome.key)
        for s in hearings()
        if s.outcome and s.outcome.key in DISMISSALS
    )

    assert len(months) == 12
    assert min(months.values()) >= 8
    assert (min(days) >= FIRST, max(days) <= LAST) == (True, True)
    assert dismissed == {
        (False, "hearing", "dismissal_without_notice"): 71,
        (False, "hearing", "dismissal_with_notice"): 15,
        (False, "accelerated", "dismissal_without_notice"): 12,
        (True, "hearing", "dismissal_without_notice"): 18,
        (True, "hearing", "dismissal_with_notice"): 4,
    }


def test_both_regulations_are_there_and_every_matter_came_in_before_the_year():
    files = [lived()[reference] for reference in concluded()]
    regimes = Counter(file.case.regime for file in files)

    assert set(regimes) == {"2008", "2012"}
    assert min(regimes.values()) >= 35
    assert {came_in(file).year for file in files} == {2012}


def test_nobody_is_in_two_of_these_cases_or_in_one_of_the_years():
    """Would catch a number given out twice: bars and warnings compare it."""
    own = [s.facts.number for s in [*hearings(), *meetings()]]
    others = {s.facts.number for file in of_the_year_lived().values() for s in file.subjects}

    assert len(set(own)) == len(own) == 195
    assert not set(own) & others


def test_nothing_is_suspended_once_it_is_decided():
    suspended = [s for s in hearings() if s.measures]

    assert len(suspended) >= 10
    assert not any(standing(s.measures, "suspension") for s in suspended)


def test_what_is_closed_had_nothing_running_and_the_rest_is_inside_its_window():
    """Would catch a case that is closed while an appeal could still come."""
    stages = Counter(subject.stage for subject in hearings())

    assert set(stages) == {Stage.CLOSED, Stage.DECIDED, Stage.APPEALED}
    assert stages[Stage.APPEALED] == 1
    assert 3 <= stages[Stage.DECIDED] <= 25
    for reference, subject in concluded().items():
        rows = deadlines(lived()[reference].case, subject, Rules(), LAST)
        window = [r.last_day for r in rows if r.key == "tribunal_notice" and r.last_day]
        closed = [fact.on for fact in subject.reached if fact.key == "closed"]
        assert not (closed and window) or window[0] < closed[-1]


def test_eight_appeals_went_every_way_and_one_runs():
    found = Counter((one.route, one.result) for _subject, one in appeals())

    assert found == {
        ("tribunal", "confirm"): 3,
        ("tribunal", "vary"): 1,
        ("tribunal", "new_panel"): 1,
        ("tribunal", ""): 1,
        ("internal", "confirm"): 1,
        ("judicial_review", "confirm"): 1,
        ("meeting", "confirm"): 1,
        ("meeting", "vary"): 1,
    }
    assert sum(bool(one.late) for _subject, one in appeals()) == 1


def test_a_new_panel_heard_one_again_and_nobody_sat_twice():
    [again] = [s for s in hearings() if len(s.findings) == 2]
    first, second = again.outcomes
    panels = [
        {seat.person for seat in hearing.seats[:3]}
        for hearing in (*again.past_hearings, again.hearing)
    ]

    assert (first.state, second.state) == ("set_aside", "stands")
    assert first.hearing != second.hearing
    assert not panels[0] & panels[1]


def test_a_varied_decision_dates_back():
    [varied] = [s for s, one in appeals("tribunal") if one.result == "vary"]
    first, second = varied.outcomes

    assert (first.state, second.substituted) == ("varied", True)
    assert second.effective_on == first.effective_on
    assert second.on > first.on


def test_two_officers_were_heard_together_and_ended_differently():
    found = defaultdict(list)
    for subject in hearings():
        if subject.hearing:
            found[subject.hearing.reference].append(subject)
    [together] = [officers for officers in found.values() if len(officers) > 1]

    assert {ended(s) for s in together} == {"dismissal_without_notice", "final_written_warning"}
    assert len({s.hearing.first for s in together}) == 1


def test_part_heard_ones_sat_on_several_days_and_one_came_back_from_the_accelerated_road():
    adjourned = [step for story in of_earlier() for step in story.steps if step.event == "adjourn"]
    apart = [
        s
        for s in hearings()
        if s.hearing and (s.hearing.sittings[-1].day - s.hearing.first).days > 8
    ]
    [back] = steps("remit")

    assert len(adjourned) == 5
    assert len(apart) == 5
    assert back.fields["remitted_for"] == "conditions_no_longer_met"


def test_nearly_all_are_coded_and_dishonesty_mostly_leads_to_dismissal():
    coded = [s for s in hearings() if s.circumstances]
    dishonest = [
        s
        for s in coded
        if {"operational_dishonesty", "dishonesty"} & set(s.circumstances.special)
        and s.finding.level != "not_proven"
    ]
    others = [s for s in coded if s not in dishonest and s.finding.level != "not_proven"]

    assert 160 <= len(coded) < 186
    assert _dismissed(dishonest) > 0.75 > _dismissed(others)
    assert {s.circumstances.culpability for s in coded} >= {"deliberate", "reckless", "negligent"}
    assert {s.circumstances.harm_level for s in coded} >= {"high", "medium", "low", "none_found"}
    assert len({standard for s in coded for standard in s.finding.breaches}) >= 8


def _dismissed(found):
    return sum(ended(s) in DISMISSALS for s in found) / len(found)


def test_documents_are_served_withheld_and_privileged():
    markings = Counter(one.marking for s in hearings() for one in s.documents)

    assert set(markings) == {"served", "withheld", "privileged"}
    assert min(markings.values()) >= 5
    assert all(one.limb for s in hearings() for one in s.documents if one.marking == "withheld")


def test_reasons_and_chairs_vary():
    found = [s.outcome for s in hearings() if s.outcome]

    assert len({made.by for made in found if not made.substituted}) == 4
    assert len({made.reasons for made in found}) >= 15
    assert len({s.finding.reasons for s in hearings() if s.finding}) >= 80


def test_a_share_of_the_year_has_its_share_of_hearings():
    found = concluded(1, 700)
    kinds = Counter(effect_of(s.outcome.key) if s.outcome else "withdrawn" for s in found.values())

    assert len(found) == round(186 * 592 / 1775)
    assert kinds["dismissal"] == pytest.approx(120 * 592 / 1775, abs=3)
    assert kinds["warning"] == pytest.approx(47 * 592 / 1775, abs=3)


def test_the_figures_of_a_built_one_are_those_of_its_cases(tmp_path):
    """Would catch a row of the figures that differs from the case it was kept from."""
    place = str(tmp_path / "demo.db")
    build(place, 1, 250)
    desk = Desk(Database(place), "chaudhry", lambda: NOON, LAST, Rules())
    seen = outcomes.summary(desk, FIRST, LAST)
    told = concluded(1, 250)
    counts = Counter(map(ended, told.values()))

    assert (seen.cases, seen.subjects) == (len(told), len(told))
    assert seen.dismissed == sum(counts[key] for key in DISMISSALS)
    assert seen.warned == sum(counts[key] for key in WARNINGS)
    assert seen.not_proven == counts["not_proven"]
    assert (seen.performance, seen.discontinued) == (
        counts["performance_procedures"],
        counts["no_further_action"],
    )
    assert check(desk.database, Rules()) == []
    assert seen.meetings == sum(
        file.subjects[0].forum == "meeting" and came_in(file) < FIRST
        for file in lived(1, 250).values()
    )
