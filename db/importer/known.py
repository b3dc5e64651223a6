"""Compare the rows of a file with what the database already holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from db.engine import Connection
from db.importer.rows import SPLIT, Reader, Row
from db.mapping import Mapping
from hearings.errors import Refused
from hearings.regimes import ARCHIVE

_AT_ONCE = 500


class Held(NamedTuple):
    """What the last import left of a row."""

    digest: str
    """What it held."""
    subject_id: int
    """The subject it made."""
    number: int
    """That subject's number in its case."""
    allegation: int
    """The number of its allegation."""
    version: int
    """The subject's version when it was imported."""


@dataclass(slots=True)
class Sorted:
    """The rows of a file, by what is to be done with them."""

    unchanged: list[Row] = field(default_factory=list)
    """Those the database holds as they are."""
    fresh: list[list[Row]] = field(default_factory=list)
    """Those of cases it does not hold, case by case; one allegation for each subject."""
    told: list[list[Row]] = field(default_factory=list)
    """All others, case by case: what the domain has to fold."""
    held: dict[str, Held] = field(default_factory=dict)
    """What the archive's rows were, by key."""

    def held_of(self, cases: Iterable[str]) -> dict[str, dict[str, Held]]:
        """Give what the database holds of the rows of these cases, by case and key."""
        found: dict[str, dict[str, Held]] = {case: {} for case in cases}
        for key, held in self.held.items() if found else ():
            case = key.partition(SPLIT)[0]
            if case in found:
                found[case][key] = held
        return found


def sort(connection: Connection, mapping: Mapping, rows: Iterable[Row], reader: Reader) -> Sorted:
    """Say what is to be done with each row; those that cannot be taken go to the reader's rejects.

    Args:
        connection: The write transaction.
        mapping: The mapping they were read with.
        rows: The rows, in the order of the file.
        reader: What read them.

    Raises:
        Refused: The archive was imported before by a mapping that knows its rows by other fields.
    """
    found = Sorted(held=_held(connection, mapping.name))
    _same_shape(connection, mapping, found.held)
    held, cases = found.held, defaultdict[str, list[Row]](list)
    for row in rows:
        known = held.get(row.key)
        if known is not None and known.digest == row.digest:
            found.unchanged.append(row)
        else:
            cases[row.case].append(row)
    owners = _owners(connection, cases)
    for case, group in cases.items():
        owner = owners.get(case)
        if owner is None:
            (found.fresh if _plain(group) else found.told).append(group)
        elif owner == mapping.name:
            found.told.append(group)
        else:
            whose = f"the archive {owner}" if owner else "the force's own cases"
            for row in group:
                reader.refuse(row, "case", f"{case} is already the reference of one of {whose}.")
    return found


def _plain(group: Sequence[Row]) -> bool:
    """Say whether each row of a new case is a subject of its own and all agree about the case."""
    if len(group) == 1:
        return True
    first, named = group[0], {row.person for row in group}
    facts = (first.attention_date, first.source)
    return (len(named) == len(group) or named == {""}) and all(
        (row.attention_date, row.source) == facts for row in group
    )


def _held(connection: Connection, archive: str) -> dict[str, Held]:
    rows = connection.rows(
        "SELECT i.row_key, i.digest, i.subject_id, s.number, i.allegation, i.version"
        " FROM imported i JOIN subjects s ON s.id = i.subject_id WHERE i.archive = :archive",
        archive=archive,
    )
    return {row[0]: Held._make(row[1:]) for row in rows}


def _same_shape(connection: Connection, mapping: Mapping, held: dict[str, Held]) -> None:
    """Refuse a mapping that would take the archive's rows for others."""
    if not held:
        return
    _case, person, allegation = next(iter(held)).split(SPLIT)
    regime = connection.row(
        "SELECT regime FROM cases WHERE archive = :archive LIMIT 1", archive=mapping.name
    )
    undated = regime is not None and regime[0] == ARCHIVE
    asked = "person" in mapping.fields
    if (
        asked != bool(person)
        or undated != mapping.undated
        or (bool(allegation) and "allegation" not in mapping.fields)
    ):
        raise Refused(
            f"The archive {mapping.name} was imported with another mapping, which knows its rows"
            f" by other fields or takes another regime; {mapping.path} needs another name for it."
        )


def _owners(connection: Connection, cases: Iterable[str]) -> dict[str, str]:
    """Name the archive of each case that is there; empty for the force's own."""
    if connection.row("SELECT 1 FROM cases LIMIT 1") is None:
        return {}
    found: dict[str, str] = {}
    left = iter(cases)
    while some := list(islice(left, _AT_ONCE)):
        values = {f"c{place}": case for place, case in enumerate(some)}
        marks = ", ".join(f":{name}" for name in values)
        found.update(
            connection.rows(
                f"SELECT reference, archive FROM cases WHERE reference IN ({marks})", **values
            )
        )
    return found
