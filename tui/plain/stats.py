"""`hearings stats`: the figures, each rate with its numerator and its base."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from db.figures import Breakdown, Figures, reassessment
from hearings.errors import UsageError
from hearings.rates import PERSONS
from tui.plain.asking import Basis, From, Named, To, Where, breakdown
from tui.plain.comparing_stats import add_comparing
from tui.plain.disparity import show_disparity
from tui.plain.face import face_of
from tui.plain.followed_stats import add_followed
from tui.plain.mine import show_mine
from tui.plain.out import ForceOption, OutOption, fits, put_out
from tui.plain.outcome_stats import add_outcomes
from tui.plain.output import AsOf, Format, FormatOption, data
from tui.plain.rate_views import add_views
from tui.plain.rate_words import print_sheet, print_text, promised
from tui.plain.step_stats import show_timeliness

if TYPE_CHECKING:
    from db.session import Session
    from db.sheets import Sheet

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
    drawn = audience == "internal" and not PERSONS & {*asked.by, *asked.where}
    fits(out, force=force, picture=drawn)
    if behind and out is not None:
        raise UsageError("--out writes figures; --list names subjects and goes into no file.")
    session = face_of(ctx).session(as_of)
    if behind:
        from tui.plain.behind_words import show_behind

        show_behind(session, asked, (behind, limit, after), output)
    elif out is not None:
        put_out(session, _in_a_file(session, asked), out, force=force)
    elif audience != "internal":
        from tui.plain.released import show_released

        show_released(session, asked, output)
    else:
        from db.comparing import standardised

        _print(standardised(session, reassessment(session, asked)), output)


def _in_a_file(session: Session, asked: Breakdown) -> Sheet:
    """Give the figures as a file holds them."""
    if asked.audience != "internal":
        from tui.plain.released import released_sheet

        return released_sheet(session, asked)
    from db.comparing import standardised
    from tui.plain.rate_sheets import reassessment_sheet

    return reassessment_sheet(standardised(session, reassessment(session, asked)))


def _print(found: Figures, output: Format) -> None:
    if output is Format.JSON:
        data(promised(found))
    elif output is Format.CSV:
        print_sheet(found)
    else:
        print_text(found)


app.command("timeliness")(show_timeliness)
add_comparing(app)
app.command("mine")(show_mine)
app.command("disparity")(show_disparity)
add_outcomes(app)
add_followed(app)
add_views(app)
