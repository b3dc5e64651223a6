"""What is typed outlives the terminal: on a real pseudo-terminal, with a real process killed."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.benchmarks.pty import Session
from tests.repository import ROOT
from tests.tui.office import REPORTED, desk_of

PROGRAM = """
import sys
from pathlib import Path
from tests.tui.office import SETTINGS, clock, desk_of
from tui.app import run
sys.exit(run(desk_of(Path(sys.argv[1]), "mensah"), SETTINGS, clock))
"""


def session(store: Path) -> Session:
    """Start the application."""
    return Session([sys.executable, "-c", PROGRAM, str(store)], {"PYTHONPATH": str(ROOT)})


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


def test_a_draft_survives_a_kill_that_nothing_can_catch(store: Path) -> None:
    with session(store) as running:
        begin_a_note(running)
        running.send(b"quit case [/] x")
        running.settle()
        time.sleep(0.7)
        os.kill(running.pid, signal.SIGKILL)
    assert draft(store) == "quit case [/] x"
    with session(store) as running:
        begin_a_note(running)
        running.wait_for(b"What you typed here before is back.")


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_draft_survives_a_signal_right_after_the_last_key(
    store: Path, number: signal.Signals
) -> None:
    with session(store) as running:
        begin_a_note(running)
        running.send(b"half a though")
        running.settle(0.05)
        before = len(running.output)
        running.send(b"t")
        running.wait_for(b"t", before)
        os.kill(running.pid, number)
        assert ended(running) == 128 + number
    assert draft(store) == "half a thought"


def test_a_draft_survives_a_terminal_that_is_closed(store: Path) -> None:
    running = session(store)
    begin_a_note(running)
    running.send(b"half a thought")
    running.settle(0.05)
    os.close(running._master)
    os.kill(running.pid, signal.SIGHUP)
    running._process.wait(10)
    assert draft(store) == "half a thought"


def test_leaving_by_a_key_ends_well_and_puts_the_terminal_back(store: Path) -> None:
    with session(store) as running:
        running.wait_for(b"MC-2014-00005/1")
        running.settle()
        running.send(b"q")
        assert ended(running) == 0
        assert b"\x1b[?1049l" in running.output
