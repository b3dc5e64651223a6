"""Word how groups fare, step by step: each share with its base, and both ratios."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from hearings.charts.numbers import between, counted
from hearings.disparity.comparing import FEW, REFERENCE, SAYS_NOT, UNKNOWN, WHY_NOT
from hearings.disparity.groups import ETHNICITY, fields, group_words
from hearings.disparity.measures import STRATA
from hearings.shares import percent
from tui.plain.agreement_words import agreement_lines
from tui.plain.disparity_words import rate_cells
from tui.plain.fitting import tabled
from tui.telling.said import FAINT, HEAD, TEXT, Said
from tui.words import first_upper

if TYPE_CHECKING:
    from db.disparity import Report, Step
    from hearings.disparity.comparing import Compared
    from hearings.disparity.times import Times
    from hearings.rates import Counts
    from hearings.ratios import Ratio

HOW: Final = (
    "The ratio is the group's share to the reference's: as counted, then standardised, among like"
    " matters (Mantel-Haenszel), each with its 95 % interval. The same stands in sentences below."
)

ROOM: Final = 77
"""The cells of a line of a table: what a page of 80 has beside its margins and its bar."""

TITLES: Final = ("Group", "part of base", "per 100", "95 %", "ratio as counted", "standardised")
TIMES: Final = ("Group", "finished of begun", "half within", "nine in ten within")
"""What stands over the columns; lengths of time are in days."""


def group_field(by: str) -> str:
    """Give the field that groups are made by: that of the question, where groups can be."""
    return by if by in fields() else ETHNICITY


def title(found: Report) -> str:
    """Say which groups are compared, and with whom."""
    by, reference = found.asked.by, found.reference
    with_whom = f"compared with {group_words(by, reference)}" if reference else "no group is known"
    return f"Disparity by {fields()[by]['words']}, {with_whom}"


def page(found: Report) -> Iterator[Said]:
    """Say every step in the order of a matter: tables, then sentences, and what they do not say."""
    by = found.asked.by
    yield Said(TEXT, SAYS_NOT)
    yield Said(FAINT, HOW)
    for step in found.steps:
        yield Said(HEAD, first_upper(step.measure.words))
        yield from (Said(FAINT, said) for said in _about(step))
        yield Said(TEXT, "\n".join(_table(step, by)))
    yield Said(HEAD, "The same in sentences")
    for step in found.steps:
        yield Said(HEAD, first_upper(step.measure.words))
        yield from _step(step, by)
    for note in found.notes:
        yield Said(FAINT, note)


def _about(step: Step) -> Iterator[str]:
    """Say what is counted at a step, of whom, of which days, and what is alike."""
    if step.all_times is not None:
        yield "Days; what is unfinished has lasted at least so long. –: not known yet."
        return
    strata = ", ".join(STRATA[name] for name in step.strata)
    alike = f" Like matters: of one {strata}." if strata else ""
    yield f"{first_upper(step.measure.part)}, of: {step.measure.base}.{alike}"
    if step.period is not None:
        dated = step.period.said(step.workforce), (step.period.without(step.unsaid),)
        yield from dated[not step.workforce]


def _table(step: Step, by: str) -> list[str]:
    """Lay the groups under one another, all together last."""
    if step.all_times is not None:
        timed = [[group_words(by, row.group), *_days(row)] for row in step.times]
        return tabled([*timed, ["in all", *_days(step.all_times)]], TIMES, ROOM)
    rows = [
        [group_words(by, row.group), *rate_cells(row.counts),
         _cell(row.crude, row.crude_why), _cell(row.standardised, row.standardised_why)]
        for row in step.found.rows
    ]  # fmt: skip
    return tabled([*rows, ["in all", *rate_cells(step.total), "", ""]], TITLES, ROOM)


def _cell(ratio: Ratio | None, why: str) -> str:
    """Write a ratio with its interval as a cell; or why there is none."""
    if ratio is None:
        return WHY_NOT[why]
    return f"{ratio.value:.2f} ({ratio.low:.2f}-{ratio.high:.2f})"


def _days(row: Times) -> list[str]:
    days = ["–" if n is None else f"{n:,}" for n in (row.median, row.ninetieth)]
    return [f"{row.finished:,} of {row.started:,}", *([WHY_NOT[FEW]] * 2 if row.few else days)]


def _step(step: Step, by: str) -> Iterator[Said]:
    if step.all_times is not None:
        for timed in step.times:
            yield Said(TEXT, f"{group_words(by, timed.group)}: {_time(timed)}.", 2)
        yield Said(TEXT, f"In all: {_time(step.all_times)}.", 2)
        return
    for row in step.found.rows:
        yield Said(TEXT, f"{group_words(by, row.group)}: {_compared(row)}.", 2)
    yield Said(TEXT, f"In all: {_share(step.total)}.", 2)
    for said in () if step.agreement is None else agreement_lines(step.agreement):
        yield Said(FAINT, said, 2)


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
