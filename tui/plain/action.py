"""`hearings action`: what is done about an outlier, and whether it worked."""

from __future__ import annotations

from typing import Annotated

import typer

from hearings.errors import UsageError
from tui.plain.face import face_of, read_day
from tui.plain.output import AsOf, Format, FormatOption, data, sheet, words

app = typer.Typer(
    help="Give actions on outliers, and see whether they worked.",
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=False,
)

Number = Annotated[int, typer.Argument(metavar="N", help="The action's number.")]


@app.callback()
def _action() -> None:
    """Give actions on outliers, and see whether they worked."""


@app.command("add")
def add(
    ctx: typer.Context,
    measure: Annotated[str, typer.Option(help="The share that raised the flag.")],
    start: Annotated[str, typer.Option("--from", help="The first day of that period.")],
    end: Annotated[str, typer.Option("--to", help="The last day of it, included.")],
    kind: Annotated[str, typer.Option(help="guidance, training, visit or dip_sample.")],
    owner: Annotated[str, typer.Option(help="Who sees to it.")],
    due: Annotated[str, typer.Option(help="The last day to have it done.")],
    unit: Annotated[str, typer.Option(help="The unit it is on.")] = "",
    rank: Annotated[str, typer.Option(help="Or the rank of those who assess.")] = "",
    tier: Annotated[str, typer.Option(help="Or the tier: inspecting or superintending.")] = "",
    note: Annotated[str, typer.Option(help="What else is to be known.")] = "",
    as_of: AsOf = "",
    output: FormatOption = Format.TEXT,
) -> None:
    """Give an action on a unit, a rank or a tier whose rate raised a flag.

    Example: hearings action add --unit Camden --measure gross_lowered --from 2013-07-01 --to 2013-09-30 --kind training --owner chaudhry --due 2014-04-30
    """  # noqa: E501 - an example is one line
    from db.improving import flagged
    from hearings.improving import flags
    from hearings.improving.actions import FIELDS, Given

    said = {"unit": unit, "rank": rank, "tier": tier}
    named = [name for name, value in said.items() if value]
    if len(named) != 1:
        raise UsageError("An action is on one --unit, one --rank or one --tier.")
    value = said[named[0]]
    if named[0] == "rank":
        from hearings.people import full_rank

        value = full_rank(value)
    asked = Given(
        FIELDS[named[0]],
        value,
        measure,
        read_day(start),
        read_day(end),
        kind,
        owner,
        read_day(due),
        note,
    )
    number, flag = flagged(face_of(ctx).desk(as_of), asked)
    _stepped(number, "given", output)
    if not flag.raised:
        words(flags.sentence(flag))


def _stepped(number: int, step: str, output: Format) -> None:
    """Say what became of an action: its number as data, and a sentence beside it."""
    if output is Format.JSON:
        data({"schema": "hearings.action_step/1", "action": number, "step": step})
    elif output is Format.CSV:
        sheet(("action", "step"), [[number, step]])
    words(f"Action {number} is {step}.")


@app.command("done")
def done(
    ctx: typer.Context,
    number: Number,
    on: Annotated[str, typer.Option(help="The day it was done; today where left out.")] = "",
    as_of: AsOf = "",
    output: FormatOption = Format.TEXT,
) -> None:
    """Say that an action was done.

    Example: hearings action done 1 --on 2014-03-12
    """
    from db import improving

    improving.done(face_of(ctx).desk(as_of), number, read_day(on) if on else None)
    _stepped(number, "done", output)


@app.command("drop")
def drop(
    ctx: typer.Context,
    number: Number,
    reason: Annotated[str, typer.Option(help="Why it will not be done.")],
    as_of: AsOf = "",
    output: FormatOption = Format.TEXT,
) -> None:
    """Say that an action will not be done.

    Example: hearings action drop 2 --reason "The unit was merged."
    """
    from db import improving

    improving.drop(face_of(ctx).desk(as_of), number, reason)
    _stepped(number, "dropped", output)


@app.command("list")
def show_list(
    ctx: typer.Context,
    still_open: Annotated[
        bool, typer.Option("--open", help="Only those still to be done.")
    ] = False,
    as_of: AsOf = "",
    output: FormatOption = Format.TEXT,
) -> None:
    """List the actions in the order they were given.

    Example: hearings action list --open
    """
    from db.improving import listing
    from tui.plain import action_answers, action_words

    desk = face_of(ctx).desk(as_of)
    found = listing(desk, still_open=still_open)
    rows = [action_answers.row(action, desk.today) for action in found]
    if output is Format.JSON:
        data({"schema": "hearings.actions/1", "as_of": desk.today.isoformat(), "rows": rows})
    elif output is Format.CSV:
        sheet(
            action_answers.COLUMNS, [[one[name] for name in action_answers.COLUMNS] for one in rows]
        )
    else:
        action_words.print_list(found, desk.today, desk.rules.dps)


@app.command("show")
def show(
    ctx: typer.Context, number: Number, as_of: AsOf = "", output: FormatOption = Format.TEXT
) -> None:
    """Show an action with its rate before and after, beside like units without one.

    Example: hearings action show 1
    """
    from db import improved
    from tui.plain import action_answers, action_words

    desk = face_of(ctx).desk(as_of)
    found = improved.show(desk, number)
    if output is Format.JSON:
        data(action_answers.promised(found, desk.today))
    elif output is Format.CSV:
        sheet(*action_answers.windows_sheet(found))
    else:
        action_words.print_one(found, desk.today, desk.rules)
