"""Show how far long work has come, on standard error and on a terminal alone."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

WIDTH = 30
"""Cells of the bar."""


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int | None], None]]:
    """Show a bar while something long is done.

    Args:
        what: What is counted, such as `rows`.

    Yields:
        What to tell: how many are done, and of how many where that is known.
    """
    if not sys.stderr.isatty():
        yield _silent
        return

    def tell(done: int, whole: int | None) -> None:
        sys.stderr.write(f"\r{bar(done, whole)} {done:,} {what}")
        sys.stderr.flush()

    try:
        yield tell
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def bar(done: int, whole: int | None) -> str:
    """Draw the bar; empty where the whole is not known."""
    if not whole:
        return ""
    full = min(WIDTH, WIDTH * done // whole)
    return f"[{'#' * full}{'.' * (WIDTH - full)}]"


def _silent(_done: int, _whole: int | None) -> None:
    """Say nothing: there is nobody to read it."""
