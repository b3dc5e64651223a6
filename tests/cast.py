"""Who plays in the tests: people, a day and a moment that stand still, and what is typed in."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from hearings.people import Actor, Maker

TODAY = date(2014, 6, 1)
"""The day it always is."""

NOW = datetime(2014, 6, 1, 9, 30, tzinfo=UTC)
"""The moment it always is."""

DPS = "DPS"
CAMDEN = "Camden"

PEOPLE = {
    "maker": ("300000", "M Maker", "Chief Superintendent", DPS, ()),
    "caseworker": ("300001", "C Worker", "Police staff", DPS, ("caseworker",)),
    "authority": ("300002", "A Osei", "Chief Inspector", DPS, ("authority",)),
    "authority2": ("300003", "B Marsh", "Superintendent", DPS, ("authority",)),
    "supervisor": ("300004", "D Iyer", "Detective Superintendent", DPS, ("supervisor",)),
    "local_assessor": ("300005", "L Hall", "Inspector", CAMDEN, ("local_assessor",)),
    "champion": ("300006", "R Chan", "Sergeant", CAMDEN, ("champion",)),
    "auditor": ("300007", "E Audit", "Police staff", DPS, ("auditor",)),
    "administrator": ("300008", "S Admin", "Police staff", DPS, ("administrator",)),
    "investigator": ("300009", "I Quest", "Detective Sergeant", DPS, ("investigator",)),
    "practice_support": ("300011", "P Room", "Police staff", DPS, ("practice_support",)),
}
"""Each account: the person's force number, name, rank, unit and roles. `maker` made the file, and
on SQLite holds every role."""

SUPERINTENDENT = ("300010", "M Poe", "Superintendent", CAMDEN)
"""A superintending assessor without an account, whose forms a caseworker enters."""

BENCH = (
    ("300012", "K Hale", "Commander", DPS),
    ("300013", "T Frost", "Superintendent", DPS),
    ("300014", "V Stone", "Commander", DPS),
    ("300015", "W Reed", "Superintendent", DPS),
)
"""Two commanders who chair and two superintendents who sit, without accounts."""

PANEL = (
    "chair_senior_officer=300012",
    "member_superintendent=300013",
    "member_independent=IND04 R Shah",
)
"""A lawful panel of 2014, as it is typed in."""

RATIONALE = {"information": "What the form says.", "action": "What follows from it."}
"""A rationale with the two headings that may not be empty."""

MATTER: dict[str, Any] = {
    "attention_date": "2014-03-10",
    "track": "internal_conduct",
    "source": "supervisor",
    "unit": CAMDEN,
    "person": "201234",
    "name": "J Smith",
    "rank": "PS",
    "standard": "honesty",
    "category": "Pocket book",
    "narrative": "Entry made two hours late.",
}
"""A matter as it is received."""


def number(account: str) -> str:
    """Give the force number behind an account."""
    return PEOPLE[account][0]


def maker(account: str) -> Maker:
    """Give the person behind an account, as the maker of a decision."""
    found, name, rank, unit, roles = PEOPLE[account]
    return Maker(found, name, rank, unit, frozenset(roles))


def superintendent() -> Maker:
    """Give the superintending assessor."""
    return Maker(*SUPERINTENDENT)


def actor(account: str) -> Actor:
    """Give an account at the keyboard."""
    _found, _name, _rank, unit, roles = PEOPLE[account]
    own_unit = unit if account in {"local_assessor", "champion"} else ""
    return Actor(account, frozenset(roles), maker(account), own_unit)
