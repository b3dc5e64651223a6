"""The section of a report on the actions given on outliers, and what became of them."""

from __future__ import annotations

from collections.abc import Iterator

from db.actions import Desk
from db.improved import Shown, show
from db.improving import listing
from db.reports.model import Block, Table
from hearings.improving.actions import FIELDS, kinds
from hearings.improving.flags import short
from hearings.improving.verdicts import HOW_SURE, Levels, pooled
from hearings.intervals import wilson
from hearings.rates import MEASURES
from hearings.shares import percent

_HEADS = ("on", "action", "due", "stands", "before", "flagged", "after", "what it shows")


def actions_taken(desk: Desk) -> Iterator[Block]:
    """Set every action out with its rate before and after, and what is said of it.

    Args:
        desk: Who asks; each action that is shown leaves its line in the trail.
    """
    found = listing(desk)
    if not found:
        yield "No action is recorded."
        return
    yield (
        "The rate is by the day of the local assessment; the period that raised the flag stands"
        " apart, for what stood out in one period lies nearer the middle in the next by itself."
    )
    yield HOW_SURE
    rows = []
    for action in found:
        shown = show(desk, action.number)
        rows.append(_row(desk, shown))
    yield Table("Actions on outliers", _HEADS, tuple(rows))


def _row(desk: Desk, shown: Shown) -> tuple[str, ...]:
    action, given = shown.action, shown.action.given
    named = {field: name for name, field in FIELDS.items()}[given.field]
    said = "" if shown.judged is None else f"{shown.judged.verdict}: {shown.judged.because}"
    rates = (
        _rate(levels, given.measure)
        for levels in (shown.ours.before, shown.ours.flagged, shown.ours.after)
    )
    return (
        f"{named} {given.value}; {short(action.flag)}",
        kinds()[given.kind],
        given.due.isoformat(),
        action.status(desk.today),
        *rates,
        said,
    )


def _rate(levels: Levels, measure: str) -> str:
    counts = pooled(levels)
    share = MEASURES[measure]
    part, whole = share.of(counts)
    if not whole:
        return "no data"
    bounds = wilson(part, whole, share.spread(counts))
    wide = "" if bounds is None else f", {100 * bounds[0]:.1f} % to {100 * bounds[1]:.1f} %"
    return f"{part:,} of {whole:,}, {percent(part, whole)}{wide}"
