"""Decide whether a move may be made, and what it makes of the case: pure, and the only way.

A request and the case as it stands go in; one event and the case as it will stand come out, or the
sentence that refuses. Nothing here reads a clock or a store.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hearings.cases import CaseFile, Event, Subject, reference
from hearings.consequences import worked_out
from hearings.errors import BadValue, NotAllowed, Refused
from hearings.guards import GUARDS, Asked
from hearings.history import apply
from hearings.people import Actor, Maker
from hearings.regimes import regimes
from hearings.requests import Request, Setting
from hearings.stages import NEW, Move, move_from
from hearings.values import payload

__all__ = ["Decision", "Request", "Setting", "consider", "decide", "event_of", "refusal"]

FIRST_DAY = date(2008, 12, 1)
"""The day the first regime began; nothing is decided under it before."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One event, and the case as it makes it."""

    event: Event
    """What happened."""
    file: CaseFile
    """The case afterwards."""


def decide(file: CaseFile | None, request: Request, setting: Setting) -> Decision:
    """Decide on a request; a correction is decided in `corrections.py`, which needs the history.

    Args:
        file: The case as it stands; None where the request makes it.
        request: What is asked for.
        setting: Who asks, when, and under which rules.

    Raises:
        UsageError: There is no such move.
        Refused: A rule, a right or the table of moves says no.
    """
    move, asked = consider(file, request, setting)
    event = event_of(move, asked, setting, worked_out(move, asked))
    return Decision(event, apply(file, event))


def consider(file: CaseFile | None, request: Request, setting: Setting) -> tuple[Move, Asked]:
    """Check a request against the table of moves, the roles and every guard of the move.

    Returns:
        The move, and the request with its fields read.

    Raises:
        UsageError: There is no such move.
        Refused: A rule, a right or the table of moves says no.
    """
    subject = _subject(file, request)
    named = reference(request.case, request.subject) if subject else request.case
    move = move_from(request.event, None if subject is None else subject.stage, named)
    _may_enter(move, setting.actor, named)
    asked = _asked(move, file, subject, request, setting)
    for name in move.unless:
        GUARDS[name](asked)
    return move, asked


def refusal(
    file: CaseFile, move: Move, subject: Subject, setting: Setting, maker: Maker | None = None
) -> str:
    """Say why a move could not be started now; empty where it could.

    Only what is known before a form is filled in is asked: the stage, the role, and the guards
    that look at nothing the form would give.
    """
    named = reference(file.case.reference, subject.number)
    try:
        move_from(move.event, subject.stage, named)
        _may_enter(move, setting.actor, named)
        who = maker or setting.actor.person or Maker("", setting.actor.account, "")
        asked = Asked(
            file.case.reference, file, subject, {}, who, setting.actor, setting.rules,
            setting.today, setting.today, move.made_by,
        )  # fmt: skip
        for name in move.unless:
            if name in _BEFOREHAND:
                GUARDS[name](asked)
    except Refused as error:
        return str(error)
    return ""


_BEFOREHAND = frozenset({
    "assessed_locally", "case_to_answer", "clocks_run_here", "decided_before", "feedback_may_go",
    "feedback_prepared", "held", "is_gross", "may_be_investigated", "not_already_local",
    "not_gross", "not_held", "not_open", "not_sent_back", "referred_to_iopc",
    "second_reading_done", "sent_back", "severity_is_ours", "unidentified",
    "waits_for_second_reader", "circumstances_coded", "is_accelerated", "notified_in_turn",
    "outcome_may_be_published", "published_in_turn", "report_is_in", "reported_in_turn",
    "drawn_in_the_sample", "own_reading_waits",
})  # fmt: skip


def _subject(file: CaseFile | None, request: Request) -> Subject | None:
    if request.event.replace("-", "_") in {"receive", "add_subject"}:
        return None
    return None if file is None else file.subject(request.subject)


def _may_enter(move: Move, actor: Actor, named: str) -> None:
    if not actor.roles & move.keyed_by:
        needed = " or ".join(sorted(move.keyed_by))
        raise NotAllowed(
            f"{named}: '{move.command}' is entered by role {needed};"
            f" {actor.account} has {', '.join(sorted(actor.roles)) or 'no role'}."
        )


def _asked(
    move: Move,
    file: CaseFile | None,
    subject: Subject | None,
    request: Request,
    setting: Setting,
) -> Asked:
    on = request.on or setting.today
    if on > setting.today:
        raise BadValue("on", f"{request.case}: {on.isoformat()} has not come yet.")
    if on < FIRST_DAY:
        raise BadValue("on", f"{request.case}: {on.isoformat()} lies before every regime.")
    actor = setting.actor
    maker = request.maker or actor.person
    if maker is None:
        if move.made_by != "keyer":
            raise Refused(
                f"{request.case}: say who made this decision with --maker;"
                f" the account {actor.account} belongs to no person."
            )
        maker = Maker("", actor.account, "", actor.unit, actor.roles)
    return Asked(
        case=request.case,
        file=file,
        subject=subject,
        given=payload(move, request.given),
        maker=maker,
        actor=actor,
        rules=setting.rules,
        on=on,
        today=setting.today,
        made_by=move.made_by,
        diary=request.diary,
        elsewhere=request.elsewhere,
        comparison=request.comparison,
        sampled=request.sampled,
    )


def event_of(move: Move, asked: Asked, setting: Setting, given: dict[str, Any]) -> Event:
    """Write down what happened.

    Args:
        move: The move made.
        asked: The request, with its fields read.
        setting: Who asked, and when.
        given: The payload to keep.
    """
    subject, actor, maker = asked.subject, setting.actor, asked.maker
    own = actor.person is not None and actor.person.number == maker.number
    return Event(
        case=asked.case,
        subject=subject.number if subject else _next_number(asked.file),
        kind=move.event,
        at=setting.now,
        effective=asked.on,
        from_stage=NEW if subject is None else subject.stage.value,
        to_stage=_target(move, subject, given),
        maker=maker.number or actor.account,
        maker_name=maker.name,
        maker_rank=maker.rank,
        maker_unit=maker.unit,
        authority=_authority(move, asked),
        keyed_by=actor.account,
        stated=bool(maker.number) and not own,
        late=asked.on < setting.today,
        payload=given,
    )


def _target(move: Move, subject: Subject | None, given: Mapping[str, Any]) -> str:
    if subject is None:
        return move.targets[0]
    return move.target(subject.stage, given.get("stage", "")).value


def _authority(move: Move, asked: Asked) -> str:
    if move.made_by != "authority" or "authority" not in asked.maker.roles:
        return ""
    regime = regimes()[asked.the_file.case.regime]
    floor = regime.delegated_rank or "any rank"
    return f"delegated to {floor} or above, {regime.delegation or regime.title}"


def _next_number(file: CaseFile | None) -> int:
    return 1 if file is None else 1 + max(subject.number for subject in file.subjects)
