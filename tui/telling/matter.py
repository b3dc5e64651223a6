"""Word a matter: its facts, its assessments, what the unit wrote, and the guidance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hearings.cases import Subject, reference
from hearings.guidance import LABELS, guidance_for, point_words
from hearings.people import ethnicity_words, person_types, short_rank
from hearings.regimes import regimes
from hearings.severity import Assessment, Kind, headings
from hearings.standards import standard_words
from tui import words
from tui.telling.said import FAINT, HEAD, TEXT, Said, fact

if TYPE_CHECKING:
    from db.actions import View
    from hearings.rules import Rules

LOCAL = frozenset({Kind.INITIAL, Kind.FORMAL})
"""The assessments made by the unit."""


def summary(view: View, number: int, rules: Rules) -> Iterator[Said]:
    """Tell a subject's facts and where the matter stands.

    Args:
        view: The case.
        number: The subject's number.
        rules: The force's words.
    """
    subject, case = view.file.subject(number), view.file.case
    yield Said(HEAD, "Officer concerned")
    yield from _officer(view, subject)
    yield Said(HEAD, "Where it stands")
    yield from _standing(subject, rules)
    yield Said(HEAD, "Allegations")
    for each in subject.allegations:
        about = ", ".join(p for p in (each.category, each.place, _on(each.happened_on)) if p)
        title = standard_words(each.standard)
        yield Said(TEXT, f"{each.number}  {title}{f' ({about})' if about else ''}")
        yield Said(TEXT, each.narrative, 3)
    yield Said(HEAD, "Case")
    yield fact("Regime", regimes()[case.regime].title)
    yield fact("Came to attention", words.day(case.attention_date))
    yield fact("Came to light by", words.choice_words(case.source) or words.NONE)
    yield fact("Track", words.choice_words(case.track) or words.NONE)
    yield fact(words.first_upper(rules.unit_word), case.unit or words.NONE)
    yield fact("Sensitivity", case.sensitivity)
    yield fact("Priority", _priority(view, rules))
    yield fact("Handler", case.handler or "nobody yet")
    if case.iopc:
        yield fact("IOPC", words.choice_words(case.iopc))
    if case.linked:
        yield fact("Linked with", ", ".join(case.linked))
    if len(view.file.subjects) > 1:
        yield fact("Officers in this case", ", ".join(_others(view)))
    yield from _parties(view)


def _on(when: object) -> str:
    return "" if when is None else words.day(str(when))


def _officer(view: View, subject: Subject) -> Iterator[Said]:
    facts = subject.facts
    if facts.number:
        yield fact("Name", f"{view.names.get(facts.number, '')}, {facts.number}")
    else:
        yield fact("Name", "not yet identified")
    kind = person_types().get(facts.person_type, facts.person_type or "not recorded")
    yield fact("At the time", ", ".join(p for p in (facts.rank, facts.unit, kind) if p))
    ethnicity = ethnicity_words(facts.ethnicity, facts.ethnicity_set) or "not recorded"
    service = f"{facts.service} years" if facts.service.isdecimal() else facts.service
    yield fact(
        "Self-defined ethnicity",
        f"{ethnicity}; sex {facts.sex or 'not recorded'}; service {service or 'not recorded'}",
    )


def _standing(subject: Subject, rules: Rules) -> Iterator[Said]:
    handled = f", handled by the {rules.unit_word}: {subject.handled_by}"
    yield fact(
        "Stage",
        words.stage_of(subject.stage, rules) + (handled if subject.handled_by else ""),
    )
    level = words.level_words("" if subject.level is None else subject.level.value)
    yield fact("Level now", level if subject.level else "not assessed yet")
    passed, decision, way = subject.passed, subject.decision, subject.pair.direction
    if passed is not None:
        yield fact("Passed on as", f"{passed.level.words}, {words.day(passed.made_on)}")
    if passed is not None and decision is not None and way is not None:
        change = f"{rules.dps}: {way.value}" if way != "same" else f"{rules.dps}: the same level"
        reason = rules.reasons.get(decision.reason)
        yield fact("Compared", change + (f", {reason.words}" if reason else ""))
    if reading := words.reading_words(subject.second_reading):
        yield fact("Second reading", reading)
    if subject.sent_back:
        yield fact("Form", "sent back for information")
    if subject.held:
        yield fact("Hold", "held for criminal proceedings")
    if subject.feedback.prepared:
        sent = subject.feedback.sent_on
        yield fact("Feedback note", f"sent {words.day(sent)}" if sent else "prepared, not sent")
    if subject.disposal:
        yield fact("Closed by", words.disposal_words(subject.disposal))


def _priority(view: View, rules: Rules) -> str:
    case = view.file.case
    if not case.priority:
        return "not set"
    why = ", ".join(f"{name} {step}" for name, step in case.priority_factors)
    example = f"; {rules.priority.title}" if rules.priority.example else ""
    return f"{words.priority_words(case.priority)} ({why}{example})"


def _others(view: View) -> Iterator[str]:
    for other in view.file.subjects:
        ref = reference(view.file.case.reference, other.number)
        yield f"{ref} {short_rank(other.facts.rank)} {other.facts.unit}".strip()


def _parties(view: View) -> Iterator[Said]:
    if view.file.case.parties:
        yield Said(HEAD, "People in this case")
    for party in view.file.case.parties:
        role = words.first_upper(words.choice_words(party.role))
        told = f"; told {party.told}" if party.told else ""
        shielded = "; protected disclosure" if party.protected_disclosure else ""
        number = f", {party.number}" if party.number else ""
        yield fact(role, f"{party.name}{number}{told}{shielded}")


def assessments(subject: Subject, rules: Rules) -> Iterator[Said]:
    """Tell every assessment of a subject, oldest first."""
    if not subject.assessments:
        yield Said(FAINT, "Nobody has assessed this yet. Press m for what can be done.")
    for made in subject.assessments:
        yield from assessment(made, rules)


def assessment(made: Assessment, rules: Rules, *, named: bool = True) -> Iterator[Said]:
    """Tell one assessment: the level first, then what it rests on.

    Args:
        made: The assessment.
        rules: The force's words.
        named: Whether the assessor's name is told, and not only the rank and unit.
    """
    yield Said(HEAD, f"{words.kind_words(made.kind, rules)}, {words.day(made.made_on)}")
    yield Said(TEXT, made.level.words.upper())
    name = (made.maker.name or made.maker.number) if named else ""
    maker = words.who(made.maker.rank, name, made.maker.unit)
    yield Said(FAINT, "; ".join(p for p in (maker or "maker not known", made.authority) if p))
    if made.reason:
        reason = rules.reasons.get(made.reason)
        yield fact("Reason for change", made.reason if reason is None else reason.words)
    for number, level in made.by_allegation.items():
        yield fact(f"Allegation {number}", words.level_words(level))
    for name in ("taken_together", "known", "not_known", "local", "likely_form"):
        if value := str(getattr(made, name)):
            said = words.choice_words(value) if name == "likely_form" else value
            yield fact(words.label(name), said)
    for key, name in headings().items():
        if text := made.rationale.get(key, ""):
            yield fact(name, text)


def local_side(view: View, number: int, rules: Rules) -> Iterator[Said]:
    """Tell what the unit alleged and assessed, without saying who the officer is or who assessed.

    Args:
        view: The case.
        number: The subject's number.
        rules: The force's words.
    """
    subject = view.file.subject(number)
    for each in subject.allegations:
        yield Said(HEAD, f"Allegation {each.number}: {standard_words(each.standard)}")
        yield Said(TEXT, each.narrative)
        about = ", ".join(p for p in (each.category, each.place, _on(each.happened_on)) if p)
        if about:
            yield Said(FAINT, about)
    if subject.local is None:
        yield Said(HEAD, "Initial assessment (MM1)")
        yield Said(FAINT, f"The {rules.unit_word} has made none.")
    for made in subject.assessments:
        if made.kind in LOCAL:
            yield from assessment(made, rules, named=False)


def guidance_side(view: View, number: int) -> Iterator[Said]:
    """Tell the guidance for each Standard that is said to be breached.

    Args:
        view: The case; its regime says which points hold.
        number: The subject's number.
    """
    regime = view.file.case.regime
    regime = "" if regimes()[regime].starts is None else regime
    for standard in dict.fromkeys(a.standard for a in view.file.subject(number).allegations):
        yield from guidance(standard, regime)


def guidance(standard: str, regime: str = "") -> Iterator[Said]:
    """Tell the guidance for a Standard, the gravest level first.

    Args:
        standard: Its key.
        regime: The regime whose points hold; without one, points that depend on it name theirs.
    """
    yield Said(HEAD, f"Guidance: {standard_words(standard)}")
    found = guidance_for(standard)
    if found is None:
        yield Said(FAINT, "There is no guidance: that is none of the ten Standards.")
        return
    yield Said(TEXT, found.opening.text)
    for each in reversed(list(found.levels.values())):
        yield Said(HEAD, words.first_upper(each.level.words), 1)
        held = [
            (name, point)
            for key, name in LABELS.items()
            for point in each.parts[key]
            if point.holds(regime)
        ]
        for name, point in held:
            yield Said(TEXT, f"{name}: {point_words(point, regime)}", 2)
        sources = dict.fromkeys(str(point.provision) for _, point in held)
        yield Said(FAINT, f"From {'; '.join(sources)}.", 2)
