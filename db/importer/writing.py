"""Write the rows of one import that are new or changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from db import summary
from db.actions import Desk
from db.engine import Connection
from db.importer.building import Builder
from db.importer.counting import Tallies
from db.importer.known import Sorted
from db.importer.merging import Merger
from db.importer.people import People
from db.importer.rows import Reader, Row
from db.importer.stamp import Stamp
from db.importer.standings import Endings, Standings
from db.importer.tables import Tables
from db.mapping import Mapping

Progress = Callable[[int, int | None], None]
"""Told how many rows are done, and of how many; None while the file is still being read."""

STEP = 4096
"""After how many rows progress is told, and how many subjects are written at once."""


class Writing:
    """The writing part of one import."""

    def __init__(
        self, connection: Connection, desk: Desk, mapping: Mapping, progress: Progress | None
    ) -> None:
        """Get ready.

        Args:
            connection: The write transaction.
            desk: Who imports.
            mapping: The archive.
            progress: Told how far the writing has come.
        """
        self.stamp = Stamp(desk.moment(), desk.today, desk.actor.account)
        self._connection = connection
        self._progress = progress
        self._tables = Tables(connection)
        self._tallies = Tallies()
        self._standings = Standings(desk.rules)
        today = desk.today.isoformat()
        self._people = People(connection, self._tables, mapping.realm, today)
        self._rules = desk.rules
        self._done = self._total = 0

    def write(self, found: Sorted, reader: Reader) -> list[Row]:
        """Write what is new or changed.

        Args:
            found: The rows, by what is to be done with them.
            reader: What read them; it keeps those that are refused.

        Returns:
            The rows that were taken.
        """
        self._total = sum(map(len, found.fresh)) + sum(map(len, found.told))
        taken = [*self._fresh(found.fresh), *self._told(found, reader)]
        self._people.finish()
        summary.add(self._connection, self._tallies.changes(self._standings.counts))
        return taken

    def _fresh(self, cases: Sequence[list[Row]]) -> list[Row]:
        """Write new cases straight from their rows."""
        builder = Builder(
            self._tables, self._people, self.stamp, self._standings, Endings(self._connection)
        )
        waiting = self._tables.waiting
        for rows in cases:
            builder.case(rows)
            if len(waiting["subjects"]) >= STEP:
                self._put()
        self._put()
        return [row for rows in cases for row in rows]

    def _put(self) -> None:
        waiting = self._tables.waiting
        written = len(waiting["subjects"])
        self._tallies.count(waiting["subjects"], waiting["allegations"])
        self._tables.put()
        self._tell(written)

    def _told(self, found: Sorted, reader: Reader) -> list[Row]:
        """Fold rows into their cases."""
        merger = Merger(
            self._connection, self._tables, self._people, self.stamp, self._rules, self._tallies
        )
        held = found.held_of([rows[0].case for rows in found.told])
        taken: list[Row] = []
        for number, rows in enumerate(found.told):
            taken += merger.case(rows, held[rows[0].case], reader)
            if number % 256 == 255:
                self._tables.put()
            self._tell(len(rows))
        self._tables.put()
        return taken

    def _tell(self, rows: int) -> None:
        before, self._done = self._done, self._done + rows
        if self._progress and (before // STEP != self._done // STEP or self._done == self._total):
            self._progress(self._done, self._total)
