"""What the diary's moves change of a subject: its hearing, postponed, opened, adjourned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hearings.adjustments import Adjustment
from hearings.cases import Event, Subject
from hearings.history.proceedings import reach
from hearings.payloads import day_of
from hearings.sittings import Hearing, Offer, PublicNotice, seats_of, sittings_of


def _listed(subject: Subject, event: Event) -> Subject:
    given = event.payload
    before = subject.hearing
    again = before is not None and before.reference == given["hearing"]
    kept = subject.past_hearings
    if before is not None and not again:
        kept = (*kept, _given_up(before))
    hearing = Hearing(
        reference=given["hearing"],
        kind=given["kind"],
        sittings=sittings_of(given),
        room=given.get("room", ""),
        seats=seats_of(given),
        estimate=given.get("estimate") or len(given["sitting"]),
        appointed_by=given.get("appointed_by", ""),
        appointed_basis=given.get("appointed_basis", ""),
        sequence=before.sequence + 1 if again and before is not None else 0,
        entered_late=given.get("entered_late", False),
        notice=before.notice if again and before is not None else None,
    )
    listed = replace(subject, hearing=hearing, past_hearings=kept, offer=None)
    if "extended_by" in given:
        listed = _extended(listed, event)
    specified = (
        "appeal_meeting_specified" if hearing.kind == "appeal_meeting" else "hearing_specified"
    )
    return reach(listed, event, specified)


def _given_up(hearing: Hearing) -> Hearing:
    """Give back the time of a hearing that another takes the place of before it began."""
    if hearing.state != "listed":
        return hearing
    return replace(hearing, state="vacated", sequence=hearing.sequence + 1)


def _extended(subject: Subject, event: Event) -> Subject:
    """Keep the extension, or the reason for being out of time, with which a date was fixed."""
    given = event.payload
    late = given.get("out_of_time", False)
    done = Adjustment(
        "explain" if late else "extend",
        given["limit"],
        day_of(given.get("counts_from")) or event.effective,
        None if late else sittings_of(given)[0].day,
        given["extended_by"],
        given.get("delay_reason", ""),
        given.get("reason", ""),
        day_of(given.get("told_on")),
    )
    return replace(subject, adjustments=(*subject.adjustments, done))


def _postponed(subject: Subject, event: Event) -> Subject:
    moved = _called_off("postponed")(subject, event)
    until = event.payload.get("offer_until")
    if until is None:
        return moved
    offered = day_of(event.payload["alternative"]) or event.effective
    offer = Offer(offered, day_of(until) or offered, event.payload["asked_by"])
    return reach(replace(moved, offer=offer), event, "hearing_alternative")


def _called_off(state: str) -> Callable[[Subject, Event], Subject]:
    def change(subject: Subject, _event: Event) -> Subject:
        hearing = subject.hearing
        if hearing is None:
            return subject
        off = replace(hearing, state=state, sequence=hearing.sequence + 1)
        return replace(subject, hearing=off)

    return change


def _opened(subject: Subject, event: Event) -> Subject:
    given, hearing = event.payload, subject.hearing
    if hearing is None:
        return subject
    seats = seats_of(given) or hearing.seats
    opened = replace(hearing, state="open", seats=seats, absence=given.get("absence", ""))
    return reach(replace(subject, hearing=opened), event, "proceedings_opened")


def _adjourned(subject: Subject, event: Event) -> Subject:
    given, hearing = event.payload, subject.hearing
    if hearing is None:
        return subject
    # What was fixed for later days gives way to what is fixed now.
    over = tuple(s for s in hearing.sittings if s.day <= event.effective)
    adjourned = replace(
        hearing,
        state="part_heard",
        sittings=(*over, *sittings_of(given)),
        room=given.get("room", hearing.room),
        sequence=hearing.sequence + 1,
        entered_late=hearing.entered_late or given.get("entered_late", False),
    )
    return replace(subject, hearing=adjourned)


def _directed(subject: Subject, event: Event) -> Subject:
    given, hearing = event.payload, subject.hearing
    if hearing is None:
        return subject
    notice = PublicNotice(
        tuple(given.get("allowed", ())), given["directed_by"], event.effective, given["reason"]
    )
    return replace(subject, hearing=replace(hearing, notice=notice))


DIARY_CHANGES: dict[str, Callable[[Subject, Event], Subject]] = {
    "adjourn": _adjourned,
    "direct_notice": _directed,
    "open": _opened,
    "postpone": _postponed,
    "schedule": _listed,
    "schedule_appeal": _listed,
    "vacate": _called_off("vacated"),
}
"""What each kind of event makes of the subject it is about."""
