"""`hearings stats disparity --audience staff|public`: what left, and what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.agreement import agreement_for
from db.archives import counted_for
from db.disparity import HAPPENED, disparity_for
from hearings.disclosure.words import notes
from hearings.disparity.comparing import FEWEST, SAYS_NOT, WHY_NOT, Compared
from hearings.disparity.groups import fields, group_words
from hearings.intervals import wilson
from hearings.rates import MEASURES
from hearings.shares import percent
from tui.plain.agreement_words import agreement_told, told_promised
from tui.plain.disparity import ROW, STEP, TOTAL
from tui.plain.disparity_words import RULE
from tui.plain.fitting import columns, line
from tui.plain.output import Format, data, sheet
from tui.plain.release_sheets import IN_ALL, grid
from tui.plain.shares import span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.disparity import Asked, Released
    from db.session import Session
    from db.sheets import Sheet
    from hearings.samples import Told

KEYS = ("group", "words", "part", "base", "rate", "low", "high", "ratio", "ratio_low",
        "ratio_high", "ratio_why_not", "suppressed")  # fmt: skip
"""What a row has; nothing in it is standardised, and no interval is widened."""

WITHHELD = "withheld"
"""What stands in the place of a number that is."""

PLAIN = (
    "Rates, ratios and intervals follow from the numbers given here alone: none is widened for"
    " officers of one case, and none is standardised."
)
"""What the ratios rest on."""


def show_released(session: Session, asked: Asked, audience: str, output: Format) -> None:
    """Release one step and print what left.

    Args:
        session: Who releases it, from which database.
        asked: Which figures.
        audience: Whom they are for.
        output: How to print them.
    """
    found, agreement, whose = _left(session, asked, audience)
    if output is Format.JSON:
        data(_promised(found, agreement, whose))
    elif output is Format.CSV:
        sheet(*_grid(found))
    else:
        _print(found, agreement, whose)


def released_sheet(session: Session, asked: Asked, audience: str) -> Sheet:
    """Release one step as it goes into a file.

    Args:
        session: Who releases it, from which database.
        asked: Which figures.
        audience: Whom they are for.
    """
    from db.sheets import Sheet

    found, agreement, whose = _left(session, asked, audience)
    release = found.release
    heads, rows = _grid(found)
    return Sheet(
        f"Disparity by {fields()[asked.by]['words']}: {found.measure.words}",
        tuple(heads),
        rows,
        _promised(found, agreement, whose),
        (
            f"Release {release.number} of {release.day.isoformat()}, for {release.audience.words}.",
            *_counted(found),
            *whose,
            *_notes(found),
            *(() if agreement is None else agreement_told(agreement, release.audience)),
            SAYS_NOT,
        ),
    )


def _left(
    session: Session, asked: Asked, audience: str
) -> tuple[Released, Mapping[str, Told] | None, tuple[str, ...]]:
    """Release one step, and give what is said with it."""
    found = disparity_for(session, asked, audience)
    changed = found.measure.key in MEASURES
    agreement = agreement_for(session, found.release.audience) if changed else None
    return found, agreement, counted_for(session, asked.archive)


def _grid(found: Released) -> tuple[list[str], list[list[object]]]:
    """Give the sheet: a row for each group, and the total last."""
    rows = [*_rows(found), _row(found, None) | {"group": IN_ALL}]
    return grid(found.release, KEYS, [[row[name] for name in KEYS] for row in rows])


def _counted(found: Released) -> tuple[str, ...]:
    """Say what is counted, and beside which group the others stand."""
    reference, measure = found.found.reference, found.measure
    words = group_words(found.asked.by, reference) if reference else "nobody"
    return (
        f"Counted: officers in a case. Part: {measure.part}. Base: {measure.base}.",
        f"Compared with: {words}.",
    )


def _promised(
    found: Released, agreement: Mapping[str, Told] | None, whose: tuple[str, ...]
) -> dict[str, object]:
    asked, release, measure = found.asked, found.release, found.measure
    total = _row(found, None)
    step = {
        **dict.fromkeys(STEP),
        "measure": measure.key,
        "words": measure.words,
        "kind": measure.kind,
        "count_of": measure.count_of,
        "part": measure.part,
        "base": measure.base,
        "agreement": None if agreement is None else told_promised(agreement),
        "rows": _rows(found),
        "total": {name: total[name] for name in TOTAL},
    }
    return {
        "schema": "hearings.disparity/1",
        "count_of": "subjects",
        "audience": release.audience.name,
        "note": None,
        "by": asked.by,
        "groups": asked.groups,
        "reference": found.found.reference or None,
        "date": asked.basis,
        "from": None if asked.start is None else asked.start.isoformat(),
        "to": None if asked.end is None else asked.end.isoformat(),
        "as_of": None,
        "where": {name: value or None for name, value in asked.where.items()},
        "archive": asked.archive or None,
        "fewest": FEWEST,
        "release": release.number,
        "released": release.day.isoformat(),
        "threshold": release.audience.threshold,
        "rounded_to": release.audience.base,
        "notes": [*whose, *_notes(found)],
        "steps": [step],
    }


def _rows(found: Released) -> list[dict[str, object]]:
    return [_row(found, label) for label in found.release.rows]


def _row(found: Released, label: str | None) -> dict[str, object]:
    part, base = _numbers(found, label)
    row = _compared(found, label)
    bounds = None if part is None or base is None else wilson(part, base)
    ratio = None if row is None else row.crude
    return {
        **dict.fromkeys(ROW),
        "group": label or None,
        "words": _words(found, label),
        "part": part,
        "base": base,
        "rate": None if part is None or not base else round(part / base, 10),
        "low": None if bounds is None else round(bounds[0], 10),
        "high": None if bounds is None else round(bounds[1], 10),
        "ratio": None if ratio is None else round(ratio.value, 10),
        "ratio_low": None if ratio is None else round(ratio.low, 10),
        "ratio_high": None if ratio is None else round(ratio.high, 10),
        "ratio_why_not": None if row is None else row.crude_why or None,
        "suppressed": part is None or base is None,
    }


def _numbers(found: Released, label: str | None) -> tuple[int | None, int | None]:
    """Give how many it happened to, and of how many, as published."""
    published = found.release.published
    return published[label, HAPPENED], published[label, None]


def _compared(found: Released, label: str | None) -> Compared | None:
    return next((row for row in found.found.rows if row.group == label), None)


def _words(found: Released, label: str | None) -> str:
    if label is None:
        return "in all"
    together = label and label == found.release.together
    return label if together else group_words(found.asked.by, label)


def _print(found: Released, agreement: Mapping[str, Told] | None, whose: tuple[str, ...]) -> None:
    """Print the step: its groups, the total last, and how the numbers were protected."""
    release, measure = found.release, found.measure
    line(f"Disparity by {fields()[found.asked.by]['words']}, for {release.audience.words}")
    line(f"Release {release.number} of {release.day.isoformat()}.")
    counted, compared_with = _counted(found)
    line(compared_with)
    line()
    line(f"{measure.words[:1].upper()}{measure.words[1:]} ({measure.key})")
    line(f"  {counted}")
    titles = ["  group", "part of base", "per 100", "95 %", "ratio as counted"]
    columns([_cells(found, label) for label in (*release.rows, None)], titles)
    line()
    for note in (*whose, *_notes(found)):
        line(note)
    for said in () if agreement is None else agreement_told(agreement, release.audience):
        line(said)
    line(SAYS_NOT)


def _cells(found: Released, label: str | None) -> list[str]:
    part, base = _numbers(found, label)
    row = _compared(found, label)
    counted = " of ".join(WITHHELD if n is None else f"{n:,}" for n in (part, base))
    rate, bounds = "", ""
    if part is not None and base is not None:
        rate = percent(part, base).removesuffix(" %") if base else "no data"
        bounds = span(wilson(part, base)).removesuffix(" %")
    ratio = ""
    if row is not None:
        one = row.crude
        ratio = (
            WHY_NOT[row.crude_why]
            if one is None
            else f"{one.value:.2f} ({one.low:.2f} to {one.high:.2f})"
        )
    return [f"  {_words(found, label)}", counted, rate, bounds, ratio]


def _notes(found: Released) -> tuple[str, ...]:
    together = bool(found.release.together)
    return (*notes(found.release.audience, together=together), PLAIN, *RULE)
