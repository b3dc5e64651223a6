"""The reassessment figures as data: JSON, and a sheet."""

from __future__ import annotations

from collections.abc import Mapping

from db.figures import Breakdown, Figure, Figures, one_person, one_reason
from hearings.intervals import wilson
from hearings.rates import PERSONS, SHOWN, Counts
from hearings.ratios import Ratio, observed
from hearings.rules import Reason
from tui.plain.agreement_words import agreement_promised


def promised(found: Figures) -> dict[str, object]:
    """Give what `hearings.reassessment/1` has of its own; its keys are those of every audience."""
    reasons = reasons_known() if "reason" in found.asked.by else None
    return {
        **dict.fromkeys(RELEASED),
        "overlapping": found.overlapping,
        "rows": [_row(row, found, reasons) for row in found.rows],
        "total": _row(total_of(found), found),
        "by_level": [_level_row(row, found) for row in found.by_level],
        "waiting": None if found.withheld else {
            "subjects": found.waiting.subjects,
            "median": found.waiting.median,
            "ninetieth": found.waiting.ninetieth,
        },
        "agreement": agreement_promised(found.agreement),
    }  # fmt: skip


def total_of(found: Figures) -> Figure:
    """Give the total as a row."""
    return Figure({}, found.total, found.withheld)


def without_rate(row: Figure, asked: Breakdown) -> bool:
    """Say whether a row has counts alone: of a person, or of a reason, which only changes have."""
    return bool({*PERSONS, "reason"} & {*row.key}) or one_person(asked) or one_reason(asked)


def _row(
    row: Figure, found: Figures, reasons: Mapping[str, Reason] | None = None
) -> dict[str, object]:
    key = {name: value or None for name, value in row.key.items()}
    if row.withheld:
        nothing = dict.fromkeys(ROW)
        return {**nothing, "key": key, "suppressed": True} | _of_changed(row, found, reasons)
    counts = {name: getattr(row.counts, name) for name in SHOWN}
    bare = without_rate(row, found.asked)
    ratio = ratio_of(row)
    told = (row.expected, *((ratio.value, ratio.low, ratio.high) if ratio else (None,) * 3))
    return {
        **dict.fromkeys(ROW),
        "key": key,
        **counts,
        **(dict.fromkeys(SHARED) if bare else _shared("changed", row.counts)),
        "spread": round(row.counts.spread, 10),
        **{n: None if v is None else round(v, 10) for n, v in zip(STANDARD, told, strict=True)},
        "unfinished": found.unfinished(row),
        "suppressed": False,
    } | _of_changed(row, found, reasons)


SHARED = ("rate", "low", "high")
"""A share of the decided and its interval."""

STANDARD = ("expected", "ratio", "ratio_low", "ratio_high")
"""How many were expected with the row's mix of initial levels, and observed ÷ expected."""

RELEASED = ("release", "released", "threshold", "rounded_to")
"""What is said of figures that left for staff or the public; null of internal ones."""

OUTWARD = ("same", "beside", "not_decided")
"""What is given of a released row alone: the unchanged, and columns that are counted together."""

ROW = ("key", *SHOWN, *OUTWARD, *SHARED, "spread", *STANDARD, "unfinished", "suppressed")
"""What a row has, whomever it is for; null where it is not given."""

OF_CHANGED = (
    "called_avoidable",
    "changed_in_all",
    "of_changed",
    "of_changed_low",
    "of_changed_high",
)
"""Whether the force calls a reason avoidable, the changed it is a share of, and that share; in rows
by reason alone."""


def ratio_of(row: Figure) -> Ratio | None:
    """Give observed ÷ expected of a row; None where nothing was expected."""
    return observed(row.counts.changed, row.counts.decided, row.expected, row.counts.spread)


def _of_changed(
    row: Figure, found: Figures, reasons: Mapping[str, Reason] | None
) -> dict[str, object]:
    """Give the share that a reason has of all the changes of the row's other values."""
    if "reason" not in row.key:
        return {}
    reason = (reasons or {}).get(row.key["reason"])
    called = {"called_avoidable": None if reason is None else reason.avoidable}
    whole = changed_beside(row, found)
    bounds = None if row.withheld else wilson(row.counts.changed, whole, row.counts.spread)
    if bounds is None:
        nothing = dict.fromkeys(OF_CHANGED)
        return nothing | called | {"changed_in_all": None if row.withheld else whole}
    told = (whole, row.counts.changed / whole, *bounds)
    return called | {n: round(v, 10) for n, v in zip(OF_CHANGED[1:], told, strict=True)}


def reasons_known() -> Mapping[str, Reason]:
    """Give the force's reasons for a change, by code."""
    from db.settings import read

    return read().rules.reasons


def changed_beside(row: Figure, found: Figures, part: str = "changed") -> int:
    """Count the changed, or the lowered or raised, of the rows with all but the reason alike."""
    others = {name: value for name, value in row.key.items() if name != "reason"}
    alike = (one.counts for one in found.rows if others.items() <= dict(one.key).items())
    return sum(getattr(counts, part) for counts in alike)


def _shared(part: str, counts: Counts, name: str = "") -> dict[str, float | None]:
    """Give a share of the decided with its interval, under the names that are promised."""
    number = getattr(counts, part)
    found = None if counts.decided == 0 else number / counts.decided
    bounds = wilson(number, counts.decided, counts.spread_of(part)) or (None, None)
    names = (f"{name}rate", f"{name}low", f"{name}high")
    values = (found, *bounds)
    return {n: None if v is None else round(v, 10) for n, v in zip(names, values, strict=True)}


def _level_row(row: Figure, found: Figures) -> dict[str, object]:
    """Give the row of one initial level, with what was lowered and what was raised from it."""
    counts = row.counts
    if row.withheld:
        return _row(row, found)
    shares: dict[str, float | None] = {}
    for part in ("lowered", "raised"):
        shares |= _shared(part, counts, f"{part}_")
        shares[f"{part}_spread"] = round(counts.spread_of(part), 10)
    if without_rate(row, found.asked):
        shares = dict.fromkeys(shares)
    return {**_row(row, found), **shares}


def cells(found: Figures) -> tuple[list[str], list[list[object]]]:
    """Give the columns and the rows of the sheet, or the total where there are none."""
    fields = found.asked.by
    reasons = reasons_known() if "reason" in fields else None
    titles = [*fields, *SHOWN, *SHARED, "spread", *STANDARD, "unfinished", "suppressed"]
    titles += OF_CHANGED if "reason" in fields else ()
    rows: list[list[object]] = []
    for figure in found.rows or (total_of(found),):
        row = _row(figure, found, reasons)
        rows.append(
            [*(figure.key.get(name) for name in fields), *(row[t] for t in titles[len(fields) :])]
        )
    return titles, rows
