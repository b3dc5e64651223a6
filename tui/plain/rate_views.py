"""`hearings stats views` and `keep`: questions about the figures, under names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from hearings.errors import UsageError
from hearings.rate_words import share_words
from tui.plain.asking import Basis, From, To, Where, breakdown
from tui.plain.face import face_of
from tui.plain.figure import give
from tui.plain.fitting import line
from tui.plain.narrowing import narrowed
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

    session = face_of(ctx).session()
    asked = narrowed(session, breakdown(None, where, start, end, basis))
    question = saved_views.Question(
        figure, measure, by, across, period, asked.where, asked.start, asked.end, asked.basis
    )
    kept = saved_views.keep(session, name, question)
    words(f"Kept as {kept}.")


def _list(found: tuple[View, ...], output: Format) -> None:
    from db.saved_views import promised
    from db.settings import read

    rows = [{"name": view.name, "own": view.own, **promised(view.question)} for view in found]
    titles = list(rows[0])
    if output is Format.JSON:
        data({"schema": "hearings.views/1", "rows": rows})
    elif output is Format.CSV:
        sheet(titles, [[_said(value) for value in row.values()] for row in rows])
    else:
        dps = read().rules.dps
        for view in found:
            line(f"{view.name}{', yours' if view.own else ''}")
            line(f"  {_asked(view.question, dps)}")


def _asked(question: Question, dps: str) -> str:
    """Say how a question is shown, of which share, by what."""
    by = question.period if question.figure == "trend" else question.by
    by += f" and {question.across}" if question.figure == "cross" else ""
    figure = {"cross": "two fields"}.get(question.figure, question.figure)
    return f"{figure}: {share_words(question.measure, dps)}, by {by.replace('_', ' ')}"


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
    from tui.plain.rate_sheets import trend_figure

    found = trend_of(session, question.asked, question.measure, question.period)
    give(session, trend_figure(found), output)


def _show_funnel(session: Session, question: Question, output: Format) -> None:
    from db.comparing import funnel_of
    from tui.plain.rate_sheets import funnel_figure

    found = funnel_of(session, replace(question.asked, by=(question.by,)), question.measure)
    give(session, funnel_figure(found), output)


def _show_table(session: Session, question: Question, output: Format) -> None:
    from db.comparing import standardised
    from db.figures import reassessment
    from tui.plain.rate_sheets import reassessment_figure

    two = question.figure == "cross" and question.by != question.across
    by = (question.by, question.across) if two else (question.by,)
    found = standardised(session, reassessment(session, replace(question.within, by=by)))
    give(session, reassessment_figure(found), output)
