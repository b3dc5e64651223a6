"""`hearings stats outcomes --audience staff|public`: what left, and what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.outward_outcomes import BASE, outcomes_for
from db.sheets import Sheet
from hearings.disclosure import values_of
from hearings.disclosure.words import notes
from hearings.intervals import wilson
from tui.plain.fitting import columns, line
from tui.plain.output import Format, data, sheet
from tui.plain.sanction_words import part, titled, valued
from tui.plain.shares import interval, share

if TYPE_CHECKING:
    from db.asking import Asked
    from db.releases import Release
    from db.session import Session

WORDS = {
    "not_proven": "not proven",
    "other_outcome": "another outcome",
    "warning": "a warning",
    "dismissed": "dismissed",
    "would_have_been_dismissed": "would have been dismissed",
    "dismissed_or_left": "dismissed, or would have been",
    "short_of_dismissal": "a warning or another outcome",
    "not_dismissed": "not proven, a warning or another outcome",
    "short_of_dismissal_or_to_come": "a warning, another outcome, or one to come",
    "awaiting": "outcome still to come",
    "withdrawn": "withdrawn before a finding",
    "overturned": "quashed or set aside",
    "withdrawn_or_overturned": "withdrawn, quashed or set aside",
    "no_outcome": "still to come, withdrawn, quashed or set aside",
}
"""What each column counts."""

BESIDE = ("awaiting", "withdrawn", "overturned", "no_outcome")
"""The columns beside the base; the last is the others together, where they are."""

WITHHELD = "withheld"
"""What stands in the place of a number that is."""

PLAIN = (
    "Shares and intervals follow from the numbers given here alone.",
    "Outcomes of a kind are counted together; cases and appeals are not given.",
)
"""What is said under the numbers."""


def show_released(session: Session, asked: Asked, audience: str, output: Format) -> None:
    """Release the figures and print what left.

    Args:
        session: Who releases them, from which database.
        asked: Which figures.
        audience: Whom they are for.
        output: How to print them.
    """
    found = outcomes_for(session, asked, audience)
    if output is Format.JSON:
        data(_promised(found))
    elif output is Format.CSV:
        sheet(*_grid(found))
    else:
        _print(found)


def released_sheet(session: Session, asked: Asked, audience: str) -> Sheet:
    """Release the figures as they go into a file.

    Args:
        session: Who releases them, from which database.
        asked: Which figures.
        audience: Whom they are for.
    """
    found = outcomes_for(session, asked, audience)
    heads, rows = _grid(found)
    said = (left(found), *said_under(found))
    return Sheet("What proceedings ended in", tuple(heads), rows, _promised(found), said)


def left(found: Release) -> str:
    """Say which release it is."""
    day = found.day.isoformat()
    return f"Release {found.number} of {day}, for {found.audience.words}. Counted: officers."


def said_under(found: Release) -> tuple[str, ...]:
    """Say how the numbers were protected."""
    return (*notes(found.audience, together=bool(found.together)), *PLAIN)


def outward_heading(found: Release) -> dict[str, Any]:
    """Give what stands beside the rows of a release as JSON has it."""
    return {
        "count_of": "subjects",
        "audience": found.audience.name,
        "note": " ".join(said_under(found)),
        "from": found.asked["from"],
        "to": found.asked["to"],
        "release": found.number,
        "released": found.day.isoformat(),
        "threshold": found.audience.threshold,
        "rounded_to": found.audience.base,
    }


def _promised(found: Release) -> dict[str, Any]:
    return {
        "schema": "hearings.outcomes/1",
        **outward_heading(found),
        "archive": found.asked["archive"] or None,
        "overlapping": False,
        "rows": [_row(found, label) for label in _labels(found)],
        "total": _row(found, None),
    }


def _labels(found: Release) -> tuple[str, ...]:
    return found.rows if found.asked["by"] else ()


def _key(found: Release, label: str | None) -> dict[str, str | None]:
    """Give the value of each field of a row; that of rows together is what they are called."""
    by: Any = found.asked["by"]
    if label is None:
        return {}
    if label == found.together:
        return dict.fromkeys(by, label)
    return {name: value or None for name, value in zip(by, values_of(label), strict=True)}


def _row(found: Release, label: str | None) -> dict[str, Any]:
    numbers = {name: found.published[label, name] for name in (*found.columns, *found.sums, None)}
    return {
        "key": _key(found, label),
        "subjects": numbers[None],
        "cases": None,
        "base": numbers[BASE],
        **{name: numbers.get(name) for name in BESIDE},
        "outcomes": [
            {"outcome": name, "words": WORDS[name], "count": numbers[name],
             **shared(numbers[name], numbers[BASE])}
            for name in outcomes_of(found)
        ],
        "appeals": None,
        "withheld": False,
        "suppressed": None in numbers.values(),
    }  # fmt: skip


def outcomes_of(found: Release) -> list[str]:
    """Name the columns of a release that are outcomes, or kinds of outcome together."""
    return [name for name in found.columns if name not in {*BESIDE, "withdrawn_or_overturned"}]


def shared(number: int | None, base: int | None) -> dict[str, Any]:
    """Give a share of numbers that are published; null where either is withheld."""
    if number is None or base is None:
        return {"base": base, "share": None, "low": None, "high": None}
    return part(number, base)


def _grid(found: Release) -> tuple[list[str], list[list[object]]]:
    by: Any = found.asked["by"]
    heads = [*by, "outcome", "count", "base", "share", "low", "high", "subjects", *BESIDE,
             "suppressed"]  # fmt: skip
    rows: list[list[object]] = []
    for label in _labels(found) or (None,):
        row = _row(found, label)
        tail = [row["subjects"], *(row[name] for name in BESIDE), row["suppressed"]]
        for one in row["outcomes"]:
            numbers = [one[name] for name in ("outcome", "count", "base", "share", "low", "high")]
            rows.append([*row["key"].values(), *numbers, *tail])
    return heads, rows


def _print(found: Release) -> None:
    """Print what left: in all, then row by row, and how it was protected."""
    line(f"What proceedings ended in{_period(found)}")
    line(left(found))
    for label in (None, *_labels(found)):
        row = _row(found, label)
        line()
        line(f"{_named(row['key'])}: {number(row['base'])} with an outcome, of"
             f" {number(row['subjects'])}")  # fmt: skip
        columns([_cells(one) for one in row["outcomes"]])
        beside = [f"{number(row[name])} {WORDS[name]}" for name in BESIDE if name in found.columns]
        line(f"  beside: {'; '.join(beside)}")
    line()
    for sentence in said_under(found):
        line(sentence)


def _period(found: Release) -> str:
    start, end = found.asked["from"], found.asked["to"]
    said = f", from {start}" if start else ""
    return said + (f", to {end}" if end else "")


def _named(key: dict[str, str | None]) -> str:
    if not key:
        return "In all"
    return ", ".join(f"{titled(name)} {valued(name, value or '')}" for name, value in key.items())


def _cells(one: dict[str, Any]) -> list[str]:
    count, base, words = one["count"], one["base"], f"  {one['words']}"
    if count is None or base is None:
        return [words, number(count), ""]
    return [words, share(count, base), interval(wilson(count, base))]


def number(found: int | None) -> str:
    """Say a number, or that it is withheld."""
    return WITHHELD if found is None else f"{found:,}"
