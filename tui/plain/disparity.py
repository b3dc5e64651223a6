"""`hearings stats disparity`: whether groups of officers fare alike, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from hearings.errors import UsageError
from tui.plain.agreement_words import agreement_promised
from tui.plain.face import face_of, read_day
from tui.plain.figure import Figure, give
from tui.plain.narrowing import narrowed
from tui.plain.out import ForceOption, OutOption, fits, put_out
from tui.plain.output import AsOf, Format, FormatOption
from tui.plain.rate_answers import RELEASED
from tui.plain.shares import pair

if TYPE_CHECKING:
    from db.disparity import Report, Step
    from hearings.disparity.comparing import Compared
    from hearings.disparity.times import Times
    from hearings.rates import Counts
    from hearings.ratios import Ratio

AUDIENCES = ("internal", "staff", "public")
"""Whom the figures may be for."""


def show_disparity(
    ctx: typer.Context,
    by: Annotated[
        str, typer.Option(help="ethnicity, sex, rank_band, service_band or person_type.")
    ] = "ethnicity",
    measure: Annotated[str, typer.Option(help="A step, or all of them.")] = "all",
    reference: Annotated[str, typer.Option(help="Compare with this group.")] = "",
    groups: Annotated[
        str, typer.Option(help="5 groups of ethnicity, or full: every code as it is kept.")
    ] = "5",
    where: Annotated[list[str] | None, typer.Option(help="Only FIELD=VALUE.")] = None,
    start: Annotated[str, typer.Option("--from", help="The first day.")] = "",
    end: Annotated[str, typer.Option("--to", help="The last day, included.")] = "",
    basis: Annotated[
        str, typer.Option("--date", help="received, assessed or decided.")
    ] = "received",
    archive: Annotated[str, typer.Option(help="Count this archive, and nothing else.")] = "",
    audience: Annotated[str, typer.Option(help="internal, staff or public.")] = "internal",
    behind: Annotated[
        str, typer.Option("--list", help="The officers behind one number: part or base.")
    ] = "",
    group: Annotated[
        str | None, typer.Option(help="With --list: of this group; '' for those not known.")
    ] = None,
    limit: Annotated[int, typer.Option(help="With --list: how many lines.")] = 50,
    after: Annotated[str, typer.Option(help="With --list: what the page before ended with.")] = "",
    as_of: AsOf = "",
    output: FormatOption = Format.TEXT,
    out: OutOption = None,
    force: ForceOption = False,
) -> None:
    """Say whether groups fare alike at each step: rates, ratios, and ratios among like matters.

    Example: hearings stats disparity --by ethnicity --measure misconduct_lowered

    Example: hearings stats disparity --by sex --measure changed --group F --list part
    """
    from db.disparity import Asked, check, disparity

    if audience not in AUDIENCES:
        raise UsageError("The audience is internal, staff or public.")
    asked = Asked(
        by=by,
        measure=measure,
        reference=reference,
        groups=groups,
        where=dict(pair(text) for text in where or ()),
        start=read_day(start) if start else None,
        end=read_day(end) if end else None,
        basis=basis,
        archive=archive,
    )
    if behind and (out is not None or audience != "internal"):
        raise UsageError("--list names officers: it is internal, and goes into no file.")
    if group is not None and not behind:
        raise UsageError("--group is of a list: say --list part or --list base as well.")
    check(asked)
    fits(out, force=force)
    session = face_of(ctx).session(as_of)
    asked = narrowed(session, asked)
    if behind:
        from tui.plain.behind_words import show_step_behind

        show_step_behind(session, asked, (behind, group), (limit, after), output)
        return
    if audience != "internal":
        from tui.plain.disparity_released import released_sheet, show_released

        if out is None:
            show_released(session, asked, audience, output)
        else:
            put_out(session, released_sheet(session, asked, audience), out, force=force)
        return
    found = disparity(session, asked)
    give(session, disparity_figure(found), output, out, force=force)


def disparity_figure(found: Report) -> Figure:
    """Give the figures in every form."""
    from hearings.disparity.comparing import SAYS_NOT
    from hearings.disparity.groups import fields
    from tui.plain import disparity_words

    asked = found.asked
    return Figure(
        "disparity",
        f"Disparity by {fields()[asked.by]['words']}",
        "subjects",
        disparity_words.counted(found),
        f"by day {asked.basis}",
        asked,
        promised(found),
        (COLUMNS, rows(found)),
        lambda: disparity_words.print_disparity(found),
        notes=found.notes,
        said=(SAYS_NOT,),
        under=(*disparity_words.read_of(found), *disparity_words.legend(found)),
    )


def promised(found: Report) -> dict[str, object]:
    """Give what `hearings.disparity/1` has of its own."""
    from hearings.disparity.comparing import FEWEST

    asked = found.asked
    return {
        "by": asked.by,
        "groups": asked.groups,
        "reference": found.reference or None,
        "fewest": FEWEST,
        **dict.fromkeys(RELEASED),
        "steps": [_step(step, asked.by) for step in found.steps],
    }


def _step(step: Step, by: str) -> dict[str, object]:
    from hearings.workforce import age_of

    measure = step.measure
    said = {
        "measure": measure.key,
        "words": measure.words,
        "kind": measure.kind,
        "count_of": measure.count_of,
        "part": measure.part,
        "base": measure.base,
    }
    if step.all_times is not None:
        timed = [{**_named(row.group, by), **_timed(row)} for row in step.times]
        return {**said, "unit": "day", "rows": timed, "total": _timed(step.all_times)}
    dates = step.period
    return {
        **said,
        "workforce": step.workforce or None,
        "workforce_age": None if dates is None else age_of(step.workforce, dates.last),
        "period": None if dates is None else {"from": dates.first.isoformat(),
                                              "to": dates.last.isoformat(), "days": dates.days},
        "lacking": list(step.unsaid),
        "agreement": None if step.agreement is None else agreement_promised(step.agreement),
        "strata": list(step.strata),
        "rows": [{**_named(row.group, by), **_compared(row)} for row in step.found.rows],
        "total": _counted(step.total),
    }  # fmt: skip


def _named(group: str, by: str) -> dict[str, object]:
    from hearings.disparity.groups import group_words

    return {"group": group or None, "words": group_words(by, group)}


def _counted(counts: Counts) -> dict[str, object]:
    from hearings.intervals import wilson

    over = counts.changed > counts.decided
    bounds = None if over else wilson(counts.changed, counts.decided, counts.spread)
    return {
        "suppressed": False,
        "part": counts.changed,
        "base": counts.decided,
        "rate": _number(counts.rate),
        "low": None if bounds is None else _number(bounds[0]),
        "high": None if bounds is None else _number(bounds[1]),
        "spread": _number(counts.spread),
    }


def _compared(row: Compared) -> dict[str, object]:
    return {
        **_counted(row.counts),
        **_ratio("ratio", row.crude, row.crude_why),
        **_ratio("standardised", row.standardised, row.standardised_why),
        "strata": row.strata,
        "strata_used": row.strata_used,
        "alike": row.alike,
        "alike_reference": row.alike_reference,
    }


def _ratio(name: str, ratio: Ratio | None, why: str) -> dict[str, object]:
    return {
        name: None if ratio is None else _number(ratio.value),
        f"{name}_low": None if ratio is None else _number(ratio.low),
        f"{name}_high": None if ratio is None else _number(ratio.high),
        f"{name}_why_not": why or None,
    }


def _timed(row: Times) -> dict[str, object]:
    return {
        "started": row.started,
        "finished": row.finished,
        "median": row.median,
        "ninetieth": row.ninetieth,
        "few": row.few,
    }


def _number(value: float | None) -> float | None:
    return None if value is None else round(value, 10)


STEP = (
    "measure", "words", "kind", "count_of", "part", "base", "workforce", "workforce_age", "period",
    "lacking", "agreement", "strata", "rows", "total",
)  # fmt: skip
"""What a step has that is no length of time, whomever it is for; null where it is not given."""

TOTAL = ("part", "base", "rate", "low", "high", "spread", "suppressed")
"""What its total has."""

ROW = (
    "group", "words", *TOTAL, "ratio", "ratio_low", "ratio_high", "ratio_why_not", "standardised",
    "standardised_low", "standardised_high", "standardised_why_not", "strata", "strata_used",
    "alike", "alike_reference",
)  # fmt: skip
"""What each of its rows has."""

COLUMNS = (
    "measure", "group", "words", "part", "base", "rate", "low", "high", "spread", "ratio",
    "ratio_low", "ratio_high", "ratio_why_not", "standardised", "standardised_low",
    "standardised_high", "standardised_why_not", "strata", "strata_used", "alike",
    "alike_reference", "started", "finished", "median", "ninetieth", "few",
)  # fmt: skip
"""The columns of the sheet; the last five are of the steps that say how long."""


def rows(found: Report) -> list[list[Any]]:
    """Give the rows of the sheet: one for each step and group."""
    lines = []
    for step in found.steps:
        of_step: Any = _step(step, found.asked.by)["rows"]
        lines += [[step.measure.key, *(row.get(name) for name in COLUMNS[1:])] for row in of_step]
    return lines
