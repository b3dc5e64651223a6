"""How circumstances are coded, outcomes compared, and documents marked."""

from __future__ import annotations

import re

from hearings.cases import Subject
from hearings.conclusions import Document
from hearings.errors import BadValue, NotAllowed, Refused
from hearings.factors import FIELDS
from hearings.guards.asked import Asked
from hearings.guards.publication import since_concluded

PRIVILEGED, WITHHELD, SERVED = "privileged", "withheld", "served"
LEGAL_ADVICE = "legal_advice"
_HASH = re.compile("[0-9a-f]{64}")


def factors_known(asked: Asked) -> None:
    """Refuse a code that the force's lists do not hold."""
    lists = asked.rules.factors
    for field, group in FIELDS.items():
        value = asked.given.get(field, ())
        for key in [value] if isinstance(value, str) else value:
            if not lists.known(group, key):
                known = ", ".join(row.key for row in lists.groups[group])
                raise BadValue(
                    field, f"{asked.ref}: {field} cannot be {key!r}; the list holds {known}."
                )


def codes_something(asked: Asked) -> None:
    """Refuse a coding without a code."""
    if not any(field in asked.given for field in FIELDS):
        raise Refused(f"{asked.ref}: nothing is coded; give at least one of {', '.join(FIELDS)}.")


def report_is_in(asked: Asked) -> None:
    """Refuse a comparison before the report is in: nothing is asked of whoever decides."""
    if asked.the_subject.outcome is None:
        raise Refused(f"{asked.ref} has no outcome that stands.")
    if asked.the_subject.outcome.substituted:
        raise Refused(
            f"{asked.ref}: the outcome that stands was given on appeal, and the reasons of whoever"
            " heard the matter are not of it; there is nothing to compare."
        )
    if not since_concluded(asked.the_subject, "report_to_authority"):
        raise Refused(
            f"{asked.ref}: the outcome is compared once the report on it is in, not before."
        )


def circumstances_coded(asked: Asked) -> None:
    """Refuse a comparison of a matter whose circumstances were never coded."""
    if asked.the_subject.circumstances is None:
        raise Refused(
            f"{asked.ref}: code the circumstances first, with 'code-circumstances'; without them"
            " there is nothing to compare."
        )


def comparators_read(asked: Asked) -> None:
    """Refuse a comparison that no store has worked out."""
    if not asked.comparison:
        raise Refused(f"{asked.ref}: its comparators have not been read.")


def marking_reasoned(asked: Asked) -> None:
    """Refuse to withhold without a limb of the harm test, or to mark without a reason.

    Source:
        SI 2012/2632 reg 4; SI 2020/4 reg 6.
    """
    marking = asked.given.get("marking", "")
    if marking == SERVED and asked.given.get("document_kind") == LEGAL_ADVICE:
        raise BadValue(
            "marking",
            f"{asked.ref}: legal advice is not served; mark it privileged. Where privilege is"
            " waived, whoever advises on the law says so with 'mark-document'.",
        )
    if marking == WITHHELD and "limb" not in asked.given:
        raise BadValue(
            "limb", f"{asked.ref}: a document is withheld under a limb of the harm test; say which."
        )
    if marking != WITHHELD and "limb" in asked.given:
        raise BadValue("limb", f"{asked.ref}: the harm test is for what is withheld.")
    if marking in {WITHHELD, PRIVILEGED} and "reason" not in asked.given:
        raise BadValue("reason", f"{asked.ref}: say why the document is {marking}.")


def document_hashed(asked: Asked) -> None:
    """Refuse a hash that is none."""
    given = asked.given.get("sha256", "")
    if given and not _HASH.fullmatch(given):
        raise BadValue(
            "sha256",
            f"{asked.ref}: a SHA-256 has 64 signs of 0-9 and a-f; 'bundle hash FILE' works it out.",
        )


def document_is_there(asked: Asked) -> None:
    """Refuse a number that no document has."""
    if _document(asked.the_subject, asked.given["document"]) is None:
        raise BadValue("document", f"{asked.ref} has no document {asked.given['document']}.")


def privilege_is_lifted_by_legal(asked: Asked) -> None:
    """Refuse to lift privilege but by whoever advises on the law."""
    document = _document(asked.the_subject, asked.given["document"])
    lifted = document is not None and document.marking == PRIVILEGED
    if lifted and asked.given["marking"] != PRIVILEGED and "legal" not in asked.actor.roles:
        raise NotAllowed(
            f"{asked.ref}: document {asked.given['document']} is privileged; role legal alone marks"
            " it otherwise."
        )


def _document(subject: Subject, number: int) -> Document | None:
    return next((one for one in subject.documents if one.number == number), None)


GUARDS = (
    circumstances_coded,
    codes_something,
    comparators_read,
    document_hashed,
    document_is_there,
    factors_known,
    marking_reasoned,
    privilege_is_lifted_by_legal,
    report_is_in,
)
"""The guards of this module, as the table of moves may name them."""
