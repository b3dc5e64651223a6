"""Start every clock of one subject from its facts, and find what met it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from operator import itemgetter
from typing import Final, NamedTuple

from hearings.cases import Case, Subject
from hearings.deadlines.adjusting import adjustment, explained, pause
from hearings.deadlines.clock import Clock
from hearings.errors import BadValue
from hearings.milestones import milestones
from hearings.regimes import PRACTICABLE, is_signed, limits_of, own_target
from hearings.regimes.dates import Dates, dates_reached, days_of
from hearings.regimes.limits import Limit
from hearings.regimes.listing import digests
from hearings.regimes.overlays import overlays_by
from hearings.rules import Rules, SignOff
from hearings.stages import Stage
from hearings.workdays import Calendar, between, count

OVER: Final = frozenset({Stage.CLOSED, Stage.WITHDRAWN})
"""The stages in which no clock runs."""

WEAK: Final = "No date is given until the rule is signed off: its figure rests on memory alone."
"""Why a weak rule gives no date."""

_ENDS = ("closed", "proceedings_withdrawn")
_Start = tuple[date, str]
_CONCERNED = frozenset({"complainant", "interested_person"})


class Counted(NamedTuple):
    """What a limit came to, before anything was done to it."""

    clock: str
    """The milestone that started it."""
    clock_date: date
    """The day it started."""
    due: date | None
    """Its last day; the earliest day for a floor; None where no day can be given."""
    opens: date | None
    """The first day of a window."""
    problem: str
    """Why no day can be given; empty where one is."""


def applies(
    limit: Limit, case: Case, subject: Subject, overlays: tuple[str, ...], *, parties: bool
) -> bool:
    """Say whether a limit holds for a subject, whether or not its clock has started.

    Args:
        limit: The limit.
        case: The matter.
        subject: The officer concerned.
        overlays: The overlays that apply.
        parties: Whether there is a complainant or an interested person.
    """
    return not (
        (limit.forum and subject.forum not in limit.forum)
        or (limit.overlay and limit.overlay not in overlays)
        or (limit.not_overlay and limit.not_overlay in overlays)
        or (limit.tracks and case.track not in limit.tracks)
        or (limit.parties and not parties)
        or (limit.not_for and subject.person_type in limit.not_for)
    )


def has_parties(case: Case) -> bool:
    """Say whether a case has a complainant or an interested person."""
    return any(party.role in _CONCERNED for party in case.parties)


def days_over(due: date | None, day: date, calendar: Calendar) -> int:
    """Count the working days by which `day` lies past `due`; nought outside the table."""
    if due is None or day <= due:
        return 0
    try:
        return between(due, day, calendar)
    except BadValue:
        return 0


@cache
def _starting(regime: str) -> tuple[tuple[Limit, ...], dict[str, list[int]], frozenset[int]]:
    """Index a regime's limits by the milestones that start them.

    Returns:
        The limits, the places in them by milestone, and the places to look at in any case.
    """
    table = limits_of(regime)
    index: dict[str, list[int]] = {}
    for place, limit in enumerate(table):
        for key in filter(None, (*limit.clock, limit.clock_else)):
            index.setdefault(key, []).append(place)
    return table, index, frozenset(n for n, limit in enumerate(table) if limit.clock_or_expiry_of)


class Matter:
    """One subject's facts, indexed once for all its limits."""

    __slots__ = ("calendar", "case", "dates", "ended", "found", "overlays", "rules", "subject")

    def __init__(self, case: Case, subject: Subject, rules: Rules) -> None:
        self.case, self.subject, self.rules = case, subject, rules
        self.calendar = rules.calendar
        self.dates: Dates = dates_reached(case, subject)
        self.overlays = overlays_by(self.dates, case, subject, rules)
        self.found: dict[str, Clock] = {}
        over = subject.stage in OVER
        ends = [day for key in _ENDS for day in self.dates.get(key, ())] if over else []
        self.ended = max(ends, default=date.max) if over else None

    def clocks(self) -> Iterator[Clock]:
        """Give every limit whose clock has started, one for each period, in the table's order."""
        if self.rules.severity_days:
            yield from self._target(own_target(self.rules.severity_days))
        dates, parties = self.dates, has_parties(self.case)
        table, index, always = _starting(self.case.regime)
        places = {place for key in dates if key in index for place in index[key]}
        for place in sorted(places | always):
            limit = table[place]
            if not applies(limit, self.case, self.subject, self.overlays, parties=parties):
                continue
            for clock in self._of(limit):
                self.found[limit.key] = clock
                yield clock

    def _of(self, limit: Limit) -> list[Clock]:
        starts = self._starts(limit)
        if not starts:
            return []
        if limit.then is not None:
            found = self._grid(limit, starts[0], limit.then)
        elif limit.repeats:
            found = self._periods(limit, starts)
        else:
            found = self._single(limit, starts)
        if found and self.subject.adjustments:
            return explained(found, self.subject.adjustments)
        return found

    def _starts(self, limit: Limit) -> list[_Start]:
        """Give the days that may start a limit, the earliest first, each with its milestone."""
        found = [(day, key) for key in limit.clock for day in days_of(self.dates, key)]
        other = limit.clock_else
        # What ended a matter that was reopened since ended nothing.
        if other and not found and (self.ended is not None or other not in _ENDS):
            found = [(day, other) for day in sorted(days_of(self.dates, other))[:1]]
        if limit.clock_or_expiry_of:
            found += self._expiry(limit)
        return sorted(found, key=itemgetter(0)) if len(found) > 1 else found

    def _expiry(self, limit: Limit) -> list[_Start]:
        """Give the last day of the limit that starts another, where it was not met by then."""
        other = self.found.get(limit.clock_or_expiry_of)
        if other is None or other.last_day is None:
            return []
        in_time = other.met_on is not None and other.met_on <= other.last_day
        return [] if in_time else [(other.last_day, f"{other.key}_expired")]

    def _target(self, target: Limit) -> Iterator[Clock]:
        decision = self.subject.decision or self.subject.ruling
        if self.case.attention_date is not None:
            counted = self._count(target, "attention", self.case.attention_date, target.count, None)
            met = None if decision is None else decision.made_on
            yield from self._clock(target, counted, met, (date.min, self.ended), 1)

    def _single(self, limit: Limit, starts: list[_Start]) -> list[Clock]:
        """Start a limit from the first of its facts: one that comes again starts nothing anew."""
        start, clock = starts[-1] if limit.latest else starts[0]
        signed = self._signed(limit)
        counted = self._count(limit, clock, start, limit.count, signed)
        met = self._met(limit, start, again=limit.latest and len(starts) > 1)
        ended = self._until(limit, start)
        known = limit.phrase == "before" or clock == f"{limit.clock_or_expiry_of}_expired"
        begins = date.min if known else start
        return self._clock(limit, counted, met, (begins, ended), 1, signed)

    def _periods(self, limit: Limit, starts: list[_Start]) -> list[Clock]:
        """Give a period from each start that counts, and from each time it was met after that."""
        signed, found = self._signed(limit), list[Clock]()
        days = sorted({day for key in limit.met_by for day in self.dates.get(key, ())})
        counts = self._anew(limit, starts)
        for (start, first), (following, _key) in pairwise([*counts, (date.max, "")]):
            ended = self._until(limit, start)
            if following != date.max and (ended is None or ended > following):
                ended = following
            stop = ended or date.max
            met = [day for day in days if start <= day <= stop and day < following]
            for begins, day in pairwise([start, *met, None]):
                clock = first if begins == start else limit.met_by[0]
                counted = self._count(limit, clock, begins or start, limit.count, signed)
                span = (begins or start, ended)
                number = len(found) + 1
                found += self._clock(limit, counted, day, span, number, signed, day or following)
        return found

    def _anew(self, limit: Limit, starts: list[_Start]) -> list[_Start]:
        """Leave out the starts that came while the limit was running already."""
        counts = starts[:1]
        for start in starts[1:]:
            ended = self._until(limit, counts[-1][0])
            if ended is not None and ended <= start[0]:
                counts.append(start)
        return counts

    def _grid(self, limit: Limit, first: _Start, then: int) -> list[Clock]:
        """Give the periods of a fixed grid.

        A report answers every period that was over unanswered; where there is none, its own.
        """
        signed, found = self._signed(limit), list[Clock]()
        start, clock = first
        ended = self._until(limit, start)
        days = sorted({day for key in limit.met_by for day in self.dates.get(key, ())})
        reports = [day for day in days if ended is None or day <= ended]
        begins, number, used = start, limit.count, date.min
        while True:
            counted = self._count(limit, clock, begins, number, signed)
            due, period = counted.due, len(found) + 1
            if due is None:
                return found + self._clock(limit, counted, None, (begins, ended), period, signed)
            met = next(
                (day for day in reports if day >= begins and (day > due or day != used)), None
            )
            following = due + timedelta(days=1)
            found += self._clock(limit, counted, met, (begins, ended), period, signed, following)
            if len(found) < period or (met is None and ended is None):
                return found
            used = met if met is not None and met > due else used
            begins, number = following, then

    def _count(
        self, limit: Limit, clock: str, start: date, number: int | str | None,
        signed: SignOff | None,
    ) -> Counted:  # fmt: skip
        if limit.phrase == PRACTICABLE or number is None:
            return Counted(clock, start, None, None, "")
        if limit.weak and signed is None:
            return Counted(clock, start, None, None, WEAK)
        try:
            counted = count(limit.phrase, start, number, self.calendar)
        except BadValue as error:
            return Counted(clock, start, None, None, str(error))
        return Counted(clock, start, counted.due, counted.opens, "")

    def _met(self, limit: Limit, start: date, *, again: bool) -> date | None:
        """Find the day a limit was met: the first after its clock started, else the last before.

        Nothing from before counts where the clock was started again, or where the fact is one for
        all of the case's officers: it may have been for another of them.
        """
        dates = self.dates
        days = [day for key in limit.met_by if key in dates for day in dates[key]]
        if not days:
            return None
        if limit.phrase == "before":
            return min(days)
        after = [day for day in days if day >= start]
        if after:
            return min(after)
        shared = any(milestones()[key].of_case for key in limit.met_by)
        return None if again or shared else max(days)

    def _until(self, limit: Limit, start: date) -> date | None:
        """Find the day a limit falls away unmet; None while it does not."""
        dates, over = self.dates, None if limit.after_close else self.ended
        days = [day for key in limit.until if key in dates for day in dates[key]]
        if not days:
            return over
        ends = [day for day in days if day >= start or limit.phrase == "before"]
        if over is not None:
            ends.append(over)
        return min(ends, default=None)

    def _signed(self, limit: Limit) -> SignOff | None:
        if not self.rules.signed:
            return None
        return is_signed(limit.rule, digests().get(limit.rule, ""), self.rules)

    def _clock(
        self, limit: Limit, counted: Counted, met: date | None, span: tuple[date, date | None],
        period: int, signed: SignOff | None = None, following: date | None = None,
    ) -> list[Clock]:  # fmt: skip
        """Put a clock together; none where it fell away in time."""
        begins, ended = span
        done = self.subject.adjustments
        adjusted = adjustment(done, limit.key, begins, following or date.max) if done else None
        paused = pause(done, limit.key) if done and met is None else None
        over = 0
        if met is not None and not limit.floor:
            over = days_over(counted.due, met, self.calendar)
        made = Clock(
            limit, period, counted.clock, counted.clock_date, counted.due, counted.opens,
            met, None, over, adjusted, paused, None, signed, counted.problem,
        )  # fmt: skip
        if met is not None or ended is None:
            return [made]
        return self._fallen(made, ended)

    def _fallen(self, made: Clock, ended: date) -> list[Clock]:
        """Keep a limit that fell away only where its last day had passed by then."""
        last = made.last_day
        if ended == date.max or last is None or ended <= last or made.limit.optional:
            return []
        over = days_over(made.due, ended, self.calendar)
        return [replace(made, ended_on=ended, over=over, paused_by=None)]
