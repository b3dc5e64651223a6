"""`hearings stats reassessment --audience staff|public`: what left, and nothing besides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.agreement import agreement_for
from db.archives import counted_for
from db.outward import reassessment_for
from hearings.disclosure import values_of
from hearings.disclosure.words import notes
from hearings.intervals import wilson
from hearings.rates import SHOWN
from hearings.shares import percent
from tui.plain.agreement_words import agreement_told, told_promised
from tui.plain.fitting import columns, line
from tui.plain.output import Format, data, sheet
from tui.plain.rate_answers import OF_CHANGED, OUTWARD, ROW, SHARED
from tui.plain.release_sheets import IN_ALL, grid
from tui.plain.shares import span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.figures import Breakdown
    from db.releases import Release
    from db.session import Session
    from db.sheets import Sheet
    from hearings.samples import Told

KEYS = (*SHOWN, *OUTWARD, *SHARED, "spread", "suppressed")
"""What a row of the sheet has; in JSON a row has every key of an internal one."""

WITHHELD = "withheld"
"""What stands in the place of a number that is."""

TOGETHER = {
    "changed": "Lowered and raised are given together, as changed.",
    "not_decided": "Those undecided and those beside the base are given together, as not decided.",
    "beside": "Beside the base are counted: no initial assessment, one later than the decision,"
    " decided elsewhere, allegations changed in between, withdrawn, and kept by the unit.",
}
"""What each column that counts several together holds."""

INTERVALS = "Intervals are not widened for officers of one case, whose numbers are not given out."


def show_released(session: Session, asked: Breakdown, output: Format) -> None:
    """Release the figures and print what left.

    Args:
        session: Who releases them, from which database.
        asked: Which figures, and for whom.
        output: How to print them.
    """
    found = reassessment_for(session, asked)
    agreement = agreement_for(session, found.audience)
    whose = counted_for(session, asked.archive)
    if output is Format.JSON:
        data(_promised(found, agreement, whose))
    elif output is Format.CSV:
        sheet(*_cells(found))
    else:
        _print(found, agreement, whose)


def _promised(
    found: Release, agreement: Mapping[str, Told], whose: tuple[str, ...]
) -> dict[str, object]:
    return {
        "schema": "hearings.reassessment/1",
        "count_of": "subjects",
        "audience": found.audience.name,
        "note": None,
        "date": found.asked["date"],
        "from": found.asked["from"],
        "to": found.asked["to"],
        "as_of": None,
        "where": _where(found),
        "archive": found.asked.get("archive") or None,
        "overlapping": False,
        "release": found.number,
        "released": found.day.isoformat(),
        "threshold": found.audience.threshold,
        "rounded_to": found.audience.base,
        "notes": [*whose, *_notes(found)],
        "agreement": told_promised(agreement),
        "rows": [_row(found, label) for label in _labels(found)],
        "total": _row(found, None),
        **dict.fromkeys(("by_level", "waiting")),
    }


def _where(found: Release) -> dict[str, str | None]:
    narrowed: Any = found.asked["where"]
    return {name: value or None for name, value in narrowed.items()}


def _fields(found: Release) -> list[str]:
    by: Any = found.asked["by"]
    return list(by)


def _labels(found: Release) -> tuple[str, ...]:
    return found.rows if _fields(found) else ()


def _key(found: Release, label: str | None) -> dict[str, str | None]:
    """Give the value of each field of a row; that of rows together is what they are called."""
    fields = _fields(found)
    if label is None:
        return {}
    if label == found.together:
        return dict.fromkeys(fields, label)
    return {name: value or None for name, value in zip(fields, values_of(label), strict=True)}


def _row(found: Release, label: str | None) -> dict[str, object]:
    names = (*found.columns, *found.sums)
    numbers = {name: found.published[label, name] for name in names}
    part, whole = numbers["changed"], numbers["decided"]
    known = part is not None and whole
    bounds = wilson(part or 0, whole or 0) if known else None
    return {
        **dict.fromkeys((*ROW, *(OF_CHANGED if "reason" in _fields(found) else ()))),
        "key": _key(found, label),
        **numbers,
        "rate": round((part or 0) / (whole or 1), 10) if known else None,
        "low": None if bounds is None else round(bounds[0], 10),
        "high": None if bounds is None else round(bounds[1], 10),
        "suppressed": None in (*numbers.values(), found.published[label, None]),
    }


def released_sheet(session: Session, asked: Breakdown) -> Sheet:
    """Release the figures as they go into a file.

    Args:
        session: Who releases them, from which database.
        asked: Which figures, and for whom.
    """
    from db.sheets import Sheet

    found = reassessment_for(session, asked)
    agreement = agreement_for(session, found.audience)
    whose = counted_for(session, asked.archive)
    said = f"Release {found.number} of {found.day.isoformat()}, for {found.audience.words}."
    columns, rows = _cells(found)
    return Sheet(
        "Reassessment of the initial assessment by DPS",
        tuple(columns),
        rows,
        _promised(found, agreement, whose),
        (
            said,
            "Counted: officers in a case.",
            *whose,
            *_notes(found),
            *agreement_told(agreement, found.audience),
        ),
    )


def _cells(found: Release) -> tuple[list[str], list[list[object]]]:
    """Give the sheet: a row for each value, and the total last."""
    fields = _fields(found)
    rows: list[list[object]] = []
    for label in (*_labels(found), None):
        row = _row(found, label)
        key = dict.fromkeys(fields, IN_ALL) if label is None else _key(found, label)
        # An empty cell is a value that is not known.
        rows.append([*(key[name] or "" for name in fields), *(row[name] for name in KEYS)])
    return grid(found, [*fields, *KEYS], rows)


def _print(found: Release, agreement: Mapping[str, Told], whose: tuple[str, ...]) -> None:
    """Print the figures as lines, the total last, and how they were protected."""
    fields = _fields(found)
    line(f"Reassessment of the initial assessment by DPS, for {found.audience.words}")
    line(f"Release {found.number} of {found.day.isoformat()}. Counted: officers in a case.")
    line()
    names = [*found.columns, None]
    titles = [*fields, "changed of decided", "rate", "95 % interval"]
    titles += [name or "officers" for name in names]
    rows = []
    for label in (*_labels(found), None):
        key = ["" for _name in fields]
        if label is None and fields:
            key[0] = "in all"
        elif label is not None:
            key = [value or "not known" for value in _key(found, label).values()]
        numbers = [_said(found.published[label, name]) for name in names]
        rows.append([*key, *_rate(found, label), *numbers])
    columns(rows, [title.replace("_", " ") for title in titles])
    line()
    for note in (*whose, *_notes(found)):
        line(note)
    for told in agreement_told(agreement, found.audience):
        line(told)


def _rate(found: Release, label: str | None) -> list[str]:
    part, whole = found.published[label, "changed"], found.published[label, "decided"]
    counted = f"{_said(part)} of {_said(whole)}"
    if part is None or whole is None:
        return [counted, WITHHELD, ""]
    if not whole:
        return [counted, "no data", ""]
    return [counted, percent(part, whole), span(wilson(part, whole))]


def _said(number: int | None) -> str:
    return WITHHELD if number is None else f"{number:,}"


def _notes(found: Release) -> tuple[str, ...]:
    return (
        *notes(found.audience, together=bool(found.together)),
        *(words for name, words in TOGETHER.items() if name in found.columns),
        INTERVALS,
    )
