"""`hearings stats mine`: one's own forms, and nobody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from tui.plain.face import face_of
from tui.plain.figure import Everything, Figure, give
from tui.plain.fitting import columns, line
from tui.plain.output import Format, FormatOption

if TYPE_CHECKING:
    from db.mine import Mine
    from hearings.rates import Counts
    from hearings.rules import Rules


def show_mine(ctx: typer.Context, output: FormatOption = Format.TEXT) -> None:
    """Say what became of your own initial assessments, and which guidance applies.

    Example: hearings stats mine
    """
    from db.mine import mine

    desk = face_of(ctx).desk()
    found = mine(desk)
    rows = [("", found.total), *((level.value, one) for level, one in found.levels.items())]
    titles = ["local_level", *_row(found.total)]
    person, total = found.person, found.total
    figure = Figure(
        "mine",
        f"Your own initial assessments: {person.name or person.number}",
        "subjects",
        f"officers in a case whose level you set ({total.decided + total.undecided:,}),"
        f" and {desk.rules.dps}'s decision on it ({total.decided:,})",
        "by day received",
        Everything(),
        promised(found, desk.rules),
        (titles, [[level or None, *_row(counts).values()] for level, counts in rows]),
        lambda: _print(found, desk.rules),
        said=("Only you are shown these. A change does not say who was right.",),
    )
    give(desk, figure, output)


def _row(counts: Counts) -> dict[str, Any]:
    """Give counts with their rate; none below the fewest of which a rate is given."""
    from hearings.intervals import wilson
    from hearings.rates import NAMED

    few = counts.decided < NAMED
    bounds = None if few else wilson(counts.changed, counts.decided, counts.spread)
    return {
        "decided": counts.decided,
        "changed": counts.changed,
        "lowered": counts.lowered,
        "raised": counts.raised,
        "undecided": counts.undecided,
        "rate": None if few or counts.rate is None else round(counts.rate, 10),
        "low": None if bounds is None else round(bounds[0], 10),
        "high": None if bounds is None else round(bounds[1], 10),
        "too_few": few,
    }


def _reasons(found: Mine, rules: Rules) -> list[dict[str, object]]:
    """Give the reasons that better guidance could have spared, in words."""
    return [
        {"code": code, "words": rules.reasons[code].words, "changed": number}
        for code, number in found.reasons.items()
        if rules.avoidable(code)
    ]


def _standards(found: Mine) -> list[dict[str, object]]:
    from hearings.standards import standard_words, standards

    return [
        {
            "standard": standard,
            "words": standard_words(standard),
            "changed": number,
            "guidance": f"hearings guidance show {standard}" if standard in standards() else None,
        }
        for standard, number in found.standards.items()
    ]


def promised(found: Mine, rules: Rules) -> dict[str, object]:
    """Give one's own figures as `docs/improving.md` promises them."""
    return {
        "person": found.person.number,
        "total": _row(found.total),
        "levels": [
            {"local_level": level.value, **_row(counts)} for level, counts in found.levels.items()
        ],
        "avoidable": _reasons(found, rules),
        "standards": _standards(found),
    }


def _print(found: Mine, rules: Rules) -> None:
    line()
    titles = ("initial assessment", "decided", "changed", "lowered", "raised", "waiting",
              "rate, 95 % interval")  # fmt: skip
    rows = [_cells(level.words, counts) for level, counts in found.levels.items()]
    columns([*rows, _cells("in all", found.total)], titles)
    reasons, standards = _reasons(found, rules), _standards(found)
    if reasons:
        line()
        line("Changed for a reason that guidance could have spared")
        columns([[f"  {one['words']}", str(one["changed"])] for one in reasons])
    if standards:
        line()
        line("The guidance that applies to what was changed")
        columns([
            [f"  {one['words']}", str(one["changed"]), str(one["guidance"] or "")]
            for one in standards
        ])  # fmt: skip


def _cells(words: str, counts: Counts) -> list[str]:
    from hearings.intervals import wilson
    from hearings.rates import NAMED
    from hearings.shares import percent
    from tui.plain.shares import span

    rate = "too few for a rate"
    if counts.decided >= NAMED:
        bounds = wilson(counts.changed, counts.decided, counts.spread)
        rate = f"{percent(counts.changed, counts.decided)} ({span(bounds)})"
    numbers = (counts.decided, counts.changed, counts.lowered, counts.raised, counts.undecided)
    return [words, *(f"{number:,}" for number in numbers), rate]
