"""From the diary into listing: who is in preparation, and the form for one of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from db.store import Query
from hearings.cases import parse_reference
from hearings.people import short_rank
from hearings.stages import move_named
from tui.dialogs.pick import Item, PickDialog
from tui.diary_words import weekday
from tui.screens.move_form import MoveForm
from tui.sentences import on_screen

if TYPE_CHECKING:
    from db.actions import View
    from db.store import Listed
    from tui.office import Office

MOST: Final = 300
"""The most matters in preparation that are offered."""


def preparing(office: Office) -> list[Listed]:
    """Read who is referred and not listed yet, soonest due first; the trail says so.

    Args:
        office: The desk that is asked.
    """
    found = office.desk.listing(Query(stage="referred", sort="due"), MOST)[2]
    return sorted(found, key=lambda line: (not line.due, line.due, line.reference))


class PreparingDialog(PickDialog[str]):
    """The matters in preparation."""

    def __init__(self, found: Sequence[Listed]) -> None:
        """Take them.

        Args:
            found: The matters.
        """
        super().__init__("In preparation: choose whom to list", [_item(line) for line in found])


def _item(line: Listed) -> Item[str]:
    who = " ".join(part for part in (short_rank(line.rank), line.name) if part)
    due = f"next due {weekday(date.fromisoformat(line.due))}" if line.due else "nothing is due"
    return Item(line.reference, f"{line.reference}  {who}, {line.unit}", due)


def form_or_why(office: Office, ref: str, view: View) -> MoveForm | str:
    """Give the form that lists a matter, or say why it cannot be listed.

    Args:
        office: What every screen needs.
        ref: The subject, written `CASE/N`.
        view: The case as it was read.
    """
    number = parse_reference(ref)[1] or 1
    found = office.desk.refusals(view.file, number)
    why = next(why for move, why in found if move.event == "schedule")
    if why:
        return on_screen(why, office.rules)
    return MoveForm(office, move_named("schedule"), ref, view)
