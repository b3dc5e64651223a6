"""Decide a request on a case and save what it makes, inside the caller's transaction."""

from __future__ import annotations

from db.engine import Connection
from db.saving import answer, save
from db.store import Kept
from hearings.corrections import correct
from hearings.decisions import decide
from hearings.requests import Request, Setting

CORRECT = "correct"


def made(
    connection: Connection, kept: Kept | None, request: Request, setting: Setting
) -> tuple[int, int, dict[str, object]]:
    """Decide a request and save it.

    Args:
        connection: The write transaction.
        kept: The case as it stands; None where the request makes it.
        request: What is asked for.
        setting: Who asks, when, and under which rules.

    Returns:
        The subject's number, the event's id, and the answer.

    Raises:
        Refused: A rule, a right or the table of moves says no.
    """
    if kept is not None and request.event == CORRECT:
        decision = correct(kept.file, request, setting, kept.history)
    else:
        decision = decide(None if kept is None else kept.file, request, setting)
    event_id = save(connection, kept, decision, setting.rules)
    number = decision.event.subject
    return number, event_id, answer(request.case, number, decision.file, event_id)
