"""Processes that write through the one road, and say on a pipe what was acknowledged."""

from __future__ import annotations

import subprocess
import sys
from typing import IO

from tests.repository import ROOT

WRITER = """
import sys, time
from tests.desks import opened
from hearings.errors import NewerVersion

url, name, count, refs = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4].split(",")
with opened(url) as office:
    office.desk()
    print("ready", flush=True)
    sys.stdin.readline()
    worst = 0.0
    for place in range(count):
        ref = refs[place % len(refs)]
        started = time.perf_counter()
        done = office.go("note", ref, note=f"{name} {place}", command_id=f"{name}-{place}")
        worst = max(worst, time.perf_counter() - started)
        print("done", done["event"], done["version"], flush=True)
    print("worst", f"{worst:.3f}", flush=True)
"""
"""Add notes to subjects, one transaction each, and print each event that was acknowledged."""

FORMS = """
import random, sys
from tests.cast import RATIONALE
from tests.desks import opened

url, name, seed = sys.argv[1], sys.argv[2], int(sys.argv[3])
left = int(sys.argv[4]) if len(sys.argv) > 4 else -1
rng = random.Random(seed)
with opened(url) as office:
    office.desk()
    office.desk("authority")
    print("ready", flush=True)
    sys.stdin.readline()
    while left:
        left -= 1
        level = rng.choice(["neither", "misconduct", "gross_misconduct"])
        done = office.go("receive", attention_date="2014-03-10", track="complaint",
                         source="public", unit=rng.choice(["Camden", "Barnet"]),
                         person=str(200000 + rng.randint(0, 9)), name="N", rank="PC",
                         standard="honesty", narrative=f"By {name}.")
        print("done", done["event"], done["version"], flush=True)
        ref = done["subject"]
        steps = [
            ("assess_locally", "local_assessor", {"level": level, "rationale": RATIONALE}),
            ("pass_to_dps", None, {}),
            ("assess", "authority", {"level": level, "rationale": RATIONALE}),
            ("correct", "authority", {"event": None, "reason": "Again."}),
        ]
        for move, maker, given in steps:
            if move == "correct":
                given["event"] = done["event"]
            done = office.go(move, ref, maker=maker, **given)
            print("done", done["event"], done["version"], flush=True)
"""
"""Take matters from receipt to a decision and undo it, so many times or until it is killed."""


class Writer:
    """One such process."""

    def __init__(self, script: str, *words: str) -> None:
        """Start it, and wait until it is ready to write."""
        self.worst = 0.0
        self.process = subprocess.Popen(
            [sys.executable, "-c", script, *words],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        line = self.out.readline()
        if line != "ready\n":
            raise AssertionError(line + (self.process.communicate()[1]))

    @property
    def out(self) -> IO[str]:
        """Give what it prints."""
        assert self.process.stdout is not None
        return self.process.stdout

    def begin(self) -> None:
        """Let it write."""
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def end(self) -> tuple[list[tuple[int, int]], str]:
        """Wait for its end; give the event and version of each write acknowledged, and stderr."""
        out, error = self.process.communicate(timeout=300)
        # A killed process may leave half a line, which acknowledges nothing.
        lines = [line.split() for line in out.splitlines(keepends=True) if line.endswith("\n")]
        self.worst = max((float(found[1]) for found in lines if found[0] == "worst"), default=0.0)
        done = [(int(found[1]), int(found[2])) for found in lines if found[0] == "done"]
        return done, error


LISTER = """
import sys
from hearings.errors import Refused
from tests.desks import opened

url, refs = sys.argv[1], sys.argv[2].split(",")
with opened(url) as office:
    office.desk("practice_support")
    print("ready", flush=True)
    sys.stdin.readline()
    for ref in refs:
        try:
            done = office.listed(ref)
        except Refused as error:
            assert "is taken" in str(error) or "are taken" in str(error), error
        else:
            print("done", 0, 0, flush=True)
    print("worst 0", flush=True)
"""
"""List subjects for one room, panel and hour, and print those that were listed."""
