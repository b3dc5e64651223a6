"""Say how often a blind second reading gave the level that stood; it stands under every rate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hearings.rate_words import READ
from hearings.samples import Agreement
from tui.plain.shares import interval, share


def agreement_lines(agreement: Mapping[str, Agreement]) -> Iterator[str]:
    """Say what a change does not say, and how often a blind reader came to the same level.

    Args:
        agreement: By kind; empty where nothing was read.
    """
    if not agreement:
        yield "A change does not say who was right. Blind second reading: none recorded."
        return
    yield "A change does not say who was right. Blind second readings gave the level that stood:"
    width = max(len(READ[kind]) for kind in agreement)
    for kind, words in READ.items():
        if kind in agreement:
            found = agreement[kind]
            yield f"  {words:<{width}} {share(found.agreed, found.read)}, {interval(found.bounds)}"


def agreement_promised(agreement: Mapping[str, Agreement]) -> dict[str, dict[str, object]]:
    """Give the agreement as JSON has it: readings, by kind; no kind that was not read."""
    found: dict[str, dict[str, object]] = {}
    for kind, one in agreement.items():
        bounds = one.bounds
        found[kind] = {
            "read": one.read,
            "agreed": one.agreed,
            "share": round(one.agreed / one.read, 10),
            "low": None if bounds is None else round(bounds[0], 10),
            "high": None if bounds is None else round(bounds[1], 10),
        }
    return found
