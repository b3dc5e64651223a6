"""Which decision an appeal is charged to, and what the annual summary counts where."""

from __future__ import annotations

from datetime import date

import pytest

from db.projection import appeal_rows, conclusion_row
from hearings.endings import Challenged, challenged
from hearings.sanctions import Compared, Ended, consistency, summarised
from tests.hearings.scenes import GROSS, MISCONDUCT
from tests.hearings.scenes_conclusions import (
    DISMISSED,
    FINAL,
    WRITTEN,
    appeal,
    appealed,
    determine_appeal,
    find,
    impose,
    listed_again,
    notify,
)
from tests.hearings.scenes_diary import begin
from tests.hearings.walks import Walk

DAY, AGAIN = date(2014, 6, 24), date(2014, 9, 2)


def second_round() -> Walk:
    """Appeal a dismissal, hear it before another panel, and appeal what that gave."""
    walk = determine_appeal(appealed().at("2014-08-01"), "new_panel")
    walk = begin(listed_again(walk, "2014-09-02"), "2014-09-02")
    walk = notify(impose(find(walk, MISCONDUCT), WRITTEN))
    return appeal(walk.at("2014-09-04"), "tribunal")


def told(walk: Walk) -> list[tuple[str, date | None, str]]:
    found = [challenged(walk.subject, one) for one in walk.subject.appeals]
    return [(one.chair, one.decided_on, one.finding) for one in found]


def test_each_appeal_is_of_the_decision_that_was_challenged():
    """Catches the first chair's overturned dismissal charged to the second chair."""
    walk = second_round()

    assert told(walk) == [("300012", DAY, GROSS), ("300014", AGAIN, MISCONDUCT)]
    rows = appeal_rows(walk.subject)
    assert [(row["chair"], row["decided_on"], row["forum"], row["regime"]) for row in rows] == [
        ("300012", "2014-06-24", "hearing", "2012"), ("300014", "2014-09-02", "hearing", "2012"),
    ]  # fmt: skip
    row = conclusion_row(walk.file.case, walk.subject)
    assert row is not None
    assert (row["chair"], row["decided_on"]) == ("300014", "2014-09-02")
    assert walk.again() == walk.file


def test_what_an_appeal_gave_is_challenged_as_no_chairs():
    """Catches a court's review of a tribunal charged to the chair of the hearing."""
    walk = determine_appeal(appealed().at("2014-09-01"), "vary", outcome=FINAL)
    walk = appeal(walk, "judicial_review")
    assert told(walk) == [("300012", DAY, GROSS), ("on_appeal", DAY, GROSS)]

    quashed = determine_appeal(appealed().at("2014-09-01"), "quash")
    quashed = appeal(quashed, "judicial_review")
    assert told(quashed) == [("300012", DAY, GROSS), ("on_appeal", DAY, GROSS)]


def test_an_appeal_against_nothing_that_is_known_is_still_an_appeal():
    walk = appealed()
    assert challenged(Walk().receive().subject, walk.subject.appeals[0]) == Challenged()


# ------ the annual summary


@pytest.mark.parametrize(
    ("standing", "field"), [("quashed", "quashed"), ("set_aside", "set_aside")]
)
@pytest.mark.parametrize("outcome", [DISMISSED, "not_proven"])
def test_what_fell_on_appeal_is_neither_proven_nor_not_proven(standing, field, outcome):
    """Catches a quashed finding that counts as proven in the annual summary."""
    finding = "not_proven" if outcome == "not_proven" else GROSS
    found = summarised([Ended("outcome", finding, outcome, standing, "", 3)], cases=3)
    assert (found.proven, found.not_proven, found.dismissed) == (0, 0, 0)
    assert (found.subjects, found.heard, found.overturned) == (3, 3, 3)
    assert getattr(found, field) == 3


def test_whoever_had_left_was_not_dismissed():
    """Catches a former officer among those dismissed, in all."""
    found = summarised(
        [Ended("outcome", GROSS, DISMISSED, "stands", "", 4),
         Ended("outcome", GROSS, "dismissal_with_notice", "stands", "", 2),
         Ended("outcome", GROSS, "would_have_been_dismissed", "stands", "", 1)],
        cases=7,
    )  # fmt: skip
    assert (found.proven, found.dismissed) == (7, 6)
    assert found.outcomes["would_have_been_dismissed"] == 1


def test_what_was_given_on_appeal_stands_beside_the_outcomes_and_is_not_compared():
    """Catches a tribunal's outcome counted as one that a chair gave and nobody compared."""
    rows = [Compared(False, True, 0, 0, 0, 2), Compared(True, False, 9, 3, 3, 5)]
    found = consistency(rows)
    assert (found.outcomes, found.on_appeal, found.compared, found.within) == (5, 2, 5, 5)
    assert consistency([Compared(True, True, 9, 3, 3, 1)]).compared == 0
