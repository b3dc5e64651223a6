"""The pseudo-terminal answers, waits, and says when nothing came."""

from __future__ import annotations

import re
import sys

import pytest

from tests.benchmarks.bench_list import Ratio, program, table
from tests.benchmarks.pty import (
    NothingCameError,
    Session,
    Timing,
    repeat,
    take_turns,
    time_of_key,
    time_to_text,
)

ECHO = """
import os, sys, termios, tty
tty.setraw(0)
print(f"{os.get_terminal_size()}", end="", flush=True)
print("\\x1b[6n", end="", flush=True)
while (key := os.read(0, 100)) != b"q":
    print(f"<{key.decode().lstrip(chr(27))}>", end="", flush=True)
"""


def test_a_program_finds_a_terminal_of_the_usual_size_that_answers() -> None:
    with Session([sys.executable, "-c", ECHO]) as session:
        session.wait_for(b"columns=80, lines=24")
        session.wait_for(b"<[1;1R>")
        assert session.pid > 0
        assert 0 < time_of_key(session, b"x", b"<x>") < 10
        assert 0 < time_of_key(session, b"y") < 10
        session.send(b"q")
        with pytest.raises(NothingCameError, match="never"):
            session.wait_for(b"never")


def test_a_million_rows_open_on_a_real_terminal_and_end_is_at_the_end() -> None:
    with Session(program("window", 1_000_000)) as session:
        session.wait_for(b"MC-2014-0000000/1")
        session.settle()
        time_of_key(session, b"\x1b[F", re.compile(rb"MC-2014-0999999/1"))


def test_times_are_taken_in_turns_and_kept() -> None:
    first, second = take_turns(2, iter([1.0, 2.0]).__next__, iter([3.0, 5.0]).__next__)
    assert (first.median, second.worst) == (1.5, 5.0)
    assert repeat(3, lambda: 4.0) == Timing((4.0, 4.0, 4.0))
    assert time_to_text([sys.executable, "-c", "print('x')"], b"x") > 0


def test_a_ratio_over_its_bound_is_marked() -> None:
    slow = Ratio("slow", Timing((3.0,)), Timing((1.0,)), 2.0, 1.1)
    told = Ratio("told", Timing((3.0,)), Timing((1.0,)), None, None)
    assert [line.endswith("OVER") for line in table([slow, told]).splitlines()[1:]] == [True, False]
