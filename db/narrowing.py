"""Read what figures are narrowed to: a value as it is kept, or the words that are printed for it.

A value that nobody has and no list holds would count as a true nought, so it is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

from db import asking
from db.engine import Connection
from db.figures import in_order
from db.session import Session
from db.timeliness import STEP, step_titles
from hearings.access import may_see_figures
from hearings.errors import Refused, UsageError
from hearings.packaged import facts
from hearings.people import Actor, known_ranks, person_types
from hearings.rates import COLUMNS, OVERLAPPING, PERIODS, PERSONS
from hearings.sanctions import PERSON
from hearings.severity import Level
from hearings.standards import standards
from hearings.tiers import INSPECTING, SUPERINTENDING
from hearings.workforce import GROUP

NAMED = 12
"""The most values that a refusal names."""

UNKNOWN = ("not known", "not recorded")
"""What is printed for a value that is not known."""

Say = Callable[[str, str], str]
"""What says a value of a field as it is printed."""

_PEOPLE = PERSONS | {PERSON}
_WRITTEN = {
    "year": (re.compile(r"\d{4}", re.ASCII), "2014"),
    "quarter": (re.compile(r"\d{4}-Q[1-4]", re.ASCII), "2014-Q1"),
    "month": (re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII), "2014-03"),
}


def kept_values(session: Session, where: Mapping[str, str], say: Say) -> dict[str, str]:
    """Give the values that figures are narrowed to as they are kept.

    Whoever may not see the figures is told nothing of the values: the figures refuse them.

    Args:
        session: Who asks, of which database.
        where: The values by field, kept or as printed; empty for not known.
        say: What says a value of a field as it is printed.

    Raises:
        UsageError: No list holds a value and nobody has it.
    """
    if not where or not _may(session.actor, where):
        return dict(where)
    with session.database.read() as connection:
        return {name: _kept(connection, name, value, say) for name, value in where.items()}


_SUMMED = frozenset({*COLUMNS, *OVERLAPPING}) - {*PERIODS}
"""The fields of which every value that anybody counted has is kept with its counts."""


def _may(actor: Actor, where: Mapping[str, str]) -> bool:
    try:
        may_see_figures(actor, persons=bool(_PEOPLE & where.keys()), kept=True)
    except Refused:
        return False
    return True


def _kept(connection: Connection, name: str, value: str, say: Say) -> str:
    """Give one value as it is kept."""
    if name in _WRITTEN:
        pattern, example = _WRITTEN[name]
        if value and value not in UNKNOWN and not pattern.fullmatch(value):
            raise UsageError(f"{name} cannot be {value!r}; it is written as {example}.")
        return "" if value in UNKNOWN else value
    held = _held(connection, name)
    known = list(dict.fromkeys([*_listed(name), *held]))
    if value in known or not _narrows(name):
        return value
    said = {_said(name, one, say).casefold(): one for one in reversed(known)}
    found = "" if value.casefold() in {"", *UNKNOWN} else said.get(value.casefold())
    if found is None:
        raise UsageError(_refused(name, value, held or known, say))
    return found


def _narrows(name: str) -> bool:
    """Say whether any figures can be narrowed by a field; the figures refuse the others."""
    return name in _SUMMED or name in asking.FIELDS or name in {STEP, "regime"}


def _refused(name: str, value: str, known: Collection[str], say: Say) -> str:
    """Word the refusal, with the values there are; nobody is named by it."""
    nobody = f"Nobody counted here has {_called(name)} {value!r}"
    if name in _PEOPLE:
        return f"{nobody}."
    order = sorted(known, key=in_order)
    told = [_named(name, one, say) for one in order[:NAMED]]
    more = f" and {len(order) - NAMED:,} more" if len(order) > NAMED else ""
    return f"{nobody}; there is {', '.join(told) or 'none'}{more}."


def _named(name: str, value: str, say: Say) -> str:
    words = _said(name, value, say)
    return value if words == value else f"{value} ({words})"


def _said(name: str, value: str, say: Say) -> str:
    return step_titles().get(value, value) if name == STEP else say(name, value)


def _called(name: str) -> str:
    return name.replace("_", " ")


def _listed(name: str) -> Collection[str]:
    """Give the values of a field with a list of its own; none of one that takes any text."""
    if name == "reason":
        from db.settings import read

        return list(read().rules.reasons)
    if name == STEP:
        return step_titles()
    people = facts("people.toml")
    lists: dict[str, Collection[str]] = {
        "local_level": [level.value for level in Level],
        "tier": (INSPECTING, SUPERINTENDING),
        "sex": ("F", "M"),
        "standard": standards(),
        "person_type": person_types(),
        "rank": known_ranks(),
        "assessor_rank": known_ranks(),
        "service_band": [row["name"] for row in people["service_band"]],
        "rank_band": people["bands"],
        **{one: facts("stages.toml")["field"][one]["choices"] for one in ("track", "source")},
    }
    return lists.get(name) or asking.closed(name)


def _held(connection: Connection, name: str) -> list[str]:
    """Give the values that anybody counted has, or of which the workforce has people."""
    if name in _SUMMED:
        sql = "SELECT value FROM summary WHERE field = :field AND cases > 0 AND value <> ''"
        found = [str(row[0]) for row in connection.rows(sql, field=name)]
        if name in GROUP:
            rows = connection.rows(f"SELECT DISTINCT {name} FROM workforce WHERE {name} <> ''")
            found += [str(row[0]) for row in rows]
        return list(dict.fromkeys(found))
    if name not in asking.FIELDS:
        return []
    rows = connection.rows(
        f"SELECT DISTINCT {asking.FIELDS[name]} FROM conclusions k"
        f" JOIN subjects s ON s.id = k.subject_id WHERE {asking.OVERT}"
    )
    return [str(row[0]) for row in rows if row[0]]
