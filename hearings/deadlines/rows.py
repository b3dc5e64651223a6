"""A time limit as it stands today, for a screen, a line or a script."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from hearings.cases import Case, Subject
from hearings.deadlines.clock import Clock
from hearings.deadlines.clocks import clocks
from hearings.deadlines.matter import OVER, applies, days_over, has_parties
from hearings.deadlines.statuses import status_of, too_early
from hearings.regimes import ARCHIVE, UNVERIFIED, limits_of
from hearings.regimes.dates import dates_reached
from hearings.regimes.limits import Limit
from hearings.regimes.overlays import overlays_by
from hearings.rules import Rules
from hearings.stages import Stage
from hearings.workdays import Calendar, Day, working

_PRESENT: dict[Stage, tuple[str, ...]] = {
    Stage.REPORTED: ("investigation",),
    Stage.WITH_UNIT: ("investigation",),
    Stage.AWAITING_DPS: ("investigation",),
    Stage.ASSESSED: ("investigation",),
    Stage.INVESTIGATION: ("investigation", "decision"),
    Stage.CASE_DECISION: ("decision", "proceedings"),
    Stage.REFERRED: ("proceedings", "outcome"),
    Stage.LISTED: ("proceedings", "outcome"),
    Stage.IN_HEARING: ("outcome",),
    Stage.HEARD: ("outcome",),
    Stage.DECIDED: ("outcome",),
    Stage.APPEALED: ("appeal",),
}
"""The parts of a matter whose limits are worth showing before they start, at each stage."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A limit as it stands today."""

    key: str
    """The limit's name in the records."""
    title: str
    """What a screen calls it."""
    regime: str
    """The case's regime."""
    overlays: tuple[str, ...]
    """The overlays that apply to the subject."""
    clock: str
    """The milestone that starts it."""
    clock_date: date | None
    """The day it started; None where it has not."""
    count: int | str | None
    """How many; `10-15` for a window."""
    unit: str | None
    """What is counted."""
    phrase: str
    """How it is counted."""
    due: date | None
    """The last day as the law counts it; the earliest day for a floor."""
    status: str
    """One of `statuses.STATUSES`."""
    met_on: date | None = None
    """The day it was met."""
    opens: date | None = None
    """The first day of a window; `from` in JSON."""
    extended_to: date | None = None
    """The last day it was extended to."""
    extended_by: str | None = None
    """Who extended it."""
    reduced_to: date | None = None
    """The last day it was reduced to, by agreement."""
    reason: str | None = None
    """Why it moved, waits or was late, or why it has no day."""
    notified_on: date | None = None
    """The day the officer was told of what was done to it."""
    statutory: bool = True
    """Whether the law sets it, and not the force."""
    source: str = ""
    """Where the rule comes from."""
    confidence: str = ""
    """How sure the rule is."""
    last_day: date | None = None
    """The last day that counts; a floor has none."""
    over: int = 0
    """Working days past the original last day: until it was met or fell away, else until today."""
    period: int = 1
    """1, 2, 3 of a limit that repeats."""
    signed_by: str = ""
    """`signed off by NAME on DATE`; empty where no sign-off holds."""
    code: str = ""
    """The counted reason for being out of time."""
    agreed_by: str = ""
    """Who agreed to it."""
    rule: str = ""
    """The rule, as a sign-off names it; empty for the force's own target."""
    optional: bool = False
    """Whether the step may be left; an unused window closes and is not missed."""
    floor: bool = False
    """Whether the day is the earliest for the step and not the last."""
    ended_on: date | None = None
    """The day it fell away after its last day, without being met."""

    @property
    def firm(self) -> bool:
        """Say whether a step may be refused for it: it is verified, or signed off."""
        return self.confidence != UNVERIFIED or bool(self.signed_by)


def deadlines(case: Case, subject: Subject, rules: Rules, today: date) -> tuple[Deadline, ...]:
    """Give a subject's limits as they stand today, in the regime's order, one row for each period.

    What has not started is listed while it belongs to the part of the matter that the subject is
    in, or to the next: not the rights that may be left, nor suspension, tribunal and the like
    before they come up.

    Args:
        case: The matter.
        subject: The officer concerned.
        rules: The force's own: the calendar, the sign-offs, its target.
        today: The day they stand as.
    """
    if case.regime == ARCHIVE:
        return ()
    dates = dates_reached(case, subject)
    overlays = overlays_by(dates, case, subject, rules)
    found: dict[str, list[Deadline]] = {}
    for clock in clocks(case, subject, rules):
        row = _row(clock, case.regime, overlays, _Today(today, rules))
        found.setdefault(clock.limit.rule, []).append(row)
    own = found.pop("/severity_target", [])
    parts = _PRESENT.get(subject.stage, ()) if subject.stage not in OVER else ()
    parties, rows = has_parties(case), own
    for limit in limits_of(case.regime):
        if limit.rule in found:
            rows += found[limit.rule]
        elif (
            limit.part in parts
            and not limit.optional
            and not any(key in dates for key in (*limit.clock, *limit.met_by, *limit.until))
            and applies(limit, case, subject, overlays, parties=parties)
        ):
            rows.append(_not_started(limit, case.regime, overlays))
    return tuple(rows)


def working_of(deadline: Deadline, calendar: Calendar) -> tuple[Day, ...]:
    """Show how a deadline was counted, day by day; empty where it has no day."""
    if deadline.due is None or deadline.clock_date is None or deadline.count is None:
        return ()
    return working(deadline.phrase, deadline.clock_date, deadline.count, calendar)


def as_json(deadline: Deadline, calendar: Calendar) -> dict[str, Any]:
    """Give a deadline as `docs/` promises it to scripts: its keys, in their order."""
    days = [
        {"date": day.on.isoformat(), "skipped": day.skipped}
        if day.counted is None
        else {"date": day.on.isoformat(), "counted": day.counted}
        for day in working_of(deadline, calendar)
    ]
    return {
        "key": deadline.key,
        "title": deadline.title,
        "regime": deadline.regime,
        "overlays": list(deadline.overlays),
        "clock": deadline.clock,
        "clock_date": _iso(deadline.clock_date),
        "count": deadline.count,
        "unit": deadline.unit,
        "phrase": deadline.phrase,
        "due": _iso(deadline.due),
        "status": deadline.status,
        "met_on": _iso(deadline.met_on),
        "from": _iso(deadline.opens),
        "extended_to": _iso(deadline.extended_to),
        "extended_by": deadline.extended_by,
        "reduced_to": _iso(deadline.reduced_to),
        "reason": deadline.reason,
        "notified_on": _iso(deadline.notified_on),
        "statutory": deadline.statutory,
        "working": days,
        "source": deadline.source,
        "confidence": deadline.confidence,
    }


@dataclass(frozen=True, slots=True)
class _Today:
    """The day a row stands as, and what a force has settled."""

    on: date
    rules: Rules


def _row(clock: Clock, regime: str, overlays: tuple[str, ...], now: _Today) -> Deadline:
    limit, adjusted = clock.limit, clock.adjusted
    done = None if adjusted is None else adjusted.kind
    told = clock.explained or adjusted or clock.paused_by
    over, status = clock.over, status_of(clock, now.on, now.rules)
    if clock.live and not limit.floor:
        over = days_over(clock.due, now.on, now.rules.calendar)
    return Deadline(
        key=limit.key,
        title=limit.title,
        regime=regime,
        overlays=overlays,
        clock=clock.clock,
        clock_date=clock.clock_date,
        count=clock.count,
        unit=limit.unit,
        phrase=limit.phrase,
        due=clock.due,
        status=status,
        met_on=clock.met_on,
        opens=clock.opens,
        extended_to=adjusted.to if adjusted is not None and done == "extend" else None,
        extended_by=adjusted.by if adjusted is not None and done == "extend" else None,
        reduced_to=adjusted.to if adjusted is not None and done == "reduce" else None,
        reason=_reason(clock, status),
        notified_on=None if told is None else told.told_on,
        statutory=limit.statutory,
        source=limit.provision.source,
        confidence=clock.confidence,
        last_day=clock.last_day,
        over=over,
        period=clock.period,
        signed_by=_signed_by(clock),
        code=clock.code,
        agreed_by=clock.agreed_by,
        rule=limit.rule if limit.statutory else "",
        optional=limit.optional,
        floor=limit.floor,
        ended_on=clock.ended_on,
    )


def _reason(clock: Clock, status: str) -> str | None:
    """Join what people said with what has to be said of the status itself."""
    said = [clock.reason]
    if clock.ended_on is not None:
        said.append(f"It fell away on {_written(clock.ended_on)} without being met.")
    elif clock.met_on is None and status == "met" and clock.limit.optional:
        said.append("It was not used; the time for it is over.")
    elif clock.met_on is None and clock.limit.clock_or_expiry_of and status == "not_started":
        said.append("It starts then if no response has come.")
    elif status == "met_late" and clock.limit.floor and clock.due is not None:
        said.append(f"It was to stay until {_written(clock.due)}.")
    elif clock.met_on is not None and too_early(clock, clock.met_on) and clock.opens is not None:
        said.append(f"It came before {_written(clock.opens)}, when its time began.")
    return " ".join(filter(None, said)) or None


def _written(day: date) -> str:
    """Write a day inside a sentence: 6 January 2014."""
    return f"{day.day} {day:%B %Y}"


def _signed_by(clock: Clock) -> str:
    signed = clock.signed
    return "" if signed is None else f"signed off by {signed.by} on {signed.on.isoformat()}"


def _not_started(limit: Limit, regime: str, overlays: tuple[str, ...]) -> Deadline:
    return Deadline(
        key=limit.key,
        title=limit.title,
        regime=regime,
        overlays=overlays,
        clock=limit.clock[0],
        clock_date=None,
        count=limit.count,
        unit=limit.unit,
        phrase=limit.phrase,
        due=None,
        status="not_started",
        source=limit.provision.source,
        confidence=limit.provision.confidence,
        rule=limit.rule,
    )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
