"""What became of what was called gross misconduct, each count of a base of its own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearings.gross import ANSWERS, FORUMS, STANDS, Matter, became

STATES = {
    "running": Matter(1),
    "outcome": Matter(1, ended="outcome", outcome="written_warning", standing="stands"),
    "overturned": Matter(1, ended="outcome", outcome="written_warning", standing="quashed"),
    "found": Matter(1, ended="finding", finding="misconduct"),
    "withdrawn": Matter(1, ended="withdrawn", referred="hearing"),
    "disposed": Matter(1, disposed="no_further_action", closed=True),
    "closed": Matter(1, closed=True, recorded=False),
}


@pytest.mark.parametrize("state", STATES)
def test_a_matter_stands_in_one_way(state):
    assert STATES[state].stands == state


def test_one_withdrawn_or_set_aside_and_then_disposed_of_is_disposed_of():
    for state in ("withdrawn", "overturned"):
        assert replace(STATES[state], disposed="no_further_action").stands == "disposed"
    assert replace(STATES["outcome"], disposed="x").stands == "outcome"


def test_each_count_names_its_base():
    found = became([
        Matter(1, investigated=True, answer="gross_misconduct", referred="hearing",
               ended="outcome", finding="misconduct", outcome="written_warning",
               standing="stands"),
        Matter(1, investigated=True, answer="none", disposed="no_further_action", closed=True),
        Matter(2, investigated=True),
        Matter(3),
        Matter(4, recorded=False, closed=True, ended="outcome", outcome="dismissal",
               standing="stands"),
    ])  # fmt: skip

    assert (found.subjects, found.cases, found.recorded) == (5, 4, 4)
    assert (found.investigated.part, found.investigated.base) == (3, 4)
    assert {k: (v.part, v.base) for k, v in found.answers.items()} == {
        "gross_misconduct": (1, 2), "misconduct": (0, 2), "none": (1, 2)}  # fmt: skip
    assert (found.referred.part, found.referred.base) == (1, 4)
    assert found.findings["misconduct"].base == 1
    assert {k: (v.part, v.base) for k, v in found.outcomes.items()} == {
        "written_warning": (1, 2), "dismissal": (1, 2)}  # fmt: skip
    assert {k: v.part for k, v in found.stands.items() if v.part} == {
        "outcome": 2, "disposed": 1, "running": 2}  # fmt: skip
    assert (found.disposals["no_further_action"].part, found.stands["running"].base) == (1, 5)


def test_an_archive_counts_as_not_recorded_and_never_as_not_investigated():
    found = became([Matter(1, recorded=False), Matter(2, investigated=True)])

    assert (found.investigated.part, found.investigated.base) == (1, 1)


matters = st.lists(st.builds(
    Matter, st.integers(1, 5), st.booleans(), st.booleans(), st.booleans(),
    st.sampled_from(["", *ANSWERS]), st.sampled_from(["", *FORUMS]),
    st.sampled_from(["", "no_further_action", "management_action"]),
    st.sampled_from(["", "outcome", "finding", "withdrawn"]),
    st.sampled_from(["", "not_proven", "misconduct", "sustained"]),
    st.sampled_from(["written_warning", "an archive's own"]),
    st.sampled_from(["stands", "quashed"]),
), max_size=30)  # fmt: skip


@given(matters)
def test_the_ways_to_stand_are_apart_and_add_up(found):
    counts = became(found)

    assert list(counts.stands) == list(STANDS)
    assert sum(one.part for one in counts.stands.values()) == counts.subjects == len(found)
    for name in ("answers", "forums", "findings", "outcomes", "disposals"):
        several = getattr(counts, name)
        assert len({one.base for one in several.values()}) <= 1
        assert sum(one.part for one in several.values()) == next(
            (one.base for one in several.values()), 0
        )
    assert sum(one.part for one in counts.outcomes.values()) == counts.stands["outcome"].part
    assert sum(one.part for one in counts.disposals.values()) == counts.stands["disposed"].part
