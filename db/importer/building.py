"""Write the rows of the tables for new cases straight from the rows of a file.

This is the road of nearly every row, so it makes no objects on the way; `merging.py` goes by way of
the domain, and a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Sequence
from json.encoder import encode_basestring as quoted

from db.importer.people import People
from db.importer.rows import Row
from db.importer.stamp import ACTION, Stamp
from db.importer.standings import Bands, Endings, Searches, Standing, Standings, came_to
from db.importer.tables import Tables
from hearings.people import rank_band, service_band
from hearings.severity import Kind
from hearings.stages import NEW

_INITIAL, _DPS = Kind.INITIAL.value, Kind.DPS.value


class Builder:
    """Makes the rows of new cases in which every row of the file is a subject of its own."""

    def __init__(
        self,
        tables: Tables,
        people: People,
        stamp: Stamp,
        standings: Standings,
        endings: Endings,
    ) -> None:
        """Get ready.

        Args:
            tables: Where the rows wait.
            people: The people of the archive.
            stamp: What every event has in common.
            standings: Where subjects come to stand.
            endings: What is kept of an outcome.
        """
        waiting = tables.waiting
        self._people = people
        self._stamp = stamp
        self._cases = waiting["cases"]
        self._subjects = waiting["subjects"]
        self._allegations = waiting["allegations"]
        self._events = waiting["events"]
        self._assessments = waiting["assessments"]
        self._imported = waiting["imported"]
        self._trail = waiting["trail"]
        self._case_ids = tables.numbers("cases")
        self._subject_ids = tables.numbers("subjects")
        self._event_ids = tables.numbers("events")
        self._conclusions = waiting["conclusions"]
        self._breaches = waiting["breaches"]
        self._standings = standings
        self._endings = endings
        self._searches = Searches()
        self._ranks, self._services = Bands(rank_band), Bands(service_band)
        self._at, self._today = stamp.at.isoformat(), stamp.today.isoformat()

    def case(self, rows: Sequence[Row]) -> None:
        """Make one case of its rows, in the order of the file."""
        first, last = rows[0], rows[-1]
        ref, case_id = first.case, next(self._case_ids)
        self._cases.append((
            case_id, ref, last.attention_date, last.regime, first.unit, "open", first.archive,
            len(rows),
        ))  # fmt: skip
        before, after, end, close = self._stamp.trail_parts
        opening = before + quoted(ref) + after
        for number, row in enumerate(rows, start=1):
            standing = self._standings[
                row.regime, bool(row.closed_date), row.local_level, row.dps_level, came_to(row)
            ]
            subject_id, event_id = next(self._subject_ids), next(self._event_ids)
            self._subject(case_id, subject_id, f"{ref}/{number}", number, row, standing)
            self._event(case_id, subject_id, event_id, row, standing.stage)
            entry = f"{opening}{event_id}{end}{number}{close}".encode()
            self._trail.append((
                self._at, self._stamp.account, ACTION, ref, number, event_id, "done", entry,
            ))  # fmt: skip

    def _subject(
        self, case_id: int, subject_id: int, ref: str, number: int, row: Row, standing: Standing
    ) -> None:
        stage, level, state, direction, local = standing
        unit, rank = row.unit, row.rank
        tail = self._searches[rank, unit, stage, level, row.standard]
        self._subjects.append((
            subject_id, case_id, self._people.id_of(row), number, ref, 1, stage, level, "", "", "",
            "", row.attention_date, "", "", state, direction, 0, 0, unit, rank, self._ranks[rank],
            row.person_type, row.local_assessor if local else "", "", "", "", "", "", "",
            row.source, row.ethnicity, row.sex, self._services[row.service], local,
            ref.casefold() + tail,
        ))  # fmt: skip
        self._allegations.append((subject_id, 1, row.standard, row.category))
        self._imported.append((row.archive, row.key, row.digest, subject_id, 1, 1))
        if row.outcome or row.finding:
            self._ending(subject_id, row)

    def _ending(self, subject_id: int, row: Row) -> None:
        ended = self._endings.of(row, self._ranks[row.rank], self._services[row.service])
        self._conclusions.append((subject_id, *ended.before, row.closed_date, *ended.behind))
        for standard in ended.standards:
            self._breaches.append((subject_id, standard))

    def _event(self, case_id: int, subject_id: int, event_id: int, row: Row, stage: str) -> None:
        account = self._stamp.account
        self._events.append((
            event_id, case_id, subject_id, "imported", self._at, self._today, NEW, stage, account,
            "", "", "", "", account, 0, 0, row.payload,
        ))  # fmt: skip
        if row.local_level:
            self._assessments.append((
                subject_id, event_id, _INITIAL, row.local_level, "", row.local_assessor, "", "",
                "", account, "",
            ))  # fmt: skip
        if row.dps_level:
            self._assessments.append((
                subject_id, event_id, _DPS, row.dps_level, "", "", "", "", "", account, "",
            ))  # fmt: skip
