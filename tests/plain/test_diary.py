"""`hearings diary`: what is listed, what clashes, what runs out, who is away."""

from __future__ import annotations

import sqlite3
import stat

import icalendar
import pytest

from tests.plain.clocks import HEARING, SEATS, copied, template

SUBJECT = "MC-2014-00001/1"
ON = ("--as-of", "2014-05-20")
SPAN = ("--from", "2014-05-01", "--to", "2014-06-30", *ON)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return template(tmp_path_factory.mktemp("diary"))


@pytest.fixture
def ask(place, hearings, tmp_path):
    return copied(place, hearings, tmp_path)


def diary(ask, *words, account="caseworker"):
    return ask(account, "diary", *words, "--format", "json").json


def test_the_first_line_counts_what_is_listed_and_what_is_in_preparation(ask):
    lines = ask("auditor", "diary", *ON).out.splitlines()
    assert lines[0] == "listed: 1 case (1 officer); in preparation: 0"


def test_the_agenda_goes_day_by_day_and_says_what_is_past_its_limit(ask):
    """Catches a second sitting day left out, and an extension that hides the law's day."""
    lines = ask("auditor", "diary", *ON).out.splitlines()
    said = (
        f"Room 3; {HEARING} misconduct hearing; {SUBJECT}; chair A Hale; past the limit of"
        " Wednesday 21 May 2014, extended to Thursday 29 May 2014"
    )
    assert lines[2:7] == [
        "Thursday 29 May 2014",
        f"  10:00-16:30  {said}",
        "",
        "Friday 30 May 2014",
        f"  10:00-16:00  {said}",
    ]
    rest = "\n".join(lines[7:])
    assert f"Runs out by Tuesday 17 June 2014, or has run out\n  {SUBJECT}  Witness lists" in rest


def test_the_data_keeps_its_promise(ask):
    found = diary(ask, *SPAN)
    assert list(found) == ["schema", "from", "to", "listed", "in_preparation", "part_heard",
                           "hearings", "clashes", "running_out", "away"]  # fmt: skip
    assert (found["schema"], found["listed"]) == ("hearings.diary/1", {"cases": 1, "officers": 1})
    [hearing] = found["hearings"]
    assert list(hearing) == ["hearing", "kind", "state", "room", "sittings", "subjects", "seats",
                             "past_limit"]  # fmt: skip
    assert hearing["sittings"][1] == {"day": "2014-05-30", "from": "10:00", "to": "16:00"}
    assert (hearing["subjects"], hearing["past_limit"]) == ([SUBJECT], True)
    assert hearing["seats"][0] == {
        "capacity": "chair_senior_officer", "person": "100007", "name": "A Hale",
    }  # fmt: skip
    assert next(iter(found["running_out"][0])) == "subject"


def test_nothing_listed_in_a_span_is_said(ask):
    answer = ask("auditor", "diary", "--from", "2014-07-01", "--to", "2014-07-02", *ON)
    assert "Nothing sits from Tuesday 1 July 2014 to Wednesday 2 July 2014." in answer.out


def test_the_calendar_file_is_private_holds_initials_alone_and_is_written_again(ask, tmp_path):
    """Catches a name in a shared feed, and a feed that cannot be refreshed."""
    file = tmp_path / "feed.ics"
    assert ask("caseworker", "diary", *SPAN, "--ics", file).code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    first = file.read_text("utf-8")
    assert "JS" in first
    assert "Smith" not in first + ask("auditor", "diary", *SPAN).out

    ask("caseworker", "case", "postpone", SUBJECT, "--asked-by", "friend", "--delay-reason",
        "counsel", "--reason", "Unwell.", "--on", "2014-05-20", *ON)  # fmt: skip
    assert ask("caseworker", "diary", *SPAN, "--ics", file).code == 0
    events = icalendar.Calendar.from_ical(file.read_text("utf-8")).walk("VEVENT")
    assert {str(event["STATUS"]) for event in events} == {"CANCELLED"}
    assert {str(event["SEQUENCE"]) for event in events} == {"1"}
    assert list(tmp_path.glob(".feed*")) == []
    # A slip that names the database, or anything else, does not cost it.
    kept = tmp_path / "notes.txt"
    kept.write_text("mine")
    assert ask("caseworker", "diary", *SPAN, "--ics", kept).code == 3
    assert kept.read_text() == "mine"
    nowhere = tmp_path / "none" / "feed.ics"
    assert ask("caseworker", "diary", *SPAN, "--ics", nowhere).code == 3


def test_a_hearing_listed_again_for_fewer_days_cancels_the_day_it_no_longer_has(ask, tmp_path):
    """Catches a day that stays in everybody's calendar after it was given up."""
    file = tmp_path / "feed.ics"
    ask("caseworker", "case", "postpone", SUBJECT, "--asked-by", "authority", "--delay-reason",
        "counsel", "--reason", "Unwell.", "--on", "2014-05-20", *ON)  # fmt: skip
    seats = [word for seat in SEATS for word in ("--seat", seat)]
    again = ask(
        "caseworker", "case", "schedule", SUBJECT, "--sitting", "2014-06-05 10:00-16:00",
        "--room", "Room 3", *seats, "--appointed-by", "the Commissioner", "--appointed-basis",
        "rota", "--not-ready", "One date.", "--extended-by", "the chair", "--delay-reason",
        "counsel", "--reason", "Unwell.", "--told-on", "2014-05-20", *ON,
    )  # fmt: skip
    assert again.code == 0, again.err
    ask("caseworker", "diary", *SPAN, "--ics", file)
    events = icalendar.Calendar.from_ical(file.read_text("utf-8")).walk("VEVENT")
    assert [(str(e["UID"]), str(e["STATUS"]), str(e["SEQUENCE"])) for e in events] == [
        (f"{HEARING}.1@hearings", "CONFIRMED", "2"),
        (f"{HEARING}.2@hearings", "CANCELLED", "2"),
    ]


def test_a_hearing_called_off_is_shown_when_it_is_asked_for(ask):
    ask("caseworker", "case", "vacate", SUBJECT, "--asked-by", "authority", "--delay-reason",
        "disclosure", "--reason", "More came in.", "--on", "2014-05-20", *ON)  # fmt: skip
    assert diary(ask, *SPAN)["hearings"] == []
    [hearing] = diary(ask, *SPAN, "--called-off")["hearings"]
    assert hearing["state"] == "vacated"
    assert diary(ask, *SPAN)["in_preparation"] == {"cases": 1, "officers": 1}
    assert "; vacated;" in ask("auditor", "diary", *SPAN, "--called-off").out


def test_who_is_away_is_kept_clashes_and_is_taken_back(ask):
    """Catches a chair on leave on the day, noticed by nobody."""
    leave = ("100007", "--from", "2014-05-28", "--to", "2014-05-29", "--why", "leave")
    kept = ask("caseworker", "diary", "away", *leave)
    assert kept.err == "Kept as entry 1; 'hearings diary back 1' takes it back.\n"
    found = diary(ask, *SPAN)
    assert found["away"] == [
        {"id": 1, "person": "100007", "room": None, "from": "2014-05-28", "to": "2014-05-29",
         "why": "leave"}
    ]  # fmt: skip
    assert found["clashes"] == [
        {"hearing": HEARING, "day": "2014-05-29", "from": "10:00", "to": "16:30",
         "people": ["100007"], "room": None, "with": "leave"}
    ]  # fmt: skip
    text = ask("caseworker", "diary", *SPAN).out
    assert f"Clashes\n  {HEARING}: 100007 is taken on 29 May 2014, all day, by leave." in text
    assert "Away\n  1  100007  2014-05-28 to 2014-05-29  leave" in text

    assert ask("caseworker", "diary", "back", "1").code == 0
    assert (diary(ask, *SPAN)["away"], diary(ask, *SPAN)["clashes"]) == ([], [])
    assert ask("caseworker", "diary", "back", "1").code == 3


def test_why_somebody_is_away_and_when_they_are_free_is_for_those_who_keep_the_diary(ask):
    leave = ("300003", "--from", "2014-05-27", "--to", "2014-05-28", "--why", "an operation")
    assert ask("caseworker", "diary", "away", *leave).code == 0
    text = ask("auditor", "diary", *SPAN).out
    assert "  1  300003  2014-05-27 to 2014-05-28\n" in text
    assert "operation" not in text
    text = ask("auditor", "diary", "plan", SUBJECT, *ON).out
    assert "Free days are for those who keep the diary." in text
    assert "none inside the limit" not in text


def test_a_room_can_be_away_as_well(ask):
    ask("caseworker", "diary", "away", "Room 3", "--room", "--from", "2014-05-30", "--to",
        "2014-05-30", "--why", "painting")  # fmt: skip
    text = ask("caseworker", "diary", *SPAN).out
    assert f"{HEARING}: The room Room 3 is taken on 30 May 2014" in text
    assert "the room Room 3  2014-05-30 to 2014-05-30  painting" in text


def test_a_plan_gives_the_limit_what_is_missing_and_free_days(ask):
    """Catches a free day on which the officer's own hearing, or leave, takes the time."""
    words = ("diary", "plan", SUBJECT, "--person", "100007", "--until", "2014-06-30", *ON)
    ask("caseworker", "diary", "away", "100007", "--from", "2014-05-20", "--to", "2014-05-21",
        "--why", "leave")  # fmt: skip
    found = ask("caseworker", *words, "--format", "json").json
    assert (found["schema"], found["subject"], found["kind"]) == (
        "hearings.plan/1", SUBJECT, "hearing",
    )  # fmt: skip
    assert found["limit"]["due"] == "2014-05-21"
    assert found["free"] == ["2014-05-22", "2014-05-23", "2014-05-27"]
    done = {row["key"] for row in found["readiness"] if row["done"]}
    assert {"documents_supplied", "response_received"} <= done
    assert "bundle_ready" not in done
    text = ask("caseworker", *words).out
    assert "  missing bundle ready" in text
    kept = ask("caseworker", "case", "record-fact", SUBJECT, "--fact", "bundle_ready", "--method",
               "in_person", "--by", "Sgt Bell", "--on", "2014-05-06", *ON)  # fmt: skip
    assert kept.code == 0, kept.err
    assert "bundle ready on 2014-05-06: in person; Sgt Bell" in ask("caseworker", *words).out
    assert "  Thursday 22 May 2014" in text
    assert ask("caseworker", *words, "--format", "csv").out.startswith("free\n2014-05-22\n")


def test_one_hearing_is_shown_with_everyone_who_is_to_be_there(ask, tmp_path):
    lines = ask("auditor", "diary", "show", HEARING).out.splitlines()
    assert "  Thu 2014-05-29 10:00-16:30" in lines
    assert f"  officer concerned: Sergeant J Smith 201234 ({SUBJECT})" in lines
    assert "  chair (senior officer): Commander A Hale 100007" in lines
    assert ask("auditor", "diary", "show", "H-2014-09999").code == 3
    found = ask("auditor", "diary", "show", HEARING, "--format", "json").json
    assert [row["hearing"] for row in found["hearings"]] == [HEARING]
    with sqlite3.connect(tmp_path / "clocks.db") as plain:
        read = plain.execute(
            "SELECT DISTINCT account, case_reference, subject FROM trail"
            " WHERE action = 'read.hearing'"
        ).fetchall()
    plain.close()
    assert read == [("auditor", "MC-2014-00001", 1)]
    assert ask("administrator", "diary", "show", HEARING).code == 3


def test_the_history_says_what_each_event_kept(ask):
    """Catches a history of bare names of commands: which fact, which days, how long."""
    text = ask("auditor", "case", "show", "MC-2014-00001").out
    rows = [line for line in text.splitlines() if "keyed by" in line]
    facts = [line.partition("): ")[2] for line in rows if " record-fact " in line]
    assert facts == ["notice of referral and documents supplied", "officer's response received"]
    [listed] = [line.partition("): ")[2] for line in rows if " schedule " in line]
    assert listed == (
        "Thu 29 May 2014, 10:00–16:30; Fri 30 May 2014, 10:00–16:00; Room 3; limit extended by Cmdr"
        " Hale, chair; Counsel is in another trial."
    )


def test_the_sheet_has_one_line_for_each_sitting(ask):
    lines = ask("auditor", "diary", *SPAN, "--format", "csv").out.splitlines()
    assert lines[0] == "hearing,kind,state,room,day,from,to,subjects,chair,past_limit"
    assert lines[2] == (
        f"{HEARING},hearing,listed,Room 3,2014-05-30,10:00,16:00,{SUBJECT},A Hale,yes"
    )


def test_who_may_see_no_case_sees_no_hearing_and_may_not_keep_the_diary(ask):
    answer = ask("administrator", "diary", *SPAN)
    assert (answer.code, answer.out) == (3, "")
    leave = ("100007", "--from", "2014-05-28", "--to", "2014-05-29", "--why", "leave")
    assert ask("auditor", "diary", "away", *leave).code == 3


# Catches a slip of the keyboard taken for something else.
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--from", "2014-06-01", "--to", "2014-05-01"), 2),
        (("--from", "soon"), 2),
        (("plan", SUBJECT, "--hours", "17:00-10:00"), 3),
        (("plan", SUBJECT, "--days", "0"), 2),
        (("plan", "MC-1999-00001/1"), 3),
        (("away", "1", "--from", "2014-05-02", "--to", "2014-05-01", "--why", "x"), 3),
    ],
)
def test_wrong_usage_and_refusals_are_told_apart(ask, words, code):
    answer = ask("caseworker", "diary", *words)
    assert (answer.code, answer.out) == (code, "")


@pytest.mark.parametrize("name", ["", "plan", "away", "back", "show"])
def test_each_command_has_help_with_an_example(hearings, name):
    words = ["diary", *([name] if name else []), "--help"]
    assert f"Example: hearings {' '.join(words[:-1])}" in hearings(*words).out
