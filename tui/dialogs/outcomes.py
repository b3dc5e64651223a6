"""Choose an outcome: what is lawful here first, and with all else the rule against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from hearings.outcome_kinds import outcome_words
from tui.dialogs.pick import Item, PickDialog
from tui.sentences import on_screen
from tui.words import first_upper, label

if TYPE_CHECKING:
    from hearings.outcomes import Ruling
    from hearings.rules import Rules


class OutcomesDialog(PickDialog[str]):
    """Every outcome; one that is not lawful here says why, and cannot be taken."""

    def __init__(self, found: Sequence[Ruling], typed: Mapping[str, str], rules: Rules) -> None:
        """Take the rulings.

        Args:
            found: What the rules say of each outcome, lightest first.
            typed: The form's texts.
            rules: The force's words.
        """
        items = [_item(one, typed, rules) for one in found]
        lawful = sum(item.open for item in items)
        super().__init__(
            f"Outcome: {lawful} of {len(items)} can be given here",
            sorted(items, key=lambda item: not item.open),
        )


def _item(one: Ruling, typed: Mapping[str, str], rules: Rules) -> Item[str]:
    """Word one outcome; an unverified rule gives way to somebody who confirms it."""
    confirmed = one.unverified and bool(typed.get("confirmed_lawful"))
    why = "Lawful here" if one.allowed else first_upper(on_screen(one.why, rules))
    said = f"{why} ({one.provision})."
    if one.unverified:
        said += " UNVERIFIED rule."
    if not one.allowed:
        said += _mend(one, confirmed=confirmed)
    return Item(
        one.outcome, first_upper(outcome_words(one.outcome)), said, one.allowed or confirmed
    )


def _mend(one: Ruling, *, confirmed: bool) -> str:
    """Say which fields of the form would open it."""
    if confirmed:
        return " Somebody confirmed that it is lawful; the record will say who."
    ways = [" and ".join(f"“{label(field)}”" for field in one.needs)] if one.needs else []
    if one.unverified:
        ways.append(f"“{label('confirmed_lawful')}”")
    return f" To choose it, fill in {', or '.join(ways)}." if ways else ""
