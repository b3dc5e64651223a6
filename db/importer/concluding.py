"""Keep what proceedings ended in, where a row changes a case by way of the domain."""

from __future__ import annotations

from typing import NamedTuple

from db.engine import Connection
from db.features import Vocabulary
from db.importer.tables import Tables
from db.projection import Row, breach_rows, conclusion_features, conclusion_row
from hearings.cases import Case, Subject


class Concluded(NamedTuple):
    """What is kept of one subject."""

    row: Row | None
    """Its row of `conclusions`; None where its proceedings have not ended."""
    features: frozenset[str]
    """What it is compared by."""
    breaches: list[Row]
    """Its rows of `breaches`."""


NOTHING = Concluded(None, frozenset(), [])
"""What is kept of a subject that has no proceedings, or is not there yet."""


class Conclusions:
    """What an import keeps of how proceedings ended."""

    def __init__(self, connection: Connection, tables: Tables) -> None:
        """Get ready.

        Args:
            connection: The write transaction.
            tables: Where new rows wait.
        """
        self._connection = connection
        self._tables = tables
        self._known = Vocabulary(connection)

    def keep(
        self, subject_id: int, before: tuple[Case, Subject] | None, after: tuple[Case, Subject]
    ) -> None:
        """Put what is to be kept of a subject in the place of what was.

        Args:
            subject_id: The subject's id.
            before: The case and the subject as they were; None for a new one.
            after: The case and the subject as they are.
        """
        was, now = NOTHING if before is None else _concluded(*before), _concluded(*after)
        if was == now:
            return
        for table, there in (("conclusions", was.row is not None), ("breaches", was.breaches)):
            if there:
                self._connection.run(f"DELETE FROM {table} WHERE subject_id = :id", id=subject_id)
        link: Row = {"subject_id": subject_id}
        if now.row is not None:
            features = self._known.bits(now.features)
            self._tables.add("conclusions", link | now.row | {"features": features})
        for row in now.breaches:
            self._tables.add("breaches", link | row)


def _concluded(case: Case, subject: Subject) -> Concluded:
    return Concluded(
        conclusion_row(case, subject),
        conclusion_features(case, subject),
        breach_rows(case, subject),
    )
