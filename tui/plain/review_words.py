"""Print the review queue, the dip samples and their items as text, JSON and CSV."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from hearings.rate_words import value_words
from tui.plain.fitting import columns, line
from tui.plain.output import words
from tui.telling import review as telling

if TYPE_CHECKING:
    from db.blind import Item, State
    from db.review import Queue, Sample

QUEUE_COLUMNS = ("list", "subject", "local_level", "level", "day")
SAMPLE_COLUMNS = (
    "sample", "seed", "drawn_at", "drawn_by", "from", "to", "asked_for", "out_of",
    "drawn", "read", "answered", "left", "reason",
)  # fmt: skip
STATE_COLUMNS = ("place", "read", "answered", "own_level", "decision", "answer")
ITEM_COLUMNS = ("part", "what", "text")
"""The columns of each sheet, in order."""


def promised_queue(found: Queue) -> dict[str, object]:
    """Give the queue as `hearings.review/1`."""
    return {
        "schema": "hearings.review/1",
        "waiting_in_all": found.waiting_in_all,
        "waiting": [
            {
                "subject": row.reference,
                "rank": row.rank or None,
                "unit": row.unit or None,
                "local_level": row.local_level or None,
                "level": row.level or None,
                "decided": row.decided or None,
            }
            for row in found.waiting
        ],
        "reconsidered_in_all": found.reconsidered_in_all,
        "reconsidered": [
            {"subject": row.reference, "what": row.what, "level": row.level or None, "day": row.day}
            for row in found.reconsidered
        ],
        "samples": [_sample(one) for one in found.samples],
    }


def queue_rows(found: Queue) -> list[list[str]]:
    """Give the first two lists of the queue as rows; the samples have a sheet of their own."""
    waiting = [["waiting", w.reference, w.local_level, w.level, w.decided] for w in found.waiting]
    return waiting + [[r.what, r.reference, "", r.level, r.day] for r in found.reconsidered]


def print_queue(found: Queue) -> None:
    """Print the queue as lines."""
    line(f"Waiting for a second reader: {found.waiting_in_all:,}")
    if found.waiting:
        titles = ("subject", "initial assessment", "decided as", "on")
        columns(
            [
                [w.reference, _plain(w.local_level) or "none", _plain(w.level), w.decided]
                for w in found.waiting
            ],
            titles,
        )
    if found.waiting_in_all > len(found.waiting):
        line(f"The oldest {len(found.waiting):,} are shown.")
    line()
    line("To be reconsidered, and revised")
    for row in found.reconsidered:
        line(f"  {telling.reconsidered_line(row)}")
    if not found.reconsidered:
        line("  none")
    if found.reconsidered_in_all > len(found.reconsidered):
        line(f"Of {found.reconsidered_in_all:,} the first {len(found.reconsidered):,} are shown.")
    line()
    line("Dip samples")
    _print_samples(found.samples)


def promised_samples(found: Sequence[Sample]) -> dict[str, object]:
    """Give the samples as `hearings.samples/1`."""
    return {"schema": "hearings.samples/1", "rows": [_sample(one) for one in found]}


def sample_rows(found: Sequence[Sample]) -> list[list[object]]:
    """Give the samples as rows."""
    return [list(_sample(one).values()) for one in found]


def print_samples(found: Sequence[Sample]) -> None:
    """Print the samples as lines."""
    _print_samples(found)


def _print_samples(found: Sequence[Sample]) -> None:
    if not found:
        line("  none; 'hearings review draw' draws one")
    for one in found:
        line(f"  {telling.sample_line(one)}; {one.answered} answered")
        line(f"    {telling.sample_about(one)}")


def drawn(one: Sample) -> str:
    """Say what was drawn."""
    return (
        f"Dip sample {one.id} holds {one.drawn:,}, drawn out of {one.among:,} from {one.start} to"
        f" {one.end} with the seed {one.seed}. 'hearings review read {one.id}' gives the first."
    )


def _sample(one: Sample) -> dict[str, object]:
    told = (one.id, one.seed, one.at, one.account, one.start, one.end, one.size, one.among,
            one.drawn, one.read, one.answered, one.left, one.reason or None)  # fmt: skip
    return dict(zip(SAMPLE_COLUMNS, told, strict=True))


def promised_states(sample: int, found: Sequence[State]) -> dict[str, object]:
    """Give how far each item has come as `hearings.sample/1`."""
    rows = [dict(zip(STATE_COLUMNS, row, strict=True)) for row in state_rows(found)]
    return {"schema": "hearings.sample/1", "sample": sample, "items": rows}


def state_rows(found: Sequence[State]) -> list[list[object]]:
    """Give how far each item has come as rows; levels are those of this reader's own readings."""
    return [
        [one.place, one.read, one.answered, *((None,) * 3 if one.own is None else _own(one.own))]
        for one in found
    ]


def _own(own: tuple[str, str, str]) -> tuple[str | None, ...]:
    return tuple(value or None for value in own)


def print_states(sample: int, found: Sequence[State]) -> None:
    """Print how far each item has come."""
    read = sum(one.read > 0 for one in found)
    line(f"Dip sample {sample}: {read} of {len(found)} items read")
    for one in found:
        said = f"read by {one.read}, answered by {one.answered}" if one.read else "not read yet"
        if one.own is not None:
            level, decision, answer = one.own
            same = "as it stood" if level == decision else f"it stood as {_plain(decision)}"
            said += f"; you: {_plain(level)}, {same}; {answer or 'not answered'}"
        line(f"  {sample}/{one.place}  {said}")


def promised_item(found: Item) -> dict[str, object]:
    """Give an item as `hearings.blind/1`; what was decided is null until it has been read."""
    own = found.own
    return {
        "schema": "hearings.blind/1",
        "item": f"{found.sample}/{found.place}",
        "of": found.of,
        "allegations": [
            {"standard": a.standard, "category": a.category or None, "narrative": a.narrative}
            for a in found.allegations
        ],
        "information": found.information or None,
        "known": found.known or None,
        "not_known": found.not_known or None,
        "passed": [{"place": place, "why": why} for place, why in found.passed],
        "reading": None if own is None else {
            "level": own.level,
            "reason": own.reason or None,
            "decision": own.decision or None,
            "answer": own.answer or None,
            "answer_reason": own.answered_because or None,
        },
        "judged": None if own is None else [
            {"kind": j.kind, "level": j.level, "reason": j.code or None, "reasons": j.reasons}
            for j in found.judged
        ],
    }  # fmt: skip


def item_rows(found: Item) -> list[list[str]]:
    """Give an item as rows of its parts."""
    rows = [["allegation", f"{a.standard} {a.category}".strip(), a.narrative]
            for a in found.allegations]  # fmt: skip
    rows += [[name, "", getattr(found, name)] for name in ("information", "known", "not_known")]
    if found.own is not None:
        rows.append(["reading", found.own.level, found.own.reason])
        rows += [[j.kind, j.level, j.reasons] for j in found.judged]
        rows.append(["answer", found.own.answer, found.own.answered_because])
    return rows


def print_item(found: Item) -> None:
    """Print an item as lines, and what can be done next as words."""
    from hearings.rules import Rules

    for text in telling.passed(found):
        words(text)
    line(telling.title(found))
    for said in (*telling.blind(found), *telling.decided(found, Rules())):
        for text in said.text.splitlines():
            line(" " * said.indent + text)
    where = f"{found.sample}/{found.place}"
    if found.own is None:
        words(f"'hearings review level {where} --level …' gives the level you come to.")
    elif not found.own.answer:
        words(f"'hearings review answer {where} --answer concur' or 'reconsider' answers it.")


def _plain(level: str) -> str:
    return value_words("local_level", level) if level else ""
