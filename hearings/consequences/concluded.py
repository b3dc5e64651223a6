"""What follows from a finding, an outcome, an appeal's end, a coding and a comparison."""

from __future__ import annotations

from datetime import date
from typing import Any

from hearings.factors import FIELDS
from hearings.guards.asked import Asked
from hearings.guards.findings import the_ruling
from hearings.outcomes import WARNING, effect_of, facts_of, length_of, took_effect
from hearings.people import full_rank
from hearings.regimes import overlays_of
from hearings.sittings import Seat
from hearings.stages import Stage
from hearings.warned import Warned

_LEADS = ("chair_", "conducting_")
"""How the capacities of those who preside begin."""

_LEADS_TO = {
    "confirm": Stage.DECIDED,
    "vary": Stage.DECIDED,
    "quash": Stage.CLOSED,
    "new_panel": Stage.REFERRED,
}
"""Where an appeal's result leaves the matter."""


def concluded(event: str, given: dict[str, Any], asked: Asked) -> None:
    """Add to the payload of a move that concludes something what follows from it."""
    CONCLUDES[event](given, asked)


def _presided(given: dict[str, Any], asked: Asked) -> None:
    """Name who presided: the decision is theirs, whoever enters it."""
    hearing = asked.the_subject.hearing
    seats = () if hearing is None else hearing.seats
    lead = next((seat for seat in seats if seat.capacity.startswith(_LEADS)), None)
    if lead is not None:
        given["chair"], given["chair_name"] = lead.person, _named(lead)


def _named(seat: Seat) -> str:
    return " ".join(part for part in (seat.rank, seat.name or seat.person) if part)


def _imposed(given: dict[str, Any], asked: Asked) -> None:
    _presided(given, asked)
    _under_rules(given, asked)
    if given["told_there"] == "yes":
        _takes_effect(given, given["outcome"], asked.on)


def _under_rules(given: dict[str, Any], asked: Asked) -> None:
    """Keep the rule that allows the outcome, the warnings that counted, and its length."""
    case, subject = asked.the_file.case, asked.the_subject
    given["regime"] = case.regime
    if under := sorted(overlays_of(case, subject, asked.rules)):
        given["overlays"] = under
    given["source"] = str(the_ruling(asked).provision)
    if asked.live_warnings:
        given["live_warnings"] = [_as_kept(one) for one in asked.live_warnings]
    if "new_rank" in given:
        given["new_rank"] = full_rank(given["new_rank"])
    if effect_of(given["outcome"]) == WARNING:
        facts = facts_of(
            case, subject, asked.rules, on=asked.on, given=asked.given, live=asked.live_warnings
        )
        length = length_of(facts, given["outcome"], given.get("months"))
        given["months"], given["months_source"] = length[0], str(length[1])


def _as_kept(one: Warned) -> dict[str, Any]:
    return {"kind": one.kind, "notified_on": one.notified_on.isoformat(), "months": one.months}


def _takes_effect(given: dict[str, Any], key: str, on: date) -> None:
    effective, ends = took_effect(key, on, given.get("notice_days", 0))
    given["effective_on"] = effective.isoformat()
    if ends is not None:
        given["ends_on"] = ends.isoformat()


def _notified(given: dict[str, Any], asked: Asked) -> None:
    """Let an outcome that the officer was not told of at the hearing take effect now."""
    made = asked.the_subject.outcome
    if made is None or made.effective_on is not None:
        return
    on = date.fromisoformat(given["deemed_on"]) if "deemed_on" in given else asked.on
    effective, ends = took_effect(made.key, on, made.notice_days)
    given["effective_on"] = effective.isoformat()
    if ends is not None:
        given["ends_on"] = ends.isoformat()


def _determined(given: dict[str, Any], asked: Asked) -> None:
    given["stage"] = _LEADS_TO[given["result"]].value
    made = asked.the_subject.outcome
    if given["result"] != "vary" or made is None:
        return
    _under_rules(given, asked)
    # What is put in the place of a decision counts from the day of that decision.
    if made.effective_on is not None:
        _takes_effect(given, given["outcome"], made.effective_on)


def _coded(given: dict[str, Any], asked: Asked) -> None:
    lists = asked.rules.factors
    given["edition"] = lists.stamp
    given["words"] = lists.words_of({key: given[key] for key in FIELDS if key in given})


def _compared(given: dict[str, Any], asked: Asked) -> None:
    given.update(asked.comparison)


CONCLUDES = {
    "code_circumstances": _coded,
    "compare_outcome": _compared,
    "determine_appeal": _determined,
    "impose": _imposed,
    "notify_outcome": _notified,
    "record_finding": _presided,
}
"""The moves that conclude something, and what each adds."""
