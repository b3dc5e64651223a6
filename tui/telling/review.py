"""Word the items of a dip sample, for both faces: first what is read blind, then what was decided.

Knows no Textual, and is handed nothing that a blind reader may not see.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hearings.people import short_rank
from hearings.severity import Kind
from tui import words
from tui.telling.said import FAINT, HEAD, TEXT, Said, fact

if TYPE_CHECKING:
    from db.blind import Item
    from db.review import Reconsidered, Sample, Waiting
    from hearings.rules import Rules

Told = tuple[str, tuple[str, ...]]
"""An entry of a list: its first line, and what stands under it."""

WHAT = {
    "asked": "the second reader asked to reconsider",
    "asked_blind": "asked to reconsider after a blind reading",
    "revised": "revised",
}
"""What became of a decision, in words."""


def title(item: Item) -> str:
    """Name an item by its sample and its place."""
    return f"Dip sample {item.sample}, item {item.place} of {item.of}"


def passed(item: Item) -> Iterator[str]:
    """Say which places were passed over for this reader, each with why."""
    for place, why in item.passed:
        yield f"Item {place} was passed over: {why}."


def blind(item: Item) -> Iterator[Said]:
    """Tell what a blind reader sees."""
    for number, one in enumerate(item.allegations, start=1):
        yield Said(HEAD, f"Allegation {number}: {one.standard}")
        if one.category:
            yield fact("Category", one.category, 2)
        yield Said(TEXT, one.narrative, 2)
    told = (
        ("Information", item.information),
        ("What was known", item.known),
        ("What was not known", item.not_known),
    )
    for name, text in told:
        yield Said(HEAD, name)
        yield Said(TEXT, text or "Nothing is recorded.", 2)
    yield Said(
        FAINT, "Names, numbers, units, ethnic groups and levels in the texts stand as [signs]."
    )


def decided(item: Item, rules: Rules) -> Iterator[Said]:
    """Tell what was decided and why, once the reader has given a level."""
    own = item.own
    if own is None:
        return
    same = "the same level" if own.level == own.decision else "another level"
    yield Said(HEAD, f"You came to {same} as the one that stood")
    yield fact("Your level", words.level_words(own.level), 2)
    if own.reason:
        yield fact("Your reason", own.reason, 2)
    yield fact("The level that stood", words.level_words(own.decision), 2)
    for one in item.judged:
        kind = words.kind_words(Kind(one.kind), rules)
        yield Said(HEAD, f"{kind}: {words.level_words(one.level)}")
        if one.code:
            yield fact(
                "Reason for the change", words.value_words("change_reason", one.code, rules), 2
            )
        if one.reasons:
            yield Said(TEXT, one.reasons, 2)
    if own.answer:
        yield Said(HEAD, f"Your answer: {words.choice_words(own.answer)}")
        if own.answered_because:
            yield Said(TEXT, own.answered_because, 2)


def sample_line(sample: Sample) -> str:
    """Say in a line how far a sample has been read, and how many are left."""
    period = f"{words.day(sample.start)} to {words.day(sample.end)}"
    left = f", {sample.left} still unread" if sample.left else ""
    return f"Sample {sample.id}: {sample.read} of {sample.drawn} read{left} · {period}"


def sample_about(sample: Sample) -> str:
    """Say when, by whom, with which seed, out of how many and why again a sample was drawn."""
    said = (
        f"drawn {words.day(sample.at[:10])} by {sample.account}, seed {sample.seed}, out of"
        f" {sample.among:,}"
    )
    return f"{said}; drawn again because: {sample.reason}" if sample.reason else said


def reconsidered_line(row: Reconsidered) -> str:
    """Say in a line what is to be reconsidered, or was revised."""
    level = words.level_brief(row.level)
    return f"{row.reference}  {words.day(row.day)}  {WHAT[row.what]}; stands as {level.lower()}"


def waiting_entry(row: Waiting, rules: Rules) -> Told:
    """Say what waits for a second reader, from which level to which."""
    before, now = words.level_brief(row.local_level), words.level_brief(row.level)
    where = ", ".join(part for part in (short_rank(row.rank), row.unit) if part)
    decided = f"decided by {rules.dps} on {words.day(row.decided)}"
    return f"{row.reference}  {where}", (f"{before} → {now.lower()}; {decided}",)


def reconsidered_entry(row: Reconsidered) -> Told:
    """Say what is to be reconsidered, or was revised."""
    level = words.level_brief(row.level).lower()
    return row.reference, (f"{words.day(row.day)}: {WHAT[row.what]}; it stands as {level}",)


def sample_entry(sample: Sample) -> Told:
    """Say how far a sample has been read; nothing of what is in it."""
    return sample_line(sample), (sample_about(sample),)
