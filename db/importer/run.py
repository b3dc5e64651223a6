"""Import one file: read it, compare it with what is there, and keep it in one transaction."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from db.actions import Desk
from db.engine import Connection
from db.importer.known import Sorted, sort
from db.importer.reading import records
from db.importer.rejects import Rejected, keep, place_for, rendered
from db.importer.rows import Reader, Row
from db.importer.writing import STEP, Progress, Writing
from db.mapping import Mapping
from db.places import data_folder
from hearings.access import may_import
from hearings.errors import Refused, UsageError

SCHEMA = "hearings.import/1"
"""The name of the answer."""

_CROSSED = frozenset({"23505", "40P01"})
"""What PostgreSQL calls a second row of which there may be one, and two who wait for each other."""


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
        file: A CSV file or JSON Lines, packed or not, or a workbook.
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
    with desk.refusing("import.file"), _collecting_later(), _alone():
        found, answer, place = _whole(
            desk, file, mapping, rejects, encoding, progress, dry_run=dry_run
        )
    refused = sorted(found.reader.rejected, key=lambda row: row.line)
    if refused and not dry_run:
        keep(place, rendered(found.reader.heading, refused), encoding)
        answer["rejects"] = str(place)
    if tell is not None:
        for row in refused:
            tell(row)
    return answer


def _whole(
    desk: Desk,
    file: Path,
    mapping: Mapping,
    rejects: Path | None,
    encoding: str,
    progress: Progress | None,
    *,
    dry_run: bool,
) -> tuple[_Read, dict[str, object], Path]:
    """Make the whole import but for the rejects file, in one transaction."""
    may_import(desk.actor)
    path = desk.database.path
    place = place_for(file, rejects, data_folder() if path is None else path.parent)
    found = _read(desk, file, mapping, encoding, progress)
    answer: dict[str, object] = {}
    with suppress(_Undone), desk.database.write() as connection:
        answer = _import(connection, desk, mapping, found, progress)
        detail = json.dumps({"file": file.name, **answer}, ensure_ascii=False)
        desk.trail(connection, "import.file", detail=detail)
        if dry_run:
            raise _Undone
    return found, answer, place


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


@contextmanager
def _alone() -> Iterator[None]:
    """Say it in a sentence where someone entered the same case or person at the same moment."""
    try:
        yield
    except Exception as error:
        if getattr(error, "sqlstate", "") not in _CROSSED:
            raise
        raise Refused(
            "Someone entered one of these cases or people at the same moment; nothing was"
            " imported. Import the file again."
        ) from error


def _read(
    desk: Desk, file: Path, mapping: Mapping, encoding: str, progress: Progress | None
) -> _Read:
    """Read a file, and settle the rows that stand in it twice."""
    lines = records(file, encoding, mapping)
    first_line = next(lines, None)
    if first_line is None:
        raise UsageError(f"{file} has no heading in its first line.")
    reader = Reader(mapping, first_line.cells, desk.rules, desk.today)
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
    connection.lock("import")
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
    if taken:
        connection.measure("cases", "subjects", "imported")
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
