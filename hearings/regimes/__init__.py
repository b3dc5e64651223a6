"""Know which Regulations a case falls under, from the day it came to the authority's attention.

Each regime is a TOML file here: its start and end, the ranks to which decisions may be delegated,
how a matter may end without proceedings, its time limits and how long its warnings last.
`overlays.toml` holds what was changed inside a regime. `docs/regimes.md` explains them all. The
loader refuses a table that does not hold together, and names the file, the row and the key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

from hearings.errors import BadValue, UsageError
from hearings.packaged import facts, names
from hearings.people import person_types, rank_named
from hearings.provisions import CONFIDENCES, UNVERIFIED, Provision, needed, only, provision
from hearings.realms import ARCHIVE
from hearings.regimes.disposals import Disposal, read_disposals
from hearings.regimes.lengths import Length, read_warnings
from hearings.regimes.limits import PRACTICABLE, Limit, merged_rows, own_target, read_limits
from hearings.regimes.listing import RuleRow, all_rules, digest_of, is_signed
from hearings.regimes.overlays import (
    FILE,
    Overlay,
    check_triggers,
    overlay_of_allegation,
    overlays,
    overlays_of,
    unsure_overlays,
)
from hearings.regimes.thresholds import Threshold, read_threshold

__all__ = [
    "ARCHIVE",
    "CONFIDENCES",
    "PRACTICABLE",
    "UNVERIFIED",
    "Delegation",
    "Disposal",
    "Length",
    "Limit",
    "Overlay",
    "Provision",
    "Regime",
    "RuleRow",
    "Threshold",
    "all_rules",
    "check_triggers",
    "digest_of",
    "is_signed",
    "limits_of",
    "longest_warning",
    "overlay_of_allegation",
    "overlays",
    "overlays_of",
    "own_target",
    "regime_on",
    "regimes",
    "unsure_overlays",
    "warning_months",
]


DELEGATED = {
    "severity": "Severity decided",
    "suspension": "Suspension authorised",
    "special_conditions": "Special conditions certified",
}
"""The decisions that have a lowest rank, and their words."""


@dataclass(frozen=True, slots=True)
class Delegation:
    """The lowest rank that may take a decision for the authority."""

    what: str
    """The decision, of `DELEGATED`."""
    rank: str
    """The rank in full."""
    provision: Provision
    """Where it comes from."""
    regime: str
    """The regime."""

    @property
    def rule(self) -> str:
        """Name the rule as a sign-off does: `2012/delegation.severity`."""
        return f"{self.regime}/delegation.{self.what}"

    @property
    def title(self) -> str:
        """Say what the decision is."""
        return DELEGATED[self.what]


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
    ends: date | None = None
    """The last attention date it governs; None where it goes on."""
    delegations: tuple[Delegation, ...] = ()
    """The decisions that have a lowest rank."""
    disposals: tuple[Disposal, ...] = ()
    """How a matter may end without proceedings."""
    limits: tuple[Limit, ...] = ()
    """Its time limits, in the order of a matter."""
    warnings: tuple[Length, ...] = ()
    """How long its warnings last."""
    threshold: Threshold | None = None
    """What misconduct is from its first day, where the regime before had it otherwise."""

    @property
    def delegated_rank(self) -> str:
        """Give the lowest rank to which the severity decision may be delegated."""
        floor = self.floor("severity")
        return "" if floor is None else floor[0]

    @property
    def delegation(self) -> Provision | None:
        """Say where that rank comes from."""
        floor = self.floor("severity")
        return None if floor is None else floor[1]

    def floor(self, what: str) -> tuple[str, Provision] | None:
        """Give the lowest rank for a decision and where it comes from.

        Args:
            what: The decision, of `DELEGATED`.

        Returns:
            The rank and its provision; None where the regime sets no rank of its own.
        """
        found = (row for row in self.delegations if row.what == what)
        return next(((row.rank, row.provision) for row in found), None)

    def disposal(self, key: str) -> Disposal | None:
        """Find a disposal by its key; None where this regime has none such."""
        return next((row for row in self.disposals if row.key == key), None)


@cache
def regimes() -> dict[str, Regime]:
    """Read every regime, and refuse files that do not hold together.

    Raises:
        UsageError: A file has an unknown key or name, lacks a source, overlaps with another, or
            leaves a gap.
    """
    tables = {name: facts(f"regimes/{name}") for name in names("regimes") if name != FILE}
    found = {}
    for name, table in tables.items():
        regime = _regime(table, name, tables)
        if regime.id in found:
            raise UsageError(f"{name}: the id {regime.id} stands twice.")
        found[regime.id] = regime
    _follow_each_other(found.values())
    _overlays_fit(found, overlays())
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


def limits_of(regime: str) -> tuple[Limit, ...]:
    """List the time limits of a regime, in the order of a matter; an archive has none."""
    return regimes()[regime].limits


def warning_months(regime: str, kind: str) -> tuple[int, Provision] | None:
    """Say how many months a warning lasts under a regime, and where that comes from.

    Args:
        regime: The regime's id.
        kind: A kind of warning, such as `written_warning`.

    Returns:
        The months and their provision; None where the regime sets no length.
    """
    rows = regimes()[regime].warnings
    return next(((row.months, row.provision) for row in rows if row.kind == kind), None)


def longest_warning(regime_id: str, kind: str) -> int:
    """Say how many months a warning may last at most under a regime; 0 where it sets no length.

    Args:
        regime_id: The regime's id.
        kind: A kind of warning, such as `final_written_warning`.
    """
    rows = (row for row in regimes()[regime_id].warnings if row.kind == kind)
    return next((row.most or row.months for row in rows), 0)


_KEYS = {"id", "title", "starts", "ends", "source", "confidence", "delegation", "disposal",
         "limit", "limits_from", "limits_without", "not_for", "threshold", "warning"}  # fmt: skip


def _regime(
    table: dict[str, Any], name: str, tables: Mapping[str, dict[str, Any]] | None = None
) -> Regime:
    only(table, _KEYS, name)
    needed(table, {"id", "title"}, name)
    found = provision(table, name)
    for key in ("delegation", "disposal", "limit", "warning"):
        if not isinstance(table.get(key, []), (list, dict)):
            raise UsageError(f"{name}: {key} is not a table.")
    not_for = frozenset(table.get("not_for", []))
    if not_for - set(person_types()):
        raise UsageError(f"{name}: not_for has an unknown person type.")
    rows = _limit_rows(table, name, tables or {})
    own, instrument = table["id"], found.source
    return Regime(
        id=own,
        title=table["title"],
        starts=table.get("starts"),
        ends=table.get("ends"),
        provision=found,
        delegations=_delegations(table.get("delegation", {}), own, name),
        disposals=read_disposals(table.get("disposal", []), own, name=name),
        limits=read_limits(rows, own, instrument, not_for, name=name),
        warnings=read_warnings(table.get("warning", []), own, instrument, name=name),
        threshold=read_threshold(table.get("threshold"), own, instrument, name),
    )


def _limit_rows(
    table: dict[str, Any], name: str, tables: Mapping[str, dict[str, Any]]
) -> list[dict[str, Any]]:
    """Give a regime's rows of limits, those it takes from another regime first."""
    own = table.get("limit", [])
    if "limits_from" not in table:
        return list(own)
    base = tables.get(f"{table['limits_from']}.toml")
    if base is None or "limits_from" in base:
        raise UsageError(f"{name}: limits_from names no regime with limits of its own.")
    without = frozenset(table.get("limits_without", []))
    return merged_rows(base.get("limit", []), own, without, name)


def _delegations(table: Mapping[str, Any], regime: str, name: str) -> tuple[Delegation, ...]:
    only(table, set(DELEGATED), f"{name}, delegation")
    found = []
    for what, row in table.items():
        where = f"{name}, delegation {what}"
        only(row, {"rank", "source", "confidence"}, where)
        rank = row.get("rank", "")
        if rank_named(rank) is None:
            raise UsageError(f"{where} delegates to an unknown rank: {rank}.")
        found.append(Delegation(what, rank, provision(row, where), regime))
    return tuple(found)


def _follow_each_other(found: Any) -> None:
    """Refuse dated regimes that overlap or leave a day between them."""
    dated = sorted((row for row in found if row.starts is not None), key=lambda row: row.starts)
    for one, other in pairwise(dated):
        if one.starts == other.starts or one.ends is None or one.ends >= other.starts:
            raise UsageError(f"{other.id}.toml, starts: it overlaps with the regime {one.id}.")
        if one.ends + timedelta(days=1) != other.starts:
            raise UsageError(f"{other.id}.toml, starts: a gap lies after the regime {one.id}.")


def _overlays_fit(known: Mapping[str, Regime], found: Mapping[str, Overlay]) -> None:
    """Refuse an overlay outside its regime, and a row under an overlay that is not there."""
    for overlay in found.values():
        regime = known.get(overlay.regime)
        if regime is None or regime.starts is None or overlay.starts < regime.starts:
            raise UsageError(f"{FILE}, overlay {overlay.id}: regime does not reach its start.")
    for regime in known.values():
        for limit in regime.limits:
            for name in filter(None, (limit.overlay, limit.not_overlay)):
                if name not in found or found[name].regime != regime.id:
                    raise UsageError(
                        f"{regime.id}.toml, limit {limit.key}: overlay {name} is not known."
                    )
        for disposal in regime.disposals:
            chosen = found.get(disposal.overlay)
            if disposal.overlay and (chosen is None or chosen.regime != regime.id):
                raise UsageError(
                    f"{regime.id}.toml, disposal {disposal.key}: overlay {disposal.overlay}"
                    " is not known."
                )
