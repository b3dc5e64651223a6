"""Keep what goes wrong in a log, and give the number under which it is found there."""

from __future__ import annotations

import os
import traceback
from datetime import datetime

from db.places import log_file, make_private_folder


def keep_fault(error: BaseException, now: datetime) -> str:
    """Write a fault to the log, which only its owner can read.

    It holds the course of the program, and never the values it worked on, which may be a case's
    words.

    Args:
        error: What was raised.
        now: The moment, in UTC.

    Returns:
        The number of the fault, made from the moment; it says nothing about a case.
    """
    number = f"{now:%Y%m%d-%H%M%S}"
    path = log_file()
    lines = [f"{number} {type(error).__name__}\n", *traceback.format_tb(error.__traceback__), "\n"]
    try:
        make_private_folder(path.parent)
        handle = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as log:
            log.writelines(lines)
    except OSError:
        return f"{number}, which could not be written down"
    return number
