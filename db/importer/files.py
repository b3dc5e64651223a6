"""Open the text of a file, packed or not, and word what is wrong with a file."""

from __future__ import annotations

import gzip
import io
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from db.importer.cells import BadCell
from hearings.errors import UsageError

_GZIP = b"\x1f\x8b"


class Record(NamedTuple):
    """One record of a file."""

    line: int
    """The line it begins in; the row of a sheet."""
    cells: list[str]
    """Its cells, as text."""
    faults: tuple[BadCell, ...] = ()
    """What no text can say, such as an error of the spreadsheet; it counts where it is mapped."""


class Place:
    """Where the reading of a file has come to."""

    def __init__(self) -> None:
        """Begin before the first line."""
        self.line = 0


@contextmanager
def worded(file: Path, encoding: str, place: Place) -> Iterator[None]:
    """Say in a sentence why a file cannot be read.

    Args:
        file: The file.
        encoding: How its text is said to be written.
        place: Where the reading has come to.

    Raises:
        UsageError: It cannot be read.
    """
    try:
        yield
    except UnicodeError as error:
        raise UsageError(
            f"{file} is not written in {encoding}, {_whereabouts(place)}:"
            " name its encoding with --encoding."
        ) from error
    except (OSError, EOFError, zlib.error) as error:
        because = getattr(error, "strerror", None) or error
        raise UsageError(f"{file} cannot be read: {because}.") from error


def check_file(file: Path, most: int = 0) -> None:
    """Refuse, before it is opened, what is no file or is too large.

    A device or a pipe need never end, and has no size to be held to.

    Args:
        file: The file.
        most: How many bytes it may have; 0 where any number will do.

    Raises:
        UsageError: It is a folder, a device or a pipe, or is too large.
        OSError: The system does not let it be looked at.
    """
    found = file.stat()
    if not stat.S_ISREG(found.st_mode):
        raise UsageError(f"{file} is not a file that can be read; name a plain file.")
    if most and found.st_size > most:
        raise UsageError(_too_large(file, most))


def open_text(file: Path, encoding: str, most: int = 0) -> IO[str]:
    """Open the text of a file, packed or not; a byte-order mark of UTF-8 is passed over.

    Args:
        file: The file.
        encoding: How its text is written.
        most: How many bytes it may have, unpacked; 0 where any number will do.

    Raises:
        UsageError: There is no such encoding, it is no plain file, or it is too large.
        OSError: The system does not let it be opened.
    """
    try:
        "".encode(encoding)
    except LookupError:
        raise UsageError(f"There is no encoding {encoding!r}.") from None
    plain = encoding.lower().replace("_", "-") in {"utf-8", "utf8"}
    check_file(file, most)
    raw = file.open("rb")
    source = _Unpacked(raw) if raw.peek(2).startswith(_GZIP) else raw
    held = None
    if most:
        with source:
            held = io.BytesIO(source.read(most + 1))
        if len(held.getbuffer()) > most:
            raise UsageError(_too_large(file, most))
    return io.TextIOWrapper(held or source, encoding="utf-8-sig" if plain else encoding, newline="")


class _Unpacked(gzip.GzipFile):
    """A gzip stream that closes the file it reads."""

    def __init__(self, raw: io.BufferedReader) -> None:
        super().__init__(fileobj=raw, mode="rb")
        self._packed = raw

    def close(self) -> None:
        super().close()
        self._packed.close()


def _too_large(file: Path, most: int) -> str:
    return f"{file} is larger than the {most:,} bytes that are read of such a file."


def _whereabouts(place: Place) -> str:
    """Say how far a file could be read."""
    return f"somewhere after line {place.line}" if place.line else "from its first lines on"
