"""The figures of disparity as text: each step, its groups, and what they do not say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from db.disparity import Report, Step
from hearings.disparity.comparing import (
    EXPECTED,
    FEW,
    FEW_ALIKE,
    FEWEST,
    NO_RATIO,
    RARE,
    WHY_NOT,
    Compared,
)
from hearings.disparity.groups import group_said
from hearings.disparity.measures import PEOPLE, STRATA, Measure
from hearings.disparity.times import Times
from hearings.intervals import wilson
from hearings.rates import Counts
from hearings.ratios import Ratio
from hearings.shares import percent
from tui.plain.agreement_words import agreement_lines
from tui.plain.fitting import columns, line, prose
from tui.plain.shares import span

RULE = (
    f"No ratio: fewer than {FEWEST} in a base, or alike; fewer than {EXPECTED} expected, or",
    "expected not, were both alike; none or all: none of one group, or everybody in both.",
)
"""When counts are too small for a ratio."""


def print_disparity(found: Report) -> None:
    """Print the figures: one step at length, or all of them below each other."""
    asked = found.asked
    if found.reference:
        line(f"Compared with: {group_said(asked.by, found.reference)}.")
    else:
        line("Compared with nobody: no group is known.")
    compared = [step for step in found.steps if step.all_times is None]
    timed = [step for step in found.steps if step.all_times is not None]
    for step in compared:
        _print_step(step, asked.by)
    for step in timed:
        _print_times(step, asked.by)
    if compared:
        line()
        prose(*legend(found))


def read_of(found: Report) -> Iterator[str]:
    """Say of each step that DPS's changes are how often a blind reader agreed."""
    for step in found.steps:
        if step.agreement is not None:
            yield f"{step.measure.words[:1].upper()}{step.measure.words[1:]}:"
            yield from agreement_lines(step.agreement)


def counted(found: Report) -> str:
    """Say what was counted; of several steps, each of which has its own base, the most."""
    most: dict[str, int] = {}
    for step in found.steps:
        times = step.all_times
        unit = "people" if step.measure.kind == PEOPLE else "subjects"
        base = step.total.decided if times is None else times.started
        most[unit] = max(base, most.get(unit, 0))
    if len(found.steps) == 1:
        return ", ".join(f"{unit} ({base:,})" for unit, base in most.items())
    said = " or ".join(f"{unit} (at most {base:,})" for unit, base in most.items())
    return f"at each of {len(found.steps)} steps the {said}"


def _print_step(step: Step, by: str) -> None:
    measure, total = step.measure, step.total
    _print_head(measure)
    if step.period is not None and not step.workforce:
        line(f"  {step.period.without(step.unsaid)}")
        rows = [[f"  {group_said(by, row.group)}", f"{row.counts.changed:,}"]
                for row in step.found.rows]  # fmt: skip
        columns([*rows, ["  in all", f"{total.changed:,}"]], ["  group", measure.part])
        return
    if not step.found.rows:
        line("  no data")
        return
    for said in () if step.period is None else step.period.said(step.workforce):
        line(f"  {said}")
    strata = ", ".join(STRATA[name] for name in step.strata)
    line(f"  Standardised for {strata or 'nothing: it would say the same as the groups'}.")
    titles = ["  group", "part of base", "per 100", "95 %", "ratio as counted", "standardised",
              "strata", "alike", "widened"]  # fmt: skip
    rows = [_cells(row, by) for row in step.found.rows]
    rows.append(["  in all", *rate_cells(total), "", "", "", "", _widened(total)])
    most = None if any(row[-1] for row in rows) else -1
    columns([row[:most] for row in rows], titles[:most])
    for said in () if step.agreement is None else agreement_lines(step.agreement):
        line(f"  {said}")


def _print_head(measure: Measure) -> None:
    line()
    line(f"{measure.words[:1].upper()}{measure.words[1:]} ({measure.key})")
    line(f"  {what_counts(measure)}")


def what_counts(measure: Measure) -> str:
    """Say what is counted at a step: the unit, the part and the base."""
    unit = "people" if measure.kind == PEOPLE else "subjects, who are officers in a case"
    return f"Counted: {unit}. Part: {measure.part}. Base: {measure.base}."


def _cells(row: Compared, by: str) -> list[str]:
    tried = row.standardised is not None or row.standardised_why in {FEW_ALIKE, RARE, NO_RATIO}
    return [
        f"  {group_said(by, row.group)}",
        *rate_cells(row.counts),
        _ratio(row.crude, row.crude_why),
        _ratio(row.standardised, row.standardised_why),
        f"{row.strata_used:,} of {row.strata:,}" if tried else "",
        f"{row.alike:,} and {row.alike_reference:,}" if tried else "",
        _widened(row.counts),
    ]


def _widened(counts: Counts) -> str:
    """Say how many times the interval of a rate is widened, where it is."""
    shown = counts.decided and round(counts.spread, 2) > 1
    return f"{counts.spread:.2f} times" if shown else ""


def rate_cells(counts: Counts) -> list[str]:
    """Write the part, the base, the rate and its interval."""
    part, base = counts.changed, counts.decided
    if not base:
        return [f"{part:,} of 0", "no data", ""]
    bounds = None if part > base else wilson(part, base, counts.spread)
    return [f"{part:,} of {base:,}", percent(part, base).removesuffix(" %"),
            span(bounds).removesuffix(" %")]  # fmt: skip


def _ratio(ratio: Ratio | None, why: str) -> str:
    if ratio is None:
        return WHY_NOT[why]
    return f"{ratio.value:.2f} ({ratio.low:.2f} to {ratio.high:.2f})"


def _print_times(step: Step, by: str) -> None:
    measure, total = step.measure, step.all_times
    _print_head(measure)
    if total is None or not total.started:
        line("  no data")
        return
    titles = ["  group", f"{measure.part} of begun", "median", "nine tenths"]
    rows = [[f"  {group_said(by, row.group)}", *_time(row)] for row in step.times]
    columns([*rows, ["  in all", *_time(total)]], titles)
    line("  What is unfinished has lasted at least so long (Kaplan-Meier); –: not known yet.")


def _time(row: Times) -> Sequence[str]:
    if row.few:
        days = [WHY_NOT[FEW], WHY_NOT[FEW]]
    else:
        days = ["–" if n is None else f"{n:,}" for n in (row.median, row.ninetieth)]
    return [f"{row.finished:,} of {row.started:,}", *days]


def chance_of(found: Report) -> tuple[str, ...]:
    """Say how many of the ratios would lie off 1 if no group differed from another."""
    ratios = [row.crude for step in found.steps if step.all_times is None
              for row in step.found.rows if row.crude is not None]  # fmt: skip
    if not ratios:
        return ()
    number = len(ratios)
    off = sum(1 for one in ratios if not one.low <= 1 <= one.high)
    said = (
        f"Of {number:,} ratios as counted {off:,} have 1 outside their interval; if no group"
        f" differed at all, about {number / 20:.1f} would by chance alone. One by itself is a"
        " reason to look, and no finding."
    )
    return (said,)


def legend(found: Report) -> tuple[str, ...]:
    """Say what the columns of steps that compare groups are; nothing where none does."""
    if all(step.all_times is not None for step in found.steps):
        return ()
    own = f"As they were recorded, in no group: {', '.join(found.own_words)}."
    return COLUMNS, *chance_of(found), " ".join(RULE), *((own,) if found.own_words else ())


COLUMNS = (
    "ratio as counted: the group's rate ÷ the reference's. standardised: the same among like"
    " matters, pooled over strata (Mantel-Haenszel). Each with its 95 % interval, widened for"
    " officers of one case, the rate's as many times as is said. strata: those in which the"
    " reference stands too, of the group's. alike: the officers of the group and of the"
    " reference in those."
)
"""What the columns of the text are."""
