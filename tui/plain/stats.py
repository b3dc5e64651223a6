"""`hearings stats`: the figures, each rate with its numerator and its base."""

from __future__ import annotations

from typing import Annotated

import typer

from db.figures import BASES, Breakdown, Figure, Figures, reassessment
from hearings.errors import UsageError
from hearings.intervals import wilson
from hearings.rates import SHOWN, Counts
from tui.plain.face import face_of, read_day
from tui.plain.outcome_stats import add_outcomes
from tui.plain.output import AsOf, Format, FormatOption, columns, data, line, sheet
from tui.plain.shares import interval, pair, percent, share, span
from tui.plain.step_stats import show_timeliness

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
        where=dict(pair(text) for text in where or ()),
        start=read_day(start) if start else None,
        end=read_day(end) if end else None,
        basis=basis,
        audience=audience,
    )
    if audience != "internal":
        from tui.plain.released import show_released

        return show_released(face_of(ctx).session(as_of), asked, output)
    found = reassessment(face_of(ctx).session(as_of), asked)
    if output is Format.JSON:
        data(promised(found))
    elif output is Format.CSV:
        _sheet(found)
    else:
        print_text(found)


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
        nothing = dict.fromkeys((*SHOWN, "rate", "low", "high"))
        return {"key": key, **nothing, "spread": None, "suppressed": True}
    counts = {name: getattr(row.counts, name) for name in SHOWN}
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
    titles = [*fields, *SHOWN, "rate", "low", "high", "spread", "suppressed"]
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


def _interval(counts: Counts) -> str:
    said = interval(wilson(counts.changed, counts.decided))
    return f", {said}" if said else ""


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
    mark = "*" if counts.unfinished else ""
    return [
        *names,
        f"{counts.changed:,} of {counts.decided:,}{mark}",
        percent(counts.changed, counts.decided) if counts.decided else "no data",
        span(wilson(counts.changed, counts.decided)),
        f"{counts.lowered:,}",
        f"{counts.raised:,}",
        f"{counts.undecided:,}",
        f"{counts.no_local_view:,}",
    ]


app.command("timeliness")(show_timeliness)
add_outcomes(app)
