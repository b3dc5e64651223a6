"""Past outcomes for comparing: those an account may see, and the ones like some circumstances.

Only what was done on something proven is compared, and only where it stands; outcomes that were
overturned are counted beside. An archive under regime `none` is compared only where it is named, or
with its own matters.

Kept apart from what folds a case, so that a command that only compares starts without it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from db.engine import Connection
from db.features import Vocabulary
from db.session import Session
from db.sight import visible
from hearings.conclusions import NOT_PROVEN, STANDS
from hearings.errors import UsageError
from hearings.factors import Factors
from hearings.people import Actor
from hearings.precedents import Answer, Index, Row, asked_only, comparators
from hearings.realms import ARCHIVE

UNKNOWN = "unknown"
"""How a filter asks for what is not known."""

MOST = 20
"""How many precedents are given where no number is asked for."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which past outcomes are looked at; `unknown` asks for those of which it is not known."""

    year: str = ""
    """Only those decided in this year."""
    regime: str = ""
    """Only those under this regime."""
    rank_band: str = ""
    """Only those of officers of this rank band."""
    standard: str = ""
    """Only those about this Standard."""
    culpability: str = ""
    """Only those so coded."""
    harm_level: str = ""
    """Only those so coded."""
    archive: str = ""
    """Only those of this archive; empty for the force's own."""


@dataclass(frozen=True, slots=True)
class Past:
    """Past outcomes, ready to be compared."""

    rows: tuple[Row, ...]
    """Those that stand."""
    names: Mapping[str, int]
    """The bit of each feature."""
    overturned: int
    """How many outcomes were left out because they were overturned."""


_PROVEN = f"k.outcome NOT IN ('', '{NOT_PROVEN}')"
UNPROVEN = f"k.outcome = '{NOT_PROVEN}'"
"""The condition of what is left out because it was not proven."""

_COLUMNS = {
    "regime": "k.regime",
    "rank_band": "s.rank_band",
    "culpability": "k.culpability",
    "harm_level": "k.harm_level",
}
FROM = " FROM conclusions k JOIN subjects s ON s.id = k.subject_id"


def precedents(connection: Connection, actor: Actor, scope: Scope, besides: str = "") -> Past:
    """Read the past outcomes that an account may see.

    Args:
        connection: The transaction.
        actor: Who asks; what they may not know of is not among them.
        scope: Which outcomes.
        besides: A subject to leave out, written `CASE/N`: nothing is its own comparator.
    """
    where, values = scoped(scope, actor)
    where.append("s.reference <> :besides")
    values["besides"] = besides
    found = connection.rows(
        f"SELECT s.reference, k.features, k.outcome, k.regime, k.decided_on{FROM}"
        f" WHERE k.standing = '{STANDS}' AND {' AND '.join(where)}",
        **values,
    )
    gone = connection.row(
        f"SELECT coalesce(sum(k.overturned), 0){FROM} WHERE {' AND '.join(where)}", **values
    )
    rows = tuple(
        Row(ref, int(bits or "0", 16), outcome, regime, on)
        for ref, bits, outcome, regime, on in found
    )
    return Past(rows, Vocabulary(connection).places, 0 if gone is None else int(gone[0]))


def like(
    session: Session,
    factors: Factors,
    features: frozenset[str],
    scope: Scope,
    *,
    most: int = MOST,
    besides: str = "",
) -> Answer:
    """Compare circumstances that were typed in with past outcomes, and write down who asked.

    Only what is named counts: a matter that has all of it is met in full, whatever else is known.

    Args:
        session: Who asks, of which database.
        factors: The force's lists.
        features: The circumstances, each `group=key`.
        scope: Which outcomes; its regime is the one asked about, and others are shown beside it.
        most: How many precedents to give at most.
        besides: A subject to leave out, written `CASE/N`: nothing is its own comparator.

    Raises:
        Refused: Nothing that counts was named.
    """
    detail = {"features": sorted(features), **told(scope)}
    with session.reading("read.precedents", json.dumps(detail, sort_keys=True)) as connection:
        past = precedents(connection, session.actor, replace(scope, regime=""), besides)
    weights = asked_only(features, factors.weights)
    return comparators(
        Index(past.rows, past.names, weights),
        features,
        factors,
        regime=scope.regime,
        most=most,
        overturned=past.overturned,
    )


def archives(connection: Connection, actor: Actor) -> tuple[str, ...]:
    """Name the archives that brought in matters of which an account may know.

    Args:
        connection: The transaction.
        actor: Who asks.
    """
    seen, values = visible(actor)
    rows = connection.rows(
        f"SELECT DISTINCT c.archive{FROM} JOIN cases c ON c.id = s.case_id"
        f" WHERE c.archive <> '' AND c.regime = :none AND {' AND '.join(seen)} ORDER BY c.archive",
        none=ARCHIVE,
        **values,
    )
    return tuple(str(row[0]) for row in rows)


def scoped(scope: Scope, actor: Actor, which: str = _PROVEN) -> tuple[list[str], dict[str, object]]:
    """Write a scope, and what an account may see, as conditions and their values.

    Args:
        scope: Which outcomes.
        actor: Who asks.
        which: The condition of an outcome; those of what was proven, where it is left out.
    """
    seen, values = visible(actor)
    parts = [which, *seen]
    if scope.archive:
        known = "SELECT c.id FROM cases c WHERE c.regime = :none AND c.archive = :archive"
        parts.append(f"s.case_id IN ({known})")
        values |= {"none": ARCHIVE, "archive": _clean("archive", scope.archive)}
    else:
        parts.append("k.regime <> :none")
        values["none"] = ARCHIVE
    for name, column in _COLUMNS.items():
        wanted = getattr(scope, name)
        if wanted:
            parts.append(f"{column} = :{name}")
            values[name] = "" if wanted == UNKNOWN else _clean(name, wanted)
    if scope.year:
        parts.append("substr(k.decided_on, 1, 4) = :year")
        values["year"] = "" if scope.year == UNKNOWN else _year(scope.year)
    if scope.standard:
        about = "FROM breaches b WHERE b.subject_id = s.id"
        if scope.standard == UNKNOWN:
            parts.append(f"NOT EXISTS (SELECT 1 {about})")
        else:
            parts.append(f"EXISTS (SELECT 1 {about} AND b.standard = :standard)")
            values["standard"] = _clean("standard", scope.standard)
    return parts, values


def _year(text: str) -> str:
    if len(text) != 4 or not text.isascii() or not text.isdecimal():
        raise UsageError(f"A year cannot be {text!r}; write it as 2013, or {UNKNOWN}.")
    return text


def told(scope: Scope) -> dict[str, str]:
    """Give what a scope asks for, as the trail keeps it."""
    given = {name: getattr(scope, name) for name in Scope.__slots__}
    return {name: value for name, value in given.items() if value}


def _clean(name: str, text: str) -> str:
    """Refuse text that could not have been kept; a scope that names none starts without."""
    from hearings.values import clean

    return clean(name, text)
