"""How a matter may end without proceedings under a regime, as its data file gives it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from hearings.errors import UsageError
from hearings.provisions import Provision, needed, only, provision
from hearings.severity import Level

_KEYS = {"key", "words", "levels", "from", "until", "overlay", "decided", "withdrawn",
         "source", "confidence"}  # fmt: skip
_DECIDED = {"levels", "source", "confidence"}
_WITHDRAWN = {"source", "confidence"}


@dataclass(frozen=True, slots=True)
class Disposal:
    """A way in which a matter ends without proceedings."""

    key: str
    """Its name in the records."""
    words: str
    """Its name on the screen."""
    levels: frozenset[Level]
    """The severity levels at which it is open."""
    provision: Provision
    """Where it comes from."""
    regime: str
    """The regime."""
    starts: date | None = None
    """The first attention date for which it is open, where later than the regime's start."""
    until: date | None = None
    """The last attention date for which it is open, where earlier than the regime's end."""
    overlay: str = ""
    """The overlay that one of the subject's allegations has to be under; empty for none."""
    levels_after_decision: frozenset[Level] = frozenset()
    """The levels at which it is open after the case-to-answer decision; empty for the same ones."""
    provision_after: Provision | None = None
    """Where that comes from; None where it is the same."""
    provision_withdrawn: Provision | None = None
    """Where it comes from after a withdrawal, at any level; None where it is not open then."""

    @property
    def rule(self) -> str:
        """Name the rule as a sign-off does: `2012/disposal.duplicate`."""
        return f"{self.regime}/disposal.{self.key}"

    def open_at(self, level: Level, after_decision: bool) -> bool:
        """Say whether it is open at a severity level.

        Args:
            level: The level that stands.
            after_decision: Whether the authority has decided whether there is a case to answer,
                and brings no proceedings.
        """
        after = self.levels_after_decision if after_decision else None
        return level in (after or self.levels)

    def provision_at(self, after_decision: bool) -> Provision:
        """Say where it comes from, before or after the case-to-answer decision."""
        return (self.provision_after if after_decision else None) or self.provision

    @property
    def conditions(self) -> str:
        """Say in one line when it is open."""
        said = f"open at: {_listed(self.levels)}"
        if self.levels_after_decision:
            said += (
                f"; after the case-to-answer decision: {_listed(self.levels_after_decision)}"
                f" ({self.provision_after})"
            )
        if self.starts is not None:
            said += f"; from {self.starts.isoformat()}"
        if self.until is not None:
            said += f"; to {self.until.isoformat()}"
        if self.provision_withdrawn is not None:
            said += f"; once proceedings are withdrawn: any level ({self.provision_withdrawn})"
        return said + (f"; where an allegation is under {self.overlay}" if self.overlay else "")


def read_disposals(rows: list[dict[str, Any]], regime: str, *, name: str) -> tuple[Disposal, ...]:
    """Read how a matter may end without proceedings.

    Args:
        rows: The `[[disposal]]` rows.
        regime: The regime's id.
        name: The file, for the refusals.

    Raises:
        UsageError: A row does not hold together, or a key stands twice.
    """
    found: dict[str, Disposal] = {}
    for row in rows:
        where = f"{name}, disposal {row.get('key', '?')}"
        only(row, _KEYS, where)
        needed(row, {"key", "words", "levels"}, where)
        if row["key"] in found:
            raise UsageError(f"{where}: the key stands twice.")
        decided = row.get("decided")
        if decided is not None:
            only(decided, _DECIDED, f"{where}, decided")
            needed(decided, {"levels"}, f"{where}, decided")
        withdrawn = row.get("withdrawn")
        if withdrawn is not None:
            only(withdrawn, _WITHDRAWN, f"{where}, withdrawn")
        found[row["key"]] = Disposal(
            row["key"],
            row["words"],
            _levels(row),
            provision(row, where),
            regime,
            row.get("from"),
            row.get("until"),
            row.get("overlay", ""),
            frozenset() if decided is None else _levels(decided),
            None if decided is None else provision(decided, f"{where}, decided"),
            None if withdrawn is None else provision(withdrawn, f"{where}, withdrawn"),
        )
    return tuple(found.values())


def _levels(row: dict[str, Any]) -> frozenset[Level]:
    return frozenset(Level(level) for level in row["levels"])


def _listed(levels: frozenset[Level]) -> str:
    return ", ".join(sorted(level.words for level in levels))
