"""What follows from what a move was given: kept with its event, so that history needs no rule."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hearings.consequences.concluded import CONCLUDES, concluded
from hearings.errors import BadValue
from hearings.guards import Asked
from hearings.guards.diary import kind_of, may_offer
from hearings.guards.in_time import extendable, needs_extension
from hearings.listing import offer_binds, offer_window
from hearings.people import full_rank
from hearings.regimes import (
    longest_warning,
    overlays_of,
    regime_on,
    regimes,
    warning_months,
)
from hearings.sittings import Hearing, sittings_of
from hearings.stages import Move
from hearings.warned import FINAL
from hearings.workdays import after

EXTENSION = "final_written_warning_extension"
"""The key of the length by which a final written warning is extended."""

FIRST, DAY = date(2008, 12, 1), timedelta(days=1)
"""The day the first regime began."""

AFTER_A_CHANGE = timedelta(days=730)
"""How long after a change of Regulations a warning may well be under the older ones."""

LONGEST_BREAK = 3653
"""The most days of career break; ten years, so that a slip of the keyboard is noticed."""

SERVED = frozenset({
    "notice_served", "documents_supplied", "further_documents", "panel_named",
    "special_notice_given", "outcome_notified", "suspension_confirmed",
})  # fmt: skip
"""What is given to the officer: a deemed day of service bears on it."""

LISTS = frozenset({"schedule", "schedule_appeal"})
"""The moves that put a hearing into the diary."""


def worked_out(move: Move, asked: Asked) -> dict[str, Any]:
    """Add to the payload what follows from it.

    Args:
        move: The move.
        asked: The move as it was asked for, every guard having let it pass.
    """
    given = dict(asked.given)
    if "rank" in given:
        given["rank"] = full_rank(given["rank"])
    if "attention_date" in given:
        given["regime"] = given.get("under") or _regime(given, asked)
    given.pop("reference", None)
    if move.event == "set_priority":
        given["priority"] = asked.rules.priority.colour(given).value
    if move.event in {"serve_notice", "record_fact", "notify_outcome"}:
        _deemed(given, asked)
    if move.event == "record_warning":
        _length(given)
    if move.event in LISTS:
        _hearing(given, asked)
    if move.event in LISTS | {"adjourn"} and _late(given, asked):
        given["entered_late"] = True
    if move.event == "postpone":
        _offer(given, asked)
    if move.event in CONCLUDES:
        concluded(move.event, given, asked)
    return given


def _regime(given: dict[str, Any], asked: Asked) -> str:
    """Name the Regulations of a day of attention; older ones once kept stay if it is amended.

    Source:
        SI 2020/2 reg 2(2); SI 2012/2632 reg 2(2).
    """
    usual = regime_on(date.fromisoformat(given["attention_date"]))
    before = None if asked.file is None else asked.file.case
    if before is None or before.attention_date is None:
        return usual.id
    own = regimes()[before.regime]
    kept = own.id != regime_on(before.attention_date).id
    older = own.starts is None or usual.starts is None or own.starts < usual.starts
    return own.id if kept and older else usual.id


def _deemed(given: dict[str, Any], asked: Asked) -> None:
    """Work out the day it is taken to be served, where the force has set one for the method.

    Source:
        SI 2025/558: deemed days of service came with the 2025 changes, for what is given to the
        officer.
    """
    days = asked.rules.deemed_service.get(given.get("method", ""))
    served = given.get("fact", "notice_served") in SERVED
    later = "2025" in overlays_of(asked.the_file.case, asked.the_subject, asked.rules)
    if days and served and later and "deemed_on" not in given:
        given["deemed_on"] = after(asked.on, days, asked.rules.calendar).isoformat()


def _length(given: dict[str, Any]) -> None:
    """Give a warning the length of the Regulations it was given under."""
    notified = date.fromisoformat(given["notified_on"])
    regime = _warned_under(given, notified)
    most = {"months": longest_warning(regime, given["warning"]), "break_days": LONGEST_BREAK}
    for field, limit in most.items():
        if given.get(field, 0) > limit:
            said = field.replace("_", " ")
            raise BadValue(field, f"{said} cannot be {given[field]}; it is at most {limit}.")
    usual = warning_months(regime, given["warning"])
    if "months" not in given and usual is not None:
        given["months"], given["months_source"] = usual[0], str(usual[1])
    if given.get("extended"):
        further = warning_months(regime, EXTENSION) if given["warning"] == FINAL else None
        if further is None:
            raise BadValue(
                "extended",
                "Only a final written warning of the 2008 or 2012 Regulations is extended.",
            )
        given["extension_months"] = further[0]


def _warned_under(given: dict[str, Any], notified: date) -> str:
    """Name the Regulations of a warning by its day; near a change, the case's own have to be said.

    A case keeps the Regulations of the day it came to attention, so that a warning given soon after
    a change may well be the older kind.
    """
    if notified < FIRST:
        raise BadValue("notified_on", f"{notified.isoformat()} lies before every regime.")
    regime = regime_on(notified)
    if "under" in given:
        under = regimes()[given["under"]]
        if under.starts is not None and under.starts > notified:
            raise BadValue(
                "under",
                f"A warning notified on {notified.isoformat()} cannot be under the {under.title},"
                f" which began on {under.starts.isoformat()}.",
            )
        return under.id
    before = regime_on(regime.starts - DAY) if regime.starts and regime.starts > FIRST else regime
    recent = regime.starts is not None and notified - regime.starts < AFTER_A_CHANGE
    lengths = [warning_months(one.id, given["warning"]) for one in (before, regime)]
    differ = len({None if found is None else found[0] for found in lengths}) > 1
    if differ and recent and "months" not in given:
        raise BadValue(
            "under",
            f"A warning notified on {notified.isoformat()} may be under the {before.title} or the"
            f" {regime.title}; say which with --under.",
        )
    return regime.id


def _hearing(given: dict[str, Any], asked: Asked) -> None:
    given.pop("joins", None)
    given["hearing"] = asked.diary.reference
    given["kind"] = kind_of(asked)
    if asked.diary.joined is not None:
        given |= _details(asked.diary.joined)
    past = needs_extension(asked)
    if past is None:
        return
    given["limit"] = past.key
    if not extendable(asked, past):
        given["out_of_time"] = True
    if past.clock_date is not None and past.clock_date > asked.on:
        given["counts_from"] = past.clock_date.isoformat()


def _late(given: dict[str, Any], asked: Asked) -> bool:
    """Say whether a sitting is entered after its day."""
    return any(sitting.day < asked.today for sitting in sittings_of(given))


def _details(joined: Hearing) -> dict[str, Any]:
    """Take over the days, the room and the panel of the hearing that is joined."""
    seats = [
        {"capacity": s.capacity, "person": s.person, "name": s.name, "rank": s.rank}
        for s in joined.seats
    ]
    return {
        "sitting": [str(sitting) for sitting in joined.sittings],
        "room": joined.room,
        "seat": seats,
        "estimate": joined.estimate,
        "appointed_by": joined.appointed_by,
        "appointed_basis": joined.appointed_basis,
    }


def _offer(given: dict[str, Any], asked: Asked) -> None:
    """Say until when an alternative binds, where it falls inside the five working days."""
    hearing = asked.the_subject.hearing
    if hearing is None or "alternative" not in given:
        return
    calendar = asked.rules.calendar
    if may_offer(asked) and offer_binds(
        date.fromisoformat(given["alternative"]), hearing.first, calendar
    ):
        given["offer_until"] = offer_window(hearing.first, calendar).isoformat()
