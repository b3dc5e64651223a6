"""Say of the officers in a table that leaves which of them are one person, and of one case.

A table counts officers in a case. How few people they are, and how few assessed them, decides what
may leave; it is read here for every table on the one road out, so that no figure can forget it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from db.engine import Connection
from db.persons import RECORDED
from hearings.disclosure import Table
from hearings.rates import ASSESSORS


@dataclass(frozen=True, slots=True)
class People:
    """Whose every subject is, and who assessed it first."""

    whose: Mapping[int, tuple[int, int]]
    """The person and the case; one whose number is not known is a person of their own."""
    assessors: Mapping[int, str]
    """Who assessed those of whose assessor anything is recorded; empty for those not decided."""

    def of(self, table: Table, asked: Mapping[str, object]) -> Table:
        """Give a table with the people in it.

        Args:
            table: The table as it was counted.
            asked: What was asked for, as releases keep it.
        """
        judged = ASSESSORS & {*_names(asked.get("by")), *_names(asked.get("where"))}
        return replace(table, whose=self.whose, assessors=self.assessors if judged else {})


def people(connection: Connection) -> People:
    """Read whose every subject is.

    Args:
        connection: The transaction that counts the tables.
    """
    whose: dict[int, tuple[int, int]] = {}
    assessors: dict[int, str] = {}
    for number, person, case, assessor, recorded, state in connection.rows(
        "SELECT s.id, coalesce(s.person_id, -s.id), s.case_id, s.assessor,"
        f" CASE WHEN {RECORDED} THEN 1 ELSE 0 END, s.pair_state FROM subjects s"
    ):
        whose[number] = person, case
        if recorded:
            # Assessors without a number are taken for one, as inside.
            assessors[number] = (assessor or "?") if state == "decided" else ""
    return People(whose, assessors)


def _names(asked: object) -> Iterable[str]:
    return [asked] if isinstance(asked, str) else asked if isinstance(asked, (list, dict)) else ()
