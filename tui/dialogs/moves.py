"""Choose what to do with a subject; what cannot be done now says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hearings.cases import reference
from hearings.stages import Move, Stage, move_named
from tui.dialogs.pick import Item, PickDialog
from tui.sentences import on_screen
from tui.words import first_upper, move_title

if TYPE_CHECKING:
    from db.actions import View
    from hearings.rules import Rules
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
        rules, ref = office.rules, reference(view.file.case.reference, number)
        found = [*office.desk.refusals(view.file, number), _another_officer(office, view)]
        items = [
            Item(move, title, _shortly(why, ref, title, rules), open=not why)
            for move, why in found
            for title in [move_title(move, rules)]
        ]
        super().__init__("Moves", sorted(items, key=lambda item: not item.open))


def _shortly(why: str, ref: str, title: str, rules: Rules) -> str:
    """Leave out of a refusal what the menu says already: the subject, and the move."""
    said = on_screen(why, rules).removeprefix(f"{ref}: ").removeprefix(f"{ref} ")
    return first_upper(said.replace(f"“{title}”", "it"))


def _another_officer(office: Office, view: View) -> tuple[Move, str]:
    """Say whether an officer can be added: the move makes a subject, so no stage refuses it."""
    move, case, actor = move_named("add_subject"), view.file.case.reference, office.desk.actor
    if not actor.roles & move.keyed_by:
        needed = " or ".join(sorted(move.keyed_by))
        held = ", ".join(sorted(actor.roles)) or "no role"
        return move, f"'{move.command}' is entered by role {needed}; {actor.account} has {held}."
    if all(subject.stage is Stage.CLOSED for subject in view.file.subjects):
        return move, f"{case} is closed; reopen it first."
    return move, ""
