"""Read what a bundle is made from: the case, the officer's other warnings, and past matters."""

from __future__ import annotations

from dataclasses import replace

from db.actions import Desk, View
from hearings.bundles import OUTCOME, Comparator, Kind, Lawful, Matter, comparators_served
from hearings.cases import reference
from hearings.conclusions import NOT_PROVEN
from hearings.history import effective
from hearings.outcomes import grouped
from hearings.regimes.overlays import overlays_of
from hearings.warned import Warned

NEAREST = 10
"""How many past matters are set out at most."""

_CATEGORY = "category="
"""How the features begin that are the force's own category: free text, and in no bundle."""

_SIDES = {"asked": "here alone", "precedent": "there alone"}


def matter_of(
    desk: Desk, view: View, number: int, kind: Kind, *, comparators: bool, force: str
) -> Matter:
    """Read what a bundle is made from; for the hearing bundle the case alone.

    Args:
        desk: Who asks.
        view: The case as it was read.
        number: The number of the officer concerned.
        kind: Which bundle.
        comparators: Whether the comparators were asked for.
        force: The force's name.
    """
    subject = view.file.subject(number)
    name = view.names.get(subject.facts.number, "")
    if kind.key != OUTCOME:
        return Matter(view.file, number, name, force, desk.today)
    ref = reference(view.file.case.reference, number)
    matter = Matter(
        file=view.file,
        number=number,
        name=name,
        force=force,
        today=desk.today,
        mitigation=_mitigation(view, number),
        elsewhere=_elsewhere(desk, view, number),
        lawful=_lawful(desk, ref) if subject.finding else (),
        comparators=() if comparators else None,
        overlays=overlays_of(view.file.case, subject, desk.rules),
    )
    if not comparators or not comparators_served(subject):
        return matter
    found, considered = _comparators(desk, ref)
    return replace(matter, comparators=found, considered=considered)


def _mitigation(view: View, number: int) -> str:
    """Give the mitigation recorded with the outcome that stands; empty where there is none yet."""
    if view.file.subject(number).outcome is None:
        return ""
    made = [e for e in effective(view.history) if e.kind == "impose" and e.subject == number]
    return str(made[-1].payload.get("mitigation", "")) if made else ""


def _elsewhere(desk: Desk, view: View, number: int) -> tuple[Warned, ...]:
    """Give the warnings the officer was given in other matters."""
    from db.matrix import warnings_elsewhere

    case, subject = view.file.case, view.file.subject(number)
    with desk.database.read() as connection:
        row = connection.row("SELECT case_id FROM subjects WHERE id = :id", id=view.ids[number])
        if row is None:
            return ()
        return warnings_elsewhere(connection, case.realm, subject.facts.number, int(row[0]), number)


def _lawful(desk: Desk, ref: str) -> tuple[Lawful, ...]:
    """Say of what such a person may have under these Regulations whether it is lawful now."""
    from db.lawful import lawful_outcomes

    rulings = lawful_outcomes(desk, ref).rulings
    # There is a bundle only where something was found proven.
    known = (one for one in rulings if one.known and one.outcome != NOT_PROVEN)
    return tuple(
        Lawful(
            lawful=each.first.allowed,
            why=each.plain,
            source=each.first.provision.source,
            confidence=each.first.provision.confidence,
            waits=each.first.unverified,
            open_with_more=bool(each.first.needs) and not each.first.allowed,
        )
        for each in grouped(known)
    )


def _comparators(desk: Desk, ref: str) -> tuple[tuple[Comparator, ...], int]:
    """Give the nearest past matters without anything that says whose they were, and how many count.

    The force's own category stays out on either side: it is free text.
    """
    from db.matrix import lookup

    _ref, answer = lookup(desk, ref, most=NEAREST)
    found = tuple(
        Comparator(
            year=one.on[:4],
            regime=one.regime,
            outcome=one.outcome,
            matched=tuple(
                each.words for each in one.matched if not each.feature.startswith(_CATEGORY)
            ),
            differs=tuple(
                f"{each.words} ({_SIDES[each.side]})"
                for each in one.differs
                if not each.feature.startswith(_CATEGORY)
            ),
        )
        for one in answer.precedents
    )
    return found, answer.n
