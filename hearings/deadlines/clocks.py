"""The part of the time limits that follows from the facts alone, whatever day it is today."""

from __future__ import annotations

from datetime import date

from hearings.cases import Case, Subject
from hearings.deadlines.clock import Clock
from hearings.deadlines.matter import OVER, Matter
from hearings.regimes import ARCHIVE
from hearings.rules import Rules


def clocks(case: Case, subject: Subject, rules: Rules) -> tuple[Clock, ...]:
    """Give every limit whose clock has started, one for each period, in the regime's order.

    Nothing here asks what day it is. A limit that was met before its clock started is met, in
    whichever order documents came. Of a subject that is closed or withdrawn there remain the
    limits that were met, those missed before the end, and those that go on after it: `Clock.live`
    alone says which can still be missed, whatever the stage.

    Args:
        case: The matter.
        subject: The officer concerned.
        rules: The force's own: the calendar, the sign-offs, its target.
    """
    if case.regime == ARCHIVE or (subject.stage in OVER and not subject.reached):
        return ()
    if _only_imported(case, subject):
        return ()
    return tuple(Matter(case, subject, rules).clocks())


def next_due(case: Case, subject: Subject, rules: Rules) -> date | None:
    """Find the earliest last day of a statutory limit that can still be missed.

    Paused limits, rights that may be left unused and the force's own target do not count. Of a
    subject that is closed there count only those that go on after it (`Limit.after_close`).

    Returns:
        The day; None for an archive, and where nothing runs.
    """
    first: date | None = None
    for clock in clocks(case, subject, rules):
        if clock.live and clock.limit.statutory and clock.paused_by is None:
            day = clock.last_day
            if day is not None and (first is None or day < first):
                first = day
    return first


def _only_imported(case: Case, subject: Subject) -> bool:
    """Say whether nothing is known of a matter's steps but what an archive told.

    An archive's rows give no dates of steps, so every limit would look missed; the clocks begin
    with the first dated fact that is entered here.
    """
    return subject.imported and not subject.reached and not case.reached
