"""The pages of a subject's time limits and of its hearing, as a lawyer reads them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from db.actions import Ask
from db.people import Named
from hearings.adjustments import Adjustment
from hearings.cases import Subject
from hearings.deadlines import Deadline
from hearings.measures import Measure, Review
from hearings.people import PersonFacts
from hearings.stages import Stage
from hearings.workdays import Day, packaged, working
from tests.tui import heard
from tests.tui.lists import settled
from tests.tui.office import (
    GROSS,
    HOSTILE,
    SMALL,
    app_of,
    desk_of,
    move,
    press,
    text_of,
    words,
)
from tui.app import HearingsApp
from tui.dialogs.reading import ReadingDialog
from tui.screens.assess import AssessScreen
from tui.screens.subject import SubjectScreen
from tui.telling import clock as telling
from tui.telling.measures import measures
from tui.widgets.limits import Limits
from tui.widgets.lines import Entry
from tui.widgets.paper import Paper

LIMIT = Deadline(
    key="hearing_held", title="Hearing held", regime="2012", overlays=(), clock="referred",
    clock_date=date(2014, 4, 10), count=30, unit="working_day", phrase="after",
    due=date(2014, 5, 28), last_day=date(2014, 5, 28), status="running",
    source="SI 2012/2632 reg 24", confidence="quoted",
)  # fmt: skip


@pytest.fixture
def listed(store: Path) -> Path:
    """List one matter for two days."""
    heard.refer(store)
    heard.schedule(store)
    return store


async def opened(app: HearingsApp, pilot: Pilot[None], tab: str = "Summary") -> SubjectScreen:
    """Open the matter."""
    await settled(pilot)
    screen = SubjectScreen(app.office, GROSS, tab)
    await app.push_screen(screen)
    await settled(pilot)
    return screen


def limits(app: HearingsApp) -> str:
    """Give the words of the page of limits."""
    return app.screen.query_one(Limits).text


async def test_each_limit_says_its_day_how_it_is_counted_and_where_it_comes_from(
    listed: Path,
) -> None:
    app = app_of(listed)
    async with app.run_test(size=SMALL) as pilot:
        await opened(app, pilot)
        await press(pilot, "f5")
        assert "[Deadlines]" in words(app, "#tabs")
        told = limits(app)
        assert (
            "○ Hearing held: due in 30 working days\nLast day Wed 28 May 2014.\n"
            "30 working days, beginning with the first working day after Thu 10 Apr 2014"
            " (notice of referral and documents supplied).\nSI 2012/2632 reg 24(1)(b) · parallel"
        ) in told
        assert "UNVERIFIED: nothing is refused for it until a lawyer signs it off" in told
        assert "_" not in told


async def test_enter_shows_the_working_of_one_limit_and_w_of_all(listed: Path) -> None:
    app = app_of(listed)
    async with app.run_test(size=SMALL) as pilot:
        await opened(app, pilot, "Deadlines")
        assert "Counted:" not in limits(app)
        assert "working" in text_of(app).splitlines()[-1]
        await press(pilot, "enter")
        assert limits(app).count("Counted:") == 1
        counted = "Fri 18 – Mon 21 Apr: Good Friday, weekend, Easter Monday; Tue 22 – Fri 25 Apr:"
        assert counted in limits(app)
        assert "Fri 11 Apr 2014: 1; Sat 12 – Sun 13 Apr: weekend" in limits(app)
        await press(pilot, "enter")
        assert "Counted:" not in limits(app)
        await press(pilot, "w")
        assert limits(app).count("Counted:") > 2
        assert "Enter shows the working." not in limits(app)
        await press(pilot, "j", "w")
        assert "Counted:" not in limits(app)


async def test_a_working_longer_than_the_window_is_read_by_pages(listed: Path) -> None:
    app = app_of(listed)
    async with app.run_test(size=SMALL) as pilot:
        await opened(app, pilot, "Deadlines")
        await press(pilot, "w")
        page = app.screen.query_one(Limits)
        seen = set()
        for _ in range(12):
            seen |= {line.strip() for line in text_of(app).splitlines()[4:-1]}
            await press(pilot, "pagedown")
        shown = " ".join(seen).replace("\N{NO-BREAK SPACE}", " ")
        for line in ("Early May bank holiday", "Case to answer decided", "29–30"):
            assert line in shown
        await press(pilot, *["pageup"] * 14)
        assert page.scroll_offset.y == 0


async def test_an_extension_says_who_why_and_when_the_officer_was_told(listed: Path) -> None:
    desk = desk_of(listed, "me")
    given = {"limit": "hearing_held", "to": "2014-06-13", "extended_by": HOSTILE[0],
             "delay_reason": "counsel", "reason": "In another trial.",
             "told_on": "2014-04-10"}  # fmt: skip
    desk.perform(Ask("extend", GROSS, given))
    desk.perform(Ask("pause", GROSS, {"limit": "all", "agreed_by": "Supt Hale",
                 "delay_reason": "criminal_proceedings", "reason": "Trial in June."}))  # fmt: skip
    app = app_of(listed)
    async with app.run_test(size=SMALL) as pilot:
        await opened(app, pilot, "Deadlines")
        told = limits(app)
        assert (
            "‖ Hearing held: paused\nLast day Fri 13 Jun 2014. As the law counts it: Wed 28" in told
        )
        assert (
            f"Extended to Fri 13 Jun 2014 by {HOSTILE[0]}, 10 Apr 2014: counsel not available;"
            " In another trial. Officer told Thu 10 Apr 2014."
        ) in told
        assert (
            "Paused (every limit) by Supt Hale, 10 Apr 2014: criminal proceedings; Trial in June."
        ) in told
        await press(pilot, "right", "right", "right")
        history = app.screen.query_one(Paper).text
        assert "New last day: 13 Jun 2014" in history
        assert f"Extended by: {HOSTILE[0]}" in history
        assert "Limit: Hearing held" in history
        assert "Why, from the list: counsel not available" in history
        assert "Sitting days: Tue 22 Apr 2014, 10:00–16:30; Wed 23 Apr 2014, 10:00–13:00" in history
        assert f"chair (senior officer): Cmdr {heard.CONDUCTS}, {heard.CHAIR}" in history


def test_the_forces_own_target_stands_apart_and_is_past_and_never_overdue() -> None:
    row = Deadline(
        **{name: getattr(LIMIT, name) for name in LIMIT.__slots__}
        | {"statutory": False, "phrase": "calendar", "unit": "day", "status": "overdue"}
    )
    (group,) = telling.groups([row], (), packaged(), date(2014, 6, 2))
    assert group.title == "The force's own target, which is no limit of the law"
    assert "past target by 5 days" in group.limits[0].head
    assert "overdue" not in group.limits[0].head
    assert "Set by the force; the law gives no number of days." in group.limits[0].lines


async def test_f5_in_the_assessment_shows_the_limits_without_saying_who_the_officer_is(
    store: Path,
) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await app.push_screen(AssessScreen(app.office, GROSS))
        await settled(pilot)
        await press(pilot, "f5")
        assert isinstance(app.screen, ReadingDialog)
        assert app.screen.query_one(Paper).text
        assert HOSTILE[1] not in text_of(app)
        await press(pilot, "f5")
        assert isinstance(app.screen, AssessScreen)


async def test_f5_in_the_assessment_shows_every_working(listed: Path) -> None:
    app = app_of(listed)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await app.push_screen(AssessScreen(app.office, GROSS))
        await settled(pilot)
        await press(pilot, "f5")
        told = app.screen.query_one(Paper).text
        assert "Counted: Fri 11 Apr 2014: 1; Sat 12 – Sun 13 Apr: weekend;" in told


async def test_an_entry_longer_than_the_window_is_read_to_its_end(listed: Path) -> None:
    app = app_of(listed)
    async with app.run_test(size=SMALL) as pilot:
        await opened(app, pilot, "Deadlines")
        page = app.screen.query_one(Limits)
        page.tell([Entry("long", tuple(f"line {n}" for n in range(50))), Entry("last")])
        await press(pilot, "pagedown", "pagedown")
        assert "line 45" in text_of(app)
        assert page.highlighted == 0
        await press(pilot, "pagedown")
        assert page.highlighted == 1
        await press(pilot, "up", "pagedown", "pageup")
        assert page.scroll_offset.y == 0
        await pilot.resize_terminal(100, 30)
        await settled(pilot)
        assert page.highlighted == 0


async def test_free_days_that_cannot_be_read_leave_the_page_as_it_is(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard.refer(store)
    app = app_of(store, "mensah")

    def fail(*_given: object, **_named: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("tui.screens.beside.planning", fail)
    async with app.run_test(size=SMALL) as pilot:
        await opened(app, pilot, "Hearing")
        assert "The free days could not be read (fault " in text_of(app)
        assert "Ready to be listed:" in app.screen.query_one(Paper).text


async def test_a_matter_without_limits_says_so(store: Path) -> None:
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await opened(app, pilot, "Deadlines")
        page = app.screen.query_one(Limits)
        page.show(())
        assert page.text.startswith("No time limit of the law runs here")
        await press(pilot, "enter", "w")
        assert app.is_running


async def test_the_hearing_says_days_room_who_sits_and_what_is_outstanding(listed: Path) -> None:
    app = app_of(listed)
    async with app.run_test(size=(80, 60)) as pilot:
        await opened(app, pilot, "Hearing")
        told = app.screen.query_one(Paper).text
        for sentence in (
            "Misconduct hearing H-2014-00001: listed",
            "Day 2: Wed 23 Apr 2014, 10:00–13:00",
            f"Room: {heard.ROOM}",
            f"Chair (senior officer): Cmdr {heard.CONDUCTS}, {heard.CHAIR}",
            "Appointed by: the Commissioner, rota",
            "Public notice: the chair has not decided what may be published",
            "Last lawful day: Wed 28 May 2014",
            "Ready to be listed: everything is there",
            "✓ Bundle ready: 10 Apr 2014; in person; Sgt Bell",
            "Investigator's opinion: case to answer for gross misconduct",
            "The authority's decision: case to answer for gross misconduct",
            "Investigator: P Lane, 187654",
        ):
            assert sentence in told


async def test_a_referred_matter_shows_the_free_days_and_what_is_missing(store: Path) -> None:
    heard.refer(store, facts=False)
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await opened(app, pilot, "Hearing")
        assert "Free days" not in app.screen.query_one(Paper).text  # of those who keep the diary
    app = app_of(store, "mensah")
    async with app.run_test(size=SMALL) as pilot:
        await opened(app, pilot, "Hearing")
        told = app.screen.query_one(Paper).text
        assert "It is not listed yet. Press m and choose to list it." in told
        assert "Free days in the next ninety days: Thu 10 Apr 2014, Fri 11 Apr" in told
        assert "Ready to be listed: 7 of 7 outstanding" in told
        assert "– Bundle ready: outstanding" in told


async def test_measures_warnings_and_leaving_are_told(store: Path) -> None:
    desk, authority = desk_of(store, "me"), Named("osei")
    decided = {"level": "gross_misconduct", "rationale": {"information": "x", "action": "y"}}
    move(desk, "assess", GROSS, decided, authority)
    move(desk, "record_warning", GROSS, {"warning": "written_warning",
                                         "notified_on": "2013-06-03"})  # fmt: skip
    restrict = {"imposed": "yes", "terms": "No contact with the public.", "alternatives": "None.",
                "reason": "Protects the witness."}  # fmt: skip
    move(desk, "restrict", GROSS, restrict, authority)
    move(desk, "review_measure", GROSS, {"measure": "restriction", "goes_on": "yes",
                                         "reason": "Nothing has changed."}, authority)  # fmt: skip
    move(desk, "leave", GROSS, {"how": "resigned", "last_day": "2014-05-31",
                                "notice_on": "2014-04-01", "consent": "given",
                                "consent_by": "DCC Hale", "becomes": "goes_on"})  # fmt: skip
    app = app_of(store)
    async with app.run_test(size=SMALL) as pilot:
        await opened(app, pilot, "Hearing")
        told = app.screen.query_one(Paper).text
        for sentence in (
            "Restriction of duties: decided 10 Apr 2014; in force",
            "What the officer may not do: No contact with the public.",
            "Reviewed Thu 10 Apr 2014 by Chief Inspector A. Osei: goes on. Nothing has changed.",
            "Warnings in force on the day of the severity assessment, 10 Apr 2014",
            "Written warning, notified 3 Jun 2013, 12 months",
            "in force then",
            "Leaves the service: resigned",
            "Consent: given by DCC Hale",
            "The case: goes on against a former officer",
        ):
            assert sentence in told, sentence


def test_a_suspension_says_both_conditions_and_which_reviews_were_late() -> None:
    review = Review(date(2014, 5, 12), "Cmdr Hale", goes_on=True, reasons="As before.")
    measure = Measure(
        "suspension", date(2014, 4, 10), imposed=True, by="Cmdr Hale", redeployment=HOSTILE[0],
        second_condition="both", alternatives="Desk duty.", reasons="Trust.", reviews=(review,),
    )  # fmt: skip
    against = Measure("restriction", date(2014, 4, 10), imposed=False, by="Cmdr Hale")
    subject = Subject(1, PersonFacts(), Stage.REFERRED, measures=(measure, against))
    held = {name: getattr(LIMIT, name) for name in LIMIT.__slots__}
    held |= {"key": "suspension_review", "title": "Suspension reviewed"}
    late = {"last_day": date(2014, 5, 8), "met_on": date(2014, 5, 12), "over": 2}
    rows = [
        Deadline(**held | late | {"status": "met_late"}),
        Deadline(**held | {"period": 2, "status": "overdue", "over": 1}),
        Deadline(**held | {"period": 3}),
    ]
    told = "\n".join(said.text for said in measures(subject, rows))
    for sentence in (
        "Suspension: decided 10 Apr 2014; in force",
        f"First condition, temporary redeployment: {HOSTILE[0]}",
        "Second condition: the officer could prejudice the case, and the public interest",
        "Reviewed Mon 12 May 2014 by Cmdr Hale: goes on. As before.",
        "✗ Review due Thu 8 May 2014: reviewed late, Mon 12 May 2014, 2 working days past",
        "✗ Review due Wed 28 May 2014: overdue, 1 working day past",
        "○ Review due Wed 28 May 2014",
        "Restriction of duties: decided against 10 Apr 2014",
    ):
        assert sentence in told, sentence


@pytest.mark.parametrize(
    ("phrase", "count", "start", "expected"),
    [
        ("after", 3, date(2014, 4, 17),
         ["Fri 18 – Mon 21 Apr 2014: Good Friday, weekend, Easter Monday",
          "Tue 22 – Thu 24 Apr: 1–3"]),
        ("from", 1, date(2014, 4, 17), ["Thu 17 Apr 2014: 1"]),
        ("calendar", 28, date(2014, 12, 20), ["Sun 21 Dec – Sat 17 Jan 2015: 1–28"]),
        ("months", 2, date(2014, 1, 31),
         ["1 month: Fri 28 Feb 2014", "2 months: Sun 30 Mar 2014"]),
    ],
)  # fmt: skip
def test_a_working_is_told_in_runs(
    phrase: str, count: int, start: date, expected: list[str]
) -> None:
    assert list(telling.runs(working(phrase, start, count, packaged()), phrase)) == expected


def test_no_days_are_no_runs() -> None:
    assert list(telling.runs(())) == []
    assert list(telling.runs((Day(date(2014, 4, 10), 1),))) == ["Thu 10 Apr 2014: 1"]


def test_what_was_done_to_a_limit_stands_with_its_own_period() -> None:
    first = LIMIT
    second = Deadline(
        **{name: getattr(LIMIT, name) for name in LIMIT.__slots__}
        | {"period": 2, "clock_date": date(2014, 5, 20)}
    )
    late = Adjustment("extend", LIMIT.key, date(2014, 5, 21), date(2014, 7, 1), "the chair")
    (group,) = telling.groups([first, second], (late,), packaged(), date(2014, 5, 22))
    told = {each.key: " ".join(each.lines) for each in group.limits}
    assert "Extended" not in told["hearing_held.1"]
    assert "Extended to Tue 1 Jul 2014 by the chair, 21 May 2014." in told["hearing_held.2"]
