"""Withhold what is small, and as much more as it takes that nobody can work it out.

What is withheld beside the small numbers is chosen by the attack: of the published numbers it
leaned on, the smallest, and the sums that a rate is made of only when nothing else is left. Where
nothing is left to withhold, rows are counted together, the smallest first, then columns; where that
does not help either, the table is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Protocol

from hearings.disclosure.attack import JOINT, Attack, Few
from hearings.disclosure.audiences import Audience, Range, readers
from hearings.disclosure.earlier import Beside, Given, Number, Overlap, moved, overlap
from hearings.disclosure.tables import Cell, Place, Table
from hearings.disclosure.together import Known, Together
from hearings.errors import Refused

WHOLE: Place = (None, None)
"""The total of everything; it is published or the table is not."""

_COMPARED = 2
"""How much a number is worth that others are compared with."""


@dataclass(frozen=True, slots=True)
class Protected:
    """A table as an audience may have it."""

    audience: Audience
    """Whom it is for."""
    table: Table
    """The table as it was made coarser; its counts and members are for nobody's eyes."""
    published: Mapping[Place, int | None]
    """The number at each place, rounded where the audience's are; None where it is withheld."""
    fine: Table
    """The table as it was counted."""
    together: str = ""
    """The label of the row that counts several together; empty where there is none."""

    @property
    def withheld(self) -> bool:
        """Say whether any number is withheld."""
        return None in self.published.values()


class _Exposed(Exception):
    """A table that cannot be closed by withholding, with what opens it.

    With `spared`, it might be closed by what is to be spared as long as it can be.
    """

    def __init__(self, front: _Front, *, spared: bool) -> None:
        super().__init__()
        self.front, self.spared = front, spared


def protect(table: Table, audience: Audience, earlier: Sequence[Given] = ()) -> Protected:
    """Make a table fit for an audience, or refuse it.

    Args:
        table: The table as it was counted.
        audience: Whom it is for.
        earlier: What was released before, to whoever reads this one too.

    Raises:
        Refused: It cannot be made fit; the sentence says why.
        UsageError: The extra that brings the solver is not installed.
    """
    number = table.count(WHOLE)
    if audience.exact or not number:
        exact = {place: table.count(place) for place in table.places()}
        return Protected(audience, table, exact, table)
    if table.small(WHOLE, audience):
        raise Refused(
            f"This counts fewer than {audience.threshold} officers in all, those of one case, or"
            f" those whom one or two people assessed: too few for a table for {audience.words}."
        )
    return _made_fit(table, audience, earlier)


def _made_fit(table: Table, audience: Audience, earlier: Sequence[Given]) -> Protected:
    """Make a table ever coarser until it can be closed, or refuse it."""
    opens: Given | None = None
    words, tried, ahead = "", False, False
    laid = _laid(table, audience, earlier)
    known = _known(table, audience, earlier, [one.given for one, _reader in laid])
    again: list[tuple[Table, str, bool]] = []
    first = ((coarse, label, True) for coarse, label in _coarser(table, audience))
    for coarse, label, sparing in chain(first, again):
        tried = True
        rank = _Rank(table, coarse, sparing=sparing)
        went = moved(table, coarse)
        pairs: Iterator[_Front] = _pairs(coarse, audience, laid, went)
        every: list[_Front] = [Together(one, coarse, went, rank.places) for one in known]
        fronts = chain(every, pairs) if ahead else chain(pairs, every)
        try:
            published = _published(coarse, audience, fronts, rank)
            return Protected(audience, coarse, published, table, label)
        except _Exposed as exposed:
            opens, words = exposed.front.given, exposed.front.words
            ahead = ahead or exposed.front in every
            if exposed.spared:
                again.append((coarse, label, False))
            elif exposed.front in every:
                break  # The whole itself tells with what left before, however coarse the rest is.
            # What stood against the last will often stand against the next: it is tried first.
            laid.sort(key=lambda one: one[0].given is not opens)
    raise Refused(_sentence(audience, words, tried=tried))


def _sentence(audience: Audience, words: str, *, tried: bool) -> str:
    if words:
        return (
            f"This cannot be given to {audience.words}: taken together with {words}, it"
            " would tell of a few officers by themselves. Ask for a longer period, or by fewer"
            " fields."
        )
    if not tried:
        return (
            f"This cannot be given to {audience.words}: even with rows put together, a row counts"
            " too few officers, or everybody in it, or in the base of its rate, stands in one"
            " column, which would tell something of each of them. Ask by fewer fields, or for a"
            " longer period."
        )
    return (
        f"This cannot be given to {audience.words}: whatever is withheld, a small number could be"
        " worked out. Ask by fewer fields, or for a longer period."
    )


def _coarser(table: Table, audience: Audience) -> Iterator[tuple[Table, str]]:
    """Give the table, then the same with ever fewer rows, then with fewer columns."""
    while True:
        yield from _fewer_rows(table, audience)
        if not table.merges:
            return
        table = table.with_columns_together()


def _fewer_rows(table: Table, audience: Audience) -> Iterator[tuple[Table, str]]:
    """Count rows together until none is small and none one-sided, then one more at a time."""
    gone: list[str] = []
    found, label = table, ""
    while True:
        sides = {row for row, _column in found.one_sided()}
        wrong = [row for row in found.rows if found.small((row, None), audience) or row in sides]
        if not wrong and len(gone) != 1:
            yield found, label
        left = [row for row in table.rows if row not in gone and table.row(row)]
        left.sort(key=lambda row: (row != "" and row == table.reference, table.row(row)))
        more = [row for row in wrong if row != label] or left[:1]
        gone += [row for row in table.rows if row in more]
        if len(gone) < 2:
            gone += [row for row in left if row not in gone][:1]
        if len(set(left) - set(gone)) < 1 or len(gone) < 2:
            return
        # Not how many: with a total as small as their number, each would be one person.
        label = "others together"
        while label in table.rows:  # A unit may be called anything.
            label += "."
        found = table.with_rows_together(gone, label)


class _Front(Protocol):
    """Where a table can be attacked: by itself, or beside what left earlier."""

    given: Given | None
    """The one release it is laid beside, if it is one."""
    words: str
    """What it is laid beside, in a sentence; empty for nothing."""

    def open(self, place: Place) -> None:
        """Take a number away from the attacker."""

    def leaned_on(self, withheld: set[Place]) -> set[Place] | None:
        """Name the published numbers that tell too much; None where nothing does."""


def _published(
    table: Table, audience: Audience, beside: Iterable[_Front], rank: _Rank
) -> dict[Place, int | None]:
    """Withhold until no attack comes through, and give what is left.

    Args:
        table: The table.
        audience: Whom it is for.
        beside: The table beside what left earlier.
        rank: What is withheld first.

    Raises:
        _Exposed: It cannot be done for this table.
    """
    counts = {place: table.count(place) for place in table.places()}
    withheld = {place for place in counts if table.small(place, audience)}
    fronts: list[_Front] = []
    for front in chain([_Alone(table, audience, counts)], beside):
        for place in withheld:
            front.open(place)
        fronts.append(front)
        before = -1
        while before != len(withheld):
            before = len(withheld)
            for each in fronts:
                _close(each, fronts, withheld, rank)
    return {
        place: None if place in withheld else audience.published(number)
        for place, number in counts.items()
    }


def _close(
    front: _Front,
    fronts: Sequence[_Front],
    withheld: set[Place],
    rank: _Rank,
) -> None:
    """Withhold more until the attack on one front does not come through."""
    while (leaned := front.leaned_on(withheld)) is not None:
        place = rank.first(leaned - withheld)
        if place is None or rank.spares(place):
            raise _Exposed(front, spared=place is not None)
        withheld.add(place)
        for each in fronts:
            each.open(place)


class _Rank:
    """What is withheld first: what the table is for goes last.

    Last of all go the numbers that all else is compared with: the numerator and base of the rate of
    the whole, and the row of reference. While they can be spared by making the table coarser, they
    are.
    """

    def __init__(self, counted: Table, table: Table, *, sparing: bool) -> None:
        self._sparing = sparing
        self._wanted = frozenset(total.name for total in counted.sums)
        self._reference = counted.reference
        self._counts = {place: table.count(place) for place in table.places()}
        self.places = sorted(self._counts, key=self._key, reverse=True)

    def first(self, places: Iterable[Place]) -> Place | None:
        """Choose of some numbers which to withhold; None where none of them may be."""
        open_to = [place for place in places if place != WHOLE and self._counts[place]]
        return min(open_to, key=self._key, default=None)

    def spares(self, place: Place) -> bool:
        """Say whether the table is made coarser before a number is withheld."""
        return self._sparing and self._worth(place) == _COMPARED

    def _key(self, place: Place) -> tuple[int, int, int, str]:
        # Cells before the totals of columns, and those before the totals of rows.
        kind = 0 if None not in place else 1 if place[0] is None else 2
        return self._worth(place), kind, self._counts[place], str(place)

    def _worth(self, place: Place) -> int:
        row, column = place
        if row and row == self._reference:
            return _COMPARED
        return (column in self._wanted) * (1 if row is not None else _COMPARED)


class _Alone:
    """The table by itself."""

    given: Given | None = None
    words = ""

    def __init__(self, table: Table, audience: Audience, counts: Mapping[Place, int]) -> None:
        self._audience, self._counts = audience, counts
        atoms = {cell: place for place, cell in enumerate(table.under(WHOLE))}
        numbers = {place: frozenset(atoms[cell] for cell in table.under(place)) for place in counts}
        known = {place: audience.behind(audience.published(n)) for place, n in counts.items()}
        self._attack = Attack([table.counts[cell] for cell in atoms], numbers, known)
        self._passed: dict[Place, int] = {}

    def open(self, place: Place) -> None:
        self._attack.open(place, self._audience.hidden(self._counts[place]))

    def leaned_on(self, withheld: set[Place]) -> set[Place] | None:
        for place, atoms in self._attack.numbers.items():
            least = self._least(place, withheld)
            if self._passed.get(place, 0) < least:
                leaned = self._attack.leaned_on(Few(atoms, atoms), least)
                if leaned is not None:
                    return leaned
                self._passed[place] = least
        return None

    def _least(self, place: Place, withheld: set[Place]) -> int:
        """Say how open a number must stay: one that is rounded may not be unrounded either."""
        return self._audience.narrowest if place in withheld else int(self._audience.base > 1)


class _Pair:
    """The table beside an earlier one, for those who read both.

    They are told why their own audience's numbers are withheld, and of another's only that they
    are: the public's threshold is higher than that of staff, who may have had the number itself.
    """

    def __init__(
        self, found: Beside, audience: Audience, reader: Audience, counts: Mapping[Place, int]
    ) -> None:
        self.given: Given | None = found.given
        self.words = found.given.words
        self._audience, self._reader, self._counts = audience, reader, counts
        known = {("new", p): audience.behind(audience.published(n)) for p, n in counts.items()}
        for place, number in found.given.published.items():
            if number is None:
                known["old", place] = self._hidden(
                    found.given.audience, found.given.table.count(place)
                )
            else:
                known["old", place] = found.given.audience.behind(number)
        self._attack: Attack[Number] = Attack(found.counts, found.numbers, known, JOINT)
        self._pending = found.small(reader)

    def open(self, place: Place) -> None:
        self._attack.open(("new", place), self._hidden(self._audience, self._counts[place]))

    def _hidden(self, audience: Audience, count: int) -> Range:
        return audience.hidden(count) if audience is self._reader else (1, float("inf"))

    def leaned_on(self, withheld: set[Place]) -> set[Place] | None:  # noqa: ARG002 - as _Alone
        while self._pending:
            leaned = self._attack.leaned_on(self._pending[-1], self._reader.narrowest)
            if leaned is not None:
                return {place for which, place in leaned if which == "new"}
            self._pending.pop()
        return None


def _laid(
    table: Table, audience: Audience, earlier: Sequence[Given]
) -> list[tuple[Overlap, Audience]]:
    """Lay the table upon each earlier one that the same people read; name who learns least."""
    found = []
    few: dict[tuple[int, int, str], list[Place]] = {}
    for given in earlier:
        both = [reader for reader in readers(audience) if given.audience.name in reader.reads]
        laid = overlap(table, given, few) if both else None
        if laid is not None:
            # What holds for those who are told least holds for the others.
            found.append((laid, max(both, key=lambda reader: reader.threshold)))
    return found


def _pairs(
    table: Table,
    audience: Audience,
    laid: Sequence[tuple[Overlap, Audience]],
    went: Mapping[Cell, Cell],
) -> Iterator[_Pair]:
    """Set the table beside each earlier one, one after the other."""
    counts = {place: table.count(place) for place in table.places()}
    return (_Pair(Beside(one, table, went), audience, reader, counts) for one, reader in laid)


def _known(
    table: Table, audience: Audience, earlier: Sequence[Given], near: Iterable[Given]
) -> list[Known]:
    """Add up what the readers of a table are told exactly already, where it is exact itself.

    Args:
        table: The table.
        audience: Whom it is for.
        earlier: What was released before.
        near: Of that, what counts any of the same officers.
    """
    reader = max(readers(audience), key=lambda reader: reader.threshold)
    exact = [given for given in earlier
             if given.audience.base == 1 and given.audience.name in reader.reads]  # fmt: skip
    beside = [given for given in near if given in exact]
    if audience.base > 1 or not beside:
        return []
    return [Known(table, exact, beside, reader.threshold)]
