"""Put an entry right, or undo it, without touching the history.

The wrong event stays as it was entered. A correcting event says what it should have been, and the
case is folded again with that in its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from hearings.cases import CaseFile, Event
from hearings.decisions import Decision, Request, Setting, consider, decide, event_of
from hearings.errors import BadValue, NotAllowed, Refused
from hearings.guards import Asked
from hearings.guards.records import PRIVILEGED
from hearings.history import effective, fold
from hearings.listing import room_key
from hearings.people import Maker
from hearings.samples import READ_BLIND
from hearings.severity import headings
from hearings.sittings import Sitting, people_of
from hearings.stages import moves

_FIXED = frozenset({"receive", "add_subject", "imported"})
_LISTS = frozenset({"schedule", "schedule_appeal", "open"})
_MOVES_TIME = frozenset({"postpone", "vacate", "adjourn"})
"""What gave time in the diary back or took it: others may have been given it since."""
_WEIGHTY = frozenset({
    "level", "concurs", "mode", "forum", "opinions", "answers", "imposed", "measure", "goes_on",
    "limit", "to", "finding", "facts", "breaches", "outcome", "route", "result", "remitted_for",
    "months", "notice_days", "told_there", "indictable_only", "stage",
})  # fmt: skip
"""The fields on which later steps stand."""
_FREE = frozenset({
    "attach", "code_circumstances", "compare_outcome", "explain_delay", "extend", "leave",
    "mark_document", "pause", "record_fact", "record_warning", "reduce", "resume",
})  # fmt: skip
"""What moves no stage and is no step to another: only what is named below stands on it."""
_STANDS_ON = frozenset({"second_read", "revise", "return_to_unit", "send_feedback", "release"})
_STANDS_ON_IT = {
    "add_allegation": frozenset({
        "add_allegation", "amend", "assess", "assess_formally", "assess_locally", "iopc_decides",
    }),
    "attach": frozenset({"attach", "mark_document"}),
    "code_circumstances": frozenset({"compare_outcome"}),
    "extend": frozenset({"extend", "schedule", "schedule_appeal"}),
    "lift_measure": frozenset({"restrict", "suspend"}),
    "pause": frozenset({"resume"}),
    "reduce": frozenset({"extend", "schedule", "schedule_appeal"}),
    "refer_to_iopc": frozenset({"iopc_decides"}),
    "restrict": frozenset({"lift_measure", "review_measure"}),
    "resume": frozenset({"pause"}),
    "revise": frozenset({"read_blind"}),
    "review_measure": frozenset({"restrict", "suspend"}),
    "notify_outcome": frozenset({"report_outcome", "publish_outcome"}),
    "report_outcome": frozenset({"compare_outcome", "notify_outcome", "publish_outcome"}),
    "schedule": frozenset({"direct_notice"}),
    "suspend": frozenset({"lift_measure", "review_measure"}),
}  # fmt: skip
"""What stands on some kinds of event beside that."""
_SECOND = frozenset({"record_finding", "impose", "determine_appeal"})
"""What is put right by a second person: findings and outcomes."""
_MAKERS = {"authority": frozenset({"authority"}), "second": frozenset({"authority", "supervisor"})}


def correct(
    file: CaseFile, request: Request, setting: Setting, history: Sequence[Event]
) -> Decision:
    """Decide on a correction.

    What is put right is decided again as it would have been then, so that a correction brings in
    nothing a move would have refused. What later steps stand on is not changed under them.

    Args:
        file: The case as it stands.
        request: The `correct` move: the event's number, the reason, and the fields to set.
        setting: Who asks, when, and under which rules.
        history: The case's events, oldest first.

    Raises:
        Refused: There is no such event, later steps stand on it, or the rules refuse it as put.
    """
    move, asked = consider(file, request, setting)
    wrong = _wrong(asked, history)
    changes = _keyed(asked.given.get("set", {}), wrong.kind)
    if changes and wrong.kind in _LISTS:
        raise Refused(
            f"{asked.ref}: event {wrong.id} ({wrong.kind}) holds time in the diary, which is looked"
            " at only when it is listed. Undo it, or postpone or vacate it, and list it again."
        )
    if (not changes or _WEIGHTY & set(changes)) and _built_on(wrong, history):
        raise Refused(
            f"{asked.ref}: later steps stand on event {wrong.id}; correct them first, or revise."
        )
    kept: dict[str, Any] = {"event": wrong.id, "reason": asked.given["reason"]}
    if changes:
        kept["righted"] = _righted(asked, wrong, changes, setting, history)
    event = event_of(move, asked, setting, kept)
    found = fold([*history, event])
    if found.case.sensitivity != "open" and not found.case.access:
        raise Refused(f"{asked.ref}: nobody could read the case any more; grant access first.")
    if _taken(found, setting.today) - _taken(file, setting.today):
        raise Refused(
            f"{asked.ref}: this would put people or a room back into the diary, at a time that may"
            " have been given away since; list it again instead."
        )
    _keeps_privilege(asked, found)
    stage = found.subject(event.subject).stage
    return Decision(replace(event, to_stage=stage.value), found)


def _wrong(asked: Asked, history: Sequence[Event]) -> Event:
    """Find the event to correct, and check that it can be and by whom."""
    number = asked.given["event"]
    wrong = next((event for event in history if event.id == number), None)
    if wrong is None or wrong.subject != asked.the_subject.number:
        raise BadValue("event", f"{asked.ref} has no event {number}.")
    if wrong.kind == "correct":
        raise Refused(f"{asked.ref}: event {number} is a correction, and stands.")
    if wrong.kind in _FIXED:
        raise Refused(f"{asked.ref}: event {number} ({wrong.kind}) is put right with 'amend'.")
    if wrong.kind in _MOVES_TIME:
        raise Refused(
            f"{asked.ref}: event {number} ({wrong.kind}) gave time back to the diary and stands;"
            " list it again instead."
        )
    if wrong.kind in READ_BLIND:
        raise Refused(
            f"{asked.ref}: event {number} belongs to a blind reading. The level was shown to its"
            " reader at once, so it stands, and counts; a note says what was a slip."
        )
    if any(e.kind == "correct" and e.payload["event"] == number for e in history):
        raise Refused(f"{asked.ref}: event {number} was corrected already.")
    needed = _MAKERS.get(moves()[wrong.kind].made_by)
    if needed is not None and not asked.maker.roles & needed:
        raise NotAllowed(
            f"{asked.ref}: event {number} is a decision; a correction of it is made by"
            f" {' or '.join(sorted(needed))}. Name them with --maker."
        )
    _by_a_second(asked, wrong)
    return wrong


def _by_a_second(asked: Asked, wrong: Event) -> None:
    """Refuse the correction of a finding or an outcome by whoever entered it."""
    if wrong.kind not in _SECOND:
        return
    actor, number = asked.actor, asked.maker.number
    at_the_keys = actor.person is not None and actor.person.number == number
    own = number in {wrong.maker, ""} or (at_the_keys and actor.account == wrong.keyed_by)
    if own or not asked.maker.roles & _MAKERS["second"]:
        raise NotAllowed(
            f"{asked.ref}: event {wrong.id} is a finding or an outcome; it is put right by a second"
            " person, a delegate or a supervisor who did not enter it. Name them with --maker."
        )


def _keeps_privilege(asked: Asked, found: CaseFile) -> None:
    """Refuse to lift privilege by a correction, as the move that marks a document would."""
    before = {one.number for one in asked.the_subject.documents if one.marking == PRIVILEGED}
    lifted = [
        one.number
        for one in found.subject(asked.the_subject.number).documents
        if one.number in before and one.marking != PRIVILEGED
    ]
    if lifted and "legal" not in asked.actor.roles:
        raise NotAllowed(
            f"{asked.ref}: document {lifted[0]} is privileged; role legal alone marks it otherwise,"
            " with 'mark-document'."
        )


def _built_on(wrong: Event, history: Sequence[Event]) -> bool:
    """Say whether a later step, not itself undone, stands on an event."""
    undone = {
        e.payload["event"] for e in history if e.kind == "correct" and "righted" not in e.payload
    }
    later = [
        event
        for event in history
        if event.id > wrong.id and event.subject == wrong.subject
        if event.kind != "correct" and event.id not in undone
    ]
    on_it = _STANDS_ON_IT.get(wrong.kind, frozenset())
    if wrong.kind in _FREE:
        return any(event.kind in on_it for event in later)
    return any(
        event.from_stage != event.to_stage
        or event.kind in _STANDS_ON | on_it
        or wrong.from_stage not in moves()[event.kind].sources
        for event in later
    )


def _taken(file: CaseFile, today: date) -> set[tuple[str, Sitting, str]]:
    """Name every time from today that a person or a room is taken by the hearings of a case.

    Of a hearing that has its outcome today's sitting still counts: whoever sat, sat.
    """
    found: set[tuple[str, Sitting, str]] = set()
    for subject in file.subjects:
        hearings = (*subject.past_hearings, subject.hearing)
        for hearing in (one for one in hearings if one is not None):
            takes = people_of(hearing, [subject.facts.number]) | {room_key(hearing.room)}
            days = [sitting for sitting in hearing.sittings if sitting.day >= today]
            if not hearing.stands:
                days = [one for one in days if hearing.state == "heard" and one.day == today]
            found |= {(hearing.reference, sitting, one) for sitting in days for one in takes}
    return found


def _righted(
    asked: Asked,
    wrong: Event,
    changes: dict[str, Any],
    setting: Setting,
    history: Sequence[Event],
) -> dict[str, Any]:
    """Decide the wrong event again with its fields put right."""
    move = moves()[wrong.kind]
    known = {field.key for field in move.fields}
    # A length that was worked out is worked out again.
    known -= {"months"} if "months_source" in wrong.payload else set()
    given: dict[str, object] = {k: v for k, v in wrong.payload.items() if k in known}
    headed = {name: value for name, value in changes.items() if name in headings()}
    if headed and "rationale" in known:
        given["rationale"] = {**wrong.payload.get("rationale", {}), **headed}
        changes = {name: value for name, value in changes.items() if name not in headed}
    given.update(changes)
    # The maker was proved, or stated, when the entry was made; their rank is the one they had.
    maker = Maker(
        wrong.maker,
        wrong.maker_name,
        wrong.maker_rank,
        wrong.maker_unit,
        _MAKERS.get(move.made_by, frozenset()),
    )
    actor = replace(setting.actor, roles=setting.actor.roles | move.keyed_by)
    earlier = fold(effective(history, wrong.id))
    again = Request(
        wrong.kind,
        asked.case,
        wrong.subject,
        given,
        maker,
        wrong.effective,
        elsewhere=asked.elsewhere,
        comparison=asked.comparison,
    )
    return decide(earlier, again, replace(setting, actor=actor)).event.payload


def _keyed(changes: dict[str, Any], event: str) -> dict[str, Any]:
    """Read names of options as the fields they fill."""
    fields = {field.option: field.key for field in moves()[event].fields}
    return {fields.get(name, name): value for name, value in changes.items()}
