"""Give a figure of `stats`: printed, as data or in a file, and in each with the same marks.

What leaves the screen is read by somebody who did not ask for it. So every figure says what was
counted, by which day and of which period, to what it is narrowed, which archives are in it, that
it is internal, and of a demonstration that nobody in it is real.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from hearings.rate_words import value_words
from tui.plain.fitting import line, prose
from tui.plain.output import Format, data, sheet, words
from tui.plain.shares import INSIDE

if TYPE_CHECKING:
    from pathlib import Path

    from db.session import Session
    from db.sheets import Sheet
    from hearings.charts import Chart

OPEN = "Restricted matters are counted; a covert one is not, until it is overt."
"""Whose matters are in every figure."""

INVENTED = "Everybody here is invented: this is a demonstration."
"""What every figure of a demonstration says."""


HEADING = ("schema", "count_of", "audience", "note", "date", "from", "to", "as_of", "where",
           "archive", "notes")  # fmt: skip
"""The keys at the head of every figure's JSON."""


class Narrowed(Protocol):
    """What a figure is asked for by, whichever figure it is."""

    @property
    def where(self) -> Mapping[str, str]:
        """Only those with these values."""

    @property
    def start(self) -> date | None:
        """The first day."""

    @property
    def end(self) -> date | None:
        """The last day, included."""


@dataclass(frozen=True, slots=True)
class Everything:
    """A figure that is narrowed to nothing."""

    where: Mapping[str, str] = field(default_factory=dict)
    """No field."""
    start: date | None = None
    """No first day."""
    end: date | None = None
    """No last day."""


@dataclass(frozen=True, slots=True)
class Figure:
    """An internal figure, in every form that it is given in."""

    schema: str
    """The name of its JSON."""
    title: str
    """What it is."""
    count_of: str
    """What is counted, as JSON has it."""
    counted: str
    """What was counted, and how many: officers (270) in cases (244)."""
    day: str
    """Which day puts it in the period: by day received."""
    asked: Narrowed
    """What was asked for."""
    promised: Mapping[str, Any]
    """What its JSON has beside the heading."""
    grid: tuple[Sequence[str], Iterable[Sequence[object]]]
    """The columns and the rows of its sheet."""
    body: Callable[[], None]
    """Prints what stands between its heading and what is said under it."""
    notes: tuple[str, ...] = ()
    """Which archives are counted, in their own words, and which are not."""
    said: tuple[str, ...] = ()
    """What must be read with it."""
    under: tuple[str, ...] = ()
    """The same, where the text has it right under a table of its own."""
    picture: Chart | None = None
    """Its picture in a file; None where there is none."""
    drawn: Sequence[str] = ()
    """Its picture in characters, which has the title itself; none where none is asked for."""
    words: Callable[[str, str], str] = value_words
    """Says a value that it is narrowed to."""


def give(
    session: Session,
    figure: Figure,
    output: Format,
    out: Path | None = None,
    *,
    force: bool = False,
) -> None:
    """Print a figure, or write it to a file.

    Args:
        session: Who asked; that is written down already.
        figure: The figure.
        output: How it is printed.
        out: The file; None where it is printed.
        force: Whether to write over a file that is there.
    """
    if out is not None:
        from tui.plain.out import put_out

        put_out(session, _sheet(session, figure), out, force=force)
    elif output is Format.JSON:
        data(_promised(session, figure))
    elif output is Format.CSV:
        sheet(*figure.grid)
    else:
        _print(session, figure)
    # Comma-separated values have no room for words: they stand beside the data.
    if (output is Format.CSV) if out is None else (out.suffix.lower() == ".csv"):
        for sentence in _marks(session, figure):
            words(sentence)


def heading(session: Session, figure: Figure) -> dict[str, Any]:
    """Give what stands at the head of every figure's JSON; null where it does not hold."""
    asked = figure.asked
    told = (
        f"hearings.{figure.schema}/1",
        figure.count_of,
        "internal",
        " ".join(_internal(session)),
        getattr(asked, "basis", None),
        None if asked.start is None else asked.start.isoformat(),
        None if asked.end is None else asked.end.isoformat(),
        session.today.isoformat(),
        {name: value or None for name, value in asked.where.items()},
        getattr(asked, "archive", "") or None,
        list(figure.notes),
    )
    return dict(zip(HEADING, told, strict=True))


def _promised(session: Session, figure: Figure) -> dict[str, Any]:
    return {**heading(session, figure), **figure.promised}


def _sheet(session: Session, figure: Figure) -> Sheet:
    from db.sheets import Sheet

    columns, rows = figure.grid
    return Sheet(
        figure.title,
        tuple(columns),
        [*rows],
        _promised(session, figure),
        (*_marks(session, figure), *figure.under, *figure.said),
        figure.picture,
    )


def _print(session: Session, figure: Figure) -> None:
    for drawn in figure.drawn:
        line(drawn)
    line() if figure.drawn else line(figure.title)
    line(_counted(figure))
    figure.body()
    line()
    prose(*figure.notes, *figure.said, *_internal(session), _up_to(session))


def _marks(session: Session, figure: Figure) -> Iterator[str]:
    """Say what every figure says of itself, in whatever it is filed."""
    yield _counted(figure)
    yield from _internal(session)
    yield _up_to(session)
    yield from figure.notes


def _counted(figure: Figure) -> str:
    """Say what was counted, by which day, of which period, and of whom alone."""
    asked = figure.asked
    period = f", from {asked.start.isoformat()}" if asked.start else ""
    period += f", to {asked.end.isoformat()}" if asked.end else ""
    said = f"Counted: {figure.counted}; {figure.day}{period or ', all days'}"
    for name, value in asked.where.items():
        said += f"; only {name.replace('_', ' ')} {figure.words(name, value)}"
    archive = getattr(asked, "archive", "")
    return f"{said}; of {archive} alone." if archive else f"{said}."


def _internal(session: Session) -> tuple[str, ...]:
    return (INSIDE, OPEN, INVENTED) if session.demonstration else (INSIDE, OPEN)


def _up_to(session: Session) -> str:
    return f"What is not over is counted up to {session.today.isoformat()}."
