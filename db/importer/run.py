"""Import one file: read it, compare it with what is there, and keep it in one transaction."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from db.actions import Desk
from db.engine import POSTGRESQL, Connection
from db.importer.known import Sorted, sort
from db.importer.reading import records
from db.importer.rejects import Rejected, keep, place_for, rendered
from db.importer.rows import Reader, Row
from db.importer.writing import STEP, Progress, Writing
from db.mapping import Mapping
from db.places import data_folder
from hearings.access import may_import
from hearings.errors import NotAllowed, UsageError

SCHEMA = "hearings.import/1"
"""The name of the answer."""

_ONE_AT_A_TIME = 0x68656172
"""The number of the lock that keeps two imports apart on PostgreSQL."""


class _Undone(Exception):
    """Ends a dry run."""


@dataclass(slots=True)
class _Read:
    """What a file holds."""

    reader: Reader
    """What read it, and the rows it refused."""
    rows: dict[str, Row]
    """Its rows, by key."""
    repeats: list[Row]
    """Its rows that say again what another says."""


def run_import(
    desk: Desk,
    file: Path,
    mapping: Mapping,
    *,
    dry_run: bool = False,
    rejects: Path | None = None,
    encoding: str = "utf-8",
    progress: Progress | None = None,
    tell: Callable[[Rejected], None] | None = None,
) -> dict[str, object]:
    """Bring an archive in: all of the file but for its rejected rows, or nothing.

    Args:
        desk: Who imports, and where.
        file: A CSV file, packed or not.
        mapping: How it is read.
        dry_run: Whether to undo everything at the end.
        rejects: Where the rejected rows go; beside the database unless said.
        encoding: How the file is written.
        progress: Told how far it has come.
        tell: Told each rejected row, in the order of the file.

    Returns:
        The answer of `contract.md`.

    Raises:
        NotAllowed: The account may not import.
        UsageError: The file cannot be read, or does not fit the mapping.
        Refused: The archive was imported with a mapping that knows its rows by other fields.
    """
    try:
        may_import(desk.actor)
    except NotAllowed as error:
        desk.keep_refusal("import.file", "", 0, error)
        raise
    path = desk.database.path
    place = place_for(file, rejects, data_folder() if path is None else path.parent)
    answer: dict[str, object] = {}
    with _collecting_later(), suppress(_Undone):
        found = _read(file, mapping, encoding, progress)
        with desk.database.write() as connection:
            answer = _import(connection, desk, mapping, found, progress)
            detail = json.dumps({"file": file.name, **answer}, ensure_ascii=False)
            desk.trail(connection, "import.file", detail=detail)
            if dry_run:
                raise _Undone
    refused = sorted(found.reader.rejected, key=lambda row: row.line)
    if refused and not dry_run:
        keep(place, rendered(found.reader.heading, refused), encoding)
        answer["rejects"] = str(place)
    for row in refused if tell is not None else ():
        tell(row)
    return answer


@contextmanager
def _collecting_later() -> Iterator[None]:
    """Put the collection of garbage off: nothing here is any, and looking costs a sixth of all."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _read(file: Path, mapping: Mapping, encoding: str, progress: Progress | None) -> _Read:
    """Read a file, and settle the rows that stand in it twice."""
    lines = records(file, encoding)
    _line, heading = next(lines, (0, []))
    if not heading:
        raise UsageError(f"{file} has no heading in its first line.")
    reader = Reader(mapping, heading)
    found = _Read(reader, {}, [])
    field = "person" if "person" in mapping.fields else "allegation"
    for number, row in enumerate(reader.rows(lines)):
        first = found.rows.setdefault(row.key, row)
        if first is not row:
            if first.digest == row.digest:
                found.repeats.append(row)
            else:
                reader.refuse(row, field, f"The row repeats line {first.line} with other values.")
        if progress and number % STEP == 0:
            progress(number, None)
    return found


def _import(
    connection: Connection, desk: Desk, mapping: Mapping, found: _Read, progress: Progress | None
) -> dict[str, object]:
    """Compare the rows with what is there, and write what is new."""
    if connection.dialect == POSTGRESQL:
        connection.row("SELECT pg_advisory_xact_lock(:lock)", lock=_ONE_AT_A_TIME)
    known = sort(connection, mapping, found.rows.values(), found.reader)
    writing = Writing(connection, desk, mapping, progress)
    taken = writing.write(known, found.reader)
    _refuse_repeats(found)
    answer = _answer(mapping, found, known, taken)
    run = {
        "archive": mapping.name,
        "note": mapping.note,
        "at": writing.stamp.at.isoformat(),
        "account": desk.actor.account,
        "counts": json.dumps(answer),
    }
    connection.insert("imports", run)
    return answer


def _refuse_repeats(found: _Read) -> None:
    """Leave out the repeats of rows that were left out after all."""
    refused = {row.line: row for row in found.reader.rejected}
    for row in list(found.repeats):
        first = refused.get(found.rows[row.key].line)
        if first is not None:
            found.repeats.remove(row)
            found.reader.rejected.append(first._replace(line=row.line, cells=row.cells))


def _answer(mapping: Mapping, found: _Read, known: Sorted, taken: list[Row]) -> dict[str, object]:
    """Word what an import did, as `contract.md` promises it."""
    changed = sum(row.key in known.held for row in taken)
    there = [*known.unchanged, *taken, *found.repeats]
    refused = len(found.reader.rejected)
    named = "person" in mapping.fields
    seen = found.rows.keys() | found.reader.keys_of_rejected
    return {
        "schema": SCHEMA,
        "read": len(there) + refused,
        "new": len(taken) - changed,
        "changed": changed,
        "unchanged": len(known.unchanged) + len(found.repeats),
        "absent": sum(key not in seen for key in known.held),
        "rejected": refused,
        "warned": sum(row.warned for row in there),
        "cases": len({row.case for row in there}),
        "subjects": len({(row.case, row.person if named else row.allegation) for row in there}),
        "rejects": None,
        "ignored_columns": found.reader.ignored,
    }
