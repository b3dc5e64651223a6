"""Measure `matrix lookup` at 10,000 precedents, the whole command, from start to last byte.

Beside it, in the same run and in turn: Python that does nothing, and a command line of the same
kind that only says its version. What was found has to be what a plain double loop finds.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from fractions import Fraction
from pathlib import Path
from random import Random
from statistics import median
from typing import Any, Final

from db.engine import Connection, Database
from db.features import Vocabulary
from hearings.factors import factors
from hearings.precedents import asked_only, similarity
from tests.benchmarks.million import million

PRECEDENTS: Final = 10_000
ROUNDS: Final = 21
OUTCOMES: Final = ("written_warning", "final_written_warning", "dismissal_without_notice")
ASKED: Final = {
    "--standard": "standard=honesty",
    "--culpability": "culpability=deliberate",
    "--harm-level": "harm_level=high",
}


def features(random: Random) -> list[str]:
    """Invent what a matter is compared by."""
    lists = factors().groups
    found = [f"standard={random.choice(['honesty', 'force', 'duties', 'confidentiality'])}"]
    found += [
        f"{group}={random.choice(lists[group]).key}" for group in ("culpability", "harm_level")
    ]
    for group in ("harm", "aggravating", "mitigating", "special"):
        found += [f"{group}={one.key}" for one in random.sample(lists[group], random.randint(0, 3))]
    return found


def put(connection: Connection) -> dict[str, frozenset[str]]:
    """Keep an ending of each subject, as one that stands under the Regulations of 2012."""
    random, known = Random(4), Vocabulary(connection)
    rows, matters = [], {}
    for subject, ref in connection.rows("SELECT id, reference FROM subjects ORDER BY id"):
        has = features(random)
        matters[str(ref)] = frozenset(has)
        day = f"201{random.randint(2, 9)}-0{random.randint(1, 9)}-1{random.randint(0, 9)}"
        rows.append((
            subject, "outcome", "hearing", "2012", "gross_misconduct", random.choice(OUTCOMES),
            "stands", 0, "", day, "", "", "", "", known.bits(has), "", "", "", 0, 0, 0, 0,
        ))  # fmt: skip
    columns = ("subject_id", "ended", "forum", "regime", "finding", "outcome", "standing",
               "overturned", "disposal", "decided_on", "chair", "culpability", "harm_level",
               "edition", "features", "warns_from", "warns_to", "compared_on", "comparators",
               "lighter", "same", "heavier")  # fmt: skip
    connection.bulk("conclusions", columns, rows)
    return matters


def check(words: list[Any], matters: dict[str, frozenset[str]]) -> None:
    """Compare what the command finds with a plain double loop."""
    found = json.loads(run([*words, "--format", "json"]))
    asked = frozenset(ASKED.values())
    weights = asked_only(asked, factors().weights)
    right = {ref: similarity(asked, has, weights) for ref, has in matters.items()}
    assert found["n"] == sum(score >= Fraction(1, 2) for score in right.values())
    best = sorted(right.values(), reverse=True)[:20]
    scores = [one["similarity"] for one in found["precedents"]]
    assert scores == [round(float(score), 4) for score in best]


def run(words: list[Any]) -> bytes:
    """Run a command and give its output."""
    done = subprocess.run([str(word) for word in words], capture_output=True, check=True)
    return done.stdout


def measure(place: Path) -> bool:
    """Measure and print the table; say whether the command is quicker than its peer."""
    database = Database(str(place))
    with database.write() as connection:
        matters = put(connection)
    database.close()
    folder = Path(sys.executable).parent
    asked = [part for option, name in ASKED.items() for part in (option, name.partition("=")[2])]
    lookup = [folder / "hearings", "--database", place, "matrix", "lookup", *asked]
    check(lookup, matters)
    runs: dict[str, list[Any]] = {
        "ours": lookup,
        "python -c pass": [sys.executable, "-c", "pass"],
        "sqlite-utils --version": [folder / "sqlite-utils", "--version"],
    }
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, words in runs.items():
            start = time.perf_counter()
            run(words)
            times[name].append(time.perf_counter() - start)
    ours = median(times["ours"])
    for name in list(runs)[1:]:
        theirs = median(times[name])
        print(f"{f'matrix lookup, {PRECEDENTS:,} precedents / {name}':<66} {ours / theirs:7.3f}"
              f"   {ours * 1000:8.1f} ms {theirs * 1000:8.1f} ms")  # fmt: skip
    return ours <= median(times["sqlite-utils --version"])


def main() -> int:
    """Run the benchmark; give 1 where the command is slower than its peer."""
    with million(PRECEDENTS) as place:
        return 0 if measure(place) else 1


if __name__ == "__main__":
    sys.exit(main())
