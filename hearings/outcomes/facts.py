"""What an outcome is judged by, read from the case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from hearings.cases import Case, Subject, reference
from hearings.errors import Refused
from hearings.outcomes.lawful import Facts
from hearings.people import known_ranks, rank_named
from hearings.realms import ARCHIVE
from hearings.warned import Warned, live_at_severity

if TYPE_CHECKING:
    from hearings.rules import Rules

_APART = frozenset({"special", "staff"})
"""The bands of which none is the rank to which an officer is reduced."""


def facts_of(
    case: Case,
    subject: Subject,
    rules: Rules,
    *,
    on: date,
    given: Mapping[str, Any],
    live: tuple[Warned, ...] | None = None,
) -> Facts:
    """Read what an outcome is judged by.

    Args:
        case: The matter.
        subject: The officer concerned.
        rules: The force's own.
        on: The day of the outcome, by which an officer may have left.
        given: What is recorded with it; a finding there comes before the one that stands.
        live: The warnings in force on the day of the severity assessment; None for those recorded
            on the subject itself.

    Raises:
        Refused: There is no finding, or no forum, and it is not an archive.
    """
    from hearings.regimes import overlays_of

    found = subject.finding
    finding = given.get("finding") or ("" if found is None else found.level)
    if case.regime != ARCHIVE and not (finding and subject.forum):
        ref = reference(case.reference, subject.number)
        raise Refused(f"{ref} has no finding that stands, so no outcome rests on one.")
    warned = live_at_severity(subject) if live is None else live
    return Facts(
        regime=case.regime,
        overlays=frozenset(overlays_of(case, subject, rules)),
        forum=subject.forum,
        finding=finding,
        person_type=subject.person_type_on(on),
        live=frozenset(one.kind for one in warned),
        exceptional=bool(given.get("exceptional")),
        several_incidents=bool(given.get("several_incidents")),
        authority_views=bool(given.get("authority_views")),
        reduced_before=bool(given.get("reduced_before")),
        extended_before=bool(given.get("extended_before")) or any(one.extended for one in warned),
        indictable_only=found is not None and found.indictable_only,
        lowest_rank=is_lowest(subject.facts.rank),
    )


def is_lowest(rank: str) -> bool:
    """Say whether no officer ranks below; of a rank that is not known it is not said.

    Staff have no ranks, and a special constable ranks beside a constable.
    """
    held = rank_named(rank)
    others = [named for named in map(rank_named, known_ranks()) if named is not None]
    return held is not None and not any(
        one.order < held.order for one in others if one.band not in _APART
    )
