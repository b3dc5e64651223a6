"""What was written down: whether it is there, agrees with itself, and says why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from hearings.errors import BadValue, Refused
from hearings.guards.asked import Asked
from hearings.regimes import regime_on, regimes
from hearings.severity import Level
from hearings.stages import Stage


def older_rules_kept(asked: Asked) -> None:
    """Refuse older Regulations for a matter that relates to none still handled under them.

    Source:
        SI 2020/2 reg 2(2); SI 2012/2632 reg 2(2): a related matter stays with the first.
    """
    given = asked.given
    if not {"under", "relates_to"} & set(given):
        return
    if not {"under", "relates_to"} <= set(given):
        raise BadValue(
            "relates_to",
            f"{asked.case}: older Regulations are kept only for a matter that relates to a case"
            " still handled under them; give both --under and --relates-to.",
        )
    usual, kept = regime_on(date.fromisoformat(given["attention_date"])), regimes()[given["under"]]
    if usual.starts is None or kept.starts is None or kept.starts >= usual.starts:
        raise BadValue(
            "under", f"{asked.case}: the {kept.title} are not older than the {usual.title}."
        )


def attention_known(asked: Asked) -> None:
    """Refuse a day of attention or of the conduct that has not come yet, or without a regime."""
    for field, words in (("attention_date", "attention date"), ("incident_date", "incident date")):
        day = asked.given.get(field, "")
        if day > asked.today.isoformat():
            raise BadValue(field, f"The {words} {day} has not come yet.")
    if "attention_date" in asked.given:
        regime_on(date.fromisoformat(asked.given["attention_date"]))


def assessed_locally(asked: Asked) -> None:
    """Refuse where there is no local assessment yet."""
    if asked.the_subject.local is None:
        raise Refused(f"{asked.ref} has no local assessment yet; record the MM1 first.")


def not_sent_back(asked: Asked) -> None:
    """Refuse where the form is with the unit for information."""
    if asked.the_subject.sent_back:
        raise Refused(f"{asked.ref} was sent back for information; send it on with 'resubmit'.")


def sent_back(asked: Asked) -> None:
    """Refuse to resubmit what was not sent back."""
    if not asked.the_subject.sent_back:
        raise Refused(f"{asked.ref} was not sent back for information; use 'pass-to-dps'.")


def levels_agree(asked: Asked) -> None:
    """Refuse levels of allegations that do not fit the subject's own level."""
    levels: Mapping[str, str] = asked.given.get("by_allegation", {})
    known = {str(allegation.number) for allegation in asked.the_subject.allegations}
    strange = sorted(set(levels) - known)
    if strange:
        raise BadValue("by_allegation", f"{asked.ref} has no allegation {', '.join(strange)}.")
    if not levels:
        return
    level = Level(asked.given["level"])
    highest = max((Level(found) for found in levels.values()), key=lambda found: found.order)
    if level.order < highest.order:
        raise BadValue(
            "level",
            f"{asked.ref}: the level is the highest of its allegations, {highest.words}, or"
            f" higher; it cannot be {level.words}.",
        )
    if level.order > highest.order and "taken_together" not in asked.given:
        raise BadValue(
            "taken_together",
            f"{asked.ref}: say why the level taken together is higher than that of any allegation.",
        )


def reason_for_change(asked: Asked) -> None:
    """Refuse a changed level without a reason from the list, and a reason without a change."""
    code = asked.given.get("change_reason", "")
    passed = asked.the_subject.passed
    changed = passed is not None and passed.level.value != asked.given["level"]
    if changed and code not in asked.rules.reasons:
        known = ", ".join(asked.rules.reasons)
        said = f"{code!r} is not one of them" if code else "it needs a reason"
        raise BadValue("change_reason", f"{asked.ref}: the level changes and {said}: {known}.")
    if code and not changed:
        raise BadValue(
            "change_reason",
            f"{asked.ref}: the level stands, so there is no reason for a change to give.",
        )


def case_not_closed(asked: Asked) -> None:
    """Refuse to add an officer to a case whose every subject is closed."""
    if all(subject.stage is Stage.CLOSED for subject in asked.the_file.subjects):
        raise Refused(f"{asked.case} is closed; reopen it first.")


def amends_something(asked: Asked) -> None:
    """Refuse an amendment that changes nothing."""
    if set(asked.given) <= {"reason", "allegation"}:
        raise BadValue("reason", f"{asked.ref}: name the field to put right.")


def allegation_is_there(asked: Asked) -> None:
    """Refuse to amend an allegation that is not there, or its words without naming it."""
    number = asked.given.get("allegation")
    worded = set(asked.given) & {"standard", "category", "narrative", "place"}
    if worded and number is None:
        raise BadValue("allegation", f"{asked.ref}: name the allegation to put right.")
    known = {allegation.number for allegation in asked.the_subject.allegations}
    if number is not None and number not in known:
        raise BadValue("allegation", f"{asked.ref} has no allegation {number}.")


def links_another(asked: Asked) -> None:
    """Refuse to link a case with itself, or twice."""
    other = asked.given["other_case"]
    if other == asked.case or other in asked.the_file.case.linked:
        raise BadValue("other_case", f"{asked.case} cannot be linked with {other} again.")


def not_open(asked: Asked) -> None:
    """Refuse an access list for a case that everyone with the right may read."""
    if asked.the_file.case.sensitivity == "open":
        raise Refused(f"{asked.case} is open; only a restricted or covert case has an access list.")


def someone_remains(asked: Asked) -> None:
    """Refuse to take the last account off the access list: nobody could read the case again."""
    left = set(asked.the_file.case.access) - {asked.given["account"]}
    if asked.given["access"] == "revoke" and not left:
        raise Refused(f"{asked.case} would be closed to everyone; grant somebody access first.")


GUARDS = (
    allegation_is_there,
    amends_something,
    assessed_locally,
    attention_known,
    older_rules_kept,
    case_not_closed,
    levels_agree,
    links_another,
    not_open,
    not_sent_back,
    reason_for_change,
    sent_back,
    someone_remains,
)
"""The guards of this module, as the table of moves may name them."""
