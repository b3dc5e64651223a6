"""Rows that are about a person though they name nobody, such as those of one rank of one unit.

Asked for by a unit and by the rank or tier that assessed, or narrowed to that, a row counts the
work of the few who made its initial assessments. Where they are fewer than `SEVERAL` it is a figure
about a person, under the same rule as one that names them: a right of its own, and at least `NAMED`
decided. A unit by itself, or a rank of the whole force, is not: those are the figures to act on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from db.ages import NOBODY
from db.engine import Connection
from db.figures import BASES, Breakdown, Figure, Figures, expression, one_person, subjects_of
from hearings.access import has
from hearings.errors import NotAllowed
from hearings.people import Actor
from hearings.rates import NAMED, NOTHING, OVERLAPPING, PERSONS, PLACES, SEVERAL, STANDINGS
from hearings.samples import Agreements

Key = tuple[str, ...]
"""The values of a row, in the order of the fields."""

WHY = (
    f"Withheld: fewer than {SEVERAL} people made these initial assessments, so the figure is about"
    f" a person: it needs the right to figures by assessor, and at least {NAMED} decided."
)
"""Why such a row is withheld."""

WITH_IT = (
    "The total and the initial assessments are withheld with it: taken from them, the other rows"
    " would give it back."
)
"""Why the total of a withheld row is withheld."""

RECORDED = "(s.assessor <> '' OR s.assessor_rank <> '' OR s.assessor_unit <> '' OR s.tier <> '')"
"""What holds of a subject of whose assessor anything is recorded."""


def about_assessors(asked: Breakdown, by: Key) -> bool:
    """Say whether rows are of one rank or tier of one unit, apart from its others.

    Args:
        asked: Which figures.
        by: The fields of the rows.
    """
    names = {*by, *asked.where}
    return bool(PLACES & names and STANDINGS & names)


def of_few(connection: Connection, asked: Breakdown, by: Key) -> frozenset[Key]:
    """Name the rows in which fewer than `SEVERAL` people assessed what was decided.

    Every subject is read again for this, and only where `about_assessors`. Assessors whose number
    is not recorded are taken for one.

    Args:
        connection: The transaction of the figure.
        asked: Which figures.
        by: The fields of the rows; none for the total.
    """
    if not about_assessors(asked, by):
        return frozenset()
    source, values = subjects_of(connection, asked, by)
    names = [expression(name, BASES[asked.basis]) for name in by]
    names += ["s.assessor", "CASE WHEN s.pair_state = 'decided' THEN 1 ELSE 0 END"]
    people: dict[Key, set[str]] = {}
    for *key, assessor, decided in connection.rows(
        f"SELECT DISTINCT {', '.join(names)} {source} AND {RECORDED}", **values
    ):
        people.setdefault(tuple(key), set()).update([assessor] if decided else [])
    return frozenset(key for key, them in people.items() if len(them) < SEVERAL)


def of_several(connection: Connection, asked: Breakdown, by: Key) -> Breakdown:
    """Leave out of a comparison the rows that are about a person.

    That holds whoever asks, since nobody is compared by name.

    Args:
        connection: The transaction of the figure.
        asked: Which figures.
        by: The fields whose values are compared.

    Raises:
        NotAllowed: There are no rows to leave out, or they overlap, so that what is left out of
            one may stand in another.
    """
    few = tuple(sorted(of_few(connection, asked, by)))
    if few and (not by or {*by} & {*OVERLAPPING}):
        raise NotAllowed(WHY)
    return replace(asked, without={by: few}) if few else asked


def but_those(asked: Breakdown, day: str, values: dict[str, object]) -> str:
    """Give the SQL that leaves out what `of_several` leaves out.

    Args:
        asked: Which figures, as it gave them.
        day: The column of the date that says when.
        values: The values in the SQL; those left out are added.
    """
    parts = []
    for names, keys in asked.without.items():
        fields = ", ".join(expression(name, day) for name in names)
        bound = [[f"without{n}_{m}" for m in range(len(names))] for n in range(len(keys))]
        rows = ", ".join(f"(:{', :'.join(row)})" for row in bound)
        values |= dict(zip(chain(*bound), chain(*keys), strict=True))
        parts.append(f"({fields}) NOT IN (VALUES {rows})")
    return " AND ".join(parts)


def said_without(asked: Breakdown) -> tuple[str, ...]:
    """Say how much was left out of a comparison, and why.

    Args:
        asked: Which figures, as `of_several` gave them.
    """
    return tuple(
        f"Left out, of the total too: {len(keys)} of {' and '.join(by).replace('_', ' ')}, for"
        f" which fewer than {SEVERAL} people made the initial assessments. Nobody is compared by"
        " name."
        for by, keys in asked.without.items()
    )


def not_of_one(connection: Connection, actor: Actor, asked: Breakdown, decided: int) -> None:
    """Refuse what is withheld as a figure about a person.

    Args:
        connection: The transaction of the figure.
        actor: Whose account asks.
        asked: Which figures, by no field.
        decided: How many of them were decided.

    Raises:
        NotAllowed: It is withheld.
    """
    if has(actor, "persons") and decided >= NAMED:
        return
    if of_few(connection, asked, ()):
        raise NotAllowed(WHY)


def shown(connection: Connection, actor: Actor, found: Figures) -> Figures:
    """Withhold of figures what is about a person, and the total that would give it back.

    Args:
        connection: The transaction of the figures.
        actor: Whose account asks.
        found: The figures as they were counted.
    """
    asked, notes = found.asked, found.notes
    (total,) = _part(connection, actor, asked, (), [Figure({}, found.total)])
    if total.withheld:
        rows = tuple(Figure(row.key, NOTHING, withheld=True) for row in found.rows)
        notes += () if one_person(asked) else (WHY,)
        return _without_total(found, rows, notes)
    rows = _part(connection, actor, asked, asked.by, found.rows)
    levels = _part(connection, actor, asked, ("local_level",), found.by_level)
    both = list(zip((*rows, *levels), (*found.rows, *found.by_level), strict=True))
    if any(new.withheld for new, _old in both) and not (PERSONS & {*asked.by} or one_person(asked)):
        notes += (WHY,)
    back, back_levels = (
        any(new.withheld and old.counts.decided for new, old in part)
        for part in (both[: len(rows)], both[len(rows) :])
    )
    if back:
        return _without_total(found, rows, (*notes, WITH_IT))
    if back_levels:
        levels = tuple(Figure(row.key, NOTHING, withheld=True) for row in levels)
    return replace(found, rows=rows, by_level=levels, notes=notes)


def _without_total(found: Figures, rows: tuple[Figure, ...], notes: tuple[str, ...]) -> Figures:
    """Withhold everything but the rows."""
    return replace(
        found, rows=rows, total=NOTHING, by_level=(), waiting=NOBODY, agreement=Agreements(),
        withheld=True, notes=notes,
    )  # fmt: skip


def _part(
    connection: Connection, actor: Actor, asked: Breakdown, by: Key, rows: Sequence[Figure]
) -> tuple[Figure, ...]:
    """Withhold the rows about a person that the account has no right to, or of too few decided."""
    small = [not has(actor, "persons") or row.counts.decided < NAMED for row in rows]
    few = of_few(connection, asked, by) if any(small) else frozenset()
    named = one_person(asked) or bool(PERSONS & {*by})
    return tuple(
        Figure(row.key, NOTHING, withheld=True)
        if less and (named or tuple(row.key.values()) in few)
        else row
        for row, less in zip(rows, small, strict=True)
    )
