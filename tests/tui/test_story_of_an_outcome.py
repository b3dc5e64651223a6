"""A matter from its hearing to finding, outcome, report and comparison, by keys at 80 × 24."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui import by_commands, decided, heard
from tests.tui.lists import settled
from tests.tui.office import GROSS, SETTINGS, SMALL, clock, press, said, text_of, type_in
from tui.app import HearingsApp
from tui.dialogs.outcomes import OutcomesDialog
from tui.screens.move_form import MoveForm
from tui.screens.subject import SubjectScreen
from tui.widgets.paper import Paper

Step = tuple[str, str, Mapping[str, str]]
ON_THE_DAY: tuple[Step, ...] = (
    ("record_finding", "record the finding", {
        "facts": "1=proved", "breaches": "duties=breached", "finding": "gross_misconduct",
        "admission": "part", "reason": "The panel preferred the custody record.",
    }),
    ("code_circumstances", "code the circumstances", {
        "culpability": "reckless", "harm_level": "low", "harm_kinds": "public_confidence",
        "aggravating": "concealment", "mitigating": "early_admission",
    }),
    ("impose", "record the outcome", {
        "outcome": "final_written_warning", "told_there": "yes", "reason": "A single lapse.",
        "mitigation": "Long service.",
    }),
)  # fmt: skip
AFTER: tuple[Step, ...] = (
    ("notify_outcome", "notify the officer of the outcome", {
        "method": "in_person", "served_by": "Sgt Bell",
    }),
    ("report_outcome", "record the report to", {
        "report_by": "Cmdr Hale", "summary": "Finding, reasons and outcome as read out.",
    }),
    ("compare_outcome", "record where the outcome lies", {"quoted": "A single lapse."}),
    ("attach", "add a document", {
        "document_name": "Report of the chair", "document_kind": "other", "marking": "served",
    }),
    ("close", "close the matter", {"reason": "Nobody appeals."}),
)  # fmt: skip


def on_form(given: Mapping[str, str]) -> dict[str, str]:
    """Give what is typed into a form: it asks for each allegation and Standard by itself."""
    typed = dict(given)
    for key in ("facts", "breaches"):
        if key in typed:
            which, _, answer = typed.pop(key).partition("=")
            typed[f"{key}.{which}"] = answer
    return typed


async def do(app: HearingsApp, pilot: Pilot[None], title: str, typed: Mapping[str, str]) -> None:
    """Choose a move, fill its form in, and save it; an outcome is taken from its list."""
    await press(pilot, "m")
    await type_in(pilot, title)
    await press(pilot, "enter")
    form = app.screen
    assert isinstance(form, MoveForm), text_of(app)
    wanted = on_form(typed)
    outcome = wanted.pop("outcome", "")
    form.form.fill(wanted)
    if outcome:
        form.form.rows["outcome"].control.focus()
        await press(pilot, "enter")
        assert isinstance(app.screen, OutcomesDialog), said(app)
        await type_in(pilot, outcome.replace("_", " "))
        await press(pilot, "enter")
        assert form.form.rows["outcome"].text == outcome
    await press(pilot, "f2")
    assert isinstance(app.screen, SubjectScreen), said(app)
    assert said(app).startswith("Saved: ")


async def by_keys(path: Path, day: date, steps: tuple[Step, ...]) -> str:
    """Make moves by keys, and give the Outcome tab as it then stands."""
    app = HearingsApp(heard.desk_on(path, "me", day), SETTINGS, clock)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await app.push_screen(SubjectScreen(app.office, GROSS, "Outcome"))
        await settled(pilot)
        for _event, title, typed in steps:
            await do(app, pilot, title, typed)
        return app.screen.query_one(Paper).text


async def test_from_the_hearing_to_the_end_both_faces_leave_the_same(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Would catch a form that gives a move something else than the command of the same words does.
    decided.begin(store)
    other = tmp_path / "commands"
    other.mkdir()
    for name in store.parent.glob("hearings*"):
        shutil.copy(name, other / name.name)
    told = await by_keys(store, decided.FOUND, ON_THE_DAY)
    assert "Sanction that stands\nFinal written warning, Wed 23 Apr 2014" in told
    assert "Last day in force: Thu 22 Oct 2015: 18 months beginning with Wed 23 Apr 2014" in told
    told = await by_keys(store, decided.LATER, AFTER)
    assert "of 0 comparators 0 lighter, 0 the same, 0 heavier" in told
    assert "Report of the chair" in told

    for day, steps in ((decided.FOUND, ON_THE_DAY), (decided.LATER, AFTER)):
        asked = [(event, GROSS, typed) for event, _title, typed in steps]
        by_commands.tell(other / store.name, "me", day.isoformat(), asked, monkeypatch)
    case = GROSS.partition("/")[0]
    keyed, plain = (by_commands.left_behind(path, case) for path in (store, other / store.name))
    assert keyed[0][-8:] == plain[0][-8:]
    assert keyed == plain
