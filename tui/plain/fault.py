"""Write a fault of the program where its makers can read it, and say one sentence about it."""

from __future__ import annotations

import os
import traceback
from datetime import datetime

from db.places import log_file, make_private_folder


def keep_fault(at: datetime) -> str:
    """Write the fault being handled to the log.

    The log is the owner's alone. It holds the course of the program, and never the values it
    worked on, which may be a case's words.

    Args:
        at: The moment.

    Returns:
        The sentence for the person at the keyboard, with the fault's reference.
    """
    import sys

    reference = at.strftime("%Y%m%d-%H%M%S")
    kind, _error, trace = sys.exc_info()
    lines = traceback.format_tb(trace)
    name = "unknown" if kind is None else kind.__name__
    path = log_file()
    try:
        make_private_folder(path.parent)
        handle = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as log:
            log.write(f"{reference} {name}\n{''.join(lines)}\n")
    except OSError:
        return f"The program has a fault ({reference}, {name}); it could not be written to {path}."
    return f"The program has a fault, reference {reference}; its course is written to {path}."
