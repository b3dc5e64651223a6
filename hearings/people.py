"""Ranks and their bands, person types, ethnicity codes, service bands, and who acts."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from hearings.packaged import facts

INVOLVED = frozenset({"complainant", "interested_person", "witness", "victim", "reporter"})
"""What a person can be in a case that keeps them from assessing it, or from seeing it."""

UNKNOWN_BAND = ""
"""The rank band of a rank that the table of ranks does not hold."""


@dataclass(frozen=True, slots=True)
class Rank:
    """A rank, its usual short form, its band and its seniority."""

    name: str
    """The rank in full, such as `Chief Inspector`."""
    short: str
    """What a list shows, such as `Ch Insp`."""
    band: str
    """One of the rank bands, such as `inspecting`."""
    order: int
    """A higher number is senior."""
    acts_as: str
    """The band it stands for in the scheme of delegation; staff grades stand for a rank's."""


@dataclass(frozen=True, slots=True)
class Maker:
    """The person who made a decision, as they stood when they made it."""

    number: str
    """The stable force number; bars compare it and nothing else."""
    name: str
    """The name as it is shown."""
    rank: str
    """The rank in full, or what the archive gave."""
    unit: str = ""
    """The unit served in; empty where it is not known."""
    roles: frozenset[str] = frozenset()
    """The roles of the person's account; empty where they have none."""


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """An officer's rank, unit and the rest as they stood on the day of the conduct."""

    number: str = ""
    """The stable force number; empty while the officer is unidentified."""
    rank: str = ""
    """The rank in full, or as an archive gave it."""
    unit: str = ""
    """The unit served in."""
    person_type: str = ""
    """Officer, special, staff, PCSO, volunteer or former."""
    ethnicity: str = ""
    """The self-defined code; empty where it is not recorded."""
    ethnicity_set: str = ""
    """The code set it belongs to."""
    sex: str = ""
    """Sex as recorded."""
    service: str = ""
    """Whole years of service, or an archive's own band."""


@dataclass(frozen=True, slots=True)
class Actor:
    """The account at the keyboard."""

    account: str
    """The account's name: the login, or the operating system's account."""
    roles: frozenset[str]
    """What the account may do."""
    person: Maker | None = None
    """The person the account belongs to; None for a service or a bare account."""
    unit: str = ""
    """The unit whose matters a local role may see."""
    sole: bool = field(default=False)
    """Whether this is the one account of a SQLite file, which holds every role."""


@cache
def _ranks() -> dict[str, Rank]:
    """Index the ranks by full name and by every short form, without regard to case."""
    found: dict[str, Rank] = {}
    for row in facts("people.toml")["rank"]:
        acts_as = row.get("acts_as", row["band"])
        rank = Rank(row["name"], row["short"][0], row["band"], row["order"], acts_as)
        for key in (rank.name, *row["short"]):
            found[key.casefold()] = rank
    return found


def rank_named(text: str) -> Rank | None:
    """Find a rank by its name or short form; None where the table does not hold it."""
    return _ranks().get(text.strip().casefold())


def full_rank(text: str) -> str:
    """Write a rank in full where it is known, and as it was given where it is not."""
    rank = rank_named(text)
    return text.strip() if rank is None else rank.name


def short_rank(text: str) -> str:
    """Write a rank as a list shows it."""
    rank = rank_named(text)
    return text if rank is None else rank.short


def rank_band(text: str) -> str:
    """Name the band of a rank; empty where the rank is not known."""
    rank = rank_named(text)
    return UNKNOWN_BAND if rank is None else rank.band


def acts_as(text: str) -> str:
    """Name the band a rank or a staff grade stands for; empty where it is not known."""
    rank = rank_named(text)
    return UNKNOWN_BAND if rank is None else rank.acts_as


def at_or_above(rank: str, floor: str) -> bool:
    """Say whether `rank` reaches `floor`; a rank that is not known never does."""
    ours, theirs = rank_named(rank), rank_named(floor)
    return ours is not None and theirs is not None and ours.order >= theirs.order


def known_ranks() -> tuple[str, ...]:
    """List the ranks in full, in the order of the table."""
    return tuple(row["name"] for row in facts("people.toml")["rank"])


def person_types() -> dict[str, str]:
    """Give the person types and their words."""
    return dict(facts("people.toml")["person_types"])


def ethnicity_words(code: str, code_set: str) -> str:
    """Say a self-defined ethnicity in words; as given where the code is not in its set."""
    known: dict[str, str] = facts("people.toml")["ethnicity"].get(code_set, {})
    return known.get(code, code)


def ethnicity_codes(code_set: str) -> tuple[str, ...]:
    """List the codes of a code set; empty where there is no such set."""
    return tuple(facts("people.toml")["ethnicity"].get(code_set, {}))


def code_sets() -> tuple[str, ...]:
    """List the ethnicity code sets."""
    return tuple(facts("people.toml")["ethnicity"])


def service_band(years: str) -> str:
    """Name the band of a length of service in whole years.

    Args:
        years: Whole years as text; anything else, such as an archive's own band, is kept as given.
    """
    if not years.isdecimal():
        return years
    for band in facts("people.toml")["service_band"]:
        if band["from"] <= int(years) <= band.get("to", int(years)):
            return str(band["name"])
    return years
