"""Run the benchmarks, each in a process of its own, so that none warms another.

Words on the command line pick those whose name holds one of them.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def chosen(words: list[str]) -> list[str]:
    """List the benchmarks whose name holds one of `words`; all of them if there are none."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))
    return [name for name in names if not words or any(word in name for word in words)]


def main(words: list[str]) -> int:
    """Run the benchmarks that `words` pick; give how many failed, at most 100."""
    names = chosen(words)
    if not names:
        print("No benchmark has such a name.", file=sys.stderr)
        return 2
    failed = 0
    for name in names:
        print(f"== {name.removeprefix('bench_').replace('_', ' ')}", flush=True)
        command = [sys.executable, "-m", f"{__package__}.{name}"]
        failed += subprocess.run(command, check=False).returncode != 0
    return min(failed, 100)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
