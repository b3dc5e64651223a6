"""`hearings stats timeliness`: how long each step takes, and how often it is in time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hearings.intervals import wilson
from hearings.shares import percent
from tui.plain.face import face_of, read_day
from tui.plain.figure import Figure, give
from tui.plain.fitting import columns, line
from tui.plain.narrowing import narrowed
from tui.plain.out import ForceOption, OutOption, fits
from tui.plain.output import AsOf, Format, FormatOption
from tui.plain.shares import interval, pair, share, span

if TYPE_CHECKING:
    from db.timeliness import Figure as StepFigure
    from db.timeliness import Report
    from hearings.timeliness import Timeliness


def show_timeliness(
    ctx: typer.Context,
    by: Annotated[
        list[str] | None, typer.Option(help="step, unit, year or another; may be given again.")
    ] = None,
    where: Annotated[list[str] | None, typer.Option(help="Only FIELD=VALUE.")] = None,
    start: Annotated[str, typer.Option("--from", help="The first day a clock started.")] = "",
    end: Annotated[str, typer.Option("--to", help="The last such day, included.")] = "",
    as_of: AsOf = "",
    output: FormatOption = Format.TEXT,
    out: OutOption = None,
    force: ForceOption = False,
) -> None:
    """Say how long each step takes and how often it is in time; what is unfinished counts as such.

    Example: hearings stats timeliness --by unit --by year --where step=hearing_held
    """
    from db.timeliness import Asked, timeliness

    asked = Asked(
        by=tuple(by or ()),
        where=dict(pair(text) for text in where or ()),
        start=read_day(start) if start else None,
        end=read_day(end) if end else None,
    )
    fits(out, force=force)
    desk = face_of(ctx).desk(as_of)
    found = timeliness(desk, narrowed(desk, asked))
    give(desk, timeliness_figure(found), output, out, force=force)


def timeliness_figure(found: Report) -> Figure:
    """Give the figures in every form."""
    return Figure(
        "timeliness",
        "Timeliness of each step, by the limits of the Regulations",
        "limits",
        f"limits whose clock started ({sum(row.counts.started for row in found.rows):,})",
        "by the day the clock started",
        found.asked,
        _timeliness(found),
        _steps_grid(found),
        lambda: _print_steps(found),
        notes=("No archive is counted here.",),
        said=(TARGETS,) if found.targets else (),
    )


COUNTED = ("started", "finished", "unfinished", "ended", "in_time", "by_extension", "base",
           "not_yet", "no_day", "median", "ninetieth")  # fmt: skip
"""What is counted of a step, in the order of the rows."""

TARGETS = "The force's own targets stand beside the limits, in calendar days; the law sets none."
"""What is said where a force has set itself some."""


def _timeliness(found: Report) -> dict[str, object]:
    from tui.plain.deadlines import reason_rows

    total = _step(found.total, "working_day") | {"median": None, "ninetieth": None}
    return {
        "rows": [_step_row(row, "working_day") for row in found.rows],
        "total": total,
        "targets": [_step_row(row, "day") for row in found.targets],
        "out_of_time": reason_rows(found.reasons),
    }


def _step_row(row: StepFigure, unit: str) -> dict[str, object]:
    key = {name: value or None for name, value in row.key.items()}
    return {"key": key, "title": row.title, **_step(row.counts, unit)}


def _step(counts: Timeliness, unit: str) -> dict[str, Any]:
    bounds = wilson(counts.in_time, counts.base)
    return {
        **{name: getattr(counts, name) for name in COUNTED},
        "unit": unit,
        "share": None if counts.share is None else round(counts.share, 10),
        "low": None if bounds is None else round(bounds[0], 10),
        "high": None if bounds is None else round(bounds[1], 10),
    }


def _steps_grid(found: Report) -> tuple[list[str], list[list[object]]]:
    fields = [name for name in found.asked.by if name != "step"]
    counted = [*COUNTED, "unit", "share", "low", "high"]
    rows: list[list[object]] = []
    for statutory, unit, figures in (
        ("yes", "working_day", found.rows),
        ("no", "day", found.targets),
    ):
        for row in figures:
            counts = _step(row.counts, unit)
            key = [row.key["step"], *(row.key[name] for name in fields)]
            rows.append([*key, row.title, statutory, *(counts[name] for name in counted)])
    return ["step", *fields, "title", "statutory", *counted], rows


def _print_steps(found: Report) -> None:
    from tui.plain.deadlines import reason_words

    asked = found.asked
    line()
    _step_columns(found.rows, asked.by, "working days")
    total = found.total
    line()
    line(f"In time, all steps  {share(total.in_time, total.base)}{_share_interval(total)}")
    line(f"  by an extension alone  {total.by_extension:,}")
    line("Beside the base")
    line(f"  {total.not_yet:>9,}  still run, and their last day has not passed")
    line(f"  {total.no_day:>9,}  have no last day")
    if found.targets:
        line()
        line("The force's own targets, which the law does not set")
        _step_columns(found.targets, asked.by, "calendar days")
    line()
    line("Out of time, by reason")
    columns([
        [f"  {reason_words(code)}", f"{number:,}", f"{days:,} working days"]
        for code, (number, days) in found.reasons.items()
    ])  # fmt: skip
    if not found.reasons:
        line("  none")


def _step_columns(rows: Sequence[StepFigure], by: tuple[str, ...], unit: str) -> None:
    fields = [name for name in by if name != "step"]
    titles = ["step", *(name.replace("_", " ") for name in fields)]
    titles += ["started", "done", "open", "fell", "median", "90 %", "in time", "share", "95 %",
               "not due", "no day"]  # fmt: skip
    if not rows:
        line("No clock has started.")
        return
    cells = [_step_cells(row, fields) for row in rows]
    if fields:
        # A step has a long name: it stands on a line of its own, over its rows.
        heads = {n: row.title for n, row in enumerate(rows) if _begins(rows, n)}
        columns([[f"  {row[1]}", *row[2:]] for row in cells], titles[1:], heads)
    else:
        columns(cells, titles)
    line(f"done, open: finished and unfinished; fell: fell away; median, 90 %: in {unit};"
         " –: not yet known; in time: of the base; 95 %: the interval of the share; not due: not"
         " yet due")  # fmt: skip


def _begins(rows: Sequence[StepFigure], place: int) -> bool:
    """Say whether a row is the first of its step."""
    return not place or rows[place].key["step"] != rows[place - 1].key["step"]


def _step_cells(row: StepFigure, fields: Sequence[str]) -> list[str]:
    counts = row.counts
    lengths = [
        "–" if length is None else f"{length:,}" for length in (counts.median, counts.ninetieth)
    ]
    return [
        row.title,
        *(row.key[name] or "not known" for name in fields),
        *(f"{number:,}" for number in (counts.started, counts.finished, counts.unfinished)),
        f"{counts.ended:,}",
        *lengths,
        f"{counts.in_time:,} of {counts.base:,}",
        percent(counts.in_time, counts.base) if counts.base else "no data",
        span(wilson(counts.in_time, counts.base)),
        f"{counts.not_yet:,}",
        f"{counts.no_day:,}",
    ]


def _share_interval(counts: Timeliness) -> str:
    said = interval(wilson(counts.in_time, counts.base))
    return f", {said}" if said else ""
