"""Who may read a case, and what is answered as if it were not there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hearings.access import bar, may_manage, may_see_figures, reach, role_named, roles
from hearings.errors import NotAllowed, UnknownReference, UsageError
from hearings.people import INVOLVED, Actor
from tests.cast import PEOPLE, actor
from tests.hearings.walks import Walk

READS_ALL = {
    "caseworker", "authority", "authority2", "supervisor", "auditor", "practice_support",
}  # fmt: skip


def party(role: str, number: str) -> Walk:
    return Walk().receive().go("add_party", role=role, party_name="X", party_number=number)


@pytest.mark.parametrize("account", sorted(set(PEOPLE) - {"maker"}))
def test_a_role_reads_what_its_row_says(account):
    file = Walk().receive().file
    expected = None if account in READS_ALL else "not_a_reader"
    if account in {"local_assessor", "champion"}:
        expected = None  # The case is their own unit's.

    assert bar(actor(account), file) == expected


def test_another_units_case_is_not_there_for_a_local_role():
    file = Walk().receive(unit="Barnet").file

    assert bar(actor("local_assessor"), file) == "other_unit"
    assert bar(replace(actor("champion"), unit=""), file) == "other_unit"


@pytest.mark.parametrize("role", sorted(INVOLVED))
def test_whoever_is_in_a_case_does_not_find_it(role):
    assert bar(actor("caseworker"), party(role, "300001").file) == "own_case"


@pytest.mark.parametrize("role", ["police_friend", "adviser", "investigator"])
def test_other_parties_are_not_barred(role):
    assert bar(actor("caseworker"), party(role, "300001").file) is None


def test_an_officer_does_not_find_their_own_case_whatever_their_roles():
    file = Walk().receive(person="300002", name="A Osei").file
    every = replace(actor("authority"), roles=frozenset(roles()))

    assert bar(every, file) == "own_case"


def test_being_named_alike_is_no_bar():
    file = Walk().receive(person="201234", name="A Osei").file

    assert bar(actor("authority"), file) is None


@pytest.mark.parametrize("sensitivity", ["restricted", "covert"])
def test_a_closed_case_is_there_for_its_access_list_alone(sensitivity):
    walk = Walk().receive(sensitivity=sensitivity)
    assert bar(actor("caseworker"), walk.file) is None
    assert bar(actor("authority"), walk.file) == "restricted"
    assert bar(replace(actor("authority"), sole=True), walk.file) == "restricted"

    walk.go("grant_access", account="authority", access="grant", reason="Decides.")
    assert bar(actor("authority"), walk.file) is None
    walk.go("grant_access", account="caseworker", access="revoke", reason="Leaves.")
    assert bar(actor("caseworker"), walk.file) == "restricted"


def test_being_on_the_list_widens_no_role():
    walk = Walk().receive(sensitivity="covert", unit="Barnet")
    walk.go("grant_access", account="local_assessor", access="grant", reason="Tip.")

    assert bar(actor("local_assessor"), walk.file) == "other_unit"


def test_whoever_closes_a_case_keeps_access_to_it():
    walk = Walk().receive().go("amend", sensitivity="restricted", reason="Tip.")

    assert walk.file.case.access == ("caseworker",)


def test_an_investigator_reads_the_own_case_alone():
    assert bar(actor("investigator"), Walk().receive().file) == "not_a_reader"
    assert bar(actor("investigator"), party("investigator", "300009").file) is None


def test_an_archive_from_elsewhere_has_other_peoples_numbers():
    file = Walk().receive(person="300002", name="Another").file
    theirs = replace(file, case=replace(file.case, archive="Chicago", regime="none"))
    ours = replace(file, case=replace(file.case, archive="Our old system"))

    assert bar(actor("authority"), theirs) is None
    assert bar(actor("authority"), ours) == "own_case"


def test_roles_that_pull_two_ways_reach_as_far_as_the_wider():
    both = replace(actor("local_assessor"), roles=frozenset({"local_assessor", "auditor"}))

    assert reach(both) == {"unit", "all"}
    assert bar(both, Walk().receive(unit="Barnet").file) is None


def test_an_account_without_a_role_reads_nothing():
    assert bar(Actor("nobody", frozenset()), Walk().receive().file) == "not_a_reader"


def test_a_missing_case_and_a_hidden_one_are_answered_in_the_same_words():
    missing, hidden = UnknownReference("MC-1"), UnknownReference("MC-1", "own_case")

    assert str(missing) == str(hidden) == "There is no case or subject MC-1."
    assert (missing.because, hidden.because) == ("no_such_case", "own_case")


@pytest.mark.parametrize(
    ("account", "figures", "persons"),
    [
        ("caseworker", True, False),
        ("authority", True, False),
        ("supervisor", True, True),
        ("auditor", True, True),
        ("local_assessor", False, False),
        ("champion", False, False),
        ("investigator", False, False),
        ("administrator", False, False),
    ],
)
def test_figures_and_figures_by_person_are_rights_of_their_own(account, figures, persons):
    for right, wanted in ((figures, False), (persons, True)):
        if right:
            may_see_figures(actor(account), persons=wanted)
        else:
            with pytest.raises(NotAllowed):
                may_see_figures(actor(account), persons=wanted)


def test_only_an_administrator_manages_accounts():
    may_manage(actor("administrator"))
    for account in set(PEOPLE) - {"administrator"}:
        with pytest.raises(NotAllowed, match="managed by an administrator"):
            may_manage(actor(account))


def test_there_are_the_twelve_roles_of_the_design():
    assert set(roles()) == {
        "local_assessor", "champion", "caseworker", "authority", "investigator",
        "practice_support", "supervisor", "legal", "publisher", "auditor", "information_officer",
        "administrator",
    }  # fmt: skip
    assert role_named("auditor") == "auditor"
    with pytest.raises(UsageError, match="There is no role 'chair'"):
        role_named("chair")
