"""The subjects behind a number: as many lines as it counts, whoever asks."""

from __future__ import annotations

import pytest

from db.behind import COLUMNS, Line, behind
from db.figures import Breakdown, reassessment
from db.people import Account, keep_account
from hearings.errors import NotAllowed, UsageError
from hearings.rates import OVERLAPPING
from tests.db.archive import Shelf, rows
from tests.db.test_figures import CASES

STANDS = {"same": lambda counts: counts.decided - counts.changed}


@pytest.fixture
def full(office, tmp_path):
    """Give an office with an archive, matters by hand, a restricted one and the reader's own."""
    Shelf(office, tmp_path).bring(rows(*(cells for case in CASES for cells in case)))
    office.decided(person="201301", name="P One")
    office.decided(person="201302", name="P Two", sensitivity="restricted")
    office.decided(person="300007", name="E Audit")
    office.passed(person="201303", name="P Three", sensitivity="covert")
    with office.database.write() as connection:
        keep_account(connection, Account("publisher", "300015", "", ("publisher",)))
    return office


def number(desk, column, where):
    total = reassessment(desk, Breakdown(where=where)).total
    return STANDS.get(column, lambda counts: getattr(counts, column))(total)


def all_lines(desk, column, where, limit=2):
    """Turn the pages until the last."""
    lines: list[Line] = []
    after = ""
    while True:
        page = behind(desk, Breakdown(where=where), column, limit, after)
        assert len(page.lines) <= limit
        lines += page.lines
        if not page.next:
            return page.total, lines
        after = page.next


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize(
    "where",
    [{}, {"unit": "Camden"}, {"unit": "", "local_level": "neither"}, {"standard": "honesty"},
     {"category": "Pocket book"}, {"quarter": "2014-Q1"}],
    ids=str,
)  # fmt: skip
def test_there_are_as_many_lines_as_the_number_counts(full, column, where):
    """Catches a join that repeats an officer, and a page that loses or repeats a line."""
    for account in ("auditor", "supervisor", "publisher"):
        desk = full.desk(account)
        right = number(desk, column, where)
        for limit in (1, 2, 1000):
            total, lines = all_lines(desk, column, where, limit)
            assert total == right == len(lines)
            named = [line.reference for line in lines if not line.closed]
            assert named == sorted(set(named))


def test_a_matter_that_may_not_be_opened_is_a_line_that_says_nothing(full):
    """Catches a restricted matter, one's own, or its place in the order, shown in a list."""
    total, lines = all_lines(full.desk("auditor"), "decided", {}, 1000)
    hidden = [line for line in lines if line.closed]
    assert total == 17
    assert hidden == [Line(), Line()]
    assert lines[-2:] == hidden
    told = {line.reference for line in lines}
    barred = full.rows(
        "SELECT s.reference FROM subjects s JOIN cases c ON c.id = s.case_id"
        " LEFT JOIN persons p ON p.id = s.person_id"
        " WHERE c.sensitivity <> 'open' OR (p.realm = '' AND p.number = '300007')"
    )
    assert len(barred) == 3
    assert not told & {row[0] for row in barred}
    # A publisher reads no case at all, and still sees how many there are.
    _, lines = all_lines(full.desk("publisher"), "decided", {}, 7)
    assert lines == [Line()] * 17


def test_a_token_tells_a_reference_that_may_be_opened_or_how_many_were_shown(full):
    desk = full.desk("auditor")
    page = behind(desk, Breakdown(), "decided", 16)
    assert (len(page.lines), page.next) == (16, "#1")
    assert behind(desk, Breakdown(), "decided", 15).next == "#0"
    assert behind(desk, Breakdown(), "decided", 3).next == page.lines[2].reference
    last = behind(desk, Breakdown(), "decided", 16, "#1")
    assert (last.lines, last.next, last.total) == ((Line(),), "", 17)


@pytest.mark.parametrize(
    ("asked", "column", "limit", "after", "says"),
    [
        (Breakdown(by=("unit",)), "changed", 5, "", "name its row"),
        (Breakdown(), "rate", 5, "", "cannot be of 'rate'"),
        (Breakdown(), "changed", 0, "", "1 to 1000 lines"),
        (Breakdown(), "changed", 1001, "", "1 to 1000 lines"),
        (Breakdown(), "changed", 5, "#-1", "no token"),
        (Breakdown(), "changed", 5, "#x", "no token"),
        (Breakdown(), "changed", 5, "OF-1\x00", "no token"),
        (Breakdown(where={"colour": "1"}), "changed", 5, "", "cannot be asked for"),
    ],
)
def test_what_cannot_be_listed_is_refused_with_a_sentence(
    office, asked, column, limit, after, says
):
    with pytest.raises(UsageError, match=says):
        behind(office.desk("auditor"), asked, column, limit, after)


def test_the_list_behind_a_withheld_figure_of_one_person_is_refused(full):
    with pytest.raises(NotAllowed, match="withheld below 10"):
        behind(full.desk("auditor"), Breakdown(where={"decider": "300002"}), "changed")
    with pytest.raises(NotAllowed):
        behind(full.desk("authority"), Breakdown(where={"assessor": "777"}), "changed")
    desk, inspector = full.desk("auditor"), {"assessor": "777"}
    page = behind(desk, Breakdown(where=inspector), "changed")
    assert page.total == number(desk, "changed", inspector) > 0


def test_who_lists_stands_in_the_trail_and_so_does_who_may_not(full):
    behind(full.desk("auditor"), Breakdown(where={"unit": "Camden"}), "lowered")
    with pytest.raises(NotAllowed):
        behind(full.desk("local_assessor"), Breakdown(), "lowered")
    (done, refused) = full.trail()[-2:]
    assert done[:2] == ("auditor", "figures.behind")
    assert '"column": "lowered"' in done[6]
    assert '"unit": "Camden"' in done[6]
    assert (refused[0], refused[1], refused[5]) == ("local_assessor", "figures.behind", "refused")


def test_a_number_by_a_field_of_which_an_officer_has_several_is_not_repeated(full):
    """Two allegations of one Standard are one officer."""
    full.run("UPDATE allegations SET standard = 'honesty', category = 'x'")
    full.run("INSERT INTO allegations SELECT subject_id, 2, standard, category FROM allegations"
             " WHERE number = 1")  # fmt: skip
    for field in OVERLAPPING:
        where = {field: "honesty" if field == "standard" else "x"}
        page = behind(full.desk("auditor"), Breakdown(where=where), "decided", 1000)
        assert page.total == len(page.lines) == 17
