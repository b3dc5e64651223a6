"""`hearings case`: list, show and move cases."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from hearings.rate_words import value_words
from hearings.stages import built, moves
from tui.plain.face import face_of
from tui.plain.output import AsOf, Format, FormatOption, columns, data, line, sheet, words

COLUMNS = ("case", "subject", "name", "rank", "unit", "stage", "level", "local_level", "priority",
           "handler", "due", "version")  # fmt: skip
"""What a row of `case list` holds, in order."""


class MoveGroup(TyperGroup):
    """Add one command for each move of the table, made when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the library's signature
        """List the commands: those that read, then the moves in the order of the table."""
        return [*self.commands, *(move.command for move in built())]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Make a move's command, or one that says with which issue it comes."""
        known = super().get_command(ctx, cmd_name)
        move = moves().get(cmd_name.replace("-", "_"))
        if known is not None or move is None or move.by_item:
            return known
        from db.settings import read
        from tui.plain.moves import command_for

        rules = read().rules
        made = typer.Typer(rich_markup_mode=None, add_completion=False)
        if move.later:
            anything = {"allow_extra_args": True, "ignore_unknown_options": True}
            made.command(cmd_name, context_settings=anything)(_later(cmd_name))
        else:
            said = {"unit_word": rules.unit_word, "dps": rules.dps}
            made.command(cmd_name)(command_for(move, said))
        return get_command(made)


def _later(name: str) -> Any:
    def command(ctx: typer.Context) -> None:  # noqa: ARG001 - takes what is left of the line
        from hearings.stages import move_named

        move_named(name)

    return command


app = typer.Typer(
    cls=MoveGroup,
    help="Receive, list, show and move cases.",
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=False,
)


@app.callback()
def _case() -> None:
    """Receive, list, show and move cases."""


@app.command("list")
def list_cases(
    ctx: typer.Context,
    stage: Annotated[str, typer.Option(help="Only those at this stage.")] = "",
    unit: Annotated[str, typer.Option(help="Only those of this unit.")] = "",
    level: Annotated[str, typer.Option(help="Only those at this level.")] = "",
    priority: Annotated[str, typer.Option(help="Only red, amber or green.")] = "",
    handler: Annotated[str, typer.Option(help="Only those this person handles.")] = "",
    overdue: Annotated[bool, typer.Option("--overdue", help="Only those past a due day.")] = False,
    search: Annotated[str, typer.Option(help="Only those in which all these words stand.")] = "",
    sort: Annotated[str, typer.Option(help="The column to sort by.")] = "reference",
    descending: Annotated[bool, typer.Option("--descending", help="The last first.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="The most rows.")] = 50,
    after: Annotated[str, typer.Option(help="Where the page before ended.")] = "",
    as_of: AsOf = "",
    output: FormatOption = Format.TEXT,
) -> None:
    """List the subjects of cases.

    Example: hearings case list --stage awaiting_dps --sort priority
    """
    from db.store import Query

    desk = face_of(ctx).desk(as_of)
    query = Query(
        stage=stage,
        unit=unit,
        level=level,
        priority=priority,
        handler=handler,
        overdue_on=desk.today.isoformat() if overdue else "",
        search=search,
        sort=sort,
        descending=descending,
    )
    total, cases, page = desk.listing(query, limit, after)
    rows = [_row(listed) for listed in page]
    more = str(page[-1].reference) if len(page) == limit and limit < total else None
    if output is Format.JSON:
        data({"schema": "hearings.cases/1", "total": total, "rows": rows, "next": more})
    elif output is Format.CSV:
        sheet(COLUMNS, [[row[name] for name in COLUMNS] for row in rows])
    else:
        shorter = ("subject", "name", "rank", "unit", "stage", "local_level", "level", "priority")
        columns([[_worded(n, row[n]) for n in shorter] for row in rows], shorter)
        subjects = "subject" if total == 1 else "subjects"
        many = "1 case" if cases == 1 else f"{cases:,} cases"
        words(f"{len(rows):,} of {total:,} {subjects} in {many}.")


def _row(listed: Any) -> dict[str, object]:
    case, _slash, _number = listed.reference.rpartition("/")
    row: dict[str, object] = {"case": case, "subject": listed.reference}
    row |= {name: getattr(listed, name) or None for name in COLUMNS[2:-1]}
    return row | {"version": listed.version}


@app.command("show")
def show(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="CASE[/N]", help="The case or the subject.")],
    output: FormatOption = Format.TEXT,
) -> None:
    """Show everything about a case, its history included; the trail says that you read it.

    As CSV it is the history alone, one event a line.

    Example: hearings case show MC-2014-00042/1
    """
    from tui.plain.showing import EVENT_COLUMNS, case_lines, event_rows, promised

    view, number = face_of(ctx).desk().show(ref)
    if output is Format.JSON:
        data(promised(view, number))
        return
    if output is Format.CSV:
        sheet(EVENT_COLUMNS, event_rows(view, number))
        return
    for text in case_lines(view, number):
        line(text)


@app.command("feedback")
def feedback(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="CASE/N", help="The subject.")],
) -> None:
    """Read the feedback note that a change has prepared; 'send-feedback' sends it.

    Example: hearings case feedback MC-2014-00042/1
    """
    for text in face_of(ctx).desk().feedback(ref):
        line(text)


def _worded(name: str, value: object) -> str:
    """Say a value of a row; a level in full, for "neither" alone says nothing."""
    told = str(value or "")
    if told and name.endswith("level"):
        return value_words("local_level", told)
    return told.replace("_", " ")
