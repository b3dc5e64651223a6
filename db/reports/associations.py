"""The fixed quarterly table for staff associations, of the same shape in every quarter.

Ethnicity, sex and rank against the initial assessment, what DPS made of it, investigation and
outcome. Every table leaves by the one road (`db/releases.py`); none is made beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from db.actions import Desk
from db.engine import Connection
from db.figures import Breakdown, subjects_of
from db.releases import Release, release
from db.reports.model import Block, Report, Section, Table
from db.reports.words import LEVELS, NOT_GIVEN, OTHERS, number_cell
from hearings.disclosure import Table as Counted
from hearings.disclosure import audience_named, counted
from hearings.disclosure.words import notes
from hearings.disparity.groups import FIVE, five, group_words, grouped, in_order
from hearings.errors import NotAllowed, Refused
from hearings.outcome_kinds import DISMISSAL, WARNING, effect_of
from hearings.packaged import facts
from hearings.trends import days_of

FIELDS: Final = (("ethnicity", "Ethnicity, as self-defined"), ("sex", "Sex"), ("rank_band", "Rank"))
"""Whom the tables are by, and their words."""

TOGETHER: Final = "counted together"
"""What stands in a row that is empty, or whose officers are counted in the row of others."""

GONE: Final = "not given"
"""What stands in every cell of a table that could not be made fit."""

COLUMNS: Final = {
    "level": ("gross_misconduct", "misconduct", "neither", "no_initial"),
    "decision": ("lowered", "raised", "same", "not_compared"),
    "investigated": ("investigated", "not_investigated", "not_recorded"),
    "outcome": ("dismissed", "warning", "other_outcome", "no_outcome"),
}
"""What the tables are against, and the columns of each; together they count everybody once."""

TITLES: Final = {
    "level": "initial assessment",
    "decision": "what DPS made of it",
    "investigated": "investigation",
    "outcome": "outcome",
}
"""What the tables are against, in words."""

_WORDS: Final = {
    **LEVELS,
    "no_initial": "no initial assessment",
    "same": "left as it was",
    "not_compared": "not decided, or nothing to compare",
    "not_investigated": "not investigated",
    "not_recorded": "not recorded, in an archive",
    "other_outcome": "other outcome",
    "no_outcome": "no outcome yet, or none",
}

# An archive has no steps: whether its officers were investigated is not known.
_INVESTIGATED = (
    "CASE WHEN EXISTS (SELECT 1 FROM cases c WHERE c.id = s.case_id AND c.archive <> '') THEN"
    " 'not_recorded' WHEN EXISTS (SELECT 1 FROM steps t WHERE t.subject_id = s.id"
    " AND t.step = 'investigated') THEN 'investigated' ELSE 'not_investigated' END"
)
_OUTCOME = (
    "coalesce((SELECT k.outcome FROM conclusions k WHERE k.subject_id = s.id"
    " AND k.standing = 'stands'), '')"
)


def associations_report(desk: Desk, quarter: str, audience: str = "staff") -> Report:
    """Put the fixed tables of a quarter together, from released tables alone.

    Args:
        desk: Who makes it.
        quarter: Which, as 2014-Q1.
        audience: Staff or public.

    Raises:
        BadValue: The quarter is not written so.
        Refused: The account has no right to it.
        UsageError: The audience is another.
    """
    start, end = days_of(quarter)
    whom = audience_named(audience)
    asked = Breakdown(start=start, end=end, audience=audience)
    aside: list[str] = []
    sections = []
    for field, words in FIELDS:
        blocks: list[Block] = []
        for against in COLUMNS:
            blocks += _part(desk, asked, (field, words), against, aside)
        sections.append(Section(words, tuple(blocks)))
    sections.append(Section("How numbers were protected", notes(whom, together=True)))
    said = (
        f"Counted: officers in a case, whose matter came to attention from {start.isoformat()} to"
        f" {end.isoformat()}, as they stood on {desk.today.isoformat()}. The tables have the same"
        " rows and columns in every quarter."
    )
    return Report(
        f"Table for staff associations, {quarter}",
        (f"For {whom.words}.", said),
        tuple(sections),
        f"Staff associations, {quarter}, for {whom.words}",
        tuple(aside),
    )


def _part(
    desk: Desk, asked: Breakdown, by: tuple[str, str], against: str, aside: list[str]
) -> Iterator[Block]:
    field, words = by
    title = f"{words} against {TITLES[against]}"
    told = {"by": field, "against": against, "from": str(asked.start), "to": str(asked.end)}
    build = partial(_counted, asked=asked, field=field, against=against)
    try:
        found = release(desk, asked.audience, "associations", told, build)
    except NotAllowed:
        raise
    except Refused as error:
        aside.append(f"{title}: {error}")
        yield _table(None, field, against, title)
        yield NOT_GIVEN
        return
    yield _table(found, field, against, title)


def _counted(connection: Connection, *, asked: Breakdown, field: str, against: str) -> Counted:
    """Count whom each cell counts.

    A group with nobody in it is no row here: where rows are counted together, none that is missing
    may tell itself apart from those.
    """
    source, values = subjects_of(connection, asked)
    of_five = grouped(field, FIVE)
    members: dict[tuple[str, str], list[int]] = {}
    groups = set[str]()
    for number, value, *facts_of in connection.rows(
        f"SELECT s.id, s.{field}, s.local_level, s.pair_state, s.direction, {_INVESTIGATED},"
        f" {_OUTCOME} {source} ORDER BY s.id",
        **values,
    ):
        group = of_five.get(value, value)
        groups.add(group)
        cell = group_words(field, group), _column(against, *facts_of)
        members.setdefault(cell, []).append(int(number))
    rows = dict.fromkeys(group_words(field, group) for group in in_order(field, groups))
    found = {cell: tuple(them) for cell, them in members.items()}
    return Counted(tuple(rows), COLUMNS[against], counted(found), members=found)


def _fixed(field: str) -> tuple[str, ...]:
    """Give the groups that stand in every quarter, whether or not there is anybody in them."""
    if field == "ethnicity":
        return (*dict.fromkeys(five().values()), "")
    if field == "rank_band":
        return (*facts("people.toml")["bands"], "")
    return ("F", "M", "")


def _column(
    against: str, level: str, state: str, direction: str, investigated: str, outcome: str
) -> str:
    if against == "level":
        return level or "no_initial"
    if against == "decision":
        return direction if state == "decided" else "not_compared"
    if against == "investigated":
        return investigated
    if not outcome:
        return "no_outcome"
    effect = effect_of(outcome)
    return {DISMISSAL: "dismissed", WARNING: "warning"}.get(effect, "other_outcome")


def _table(found: Release | None, field: str, against: str, title: str) -> Table:
    """Write the fixed shape: a row that is counted together with others says so."""
    heads = ("", *(_said(name) for name in COLUMNS[against]), "in all")
    fixed = [group_words(field, group) for group in in_order(field, _fixed(field))]
    if found is None:
        return Table(title, heads, tuple((row, *[GONE] * (len(heads) - 1)) for row in fixed))
    more = [label for label in found.rows if label not in {*fixed, found.together}]
    cells = [(label, *_cells(found, label, against)) for label in (*fixed, *more)]
    if found.together:
        cells.append((OTHERS, *_cells(found, found.together, against)))
    return Table(title, heads, (*cells, ("in all", *_cells(found, None, against))))


def _cells(found: Release, label: str | None, against: str) -> Iterator[str]:
    for name in (*COLUMNS[against], None):
        if (label, name) not in found.published:
            yield TOGETHER if found.together else "0"
        else:
            yield number_cell(found.published[label, name])


def _said(name: str) -> str:
    return _WORDS.get(name, name.replace("_", " "))
