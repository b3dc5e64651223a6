"""Put tables that were released to staff or the public into a report, and nothing besides."""

from __future__ import annotations

from collections.abc import Iterator

from db.actions import Desk
from db.agreement import agreement_for
from db.figures import Breakdown
from db.outward import reassessment_for
from db.releases import Release
from db.reports.disparity import fared_outward
from db.reports.model import Block, Report, Section, Table
from db.reports.words import LEVELS, NOT_GIVEN, OTHERS, not_over, number_cell
from hearings.charts import Intervals, Row
from hearings.disclosure import ROW, Audience, audience_named, values_of
from hearings.disclosure.words import notes
from hearings.errors import NotAllowed, Refused
from hearings.intervals import wilson
from hearings.rate_words import NOT_RIGHT, READ
from hearings.trends import days_of

PARTS = (
    ("", "In all"),
    ("local_level", "By initial assessment"),
    ("unit", "By unit"),
    ("rank_band", "By rank"),
    ("tier", "By tier"),
)
"""The tables of the quarterly report, and their titles."""


def outward_report(desk: Desk, quarter: str, audience: str) -> Report:
    """Put the quarterly report for staff or the public together, from released tables alone.

    Args:
        desk: Who makes it.
        quarter: Which, as 2014-Q1.
        audience: Staff or public.

    Raises:
        BadValue: The quarter is not written so.
        Refused: The account has no right to it.
    """
    start, end = days_of(quarter)
    whom = audience_named(audience)
    aside: list[str] = []
    sections = []
    for field, title in PARTS:
        asked = Breakdown((field,) if field else (), {}, start, end, audience=audience)
        sections.append(Section(title, tuple(_part(desk, asked, title, aside))))
    told = tuple(fared_outward(desk, (start, end), audience, aside))
    sections.append(Section("How groups fared", told))
    sections.append(Section("Blind second reading", tuple(_agreement(desk, whom))))
    sections.append(Section("How numbers were protected", (*notes(whom), NOT_RIGHT)))
    counted = (
        f"Counted: officers in a case, whose matter came to attention from {start.isoformat()} to"
        f" {end.isoformat()}, counted on {desk.moment().date().isoformat()}."
    )
    return Report(
        f"Reassessment of initial assessments, {quarter}",
        (f"For {whom.words}.", counted, *not_over("This quarter", start, end, desk.today)),
        tuple(sections),
        f"Reassessment, {quarter}, for {whom.words}",
        tuple(aside),
    )


def _part(desk: Desk, asked: Breakdown, title: str, aside: list[str]) -> Iterator[Block]:
    try:
        found = reassessment_for(desk, asked)
    except NotAllowed:
        raise
    except Refused as error:
        aside.append(f"{title}: {error}")
        yield NOT_GIVEN
        return
    yield table_of(found, title)
    yield from _changed(found, title)


def _agreement(desk: Desk, whom: Audience) -> Iterator[Block]:
    found = agreement_for(desk, whom)
    if not found:
        yield "None recorded up to the end of the last calendar quarter."
        return
    yield (
        "A second reader who saw neither level, name nor ethnicity gave the level that stood this"
        " often, of all readings of the force up to the end of the last calendar quarter after"
        " which enough had been read."
    )
    few = f"fewer than {whom.threshold}"
    rows = [
        (READ[kind], few if one.read is None else f"{one.read:,}", number_cell(one.agreed))
        for kind, one in found.items()
    ]
    yield Table("Blind second readings", ("", "read", "gave the level that stood"), tuple(rows))


def table_of(found: Release, title: str) -> Table:
    """Give a released table, its totals last.

    Args:
        found: What left.
        title: What it holds.
    """
    names = (*found.columns, *found.sums, None)
    heads = ("", *(column_words(name) for name in names))
    rows: list[tuple[str, str | None]] = [
        (_label(found, label), label) for label in found.rows if label != ROW
    ]
    rows.append(("in all", None))
    cells = tuple(
        (said, *(number_cell(found.published[label, name]) for name in names))
        for said, label in rows
    )
    return Table(title, heads, cells)


def _changed(found: Release, title: str) -> Iterator[Block]:
    """Draw what was changed, from the numbers that left alone."""
    places: list[tuple[str, str | None]] = [
        (_label(found, label), label) for label in found.rows if label != ROW
    ]
    drawn, missing = [], []
    for said, label in [*places, ("in all", None)]:
        part = found.published.get((label, "changed"))
        whole = found.published.get((label, "decided"))
        if part is None or whole is None:
            missing.append(said)
        else:
            drawn.append(Row(said, part, whole, wilson(part, whole)))
    if drawn:
        small = f"{title[:1].lower()}{title[1:]}"
        yield Intervals(f"Changed of decided, {small}", tuple(drawn))
    if missing:
        yield f"No rate is given where a number of it is withheld: {', '.join(missing)}."


def _label(found: Release, label: str) -> str:
    if label == found.together:
        return OTHERS
    return ", ".join(level_words(value) for value in values_of(label))


def level_words(value: str) -> str:
    """Say a value of a field."""
    return LEVELS.get(value, value.replace("_", " "))


def column_words(name: str | None) -> str:
    """Say what a column counts; None is the total."""
    return "in all" if name is None else name.replace("_", " ")
