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

_APPEAL: Final = "appeal_meeting"
_NEWEST: Final = frozenset({REFERRED, "closed"})

Dates = dict[str, list[date]]
"""The days each milestone was reached, in the order they were entered."""


def days_of(dates: Dates, key: str) -> list[date]:
    """Give the days of a milestone from which something may be counted.

    A referral begins a round and a closing ends the matter, so of these the newest alone counts.
    """
    found = dates.get(key, [])
    return found[-1:] if key in _NEWEST else found


@cache
def round_keys() -> frozenset[str]:
    """Name the milestones that a new referral begins anew."""
    return frozenset(key for key, known in milestones().items() if known.round)


def dates_reached(case: Case, subject: Subject) -> Dates:
    """Index the days on which each milestone was reached.

    Of the milestones that a referral begins anew, those before the last one are left out. The day
    the matter came to attention is the case's own; the day specified for a hearing, or an appeal
    meeting, that is in the diary is its first sitting day.
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
    if hearing is not None and hearing.kind == _APPEAL:
        found.pop("appeal_meeting_specified", None)
    if hearing is not None and hearing.stands:
        appeal = hearing.kind == _APPEAL
        found["appeal_meeting_specified" if appeal else HEARING_DAY] = [hearing.first]
    return found
