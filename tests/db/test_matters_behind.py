"""The officers behind a number of a figure that follows matters: as many lines as it counts."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from db import gross, revisions, tiers, waits
from db.behind import Line
from db.figures import Breakdown
from db.matters_behind import behind_matters
from db.people import Account, keep_account
from hearings.errors import NotAllowed, UsageError
from tests.cast import RATIONALE, SUPERINTENDENT, TODAY
from tests.concluded import concluded, found, overturned, withdrawn
from tests.db.archive import Shelf, rows
from tests.db.test_figures import CASES

ALL = Breakdown()
GROSS, MISCONDUCT = "gross_misconduct", "misconduct"
FIGURES: dict[str, tuple[Any, Any]] = {
    "gross": (gross.gross, lambda _desk: gross.READING),
    "revisions": (revisions.revisions, lambda _desk: revisions.READING),
    "tiers": (tiers.tiers, lambda _desk: tiers.READING),
    "waits": (waits.waited, lambda desk: waits.reading(desk.today)),
}


@pytest.fixture
def full(office, tmp_path):
    """Give matters that went as many ways as these figures tell apart, and some not to be opened.

    An archive, one decided anew and revised there and back, one restricted, one covert, the
    reader's own, and the case of two officers that only one of the lists' numbers counts twice.
    """
    Shelf(office, tmp_path).bring(rows(*(cells for case in CASES for cells in case)))
    reopened(office)
    revised(office)
    formally(office)
    office.decided(person="201401", name="Q One", sensitivity="restricted")
    office.passed(person="201402", name="Q Two", sensitivity="covert")
    office.decided(person="300007", name="E Audit")
    two = office.passed(MISCONDUCT, person="201403", name="Q Three").split("/")[0]
    office.go("add_subject", two, standard="force", narrative="Pushed.", reason="Seen.")
    office.go("request_information", f"{two}/1", missing="Pages.")
    office.assessed_locally(person="201404", name="Q Four")
    found(office, person="201405", name="Q Five")
    overturned(office, concluded(office, person="201406", name="Q Six"))
    withdrawn(office, "performance_procedures", person="201407", name="Q Seven")
    with office.database.write() as connection:
        keep_account(connection, Account("publisher", "300015", "", ("publisher",)))
    return office


def read(office, ref):
    office.go("second_read", ref, by="supervisor", concurs="reconsider", reason="Again.")


def revise(office, ref, level):
    office.go("revise", ref, maker="authority", level=level, rationale=RATIONALE, reason="So.")


def revised(office):
    """Read and revise: there and back, confirmed twice, and read again without an answer."""
    ref = office.decided(GROSS, MISCONDUCT, person="201411", name="R One")
    for levels in ((GROSS, MISCONDUCT), (GROSS, MISCONDUCT), (MISCONDUCT, GROSS),
                   (GROSS, MISCONDUCT), ()):  # fmt: skip
        read(office, ref)
        for level in levels:
            revise(office, ref, level)
    other = office.decided(GROSS, MISCONDUCT, person="201412", name="R Two")
    read(office, other)
    revise(office, other, GROSS)
    read(office, office.decided(GROSS, MISCONDUCT, person="201416", name="R Four"))


def reopened(office):
    ref = office.decided(MISCONDUCT, "neither", person="201413", name="R Three")
    office.go("dispose", ref, maker="authority", disposal="no_further_action", reason="Done.")
    office.go("reopen", ref, maker="authority2", stage="awaiting_dps", reason="New evidence.")
    office.go("assess", ref, maker="authority", level=MISCONDUCT, rationale=RATIONALE)


def formally(office):
    for person, level in (("201414", GROSS), ("201415", MISCONDUCT)):
        ref = office.assessed_locally(person=person, name=f"F {person}")
        office.go("assess_formally", ref, maker=SUPERINTENDENT[0], level=level,
                  rationale=RATIONALE)  # fmt: skip
        office.go("pass_to_dps", ref)
        office.go("assess", ref, maker="authority", level="neither", rationale=RATIONALE,
                  change_reason="threshold_too_high")  # fmt: skip


def numbers(desk, figure, asked=ALL):
    """Give every number of a figure."""
    ask, reading = FIGURES[figure]
    return reading(desk).numbers(ask(desk, asked).total)


def listed(desk, figure, column, limit=1000, asked=ALL):
    """Turn the pages until the last."""
    lines: list[Line] = []
    after = ""
    while True:
        page = behind_matters(desk, asked, FIGURES[figure][1](desk), column, (limit, after))
        assert len(page.lines) <= limit
        lines += page.lines
        if not page.next:
            return page.total, lines
        after = page.next


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize(("account", "limit"), [("auditor", 2), ("publisher", 1000)])
def test_there_are_as_many_lines_as_each_number_counts(full, figure, account, limit):
    """Catches a list counted by another road than its number, and a page that loses a line.

    An office so small that most lists are empty would prove nothing.
    """
    desk = full.desk(account)
    several = set()
    counted = numbers(desk, figure)
    assert sum(number > 0 for number in counted.values()) >= len(counted) * 0.4
    for column, right in counted.items():
        total, lines = listed(desk, figure, column, limit)
        assert total == right == len(lines), column
        named = [line.reference for line in lines if not line.closed]
        assert named == sorted(named), column
        assert not named or account == "auditor"
        several |= {column} if len(set(named)) < len(named) else set()
    # An officer has several lines only where what is counted is no officer.
    assert several == (ONCE_MORE[figure] if account == "auditor" else set())


ONCE_MORE = {
    "gross": set(),
    "tiers": set(),
    "revisions": {"confirmed", "read", "asked", "then_revised", "then_confirmed"},
    "waits": {"with_unit_days_times"},
}
"""The numbers that count an officer of this office more than once."""


def test_a_case_has_one_line_and_each_of_its_officers_one_among_the_officers(full):
    desk = full.desk("auditor")
    for column, several in (("subjects", True), ("cases", False), ("unit/cases", False)):
        _total, lines = listed(desk, "gross", column)
        cases = [line.reference.rpartition("/")[0] for line in lines if not line.closed]
        assert (len(set(cases)) < len(cases)) is several, column
    page = behind_matters(desk, ALL, gross.READING, "unit/cases")
    assert page.count_of == "cases"


def test_the_lines_are_of_those_who_are_counted(full):
    """Catches as many lines of others."""
    desk = full.desk("auditor")
    read = full.rows(
        "SELECT s.reference FROM steps t JOIN subjects s ON s.id = t.subject_id"
        " WHERE t.step = 'second_read'"
    )
    assert [line.reference for line in listed(desk, "revisions", "read")[1]] == sorted(
        ref for (ref,) in read
    )
    assert {line.local_level for line in listed(desk, "gross", "unit/subjects")[1]} == {GROSS, ""}
    same = listed(desk, "gross", f"table/{MISCONDUCT}/neither")[1]
    assert {line.local_level for line in same} == {MISCONDUCT}


def test_a_row_is_named_by_where(full):
    """Catches a list of all under the number of a row, by a field that overlaps as well."""
    desk = full.desk("auditor")
    for by in ("unit", "standard"):
        for row in revisions.revisions(desk, Breakdown(by=(by,))).rows:
            asked = Breakdown(where=dict(row.key))
            for column, right in revisions.READING.numbers(row.counts).items():
                assert listed(desk, "revisions", column, asked=asked)[0] == right, column
    with pytest.raises(UsageError, match="name its row with --where"):
        behind_matters(desk, Breakdown(by=("unit",)), revisions.READING, "revised")


def test_a_list_is_as_of_the_day_of_its_figure(office):
    """Catches matters taken to be alike that differ by the days of their steps."""
    for person, day in (("201421", 12), ("201422", 20)):
        ref = office.receive(person=person, name=f"D {person}")
        office.go("assess_locally", ref, on=date(2014, 4, 1), maker="local_assessor", level=GROSS,
                  rationale=RATIONALE)  # fmt: skip
        office.go("pass_to_dps", ref, on=date(2014, 4, 2))
        office.go("assess", ref, on=date(2014, 4, day), maker="authority", level=GROSS,
                  rationale=RATIONALE)  # fmt: skip
    desk = office.desk("auditor", date(2014, 4, 15))
    for column, right in numbers(desk, "waits").items():
        assert listed(desk, "waits", column)[0] == right, column
    assert [listed(desk, "waits", name)[0] for name in ("decided", "waiting")] == [1, 1]
    assert [line.reference for line in listed(desk, "waits", "waiting")[1]] == [ref]


def test_a_matter_that_may_not_be_opened_is_a_line_that_says_nothing(full):
    """Catches a restricted matter, or the reader's own, told by the way of a number."""
    barred = full.rows(
        "SELECT s.reference FROM subjects s JOIN cases c ON c.id = s.case_id LEFT JOIN persons p"
        " ON p.id = s.person_id WHERE c.sensitivity <> 'open' OR p.number = '300007'"
    )
    assert len(barred) == 3
    for figure, column in (("gross", "subjects"), ("revisions", "base"), ("waits", "decided"),
                           ("tiers", "dps/inspecting/all/base")):  # fmt: skip
        _total, lines = listed(full.desk("auditor"), figure, column, limit=3)
        assert [line for line in lines if line.closed] == [Line(), Line()] == lines[-2:]
        assert not {line.reference for line in lines} & {row[0] for row in barred}
        assert all(line.closed for line in listed(full.desk("publisher"), figure, column)[1])


@pytest.mark.parametrize("figure", FIGURES)
def test_who_asks_for_a_list_is_written_down_and_who_may_not_is_refused(office, figure):
    column = next(iter(numbers(office.desk("auditor"), figure)))
    listed(office.desk("auditor"), figure, column)
    account, action, *_rest, outcome, detail = office.trail()[-1]
    assert (account, action, outcome) == ("auditor", f"figures.{figure}.behind", "done")
    assert json.loads(detail)["column"] == column
    with pytest.raises(NotAllowed):
        listed(office.desk("local_assessor"), figure, column)
    account, action, *_rest, outcome, _detail = office.trail()[-1]
    assert (account, action, outcome) == ("local_assessor", f"figures.{figure}.behind", "refused")


def test_a_figure_that_is_about_a_person_has_no_list(office):
    """Catches the work of a rank's only assessor listed, where its figure is refused."""
    office.decided(GROSS, MISCONDUCT)
    where = {"unit": "Camden", "assessor_rank": "Inspector"}
    desk, asked = office.desk("auditor"), Breakdown(where=where)
    for figure, (ask, reading) in FIGURES.items():
        with pytest.raises(NotAllowed, match="about a person"):
            ask(desk, asked)
        with pytest.raises(NotAllowed, match="about a person"):
            behind_matters(desk, asked, reading(desk), next(iter(numbers(desk, figure))))


@pytest.mark.parametrize(
    ("figure", "column", "asked", "page", "says"),
    [
        ("gross", "gross", ALL, (5, ""), "can of subjects, cases, table/neither/neither"),
        ("tiers", "raised", ALL, (5, ""), "superintending/inspecting/all/base"),
        ("revisions", "count", ALL, (5, ""), "can of revised, base"),
        ("waits", "from_assessment_median", ALL, (5, ""), "can of subjects, decided"),
        ("gross", "subjects", Breakdown(where={"decider": "1"}), (5, ""), "'decider'"),
        ("gross", "subjects", Breakdown(archive="Nowhere"), (5, ""), "no archive"),
        ("gross", "subjects", ALL, (0, ""), "1 to 1000 lines"),
        ("gross", "subjects", ALL, (5, "#x"), "no token"),
    ],
)
def test_what_cannot_be_listed_is_refused_with_a_sentence(
    office, figure, column, asked, page, says
):
    desk = office.desk("auditor")
    with pytest.raises(UsageError, match=says):
        behind_matters(desk, asked, FIGURES[figure][1](desk), column, page)


def test_a_page_may_end_between_two_lines_of_one_officer(full):
    """Catches a token that goes on behind all of an officer's lines, or begins them anew."""
    desk = full.desk("auditor")
    tokens, after = [], ""
    for _turn in range(20):
        page = behind_matters(desk, ALL, revisions.READING, "confirmed", (1, after))
        if not page.next:
            break
        tokens.append(after := page.next)
    assert page.total == len(tokens) + 1 == 2
    assert tokens[0] == f"{page.lines[0].reference}#1"
    gone = behind_matters(desk, ALL, revisions.READING, "confirmed", (5, f"{after}9"))
    assert (gone.total, gone.lines) == (2, ())


def test_without_any_matter_each_list_is_empty(office):
    desk = office.desk("auditor", TODAY)
    for figure in FIGURES:
        asked = replace(ALL, start=date(2030, 1, 1))
        for column, right in numbers(desk, figure, asked).items():
            assert (listed(desk, figure, column, asked=asked), right) == ((0, []), 0)
