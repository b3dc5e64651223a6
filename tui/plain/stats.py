"""`hearings stats`: the figures, each rate with its numerator and its base."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from db.figures import BASES, Breakdown, Figure, Figures, reassessment
from hearings.errors import UsageError
from hearings.rates import NAMES, Counts, wilson
from tui.plain.face import face_of, read_day
from tui.plain.output import AsOf, Format, FormatOption, columns, data, line, sheet

if TYPE_CHECKING:
    from db.timeliness import Figure as StepFigure
    from db.timeliness import Report
    from hearings.timeliness import Timeliness

app = typer.Typer(
    help="Give the figures.", rich_markup_mode=None, no_args_is_help=True, add_completion=False
)


@app.callback()
def _stats() -> None:
    """Give the figures, each rate with its numerator, its base and its interval."""


@app.command("reassessment")
def show_reassessment(
    ctx: typer.Context,
    by: Annotated[
        list[str] | None, typer.Option(help="A field; twice makes a cross-table.")
    ] = None,
    where: Annotated[list[str] | None, typer.Option(help="Only FIELD=VALUE.")] = None,
    start: Annotated[str, typer.Option("--from", help="The first day.")] = "",
    end: Annotated[str, typer.Option("--to", help="The last day, included.")] = "",
    basis: Annotated[
        str, typer.Option("--date", help="received, assessed or decided.")
    ] = "received",
    audience: Annotated[str, typer.Option(help="internal, staff or public.")] = "internal",
    as_of: AsOf = "",
    output: FormatOption = Format.TEXT,
) -> None:
    """Say how often DPS changed the initial assessment, and which way.

    Example: hearings stats reassessment --by unit --from 2013-04-01 --to 2014-03-31
    """
    if audience not in {"internal", "staff", "public"}:
        raise UsageError("The audience is internal, staff or public.")
    if basis not in BASES:
        raise UsageError("--date is received, assessed or decided.")
    asked = Breakdown(
        by=tuple(by or ()),
        where=dict(_pair(text) for text in where or ()),
        start=read_day(start) if start else None,
        end=read_day(end) if end else None,
        basis=basis,
        audience=audience,
    )
    found = reassessment(face_of(ctx).session(as_of), asked)
    if output is Format.JSON:
        data(promised(found))
    elif output is Format.CSV:
        _sheet(found)
    else:
        print_text(found)


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise UsageError(f"--where {text!r} must be FIELD=VALUE.")
    return name.strip(), value.strip()


def promised(found: Figures) -> dict[str, object]:
    """Give the figures as `contract.md` promises them."""
    asked = found.asked
    return {
        "schema": "hearings.reassessment/1",
        "count_of": "subjects",
        "audience": asked.audience,
        "date": asked.basis,
        "from": None if asked.start is None else asked.start.isoformat(),
        "to": None if asked.end is None else asked.end.isoformat(),
        "overlapping": found.overlapping,
        "notes": list(found.notes),
        "rows": [_row(row) for row in found.rows],
        "total": _row(Figure({}, found.total)),
    }


def _row(row: Figure) -> dict[str, object]:
    key = {name: value or None for name, value in row.key.items()}
    if row.withheld:
        nothing = dict.fromkeys((*NAMES, "rate", "low", "high"))
        return {"key": key, **nothing, "spread": None, "suppressed": True}
    counts = dict(zip(NAMES, row.counts.values(), strict=True))
    bounds = wilson(row.counts.changed, row.counts.decided)
    return {
        "key": key,
        **counts,
        "rate": None if row.counts.rate is None else round(row.counts.rate, 10),
        "low": None if bounds is None else round(bounds[0], 10),
        "high": None if bounds is None else round(bounds[1], 10),
        "spread": 1,
        "suppressed": False,
    }


def _sheet(found: Figures) -> None:
    fields = found.asked.by
    titles = [*fields, *NAMES, "rate", "low", "high", "spread", "suppressed"]
    rows = []
    for figure in found.rows or (Figure({}, found.total),):
        row = _row(figure)
        rows.append(
            [*(figure.key.get(name) for name in fields), *(row[t] for t in titles[len(fields) :])]
        )
    sheet(titles, rows)


BESIDE = (
    ("undecided", "not yet decided"),
    ("no_local_view", "no initial assessment"),
    ("late_local_view", "initial assessment later than the decision"),
    ("decided_elsewhere", "decided by the IOPC or a complaint's investigator"),
    ("scope_changed", "allegations changed in between"),
    ("withdrawn", "withdrawn or duplicate before a decision"),
    ("kept_locally", "kept by the unit"),
)
"""The columns beside the base, in words."""


def print_text(found: Figures) -> None:
    """Print the figures as lines: in all, by initial assessment, beside the base, then the rows."""
    total = found.total
    line("Reassessment of the initial assessment by DPS")
    counted = f"subjects ({total.subjects:,}) in cases ({total.cases:,})"
    line(f"Counted: {counted}; by day {_basis(found)}.")
    line()
    line(f"Changed     {share(total.changed, total.decided)}{_interval(total)}")
    line(f"  lowered   {share(total.lowered, total.decided)}")
    line(f"  raised    {share(total.raised, total.decided)}")
    line(f"  avoidable {share(total.avoidable, total.changed)} of those changed")
    line()
    line("By initial assessment")
    columns([_level(row) for row in found.by_level if row.key["local_level"]])
    line()
    line("Beside the base")
    for name, words in BESIDE:
        line(f"  {getattr(total, name):>9,}  {words}")
    line(
        f"  {total.resubmitted:>9,}  forms sent again after they were first passed (counted above)"
    )
    if total.unfinished:
        line("This period is unfinished: less than 95 % of it is decided.")
    if found.asked.by:
        line()
        _rows(found)
    line()
    for note in found.notes:
        line(note)
    line("A change does not say who was right. Blind second reading: none recorded.")


def _basis(found: Figures) -> str:
    asked = found.asked
    period = "".join(
        [
            f", from {asked.start.isoformat()}" if asked.start else "",
            f", to {asked.end.isoformat()}" if asked.end else "",
        ]
    )
    return asked.basis + period


def share(part: int, whole: int) -> str:
    """Say a share with its numerator and base; no data where the base is empty."""
    if whole == 0:
        return f"no data ({part:,} of 0)"
    return f"{part / whole:7.2%} ({part:,} of {whole:,})"


def _interval(counts: Counts) -> str:
    bounds = wilson(counts.changed, counts.decided)
    return "" if bounds is None else f", 95 % interval {bounds[0]:.2%} to {bounds[1]:.2%}"


def _level(row: Figure) -> list[str]:
    counts = row.counts
    return [
        f"  {row.key['local_level'].replace('_', ' ')}",
        f"lowered {share(counts.lowered, counts.decided)}",
        f"raised {share(counts.raised, counts.decided)}",
    ]


def _rows(found: Figures) -> None:
    by = found.asked.by
    titles = [name.replace("_", " ") for name in by]
    titles += ["changed of decided", "rate", "95 % interval", "lowered", "raised", "undecided",
               "no initial"]  # fmt: skip
    columns([_line(row, by) for row in found.rows], titles)
    if found.overlapping:
        line("A subject stands once in each row that applies, so rows overlap.")
    if any(row.withheld for row in found.rows):
        line("Withheld: fewer than 10 decided.")
    if any(row.counts.unfinished for row in found.rows):
        line("* unfinished: less than 95 % decided.")


def _line(row: Figure, by: tuple[str, ...]) -> list[str]:
    names = [row.key[name] or "not known" for name in by]
    if row.withheld:
        return [*names, "withheld", "", "", "", "", "", ""]
    counts = row.counts
    bounds = wilson(counts.changed, counts.decided)
    mark = "*" if counts.unfinished else ""
    return [
        *names,
        f"{counts.changed:,} of {counts.decided:,}{mark}",
        "no data" if counts.rate is None else f"{counts.rate:.2%}",
        "" if bounds is None else f"{bounds[0]:.2%}-{bounds[1]:.2%}",
        f"{counts.lowered:,}",
        f"{counts.raised:,}",
        f"{counts.undecided:,}",
        f"{counts.no_local_view:,}",
    ]


@app.command("timeliness")
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
) -> None:
    """Say how long each step takes and how often it is in time; what is unfinished counts as such.

    Example: hearings stats timeliness --by unit --by year --where step=hearing_held
    """
    from db.timeliness import Asked, timeliness

    asked = Asked(
        by=tuple(by or ()),
        where=dict(_pair(text) for text in where or ()),
        start=read_day(start) if start else None,
        end=read_day(end) if end else None,
    )
    found = timeliness(face_of(ctx).desk(as_of), asked)
    if output is Format.JSON:
        data(_timeliness(found))
    elif output is Format.CSV:
        _steps_sheet(found)
    else:
        _print_steps(found)


COUNTED = ("started", "finished", "unfinished", "ended", "in_time", "by_extension", "base",
           "not_yet", "no_day", "median", "ninetieth")  # fmt: skip
"""What is counted of a step, in the order of the rows."""


def _timeliness(found: Report) -> dict[str, object]:
    from tui.plain.deadlines import reason_rows

    asked = found.asked
    total = _step(found.total, "working_day") | {"median": None, "ninetieth": None}
    return {
        "schema": "hearings.timeliness/1",
        "count_of": "limits",
        "as_of": found.today.isoformat(),
        "from": None if asked.start is None else asked.start.isoformat(),
        "to": None if asked.end is None else asked.end.isoformat(),
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


def _steps_sheet(found: Report) -> None:
    fields = [name for name in found.asked.by if name != "step"]
    counted = [*COUNTED, "unit", "share", "low", "high"]
    rows = []
    for statutory, unit, figures in (
        ("yes", "working_day", found.rows),
        ("no", "day", found.targets),
    ):
        for row in figures:
            counts = _step(row.counts, unit)
            key = [row.key["step"], *(row.key[name] for name in fields)]
            rows.append([*key, row.title, statutory, *(counts[name] for name in counted)])
    sheet(["step", *fields, "title", "statutory", *counted], rows)


def _print_steps(found: Report) -> None:
    from tui.plain.deadlines import reason_words

    asked = found.asked
    period = f", from {asked.start.isoformat()}" if asked.start else ""
    period += f", to {asked.end.isoformat()}" if asked.end else ""
    line("Timeliness of each step, by the limits of the Regulations")
    line(f"Counted: limits whose clock started{period}; as of {found.today.isoformat()}.")
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
    line(f"done, open: finished and unfinished; fell: fell away; median, 90 %: in {unit};")
    line("–: not yet known; in time: of the base; 95 %: the interval of the share;")
    line("not due: not yet due")


def _begins(rows: Sequence[StepFigure], place: int) -> bool:
    """Say whether a row is the first of its step."""
    return not place or rows[place].key["step"] != rows[place - 1].key["step"]


def _step_cells(row: StepFigure, fields: Sequence[str]) -> list[str]:
    counts = row.counts
    bounds = wilson(counts.in_time, counts.base)
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
        "no data" if counts.share is None else f"{counts.share:.2%}",
        "" if bounds is None else f"{bounds[0]:.2%}-{bounds[1]:.2%}",
        f"{counts.not_yet:,}",
        f"{counts.no_day:,}",
    ]


def _share_interval(counts: Timeliness) -> str:
    bounds = wilson(counts.in_time, counts.base)
    return "" if bounds is None else f", 95 % interval {bounds[0]:.2%} to {bounds[1]:.2%}"
