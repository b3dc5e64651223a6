"""Suspension, restriction, leaving, transfer and joining: what each has to say."""

from __future__ import annotations

from datetime import date

from hearings.deadlines import OVER
from hearings.errors import BadValue, Refused
from hearings.guards.asked import Asked
from hearings.measures import standing
from hearings.realms import LOCAL_POLICY
from hearings.regimes.overlays import overlays
from hearings.severity import Level
from hearings.warned import FINAL, live_at_severity

_KIND = {"suspend": "suspension", "restrict": "restriction"}


def conditions_recorded(asked: Asked) -> None:
    """Refuse a suspension whose two conditions are not both there.

    Source:
        SI 2020/4 reg 11(4); SI 2012/2632 reg 10(4).
    """
    if asked.given["imposed"] == "yes" and asked.given["second_condition"] == "neither":
        raise BadValue(
            "second_condition",
            f"{asked.ref}: an officer is suspended only where redeployment is not appropriate and"
            " either the case could be prejudiced or the public interest requires it"
            " (SI 2020/4 reg 11(4); SI 2012/2632 reg 10(4)).",
        )


def restriction_named(asked: Asked) -> None:
    """Refuse a restriction that does not say what is restricted."""
    if asked.given["imposed"] == "yes" and "terms" not in asked.given:
        raise BadValue("terms", f"{asked.ref}: say what the officer may not do.")


def not_already_measured(asked: Asked) -> None:
    """Refuse a second suspension, or a second restriction, while the first is in force."""
    kind = "restriction" if "second_condition" not in asked.given else "suspension"
    if asked.given["imposed"] == "yes" and standing(asked.the_subject.measures, kind):
        raise Refused(f"{asked.ref}: a {kind} is in force already; review it or lift it.")


def measure_stands(asked: Asked) -> None:
    """Refuse to review or lift what is not in force."""
    kind = asked.given["measure"]
    known = standing(asked.the_subject.measures, kind)
    if known is None:
        raise Refused(f"{asked.ref}: no {kind} is in force.")
    if asked.on < known.on:
        raise BadValue(
            "on", f"{asked.ref}: the {kind} began on {known.on.isoformat()}, later than that."
        )
    last = known.reviews[-1].on if known.reviews else known.on
    if asked.given.get("goes_on") != "yes" and asked.on < last:
        raise BadValue(
            "on",
            f"{asked.ref}: the {kind} was reviewed on {last.isoformat()} and went on; it cannot end"
            " before that.",
        )


def serves_still(asked: Asked) -> None:
    """Refuse to let an officer leave who has left."""
    left = asked.the_subject.left
    if left is not None and left.consent != "refused":
        raise Refused(f"{asked.ref}: the officer left on {left.on.isoformat()} ({left.how}).")
    latest = asked.rules.calendar.last.isoformat()
    if asked.given["last_day"] > latest:
        raise BadValue(
            "last_day",
            f"{asked.ref}: {asked.given['last_day']} lies past {latest}; check the year.",
        )
    notice = asked.given.get("notice_on")
    if notice and notice > asked.given["last_day"]:
        raise BadValue(
            "notice_on", f"{asked.ref}: notice was given before the last day of service."
        )
    if (asked.given["how"], asked.given["becomes"]) == ("died", "goes_on"):
        raise BadValue("becomes", f"{asked.ref}: nothing goes on against an officer who died.")


def consent_where_needed(asked: Asked) -> None:
    """Refuse a resignation or retirement without consent where the Regulations asked for it.

    Source:
        SI 2014/3347, reg 10A of the 2012 Regulations: 12 January 2015 to 14 December 2017.
    """
    given = asked.given
    if given["how"] not in {"resigned", "retired"}:
        return
    if "notice_on" not in given:
        raise BadValue("notice_on", f"{asked.ref}: say on which day notice to leave was given.")
    if not _consent_needed(asked, date.fromisoformat(given["notice_on"])):
        return
    if given.get("consent") not in {"given", "refused"} or "consent_by" not in given:
        raise BadValue(
            "consent",
            f"{asked.ref}: notice given between 12 January 2015 and 14 December 2017 needs the"
            " authority's consent while gross misconduct, or misconduct with a live final written"
            " warning, is pending (SI 2014/3347); say whether it was given or refused, and by"
            " whom.",
        )


def _consent_needed(asked: Asked, notice: date) -> bool:
    overlay, subject = overlays()["2012a"], asked.the_subject
    theirs = asked.the_file.case.regime == overlay.regime and subject.stage not in OVER
    if not theirs or subject.person_type in LOCAL_POLICY:
        return False
    if not overlay.starts <= notice <= (overlay.ends or date.max):
        return False
    final = any(warned.kind == FINAL for warned in live_at_severity(subject))
    return subject.level is Level.GROSS_MISCONDUCT or (subject.level is Level.MISCONDUCT and final)


def transfers_somewhere(asked: Asked) -> None:
    """Refuse a transfer to nowhere."""
    if not {"unit", "force"} & set(asked.given):
        raise BadValue("unit", f"{asked.ref}: say to which unit or force.")
    latest = asked.rules.calendar.last.isoformat()
    if asked.given["holds_from"] > latest:
        raise BadValue(
            "holds_from",
            f"{asked.ref}: {asked.given['holds_from']} lies past {latest}; check the year.",
        )


def not_joined(asked: Asked) -> None:
    """Refuse to join a case with itself, or what is joined; one that is linked can be joined."""
    if asked.given["other_case"] == asked.case:
        raise BadValue("other_case", f"{asked.case} cannot be joined with itself.")
    if asked.given["other_case"] in asked.the_file.case.joined:
        raise Refused(f"{asked.case} is joined with {asked.given['other_case']} already.")


def is_joined(asked: Asked) -> None:
    """Refuse to part from what is not joined."""
    if asked.given["other_case"] not in asked.the_file.case.joined:
        raise Refused(f"{asked.case} is not joined with {asked.given['other_case']}.")


GUARDS = (
    conditions_recorded,
    consent_where_needed,
    is_joined,
    measure_stands,
    not_already_measured,
    not_joined,
    restriction_named,
    serves_still,
    transfers_somewhere,
)
"""The guards of this module, as the table of moves may name them."""
