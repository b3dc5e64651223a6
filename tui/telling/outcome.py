"""Word what was found of an officer, what was done, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from hearings.cases import Event, Subject
from hearings.conclusions import FINDINGS, ROUTES, STANDS, Appeal, Finding, Outcome
from hearings.deadlines import Deadline, deadlines
from hearings.milestones import Reached
from hearings.outcomes import grouped, in_force_from, outcome_words
from hearings.regimes import overlays
from hearings.standards import standard_words
from hearings.warned import ends
from tui import words
from tui.diary_words import counted, hearing_kind, noted, weekday
from tui.outcome_words import (
    ADMISSION,
    BECAME,
    BREACHES,
    FACTS,
    RESULTS,
    chair_words,
    decider_words,
    era_words,
)
from tui.telling.clock import SIGNS, standing
from tui.telling.records import records
from tui.telling.said import FAINT, HEAD, TEXT, Said, fact

if TYPE_CHECKING:
    from datetime import date

    from db.actions import View
    from db.lawful import Lawful
    from hearings.outcomes import Ruling
    from hearings.rules import Rules

_WINDOWS: Final = {"meeting": "appeal_notice", "tribunal": "tribunal_notice"}
_AFTER: Final = (
    ("outcome_notified", "The officer notified in writing"),
    ("report_to_authority", "Report to the authority"),
    ("outcome_published", "Published"),
)
"""The days that follow an outcome, in the order of a matter."""

_UNSEEN: Final = ", unverified"


def outcome(
    view: View,
    number: int,
    rules: Rules,
    today: date,
    lawful: Lawful | None = None,
) -> Iterator[Said]:
    """Tell everything that the proceedings against one officer ended in.

    Args:
        view: The case.
        number: The subject's number.
        rules: The force's words, lists and calendar.
        today: The day it stands as.
        lawful: What the rules say of each outcome; None while that has not been read.
    """
    subject, regime = view.file.subject(number), view.file.case.regime
    yield from _findings(subject, regime)
    yield from _outcomes(subject, regime, view.history, number)
    if subject.stage == "heard":
        yield from _lawful(lawful, regime)
    rows = deadlines(view.file.case, subject, rules, today)
    if subject.outcomes:
        yield from _after(subject)
        yield from _appeals(subject, rows, rules, today)
    yield from records(subject, rules)


def _findings(subject: Subject, regime: str) -> Iterator[Said]:
    yield Said(HEAD, "Finding")
    if not subject.findings:
        yield Said(FAINT, "Nothing has been found yet.")
        if subject.stage == "in_hearing":
            yield Said(FAINT, "Press m and choose to record the finding.")
    for one in reversed(subject.findings):
        yield from _finding(one, subject, regime)


def _finding(one: Finding, subject: Subject, regime: str) -> Iterator[Said]:
    level = words.first_upper(FINDINGS.get(one.level, one.level))
    gone = "" if one.stands else " No longer stands."
    yield Said(TEXT, f"{level}, {_where_found(one, regime)}.{gone}")
    for each in subject.allegations:
        found = FACTS.get(one.facts.get(str(each.number), ""), "nothing recorded")
        yield fact(f"Allegation {each.number}, {standard_words(each.standard)}, facts", found, 2)
    for key, answer in one.breaches.items():
        yield fact(f"Standard {standard_words(key)}", BREACHES.get(answer, answer), 2)
    if not one.on_appeal:
        presided = ", ".join(part for part in (one.by_name, one.by) if part)
        yield fact(words.first_upper(chair_words(one.forum)), presided or "not recorded", 2)
    yield fact("Accepted by the officer", ADMISSION.get(one.admission, "not recorded"), 2)
    if one.indictable_only:
        yield Said(TEXT, "Rests on a conviction for an offence triable only on indictment.", 2)
    if one.reasons:
        yield fact("Reasons", one.reasons, 2)


def _where_found(one: Finding, regime: str) -> str:
    """Say who found it and when: the proceedings, or whoever determined an appeal from them."""
    if one.on_appeal:
        return f"found on appeal by {one.by} on {_day(one.on)}"
    forum = hearing_kind(one.forum, regime) if one.forum else "proceedings"
    return f"{_day(one.on)}, at the {f'{forum} {one.hearing}'.strip()}"


def _day(when: date | None) -> str:
    return "day not known" if when is None else weekday(when)


def _outcomes(
    subject: Subject, regime: str, history: Sequence[Event], number: int
) -> Iterator[Said]:
    era = words.first_upper(era_words(regime))
    made = subject.outcome
    yield Said(HEAD, f"{era} that stands" if made else era)
    if made is not None:
        yield from _made(made, subject, _length_from(made, history, number))
    elif subject.disposal:
        yield Said(TEXT, f"{words.first_upper(words.disposal_words(subject.disposal))}.")
    else:
        none = "None stands now." if subject.outcomes else "None has been recorded."
        yield Said(FAINT, none)
    before = [one for one in reversed(subject.outcomes) if one is not made]
    if before:
        yield Said(HEAD, "Before it, and still on record" if made else "Still on record")
    for one in before:
        yield from _made(one, subject, "")


def _made(one: Outcome, subject: Subject, length_from: str) -> Iterator[Said]:
    """Tell one outcome, with its rule, its day of effect and its last day."""
    said = f": {one.said}" if one.said else ""
    became = "" if one.state == STANDS else f": {BECAME[one.state]}"
    instead = ", in the place of another, to which it dates back" if one.substituted else ""
    about = f", allegation {one.allegation}" if one.allegation else ""
    title = words.first_upper(outcome_words(one.key))
    yield Said(TEXT, f"{title}{said}{about}, {_day(one.on)}{instead}{became}")
    rest = FINDINGS.get(one.finding, one.finding) or "a finding that is not known"
    yield fact("Rests on", f"{rest}{_changes(one)}", 2)
    yield fact("Lawful by", _rule(one.source), 2)
    by = ", ".join(part for part in (one.by_name, one.by) if part)
    name = decider_words(one.forum) if one.hearing else "whoever determined the appeal"
    yield fact(f"Given by the {name}" if one.hearing else "Given by", by or "not recorded", 2)
    yield from _effect(one)
    yield from _warning(one, subject, length_from)
    if one.reasons:
        yield fact("Reasons", one.reasons, 2)


def _changes(one: Outcome) -> str:
    titles = [overlays()[key].title for key in one.overlays if key in overlays()]
    return f"; {'; '.join(titles)}" if titles else ""


def _rule(source: str) -> str:
    """Give the rule, and whether anybody has verified it."""
    if not source:
        return "no rule was kept with it"
    if source.endswith(_UNSEEN):
        return f"{source.removesuffix(_UNSEEN)} · UNVERIFIED: a lawyer has not signed it off"
    return source


def _effect(one: Outcome) -> Iterator[Said]:
    if one.effective_on is None:
        if one.state == STANDS and one.hearing:
            yield Said(TEXT, "Not yet in effect: it takes effect when the officer is notified.", 2)
        return
    how = "the day the officer was told of it"
    if one.substituted:
        how = "the day of the outcome it was put in the place of"
    elif one.effective_on != one.on:
        how = "the day the officer was notified in writing"
    yield fact("In effect from", f"{weekday(one.effective_on)}, {how}", 2)
    if one.ends_on is not None:
        notice = f", after {counted(one.notice_days, 'day')} of notice" if one.notice_days else ""
        yield fact("Last day of service", f"{weekday(one.ends_on)}{notice}", 2)


def _warning(one: Outcome, subject: Subject, length_from: str) -> Iterator[Said]:
    if one.months:
        source = f" ({length_from})" if length_from else ""
        yield fact("Lasts", f"{counted(one.months, 'month')}{source}", 2)
    before = subject.warned
    if one.extends is not None:
        before = (one.extends,)
        first = words.day(one.extends.notified_on)
        yield fact("Extends", f"{outcome_words(one.extends.kind)} of {first}", 2)
    warned = in_force_from(one, before)
    if warned is None:
        return
    first = weekday(warned.notified_on)
    longer = f", then {counted(warned.extension_months, 'month')}" if warned.extended else ""
    yield fact(
        "Last day in force",
        f"{weekday(ends(warned))}: {counted(warned.months, 'month')} beginning with"
        f" {first}{longer}; no holiday bears on it",
        2,
    )


def _length_from(made: Outcome, history: Sequence[Event], number: int) -> str:
    """Find where the length of a warning came from, as the event that gave it kept it."""
    for event in reversed(history):
        given = event.payload
        if event.subject == number and given.get("outcome") == made.key and "months" in given:
            return str(given.get("months_source", ""))
    return ""


def _lawful(lawful: Lawful | None, regime: str) -> Iterator[Said]:
    yield Said(HEAD, f"What can be given here as {era_words(regime)}")
    if lawful is None:
        yield Said(FAINT, "Reading what is lawful here…")
        return
    live = ", ".join(outcome_words(kind) for kind in sorted(lawful.facts.live))
    yield fact("Warnings in force on the day of the severity assessment", live or "none", 2)
    for one in lawful.rulings:
        if one.allowed:
            said = words.first_upper(outcome_words(one.outcome))
            yield Said(TEXT, f"✓ {said} {_by(one)}", 2)
    for each in grouped(one for one in lawful.rulings if not one.allowed):
        yield Said(FAINT, f"✗ {each.why} {_by(each.first)}", 2)
    yield Said(FAINT, "Press m and choose to record the outcome.")


def _by(one: Ruling) -> str:
    return f"({one.provision.source}){' · UNVERIFIED' if one.unverified else ''}"


def _after(subject: Subject) -> Iterator[Said]:
    yield Said(HEAD, "After it")
    for key, title in _AFTER:
        reached = _since_concluded(subject, key)
        if reached is None:
            yield fact(title, "not recorded")
            continue
        how = f"; {noted(reached.note)}" if reached.note else ""
        by = f", by {reached.by}" if reached.by else ""
        yield fact(title, f"{weekday(reached.on)}{by}{how}")


def _since_concluded(subject: Subject, key: str) -> Reached | None:
    """Find a fact that was reached after the last outcome of a hearing."""
    found = None
    for each in subject.reached:
        if each.key == "hearing_concluded":
            found = None
        elif each.key == key:
            found = each
    return found


def _appeals(
    subject: Subject, rows: Sequence[Deadline], rules: Rules, today: date
) -> Iterator[Said]:
    yield Said(HEAD, "Appeal")
    key = _WINDOWS["meeting" if subject.forum == "meeting" else "tribunal"]
    for row in [row for row in rows if row.key == key][-1:]:
        yield Said(TEXT, f"{SIGNS[row.status]} {row.title}: {standing(row, rules.calendar, today)}")
        if row.last_day is not None:
            unseen = "" if row.firm else " · UNVERIFIED"
            yield fact("Last day to appeal", f"{weekday(row.last_day)} ({row.source}){unseen}", 2)
    if not subject.appeals:
        yield Said(FAINT, "None has been brought.")
    for one in reversed(subject.appeals):
        yield from _appeal(one)


def _appeal(one: Appeal) -> Iterator[Said]:
    road = words.first_upper(ROUTES.get(one.route, one.route))
    result = RESULTS.get(one.result, one.result) or "not determined yet"
    when = f", {weekday(one.determined_on)}" if one.determined_on is not None else ""
    yield Said(TEXT, f"{road}, {weekday(one.on)}: {result}{when}")
    yield fact("Against", outcome_words(one.against) or "no outcome", 2)
    yield fact("Grounds", one.grounds, 2)
    if one.late:
        yield fact("Out of time; let in by, and why", one.late, 2)
    if one.by:
        yield fact("Determined by", one.by, 2)
    if one.reasons:
        yield fact("Reasons", one.reasons, 2)
