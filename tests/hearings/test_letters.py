"""What a letter states, what stops it, and under which regulation it is given."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from db.documents import as_text, paragraphs
from hearings.adjustments import Adjustment
from hearings.cases import Allegation, Case, CaseFile, Party, Subject
from hearings.conclusions import Finding, Outcome
from hearings.deadlines import Deadline
from hearings.errors import BadValue, NotAllowed, Refused
from hearings.letter_facts import facts_for
from hearings.letter_words import counted, one_line, sitting_words, within, written
from hearings.letters import (
    Letter,
    Matter,
    check,
    fact_named,
    kind_named,
    kinds,
    may_write,
    missing,
)
from hearings.milestones import Reached
from hearings.people import PersonFacts
from hearings.rules import Rules
from hearings.severity import Assessment, Kind, Level
from hearings.sittings import Hearing, PublicNotice, Seat, Sitting
from hearings.stages import Stage
from tests.cast import actor, maker

SUPPLIED = date(2014, 3, 12)
REGIMES = ("2008", "2012", "2020")


RESPONSE = Deadline(
    key="response",
    title="Officer's response",
    regime="2012",
    overlays=(),
    clock="documents_supplied",
    clock_date=SUPPLIED,
    count=14,
    unit="working_day",
    phrase="after",
    due=date(2014, 4, 1),
    status="running",
    last_day=date(2014, 4, 1),
    source="SI 2012/2632 reg 22(1)",
    confidence="unverified",
)


def row(key: str = "response", **changes: Any) -> Deadline:
    """Make a limit as `deadlines` gives it."""
    return replace(RESPONSE, key=key, **changes)


KEYS = ("investigation_representations", "response", "objection", "hearing_held", "meeting_held",
        "hearing_alternative", "accelerated_held", "accelerated_response", "appeal_notice",
        "tribunal_notice", "complainant_told")  # fmt: skip

REACHED = ("investigator_appointed", "referred", "documents_supplied",
           "special_conditions_certified", "special_notice_given", "hearing_concluded")  # fmt: skip

GIVEN = {
    "notice_of_investigation": {"terms_of_reference": "Whether the entry was late."},
    "notice_of_referral": {},
    "special_case_notice": {},
    "hearing_notice": {},
    "outcome_notice": {
        "finding": "Misconduct.",
        "outcome": "Written warning.",
        "reasons": "The entry was late.",
        "appeal_to": "Supt Hale",
    },
    "extension_letter": {},
    "feedback_note": {},
    "complainant_update": {"progress": "Two witnesses have been seen."},
    "barred_list_report": {"date_of_birth": "3 May 1980"},
}

HEARING = Hearing(
    reference="H-2014-0007",
    kind="hearing",
    sittings=(Sitting(date(2014, 4, 22), 600, 990), Sitting(date(2014, 4, 23), 600, 1440)),
    room="Room 3, Empress State Building",
    seats=(
        Seat("chair_senior_officer", "100007", "J Hale", "Commander"),
        Seat("member_superintendent", "154321", "", "Superintendent"),
        Seat("member_independent", "IND04", "R Shah"),
        Seat("counsel_officer", "C1", "Ms Counsel"),
    ),
    notice=PublicNotice(("date", "place"), "100007", date(2014, 4, 1), "Heard."),
)


def subject(forum: str = "hearing", **changes: Any) -> Subject:
    """Make an officer concerned of whom everything is known."""
    ruling = Assessment(
        Kind.DPS,
        Level.GROSS_MISCONDUCT,
        date(2014, 3, 11),
        maker("authority"),
        likely_form="hearing",
        by_allegation={"2": "misconduct"},
    )
    known = Subject(
        1,
        PersonFacts("201234", "PS", "Camden", "officer"),
        Stage.LISTED,
        version=9,
        allegations=(
            Allegation(1, "honesty", "Pocket book", "Entry made late.\n\nBy two hours.", "Camden"),
            Allegation(2, "duties", "", "Left the post.", "", date(2014, 3, 9)),
        ),
        assessments=(ruling,),
        reached=tuple(Reached(key, SUPPLIED) for key in REACHED),
        adjustments=(
            Adjustment("extend", "hearing_held", SUPPLIED, date(2014, 5, 2), "Cmdr Hale, chair"),
            Adjustment(
                "extend",
                "hearing_held",
                SUPPLIED,
                date(2014, 6, 13),
                "Cmdr Hale, chair",
                "counsel",
                "Counsel is in another trial.",
                date(2014, 4, 20),
            ),
        ),
        investigator="187654",
        answers={"1": "gross_misconduct", "2": "none"},
        forum=forum,
        hearing=replace(HEARING, kind=forum),
    )
    return replace(known, **changes)


def matter(regime: str = "2012", forum: str = "hearing", track: str = "internal_conduct",
           deadlines: tuple[Any, ...] | None = None, **changes: Any) -> Matter:  # fmt: skip
    """Make a matter of which everything is known."""
    case = Case(
        "MC-2014-00042",
        date(2014, 3, 10),
        regime,
        track,
        "supervisor",
        "Camden",
        parties=(Party("complainant", "R Patel"), Party("witness", "W Itness")),
    )
    return Matter(
        CaseFile(case, (subject(forum, **changes),)),
        1,
        {"201234": "J Smith", "187654": "P Lane", "154321": "B Marsh"},
        tuple(map(row, KEYS)) if deadlines is None else deadlines,
        Rules(),
        "the Metropolitan Police Service",
        date(2014, 4, 2),
        "C Worker, Sergeant",
        ("Feedback note: MC-2014-00042/1", "To: Inspector Hall", "", "Passed as misconduct."),
    )


ENDED: dict[str, Any] = {
    "findings": (
        Finding("H-2014-0007", "hearing", date(2018, 4, 23), "gross_misconduct",
                facts={"1": "proved", "2": "not_proved"},
                breaches={"honesty": "breached", "duties": "not_breached"}),
    ),
    "outcomes": (
        Outcome("dismissal_without_notice", date(2018, 4, 23), "H-2014-0007", "hearing",
                "gross_misconduct", "2012", reasons="The entry was late on purpose.",
                effective_on=date(2018, 4, 24), ends_on=date(2018, 4, 24)),
    ),
}  # fmt: skip
"""How a matter ended, for the letters that are about nothing else."""


def forum_of(kind: str) -> str:
    return "accelerated" if kind == "special_case_notice" else "hearing"


def letter(kind: str, regime: str = "2012", **changes: Any) -> Letter:
    forum = changes.pop("forum", forum_of(kind))
    changes = {**(ENDED if kind == "barred_list_report" else {}), **changes}
    return facts_for(kind, matter(regime, forum, **changes), GIVEN[kind])


def said(kind: str, regime: str = "2012", **changes: Any) -> str:
    made = letter(kind, regime, **changes)
    check(made)
    return as_text(paragraphs(made.kind, made.facts))


def test_every_kind_of_letter_is_tried_here():
    assert set(GIVEN) == set(kinds())


@pytest.mark.parametrize("regime", REGIMES)
@pytest.mark.parametrize("kind", GIVEN)
def test_a_letter_of_which_every_fact_is_known_is_written(kind, regime):
    assert missing(kind, letter(kind, regime).facts) == ()
    assert said(kind, regime).startswith(letter(kind, regime).title)


@pytest.mark.parametrize(
    ("kind", "regime", "fact"),
    [
        (kind, regime, fact)
        for kind in GIVEN
        for regime in ("2012", "2020")
        for fact in kinds()[kind].needs(regime)
    ],
)
def test_a_missing_fact_is_named_and_stops_the_letter(kind, regime, fact):
    made = letter(kind, regime)
    lacking = replace(made, facts={**made.facts, fact: ""})
    assert missing(kind, lacking.facts) == (fact,)
    with pytest.raises(Refused) as caught:
        check(lacking)
    words = kinds()[kind].words(regime)
    several = {"reasons", "sittings", "terms_of_reference"}
    verb = "are" if fact in several else "is"
    assert str(caught.value) == (
        f"MC-2014-00042/1: The {words} cannot be written:"
        f" {fact_named(fact).words} {verb} missing. {fact_named(fact).how}"
    )


@pytest.mark.parametrize(
    ("kind", "changes", "named"),
    [
        ("notice_of_investigation", {"investigator": ""}, "the investigator's name"),
        ("notice_of_investigation", {"allegations": ()}, "what is alleged"),
        ("notice_of_investigation", {"assessments": ()}, "a severity decision"),
        ("notice_of_investigation", {"second_reading": "waiting"}, "the second reader's answer"),
        ("notice_of_referral", {"reached": ()}, "the day the documents were supplied"),
        ("notice_of_referral", {"answers": {"1": "none"}}, "what there is a case to answer for"),
        ("special_case_notice", {"forum": "hearing", "deadlines": ()}, "the time within which"),
        ("notice_of_referral", {"hearing": None}, "the name of the chair"),
        ("special_case_notice", {"reached": ()}, "the day the notice was given"),
        ("hearing_notice", {"hearing": None}, "the days and times"),
        ("hearing_notice", {"hearing": replace(HEARING, state="postponed")}, "a listing"),
        ("hearing_notice", {"hearing": replace(HEARING, room="")}, "the place"),
        ("hearing_notice",
         {"hearing": replace(HEARING, seats=(Seat("chair_senior_officer", "9"),))},
         "the name of everyone who sits"),
        ("outcome_notice", {"reached": ()}, "the day the proceedings were concluded"),
        ("extension_letter", {"adjustments": ()}, "the new last day"),
        ("extension_letter", {"deadlines": ()}, "how the limit was counted"),
    ],
)  # fmt: skip
def test_what_the_records_lack_is_named(kind, changes, named):
    with pytest.raises(Refused, match=named):
        check(letter(kind, **changes))


def dismissed(**changes: Any) -> dict[str, Any]:
    """Change the dismissal with which a matter ended."""
    return {"outcomes": (replace(ENDED["outcomes"][0], **changes),)}


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"ends_on": date(2017, 12, 14)}, id="before the list began"),
        pytest.param({"ends_on": None}, id="not yet in effect"),
        pytest.param({"key": "final_written_warning"}, id="no dismissal"),
        pytest.param({"key": "designation_withdrawn"}, id="a volunteer, for the advisory list"),
        pytest.param({"state": "quashed"}, id="quashed"),
    ],
)
def test_what_is_no_dismissal_for_the_barred_list_is_not_reported_to_it(changes):
    """Catches a report of somebody whom the list may not hold."""
    with pytest.raises(Refused, match="15 December 2017, when the barred list began, is missing"):
        check(letter("barred_list_report", **dismissed(**changes)))


def test_the_report_to_the_barred_list_states_what_the_regulation_asks_for():
    """Each field of SI 2017/1135 reg 3(2); what was not found proved is not reported."""
    text = one_line(said("barred_list_report", **dismissed(ends_on=date(2017, 12, 15))))
    for stated in (
        "Name: J Smith", "Force: the Metropolitan", "Date of birth: 3 May 1980",
        "Serving as: police officer", "Rank or grade: Sergeant", "identification number: 201234",
        "Staff number: not stated", "15 December 2017", "advisory list: not stated",
        "Honesty and Integrity", "Entry made late.", "The entry was late on purpose.",
        "Dismissal without notice.",
    ):  # fmt: skip
        assert stated in text
    assert "Left the post." not in text


def test_a_notice_states_the_outcome_that_was_recorded_and_not_what_was_typed():
    """Catches a notice that tells an officer of another outcome than the record's."""
    facts = letter("outcome_notice", **ENDED).facts
    assert facts["finding"] == "Gross misconduct."
    assert facts["outcome"] == "Dismissal without notice."
    assert facts["reasons"] == "The entry was late on purpose."


def test_the_sentence_says_how_to_record_what_is_missing():
    reached = tuple(Reached(key, SUPPLIED) for key in REACHED if key != "documents_supplied")
    with pytest.raises(Refused) as caught:
        check(letter("notice_of_referral", reached=reached))
    assert str(caught.value) == (
        "MC-2014-00042/1: The notice of referral cannot be written: the day the documents were"
        " supplied is missing. Record it with 'record-fact --fact documents_supplied'."
    )


def test_what_was_supplied_for_an_earlier_referral_does_not_count():
    again = (*subject().reached, Reached("referred", date(2014, 5, 1)))
    with pytest.raises(Refused, match="the day the documents were supplied"):
        check(letter("notice_of_referral", reached=again))


REGULATIONS = [
    ("notice_of_investigation", "2008", "internal_conduct", "hearing", "Reg 15", "2008"),
    ("notice_of_investigation", "2012", "internal_conduct", "hearing", "Reg 15", "2012"),
    ("notice_of_investigation", "2020", "internal_conduct", "hearing", "Reg 17", "2020"),
    ("notice_of_investigation", "2020", "complaint", "hearing", "Reg 17", "2020"),
    ("notice_of_referral", "2008", "internal_conduct", "hearing", "Reg 21", "2008"),
    ("notice_of_referral", "2012", "internal_conduct", "hearing", "Reg 21", "2012"),
    ("notice_of_referral", "2020", "internal_conduct", "hearing", "Reg 30", "2020"),
    ("special_case_notice", "2008", "internal_conduct", "accelerated", "Reg 43", "2008"),
    ("special_case_notice", "2012", "internal_conduct", "accelerated", "Reg 43", "2012"),
    ("special_case_notice", "2020", "internal_conduct", "accelerated", "Reg 51", "2020"),
    ("hearing_notice", "2008", "internal_conduct", "hearing", "Reg 24", "2008"),
    ("hearing_notice", "2012", "internal_conduct", "hearing", "Reg 24", "2012"),
    ("hearing_notice", "2020", "internal_conduct", "meeting", "Reg 34", "2020"),
    ("hearing_notice", "2020", "internal_conduct", "accelerated", "Reg 52", "2020"),
    ("outcome_notice", "2008", "internal_conduct", "hearing", "Reg 36", "2008"),
    ("outcome_notice", "2012", "internal_conduct", "meeting", "Reg 36", "2012"),
    ("outcome_notice", "2020", "internal_conduct", "hearing", "Reg 43", "2020"),
    ("outcome_notice", "2020", "internal_conduct", "accelerated", "Reg 63", "2020"),
    ("complainant_update", "2020", "complaint", "hearing", "Reg 34", "2020"),
]


@pytest.mark.parametrize(("kind", "regime", "track", "forum", "short", "year"), REGULATIONS)
def test_a_letter_names_the_regulation_of_its_regime(kind, regime, track, forum, short, year):
    text = one_line(said(kind, regime, track=track, forum=forum))
    assert f"({short})" in text
    number = short.removeprefix("Reg ")
    rules = "Complaints and Misconduct" if track == "complaint" else "Conduct"
    assert f"regulation {number} of the Police ({rules}) Regulations {year}" in text


def test_a_regulation_that_was_not_seen_says_so():
    assert "Regulations 2012 (unverified)" in one_line(said("special_case_notice", "2012"))
    assert "unverified" not in letter("special_case_notice", "2020").facts["regulation"]


def test_before_2020_an_accelerated_hearing_is_a_special_case_hearing():
    assert "Notice of special case hearing" in said("special_case_notice", "2012")
    old, new = said("special_case_notice", "2012"), said("special_case_notice", "2020")
    assert "accelerated" not in old
    assert "special case" not in new
    assert "accelerated misconduct hearing" in one_line(new)


@pytest.mark.parametrize("regime", REGIMES)
@pytest.mark.parametrize("kind", GIVEN)
def test_no_letter_uses_a_word_of_the_criminal_court_or_of_the_program(kind, regime):
    words = set(one_line(said(kind, regime)).lower().replace(",", " ").replace(".", " ").split())
    strange = {"subject", "plea", "charge", "charged", "guilty", "verdict", "sentence", "defendant"}
    assert words & strange == set()


def test_the_notice_of_investigation_states_the_conduct_and_the_rights():
    text = one_line(said("notice_of_investigation"))
    assert "P Lane was appointed on 12 March 2014" in text
    assert "Allegation 1: Honesty and Integrity, at Camden." in text
    assert "Duties and Responsibilities, on 9 March 2014." in text
    assert "has been assessed as gross misconduct" in text
    assert "a misconduct hearing" in text
    assert "police friend" in text
    assert "To Sergeant J Smith, 201234" in text


def test_a_referral_states_only_what_there_is_a_case_to_answer_for():
    text = said("notice_of_referral")
    assert "Allegation 1" in text
    assert "Left the post." not in text
    assert "chair is Commander J Hale." in one_line(text)


def test_at_a_meeting_a_person_conducts_it_and_nobody_is_legally_represented():
    hearing = replace(HEARING, kind="meeting", seats=(Seat("conducting_officer", "1", "B Marsh"),))
    text = one_line(said("notice_of_referral", forum="meeting", hearing=hearing))
    assert "The person conducting the meeting is B Marsh" in text
    assert "nobody is legally represented there" in text
    assert "chair" not in text


def test_the_hearing_notice_names_the_days_the_place_and_everyone_who_sits():
    text = one_line(said("hearing_notice"))
    assert "Tuesday 22 April 2014, 10:00 to 16:30" in text
    assert "Wednesday 23 April 2014, 10:00 to midnight" in text
    assert "Room 3, Empress State Building" in text
    assert "Superintendent B Marsh, member (superintendent or above)" in text
    assert "R Shah, independent member" in text
    assert "Ms Counsel" not in text
    assert "The chair has allowed this to be published before the hearing: date, place." in text


@pytest.mark.parametrize("stage", [Stage.LISTED, Stage.IN_HEARING, Stage.HEARD])
def test_another_date_may_be_proposed_until_the_hearing_has_begun(stage):
    """Catches an officer told that a hearing under way can still be moved."""
    text = one_line(said("hearing_notice", stage=stage))
    assert ("you may propose another" in text) is (stage is Stage.LISTED)


def test_a_hearing_that_is_part_heard_is_offered_no_other_date():
    text = said("hearing_notice", hearing=replace(HEARING, state="part_heard"))
    assert "you may propose another" not in one_line(text)


def test_the_time_for_another_date_says_the_day_once():
    found = letter("hearing_notice", deadlines=()).facts["alternative_limit"]
    assert "after the day specified for it" in found
    assert found.count("the day") == 1


def test_an_extension_is_measured_from_the_one_before():
    text = one_line(said("extension_letter"))
    assert "extended to 13 June 2014" in text
    assert "Before that its last day was 2 May 2014." in text
    assert "It was extended by Cmdr Hale, chair." in text
    assert "You were told of this on 20 April 2014." in text


def test_a_limit_never_extended_has_no_extension_letter():
    found = facts_for("extension_letter", matter(), {"limit": "response"})
    assert "extended_to" in missing("extension_letter", found.facts)


def test_what_is_withheld_is_said_with_the_harm_test():
    found = facts_for("notice_of_referral", matter(), {"withheld": "A witness's address."})
    text = one_line(as_text(paragraphs(found.kind, found.facts)))
    assert "harm test in regulation 4 of the Police (Conduct) Regulations 2012" in text
    assert "A witness's address." in text


def test_an_update_goes_to_nobody_where_it_is_not_clear_to_whom():
    two = (Party("complainant", "R Patel"), Party("interested_person", "S Patel"))
    known = matter()
    known = replace(known, file=replace(known.file, case=replace(known.file.case, parties=two)))
    found = facts_for("complainant_update", known, GIVEN["complainant_update"])
    assert missing("complainant_update", found.facts) == ("complainant",)
    given = {**GIVEN["complainant_update"], "complainant": "S Patel"}
    assert facts_for("complainant_update", known, given).facts["complainant"] == "S Patel"
    given["complainant"] = "Somebody Else"
    assert facts_for("complainant_update", known, given).facts["complainant"] == ""


def test_an_update_names_no_officer():
    text = said("complainant_update")
    assert "Smith" not in text
    assert "gross" not in text


@pytest.mark.parametrize("person_type", ["staff", "pcso", "volunteer"])
def test_police_staff_get_no_notice_under_regulations_that_do_not_reach_them(person_type):
    facts = PersonFacts("201234", "Police staff", "Camden", person_type)
    with pytest.raises(Refused, match="do not apply to"):
        letter("notice_of_investigation", facts=facts)
    assert missing("complainant_update", letter("complainant_update", facts=facts).facts) == ()


def test_no_letter_is_written_in_an_archive():
    with pytest.raises(Refused, match="archive"):
        facts_for("complainant_update", matter("none"), {})


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"documents_supplied": "2014-03-12"}, "comes from the records. Record it with"),
        ({"colour": "red"}, "does not take 'colour'"),
        ({"chair": "a\x07b"}, "control character"),
    ],
)
def test_a_fact_that_cannot_be_given_is_refused(given, sentence):
    with pytest.raises(BadValue, match=sentence):
        facts_for("notice_of_referral", matter(), given)


def test_a_likely_form_may_be_given_where_the_decision_lacks_it():
    bare = replace(subject().assessments[0], likely_form="")
    known = matter(assessments=(bare,))
    assert "likely_form" in missing("notice_of_investigation", facts_for(
        "notice_of_investigation", known, {}).facts)  # fmt: skip
    found = facts_for("notice_of_investigation", known, {"likely_form": "meeting"})
    assert found.facts["likely_form"] == "misconduct meeting"
    with pytest.raises(BadValue, match="meeting or hearing"):
        facts_for("notice_of_investigation", known, {"likely_form": "trial"})


def test_a_kind_that_is_not_known_is_refused_with_those_that_are():
    assert kind_named("Notice-of-Referral").key == "notice_of_referral"
    with pytest.raises(BadValue, match="notice_of_investigation"):
        kind_named("love_letter")


@pytest.mark.parametrize("account", ["caseworker", "authority", "supervisor", "investigator"])
def test_whoever_makes_moves_on_a_case_writes_letters(account):
    may_write(actor(account))


@pytest.mark.parametrize("account", ["auditor", "administrator", "local_assessor", "champion"])
def test_nobody_else_writes_letters(account):
    with pytest.raises(NotAllowed, match="Letters are written by"):
        may_write(actor(account))


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (row("response"),
         ("by the end of 1 April 2014 (14 working days beginning with the first working day after"
          " 12 March 2014; SI 2012/2632 reg 22(1), unverified)")),
        (row("response", clock_date=None, due=None, last_day=None, confidence="quoted"),
         ("within 14 working days beginning with the first working day after the day the"
          " documents are supplied to you (SI 2012/2632 reg 22(1))")),
        (row("accelerated_held", count="10-15", phrase="window", opens=date(2014, 3, 26)),
         ("from 26 March 2014 to the end of 1 April 2014 (not less than 10 and not more than 15"
          " working days after 12 March 2014; SI 2012/2632 reg 22(1), unverified)")),
        (row("hearing_held", extended_to=date(2014, 5, 2), last_day=date(2014, 5, 2),
             extended_by="Cmdr Hale, chair", confidence="quoted"),
         ("by the end of 2 May 2014 (extended by Cmdr Hale, chair from 1 April 2014, which was"
          " 14 working days beginning with the first working day after 12 March 2014;"
          " SI 2012/2632 reg 22(1))")),
        (row("response", reduced_to=date(2014, 3, 26), last_day=date(2014, 3, 26), source="s",
             confidence="quoted"),
         ("by the end of 26 March 2014 (reduced by agreement from 1 April 2014, which was"
          " 14 working days beginning with the first working day after 12 March 2014; s)")),
        (row("response", signed_by="signed off by Ms Counsel", source="s"),
         ("by the end of 1 April 2014 (14 working days beginning with the first working day after"
          " 12 March 2014; s)")),
        (row("x", count=1, phrase="calendar", confidence="quoted", source="s"),
         "by the end of 1 April 2014 (1 day after 12 March 2014; s)"),
    ],
)  # fmt: skip
def test_a_limit_says_how_it_was_counted_and_where_it_comes_from(limit, words):
    assert within(limit) == words


def test_a_count_alone_names_its_source():
    assert counted(row("response", confidence="quoted")).endswith("(SI 2012/2632 reg 22(1))")


def test_days_and_sittings_are_written_as_a_letter_writes_them():
    assert written(SUPPLIED) == "12 March 2014"
    assert written(None) == ""
    assert sitting_words(Sitting(date(2014, 3, 1), 570, 1440)) == (
        "Saturday 1 March 2014, 09:30 to midnight"
    )
