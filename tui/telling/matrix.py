"""Word the matrix: Standards against culpability and harm, each cell the spread of outcomes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from hearings.conclusions import FINDINGS
from hearings.outcome_kinds import DISMISSAL, RANK, WARNING, effect_of, outcome_words
from hearings.precedents import Cell
from hearings.realms import ARCHIVE
from hearings.standards import standard_words
from tui.diary_words import hearing_kind
from tui.outcome_words import era_words
from tui.telling.precedents import Line, regime_words
from tui.words import day, first_upper

if TYPE_CHECKING:
    from db.matrix import Behind, LeftOut
    from hearings.factors import Factors
    from hearings.precedents import Grid

LEGEND: Final = (
    "D dismissal · R reduction in rank · W warning · o another outcome\nComparators, not a tariff."
)
"""What the letters in a cell mean, and what the numbers are not."""

UNCODED: Final = "not coded"
_LETTERS: Final = {DISMISSAL: "D", RANK: "R", WARNING: "W"}


def title(regime: str) -> str:
    """Name the matrix as its time does: of sanctions, or of outcomes.

    Args:
        regime: The regime asked about.
    """
    return f"{first_upper(era_words(regime))}s matrix"


def counted_words(found: Grid, left: LeftOut, regime: str) -> str:
    """Say under which Regulations, how many officers are counted, and what is left out.

    Args:
        found: The matrix.
        left: How many outcomes are left out of it.
        regime: The regime looked at; empty for every regime together.
    """
    if regime == ARCHIVE:
        return f"n = {found.n:,}, as the archive has them, not sustained and pending ones too"
    under = regime_words(regime) if regime else "all regimes"
    return f"{under} · n = {found.n:,} proven, {left.overturned:,} overturned left out"


def legend(found: Grid | None) -> str:
    """Say how a cell is to be read.

    Args:
        found: The matrix; None while it has not been read.
    """
    if found is None or not found.overlapping:
        return LEGEND
    return f"{LEGEND} An officer stands under each Standard breached."


def row_words(standard: str) -> str:
    """Name a row."""
    return standard_words(standard) if standard else "Standard not known"


def column_words(culpability: str, harm_level: str, factors: Factors) -> tuple[str, str]:
    """Name a column: culpability, and level of harm.

    Args:
        culpability: Its key; empty where not coded.
        harm_level: Its key; empty where not coded.
        factors: The force's lists.
    """
    blame = factors.words("culpability", culpability) if culpability else UNCODED
    harm = factors.words("harm_level", harm_level) if harm_level else UNCODED
    return blame, harm


def cell_words(cell: Cell | None) -> str:
    """Write what fits into a cell: how many, and of them by what they are."""
    if cell is None:
        return ""
    kinds: Counter[str] = Counter()
    for one in cell.spread:
        kinds[_LETTERS.get(effect_of(one.outcome), "o")] += one.count
    said = " ".join(f"{kinds[letter]}{letter}" for letter in "DRWo" if kinds[letter])
    return f"{cell.n:,}: {said}"


def detail(cell: Cell | None, place: tuple[str, str, str], factors: Factors) -> str:
    """Say everything that a cell holds.

    Args:
        cell: The cell; None where nothing stands in it.
        place: Its Standard, culpability and level of harm.
        factors: The force's lists.
    """
    standard, culpability, harm_level = place
    blame, harm = column_words(culpability, harm_level, factors)
    where = f"{row_words(standard)} · {blame} · {harm}"
    if cell is None:
        return f"{where}\nn = 0"
    spread = "; ".join(f"{one.words} {one.count:,}" for one in cell.spread)
    return f"{where}\nn = {cell.n:,}: {spread}. Enter lists the cases."


def behind_lines(found: Sequence[Behind], where: str) -> list[Line]:
    """Word the outcomes behind a number of the matrix.

    Args:
        found: The outcomes.
        where: The cell, in words.
    """
    head = Line(f"n = {len(found):,} · {where.partition(chr(10))[0]}", heading=True)
    return [head, *map(_behind, found)]


def _behind(one: Behind) -> Line:
    finding = FINDINGS.get(one.finding, one.finding) or "finding not known"
    forum = hearing_kind(one.forum, one.regime) if one.forum else "forum not known"
    when = day(one.on) if one.on else "day not known"
    return Line(
        f"{one.reference}  {first_upper(outcome_words(one.outcome))}",
        (f"{finding}, {forum}, {when}; {regime_words(one.regime)}",),
        one.reference,
    )
