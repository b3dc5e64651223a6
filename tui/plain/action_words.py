"""Word actions on outliers in plain lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hearings.improving import flags, likeness
from hearings.improving.actions import kinds
from hearings.improving.verdicts import HOW_SURE, pooled, told
from hearings.intervals import wilson
from hearings.proportions import Proportion
from hearings.rate_words import READ, share_words
from hearings.rates import MEASURES
from hearings.severity import Level
from tui.plain.asking import spread_span
from tui.plain.fitting import columns, line
from tui.plain.shares import share, span

if TYPE_CHECKING:
    from datetime import date

    from db.improved import Shown
    from hearings.improving.actions import Action
    from hearings.improving.beside import Beside
    from hearings.improving.flags import Flag
    from hearings.improving.verdicts import Judged, Levels, Seen
    from hearings.rates import Counts, Measure
    from hearings.rules import Rules

MEASURED = {
    "changed": "changed, within each initial level",
    "gross_lowered": "lowered, of those first called gross misconduct",
    "misconduct_lowered": "lowered, of those first called misconduct",
    "misconduct_raised": "raised, of those first called misconduct",
    "neither_raised": "raised, of those first called neither misconduct nor gross misconduct",
}
"""The measures in words."""

BESIDE = {
    "received": "forms passed to {dps}",
    "kept_locally": "kept locally",
    "straight": "sent straight to {dps}, or still without an initial assessment",
    "straight_waiting": "of these, still waiting: with the unit or with {dps}, not recorded which",
    "resubmitted": "forms sent again",
    "undecided": "not yet decided",
    "avoidable": "changed for an avoidable reason, of those with a reason",
    "no_reason": "reason not recorded, of those changed",
    "gross_revised": "{dps}'s own gross misconduct: revised downwards since",
    "gross_less": "{dps}'s own gross misconduct: no case for that, of those answered",
}
"""What stands beside a fall, in words; `dps` is the force's own word."""

NOTES = (
    "Fewer changed is better. A change does not say who was right.",
    "Before and after go by the day of the initial assessment; the flagged period is in neither.",
    "It is judged after 3, 6 and 12 months, once 95 % are decided, of like units too.",
)
"""What is said under every action."""

_WINDOWS = ("before", "flagged", "after")


def print_list(found: list[Action], today: date, dps: str) -> None:
    """Print the actions, three lines each, in the order they were given."""
    if not found:
        line("There is no action.")
        return
    width = max(len(str(action.number)) for action in found)
    for action in found:
        given = action.given
        days = f"{given.start.isoformat()} to {given.end.isoformat()}"
        line(f"{action.number:<{width}}  {given.value}: {share_words(given.measure, dps)}")
        line(f"{'':<{width}}  {days}, {flags.short(action.flag)}")
        owner = f"{given.owner}, due {given.due.isoformat()}"
        line(f"{'':<{width}}  {_kind(given.kind)}, {owner}: {_stands(action, today)}")


def _kind(key: str) -> str:
    return kinds().get(key, key)


def _stands(action: Action, today: date) -> str:
    day = action.done_on or action.dropped_on
    return action.status(today) + ("" if day is None else f" {day.isoformat()}")


def print_one(found: Shown, today: date, rules: Rules) -> None:
    """Print an action, its rate before and after, what that shows, and what stands beside it."""
    action, given = found.action, found.action.given
    noun = {"assessor_rank": "rank", "tier": "tier"}.get(given.field, rules.unit_word)
    line(f"Action {action.number}: {_kind(given.kind)}, {noun} {given.value}")
    line(f"Owner {given.owner}, due {given.due.isoformat()}: {_stands(action, today)}")
    line(f"Given on {action.given_on.isoformat()} by {action.given_by}.")
    for name, text in (("Note", given.note), ("Dropped because", action.reason)):
        for part in text.splitlines():
            line(f"{name}: {part}")
    line()
    line(f"Measure: {MEASURED[given.measure]}")
    line(flags.sentence(action.flag))
    line()
    _windows(found)
    line()
    _like(found, noun)
    line()
    _verdict(found)
    line()
    _beside(found, rules.dps)
    line()
    for note in NOTES:
        line(note)


def _windows(found: Shown) -> None:
    measure = MEASURES[found.action.given.measure]
    rows: list[list[str]] = []
    heads: dict[int, str] = {}
    for name, seen in (
        (found.action.given.value, found.ours),
        ("Like units, pooled", found.theirs),
    ):
        if seen is None:
            continue
        heads[len(rows)] = name
        rows += _side(found, seen, measure, "")
        for level in () if measure.level else Level:
            heads[len(rows)] = f"{name}: initial assessment {level.words}"
            rows += _side(found, seen, measure, level.value)
    columns(rows, ("", "", "share", "95 % interval"), heads)


def _side(found: Shown, seen: Seen, measure: Measure, level: str) -> list[list[str]]:
    """Give the windows of one side: of one initial level, or of all together where it is empty."""
    rows = []
    for name in _WINDOWS:
        days, said = getattr(found.windows, name), window_words(name, found.action.flag)
        if days is None:
            rows.append([f"  {said}", "not done yet", "", ""])
            continue
        levels = window(seen, name)
        kept = {key: counts for key, counts in levels.items() if level in ("", key)}
        counts = pooled(kept)
        when = f"{days.first.isoformat()} to {days.last.isoformat()}"
        rows.append([f"  {said}", when, *_rate(counts, measure)])
        if counts.undecided:
            rows.append(["", "", f"{counts.undecided} not yet decided", ""])
    return rows


def window_words(name: str, flag: Flag) -> str:
    """Name a window: the period that was looked at is flagged only where there is a flag."""
    return name if name != "flagged" or flag.raised else "looked at"


def window(seen: Seen | None, name: str) -> Levels:
    """Give what was counted in one window; nothing where nobody was."""
    levels: Levels = {} if seen is None else getattr(seen, name)
    return levels


def _rate(counts: Counts, measure: Measure) -> tuple[str, str]:
    part, base = measure.of(counts)
    found = Proportion(part, base, measure.spread(counts))
    return share(part, base).strip(), spread_span(found)


def _like(found: Shown, noun: str) -> None:
    line(likeness.said(found.likeness, noun, f"{noun}s"))
    if found.likeness.keys:
        line(f"  {', '.join(found.likeness.keys)}")
    if found.acted_since:
        line(f"Of them, given an action of their own since: {', '.join(found.acted_since)}.")


def _verdict(found: Shown) -> None:
    judged: Judged | None = found.judged
    if judged is None:
        line("It was dropped; there is nothing to judge.")
        return
    line(f"What it shows: {judged.verdict.value}.")
    line(judged.because)
    if found.looked:
        line(found.looked)
    line(HOW_SURE)
    for name, change in (
        ("Change, before to after", judged.change),
        ("The same, like units", judged.theirs),
        ("Change beyond theirs", judged.beyond),
    ):
        if change is not None:
            line(f"  {name}: {told(change)}")
    if not MEASURES[found.action.given.measure].level:
        line("The change is taken within each initial level.")


def _beside(found: Shown, dps: str) -> None:
    line("What could make a fall that is none, by the day the matter came to attention")
    sides = {"before": found.before, "after": found.after}
    for name, one in sides.items():
        if one is not None:
            days = f"{one.span.first.isoformat()} to {one.span.last.isoformat()}"
            line(f"  {name}: {days}, {one.span.months:.1f} months, {one.matters:,} matters")
    rows: list[list[str]] = []
    heads: dict[int, str] = {}
    for key, words in BESIDE.items():
        heads[len(rows)] = f"  {words.format(dps=dps)}"
        rows += [[f"    {name}", *_number(one, key)] for name, one in sides.items() if one]
    for kind, words in READ.items():
        heads[len(rows)] = f"  blind second reading agreed: {words}"
        rows += [[f"    {name}", *_agreed(one, kind)] for name, one in sides.items() if one]
    columns(rows, ("", "number", "a month", "share", "95 % interval"), heads)


def _number(beside: Beside, name: str) -> list[str]:
    """Write one number, for each month, and as a share of what `beside.BASES` says."""
    number, monthly = getattr(beside, name), beside.monthly(name)
    if monthly is None:
        return ["not known", "", "", ""]
    said = share(number, beside.base(name)).strip()
    return [f"{number:,}", f"{monthly:.1f}", said, span(beside.bounds(name))]


def _agreed(beside: Beside, kind: str) -> list[str]:
    found = beside.agreement.get(kind)
    if found is None:
        return ["none", "", "", ""]
    bounds = wilson(found.agreed, found.read)
    return [f"{found.agreed:,}", "", share(found.agreed, found.read).strip(), span(bounds)]
