"""Whatever is typed into a move: it is refused with a sentence, or the case holds together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from hearings.deadlines import STATUSES, deadlines, next_due
from hearings.errors import UnknownReference
from hearings.milestones import milestones
from hearings.outcomes import outcomes
from hearings.regimes import overlays_of, regimes
from hearings.stages import Field, moves
from hearings.warned import live_at_severity
from tests.cast import RATIONALE
from tests.hearings.scenes_conclusions import (
    appealed,
    appealed_meeting,
    decided,
    heard,
    notified,
    special_heard,
    withdraw,
)
from tests.hearings.scenes_diary import (
    CHIEF,
    CONDUCTS,
    PANEL,
    accelerated,
    investigated,
    leave,
    listed,
    meeting,
    opened,
    part_heard,
    postpone,
    ready,
    reported,
    suspended,
    vacate,
)
from tests.hearings.walks import STEPS, Step, Walk

SCENES = (
    lambda: Walk().receive(), suspended, investigated, reported, ready, accelerated, listed,
    meeting, opened, part_heard, lambda: postpone(listed(), alternative="2014-06-25"),
    lambda: vacate(listed()), lambda: leave(ready()), appealed_meeting,
    heard, decided, notified, appealed, special_heard, lambda: withdraw(listed()),
)  # fmt: skip
MANY = 6
"""The fewest stages of a move of many."""
_MADE: dict[int, Walk] = {}

DAYS = ["2008-12-01", "2013-02-28", "2014-02-28", "2014-03-10", "2014-05-30", "2014-06-01",
        "2014-06-24", "2014-07-14", "2028-12-31", "2029-01-02", "9999-12-31"]  # fmt: skip
SITTINGS = [
    "2014-05-30", "2014-06-24 10:00-16:00", "2014-06-24 22:00-24:00", "2014-06-25 00:00-00:01",
    "2014-07-14", "2028-12-29", "2031-01-02", "2014-06-28",
]  # fmt: skip
WORDS = ["x", "201234", "300012", "H-2014-00001", "MC-2014-00002", "İ", "a'b", "9" * 9]
LIMITS = [*sorted({row.key for regime in regimes().values() for row in regime.limits}), "all"]
SEATS: list[Any] = [
    *PANEL,
    CONDUCTS,
    CHIEF,
    "officer=201234",
    "clerk=300040 X",
    "witness=IND04",
    "chair_wizard=1",
    {"capacity": "clerk", "person": "300040", "rank": "King"},
]


def values(field: Field) -> st.SearchStrategy[Any]:
    """Draw something that a field of this type might be given."""
    answers = st.dictionaries(st.sampled_from(["1", "2", "01"]), st.sampled_from(
        field.choices or ("misconduct",)), max_size=2)  # fmt: skip
    pools: dict[str, st.SearchStrategy[Any]] = {
        "answers": answers,
        "breaches": st.dictionaries(
            st.sampled_from(["honesty", "force"]), st.sampled_from(["breached", "not_breached"])),
        "factor": st.sampled_from(["reckless", "low", "x"]),
        "factors": st.lists(st.sampled_from(["concealment", "early_admission", "x"]), max_size=2),
        "outcome": st.sampled_from(list(outcomes())),
        "date": st.sampled_from(DAYS),
        "delay": st.sampled_from(["counsel", "other", "weather"]),
        "disposal": st.sampled_from(["no_further_action", "duplicate", "nothing"]),
        "flag": st.booleans(),
        "level": st.sampled_from(["neither", "misconduct", "gross_misconduct"]),
        "levels": st.just({}),
        "milestone": st.sampled_from(list(milestones())),
        "pairs": st.dictionaries(st.sampled_from(["level", "reason", "forum", "limit", "present"]),
                                 st.sampled_from(["misconduct", "x", "hearing", "no"]), max_size=2),
        "rationale": st.just(RATIONALE),
        "reason_code": st.sampled_from(["threshold_too_high", "x"]),
        "seats": st.lists(st.sampled_from(SEATS), max_size=5),
        "several": st.lists(st.sampled_from(field.choices), max_size=3) if field.choices
        else st.just([]),
        "sittings": st.lists(st.sampled_from(SITTINGS), max_size=4),
        "standard": st.just("honesty"),
        "step": st.just("high"),
        "whole": st.sampled_from(["0", "1", "3", "61", "999999999"]),
    }  # fmt: skip
    if field.key == "limit":
        return st.sampled_from(LIMITS)
    if field.choices and field.type == "choice":
        return st.sampled_from(field.choices)
    return pools.get(field.type, st.sampled_from(WORDS))


@st.composite
def asks(draw: st.DrawFn, stage: str) -> Step:
    """Draw a move that may start here, with up to three of its fields changed or left out.

    Half of them are moves of few stages, which would be lost among those of any.
    """
    here = [step for step in STEPS if stage in moves()[step.event].sources]
    few = [step for step in here if len(moves()[step.event].sources) < MANY]
    step = draw(st.sampled_from(few) | st.sampled_from(here) if few else st.sampled_from(here))
    fields = moves()[step.event].fields
    changed = draw(st.lists(st.sampled_from(fields), max_size=3)) if fields else []
    given_ = dict(step.given)
    for field in changed:
        if field.key == "event":
            continue
        given_[field.key] = draw(st.none() | values(field))
    on = draw(st.sampled_from([step.on, step.on, *map(date.fromisoformat, DAYS[3:7])]))
    return replace(step, given=given_, on=on)


def at(place: int) -> Walk:
    """Stand at a scene; each is made once, and nothing in it is changed in place."""
    if place not in _MADE:
        _MADE[place] = SCENES[place]()
    kept, walk = _MADE[place], Walk()
    walk.history, walk.made, walk.today = list(kept.history), kept.made, kept.today
    return walk


@settings(max_examples=500, deadline=None)
@given(st.integers(0, len(SCENES) - 1), st.integers(1, 6), st.data())
def test_nothing_that_is_typed_breaks_a_case(place, often, data):
    """What it would catch: a crash in a guard, in the history, or later when the case is shown."""
    walk = at(place)
    for _ in range(often):
        step = data.draw(asks(walk.subject.stage.value))
        try:
            done = walk.try_step(step)
        except UnknownReference:
            continue
        if done:
            assert walk.again() == walk.file
            shown(walk)


def shown(walk: Walk) -> None:
    """Work out what every screen shows of a case."""
    case, rules = walk.file.case, walk.rules
    for subject in walk.file.subjects:
        rows = deadlines(case, subject, rules, walk.today)
        assert {row.status for row in rows} <= set(STATUSES)
        next_due(case, subject, rules)
        overlays_of(case, subject, rules)
        live_at_severity(subject)
        hearing = subject.hearing
        assert hearing is None or hearing.first <= hearing.sittings[-1].day
