"""`hearings letter`: write, keep and reissue notices and letters."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tui.plain.face import face_of
from tui.plain.output import AsOf, Format, FormatOption, columns, data, line, sheet, words

if TYPE_CHECKING:
    from db.letters import Issued

app = typer.Typer(
    help="Write, keep and reissue notices and letters.",
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=False,
)

Subject = Annotated[str, typer.Argument(metavar="CASE/N", help="The subject.")]
KindName = Annotated[
    str, typer.Argument(metavar="KIND", help="The kind of letter, as 'letter kinds' lists it.")
]
Facts = Annotated[
    list[str] | None,
    typer.Option(
        "--fact",
        metavar="NAME=VALUE",
        help="A fact the records do not hold; VALUE may be a file as @FILE. May be given again.",
    ),
]
Out = Annotated[
    Path | None, typer.Option("--out", help="The file to write; it must not be there yet.")
]

COLUMNS = ("id", "subject", "kind", "format", "issued_at", "account", "sha256")
"""What a row of `letter list` holds, in order."""


@app.callback()
def _letter() -> None:
    """Write, keep and reissue notices and letters."""


@app.command("kinds")
def list_kinds(output: FormatOption = Format.TEXT) -> None:
    """List the kinds of letter and the facts each takes from --fact.

    Example: hearings letter kinds
    """
    from hearings.letters import kinds

    rows = [
        {
            "kind": kind.key,
            "title": kind.title(),
            "to": kind.to,
            "needs": list(kind.needs()),
            "takes": list(kind.takes),
            "given": list(dict.fromkeys(f.name for f in (*kind.given(), *kind.given("2020")))),
        }
        for kind in kinds().values()
    ]
    if output is Format.JSON:
        data({"schema": "hearings.letters/1", "kinds": rows})
        return
    titles = ("kind", "title", "given")
    cells = [[_cell(row[name]) for name in titles] for row in rows]
    if output is Format.CSV:
        sheet(titles, cells)
    else:
        columns(cells, ("kind", "title", "facts from --fact"))


@app.command("list")
def list_letters(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="CASE[/N]", help="The case or the subject.")],
    output: FormatOption = Format.TEXT,
) -> None:
    """List the letters issued in a case or to one of its officers.

    Example: hearings letter list MC-2014-00042/1
    """
    from db.letters import issued

    rows = [_row(letter) for letter in issued(face_of(ctx).desk(), ref)]
    if output is Format.JSON:
        data({"schema": "hearings.letters/1", "rows": rows})
    elif output is Format.CSV:
        sheet(COLUMNS, [[row[name] for name in COLUMNS] for row in rows])
    else:
        columns([[str(row[name]) for name in COLUMNS[:-1]] for row in rows], COLUMNS[:-1])
        words(f"{len(rows):,} letter{'' if len(rows) == 1 else 's'}.")


@app.command("preview")
def preview(
    ctx: typer.Context,
    ref: Subject,
    kind: KindName,
    fact: Facts = None,
    as_of: AsOf = "",
) -> None:
    """Show a letter as text and keep nothing.

    Example: hearings letter preview MC-2014-00042/1 notice-of-referral --fact chair='Cmdr Hale'
    """
    from db import letters

    face = face_of(ctx)
    given = _facts(fact or [])
    said = letters.preview(face.desk(as_of), ref, kind, given, force=face.settings().force)
    for text in said.splitlines():
        line(text)


@app.command("write")
def write(
    ctx: typer.Context,
    ref: Subject,
    kind: KindName,
    form: Annotated[
        str, typer.Option("--file-format", help="What the letter is: text, html or docx.")
    ] = "text",
    out: Out = None,
    fact: Facts = None,
    as_of: AsOf = "",
) -> None:
    """Write a letter and keep it, byte for byte, with its hash.

    Example: hearings letter write MC-2014-00042/1 outcome-notice --file-format docx --out n.docx
    """
    from db import letters

    face = face_of(ctx)
    _fits(form, out)
    given = _facts(fact or [])
    desk = face.desk(as_of)
    letter = letters.issue(desk, ref, kind, form, given, force=face.settings().force)
    words(f"Kept as letter {letter.id} (SHA-256 {letter.sha256}).")
    _give(letter, out)


@app.command("reissue")
def reissue(
    ctx: typer.Context,
    number: Annotated[int, typer.Argument(metavar="ID", help="The letter's number.")],
    out: Out = None,
) -> None:
    """Give a letter out again, byte for byte as it was issued.

    Example: hearings letter reissue 12 --out notice.docx
    """
    from db import letters

    _fits("text", out)
    letter = letters.reissue(face_of(ctx).desk(), number)
    _fits(letter.format, out)
    _give(letter, out)


def _row(letter: Issued) -> dict[str, object]:
    return {
        "id": letter.id,
        "subject": letter.ref,
        "kind": letter.kind,
        "format": letter.format,
        "issued_at": letter.issued_at.isoformat(),
        "account": letter.account,
        "sha256": letter.sha256,
    }


def _cell(value: object) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


def _facts(given: list[str]) -> dict[str, str]:
    """Read NAME=VALUE facts; a value that begins with @ is read from the file it names."""
    from hearings.errors import UsageError

    found = {}
    for text in given:
        name, sign, value = text.partition("=")
        if not sign or not name.strip():
            raise UsageError(f"A fact cannot be {text!r}; write it as NAME=VALUE.")
        if value.startswith("@"):
            try:
                value = Path(value[1:]).read_text("utf-8")
            except OSError as error:
                raise UsageError(
                    f"The file {value[1:]} cannot be read: {error.strerror}."
                ) from error
            except UnicodeDecodeError as error:
                raise UsageError(
                    f"The file {value[1:]} cannot be read: it is no text in UTF-8."
                ) from error
        found[name.strip().replace("-", "_")] = value
    return found


def _fits(form: str, out: Path | None) -> None:
    """Refuse, before anything is kept, what could not be given out."""
    from db.places import is_there
    from hearings.errors import Refused, UsageError

    if out is None and form != "text":
        raise UsageError(f"A letter as {form} is written to a file: name it with --out.")
    if out is not None and is_there(out):
        raise Refused(f"{out} is there already; name another file with --out.")
    if out is not None and not is_there(out.parent):
        raise Refused(f"{out} cannot be made: there is no folder {out.parent}.")


def _give(letter: Issued, out: Path | None) -> None:
    """Print a letter, or write its bytes to a file that its owner alone can read."""
    if out is None:
        for text in letter.body.decode().splitlines():
            line(text)
        return
    from db.places import make_private_file

    make_private_file(out)
    out.write_bytes(letter.body)
    words(f"Written to {out}.")
