"""The columns and rows of the caseload."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING

from hearings.people import short_rank
from tui.widgets.window import Column, Row
from tui.words import (
    UNDECIDED,
    first_upper,
    level_in_column,
    priority_words,
    stage_of,
    target_words,
)

if TYPE_CHECKING:
    from db.store import Listed, Query
    from tui.office import Office


def columns(office: Office) -> tuple[Column, ...]:
    """Give the columns: eighty cells for all but the last, which a wider screen shows.

    Args:
        office: Its settings say what units are called, and whether there is a target.
    """
    last = ("received", "Target") if office.settings.severity_days else ("stage", "Stage")
    return (
        Column("reference", "Subject", 17),
        Column("rank", "Rank", 7),
        Column("unit", first_upper(office.rules.unit_word), 0),
        Column("local_level", "Initial (MM1)", 16),
        Column("priority", "Priority", 8, toned=True),
        Column(*last, 12),
        Column("level", "Level now", 16),
    )


def row_of(line: Listed, office: Office) -> Row:
    """Word one subject.

    Args:
        line: The subject.
        office: Its settings say whether there is a target.
    """
    return Row(
        line.id,
        (
            line.reference,
            short_rank(line.rank),
            line.unit,
            level_in_column(line.local_level),
            priority_words(line.priority),
            _standing(line, office),
            level_in_column(line.level),
        ),
        line.priority,
    )


def _standing(line: Listed, office: Office) -> str:
    """Say how the force's own target stands, or where there is none, the stage."""
    days = office.settings.severity_days
    if days and line.stage in UNDECIDED:
        return target_words(line.received, days, office.today)
    return stage_of(line.stage, office.rules)


class CaseRows:
    """One query of the caseload, read in thread workers."""

    def __init__(self, office: Office, query: Query) -> None:
        """Take the query.

        Args:
            office: The desk that is asked.
            query: Which subjects, in which order.
        """
        self._office = office
        self._query = query

    def first(self, limit: int) -> tuple[list[Row], int | None]:
        """Read the top of the list."""
        found = self._office.desk.top(self._query, limit)
        return [row_of(line, self._office) for line in found], None

    def order(self) -> array[int]:
        """Read the ids of the whole list."""
        return self._office.desk.order(self._query)

    def rows(self, ids: Sequence[int]) -> list[Row]:
        """Read rows by id."""
        return [row_of(line, self._office) for line in self._office.desk.lines(ids)]
