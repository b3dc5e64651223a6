"""Write a file that only its owner can read, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from db.places import is_there, make_private_file
from hearings.errors import Refused


def check_place(path: Path, *, over: bool = False) -> None:
    """Refuse a file that could not be written, before anything is made that would go into it.

    Args:
        path: Where it would go.
        over: Whether it may take the place of a file that is there.

    Raises:
        Refused: It is there already or is a folder, or its folder is not there or not to be
            written to.
    """
    there, folder = is_there(path) or path.is_symlink(), path.parent
    if there and path.is_dir():
        raise Refused(f"{path} is a folder; name a file.")
    if there and not over:
        raise Refused(f"{path} is there already; name another file, or write over it with --force.")
    if not folder.is_dir():
        raise Refused(f"{path} cannot be written: there is no folder {folder}.")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Refused(f"{path} cannot be written: {folder} may not be written to.")


def write(path: Path, body: bytes, *, over: bool = False) -> None:
    """Write a file that only its owner can read, whole or not at all.

    Args:
        path: Where it goes.
        body: Its bytes.
        over: Whether it may take the place of a file that is there, which stays until it is whole.

    Raises:
        Refused: There is such a file already, or it cannot be made.
    """
    if not over and is_there(path):
        raise Refused(f"{path} is there already.")
    try:
        handle, name = tempfile.mkstemp(prefix=".hearings-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(body)
                file.flush()
                os.fsync(file.fileno())
            if over:
                Path(name).replace(path)
            else:
                _named(name, path)
        finally:
            Path(name).unlink(missing_ok=True)
    except FileExistsError:
        raise Refused(f"{path} is there already.") from None
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}.") from error


def _named(name: str, path: Path) -> None:
    """Give a whole file its name, which nothing may bear yet."""
    try:
        os.link(name, path)
    except FileExistsError:
        raise
    except OSError:
        # Some disks know no second names: take the name, then put the whole file in its place.
        make_private_file(path)
        Path(name).replace(path)
