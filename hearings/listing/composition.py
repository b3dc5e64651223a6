"""Whether the people on a panel are the ones the regulations ask for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from hearings.listing.faults import Fault
from hearings.listing.panels import (
    Capacity,
    PanelRule,
    SeatRule,
    capacities,
    capacity_words,
    provision,
)
from hearings.people import Rank, rank_named
from hearings.provisions import UNVERIFIED
from hearings.realms import LOCAL_POLICY
from hearings.sittings import Seat

THREE = 3
"""How many a panel has that the law gives a number and no more."""

_NUMBERS = ("none", "one", "two", "three", "four", "five")


def composition_faults(
    seats: Sequence[Seat],
    rule: PanelRule,
    officer_rank: str,
    person_type: str,
    meeting_rank: str = "",
) -> tuple[Fault, ...]:
    """Say what is unlawful about who sits, and what only a person can check.

    Args:
        seats: Everybody who sits and attends.
        rule: Who has to sit, from `panel_rule`.
        officer_rank: The officer's rank.
        person_type: Officer, special, staff, PCSO, volunteer or former.
        meeting_rank: The rank of whoever conducted the meeting, for an appeal from it; empty where
            it is not known.

    Returns:
        The faults; those of an unverified rule are not firm.

    Source:
        The `[[panel]]` tables of `panels.toml`.
    """
    found = [*_strangers(seats), *_twice(seats), *_unnumbered(seats)]
    sitting = [seat for seat in seats if _sits(seat)]
    if person_type in LOCAL_POLICY or rule.unchecked:
        why = rule.unchecked or "Police staff follow the force's own policy, not the regulations"
        return *found, Fault(f"{why}; who sits is not checked.", firm=False)
    found += [*_out_of_place(sitting, rule), *_three(sitting, rule)]
    for place in rule.seats:
        found += _number(sitting, place, rule)
        for seat in (seat for seat in sitting if seat.capacity in place.of):
            found += _conditions(seat, sitting, place, officer_rank)
            found += _ranks(seat, place, officer_rank, meeting_rank)
    return tuple(found)


def _sits(seat: Seat) -> bool:
    known = capacities().get(seat.capacity)
    return known is not None and known.sits


def _strangers(seats: Sequence[Seat]) -> Iterator[Fault]:
    for seat in seats:
        if seat.capacity not in capacities():
            yield Fault(f"Nobody is at a hearing as {seat.capacity!r}.")


def _twice(seats: Sequence[Seat]) -> Iterator[Fault]:
    often = Counter(seat.person for seat in seats if seat.person)
    for number in (number for number, times in often.items() if times > 1):
        held = [seat for seat in seats if seat.person == number]
        listed = " and ".join(capacity_words(seat.capacity) for seat in held)
        yield Fault(f"{_name(held[0])} cannot be there twice: {listed}.")


def _unnumbered(seats: Sequence[Seat]) -> Iterator[Fault]:
    for seat in seats:
        if _sits(seat) and not seat.person:
            words = capacity_words(seat.capacity)
            yield Fault(f"{seat.name or 'Somebody'} ({words}) needs a number; bars compare it.")


def _out_of_place(sitting: Sequence[Seat], rule: PanelRule) -> Iterator[Fault]:
    known = {key for place in rule.seats for key in place.of}
    firm = rule.confidence != "unverified"
    for seat in sitting:
        capacity = capacities()[seat.capacity]
        # A legal adviser may always be there; from 2024 one has to be.
        if seat.capacity not in known and capacity.side == "panel":
            yield Fault(
                f"There is no place at {rule.words} for {_name(seat)} as {capacity.words}"
                f" ({rule.provision}).",
                firm,
            )


def _three(sitting: Sequence[Seat], rule: PanelRule) -> Iterator[Fault]:
    """Count who decides, where the number is surer than who they are."""
    if rule.three is None:
        return
    held = sum(capacities()[seat.capacity].side == "panel" for seat in sitting)
    if held != THREE:
        said = provision(rule.three.source, rule.three.confidence)
        yield Fault(
            f"A panel of {_count(THREE)} conducts {rule.words}; it has {_count(held)} ({said}).",
            rule.three.confidence != UNVERIFIED,
        )


def _number(sitting: Sequence[Seat], place: SeatRule, rule: PanelRule) -> Iterator[Fault]:
    held = [seat.capacity for seat in sitting if seat.capacity in place.of]
    enough = len(held) >= place.number if place.more else len(held) == place.number
    if not enough:
        open_to = " or ".join(capacity_words(key) for key in place.of)
        is_or_are = f"it needs {_count(place.number)} and has {_count(len(held))}"
        yield Fault(
            f"{place.words.capitalize()}: {is_or_are} ({open_to}), for {rule.words}"
            f" ({place.provision}).",
            place.firm,
        )
    elif place.including and place.including not in held:
        yield Fault(
            f"{place.words.capitalize()}: at least one has to be"
            f" {capacity_words(place.including)} ({place.provision}).",
            place.firm,
        )


def _conditions(
    seat: Seat, sitting: Sequence[Seat], place: SeatRule, officer_rank: str
) -> Iterator[Fault]:
    words = capacities()[seat.capacity].words
    beside = place.along.get(seat.capacity)
    if beside and all(other.capacity != beside for other in sitting):
        yield Fault(
            f"{_name(seat)} can be {words} only beside a {capacity_words(beside)}"
            f" ({place.provision}).",
            place.firm,
        )
    floor = place.only_for.get(seat.capacity)
    officer = _police(officer_rank)
    if floor and officer and not _reaches(officer, floor):
        yield Fault(
            f"{_name(seat)} can be {words} only where the officer is {floor} or of that level;"
            f" this one is {officer.name} ({place.provision}).",
            place.firm,
        )


def _ranks(seat: Seat, place: SeatRule, officer_rank: str, meeting_rank: str) -> Iterator[Fault]:
    capacity = capacities()[seat.capacity]
    if capacity.check:
        yield Fault(f"{_name(seat)}, {capacity.words}: {capacity.check}", firm=False)
    if capacity.police:
        yield from _police_ranks(seat, place, capacity)
    if place.above_officer:
        yield from _above(seat, place, officer_rank, "the officer")
    if place.above_meeting:
        yield from _above(seat, place, meeting_rank, "whoever conducted the meeting")


def _police_ranks(seat: Seat, place: SeatRule, capacity: Capacity) -> Iterator[Fault]:
    ours, what = _police(seat.rank), f"{_name(seat)}, {capacity.words}"
    if ours is None:
        given = seat.rank or "of no recorded rank"
        yield Fault(f"{what}, is {given}, which is no rank of the police ({place.provision}).",
                    place.firm)  # fmt: skip
        return
    for floor in (capacity.lowest, place.lowest):
        if floor and not _reaches(ours, floor):
            yield Fault(
                f"{what}, is {ours.name}; it takes {floor} or above ({place.provision}).",
                place.firm,
            )


def _above(seat: Seat, place: SeatRule, rank: str, whom: str) -> Iterator[Fault]:
    """Compare two ranks, or grades of staff that stand for one, where both are known."""
    capacity, ours, theirs = capacities()[seat.capacity], _graded(seat.rank), _graded(rank)
    if theirs is None and not capacity.check:
        yield Fault(
            f"The rank of {whom} is not known; check that {_name(seat)}, {capacity.words},"
            f" is of at least one rank above ({place.above}).",
            firm=False,
        )
    elif theirs and ours and ours.order <= theirs.order:
        yield Fault(
            f"{_name(seat)}, {capacity.words}, is {ours.name} and has to be of at least one rank"
            f" above {whom}, who is {theirs.name} ({place.above}).",
            place.above_firm,
        )


def _graded(text: str) -> Rank | None:
    """Find a rank, or a grade of staff that stands for one; other staff are a judgment."""
    rank = rank_named(text)
    return None if rank is None or rank.acts_as == "staff" else rank


def _police(text: str) -> Rank | None:
    rank = rank_named(text)
    return None if rank is None or rank.band == "staff" else rank


def _reaches(rank: Rank, floor: str) -> bool:
    lowest = rank_named(floor)
    return lowest is not None and rank.order >= lowest.order


def _name(seat: Seat) -> str:
    return seat.name or seat.person or "Somebody"


def _count(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)
