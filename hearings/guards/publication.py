"""What may be published, and when an outcome is notified, reported and published."""

from __future__ import annotations

from hearings.cases import Subject
from hearings.conclusions import GROSS
from hearings.deadlines import deadlines
from hearings.errors import BadValue, Refused
from hearings.guards.asked import Asked
from hearings.milestones import milestone_words
from hearings.outcome_kinds import DISMISSAL, effect_of, outcome_words
from hearings.realms import LOCAL_POLICY
from hearings.regimes import overlays_of

CONCLUDED = "hearing_concluded"
_REPORT_FIRST = frozenset({"2020"})
"""The Regulations under which the officer is notified with the chair's report, and so after it.

Source:
    SI 2020/4 regs 43 and 63.
"""


def may_be_published(asked: Asked) -> None:
    """Refuse to publish a meeting, or a hearing from before hearings were public.

    Source:
        SI 2015/626; SI 2020/4 reg 36.
    """
    private = _private(asked)
    if asked.given.get("allowed") and private:
        raise BadValue("allowed", f"{asked.ref}: {private}; nothing is published.")


def outcome_may_be_published(asked: Asked) -> None:
    """Refuse to publish the outcome of what was not public.

    Source:
        SI 2012/2632 reg 56 as amended by SI 2015/626; SI 2020/4 regs 43 and 63.
    """
    private = _private(asked)
    if private:
        raise Refused(
            f"{asked.ref}: {private}; its outcome is not published. Learning from it goes into the"
            " anonymised bulletin."
        )


def _private(asked: Asked) -> str:
    """Say why proceedings were not public; empty where they were."""
    subject, case = asked.the_subject, asked.the_file.case
    if subject.facts.person_type in LOCAL_POLICY:
        return "the Conduct Regulations' public hearings are not for police staff"
    if subject.forum == "meeting":
        return "a misconduct meeting is private"
    if case.regime == "2020" or "2012b" in overlays_of(case, subject, asked.rules):
        return ""
    if case.regime == "2008":
        return "hearings under the 2008 Regulations were not public"
    return (
        "the notice of referral was not served on or after 1 May 2015, so the hearing is not public"
        " (SI 2015/626)"
    )


def since_concluded(subject: Subject, key: str) -> bool:
    """Say whether a milestone was reached after the proceedings that now stand were concluded."""
    keys = [fact.key for fact in subject.reached]
    if key not in keys:
        return False
    if CONCLUDED not in keys:
        # An archive says that it was decided, and often not when: what is recorded came after.
        return subject.imported and bool(subject.outcomes)
    return _last(keys, key) > _last(keys, CONCLUDED)


def _last(keys: list[str], key: str) -> int:
    return len(keys) - 1 - keys[::-1].index(key)


def _once(asked: Asked, key: str, said: str) -> None:
    if since_concluded(asked.the_subject, key):
        raise Refused(f"{asked.ref}: {said} already; put a mistake right with 'correct'.")


def _after(asked: Asked, key: str, said: str) -> None:
    """Refuse a step before another: where that is not recorded, or by its day."""
    subject = asked.the_subject
    if not since_concluded(subject, key):
        raise Refused(f"{asked.ref}: {said}.")
    done = next(fact.on for fact in reversed(subject.reached) if fact.key == key)
    if asked.on < done:
        raise BadValue(
            "on",
            f"{asked.ref}: {milestone_words(key)} on {done.isoformat()}; this cannot be earlier.",
        )


def notified_in_turn(asked: Asked) -> None:
    """Refuse to notify the officer twice, or before the report that goes with it."""
    _once(asked, "outcome_notified", "the officer has been notified of the outcome")
    if asked.the_file.case.regime in _REPORT_FIRST and not _outside(asked):
        _after(
            asked,
            "report_to_authority",
            "the officer is notified with the report on it (SI 2020/4 regs 43 and 63); record that"
            " first with 'report-outcome'",
        )


def reported_in_turn(asked: Asked) -> None:
    """Refuse a second report, and before 2020 one before the officer is notified."""
    _once(asked, "report_to_authority", "the report is in")
    if asked.the_file.case.regime not in _REPORT_FIRST or _outside(asked):
        _after(
            asked,
            "outcome_notified",
            "the officer is notified of the outcome before it is reported; use 'notify-outcome'",
        )


def published_in_turn(asked: Asked) -> None:
    """Refuse to publish twice, or before the officer is notified and the report is in."""
    _once(asked, "outcome_published", "the outcome has been published")
    for key, said in (
        ("outcome_notified", "the officer is notified before anything is published"),
        ("report_to_authority", "the report to the authority comes before publication"),
    ):
        _after(asked, key, said)
    _not_before_its_window(asked)


def _not_before_its_window(asked: Asked) -> None:
    """Refuse to publish before the window opens, but where it is said why.

    Source:
        SI 2012/2632 reg 56(7) as inserted by SI 2015/626 reg 19.
    """
    case, subject = asked.the_file.case, asked.the_subject
    rows = deadlines(case, subject, asked.rules, asked.today)
    row = next((one for one in reversed(rows) if one.key == "outcome_published"), None)
    if row is None or row.opens is None or asked.on >= row.opens or "reason" in asked.given:
        return
    raise BadValue(
        "reason",
        f"{asked.ref}: the outcome is published from {row.opens.isoformat()} on ({row.source});"
        " say why it went out earlier.",
    )


def _outside(asked: Asked) -> bool:
    return asked.the_subject.facts.person_type in LOCAL_POLICY


def day_not_before_finding(asked: Asked) -> None:
    """Refuse an outcome dated before the finding it rests on."""
    found = asked.the_subject.finding
    if found is not None and found.on is not None and asked.on < found.on:
        raise BadValue(
            "on", f"{asked.ref}: the finding is of {found.on.isoformat()}; no outcome is older."
        )


def day_not_before_outcome(asked: Asked) -> None:
    """Refuse a step on an outcome that is dated before it."""
    made = asked.the_subject.outcome
    if made is None:
        raise Refused(f"{asked.ref} has no outcome that stands.")
    if made.on is not None and asked.on < made.on:
        raise BadValue(
            "on", f"{asked.ref}: the outcome is of {made.on.isoformat()}; this cannot be earlier."
        )


_WHY = {
    "accelerated": "SI 2020/4 reg 63(1)(d)",
    "hearing": "SI 2020/4 reg 43, as reg 63(1)(d) has it",
}
"""Where that duty comes from, by forum; it was seen of the accelerated hearing."""


def why_not_dismissed(asked: Asked) -> None:
    """Refuse a report that does not say why gross misconduct did not lead to dismissal.

    Source:
        SI 2020/4 regs 43 and 63(1)(d) as amended by SI 2024/521.
    """
    case, subject = asked.the_file.case, asked.the_subject
    made = subject.outcome
    if made is None or made.finding != GROSS or effect_of(made.key) == DISMISSAL:
        return
    if subject.forum not in _WHY or _outside(asked):
        return
    under = overlays_of(case, subject, asked.rules)
    if {"2024", "2025"} & set(under) and "why_not_dismissed" not in asked.given:
        raise BadValue(
            "why_not_dismissed",
            f"{asked.ref}: gross misconduct was found and the outcome is"
            f" {outcome_words(made.key)}; the report says why not dismissal ({_WHY[subject.forum]}"
            " as amended by SI 2024/521).",
        )


GUARDS = (
    day_not_before_finding,
    day_not_before_outcome,
    may_be_published,
    notified_in_turn,
    outcome_may_be_published,
    published_in_turn,
    reported_in_turn,
    why_not_dismissed,
)
"""The guards of this module, as the table of moves may name them."""
