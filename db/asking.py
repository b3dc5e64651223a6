"""Which figures of outcomes are asked for, and what cannot be asked; how that is put to SQL."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from db.engine import Connection
from hearings.circumstances import FORUMS
from hearings.conclusions import FINDINGS
from hearings.endings import ON_APPEAL
from hearings.errors import UsageError
from hearings.packaged import facts
from hearings.people import person_types
from hearings.realms import ARCHIVE, LOCAL
from hearings.regimes import regimes
from hearings.sanctions import PERSON
from hearings.standards import standards
from hearings.values import clean

FIELDS = {
    "year": "substr(k.decided_on, 1, 4)",
    "standard": "b.standard",
    "rank_band": "s.rank_band",
    "forum": "k.forum",
    "regime": "k.regime",
    "person_type": "s.person_type",
    "finding": "k.finding",
    "service_band": "s.service_band",
    "unit": "s.unit",
    "culpability": "k.culpability",
    "harm_level": "k.harm_level",
    "chair": "k.chair",
}
"""The fields that outcomes are broken down by, and where they are kept."""

OVERLAPPING = "standard"
"""The field of which an officer may have several values: rows by it overlap."""

OVERT = "s.case_id NOT IN (SELECT c.id FROM cases c WHERE c.sensitivity = 'covert')"
"""What leaves covert matters out; restricted ones are counted."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which figures are asked for."""

    by: tuple[str, ...] = ()
    """The fields to break down by, in order."""
    where: Mapping[str, str] = field(default_factory=dict)
    """Only officers with these values; an empty value is one that is not known."""
    start: date | None = None
    """The first day of the period."""
    end: date | None = None
    """The last day of the period, included."""
    archive: str = ""
    """The archive; empty for the force's own."""

    @property
    def overlapping(self) -> bool:
        """Say whether an officer may stand in several rows."""
        return OVERLAPPING in self.by

    @property
    def persons(self) -> bool:
        """Say whether the figures are by a person."""
        return PERSON in {*self.by, *self.where}

    @property
    def one_person(self) -> bool:
        """Say whether everything that is counted is of one named person."""
        return self.where.get(PERSON, "") not in {"", ON_APPEAL}

    @property
    def told(self) -> str:
        """What the trail keeps of it."""
        told = {
            "by": list(self.by),
            "where": dict(self.where),
            "from": None if self.start is None else self.start.isoformat(),
            "to": None if self.end is None else self.end.isoformat(),
            "archive": self.archive,
        }
        return json.dumps(told, sort_keys=True)


def check(asked: Asked) -> None:
    """Refuse what cannot be asked of any database.

    Raises:
        UsageError: A field is not known or given twice, or the period ends before it begins.
    """
    for name in (*asked.by, *asked.where):
        if name not in FIELDS:
            raise UsageError(f"Outcomes cannot be asked for by {name!r}; by {', '.join(FIELDS)}.")
    if len(set(asked.by)) != len(asked.by):
        raise UsageError("A field can be asked for once.")
    if asked.start and asked.end and asked.end < asked.start:
        raise UsageError("The period ends before it begins.")
    for name, value in asked.where.items():
        clean(name, value)
    clean("archive", asked.archive)


def check_values(connection: Connection, asked: Asked) -> None:
    """Refuse a value that no list holds and nothing has: it would count as a true nought.

    Raises:
        UsageError: There is no such archive, or no such value of a field with a list of its own.
    """
    if asked.archive:
        rows = connection.rows(
            "SELECT DISTINCT archive FROM cases WHERE regime = :none ORDER BY archive", none=ARCHIVE
        )
        archives = [str(row[0]) for row in rows]
        if asked.archive not in archives:
            raise UsageError(
                f"There is no archive {asked.archive!r}; there is {', '.join(archives) or 'none'}."
            )
    for name, value in asked.where.items():
        known = closed(name)
        if value and known and value not in known and not _held(connection, name, value):
            raise UsageError(f"{name} cannot be {value!r}; it is one of {', '.join(known)}.")


def closed(name: str) -> Collection[str]:
    """Give the values of a field with a list of its own; none of one that takes any text.

    Args:
        name: The field.
    """
    known: dict[str, Collection[str]] = {
        "forum": FORUMS,
        "regime": (*(name for name in regimes() if name != ARCHIVE), LOCAL),
        "finding": FINDINGS,
        "standard": standards(),
        "rank_band": facts("people.toml")["bands"],
        "person_type": person_types(),
    }
    return known.get(name, ())


def _held(connection: Connection, name: str, value: str) -> bool:
    """Say whether an officer has a value that no list holds, as an archive may give one."""
    row = connection.row(
        "SELECT 1 FROM conclusions k JOIN subjects s ON s.id = k.subject_id"
        " LEFT JOIN breaches b ON b.subject_id = k.subject_id"
        f" WHERE {OVERT} AND {FIELDS[name]} = :value LIMIT 1",
        value=value,
    )
    return row is not None


def narrowed(
    asked: Asked, fields: Mapping[str, str] = FIELDS, day: str = "k.decided_on"
) -> tuple[str, dict[str, object]]:
    """Put what is asked for to SQL.

    Args:
        asked: What is asked for.
        fields: Where each field is kept.
        day: Where the day is kept that puts an officer into a period.

    Returns:
        The condition and its values.
    """
    parts, values = [OVERT], dict[str, object](none=ARCHIVE)
    if asked.archive:
        parts.append(
            "s.case_id IN (SELECT c.id FROM cases c"
            " WHERE c.regime = :none AND c.archive = :archive)"
        )
        values["archive"] = asked.archive
    else:
        parts.append("k.regime <> :none")
    for place, (name, value) in enumerate(asked.where.items()):
        parts.append(f"coalesce({fields[name]}, '') = :value{place}")
        values[f"value{place}"] = value
    if asked.start is not None:
        parts.append(f"{day} >= :start")
        values["start"] = asked.start.isoformat()
    if asked.end is not None:
        parts.append(f"{day} <> '' AND {day} <= :finish")
        values["finish"] = asked.end.isoformat()
    return " AND ".join(parts), values
