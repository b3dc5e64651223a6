"""Put the steps at which groups can fare differently to SQL, and count.

The conditions of a step are data (`hearings/disparity/measures.toml`); every value is bound.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from db import archives
from db.asking import OVERT
from db.engine import Connection
from db.figures import BASES
from db.workforce import workforce
from hearings.disparity.comparing import Cell
from hearings.disparity.groups import grouped
from hearings.disparity.measures import (
    COLUMN,
    CONCLUSION,
    NEVER,
    STEP,
    Condition,
    Measure,
)
from hearings.rates import COLUMNS, OVERLAPPING, PERSONS, Counts
from hearings.workforce import GROUP

if TYPE_CHECKING:
    from db.disparity import Asked

NARROWED = tuple(name for name in (*COLUMNS, *OVERLAPPING) if name not in {*PERSONS, "month"})
"""The fields that figures of disparity can be narrowed by; none of them names a person."""

LEFT = ("kept_locally", "decided_elsewhere")
"""Where DPS's decision is not waited for any more."""

_FROM = " FROM subjects s JOIN cases c ON c.id = s.case_id"
_ENDED = " LEFT JOIN conclusions k ON k.subject_id = s.id"
_CATEGORY = (
    " LEFT JOIN (SELECT subject_id, min(category) AS first, max(category) AS last"
    " FROM allegations GROUP BY subject_id) a ON a.subject_id = s.id"
)
_STRATUM = {
    # Several categories are one of their own: to choose among them would be a guess.
    "category": "CASE WHEN a.first = a.last THEN a.first WHEN a.first IS NULL THEN ''"
    " ELSE 'several' END",
}


class Bound:
    """The values of one query, bound as they come."""

    def __init__(self) -> None:
        """Begin with none."""
        self.values: dict[str, object] = {}

    def put(self, value: object) -> str:
        """Bind a value, and give the name it stands under."""
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def listed(self, values: Iterable[object]) -> str:
        """Bind several values, and give the list of them."""
        return f"({', '.join(self.put(value) for value in values)})"


def subjects(connection: Connection, asked: Asked) -> dict[str, int]:
    """Count the officers of each group, whatever step they came to."""
    bound = Bound()
    group = _group(asked, "s", bound)
    where = _narrowed(connection, asked, bound)
    rows = connection.rows(
        f"SELECT {group}, count(*){_FROM} WHERE {where} GROUP BY 1", **bound.values
    )
    return {str(key): int(number) for key, number in rows}


def cells(
    connection: Connection, asked: Asked, measure: Measure, strata: tuple[str, ...]
) -> list[Cell]:
    """Count one step by group and stratum."""
    bound = Bound()
    names = [_group(asked, "s", bound), *(_STRATUM.get(name, f"s.{name}") for name in strata)]
    part = _happened(measure, bound)
    where = _given(connection, asked, measure, bound)
    joined = _CATEGORY if "category" in strata else ""
    rows = connection.rows(
        f"SELECT {', '.join(names)}, {part}, count(*){_FROM}{_ENDED}{joined} WHERE {where}"
        f" GROUP BY {_places(names)}",
        **bound.values,
    )
    return [Cell(row[0], tuple(row[1:-2]), int(row[-2]), int(row[-1])) for row in rows]


def counts(
    connection: Connection, asked: Asked, measure: Measure, *, total: bool = False
) -> dict[str, Counts]:
    """Count one step by group, with the sums over cases that the spread rests on.

    Args:
        connection: The database.
        asked: Which figures.
        measure: The step.
        total: Whether all groups are counted as one, under the empty key.
    """
    bound = Bound()
    group = "s.case_id * 0" if total else _group(asked, "s", bound)
    part = _happened(measure, bound)
    where = _given(connection, asked, measure, bound)
    rows = connection.rows(
        "SELECT x.name, sum(x.whole), sum(x.part), count(*), sum(x.part * x.part),"
        " sum(x.part * x.whole), sum(x.whole * x.whole) FROM"
        f" (SELECT {group} AS name, s.case_id AS number, {part} AS part, count(*) AS whole"
        f"{_FROM}{_ENDED} WHERE {where} GROUP BY 1, 2) x GROUP BY x.name",
        **bound.values,
    )
    return {
        "" if total else str(name): Counts(
            decided=int(whole),
            changed=int(happened),
            cases=int(cases),
            changed_squared=int(squared),
            changed_decided=int(mixed),
            decided_squared=int(wholes),
        )
        for name, whole, happened, cases, squared, mixed, wholes in rows
    }


def lengths(
    connection: Connection, asked: Asked, measure: Measure, today: date
) -> dict[str, dict[int, tuple[int, bool]]]:
    """Measure one step in calendar days from the day of attention, finished or not, by officer.

    A matter that was closed before the step came is unfinished for as long as it was open; so is,
    until DPS's decision, one that the unit kept or that was decided elsewhere, up to that day. One
    whose days are not known is left out.
    """
    bound = Bound()
    group = _group(asked, "s", bound)
    where = _given(connection, asked, measure, bound)
    rows = connection.rows(
        f"SELECT {group}, s.id, s.received, s.decided, s.stage, coalesce(e.closed, ''),"
        f" coalesce(e.elsewhere, ''), s.pair_state{_FROM}{_ENDED} LEFT JOIN (SELECT subject_id,"
        " max(CASE WHEN step = 'closed' THEN day END) AS closed,"
        " min(CASE WHEN step <> 'closed' THEN day END) AS elsewhere FROM steps WHERE"
        " step IN ('closed', 'decided_elsewhere') OR (step = 'handled_locally' AND value = 'kept')"
        f" GROUP BY subject_id) e ON e.subject_id = s.id WHERE {where}",
        **bound.values,
    )
    found: dict[str, dict[int, tuple[int, bool]]] = {}
    for name, number, *told in rows:
        days = _Days(*map(str, told))
        one = _length(measure, days, today)
        if one is not None:
            found.setdefault(str(name), {})[int(number)] = one
    return found


class _Days(NamedTuple):
    """The days of one matter, empty where they are not known, and where it stands."""

    received: str
    decided: str
    stage: str
    closed: str
    elsewhere: str
    state: str


def _length(measure: Measure, days: _Days, today: date) -> tuple[int, bool] | None:
    """Give the days a matter took or has lasted; None where they are not known."""
    until_decision = measure.until == "decided"
    if until_decision and days.state == "decided" and not days.decided:
        return None
    over, done = days.stage == "closed", days.stage == "closed"
    end = days.closed if over else ""
    if until_decision:
        left = days.state in LEFT
        done = bool(days.decided) and not left
        end = days.elsewhere if left else days.decided or end
        over = over or left
    if not days.received or (over and not end):
        return None
    last = min(date.fromisoformat(end), today) if end else today
    length = (last - date.fromisoformat(days.received)).days
    return None if length < 0 else (length, done and end <= today.isoformat())


def members(
    connection: Connection, asked: Asked, measure: Measure
) -> dict[tuple[str, bool], tuple[int, ...]]:
    """Give whom one step counts, by group and by whether it happened to them."""
    bound = Bound()
    group = _group(asked, "s", bound)
    happened = _all_held(measure, bound)
    where = _given(connection, asked, measure, bound)
    rows = connection.rows(
        f"SELECT {group}, CASE WHEN {happened} THEN 1 ELSE 0 END, s.id{_FROM}{_ENDED}"
        f" WHERE {where} ORDER BY s.id",
        **bound.values,
    )
    found: dict[tuple[str, bool], list[int]] = {}
    for name, part, number in rows:
        found.setdefault((str(name), bool(part)), []).append(int(number))
    return {key: tuple(numbers) for key, numbers in found.items()}


def people(
    connection: Connection, asked: Asked, strata: tuple[str, ...], last: date
) -> tuple[list[Cell], str]:
    """Count people with a matter against the workforce, by group and stratum.

    Each person counts once, as they stood in their newest matter; whoever is not identified counts
    for each matter, as not known. An archive without Regulations is of other people, and is not
    counted.

    Args:
        connection: The transaction.
        asked: Which figures.
        strata: What they are standardised for.
        last: The last day of the period.

    Returns:
        The cells, and the day of the workforce; empty where there is none.
    """
    bound = Bound()
    where = _newest(connection, asked, bound)
    names = [_group(asked, "s", bound), *(f"s.{name}" for name in strata)]
    rows = connection.rows(
        f"SELECT {', '.join(names)}, count(*){_FROM} WHERE {where} GROUP BY {_places(names)}",
        **bound.values,
    )
    found = {tuple(map(str, key)): [int(part), 0] for *key, part in rows}
    day, served = _workforce(connection, asked, strata, last)
    for key, number in served.items():
        found.setdefault(key, [0, 0])[1] += number
    return [Cell(key[0], key[1:], *numbers) for key, numbers in found.items()], day


def newest(connection: Connection, asked: Asked) -> dict[str, tuple[int, ...]]:
    """Give the matters that `people` counts, one for each person, by group."""
    bound = Bound()
    where, group = _newest(connection, asked, bound), _group(asked, "s", bound)
    found: dict[str, list[int]] = {}
    for name, number in connection.rows(
        f"SELECT {group}, s.id{_FROM} WHERE {where} ORDER BY s.id", **bound.values
    ):
        found.setdefault(str(name), []).append(int(number))
    return {name: tuple(numbers) for name, numbers in found.items()}


def _newest(connection: Connection, asked: Asked, bound: Bound) -> str:
    """Narrow to each person's newest matter, and those of nobody identified."""
    inner, where = (_narrowed(connection, asked, bound) for _ in range(2))
    own = archives.OWN
    bound.values |= archives.ELSEWHERE
    # The newest is the last to come to attention: an old matter may be entered late.
    return (
        f"{where} AND {own} AND (s.person_id IS NULL OR s.id IN (SELECT n.id FROM (SELECT s.id,"
        " row_number() OVER (PARTITION BY s.person_id ORDER BY s.received DESC, s.id DESC) AS place"
        f"{_FROM} WHERE {inner} AND {own}) n WHERE n.place = 1))"
    )


def _workforce(
    connection: Connection, asked: Asked, strata: tuple[str, ...], last: date
) -> tuple[str, dict[tuple[str, ...], int]]:
    """Give the workforce by group and stratum, and its day.

    There is none for an archive, nor where no line says of which group its people are, nor where
    the matters are narrowed by what the workforce does not say.
    """
    if asked.archive or unsaid(asked):
        return "", {}
    day, lines = workforce(connection, (asked.by, *strata), last, asked.where)
    if not any(value for value, *_rest in lines):
        return "", {}
    together, found = grouped(asked.by, asked.groups), dict[tuple[str, ...], int]()
    for (value, *rest), number in lines.items():
        key = (together.get(value, value), *rest)
        found[key] = found.get(key, 0) + number
    return day, found


def unsaid(asked: Asked) -> tuple[str, ...]:
    """Name what figures are narrowed by and the workforce does not say of its people."""
    return tuple(name for name, value in asked.where.items() if name not in GROUP or not value)


def _places(names: list[str]) -> str:
    return ", ".join(str(place + 1) for place in range(len(names)))


def _group(asked: Asked, table: str, bound: Bound) -> str:
    """Give the group of a row: what its value is put together with, or the value."""
    column = f"{table}.{asked.by}"
    together = grouped(asked.by, asked.groups)
    if not together:
        return column
    cases = " ".join(
        f"WHEN {bound.put(value)} THEN {bound.put(group)}" for value, group in together.items()
    )
    return f"CASE {column} {cases} ELSE {column} END"


def _happened(measure: Measure, bound: Bound) -> str:
    return f"sum(CASE WHEN {_all_held(measure, bound)} THEN 1 ELSE 0 END)"


def _all_held(measure: Measure, bound: Bound) -> str:
    return " AND ".join(_held(one, bound) for one in measure.happened)


def _given(connection: Connection, asked: Asked, measure: Measure, bound: Bound) -> str:
    parts = [_narrowed(connection, asked, bound), *(_held(one, bound) for one in measure.given)]
    if measure.steps:
        parts.append("c.archive = ''")
    return " AND ".join(parts)


def _held(condition: Condition, bound: Bound) -> str:
    """Put one condition to SQL."""
    values = bound.listed(condition.values) if condition.values else ""
    if condition.on in {COLUMN, CONCLUSION}:
        table = "s" if condition.on == COLUMN else "k"
        column = f"{table}.{condition.names[0]}"
        return f"{column} IN {values}" if values else f"{column} <> ''"
    if condition.on not in {STEP, NEVER}:
        raise AssertionError(condition.on)
    value = f" AND t.value IN {values}" if values else ""
    steps = bound.listed(condition.names)
    sign = "NOT " if condition.on == NEVER else ""
    return (
        f"{sign}EXISTS (SELECT 1 FROM steps t WHERE t.subject_id = s.id"
        f" AND t.step IN {steps}{value})"
    )


def _narrowed(connection: Connection, asked: Asked, bound: Bound) -> str:
    """Put what everything is narrowed by to SQL."""
    parts, day = [OVERT], BASES[asked.basis]
    own, values = archives.whose(connection, asked.archive)
    if own:
        parts.append(own)
        bound.values |= values
    for name, value in asked.where.items():
        put = bound.put(value)
        parts.append(
            f"s.id IN (SELECT subject_id FROM allegations WHERE {name} = {put})"
            if name in OVERLAPPING
            else f"s.{name} = {put}"
        )
    if asked.start is not None:
        parts.append(f"{day} >= {bound.put(asked.start.isoformat())}")
    if asked.end is not None:
        parts.append(f"{day} <> '' AND {day} <= {bound.put(asked.end.isoformat())}")
    return " AND ".join(parts)
