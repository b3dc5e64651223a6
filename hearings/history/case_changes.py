"""What an event changes of the case itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hearings.cases import Case, Party
from hearings.payloads import day_of


def _case_amended(case: Case, given: dict[str, Any]) -> Case:
    day = case.incident_date if "allegation" in given else day_of(given.get("incident_date"))
    return replace(
        case,
        attention_date=day_of(given.get("attention_date")) or case.attention_date,
        regime=given.get("regime", case.regime),
        track=given.get("track", case.track),
        unit=given.get("unit", case.unit),
        source=given.get("source", case.source),
        sensitivity=given.get("sensitivity", case.sensitivity),
        incident_date=day or case.incident_date,
    )


def _party_added(case: Case, given: dict[str, Any]) -> Case:
    party = Party(
        given["role"],
        given["party_name"],
        given.get("party_number", ""),
        given.get("told", ""),
        given.get("protected_disclosure", False),
    )
    return replace(case, parties=(*case.parties, party))


def _linked(case: Case, given: dict[str, Any]) -> Case:
    return replace(case, linked=(*case.linked, given["other_case"]))


def _allocated(case: Case, given: dict[str, Any]) -> Case:
    return replace(case, handler=given["handler"])


def _prioritised(case: Case, given: dict[str, Any]) -> Case:
    factors = tuple((name, given[name]) for name in ("threat", "risk", "harm"))
    return replace(case, priority=given["priority"], priority_factors=factors)


def _access_changed(case: Case, given: dict[str, Any]) -> Case:
    others = tuple(name for name in case.access if name != given["account"])
    return replace(
        case, access=(*others, given["account"]) if given["access"] == "grant" else others
    )


def _referred(case: Case, _given: dict[str, Any]) -> Case:
    return replace(case, iopc="referred")


def _iopc_mode(case: Case, given: dict[str, Any]) -> Case:
    return replace(case, iopc=given["mode"])


CASE_CHANGES: dict[str, Callable[[Case, dict[str, Any]], Case]] = {
    "add_party": _party_added,
    "allocate": _allocated,
    "amend": _case_amended,
    "grant_access": _access_changed,
    "iopc_decides": _iopc_mode,
    "link": _linked,
    "refer_to_iopc": _referred,
    "set_priority": _prioritised,
}
"""What each kind of event makes of the case."""
