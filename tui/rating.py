"""Put the question of the rates to the desk. Knows no Textual."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from db import behind as listing
from db import comparing, figures

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.behind import Behind
    from db.comparing import FunnelFigure, TrendFigure
    from db.disparity import Asked, Report
    from db.disparity_behind import StepBehind
    from db.figures import Figures
    from db.saved_views import Question
    from tui.office import Office


@dataclass(frozen=True, slots=True)
class Found:
    """What has been read for a question so far."""

    table: Figures
    """The counts by its field, within the initial assessment of its share."""
    placed: FunnelFigure | None = None
    """The values of its field beside each other, where they can be placed."""
    trend: TrendFigure | None = None
    """One period after another."""
    full: bool = False
    """Whether the counts say how many were expected, as the table does."""
    cross: Figures | None = None
    """The counts by both of its fields."""
    across: Figures | None = None
    """The counts by the second of them alone."""

    def holds(self, question: Question) -> bool:
        """Say whether what the question shows has been read."""
        if question.figure == "trend":
            return self.trend is not None or question.bare
        if question.figure == "table":
            return self.full
        if question.figure == "cross":
            return self.cross is not None or question.by == question.across
        wanted = question.figure in {"intervals", "funnel"} and question.places
        return self.placed is not None or not wanted


def find(office: Office, question: Question, before: Found | None) -> Found:
    """Read what a question shows and has not been read; each reading is written down.

    Args:
        office: The desk that is asked.
        question: What is asked.
        before: What has been read for it.

    Raises:
        Refused: The account has no right to figures.
    """
    desk = office.desk
    if before is None:
        asked = replace(question.within, by=(question.by,))
        before = Found(figures.reassessment(desk, asked))
    if before.holds(question):
        return before
    if question.figure == "table":
        return replace(before, table=comparing.standardised(desk, before.table), full=True)
    if question.figure == "trend":
        found = comparing.trend_of(desk, question.asked, question.measure, question.period)
        return replace(before, trend=found)
    if question.figure == "cross":
        asked = replace(question.within, by=(question.by, question.across))
        beside = replace(question.within, by=(question.across,))
        return replace(before, cross=figures.reassessment(desk, asked),
                       across=figures.reassessment(desk, beside))  # fmt: skip
    asked = replace(question.asked, by=(question.by,))
    return replace(before, placed=comparing.funnel_of(desk, asked, question.measure))


def subjects(
    office: Office, question: Question, where: Mapping[str, str], column: str, after: str = ""
) -> Behind:
    """Give the subjects behind a number, as many to a page as there may be.

    Args:
        office: The desk that is asked.
        question: What is asked.
        where: The values of the row that the number stands in.
        column: Which number.
        after: The token of the page before.

    Raises:
        Refused: The account has no right to figures.
    """
    within = question.within
    asked = replace(within, where={**within.where, **where})
    return listing.behind(office.desk, asked, column, listing.MOST, after)


def ladder(office: Office, question: Question, by: str) -> Report:
    """Say how groups fare at every step, for the subjects that the question is narrowed to.

    Args:
        office: The desk that is asked.
        question: What is asked; its share does not count here.
        by: What groups are made by.

    Raises:
        Refused: The account has no right to figures.
    """
    from db.disparity import Asked, disparity

    asked = Asked(by=by, where=question.where, start=question.start, end=question.end,
                  basis=question.basis)  # fmt: skip
    return disparity(office.desk, asked)


def officers(
    office: Office, asked: Asked, column: str, group: str | None, after: str = ""
) -> StepBehind:
    """Give the officers behind a number of a step, as many to a page as there may be.

    Args:
        office: The desk that is asked.
        asked: Which step, for whom.
        column: Which number: part or base.
        group: Which group; None for all together.
        after: The token of the page before.

    Raises:
        Refused: The account has no right to figures.
    """
    from db.disparity_behind import behind_step

    return behind_step(office.desk, asked, column, group, (listing.MOST, after))


def values(office: Office, name: str) -> tuple[str, ...]:
    """Give the values that a field has, in their order; not known comes last.

    Args:
        office: The desk that is asked.
        name: The field.
    """
    found = figures.reassessment(office.desk, figures.Breakdown(by=(name,)))
    return tuple(row.key[name] for row in found.rows)
