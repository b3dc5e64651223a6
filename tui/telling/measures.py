"""Word what was done to an officer meanwhile: suspension, restriction, warnings, leaving."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hearings.cases import Subject
from hearings.deadlines import Deadline
from hearings.measures import Leaving, Measure, Review
from hearings.warned import ends, live_at_severity
from tui import words
from tui.diary_words import BECOMES, SECOND_CONDITION, counted, weekday
from tui.telling.said import FAINT, HEAD, TEXT, Said, fact

_REVIEW = "suspension_review"


def measures(subject: Subject, rows: Sequence[Deadline]) -> Iterator[Said]:
    """Tell the measures, the warnings in force on the severity date, and how the officer left.

    Args:
        subject: The officer's matter.
        rows: Its limits as they stand; a review that is late shows in them.
    """
    for measure in subject.measures:
        yield from _measure(measure)
        if measure.kind == "suspension" and measure.imposed:
            yield from _late(measure, rows)
    yield from _warnings(subject)
    if subject.left is not None:
        yield from _leaving(subject.left)


def _measure(measure: Measure) -> Iterator[Said]:
    what = "Suspension" if measure.kind == "suspension" else "Restriction of duties"
    done = "decided" if measure.imposed else "decided against"
    until = ""
    if measure.imposed:
        over = measure.ended_on
        until = "; in force" if over is None else f"; ended {words.day(over)}"
    yield Said(HEAD, f"{what}: {done} {words.day(measure.on)}{until}")
    yield fact("Decided by", measure.by or words.NONE)
    parts = (
        ("First condition, temporary redeployment", measure.redeployment),
        ("Second condition", SECOND_CONDITION.get(measure.second_condition, "")),
        ("Alternatives considered", measure.alternatives),
        ("What the officer may not do", measure.terms),
        ("Reasons", measure.reasons),
    )
    yield from (fact(name, value) for name, value in parts if value)
    for review in measure.reviews:
        yield Said(TEXT, _review(review), 2)


def _review(review: Review) -> str:
    way = "goes on" if review.goes_on else "ends"
    return f"Reviewed {weekday(review.on)} by {review.by}: {way}. {review.reasons}"


def _late(measure: Measure, rows: Sequence[Deadline]) -> Iterator[Said]:
    """Tell each review that came late or has not come, and the one that is due next."""
    until = measure.ended_on
    for row in rows:
        begun = row.clock_date
        if row.key != _REVIEW or begun is None or begun < measure.on or row.last_day is None:
            continue
        if until is not None and begun > until:
            continue
        due = f"Review due {weekday(row.last_day)}"
        over = f"{counted(row.over, 'working day')} past" if row.over else "past its day"
        if row.status == "met_late" and row.met_on is not None:
            yield Said(TEXT, f"✗ {due}: reviewed late, {weekday(row.met_on)}, {over}", 2)
        elif row.status == "overdue":
            yield Said(TEXT, f"✗ {due}: overdue, {over}", 2)
        elif row.met_on is None:
            yield Said(TEXT, f"○ {due}", 2)


def _warnings(subject: Subject) -> Iterator[Said]:
    if not subject.warned:
        return
    decided = subject.decision or subject.ruling
    on = "" if decided is None or decided.made_on is None else f", {words.day(decided.made_on)}"
    yield Said(HEAD, f"Warnings in force on the day of the severity assessment{on}")
    live = live_at_severity(subject)
    if not live:
        yield Said(FAINT, "None of those recorded was in force." if on else "It has no day yet.")
    for one in subject.warned:
        kind = words.first_upper(words.choice_words(one.kind))
        held = "in force" if one in live else "not in force"
        length = counted(one.months, "month")
        away = f" and {counted(one.break_days, 'day')} of career break" if one.break_days else ""
        source = f" ({one.source})" if one.source else ""
        yield Said(
            TEXT,
            f"{kind}, notified {words.day(one.notified_on)}, {length}{away}{source}: until"
            f" {words.day(ends(one))}; {held} then",
            2,
        )


def _leaving(left: Leaving) -> Iterator[Said]:
    yield Said(HEAD, f"Leaves the service: {words.choice_words(left.how)}")
    yield fact("Last day of service", weekday(left.on))
    if left.notice_on is not None:
        yield fact("Notice given", words.day(left.notice_on))
    if left.consent:
        by = f" by {left.consent_by}" if left.consent_by else ""
        yield fact("Consent", f"{words.choice_words(left.consent)}{by}")
    yield fact("The case", BECOMES.get(left.becomes, words.choice_words(left.becomes)))
