"""Where a rule comes from, how sure that is, and the checks that every data file shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hearings.errors import UsageError

UNVERIFIED = "unverified"
CONFIDENCES = frozenset({"quoted", "parallel", "secondary", UNVERIFIED})
"""How sure a rule is: seen in the instrument, in a parallel one, in another's words, or not."""


@dataclass(frozen=True, slots=True)
class Provision:
    """Where a rule comes from and how sure that is."""

    source: str
    """The regulation."""
    confidence: str
    """One of quoted, parallel, secondary, unverified."""

    def __str__(self) -> str:
        """Name the regulation, and say so where it has not been verified."""
        if self.confidence == UNVERIFIED:
            return f"{self.source}, unverified"
        return self.source


def provision(row: Mapping[str, Any], where: str, instrument: str = "") -> Provision:
    """Read where a rule comes from.

    Args:
        row: The rule; `source` names the provision whole, `reg` a regulation of the instrument.
        where: The file and the row, for the refusal.
        instrument: The regime's own, such as `SI 2012/2632`.

    Raises:
        UsageError: There is no source, or no confidence that is known.
    """
    source, confidence = row.get("source", ""), row.get("confidence", "")
    if not source and row.get("reg") and instrument:
        source = f"{instrument} reg {row['reg']}"
    if not isinstance(source, str) or not source or confidence not in CONFIDENCES:
        raise UsageError(f"{where} has a rule without a source or a known confidence.")
    return Provision(source, confidence)


def only(row: Mapping[str, Any], known: frozenset[str] | set[str], where: str) -> None:
    """Refuse a row with a key that is not known.

    Raises:
        UsageError: It has one.
    """
    strange = sorted(set(row) - known)
    if strange:
        raise UsageError(f"{where} has an unknown key: {', '.join(strange)}.")


def needed(row: Mapping[str, Any], keys: frozenset[str] | set[str], where: str) -> None:
    """Refuse a row without a key that it needs.

    Raises:
        UsageError: It lacks one.
    """
    missing = sorted(keys - set(row))
    if missing:
        raise UsageError(f"{where} lacks a key: {', '.join(missing)}.")
