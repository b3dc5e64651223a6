"""Read the facts of each part of a bundle from the records."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hearings.bundles.kinds import OUTCOME, kinds, parts
from hearings.bundles.matter import Lawful, Matter, comparators_served
from hearings.bundles.selection import choose
from hearings.conclusions import FINDINGS, GROSS
from hearings.errors import Refused
from hearings.letter_words import forum_words, written
from hearings.outcome_kinds import outcome_words
from hearings.people import full_rank, person_types
from hearings.provisions import UNVERIFIED
from hearings.referrals import referral, sent_to_new_panel
from hearings.regimes.dates import dates_reached
from hearings.severity import Level
from hearings.standards import standard_words
from hearings.warned import ends, live_at_severity

ADMISSIONS = {
    "full": "The officer accepted it in full.",
    "part": "The officer accepted it in part.",
    "none": "The officer did not accept it.",
}
FACTS = {"proved": "proved", "not_proved": "not proved", "withdrawn": "withdrawn"}
BREACHES = {"breached": "breached", "not_breached": "not breached"}
WARNINGS = {"written_warning": "Written warning", "final_written_warning": "Final written warning"}


PRESUMPTION = "2025"
"""The change inside the 2020 Regulations under which gross misconduct leads to dismissal."""

SERVING = frozenset({"officer", "special"})
"""Whom it reaches: neither a former officer nor police staff."""

SURE = {
    "parallel": ", not verified",
    "secondary": ", as a secondary source gives it",
    UNVERIFIED: ", not verified",
}
"""What follows a rule that was not seen in the instrument itself."""


def _alleged(matter: Matter) -> dict[str, Any]:
    """Give what there is a case to answer for; nothing of how severity was assessed."""
    subject = matter.subject
    answers = subject.answers
    answered = [Level(a) for a in answers.values() if a != "none"]
    level = max(answered, key=lambda one: one.order).words if answered else ""
    return {
        "forum": forum_words(subject.forum, matter.file.case.regime),
        "referred": _referred_on(matter),
        "anew": _sent_on(matter),
        "level": level,
        "rows": [
            {
                "number": str(one.number),
                "standard": standard_words(one.standard),
                "narrative": one.narrative,
                "happened_on": written(one.happened_on),
                "place": one.place,
            }
            for one in subject.allegations
            if not answers or answers.get(str(one.number), "none") != "none"
        ],
    }


def _day(matter: Matter, key: str) -> str:
    """Give the newest day of the present round on which something was reached; empty for none."""
    days = dates_reached(matter.file.case, matter.subject).get(key)
    return written(days[-1]) if days else ""


def _referred_on(matter: Matter) -> str:
    """Give the day of the authority's own referral; empty for none."""
    made = referral(matter.subject)
    return "" if made is None else written(made.on)


def _sent_on(matter: Matter) -> str:
    """Say who sent the matter to a new panel since, and when; empty where nobody did."""
    sent = sent_to_new_panel(matter.subject)
    return "" if sent is None else f"by {sent.by} on {written(sent.on)}"


def _exchanged(matter: Matter) -> dict[str, Any]:
    return {
        "supplied": _day(matter, "documents_supplied") or _day(matter, "special_notice_given"),
        "response": _day(matter, "response_received") or _day(matter, "special_response_received"),
        "lists": _day(matter, "witness_lists_supplied"),
    }


def _found(matter: Matter) -> dict[str, Any]:
    subject = matter.subject
    found = subject.finding
    if found is None:
        raise Refused(f"{matter.ref}: no finding stands.")
    words = {str(one.number): one for one in subject.allegations}
    return {
        "level": FINDINGS[found.level],
        "on": written(found.on),
        "forum": forum_words(found.forum, matter.file.case.regime),
        "on_appeal": found.on_appeal,
        "by": found.by if found.on_appeal else found.by_name,
        "sat": "conducted" if found.forum == "meeting" else "chaired",
        "admission": ADMISSIONS.get(found.admission, ""),
        "reasons": found.reasons,
        "facts": [
            {
                "number": number,
                "answer": FACTS.get(answer, answer),
                "narrative": words[number].narrative if number in words else "",
            }
            for number, answer in sorted(found.facts.items(), key=lambda item: int(item[0]))
        ],
        "breaches": [
            {"standard": standard_words(key), "answer": BREACHES.get(answer, answer)}
            for key, answer in found.breaches.items()
        ],
    }


def _service(matter: Matter) -> dict[str, Any]:
    facts = matter.subject.facts
    return {
        "rank": full_rank(facts.rank),
        "kind": person_types().get(facts.person_type, facts.person_type),
        "years": facts.service,
    }


def _warnings(matter: Matter) -> dict[str, Any]:
    """Give the warnings in force on the day the law tests them, each with how it was counted.

    Source:
        SI 2012/2632 reg 35(5); SI 2020/4 reg 42(5)-(8).
    """
    subject = matter.subject
    made = subject.decision or subject.ruling
    day = None if made is None else made.made_on
    return {
        "day": written(day),
        "rows": [
            {
                "words": WARNINGS.get(one.kind, one.kind),
                "notified": written(one.notified_on),
                "months": one.months,
                "break_days": one.break_days,
                "extension": one.extension_months if one.extended else 0,
                "last": written(ends(one)),
                "source": one.source,
            }
            for one in live_at_severity(subject, matter.elsewhere)
        ],
    }


def _mitigation(matter: Matter) -> dict[str, Any]:
    held = choose(matter.subject, kinds()[OUTCOME]).held
    return {
        "text": matter.mitigation,
        "documents": any(one.kind == "mitigation" for one in held),
    }


def _flag(one: Lawful) -> str:
    """Say how sure a rule is, where it was not seen in the instrument itself."""
    if one.confidence == UNVERIFIED and not one.waits:
        return ", signed off by the force's lawyer"
    return SURE.get(one.confidence, "")


def _lawful(matter: Matter) -> dict[str, Any]:
    def rows(*, lawful: bool, more: bool = False) -> list[dict[str, str]]:
        return [
            {"why": one.why, "source": f"{one.source}{_flag(one)}"}
            for one in matter.lawful
            if one.lawful is lawful and one.open_with_more is more
        ]

    return {
        "allowed": rows(lawful=True),
        "more": rows(lawful=False, more=True),
        "barred": rows(lawful=False),
    }


def _stage(key: str) -> Callable[[Matter], dict[str, Any]]:
    """Make the reader of a stage of the guidance; a finding before the guidance has none."""

    def read(matter: Matter) -> dict[str, Any]:
        part, found = parts()[key], matter.subject.finding
        if part.source is None:
            raise ValueError(f"The stage {key} has no source.")
        if found is None or found.on is None or found.on < part.since:
            return {"asks": "", "source": "", "confidence": ""}
        return {
            "asks": part.presumed if part.presumed and _is_presumed(matter) else part.asks,
            "source": part.source.source,
            "confidence": part.source.confidence,
        }

    return read


def _is_presumed(matter: Matter) -> bool:
    """Say whether the finding leads to dismissal but in exceptional circumstances.

    Source:
        SI 2020/4 regs 42 and 62, as amended by SI 2025/558.
    """
    found, kind = matter.subject.finding, matter.subject.person_type
    gross = found is not None and found.level == GROSS and kind in SERVING
    return gross and PRESUMPTION in matter.overlays


def _comparators(matter: Matter) -> dict[str, Any]:
    rows = matter.comparators or ()
    return {
        "asked": matter.comparators is not None,
        "served": comparators_served(matter.subject),
        "considered": matter.considered,
        "rows": [
            {
                "year": one.year,
                "regime": one.regime,
                "outcome": outcome_words(one.outcome),
                "matched": ", ".join(one.matched),
                "differs": ", ".join(one.differs),
            }
            for one in rows
        ],
    }


READERS: dict[str, Callable[[Matter], dict[str, Any]]] = {
    "alleged": _alleged,
    "choice": _stage("choice"),
    "comparators": _comparators,
    "exchanged": _exchanged,
    "found": _found,
    "lawful": _lawful,
    "mitigation": _mitigation,
    "purpose": _stage("purpose"),
    "seriousness": _stage("seriousness"),
    "service": _service,
    "warnings": _warnings,
}
"""What reads the facts of each part."""
