"""What the domain makes of the few fields on which a new subject's standing rests.

Each different combination is put through the domain once, so that what is written for a row is what
the domain would have written for it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import NamedTuple

from db.projection import search_text, subject_row
from hearings.archives import stage_of
from hearings.cases import CaseFile, Event
from hearings.history import apply
from hearings.rates import Counts
from hearings.rules import Rules
from hearings.stages import NEW
from hearings.tallies import count


class Outcome(NamedTuple):
    """Where a subject stands."""

    stage: str
    level: str
    pair_state: str
    direction: str
    local_level: str


class Outcomes(dict[tuple[str, bool, str, str], Outcome]):
    """Where a subject stands, by regime, whether it is closed, its local level and its decision."""

    def __init__(self, rules: Rules) -> None:
        """Work under a force's rules."""
        super().__init__()
        self._rules = rules
        self.counts: dict[tuple[str, str], Counts] = {}

    def __missing__(self, facts: tuple[str, bool, str, str]) -> Outcome:
        """Ask the domain about a combination that is new."""
        regime, closed, local, dps = facts
        file = _file({
            "regime": regime,
            "closed_date": "2000-01-01" if closed else "",
            "local_level": local,
            "dps_level": dps,
        })  # fmt: skip
        subject = file.subjects[0]
        row = subject_row(file.case, subject, self._rules)
        found = Outcome(*(str(row[name]) for name in Outcome._fields))
        self.counts[found.pair_state, found.direction] = count(subject, self._rules)
        self[facts] = found
        return found


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
