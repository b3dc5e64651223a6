"""The diary as iCalendar, read back by another library."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject

from db.ics import Listing, calendar_of, moments
from hearings.sittings import Hearing, Seat, Sitting

NOW = datetime(2014, 3, 1, 9, 30, tzinfo=UTC)
LATER = datetime(2014, 3, 20, 9, 30, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")


def hearing(*sittings: Sitting, **changes: Any) -> Hearing:
    days = sittings or (Sitting(date(2014, 3, 28), 600, 990), Sitting(date(2014, 3, 31), 570, 780))
    seats = (Seat("chair_senior_officer", "100007", "J Hale", "Commander"),)
    return replace(Hearing("H-2014-0007", "hearing", days, "Room 3", seats), **changes)


def listing(*sittings: Sitting, **changes: Any) -> Listing:
    before = changes.pop("before", ())
    who = ("MC-2014-00042/1", "MC-2014-00042/2")
    return Listing(hearing(*sittings, **changes), who, ("JS", "PJ"), "the force", before=before)


def entries(*listings: Listing, at: datetime = NOW) -> list[Any]:
    """Read the entries with the other library."""
    read = vobject.readOne(calendar_of(listings, at).decode())
    return list(read.contents.get("vevent", []))


def local(day: date, minutes: int) -> datetime:
    """Say a time of day as London's clocks show it."""
    return datetime.combine(day, time(*divmod(minutes, 60)), LONDON)


def told(entry: Any) -> tuple[Any, ...]:
    return (
        entry.uid.value,
        int(entry.sequence.value),
        entry.status.value,
        entry.dtstart.value,
        entry.dtend.value,
        entry.location.value,
    )


def test_what_another_library_reads_is_what_the_diary_holds():
    found = listing(sequence=2)
    expected = [
        (
            f"H-2014-0007.{place}@hearings",
            2,
            "CONFIRMED",
            local(day.day, day.starts),
            local(day.day, day.ends),
            "Room 3",
        )
        for place, day in enumerate(found.hearing.sittings, start=1)
    ]
    assert [told(entry) for entry in entries(found)] == expected


def test_times_are_written_in_utc_and_the_file_names_london():
    text = calendar_of([listing()], NOW).decode()
    assert "DTSTART:20140328T100000Z" in text
    assert "DTSTART:20140331T083000Z" in text
    assert "X-WR-TIMEZONE:Europe/London" in text
    assert "METHOD:PUBLISH" in text
    assert text.count("DTSTAMP:20140301T093000Z") == 2


def test_the_same_hearings_give_the_same_bytes():
    assert calendar_of([listing()], NOW) == calendar_of([listing()], NOW)


def test_an_entry_names_the_officers_by_their_initials_alone():
    text = calendar_of([listing()], NOW).decode().replace("\r\n ", "")
    first, second = entries(listing())
    assert first.summary.value == "Misconduct hearing H-2014-0007, day 1 of 2: JS, PJ"
    assert second.summary.value.endswith("day 2 of 2: JS, PJ")
    assert "Hale" not in text
    assert "100007" not in text


def test_before_2020_an_accelerated_hearing_has_its_own_word():
    found = replace(listing(kind="accelerated"), words="special case hearing")
    assert entries(found)[0].summary.value.startswith("Special case hearing H-2014-0007")


def test_a_hearing_listed_again_is_seen_as_an_update():
    moved = listing(Sitting(date(2014, 4, 22), 600, 990), Sitting(date(2014, 4, 23), 600, 990),
                    sequence=2)  # fmt: skip
    before, after = entries(listing()), entries(moved, at=LATER)
    for old, new in zip(before, after, strict=True):
        assert new.uid.value == old.uid.value
        assert int(new.sequence.value) > int(old.sequence.value)
        assert new.dtstamp.value > old.dtstamp.value
        assert new.dtstart.value != old.dtstart.value


@pytest.mark.parametrize("state", ["postponed", "vacated"])
def test_a_hearing_called_off_is_seen_as_cancelled(state):
    before, after = entries(listing()), entries(listing(state=state, sequence=1), at=LATER)
    assert [entry.uid.value for entry in after] == [entry.uid.value for entry in before]
    assert {entry.status.value for entry in after} == {"CANCELLED"}
    assert {int(entry.sequence.value) for entry in after} == {1}


@pytest.mark.parametrize("state", ["listed", "open", "part_heard"])
def test_a_hearing_that_stands_is_confirmed(state):
    assert {entry.status.value for entry in entries(listing(state=state))} == {"CONFIRMED"}


def test_a_day_that_was_given_up_is_cancelled():
    three = tuple(Sitting(date(2014, 4, day), 600, 990) for day in (22, 23, 24))
    after = entries(listing(*three[:2], before=three, sequence=1))
    assert [(entry.uid.value, entry.status.value) for entry in after] == [
        ("H-2014-0007.1@hearings", "CONFIRMED"),
        ("H-2014-0007.2@hearings", "CONFIRMED"),
        ("H-2014-0007.3@hearings", "CANCELLED"),
    ]


@pytest.mark.parametrize(
    ("sitting", "starts", "ends"),
    [
        pytest.param(
            Sitting(date(2014, 3, 29), 1320, 1440),
            "2014-03-29 22:00",
            "2014-03-30 00:00",
            id="the-evening-before-the-clocks-go-forward",
        ),
        pytest.param(
            Sitting(date(2014, 3, 30), 30, 180),
            "2014-03-30 00:30",
            "2014-03-30 02:00",
            id="over-the-hour-left-out",
        ),
        pytest.param(
            Sitting(date(2014, 3, 30), 1320, 1440),
            "2014-03-30 21:00",
            "2014-03-30 23:00",
            id="the-evening-after",
        ),
        pytest.param(
            Sitting(date(2014, 10, 25), 1320, 1440),
            "2014-10-25 21:00",
            "2014-10-25 23:00",
            id="the-evening-before-the-clocks-go-back",
        ),
        pytest.param(
            Sitting(date(2014, 10, 26), 30, 180),
            "2014-10-25 23:30",
            "2014-10-26 03:00",
            id="over-the-hour-that-comes-twice",
        ),
        pytest.param(
            Sitting(date(2014, 10, 26), 1320, 1440),
            "2014-10-26 22:00",
            "2014-10-27 00:00",
            id="the-evening-after-that",
        ),
        pytest.param(
            Sitting(date(2014, 12, 31), 1380, 1440),
            "2014-12-31 23:00",
            "2015-01-01 00:00",
            id="new-year",
        ),
        pytest.param(
            Sitting(date(2014, 6, 2), 0, 1440),
            "2014-06-01 23:00",
            "2014-06-02 23:00",
            id="all-day-in-summer",
        ),
    ],
)
def test_nights_on_which_the_clocks_change_are_counted_right(sitting, starts, ends):
    utc = tuple(datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (starts, ends))
    assert moments(sitting) == utc
    entry = entries(listing(sitting))[0]
    assert (entry.dtstart.value, entry.dtend.value) == utc


def test_a_sitting_inside_the_hour_left_out_keeps_its_length():
    starts, ends = moments(Sitting(date(2014, 3, 30), 75, 135))
    assert ends - starts == timedelta(hours=1)


@pytest.mark.parametrize(
    "room",
    [
        "Room 3\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil",
        "Room 3\nATTENDEE:mailto:x",
        "Hall; first, second\\third",
        "a\x00b\x07c",
        "a\u202eb\u2028c",
        "Ärzte" * 60,
    ],
)
def test_what_a_room_is_called_cannot_break_the_file(room):
    data = calendar_of([listing(room=room)], NOW)
    found = entries(listing(room=room))
    assert len(found) == 2
    assert found[0].uid.value == "H-2014-0007.1@hearings"
    assert "attendee" not in found[0].contents
    assert not any(sign < 32 and sign not in b"\r\n" for sign in data)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert found[0].location.value.startswith(room[0])


def test_a_diary_without_hearings_is_still_a_calendar():
    assert entries() == []
