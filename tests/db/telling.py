"""The demonstration's stories as the tests read them: told once, and lived through the domain."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from db.demo import FIRST, cast, stories
from hearings.cases import CaseFile
from hearings.decisions import Request, Setting, decide
from hearings.people import Actor, Maker
from hearings.rules import Rules
from hearings.sittings import NO_DIARY, Diary
from hearings.stages import moves


@cache
def told(seed=1, subjects=None):
    return tuple(stories(seed, subjects))


@cache
def of_the_year(seed=1, subjects=None):
    """Give the stories of the cases that came to attention in the year."""
    return tuple(story for story in told(seed, subjects) if story.steps[0].on >= FIRST)


@cache
def people(seed=1):
    return {player.number: player for player in cast(seed)}


@cache
def lived(seed=1, subjects=None) -> dict[str, CaseFile]:
    """Put every step through the domain, as the actions would."""
    makers = {
        player.number: Maker(
            player.number, player.name, player.rank, player.unit, frozenset(player.roles)
        )
        for player in cast(seed)
    }
    actors = {
        player.account: Actor(
            player.account, frozenset(player.roles), makers[player.number], player.unit
        )
        for player in cast(seed)
        if player.account
    }
    rules = Rules()
    found: dict[str, CaseFile] = {}
    diary = Numbering(found)
    for story in told(seed, subjects):
        for step in story.steps:
            ref, maker = step.case or story.reference, makers.get(step.maker)
            now = datetime(step.on.year, step.on.month, step.on.day, 12, tzinfo=UTC)
            setting = Setting(actors[step.keyed_by], now, step.on, rules)
            for case, number in diary.reached(step, ref):
                file = found.get(case)
                known = diary.of(step, file)
                asked = Request(
                    step.event, case, number, step.fields, maker, step.on, known,
                    comparison=COMPARISON | {"edition": rules.factors.stamp},
                )  # fmt: skip
                found[case] = file = decide(file, asked, setting).file
                diary.keep(step, file)
    return found


COMPARISON = {"n": 9, "lighter": 2, "same": 4, "heavier": 3}
"""What a database would have worked out."""


class Numbering:
    """Keeps hearings as the database does: numbered as they are listed, and shared."""

    def __init__(self, found: dict[str, CaseFile]) -> None:
        self.found = found
        self.counts: Counter[Any] = Counter()
        self.listed: dict[str, list[tuple[str, int]]] = {}

    def reached(self, step, ref: str) -> list[tuple[str, int]]:
        """Give every subject that a step is about: all of a hearing, where it befalls that."""
        own = (ref, step.subject)
        if not moves()[step.event].jointly:
            return [own]
        hearing = self.found[ref].subject(step.subject).hearing
        others = [] if hearing is None else self.listed.get(hearing.reference, [])
        return [own, *(other for other in others if other != own)]

    def of(self, step, file: CaseFile | None) -> Diary:
        if not step.event.startswith("schedule") or file is None:
            return NO_DIARY
        name = str(step.fields.get("joins", ""))
        if name:
            listed = self.found[self.listed[name][0][0]]
            joined = next(
                s.hearing for s in listed.subjects if s.hearing and s.hearing.reference == name
            )
            return Diary(name, (), joined, (listed,))
        hearing = file.subject(step.subject).hearing
        if hearing is not None and hearing.state == "postponed":
            return Diary(hearing.reference)
        self.counts[step.on.year] += 1
        return Diary(f"H-{step.on.year}-{self.counts[step.on.year]:05}")

    def keep(self, step, file: CaseFile) -> None:
        hearing = file.subject(step.subject).hearing
        if step.event == "schedule" and hearing is not None:
            officers = self.listed.setdefault(hearing.reference, [])
            if (file.case.reference, step.subject) not in officers:
                officers.append((file.case.reference, step.subject))


def subjects(seed=1, size=None):
    return [subject for file in lived(seed, size).values() for subject in file.subjects]


def came_in(file: CaseFile) -> date:
    """Give the day a case came to attention, which every story tells."""
    day = file.case.attention_date
    assert day is not None
    return day


def of_the_year_lived(seed=1, size=None):
    """Give the cases that came to attention in the year, as they ended up."""
    return {
        reference: file for reference, file in lived(seed, size).items() if came_in(file) >= FIRST
    }


def of_the_year_subjects(seed=1, size=None):
    return [s for file in of_the_year_lived(seed, size).values() for s in file.subjects]


def concluded(seed=1, size=None):
    """Give the officers whose matters came to a hearing, a special case or not."""
    return {
        reference: file.subjects[0]
        for reference, file in lived(seed, size).items()
        if came_in(file) < FIRST and file.subjects[0].forum != "meeting"
    }


def ended(subject) -> str:
    """Say what a matter ended in: the outcome that stands, or what was done once withdrawn."""
    return str(subject.outcome.key if subject.outcome else subject.disposal)


def steps(event):
    return [step for story in told() for step in story.steps if step.event == event]
