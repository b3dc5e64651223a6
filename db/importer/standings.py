"""What the domain makes of the few fields on which a new subject's standing rests.

Each different combination is put through the domain once, so that what is written for a row is what
the domain would have written for it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import NamedTuple

from db.engine import Connection
from db.features import Vocabulary
from db.importer.rows import Row
from db.importer.tables import COLUMNS
from db.projection import (
    breach_rows,
    conclusion_features,
    conclusion_row,
    search_text,
    subject_row,
)
from hearings.archives import stage_of
from hearings.cases import CaseFile, Event
from hearings.history import apply
from hearings.rates import Counts
from hearings.rules import Rules
from hearings.stages import NEW
from hearings.tallies import count


class Standing(NamedTuple):
    """Where a subject stands."""

    stage: str
    level: str
    pair_state: str
    direction: str
    local_level: str


Reached = tuple[str, bool, str, str, str]
"""The regime; whether it is closed; the local level; the decision; how far proceedings came."""


def came_to(row: Row) -> str:
    """Say how far proceedings came: to an outcome, to a finding, or to neither."""
    return "outcome" if row.outcome else "finding" if row.finding else ""


class Standings(dict[Reached, Standing]):
    """Where a subject stands."""

    def __init__(self, rules: Rules) -> None:
        """Work under a force's rules."""
        super().__init__()
        self._rules = rules
        self.counts: dict[tuple[str, str], Counts] = {}

    def __missing__(self, facts: Reached) -> Standing:
        """Ask the domain about a combination that is new."""
        regime, closed, local, dps, came = facts
        given = {"regime": regime, "local_level": local, "dps_level": dps}
        if closed:
            given["closed_date"] = "2000-01-01"
        if came:
            given[came] = "x"
        file = _file(given)
        subject = file.subjects[0]
        row = subject_row(file.case, subject, self._rules)
        found = Standing(*(str(row[name]) for name in Standing._fields))
        self.counts[found.pair_state, found.direction] = count(subject, self._rules)
        self[facts] = found
        return found


class Ended(NamedTuple):
    """What is kept of an outcome, or of a finding alone."""

    before: tuple[object, ...]
    """The row of `conclusions` between the subject's id and the day."""
    behind: tuple[object, ...]
    """The row behind the day."""
    standards: tuple[str, ...]
    """The Standards it is about."""


class EndedBy(NamedTuple):
    """The few fields from which what is kept of an outcome follows, but for its day."""

    regime: str
    forum: str
    finding: str
    outcome: str
    standard: str
    category: str
    rank_band: str
    service_band: str
    person_type: str


class Endings(dict[EndedBy, Ended]):
    """What is kept of an outcome, by the fields it follows from."""

    def __init__(self, connection: Connection) -> None:
        """Work with the features a database knows.

        Args:
            connection: The write transaction.
        """
        super().__init__()
        self._known = Vocabulary(connection)

    def of(self, row: Row, rank_band: str, service_band: str) -> Ended:
        """Give what is kept of the outcome or the finding of a row.

        Args:
            row: The row.
            rank_band: The band of its rank.
            service_band: The band of its length of service.
        """
        by = EndedBy(
            row.regime, row.forum, row.finding, row.outcome, row.standard, row.category, rank_band,
            service_band, row.person_type,
        )  # fmt: skip
        found = self.get(by)
        if found is None:
            found = self[by] = self._new(row)
        return found

    def _new(self, row: Row) -> Ended:
        """Ask the domain about a combination that is new."""
        given = {name: getattr(row, name) for name in
                 ("regime", "forum", "finding", "outcome", "standard", "category", "rank",
                  "service", "person_type")}  # fmt: skip
        file = _file(given)
        subject = file.subjects[0]
        made = conclusion_row(file.case, subject) or {}
        made["features"] = self._known.bits(conclusion_features(file.case, subject))
        values = tuple(made[name] for name in COLUMNS["conclusions"][1:])
        place = COLUMNS["conclusions"].index("decided_on") - 1
        told = tuple(str(one["standard"]) for one in breach_rows(file.case, subject))
        return Ended(values[:place], values[place + 1 :], told)


class Searches(dict[tuple[str, str, str, str, str], str]):
    """What a filter looks through behind the reference, by rank, unit, stage, level, Standard."""

    def __missing__(self, facts: tuple[str, str, str, str, str]) -> str:
        """Ask the projection about a combination that is new."""
        rank, unit, stage, level, standard = facts
        row = {"regime": "none", "rank": rank, "unit": unit, "standard": standard,
               "dps_level": level}  # fmt: skip
        file = _file(row, stage)
        found = search_text(file.case, file.subjects[0])[len("x/1") :]
        self[facts] = found
        return found


class Bands(dict[str, str]):
    """The band of a rank or of a length of service."""

    def __init__(self, band: Callable[[str], str]) -> None:
        """Work by the function that names the band."""
        super().__init__()
        self._band = band

    def __missing__(self, text: str) -> str:
        """Look up a text that is new."""
        self[text] = self._band(text)
        return self[text]


def _file(row: dict[str, str], stage: str = "") -> CaseFile:
    """Make the case of one imported row that holds these fields."""
    payload = {"archive": "x"} | {name: value for name, value in row.items() if value}
    return apply(None, Event(
        case="x", subject=1, kind="imported", at=datetime(2000, 1, 1, tzinfo=UTC),
        effective=date(2000, 1, 1), from_stage=NEW,
        to_stage=stage or stage_of(payload, payload["regime"]).value,
        maker="", maker_name="", maker_rank="", maker_unit="", authority="", keyed_by="",
        stated=False, late=False, payload=payload,
    ))  # fmt: skip
