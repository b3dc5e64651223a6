"""`hearings init`: make the database."""

from __future__ import annotations

from typing import Annotated

import typer

from tui.plain.face import face_of
from tui.plain.output import words

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("init")
def make(
    ctx: typer.Context,
    person: Annotated[str, typer.Option(help="Your own force number.")] = "",
    name: Annotated[str, typer.Option(help="Your name.")] = "",
    rank: Annotated[str, typer.Option(help="Your rank, such as 'Chief Inspector'.")] = "",
) -> None:
    """Make the database, readable by you alone.

    Example: hearings init --person 201234 --name 'A Osei' --rank 'Chief Inspector'
    """
    from db.opening import init

    face = face_of(ctx)
    account = init(face.url, face.today, number=person, name=name, rank=rank)
    words(f"Made {face.place}. The account {account} keeps it.")
