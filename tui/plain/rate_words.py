"""How the reassessment figures are worded: text, JSON and a sheet."""

from __future__ import annotations

from collections.abc import Mapping

from db.figures import Breakdown, Figure, Figures, one_person
from hearings.intervals import wilson
from hearings.rate_words import BESIDE, NOT_ALIKE, OVER_EXPECTED, value_words
from hearings.rates import NAMED, PERSONS, SHOWN, Counts
from hearings.ratios import Ratio, observed
from hearings.severity import Level
from hearings.shares import percent
from tui.plain.agreement_words import agreement_lines, agreement_promised
from tui.plain.fitting import columns, line
from tui.plain.printing import sheet
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
        "archive": asked.archive or None,
        "overlapping": found.overlapping,
        "notes": list(found.notes),
        "rows": [_row(row, found) for row in found.rows],
        "total": _row(_total(found), found),
        "by_level": [_level_row(row, found) for row in found.by_level],
        "waiting": {
            "subjects": found.waiting.subjects,
            "median": found.waiting.median,
            "ninetieth": found.waiting.ninetieth,
        },
        "agreement": agreement_promised(found.agreement),
    }


def _total(found: Figures) -> Figure:
    return Figure({}, found.total, found.withheld)


def _without_rate(row: Figure, asked: Breakdown) -> bool:
    """Say whether a row has counts alone: of a person, or of a reason, which only changes have."""
    return (
        bool({*PERSONS, "reason"} & {*row.key}) or one_person(asked) or bool(_reason(asked.where))
    )


def _reason(where: Mapping[str, str]) -> str:
    return where.get("reason", "")


def _row(row: Figure, found: Figures) -> dict[str, object]:
    key = {name: value or None for name, value in row.key.items()}
    if row.withheld:
        nothing = dict.fromkeys((*SHOWN, *SHARED, "spread", *STANDARD))
        return {"key": key, **nothing, "suppressed": True} | _of_changed(row, found)
    counts = {name: getattr(row.counts, name) for name in SHOWN}
    bare = _without_rate(row, found.asked)
    ratio = _ratio(row)
    told = (row.expected, *((ratio.value, ratio.low, ratio.high) if ratio else (None,) * 3))
    return {
        "key": key,
        **counts,
        **(dict.fromkeys(SHARED) if bare else _shared(row.counts.changed, row.counts)),
        "spread": round(row.counts.spread, 4),
        **{n: None if v is None else round(v, 10) for n, v in zip(STANDARD, told, strict=True)},
        "suppressed": False,
    } | _of_changed(row, found)


SHARED = ("rate", "low", "high")
"""A share of the decided and its interval."""

STANDARD = ("expected", "ratio", "ratio_low", "ratio_high")
"""How many were expected with the row's mix of initial levels, and observed ÷ expected."""

OF_CHANGED = ("changed_in_all", "of_changed", "of_changed_low", "of_changed_high")
"""The changed that a reason is a share of, and that share, in rows by reason."""


def _ratio(row: Figure) -> Ratio | None:
    """Give observed ÷ expected of a row; None where nothing was expected."""
    return observed(row.counts.changed, row.counts.decided, row.expected, row.counts.spread)


def _of_changed(row: Figure, found: Figures) -> dict[str, object]:
    """Give the share that a reason has of all the changes of the row's other values."""
    if "reason" not in row.key:
        return {}
    whole = _changed_beside(row, found)
    bounds = None if row.withheld else wilson(row.counts.changed, whole, row.counts.spread)
    if bounds is None:
        return dict.fromkeys(OF_CHANGED) | {"changed_in_all": None if row.withheld else whole}
    told = (whole, row.counts.changed / whole, *bounds)
    return {n: round(v, 10) for n, v in zip(OF_CHANGED, told, strict=True)}


def _changed_beside(row: Figure, found: Figures) -> int:
    """Count the changed of the rows that have all but the reason alike."""
    others = {name: value for name, value in row.key.items() if name != "reason"}
    return sum(one.counts.changed for one in found.rows if others.items() <= dict(one.key).items())


def _shared(part: int, counts: Counts, name: str = "") -> dict[str, float | None]:
    """Give a share of the decided with its interval, under the names that are promised."""
    found = None if counts.decided == 0 else part / counts.decided
    bounds = wilson(part, counts.decided, counts.spread) or (None, None)
    names = (f"{name}rate", f"{name}low", f"{name}high")
    values = (found, *bounds)
    return {n: None if v is None else round(v, 10) for n, v in zip(names, values, strict=True)}


def _level_row(row: Figure, found: Figures) -> dict[str, object]:
    """Give the row of one initial level, with what was lowered and what was raised from it."""
    counts = row.counts
    if row.withheld:
        return _row(row, found)
    lowered, raised = (
        _shared(part, counts, f"{name}_")
        for name, part in (("lowered", counts.lowered), ("raised", counts.raised))
    )
    shares = lowered | raised
    if _without_rate(row, found.asked):
        shares = dict.fromkeys(shares)
    return {**_row(row, found), **shares}


def print_sheet(found: Figures) -> None:
    """Print the figures as comma-separated values."""
    sheet(*cells(found))


def cells(found: Figures) -> tuple[list[str], list[list[object]]]:
    """Give the columns and the rows of the sheet, or the total where there are none."""
    fields = found.asked.by
    titles = [*fields, *SHOWN, *SHARED, "spread", *STANDARD, "suppressed"]
    titles += OF_CHANGED if "reason" in fields else ()
    rows: list[list[object]] = []
    for figure in found.rows or (_total(found),):
        row = _row(figure, found)
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
    _shares(found)
    line()
    line("By initial assessment")
    known = [row for row in found.by_level if row.key["local_level"]]
    columns([cells for row in known for cells in _level(row, found)])
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


def _shares(found: Figures) -> None:
    """Print what was changed in all: how much, which way, and what could have been spared."""
    total = found.total
    if _without_rate(_total(found), found.asked):
        line(f"Changed     {total.changed:,} of {total.decided:,}")
        line(f"  lowered   {total.lowered:,}")
        line(f"  raised    {total.raised:,}")
        line(f"  avoidable {total.avoidable:,} of {total.reasoned:,} with a reason")
        line(NO_RATE_OF_REASONS if _reason(found.asked.where) else NO_RATE_OF_PEOPLE)
        return
    for name in ("changed", "lowered", "raised"):
        part = getattr(total, name)
        label = "Changed     " if name == "changed" else f"  {name:<10}"
        line(f"{label}{share(part, total.decided)}{_interval(part, total.decided, total)}")
    avoidable = share(total.avoidable, total.reasoned)
    within = _interval(total.avoidable, total.reasoned, total)
    line(f"  avoidable {avoidable} of those with a reason{within}")
    if total.no_reason:
        line(f"  reason not recorded {total.no_reason:,} of {total.changed:,} changed")
    if widened(total.spread):
        line(f"The intervals are widened {total.spread:.2f} times: {ALIKE}")


NO_RATE_OF_PEOPLE = "Counts alone: people are listed by reference and never by rate."
"""Why no rate stands beside a person."""

NO_RATE_OF_REASONS = "A reason is recorded only where a level is changed, so no rate is given."
"""Why no rate stands beside a reason."""

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
    return f"{said}; of {asked.archive} alone" if asked.archive else said


def _interval(part: int, whole: int, counts: Counts) -> str:
    said = interval(wilson(part, whole, counts.spread))
    return f", {said}" if said else ""


def _brief(level: str) -> str:
    """Say a level in as few words as fit beside its shares."""
    return "neither of the two" if level == Level.NEITHER else Level(level).words


def _level(row: Figure, found: Figures) -> list[list[str]]:
    """Word one initial level: what became of it, and under that the intervals."""
    counts, level = row.counts, f"  {_brief(row.key['local_level'])}"
    if row.withheld:
        return [[level, "withheld", ""]]
    parts = {"lowered": counts.lowered, "raised": counts.raised}
    if _without_rate(row, found.asked):
        return [[level, *(f"{way} {part:,} of {counts.decided:,}" for way, part in parts.items())]]
    spans = [span(wilson(part, counts.decided, counts.spread)) for part in parts.values()]
    return [
        [level, *(f"{way} {share(part, counts.decided)}" for way, part in parts.items())],
        ["", *(f"95 % interval {said}" if said else "" for said in spans)],
    ]


def _rows(found: Figures) -> None:
    by, rows = found.asked.by, found.rows
    reasons = _reasons() if "reason" in by else {}
    named = [[value_words(name, row.key[name], reasons) for name in by] for row in rows]
    if "reason" in by:
        kept = [n for n, row in enumerate(rows) if row.withheld or row.counts.changed]
        table, titles = [_of_reason(rows[n], found) for n in kept], REASON_TITLES
        named = [named[n] for n in kept]
    elif any(_without_rate(row, found.asked) for row in rows):
        table, titles = [_counted(row) for row in rows], COUNT_TITLES
    else:
        standard = any(row.expected is not None for row in rows)
        table = [_line(row, standard=standard) for row in rows]
        titles = RATE_TITLES if standard else [t for t in RATE_TITLES if t != RATE_TITLES[3]]
    columns(
        [names + cells for names, cells in zip(named, table, strict=True)],
        [*(name.replace("_", " ") for name in by), *titles],
    )
    for said in _under(found):
        line(said)


def _reasons() -> dict[str, str]:
    """Give the force's reasons for a change in words, by code."""
    from db.settings import read

    return {code: reason.words for code, reason in read().rules.reasons.items()}


REASON_TITLES = ["changed", "of the changed", "95 % interval", "lowered", "raised"]
COUNT_TITLES = ["changed of decided", "lowered", "raised", "undecided", "no initial assessment"]
RATE_TITLES = ["changed of decided", "rate", "95 % interval", "observed ÷ expected", "lowered",
               "raised", "undecided", "no initial assessment", "widened"]  # fmt: skip
"""What stands over the rows: by reason, of people, and of everything else."""


PASSED_ON = (
    "Each form stands under whoever set the level that was passed to DPS; 'stats mine' counts a"
    " level that the superintending rank kept for the inspecting rank as well."
)
"""Under whom a form stands, and how one's own figures differ."""


def _under(found: Figures) -> list[str]:
    """Say what the rows of a table do not say themselves."""
    rows, by = found.rows, {*found.asked.by}
    counts = [row.counts for row in rows]
    bare = any(_without_rate(row, found.asked) for row in rows)
    told = {
        "A subject stands once in each row that applies, so rows overlap.": found.overlapping,
        f"{OVER_EXPECTED} {NOT_ALIKE}": any(row.expected is not None for row in rows),
        "A reason is recorded only where a level is changed: each row is a share of the changed.":
            "reason" in by,
        PASSED_ON: bool({"assessor", "assessor_rank", "assessor_unit", "tier"} & by),
        NO_RATE_OF_PEOPLE: bare and "reason" not in {*by, *found.asked.where},
        f"Widened: {ALIKE}": not bare and any(widened(one.spread) for one in counts),
        f"Withheld: fewer than {NAMED} decided.": any(row.withheld for row in rows),
        "* unfinished: less than 95 % decided.": any(one.unfinished for one in counts),
    }  # fmt: skip
    return [words for words, so in told.items() if so]


def _line(row: Figure, *, standard: bool) -> list[str]:
    if row.withheld:
        return ["withheld", *[""] * (7 + standard)]
    counts, ratio = row.counts, _ratio(row)
    told = "none expected" if ratio is None else over_expected(ratio)
    return [
        _of_decided(counts),
        percent(counts.changed, counts.decided) if counts.decided else "no data",
        span(wilson(counts.changed, counts.decided, counts.spread)),
        *([told if counts.decided else ""] if standard else []),
        f"{counts.lowered:,}",
        f"{counts.raised:,}",
        f"{counts.undecided:,}",
        f"{counts.no_local_view:,}",
        f"{counts.spread:.2f} times" if widened(counts.spread) else "",
    ]


def over_expected(ratio: Ratio) -> str:
    """Write observed ÷ expected with its interval: 0.93 (0.40 to 1.81)."""
    return f"{ratio.value:.2f} ({ratio.low:.2f} to {ratio.high:.2f})"


def _counted(row: Figure) -> list[str]:
    """Give the counts of a row without any rate."""
    if row.withheld:
        return ["withheld", *[""] * 4]
    counts = row.counts
    numbers = (counts.lowered, counts.raised, counts.undecided, counts.no_local_view)
    return [_of_decided(counts), *(f"{number:,}" for number in numbers)]


def _of_decided(counts: Counts) -> str:
    return f"{counts.changed:,} of {counts.decided:,}{'*' if counts.unfinished else ''}"


def _of_reason(row: Figure, found: Figures) -> list[str]:
    """Give what a reason is of all the changes, never of the decided: only a change has one."""
    if row.withheld:
        return ["withheld", *[""] * 4]
    counts, whole = row.counts, _changed_beside(row, found)
    return [
        f"{counts.changed:,} of {whole:,}",
        percent(counts.changed, whole),
        span(wilson(counts.changed, whole, counts.spread)),
        f"{counts.lowered:,}",
        f"{counts.raised:,}",
    ]
