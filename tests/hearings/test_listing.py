"""Whether a hearing can be listed: clashes, free days, bars, readiness, and random diaries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearings.cases import Case, CaseFile, Party, Subject
from hearings.errors import BadValue, UsageError
from hearings.listing import (
    Clash,
    Wanted,
    barred,
    clashes,
    composition_faults,
    free_days,
    involved_in,
    joint_fault,
    offer_binds,
    offer_window,
    outstanding,
    panel_rule,
    readiness,
    refusals,
    room_key,
    sittings_fault,
    sittings_from,
    warnings,
)
from hearings.listing.bars import bars
from hearings.milestones import Reached, milestones
from hearings.people import Maker, PersonFacts
from hearings.severity import Assessment, Kind, Level
from hearings.sittings import Booking, Seat, Sitting, read_sitting
from hearings.stages import Stage
from hearings.workdays import packaged

CALENDAR = packaged()
NAMES = {"1": "A Rahman", "2": "B Khan"}


def sit(text: str) -> Sitting:
    return read_sitting("sitting", text)


def booked(text: str, *who: str, room: str = "", what: str = "H-2014-003") -> Booking:
    return Booking(sit(text), frozenset(who), room, what)


def found(wanted: str, booking: Booking, *who: str, room: str = "") -> tuple[Clash, ...]:
    return clashes([sit(wanted)], frozenset(who), room, [booking])


# ------ clashes


@pytest.mark.parametrize(
    ("wanted", "taken", "clash"),
    [
        ("2014-04-22 10:00-16:30", "2014-04-22 16:29-17:00", True),
        # Planted once: closed intervals, by which a sitting that starts as another ends clashes.
        ("2014-04-22 10:00-13:00", "2014-04-22 13:00-16:00", False),
        ("2014-04-22 13:00-16:00", "2014-04-22 10:00-13:00", False),
        ("2014-04-22 10:00-16:00", "2014-04-22 11:00-12:00", True),
        ("2014-04-22 11:00-12:00", "2014-04-22 10:00-16:00", True),
        ("2014-04-22 10:00-16:00", "2014-04-23 10:00-16:00", False),
        # Midnight is the end of one day, and of that day alone.
        ("2014-04-22 18:00-24:00", "2014-04-23 00:00-09:00", False),
        ("2014-04-22 23:00-24:00", "2014-04-22 23:59-24:00", True),
        # The nights on which the clock changes are like any other: 01:30 comes once on the wall.
        ("2014-03-30 00:00-03:00", "2014-03-30 02:00-02:30", True),
        ("2014-10-26 00:00-01:30", "2014-10-26 01:30-03:00", False),
        ("2014-12-31 10:00-24:00", "2015-01-01 00:00-10:00", False),
    ],
)
def test_times_are_half_open(wanted, taken, clash):
    assert bool(found(wanted, booked(taken, "1"), "1")) is clash


def test_a_clash_is_of_a_person_or_a_room_and_of_nothing_else():
    taken = booked("2014-04-22 10:00-16:30", "1", "9", room="Court  One ")
    when = "2014-04-22 12:00-13:00"

    assert not found(when, taken, "2", room="Court Two")
    assert not found(when, taken, "2", room="")
    assert not found(when, replace(taken, room=""), "2", room=" ")
    assert not found(when, booked("2014-04-22 10:00-16:30", ""), "")
    assert found(when, taken, "1", "2")[0].people == {"1"}
    assert found(when, taken, room="COURT one")[0].room == "COURT one"
    assert room_key(" Court\tOne ") == "court one"


@pytest.mark.parametrize(
    ("who", "room", "booking", "words"),
    [
        ("1", "", booked("2014-04-22 10:00-16:30", "1"),
         "A Rahman is taken on 22 April 2014 from 10:00 to 16:30 by H-2014-003."),
        ("12", "r1", booked("2014-04-22 10:00-24:00", "1", "2", room="R1", what="X"),
         "A Rahman, B Khan and the room r1 are taken on 22 April 2014 from 10:00 to 24:00 by X."),
        ("", "R1", booked("2014-04-22 00:00-24:00", room="R1", what="decorators"),
         "The room R1 is taken on 22 April 2014, all day, by decorators."),
        ("7", "", booked("2014-04-22 09:00-12:00", "7", what=""),
         "7 is not free on 22 April 2014."),
    ],
)  # fmt: skip
def test_a_clash_is_one_sentence(who, room, booking, words):
    (clash,) = found("2014-04-22", booking, *who, room=room)

    assert clash.words(NAMES) == words


def test_names_may_be_left_out():
    (clash,) = found("2014-04-22", booked("2014-04-22", "1"), "1")

    assert clash.words().startswith("1 is taken on")


def test_clashes_stand_in_the_order_of_the_sittings():
    days = [sit("2014-04-22"), sit("2014-04-23")]
    taken = [booked("2014-04-23", "1", what="b"), booked("2014-04-22", "1", what="z"),
             booked("2014-04-23", "1", what="a")]  # fmt: skip

    assert [c.booking.what for c in clashes(days, frozenset("1"), "", taken)] == ["z", "a", "b"]


# ------ the sittings of one hearing


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        (["2014-04-22"], ""),
        (["2014-04-22 10:00-13:00", "2014-04-22 13:00-17:00"], ""),
        (["2014-12-30", "2014-12-31 10:00-24:00", "2015-01-02"], ""),
        # Three days around Good Friday and Easter Monday, with the gap that the holidays make.
        (["2014-04-16", "2014-04-17", "2014-04-22"], ""),
        ([], "at least one sitting"),
        (["2014-04-18"], "18 April 2014 is Good Friday; a hearing sits on working days."),
        (["2014-04-17", "2014-04-18", "2014-04-22"], "Good Friday"),
        (["2014-04-19"], "19 April 2014 is a Saturday;"),
        (["2014-12-25"], "Christmas Day"),
        (["2014-04-23", "2014-04-22"], "not in order: 2014-04-22"),
        (["2014-04-22 14:00-17:00", "2014-04-22 10:00-12:00"], "not in order"),
        (["2014-04-22 10:00-13:00", "2014-04-22 12:59-17:00"], "overlap"),
        (["2014-04-22", "2014-04-22"], "overlap"),
        (["2011-04-20"], "20 April 2011 is outside the table of holidays"),
    ],
)
def test_the_sittings_of_a_hearing(texts, says):
    fault = sittings_fault([sit(text) for text in texts], CALENDAR)

    assert says in fault if says else fault == ""


@pytest.mark.parametrize(("starts", "ends"), [(600, 600), (700, 600), (-1, 60), (0, 1441)])
def test_a_sitting_starts_before_it_ends(starts, ends):
    sitting = Sitting(date(2014, 4, 22), starts, ends)

    assert "has to start before it ends" in sittings_fault([sitting], CALENDAR)


def test_a_hearing_has_at_most_sixty_days():
    sixty = sittings_from(date(2014, 1, 2), Wanted(60, 600, 960, frozenset()), CALENDAR)
    more = [*sixty, Sitting(date(2014, 6, 30), 600, 960)]

    assert sittings_fault(sixty, CALENDAR) == ""
    assert "at most 60 sitting days; these are 61" in sittings_fault(more, CALENDAR)


# ------ free days


def wanted(days: int = 1, who: str = "1", room: str = "") -> Wanted:
    return Wanted(days, 600, 960, frozenset(who), room)


def test_a_three_day_hearing_goes_round_the_holidays():
    days = sittings_from(date(2014, 4, 17), wanted(3), CALENDAR)

    assert [s.day.day for s in days] == [17, 22, 23]
    assert free_days(wanted(3), [], CALENDAR, date(2014, 4, 18), date(2014, 4, 23)) == (
        date(2014, 4, 22),
        date(2014, 4, 23),
    )
    # The 23rd is taken: no run of three that has it in it will do.
    taken = [booked("2014-04-23", "1")]
    assert free_days(wanted(3), taken, CALENDAR, date(2014, 4, 16), date(2014, 4, 24)) == (
        date(2014, 4, 16),
        date(2014, 4, 24),
    )


def test_free_days_keep_inside_the_limit_and_cross_the_year():
    last = date(2014, 12, 31)
    args = (CALENDAR, date(2014, 12, 24), last)

    assert free_days(wanted(2), [], *args) == (
        date(2014, 12, 24),
        date(2014, 12, 29),
        date(2014, 12, 30),
    )
    assert free_days(wanted(2), [], *args, most=9)[-1] == last
    assert free_days(wanted(2), [booked("2015-01-02", "1")], *args, most=9)[-1] != last
    assert free_days(wanted(), [], CALENDAR, date(2014, 5, 5), date(2014, 5, 5)) == ()
    assert free_days(wanted(), [], CALENDAR, date(2014, 5, 7), date(2014, 5, 6)) == ()
    assert free_days(wanted(), [], *args, most=0) == ()


def test_no_day_outside_the_table_is_proposed():
    first, last = CALENDAR.first, CALENDAR.last
    late = free_days(wanted(3), [], CALENDAR, last - timedelta(14), date(2199, 1, 1), most=99)

    assert len(sittings_from(late[-1], wanted(3), CALENDAR)) == 3
    assert sittings_from(late[-1], wanted(3), CALENDAR)[-1].day <= last
    assert len(sittings_from(last, wanted(3), CALENDAR)) <= 1
    early = free_days(wanted(), [], CALENDAR, date(1999, 1, 1), date(2099, 1, 1), most=1)
    assert early[0] > first
    assert free_days(wanted(), [], CALENDAR, date(1999, 1, 1), date(1999, 2, 1)) == ()


def test_what_is_wanted_is_read_off_the_sittings():
    sittings = [sit("2014-04-22 10:00-12:00"), sit("2014-04-22 13:00-15:00"),
                sit("2014-04-24 09:00-11:00")]  # fmt: skip

    assert Wanted.like(sittings, frozenset("1"), "R1") == Wanted(2, 540, 900, frozenset("1"), "R1")
    for bad in ([], [Sitting(date(2014, 1, 1) + timedelta(n), 0, 60) for n in range(61)]):
        with pytest.raises(UsageError, match="1 to 60 days"):
            Wanted.like(bad, frozenset(), "")


DAYS = st.dates(date(2014, 4, 14), date(2014, 5, 9))
WHO = st.frozensets(st.sampled_from("123"), max_size=2)
ROOMS = st.sampled_from(["", "R1", "r1 ", "R2"])
TIMES = st.integers(0, 5).flatmap(lambda s: st.tuples(st.just(s), st.integers(s + 1, 6)))
BOOKINGS = st.builds(
    lambda day, times, who, room: Booking(Sitting(day, *times), who, room, "x"),
    DAYS, TIMES, WHO, ROOMS,
)  # fmt: skip


def slots(booking: Booking) -> set[tuple[date, int, str]]:
    """Spread a booking out, minute by minute, for each person and room."""
    keys = list(booking.who)
    if booking.room.strip():
        keys.append("room " + booking.room.strip().lower())
    sitting = booking.sitting
    return {(sitting.day, m, key) for m in range(sitting.starts, sitting.ends) for key in keys}


@given(st.lists(BOOKINGS, max_size=12), TIMES, WHO, ROOMS, st.integers(1, 3), DAYS, DAYS)
def test_free_days_are_those_that_a_loop_over_minutes_finds(
    taken, times, who, room, days, earliest, latest
):
    want = Wanted(days, times[0], times[1], who, room)
    minutes = set().union(*map(slots, taken))
    right: list[date] = []
    for ahead in range((latest - earliest).days + 1):
        day = earliest + timedelta(ahead)
        run: list[date] = []
        if not CALENDAR.is_working(day):
            continue
        while len(run) < days:
            run += [day] if CALENDAR.is_working(day) else []
            day += timedelta(1)
        if not any(slots(Booking(Sitting(d, *times), who, room, "")) & minutes for d in run):
            right.append(run[0])

    assert list(free_days(want, taken, CALENDAR, earliest, latest, most=99)) == right
    for first in free_days(want, taken, CALENDAR, earliest, latest):
        sittings = sittings_from(first, want, CALENDAR)
        assert sittings_fault(sittings, CALENDAR) == ""
        assert clashes(sittings, who, room, taken) == ()


# ------ an alternative day


def test_an_alternative_falls_within_five_working_days():
    specified = date(2014, 4, 16)

    assert offer_window(specified, CALENDAR) == date(2014, 4, 25)
    binding = [d for d in range(10, 31) if offer_binds(date(2014, 4, d), specified, CALENDAR)]
    # Not the day itself, not earlier, not a holiday; planted once: the sixth working day.
    assert binding == [17, 22, 23, 24, 25]
    with pytest.raises(BadValue):
        offer_window(CALENDAR.last, CALENDAR)


# ------ bars


def file(**case: Any) -> CaseFile:
    made = [
        Assessment(kind, Level.MISCONDUCT, date(2014, 4, 1), Maker(number, "N", "R"))
        for kind, number in ((Kind.INITIAL, "11"), (Kind.FORMAL, "12"), (Kind.DPS, "13"),
                             (Kind.REVISION, "14"), (Kind.EXTERNAL, ""))
    ]  # fmt: skip
    old = Assessment(Kind.INITIAL, Level.NEITHER, None, Maker("15", "", ""))
    subject = Subject(
        1,
        PersonFacts("10", "PS"),
        Stage("referred"),
        assessments=(*made, old),
        investigator="16",
    )
    other = Subject(2, PersonFacts(), Stage("referred"))
    roles = ("complainant", "interested_person", "witness", "victim", "reporter", "police_friend",
             "investigator", "counsel")  # fmt: skip
    parties = tuple(Party(role, "P", str(20 + i)) for i, role in enumerate(roles))
    base = Case("MC-1", date(2014, 3, 1), "2012", "internal_conduct", "supervisor", "Camden")
    return CaseFile(replace(base, parties=(*parties, Party("witness", "Nameless")), **case),
                    (subject, other))  # fmt: skip


OTHERS = {"30": ("second_reader",), "31": ("case_to_answer",), "32": ("certified",), "13": (),
          "33": ("heard_it",)}  # fmt: skip
BARRED = {
    "10": "subject", "11": "local_assessor", "12": "local_assessor", "13": "decided_severity",
    "14": "decided_severity", "15": "local_assessor", "16": "investigator", "20": "complainant",
    "21": "interested_person", "22": "witness", "23": "victim", "24": "reporter",
    "25": "police_friend", "26": "investigator", "30": "second_reader", "31": "case_to_answer",
    "32": "certified", "33": "heard_it",
}  # fmt: skip


def test_everybody_with_a_part_in_the_case_is_found():
    involved = involved_in(file(), OTHERS)

    assert involved == {number: (key,) for number, key in BARRED.items()}
    assert set(BARRED.values()) == set(bars())


@pytest.mark.parametrize("capacity", ["chair_senior_officer", "conducting_staff", "legal_adviser",
                                      "member_independent", "chair_delegate_staff"])  # fmt: skip
@pytest.mark.parametrize("number", sorted(BARRED))
def test_nobody_with_a_part_in_the_case_sits(number, capacity):
    involved = involved_in(file(), OTHERS)
    (fault,) = barred([Seat(capacity, number, "A Khan")], involved)
    verb = "cannot be" if fault.firm else "would be"

    assert fault.words.startswith(f"A Khan {bars()[BARRED[number]].words} and {verb} ")
    assert fault.words.endswith(").")
    assert fault.firm is (BARRED[number] != "police_friend")


def test_an_unverified_bar_warns_and_says_so():
    """Planted once: every bar refused, seen or not."""
    (fault,) = barred([Seat("member_independent", "25", "A Khan")], involved_in(file(), OTHERS))

    assert not fault.firm
    assert fault.words.endswith("(policy; interested party, unverified).")


def test_what_an_interested_party_is_was_not_seen():
    keys = ("subject", "complainant", "interested_person", "witness", "victim", "reporter")

    assert {(bars()[key].source, bars()[key].confidence) for key in keys} == {
        ("policy; interested party (definition not seen)", "secondary")
    }


@pytest.mark.parametrize("capacity", ["counsel_officer", "clerk", "witness", "police_friend", "x"])
def test_who_only_attends_is_not_barred(capacity):
    assert barred([Seat(capacity, number) for number in BARRED], involved_in(file(), OTHERS)) == ()


def test_a_chief_officer_who_decided_as_the_authority_is_warned():
    involved = involved_in(file(), OTHERS)
    seats = [Seat("chair_chief_officer", number) for number in sorted(BARRED)]
    warned = {"decided_severity", "second_reader", "case_to_answer", "certified", "police_friend"}

    assert len(warnings(barred(seats, involved))) == sum(k in warned for k in BARRED.values())
    assert len(refusals(barred(seats, involved))) == sum(k not in warned for k in BARRED.values())
    # The delegate of a chief officer who certified is no other delegate.
    delegate = Seat("chair_delegate_senior_officer", "32")
    assert "reg 2(4C)" in refusals(barred([delegate], involved))[0]


def test_everybody_else_may_sit_and_two_parts_give_two_bars():
    involved = involved_in(file(), {"10": ("second_reader", "subject")})

    assert involved["10"] == ("subject", "second_reader")
    assert len(refusals(barred([Seat("member_independent", "10")], involved))) == 2
    assert (
        barred([Seat("member_independent", "99"), Seat("member_independent", "")], involved) == ()
    )
    with pytest.raises(UsageError, match="no bar 'cook'"):
        barred([Seat("member_independent", "1")], {"1": ("cook",)})


def test_the_numbers_of_an_archive_are_other_people():
    involved = involved_in(file(regime="none", archive="Elsewhere"))

    assert "10" not in involved
    assert "15" not in involved
    assert involved["13"] == ("decided_severity",)
    assert involved["22"] == ("witness",)


def test_officers_are_heard_jointly_only_where_the_cases_are_linked():
    one = file()
    two, linked = file(reference="MC-2"), file(reference="MC-2", linked=("MC-1",))

    assert joint_fault(one, one) == ""
    assert joint_fault(one, linked) == ""
    assert joint_fault(linked, one) == ""
    assert "MC-1 and MC-2 are not linked" in joint_fault(one, two)


# ------ readiness

READY = ["documents_supplied", "response_received", "witness_lists_supplied",
         "disclosure_complete", "bundle_ready", "counsel_confirmed", "chair_appointed"]  # fmt: skip


def with_facts(*keys: str, forum: str = "hearing") -> Subject:
    days = [Reached(key, date(2014, 4, 1) + timedelta(n)) for n, key in enumerate(keys)]
    return Subject(1, PersonFacts("10"), Stage("referred"), reached=tuple(days), forum=forum)


def keys_of(items) -> list[str]:
    return [item.key for item in items]


def test_a_hearing_waits_for_every_milestone_that_is_ready_for_it():
    assert keys_of(readiness(with_facts())) == READY
    assert [key for key, row in milestones().items() if row.ready] == READY
    assert keys_of(outstanding(with_facts("referred", *READY[:5]))) == READY[5:]
    assert outstanding(with_facts("referred", *READY)) == ()
    assert keys_of(readiness(with_facts(forum=""))) == READY


def test_the_other_kinds_wait_for_their_own():
    accelerated = ["special_notice_given", "special_response_received", *READY[3:]]

    assert keys_of(readiness(with_facts(forum="meeting"))) == [*READY[:5], READY[6]]
    assert keys_of(readiness(with_facts(forum="accelerated"))) == accelerated
    appeal = readiness(with_facts("referred", "appeal_made", forum="meeting"), (), "appeal_meeting")
    assert keys_of(appeal) == ["appeal_made", "appeal_grounds_arguable", *READY[3:5], READY[6]]
    assert [item.done for item in appeal] == [True, False, False, False, False]
    # An appeal is part of its round: what is heard anew is appealed against anew.
    again = with_facts("referred", "appeal_made", "referred", forum="meeting")
    assert not any(item.done for item in readiness(again, (), "appeal_meeting"))


def test_a_new_referral_begins_anew():
    """Planted once: the response to the first referral answered the second."""
    subject = with_facts("referred", *READY, "referred", "bundle_ready")

    assert keys_of(outstanding(subject)) == [key for key in READY if key != "bundle_ready"]


def test_the_newest_fact_counts_and_says_how():
    subject = with_facts("referred", "bundle_ready")
    again = Reached("bundle_ready", date(2014, 5, 1), "by email", "C Worker", "2 volumes")
    subject = replace(subject, reached=(*subject.reached, again))
    (item,) = [item for item in readiness(subject) if item.key == "bundle_ready"]

    assert (item.done_on, item.note) == (date(2014, 5, 1), "by email; C Worker; 2 volumes")
    assert item.words == "bundle ready"


@pytest.mark.parametrize(
    ("capacity", "done"),
    [("chair_legally_qualified", True), ("conducting_officer", True), ("clerk", False),
     ("member_superintendent", False), ("legal_adviser", False)],
)  # fmt: skip
def test_a_chair_in_the_seats_is_a_chair_appointed(capacity, done):
    seats = [Seat("witness", "3"), Seat(capacity, "1", "A Rahman")]
    item = readiness(with_facts("referred"), seats)[-1]

    assert (item.done, item.done_on) == (done, None)
    assert ("A Rahman, " in item.note) is done


# ------ diaries made at random: nothing accepted has a clash, a barred member or a wrong panel

LAWFUL = (("chair_senior_officer", "Commander"), ("member_superintendent", "Superintendent"),
          ("member_independent", ""))  # fmt: skip
PANELS = st.sampled_from([
    *[LAWFUL] * 8,
    (("chair_senior_hr", ""), ("member_senior_hr", ""), LAWFUL[2]),
    (("chair_senior_officer", "Inspector"), *LAWFUL[1:]),
    LAWFUL[:2],
    (("chair_legally_qualified", ""), *LAWFUL[1:]),
])  # fmt: skip
PEOPLE = st.permutations("12345678").map(lambda order: [*order[:3]])
ANYBODY = st.lists(st.sampled_from([*"123", "11", "16"]), min_size=3, max_size=3)
PROPOSALS = st.lists(
    st.tuples(st.sampled_from([date(2014, 4, day) for day in (16, 17, 18, 22, 22, 23)]), TIMES,
              st.integers(1, 2), PANELS, st.one_of(PEOPLE, PEOPLE, ANYBODY), ROOMS),
    min_size=6, max_size=16,
)  # fmt: skip
RULE = panel_rule("2012", (), "hearing")


@given(PROPOSALS)
def test_nothing_a_random_diary_accepts_is_unlawful(proposals):
    involved = involved_in(file())
    diary: list[tuple[tuple[Sitting, ...], list[Seat], str]] = []
    taken: list[Booking] = []
    for day, times, days, panel, people, room in proposals:
        seats = [Seat(cap, p, p, rank) for (cap, rank), p in zip(panel, people, strict=False)]
        sittings = tuple(Sitting(day + timedelta(n), *times) for n in range(days))
        who = frozenset(seat.person for seat in seats)
        wrong = [
            *refusals(composition_faults(seats, RULE, "Sergeant", "officer")),
            *refusals(barred(seats, involved)),
            *clashes(sittings, who, room, taken),
            sittings_fault(sittings, CALENDAR),
        ]
        if not any(wrong):
            diary.append((sittings, seats, room))
            taken += [Booking(sitting, who, room, "H") for sitting in sittings]

    seen: set[tuple[date, int, str]] = set()
    for sittings, seats, room in diary:
        who = frozenset(seat.person for seat in seats)
        for sitting in sittings:
            assert sitting.day.weekday() < 5
            assert sitting.day not in {date(2014, 4, 18), date(2014, 4, 21), date(2014, 5, 5)}
            spread = slots(Booking(sitting, who, room, ""))
            assert not spread & seen
            seen |= spread
        assert not who & {"11", "16"}
        assert len(who) == 3
        assert [(seat.capacity, seat.rank) for seat in seats] == [*LAWFUL]


@given(st.lists(BOOKINGS, max_size=12), DAYS, TIMES, WHO, ROOMS)
def test_a_clash_is_found_exactly_where_a_loop_over_minutes_finds_one(taken, day, times, who, room):
    mine = slots(Booking(Sitting(day, *times), who, room, ""))
    right = [booking for booking in taken if slots(booking) & mine]
    clash = clashes([Sitting(day, *times)], who, room, taken)

    assert sorted(map(repr, (c.booking for c in clash))) == sorted(map(repr, right))
    for one in clash:
        held = {key for _day, _minute, key in slots(one.booking) & mine}
        assert {*one.people, *([f"room {one.room.lower()}"] if one.room else [])} == held
