"""The days on which a subject's milestones were reached, as limits and overlays read them."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Final

from hearings.milestones import milestones

if TYPE_CHECKING:
    from hearings.cases import Case, Subject

REFERRED: Final = "referred"
"""The milestone that begins a new round."""
HEARING_DAY: Final = "hearing_day"
"""The first sitting day of the hearing that stands; it moves with the diary."""

Dates = dict[str, list[date]]
"""The days each milestone was reached, in the order they were entered."""


@cache
def round_keys() -> frozenset[str]:
    """Name the milestones that a new referral begins anew."""
    return frozenset(key for key, known in milestones().items() if known.round)


def dates_reached(case: Case, subject: Subject) -> Dates:
    """Index the days on which each milestone was reached.

    Of the milestones that a referral begins anew, those before the last one are left out. The day
    the matter came to attention is the case's own.
    """
    found: Dates = {}
    for reached in subject.reached:
        if reached.key == REFERRED and found:
            rounds = round_keys()
            found = {key: days for key, days in found.items() if key not in rounds}
        found.setdefault(reached.key, []).append(reached.on)
    for reached in case.reached:
        found.setdefault(reached.key, []).append(reached.on)
    if case.attention_date is not None:
        found["attention"] = [case.attention_date]
    hearing = subject.hearing
    if hearing is not None and hearing.stands and hearing.kind != "appeal_meeting":
        found[HEARING_DAY] = [hearing.first]
    return found
