"""The diary as it is kept: what clashes, what happens to a hearing, and who sees it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from db import diary
from db.agenda import ONE_DAY, add_away, agenda, look, planning, withdraw_away
from db.checking import check
from hearings.errors import BadValue, NotAllowed, Refused, UnknownReference
from hearings.sittings import Sitting
from tests.cast import MATTER, PANEL
from tests.desks import RULES, Office

OTHER_PANEL = (
    "chair_senior_officer=300014", "member_superintendent=300015", "member_independent=IND05 S Day",
)  # fmt: skip
JUNE, JULY = date(2014, 6, 1), date(2014, 7, 31)


def another(office: Office, number: str = "201299") -> str:
    """Bring a second officer's matter to its referral."""
    return office.referred(person=number, name="P Jones")


def entries(office: Office, by: str = "practice_support", *, called_off: bool = False):
    return look(office.desk(by), JUNE, JULY, called_off=called_off).entries


def state(office: Office, ref: str) -> str:
    view, number = office.desk("practice_support").show(ref)
    hearing = view.file.subject(number or 1).hearing
    return "" if hearing is None else hearing.state


def test_a_hearing_listed_stands_in_the_diary_with_its_people(office):
    ref = office.listed()
    (entry,) = entries(office)
    assert entry.hearing.reference == "H-2014-00001"
    assert entry.hearing.sittings == (Sitting(date(2014, 6, 24), 600, 960),)
    assert [seat.name for seat in entry.hearing.seats] == ["K Hale", "T Frost", "R Shah"]
    assert [officer.reference for officer in entry.officers] == [ref]
    assert check(office.database, RULES) == []


def test_the_first_line_counts_cases_and_officers_apart(office):
    office.listed()
    another(office)
    found = look(office.desk("practice_support"), JUNE, JULY)
    assert found.first_line == "listed: 1 case (1 officer); in preparation: 1"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"room": "room  1"}, "the room room  1"),
        ({"seat": (PANEL[0], *OTHER_PANEL[1:])}, "K Hale"),
        ({"seat": (*OTHER_PANEL, "counsel_officer=300013")}, "T Frost"),
    ],
)
def test_a_person_or_a_room_that_is_taken_refuses_the_date(office, given, said):
    """What it would catch: rooms compared letter by letter, or the panel alone looked at."""
    office.listed()
    ref = another(office)
    wanted = {"room": "Room 2", "seat": OTHER_PANEL, **given}
    with pytest.raises(BadValue) as refused:
        office.listed(ref, **wanted)
    assert said.casefold() in str(refused.value).casefold()
    assert "H-2014-00001" in str(refused.value)
    assert state(office, ref) == ""


def test_a_hearing_that_begins_as_another_ends_is_listed(office):
    """What it would catch: times closed at both ends."""
    office.listed()
    ref = office.listed(another(office), sitting=["2014-06-24 16:00-18:00"])
    assert state(office, ref) == "listed"


def test_an_officer_in_two_cases_is_not_heard_twice_at_once(office):
    office.listed()
    ref = office.referred(narrative="Another matter.")
    with pytest.raises(BadValue, match="201234"):
        office.listed(ref, room="Room 2", seat=OTHER_PANEL)


def test_a_postponed_hearing_keeps_its_reference_and_frees_its_time(office):
    ref = office.listed()
    given = {"asked_by": "officer", "delay_reason": "officer_unwell", "reason": "In hospital."}
    office.go("postpone", ref, by="practice_support", **given)
    assert state(office, ref) == "postponed"
    assert entries(office) == ()
    other = office.listed(another(office))
    assert state(office, other) == "listed"
    office.listed(ref, sitting=["2014-06-30 10:00-16:00"])
    by_name = {entry.hearing.reference: entry.hearing for entry in entries(office)}
    assert by_name["H-2014-00001"].sequence == 2
    assert by_name["H-2014-00001"].first == date(2014, 6, 30)
    assert set(by_name) == {"H-2014-00001", "H-2014-00002"}
    assert check(office.database, RULES) == []


def test_a_vacated_hearing_stays_in_the_diary_as_called_off(office):
    ref = office.listed()
    given = {"asked_by": "authority", "delay_reason": "disclosure", "reason": "More came in."}
    office.go("vacate", ref, by="practice_support", **given)
    office.listed(ref, sitting=["2014-07-02"])
    states = {e.hearing.reference: e.hearing.state for e in entries(office, called_off=True)}
    assert states == {"H-2014-00001": "vacated", "H-2014-00002": "listed"}


def joint(office: Office) -> tuple[str, str]:
    """List two officers of one case for one hearing."""
    first = office.referred()
    case = first.rpartition("/")[0]
    given: dict[str, Any] = {"standard": "honesty", "narrative": "Took part.", "reason": "Named.",
             "person": "201298", "name": "Q Brown", "rank": "PC"}  # fmt: skip
    second = str(office.go("add_subject", case, **given)["subject"])
    office.go("assess_locally", second, maker="local_assessor", level="gross_misconduct",
              rationale={"information": "I.", "action": "A."})  # fmt: skip
    office.go("pass_to_dps", second)
    office.go("assess", second, maker="authority", level="gross_misconduct",
              rationale={"information": "I.", "action": "A."})  # fmt: skip
    office.go("appoint_investigator", second, maker="authority", investigator="300009",
              outside_management=True)  # fmt: skip
    office.go("submit_report", second, maker="investigator", opinions={"1": "gross_misconduct"},
              summary="Done.")  # fmt: skip
    office.go("determine", second, maker="authority2", answers={"1": "gross_misconduct"})
    office.go("refer", second, maker="authority2", forum="hearing", reason="A case to answer.")
    office.listed(first)
    office.go("schedule", second, by="practice_support", joins="H-2014-00001", not_ready="Jointly.")
    return first, second


def test_two_officers_of_one_matter_are_listed_jointly_and_counted_apart(office):
    first, second = joint(office)
    found = look(office.desk("practice_support"), JUNE, JULY)
    (entry,) = found.entries
    assert [officer.reference for officer in entry.officers] == [first, second]
    assert found.first_line == "listed: 1 case (2 officers); in preparation: 0"


@pytest.mark.parametrize("move", ["postpone", "vacate"])
def test_what_befalls_a_joint_hearing_befalls_every_officer_in_one_transaction(office, move):
    """What it would catch: one officer left listed for a hearing that is off."""
    first, second = joint(office)
    given = {"asked_by": "chair", "delay_reason": "chair_or_panel", "reason": "The chair is ill."}
    office.go(move, first, by="practice_support", **given)
    assert state(office, second) == state(office, first) != "listed"
    kinds = office.rows("SELECT kind FROM events ORDER BY id DESC LIMIT 2")
    assert kinds == [(move,), (move,)]
    assert check(office.database, RULES) == []


def test_officers_of_matters_that_have_nothing_to_do_with_each_other_are_not_joined(office):
    office.listed()
    ref = another(office)
    with pytest.raises(BadValue, match="not linked"):
        office.go("schedule", ref, by="practice_support", joins="H-2014-00001")
    office.go("join", ref, other_case="MC-2014-00001", reason="The same incident.")
    office.go("schedule", ref, by="practice_support", joins="H-2014-00001")
    assert len(entries(office)[0].officers) == 2


def test_a_hearing_that_is_not_there_and_one_not_to_be_seen_are_unknown_alike(office):
    ref = office.listed(office.referred(sensitivity="covert"), by="caseworker")
    other = another(office)
    for name in ("H-2014-00001", "H-2014-00099"):
        with pytest.raises(UnknownReference, match=name):
            office.go("schedule", other, by="practice_support", joins=name)
    assert state(office, other) == ""
    assert ref


def test_the_diary_shows_nobody_a_case_they_may_not_see(office):
    """What it would catch: the diary read past the access list, or a clash that names the case."""
    office.listed(office.referred(sensitivity="covert"), by="caseworker")
    assert len(entries(office, "caseworker")) == 1
    assert entries(office, "authority2") == ()
    assert look(office.desk("authority2"), JUNE, JULY).listed.cases == 0
    with pytest.raises(BadValue, match="not free on 24 June 2014") as refused:
        office.listed(another(office), by="practice_support", sitting=["2014-06-24 09:00-11:00"])
    assert "10:00" not in str(refused.value)
    assert "MC-" not in str(refused.value).replace("MC-2014-00002/1", "")
    assert "H-2014-00001" not in str(refused.value)


def test_somebody_away_refuses_the_date_until_it_is_taken_back(office):
    desk = office.desk("practice_support")
    number = add_away(desk, "300012", date(2014, 6, 23), date(2014, 6, 27), "leave")
    ref = office.referred()
    with pytest.raises(BadValue, match="K Hale is taken on 24 June 2014"):
        office.listed(ref)
    withdraw_away(desk, number)
    office.listed(ref)
    with pytest.raises(Refused, match="no entry"):
        withdraw_away(desk, number)


def test_somebody_away_after_the_listing_is_a_clash_in_the_diary(office):
    office.listed()
    add_away(office.desk("practice_support"), "Room 1", date(2014, 6, 24), date(2014, 6, 24),
             "being painted", room=True)  # fmt: skip
    ((name, clash),) = look(office.desk("practice_support"), JUNE, JULY).clashes
    assert name == "H-2014-00001"
    assert "being painted" in clash.words()


def test_only_those_who_keep_the_diary_say_who_is_away(office):
    with pytest.raises(NotAllowed, match="practice_support"):
        add_away(office.desk("auditor"), "300012", JUNE, JULY, "leave")


def test_planning_gives_the_limit_what_is_outstanding_and_free_days_inside_it(office):
    office.listed()
    ref = another(office)
    found = planning(
        office.desk("practice_support"), ref, replace(ONE_DAY, room="Room 1"), most=100
    )
    assert found.limit is not None
    assert found.limit.last_day == date(2014, 7, 11)
    assert [item.key for item in found.items if not item.done] == ["chair_appointed"]
    assert date(2014, 6, 24) not in found.free
    assert found.free[0] == date(2014, 6, 2)
    assert found.free[-1] == date(2014, 7, 11)


def test_reading_the_diary_is_written_down(office):
    agenda(office.desk("practice_support"), JUNE, JULY)
    assert office.trail()[-1][:2] == ("practice_support", "read.diary")


def test_hearings_are_numbered_one_after_another(office):
    with office.database.read() as connection:
        assert diary.new_reference(connection, 2014) == "H-2014-00001"
    office.listed()
    with office.database.read() as connection:
        assert diary.new_reference(connection, 2014) == "H-2014-00002"
        assert diary.new_reference(connection, 2015) == "H-2015-00001"


def test_the_officer_of_a_case_is_not_shown_the_diary_of_it(office):
    """What it would catch: the bar on one's own case left out of the diary."""
    office.listed(
        office.referred(**{**MATTER, "person": "300011", "name": "P Room"}), by="caseworker"
    )
    assert entries(office) == ()


def test_a_failure_at_the_second_officer_leaves_both_listed(office, monkeypatch):
    """What it would catch: one transaction for each officer of a joint hearing."""
    first, second = joint(office)
    calls = []

    def failing(*given: object) -> object:
        calls.append(given)
        if len(calls) == 2:
            raise OSError("the disk is full")
        return {"subject": first}

    monkeypatch.setattr("db.making.answer", failing)
    given = {"asked_by": "chair", "delay_reason": "chair_or_panel", "reason": "The chair is ill."}
    with pytest.raises(OSError, match="full"):
        office.go("postpone", first, by="practice_support", **given)
    assert len(calls) == 2
    assert (state(office, first), state(office, second)) == ("listed", "listed")
    assert check(office.database, RULES) == []


def test_a_case_nobody_may_know_of_is_not_named_by_one_that_points_to_it(office):
    """What it would catch: a reference shown through a join, in the facts or in the history."""
    hidden = office.receive(sensitivity="covert").rpartition("/")[0]
    ref = office.receive(person="201299", name="P Jones")
    office.go("join", ref, other_case=hidden, reason="The same incident.")
    own, _number = office.desk("caseworker").show(ref)
    assert own.file.case.joined == own.file.case.linked == (hidden,)
    theirs, _number = office.desk("authority2").show(ref)
    assert theirs.file.case.joined == theirs.file.case.linked == ()
    assert hidden not in repr(theirs.history)


def test_a_witness_called_to_a_hearing_reads_the_case_no_more(office):
    """What it would catch: bars that look at the case's people and not at its seats."""
    ref = office.listed(seat=(*PANEL, "witness=300007"))
    with pytest.raises(UnknownReference):
        office.desk("auditor").show(ref)
    assert look(office.desk("auditor"), JUNE, JULY).entries == ()
    assert check(office.database, RULES) == []


def test_a_joint_hearing_is_not_changed_by_whoever_may_not_open_every_case_in_it(office):
    first = office.listed(office.referred(sensitivity="covert"), by="caseworker")
    second = another(office)
    office.go("join", second, other_case=first.rpartition("/")[0], reason="Same incident.")
    office.go("schedule", second, joins="H-2014-00001")
    given = {"asked_by": "chair", "delay_reason": "chair_or_panel", "reason": "Ill."}
    with pytest.raises(NotAllowed, match="by this account alone") as refused:
        office.go("postpone", second, by="practice_support", **given)
    assert first not in str(refused.value)
    assert state(office, second) == "listed"
    office.go("postpone", second, **given)
    assert check(office.database, RULES) == []


def test_why_somebody_is_away_is_for_those_who_keep_the_diary(office):
    desk = office.desk("practice_support")
    add_away(desk, "300012", date(2014, 6, 23), date(2014, 6, 27), "an operation")
    assert [row.why for row in look(desk, JUNE, JULY).away] == ["an operation"]
    assert [row.why for row in look(office.desk("auditor"), JUNE, JULY).away] == [""]


def test_the_diary_is_closed_to_those_who_read_no_case(office):
    with pytest.raises(NotAllowed, match="those who read cases"):
        agenda(office.desk("administrator"), JUNE, JULY)


def test_when_people_are_free_is_for_those_who_keep_the_diary(office):
    """What it would catch: somebody's time in a hidden hearing read off the free days."""
    ref = office.referred()
    assert planning(office.desk("auditor"), ref).free == ()
    with pytest.raises(NotAllowed, match="kept by"):
        planning(office.desk("auditor"), ref, replace(ONE_DAY, who=frozenset({"300012"})))


@pytest.mark.parametrize("last", [date(9999, 12, 31), date(2016, 1, 1), date(2014, 6, 1)])
def test_an_absence_of_years_or_that_ends_before_it_begins_is_a_slip(office, last):
    """What it would catch: one entry that nobody can open the diary for."""
    with pytest.raises(BadValue, match=r"away for a year|lies before"):
        add_away(office.desk("practice_support"), "300012", date(2014, 6, 2), last, "leave")


def test_a_sitting_beyond_every_table_is_refused_in_a_sentence(office):
    with pytest.raises(BadValue):
        office.listed(sitting=["9999-12-31 10:00-11:00"])


def test_a_name_that_is_not_the_numbers_own_is_refused(office):
    """What it would catch: a mistyped number that books somebody else."""
    with pytest.raises(BadValue, match=r"is K Hale.s, not"):
        office.listed(seat=("chair_senior_officer=300012 V Stone", *PANEL[1:]))


def test_somebody_new_sits_with_the_rank_they_are_named_with(office):
    seats = ("chair_senior_officer=300099 B New, Cmdr", *PANEL[1:])
    office.listed(seat=seats)
    assert entries(office)[0].hearing.seats[0].rank == "Commander"


def test_a_date_that_nobody_need_take_is_not_noted_as_an_offer(office):
    ref = office.listed()
    given = {"asked_by": "friend", "delay_reason": "counsel", "reason": "Engaged."}
    with pytest.raises(BadValue, match="no working day within five"):
        office.go("postpone", ref, by="practice_support", alternative="2014-06-28", **given)
    assert state(office, ref) == "listed"
