"""The demonstration's stories as the tests read them: told once, and lived through the domain."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from functools import cache
from typing import Any

from db.demo import cast, stories
from hearings.cases import CaseFile
from hearings.decisions import Request, Setting, decide
from hearings.people import Actor, Maker
from hearings.rules import Rules
from hearings.sittings import NO_DIARY, Diary


@cache
def told(seed=1, subjects=None):
    return tuple(stories(seed, subjects))


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
    rules, found, diary = Rules(), {}, Numbering(found={})
    for story in told(seed, subjects):
        file = None
        for step in story.steps:
            maker = makers[step.maker] if step.maker else None
            known = diary.of(step, file)
            ref = story.reference
            asked = Request(step.event, ref, step.subject, step.fields, maker, step.on, known)
            now = datetime(step.on.year, step.on.month, step.on.day, 12, tzinfo=UTC)
            setting = Setting(actors[step.keyed_by], now, step.on, rules)
            file = decide(file, asked, setting).file
            diary.keep(step, file)
        assert file is not None
        found[story.reference] = file
    return found


class Numbering:
    """Gives hearings their references in the order they are listed, as the database does."""

    def __init__(self, found: dict[str, CaseFile]) -> None:
        self.found = found
        self.counts: Counter[Any] = Counter()

    def of(self, step, file: CaseFile | None) -> Diary:
        if step.event != "schedule" or file is None:
            return NO_DIARY
        name = str(step.fields.get("joins", ""))
        if name:
            listed = self.found[name]
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
        if step.event == "schedule" and hearing is not None and "joins" not in step.fields:
            self.found[hearing.reference] = file


def subjects(seed=1, size=None):
    return [subject for file in lived(seed, size).values() for subject in file.subjects]


def steps(event):
    return [step for story in told() for step in story.steps if step.event == event]
