"""Every rule that says no to a move, by the name the table of moves gives it.

A guard looks at the facts and returns, or refuses with the sentence a caseworker needs.
"""

from __future__ import annotations

from collections.abc import Callable

from hearings.guards import decisions, forms, people
from hearings.guards.asked import Asked

__all__ = ["GUARDS", "Asked"]

GUARDS: dict[str, Callable[[Asked], None]] = {
    guard.__name__: guard for guard in (*people.GUARDS, *forms.GUARDS, *decisions.GUARDS)
}
"""Every guard by its name."""
