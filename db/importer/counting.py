"""Count new subjects for the summary, a column at a time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

from db.importer.tables import COLUMNS
from hearings.rates import CLUSTERS, NOTHING, OVERLAPPING, Counts
from hearings.rates import COLUMNS as FIGURES

Place = tuple[str, str]
"""A field and its value; a state of a pair and its direction."""

_MOVED = {"raised", "lowered"}
_SUBJECT = {name: place for place, name in enumerate(COLUMNS["subjects"])}
_ALLEGATION = {name: place for place, name in enumerate(COLUMNS["allegations"])}


class Tallies:
    """What an import changes of the kept counts."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._changes: dict[Place, Counts] = {}
        self._subjects: dict[str, Counter[tuple[str, str, str]]] = defaultdict(Counter)
        self._cases: dict[str, Counter[str]] = defaultdict(Counter)
        self._together = {name: Counter[Place]() for name in CLUSTERS}

    def add(self, changes: Mapping[Place, Counts]) -> None:
        """Add what changes in one case."""
        for place, counts in changes.items():
            self._changes[place] = self._changes.get(place, NOTHING) + counts

    def count(
        self, subjects: Sequence[Sequence[Any]], allegations: Sequence[Sequence[Any]]
    ) -> None:
        """Count the subjects of new and whole cases.

        Args:
            subjects: Their rows, as `COLUMNS` has them.
            allegations: The rows of their one allegation each, in the same order.
        """
        if not subjects:
            return
        columns, told = list(zip(*subjects, strict=True)), list(zip(*allegations, strict=True))
        cases, received = columns[_SUBJECT["case_id"]], columns[_SUBJECT["received"]]
        states, directions = columns[_SUBJECT["pair_state"]], columns[_SUBJECT["direction"]]
        values = {name: columns[_SUBJECT[name]] for name in FIGURES if name != "month"}
        values |= {name: told[_ALLEGATION[name]] for name in OVERLAPPING}
        values |= {"month": tuple(day[:7] for day in received), "": ("",) * len(cases)}
        standings, number = Counter(zip(states, directions, strict=True)), len(set(cases))
        self._count_together(values, cases, states, directions)
        for field, column in values.items():
            only = column[0]
            if column.count(only) == len(column):
                for (state, direction), count in standings.items():
                    self._subjects[field][only, state, direction] += count
                self._cases[field][only] += number
            else:
                self._subjects[field].update(zip(column, states, directions, strict=True))
                each = set(zip(column, cases, strict=True))
                self._cases[field].update(value for value, _case in each)

    def _count_together(
        self,
        values: Mapping[str, Sequence[str]],
        cases: Sequence[int],
        states: Sequence[str],
        directions: Sequence[str],
    ) -> None:
        """Count what officers of one case add to the sums over cases, beyond each by himself.

        A case of n decided, m of them changed, has n + n(n - 1), m + m(n - 1) and m + m(m - 1)
        in its sums, and so with those lowered and those raised; the first of each is in the plain
        counts, and nearly all that there is.
        """
        decided = [place for place, state in enumerate(states) if state == "decided"]
        several = Counter(cases[place] for place in decided)
        found = [place for place in decided if several[cases[place]] > 1]
        if not found:
            return
        moved = [place for place in found if directions[place] in _MOVED]
        pick, whose = itemgetter(*found), [cases[place] for place in found]
        for field, column in values.items():
            alike = Counter(zip(pick(column), whose, strict=True))
            parts = Counter(
                (part, column[place], cases[place])
                for place in moved
                for part in ("changed", directions[place])
            )
            squares = self._together["decided_squared"]
            for (value, _case), number in alike.items():
                if number > 1:
                    squares[field, value] += number * (number - 1)
            for (part, value, case), number in parts.items():
                others = alike[value, case] - 1
                self._together[f"{part}_decided"][field, value] += number * others
                self._together[f"{part}_squared"][field, value] += number * (number - 1)

    def changes(self, standings: Mapping[Place, Counts]) -> dict[Place, Counts]:
        """Give what changes, by field and value.

        Args:
            standings: What a subject counts as, by the state of its pair and its direction.
        """
        found = dict(self._changes)
        for field, counter in self._subjects.items():
            totals: dict[str, tuple[int, ...]] = {}
            for (value, state, direction), count in counter.items():
                one = standings[state, direction].values()
                before = totals.get(value, NOTHING.values())
                totals[value] = tuple(b + count * n for b, n in zip(before, one, strict=True))
            for value, numbers in totals.items():
                whole = Counts(*numbers) + Counts(cases=self._cases[field][value])
                whole += Counts(
                    **{name: getattr(whole, name.partition("_")[0]) for name in CLUSTERS},
                ) + Counts(**{name: more[field, value] for name, more in self._together.items()})
                found[field, value] = found.get((field, value), NOTHING) + whole
        return found
