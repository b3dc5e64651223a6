"""`hearings stats outcomes --summary … --audience staff|public`: the summary as it leaves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from db.outward_outcomes import PROVEN, summary_for
from db.sheets import Sheet
from tui.plain.fitting import columns, line
from tui.plain.outcomes_released import (
    WORDS,
    left,
    number,
    outcomes_of,
    outward_heading,
    said_under,
)
from tui.plain.output import Format, data, sheet
from tui.plain.sanction_words import part
from tui.plain.shares import share
from tui.plain.summary_words import COLUMNS, WHOLE

if TYPE_CHECKING:
    from db.releases import Release
    from db.session import Session

ENDED = ("not_proven", "withdrawn", "overturned", "withdrawn_or_overturned", PROVEN, "awaiting")
"""What became of those who came to hearing; whatever is not among these is an outcome."""


def show_summary_released(
    session: Session, period: tuple[date, date], audience: str, output: Format
) -> None:
    """Release the summary and print what left.

    Args:
        session: Who releases it, from which database.
        period: The first day and the last, included.
        audience: Whom it is for.
        output: How to print it.
    """
    found = summary_for(session, *period, audience)
    if output is Format.JSON:
        data(_promised(found))
    elif output is Format.CSV:
        sheet(COLUMNS, _rows(found))
    else:
        _print(found)


def summary_sheet(session: Session, period: tuple[date, date], audience: str) -> Sheet:
    """Release the summary as it goes into a file.

    Args:
        session: Who releases it, from which database.
        period: The first day and the last, included.
        audience: Whom it is for.
    """
    found = summary_for(session, *period, audience)
    told = (left(found), *said_under(found))
    return Sheet("Annual summary of sanctions", COLUMNS, [*_rows(found)], _promised(found), told)


def _number(found: Release, name: str | None) -> int | None:
    """Give a number as published; None where it is withheld, or counted with others."""
    return found.published.get((None, name))


def _outcomes(found: Release) -> list[str]:
    return [name for name in outcomes_of(found) if name not in ENDED]


def _promised(found: Release) -> dict[str, Any]:
    return {
        "schema": "hearings.sanctions/1",
        **outward_heading(found),
        "cases": None,
        "to_hearing": _number(found, None),
        **{name: _number(found, name) for name in ENDED},
        "outcomes": [
            {
                "outcome": name,
                "words": WORDS[name],
                "count": _number(found, name),
                "of_hearing": _of(found, name, None),
                "of_proven": _of(found, name, PROVEN),
            }
            for name in _outcomes(found)
        ],
        "suppressed": found.withheld,
    }


def _of(found: Release, name: str, base: str | None) -> dict[str, Any] | None:
    """Give a share of a base; null where a number of it is not given."""
    count, whole = _number(found, name), _number(found, base)
    return None if count is None or whole is None else part(count, whole)


def _rows(found: Release) -> Iterator[list[object]]:
    yield ["to_hearing", "", _number(found, None), None, None, None, None]
    for name in ENDED:
        if (None, name) in found.published:
            yield [name, "", *_shares(found, name, proven=name == "awaiting")]
    for name in _outcomes(found):
        yield [PROVEN, name, *_shares(found, name, proven=True)]


def _shares(found: Release, name: str, *, proven: bool) -> Iterator[object]:
    yield _number(found, name)
    for base, given in ((None, True), (PROVEN, proven)):
        shared = _of(found, name, base) if given else None
        yield _number(found, base) if given else None
        yield None if shared is None else shared["share"]


def _print(found: Release) -> None:
    line(f"Annual summary of sanctions, {found.asked['from']} to {found.asked['to']}")
    line(left(found))
    line(
        "Misconduct hearings and accelerated (special case) hearings, by the day of the outcome,"
        " the finding or the withdrawal."
    )
    line()
    rows = [["came to hearing", number(_number(found, None)), "", ""]]
    rows += [
        _line(found, f"  {WORDS.get(name, name)}", name, proven=False)
        for name in ENDED
        if (None, name) in found.published and name != "awaiting"
    ]
    of_proven = [*_outcomes(found), *(name for name in found.columns if name == "awaiting")]
    rows += [_line(found, f"    {WORDS[name]}", name, proven=True) for name in of_proven]
    columns(rows, ["", "officers", "of those to hearing", "of those proven"])
    line()
    line(WHOLE)
    for sentence in said_under(found):
        line(sentence)


def _line(found: Release, words: str, name: str, *, proven: bool) -> list[str]:
    cells = [words, number(_number(found, name))]
    for base, wanted in ((None, True), (PROVEN, proven)):
        count, whole = _number(found, name), _number(found, base)
        known = count is not None and whole is not None
        cells.append(share(count or 0, whole or 0) if wanted and known else "")
    return cells
