"""Blind readings in a dip sample: who may give one, what they change, how one is undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from hearings.errors import BadValue, Refused
from hearings.history import fold
from hearings.people import Maker
from hearings.samples import NOT_SAMPLED, OPENED, Reading, Sampled
from tests.cast import maker
from tests.hearings.noes import No, each, is_noticed, refuses
from tests.hearings.scenes import GROSS, MISCONDUCT, kept
from tests.hearings.walks import SAMPLE, Walk


def closed() -> Walk:
    """Bring the usual matter to its end, lowered without a crossing of gross misconduct."""
    return Walk().decided(MISCONDUCT, "neither").dispose()


def blind(
    walk: Walk | None = None, by: str = "supervisor", level: str = MISCONDUCT, **more
) -> Walk:
    walk = walk or closed()
    return walk.go("read_blind", by=by, sample=SAMPLE, level=level, **more)


def answered(walk: Walk | None = None, by: str = "supervisor", concurs: str = "concur", **more):
    return (walk or blind()).go("answer_reading", by=by, concurs=concurs, **more)


NOES = [
    No("drawn_in_the_sample", lambda: blind(sampled=NOT_SAMPLED),
       "is read blind from a dip sample that holds it", blind),
    No("drawn_in_the_sample", lambda: blind(sampled=Sampled(frozenset({SAMPLE + 1}))),
       "is read blind from a dip sample that holds it", blind),
    No("reader_is_blind", lambda: blind(Walk().decided().read()),
       "D Iyer read the decision on it as second reader",
       lambda: blind(Walk().decided().read(), by="authority2")),
    No("reader_is_blind", lambda: blind(blind()), "D Iyer read it blind already",
       lambda: blind(blind(), by="authority2")),
    No("reader_is_blind", lambda: blind(kept(), made_by=poe()),
       "M Poe decided that the unit keeps it", lambda: blind(kept())),
    No("reader_is_blind", lambda: blind(sampled=Sampled(frozenset({SAMPLE}), {"300004": OPENED})),
       "D Iyer opened it since it was decided",
       lambda: blind(sampled=Sampled(frozenset({SAMPLE}), {"300003": OPENED}))),
    No("own_reading_waits", lambda: answered(closed()), "has no blind reading of it to answer",
       answered),
    No("own_reading_waits", lambda: answered(by="authority2"), "has no blind reading of it to",
       answered),
    No("own_reading_waits", lambda: answered(answered()), "has no blind reading of it to answer",
       answered),
]  # fmt: skip
"""The guards of a blind reading."""


def poe() -> Maker:
    """Give the superintendent who kept the matter, a delegate since."""
    return Maker("300010", "M Poe", "Superintendent", "Camden", frozenset({"authority"}))


@each(NOES)
def test_a_guard_refuses_with_its_sentence_and_lets_the_lawful_case_pass(no):
    refuses(no)


@each(NOES)
def test_a_guard_switched_off_is_noticed(no, monkeypatch):
    is_noticed(no, monkeypatch)


def test_whoever_decided_it_or_is_in_it_does_not_read_it():
    """Catches a decision-maker who marks their own work."""
    with pytest.raises(Refused, match="A Osei made this decision"):
        blind(by="authority")
    seen = (
        Walk().receive().go("add_party", role="witness", party_name="D Iyer", party_number="300004")
    )
    with pytest.raises(Refused, match="300004 is a witness"):
        blind(seen.local(MISCONDUCT).go("pass_to_dps").decide(MISCONDUCT))


def test_what_only_a_correction_took_away_is_known_all_the_same():
    """Catches whoever undoes what they entered, and reads what they saw as if they had not."""
    walk = Walk().decided().read()
    walk.go("correct", by="supervisor", event=len(walk.history), reason="A slip.")

    with pytest.raises(Refused, match="read the decision on it as second reader"):
        blind(walk)


def test_a_reading_keeps_the_level_that_stood_and_changes_nothing_else():
    walk = closed()
    before = walk.subject
    blind(walk, reason="A late entry.")
    answered(walk, concurs="reconsider", reason="See the custody record.")

    assert walk.subject.readings == (
        Reading(SAMPLE, "300004", MISCONDUCT, "neither", date(2014, 6, 1), "A late entry.",
                "reconsider", "See the custody record."),
    )  # fmt: skip
    after = walk.subject
    for name in before.__slots__:
        if name not in {"readings", "version"}:
            assert getattr(before, name) == getattr(after, name), name
    assert fold(walk.history) == walk.file


def test_asking_to_reconsider_needs_a_reason_and_leaves_the_decision_alone():
    """Catches a reader who changes a decision that is the decision-maker's."""
    walk = blind(Walk().decided(MISCONDUCT, MISCONDUCT), level=GROSS)
    with pytest.raises(BadValue, match="say why"):
        answered(walk, concurs="reconsider")
    answered(walk, concurs="reconsider", reason="Look again.")
    assert (walk.subject.level, walk.subject.second_reading) == (MISCONDUCT, "")

    walk.revise(MISCONDUCT)
    assert walk.subject.readings[0].answer == "reconsider"


def test_a_matter_that_a_unit_kept_is_read_against_the_units_own_level():
    walk = blind(kept(), level="neither")
    assert (walk.subject.readings[0].level, walk.subject.readings[0].decision) == (
        "neither", MISCONDUCT,
    )  # fmt: skip


@pytest.mark.parametrize("by", ["supervisor", "authority", "authority2", "caseworker"])
@pytest.mark.parametrize("more", [{}, {"set": {"level": "neither"}}, {"set": {"reason": "Hm."}}])
def test_a_blind_reading_and_its_answer_stand_whoever_asks_to_undo_them(by, more, monkeypatch):
    """Catches a reading that disagreed, undone by whoever it disagreed with, or by its reader.

    With the bar off, a reading goes: agreement would be counted without it.
    """
    walk = answered()
    for event in (len(walk.history) - 1, len(walk.history)):
        with pytest.raises(Refused, match="belongs to a blind reading"):
            walk.go("correct", by=by, event=event, reason="R", **more)
    assert len(walk.subject.readings) == 1

    monkeypatch.setattr("hearings.corrections.READ_BLIND", frozenset())
    if not more and by != "caseworker":
        walk.go("correct", by=by, event=len(walk.history), reason="R")
        assert walk.subject.readings[0].answer == ""


def test_a_revision_that_was_read_blind_is_not_put_right_under_the_reader(monkeypatch):
    """Catches a decision that is brought into line with the reading by a correction of it."""

    def read() -> Walk:
        walk = Walk().decided(MISCONDUCT, MISCONDUCT).revise(MISCONDUCT)
        return blind(walk, level=GROSS)

    walk = read()
    correct = partial(walk.go, "correct", event=len(walk.history) - 1, reason="R",
                      by="authority", set={"level": "neither"})  # fmt: skip
    with pytest.raises(Refused, match="later steps stand on event"):
        correct()
    monkeypatch.setattr("hearings.corrections._STANDS_ON_IT", {})
    assert correct().subject.readings[0].decision == "neither"


def test_the_level_of_a_corrected_decision_is_the_one_read_against():
    """A corrected assessment is replaced by its correction, here too."""
    walk = blind(kept(MISCONDUCT), level="neither")
    form = next(e.id for e in walk.history if e.kind == "assess_locally")
    events = [*walk.history]
    assert walk.subject.readings[0].decision == MISCONDUCT
    righted = {"event": form, "reason": "R",
               "righted": {**events[form - 1].payload, "level": "neither"}}  # fmt: skip
    correction = replace(events[-1], kind="correct", id=len(events) + 1, payload=righted)
    assert fold([*events, correction]).subject(1).readings[0].decision == "neither"


@pytest.mark.parametrize("account", ["supervisor", "authority2"])
def test_a_reader_is_a_delegate_or_a_supervisor(account):
    assert blind(by=account).subject.readings[0].reader == maker(account).number
    with pytest.raises(Refused, match="entered by role authority or supervisor"):
        blind(by="caseworker")
