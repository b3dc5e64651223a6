"""Word past outcomes: in plain lines, as rows, and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from hearings.factors import COUNTED
from hearings.outcome_kinds import outcome_words
from hearings.precedents import FEWEST, as_json
from hearings.precedents.features import GROUP_WORDS
from hearings.realms import ARCHIVE, LOCAL
from hearings.standards import standard_words
from tui.plain.printing import columns, line

if TYPE_CHECKING:
    from db.matrix import Behind, LeftOut
    from db.precedents import Scope
    from hearings.factors import Factors
    from hearings.precedents import Answer, Cell, Counted, Grid, Precedent, Share

NOT_A_TARIFF = "Comparators, not a tariff: they say what was done, not what should be."
UNCODED = "not coded"

CELL_COLUMNS = ("standard", "culpability", "harm_level", "n", "outcome", "count")
BEHIND_COLUMNS = ("subject", "regime", "forum", "finding", "outcome", "on")
PRECEDENT_COLUMNS = ("ref", "regime", "outcome", "on", "similarity", "shared", "either",
                     "comparator", "matched", "differs")  # fmt: skip
FACTOR_COLUMNS = ("group", "key", "words", "weight", "source", "confidence")


def promised(subject: str, answer: Answer) -> dict[str, Any]:
    """Give an answer as `hearings.precedents/1`."""
    return {"schema": "hearings.precedents/1", "subject": subject or None, **as_json(answer)}


def precedent_rows(answer: Answer) -> Iterator[list[object]]:
    """Give the nearest matters, one row each."""
    for one in answer.precedents:
        plain: list[object] = [getattr(one, name) for name in PRECEDENT_COLUMNS[:-2]]
        matched = "; ".join(counted.feature for counted in one.matched)
        differs = "; ".join(f"{apart.feature} ({apart.side})" for apart in one.differs)
        yield [*plain, matched, differs]


def print_answer(subject: str, answer: Answer) -> None:
    """Print how past matters like one ended, and the nearest of them."""
    line(f"{subject or 'These circumstances'} beside past outcomes")
    line(NOT_A_TARIFF)
    line(f"Asked: {_listed(answer.query)}")
    if answer.nowhere:
        line(f"In no past matter looked at: {_listed(answer.nowhere)}")
    under = f" under {_regime(answer.regime)}" if answer.regime else ""
    line()
    line(f"Comparators{under}, from similarity {answer.least} on: n = {answer.n:,}")
    if answer.too_few:
        line(f"Fewer than {FEWEST}: too little to compare. The cases are shown, no shares given.")
    _shares(answer.distribution, by_regime=not answer.regime)
    if answer.elsewhere:
        line("Beside them, as like, under other rules")
        _shares(answer.elsewhere, by_regime=True)
    line(f"{answer.overturned:,} in all left out: overturned on appeal or set aside.")
    line()
    line("The nearest" if answer.precedents else "There is no past outcome to compare with.")
    for one in answer.precedents:
        _precedent(one)
    line()
    line(f"Lists: {answer.edition}. {weights_line(answer.weights)}")


def _shares(shares: Sequence[Share], *, by_regime: bool) -> None:
    rows = []
    for one in shares:
        bounds = "" if one.low is None or one.high is None else f"{one.low:.2%}-{one.high:.2%}"
        percent = "" if one.share is None else f"{one.share:.2%}"
        count = f"{one.count:,}" if one.share is None else f"{one.count:,} of {one.base:,}"
        regime = [_regime(one.regime)] if by_regime else []
        rows.append(["  " + one.words, *regime, count, percent, bounds])
    columns(rows)


def _precedent(one: Precedent) -> None:
    day = one.on or "day not known"
    beside = "" if one.comparator else "; not near enough to be counted"
    line(
        f"{one.ref}  {one.words}  {_regime(one.regime)}, {day}"
        f"  similarity {one.similarity:.4f} ({one.shared} of {one.either}){beside}"
    )
    line(f"    matched: {_listed(one.matched)}")
    for side, words in (("asked", "asked, not there"), ("precedent", "there, not asked")):
        apart = [other for other in one.differs if other.side == side and other.weight]
        line(f"    {words}: {_listed(apart)}")
    uncounted = [other.words for other in one.differs if not other.weight]
    if uncounted:
        line(f"    not counted: {'; '.join(uncounted)}")


def _listed(several: Iterable[Counted]) -> str:
    said = [f"{one.words} ({one.weight})" for one in several]
    return "; ".join(said) or "nothing"


def weights_line(weights: Mapping[str, int]) -> str:
    """Say what each kind of feature counts."""
    said = [f"{GROUP_WORDS.get(group, group)} {weights.get(group, 0)}" for group in COUNTED]
    own = [f"{name} {weight}" for name, weight in weights.items() if "=" in name]
    return f"What each counts: {', '.join([*said, *own])}."


def _regime(regime: str) -> str:
    other = {ARCHIVE: "no Regulations", LOCAL: "the local policy (police staff)"}
    return other.get(regime, f"the {regime} Regulations")


def promised_grid(found: Grid, scope: Scope, left: LeftOut) -> dict[str, object]:
    """Give the matrix as `hearings.matrix/1`; what is not known is null."""
    return {
        "schema": "hearings.matrix/1",
        "where": {name: value for name, value in asdict(scope).items() if value},
        "n": found.n,
        "overlapping": found.overlapping,
        **left._asdict(),
        "standards": [key or None for key in found.standards],
        "columns": [
            {"culpability": one or None, "harm_level": other or None}
            for one, other in found.columns
        ],
        "cells": [_cell(cell) for cell in found.cells],
    }


def _cell(cell: Cell) -> dict[str, object]:
    return {
        "standard": cell.standard or None,
        "culpability": cell.culpability or None,
        "harm_level": cell.harm_level or None,
        "n": cell.n,
        "spread": [asdict(one) for one in cell.spread],
    }


def cell_rows(found: Grid) -> Iterator[list[object]]:
    """Give the matrix as rows: one for each outcome of each cell."""
    for cell in found.cells:
        for one in cell.spread:
            yield [cell.standard, cell.culpability, cell.harm_level, cell.n, one.outcome, one.count]


def print_grid(found: Grid, left: LeftOut, lists: Factors, archive: str) -> None:
    """Print the matrix: under each Standard its cells, each with n and its spread."""
    line("How past matters ended, by Standard, culpability and level of harm")
    line(NOT_A_TARIFF)
    line(_counted(found.n, left, archive))
    if not found.cells:
        line("There is none.")
        return
    rows, heads, before = [], {}, None
    for place, cell in enumerate(found.cells):
        if cell.standard != before:
            before = cell.standard
            heads[place] = standard_words(before) if before else "Standard not known"
        spread = ", ".join(f"{one.words} {one.count:,}" for one in cell.spread)
        rows.append([
            f"  {_coded(lists, 'culpability', cell.culpability)}",
            _coded(lists, "harm_level", cell.harm_level),
            f"{cell.n:,}",
            spread,
        ])  # fmt: skip
    columns(rows, ("  culpability", "level of harm", "n", "outcomes"), heads)
    if found.overlapping:
        line("An officer stands once under each Standard breached, so the numbers overlap.")


def _counted(n: int, left: LeftOut, archive: str) -> str:
    """Say what n counts; which outcomes of an archive are of what was proven, nobody knows."""
    gone = f"{left.overturned:,} overturned left out"
    if archive:
        return f"n = {n:,}, as the archive has them, not sustained and pending among them; {gone}"
    return (
        f"n = {n:,} proven, with an outcome that stands; {gone}, {left.not_proven:,} not proven"
        " left out"
    )


def _coded(lists: Factors, group: str, key: str) -> str:
    return lists.words(group, key) if key else UNCODED


def behind_row(row: Behind) -> dict[str, object]:
    """Give one matter behind a number of the matrix as JSON."""
    return dict(zip(BEHIND_COLUMNS, behind_cells(row), strict=True))


def behind_cells(row: Behind) -> list[object]:
    """Give one matter behind a number of the matrix as a row; None for what is not known."""
    values = (row.reference, row.regime, row.forum, row.finding, row.outcome, row.on)
    return [value or None for value in values]


def print_behind(found: Sequence[Behind]) -> None:
    """Print the matters behind a number of the matrix."""
    columns([
        [
            row.reference,
            _regime(row.regime),
            row.forum or "forum not known",
            (row.finding or "finding not known").replace("_", " "),
            outcome_words(row.outcome),
            row.on or "day not known",
        ]
        for row in found
    ])  # fmt: skip
    line(f"n = {len(found):,}")


def factor_rows(lists: Factors) -> Iterator[list[object]]:
    """Give what circumstances are coded by, one row each."""
    for group, several in lists.groups.items():
        for one in several:
            source, sure = one.provision.source, one.provision.confidence
            yield [group, one.key, one.words, one.weight, source, sure]
