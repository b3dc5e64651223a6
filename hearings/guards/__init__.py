"""Every rule that says no to a move, by the name the table of moves gives it.

A guard looks at the facts and returns, or refuses with the sentence a caseworker needs.
"""

from __future__ import annotations

from collections.abc import Callable

from hearings.guards import (
    appeals,
    decisions,
    diary,
    findings,
    forms,
    in_time,
    limits,
    measures,
    people,
    proceedings,
    publication,
    readings,
    records,
)
from hearings.guards.asked import Asked

__all__ = ["GUARDS", "Asked"]

GUARDS: dict[str, Callable[[Asked], None]] = {
    guard.__name__: guard
    for module in (
        people,
        forms,
        decisions,
        proceedings,
        limits,
        measures,
        diary,
        in_time,
        findings,
        publication,
        appeals,
        records,
        readings,
    )
    for guard in module.GUARDS
}
"""Every guard by its name."""
