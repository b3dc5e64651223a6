"""Word one's own figures: what became of one's own forms, and the guidance that applies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from hearings.charts.numbers import between, counted
from hearings.guidance import guidance_for
from hearings.intervals import wilson
from hearings.rates import NAMED
from hearings.shares import percent
from hearings.standards import standard_words
from tui.telling.matter import guidance
from tui.telling.said import FAINT, HEAD, TEXT, Said
from tui.words import first_upper

if TYPE_CHECKING:
    from db.mine import Mine
    from hearings.rates import Counts
    from hearings.rules import Rules

TITLE: Final = "Your own initial assessments"

NONE: Final = (
    "None of your initial assessments has been passed on with the level that you set, or your"
    " account is not the one you assessed under."
)
ONLY_YOU: Final = "Only you are shown these. A change does not say who was right."


def page(found: Mine, rules: Rules) -> Iterator[Said]:
    """Say what became of one's own forms, why, and what the guidance is on what was changed.

    Args:
        found: One's own figures.
        rules: The force's words.
    """
    yield Said(FAINT, "Counted: officers in a case whose level you set, and"
               f" {rules.dps}'s decision on it. {ONLY_YOU}")  # fmt: skip
    if not found.levels:
        yield Said(TEXT, NONE)
        return
    for level, counts in found.levels.items():
        yield Said(TEXT, f"{first_upper(level.words)}: {_said(counts)}.")
    yield Said(TEXT, f"In all: {_said(found.total)}.")
    reasons = {code: number for code, number in found.reasons.items() if rules.avoidable(code)}
    if reasons:
        yield Said(HEAD, "Changed for a reason that guidance could have spared")
        for code, number in reasons.items():
            yield Said(TEXT, f"{first_upper(rules.reasons[code].words)}: {number:,}", 2)
    if found.standards:
        yield Said(HEAD, "What was changed, by Standard; the guidance for each is below")
        for standard, number in found.standards.items():
            yield Said(TEXT, f"{standard_words(standard)}: {number:,}", 2)
    for standard in found.standards:
        if guidance_for(standard) is not None:
            yield from guidance(standard)


def _said(counts: Counts) -> str:
    said = (
        f"{counted(counts.changed, counts.decided)} decided were changed ({counts.lowered:,}"
        f" lowered, {counts.raised:,} raised), {counts.undecided:,} waiting"
    )
    if counts.decided < NAMED:
        return f"{said}; too few for a rate"
    bounds = wilson(counts.changed, counts.decided, counts.spread)
    interval = f", 95 % interval {between(bounds)}" if bounds else ""
    return f"{said}; {percent(counts.changed, counts.decided)}{interval}"
