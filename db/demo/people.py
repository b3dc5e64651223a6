"""The invented officers concerned: who they are, and how often the same one comes up.

No chance in here or in the stories looks at ethnicity or sex: what the demonstration's figures show
between groups is chance, and says nothing of any force.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from db.demo.data import share, shares, table

NOBODY: tuple[str, ...] = ()
"""The roles of somebody without an account."""

NOT_RECORDED = "not_recorded"

_REPEATS = 0.13
_FEW = 70
WOMEN = {"officer": 0.25, "special": 0.31, "staff": 0.55, "pcso": 0.35}
_RANKS = {"special": "Special Constable", "pcso": "Police Community Support Officer"}
_LEAST_SERVICE = {"Constable": 0, "Detective Constable": 3, "Sergeant": 5, "Detective Sergeant": 7}


@dataclass(frozen=True, slots=True)
class Officer:
    """One invented officer or member of staff."""

    number: str
    """The six-digit force number."""
    name: str
    """The whole name."""
    rank: str
    """The rank in full."""
    person_type: str
    """Officer, special, staff or PCSO."""
    unit: str
    """The borough served in."""
    ethnicity: str
    """The 16+1 code; empty where it is not recorded."""
    sex: str
    """F or M."""
    service: str
    """Whole years of service."""

    def facts(self) -> dict[str, object]:
        """Give what a form says of them; what is not recorded is left out."""
        known: dict[str, object] = {
            "person": self.number,
            "name": self.name,
            "rank": self.rank,
            "person_type": self.person_type,
            "sex": self.sex,
            "service": self.service,
        }
        if self.ethnicity:
            known |= {"ethnicity": self.ethnicity, "ethnicity_set": "16+1"}
        return known


class Pool:
    """The officers drawn so far, and the next ones."""

    def __init__(
        self,
        rng: Random,
        number: Callable[[int], str],
        first: int,
        most: int,
        *,
        shown: bool = True,
    ) -> None:
        """Start with nobody.

        Args:
            rng: Where the chances come from.
            number: Gives the force number at a place.
            first: The first place that is free.
            most: How many officers there may be; after that only known ones come up.
            shown: Whether the first are those whose names a list has to show well.
        """
        self._rng = rng
        self._number = number
        self._next = first
        self._most = most
        self._units = shares(table("force")["units"])
        self._shown = table("names")["shown"] if shown else []
        self._known: list[Officer] = []
        self._at: dict[str, list[Officer]] = {}

    def draw(self, unit: str = "") -> Officer:
        """Draw an officer, now and then one who has come up before.

        Args:
            unit: The borough; empty for any.
        """
        known = self._at.get(unit, []) if unit else self._known
        full = len(self._known) >= self._most
        if known and (full or self._rng.random() < _REPEATS):
            few = known if full or self._rng.random() < 0.6 else known[:_FEW]
            return self._rng.choice(few)
        return self._new(unit or self._units.draw(self._rng))

    def free_number(self) -> str:
        """Give a force number that nobody else has."""
        self._next += 1
        return self._number(self._next - 1)

    def _new(self, unit: str) -> Officer:
        rng = self._rng
        person_type = share("person_types").draw(rng)
        rank = _RANKS.get(person_type, "Police staff")
        if person_type == "officer":
            rank = share("ranks").draw(rng)
        name, ethnicity, sex = self._named(person_type)
        least = _LEAST_SERVICE.get(rank, 10 if person_type == "officer" else 0)
        officer = Officer(
            number=self.free_number(),
            name=name,
            rank=rank,
            person_type=person_type,
            unit=unit,
            ethnicity="" if ethnicity == NOT_RECORDED else ethnicity,
            sex=sex,
            service=str(max(least, int(rng.triangular(0, 30, 6)))),
        )
        self._known.append(officer)
        self._at.setdefault(unit, []).append(officer)
        return officer

    def _named(self, person_type: str) -> tuple[str, str, str]:
        """Give a name, an ethnicity and a sex: the ones to be shown first, then by chance."""
        if len(self._known) < len(self._shown):
            row = self._shown[len(self._known)]
            return row["name"], row["ethnicity"], row["sex"]
        ethnicity = share("ethnicity").draw(self._rng)
        sex = "F" if self._rng.random() < WOMEN[person_type] else "M"
        return person_name(self._rng, ethnicity, sex), ethnicity, sex


def person_name(rng: Random, ethnicity: str, sex: str) -> str:
    """Put a name together.

    Args:
        rng: Where the chances come from.
        ethnicity: A 16+1 code, which chooses the lists most of the time.
        sex: F or M.
    """
    lists = _origins()
    first = lists.get(ethnicity, lists[""])
    last = first if rng.random() < 0.92 else lists[""]
    return f"{rng.choice(first['female' if sex == 'F' else 'male'])} {rng.choice(last['last'])}"


@cache
def _origins() -> dict[str, dict[str, Any]]:
    return {code: row for row in table("names")["origin"] for code in row["codes"]}
