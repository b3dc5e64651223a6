"""A small invented archive for the tests of the importer."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path
from typing import Any

from db.checking import check
from db.importer import run_import
from db.mapping import Mapping, read
from hearings.trail import Entry, entry_bytes
from tests.cast import TODAY
from tests.desks import RULES, Office

SOURCE = '[source]\nname = "Old forms"\n'

COLUMNS = {
    "case": "ref", "person": "officer", "name": "called", "attention_date": "received",
    "incident_date": "happened", "closed_date": "closed", "unit": "station", "rank": "rank",
    "person_type": "type", "ethnicity": "ethnicity", "sex": "sex", "service": "years",
    "standard": "breach", "category": "kind", "source": "source", "narrative": "words",
    "local_level": "first", "local_assessor": "inspector", "dps_level": "final",
    "finding": "found", "outcome": "sanction", "forum": "heard by",
}  # fmt: skip
"""The columns of the archive, by the field they fill."""

LEVELS = {"N": "neither", "M": "misconduct", "G": "gross_misconduct", "1..9": "misconduct",
          "": "none"}  # fmt: skip
"""What its levels mean."""

HEADING = ["ref", "officer", "called", "count", "received", "happened", "closed", "station", "rank",
           "type", "ethnicity", "sex", "years", "breach", "kind", "source", "words", "first",
           "inspector", "final", "found", "sanction", "heard by", "remark"]  # fmt: skip
"""Its heading; nothing fills a field from `remark`."""

ROW = {
    "ref": "OF-1", "officer": "901", "called": "J Smith [/]", "received": "2014-03-12",
    "happened": "2014-03-01", "closed": "", "station": "Camden", "rank": "PC", "type": "officer",
    "ethnicity": "W1", "sex": "F", "years": "7", "breach": "Honesty and Integrity",
    "kind": "Pocket book", "source": "supervisor", "words": "Written up late.", "first": "G",
    "inspector": "777", "final": "M",
}  # fmt: skip
"""A row that can be taken."""


def mapping(folder: Path, *, regime: str = "", **columns: str) -> Mapping:
    """Write and read a mapping of the archive.

    Args:
        folder: Where.
        regime: The regime of its source.
        columns: More fields and their columns; an empty column leaves the field out.
    """
    kept = {field: column for field, column in (COLUMNS | columns).items() if column}
    lines = [SOURCE, f'regime = "{regime}"\n' if regime else "", "[columns]\n"]
    values = ", ".join(f'"{text}" = "{level}"' for text, level in LEVELS.items())
    for field, column in kept.items():
        if field in {"local_level", "dps_level"}:
            lines.append(f'{field} = {{ column = "{column}", values = {{ {values} }} }}\n')
        else:
            lines.append(f'{field} = "{column}"\n')
    path = folder / "map.toml"
    path.write_text("".join(lines), "utf-8")
    return read(path)


def row(**cells: Any) -> list[str]:
    """Give the cells of a row that differs from `ROW` in these."""
    return [str((ROW | cells).get(name, "")) for name in HEADING]


def rows(*given: dict[str, Any]) -> list[list[str]]:
    """Give the cells of rows that differ from `ROW`, each an officer of its own unless it says."""
    return [row(**{"officer": 901 + place} | cells) for place, cells in enumerate(given)]


def write(path: Path, lines: list[list[str]], heading: list[str] = HEADING) -> Path:
    """Write an archive."""
    text = io.StringIO()
    csv.writer(text).writerows([heading, *lines])
    path.write_text(text.getvalue(), "utf-8", newline="")
    return path


def read_rejects(answer: dict[str, Any]) -> list[dict[str | None, Any]]:
    """Give the rows of the rejects file an import names."""
    with Path(str(answer["rejects"])).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Shelf:
    """An office with archives to import."""

    def __init__(self, office: Office, folder: Path) -> None:
        """Say where files are written."""
        self.office = office
        self.folder = folder
        self.mapping = mapping(folder)

    def bring(
        self, lines: list[list[str]], *, by: str = "caseworker", name: str = "old.csv", **how: Any
    ) -> dict[str, Any]:
        """Import rows, and check that what is kept is what the events make."""
        file = write(self.folder / name, lines, how.pop("heading", HEADING))
        return self.take(file, by=by, **how)

    def take(self, file: Path, *, by: str = "caseworker", **how: Any) -> dict[str, Any]:
        """Import a file, and check that what is kept is what the events make."""
        plan = how.pop("mapping", self.mapping)
        desk = self.office.desk(by, how.pop("today", TODAY))
        found: dict[str, Any] = run_import(desk, file, plan, **how)
        self.sound()
        counts = (found[name] for name in ("new", "changed", "unchanged", "rejected"))
        assert found["read"] == sum(counts)
        return found

    def sound(self) -> None:
        """Check state, summary and trail against the events."""
        assert check(self.office.database, RULES) == []
        told = self.office.rows(
            "SELECT t.at, t.account, t.case_reference, t.subject, t.event_id, t.entry, e.at,"
            " e.keyed_by, c.reference, s.number FROM trail t JOIN events e ON e.id = t.event_id"
            " JOIN subjects s ON s.id = e.subject_id JOIN cases c ON c.id = e.case_id"
            " WHERE t.action = 'import.row'"
        )
        (events,) = self.office.rows("SELECT count(*) FROM events WHERE kind = 'imported'")
        assert len(told) == events[0]
        for at, account, case, subject, event, entry, *right in told:
            one = Entry(datetime.fromisoformat(at), account, "import.row", case, subject, event)
            assert bytes(entry) == entry_bytes(one)
            assert [at, account, case, subject] == right
