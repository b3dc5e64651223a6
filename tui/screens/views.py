"""The saved views of the caseload, each on a digit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from db.store import Query

if TYPE_CHECKING:
    from tui.office import Office


@dataclass(frozen=True, slots=True)
class SavedView:
    """A list that people ask for every day."""

    key: str
    """Its name in what is remembered."""
    digit: str
    """The key after `v`."""
    title: str
    """What the title line says; `{unit}` and `{dps}` are the force's words."""
    query: Callable[[Office], Query]
    """What it shows."""
    empty: str
    """What it says where there is nothing, and the key to press."""

    def words(self, office: Office) -> str:
        """Say the title in the force's words."""
        return self.title.format(unit=office.rules.unit_word, dps=office.rules.dps)


_OTHER: Final = "Press v for another view, or n to receive a matter."

VIEWS: Final = (
    SavedView("all", "1", "All subjects", lambda _o: Query(),
        "There is no matter here yet. Press n to receive one."),
    SavedView("awaiting", "2", "Awaiting {dps}", lambda _o: Query(stage="awaiting_dps"),
        f"Nothing awaits a decision. {_OTHER}"),
    SavedView("mine", "3", "Mine", lambda o: Query(handler=o.own_handle),
        f"Nothing is allocated to you. {_OTHER}"),
    SavedView("second", "4", "Waiting for a second reader", lambda _o: Query(reading="waiting"),
        f"No decision waits for a second reader. {_OTHER}"),
    SavedView("asked", "5", "Asked to reconsider", lambda _o: Query(reading="asked"),
        f"No decision has been asked to be reconsidered. {_OTHER}"),
    SavedView("unit", "6", "With the {unit}", lambda _o: Query(stage="with_unit"),
        f"Nothing is with a unit. {_OTHER}"),
    SavedView("reported", "7", "Reported, not yet assessed", lambda _o: Query(stage="reported"),
        f"Nothing waits for its first assessment. {_OTHER}"),
    SavedView("month", "8", "Decided this month",
        lambda o: Query(decided_from=o.today.replace(day=1).isoformat()),
        f"Nothing has been decided this month. {_OTHER}"),
    SavedView("closed", "9", "Closed", lambda _o: Query(stage="closed"),
        f"Nothing is closed. {_OTHER}"),
)  # fmt: skip
"""The views, by digit."""


def view_named(key: str) -> SavedView:
    """Find a view by its key or its digit; the first where there is none."""
    return next((view for view in VIEWS if key in {view.key, view.digit}), VIEWS[0])
