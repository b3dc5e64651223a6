"""Read each record of a file as the fields its mapping says, or say why it cannot be taken.

The work is done once for each different text of a column and remembered, since most columns hold
the same few over and over.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from hashlib import blake2b
from json.encoder import encode_basestring as quoted
from typing import NamedTuple

from db.importer.cells import BadCell, taker
from db.importer.files import Record
from db.importer.lawful import Lawful, Said, overlays_possible
from db.importer.rejects import (
    ADDED,
    MISSING,
    Rejected,
    own_cells,
    shown,
    still_wrong,
    wrong_number,
)
from db.mapping import DATES, Mapping
from hearings.errors import BadValue, UsageError
from hearings.regimes import ARCHIVE, regime_on
from hearings.rules import Rules

SPLIT = "\x1f"
"""Stands between the parts of a key, and can stand in none of them."""

_REMEMBERED = 65_536
_LAYOUT = "\n\r\t"


class Row(NamedTuple):
    """A record as the mapping reads it: the fields of the event's payload by name, and the case."""

    allegation: str
    archive: str
    attention_date: str
    case: str
    category: str
    closed_date: str
    dps_level: str
    ethnicity: str
    finding: str
    forum: str
    incident_date: str
    local_assessor: str
    local_level: str
    name: str
    narrative: str
    outcome: str
    person: str
    person_type: str
    rank: str
    regime: str
    service: str
    sex: str
    source: str
    standard: str
    unit: str
    payload: str
    """What the event holds, as canonical JSON."""
    digest: str
    """What the payload is known by."""
    key: str
    """What the row is known by from one file to the next."""
    line: int
    """The line it begins in."""
    text: str
    """Its cells as they stood, joined by `SPLIT`."""

    @property
    def warned(self) -> bool:
        """Say whether its dates contradict each other."""
        opened = self.attention_date
        return bool(opened) and ("" < self.closed_date < opened or self.incident_date > opened)

    @property
    def cells(self) -> list[str]:
        """Give its cells as they stood."""
        return self.text.split(SPLIT)


SLOTS = Row._fields[: Row._fields.index("payload")]
"""The fields that stand in an event, in the order of its JSON, and the case among them."""

Pair = tuple[str, str]
"""A value, and what it adds to the JSON of the event; both empty where there is none."""


class Memory(dict[str, Pair]):
    """What each text of a column means, worked out when it is first met."""

    def __init__(self, field: str, read: Callable[[str], str]) -> None:
        """Remember by a reader."""
        super().__init__()
        self._read = read
        self._field = "" if field == "case" else f"{quoted(field)}: "

    def __missing__(self, text: str) -> Pair:
        """Read a text that is new."""
        value = self._read(text)
        pair = (value, self._field + quoted(value) if value and self._field else "")
        if len(self) >= _REMEMBERED:
            self.clear()
        self[text] = pair
        return pair


class Reader:
    """Turns the records of one file into rows."""

    def __init__(self, mapping: Mapping, heading: Sequence[str], rules: Rules, today: date) -> None:
        """Find the columns of the mapping in a file's heading.

        Args:
            mapping: What fills which field.
            heading: The file's own; the columns of a rejects file are left aside.
            rules: The force's own, with what was signed off.
            today: The day of the import; no day of the force's own lies after it.

        Raises:
            UsageError: A column of the mapping is not there, or is there twice.
        """
        names = [name.strip() for name in heading]
        mapped = {column for filled in mapping.fields.values() for column in filled.columns}
        self.mended = tuple(names[-len(ADDED) :]) == ADDED and not mapped & set(ADDED)
        self.heading = names[: -len(ADDED)] if self.mended else names
        for column in sorted(mapped):
            if self.heading.count(column) != 1:
                often = "has no" if column not in self.heading else "has more than one"
                raise UsageError(
                    f"The file {often} column {column!r}, which {mapping.path} names;"
                    f" its heading is {shown(', '.join(self.heading))}."
                )
        self.ignored = len(self.heading) - len(mapped)
        self.rejected: list[Rejected] = []
        self.keys_of_rejected: set[str] = set()
        self._mapping = mapping
        self._dated = not mapping.undated
        self._mapped = mapped
        self._prose = self._columns_of_prose()
        self._blank = [""] * len(SLOTS)
        self._parts = [""] * len(SLOTS)
        self._constant("archive", mapping.name)
        if mapping.undated:
            self._constant("regime", ARCHIVE)
        self._regimes = Memory("regime", self._regime)
        self._lawful = Lawful(rules)
        self._today = today.isoformat()
        self._plan: list[tuple[int, Memory, int]] = []
        self._either: list[tuple[int, list[tuple[Memory, int]]]] = []
        self._make_plan()

    def rows(self, records: Iterable[Record]) -> Iterator[Row]:
        """Read records; those that cannot be taken are kept in `rejected`."""
        width = len(self.heading)
        for line, given, faults in records:
            cells = own_cells(given, width) if self.mended else given
            try:
                if faults:
                    self._refuse_mapped(faults)
                if len(cells) != width:
                    raise wrong_number(cells, width)
                if self.mended:
                    self._refuse_unmended(given, cells)
                yield self._row(line, cells)
            except BadCell as fault:
                why = Rejected(line, cells, fault.column, fault.value, fault.reason)
                self.rejected.append(why)
                self._remember(cells)

    def refuse(self, row: Row, field: str, reason: str) -> None:
        """Leave out a row that can be read, for what is known elsewhere."""
        filled = self._mapping.fields.get(field)
        column = "" if filled is None else filled.columns[0]
        value = "" if filled is None else getattr(row, field)
        self.rejected.append(Rejected(row.line, row.cells, column, value, reason))

    def _make_plan(self) -> None:
        """Say how each field is read: from one column, or from one of several."""
        for field, filled in self._mapping.fields.items():
            slot = SLOTS.index(field)
            memories = [
                (Memory(field, taker(self._mapping, field, name)), self.heading.index(name))
                for name in filled.columns
            ]
            if len(memories) == 1:
                self._plan.append((slot, *memories[0]))
            else:
                self._either.append((slot, memories))

    def _row(self, line: int, cells: list[str]) -> Row:
        text = SPLIT.join(cells)
        if not "".join(cells).isprintable():
            self._look_for_controls(cells)
        values, parts = self._blank.copy(), self._parts.copy()
        for slot, memory, place in self._plan:
            values[slot], parts[slot] = memory[cells[place]]
        for slot, memories in self._either:
            values[slot], parts[slot] = self._one_of(memories, cells)
        if self._dated:
            values[_REGIME], parts[_REGIME] = self._regimes[values[_ATTENTION]]
            self._refuse_unborn(values)
            if values[_OUTCOME] or values[_FINDING]:
                self._refuse_unlawful(values)
        payload = "{" + ", ".join(filter(None, parts)) + "}"
        digest = blake2b(payload.encode(), digest_size=12).hexdigest()
        key = f"{values[_CASE]}{SPLIT}{values[_PERSON]}{SPLIT}{values[_ALLEGATION]}"
        return Row._make((*values, payload, digest, key, line, text))

    def _regime(self, day: str) -> str:
        try:
            return regime_on(date.fromisoformat(day)).id
        except BadValue as error:
            column = self._mapping.fields["attention_date"].columns[0]
            raise BadCell(column, day, str(error)) from None

    def _refuse_unborn(self, values: list[str]) -> None:
        """Refuse a row of the force's own with a day that has not come yet."""
        for field in DATES:
            value = values[SLOTS.index(field)]
            if value > self._today:
                column = self._mapping.fields[field].columns[0]
                raise BadCell(column, value, "This day has not come yet.")

    def _refuse_unlawful(self, values: list[str]) -> None:
        """Refuse a row whose finding or outcome the Regulations cannot have had."""
        had = dict(zip(SLOTS, values, strict=True))
        applied = overlays_possible(had["regime"], had["attention_date"], had["closed_date"])
        said = Said(
            had["regime"],
            applied,
            had["forum"],
            had["finding"],
            had["person_type"],
            had["outcome"],
        )
        field, reason = self._lawful[said]
        if field:
            # A finding that is not said cannot be at fault where the outcome has a column.
            field = field if had[field] else "outcome"
            raise BadCell(self._mapping.fields[field].columns[0], had[field], reason)

    def _constant(self, field: str, value: str) -> None:
        slot = SLOTS.index(field)
        self._blank[slot], self._parts[slot] = value, f"{quoted(field)}: {quoted(value)}"

    def _one_of(self, memories: Sequence[tuple[Memory, int]], cells: list[str]) -> Pair:
        """Read the one of several columns that says something."""
        telling = [(memory, place) for memory, place in memories if cells[place].strip()]
        memory, place = (telling or memories)[0]
        found = memory[cells[place]]
        for other, elsewhere in telling[1:]:
            if other[cells[elsewhere]] != found:
                first, column = self.heading[place], self.heading[elsewhere]
                reason = f"The columns {first} and {column} say different things of one field."
                raise BadCell(column, cells[elsewhere], reason)
        return found

    def _columns_of_prose(self) -> set[str]:
        """Name the columns in which a line may break: the narrative's, and those not mapped."""
        narrative = self._mapping.fields.get("narrative")
        own = set() if narrative is None else set(narrative.columns)
        for field, filled in self._mapping.fields.items():
            if field != "narrative":
                own.difference_update(filled.columns)
        return (set(self.heading) - self._mapped) | own

    def _look_for_controls(self, cells: list[str]) -> None:
        for column, cell in zip(self.heading, cells, strict=True):
            allowed = _LAYOUT if column in self._prose else ""
            for place, sign in enumerate(cell, start=1):
                if unicodedata.category(sign) in {"Cc", "Cs"} and sign not in allowed:
                    raise BadCell(
                        column,
                        cell,
                        f"A control character (U+{ord(sign):04X}) stands at place {place}.",
                    )

    def _refuse_mapped(self, faults: Iterable[BadCell]) -> None:
        """Refuse a row for what stands in a column that fills a field; others are ignored."""
        for fault in faults:
            if fault.column in self._mapped:
                raise fault

    def _refuse_unmended(self, given: list[str], cells: list[str]) -> None:
        """Refuse a row of a rejects file in which something is as it was."""
        if MISSING in cells:
            column = self.heading[cells.index(MISSING)]
            raise BadCell(column, MISSING, "The row had no such cell, and this one is not mended.")
        fault = still_wrong(given, self.heading)
        if fault is not None:
            raise fault

    def _remember(self, cells: list[str]) -> None:
        """Keep the key of a rejected row where it can be read: it is not absent from the file."""
        found = dict.fromkeys(("case", "person", "allegation"), "")
        try:
            for slot, memory, place in self._plan:
                if SLOTS[slot] in found:
                    found[SLOTS[slot]] = memory[cells[place]][0]
            for slot, memories in self._either:
                if SLOTS[slot] in found:
                    found[SLOTS[slot]] = self._one_of(memories, cells)[0]
        except (BadCell, IndexError):
            return
        self.keys_of_rejected.add(SPLIT.join(found.values()))


_ALLEGATION, _ATTENTION, _CASE, _FINDING, _OUTCOME, _PERSON, _REGIME = (
    SLOTS.index(name)
    for name in ("allegation", "attention_date", "case", "finding", "outcome", "person", "regime")
)
