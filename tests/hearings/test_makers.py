"""Who may decide what: bars, delegation, disposals and second reading."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from hearings.decisions import _may_enter
from hearings.errors import NotAllowed, Refused
from hearings.people import Actor, Maker
from hearings.regimes import regimes
from hearings.severity import Level
from hearings.stages import moves
from tests.cast import actor
from tests.hearings.scenes import (
    FORM,
    GROSS,
    HALL,
    MISCONDUCT,
    NEITHER,
    assess,
    of_rank,
)
from tests.hearings.scenes_diary import leave
from tests.hearings.walks import Walk


def test_the_typist_may_have_entered_the_local_form():
    walk = Walk().receive().go("assess_locally", by="caseworker", made_by="local_assessor", **FORM)
    walk.go("pass_to_dps")

    assert walk.go("assess", by="caseworker", made_by="authority", **FORM).state == "decided"
    assert walk.history[-1].keyed_by == "caseworker"
    assert walk.history[-1].maker == "300002"
    assert walk.history[-1].stated


def test_a_decision_keeps_its_makers_rank_and_the_authority_it_was_made_under():
    event = Walk().decided().history[-1]

    assert (event.maker_name, event.maker_rank) == ("A Osei", "Chief Inspector")
    assert event.authority.startswith("delegated to Chief Inspector or above, SI 2012/2632 reg 3")
    assert Walk().receive().history[-1].authority == ""


def test_a_decision_made_and_entered_by_the_same_person_is_proved():
    walk = Walk().passed(MISCONDUCT).go("assess", by="authority", **FORM)

    assert not walk.history[-1].stated


def test_a_role_that_may_not_enter_a_move_is_told_which_may():
    with pytest.raises(NotAllowed, match="'assess' is entered by role authority or caseworker"):
        Walk().passed().go("assess", by="supervisor", **FORM)


@pytest.mark.parametrize("account", ["auditor", "administrator", "investigator", "supervisor"])
def test_nobody_else_receives_a_matter(account):
    walk = Walk()
    with pytest.raises(NotAllowed):
        walk.go("receive", by=account, attention_date="2014-03-10", track="complaint",
                source="public", unit="Camden", standard="honesty", narrative="N")  # fmt: skip


@pytest.mark.parametrize("event", sorted(e for e, m in moves().items() if not m.later))
def test_a_move_is_entered_by_the_roles_of_its_row_alone(event):
    """The role is asked before any guard, so a walk that stands anywhere shows it."""
    move = moves()[event]
    for account in ("caseworker", "authority", "supervisor", "local_assessor", "champion",
                    "auditor", "administrator", "investigator"):  # fmt: skip
        may = bool(actor(account).roles & move.keyed_by)
        try:
            _may_enter(move, actor(account), "X")
        except NotAllowed:
            assert not may
        else:
            assert may


def test_a_bare_account_has_to_say_who_decided():
    nobody = Actor("service", frozenset({"caseworker"}))

    with pytest.raises(Refused, match="say who made this decision with --maker"):
        Walk().passed().go("assess", by=nobody, **FORM)


def test_a_second_person_is_taken_at_their_word_on_ones_own_file_alone():
    sole = replace(actor("authority"), roles=frozenset({"authority", "supervisor"}), sole=True)
    second = Maker("300099", "S Cond", "Superintendent")

    read = Walk().decided().go("second_read", by=sole, made_by=second, concurs="concur")
    assert read.subject.second_reading == "concurred"
    assert read.history[-1].stated
    with pytest.raises(NotAllowed):
        Walk().decided().go("second_read", by="supervisor", made_by=second, concurs="concur")
    with pytest.raises(Refused, match="made this decision"):
        Walk().decided().go("second_read", by=sole, concurs="concur")


# ------ delegation by regime


@pytest.mark.parametrize(
    ("attention", "rank", "reaches"),
    [
        ("2010-05-01", "Inspector", False),
        ("2010-05-01", "Chief Inspector", True),
        ("2014-03-10", "Inspector", False),
        ("2014-03-10", "Detective Chief Inspector", True),
        ("2020-01-31", "Inspector", False),
        ("2020-02-01", "Inspector", True),
        ("2020-02-01", "Sergeant", False),
        ("2020-02-01", "Police staff, inspector grade", True),
        ("2020-02-01", "Police staff", False),
    ],
)
def test_the_delegated_rank_follows_the_regime_of_the_case(attention, rank, reaches):
    walk = Walk(today=date(2021, 1, 1)).receive(attention_date=attention).local(MISCONDUCT)
    walk.go("pass_to_dps")
    if reaches:
        assert assess(walk, of_rank(rank), MISCONDUCT).state == "decided"
    else:
        with pytest.raises(NotAllowed, match="this decision is delegated to"):
            assess(walk, of_rank(rank), MISCONDUCT)


# ------ lawful disposals


@pytest.mark.parametrize("regime", ["2008", "2012", "2020"])
@pytest.mark.parametrize("level", [level.value for level in Level])
@pytest.mark.parametrize(
    "disposal", sorted({row.key for regime in regimes().values() for row in regime.disposals})
)
def test_a_matter_ends_only_as_its_regime_lets_it_at_its_level(regime, level, disposal):
    attention = {"2008": "2010-05-01", "2012": "2014-03-10", "2020": "2025-06-01"}[regime]
    walk = Walk(today=date(2025, 7, 1)).receive(attention_date=attention).local(level)
    walk.go("pass_to_dps").decide(level)
    known = regimes()[regime].disposal(disposal)
    given = {"duplicate_of": "MC-2014-00002"} if disposal == "duplicate" else {}
    if disposal == "officer_left":
        leave(walk)
    if disposal == "officer_died":
        leave(walk, "died", becomes="ends")
    if known is not None and level in known.levels:
        assert walk.dispose(disposal, **given).subject.stage == "closed"
    else:
        with pytest.raises(Refused):
            walk.dispose(disposal, **given)


def test_gross_misconduct_never_ends_without_proceedings_but_on_record_keeping_grounds():
    lawful = {row.key for r in regimes().values() for row in r.disposals
              if Level.GROSS_MISCONDUCT in row.levels}  # fmt: skip

    assert lawful == {"duplicate", "probationer_discharge", "closed_in_archive", "officer_left",
                      "officer_died"}  # fmt: skip


@pytest.mark.parametrize(("attention", "opens"), [("2025-05-27", False), ("2025-05-28", True)])
def test_a_vetting_referral_opens_with_its_regulations(attention, opens):
    walk = Walk(today=date(2025, 7, 1)).receive(attention_date=attention).local(NEITHER)
    walk.go("pass_to_dps").decide(NEITHER)
    if opens:
        assert walk.dispose("vetting_referral").subject.disposal == "vetting_referral"
    else:
        with pytest.raises(Refused, match="came to attention under the 2025 changes"):
            walk.dispose("vetting_referral")


# ------ second reading


@pytest.mark.parametrize(
    ("local", "to", "waits"),
    [(GROSS, MISCONDUCT, True), (GROSS, NEITHER, True), (MISCONDUCT, GROSS, True),
     (NEITHER, GROSS, True), (MISCONDUCT, NEITHER, False), (NEITHER, MISCONDUCT, False),
     (GROSS, GROSS, False)],
)  # fmt: skip
def test_only_a_move_to_or_from_gross_misconduct_waits(local, to, waits):
    assert (Walk().decided(local, to).subject.second_reading == "waiting") is waits


def test_a_revision_across_gross_misconduct_waits_too():
    walk = Walk().decided(MISCONDUCT, MISCONDUCT).revise(GROSS)

    assert walk.subject.second_reading == "waiting"
    assert walk.subject.level == GROSS


def test_a_decision_asked_about_is_confirmed_by_the_decision_maker_and_then_issued():
    walk = Walk().decided().read("reconsider", reason="The note on page 3.")
    assert walk.subject.second_reading == "asked"

    walk.revise(MISCONDUCT)
    assert walk.subject.second_reading == "confirmed"
    assert walk.go("return_to_unit", made_by="authority", **HALL).subject.handled_by == "L Hall"


def test_deciding_again_out_of_gross_misconduct_waits_though_the_form_said_so_too():
    """The standing decision moves from gross misconduct, whatever was passed on."""
    walk = Walk().decided(MISCONDUCT, GROSS).read().revise(NEITHER).read().dispose()
    walk.reopen("awaiting_dps").decide(GROSS)

    assert walk.subject.second_reading == "waiting"
