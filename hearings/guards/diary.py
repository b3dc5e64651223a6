"""What keeps a hearing out of the diary, or from being opened."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hearings.deadlines import Deadline, deadlines
from hearings.errors import BadValue, Refused
from hearings.guards.asked import Asked
from hearings.listing import (
    Fault,
    Wanted,
    barred,
    clashes,
    composition_faults,
    free_days,
    involved_in,
    is_senior,
    joint_fault,
    outstanding,
    panel_rule,
    refusals,
    sittings_fault,
)
from hearings.milestones import Reached
from hearings.regimes import overlays_of, regimes
from hearings.sittings import Seat, Sitting, seats_of, sittings_of
from hearings.stages import Stage

LIMIT_OF = {
    "meeting": "meeting_held",
    "hearing": "hearing_held",
    "accelerated": "accelerated_held",
    "appeal_meeting": "appeal_meeting_held",
}
"""The limit that each kind of hearing has to keep."""

LOOK_AHEAD = timedelta(days=90)
"""How far past a limit free days are looked for."""


def kind_of(asked: Asked) -> str:
    """Name the kind of hearing a subject is listed for, or is to be."""
    if asked.the_subject.stage is Stage.APPEALED:
        return "appeal_meeting"
    return asked.the_subject.forum


def wanted_sittings(asked: Asked) -> tuple[Sitting, ...]:
    """Give the sitting days asked for: the move's own, or those of the hearing joined."""
    joined = asked.diary.joined
    return sittings_of(asked.given) if joined is None else joined.sittings


def wanted_seats(asked: Asked) -> tuple[Seat, ...]:
    """Give who is to sit: as given, else as the hearing joined or the one in hand has it."""
    if asked.diary.joined is not None:
        return asked.diary.joined.seats
    given = seats_of(asked.given)
    hearing = asked.the_subject.hearing
    return given if given or hearing is None else hearing.seats


def _room(asked: Asked) -> str:
    if asked.diary.joined is not None:
        return asked.diary.joined.room
    hearing = asked.the_subject.hearing
    kept = hearing.room if hearing is not None and hearing.state != "vacated" else ""
    room: str = asked.given.get("room", kept)
    return room


def _who(asked: Asked) -> frozenset[str]:
    seats = {seat.person for seat in wanted_seats(asked)}
    return frozenset({*seats, asked.the_subject.facts.number} - {""})


def sittings_hold(asked: Asked) -> None:
    """Refuse sitting days that overlap, or on which nobody sits."""
    sittings = wanted_sittings(asked)
    adjourns = asked.the_subject.stage is Stage.IN_HEARING
    if not sittings and not adjourns:
        raise BadValue("sitting", f"{asked.ref}: give at least one sitting day with --sitting.")
    if asked.diary.joined is None and (fault := sittings_fault(sittings, asked.rules.calendar)):
        raise BadValue("sitting", f"{asked.ref}: {fault}")
    if adjourns and any(sitting.day <= asked.on for sitting in sittings):
        raise BadValue(
            "sitting", f"{asked.ref}: the next sitting lies after {asked.on.isoformat()}."
        )


def from_one_matter(asked: Asked) -> None:
    """Refuse to hear together what did not come from the same matter or incident."""
    joined = asked.diary.joined
    if joined is None:
        return
    if joined.kind != kind_of(asked):
        raise BadValue(
            "joins", f"{asked.ref} goes to another kind of proceedings than {joined.reference}."
        )
    for other in asked.diary.files:
        if other.case.reference in asked.the_file.case.joined:
            continue
        if fault := joint_fault(asked.the_file, other):
            raise BadValue("joins", f"{asked.ref}: {fault}")


def room_and_chair_named(asked: Asked) -> None:
    """Refuse a hearing without a room, or whose chair nobody is said to have appointed."""
    if asked.diary.joined is not None:
        return
    if not asked.given.get("room"):
        raise BadValue("room", f"{asked.ref}: say where it is held with --room.")
    if kind_of(asked) == "hearing" and not {"appointed_by", "appointed_basis"} <= set(asked.given):
        raise BadValue(
            "appointed_by",
            f"{asked.ref}: say who appointed the chair, and on what basis, with --appointed-by and"
            " --appointed-basis.",
        )


def composition_lawful(asked: Asked) -> None:
    """Refuse a panel the Regulations do not allow for this case.

    Source:
        The rows of `panels.toml`, by regime and overlay.
    """
    if said := refusals(panel_faults(asked)):
        raise BadValue("seat", f"{asked.ref}: {' '.join(said)}")


def composition_on_the_day(asked: Asked) -> None:
    """Refuse to open before a panel that is not lawful on the day."""
    composition_lawful(asked)


def panel_faults(asked: Asked) -> tuple[Fault, ...]:
    """Say what is unlawful about who is to sit, and what only a person can check."""
    subject, case = asked.the_subject, asked.the_file.case
    facts = subject.facts
    if subject.stage is Stage.REFERRED:
        # Listing is what specifies the day, and an overlay may hang on it.
        specified = Reached("hearing_specified", asked.on)
        subject = replace(subject, reached=(*subject.reached, specified))
    rule = panel_rule(
        case.regime,
        overlays_of(case, subject, asked.rules),
        kind_of(asked),
        senior=is_senior(facts.rank, facts.person_type),
        special=facts.person_type == "special",
    )
    return composition_faults(wanted_seats(asked), rule, facts.rank, facts.person_type)


def nobody_barred(asked: Asked) -> None:
    """Refuse a chair, member, person conducting or adviser who has a part in the case."""
    said: list[str] = []
    for file in (asked.the_file, *asked.diary.files):
        others: dict[str, tuple[str, ...]] = {}
        for subject in file.subjects:
            for number, what in subject.deciders:
                others[number] = (*others.get(number, ()), what)
        said += refusals(barred(wanted_seats(asked), involved_in(file, others)))
    if said:
        raise BadValue("seat", f"{asked.ref}: {' '.join(dict.fromkeys(said))}")


def no_clash(asked: Asked) -> None:
    """Refuse times at which somebody or the room is taken."""
    found = clashes(wanted_sittings(asked), _who(asked), _room(asked), asked.diary.bookings)
    if found:
        names = {seat.person: seat.name for seat in wanted_seats(asked) if seat.name}
        said = " ".join(clash.words(names) for clash in found[:5])
        more = "" if len(found) <= 5 else f" There are {len(found) - 5} more."
        raise BadValue("sitting", f"{asked.ref}: {said}{more}")


def ready_to_list(asked: Asked) -> None:
    """Refuse to fix a date while something is outstanding, unless it is said why."""
    left = outstanding(asked.the_subject, wanted_seats(asked), kind_of(asked))
    if left and "not_ready" not in asked.given:
        words = ", ".join(item.words for item in left)
        raise BadValue(
            "not_ready",
            f"{asked.ref} is not ready to be listed: {words}. Record what is there with"
            " 'record-fact', or say with --not-ready why the date is fixed all the same.",
        )


def limit_row(asked: Asked) -> Deadline | None:
    """Find the limit the hearing has to keep; None while its clock has not started."""
    key = LIMIT_OF.get(kind_of(asked), "")
    rows = [
        row
        for row in deadlines(asked.the_file.case, asked.the_subject, asked.rules, asked.today)
        if row.key == key and row.status != "not_started"
    ]
    return rows[-1] if rows else None


def needs_extension(asked: Asked) -> Deadline | None:
    """Give the limit that the first sitting day lies past; None where it lies inside."""
    row, sittings = limit_row(asked), wanted_sittings(asked)
    if row is None or row.last_day is None or not sittings or sittings[0].day <= row.last_day:
        return None
    return row


def inside_the_limit(asked: Asked) -> None:
    """Refuse a date past the limit without the extender's name and reason.

    Source:
        The limit's row in the regime; SI 2012/2632 reg 24(2)-(3).
    """
    row, sittings = limit_row(asked), wanted_sittings(asked)
    if row is not None and row.opens is not None and sittings[0].day < row.opens:
        raise BadValue(
            "sitting",
            f"{asked.ref}: {row.title.lower()} is to be on or after {row.opens.isoformat()}"
            f" ({row.source}).",
        )
    past = needs_extension(asked)
    named = {"extended_by", "delay_reason", "reason"} & set(asked.given)
    if past is None:
        if "extended_by" in named:
            raise BadValue(
                "extended_by",
                f"{asked.ref}: the date is inside the limit; leave the extension out.",
            )
        return
    if len(named) == 3 or not past.firm:
        return
    if not _extendable(asked, past):
        raise BadValue("sitting", f"{_past(asked, past)} Nobody may extend it ({past.source}).")
    raise BadValue(
        "sitting",
        f"{_past(asked, past)} To list it later, name who extended the limit and why with"
        " --extended-by, --delay-reason and --reason.",
    )


def _extendable(asked: Asked, row: Deadline) -> bool:
    rule = next(r for r in regimes()[asked.the_file.case.regime].limits if r.key == row.key)
    return bool(rule.extend)


def _past(asked: Asked, row: Deadline) -> str:
    """Say by when the hearing has to be held, and which days are free before."""
    last = row.last_day or asked.today
    wanted = Wanted.like(wanted_sittings(asked), _who(asked), _room(asked))
    calendar, bookings = asked.rules.calendar, asked.diary.bookings
    earliest = min(max(asked.today, row.opens or asked.today), calendar.last)
    free = free_days(wanted, bookings, calendar, earliest, last)
    said = "Free days inside it: "
    if not free:
        latest = min(last + LOOK_AHEAD, calendar.last)
        free = free_days(wanted, bookings, calendar, max(earliest, last), latest)
        said = "No day inside it is free; the first free days after it: "
    days = ", ".join(day.isoformat() for day in free) or "none in the diary"
    start = "" if row.clock_date is None else f" from {row.clock_date.isoformat()}"
    return (
        f"{asked.ref}: the last lawful day is {last.isoformat()} ({row.title.lower()}, counted"
        f"{start}, {row.source}). {said}{days}."
    )


def offer_taken(asked: Asked) -> None:
    """Refuse another date than the one the officer or friend could insist on.

    Source:
        SI 2012/2632 reg 24(7); SI 2020/4 regs 33(3) and 34.
    """
    offer, sittings = asked.the_subject.offer, wanted_sittings(asked)
    if offer is None or not sittings or sittings[0].day == offer.on:
        return
    if "offer_not_taken" not in asked.given:
        raise BadValue(
            "offer_not_taken",
            f"{asked.ref}: the {offer.by} proposed {offer.on.isoformat()}, within five working days"
            f" (by {offer.until.isoformat()}), and a reasonable date has to be taken. List it for"
            " that day, or say with --offer-not-taken why it is not reasonable.",
        )


def before_the_start(asked: Asked) -> None:
    """Refuse to postpone or vacate once the first sitting day has gone by."""
    hearing = asked.the_subject.hearing
    if hearing is not None and asked.on > hearing.first:
        raise Refused(
            f"{asked.ref}: {hearing.reference} was to begin on {hearing.first.isoformat()}; before"
            " that day it can be postponed or vacated. Give the day it happened with --on."
        )


def alternative_is_the_officers(asked: Asked) -> None:
    """Refuse an alternative date from anyone but the officer or the friend."""
    if "alternative" in asked.given and asked.given["asked_by"] not in {"officer", "friend"}:
        raise BadValue(
            "alternative",
            f"{asked.ref}: an alternative date is the officer's or the friend's to propose.",
        )


def sits_that_day(asked: Asked) -> None:
    """Refuse to open on a day on which the hearing does not sit."""
    hearing = asked.the_subject.hearing
    days = [] if hearing is None else [sitting.day for sitting in hearing.sittings]
    if asked.on not in days:
        listed = ", ".join(day.isoformat() for day in days) or "no day"
        raise BadValue("on", f"{asked.ref} is listed for {listed}, not for {asked.on.isoformat()}.")


def present_or_why(asked: Asked) -> None:
    """Refuse to go on in the officer's absence without a reason."""
    if asked.given["present"] == "no" and "absence" not in asked.given:
        raise BadValue("absence", f"{asked.ref}: say why it goes on in the officer's absence.")


def chair_directs(asked: Asked) -> None:
    """Refuse a direction on publication by anyone but the chair of the hearing."""
    hearing = asked.the_subject.hearing
    chairs = (
        []
        if hearing is None
        else [s.person for s in hearing.seats if s.capacity.startswith("chair_")]
    )
    if not chairs:
        raise Refused(f"{asked.ref} has no chair yet; the chair decides what may be published.")
    if asked.given["directed_by"] not in chairs:
        raise BadValue(
            "directed_by",
            f"{asked.ref}: what may be published is for the chair, {', '.join(chairs)}, to decide.",
        )


def may_be_published(asked: Asked) -> None:
    """Refuse to publish a meeting, or a hearing from before hearings were public.

    Source:
        SI 2015/626; SI 2020/4 reg 36.
    """
    subject, case = asked.the_subject, asked.the_file.case
    if not asked.given.get("allowed"):
        return
    if subject.forum == "meeting":
        raise BadValue(
            "allowed", f"{asked.ref}: a misconduct meeting is private; nothing is published."
        )
    public = case.regime == "2020" or "2012b" in overlays_of(case, subject, asked.rules)
    if not public:
        raise BadValue(
            "allowed",
            f"{asked.ref}: the notice of referral was not served on or after 1 May 2015, so the"
            " hearing is not public (SI 2015/626).",
        )


GUARDS = (
    alternative_is_the_officers,
    before_the_start,
    chair_directs,
    composition_lawful,
    composition_on_the_day,
    from_one_matter,
    inside_the_limit,
    may_be_published,
    no_clash,
    nobody_barred,
    offer_taken,
    present_or_why,
    ready_to_list,
    room_and_chair_named,
    sits_that_day,
    sittings_hold,
)
"""The guards of this module, as the table of moves may name them."""
