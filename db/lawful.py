"""Say which outcomes are lawful for an officer, from the case and what else is on record."""

from __future__ import annotations

from dataclasses import dataclass

from db.actions import Desk, only_subject
from db.matrix import warnings_elsewhere
from hearings.cases import reference
from hearings.conclusions import FINDINGS
from hearings.errors import BadValue
from hearings.outcomes import Facts, Ruling, facts_of, rulings
from hearings.warned import live_at_severity


@dataclass(frozen=True, slots=True)
class Lawful:
    """What every outcome is judged by for one officer, and how."""

    reference: str
    """The subject, written `CASE/N`."""
    facts: Facts
    """What they are judged by."""
    rulings: tuple[Ruling, ...]
    """One for each outcome, the lightest first."""


def lawful_outcomes(desk: Desk, ref: str, finding: str = "") -> Lawful:
    """Say of every outcome whether it is lawful for an officer, and write down who read it.

    Args:
        desk: Who asks.
        ref: The subject; the case alone where it has one subject.
        finding: The finding to judge by; empty for the one that stands.

    Raises:
        UnknownReference: There is none, or none that this person may know of.
        BadValue: There is no such finding.
        Refused: There is no finding, or no forum.
    """
    if finding and finding not in FINDINGS:
        raise BadValue(
            "finding", f"finding cannot be {finding!r}; it is one of {', '.join(FINDINGS)}."
        )
    view, named = desk.show(ref)
    number = named or only_subject(view.file)
    case, subject = view.file.case, view.file.subject(number)
    with desk.database.read() as connection:
        row = connection.row("SELECT id FROM cases WHERE reference = :ref", ref=case.reference)
        case_id = 0 if row is None else int(row[0])
        person = subject.facts.number
        others = warnings_elsewhere(connection, case.realm, person, case_id, number)
    facts = facts_of(
        case,
        subject,
        desk.rules,
        on=desk.today,
        given={"finding": finding},
        live=live_at_severity(subject, others),
    )
    return Lawful(reference(case.reference, number), facts, rulings(facts, desk.rules))
