"""Word how groups fare, step by step: each share with its base, and both ratios."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from hearings.charts.numbers import between, counted
from hearings.disparity.comparing import FEW, REFERENCE, SAYS_NOT, UNKNOWN, WHY_NOT
from hearings.disparity.groups import ETHNICITY, fields, group_words
from hearings.disparity.measures import STRATA, Measure, measures
from hearings.intervals import wilson
from hearings.shares import percent
from tui.plain.agreement_words import agreement_lines
from tui.plain.disparity_words import chance_of, rate_cells, what_counts
from tui.plain.fitting import folded, tabled
from tui.telling.said import FAINT, HEAD, TEXT, Said
from tui.widgets.drawing import Drawing
from tui.words import first_upper

if TYPE_CHECKING:
    from db.disparity import Report, Step
    from hearings.disparity.comparing import Compared
    from hearings.disparity.times import Times
    from hearings.rates import Counts
    from hearings.ratios import Ratio

HOW: Final = (
    "The ratio is the group's share to the reference's: as counted, then standardised, among like"
    " matters (Mantel-Haenszel), each with its 95 % interval. Enter lists the subjects behind a"
    " row, b those of its base, and w says every row in a sentence."
)

NONE: Final = (
    "Nobody is counted. Press esc and shift+tab for the question, and backspace on what it is"
    " narrowed to; or r to read again."
)
"""What stands where the steps would, and which key to press."""

NOT_LISTED: Final = (
    "The base is the workforce, a table of numbers: nobody in it can be listed. Enter lists those"
    " with a matter."
)
"""What is said where the base is nobody's matter."""

TITLES: Final = ("Group", "part of base", "per 100", "95 %", "ratio as counted", "standardised")
TIMES: Final = ("Group", "finished of begun", "half within", "nine in ten within")
"""What stands over the columns; lengths of time are in days."""


ALL: Final = "in all"

STEP, GROUP = "step", "group"
"""What the values of a row are called."""


def group_field(by: str) -> str:
    """Give the field that groups are made by: that of the question, where groups can be."""
    return by if by in fields() else ETHNICITY


def title(found: Report) -> str:
    """Say which groups are compared, and with whom."""
    by, reference = found.asked.by, found.reference
    with_whom = f"compared with {group_words(by, reference)}" if reference else "no group is known"
    return f"Disparity by {fields()[by]['words']}, {with_whom}"


def lines(found: Report, narrowed: str, width: int) -> list[Drawing]:
    """Lay out every step in the order of a matter: what is counted, and its groups as rows.

    Args:
        found: The figures.
        narrowed: Whom they are of, as the question says it.
        width: The cells of a line.
    """
    drawn = [_still(said, width) for said in (f"{narrowed}.", SAYS_NOT, HOW)]
    for step in found.steps:
        drawn += [
            Drawing("", still=True),
            _still(first_upper(step.measure.words), width, bold=True),
        ]
        drawn += [_still(said, width) for said in _about(step)]
        drawn += _table(step, found.asked.by, width)
        drawn += [_still(said, width) for said in _agreed(step)]
    drawn.append(Drawing("", still=True))
    # The cursor goes on to what stands under the last row, or it could not be read.
    foot = [Drawing("\n".join(folded(said, width)), said=said) for said in _foot(found)]
    return [*drawn, *foot]


def sentences(found: Report, narrowed: str) -> Iterator[Said]:
    """Say every row of every step in a sentence, and what is read with them.

    Args:
        found: The figures.
        narrowed: Whom they are of, as the question says it.
    """
    yield Said(TEXT, f"{narrowed}.")
    yield Said(TEXT, SAYS_NOT)
    for step in found.steps:
        yield Said(HEAD, first_upper(step.measure.words))
        yield from (Said(FAINT, said) for said in _about(step))
        for row in _rows(step, found.asked.by):
            yield Said(TEXT, f"{first_upper(row.label)}: {row.said}.", 2)
        yield from (Said(FAINT, said, 2) for said in _agreed(step))
    yield from (Said(FAINT, said) for said in _foot(found))


def number_of(where: Mapping[str, str]) -> tuple[Measure, str | None]:
    """Give the step and the group of a row; None for all together.

    Args:
        where: The values of the row.
    """
    return measures()[where[STEP]], where.get(GROUP)


def _still(text: str, width: int, *, bold: bool = False) -> Drawing:
    return Drawing("\n".join(folded(text, width)), still=True, bold=bold)


def _about(step: Step) -> Iterator[str]:
    """Say what is counted at a step, of which days, and what is alike."""
    yield what_counts(step.measure)
    if step.all_times is not None:
        yield "Days; what is unfinished has lasted at least so long. –: not known yet."
        return
    if step.strata:
        yield f"Like matters: of one {', '.join(STRATA[name] for name in step.strata)}."
    if step.period is not None:
        dated = step.period.said(step.workforce), (step.period.without(step.unsaid),)
        yield from dated[not step.workforce]


def _agreed(step: Step) -> Iterator[str]:
    """Say under a step of DPS's changes how often a blind reader came to the same level."""
    yield from () if step.agreement is None else agreement_lines(step.agreement)


def _foot(found: Report) -> Iterator[str]:
    yield from chance_of(found)
    yield from found.notes


class _Row(NamedTuple):
    """A group of a step, or all together."""

    label: str
    """What it is called."""
    where: dict[str, str]
    """The step and the group; the step alone for all together."""
    cells: list[str]
    """What stands in the columns after its name."""
    said: str
    """The same in words."""


def _rows(step: Step, by: str) -> Iterator[_Row]:
    """Give the groups of a step, all together last."""
    where = {STEP: step.measure.key}
    for timed in step.times:
        label, of = group_words(by, timed.group), {**where, GROUP: timed.group}
        yield _Row(label, of, _days(timed), _time(timed))
    for row in step.found.rows:
        label, of = group_words(by, row.group), {**where, GROUP: row.group}
        ratios = [_cell(row.crude, row.crude_why), _cell(row.standardised, row.standardised_why)]
        yield _Row(label, of, [*rate_cells(row.counts), *ratios], _compared(row))
    if step.all_times is not None:
        yield _Row(ALL, where, _days(step.all_times), _time(step.all_times))
    else:
        yield _Row(ALL, where, [*rate_cells(step.total), "", ""], _share(step.total))


def _table(step: Step, by: str, width: int) -> list[Drawing]:
    """Lay the groups under one another; a row that is too wide is folded, and none is cut."""
    rows = list(_rows(step, by))
    titles = TITLES if step.all_times is None else TIMES
    over, *told = tabled([[row.label, *row.cells] for row in rows], titles, width)
    name = first_upper(step.measure.words)
    return [
        Drawing("\n".join(over), still=True),
        *(Drawing("\n".join(text), row.where, said=f"{name}, {row.label}: {row.said}.")
          for text, row in zip(told, rows, strict=True)),
    ]  # fmt: skip


def _cell(ratio: Ratio | None, why: str) -> str:
    """Write a ratio with its interval as a cell; or why there is none."""
    if ratio is None:
        return WHY_NOT[why]
    return f"{ratio.value:.2f} ({ratio.low:.2f}-{ratio.high:.2f})"


def _days(row: Times) -> list[str]:
    days = ["–" if n is None else f"{n:,}" for n in (row.median, row.ninetieth)]
    return [f"{row.finished:,} of {row.started:,}", *([WHY_NOT[FEW]] * 2 if row.few else days)]


def _share(counts: Counts) -> str:
    part, base = counts.changed, counts.decided
    bounds = None if part > base else wilson(part, base, counts.spread)
    interval = f" ({between(bounds)})" if bounds else ""
    return f"{counted(part, base)}, {percent(part, base)}{interval}"


def _compared(row: Compared) -> str:
    said = _share(row.counts)
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
