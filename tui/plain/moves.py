"""Make one command for each move, from the table of moves; none is written by hand."""

from __future__ import annotations

import inspect
import sys
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from hearings.errors import UsageError
from hearings.rate_words import value_words
from hearings.severity import headings
from hearings.stages import Field, Move
from tui.plain.face import face_of, read_day
from tui.plain.output import AsOf, Format, FormatOption, data, line, sheet, words

STDIN = "-"

REPEATED = frozenset({"answers", "levels", "pairs", "seats", "several", "sittings"})
"""The types of field whose option may be given again."""

_HEADING_OPTIONS = {"action": ("--action", "--reasons")}
"""Options of a heading beside its key: the reasons stand under the decision."""

_SHARED: dict[str, Any] = {
    "maker": Annotated[str, typer.Option(help="Who made it: a force number or an account.")],
    "maker_name": Annotated[str, typer.Option(help="Their name, where the records lack it.")],
    "maker_rank": Annotated[str, typer.Option(help="Their rank or staff grade then.")],
    "maker_unit": Annotated[str, typer.Option(help="Their unit then.")],
    "on": Annotated[str, typer.Option(help="The day it took effect; today where left out.")],
    "text_from": Annotated[
        list[str] | None, typer.Option(help="Take a text from a file, as FIELD=PATH.")
    ],
    "at_version": Annotated[
        int | None, typer.Option(help="Refuse if the subject has moved on from this version.")
    ],
    "command_id": Annotated[str, typer.Option(help="The same id twice has one effect.")],
    "as_of": AsOf,
    "output": FormatOption,
}
_SECOND = Annotated[
    str, typer.Option(help="The second person, where the file is one's own: stated, not proved.")
]
_DEFAULTS: dict[str, Any] = {"text_from": None, "at_version": None, "output": Format.TEXT}


def command_for(move: Move, words_of: Mapping[str, str]) -> Callable[..., None]:
    """Make the command of a move.

    Args:
        move: The row of the table.
        words_of: The force's own words, for the title.
    """
    shape: dict[str, Any] = {"ctx": typer.Context}
    if move.event != "receive":
        shape["subject"] = Annotated[str, typer.Argument(help="The subject, as CASE/N.")]
    for field in move.fields:
        shape.update(_options(field))
    shape.update(_SHARED)
    if move.made_by == "second":
        shape["second"] = _SECOND

    def command(**given: Any) -> None:
        _run(move, given)

    command.__name__ = move.event
    command.__doc__ = f"{move.title.format(**words_of)}.\n\nExample: {move.example}"
    command.__annotations__ = {**shape, "return": None}
    command.__signature__ = _signature(shape)  # type: ignore[attr-defined]  # Typer reads it
    return command


def _options(field: Field) -> dict[str, Any]:
    """Give the options of one field: a rationale has one for each heading, and a file."""
    name = _name(field)
    if field.type == "rationale":
        found: dict[str, Any] = {
            key: Annotated[str, typer.Option(*_HEADING_OPTIONS.get(key, ()), help=f"{said}.")]
            for key, said in headings().items()
        }
        found[name] = Annotated[
            str, typer.Option("--rationale", help="A TOML file of the six headings.")
        ]
        return found
    told = field.help + (f" One of {', '.join(field.choices)}." if field.choices else "")
    if field.type == "flag":
        return {name: Annotated[bool, typer.Option(f"--{field.option}", help=told)]}
    kind: Any = list[str] | None if field.type in REPEATED else str
    return {name: Annotated[kind, typer.Option(f"--{field.option}", help=told)]}


def _name(field: Field) -> str:
    """Name a field's parameter; `set` and `event` keep clear of Python's own words."""
    return f"field_{field.key}"


def _signature(shape: Mapping[str, Any]) -> inspect.Signature:
    found = []
    for name, kind in shape.items():
        default = inspect.Parameter.empty if name in {"ctx", "subject"} else _default(name, kind)
        found.append(
            inspect.Parameter(
                name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind
            )
        )
    return inspect.Signature(found)


def _default(name: str, kind: Any) -> Any:
    if name in _DEFAULTS:
        return _DEFAULTS[name]
    inner = getattr(kind, "__origin__", kind)
    if inner is bool:
        return False
    return "" if inner is str else None


def _run(move: Move, given: dict[str, Any]) -> None:
    from db.actions import Ask
    from db.people import Named

    texts = dict(_text_from(item) for item in given["text_from"] or ())
    fields = {field.key: _value(field, given, texts) for field in move.fields}
    strange = sorted(set(texts) - {field.option for field in move.fields} - set(headings()))
    if strange:
        raise UsageError(f"'{move.command}' takes no text called {', '.join(strange)}.")
    named = given.get("second") or given["maker"]
    ask = Ask(
        event=move.event,
        ref=given.get("subject", ""),
        given={key: value for key, value in fields.items() if value not in (None, "", [], {})},
        maker=Named(named, given["maker_name"], given["maker_rank"], given["maker_unit"])
        if named
        else None,
        on=read_day(given["on"]) if given["on"] else None,
        at_version=given["at_version"],
        command_id=given["command_id"],
    )
    _answer(face_of(given["ctx"]).desk(given["as_of"]).perform(ask), given["output"])


def _value(field: Field, given: Mapping[str, Any], texts: Mapping[str, str]) -> object:
    if field.type == "rationale":
        return _rationale(given, texts)
    if field.option in texts:
        return texts[field.option]
    value = given[_name(field)]
    return _stdin() if field.type == "text" and value == STDIN else value


def _rationale(given: Mapping[str, Any], texts: Mapping[str, str]) -> dict[str, str]:
    """Put the headings together: the file first, then the options that say otherwise."""
    path = given["field_rationale"]
    found = {} if not path else _toml(path)
    for key in headings():
        value = texts.get(key, given[key])
        if value:
            found[key] = _stdin() if value == STDIN else value
    return found


def _toml(path: str) -> dict[str, str]:
    try:
        table = tomllib.loads(_stdin() if path == STDIN else _read(path))
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"The rationale in {path} cannot be read: {error}.") from error
    return {str(key): str(value) for key, value in table.items()}


def _text_from(item: str) -> tuple[str, str]:
    field, sign, path = item.partition("=")
    if not sign:
        raise UsageError(f"--text-from {item!r} must be FIELD=PATH.")
    return field, _read(path)


def _read(path: str) -> str:
    try:
        return Path(path).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}.") from error


def _stdin() -> str:
    try:
        return sys.stdin.read()
    except UnicodeDecodeError as error:
        raise UsageError(f"Standard input cannot be read: {error}.") from error


def _answer(found: Mapping[str, object], output: Format) -> None:
    if output is Format.JSON:
        data(found)
        return
    if output is Format.CSV:
        columns = [name for name in found if name != "schema"]
        sheet(columns, [[found[name] for name in columns]])
        return
    level = value_words("local_level", str(found["level"])) if found["level"] else "no level yet"
    stage = str(found["stage"]).replace("_", " ")
    line(f"{found['subject']}  {stage}  {level}  version {found['version']}")
    words(f"Saved as event {found['event']}.")
