"""Notice that the terminal has gone, also where nobody says so with a signal."""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Final

SIGNALLED: Final = 128
"""What an exit code holds beside a signal's number."""

LAST_RESORT: Final = 1.2
"""Seconds after the end was asked for when the program ends whether or not the terminal lets it."""


def end_for_certain(code: int) -> None:
    """End the program in a moment, should its own way of ending be held up.

    Args:
        code: The exit code.
    """
    last = threading.Timer(LAST_RESORT, os._exit, (code,))
    last.daemon = True
    last.start()


def let_go() -> None:
    """Point the outputs at nothing: a last flush to a lost terminal has an exit code of its own."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.__stdout__, sys.__stderr__):
        if stream is not None:
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def watch_terminal(fileno: int, gone: Callable[[], object]) -> None:
    """Wait in a thread of its own until a terminal hangs up; the wait costs nothing.

    Textual's thread of keys does not end there: it reads nothing, again and again. A process that
    does not lead its session is sent no signal either.

    Args:
        fileno: The terminal.
        gone: Called in that thread, once, when it has gone.
    """
    threading.Thread(target=_wait, args=(fileno, gone), name="hang-up", daemon=True).start()


def _wait(fileno: int, gone: Callable[[], object]) -> None:
    poll = select.poll()
    # Nothing is asked for: a hang-up and a fault are told all the same.
    poll.register(fileno, 0)
    if not poll.poll()[0][1] & (select.POLLHUP | select.POLLERR):
        return  # Some systems cannot tell it of a terminal, and say so at once.
    end_for_certain(SIGNALLED + signal.SIGHUP)
    with suppress(RuntimeError):  # The loop has ended of itself in the meantime.
        gone()
