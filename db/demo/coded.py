"""What was alleged in the cases that came to a hearing, what was coded of it, and what was said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from db.demo.data import Matter, shares, table
from db.demo.docket import Ends

_UNCODED, _LIKELY = 0.04, 0.7
_ORDER = {
    "culpability": ("deliberate", "reckless", "negligent"),
    "harm_level": ("high", "medium", "low", "none_found"),
}
"""The keys of the two scales, the worst first, as `leaning` counts them."""


@dataclass(frozen=True, slots=True)
class Alleged:
    """One kind of conduct that came to a hearing."""

    matter: Matter
    """What is alleged."""
    row: Mapping[str, Any]
    """What may be coded of it."""


def alleged(rng: Random, ends: Ends) -> Alleged:
    """Draw what was alleged in a case: what is often dismissed for stands behind dismissals.

    Args:
        rng: Where the chances come from.
        ends: How the case ends.
    """
    rows = _rows()
    if ends.forum == "accelerated":
        rows = tuple(row for row in rows if row.get("certified"))
    weights = [_weight(row, ends.leaning) for row in rows]
    row = rng.choices(rows, weights)[0]
    level = "misconduct" if ends.forum == "meeting" else "gross_misconduct"
    words = (str(row[name]) for name in ("category", "text", "seen"))
    return Alleged(Matter(str(row["standard"]), level, *words), row)


def _weight(row: Mapping[str, Any], leaning: str) -> int:
    """Say how likely a kind of conduct is behind an end."""
    often: int = row["for_dismissal"]
    if leaning == "dismissed":
        return often
    # What a court or a laboratory has certified is seldom unproven or forgiven.
    if row.get("certified"):
        return 0
    return 1 if leaning == "cleared" else max(1, 6 - 2 * often)


def circumstances(rng: Random, row: Mapping[str, Any], ends: Ends) -> dict[str, object]:
    """Code the circumstances of a case, as its end leans; now and then not all of them.

    Args:
        rng: Where the chances come from.
        row: What may be coded of the kind of conduct.
        ends: How the case ended.
    """
    leaning = table("decided")["leaning"][ends.leaning]
    found: dict[str, object] = {}
    for field, order in _ORDER.items():
        lean = dict(zip(order, leaning[field], strict=True))
        tilted = {key: share * lean[key] for key, share in row[field].items()}
        if rng.random() >= _UNCODED:
            found[field] = shares(tilted).draw(rng)
    found["harm_kinds"] = _some(rng, row["harm"], [1, len(row["harm"])])
    found["aggravating"] = _some(rng, row["aggravating"], leaning["aggravating"])
    found["mitigating"] = _some(rng, table("decided")["mitigating"]["keys"], leaning["mitigating"])
    found["special"] = list(row["special"])
    return {key: value for key, value in found.items() if value}


def admission(rng: Random, ends: Ends) -> str:
    """Draw whether the officer accepted it: full, part or none."""
    return shares(table("decided")["leaning"][ends.leaning]["admission"]).draw(rng)


def said(rng: Random, name: str, within: str = "said") -> str:
    """Choose one of the phrases on hearings and outcomes, or give the only one."""
    return _chosen(rng, table("decided")[within][name])


def _chosen(rng: Random, found: str | list[str]) -> str:
    return found if isinstance(found, str) else str(rng.choice(found))


def reasons(rng: Random, ends: Ends, seen: str) -> tuple[str, str]:
    """Write why it was found, and why it ended so, in the words of whoever presided.

    A meeting has no panel; it has as many phrases of its own, so that the chances stay the same.
    """
    proved = ends.finding != "not_proven"
    phrases = table("decided")["said"]
    if ends.forum == "meeting":
        phrases = {**phrases, **table("decided")["met"]}
    found = _chosen(rng, phrases["proved" if proved else "not_proved"]).format(seen=seen)
    why = ends.key
    if ends.leaning == "dismissed":
        why = "with_notice" if ends.key.endswith("with_notice") else "dismissed"
    if ends.beside == "live_final":
        why = "live_final"
    return found, _chosen(rng, phrases[why])


@cache
def _rows() -> tuple[Mapping[str, Any], ...]:
    return tuple(table("decided")["matter"])


def _some(rng: Random, keys: list[str], numbers: list[int]) -> list[str]:
    """Take some of a list: mostly the first, as they are the likeliest, else any."""
    least, most = numbers
    number = min(len(keys), rng.randint(least, most))
    return keys[:number] if rng.random() < _LIKELY else rng.sample(keys, number)
