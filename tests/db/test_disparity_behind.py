"""The officers behind a number of the disparity figures: as many lines as it counts."""

from __future__ import annotations

import pytest

from db.behind import Line
from db.disparity import Asked, disparity
from db.disparity_behind import BASE, PART, behind_step
from db.people import Account, keep_account
from hearings.disparity.groups import fields
from hearings.disparity.measures import DAYS, PEOPLE, measures
from hearings.errors import NotAllowed, UsageError
from tests.db.archive import Shelf, rows
from tests.db.test_disparity import ladder  # noqa: F401  # a fixture
from tests.db.test_figures import CASES


@pytest.fixture
def full(ladder, tmp_path):  # noqa: F811  # the fixture above
    """Put an archive, a restricted matter, a covert one and the reader's own beside the ladder."""
    Shelf(ladder, tmp_path).bring(rows(*(cells for case in CASES for cells in case)))
    ladder.decided(person="201401", name="Q One", sensitivity="restricted")
    ladder.passed(person="201402", name="Q Two", sensitivity="covert")
    ladder.decided(person="300007", name="E Audit")
    with ladder.database.write() as connection:
        keep_account(connection, Account("publisher", "300015", "", ("publisher",)))
    return ladder


def all_lines(desk, asked, column, group, limit):
    """Turn the pages until the last."""
    lines: list[Line] = []
    after = ""
    while True:
        page = behind_step(desk, asked, column, group, (limit, after))
        assert len(page.lines) <= limit
        lines += page.lines
        if not page.next:
            return page.total, lines
        after = page.next


def numbers(desk, asked):
    """Give every number of a step, by column and group; None for all together."""
    (step,) = disparity(desk, asked).steps
    of: dict[str | None, tuple[int, int]]
    if step.all_times is not None:
        of = {row.group: (row.finished, row.started) for row in step.times}
        of[None] = (step.all_times.finished, step.all_times.started)
    else:
        of = {row.group: (row.counts.changed, row.counts.decided) for row in step.found.rows}
        of[None] = (step.total.changed, step.total.decided)
    columns = (PART,) if step.measure.kind == PEOPLE else (PART, BASE)
    return {(column, group): pair[column == BASE] for group, pair in of.items()
            for column in columns}  # fmt: skip


@pytest.mark.parametrize("key", measures())
def test_there_are_as_many_lines_as_each_number_of_a_step_counts(full, key):
    """Catches a join that repeats an officer, and a page that loses or repeats a line."""
    shown = 0
    for by in fields():
        for account, limit in (("auditor", 3), ("publisher", 1000)):
            desk, asked = full.desk(account), Asked(by, key)
            for (column, group), right in numbers(desk, asked).items():
                total, lines = all_lines(desk, asked, column, group, limit)
                assert total == right == len(lines), (by, column, group)
                named = [line.reference for line in lines if not line.closed]
                assert named == sorted(set(named))
                shown += len(named)
    # The archive keeps no steps; of a matter by hand each has somebody in its base at least.
    assert shown or measures()[key].steps


@pytest.mark.parametrize("where", [{"unit": "Camden"}, {"category": "Pocket book"}], ids=str)
def test_what_the_figures_are_narrowed_to_the_list_is_too(full, where):
    desk = full.desk("auditor")
    asked = Asked("sex", "changed", where=where, archive="Old forms")
    for (column, group), right in numbers(desk, asked).items():
        assert all_lines(desk, asked, column, group, 50)[0] == right


def test_a_matter_that_may_not_be_opened_is_a_line_that_says_nothing(full):
    """Catches a restricted matter, or the reader's own, told by the way of a group."""
    asked = Asked("ethnicity", "changed")
    total, lines = all_lines(full.desk("auditor"), asked, BASE, None, 1000)
    barred = full.rows(
        "SELECT s.reference FROM subjects s JOIN cases c ON c.id = s.case_id LEFT JOIN persons p"
        " ON p.id = s.person_id WHERE c.sensitivity <> 'open' OR p.number = '300007'"
    )
    assert len(barred) == 3
    assert [line for line in lines if line.closed] == [Line(), Line()] == lines[-2:]
    assert not {line.reference for line in lines} & {row[0] for row in barred}
    assert total == len(lines)
    assert all(line.closed for line in all_lines(full.desk("publisher"), asked, BASE, None, 9)[1])


def test_a_group_is_named_by_its_words_too_and_each_list_is_written_down(full):
    asked = Asked("ethnicity", "changed")
    by_words = behind_step(full.desk("auditor"), asked, BASE, "white")
    by_key = behind_step(full.desk("auditor"), asked, BASE, "5+1:White")
    assert by_words == by_key
    assert by_words.group == "5+1:White"
    with pytest.raises(NotAllowed):
        behind_step(full.desk("local_assessor"), asked, BASE)
    trail = full.rows("SELECT account, action FROM trail ORDER BY id DESC LIMIT 3")
    assert trail == [(name, "figures.disparity.behind")
                     for name in ("local_assessor", "auditor", "auditor")]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "column", "group", "page", "says"),
    [
        (Asked("sex"), PART, None, (5, ""), "name its step with --measure"),
        (Asked("sex", "changed"), "rate", None, (5, ""), "part or base"),
        (Asked("sex", "concerned"), BASE, None, (5, ""), "nobody in it can be listed"),
        (Asked("sex", "changed"), PART, "green", (5, ""), "has sex 'green'"),
        (Asked("sex", "changed"), PART, None, (0, ""), "1 to 1000 lines"),
        (Asked("sex", "changed"), PART, None, (5, "#x"), "no token"),
        (Asked("colour", "changed"), PART, None, (5, ""), "colour"),
    ],
)
def test_what_cannot_be_listed_is_refused_with_a_sentence(full, asked, column, group, page, says):
    with pytest.raises(UsageError, match=says):
        behind_step(full.desk("auditor"), asked, column, group, page)


def test_the_kinds_of_step_are_all_listed():
    """Catches a new kind of step that no test above lists."""
    assert {one.kind for one in measures().values()} == {"share", PEOPLE, DAYS}
