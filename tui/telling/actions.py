"""Word actions on outliers: a line of the list, and the page with the rate before and after."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from hearings.charts.numbers import between, counted
from hearings.improving import flags, likeness
from hearings.improving.actions import kinds
from hearings.improving.verdicts import HOW_SURE, pooled, told
from hearings.intervals import wilson
from hearings.rate_words import READ
from hearings.rate_words import share_words as words_of
from hearings.rates import MEASURES
from hearings.severity import Level
from hearings.shares import percent
from tui.plain.action_words import BESIDE, NOTES, window, window_words
from tui.telling.rates import value_of
from tui.telling.said import FAINT, HEAD, TEXT, Said, fact
from tui.words import day, days_said, first_upper

if TYPE_CHECKING:
    from datetime import date

    from db.improved import Shown
    from hearings.improving.actions import Action, Given
    from hearings.improving.beside import Beside
    from hearings.improving.verdicts import Seen
    from hearings.improving.windows import Span
    from hearings.rates import Measure
    from hearings.rules import Rules

NOUNS: Final = {"assessor_rank": "rank", "tier": "tier"}
"""What an action is on beside units, which have the force's own word."""


def noun(field: str, rules: Rules) -> str:
    """Say what an action is on: the force's word for a unit, a rank or a tier."""
    return NOUNS.get(field, rules.unit_word)


def on(field: str, value: str, rules: Rules) -> str:
    """Name whom an action is on: borough Camden, rank Inspector, tier inspecting rank."""
    return f"{noun(field, rules)} {value_of(field, value, rules)}"


def share_words(measure: str, rules: Rules) -> str:
    """Name the share that an action is about; it is taken within each initial assessment."""
    return words_of(measure, rules.dps)


def title(action: Action, rules: Rules) -> str:
    """Name an action by its number, its kind and whom it is on."""
    given = action.given
    return f"Action {action.number}: {_kind(given)}, {on(given.field, given.value, rules)}"


def stands(action: Action, today: date) -> str:
    """Say how an action stands, and from when it is ended."""
    ended = action.done_on or action.dropped_on
    return action.status(today) + (f" on {day(ended)}" if ended else "")


def entry(action: Action, today: date, rules: Rules) -> tuple[str, tuple[str, ...]]:
    """Give a line of the list, and what stands under it."""
    given = action.given
    flag = f"{_days(given.start, given.end)}, {flags.short(action.flag)}"
    return (
        f"{title(action, rules)} · {stands(action, today)}",
        (
            f"{given.owner}, due {day(given.due)}",
            f"{share_words(given.measure, rules)}; {flag}",
        ),
    )


def page(found: Shown, today: date, rules: Rules) -> Iterator[Said]:
    """Say all that is known of an action: the rate, what is said of it, and what could mislead."""
    action, given = found.action, found.action.given
    yield fact("Owner", f"{given.owner}, due {day(given.due)}: {stands(action, today)}")
    yield fact("Given", f"{day(action.given_on)} by {action.given_by}")
    for name, text in (("Note", given.note), ("Dropped because", action.reason)):
        if text:
            yield fact(name, text)
    yield Said(TEXT, flags.sentence(action.flag))
    yield from _verdict(found)
    yield Said(HEAD, f"{share_words(given.measure, rules)}: each share with its 95 % interval")
    yield from _windows(found, rules)
    yield from _like(found, rules)
    yield Said(HEAD, "What could make a fall that is none, by the day the matter came to attention")
    yield from _beside(found, rules)
    for note in NOTES:
        yield Said(FAINT, note)


def _kind(given: Given) -> str:
    return kinds().get(given.kind, given.kind)


def _days(first: date, last: date) -> str:
    return f"{day(first)} to {day(last)}"


def _verdict(found: Shown) -> Iterator[Said]:
    judged = found.judged
    if judged is None:
        yield Said(HEAD, "It was dropped; there is nothing to judge")
        return
    yield Said(HEAD, f"What it shows: {judged.verdict.value}")
    yield Said(TEXT, days_said(judged.because))
    if found.looked:
        yield Said(TEXT, days_said(found.looked))
    yield Said(FAINT, HOW_SURE)
    for name, change in (
        ("Change, before to after", judged.change),
        ("The same, like ones", judged.theirs),
        ("Change beyond theirs", judged.beyond),
    ):
        if change is not None:
            yield Said(TEXT, f"{name}: {told(change)}.", 2)
    if not MEASURES[found.action.given.measure].level:
        yield Said(TEXT, "The change is taken within each initial assessment.", 2)


def _windows(found: Shown, rules: Rules) -> Iterator[Said]:
    """Say the rate in each window, of whom it is on and of like ones; within levels as well."""
    given = found.action.given
    measure = MEASURES[given.measure]
    own = first_upper(on(given.field, given.value, rules))
    for name, seen in ((own, found.ours), ("Like ones, pooled", found.theirs)):
        if seen is None:
            continue
        yield Said(TEXT, name)
        yield from _side(found, seen, measure, "")
        for level in () if measure.level else reversed(Level):
            yield Said(TEXT, f"{name}, initial assessment {level.words}")
            yield from _side(found, seen, measure, level.value)


def _side(found: Shown, seen: Seen, measure: Measure, level: str) -> Iterator[Said]:
    """Say each window of one initial assessment, or of all together where it is empty."""
    for name in ("before", "flagged", "after"):
        span: Span | None = getattr(found.windows, name)
        said = first_upper(window_words(name, found.action.flag))
        if span is None:
            yield Said(TEXT, f"{said}: not done yet.", 2)
            continue
        levels = window(seen, name)
        counts = pooled({key: one for key, one in levels.items() if level in {"", key}})
        share = _share(*measure.of(counts), measure.spread(counts))
        waits = f", {counts.undecided:,} not yet decided" if counts.undecided else ""
        yield Said(TEXT, f"{said}, {_days(span.first, span.last)}: {share}{waits}.", 2)


def _share(part: int, base: int, spread: float = 1.0) -> str:
    """Say a share with its base and its interval."""
    if not base:
        return f"no data ({counted(part, base)})"
    bounds = wilson(part, base, spread)
    return f"{counted(part, base)}, {percent(part, base)}" + (
        f" ({between(bounds)})" if bounds else ""
    )


def _like(found: Shown, rules: Rules) -> Iterator[Said]:
    field = found.action.given.field
    one = noun(field, rules)
    yield Said(TEXT, likeness.said(found.likeness, one, f"{one}s"))
    since = (
        f"Of them, given an action of their own since: {_named(found.acted_since, field, rules)}"
    )
    if found.likeness.keys:
        yield Said(FAINT, f"{_named(found.likeness.keys, field, rules)}.", 2)
    if found.acted_since:
        since = _named(found.acted_since, field, rules)
        yield Said(TEXT, f"Of them, given an action of their own since: {since}.")


def _named(keys: tuple[str, ...], field: str, rules: Rules) -> str:
    return ", ".join(value_of(field, key, rules) for key in keys)


def _beside(found: Shown, rules: Rules) -> Iterator[Said]:
    """Say each number before and after: how many, how many a month, and of what."""
    sides = [(name, one) for name, one in (("before", found.before), ("after", found.after)) if one]
    for name, one in sides:
        days = _days(one.span.first, one.span.last)
        yield Said(TEXT, f"{first_upper(name)}: {days}, {one.span.months:.1f} months,"
                   f" {one.matters:,} matter{'' if one.matters == 1 else 's'}.", 2)  # fmt: skip
    for key, words in BESIDE.items():
        yield Said(TEXT, first_upper(words.format(dps=rules.dps)), 2)
        for name, one in sides:
            yield Said(TEXT, f"{name}: {_number(one, key)}", 4)
    for kind, words in READ.items():
        yield Said(TEXT, f"Blind second reading agreed: {words}", 2)
        for name, one in sides:
            yield Said(TEXT, f"{name}: {_agreed(one, kind)}", 4)


def _number(beside: Beside, name: str) -> str:
    """Say one number, for each month, and as a share of what it is a part of."""
    monthly = beside.monthly(name)
    if monthly is None:
        return "not known"
    said = _share(getattr(beside, name), beside.base(name))
    return f"{said}; {monthly:.1f} a month"


def _agreed(beside: Beside, kind: str) -> str:
    found = beside.agreement.get(kind)
    return "none recorded" if found is None else _share(found.agreed, found.read)
