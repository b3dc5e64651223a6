"""`hearings stats views` and `keep`: questions about the figures, under names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from hearings.errors import UsageError
from tui.plain.asking import Basis, From, To, Where, breakdown
from tui.plain.face import face_of
from tui.plain.fitting import columns
from tui.plain.output import AsOf, Format, FormatOption, data, sheet, words

if TYPE_CHECKING:
    from db.saved_views import Question, View
    from db.session import Session


def add_views(app: typer.Typer) -> None:
    """Add the commands to those of `stats`."""
    app.command("views")(show_views)
    app.command("keep")(keep_view)


def show_views(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="Give the figures of this question.")] = "",
    drop: Annotated[bool, typer.Option("--drop", help="Drop it; you kept it.")] = False,
    as_of: AsOf = "",
    output: FormatOption = Format.TEXT,
) -> None:
    """List the questions that are ready made and those you kept, or give the figures of one.

    Example: hearings stats views "gross misconduct lowered by unit"
    """
    from db import saved_views

    session = face_of(ctx).session(as_of)
    if drop:
        if not name:
            raise UsageError("--drop needs the name of a question that you kept.")
        saved_views.drop(session, name)
        words(f"{name} is dropped.")
    elif name:
        _show(session, saved_views.view_named(session, name).question, output)
    else:
        _list(saved_views.views(session), output)


def keep_view(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="The name to keep it under.")],
    figure: Annotated[
        str, typer.Option(help="intervals, funnel, trend, table or cross.")
    ] = "intervals",
    measure: Annotated[
        str,
        typer.Option(
            help="changed, gross_lowered, misconduct_lowered, misconduct_raised or neither_raised."
        ),
    ] = "gross_lowered",
    by: Annotated[str, typer.Option(help="The field to break down by.")] = "unit",
    across: Annotated[str, typer.Option(help="The second field of a cross-table.")] = "tier",
    period: Annotated[str, typer.Option(help="Of a trend: month, quarter or year.")] = "quarter",
    where: Where = None,
    start: From = "",
    end: To = "",
    basis: Basis = "received",
) -> None:
    """Keep a question under a name, for yourself alone; one of the same name is replaced.

    Example: hearings stats keep "Camden" --figure trend --where unit=Camden
    """
    from db import saved_views

    asked = breakdown(None, where, start, end, basis)
    question = saved_views.Question(
        figure, measure, by, across, period, asked.where, asked.start, asked.end, asked.basis
    )
    kept = saved_views.keep(face_of(ctx).session(), name, question)
    words(f"Kept as {kept}.")


def _list(found: tuple[View, ...], output: Format) -> None:
    from db.saved_views import promised

    rows = [{"name": view.name, "own": view.own, **promised(view.question)} for view in found]
    titles = list(rows[0])
    if output is Format.JSON:
        data({"schema": "hearings.views/1", "rows": rows})
    elif output is Format.CSV:
        sheet(titles, [[_said(value) for value in row.values()] for row in rows])
    else:
        told = ["name", "figure", "measure", "by"]
        columns([[*(str(row[n]) for n in told), "yours" if row["own"] else ""] for row in rows],
                [*told, ""])  # fmt: skip


def _said(value: object) -> object:
    if isinstance(value, dict):
        return "; ".join(f"{name}={held}" for name, held in value.items())
    return value


def _show(session: Session, question: Question, output: Format) -> None:
    """Print the figures that a question asks for, as the commands of those figures do."""
    if question.figure == "trend":
        _show_trend(session, question, output)
    elif question.figure in {"intervals", "funnel"} and question.places:
        _show_funnel(session, question, output)
    else:
        _show_table(session, question, output)


def _show_trend(session: Session, question: Question, output: Format) -> None:
    from db.comparing import trend_of
    from tui.plain import comparing_words

    found = trend_of(session, question.asked, question.measure, question.period)
    if output is Format.JSON:
        data(comparing_words.promised_trend(found))
    elif output is Format.CSV:
        sheet(*comparing_words.trend_sheet(found))
    else:
        comparing_words.print_trend(found)


def _show_funnel(session: Session, question: Question, output: Format) -> None:
    from db.comparing import funnel_of
    from tui.plain import comparing_words

    found = funnel_of(session, replace(question.asked, by=(question.by,)), question.measure)
    if output is Format.JSON:
        data(comparing_words.promised_funnel(found))
    elif output is Format.CSV:
        sheet(*comparing_words.funnel_sheet(found))
    else:
        comparing_words.print_funnel(found)


def _show_table(session: Session, question: Question, output: Format) -> None:
    from db.comparing import standardised
    from db.figures import reassessment
    from tui.plain import rate_words

    two = question.figure == "cross" and question.by != question.across
    by = (question.by, question.across) if two else (question.by,)
    found = standardised(session, reassessment(session, replace(question.within, by=by)))
    if output is Format.JSON:
        data(rate_words.promised(found))
    elif output is Format.CSV:
        rate_words.print_sheet(found)
    else:
        rate_words.print_text(found)
