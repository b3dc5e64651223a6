"""How the reassessment figures are worded."""

from __future__ import annotations

from db.figures import Figure, Figures, one_reason
from db.persons import WHY
from hearings.intervals import wilson
from hearings.rate_words import BESIDE, NOT_ALIKE, OVER_EXPECTED, value_words
from hearings.rates import NAMED, WIDENED
from hearings.ratios import Ratio
from hearings.severity import Level
from hearings.shares import percent
from tui.plain.fitting import columns, line
from tui.plain.rate_answers import (
    changed_beside,
    ratio_of,
    reasons_known,
    total_of,
    without_rate,
)
from tui.plain.shares import interval, share, span


def print_text(found: Figures) -> None:
    """Print the figures as lines: in all, by initial assessment, beside the base, then the rows."""
    line()
    if found.withheld:
        _without_total(found)
        return
    total = found.total
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
    if found.unfinished(total_of(found)):
        why = "less than 95 % of it is decided" if total.unfinished else "its last day is not past"
        line(f"This period is unfinished: {why}.")
    if found.asked.by:
        line()
        _rows(found)


def _without_total(found: Figures) -> None:
    """Print the rows that are not withheld, where the total is, and why."""
    if not all(row.withheld for row in found.rows):
        _rows(found)
    elif WHY not in found.notes:
        line(f"Withheld: fewer than {NAMED} decided.")


def _shares(found: Figures) -> None:
    """Print what was changed in all: how much, which way, and what could have been spared."""
    total = found.total
    if without_rate(total_of(found), found.asked):
        line(f"Changed     {total.changed:,} of {total.decided:,}")
        line(f"  lowered   {total.lowered:,}")
        line(f"  raised    {total.raised:,}")
        line(f"  avoidable {total.avoidable:,} of {total.reasoned:,} with a reason")
        line(NO_RATE_OF_REASONS if one_reason(found.asked) else NO_RATE_OF_PEOPLE)
        return
    for name in ("changed", "lowered", "raised"):
        part = getattr(total, name)
        label = "Changed     " if name == "changed" else f"  {name:<10}"
        within = _interval(part, total.decided, total.spread_of(name))
        line(f"{label}{share(part, total.decided)}{within}")
    avoidable = share(total.avoidable, total.reasoned)
    within = _interval(total.avoidable, total.reasoned, total.spread)
    line(f"  avoidable {avoidable} of those with a reason{within}")
    if total.no_reason:
        line(f"  reason not recorded {total.no_reason:,} of {total.changed:,} changed")
    wide = {name: total.spread_of(name) for name in WIDENED}
    if any(map(widened, wide.values())):
        said = ", ".join(f"{name} {spread:.2f}" for name, spread in wide.items())
        line(f"The intervals are widened, {said} times: {ALIKE}")


NO_RATE_OF_PEOPLE = "Counts alone: people are listed by reference and never by rate."
"""Why no rate stands beside a person."""

NO_RATE_OF_REASONS = "A reason is recorded only where a level is changed, so no rate is given."
"""Why no rate stands beside a reason."""

OF_REASONS = "A reason is recorded only where a level is changed: each row is a share of the {}."
"""What rows by reason are a share of: the changed, the lowered or the raised."""

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


def _interval(part: int, whole: int, spread: float) -> str:
    said = interval(wilson(part, whole, spread))
    return f", {said}" if said else ""


def _level(row: Figure, found: Figures) -> list[list[str]]:
    """Word one initial level: what became of it, and under that the intervals."""
    counts, level = row.counts, f"  {Level(row.key['local_level']).words}"
    if row.withheld:
        return [[level, "withheld", ""]]
    parts = {"lowered": counts.lowered, "raised": counts.raised}
    if without_rate(row, found.asked):
        return [[level, *(f"{way} {part:,} of {counts.decided:,}" for way, part in parts.items())]]
    spans = [
        span(wilson(part, counts.decided, counts.spread_of(way))) for way, part in parts.items()
    ]
    return [
        [level, *(f"{way} {share(part, counts.decided)}" for way, part in parts.items())],
        ["", *(f"95 % interval {said}" if said else "" for said in spans)],
    ]


def _rows(found: Figures) -> None:
    by, rows = found.asked.by, found.rows
    reasons = reasons_known() if "reason" in by else {}
    words = {code: one.words for code, one in reasons.items()}
    named = [[value_words(name, row.key[name], words) for name in by] for row in rows]
    if "reason" in by:
        kept = [n for n, row in enumerate(rows) if row.withheld or row.counts.changed]
        called = {code: "yes" if one.avoidable else "no" for code, one in reasons.items()}
        table = [[*_of_reason(rows[n], found), called.get(rows[n].key["reason"], "")] for n in kept]
        titles = REASON_TITLES
        named = [named[n] for n in kept]
    elif any(without_rate(row, found.asked) for row in rows):
        table, titles = [_counted(row, found) for row in rows], COUNT_TITLES
    else:
        standard = any(row.expected is not None for row in rows)
        table = [_line(row, found, standard=standard) for row in rows]
        titles = RATE_TITLES if standard else [t for t in RATE_TITLES if t != RATE_TITLES[3]]
    columns(
        [names + cells for names, cells in zip(named, table, strict=True)],
        [*(name.replace("_", " ") for name in by), *titles],
    )
    for said in said_under(found):
        line(said)


REASON_TITLES = ["changed", "of the changed", "95 % interval", "lowered", "raised",
                 "called avoidable"]  # fmt: skip
COUNT_TITLES = ["changed of decided", "lowered", "raised", "undecided", "no initial assessment"]
RATE_TITLES = ["changed of decided", "rate", "95 % interval", "observed ÷ expected", "lowered",
               "raised", "undecided", "no initial assessment", "widened"]  # fmt: skip
"""What stands over the rows: by reason, of people, and of everything else."""


PASSED_ON = (
    "Each form stands under whoever set the level that was passed to DPS; 'stats mine' counts a"
    " level that the superintending rank kept for the inspecting rank as well."
)
"""Under whom a form stands, and how one's own figures differ."""


def said_under(found: Figures) -> list[str]:
    """Say what the rows of a table do not say themselves."""
    rows, by = found.rows, {*found.asked.by}
    counts = [row.counts for row in rows]
    bare = any(without_rate(row, found.asked) for row in rows)
    told = {
        "A subject stands once in each row that applies, so rows overlap.": found.overlapping,
        f"{OVER_EXPECTED} {NOT_ALIKE}": any(row.expected is not None for row in rows),
        OF_REASONS.format("changed"): "reason" in by,
        PASSED_ON: bool({"assessor", "assessor_rank", "assessor_unit", "tier"} & by),
        NO_RATE_OF_PEOPLE: bare and "reason" not in {*by, *found.asked.where},
        f"Widened: {ALIKE}": not bare and any(widened(one.spread) for one in counts),
        f"Withheld: fewer than {NAMED} decided.":
            any(row.withheld for row in rows) and WHY not in found.notes,
        "* unfinished: less than 95 % decided, or the last day of its period is not past.":
            "reason" not in by and any(found.unfinished(row) for row in rows),
    }  # fmt: skip
    return [words for words, so in told.items() if so]


def _line(row: Figure, found: Figures, *, standard: bool) -> list[str]:
    if row.withheld:
        return ["withheld", *[""] * (7 + standard)]
    counts, ratio = row.counts, ratio_of(row)
    told = "none expected" if ratio is None else over_expected(ratio)
    return [
        _of_decided(row, found),
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


def _counted(row: Figure, found: Figures) -> list[str]:
    """Give the counts of a row without any rate."""
    if row.withheld:
        return ["withheld", *[""] * 4]
    counts = row.counts
    numbers = (counts.lowered, counts.raised, counts.undecided, counts.no_local_view)
    return [_of_decided(row, found), *(f"{number:,}" for number in numbers)]


def _of_decided(row: Figure, found: Figures) -> str:
    mark = "*" if found.unfinished(row) else ""
    return f"{row.counts.changed:,} of {row.counts.decided:,}{mark}"


def _of_reason(row: Figure, found: Figures) -> list[str]:
    """Give what a reason is of all the changes, never of the decided: only a change has one."""
    if row.withheld:
        return ["withheld", *[""] * 4]
    counts, whole = row.counts, changed_beside(row, found)
    return [
        f"{counts.changed:,} of {whole:,}",
        percent(counts.changed, whole),
        span(wilson(counts.changed, whole, counts.spread)),
        f"{counts.lowered:,}",
        f"{counts.raised:,}",
    ]
