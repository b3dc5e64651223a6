"""Know the people an archive names, and keep those it names for the first time."""

from __future__ import annotations

from db.engine import Connection
from db.importer.rows import Row
from db.importer.tables import Tables


class People:
    """The people of one realm: whose force numbers the archive has."""

    def __init__(self, connection: Connection, tables: Tables, realm: str, today: str) -> None:
        """Read who is known.

        Args:
            connection: The write transaction.
            tables: Where new people are put.
            realm: The archive's name; empty for the force's own numbers.
            today: The day from which something is known of a person whose case has no date.
        """
        self._connection = connection
        self._tables = tables
        self._realm = realm
        self._today = today
        self._ids: dict[str, int] = {}
        self._names: dict[str, str] = {}
        self._renamed: dict[int, str] = {}
        for number, found, name in connection.rows(
            "SELECT number, id, name FROM persons WHERE realm = :realm", realm=realm
        ):
            self._ids[number] = found
            self._names[number] = name

    def id_of(self, row: Row) -> int | None:
        """Give the id of the person a row names, kept now if they are new; None for nobody."""
        if not row.person:
            return None
        found = self._ids.get(row.person)
        if found is None:
            return self._keep(row)
        if row.name and row.name != self._names[row.person]:
            self._rename(found, row)
        return found

    def _keep(self, row: Row) -> int:
        found = next(self._tables.numbers("persons"))
        self._ids[row.person], self._names[row.person] = found, row.name
        waiting = self._tables.waiting
        waiting["persons"].append((found, self._realm, row.person, row.name, row.name.casefold()))
        facts = (row.rank, row.unit, row.person_type, row.ethnicity, "", row.sex, row.service)
        if any(facts):
            starts = row.attention_date or self._today
            waiting["person_facts"].append((found, starts, *facts))
        return found

    def _rename(self, found: int, row: Row) -> None:
        """Take a name from the archive, but never in the place of one the force has itself."""
        if self._realm or not self._names[row.person]:
            self._names[row.person] = self._renamed[found] = row.name

    def finish(self) -> None:
        """Put right the names of people who were known already."""
        self._connection.many(
            "UPDATE persons SET name = :name, search = :search WHERE id = :id",
            [
                {"id": found, "name": name, "search": name.casefold()}
                for found, name in self._renamed.items()
            ],
        )
