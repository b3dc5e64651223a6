"""`hearings review`: what waits for a second reader, and dip samples that are read blind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tui.plain.face import face_of, read_day
from tui.plain.fitting import line
from tui.plain.output import AsOf, Format, FormatOption, data, sheet

if TYPE_CHECKING:
    from db.blind import Item
    from db.people import Named
    from db.review import Sample

app = typer.Typer(
    help="Read decisions a second time.",
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=False,
)

Second = Annotated[
    str, typer.Option(help="Who reads, where the file is one's own: stated, not proved.")
]
Number = Annotated[int, typer.Argument(metavar="SAMPLE", help="The sample's number.")]
Place = Annotated[str, typer.Argument(metavar="SAMPLE/PLACE", help="The item, such as 3/7.")]


@app.callback()
def _review() -> None:
    """Read decisions a second time; an item of a sample is known by its place alone."""


@app.command("queue")
def show_queue(ctx: typer.Context, output: FormatOption = Format.TEXT) -> None:
    """List what waits for a second reader, what is to be reconsidered, and the dip samples.

    Example: hearings review queue
    """
    from db.review import queue
    from tui.plain import review_words

    found = queue(face_of(ctx).desk())
    if output is Format.JSON:
        data(review_words.promised_queue(found))
    elif output is Format.CSV:
        sheet(review_words.QUEUE_COLUMNS, review_words.queue_rows(found))
    else:
        review_words.print_queue(found)


@app.command("draw")
def draw_sample(
    ctx: typer.Context,
    seed: Annotated[str, typer.Option(help="Any text; with it the draw can be made again.")],
    start: Annotated[str, typer.Option("--from", help="The first day of the period.")],
    end: Annotated[str, typer.Option("--to", help="The last day, included.")],
    size: Annotated[int, typer.Option(help="How many to draw: one in three at most.")] = 30,
    reason: Annotated[
        str, typer.Option(help="Why again, where your last sample of these days is unread.")
    ] = "",
    as_of: AsOf = "",
    output: FormatOption = Format.TEXT,
) -> None:
    """Draw a dip sample from what was decided, changed or not, and from what units kept.

    Example: hearings review draw --size 30 --seed autumn --from 2013-10-01 --to 2014-03-31
    """
    from db.drawing import draw
    from tui.plain import review_words

    desk = face_of(ctx).desk(as_of)
    found = draw(desk, seed, size, read_day(start), read_day(end), reason)
    if output is Format.TEXT:
        line(review_words.drawn(found))
    else:
        _samples((found,), output)


@app.command("list")
def list_samples(ctx: typer.Context, output: FormatOption = Format.TEXT) -> None:
    """List the dip samples, and how far each has been read.

    Example: hearings review list
    """
    from db.review import listed

    _samples(listed(face_of(ctx).desk()), output)


@app.command("show")
def show_sample(
    ctx: typer.Context,
    sample: Number,
    second: Second = "",
    output: FormatOption = Format.TEXT,
) -> None:
    """Say how far each item of a sample has come; no level that you have not given yourself.

    Example: hearings review show 1
    """
    from db.blind import states
    from tui.plain import review_words

    found = states(face_of(ctx).desk(), sample, _named(second))
    if output is Format.JSON:
        data(review_words.promised_states(sample, found))
    elif output is Format.CSV:
        sheet(review_words.STATE_COLUMNS, review_words.state_rows(found))
    else:
        review_words.print_states(sample, found)


@app.command("read")
def read_item(
    ctx: typer.Context,
    sample: Number,
    place: Annotated[int | None, typer.Option(help="Which item; the next where left out.")] = None,
    second: Second = "",
    output: FormatOption = Format.TEXT,
) -> None:
    """Read the next item of a sample blind: no level, no name, no group, no unit, no reference.

    Example: hearings review read 1
    """
    from db.blind import item

    _item(item(face_of(ctx).desk(), sample, place, _named(second)), output)


@app.command("level")
def give_level(
    ctx: typer.Context,
    item: Place,
    level: Annotated[str, typer.Option(help="neither, misconduct or gross_misconduct.")],
    reason: Annotated[str, typer.Option(help="Why.")] = "",
    second: Second = "",
    as_of: AsOf = "",
    output: FormatOption = Format.TEXT,
) -> None:
    """Give the level you come to; then see what was decided, and why.

    Example: hearings review level 1/7 --level misconduct --reason 'A late entry, no gain.'
    """
    from db.blind import place_of, read

    sample, place = place_of(item)
    _item(read(face_of(ctx).desk(as_of), sample, place, level, reason, _named(second)), output)


@app.command("answer")
def answer_item(
    ctx: typer.Context,
    item: Place,
    concurs: Annotated[str, typer.Option("--answer", help="concur or reconsider.")],
    reason: Annotated[str, typer.Option(help="Why, where it is to be reconsidered.")] = "",
    second: Second = "",
    as_of: AsOf = "",
    output: FormatOption = Format.TEXT,
) -> None:
    """Concur, or ask the decision-maker to reconsider; the decision stays theirs.

    Example: hearings review answer 1/7 --answer reconsider --reason 'The custody record.'
    """
    from db.blind import answer, place_of

    sample, place = place_of(item)
    desk = face_of(ctx).desk(as_of)
    _item(answer(desk, sample, place, concurs, reason, _named(second)), output)


def _samples(found: tuple[Sample, ...], output: Format) -> None:
    from tui.plain import review_words

    if output is Format.JSON:
        data(review_words.promised_samples(found))
    elif output is Format.CSV:
        sheet(review_words.SAMPLE_COLUMNS, review_words.sample_rows(found))
    else:
        review_words.print_samples(found)


def _item(found: Item, output: Format) -> None:
    from tui.plain import review_words

    if output is Format.JSON:
        data(review_words.promised_item(found))
    elif output is Format.CSV:
        sheet(review_words.ITEM_COLUMNS, review_words.item_rows(found))
    else:
        review_words.print_item(found)


def _named(second: str) -> Named | None:
    from db.people import Named

    return Named(second) if second else None
