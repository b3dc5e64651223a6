"""The fields that the clock and the diary brought: each round-trips into what its move takes."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Select

from db.actions import Ask
from db.agenda import add_away
from hearings.errors import BadValue
from hearings.listing import capacities
from hearings.milestones import milestones
from hearings.stages import built, move_named
from hearings.values import payload
from tests.tui import heard
from tests.tui.lists import settled
from tests.tui.office import (
    GROSS,
    HOSTILE,
    MISCONDUCT,
    RULES,
    SMALL,
    TODAY,
    WAITING,
    app_of,
    desk_of,
    press,
    said,
    text_of,
    type_in,
    words,
)
from tui import forms, free, several
from tui.app import HearingsApp
from tui.dialogs.free import FreeDialog
from tui.dialogs.seats import SeatsDialog
from tui.screens.move_form import MoveForm
from tui.screens.subject import SubjectScreen
from tui.spec import Spec

CODE = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")


@pytest.fixture
def referred(store: Path) -> Path:
    """Refer one matter, with everything there."""
    heard.refer(store)
    heard.known(store)
    return store


def specs(path: Path, event: str, ref: str = GROSS) -> dict[str, Spec]:
    """Give what a form asks for, by key."""
    view, number = desk_of(path, "me").show(ref)
    matter = forms.Matter(RULES, view.file, number or 1, view.history, TODAY)
    return {spec.key: spec for spec in forms.specs_of(move_named(event), matter)}


def taken(event: str, typed: dict[str, str]) -> dict[str, object]:
    """Give what the move reads from what was typed."""
    move = move_named(event)
    given = forms.given(move, typed)
    asked = {field.key for field in move.fields if field.required} - set(given)
    assert asked == set(), asked
    return payload(move, given)


async def filling(app: HearingsApp, pilot: Pilot[None], event: str, ref: str = GROSS) -> MoveForm:
    """Open the form of a move."""
    await settled(pilot)
    screen = MoveForm(app.office, move_named(event), ref, app.office.desk.show(ref)[0])
    await app.push_screen(screen)
    await settled(pilot)
    return screen


@pytest.mark.parametrize("event", [each.event for each in built()])
def test_no_form_shows_the_name_of_a_field_or_a_code(referred: Path, event: str) -> None:
    for spec in specs(referred, event).values():
        told = [spec.label, *(words for _, words in spec.options)]
        told += [] if spec.key == "set" else [spec.help]
        for text in told:
            assert not CODE.search(text), (event, spec.key, text)


def test_sitting_days_are_lines(referred: Path) -> None:
    assert specs(referred, "adjourn")["sitting"].kind == "area"
    typed = {"sitting": "2014-05-06 10:00-16:30\n2014-05-01", "delay_reason": "witness",
             "reason": "Abroad."}  # fmt: skip
    assert taken("adjourn", typed)["sitting"] == [
        "2014-05-01 10:00-17:00", "2014-05-06 10:00-16:30",
    ]  # fmt: skip


def test_who_sits_is_written_in_words_or_by_name() -> None:
    typed = {"seat": f"Chair (senior officer) = 100007\nmember_independent=ind04 {HOSTILE[0]}\n\n"}
    assert taken("schedule", typed)["seat"] == [
        {"capacity": "chair_senior_officer", "person": "100007"},
        {"capacity": "member_independent", "person": "IND04", "name": HOSTILE[0]},
    ]
    for line in ("judge = 1", "100007", "clerk = "):
        with pytest.raises(BadValue) as refused:
            several.seats(line)
        assert refused.value.field == "seat"
        assert not CODE.search(str(refused.value))


def test_every_way_to_be_at_a_hearing_can_be_written_in_its_words() -> None:
    for key, each in capacities().items():
        assert several.seats(f"{each.words} = 7 A = B") == [
            {"capacity": key, "person": "7", "name": "A = B"}
        ]


def test_each_allegation_has_its_answer(referred: Path) -> None:
    desk = desk_of(referred, "me")
    desk.perform(Ask("add_allegation", MISCONDUCT, {"standard": "honesty", "narrative": "Too.",
                                                    "reason": "Found."}))  # fmt: skip
    asked = specs(referred, "determine", MISCONDUCT)
    assert [key for key in asked if key.startswith("answers")] == ["answers.1", "answers.2"]
    assert asked["answers.2"].options[2] == ("none", "No case to answer")
    assert asked["answers.1"].required
    typed = {"answers.1": "misconduct", "answers.2": "none"}
    assert taken("determine", typed)["answers"] == {"1": "misconduct", "2": "none"}


def test_what_may_be_published_is_ticked(referred: Path) -> None:
    asked = specs(referred, "direct_notice")
    assert [asked[f"allowed.{name}"].kind for name in ("name", "conduct")] == ["tick", "tick"]
    typed = {"allowed.place": "yes", "allowed.date": "yes", "directed_by": "100007",
             "reason": "Heard."}  # fmt: skip
    assert taken("direct_notice", typed)["allowed"] == ["date", "place"]
    assert "allowed" not in forms.given(move_named("direct_notice"), {"reason": "x"})


def test_a_fact_is_one_that_a_person_records(referred: Path) -> None:
    options = dict(specs(referred, "record_fact")["fact"].options)
    assert options["bundle_ready"] == "Bundle ready"
    assert set(options) == {key for key, kind in milestones().items() if kind.recorded}
    assert taken("record_fact", {"fact": "bundle_ready"}) == {"fact": "bundle_ready"}


def test_a_reason_for_delay_is_one_of_the_list_in_words(referred: Path) -> None:
    options = dict(specs(referred, "postpone")["delay_reason"].options)
    assert options["chair_or_panel"] == "chair or panel not available"
    typed = {"asked_by": "friend", "delay_reason": "counsel", "reason": "x"}
    assert taken("postpone", typed)["delay_reason"] == "counsel"


def test_a_limit_is_one_whose_clock_has_started(referred: Path) -> None:
    extend = dict(specs(referred, "extend")["limit"].options)
    assert extend["hearing_held"] == "Hearing held: due in 30 working days"
    assert "all" not in extend
    assert "outcome_notice" not in extend
    pause = specs(referred, "pause")["limit"].options
    assert pause[0] == ("all", "Every limit")
    assert specs(referred, "explain_delay")["limit"].options == (("", "No limit runs here now"),)
    typed = {"limit": "all", "reason": "Acquitted."}
    assert taken("resume", typed)["limit"] == "all"


def test_the_investigator_is_asked_for_as_such(referred: Path) -> None:
    maker = specs(referred, "submit_report")[forms.MAKER]
    assert maker.help.startswith("The investigator: force number, or account.")


async def test_a_refused_sitting_points_at_its_field(referred: Path) -> None:
    app = app_of(referred, "me")
    async with app.run_test(size=SMALL) as pilot:
        screen = await filling(app, pilot, "schedule")
        screen.form.fill({"sitting": "2014-04-19 10:00-16:30", "room": "Room 3"})
        await press(pilot, "f2")
        assert screen.form.rows["sitting"].has_class("-wrong")
        assert "19 April 2014 is a Saturday; a hearing sits on working days." in said(app)
        screen.form.fill({"sitting": "2014-04-22", "seat": "judge = 1"})
        await press(pilot, "f2")
        assert screen.form.rows["seat"].has_class("-wrong")
        assert not screen.form.rows["sitting"].has_class("-wrong")
        assert "“judge”" in said(app)


async def test_listing_shows_the_limit_and_the_free_days_and_f7_fills_one_in(
    referred: Path,
) -> None:
    app = app_of(referred, "me")
    async with app.run_test(size=SMALL) as pilot:
        screen = await filling(app, pilot, "schedule")
        told = words(app, "#free")
        assert "Hearing held: due in 30 working days, last lawful day Wed 28 May 2014." in told
        assert "Free days: Thu 10 Apr 2014; Fri 11 Apr 2014; Mon 14 Apr 2014; …" in told
        screen.form.fill({"estimate": "2"})
        await press(pilot, "f7")
        assert isinstance(app.screen, FreeDialog)
        await type_in(pilot, "17 22")
        assert "Thu 17 Apr 2014, Tue 22 Apr 2014" in text_of(app)
        await press(pilot, "enter")
        assert screen.form.rows["sitting"].text == "2014-04-17 10:00-17:00\n2014-04-22 10:00-17:00"


async def test_days_on_which_the_room_or_somebody_is_taken_are_not_offered(
    referred: Path,
) -> None:
    heard.schedule(referred)
    heard.refer(referred, MISCONDUCT)
    app = app_of(referred, "me")
    async with app.run_test(size=SMALL) as pilot:
        screen = await filling(app, pilot, "schedule", MISCONDUCT)
        for field, text in (("room", heard.ROOM), ("seat", f"clerk = {heard.CHAIR}")):
            screen.form.fill({"room": "", "seat": "", field: text})
            await press(pilot, "f7")
            dialog = app.screen
            assert isinstance(dialog, FreeDialog)
            days = [item.words for item in dialog.items]
            assert "Thu 17 Apr 2014" in days
            assert "Tue 22 Apr 2014" not in days
            await press(pilot, "escape")


async def test_past_the_limit_the_days_after_it_are_offered_and_say_so(referred: Path) -> None:
    desk = heard.desk_on(referred, "me", date(2014, 6, 2))
    app = HearingsApp(desk, app_of(referred).office.settings, app_of(referred).office.clock)
    async with app.run_test(size=SMALL) as pilot:
        await filling(app, pilot, "schedule")
        assert "overdue, 3 working days past" in words(app, "#free")
        assert "Mon 2 Jun 2014 (past the limit)" in words(app, "#free")


async def test_where_nothing_is_free_or_can_be_read_the_form_says_so(
    referred: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_away(desk_of(referred, "me"), "Room 9", TODAY, date(2015, 1, 1), "works", room=True)
    app = app_of(referred, "me")
    async with app.run_test(size=SMALL) as pilot:
        screen = await filling(app, pilot, "schedule")
        screen.form.fill({"room": "room 9", "sitting": "soon", "seat": "judge = 1"})
        await press(pilot, "f7")
        assert app.screen is screen
        assert said(app) == "✗ No day is free for these people and this room."
        assert "No day is free. Take another room" in words(app, "#free")

        def fail(*_given: object, **_named: object) -> None:
            raise OSError(5, "Input/output error")

        monkeypatch.setattr(free, "planning", fail)
        await press(pilot, "f7")
        assert "The free days could not be read (fault " in said(app)


async def test_what_somebody_is_there_as_is_chosen_in_words_the_lawful_seats_first(
    referred: Path,
) -> None:
    app = app_of(referred, "me")
    async with app.run_test(size=SMALL) as pilot:
        screen = await filling(app, pilot, "schedule")
        row = screen.form.rows["seat"]
        row.control.focus()
        await press(pilot, "f7")
        dialog = app.screen
        assert isinstance(dialog, SeatsDialog)
        assert dialog.items[0].words.startswith("Chair (senior officer)")
        assert "reg 25" in dialog.items[0].about
        assert not any(CODE.search(item.words) for item in dialog.items)
        await press(pilot, "enter")
        await type_in(pilot, "100007")
        await press(pilot, "f7")
        await type_in(pilot, "clerk")
        await press(pilot, "enter")
        await type_in(pilot, "200001 A N")
        assert row.text == "chair (senior officer) = 100007\nclerk = 200001 A N"


async def test_a_choice_of_a_limit_is_a_list(referred: Path) -> None:
    app = app_of(referred, "me")
    async with app.run_test(size=SMALL) as pilot:
        screen = await filling(app, pilot, "extend")
        assert isinstance(screen.form.rows["limit"].control, Select)
        screen.form.fill({"limit": "hearing_held", "to": "2014-05-01", "extended_by": "the chair",
                          "delay_reason": "counsel", "reason": "x"})  # fmt: skip
        await press(pilot, "f2")
        assert screen.form.rows["to"].has_class("-wrong")
        screen.form.fill({"to": "2014-06-13"})
        await press(pilot, "f2")
        assert not isinstance(app.screen, MoveForm)
    adjusted = desk_of(referred, "me").show(GROSS)[0].file.subject(1).adjustments
    assert [(one.kind, one.limit, one.to) for one in adjusted] == [
        ("extend", "hearing_held", date(2014, 6, 13))
    ]


async def test_a_form_without_a_case_offers_no_free_day(store: Path) -> None:
    app = app_of(store, "me")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await app.push_screen(SubjectScreen(app.office, WAITING))
        await settled(pilot)
        screen = await filling(app, pilot, "note", WAITING)
        assert not screen.has_class("-free")
        assert "F7" not in text_of(app)
        await press(pilot, "f7")
        assert app.screen is screen
