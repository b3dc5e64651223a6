"""Read the items of a dip sample blind, and answer: everything is known by sample and place.

What a reader sees before reading holds no level, no name and no reference. Both moves go the one
road of `db/moves.py`; what refuses them is said of the item, not of the case.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import Any

from db import store
from db.actions import Desk
from db.engine import Connection
from db.moves import Ask
from db.people import Named, person_name
from db.sampled import number_of, refs, sampled
from db.store import Kept
from hearings.access import bar, may_review
from hearings.blinding import mask, one_text
from hearings.cases import parse_reference
from hearings.errors import BadValue, FoundFaults, Refused, UsageError
from hearings.people import INVOLVED
from hearings.samples import OPENED, Reading
from hearings.severity import Kind
from hearings.stages import moves
from hearings.standards import standard_words

_LOCAL = (Kind.INITIAL, Kind.FORMAL)
_ANOTHERS = "not for this reader"
_PLACE = re.compile(r"([0-9]{1,9})/([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class Alleged:
    """One allegation, as a blind reader sees it."""

    standard: str
    """The Standard, in words."""
    category: str
    """The force's category."""
    narrative: str
    """What is alleged, with what would say who or how grave taken out."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judgment of the level, shown once the blind reading has been given."""

    kind: str
    """Initial, formal, dps, revision or external."""
    level: str
    """The level."""
    code: str
    """The code of the reason for a change; empty where there is none."""
    reasons: str
    """What was written under the decision's own heading."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a sample as one reader may see it."""

    sample: int
    """The sample."""
    place: int
    """Its place in the sample."""
    of: int
    """How many the sample holds."""
    allegations: tuple[Alleged, ...]
    """What is alleged."""
    information: str
    """What stands under the heading of information: one text, however many assessed it."""
    known: str
    """What was known: live warnings, history; one text as well."""
    not_known: str
    """What was not known; one text as well."""
    passed: tuple[tuple[int, str], ...] = ()
    """The places that were passed over for this reader, each with why."""
    own: Reading | None = None
    """This reader's own reading; None until it has been given."""
    judged: tuple[Judgement, ...] = ()
    """What was decided; empty until the reader's own reading has been given."""


@dataclass(frozen=True, slots=True)
class State:
    """How far one item has come."""

    place: int
    """Its place in the sample."""
    read: int
    """How many have read it."""
    answered: int
    """How many of those have answered."""
    own: tuple[str, str, str] | None
    """This reader's level, the level that stood, and their answer; None until they have read."""


def place_of(text: str) -> tuple[int, int]:
    """Read `SAMPLE/PLACE`.

    Raises:
        UsageError: It is written in another way.
    """
    found = _PLACE.fullmatch(text.strip())
    if found is None:
        raise UsageError(f"An item is written SAMPLE/PLACE, such as 3/7, and not {text!r}.")
    return int(found[1]), int(found[2])


def item(desk: Desk, sample: int, place: int | None = None, reader: Named | None = None) -> Item:
    """Show an item blind; one that the reader has read is shown with the levels.

    Args:
        desk: Who reads.
        sample: The sample.
        place: Which item; None for the first that nobody has read and this reader may.
        reader: Who reads, where that is not whoever is at the keyboard.

    Raises:
        Refused: There is no such sample or place, the reader may not read it, or nothing is left.
    """
    with _kept_refusals(desk, "read.blind"), desk.database.write() as connection:
        eyes = _Eyes(desk, connection, sample, reader)
        passed: tuple[tuple[int, str], ...] = ()
        if place is None:
            place, passed = eyes.next()
        else:
            eyes.check(place)
        # Whose matter was read is in the trail, and nowhere on the reader's screen.
        case, number = parse_reference(eyes.ref(place))
        desk.trail(connection, "read.blind", case, number or 0, detail=f"{sample}/{place}")
        return replace(eyes.item(place), passed=passed)


def states(desk: Desk, sample: int, reader: Named | None = None) -> tuple[State, ...]:
    """Say how far each item of a sample has come; no level that this reader has not seen.

    Args:
        desk: Who asks.
        sample: The sample.
        reader: Who reads, where that is not whoever is at the keyboard.

    Raises:
        Refused: There is no such sample, or the account reads no decision a second time.
    """
    with _kept_refusals(desk, "read.sample"), desk.database.write() as connection:
        desk.trail(connection, "read.sample", detail=str(sample))
        eyes = _Eyes(desk, connection, sample, reader)
        rows = connection.rows(
            "SELECT d.place, r.reader, r.level, r.decision, r.answer, r.day FROM sampled d"
            " LEFT JOIN readings r ON r.sample = d.sample_id AND r.subject_id = d.subject_id"
            " WHERE d.sample_id = :sample ORDER BY d.place, r.place",
            sample=sample,
        )
        return tuple(eyes.state(place, list(group)) for place, group in groupby(rows, _first))


def read(
    desk: Desk, sample: int, place: int, level: str, reason: str, reader: Named | None = None
) -> Item:  # fmt: skip
    """Give the level of an item, and see what was decided.

    Args:
        desk: Who enters it.
        sample: The sample.
        place: Which item.
        level: The level the reader comes to.
        reason: Why; may be empty.
        reader: Who read it, where that is not whoever enters it.

    Raises:
        Refused: The reader may not read it, or there is no such level.
    """
    given = {"sample": sample, "level": level, "reason": reason}
    return _done(desk, sample, place, Ask("read_blind", given=given, maker=reader))


def answer(
    desk: Desk, sample: int, place: int, concurs: str, reason: str, reader: Named | None = None
) -> Item:  # fmt: skip
    """Concur with what was decided, or ask the decision-maker to reconsider.

    Args:
        desk: Who enters it.
        sample: The sample.
        place: Which item.
        concurs: `concur` or `reconsider`.
        reason: Why; may not be empty where it is to be reconsidered.
        reader: Who read it, where that is not whoever enters it.

    Raises:
        Refused: The reader has not read it blind, has answered, or gives no reason.
    """
    given = {"concurs": concurs, "reason": reason}
    return _done(desk, sample, place, Ask("answer_reading", given=given, maker=reader))


def _done(desk: Desk, sample: int, place: int, ask: Ask) -> Item:
    """Make the move, and say of the item what it would say of the case."""
    with _kept_refusals(desk, f"move.{ask.event}"), desk.database.read() as connection:
        eyes = _Eyes(desk, connection, sample, ask.maker)
        eyes.check(place)
        ref = eyes.ref(place)
    try:
        desk.perform(replace(ask, ref=ref, item=(sample, place)))
    except Refused as error:
        case = parse_reference(ref)[0]
        said = str(error).replace(ref, f"{sample}/{place}").replace(case, f"{sample}/{place}")
        if isinstance(error, BadValue):
            raise BadValue(error.field, said) from None
        raise Refused(said) from None
    return item(desk, sample, place, ask.maker)


@contextmanager
def _kept_refusals(desk: Desk, action: str) -> Iterator[None]:
    """Refuse whoever reads nothing a second time; keep each refusal in the trail."""
    with desk.refusing(action):
        may_review(desk.actor)
        yield


class _Eyes:
    """One reader before one sample, in one transaction."""

    def __init__(
        self, desk: Desk, connection: Connection, sample: int, reader: Named | None
    ) -> None:
        """Find the sample.

        Raises:
            Refused: There is none of that number.
        """
        self._desk, self._connection, self._sample = desk, connection, sample
        own = number_of(connection, desk.actor)
        self._who = own if reader is None else number_of(connection, desk.actor, reader)
        self._own_eyes = self._who == own
        self._refs = refs(connection, sample)
        if not self._refs:
            raise Refused(f"There is no dip sample {sample}; 'review list' shows those there are.")

    def ref(self, place: int) -> str:
        """Name the subject behind a place.

        Raises:
            Refused: The sample has no such place.
        """
        if place not in self._refs:
            held = len(self._refs)
            raise Refused(f"Dip sample {self._sample} has no place {place}; it holds 1 to {held}.")
        return self._refs[place]

    def check(self, place: int) -> None:
        """Refuse a place that this reader may not read, unless they have.

        Raises:
            Refused: There is no such place, or the reader may not read it, and why.
        """
        why = self._why_not(place)
        if why and self._own_eyes:
            raise Refused(f"Item {self._sample}/{place} is not for you to read: {why}.")
        if why:
            # What another did in a matter says which it is, and who decided it.
            raise Refused(
                f"Item {self._sample}/{place} is {_ANOTHERS}; pass on to the next, with"
                f" 'review read {self._sample}'."
            )

    def next(self) -> tuple[int, tuple[tuple[int, str], ...]]:
        """Find the first item that nobody has read and this reader may.

        Returns:
            Its place, and the places passed over, each with why.

        Raises:
            Refused: Nothing is left for this reader.
        """
        done = {int(row[0]) for row in self._connection.rows(
            "SELECT DISTINCT d.place FROM sampled d JOIN readings r ON r.sample = d.sample_id"
            " AND r.subject_id = d.subject_id WHERE d.sample_id = :sample",
            sample=self._sample,
        )}  # fmt: skip
        passed: list[tuple[int, str]] = []
        for place in self._refs:
            if place in done:
                continue
            why = self._why_not(place, again=True)
            if not why:
                return place, tuple(passed)
            passed.append((place, why if self._own_eyes else f"it is {_ANOTHERS}"))
        said = "".join(f" {place}: {why}." for place, why in passed)
        raise Refused(f"Dip sample {self._sample} has nothing left for this reader to read.{said}")

    def item(self, place: int) -> Item:
        """Show an item: blind, or with what was decided once this reader has read it."""
        kept, number = self._kept(place), parse_reference(self.ref(place))[1] or 1
        subject, own = kept.file.subject(number), self._own(kept, number)
        hide = self._hider(kept)
        made = [a for a in subject.assessments if any((a.rationale, a.known, a.not_known))]

        return Item(
            self._sample,
            place,
            len(self._refs),
            tuple(
                Alleged(standard_words(a.standard), hide(a.category), hide(a.narrative))
                for a in subject.allegations
            ),
            one_text(hide(a.rationale.get("information", "")) for a in made),
            one_text(hide(a.known) for a in made),
            one_text(hide(a.not_known) for a in made),
            own=own,
            judged=() if own is None else tuple(
                Judgement(a.kind.value, a.level.value, a.reason,
                          hide(a.rationale.get("action", ""), levels=False))
                for a in subject.assessments
            ),
        )  # fmt: skip

    def state(self, place: int, rows: Sequence[tuple[Any, ...]]) -> State:
        """Say how far one item has come."""
        readings = [row for row in rows if row[1] is not None]
        own = next((row for row in readings if row[1] == self._who), None)
        return State(
            place,
            len(readings),
            sum(bool(row[4]) for row in readings),
            own=None if own is None else (own[2], own[3], own[4]),
        )

    def _why_not(self, place: int, *, again: bool = False) -> str:
        """Say why this reader may not see an item; empty where they may.

        Args:
            place: Its place.
            again: Whether one that they have read, in this sample or another, is not to be seen.
        """
        number = parse_reference(self.ref(place))[1] or 1
        kept = self._kept(place)
        if bar(self._desk.actor, kept.file) is not None:
            return "it is not open to you"
        if not again and self._own(kept, number) is not None:
            return ""
        if any(self._who == s.facts.number for s in kept.file.subjects) or any(
            self._who == p.number and p.role in INVOLVED for p in kept.file.case.parties
        ):
            return "you are in the case"
        if kept.file.subject(number).stage not in moves()["read_blind"].sources:
            return "its severity is being decided anew"
        did = sampled(self._connection, kept, number, self._who).know.get(self._who, "")
        if did == OPENED and self._desk.actor.sole:
            # Whoever keeps the file has opened all of it; who reads is named with the level.
            return ""
        return f"you have {did}" if did else ""

    def _kept(self, place: int) -> Kept:
        kept = store.load(self._connection, parse_reference(self.ref(place))[0])
        if kept is None:
            raise FoundFaults(f"What item {self._sample}/{place} is about cannot be found.")
        return kept

    def _own(self, kept: Kept, number: int) -> Reading | None:
        """Find the reader's own reading, in this sample or another: the level is known by it."""
        readings = kept.file.subject(number).readings
        return next((one for one in readings if one.reader == self._who), None)

    def _hider(self, kept: Kept) -> Callable[..., str]:
        """Make what takes out of a text whoever and wherever would say whose matter it is."""
        file, realm = kept.file, kept.file.case.realm
        numbers = {s.facts.number for s in file.subjects if s.facts.number}
        names = {person_name(self._connection, number, realm) for number in numbers}
        units = {file.case.unit, *(s.facts.unit for s in file.subjects)}
        for party in file.case.parties:
            names.add(party.name)
            numbers.add(party.number)
        for made in (a for s in file.subjects for a in s.assessments):
            names.add(made.maker.name)
            numbers.add(made.maker.number)
            if made.kind in _LOCAL:
                units.add(made.maker.unit)
        cases = {file.case.reference, *file.case.linked, *file.case.joined}
        return partial(mask, names=names, numbers=numbers, units=units, cases=cases)


def _first(row: tuple[Any, ...]) -> int:
    return int(row[0])
