"""Every rule of every regime in one list, for reading and for a lawyer's sign-off."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeAlias

from hearings.provisions import Provision
from hearings.regimes.overlays import Overlay, overlays

if TYPE_CHECKING:
    from hearings.outcomes.rows import OutcomeRule
    from hearings.regimes import Delegation, Regime
    from hearings.regimes.disposals import Disposal
    from hearings.regimes.lengths import Length
    from hearings.regimes.limits import Limit
    from hearings.regimes.thresholds import Threshold
    from hearings.rules import Rules, SignOff

    Rule: TypeAlias = Limit | Overlay | Length | Disposal | Delegation | OutcomeRule | Threshold


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule as a list shows it."""

    id: str
    """The rule: `2012/hearing_held`."""
    regime: str
    """The regime it belongs to."""
    kind: str
    """Limit, overlay, warning, disposal, delegation, threshold, outcome or finding."""
    title: str
    """What a screen calls it."""
    words: str
    """What it says, in one line."""
    provision: Provision
    """Where it comes from."""
    weak: bool
    """Whether it gives no day until it is signed off."""
    digest: str
    """What a sign-off holds to; a rule that changes has another."""


def digest_of(rule: Rule) -> str:
    """Work out what a sign-off of a rule holds to: a short hash of all that the rule says."""
    said = json.dumps(_content(rule), sort_keys=True, ensure_ascii=True)
    return sha256(said.encode("ascii")).hexdigest()[:16]


def all_rules() -> tuple[RuleRow, ...]:
    """List every rule: of each regime its limits, overlays, warnings and so on, then outcomes."""
    from hearings.regimes import regimes

    return _all_rules(tuple(regimes().values()))


def is_signed(rule: str, digest: str, rules: Rules) -> SignOff | None:
    """Find the sign-off that holds for a rule.

    Args:
        rule: The rule's id.
        digest: What it says now; one that was signed off when it said something else has lapsed.
        rules: The force's own, with what was signed off.
    """
    known = rules.signed.get(rule)
    return known if known is not None and known.digest == digest else None


@cache
def digests() -> Mapping[str, str]:
    """Give the digest of every rule, by its id."""
    return {row.id: row.digest for row in all_rules()}


def rules_of(regime: Regime) -> tuple[RuleRow, ...]:
    """List the rules of one regime."""
    from hearings.outcomes.rows import outcome_rules

    found = [_row("limit", rule, rule.title, rule.words, weak=rule.weak) for rule in regime.limits]
    found += [
        _row("overlay", rule, rule.title, _overlay_words(rule))
        for rule in overlays().values()
        if rule.regime == regime.id
    ]
    found += [_row("warning", rule, rule.title, rule.words) for rule in regime.warnings]
    found += [_row("disposal", rule, rule.words, rule.conditions) for rule in regime.disposals]
    found += [
        _row("delegation", rule, rule.title, f"{rule.rank} or above") for rule in regime.delegations
    ]
    if regime.threshold is not None:
        rule = regime.threshold
        found.append(_row("threshold", rule, rule.title, rule.words))
    found += [
        _row(rule.listed_as, rule, rule.title, rule.said)
        for rule in outcome_rules().rules
        if rule.regime == regime.id
    ]
    return tuple(found)


@cache
def _all_rules(known: tuple[Regime, ...]) -> tuple[RuleRow, ...]:
    return tuple(row for regime in known for row in rules_of(regime))


def _row(kind: str, rule: Rule, title: str, words: str, *, weak: bool = False) -> RuleRow:
    regime = rule.rule.partition("/")[0]
    return RuleRow(
        rule.rule, regime, kind, title, words, rule.provision, weak=weak, digest=digest_of(rule)
    )


def _overlay_words(overlay: Overlay) -> str:
    days = f"from {overlay.starts.isoformat()}"
    if overlay.ends is not None:
        days += f" to {overlay.ends.isoformat()}"
    how = " or ".join(overlay.trigger) + ("" if overlay.confirmed else ", not confirmed")
    return f"{overlay.changes} Chosen by: {how}; {days}."


def _content(value: Any) -> Any:
    """Write a rule as JSON can hold it, without what it leaves at its default.

    So a new kind of condition, added to the product later, leaves every sign-off standing.
    """
    if is_dataclass(value):
        return {
            field.name: _content(getattr(value, field.name))
            for field in fields(value)
            if field.default is MISSING or getattr(value, field.name) != field.default
        }
    if isinstance(value, (frozenset, set)):
        return sorted(_content(one) for one in value)
    if isinstance(value, (tuple, list)):
        return [_content(one) for one in value]
    return value if value is None or isinstance(value, (bool, int, str)) else str(value)
