"""How long each step takes and how often it is in time, and the out-of-time register."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from db import store
from db.actions import Desk
from db.clock import limits_of_subject
from db.engine import Connection
from db.sight import visible
from hearings.access import may_see_figures
from hearings.adjustments import delay_reasons
from hearings.deadlines import OVER, Deadline, clocks
from hearings.errors import UsageError
from hearings.regimes import ARCHIVE, Limit, regimes
from hearings.timeliness import Dates, Step, Timeliness, by_reason, measured, step_of
from hearings.values import clean

FIELDS = {
    "unit": "s.unit",
    "year": "substr(l.clock_date, 1, 4)",
    "regime": "c.regime",
    "track": "s.track",
    "source": "s.source",
    "rank_band": "s.rank_band",
    "person_type": "s.person_type",
}
"""The fields that steps are broken down by beside the step itself, and where they are kept."""

_Late = tuple[str, int]

BATCH = 5_000
"""How many subjects' limits are read at a time."""

STEP = "step"
TARGET = "severity_target"
_DAY = timedelta(days=1)

_TABLES = (
    " FROM limits l JOIN subjects s ON s.id = l.subject_id JOIN cases c ON c.id = s.case_id WHERE "
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which figures are asked for."""

    by: tuple[str, ...] = ()
    """The fields to break each step down by, in order."""
    where: Mapping[str, str] = field(default_factory=dict)
    """Only steps with these values; an empty value is one that is not known."""
    start: date | None = None
    """The first day on which a clock started that counts."""
    end: date | None = None
    """The last such day, included."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One row: a step, the values of the fields asked for, and what was counted."""

    key: Mapping[str, str]
    """The values, `step` first; empty text is a value that is not known."""
    title: str
    """What a screen calls the step."""
    counts: Timeliness
    """What was counted."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was asked for, and what was counted."""

    asked: Asked
    """What was asked for."""
    today: date
    """The day that steps still running are counted to."""
    rows: tuple[Figure, ...]
    """The statutory limits, in the order of a matter."""
    total: Timeliness
    """All of them; how long they take together means nothing and is not given."""
    targets: tuple[Figure, ...]
    """The force's own targets, in calendar days; never part of the total."""
    reasons: Mapping[str, tuple[int, int]]
    """The out-of-time register by reason: entries and working days; empty text for none given."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the out-of-time register."""

    reference: str
    """The subject, written `CASE/N`."""
    limit: Deadline
    """The limit, as it stands."""
    over: int
    """By how many working days it was missed, or moved past the law's day."""
    code: str
    """Why, of the counted list; empty where no reason is recorded."""
    agreed_by: str
    """Who extended it or agreed; empty where nobody did."""


@dataclass(frozen=True, slots=True)
class Register:
    """The out-of-time register, as far as an account may see it."""

    entries: tuple[Entry, ...]
    """The entries listed, the furthest out of time first."""
    total: int
    """How many there are."""
    reasons: Mapping[str, tuple[int, int]]
    """All of them by reason: how many, and how many working days."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """One limit as it is kept, with what became of it."""

    reference: str
    key: str
    period: int
    code: str
    agreed_by: str
    values: tuple[str, ...]
    step: Step


def timeliness(desk: Desk, asked: Asked) -> Report:
    """Count how long steps take, and write down who asked.

    Args:
        desk: Who asks.
        asked: Which figures. Covert matters are left out, as of every figure.

    Raises:
        UsageError: A field is not known, or the period ends before it begins.
        Refused: The account has no right to internal figures.
    """
    _check(asked)
    with desk.refusing("figures.timeliness"):
        may_see_figures(desk.actor)
    with desk.reading("figures.timeliness", _told(asked)) as connection:
        where, values = _where(asked)
        together, late = _together(_limits(connection, desk, asked.by, where, values))
        targets, _none = _together(_targets(connection, desk, asked))
    return Report(
        asked,
        desk.today,
        tuple(_figures(together, asked.by)),
        measured(step for steps in together.values() for step in steps),
        tuple(_figures(targets, asked.by)),
        _reasons(late),
    )


def register(desk: Desk, limit: int) -> Register:
    """Give the out-of-time register, and write down who read it.

    Args:
        desk: Who asks; the entries are those of the cases the account may see.
        limit: The most entries listed; the counts are of all.
    """
    seen, values = visible(desk.actor)
    with desk.reading("read.register") as connection:
        kept = _limits(connection, desk, (), [*seen, *_OWN], values)
        late = [(row.step.over, row) for row in kept if row.step.over is not None]
        late.sort(key=lambda pair: (-pair[0], pair[1].reference, pair[1].key, pair[1].period))
        known: dict[str, tuple[Deadline, ...]] = {}
        entries = []
        for over, row in late[:limit]:
            if row.reference not in known:
                known[row.reference] = limits_of_subject(connection, desk, row.reference)
            entries += [
                Entry(row.reference, found, over, row.code, row.agreed_by)
                for found in known[row.reference]
                if (found.key, found.period) == (row.key, row.period)
            ]
    reasons = _reasons([(row.code, over) for over, row in late])
    return Register(tuple(entries), len(late), reasons)


def _reasons(late: list[_Late]) -> dict[str, tuple[int, int]]:
    counted = by_reason(late, delay_reasons())
    return {code: (entries, days) for code, (entries, days) in counted.items()}


def _check(asked: Asked) -> None:
    known = (STEP, *FIELDS)
    for name in (*asked.by, *asked.where):
        if name not in known:
            raise UsageError(f"Timeliness cannot be asked for by {name!r}; by {', '.join(known)}.")
    if len(set(asked.by)) != len(asked.by):
        raise UsageError("A field can be asked for once.")
    if asked.start and asked.end and asked.end < asked.start:
        raise UsageError("The period ends before it begins.")
    for name, value in asked.where.items():
        clean(name, value)


def _told(asked: Asked) -> str:
    told = {
        "by": list(asked.by),
        "where": dict(asked.where),
        "from": None if asked.start is None else asked.start.isoformat(),
        "to": None if asked.end is None else asked.end.isoformat(),
    }
    return json.dumps(told, sort_keys=True)


_OWN = ["c.regime <> 'none'"]
_OVERT = [*_OWN, "c.sensitivity <> 'covert'"]


def _where(asked: Asked) -> tuple[list[str], dict[str, object]]:
    parts, values = list(_OVERT), dict[str, object]()
    for place, (name, value) in enumerate(asked.where.items()):
        parts.append(f"{'l.key' if name == STEP else FIELDS[name]} = :value{place}")
        values[f"value{place}"] = value
    if asked.start is not None:
        parts.append("l.clock_date >= :start")
        values["start"] = asked.start.isoformat()
    if asked.end is not None:
        parts.append("l.clock_date <= :finish")
        values["finish"] = asked.end.isoformat()
    return parts, values


def _limits(
    connection: Connection,
    desk: Desk,
    by: tuple[str, ...],
    where: list[str],
    values: Mapping[str, object],
) -> Iterator[_Kept]:
    """Read kept limits: of rights that may be left, and of earliest days, none."""
    fields = "".join(f", {FIELDS[name]}" for name in by if name != STEP)
    sql = (
        "SELECT s.reference, c.regime, l.key, l.period, l.clock_date, l.phrase, l.count, l.due,"
        f" l.last_day, l.met_on, l.open, l.code, l.agreed_by{fields}{_TABLES}"
        f"{' AND '.join(where)} AND l.subject_id BETWEEN :low AND :high"
        " ORDER BY l.subject_id, l.place"
    )
    last = connection.row("SELECT coalesce(max(subject_id), 0) FROM limits")
    # A batch at a time, and steps that are alike once: a force has some hundred thousand limits.
    alike: dict[Step, Step] = {}
    for low in range(1, (0 if last is None else int(last[0])) + 1, BATCH):
        ended: dict[str, dict[tuple[str, int], date]] = {}
        for row in connection.rows(sql, low=low, high=low + BATCH - 1, **values):
            ref, regime, key, period, began, phrase, number, due, day, met, running, *rest = row
            if (regime, key) in _no_steps():
                continue
            fell = None
            if not running and not met and day:
                if ref not in ended:
                    ended[ref] = _ended(connection, desk, ref)
                fell = ended[ref].get((key, period))
            dates = Dates(_known(began), phrase, number, _day(due), _day(day), _day(met), fell)
            step = step_of(dates, desk.today, desk.rules.calendar)
            if step is not None:
                code, agreed_by, *found = rest
                step = alike.setdefault(step, step)
                yield _Kept(ref, key, int(period), code, agreed_by, tuple(map(str, found)), step)


def _ended(connection: Connection, desk: Desk, ref: str) -> dict[tuple[str, int], date]:
    """Find the days on which limits fell away after they were missed; the table lacks them."""
    case, _slash, number = ref.rpartition("/")
    kept = store.load(connection, case)
    if kept is None:
        return {}
    found = clocks(kept.file.case, kept.file.subject(int(number)), desk.rules)
    return {(row.key, row.period): row.ended_on for row in found if row.ended_on is not None}


@cache
def _no_steps() -> frozenset[tuple[str, str]]:
    """Name the limits that are no step: a right that may be left unused, an earliest day."""
    return frozenset(
        (regime.id, limit.key)
        for regime in regimes().values()
        for limit in regime.limits
        if limit.optional or limit.floor
    )


def _targets(connection: Connection, desk: Desk, asked: Asked) -> Iterator[_Kept]:
    """Measure the force's own target for the severity decision, in calendar days."""
    days = desk.rules.severity_days
    if not days or asked.where.get(STEP, TARGET) != TARGET:
        return
    where = {name: value for name, value in asked.where.items() if name != STEP}
    parts, values = _where(Asked(asked.by, where, asked.start, asked.end))
    over = ", ".join(f"'{stage.value}'" for stage in OVER)
    parts += [
        "s.received <> ''",
        "s.pair_state <> 'decided_elsewhere'",
        f"(s.decided <> '' OR s.stage NOT IN ({over}))",
    ]
    fields = "".join(f", {FIELDS[name]}" for name in asked.by if name != STEP)
    sql = (
        f"SELECT s.reference, s.received, s.decided{fields} FROM subjects s"
        f" JOIN cases c ON c.id = s.case_id WHERE {' AND '.join(parts)} ORDER BY s.id"
    )
    for ref, received, decided, *found in connection.rows(
        sql.replace("l.clock_date", "s.received"), **values
    ):
        began, met = date.fromisoformat(received), _day(decided)
        if began > desk.today:
            continue
        met = None if met is not None and met > desk.today else met
        due, end = began + days * _DAY, met or desk.today
        timely = end <= due if met is not None or end > due else None
        step = Step((end - began).days, met is not None, timely=timely)
        yield _Kept(ref, TARGET, 1, "", "", tuple(map(str, found)), step)


def _together(kept: Iterable[_Kept]) -> tuple[dict[tuple[str, ...], list[Step]], list[_Late]]:
    """Put steps together by what is asked for, and give those out of time with their reason."""
    found: dict[tuple[str, ...], list[Step]] = {}
    late = []
    for row in kept:
        found.setdefault((row.key, *row.values), []).append(row.step)
        if row.step.over is not None:
            late.append((row.code, row.step.over))
    return found, late


def _figures(together: Mapping[tuple[str, ...], list[Step]], by: tuple[str, ...]) -> list[Figure]:
    names = (STEP, *(name for name in by if name != STEP))
    found = [
        Figure(dict(zip(names, key, strict=True)), _title(key[0]), measured(steps))
        for key, steps in together.items()
    ]
    return sorted(found, key=_order)


def _order(row: Figure) -> list[tuple[bool, int, str]]:
    places, step = list(_steps()), row.key[STEP]
    place = places.index(step) if step in places else -1
    rest = [(value == "", 0, value) for name, value in row.key.items() if name != STEP]
    return [(False, place, step), *rest]


def _title(key: str) -> str:
    known = _steps().get(key)
    return "Severity decided (own target)" if known is None else known.title


@cache
def step_titles() -> dict[str, str]:
    """Give what a screen calls each step, the force's own target included, by its key."""
    keys = [key for key, limit in _steps().items() if not (limit.optional or limit.floor)]
    return {key: _title(key) for key in (*keys, TARGET)}


@cache
def _steps() -> dict[str, Limit]:
    """Give every limit that is a step in the order of a matter, as the newest regime has it."""
    dated = [regime for regime in regimes().values() if regime.id != ARCHIVE]
    found: dict[str, Limit] = {}
    for regime in sorted(dated, key=lambda row: row.starts or date.min, reverse=True):
        for limit in regime.limits:
            found.setdefault(limit.key, limit)
    return found


_known = cache(date.fromisoformat)
"""Read a day; there are some thousands of them, in some hundred thousand places."""


def _day(text: str) -> date | None:
    return _known(text) if text else None
