"""`hearings user`: accounts and the people they belong to."""

from __future__ import annotations

from typing import Annotated

import typer

from tui.plain.face import face_of, read_day
from tui.plain.output import Format, FormatOption, columns, data, sheet, words

app = typer.Typer(
    help="Manage accounts and people.",
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=False,
)


@app.callback()
def _user() -> None:
    """Manage accounts and people."""


@app.command("list")
def list_users(ctx: typer.Context, output: FormatOption = Format.TEXT) -> None:
    """List the accounts and what each may do.

    Example: hearings user list
    """
    from db.accounts import listing

    rows = listing(face_of(ctx).desk())
    if output is Format.JSON:
        data({"schema": "hearings.users/1", "rows": rows})
        return
    titles = ("account", "person", "name", "rank", "unit", "roles", "active")
    cells = [[_cell(row[title]) for title in titles] for row in rows]
    if output is Format.CSV:
        sheet(titles, cells)
    else:
        columns(cells, titles)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, list) else str(value)


@app.command("add")
def add(
    ctx: typer.Context,
    account: Annotated[str, typer.Argument(help="The login, or the system's account.")],
    role: Annotated[list[str] | None, typer.Option(help="A role; may be given again.")] = None,
    person: Annotated[str, typer.Option(help="The force number of whoever it belongs to.")] = "",
    name: Annotated[str, typer.Option(help="Their name.")] = "",
    rank: Annotated[str, typer.Option(help="Their rank, or staff grade.")] = "",
    unit: Annotated[str, typer.Option(help="The unit whose matters a local role may see.")] = "",
    since: Annotated[
        str, typer.Option(help="The day from which rank and unit are so; today where left out.")
    ] = "",
) -> None:
    """Add an account, or put its person, unit and roles right.

    Example: hearings user add osei --role authority --person 201234 --name 'A Osei' --rank DCI
    """
    from db.accounts import add as keep
    from hearings.people import PersonFacts, full_rank

    facts = PersonFacts(person, rank=full_rank(rank), unit=unit)
    day = read_day(since) if since else None
    keep(face_of(ctx).desk(), account, tuple(role or ()), facts, name, day)
    words(f"The account {account} may act as {', '.join(role or ()) or 'nothing'}.")


@app.command("close")
def close(ctx: typer.Context, account: Annotated[str, typer.Argument(help="The account.")]) -> None:
    """Close an account; what it did stays under its name.

    Example: hearings user close osei
    """
    from db.accounts import close as shut

    shut(face_of(ctx).desk(), account)
    words(f"The account {account} is closed.")
