"""The sections of a report on how groups fared, and on matters to a hundred of the workforce."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from db.actions import Desk
from db.disparity import HAPPENED, Asked, Released, Step, disparity, disparity_for
from db.figures import Breakdown
from db.reports.model import Block, Table
from db.reports.words import NOT_GIVEN, OTHERS, Cells, number_cell, share_cells
from db.workforce import per_workforce
from hearings.disparity.comparing import EXPECTED, FEWEST, SAYS_NOT, WHY_NOT, Compared
from hearings.disparity.groups import fields, group_said
from hearings.disparity.measures import STRATA, measures
from hearings.errors import NotAllowed, Refused
from hearings.ratios import Ratio
from hearings.shares import per_hundred
from hearings.workforce import PerHundred, left_out

BY: Final = ("ethnicity", "sex")
"""What groups are made by."""

LADDER: Final = ("gross_lowered", "misconduct_lowered", "misconduct_raised", "neither_raised")
"""The steps: lowered and raised, each within its initial assessment."""

_NOTHING = "Nobody was decided who was first assessed so."


def fared(desk: Desk, start: date, end: date) -> Iterator[Block]:
    """Set out who was lowered and raised within each initial assessment, as counted and alike.

    Args:
        desk: Who asks; each figure writes down that it was asked for.
        start: The first day.
        end: The last day, included.
    """
    yield (
        "A ratio is the group's rate divided by that of the group it is compared with: as counted,"
        " and among like matters, pooled over strata (Mantel-Haenszel). There is none where a base,"
        f" or those alike, are fewer than {FEWEST}, or fewer than {EXPECTED} would be expected."
    )
    for by in BY:
        for measure in LADDER:
            report = disparity(desk, Asked(by, measure, start=start, end=end))
            (step,) = report.steps
            yield from _step(step, by)
    yield SAYS_NOT


def _step(step: Step, by: str) -> Iterator[Block]:
    title = _title(step.measure.words, by)
    if not step.found.rows:
        yield f"{title}: no data. {_NOTHING}"
        return
    heads = ("", step.measure.part, "of", "share", "95 % interval", "ratio as counted",
             "ratio among like matters")  # fmt: skip
    rows = [_row(row, by) for row in step.found.rows]
    total = step.total
    rows.append((*share_cells("in all", total.changed, total.decided, total.spread), "", ""))
    yield Table(title, heads, tuple(rows))
    reference = group_said(by, step.found.reference)
    for row in step.found.rows:
        if row.crude is not None:
            yield _said(row, by, reference, step.strata)


def _title(words: str, by: str) -> str:
    return f"{words[:1].upper()}{words[1:]}, by {fields()[by]['words']}"


def _row(row: Compared, by: str) -> Cells:
    counts = row.counts
    return (
        *share_cells(group_said(by, row.group), counts.changed, counts.decided, counts.spread),
        _ratio(row.crude, row.crude_why),
        _ratio(row.standardised, row.standardised_why),
    )


def _ratio(found: Ratio | None, why: str) -> str:
    if found is None:
        return WHY_NOT[why]
    return f"{found.value:.2f} ({found.low:.2f} to {found.high:.2f})"


def _said(row: Compared, by: str, reference: str, strata: tuple[str, ...]) -> str:
    """Say both ratios of a group, or why there is but one."""
    alike = ", ".join(STRATA[name] for name in strata)
    among = (
        f"among those alike in {alike}, {_times(row.standardised)}"
        if row.standardised is not None
        else f"among like matters no ratio ({WHY_NOT[row.standardised_why]})"
    )
    counted = f"{group_said(by, row.group)}: as counted, {_times(row.crude)}"
    return f"{counted} the share of {reference}; {among}."


def _times(found: Ratio | None) -> str:
    if found is None:
        raise AssertionError
    return f"{found.value:.2f} times ({found.low:.2f} to {found.high:.2f})"


def to_a_hundred(desk: Desk, start: date, end: date) -> Iterator[Block]:
    """Set officers and cases beside the workforce, in all and by where they serve.

    Args:
        desk: Who asks.
        start: The first day.
        end: The last day, included.
    """
    asked = Breakdown(start=start, end=end)
    found = per_workforce(desk, replace(asked, by=("unit",)))
    if not found.day:
        yield f"No workforce was taken in by {end.isoformat()}, so there is no rate."
        return
    yield "To a hundred of the workforce."
    yield from found.period.said(found.day)
    yield from left_out(found.uncounted)
    yield "A person may have several matters, so it is no share of people."
    heads = ("", "counted", "people", "to a hundred", "95 % interval")
    total = found.report.total
    rows = (_hundred("officers in a case", total.subjects), _hundred("cases", total.cases))
    yield Table("In all", heads, rows)
    word = desk.rules.unit_word
    if found.lacking:
        yield f"The workforce does not say people's {word}."
        return
    units = [
        _hundred(row.key["unit"] or "not known", row.counts.subjects) for row in found.report.rows
    ]
    yield Table(f"Officers in a case, by {word}", heads, tuple(units))


def _hundred(label: str, found: PerHundred) -> Cells:
    if found.people is None:
        return label, f"{found.count:,}", "no workforce figure", "no data", ""
    bounds = found.bounds
    return (
        label,
        f"{found.count:,}",
        f"{found.people:,}",
        per_hundred(found.count, found.people),
        "" if bounds is None else f"{bounds[0]:.2f} to {bounds[1]:.2f}",
    )


def fared_outward(
    desk: Desk, period: tuple[date, date], audience: str, aside: list[str]
) -> Iterator[Block]:
    """Set out the same from released tables alone: no ratio among like matters leaves.

    Args:
        desk: Who makes it.
        period: The first day and the last, included.
        audience: Staff or public.
        aside: Why a table is not given is put here, for whoever makes the report.
    """
    yield (
        "Rates, ratios and intervals follow from the numbers given here alone: none is widened for"
        " officers of one case, and none is among like matters."
    )
    for by in BY:
        for measure in LADDER:
            asked = Asked(by, measure, start=period[0], end=period[1])
            try:
                found = disparity_for(desk, asked, audience)
            except NotAllowed:
                raise
            except Refused as error:
                title = _title(measures()[measure].words, by)
                aside.append(f"{title}: {error}")
                yield f"{title}. {NOT_GIVEN}"
                continue
            yield _outward(found, by)
    yield SAYS_NOT


def _outward(found: Released, by: str) -> Table:
    heads = ("", found.measure.part, "of", "share", "95 % interval", "ratio as counted")
    left = found.release
    rows = [_outward_row(found, by, label) for label in (*left.rows, None)]
    return Table(_title(found.measure.words, by), heads, tuple(rows))


def _outward_row(found: Released, by: str, label: str | None) -> Cells:
    left = found.release
    part, whole = left.published[label, HAPPENED], left.published[label, None]
    together = label is not None and bool(label) and label == left.together
    said = "in all" if label is None else OTHERS if together else group_said(by, label)
    if part is None or whole is None:
        return said, number_cell(part), number_cell(whole), "", "", ""
    row = next((one for one in found.found.rows if one.group == label), None)
    ratio = "" if row is None or together else _ratio(row.crude, row.crude_why)
    return (*share_cells(said, part, whole), ratio)
