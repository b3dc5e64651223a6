"""A matter beside past outcomes, the matrix of them all, and what is behind its numbers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import NamedTuple

from db.actions import Desk, only_subject
from db.engine import Connection
from db.precedents import FROM, MOST, UNKNOWN, UNPROVEN, Scope, precedents, scoped, told
from db.store import load
from hearings.cases import CaseFile, reference
from hearings.conclusions import STANDS
from hearings.people import Actor
from hearings.precedents import (
    Answer,
    Grid,
    Index,
    cells,
    comparators,
    features_of,
    position,
)
from hearings.realms import governed_by
from hearings.rules import Rules
from hearings.warned import Warned


class LeftOut(NamedTuple):
    """How many outcomes the matrix leaves out, and why."""

    overturned: int
    """Those that were overturned."""
    not_proven: int
    """Those of what was not proven."""


@dataclass(frozen=True, slots=True)
class Behind:
    """One past outcome behind a number of the matrix."""

    reference: str
    """The subject, written `CASE/N`."""
    regime: str
    """The regime it was given under."""
    forum: str
    """Meeting, hearing or accelerated; empty where it is not known."""
    finding: str
    """What was found; empty where it is not known."""
    outcome: str
    """The outcome."""
    on: str
    """The day it was decided; empty where it is not known."""


def lookup(desk: Desk, ref: str, *, regime: str = "", most: int = MOST) -> tuple[str, Answer]:
    """Compare a matter with past outcomes, and write down who read it.

    Args:
        desk: Who asks.
        ref: The subject; the case alone where it has one subject.
        regime: The regime to compare under; empty for the matter's own.
        most: How many precedents to give at most.

    Returns:
        The subject, written `CASE/N`, and what past outcomes say.

    Raises:
        UnknownReference: There is none, or none that this person may know of.
        Refused: Nothing that counts is known of it.
    """
    view, named = desk.show(ref)
    number = named or only_subject(view.file)
    with desk.database.read() as connection:
        answer = _compared(connection, desk.actor, view.file, number, desk.rules, regime, most)
    return reference(view.file.case.reference, number), answer


def comparison_for(
    connection: Connection, actor: Actor, file: CaseFile, number: int, rules: Rules
) -> dict[str, object]:
    """Work out where the outcome that stands lies among its comparators under its regime.

    Args:
        connection: The transaction.
        actor: Who records it; only outcomes they may see are compared.
        file: The case.
        number: The subject's number.
        rules: The force's lists.

    Returns:
        `n`, `lighter`, `same`, `heavier` and `edition`; empty where no outcome stands.
    """
    made = file.subject(number).outcome
    if made is None:
        return {}
    answer = _compared(connection, actor, file, number, rules, made.regime, 0)
    place = position(made.key, answer.distribution)
    return {**place._asdict(), "edition": answer.edition}


def _compared(
    connection: Connection,
    actor: Actor,
    file: CaseFile,
    number: int,
    rules: Rules,
    regime: str,
    most: int,
) -> Answer:
    case, subject = file.case, file.subject(number)
    ours = reference(case.reference, number)
    past = precedents(connection, actor, Scope(archive=case.realm), ours)
    made = subject.outcome
    own = governed_by(case.regime, subject.facts.person_type) if made is None else made.regime
    return comparators(
        Index(past.rows, past.names, rules.factors.weights),
        features_of(subject),
        rules.factors,
        regime=regime or own,
        most=most,
        overturned=past.overturned,
    )


def grid(desk: Desk, scope: Scope) -> tuple[Grid, LeftOut]:
    """Give the matrix of past outcomes, and write down who read it.

    Where one Standard is asked for, only its row is given, whatever else was breached.

    Returns:
        The matrix, and how many outcomes were left out of it.
    """
    where, values = scoped(scope, desk.actor)
    parts = " AND ".join(where)
    row = " AND b.standard = :standard" if scope.standard not in {"", UNKNOWN} else ""
    with desk.reading("read.matrix", json.dumps(told(scope), sort_keys=True)) as connection:
        rows = connection.rows(
            f"SELECT k.subject_id, k.culpability, k.harm_level, k.outcome{FROM}"
            f" WHERE k.standing = '{STANDS}' AND {parts}",
            **values,
        )
        named = connection.rows(
            f"SELECT b.subject_id, b.standard{FROM} JOIN breaches b ON b.subject_id = s.id"
            f" WHERE k.standing = '{STANDS}' AND {parts}{row}",
            **values,
        )
        left = _left_out(connection, desk.actor, scope)
    standards: dict[int, list[str]] = {}
    for subject, standard in named:
        standards.setdefault(subject, []).append(standard)
    coded = ((standards.get(subject, ()), *rest) for subject, *rest in rows)
    return cells(coded, desk.rules.factors), left


def _left_out(connection: Connection, actor: Actor, scope: Scope) -> LeftOut:
    where, values = scoped(scope, actor)
    gone = connection.rows(
        f"SELECT coalesce(sum(k.overturned), 0){FROM} WHERE {' AND '.join(where)}", **values
    )
    where, values = scoped(scope, actor, UNPROVEN)
    unproven = connection.rows(
        f"SELECT count(*){FROM} WHERE k.standing = '{STANDS}' AND {' AND '.join(where)}", **values
    )
    return LeftOut(int(gone[0][0]), int(unproven[0][0]))


def behind(desk: Desk, scope: Scope) -> list[Behind]:
    """Give the outcomes behind a number of the matrix, newest first, and write down who read it."""
    where, values = scoped(scope, desk.actor)
    with desk.reading("read.matrix", json.dumps(told(scope), sort_keys=True)) as connection:
        rows = connection.rows(
            "SELECT s.reference, k.regime, k.forum, k.finding, k.outcome, k.decided_on"
            f"{FROM} WHERE k.standing = '{STANDS}' AND {' AND '.join(where)}"
            " ORDER BY k.decided_on DESC, s.reference",
            **values,
        )
    return [Behind(*row) for row in rows]


def warnings_elsewhere(
    connection: Connection, realm: str, person: str, case_id: int, number: int
) -> tuple[Warned, ...]:
    """Give the warnings a person was given in other matters, where they stand and took effect.

    Args:
        connection: The transaction. Whoever asks is not told of which matters.
        realm: Whose force numbers the person's is one of; empty for the force's own.
        person: The force number; empty for somebody not identified, who has no others.
        case_id: The id of the case that asks.
        number: The subject of it that asks.
    """
    if not person:
        return ()
    from hearings.outcomes import in_force_from

    rows = connection.rows(
        f"SELECT s.reference{FROM} JOIN persons p ON p.id = s.person_id"
        " WHERE p.realm = :realm AND p.number = :person AND k.warns_from <> ''"
        " AND NOT (s.case_id = :case AND s.number = :number) ORDER BY k.warns_from, s.reference",
        realm=realm,
        person=person,
        case=case_id,
        number=number,
    )
    found = []
    for (ref,) in rows:
        case, _slash, other = str(ref).rpartition("/")
        kept = load(connection, case)
        subject = None if kept is None else kept.file.subject(int(other))
        if subject is not None and subject.outcome is not None:
            warned = in_force_from(subject.outcome, subject.warned)
            found += [] if warned is None else [warned]
    return tuple(found)
