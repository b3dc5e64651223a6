"""Days counted as the law counts them: by hand, by law, and against numpy and the gov.uk files."""

from __future__ import annotations

import csv
import json
import random
from datetime import date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearings.errors import BadValue, UsageError
from hearings.packaged import facts
from hearings.workdays import (
    PHRASES,
    Calendar,
    Counted,
    Day,
    after,
    before,
    between,
    calendar_days,
    count,
    days_between,
    differences,
    from_day,
    from_govuk,
    merged,
    months,
    packaged,
    weeks,
    window,
    working,
)

KEPT = packaged()
ONE = timedelta(days=1)

days = st.dates(date(2013, 1, 1), date(2025, 12, 31))
numbers = st.integers(1, 250)


def day(text: str) -> date:
    return date.fromisoformat(text)


def govuk(kept: Calendar = KEPT, **changes: object) -> str:
    """Write a table as gov.uk does."""
    events = [
        {"title": title, "date": on.isoformat(), "notes": "", "bunting": True}
        for on, title in kept.holidays.items()
    ]
    division = {"division": "england-and-wales", "events": events, **changes}
    return json.dumps({"england-and-wales": division, "scotland": {"events": []}})


# Worked out by hand on a wall calendar. Each block catches a table or a count that is wrong there.
AFTER = [
    # A count that forgets weekends, or that counts the day of the event.
    ("2026-03-06", 1, "2026-03-09"),
    ("2026-03-07", 1, "2026-03-09"),
    ("2026-03-08", 1, "2026-03-09"),
    ("2026-03-09", 1, "2026-03-10"),
    # Easter: a table without Good Friday or Easter Monday.
    ("2026-04-02", 1, "2026-04-07"),
    ("2014-04-17", 7, "2014-04-30"),
    # Christmas, with New Year behind it, and both days moved to substitute days.
    ("2014-12-24", 1, "2014-12-29"),
    ("2014-12-24", 4, "2015-01-02"),
    ("2021-12-24", 1, "2021-12-29"),
    # The Jubilee of 2012: the spring holiday moved from 28 May to 4 June, and 5 June added.
    ("2012-05-25", 1, "2012-05-28"),
    ("2012-06-01", 1, "2012-06-06"),
    # VE day in 2020: the early May holiday moved from Monday 4 to Friday 8 May.
    ("2020-05-01", 1, "2020-05-04"),
    ("2020-05-07", 1, "2020-05-11"),
    # 2022: 2 and 3 June in place of 30 May, and the State Funeral on 19 September.
    ("2022-05-27", 1, "2022-05-30"),
    ("2022-06-01", 1, "2022-06-06"),
    ("2022-09-16", 1, "2022-09-20"),
    # The Coronation on 8 May 2023, beside the usual 1 May.
    ("2023-04-28", 1, "2023-05-02"),
    ("2023-05-05", 1, "2023-05-09"),
    # The limits of the Regulations: response 14 and 15, meeting 20, hearing 30.
    ("2014-03-12", 14, "2014-04-01"),
    ("2020-03-02", 15, "2020-03-23"),
    ("2014-03-12", 20, "2014-04-09"),
    ("2014-03-12", 30, "2014-04-25"),
]


@pytest.mark.parametrize(("start", "number", "due"), AFTER)
def test_working_days_after_an_event_are_counted(start, number, due):
    assert after(day(start), number, KEPT) == day(due)


# Catches `from` that starts on the next day (the report to the barred list would be a day late), or
# that counts a dismissal on a Saturday or on Good Friday as day one.
@pytest.mark.parametrize(
    ("start", "due"),
    [("2020-03-02", "2020-03-06"), ("2020-03-07", "2020-03-13"), ("2020-04-10", "2020-04-20")],
)
def test_a_dismissal_on_a_working_day_is_day_one(start, due):
    assert from_day(day(start), 5, KEPT) == day(due)


# Catches `before` that leaves N - 1 whole days, that counts the hearing's day or the due day, or
# that takes a hearing on a Saturday for one on the Friday.
@pytest.mark.parametrize(
    ("hearing", "number", "due"),
    [
        ("2014-03-17", 5, "2014-03-07"),
        ("2014-03-15", 5, "2014-03-07"),
        ("2014-04-23", 5, "2014-04-11"),
        ("2014-05-06", 1, "2014-05-01"),
    ],
)
def test_whole_working_days_are_left_before_a_hearing(hearing, number, due):
    assert before(day(hearing), number, KEPT) == day(due)


# Catches an opening day that is left out of the window, or ends that are swapped.
@pytest.mark.parametrize(
    ("notice", "opens", "due"),
    [("2014-03-12", "2014-03-26", "2014-04-02"), ("2020-04-06", "2020-04-22", "2020-04-29")],
)
def test_a_window_opens_on_its_tenth_day_and_ends_with_its_fifteenth(notice, opens, due):
    assert window(day(notice), 10, 15, KEPT) == Counted(day(due), day(opens))


# Catches calendar days that skip weekends, and a February taken to have 28 days always.
@pytest.mark.parametrize(
    ("start", "due"), [("2014-03-01", "2014-03-29"), ("2020-02-15", "2020-03-14")]
)
def test_calendar_days_are_all_counted(start, due):
    assert calendar_days(day(start), 28, KEPT) == day(due)


# Catches weeks of working days, and weeks that begin with a Saturday or with Good Friday.
@pytest.mark.parametrize(
    ("start", "due"),
    [("2014-03-14", "2014-04-13"), ("2014-03-12", "2014-04-09"), ("2014-04-17", "2014-05-19")],
)
def test_weeks_begin_with_the_first_working_day(start, due):
    assert weeks(day(start), 4, KEPT) == day(due)


# Catches months of 30 days, an end on the anniversary, and one carried over into the next month.
@pytest.mark.parametrize(
    ("start", "number", "due"),
    [
        ("2020-02-01", 12, "2021-01-31"),
        ("2014-03-12", 18, "2015-09-11"),
        ("2020-03-12", 24, "2022-03-11"),
        ("2014-03-01", 1, "2014-03-31"),
        ("2014-01-29", 1, "2014-02-28"),
        ("2014-01-30", 1, "2014-02-28"),
        ("2014-01-31", 1, "2014-02-28"),
        ("2020-01-31", 1, "2020-02-29"),
        ("2020-02-29", 12, "2021-02-28"),
        ("2014-03-31", 1, "2014-04-30"),
        ("2014-08-31", 6, "2015-02-28"),
        ("2014-01-01", 12, "2014-12-31"),
        ("2014-12-01", 1, "2014-12-31"),
        ("2028-01-01", 12, "2028-12-31"),
    ],
)
def test_months_end_on_the_day_before_the_starts_own_number(start, number, due):
    assert months(day(start), number, KEPT) == day(due)


# Catches a function whose phrase of the law was reworded, or that is bound to another's name.
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("after", "before the end of N working days beginning with the first working day after D"),
        ("from", "before the end of 5 working days beginning with the date of dismissal"),
        ("before", "at least 5 working days before the day"),
        ("window", "not less than 10 and not more than 15 working days after the date"),
        ("calendar", "not less than 28 days"),
        ("weeks", "4 weeks beginning with first working day after"),
        ("months", "12 months beginning with the day on which"),
    ],
)
def test_every_phrase_has_one_function_that_carries_the_words_of_the_law(name, words):
    assert words in (PHRASES[name].__doc__ or "").partition("\n")[0]
    assert len(set(PHRASES.values())) == len(PHRASES) == 7


def test_the_working_names_every_day_counted_and_every_day_skipped():
    """Catches a day left out of the working, a wrong reason, and numbers given to skipped days."""
    shown = working("after", day("2014-03-12"), 30, KEPT)

    assert shown[:3] == (
        Day(day("2014-03-13"), 1),
        Day(day("2014-03-14"), 2),
        Day(day("2014-03-15"), None, "Saturday"),
    )
    assert shown[-1] == Day(day("2014-04-25"), 30)
    assert [one.on for one in shown] == [day("2014-03-13") + ONE * n for n in range(44)]
    named = {one.on: one.skipped for one in shown if one.skipped}
    assert named[day("2014-04-18")] == "Good Friday"
    assert named[day("2014-04-21")] == "Easter Monday"
    assert sorted(named.values()).count("Saturday") == 6
    assert len(named) == 14


@pytest.mark.parametrize(
    ("phrase", "start", "number", "shown"),
    [
        # `from` looks at its own day first; `before` leaves out both ends.
        ("from", "2014-03-15", 1, [(15, "Saturday"), (16, "Sunday"), (17, 1)]),
        ("from", "2014-03-14", 2, [(14, 1), (15, "Saturday"), (16, "Sunday"), (17, 2)]),
        ("before", "2014-03-18", 2, [(14, 1), (15, "Saturday"), (16, "Sunday"), (17, 2)]),
        ("window", "2014-03-13", "1-2", [(14, 1), (15, "Saturday"), (16, "Sunday"), (17, 2)]),
        ("window", "2014-03-12", "2-2", [(13, 1), (14, 2)]),
        ("calendar", "2014-03-14", "3", [(15, 1), (16, 2), (17, 3)]),
        ("months", "2014-03-14", 3, [(13, 1), (13, 2), (13, 3)]),
        (
            "weeks",
            "2014-03-14",
            1,
            [(15, "Saturday"), (16, "Sunday"), *((16 + n, n) for n in range(1, 8))],
        ),
    ],
)
def test_each_phrase_shows_the_days_that_it_looks_at(phrase, start, number, shown):
    found = working(phrase, day(start), number, KEPT)
    assert [(one.on.day, one.counted or one.skipped) for one in found] == shown


@given(st.sampled_from(sorted(PHRASES)), days, st.integers(1, 24))
def test_the_working_is_in_order_and_numbers_its_days_from_one(phrase, start, number):
    """Catches a working that disagrees with the count it explains."""
    given_number = f"{number}-{number + 5}" if phrase == "window" else number
    shown = working(phrase, start, given_number, KEPT)
    counted = [one for one in shown if one.counted]

    assert [one.on for one in shown] == sorted({one.on for one in shown})
    assert [one.counted for one in counted] == list(range(1, len(counted) + 1))
    whole = {"window": number + 5, "weeks": 7 * number}.get(phrase, number)
    assert len(counted) == whole
    found = count(phrase, start, given_number, KEPT)
    if phrase == "before":
        assert between(found.due, start - ONE, KEPT) == number
    else:
        assert counted[-1].on == found.due
    if phrase == "window":
        assert counted[number - 1].on == found.opens


@given(days, numbers)
def test_what_is_counted_on_is_counted_back(start, number):
    """Catches `after` and `between` that differ by a day at a weekend or holiday."""
    assert between(start, after(start, number, KEPT), KEPT) == number
    assert between(after(start, number, KEPT), start, KEPT) == -number


@given(days, numbers, numbers)
def test_counting_in_two_goes_is_counting_once(start, one, two):
    """Catches a day counted twice, or lost, where a count begins again."""
    assert after(after(start, one, KEPT), two, KEPT) == after(start, one + two, KEPT)


@given(days, days, numbers)
def test_a_later_start_is_never_due_earlier(one, two, number):
    """Catches a start on a weekend that is rounded the wrong way."""
    low, high = sorted((one, two))
    for phrase in ("after", "from", "before", "calendar", "weeks", "months"):
        early = count(phrase, low, min(number, 24), KEPT).due
        assert early <= count(phrase, high, min(number, 24), KEPT).due, phrase


@given(days, numbers)
def test_a_longer_count_is_always_due_later(start, number):
    """Catches a count that stands still over a holiday."""
    assert after(start, number, KEPT) < after(start, number + 1, KEPT)
    assert from_day(start, number, KEPT) < from_day(start, number + 1, KEPT)
    assert before(start, number + 1, KEPT) < before(start, number, KEPT)


@given(days, st.integers(1, 200))
def test_before_is_the_last_day_that_leaves_the_whole_days(event, number):
    """Catches `before` that is a day early as well as one that is a day late."""
    due = before(event, number, KEPT)

    assert KEPT.is_working(due)
    assert between(due, event - ONE, KEPT) == number
    assert between(after(due, 1, KEPT), event - ONE, KEPT) == number - 1
    assert after(due, number, KEPT) < event <= after(due, number + 1, KEPT)


@given(days, numbers)
def test_beginning_with_a_day_is_counting_after_the_day_before(start, number):
    """Catches `from` that differs from `after` by anything but its first day."""
    assert from_day(start, number, KEPT) == after(start - ONE, number, KEPT)


@given(days, st.integers(1, 30))
def test_the_day_after_the_months_is_the_anniversary(start, number):
    """Catches months that end a day early or late, on any day that every month has."""
    start = start.replace(day=min(start.day, 28))
    next_day = months(start, number, KEPT) + ONE
    assert next_day.day == start.day
    assert (next_day.year - start.year) * 12 + next_day.month - start.month == number


@given(days, days)
def test_the_days_between_add_up(one, two):
    """Catches `between` that counts its first day, or that loses the sign."""
    shown = days_between(one, two, KEPT)
    assert len(shown) == abs((two - one).days)
    assert sum(1 for found in shown if found.counted) == abs(between(one, two, KEPT))
    assert between(one, one, KEPT) == 0


def test_ten_thousand_random_counts_agree_with_numpy():
    """Catches any wrong day of the table's use; numpy counts by a program of its own."""
    chance, size = random.Random(7), 10_000
    span = (date(2027, 12, 31) - date(2013, 1, 1)).days
    starts = [date(2013, 1, 1) + ONE * chance.randrange(span) for _ in range(size)]
    others = [date(2013, 1, 1) + ONE * chance.randrange(span) for _ in range(size)]
    counts = [chance.randrange(1, 200) for _ in range(size)]
    theirs = np.busdaycalendar(holidays=[np.datetime64(on) for on in KEPT.holidays])
    at, to = np.array(starts, "datetime64[D]"), np.array(others, "datetime64[D]")
    number = np.array(counts)

    def ours(counted):
        return [counted(*pair, KEPT) for pair in zip(starts, counts, strict=True)]

    def offset(by, roll):
        return np.busday_offset(at, by, roll=roll, busdaycal=theirs).tolist()

    assert ours(after) == offset(number, "backward")
    assert ours(from_day) == offset(number - 1, "forward")
    assert ours(before) == offset(-number - 1, "forward")
    # Going backwards numpy counts the first day and not the last, so it is asked forwards alone.
    low, high = np.minimum(at, to) + 1, np.maximum(at, to) + 1
    spent = np.where(to < at, -1, 1) * np.busday_count(low, high, busdaycal=theirs)
    found = [between(a, b, KEPT) for a, b in zip(starts, others, strict=True)]
    assert found == spent.tolist()


# Catches an unnamed or wrongly named reason for a day that is not counted.
@pytest.mark.parametrize(
    ("on", "why"),
    [
        ("2014-03-12", ""),
        ("2014-03-15", "Saturday"),
        ("2014-03-16", "Sunday"),
        ("2022-09-19", "Bank Holiday for the State Funeral of Queen Elizabeth II"),
        ("2016-12-25", "Sunday"),
        ("2016-12-27", "Christmas Day"),
        ("2015-11-30", ""),  # St Andrew's day is Scotland's alone
        ("2014-03-17", ""),  # and St Patrick's Northern Ireland's
    ],
)
def test_a_day_that_is_not_counted_says_why(on, why):
    assert KEPT.why_not(day(on)) == why
    assert KEPT.is_working(day(on)) is not bool(why)


def test_a_moment_is_taken_for_its_day():
    """Catches a bank holiday missed because a moment never equals the day it lies in."""
    moment = datetime(2014, 4, 18, 9, 0)  # noqa: DTZ001 - only its day matters
    assert KEPT.why_not(moment) == "Good Friday"
    assert after(moment, 1, KEPT) == day("2014-04-22")


# Catches a guess, or an answer wrapped round from the other end, outside the table.
@pytest.mark.parametrize(
    ("phrase", "start", "number"),
    [
        *((phrase, "2011-12-31", 1) for phrase in PHRASES if phrase != "window"),
        *((phrase, "2029-01-01", 1) for phrase in PHRASES if phrase != "window"),
        ("window", "2011-12-31", "1-2"),
        ("window", "2028-12-27", "1-3"),
        ("after", "2028-12-28", 2),
        ("from", "2028-12-29", 2),
        ("before", "2012-01-06", 3),
        ("calendar", "2028-12-30", 2),
        ("weeks", "2028-12-22", 1),
        ("months", "2028-01-02", 12),
        ("months", "2028-06-15", 1000),
        *((phrase, "2014-03-12", 10**30) for phrase in PHRASES if phrase != "window"),
        *((phrase, "2014-03-12", "9" * 300) for phrase in PHRASES if phrase != "window"),
        ("window", "2014-03-12", f"1-{'9' * 300}"),
    ],
)
def test_a_count_that_leaves_the_table_is_refused(phrase, start, number):
    with pytest.raises(BadValue) as refused:
        count(phrase, day(start), number, KEPT)
    assert refused.value.field == "date"
    for words in (start, "2012-01-01 to 2028-12-31", "calendar update"):
        assert words in str(refused.value)
    with pytest.raises(BadValue):
        working(phrase, day(start), number, KEPT)


def test_the_last_days_of_the_table_are_still_counted():
    """Catches a table that ends a day early at either end."""
    assert after(day("2028-12-28"), 1, KEPT) == day("2028-12-29")
    assert calendar_days(day("2028-12-30"), 1, KEPT) == KEPT.last == day("2028-12-31")
    assert from_day(KEPT.first, 1, KEPT) == day("2012-01-03")
    assert before(day("2012-01-06"), 2, KEPT) == day("2012-01-03")
    assert between(KEPT.first, KEPT.last, KEPT) == 4295
    assert days_between(KEPT.last, KEPT.last, KEPT) == ()
    for outside in (day("2011-12-31"), day("2029-01-01")):
        with pytest.raises(BadValue):
            between(day("2014-03-12"), outside, KEPT)
        with pytest.raises(BadValue):
            KEPT.is_working(outside)


# Catches a count of nothing, a count backwards, half a day, and True taken for 1.
@pytest.mark.parametrize("number", [0, -1, -(10**30), 1.5, "0", "", "x", "-3", "1.5", "10-15", " 3",
                                    "٣", "9" * 5000, True, None])  # fmt: skip
def test_a_count_that_is_no_whole_number_from_one_is_wrong_usage(number):
    for phrase in set(PHRASES) - {"window"}:
        with pytest.raises(UsageError):
            count(phrase, day("2014-03-12"), number, KEPT)
    with pytest.raises(UsageError):
        after(day("2014-03-12"), number, KEPT)


@pytest.mark.parametrize("number", [10, "10", "15-10", "0-5", "10-", "-5", "1-2-3", "a-b", True])
def test_a_window_takes_two_numbers_the_lesser_first(number):
    """Catches a window that opens after it has closed."""
    with pytest.raises(UsageError):
        count("window", day("2014-03-12"), number, KEPT)


def test_an_unknown_phrase_is_wrong_usage_and_the_phrases_are_named():
    with pytest.raises(UsageError, match=r"fortnight.*after, from, before, window"):
        count("fortnight", day("2014-03-12"), 1, KEPT)


def test_the_table_holds_each_day_under_its_own_year():
    """Catches a day pasted into the wrong year, which only its reader would be misled by."""
    for year, rows in facts("bank_holidays.toml").items():
        assert year == "vintage" or all(on.startswith(f"{year}-") for on in rows), year
    assert (KEPT.first, KEPT.last) == (day("2012-01-01"), day("2028-12-31"))
    assert KEPT.vintage == "gov.uk, 25 February 2026"
    assert packaged() is KEPT
    assert len({KEPT, from_govuk(govuk(), KEPT.vintage)}) == 1


def test_the_table_is_the_published_one(shared_data):
    """Catches any date or title that was mistyped, left out or added."""
    place = shared_data / "bank_holidays" / "england_wales_bank_holidays_2012_2028.csv"
    with place.open(encoding="utf-8", newline="") as file:
        rows = {day(row["date"]): row["title"] for row in csv.DictReader(file)}
    assert dict(KEPT.holidays) == rows


def vintage(shared_data, name: str) -> str:
    place = shared_data / "bank_holidays" / f"bank-holidays_moj_{name}.json"
    return str(place.read_text("utf-8"))


@pytest.mark.parametrize(
    ("name", "last", "holidays"),
    [("2016-12-15", 2017, 49), ("2019-10-11", 2020, 73), ("2026-02-25", 2028, 140)],
)
def test_every_vintage_of_gov_uk_is_read(shared_data, name, last, holidays):
    """Catches a reader that takes another country's days, or that ends with the last holiday."""
    found = from_govuk(vintage(shared_data, name), name)

    assert (found.first, found.last) == (day("2012-01-01"), date(last, 12, 31))
    assert len(found.holidays) == holidays
    assert found.vintage == name


def test_vintages_agree_on_the_years_that_both_cover(shared_data):
    """Catches differences reported for years that one of the two does not know."""
    for name in ("2016-12-15", "2019-10-11", "2026-02-25"):
        assert differences(KEPT, from_govuk(vintage(shared_data, name), name)) == []


def test_the_move_of_the_early_may_holiday_of_2020_is_told(shared_data):
    """Catches a comparison that looks one way only, and an update that keeps the old day."""
    text = vintage(shared_data, "2019-10-11")
    events = json.loads(text)["england-and-wales"]["events"]
    moved = next(event for event in events if event["date"] == "2020-05-08")
    moved |= {"date": "2020-05-04", "title": "Early May bank holiday"}
    older = from_govuk(govuk(events=events), "put back")

    ours = "Early May bank holiday (VE day)"
    assert differences(KEPT, older) == [
        (day("2020-05-04"), "", "Early May bank holiday"),
        (day("2020-05-08"), ours, ""),
    ]
    assert differences(older, from_govuk(text, "2019")) == [
        (day("2020-05-04"), "Early May bank holiday", ""),
        (day("2020-05-08"), "", ours),
    ]
    assert merged(older, KEPT) == KEPT
    assert after(day("2020-05-01"), 1, merged(KEPT, older)) == day("2020-05-05")


def test_a_change_of_title_alone_is_told():
    holidays = {**KEPT.holidays, day("2014-04-18"): "Long Friday"}
    other = Calendar(KEPT.first, KEPT.last, holidays, "other")
    assert differences(KEPT, other) == [(day("2014-04-18"), "Good Friday", "Long Friday")]


def years(first: int, last: int, name: str = "part") -> Calendar:
    """Cut the packaged table down to some years."""
    rows = {on: title for on, title in KEPT.holidays.items() if first <= on.year <= last}
    return Calendar(date(first, 1, 1), date(last, 12, 31), rows, name)


def test_a_newer_table_takes_the_place_of_its_own_years_alone():
    """Catches an update that drops the years it says nothing about, or that keeps a moved day."""
    moved = years(2018, 2020, "newer")
    rows = dict(moved.holidays)
    rows[day("2020-05-04")] = rows.pop(day("2020-05-08"))
    newer = Calendar(moved.first, moved.last, rows, "newer")
    found = merged(KEPT, newer)

    assert (found.first, found.last, found.vintage) == (KEPT.first, KEPT.last, "newer")
    assert not found.why_not(day("2020-05-08"))
    assert found.why_not(day("2020-05-04"))
    assert len(found.holidays) == len(KEPT.holidays)
    assert list(found.holidays) == sorted(found.holidays)


def test_tables_that_meet_are_joined_in_either_order():
    assert merged(years(2012, 2019), years(2020, 2028, KEPT.vintage)) == KEPT
    assert merged(years(2020, 2028), years(2012, 2019, KEPT.vintage)) == KEPT


@pytest.mark.parametrize(("kept", "newer"), [((2012, 2018), (2020, 2028)),
                                             ((2020, 2028), (2012, 2018))])  # fmt: skip
def test_tables_with_a_year_missing_in_between_are_not_joined(kept, newer):
    """Catches a year in which every bank holiday would be counted as a working day."""
    with pytest.raises(BadValue, match=r"2018-12-31.*2020-01-01|2020-01-01.*2018-12-31") as refused:
        merged(years(*kept), years(*newer))
    assert refused.value.field == "calendar"


GOOD_FRIDAY = {"title": "Good Friday", "date": "2014-04-18"}


# Catches a web page, another country's file or half a download taken for an empty year.
@pytest.mark.parametrize(
    "text",
    [
        "",
        "<html>",
        "[" * 100_000,
        "1",
        "[]",
        "{}",
        '{"scotland": {"events": []}}',
        '{"england-and-wales": []}',
        govuk(events=None),
        govuk(events=[]),
        govuk(events={"date": "2014-04-18"}),
        govuk(events=["2014-04-18"]),
        govuk(events=[{"title": "Good Friday"}]),
        govuk(events=[{"date": "2014-04-18"}]),
        govuk(events=[{**GOOD_FRIDAY, "date": 20140418}]),
        govuk(events=[{**GOOD_FRIDAY, "date": "2014-04-31"}]),
        govuk(events=[{**GOOD_FRIDAY, "date": "18/04/2014"}]),
        govuk(events=[{**GOOD_FRIDAY, "title": " "}]),
        govuk(events=[{**GOOD_FRIDAY, "title": None}]),
        govuk(events=[{**GOOD_FRIDAY, "title": "\x1b[2J"}]),
        govuk(events=[{**GOOD_FRIDAY, "title": "x" * 201}]),
        govuk()[:-40],
    ],
)
def test_what_is_no_bank_holiday_file_is_refused_in_a_sentence(text):
    with pytest.raises(UsageError, match=r"This is no bank holiday file of gov\.uk") as refused:
        from_govuk(text, "x")
    assert len(str(refused.value)) < 200


def test_a_day_twice_a_weekend_day_and_a_thin_year_are_refused():
    """Catches a file that was mended by hand and no longer holds whole years."""
    rows = [{"title": title, "date": on.isoformat()} for on, title in KEPT.holidays.items()]

    with pytest.raises(BadValue, match="Good Friday on 2014-04-18: that day is there twice"):
        from_govuk(govuk(events=[*rows, GOOD_FRIDAY]), "x")
    with pytest.raises(BadValue, match=r"2014-04-19.*Saturday"):
        from_govuk(govuk(events=[*rows, {**GOOD_FRIDAY, "date": "2014-04-19"}]), "x")
    with pytest.raises(BadValue, match="2014 has 7 bank holidays"):
        from_govuk(govuk(events=[row for row in rows if row["date"] != "2014-04-18"]), "x")
    with pytest.raises(BadValue, match="2014 has 0 bank holidays"):
        from_govuk(govuk(events=[row for row in rows if row["date"][:4] != "2014"]), "x")


def test_a_mark_at_the_beginning_and_odd_spaces_in_a_title_are_read():
    """Catches a file saved by an editor being called no file."""
    text = govuk().replace("Good Friday", " Good\\u00a0Friday ")
    assert dict(from_govuk("\ufeff" + text, "x").holidays) == dict(KEPT.holidays)
