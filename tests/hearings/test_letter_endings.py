"""What a letter says of how proceedings ended: the appeal that is open, and the day they ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from db.documents import as_text, paragraphs
from hearings.conclusions import Appeal, Finding, Outcome
from hearings.errors import Refused
from hearings.letter_endings import appeal_road
from hearings.letter_facts import facts_for
from hearings.letter_words import one_line
from hearings.letters import check, missing
from hearings.people import PersonFacts
from hearings.warned import Warned
from tests.hearings.scenes_conclusions import (
    DISMISSED,
    NOT_PROVEN,
    appeal,
    appealed,
    determine_appeal,
    impose,
    met,
    notified,
    notify,
    of_staff,
)
from tests.hearings.test_letters import HEARING, dismissed, letter, matter, said
from tests.hearings.walks import Walk

HELD = date(2014, 6, 24)
FOUND = Finding("H-2014-0007", "hearing", HELD, "misconduct")
GIVEN = Outcome("written_warning", HELD, "H-2014-0007", "hearing", "misconduct", "2012",
                reasons="The entry was late.")  # fmt: skip
APPEAL = Appeal("tribunal", date(2014, 7, 1), "Unreasonable.", "written_warning")


def person(rank: str = "PS", kind: str = "officer") -> PersonFacts:
    return PersonFacts("201234", rank, "Camden", kind)


def ended(level: str = "misconduct", forum: str = "hearing", **changes: Any) -> dict[str, Any]:
    """Say how a matter ended, for the fixtures of the letters."""
    made = {
        "forum": forum,
        "findings": (replace(FOUND, level=level, forum=forum),),
        "outcomes": (replace(GIVEN, finding=level, forum=forum),),
    }
    return {**made, **changes}


def notice(regime: str = "2012", **changes: Any) -> str:
    """Word the outcome notice with nobody named who receives an appeal."""
    made = facts_for("outcome_notice", matter(regime, changes.pop("forum"), **changes), {})
    check(made)
    return one_line(as_text(paragraphs(made.kind, made.facts)))


ROADS = [
    ({}, "tribunal"),
    ({"forum": "accelerated"}, "tribunal"),
    ({"forum": "meeting"}, "meeting"),
    ({"level": "not_proven"}, ""),
    ({"level": "not_proven", "forum": "meeting"}, ""),
    ({"facts": person("Commander")}, "tribunal"),
    ({"facts": person("Commander"), "forum": "meeting"}, ""),
    ({"facts": person("Chief Superintendent"), "forum": "meeting"}, "meeting"),
    ({"facts": person("Commander", "special"), "forum": "meeting"}, "meeting"),
    ({"facts": person(kind="former")}, "tribunal"),
    ({"facts": person("Police staff", "staff")}, "internal"),
    ({"facts": person("Police staff", "pcso"), "forum": "meeting"}, "internal"),
    ({"appeals": (APPEAL,)}, "tribunal"),
    ({"appeals": (replace(APPEAL, result="confirm"),)}, ""),
    ({"appeals": (replace(APPEAL, result="quash", on=date(2014, 6, 23)),)}, "tribunal"),
    ({"appeals": (replace(APPEAL, route="judicial_review", result="confirm"),)}, "tribunal"),
]
"""How it ended, and the road of appeal that leads on."""


@pytest.mark.parametrize(("changes", "road"), ROADS)
def test_a_road_of_appeal_is_open_or_not(changes, road):
    """Catches a right to appeal that is told to somebody who has none, or has used it."""
    how = ended(**changes)
    assert appeal_road(matter(forum=how.pop("forum"), **how).subject) == road


def opens(walk: Walk, route: str) -> bool:
    try:
        appeal(walk, route)
    except Refused:
        return False
    return True


@pytest.mark.parametrize(
    "bring",
    [
        pytest.param(notified, id="a hearing"),
        pytest.param(lambda: notify(impose(met())), id="a meeting"),
        pytest.param(lambda: notified("not_proven", NOT_PROVEN), id="nothing proven"),
        pytest.param(lambda: notify(impose(of_staff(), DISMISSED)), id="police staff"),
        pytest.param(lambda: determine_appeal(appealed()), id="an appeal that failed"),
    ],
)
def test_the_road_a_letter_tells_of_is_the_one_that_can_be_recorded(bring):
    """The rule stands in two places: the guard of the move and the letter."""
    road = appeal_road(bring().subject)
    routes = [route for route in ("meeting", "tribunal", "internal") if opens(bring(), route)]
    assert routes == ([road] if road else [])


@pytest.mark.parametrize("regime", ["2012", "2020"])
@pytest.mark.parametrize(("changes", "road"), [r for r in ROADS if r[1] != "internal"])
def test_a_notice_tells_of_an_appeal_where_there_is_one(changes, road, regime):
    """Who receives it, and its limit, are asked for there alone."""
    how = ended(**changes)
    facts = facts_for("outcome_notice", matter(regime, how["forum"], **_rest(how)), {})
    wanted = ("appeal_to",) if road and regime == "2020" else ()
    assert missing("outcome_notice", facts.facts) == wanted
    blank = {**facts.facts, "appeal_limit": ""}
    assert missing("outcome_notice", blank) == (("appeal_limit",) if road else ()) + wanted
    text = one_line(as_text(paragraphs(facts.kind, facts.facts)))
    assert ("You may appeal" in text) is bool(road)
    assert ("Police Appeals Tribunal" in text) is (road == "tribunal")
    assert ("outcome of the meeting" in text) is (road == "meeting")


def _rest(how: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in how.items() if key != "forum"}


@pytest.mark.parametrize(
    ("finding", "offered"), [("Not proven.", False), ("not proven", False), ("Misconduct.", True)]
)
def test_a_finding_that_is_typed_as_not_proven_leads_to_no_appeal(finding, offered):
    given = {"finding": finding, "outcome": "None.", "reasons": "R"}
    facts = facts_for("outcome_notice", matter(), given).facts
    assert bool(facts["appeal_road"]) is offered


@pytest.mark.parametrize(
    "outcomes",
    [
        pytest.param(
            (replace(GIVEN, state="varied"), replace(GIVEN, substituted=True)), id="varied"
        ),
        pytest.param((replace(GIVEN, state="quashed"),), id="quashed"),
    ],
)
def test_an_outcome_that_was_changed_on_appeal_has_no_outcome_notice(outcomes):
    """Catches the tribunal's reasons under reg 36, and an appeal offered a second time."""
    with pytest.raises(Refused, match="MC-2014-00042/1: The outcome was changed on appeal"):
        notice(**ended(outcomes=outcomes))


def test_an_outcome_after_a_new_panel_has_its_own_notice():
    again = replace(GIVEN, on=date(2014, 9, 1), reasons="The new panel's.")
    before = replace(GIVEN, state="set_aside")
    text = notice(**ended(outcomes=(before, again),
                          appeals=(replace(APPEAL, result="new_panel"),)))  # fmt: skip
    assert "The new panel's." in text
    assert "You may appeal to a Police Appeals Tribunal" in text


@pytest.mark.parametrize(
    ("changes", "day"),
    [
        ({}, "24 April 2018"),
        ({"key": "would_have_been_dismissed"}, "23 April 2018"),
        ({"key": "would_have_been_dismissed", "effective_on": None, "ends_on": None},
         "23 April 2018"),
    ],
)  # fmt: skip
def test_who_would_have_been_dismissed_is_reported_by_the_day_of_that_decision(changes, day):
    """Catches the day of the notice, which may be days later, on the barred list."""
    made = letter("barred_list_report", **dismissed(**changes))
    assert made.facts["dismissed_on"] == day
    assert missing(made.kind, made.facts) == ()


def test_what_was_decided_before_the_barred_list_began_is_not_reported_to_it():
    before = dismissed(key="would_have_been_dismissed", on=date(2017, 12, 14))
    assert letter("barred_list_report", **before).facts["dismissed_on"] == ""


def test_a_substituted_dismissal_is_still_reported_to_the_barred_list():
    made = letter("barred_list_report", **dismissed(substituted=True))
    assert missing(made.kind, made.facts) == ()


WARNED_ON = date(2014, 6, 26)
EXTENSION = replace(GIVEN, key="final_written_warning_extended", months=18,
                    extends=Warned("final_written_warning", date(2013, 6, 3), 18))  # fmt: skip
SPAN = "first day is 3 December 2014 and its last day is 2 June 2016: 18 months beginning with"


@pytest.mark.parametrize(
    ("made", "effect", "span"),
    [
        (replace(GIVEN, months=12, effective_on=WARNED_ON), "26 June 2014",
         "Its first day is 26 June 2014 and its last day is 25 June 2015: 12 months beginning"),
        (replace(GIVEN, months=12), "",
         "It is in force for 12 months beginning with the day on which you are notified of it."),
        (replace(EXTENSION, effective_on=WARNED_ON), "26 June 2014", SPAN),
        (EXTENSION, "", SPAN),
        (replace(EXTENSION, extends=None), "", ""),
        (replace(GIVEN, key="dismissal_without_notice", effective_on=HELD), "24 June 2014", ""),
    ],
)  # fmt: skip
def test_a_notice_says_from_which_day_to_which_a_warning_is_in_force(made, effect, span):
    """Catches a warning without its last day, and one said to begin when it began before."""
    text = notice(**ended(outcomes=(made,)))
    assert (f"has been in effect since {effect}, the day you were told" in text) is bool(effect)
    assert ("takes effect when you are notified of it" in text) is not effect
    assert span in text
    assert ("its last day" in text or "in force for" in text) is bool(span)


def test_an_extension_says_when_the_warning_it_extends_would_have_ended():
    text = notice(**ended(outcomes=(EXTENSION,)))
    assert "has been in force since 3 June 2013, and its last day was to be 2 December 2014" in text


@pytest.mark.parametrize(
    ("typed", "stated"),
    [
        ("1980-05-03", "3 May 1980"), ("03/05/1980", "3 May 1980"), ("3 May 1980", "3 May 1980"),
        ("31/02/1980", "31/02/1980"), ("about 1980", "about 1980"),
    ],
)  # fmt: skip
def test_a_date_of_birth_is_written_like_the_other_days(typed, stated):
    """Catches figures beside words, a month read as a day, and words that are lost."""
    of = matter(**ended(**dismissed()))
    facts = facts_for("barred_list_report", of, {"date_of_birth": typed}).facts
    assert facts["date_of_birth"] == stated


def test_what_a_tribunal_gave_is_reported_to_the_barred_list_as_the_tribunals():
    made = letter("barred_list_report", **dismissed(
        substituted=True, hearing="", by="the police appeals tribunal", on=date(2018, 9, 3),
    ))  # fmt: skip
    said_of_it = made.facts["outcome"]
    assert said_of_it.endswith(
        "; given on appeal by the police appeals tribunal on 3 September 2018."
    )


@pytest.mark.parametrize("kind", ["notice_of_referral", "hearing_notice", "outcome_notice"])
def test_no_notice_of_a_meeting_speaks_of_a_chair(kind):
    """A panel has one; a meeting has a person who conducts it."""
    seats = (replace(HEARING.seats[0], capacity="conducting_officer"),)
    hearing = replace(HEARING, kind="meeting", seats=seats, notice=None)
    assert "chair" not in said(kind, forum="meeting", hearing=hearing).lower()
