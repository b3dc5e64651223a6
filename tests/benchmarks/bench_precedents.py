"""Measure the 20 nearest of 100,000 and of 1,000,000 past matters against scikit-learn.

scikit-learn compares the same features by brute force with the same weights (scipy's weighted
Jaccard distance on rows of booleans), in this process, and has to find the same similarities. It
gives no order to ties, counts no outcomes and is asked for none. The memory read limit is one OR
over the packed bits of every row, which reads each once and does nothing else.
"""

from __future__ import annotations

import gc
import random
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any, Final

import numpy as np
from sklearn.neighbors import NearestNeighbors

from hearings.factors import factors
from hearings.people import person_types
from hearings.precedents import Hit, Index, Row, unpack, weight_of_feature
from hearings.standards import standards

NEAREST: Final = 20
QUESTIONS: Final = 20
BOUND: Final = 0.1
SIZES: Final = (100_000, 1_000_000)


def vocabulary() -> dict[str, list[str]]:
    """Give the values of each kind of feature, about as many as a force has."""
    lists = factors()
    return {
        "standard": list(standards()),
        "category": [f"category {n}" for n in range(24)],
        **{group: [factor.key for factor in held] for group, held in lists.groups.items()},
        "finding": ["not_proven", "misconduct", "gross_misconduct"],
        "forum": ["meeting", "hearing", "accelerated"],
        "rank_band": ["constable", "sergeant", "inspecting", "superintending", "staff"],
        "service_band": ["0-1", "2-4", "5-9", "10-19", "20+"],
        "person_type": list(person_types()),
        "warnings": ["none", "written", "final"],
        "admission": ["full", "part", "none"],
    }


def invented(values: dict[str, list[str]], dice: random.Random) -> list[str]:
    """Invent one matter: several values of some kinds, and nothing where it may be unknown."""
    several = {"standard": 2, "harm": 2, "aggravating": 4, "mitigating": 3, "special": 1}
    found = []
    for group, keys in values.items():
        most = several.get(group, 1)
        least = 1 if group in {"standard", "category", "finding", "forum"} else 0
        chosen = dice.sample(keys, dice.randint(least, most))
        found += [f"{group}={key}" for key in chosen]
    return found


def matters(count: int, names: dict[str, int], values: dict[str, list[str]]) -> list[Row]:
    """Invent past matters; features repeat from one to the next as they do in a force."""
    dice = random.Random(2014)
    kinds = [invented(values, dice) for _ in range(20_000)]
    packed = [sum(1 << names[feature] for feature in kind) for kind in kinds]
    extra = [1 << names[f"category={key}"] for key in values["category"]]
    ends = ("written_warning", "final_written_warning", "dismissal_without_notice", "not_proven")
    rows = []
    for number in range(count):
        bits = dice.choice(packed) | (dice.choice(extra) if number % 3 else 0)
        day = f"20{8 + number % 17:02}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        regime = ("2008", "2012", "2020")[number % 3]
        rows.append(Row(f"MC-{number:07}/1", bits, ends[number % 4], regime, day))
    return rows


def booleans(rows: list[Row], width: int) -> Any:
    """Give the rows as scikit-learn takes them: one boolean for each feature."""
    size = -(-width // 8)
    packed = b"".join(row.bits.to_bytes(size, "little") for row in rows)
    table = np.frombuffer(packed, dtype=np.uint8).reshape(len(rows), size)
    return np.unpackbits(table, axis=1, count=width, bitorder="little").astype(bool)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Give the seconds that `work` takes, and what it finds."""
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def agree(hits: list[Hit], distances: Any) -> bool:
    """Say whether both found the same similarities."""
    ours = [1 - hit.shared / hit.either for hit in hits]
    return bool(np.allclose(ours, distances[0], atol=1e-9))


def measure(count: int) -> bool:
    """Compare the two on the same matters and questions; say whether the bound holds."""
    values, lists = vocabulary(), factors()
    names = {f"{g}={key}": n for n, (g, key) in enumerate(
        (group, key) for group, keys in values.items() for key in keys)}  # fmt: skip
    features = {number: name for name, number in names.items()}
    rows = matters(count, names, values)
    index = Index(rows, names, lists.weights)
    table = booleans(rows, len(names))
    weights = np.array([weight_of_feature(features[n], lists.weights) for n in range(len(names))])
    peer = NearestNeighbors(
        n_neighbors=NEAREST, algorithm="brute", metric="jaccard",
        metric_params={"w": weights.astype(float)},
    ).fit(table)  # fmt: skip
    words = booleans(rows, -(-len(names) // 64) * 64)
    words = np.packbits(words, axis=1, bitorder="little").view(np.uint64)
    times: dict[str, list[float]] = {"ours": [], "spread": [], "theirs": [], "read": []}
    gc.collect()
    gc.disable()
    for turn in range(QUESTIONS + 1):
        place = turn * (count // QUESTIONS) % count
        query = unpack(rows[place].bits, features)
        ours, hits = timed(lambda query=query: index.nearest(query, NEAREST, "2012"))  # type: ignore[misc]  # bound now
        spread, _ = timed(lambda query=query: both(index, query, lists.least))  # type: ignore[misc]  # bound now
        asked = table[place : place + 1]
        theirs, (far, _) = timed(lambda asked=asked: peer.kneighbors(asked))  # type: ignore[misc]  # bound now
        read, _ = timed(lambda: np.bitwise_or.reduce(words, axis=None))
        assert agree(hits, far), "The two do not find the same."
        if turn:
            for name, took in zip(times, (ours, spread, theirs, read), strict=True):
                times[name].append(took)
    gc.enable()
    return show(count, len(names), {name: median(took) for name, took in times.items()})


def both(index: Index, query: frozenset[str], least: Any) -> Any:
    """Ask for the nearest and the spread, as a face does."""
    scored = index.ask(query)
    return scored.nearest(NEAREST, "2012"), scored.spread(least)


def show(count: int, features: int, took: dict[str, float]) -> bool:
    """Print the lines of one size; say whether the bound holds."""
    head = f"{NEAREST} nearest of {count:,}"
    lines = (
        (f"{head} / scikit-learn, {features} features", "ours", "theirs", BOUND),
        (f"{head} and the spread / scikit-learn", "spread", "theirs", None),
        (f"{head} / reading the bits once", "ours", "read", None),
    )
    for name, ours, theirs, bound in lines:
        print(f"{name:<56} {took[ours] / took[theirs]:7.3f} {bound or '':>6}")
    return took["ours"] / took["theirs"] <= BOUND


def main() -> int:
    """Print the table; give how many bounds were missed."""
    print(f"{'':<56} {'ratio':>7} {'bound':>6}")
    return [measure(count) for count in SIZES].count(False)


if __name__ == "__main__":
    sys.exit(main())
