"""How data is printed: the options that every command shares, and what prints it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from tui.plain.printing import columns, data, line, pretty, sheet, tame, words

__all__ = ["AsOf", "Format", "FormatOption", "columns", "data", "line", "pretty", "sheet", "tame",
           "words"]  # fmt: skip


class Format(StrEnum):
    """How data is printed."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


FormatOption = Annotated[Format, typer.Option("--format", "-f", help="text, json or csv.")]
AsOf = Annotated[str, typer.Option("--as-of", help="The day to answer as of, as 2014-03-12.")]
