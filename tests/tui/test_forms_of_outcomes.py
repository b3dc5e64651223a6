"""The forms of what ends a hearing: what they offer, refuse with a field, and save."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from db import lawful
from db.actions import Desk
from db.lawful import Lawful
from hearings.factors import factors
from hearings.outcomes import outcomes
from hearings.stages import built, moves
from hearings.values import types
from tests.tui import decided, heard
from tests.tui.lists import settled
from tests.tui.office import GROSS, RULES, SETTINGS, SMALL, clock, press, said, text_of, type_in
from tui import forms
from tui.app import HearingsApp
from tui.dialogs.marks import MarksDialog
from tui.dialogs.outcomes import OutcomesDialog
from tui.dialogs.pick import Item, PickDialog
from tui.screens.move_form import MoveForm
from tui.screens.subject import SubjectScreen
from tui.spec import Spec
from tui.widgets.fields.choosing import Marks
from tui.widgets.fields.opens import Opens
from tui.widgets.paper import Paper


def copied(path: Path, folder: Path) -> Path:
    """Copy a database."""
    for name in path.parent.glob("hearings*"):
        shutil.copy(name, folder / name.name)
    return folder / path.name


@pytest.fixture(scope="module")
def at_stages(built_store: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Keep one matter at each stage from the hearing on."""
    found: dict[str, Path] = {}
    before = built_store
    for stage in ("listed", "in_hearing", "heard", "told_later", "decided", "appealed"):
        path = copied(before, tmp_path_factory.mktemp(stage))
        if stage == "listed":
            heard.refer(path)
            heard.schedule(path)
        elif stage == "in_hearing":
            decided.move(path, "open", {"present": "yes"}, on=decided.OPENED)
        elif stage == "heard":
            decided.move(path, "record_finding", decided.FINDING)
        elif stage == "told_later":
            made = {"outcome": "final_written_warning", "told_there": "no", "reason": "Once."}
            decided.move(path, "impose", made)
        elif stage == "decided":
            told = {"method": "in_person", "served_by": "Sgt Bell"}
            decided.move(path, "notify_outcome", told, on=decided.LATER)
        else:
            brought = {"route": "tribunal", "grounds": "Unreasonable."}
            decided.move(path, "appeal", brought, on=decided.LATER)
        found[stage] = before = path
    return found


@pytest.fixture
def at(at_stages: dict[str, Path], tmp_path: Path) -> Callable[[str], Path]:
    """Give a copy of the matter at a stage: what is typed in a form is kept as a draft."""
    return lambda stage: copied(at_stages[stage], tmp_path)


def app_on(path: Path, day: date = decided.LATER) -> HearingsApp:
    """Open the application on a day."""
    return HearingsApp(heard.desk_on(path, "me", day), SETTINGS, clock)


async def filling(app: HearingsApp, pilot: Pilot[None], event: str) -> MoveForm:
    """Open the form of a move, from the matter."""
    await settled(pilot)
    await app.push_screen(SubjectScreen(app.office, GROSS))
    await settled(pilot)
    assert isinstance(app.screen, SubjectScreen)
    app.screen.begin(moves()[event])
    await settled(pilot)
    assert isinstance(app.screen, MoveForm)
    return app.screen


def specs(path: Path, event: str) -> dict[str, Spec]:
    """Give what a form asks for, by key."""
    view, number = heard.desk_on(path, "me", decided.LATER).show(GROSS)
    matter = forms.Matter(RULES, view.file, number or 1, view.history, decided.LATER)
    return {spec.key: spec for spec in forms.specs_of(moves()[event], matter)}


def test_every_type_of_field_that_can_be_read_can_be_typed(at_stages: dict[str, Path]) -> None:
    # Would catch a type that the rules read and no form can be made of.
    asked = {field.type for move in built() for field in move.fields}
    assert asked <= types()
    for move in built():
        if move.event != "receive":
            assert specs(at_stages["heard"], move.event), move.event


def test_each_standard_alleged_is_asked_for_once(at_stages: dict[str, Path]) -> None:
    asked = specs(at_stages["in_hearing"], "record_finding")
    assert asked["breaches.duties"].label == "Standard: Duties and Responsibilities"
    assert asked["breaches.duties"].options == (
        ("breached", "Breached"), ("not_breached", "Not breached"),
    )  # fmt: skip
    assert asked["facts.1"].options[1] == ("not_proved", "Not proved")
    typed = {"breaches.duties": "breached", "facts.1": "proved"}
    given = forms.given(moves()["record_finding"], typed)
    assert given == {"breaches": {"duties": "breached"}, "facts": {"1": "proved"}}


def test_factors_are_the_forces_own_and_the_unseen_say_so(at_stages: dict[str, Path]) -> None:
    asked = specs(at_stages["heard"], "code_circumstances")
    shipped = factors().groups
    assert [key for key, _ in asked["aggravating"].options] == [
        factor.key for factor in shipped["aggravating"]
    ]
    said_of = dict(asked["aggravating"].options)
    assert said_of["sustained"] == "repeated or sustained (unverified)"
    assert said_of["vulnerable_victim"] == "vulnerable victim"
    own = factors({"edition": "own 1", "special": [{"key": "ours", "words": "our own"}]})
    view, _ = heard.desk_on(at_stages["heard"], "me", decided.LATER).show(GROSS)
    matter = forms.Matter(replace(RULES, factors=own), view.file)
    ours = {one.key: one for one in forms.specs_of(moves()["code_circumstances"], matter)}
    assert [key for key, _ in ours["special"].options] == ["ours"]


async def test_the_outcomes_that_are_lawful_come_first_and_the_others_say_why(
    at: Callable[[str], Path],
) -> None:
    # Would catch an unlawful outcome that can be chosen, and one that is greyed without its rule.
    app = app_on(at("heard"))
    async with app.run_test(size=SMALL) as pilot:
        form = await filling(app, pilot, "impose")
        row = form.form.rows["outcome"]
        assert isinstance(row.control, Opens)
        row.control.focus()
        await press(pilot, "enter")
        dialog = app.screen
        assert isinstance(dialog, OutcomesDialog)
        assert {item.value for item in dialog.items} == set(outcomes())
        opened = [item.open for item in dialog.items]
        assert opened == sorted(opened, reverse=True)
        shut = {item.value: item.about for item in dialog.items if not item.open}
        assert "2012 Regulations" in shut["reduction_in_rank"]
        assert all("(SI " in about for about in shut.values())
        await type_in(pilot, "reduction")
        await press(pilot, "enter")
        assert app.screen is dialog
        assert "Reduction in rank is" in text_of(app)
        await press(pilot, "escape")
        await type_in(pilot, "final written warning lawful here")
        await press(pilot, "enter")
        assert row.text == "final_written_warning"
        assert "Final written warning" in text_of(app).replace("final", "Final")
        await press(pilot, "backspace")
        assert row.text == ""


def narrowed(items: tuple[Item[str], ...], text: str) -> list[str]:
    """Give the values of the lines that fit."""
    return [item.value for item in items if item.fits(text)]


def test_a_refusal_is_not_searched_and_a_name_always_is() -> None:
    # Would catch "dismissal" that finds a warning, because the rule against it names dismissal.
    items = (
        Item("warning", "Written warning", "Not lawful: dismissal alone is open.", open=False),
        Item("none", "No action", "Lawful here (SI 2012/2632 reg 35: short of dismissal)."),
        Item("out", "Dismissal without notice", "Not lawful here.", open=False),
    )
    assert narrowed(items, "dismissal") == ["none", "out"]
    assert narrowed(items, "written") == ["warning"]
    assert narrowed(items, "alone") == []
    assert [item.is_called("dismissal") for item in items] == [False, False, True]


async def test_what_is_called_so_comes_first_and_holds_the_cursor(
    at: Callable[[str], Path],
) -> None:
    # Would catch enter that gives another outcome than the one whose name was typed.
    app = app_on(at("heard"))
    async with app.run_test(size=SMALL) as pilot:
        items = (
            Item("one", "Management advice", "Lawful here; a reduction in rank is not."),
            Item("two", "Reduction in rank", "Not lawful here.", open=False),
        )
        found: list[str | None] = []
        await app.push_screen(PickDialog("Outcome", items), found.append)
        await type_in(pilot, "reduction")
        assert isinstance(app.screen, PickDialog)
        assert [item.value for item in app.screen.found] == ["two", "one"]
        await press(pilot, "enter")
        assert found == []
        assert "Not lawful here." in text_of(app)
        await press(pilot, "down", "enter")
        assert found == ["one"]


async def test_a_list_to_mark_says_what_each_key_does(at: Callable[[str], Path]) -> None:
    # Would catch a list where enter marks and nothing on the screen says so.
    app = app_on(at("heard"))
    async with app.run_test(size=SMALL) as pilot:
        taken: list[tuple[str, ...] | None] = []
        dialog = MarksDialog("Harm", (("a", "One"), ("b", "Two")), ())
        await app.push_screen(dialog, taken.append)
        await press(pilot, "enter", "down", "space")
        for words in ("space or enter  mark or unmark", "F2  take what is marked", "Esc  back"):
            assert words in text_of(app)
        await press(pilot, "f2")
        assert taken == [("a", "b")]
        form = await filling(app, pilot, "code_circumstances")
        next(row.control for row in form.form.rows.values()
             if isinstance(row.control, Marks)).focus()  # fmt: skip
        await pilot.pause()
        assert "space mark or unmark" in text_of(app)


async def listed(app: HearingsApp, pilot: Pilot[None], form: MoveForm) -> dict[str, Item[str]]:
    """Give the list of outcomes as it opens now, by key."""
    form.form.rows["outcome"].control.focus()
    await press(pilot, "enter")
    dialog = app.screen
    assert isinstance(dialog, OutcomesDialog), said(app)
    await press(pilot, "escape")
    return {item.value: item for item in dialog.items}


async def test_an_unverified_rule_gives_way_to_somebody_who_confirms(
    at: Callable[[str], Path],
) -> None:
    # Would catch a list that looks at the record alone and not at the form.
    app = app_on(at("heard"))
    async with app.run_test(size=SMALL) as pilot:
        form = await filling(app, pilot, "impose")
        before = (await listed(app, pilot, form))["no_further_action"]
        assert not before.open
        assert "UNVERIFIED rule. To choose it, fill in “Confirmed as lawful”." in before.about
        form.form.fill({"confirmed_lawful": "Counsel, 22 April."})
        after = (await listed(app, pilot, form))["no_further_action"]
        assert after.open
        assert "Somebody confirmed that it is lawful" in after.about
        form.form.fill({"@on": "soon"})
        form.form.rows["outcome"].control.focus()
        await press(pilot, "enter")
        assert isinstance(app.screen, MoveForm)
        assert "write the day as" in said(app)


async def test_what_is_typed_opens_what_it_makes_lawful(
    at: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Would catch a field that the guard looks at and the list does not.
    real = lawful.lawful_outcomes

    def later(desk: Desk, ref: str, finding: str = "") -> Lawful:
        found = real(desk, ref, finding)
        return replace(
            found, facts=replace(found.facts, regime="2020", overlays=frozenset({"2025"}))
        )

    monkeypatch.setattr(lawful, "lawful_outcomes", later)
    app = app_on(at("heard"))
    async with app.run_test(size=SMALL) as pilot:
        form = await filling(app, pilot, "impose")
        found = await listed(app, pilot, form)
        assert [key for key, item in found.items() if item.open] == ["dismissal_without_notice"]
        told = found["reduction_in_rank"].about
        assert "To choose it, fill in “Exceptional circumstances”" in told
        form.form.fill({"exceptional": "His son had died."})
        found = await listed(app, pilot, form)
        assert found["final_written_warning"].open
        assert not found["reduction_in_rank"].open
        form.form.fill({"authority_views": "No operational impact."})
        assert (await listed(app, pilot, form))["reduction_in_rank"].open


async def test_any_number_of_factors_is_marked_by_keys(at: Callable[[str], Path]) -> None:
    app = app_on(at("heard"))
    async with app.run_test(size=SMALL) as pilot:
        form = await filling(app, pilot, "code_circumstances")
        row = form.form.rows["aggravating"]
        assert isinstance(row.control, Marks)
        row.control.focus()
        await press(pilot, "space", "down", "down", "space", "up", "space", "space")
        assert row.text == "premeditation\nabuse_of_trust"
        assert "[x] premeditated" in text_of(app)
        await pilot.press(*["down"] * 20)
        await settled(pilot)
        assert "▸[ ] no remorse" in text_of(app)
        row.text = "sustained\nnothing_of_the_kind"
        assert row.text == "sustained"


Row = tuple[str, str, Mapping[str, str], str, str]
REFUSED: tuple[Row, ...] = (
    ("in_hearing", "record_finding", {"facts.1": "not_proved", "breaches.duties": "breached",
     "finding": "misconduct", "admission": "none", "reason": "x"}, "breaches.duties",
     "no allegation under"),
    ("in_hearing", "record_finding", {"facts.1": "proved", "breaches.duties": "not_breached",
     "finding": "misconduct", "admission": "none", "reason": "x"}, "finding", "not proven"),
    ("heard", "impose", {"outcome": "reduction_in_rank", "told_there": "yes", "reason": "x"},
     "outcome", "reduction in rank"),
    ("heard", "impose", {"outcome": "dismissal_with_notice", "told_there": "yes", "reason": "x",
     "notice_days": "7"}, "notice_days", "at least 28"),
    ("decided", "appeal", {"route": "meeting", "grounds": "x"}, "route", "police appeals tribunal"),
    ("appealed", "determine_appeal", {"result": "vary", "determined_by": "PAT", "reason": "x"},
     "outcome", "in its place"),
    ("decided", "close", {}, "reason", "still running"),
    ("decided", "attach", {"document_name": "Log", "document_kind": "served_document",
     "marking": "withheld"}, "limb", "harm test"),
    ("decided", "mark_document", {"document": "7", "marking": "served", "reason": "x"},
     "document", "no document 7"),
    ("heard", "code_circumstances", {}, "", "nothing is coded"),
    ("decided", "compare_outcome", {"quoted": "x"}, "", "report"),
    ("decided", "publish_outcome", {"published_at": "the website"}, "", "public"),
    ("decided", "notify_outcome", {"method": "post", "served_by": "x"}, "", "already"),
    ("heard", "remit", {"remitted_for": "not_gross_misconduct", "reason": "x",
     "@maker": "osei"}, "", "does not go back"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("stage", "event", "typed", "field", "why"), REFUSED, ids=[f"{r[1]}-{r[3]}" for r in REFUSED]
)
async def test_a_refusal_says_why_and_points_at_its_field(
    at: Callable[[str], Path],
    stage: str,
    event: str,
    typed: Mapping[str, str],
    field: str,
    why: str,
) -> None:
    # Would catch a guard that names a field the form does not know by that name.
    app = app_on(at(stage))
    async with app.run_test(size=SMALL) as pilot:
        form = await filling(app, pilot, event)
        form.form.fill(typed)
        await press(pilot, "f2")
        assert app.screen is form, "It was saved."
        assert said(app).startswith("✗ ")
        assert why.casefold() in said(app).casefold()
        assert "--" not in said(app)
        if field:
            assert form.form.rows[field].has_class("-wrong"), said(app)
        assert form.form.typed == dict(typed)


SAVED: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    ("in_hearing", "record_finding", {"facts.1": "proved", "breaches.duties": "breached",
     "finding": "misconduct", "admission": "full", "reason": "x"}),
    ("listed", "withdraw", {"reason": "The witness withdrew.", "@maker": "osei",
     "@on": "2014-04-17"}),
    ("told_later", "notify_outcome", {"method": "in_person", "served_by": "Sgt Bell"}),
    ("heard", "impose", {"outcome": "dismissal_without_notice", "told_there": "no",
     "reason": "x"}),
    ("heard", "code_circumstances", {"culpability": "reckless", "harm_kinds": "physical\nsexual",
     "mitigating": "remorse"}),
    ("decided", "report_outcome", {"report_by": "Cmdr Hale", "summary": "As read out."}),
    ("decided", "appeal", {"route": "judicial_review", "grounds": "Procedure."}),
    ("appealed", "determine_appeal", {"result": "vary", "determined_by": "the tribunal",
     "outcome": "written_warning", "reason": "Too severe."}),
    ("decided", "close", {"reason": "Nobody appeals."}),
    ("decided", "attach", {"document_name": "Log", "document_kind": "served_document",
     "marking": "withheld", "limb": "d", "reason": "Would show the source.", "pages": "4"}),
)  # fmt: skip


@pytest.mark.parametrize(("stage", "event", "typed"), SAVED, ids=[row[1] for row in SAVED])
async def test_a_form_is_saved_and_the_matter_says_so(
    at: Callable[[str], Path], stage: str, event: str, typed: Mapping[str, str]
) -> None:
    path = at(stage)
    app = app_on(path)
    async with app.run_test(size=SMALL) as pilot:
        form = await filling(app, pilot, event)
        form.form.fill(typed)
        await press(pilot, "f2")
        assert isinstance(app.screen, SubjectScreen), said(app)
        assert said(app).startswith("Saved: ")
    history = heard.desk_on(path, "me", decided.LATER).show(GROSS)[0].history
    assert history[-1].kind == event


async def test_a_document_is_chosen_by_its_number_and_name(at: Callable[[str], Path]) -> None:
    path = at("decided")
    for name in ("Statement of R Patel", "Log [red]x"):
        decided.move(path, "attach", {"document_name": name, "document_kind": "other"})
    app = app_on(path)
    async with app.run_test(size=SMALL) as pilot:
        form = await filling(app, pilot, "mark_document")
        assert form.form.rows["document"].spec.options == (
            ("1", "1: Statement of R Patel"), ("2", "2: Log [red]x"),
        )  # fmt: skip
        form.form.fill({"document": "2", "marking": "privileged", "reason": "Advice."})
        await press(pilot, "f2")
        assert isinstance(app.screen, SubjectScreen), said(app)
    marked = heard.desk_on(path, "me", decided.LATER).show(GROSS)[0].file.subject(1).documents
    assert [one.marking for one in marked] == ["", "privileged"]


@pytest.mark.parametrize("broken", [False, True])
async def test_what_is_lawful_is_read_beside_the_page_and_its_failure_leaves_the_page(
    at: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, broken: bool
) -> None:
    # Would catch a tab that waits for ever, or that is lost, when the second reading fails.
    def fail(*_given: object) -> None:
        raise OSError(5, "Input/output error")

    if broken:
        monkeypatch.setattr(lawful, "lawful_outcomes", fail)
    app = app_on(at("heard"))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await app.push_screen(SubjectScreen(app.office, GROSS, "Outcome"))
        await settled(pilot)
        told = app.screen.query_one(Paper).text
        assert "Gross misconduct, Wed 23 Apr 2014" in told
        assert ("✓ Dismissal without notice" in told) is not broken
        assert ("What is lawful here could not be read (fault" in said(app)) is broken
