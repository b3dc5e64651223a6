"""Every rule of the diary that says no: to a date, a panel, an opening, a publication."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.hearings.noes import No, each, is_noticed, refuses
from tests.hearings.scenes import hold, seen
from tests.hearings.scenes_conclusions import appealed, appealed_meeting
from tests.hearings.scenes_diary import (
    CHAIR,
    CONDUCTS,
    DELAY,
    EXTENDED,
    LAY,
    MEMBER,
    PANEL,
    QUALIFIED,
    accelerated,
    adjourn,
    begin,
    beside,
    direct,
    fact,
    leave,
    listed,
    meeting,
    opened,
    postpone,
    ready,
    referred_for,
    schedule,
    seat,
    supplied,
    taken,
    vacate,
)
from tests.hearings.walks import HEARING, Walk

SECOND = "MC-2014-00002"
OTHER_MEMBER = seat("member_superintendent", "300015", "Superintendent", "W Reed")
WEEKEND = "2014-06-28 10:00-16:00"
LATE = "2014-07-14 10:00-16:00"
"""The first working day past the thirty."""


def other(forum: str = "hearing", linked: str = "link", **facts: Any) -> Walk:
    """Have another case ready, linked with the first as the same incident."""
    walk = ready(forum, Walk(case=SECOND), **{"person": "201299", "name": "P Jones", **facts})
    if linked:
        walk.go(linked, other_case="MC-2014-00001", reason="Same incident.")
    return walk


def joining(walk: Walk, first: Walk, **given: Any) -> Walk:
    """List a second case with the hearing of the first."""
    return walk.go("schedule", diary=beside(first), joins=HEARING, **given)


def to_2020(on: str, **given: Any) -> Walk:
    """List an accelerated hearing under the 2020 Regulations, where the window is quoted."""
    walk = accelerated(Walk(today=date(2021, 6, 1)), attention_date="2021-03-01")
    fact(walk, "special_notice_given", "2021-06-01")
    panel = [seat("chair_chief_officer", "100002", "Chief Constable")]
    return schedule(walk, sitting=[on], **{"seat": panel, "not_ready": "Begun.", **given})


def appeal(walk: Walk, sitting: str = "2014-06-04 10:00-12:00", **given: Any) -> Walk:
    usual = {"sitting": [sitting], "room": "Room 3", "seat": [CONDUCTS]}
    return walk.go("schedule_appeal", **{**usual, **given})


def arguable() -> Walk:
    return fact(appealed_meeting(), "appeal_grounds_arguable")


def offered(**given: Any) -> Walk:
    """Postpone for the friend, who proposes a day inside the five."""
    return postpone(listed(), alternative="2014-06-27", **given)


def past_case(**facts: Any) -> Walk:
    """List a hearing that came to attention in 2015, its documents given on a day."""
    on = facts.pop("on", "2015-05-01")
    walk = ready("hearing", Walk(today=date(2015, 5, 5)), on, attention_date="2015-01-05", **facts)
    return schedule(walk, sitting=["2015-05-12 10:00-16:00"])


NOES = [
    No("sittings_hold", lambda: listed(sitting=None), "give at least one sitting day", listed),
    No("sittings_hold", lambda: listed(sitting=[WEEKEND]),
       "28 June 2014 is a Saturday; a hearing sits on working days", listed),
    No("sittings_hold",
       lambda: listed(sitting=["2014-06-24 10:00-13:00", "2014-06-24 12:59-16:00"]),
       "overlap", lambda: listed(sitting=["2014-06-24 10:00-13:00", "2014-06-24 13:00-16:00"])),
    No("sittings_hold", lambda: adjourn(opened(), "2014-06-24 14:00-16:00"),
       "the next sitting lies after 2014-06-24",
       lambda: adjourn(opened(), "2014-06-25 14:00-16:00")),
    No("sittings_hold",
       lambda: adjourn(opened(), "2014-06-25 10:00-16:00", on=date(2014, 6, 20)),
       "was opened on 2014-06-24 and cannot be adjourned before",
       lambda: adjourn(opened(), "2014-06-25 10:00-16:00", on=date(2014, 6, 24))),
    No("from_one_matter", lambda: joining(other(linked=""), listed()), "are not linked",
       lambda: joining(other(), listed())),
    No("from_one_matter", lambda: joining(other(linked=""), listed()), "are not linked",
       lambda: joining(other(linked="join"), listed())),
    No("from_one_matter", lambda: joining(other("meeting"), listed()),
       "goes to another kind of proceedings than H-2014-00001",
       lambda: joining(other("meeting"), meeting())),
    No("from_one_matter", lambda: joining(other(), opened()),
       "H-2014-00001 is open; only a hearing that is listed and has not begun",
       lambda: joining(other(), listed())),
    No("from_one_matter", lambda: joining(other(), postpone(listed())),
       "H-2014-00001 is postponed; only", lambda: joining(other(), listed())),
    No("from_one_matter", lambda: joining(other(), listed(), room="Room 9"),
       "the days, room and panel of H-2014-00001 hold; leave room out",
       lambda: joining(other(), listed())),
    No("room_and_chair_named", lambda: listed(room=None), "say where it is held with --room",
       listed),
    No("room_and_chair_named", lambda: listed(appointed_basis=None),
       "say who appointed the chair, and on what basis",
       lambda: meeting(appointed_basis=None, appointed_by=None)),
    No("composition_lawful", lambda: listed(seat=[CHAIR, MEMBER]),
       "Independent member: it needs one and has none", listed),
    No("composition_lawful", lambda: listed(seat=QUALIFIED),
       "There is no place at a misconduct hearing for P Amis", listed),
    No("composition_lawful",
       lambda: listed(seat=[CHAIR, MEMBER, {**LAY, "person": "300012"}]),
       "K Hale cannot be there twice", listed),
    No("composition_lawful",
       lambda: meeting(seat=[seat("conducting_officer", "300020", "Sergeant", "B Low")]),
       "of at least one rank above the officer, who is Sergeant", meeting),
    No("composition_on_the_day",
       lambda: begin(listed(), seat=[CHAIR, MEMBER]), "it needs one and has none",
       lambda: begin(listed(), seat=PANEL)),
    No("composition_on_the_day",
       lambda: begin(listed(), seat=[CHAIR, OTHER_MEMBER, LAY],
                     diary=taken("2014-06-24 15:30-17:00", "300015")),
       "W Reed is taken on 24 June 2014 from 15:30 to 17:00",
       lambda: begin(listed(), seat=[CHAIR, OTHER_MEMBER, LAY],
                     diary=taken("2014-06-24 16:00-17:00", "300015"))),
    No("nobody_barred", lambda: listed(seat=[CHAIR, {**MEMBER, "person": "201234"}, LAY]),
       "is an officer concerned in it and cannot be", listed),
    No("nobody_barred", lambda: listed(seat=[CHAIR, {**MEMBER, "person": "300002"}, LAY]),
       "decided its severity and cannot be member", listed),
    No("nobody_barred", lambda: listed(seat=[{**CHAIR, "person": "300009"}, MEMBER, LAY]),
       "investigated it and cannot be chair", listed),
    No("nobody_barred", lambda: schedule(seen("witness", "300013", ready())),
       "T Frost is a witness in it", lambda: schedule(seen("police_friend", "300033", ready()))),
    No("nobody_barred", lambda: listed(seat=[*PANEL, seat("witness", "201234")]),
       "201234 is an officer concerned in it and attends as nothing else",
       lambda: listed(seat=[*PANEL, seat("officer", "201234")])),
    No("nobody_barred",
       lambda: schedule(seen("witness", "300033", ready()),
                        seat=[*PANEL, seat("police_friend", "300033")]),
       "300033 has a part in the case and cannot be the police friend",
       lambda: schedule(seen("police_friend", "300033", ready()),
                        seat=[*PANEL, seat("police_friend", "300033")])),
    No("nobody_barred", lambda: joining(other(person="300013", name="T Frost"), listed()),
       "T Frost is an officer concerned in it and cannot be", lambda: joining(other(), listed())),
    No("nobody_barred", lambda: joining(other(), listed(seat=[CHAIR, {**MEMBER,
                                                                      "person": "201299"}, LAY])),
       "T Frost is an officer concerned in it", lambda: joining(other(), listed())),
    No("nobody_barred", lambda: begin(seen("witness", "300013", listed())),
       "T Frost is a witness in it", opened),
    No("no_clash", lambda: listed(diary=taken("2014-06-24 15:59-17:00", "300012")),
       "K Hale is taken on 24 June 2014 from 15:59 to 17:00 by H-2014-00009",
       lambda: listed(diary=taken("2014-06-24 16:00-17:00", "300012"))),
    No("no_clash", lambda: listed(diary=taken("2014-06-24 08:00-10:01", room=" room  3 ")),
       "The room Room 3 is taken",
       lambda: listed(diary=taken("2014-06-24 08:00-10:00", room="Room 3"))),
    No("no_clash", lambda: listed(diary=taken("2014-06-24 08:00-17:00", "201234")),
       "201234 is taken", lambda: listed(diary=taken("2014-06-23 08:00-17:00", "201234"))),
    No("no_clash",
       lambda: adjourn(opened(), "2014-07-08", diary=taken("2014-07-08 16:00-18:00", "IND04")),
       "R Shah is taken on 8 July 2014",
       lambda: adjourn(opened(), "2014-07-09", diary=taken("2014-07-08 16:00-18:00", "IND04"))),
    No("ready_to_list", lambda: schedule(referred_for()),
       "is not ready to be listed: notice of referral and documents supplied, ", listed),
    No("ready_to_list", lambda: schedule(supplied(referred_for(), without="bundle_ready")),
       "is not ready to be listed: bundle ready. Record",
       lambda: schedule(supplied(referred_for(), without="bundle_ready"), not_ready="By then.")),
    No("ready_to_list", lambda: schedule(hold(ready())), "it is held for criminal proceedings",
       lambda: schedule(hold(ready()), not_ready="After the trial.")),
    No("ready_to_list", lambda: schedule(leave(ready(), becomes="ends")),
       "the officer has left and the case was to end",
       lambda: schedule(leave(ready(), becomes="goes_on"))),
    No("ready_to_list", lambda: schedule(ready(person=None, name=None)),
       "the officer is not identified", listed),
    No("inside_the_limit", lambda: listed(sitting=[LATE]),
       "the last lawful day is 2014-07-11 .hearing held, counted from 2014-06-01, SI 2012/2632 reg"
       r" 24\(1\)\(b\).\. Free days inside it: 2014-06-02, 2014-06-03, 2014-06-04\. To list it",
       lambda: listed(sitting=[LATE], **EXTENDED)),
    No("inside_the_limit", lambda: listed(sitting=[LATE], **DELAY), "last lawful day",
       lambda: listed(sitting=["2014-07-11 10:00-16:00"], **DELAY)),
    No("inside_the_limit", lambda: listed(**EXTENDED),
       "past no limit that runs; leave the extension out",
       lambda: listed(sitting=[LATE], **EXTENDED)),
    No("inside_the_limit",
       lambda: schedule(fact(referred_for(), "documents_supplied", deemed_on="2014-06-03"),
                        sitting=["2014-07-16 10:00-16:00"], not_ready="R"),
       "the last lawful day is 2014-07-15",
       lambda: schedule(fact(referred_for(), "documents_supplied", deemed_on="2014-06-03"),
                        sitting=["2014-07-15 10:00-16:00"], not_ready="R")),
    No("inside_the_limit", lambda: to_2020("2021-06-14 10:00-16:00"),
       "is to be on or after 2021-06-15",
       lambda: to_2020("2021-06-15 10:00-16:00")),
    No("inside_the_limit", lambda: to_2020("2021-06-23 10:00-16:00"),
       "the last lawful day is 2021-06-22 .* There is no power to extend it; to list it out",
       lambda: to_2020("2021-06-23 10:00-16:00", **EXTENDED)),
    No("inside_the_limit", lambda: appeal(arguable(), "2014-06-09 10:00-12:00"),
       "the last lawful day is 2014-06-06", lambda: appeal(arguable(), "2014-06-06 10:00-12:00")),
    No("offer_taken", lambda: schedule(offered()),
       "the friend proposed 2014-06-27, within five working days .by 2014-07-01.",
       lambda: schedule(offered(), sitting=["2014-06-27 10:00-16:00"])),
    No("offer_taken", lambda: schedule(offered(), sitting=["2014-06-26 10:00-16:00"]),
       "a reasonable date has to be taken",
       lambda: schedule(offered(), offer_not_taken="The chair is abroad.")),
    No("days_have_come", lambda: vacate(listed(), told_on="2014-06-02"), "has not come yet",
       lambda: vacate(listed(), told_on="2014-06-01")),
    No("appeal_is_from_a_meeting", lambda: appeal(appealed()),
       "an appeal from a hearing goes to the Police Appeals Tribunal",
       lambda: appeal(appealed_meeting())),
    No("before_the_start", lambda: postpone(listed().at("2014-06-25")),
       "was to begin on 2014-06-24; before that day it can be postponed",
       lambda: postpone(listed().at("2014-06-24"))),
    No("before_the_start", lambda: vacate(listed().at("2014-06-25")),
       "was to begin on 2014-06-24",
       lambda: vacate(listed().at("2014-06-25"), on=date(2014, 6, 24))),
    No("alternative_is_the_officers",
       lambda: postpone(listed(), by="authority", alternative="2014-06-27"),
       "is the officer's or the friend's to propose", offered),
    No("sits_that_day", lambda: begin(listed(), "2014-06-25"),
       "is listed for 2014-06-24, not for 2014-06-25", opened),
    No("present_or_why", lambda: begin(listed(), present="no"),
       "say why it goes on in the officer's absence",
       lambda: begin(listed(), present="no", absence="Told; did not come.")),
    No("present_or_why", lambda: begin(listed(), absence="Told; did not come."),
       "the officer is there; leave the absence out", opened),
    No("chair_directs", lambda: direct(ready()), "has no chair yet", lambda: direct(listed())),
    No("chair_directs", lambda: direct(listed(), directed_by="300013"),
       "is for the chair, 300012, to decide", lambda: direct(listed())),
    No("may_be_published", lambda: direct(listed(), allowed=["name"]),
       "was not served on or after 1 May 2015",
       lambda: direct(past_case(), allowed=["name"])),
    No("may_be_published", lambda: direct(past_case(on="2015-04-30"), allowed=["date"]),
       "was not served on or after 1 May 2015", lambda: direct(past_case(on="2015-04-30"))),
    No("may_be_published", lambda: direct(past_case(person_type="staff"), allowed=["name"]),
       "are not for police staff; nothing is published",
       lambda: direct(past_case(person_type="staff"))),
    No("may_be_published", lambda: direct(past_case(person_type="pcso"), allowed=["date"]),
       "are not for police staff", lambda: direct(past_case(person_type="special"),
                                                  allowed=["date"])),
]  # fmt: skip


@each(NOES)
def test_a_guard_refuses_with_its_sentence_and_lets_the_lawful_case_pass(no):
    refuses(no)


@each(NOES)
def test_a_guard_switched_off_is_noticed(no, monkeypatch):
    is_noticed(no, monkeypatch)
