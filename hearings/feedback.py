"""Word the feedback note to those who assessed locally.

It says what changed, why, which guidance applies and, where one person alone reads it, how their
own forms have fared. A record is one person's and for that person: a note that goes to two tells
neither's. It accuses nobody and says nothing about who was right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hearings.cases import CaseFile, Subject, reference
from hearings.guidance import guidance_for, lines
from hearings.intervals import wilson
from hearings.people import Maker
from hearings.rates import NAMED, Counts
from hearings.rules import Rules
from hearings.severity import Assessment, Kind
from hearings.shares import percent
from hearings.standards import standard_words


def readers(subject: Subject) -> tuple[Maker, ...]:
    """Name those the note goes to: everyone who assessed the subject locally, once each."""
    local = [a.maker for a in subject.assessments if a.kind in {Kind.INITIAL, Kind.FORMAL}]
    return tuple({maker.number: maker for maker in local}.values())


def note(file: CaseFile, number: int, own: Counts | None, rules: Rules) -> list[str]:
    """Write the note, line by line.

    Args:
        file: The case.
        number: The subject's number.
        own: The counts of the reader's own forms, where one person alone reads it.
        rules: The force's words and reasons.

    Returns:
        Plain lines; empty where nothing was changed.
    """
    subject = file.subject(number)
    passed, decision, ruling = subject.passed, subject.decision, subject.ruling
    if passed is None or decision is None or ruling is None or not subject.feedback.prepared:
        return []
    reason = rules.reasons.get(decision.reason)
    found = [
        f"Feedback note: {reference(file.case.reference, number)}",
        "To: " + "; ".join(_who(maker) for maker in readers(subject)),
        "",
        f"Passed to {rules.dps} as {passed.level.words}{_when(passed)}.",
        f"Decided by {rules.dps} as {decision.level.words}{_when(decision)}.",
        f"Reason: {decision.reason if reason is None else reason.words}.",
    ]
    if ruling is not decision:
        found.append(f"Since revised to {ruling.level.words}{_when(ruling)}.")
    found += ["", "Why:", *_reasons(decision), "", *_guidance(subject, decision, file.case.regime)]
    return [*found, "", *_own(own if len(readers(subject)) == 1 else None)]


def _who(maker: Maker) -> str:
    return ", ".join(part for part in (maker.rank, maker.name or maker.number, maker.unit) if part)


def _when(made: Assessment) -> str:
    return "" if made.made_on is None else f" on {made.made_on:%-d %B %Y}"


def _reasons(decision: Assessment) -> Sequence[str]:
    text = decision.rationale.get("action", "")
    return text.splitlines() or ["No reasons were recorded."]


def _guidance(subject: Subject, decision: Assessment, regime: str) -> list[str]:
    """Quote the guidance that applies at the level decided and under the case's regime."""
    found: list[str] = []
    for standard in dict.fromkeys(a.standard for a in subject.allegations):
        guidance = guidance_for(standard)
        found.append(f"The guidance that applies: {standard_words(standard)}")
        if guidance is None:
            found.append("There is no guidance: that is none of the ten Standards.")
        else:
            found += lines(guidance, decision.level, regime)
    return found


def _own(counts: Counts | None) -> Iterator[str]:
    """Tell a reader their own record: with a rate only where enough is decided for one."""
    if counts is None:
        yield "How your own forms have fared is for you alone: 'hearings stats mine' shows it."
        return
    yield "Your own forms so far, of all initial levels:"
    bounds = wilson(counts.changed, counts.decided, counts.spread)
    rate = "."
    if counts.decided >= NAMED and bounds is not None:
        low, high = (f"{100 * end:.1f}" for end in bounds)
        rate = f": {percent(counts.changed, counts.decided)}, 95 % interval {low} to {high} %."
    yield (
        f"  {counts.changed} of {counts.decided} decided were changed"
        f" ({counts.lowered} lowered, {counts.raised} raised){rate}"
    )
    if rate == ".":
        yield f"  Fewer than {NAMED} are decided, which is too few for a rate."
