"""What keeps a hearing out of the diary, or from being opened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hearings.errors import BadValue, Refused
from hearings.guards.asked import Asked
from hearings.listing import (
    Clash,
    Fault,
    barred,
    clashes,
    composition_faults,
    involved_in,
    is_senior,
    joint_fault,
    offer_binds,
    offer_window,
    panel_rules,
    refusals,
    sittings_fault,
)
from hearings.milestones import Reached
from hearings.regimes import overlays_of, regimes, unsure_overlays
from hearings.sittings import Seat, Sitting, seats_of, sittings_of
from hearings.stages import Stage

LIMIT_OF = {
    "meeting": "meeting_held",
    "hearing": "hearing_held",
    "accelerated": "accelerated_held",
    "appeal_meeting": "appeal_meeting_held",
}
"""The limit that each kind of hearing has to keep."""


HEARD_IT = "heard_it"
"""What those who sat on a hearing are in the matter that was heard there."""

_OF_THE_HEARING = ("sitting", "room", "seat", "estimate", "appointed_by", "appointed_basis")
"""What a hearing that is joined brings with it."""


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


def wanted_room(asked: Asked) -> str:
    """Give where it is held: as given, else as the hearing joined or in hand has it."""
    if asked.diary.joined is not None:
        return asked.diary.joined.room
    hearing = asked.the_subject.hearing
    kept = hearing.room if hearing is not None and hearing.state != "vacated" else ""
    room: str = asked.given.get("room", kept)
    return room


def wanted_people(asked: Asked) -> frozenset[str]:
    """Name everyone whose time it takes, by number."""
    seats = {seat.person for seat in wanted_seats(asked)}
    return frozenset({*seats, asked.the_subject.facts.number} - {""})


def sittings_hold(asked: Asked) -> None:
    """Refuse sitting days that overlap, or on which nobody sits."""
    sittings = wanted_sittings(asked)
    adjourns = asked.the_subject.stage is Stage.IN_HEARING
    if adjourns:
        _adjourned_once_open(asked)
        if not sittings:
            return
    if not sittings:
        raise BadValue("sitting", f"{asked.ref}: give at least one sitting day with --sitting.")
    if asked.diary.joined is None and (fault := sittings_fault(sittings, asked.rules.calendar)):
        raise BadValue("sitting", f"{asked.ref}: {fault}")
    if adjourns and any(sitting.day <= asked.on for sitting in sittings):
        raise BadValue(
            "sitting", f"{asked.ref}: the next sitting lies after {asked.on.isoformat()}."
        )


def _adjourned_once_open(asked: Asked) -> None:
    """Refuse an adjournment from before the opening: the days that were held would be lost."""
    opened = [one.on for one in asked.the_subject.reached if one.key == "proceedings_opened"]
    if opened and asked.on < opened[-1]:
        raise BadValue(
            "on",
            f"{asked.ref} was opened on {opened[-1].isoformat()} and cannot be adjourned before.",
        )


def from_one_matter(asked: Asked) -> None:
    """Refuse to hear together what did not come from the same matter or incident."""
    joined = asked.diary.joined
    if joined is None:
        return
    if joined.state != "listed":
        raise BadValue(
            "joins",
            f"{asked.ref}: {joined.reference} is {joined.state.replace('_', ' ')}; only a hearing"
            " that is listed and has not begun can be joined.",
        )
    if own := [name for name in _OF_THE_HEARING if name in asked.given]:
        raise BadValue(
            own[0],
            f"{asked.ref}: the days, room and panel of {joined.reference} hold; leave"
            f" {', '.join(name.replace('_', '-') for name in own)} out.",
        )
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
    """Refuse to open before a panel that is not lawful on the day, or somebody new who is taken."""
    composition_lawful(asked)
    hearing = asked.the_subject.hearing
    if hearing is None or "seat" not in asked.given:
        return
    new = {seat.person for seat in wanted_seats(asked)} - {seat.person for seat in hearing.seats}
    left = tuple(sitting for sitting in hearing.sittings if sitting.day >= asked.on)
    _refuse_clash(asked, "seat", clashes(left, frozenset(new), "", asked.diary.bookings))


def panel_faults(asked: Asked) -> tuple[Fault, ...]:
    """Say what is unlawful about who is to sit, and what only a person can check."""
    subject, case = asked.the_subject, asked.the_file.case
    facts = subject.facts
    if subject.stage is Stage.REFERRED:
        # Listing is what specifies the day, and an overlay may hang on it.
        specified = Reached("hearing_specified", asked.on)
        subject = replace(subject, reached=(*subject.reached, specified))
    sittings = wanted_sittings(asked) or (subject.hearing.sittings if subject.hearing else ())
    rules = panel_rules(
        case.regime,
        overlays_of(case, subject, asked.rules),
        kind_of(asked),
        senior=is_senior(facts.rank, facts.person_type),
        special=facts.person_type == "special",
        unsure=unsure_overlays(case, subject, asked.rules, sittings[0].day if sittings else None),
    )
    # While nobody knows which facts choose an overlay, a panel of either kind may sit.
    found = [
        composition_faults(wanted_seats(asked), rule, facts.rank, facts.person_type)
        for rule in rules
    ]
    return next((faults for faults in found if not refusals(faults)), found[0])


def nobody_barred(asked: Asked) -> None:
    """Refuse a chair, member, person conducting or adviser who has a part in the case."""
    said: list[str] = []
    for file in (asked.the_file, *asked.diary.files):
        others: dict[str, tuple[str, ...]] = {}
        for subject in file.subjects:
            own = file is asked.the_file and subject.number == asked.the_subject.number
            for number, what in subject.deciders:
                # Whoever heard one officer may hear another of the same case.
                if own or what != HEARD_IT:
                    others[number] = (*others.get(number, ()), what)
        said += refusals(barred(wanted_seats(asked), involved_in(file, others)))
    # Who sits is said once, by the bars above.
    said += [] if said else _out_of_place(asked)
    if said:
        raise BadValue("seat", f"{asked.ref}: {' '.join(dict.fromkeys(said))}")


def _out_of_place(asked: Asked) -> list[str]:
    """Say which of those who attend are in the case as something else."""
    involved, said = involved_in(asked.the_file), list[str]()
    for seat in wanted_seats(asked):
        known = [key for key in involved.get(seat.person, ()) if key != "police_friend"]
        who = seat.name or seat.person
        if "subject" in known and seat.capacity != "officer":
            said.append(f"{who} is an officer concerned in it and attends as nothing else.")
        elif known and seat.capacity == "police_friend":
            said.append(f"{who} has a part in the case and cannot be the police friend in it.")
    return said


def no_clash(asked: Asked) -> None:
    """Refuse times at which somebody or the room is taken."""
    wanted, who, room = wanted_sittings(asked), wanted_people(asked), wanted_room(asked)
    _refuse_clash(asked, "sitting", clashes(wanted, who, room, asked.diary.bookings))


def _refuse_clash(asked: Asked, field: str, found: tuple[Clash, ...]) -> None:
    if found:
        names = {seat.person: seat.name for seat in wanted_seats(asked) if seat.name}
        said = " ".join(clash.words(names) for clash in found[:5])
        more = "" if len(found) <= 5 else f" There are {len(found) - 5} more."
        raise BadValue(field, f"{asked.ref}: {said}{more}")


def appeal_is_from_a_meeting(asked: Asked) -> None:
    """Refuse an appeal meeting for the outcome of a hearing.

    Source:
        SI 2012/2632 reg 38; SI 2020/4 reg 45. From a hearing the appeal goes to the tribunal.
    """
    if asked.the_subject.forum != "meeting":
        raise Refused(
            f"{asked.ref} was not heard at a misconduct meeting; an appeal from a hearing goes to"
            " the Police Appeals Tribunal."
        )


def before_the_start(asked: Asked) -> None:
    """Refuse to postpone or vacate once the first sitting day has gone by."""
    hearing = asked.the_subject.hearing
    if hearing is not None and hearing.stands and asked.on > hearing.first:
        raise Refused(
            f"{asked.ref}: {hearing.reference} was to begin on {hearing.first.isoformat()}; before"
            " that day it can be postponed or vacated. Give the day it happened with --on."
        )


def may_offer(asked: Asked) -> bool:
    """Say whether the Regulations give the officer an alternative date for these proceedings."""
    forum = asked.the_subject.forum
    return any(
        row.key == "hearing_alternative" and (not row.forum or forum in row.forum)
        for row in regimes()[asked.the_file.case.regime].limits
    )


def alternative_is_the_officers(asked: Asked) -> None:
    """Refuse an alternative date that is not the officer's or friend's, or that nobody need take.

    Source:
        SI 2012/2632 reg 24(7); SI 2020/4 regs 33(3) and 34.
    """
    if "alternative" in asked.given and asked.given["asked_by"] not in {"officer", "friend"}:
        raise BadValue(
            "alternative",
            f"{asked.ref}: an alternative date is the officer's or the friend's to propose.",
        )
    hearing = asked.the_subject.hearing
    if "alternative" not in asked.given or hearing is None or not may_offer(asked):
        return
    calendar, offered = asked.rules.calendar, date.fromisoformat(asked.given["alternative"])
    if not offer_binds(offered, hearing.first, calendar):
        raise BadValue(
            "alternative",
            f"{asked.ref}: {offered.isoformat()} is no working day within five working days after"
            f" {hearing.first.isoformat()}, by {offer_window(hearing.first, calendar).isoformat()};"
            " such a date need not be taken. Leave it out, and say so in the reason.",
        )


def sits_that_day(asked: Asked) -> None:
    """Refuse to open on a day on which the hearing does not sit."""
    hearing = asked.the_subject.hearing
    days = [] if hearing is None else [sitting.day for sitting in hearing.sittings]
    if asked.on not in days:
        listed = ", ".join(day.isoformat() for day in days) or "no day"
        raise BadValue("on", f"{asked.ref} is listed for {listed}, not for {asked.on.isoformat()}.")


def present_or_why(asked: Asked) -> None:
    """Refuse to go on in the officer's absence without a reason, or a reason with no absence."""
    if asked.given["present"] == "yes" and "absence" in asked.given:
        raise BadValue("absence", f"{asked.ref}: the officer is there; leave the absence out.")
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


GUARDS = (
    alternative_is_the_officers,
    appeal_is_from_a_meeting,
    before_the_start,
    chair_directs,
    composition_lawful,
    composition_on_the_day,
    from_one_matter,
    no_clash,
    nobody_barred,
    present_or_why,
    room_and_chair_named,
    sits_that_day,
    sittings_hold,
)
"""The guards of this module, as the table of moves may name them."""
