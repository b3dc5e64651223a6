"""What the moves on findings, outcomes, appeals and documents change of a subject."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from hearings.cases import Event, Subject
from hearings.conclusions import (
    QUASHED,
    SET_ASIDE,
    STANDS,
    VARIED,
    Appeal,
    Finding,
    Outcome,
)
from hearings.history.proceedings import reach
from hearings.milestones import Reached
from hearings.payloads import day_of
from hearings.sittings import Hearing
from hearings.stages import Stage
from hearings.warned import Warned

Change = Callable[[Subject, Event], Subject]

REVIEW = "judicial_review"
NEW_PANEL, REOPENED = "new panel", "reopened"
APPEAL_MEETING = "appeal_meeting"
"""The kind of hearing that an appeal from a meeting is listed for."""


def _found(subject: Subject, event: Event) -> Subject:
    given, hearing = event.payload, subject.hearing
    found = Finding(
        hearing="" if hearing is None else hearing.reference,
        forum=subject.forum,
        on=event.effective,
        level=given["finding"],
        facts=dict(given["facts"]),
        breaches=dict(given["breaches"]),
        admission=given["admission"],
        by=given.get("chair", ""),
        by_name=given.get("chair_name", ""),
        reasons=given["reason"],
        indictable_only=given.get("indictable_only", False),
    )
    # Whoever heard it does not hear it again: on appeal, or before a new panel.
    seats = () if hearing is None else hearing.seats
    sat = tuple((seat.person, "heard_it") for seat in seats if seat.person)
    return replace(
        subject,
        findings=(*subject.findings, found),
        deciders=(*subject.deciders, *sat),
    )


def _heard(hearing: Hearing | None) -> Hearing | None:
    """Give back what is left of a hearing's time; that is once it has its outcome."""
    return None if hearing is None else replace(hearing, state="heard")


def _appeal_met(subject: Subject, event: Event) -> Subject:
    """Say of an appeal meeting that is in the diary whether it was held before the appeal ended."""
    hearing = subject.hearing
    if hearing is None or hearing.kind != APPEAL_MEETING or not hearing.stands:
        return subject
    if hearing.first > event.effective:
        return called_off(subject)
    return replace(subject, hearing=_heard(hearing))


def _imposed(subject: Subject, event: Event) -> Subject:
    given, hearing = event.payload, subject.hearing
    made = _outcome(
        event,
        hearing="" if hearing is None else hearing.reference,
        forum=subject.forum,
        finding="" if subject.finding is None else subject.finding.level,
    )
    made = replace(made, by=given.get("chair", ""), by_name=given.get("chair_name", ""))
    decided = replace(subject, outcomes=(*subject.outcomes, made), hearing=_heard(hearing))
    return _dismissed(reach(decided, event, "hearing_concluded"), made)


def _outcome(event: Event, *, hearing: str, forum: str, finding: str) -> Outcome:
    """Read an outcome from the payload that gave it; `worked_out` adds what follows from it."""
    given = event.payload
    return Outcome(
        key=given["outcome"],
        on=event.effective,
        hearing=hearing,
        forum=forum,
        finding=finding,
        regime=given["regime"],
        overlays=tuple(given.get("overlays", ())),
        reasons=given["reason"],
        source=given.get("source", ""),
        effective_on=day_of(given.get("effective_on")),
        ends_on=day_of(given.get("ends_on")),
        notice_days=given.get("notice_days", 0),
        months=given.get("months", 0),
        said=given.get("outcome_said", "") or given.get("new_rank", ""),
        extends=_extended(given.get("extends")),
    )


def _extended(kept: dict[str, Any] | None) -> Warned | None:
    """Read the warning that an outcome extends."""
    if kept is None:
        return None
    day = date.fromisoformat(kept["notified_on"])
    return Warned(kept["kind"], day, kept["months"], kept.get("break_days", 0))


def _dismissed(subject: Subject, made: Outcome) -> Subject:
    """Reach the day of a dismissal that has taken effect, or will at the end of its notice."""
    if made.ends_on is None:
        return subject
    done = Reached("dismissed", made.ends_on)
    return replace(subject, reached=(*subject.reached, done))


def _notified(subject: Subject, event: Event) -> Subject:
    notified = reach(subject, event, "outcome_notified")
    if subject.forum != "meeting":
        notified = reach(notified, event, "tribunal_decision_supplied")
    made = subject.outcome
    if made is None or made.effective_on is not None:
        return notified
    given = event.payload
    effective = day_of(given.get("effective_on")) or event.effective
    if made.ends_on is not None:
        return _with_outcome(notified, made, replace(made, effective_on=effective))
    taken = replace(made, effective_on=effective, ends_on=day_of(given.get("ends_on")))
    return _dismissed(_with_outcome(notified, made, taken), taken)


def _with_outcome(subject: Subject, old: Outcome, new: Outcome) -> Subject:
    kept = tuple(new if one is old else one for one in subject.outcomes)
    return replace(subject, outcomes=kept)


def _appealed(subject: Subject, event: Event) -> Subject:
    given, against, last = event.payload, subject.outcome, max(len(subject.outcomes) - 1, 0)
    made = Appeal(
        route=given["route"],
        on=event.effective,
        grounds=given["grounds"],
        against="" if against is None else against.key,
        late=given.get("late_permission", ""),
        place=next((n for n, one in enumerate(subject.outcomes) if one is against), last),
    )
    appealed = replace(subject, appeals=(*subject.appeals, made))
    reached = {"meeting": "appeal_made", "tribunal": "tribunal_notice_given"}.get(made.route)
    return appealed if reached is None else reach(appealed, event, reached)


_BECOMES = {"confirm": STANDS, "vary": VARIED, "quash": QUASHED, "new_panel": SET_ASIDE}
"""What an appeal's result makes of the outcome it was against."""


def _determined(subject: Subject, event: Event) -> Subject:
    given, running = event.payload, subject.appeal
    result = given["result"]
    if running is None:
        return subject
    ended = replace(
        running,
        result=result,
        determined_on=event.effective,
        by=given["determined_by"],
        reasons=given["reason"],
    )
    appeals = tuple(ended if one is running else one for one in subject.appeals)
    subject = _appeal_met(replace(subject, appeals=appeals), event)
    if result == "quash" and reviewed(subject):
        subject = _restored(subject)
    else:
        subject = _overturned(subject, _BECOMES[result])
    if result == "vary":
        subject = _substituted(subject, event)
    if result == "new_panel":
        subject = _to_new_panel(subject, event)
    reached = {"meeting": "appeal_determined", "tribunal": "tribunal_determined"}
    key = reached.get(running.route)
    return subject if key is None else reach(subject, event, key)


def _overturned(subject: Subject, state: str) -> Subject:
    """Keep what has become of the outcome that stands; its finding falls with it, unless varied."""
    made, found = subject.outcome, subject.finding
    if made is None or state == STANDS:
        return subject
    subject = _with_outcome(subject, made, replace(made, state=state))
    # A dismissal that no longer stands starts no clock.
    reached = tuple(fact for fact in subject.reached if fact.key != "dismissed")
    subject = replace(subject, reached=reached)
    if found is None or state == VARIED:
        return subject
    findings = tuple(
        replace(one, stands=False) if one is found else one for one in subject.findings
    )
    return replace(subject, findings=findings)


def reviewed(subject: Subject) -> bool:
    """Say whether the claim for judicial review is of an appeal's end, and not of an outcome.

    A court that quashes how an appeal ended leaves the outcome it was about.
    """
    claim, latest = subject.appeal, subject.outcomes[-1] if subject.outcomes else None
    ended = [one for one in subject.appeals if one.result]
    # What was heard anew since, the court quashes as it does any other.
    ends = STANDS if latest is not None and latest.substituted else QUASHED
    about = latest is not None and latest.state == ends
    return bool(about and ended and (claim is None or claim.route == REVIEW))


def _restored(subject: Subject) -> Subject:
    """Let the outcome stand again that an appeal had put out of force, and its finding."""
    latest = subject.outcomes[-1]
    kept = list(subject.outcomes)
    if latest.substituted and latest.state == STANDS:
        kept[-1] = replace(latest, state=QUASHED)
        kept[-2] = replace(kept[-2], state=STANDS)
    else:
        kept[-1] = replace(latest, state=STANDS)
    back = next(one for one in reversed(kept) if one.state == STANDS)
    found = [replace(one, stands=False) for one in subject.findings]
    place = max((n for n, one in enumerate(found) if one.level == back.finding), default=None)
    if place is not None:
        found[place] = replace(found[place], stands=True)
    reached = tuple(fact for fact in subject.reached if fact.key != "dismissed")
    subject = replace(subject, outcomes=tuple(kept), findings=tuple(found), reached=reached)
    return _dismissed(subject, back)


def _substituted(subject: Subject, event: Event) -> Subject:
    """Put another outcome in the place of the one appealed against; it dates back to it.

    Source:
        Police Act 1996 s85(2) and Sch 6 para 7: it takes effect as from the decision appealed
        against.
    """
    given, before = event.payload, subject.outcomes[-1]
    found = subject.finding
    if found is not None and "finding" in given and given["finding"] != found.level:
        changed = replace(
            found,
            level=given["finding"],
            on=event.effective,
            hearing="",
            by=given["determined_by"],
            by_name="",
            reasons=given["reason"],
        )
        findings = tuple(
            replace(one, stands=False) if one is found else one for one in subject.findings
        )
        subject = replace(subject, findings=(*findings, changed))
    made = _outcome(
        event,
        hearing="",
        forum=before.forum,
        finding=given.get("finding", before.finding),
    )
    made = replace(made, by=given["determined_by"], substituted=True)
    return _dismissed(replace(subject, outcomes=(*subject.outcomes, made)), made)


def _to_new_panel(subject: Subject, event: Event) -> Subject:
    """Refer the matter anew, so that its clocks begin again."""
    back = _given_back(subject)
    anew = Reached("referred", event.effective, by=event.payload["determined_by"], note=NEW_PANEL)
    return replace(back, reached=(*back.reached, anew))


def _given_back(subject: Subject) -> Subject:
    """Send the matter to a new hearing; the one that was is kept."""
    hearing = subject.hearing
    if hearing is None:
        return subject
    return replace(subject, hearing=None, past_hearings=(*subject.past_hearings, hearing))


def _withdrawn(subject: Subject, event: Event) -> Subject:
    return reach(called_off(subject), event, "proceedings_withdrawn")


def called_off(subject: Subject) -> Subject:
    """Give back what is left of a hearing's time."""
    hearing = subject.hearing
    if hearing is None or not hearing.stands:
        return subject
    off = replace(hearing, state="vacated", sequence=hearing.sequence + 1)
    return replace(subject, hearing=off)


def _remitted(subject: Subject, event: Event) -> Subject:
    """Take the matter back to the authority; what was found of it no longer stands."""
    if event.from_stage in {Stage.HEARD, Stage.IN_HEARING}:
        subject = _given_back(replace(subject, hearing=_heard(subject.hearing)))
    subject = called_off(subject)
    findings = tuple(replace(one, stands=False) for one in subject.findings)
    return replace(subject, forum="", findings=findings, offer=None)


def _closed(subject: Subject, event: Event) -> Subject:
    return reach(subject, event, "closed")


def reopened(subject: Subject, event: Event) -> Subject:
    """Take from a reopened matter what it is to be decided again.

    Reopened where it was decided, finding and outcome stand; reopened before that they are set
    aside, and stay on record.
    """
    if event.to_stage == Stage.DECIDED:
        return subject
    if subject.outcomes:
        subject = _given_back(_overturned(subject, SET_ASIDE))
    # It is referred anew, so that its clocks begin again.
    if event.to_stage != Stage.REFERRED:
        return subject
    anew = Reached("referred", event.effective, note=REOPENED)
    return replace(subject, reached=(*subject.reached, anew))


CONCLUSION_CHANGES: dict[str, Change] = {
    "appeal": _appealed,
    "close": _closed,
    "determine_appeal": _determined,
    "impose": _imposed,
    "notify_outcome": _notified,
    "publish_outcome": lambda subject, event: reach(subject, event, "outcome_published"),
    "record_finding": _found,
    "remit": _remitted,
    "report_outcome": lambda subject, event: reach(subject, event, "report_to_authority"),
    "withdraw": _withdrawn,
}
"""What each kind of event makes of the subject it is about."""
