"""The fixed quarterly table for staff associations, of the same shape in every quarter.

Ethnicity, sex and rank against the outcome, what was lowered within gross misconduct, and
investigation, the most wanted first: what leaves first can keep what comes later from leaving.
Every table leaves by the one road (`db/releases.py`); none is made beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from db.actions import Desk
from db.asking import Asked, narrowed
from db.engine import Connection
from db.figures import Breakdown, subjects_of
from db.outcomes import FROM
from db.releases import Release, release
from db.reports.model import Block, Report, Section, Table
from db.reports.words import NOT_GIVEN, OTHERS, not_over, number_cell
from hearings.conclusions import STANDS
from hearings.disclosure import Audience, Merge, Sum, audience_named, counted
from hearings.disclosure import Table as Counted
from hearings.disclosure.words import notes
from hearings.disparity.groups import FIVE, five, group_words, grouped, in_order
from hearings.endings import OUTCOME
from hearings.errors import NotAllowed, Refused
from hearings.outcome_kinds import DISMISSAL, WARNING, effect_of
from hearings.packaged import facts
from hearings.sanctions import LEFT_BEFORE
from hearings.trends import days_of

FIELDS: Final = (("ethnicity", "Ethnicity, as self-defined"), ("sex", "Sex"), ("rank_band", "Rank"))
"""Whom the tables are by, and their words."""

TOGETHER: Final = "counted together"
"""What stands where a row is empty or counted with others, or a column is with the next."""

GONE: Final = "not given"
"""What stands in every cell of a table that could not be made fit."""

_Found = Iterable[tuple[int, str, str]]
"""Officers by number, each with the value of the field and the column."""


@dataclass(frozen=True, slots=True)
class Against:
    """What groups are set against."""

    title: str
    """What it is, in words."""
    whom: str
    """Whom it counts, in words."""
    columns: tuple[str, ...]
    """Its columns, which count everybody once."""
    found: Callable[[Connection, str, date, date], _Found]
    """Finds whom it counts, by a field, from one day to another."""
    sums: tuple[Sum, ...] = ()
    """The columns made of others."""
    merges: tuple[Merge, ...] = ()
    """How the columns are made fewer where rows alone do not do."""

    @property
    def heads(self) -> tuple[str | None, ...]:
        """Name every column; None is the total."""
        return (*self.columns, *(total.name for total in self.sums), None)


_WORDS: Final = {
    "dismissed": "dismissed, or would have been",
    "other_outcome": "other outcome, or not proven",
    "same": "left as it was",
    "not_recorded": "not recorded, in an archive",
}


def _outcomes(connection: Connection, field: str, start: date, end: date) -> _Found:
    """Find those whose outcome was decided in the period, and stands."""
    where, values = narrowed(Asked(start=start, end=end))
    for number, value, outcome in connection.rows(
        f"SELECT s.id, s.{field}, k.outcome{FROM} WHERE {where} AND k.ended = :ended"
        " AND k.standing = :stands ORDER BY s.id",
        **values,
        ended=OUTCOME,
        stands=STANDS,
    ):
        effect = DISMISSAL if outcome == LEFT_BEFORE else effect_of(outcome)
        column = {DISMISSAL: "dismissed", WARNING: "warning"}.get(effect, "other_outcome")
        yield int(number), value, column


def _lowered(connection: Connection, field: str, start: date, end: date) -> _Found:
    """Find those first assessed at gross misconduct whom DPS decided."""
    asked = Breakdown(where={"local_level": "gross_misconduct"}, start=start, end=end)
    source, values = subjects_of(connection, asked)
    for number, value, direction in connection.rows(
        f"SELECT s.id, s.{field}, s.direction {source} AND s.pair_state = 'decided' ORDER BY s.id",
        **values,
    ):
        yield int(number), value, direction


def _investigated(connection: Connection, field: str, start: date, end: date) -> _Found:
    """Find everybody; an archive has no steps, so of its officers it is not known."""
    source, values = subjects_of(connection, Breakdown(start=start, end=end))
    for number, value, column in connection.rows(
        f"SELECT s.id, s.{field}, CASE"
        " WHEN EXISTS (SELECT 1 FROM cases c WHERE c.id = s.case_id AND c.archive <> '')"
        " THEN 'not_recorded' WHEN EXISTS (SELECT 1 FROM steps t WHERE t.subject_id = s.id"
        f" AND t.step = 'investigated') THEN 'investigated' ELSE 'not_investigated' END {source}"
        " ORDER BY s.id",
        **values,
    ):
        yield int(number), value, column


_SHORT = "not_dismissed", ("warning", "other_outcome")

AGAINST: Final = {
    "outcome": Against(
        "outcome",
        "officers in a case whose outcome was decided in those months, and stands",
        ("dismissed", *_SHORT[1]),
        _outcomes,
        (Sum(*_SHORT),),
        (Merge(*_SHORT),),
    ),
    "gross_lowered": Against(
        "what DPS made of gross misconduct",
        "officers in a case first assessed at gross misconduct and decided, whose matter came to"
        " attention in those months",
        ("lowered", "same"),
        _lowered,
    ),
    "investigated": Against(
        "investigation",
        "officers in a case, whose matter came to attention in those months",
        ("investigated", "not_investigated", "not_recorded"),
        _investigated,
    ),
}
"""What the tables are against, the most wanted first."""


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
    start, end = year_to(quarter)
    whom = audience_named(audience)
    aside: list[str] = []
    sections = []
    for field, words in FIELDS:
        blocks = [
            block
            for name in AGAINST
            for block in _part(desk, whom, (start, end), (field, words, name), aside)
        ]
        sections.append(Section(words, tuple(blocks)))
    said = (f"{one.title[:1].upper()}{one.title[1:]}: {one.whom}." for one in AGAINST.values())
    sections.append(Section("Whom the tables count", tuple(said)))
    sections.append(Section("How numbers were protected", notes(whom, together=True)))
    counts = (
        f"Counted: the twelve months from {start.isoformat()} to {end.isoformat()}, on"
        f" {desk.moment().date().isoformat()}. The tables have the same rows and columns in every"
        " quarter."
    )
    return Report(
        f"Table for staff associations, {quarter}",
        (f"For {whom.words}.", counts, *not_over("This year", start, end, desk.today)),
        tuple(sections),
        f"Staff associations, {quarter}, for {whom.words}",
        tuple(aside),
    )


def year_to(quarter: str) -> tuple[date, date]:
    """Give the first and the last day of the twelve months to the end of a quarter.

    Raises:
        BadValue: The quarter is not written so.
    """
    _start, end = days_of(quarter)
    if end.month == 12:
        return date(end.year, 1, 1), end
    return date(max(end.year - 1, 1), end.month + 1, 1), end


def _part(
    desk: Desk,
    whom: Audience,
    period: tuple[date, date],
    which: tuple[str, str, str],
    aside: list[str],
) -> Iterator[Block]:
    field, words, name = which
    against = AGAINST[name]
    title = f"{words} against {against.title}"
    told = {"by": field, "against": name, "from": str(period[0]), "to": str(period[1])}
    build = partial(_counted, period=period, field=field, against=against)
    try:
        found = release(desk, whom.name, "associations", told, build)
    except NotAllowed:
        raise
    except Refused as error:
        aside.append(f"{title}: {error}")
        yield _table(None, field, against, title)
        yield NOT_GIVEN
        return
    yield _table(found, field, against, title)


def _counted(
    connection: Connection, *, period: tuple[date, date], field: str, against: Against
) -> Counted:
    """Count whom each cell counts.

    A group with nobody in it is no row here: where rows are counted together, none that is missing
    may tell itself apart from those.
    """
    of_five = grouped(field, FIVE)
    members: dict[tuple[str, str], list[int]] = {}
    groups = set[str]()
    for number, value, column in against.found(connection, field, *period):
        group = of_five.get(value, value)
        groups.add(group)
        members.setdefault((group_words(field, group), column), []).append(number)
    rows = dict.fromkeys(group_words(field, group) for group in in_order(field, groups))
    found = {cell: tuple(them) for cell, them in members.items()}
    return Counted(
        tuple(rows), against.columns, counted(found), against.sums, against.merges, found
    )


def _fixed(field: str) -> tuple[str, ...]:
    """Give the groups that stand in every quarter, whether or not there is anybody in them."""
    if field == "ethnicity":
        return (*dict.fromkeys(five().values()), "")
    if field == "rank_band":
        return (*facts("people.toml")["bands"], "")
    return ("F", "M", "")


def _table(found: Release | None, field: str, against: Against, title: str) -> Table:
    """Write the fixed shape: a row that is counted together with others says so."""
    heads = ("", *(_said(name) for name in against.heads))
    fixed = [group_words(field, group) for group in in_order(field, _fixed(field))]
    if found is None:
        return Table(title, heads, tuple((row, *[GONE] * (len(heads) - 1)) for row in fixed))
    more = [label for label in found.rows if label not in {*fixed, found.together}]
    cells = [(label, *_cells(found, label, against)) for label in (*fixed, *more)]
    if found.together:
        cells.append((OTHERS, *_cells(found, found.together, against)))
    return Table(title, heads, (*cells, ("in all", *_cells(found, None, against))))


def _cells(found: Release, label: str | None, against: Against) -> Iterator[str]:
    for name in against.heads:
        if (label, name) in found.published:
            yield number_cell(found.published[label, name])
        else:
            empty = label is not None and label not in found.rows and not found.together
            yield "0" if empty else TOGETHER


def _said(name: str | None) -> str:
    return "in all" if name is None else _WORDS.get(name, name.replace("_", " "))
