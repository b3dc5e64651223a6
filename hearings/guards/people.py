"""Who may do it: bars, ranks, delegated authority, and the officer concerned."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hearings.access import reach
from hearings.errors import BadValue, NotAllowed, Refused
from hearings.guards.asked import Asked
from hearings.people import INVOLVED, acts_as, at_or_above, code_sets, ethnicity_codes
from hearings.regimes import regimes
from hearings.severity import Kind


def person_facts(asked: Asked) -> None:
    """Refuse facts of an officer that contradict each other."""
    given = asked.given
    if given.get("person") and not given.get("name"):
        raise BadValue("name", f"The officer {given['person']} needs a name.")
    if given.get("name") and not given.get("person"):
        raise BadValue("person", "A named officer needs the force number; bars compare it.")
    service = given.get("service", "")
    if service and not service.isdecimal():
        raise BadValue("service", f"service cannot be {service!r}; give whole years.")
    _ethnicity(given)


def _ethnicity(given: Mapping[str, Any]) -> None:
    code, code_set = given.get("ethnicity", ""), given.get("ethnicity_set", "")
    if code and not code_set:
        sets = " or ".join(code_sets())
        raise BadValue("ethnicity_set", f"The ethnicity {code} needs its code set: {sets}.")
    if code and code not in ethnicity_codes(code_set):
        raise BadValue("ethnicity", f"ethnicity cannot be {code!r}; {code_set} has no such code.")


def maker_not_involved(asked: Asked) -> None:
    """Refuse a maker who is a subject, complainant, witness or reporter of the case."""
    _not_involved(asked, asked.maker.number, "make a decision in it")


def identified_person_not_involved(asked: Asked) -> None:
    """Refuse to name as the officer somebody who has assessed this subject or is in the case."""
    number = asked.given.get("person", "")
    if not number:
        return
    _not_involved(asked, number, "be the officer concerned")
    if any(made.maker.number == number for made in asked.the_subject.assessments):
        raise Refused(
            f"{number} has assessed {asked.ref} and cannot be the officer concerned as well."
            " Have the assessment corrected first."
        )


def _not_involved(asked: Asked, number: str, what: str) -> None:
    file = asked.the_file
    if any(number and subject.facts.number == number for subject in file.subjects):
        raise Refused(f"{number} is an officer concerned in {asked.case} and cannot {what}.")
    for party in file.case.parties:
        if number and party.number == number and party.role in INVOLVED:
            role = party.role.replace("_", " ")
            raise Refused(f"{number} is a {role} in {asked.case} and cannot {what}.")


def unidentified(asked: Asked) -> None:
    """Refuse to name an officer who has been named."""
    if asked.the_subject.facts.number:
        raise Refused(f"{asked.ref} is already identified; use 'correct' if it is wrong.")
    number = asked.given.get("person", "")
    if number and any(number == subject.facts.number for subject in asked.the_file.subjects):
        raise Refused(f"{number} is already an officer concerned in {asked.case}.")


def not_a_subject_already(asked: Asked) -> None:
    """Refuse to add an officer twice, or one who is in the case as somebody else."""
    number = asked.given.get("person", "")
    if not number:
        return
    _not_involved(asked, number, "be added as an officer concerned")


def party_is_no_subject(asked: Asked) -> None:
    """Refuse as a party somebody who is an officer concerned in the case."""
    number = asked.given.get("party_number", "")
    if number and any(number == subject.facts.number for subject in asked.the_file.subjects):
        raise Refused(f"{number} is an officer concerned in {asked.case} and no party to it.")


def maker_of_rank(asked: Asked) -> None:
    """Refuse a local assessor whose rank or staff grade is not the one the form asks for."""
    if acts_as(asked.maker.rank) != asked.made_by:
        rank = asked.maker.rank or "of no recorded rank"
        raise Refused(
            f"{asked.ref}: this is for the {asked.made_by} ranks or their staff equivalent;"
            f" {asked.maker.name or asked.maker.number} is {rank}."
        )


def not_the_inspecting_assessor(asked: Asked) -> None:
    """Refuse a formal assessment by whoever made the inspecting rank's."""
    first = [
        made.maker.number for made in asked.the_subject.assessments if made.kind is Kind.INITIAL
    ]
    if asked.maker.number in first:
        raise Refused(
            f"{asked.ref}: {asked.maker.name} made the inspecting rank's assessment;"
            " the formal assessment is a second person's judgment."
        )


def maker_assessed_nothing_locally(asked: Asked) -> None:
    """Refuse a decision by whoever made one of the subject's local assessments."""
    for made in asked.the_subject.assessments:
        local = made.kind in {Kind.INITIAL, Kind.FORMAL}
        if local and made.maker.number and made.maker.number == asked.maker.number:
            raise Refused(
                f"{asked.ref}: {asked.maker.name or asked.maker.number} made a local assessment of"
                " it and cannot also decide it. Another delegate has to."
            )


def authority_reaches(asked: Asked) -> None:
    """Refuse a maker who is no delegate of the appropriate authority, or below the floor rank.

    Source:
        The `[delegation]` table of the case's regime.
    """
    maker = asked.maker
    who = maker.name or maker.number or asked.actor.account
    if "authority" not in maker.roles:
        raise NotAllowed(
            f"{asked.ref}: only a delegate of the appropriate authority (role 'authority') makes"
            f" this decision; {who} is none. Name who made it with --maker."
        )
    regime = regimes()[asked.the_file.case.regime]
    if regime.delegated_rank and not at_or_above(maker.rank, regime.delegated_rank):
        raise NotAllowed(
            f"{asked.ref}: under the {regime.title} this decision is delegated to"
            f" {regime.delegated_rank} or above ({regime.delegation});"
            f" {who} is {maker.rank or 'of no recorded rank'}."
        )


def local_or_authority(asked: Asked) -> None:
    """Refuse to close without the authority, but for what the unit itself handles."""
    if asked.the_subject.handled_by and asked.actor.roles & {"champion", "caseworker"}:
        return
    authority_reaches(asked)


def second_is_another(asked: Asked) -> None:
    """Refuse a second reader who made the decision, or who has no right to read it."""
    made = asked.the_subject.last(Kind.DPS, Kind.REVISION)
    if made is not None and made.maker.number == asked.maker.number:
        raise Refused(
            f"{asked.ref}: {asked.maker.name or asked.actor.account} made this decision; another"
            " delegate or a supervisor has to read it. Name them with --second on one's own file."
        )
    # One person's own file knows no other accounts: whom they name is stated, not proved.
    if not asked.maker.roles & {"authority", "supervisor"} and not asked.actor.sole:
        raise NotAllowed(f"{asked.ref}: a second reader is another delegate or a supervisor.")


def own_unit_alone(asked: Asked) -> None:
    """Refuse a local role a matter of another unit, which it could not read afterwards."""
    reads = reach(asked.actor)
    unit = asked.given.get("unit", "")
    if "all" not in reads and unit != asked.actor.unit:
        raise NotAllowed(
            f"{asked.actor.account} receives the matters of {asked.actor.unit or 'no unit'};"
            f" this one is {unit}'s."
        )


GUARDS = (
    authority_reaches,
    identified_person_not_involved,
    local_or_authority,
    maker_assessed_nothing_locally,
    maker_not_involved,
    maker_of_rank,
    not_a_subject_already,
    not_the_inspecting_assessor,
    party_is_no_subject,
    own_unit_alone,
    person_facts,
    second_is_another,
    unidentified,
)
"""The guards of this module, as the table of moves may name them."""
