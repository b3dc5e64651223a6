"""Give actions on outliers as `hearings.actions/1`, `hearings.action/1`, and as a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from hearings.improving.beside import BASES
from hearings.improving.verdicts import HOW_SURE, pooled
from hearings.intervals import wilson
from hearings.rates import MEASURES
from tui.plain.action_words import NOTES, window
from tui.plain.agreement_words import agreement_promised

if TYPE_CHECKING:
    from datetime import date

    from db.improved import Shown
    from hearings.improving.actions import Action
    from hearings.improving.beside import Beside
    from hearings.improving.verdicts import Levels
    from hearings.improving.windows import Span
    from hearings.rates import Counts, Measure
    from hearings.ratios import Ratio

COLUMNS = ("action", "field", "value", "measure", "from", "to", "flag", "flagged_part",
           "flagged_base", "kind", "owner", "due", "status", "given_on", "given_by", "done_on",
           "dropped_on", "reason", "note")  # fmt: skip
"""What a row of the list holds."""


def row(action: Action, today: date) -> dict[str, object]:
    """Give an action as a row of the list, by the names of `COLUMNS`."""
    given = action.given
    return {
        "action": action.number,
        "field": given.field,
        "value": given.value,
        "measure": given.measure,
        "from": given.start.isoformat(),
        "to": given.end.isoformat(),
        "flag": action.flag.flag or None,
        "flagged_part": action.flag.part,
        "flagged_base": action.flag.whole,
        "kind": given.kind,
        "owner": given.owner,
        "due": given.due.isoformat(),
        "status": action.status(today),
        "given_on": action.given_on.isoformat(),
        "given_by": action.given_by,
        "done_on": _iso(action.done_on),
        "dropped_on": _iso(action.dropped_on),
        "reason": action.reason or None,
        "note": given.note or None,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def promised(found: Shown, today: date) -> dict[str, object]:
    """Give an action as `docs/improving.md` promises it."""
    action, judged, like = found.action, found.judged, found.likeness
    return {
        "schema": "hearings.action/1",
        "as_of": today.isoformat(),
        **row(action, today),
        "limits": {
            "centre": round(action.flag.centre, 10),
            "warning": [round(limit, 10) for limit in action.flag.warning],
            "alarm": [round(limit, 10) for limit in action.flag.alarm],
            "expected": None if action.flag.expected is None else round(action.flag.expected, 10),
        },
        "windows": _windows(found),
        "like": {
            "values": list(like.keys),
            "limit": like.limit or None,
            "acted_since": list(found.acted_since),
        },
        "look": None if found.look is None else found.look.months,
        "looked": found.looked or None,
        "verdict": None if judged is None else judged.verdict.value,
        "because": None if judged is None else judged.because,
        "change": _ratio(None if judged is None else judged.change),
        "like_change": _ratio(None if judged is None else judged.theirs),
        "beyond": _ratio(None if judged is None else judged.beyond),
        "beside": {
            "before": _beside(found.before),
            "after": None if found.after is None else _beside(found.after),
        },
        "notes": [*NOTES, HOW_SURE],
    }


def _beside(beside: Beside) -> dict[str, object]:
    found = asdict(beside)
    span = beside.span
    found["span"] = {"from": span.first.isoformat(), "to": span.last.isoformat()}
    found["months"] = round(span.months, 4)
    found["reasoned"] = beside.reasoned
    found["spread"] = round(beside.spread, 10)
    found["shares"] = {name: _share(beside, name) for name in BASES}
    return {**found, "agreement": agreement_promised(beside.agreement)}


def _share(beside: Beside, name: str) -> dict[str, object]:
    part, base, bounds = getattr(beside, name), beside.base(name), beside.bounds(name)
    monthly = beside.monthly(name)
    return {
        "of": BASES[name],
        "rate": None if part is None or not base else round(part / base, 10),
        "low": None if bounds is None else round(bounds[0], 10),
        "high": None if bounds is None else round(bounds[1], 10),
        "per_month": None if monthly is None else round(monthly, 4),
    }


def _windows(found: Shown) -> list[dict[str, Any]]:
    spans: Mapping[str, Span | None] = {
        "before": found.windows.before,
        "flagged": found.windows.flagged,
        "after": found.windows.after,
    }
    measure = MEASURES[found.action.given.measure]
    return [
        {
            "window": name,
            "from": span.first.isoformat(),
            "to": span.last.isoformat(),
            **_side(window(found.ours, name), measure),
            "like": _side(window(found.theirs, name), measure),
        }
        for name, span in spans.items()
        if span is not None
    ]


def _side(levels: Levels, measure: Measure) -> dict[str, object]:
    each = {level: _counts(counts, measure) for level, counts in sorted(levels.items()) if level}
    return {**_counts(pooled(levels), measure), "levels": each}


def _counts(counts: Counts, measure: Measure) -> dict[str, object]:
    part, base = measure.of(counts)
    bounds = wilson(part, base, measure.spread(counts))
    return {
        "part": part,
        "base": base,
        "undecided": counts.undecided,
        "rate": round(part / base, 10) if base else None,
        "low": None if bounds is None else round(bounds[0], 10),
        "high": None if bounds is None else round(bounds[1], 10),
        "spread": round(measure.spread(counts), 10),
    }


def _ratio(found: Ratio | None) -> dict[str, float] | None:
    if found is None:
        return None
    return {name: round(value, 10) for name, value in asdict(found).items()}


def windows_sheet(found: Shown) -> tuple[list[str], list[list[object]]]:
    """Give the windows of an action as a sheet: its own, then those of like units."""
    names = ["part", "base", "undecided", "rate", "low", "high", "spread"]
    given, rows = found.action.given, []
    said = None if found.judged is None else found.judged.verdict.value
    for one in _windows(found):
        head = [found.action.number, one["window"], one["from"], one["to"]]
        for of, counts in ((given.value, one), ("like units", one["like"])):
            rows.append([*head, of, *(counts[name] for name in names), said])
    return ["action", "window", "from", "to", "of", *names, "verdict"], rows
