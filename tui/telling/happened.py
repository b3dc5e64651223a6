"""Word the history of a matter: what happened, who made it, and what was put right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hearings.cases import Event
from tui import words
from tui.telling.said import FAINT, HEAD, TEXT, Said

if TYPE_CHECKING:
    from hearings.rules import Rules


def history(
    events: tuple[Event, ...], number: int, rules: Rules, *, blind: bool = False
) -> Iterator[Said]:
    """Tell what happened to a subject, a correction beside what it corrects.

    Args:
        events: The case's events, oldest first.
        number: The subject's number.
        rules: The force's words.
        blind: Whether who the officer is stays out.
    """
    own = [event for event in events if event.subject == number]
    righted = {e.payload.get("event"): e for e in own if e.kind == "correct"}
    for event in own:
        yield Said(HEAD, f"{event.id}  {words.day(event.effective)}  {_title(event, rules)}")
        yield Said(FAINT, _made_by(event), 4)
        for name, value in words.payload_words(event, rules, blind=blind):
            yield Said(TEXT, f"{name}: {value}", 4)
        correction = righted.get(event.id)
        if correction is not None:
            undone = "righted" not in correction.payload
            what = "undone" if undone else "put right"
            yield Said(HEAD, f"{what} by entry {correction.id}, {words.day(correction.effective)}:"
                             f" {correction.payload.get('reason', '')}", 4)  # fmt: skip


def _title(event: Event, rules: Rules) -> str:
    title = words.event_title(event, rules)
    if event.from_stage in {event.to_stage, "-"}:
        return title
    return f"{title} → {words.stage_of(event.to_stage, rules)}"


def _made_by(event: Event) -> str:
    """Name who made it and who keyed it, and what is only stated."""
    maker = words.who(event.maker_rank, event.maker_name or event.maker, event.maker_unit)
    marks = [maker] if maker != event.keyed_by else []
    marks.append(f"keyed by {event.keyed_by}" if event.keyed_by else "in a dip sample")
    if event.stated:
        marks.append("stated, not proved")
    if event.late:
        marks.append(f"entered late, {words.day(event.at.date())}")
    if event.authority:
        marks.append(event.authority)
    return "; ".join(marks)


def events_since(events: list[Event], rules: Rules) -> Iterator[Said]:
    """Tell in a line each what happened in the meantime."""
    for event in events:
        maker = words.who(event.maker_rank, event.maker_name or event.maker)
        what = ", ".join(filter(None, (_title(event, rules), maker)))
        yield Said(TEXT, f"{words.day(event.effective)}  {what}")
        for name, value in words.payload_words(event, rules, blind=True):
            yield Said(FAINT, f"{name}: {value}", 4)
