"""Questions about the figures under names: kept, listed and dropped, each account's for itself."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from db.figures import reassessment
from db.saved_views import READY, Question, drop, keep, view_named, views
from hearings.errors import BadValue, NotAllowed, UsageError

ASKED = Question("trend", "misconduct_raised", "rank", "sex", "month", {"unit": "", "tier": "x"},
                 date(2013, 4, 1), date(2014, 3, 31), "decided")  # fmt: skip


def told(office):
    """Give what the trail says of views: who, what, how it ended, and its detail."""
    with office.database.read() as connection:
        return connection.rows(
            "SELECT t.account, t.action, t.outcome, d.detail FROM trail t JOIN trail_detail d"
            " ON d.trail_id = t.id WHERE t.action LIKE '%view%' ORDER BY t.id"
        )


def own(desk):
    return [view.name for view in views(desk) if view.own]


def test_a_question_comes_back_as_it_was_kept(office):
    """Catches a part of a question that is not kept: a period, a value that is not known."""
    desk = office.desk("supervisor")
    assert keep(desk, "  my   trend ", ASKED) == "my trend"
    assert view_named(desk, "my trend").question == ASKED
    assert views(desk)[: len(READY)] == READY
    assert own(desk) == ["my trend"]


def test_one_of_the_same_name_is_replaced_and_one_that_is_dropped_is_gone(office):
    desk = office.desk("supervisor")
    keep(desk, "b", ASKED)
    keep(desk, "a", ASKED)
    keep(desk, "b", replace(ASKED, by="unit"))
    assert own(desk) == ["a", "b"]
    assert view_named(desk, "b").question.by == "unit"
    drop(desk, "b")
    assert own(desk) == ["a"]
    with pytest.raises(UsageError, match="There is no question 'b'"):
        drop(desk, "b")


def test_nobody_sees_or_drops_what_another_account_kept(office):
    """The planted defect: a list of every account's questions."""
    keep(office.desk("supervisor"), "mine", ASKED)
    other = office.desk("auditor")
    assert own(other) == []
    with pytest.raises(UsageError, match="There is no question"):
        view_named(other, "mine")
    with pytest.raises(UsageError, match="There is no question"):
        drop(other, "mine")
    keep(other, "mine", replace(ASKED, by="sex"))
    assert view_named(office.desk("supervisor"), "mine").question == ASKED


def test_each_change_is_in_the_trail_and_so_is_each_refusal(office):
    desk = office.desk("supervisor")
    keep(desk, "mine", ASKED)
    drop(desk, "mine")
    with pytest.raises(NotAllowed):
        keep(office.desk("local_assessor"), "mine", ASKED)
    with pytest.raises(NotAllowed):
        views(office.desk("local_assessor"))
    found = [row[:3] for row in told(office)]
    assert found == [
        ("supervisor", "figures.keep_view", "done"), ("supervisor", "figures.drop_view", "done"),
        ("local_assessor", "figures.keep_view", "refused"),
        ("local_assessor", "figures.list_views", "refused"),
    ]  # fmt: skip
    assert json.loads(told(office)[0][3])["name"] == "mine"


@pytest.mark.parametrize(
    ("name", "question", "why"),
    [
        (" ", ASKED, "type one"),
        ("trend by quarter", ASKED, "ready made"),
        ("x\x1b[31m", ASKED, "control character"),
        ("x" * 201, ASKED, "longer than"),
        ("x", replace(ASKED, figure="pie"), "A figure cannot be 'pie'"),
        ("x", replace(ASKED, measure="worst"), "A measure cannot be"),
        ("x", replace(ASKED, by="assessor"), "A field cannot be 'assessor'"),
        ("x", replace(ASKED, across="decider"), "A second field cannot be"),
        ("x", replace(ASKED, period="week"), "A period cannot be"),
        ("x", replace(ASKED, where={"decider": "500001"}), "Nobody is compared by name"),
        ("x", replace(ASKED, where={"moon": "full"}), "cannot be asked for by 'moon'"),
        ("x", replace(ASKED, where={"local_level": "neither"}), "another initial assessment"),
        ("x", replace(ASKED, basis="posted"), "The date cannot be"),
        ("x", replace(ASKED, end=date(2012, 1, 1)), "ends before it begins"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_the_reason(office, name, question, why):
    desk = office.desk("supervisor")
    with pytest.raises((UsageError, BadValue), match=why):
        keep(desk, name, question)
    assert own(desk) == []


def test_what_is_ready_made_stays(office):
    with pytest.raises(UsageError, match="ready made and stays"):
        drop(office.desk("supervisor"), READY[0].name)


@pytest.mark.parametrize("view", READY, ids=lambda view: view.name)
def test_every_ready_made_question_can_be_kept_under_another_name_and_asked(office, view):
    """Catches a ready-made question that its own figures would refuse."""
    office.decided()
    desk = office.desk("supervisor")
    keep(desk, f"{view.name} again", view.question)
    found = reassessment(desk, replace(view.question.within, by=(view.question.by,)))
    assert found.total.decided == sum(row.counts.decided for row in found.rows)


def test_another_share_takes_a_narrowed_initial_assessment_away():
    """Catches a question that its own share refuses."""
    asked = Question(measure="changed").narrow("local_level", "misconduct").narrow("unit", "")
    assert asked.of("gross_lowered").where == {"unit": ""}
    assert asked.within.where == {"local_level": "misconduct", "unit": ""}
    assert asked.of("gross_lowered").within.where["local_level"] == "gross_misconduct"
    assert asked.narrow("unit", None).where == {"local_level": "misconduct"}
