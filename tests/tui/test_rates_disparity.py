"""How groups fare, in the rates: a row for each group of a step, and the subjects behind it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from textual.pilot import Pilot

from db import disparity as figures
from db import disparity_behind
from db.disparity import Asked, Report, disparity
from db.disparity_behind import behind_step
from db.engine import Database
from db.saved_views import Question
from hearings.disparity.groups import group_words
from hearings.disparity.measures import PEOPLE, measures
from hearings.rates import Counts
from tests.planted import plant
from tests.tui.lists import settled
from tests.tui.office import LARGE, SMALL, app_of, desk_of, press, said, text_of, trail, words
from tests.tui.rated import SPRING, SUMMER
from tests.tui.test_rates import now, rated, rates, states
from tui.app import HearingsApp
from tui.keys import commands
from tui.plain.disparity_words import rate_cells
from tui.screens.page import PageScreen
from tui.screens.rates import RatesScreen
from tui.screens.rates_disparity import DisparityScreen, StepSubjectsScreen
from tui.screens.subject import SubjectScreen
from tui.telling import disparity as telling
from tui.telling.rates import CLOSED
from tui.widgets.drawn import Drawn
from tui.widgets.lines import Lines
from tui.widgets.paper import Paper

__all__ = ["rated"]

LONG = "Any other background that was written out in full by hand \u202e[@click=app.quit]x"
"""A group as it was recorded, wider than a column, that would turn the screen round or quit."""

SEXES = Question(by="sex", where={"local_level": "gross_misconduct"})


@pytest.fixture
def full(rated: Path) -> Path:
    """Put men, a long name of a group, and a workforce beside the figures."""
    database = Database(f"sqlite:///{rated}")
    with database.write() as connection:
        plant(connection, "Ealing", SUMMER, 11, 25, 2, sex="M")
        plant(connection, "Ealing", SPRING, 3, 7, ethnicity=LONG)
        workforce = (("F", 400), ("M", 900), ("", 30))
        for sex, people in workforce:
            connection.run(
                "INSERT INTO workforce (load, day, unit, rank_band, person_type, ethnicity, sex,"
                " service_band, people) VALUES (1, '2014-03-31', '', 'constable', '', '', :sex, '',"
                " :people)",
                sex=sex,
                people=people,
            )
    database.close()
    return rated


async def go(pilot: Pilot[None], app: HearingsApp, question: Question | None = None) -> None:
    """Go to the page of the groups; by ethnicity where nothing else is asked."""
    await settled(pilot)
    await press(pilot, "5")
    if question is not None:
        rates(app).put(question)
        await settled(pilot)
    await press(pilot, "d")
    assert isinstance(app.screen, DisparityScreen)


def stand(app: HearingsApp, step: str, group: str | None) -> str:
    """Put the cursor on a row, and give what it says; None is all together."""
    drawn = app.screen.query_one(Drawn)
    where = {"step": step} if group is None else {"step": step, "group": group}
    place = next(n for n, one in enumerate(drawn.drawings) if one.where == where)
    drawn.highlighted = place
    return " ".join(drawn.drawings[place].text.split())


def stands(app: HearingsApp) -> object:
    """Give the values of the row of the cursor."""
    here = app.screen.query_one(Drawn).here
    return None if here is None else here.where


def listed(app: HearingsApp) -> list[str]:
    """Give the heads of the subjects, the number itself first."""
    assert isinstance(app.screen, StepSubjectsScreen), text_of(app)
    return [entry.head for entry in app.screen.query_one(Lines).entries]


def offered(app: HearingsApp) -> set[str]:
    """Name what the line of keys at the bottom offers."""
    return {each.words for each in commands(app.screen) if each.shown}


def report(path: Path, question: Question = SEXES) -> Report:
    """Read the same figures as the page does."""
    by = telling.group_field(question.by)
    return disparity(desk_of(path, "marsh"), Asked(by=by, where=question.where))


def numbers(found: Report, key: str) -> dict[str | None, tuple[int, int]]:
    """Give the part and the base of every row of a step."""
    step = next(one for one in found.steps if one.measure.key == key)
    if step.all_times is not None:
        every = [(one.group, one) for one in step.times]
        return {group: (one.finished, one.started)
                for group, one in (*every, (None, step.all_times))}  # fmt: skip
    rows = [(row.group, row.counts) for row in step.found.rows]
    return {group: (one.changed, one.decided) for group, one in (*rows, (None, step.total))}


STEPS = ("concerned", "initial_level", "initial_gross", "changed", "suspended", "dismissed",
         "days_to_decision")  # fmt: skip
"""A step of each kind: people, shares, one that nobody has come to, and days."""


@pytest.mark.parametrize("step", STEPS)
async def test_a_row_lists_as_many_subjects_as_its_part_and_its_base_say(
    full: Path, step: str
) -> None:
    """Catches a row that opens another group's list, or all together that opens those not known."""
    question = Question(by="sex")
    right = numbers(report(full, question), step)
    assert len(right) == (1 if step == "dismissed" else 4)
    assert None in right
    app = app_of(full, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await go(pilot, app, question)
        for group, (part, base) in right.items():
            row = stand(app, step, group)
            assert row.startswith(f"{group_words('sex', group) if group is not None else 'in all'}")
            assert f"{part:,} of {base:,}" in row
            columns = {"enter": part} | ({} if step == "concerned" else {"b": base})
            for key, count in columns.items():
                await press(pilot, key)
                heads = listed(app)
                assert heads[0].endswith(f": {count:,} subject{'' if count == 1 else 's'}"), key
                assert len(heads) - 1 == count
                await press(pilot, "escape")
    kept = trail(full).count("figures.disparity.behind")
    assert kept == len(right) * (1 if step == "concerned" else 2)


def test_a_step_of_each_kind_is_opened() -> None:
    """Catches a new kind of step that the test above does not open."""
    assert {measures()[key].kind for key in STEPS} == {one.kind for one in measures().values()}


async def test_nobody_in_the_workforce_is_listed_and_the_page_says_so(full: Path) -> None:
    app = app_of(full, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await go(pilot, app, SEXES)
        stand(app, "concerned", "F")
        await press(pilot, "b")
        assert isinstance(app.screen, DisparityScreen)
        assert "nobody in it can be listed. Enter lists those with a matter." in said(app)
        await press(pilot, "enter")
        assert listed(app)[0].startswith("Being an officer concerned at all, F: people with a")
        assert "base" not in offered(app)
        await press(pilot, "b")
        assert listed(app)[0].startswith("Being an officer concerned at all, F: people with a")
    assert trail(full).count("figures.disparity.behind") == 1


async def test_a_row_without_anybody_opens_an_empty_list_that_says_which_key_leads_on(
    full: Path,
) -> None:
    """The planted defect: an error, or an empty screen, where nobody has come to a step."""
    app = app_of(full, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await go(pilot, app, SEXES)
        assert "0 of 0 no data" in stand(app, "finding", None)
        await press(pilot, "enter")
        assert listed(app)[0].endswith(": 0 subjects")
        shown = " ".join(text_of(app).split())
        assert (
            "Nobody is counted there. Press esc to go back to the figure, or b to list its base."
            in shown
        )
        assert offered(app) == {"base", "back", "keys", "quit"}
        await press(pilot, "b")
        assert listed(app)[0].endswith("to a finding or withdrawn: 0 subjects")
        assert "or b to list its base" not in " ".join(text_of(app).split())
        assert offered(app) == {"back", "keys", "quit"}
        await press(pilot, "escape")
        assert stands(app) == {"step": "finding"}


class Held:
    """A reading of the later pages of the part that waits at a door."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.door, self.begun, self.real = threading.Event(), threading.Event(), behind_step
        monkeypatch.setattr("db.behind.MOST", 20)
        monkeypatch.setattr("db.disparity_behind.behind_step", self.read)

    def read(self, session, asked, column, group, page):
        if column == "part" and page[1]:
            self.begun.set()
            assert self.door.wait(10)
        return self.real(session, asked, column, group, page)


async def test_a_long_list_goes_on_page_by_page_and_repeats_none(
    full: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted defect: enter pressed twice on the last line puts the same page there twice."""
    held = Held(monkeypatch)
    part, base = numbers(report(full), "changed")[None]
    assert base > part > 40
    app = app_of(full, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await go(pilot, app, SEXES)
        stand(app, "changed", None)
        await press(pilot, "enter")
        assert listed(app)[-1] == f"{part - 20} subjects more; enter lists them."
        await pilot.press("end", "enter")
        assert held.begun.wait(10)
        await pilot.press("enter")
        held.door.set()
        await settled(pilot)
        assert listed(app)[-1] == f"{part - 40} subjects more; enter lists them."
        assert len(listed(app)) == 42
        at = app.screen.query_one(Lines).highlighted
        assert at == 21, "The cursor goes on to the first of the next page."
        await press(pilot, "b")
        assert listed(app)[-1] == f"{base - 20} subjects more; enter lists them."
        while listed(app)[-1].endswith("lists them."):
            await press(pilot, "end", "enter")
        heads = listed(app)[1:]
        assert len(heads) == base
        named = [head for head in heads if head != CLOSED]
        assert len(set(named)) == len(named)
        assert heads.count(CLOSED) == 2


async def test_a_page_that_comes_late_is_not_put_under_another_number(
    full: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted defect: the part, still being read when `b` is pressed, shown as the base."""
    held = Held(monkeypatch)
    base = numbers(report(full), "changed")[None][1]
    app = app_of(full, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await go(pilot, app, SEXES)
        stand(app, "changed", None)
        await press(pilot, "enter")
        await pilot.press("end", "enter")
        assert held.begun.wait(10)
        await pilot.press("b")
        held.door.set()
        await settled(pilot)
        assert listed(app)[-1] == f"{base - 20} subjects more; enter lists them."
        assert len(listed(app)) == 22


async def test_a_matter_that_is_closed_to_the_account_is_a_line_and_says_so(full: Path) -> None:
    """The planted defect: two restricted matters left out, or named."""
    part = numbers(report(full), "gross_lowered")[""][0]
    app = app_of(full, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await go(pilot, app, SEXES)
        stand(app, "gross_lowered", "")
        await press(pilot, "enter")
        heads = listed(app)
        assert len(heads) - 1 == part
        assert heads[-2:] == [CLOSED, CLOSED]
        assert heads.count(CLOSED) == 2
        await press(pilot, "end", "enter")
        assert said(app) == "This matter is not open to you."
        await press(pilot, "escape", "y")
        assert said(app) == ""
        assert isinstance(app.screen, StepSubjectsScreen)


async def test_a_subject_opens_and_each_esc_goes_back_to_where_the_cursor_was(full: Path) -> None:
    app = app_of(full, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await go(pilot, app, SEXES)
        stand(app, "days_to_decision", "M")
        await press(pilot, "enter", "down", "down")
        ref = listed(app)[3].split()[0]
        await press(pilot, "y")
        assert said(app) == f"Sent to the terminal's clipboard: {ref}"
        await press(pilot, "enter")
        assert isinstance(app.screen, SubjectScreen)
        assert app.screen.ref == ref
        await press(pilot, "escape")
        assert app.screen.query_one(Lines).highlighted == 3
        assert isinstance(app.screen, StepSubjectsScreen)
        await press(pilot, "escape")
        assert stands(app) == {"step": "days_to_decision", "group": "M"}
        await press(pilot, "escape")
        assert isinstance(now(app), RatesScreen)
        assert rates(app).question == SEXES


KEYS = {
    "the page": ((), {"open", "base", "words", "copy", "back", "keys", "quit"}),
    "the part": (("enter",), {"open", "base", "copy", "back", "keys", "quit"}),
    "the base": (("b",), {"open", "copy", "back", "keys", "quit"}),
    "the sentences": (("w",), {"back", "keys", "quit"}),
}  # fmt: skip
"""What leads to a screen, and what its line of keys offers."""


@pytest.mark.parametrize("screen", KEYS)
async def test_a_key_is_offered_only_where_it_works(full: Path, screen: str) -> None:
    keys, right = KEYS[screen]
    app = app_of(full, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await go(pilot, app, SEXES)
        stand(app, "changed", "F")
        await press(pilot, *keys)
        assert offered(app) == right


@pytest.mark.parametrize(("size", "other"), [(SMALL, LARGE), (LARGE, SMALL)])
async def test_the_cursor_stays_on_its_row_through_a_resize_and_a_reading(
    full: Path, size: tuple[int, int], other: tuple[int, int]
) -> None:
    """The planted defect: the page drawn anew from its top, after a resize under its list."""
    app = app_of(full, "marsh")
    async with app.run_test(size=size) as pilot:
        await go(pilot, app, SEXES)
        stand(app, "suspended", "M")
        right = stands(app)
        await settled(pilot)
        for keys in ((), ("r",), ("enter",)):
            await press(pilot, *keys)
            await pilot.resize_terminal(*other)
            await settled(pilot)
            if keys == ("enter",):
                assert listed(app)[0].startswith("Suspended or restricted, M")
                await press(pilot, "escape")
            assert stands(app) == right
            at = next(line for line in text_of(app).splitlines() if line.startswith("▸"))
            assert at.split()[1] == "M"
            size, other = other, size


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_nothing_is_wider_than_the_screen_and_a_long_name_is_read_in_full(
    full: Path, size: tuple[int, int]
) -> None:
    """The planted defect: the name of a group cut, and what it hides carried out."""
    app = app_of(full, "marsh")
    async with app.run_test(size=size) as pilot:
        await go(pilot, app)
        room = app.screen.query_one(Drawn).size.width - 3
        drawings = app.screen.query_one(Drawn).drawings
        assert all(len(line) <= room for one in drawings for line in one.text.split("\n"))
        stand(app, "gross_lowered", LONG)
        await settled(pilot)
        row = next(one for one in drawings if one.where == stands(app))
        # The first column alone, its lines put together again.
        second = row.text.split("\n")[0].index("3 of 7")
        name = " ".join(line[:second].strip() for line in row.text.split("\n"))
        safe = LONG.replace("\u202e", "\N{REPLACEMENT CHARACTER}")
        assert name.replace(" ", "") == safe.replace(" ", "")
        for key in ("y", "enter", "escape", "w"):
            await press(pilot, key)
            assert "\u202e" not in text_of(app)
            assert app.is_running
        assert safe in app.screen.query_one(Paper).text


async def test_the_sentences_say_the_numbers_of_the_table_and_the_row_is_copied(full: Path) -> None:
    """Catches a sentence of another row, and a ratio that the table has and the sentence not."""
    app = app_of(full, "marsh")
    async with app.run_test(size=LARGE) as pilot:
        await go(pilot, app, SEXES)
        found = report(full)
        drawn = app.screen.query_one(Drawn)
        await press(pilot, "w")
        assert isinstance(app.screen, PageScreen)
        page = app.screen.query_one(Paper).text
        rows = [one for one in drawn.drawings if one.where]
        for row in rows:
            measure, group = telling.number_of(row.where or {})
            label = "in all" if group is None else group_words("sex", group)
            head, sentence = row.said.split(f", {label}: ", 1)
            assert head.lower() == measure.words.lower()
            after = page.split(f"\n{head}\n", 1)[1]
            assert f"{label[:1].upper()}{label[1:]}: {sentence}" in after
            part, base = numbers(found, measure.key)[group]
            assert f"{part:,} of {base:,}" in row.text
            assert sentence.startswith(f"{part:,} of {base:,}")
            for number in " ".join(row.text.split())[len(label) :].replace("-", " ").split():
                if "." in number:
                    assert number.strip("()") in sentence, row.text
        assert len(rows) == sum(len(numbers(found, step.measure.key)) for step in found.steps)
        await press(pilot, "escape")
        stand(app, "changed", "F")
        await press(pilot, "y")
        right = next(one.said for one in rows if one.where == stands(app))
        assert right.startswith("Initial assessment changed, F: ")
        assert said(app) == f"Sent to the terminal's clipboard: {right}"


def test_every_step_says_what_it_counts_and_what_a_change_is_not(full: Path) -> None:
    """Catches a share without its unit or its base, and a change that reads as a verdict."""
    found = report(full)
    told = " ".join(one.text for one in telling.lines(found, "Received on any day", 77))
    flat = " ".join(told.split())
    for step in found.steps:
        unit = "people" if step.measure.kind == PEOPLE else "subjects, who are officers in a case"
        counted = f"Counted: {unit}. Part: {step.measure.part}. Base: {step.measure.base}."
        assert counted in flat
    changes = sum(1 for step in found.steps if step.agreement is not None)
    assert changes == 5
    assert flat.count("A change does not say who was right.") == changes
    assert "an association is not a cause" in flat
    assert "would by chance alone" in flat
    assert flat.startswith("Received on any day. ")


def test_a_row_has_its_part_and_base_both_ratios_or_why_there_is_none(full: Path) -> None:
    # Would catch a ratio without its interval, and a base of none that reads as a rate of 0.
    found = report(full, Question(by="sex"))
    told = "\n".join(one.text for one in telling.lines(found, "", 137))
    for step in found.steps:
        for row in step.found.rows:
            part, base = row.counts.changed, row.counts.decided
            assert f"{part:,} of {base:,}" in told
            if row.crude is not None:
                assert f"{row.crude.value:.2f} ({row.crude.low:.2f}-{row.crude.high:.2f})" in told
    assert rate_cells(Counts()) == ["0 of 0", "no data", ""]


async def test_what_stands_under_the_last_row_can_be_read_and_has_no_number(full: Path) -> None:
    """The planted defect: a cursor that ends at the last row, over what chance alone does."""
    app = app_of(full, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await go(pilot, app, SEXES)
        assert "by chance alone" not in text_of(app)
        await press(pilot, "end")
        assert "a reason to look, and no finding." in " ".join(text_of(app).split())
        for key in ("enter", "b"):
            await press(pilot, key)
            assert said(app) == "No number stands on this line; go to a row."


async def test_the_page_is_of_what_the_question_is_narrowed_to(full: Path) -> None:
    app = app_of(full, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await go(pilot, app, Question(by="sex", where={"unit": "Brent"}))
        assert words(app, "#what").startswith("Disparity by sex, compared with")
        assert "Received on any day · only borough Brent." in text_of(app)
        assert "30 of 40" in stand(app, "gross_lowered", "F")
        await press(pilot, "b")
        assert len(listed(app)) == 41
        await press(pilot, "escape", "escape")
        rates(app).put(Question())
        await settled(pilot)
        await press(pilot, "d")
        assert words(app, "#what").startswith("Disparity by self-defined ethnicity")


async def test_where_nobody_is_counted_it_says_which_key_to_press(full: Path) -> None:
    app = app_of(full, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await go(pilot, app, Question(by="sex", where={"unit": "Nowhere"}))
        assert states(app) == {"-empty"}
        assert words(app, "#state") == telling.NONE
        assert offered(app) == {"back", "keys", "quit"}
        await press(pilot, "enter", "b", "w", "y")
        assert isinstance(app.screen, DisparityScreen)
        await press(pilot, "escape")
        assert isinstance(now(app), RatesScreen)


async def test_while_it_reads_it_says_so_and_what_fails_can_be_repeated(
    full: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted defect: a page that reads on the screen's own thread, or stays empty."""
    door = threading.Event()
    real = figures.disparity

    def slow(*given: object) -> object:
        assert door.wait(10)
        return real(*given)  # type: ignore[arg-type]  # as it was called

    def fail(*_given: object) -> None:
        raise OSError(5, "Input/output error")

    app = app_of(full, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "5")
        monkeypatch.setattr(figures, "disparity", slow)
        await pilot.press("d")
        await pilot.pause()
        assert (states(app), words(app, "#state")) == ({"-loading"}, "Reading…")
        door.set()
        await settled(pilot)
        assert states(app) == {"-rows"}
        monkeypatch.setattr(figures, "disparity", fail)
        await press(pilot, "r")
        assert states(app) == {"-failed"}
        assert "The figures could not be read (fault" in words(app, "#state")
        assert words(app, "#state").endswith("Press r to try again, or esc to go back.")
        assert offered(app) == {"back", "keys", "quit"}
        monkeypatch.setattr(figures, "disparity", real)
        await press(pilot, "r")
        assert states(app) == {"-rows"}
        with monkeypatch.context() as patch:
            patch.setattr(disparity_behind, "behind_step", fail)
            await press(pilot, "enter")
            assert states(app) == {"-failed"}
            assert "The subjects could not be read (fault" in words(app, "#state")
            assert offered(app) == {"back", "keys", "quit"}
        await press(pilot, "r")
        assert states(app) == {"-rows"}
        assert len(listed(app)) > 1


async def test_the_page_is_read_once_and_each_list_is_written_down(full: Path) -> None:
    before = len(trail(full))
    app = app_of(full, "marsh")
    async with app.run_test(size=SMALL) as pilot:
        await go(pilot, app, SEXES)
        stand(app, "changed", "F")
        await press(pilot, "w", "escape", "enter", "b", "escape")
    found = trail(full)[before:]
    assert found.count("figures.disparity") == 1
    assert found.count("figures.disparity.behind") == 2
