"""`hearings stats outcomes`, `consistency` and `hearings`: what proceedings came to."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from hearings.errors import UsageError
from tui.plain.face import Face, face_of, read_day
from tui.plain.figure import give
from tui.plain.narrowing import narrowed
from tui.plain.out import ForceOption, OutOption, fits, put_out
from tui.plain.output import Format, FormatOption
from tui.plain.shares import pair

if TYPE_CHECKING:
    from pathlib import Path

    from db.asking import Asked

By = Annotated[list[str] | None, typer.Option(help="year, standard, forum or another; repeatable.")]
Where = Annotated[list[str] | None, typer.Option(help="Only FIELD=VALUE.")]
From = Annotated[str, typer.Option("--from", help="The first day.")]
To = Annotated[str, typer.Option("--to", help="The last day, included.")]
Archive = Annotated[str, typer.Option(help="Count this archive, and nothing else.")]

AUDIENCES = ("internal", "staff", "public")
"""Whom the figures of outcomes may be for."""


def add_outcomes(app: typer.Typer) -> None:
    """Add the commands to those of `stats`."""
    app.command("outcomes")(show_outcomes)
    app.command("consistency")(show_consistency)
    app.command("hearings")(show_hearings)


def show_outcomes(
    ctx: typer.Context,
    by: By = None,
    where: Where = None,
    start: From = "",
    end: To = "",
    archive: Archive = "",
    summary: Annotated[
        str, typer.Option(help="The annual summary instead: of YEAR, 2013/14, or FROM..TO.")
    ] = "",
    audience: Annotated[str, typer.Option(help="internal, staff or public.")] = "internal",
    output: FormatOption = Format.TEXT,
    out: OutOption = None,
    force: ForceOption = False,
) -> None:
    """Count what proceedings ended in, and the appeals, each share with its numerator and base.

    Example: hearings stats outcomes --by standard --from 2013-04-01 --to 2014-03-31
    Example: hearings stats outcomes --by forum --audience staff
    """
    from db.outcomes import sanctions
    from tui.plain import sanction_words

    if audience not in AUDIENCES:
        raise UsageError("The audience is internal, staff or public.")
    fits(out, force=force)
    if summary:
        if by or where or start or end or archive:
            raise UsageError("The summary is of a period alone: --summary 2013, or FROM..TO.")
        if audience != "internal":
            _release_summary(face_of(ctx), _period(summary), audience, output, out, force=force)
        else:
            _show_summary(face_of(ctx), *_period(summary), output, out, force=force)
        return
    asked = narrowed(face_of(ctx).session(), _asked(by, where, start, end, archive))
    if audience != "internal":
        _release(face_of(ctx), asked, audience, output, out, force=force)
        return
    session = face_of(ctx).session()
    figure = sanction_words.outcomes_figure(sanctions(session, asked))
    give(session, figure, output, out, force=force)


def _release(
    face: Face, asked: Asked, audience: str, output: Format, out: Path | None, *, force: bool
) -> None:
    from tui.plain.outcomes_released import released_sheet, show_released

    session = face.session()
    if out is None:
        show_released(session, asked, audience, output)
    else:
        put_out(session, released_sheet(session, asked, audience), out, force=force)


def _release_summary(
    face: Face,
    period: tuple[date, date],
    audience: str,
    output: Format,
    out: Path | None,
    *,
    force: bool,
) -> None:
    from tui.plain.summary_released import show_summary_released, summary_sheet

    session = face.session()
    if out is None:
        show_summary_released(session, period, audience, output)
    else:
        put_out(session, summary_sheet(session, period, audience), out, force=force)


def _show_summary(
    face: Face, start: date, end: date, output: Format, out: Path | None, *, force: bool
) -> None:
    from db.outcomes import summary
    from tui.plain import summary_words

    session = face.session()
    figure = summary_words.summary_figure(summary(session, start, end), start, end)
    give(session, figure, output, out, force=force)


def show_consistency(
    ctx: typer.Context,
    by: By = None,
    where: Where = None,
    start: From = "",
    end: To = "",
    output: FormatOption = Format.TEXT,
    out: OutOption = None,
    force: ForceOption = False,
) -> None:
    """Count how many outcomes were compared, and where they lay among their comparators.

    Example: hearings stats consistency --by year --by forum
    """
    from db.outcomes import compared
    from tui.plain import consistency_words

    fits(out, force=force)
    session = face_of(ctx).session()
    figure = consistency_words.consistency_figure(
        compared(session, narrowed(session, _asked(by, where, start, end)))
    )
    give(session, figure, output, out, force=force)


def show_hearings(
    ctx: typer.Context,
    by: Annotated[list[str] | None, typer.Option(help="year or forum; both unless said.")] = None,
    start: From = "",
    end: To = "",
    output: FormatOption = Format.TEXT,
    out: OutOption = None,
    force: ForceOption = False,
) -> None:
    """Count hearings: heard, part-heard, to come, called off, and proceedings withdrawn.

    Example: hearings stats hearings --by year
    """
    from db.held import held
    from tui.plain import held_words

    fits(out, force=force)
    session = face_of(ctx).session()
    figure = held_words.held_figure(held(session, _asked(by, None, start, end)))
    give(session, figure, output, out, force=force)


def _asked(
    by: list[str] | None, where: list[str] | None, start: str, end: str, archive: str = ""
) -> Asked:
    from db.asking import Asked

    return Asked(
        by=tuple(by or ()),
        where=dict(pair(text) for text in where or ()),
        start=read_day(start) if start else None,
        end=read_day(end) if end else None,
        archive=archive,
    )


def _period(text: str) -> tuple[date, date]:
    """Read YEAR, the year from April as `2013/14`, or FROM..TO."""
    first, sign, last = text.partition("..")
    if sign:
        return read_day(first), read_day(last)
    year, slash, rest = text.partition("/")
    if slash and _is_year(year) and rest in {f"{(int(year) + 1) % 100:02d}", str(int(year) + 1)}:
        return date(int(year), 4, 1), date(int(year) + 1, 3, 31)
    if not _is_year(text):
        raise UsageError(
            f"--summary {text!r} must be a year, a year from April as 2013/14, or FROM..TO as ISO"
            " dates."
        )
    return date(int(text), 1, 1), date(int(text), 12, 31)


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isascii() and text.isdecimal() and "0000" < text < "9999"
