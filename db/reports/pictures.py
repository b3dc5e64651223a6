"""Turn figures into pictures: shares with their intervals, funnels and trends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hearings.charts import Cell, FunnelPicture, Heat, Intervals, Row, TrendPicture
from hearings.charts.numbers import counted, times
from hearings.intervals import wilson
from hearings.rate_words import GRAVER, MEASURED, NOT_ALIKE, OVER_EXPECTED, value_words
from hearings.rates import MEASURES, NAMED, PERIODS, Counts
from hearings.ratios import observed
from hearings.shares import percent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.comparing import FunnelFigure, TrendFigure
    from db.figures import Figure, Figures

WITHHELD: Final = f"withheld: fewer than {NAMED} decided"
"""What stands beside a figure about a person with too few decided."""


UNEXPECTED: Final = "none expected"
"""What stands beside a row of which nothing was expected, so that there is no ratio to draw."""


def share_row(label: str, part: str, counts: Counts, note: str = "") -> Row:
    """Give a share of the decided, one of `WIDENED`, as a row of a picture."""
    number = getattr(counts, part)
    bounds = wilson(number, counts.decided, counts.spread_of(part))
    return Row(label, number, counts.decided, bounds, note)


def levels_of(found: Figures) -> Intervals:
    """Draw what was lowered and raised within each initial assessment."""
    return Intervals("Lowered and raised, by initial assessment", tuple(_levels(found.by_level)))


def _levels(rows: Iterable[Figure]) -> Iterable[Row]:
    known = {row.key["local_level"]: row.counts for row in rows}
    for name, measure in MEASURES.items():
        if measure.level:
            counts = known.get(measure.level, Counts())
            yield share_row(MEASURED[name], measure.key, counts)


def picture_of(found: Figures) -> Intervals | Heat:
    """Draw what was changed: by two fields as a heat table, else row by row.

    What is sent graver matters has more to lower, so wherever a row has what was expected of it,
    observed ÷ expected is drawn and never its plain rate.
    """
    words = _worded(found)
    drawn = tuple(_row(row, found, words) for row in found.rows)
    if len(found.asked.by) == 2:
        return _heat(found, drawn, words)
    return Intervals(_title(found), drawn, _read_with(found))


Words = Callable[[str, str], str]
"""Says a value of a field."""


def _worded(found: Figures) -> Words:
    reasons: dict[str, str] = {}
    if "reason" in found.asked.by:
        from db.settings import read

        reasons = {code: reason.words for code, reason in read().rules.reasons.items()}
    return lambda name, value: value_words(name, value, reasons)


def _title(found: Figures) -> str:
    by = found.asked.by
    named = " and ".join(name.replace("_", " ") for name in by)
    return f"{'Reasons, of the changed' if 'reason' in by else 'Changed of decided'}, by {named}"


def _read_with(found: Figures) -> tuple[str, ...]:
    """Say what a picture of rows does not say itself."""
    if "reason" in found.asked.by:
        return ("A reason is recorded only where a level is changed: of the changed, the share.",)
    if any(row.expected is not None for row in found.rows):
        return (f"{OVER_EXPECTED} {NOT_ALIKE}",)
    return (GRAVER,) if {*PERIODS} & {*found.asked.by} else ()


def _row(row: Figure, found: Figures, words: Words) -> Row:
    label = ", ".join(words(name, value) for name, value in row.key.items())
    counts = row.counts
    if row.withheld:
        return Row(label, 0, 0, None, WITHHELD)
    if "reason" in row.key:
        others = {name: value for name, value in row.key.items() if name != "reason"}
        whole = sum(one.counts.changed for one in found.rows
                    if others.items() <= dict(one.key).items())  # fmt: skip
        bounds = wilson(counts.changed, whole, counts.spread)
        return Row(label, counts.changed, whole, bounds)
    drawn = share_row(label, "changed", counts, "unfinished" if found.unfinished(row) else "")
    ratio = observed(counts.changed, counts.decided, row.expected, counts.spread)
    if ratio is None and row.expected is not None and counts.decided:
        return replace(drawn, bounds=None, note=UNEXPECTED)
    if ratio is None:
        return drawn
    return replace(drawn, bounds=(ratio.low, ratio.high), standardised=ratio.value)


def _heat(found: Figures, drawn: tuple[Row, ...], words: Words) -> Heat:
    """Draw two fields against each other; the one with more values runs down."""
    held = {tuple(row.key.values()): one for row, one in zip(found.rows, drawn, strict=True)}
    first, second = ([*dict.fromkeys(key[n] for key in held)] for n in (0, 1))
    turned = len(second) > len(first)
    down, across = (second, first) if turned else (first, second)
    names = found.asked.by[::-1] if turned else found.asked.by
    cells = tuple(
        tuple(_cell(held.get((column, row) if turned else (row, column))) for column in across)
        for row in down
    )
    standard = any(one.standardised is not None for one in drawn)
    shade = "observed ÷ expected, darkest at 2 or more" if standard else "the share"
    return Heat(
        _title(found),
        tuple(words(names[0], value) for value in down),
        tuple(words(names[1], value) for value in across),
        cells,
        (f"Shaded by {shade}.", *_read_with(found)),
    )


def _cell(row: Row | None) -> Cell:
    """Shade a cell by observed ÷ expected, or by its share where nothing is expected of any."""
    if row is None or not row.whole:
        return Cell(None, "" if row is None or not row.note else "withheld")
    share = row.part / row.whole
    value, said = share, percent(row.part, row.whole)
    if row.standardised is not None:
        value, said = min(row.standardised / 2, 1.0), f"{times(row.standardised)} times expected"
    noted = f", {row.note}" if row.note else ""
    shade = None if row.note == UNEXPECTED else value
    return Cell(shade, f"{counted(row.part, row.whole)}, {said}{noted}")


def funnel_picture(found: FunnelFigure, units: str) -> FunnelPicture:
    """Draw units between their limits.

    Args:
        found: The units.
        units: What they are called, of several.
    """
    by = found.asked.by[0].replace("_", " ")
    return FunnelPicture(f"{MEASURED[found.measure]}, by {by}", found.funnel, units)


def side_by_side(found: FunnelFigure) -> Intervals:
    """Draw the same beside each other, where there are too few to make a funnel of."""
    by = found.asked.by[0].replace("_", " ")
    rows = []
    for one in found.funnel.points:
        ratio = found.funnel.ratio(one)
        row = Row(one.unit.key.replace("_", " "), one.unit.part, one.unit.whole, one.interval)
        if ratio is not None:
            row = replace(row, bounds=(ratio.low, ratio.high), standardised=ratio.value)
        rows.append(row)
    return Intervals(f"{MEASURED[found.measure]}, by {by}", tuple(rows))


def trend_picture(found: TrendFigure) -> TrendPicture:
    """Draw one period after another."""
    title = MEASURED[found.measure].partition(", standardised")[0]
    return TrendPicture(f"{title}, by {found.by}", found.trend)
