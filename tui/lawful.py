"""What is lawful with what stands in a form. Knows no Textual."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from db import lawful as judging
from hearings.outcomes import rulings
from tui import forms

if TYPE_CHECKING:
    from db.actions import View
    from db.lawful import Lawful
    from hearings.outcomes import Ruling
    from hearings.stages import Move
    from tui.office import Office

_RECORDED: Final = ("exceptional", "several_incidents", "authority_views", "reduced_before",
                    "extended_before")  # fmt: skip
"""The fields of a form that an outcome is judged by."""


def lawful_here(office: Office, ref: str) -> Lawful:
    """Say of every outcome whether it is lawful on the finding that stands.

    Args:
        office: The desk that is asked.
        ref: The subject, written `CASE/N`.
    """
    return judging.lawful_outcomes(office.desk, ref)


def lawful_with(
    office: Office, move: Move, ref: str, view: View, typed: Mapping[str, str]
) -> tuple[Ruling, ...]:
    """Say of every outcome whether it is lawful with what stands in the form.

    Args:
        office: The desk that is asked.
        move: The move the form is of.
        ref: The subject, written `CASE/N`.
        view: The case as it was read.
        typed: The form's texts.

    Raises:
        BadValue: The day in the form is none.
        Refused: There is no finding to rest on.
    """
    on = forms.took_effect(typed) or office.today
    given = forms.given(move, typed)
    found = judging.lawful_outcomes(office.desk, ref, str(given.get("finding", "")))
    subject = view.file.subject(int(ref.rpartition("/")[2]))
    so: dict[str, Any] = {
        name: bool(given.get(name)) or getattr(found.facts, name) for name in _RECORDED
    }
    facts = replace(found.facts, person_type=subject.person_type_on(on), **so)
    return rulings(facts, office.rules)
