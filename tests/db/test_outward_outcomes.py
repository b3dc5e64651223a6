"""What proceedings ended in, as it leaves for staff and the public, on both databases."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date

import pytest

from db.asking import Asked
from db.outcomes import sanctions, summary
from db.outward_outcomes import COLUMNS, _column, outcomes_for, summary_for
from db.tables.cases import SubjectRow
from db.tables.conclusions import ConclusionRow
from hearings.errors import NotAllowed, Refused, UsageError
from hearings.outcome_kinds import DISMISSAL, WARNING, effect_of, outcomes
from hearings.sanctions import LEFT_BEFORE
from tests.concluded import concluded
from tests.planted import apart

YEAR = (date(2014, 1, 1), date(2014, 12, 31))

ENDS = (
    *[("outcome", "gross_misconduct", "dismissal_without_notice", "stands", "hearing")] * 30,
    *[("outcome", "gross_misconduct", "final_written_warning", "stands", "hearing")] * 20,
    *[("outcome", "misconduct", "written_warning", "stands", "meeting")] * 12,
    *[("outcome", "misconduct", "management_advice", "stands", "meeting")] * 11,
    *[("outcome", "not_proven", "not_proven", "stands", "hearing")] * 14,
    *[("outcome", "gross_misconduct", LEFT_BEFORE, "stands", "hearing")] * 16,
    *[("outcome", "gross_misconduct", "dismissal_with_notice", "quashed", "hearing")] * 10,
    *[("finding", "gross_misconduct", "", "", "hearing")] * 11,
    *[("withdrawn", "", "", "", "hearing")] * 13,
)
"""How 137 officers ended: how, the finding, the outcome, whether it stands, and where."""


def ended(office, ends):
    """Let one matter of each kind end so, an officer for each."""
    concluded(office)
    subjects = [name for name in SubjectRow.model_fields
                if name not in {"id", "number", "reference"}]  # fmt: skip
    kept = [name for name in ConclusionRow.model_fields if name != "subject_id"]
    with office.database.write() as connection:
        for number in range(2, len(ends) + 1):
            connection.run(
                f"INSERT INTO subjects (number, reference, {', '.join(subjects)})"
                f" SELECT :number, :reference, {', '.join(subjects)} FROM subjects"
                " WHERE number = 1",
                number=number, reference=f"MC-2014-00001/{number}",
            )  # fmt: skip
        connection.run(
            f"INSERT INTO conclusions (subject_id, {', '.join(kept)})"
            f" SELECT s.id, {', '.join(f'k.{name}' for name in kept)} FROM subjects s"
            " JOIN conclusions k ON k.subject_id = (SELECT id FROM subjects WHERE number = 1)"
            " WHERE s.number > 1"
        )
        apart(connection)
        for number, (how, finding, outcome, standing, forum) in enumerate(ends, start=1):
            connection.run(
                "UPDATE conclusions SET ended = :how, finding = :finding, outcome = :outcome,"
                " standing = :standing, forum = :forum"
                " WHERE subject_id = (SELECT id FROM subjects WHERE number = :number)",
                how=how, finding=finding, outcome=outcome, standing=standing, forum=forum,
                number=number,
            )  # fmt: skip
    return office


@pytest.fixture
def many(office):
    return ended(office, ENDS)


def test_what_leaves_is_what_the_internal_figures_count(many):
    """Catches a column that is filled otherwise than `stats outcomes` counts."""
    desk = many.desk("supervisor")
    total = sanctions(desk, Asked()).total
    found = outcomes_for(desk, Asked(), "staff")
    assert found.columns == COLUMNS
    assert {name: found.published[None, name] for name in (*COLUMNS, "base", None)} == {
        "not_proven": total.outcomes["not_proven"],
        "other_outcome": total.outcomes["management_advice"],
        "warning": total.outcomes["written_warning"] + total.outcomes["final_written_warning"],
        "dismissed": total.outcomes["dismissal_without_notice"],
        LEFT_BEFORE: total.outcomes[LEFT_BEFORE],
        "awaiting": total.awaiting,
        "withdrawn": total.withdrawn,
        "overturned": total.overturned,
        "base": total.base,
        None: total.subjects,
    }


def test_the_summary_that_leaves_is_the_summary(many):
    """Catches meetings among the hearings, and those who had left among the dismissed."""
    desk = many.desk("supervisor")
    total = summary(desk, *YEAR)
    found = summary_for(desk, *YEAR, "staff")
    assert {name: found.published[None, name] for name in (*found.columns, *found.sums, None)} == {
        "not_proven": total.not_proven,
        "other_outcome": 0,
        "warning": total.warned,
        "dismissed": total.dismissed,
        LEFT_BEFORE: total.outcomes[LEFT_BEFORE],
        "awaiting": total.awaiting,
        "withdrawn": total.withdrawn,
        "overturned": total.overturned,
        "proven": total.proven,
        None: total.subjects,
    }


def test_a_breakdown_has_a_row_for_each_value_and_adds_up(many):
    found = outcomes_for(many.desk("supervisor"), Asked(by=("forum",)), "staff")
    assert set(found.rows) == {"hearing", "meeting"}
    assert found.published["meeting", None] == 23
    assert found.published["hearing", None] == len(ENDS) - 23


def test_what_is_small_is_withheld_and_the_public_has_fives(office):
    """Catches the road left out: the two quashed would stand there."""
    few = Counter(ENDS)
    quashed = next(end for end in few if end[3] == "quashed")
    ended(office, [end for end in ENDS if end != quashed] + [quashed] * 2)
    desk = office.desk("supervisor")
    staff = outcomes_for(desk, Asked(), "staff").published
    assert staff[None, "overturned"] is None
    assert sum(number is None for (row, _name), number in staff.items() if row is None) > 1
    public = summary_for(desk, *YEAR, "public").published
    assert all(n is None or n == 0 or (n >= 10 and n % 5 == 0) for n in public.values())


def test_a_second_question_is_attacked_beside_the_first(many):
    """Catches outcomes that leave and are not kept: two officers more would tell of themselves."""
    desk = many.desk("supervisor")
    outcomes_for(desk, Asked(), "staff")
    many.run(
        "UPDATE conclusions SET decided_on = '2013-01-01' WHERE subject_id IN"
        " (SELECT id FROM subjects WHERE number IN (1, 2))"
    )
    with pytest.raises(Refused, match="taken together with release 1"):
        outcomes_for(desk, Asked(start=date(2014, 1, 1)), "staff")
    assert many.rows("SELECT count(*) FROM releases")[0][0] == 1


def test_every_outcome_has_its_column():
    """Catches a new outcome that counts for nothing, and one called a dismissal that is none."""
    for key in outcomes():
        column = _column("outcome", "gross_misconduct", key, "stands")
        assert column in COLUMNS
        if key in {"not_proven", LEFT_BEFORE}:
            assert column == key
        else:
            assert (column == "dismissed") is (effect_of(key) == DISMISSAL)
            assert (column == "warning") is (effect_of(key) == WARNING)


@pytest.mark.parametrize("audience", ["staff", "public"])
def test_neither_a_person_nor_overlapping_rows_leave(many, audience):
    """Catches a league of chairs on a notice board, and rows that no attack is made for."""
    desk = many.desk("supervisor")
    for asked in (Asked(by=("chair",)), Asked(where={"chair": "300002"})):
        with pytest.raises(NotAllowed, match="Figures by chair are about a person"):
            outcomes_for(desk, asked, audience)
    with pytest.raises(NotAllowed, match="Rows by standard overlap"):
        outcomes_for(desk, Asked(by=("standard",)), audience)
    assert many.trail()[-1][5] == "refused"
    with pytest.raises(Refused, match="counts fewer than"):
        outcomes_for(desk, Asked(where={"standard": "honesty"}), audience)


@pytest.mark.parametrize("account", ["caseworker", "practice_support", "auditor"])
def test_only_those_with_the_right_release_them(many, account):
    with pytest.raises(NotAllowed):
        outcomes_for(many.desk(account), Asked(), "staff")
    with pytest.raises(NotAllowed):
        summary_for(many.desk(account), *YEAR, "staff")
    assert many.rows("SELECT count(*) FROM releases")[0][0] == 0


def test_what_cannot_be_asked_for_is_wrong_usage(many):
    desk = many.desk("supervisor")
    for asked in (Asked(by=("nonsense",)), Asked(where={"forum": "court"})):
        with pytest.raises(UsageError):
            outcomes_for(desk, asked, "staff")
    with pytest.raises(UsageError, match="ends before it begins"):
        summary_for(desk, YEAR[1], YEAR[0], "staff")
    with pytest.raises(UsageError, match="staff or public"):
        outcomes_for(desk, Asked(), "internal")


def test_a_covert_matter_leaves_with_nobody(many):
    """Catches the read that forgets what every figure leaves out."""
    many.run("UPDATE cases SET sensitivity = 'covert'")
    found = outcomes_for(many.desk("supervisor"), Asked(), "public")
    assert found.rows == ()
    assert set(found.published.values()) == {0}


def test_the_release_keeps_what_was_asked(many):
    outcomes_for(many.desk("supervisor"), Asked(by=("forum",), start=YEAR[0]), "staff")
    told = json.loads([line for line in many.trail() if line[1] == "figures.release"][-1][6])
    assert (told["figure"], told["by"], told["from"]) == ("outcomes", ["forum"], "2014-01-01")
