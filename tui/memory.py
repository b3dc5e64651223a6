"""Remember how a person left the lists: the view, the order and the colours; nothing of a case."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from db.files import write
from db.places import log_file, make_private_folder
from hearings.errors import Refused


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered from one day to the next."""

    view: str = "all"
    """The key of the view that was open."""
    sort: str = "reference"
    """The column the list was sorted by."""
    descending: bool = False
    """Whether the last came first."""
    theme: str = ""
    """The theme chosen; empty for the one of the settings."""


def memory_file() -> Path:
    """Name the file, in the same folder as the log."""
    return log_file().with_name("screen.json")


def recall() -> Memory:
    """Read what is remembered; a file that is not there or not ours is as good as none."""
    try:
        found = json.loads(memory_file().read_text("utf-8"))
    except (OSError, ValueError):
        return Memory()
    if not isinstance(found, dict):
        return Memory()
    kept = asdict(Memory())
    kept |= {key: value for key, value in found.items() if type(value) is type(kept.get(key))}
    return Memory(**kept)


def remember(memory: Memory) -> None:
    """Write it down, whole or not at all, for its owner alone; a full disk is no reason to stop."""
    path = memory_file()
    with suppress(OSError, Refused):
        make_private_folder(path.parent)
        write(path, json.dumps(asdict(memory)).encode(), over=True)
