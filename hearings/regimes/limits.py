"""A time limit of a regime, as its data file gives it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Any, Final

from hearings.errors import UsageError
from hearings.milestones import milestone_words, milestones
from hearings.provisions import CONFIDENCES, UNVERIFIED, Provision, needed, only, provision
from hearings.workdays import PHRASES

PRACTICABLE: Final = "practicable"
"""The phrase “as soon as practicable”, which gives no day."""

UNITS: Final = {
    "after": "working_day",
    "from": "working_day",
    "before": "working_day",
    "window": "working_day",
    "calendar": "day",
    "weeks": "week",
    "months": "month",
}
"""What each phrase counts."""

PARTS: Final = {
    "measures": "suspension",
    "investigation": "investigation",
    "decision": "the authority's decision",
    "proceedings": "up to the hearing",
    "outcome": "outcome",
    "appeal": "appeal",
    "tribunal": "Police Appeals Tribunal",
    "beside": "beside the proceedings",
}
"""The part of a matter that a limit belongs to, and what a screen calls it."""

FORUMS: Final = frozenset({"meeting", "hearing", "accelerated"})
TRACKS: Final = frozenset({"complaint", "recordable_conduct", "internal_conduct"})
EXTENDERS: Final = {
    "chair": "the chair",
    "conducting": "the person conducting",
    "authority": "the authority",
    "investigator": "the investigator",
    "tribunal": "the chair of the tribunal",
    "reviewer": "the reviewer",
}
"""Who may extend a limit, and their words."""

_LISTS = {"clock", "met_by", "until", "forum", "tracks", "extend"}
_FLAGS = {"floor", "parties", "optional", "everyone", "reduce", "repeats", "weak", "latest",
          "after_close"}  # fmt: skip
_WORDS = {"variant", "title", "part", "unit", "clock_else", "clock_or_expiry_of", "overlay",
          "not_overlay", "test", "confidence_first"}  # fmt: skip
_NEEDED = frozenset({"key", "title", "part", "phrase", "clock", "met_by", "confidence"})
_KNOWN = _NEEDED | _LISTS | _FLAGS | _WORDS | {"count", "then", "reg", "source"}


@dataclass(frozen=True, slots=True)
class Limit:
    """One time limit: what is counted from which fact, and what meets it."""

    key: str
    """Its name in the records, the same in every regime that has it."""
    title: str
    """What a screen calls it."""
    part: str
    """The part of a matter it belongs to, of `PARTS`."""
    count: int | str | None
    """How many; `10-15` for a window; None where the phrase gives no day."""
    unit: str | None
    """What is counted: working_day, day, week or month."""
    phrase: str
    """How it is counted: a phrase of `workdays.PHRASES`, or practicable."""
    clock: tuple[str, ...]
    """The milestones that start it; the first of the present round counts."""
    met_by: tuple[str, ...]
    """The milestones that meet it."""
    provision: Provision
    """Where it comes from."""
    regime: str = ""
    """The regime whose file it is read for; empty for the force's own target."""
    variant: str = ""
    """What tells it from another limit of the same key, where one of them holds at a time."""
    until: tuple[str, ...] = ()
    """The milestones with which it falls away unmet."""
    then: int | None = None
    """How many each later period is, on a grid from the first; None where what meets it starts."""
    clock_or_expiry_of: str = ""
    """The limit whose last day starts it where what meets that one does not come in time."""
    forum: tuple[str, ...] = ()
    """The forums it holds in; empty for any."""
    tracks: tuple[str, ...] = ()
    """The tracks it holds on; empty for any."""
    parties: bool = False
    """Whether it holds only where there is a complainant or an interested person."""
    overlay: str = ""
    """The overlay it holds under."""
    not_overlay: str = ""
    """The overlay it does not hold under."""
    not_for: frozenset[str] = frozenset()
    """The person types it does not hold for."""
    extend: tuple[str, ...] = ()
    """Who may extend it, of `EXTENDERS`; empty where nobody may."""
    test: str = ""
    """The test for extending it."""
    reduce: bool = False
    """Whether it may be reduced by agreement."""
    repeats: bool = False
    """Whether a new period begins once one is over."""
    optional: bool = False
    """Whether the step may be left: an unused window closes and is not missed."""
    floor: bool = False
    """Whether the day is the earliest for the step and not the last."""
    weak: bool = False
    """Whether it gives no day until it is signed off."""
    confidence_first: str = ""
    """How sure the first period is, where that is less than the later ones."""
    clock_else: str = ""
    """The milestone that starts it where none of `clock` has been reached."""
    latest: bool = False
    """Whether each new fact of its clock begins it anew, so that the latest counts."""
    after_close: bool = False
    """Whether it goes on running once the subject is closed."""

    @property
    def rule(self) -> str:
        """Name the rule as a sign-off does: `2012/hearing_held`."""
        return f"{self.regime}/{self.key}" + (f".{self.variant}" if self.variant else "")

    @property
    def statutory(self) -> bool:
        """Say whether the law sets it; the force's own target is the other kind."""
        return bool(self.regime)

    @property
    def words(self) -> str:
        """Say the limit in one line, as a list of rules shows it."""
        clock = " or ".join(milestone_words(key) for key in self.clock)
        if self.clock_else:
            clock += f", else {milestone_words(self.clock_else)}"
        said = _PHRASED[self.phrase].format(count=self.count, clock=clock)
        if self.floor:
            said = said.replace("within", "not before the end of")
        if self.count == 1:
            said = said.replace("days", "day")
        if self.then is not None:
            said += f", then every {self.then} months"
        elif self.repeats:
            said += ", then each time again"
        if self.clock_or_expiry_of:
            said += f", or after the last day of '{self.clock_or_expiry_of}' where that is earlier"
        if self.extend:
            said += f"; {' or '.join(EXTENDERS[who] for who in self.extend)} may extend it"
            said += f" ({self.test})" if self.test else ""
        return said + ("; may be reduced by agreement" if self.reduce else "")


_PHRASED = {
    "after": "within {count} working days after: {clock}",
    "from": "within {count} working days beginning with the day of: {clock}",
    "before": "with {count} whole working days left before: {clock}",
    "window": "on working day {count} after: {clock}",
    "calendar": "within {count} days after: {clock}",
    "weeks": "within {count} weeks after: {clock}",
    "months": "before the end of {count} months beginning with: {clock}",
    PRACTICABLE: "as soon as practicable after: {clock}",
}


@cache
def own_target(days: int) -> Limit:
    """Make the force's own target for the severity decision, in days; the law gives none."""
    return Limit(
        key="severity_target",
        title="Severity decided (own target)",
        part="decision",
        count=days,
        unit="day",
        phrase="calendar",
        clock=("attention",),
        met_by=("severity_decided",),
        provision=Provision("the force's own target", "own"),
    )


def read_limits(
    rows: list[dict[str, Any]],
    regime: str,
    instrument: str,
    not_for: frozenset[str] = frozenset(),
    *,
    name: str = "",
) -> tuple[Limit, ...]:
    """Read the limits of a regime.

    Args:
        rows: The `[[limit]]` rows, those taken from another regime included.
        regime: The regime's id.
        instrument: The regime's own instrument, which a `reg` is of.
        not_for: The person types that the regime does not govern.
        name: The file, for the refusals.

    Raises:
        UsageError: A row does not hold together, or two can hold at once under one key.
    """
    found = tuple(_limit(row, regime, instrument, not_for, name) for row in rows)
    for one, other in combinations(found, 2):
        if one.key == other.key and (one.variant == other.variant or not _apart(one, other)):
            raise UsageError(f"{name}, limit {one.key}: the key stands twice.")
    keys = {limit.key for limit in found}
    for limit in found:
        wanted = limit.clock_or_expiry_of
        if wanted and wanted not in keys:
            raise UsageError(f"{name}, limit {limit.key}: clock_or_expiry_of names no limit.")
    return found


def merged_rows(
    base: list[dict[str, Any]], own: list[dict[str, Any]], without: frozenset[str], name: str
) -> list[dict[str, Any]]:
    """Put a regime's own rows over those of the regime it takes its limits from.

    Args:
        base: The rows it takes.
        own: Its own: one of a key in `base` changes what it names, any other is new.
        without: The keys it does not take.
        name: The file, for the refusal.

    Raises:
        UsageError: It leaves out, or has twice, what is not there to be so.
    """
    strange = sorted(without - {row["key"] for row in base})
    if strange:
        raise UsageError(f"{name}, limits_without names no limit: {', '.join(strange)}.")
    known = {row["key"] for row in base} - without
    changes: dict[str, dict[str, Any]] = {}
    new = []
    for row in own:
        key = row.get("key", "")
        if key in changes:
            raise UsageError(f"{name}, limit {key}: the key stands twice.")
        if key in known:
            changes[key] = row
        else:
            new.append(row)
    kept = (row for row in base if row["key"] in known)
    return [*(_changed(row, changes.get(row["key"], {})) for row in kept), *new]


def _changed(row: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    # A provision is named once: a new one, in whichever way it is written, replaces the old.
    names = {"reg", "source"} if {"reg", "source"} & set(change) else set()
    return {key: value for key, value in row.items() if key not in names} | change


def _limit(
    row: dict[str, Any], regime: str, instrument: str, not_for: frozenset[str], name: str
) -> Limit:
    where = f"{name}, limit {row.get('key', '?')}"
    only(row, _KNOWN, where)
    needed(row, _NEEDED, where)
    _well_typed(row, where)
    _count_fits(row, where)
    _names_known(row, where)
    kept = {key: value for key, value in row.items() if key not in _NOT_FIELDS}
    kept |= {key: tuple(row[key]) for key in _LISTS & set(row)}
    return Limit(
        **{"count": None, "unit": None, **kept},
        provision=provision(row, where, instrument),
        regime=regime,
        not_for=frozenset() if row.get("everyone", False) else not_for,
    )


_NOT_FIELDS = {"everyone", "reg", "source", "confidence"}


def _well_typed(row: dict[str, Any], where: str) -> None:
    for key, value in row.items():
        if key in _LISTS:
            good = isinstance(value, list) and all(isinstance(one, str) for one in value)
        elif key in _FLAGS:
            good = isinstance(value, bool)
        else:
            good = key in {"count", "then"} or isinstance(value, str)
        if not good:
            raise UsageError(f"{where}: {key} is not well formed.")


def _count_fits(row: dict[str, Any], where: str) -> None:
    """Refuse a count or a unit that does not fit the phrase."""
    phrase, count, unit = row["phrase"], row.get("count"), row.get("unit")
    if phrase not in {*PHRASES, PRACTICABLE}:
        raise UsageError(f"{where}: phrase {phrase!r} is not known.")
    if phrase == PRACTICABLE:
        fits = count is None and unit is None
    elif phrase == "window":
        low, dash, high = str(count).partition("-")
        fits = bool(dash) and low.isdecimal() and high.isdecimal() and 0 < int(low) < int(high)
    else:
        fits = type(count) is int and count > 0
    if not fits:
        raise UsageError(f"{where}: count {count!r} does not fit the phrase {phrase!r}.")
    if unit != UNITS.get(phrase):
        raise UsageError(f"{where}: unit {unit!r} does not fit the phrase {phrase!r}.")
    then = row.get("then")
    if then is not None and (
        type(then) is not int or then < 1 or phrase != "months" or not row.get("repeats")
    ):
        raise UsageError(f"{where}: then is for months that repeat.")
    if row.get("latest") and row.get("repeats"):
        raise UsageError(f"{where}: latest is for a limit that does not repeat.")
    if row.get("floor") and phrase != "calendar":
        raise UsageError(f"{where}: floor is for the phrase 'calendar'.")


def _names_known(row: dict[str, Any], where: str) -> None:
    """Refuse a milestone, a part, a forum, a track or an extender that is not known."""
    expiry = row.get("clock_or_expiry_of")
    lists: dict[str, tuple[list[str], Collection[str]]] = {
        "clock": (row["clock"], milestones()),
        "met_by": (row["met_by"], milestones()),
        "until": (row.get("until", []), milestones()),
        "clock_else": ([row["clock_else"]] if "clock_else" in row else [], milestones()),
        "clock_or_expiry_of": ([f"{expiry}_expired"] if expiry else [], milestones()),
        "part": ([row["part"]], PARTS),
        "forum": (row.get("forum", []), FORUMS),
        "tracks": (row.get("tracks", []), TRACKS),
        "extend": (row.get("extend", []), EXTENDERS),
        "confidence_first": ([row.get("confidence_first", UNVERIFIED)], CONFIDENCES),
    }
    for key, (given, known) in lists.items():
        strange = sorted(set(given) - set(known))
        if strange:
            raise UsageError(f"{where}: {key} has an unknown name: {', '.join(strange)}.")
    if not row["clock"] or not row["met_by"]:
        raise UsageError(f"{where}: clock and met_by each name a milestone.")


def _apart(one: Limit, other: Limit) -> bool:
    """Say whether two limits can never hold at once."""

    def differ(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
        return bool(ours) and bool(theirs) and not set(ours) & set(theirs)

    return (
        differ(one.forum, other.forum)
        or differ(one.tracks, other.tracks)
        or bool(one.overlay and one.overlay == other.not_overlay)
        or bool(other.overlay and other.overlay == one.not_overlay)
    )
