"""How a funnel and a trend are worded: text, JSON and a sheet."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from db.comparing import FunnelFigure, TrendFigure
from hearings.charts import FunnelPicture, TrendPicture, text
from hearings.funnels import FEWEST_DECIDED, Funnel, Placed
from hearings.intervals import Bounds, wilson
from hearings.rate_words import OVER_EXPECTED, chance_words, value_words
from hearings.rates import MEASURES, Counts
from hearings.shares import percent
from hearings.trends import Marked
from tui.plain.agreement_words import agreement_lines, agreement_promised
from tui.plain.fitting import columns, line
from tui.plain.rate_words import ALIKE, widened
from tui.plain.shares import interval, share, span, times

WIDTH = 80
"""The cells of a picture's line."""

FLAGS = {
    "": "",
    "above_95": "above the 95 % limit",
    "above_998": "above the 99.8 % limit",
    "below_95": "below the 95 % limit",
    "below_998": "below the 99.8 % limit",
    "above": "above the 99.8 % limit",
    "below": "below the 99.8 % limit",
    "run_above": "one of eight or more in a row above the centre line",
    "run_below": "one of eight or more in a row below the centre line",
}
"""What is flagged, in words."""


def promised_funnel(found: FunnelFigure) -> dict[str, object]:
    """Give the funnel as `docs/figures.md` promises it."""
    name = found.asked.by[0]
    return {
        "measure": found.measure,
        "by": name,
        "centre": _rounded(found.funnel.centre),
        "spread": round(found.funnel.spread, 10),
        "dispersion": round(found.funnel.dispersion, 10),
        "rows": [
            {"key": {name: one.unit.key}, **_placed(one, found.funnel)}
            for one in found.funnel.points
        ],
        "unknown": _part(found.unknown, found.measure),
        "total": _part(found.total, found.measure),
        "agreement": agreement_promised(found.agreement),
    }


def funnel_sheet(found: FunnelFigure) -> tuple[list[str], list[list[object]]]:
    """Give the columns and the rows of the sheet: the units in the order of their names."""
    rows = [(one.unit.key, _placed(one, found.funnel)) for one in found.funnel.points]
    names = ["part", "whole", "expected", "rate", "low", "high", "spread", *RATIO, "base", "low_95",
             "high_95", "low_998", "high_998", "flag", "too_small"]  # fmt: skip
    return [found.asked.by[0], *names], [[key, *(row[n] for n in names)] for key, row in rows]


def print_funnel(found: FunnelFigure) -> None:
    """Print the funnel as lines: where its centre lies, then each unit by its name."""
    name, funnel = found.asked.by[0].replace("_", " "), found.funnel
    if funnel.centre is None:
        line("No data: nothing is decided where the field is known.")
        _print_unknown(found.unknown, found.measure)
        return
    measure = MEASURES[found.measure]
    part, whole = measure.of(found.known)
    around = interval(wilson(part, whole, measure.spread(found.known)))
    line(f"Centre     {share(part, whole)}, {around}")
    wide = f"{funnel.spread:.2f} times for officers of one case"
    line(f"Limits     widened {wide}, {_dispersed(found)}")
    line()
    standard = not MEASURES[found.measure].level
    titles = [name, f"{_did(found.measure)} of decided", *(["expected"] if standard else []),
              "observed ÷ expected" if standard else "rate", "95 % interval", "95 % limits",
              "99.8 % limits", "flag"]  # fmt: skip
    field = found.asked.by[0]
    columns([_cells(one, found, field, standard=standard) for one in funnel.points], titles)
    _print_unknown(found.unknown, found.measure)


def funnel_said(found: FunnelFigure) -> Iterator[str]:
    """Say what must be read with a funnel."""
    if found.funnel.centre is not None:
        if any(one.too_small for one in found.funnel.points):
            yield f"Too few: fewer than {FEWEST_DECIDED} decided, or limits from none to all."
        if not MEASURES[found.measure].level:
            yield f"{OVER_EXPECTED} The limits are of that, too."
        yield from chance_words(found.funnel, several(found.asked.by[0]))
    yield from agreement_lines(found.agreement)


def _dispersed(found: FunnelFigure) -> str:
    if found.funnel.dispersion == 1:
        return "not for units that differ: no more than chance is shown."
    return f"{found.funnel.dispersion:.2f} times for units that differ more than chance."


def several(field: str) -> str:
    """Say what the values of a field are called, of several."""
    name = field.replace("_", " ")
    return f"{name}s" if field in {"unit", "rank", "rank_band"} else f"values of {name}"


def _cells(one: Placed, found: FunnelFigure, field: str, *, standard: bool) -> list[str]:
    unit, ratio = one.unit, found.funnel.ratio(one)
    if standard:
        middle = ["no data" if unit.expected is None else f"{unit.expected:.1f}"]
        middle += ["no data", ""] if ratio is None else [
            f"{ratio.value:.2f}", times((ratio.low, ratio.high))
        ]  # fmt: skip
        centre = found.funnel.centre or 1.0
        limits = [times((low / centre, high / centre)) for low, high in (one.warning, one.alarm)]
    else:
        rate = "no data" if one.rate is None else percent(unit.part, unit.whole)
        middle, limits = [rate, span(one.interval)], [span(one.warning), span(one.alarm)]
    return [
        value_words(field, unit.key),
        f"{unit.part:,} of {unit.whole:,}",
        *middle,
        *limits,
        "too few" if one.too_small else FLAGS[one.flag],
    ]


def promised_trend(found: TrendFigure) -> dict[str, object]:
    """Give the trend as `docs/figures.md` promises it."""
    return {
        "measure": found.measure,
        "by": found.by,
        "rule": found.trend.rule,
        "spread": round(found.trend.spread, 10),
        "rows": [{"key": {found.by: p.period.key}, **_marked(p)} for p in found.trend.periods],
        "unknown": _part(found.unknown, found.measure),
        "total": _part(found.total, found.measure),
        "agreement": agreement_promised(found.agreement),
    }


def trend_sheet(found: TrendFigure) -> tuple[list[str], list[list[object]]]:
    """Give the columns and the rows of the sheet: one period after another."""
    rows = [(one.period.key, _marked(one)) for one in found.trend.periods]
    names = ["start", "end", "part", "whole", "undecided", "rate", "low", "high", "spread",
             "centre", "unfinished", "mixed", "break_before", "flag"]  # fmt: skip
    return [found.by, *names], [[key, *(row[n] for n in names)] for key, row in rows]


def print_trend(found: TrendFigure) -> None:
    """Print the trend as lines: one period after another, a break on a line of its own."""
    line()
    periods = found.trend.periods
    titles = [found.by, f"{_did(found.measure)} of decided", "rate", "95 % interval",
              "centre line", "undecided", "flag"]  # fmt: skip
    heads = {n: f"-- {p.break_before}" for n, p in enumerate(periods) if p.break_before}
    columns([_period_cells(one) for one in periods], titles, heads)
    _print_unknown(found.unknown, found.measure)


def trend_said(found: TrendFigure) -> Iterator[str]:
    """Say what must be read with a trend."""
    periods = found.trend.periods
    if widened(max((one.period.spread for one in periods), default=1.0)):
        yield f"Intervals are widened period by period: {ALIKE}"
    if widened(found.trend.spread):
        yield f"The limits are widened {found.trend.spread:.2f} times, of all periods together."
    if any(one.unfinished for one in periods):
        yield "* unfinished: the period is not over, or less than 95 % of it is decided."
    if not MEASURES[found.measure].level:
        yield "Matters of graver initial assessment in a period can move this line by themselves."
    yield found.trend.rule
    yield from agreement_lines(found.agreement)


def _period_cells(one: Marked) -> list[str]:
    period = one.period
    return [
        period.key,
        f"{period.part:,} of {period.whole:,}{'*' if one.unfinished else ''}",
        percent(period.part, period.whole),
        span(one.interval),
        "" if one.centre is None else f"{100 * one.centre:.1f} %",
        f"{period.undecided:,}",
        FLAGS[one.flag],
    ]


def drawn(chart: FunnelPicture | TrendPicture) -> list[str]:
    """Draw a picture, in plain characters where the terminal has no others."""
    plain = (sys.stdout.encoding or "utf-8").lower().replace("-", "") != "utf8"
    return text(chart, WIDTH, ascii_only=plain)


def _print_unknown(unknown: Counts, measure: str) -> None:
    part, whole = MEASURES[measure].of(unknown)
    if whole:
        within = interval(wilson(part, whole, MEASURES[measure].spread(unknown)))
        line(f"Not known, and not placed: {share(part, whole).strip()}, {within}")


def _did(measure: str) -> str:
    return MEASURES[measure].key


def _part(counts: Counts, measure: str) -> dict[str, int]:
    part, whole = MEASURES[measure].of(counts)
    return {"part": part, "whole": whole, "undecided": counts.undecided}


RATIO = ("ratio", "ratio_low", "ratio_high")
"""Observed ÷ expected with its interval."""


def _placed(one: Placed, funnel: Funnel) -> dict[str, object]:
    ratio = funnel.ratio(one)
    told = (None,) * 3 if ratio is None else (ratio.value, ratio.low, ratio.high)
    return {
        "part": one.unit.part,
        "whole": one.unit.whole,
        "expected": _rounded(one.unit.expected),
        "rate": _rounded(one.rate),
        **_ends(one.interval, ("low", "high")),
        "spread": round(one.unit.spread, 10),
        **{name: _rounded(value) for name, value in zip(RATIO, told, strict=True)},
        "base": _rounded(one.base),
        **_ends(one.warning, ("low_95", "high_95")),
        **_ends(one.alarm, ("low_998", "high_998")),
        "flag": one.flag or None,
        "too_small": one.too_small,
    }


def _marked(one: Marked) -> dict[str, object]:
    period = one.period
    return {
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "part": period.part,
        "whole": period.whole,
        "undecided": period.undecided,
        "rate": _rounded(period.part / period.whole) if period.whole else None,
        **_ends(one.interval, ("low", "high")),
        "spread": round(period.spread, 10),
        "centre": _rounded(one.centre),
        "unfinished": one.unfinished,
        "mixed": one.mixed,
        "break_before": one.break_before or None,
        "flag": one.flag or None,
    }


def _ends(bounds: Bounds | None, names: Sequence[str]) -> dict[str, float | None]:
    return {name: _rounded(end) for name, end in zip(names, bounds or (None, None), strict=True)}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 10)
