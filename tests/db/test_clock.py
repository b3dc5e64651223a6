"""Holidays taken in, rules signed off, and the limits that move with them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from db.actions import Ask, Desk
from db.checking import check
from db.clock import held_limits, overdue, read_deadlines, running_out, stale
from db.engine import Connection
from db.people import Named, keep_person
from db.settling import calendar_at, dated, recount, sign_off, take_holidays, unverified
from hearings.errors import BadValue, NotAllowed, Refused, UnknownReference, UsageError
from hearings.people import PersonFacts
from hearings.regimes import all_rules
from hearings.rules import Rules
from hearings.workdays import Calendar, packaged
from tests.cast import NOW, TODAY

FOLDER = "bank_holidays/bank-holidays_moj"
MAY_4, MAY_8 = "2020-05-04", "2020-05-08"
IN_MAY = date(2020, 5, 5)
FACTS = {
    "direction_received": date(2020, 4, 30),
    "reflective_notice": date(2020, 5, 5),
    "tribunal_notice_received": date(2020, 4, 20),
}
"""Facts whose limits count over 4 May, over 8 May and over both."""

RIGHT = {"direction_told": "2020-05-05", "reflective_account": "2020-05-13",
         "tribunal_documents": "2020-05-12"}  # fmt: skip
"""The last days under the holidays there were, by limit."""

WRONG = {"direction_told": "2020-05-06", "reflective_account": "2020-05-12",
         "tribunal_documents": "2020-05-12"}  # fmt: skip
"""The last days where 4 May is the holiday; the count over both ends as it did."""


def at(office, day, account="caseworker", rules=None):
    """Sit somebody down on a day."""
    desk = office.desk(account, day)
    desk.rules = desk.rules if rules is None else rules
    return desk


def enter(office, move, ref, on, account="caseworker", maker=None, **given):
    """Make a move on a day."""
    return at(office, on, account).perform(Ask(move, ref, given, maker, on))


def received(office, person="201234"):
    """Receive a matter of April 2020."""
    found = office.desk("caseworker", IN_MAY).perform(
        Ask("receive", given={
            "attention_date": "2020-04-01", "track": "internal_conduct", "source": "supervisor",
            "unit": "Camden", "person": person, "name": "J Smith", "rank": "PS",
            "standard": "honesty", "narrative": "Entry made two hours late.",
        })
    )  # fmt: skip
    return str(found["subject"])


@pytest.fixture
def ref(office):
    """Give a matter of May 2020 whose running limits end about the early May holiday."""
    found = received(office)
    for fact, day in FACTS.items():
        enter(office, "record_fact", found, day, fact=fact)
    return found


@pytest.fixture
def newest(shared_data):
    """Give the newest file of gov.uk."""
    return (shared_data / f"{FOLDER}_2026-02-25.json").read_text("utf-8")


@pytest.fixture
def old_file(shared_data):
    """Give the file of October 2019, with 4 May 2020 put back by hand."""
    whole = json.loads((shared_data / f"{FOLDER}_2019-10-11.json").read_text("utf-8"))
    for event in whole["england-and-wales"]["events"]:
        if event["date"] == MAY_8:
            event.update({"date": MAY_4, "title": "Early May bank holiday"})
    return json.dumps(whole)


def kept_days(office, ref):
    """Give the last days as they are kept, by limit."""
    rows = office.rows(
        "SELECT l.key, l.last_day FROM limits l JOIN subjects s ON s.id = l.subject_id"
        " WHERE s.reference = :ref AND l.key IN ('direction_told', 'reflective_account',"
        " 'tribunal_documents')",
        ref=ref,
    )
    return dict(rows)


def told(moved):
    return {row.key: (row.before, row.after) for row in moved}


# ------ holidays


def test_a_stale_file_is_noticed_and_the_limits_it_would_move_are_listed(office, ref, old_file):
    """Catches an old download that would quietly move the days of running matters."""
    desk = at(office, IN_MAY)
    assert kept_days(office, ref) == RIGHT

    found = take_holidays(desk, old_file, "gov.uk, 11 October 2019")

    assert not found.kept
    assert "up to 2020 alone" in found.older
    assert [(day.isoformat(), bool(was), bool(now)) for day, was, now in found.changes] == [
        (MAY_4, False, True),
        (MAY_8, True, False),
    ]
    assert told(found.moved) == {
        "direction_told": ("2020-05-05", "2020-05-06"),
        "reflective_account": ("2020-05-13", "2020-05-12"),
    }
    assert {row.reference for row in found.moved} == {ref}
    assert kept_days(office, ref) == RIGHT
    assert office.rows("SELECT count(*) FROM calendars") == [(0,)]
    assert desk.rules.calendar == packaged()
    assert office.trail()[-1][1:6:4] == ("calendar.update", "refused")


def test_an_accepted_older_file_moves_the_limits_and_the_newest_moves_them_back(
    office, ref, old_file, newest
):
    """Catches limits that move one way alone, and a due day of the list left behind."""
    desk = at(office, IN_MAY)
    assert office.rows("SELECT due FROM subjects") == [("2020-05-05",)]
    first = take_holidays(desk, old_file, "gov.uk, 11 October 2019", accept_older=True)
    assert first.kept
    assert kept_days(office, ref) == WRONG
    assert office.rows("SELECT due FROM subjects") == [("2020-05-06",)]
    assert check(office.database, desk.rules) == []
    assert desk.rules.calendar.last == packaged().last

    again = take_holidays(desk, newest, "gov.uk, 25 February 2026")

    assert (again.older, again.kept) == ("", True)
    assert told(again.moved) == {
        key: (before, after) for key, (after, before) in told(first.moved).items()
    }
    assert kept_days(office, ref) == RIGHT
    assert office.rows("SELECT due FROM subjects") == [("2020-05-05",)]
    assert check(office.database, desk.rules) == []
    assert office.rows("SELECT count(*) FROM calendars") == [(2,)]


def test_a_dry_run_tells_all_and_keeps_nothing(office, ref, old_file):
    desk, before = at(office, IN_MAY), office.counts()
    found = take_holidays(desk, old_file, "2019", accept_older=True, dry_run=True)
    assert len(found.moved) == 2
    assert not found.kept
    assert kept_days(office, ref) == RIGHT
    assert office.counts() == before


def test_an_earlier_file_that_contradicts_a_later_one_is_older_too(office, ref, newest):
    """Catches a file of the same years whose extra holiday has since been taken back."""
    earlier = newest.replace(MAY_8, MAY_4)
    found = take_holidays(at(office, IN_MAY), earlier, "gov.uk, 1 February 2026")
    assert "is of 2026-02-01 and contradicts what is kept, which is of 2026-02-25" in found.older
    assert not found.kept

    later = take_holidays(at(office, IN_MAY), earlier, "gov.uk, 1 March 2026")
    assert (later.older, later.kept) == ("", True)


def test_another_title_is_no_change(office, ref, newest):
    """Catches limits listed as moving because a holiday was given another name."""
    found = take_holidays(at(office, IN_MAY), newest.replace("Good Friday", "Long Friday"), "new")
    assert (found.changes, found.moved, found.kept) == ((), (), True)


def test_only_rows_that_change_are_written(office, ref, old_file, monkeypatch):
    """Catches a recount that writes every limit of every subject again."""
    for n in range(3):
        other = office.receive(person=f"20200{n}", name="A N Other")
        enter(office, "record_fact", other, date(2014, 3, 12), fact="documents_supplied")
    desk, said = at(office, IN_MAY), list[tuple[str, dict[str, object]]]()
    ask = Connection._run

    def heard(self: Connection, sql: str, values: Mapping[str, object]) -> object:
        said.append((sql, dict(values)))
        return ask(self, sql, values)

    monkeypatch.setattr(Connection, "_run", heard)
    take_holidays(desk, old_file, "2019", accept_older=True)

    writes = [(sql.split(), given) for sql, given in said if not sql.startswith("SELECT")]
    updates = [(words[1], given["due"]) for words, given in writes if words[0] == "UPDATE"]
    assert sorted(updates, key=str) == [
        ("limits", "2020-05-06"), ("limits", "2020-05-12"), ("subjects", "2020-05-06"),
    ]  # fmt: skip
    assert {words[2] for words, _given in writes if words[0] == "INSERT"} == {
        "calendars", "trail", "trail_detail",
    }  # fmt: skip
    assert {words[0] for words, _given in writes} == {"UPDATE", "INSERT"}


def test_a_limit_that_fell_away_in_time_is_found_missed_under_another_table(
    office, old_file, newest
):
    """Catches a limit of which no row is left to count again."""
    ref = received(office)
    with office.database.write() as connection:
        promoted = PersonFacts("300003", rank="Commander", unit="DPS")
        keep_person(connection, promoted, "B Marsh", date(2015, 1, 1))
    senior = Named("authority2")
    enter(office, "suspend", ref, date(2020, 5, 1), maker=senior, imposed="yes", orally=True,
          redeployment="None.", second_condition="both", alternatives="None.", reason="Trust.",
          told_on="2020-05-01")  # fmt: skip
    enter(office, "lift_measure", ref, date(2020, 5, 7), maker=senior, measure="suspension",
          reason="No case.")  # fmt: skip
    missed = "SELECT count(*) FROM limits WHERE key = 'suspension_confirmed'"
    assert office.rows(missed) == [(1,)]
    desk = at(office, date(2020, 5, 7))
    take_holidays(desk, old_file, "2019", accept_older=True)
    assert office.rows(missed) == [(0,)]
    assert check(office.database, desk.rules) == []
    take_holidays(desk, newest, "2026")
    assert office.rows(missed) == [(1,)]
    assert check(office.database, desk.rules) == []


def test_only_who_settles_the_rules_takes_holidays_in(office, newest):
    with pytest.raises(NotAllowed):
        take_holidays(office.desk("authority"), newest, "new")
    assert office.trail()[-1][:2] == ("authority", "calendar.update")
    with pytest.raises(UsageError, match="no bank holiday file"):
        take_holidays(office.desk("administrator"), "{}", "new")


def test_the_table_taken_in_counts_for_whoever_comes_next(office, ref, old_file):
    take_holidays(at(office, IN_MAY), old_file, "October 2019", accept_older=True)
    other = Desk(office.database, "auditor", lambda: NOW, IN_MAY, Rules())
    assert other.rules.calendar.vintage == "October 2019"
    _name, rows = read_deadlines(other, ref)
    assert {row.key: str(row.due) for row in rows if row.key in WRONG} == WRONG


def test_the_calendar_at_an_address_is_read_and_nothing_is_made(office, old_file, tmp_path):
    """Catches a date calculator that makes a database, or counts by another's holidays."""
    place = tmp_path / "none" / "none.db"
    assert calendar_at(str(place)) is None
    assert not place.parent.exists()
    assert calendar_at(office.url) is None
    take_holidays(office.desk("administrator"), old_file, "October 2019", accept_older=True)
    found = calendar_at(office.url)
    assert found is not None
    assert not found.is_working(date(2020, 5, 4))


@pytest.mark.parametrize(
    ("vintage", "day"),
    [
        ("gov.uk, 25 February 2026", date(2026, 2, 25)),
        ("bank-holidays_moj_2019-10-11.json, taken in on 2026-11-22", date(2019, 10, 11)),
        ("of 31 February 2026", None),
        ("of 2026-02-31, put right on 1 March 2026", date(2026, 3, 1)),
        ("the newest", None),
    ],
)
def test_the_day_of_a_vintage_is_read(vintage, day):
    assert dated(vintage) == day


# ------ the quick look for what moves


def test_what_a_table_moves_is_found_from_the_counts_alone():
    """Catches a subject missed, or looked at in vain, before any case is loaded."""
    kept = packaged()
    holidays = dict(kept.holidays)
    holidays[date(2020, 5, 4)] = holidays.pop(date(2020, 5, 8))
    other = Calendar(kept.first, kept.last, holidays, "other")
    rows = [
        (1, "after", "3", "2020-05-01", "2020-05-06"),
        (2, "after", "15", "2020-04-20", "2020-05-12"),
        (3, "practicable", "", "2020-05-01", ""),
        (4, "window", "10-15", "2020-04-20", "2020-05-12"),
        (5, "after", "2", "2020-04-30", ""),
        (6, "before", "5", "2020-05-11", "2020-04-30"),
    ]
    assert stale(rows, kept) == {5}
    assert stale(rows, kept, kept) == set()
    assert stale(rows, other, kept) == {1, 5, 6} - ({6} if _same_before(other, kept) else set())


def _same_before(other, kept):
    from hearings.workdays import before

    return before(date(2020, 5, 11), 5, other) == before(date(2020, 5, 11), 5, kept)


def test_a_day_that_the_older_table_did_not_reach_is_found():
    kept = packaged()
    wider = Calendar(kept.first, date(2029, 12, 31), kept.holidays, "wider")
    assert stale([(1, "after", "10", "2028-12-28", "")], wider, kept) == {1}


# ------ sign-offs


def referred(office):
    """Give a matter of 2020 that is referred to a hearing, whose limit rests on memory alone."""
    for account in ("caseworker", "authority", "investigator"):
        office._desks[account, TODAY] = at(office, IN_MAY, account)
    ref = office.decided(to="gross_misconduct", attention_date="2020-04-01", person="201235")
    said, answers = date(2020, 4, 2), ["1=gross_misconduct"]
    office.go("appoint_investigator", ref, maker="authority", on=said, investigator="300009",
              outside_management=True)  # fmt: skip
    office.go("serve_notice", ref, on=said, level="gross_misconduct", likely_form="hearing",
              method="in_person", served_by="Insp Lane", welfare="Named.")  # fmt: skip
    office.go("submit_report", ref, maker="investigator", on=said, opinions=answers, summary="Two.")
    office.go("determine", ref, maker="authority", on=said, answers=answers)
    office.go("refer", ref, maker="authority", on=said, forum="hearing", reason="A case.")
    office.go("record_fact", ref, on=date(2020, 4, 20), fact="documents_supplied")
    return ref


def _legal(office):
    with office.database.write() as connection:
        connection.run("UPDATE accounts SET roles = 'auditor legal' WHERE name = 'auditor'")
    return Desk(office.database, "auditor", lambda: NOW, IN_MAY, Rules())


def test_a_sign_off_gives_the_day_takes_the_badge_away_and_says_who(office):
    """Catches a day given before anyone vouched for it, and a sign-off nobody is named for."""
    ref = referred(office)
    day = "SELECT due, last_day, firm FROM limits WHERE key = 'hearing_held'"
    assert office.rows(day) == [("", "", 0)]
    legal = _legal(office)

    moved = sign_off(legal, "2020/hearing_held", "R Shah, solicitor", "Read on legislation.gov.uk.")

    assert told(moved) == {"hearing_held": ("", "2020-09-10")}
    assert office.rows(day) == [("2020-09-10", "2020-09-10", 1)]
    kept = legal.rules.signed["2020/hearing_held"]
    assert (kept.by, kept.on, kept.note) == (
        "R Shah, solicitor", IN_MAY, "Read on legislation.gov.uk.",
    )  # fmt: skip
    _name, rows = read_deadlines(legal, ref)
    row = next(row for row in rows if row.key == "hearing_held")
    assert row.signed_by == "signed off by R Shah, solicitor on 2020-05-05"
    assert office.trail()[-2][1] == "rules.sign_off"
    assert check(office.database, legal.rules) == []


def test_a_rule_that_has_changed_since_is_not_signed_off(office):
    """Catches a count that nobody has read, standing on a lawyer's word for another."""
    ref, legal = referred(office), _legal(office)
    sign_off(legal, "2020/hearing_held", "R Shah", "")
    # Signed off again, by a version in which the rule said something else.
    office.run(
        "INSERT INTO sign_offs (rule, digest, signed_by, signed_on, note, account, at) SELECT"
        " rule, 'another', signed_by, signed_on, note, account, at FROM sign_offs"
    )

    again = Desk(office.database, "auditor", lambda: NOW, IN_MAY, Rules())
    assert "2020/hearing_held" in again.rules.signed
    _name, rows = read_deadlines(again, ref)
    row = next(row for row in rows if row.key == "hearing_held")
    assert (row.signed_by, row.due, row.firm) == ("", None, False)
    desk = at(office, IN_MAY)
    desk.rules = again.rules
    assert told(recount(desk)) == {"hearing_held": ("2020-09-10", "")}


def test_who_may_sign_off_what(office):
    """Catches a sign-off by somebody who is no lawyer, of no rule, or by nobody."""
    with pytest.raises(NotAllowed):
        sign_off(office.desk("caseworker"), "2020/hearing_held", "R Shah", "")
    legal = _legal(office)
    with pytest.raises(BadValue, match="rules list"):
        sign_off(legal, "2020/nonsense", "R Shah", "")
    waits = next(row.id for row in all_rules() if unverified(row))
    sure = next(row.id for row in all_rules() if not unverified(row))
    with pytest.raises(BadValue, match="say who"):
        sign_off(legal, waits, "  ", "")
    with pytest.raises(Refused, match="verified already"):
        sign_off(legal, sure, "R Shah", "")
    assert office.rows("SELECT count(*) FROM sign_offs") == [(0,)]


def test_a_recount_puts_right_what_the_settings_changed(office, ref):
    """Catches limits that go on as they were counted before a setting changed."""
    office.run("UPDATE limits SET last_day = '2020-06-01' WHERE key = 'tribunal_documents'")
    moved = recount(at(office, IN_MAY))
    assert told(moved) == {"tribunal_documents": ("2020-06-01", "2020-05-12")}
    assert kept_days(office, ref) == RIGHT
    assert recount(at(office, IN_MAY)) == ()


# ------ what is due


def test_overdue_limits_come_longest_first_and_only_of_what_may_be_seen(office, ref):
    """Catches a list of another unit's matters, and an order by anything but the day."""
    day = date(2020, 5, 14)
    rows = overdue(at(office, day, "auditor"), 10)
    assert [(found, row.key) for found, row in rows] == [
        (ref, "direction_told"), (ref, "tribunal_documents"), (ref, "reflective_account"),
    ]  # fmt: skip
    assert {row.status for _ref, row in rows} == {"overdue"}
    assert len(overdue(at(office, day, "auditor"), 2)) == 2
    assert overdue(at(office, day, "administrator"), 10) == []
    assert overdue(at(office, date(2020, 5, 5), "auditor"), 10) == []
    assert [row.key for _ref, row in running_out(at(office, IN_MAY), date(2020, 5, 12), 10)] == [
        "direction_told", "tribunal_documents",
    ]  # fmt: skip


def test_a_paused_limit_is_neither_overdue_nor_running_out(office, ref):
    enter(office, "pause", ref, IN_MAY, limit="tribunal_documents", agreed_by="Supt Marsh",
          delay_reason="criminal_proceedings", reason="Trial in June.")  # fmt: skip
    keys = {row.key for _ref, row in overdue(at(office, date(2020, 5, 14)), 10)}
    assert keys == {"direction_told", "reflective_account"}


def test_reading_the_limits_of_a_subject_is_written_down_and_barred_like_the_case(office, ref):
    name, rows = read_deadlines(at(office, IN_MAY, "auditor"), ref.partition("/")[0])
    assert name == ref
    assert {row.key: str(row.due) for row in rows if row.key in RIGHT} == RIGHT
    assert office.trail()[-1][1] == "read.case"
    with pytest.raises(UnknownReference):
        read_deadlines(at(office, IN_MAY, "administrator"), ref)


def test_the_limits_a_hearing_has_to_keep_are_given_by_subject(office, ref):
    found = held_limits(
        at(office, IN_MAY), [ref, "MC-1999-00001/1"], ["tribunal_documents", "none"]
    )
    day = date(2020, 5, 12)
    assert set(found) == {ref}
    assert (found[ref].regime, dict(found[ref].due)) == ("2020", {"tribunal_documents": (day, day)})


def test_the_rules_of_a_desk_are_its_own(office):
    """Catches a table of one test, or of one person's settings, leaking into another desk's."""
    one = at(office, IN_MAY, "auditor", replace(Rules(), due_soon=9))
    assert one.rules.due_soon == 9
    assert Desk(office.database, "supervisor", lambda: NOW, IN_MAY, Rules()).rules.due_soon == 5
