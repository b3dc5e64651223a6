"""Word actions on outliers: in plain lines, as `hearings.actions/1` and `hearings.action/1`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from hearings.improving import likeness
from hearings.improving.actions import Action, kinds
from hearings.improving.verdicts import Judged, Levels, Seen, pooled, told
from hearings.intervals import wilson
from hearings.rate_words import READ
from hearings.rates import MEASURES, Measure
from hearings.ratios import Ratio
from tui.plain.agreement_words import agreement_promised
from tui.plain.printing import columns, line
from tui.plain.shares import interval, share

if TYPE_CHECKING:
    from db.improved import Shown
    from hearings.improving.beside import Beside
    from hearings.improving.windows import Span
    from hearings.rules import Rules

COLUMNS = ("action", "field", "value", "measure", "from", "to", "kind", "owner", "due", "status",
           "given_on", "given_by", "done_on", "dropped_on", "reason", "note")  # fmt: skip
"""What a row of the list holds."""

MEASURED = {
    "changed": "changed, within each initial level",
    "gross_lowered": "lowered, of those first called gross misconduct",
    "misconduct_lowered": "lowered, of those first called misconduct",
    "misconduct_raised": "raised, of those first called misconduct",
    "neither_raised": "raised, of those first called neither misconduct nor gross misconduct",
}
"""The measures in words."""

BESIDE = {
    "received": "forms passed to {dps}",
    "kept_locally": "kept locally",
    "straight": "sent straight to {dps}, without an initial assessment",
    "resubmitted": "forms sent again",
    "undecided": "not yet decided",
    "avoidable": "changed for an avoidable reason, of those changed",
    "gross_revised": "{dps}'s own gross misconduct: revised downwards since",
    "gross_less": "{dps}'s own gross misconduct: no case for that, of those answered",
}
"""What stands beside a fall, in words; `dps` is the force's own word."""

_OF = {"avoidable": "changed", "gross_revised": "gross", "gross_less": "gross_answered"}
"""What has a base of its own, and which."""

NOTES = (
    "Fewer changed is better. A change does not say who was right.",
    "Before and after go by the day of the initial assessment; the flagged period is in neither.",
    "After runs to the last day by which 95 % are decided.",
)
"""What is said under every action."""


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


def print_list(found: list[Action], today: date) -> None:
    """Print the actions, one a line, in the order they were given."""
    if not found:
        line("There is no action.")
        return
    titles = ("action", "on", "measure", "flagged", "what", "owner", "due", "status")
    columns([_list_line(action, today) for action in found], titles)


def _list_line(action: Action, today: date) -> list[str]:
    given = action.given
    return [
        str(action.number),
        given.value,
        given.measure.replace("_", " "),
        f"{given.start.isoformat()} to {given.end.isoformat()}",
        _kind(given.kind),
        given.owner,
        given.due.isoformat(),
        _stands(action, today),
    ]


def _kind(key: str) -> str:
    return kinds().get(key, key)


def _stands(action: Action, today: date) -> str:
    day = action.done_on or action.dropped_on
    return action.status(today) + ("" if day is None else f" {day.isoformat()}")


def print_one(found: Shown, today: date, rules: Rules) -> None:
    """Print an action, its rate before and after, its verdict, and what stands beside it."""
    action, given = found.action, found.action.given
    noun = {"assessor_rank": "rank", "tier": "tier"}.get(given.field, rules.unit_word)
    line(f"Action {action.number}: {_kind(given.kind)}, {noun} {given.value}")
    line(f"Owner {given.owner}, due {given.due.isoformat()}: {_stands(action, today)}")
    line(f"Given on {action.given_on.isoformat()} by {action.given_by}.")
    for name, text in (("Note", given.note), ("Dropped because", action.reason)):
        for part in text.splitlines():
            line(f"{name}: {part}")
    line()
    line(f"Measure: {MEASURED[given.measure]}")
    _windows(found)
    line()
    line(likeness.said(found.likeness, noun, f"{noun}s"))
    if found.likeness.keys:
        line(f"  {', '.join(found.likeness.keys)}")
    line()
    _verdict(found.judged)
    if not MEASURES[given.measure].level:
        line("The change is within each initial level; the rates above are of all levels together.")
    line()
    line("What could make a fall that is none, by the day the matter came to attention")
    columns(_beside_lines(found, rules.dps), ("", "before", f"after, to {today.isoformat()}"))
    line()
    for note in NOTES:
        line(note)


def _windows(found: Shown) -> None:
    measure, spans = MEASURES[found.action.given.measure], found.windows
    rows = []
    for name, span in (
        ("before", spans.before),
        ("flagged", spans.flagged),
        ("after", spans.after),
    ):
        if span is None:
            rows.append([f"  {name}", "not done yet", "", "", ""])
            continue
        days = f"{span.first.isoformat()} to {span.last.isoformat()}"
        ours, theirs = _window(found.ours, name), _window(found.theirs, name)
        mine, counts = _rate(ours, measure), pooled(ours)
        rows.append([f"  {name}", days, mine, _bounds(ours, measure), _rate(theirs, measure)])
        if counts.undecided:
            rows.append(["", "", f"{counts.undecided} not yet decided", "", ""])
    columns(rows, ("", "", found.action.given.value, "", "like, pooled"))


def _window(seen: Seen | None, name: str) -> Levels:
    levels: Levels = {} if seen is None else getattr(seen, name)
    return levels


def _rate(levels: Levels, measure: Measure) -> str:
    return share(*measure.of(pooled(levels))).strip()


def _bounds(levels: Levels, measure: Measure) -> str:
    counts = pooled(levels)
    return interval(wilson(*measure.of(counts), counts.spread))


def _verdict(judged: Judged | None) -> None:
    if judged is None:
        line("It was dropped; there is nothing to judge.")
        return
    line(f"Verdict: {judged.verdict.value}.")
    line(judged.because)
    for name, change in (
        ("Change, before to after", judged.change),
        ("The same, like units", judged.theirs),
        ("Change beyond theirs", judged.beyond),
    ):
        if change is not None:
            line(f"  {name}: {told(change)}")


def _beside_lines(found: Shown, dps: str) -> list[list[str]]:
    rows = [
        [f"  {words.format(dps=dps)}", _beside(found.before, name), _beside(found.after, name)]
        for name, words in BESIDE.items()
    ]
    for kind, words in READ.items():
        read = [_agreed(one, kind) for one in (found.before, found.after)]
        rows.append([f"  blind second reading agreed: {words}", *read])
    return rows


def _beside(beside: Beside | None, name: str) -> str:
    """Write one number, with its base where it has one of its own."""
    if beside is None:
        return "-"
    number = getattr(beside, name)
    if number is None:
        return "not known"
    if name not in _OF:
        return f"{number:,}"
    return share(number, getattr(beside, _OF[name])).strip()


def _agreed(beside: Beside | None, kind: str) -> str:
    if beside is None:
        return "-"
    found = beside.agreement.get(kind)
    return "none recorded" if found is None else share(found.agreed, found.read).strip()


def promised(found: Shown, today: date) -> dict[str, object]:
    """Give an action as `docs/improving.md` promises it."""
    action, judged, like = found.action, found.judged, found.likeness
    return {
        "schema": "hearings.action/1",
        "as_of": today.isoformat(),
        **row(action, today),
        "windows": _promised_windows(found),
        "like": {"values": list(like.keys), "limit": like.limit or None},
        "verdict": None if judged is None else judged.verdict.value,
        "because": None if judged is None else judged.because,
        "change": _ratio(None if judged is None else judged.change),
        "like_change": _ratio(None if judged is None else judged.theirs),
        "beyond": _ratio(None if judged is None else judged.beyond),
        "beside": {
            "before": _promised_beside(found.before),
            "after": None if found.after is None else _promised_beside(found.after),
        },
        "notes": list(NOTES),
    }


def _promised_beside(beside: Beside) -> dict[str, object]:
    return {**asdict(beside), "agreement": agreement_promised(beside.agreement)}


def _promised_windows(found: Shown) -> list[dict[str, Any]]:
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
            **_counts(_window(found.ours, name), measure),
            "like": _counts(_window(found.theirs, name), measure),
        }
        for name, span in spans.items()
        if span is not None
    ]


def _counts(levels: Levels, measure: Measure) -> dict[str, object]:
    counts = pooled(levels)
    part, base = measure.of(counts)
    bounds = wilson(part, base, counts.spread)
    return {
        "part": part,
        "base": base,
        "undecided": counts.undecided,
        "rate": round(part / base, 10) if base else None,
        "low": None if bounds is None else round(bounds[0], 10),
        "high": None if bounds is None else round(bounds[1], 10),
        "spread": round(counts.spread, 10),
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
    for window in _promised_windows(found):
        head = [found.action.number, window["window"], window["from"], window["to"]]
        for of, counts in ((given.value, window), ("like units", window["like"])):
            rows.append([*head, of, *(counts[name] for name in names), said])
    return ["action", "window", "from", "to", "of", *names, "verdict"], rows
