"""Gather the rows of an import for each table, and put them there in bulk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from db.engine import Connection

COLUMNS: dict[str, tuple[str, ...]] = {
    "persons": ("id", "realm", "number", "name", "search"),
    "person_facts": ("person_id", "starts", "rank", "unit", "person_type", "ethnicity",
                     "ethnicity_set", "sex", "service"),
    "cases": ("id", "reference", "attention_date", "regime", "unit", "sensitivity", "archive",
              "version"),
    "subjects": ("id", "case_id", "person_id", "number", "reference", "version", "stage", "level",
                 "priority", "handler", "second_reading", "due", "received", "assessed", "decided",
                 "pair_state", "direction", "avoidable", "resubmitted", "unit", "rank",
                 "rank_band", "person_type", "assessor", "assessor_rank", "assessor_unit", "tier",
                 "decider", "reason", "track", "source", "ethnicity", "sex", "service_band",
                 "local_level", "search"),
    "allegations": ("subject_id", "number", "standard", "category"),
    "events": ("id", "case_id", "subject_id", "kind", "at", "effective", "from_stage", "to_stage",
               "maker", "maker_name", "maker_rank", "maker_unit", "authority", "keyed_by", "stated",
               "late", "payload"),
    "assessments": ("subject_id", "event_id", "kind", "level", "made_on", "maker", "maker_rank",
                    "maker_unit", "authority", "keyed_by", "reason"),
    "conclusions": ("subject_id", "ended", "forum", "regime", "finding", "outcome", "standing",
                    "overturned", "disposal", "decided_on", "chair", "culpability", "harm_level",
                    "edition", "features", "warns_from", "warns_to", "compared_on", "comparators",
                    "lighter", "same", "heavier"),
    "breaches": ("subject_id", "standard"),
    "imported": ("archive", "row_key", "digest", "subject_id", "allegation", "version"),
    "trail": ("at", "account", "action", "case_reference", "subject", "event_id", "outcome",
              "entry"),
}  # fmt: skip
"""The columns an import fills, by table, in an order in which every row finds what it points to."""


class Tables:
    """The rows of the tables that wait to be put there."""

    def __init__(self, connection: Connection) -> None:
        """Begin with none."""
        self._connection = connection
        self.waiting: dict[str, list[tuple[Any, ...]]] = {table: [] for table in COLUMNS}
        self._numbers: dict[str, Iterator[int]] = {}

    def numbers(self, table: str) -> Iterator[int]:
        """Give the ids of a table's new rows, one after another."""
        if table not in self._numbers:
            self._numbers[table] = self._connection.numbers(table)
        return self._numbers[table]

    def add(self, table: str, values: dict[str, Any]) -> None:
        """Add one row by its columns' names."""
        self.waiting[table].append(tuple(values[name] for name in COLUMNS[table]))

    def put(self, *only: str) -> None:
        """Put what waits where it belongs: all of it, or what waits for these tables."""
        for table, rows in self.waiting.items():
            if rows and (not only or table in only):
                self._connection.bulk(table, COLUMNS[table], rows)
                rows.clear()
