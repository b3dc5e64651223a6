"""What an event changes of the case itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hearings.cases import Case, Event, Party
from hearings.milestones import milestones
from hearings.payloads import day_of, reached_by


def _case_amended(case: Case, event: Event) -> Case:
    given = event.payload
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


def _party_added(case: Case, event: Event) -> Case:
    given = event.payload
    party = Party(
        given["role"],
        given["party_name"],
        given.get("party_number", ""),
        given.get("told", ""),
        given.get("protected_disclosure", False),
    )
    return replace(case, parties=(*case.parties, party))


def _linked(case: Case, event: Event) -> Case:
    given = event.payload
    return replace(case, linked=(*case.linked, given["other_case"]))


def _allocated(case: Case, event: Event) -> Case:
    given = event.payload
    return replace(case, handler=given["handler"])


def _prioritised(case: Case, event: Event) -> Case:
    given = event.payload
    factors = tuple((name, given[name]) for name in ("threat", "risk", "harm"))
    return replace(case, priority=given["priority"], priority_factors=factors)


def _access_changed(case: Case, event: Event) -> Case:
    given = event.payload
    others = tuple(name for name in case.access if name != given["account"])
    return replace(
        case, access=(*others, given["account"]) if given["access"] == "grant" else others
    )


def _referred(case: Case, _event: Event) -> Case:
    return replace(case, iopc="referred")


def _iopc_mode(case: Case, event: Event) -> Case:
    given = event.payload
    return replace(case, iopc=given["mode"])


def _investigator(case: Case, event: Event) -> Case:
    """Put the investigator among the case's people."""
    number = event.payload["investigator"]
    if any(p.role == "investigator" and p.number == number for p in case.parties):
        return case
    party = Party("investigator", event.payload.get("investigator_name", "") or number, number)
    return replace(case, parties=(*case.parties, party))


def _fact(case: Case, event: Event) -> Case:
    """Add a milestone that is one for all the case's officers."""
    if not milestones()[event.payload["fact"]].of_case:
        return case
    return replace(case, reached=(*case.reached, reached_by(event, event.payload["fact"])))


def _transferred(case: Case, event: Event) -> Case:
    given = event.payload
    holder = given.get("force", "") or given.get("unit", "")
    held = f"{holder} from {given['holds_from']}"
    return replace(case, unit=given.get("unit", case.unit), authority_held=held)


def _joined(case: Case, event: Event) -> Case:
    other = event.payload["other_case"]
    linked = case.linked if other in case.linked else (*case.linked, other)
    return replace(case, linked=linked, joined=(*case.joined, other))


def _split(case: Case, event: Event) -> Case:
    other = event.payload["other_case"]
    return replace(case, joined=tuple(name for name in case.joined if name != other))


CASE_CHANGES: dict[str, Callable[[Case, Event], Case]] = {
    "add_party": _party_added,
    "allocate": _allocated,
    "amend": _case_amended,
    "appoint_investigator": _investigator,
    "grant_access": _access_changed,
    "iopc_decides": _iopc_mode,
    "join": _joined,
    "link": _linked,
    "record_fact": _fact,
    "refer_to_iopc": _referred,
    "set_priority": _prioritised,
    "split": _split,
    "transfer": _transferred,
}
"""What each kind of event makes of the case."""
