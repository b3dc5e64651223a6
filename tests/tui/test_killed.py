"""What is typed outlives the terminal: on a real pseudo-terminal, with a real process killed."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.benchmarks.pty import Session
from tests.repository import ROOT
from tests.tui.office import REPORTED, desk_of

PROGRAM = """
import os, sys, time
from pathlib import Path
from tests.tui.office import SETTINGS, clock, desk_of
from tui.app import run
from tui.screens.caseload import CaseloadScreen
if "HEARINGS_TEST_STUCK" in os.environ:
    CaseloadScreen.action_reload = lambda _screen: time.sleep(60)
sys.exit(run(desk_of(Path(sys.argv[1]), "mensah"), SETTINGS, clock))
"""


PROMPT = 2.0
"""Seconds in which a program without a terminal has to end."""


class Terminal(Session):
    """A terminal that can be closed under the program, and kills what it leaves behind."""

    closed = False

    def hang_up(self) -> None:
        """Close the terminal, and say so with no signal."""
        self.closed = True
        os.close(self._master)

    def close(self) -> None:
        """End the program in any case."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        if not self.closed:
            self.hang_up()


Start = Callable[[], Terminal]


@pytest.fixture
def start(store: Path) -> Iterator[Start]:
    """Start the application, as often as asked; nothing of it outlives the test."""
    with ExitStack() as running:

        def begin() -> Terminal:
            argv = [sys.executable, "-c", PROGRAM, str(store)]
            return running.enter_context(Terminal(argv, {"PYTHONPATH": str(ROOT)}))

        yield begin


def begin_a_note(running: Session) -> None:
    """Open a form, and wait until it can be typed in."""
    running.wait_for(b"MC-2014-00005/1")
    running.settle()
    running.send(b"\r")
    running.wait_for(b"Officer concerned")
    running.settle()
    running.send(b"m")
    running.wait_for(b"narrow, enter to choose")
    running.send(b"add a note")
    running.settle()
    running.send(b"\r")
    running.wait_for(b"Took effect")
    running.settle()


def draft(store: Path, patience: float = 5.0) -> str:
    """Give what is kept of the note, once it is there."""
    give_up = time.monotonic() + patience
    while (found := desk_of(store, "mensah").draft(f"note:{REPORTED}")) is None:
        if time.monotonic() > give_up:
            return ""
        time.sleep(0.05)
    return str(found[0]["note"])


def ended(running: Session, patience: float = 10.0) -> int:
    """Wait for the program to end, and give its exit code."""
    give_up = time.monotonic() + patience
    while running._process.poll() is None and time.monotonic() < give_up:
        running._read(0.05)
    code = running._process.poll()
    assert code is not None, "The program did not end."
    return code


def test_a_draft_survives_a_kill_that_nothing_can_catch(store: Path, start: Start) -> None:
    running = start()
    begin_a_note(running)
    running.send(b"quit case [/] x")
    running.settle()
    time.sleep(0.7)
    os.kill(running.pid, signal.SIGKILL)
    running._process.wait(PROMPT)
    assert draft(store) == "quit case [/] x"
    again = start()
    begin_a_note(again)
    again.wait_for(b"What you typed here before is back.")


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_draft_survives_a_signal_right_after_the_last_key(
    store: Path, start: Start, number: signal.Signals
) -> None:
    running = start()
    begin_a_note(running)
    running.send(b"half a though")
    running.settle(0.05)
    before = len(running.output)
    running.send(b"t")
    running.wait_for(b"t", before)
    os.kill(running.pid, number)
    assert ended(running) == 128 + number
    assert draft(store) == "half a thought"


@pytest.mark.parametrize("signalled", [True, False])
def test_a_terminal_that_is_closed_ends_the_program_and_keeps_the_draft(
    store: Path, start: Start, signalled: bool
) -> None:
    running = start()
    begin_a_note(running)
    running.send(b"half a thought")
    running.settle(0.05)
    running.hang_up()
    if signalled:
        os.kill(running.pid, signal.SIGHUP)
    assert running._process.wait(PROMPT) == 128 + signal.SIGHUP
    assert draft(store) == "half a thought"


def test_a_program_ends_with_the_terminal_also_where_it_cannot_go_on(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEARINGS_TEST_STUCK", "1")
    running = start()
    running.wait_for(b"MC-2014-00005/1")
    running.settle()
    running.send(b"r")
    time.sleep(0.2)
    running.hang_up()
    assert running._process.wait(PROMPT) == 128 + signal.SIGHUP


def test_leaving_by_a_key_ends_well_and_puts_the_terminal_back(start: Start) -> None:
    running = start()
    running.wait_for(b"MC-2014-00005/1")
    running.settle()
    running.send(b"q")
    assert ended(running) == 0
    assert b"\x1b[?1049l" in running.output
