"""A table of officers: rows and columns that each count everybody once, and the sums beside them.

Rows and columns partition. A sum is a column made of others, such as `changed` of `lowered` and
`raised`; sums are nested or apart, never crossing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain, product

from hearings.disclosure.audiences import Audience
from hearings.rates import SEVERAL

Place = tuple[str | None, str | None]
"""A row and a column or sum; None stands for the total of them."""

Cell = tuple[str, str]
"""A row and a column."""

Members = Mapping[Cell, tuple[int, ...]]
"""Whom each cell counts, by number; no officer in a case twice."""

ROW = ""
"""The label of the one row of a table that is not broken down."""

_BETWEEN = "\t"
"""What stands between the values of a label; no value holds a control character."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A column made of others."""

    name: str
    """Its name."""
    columns: tuple[str, ...]
    """The columns it adds up."""
    tells: bool = True
    """Whether it tells something of everybody in a row that lies wholly inside it.

    One that does not, such as everybody decided, is a base: that all of them stand in one column
    tells something of each.
    """


@dataclass(frozen=True, slots=True)
class Merge:
    """A step of coarsening: columns that are counted as one from there on."""

    name: str
    """The name of the column they become."""
    columns: tuple[str, ...]
    """The columns that go into it."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was counted: true numbers, for nobody's eyes but the protection's."""

    rows: tuple[str, ...]
    """The labels of the rows, in order."""
    columns: tuple[str, ...]
    """The names of the columns, in order."""
    counts: Mapping[Cell, int]
    """How many officers each cell counts; a cell that is not there counts nobody."""
    sums: tuple[Sum, ...] = ()
    """The columns made of others that are published too."""
    merges: tuple[Merge, ...] = ()
    """How columns may be made fewer, one step after the other."""
    members: Members = field(default_factory=dict)
    """Whom each cell counts; empty where nothing was released before that could be compared."""
    reference: str = ""
    """The row that the others are compared with; empty where there is none."""
    whose: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    """The person and the case of each officer in a case; whoever is not in it is one of their own,
    in a case of their own."""
    assessors: Mapping[int, str] = field(default_factory=dict)
    """Who assessed those in it first, empty text for those not decided; nobody where rows are not
    of some assessors apart from others."""

    def places(self) -> Iterator[Place]:
        """Give every place that a number is published for: cells, sums and all totals."""
        across = [*self.columns, *(total.name for total in self.sums), None]
        down = [*self.rows, None]
        return ((row, column) for row in down for column in across)

    def under(self, place: Place) -> list[Cell]:
        """Name the cells that a place adds up and that count somebody."""
        row, column = place
        rows = self.rows if row is None else (row,)
        columns = self._columns(column)
        return [(r, c) for r in rows for c in columns if self.counts.get((r, c))]

    def count(self, place: Place) -> int:
        """Count the officers at a place."""
        return sum(self.counts[cell] for cell in self.under(place))

    def small(self, place: Place, audience: Audience) -> bool:
        """Say whether a number is withheld for what it is: of too few officers, or about a person.

        Few are fewer different people than the threshold, however often they are counted, and those
        of one case alone. About a person is a row or a total that fewer than `SEVERAL` assessed.

        Args:
            place: Where the number stands.
            audience: Whom it is for.
        """
        number = self.count(place)
        if not number or audience.small(number):
            return bool(number)
        people = (self.whose.get(who, (~who, ~who)) for who in self._them(place))
        cases = (self.whose.get(who, (~who, ~who)) for who in self._them(place))
        several = not self.whose or (
            _as_many((person for person, _case in people), audience.threshold)
            and _as_many((case for _person, case in cases), 2)
        )
        return not several or (place[1] is None and self._of_few(place))

    def _of_few(self, place: Place) -> bool:
        """Say whether too few people assessed those at a place, if anybody did."""
        found = [self.assessors[who] for who in self._them(place) if who in self.assessors]
        return bool(found) and not _as_many(filter(None, found), SEVERAL)

    def _them(self, place: Place) -> Iterator[int]:
        return chain.from_iterable(self.members.get(cell, ()) for cell in self.under(place))

    def row(self, row: str) -> int:
        """Count the officers in a row."""
        return self.count((row, None))

    def one_sided(self) -> Iterator[Place]:
        """Name the rows of which everybody, or everybody in a base, stands in one column.

        A column in which all of a base stand is named with them.
        """
        if len(self.columns) < 2:
            return
        bases = [None, *(total.name for total in self.sums if not total.tells)]
        for row, base in product(self.rows, bases):
            whole = self.count((row, base))
            yield from (
                (row, column)
                for column in self._telling(base)
                if whole and self.count((row, column)) == whole
            )

    def _telling(self, base: str | None) -> list[str]:
        """Name the columns and sums inside a base that tell something of whoever stands there."""
        within = set(self._columns(base))
        sums = [s.name for s in self.sums if s.tells and within.issuperset(s.columns)]
        return [*(name for name in self.columns if name in within), *sums]

    def with_rows_together(self, rows: Iterable[str], label: str) -> Table:
        """Count some rows as one, which stands last."""
        gone = set(rows)
        left = tuple(row for row in self.rows if row not in gone)
        return self._gathered(
            dict.fromkeys(gone, label), {}, rows=(*left, label), columns=self.columns
        )

    def with_columns_together(self) -> Table:
        """Take the first step of coarsening; sums that it makes needless go."""
        step, *later = self.merges
        place = min(self.columns.index(name) for name in step.columns)
        left = [name for name in self.columns if name not in step.columns]
        columns = (*left[:place], step.name, *left[place:])
        inside = set(step.columns)
        sums = [replace(s, columns=_swapped(s.columns, inside, step.name)) for s in self.sums]
        kept = tuple(s for s in sums if len(s.columns) > 1)
        found = self._gathered(
            {}, dict.fromkeys(inside, step.name), rows=self.rows, columns=columns
        )
        return replace(found, sums=kept, merges=tuple(later))

    def _columns(self, name: str | None) -> tuple[str, ...]:
        if name is None:
            return self.columns
        made = [total.columns for total in self.sums if total.name == name]
        return made[0] if made else (name,)

    def _gathered(
        self,
        rows_to: Mapping[str, str],
        columns_to: Mapping[str, str],
        *,
        rows: tuple[str, ...],
        columns: tuple[str, ...],
    ) -> Table:
        counts: dict[Cell, int] = {}
        members: dict[Cell, tuple[int, ...]] = {}
        for (row, column), number in self.counts.items():
            cell = rows_to.get(row, row), columns_to.get(column, column)
            counts[cell] = counts.get(cell, 0) + number
            if self.members:
                them = self.members.get((row, column), ())
                members[cell] = tuple(sorted((*members.get(cell, ()), *them)))
        return replace(self, rows=rows, columns=columns, counts=counts, members=members)


def _swapped(columns: tuple[str, ...], gone: set[str], name: str) -> tuple[str, ...]:
    left = tuple(column for column in columns if column not in gone)
    return (*left, name) if len(left) < len(columns) else columns


def _as_many(values: Iterable[object], fewest: int) -> bool:
    """Say whether there are so many different values, reading no more than it takes to know."""
    found: set[object] = set()
    for value in values:
        found.add(value)
        if len(found) >= fewest:
            return True
    return False


def label_of(values: Iterable[str]) -> str:
    """Make a row's label of its value in each field."""
    return _BETWEEN.join(values)


def values_of(label: str) -> tuple[str, ...]:
    """Give a row's value in each field, from its label."""
    return tuple(label.split(_BETWEEN))


def counted(members: Members) -> dict[Cell, int]:
    """Count whom each cell counts."""
    return {cell: len(them) for cell, them in members.items()}
