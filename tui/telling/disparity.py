"""Word how groups fare, step by step: each share with its base, and both ratios."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from hearings.charts.numbers import between, counted
from hearings.disparity.comparing import REFERENCE, SAYS_NOT, UNKNOWN, WHY_NOT
from hearings.disparity.groups import ETHNICITY, fields, group_words
from hearings.disparity.measures import STRATA
from hearings.shares import percent
from tui.telling.said import FAINT, HEAD, TEXT, Said
from tui.words import first_upper

if TYPE_CHECKING:
    from db.disparity import Report, Step
    from hearings.disparity.comparing import Compared
    from hearings.disparity.times import Times
    from hearings.rates import Counts
    from hearings.ratios import Ratio

HOW: Final = (
    "The ratio is the group's share to the reference's: as counted, then among like matters"
    " (Mantel-Haenszel), each with its 95 % interval."
)


def group_field(by: str) -> str:
    """Give the field that groups are made by: that of the question, where groups can be."""
    return by if by in fields() else ETHNICITY


def title(found: Report) -> str:
    """Say which groups are compared, and with whom."""
    by, reference = found.asked.by, found.reference
    with_whom = f"compared with {group_words(by, reference)}" if reference else "no group is known"
    return f"Disparity by {fields()[by]['words']}, {with_whom}"


def page(found: Report) -> Iterator[Said]:
    """Say every step in the order of a matter, and what the figures do not say."""
    yield Said(TEXT, SAYS_NOT)
    yield Said(FAINT, HOW)
    for step in found.steps:
        yield Said(HEAD, first_upper(step.measure.words))
        yield from _step(step, found.asked.by)
    for note in found.notes:
        yield Said(FAINT, note)


def _step(step: Step, by: str) -> Iterator[Said]:
    measure = step.measure
    if step.all_times is not None:
        for timed in step.times:
            yield Said(TEXT, f"{group_words(by, timed.group)}: {_time(timed)}.", 2)
        yield Said(TEXT, f"In all: {_time(step.all_times)}.", 2)
        return
    strata = ", ".join(STRATA[name] for name in step.strata)
    alike = f" Like matters: of one {strata}." if strata else ""
    yield Said(FAINT, f"{first_upper(measure.part)}, of: {measure.base}.{alike}", 2)
    if step.period is not None:
        dated = step.period.said(step.workforce), (step.period.without(step.unsaid),)
        yield from (Said(FAINT, said, 2) for said in dated[not step.workforce])
    for row in step.found.rows:
        yield Said(TEXT, f"{group_words(by, row.group)}: {_compared(row)}.", 2)
    yield Said(TEXT, f"In all: {_share(step.total)}.", 2)


def _share(counts: Counts) -> str:
    part, base = counts.changed, counts.decided
    return f"{counted(part, base)}, {percent(part, base)}" if base else f"{part:,}, no base"


def _compared(row: Compared) -> str:
    said = _share(row.counts)
    if row.interval is not None:
        said += f" ({between(row.interval)})"
    if row.crude_why in {REFERENCE, UNKNOWN}:
        return f"{said}; {WHY_NOT[row.crude_why]}"
    crude = _ratio(row.crude, row.crude_why)
    alike = _ratio(row.standardised, row.standardised_why)
    return f"{said}; ratio {crude}; among like matters {alike}"


def _ratio(ratio: Ratio | None, why: str) -> str:
    if ratio is None:
        return f"not given, {WHY_NOT[why]}"
    return f"{ratio.value:.2f} ({ratio.low:.2f} to {ratio.high:.2f})"


def _time(row: Times) -> str:
    done = f"{counted(row.finished, row.started)} finished"
    if row.few:
        return f"{done}; too few to say how long"
    half, most = ("not known yet" if days is None else f"{days:,} days"
                  for days in (row.median, row.ninetieth))  # fmt: skip
    return f"{done}; half within {half}, nine in ten within {most}"
