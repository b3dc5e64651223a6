"""Choose what to do with a subject; what cannot be done now says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hearings.cases import reference
from hearings.stages import Move, move_named
from tui.dialogs.pick import Item, PickDialog
from tui.words import first_upper, move_title

if TYPE_CHECKING:
    from db.actions import View
    from tui.office import Office


class MovesDialog(PickDialog[Move]):
    """Every move that is built: those that can be made first."""

    def __init__(self, office: Office, view: View, number: int) -> None:
        """Ask the rules what can be done.

        Args:
            office: What every screen needs.
            view: The case as it was read.
            number: The subject's number.
        """
        rules = office.rules
        found = office.desk.refusals(view.file, number)
        ref = reference(view.file.case.reference, number)
        items = [
            Item(move, move_title(move, rules), _shortly(why, ref), open=not why)
            for move, why in [*found, _another_officer(office)]
        ]
        super().__init__("Moves", sorted(items, key=lambda item: not item.open))


def _shortly(why: str, ref: str) -> str:
    """Leave out of a refusal what the menu says already: the subject, and what can be done."""
    why = why.partition(" What can be:")[0]
    return first_upper(why.removeprefix(f"{ref}: ").removeprefix(f"{ref} "))


def _another_officer(office: Office) -> tuple[Move, str]:
    """Say whether an officer can be added: the move makes a subject, so no stage refuses it."""
    move = move_named("add_subject")
    if office.desk.actor.roles & move.keyed_by:
        return move, ""
    return move, f"It is entered by role {' or '.join(sorted(move.keyed_by))}."
