"""How the reassessment figures are worded: text, JSON and a sheet."""

from __future__ import annotations

from db.figures import Breakdown, Figure, Figures
from hearings.intervals import wilson
from hearings.rate_words import BESIDE
from hearings.rates import NAMED, SHOWN, Counts
from hearings.shares import percent
from tui.plain.agreement_words import agreement_lines, agreement_promised
from tui.plain.printing import columns, line, sheet
from tui.plain.shares import interval, share, span


def promised(found: Figures) -> dict[str, object]:
    """Give the figures as `contract.md` promises them."""
    asked = found.asked
    return {
        "schema": "hearings.reassessment/1",
        "count_of": "subjects",
        "audience": asked.audience,
        "date": asked.basis,
        "from": None if asked.start is None else asked.start.isoformat(),
        "to": None if asked.end is None else asked.end.isoformat(),
        "overlapping": found.overlapping,
        "notes": list(found.notes),
        "rows": [_row(row) for row in found.rows],
        "total": _row(_total(found)),
        "by_level": [_level_row(row) for row in found.by_level],
        "waiting": {
            "subjects": found.waiting.subjects,
            "median": found.waiting.median,
            "ninetieth": found.waiting.ninetieth,
        },
        "agreement": agreement_promised(found.agreement),
    }


def _total(found: Figures) -> Figure:
    return Figure({}, found.total, found.withheld)


def _row(row: Figure) -> dict[str, object]:
    key = {name: value or None for name, value in row.key.items()}
    if row.withheld:
        nothing = dict.fromkeys((*SHOWN, "rate", "low", "high"))
        return {"key": key, **nothing, "spread": None, "suppressed": True}
    counts = {name: getattr(row.counts, name) for name in SHOWN}
    return {
        "key": key,
        **counts,
        **_shared(row.counts.changed, row.counts),
        "spread": round(row.counts.spread, 4),
        "suppressed": False,
    }


def _shared(part: int, counts: Counts, name: str = "") -> dict[str, float | None]:
    """Give a share of the decided with its interval, under the names that are promised."""
    found = None if counts.decided == 0 else part / counts.decided
    bounds = wilson(part, counts.decided, counts.spread) or (None, None)
    names = (f"{name}rate", f"{name}low", f"{name}high")
    values = (found, *bounds)
    return {n: None if v is None else round(v, 10) for n, v in zip(names, values, strict=True)}


def _level_row(row: Figure) -> dict[str, object]:
    """Give the row of one initial level, with what was lowered and what was raised from it."""
    counts = row.counts
    if row.withheld:
        return _row(row)
    lowered = _shared(counts.lowered, counts, "lowered_")
    return {**_row(row), **lowered, **_shared(counts.raised, counts, "raised_")}


def print_sheet(found: Figures) -> None:
    """Print the figures as comma-separated values."""
    sheet(*cells(found))


def cells(found: Figures) -> tuple[list[str], list[list[object]]]:
    """Give the columns and the rows of the sheet, or the total where there are none."""
    fields = found.asked.by
    titles = [*fields, *SHOWN, "rate", "low", "high", "spread", "suppressed"]
    rows: list[list[object]] = []
    for figure in found.rows or (_total(found),):
        row = _row(figure)
        rows.append(
            [*(figure.key.get(name) for name in fields), *(row[t] for t in titles[len(fields) :])]
        )
    return titles, rows


def print_text(found: Figures) -> None:
    """Print the figures as lines: in all, by initial assessment, beside the base, then the rows."""
    line("Reassessment of the initial assessment by DPS")
    if found.withheld:
        line(f"Withheld: fewer than {NAMED} decided.")
        return
    total = found.total
    counted = f"subjects ({total.subjects:,}) in cases ({total.cases:,})"
    line(f"Counted: {counted}; by day {said_of(found.asked)}.")
    line()
    line(f"Changed     {share(total.changed, total.decided)}{_interval(total)}")
    line(f"  lowered   {share(total.lowered, total.decided)}")
    line(f"  raised    {share(total.raised, total.decided)}")
    line(f"  avoidable {share(total.avoidable, total.changed)} of those changed")
    if widened(total.spread):
        line(f"The interval is widened {total.spread:.2f} times: {ALIKE}")
    line()
    line("By initial assessment")
    columns([_level(row) for row in found.by_level if row.key["local_level"]])
    line()
    line("Beside the base")
    for name, words in BESIDE:
        line(
            f"  {getattr(total, name):>9,}  {words}{_waited(found) if name == 'undecided' else ''}"
        )
    line(
        f"  {total.resubmitted:>9,}  forms sent again after they were first passed (counted above)"
    )
    if total.unfinished:
        line("This period is unfinished: less than 95 % of it is decided.")
    if found.asked.by:
        line()
        _rows(found)
    line()
    for note in found.notes:
        line(note)
    for text in agreement_lines(found.agreement):
        line(text)


ALIKE = "officers of one case are often decided alike."
"""Why an interval is widened."""


def widened(spread: float) -> bool:
    """Say whether an interval is widened so far that two decimals show it."""
    return round(spread, 2) > 1


def _waited(found: Figures) -> str:
    """Say how long those not yet decided have waited."""
    waiting = found.waiting
    if waiting.median is None:
        return ""
    return (
        f"; since received, half {waiting.median:,} days or less, nine in ten"
        f" {waiting.ninetieth:,} or less"
    )


def said_of(asked: Breakdown) -> str:
    """Say which day puts a subject in the period, the period, and what it is narrowed to."""
    said = asked.basis
    if asked.start:
        said += f", from {asked.start.isoformat()}"
    if asked.end:
        said += f", to {asked.end.isoformat()}"
    for name, value in asked.where.items():
        said += f"; only {name.replace('_', ' ')} {value or 'not known'}"
    return said


def _interval(counts: Counts) -> str:
    said = interval(wilson(counts.changed, counts.decided, counts.spread))
    return f", {said}" if said else ""


def _level(row: Figure) -> list[str]:
    counts, level = row.counts, f"  {row.key['local_level'].replace('_', ' ')}"
    if row.withheld:
        return [level, "withheld", ""]
    return [
        level,
        f"lowered {share(counts.lowered, counts.decided)}",
        f"raised {share(counts.raised, counts.decided)}",
    ]


def _rows(found: Figures) -> None:
    by = found.asked.by
    titles = [name.replace("_", " ") for name in by]
    titles += ["changed of decided", "rate", "95 % interval", "widened", "lowered", "raised",
               "undecided", "no initial"]  # fmt: skip
    columns([_line(row, by) for row in found.rows], titles)
    if found.overlapping:
        line("A subject stands once in each row that applies, so rows overlap.")
    if any(widened(row.counts.spread) for row in found.rows):
        line(f"Widened: {ALIKE}")
    if any(row.withheld for row in found.rows):
        line(f"Withheld: fewer than {NAMED} decided.")
    if any(row.counts.unfinished for row in found.rows):
        line("* unfinished: less than 95 % decided.")


def _line(row: Figure, by: tuple[str, ...]) -> list[str]:
    names = [row.key[name] or "not known" for name in by]
    if row.withheld:
        return [*names, "withheld", *[""] * 7]
    counts = row.counts
    mark = "*" if counts.unfinished else ""
    return [
        *names,
        f"{counts.changed:,} of {counts.decided:,}{mark}",
        percent(counts.changed, counts.decided) if counts.decided else "no data",
        span(wilson(counts.changed, counts.decided, counts.spread)),
        f"{counts.spread:.2f} times" if widened(counts.spread) else "",
        f"{counts.lowered:,}",
        f"{counts.raised:,}",
        f"{counts.undecided:,}",
        f"{counts.no_local_view:,}",
    ]
