"""Word what was found of an officer, what was done, and what followed, for `case show`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from hearings.cases import Subject
from hearings.conclusions import (
    FINDINGS,
    ROUTES,
    Appeal,
    Circumstances,
    Comparison,
    Document,
    Finding,
    Outcome,
)
from hearings.endings import lies
from hearings.outcome_kinds import outcome_words
from hearings.outcomes import in_force_from
from hearings.outcomes.effects import EXTENDED
from hearings.realms import ARCHIVE
from hearings.standards import standard_words
from hearings.warned import Warned, ends

RESULT_WORDS = {
    "confirm": "confirmed",
    "vary": "varied",
    "quash": "quashed",
    "new_panel": "sent to a new panel",
}
"""How an appeal ended, in words."""

STATE_WORDS = {"varied": "varied", "quashed": "quashed", "set_aside": "set aside"}
"""What has become of an outcome that no longer stands, in words."""

PLACE_WORDS = {
    "too_few": "too few to say where it lies",
    "lighter": "lighter than each of them",
    "within": "within their range",
    "heavier": "heavier than each of them",
}
"""Where an outcome lies among its comparators, in words."""


def ended_lines(subject: Subject) -> Iterator[str]:
    """Give circumstances, findings, outcomes, appeals, comparisons and documents, line by line."""
    for coded in subject.coded:
        yield from _coded(coded, newest=coded is subject.circumstances)
    for found in subject.findings:
        yield from _finding(found)
    for made in subject.outcomes:
        yield from _outcome(made, subject.warned)
    for appeal in subject.appeals:
        yield from _appeal(appeal)
    for compared in subject.comparisons:
        yield from _comparison(compared)
    for document in subject.documents:
        yield _document(document)


def _coded(coded: Circumstances, *, newest: bool) -> Iterator[str]:
    beside = "" if newest else "; coded anew since"
    yield f"  Circumstances coded {_day(coded.on)} under {coded.edition}{beside}"
    groups: Mapping[str, tuple[str, ...]] = {
        "culpability": (coded.culpability,),
        "harm_level": (coded.harm_level,),
        "harm": coded.harm,
        "aggravating": coded.aggravating,
        "mitigating": coded.mitigating,
        "special": coded.special,
    }
    for group, keys in groups.items():
        said = "; ".join(coded.words.get(f"{group}.{key}", key) for key in keys if key)
        if said:
            yield f"    {group.replace('_', ' ').capitalize()}: {said}"


def _finding(found: Finding) -> Iterator[str]:
    level = FINDINGS.get(found.level, found.level)
    gone = "" if found.stands else "; no longer stands"
    where = f"on appeal, {found.by}" if found.on_appeal else _where(found.forum, found.by_name)
    yield f"  Finding {_day(found.on)}: {level} ({where}){gone}"
    for number, fact in found.facts.items():
        yield f"    Allegation {number}: {fact.replace('_', ' ')}"
    for standard, answer in found.breaches.items():
        yield f"    {standard_words(standard)}: {answer.replace('_', ' ')}"
    if found.admission:
        yield f"    Accepted: {'not' if found.admission == 'none' else f'in {found.admission}'}"
    yield from _reasons(found.reasons)


def _outcome(made: Outcome, before: tuple[Warned, ...]) -> Iterator[str]:
    said = f" ({made.said})" if made.said else ""
    gone = STATE_WORDS.get(made.state, "")
    instead = "; in place of the one before, and dates back to it" if made.substituted else ""
    yield (
        f"  Outcome {_day(made.on)}: {outcome_words(made.key)}{said}"
        f"{f'; {gone}' if gone else ''}{instead}"
    )
    if made.regime == ARCHIVE:
        yield "    As the archive gives it"
        return
    yield f"    Under the {made.regime} Regulations; {made.source or 'source not known'}"
    if made.effective_on is None:
        yield "    Not in effect: the officer has not been notified"
    else:
        last = "" if made.ends_on is None else f"; last day of service {_day(made.ends_on)}"
        yield f"    In effect from {_day(made.effective_on)}{last}"
    yield from _lasts(made, before)
    yield from _reasons(made.reasons)


def _lasts(made: Outcome, before: tuple[Warned, ...]) -> Iterator[str]:
    """Say how long a warning lasts, and its last day where it is in force, with the count."""
    if not made.months:
        return
    extension = "Extended by" if made.key == EXTENDED else "For"
    warned = in_force_from(made, before)
    if warned is None:
        yield f"    {extension} {made.months} months"
        return
    longer = ""
    if warned.break_days:
        longer += f", with {warned.break_days} days of career break"
    if warned.extended:
        longer += f", then {warned.extension_months} months of extension"
    yield (
        f"    Last day in force {_day(ends(warned))}: {warned.months} months beginning with"
        f" {_day(warned.notified_on)}{longer}"
    )


def _appeal(appeal: Appeal) -> Iterator[str]:
    route = ROUTES.get(appeal.route, appeal.route)
    late = f"; late: {_one_line(appeal.late)}" if appeal.late else ""
    yield f"  {route[:1].upper()}{route[1:]} {_day(appeal.on)}{late}"
    yield f"    Grounds: {_one_line(appeal.grounds)}"
    if appeal.result:
        result = RESULT_WORDS.get(appeal.result, appeal.result)
        yield f"    {result.capitalize()} {_day(appeal.determined_on)} by {appeal.by}"
        yield from _reasons(appeal.reasons)
    else:
        yield "    Runs"


def _comparison(compared: Comparison) -> Iterator[str]:
    place = PLACE_WORDS[lies(compared.n, compared.lighter, compared.heavier)]
    yield (
        f"  Compared {_day(compared.on)}: {outcome_words(compared.outcome)} beside"
        f" {compared.n} comparators: {compared.lighter} lighter, {compared.same} the same,"
        f" {compared.heavier} heavier; {place}"
    )
    yield f"    The chair's reasons: {_one_line(compared.quoted)}"


def _document(document: Document) -> str:
    marking = document.marking or "not marked yet"
    limb = f" under limb {document.limb}" if document.limb else ""
    pages = f"; {document.pages} pages" if document.pages else ""
    kind = document.kind.replace("_", " ")
    return f"  Document {document.number}: {document.name} ({kind}; {marking}{limb}{pages})"


def _where(forum: str, who: str) -> str:
    return ", ".join(part for part in (forum or "forum not known", who) if part)


def _reasons(text: str) -> Iterator[str]:
    if text:
        yield f"    Reasons: {_one_line(text)}"


def _one_line(text: str) -> str:
    return " / ".join(text.splitlines())


def _day(day: date | None) -> str:
    return "on a day not known" if day is None else day.isoformat()
