"""How an outcome may be challenged, how that may end, and when the matter may be closed."""

from __future__ import annotations

from hearings.conclusions import NOT_PROVEN, ROUTES, Appeal
from hearings.deadlines import Deadline, deadlines
from hearings.errors import BadValue, Refused
from hearings.guards.asked import Asked
from hearings.guards.findings import outcome_lawful
from hearings.guards.publication import since_concluded
from hearings.listing import is_senior
from hearings.outcome_kinds import outcome_words
from hearings.people import person_types
from hearings.realms import LOCAL_POLICY
from hearings.regimes import limits_of
from hearings.stages import Stage

REVIEW = "judicial_review"
_WINDOWS = {"meeting": "appeal_notice", "tribunal": "tribunal_notice"}
"""The limit that each road has to keep."""

RESULTS = {
    "meeting": frozenset({"confirm", "vary", "quash"}),
    "tribunal": frozenset({"confirm", "vary", "quash", "new_panel"}),
    "internal": frozenset({"confirm", "vary", "quash", "new_panel"}),
    "judicial_review": frozenset({"confirm", "quash", "new_panel"}),
}
"""How each road may end; a court quashes, and puts nothing in the place of what it quashed."""

_SETTLED = frozenset({"confirm", "vary"})
"""The results after which an outcome stands."""

_SUBSTITUTE = ("outcome", "finding", "months", "notice_days", "new_rank", "outcome_said")
"""What describes a decision that is put in the place of another."""

_OPEN = frozenset({"running", "due_soon", "overdue", "extended", "reduced", "paused"})
_PARTS = frozenset({"outcome", "appeal", "tribunal"})


_SENIOR = {"2020": "SI 2020/4 reg 45(1)"}
_SENIOR_BEFORE = "SI 2012/2632 reg 38, unverified"


def appeal_road_is_open(asked: Asked) -> None:
    """Refuse a road that does not lead on from this forum for this officer.

    Source:
        SI 2012/2632 reg 38; SI 2020/4 reg 45(1), not for senior officers; the tribunal from a
        hearing alone. Police staff appeal under their own policy.
    """
    subject, route = asked.the_subject, asked.given["route"]
    if route == "judicial_review":
        return
    _once_on_a_road(asked)
    facts = subject.facts
    staff = facts.person_type in LOCAL_POLICY
    if staff != (route == "internal"):
        who = person_types().get(facts.person_type, "an officer")
        where = "appeals under the force's own policy" if staff else "appeals under the Regulations"
        raise BadValue("route", f"{asked.ref}: {who} {where}; choose another road.")
    made = subject.outcome
    if made is not None and made.finding == NOT_PROVEN:
        raise Refused(f"{asked.ref} was not proven; the officer has nothing to appeal against.")
    if route == "internal":
        return
    meeting, senior = subject.forum == "meeting", is_senior(facts.rank, facts.person_type)
    if meeting and senior and route == "tribunal":
        # Which road a senior officer has from a meeting was not seen; nothing closes this one.
        return
    if subject.forum and meeting != (route == "meeting"):
        right = ROUTES["meeting"] if meeting else ROUTES["tribunal"]
        raise BadValue(
            "route", f"{asked.ref} was heard at a {subject.forum}; from there it is the {right}."
        )
    if meeting and senior:
        raise BadValue(
            "route",
            f"{asked.ref}: a senior officer has no appeal from a misconduct meeting to another"
            f" meeting ({_SENIOR.get(asked.the_file.case.regime, _SENIOR_BEFORE)}).",
        )


def something_to_challenge(asked: Asked) -> None:
    """Refuse a challenge with nothing to challenge, or dated before it.

    What an appeal quashed and closed can be brought before the court alone.
    """
    subject = asked.the_subject
    made, last = subject.outcome, subject.appeals[-1] if subject.appeals else None
    day = None if made is None else made.on
    if subject.stage is Stage.CLOSED or made is None:
        review = asked.given["route"] == REVIEW
        if not (review and last is not None and last.result == "quash"):
            raise Refused(
                f"{asked.ref} is closed: 'reopen' it at decided to record an appeal. What was"
                " quashed on appeal goes before the court alone (--route judicial_review)."
            )
        day = last.determined_on
    if day is not None and asked.on < day:
        raise BadValue(
            "on",
            f"{asked.ref}: the decision is of {day.isoformat()}; no challenge is older.",
        )


def _once_on_a_road(asked: Asked) -> None:
    """Refuse a second appeal by the same road against what one hearing gave."""
    subject, route = asked.the_subject, asked.given["route"]
    given = [one.on for one in subject.outcomes if not one.substituted and one.on is not None]
    ended = [
        one
        for one in subject.appeals
        if one.route == route and one.result in _SETTLED and given and one.on >= given[-1]
    ]
    if ended:
        when = "" if ended[-1].determined_on is None else ended[-1].determined_on.isoformat()
        raise BadValue(
            "route",
            f"{asked.ref}: the {ROUTES[route]} was determined on {when}; there is no second one by"
            " that road.",
        )


def inside_the_appeal_window(asked: Asked) -> None:
    """Refuse an appeal before the officer was notified, and a late one without permission.

    Source:
        The limit's row in the regime.
    """
    route = asked.given["route"]
    key = _WINDOWS.get(route)
    if key is None:
        return
    if not since_concluded(asked.the_subject, "outcome_notified"):
        raise Refused(
            f"{asked.ref}: the time to appeal runs from the written notice of the outcome, which"
            " has not been recorded; use 'notify-outcome' first."
        )
    row = _window(asked, key)
    if row is None or row.last_day is None or asked.on <= row.last_day:
        return
    if "late_permission" not in asked.given:
        unsure = "" if row.firm else ", not verified"
        raise BadValue(
            "late_permission",
            f"{asked.ref}: the last day was {row.last_day.isoformat()} ({row.source}{unsure}); say"
            " with --late-permission who let it in out of time, and why.",
        )


def _window(asked: Asked, key: str) -> Deadline | None:
    case, subject = asked.the_file.case, asked.the_subject
    rows = deadlines(case, subject, asked.rules, asked.today)
    found = [row for row in rows if row.key == key and row.clock_date is not None]
    return found[-1] if found else None


def _running(asked: Asked) -> Appeal:
    running = asked.the_subject.appeal
    if running is None:
        raise Refused(f"{asked.ref} has no appeal that runs.")
    return running


def day_not_before_appeal(asked: Asked) -> None:
    """Refuse to determine an appeal before it was brought."""
    running = _running(asked)
    if asked.on < running.on:
        raise BadValue(
            "on", f"{asked.ref}: the appeal is of {running.on.isoformat()}; it ended no earlier."
        )


def appeal_can_so_end(asked: Asked) -> None:
    """Refuse a result that the road does not have.

    Source:
        SI 2012/2632 reg 40 and SI 2020/4 reg 47 for meetings; Police Act 1996 s85 for tribunals.
    """
    running, result = _running(asked), asked.given["result"]
    if result not in RESULTS[running.route]:
        known = ", ".join(sorted(RESULTS[running.route]))
        raise BadValue(
            "result",
            f"{asked.ref}: {ROUTES[running.route]} ends in one of {known}, not in {result}.",
        )


def substitute_differs(asked: Asked) -> None:
    """Refuse a variation that puts nothing in the place of what was, and others that do."""
    given, made = asked.given, asked.the_subject.outcome
    if given["result"] != "vary":
        if field := next((key for key in _SUBSTITUTE if key in given), None):
            words = field.replace("_", " ")
            raise BadValue(
                field, f"{asked.ref}: only a decision that is varied gets another {words}."
            )
        return
    if "outcome" not in given:
        raise BadValue("outcome", f"{asked.ref}: say with --outcome what was put in its place.")
    if made is None:
        return
    same = given["outcome"] == made.key and given.get("finding", made.finding) == made.finding
    if same and given.get("months", made.months) == made.months:
        raise BadValue(
            "outcome",
            f"{asked.ref}: the outcome was {outcome_words(made.key)} before; where nothing changes,"
            " the result is confirm.",
        )


def substitute_lawful(asked: Asked) -> None:
    """Refuse in the place of an outcome what the forum could not have given.

    Source:
        Police Act 1996 s85: any outcome that was open to whoever made the decision.
    """
    if asked.given["result"] == "vary":
        outcome_lawful(asked)


def nothing_running(asked: Asked) -> None:
    """Refuse to close while something runs, but where it is said why that does not matter."""
    subject = asked.the_subject
    if not since_concluded(subject, "outcome_notified"):
        raise Refused(f"{asked.ref}: the officer has not been notified of the outcome in writing.")
    if standing := [one for one in subject.measures if one.stands]:
        kinds = " and ".join(sorted({one.kind for one in standing}))
        raise Refused(f"{asked.ref}: a {kinds} still stands; end it with 'lift-measure'.")
    left = _left(asked)
    if left and "reason" not in asked.given:
        raise BadValue(
            "reason",
            f"{asked.ref}: still running: {'; '.join(left)}. Wait for it, or say why the matter is"
            " closed all the same.",
        )


def _left(asked: Asked) -> list[str]:
    """Name what has not run out or been done after the outcome."""
    case, subject = asked.the_file.case, asked.the_subject
    after = {limit.key for limit in limits_of(case.regime) if limit.part in _PARTS}
    found = []
    for row in deadlines(case, subject, asked.rules, asked.on):
        if row.key in after and row.status in _OPEN and row.clock_date is not None:
            until = "" if row.last_day is None else f", last day {row.last_day.isoformat()}"
            found.append(f"{row.title.lower()}{until}")
    if subject.held:
        found.append("it is held for criminal proceedings")
    return found


GUARDS = (
    appeal_can_so_end,
    appeal_road_is_open,
    day_not_before_appeal,
    inside_the_appeal_window,
    nothing_running,
    something_to_challenge,
    substitute_differs,
    substitute_lawful,
)
"""The guards of this module, as the table of moves may name them."""
