"""The forms of the moves: what they ask, what they give, and what they keep."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Select

from db.actions import Desk
from db.people import Named
from hearings.errors import BadValue
from hearings.stages import built, move_named
from tests.tui.lists import settled
from tests.tui.office import (
    GROSS,
    HOSTILE,
    NAMELESS,
    REPORTED,
    RULES,
    SMALL,
    WAITING,
    app_of,
    desk_of,
    move,
    press,
    said,
    text_of,
    type_in,
    words,
)
from tui import forms
from tui.app import HearingsApp
from tui.drafts import Draft
from tui.screens.caseload import CaseloadScreen
from tui.screens.drafting import RESTORED
from tui.screens.move_form import MoveForm
from tui.screens.subject import SubjectScreen
from tui.widgets.fields.area import SafeArea
from tui.widgets.fields.form import Form
from tui.widgets.fields.line import SafeInput
from tui.widgets.paper import Paper


async def filling(app: HearingsApp, pilot: Pilot[None], event: str, ref: str = GROSS) -> MoveForm:
    """Open the form of a move."""
    await settled(pilot)
    view = app.office.desk.show(ref)[0] if ref else None
    screen = MoveForm(app.office, move_named(event), ref, view)
    await app.push_screen(screen)
    await settled(pilot)
    return screen


def matter(store: Path, ref: str) -> forms.Matter:
    """Give what a form is about."""
    view, number = desk_of(store, "mensah").show(ref)
    return forms.Matter(RULES, view.file, number or 1, view.history)


@pytest.mark.parametrize("event", [each.event for each in built()])
async def test_every_move_has_a_form_in_which_letters_stay_letters(store: Path, event: str) -> None:
    app = app_of(store, "me")
    async with app.run_test(size=(100, 60)) as pilot:
        screen = await filling(app, pilot, event, "" if event == "receive" else WAITING)
        # One field of each kind: the row of a kind is the same whatever it asks for.
        typed_in = {
            type(row.control): row for row in screen.form.rows.values()
            if isinstance(row.control, (SafeInput, SafeArea))
        }  # fmt: skip
        assert typed_in
        for row in typed_in.values():
            row.control.focus()
            await pilot.press(*"q", "space", *"un", "?", ":", "/")
            assert row.text == "q un?:/", row.spec.key
        assert isinstance(app.screen, MoveForm)


@pytest.mark.parametrize("event", [each.event for each in built()])
def test_a_form_asks_for_each_field_of_the_table(store: Path, event: str) -> None:
    row = move_named(event)
    specs = forms.specs_of(row, matter(store, WAITING), own="")
    keys = {spec.key.partition(".")[0] for spec in specs}
    single = {"by_allegation", "taken_together"}
    assert {field.key for field in row.fields} - single <= keys
    assert (forms.MAKER in keys) == (row.made_by != "keyer")
    assert forms.ON in keys
    assert all(spec.help.endswith(".") for spec in specs)
    for field in row.fields:
        if field.key not in single:
            assert forms.meant(specs, field.key), field.key
            assert forms.meant(specs, field.option), field.key


def test_what_was_typed_becomes_what_a_move_takes() -> None:
    typed = {"level": "misconduct", "rationale.action": "Why.", "by_allegation.2": "neither"}
    assert forms.given(move_named("assess"), typed) == {
        "level": "misconduct",
        "rationale": {"action": "Why."},
        "by_allegation": {"2": "neither"},
    }
    assert forms.given(move_named("correct"), {"event": "7", "set": "a=b\nc=d"}) == {
        "event": "7",
        "set": ["a=b", "c=d"],
    }


def test_the_maker_and_the_day_are_read_apart() -> None:
    typed = {forms.MAKER: " 176543 ", forms.MAKER_NAME: "L Hall", forms.ON: "2014-04-02"}
    assert forms.maker(typed) == Named("176543", "L Hall", "", "")
    assert forms.maker({}) is None
    assert forms.took_effect(typed) == date(2014, 4, 2)
    assert forms.took_effect({}) is None
    with pytest.raises(BadValue):
        forms.took_effect({forms.ON: "soon"})


def test_how_a_matter_ends_is_chosen_from_its_own_regime(store: Path) -> None:
    specs = forms.specs_of(move_named("dispose"), matter(store, WAITING))
    (options,) = [spec.options for spec in specs if spec.key == "disposal"]
    assert "management_action" in dict(options)
    assert not any("2020" in key or "reflective" in key for key in dict(options))


async def test_a_matter_is_received_and_opened(store: Path) -> None:
    app = app_of(store, "mensah")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "n")
        screen = app.screen
        assert isinstance(screen, MoveForm)
        await press(pilot, "f2")
        assert said(app) == "✗ Came to attention may not be empty."
        await type_in(pilot, "March")
        await press(pilot, "f2")
        assert said(app).startswith("✗ Came to attention cannot be 'March'; write the day as")
        await press(pilot, "escape")
        screen.form.fill(
            {"attention_date": "2014-03-20", "track": "internal_conduct", "source": "public",
             "unit": "Camden", "standard": "honesty", "narrative": HOSTILE[0],
             "person": "209999", "name": HOSTILE[1]}
        )  # fmt: skip
        await press(pilot, "f2")
        assert isinstance(app.screen, SubjectScreen)
        assert HOSTILE[1] in words(app, "#what")
        assert HOSTILE[0] in app.screen.query_one(Paper).text
        await press(pilot, "escape")
        assert "6 subjects in 6 cases" in text_of(app)
    assert desk_of(store, "mensah").draft("receive:") is None


async def test_a_control_character_is_drawn_harmless_and_refused_in_a_sentence(
    store: Path,
) -> None:
    app = app_of(store, "mensah")
    async with app.run_test(size=SMALL) as pilot:
        screen = await filling(app, pilot, "allocate")
        app.post_message(events.Paste("Smith\x1b]52;c;aGk=\x07"))
        await settled(pilot)
        row = screen.form.rows["handler"]
        assert row.text == "Smith\x1b]52;c;aGk=\x07"
        assert "Smith␛]52;c;aGk=␇" in text_of(app)
        assert "\x1b]52" not in text_of(app)
        await press(pilot, "f2")
        assert "holds a control character (U+001B) at place 6" in said(app)
        assert row.has_class("-wrong")


async def test_a_text_area_draws_a_control_character_harmless_too(store: Path) -> None:
    app = app_of(store, "mensah")
    async with app.run_test(size=SMALL) as pilot:
        screen = await filling(app, pilot, "note")
        app.post_message(events.Paste("one\ntwo\x1b[2Jthree \u202eevil"))
        await settled(pilot)
        assert screen.form.rows["note"].text == "one\ntwo\x1b[2Jthree \u202eevil"
        assert "two␛[2Jthree �evil" in text_of(app)


async def test_several_lines_pasted_into_one_are_joined_and_none_is_lost(store: Path) -> None:
    app = app_of(store, "mensah")
    async with app.run_test(size=SMALL) as pilot:
        screen = await filling(app, pilot, "allocate")
        app.post_message(events.Paste("R.\nMensah\n"))
        await settled(pilot)
        assert screen.form.rows["handler"].text == "R. Mensah"


async def test_the_focused_field_says_what_it_is_for(store: Path) -> None:
    app = app_of(store, "mensah")
    async with app.run_test(size=SMALL) as pilot:
        await filling(app, pilot, "allocate")
        assert words(app, "#hint") == "Who handles it."
        await press(pilot, "tab")
        assert words(app, "#hint") == "The day it took effect, as 2014-03-12; empty for today."


async def test_a_move_that_asks_for_nothing_says_so(store: Path) -> None:
    app = app_of(store, "mensah")
    async with app.run_test(size=SMALL) as pilot:
        await filling(app, pilot, "pass_to_dps", REPORTED)
        assert said(app) == "There is nothing to fill in. F2 saves it."


async def test_saving_says_what_refuses_it_and_keeps_the_text(store: Path) -> None:
    app = app_of(store, "mensah")
    async with app.run_test(size=SMALL) as pilot:
        screen = await filling(app, pilot, "link", REPORTED)
        screen.form.fill({"other_case": "MC-1999-00001", "reason": "Same incident."})
        await press(pilot, "f2", "f2")
        assert "There is no case or subject MC-1999-00001." in said(app)
        assert screen.form.rows["reason"].text == "Same incident."


async def test_an_entry_to_correct_is_chosen_from_the_history(store: Path) -> None:
    desk = desk_of(store, "mensah")
    move(desk, "note", REPORTED, {"note": "Wrong."})
    wrong = desk.show(REPORTED)[0].history[-1]
    app = app_of(store, "mensah")
    async with app.run_test(size=SMALL) as pilot:
        screen = await filling(app, pilot, "correct", REPORTED)
        control = screen.form.rows["event"].control
        assert isinstance(control, Select)
        screen.form.fill({"event": str(wrong.id), "reason": "A slip.", "set": "text=Right."})
        await press(pilot, "f2")
    history = desk_of(store, "mensah").show(REPORTED)[0].history
    assert history[-1].payload["righted"] == {"note": "Right."}


async def test_somebody_new_is_named_with_rank_and_unit(store: Path) -> None:
    app = app_of(store, "mensah")
    async with app.run_test(size=SMALL) as pilot:
        screen = await filling(app, pilot, "assess_locally", NAMELESS)
        screen.form.fill(
            {"level": "misconduct", "rationale.information": "As found.",
             "rationale.action": "A breach.", "@maker": "188888", "@name": HOSTILE[2],
             "@rank": "Insp", "@unit": "Barnet", "@on": "2014-04-02"}
        )  # fmt: skip
        await press(pilot, "f2")
        assert not isinstance(app.screen, MoveForm)
    made = desk_of(store, "mensah").show(NAMELESS)[0].history[-1]
    assert (made.maker_name, made.maker_rank, made.maker_unit) == (
        HOSTILE[2],
        "Inspector",
        "Barnet",
    )
    assert (made.effective, made.late, made.stated) == (date(2014, 4, 2), True, True)


async def test_a_newer_version_is_settled_and_mine_is_saved_on_it(store: Path) -> None:
    app = app_of(store, "mensah")
    async with app.run_test(size=SMALL) as pilot:
        screen = await filling(app, pilot, "allocate", REPORTED)
        await type_in(pilot, "R. Mensah")
        move(desk_of(store, "me"), "allocate", REPORTED, {"handler": HOSTILE[0]})
        move(desk_of(store, "me"), "note", REPORTED, {"note": HOSTILE[1]})
        await press(pilot, "f2")
        drawn = text_of(app)
        assert "you read version 1, it is now at 3" in drawn
        told = app.screen.query_one(Paper).text
        assert f"Handler\nnow: {HOSTILE[0]}\nyou: R. Mensah" in told
        assert f"Note: {HOSTILE[1]}" in told
        assert "F2  save mine on version 3" in drawn
        await press(pilot, "escape")
        assert screen.form.rows["handler"].text == "R. Mensah"
        await press(pilot, "f2", "f2")
        assert isinstance(app.screen, CaseloadScreen)
    case = desk_of(store, "mensah").show(REPORTED)[0].file.case
    assert case.handler == "R. Mensah"


async def test_a_draft_is_kept_half_a_second_after_the_last_key(store: Path) -> None:
    app = app_of(store, "mensah")
    async with app.run_test(size=SMALL) as pilot:
        await filling(app, pilot, "note")
        await type_in(pilot, "quit case")
        assert app.office.desk.draft(f"note:{GROSS}") is None
        await pilot.pause(0.8)
        await settled(pilot)
        assert app.office.desk.draft(f"note:{GROSS}") == ({"note": "quit case"}, 5)


@pytest.mark.parametrize("way", ["escape", "ctrl+q", "blur"])
async def test_a_draft_is_kept_at_once_where_the_person_turns_away(store: Path, way: str) -> None:
    app = app_of(store, "mensah")
    async with app.run_test(size=SMALL) as pilot:
        await filling(app, pilot, "note")
        await type_in(pilot, "half a thou")
        if way == "blur":
            app.post_message(events.AppBlur())
        else:
            await pilot.press(way)
        await pilot.pause()
        assert app.office.desk.draft(f"note:{GROSS}") == ({"note": "half a thou"}, 5)


async def test_a_draft_comes_back_and_says_so_and_emptying_the_form_forgets_it(
    store: Path,
) -> None:
    desk_of(store, "mensah").keep_draft(f"note:{GROSS}", {"note": HOSTILE[0]}, 5)
    app = app_of(store, "mensah")
    async with app.run_test(size=SMALL) as pilot:
        screen = await filling(app, pilot, "note")
        assert said(app) == RESTORED
        assert HOSTILE[0] in text_of(app)
        await press(pilot, "f8")
        assert "Press F8 again" in said(app)
        await press(pilot, "f8")
        assert screen.form.rows["note"].text == ""
        await press(pilot, "escape", "escape")
    assert desk_of(store, "mensah").draft(f"note:{GROSS}") is None


async def test_a_draft_of_an_older_version_shows_what_has_happened_since(store: Path) -> None:
    desk = desk_of(store, "mensah")
    desk.keep_draft(f"note:{REPORTED}", {"note": "Mine."}, 1)
    move(desk, "allocate", REPORTED, {"handler": "B. Marsh"})
    app = app_of(store, "mensah")
    async with app.run_test(size=SMALL) as pilot:
        screen = await filling(app, pilot, "note", REPORTED)
        assert "You typed this on version 1" in text_of(app)
        assert "Handler: B. Marsh" in app.screen.query_one(Paper).text
        await press(pilot, "f2")
        assert app.screen is screen
        await press(pilot, "f2")
        assert isinstance(app.screen, CaseloadScreen)
    assert desk.show(REPORTED)[0].history[-1].payload == {"note": "Mine."}


async def test_a_draft_of_an_older_version_can_be_left_alone(store: Path) -> None:
    desk = desk_of(store, "mensah")
    desk.keep_draft(f"note:{REPORTED}", {"note": "Mine."}, 1)
    move(desk, "allocate", REPORTED, {"handler": "B. Marsh"})
    app = app_of(store, "mensah")
    async with app.run_test(size=SMALL) as pilot:
        await filling(app, pilot, "note", REPORTED)
        await press(pilot, "escape")
        assert isinstance(app.screen, CaseloadScreen)
    found = desk.draft(f"note:{REPORTED}")
    assert found is not None
    assert found[0] == {"note": "Mine."}


async def test_a_draft_that_cannot_be_kept_is_said(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_of(store, "mensah")
    async with app.run_test(size=SMALL) as pilot:
        await filling(app, pilot, "note")

        def fail(_self: Desk, *_given: object) -> None:
            raise OSError(28, "No space left")

        monkeypatch.setattr(Desk, "keep_draft", fail)
        await type_in(pilot, "x")
        await pilot.pause(0.8)
        await settled(pilot)
        assert "The draft could not be kept (fault 20140410-093000)" in said(app)


def test_a_draft_is_written_by_the_newest_text_and_never_after_the_move(store: Path) -> None:
    desk = desk_of(store, "mensah")
    draft = Draft(desk, "note:x")
    draft.keep()
    assert desk.draft("note:x") is None
    assert draft.typed({"note": "a"}, 1) == pytest.approx(0.5)
    draft.typed({"note": "ab", "reason": ""}, 2)
    draft.keep()
    assert draft.read() == ({"note": "ab"}, 2)
    draft.typed({"note": "abc"}, 2)
    draft.close()
    draft.keep()
    assert draft.read() == ({"note": "ab"}, 2)
    draft.open_again()
    draft.keep()
    assert draft.read() == ({"note": "abc"}, 2)
    draft.drop()
    draft.keep()
    assert draft.read() is None


async def test_a_form_holds_what_was_pasted_into_a_choice_that_has_gone(store: Path) -> None:
    desk_of(store, "mensah").keep_draft(f"set_priority:{GROSS}", {"threat": "gone", "x": "y"}, 5)
    app = app_of(store, "mensah")
    async with app.run_test(size=SMALL) as pilot:
        screen = await filling(app, pilot, "set_priority")
        assert screen.form.rows["threat"].text == ""
        assert isinstance(screen.query_one(Form), Form)
