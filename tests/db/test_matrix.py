"""Past outcomes: what is kept of them, who sees which, and what is compared with what."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date

import psycopg
import pytest

from db.checking import check
from db.features import Vocabulary, feature_bits
from db.matrix import behind, comparison_for, grid, lookup, warnings_elsewhere
from db.precedents import Scope, archives, like, precedents
from db.saving import fill_conclusions
from db.store import load
from hearings.endings import ON_APPEAL
from hearings.errors import Refused, UnknownReference, UsageError
from hearings.warned import FINAL, Warned, ends
from tests.concluded import CODED, HEARD, concluded, found, go, notified, overturned, withdrawn
from tests.desks import RULES, Office

HONESTY = frozenset({"standard=honesty", "culpability=deliberate"})


def kept(office: Office, ref: str) -> dict[str, object]:
    names = ("ended", "forum", "regime", "finding", "outcome", "standing", "overturned",
             "disposal", "decided_on", "chair", "culpability", "harm_level", "warns_from",
             "warns_to", "compared_on", "comparators", "lighter", "same", "heavier")  # fmt: skip
    rows = office.rows(
        f"SELECT {', '.join(f'k.{name}' for name in names)} FROM conclusions k"
        " JOIN subjects s ON s.id = k.subject_id WHERE s.reference = :ref",
        ref=ref,
    )
    return dict(zip(names, rows[0], strict=True)) if rows else {}


def refs(office: Office, scope: Scope | None = None, account: str = "caseworker") -> set[str]:
    actor = office.desk(account).actor
    with office.database.read() as connection:
        past = precedents(connection, actor, scope or Scope())
    return {row.ref for row in past.rows}


# ------ what is kept


def test_a_finding_is_kept_and_then_its_outcome_with_the_warning_it_leaves(office):
    """Catches an outcome that the matrix learns of at the next `db check` only."""
    ref = found(office)
    row = kept(office, ref)
    assert (row["ended"], row["finding"], row["outcome"]) == ("finding", "gross_misconduct", "")
    assert refs(office) == set()
    go(office, "impose", ref, outcome="final_written_warning", told_there="yes", reason="Why.")
    row = kept(office, ref)
    assert (row["ended"], row["outcome"], row["standing"]) == (
        "outcome", "final_written_warning", "stands",
    )  # fmt: skip
    assert (row["decided_on"], row["chair"], row["regime"]) == ("2014-06-24", "300012", "2012")
    assert (row["culpability"], row["harm_level"]) == ("deliberate", "high")
    assert (row["warns_from"], row["warns_to"]) == ("2014-06-24", "2015-12-23")
    assert refs(office) == {ref}
    assert check(office.database, RULES) == []


def test_a_matter_that_never_came_to_proceedings_is_not_kept(office):
    office.decided()
    office.referred(person="201235", name="P Two")
    assert office.rows("SELECT count(*) FROM conclusions") == [(0,)]


def test_a_withdrawal_is_kept_with_what_it_ended_in_until_the_matter_goes_on(office):
    """Catches a reopened matter that stays among those withdrawn."""
    ref = withdrawn(office)
    assert (kept(office, ref)["ended"], kept(office, ref)["disposal"]) == ("withdrawn", "")
    office.go("dispose", ref, maker="authority2", disposal="performance_procedures", reason="So.")
    assert kept(office, ref)["disposal"] == "performance_procedures"
    office.go("reopen", ref, maker="authority2", stage="case_decision", reason="New evidence.")
    assert kept(office, ref) == {}
    assert check(office.database, RULES) == []


def test_an_overturned_outcome_is_kept_counted_and_compared_with_nothing(office):
    """Catches a quashed dismissal that goes on as a precedent."""
    stands = concluded(office)
    quashed = concluded(office, "dismissal_without_notice", person="201235", name="P Two")
    overturned(office, quashed)
    row = kept(office, quashed)
    assert (row["standing"], row["overturned"], row["outcome"]) == (
        "quashed", 1, "dismissal_without_notice",
    )  # fmt: skip
    assert refs(office) == {stands}
    answer = like(office.desk(), RULES.factors, HONESTY, Scope())
    assert (answer.n, answer.overturned) == (1, 1)
    assert quashed not in {row.ref for row in answer.precedents}
    assert check(office.database, RULES) == []


def test_a_substituted_outcome_takes_its_place_and_dates_back(office):
    ref = concluded(office, "dismissal_without_notice")
    overturned(office, ref, "vary", outcome="written_warning")
    row = kept(office, ref)
    assert (row["outcome"], row["standing"], row["overturned"]) == ("written_warning", "stands", 1)
    assert (row["decided_on"], row["chair"]) == ("2014-06-24", ON_APPEAL)
    appeals = office.rows("SELECT route, result, determined_on FROM appeals")
    assert appeals == [("tribunal", "vary", "2014-06-26")]


def test_what_was_not_proven_is_no_precedent(office):
    """Catches a comparison with circumstances that nobody found."""
    ref = concluded(office, "not_proven")
    assert kept(office, ref)["outcome"] == "not_proven"
    assert refs(office) == set()
    matrix, left = grid(office.desk(), Scope())
    assert (matrix.n, left) == (0, (0, 1))
    assert grid(office.desk(), Scope(year="2013"))[1] == (0, 0)


# ------ rebuilt and compared

APPEAL = f"INSERT INTO appeals SELECT id, 0{', {}' * 9} FROM subjects".replace("{}", "''")
DOCTORED = {
    "outcome": ("UPDATE conclusions SET outcome = 'written_warning'",
                "outcome is kept as 'written_warning'; its events make it"),
    "standing": ("UPDATE conclusions SET standing = 'overturned'", "standing is kept as"),
    "features": ("UPDATE conclusions SET features = '1'", "features is kept as '1'"),
    "a lost row": ("DELETE FROM conclusions", "no ending is kept; its events make one."),
    "a Standard": ("UPDATE breaches SET standard = 'force'", "its breaches are kept other than"),
    "an appeal": (APPEAL, "its appeals are kept other than"),
}  # fmt: skip


@pytest.mark.parametrize("what", DOCTORED)
def test_a_doctored_ending_is_found_and_named(office, what):
    ref = concluded(office)
    change, said = DOCTORED[what]
    assert office.run(change) == 1
    [difference] = check(office.database, RULES)
    assert difference.startswith(f"{ref}: {said}")


def test_an_ending_of_a_matter_that_goes_on_is_found(office):
    ref = concluded(office)
    office.referred(person="201235", name="P Two")
    office.run("UPDATE conclusions SET subject_id = 2")
    office.run("UPDATE breaches SET subject_id = 2")
    differences = check(office.database, RULES)
    assert f"{ref}: no ending is kept; its events make one." in differences
    assert "MC-2014-00002/1: an ending is kept; its events make none." in differences


def test_what_is_lost_is_made_again_from_the_events(office):
    concluded(office)
    withdrawn(office, person="201235", name="P Two")
    before = {t: office.rows(f"SELECT * FROM {t}") for t in ("conclusions", "breaches", "appeals")}
    for table in before:
        office.run(f"DELETE FROM {table}")
    with office.database.write() as connection:
        fill_conclusions(connection)
    assert {table: office.rows(f"SELECT * FROM {table}") for table in before} == before


# ------ the vocabulary


def test_a_feature_keeps_its_bit_whatever_comes_after(office):
    """Catches a vocabulary sorted anew, by which old outcomes would mean other circumstances."""
    with office.database.write() as connection:
        first = feature_bits(connection, ["standard=honesty", "harm_level=low"])
        places = dict(Vocabulary(connection).places)
        feature_bits(connection, ["aggravating=gain", "standard=force"])
        assert feature_bits(connection, ["harm_level=low", "standard=honesty"]) == first
        after = Vocabulary(connection).places
    assert {name: after[name] for name in places} == places
    assert len(set(after.values())) == len(after) == 4
    assert int(first, 16).bit_count() == 2


@pytest.mark.parametrize("change", ["UPDATE features SET name = 'x=y'", "DELETE FROM features"])
def test_the_database_itself_refuses_to_renumber_a_feature(office, change):
    concluded(office)
    with pytest.raises((sqlite3.DatabaseError, psycopg.Error), match="is history and stays"):
        office.run(change)


def test_a_check_adds_nothing_to_the_vocabulary(office):
    with office.database.read() as connection:
        known = Vocabulary(connection)
        assert known.known(["standard=honesty"]) is None
        assert known.known([]) == ""


# ------ who sees which


def test_a_case_one_may_not_know_of_is_in_no_answer_matrix_or_drill(office):
    """Catches a restricted inquiry that shows as one more precedent."""
    seen = concluded(office)
    hidden = concluded(office, person="201235", name="P Two")
    office.go("amend", hidden, sensitivity="restricted", reason="Sensitive.")
    desk = office.desk("authority")
    assert refs(office, account="authority") == {seen}
    answer = like(desk, RULES.factors, HONESTY, Scope())
    assert [row.ref for row in answer.precedents] == [seen]
    assert grid(desk, Scope())[0].n == 1
    assert [row.reference for row in behind(desk, Scope())] == [seen]
    with pytest.raises(UnknownReference):
        lookup(desk, hidden)


def test_ones_own_case_is_no_precedent_for_oneself(office):
    concluded(office, person="300007", name="E Audit")
    assert refs(office, account="auditor") == set()
    assert len(refs(office, account="authority")) == 1


def test_nothing_is_its_own_comparator(office):
    """Catches an outcome found to lie among comparators of which it is one."""
    one = concluded(office)
    other = concluded(office, "dismissal_without_notice", person="201235", name="P Two")
    subject, answer = lookup(office.desk(), one)
    assert subject == one
    assert [row.ref for row in answer.precedents] == [other]
    assert answer.precedents[0].similarity == 1
    assert (answer.regime, answer.n, answer.too_few) == ("2012", 1, True)


def test_an_archive_is_compared_only_where_it_is_named(office):
    """Catches another force's outcomes counted among one's own."""
    ours = concluded(office)
    theirs = concluded(office, person="201235", name="P Two")
    office.run("UPDATE conclusions SET regime = 'none' WHERE subject_id = 2")
    office.run("UPDATE cases SET regime = 'none', archive = 'Elsewhere' WHERE id = 2")
    assert refs(office) == {ours}
    assert refs(office, Scope(archive="Elsewhere")) == {theirs}
    assert refs(office, Scope(archive="Nowhere")) == set()


def test_archives_are_named_to_those_who_may_see_of_them(office):
    """Catches the name of an archive given to an account that reads no case."""
    concluded(office)
    office.run("UPDATE cases SET regime = 'none', archive = 'Elsewhere'")
    reader, other = office.desk().actor, office.desk("administrator").actor
    with office.database.read() as connection:
        assert archives(connection, reader) == ("Elsewhere",)
        assert archives(connection, other) == ()


def test_police_staff_are_compared_under_the_local_policy(office):
    """Catches a member of staff compared under Regulations that never reached them."""
    officers = concluded(office)
    staff = {"person_type": "staff", "rank": "", "level": "gross_misconduct"}
    past = concluded(office, "dismissal_without_notice", person="201235", name="P Two", **staff)
    waits = found(office, person="201236", name="P Three", **staff)
    assert kept(office, past)["regime"] == "local"
    for ref, n in ((waits, 1), (past, 0), (officers, 0)):
        _, answer = lookup(office.desk(), ref)
        assert (answer.regime, answer.n) == ("2012" if ref == officers else "local", n)
    assert refs(office, Scope(regime="local")) == {past}


# ------ the matrix


def test_the_matrix_of_one_standard_has_its_row_alone(office):
    """Catches the rows of what else was breached, told as if they had been asked for."""
    ref = concluded(office)
    office.run("INSERT INTO breaches SELECT subject_id, 'force' FROM breaches")
    whole, _ = grid(office.desk(), Scope())
    assert (set(whole.standards), whole.overlapping) == ({"honesty", "force"}, True)
    one, _ = grid(office.desk(), Scope(standard="force"))
    assert (one.standards, one.n, one.overlapping) == (("force",), 1, False)
    assert [row.reference for row in behind(office.desk(), Scope(standard="force"))] == [ref]


@pytest.mark.parametrize(
    ("scope", "n"),
    [
        (Scope(), 2),
        (Scope(year="2014"), 2),
        (Scope(year="2013"), 0),
        (Scope(regime="2012"), 2),
        (Scope(regime="2020"), 0),
        (Scope(rank_band="sergeant"), 2),
        (Scope(rank_band="constable"), 0),
        (Scope(standard="honesty"), 1),
        (Scope(culpability="unknown"), 1),
        (Scope(standard="unknown"), 0),
    ],
)
def test_the_matrix_is_narrowed_and_its_numbers_equal_what_is_behind_them(office, scope, n):
    """Catches a cell whose n is not the number of matters it lists."""
    desk = office.desk()
    if not office.rows("SELECT 1 FROM cases"):
        concluded(office)
        concluded(office, standard="force", person="201235", name="P Two", coded=None)
    found, _gone = grid(desk, scope)
    assert found.n == n
    for cell in found.cells:
        within = replace(
            scope,
            standard=cell.standard or "unknown",
            culpability=cell.culpability or "unknown",
            harm_level=cell.harm_level or "unknown",
        )
        assert len(behind(desk, within)) == cell.n == sum(one.count for one in cell.spread)


def test_a_year_that_is_none_is_refused(office):
    with pytest.raises(UsageError, match="A year cannot be '14'"):
        grid(office.desk(), Scope(year="14"))


def test_reading_leaves_one_line_in_the_trail(office):
    ref = concluded(office)
    before = len(office.trail())
    lookup(office.desk("auditor"), ref)
    like(office.desk("auditor"), RULES.factors, HONESTY, Scope())
    grid(office.desk("auditor"), Scope(year="2014"))
    behind(office.desk("auditor"), Scope(year="2014"))
    lines = office.trail()[before:]
    assert [line[1] for line in lines] == [
        "read.case", "read.precedents", "read.matrix", "read.matrix",
    ]  # fmt: skip
    assert '"culpability=deliberate"' in lines[1][6]
    assert lines[2][6] == '{"year": "2014"}'


def test_circumstances_asked_of_a_case_leave_that_case_out(office):
    """Catches a decided case that is narrowed by year and found to be its own nearest."""
    ref, other = concluded(office), concluded(office, person="201235", name="P Two")
    answer = like(office.desk(), RULES.factors, HONESTY, Scope(year="2014"), besides=ref)
    assert (answer.n, [row.ref for row in answer.precedents]) == (1, [other])


def test_circumstances_of_which_nothing_counts_are_refused(office):
    with pytest.raises(Refused, match="Nothing that counts"):
        like(office.desk(), RULES.factors, frozenset({"service_band=2-4"}), Scope())


# ------ what moves ask


def test_warnings_elsewhere_are_those_of_the_same_person_that_stand(office):
    """Catches a second final written warning given because the first is in another case."""
    one = concluded(office)
    concluded(office, person="201235", name="P Two")
    again = office.referred()

    def asked(number: str, case: int, realm: str = "") -> tuple[Warned, ...]:
        with office.database.read() as connection:
            return warnings_elsewhere(connection, realm, number, case, 1)

    [warned] = asked("201234", 3)
    assert again.startswith("MC-2014-00003")
    assert (warned.kind, warned.notified_on, ends(warned)) == (FINAL, HEARD, date(2015, 12, 23))
    assert asked("201234", 1) == ()
    assert asked("", 3) == ()
    assert asked("201234", 3, "Elsewhere") == ()
    overturned(office, one)
    assert asked("201234", 3) == ()


def test_an_outcome_is_placed_among_its_comparators_once_the_report_is_in(office):
    """Catches a comparison with itself, or with what was overturned since."""
    ref = concluded(office)
    outcomes = ("dismissal_without_notice", "dismissal_without_notice", "written_warning",
                "final_written_warning")  # fmt: skip
    for place, outcome in enumerate(outcomes):
        concluded(office, outcome, person=f"20130{place}", name=f"P {place}")
    notified(office, ref)
    go(office, "compare_outcome", ref, date(2014, 6, 26), quoted="A single lapse, admitted.")
    row = kept(office, ref)
    assert (row["compared_on"], row["comparators"]) == ("2014-06-26", 4)
    assert (row["lighter"], row["same"], row["heavier"]) == (1, 1, 2)
    actor = office.desk("auditor").actor
    with office.database.read() as connection:
        case = load(connection, ref.partition("/")[0])
        assert case is not None
        said = comparison_for(connection, actor, case.file, 1, RULES)
    assert said["edition"] == RULES.factors.stamp
    assert (said["n"], said["lighter"], said["heavier"]) == (4, 1, 2)
    assert check(office.database, RULES) == []


def test_a_matter_without_an_outcome_is_not_placed(office):
    ref = found(office, coded={**CODED, "harm_level": "low"})
    actor = office.desk().actor
    with office.database.read() as connection:
        case = load(connection, ref.partition("/")[0])
        assert case is not None
        assert comparison_for(connection, actor, case.file, 1, RULES) == {}
