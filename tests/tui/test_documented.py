"""Every key is in the documentation, in the words of its binding."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from textual.binding import Binding

from tests.repository import ROOT
from tui.app import HearingsApp
from tui.dialogs.line import LineDialog
from tui.dialogs.marks import MarksDialog
from tui.dialogs.newer import NewerDialog
from tui.dialogs.pick import PickDialog
from tui.dialogs.reading import ReadingDialog
from tui.keys import written
from tui.screens.actions import ActionScreen, ActionsScreen
from tui.screens.assess import AssessScreen
from tui.screens.away import AwayScreen
from tui.screens.blind import BlindScreen
from tui.screens.caseload import CaseloadScreen
from tui.screens.diary import DiaryScreen
from tui.screens.drafting import DraftScreen
from tui.screens.drawing import DrawScreen
from tui.screens.matrix import MatrixScreen
from tui.screens.move_form import MoveForm
from tui.screens.page import PageScreen
from tui.screens.rates import RatesScreen
from tui.screens.rates_disparity import DisparityScreen, StepSubjectsScreen
from tui.screens.review import ReviewScreen
from tui.screens.subject import SubjectScreen
from tui.widgets.cells import Cells
from tui.widgets.fields.choosing import Levels, Marks
from tui.widgets.fields.opens import Opens
from tui.widgets.lines import Lines
from tui.widgets.month import Month
from tui.widgets.paper import Paper
from tui.widgets.window import WindowList

OWNERS = {
    "Everywhere": HearingsApp,
    "Caseload": CaseloadScreen,
    "Review": ReviewScreen,
    "Items of a dip sample": BlindScreen,
    "Drawing a dip sample": DrawScreen,
    "Diary": DiaryScreen,
    "Month": Month,
    "Matrix": MatrixScreen,
    "Rates": RatesScreen,
    "Pages of the rates": PageScreen,
    "Disparity": DisparityScreen,
    "Subjects behind disparity": StepSubjectsScreen,
    "Actions on outliers": ActionsScreen,
    "One action": ActionScreen,
    "A line to type": LineDialog,
    "Cells of the matrix": Cells,
    "Entries": Lines,
    "Lists": WindowList,
    "Subject": SubjectScreen,
    "Assessment": AssessScreen,
    "Forms": DraftScreen,
    "Forms that list a hearing": MoveForm,
    "Somebody away": AwayScreen,
    "Levels, in a form": Levels,
    "Marks, in a form": Marks,
    "A list to open, in a form": Opens,
    "Pages to read": Paper,
    "Menus": PickDialog,
    "A list to mark": MarksDialog,
    "A newer version": NewerDialog,
    "Pages over the assessment": ReadingDialog,
}
"""Whose keys each table of the page lists."""


def table(owner: type) -> Iterator[str]:
    """Write the lines of one table."""
    for binding in owner.__dict__["BINDINGS"]:
        assert isinstance(binding, Binding)
        keys = " ".join(f"`{written(name.strip())}`" for name in binding.key.split(","))
        yield f"| {keys} | {binding.tooltip} | `{binding.id}` |"


@pytest.mark.parametrize("title", OWNERS)
def test_every_key_is_documented(title: str) -> None:
    page = (ROOT / "docs" / "app.md").read_text("utf-8")
    part = page.partition(f"### {title}\n")[2].partition("\n### ")[0]
    found = [line for line in part.splitlines() if line.startswith("| `")]
    assert found == list(table(OWNERS[title]))
