"""`hearings stats gross`: what became of what was called gross misconduct."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import typer

from hearings.conclusions import FINDINGS
from hearings.outcome_kinds import outcome_words
from hearings.rate_words import FORUMS
from hearings.severity import Level
from tui.plain.agreement_words import agreement_lines, agreement_promised
from tui.plain.asking import (
    SHARE,
    WIDENED,
    After,
    Basis,
    From,
    Limit,
    Listed,
    Named,
    To,
    Where,
    breakdown,
    cells,
    fits_or_lists,
    followed,
    said,
    shares,
)
from tui.plain.face import face_of
from tui.plain.figure import Figure, give
from tui.plain.fitting import columns, line
from tui.plain.narrowing import narrowed
from tui.plain.out import ForceOption, OutOption
from tui.plain.output import Format, FormatOption
from tui.words import disposal_words

if TYPE_CHECKING:
    from db.gross import Gross
    from db.matters import Report
    from hearings.gross import Became
    from hearings.proportions import Proportion

CALLED = {"unit": "by the unit, in its initial assessment", "dps": "by DPS, in its first decision"}
"""Who called it gross misconduct, in words."""

LEVELS = {level.value: level.words for level in Level}
"""The levels in words."""

STANDS = {
    "outcome": "with an outcome that stands",
    "overturned": "outcome quashed or set aside, and nothing in its place",
    "found": "found, and the outcome still to come",
    "withdrawn": "proceedings withdrawn, and not yet closed",
    "disposed": "closed without an outcome of proceedings",
    "closed": "closed, and not recorded how",
    "running": "still running",
}
"""How a matter stands, in words."""

ANSWERS = {**LEVELS, "none": "no case to answer"}

MANY: dict[str, tuple[str, Callable[[str], str]]] = {
    "answers": ("case to answer, of those decided", lambda key: ANSWERS.get(key, key)),
    "forums": ("referred to, of those referred", lambda key: FORUMS.get(key, key)),
    "findings": ("finding, of those with one", lambda key: FINDINGS.get(key, key)),
    "outcomes": ("outcome, of those with one that stands", outcome_words),
    "stands": ("how they stand, of all", lambda key: STANDS.get(key, key)),
    "disposals": ("closed by, of those closed without", disposal_words),
}  # fmt: skip
"""The counts that have several values: what they are, of which base, and how a value is said."""


def show_gross(
    ctx: typer.Context,
    where: Where = None,
    start: From = "",
    end: To = "",
    basis: Basis = "received",
    archive: Named = "",
    listed: Listed = "",
    limit: Limit = 50,
    after: After = "",
    output: FormatOption = Format.TEXT,
    out: OutOption = None,
    force: ForceOption = False,
) -> None:
    """Follow what the unit and DPS called gross misconduct to where it ended.

    Example: hearings stats gross --from 2013-04-01 --to 2014-03-31

    Example: hearings stats gross --list unit/outcomes/base
    """
    from db.gross import READING, gross

    fits_or_lists(out, listed, force=force)
    session = face_of(ctx).session()
    asked = narrowed(session, breakdown(None, where, start, end, basis, archive))
    if listed:
        from tui.plain.behind_words import show_matters_behind

        show_matters_behind(session, asked, READING, listed, (limit, after), output)
        return
    found = gross(session, asked)
    give(session, gross_figure(found), output, out, force=force)


def gross_figure(found: Report[Gross]) -> Figure:
    """Give the figures in every form."""
    total = found.total
    officers = sum(number for row in total.table.values() for number in row.values())
    return followed(
        (
            "gross",
            "What became of what was called gross misconduct",
            f"officers ({officers:,}) in cases ({total.cases:,})",
        ),
        found,
        promised(found),
        (["called_by", "what", "value", *SHARE], _rows(total)),
        lambda: print_gross(found),
        "Each share names its base; what an archive does not record is in none of them.",
        "An officer called so by both stands in both parts; they are never added.",
        WIDENED,
        *agreement_lines(found.agreement),
    )


def promised(found: Report[Gross]) -> dict[str, Any]:
    """Give what `hearings.gross/1` has of its own; a level that is not there has key null."""
    total = found.total
    return {
        "agreement": agreement_promised(found.agreement),
        "cases": total.cases,
        "table": [
            {"local_level": local or None, "decision": level or None, "subjects": number}
            for local, row in total.table.items()
            for level, number in row.items()
        ],
        "called": [
            {"by": who, "subjects": one.subjects, "cases": one.cases, "recorded": one.recorded,
             "running": one.running, "investigated": shares(one.investigated),
             "referred": shares(one.referred),
             **{name: _values(getattr(one, name)) for name in MANY}}
            for who, one in total.became.items()
        ],
    }  # fmt: skip


def _values(found: dict[str, Proportion]) -> list[dict[str, Any]]:
    return [{"value": value, **shares(one)} for value, one in found.items()]


def _rows(total: Gross) -> Iterator[list[object]]:
    for who, one in total.became.items():
        for name in ("investigated", "referred"):
            yield [who, name, "", *cells(getattr(one, name))]
        for name in MANY:
            for value, found in getattr(one, name).items():
                yield [who, name, value, *cells(found)]


def print_gross(found: Report[Gross]) -> None:
    """Print the figures as lines."""
    total = found.total
    line()
    line("Officers by the initial assessment, and by DPS's first decision")
    levels = {**LEVELS, "": "none"}
    columns(
        [
            [f"  {levels[local]}", *(f"{number:,}" for number in row.values())]
            for local, row in total.table.items()
        ],
        ["  initial assessment", *(levels[level] for level in total.table[""])],
    )
    for who, one in total.became.items():
        _print(CALLED[who], one)


def _print(called: str, one: Became) -> None:
    line()
    line(f"Called gross misconduct {called}: {one.subjects:,} officers in {one.cases:,} cases")
    if one.recorded < one.subjects:
        line(f"  steps recorded of {one.recorded:,}; the others came from an archive")
    columns([
        ["  investigated so far, of those recorded", *said(one.investigated)],
        ["  referred so far, of those recorded", *said(one.referred)],
    ])  # fmt: skip
    if one.running:
        line(f"  still running, of those recorded: {one.running:,}; they may yet come to either")
    for name, (title, words) in MANY.items():
        _print_values(title, getattr(one, name), words)


def _print_values(title: str, found: dict[str, Proportion], words: Callable[[str], str]) -> None:
    some = [(value, one) for value, one in found.items() if one.part]
    if not some:
        return
    line(f"  {title}")
    columns([[f"    {words(value)}", *said(one)] for value, one in some])
