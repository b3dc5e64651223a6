"""The rows of the rates: what was counted, of how many, and whether there is a rate at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from db.figures import Figure, in_order
from hearings.intervals import wilson
from hearings.rates import MEASURES, NOTHING, WIDENED
from tui.plain.rate_answers import changed_beside, ratio_of, total_of
from tui.telling.rates import BASE_OF, value_of

if TYPE_CHECKING:
    from db.figures import Figures
    from db.saved_views import Question
    from hearings.intervals import Bounds
    from hearings.rates import Counts
    from hearings.ratios import Ratio
    from hearings.rules import Rules
    from tui.rating import Found

ALL: Final = "In all"


@dataclass(frozen=True, slots=True)
class Shown:
    """A question and what was found for it, in the force's words."""

    question: Question
    """What is asked."""
    found: Found
    """What was found."""
    rules: Rules
    """The force's words."""

    def label(self, value: str) -> str:
        """Say a value of the field."""
        return value_of(self.question.by, value, self.rules)

    def share(self, counts: Counts) -> tuple[int, int]:
        """Give the part and the base."""
        return MEASURES[self.question.measure].of(counts)

    def spread(self, counts: Counts) -> float:
        """Give the factor by which the interval of that share is widened."""
        return MEASURES[self.question.measure].spread(counts)

    @property
    def did(self) -> str:
        """Say what was done: changed, lowered or raised."""
        return MEASURES[self.question.measure].key


def named(where: Mapping[str, str], rules: Rules) -> str:
    """Say the values of a row; of none, that it is all together."""
    return ", ".join(value_of(name, value, rules) for name, value in where.items()) or ALL


def base_of(where: Mapping[str, str], column: str) -> tuple[Mapping[str, str], str]:
    """Give the values and the column of the number that another is a part of.

    Args:
        where: The values of the number's row.
        column: Which number.
    """
    if "reason" in where and column in WIDENED:
        return {name: value for name, value in where.items() if name != "reason"}, column
    return where, BASE_OF.get(column, "decided")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the rates, or one cell of the table by two fields."""

    label: str
    """What it is called."""
    counts: Counts
    """What was counted."""
    where: Mapping[str, str]
    """The values it stands for; none for all together."""
    bare: bool = False
    """Whether there are counts alone, and no rate."""
    reasons: Mapping[str, int] = field(default_factory=dict)
    """Where it is a reason, how many were changed, lowered and raised for any reason."""
    ratio: Ratio | None = None
    """Observed ÷ expected of the changed."""
    withheld: bool = False
    """Whether it is withheld, as being about a person; nothing is counted then."""

    @property
    def unfinished(self) -> bool:
        """Say whether it is marked as unfinished; what is not decided has no reason yet."""
        return self.counts.unfinished and not self.reasons

    def of(self, column: str) -> tuple[int, int]:
        """Give a number and its base; that of a reason are all the changes, not the decided."""
        base = self.reasons.get(column)
        if base is None:
            base = getattr(self.counts, BASE_OF.get(column, "decided"))
        return getattr(self.counts, column), base

    def bounds(self, column: str) -> Bounds | None:
        """Give the interval of a share; None where there is no rate."""
        if self.bare or (self.reasons and column not in self.reasons):
            return None
        spread = self.counts.spread_of(column) if column in WIDENED else self.counts.spread
        return wilson(*self.of(column), spread)


def one(shown: Shown, figure: Figure, found: Figures) -> Line:
    """Give a row of the figures.

    Args:
        shown: The question, in the force's words.
        figure: The row.
        found: The figures it is a row of.
    """
    reasons = {}
    if "reason" in figure.key:
        reasons = {part: changed_beside(figure, found, part) for part in WIDENED}
    where = dict(figure.key)
    label, bare = named(where, shown.rules), shown.question.bare
    return Line(label, figure.counts, where, bare, reasons, ratio_of(figure), figure.withheld)


def of_table(shown: Shown) -> list[Line]:
    """Give the values of the field, those not known, and all together; of reasons, those given."""
    return [*_rows(shown, shown.found.table), *_total(shown)]


def _rows(shown: Shown, found: Figures) -> Iterator[Line]:
    for figure in found.rows:
        if "reason" not in figure.key or figure.counts.changed or figure.withheld:
            yield one(shown, figure, found)


def _total(shown: Shown) -> Iterator[Line]:
    """Give all together, which no reason is a row of; nothing where it is withheld."""
    table = shown.found.table
    if shown.question.by != "reason" and not table.withheld:
        yield one(shown, total_of(table), table)


@dataclass(frozen=True, slots=True)
class Grid:
    """The table by two fields; the last row and the last column are all together."""

    rows: list[str]
    """What the rows are called."""
    columns: list[str]
    """What the columns are called."""
    lines: list[list[Line]]
    """What stands in the cells, by row and column; nothing was counted in some."""


def crossed(shown: Shown) -> Grid:
    """Give the table by two fields.

    What stands at its right and under it is counted by one field: an officer who stands in several
    rows is counted once there. No reason is a part of what stands under or beside reasons, so that
    is left out; so is everything where a cell is withheld, which the others would give back.
    """
    by, across = shown.question.by, shown.question.across
    found = shown.found
    each = [one for one in (found.cross, found.table, found.across) if one is not None]
    totals = not any(one.withheld for one in each)
    held = {
        (line.where.get(by), line.where.get(across)): line
        for figures in (each if totals else each[:1])
        for line in _rows(shown, figures)
    }
    for line in _total(shown) if totals else ():
        held[None, None] = line
    rows = [*_values(by, {row for row, _at in held}, totals=totals)]
    columns = [*_values(across, {at for _row, at in held}, totals=totals)]
    lines = [[held.get((row, at)) or _nothing(shown, {by: row, across: at}) for at in columns]
             for row in rows]  # fmt: skip
    return Grid(
        [_said(shown, by, row) for row in rows], [_said(shown, across, at) for at in columns], lines
    )


def _values(name: str, found: set[str | None], *, totals: bool) -> Iterator[str | None]:
    """Give the values of a field in their order, and all together last."""
    yield from sorted((value for value in found if value is not None), key=in_order)
    if totals and name != "reason":
        yield None


def _said(shown: Shown, name: str, value: str | None) -> str:
    return ALL if value is None else value_of(name, value, shown.rules)


def _nothing(shown: Shown, values: Mapping[str, str | None]) -> Line:
    where = {name: value for name, value in values.items() if value is not None}
    return Line(named(where, shown.rules), NOTHING, where, shown.question.bare)
