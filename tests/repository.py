"""The repository as the tests see it: its files, and how to run its tools."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
"""The root of the repository."""

SHIPPED = ("hearings", "db", "tui", "templates", "cli.py")
"""What goes into the wheel."""

PACKAGES = tuple(name for name in SHIPPED if not name.endswith(".py"))


def files(*places: str) -> list[str]:
    """List the files that are or would be tracked, by their path from the root.

    Args:
        places: The folders and files to list; everything if there are none.
    """
    git = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others"]
    answer = subprocess.run(
        [*git, "--exclude-standard", "--", *places], cwd=ROOT, capture_output=True, check=True
    )
    names = answer.stdout.decode().split("\0")
    return sorted({name for name in names if name and (ROOT / name).is_file()})


def sources(*places: str) -> Iterator[tuple[str, str]]:
    """Give the path and the text of each Python file."""
    for name in files(*places):
        if name.endswith(".py"):
            yield name, (ROOT / name).read_text("utf-8")


def environment(**more: str) -> dict[str, str]:
    """Give the environment less what could point a child at the source tree or at our tests."""
    ours = ("COV_", "HEARINGS_", "PYTEST_", "PYTHON")
    return {k: v for k, v in os.environ.items() if not k.startswith(ours)} | more


def run(
    command: Sequence[str | Path], cwd: Path = ROOT, **more: str
) -> subprocess.CompletedProcess[str]:
    """Run a program to its end, both its outputs as one text.

    Args:
        command: The program and its words.
        cwd: Where it runs.
        more: Environment variables.
    """
    return subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=environment(**more),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
        check=False,
    )


def tool(name: str) -> Path:
    """Find a tool that is installed beside the Python of the tests."""
    return Path(sys.executable).with_name(name)
