"""One matter from the paper form to the feedback note, by keys alone, at 80 × 24."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from textual.pilot import Pilot

from hearings.stages import move_named
from tests.tui.by_commands import left_behind, tell
from tests.tui.lists import settled
from tests.tui.office import (
    SMALL,
    TODAY,
    app_of,
    desk_of,
    press,
    said,
    text_of,
    trail,
    type_in,
    words,
)
from tui.app import HearingsApp
from tui.screens.assess import AssessScreen
from tui.screens.move_form import MoveForm
from tui.screens.subject import SubjectScreen
from tui.widgets.paper import Paper

RECEIVED = {
    "attention_date": "2014-04-01", "track": "internal_conduct", "source": "supervisor",
    "unit": "Camden", "person": "209876", "name": "D. Wright", "rank": "PC",
    "person_type": "officer", "standard": "honesty",
    "narrative": "Pocket-book entry made two hours late.",
}  # fmt: skip
WRITTEN = {"rationale.information": "Entry timed 14:10.", "rationale.action": "Dishonesty."}
INSPECTOR = {"@maker": "181818", "@name": "E. Hall", "@rank": "Insp", "@unit": "Camden"}
SUPERINTENDENT = {"@maker": "171717", "@name": "F. Poe", "@rank": "Supt", "@unit": "Camden"}
GROSS = {"level": "gross_misconduct", **WRITTEN}

REF = "MC-2014-00006/1"
STEPS: tuple[tuple[str, dict[str, str]], ...] = (
    ("inspecting rank's", {**GROSS, **INSPECTOR}),
    ("superintending rank's", {**GROSS, **SUPERINTENDENT}),
    ("pass the form", {}),
)
AFTER: tuple[tuple[str, dict[str, str]], ...] = (
    ("second reader", {"concurs": "concur", "@maker": "marsh"}),
    ("local handling", {"handled_by": "Insp Hall", "@maker": "osei"}),
    ("feedback note", {}),
    ("without proceedings", {"disposal": "management_action", "reason": "Words of advice.",
                             "@maker": "osei"}),
)  # fmt: skip


async def do(app: HearingsApp, pilot: Pilot[None], words_: str, typed: Mapping[str, str]) -> None:
    """Choose a move in the menu, fill its form in, and save it."""
    await press(pilot, "m")
    await type_in(pilot, words_)
    await press(pilot, "enter")
    form = app.screen
    assert isinstance(form, MoveForm), text_of(app)
    form.form.fill(typed)
    await press(pilot, "f2")
    assert isinstance(app.screen, SubjectScreen), text_of(app)


LOWERED = {"level": "misconduct", "change_reason": "threshold_too_high", "@maker": "osei"}


def by_commands_alone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the same matter the same way by the command line."""
    before = ("assess_locally", "assess_formally", "pass_to_dps")
    after = ("second_read", "return_to_unit", "send_feedback", "dispose")
    steps: list[tuple[str, str, Mapping[str, str]]] = [("receive", "", RECEIVED)]
    steps += [(event, REF, typed) for event, (_, typed) in zip(before, STEPS, strict=True)]
    steps += [("assess", REF, {**WRITTEN, **LOWERED})]
    steps += [(event, REF, typed) for event, (_, typed) in zip(after, AFTER, strict=True)]
    tell(path, "me", TODAY.isoformat(), steps, monkeypatch)


async def test_a_matter_goes_from_the_paper_form_to_the_note_and_by_commands_alone(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both faces leave the same events and the same trail."""
    copy = tmp_path / "copy.db"
    shutil.copy(store, copy)
    by_commands_alone(copy, monkeypatch)
    app = app_of(store, "me")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "n")
        form = app.screen
        assert isinstance(form, MoveForm)
        form.form.fill(RECEIVED)
        await press(pilot, "f2")
        assert words(app, "#what").startswith(f"{REF}  PC D. Wright, Camden")
        for words_, typed in STEPS:
            await do(app, pilot, words_, typed)
        await press(pilot, "a")
        assess = app.screen
        assert isinstance(assess, AssessScreen)
        assess.form.fill({**WRITTEN, **LOWERED})
        await press(pilot, "f2")
        assert words(app, "#verdict") == "DECIDED · LOWERED · waits for second reader"
        await press(pilot, "escape")
        for words_, typed in AFTER:
            await do(app, pilot, words_, typed)
        assert "[closed]" in text_of(app)
    history = desk_of(store, "lowe").show(REF)[0].history
    assert [event.kind for event in history] == [
        "receive", "assess_locally", "assess_formally", "pass_to_dps", "assess", "second_read",
        "return_to_unit", "send_feedback", "dispose",
    ]  # fmt: skip
    assert {event.keyed_by for event in history} == {"me"}
    moves = [action for action in trail(store) if action.startswith("move.")]
    assert moves[-9:] == [f"move.{event.kind}" for event in history]
    assert left_behind(store, "MC-2014-00006") == left_behind(copy, "MC-2014-00006")


async def test_the_feedback_note_is_read_before_it_is_sent(store: Path) -> None:
    app = app_of(store, "mensah")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "v", "4", "enter", "m")
        await type_in(pilot, "feedback note")
        await press(pilot, "enter")
        assert "waits for its second reader" in words(app, "#why")
        await press(pilot, "escape", "escape")
        subject = app.screen
        assert isinstance(subject, SubjectScreen)
        subject.begin(move_named("send_feedback"))
        await settled(pilot)
        note = app.screen.query_one(Paper).text
        assert "Passed to DPS as gross misconduct on 10 April 2014." in note
        assert "Decided by DPS as misconduct on 10 April 2014." in note
        assert said(app) == "This is the note; F2 records that it was sent."
