"""What the pages of limits, hearings and the diary say, without a screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from db.agenda import Agenda
from db.diary import Attender, Away, Counted, Entry
from hearings.adjustments import Adjustment
from hearings.cases import Allegation, Subject
from hearings.deadlines import Deadline
from hearings.listing import Clash
from hearings.measures import Leaving, Measure
from hearings.people import Maker, PersonFacts
from hearings.severity import Assessment, Kind, Level
from hearings.sittings import Booking, Hearing, Offer, PublicNotice, Seat, Sitting
from hearings.stages import Stage
from hearings.warned import Warned
from hearings.workdays import packaged
from tests.tui.office import HOSTILE, RULES
from tests.tui.test_limits import LIMIT
from tui import diary_words
from tui.sentences import on_screen
from tui.telling import clock, diary, measures
from tui.telling import hearing as telling

CALENDAR = packaged()
TODAY = date(2014, 6, 2)
FACTS = PersonFacts("201235", rank="Sergeant", unit="Brent")
DAYS = (Sitting(date(2014, 6, 3), 600, 990), Sitting(date(2014, 6, 4), 600, 780))
HEARING = Hearing(
    "H-2014-00007", "accelerated", DAYS, HOSTILE[0],
    (Seat("clerk", "300001"), Seat("chair_senior_officer", "100007", HOSTILE[1], "Commander")),
)  # fmt: skip


def standing(**changed: object) -> str:
    """Say where the limit stands, with something changed."""
    return clock.standing(replace(LIMIT, **changed), CALENDAR, TODAY)  # type: ignore[arg-type]  # fields of its own


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"status": "met", "met_on": date(2014, 5, 2)}, "met Fri 2 May 2014"),
        ({"status": "met", "floor": True}, "its day has come"),
        ({"status": "met", "optional": True}, "not used, and its time is over"),
        ({"status": "met_late", "met_on": date(2014, 6, 2), "over": 3},
         "met late, Mon 2 Jun 2014, 3 working days past"),
        ({"status": "met_late", "met_on": date(2014, 6, 2), "statutory": False},
         "met past target, Mon 2 Jun 2014"),
        ({"status": "not_started"}, "not started"),
        ({"status": "paused"}, "paused"),
        ({"status": "running", "last_day": None, "due": None}, "no day is given"),
        ({"status": "running", "last_day": None}, "waits for its day"),
        ({"status": "overdue"}, "overdue, 3 working days past"),
        ({"status": "overdue", "last_day": date(2014, 6, 1)}, "overdue, 1 working day past"),
        ({"status": "overdue", "over": 2, "ended_on": TODAY}, "missed by 2 working days"),
        ({"status": "overdue", "over": 0, "ended_on": TODAY}, "missed"),
        ({"status": "overdue", "over": 4, "ended_on": TODAY, "extended_to": date(2014, 5, 30)},
         "missed, past its extension; 4 working days past Wed 28 May 2014"),
        ({"status": "due_soon", "last_day": TODAY}, "due today"),
        ({"status": "due_soon", "last_day": date(2014, 6, 4)}, "due in 2 working days"),
        ({"status": "running", "last_day": date(2030, 1, 1)}, "due Tue 1 Jan 2030"),
        ({"status": "running", "last_day": date(2014, 6, 4), "optional": True},
         "open for 2 working days more"),
        ({"status": "running", "last_day": TODAY, "optional": True}, "open today"),
        ({"status": "extended", "last_day": date(2014, 6, 4)}, "extended; due in 2 working days"),
        ({"status": "reduced", "last_day": date(2014, 6, 4)}, "reduced; due in 2 working days"),
        ({"status": "running", "last_day": TODAY, "statutory": False}, "target is today"),
        ({"status": "running", "last_day": date(2014, 6, 3), "statutory": False},
         "target in 1 day"),
    ],
)  # fmt: skip
def test_where_a_limit_stands_is_said_in_words(changed: dict[str, object], words: str) -> None:
    assert standing(**changed) == words


def test_what_is_due_at_a_weekend_is_due_before_the_next_working_day() -> None:
    row = replace(LIMIT, status="due_soon", last_day=date(2014, 6, 8))
    assert clock.standing(row, CALENDAR, date(2014, 6, 7)) == "due before the next working day"
    late = replace(LIMIT, status="overdue", last_day=date(2014, 6, 7))
    assert clock.standing(late, CALENDAR, date(2014, 6, 8)) == "overdue"


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        ({"floor": True}, "Not before Wed 28 May 2014."),
        ({"opens": date(2014, 5, 20)}, "From Tue 20 May 2014 to Wed 28 May 2014."),
        ({"reason": "It was not used."}, "It was not used."),
        ({"signed_by": "signed off by A Lane on 2014-05-01"},
         "SI 2012/2632 reg 24 · signed off by A Lane on 1 May 2014"),
        ({"confidence": "parallel"}, "SI 2012/2632 reg 24 · parallel · not signed off"),
        ({"phrase": "window", "count": "10-15"},
         ("On working day 10 at the earliest and 15 at the latest after Thu 10 Apr 2014"
         " (referred to proceedings).")),
        ({"phrase": "practicable", "count": None, "unit": None},
         ("As soon as practicable after Thu 10 Apr 2014 (referred to proceedings); the law counts"
         " no days.")),
        ({"count": "5"},
         ("5 working days, beginning with the first working day after Thu 10 Apr 2014"
         " (referred to proceedings).")),
    ],
)  # fmt: skip
def test_a_limit_says_its_day_its_count_and_its_source(
    changed: dict[str, object], line: str
) -> None:
    told = clock.limit(replace(LIMIT, **changed), (), CALENDAR, TODAY)  # type: ignore[arg-type]  # fields of its own
    assert line in told.lines


def test_a_limit_that_fell_away_says_so_beside_what_was_done_to_it() -> None:
    row = replace(LIMIT, status="overdue", ended_on=date(2014, 6, 1), reason="x")
    done = Adjustment("reduce", LIMIT.key, date(2014, 5, 1), date(2014, 5, 9))
    told = clock.limit(row, (done,), CALENDAR, TODAY)
    assert "Reduced to Fri 9 May 2014, 1 May 2014." in told.lines
    assert "It fell away on Sun 1 Jun 2014 without being met." in told.lines


def test_what_fell_away_unmet_is_missed_and_no_more_to_be_met() -> None:
    """Catches a limit that nobody can meet, among those to be met and growing day by day."""
    missed = replace(LIMIT, status="overdue", over=2, ended_on=date(2014, 6, 1))
    found = clock.groups((replace(LIMIT, status="overdue"), missed), (), CALENDAR, TODAY)
    assert [(group.title, len(group.limits)) for group in found] == [
        ("To be met", 1),
        ("Missed", 1),
    ]
    assert found[1].limits[0].head.endswith("missed by 2 working days")


def test_a_page_without_limits_says_so() -> None:
    assert [said.text for said in clock.page(())] == [clock.NOTHING]


def agenda(**changed: object) -> Agenda:
    """Give a span with one hearing."""
    officer = Attender("MC-2014-00002/1", "201235", HOSTILE[1], "Sergeant", "listed", "", "2012")
    held = replace(LIMIT, key="accelerated_held", due=date(2014, 5, 1), last_day=date(2014, 5, 9))
    found = Agenda(
        date(2014, 6, 1), date(2014, 6, 30), (Entry(HEARING, (officer,)),), (), Counted(1, 1),
        Counted(), Counted(), (("MC-2014-00002/1", held),), (),
    )  # fmt: skip
    return replace(found, **changed)  # type: ignore[arg-type]  # fields of its own


def test_a_hearing_past_its_limit_says_so() -> None:
    lines = diary.agenda_lines(agenda(), date(2014, 6, 1), date(2014, 6, 30))
    assert lines[1].about == (
        "special case hearing H-2014-00007, listed",
        f"MC-2014-00002/1 PS {HOSTILE[1]}",
        f"chair Cmdr {HOSTILE[1]}",
        "✗ past limit: MC-2014-00002/1 was due 9 May 2014",
    )
    moved = replace(agenda().running_out[0][1], last_day=date(2014, 6, 3), extended_to=TODAY)
    extended = agenda(running_out=(("MC-2014-00002/1", moved),))
    (line,) = diary.agenda_lines(extended, date(2014, 6, 4), date(2014, 6, 30))[1:]
    assert line.about[-1] == "past limit, extended: MC-2014-00002/1 was due 1 May 2014"


def test_a_hearing_inside_its_limit_without_a_room_or_chair_says_only_what_is_known() -> None:
    bare = replace(HEARING, kind="hearing", room="", seats=())
    lines = diary.agenda_lines(
        agenda(entries=(Entry(bare, ()),)), date(2014, 6, 1), date(2014, 6, 3)
    )
    assert [line.head for line in lines] == ["Tue 3 Jun 2014", "10:00–16:30"]
    assert lines[1].about == ("misconduct hearing H-2014-00007, listed",)


def test_a_room_that_is_away_and_a_clash_are_told_with_names() -> None:
    gone = (Away(1, "", HOSTILE[0], TODAY, TODAY, "painted"),
            Away(2, "199999", "", TODAY, TODAY, "leave"))  # fmt: skip
    taken = Booking(DAYS[0], frozenset({"201235"}), "", "H-2014-00008")
    found = Clash(DAYS[0], taken, frozenset({"201235"}), "")
    span = agenda(away=gone, clashes=((HEARING.reference, found),))
    assert [line.head for line in diary.away_lines(span)] == [f"Room {HOSTILE[0]}", "199999"]
    (line,) = diary.clash_lines(span)
    assert line.about == (
        f"PS {HOSTILE[1]} is taken on 3 June 2014 from 10:00 to 16:30 by H-2014-00008.",
    )
    assert diary.marks(span)[DAYS[0].day] == diary.Mark(1, 1)


def test_a_day_outside_the_table_of_holidays_is_not_guessed() -> None:
    words = diary.day_words(date(2040, 5, 2), diary.Mark(2), CALENDAR)
    assert words == ["Wed 2 May 2040 · outside the table of bank holidays", "2 hearings sit"]


def test_what_runs_out_says_why() -> None:
    row = replace(LIMIT, status="overdue", reason="Witness abroad.")
    bare = replace(LIMIT, status="running", last_day=None, due=None)
    lines = diary.out_lines([("MC-1/1", row), ("MC-1/2", bare)], CALENDAR, TODAY)
    assert lines[0].about[-1] == "Witness abroad."
    assert lines[1].head == "○ MC-1/2  no day is given: Hearing held"


def told(subject: Subject) -> str:
    """Tell the hearing of a subject without the rest of its case."""
    said = [*telling._proceedings(subject, "2012", RULES), *telling._offer(subject)]
    if subject.hearing is not None:
        said += telling._listed(subject.hearing, "2012")
    said += [*telling._answers(subject), *telling._investigation(subject, (), 1)]
    for past in subject.past_hearings:
        said += telling._past(past)
    return "\n".join(each.text for each in said)


def test_the_chair_decides_what_is_published_and_the_name_is_withheld() -> None:
    notice = PublicNotice(("date", "place"), "100007", TODAY, "Press heard.")
    held = replace(HEARING, notice=notice, absence="Unwell.", entered_late=True,
                   appointed_by="the Commissioner")  # fmt: skip
    subject = Subject(
        1, FACTS, Stage.LISTED, forum="accelerated", hearing=held, investigator="187654",
        offer=Offer(TODAY, TODAY, "friend"), past_hearings=(replace(HEARING, state="vacated"),),
    )  # fmt: skip
    for sentence in (
        "Special case hearing H-2014-00007: listed",
        "The chair allows to be published: the date, the place",
        f"Decided by the chair, {HOSTILE[1]}, 100007, 2 Jun 2014: Press heard.",
        "The name is the chair's decision; it is withheld.",
        "In the officer's absence, because: Unwell.",
        "Entered late: after its sitting day.",
        "Appointed by: the Commissioner",
        "Before: H-2014-00007, vacated",
        "Investigator: 187654",
        "Offered by the friend: Mon 2 Jun 2014",
    ):
        assert sentence in told(subject), sentence
    named = replace(notice, fields=("name",), by="IND04")
    subject = replace(subject, hearing=replace(HEARING, notice=named))
    assert "allows to be published: the officer's name" in told(subject)
    assert "withheld" not in told(subject)
    meeting = replace(subject, hearing=replace(HEARING, kind="meeting", room=""))
    assert "Public notice" not in told(meeting)


def test_before_the_referral_there_is_no_hearing_to_tell() -> None:
    subject = Subject(1, FACTS, Stage.ASSESSED)
    assert told(subject) == (
        "Proceedings\nIt has not been referred to proceedings; it is at: assessed."
    )


def test_a_decision_that_differs_from_the_opinion_says_so() -> None:
    subject = Subject(
        1, FACTS, Stage.CASE_DECISION, opinions={"1": "none"}, answers={"1": "misconduct"},
        allegations=(Allegation(1, "honesty", "", "x"),),
    )  # fmt: skip
    words = told(subject)
    assert "Allegation 1: Honesty and Integrity" in words
    assert "Investigator's opinion: no case to answer" in words
    assert "The authority's decision: case to answer for misconduct (differs)" in words


def lines_of(subject: Subject, *rows: Deadline) -> str:
    """Tell what was done to an officer meanwhile."""
    return "\n".join(said.text for said in measures.measures(subject, rows))


def test_warnings_count_on_the_day_of_the_severity_assessment() -> None:
    warned = Warned("final_written_warning", date(2010, 6, 3), 18, 10, "reg 35(6)")
    subject = Subject(1, FACTS, Stage.ASSESSED, warned=(warned,))
    assert "It has no day yet." in lines_of(subject)
    made = Assessment(Kind.DPS, Level.MISCONDUCT, TODAY, Maker("1", "A", "Inspector"))
    words = lines_of(replace(subject, assessments=(made,)))
    assert "None of those recorded was in force." in words
    assert (
        "Final written warning, notified 3 Jun 2010, 18 months and 10 days of career break"
        " (reg 35(6)): until 12 Dec 2011; not in force then"
    ) in words


def test_a_measure_that_has_ended_is_owed_no_more_reviews() -> None:
    over = Measure("suspension", date(2014, 4, 10), imposed=True, by="", ended_on=date(2014, 5, 1))
    row = replace(LIMIT, key="suspension_review", clock_date=date(2014, 5, 2))
    left = Leaving("retired", TODAY, None, "", "", "ends")
    words = lines_of(Subject(1, FACTS, Stage.ASSESSED, measures=(over,), left=left), row, LIMIT)
    assert "Suspension: decided 10 Apr 2014; ended 1 May 2014" in words
    assert "Review due" not in words
    assert "Leaves the service: retired" in words
    refused = replace(left, consent="refused")
    words = lines_of(Subject(1, FACTS, Stage.ASSESSED, left=refused))
    assert "Consent: refused" in words


def test_words_for_what_the_tables_do_not_know_stay_as_they_are() -> None:
    assert diary_words.sitting_text("some day") == "some day"
    assert diary_words.hearing_kind("accelerated", regime="2020") == "accelerated hearing"
    assert diary_words.conducts(replace(HEARING, seats=())) == ""
    assert diary_words.limit_title("all") == "Every limit"
    assert diary_words.limit_title("other_limit") == "other limit"
    assert diary_words.said("offer_until", "line", "2014-06-02") == "Mon 2 Jun 2014"
    assert diary_words.said("answers", "answers", {"1": "none"}) == (
        "allegation 1: no case to answer"
    )
    assert diary_words.said("room", "line", "Room") == ""
    assert diary_words.said("months", "whole", 12) == ""


def test_a_refusal_names_limits_and_capacities_in_words() -> None:
    words = on_screen("X/1: the clock of hearing_held has not started.", RULES)
    assert words == "X/1: the clock of “Hearing held” has not started."
    assert on_screen("X/1 needs a legal_adviser.", RULES) == (
        "X/1 needs a legally qualified adviser."
    )
