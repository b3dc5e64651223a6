"""Word the hearing of a matter: its days, who sits, its limit, and what is outstanding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from hearings.cases import Event, Subject
from hearings.deadlines import Deadline, deadlines
from hearings.guards.diary import LIMIT_OF
from hearings.listing import readiness
from hearings.milestones import Reached
from hearings.sittings import Hearing, PublicNotice
from hearings.standards import standard_words
from tui import words
from tui.diary_words import (
    CASE_TO_ANSWER,
    PUBLISHED,
    counted,
    hearing_kind,
    hearing_state,
    noted,
    seat_words,
    sitting_words,
    weekday,
)
from tui.telling.clock import SIGNS, standing
from tui.telling.measures import measures
from tui.telling.said import FAINT, HEAD, TEXT, Said, fact

if TYPE_CHECKING:
    from datetime import date

    from db.actions import View
    from db.agenda import Planning
    from hearings.rules import Rules

WAITING: Final = frozenset({"referred", "listed", "appealed"})
"""The stages in which what is outstanding and which days are free still matters."""


def hearing(
    view: View, number: int, rules: Rules, today: date, planned: Planning | None = None
) -> Iterator[Said]:
    """Tell everything that bears on the hearing of one officer.

    Args:
        view: The case.
        number: The subject's number.
        rules: The force's words and its calendar.
        today: The day it stands as.
        planned: The free days; None while they have not been read.
    """
    subject, case = view.file.subject(number), view.file.case
    rows = deadlines(case, subject, rules, today)
    yield from _proceedings(subject, case.regime, rules)
    if subject.hearing is not None:
        yield from _listed(subject.hearing, case.regime)
    yield from _offer(subject)
    yield from _limit(subject, rows, rules, today)
    if planned is not None and subject.stage in WAITING:
        yield from _free(planned)
    if subject.stage in WAITING and not _before_a_tribunal(subject):
        yield from _ready(subject)
    yield from _answers(subject)
    yield from _investigation(subject, view.history, number)
    yield from measures(subject, rows)
    for past in subject.past_hearings:
        yield from _past(past)


def _proceedings(subject: Subject, regime: str, rules: Rules) -> Iterator[Said]:
    yield Said(HEAD, "Proceedings")
    stage = words.stage_of(subject.stage, rules)
    if not subject.forum:
        yield Said(FAINT, f"It has not been referred to proceedings; it is at: {stage}.")
        return
    kind = words.first_upper(hearing_kind(subject.forum, regime))
    referred = _last(subject, "referred")
    day = f", referred {words.day(referred.on)}" if referred is not None else ""
    yield Said(TEXT, f"{kind}{day}; {stage}")
    if subject.findings:
        yield Said(FAINT, "What was found and what was done stands on the Outcome tab.")
    elif subject.hearing is None:
        yield Said(FAINT, "It is not listed yet. Press m and choose to list it.")


def _last(subject: Subject, key: str) -> Reached | None:
    return next((fact for fact in reversed(subject.reached) if fact.key == key), None)


def _listed(one: Hearing, regime: str) -> Iterator[Said]:
    kind = words.first_upper(hearing_kind(one.kind, regime))
    yield Said(HEAD, f"{kind} {one.reference}: {hearing_state(one)}")
    for place, sitting in enumerate(one.sittings, 1):
        yield Said(TEXT, f"Day {place}: {sitting_words(sitting)}", 2)
    yield fact("Room", one.room or words.NONE)
    yield fact("Time estimate", counted(one.estimate, "sitting day"))
    for seat in one.seats:
        yield Said(TEXT, words.first_upper(seat_words(seat)), 2)
    if one.appointed_by:
        basis = f", {one.appointed_basis}" if one.appointed_basis else ""
        yield fact("Appointed by", f"{one.appointed_by}{basis}")
    if one.entered_late:
        yield Said(TEXT, "Entered late: after its sitting day.")
    if one.absence:
        yield fact("In the officer's absence, because", one.absence)
    yield from _notice(one, one.notice)


def _notice(one: Hearing, notice: PublicNotice | None) -> Iterator[Said]:
    if notice is None:
        if one.kind in {"hearing", "accelerated"}:
            yield fact("Public notice", "the chair has not decided what may be published")
        return
    allowed = ", ".join(PUBLISHED.get(name, name) for name in notice.fields) or "nothing"
    chair = next((seat.name for seat in one.seats if seat.person == notice.by), "")
    who = f"{chair}, {notice.by}" if chair else notice.by
    yield fact("The chair allows to be published", allowed)
    yield Said(FAINT, f"Decided by the chair, {who}, {words.day(notice.on)}: {notice.reasons}", 2)
    if "name" not in notice.fields:
        yield Said(FAINT, "The name is the chair's decision; it is withheld.", 2)


def _offer(subject: Subject) -> Iterator[Said]:
    offer = subject.offer
    if offer is not None:
        yield Said(HEAD, f"Offered by the {offer.by}: {weekday(offer.on)}")
        yield Said(TEXT, "A reasonable date offered within five working days has to be taken"
                         f" (by {weekday(offer.until)}).")  # fmt: skip


def _limit(subject: Subject, rows: Sequence[Deadline], rules: Rules, today: date) -> Iterator[Said]:
    key = "appeal_meeting_held" if subject.stage == "appealed" else LIMIT_OF.get(subject.forum, "")
    found = [row for row in rows if row.key == key]
    if not found:
        return
    row = found[-1]
    yield Said(HEAD, "The limit it has to keep")
    yield Said(TEXT, f"{SIGNS[row.status]} {row.title}: {standing(row, rules.calendar, today)}")
    if row.last_day is not None:
        opens = f"from {weekday(row.opens)} " if row.opens is not None else ""
        yield fact("Last lawful day", f"{opens}to {weekday(row.last_day)}" if opens
                   else weekday(row.last_day), 2)  # fmt: skip
    elif row.status == "not_started":
        yield Said(FAINT, "Its clock has not started.", 2)


def _free(planned: Planning) -> Iterator[Said]:
    days = ", ".join(map(weekday, planned.free))
    inside = " inside the limit" if planned.limit is not None else " in the next ninety days"
    yield fact(f"Free days{inside}", days or "none", 2)


def _before_a_tribunal(subject: Subject) -> bool:
    """Say whether an appeal runs that no meeting of the force hears."""
    running = subject.appeal
    return subject.stage == "appealed" and running is not None and running.route != "meeting"


def _ready(subject: Subject) -> Iterator[Said]:
    seats = () if subject.hearing is None else subject.hearing.seats
    kind = "appeal_meeting" if subject.stage == "appealed" else ""
    items = readiness(subject, seats, kind)
    left = sum(not item.done for item in items)
    done = "everything is there" if not left else f"{left} of {len(items)} outstanding"
    yield Said(HEAD, f"Ready to be listed: {done}")
    for item in items:
        sign = "✓" if item.done else "–"
        when = words.day(item.done_on) if item.done_on is not None else "there"
        note = f"; {noted(item.note)}" if item.note else ""
        state = f"{when}{note}" if item.done else "outstanding"
        yield Said(TEXT, f"{sign} {words.first_upper(item.words)}: {state}", 2)


def _answers(subject: Subject) -> Iterator[Said]:
    if not subject.opinions and not subject.answers:
        return
    yield Said(HEAD, "Case to answer, allegation by allegation")
    for each in subject.allegations:
        key = str(each.number)
        yield Said(TEXT, f"Allegation {each.number}: {standard_words(each.standard)}")
        opinion, answer = subject.opinions.get(key, ""), subject.answers.get(key, "")
        yield fact("Investigator's opinion", CASE_TO_ANSWER.get(opinion, "none given"), 2)
        differs = " (differs)" if answer and opinion and answer != opinion else ""
        decided = CASE_TO_ANSWER.get(answer, "not decided yet")
        yield fact("The authority's decision", f"{decided}{differs}", 2)


def _investigation(subject: Subject, history: Sequence[Event], number: int) -> Iterator[Said]:
    if not subject.investigator:
        return
    named = [
        str(event.payload.get("investigator_name", ""))
        for event in history
        if event.kind == "appoint_investigator" and event.subject == number
    ]
    name = f"{named[-1]}, " if named and named[-1] else ""
    yield Said(HEAD, "Investigation")
    yield fact("Investigator", f"{name}{subject.investigator}")


def _past(one: Hearing) -> Iterator[Said]:
    yield Said(HEAD, f"Before: {one.reference}, {hearing_state(one)}")
    for sitting in one.sittings:
        yield Said(FAINT, sitting_words(sitting), 2)
