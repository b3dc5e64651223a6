"""Decide whether a hearing can be listed: clashes, free days, who may sit, and what is missing."""

from __future__ import annotations

from hearings.listing.bars import barred, involved_in, joint_fault
from hearings.listing.clashes import Clash, clashes, room_key, sittings_fault
from hearings.listing.composition import composition_faults
from hearings.listing.days import Wanted, free_days, offer_binds, offer_window, sittings_from
from hearings.listing.faults import Fault, refusals, warnings
from hearings.listing.panels import (
    Capacity,
    PanelRule,
    capacities,
    capacity_words,
    is_senior,
    panel_rule,
    panel_rules,
)
from hearings.listing.readiness import Item, outstanding, readiness

__all__ = [
    "Capacity",
    "Clash",
    "Fault",
    "Item",
    "PanelRule",
    "Wanted",
    "barred",
    "capacities",
    "capacity_words",
    "clashes",
    "composition_faults",
    "free_days",
    "involved_in",
    "is_senior",
    "joint_fault",
    "offer_binds",
    "offer_window",
    "outstanding",
    "panel_rule",
    "panel_rules",
    "readiness",
    "refusals",
    "room_key",
    "sittings_fault",
    "sittings_from",
    "warnings",
]
