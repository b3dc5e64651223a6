"""`hearings stats`: the figures, each rate with its numerator and its base."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from db.figures import Breakdown, reassessment
from hearings.errors import UsageError
from tui.plain.asking import Basis, From, Named, To, Where, breakdown
from tui.plain.comparing_stats import add_comparing
from tui.plain.disparity import show_disparity
from tui.plain.face import face_of
from tui.plain.figure import give
from tui.plain.followed_stats import add_followed
from tui.plain.mine import show_mine
from tui.plain.narrowing import narrowed
from tui.plain.out import ForceOption, OutOption, fits, put_out
from tui.plain.outcome_stats import add_outcomes
from tui.plain.output import AsOf, Format, FormatOption
from tui.plain.rate_sheets import pictured, reassessment_figure
from tui.plain.rate_views import add_views
from tui.plain.step_stats import show_timeliness

if TYPE_CHECKING:
    from pathlib import Path

    from db.session import Session

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
    where: Where = None,
    start: From = "",
    end: To = "",
    basis: Basis = "received",
    archive: Named = "",
    audience: Annotated[str, typer.Option(help="internal, staff or public.")] = "internal",
    behind: Annotated[
        str, typer.Option("--list", help="The subjects behind one number, such as lowered.")
    ] = "",
    limit: Annotated[int, typer.Option(help="With --list: how many lines.")] = 50,
    after: Annotated[str, typer.Option(help="With --list: what the page before ended with.")] = "",
    as_of: AsOf = "",
    output: FormatOption = Format.TEXT,
    out: OutOption = None,
    force: ForceOption = False,
) -> None:
    """Say how often DPS changed the initial assessment, and which way.

    Example: hearings stats reassessment --by unit --from 2013-04-01 --to 2014-03-31

    Example: hearings stats reassessment --where unit=Camden --list lowered
    """
    if audience not in {"internal", "staff", "public"}:
        raise UsageError("The audience is internal, staff or public.")
    asked = replace(breakdown(by, where, start, end, basis, archive), audience=audience)
    fits(out, force=force, picture=audience == "internal" and pictured(asked))
    if behind and (out is not None or audience != "internal"):
        raise UsageError("--list names subjects: it is internal, and goes into no file.")
    session = face_of(ctx).session(as_of)
    asked = narrowed(session, asked)
    if behind:
        from tui.plain.behind_words import show_behind

        show_behind(session, asked, (behind, limit, after), output)
    elif audience != "internal":
        _release(session, asked, output, out, force=force)
    else:
        from db.comparing import standardised

        found = standardised(session, reassessment(session, asked))
        give(session, reassessment_figure(found), output, out, force=force)


def _release(
    session: Session, asked: Breakdown, output: Format, out: Path | None, *, force: bool
) -> None:
    from tui.plain.released import released_sheet, show_released

    if out is None:
        show_released(session, asked, output)
    else:
        put_out(session, released_sheet(session, asked), out, force=force)


app.command("timeliness")(show_timeliness)
add_comparing(app)
app.command("mine")(show_mine)
app.command("disparity")(show_disparity)
add_outcomes(app)
add_followed(app)
add_views(app)
