"""Run a program on a real pseudo-terminal and time what reaches the screen.

Pilot adds 40 to 60 ms to a key; a pseudo-terminal adds none, so this is where keys are timed.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Self

SIZE: Final = (80, 24)
"""Columns and lines of the terminal."""

QUIET: Final = 0.08
"""Seconds without output after which the screen counts as settled."""

PATIENCE: Final = 60.0
"""Seconds after which a measurement is given up."""

ANSWERS: Final[Mapping[bytes, bytes]] = {
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",  # synchronised output: there, and off
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",  # in-band resizing: not known
    b"\x1b[6n": b"\x1b[1;1R",
    b"\x1b[c": b"\x1b[?62;22c",
}
"""What a terminal answers when a program asks it something."""

LONGEST: Final = max(map(len, ANSWERS)) - 1
"""Bytes of a question that may have come while its end has not."""

FAR_ENOUGH: Final = 200
"""Bytes before the end of the output that are looked at again; no needle is longer."""

Needle = bytes | re.Pattern[bytes]


class NothingCameError(Exception):
    """The program ended, or nothing fitting was drawn in time."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Hold the runs of one measurement, in seconds."""

    runs: tuple[float, ...]

    @property
    def median(self) -> float:
        """Give the middle of the runs."""
        return statistics.median(self.runs)

    @property
    def worst(self) -> float:
        """Give the slowest run."""
        return max(self.runs)


class Session:
    """A program on a pseudo-terminal of its own."""

    def __init__(
        self,
        argv: Sequence[str],
        env: Mapping[str, str] | None = None,
        size: tuple[int, int] = SIZE,
    ) -> None:
        """Start the program; the clock runs from here.

        Args:
            argv: The program and its arguments.
            env: What its environment has beyond this one's.
            size: Columns and lines.
        """
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.output = bytearray()
        self._answered = 0
        self.started = self._last_read = time.perf_counter()
        self._process = subprocess.Popen(
            argv, stdin=slave, stdout=slave, stderr=slave, env=terminal_env(env), close_fds=True,
            start_new_session=True,
        )  # fmt: skip
        os.close(slave)

    def __enter__(self) -> Self:
        """Give the running program."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the program."""
        self.close()

    @property
    def pid(self) -> int:
        """Give the program's process id, for whoever measures its memory."""
        return self._process.pid

    def send(self, keys: bytes) -> None:
        """Type.

        Args:
            keys: What the terminal sends for the keys.
        """
        os.write(self._master, keys)

    def wait_for(self, needle: Needle, start: int = 0, patience: float = PATIENCE) -> float:
        """Wait until something has been drawn, and give the moment it was.

        Args:
            needle: The bytes, or a pattern of them.
            start: Where in the output to look from.
            patience: Seconds to wait.

        Raises:
            NothingCameError: It did not come.
        """
        pattern = re.compile(re.escape(needle)) if isinstance(needle, bytes) else needle
        give_up = time.perf_counter() + patience
        while pattern.search(self.output, start) is None:
            start = max(start, len(self.output) - FAR_ENOUGH)
            if not self._read(give_up - time.perf_counter()):
                tail = bytes(self.output[-400:])
                raise NothingCameError(f"{pattern.pattern!r} did not come; the last was {tail!r}")
        return self._last_read

    def settle(self, quiet: float = QUIET, patience: float = PATIENCE) -> float:
        """Wait until nothing more is drawn, and give the moment the last was.

        Args:
            quiet: Seconds without output that count as settled.
            patience: Seconds to wait at most.
        """
        self._last_read = time.perf_counter()
        give_up = self._last_read + patience
        while self._read(quiet) and time.perf_counter() < give_up:
            pass
        return self._last_read

    def close(self) -> None:
        """End the program, kindly and then not."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(2)
            except subprocess.TimeoutExpired:
                self._process.kill()
        self._process.wait()
        os.close(self._master)

    def _read(self, wait: float) -> bool:
        """Read once, answer what was asked, and say whether anything came."""
        # `select` knows no file past the thousandth; `poll` does.
        watched = select.poll()
        watched.register(self._master, select.POLLIN)
        if wait <= 0 or not watched.poll(wait * 1000):
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError:
            return False
        self._last_read = time.perf_counter()
        self.output += data
        self._answer()
        return bool(data)

    def _answer(self) -> None:
        """Answer the questions in what has not been looked at yet."""
        asked = [
            (found, question)
            for question in ANSWERS
            if (found := self.output.find(question, self._answered)) >= 0
        ]
        self._answered = max(self._answered, len(self.output) - LONGEST)
        for found, question in sorted(asked):
            self.send(ANSWERS[question])
            self._answered = max(self._answered, found + len(question))


def terminal_env(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Give the environment of a usual terminal, with animations off for everybody alike.

    Args:
        more: What is to be set beyond it.
    """
    env = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    env |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "TEXTUAL_ANIMATIONS": "none"}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    env.pop("NO_COLOR", None)
    return env | dict(more or {})


def time_to_text(
    argv: Sequence[str], needle: Needle, env: Mapping[str, str] | None = None
) -> float:
    """Time a program from its start until something is on the screen, in seconds.

    Args:
        argv: The program and its arguments.
        needle: What to wait for.
        env: What its environment has beyond this one's.
    """
    with Session(argv, env) as session:
        return session.wait_for(needle) - session.started


def time_of_key(session: Session, keys: bytes, until: Needle | None = None) -> float:
    """Time a key from its press until the screen shows its effect, in seconds.

    Args:
        session: A program that has settled.
        keys: What the terminal sends for the key.
        until: What to wait for; nothing waits until the screen has settled.

    Raises:
        NothingCameError: The key changed nothing.
    """
    before = len(session.output)
    start = time.perf_counter()
    session.send(keys)
    shown = session.wait_for(re.compile(rb"[^\x00]") if until is None else until, before)
    if until is None:
        while session._read(QUIET):
            shown = session._last_read
    else:
        session.settle()
    return shown - start


def repeat(times: int, measure: Callable[[], float]) -> Timing:
    """Measure again and again.

    Args:
        times: How often.
        measure: One measurement, in seconds.
    """
    return Timing(tuple(measure() for _ in range(times)))


def take_turns(times: int, *measures: Callable[[], float]) -> tuple[Timing, ...]:
    """Measure rivals in turn, so that a busy moment of the machine meets all of them.

    Args:
        times: How often each.
        measures: The rivals' measurements, in seconds.
    """
    runs = [tuple(measure() for measure in measures) for _ in range(times)]
    return tuple(Timing(each) for each in zip(*runs, strict=True))
