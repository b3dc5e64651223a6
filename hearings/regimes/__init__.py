"""Know which Regulations a case falls under, from the day it came to the authority's attention.

Time limits, panels and outcomes come with *The clock and the diary*; here stand each regime's
start, the rank to which severity may be delegated, and how a matter may end without proceedings.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from hearings.errors import BadValue, UsageError
from hearings.packaged import facts, names
from hearings.people import rank_named
from hearings.severity import Level

CONFIDENCES = frozenset({"quoted", "parallel", "secondary", "unverified"})
ARCHIVE = "none"


@dataclass(frozen=True, slots=True)
class Provision:
    """Where a rule comes from and how sure that is."""

    source: str
    """The regulation."""
    confidence: str
    """One of quoted, parallel, secondary, unverified."""

    def __str__(self) -> str:
        """Name the regulation, and say so where it has not been verified."""
        if self.confidence == "unverified":
            return f"{self.source}, unverified"
        return self.source


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
    starts: date | None = None
    """The first attention date for which it is open, where later than the regime's start."""


@dataclass(frozen=True, slots=True)
class Regime:
    """One set of Conduct Regulations, or the archive without any."""

    id: str
    """2008, 2012, 2020 or none."""
    title: str
    """What the screen calls it."""
    starts: date | None
    """The first attention date it governs; None for the archive."""
    provision: Provision
    """The instrument."""
    delegated_rank: str = ""
    """The lowest rank to which the severity decision may be delegated."""
    delegation: Provision | None = None
    """Where that rank comes from."""
    disposals: tuple[Disposal, ...] = ()
    """How a matter may end without proceedings."""

    def disposal(self, key: str) -> Disposal | None:
        """Find a disposal by its key; None where this regime has none such."""
        return next((row for row in self.disposals if row.key == key), None)


@cache
def regimes() -> dict[str, Regime]:
    """Read every regime, and refuse files that do not hold together.

    Raises:
        UsageError: A file has an unknown key, lacks a source, or starts on another's day.
    """
    found = {}
    for name in names("regimes"):
        regime = _regime(facts(f"regimes/{name}"), name)
        found[regime.id] = regime
    starts = [regime.starts for regime in found.values() if regime.starts is not None]
    if len(starts) != len(set(starts)):
        raise UsageError("Two regimes start on the same day.")
    return found


def regime_on(attention: date) -> Regime:
    """Choose the regime by the day the matter came to the authority's attention.

    Raises:
        BadValue: The day lies before the first regime.

    Source:
        SI 2012/2632 reg 2(2); SI 2020/2 reg 2(2).
    """
    dated = [row for row in regimes().values() if row.starts is not None]
    open_then = [row for row in dated if row.starts is not None and row.starts <= attention]
    if not open_then:
        first = min(row.starts for row in dated if row.starts is not None)
        raise BadValue(
            "attention_date",
            f"The attention date {attention.isoformat()} lies before {first.isoformat()},"
            " when the first regime this product knows began.",
        )
    return max(open_then, key=lambda row: row.starts or date.min)


_KEYS = {"id", "title", "starts", "source", "confidence", "delegation", "disposal"}
_DISPOSAL_KEYS = {"key", "words", "levels", "from", "source", "confidence"}


def _regime(table: dict[str, Any], name: str) -> Regime:
    _only(table, _KEYS, name)
    _only(table.get("delegation", {}), {"severity"}, name)
    delegation = table.get("delegation", {}).get("severity")
    if delegation is not None:
        _only(delegation, {"rank", "source", "confidence"}, name)
        if rank_named(delegation["rank"]) is None:
            raise UsageError(f"{name} delegates to an unknown rank: {delegation['rank']}.")
    return Regime(
        id=table["id"],
        title=table["title"],
        starts=table.get("starts"),
        provision=_provision(table, name),
        delegated_rank="" if delegation is None else delegation["rank"],
        delegation=None if delegation is None else _provision(delegation, name),
        disposals=tuple(_disposal(row, name) for row in table.get("disposal", [])),
    )


def _disposal(row: dict[str, Any], name: str) -> Disposal:
    _only(row, _DISPOSAL_KEYS, name)
    return Disposal(
        key=row["key"],
        words=row["words"],
        levels=frozenset(Level(level) for level in row["levels"]),
        provision=_provision(row, name),
        starts=row.get("from"),
    )


def _provision(row: dict[str, Any], name: str) -> Provision:
    source, confidence = row.get("source", ""), row.get("confidence", "")
    if not source or confidence not in CONFIDENCES:
        raise UsageError(f"{name} has a rule without a source or a known confidence.")
    return Provision(source, confidence)


def _only(row: dict[str, Any], known: set[str], name: str) -> None:
    strange = sorted(set(row) - known)
    if strange:
        raise UsageError(f"{name} has an unknown key: {', '.join(strange)}.")
