"""The one table of moves: what may happen to a subject, from which stage, and by whom.

The table is data (`stages.toml`). `faults` says what does not hold together in it; every write
passes `move_from`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from hearings.errors import NotBuiltYet, OutOfTurn, UsageError
from hearings.packaged import facts

NEW = "-"
UNCHANGED, NAMED, AS_CORRECTED = "unchanged", "named", "as_corrected"
OPEN_ENDED = frozenset({UNCHANGED, NAMED, AS_CORRECTED})

# A misspelt `unless` would switch every guard of its row off without a word.
_SETTINGS = frozenset({
    "event", "title", "from", "to", "keyed_by", "made_by", "unless", "fields", "example", "later",
    "jointly", "by_item",
})  # fmt: skip
_MAKERS = frozenset({
    "keyer", "inspecting", "superintending", "authority", "investigator", "second",
})  # fmt: skip


class Stage(StrEnum):
    """Where a subject stands."""

    REPORTED = "reported"
    WITH_UNIT = "with_unit"
    AWAITING_DPS = "awaiting_dps"
    ASSESSED = "assessed"
    INVESTIGATION = "investigation"
    CASE_DECISION = "case_decision"
    REFERRED = "referred"
    LISTED = "listed"
    IN_HEARING = "in_hearing"
    HEARD = "heard"
    DECIDED = "decided"
    APPEALED = "appealed"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


_NAMED_AT_MOST = 8
_STANDS = {
    "investigation": "under investigation",
    "case_decision": "waiting for a decision",
    "in_hearing": "being heard",
}
"""How a sentence says that a matter is at a stage, where the stage's own word does not fit."""


@dataclass(frozen=True, slots=True)
class Field:
    """Something that a move asks for."""

    key: str
    """Its name in the payload of the event."""
    option: str
    """Its name on the command line, without the dashes."""
    type: str
    """How it is read: text, line, date, level, choice and so on."""
    help: str
    """The sentence shown beside it."""
    choices: tuple[str, ...] = ()
    """What it can be, where that is a list."""
    required: bool = False
    """Whether it may not be empty."""


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the table."""

    event: str
    """The event's name."""
    title: str
    """What a menu calls it."""
    sources: tuple[str, ...]
    """The stages it may start in; `-` makes a new subject."""
    targets: tuple[str, ...]
    """The stages it may lead to, or unchanged, named, as_corrected."""
    keyed_by: frozenset[str] = frozenset()
    """The roles that may enter it."""
    made_by: str = "keyer"
    """What its maker must be."""
    unless: tuple[str, ...] = ()
    """The names of the guards that may refuse it, in order."""
    fields: tuple[Field, ...] = ()
    """What it takes."""
    example: str = ""
    """A command that would do it."""
    later: str = ""
    """The issue it comes with; empty once it is built."""
    jointly: bool = False
    """Whether it happens to every officer of the same hearing at once."""
    by_item: bool = False
    """Whether it is made on an item of a dip sample, in Review, and never on a reference."""

    @property
    def command(self) -> str:
        """Name the move as a command does, with dashes."""
        return self.event.replace("_", "-")

    def target(self, stage: Stage, named: str = "") -> Stage:
        """Give the stage the move leads to from `stage`.

        Args:
            stage: Where the subject stands.
            named: The stage given, for a move that goes where it is told or to one of several.
        """
        target = self.targets[0]
        if target in {UNCHANGED, AS_CORRECTED}:
            return stage
        return Stage(named if target == NAMED or len(self.targets) > 1 else target)


@cache
def moves() -> dict[str, Move]:
    """Read the table of moves, by event, in its own order."""
    table = facts("stages.toml")
    return {row["event"]: _move(row, table) for row in table["move"]}


def _move(row: Mapping[str, Any], table: Mapping[str, Any]) -> Move:
    sources, target = row["from"], row["to"]
    named_fields = [_field(name, table["field"]) for name in row.get("fields", [])]
    return Move(
        event=row["event"],
        title=row.get("title", row["event"].replace("_", " ").capitalize()),
        sources=tuple(table["groups"][sources] if isinstance(sources, str) else sources),
        targets=(target,) if isinstance(target, str) else tuple(target),
        keyed_by=frozenset(row.get("keyed_by", [])),
        made_by=row.get("made_by", "keyer"),
        unless=tuple(row.get("unless", [])),
        fields=tuple(named_fields),
        example=row.get("example", ""),
        later=row.get("later", ""),
        jointly=row.get("jointly", False),
        by_item=row.get("by_item", False),
    )


def _field(name: str, known: Mapping[str, Any]) -> Field:
    key = name.removesuffix("!")
    try:
        row = known[key]
    except KeyError:
        raise UsageError(f"The table of moves asks for {key}, which it does not define.") from None
    return Field(
        key=key,
        option=row.get("option", key.replace("_", "-")),
        type=row["type"],
        help=row["help"],
        choices=tuple(row.get("choices", [])),
        required=name.endswith("!"),
    )


def move_named(event: str) -> Move:
    """Find a move by its event, and refuse one that is not built yet.

    Raises:
        UsageError: There is no such move.
        NotBuiltYet: It stands in the table and comes later.
    """
    try:
        move = moves()[event.replace("-", "_")]
    except KeyError:
        raise UsageError(f"There is no move called {event}.") from None
    if move.later:
        words = move.event.replace("_", " ")
        raise NotBuiltYet(f"'{words}' is not built yet; it comes with {move.later!r}.")
    return move


def move_from(event: str, stage: Stage | None, reference: str) -> Move:
    """Find a move and check that it may start where the subject stands.

    Args:
        event: The event's name.
        stage: Where the subject stands; None for a subject still to be made.
        reference: The subject as written, for the sentence.

    Raises:
        UsageError: There is no such move.
        NotBuiltYet: It comes later.
        OutOfTurn: It cannot start from there.
    """
    move = move_named(event)
    here = NEW if stage is None else stage.value
    if here in move.sources:
        return move
    raise OutOfTurn(
        f"{reference} is {_STANDS.get(here) or stage_words(here)}; '{move.command}' cannot be done"
        f" from there. What can be: {_open_from(here)}."
    )


def _open_from(here: str) -> str:
    """Name what can be done at a stage: what is done at few stages first, and not everything."""
    found = sorted((row for row in built() if here in row.sources), key=lambda r: len(r.sources))
    named = ", ".join(row.command for row in found[:_NAMED_AT_MOST])
    left = len(found) - _NAMED_AT_MOST
    return f"{named} and {left} more; 'hearings case --help' lists them" if left > 0 else named


def built() -> list[Move]:
    """List the moves that are built and made on a reference, in the order of the table."""
    return [
        move for move in moves().values() if not move.later and move.keyed_by and not move.by_item
    ]


def stage_words(stage: str, unit_word: str = "unit", dps: str = "DPS") -> str:
    """Say a stage as a practitioner does.

    Args:
        stage: The stage's name.
        unit_word: What the force calls its units.
        dps: What the force calls its directorate.
    """
    words: dict[str, str] = facts("stages.toml")["words"]
    return words.get(stage, stage).format(unit_word=unit_word, dps=dps)


def faults(table: Mapping[str, Any], guards: frozenset[str], roles: frozenset[str]) -> list[str]:
    """Say everything that does not hold together in a table of moves.

    Moves that go where they are told (reopen, correct) do not count as a way to reach a stage or
    to leave one: they would make every stage look connected.

    Args:
        table: The parsed table, as in `stages.toml`.
        guards: The names of the guards that exist.
        roles: The names of the roles that exist.

    Returns:
        One sentence for each fault; empty when the table holds.
    """
    known = set(table["stages"])
    edges: set[tuple[str, str]] = set()
    found = [
        f"The group {group} names the unknown stage {name}."
        for group, members in table["groups"].items()
        for name in sorted(set(members) - known)
    ]
    for row in table["move"]:
        found += _row_faults(row, table, guards, roles)
        sources = row["from"]
        sources = table["groups"].get(sources, []) if isinstance(sources, str) else sources
        targets = [row["to"]] if isinstance(row["to"], str) else row["to"]
        edges |= {(a, b) for a in sources for b in targets if b not in OPEN_ENDED}
    events = [row["event"] for row in table["move"]]
    found += [
        f"{name} stands in the table twice." for name in set(events) if events.count(name) > 1
    ]
    reached = _spread({table["start"]}, {(a, b) for a, b in edges if a != NEW})
    can_end = _spread({table["end"]}, {(b, a) for a, b in edges})
    found += [f"No move reaches {stage}." for stage in sorted(known - reached)]
    found += [f"From {stage} nothing leads to an end." for stage in sorted(known - can_end)]
    found += [f"Stage {stage} has no words." for stage in sorted(known - set(table["words"]))]
    return found


def _row_faults(
    row: Mapping[str, Any],
    table: Mapping[str, Any],
    guards: frozenset[str],
    roles: frozenset[str],
) -> list[str]:
    event, sources = row["event"], row["from"]
    if isinstance(sources, str):
        unknown = set() if sources in table["groups"] else {sources}
    else:
        unknown = set(sources) - set(table["stages"]) - {NEW}
    targets = {row["to"]} if isinstance(row["to"], str) else set(row["to"])
    unknown |= targets - set(table["stages"]) - OPEN_ENDED
    found = [f"{event} has an unknown {name}." for name in sorted(set(row) - _SETTINGS)]
    found += [f"{event} names the unknown stage {name}." for name in sorted(unknown)]
    if row.get("made_by", "keyer") not in _MAKERS:
        found.append(f"{event} is made by an unknown {row['made_by']}.")
    found += [
        f"{event} names the unknown guard {n}." for n in row.get("unless", []) if n not in guards
    ]
    found += [
        f"{event} names the unknown role {n}." for n in row.get("keyed_by", []) if n not in roles
    ]
    for name in row.get("fields", []):
        if name.removesuffix("!") not in table["field"]:
            found.append(f"{event} asks for the unknown field {name}.")
    if not row.get("later") and not row.get("example"):
        found.append(f"{event} is built and has no example.")
    return found


def _spread(reached: set[str], edges: set[tuple[str, str]]) -> set[str]:
    """Follow the edges from what is reached until nothing is added."""
    while more := {b for a, b in edges if a in reached} - reached:
        reached = reached | more
    return reached
