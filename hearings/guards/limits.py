"""What may be done to a limit, and which dated facts can be recorded."""

from __future__ import annotations

from datetime import date

from hearings.adjustments import EVERY
from hearings.deadlines import Deadline, deadlines
from hearings.errors import BadValue, Refused
from hearings.guards.asked import Asked
from hearings.milestones import milestones
from hearings.regimes import ARCHIVE, regimes


def day_not_before_attention(asked: Asked) -> None:
    """Refuse a fact dated before the matter came to the authority's attention."""
    attention = asked.the_file.case.attention_date
    if asked.given.get("fact") == "complaint_made":
        # A complaint may well be made before it comes to the authority's attention.
        attention = None
    day = asked.given.get("deemed_on") or asked.on.isoformat()
    if attention is not None and day < attention.isoformat():
        raise BadValue(
            "on",
            f"{asked.ref} came to the authority's attention on {attention.isoformat()};"
            f" {day} lies before that.",
        )
    if day < asked.on.isoformat():
        raise BadValue(
            "deemed_on",
            f"{asked.ref}: it was given on {asked.on.isoformat()} and cannot be taken to be served"
            f" on {day}, before that.",
        )


def fixed_ahead(asked: Asked) -> None:
    """Refuse a day ahead for what is not the fixing of a date."""
    if "for_day" not in asked.given:
        return
    known = [
        key for key, row in milestones().items() if key.endswith("_specified") and row.recorded
    ]
    if asked.given["fact"] not in known:
        raise BadValue(
            "for_day",
            f"{asked.ref}: only a date that is fixed ahead has another day than its own:"
            f" {', '.join(known)}.",
        )
    if asked.given["for_day"] > asked.rules.calendar.last.isoformat():
        raise BadValue(
            "for_day",
            f"{asked.ref}: {asked.given['for_day']} lies past the table of bank holidays, which"
            f" ends on {asked.rules.calendar.last.isoformat()}.",
        )
    if asked.given["for_day"] < asked.on.isoformat():
        raise BadValue(
            "for_day",
            f"{asked.ref}: {asked.given['for_day']} lies before {asked.on.isoformat()}, when it was"
            " specified.",
        )


def days_have_come(asked: Asked) -> None:
    """Refuse a day on which something is said to have been done, and which has not come yet."""
    for field in ("told_on", "notified_on", "notice_on"):
        if asked.given.get(field, "") > asked.today.isoformat():
            words = field.replace("_", " ")
            raise BadValue(
                field, f"{asked.ref}: {words} cannot be {asked.given[field]}; it has not come yet."
            )


def clocks_run_here(asked: Asked) -> None:
    """Refuse a clock's fact in an archive without statutory clocks."""
    if asked.the_file.case.regime == ARCHIVE:
        raise Refused(f"{asked.ref} comes from an archive without statutory clocks.")


def limit_is_there(asked: Asked) -> None:
    """Refuse a limit that the regime does not have."""
    known = [row.key for row in regimes()[asked.the_file.case.regime].limits]
    if asked.given["limit"] not in known:
        raise BadValue(
            "limit",
            f"{asked.ref}: the regime has no limit {asked.given['limit']!r};"
            f" there are {', '.join(known) or 'none'}.",
        )


def limit_or_all_is_there(asked: Asked) -> None:
    """Refuse to pause a limit that the regime does not have; `all` stands for every one."""
    if asked.given["limit"] != EVERY:
        limit_is_there(asked)


def started(asked: Asked) -> Deadline:
    """Find the limit asked for, once its clock has started.

    Raises:
        Refused: It has not.
    """
    key, file = asked.given["limit"], asked.the_file
    rows = [
        row
        for row in deadlines(file.case, asked.the_subject, asked.rules, asked.today)
        if row.key == key and row.status != "not_started"
    ]
    if not rows:
        raise Refused(
            f"{asked.ref}: the clock of {key} has not started; record what starts it first."
        )
    return rows[-1]


def _while_it_runs(asked: Asked, row: Deadline) -> None:
    """Refuse to move a limit before its clock started, or after it was met or fell away."""
    over = row.met_on or row.ended_on
    if row.clock_date is not None and asked.on < row.clock_date:
        raise BadValue(
            "on",
            f"{asked.ref}: the clock of {row.key} started on {row.clock_date.isoformat()};"
            " it cannot be moved before that.",
        )
    if over is not None and asked.on > over:
        raise BadValue(
            "on",
            f"{asked.ref}: {row.title.lower()} was over on {over.isoformat()} and cannot be moved"
            " after that. Give the day it was agreed with --on, or use 'explain-delay'.",
        )


def limit_may_be_extended(asked: Asked) -> None:
    """Refuse an extension that nobody may give, or that gives no more time.

    Source:
        The `extend` of the limit's row in the regime.
    """
    row = started(asked)
    rule = next(r for r in regimes()[asked.the_file.case.regime].limits if r.key == row.key)
    if not rule.extend:
        raise Refused(
            f"{asked.ref}: {row.title.lower()} has no power to extend ({row.source});"
            " say why it is late with 'explain-delay'."
        )
    _while_it_runs(asked, row)
    to = date.fromisoformat(asked.given["to"])
    if to > asked.rules.calendar.last:
        raise BadValue(
            "to",
            f"{asked.ref}: {to.isoformat()} lies past the table of bank holidays, which ends on"
            f" {asked.rules.calendar.last.isoformat()}.",
        )
    if row.last_day is not None and to <= row.last_day:
        raise BadValue(
            "to",
            f"{asked.ref}: {row.title.lower()} is due on {row.last_day.isoformat()}; an extension"
            " goes past that.",
        )


def limit_may_be_reduced(asked: Asked) -> None:
    """Refuse to shorten a limit that is not open to agreement, or to shorten it to a later day.

    Source:
        SI 2020/4 regs 22 and 48: the periods of Parts 4 and 5, by agreement of all concerned.
    """
    row = started(asked)
    rule = next(r for r in regimes()[asked.the_file.case.regime].limits if r.key == row.key)
    if not rule.reduce:
        raise Refused(f"{asked.ref}: {row.title.lower()} is not open to agreement ({row.source}).")
    _while_it_runs(asked, row)
    to = date.fromisoformat(asked.given["to"])
    first = row.clock_date or to
    if row.due is not None and not first <= to < row.due:
        raise BadValue(
            "to",
            f"{asked.ref}: {row.title.lower()} runs from {first.isoformat()} to"
            f" {row.due.isoformat()}; a reduction ends inside that.",
        )


def _paused(asked: Asked) -> bool:
    """Say whether the limit is paused by a pause of the same name."""
    last = [
        a.kind
        for a in asked.the_subject.adjustments
        if a.kind in {"pause", "resume"} and a.limit == asked.given["limit"]
    ]
    return bool(last) and last[-1] == "pause"


def not_paused(asked: Asked) -> None:
    """Refuse to pause twice."""
    if _paused(asked):
        raise Refused(f"{asked.ref}: {asked.given['limit']} is paused already.")


def paused(asked: Asked) -> None:
    """Refuse to resume what is not paused."""
    if not _paused(asked):
        raise Refused(f"{asked.ref}: {asked.given['limit']} is not paused.")


def limit_was_missed(asked: Asked) -> None:
    """Refuse to explain a delay where there is none."""
    rows = [
        row
        for row in deadlines(asked.the_file.case, asked.the_subject, asked.rules, asked.today)
        if row.key == asked.given["limit"] and row.over > 0
    ]
    if not rows:
        raise Refused(
            f"{asked.ref}: {asked.given['limit']} was not missed; there is nothing to explain."
        )


GUARDS = (
    clocks_run_here,
    fixed_ahead,
    day_not_before_attention,
    days_have_come,
    limit_is_there,
    limit_may_be_extended,
    limit_may_be_reduced,
    limit_or_all_is_there,
    limit_was_missed,
    not_paused,
    paused,
)
"""The guards of this module, as the table of moves may name them."""
