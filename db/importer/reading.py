"""Read the records of a CSV file, each with the line it begins in."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from hearings.errors import NotBuiltYet, UsageError

LATER = (".xlsx", ".xls", ".json", ".jsonl", ".ndjson")
"""How the names of files end that come with a later issue."""

_GZIP = b"\x1f\x8b"

Record = tuple[int, list[str]]
"""The line a record begins in, and its cells."""


def records(file: Path, encoding: str) -> Iterator[Record]:
    """Read a CSV file, packed or not; the first record is its heading.

    Args:
        file: The file.
        encoding: How its text is written; a byte-order mark of UTF-8 is passed over.

    Yields:
        Its records; an empty line is none.

    Raises:
        UsageError: The file, or a record of it, cannot be read.
        NotBuiltYet: It is of a kind that comes later.
    """
    if file.name.lower().endswith(LATER):
        raise NotBuiltYet(f"{file}: importing {file.suffix} is not built yet; give a CSV file.")
    line = 0
    try:
        with _text(file, encoding) as text:
            reader = csv.reader(text, strict=True)
            for cells in reader:
                if cells:
                    yield line + 1, cells
                line = reader.line_num
    except csv.Error as error:
        raise UsageError(_malformed(file, line + 1, str(error))) from error
    except UnicodeError as error:
        raise UsageError(
            f"{file} is not written in {encoding}, somewhere after line {line}:"
            " name its encoding with --encoding."
        ) from error
    except (OSError, EOFError, zlib.error) as error:
        raise UsageError(f"{file} cannot be read: {_because(error)}.") from error


def _text(file: Path, encoding: str) -> IO[str]:
    try:
        "".encode(encoding)
    except LookupError:
        raise UsageError(f"There is no encoding {encoding!r}.") from None
    plain = encoding.lower().replace("_", "-") in {"utf-8", "utf8"}
    raw = file.open("rb")
    source = _Unpacked(raw) if raw.peek(2).startswith(_GZIP) else raw
    return io.TextIOWrapper(source, encoding="utf-8-sig" if plain else encoding, newline="")


class _Unpacked(gzip.GzipFile):
    """A gzip stream that closes the file it reads."""

    def __init__(self, raw: io.BufferedReader) -> None:
        super().__init__(fileobj=raw, mode="rb")
        self._packed = raw

    def close(self) -> None:
        super().close()
        self._packed.close()


def _malformed(file: Path, line: int, error: str) -> str:
    if "field larger than field limit" in error:
        return (
            f"{file}, line {line}: a cell is longer than {csv.field_size_limit():,} characters;"
            " a quotation mark that is opened and not closed does that."
        )
    if "unexpected end of data" in error:
        return f"{file}, line {line}: a quotation mark is opened there and never closed."
    return f"{file}, line {line}: the quotation marks do not hold together ({error})."


def _because(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error)
