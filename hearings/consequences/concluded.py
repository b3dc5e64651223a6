"""What follows from a finding, an outcome, an appeal's end, a coding and a comparison."""

from __future__ import annotations

from datetime import date
from typing import Any

from hearings.cases import Subject
from hearings.conclusions import Outcome
from hearings.factors import FIELDS
from hearings.guards.asked import Asked
from hearings.guards.findings import the_ruling
from hearings.history.conclusions import reviewed
from hearings.outcomes import WARNING, effect_of, facts_of, length_of, took_effect
from hearings.people import full_rank
from hearings.realms import governed_by
from hearings.regimes import overlays_of
from hearings.sittings import Seat
from hearings.stages import Stage
from hearings.warned import FINAL, Warned

_LEADS = ("chair_", "conducting_")
"""How the capacities of those who preside begin."""

EXTENDED, WOULD_HAVE_BEEN = "final_written_warning_extended", "would_have_been_dismissed"
"""The outcomes whose days are not counted from the notice alone."""

MEETING = "meeting"


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
    elif given["outcome"] == WOULD_HAVE_BEEN:
        given["ends_on"] = asked.on.isoformat()


def _under_rules(given: dict[str, Any], asked: Asked) -> None:
    """Keep the rule that allows the outcome, the warnings that counted, and its length."""
    case, subject = asked.the_file.case, asked.the_subject
    given["regime"] = governed_by(case.regime, subject.facts.person_type)
    if under := sorted(overlays_of(case, subject, asked.rules)):
        given["overlays"] = under
    given["source"] = str(the_ruling(asked).provision)
    if given["outcome"] == EXTENDED:
        final = [one for one in asked.live_warnings if one.kind == FINAL]
        if final:
            given["extends"] = _as_kept(final[-1])
    if asked.live_warnings:
        given["live_warnings"] = [_as_kept(one) for one in asked.live_warnings]
    if "new_rank" in given:
        given["new_rank"] = full_rank(given["new_rank"])
    if effect_of(given["outcome"]) == WARNING:
        facts = facts_of(
            case, subject, asked.rules, on=asked.on, given=asked.given, live=asked.live_warnings
        )
        length = length_of(
            facts,
            given["outcome"],
            given.get("months"),
            confirmed="confirmed_lawful" in given,
        )
        if "months" not in given:
            given["months"], given["months_source"] = length[0], str(length[1])


def _as_kept(one: Warned) -> dict[str, Any]:
    kept = {"kind": one.kind, "notified_on": one.notified_on.isoformat(), "months": one.months}
    return kept | ({"break_days": one.break_days} if one.break_days else {})


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
    effective, ends = took_effect(made.key, on, made.notice_days, decided_on=made.on)
    given["effective_on"] = effective.isoformat()
    if ends is not None and made.ends_on is None:
        given["ends_on"] = ends.isoformat()


def _determined(given: dict[str, Any], asked: Asked) -> None:
    subject = asked.the_subject
    given["stage"] = _leads_to(subject, given["result"]).value
    if given["result"] != "vary" or subject.outcome is None:
        return
    _under_rules(given, asked)
    day = _dates_back(subject, subject.outcome)
    if day is not None:
        _takes_effect(given, given["outcome"], day)


def _leads_to(subject: Subject, result: str) -> Stage:
    """Say where an appeal's end leaves the matter."""
    if result == "new_panel":
        return Stage.REFERRED
    if result == "quash":
        return Stage.DECIDED if reviewed(subject) else Stage.CLOSED
    return Stage.CLOSED if subject.outcome is None else Stage.DECIDED


def _dates_back(subject: Subject, made: Outcome) -> date | None:
    """Give the day from which what is put in the place of an outcome counts.

    Source:
        SI 2020/4 reg 47(3): the written notice of the meeting's outcome; Police Act 1996 s85: the
        decision appealed against.
    """
    running = subject.appeal
    if running is not None and running.route == MEETING:
        noticed = [fact.on for fact in subject.reached if fact.key == "outcome_notified"]
        return noticed[-1] if noticed else made.effective_on
    return made.effective_on


def _remitted(given: dict[str, Any], asked: Asked) -> None:
    """Send it back to where it came from; whoever presided decides so at the hearing."""
    subject = asked.the_subject
    back = Stage.CASE_DECISION if subject.opinions or subject.answers else Stage.INVESTIGATION
    given["stage"] = back.value
    if subject.stage in {Stage.IN_HEARING, Stage.HEARD}:
        _presided(given, asked)


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
    "remit": _remitted,
}
"""The moves that conclude something, and what each adds."""
