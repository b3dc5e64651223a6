"""Work out every time limit of a subject: what started it, its last day, and where it stands.

`clocks` gives what follows from the facts alone and is kept with the subject; `deadlines` adds what
depends on today: the status, the working days over, and what has not started yet.

A pause moves no date. The law stops no clock for criminal proceedings, so a paused limit is shown
as paused, with its day, and the lateness that comes of it is explained and not hidden.
"""

from __future__ import annotations

from hearings.deadlines.clock import Clock
from hearings.deadlines.clocks import clocks, next_due
from hearings.deadlines.matter import OVER
from hearings.deadlines.rows import Deadline, as_json, deadlines, working_of
from hearings.deadlines.statuses import STATUSES, status_of

__all__ = [
    "OVER",
    "STATUSES",
    "Clock",
    "Deadline",
    "as_json",
    "clocks",
    "deadlines",
    "next_due",
    "status_of",
    "working_of",
]
