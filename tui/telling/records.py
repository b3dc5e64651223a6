"""Word what is kept about an outcome: circumstances as coded, comparison, documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hearings.conclusions import Circumstances, Comparison, Document
from hearings.factors import GROUPS
from hearings.harm import limb_words
from hearings.outcome_kinds import outcome_words
from hearings.precedents.features import GROUP_WORDS
from tui import words
from tui.diary_words import counted
from tui.outcome_words import MARKINGS, kind_of_document
from tui.telling.said import FAINT, HEAD, TEXT, Said, fact

if TYPE_CHECKING:
    from hearings.cases import Subject
    from hearings.rules import Rules

NOT_A_TARIFF = "Comparators, not a tariff."
"""What stands wherever past outcomes are shown."""


def records(subject: Subject, rules: Rules) -> Iterator[Said]:
    """Tell what is kept about an outcome.

    Args:
        subject: The officer concerned.
        rules: The force's lists.
    """
    yield from _coded(subject, rules)
    if subject.comparisons:
        yield Said(HEAD, "Where it lay among its comparators")
        for one in reversed(subject.comparisons):
            yield from _compared(one)
    yield from _documents(subject)


def _coded(subject: Subject, rules: Rules) -> Iterator[Said]:
    yield Said(HEAD, "Circumstances")
    coded = subject.circumstances
    if coded is None:
        yield Said(FAINT, "Not coded yet. Press m and choose to code the circumstances.")
        return
    for group in GROUPS:
        value = getattr(coded, group)
        keys = (value,) if isinstance(value, str) else value
        said = ", ".join(_factor(coded, group, key) for key in keys if key)
        yield fact(words.first_upper(GROUP_WORDS[group]), said or "not coded", 2)
    now = "" if coded.edition == rules.factors.stamp else "; the lists have changed since"
    yield Said(FAINT, f"Coded {words.day(coded.on)} under {coded.edition}{now}.", 2)
    if len(subject.coded) > 1:
        yield Said(FAINT, f"Coded {counted(len(subject.coded), 'time')}; History shows each.", 2)


def _factor(coded: Circumstances, group: str, key: str) -> str:
    """Say a factor in the words it was coded in."""
    return coded.words.get(f"{group}.{key}", key)


def _compared(one: Comparison) -> Iterator[Said]:
    outcome = words.first_upper(outcome_words(one.outcome))
    yield Said(
        TEXT,
        f"{outcome}, {words.day(one.on)}: of {counted(one.n, 'comparator')}"
        f" {one.lighter:,} lighter, {one.same:,} the same, {one.heavier:,} heavier",
    )
    yield Said(FAINT, f"{NOT_A_TARIFF} Compared under {one.edition}.", 2)
    yield fact("Reasons, quoted", one.quoted, 2)


def _documents(subject: Subject) -> Iterator[Said]:
    yield Said(HEAD, "Documents")
    if not subject.documents:
        yield Said(FAINT, "None yet. Press m and choose to add one.")
    for one in subject.documents:
        yield from _document(one)


def _document(one: Document) -> Iterator[Said]:
    marking = MARKINGS.get(one.marking, one.marking) or "not marked yet"
    limb = f", limb {limb_words(one.limb)}" if one.limb else ""
    yield Said(TEXT, f"{one.number}  {one.name} ({kind_of_document(one.kind)}): {marking}{limb}")
    pages = counted(one.pages, "page") if one.pages else ""
    about = "; ".join(part for part in (one.place, pages, one.reason) if part)
    if about:
        yield Said(FAINT, about, 3)
